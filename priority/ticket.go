package priority

import (
	"cmp"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/wire"
)

// Ticket is a case in a queue: what was told about it, what its customer's
// contracts meant when it arrived, and the place that follows. It is a value and
// compares with ==. [Queue.Intake] makes tickets and the operations of the queue
// return new ones; the queue refuses one that is not as it knows it. The zero
// Ticket is in no queue.
type Ticket struct {
	id, customer, subject string
	channel               Channel
	urgency               Urgency
	severity              Severity
	contract              string // that covers it
	claim                 Claim
	arrived               calendar.Moment
	number                int
	place                 place
	inWork                bool
	offered               bool // a message, under a standing that the customer has no more
}

// place is what decides before the arrival. Each is counted from 1 for the first.
type place struct{ group, urgency, severity uint8 }

const (
	first, second = 1, 2           // the groups
	unmeasured    = mostLevels + 1 // the severity of a ticket without one
	none          = 255            // what was read and is no place at all
)

// ID returns the id of the case, "" for the zero Ticket.
func (t Ticket) ID() string { return t.id }

// Customer returns whose it is, "" where nobody knows.
func (t Ticket) Customer() string { return t.customer }

// Subject returns what it is about.
func (t Ticket) Subject() string { return t.subject }

// Channel returns the way it came in; [Voicemail] for a call that left a message.
func (t Ticket) Channel() Channel { return t.channel }

// Urgency returns its level of urgency.
func (t Ticket) Urgency() Urgency { return t.urgency }

// Severity returns its level of severity, "" if none was measured.
func (t Ticket) Severity() Severity { return t.severity }

// Arrived returns when the case arrived: for a call, when it began (PRI-14).
func (t Ticket) Arrived() calendar.Moment { return t.arrived }

// Number returns the number it was given at intake (PRI-07).
func (t Ticket) Number() int { return t.number }

// Group returns the group it is in: that of its customer now, or when it arrived,
// as the terms have it (PRI-21).
func (t Ticket) Group() Group {
	switch t.place.group {
	case first:
		return WithContract
	case second:
		return WithoutContract
	default:
		return ""
	}
}

// Claim returns what its customer could ask for when it arrived (PRI-09). It is
// not changed by a contract that begins or ends later.
func (t Ticket) Claim() Claim { return t.claim }

// BilledBy returns who bills it, as was so when it arrived (PRI-20, PRI-21).
func (t Ticket) BilledBy() Biller { return t.claim.BilledBy() }

// Contract returns the id of the contract that covers it, "" for none.
func (t Ticket) Contract() string { return t.contract }

// InWork reports whether somebody works on it: it was taken and not put back.
func (t Ticket) InWork() bool { return t.inWork }

// begun refuses the zero ticket.
func (t Ticket) begun() error {
	if t.id == "" {
		return entitlement.Invalid("ticket", "the zero ticket is in no queue")
	}
	return nil
}

// Compare is the order of the queue (PRI-04): group, urgency, severity, arrival as
// an instant, number, id. It returns a negative number if a is served before b. It
// is a total order: only tickets of one customer with one id and all that in common
// compare equal. It is meant for [slices.SortFunc], over tickets on the same scale.
func Compare(a, b Ticket) int { return compare(&a, &b) }

func compare(a, b *Ticket) int {
	if a.place != b.place {
		return a.place.compare(b.place)
	}
	if c := a.arrived.Compare(b.arrived); c != 0 {
		return c
	}
	return cmp.Or(cmp.Compare(a.number, b.number), cmp.Compare(a.id, b.id), cmp.Compare(a.customer, b.customer))
}

func (p place) compare(other place) int {
	return cmp.Or(cmp.Compare(p.group, other.group), cmp.Compare(p.urgency, other.urgency), cmp.Compare(p.severity, other.severity))
}

// Criterion is what puts one ticket before another.
type Criterion string

// The criteria, in the order in which they decide.
const (
	ByGroup    Criterion = "group"
	ByUrgency  Criterion = "urgency"
	BySeverity Criterion = "severity"
	ByArrival  Criterion = "arrival"
	ByNumber   Criterion = "number"
	ByID       Criterion = "id" // and by customer, where two have tickets with the same
)

// Decides returns what puts one of two tickets before the other, and the clause
// for it; nothing where [Compare] is 0.
func Decides(a, b Ticket) (Criterion, entitlement.Clause) {
	switch {
	case a.place.group != b.place.group:
		return ByGroup, preferred
	case a.place.urgency != b.place.urgency:
		return ByUrgency, inOrder
	case a.place.severity != b.place.severity:
		return BySeverity, bySeverity
	case a.arrived.Compare(b.arrived) != 0:
		return ByArrival, inOrder
	case a.number != b.number:
		return ByNumber, byNumber
	case a.id != b.id || a.customer != b.customer:
		return ByID, byNumber
	default:
		return "", ""
	}
}

// byCustomer orders tickets by customer and id.
func byCustomer(a, b *Ticket) int {
	return cmp.Or(cmp.Compare(a.customer, b.customer), cmp.Compare(a.id, b.id))
}

// Regroup returns the ticket in a group, as [Queue.SetStanding] does with all tickets
// of a customer. It is for rows that [Restore] refuses because a customer is in two
// groups: those of a service that was stopped while it wrote, or that has changed
// GroupAt. A queue that holds the ticket goes on holding it as it was.
func (t Ticket) Regroup(group Group) Ticket {
	t.place.group = second
	if group == WithContract {
		t.place.group = first
	}
	return t
}

// fields lists the stored fields.
func (t *Ticket) fields(f *wire.Fields) {
	wire.Text(f, "id", &t.id)
	wire.Text(f, "customer", &t.customer)
	wire.Text(f, "subject", &t.subject)
	wire.Text(f, "channel", &t.channel)
	group := t.Group()
	wire.Text(f, "group", &group)
	switch group {
	case WithContract, WithoutContract:
		*t = t.Regroup(group)
	case "":
		t.place.group = 0
	default:
		t.place.group = none
	}
	wire.Text(f, "urgency", &t.urgency)
	level8(f, "urgency_level", &t.place.urgency)
	wire.Text(f, "severity", &t.severity)
	level8(f, "severity_level", &t.place.severity)
	f.Moment("arrived", &t.arrived)
	wire.Int(f, "number", &t.number)
	wire.Text(f, "claim", &t.claim)
	wire.Text(f, "contract", &t.contract)
	f.True("in_work", &t.inWork)
	f.True("offered", &t.offered)
}

// level8 is a level. What is none is read as one that validate refuses.
func level8(f *wire.Fields, key string, level *uint8) {
	n := int(*level)
	wire.Int(f, key, &n)
	*level = none
	if uint(n) <= unmeasured {
		*level = uint8(n)
	}
}

// MarshalJSON writes the ticket as a stored document, "v":1. The levels are
// written by name and by place, so that tickets can be compared without the terms.
func (t Ticket) MarshalJSON() ([]byte, error) {
	f := wire.Write()
	t.fields(&f)
	return f.Written()
}

// UnmarshalJSON reads a stored document, strictly.
func (t *Ticket) UnmarshalJSON(data []byte) error {
	var read Ticket
	f := wire.Read("ticket", data)
	for f.Next() {
		read.fields(&f)
	}
	if err := f.Done(); err != nil {
		return err
	}
	if err := read.validate(); err != nil {
		return err
	}
	*t = read
	return nil
}

// validate refuses a ticket that no queue can have made.
func (t Ticket) validate() error {
	if t == (Ticket{}) {
		return nil
	}
	if err := admit(given("id", t.id), given("subject", t.subject), given("channel", string(t.channel)), given("urgency", string(t.urgency))); err != nil {
		return err
	}
	if t.arrived.IsZero() {
		return entitlement.Invalid("arrived", "the ticket has not arrived")
	}
	if t.number < 1 || t.number > mostNumber {
		return entitlement.Invalid("number", "%d is no number of a ticket", t.number)
	}
	if t.place.group == 0 || t.place.urgency == 0 || t.place.severity == 0 ||
		t.place.group > second || t.place.urgency > mostLevels || t.place.severity > unmeasured {
		return entitlement.Invalid("group, urgency_level, severity_level", "they are none of those there are")
	}
	if (t.severity == "") != (t.place.severity == unmeasured) {
		return entitlement.Invalid("severity_level", "it does not go with the severity")
	}
	switch t.claim {
	case UnderContract, AtListPrice, NoClaim:
	default:
		return entitlement.Invalid("claim", "unknown claim %.40q", string(t.claim))
	}
	if (t.claim == UnderContract) != (t.contract != "") {
		return entitlement.Invalid("contract", "the ticket is covered by a contract and has a claim, or neither")
	}
	if t.customer == "" && (t.claim != NoClaim || t.place.group == first) {
		return entitlement.Invalid("customer", "nobody has a contract")
	}
	return nil
}
