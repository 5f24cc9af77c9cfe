package priority

import (
	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
)

// Upcoming returns what the contract has ahead, from one day up to, not including,
// another: its beginning and its last day. At the first, and once the last day is over,
// the queue is to be told its customer's standing ([Queue.SetStanding], PRI-21).
func (c Contract) Upcoming(from, until calendar.Date) []entitlement.Dated {
	if c.From.IsZero() {
		return nil
	}
	all := []entitlement.Dated{{On: c.From.Date(), At: c.From, What: entitlement.Begins, Of: c.ID, Why: standing}}
	if !c.Last.IsZero() {
		all = append(all, entitlement.Dated{On: c.Last, What: entitlement.Ends, Of: c.ID, Why: standing})
	}
	return entitlement.Within(from, until, all...)
}
