package priority

import (
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
	terms *Terms  // never changed; nil for the zero Queue
	trees [3]tree // of either group those that wait, as they are served; and those in work
	known tree    // all of them, by customer and id
	last  int     // the number given last
}

// New returns an empty queue. The terms are copied.
func New(terms Terms) (Queue, error) { return Restore(terms, 0) }

// Restore returns the queue with these tickets, for a service that starts again:
// last is the number that was given last, see [Queue.Last]. Levels are placed by
// their names on the scale of the terms, so that a scale may have changed since; a
// level that it lacks is [entitlement.ErrInvalid]. Where that places a ticket anew, the
// queue refuses the ticket as it was stored: store what [Queue.All] has. Two tickets of
// a customer with one id, or with one number, or a number after the last are
// [entitlement.ErrConflict], and so are tickets of one customer in two groups unless the
// terms read the group at arrival: see [Ticket.Regroup].
func Restore(terms Terms, last int, tickets ...Ticket) (Queue, error) {
	if err := terms.Validate(); err != nil {
		return Queue{}, err
	}
	if last < 0 || last > mostNumber {
		return Queue{}, entitlement.Invalid("last", "%d is no number of a ticket", last)
	}
	terms.Urgencies, terms.Severities = slices.Clone(terms.Urgencies), slices.Clone(terms.Severities)
	q := Queue{terms: &terms, trees: [3]tree{{order: compare}, {order: compare}, {order: compare}}, known: tree{order: byCustomer}, last: last}
	known, numbers := make([]*Ticket, 0, len(tickets)), make([]int, 0, len(tickets))
	var in [3][]*Ticket
	for _, ticket := range tickets {
		if err := admit(ticket.begun(), ticket.validate(), q.place(&ticket, ticket.urgency, ticket.severity)); err != nil {
			return Queue{}, err
		}
		known, numbers = append(known, &ticket), append(numbers, ticket.number)
		in[ticket.tree()] = append(in[ticket.tree()], &ticket)
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
	for i, tickets := range in {
		slices.SortFunc(tickets, compare)
		q.trees[i] = q.trees[i].build(tickets)
	}
	return q, nil
}

func conflict(format string, values ...any) error {
	return entitlement.Conflict("ticket", format, values...)
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

// working is the tree of those in work, behind those of the groups.
const working = 2

// tree returns which tree a ticket is in.
func (t *Ticket) tree() int {
	if t.inWork {
		return working
	}
	return int(t.place.group - first)
}

// Len returns how many tickets wait.
func (q Queue) Len() int { return q.trees[0].len() + q.trees[1].len() }

// InWork returns how many tickets somebody works on.
func (q Queue) InWork() int { return q.trees[working].len() }

// Last returns the number that was given last (PRI-07).
func (q Queue) Last() int { return q.last }

// All yields the tickets that wait, in the order in which they are served (PRI-04).
func (q Queue) All() iter.Seq[Ticket] {
	return func(yield func(Ticket) bool) {
		for _, group := range q.trees[:working] {
			for t := range group.from(&Ticket{}) {
				if !yield(*t) {
					return
				}
			}
		}
	}
}

// Working yields the tickets that somebody works on, in the order in which they would
// wait.
func (q Queue) Working() iter.Seq[Ticket] {
	return func(yield func(Ticket) bool) {
		for t := range q.trees[working].from(&Ticket{}) {
			if !yield(*t) {
				return
			}
		}
	}
}

// Of yields the tickets of a customer, waiting or in work, by their ids. Those of
// nobody known are under "".
func (q Queue) Of(customer string) iter.Seq[Ticket] {
	return func(yield func(Ticket) bool) {
		for t := range q.known.from(&Ticket{customer: customer}) {
			if t.customer != customer || !yield(*t) {
				return
			}
		}
	}
}

// Next returns the ticket to be served next, false if none waits. It does not
// depend on how many people work (PRI-01).
func (q Queue) Next() (Ticket, bool) {
	for _, group := range q.trees[:working] {
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
	_, ahead := q.trees[ticket.tree()].find(&ticket)
	if ticket.place.group == second {
		ahead += q.trees[0].len()
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
	return next, refuse(NotNext, nothingHigher, "all that come before it taken, first ticket "+next.id+", by "+string(by))
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
	if at.IsZero() {
		return Wait{}, entitlement.Invalid("at", "it is asked about no moment")
	}
	in := q.trees[0]
	if group == WithoutContract {
		in = q.trees[1]
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
// A case that the queue has already is [entitlement.ErrConflict], and so is a customer
// who has other tickets in the queue, in another group: tell [Queue.SetStanding] first.
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
	group := GroupOf(c.Arrived, contracts...)
	if q.terms.GroupAt != Arrival {
		group = GroupOf(at, contracts...)
		for t := range q.Of(c.Customer) {
			if t.Group() != group {
				return q, Change{}, conflict("customer %.40q waits %s: its standing has to be set first", c.Customer, t.Group())
			}
			break // the others are in the same
		}
	}
	judgement := q.terms.judge(c, group, contracts)
	ticket := Ticket{
		id: c.ID, customer: c.Customer, subject: c.Subject, channel: c.Channel,
		contract: judgement.Contract, claim: judgement.Claim, arrived: c.Arrived, number: q.last + 1,
	}.Regroup(group)
	if err := q.place(&ticket, c.Urgency, c.Severity); err != nil {
		return q, Change{}, err
	}
	q.last++
	q, change := q.change(TakenIn, Ticket{}, ticket, at, by, append(judgement.Why, byNumber)...)
	change.Note = judgement.Note
	return q, change, nil
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
	next.inWork, next.offered = true, ticket.offered || q.offered(ticket, at)
	q, change := q.change(Taken, ticket, next, at, by, nothingHigher)
	return q, change, nil
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
	q, change := q.change(BackInQueue, ticket, next, at, by, noInterrupt)
	return q, change, nil
}

// Remove takes a ticket out of the queue for good: one that is finished, or one that
// waits and is withdrawn. The order of the others stays (PRI-04).
func (q Queue) Remove(ticket Ticket, at calendar.Moment, by string) (Queue, Change, error) {
	if err := admit(q.is(ticket), acted(at, by, ticket.arrived)); err != nil {
		return q, Change{}, err
	}
	why := inOrder
	if ticket.inWork {
		why = noInterrupt
	}
	q, change := q.change(Removed, ticket, Ticket{}, at, by, why)
	return q, change, nil
}

// SetUrgency puts a ticket on another level, and ranks it anew at once; it keeps its
// arrival (PRI-22). The same level is no change.
func (q Queue) SetUrgency(ticket Ticket, urgency Urgency, at calendar.Moment, by string) (Queue, Change, error) {
	if err := admit(q.is(ticket), acted(at, by, ticket.arrived)); err != nil {
		return q, Change{}, err
	}
	return q.replace(UrgencySet, ticket, urgency, ticket.severity, at, by, urgencySet)
}

// SetSeverity puts a ticket on another level of severity, or on none, and ranks it
// anew at once, as [Queue.SetUrgency] does (PRI-05). The same level is no change.
func (q Queue) SetSeverity(ticket Ticket, severity Severity, at calendar.Moment, by string) (Queue, Change, error) {
	if err := admit(q.is(ticket), acted(at, by, ticket.arrived)); err != nil {
		return q, Change{}, err
	}
	return q.replace(SeveritySet, ticket, ticket.urgency, severity, at, by, bySeverity)
}

// replace puts a ticket on levels.
func (q Queue) replace(
	kind entitlement.Kind, ticket Ticket, urgency Urgency, severity Severity, at calendar.Moment, by string, why entitlement.Clause,
) (Queue, Change, error) {
	next := ticket
	if err := q.place(&next, urgency, severity); err != nil {
		return q, Change{}, err
	}
	if next == ticket {
		return q, Change{}, nil
	}
	q, change := q.change(kind, ticket, next, at, by, why)
	return q, change, nil
}

// change returns the queue with one ticket in the place of another, and the change.
// Neither, where it is the zero ticket: at intake, and where one leaves.
func (q Queue) change(
	kind entitlement.Kind, was, next Ticket, at calendar.Moment, by string, why ...entitlement.Clause,
) (Queue, Change) {
	if was.id != "" {
		q.trees[was.tree()] = q.trees[was.tree()].without(&was)
	}
	if next.id != "" {
		q.trees[next.tree()] = q.trees[next.tree()].with(&next)
		q.known = q.known.with(&next)
	} else {
		q.known, next = q.known.without(&was), was
	}
	return q, Change{Kind: kind, At: at, By: by, Was: was, Ticket: next, UpgradeHint: q.terms.UpgradeHint(next.Group()), Why: why}
}

// SetStanding tells which contracts a customer has, when one begins or ends. All
// tickets of the customer move to the group of those in force at the moment, and
// each that moves is a change of its own; where nothing changes, and where the terms
// read the group at arrival, there are none (PRI-21). Claim and biller stay as they
// were. The moment is that of the contract, and may be before a ticket arrived. What
// was told last counts, so tell it in the order of time; a queue without a ticket of
// the customer remembers nothing.
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
	for t := range q.Of(customer) { // of the queue as it was
		if t.Group() == group {
			break // and so are the others
		}
		next := t.Regroup(group)
		next.offered = t.offered || !t.inWork && q.offered(t, at)
		var change Change
		q, change = q.change(kind, t, next, at, by, standing)
		changes = append(changes, change)
	}
	return q, changes, nil
}
