package calendar_test

import (
	"encoding/json"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement/entitlementtest"
)

func TestMain(m *testing.M) { entitlementtest.Main(m) }

// Zones with a history: a gap at midnight, a day that never was, half an hour
// and two hours of summer time, a summer time that pauses for Ramadan, an odd
// offset, clocks changed twice within four days, and four ordinary ones.
var zones = []string{
	"America/Sao_Paulo", "Pacific/Apia", "Australia/Lord_Howe", "Antarctica/Troll",
	"Africa/Casablanca", "Asia/Kathmandu", "Africa/Freetown", "Asia/Gaza", "America/St_Johns",
	"Europe/Copenhagen", "Europe/Oslo", "America/New_York", "UTC",
}

const (
	firstDate = "0001-01-01"
	lastDate  = "9999-12-31"
)

func location(name string) *time.Location {
	place, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return place
}

func zone(name string) calendar.Zone {
	z, err := calendar.NewZone(location(name))
	if err != nil {
		panic(err)
	}
	return z
}

func moment(text string) calendar.Moment {
	m, err := calendar.ParseMoment(text)
	if err != nil {
		panic(err)
	}
	return m
}

// anyDate draws from the years 1 to 9999, month ends and leap days often.
func anyDate(t *rapid.T, label string) calendar.Date {
	first, last := calendar.MustDate(firstDate), calendar.MustDate(lastDate)
	d := calendar.Date(rapid.Int64Range(int64(first), int64(last)).Draw(t, label))
	if year, month, _ := d.Civil(); rapid.Bool().Draw(t, "at the end of the month") {
		end := time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC)
		d, _ = calendar.NewDate(end.Year(), end.Month(), end.Day())
	}
	return d
}

func anyClock(t *rapid.T, label string) calendar.Clock {
	return calendar.Clock(rapid.Int64Range(0, 24*60*60).Draw(t, label)) * calendar.Clock(time.Second)
}

// anyInstant draws from 1800 to 2100, half of them near a change of the clocks.
func anyInstant(t *rapid.T, place *time.Location, label string) time.Time {
	from := time.Date(1800, 1, 1, 0, 0, 0, 0, time.UTC).Unix()
	to := time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC).Unix()
	instant := time.Unix(rapid.Int64Range(from, to).Draw(t, label), 0).In(place)
	if change, _ := instant.ZoneBounds(); !change.IsZero() && rapid.Bool().Draw(t, "near a change") {
		const near = 2 * 24 * 60 * 60
		instant = change.Add(time.Duration(rapid.IntRange(-near, near).Draw(t, "seconds off")) * time.Second)
	}
	return instant
}

func anyZone(t *rapid.T, label string) calendar.Zone {
	return zone(rapid.SampledFrom(zones).Draw(t, label))
}

// anyMoment draws any day and clock time, with any offset.
func anyMoment(t *rapid.T, label string) calendar.Moment {
	day := rapid.Int64Range(int64(calendar.MustDate("0100-01-01")), int64(calendar.MustDate("9900-12-31"))).Draw(t, label)
	c := min(anyClock(t, "clock"), calendar.MustClock("23:59:59"))
	place := time.FixedZone("somewhere", 60*rapid.IntRange(-23*60-59, 23*60+59).Draw(t, "offset"))
	z, _ := calendar.NewZone(place)
	m, _ := z.Local(calendar.Date(day), c)
	return m
}

// requireParseError parses a text that is refused.
func requireParseError(t *testing.T, what, text string, kind calendar.Error, parse func() (any, error)) {
	value, err := parse()
	var failure *calendar.ParseError
	require.ErrorAs(t, err, &failure, "%.50s", text)
	require.ErrorIs(t, err, kind, "%.50s", text)
	assert.Equal(t, calendar.ParseError{What: what, Text: text[:min(len(text), 40)], Kind: kind}, *failure)
	assert.Zero(t, value)
}

// requireSameInJSON writes a value and reads it back.
func requireSameInJSON[T any](t require.TestingT, value T) {
	text, err := json.Marshal(value)
	require.NoError(t, err)
	var read T
	require.NoError(t, json.Unmarshal(text, &read))
	require.Equal(t, value, read)
}
