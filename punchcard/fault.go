package punchcard

import (
	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/wire"
)

// Fault is a fault that was reported under a call-out guarantee (PCH-34). It
// stands whatever becomes of the card and the guarantee afterwards (PCH-40).
// [AddOn.Report] makes faults. The zero Fault is none, and nothing answers it.
type Fault struct {
	id       string
	holder   string
	figures  FaultFigures
	seq      int
	answered calendar.Moment  // zero: not yet
	late     calendar.Seconds // working time from the deadline to the answer
	standing string           // the newest entry not taken back; "" when the report is
}

// FaultFigures are what a fault was reported under. They never change.
type FaultFigures struct {
	Product  Product         // the level of the guarantee
	Calendar string          // the name of the calendar the deadline was counted in
	Reported calendar.Moment // when it was given to the provider
	Deadline calendar.Moment // the last moment to begin on site
}

// valid reports whether a fault can be reported with the figures.
func (f FaultFigures) valid() bool {
	return f.Product.guarantee() && f.Calendar != "" && !f.Reported.IsZero() && f.Reported.Before(f.Deadline)
}

// FaultState is what has become of a guarantee.
type FaultState string

// The states of a fault.
const (
	Waiting   FaultState = "Waiting"   // not answered, and there is time
	Met       FaultState = "Met"       // begun on site, or cured, by the deadline (PCH-37)
	Missed    FaultState = "Missed"    // answered later, or not answered when the deadline had passed (PCH-39)
	TakenBack FaultState = "TakenBack" // the report was a mistake (PCH-28), or there is none
)

// ID returns the id the fault was reported under.
func (f Fault) ID() string { return f.id }

// Holder returns whose guarantee it is.
func (f Fault) Holder() string { return f.holder }

// Figures returns what the fault was reported under, with its deadline.
func (f Fault) Figures() FaultFigures { return f.figures }

// Seq returns the number of the last entry that names the fault.
func (f Fault) Seq() int { return f.seq }

// Deadline returns the last moment to begin on site, or to cure the fault from
// afar (PCH-36). [calendar.Calendar.Explain] from the report to it is the
// reason a customer can be shown.
func (f Fault) Deadline() calendar.Moment { return f.figures.Deadline }

// Answered returns when it was begun on site or cured; the zero Moment while it
// was not.
func (f Fault) Answered() calendar.Moment { return f.answered }

// State returns what has become of the guarantee at a moment. At the deadline
// exactly it is still to be met (PCH-37).
func (f Fault) State(at calendar.Moment) FaultState {
	if f.standing == "" {
		return TakenBack
	}
	answered := !f.answered.IsZero()
	if answered {
		at = f.answered
	}
	switch {
	case at.After(f.figures.Deadline):
		return Missed
	case answered:
		return Met
	default:
		return Waiting
	}
}

// Lateness returns the working time by which the guarantee was missed (PCH-39);
// of a fault that is not answered, as it stands at a moment. It is zero for a
// guarantee that is met, and also for one that is missed only by hours in which
// the provider was closed. The calendar must be the one the deadline was counted
// in; a fault that is answered knows its lateness without.
func (f Fault) Lateness(at calendar.Moment, hours calendar.Calendar) (calendar.Seconds, error) {
	if f.standing == "" || !f.answered.IsZero() {
		return f.late, nil
	}
	if err := sameHours(f.figures.Calendar, hours); err != nil {
		return 0, err
	}
	late, err := hours.Lateness(f.figures.Deadline, at)
	return late, unknownHours(err)
}

// sameHours refuses a calendar that is not the one named.
func sameHours(name string, hours calendar.Calendar) error {
	if hours.Name() == "" {
		return entitlement.Missing("hours", "the calendar %q is needed", name)
	}
	if hours.Name() != name {
		return entitlement.Invalid("hours", "%q is not the calendar of the guarantee, %q", hours.Name(), name)
	}
	return nil
}

// unknownHours returns [entitlement.ErrMissing] for what a calendar does not
// know.
func unknownHours(err error) error {
	if err == nil {
		return nil
	}
	return entitlement.Missing("hours", "%v", err)
}

// Report gives a fault to the provider under a call-out guarantee, at the moment
// of the event and through any channel (PCH-38). The deadline is counted in the
// calendar handed in, which must be the one the guarantee was started with: from
// the report, or from the next opening where it comes while closed (PCH-34 to
// PCH-36). Refused as a [Call] is: with [NotRunning] outside the days of the
// guarantee, with [NoActiveCard] while it rests, with [NotHolder] for somebody
// else's card. A calendar that does not reach as far is
// [entitlement.ErrMissing].
func (a AddOn) Report(event entitlement.Event, report Report, hours calendar.Calendar, cards ...Card) (AddOn, Fault, Entry, error) {
	if err := a.admitWork(a.figures.Product.guarantee(), cards, report.Fault, event.Validate(), report.validate(), happened(event)); err != nil {
		return a, Fault{}, Entry{}, err
	}
	if err := sameHours(a.figures.Calendar, hours); err != nil {
		return a, Fault{}, Entry{}, err
	}
	if err := a.serves(event.At, cards, "an ordinary task"); err != nil {
		return a, Fault{}, Entry{}, err
	}
	opened, err := hours.NextOpen(event.At)
	if err != nil {
		return a, Fault{}, Entry{}, unknownHours(err)
	}
	deadline, err := hours.Add(opened, a.figures.Product.Within())
	if err != nil {
		return a, Fault{}, Entry{}, unknownHours(err)
	}
	entry := newEntry(event, report, guarantee, workingHours, countedHours)
	if opened.After(event.At) {
		entry.Why = append(entry.Why, reportGiven)
	}
	entry.Draws = append(entry.Draws, a.touched(), entitlement.Draw{Of: report.Fault, Seq: 1})
	entry.Outcome.Holder = a.holder
	entry.Outcome.Fault = FaultFigures{
		Product: a.figures.Product, Calendar: a.figures.Calendar, Reported: event.At, Deadline: deadline,
	}
	entry.Outcome.Work.Standing = event.Ref
	return a.apply(entry), Fault{}.apply(entry), entry, nil
}

// Begin records that a consultant begins to mend the fault on site, at the
// moment of the event, and whether that meets the guarantee (PCH-37, PCH-39).
// Refused with [NotOnSite] for work from afar, with [NotWaiting] for a fault that
// is answered, with [Undocumented] without who.
func (f Fault) Begin(event entitlement.Event, begin Begin, hours calendar.Calendar) (Fault, Entry, error) {
	if err := f.admit(event, begin.validate()); err != nil {
		return f, Entry{}, err
	}
	if begin.By == "" {
		return f, Entry{}, refuse(Undocumented, documented, "which consultant began")
	}
	if begin.Place == Remote {
		return f, Entry{}, refuse(NotOnSite, begunOnSite, "a beginning on site, or a cure")
	}
	return f.answer(event, begin, hours)
}

// Cure records that the fault was mended from afar at the moment of the event,
// and whether that meets the guarantee (PCH-37, PCH-39). Refused with
// [NotWaiting] for a fault that is answered, with [Undocumented] without what or
// who.
func (f Fault) Cure(event entitlement.Event, cure Cure, hours calendar.Calendar) (Fault, Entry, error) {
	if err := f.admit(event, cure.validate()); err != nil {
		return f, Entry{}, err
	}
	if cure.What == "" || cure.By == "" {
		return f, Entry{}, refuse(Undocumented, documented, "what was done and by which consultant")
	}
	return f.answer(event, cure, hours)
}

// admit returns the first failure of what the fault was given.
func (f Fault) admit(event entitlement.Event, fact error) error {
	if f.id == "" {
		return entitlement.Invalid("fault", "the zero fault has not been reported")
	}
	if err := admit(event.Validate(), fact, happened(event)); err != nil {
		return err
	}
	if event.At.Before(f.figures.Reported) {
		return entitlement.Invalid("at", "%s is before the report, %s", event.At, f.figures.Reported)
	}
	if event.Ref == f.standing {
		return entitlement.Conflict(event.Ref, "is the reference of the entry before")
	}
	return nil
}

// happened refuses what is told before it happens.
func happened(event entitlement.Event) error {
	if event.At.After(event.Entered) {
		return entitlement.Invalid("at", "%s has not come yet", event.At)
	}
	return nil
}

func (f Fault) answer(event entitlement.Event, fact Fact, hours calendar.Calendar) (Fault, Entry, error) {
	if f.standing == "" || !f.answered.IsZero() {
		return f, Entry{}, refuse(NotWaiting, begunOnSite, "a fault that is not answered")
	}
	if err := sameHours(f.figures.Calendar, hours); err != nil {
		return f, Entry{}, err
	}
	late, err := hours.Lateness(f.figures.Deadline, event.At)
	if err != nil {
		return f, Entry{}, unknownHours(err)
	}
	entry := newEntry(event, fact, begunOnSite)
	if event.At.After(f.figures.Deadline) {
		entry.Why = append(entry.Why, missed)
	}
	entry.Draws = append(entry.Draws, entitlement.Draw{Of: f.id, Seq: f.seq + 1})
	entry.Outcome.Late = late
	entry.Outcome.Work.StandingBefore, entry.Outcome.Work.Standing = f.standing, event.Ref
	return f.apply(entry), entry, nil
}

// Apply moves the fault by a recorded entry that names it. It decides nothing:
// state is the fold of the ledger. An entry of another fault, or of a kind that
// faults do not have, is [entitlement.ErrLedger].
func (f Fault) Apply(entry Entry) (Fault, error) {
	reports := entry.Kind == kindReport
	if !reports && entry.Kind != kindBegin && entry.Kind != kindCure && entry.Kind != kindReverse ||
		!entry.moves(f.id, reports, 1) || f.id == "" && !entry.Outcome.Fault.valid() {
		return f, misplaced(entry, "fault")
	}
	return f.apply(entry), nil
}

func (f Fault) apply(entry Entry) Fault {
	if f.id == "" {
		f = Fault{id: entry.Draws[1].Of, holder: entry.Outcome.Holder, figures: entry.Outcome.Fault} // behind the add-on
	}
	draw, _ := entry.Draw(f.id)
	f.seq = draw.Seq
	f.standing, f.late = entry.Outcome.Work.Standing, entry.Outcome.Late
	f.answered = calendar.Moment{}
	if entry.Kind == kindBegin || entry.Kind == kindCure {
		f.answered = entry.At
	}
	return f
}

func (f *Fault) fields(w *wire.Fields) {
	wire.Text(w, "id", &f.id)
	wire.Text(w, "holder", &f.holder)
	w.Object("figures", func() { f.figures.fields(w) })
	wire.Int(w, "seq", &f.seq)
	w.Moment("answered", &f.answered)
	wire.Int(w, "late", &f.late)
	wire.Text(w, "standing", &f.standing)
}

func (f *FaultFigures) fields(w *wire.Fields) {
	wire.Text(w, "product", &f.Product)
	wire.Text(w, "calendar", &f.Calendar)
	w.Moment("reported", &f.Reported)
	w.Moment("deadline", &f.Deadline)
}

// MarshalJSON writes the fault as a stored document, "v":1.
func (f Fault) MarshalJSON() ([]byte, error) {
	w := wire.Write()
	f.fields(&w)
	return w.Written()
}

// UnmarshalJSON reads a stored document, strictly. A state that no ledger can
// give is [entitlement.ErrInvalid].
func (f *Fault) UnmarshalJSON(data []byte) error {
	var read Fault
	r := wire.Read("fault", data)
	for r.Next() {
		read.fields(&r)
	}
	if err := r.Done(); err != nil {
		return err
	}
	if read.id == "" || read.holder == "" || !numbered(read.seq) || !read.figures.valid() || !read.addsUp() {
		return entitlement.Invalid("fault", "%q does not add up", read.id)
	}
	*f = read
	return nil
}

// addsUp reports whether a ledger can give the state.
func (f Fault) addsUp() bool {
	if f.answered.IsZero() {
		return f.late == 0
	}
	most := max(0, f.answered.Since(f.figures.Deadline))
	return f.standing != "" && !f.answered.Before(f.figures.Reported) && 0 <= f.late && f.late <= most
}
