package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/ledger"
	"github.com/avtale/avtale/hotline"
)

// mostSubscriptions is up to how many subscriptions a workshop is given.
const mostSubscriptions = 4

// A hotlineReplay is the log under a hotline contract: each caller is a workshop
// with some subscriptions from the first day of the log, and each incident is
// one hotline case, received when it was opened.
type hotlineReplay struct {
	zone      calendar.Zone
	terms     hotline.Terms
	first     calendar.Moment // the start of the first day
	last      calendar.Date
	workshops map[string]*workshop
	nobody    int // incidents without a caller
	contacts  int
	coverage  []entitlement.Percent // with one subscription, two, three, four
	faults    []fault
}

// hotlineFigures are what the replays come to; but for the coverage, with one
// subscription each.
type hotlineFigures struct {
	Callers     int           `json:"callers"`
	Covered     int           `json:"covered"`
	Beyond      int           `json:"beyond"`
	CallersOver int           `json:"callers_over"`
	BeyondCost  string        `json:"beyond_cost"` // of a block of all cases beyond
	Coverage    []json.Number `json:"coverage"`    // of one: with one subscription, two, three, four; none without callers
}

// A workshop is a customer of the hotline and its ledger.
type workshop struct {
	state hotline.Workshop
	log   []hotline.Entry
}

// replayHotlines replays the log with one subscription for each caller, and
// again with more for the coverage.
func replayHotlines(zone calendar.Zone, incidents []incident) (*hotlineReplay, hotlineFigures, error) {
	figures := hotlineFigures{BeyondCost: "0.00", Coverage: []json.Number{}}
	one, err := replayHotline(zone, incidents, 1)
	if err != nil || len(one.workshops) == 0 {
		return one, figures, err
	}
	used := one.used()
	for _, consumption := range used {
		figures.Covered += consumption.Grant
		figures.Beyond += consumption.Beyond
	}
	coverage := hotline.CoverageOf(used...)
	figures.Callers, figures.CallersOver = coverage.Total, coverage.Total-coverage.Covered
	cost, err := one.terms.BlockPrice(figures.Beyond, one.last)
	if err != nil {
		return nil, figures, err
	}
	figures.BeyondCost = cost.Decimal().StringFixed(2)
	for subscriptions := 1; subscriptions <= mostSubscriptions; subscriptions++ {
		if subscriptions > 1 {
			more, err := replayHotline(zone, incidents, subscriptions)
			if err != nil {
				return nil, figures, err
			}
			coverage = hotline.CoverageOf(more.used()...)
		}
		percent, _ := coverage.Share() // there are workshops
		one.coverage = append(one.coverage, percent)
		figures.Coverage = append(figures.Coverage, json.Number(fmt.Sprintf("%d.%04d", percent/100_00, percent%100_00)))
	}
	return one, figures, nil
}

func replayHotline(zone calendar.Zone, incidents []incident, subscriptions int) (*hotlineReplay, error) {
	r := &hotlineReplay{zone: zone, workshops: map[string]*workshop{}}
	sorted := slices.SortedStableFunc(slices.Values(incidents), byOpening)
	if len(sorted) == 0 {
		return r, nil
	}
	first := sorted[0].opened.day
	r.last = sorted[len(sorted)-1].opened.day
	r.terms = hotline.Printed(first, "v1", "NOK")
	var err error
	if r.first, err = zone.Local(first, 0); err != nil {
		return nil, err
	}
	for _, incident := range sorted {
		if incident.caller == nobody {
			r.nobody++
		} else if err := r.take(incident, subscriptions); err != nil {
			r.faults = append(r.faults, fault{incident.line, err})
		}
	}
	for _, name := range slices.Sorted(maps.Keys(r.workshops)) {
		if err := hotline.Verify(r.terms.Always, r.workshops[name].log); err != nil {
			return nil, fmt.Errorf("workshop %s: %w", name, err)
		}
	}
	return r, nil
}

// take makes a hotline case of an incident.
func (r *hotlineReplay) take(i incident, subscriptions int) error {
	opened, err := i.opened.in(r.zone)
	if err != nil {
		return err
	}
	w := r.workshops[i.caller]
	if w == nil {
		if w, err = r.enrol(i.caller, subscriptions); err != nil {
			return err
		}
	}
	event := entitlement.Event{Ref: "case " + i.id, At: opened, Entered: opened}
	receipt := hotline.Receipt{
		Case: i.id, Channel: hotline.WebSite,
		Enquiry:       hotline.Enquiry{Diagnosis: true},
		TermsAccepted: hotline.TermsAccepted{Version: "v1", By: "caller", At: r.first},
	}
	if _, found, err := ledger.Find(w.log, event, receipt); found || err != nil {
		if err == nil {
			err = fmt.Errorf("incident %s is told twice", i.id)
		}
		return err
	}
	next, _, entry, err := w.state.Receive(r.terms, event, receipt)
	if err := w.post(next, entry, err); err != nil {
		return err
	}
	r.workshops[i.caller] = w
	if entry.Outcome.Contact {
		r.contacts++
	}
	return nil
}

// enrol makes a workshop of a caller, with subscriptions from the first day.
func (r *hotlineReplay) enrol(caller string, subscriptions int) (*workshop, error) {
	w := &workshop{}
	event := entitlement.Event{Ref: "enrolment", At: r.first, Entered: r.first}
	state, entry, err := hotline.Enrol(r.terms, event, hotline.Enrolment{Workshop: "workshop " + caller})
	if err := w.post(state, entry, err); err != nil {
		return nil, err
	}
	for n := range subscriptions {
		id := "subscription " + strconv.Itoa(n+1)
		event.Ref = id
		state, entry, err := w.state.Subscribe(r.terms, event, hotline.Subscription{
			Subscription: id, Product: hotline.DataProgram, From: r.first.Date(),
		})
		if err := w.post(state, entry, err); err != nil {
			return nil, err
		}
	}
	return w, nil
}

// post appends an entry to the ledger and keeps the workshop.
func (w *workshop) post(state hotline.Workshop, entry hotline.Entry, failure error) error {
	if failure != nil {
		return failure
	}
	log, err := ledger.Append(w.log, entry)
	if err != nil {
		return err
	}
	w.state, w.log = state, log
	return nil
}

// used returns what each workshop used in the time of the log.
func (r *hotlineReplay) used() []hotline.Consumption {
	used := make([]hotline.Consumption, 0, len(r.workshops))
	for _, w := range r.workshops {
		used = append(used, w.state.Consumption(w.log, r.first.Date(), r.last+1))
	}
	return used
}
