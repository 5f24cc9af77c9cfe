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
	return &entitlement.Fault{
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
func Do(terms Terms, held Holding, event entitlement.Event, fact Fact) (Holding, Entry, error) {
	switch fact := fact.(type) {
	case Answer, FollowUp, Reopening, Withdrawal, Duplicate, Reclassification:
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
	case Answer:
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

// MarshalJSON writes the entry as a stored document, "v":1.
func (e Entry) MarshalJSON() ([]byte, error) {
	w := wire.NewWriter()
	w.Head(e.Entry)
	if err := w.Record("fact", e.Fact); err != nil {
		return nil, err
	}
	o := e.Outcome
	w.Text("holder", o.Holder)
	if o.Workshop != (WorkshopFigures{}) {
		w.Begin("workshop")
		o.Workshop.write(&w)
		w.End()
	}
	if o.Subscription != (SubscriptionFigures{}) {
		w.Begin("subscription")
		o.Subscription.write(&w)
		w.End()
	}
	w.Date("until", o.Until)
	if o.Case != (Counted{}) {
		w.Begin("case")
		o.Case.write(&w)
		w.End()
	}
	w.True("contact", o.Contact)
	w.Text("agreement", o.Agreement)
	if o.Block != (BlockFigures{}) {
		w.Begin("block")
		o.Block.write(&w)
		w.End()
	}
	w.Text("follows", o.Follows)
	w.Text("renewed", string(o.Renewed))
	w.Int("proposed", int64(o.Proposed))
	w.Money("asked", o.Asked)
	w.Text("declined", string(o.Declined))
	return w.Done(), nil
}

// UnmarshalJSON reads a stored document, strictly.
func (e *Entry) UnmarshalJSON(data []byte) error {
	var read Entry
	var fact []byte
	r := wire.NewReader("entry", data)
	for r.Object(); r.Next(); {
		switch r.Key() {
		case "fact":
			fact = r.Record()
		case "holder":
			read.Outcome.Holder = r.Text()
		case "workshop":
			read.Outcome.Workshop.read(&r)
		case "subscription":
			read.Outcome.Subscription.read(&r)
		case "until":
			read.Outcome.Until = r.Date()
		case "case":
			read.Outcome.Case.read(&r)
		case "contact":
			read.Outcome.Contact = r.Bool()
		case "agreement":
			read.Outcome.Agreement = r.Text()
		case "block":
			read.Outcome.Block.read(&r)
		case "follows":
			read.Outcome.Follows = r.Text()
		case "renewed":
			read.Outcome.Renewed = Renewed(r.Text())
		case "proposed":
			read.Outcome.Proposed = int(r.Int())
		case "asked":
			read.Outcome.Asked = r.Money()
		case "declined":
			read.Outcome.Declined = Offered(r.Text())
		default:
			if !r.Head(&read.Entry) {
				r.Unknown()
			}
		}
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

func (c Counted) write(w *wire.Writer) {
	w.Text("class", string(c.Class))
	w.Moment("received", c.Received)
	if c.Source != (Source{}) {
		w.Begin("source")
		c.Source.write(w)
		w.End()
	}
	w.Int("hotline", int64(c.Hotline))
	w.Int("support", int64(c.Support))
	w.True("accepted", c.Accepted)
	w.Text("state", string(c.State))
}

func (c *Counted) read(r *wire.Reader) {
	for r.Object(); r.Next(); {
		switch r.Key() {
		case "class":
			c.Class = Class(r.Text())
		case "received":
			c.Received = r.Moment()
		case "source":
			c.Source.read(r)
		case "hotline":
			c.Hotline = int(r.Int())
		case "support":
			c.Support = int(r.Int())
		case "accepted":
			c.Accepted = r.Bool()
		case "state":
			c.State = CaseState(r.Text())
		default:
			r.Unknown()
		}
	}
}
