package calendar_test

import (
	"encoding"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/internal/hostile"
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

// A text is read by a value as it is parsed if it is what the value writes, and else the
// value is left as it was.
func FuzzTexts(f *testing.F) {
	for _, seed := range []string{"2026-03-10", "2025-02-30", "08:00", "8.00", "24:00", "08:00:30", "08:00-16:00", "8-16", "2026-03-10T13:59:59+01:00", "2026-03-10T13:59:59+00:00", "", "\x00", "9999-12-31"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		asParsed(t, text, calendar.MustDate("2020-02-29"), calendar.ParseDate)
		asParsed(t, text, calendar.MustClock("14:00"), calendar.ParseClock)
		asParsed(t, text, calendar.MustHours("22-6"), calendar.ParseHours)
		asParsed(t, text, moment("2026-03-10T12:59:59Z"), calendar.ParseMoment)
	})
}

// asParsed reads a text into a value.
func asParsed[T fmt.Stringer, P interface {
	*T
	encoding.TextUnmarshaler
}](t *testing.T, text string, was T, parse func(string) (T, error)) {
	read := was
	parsed, err := parse(text)
	failed := P(&read).UnmarshalText([]byte(text))
	if failed != nil {
		require.Equal(t, was, read)
		require.True(t, err != nil || parsed.String() != text, "%q is a %T", text, was)
		return
	}
	require.NoError(t, err)
	require.Equal(t, parsed, read)
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
		var spec, same calendar.Spec
		if spec.UnmarshalJSON(document) != nil {
			require.Zero(t, spec)
			return
		}
		written, err := json.Marshal(spec)
		require.NoError(t, err)
		require.NoError(t, same.UnmarshalJSON(written))
		rewritten, err := json.Marshal(same)
		require.NoError(t, err)
		require.Equal(t, string(written), string(rewritten))
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

// A document of a cutoff is read as it is written, or not at all. By a cutoff that is
// sound nothing that comes later is received earlier, and each delivery is on a working
// day, so many after the day of receipt.
func FuzzCutoff(f *testing.F) {
	sound := calendar.Cutoff{
		Before: calendar.MustClock("14:00"), On: []calendar.WeekdayCutoff{{Weekday: calendar.Friday, Before: calendar.MustClock("12:00")}},
		WorkingDays: 2, ClosedDay: calendar.Literal,
	}
	document, err := json.Marshal(sound)
	require.NoError(f, err)
	var read calendar.Cutoff
	require.NoError(f, json.Unmarshal(document, &read))
	require.Equal(f, sound, read)
	f.Add(document, int64(0), int64(86400))
	for name, text := range hostile.Documents(f, string(document)) {
		if strings.Contains(name, "version") {
			continue // a cutoff has none
		}
		if name != "null" { // as a cutoff that is not there
			require.Error(f, new(calendar.Cutoff).UnmarshalJSON([]byte(text)), "%s: %s", name, text)
		}
		f.Add([]byte(text), int64(0), int64(86400))
	}
	for _, text := range []string{
		`{"before":"24:00","working_days":0}`, `{"before":"00:00"}`, `{"before":"14:00","working_days":9223372036854775807}`, `{"before":"14:00","on":[],"working_days":1}`,
		`{"before":"14:00","on":[{"weekday":"mon","before":"00:00"},{"weekday":"sun","before":"23:59:59"}],"working_days":1,"closed_day":"RollForward"}`,
	} {
		f.Add([]byte(text), int64(300_000), int64(-1))
	}
	hours := compile(f, office("Europe/Stockholm", calendar.Sweden, calendar.Public, calendar.DeFacto))
	start := moment("2026-03-10T13:59:59+01:00")
	f.Fuzz(func(t *testing.T, document []byte, a, b int64) {
		was := calendar.Cutoff{Before: 1, WorkingDays: -7, ClosedDay: "x"}
		cutoff := was
		if cutoff.UnmarshalJSON(document) != nil {
			require.Equal(t, was, cutoff)
			return
		}
		written, err := json.Marshal(cutoff)
		require.NoError(t, err)
		var again calendar.Cutoff
		require.NoError(t, again.UnmarshalJSON(written))
		rewritten, err := json.Marshal(again)
		require.NoError(t, err)
		require.Equal(t, string(written), string(rewritten))
		if cutoff.Validate() != nil {
			return
		}
		const days = 30 * 86400
		early, late := start.Add(calendar.Seconds(min(a%days, b%days))), start.Add(calendar.Seconds(max(a%days, b%days)))
		first, err := cutoff.Received(hours, early)
		require.NoError(t, err)
		last, err := cutoff.Received(hours, late)
		require.NoError(t, err)
		require.LessOrEqual(t, first, last)
		promised, err := cutoff.Promise(hours, early)
		if err != nil {
			require.ErrorIs(t, err, calendar.ErrHorizon)
			return
		}
		working, err := hours.IsWorkingDay(promised)
		require.NoError(t, err)
		require.True(t, working)
		received, err := hours.IsWorkingDay(first)
		require.NoError(t, err)
		after, err := hours.WorkingDaysBetween(first+1, promised+1)
		require.NoError(t, err)
		if cutoff.WorkingDays == 0 && !received { // nothing is delivered on a closed day
			after--
		}
		require.Equal(t, cutoff.WorkingDays, after)
	})
}
