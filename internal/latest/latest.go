// Package latest remembers the two latest of any number of instants, in whatever order
// they are told.
package latest

import "github.com/avtale/avtale/calendar"

// Two are the latest instant and the one before it, or later than that: never earlier.
// Zero is none.
type Two [2]calendar.Moment

// With adds an instant.
func (t Two) With(at calendar.Moment) Two {
	switch {
	case !at.Before(t[0]):
		return Two{at, t[0]}
	case at.After(t[1]):
		return Two{t[0], at}
	default:
		return t
	}
}

// Without takes an instant away, of several that are left: if it was the latest, the one
// before is. What was before that is not remembered, so after more is taken away the latest
// may be one that was, and is never earlier than one that stands.
func (t Two) Without(at calendar.Moment) Two {
	if at == t[0] {
		t[0] = t[1]
	}
	return t
}

// By returns the last one up to an instant, and zero for none.
func (t Two) By(at calendar.Moment) calendar.Moment {
	for _, known := range t {
		if !at.Before(known) {
			return known
		}
	}
	return calendar.Moment{}
}

// AddUp reports whether the one before is not after the latest.
func (t Two) AddUp() bool { return !t[0].Before(t[1]) }
