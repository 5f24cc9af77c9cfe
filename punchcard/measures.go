package punchcard

import (
	"slices"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
)

// Usage is what the work of some days came to, as counts that can be added up
// (ENT-07): sessions, and checks that are punched by the time used, less what was taken
// back. Checks and periods that take a fixed number of clips are not among it.
type Usage struct {
	Sessions  int              // and checks
	Time      calendar.Seconds // work and travel, as counted
	Clips     int              // that this time took, covered or not (PCH-11)
	Punched   calendar.Seconds // the time of these clips
	Uncovered int              // of these, that no card covered when they were punched (PCH-09)
	Kept      int              // faults answered within the guarantee (PCH-37)
	Missed    int              // and later (PCH-39)
}

// Rounding returns the time that clips were taken for beyond the time that was spent
// (PCH-11). It is below zero where sessions of these days went on in an hour that was
// taken before them.
func (u Usage) Rounding() calendar.Seconds { return u.Punched - u.Time }

// UsageOf returns the usage of a holder from a day on and before another, read from the
// ledger: work by the day it began, answers to faults by the day they were given, and
// what is taken back by the day of what it takes back.
func UsageOf(holder string, log []Entry, from, until calendar.Date) Usage {
	var usage Usage
	holders := map[string]string{}                   // of tasks and faults
	increments := map[string]entitlement.Increment{} // of tasks
	seen := map[string]Entry{}
	for _, entry := range log {
		seen[entry.Ref] = entry
		if entry.Outcome.Holder != "" {
			for _, draw := range entry.Draws {
				if draw.Seq == 1 {
					holders[draw.Of] = entry.Outcome.Holder
					increments[draw.Of] = entry.Outcome.Task.Increment
				}
			}
		}
		counted, sign := entry, 1
		if entry.Reverses != "" {
			counted, sign = seen[entry.Reverses], -1
		}
		first := 0
		if counted.Kind == kindCheck {
			first = 1 // behind the add-on
		}
		if len(counted.Draws) <= first || holders[counted.Draws[first].Of] != holder ||
			counted.At.Date() < from || until <= counted.At.Date() {
			continue
		}
		told := counted.Draws[first]
		switch {
		case counted.Kind == kindSession, counted.Kind == kindCheck && counted.Outcome.Task.Clips == 0:
			usage.Sessions += sign
			usage.Time += calendar.Seconds(sign) * counted.Outcome.Work.Time
			usage.Clips += sign * told.Moved
			usage.Punched += calendar.Seconds(sign*told.Moved) * calendar.Seconds(increments[told.Of])
			usage.Uncovered += sign * counted.Uncovered
		case counted.Kind != kindBegin && counted.Kind != kindCure:
		case slices.Contains(counted.Why, missed): // by hours in which nobody works too
			usage.Missed += sign
		default:
			usage.Kept += sign
		}
	}
	return usage
}
