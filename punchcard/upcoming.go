package punchcard

import (
	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
)

// Upcoming returns what the card has ahead, from one day up to, not including,
// another: the last day on which the clips left on it can be used, as things stand,
// and whether they then lapse or expire (PCH-19, PCH-21, PCH-22). A use moves the
// lapse, and the day with it. A card without clips has nothing ahead.
func (c Card) Upcoming(from, until calendar.Date) []entitlement.Dated {
	if c.left() == 0 {
		return nil
	}
	end := entitlement.Dated{On: c.EndDate(), What: entitlement.Lapses, Of: c.id, Units: c.left(), Unit: "clip", Why: lapses}
	if c.ExpiryDate() <= c.LapseDate() {
		end.What, end.Why = entitlement.Expires, expires
	}
	return entitlement.Within(from, until, end)
}

// Upcoming returns what the add-on has ahead, from one day up to, not including,
// another: the first days of periods that are to be clipped (PCH-29), or the last days
// for checks that are to be made (PCH-30, PCH-31), as far as they are not done; and its
// end, if one is agreed. Whether it rests then depends on the cards of that day.
func (a AddOn) Upcoming(from, until calendar.Date) []entitlement.Dated {
	if a.id == "" {
		return nil
	}
	var all []entitlement.Dated
	if !a.until.IsZero() {
		all = append(all, entitlement.Dated{On: a.until - 1, What: entitlement.Ends, Of: a.id, Why: addOnClipped})
	}
	first, _ := a.periods().Number(max(from, a.figures.From))
	for k := first; a.periods().Edge(k) < until && a.begins(k); k++ {
		due := entitlement.Dated{On: a.periods().Edge(k), What: entitlement.Due, Of: a.id, Why: a.figures.Product.clause()}
		if a.figures.Product.check() {
			due.On = a.periods().Edge(k+1) - 1
			if !a.until.IsZero() {
				due.On = min(due.On, a.until-1)
			}
		}
		if !a.done.has(k) {
			all = append(all, due)
		}
	}
	return entitlement.Within(from, until, all...)
}

// begins reports whether a period begins before the add-on ends.
func (a AddOn) begins(k int) bool {
	edge := a.periods().Edge(k)
	return edge < a.periods().Edge(k+1) && (a.until.IsZero() || edge < a.until)
}

// Upcoming returns the deadline of the fault if it lies in a stretch of days, from one
// up to, not including, another, and the fault is not answered (PCH-36).
func (f Fault) Upcoming(from, until calendar.Date) []entitlement.Dated {
	if f.standing == "" || !f.answered.IsZero() {
		return nil
	}
	return entitlement.Within(from, until, entitlement.Dated{
		On: f.Deadline().Date(), At: f.Deadline(), What: entitlement.Due, Of: f.id, Why: countedHours,
	})
}
