package timeaccount

import (
	"cmp"
	"slices"
	"strings"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/ledger"
)

// Rectify returns the entries to post so that the work in a ledger is counted and
// charged as if it had been told when it was done (GEN-13). From the first session or
// consent on that would come out otherwise it takes back those of the customer, in the
// order of time, and all that stand on them, newest first; and enters them again in the
// order in which they happened, each at its own moment (TIM-13): also after the term of an
// account, since no minutes are given back (TIM-16). The entries have the reference of the
// event and a number, as those of [Correct]. Where nothing is to be rectified, and where
// all would come out as it was, there are none.
//
// How an enquiry was judged when it arrived stays as it is. [Restate], which judges it
// again, may go on naming it and work on it. A log that [Verify] does not accept is [entitlement.ErrLedger]. Post the entries in
// their order and all together, and move every value that one names by its Apply.
func Rectify(
	terms func(Entry) Terms, event entitlement.Event, because string, log []Entry, hours ...calendar.Calendar,
) ([]Entry, error) {
	if err := admit(event.Validate(), given("because", because)); err != nil {
		return nil, err
	}
	m := mending{event: event, refs: ledger.Refs(log), book: newBook(), again: true}
	if err := verify(m.book, terms, log, hours); err != nil { // what was altered is not paid back
		return nil, err
	}
	differences, err := restate(log, again(terms, hours).asJudged)
	if err != nil {
		return nil, err
	}
	first := map[string]Entry{} // by customer
	for _, difference := range differences {
		if entry := difference.Before; entry.work() {
			customer := m.book.enquiries[entry.Draws[0].Of].customer
			if earlier, ok := first[customer]; !ok || byTime(entry, earlier) < 0 {
				first[customer] = entry
			}
		}
	}
	chain := m.from(first, log)
	if err := m.takeBack(chain, because); err != nil {
		return nil, err
	}
	slices.SortFunc(chain, byTime)
	if err := m.enter(chain); err != nil {
		return nil, err
	}
	if slices.EqualFunc(chain, m.entries[len(chain):], ledger.Alike[Entry]) {
		return nil, nil
	}
	return m.entries, nil
}

// work reports whether an entry is of what can be taken back and entered again.
func (e Entry) work() bool { return e.Kind == kindSession || e.Kind == kindConsent }

func byTime(a, b Entry) int { return cmp.Or(a.At.Compare(b.At), ledger.CompareRefs(a.Ref, b.Ref)) }

// from returns the standing work of customers from an entry on, in the order of time,
// and all that stands on it: what is later of the same enquiry or case. It comes as it
// was posted.
func (m *mending) from(first map[string]Entry, log []Entry) []Entry {
	taken := map[string]bool{}
	for _, entry := range log {
		taken[entry.Reverses] = true
	}
	var chain []Entry
	marked := map[string]bool{} // enquiries and cases: what comes later stands on it
	for _, entry := range log {
		if !entry.work() || taken[entry.Ref] {
			continue
		}
		enquiry, onCase := entry.Draws[0].Of, entry.onCase()
		earliest, wrong := first[m.book.enquiries[enquiry].customer]
		if wrong = wrong && byTime(entry, earliest) >= 0; wrong || marked[enquiry] || onCase != "" && marked[onCase] {
			marked[enquiry] = true
			marked[onCase] = true
			chain = append(chain, entry)
		}
	}
	return chain
}

// postedLine is work as a line of a posting: all lines of one have the reference of its
// event and a number.
type postedLine struct {
	posting string
	enquiry string
	at      calendar.Moment
	fact    Fact
}

// line returns the work of an entry as a line of the posting that a reference is of.
func (e Entry) line(ref string) postedLine {
	line := postedLine{posting: ref[:strings.LastIndexByte(ref, '/')+1], at: e.At, fact: e.Fact}
	if len(e.Draws) > 0 {
		line.enquiry = e.Draws[0].Of
	}
	return line
}

// enteredAgain returns the reversals of a log whose work the same posting enters again, as
// it was.
func enteredAgain(log []Entry) map[string]bool {
	recorded := make(map[string]*Entry, len(log))
	for i := range log {
		recorded[log[i].Ref] = &log[i]
	}
	again, lines := map[string]bool{}, map[postedLine]int{}
	for _, entry := range slices.Backward(log) {
		if entry.work() {
			lines[entry.line(entry.Ref)]++
		}
		if wrong, ok := recorded[entry.Reverses]; ok {
			line := wrong.line(entry.Ref)
			again[entry.Ref] = line.posting != "" && lines[line] > 0
			lines[line]--
		}
	}
	return again
}
