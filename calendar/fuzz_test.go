package calendar_test

import (
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
