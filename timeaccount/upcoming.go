package timeaccount

import (
	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
)

// Upcoming returns what the agreement has ahead, from one day up to, not including,
// another: its last day, and the seconds that lapse with it (TIM-06, TIM-17). An
// account that is used up has nothing ahead.
func (a Agreement) Upcoming(from, until calendar.Date) []entitlement.Dated {
	if a.id == "" || a.exhausted() {
		return nil
	}
	end := entitlement.Dated{On: a.LastDay(), What: entitlement.Ends, Of: a.id, Why: sixMonths}
	if a.figures.Alternative == TimeAccount {
		end.What, end.Units, end.Unit, end.Why = entitlement.Lapses, int(a.left()), "second", oneYear
	}
	return entitlement.Within(from, until, end)
}

// Upcoming returns what the customer has ahead, from one day up to, not including,
// another: the first and the last days of superusers (TIM-26).
func (c Customer) Upcoming(from, until calendar.Date) []entitlement.Dated {
	var all []entitlement.Dated
	for _, superuser := range c.superusers {
		all = append(all, entitlement.Dated{On: superuser.From, What: entitlement.Begins, Of: c.id, Part: superuser.Person, Why: appointed})
		if !superuser.Last.IsZero() {
			all = append(all, entitlement.Dated{On: superuser.Last, What: entitlement.Ends, Of: c.id, Part: superuser.Person, Why: appointed})
		}
	}
	return entitlement.Within(from, until, all...)
}
