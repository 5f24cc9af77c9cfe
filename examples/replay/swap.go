package main

import (
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/ledger"
	"github.com/avtale/avtale/swap"
)

// A swapReplay is the log under mobile support: each caller is a user at PROF
// from the first day of the log, and each incident a report of a fault,
// registered when it was opened, for which a swap phone is in stock. Incidents
// without a caller are of one more user.
type swapReplay struct {
	days   calendar.Calendar
	users  map[string]*mobile
	shown  string // the first incident that had to wait longest
	wait   calendar.Date
	count  calendar.Promise // and what lies behind its promise
	faults []fault
}

// swapFigures are how many incidents were registered on working days before the
// cutoff and after it, and on closed days; and how many days after the
// registration their phones are promised, in both readings of closed days.
type swapFigures struct {
	Before  int            `json:"before"`
	After   int            `json:"after"`
	Closed  int            `json:"closed"`
	Forward map[string]int `json:"days_roll_forward"`
	Literal map[string]int `json:"days_literal"`
}

// A mobile is a user, the agreement of the customer, and the ledger of both.
type mobile struct {
	agreement swap.Agreement
	user      swap.User
	log       []swap.Entry
}

func replaySwap(incidents []incident) (*swapReplay, swapFigures, error) {
	figures := swapFigures{Forward: map[string]int{}, Literal: map[string]int{}}
	days, err := compile(swap.WorkingDays())
	if err != nil {
		return nil, figures, err
	}
	r := &swapReplay{days: days, users: map[string]*mobile{}}
	terms := swap.Printed(nil)
	sorted := slices.SortedStableFunc(slices.Values(incidents), byOpening)
	for _, incident := range sorted {
		if err := r.register(terms, incident, sorted[0].opened.day, &figures); err != nil {
			r.faults = append(r.faults, fault{incident.line, err})
		}
	}
	for _, name := range slices.Sorted(maps.Keys(r.users)) {
		if err := swap.Verify(terms.Always, r.users[name].log, days); err != nil {
			return nil, figures, fmt.Errorf("user %s: %w", name, err)
		}
	}
	return r, figures, nil
}

// register makes a case of an incident and counts the days to its promise.
func (r *swapReplay) register(terms swap.Terms, i incident, first calendar.Date, figures *swapFigures) error {
	opened, err := i.opened.in(r.days.Zone())
	if err != nil {
		return err
	}
	literal := terms
	literal.Delivery.ClosedDay = calendar.Literal
	promised, err := terms.PromisedDate(opened, r.days)
	if err != nil {
		return err
	}
	early, err := literal.PromisedDate(opened, r.days)
	if err != nil {
		return err
	}
	working, err := r.days.IsWorkingDay(opened.Date())
	if err != nil {
		return err
	}
	m := r.users[i.caller]
	if m == nil {
		if m, err = r.attach(terms, i.caller, first); err != nil {
			return err
		}
	}
	event := entitlement.Event{Ref: "report " + i.id, At: opened, Entered: opened}
	report := swap.Registration{Case: "case " + i.id, Agreement: "agreement", User: "user " + i.caller, Subject: swap.Fault}
	if _, found, err := ledger.Find(m.log, event, report); found || err != nil {
		if err == nil {
			err = fmt.Errorf("incident %s is told twice", i.id)
		}
		return err
	}
	_, entry, err := swap.Register(terms, event, report, m.agreement, m.user)
	if err != nil {
		return err
	}
	if m.log, err = ledger.Append(m.log, entry); err != nil {
		return err
	}
	r.users[i.caller] = m
	switch {
	case !working:
		figures.Closed++
	case opened.Clock() < terms.CutoffFor(opened.Date()):
		figures.Before++
	default:
		figures.After++
	}
	figures.Forward[strconv.Itoa(int(promised-opened.Date()))]++
	figures.Literal[strconv.Itoa(int(early-opened.Date()))]++
	if wait := promised - opened.Date(); wait > r.wait {
		r.wait, r.shown = wait, i.id
		r.count, err = terms.Delivery.Explain(r.days, opened)
	}
	return err
}

// attach makes a user of a caller, from the first day.
func (r *swapReplay) attach(terms swap.Terms, caller string, first calendar.Date) (*mobile, error) {
	m := &mobile{}
	at, err := r.days.Zone().Local(first, 0)
	if err != nil {
		return nil, err
	}
	event := entitlement.Event{Ref: "agreement", At: at, Entered: at}
	var concluded, attached swap.Entry
	m.agreement, concluded, err = swap.Conclude(event, swap.Conclusion{
		Agreement: "agreement", Customer: "customer", Mode: swap.Exchange, AfterRepair: swap.ToPool,
	})
	if err != nil {
		return nil, err
	}
	event.Ref = "attachment"
	m.user, attached, err = m.user.Attach(terms, event, swap.Attachment{
		User: "user " + caller, Customer: "customer", Level: swap.PROF, From: first,
	})
	m.log = []swap.Entry{concluded, attached}
	return m, err
}
