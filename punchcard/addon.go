package punchcard

import (
	"iter"
	"math/bits"
	"slices"
	"strconv"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/wire"
)

// AddOn is an extra product that a holder of a card has chosen (PCH-29). It is
// clipped on the holder's cards and rests while none of them is active
// (PCH-40). [StartAddOn] makes add-ons. The zero AddOn is none and never runs.
type AddOn struct {
	id      string
	holder  string
	figures AddOnFigures
	seq     int
	until   calendar.Date // the first day it no longer runs; zero: no end is agreed
	done    tally
}

// AddOnFigures are what an add-on was started with. They never change.
type AddOnFigures struct {
	Product  Product
	From     calendar.Date // the first day it runs
	Task     TaskFigures   // of the tasks it is clipped on; Clips 0 is by time used
	Calendar string        // the calendar that working hours are counted in; of a guarantee alone
}

// valid reports whether an add-on can be started with the figures.
func (f AddOnFigures) valid() bool {
	return f.Product.rhythm() > 0 && !f.From.IsZero() && f.From.Validate() == nil && f.Task.valid() &&
		(f.Calendar != "") == f.Product.guarantee()
}

// Product is an add-on that is sold.
type Product string

// The products.
const (
	PhoneSupport   Product = "phone-support"   // clipped month by month from its start (PCH-33)
	MonthlyCheck   Product = "monthly-check"   // one check in each calendar month (PCH-30)
	QuarterlyCheck Product = "quarterly-check" // one check in each calendar quarter (PCH-31)

	// The call-out guarantee (PCH-34), clipped month by month from its start: a
	// consultant begins on site within so many working hours.
	CallOut4 Product = "call-out-4"
	CallOut6 Product = "call-out-6"
	CallOut8 Product = "call-out-8"
)

// rhythm returns the months of a period, 0 for no product.
func (p Product) rhythm() int {
	switch p {
	case PhoneSupport, MonthlyCheck, CallOut4, CallOut6, CallOut8:
		return 1
	case QuarterlyCheck:
		return 3
	default:
		return 0
	}
}

// what returns what a statement says was done.
func (p Product) what() string {
	switch p {
	case MonthlyCheck:
		return "monthly check"
	case QuarterlyCheck:
		return "quarterly check"
	case CallOut4, CallOut6, CallOut8:
		return "call-out guarantee"
	default:
		return "phone support"
	}
}

// Within returns the working hours of a call-out guarantee, zero for another
// product.
func (p Product) Within() calendar.Seconds {
	switch p {
	case CallOut4:
		return 4 * calendar.Hour
	case CallOut6:
		return 6 * calendar.Hour
	case CallOut8:
		return 8 * calendar.Hour
	default:
		return 0
	}
}

func (p Product) guarantee() bool { return p.Within() > 0 }

func (p Product) check() bool { return p == MonthlyCheck || p == QuarterlyCheck }

// clipped reports whether the product is clipped period by period.
func (p Product) clipped() bool { return p == PhoneSupport || p.guarantee() }

// Due is a check that is to be made, or was not.
type Due struct {
	From   calendar.Date // the first day of its month or quarter
	Missed bool          // that month or quarter, or the add-on, is over
}

// String returns the first day and "missed" or "due".
func (d Due) String() string {
	if d.Missed {
		return d.From.String() + " missed"
	}
	return d.From.String() + " due"
}

// ID returns the id the add-on was started under.
func (a AddOn) ID() string { return a.id }

// Holder returns whose cards the add-on is clipped on.
func (a AddOn) Holder() string { return a.holder }

// Figures returns what the add-on was started with.
func (a AddOn) Figures() AddOnFigures { return a.figures }

// Seq returns the number of the last entry that names the add-on.
func (a AddOn) Seq() int { return a.seq }

// Until returns the first day the add-on no longer runs; zero while no end is
// agreed.
func (a AddOn) Until() calendar.Date { return a.until }

// Active reports whether the add-on serves its holder at a moment: it runs and
// one of the holder's cards is active, or the period of that day is clipped
// (PCH-40).
func (a AddOn) Active(at calendar.Moment, cards ...Card) bool {
	day := at.Date()
	number, ok := a.periods().Number(day)
	if ok && a.figures.Product.clipped() && a.done.has(number) {
		return true
	}
	return a.runs(day) && slices.ContainsFunc(cards, func(card Card) bool {
		return card.holder == a.holder && card.State(at) == Active
	})
}

// DuePunches returns the days up to a moment on which a period of phone support
// or of a guarantee started that is not clipped and that one of the holder's
// cards has clips for (PCH-29), oldest first. A period that no card can pay
// rests. [AddOn.Punch] clips them, each on its own day.
func (a AddOn) DuePunches(at calendar.Moment, cards ...Card) []calendar.Date {
	var due []calendar.Date
	if !a.figures.Product.clipped() {
		return due
	}
	for k := range a.open(at.Date()) {
		day := a.periods().Edge(k)
		if a.runs(day) && a.payable(day, cards) {
			due = append(due, day)
		}
	}
	return due
}

// ChecksDue returns the checks that are missed or due at a moment (PCH-30,
// PCH-31), oldest first: a month or quarter counts if on one of its days the
// add-on ran and the holder had an active card (PCH-40). How far back it looks is
// bounded: 64 periods before the newest check.
func (a AddOn) ChecksDue(at calendar.Moment, cards ...Card) []Due {
	var due []Due
	if !a.figures.Product.check() {
		return due
	}
	today := at.Date()
	for k := range a.open(today) {
		from, until := a.periods().Edge(k), a.periods().Edge(k+1)
		first, lastDay := max(from, a.figures.From), min(until-1, today)
		if !a.until.IsZero() {
			lastDay = min(lastDay, a.until-1)
		}
		if first <= lastDay && a.alive(first, lastDay, cards) {
			over := !a.until.IsZero() && a.until <= today
			due = append(due, Due{From: from, Missed: over || until <= today})
		}
	}
	return due
}

// open yields the periods up to a day that are not done, oldest first, as far
// back as is remembered.
func (a AddOn) open(day calendar.Date) iter.Seq[int] {
	return func(yield func(int) bool) {
		last, ok := a.periods().Number(day)
		if !ok {
			return
		}
		for k := range last + 1 {
			if !a.done.has(k) && !yield(k) {
				return
			}
		}
	}
}

// payable reports whether a card of the holder has clips to give on a day.
func (a AddOn) payable(day calendar.Date, cards []Card) bool {
	return slices.ContainsFunc(cards, func(card Card) bool {
		return card.holder == a.holder && card.left() > 0 && card.covers(day)
	})
}

// alive reports whether a card of the holder was active on one of the days from
// first to last, as the cards now stand: up to its end, or up to the day its
// last clip was gone.
func (a AddOn) alive(first, last calendar.Date, cards []Card) bool {
	return slices.ContainsFunc(cards, func(card Card) bool {
		end := card.EndDate()
		if card.left() == 0 {
			end = min(end, card.taken[0].Date())
		}
		return card.holder == a.holder && card.figures.Purchased <= last && first <= end
	})
}

// runs reports whether the add-on is agreed for a day.
func (a AddOn) runs(day calendar.Date) bool {
	return a.id != "" && a.figures.From <= day && (a.until.IsZero() || day < a.until)
}

// periods returns the stretches the add-on is clipped or checked by: months
// from its first day, or calendar months and quarters.
func (a AddOn) periods() calendar.Periods {
	start, months := a.figures.From, a.figures.Product.rhythm()
	if a.figures.Product.check() {
		_, month, day := start.Civil()
		start = (start - calendar.Date(day-1)).AddMonths(-(int(month-1) % months))
	}
	return calendar.Periods{Start: start, Months: months}
}

// StartAddOn starts an add-on for a holder (PCH-29). The holding must have
// all cards and add-ons the holder has. Refused with [NoActiveCard] where none
// of the cards is active at the moment of the event, with [AlreadyChecked] for
// a second rhythm of checks (PCH-31), with [AlreadyRunning] for phone support
// twice and for a second level of the guarantee (PCH-34), with [NotHolder] for
// somebody else's card. A product without a price, and a guarantee without a
// calendar, is [entitlement.ErrMissing]; a first day before the event is
// [entitlement.ErrInvalid], for nothing is clipped backwards.
func StartAddOn(terms Terms, event entitlement.Event, start AddOnStart, holding Holding) (AddOn, Entry, error) {
	if err := admit(event.Validate(), start.validate()); err != nil {
		return AddOn{}, Entry{}, err
	}
	if err := terms.Validate(); err != nil {
		return AddOn{}, Entry{}, err
	}
	if start.Product.rhythm() == 0 {
		return AddOn{}, Entry{}, entitlement.Invalid("product", "unknown product %q", string(start.Product))
	}
	if start.From < event.At.Date() {
		return AddOn{}, Entry{}, entitlement.Invalid("from", "%s is before %s", start.From, event.At.Date())
	}
	price, err := terms.addOn(start.Product)
	if err != nil {
		return AddOn{}, Entry{}, err
	}
	if err := held(start.Holder, holding.Cards, start.AddOn); err != nil {
		return AddOn{}, Entry{}, err
	}
	if !slices.ContainsFunc(holding.Cards, func(card Card) bool { return card.State(event.At) == Active }) {
		return AddOn{}, Entry{}, refuse(NoActiveCard, livesWithCard, "an active card")
	}
	if err := start.alone(holding.AddOns); err != nil {
		return AddOn{}, Entry{}, err
	}
	entry := newEntry(event, start, addOnClipped, start.Product.clause())
	entry.Draws = append(entry.Draws, entitlement.Draw{Of: start.AddOn, Seq: 1})
	figures := AddOnFigures{Product: start.Product, From: start.From, Task: terms.taskFigures()}
	figures.Task.Clips = price.Clips
	if start.Product.guarantee() {
		if terms.Calendar == "" {
			return AddOn{}, Entry{}, entitlement.Missing("calendar", "no calendar is named for the working hours of a guarantee")
		}
		figures.Calendar = terms.Calendar
	}
	entry.Outcome = Outcome{Holder: start.Holder, AddOn: figures}
	return AddOn{}.apply(entry), entry, nil
}

// alone refuses a product beside one of the holder's that stands in its way.
func (f AddOnStart) alone(others []AddOn) error {
	for _, other := range others {
		over := !other.until.IsZero() && other.until <= f.From
		if other.holder != f.Holder || over && !other.reaches(f) {
			continue
		}
		pass := "an end of the " + other.figures.Product.what() + " that runs"
		if over {
			pass = "a first day after the periods that are clipped"
		}
		if other.figures.Product.check() && f.Product.check() {
			if over {
				pass = "a first day in a month or quarter without a check"
			}
			return refuse(AlreadyChecked, quarterly, pass)
		}
		if other.figures.Product.guarantee() && f.Product.guarantee() {
			return refuse(AlreadyRunning, guarantee, pass)
		}
		if other.figures.Product == f.Product {
			return refuse(AlreadyRunning, addOnClipped, pass)
		}
	}
	return nil
}

// reaches reports whether an add-on that is over has done a period that a new
// one would do again: the one that holds the new one's first day, or, for
// checks, one in its first month or quarter.
func (a AddOn) reaches(f AddOnStart) bool {
	from := f.From
	if f.Product.check() {
		from = AddOn{figures: AddOnFigures{Product: f.Product, From: f.From}}.periods().Start
	}
	first, _ := a.periods().Number(max(from, a.figures.From))
	return first < a.done.next
}

func (p Product) clause() entitlement.Clause {
	switch p {
	case MonthlyCheck:
		return monthlyCheck
	case QuarterlyCheck:
		return quarterly
	case CallOut4, CallOut6, CallOut8:
		return guarantee
	default:
		return phoneSupport
	}
}

// End agrees the last day of the add-on (PCH-29). A period that is clipped is
// served to its end all the same. An end before the first day is
// [entitlement.ErrInvalid]; a second end is refused with [NotRunning].
func (a AddOn) End(event entitlement.Event, end AddOnEnd) (AddOn, Entry, error) {
	if err := a.admit(event.Validate(), end.validate()); err != nil {
		return a, Entry{}, err
	}
	if end.Last < a.figures.From {
		return a, Entry{}, entitlement.Invalid("last", "%s is before the first day, %s", end.Last, a.figures.From)
	}
	if !a.until.IsZero() {
		return a, Entry{}, refuse(NotRunning, addOnClipped, "an add-on without an agreed end")
	}
	entry := newEntry(event, end, addOnClipped)
	entry.Draws = append(entry.Draws, a.touched())
	entry.Outcome.Until = end.Last + 1
	return a.apply(entry), entry, nil
}

// Punch clips the period of phone support, or of a guarantee, that starts on the
// day of the event (PCH-29), on a task of its own. The cards handed in must be
// all the holder has; what they do not cover waits on the task. Refused with [NotDue] where
// no period starts that day or it is clipped already, with [NotRunning] after
// the last day, with [NoActiveCard] while the add-on rests (PCH-40), with
// [NotHolder] for somebody else's card.
func (a AddOn) Punch(event entitlement.Event, period Period, cards ...Card) (AddOn, Task, []Card, Entry, error) {
	if err := a.admitWork(a.figures.Product.clipped(), cards, period.Task, event.Validate(), period.validate()); err != nil {
		return a, Task{}, nil, Entry{}, err
	}
	day := event.At.Date()
	number, _ := a.periods().Number(day)
	switch {
	case a.periods().Edge(number) != day || a.done.has(number):
		return a, Task{}, nil, Entry{}, refuse(NotDue, addOnClipped, "the first day of a period that is not clipped")
	case !a.runs(day):
		return a, Task{}, nil, Entry{}, refuse(NotRunning, addOnClipped, "a day on which the add-on runs")
	case !a.payable(day, cards):
		return a, Task{}, nil, Entry{}, refuse(NoActiveCard, livesWithCard, "an active card")
	}
	entry := newEntry(event, period, addOnClipped)
	if a.figures.Product.guarantee() {
		entry.Why = append(entry.Why, guarantee)
	}
	entry.Outcome.Work.End = event.At
	a, task, changed := a.clip(&entry, period.Task, number, 0, cards)
	return a, task, changed, entry, nil
}

// Check records a check that was made, and punches it on a task of its own
// (PCH-30 to PCH-32): the clips of the price list, or the time used with its
// travel. The cards handed in must be all the holder has; what they do not
// cover waits on the task. A check made again after it was taken back names a
// new task. Findings never change clips. Refused with
// [AlreadyChecked] for a second check in a month or quarter, with [NotRunning]
// outside the add-on's days, with [Undocumented] without who, with [NotHolder]
// for somebody else's card.
func (a AddOn) Check(event entitlement.Event, check Check, cards ...Card) (AddOn, Task, []Card, Entry, error) {
	if err := a.admitWork(a.figures.Product.check(), cards, check.Task, event.Validate(), check.validate(), happened(event)); err != nil {
		return a, Task{}, nil, Entry{}, err
	}
	if check.By == "" {
		return a, Task{}, nil, Entry{}, refuse(Undocumented, documented, "which consultant made the check")
	}
	day := event.At.Date()
	if !a.runs(day) {
		return a, Task{}, nil, Entry{}, refuse(NotRunning, addOnClipped, "a day on which the add-on runs")
	}
	clause := a.figures.Product.clause()
	number, _ := a.periods().Number(day)
	if a.done.has(number) {
		return a, Task{}, nil, Entry{}, refuse(AlreadyChecked, clause, "a check in another month or quarter, or an ordinary task")
	}
	entry := newEntry(event, check, clause)
	if a.figures.Task.Clips == 0 {
		entry.Why = append(entry.Why, startedHour, check.Place.clause())
	}
	session := Session{Place: check.Place, Work: check.Work, Travel: check.Travel}
	time := check.Work + Task{figures: a.figures.Task}.Travel(session)
	entry.Outcome.Work.End = event.At.Add(check.Work)
	a, task, changed := a.clip(&entry, check.Task, number, time, cards)
	return a, task, changed, entry, nil
}

// clip completes and posts an entry that counts a period of the add-on on a
// new task.
func (a AddOn) clip(entry *Entry, id string, number int, time calendar.Seconds, cards []Card) (AddOn, Task, []Card) {
	draw := a.touched()
	draw.Moved = 1
	entry.Draws = append(entry.Draws, draw)
	entry.Outcome.Holder = a.holder
	entry.Outcome.Task = a.figures.Task
	entry.Outcome.Work.Period = number
	_, changed := Task{id: id, holder: a.holder, figures: a.figures.Task}.count(entry, time, cards, nil)
	return a.apply(*entry), Task{}.apply(*entry), changed
}

// Call records telephone help under phone support: no clips, whatever its
// length (PCH-33). While the add-on rests it is refused with [NoActiveCard],
// outside its days with [NotRunning], without what or who with [Undocumented];
// a call that is not under the add-on is a [Session] on a task.
func (a AddOn) Call(event entitlement.Event, call Call, cards ...Card) (AddOn, Entry, error) {
	if err := a.admitWork(a.figures.Product == PhoneSupport, cards, "", event.Validate(), call.validate()); err != nil {
		return a, Entry{}, err
	}
	if call.What == "" || call.By == "" {
		return a, Entry{}, refuse(Undocumented, documented, "what was asked and which consultant answered")
	}
	if err := a.serves(event.At, cards, "a session on a task"); err != nil {
		return a, Entry{}, err
	}
	entry := newEntry(event, call, phoneSupport)
	entry.Draws = append(entry.Draws, a.touched())
	return a.apply(entry), entry, nil
}

// serves refuses what an add-on does not give at a moment, and says what there
// is instead.
func (a AddOn) serves(at calendar.Moment, cards []Card, instead string) error {
	switch {
	case a.Active(at, cards...):
		return nil
	case !a.runs(at.Date()):
		return refuse(NotRunning, addOnClipped, "a day on which the add-on runs, or "+instead)
	default:
		return refuse(NoActiveCard, livesWithCard, "an active card, or "+instead)
	}
}

// admit returns the first failure of what the add-on was given.
func (a AddOn) admit(failures ...error) error {
	if a.id == "" {
		return entitlement.Invalid("addon", "the zero add-on has not been started")
	}
	return admit(failures...)
}

// admitWork does the same for a fact that only one sort of product takes, and
// that may be counted on a new task.
func (a AddOn) admitWork(fits bool, cards []Card, task string, failures ...error) error {
	if err := a.admit(failures...); err != nil {
		return err
	}
	if !fits {
		return entitlement.Invalid("product", "%s is not told that", a.figures.Product)
	}
	if task == a.id {
		return entitlement.Invalid("task", "%q is the id of the add-on", task)
	}
	return held(a.holder, cards, a.id, task)
}

func (a AddOn) touched() entitlement.Draw {
	return entitlement.Draw{Of: a.id, Seq: a.seq + 1}
}

// Apply moves the add-on by a recorded entry that names it. It decides
// nothing: state is the fold of the ledger. An entry of another add-on, or of a
// kind that add-ons do not have, is [entitlement.ErrLedger].
func (a AddOn) Apply(entry Entry) (AddOn, error) {
	starts := entry.Kind == kindAddOn
	if !starts && !entry.clips() && entry.Kind != kindReverse && entry.Kind != kindCall &&
		entry.Kind != kindReport && entry.Kind != kindEndAddOn ||
		!entry.moves(a.id, starts, 0) || a.id == "" && !entry.Outcome.AddOn.valid() ||
		entry.Outcome.Work.Period < 0 || entry.Outcome.Work.Period > mostPeriods {
		return a, misplaced(entry, "add-on")
	}
	return a.apply(entry), nil
}

func (a AddOn) apply(entry Entry) AddOn {
	outcome := entry.Outcome
	if a.id == "" {
		a = AddOn{id: entry.Draws[0].Of, holder: outcome.Holder, figures: outcome.AddOn}
	}
	draw, _ := entry.Draw(a.id)
	a.seq = draw.Seq
	switch entry.Kind {
	case kindEndAddOn:
		a.until = outcome.Until
	case kindPeriod, kindCheck:
		a.done = a.done.with(outcome.Work.Period)
	case kindReverse:
		if draw.Moved != 0 {
			a.done = a.done.without(outcome.Work.Period)
		}
	}
	return a
}

// tally remembers which periods are done: the last 64 up to the newest one.
// Periods before these count as done, so that nothing is clipped twice.
type tally struct {
	next int    // one more than the newest period done
	bits uint64 // bit i: period next-1-i is done
}

const tallied = 64

func (t tally) has(period int) bool {
	if period >= t.next {
		return false
	}
	age := t.next - 1 - period
	return age >= tallied || t.bits>>age&1 == 1
}

func (t tally) with(period int) tally {
	if period >= t.next {
		t.bits <<= period + 1 - t.next // a shift beyond the last bit leaves none
		t.next = period + 1
	}
	t.bits |= 1 << (t.next - 1 - period)
	return t
}

func (t tally) without(period int) tally {
	if period < t.next {
		t.bits &^= 1 << (t.next - 1 - period)
	}
	idle := bits.TrailingZeros64(t.bits)          // the newest are not done any more
	older := max(0, min(idle, t.next-tallied))    // those that come back into view count as done
	marks := uint64(1)<<older - 1                 // a shift beyond the last bit leaves all
	t.bits = t.bits>>idle | marks<<(tallied-idle) // and no bit comes out of its place
	t.next = max(0, t.next-idle)
	return t
}

func (a *AddOn) fields(f *wire.Fields, done *string) {
	wire.Text(f, "id", &a.id)
	wire.Text(f, "holder", &a.holder)
	f.Object("figures", func() { a.figures.fields(f) })
	wire.Int(f, "seq", &a.seq)
	f.Date("until", &a.until)
	wire.Int(f, "next", &a.done.next)
	wire.Text(f, "done", done)
}

func (f *AddOnFigures) fields(w *wire.Fields) {
	wire.Text(w, "product", &f.Product)
	w.Date("from", &f.From)
	w.Object("task", func() { f.Task.fields(w) })
	wire.Text(w, "calendar", &f.Calendar)
}

// MarshalJSON writes the add-on as a stored document, "v":1.
func (a AddOn) MarshalJSON() ([]byte, error) {
	done := strconv.FormatUint(a.done.bits, 16)
	w := wire.Write()
	a.fields(&w, &done)
	return w.Written()
}

// UnmarshalJSON reads a stored document, strictly. Counts that no ledger can
// give are [entitlement.ErrInvalid].
func (a *AddOn) UnmarshalJSON(data []byte) error {
	var read AddOn
	var done string
	r := wire.Read("add-on", data)
	for r.Next() {
		read.fields(&r, &done)
	}
	if err := r.Done(); err != nil {
		return err
	}
	marks, err := strconv.ParseUint(done, 16, 64)
	read.done.bits = marks
	if err != nil || strconv.FormatUint(marks, 16) != done || read.id == "" || read.holder == "" ||
		!numbered(read.seq) || read.done.next < 0 || read.done.next > mostPeriods+1 ||
		(marks == 0) != (read.done.next == 0) || !read.figures.valid() {
		return entitlement.Invalid("add-on", "%q does not add up", read.id)
	}
	*a = read
	return nil
}
