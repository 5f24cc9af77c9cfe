package swap_test

import (
	"reflect"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/entitlementtest"
	"github.com/avtale/avtale/swap"
)

// requirePreview checks that asking before says what a transition did (ENT-02), and
// that what is told of the case and the pool is so.
func requirePreview(
	t entitlementtest.T, terms swap.Terms, held swap.Holding, event entitlement.Event, fact swap.Fact,
	changed swap.Holding, entry swap.Entry, err error,
) {
	if err == nil {
		requireAhead(t, event.At.Date(), changed)
	}
	switch fact := fact.(type) {
	case swap.Registration:
		if len(held.Agreements) != 1 || len(held.Users) > 1 {
			return
		}
		var user swap.User
		if len(held.Users) > 0 {
			user = held.Users[0]
		}
		answer, failure := swap.Ask(terms, event, fact, held.Agreements[0], user)
		entitlementtest.Previews(t, answer, failure, entry.Entry, err)
		if err != nil {
			return
		}
		want := entitlement.Answer{
			Type: "swap", Contract: fact.Agreement, Cover: entitlement.FullCover, Paid: entitlement.ByRight, Unit: "case",
			Rest: entitlement.Nobody, Why: entry.Why,
		}
		if entry.Outcome.NotIncluded {
			want.Cover, want.Paid, want.Uncovered = entitlement.NoCover, "", 1
			want.Refusal = entitlement.Refusal{
				Reason: swap.NotIncluded, Clause: "SWP-05", Pass: "a user at level " + string(changed.Cases[0].Figures().FeatureAt),
			}
		}
		if entry.Outcome.SIMReminderMissing {
			want.Notices = []entitlement.Notice{swap.NoSIMReminder}
		}
		if !fact.Warranty.IsZero() && fact.Warranty < event.At.Date() {
			want.Rest = entitlement.CustomerDirectly
		}
		if !reflect.DeepEqual(want, answer) {
			t.Fatalf("%+v: %+v", want, answer)
		}
	case swap.Activation:
		if len(held.Cases) == 0 || len(held.Pools) != 1 {
			return
		}
		answer, failure := held.Cases[0].Ask(event, fact, held.Pools[0], held.Days)
		entitlementtest.Previews(t, answer, failure, entry.Entry, err)
		if err != nil {
			return
		}
		free := func(pool swap.Pool) int { return max(0, pool.Shelf(fact.Model).OnHand-pool.Shelf(fact.Model).Reserved) }
		promised, _ := changed.Cases[0].PromisedDate()
		waits := changed.Cases[0].Swap() == swap.Backordered
		if waits != (answer.Cover == entitlement.PartialCover) || waits != slices.Contains(answer.Notices, swap.WaitsForPhone) ||
			answer.Paid != entitlement.ByRight || answer.Rest != entitlement.CustomerMonthly || answer.Contract != held.Pools[0].ID() {
			t.Fatalf("waits %t: %+v", waits, answer)
		}
		if answer.Before != free(held.Pools[0]) || answer.After != free(changed.Pools[0]) || answer.Promised != promised {
			t.Fatalf("%s: %+v", promised, answer)
		}
	}
}

// What would pass for a question outside the user's level is the first level that has
// it, or, where none of the provider's has, any that would (SWP-05).
func TestAskWhatAnotherLevelHas(t *testing.T) {
	w := newBench(t, 1)
	report := w.registration()
	report.Subject = "sync"
	bas, prof := w.terms.Levels[0], w.terms.Levels[1]
	for pass, levels := range map[string][]swap.Level{
		"a user at level PROF": {bas, prof}, "a user at a level with Sync": {bas},
		"a user at level SYNC": {bas, {Name: "SYNC", Features: swap.Synchronising, Prices: bas.Prices}, prof},
	} {
		terms := w.terms
		terms.Levels = levels
		user, _, err := swap.User{}.Attach(terms, w.event("u2"), swap.Attachment{User: "U", Customer: "M", Level: swap.BAS, From: w.at.Date()})
		require.NoError(t, err)
		answer, err := swap.Ask(terms, w.event("r2"), report, w.agreement, user)
		require.NoError(t, err)
		require.Equal(t, entitlement.Refusal{Reason: swap.NotIncluded, Clause: "SWP-05", Pass: pass}, answer.Refusal)
	}
}

// requireAhead checks what the values that changed have ahead (ENT-05).
func requireAhead(t entitlementtest.T, day calendar.Date, changed swap.Holding) {
	for _, c := range changed.Cases {
		entitlementtest.Tiles(t, day, c.Upcoming)
	}
	for _, pool := range changed.Pools {
		entitlementtest.Tiles(t, day, pool.Upcoming)
	}
	for _, user := range changed.Users {
		entitlementtest.Tiles(t, day, user.Upcoming)
	}
	for _, agreement := range changed.Agreements {
		entitlementtest.Tiles(t, day, agreement.Upcoming)
	}
}

// A month is ahead from the first day of the agreement on, and none before it (SWP-39).
func TestNoFreightBeforeTheAgreement(t *testing.T) {
	agreement := settled(swap.Loan, swap.ToUser)
	from, last := calendar.MustDate("2026-01-01"), calendar.MustDate("9999-12-31")
	for _, row := range []struct {
		from, until calendar.Date
		want        []string
	}{
		{from - 40, from + 32, []string{"begins 2026-01-01", "billed 2026-02-01"}},
		{from, from + 32, []string{"begins 2026-01-01", "billed 2026-02-01"}},
		{from, from + 31, []string{"begins 2026-01-01"}},
		{from + 31, from + 60, []string{"billed 2026-02-01", "billed 2026-03-01"}},
		{last - 31, last, []string{"billed 9999-12-01"}},
		{last - 31, last + 90, []string{"billed 9999-12-01"}},
	} {
		var got []string
		for _, dated := range agreement.Upcoming(row.from, row.until) {
			got = append(got, string(dated.What)+" "+dated.On.String())
		}
		require.Equal(t, row.want, got, "%s to %s", row.from, row.until)
	}
}
