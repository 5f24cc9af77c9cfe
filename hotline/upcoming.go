package hotline

import (
	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
)

// Upcoming returns what the workshop has ahead, from one day up to, not including,
// another, as things stand: for each subscription the days on which it brings new
// cases (HOT-05, HOT-06), the last days for those of a year that are left (HOT-08) and
// its end; for each block and reward the last day for the cases left on it (HOT-30,
// HOT-33), and for a block its first day and, while more cases are proposed, the last
// day to take them up, which is the same (HOT-31).
func (w Workshop) Upcoming(from, until calendar.Date) []entitlement.Dated {
	var all []entitlement.Dated
	for _, s := range w.subscriptions {
		all = s.upcoming(all, w.id, from, until)
	}
	for _, s := range w.stocks {
		if s.kind == Block {
			all = append(all, entitlement.Dated{On: s.from, What: entitlement.Begins, Of: w.id, Part: s.id, Units: s.cases, Unit: "case", Why: block})
		}
		if s.block.proposed > 0 {
			all = append(all, entitlement.Dated{On: s.from, What: entitlement.Due, Of: w.id, Part: s.id, Units: s.block.proposed, Unit: "case", Why: moreUse})
		}
		if s.until.IsZero() {
			continue
		}
		end := entitlement.Dated{On: s.until - 1, What: entitlement.Ends, Of: w.id, Part: s.id, Units: s.left, Unit: "case", Why: lessUse}
		if s.kind == Reward {
			end.Why = rewardsLast
		}
		if s.kind == Block || s.left > 0 {
			all = append(all, end)
		}
	}
	return entitlement.Within(from, until, all...)
}

// upcoming appends what a subscription of a workshop has ahead.
func (s subscription) upcoming(all []entitlement.Dated, of string, from, until calendar.Date) []entitlement.Dated {
	if !s.until.IsZero() && s.until > s.figures.From {
		all = append(all, entitlement.Dated{On: s.until - 1, What: entitlement.Ends, Of: of, Part: s.id, Why: midYear})
	}
	number, _ := s.periods().Number(max(from, s.figures.From))
	for ; s.periods().Edge(number) < until; number++ {
		first, gone := s.span(number)
		if first >= gone || s.figures.Grant == 0 { // it has no such year, or brings nothing
			break
		}
		all = append(all, entitlement.Dated{On: first, What: entitlement.Renews, Of: of, Part: s.id, Units: s.figures.Grant, Unit: "case", Why: freeCases})
		if left := s.figures.Grant - s.drawn.of(number, s.figures.Grant); left > 0 {
			all = append(all, entitlement.Dated{On: gone - 1, What: entitlement.Lapses, Of: of, Part: s.id, Units: left, Unit: "case", Why: noCarryOver})
		}
	}
	return all
}
