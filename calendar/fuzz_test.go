package calendar_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/calendar"
)

// The parsers never panic; a text they take is the text of its value, and means
// what package time says it means.

func FuzzDate(f *testing.F) {
	for _, seed := range []string{
		"2026-03-10", "2024-02-29", "2025-02-30", "0001-01-01", "9999-12-31", "0000-01-01", "2025-2-3", "", "01/02/2025",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		std, stdErr := time.Parse(time.DateOnly, text)
		d, err := calendar.ParseDate(text)
		if err != nil {
			require.True(t, stdErr != nil || std.Year() == 0, "%q is a day", text)
			return
		}
		require.Equal(t, text, d.String())
		require.NoError(t, stdErr)
		year, month, day := d.Civil()
		require.Equal(t, time.Date(year, month, day, 0, 0, 0, 0, time.UTC), std)
	})
}

func FuzzClock(f *testing.F) {
	for _, seed := range []string{
		"8", "8.00", "08:00", "0800", "08:00:30", "24:00", "24:01", "25:00", "08:60", "2pm", "-8", "", "8:5",
	} {
		f.Add(seed)
	}
	midnight := time.Date(2026, time.March, 10, 0, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, text string) {
		c, err := calendar.ParseClock(text)
		var strict calendar.Clock
		strictErr := strict.UnmarshalText([]byte(text))
		if err != nil {
			require.Error(t, strictErr)
			return
		}
		again, err := calendar.ParseClock(c.String())
		require.NoError(t, err)
		require.Equal(t, c, again)
		require.Equal(t, text == c.String(), strictErr == nil)

		for _, layout := range []string{"15:04", "15:04:05", "15.04", "1504"} {
			if std, stdErr := time.Parse("2006-01-02 "+layout, "2026-03-10 "+text); stdErr == nil {
				require.Equal(t, std.Sub(midnight), time.Duration(c), "%q as %s", text, layout)
			}
		}
	})
}

func FuzzMoment(f *testing.F) {
	for _, seed := range []string{
		"2026-03-10T13:59:59+01:00", "2026-03-10T12:59:59Z", "2026-03-10T13:59:59+00:00", "2026-03-10T13:59:59-00:00",
		"2026-03-10T13:59:59.5Z", "2026-03-10T24:00:00Z", "2016-12-31T23:59:60Z", "2026-03-10T13:59:59", "",
		"0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		m, err := calendar.ParseMoment(text)
		if err != nil {
			return
		}
		if want := len("2006-01-02T15:04:05"); text[want:] == "+00:00" {
			text = text[:want] + "Z"
		}
		require.Equal(t, text, m.String())
		std, err := time.Parse(time.RFC3339, text)
		require.NoError(t, err)
		require.True(t, std.Equal(m.Time()), "%s and %s", std, m)
		require.Equal(t, std.Format(time.DateOnly), m.Date().String())
		require.Equal(t, std.Format(time.TimeOnly), text[len("2006-01-02T"):len("2006-01-02T15:04:05")])
	})
}

func FuzzHours(f *testing.F) {
	for _, seed := range []string{"8-16", "8.00-16.00", "08:00–16:00", "0800-1600", "22-6", "0-24", "00:00-00:00", "24:00-8", "-", "8-12-16", ""} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		hours, err := calendar.ParseHours(text)
		if err != nil {
			require.Zero(t, hours)
			return
		}
		again, err := calendar.ParseHours(hours.String())
		require.NoError(t, err)
		require.Equal(t, hours, again)
		require.Less(t, hours.Open, calendar.MustClock("24:00"))
	})
}

// Whatever a document says, it is refused or compiles to a calendar whose
// answers agree with each other.
func FuzzSpec(f *testing.F) {
	for _, seed := range []string{
		`{"v":1,"name":"C","zone":"Europe/Oslo","from":"2026-01-01","to":"2026-12-31","week":{"mon":["08:00-16:00"]}}`,
		`{"v":1,"name":"C","zone":"Europe/Oslo","from":"1990-01-01","to":"2075-12-31","week":{"mon":["22:00-06:00"],"sun":["00:00-24:00"]},` +
			`"seasons":[{"name":"s","first":"1980-05-15","last":"1980-09-14","yearly":true,"week":{"tue":["08:00-12:00","12:00-16:00"]}}],` +
			`"holidays":{"region":"NO","categories":["public","custom"],"sundays":true,"without":["Good Friday"],` +
			`"rules":[{"name":"N","kind":"on-or-after","month":12,"day":30,"weekday":"fri"},{"name":"E","kind":"easter","day":-80}],` +
			`"hours":[{"category":"custom","until":"12:00","working":true}]},` +
			`"exceptions":[{"date":"2026-03-10","hours":["10:00-11:00"],"counts":"day-off"},{"date":"2026-03-11"}],"working_days":["mon","tue"]}`,
		`{"v":1,"name":"C","zone":"Pacific/Apia","from":"2011-12-29","to":"2011-12-31","week":{"fri":["00:00-24:00"]}}`,
		`{"v":1,"name":"C","zone":"America/St_Johns","from":"0002-01-02","to":"0201-12-31","week":{"fri":["08:00:30-08:00:30"]}}`,
	} {
		f.Add([]byte(seed), int64(0), int64(1))
	}
	f.Fuzz(func(t *testing.T, document []byte, a, b int64) {
		var spec calendar.Spec
		if json.Unmarshal(document, &spec) != nil {
			return
		}
		place, err := time.LoadLocation(spec.Zone)
		if err != nil {
			return
		}
		hours, err := calendar.Compile(spec, place)
		if err != nil {
			return
		}
		zone := hours.Zone()
		from, err := zone.Local(spec.From+2, 12*calendar.Clock(time.Hour))
		if err != nil {
			return
		}
		days := int64(spec.To-spec.From) + 1
		start := from.Add(calendar.Seconds(a % (days * 86400)))
		end := from.Add(calendar.Seconds(b % (days * 86400)))
		open, err := hours.Between(start, end)
		if err != nil {
			return
		}
		there, err := hours.Add(start, open)
		require.NoError(t, err)
		back, err := hours.Between(start, there)
		require.NoError(t, err)
		require.Equal(t, open, back)
		if next, err := hours.NextOpen(start); err == nil {
			isOpen, err := hours.IsOpen(next)
			require.NoError(t, err)
			require.True(t, isOpen)
		}
		if next, err := hours.NextClose(start); err == nil {
			isOpen, err := hours.IsOpen(next.Add(-1))
			require.NoError(t, err)
			require.True(t, isOpen)
		}
		day := min(max(start.Date(), spec.From), spec.To)
		if next, err := hours.AddWorkingDays(day, 1); err == nil {
			working, err := hours.IsWorkingDay(next)
			require.NoError(t, err)
			require.True(t, working)
		}
	})
}
