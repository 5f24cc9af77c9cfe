package retainer_test

import (
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/entitlementtest"
	"github.com/avtale/avtale/entitlement/ledger"

	"example.com/desk/retainer"
)

// What holds for every history of a retainer.
func TestLaws(t *testing.T) {
	zone := oslo(t)
	first := calendar.MustDate("2026-01-15")
	terms := retainer.Terms{
		Zone: zone.Name(), Fee: entitlement.MustMoney("9000.00 NOK"), CallOut: entitlement.MustMoney("2400.00 NOK"),
		Term: calendar.Term{Months: 12},
	}
	entitlementtest.RoundTrips(t, terms)
	rapid.Check(t, func(t *rapid.T) {
		terms := terms
		terms.Included = rapid.IntRange(0, 4).Draw(t, "included")
		event := func(ref string, day calendar.Date) entitlement.Event {
			at, err := zone.Local(day, calendar.MustClock("23:10"))
			require.NoError(t, err)
			return entitlement.Event{Ref: ref, At: at, Entered: at}
		}
		held, entry, err := retainer.Sign(terms, event("e0", first), retainer.Signing{Retainer: "R", Holder: "ACME"})
		require.NoError(t, err)
		log := []retainer.Entry{entry}

		for i := range rapid.IntRange(0, 12).Draw(t, "facts") {
			event := event("e"+strconv.Itoa(i+1), first+calendar.Date(rapid.IntRange(-5, 370).Draw(t, "day")))
			before := held
			var next retainer.Retainer
			if rapid.IntRange(0, 2).Draw(t, "mistake") == 0 {
				of := rapid.SampledFrom(log).Draw(t, "of")
				next, entry, err = held.Withdraw(event, retainer.Withdrawal{Of: of.Ref, Because: "mistake"}, of)
			} else {
				call := retainer.CallOut{What: "router"}
				answer, failure := held.Ask(event, call)
				next, entry, err = held.Call(event, call)
				entitlementtest.Previews(t, answer, failure, entry.Entry, err)
			}
			require.Equal(t, before, held, "what is handed in is not changed")
			if err != nil {
				require.Equal(t, before, next, "a refusal changes nothing")
				continue
			}
			longer, err := ledger.Append(log, entry)
			if err != nil {
				require.ErrorIs(t, err, entitlement.ErrConflict, "withdrawn twice")
				continue
			}
			held, log = next, longer
			require.True(t, 0 <= held.Left() && held.Left() <= terms.Included)
			entitlementtest.RoundTrips(t, held)
			entitlementtest.RoundTrips(t, entry)
		}
		entitlementtest.Folds(t, "R", log, held, retainer.Retainer.Apply)
		entitlementtest.Gaps(t, "R", log, retainer.Retainer.Apply)
		entitlementtest.Reasons(t, retainer.Clauses(), log)
		entitlementtest.Tiles(t, first+calendar.Date(rapid.IntRange(-400, 800).Draw(t, "around")), held.Upcoming)

		always := func(retainer.Entry) retainer.Terms { return terms }
		require.NoError(t, retainer.Verify(always, log))
		altered := slices.Clone(log)
		place := rapid.IntRange(0, len(log)-1).Draw(t, "altered")
		altered[place].Charge = entitlement.MustMoney("1.00 NOK")
		require.ErrorIs(t, retainer.Verify(always, altered), entitlement.ErrLedger)
	})
}
