package timeaccount

import (
	"slices"
	"strconv"

	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/ledger"
)

// Reverse takes an entry back by an entry of its own: a session with the time it
// counted, debited and charged, or a consent with its charge (TIM-13). Only
// these can be taken back, and only while they are the newest standing entry of
// their enquiry, and of its case where it is rounded with one; else it is
// refused with [NotNewest], a second time too. What is wrong further back,
// [Correct] mends.
//
// Time that comes back to an account within its term opens it again (TIM-16);
// later it lapses at once (TIM-19), but for work on what arrived in time. What
// [Rectify] takes back it enters again, and that opens an account at any time.
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
	if back.Kind != kindSession && back.Kind != kindConsent {
		return Holding{}, Entry{}, refuse(NotNewest, realUse, "work, or a consent")
	}
	entry := newEntry(event, reversal, realUse)
	entry.Reverses = back.Ref
	entry.Uncovered = -back.Uncovered
	entry.Charge = back.Charge.Neg()
	entry.Outcome.Work = back.Outcome.Work.back()
	entry.Outcome.Work.Again = held.again
	var changed Holding
	for _, draw := range back.Draws {
		if err := changed.takeBack(&entry, held, draw); err != nil {
			return Holding{}, Entry{}, err
		}
	}
	if len(changed.Enquiries) != 1 || (len(changed.Cases) == 1) != (back.Outcome.Work.OnCase != "") {
		return Holding{}, Entry{}, entitlement.Invalid("holding", "the enquiry of entry %q is needed, and its case", back.Ref)
	}
	changed.post(entry)
	return changed, entry, nil
}

// back returns what takes the work back. When it began and what it found of the
// account stays, so that an agreement can tell which work it was.
func (w Work) back() Work {
	w.Actual, w.Covered, w.Debited, w.Charged = -w.Actual, -w.Covered, -w.Debited, -w.Charged
	w.Consent = -w.Consent
	w.Payer = w.PayerBefore
	w.Standing, w.StandingBefore = w.StandingBefore, ""
	w.OnCase, w.OnCaseBefore = w.OnCaseBefore, ""
	return w
}

// takeBack adds to an entry the way back of one move of the entry it reverses.
func (h *Holding) takeBack(entry *Entry, held Holding, draw entitlement.Draw) error {
	back := entitlement.Draw{Of: draw.Of, Moved: -draw.Moved}
	if i := slices.IndexFunc(held.Enquiries, func(e Enquiry) bool { return e.id == draw.Of }); i >= 0 {
		enquiry := held.Enquiries[i]
		if enquiry.standing != entry.Reverses {
			return refuse(NotNewest, realUse, "the newest standing entry of the enquiry")
		}
		back.Seq = enquiry.seq + 1
		h.Enquiries = append(h.Enquiries, enquiry)
	} else if i := slices.IndexFunc(held.Cases, func(c Case) bool { return c.id == draw.Of }); i >= 0 {
		counted := held.Cases[i]
		if counted.standing != entry.Reverses {
			return refuse(NotNewest, realUse, "the newest standing entry of the case")
		}
		back.Seq = counted.seq + 1
		h.Cases = append(h.Cases, counted)
	} else if i := slices.IndexFunc(held.Agreements, func(a Agreement) bool { return a.id == draw.Of }); i >= 0 {
		agreement := held.Agreements[i]
		back.Seq = agreement.seq + 1
		h.Agreements = append(h.Agreements, agreement)
		if draw.Moved < 0 {
			entry.Why = returned(entry.Why, agreement, *entry)
		}
	} else {
		return entitlement.Invalid("holding", "%q is needed too: the entry names it", draw.Of)
	}
	entry.Draws = append(entry.Draws, back)
	return nil
}

// returned adds the clause of what becomes of time that comes back to an
// account.
func returned(why []entitlement.Clause, agreement Agreement, entry Entry) []entitlement.Clause {
	clause := lapses
	if entry.At.Date() <= agreement.LastDay() || entry.Outcome.Work.Again {
		clause = whicheverEnds
	}
	if slices.Contains(why, clause) || clause == whicheverEnds && !agreement.usedUp {
		return why
	}
	return append(why, clause)
}

// post moves every value of the holding by an entry that names them all.
func (h *Holding) post(entry Entry) {
	for i := range h.Agreements {
		h.Agreements[i] = h.Agreements[i].apply(entry)
	}
	for i := range h.Cases {
		h.Cases[i] = h.Cases[i].apply(entry)
	}
	for i := range h.Enquiries {
		h.Enquiries[i] = h.Enquiries[i].apply(entry)
	}
}

// Correction replaces a session, or withdraws it, for [Correct].
type Correction struct {
	Of      string  // the entry that was wrong
	Because string  // why, for the statement
	Session Session // what is right; the zero Session withdraws it
}

// Correct corrects a session however old it is (TIM-13): it takes back the later
// standing entries of the enquiry, and of its case where it is rounded with one,
// and the session itself, newest first, and enters them again in their order,
// the session as it should have been. Every line is an entry of its own, with
// the reference of the event and a number: c1/1, c1/2 and so on. Sessions and
// consents are entered again at the moment they were made.
//
// The holding must have the enquiry, and every value that is named by what is
// taken back, and every agreement the customer has. log is the ledger of these.
// The values that changed and the entries to post, in order, are returned. An
// entry that is no standing session is refused with [NotNewest]; a correction
// told twice is [entitlement.ErrConflict].
func Correct(event entitlement.Event, correction Correction, log []Entry, held Holding) (Holding, []Entry, error) {
	err := admit(event.Validate(), given("of", correction.Of, "because", correction.Because), correction.Session.validate())
	if err != nil {
		return Holding{}, nil, err
	}
	m := mending{event: event, refs: ledger.Refs(log), book: newBook()}
	if err := m.unrecorded(event.Ref + "/1"); err != nil {
		return Holding{}, nil, err
	}
	chain := standing(correction.Of, log)
	if len(chain) == 0 {
		return Holding{}, nil, refuse(NotNewest, realUse, "a standing session")
	}
	m.book.store(held)
	if err := m.takeBack(chain, correction.Because); err != nil {
		return Holding{}, nil, err
	}
	chain[0].Fact = correction.Session
	if correction.Session == (Session{}) {
		chain = chain[1:]
	}
	if err := m.enter(chain); err != nil {
		return Holding{}, nil, err
	}
	return m.book.changed(held), m.entries, nil
}

// mending takes entries back and enters others, all of one event.
type mending struct {
	event   entitlement.Event
	refs    map[string]bool // that are recorded
	book    *book
	again   bool // all that is taken back is entered as it was
	entries []Entry
}

func (m *mending) do(at entitlement.Event, held Holding, fact Fact) error {
	at.Ref = m.event.Ref + "/" + strconv.Itoa(len(m.entries)+1)
	at.Entered = m.event.Entered
	if err := m.unrecorded(at.Ref); err != nil {
		return err
	}
	changed, entry, err := Do(Terms{}, at, fact, held)
	m.book.store(changed)
	m.entries = append(m.entries, entry)
	return err
}

// unrecorded refuses the reference of a line that is in the log.
func (m *mending) unrecorded(ref string) error {
	if !m.refs[ref] {
		return nil
	}
	return entitlement.Conflict(ref, "the reference is already recorded")
}

// takeBack takes entries back, the last of them first.
func (m *mending) takeBack(chain []Entry, because string) error {
	for _, wrong := range slices.Backward(chain) {
		named := m.book.named(wrong)
		named.Entry, named.again = wrong, m.again
		if err := m.do(m.event, named, Reversal{Of: wrong.Ref, Because: because}); err != nil {
			return err
		}
	}
	return nil
}

// enter tells what entries told again, in their order, each at its own moment.
func (m *mending) enter(chain []Entry) error {
	for _, again := range chain {
		if err := m.do(again.Event, m.book.offered(again), again.Fact); err != nil {
			return err
		}
	}
	return nil
}

// standing returns a standing session, and the standing entries after it that
// are to be taken back before it: of its enquiry and, where that is rounded with
// a case, of the enquiries that are worked on for the case after it. None is
// returned for what is no standing session.
func standing(of string, log []Entry) []Entry {
	taken := make(map[string]bool, len(log))
	for _, entry := range log {
		taken[entry.Reverses] = true
	}
	stands := func(entry Entry) bool {
		return (entry.Kind == kindSession || entry.Kind == kindConsent) && !taken[entry.Ref] && len(entry.Draws) > 0
	}
	start := slices.IndexFunc(log, func(entry Entry) bool { return entry.Ref == of && entry.Kind == kindSession && stands(entry) })
	if start < 0 {
		return nil
	}
	enquiries := map[string]bool{}
	for _, entry := range log[start:] {
		if stands(entry) && entry.follows(log[start]) {
			enquiries[entry.Draws[0].Of] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(log[start:]), func(entry Entry) bool {
		return !stands(entry) || !enquiries[entry.Draws[0].Of]
	})
}

// follows reports whether the entry is of the same enquiry as another, or is
// rounded with the same case.
func (e Entry) follows(other Entry) bool {
	return e.Draws[0].Of == other.Draws[0].Of || e.onCase() != "" && e.onCase() == other.onCase()
}

// onCase returns the case that work was rounded with, "" for none.
func (e Entry) onCase() string {
	if e.Outcome.Work.OnCase == "" || len(e.Draws) < 2 {
		return ""
	}
	return e.Draws[1].Of // behind the enquiry
}
