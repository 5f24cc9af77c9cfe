package timeaccount

import (
	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/ledger"
	"github.com/avtale/avtale/entitlement/wire"
)

// Entry is a ledger entry of this package: the head that all contracts share,
// the fact as it was told, and the outcome that moved the values it names. Units
// of the head are seconds: of work where it moves an enquiry or is uncovered, of
// the account where it moves an agreement.
type Entry struct {
	entitlement.Entry
	Fact    Fact
	Outcome Outcome
}

var _ ledger.Record[Entry] = Entry{}

// Outcome is what an entry moves values by, beside its head. Only what the kind
// of entry needs is set.
type Outcome struct {
	Customer  string           // whose value it is
	Agreement AgreementFigures // of an agreement that is concluded
	Added     Amendment        // a product that is added
	Appointed Appointed        // a superuser, or the end of one
	Enquiry   EnquiryFigures   // of an enquiry that arrives
	Work      Work             // what was counted
	Cause     Cause            // what is noted
}

// Work is what an entry counts on an enquiry: the time that was worked and the
// time that is paid for it, side by side; and what it found there, so that the
// entry can be taken back. The counts are below zero when it is.
type Work struct {
	Actual         calendar.Seconds // time worked
	Covered        calendar.Seconds // of this, free or paid by accounts
	Debited        calendar.Seconds // from accounts
	Charged        calendar.Seconds // by the hour: time worked now, or before and not covered
	Consent        int              // 1 where the customer consents
	Begun          calendar.Moment  // when the work began
	Rest           calendar.Seconds // of the interval that was debited before and not worked; never below zero
	Payer          string           // the account that paid the last interval, after it
	PayerBefore    string           // and before: it paid the end of the rest
	RestOf         string           // the same if it was in force when the enquiry arrived, and the rest is used
	Standing       string           // the newest standing entry of the enquiry, after it
	StandingBefore string           // and before
	OnCase         string           // the same of the case
	OnCaseBefore   string
	Again          bool // [Rectify] takes it back, and enters it again
}

// spent returns the instant at which the work had used what the entry took from
// an agreement: when the time worked reached it, or at the end of the work
// (TIM-18).
func (w Work) spent(head entitlement.Entry, of string) calendar.Moment {
	paid := w.Rest
	for _, draw := range head.Draws[1:] { // behind the enquiry
		if draw.Of == of && draw.Moved == 0 {
			paid = w.Rest // it gave no more than that
		}
		paid += calendar.Seconds(max(draw.Moved, -draw.Moved))
		if draw.Of == of {
			break
		}
	}
	return w.Begun.Add(min(paid, max(w.Actual, -w.Actual)))
}

// Given returns the fact as it was told.
func (e Entry) Given() any { return e.Fact }

// Equal reports whether two entries say the same.
func (e Entry) Equal(other Entry) bool {
	return e.Entry.Equal(other.Entry) && e.Fact == other.Fact && e.Outcome == other.Outcome
}

// space is what an entry carries, so that a transition allocates once for it.
type space struct {
	draws [4]entitlement.Draw
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

// counts reports whether the entry counts time, or takes some back.
func (e Entry) counts() bool {
	return e.Kind == kindSession || e.Kind == kindConsent || e.Kind == kindReverse
}

// moves reports whether the entry moves the value with the id, or, if that is
// empty, begins one of a customer. An entry of a kind that begins a value names
// it first, and cannot move one that has begun.
func (e Entry) moves(id string, begins bool) bool {
	if id == "" {
		return begins && e.begins() && e.Outcome.Customer != ""
	}
	_, named := e.Draw(id)
	return named && !begins
}

// begins reports whether the entry can be the first of the value it names first.
func (e Entry) begins() bool {
	return len(e.Draws) > 0 && e.Draws[0].Of != "" && e.Draws[0].Seq == 1
}

func misplaced(entry Entry, value string) error {
	return &entitlement.Failure{
		Family: entitlement.ErrLedger,
		Field:  entry.Ref,
		Detail: "an entry of kind " + string(entry.Kind) + " does not move this " + value,
	}
}

// Holding is what a fact is told to: some values of one customer. A host hands
// in the values it has locked; a transition gives back those that changed.
type Holding struct {
	Customers  []Customer
	Agreements []Agreement
	Cases      []Case
	Enquiries  []Enquiry
	Entry      Entry             // the entry that a [Reversal] takes back
	Hours      calendar.Calendar // the opening hours, for a [Receipt]
	again      bool              // what a reversal takes back is entered again
}

// Do makes the transition that a fact asks for. It is the one switch over
// facts, for hosts that receive them over a wire, for stories and for
// [Verify]; where the fact is known at compile time the named methods read
// better. The holding must have the one value that the fact is told to, and
// every agreement the customer has where an enquiry arrives or is worked on. A
// customer that is not among them has appointed nobody.
func Do(terms Terms, event entitlement.Event, fact Fact, held Holding) (Holding, Entry, error) {
	switch fact := fact.(type) {
	case Conclusion:
		agreement, entry, err := Conclude(terms, event, fact)
		return only(entry, err, Holding{Agreements: []Agreement{agreement}})
	case Amendment:
		agreement, err := one("agreement", held.Agreements)
		if err != nil {
			return Holding{}, Entry{}, err
		}
		agreement, entry, err := agreement.Amend(event, fact)
		return only(entry, err, Holding{Agreements: []Agreement{agreement}})
	case Appointment:
		customer, err := atMostOne("customer", held.Customers)
		if err != nil {
			return Holding{}, Entry{}, err
		}
		customer, entry, err := customer.Appoint(event, fact)
		return only(entry, err, Holding{Customers: []Customer{customer}})
	case Removal:
		customer, err := one("customer", held.Customers)
		if err != nil {
			return Holding{}, Entry{}, err
		}
		customer, entry, err := customer.Remove(event, fact)
		return only(entry, err, Holding{Customers: []Customer{customer}})
	case Opening:
		opened, entry, err := Open(terms, event, fact)
		return only(entry, err, Holding{Cases: []Case{opened}})
	case Receipt:
		customer, err := atMostOne("customer", held.Customers)
		if err != nil {
			return Holding{}, Entry{}, err
		}
		enquiry, entry, err := Receive(terms, event, fact, held.Hours, customer, held.Agreements...)
		return only(entry, err, Holding{Enquiries: []Enquiry{enquiry}})
	case Session, Consent, Tag:
		enquiry, err := one("enquiry", held.Enquiries)
		if err != nil {
			return Holding{}, Entry{}, err
		}
		return doEnquiry(enquiry, held, event, fact)
	case Reversal:
		return Reverse(event, fact, held)
	default:
		return Holding{}, Entry{}, entitlement.Invalid("fact", "there is none")
	}
}

func doEnquiry(enquiry Enquiry, held Holding, event entitlement.Event, fact Fact) (Holding, Entry, error) {
	var entry Entry
	var err error
	changed := Holding{Agreements: held.Agreements, Cases: held.Cases}
	switch fact := fact.(type) {
	case Session:
		if enquiry.figures.Case == "" {
			changed.Cases = nil
			enquiry, changed.Agreements, entry, err = enquiry.Record(event, fact, held.Agreements...)
			break
		}
		counted, failure := one("case", held.Cases)
		if failure != nil {
			return Holding{}, Entry{}, failure
		}
		counted, enquiry, changed.Agreements, entry, err = counted.Record(event, fact, enquiry, held.Agreements...)
		changed.Cases = []Case{counted}
	case Consent:
		changed = Holding{}
		enquiry, entry, err = enquiry.Consent(event, fact)
	default:
		changed = Holding{}
		enquiry, entry, err = enquiry.Tag(event, fact.(Tag))
	}
	changed.Enquiries = []Enquiry{enquiry}
	return only(entry, err, changed)
}

// one returns the value a fact is told to.
func one[V any](noun string, values []V) (V, error) {
	if len(values) != 1 {
		var none V
		return none, entitlement.Invalid("holding", "the fact is told to one %s, not to %d", noun, len(values))
	}
	return values[0], nil
}

// atMostOne returns the value a fact is told to, the zero value for none.
func atMostOne[V any](noun string, values []V) (V, error) {
	if len(values) == 0 {
		var none V
		return none, nil
	}
	return one(noun, values)
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
	wire.Text(f, "customer", &o.Customer)
	wire.Optional(f, "agreement", &o.Agreement, func() { o.Agreement.fields(f) })
	wire.Optional(f, "added", &o.Added, func() { o.Added.fields(f) })
	wire.Optional(f, "appointed", &o.Appointed, func() { o.Appointed.fields(f) })
	wire.Optional(f, "enquiry", &o.Enquiry, func() { o.Enquiry.fields(f) })
	wire.Optional(f, "work", &o.Work, func() { o.Work.fields(f) })
	wire.Text(f, "cause", &o.Cause)
}

func (w *Work) fields(f *wire.Fields) {
	wire.Int(f, "actual", &w.Actual)
	wire.Int(f, "covered", &w.Covered)
	wire.Int(f, "debited", &w.Debited)
	wire.Int(f, "charged", &w.Charged)
	wire.Int(f, "consent", &w.Consent)
	f.Moment("begun", &w.Begun)
	wire.Int(f, "rest", &w.Rest)
	wire.Text(f, "payer", &w.Payer)
	wire.Text(f, "payer_before", &w.PayerBefore)
	wire.Text(f, "rest_of", &w.RestOf)
	wire.Text(f, "standing", &w.Standing)
	wire.Text(f, "standing_before", &w.StandingBefore)
	wire.Text(f, "on_case", &w.OnCase)
	wire.Text(f, "on_case_before", &w.OnCaseBefore)
	f.True("again", &w.Again)
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
		return entitlement.Invalid("entry", "%q does not name all it moves, or no reason", read.Ref)
	}
	if read.Outcome.Work.Again && read.Kind != kindReverse {
		return entitlement.Invalid("entry", "%q takes nothing back that is entered again", read.Ref)
	}
	*e = read
	return nil
}
