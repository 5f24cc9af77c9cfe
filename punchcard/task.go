package punchcard

import (
	"slices"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/wire"
	"github.com/avtale/avtale/internal/repeats"
)

// Task is a piece of work for one holder. It remembers the time spent, so that
// started hours are counted once for all its sessions (PCH-11), and the clips
// that no card covered. [Open] makes tasks. The zero Task is no task.
type Task struct {
	id       string
	holder   string
	figures  TaskFigures
	seq      int
	counted  int              // clips counted so far, covered or not
	pending  int              // of these, uncovered and not settled
	time     calendar.Seconds // work and travel, if they are added up
	payer    string           // the card that pays the running hour; "" for nobody
	standing string           // the newest entry not taken back; "" for none
	closed   bool
	reopened int // sessions taken back and not entered again: as many may be, on a closed task
}

// TaskFigures are what a task was opened with. They never change.
type TaskFigures struct {
	Increment  entitlement.Increment // seconds in a clip
	RoundPer   RoundPer              // what is rounded up
	FlatTravel calendar.Seconds      // what a trip into the standard zone counts
	Clips      int                   // a fixed price, of an add-on
}

// valid reports whether a task can be opened with the figures.
func (f TaskFigures) valid() bool {
	return 0 < f.Increment && f.Increment <= entitlement.Increment(longest) && 0 <= f.FlatTravel && f.FlatTravel <= longest &&
		0 <= f.Clips && f.Clips <= mostClips && (f.RoundPer == PerTask || f.RoundPer == PerSession)
}

// Place is where a session is worked, and so what its travel counts.
type Place string

// The places.
const (
	Remote  Place = "remote"  // from the provider's office: no travel (PCH-17)
	Inside  Place = "inside"  // after a trip into the standard zone: half an hour (PCH-15)
	Outside Place = "outside" // after a trip beyond it: the actual time, one way (PCH-14)
	OnSite  Place = "onsite"  // on the same stay as an earlier session: no new trip (PCH-16)
)

// admit returns [entitlement.ErrInvalid] for lengths that cannot belong to the
// place.
func (p Place) admit(work, travel calendar.Seconds) error {
	if err := length("work", work); err != nil {
		return err
	}
	if err := length("travel", travel); err != nil {
		return err
	}
	switch p {
	case Inside, Outside:
		return nil
	case Remote, OnSite:
		if travel != 0 {
			return entitlement.Invalid("travel", "there is no trip to a place %q", string(p))
		}
		return nil
	default:
		return entitlement.Invalid("place", "%q is no place", string(p))
	}
}

// Settle is how a customer settles clips that wait (PCH-09).
type Settle string

// The ways to settle.
const (
	ByRenewal   Settle = "renewal"   // punch them on the card bought for it
	AtListPrice Settle = "listprice" // pay the list price of the day of the decision
	Waived      Settle = "waiver"    // the provider lets them go
)

// ID returns the id the task was opened under.
func (t Task) ID() string { return t.id }

// Holder returns whose cards may pay for the task.
func (t Task) Holder() string { return t.holder }

// Figures returns what the task was opened with.
func (t Task) Figures() TaskFigures { return t.figures }

// Seq returns the number of the last entry that names the task.
func (t Task) Seq() int { return t.seq }

// Clips returns the clips counted on the task so far, covered or not. While it
// is open they are provisional; closing fixes them (PCH-11).
func (t Task) Clips() int { return t.counted }

// Pending returns the clips that no card covered and that the customer has not
// decided about (PCH-09).
func (t Task) Pending() int { return t.pending }

// Closed reports whether the task takes no further work (PCH-06).
func (t Task) Closed() bool { return t.closed }

// Travel returns the travel time that a session counts on the task: nothing,
// the flat time of the standard zone, or the actual time (PCH-14 to PCH-17).
func (t Task) Travel(session Session) calendar.Seconds {
	switch session.Place {
	case Inside:
		return t.figures.FlatTravel
	case Outside:
		return session.Travel
	default:
		return 0
	}
}

// Open opens a task for a holder (PCH-06). The task keeps the reading of
// PCH-11, the length of a clip and the flat travel of the terms.
func Open(terms Terms, event entitlement.Event, order Order) (Task, Entry, error) {
	if err := admit(event.Validate(), order.validate()); err != nil {
		return Task{}, Entry{}, err
	}
	if err := terms.Validate(); err != nil {
		return Task{}, Entry{}, err
	}
	entry := newEntry(event, order, ordered)
	entry.Draws = append(entry.Draws, entitlement.Draw{Of: order.Task, Seq: 1})
	entry.Outcome = Outcome{Holder: order.Holder, Task: terms.taskFigures()}
	return Task{}.apply(entry), entry, nil
}

func (t Terms) taskFigures() TaskFigures {
	return TaskFigures{Increment: t.Increment, RoundPer: t.roundPer(), FlatTravel: t.FlatTravel}
}

// Punch records a session that starts at the moment of the event, and clips it
// (PCH-09 to PCH-25). The clips it adds to the task are drawn on the cards
// handed in, which must be all the holder has: the one that ends first pays
// first, and only in its own life, by the local day the session starts. What
// no card covers is uncovered and waits on the task; it is never charged here.
// The cards that changed are returned.
//
// Work done is not refused, with three exceptions that the clauses name:
// [TaskClosed] on a closed task, unless the session replaces one taken back,
// [Undocumented] without what or who, [NotHolder] for somebody else's card.
func (t Task) Punch(event entitlement.Event, session Session, cards ...Card) (Task, []Card, Entry, error) {
	if err := t.admit(cards, event.Validate(), session.validate(), t.follows(event.Ref)); err != nil {
		return t, nil, Entry{}, err
	}
	if session.What == "" || session.By == "" {
		return t, nil, Entry{}, refuse(Undocumented, documented, "what was done and by which consultant")
	}
	again := session.Replaces != "" && t.reopened > 0
	if t.closed && !again {
		return t, nil, Entry{}, refuse(TaskClosed, ordered, "a new task, or a correction of this one")
	}
	var room struct {
		space
		card [1]Card // the most usual number that changes
	}
	entry := room.entry(event, session, perTask, startedHour, session.Place.clause())
	entry.Outcome.Work.End = event.At.Add(session.Work)
	if again {
		entry.Outcome.Work.Reopened = -1
	}
	t, changed := t.count(&entry, session.Work+t.Travel(session), cards, room.card[:0])
	return t, changed, entry, nil
}

// clause returns the clause that decides what travel counts.
func (p Place) clause() entitlement.Clause {
	switch p {
	case Inside:
		return flatTravel
	case Outside:
		return actualTravel
	case OnSite:
		return sameStay
	default:
		return remoteWork
	}
}

// admit returns the first failure of what the task was given.
func (t Task) admit(cards []Card, failures ...error) error {
	if t.id == "" {
		return entitlement.Invalid("task", "the zero task has not been opened")
	}
	if err := admit(failures...); err != nil {
		return err
	}
	return held(t.holder, cards, t.id)
}

// follows returns [entitlement.ErrConflict] for the reference of the entry
// before: the chain of standing entries would not end.
func (t Task) follows(ref string) error {
	if ref != t.standing {
		return nil
	}
	return entitlement.Conflict(ref, "is the reference of the entry before")
}

// held refuses cards of another holder, a card handed in twice, and one that
// has an id in common with another value: an entry names values by id alone.
func held(holder string, cards []Card, ids ...string) error {
	if len(cards) > mostCards {
		return entitlement.Invalid("cards", "%d cards are the most", mostCards)
	}
	twice := repeats.First(cards, func(card Card) string { return card.id })
	for i, card := range cards {
		if card.id == "" {
			return entitlement.Invalid("cards", "the zero card has not been bought")
		}
		if card.holder != holder {
			return refuse(NotHolder, transferable, "a card of "+holder)
		}
		if slices.Contains(ids, card.id) || i == twice {
			return entitlement.Invalid("cards", "%q is the id of two values", card.id)
		}
	}
	return nil
}

// count completes an entry that counts time on the task: the clips it adds,
// the cards that pay for them, what is uncovered. It posts the entry, and
// appends the cards that change.
func (t Task) count(entry *Entry, time calendar.Seconds, cards, changed []Card) (Task, []Card) {
	day := entry.At.Date()
	clips := t.increase(time)
	entry.Draws = append(entry.Draws, entitlement.Draw{Of: t.id, Seq: t.seq + 1, Moved: clips})
	work := &entry.Outcome.Work
	work.Time = time
	work.Day = day
	work.PayerBefore, work.Payer = t.payer, t.payer
	work.StandingBefore, work.Standing = t.standing, entry.Ref

	entry.Uncovered = t.draw(entry, cards, clips)
	if card, ok := t.running(entry, time, cards); ok {
		entry.Draws = append(entry.Draws, card.touched())
		entry.Why = append(entry.Why, whatIsUse)
	}
	if entry.Uncovered > 0 {
		entry.Why = append(entry.Why, biggerJob)
		entry.Why = ended(entry.Why, cards, day)
	}
	return t.apply(*entry), post(*entry, cards, changed)
}

// increase returns the clips that a time adds to the task (PCH-10, PCH-11).
func (t Task) increase(time calendar.Seconds) int {
	switch {
	case t.figures.Clips > 0:
		return t.figures.Clips
	case t.figures.RoundPer == PerSession:
		return t.figures.Increment.Units(time)
	default:
		return t.figures.Increment.Units(t.time+time) - t.counted
	}
}

// running returns the card that pays the running hour which a time goes on
// with, and is used thereby (PCH-20), unless it gives a clip as well.
func (t Task) running(entry *Entry, time calendar.Seconds, cards []Card) (Card, bool) {
	hour := calendar.Seconds(t.figures.Increment)
	if time == 0 || t.figures.RoundPer == PerSession || t.time%hour == 0 {
		return Card{}, false
	}
	for _, card := range cards {
		if card.id == t.payer && card.covers(entry.At.Date()) {
			_, gives := entry.Draw(card.id)
			return card, !gives
		}
	}
	return Card{}, false
}

// draw takes clips from the cards, soonest end first (PCH-25), and returns how
// many are uncovered. The card that gives the last clip pays the running hour.
func (t Task) draw(entry *Entry, cards []Card, clips int) (uncovered int) {
	if clips == 0 {
		return 0
	}
	day := entry.At.Date()
	lots, open := make([]entitlement.Lot, 0, 4), 0
	for _, card := range cards {
		lots = append(lots, card.lot())
		if lots[len(lots)-1].Open(day) {
			open++
		}
	}
	uncovered = clips
	payer := ""
	for i, given := range entitlement.DrawFrom(lots, day, clips) {
		uncovered -= given
		payer = cards[i].id
		draw := cards[i].touched()
		draw.Moved = -given
		entry.Draws = append(entry.Draws, draw)
	}
	if uncovered > 0 {
		payer = ""
	}
	entry.Outcome.Work.Payer = payer
	if open > 1 {
		entry.Why = append(entry.Why, soonestEnd)
	}
	return uncovered
}

// ended adds the clauses for which cards that have clips cannot give them.
func ended(why []entitlement.Clause, cards []Card, day calendar.Date) []entitlement.Clause {
	for _, clause := range [...]entitlement.Clause{lapses, expires} {
		if slices.ContainsFunc(cards, func(card Card) bool { return card.left() > 0 && card.outside(day) == clause }) {
			why = append(why, clause)
		}
	}
	return why
}

// post appends the cards that an entry names, moved by it.
func post(entry Entry, cards, changed []Card) []Card {
	for _, card := range cards {
		if _, ok := entry.Draw(card.id); ok {
			changed = append(changed, card.apply(entry))
		}
	}
	return changed
}

// Close ends the task and so fixes its clips (PCH-06, PCH-11). Clips that wait
// go on waiting. A task that is closed is refused with [TaskClosed].
func (t Task) Close(event entitlement.Event) (Task, Entry, error) {
	if err := t.admit(nil, event.Validate()); err != nil {
		return t, Entry{}, err
	}
	if t.closed {
		return t, Entry{}, refuse(TaskClosed, ordered, "an open task")
	}
	entry := newEntry(event, Closing{}, ordered, perTask)
	entry.Draws = append(entry.Draws, entitlement.Draw{Of: t.id, Seq: t.seq + 1})
	return t.apply(entry), entry, nil
}

// Settle records what the customer decides about clips that wait (PCH-09): by
// renewal they are punched on the one card handed in, dated by this event and
// without being a use of it; at list price they are charged, by the terms'
// list of the day of this event; waived, they are let go. Fewer may be settled
// than wait, and what the card cannot give goes on waiting. Only a settlement
// at list price reads the terms. Refused with [NothingPending] where fewer
// wait than are to be settled, with [NotRenewed] where the card has no clip to
// give on that day, with [NotHolder] for somebody else's card.
func (t Task) Settle(terms Terms, event entitlement.Event, settlement Settlement, cards ...Card) (Task, []Card, Entry, error) {
	if err := t.admit(cards, event.Validate(), settlement.validate(), t.follows(event.Ref)); err != nil {
		return t, nil, Entry{}, err
	}
	if renewed := settlement.By == ByRenewal; renewed && len(cards) != 1 || !renewed && len(cards) > 0 {
		return t, nil, Entry{}, entitlement.Invalid("cards", "a renewal settles on one card, anything else on none")
	}
	clips := settlement.Clips
	if clips == 0 {
		clips = t.pending
	}
	if clips == 0 || clips > t.pending {
		return t, nil, Entry{}, refuse(NothingPending, biggerJob, "clips that wait on the task")
	}
	entry := newEntry(event, settlement, biggerJob)
	entry.Draws = append(entry.Draws, entitlement.Draw{Of: t.id, Seq: t.seq + 1})
	work := &entry.Outcome.Work
	work.PayerBefore, work.Payer = t.payer, t.payer
	work.StandingBefore, work.Standing = t.standing, event.Ref
	switch settlement.By {
	case ByRenewal:
		uncovered := t.draw(&entry, cards, clips)
		if uncovered == clips {
			return t, nil, Entry{}, refuse(NotRenewed, biggerJob, "a card with clips to use on that day")
		}
		clips -= uncovered
		work.End = event.At
		if t.payer != "" || clips < t.pending {
			work.Payer = t.payer // the running hour is not among the clips settled
		}
	case Waived: // nothing is punched, and nothing is charged
	case AtListPrice:
		if err := terms.List.Validate(); err != nil {
			return t, nil, Entry{}, err
		}
		list, err := terms.List.On(event.At.Date())
		if err != nil {
			return t, nil, Entry{}, err
		}
		if entry.Charge, err = list.Times(clips); err != nil {
			return t, nil, Entry{}, err
		}
		entry.Why = append(entry.Why, listPrice)
	}
	entry.Uncovered = -clips
	return t.apply(entry), post(entry, cards, nil), entry, nil
}

// Apply moves the task by a recorded entry that names it. It decides nothing:
// state is the fold of the ledger. An entry of another task, or of a kind that
// tasks do not have, is [entitlement.ErrLedger].
func (t Task) Apply(entry Entry) (Task, error) {
	first := 0
	if entry.clips() {
		first = 1 // behind the add-on
	}
	opens := entry.Kind == kindOpen || entry.clips()
	if !opens && !entry.counts() && entry.Kind != kindClose ||
		!entry.moves(t.id, opens, first) || t.id == "" && !entry.Outcome.Task.valid() {
		return t, misplaced(entry, "task")
	}
	return t.apply(entry), nil
}

func (t Task) apply(entry Entry) Task {
	outcome := entry.Outcome
	if t.id == "" {
		t = Task{holder: outcome.Holder, figures: outcome.Task}
		t.id, t.closed = entry.Draws[0].Of, entry.clips()
		if entry.clips() {
			t.id = entry.Draws[1].Of // behind the add-on
		}
	}
	draw, _ := entry.Draw(t.id)
	t.seq = draw.Seq
	switch entry.Kind {
	case kindOpen:
	case kindClose:
		t.closed = true
	default:
		t.counted += draw.Moved
		t.pending += entry.Uncovered
		t.time += outcome.Work.Time
		t.payer = outcome.Work.Payer
		t.standing = outcome.Work.Standing
		t.reopened += outcome.Work.Reopened
	}
	return t
}

func (t *Task) fields(f *wire.Fields) {
	wire.Text(f, "id", &t.id)
	wire.Text(f, "holder", &t.holder)
	f.Object("figures", func() { t.figures.fields(f) })
	wire.Int(f, "seq", &t.seq)
	wire.Int(f, "counted", &t.counted)
	wire.Int(f, "pending", &t.pending)
	wire.Int(f, "time", &t.time)
	wire.Text(f, "payer", &t.payer)
	wire.Text(f, "standing", &t.standing)
	f.True("closed", &t.closed)
	wire.Int(f, "reopened", &t.reopened)
}

func (f *TaskFigures) fields(w *wire.Fields) {
	wire.Int(w, "increment", &f.Increment)
	wire.Text(w, "round_per", &f.RoundPer)
	wire.Int(w, "flat_travel", &f.FlatTravel)
	wire.Int(w, "clips", &f.Clips)
}

// MarshalJSON writes the task as a stored document, "v":1.
func (t Task) MarshalJSON() ([]byte, error) {
	w := wire.Write()
	t.fields(&w)
	return w.Written()
}

// UnmarshalJSON reads a stored document, strictly. Counts that no ledger can
// give are [entitlement.ErrInvalid].
func (t *Task) UnmarshalJSON(data []byte) error {
	var read Task
	r := wire.Read("task", data)
	for r.Next() {
		read.fields(&r)
	}
	if err := r.Done(); err != nil {
		return err
	}
	if read.id == "" || read.holder == "" || !numbered(read.seq) || !read.figures.valid() || !read.addsUp() {
		return entitlement.Invalid("task", "%q does not add up", read.id)
	}
	*t = read
	return nil
}

// addsUp reports whether a ledger can give the counts.
func (t Task) addsUp() bool {
	if !numbered(t.counted+1) || t.time < 0 || t.time > mostTime || t.reopened < 0 || t.reopened > t.seq {
		return false
	}
	if t.figures.RoundPer == PerTask && t.figures.Clips == 0 && t.counted != t.figures.Increment.Units(t.time) {
		return false
	}
	return 0 <= t.pending && t.pending <= t.counted
}

// numbered reports whether a number can be a sequence number, or one more than
// a count.
func numbered(n int) bool { return 1 <= n && n <= mostEntries }
