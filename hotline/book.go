package hotline

import (
	"slices"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/ledger"
)

// Verify decides every fact of a ledger again, in the order posted, and
// compares what comes out with what is recorded. The ledger must be whole for
// the workshops in it. The first difference is [entitlement.ErrLedger], with the
// reference of its entry. The terms must be those that each entry was decided
// by, with the prices of its day: [Terms.Always] where they never changed.
func Verify(terms func(Entry) Terms, log []Entry) error {
	return ledger.Verify(newBook(), log, again(terms))
}

// Restate decides a ledger again in the order in which things happened, and returns the
// decisions that come out otherwise: cases that other free cases cover, say, or that
// none covers, since one was told late; for cases nothing is charged, then or now
// (HOT-27), so there is nothing to post. What differs of a block is told too. A case
// that was withdrawn or is a duplicate has not happened, whatever it was reclassified to
// before (HOT-10, HOT-18). See [ledger.Restate]; the ledger and the terms must be as
// [Verify] needs them.
func Restate(terms func(Entry) Terms, log []Entry) ([]ledger.Difference[Entry], error) {
	workshops := map[string]bool{}
	for _, entry := range log {
		if entry.Kind == kindEnrol && len(entry.Draws) > 0 {
			workshops[entry.Draws[0].Of] = true
		}
	}
	return ledger.Restate(newBook(), happened(log), again(terms), ledger.Telling[Entry]{
		Same: func(before, after Entry) bool { // what differs of a case or a block moves or charges otherwise
			one, other := before.Outcome, after.Outcome
			return one.Contact == other.Contact && one.Renewed == other.Renewed && one.Proposed == other.Proposed && one.Asked == other.Asked
		},
		Covers: func(entry Entry) (calendar.Date, bool) { // each covers its whole first day
			if taken, ok := entry.Fact.(Subscription); ok {
				return taken.From, true
			}
			return entry.At.Date(), entry.Kind == kindEnrol
		},
		Party: func(entry Entry) string {
			for _, draw := range entry.Draws {
				if workshops[draw.Of] {
					return draw.Of
				}
			}
			return entry.Outcome.Holder
		},
		Stands: func(Entry) bool { return true }, // a reclassification: what takes back is gone with its case
	})
}

// happened returns the entries of a log but those of cases that were taken back: with
// such a case goes all that was told of it.
func happened(log []Entry) []Entry {
	gone := map[string]bool{}
	for _, entry := range log {
		if len(entry.Draws) > 0 && entry.Outcome.Case.State != NoCase {
			gone[entry.Draws[0].Of] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(log), func(entry Entry) bool {
		return len(entry.Draws) > 0 && gone[entry.Draws[0].Of]
	})
}

// again decides recorded facts again. Each is handed in what was decided before it for its
// workshop.
func again(terms func(Entry) Terms) func(*book, Entry) (*book, Entry, error) {
	posted := map[string][]Entry{} // by workshop
	return func(values *book, entry Entry) (*book, Entry, error) {
		if terms == nil {
			return values, Entry{}, entitlement.Missing("terms", "of entry %s", entry.Ref)
		}
		held := values.named(entry)
		held.Log = slices.Clip(posted[held.Workshop.id])
		changed, again, err := Do(terms(entry), entry.Event, entry.Fact, held)
		values.store(changed)
		if id := changed.Workshop.id; id != "" { // none, where it is refused
			posted[id] = append(posted[id], again)
		}
		return values, again, err
	}
}

// book holds values by id while a ledger is worked through.
type book struct {
	workshops map[string]Workshop
	cases     map[string]Case
	feedback  map[string]Feedback
}

func newBook() *book {
	return &book{workshops: map[string]Workshop{}, cases: map[string]Case{}, feedback: map[string]Feedback{}}
}

func (b *book) store(changed Holding) {
	if id := changed.Workshop.id; id != "" {
		b.workshops[id] = changed.Workshop
	}
	if id := changed.Case.id; id != "" {
		b.cases[id] = changed.Case
	}
	if id := changed.Feedback.id; id != "" {
		b.feedback[id] = changed.Feedback
	}
}

// named returns the values that an entry names, and the case that a duplicate
// repeats.
func (b *book) named(entry Entry) Holding {
	var held Holding
	for _, draw := range entry.Draws {
		if w, ok := b.workshops[draw.Of]; ok {
			held.Workshop = w
		}
		if c, ok := b.cases[draw.Of]; ok {
			held.Case = c
		}
		if f, ok := b.feedback[draw.Of]; ok {
			held.Feedback = f
		}
	}
	if duplicate, ok := entry.Fact.(Duplicate); ok {
		held.Original = b.cases[duplicate.Of]
	}
	return held
}
