package priority

import (
	"fmt"
	"iter"
	"slices"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
)

// Queue holds the tickets that wait, in the order in which they are served, and
// those that somebody works on. It is a value: an operation returns the next queue
// and leaves this one as it was, so that readers need no lock, and what would happen
// is learned by doing it and dropping the result. [New] makes queues. The zero Queue
// is empty and takes nothing in. Queues are not compared with ==.
//
// An operation takes the ticket as the queue knows it. One that was changed since,
// or is not in the queue, is [entitlement.ErrConflict]: the host has an old copy.
type Queue struct {
	terms   *Terms  // never changed; nil for the zero Queue
	waiting [2]tree // of either group, as they are served
	known   tree    // these and those in work, by customer and id
	last    int     // the number given last
}

// New returns an empty queue. The terms are copied.
func New(terms Terms) (Queue, error) { return Restore(terms, 0) }

// Restore returns the queue with these tickets, for a service that starts again:
// last is the number that was given last, see [Queue.Last]. Levels are placed by
// their names on the scale of the terms, so that a scale may have changed since; a
// level that it lacks is [entitlement.ErrInvalid]. Two tickets of a customer with
// one id, or with one number, or a number after the last are
// [entitlement.ErrConflict], and so are tickets of one customer in two groups
// unless the terms read the group at arrival.
func Restore(terms Terms, last int, tickets ...Ticket) (Queue, error) {
	if err := terms.Validate(); err != nil {
		return Queue{}, err
	}
	if last < 0 || last > mostNumber {
		return Queue{}, entitlement.Invalid("last", "%d is no number of a ticket", last)
	}
	terms.Urgencies, terms.Severities = slices.Clone(terms.Urgencies), slices.Clone(terms.Severities)
	q := Queue{terms: &terms, waiting: [2]tree{{order: compare}, {order: compare}}, known: tree{order: byCustomer}, last: last}
	known, numbers := make([]*Ticket, 0, len(tickets)), make([]int, 0, len(tickets))
	var waiting [2][]*Ticket
	for _, ticket := range tickets {
		if ticket == (Ticket{}) {
			return Queue{}, entitlement.Invalid("ticket", "the zero ticket is in no queue")
		}
		if err := admit(ticket.validate(), q.place(&ticket, ticket.urgency, ticket.severity)); err != nil {
			return Queue{}, err
		}
		known, numbers = append(known, &ticket), append(numbers, ticket.number)
		if !ticket.inWork {
			group := ticket.place.group - first
			waiting[group] = append(waiting[group], &ticket)
		}
	}
	slices.Sort(numbers)
	for i, number := range numbers {
		if number > last || i > 0 && number == numbers[i-1] {
			return Queue{}, conflict("number %d is of two tickets, or after the last", number)
		}
	}
	slices.SortFunc(known, byCustomer)
	for i := 1; i < len(known); i++ {
		before, next := known[i-1], known[i]
		if before.customer != next.customer {
			continue
		}
		if before.id == next.id {
			return Queue{}, conflict("ticket %.40q is there twice", next.id)
		}
		if terms.GroupAt != Arrival && before.place.group != next.place.group {
			return Queue{}, conflict("customer %.40q is in two groups", next.customer)
		}
	}
	q.known = q.known.build(known)
	for group := range waiting {
		slices.SortFunc(waiting[group], compare)
		q.waiting[group] = q.waiting[group].build(waiting[group])
	}
	return q, nil
}

func conflict(format string, values ...any) error {
	return &entitlement.Fault{Family: entitlement.ErrConflict, Field: "ticket", Detail: fmt.Sprintf(format, values...)}
}

// place puts a ticket on levels.
func (q Queue) place(ticket *Ticket, urgency Urgency, severity Severity) error {
	var err error
	ticket.urgency, ticket.severity, ticket.place.severity = urgency, severity, unmeasured
	if ticket.place.urgency, err = level("urgency", q.terms.Urgencies, urgency); err == nil && severity != "" {
		ticket.place.severity, err = level("severity", q.terms.Severities, severity)
	}
	return err
}

// Len returns how many tickets wait.
func (q Queue) Len() int { return q.waiting[0].len() + q.waiting[1].len() }

// InWork returns how many tickets somebody works on.
func (q Queue) InWork() int { return q.known.len() - q.Len() }

// Last returns the number that was given last (PRI-07).
func (q Queue) Last() int { return q.last }

// All yields the tickets that wait, in the order in which they are served (PRI-04).
func (q Queue) All() iter.Seq[Ticket] {
	return func(yield func(Ticket) bool) {
		for _, group := range q.waiting {
			for t := range group.from(&Ticket{}) {
				if !yield(*t) {
					return
				}
			}
		}
	}
}

// Next returns the ticket to be served next, false if none waits. It does not
// depend on how many people work (PRI-01).
func (q Queue) Next() (Ticket, bool) {
	for _, group := range q.waiting {
		if t := group.first(); t != nil {
			return *t, true
		}
	}
	return Ticket{}, false
}

// Find returns the ticket of a customer with an id, waiting or in work, and false
// if the queue has none.
func (q Queue) Find(customer, id string) (Ticket, bool) {
	if t, _ := q.known.find(&Ticket{customer: customer, id: id}); t != nil {
		return *t, true
	}
	return Ticket{}, false
}

// is refuses a ticket that is not as the queue knows it.
func (q Queue) is(ticket Ticket) error {
	known, ok := q.Find(ticket.customer, ticket.id)
	if !ok {
		return conflict("ticket %.40q is not in the queue", ticket.id)
	}
	if known != ticket {
		return conflict("ticket %.40q is not as the queue knows it", ticket.id)
	}
	return nil
}

// waits refuses a ticket that is not as the queue knows it, or that somebody works
// on.
func (q Queue) waits(ticket Ticket) error {
	if err := q.is(ticket); err != nil {
		return err
	}
	if ticket.inWork {
		return refuse(NotWaiting, noInterrupt, "ticket "+ticket.id+" put back")
	}
	return nil
}

// Ahead returns how many tickets are served before one that waits. Refused with
// [NotWaiting] for one that somebody works on.
func (q Queue) Ahead(ticket Ticket) (int, error) {
	if err := q.waits(ticket); err != nil {
		return 0, err
	}
	group := ticket.place.group - first
	_, ahead := q.waiting[group].find(&ticket)
	if group > 0 {
		ahead += q.waiting[0].len()
	}
	return ahead, nil
}

// Rank returns the place of a ticket that waits, 1 for the next. Refused with
// [NotWaiting] for one that somebody works on.
func (q Queue) Rank(ticket Ticket) (int, error) {
	ahead, err := q.Ahead(ticket)
	if err != nil {
		return 0, err
	}
	return ahead + 1, nil
}

// MayWork returns nil if a ticket may be worked on, which is so if none that waits
// comes before it, of either group (PRI-16). Else it is refused with [NotNext], and
// the ticket that stands in the way is returned.
func (q Queue) MayWork(ticket Ticket) (Ticket, error) {
	if err := q.waits(ticket); err != nil {
		return Ticket{}, err
	}
	next, _ := q.Next()
	if next == ticket {
		return Ticket{}, nil
	}
	by, _ := Decides(next, ticket)
	return next, refuse(NotNext, nothingHigher, "ticket "+next.id+", which comes first by "+string(by)+", taken")
}

// Wait is the longest wait of a group.
type Wait struct {
	Group   Group                `json:"group"`
	Waiting int                  `json:"waiting"`         // tickets
	Longest calendar.Seconds     `json:"longest"`         // since the arrival, whether or not it was in work meanwhile
	Ticket  Ticket               `json:"ticket,omitzero"` // that has waited so long; none if none of the group waits
	Why     []entitlement.Clause `json:"why"`
}

// LongestWait returns the longest wait of a group at a moment (PRI-18). Nothing
// protects a ticket from waiting for ever; this shows it. Of several that arrived at
// one instant it names the one that is served first. One that arrives only later
// has not waited.
func (q Queue) LongestWait(group Group, at calendar.Moment) (Wait, error) {
	if group != WithContract && group != WithoutContract {
		return Wait{}, entitlement.Invalid("group", "unknown group %.40q", string(group))
	}
	in := q.waiting[Ticket{}.regroup(group).place.group-first]
	if at.IsZero() {
		return Wait{}, entitlement.Invalid("at", "it is asked about no moment")
	}
	wait := Wait{Group: group, Waiting: in.len(), Why: []entitlement.Clause{longWaits}}
	if t := in.earliest(); t != nil {
		wait.Ticket, wait.Longest = *t, max(at.Since(t.arrived), 0)
	}
	return wait, nil
}

// Intake takes a case in at a moment, and gives it the next number (PRI-07). The
// contracts are all of the customer's. They decide the group: those in force at that
// moment, or when the case arrived, as the terms have it (PRI-21). Claim and biller
// are those of the arrival (PRI-09, PRI-20). A caller without a contract on the
// hotline is taken in with [WrongChannel] (PRI-12).
//
// A case that the queue has already is [entitlement.ErrConflict], and so is a
// customer whose other tickets are in another group: tell [Queue.SetStanding] first.
func (q Queue) Intake(c Case, at calendar.Moment, by string, contracts ...Contract) (Queue, Change, error) {
	if q.terms == nil {
		return q, Change{}, entitlement.Missing("terms", "the zero queue has none")
	}
	if err := admit(q.terms.validate(c), validateAll(c.Customer, contracts), acted(at, by, c.Arrived)); err != nil {
		return q, Change{}, err
	}
	if _, ok := q.Find(c.Customer, c.ID); ok {
		return q, Change{}, conflict("ticket %.40q is in the queue already", c.ID)
	}
	if q.last == mostNumber {
		return q, Change{}, entitlement.Invalid("number", "there are no more numbers")
	}
	judgement := q.terms.judge(c, contracts)
	group := judgement.Group
	if q.terms.GroupAt != Arrival {
		group = GroupOf(at, contracts...)
		for t := range q.of(c.Customer) {
			if t.Group() != group {
				return q, Change{}, conflict("customer %.40q waits %s: its standing has to be set first", c.Customer, t.Group())
			}
			break // the others are in the same
		}
	}
	q.last++
	ticket := Ticket{
		id: c.ID, customer: c.Customer, subject: c.Subject, channel: c.Channel,
		contract: judgement.Contract, claim: judgement.Claim, arrived: c.Arrived, number: q.last,
	}.regroup(group)
	if err := q.place(&ticket, c.Urgency, c.Severity); err != nil {
		return q, Change{}, err
	}
	q = q.with(&ticket)
	judgement.Why = append(judgement.Why, byNumber)
	return q, Change{Kind: TakenIn, At: at, By: by, Ticket: ticket, Note: judgement.Note, Why: judgement.Why}, nil
}

// acted refuses an act at no moment, before the arrival, or by what is no text.
func acted(at calendar.Moment, by string, arrived calendar.Moment) error {
	if at.IsZero() || at.Before(arrived) {
		return entitlement.Invalid("at", "nothing can be done at no moment, or before the arrival")
	}
	if by != "" {
		return given("by", by)
	}
	return nil
}

// of yields the tickets of a customer.
func (q Queue) of(customer string) iter.Seq[*Ticket] {
	return func(yield func(*Ticket) bool) {
		for t := range q.known.from(&Ticket{customer: customer}) {
			if t.customer != customer || !yield(t) {
				return
			}
		}
	}
}

// Take takes a ticket out of the waiting ones, for somebody to work on (PRI-17).
// Refused with [NotNext] unless it is the next, see [Queue.MayWork]; with
// [NotWaiting] if somebody works on it already.
func (q Queue) Take(ticket Ticket, at calendar.Moment, by string) (Queue, Change, error) {
	if err := acted(at, by, ticket.arrived); err != nil {
		return q, Change{}, err
	}
	if _, err := q.MayWork(ticket); err != nil {
		return q, Change{}, err
	}
	next := ticket
	next.inWork, next.offered = true, q.offered(ticket, at)
	return q.changed(Change{Kind: Taken, At: at, By: by, Was: ticket, Ticket: next, Why: []entitlement.Clause{nothingHigher}})
}

// PutBack lets a ticket that somebody works on wait again. It keeps its arrival and
// its number, and so its place among the others (PRI-17). Refused with [NotInWork]
// if nobody works on it.
func (q Queue) PutBack(ticket Ticket, at calendar.Moment, by string) (Queue, Change, error) {
	if err := admit(q.is(ticket), acted(at, by, ticket.arrived)); err != nil {
		return q, Change{}, err
	}
	if !ticket.inWork {
		return q, Change{}, refuse(NotInWork, noInterrupt, "ticket "+ticket.id+" taken")
	}
	next := ticket
	next.inWork = false
	return q.changed(Change{Kind: BackInQueue, At: at, By: by, Was: ticket, Ticket: next, Why: []entitlement.Clause{noInterrupt}})
}

// Remove takes a ticket out of the queue for good: one that is finished, or one that
// waits and is withdrawn. The order of the others stays (PRI-04).
func (q Queue) Remove(ticket Ticket, at calendar.Moment, by string) (Queue, Change, error) {
	if err := admit(q.is(ticket), acted(at, by, ticket.arrived)); err != nil {
		return q, Change{}, err
	}
	change := Change{Kind: Removed, At: at, By: by, Was: ticket, Ticket: ticket, Why: []entitlement.Clause{inOrder}}
	if ticket.inWork {
		change.Why = []entitlement.Clause{noInterrupt}
	}
	q = q.without(&ticket)
	q.known = q.known.without(&ticket)
	return q, change, nil
}

// SetUrgency puts a ticket on another level, and ranks it anew at once; it keeps its
// arrival (PRI-22). The same level is no change.
func (q Queue) SetUrgency(ticket Ticket, urgency Urgency, at calendar.Moment, by string) (Queue, Change, error) {
	if err := admit(q.is(ticket), acted(at, by, ticket.arrived)); err != nil {
		return q, Change{}, err
	}
	next := ticket
	if err := q.place(&next, urgency, ticket.severity); err != nil {
		return q, Change{}, err
	}
	if next == ticket {
		return q, Change{}, nil
	}
	return q.changed(Change{Kind: UrgencySet, At: at, By: by, Was: ticket, Ticket: next, Why: []entitlement.Clause{urgencySet}})
}

// changed returns the queue after a change of one ticket that stays in it.
func (q Queue) changed(change Change) (Queue, Change, error) {
	was, next := change.Was, change.Ticket
	return q.without(&was).with(&next), change, nil
}

// with returns the queue that knows a ticket, among the waiting unless it is in
// work.
func (q Queue) with(t *Ticket) Queue {
	if group := t.place.group - first; !t.inWork {
		q.waiting[group] = q.waiting[group].with(t)
	}
	q.known = q.known.with(t)
	return q
}

// without returns the queue in which a ticket that it knows does not wait.
func (q Queue) without(t *Ticket) Queue {
	if group := t.place.group - first; !t.inWork {
		q.waiting[group] = q.waiting[group].without(t)
	}
	return q
}

// SetStanding tells which contracts a customer has, when one begins or ends. All
// tickets of the customer move to the group of those in force at the moment, and
// each that moves is a change of its own; where nothing changes, and where the terms
// read the group at arrival, there are none (PRI-21). Claim and biller stay as they
// were. What was told last counts, so tell it in the order of time.
func (q Queue) SetStanding(customer string, at calendar.Moment, by string, contracts ...Contract) (Queue, []Change, error) {
	if q.terms == nil {
		return q, nil, entitlement.Missing("terms", "the zero queue has none")
	}
	if err := admit(given("customer", customer), validateAll(customer, contracts), acted(at, by, at)); err != nil {
		return q, nil, err
	}
	if q.terms.GroupAt == Arrival {
		return q, nil, nil
	}
	group := GroupOf(at, contracts...)
	kind := ContractStarted
	if group == WithoutContract {
		kind = ContractEnded
	}
	var changes []Change
	for t := range q.of(customer) {
		next := t.regroup(group)
		if next == *t {
			break // and so are the others
		}
		if !t.inWork {
			next.offered = q.offered(*t, at)
		}
		changes = append(changes, Change{
			Kind: kind, At: at, By: by, Was: *t, Ticket: next, Why: []entitlement.Clause{standing},
		})
	}
	for _, change := range changes {
		q, _, _ = q.changed(change)
	}
	return q, changes, nil
}
