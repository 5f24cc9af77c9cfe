package calendar_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/avtale/avtale/calendar"
)

func TestTermsEndOnTheSameDate(t *testing.T) {
	t.Run("GEN-04.1 half a year", func(t *testing.T) {
		start := calendar.MustDate("2026-01-15")
		assert.Equal(t, calendar.MustDate("2026-07-15"), calendar.Term{Months: 6}.LastDay(start))
	})
	t.Run("GEN-04.2 five years, and the moment after", func(t *testing.T) {
		last := calendar.Term{Months: 5 * 12}.LastDay(calendar.MustDate("2021-05-12"))
		assert.Equal(t, calendar.MustDate("2026-05-12"), last)
		assert.LessOrEqual(t, moment("2026-05-12T23:59:59+02:00").Date(), last)
		assert.Greater(t, moment("2026-05-13T00:00:00+02:00").Date(), last)
	})
}

func TestTermReadings(t *testing.T) {
	for _, row := range []struct {
		months      int
		start       string
		same        string // SameDateInclusive, and the zero value
		dayBefore   string
		description string
	}{
		{6, "2026-01-15", "2026-07-15", "2026-07-14", "half a year"},
		{1, "2026-02-28", "2026-03-28", "2026-03-27", "a month from the end of a month"},
		{1, "2026-01-31", "2026-02-28", "2026-02-27", "clamped, then the day before"},
		{12, "2026-01-01", "2027-01-01", "2026-12-31", "a calendar year"},
		{12, "2024-02-29", "2025-02-28", "2025-02-27", "from a leap day"},
		{0, "2026-01-15", "2026-01-15", "2026-01-15", "no length: the day itself"},
		{1, lastDate, lastDate, lastDate, "at the end of the calendar"},
		{1, "9999-12-30", lastDate, "9999-12-30", "cut at the end of the calendar"},
	} {
		start := calendar.MustDate(row.start)
		for end, want := range map[calendar.TermEnd]string{
			"":                         row.same,
			calendar.SameDateInclusive: row.same,
			calendar.DayBefore:         row.dayBefore,
		} {
			term := calendar.Term{Months: row.months, End: end}
			assert.Equal(t, want, term.LastDay(start).String(), "%s, %q", row.description, end)
		}
	}
}

// GEN-04 holds: every instant of the last day is covered, none from 00:00 of
// the next day on.
func TestTermCoversItsLastDay(t *testing.T) {
	z := zone("Europe/Copenhagen")
	rapid.Check(t, func(t *rapid.T) {
		sold := z.At(anyInstant(t, location(z.Name()), "sold"))
		term := calendar.Term{Months: rapid.IntRange(0, 120).Draw(t, "months")}
		last := term.LastDay(sold.Date())

		from, errFrom := z.Local(last, calendar.MustClock("00:00"))
		until, errUntil := z.Local(last, calendar.MustClock("24:00"))
		if errFrom != nil || errUntil != nil {
			return // clocks changed at midnight, as in May 1940
		}
		at := from.Add(calendar.Seconds(rapid.Int64Range(-1, 100_000).Draw(t, "at")))
		at = z.In(at)
		require.Equal(t, at.Before(until), at.Date() <= last)
		require.Equal(t, at.Before(from), at.Date() < last)
	})
}

func TestTermEndIsAReading(t *testing.T) {
	for _, end := range []calendar.TermEnd{"", calendar.SameDateInclusive, calendar.DayBefore} {
		assert.NoError(t, end.Validate())
	}
	for _, end := range []calendar.TermEnd{"daybefore", "DayBefore ", "SameDate"} {
		err := end.Validate()
		require.ErrorIs(t, err, calendar.ErrReading)
		assert.ErrorContains(t, err, string(end))
	}
}

func TestTermInJSON(t *testing.T) {
	for text, term := range map[string]calendar.Term{
		`{"months":6}`:                     {Months: 6},
		`{"months":0}`:                     {},
		`{"months":36,"end":"DayBefore"}`:  {Months: 36, End: calendar.DayBefore},
		`{"months":-1,"end":"no reading"}`: {Months: -1, End: "no reading"},
	} {
		written, err := json.Marshal(term)
		require.NoError(t, err)
		assert.Equal(t, text, string(written))
		requireSameInJSON(t, term)
	}
}
