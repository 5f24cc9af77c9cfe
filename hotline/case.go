package hotline

import (
	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/wire"
)

// Case is an enquiry of a workshop: one fault on one vehicle, or a question for
// support. It remembers what it drew, so that it can be given back.
// [Workshop.Receive] makes cases. The zero Case is none.
type Case struct {
	id       string
	workshop string
	seq      int
	class    Class
	received calendar.Moment
	answered calendar.Moment // for the first time; zero: not yet
	state    CaseState
	source   Source            // what covers it; zero: nothing, or support
	counted  string            // the entry that counts it as what it is; "" for nothing
	accepted bool              // an acceptance of the terms came with it
	charged  entitlement.Money // for support, by agreement
}

// CaseState is what a case is at: one of these, and only one.
type CaseState string

// The states of a case.
const (
	NoCase     CaseState = ""
	Open       CaseState = "Open"      // received, or taken up again
	Answered   CaseState = "Answered"  // follow-ups are free
	Withdrawn  CaseState = "Withdrawn" // before anyone answered; it does not count
	Duplicated CaseState = "Duplicate" // of another; it does not count
)

// ID returns the id the case was received under.
func (c Case) ID() string { return c.id }

// Workshop returns whose case it is.
func (c Case) Workshop() string { return c.workshop }

// Seq returns the number of the last entry that names the case.
func (c Case) Seq() int { return c.seq }

// Class returns what the case is now: [Support] or [Hotline].
func (c Case) Class() Class { return c.class }

// Received returns the moment it came in: the one that counts (HOT-10).
func (c Case) Received() calendar.Moment { return c.received }

// State returns what the case is at.
func (c Case) State() CaseState { return c.state }

// Source returns the lot that covers the case, and the zero Source for support,
// for a case beyond the grant and for one that was taken back.
func (c Case) Source() Source { return c.source }

// Uncovered reports whether the case counts and no lot covers it. It costs
// nothing all the same (HOT-25).
func (c Case) Uncovered() bool {
	return c.class == Hotline && c.counted != "" && c.source == Source{}
}

func (c Case) takenBack() bool { return c.state == Withdrawn || c.state == Duplicated }

// Answer records that somebody answered (HOT-10). Later answers are free, and
// so is one to a case that was taken back.
func (c Case) Answer(event entitlement.Event) (Case, Entry, error) {
	return c.note(event, Reply{})
}

// FollowUp records another contact on the case; it is free (HOT-10).
func (c Case) FollowUp(event entitlement.Event) (Case, Entry, error) {
	return c.note(event, FollowUp{})
}

// Reopen takes an answered case up again; it is free (HOT-10). Refused with
// [TakenBack] for one that was taken back, with [NotAnswered] for one that is
// open.
func (c Case) Reopen(event entitlement.Event) (Case, Entry, error) {
	if err := c.admit(event); err != nil {
		return c, Entry{}, err
	}
	if c.takenBack() {
		return c, Entry{}, refuse(TakenBack, whatCounts, "a new case")
	}
	if c.state == Open {
		return c, Entry{}, refuse(NotAnswered, whatCounts, "an answered case")
	}
	return c.note(event, Reopening{})
}

// note records something that never counts.
func (c Case) note(event entitlement.Event, fact Fact) (Case, Entry, error) {
	if err := c.admit(event); err != nil {
		return c, Entry{}, err
	}
	entry := newEntry(event, fact, whatCounts)
	entry.Draws = append(entry.Draws, c.touched())
	return c.apply(entry), entry, nil
}

// Withdraw takes the case back before anyone answered: it does not count, and
// its unit is in the lot it came from, if that is not over (HOT-10). Refused
// with [AlreadyAnswered] after the first answer, with [TakenBack] a second time.
func (c Case) Withdraw(event entitlement.Event, w Workshop) (Case, Workshop, Entry, error) {
	if err := c.admitFor(event, w); err != nil {
		return c, w, Entry{}, err
	}
	if c.takenBack() {
		return c, w, Entry{}, refuse(TakenBack, whatCounts, "a case that stands")
	}
	if !c.answered.IsZero() && !event.At.Before(c.answered) {
		return c, w, Entry{}, refuse(AlreadyAnswered, whatCounts, "a case that nobody has answered")
	}
	entry := newEntry(event, Withdrawal{}, whatCounts)
	entry.Outcome.Case.State = Withdrawn
	c, w = c.takeBack(&entry, w)
	return c, w, entry, nil
}

// MarkDuplicate says that the case repeats another of the workshop; it does not
// count, answered or not (HOT-10). The other must stand, so that one of the two
// counts. Refused with [TakenBack] where one of them was taken back.
func (c Case) MarkDuplicate(event entitlement.Event, duplicate Duplicate, original Case, w Workshop) (Case, Workshop, Entry, error) {
	if err := admit(c.admitFor(event, w), duplicate.validate()); err != nil {
		return c, w, Entry{}, err
	}
	if original.id != duplicate.Of || original.id == c.id || original.workshop != c.workshop {
		return c, w, Entry{}, entitlement.Invalid("of", "another case of the workshop is needed, %.40q", duplicate.Of)
	}
	if c.takenBack() || original.takenBack() {
		return c, w, Entry{}, refuse(TakenBack, whatCounts, "two cases that stand")
	}
	entry := newEntry(event, duplicate, whatCounts)
	entry.Outcome.Case.State = Duplicated
	c, w = c.takeBack(&entry, w)
	return c, w, entry, nil
}

// Reclassify gives the case the other class (HOT-18). Support that becomes a
// hotline case counts as of the moment it was received, like any other; it needs
// an acceptance of the terms that was given by then, whenever it is told. A hotline case that becomes
// support gives its unit back. Neither makes a charge; one for support that is
// charged by agreement is credited.
//
// Refused with [TakenBack] for a case that was taken back; on the way to
// [Hotline] with [NotTold] unless the caller knows, and as [Workshop.Receive]
// refuses, the channel aside.
func (c Case) Reclassify(terms Terms, event entitlement.Event, to Reclassification, w Workshop) (Case, Workshop, Entry, error) {
	if err := admit(c.admitFor(event, w), to.validate(), terms.Validate()); err != nil {
		return c, w, Entry{}, err
	}
	if c.takenBack() {
		return c, w, Entry{}, refuse(TakenBack, reclassified, "a case that stands")
	}
	if to.Class == c.class {
		return c, w, Entry{}, entitlement.Invalid("class", "the case is %s already", c.class)
	}
	entry := newEntry(event, to, reclassified)
	entry.Outcome.Case.Class = to.Class
	if to.Class == Support {
		entry.Why = append(entry.Why, supportFree)
		entry.Outcome.Case.Support = 1
		c, w = c.takeBack(&entry, w)
		return c, w, entry, nil
	}
	if !to.Told {
		return c, w, Entry{}, refuse(NotTold, reclassified, "telling the caller that it will count")
	}
	if err := w.admitClass(Hotline, c.received.Date()); err != nil {
		return c, w, Entry{}, err
	}
	if err := terms.CanSubmit(to.TermsAccepted, c.received); err != nil && !c.accepted {
		return c, w, Entry{}, err
	}
	if err := w.admitBeyond(c.received); err != nil {
		return c, w, Entry{}, err
	}
	entry.Why = append(entry.Why, whatCounts)
	entry.Draws = append(entry.Draws, c.touched())
	entry.Reverses = c.counted
	entry.Charge = c.charged.Neg()
	entry.Outcome.Case.Received = c.received
	entry.Outcome.Case.Support = -1
	entry.Outcome.Case.Accepted = true
	w.cover(&entry)
	return c.apply(entry), w.apply(entry, nil), entry, nil
}

// takeBack completes and posts an entry after which the case no longer counts
// as what it was.
func (c Case) takeBack(entry *Entry, w Workshop) (Case, Workshop) {
	draw, back := c.touched(), w.touched("")
	counted := &entry.Outcome.Case
	counted.Received = c.received
	counted.Source = c.source
	if counted.Class == "" {
		counted.Class = c.class
	}
	entry.Reverses = c.counted
	if c.class == Hotline {
		counted.Hotline = -1
		draw.Moved = -1
	} else {
		counted.Support--
		entry.Charge = c.charged.Neg()
	}
	if c.Uncovered() {
		entry.Uncovered = -1
	}
	if c.source != (Source{}) {
		back.Lot, back.Moved = c.source.Lot, 1
		if lapses := w.over(c.source, entry.At.Date()); lapses != "" {
			entry.Why = append(entry.Why, lapses)
		}
	}
	entry.Draws = append(entry.Draws, draw, back)
	return c.apply(*entry), w.apply(*entry, nil)
}

// admit returns the first failure of what the case was given.
func (c Case) admit(event entitlement.Event) error {
	if c.id == "" {
		return entitlement.Invalid("case", "the zero case has not been received")
	}
	if err := event.Validate(); err != nil {
		return err
	}
	if event.At.Before(c.received) {
		return entitlement.Invalid("at", "%s is before the case was received", event.At)
	}
	return nil
}

// admitFor does the same for what moves the workshop as well.
func (c Case) admitFor(event entitlement.Event, w Workshop) error {
	if err := c.admit(event); err != nil {
		return err
	}
	if w.id != c.workshop {
		return entitlement.Invalid("workshop", "it is a case of %.40q", c.workshop)
	}
	if !w.gave(c.source) {
		return entitlement.Invalid("workshop", "it is as it was before the case %.40q", c.id)
	}
	return nil
}

func (c Case) touched() entitlement.Draw { return entitlement.Draw{Of: c.id, Seq: c.seq + 1} }

// Apply moves the case by a recorded entry that names it. It decides nothing:
// state is the fold of the ledger. An entry of another case, or of a kind that
// cases do not have, is [entitlement.ErrLedger].
func (c Case) Apply(entry Entry) (Case, error) {
	switch entry.Kind {
	case kindReceive, kindAnswer, kindFollowUp, kindReopen, kindWithdraw, kindDuplicate, kindReclassify:
	default:
		return c, misplaced(entry, "case")
	}
	counted := entry.Outcome.Case
	if !entry.moves(c.id, entry.Kind == kindReceive) ||
		c.id == "" && (counted.Class != Support && counted.Class != Hotline || counted.Received.IsZero()) {
		return c, misplaced(entry, "case")
	}
	return c.apply(entry), nil
}

func (c Case) apply(entry Entry) Case {
	outcome := entry.Outcome
	counted := outcome.Case
	if c.id == "" {
		c = Case{
			id: entry.Draws[0].Of, workshop: outcome.Holder, received: counted.Received,
			state: Open, charged: entry.Charge,
		}
	}
	draw, _ := entry.Draw(c.id)
	c.seq = draw.Seq
	switch entry.Kind {
	case kindFollowUp:
		return c
	case kindReopen:
		c.state = Open
		return c
	case kindAnswer:
		if c.state == Open {
			c.state = Answered
		}
		if c.answered.IsZero() || entry.At.Before(c.answered) {
			c.answered = entry.At
		}
		return c
	}
	c.class = counted.Class
	c.accepted = c.accepted || counted.Accepted
	c.source, c.counted = Source{}, entry.Ref
	if counted.Hotline == 1 {
		c.source = counted.Source
	}
	if counted.State != "" {
		c.state, c.counted = counted.State, ""
	}
	if entry.Kind != kindReceive {
		c.charged = entitlement.Money{}
	}
	return c
}

func (c *Case) fields(f *wire.Fields) {
	wire.Text(f, "id", &c.id)
	wire.Text(f, "workshop", &c.workshop)
	wire.Int(f, "seq", &c.seq)
	wire.Text(f, "class", &c.class)
	f.Moment("received", &c.received)
	f.Moment("answered", &c.answered)
	wire.Text(f, "state", &c.state)
	wire.Optional(f, "source", &c.source, func() { c.source.fields(f) })
	wire.Text(f, "counted", &c.counted)
	f.True("accepted", &c.accepted)
	f.Money("charged", &c.charged)
}

// MarshalJSON writes the case as a stored document, "v":1.
func (c Case) MarshalJSON() ([]byte, error) {
	w := wire.Write()
	c.fields(&w)
	return w.Written()
}

// UnmarshalJSON reads a stored document, strictly. A case that no ledger can
// give is [entitlement.ErrInvalid].
func (c *Case) UnmarshalJSON(data []byte) error {
	var read Case
	r := wire.Read("case", data)
	for r.Next() {
		read.fields(&r)
	}
	if err := r.Done(); err != nil {
		return err
	}
	if !read.addsUp() {
		return entitlement.Invalid("case", "%q does not add up", read.id)
	}
	*c = read
	return nil
}

// addsUp reports whether a ledger can give the case.
func (c Case) addsUp() bool {
	switch c.state {
	case Open, Answered, Withdrawn, Duplicated:
	default:
		return false
	}
	counts := !c.takenBack()
	covered := c.source == Source{} || counts && c.class == Hotline
	return c.id != "" && c.workshop != "" && numbered(c.seq) && !c.received.IsZero() &&
		(c.class == Support || c.class == Hotline) &&
		(c.counted != "") == counts && covered && c.source.valid()
}
