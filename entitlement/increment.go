package entitlement

import "github.com/avtale/avtale/calendar"

// Increment is the step of a scale by which time is charged, in seconds: a
// started hour, a quarter of an hour. The zero Increment charges nothing;
// terms refuse it.
type Increment calendar.Seconds

// Units returns how many steps an elapsed time has started. A time on the grid
// stays on it: an hour is one started hour, an hour and a second are two. No
// time starts no step (GEN-11).
func (i Increment) Units(elapsed calendar.Seconds) int {
	if i <= 0 || elapsed <= 0 {
		return 0
	}
	return int((elapsed-1)/calendar.Seconds(i)) + 1
}
