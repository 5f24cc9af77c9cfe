package priority

import "github.com/avtale/avtale/calendar"

// Waits is how long the tickets of a group waited that were taken, as counts that can be
// added up (PRI-18, ENT-07).
type Waits struct {
	Group   Group            `json:"group"`
	Tickets int              `json:"tickets"` // taken, each counted once, in the group it was in then
	Total   calendar.Seconds `json:"total"`   // from the arrival until it was first taken
	Longest calendar.Seconds `json:"longest"`
	Over    int              `json:"over"` // that waited longer than the limit
}

// WaitsOf counts the waits of both groups, with a contract and without, from changes
// that a host has logged, in their order. A ticket that was put back and taken again has
// waited until it was first taken.
func WaitsOf(limit calendar.Seconds, changes ...Change) (with, without Waits) {
	with.Group, without.Group = WithContract, WithoutContract
	taken := map[[2]string]int{} // by customer and id, the number of the ticket
	for _, change := range changes {
		ticket := change.Ticket
		key := [2]string{ticket.customer, ticket.id}
		if change.Kind != Taken || taken[key] == ticket.number {
			continue
		}
		taken[key] = ticket.number
		waits := &without
		if ticket.Group() == WithContract {
			waits = &with
		}
		wait := change.At.Since(ticket.arrived)
		waits.Tickets++
		waits.Total += wait
		waits.Longest = max(waits.Longest, wait)
		if wait > limit {
			waits.Over++
		}
	}
	return with, without
}
