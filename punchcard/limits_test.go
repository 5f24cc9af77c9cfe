package punchcard_test

import (
	"math"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/internal/hostile"
	"github.com/avtale/avtale/punchcard"
)

// The limits of punch cards that SECURITY.md lists: each is taken, and one more is not.
func TestLimits(t *testing.T) {
	const year = 366 * 24 * 3600
	altered := func(alter func(*punchcard.Terms)) error {
		terms := provider()
		alter(&terms)
		return terms.Validate()
	}
	hostile.Limit(t, "clips of a card", 1_000_000, entitlement.ErrInvalid, func(n int) error {
		return altered(func(terms *punchcard.Terms) { terms.Sizes = []punchcard.Size{{Clips: n}} })
	})
	hostile.Limit(t, "clips of an add-on", 1_000_000, entitlement.ErrMissing, func(n int) error {
		return altered(func(terms *punchcard.Terms) {
			terms.AddOns = []punchcard.AddOnPrice{{Product: punchcard.PhoneSupport, Clips: n}}
		})
	})
	hostile.Limit(t, "length of a clip", year, entitlement.ErrInvalid, func(n int) error {
		return altered(func(terms *punchcard.Terms) { terms.Increment = entitlement.Increment(n) })
	})
	hostile.Limit(t, "flat travel", year, entitlement.ErrInvalid, func(n int) error {
		return altered(func(terms *punchcard.Terms) { terms.FlatTravel = calendar.Seconds(n) })
	})
	task, _, err := punchcard.Open(provider(), at("r1", "2026-03-10", "08:00"), punchcard.Order{Task: "T", Holder: "ACME"})
	require.NoError(t, err)
	punch := func(session punchcard.Session, cards ...punchcard.Card) error {
		_, _, _, err := task.Punch(at("r2", "2026-03-10", "09:00"), session, cards...)
		return err
	}
	hostile.Limit(t, "work of a session", year, entitlement.ErrInvalid, func(n int) error {
		return punch(punchcard.Session{What: "x", By: "b", Place: punchcard.Remote, Work: calendar.Seconds(n)})
	})
	hostile.Limit(t, "travel of a session", year, entitlement.ErrInvalid, func(n int) error {
		return punch(punchcard.Session{What: "x", By: "b", Place: punchcard.Outside, Travel: calendar.Seconds(n)})
	})
	bought := at("b", "2026-03-10", "08:00")
	hostile.Limit(t, "cards handed in", 10_000, entitlement.ErrInvalid, func(n int) error {
		return punch(punchcard.Session{What: "x", By: "b", Place: punchcard.Remote, Work: 1}, hostile.Times(n, func(i int) punchcard.Card {
			card, _, err := punchcard.Buy(provider(), bought, punchcard.Purchase{Card: "K" + strconv.Itoa(i), Holder: "ACME", Size: 10})
			require.NoError(t, err)
			return card
		})...)
	})
}

// What an add-on has ahead in all time is a month each of the calendar.
func TestUpcomingOfAllTime(t *testing.T) {
	support, _ := phoneSupport(t)
	ahead := support.Upcoming(math.MinInt64, math.MaxInt64)
	require.NotEmpty(t, ahead)
	require.LessOrEqual(t, len(ahead), 12*9999)
	require.Equal(t, ahead, support.Upcoming(0, calendar.MustDate("9999-12-31")+1))
}
