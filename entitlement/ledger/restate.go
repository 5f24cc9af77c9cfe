package ledger

import (
	"cmp"
	"errors"
	"slices"

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

// Restate decides a ledger again in the order in which things happened, by their
// moments and then by reference, and returns the decisions that come out otherwise, in
// that order (GEN-13). A record that was told late is in the log as any other, posted or
// only tried: what is returned is what its lateness has made of the decisions before
// it. What was taken back has not happened. What a value begins with comes before all
// else that is told to it, as in [AsOf]. The answer does not depend on the order in
// which the entries were posted. Nothing is posted and nothing is changed.
//
// Two decisions are the same if they move the same units, leave the same uncovered and
// charge the same, and if same says so of the rest, such as a day that was promised.
// decide is as for [Verify]; its values must begin empty. What could not be is left out,
// and so is all that is told to a value that it would have begun. A price or a calendar
// that is missing is [entitlement.ErrLedger].
func Restate[S any, E Record[E]](
	values S, log []E, decide func(S, E) (S, E, error), same func(before, after E) bool,
) ([]Difference[E], error) {
	var differences []Difference[E]
	missing := map[string]error{} // why values have not begun
	for _, entry := range inEventOrder(standing(log)) {
		head := entry.Head()
		difference := Difference[E]{Before: entry}
		for _, draw := range head.Draws {
			difference.Err = cmp.Or(difference.Err, missing[draw.Of])
		}
		if difference.Err == nil {
			next, again, err := decide(values, entry)
			if err == nil {
				values = next
				if alike(head, again.Head()) && same(entry, again) {
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
				if draw.Seq == 1 {
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

// standing returns the entries of a log that were not taken back, without those that
// took others back.
func standing[E Record[E]](log []E) []E {
	taken := map[string]bool{}
	for _, entry := range log {
		taken[entry.Head().Reverses] = true
	}
	return slices.DeleteFunc(slices.Clone(log), func(entry E) bool {
		head := entry.Head()
		return head.Reverses != "" || taken[head.Ref]
	})
}

// inEventOrder sorts entries by their moments and references, but that what a value
// begins with comes before all else that names it.
func inEventOrder[E Record[E]](entries []E) []E {
	slices.SortFunc(entries, func(a, b E) int {
		one, other := a.Head(), b.Head()
		return cmp.Or(one.At.Compare(other.At), cmp.Compare(one.Ref, other.Ref))
	})
	begins := map[string]int{}
	for i, entry := range entries {
		for _, draw := range entry.Head().Draws {
			if draw.Seq == 1 {
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

// alike reports whether two heads move the same units, leave the same uncovered and
// charge the same.
func alike(a, b entitlement.Entry) bool {
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
