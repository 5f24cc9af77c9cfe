package calendar_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/avtale/avtale/calendar"
)

func TestPeriodsAreCountedFromTheStart(t *testing.T) {
	t.Run("GEN-06.1 a leap day returns to itself", func(t *testing.T) {
		years := calendar.Periods{Start: calendar.MustDate("2024-02-29"), Months: 12}
		for k, want := range []string{
			"2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29", "2029-02-28",
		} {
			assert.Equal(t, want, years.Edge(k).String())
		}
	})
}

func TestPeriodNumber(t *testing.T) {
	months := calendar.Periods{Start: calendar.MustDate("2026-01-31"), Months: 1}
	quarters := calendar.Periods{Start: calendar.MustDate("2026-01-15"), Months: 3}
	whole := calendar.Periods{Start: calendar.MustDate(firstDate), Months: 12 * 9999}
	for _, row := range []struct {
		periods calendar.Periods
		day     string
		number  int
		ok      bool
	}{
		{months, "2026-01-30", 0, false},
		{months, "2026-01-31", 0, true},
		{months, "2026-02-27", 0, true},
		{months, "2026-02-28", 1, true}, // the anniversary is the new period's
		{months, "2026-03-30", 1, true},
		{months, "2026-03-31", 2, true},
		{months, "2027-01-30", 11, true},
		{months, "2027-01-31", 12, true},
		{quarters, "2026-01-14", 0, false},
		{quarters, "2025-12-31", 0, false},
		{quarters, "2026-04-14", 0, true},
		{quarters, "2026-04-15", 1, true},
		{quarters, "2026-07-14", 1, true},
		{quarters, "2026-12-31", 3, true},
		{quarters, "2027-01-14", 3, true},
		{quarters, "2027-01-15", 4, true},
		{whole, firstDate, 0, true},
		{whole, lastDate, 0, true},
		{calendar.Periods{}, "2026-01-01", 0, false},
		{calendar.Periods{Start: calendar.MustDate("2026-01-01")}, "2026-01-01", 0, false},
		{calendar.Periods{Start: calendar.MustDate("2026-01-01"), Months: -1}, "2026-06-01", 0, false},
	} {
		number, ok := row.periods.Number(calendar.MustDate(row.day))
		assert.Equal(t, row.ok, ok, "%v %s", row.periods, row.day)
		assert.Equal(t, row.number, number, "%v %s", row.periods, row.day)
	}
}

// GEN-06 holds: every day belongs to exactly one period, the edges rise, and
// each is the start moved by whole months, so that the last of a month and a
// leap day find back to themselves.
func TestPeriodsTile(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := anyPeriods(t)
		d := p.Start + calendar.Date(rapid.Int64Range(0, 40_000).Draw(t, "days"))

		k, ok := p.Number(d)
		require.True(t, ok)
		require.LessOrEqual(t, p.Edge(k), d)
		require.Less(t, d, p.Edge(k+1))

		_, _, want := p.Start.Civil()
		_, _, got := p.Edge(k).Civil()
		end := p.Edge(k) + 1
		_, month, _ := p.Edge(k).Civil()
		_, next, _ := end.Civil()
		require.True(t, got == want || got < want && next != month, "%s from %s", p.Edge(k), p.Start)
	})
}

func TestPeriodNumberIsTheInverseOfEdge(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := anyPeriods(t)
		k := rapid.IntRange(0, 500).Draw(t, "k")

		number, ok := p.Number(p.Edge(k))
		require.True(t, ok)
		require.Equal(t, k, number)
		number, ok = p.Number(p.Edge(k+1) - 1)
		require.True(t, ok)
		require.Equal(t, k, number)

		_, ok = p.Number(p.Start - 1 - calendar.Date(k))
		require.False(t, ok)
		require.Equal(t, p.Start.AddMonths(-k*p.Months), p.Edge(-k))
	})
}

func anyPeriods(t *rapid.T) calendar.Periods {
	away := func(d calendar.Date) bool { // from the edges of the calendar
		year, _, _ := d.Civil()
		return 50 <= year && year <= 8000
	}
	start := rapid.Custom(func(t *rapid.T) calendar.Date { return anyDate(t, "day") }).Filter(away)
	return calendar.Periods{Start: start.Draw(t, "start"), Months: rapid.IntRange(1, 36).Draw(t, "months")}
}

// Numbers that lead out of the calendar end at its edge, however large.
func TestPeriodsAtTheEdgeOfTheCalendar(t *testing.T) {
	start := calendar.MustDate("2026-01-15")
	for _, months := range []int{1, 12, 12 * 9999, math.MaxInt} {
		p := calendar.Periods{Start: start, Months: months}
		assert.Equal(t, lastDate, p.Edge(math.MaxInt).String())
		assert.Equal(t, firstDate, p.Edge(math.MinInt).String())
		assert.Equal(t, start, p.Edge(0))
	}
	for k := 1; k < 1<<20; k *= 2 { // no product wraps around
		assert.Equal(t, lastDate, calendar.Periods{Start: start, Months: math.MaxInt}.Edge(k).String())
		assert.Equal(t, lastDate, calendar.Periods{Start: start, Months: 1 << 17}.Edge(k).String())
	}
	assert.Equal(t, lastDate, calendar.Periods{Start: calendar.MustDate(firstDate), Months: 1}.Edge(12*9999).String())
	assert.Equal(t, "9999-12-01", calendar.Periods{Start: calendar.MustDate(firstDate), Months: 1}.Edge(12*9999-1).String())
}

// Days outside the calendar count as its first and its last, and never wrap.
func TestPeriodsOfNoDays(t *testing.T) {
	p := calendar.Periods{Start: calendar.MustDate("2026-03-10"), Months: 1}
	end, _ := p.Number(calendar.MustDate("9999-12-31"))
	for _, d := range []calendar.Date{calendar.MustDate("9999-12-31") + 1, math.MaxInt64} {
		k, ok := p.Number(d)
		require.True(t, ok)
		require.Equal(t, end, k)
		require.Equal(t, calendar.MustDate("9999-12-31"), d.AddMonths(0))
		require.Equal(t, calendar.MustDate("9999-11-30"), d.AddMonths(-1))
	}
	require.Equal(t, calendar.MustDate("0001-02-01"), calendar.Date(math.MinInt64).AddMonths(1))
	p.Start = math.MinInt64
	k, ok := p.Number(math.MinInt64)
	require.True(t, ok)
	require.Zero(t, k)
}
