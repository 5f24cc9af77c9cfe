package hotline

import (
	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/ledger"
	"github.com/avtale/avtale/entitlement/wire"
)

// Entry is a ledger entry of this package: the head that all contracts share,
// the fact as it was told, and the outcome that moved the values it names.
type Entry struct {
	entitlement.Entry
	Fact    Fact
	Outcome Outcome
}

var _ ledger.Record[Entry] = Entry{}

// Outcome is what an entry moves values by, beside its head. Only what the kind
// of entry needs is set.
type Outcome struct {
	Holder       string              // whose case or feedback it is
	Workshop     WorkshopFigures     // of a workshop that is enrolled
	Subscription SubscriptionFigures // of a subscription that is taken up
	Until        calendar.Date       // the first day a subscription no longer runs, or a reward is gone
	Case         Counted             // what is counted
	Contact      bool                // the workshop is to be contacted about an agreement
	Agreement    string              // by which support is charged
	Block        BlockFigures        // of a block that is agreed, renewed or enlarged
	Follows      string              // the block that is renewed
	Renewed      Renewed             // how it goes on
	Proposed     int                 // cases, if more are proposed
	Asked        entitlement.Money   // the price of a case then
	Declined     Offered             // what is declined
}

// Counted is what an entry counts, or takes back.
type Counted struct {
	Class    Class
	Received calendar.Moment // the moment that counts
	Source   Source          // what covers it, or covered it
	Hotline  int             // 1 for a hotline case counted, -1 for one taken back
	Support  int             // the same for an enquiry to support
	Accepted bool            // the terms are accepted
	State    CaseState       // of a case that is taken back
}

// Given returns the fact as it was told.
func (e Entry) Given() any { return e.Fact }

// Equal reports whether two entries say the same.
func (e Entry) Equal(other Entry) bool {
	return e.Entry.Equal(other.Entry) && e.Fact == other.Fact && e.Outcome == other.Outcome
}

// space is what an entry carries, so that a transition allocates once for it.
type space struct {
	draws [2]entitlement.Draw
	why   [8]entitlement.Clause
}

func newEntry(event entitlement.Event, fact Fact, why ...entitlement.Clause) Entry {
	return new(space).entry(event, fact, why...)
}

func (s *space) entry(event entitlement.Event, fact Fact, why ...entitlement.Clause) Entry {
	return Entry{
		Entry: entitlement.Entry{
			Event: event,
			Kind:  fact.kind(),
			Draws: s.draws[:0],
			Why:   append(s.why[:0], why...),
		},
		Fact: fact,
	}
}

// moves reports whether the entry moves the value with the id, or, if that is
// empty, begins one. An entry of a kind that begins a value names it first, and
// cannot move a value that has begun.
func (e Entry) moves(id string, begins bool) bool {
	begins = begins && len(e.Draws) > 0
	if id == "" {
		return begins
	}
	_, named := e.Draw(id)
	return named && !(begins && e.Draws[0].Of == id)
}

func misplaced(entry Entry, value string) error {
	return &entitlement.Failure{
		Family: entitlement.ErrLedger,
		Field:  entry.Ref,
		Detail: "an entry of kind " + string(entry.Kind) + " does not move this " + value,
	}
}

// Holding is what a fact is told to: a workshop, and the case or the feedback
// the fact is about. A host hands in the values it has locked; a transition
// gives back those that changed, and the others as zero values.
type Holding struct {
	Workshop Workshop
	Case     Case
	Original Case // that a [Duplicate] repeats
	Feedback Feedback
	Log      []Entry // the ledger of the workshop, for a [Renewal]
}

// Do makes the transition that a fact asks for. It is the one switch over
// facts, for hosts that receive them over a wire, for stories and for
// [Verify]; where the fact is known at compile time the named methods read
// better.
func Do(terms Terms, event entitlement.Event, fact Fact, held Holding) (Holding, Entry, error) {
	switch fact := fact.(type) {
	case Reply, FollowUp, Reopening, Withdrawal, Duplicate, Reclassification:
		return doCase(terms, held, event, fact)
	case Submission, Publication, Rejection, Retraction:
		return doFeedback(terms, held, event, fact)
	default:
		return doWorkshop(terms, held, event, fact)
	}
}

func doWorkshop(terms Terms, held Holding, event entitlement.Event, fact Fact) (Holding, Entry, error) {
	w := held.Workshop
	var c Case
	var entry Entry
	var err error
	switch fact := fact.(type) {
	case Enrolment:
		w, entry, err = Enrol(terms, event, fact)
	case Subscription:
		w, entry, err = w.Subscribe(terms, event, fact)
	case Cancellation:
		w, entry, err = w.Cancel(event, fact)
	case Receipt:
		w, c, entry, err = w.Receive(terms, event, fact)
	case Contact:
		w, entry, err = w.Contact(event)
	case Conclusion:
		w, entry, err = w.Conclude(terms, event, fact)
	case Renewal:
		w, entry, err = w.Renew(terms, event, fact, held.Log)
	case Acceptance:
		w, entry, err = w.Accept(event, fact)
	case Decline:
		w, entry, err = w.Decline(event, fact)
	default:
		err = entitlement.Invalid("fact", "%T is none", fact)
	}
	return only(entry, err, Holding{Workshop: w, Case: c})
}

func doCase(terms Terms, held Holding, event entitlement.Event, fact Fact) (Holding, Entry, error) {
	c, w := held.Case, held.Workshop
	var entry Entry
	var err error
	switch fact := fact.(type) {
	case Withdrawal:
		c, w, entry, err = c.Withdraw(event, w)
	case Duplicate:
		c, w, entry, err = c.MarkDuplicate(event, fact, held.Original, w)
	case Reclassification:
		c, w, entry, err = c.Reclassify(terms, event, fact, w)
	case Reply:
		c, entry, err = c.Answer(event)
		w = Workshop{}
	case FollowUp:
		c, entry, err = c.FollowUp(event)
		w = Workshop{}
	default:
		c, entry, err = c.Reopen(event)
		w = Workshop{}
	}
	return only(entry, err, Holding{Workshop: w, Case: c})
}

func doFeedback(terms Terms, held Holding, event entitlement.Event, fact Fact) (Holding, Entry, error) {
	f := held.Feedback
	var w Workshop
	var entry Entry
	var err error
	switch fact := fact.(type) {
	case Submission:
		f, entry, err = Submit(event, fact)
	case Publication:
		f, w, entry, err = f.Publish(terms, event, held.Workshop)
	case Rejection:
		f, entry, err = f.Reject(event)
	default:
		f, entry, err = f.Retract(event)
	}
	return only(entry, err, Holding{Workshop: w, Feedback: f})
}

// only returns the changed values if there was no error.
func only(entry Entry, err error, changed Holding) (Holding, Entry, error) {
	if err != nil {
		return Holding{}, Entry{}, err
	}
	return changed, entry, nil
}

func (e *Entry) fields(f *wire.Fields, fact *[]byte) {
	f.Head(&e.Entry)
	f.Record("fact", e.Fact, fact)
	o := &e.Outcome
	wire.Text(f, "holder", &o.Holder)
	wire.Optional(f, "workshop", &o.Workshop, func() { o.Workshop.fields(f) })
	wire.Optional(f, "subscription", &o.Subscription, func() { o.Subscription.fields(f) })
	f.Date("until", &o.Until)
	wire.Optional(f, "case", &o.Case, func() { o.Case.fields(f) })
	f.True("contact", &o.Contact)
	wire.Text(f, "agreement", &o.Agreement)
	wire.Optional(f, "block", &o.Block, func() { o.Block.fields(f) })
	wire.Text(f, "follows", &o.Follows)
	wire.Text(f, "renewed", &o.Renewed)
	wire.Int(f, "proposed", &o.Proposed)
	f.Money("asked", &o.Asked)
	wire.Text(f, "declined", &o.Declined)
}

func (c *Counted) fields(f *wire.Fields) {
	wire.Text(f, "class", &c.Class)
	f.Moment("received", &c.Received)
	wire.Optional(f, "source", &c.Source, func() { c.Source.fields(f) })
	wire.Int(f, "hotline", &c.Hotline)
	wire.Int(f, "support", &c.Support)
	f.True("accepted", &c.Accepted)
	wire.Text(f, "state", &c.State)
}

// MarshalJSON writes the entry as a stored document, "v":1.
func (e Entry) MarshalJSON() ([]byte, error) {
	w := wire.Write()
	e.fields(&w, nil)
	return w.Written()
}

// UnmarshalJSON reads a stored document, strictly.
func (e *Entry) UnmarshalJSON(data []byte) error {
	var read Entry
	var fact []byte
	r := wire.Read("entry", data)
	for r.Next() {
		read.fields(&r, &fact)
	}
	if err := r.Done(); err != nil {
		return err
	}
	var err error
	if read.Fact, err = DecodeFact(read.Kind, fact); err != nil {
		return err
	}
	if err := read.Event.Validate(); err != nil {
		return err
	}
	if len(read.Draws) == 0 || len(read.Why) == 0 {
		return entitlement.Invalid("entry", "%q does not name what it moves, or no reason", read.Ref)
	}
	*e = read
	return nil
}
