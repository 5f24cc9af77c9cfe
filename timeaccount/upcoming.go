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
		end.What, end.Units, end.Why = entitlement.Lapses, int(a.left()), oneYear
	}
	return entitlement.Within(from, until, end)
}
