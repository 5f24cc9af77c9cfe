package timeaccount

import (
	"slices"

	"github.com/avtale/avtale/entitlement"
)

// Reverse takes an entry back by an entry of its own: a session with the time it
// counted, debited and charged, or a consent with its charge (TIM-13). Only
// these can be taken back, and only while they are the newest standing entry of
// their enquiry, and of its case where it is rounded with one; else it is
// refused with [NotNewest], a second time too. What is wrong further back is
// taken back one by one from the newest, and entered again.
//
// Time that comes back to an account within its term opens it again (TIM-16);
// later it lapses at once (TIM-19), but for work on what arrived in time.
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
			entry.Why = returned(entry.Why, agreement, entry.Event)
		}
	} else {
		return entitlement.Invalid("holding", "%q is needed too: the entry names it", draw.Of)
	}
	entry.Draws = append(entry.Draws, back)
	return nil
}

// returned adds the clause of what becomes of time that comes back to an
// account.
func returned(why []entitlement.Clause, agreement Agreement, event entitlement.Event) []entitlement.Clause {
	clause := lapses
	if event.At.Date() <= agreement.LastDay() {
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
