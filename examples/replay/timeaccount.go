package main

import (
	"fmt"
	"maps"
	"slices"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/ledger"
	"github.com/avtale/avtale/timeaccount"
)

// A timeReplay is the log under time accounts: each incident with a caller that
// was resolved within 480 minutes is one telephone enquiry of that length,
// received when it was opened; each caller has one account from the first day of
// the log; a caller's incidents of one category are one case. The desk is always
// open.
type timeReplay struct {
	terms   timeaccount.Terms
	hours   calendar.Calendar
	opening calendar.Seconds
	first   calendar.Moment
	callers map[string]*caller
	taken   int
	worked  calendar.Seconds
	nobody  int // incidents without a caller
	faults  []fault
	shown   *caller // the first that ran dry
}

// timeFigures are what the replays come to.
type timeFigures struct {
	Enquiries        int `json:"enquiries"`
	Minutes          int `json:"minutes"`
	StepsPerEnquiry  int `json:"steps_per_enquiry"` // intervals debited from accounts that are never empty
	StepsPerCase     int `json:"steps_per_case"`
	AccountsDry      int `json:"accounts_dry"` // of ten hours, per enquiry
	MinutesUncovered int `json:"minutes_uncovered"`
}

const (
	tenHours = 10 * calendar.Hour
	endless  = 1_000_000 * calendar.Hour // the largest account there is
)

// A caller has an account, cases, and the ledger of all enquiries.
type caller struct {
	name      string
	account   timeaccount.Agreement
	cases     map[string]timeaccount.Case
	uncovered calendar.Seconds
	log       []timeaccount.Entry
}

// replayTime replays the log three times: with accounts that are never empty,
// rounding by the enquiry and by the case, and with accounts of ten hours.
func replayTime(incidents []incident) (*timeReplay, timeFigures, error) {
	var figures timeFigures
	enquiries, err := replayAccounts(incidents, endless, timeaccount.PerEnquiry)
	if err != nil {
		return nil, figures, err
	}
	cases, err := replayAccounts(incidents, endless, timeaccount.PerCase)
	if err != nil {
		return nil, figures, err
	}
	prepaid, err := replayAccounts(incidents, tenHours, timeaccount.PerEnquiry)
	if err != nil {
		return nil, figures, err
	}
	figures = timeFigures{
		Enquiries: enquiries.taken, Minutes: minutes(enquiries.worked),
		StepsPerEnquiry: enquiries.steps(), StepsPerCase: cases.steps(),
	}
	var uncovered calendar.Seconds
	for _, name := range slices.Sorted(maps.Keys(prepaid.callers)) {
		c := prepaid.callers[name]
		uncovered += c.uncovered
		if c.account.Used() == tenHours {
			figures.AccountsDry++
			if prepaid.shown == nil {
				prepaid.shown = c
			}
		}
	}
	figures.MinutesUncovered = minutes(uncovered)
	return prepaid, figures, nil
}

func minutes(time calendar.Seconds) int { return int(time / calendar.Minute) }

func replayAccounts(incidents []incident, opening calendar.Seconds, per timeaccount.RoundPer) (*timeReplay, error) {
	r := &timeReplay{opening: opening, callers: map[string]*caller{}}
	spec := calendar.Spec{
		Name: "always open", Zone: "Europe/Oslo",
		From: calendar.MustDate("1990-01-01"), To: calendar.MustDate("2075-12-31"),
		Week: calendar.EveryDay(calendar.MustHours("00:00-24:00")),
	}
	var err error
	if r.hours, err = compile(spec); err != nil {
		return nil, err
	}
	r.terms = timeaccount.Printed([]timeaccount.Rate{
		{From: spec.From, Hour: entitlement.MustMoney("1200.00 NOK")}, // invented
	})
	r.terms.Calendar, r.terms.RoundPer = spec.Name, per
	if opening == endless {
		r.terms.Account.Months = 12 * 100
	}
	sorted := slices.SortedStableFunc(slices.Values(incidents), byOpening)
	if len(sorted) == 0 {
		return r, nil
	}
	if r.first, err = r.hours.Zone().Local(sorted[0].opened.day, 0); err != nil {
		return nil, err
	}
	for _, incident := range sorted {
		if err := r.take(incident); err != nil {
			r.faults = append(r.faults, fault{incident.line, err})
		}
	}
	for _, name := range slices.Sorted(maps.Keys(r.callers)) {
		if err := timeaccount.Verify(r.terms.Always, r.callers[name].log, r.hours); err != nil {
			return nil, fmt.Errorf("caller %s: %w", name, err)
		}
	}
	return r, nil
}

// steps returns how many intervals the accounts were debited.
func (r *timeReplay) steps() int {
	steps := 0
	for _, c := range r.callers {
		steps += r.terms.Interval.Units(c.account.Used())
	}
	return steps
}

// take makes an enquiry of an incident, if it is one.
func (r *timeReplay) take(i incident) error {
	if i.resolved == (wall{}) {
		return nil
	}
	opened, err := i.opened.in(r.hours.Zone())
	if err != nil {
		return err
	}
	resolved, err := i.resolved.in(r.hours.Zone())
	if err != nil {
		return err
	}
	work := resolved.Since(opened)
	if work < 0 || work > longest {
		return nil // the punch card tells which is a fault
	}
	if i.caller == nobody {
		r.nobody++
		return nil
	}
	c := r.callers[i.caller]
	if c == nil {
		if c, err = r.conclude(i.caller); err != nil {
			return err
		}
	}
	if err := r.enquire(c, i, opened, work); err != nil {
		return err
	}
	r.callers[i.caller] = c
	r.taken++
	r.worked += work
	return nil
}

// conclude opens an account for a caller.
func (r *timeReplay) conclude(name string) (*caller, error) {
	c := &caller{name: name, cases: map[string]timeaccount.Case{}}
	event := entitlement.Event{Ref: "conclusion", At: r.first, Entered: r.first}
	account, entry, err := timeaccount.Conclude(r.terms, event, timeaccount.Conclusion{
		Agreement: "account", Customer: "caller " + name, Alternative: timeaccount.TimeAccount,
		Balance: r.opening, Products: "desk",
	})
	if err := c.post(entry, err); err != nil {
		return nil, err
	}
	c.account = account
	return c, nil
}

// enquire receives an enquiry and records the work on it.
func (r *timeReplay) enquire(c *caller, i incident, opened calendar.Moment, work calendar.Seconds) error {
	event := entitlement.Event{Ref: i.id, At: opened, Entered: opened}
	receipt := timeaccount.Receipt{
		Enquiry: "enquiry " + i.id, Customer: c.account.Customer(), Case: "case of category " + i.category,
		Product: "desk", Topic: timeaccount.UserRelated, Channel: timeaccount.Phone,
	}
	if _, found, err := ledger.Find(c.log, event, receipt); found || err != nil {
		if err == nil {
			err = fmt.Errorf("incident %s is told twice", i.id)
		}
		return err
	}
	if _, known := c.cases[receipt.Case]; !known && r.terms.RoundPer == timeaccount.PerCase {
		opening := event
		opening.Ref = receipt.Case
		matter, entry, err := timeaccount.Open(r.terms, opening, timeaccount.Opening{Case: receipt.Case, Customer: receipt.Customer})
		if err := c.post(entry, err); err != nil {
			return err
		}
		c.cases[receipt.Case] = matter
	}
	enquiry, entry, err := timeaccount.Receive(r.terms, event, receipt, r.hours, timeaccount.Customer{}, c.account)
	if err := c.post(entry, err); err != nil {
		return err
	}
	event.Ref += "/work"
	session := timeaccount.Session{What: "incident " + i.id, By: i.by(), Work: work}
	var changed []timeaccount.Agreement
	if r.terms.RoundPer == timeaccount.PerCase {
		var matter timeaccount.Case
		matter, _, changed, entry, err = c.cases[receipt.Case].Record(event, session, enquiry, c.account)
		c.cases[receipt.Case] = matter
	} else {
		_, changed, entry, err = enquiry.Record(event, session, c.account)
	}
	if err := c.post(entry, err); err != nil {
		return err
	}
	for _, account := range changed {
		c.account = account
	}
	c.uncovered += calendar.Seconds(entry.Uncovered)
	return nil
}

// post appends an entry to the ledger.
func (c *caller) post(entry timeaccount.Entry, failure error) error {
	if failure != nil {
		return failure
	}
	log, err := ledger.Append(c.log, entry)
	if err != nil {
		return err
	}
	c.log = log
	return nil
}

// quarters returns a number of intervals in hours, with two decimals.
func quarters(steps int) string {
	return fmt.Sprintf("%d.%02d", steps/4, steps%4*25)
}
