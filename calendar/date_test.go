package calendar_test

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/rickb777/date/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/avtale/avtale/calendar"
)

func TestMonthsClampToTheEndOfTheMonth(t *testing.T) {
	later := func(from string, months int) string {
		return calendar.MustDate(from).AddMonths(months).String()
	}

	t.Run("GEN-05.1 31 August and half a year", func(t *testing.T) {
		assert.Equal(t, "2026-02-28", later("2025-08-31", 6))
	})
	t.Run("GEN-05.2 the same into a leap year", func(t *testing.T) {
		assert.Equal(t, "2028-02-29", later("2027-08-31", 6))
	})
	t.Run("GEN-05.3 29 February", func(t *testing.T) {
		assert.Equal(t, "2027-02-28", later("2024-02-29", 3*12))
		assert.Equal(t, "2029-02-28", later("2024-02-29", 5*12))
	})
	t.Run("GEN-05.4 30 November and a quarter", func(t *testing.T) {
		assert.Equal(t, "2026-02-28", later("2025-11-30", 3))
	})
}

func TestAddMonths(t *testing.T) {
	for _, row := range []struct {
		from   string
		months int
		want   string
	}{
		{"2026-01-15", 0, "2026-01-15"},
		{"2026-01-15", 1, "2026-02-15"},
		{"2026-12-15", 1, "2027-01-15"},
		{"2026-01-15", -1, "2025-12-15"},
		{"2026-03-31", -1, "2026-02-28"},
		{"2026-03-31", 1, "2026-04-30"},
		{"2026-05-31", 1, "2026-06-30"},
		{"2026-08-31", 1, "2026-09-30"},
		{"2026-10-31", 1, "2026-11-30"},
		{"2026-07-31", 1, "2026-08-31"},
		{"2024-02-29", 4 * 12, "2028-02-29"},
		{"2024-02-29", 76 * 12, "2100-02-28"}, // no leap year
		{"1996-02-29", 4 * 12, "2000-02-29"},  // a leap year
		{"0001-02-01", -1, firstDate},
		{"0001-01-31", -1, firstDate}, // not below the first day
		{"9999-11-30", 1, "9999-12-30"},
		{"9999-12-01", 1, lastDate}, // not beyond the last
		{firstDate, 12*9999 - 1, "9999-12-01"},
		{firstDate, 12 * 9999, lastDate},
		{lastDate, 1 - 12*9999, "0001-01-31"},
		{lastDate, -12 * 9999, firstDate},
		{"2026-01-15", math.MaxInt, lastDate},
		{"2026-01-15", math.MinInt, firstDate},
	} {
		got := calendar.MustDate(row.from).AddMonths(row.months)
		assert.Equal(t, row.want, got.String(), "%s and %d months", row.from, row.months)
	}
}

// GEN-05 holds: AddMonths(d, n) lies n months later; its day is not greater; it
// is the same day or the last of its month. Package time knows how long a month
// is.
func TestAddMonthsLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDate(t, "d")
		n := rapid.IntRange(-3000, 3000).Draw(t, "n")

		year, month, day := d.Civil()
		first := time.Date(year, month+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
		last := first.AddDate(0, 1, -1).Day()
		if first.Year() < 1 || first.Year() > 9999 {
			return // outside the calendar
		}

		gotYear, gotMonth, gotDay := d.AddMonths(n).Civil()
		require.Equal(t, first.Year(), gotYear)
		require.Equal(t, first.Month(), gotMonth)
		require.Equal(t, min(day, last), gotDay)
	})
}

func TestAddMonthsIsMonotone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, e := anyDate(t, "d"), anyDate(t, "e")
		n := rapid.Int().Draw(t, "n")
		if d > e {
			d, e = e, d
		}
		require.LessOrEqual(t, d.AddMonths(n), e.AddMonths(n))
		if n < math.MaxInt {
			require.LessOrEqual(t, d.AddMonths(n), d.AddMonths(n+1))
		}
	})
}

func TestDateIsTheDayOfPackageTime(t *testing.T) {
	epoch := time.Date(1, time.January, 1, 0, 0, 0, 0, time.UTC)
	last := int(calendar.MustDate(lastDate))
	require.Equal(t, 3652058, last)
	for n := 0; n <= last; n += 97 { // 97 days: every day of the month and of the week
		d, want := calendar.Date(n), epoch.AddDate(0, 0, n)
		year, month, day := d.Civil()
		same, err := calendar.NewDate(want.Year(), want.Month(), want.Day())
		if err != nil || same != d || year != want.Year() || month != want.Month() || day != want.Day() ||
			d.Weekday() != want.Weekday() || d.String() != want.Format(time.DateOnly) {
			t.Fatalf("day %d is %s %s, package time says %s", n, d.Weekday(), d, want)
		}
	}
}

func TestDateIsTheNumberOfTheDatePackage(t *testing.T) {
	assert.Equal(t, date.New(2026, time.March, 10), date.Date(calendar.MustDate("2026-03-10")))
	assert.Equal(t, calendar.MustDate("2026-03-11"), calendar.MustDate("2026-03-10")+1)
	assert.Equal(t, time.Monday, calendar.Date(0).Weekday())
}

func TestNewDateTakesDaysThatExist(t *testing.T) {
	for _, day := range []struct {
		year  int
		month time.Month
		day   int
		text  string // of a day that does not exist
	}{
		{1, 1, 1, ""},
		{9999, 12, 31, ""},
		{2024, 2, 29, ""},
		{2000, 2, 29, ""},
		{2025, 2, 29, "2025-02-29"},
		{1900, 2, 29, "1900-02-29"},
		{2025, 4, 31, "2025-04-31"},
		{2025, 6, 31, "2025-06-31"},
		{2025, 9, 31, "2025-09-31"},
		{2025, 11, 31, "2025-11-31"},
		{2025, 12, 32, "2025-12-32"},
		{2025, 1, 0, "2025-01-00"},
		{2025, 0, 1, "2025-00-01"},
		{2025, 13, 1, "2025-13-01"},
		{0, 1, 1, "0000-01-01"},
		{10000, 1, 1, "10000-01-01"},
		{-44, 3, 15, "-44-03-15"},
		{2025, 2, -1, "2025-02--1"},
	} {
		d, err := calendar.NewDate(day.year, day.month, day.day)
		if day.text == "" {
			year, month, number := d.Civil()
			assert.NoError(t, err)
			assert.Equal(t, []int{day.year, int(day.month), day.day}, []int{year, int(month), number})
			continue
		}
		var failure *calendar.ParseError
		require.ErrorAs(t, err, &failure, day.text)
		assert.Equal(t, calendar.ParseError{What: "date", Text: day.text, Kind: calendar.ErrRange}, *failure)
		assert.Zero(t, d)
	}
}

func TestParseDate(t *testing.T) {
	for _, text := range []string{
		firstDate, "0400-02-29", "1582-10-10", "2000-02-29", "2024-02-29", "2025-02-03", "2100-02-28", lastDate,
	} {
		d, err := calendar.ParseDate(text)
		require.NoError(t, err, text)
		assert.Equal(t, text, d.String())
	}

	for text, kind := range map[string]calendar.Error{
		"2025-02-29":                calendar.ErrRange,
		"2025-02-30":                calendar.ErrRange,
		"2100-02-29":                calendar.ErrRange,
		"2025-04-31":                calendar.ErrRange,
		"2025-13-01":                calendar.ErrRange,
		"2025-00-10":                calendar.ErrRange,
		"2025-10-00":                calendar.ErrRange,
		"0000-01-01":                calendar.ErrRange,
		"":                          calendar.ErrSyntax,
		"2025":                      calendar.ErrSyntax,
		"2025-2-3":                  calendar.ErrSyntax,
		"2025-02-3":                 calendar.ErrSyntax,
		"2025-2-030":                calendar.ErrSyntax,
		"20250203":                  calendar.ErrSyntax,
		"01/02/2025":                calendar.ErrSyntax,
		"2025/02/03":                calendar.ErrSyntax,
		"2025-02/03":                calendar.ErrSyntax,
		"2025/02-03":                calendar.ErrSyntax,
		"03.02.2025":                calendar.ErrSyntax,
		"12025-02-03":               calendar.ErrSyntax,
		"+025-02-03":                calendar.ErrSyntax,
		"-025-02-03":                calendar.ErrSyntax,
		"2025-+2-03":                calendar.ErrSyntax,
		"2025-02--3":                calendar.ErrSyntax,
		" 2025-02-03":               calendar.ErrSyntax,
		"2025-02-03 ":               calendar.ErrSyntax,
		"2025-02- 3":                calendar.ErrSyntax,
		"2025-02-03\n":              calendar.ErrSyntax,
		"2025-02-03T00:00:00Z":      calendar.ErrSyntax,
		"2025-feb-3":                calendar.ErrSyntax,
		"2O25-02-03":                calendar.ErrSyntax, // the letter O
		"202:-02-03":                calendar.ErrSyntax, // the byte after 9
		"202/-02-03":                calendar.ErrSyntax, // the byte before 0
		"2025-02-٠٣":                calendar.ErrSyntax, // digits, but not ours
		"２０２５-02-03":                calendar.ErrSyntax,
		"2025−02−03":                calendar.ErrSyntax, // minus signs
		"null":                      calendar.ErrSyntax,
		strings.Repeat("9", 100000): calendar.ErrSyntax,
	} {
		requireParseError(t, "date", text, kind, func() (any, error) { return calendar.ParseDate(text) })
	}
}

func TestMustDateIsForLiterals(t *testing.T) {
	assert.Panics(t, func() { calendar.MustDate("2025-02-30") })
	assert.NotPanics(t, func() { calendar.MustDate("2025-02-28") })
}

func TestDatesReadBackAsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDate(t, "d")
		read, err := calendar.ParseDate(d.String())
		require.NoError(t, err)
		require.Equal(t, d, read)
		requireSameInJSON(t, d)
	})
}

// A day that cannot be read back is not written.
func TestDatesOutsideTheCalendarAreNotWritten(t *testing.T) {
	for _, d := range []calendar.Date{
		calendar.MustDate(firstDate) - 1, calendar.MustDate(lastDate) + 1, math.MinInt64, math.MaxInt64,
	} {
		require.ErrorIs(t, d.Validate(), calendar.ErrRange)
		_, err := json.Marshal(d)
		require.ErrorIs(t, err, calendar.ErrRange)
		text, err := d.AppendText([]byte("before"))
		require.ErrorIs(t, err, calendar.ErrRange)
		assert.Equal(t, "before", string(text))
	}
	require.NoError(t, calendar.MustDate(firstDate).Validate())
	require.NoError(t, calendar.MustDate(lastDate).Validate())
	text, err := calendar.MustDate(lastDate).AppendText([]byte("until "))
	require.NoError(t, err)
	assert.Equal(t, "until 9999-12-31", string(text))
}
