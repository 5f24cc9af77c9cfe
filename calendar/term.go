package calendar

import "fmt"

// TermEnd is the reading of GEN-04: whether the day with the same number
// belongs to a term. The zero TermEnd means [SameDateInclusive].
type TermEnd string

// The readings of GEN-04.
const (
	SameDateInclusive TermEnd = "SameDateInclusive" // six months from 15 January run to the end of 15 July
	DayBefore         TermEnd = "DayBefore"         // to the end of 14 July
)

// Validate returns [ErrReading] for a value that is no reading.
func (e TermEnd) Validate() error {
	switch e {
	case "", SameDateInclusive, DayBefore:
		return nil
	default:
		return fmt.Errorf("calendar: %w: term end %q", ErrReading, string(e))
	}
}

// Term is a length of time after which a right ends: six months, three years.
// It ends with a day, not with a clock time, and it is not extended because
// that day is a holiday (GEN-07). The zero Term ends on the day it starts.
type Term struct {
	Months int     `json:"months"`
	End    TermEnd `json:"end,omitzero"`
}

// LastDay returns the last day of a term that starts on a given day, that day
// to its last moment (GEN-04), clamped to the end of a month (GEN-05).
func (t Term) LastDay(start Date) Date {
	last := start.AddMonths(t.Months)
	if t.End == DayBefore && last > start {
		return last - 1
	}
	return last
}
