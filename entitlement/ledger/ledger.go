// Package ledger keeps and reads entries: append, replay, verify, and what was
// true at one time as known at another. It knows nothing of any contract and
// serves them all, a service's own contract types included.
//
// A ledger here is a slice of a contract's entries in the order they were
// posted, and every function is pure: it reads the slice, or returns a longer
// one. A service keeps the same rows in its database, where three unique keys
// do what [Append] does in memory:
//
//	UNIQUE (value, seq)      no two writers move the same value at once
//	UNIQUE (ref)             one reference, one entry
//	UNIQUE (reverses)        an entry is taken back at most once
//
// The tables are in package [github.com/avtale/avtale/punchcard], for any contract type.
//
// # Disputes
//
// [AsOf] says what was true at one time as known at another. [Restate] says which
// decisions would be others had everything been told when it happened. A [DecisionReceipt] holds
// all that a decision rests on, and [VerifyReceipt] says whether it is as it was written.
//
// # In this order
//
// [Find] comes before the transition: told twice, a session fed to a task
// would count twice. Then the transition decides, then Append.
//
//	if stored, found, err := ledger.Find(log, event, fact, task.ID()); found || err != nil {
//		return stored, err // already recorded, or a conflict
//	}
//	task, cards, entry, err := task.Punch(event, fact, cards...)
//	if err != nil {
//		return err
//	}
//	log, err = ledger.Append(log, entry)
package ledger

import (
	"fmt"
	"slices"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
)

// Record is what an entry type must tell of itself. A contract's entry embeds
// [entitlement.Entry], which brings Head, and adds the other two.
type Record[E any] interface {
	Head() entitlement.Entry
	Given() any         // the fact as it was told; comparable with ==
	Equal(other E) bool // head, fact and outcome
}

// Find looks a reference up before a transition is made. It returns the stored
// entry and true if the same fact was already recorded under the reference as
// having happened at the same moment, and told to the same values; when it was told does
// not matter. Other content under the reference is [entitlement.ErrConflict].
//
// The values are given by their ids. A fact that names its value itself, such as a
// purchase, or an entry, as a reversal does, needs none; a session does not say on which
// task it is.
func Find[E Record[E]](log []E, event entitlement.Event, fact any, of ...string) (stored E, found bool, err error) {
	for _, entry := range log {
		head := entry.Head()
		if head.Ref != event.Ref {
			continue
		}
		other := func(id string) bool { _, named := head.Draw(id); return !named }
		if head.At.Compare(event.At) != 0 || entry.Given() != fact || slices.ContainsFunc(of, other) {
			return stored, false, entitlement.Conflict(event.Ref, "the reference is recorded with other content")
		}
		return entry, true, nil
	}
	return stored, false, nil
}

// Refs returns the references that are recorded in a log, for who makes several entries
// at once and gives each one of its own.
func Refs[E Record[E]](log []E) map[string]bool {
	refs := make(map[string]bool, len(log))
	for _, entry := range log {
		refs[entry.Head().Ref] = true
	}
	return refs
}

// Append returns the log with an entry at its end. An entry under a recorded
// reference, and a second reversal of one entry, are
// [entitlement.ErrConflict]; a value whose sequence does not go on where it
// stopped, and a reversal of something that is not in the log, are
// [entitlement.ErrLedger]. The log handed in is not changed.
func Append[E Record[E]](log []E, next E) ([]E, error) {
	head := next.Head()
	seqs := make(map[string]int, len(head.Draws))
	for _, draw := range head.Draws {
		seqs[draw.Of] = 0
	}
	reversed := head.Reverses == ""
	for _, entry := range log {
		earlier := entry.Head()
		if earlier.Ref == head.Ref {
			return nil, entitlement.Conflict(head.Ref, "the reference is already recorded")
		}
		if head.Reverses != "" && earlier.Reverses == head.Reverses {
			return nil, entitlement.Conflict(head.Ref, "entry %s is already taken back by %s", head.Reverses, earlier.Ref)
		}
		reversed = reversed || earlier.Ref == head.Reverses
		for _, draw := range earlier.Draws {
			if _, ok := seqs[draw.Of]; ok {
				seqs[draw.Of] = draw.Seq
			}
		}
	}
	if !reversed {
		return nil, broken(head.Ref, "entry %s, which it takes back, is not in the log", head.Reverses)
	}
	moved := make(map[[2]string]bool, len(head.Draws))
	for _, draw := range head.Draws {
		if draw.Seq != seqs[draw.Of]+1 {
			return nil, gap(head.Ref, draw, seqs[draw.Of])
		}
		if moved[[2]string{draw.Of, draw.Lot}] {
			return nil, broken(head.Ref, "%s is moved twice", draw.Of)
		}
		moved[[2]string{draw.Of, draw.Lot}] = true
	}
	return append(slices.Clip(log), next), nil
}

// Replay returns the value with the id: the fold, from the zero value, of the
// entries that name it. It trusts what they decided, but notices a missing or
// repeated entry, and apply notices a kind it does not know; both are
// [entitlement.ErrLedger]. Other entries are passed over.
//
//	card, err := ledger.Replay("K", log, punchcard.Card.Apply)
func Replay[S any, E Record[E]](id string, log []E, apply func(S, E) (S, error)) (S, error) {
	var state S
	seq := 0
	for _, entry := range log {
		head := entry.Head()
		draw, ok := head.Draw(id)
		if !ok {
			continue
		}
		if draw.Seq != seq+1 {
			var none S
			return none, gap(head.Ref, draw, seq)
		}
		next, err := apply(state, entry)
		if err != nil {
			var none S
			return none, err
		}
		state, seq = next, draw.Seq
	}
	return state, nil
}

// Verify decides every fact of a log again, in the order posted, and compares
// what comes out with what was recorded. decide is given the values as they
// stood and a recorded entry; it returns the values after it and the entry as
// it would be recorded now. The first difference is [entitlement.ErrLedger]
// with the reference of the entry; so is a log that [Append] would not have
// made: a reference twice, a second reversal, a gap.
func Verify[S any, E Record[E]](values S, log []E, decide func(S, E) (S, E, error)) error {
	book := index{refs: map[string]bool{}, taken: map[string]bool{}, seqs: map[string]int{}}
	for _, entry := range log {
		ref := entry.Head().Ref
		if err := book.add(entry.Head()); err != nil {
			return err
		}
		next, again, err := decide(values, entry)
		if err != nil {
			return broken(ref, "decided again it fails: %v", err)
		}
		if !again.Equal(entry) {
			return broken(ref, "decided again it differs: %s", differs(entry.Head(), again.Head()))
		}
		values = next
	}
	return nil
}

// differs says what two heads differ in first; entries that differ may have heads that
// do not.
func differs(recorded, again entitlement.Entry) string {
	was, is := any("one outcome"), any("another")
	switch {
	case !slices.Equal(recorded.Draws, again.Draws):
		was, is = recorded.Draws, again.Draws
	case recorded.Uncovered != again.Uncovered:
		was, is = fmt.Sprint(recorded.Uncovered, " uncovered"), again.Uncovered
	case recorded.Charge != again.Charge:
		was, is = fmt.Sprint("a charge of ", recorded.Charge), again.Charge
	case !slices.Equal(recorded.Why, again.Why):
		was, is = recorded.Why, again.Why
	}
	return fmt.Sprintf("%v is recorded, %v comes out", was, is)
}

// index is what a log has so far.
type index struct {
	refs  map[string]bool
	taken map[string]bool // back, by a reversal
	seqs  map[string]int
}

func (x index) add(head entitlement.Entry) error {
	if x.refs[head.Ref] {
		return broken(head.Ref, "the reference is recorded twice")
	}
	if head.Reverses != "" {
		if !x.refs[head.Reverses] || x.taken[head.Reverses] {
			return broken(head.Ref, "entry %s is not there to be taken back", head.Reverses)
		}
		x.taken[head.Reverses] = true
	}
	x.refs[head.Ref] = true
	for _, draw := range head.Draws { // several lots of a value move under one number
		if draw.Seq != x.seqs[draw.Of]+1 {
			return gap(head.Ref, draw, x.seqs[draw.Of])
		}
	}
	for _, draw := range head.Draws {
		x.seqs[draw.Of] = draw.Seq
	}
	return nil
}

// AsOf returns the value with the id as of two times: made of what had
// happened by one, as far as it was known by the other, both included. An
// entry taken back by a reversal known by then did not happen, however late
// the reversal was; where an entry is left out, so is its reversal. The entry
// that begins the value counts as soon as another one does that could not begin it: a card
// covers work from the start of the day it is bought on. Sequence numbers are not checked:
// entries are left out on purpose.
func AsOf[S any, E Record[E]](
	id string, log []E, happened, known calendar.Moment, apply func(S, E) (S, error),
) (S, error) {
	var none S
	state, begun := none, none
	started := false
	counting := counting{happened, known, map[string]bool{}}
	for _, entry := range log {
		head := entry.Head()
		counts := counting.counts(head)
		draw, ok := head.Draw(id)
		if !ok || head.Entered.After(known) {
			continue
		}
		if draw.Seq == 1 {
			var err error
			if begun, err = apply(none, entry); err != nil {
				return none, err
			}
		}
		if !counts {
			continue
		}
		if !started {
			started = true
			var err error
			if state, err = apply(none, entry); err == nil {
				continue // it begins with this one
			}
			state = begun
		}
		next, err := apply(state, entry)
		if err != nil {
			return none, err
		}
		state = next
	}
	return state, nil
}

// counting reports of one entry after another whether it was known by one time and
// what it speaks of had happened by another. A reversal speaks of the entry it takes
// back.
type counting struct {
	happened, known calendar.Moment
	counted         map[string]bool // by reference
}

func (c counting) counts(head entitlement.Entry) bool {
	counts, speaks := c.counted[head.Reverses]
	if !speaks {
		counts = !head.At.After(c.happened)
	}
	counts = counts && !head.Entered.After(c.known)
	c.counted[head.Ref] = counts
	return counts
}

// Charges returns the sum of all charges and credits of a log. Two currencies
// in one log are [entitlement.ErrInvalid].
func Charges[E Record[E]](log []E) (entitlement.Money, error) {
	var sum entitlement.Money
	var err error
	for _, entry := range log {
		if sum, err = sum.Add(entry.Head().Charge); err != nil {
			return entitlement.Money{}, err
		}
	}
	return sum, nil
}

func broken(ref, format string, values ...any) error {
	return &entitlement.Failure{
		Family: entitlement.ErrLedger, Field: ref, Detail: fmt.Sprintf(format, values...),
	}
}

func gap(ref string, draw entitlement.Draw, seq int) error {
	return broken(ref, "%s has number %d where %d comes next", draw.Of, draw.Seq, seq+1)
}
