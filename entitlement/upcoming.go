package entitlement

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"github.com/avtale/avtale/calendar"
)

// Dated is something that a contract or a work item has ahead, as it now stands: an
// end, a renewal, a deadline (ENT-05). It happens without anybody doing anything; a
// host that wants to warn somebody does so once for each [Dated.Key].
type Dated struct {
	On    calendar.Date   `json:"on"`          // the day; of what ends the last one
	At    calendar.Moment `json:"at,omitzero"` // the moment, where it is not a day
	What  What            `json:"what"`
	Of    string          `json:"of"`             // the id of the value
	Part  string          `json:"part,omitzero"`  // of what within it: a subscription, a block
	Units int             `json:"units,omitzero"` // that come, or go
	Unit  string          `json:"unit,omitzero"`  // what these count: "clip", "case", "second", as in [Answer]
	Why   Clause          `json:"why"`
}

// What is a sort of thing that is ahead.
type What string

// What may be ahead.
const (
	Begins   What = "begins"   // on its first day
	Ends     What = "ends"     // with its last day, whatever is left
	Lapses   What = "lapses"   // with its last day, for want of use, or because a year is over
	Expires  What = "expires"  // with its last day, by age
	Renews   What = "renews"   // new units come
	Due      What = "due"      // something is to be done, by the day or the moment
	Promised What = "promised" // something is to be delivered
	Billed   What = "billed"   // a month is over and can be invoiced
)

// Key returns a text that is the same as long as the thing is the same, and another
// when it moves to another day. It has the clause in it, so that values of two contracts
// with one id have keys of their own.
func (d Dated) Key() string {
	return fmt.Sprintf("%s %s %s %q %q", d.On, d.What, d.Why, d.Of, d.Part)
}

// String says it in words: the day, of what, what happens, and how many units: 2026-05-12 K expires 8 clips.
func (d Dated) String() string {
	text := d.On.String() + " " + d.Of
	if d.Part != "" {
		text += "/" + d.Part
	}
	text += " " + string(d.What)
	switch d.Units {
	case 0:
		return text
	case 1:
		return text + " 1 " + d.Unit
	default:
		return text + " " + strconv.Itoa(d.Units) + " " + d.Unit + "s"
	}
}

// Compare orders what is ahead by the day, then by the moment, what has none first;
// then by value, sort, part, clause, units and what they count.
func (d Dated) Compare(other Dated) int {
	return cmp.Or(
		cmp.Compare(d.On, other.On), d.At.Compare(other.At),
		cmp.Compare(d.Of, other.Of), cmp.Compare(d.What, other.What), cmp.Compare(d.Part, other.Part),
		cmp.Compare(d.Why, other.Why), cmp.Compare(d.Units, other.Units), cmp.Compare(d.Unit, other.Unit),
	)
}

// Upcoming merges what several contracts have ahead, in order. Each contract package
// has an Upcoming of its values that takes a stretch of days, from one up to, not
// including, another: stretches that meet have together what the whole has.
func Upcoming(lists ...[]Dated) []Dated {
	all := slices.Concat(lists...)
	slices.SortFunc(all, Dated.Compare)
	return all
}

// Within returns those of a list that lie in a stretch of days, from one up to, not
// including, another, in order.
func Within(from, until calendar.Date, list ...Dated) []Dated {
	return Upcoming(slices.DeleteFunc(slices.Clone(list), func(d Dated) bool { return d.On < from || until <= d.On }))
}
