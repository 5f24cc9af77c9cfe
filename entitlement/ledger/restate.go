package ledger

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
)

// Difference is a decision that comes out otherwise when a ledger is decided again in
// the order in which things happened.
type Difference[E any] struct {
	Before E                 // as it is recorded
	After  E                 // as it would be; the zero E if it could not be
	Err    error             // why it could not: a refusal, or that what is told would make no sense
	Money  entitlement.Money // what would be charged, less what was
}

// Telling is what a contract package says of its entries for [Restate]. The functions
// that are nil say nothing.
type Telling[E any] struct {
	// Same reports whether two decisions are alike in what is neither moved, left
	// uncovered nor charged, such as a day that was promised.
	Same func(before, after E) bool
	// When returns when an entry is to be decided, if that is not its moment.
	When func(E) calendar.Moment
	// Covers returns the day from the beginning of which an entry covers what happens to
	// its party, if it covers whole days: a card covers the day it is bought. What happened
	// on a covered day before the entry, and was entered after it, is decided after it; what
	// was entered before it was decided without it, and stays so.
	Covers func(E) (day calendar.Date, ok bool)
	// Party returns whose entry it is, for what covers whole days: it covers nobody else.
	Party func(E) string
	// Stands reports whether an entry that takes another back is one more decision on
	// the way of its work, so that both have happened: a reclassification.
	Stands func(E) bool
	// Begins reports whether what an entry names first can only begin with it.
	Begins func(E) bool
}

// begin reports whether the value of a draw can only begin with its entry.
func (t Telling[E]) begin(entry E, draw entitlement.Draw) bool {
	return draw.Seq == 1 && (t.Begins == nil || t.Begins(entry))
}

// Restate decides a ledger again in the order in which things happened, by their
// moments and then by reference, and returns the decisions that come out otherwise, in
// that order (GEN-13). A record that was told late is in the log as any other, posted or
// only tried: what is returned is what its lateness has made of the decisions before
// it. What was taken back has not happened, nor what was told to a value that was begun
// by it. What a value begins with comes before all else that is told to it, as in
// [AsOf]. The answer does not depend on the order in which the entries were posted.
// Nothing is posted and nothing is changed.
//
// Two decisions are the same if they move the same units, leave the same uncovered and
// charge the same, and if the telling says so of the rest. decide is as for [Verify]; its
// values must begin empty. What could not be is left out, and so is all that is told to
// a value that it would have begun. A price or a calendar that is missing is
// [entitlement.ErrLedger].
func Restate[S any, E Record[E]](
	values S, log []E, decide func(S, E) (S, E, error), telling Telling[E],
) ([]Difference[E], error) {
	var differences []Difference[E]
	missing := map[string]error{} // why values have not begun
	for _, entry := range inEventOrder(standing(log, telling), telling) {
		head := entry.Head()
		difference := Difference[E]{Before: entry}
		for _, draw := range head.Draws {
			difference.Err = cmp.Or(difference.Err, missing[draw.Of])
		}
		if difference.Err == nil {
			next, again, err := decide(values, entry)
			if err == nil {
				values = next
				if Alike(entry, again) && (telling.Same == nil || telling.Same(entry, again)) {
					continue
				}
				difference.After, difference.Money = again, again.Head().Charge
			}
			if errors.Is(err, entitlement.ErrMissing) {
				return nil, broken(head.Ref, "decided again it fails: %v", err)
			}
			difference.Err = err
		}
		if difference.Err != nil {
			for _, draw := range head.Draws {
				if telling.begin(entry, draw) {
					missing[draw.Of] = difference.Err
				}
			}
		}
		var err error
		if difference.Money, err = difference.Money.Add(head.Charge.Neg()); err != nil {
			return nil, err
		}
		differences = append(differences, difference)
	}
	return differences, nil
}

// standing returns the entries of a log that have happened.
func standing[E Record[E]](log []E, telling Telling[E]) []E {
	taken := map[string]bool{}
	takesBack := func(entry E) bool {
		return entry.Head().Reverses != "" && (telling.Stands == nil || !telling.Stands(entry))
	}
	for _, entry := range log {
		if takesBack(entry) {
			taken[entry.Head().Reverses] = true
		}
	}
	gone := map[string]bool{}                                        // values that were begun by what was taken back
	return slices.DeleteFunc(slices.Clone(log), func(entry E) bool { // in the order of the log
		head := entry.Head()
		out := takesBack(entry) || taken[head.Ref]
		for _, draw := range head.Draws {
			out = out || gone[draw.Of]
		}
		for _, draw := range head.Draws {
			gone[draw.Of] = gone[draw.Of] || out && telling.begin(entry, draw)
		}
		return out
	})
}

// CompareRefs orders references by what comes before the number at their end, then by
// that number: r9 before r10.
func CompareRefs(a, b string) int {
	const digits = "0123456789"
	one, other := strings.TrimRight(a, digits), strings.TrimRight(b, digits)
	return cmp.Or(cmp.Compare(one, other), cmp.Compare(len(a), len(b)), cmp.Compare(a, b))
}

// last orders what is not before what is.
func last(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	default:
		return -1
	}
}

// placed is an entry and when it is decided.
type placed[E any] struct {
	entry   E
	head    entitlement.Entry
	when    calendar.Moment
	covered bool // by an entry at that moment
}

// inEventOrder sorts entries by when they are decided and by reference, but that what a
// value begins with comes before all else that names it.
func inEventOrder[E Record[E]](log []E, telling Telling[E]) []E {
	places := make([]placed[E], 0, len(log))
	for _, entry := range log {
		place := placed[E]{entry: entry, head: entry.Head()}
		place.when = place.head.At
		if telling.When != nil {
			place.when = telling.When(entry)
		}
		places = append(places, place)
	}
	if telling.Covers != nil {
		cover(places, telling)
	}
	slices.SortFunc(places, func(a, b placed[E]) int {
		return cmp.Or(a.when.Compare(b.when), last(a.covered, b.covered), a.head.At.Compare(b.head.At), CompareRefs(a.head.Ref, b.head.Ref))
	})
	entries := make([]E, 0, len(places))
	for _, place := range places {
		entries = append(entries, place.entry)
	}
	begins := map[string]int{}
	for i, entry := range entries {
		for _, draw := range entry.Head().Draws {
			if telling.begin(entry, draw) {
				begins[draw.Of] = i
			}
		}
	}
	ordered, done := make([]E, 0, len(entries)), make([]bool, len(entries))
	var add func(i int)
	add = func(i int) {
		if done[i] {
			return
		}
		done[i] = true
		for _, draw := range entries[i].Head().Draws {
			if first, ok := begins[draw.Of]; ok {
				add(first)
			}
		}
		ordered = append(ordered, entries[i])
	}
	for i := range entries {
		add(i)
	}
	return ordered
}

// cover places what was entered after something that covers its whole day behind that.
func cover[E Record[E]](places []placed[E], telling Telling[E]) {
	type dated struct {
		*placed[E]
		day    calendar.Date // it covers from, or happened on
		covers bool
	}
	days := make([]dated, 0, len(places))
	for i := range places {
		day, covers := telling.Covers(places[i].entry)
		if !covers {
			day = places[i].head.At.Date()
		}
		days = append(days, dated{&places[i], day, covers})
	}
	slices.SortFunc(days, func(a, b dated) int {
		return cmp.Or(cmp.Compare(a.day, b.day), last(b.covers, a.covers))
	})
	covering := map[string][]calendar.Moment{} // by party: what covers the day, in order
	for _, place := range days {
		party := ""
		if telling.Party != nil {
			party = telling.Party(place.entry)
		}
		moments := covering[party]
		if place.covers {
			i, _ := slices.BinarySearchFunc(moments, place.head.At, calendar.Moment.Compare)
			covering[party] = slices.Insert(moments, i, place.head.At)
			continue
		}
		known, exactly := slices.BinarySearchFunc(moments, place.head.Entered, calendar.Moment.Compare)
		if exactly {
			known++
		}
		if known > 0 && !moments[known-1].Before(place.when) {
			place.when, place.covered = moments[known-1], true
		}
	}
}

// Alike reports whether two entries move the same units, leave the same uncovered and
// charge the same.
func Alike[E Record[E]](one, other E) bool {
	a, b := one.Head(), other.Head()
	return a.Uncovered == b.Uncovered && a.Charge == b.Charge && slices.Equal(moves(a), moves(b))
}

// moves returns the moves of an entry that are some, in order, without their numbers.
func moves(head entitlement.Entry) []entitlement.Draw {
	var all []entitlement.Draw
	for _, draw := range head.Draws {
		if draw.Moved != 0 {
			all = append(all, entitlement.Draw{Of: draw.Of, Lot: draw.Lot, Moved: draw.Moved})
		}
	}
	slices.SortFunc(all, func(a, b entitlement.Draw) int { return cmp.Or(cmp.Compare(a.Of, b.Of), cmp.Compare(a.Lot, b.Lot)) })
	return all
}
