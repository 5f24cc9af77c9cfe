package punchcard

import (
	"cmp"
	"slices"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/ledger"
)

// Rectify returns the entries to post so that the work in a ledger is counted as if it
// had been told when it was done (GEN-13). From the first session or settlement on that
// [Restate] says would come out otherwise it takes back those of the holder, in the
// order of time, and all that stand on them, newest first; and enters them again in the
// order in which they happened, each at its own moment (PCH-28). The entries have the
// reference of the event and a number, as those of [Correct]. Where nothing is to be
// rectified, and where all would come out as it was, there are none. A use that is taken
// back stays a use (PCH-20), so a ledger with what was posted may have something left to
// rectify: ask again until nothing comes.
//
// What cannot be undone stays as it is, and [Restate] may go on naming it: a closing, a
// check that was made, work that could not be, and that a card was used at all (PCH-20).
// Nothing is rectified for a holder whose work was paid by a card that is somebody
// else's by now: the clips would go there (PCH-18). A settlement is entered again for as
// many clips as it was of, as by [Correct]. References that are in the log already are
// [entitlement.ErrConflict]; a log that [Verify] does not accept is
// [entitlement.ErrLedger]. Post the entries in their order, and move every value that one
// names by its Apply.
func Rectify(
	terms func(Entry) Terms, event entitlement.Event, because string, log []Entry, hours ...calendar.Calendar,
) ([]Entry, error) {
	if err := admit(event.Validate(), Reversal{Of: "ledger", Because: because}.validate()); err != nil {
		return nil, err
	}
	m := mending{terms: terms, event: event, refs: ledger.Refs(log), book: newBook(Holding{})}
	if err := ledger.Verify(m.book, log, again(terms, hours)); err != nil { // what was altered is not paid back
		return nil, err
	}
	differences, err := Restate(terms, log, hours...)
	if err != nil {
		return nil, err
	}
	first := map[string]Entry{} // by holder
	for _, difference := range differences {
		if entry := difference.Before; difference.Err == nil && entry.work() {
			holder := m.book.tasks[m.task(entry)].holder
			if earlier, ok := first[holder]; !ok || byTime(entry, earlier) < 0 {
				first[holder] = entry
			}
		}
	}
	chain := m.from(first, log)
	if err := m.takeBack(chain, because); err != nil {
		return nil, err
	}
	slices.SortFunc(chain, byTime)
	for _, entry := range chain {
		id := m.task(entry)
		fact, _ := entry.again(Correction{}, false, m.book.tasks[id].pending)
		if err := m.enter(entry, id, fact); err != nil {
			return nil, err
		}
	}
	if slices.EqualFunc(chain, m.entries[len(chain):], ledger.Alike[Entry]) {
		return nil, nil
	}
	return m.entries, nil
}

// work reports whether an entry is of work that can be taken back and entered again.
func (e Entry) work() bool { return e.Kind == kindSession || e.Kind == kindSettle }

func byTime(a, b Entry) int { return cmp.Or(a.At.Compare(b.At), ledger.CompareRefs(a.Ref, b.Ref)) }

// task returns the task that an entry is told to.
func (m *mending) task(entry Entry) string {
	for _, draw := range entry.Draws {
		if _, ok := m.book.tasks[draw.Of]; ok {
			return draw.Of
		}
	}
	return ""
}

// from returns the standing work of holders from an entry on, in the order of time, and
// all that stands on it, from the newest.
func (m *mending) from(first map[string]Entry, log []Entry) []Entry {
	taken := map[string]bool{}
	for _, entry := range log {
		taken[entry.Reverses] = true
	}
	for _, entry := range log {
		holder := m.book.tasks[m.task(entry)].holder
		for _, draw := range entry.Draws {
			if card, ok := m.book.cards[draw.Of]; ok && entry.work() && !taken[entry.Ref] && card.holder != holder {
				delete(first, holder)
			}
		}
	}
	var chain []Entry
	marked := map[string]bool{} // tasks: what comes later stands on it
	for _, entry := range log {
		if !entry.work() || taken[entry.Ref] {
			continue
		}
		id := m.task(entry)
		earliest, wrong := first[m.book.tasks[id].holder]
		if wrong = wrong && byTime(entry, earliest) >= 0; wrong || marked[id] {
			marked[id] = true
			chain = append(chain, entry)
		}
	}
	slices.Reverse(chain)
	return chain
}
