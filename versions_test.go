package avtale_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/ledger"
	"github.com/avtale/avtale/hotline"
	"github.com/avtale/avtale/punchcard"
	"github.com/avtale/avtale/swap"
	"github.com/avtale/avtale/timeaccount"
)

// What was concluded keeps the terms it was concluded by, so a ledger over a change of
// terms is verified with those of each entry, and is not with those of one day alone.
func TestVerifyOverAChangeOfTerms(t *testing.T) {
	location, err := time.LoadLocation("Europe/Oslo")
	require.NoError(t, err)
	hours, err := calendar.Compile(timeaccount.OpeningHours(), location)
	require.NoError(t, err)
	event := func(ref, date string) entitlement.Event {
		at, err := hours.Zone().Local(calendar.MustDate(date), calendar.MustClock("09:00"))
		require.NoError(t, err)
		return entitlement.Event{Ref: ref, At: at, Entered: at}
	}
	change := event("", "2026-06-01").At
	day := calendar.MustDate("2026-01-01")

	t.Run("punchcard", func(t *testing.T) {
		early := punchcard.Printed(entitlement.Prices{{From: day, Amount: entitlement.MustMoney("1000.00 DKK")}}, nil, nil)
		early.Zone = "Europe/Oslo"
		late := early
		late.RoundPer = punchcard.PerSession
		terms := func(entry punchcard.Entry) punchcard.Terms {
			if entry.At.Before(change) {
				return early
			}
			return late
		}
		var log []punchcard.Entry
		card, entry, err := punchcard.Buy(early, event("k", "2026-03-02"), punchcard.Purchase{Card: "K", Holder: "ACME", Size: 10})
		require.NoError(t, err)
		log = append(log, entry)
		for _, row := range []struct {
			terms     punchcard.Terms
			ref, date string
		}{{early, "a", "2026-03-02"}, {late, "b", "2026-06-02"}} {
			task, entry, err := punchcard.Open(row.terms, event("open "+row.ref, row.date), punchcard.Order{Task: row.ref, Holder: "ACME"})
			require.NoError(t, err)
			log = append(log, entry)
			for _, ref := range []string{"1", "2"} {
				var changed []punchcard.Card
				task, changed, entry, err = task.Punch(event(row.ref+ref, row.date), punchcard.Session{
					What: "server", By: "P.H.", Place: punchcard.Remote, Work: calendar.Hour / 4,
				}, card)
				require.NoError(t, err)
				card, log = changed[0], append(log, entry)
			}
		}
		require.Equal(t, 3, card.Used())
		require.NoError(t, punchcard.Verify(terms, log))
		require.ErrorIs(t, punchcard.Verify(early.Always, log), entitlement.ErrLedger)
		require.ErrorIs(t, punchcard.Verify(nil, log), entitlement.ErrLedger)
		require.ErrorIs(t, punchcard.Verify(late.Always, log), entitlement.ErrLedger)
		differences, err := punchcard.Restate(terms, log)
		require.NoError(t, err)
		require.Empty(t, differences)
		entries, err := punchcard.Rectify(terms, event("r", "2026-06-03"), "told late", log)
		require.NoError(t, err)
		require.Empty(t, entries)
	})

	t.Run("timeaccount", func(t *testing.T) {
		early := timeaccount.Printed([]timeaccount.Rate{{From: day, Hour: entitlement.MustMoney("1200.00 NOK")}})
		late := early
		late.Rounding = timeaccount.Minimum
		terms := func(entry timeaccount.Entry) timeaccount.Terms {
			if entry.At.Before(change) {
				return early
			}
			return late
		}
		var log []timeaccount.Entry
		for ref, terms := range map[string]timeaccount.Terms{"2026-03-02": early, "2026-06-02": late} {
			_, entry, err := timeaccount.Conclude(terms, event(ref, ref), timeaccount.Conclusion{
				Agreement: ref, Customer: "ACME", Alternative: timeaccount.TimeAccount, Balance: calendar.Hour, Products: "server",
			})
			require.NoError(t, err)
			log = append(log, entry)
		}
		require.NoError(t, timeaccount.Verify(terms, log, hours))
		require.ErrorIs(t, timeaccount.Verify(early.Always, log, hours), entitlement.ErrLedger)
		require.ErrorIs(t, timeaccount.Verify(nil, log, hours), entitlement.ErrLedger)
		differences, err := timeaccount.Restate(terms, log, hours)
		require.NoError(t, err)
		require.Empty(t, differences)
		entries, err := timeaccount.Rectify(terms, event("r", "2026-06-03"), "told late", log, hours)
		require.NoError(t, err)
		require.Empty(t, entries)
	})

	t.Run("hotline", func(t *testing.T) {
		early := hotline.Printed(day, "v", "NOK")
		late := early
		late.Cancelled = hotline.LotSurvivesCancellation
		terms := func(entry hotline.Entry) hotline.Terms {
			if entry.At.Before(change) {
				return early
			}
			return late
		}
		var log []hotline.Entry
		workshop, entry, err := hotline.Enrol(early, event("w", "2026-03-02"), hotline.Enrolment{Workshop: "W"})
		require.NoError(t, err)
		log = append(log, entry)
		for _, row := range []struct {
			terms hotline.Terms
			ref   string
		}{{early, "2026-03-03"}, {late, "2026-06-02"}} {
			workshop, entry, err = workshop.Subscribe(row.terms, event(row.ref, row.ref), hotline.Subscription{
				Subscription: row.ref, Product: "tester", From: calendar.MustDate(row.ref),
			})
			require.NoError(t, err)
			log = append(log, entry)
		}
		require.NoError(t, hotline.Verify(terms, log))
		require.ErrorIs(t, hotline.Verify(early.Always, log), entitlement.ErrLedger)
		require.ErrorIs(t, hotline.Verify(nil, log), entitlement.ErrLedger)
		differences, err := hotline.Restate(terms, log)
		require.NoError(t, err)
		require.Empty(t, differences)
	})

	t.Run("swap", func(t *testing.T) {
		early := swap.Printed(nil)
		late := early
		late.StockRounding = swap.Nearest
		terms := func(entry swap.Entry) swap.Terms {
			if entry.At.Before(change) {
				return early
			}
			return late
		}
		var log []swap.Entry
		for ref, terms := range map[string]swap.Terms{"2026-03-02": early, "2026-06-02": late} {
			_, entry, err := swap.OpenPool(terms, event(ref, ref), swap.Opening{Pool: ref, Customer: "ACME"})
			require.NoError(t, err)
			log = append(log, entry)
		}
		require.NoError(t, swap.Verify(terms, log))
		require.ErrorIs(t, swap.Verify(early.Always, log), entitlement.ErrLedger)
		require.ErrorIs(t, swap.Verify(nil, log), entitlement.ErrLedger)
	})
}

// What a correction enters again is decided by the terms of the entry it replaces, so a
// price that was paid does not become the price of today.
func TestCorrectOverAChangeOfTerms(t *testing.T) {
	location, err := time.LoadLocation("Europe/Copenhagen")
	require.NoError(t, err)
	zone, err := calendar.NewZone(location)
	require.NoError(t, err)
	event := func(ref, date string) entitlement.Event {
		at, err := zone.Local(calendar.MustDate(date), calendar.MustClock("09:00"))
		require.NoError(t, err)
		return entitlement.Event{Ref: ref, At: at, Entered: at}
	}
	priced := func(amount string) punchcard.Terms {
		list := entitlement.Prices{{From: calendar.MustDate("2026-01-01"), Amount: entitlement.MustMoney(amount)}}
		return punchcard.Printed(list, nil, nil)
	}
	versions, stored := []punchcard.Terms{priced("1000.00 DKK"), priced("1200.00 DKK")}, map[string]int{}
	terms := func(entry punchcard.Entry) punchcard.Terms { return versions[stored[entry.Ref]] }

	var log []punchcard.Entry
	task, entry, err := punchcard.Open(versions[0], event("o", "2026-03-02"), punchcard.Order{Task: "T", Holder: "ACME"})
	require.NoError(t, err)
	log = append(log, entry)
	task, _, entry, err = task.Punch(event("s", "2026-03-02"), punchcard.Session{
		What: "server", By: "P.H.", Place: punchcard.Remote, Work: 3 * calendar.Hour,
	})
	require.NoError(t, err)
	log = append(log, entry)
	task, _, entry, err = task.Settle(versions[0], event("p", "2026-03-03"), punchcard.Settlement{By: punchcard.AtListPrice})
	require.NoError(t, err)
	require.Equal(t, "3000.00 DKK", entry.Charge.String())
	log = append(log, entry)

	_, entries, err := punchcard.Correct(terms, event("c", "2026-06-02"), punchcard.Correction{
		Of: "s", Because: "two hours", Session: punchcard.Session{What: "server", By: "P.H.", Place: punchcard.Remote, Work: 2 * calendar.Hour},
	}, log, punchcard.Holding{Tasks: []punchcard.Task{task}})
	require.NoError(t, err)
	sum, err := ledger.Charges(entries)
	require.NoError(t, err)
	require.Equal(t, "-1000.00 DKK", sum.String())
	for _, entry := range entries {
		stored[entry.Ref] = 1 // the newest, but for what is entered again
		switch fact := entry.Fact.(type) {
		case punchcard.Session:
			stored[entry.Ref] = stored[fact.Replaces]
		case punchcard.Settlement:
			stored[entry.Ref] = stored[fact.Replaces]
		}
		log, err = ledger.Append(log, entry)
		require.NoError(t, err)
	}
	require.NoError(t, punchcard.Verify(terms, log))
	differences, err := punchcard.Restate(terms, log)
	require.NoError(t, err)
	require.Empty(t, differences)
}
