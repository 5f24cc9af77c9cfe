package main

import (
	"fmt"
	"maps"
	"slices"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/ledger"
	"github.com/avtale/avtale/punchcard"
)

const (
	cardSize = 30
	longest  = 480 * calendar.Minute // of an incident that is taken for a task
)

// A cardReplay is the log under a punch card: each incident that was resolved
// within 480 minutes is one remote task of that length, worked when it was
// opened; each caller holds cards of 30.
type cardReplay struct {
	zone      calendar.Zone
	terms     punchcard.Terms
	customers map[string]*customer
	figures   cardFigures
	open      int // incidents that are not resolved
	long      int // incidents of more than 480 minutes
	faults    []fault
}

// cardFigures are what the replay comes to.
type cardFigures struct {
	Tasks   int `json:"tasks"`
	Minutes int `json:"minutes"`
	Punches int `json:"punches"`
	Cards   int `json:"cards"`
}

// A customer has cards, and the ledger of everything told about them.
type customer struct {
	name   string
	cards  []punchcard.Card
	log    []punchcard.Entry
	bought calendar.Moment // when the newest card was
}

func replayCards(zone calendar.Zone, incidents []incident) (*cardReplay, error) {
	list := entitlement.Prices{{
		From: calendar.MustDate("2016-01-01"), Amount: entitlement.MustMoney("1000.00 DKK"), // invented
	}}
	r := &cardReplay{
		zone:      zone,
		terms:     punchcard.Printed(list, nil, nil),
		customers: map[string]*customer{},
	}
	for _, incident := range slices.SortedStableFunc(slices.Values(incidents), byOpening) {
		if err := r.take(incident); err != nil {
			r.faults = append(r.faults, fault{incident.line, err})
		}
	}
	for _, name := range r.names() {
		c := r.customers[name]
		r.figures.Cards += len(c.cards)
		if err := punchcard.Verify(r.terms.Always, c.log); err != nil {
			return nil, fmt.Errorf("customer %s: %w", name, err)
		}
	}
	return r, nil
}

// names returns the customers in the order of their names.
func (r *cardReplay) names() []string { return slices.Sorted(maps.Keys(r.customers)) }

// take makes a task of an incident, if it is one.
func (r *cardReplay) take(i incident) error {
	if i.resolved == (wall{}) {
		r.open++
		return nil
	}
	opened, err := i.opened.in(r.zone)
	if err != nil {
		return err
	}
	resolved, err := i.resolved.in(r.zone)
	if err != nil {
		return err
	}
	work := resolved.Since(opened)
	if work < 0 {
		return fmt.Errorf("incident %s is resolved before it is opened", i.id)
	}
	if work > longest {
		r.long++
		return nil
	}
	c := r.customers[i.caller]
	if c == nil {
		c = &customer{name: i.caller}
	}
	clips, err := c.work(r.terms, i, opened, work)
	if err != nil {
		return err
	}
	r.customers[i.caller] = c
	r.figures.Tasks++
	r.figures.Minutes += int(work / calendar.Minute)
	r.figures.Punches += clips
	return nil
}

// work opens a task for an incident and punches it; what no card covers is
// settled by renewal. It returns the clips counted.
func (c *customer) work(
	terms punchcard.Terms, i incident, opened calendar.Moment, work calendar.Seconds,
) (int, error) {
	event := func(what string, at calendar.Moment) entitlement.Event {
		return entitlement.Event{Ref: i.id + what, At: at, Entered: at}
	}
	order := punchcard.Order{Task: i.id, Holder: c.name}
	if stored, found, err := ledger.Find(c.log, event("/order", opened), order); found || err != nil {
		if err == nil {
			err = fmt.Errorf("incident %s is told twice", stored.Fact.(punchcard.Order).Task)
		}
		return 0, err
	}
	if len(c.cards) == 0 && work > 0 { // no time is no clip, and needs no card
		card, entry, err := punchcard.Buy(terms, event("/buy", opened), punchcard.Purchase{
			Card: c.cardID(), Holder: c.name, Size: cardSize,
		})
		if err := c.post(entry, err, card); err != nil {
			return 0, err
		}
	}
	task, entry, err := punchcard.Open(terms, event("/order", opened), order)
	if err := c.post(entry, err); err != nil {
		return 0, err
	}
	task, changed, entry, err := task.Punch(event("", opened), punchcard.Session{
		What: "incident " + i.id, By: i.by(), Place: punchcard.Remote, Work: work,
	}, c.cards...)
	if err := c.post(entry, err, changed...); err != nil {
		return 0, err
	}
	decided := opened.Add(work)
	if c.bought.After(decided) {
		decided = c.bought // incidents overlap: the newest card was bought at the end of longer work
	}
	for task.Pending() > 0 {
		if task, err = c.settle(terms, task, decided); err != nil {
			return 0, err
		}
	}
	return task.Clips(), nil
}

// settle takes clips that wait on a task to the newest card, or to a renewal of
// it if nothing is left there: none is bought while another has clips.
func (c *customer) settle(
	terms punchcard.Terms, task punchcard.Task, at calendar.Moment,
) (punchcard.Task, error) {
	newest := c.cards[len(c.cards)-1]
	if newest.Balance(at) == 0 {
		id := c.cardID()
		bought := entitlement.Event{Ref: task.ID() + "/" + id, At: at, Entered: at}
		old, fresh, entry, err := newest.Renew(terms, bought, punchcard.Renewal{Card: id, Size: cardSize})
		if err := c.post(entry, err, old, fresh); err != nil {
			return task, err
		}
		newest, c.bought = fresh, at
	}
	settled := entitlement.Event{Ref: task.ID() + "/on " + newest.ID(), At: at, Entered: at}
	settlement := punchcard.Settlement{By: punchcard.ByRenewal}
	task, changed, entry, err := task.Settle(terms, settled, settlement, newest)
	return task, c.post(entry, err, changed...)
}

// post appends an entry to the ledger and keeps the cards that changed.
func (c *customer) post(entry punchcard.Entry, failure error, changed ...punchcard.Card) error {
	if failure != nil {
		return failure
	}
	log, err := ledger.Append(c.log, entry)
	if err != nil {
		return err
	}
	c.log = log
	for _, card := range changed {
		same := func(old punchcard.Card) bool { return old.ID() == card.ID() }
		if i := slices.IndexFunc(c.cards, same); i >= 0 {
			c.cards[i] = card
		} else {
			c.cards = append(c.cards, card)
		}
	}
	return nil
}

func (c *customer) cardID() string { return fmt.Sprintf("card %d of %s", len(c.cards)+1, c.name) }

func (c *customer) used() int {
	used := 0
	for _, card := range c.cards {
		used += card.Used()
	}
	return used
}

// by returns who did the work; the log knows groups, not persons.
func (i incident) by() string {
	if i.group == "" {
		return "the desk"
	}
	return "group " + i.group
}
