package calendar_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/avtale/avtale/calendar"
)

func TestMoment(t *testing.T) {
	for _, row := range []struct{ text, date, clock, utc string }{
		{"2026-03-10T13:59:59+01:00", "2026-03-10", "13:59:59", "2026-03-10T12:59:59Z"},
		{"2026-03-10T12:59:59Z", "2026-03-10", "12:59:59", "2026-03-10T12:59:59Z"},
		{"2026-03-10T00:00:00+14:00", "2026-03-10", "00:00", "2026-03-09T10:00:00Z"},
		{"2026-03-10T23:59:59-11:30", "2026-03-10", "23:59:59", "2026-03-11T11:29:59Z"},
		{"2026-03-10T01:02:03+23:59", "2026-03-10", "01:02:03", "2026-03-09T01:03:03Z"},
		{"2026-03-10T01:02:03-23:59", "2026-03-10", "01:02:03", "2026-03-11T01:01:03Z"},
		{"1970-01-01T00:00:00Z", "1970-01-01", "00:00", "1970-01-01T00:00:00Z"},
		{"0001-01-01T00:00:00+01:00", "0001-01-01", "00:00", "0000-12-31T23:00:00Z"},
		{"9999-12-31T23:59:59-01:00", "9999-12-31", "23:59:59", "10000-01-01T00:59:59Z"},
	} {
		m, err := calendar.ParseMoment(row.text)
		require.NoError(t, err, row.text)
		assert.False(t, m.IsZero())
		assert.Equal(t, row.text, m.String())
		assert.Equal(t, row.date, m.Date().String(), row.text)
		assert.Equal(t, row.clock, m.Clock().String(), row.text)
		assert.Equal(t, row.utc, m.Time().Format(time.RFC3339), row.text)
	}
}

func TestParseMoment(t *testing.T) {
	plus, err := calendar.ParseMoment("2026-03-10T12:59:59+00:00")
	require.NoError(t, err)
	assert.Equal(t, moment("2026-03-10T12:59:59Z"), plus)

	for text, kind := range map[string]calendar.Error{
		"2026-02-30T13:59:59Z":                              calendar.ErrRange,
		"2026-13-10T13:59:59Z":                              calendar.ErrRange,
		"0000-01-01T00:00:00Z":                              calendar.ErrRange,
		"2026-03-10T24:00:00Z":                              calendar.ErrRange, // the next day
		"2026-03-10T24:00:01Z":                              calendar.ErrRange,
		"2026-03-10T25:00:00Z":                              calendar.ErrRange,
		"2026-03-10T13:60:00Z":                              calendar.ErrRange,
		"2016-12-31T23:59:60Z":                              calendar.ErrRange, // a leap second
		"2026-03-10T13:59:59+24:00":                         calendar.ErrRange,
		"2026-03-10T13:59:59-24:00":                         calendar.ErrRange,
		"2026-03-10T13:59:59+01:60":                         calendar.ErrRange,
		"2026-03-10T13:59:59+99:99":                         calendar.ErrRange,
		"":                                                  calendar.ErrSyntax,
		"2026-03-10":                                        calendar.ErrSyntax,
		"2026-03-10T13:59:59":                               calendar.ErrSyntax, // no offset
		"2026-03-10T13:59Z":                                 calendar.ErrSyntax,
		"2026-03-10T13:59+01:00":                            calendar.ErrSyntax,
		"2026-03-10T13:59:59-00:00":                         calendar.ErrSyntax, // "offset unknown"
		"2026-03-10t13:59:59Z":                              calendar.ErrSyntax,
		"2026-03-10T13:59:59z":                              calendar.ErrSyntax,
		"2026-03-10 13:59:59Z":                              calendar.ErrSyntax,
		"2026-03-10T13:59:59.5Z":                            calendar.ErrSyntax,
		"2026-03-10T13:59:59,5Z":                            calendar.ErrSyntax,
		"2026-03-10T13:59:59.000Z":                          calendar.ErrSyntax,
		"2026-03-10T13.59.59Z":                              calendar.ErrSyntax,
		"2026-03-10T13:59.59Z":                              calendar.ErrSyntax,
		"2026-03-10T13.59:59Z":                              calendar.ErrSyntax,
		"2026-03-10T1:359:59Z":                              calendar.ErrSyntax,
		"2026-03-10T+3:59:59Z":                              calendar.ErrSyntax,
		"2026-03-10T13:-9:59Z":                              calendar.ErrSyntax,
		"2026-03-10T13:59:5xZ":                              calendar.ErrSyntax,
		"2026-03-10T13:59:59+0100":                          calendar.ErrSyntax,
		"2026-03-10T13:59:59+01":                            calendar.ErrSyntax,
		"2026-03-10T13:59:59+1:00":                          calendar.ErrSyntax,
		"2026-03-10T13:59:59+01.00":                         calendar.ErrSyntax,
		"2026-03-10T13:59:59 01:00":                         calendar.ErrSyntax,
		"2026-03-10T13:59:59*01:00":                         calendar.ErrSyntax,
		"2026-03-10T13:59:59+x1:00":                         calendar.ErrSyntax,
		"2026-03-10T13:59:59+01:x0":                         calendar.ErrSyntax,
		"2026-03-10T13:59:59+01:000":                        calendar.ErrSyntax,
		"2026-03-10T13:59:59ZZ":                             calendar.ErrSyntax,
		"2026-03-10T13:59:59Z ":                             calendar.ErrSyntax,
		" 2026-03-10T13:59:59Z":                             calendar.ErrSyntax,
		"2026-3-10T13:59:59Z":                               calendar.ErrSyntax,
		"2026-03-1xT13:59:59Z":                              calendar.ErrSyntax,
		"26-03-10T13:59:59+01:00":                           calendar.ErrSyntax,
		"2026-03-10T13:59:59 CET":                           calendar.ErrSyntax,
		"2026-03-10T13:59:59−01:00":                         calendar.ErrSyntax, // a minus sign
		"1773147599":                                        calendar.ErrSyntax,
		"2026-03-10T13:59:59" + strings.Repeat("0", 100000): calendar.ErrSyntax,
	} {
		requireParseError(t, "moment", text, kind, func() (any, error) { return calendar.ParseMoment(text) })
	}
}

// Equal is instant and offset; before and after are the instant alone.
func TestMomentOrder(t *testing.T) {
	oslo, utc := moment("2026-03-10T13:59:59+01:00"), moment("2026-03-10T12:59:59Z")
	assert.NotEqual(t, oslo, utc)
	assert.Zero(t, oslo.Compare(utc))
	assert.False(t, oslo.Before(utc))
	assert.False(t, oslo.After(utc))

	tokyo := moment("2026-03-10T21:59:58+09:00") // looks later, is earlier
	assert.True(t, tokyo.Before(utc))
	assert.True(t, utc.After(tokyo))
	assert.Equal(t, -1, tokyo.Compare(utc))
	assert.Equal(t, 1, utc.Compare(tokyo))
}

func TestMomentOrderIsTheOrderOfInstants(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		here, there := anyZone(t, "here"), anyZone(t, "there")
		a := anyInstant(t, location(here.Name()), "a")
		b := a.Add(time.Duration(rapid.IntRange(-7200, 7200).Draw(t, "seconds")) * time.Second)
		if rapid.Bool().Draw(t, "far apart") {
			b = anyInstant(t, location(there.Name()), "b")
		}
		m, n := here.At(a), there.At(b)
		require.Equal(t, a.Compare(b), m.Compare(n))
		require.Equal(t, a.Before(b), m.Before(n))
		require.Equal(t, a.After(b), m.After(n))
		require.Equal(t, a.Unix()-b.Unix(), int64(m.Since(n)))
	})
}

func TestMomentAdd(t *testing.T) {
	start := moment("2026-03-10T23:30:00+01:00")
	assert.Equal(t, moment("2026-03-11T00:30:00+01:00"), start.Add(calendar.Hour))
	assert.Equal(t, moment("2026-03-10T22:30:00+01:00"), start.Add(-calendar.Hour))
	assert.Equal(t, start, start.Add(0))
	assert.Equal(t, calendar.Hour, start.Add(calendar.Hour).Since(start))
	assert.Equal(t, -calendar.Hour, start.Since(start.Add(calendar.Hour)))

	// Over a change of the clocks the offset stays; Zone.In reads it anew.
	night := moment("2026-03-29T01:30:00+01:00")
	assert.Equal(t, moment("2026-03-29T02:30:00+01:00"), night.Add(calendar.Hour))
	assert.Equal(t, moment("2026-03-29T03:30:00+02:00"), zone("Europe/Oslo").In(night.Add(calendar.Hour)))
}

func TestMomentAddLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := anyMoment(t, "m")
		length := calendar.Seconds(rapid.Int64Range(-1e9, 1e9).Draw(t, "length"))
		later := m.Add(length)
		require.Equal(t, length, later.Since(m))
		require.Equal(t, m, later.Add(-length))
	})
}

// What cannot be written down is no moment.
func TestMomentsOutsideTheCalendar(t *testing.T) {
	first, last := moment("0001-01-01T00:00:00+01:00"), moment("9999-12-31T23:59:59-01:00")
	for _, m := range []calendar.Moment{
		first.Add(-1), last.Add(1),
		first.Add(math.MinInt64), first.Add(math.MaxInt64), last.Add(math.MinInt64), last.Add(math.MaxInt64),
		moment("0001-01-01T00:00:01-23:59").Add(math.MinInt64),
		moment("9999-12-31T23:59:59+23:59").Add(math.MaxInt64),
		{},
		calendar.Moment{}.Add(1), calendar.Moment{}.Add(calendar.Hour),
	} {
		assert.True(t, m.IsZero(), m.String())
	}
	assert.Equal(t, first, first.Add(1).Add(-1))
	assert.Equal(t, last, last.Add(-1).Add(1))
}

func TestMomentsReadBackAsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := anyMoment(t, "m")
		read, err := calendar.ParseMoment(m.String())
		require.NoError(t, err)
		require.Equal(t, m, read)
		require.Equal(t, m.String(), read.String())
		requireSameInJSON(t, m)

		text, err := m.AppendText([]byte("at "))
		require.NoError(t, err)
		require.Equal(t, "at "+m.String(), string(text))

		std, err := time.Parse(time.RFC3339, m.String())
		require.NoError(t, err)
		require.True(t, std.Equal(m.Time()))
		require.Equal(t, std.Format(time.RFC3339), m.String())
	})
}
