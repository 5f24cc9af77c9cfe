package punchcard

import (
	"cmp"
	"slices"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/ledger"
)

// Verify decides every fact of a ledger again, in the order posted, and
// compares what comes out with what is recorded. The ledger must be whole for
// the holders in it: for work it assumes that all cards of the holder were
// handed in, so it also finds work that a card could have paid and was not
// offered. The first difference is [entitlement.ErrLedger], with the reference
// of its entry. The terms must be those that each entry was decided by, with the list of
// prices of its day: [Terms.Always] where they never changed. Where faults were reported,
// the calendars of their guarantees are needed, each under its name.
func Verify(terms func(Entry) Terms, log []Entry, hours ...calendar.Calendar) error {
	return ledger.Verify(newBook(Holding{}), log, again(terms, hours))
}

// Restate decides a ledger again in the order in which things happened, and returns the
// decisions that come out otherwise: the sessions that a card paid which was used for
// work told late, say, with the clips and the money that differ (PCH-24). See
// [ledger.Restate]; the ledger and the terms must be as [Verify] needs them.
func Restate(terms func(Entry) Terms, log []Entry, hours ...calendar.Calendar) ([]ledger.Difference[Entry], error) {
	const afterAll = 48 * calendar.Hour    // later on any day than work can be decided
	latest := map[string]calendar.Moment{} // the last work on a task
	holders := map[string]string{}         // of tasks, add-ons and cards
	for _, entry := range log {
		if entry.Kind == kindSession && len(entry.Draws) > 0 && entry.At.After(latest[entry.Draws[0].Of]) {
			latest[entry.Draws[0].Of] = entry.At
		}
		if entry.Outcome.Holder != "" {
			for _, draw := range entry.Draws {
				holders[draw.Of] = entry.Outcome.Holder
			}
		}
	}
	return ledger.Restate(newBook(Holding{}), log, again(terms, hours), ledger.Telling[Entry]{
		When: func(entry Entry) calendar.Moment {
			if entry.Kind != kindClose || len(entry.Draws) == 0 {
				return entry.At
			}
			if last := latest[entry.Draws[0].Of].Add(afterAll); last.After(entry.At) { // work that was done is not refused
				return last
			}
			return entry.At
		},
		Covers: func(entry Entry) (calendar.Date, bool) { return entry.At.Date(), entry.sells() },
		Party: func(entry Entry) string {
			holder := entry.Outcome.Holder
			for _, draw := range entry.Draws {
				holder = cmp.Or(holder, holders[draw.Of])
			}
			return holder
		},
	})
}

// again decides recorded facts again.
func again(terms func(Entry) Terms, hours []calendar.Calendar) func(*book, Entry) (*book, Entry, error) {
	seen := map[string]Entry{}
	return func(values *book, entry Entry) (*book, Entry, error) {
		if terms == nil {
			return values, Entry{}, entitlement.Missing("terms", "of entry %s", entry.Ref)
		}
		held := values.offered(entry)
		for _, known := range hours {
			if known.Name() == held.calendar() {
				held.Hours = known
			}
		}
		held.Entry = seen[entry.Reverses]
		changed, again, err := Do(terms(entry), entry.Event, entry.Fact, held)
		values.store(changed)
		seen[entry.Ref] = entry
		return values, again, err
	}
}

// book holds values by id while a ledger is worked through.
type book struct {
	cards   map[string]Card
	owned   map[string][]string // by holder, ids of cards in order
	filled  map[string][]string // those of them that have clips
	tasks   map[string]Task
	addOns  map[string]AddOn
	started map[string][]string // by holder, ids of add-ons in order
	faults  map[string]Fault
}

// calendar returns the name of the calendar of the one add-on or fault.
func (h Holding) calendar() string {
	switch {
	case len(h.Faults) == 1:
		return h.Faults[0].figures.Calendar
	case len(h.AddOns) == 1:
		return h.AddOns[0].figures.Calendar
	default:
		return ""
	}
}

func newBook(held Holding) *book {
	b := &book{
		cards: map[string]Card{}, owned: map[string][]string{}, filled: map[string][]string{}, tasks: map[string]Task{},
		addOns: map[string]AddOn{}, started: map[string][]string{}, faults: map[string]Fault{},
	}
	b.store(held)
	return b
}

func (b *book) store(held Holding) {
	for _, card := range held.Cards {
		if before := b.cards[card.id]; before.holder != card.holder {
			put(b.owned, before.holder, card.id, false)
			put(b.filled, before.holder, card.id, false)
		}
		put(b.owned, card.holder, card.id, true)
		put(b.filled, card.holder, card.id, card.left() > 0)
		b.cards[card.id] = card
	}
	for _, task := range held.Tasks {
		b.tasks[task.id] = task
	}
	for _, addOn := range held.AddOns {
		put(b.started, addOn.holder, addOn.id, true)
		b.addOns[addOn.id] = addOn
	}
	for _, fault := range held.Faults {
		b.faults[fault.id] = fault
	}
}

// put puts an id among those of a holder, in order, or takes it out of them.
func put(ids map[string][]string, holder, id string, in bool) {
	place, found := slices.BinarySearch(ids[holder], id)
	if in && !found {
		ids[holder] = slices.Insert(ids[holder], place, id)
	} else if !in && found {
		ids[holder] = slices.Delete(ids[holder], place, place+1)
	}
}

// named returns the values that an entry names.
func (b *book) named(entry Entry) Holding {
	var held Holding
	for _, draw := range entry.Draws {
		if card, ok := b.cards[draw.Of]; ok {
			held.Cards = append(held.Cards, card)
		}
		if task, ok := b.tasks[draw.Of]; ok {
			held.Tasks = append(held.Tasks, task)
		}
		if addOn, ok := b.addOns[draw.Of]; ok {
			held.AddOns = append(held.AddOns, addOn)
		}
		if fault, ok := b.faults[draw.Of]; ok {
			held.Faults = append(held.Faults, fault)
		}
	}
	return held
}

// all returns the values with some ids.
func all[V any](values map[string]V, ids []string) []V {
	found := make([]V, 0, len(ids))
	for _, id := range ids {
		found = append(found, values[id])
	}
	return found
}

// payers returns the cards of the holder of a task that decide anything about work on it:
// those that have clips, and the one that pays the running hour. A holder may have used
// up very many.
func (b *book) payers(task Task) []Card {
	cards := all(b.cards, b.filled[task.holder])
	if payer, ok := b.cards[task.payer]; ok && payer.holder == task.holder && payer.left() == 0 {
		cards = append(cards, payer)
	}
	return cards
}

// offered returns what decides the fact of an entry, of what a host hands in: the values
// it names, and for work and add-ons the cards of the holder.
func (b *book) offered(entry Entry) Holding {
	named := b.named(entry)
	switch fact := entry.Fact.(type) {
	case AddOnStart:
		return Holding{Cards: all(b.cards, b.owned[fact.Holder]), AddOns: all(b.addOns, b.started[fact.Holder])}
	case Session:
		if len(named.Tasks) == 1 {
			named.Cards = b.payers(named.Tasks[0])
		}
	case Period, Check, Call, Report:
		if len(named.AddOns) == 1 {
			named.Cards = all(b.cards, b.owned[named.AddOns[0].holder])
		}
	}
	return named
}

// changed returns the values that moved on from what was handed in, by id.
func (b *book) changed(from Holding) Holding {
	var held Holding
	for _, card := range from.Cards {
		if b.cards[card.id] != card {
			held.Cards = append(held.Cards, b.cards[card.id])
		}
	}
	for _, task := range from.Tasks {
		if b.tasks[task.id] != task {
			held.Tasks = append(held.Tasks, b.tasks[task.id])
		}
	}
	slices.SortFunc(held.Cards, func(a, b Card) int { return cmp.Compare(a.id, b.id) })
	return held
}
