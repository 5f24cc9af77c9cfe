package ledger_test

import (
	"fmt"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/ledger"
)

// A purse gives what it has, and charges for the rest.
type purse struct{ left, seq int }

// A spending is what is wanted of a purse; a filling when nothing is.
type spending struct {
	purse string
	want  int
}

const purseSize = 10

// spend decides a spending; it is posted whatever the purse has. More than a hundred is
// refused.
func spend(purses map[string]purse, event entitlement.Event, fact spending) (map[string]purse, Entry, error) {
	p, next := purses[fact.purse], map[string]purse{}
	for id, other := range purses {
		next[id] = other
	}
	entry := Entry{Entry: entitlement.Entry{Event: event, Kind: "spend", Why: []entitlement.Clause{"PUR-01"}}, Fact: fact}
	switch {
	case fact.want == 0:
		p.left += purseSize
		entry.Draws = []entitlement.Draw{{Of: fact.purse, Seq: p.seq + 1, Moved: purseSize}}
	case fact.want > 100:
		return purses, Entry{}, &entitlement.Refusal{Reason: "TooMuch", Clause: "PUR-02", Pass: "a hundred"}
	case p.seq == 0:
		return purses, Entry{}, entitlement.Invalid("purse", "there is none")
	default:
		given := min(fact.want, p.left)
		p.left -= given
		entry.Uncovered = fact.want - given
		entry.Draws = []entitlement.Draw{{Of: fact.purse, Seq: p.seq + 1, Moved: -given}}
		entry.Charge, _ = entitlement.MustMoney("1.00 NOK").Times(entry.Uncovered)
	}
	p.seq++
	next[fact.purse] = p
	return next, entry, nil
}

func again(purses map[string]purse, entry Entry) (map[string]purse, Entry, error) {
	return spend(purses, entry.Event, entry.Fact.(spending))
}

func minute(n int) calendar.Moment { return at("2026-03-10").Add(calendar.Seconds(60 * n)) }

// However late something is told, what is restated is what had been decided if all had
// been told when it happened; and the money is the difference of the charges.
func TestRestateDoesNotDependOnTheOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var facts []entitlement.Event
		wants := map[string]int{"f0": 0}
		facts = append(facts, entitlement.Event{Ref: "f0", At: minute(0), Entered: minute(0)})
		for i := range rapid.IntRange(1, 8).Draw(t, "spendings") {
			event := entitlement.Event{Ref: "s" + strconv.Itoa(i), At: minute(rapid.IntRange(0, 4).Draw(t, "minute"))}
			event.Entered = event.At
			wants[event.Ref] = rapid.IntRange(0, 5).Draw(t, "want")
			facts = append(facts, event)
		}
		post := func(events []entitlement.Event) (log []Entry) {
			purses := map[string]purse{}
			for _, event := range events {
				var entry Entry
				var err error
				purses, entry, err = spend(purses, event, spending{"P", wants[event.Ref]})
				require.NoError(t, err)
				log, err = ledger.Append(log, entry)
				require.NoError(t, err)
			}
			return log
		}
		restated := func(log []Entry) (text map[string]string, money entitlement.Money) {
			differences, err := ledger.Restate(map[string]purse{}, log, again, ledger.Telling[Entry]{})
			require.NoError(t, err)
			text = map[string]string{}
			for _, entry := range log {
				text[entry.Ref] = fmt.Sprint(entry.Draws[0].Moved, entry.Uncovered, entry.Charge)
				money, err = money.Add(entry.Charge)
				require.NoError(t, err)
			}
			for _, difference := range differences {
				require.NoError(t, difference.Err)
				require.NotEqual(t, text[difference.Before.Ref], fmt.Sprint(difference.After.Draws[0].Moved, difference.After.Uncovered, difference.After.Charge))
				text[difference.Before.Ref] = fmt.Sprint(difference.After.Draws[0].Moved, difference.After.Uncovered, difference.After.Charge)
				money, err = money.Add(difference.Money)
				require.NoError(t, err)
			}
			return text, money
		}
		rest := rapid.Permutation(facts[1:])
		one, oneMoney := restated(post(append(facts[:1:1], rest.Draw(t, "told")...)))
		other, otherMoney := restated(post(append(facts[:1:1], rest.Draw(t, "told otherwise")...)))
		require.Equal(t, one, other)
		require.Equal(t, oneMoney.Decimal().String(), otherMoney.Decimal().String())
	})
}

// What was taken back has not happened, what begins a value comes first, and what could
// not be is left out with all that is told to what it would have begun.
func TestRestate(t *testing.T) {
	event := func(ref string, n int) entitlement.Event {
		return entitlement.Event{Ref: ref, At: minute(n), Entered: minute(9)}
	}
	entry := func(ref string, n int, fact spending, moved, seq int) Entry {
		return Entry{Entry: entitlement.Entry{
			Event: event(ref, n), Kind: "spend", Draws: []entitlement.Draw{{Of: fact.purse, Seq: seq, Moved: moved}}, Why: []entitlement.Clause{"PUR-01"},
		}, Fact: fact}
	}
	filled := entry("a", 5, spending{"P", 0}, 10, 1)
	first := entry("b", 2, spending{"P", 7}, -7, 2)
	taken := reversal("c", "b", entitlement.Draw{Of: "P", Seq: 3, Moved: 7})
	second := entry("d", 1, spending{"P", 7}, -3, 4) // as if the first stood
	second.Uncovered, second.Charge = 4, entitlement.MustMoney("4.00 NOK")

	differences, err := ledger.Restate(map[string]purse{}, []Entry{filled, first, taken, second}, again, ledger.Telling[Entry]{})
	require.NoError(t, err)
	require.Len(t, differences, 1)
	require.Equal(t, second, differences[0].Before)
	require.Equal(t, -7, differences[0].After.Draws[0].Moved)
	require.Equal(t, entitlement.MustMoney("-4.00 NOK"), differences[0].Money)

	never := func(Entry, Entry) bool { return false }
	differences, err = ledger.Restate(map[string]purse{}, []Entry{filled}, again, ledger.Telling[Entry]{Same: never})
	require.NoError(t, err)
	require.Len(t, differences, 1, "the rest differs")

	refused := entry("e", 3, spending{"Q", 101}, 10, 1)
	onIt := entry("f", 4, spending{"Q", 1}, -1, 2)
	onIt.Charge = entitlement.MustMoney("1.00 NOK")
	differences, err = ledger.Restate(map[string]purse{}, []Entry{filled, refused, onIt}, again, ledger.Telling[Entry]{})
	require.NoError(t, err)
	require.Len(t, differences, 2)
	for i, before := range []Entry{refused, onIt} {
		require.Equal(t, before, differences[i].Before)
		require.ErrorIs(t, differences[i].Err, entitlement.Reason("TooMuch"))
		require.Zero(t, differences[i].After)
	}
	require.Equal(t, entitlement.MustMoney("-1.00 NOK"), differences[1].Money)

	inOtherMoney := second
	inOtherMoney.Charge = entitlement.MustMoney("4.00 DKK")
	inOtherMoney.Fact = spending{"P", 20}
	_, err = ledger.Restate(map[string]purse{}, []Entry{filled, inOtherMoney}, again, ledger.Telling[Entry]{})
	require.ErrorIs(t, err, entitlement.ErrInvalid, "money of two currencies")

	broke := func(map[string]purse, Entry) (map[string]purse, Entry, error) {
		return nil, Entry{}, entitlement.Missing("list", "there is none")
	}
	_, err = ledger.Restate(map[string]purse{}, []Entry{filled}, broke, ledger.Telling[Entry]{})
	require.ErrorIs(t, err, entitlement.ErrLedger)

	differences, err = ledger.Restate(map[string]purse{}, nil, again, ledger.Telling[Entry]{})
	require.NoError(t, err)
	require.Empty(t, differences)
}

// What is told to a value that was begun by what was told to one that never began is
// gone too, in whatever order an entry names the two; and the log stays as it was.
func TestRestateWhatNeverBegan(t *testing.T) {
	entry := func(ref string, n int, draws ...entitlement.Draw) Entry {
		event := entitlement.Event{Ref: ref, At: minute(n), Entered: minute(n)}
		return Entry{Entry: entitlement.Entry{Event: event, Kind: "spend", Draws: draws, Why: []entitlement.Clause{"PUR-01"}}, Fact: spending{"B", 0}}
	}
	begun := entry("a", 1, entitlement.Draw{Of: "A", Seq: 1})
	taken := reversal("b", "a", entitlement.Draw{Of: "A", Seq: 2})
	onB := entry("d", 4, entitlement.Draw{Of: "B", Seq: 2})
	for _, draws := range [][]entitlement.Draw{{{Of: "A", Seq: 3}, {Of: "B", Seq: 1}}, {{Of: "B", Seq: 1}, {Of: "A", Seq: 3}}} {
		log := []Entry{begun, taken, entry("c", 3, draws...), onB}
		before := slices.Clone(log)
		differences, err := ledger.Restate(map[string]purse{}, log, again, ledger.Telling[Entry]{})
		require.NoError(t, err)
		require.Empty(t, differences, draws)
		require.Equal(t, before, log)
		require.Equal(t, map[string]bool{"a": true, "b": true, "c": true, "d": true}, ledger.Refs(log))
	}
}

// Any of what is moved, left uncovered and charged makes a difference; that a value is
// touched does not.
func TestWhatIsADifference(t *testing.T) {
	base := func() entitlement.Entry {
		return entitlement.Entry{
			Event: told("r1", "2026-03-10"), Kind: "booking", Uncovered: 1, Charge: entitlement.MustMoney("1.00 NOK"),
			Draws: []entitlement.Draw{{Of: "V", Seq: 1, Moved: 2}, {Of: "V", Seq: 1, Lot: "a", Moved: 3}},
		}
	}
	for name, row := range map[string]struct {
		change func(*entitlement.Entry)
		differ bool
	}{
		"nothing":        {func(*entitlement.Entry) {}, false},
		"uncovered":      {func(e *entitlement.Entry) { e.Uncovered = 0 }, true},
		"charge":         {func(e *entitlement.Entry) { e.Charge = entitlement.MustMoney("2.00 NOK") }, true},
		"moved":          {func(e *entitlement.Entry) { e.Draws[0].Moved = 3 }, true},
		"another value":  {func(e *entitlement.Entry) { e.Draws[0].Of = "W" }, true},
		"another lot":    {func(e *entitlement.Entry) { e.Draws[0].Lot = "b" }, true},
		"one more":       {func(e *entitlement.Entry) { e.Draws = append(e.Draws, entitlement.Draw{Of: "W", Seq: 1, Moved: 1}) }, true},
		"one touched":    {func(e *entitlement.Entry) { e.Draws = append(e.Draws, entitlement.Draw{Of: "W", Seq: 1}) }, false},
		"another number": {func(e *entitlement.Entry) { e.Draws[0].Seq, e.Draws[1].Seq = 7, 7 }, false},
		"another order":  {func(e *entitlement.Entry) { e.Draws[0], e.Draws[1] = e.Draws[1], e.Draws[0] }, false},
		"another why":    {func(e *entitlement.Entry) { e.Why = []entitlement.Clause{"VOU-09"} }, false},
	} {
		other := base()
		row.change(&other)
		decide := func(s int, _ Entry) (int, Entry, error) { return s, Entry{Entry: other}, nil }
		differences, err := ledger.Restate(0, []Entry{{Entry: base()}}, decide, ledger.Telling[Entry]{})
		require.NoError(t, err)
		require.Equal(t, row.differ, len(differences) > 0, name)
	}
}

// A contract may say when an entry is decided, that one which takes another back has
// happened like it, and that what is named first need not begin.
func TestTelling(t *testing.T) {
	entry := func(ref string, n int, fact spending, moved, seq int) Entry {
		return Entry{Entry: entitlement.Entry{
			Event: entitlement.Event{Ref: ref, At: minute(n), Entered: minute(9)}, Kind: "spend",
			Draws: []entitlement.Draw{{Of: fact.purse, Seq: seq, Moved: moved}}, Why: []entitlement.Clause{"PUR-01"},
		}, Fact: fact}
	}
	order := func(log []Entry, telling ledger.Telling[Entry]) (refs []string) {
		note := func(s int, e Entry) (int, Entry, error) { refs = append(refs, e.Ref); return s, e, nil }
		_, err := ledger.Restate(0, log, note, telling)
		require.NoError(t, err)
		return refs
	}
	a, b, c := entry("r9", 5, spending{"P", 0}, 10, 1), entry("r10", 5, spending{"Q", 0}, 10, 1), entry("r1", 2, spending{"P", 3}, -3, 2)
	require.Equal(t, []string{"r9", "r1", "r10"}, order([]Entry{b, a, c}, ledger.Telling[Entry]{}))
	require.Equal(t, []string{"r1", "r9", "r10"}, order([]Entry{b, a, c}, ledger.Telling[Entry]{Begins: func(Entry) bool { return false }}))
	early := func(e Entry) calendar.Moment {
		if e.Ref == "r10" {
			return minute(0)
		}
		return e.At
	}
	require.Equal(t, []string{"r10", "r9", "r1"}, order([]Entry{a, b, c}, ledger.Telling[Entry]{When: early}))
	atOnce := func(Entry) calendar.Moment { return minute(0) }
	require.Equal(t, []string{"r9", "r1", "r10"}, order([]Entry{a, b, c}, ledger.Telling[Entry]{When: atOnce}))

	back := reversal("r11", "r9", entitlement.Draw{Of: "P", Seq: 3, Moved: -10})
	require.Equal(t, []string{"r10"}, order([]Entry{a, b, c, back}, ledger.Telling[Entry]{}), "what was told to what was taken back")
	stands := func(e Entry) bool { return e.Ref == "r11" }
	require.Len(t, order([]Entry{a, b, c, back}, ledger.Telling[Entry]{Stands: stands}), 4)
}

// Where a value begins with whatever is told to it first, what is first in the log is one
// entry among others: those after it stand though it was taken back, or could not be.
func TestRestateOfWhatAnythingBegins(t *testing.T) {
	entry := func(ref string, n int, fact spending, moved, seq int) Entry {
		return Entry{Entry: entitlement.Entry{
			Event: entitlement.Event{Ref: ref, At: minute(n), Entered: minute(n)}, Kind: "spend",
			Draws: []entitlement.Draw{{Of: fact.purse, Seq: seq, Moved: moved}}, Why: []entitlement.Clause{"PUR-01"},
		}, Fact: fact}
	}
	log := []Entry{
		entry("a", 1, spending{"P", 101}, 10, 1),
		entry("b", 5, spending{"P", 2}, -2, 2),
		entry("c", 4, spending{"P", 2}, -1, 3),
	}
	stocked := map[string]purse{"P": {left: 3, seq: 1}}
	refs := func(log []Entry, begins func(Entry) bool) map[string]bool {
		differences, err := ledger.Restate(stocked, log, again, ledger.Telling[Entry]{Begins: begins})
		require.NoError(t, err)
		refs := map[string]bool{}
		for _, difference := range differences {
			refs[difference.Before.Ref] = difference.Err != nil
		}
		return refs
	}
	never := func(Entry) bool { return false }
	require.Equal(t, map[string]bool{"a": true, "b": true, "c": true}, refs(log, nil), "nothing has begun")
	require.Equal(t, map[string]bool{"a": true, "b": false, "c": false}, refs(log, never))

	log = append(log, reversal("x", "a", entitlement.Draw{Of: "P", Seq: 4, Moved: -10}))
	require.Empty(t, refs(log, nil))
	require.Equal(t, map[string]bool{"b": false, "c": false}, refs(log, never))
}

// What covers whole days covers what was entered after it, and nothing else: not what was
// entered before it, nor what is another's, nor what happened on an earlier day.
func TestCovers(t *testing.T) {
	instant := func(text string) calendar.Moment {
		m, err := calendar.ParseMoment(text)
		require.NoError(t, err)
		return m
	}
	entry := func(ref, party, happened, entered string) Entry {
		return Entry{Entry: entitlement.Entry{
			Event: entitlement.Event{Ref: ref, At: instant(happened), Entered: instant(entered)}, Kind: "spend",
			Draws: []entitlement.Draw{{Of: party, Seq: 9}}, Why: []entitlement.Clause{"PUR-01"},
		}}
	}
	log := []Entry{
		entry("cover", "P", "2026-03-10T15:00:00+01:00", "2026-03-11T08:00:00+01:00"),
		entry("more", "P", "2026-03-10T17:00:00+01:00", "2026-03-10T17:00:00+01:00"),
		entry("late", "P", "2026-03-10T09:00:00+01:00", "2026-03-10T15:00:01+01:00"),
		entry("on the dot", "P", "2026-03-10T08:00:00+01:00", "2026-03-10T15:00:00+01:00"),
		entry("before", "P", "2026-03-10T09:30:00+01:00", "2026-03-10T14:59:59+01:00"),
		entry("last", "P", "2026-03-10T00:00:00+01:00", "2026-03-12T08:00:00+01:00"),
		entry("another's", "Q", "2026-03-10T09:00:00+01:00", "2026-03-12T08:00:00+01:00"),
		entry("day before", "P", "2026-03-09T23:59:59+01:00", "2026-03-12T08:00:00+01:00"),
		entry("at once", "P", "2026-03-10T15:00:00+01:00", "2026-03-10T15:00:00+01:00"),
		entry("after", "P", "2026-03-10T18:00:00+01:00", "2026-03-10T18:00:00+01:00"),
	}
	order := func(telling ledger.Telling[Entry]) (refs []string) {
		note := func(s int, e Entry) (int, Entry, error) { refs = append(refs, e.Ref); return s, e, nil }
		_, err := ledger.Restate(0, log, note, telling)
		require.NoError(t, err)
		return refs
	}
	covers := func(days map[string]string) ledger.Telling[Entry] {
		return ledger.Telling[Entry]{
			Covers: func(e Entry) (calendar.Date, bool) {
				day, ok := days[e.Ref]
				if !ok {
					return 0, false
				}
				return calendar.MustDate(day), true
			},
			Party: func(e Entry) string { return e.Draws[0].Of },
		}
	}
	for range 2 {
		require.Equal(t,
			[]string{"day before", "another's", "before", "cover", "on the dot", "late", "at once", "more", "last", "after"},
			order(covers(map[string]string{"cover": "2026-03-10", "more": "2026-03-10"})))
		require.Equal(t,
			[]string{"another's", "before", "cover", "day before", "last", "on the dot", "late", "at once", "more", "after"},
			order(covers(map[string]string{"cover": "2026-03-09", "more": "2026-03-11"})), "from another day")
		slices.Reverse(log) // however they were posted
	}
}

func TestCompareRefs(t *testing.T) {
	refs := []string{"", "9", "10", "a", "c1/9", "c1/10", "c2/1", "r", "r2", "r10", "r10x"}
	for i, a := range refs {
		for j, b := range refs {
			require.Equal(t, sign(i-j), sign(ledger.CompareRefs(a, b)), "%q and %q", a, b)
		}
	}
}

func sign(n int) int { return min(max(n, -1), 1) }
