package punchcard

import (
	"errors"
	"slices"
	"strconv"

	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/ledger"
)

// Reverse takes an entry back by an entry of its own (PCH-28): the time and the
// clips it counted on its task, the clips to the cards they came from, the
// clips that wait, a settlement at list price as a credit, and the period of
// an add-on, which is due again; a fault whose answer is taken back waits
// again. Only a session, a settlement, a clipped period, a check, a report of a
// fault and its answer can be taken back, and only while it is the newest
// standing entry of its task or fault; else it is refused with [NotNewest], a
// second time too.
// The day of last use stays where it is (PCH-20), and a clip that comes back
// after the end of its card is forfeited (PCH-22).
//
// The holding must have the entry, and every value that the entry names. The
// values that changed are returned.
func Reverse(event entitlement.Event, reversal Reversal, held Holding) (Holding, Entry, error) {
	if err := admit(event.Validate(), reversal.validate()); err != nil {
		return Holding{}, Entry{}, err
	}
	back := held.Entry
	if back.Ref != reversal.Of {
		return Holding{}, Entry{}, entitlement.Invalid("of", "entry %q is needed, not %q", reversal.Of, back.Ref)
	}
	switch back.Kind {
	case kindSession, kindSettle, kindPeriod, kindCheck, kindReport, kindBegin, kindCure:
	default:
		return Holding{}, Entry{}, refuse(NotNewest, corrections, "work, a settlement, or the report of a fault")
	}
	entry := newEntry(event, reversal, corrections)
	entry.Reverses = back.Ref
	entry.Uncovered = -back.Uncovered
	entry.Charge = back.Charge.Neg()
	work := back.Outcome.Work
	entry.Outcome.Work = Work{
		Time:     -work.Time,
		End:      work.End,
		Payer:    work.PayerBefore,
		Standing: work.StandingBefore,
		Period:   work.Period,
	}
	if back.Kind == kindSession {
		entry.Outcome.Work.Reopened = 1
	}
	var changed Holding
	for _, draw := range back.Draws {
		if err := changed.takeBack(&entry, held, draw, event); err != nil {
			return Holding{}, Entry{}, err
		}
	}
	if len(changed.Tasks)+len(changed.Faults) != 1 {
		return Holding{}, Entry{}, entitlement.Invalid("holding", "the task or fault of entry %q is needed", back.Ref)
	}
	changed.post(entry)
	return changed, entry, nil
}

// takeBack adds to an entry the way back of one move of the entry it reverses.
func (h *Holding) takeBack(entry *Entry, held Holding, draw entitlement.Draw, event entitlement.Event) error {
	back := entitlement.Draw{Of: draw.Of, Moved: -draw.Moved}
	if i := slices.IndexFunc(held.Tasks, func(t Task) bool { return t.id == draw.Of }); i >= 0 {
		task := held.Tasks[i]
		if task.standing != entry.Reverses {
			return refuse(NotNewest, corrections, "the newest standing entry of the task")
		}
		back.Seq = task.seq + 1
		h.Tasks = append(h.Tasks, task)
	} else if i := slices.IndexFunc(held.Faults, func(f Fault) bool { return f.id == draw.Of }); i >= 0 {
		fault := held.Faults[i]
		if fault.standing != entry.Reverses {
			return refuse(NotNewest, corrections, "the newest standing entry of the fault")
		}
		back.Seq = fault.seq + 1
		h.Faults = append(h.Faults, fault)
	} else if i := slices.IndexFunc(held.AddOns, func(a AddOn) bool { return a.id == draw.Of }); i >= 0 {
		back.Seq = held.AddOns[i].seq + 1
		h.AddOns = append(h.AddOns, held.AddOns[i])
	} else if i := slices.IndexFunc(held.Cards, func(c Card) bool { return c.id == draw.Of }); i >= 0 {
		card := held.Cards[i]
		back.Seq = card.seq + 1
		h.Cards = append(h.Cards, card)
		if !slices.Contains(entry.Why, whatIsUse) {
			entry.Why = append(entry.Why, whatIsUse)
		}
		if draw.Moved < 0 && event.At.Date() > card.EndDate() && !slices.Contains(entry.Why, endOfCard) {
			entry.Why = append(entry.Why, endOfCard)
		}
	} else {
		return entitlement.Invalid("holding", "%q is needed too: the entry names it", draw.Of)
	}
	entry.Draws = append(entry.Draws, back)
	return nil
}

// post moves every value of the holding by an entry that names them all.
func (h *Holding) post(entry Entry) {
	for i := range h.Cards {
		h.Cards[i] = h.Cards[i].apply(entry)
	}
	for i := range h.Tasks {
		h.Tasks[i] = h.Tasks[i].apply(entry)
	}
	for i := range h.AddOns {
		h.AddOns[i] = h.AddOns[i].apply(entry)
	}
	for i := range h.Faults {
		h.Faults[i] = h.Faults[i].apply(entry)
	}
}

// Correction replaces a session of a task, or withdraws it, for [Correct].
type Correction struct {
	Of      string  // the entry that was wrong
	Because string  // why, for the statement
	Session Session // what is right; the zero Session withdraws it
}

// Correct corrects a session however old it is (PCH-28): it takes back the
// later standing entries of the task and the session itself, newest first, and
// enters them again in their order, the session as it should have been. Every
// line is an entry of its own, with the reference of the event and a number:
// c1/1, c1/2 and so on. Sessions are entered again at the moment they were
// worked, on a closed task too. A settlement is entered again, at the moment it
// was made, as far as clips still wait and its card can give them. Both name the
// entry they replace, and are decided by its terms, as [Verify] needs them: a service
// stores the version of those with them.
//
// The holding must have the task, all cards the holder has, and every card the
// entries name. log is the ledger of the task. The values that changed and the
// entries to post, in order, are returned. An entry that is no standing
// session of the task is refused with [NotNewest]; a correction told twice is
// [entitlement.ErrConflict]. Clips go back to the cards they came from, whoever
// holds them now (PCH-28), and sessions are entered again for the cards of the
// task's holder (PCH-18).
func Correct(terms func(Entry) Terms, event entitlement.Event, correction Correction, log []Entry, held Holding) (Holding, []Entry, error) {
	task, err := one("task", held.Tasks)
	if err := admit(event.Validate(), err); err != nil {
		return Holding{}, nil, err
	}
	if terms == nil {
		return Holding{}, nil, entitlement.Missing("terms", "of the entries that are made again")
	}
	m := mending{terms: terms, event: event, refs: ledger.Refs(log), book: newBook(held)}
	if err := m.unrecorded(event.Ref + "/1"); err != nil {
		return Holding{}, nil, err
	}
	chain, err := standing(task, correction.Of, log)
	if err != nil {
		return Holding{}, nil, err
	}
	if err := m.takeBack(chain, correction.Because); err != nil {
		return Holding{}, nil, err
	}
	for i, again := range slices.Backward(chain) {
		fact, ok := again.again(correction, i == len(chain)-1, m.book.tasks[task.id].pending)
		if !ok {
			continue
		}
		if err := m.enter(again, task.id, fact); err != nil {
			return Holding{}, nil, err
		}
	}
	return m.book.changed(held), m.entries, nil
}

// mending takes entries back and enters others, all of one event.
type mending struct {
	terms   func(Entry) Terms
	event   entitlement.Event
	refs    map[string]bool // that are recorded
	book    *book
	entries []Entry
}

func (m *mending) do(terms Terms, at entitlement.Event, held Holding, fact Fact) error {
	at.Ref = m.event.Ref + "/" + strconv.Itoa(len(m.entries)+1)
	at.Entered = m.event.Entered
	if err := m.unrecorded(at.Ref); err != nil {
		return err
	}
	changed, entry, err := Do(terms, at, fact, held)
	if err != nil {
		return err
	}
	m.book.store(changed)
	m.entries = append(m.entries, entry)
	return nil
}

// unrecorded refuses the reference of a line that is in the log.
func (m *mending) unrecorded(ref string) error {
	if !m.refs[ref] {
		return nil
	}
	return entitlement.Conflict(ref, "the reference is already recorded")
}

// takeBack takes entries back in their order, which is from the newest.
func (m *mending) takeBack(chain []Entry, because string) error {
	for _, wrong := range chain {
		named := m.book.named(wrong)
		named.Entry = wrong
		if err := m.do(Terms{}, m.event, named, Reversal{Of: wrong.Ref, Because: because}); err != nil {
			return err
		}
	}
	return nil
}

// enter tells a task a session or a settlement again, at the moment of the entry that
// was taken back.
func (m *mending) enter(entry Entry, id string, fact Fact) error {
	task := m.book.tasks[id]
	told := Holding{Tasks: []Task{task}, Cards: m.book.payers(task)}
	if entry.Kind == kindSettle {
		told.Cards = m.book.named(entry).Cards
	}
	err := m.do(m.terms(entry), entry.Event, told, fact)
	if refusal := (*entitlement.Refusal)(nil); entry.Kind == kindSettle && errors.As(err, &refusal) {
		return nil // nothing waits any more, or it goes on waiting: the card is empty or passed on
	}
	return err
}

// standing returns the standing entries of a task from the newest back to the
// one that is to be corrected.
func standing(task Task, of string, log []Entry) ([]Entry, error) {
	var chain []Entry
	ref := task.standing
	for _, entry := range slices.Backward(log) { // each stands before the one after it
		if entry.Ref != ref {
			continue
		}
		chain = append(chain, entry)
		if ref == of && entry.Kind == kindSession {
			return chain, nil
		}
		ref = entry.Outcome.Work.StandingBefore
	}
	if ref != "" {
		return nil, &entitlement.Failure{
			Family: entitlement.ErrLedger, Field: ref, Detail: "a standing entry of the task is not in the log",
		}
	}
	return nil, refuse(NotNewest, corrections, "a standing session of the task")
}

// again returns the fact to enter instead of an entry that was taken back, and
// false for none.
func (e Entry) again(correction Correction, wrong bool, pending int) (Fact, bool) {
	if settlement, ok := e.Fact.(Settlement); ok {
		settlement.Clips = min(pending, -e.Uncovered) // none left is refused
		settlement.Replaces = e.Ref
		return settlement, true
	}
	session, ok := e.Fact.(Session)
	if wrong {
		session = correction.Session
		ok = session != Session{}
	}
	session.Replaces = e.Ref
	return session, ok
}
