package punchcard_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/punchcard"
)

func TestUsage(t *testing.T) {
	terms := provider()
	var log []punchcard.Entry
	post := func(entry punchcard.Entry, err error) {
		require.NoError(t, err)
		log = append(log, entry)
	}
	card, entry, err := punchcard.Buy(terms, at("k", "2026-03-02", "09:00"), punchcard.Purchase{Card: "K", Holder: "C", Size: 10})
	post(entry, err)
	task, entry, err := punchcard.Open(terms, at("o", "2026-03-02", "09:00"), punchcard.Order{Task: "T", Holder: "C"})
	post(entry, err)
	task, cards, entry, err := task.Punch(at("s1", "2026-03-10", "09:00"), session(90*calendar.Minute), card) // 2 clips
	post(entry, err)
	task, cards, entry, err = task.Punch(at("s2", "2026-03-11", "09:00"), session(9*calendar.Hour), cards...) // 9 more, 8 left
	post(entry, err)
	_, last, err := punchcard.Reverse(at("c", "2026-04-01", "09:00"), punchcard.Reversal{Of: "s2", Because: "wrong"},
		punchcard.Holding{Entry: entry, Cards: cards, Tasks: []punchcard.Task{task}})
	usage := func(holder, from, until string) punchcard.Usage {
		return punchcard.UsageOf(holder, log, calendar.MustDate(from), calendar.MustDate(until))
	}
	whole := punchcard.Usage{Sessions: 2, Time: 90*calendar.Minute + 9*calendar.Hour, Clips: 11, Punched: 11 * calendar.Hour, Uncovered: 1}
	require.Equal(t, whole, usage("C", "2026-03-01", "2026-04-01"))
	require.Equal(t, 30*calendar.Minute, whole.Rounding())
	require.Equal(t, punchcard.Usage{Sessions: 1, Time: 90 * calendar.Minute, Clips: 2, Punched: 2 * calendar.Hour}, usage("C", "2026-03-10", "2026-03-11"))
	require.Zero(t, usage("D", "2026-03-01", "2026-04-01"))
	post(last, err)
	require.Equal(t, punchcard.Usage{Sessions: 1, Time: 90 * calendar.Minute, Clips: 2, Punched: 2 * calendar.Hour}, usage("C", "2026-03-01", "2026-04-01"), "by the day of the work")
	require.Zero(t, usage("C", "2026-04-01", "2026-05-01"))
}

// Checks by the time used are work too, those at a fixed price are not; and a clip is the
// time it was agreed as.
func TestUsageOfChecks(t *testing.T) {
	terms := provider()
	terms.Increment = entitlement.Increment(30 * calendar.Minute)
	var log []punchcard.Entry
	post := func(entry punchcard.Entry, err error) punchcard.Entry {
		require.NoError(t, err)
		log = append(log, entry)
		return entry
	}
	card, entry, err := punchcard.Buy(terms, at("k", "2026-03-02", "09:00"), punchcard.Purchase{Card: "K", Holder: "C", Size: 10})
	post(entry, err)
	var last punchcard.Entry
	var held punchcard.Holding
	for _, product := range []punchcard.Product{punchcard.QuarterlyCheck, punchcard.MonthlyCheck} {
		addOn, entry, err := punchcard.StartAddOn(terms, at("a"+string(product), "2026-03-02", "10:00"), punchcard.AddOnStart{
			AddOn: "A" + string(product), Holder: "C", Product: product, From: calendar.MustDate("2026-03-02"),
		}, punchcard.Holding{Cards: []punchcard.Card{card}})
		post(entry, err)
		addOn, task, cards, entry, err := addOn.Check(at("c"+string(product), "2026-03-10", "09:00"), punchcard.Check{
			Task: "T" + string(product), By: "PH", Place: punchcard.Remote, Work: 40 * calendar.Minute,
		}, card)
		last = post(entry, err)
		card = cards[0]
		held = punchcard.Holding{Cards: cards, Tasks: []punchcard.Task{task}, AddOns: []punchcard.AddOn{addOn}, Entry: entry}
	}
	usage := func() punchcard.Usage {
		return punchcard.UsageOf("C", log, calendar.MustDate("2026-03-01"), calendar.MustDate("2026-04-01"))
	}
	require.Equal(t, punchcard.Usage{Sessions: 1, Time: 40 * calendar.Minute, Clips: 2, Punched: calendar.Hour}, usage())
	require.Equal(t, 20*calendar.Minute, usage().Rounding())
	_, entry, err = punchcard.Reverse(at("r", "2026-04-02", "09:00"), punchcard.Reversal{Of: last.Ref, Because: "not made"}, held)
	post(entry, err)
	require.Zero(t, usage())
}

func TestGuaranteesKept(t *testing.T) {
	fault := func(ref string) punchcard.Entry {
		return punchcard.Entry{
			Entry:   entitlement.Entry{Event: at("f"+ref, "2026-03-10", "09:00"), Kind: "report", Draws: []entitlement.Draw{{Of: ref, Seq: 1}}},
			Outcome: punchcard.Outcome{Holder: "C"},
		}
	}
	answer := func(ref string, kind entitlement.Kind, why ...entitlement.Clause) punchcard.Entry {
		return punchcard.Entry{Entry: entitlement.Entry{
			Event: at("a"+ref, "2026-03-11", "09:00"), Kind: kind, Draws: []entitlement.Draw{{Of: ref, Seq: 2}}, Why: why,
		}}
	}
	back := punchcard.Entry{Entry: entitlement.Entry{Event: at("b", "2026-03-12", "09:00"), Kind: "reverse", Reverses: "a2"}}
	log := []punchcard.Entry{fault("1"), fault("2"), fault("3"), answer("1", "begin", "PCH-37"), answer("2", "cure", "PCH-37", "PCH-39"), answer("3", "cure", "PCH-37")}
	day := calendar.MustDate("2026-03-11")
	require.Equal(t, punchcard.Usage{Kept: 2, Missed: 1}, punchcard.UsageOf("C", log, day, day+1))
	require.Equal(t, punchcard.Usage{Kept: 2}, punchcard.UsageOf("C", append(log, back), day, day+1))
	require.Zero(t, punchcard.UsageOf("C", log, day-1, day))
	empty, check := answer("1", "session"), answer("1", "check") // they name nothing, and no task
	empty.Draws = nil
	require.Equal(t, punchcard.Usage{Kept: 2, Missed: 1}, punchcard.UsageOf("C", append(log, empty, check), day, day+1))
}
