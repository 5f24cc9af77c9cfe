package punchcard

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
	Holder string           // who holds the value from here on
	Card   CardFigures      // of a card that is sold
	Task   TaskFigures      // of a task that is opened
	AddOn  AddOnFigures     // of an add-on that is started
	Until  calendar.Date    // the first day an add-on no longer runs
	Work   Work             // what was counted
	Fault  FaultFigures     // of a fault that is reported
	Late   calendar.Seconds // working time by which a guarantee was missed
}

// Work is what an entry counts on a task, and what it found there, so that the
// entry can be taken back.
type Work struct {
	Time           calendar.Seconds // work and travel; below zero when taken back
	End            calendar.Moment  // when the last clip it takes, or gives back, is gone
	Day            calendar.Date    // the day the cards it names are used
	Payer          string           // the card that pays the running hour, after it
	PayerBefore    string           // and before
	Standing       string           // the newest standing entry of the task or fault, after it
	StandingBefore string           // and before
	Reopened       int              // sessions taken back, less those entered again
	Period         int              // of an add-on
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
	why   [6]entitlement.Clause
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

// clips reports whether the entry clips an add-on, on a task of its own.
func (e Entry) clips() bool { return e.Kind == kindPeriod || e.Kind == kindCheck }

// counts reports whether the entry counts clips, or takes them back.
func (e Entry) counts() bool {
	return e.clips() || e.Kind == kindSession || e.Kind == kindSettle || e.Kind == kindReverse
}

// moves reports whether the entry moves the value with the id, or, if that is
// empty, begins one. An entry of a kind that begins a value names it in the
// place given, and cannot move a value that has begun.
func (e Entry) moves(id string, begins bool, place int) bool {
	begins = begins && len(e.Draws) > place
	if id == "" {
		return begins
	}
	_, named := e.Draw(id)
	return named && !(begins && e.Draws[place].Of == id)
}

func misplaced(entry Entry, value string) error {
	return &entitlement.Failure{
		Family: entitlement.ErrLedger,
		Field:  entry.Ref,
		Detail: "an entry of kind " + string(entry.Kind) + " does not move this " + value,
	}
}

// Holding is what a fact is told to: some values of one holder. A host hands
// in the values it has locked; a transition gives back those that changed.
type Holding struct {
	Cards  []Card
	Tasks  []Task
	AddOns []AddOn
	Faults []Fault
	Entry  Entry             // the entry that a [Reversal] takes back
	Hours  calendar.Calendar // the working hours of a guarantee
}

// Do makes the transition that a fact asks for. It is the one switch over
// facts, for hosts that receive them over a wire, for stories and for
// [Verify]; where the fact is known at compile time the named methods read
// better. The holding must have the one card, task or add-on that the fact is
// told to, and every card the holder has where clips are drawn.
func Do(terms Terms, event entitlement.Event, fact Fact, held Holding) (Holding, Entry, error) {
	switch fact := fact.(type) {
	case Purchase:
		card, entry, err := Buy(terms, event, fact)
		return only(entry, err, Holding{Cards: []Card{card}})
	case Renewal:
		old, err := one("card", held.Cards)
		if err != nil {
			return Holding{}, Entry{}, err
		}
		old, fresh, entry, err := old.Renew(terms, event, fact)
		return only(entry, err, Holding{Cards: []Card{old, fresh}})
	case Stop:
		card, err := one("card", held.Cards)
		if err != nil {
			return Holding{}, Entry{}, err
		}
		card, entry, err := card.Stop(event)
		return only(entry, err, Holding{Cards: []Card{card}})
	case Transfer:
		card, err := one("card", held.Cards)
		if err != nil {
			return Holding{}, Entry{}, err
		}
		card, entry, err := card.Transfer(event, fact)
		return only(entry, err, Holding{Cards: []Card{card}})
	case Order:
		task, entry, err := Open(terms, event, fact)
		return only(entry, err, Holding{Tasks: []Task{task}})
	case AddOnStart:
		addOn, entry, err := StartAddOn(terms, event, fact, held)
		return only(entry, err, Holding{AddOns: []AddOn{addOn}})
	case Reversal:
		return Reverse(event, fact, held)
	case Session, Closing, Settlement:
		task, err := one("task", held.Tasks)
		if err != nil {
			return Holding{}, Entry{}, err
		}
		return doTask(terms, task, held.Cards, event, fact)
	case AddOnEnd, Period, Check, Call, Report:
		addOn, err := one("add-on", held.AddOns)
		if err != nil {
			return Holding{}, Entry{}, err
		}
		return doAddOn(addOn, held, event, fact)
	case Begin, Cure:
		fault, err := one("fault", held.Faults)
		if err != nil {
			return Holding{}, Entry{}, err
		}
		return doFault(fault, held.Hours, event, fact)
	default:
		return Holding{}, Entry{}, entitlement.Invalid("fact", "there is none")
	}
}

func doTask(terms Terms, task Task, cards []Card, event entitlement.Event, fact Fact) (Holding, Entry, error) {
	var entry Entry
	var err error
	switch fact := fact.(type) {
	case Session:
		task, cards, entry, err = task.Punch(event, fact, cards...)
	case Settlement:
		task, cards, entry, err = task.Settle(terms, event, fact, cards...)
	default:
		cards = nil
		task, entry, err = task.Close(event)
	}
	return only(entry, err, Holding{Cards: cards, Tasks: []Task{task}})
}

func doAddOn(addOn AddOn, held Holding, event entitlement.Event, fact Fact) (Holding, Entry, error) {
	cards := held.Cards
	switch fact := fact.(type) {
	case Report:
		addOn, fault, entry, err := addOn.Report(event, fact, held.Hours, cards...)
		return only(entry, err, Holding{AddOns: []AddOn{addOn}, Faults: []Fault{fault}})
	case Period:
		addOn, task, cards, entry, err := addOn.Punch(event, fact, cards...)
		return only(entry, err, Holding{Cards: cards, Tasks: []Task{task}, AddOns: []AddOn{addOn}})
	case Check:
		addOn, task, cards, entry, err := addOn.Check(event, fact, cards...)
		return only(entry, err, Holding{Cards: cards, Tasks: []Task{task}, AddOns: []AddOn{addOn}})
	case Call:
		addOn, entry, err := addOn.Call(event, fact, cards...)
		return only(entry, err, Holding{AddOns: []AddOn{addOn}})
	default:
		addOn, entry, err := addOn.End(event, fact.(AddOnEnd))
		return only(entry, err, Holding{AddOns: []AddOn{addOn}})
	}
}

func doFault(fault Fault, hours calendar.Calendar, event entitlement.Event, fact Fact) (Holding, Entry, error) {
	var entry Entry
	var err error
	if begin, ok := fact.(Begin); ok {
		fault, entry, err = fault.Begin(event, begin, hours)
	} else {
		fault, entry, err = fault.Cure(event, fact.(Cure), hours)
	}
	return only(entry, err, Holding{Faults: []Fault{fault}})
}

// one returns the value a fact is told to.
func one[V any](noun string, values []V) (V, error) {
	if len(values) != 1 {
		var none V
		return none, entitlement.Invalid("holding", "the fact is told to one %s, not to %d", noun, len(values))
	}
	return values[0], nil
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
	wire.Optional(f, "card", &o.Card, func() { o.Card.fields(f) })
	wire.Optional(f, "task", &o.Task, func() { o.Task.fields(f) })
	wire.Optional(f, "addon", &o.AddOn, func() { o.AddOn.fields(f) })
	f.Date("until", &o.Until)
	wire.Optional(f, "work", &o.Work, func() { o.Work.fields(f) })
	wire.Optional(f, "fault", &o.Fault, func() { o.Fault.fields(f) })
	wire.Int(f, "late", &o.Late)
}

func (w *Work) fields(f *wire.Fields) {
	wire.Int(f, "time", &w.Time)
	f.Moment("end", &w.End)
	f.Date("day", &w.Day)
	wire.Text(f, "payer", &w.Payer)
	wire.Text(f, "payer_before", &w.PayerBefore)
	wire.Text(f, "standing", &w.Standing)
	wire.Text(f, "standing_before", &w.StandingBefore)
	wire.Int(f, "reopened", &w.Reopened)
	wire.Int(f, "period", &w.Period)
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
	if len(read.Draws) == 0 || len(read.Why) == 0 || (read.clips() || read.Kind == kindReport) && len(read.Draws) < 2 ||
		read.Outcome.Work.Period < 0 || read.Outcome.Work.Period > mostPeriods {
		return entitlement.Invalid("entry", "%q does not name all it moves, or no reason", read.Ref)
	}
	*e = read
	return nil
}
