package punchcard_test

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/ledger"
	"github.com/avtale/avtale/punchcard"
)

// Two hours are told late. When they were worked the card could have paid them; what
// came after them would have found less on it.
func ExampleRestate() {
	terms := provider()
	var log []punchcard.Entry
	post := func(entry punchcard.Entry) { log, _ = ledger.Append(log, entry) }
	card, entry, _ := punchcard.Buy(terms, at("r1", "2026-03-02", "09:00"), punchcard.Purchase{Card: "K", Holder: "ACME", Size: 10})
	post(entry)
	task, entry, _ := punchcard.Open(terms, at("r2", "2026-03-02", "09:00"), punchcard.Order{Task: "T", Holder: "ACME"})
	post(entry)
	other, entry, _ := punchcard.Open(terms, at("r3", "2026-03-02", "09:00"), punchcard.Order{Task: "U", Holder: "ACME"})
	post(entry)
	work := func(hours calendar.Seconds) punchcard.Session {
		return punchcard.Session{What: "server", By: "P.H.", Place: punchcard.Remote, Work: hours * calendar.Hour}
	}
	_, changed, entry, _ := task.Punch(at("r4", "2026-03-10", "08:00"), work(10), card)
	post(entry)
	late := at("r5", "2026-03-09", "08:00")
	late.Entered = at("", "2026-03-11", "08:00").At
	_, _, entry, _ = other.Punch(late, work(2), changed...)
	post(entry)

	differences, _ := punchcard.Restate(terms.Always, log)
	for _, d := range differences {
		fmt.Println(d.Before.Ref, "on", d.Before.At.Date(), "left", d.Before.Uncovered, "uncovered, and would leave", d.After.Uncovered, d.Money)
	}

	entries, _ := punchcard.Rectify(terms.Always, at("c1", "2026-03-11", "09:00"), "told late", log)
	for _, entry := range entries {
		fmt.Println(entry.Ref, entry.Kind, entry.At.Date(), "uncovered", entry.Uncovered)
	}
	// Output:
	// r5 on 2026-03-09 left 2 uncovered, and would leave 0 0.00
	// r4 on 2026-03-10 left 0 uncovered, and would leave 2 0.00
	// c1/1 reverse 2026-03-11 uncovered -2
	// c1/2 reverse 2026-03-11 uncovered 0
	// c1/3 session 2026-03-09 uncovered 0
	// c1/4 session 2026-03-10 uncovered 2
}

// A purchase of a day covers work of the day before its hour, and a ledger that was
// posted in the order of time has nothing to restate.
func TestRestateInOrder(t *testing.T) {
	b := newBench(t)
	_, err := punchcard.Restate(punchcard.Terms{}.Always, b.log)
	require.ErrorIs(t, err, entitlement.ErrLedger)
	var log []punchcard.Entry
	card, entry, err := punchcard.Buy(b.terms, at("k", "2026-03-02", "12:00"), punchcard.Purchase{Card: "K", Holder: "C", Size: 10})
	require.NoError(t, err)
	log = append(log, entry)
	task, entry, err := punchcard.Open(b.terms, at("o", "2026-03-02", "12:00"), punchcard.Order{Task: "T", Holder: "C"})
	require.NoError(t, err)
	log = append(log, entry)
	_, _, entry, err = task.Punch(at("s", "2026-03-02", "08:00"), session(calendar.Hour), card)
	require.NoError(t, err)
	require.Zero(t, entry.Uncovered)
	differences, err := punchcard.Restate(b.terms.Always, append(log, entry))
	require.NoError(t, err)
	require.Empty(t, differences)
}

// The restatement of 10,000 sessions, each on a task of its own, with a card for every
// thirty; half of them told a day late.
func BenchmarkRestate(b *testing.B) {
	terms := provider()
	var log []punchcard.Entry
	post := func(entry punchcard.Entry, err error) {
		require.NoError(b, err)
		log = append(log, entry)
	}
	start := at("", "2021-02-01", "08:00").At
	var card punchcard.Card
	for i := range 10_000 {
		event := at("", "2021-02-01", "08:00")
		event.At = start.Add(calendar.Seconds(i/2) * calendar.Hour / 4)
		event.Entered = event.At
		if i%2 == 1 {
			event.At = event.At.Add(-24 * calendar.Hour)
		}
		ref := strconv.Itoa(i)
		var entry punchcard.Entry
		var err error
		if i%30 == 0 {
			bought := event
			bought.Ref, bought.At = "k"+ref, start.Add(-720*calendar.Hour)
			card, entry, err = punchcard.Buy(terms, bought, punchcard.Purchase{Card: "K" + ref, Holder: "C" + ref, Size: 30})
			post(entry, err)
		}
		event.Ref = "o" + ref
		task, entry, err := punchcard.Open(terms, event, punchcard.Order{Task: "T" + ref, Holder: card.Holder()})
		post(entry, err)
		event.Ref = "s" + ref
		_, changed, entry, err := task.Punch(event, session(calendar.Hour), card)
		post(entry, err)
		card = changed[0]
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := punchcard.Restate(terms.Always, log); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(log)), "ns/entry")
}

// What is rectified is the work of the holder from the first difference on, and what
// stands on it; a check that would come out otherwise, earlier work, work taken back and
// work of others stay.
func TestRectifyTakesBack(t *testing.T) {
	terms := provider()
	var log []punchcard.Entry
	post := func(entry punchcard.Entry, err error) punchcard.Entry {
		require.NoError(t, err)
		log, err = ledger.Append(log, entry)
		require.NoError(t, err)
		return entry
	}
	cards := map[string]punchcard.Card{}
	tasks := map[string]punchcard.Task{}
	var entry punchcard.Entry
	var err error
	for _, holder := range []string{"C", "D"} {
		cards[holder], entry, err = punchcard.Buy(terms, at("k"+holder, "2026-03-02", "09:00"), punchcard.Purchase{Card: "K" + holder, Holder: holder, Size: 10})
		post(entry, err)
		for _, id := range []string{"T", "U"} {
			tasks[id+holder], entry, err = punchcard.Open(terms, at("o"+id+holder, "2026-03-02", "09:00"), punchcard.Order{Task: id + holder, Holder: holder})
			post(entry, err)
		}
	}
	punch := func(ref, id, holder, date string, hours calendar.Seconds) punchcard.Entry {
		task, changed, entry, err := tasks[id+holder].Punch(at(ref, date, "08:00"), session(hours*calendar.Hour), cards[holder])
		post(entry, err)
		tasks[id+holder] = task
		for _, card := range changed {
			cards[holder] = card
		}
		return entry
	}
	punch("s1", "T", "C", "2026-03-09", 1)         // before all that is late
	back := punch("s2", "T", "C", "2026-03-12", 2) // taken back below
	held, reversed, err := punchcard.Reverse(at("b", "2026-03-12", "12:00"), punchcard.Reversal{Of: "s2", Because: "wrong"}, punchcard.Holding{
		Entry: back, Cards: []punchcard.Card{cards["C"]}, Tasks: []punchcard.Task{tasks["TC"]},
	})
	post(reversed, err)
	cards["C"], tasks["TC"] = held.Cards[0], held.Tasks[0]
	punch("s3", "U", "C", "2026-03-13", 9) // takes the rest
	punch("s4", "U", "D", "2026-03-13", 9) // another holder
	punch("s5", "T", "C", "2026-03-11", 3) // told late: nothing is left
	punch("s6", "T", "C", "2026-03-10", 1) // told later still, and stands on it

	differences, err := punchcard.Restate(terms.Always, log)
	require.NoError(t, err)
	var refs []string
	for _, d := range differences {
		refs = append(refs, d.Before.Ref)
	}
	require.Equal(t, []string{"s6", "s5", "s3"}, refs)
	entries, err := punchcard.Rectify(terms.Always, at("c", "2026-03-20", "09:00"), "told late", log)
	require.NoError(t, err)
	altered := slices.Clone(log)
	altered[len(altered)-1].Charge = entitlement.MustMoney("5000.00 DKK")
	_, err = punchcard.Rectify(terms.Always, at("c", "2026-03-20", "09:00"), "told late", altered)
	require.ErrorIs(t, err, entitlement.ErrLedger, "what was altered is not paid back")
	_, err = punchcard.Rectify(terms.Always, at("c", "2026-03-20", "09:00"), "told late", append(slices.Clone(log), log[len(log)-1]))
	require.ErrorIs(t, err, entitlement.ErrLedger, "an entry that is there twice")
	var did []string
	for _, entry := range entries {
		post(entry, nil)
		require.Equal(t, at("", "2026-03-20", "09:00").At, entry.Entered)
		if reversal, ok := entry.Fact.(punchcard.Reversal); ok {
			require.Equal(t, "told late", reversal.Because)
		}
		did = append(did, string(entry.Kind)+" "+entry.Reverses+entry.At.Date().String()+" "+strconv.Itoa(entry.Uncovered))
	}
	require.Equal(t, []string{
		"reverse s62026-03-20 -1", "reverse s52026-03-20 -3", "reverse s32026-03-20 0",
		"session 2026-03-10 0", "session 2026-03-11 0", "session 2026-03-13 4",
	}, did)
	require.NoError(t, punchcard.Verify(terms.Always, log))
	differences, err = punchcard.Restate(terms.Always, log)
	require.NoError(t, err)
	require.Empty(t, differences)
	entries, err = punchcard.Rectify(terms.Always, at("d", "2026-03-21", "09:00"), "told late", log)
	require.NoError(t, err)
	require.Empty(t, entries)
	_, err = punchcard.Rectify(terms.Always, at("d", "2026-03-21", "09:00"), "", log)
	require.ErrorIs(t, err, entitlement.ErrInvalid)
	_, err = punchcard.Rectify(terms.Always, entitlement.Event{}, "told late", log)
	require.ErrorIs(t, err, entitlement.ErrInvalid)
}

// A ledger that was told in the order of time comes out the same: with an add-on started
// and clipped on the day its card was bought, and a session entered again on a closed task.
func TestRestateSound(t *testing.T) {
	terms := provider()
	var log []punchcard.Entry
	post := func(entry punchcard.Entry, err error) punchcard.Entry {
		require.NoError(t, err)
		log, err = ledger.Append(log, entry)
		require.NoError(t, err)
		return entry
	}
	card, entry, err := punchcard.Buy(terms, at("k", "2026-03-02", "09:00"), punchcard.Purchase{Card: "K", Holder: "C", Size: 10})
	post(entry, err)
	addOn, entry, err := punchcard.StartAddOn(terms, at("a", "2026-03-02", "09:30"), punchcard.AddOnStart{
		AddOn: "A", Holder: "C", Product: punchcard.PhoneSupport, From: calendar.MustDate("2026-03-02"),
	}, punchcard.Holding{Cards: []punchcard.Card{card}})
	post(entry, err)
	due := at("p", "2026-03-02", "00:00")
	due.Entered = at("p", "2026-03-02", "09:30").At
	_, _, cards, entry, err := addOn.Punch(due, punchcard.Period{Task: "A1"}, card)
	post(entry, err)
	task, entry, err := punchcard.Open(terms, at("o", "2026-03-03", "08:00"), punchcard.Order{Task: "T", Holder: "C"})
	post(entry, err)
	task, cards, entry, err = task.Punch(at("s1", "2026-03-03", "08:00"), session(calendar.Hour), cards...)
	back := post(entry, err)
	task, entry, err = task.Close(at("x", "2026-03-03", "10:00"))
	post(entry, err)
	held, entry, err := punchcard.Reverse(at("b", "2026-03-04", "08:00"), punchcard.Reversal{Of: "s1", Because: "the day"},
		punchcard.Holding{Entry: back, Cards: cards, Tasks: []punchcard.Task{task}})
	post(entry, err)
	again := session(calendar.Hour)
	again.Replaces = "s1"
	_, cards, entry, err = held.Tasks[0].Punch(at("s2", "2026-03-04", "08:00"), again, held.Cards...)
	post(entry, err)

	// A task that was closed, as is told, days or hours before the work on it, or just then:
	// the work was done.
	for id, last := range map[string][2]string{"U": {"2026-03-05", "10:00"}, "V": {"2026-03-12", "10:00"}, "W": {"2026-03-12", "12:00"}} {
		closed, entry, err := punchcard.Open(terms, at("v"+id, "2026-03-05", "08:00"), punchcard.Order{Task: id, Holder: "C"})
		post(entry, err)
		for _, clock := range []string{"12:00", "11:00"} {
			closed, cards, entry, err = closed.Punch(at("v"+id+clock, "2026-03-12", clock), session(calendar.Hour), cards...)
			post(entry, err)
		}
		_, entry, err = closed.Close(at("a"+id, last[0], last[1]))
		post(entry, err)
	}
	require.NoError(t, punchcard.Verify(terms.Always, log))
	differences, err := punchcard.Restate(terms.Always, log)
	require.NoError(t, err)
	require.Empty(t, differences)
}

// A card covers its whole first day what is told after its purchase (PCH-21). What was told
// before was decided without it, and stays so: clips that wait, those that were paid at the
// list price, and that the old card was used up (PCH-07, PCH-09).
func TestRestateFirstDay(t *testing.T) {
	for name, tell := range map[string]func(told func(ref, at, entered string, fact punchcard.Fact)){
		"renewed on the day it was used up": func(told func(ref, at, entered string, fact punchcard.Fact)) {
			told("s1", "08:00", "18:00", session(10*calendar.Hour))
			told("n", "19:00", "19:00", punchcard.Renewal{Card: "K2", Size: 10})
			told("s2", "20:00", "21:00", session(calendar.Hour))
		},
		"bought while clips wait": func(told func(ref, at, entered string, fact punchcard.Fact)) {
			told("s1", "09:00", "12:30", session(13*calendar.Hour))
			told("n", "15:00", "15:00", punchcard.Purchase{Card: "K2", Holder: "C", Size: 10})
			told("s2", "16:00", "17:00", session(calendar.Hour))
		},
		"bought after clips were paid": func(told func(ref, at, entered string, fact punchcard.Fact)) {
			told("s1", "09:00", "21:00", session(12*calendar.Hour))
			told("l", "21:30", "21:30", punchcard.Settlement{By: punchcard.AtListPrice})
			told("n", "22:00", "22:00", punchcard.Purchase{Card: "K2", Holder: "C", Size: 10})
		},
		"bought before the work was told": func(told func(ref, at, entered string, fact punchcard.Fact)) {
			told("s1", "09:00", "12:30", session(10*calendar.Hour))
			told("n", "15:00", "15:00", punchcard.Purchase{Card: "K2", Holder: "C", Size: 10})
			told("s2", "08:00", "16:00", session(calendar.Hour))
		},
	} {
		t.Run(name, func(t *testing.T) {
			terms := provider()
			var log []punchcard.Entry
			cards := map[string]punchcard.Card{}
			var task punchcard.Task
			post := func(event entitlement.Event, fact punchcard.Fact, held punchcard.Holding) {
				changed, entry, err := punchcard.Do(terms, event, fact, held)
				require.NoError(t, err)
				for _, card := range changed.Cards {
					cards[card.ID()] = card
				}
				for _, moved := range changed.Tasks {
					task = moved
				}
				log, err = ledger.Append(log, entry)
				require.NoError(t, err)
			}
			post(at("k", "2026-03-02", "09:00"), punchcard.Purchase{Card: "K", Holder: "C", Size: 10}, punchcard.Holding{})
			post(at("o", "2026-03-02", "09:00"), punchcard.Order{Task: "T", Holder: "C"}, punchcard.Holding{})
			tell(func(ref, clock, entered string, fact punchcard.Fact) {
				event := at(ref, "2026-03-29", clock) // clocks were changed in the night
				event.Entered = at(ref, "2026-03-29", entered).At
				held := punchcard.Holding{}
				switch fact.(type) {
				case punchcard.Session:
					held.Tasks, held.Cards = []punchcard.Task{task}, slices.Collect(maps.Values(cards))
				case punchcard.Settlement:
					held.Tasks = []punchcard.Task{task}
				case punchcard.Renewal:
					held.Cards = []punchcard.Card{cards["K"]}
				}
				post(event, fact, held)
			})
			require.NoError(t, punchcard.Verify(terms.Always, log))
			differences, err := punchcard.Restate(terms.Always, log)
			require.NoError(t, err)
			require.Empty(t, differences)
			entries, err := punchcard.Rectify(terms.Always, at("m", "2026-04-02", "08:00"), "in order", log)
			require.NoError(t, err)
			require.Empty(t, entries)
		})
	}
}

// What was paid by a card that is somebody else's now is left alone: the clips would go
// there. And a reference that is taken is a conflict.
func TestRectifyLeavesAlone(t *testing.T) {
	terms := provider()
	var log []punchcard.Entry
	post := func(entry punchcard.Entry, err error) {
		require.NoError(t, err)
		log, err = ledger.Append(log, entry)
		require.NoError(t, err)
	}
	card, entry, err := punchcard.Buy(terms, at("k", "2026-03-02", "09:00"), punchcard.Purchase{Card: "K", Holder: "C", Size: 10})
	post(entry, err)
	task, entry, err := punchcard.Open(terms, at("d/4", "2026-03-02", "09:00"), punchcard.Order{Task: "T", Holder: "C"})
	post(entry, err)
	task, cards, entry, err := task.Punch(at("c/1", "2026-03-10", "08:00"), session(10*calendar.Hour), card)
	post(entry, err)
	untouched := log
	late := at("s2", "2026-03-09", "08:00")
	_, _, entry, err = task.Punch(late, session(calendar.Hour), cards...)
	post(entry, err)
	for _, event := range []string{"c", "d"} { // of the first that is taken back, of the last that is entered again
		_, err = punchcard.Rectify(terms.Always, at(event, "2026-03-12", "09:00"), "told late", log)
		require.ErrorIs(t, err, entitlement.ErrConflict, event)
	}

	log = untouched
	_, entry, err = cards[0].Transfer(at("t", "2026-03-11", "08:00"), punchcard.Transfer{To: "D", Agreement: "X"})
	post(entry, err)
	_, _, entry, err = task.Punch(late, session(calendar.Hour))
	post(entry, err)
	differences, err := punchcard.Restate(terms.Always, log)
	require.NoError(t, err)
	require.Len(t, differences, 2)
	entries, err := punchcard.Rectify(terms.Always, at("r", "2026-03-12", "09:00"), "told late", log)
	require.NoError(t, err)
	require.Empty(t, entries)
}

// What comes out otherwise and is no work, such as a period that was clipped late, is no
// reason to take back the work after it that comes out the same.
func TestRectifyTakesBackWorkAlone(t *testing.T) {
	terms := provider()
	var log []punchcard.Entry
	post := func(entry punchcard.Entry, err error) {
		require.NoError(t, err)
		log, err = ledger.Append(log, entry)
		require.NoError(t, err)
	}
	card, entry, err := punchcard.Buy(terms, at("k", "2026-03-02", "09:00"), punchcard.Purchase{Card: "K", Holder: "C", Size: 10})
	post(entry, err)
	addOn, entry, err := punchcard.StartAddOn(terms, at("a", "2026-03-02", "09:30"), punchcard.AddOnStart{
		AddOn: "A", Holder: "C", Product: punchcard.PhoneSupport, From: calendar.MustDate("2026-03-07"),
	}, punchcard.Holding{Cards: []punchcard.Card{card}})
	post(entry, err)
	other, entry, err := punchcard.Buy(terms, at("l", "2026-03-07", "09:00"), punchcard.Purchase{Card: "L", Holder: "C", Size: 10})
	post(entry, err)
	for _, work := range []struct {
		task, date string
		hours      calendar.Seconds
	}{{"T", "2026-03-07", 1}, {"U", "2026-03-10", 9}} {
		task, entry, err := punchcard.Open(terms, at("o"+work.task, work.date, "08:00"), punchcard.Order{Task: work.task, Holder: "C"})
		post(entry, err)
		_, changed, entry, err := task.Punch(at("s"+work.task, work.date, "12:00"), session(work.hours*calendar.Hour), card, other)
		post(entry, err)
		card = changed[0]
	}
	_, _, _, entry, err = addOn.Punch(at("p", "2026-03-07", "10:00"), punchcard.Period{Task: "A1"}, card, other)
	post(entry, err)
	require.Equal(t, "L", entry.Draws[2].Of, "the other card is used up")
	differences, err := punchcard.Restate(terms.Always, log)
	require.NoError(t, err)
	require.Len(t, differences, 2)
	require.Equal(t, "p", differences[0].Before.Ref)
	entries, err := punchcard.Rectify(terms.Always, at("r", "2026-03-12", "09:00"), "told late", log)
	require.NoError(t, err)
	require.Len(t, entries, 2)
	require.Equal(t, "sU", entries[0].Reverses)
}

// Entries that name nothing are no reason to fail otherwise than by saying so.
func TestRestateOfNothing(t *testing.T) {
	b := newBench(t).worked(t, 1)
	task, closed, err := b.task.Close(b.event("x"))
	require.NoError(t, err)
	require.NotZero(t, task)
	for _, entry := range []punchcard.Entry{b.log[len(b.log)-1], closed} {
		nameless := entry
		nameless.Draws = nil
		differences, err := punchcard.Restate(b.terms.Always, append(slices.Clone(b.log), nameless))
		require.NoError(t, err)
		require.ErrorIs(t, differences[len(differences)-1].Err, entitlement.ErrInvalid, entry.Kind)
	}
}

// A card that is used up is used by work that goes on with the hour it paid, when a ledger
// is verified, restated or corrected too (PCH-20).
func TestUsedUpCardsPayTheRunningHour(t *testing.T) {
	k := &keeper{terms: provider()}
	day := at("", "2021-06-01", "09:00").At
	card := k.tell(t, day, punchcard.Purchase{Card: "K", Holder: "ACME", Size: 10}, punchcard.Holding{})
	task := k.tell(t, day, punchcard.Order{Task: "T", Holder: "ACME"}, punchcard.Holding{})
	card.Tasks = task.Tasks
	long, short := session(9*calendar.Hour+calendar.Hour/2), session(calendar.Hour/2)
	held := k.tell(t, day, long, card)
	require.Zero(t, held.Cards[0].Balance(day))
	held = k.tell(t, day.Add(10*calendar.Hour), short, held)
	_, used := k.log[len(k.log)-1].Draw("K")
	require.True(t, used)
	require.NoError(t, punchcard.Verify(k.terms.Always, k.log))
	differences, err := punchcard.Restate(k.terms.Always, k.log)
	require.NoError(t, err)
	require.Empty(t, differences)

	_, entries, err := punchcard.Correct(k.terms.Always, at("c", "2021-06-02", "09:00"), punchcard.Correction{Of: k.log[2].Ref, Because: "x", Session: long}, k.log, held)
	require.NoError(t, err)
	require.Len(t, entries, 4)
	_, used = entries[3].Draw("K")
	require.True(t, used)
}

// A use that is taken back stays a use of the card (PCH-20). So what a card paid that
// would have lapsed without it is named, and since it would come out as it was there is
// nothing to post.
func TestRectifyCannotUndoAUse(t *testing.T) {
	k := &keeper{terms: provider()}
	held := k.tell(t, at("", "2021-06-01", "09:00").At, punchcard.Purchase{Card: "K", Holder: "ACME", Size: 10}, punchcard.Holding{})
	held.Tasks = k.tell(t, at("", "2021-06-01", "09:00").At, punchcard.Order{Task: "T", Holder: "ACME"}, punchcard.Holding{}).Tasks
	held = k.tell(t, at("", "2024-01-10", "09:00").At, session(calendar.Hour), held)
	held.Entry = k.log[2]
	held = k.tell(t, at("", "2024-01-11", "09:00").At, punchcard.Reversal{Of: k.log[2].Ref, Because: "another customer"}, held)
	held.Entry = punchcard.Entry{}
	k.tell(t, at("", "2025-06-10", "09:00").At, session(calendar.Hour), held)
	require.Zero(t, k.log[4].Uncovered)
	differences, err := punchcard.Restate(k.terms.Always, k.log)
	require.NoError(t, err)
	require.Len(t, differences, 1)
	require.Equal(t, 1, differences[0].After.Uncovered)
	require.Contains(t, differences[0].After.Why, entitlement.Clause("PCH-19"))
	entries, err := punchcard.Rectify(k.terms.Always, at("c", "2025-07-01", "09:00"), "told late", k.log)
	require.NoError(t, err)
	require.Empty(t, entries)
}
