package entitlement_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
)

// All that can be ahead, in order.
func ahead(t testing.TB) []entitlement.Dated {
	day := calendar.MustDate("2026-03-10")
	at, err := calendar.ParseMoment("2026-03-10T10:30:00+01:00")
	require.NoError(t, err)
	return []entitlement.Dated{
		{On: day - 1, What: entitlement.Lapses, Of: "Z", Units: 3, Unit: "case", Why: "PCH-19"},
		{On: day, What: entitlement.Lapses, Of: "A", Units: 7, Unit: "case", Why: "PCH-19"},
		{On: day, What: entitlement.Renews, Of: "A", Part: "S1", Units: 5, Unit: "case", Why: "HOT-05"},
		{On: day, What: entitlement.Renews, Of: "A", Part: "S2", Units: 5, Unit: "case", Why: "HOT-05"},
		{On: day, What: entitlement.Begins, Of: "B", Why: "PRI-21"},
		{On: day, At: at, What: entitlement.Due, Of: "A", Why: "PCH-36"},
		{On: day + 1, What: entitlement.Billed, Of: "A", Why: "SWP-39"},
	}
}

func TestUpcomingIsInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := ahead(&testing.T{})
		mixed := rapid.Permutation(want).Draw(t, "dates")
		cut := rapid.IntRange(0, len(mixed)).Draw(t, "cut")
		require.Equal(t, want, entitlement.Upcoming(mixed[:cut], nil, mixed[cut:]))
	})
	require.Empty(t, entitlement.Upcoming())
}

func TestWithin(t *testing.T) {
	all := ahead(t)
	day := calendar.MustDate("2026-03-10")
	require.Equal(t, all[1:6], entitlement.Within(day, day+1, all...))
	require.Equal(t, ahead(t), all, "what was handed in is as it was")
	require.Empty(t, entitlement.Within(day, day, all...))
	require.Equal(t, all, entitlement.Within(day-1, day+2, all...))
}

func TestDatedKeys(t *testing.T) {
	keys := map[string]bool{}
	for _, dated := range ahead(t) {
		require.False(t, keys[dated.Key()])
		keys[dated.Key()] = true
		other := dated
		other.Units++
		require.Equal(t, dated.Key(), other.Key(), "what is left changes, and it is the same")
		other.On++
		require.NotEqual(t, dated.Key(), other.Key())
		text, err := json.Marshal(dated)
		require.NoError(t, err)
		var read entitlement.Dated
		require.NoError(t, entitlement.Decode("dated", text, &read))
		require.Equal(t, dated, read)
	}
	one, two := entitlement.Dated{Of: `A" "B`}, entitlement.Dated{Of: "A", Part: "B"}
	require.NotEqual(t, one.Key(), two.Key())
	require.Equal(t, "2026-03-10 A/S1 renews 5 cases", ahead(t)[2].String())
	one.Units, one.Unit = 1, "clip"
	require.Contains(t, one.String(), " 1 clip")
	require.Equal(t, "2026-03-10 B begins", ahead(t)[4].String())
}

// A thousand contracts with what each has ahead in a year.
func BenchmarkUpcoming(b *testing.B) {
	day := calendar.MustDate("2026-01-01")
	lists := make([][]entitlement.Dated, 1000)
	for i := range lists {
		for k := range 3 {
			lists[i] = append(lists[i], entitlement.Dated{
				On: day + calendar.Date((i*7919+k*131)%365), What: entitlement.Lapses, Of: fmt.Sprint(i), Units: k, Why: "PCH-19",
			})
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		if len(entitlement.Upcoming(lists...)) != 3000 {
			b.Fatal("some are lost")
		}
	}
}
