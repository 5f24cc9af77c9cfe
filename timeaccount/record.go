package timeaccount

import (
	"slices"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
)

// Record records time spent on the enquiry (TIM-13), which starts at the moment
// of the event. What it takes is decided by how the enquiry was judged:
//
//   - Free: nothing.
//   - Account: the increase of the enquiry's rounded time (TIM-14, TIM-15), from
//     the account that ends first, and on to the next (TIM-29). What they cannot
//     give is not covered (TIM-18).
//   - None: nothing; all of it is not covered.
//
// What is not covered is charged by the hour if the customer has consented or
// the enquiry is an order, and waits if not. Work done is never refused. The
// agreement the enquiry is judged under must be handed in, and every other that
// the customer has or had; those that changed are returned. The reference of the
// entry before is [entitlement.ErrConflict]; an agreement that is needed and not
// handed in, and a charge that does not fit, are [entitlement.ErrInvalid]. An
// enquiry that is rounded with its case is recorded by [Case.Record].
func (e Enquiry) Record(event entitlement.Event, session Session, agreements ...Agreement) (Enquiry, []Agreement, Entry, error) {
	if err := e.admitWork(event, session, agreements, ""); err != nil {
		return e, nil, Entry{}, err
	}
	if e.figures.Case != "" {
		return e, nil, Entry{}, entitlement.Invalid("case", "the enquiry is rounded with the case %q, which records it", e.figures.Case)
	}
	var room struct {
		space
		agreement [1]Agreement // the most usual number that changes
	}
	entry := room.entry(event, session)
	entry.Draws = append(entry.Draws, entitlement.Draw{Of: e.id, Seq: e.seq + 1, Moved: int(session.Work)})
	if err := e.count(&entry, session.Work, unit{e.figures.Scale, e.covered, e.debited, e.payer}, agreements); err != nil {
		return e, nil, Entry{}, err
	}
	return e.apply(entry), post(entry, agreements, room.agreement[:0]), entry, nil
}

// admitWork returns the first failure of what is recorded, on a case or on "".
func (e Enquiry) admitWork(event entitlement.Event, session Session, agreements []Agreement, onCase string) error {
	err := e.admit(
		event.Validate(), session.validate(), follows(event.Ref, e.standing), concluded(e.customer, agreements, e.id, onCase))
	if err != nil {
		return err
	}
	if event.At.Before(e.figures.Received) {
		return entitlement.Invalid("at", "work cannot begin before the enquiry arrives, %s", e.figures.Received)
	}
	if event.At.Add(session.Work).IsZero() {
		return entitlement.Invalid("work", "the work ends after all days there are")
	}
	if e.Worked()+session.Work > mostTime {
		return entitlement.Invalid("work", "the enquiry has more than %s of work", mostTime)
	}
	return nil
}

// follows returns [entitlement.ErrConflict] for the reference of the entry
// before: the chain of standing entries would not end.
func follows(ref, standing string) error {
	if ref != standing {
		return nil
	}
	return entitlement.Conflict(ref, "is the reference of the entry before")
}

// A unit is what is rounded (TIM-15): an enquiry or a case, as it stands.
type unit struct {
	scale   Scale
	covered calendar.Seconds
	debited calendar.Seconds
	payer   string
}

// count completes an entry that counts work on the enquiry: what agreements
// give, what is covered, what is not, and what of that is charged.
func (e Enquiry) count(entry *Entry, time calendar.Seconds, rounded unit, agreements []Agreement) error {
	work := &entry.Outcome.Work
	work.Actual = time
	work.Begun = entry.At
	work.StandingBefore, work.Standing = e.standing, entry.Ref
	switch e.figures.Mode {
	case FreeMode:
		entry.Why = append(entry.Why, freeSupport)
		work.Covered = time
	case AccountMode:
		entry.Why = append(entry.Why, realUse, interval, roundedPer)
		work.Rest = rounded.debited - rounded.covered
		work.PayerBefore, work.Payer = rounded.payer, rounded.payer
		if time > 0 {
			work.Debited = e.draw(entry, agreements, rounded.scale.Debit(rounded.covered+time)-rounded.debited)
		}
		work.Covered = min(time, work.Rest+work.Debited)
		if err := e.useRest(entry, agreements); err != nil {
			return err
		}
	default:
		entry.Why = append(entry.Why, byTheHour)
	}
	if err := touch(entry, e.figures.Agreement, agreements); err != nil {
		return err
	}
	uncovered := time - work.Covered
	entry.Uncovered = int(uncovered)
	if uncovered > 0 && e.figures.Mode == AccountMode {
		entry.Why = append(entry.Why, runsOut)
	}
	if e.figures.Scope != Inside {
		entry.Why = append(entry.Why, outsideScope)
	}
	if uncovered == 0 || !e.Consented() {
		return nil
	}
	return e.charge(entry, uncovered) // nothing waits
}

// draw takes time from the accounts that pay for the enquiry, soonest end first,
// and returns how much they give.
func (e Enquiry) draw(entry *Entry, agreements []Agreement, wanted calendar.Seconds) (given calendar.Seconds) {
	if wanted <= 0 {
		return 0
	}
	day := e.figures.Received.Date()
	lots, open := make([]entitlement.Lot, 0, 4), 0
	for _, agreement := range agreements {
		lot := entitlement.Lot{ID: agreement.id} // nothing to draw
		if agreement.pays(e.figures) {
			lot = agreement.lot()
		}
		if lot.Open(day) {
			open++
		}
		lots = append(lots, lot)
	}
	emptied := false
	for i, time := range entitlement.DrawFrom(lots, day, int(wanted)) {
		given += calendar.Seconds(time)
		draw := agreements[i].touched()
		draw.Moved = -time
		entry.Outcome.Work.Payer = draw.Of
		entry.Draws = append(entry.Draws, draw)
		emptied = emptied || time == lots[i].Left()
	}
	if open > 1 {
		entry.Why = append(entry.Why, several)
	}
	if emptied {
		entry.Why = append(entry.Why, whicheverEnds)
	}
	return given
}

// useRest names the account that paid the rest of an interval which the work uses,
// if it was in force when the enquiry arrived: so it is used up when that is
// (TIM-18), and one that had ended before stays as it is.
func (e Enquiry) useRest(entry *Entry, agreements []Agreement) error {
	work := &entry.Outcome.Work
	if work.Rest == 0 || work.Actual == 0 {
		return nil
	}
	place := slices.IndexFunc(agreements, func(agreement Agreement) bool { return agreement.id == work.PayerBefore })
	if place < 0 {
		return entitlement.Invalid("agreements", "%q is needed: it paid before", work.PayerBefore)
	}
	if agreements[place].State(e.figures.Received) != Active {
		return nil
	}
	work.RestOf = work.PayerBefore
	return touch(entry, work.RestOf, agreements)
}

// touch names an agreement that gave nothing: the one that the enquiry is judged
// under, or that paid the rest of an interval. None is named by "".
func touch(entry *Entry, id string, agreements []Agreement) error {
	if _, drawn := entry.Draw(id); drawn || id == "" {
		return nil
	}
	for _, agreement := range agreements {
		if agreement.id == id {
			entry.Draws = append(entry.Draws, agreement.touched())
			return nil
		}
	}
	return entitlement.Invalid("agreements", "%q is needed: the enquiry is judged under it", id)
}

// charge completes an entry that charges time by the hour: by what the charge
// for all of the enquiry grows, so that it is rounded once (TIM-22).
func (e Enquiry) charge(entry *Entry, time calendar.Seconds) error {
	if e.figures.Rate == (Rate{}) {
		return rateUnknown(e.figures.Received)
	}
	if time == 0 {
		return nil
	}
	before, err := e.Charged()
	if err != nil {
		return err
	}
	all, err := e.figures.Rate.Charge(e.charged + time)
	if err != nil {
		return err
	}
	if entry.Charge, err = all.Add(before.Neg()); err != nil {
		return err
	}
	entry.Outcome.Work.Charged = time
	if !slices.Contains(entry.Why, byTheHour) {
		entry.Why = append(entry.Why, byTheHour)
	}
	entry.Why = append(entry.Why, hourlyStep)
	return nil
}

// post appends the agreements that an entry names, moved by it.
func post(entry Entry, agreements, changed []Agreement) []Agreement {
	for _, agreement := range agreements {
		if _, ok := entry.Draw(agreement.id); ok {
			changed = append(changed, agreement.apply(entry))
		}
	}
	return changed
}
