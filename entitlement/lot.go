package entitlement

import (
	"cmp"
	"iter"
	"slices"

	"github.com/avtale/avtale/calendar"
)

// Lot is a number of units that can be drawn from one day on and before
// another: a punch card, a year's free cases, a block bought, a reward. The
// zero Lot has nothing to draw.
type Lot struct {
	ID      string
	From    calendar.Date // the first day it can be drawn on
	Until   calendar.Date // the first day it is gone; zero: it never ends
	Free    bool          // not paid for; drawn before a paid lot that ends the same day
	Granted int
	Drawn   int
}

// Left returns the units on the lot that are not drawn.
func (l Lot) Left() int { return l.Granted - l.Drawn }

// Open reports whether something can be drawn from the lot on a day.
func (l Lot) Open(on calendar.Date) bool {
	return l.Left() > 0 && l.From <= on && (l.Until.IsZero() || on < l.Until)
}

// Compare orders lots as they are drawn (ENT-06): the one that ends first, a
// lot that never ends last; at equal ends free before paid, then the older,
// then by id. Distinct ids never compare equal.
func (l Lot) Compare(other Lot) int {
	return cmp.Or(
		compareFirst(!l.Until.IsZero(), !other.Until.IsZero()),
		cmp.Compare(l.Until, other.Until),
		compareFirst(l.Free, other.Free),
		cmp.Compare(l.From, other.From),
		cmp.Compare(l.ID, other.ID),
	)
}

// compareFirst orders true before false.
func compareFirst(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	default:
		return +1
	}
}

// DrawFrom says how units wanted on a day are spread over lots: it yields the index
// of a lot and how many units it gives, in the order of drawing, until the
// units are covered or nothing is open. What it does not yield is uncovered.
// The lots are not changed. Their ids must differ.
func DrawFrom(lots []Lot, on calendar.Date, units int) iter.Seq2[int, int] {
	return func(yield func(int, int) bool) {
		const few = 16
		if len(lots) > few {
			drawInOrder(lots, on, units, yield)
			return
		}
		last := -1
		for wanted := units; wanted > 0; {
			next := -1
			for i := range lots {
				if lots[i].Open(on) &&
					(last < 0 || lots[i].Compare(lots[last]) > 0) &&
					(next < 0 || lots[i].Compare(lots[next]) < 0) {
					next = i
				}
			}
			if next < 0 {
				return
			}
			given := min(wanted, lots[next].Left())
			if !yield(next, given) {
				return
			}
			last, wanted = next, wanted-given
		}
	}
}

// drawInOrder does what DrawFrom does for few lots without memory of its own, for
// many in less time.
func drawInOrder(lots []Lot, on calendar.Date, units int, yield func(int, int) bool) {
	var open []int
	for i := range lots {
		if lots[i].Open(on) {
			open = append(open, i)
		}
	}
	slices.SortFunc(open, func(i, j int) int { return lots[i].Compare(lots[j]) })
	for _, i := range open {
		if units <= 0 {
			return
		}
		given := min(units, lots[i].Left())
		if !yield(i, given) {
			return
		}
		units -= given
	}
}
