package calendar_test

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/avtale/avtale/calendar"
)

func TestDoor(t *testing.T) {
	t.Run("GEN-01.2 the last evening of March is April in Stockholm", func(t *testing.T) {
		instant := time.Date(2026, time.March, 31, 22, 30, 0, 0, time.UTC)
		m := zone("Europe/Stockholm").At(instant)
		assert.Equal(t, "2026-04-01T00:30:00+02:00", m.String())
		assert.Equal(t, calendar.MustDate("2026-04-01"), m.Date())
		assert.Equal(t, calendar.MustClock("00:30"), m.Clock())
	})
}

// GEN-01 holds: the answer for an instant is the same whatever zone the caller
// expressed it in.
func TestInstantHasOneLocalDayHoweverItWasExpressed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		here, there := anyZone(t, "here"), anyZone(t, "there")
		instant := anyInstant(t, location(here.Name()), "instant")

		m := here.At(instant)
		require.Equal(t, m, here.At(instant.UTC()))
		require.Equal(t, m, here.At(instant.In(location(there.Name()))))
		require.Equal(t, m, here.In(there.At(instant)))
		require.Equal(t, m, here.In(m))
		require.True(t, instant.Equal(m.Time()))
	})
}

func TestAtIsTheClockOfPackageTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		z := anyZone(t, "zone")
		instant := anyInstant(t, location(z.Name()), "instant")
		if _, offset := instant.Zone(); offset%60 != 0 {
			return // seconds in the offset
		}
		require.Equal(t, instant.Format(time.RFC3339), z.At(instant).String())
	})
}

// Local finds every instant again; where it does not, the error has it.
func TestLocalIsTheInverseOfAt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		z := anyZone(t, "zone")
		m := z.At(anyInstant(t, location(z.Name()), "instant"))

		found, err := z.Local(m.Date(), m.Clock())
		if err == nil {
			require.Equal(t, m, found)
			return
		}
		var failure *calendar.LocalTimeError
		require.ErrorAs(t, err, &failure)
		require.Equal(t, calendar.ErrRepeated, failure.Kind)
		require.Contains(t, []calendar.Moment{failure.First, failure.Second}, m)
		require.True(t, failure.First.Before(failure.Second))
		for _, reading := range []calendar.Moment{failure.First, failure.Second} {
			require.Equal(t, reading, z.In(reading))
			require.Equal(t, []any{m.Date(), m.Clock()}, []any{reading.Date(), reading.Clock()})
		}
	})
}

// Local finds all instants at which a clock on the wall shows a time, tried one
// offset after the other.
func TestLocalIsWhatTheWallShows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		z := anyZone(t, "zone")
		m := z.At(anyInstant(t, location(z.Name()), "instant"))
		d, c := m.Date(), m.Clock()
		if rapid.Bool().Draw(t, "into a gap") {
			c = calendar.MustClock(rapid.SampledFrom([]string{"00:00", "00:30", "02:15", "02:45", "12:00"}).Draw(t, "c"))
		}

		var shows []calendar.Moment
		wall := d.String() + "T" + c.String()
		if len(c.String()) == len("15:04") {
			wall += ":00"
		}
		asUTC := moment(wall + "Z")
		for offset := 16 * 60; offset >= -16*60; offset-- {
			if m := z.In(asUTC.Add(-calendar.Seconds(offset) * calendar.Minute)); m.Date() == d && m.Clock() == c {
				shows = append(shows, m)
			}
		}

		found, err := z.Local(d, c)
		switch len(shows) {
		case 0:
			require.ErrorIs(t, err, calendar.ErrGap)
		case 1:
			require.NoError(t, err)
			require.Equal(t, shows[0], found)
		default:
			require.Len(t, shows, 2)
			require.Equal(t, &calendar.LocalTimeError{
				Zone: z.Name(), Date: d, Clock: c, First: shows[0], Second: shows[1], Kind: calendar.ErrRepeated,
			}, err)
		}
	})
}

// The nights when clocks change: a local time is one instant, none or two.
func TestLocal(t *testing.T) {
	for _, row := range []struct {
		zone, date, clock string
		readings          []string
	}{
		// An hour is missing in spring and comes twice in autumn.
		{"Europe/Copenhagen", "2016-03-27", "01:59:59", []string{"2016-03-27T01:59:59+01:00"}},
		{"Europe/Copenhagen", "2016-03-27", "02:00", nil},
		{"Europe/Copenhagen", "2016-03-27", "02:59", nil},
		{"Europe/Copenhagen", "2016-03-27", "02:59:59", nil},
		{"Europe/Copenhagen", "2016-03-27", "03:00", []string{"2016-03-27T03:00:00+02:00"}},
		{"Europe/Copenhagen", "2026-10-25", "01:59:59", []string{"2026-10-25T01:59:59+02:00"}},
		{"Europe/Copenhagen", "2026-10-25", "02:00", []string{"2026-10-25T02:00:00+02:00", "2026-10-25T02:00:00+01:00"}},
		{"Europe/Copenhagen", "2026-10-25", "02:30", []string{"2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"}},
		{"Europe/Copenhagen", "2026-10-25", "02:59:59", []string{"2026-10-25T02:59:59+02:00", "2026-10-25T02:59:59+01:00"}},
		{"Europe/Copenhagen", "2026-10-25", "03:00", []string{"2026-10-25T03:00:00+01:00"}},

		// The day before and the day after are ordinary.
		{"Europe/Copenhagen", "2026-10-24", "02:30", []string{"2026-10-24T02:30:00+02:00"}},
		{"Europe/Copenhagen", "2026-10-26", "02:30", []string{"2026-10-26T02:30:00+01:00"}},
		{"Europe/Copenhagen", "2026-10-24", "24:00", []string{"2026-10-25T00:00:00+02:00"}},
		{"Europe/Copenhagen", "2026-10-25", "24:00", []string{"2026-10-26T00:00:00+01:00"}},

		// The last day of a leap year beyond the table of changes (golang/go#81583).
		{"Europe/Oslo", "2040-12-31", "12:00", []string{"2040-12-31T12:00:00+01:00"}},

		// The day begins at 01:00; in autumn its last hour comes twice.
		{"America/Sao_Paulo", "2015-10-17", "23:59:59", []string{"2015-10-17T23:59:59-03:00"}},
		{"America/Sao_Paulo", "2015-10-17", "24:00", nil},
		{"America/Sao_Paulo", "2015-10-18", "00:00", nil},
		{"America/Sao_Paulo", "2015-10-18", "00:59:59", nil},
		{"America/Sao_Paulo", "2015-10-18", "01:00", []string{"2015-10-18T01:00:00-02:00"}},
		{"America/Sao_Paulo", "2016-02-20", "23:30", []string{"2016-02-20T23:30:00-02:00", "2016-02-20T23:30:00-03:00"}},
		{"America/Sao_Paulo", "2016-02-21", "00:00", []string{"2016-02-21T00:00:00-03:00"}},

		// A day that never was, and one that came twice.
		{"Pacific/Apia", "2011-12-29", "23:59:59", []string{"2011-12-29T23:59:59-10:00"}},
		{"Pacific/Apia", "2011-12-29", "24:00", nil},
		{"Pacific/Apia", "2011-12-30", "00:00", nil},
		{"Pacific/Apia", "2011-12-30", "12:00", nil},
		{"Pacific/Apia", "2011-12-30", "23:59:59", nil},
		{"Pacific/Apia", "2011-12-30", "24:00", []string{"2011-12-31T00:00:00+14:00"}},
		{"Pacific/Apia", "2011-12-31", "00:00", []string{"2011-12-31T00:00:00+14:00"}},
		{"Pacific/Kwajalein", "1969-09-30", "12:00", []string{"1969-09-30T12:00:00+11:00", "1969-09-30T12:00:00-12:00"}},

		// Half an hour of summer time, two hours, and none for a month.
		{"Australia/Lord_Howe", "2026-04-05", "01:29:59", []string{"2026-04-05T01:29:59+11:00"}},
		{"Australia/Lord_Howe", "2026-04-05", "01:30", []string{"2026-04-05T01:30:00+11:00", "2026-04-05T01:30:00+10:30"}},
		{"Australia/Lord_Howe", "2026-04-05", "02:00", []string{"2026-04-05T02:00:00+10:30"}},
		{"Australia/Lord_Howe", "2026-10-04", "02:15", nil},
		{"Australia/Lord_Howe", "2026-10-04", "02:30", []string{"2026-10-04T02:30:00+11:00"}},
		{"Antarctica/Troll", "2026-03-29", "00:59:59", []string{"2026-03-29T00:59:59Z"}},
		{"Antarctica/Troll", "2026-03-29", "01:00", nil},
		{"Antarctica/Troll", "2026-03-29", "02:59:59", nil},
		{"Antarctica/Troll", "2026-03-29", "03:00", []string{"2026-03-29T03:00:00+02:00"}},
		{"Antarctica/Troll", "2026-10-25", "01:00", []string{"2026-10-25T01:00:00+02:00", "2026-10-25T01:00:00Z"}},
		{"Antarctica/Troll", "2026-10-25", "02:59:59", []string{"2026-10-25T02:59:59+02:00", "2026-10-25T02:59:59Z"}},
		{"Africa/Casablanca", "2026-02-15", "02:30", []string{"2026-02-15T02:30:00+01:00", "2026-02-15T02:30:00Z"}},
		{"Africa/Casablanca", "2026-03-01", "12:00", []string{"2026-03-01T12:00:00Z"}},
		{"Africa/Casablanca", "2026-03-22", "02:30", nil},

		// An odd offset, and the night it came: from +05:30 to +05:45.
		{"Asia/Kathmandu", "2026-03-10", "08:00", []string{"2026-03-10T08:00:00+05:45"}},
		{"Asia/Kathmandu", "1986-01-01", "00:14:59", nil},
		{"Asia/Kathmandu", "1986-01-01", "00:15", []string{"1986-01-01T00:15:00+05:45"}},

		// Clocks changed twice within four days, as close as it ever came.
		{"Africa/Freetown", "1939-09-01", "00:10", nil},
		{"Africa/Freetown", "1939-09-01", "12:00", []string{"1939-09-01T12:00:00-00:40"}},
		{"Africa/Freetown", "1939-09-03", "12:00", []string{"1939-09-03T12:00:00-00:40"}},
		{"Africa/Freetown", "1939-09-04", "23:45", []string{"1939-09-04T23:45:00-00:40", "1939-09-04T23:45:00-01:00"}},
		{"Africa/Freetown", "1939-09-05", "00:10", []string{"1939-09-05T00:10:00-01:00"}},

		// The first and the last second that can be written.
		{"America/New_York", "0001-01-01", "00:00", []string{"0001-01-01T00:00:00-04:56"}},
		{"Asia/Kathmandu", "0001-01-01", "00:00", []string{"0001-01-01T00:00:00+05:41"}},
		{"America/New_York", "9999-12-31", "23:59:59", []string{"9999-12-31T23:59:59-05:00"}},
		{"Asia/Kathmandu", "9999-12-31", "23:59:59", []string{"9999-12-31T23:59:59+05:45"}},
	} {
		name := row.zone + " " + row.date + " " + row.clock
		d, c := calendar.MustDate(row.date), calendar.MustClock(row.clock)
		want := &calendar.LocalTimeError{Zone: row.zone, Date: d, Clock: c, Kind: calendar.ErrGap}
		got, err := zone(row.zone).Local(d, c)
		switch len(row.readings) {
		case 1:
			require.NoError(t, err, name)
			assert.Equal(t, row.readings[0], got.String(), name)
			continue
		case 2:
			want.Kind = calendar.ErrRepeated
			want.First, want.Second = moment(row.readings[0]), moment(row.readings[1])
		}
		assert.Equal(t, want, err, name)
		assert.Zero(t, got, name)
	}
}

func TestLocalRefusesWhatNoClockShows(t *testing.T) {
	day, last := calendar.MustDate("2026-03-10"), calendar.MustDate(lastDate)
	for _, row := range []struct {
		date  calendar.Date
		clock calendar.Clock
	}{
		{day, -1},
		{day, calendar.Clock(-time.Hour)},
		{day, calendar.Clock(24*time.Hour + time.Second)},
		{day, calendar.Clock(25 * time.Hour)},
		{day, math.MaxInt64},
		{day, math.MinInt64},
		{-1, calendar.MustClock("24:00")},
		{last + 1, 0},
		{math.MaxInt64, 0},
		{math.MinInt64, 0},
		{last, calendar.MustClock("24:00")},
	} {
		for _, name := range []string{"UTC", "America/New_York", "Asia/Kathmandu"} {
			got, err := zone(name).Local(row.date, row.clock)
			want := &calendar.LocalTimeError{Zone: name, Date: row.date, Clock: row.clock, Kind: calendar.ErrRange}
			assert.Equal(t, want, err)
			assert.Zero(t, got)
		}
	}
}

func TestLocalCutsTheClockToTheSecond(t *testing.T) {
	m, err := zone("UTC").Local(calendar.MustDate("2026-03-10"), calendar.MustClock("08:00")+999_999_999)
	require.NoError(t, err)
	assert.Equal(t, "2026-03-10T08:00:00Z", m.String())
}

// Fractions are cut towards the past, on both sides of 1970.
func TestAtCutsToTheSecond(t *testing.T) {
	oslo := zone("Europe/Oslo")
	for _, year := range []int{1960, 2026} {
		instant := time.Date(year, time.July, 1, 12, 0, 0, 0, time.UTC)
		assert.Equal(t, oslo.At(instant), oslo.At(instant.Add(time.Second-1)))
		assert.NotEqual(t, oslo.At(instant), oslo.At(instant.Add(-1)))
	}
}

// Before there was standard time offsets had seconds, which RFC 3339 cannot
// write: Oslo was 43 minutes ahead, New York 4:56:02 behind.
func TestOffsetsAreCutToTheMinute(t *testing.T) {
	instant := time.Date(1850, time.July, 1, 12, 0, 0, 0, time.UTC)
	for name, want := range map[string]string{
		"Europe/Oslo":       "1850-07-01T12:43:00+00:43",
		"Europe/Copenhagen": "1850-07-01T12:50:00+00:50",
		"America/New_York":  "1850-07-01T07:04:00-04:56",
	} {
		m := zone(name).At(instant)
		assert.Equal(t, want, m.String())
		assert.True(t, instant.Equal(m.Time()))
	}
}

func TestAtTheEdgesOfTime(t *testing.T) {
	at := func(year int, month time.Month, day, hour, minute, second int) time.Time {
		return time.Date(year, month, day, hour, minute, second, 0, time.UTC)
	}
	east, west := fixed(t, 60*60), fixed(t, -60*60)

	assert.Equal(t, "0001-01-01T00:00:00+01:00", east.At(at(0, 12, 31, 23, 0, 0)).String())
	assert.Equal(t, "0001-01-01T00:00:00-01:00", west.At(at(1, 1, 1, 1, 0, 0)).String())
	assert.Equal(t, "9999-12-31T23:59:59+01:00", east.At(at(9999, 12, 31, 22, 59, 59)).String())
	assert.Equal(t, "9999-12-31T23:59:59-01:00", west.At(at(10000, 1, 1, 0, 59, 59)).String())

	for _, instant := range []time.Time{
		at(0, 12, 31, 22, 59, 59), at(-1, 1, 1, 0, 0, 0), at(-2_000_000_000, 1, 1, 0, 0, 0),
		at(10000, 1, 1, 0, 59, 59).Add(time.Hour), at(2_000_000_000, 1, 1, 0, 0, 0),
		time.Unix(math.MaxInt64, 0), time.Unix(math.MaxInt64, 999_999_999), time.Unix(math.MinInt64, 0),
		time.Unix(math.MaxInt64-62135596800, 0), time.Unix(math.MinInt64+62135596800, 0),
	} {
		assert.Zero(t, east.At(instant), "%d", instant.Unix())
		assert.Zero(t, west.At(instant), "%d", instant.Unix())
	}

	// The zero time is the zero moment only where it is midnight of the first day.
	assert.Zero(t, zone("UTC").At(time.Time{}))
	assert.Zero(t, west.At(time.Time{}))
	assert.Equal(t, "0001-01-01T01:00:00+01:00", east.At(time.Time{}).String())
}

// A place a day or more from UTC is nowhere on earth.
func TestOffsetsThatCannotBeWritten(t *testing.T) {
	instant := time.Date(2026, time.March, 10, 12, 0, 0, 0, time.UTC)
	const day = 24 * 60 * 60
	assert.Equal(t, "2026-03-11T11:59:00+23:59", fixed(t, day-1).At(instant).String())
	assert.Equal(t, "2026-03-09T12:01:00-23:59", fixed(t, 1-day).At(instant).String())
	for _, offset := range []int{day, -day, 2 * day, -2 * day, math.MaxInt32, math.MinInt32, math.MaxInt, math.MinInt} {
		z := fixed(t, offset)
		assert.Zero(t, z.At(instant), "%d", offset)
		_, err := z.Local(calendar.MustDate("2026-03-10"), 0)
		assert.ErrorIs(t, err, calendar.ErrGap, "%d", offset)
	}
}

func fixed(t *testing.T, offset int) calendar.Zone {
	z, err := calendar.NewZone(time.FixedZone("somewhere", offset))
	require.NoError(t, err)
	return z
}

func TestNewZoneWantsANamedPlace(t *testing.T) {
	for _, name := range []string{"UTC", "Europe/Oslo", "America/Argentina/Buenos_Aires"} {
		z, err := calendar.NewZone(location(name))
		require.NoError(t, err)
		assert.Equal(t, name, z.Name())
	}
	for _, row := range []struct {
		place *time.Location
		says  string
	}{
		{nil, "no location given"},
		{time.Local, `"Local"`},
		{time.FixedZone("", 3600), `""`},
		{time.FixedZone("Local", 3600), `"Local"`},
	} {
		z, err := calendar.NewZone(row.place)
		require.ErrorIs(t, err, calendar.ErrZone)
		assert.ErrorContains(t, err, row.says)
		assert.Zero(t, z)
	}
}
