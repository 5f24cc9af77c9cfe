package calendar_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/avtale/avtale/calendar"
)

func anyCutoff(t *rapid.T) calendar.Cutoff {
	cutoff := calendar.Cutoff{
		Before:      clockAt(rapid.IntRange(1, 86400).Draw(t, "before")),
		WorkingDays: rapid.IntRange(0, 5).Draw(t, "working days"),
		ClosedDay:   rapid.SampledFrom([]calendar.ClosedDay{"", calendar.RollForward, calendar.Literal}).Draw(t, "closed day"),
	}
	if rapid.Bool().Draw(t, "Friday is earlier") {
		cutoff.On = []calendar.WeekdayCutoff{{Weekday: calendar.Friday, Before: clockAt(rapid.IntRange(0, 86400).Draw(t, "Friday"))}}
	}
	return cutoff
}

func TestCutoff(t *testing.T) {
	eves := compile(t, office("Europe/Stockholm", calendar.Sweden, calendar.Public, calendar.DeFacto))
	law := compile(t, office("Europe/Stockholm", calendar.Sweden))
	roll := calendar.Cutoff{Before: calendar.MustClock("14:00"), WorkingDays: 1, ClosedDay: calendar.RollForward}
	literal := calendar.Cutoff{Before: calendar.MustClock("14:00"), WorkingDays: 1, ClosedDay: calendar.Literal}
	friday := roll
	friday.On = []calendar.WeekdayCutoff{{Weekday: calendar.Friday, Before: calendar.MustClock("12:00")}}
	sameDay := calendar.Cutoff{Before: calendar.MustClock("14:00"), ClosedDay: calendar.Literal}

	for _, row := range []struct {
		what           string
		hours          calendar.Calendar
		cutoff         calendar.Cutoff
		at             string
		received, want string
	}{
		{"before", eves, roll, "2026-03-10T13:59:59+01:00", "2026-03-10", "2026-03-11"},
		{"on the instant is too late", eves, roll, "2026-03-10T14:00:00+01:00", "2026-03-11", "2026-03-12"},
		{"in UTC", eves, roll, "2026-03-10T13:00:00Z", "2026-03-11", "2026-03-12"},
		{"Friday before", eves, roll, "2026-03-13T13:59:00+01:00", "2026-03-13", "2026-03-16"},
		{"Friday after", eves, roll, "2026-03-13T14:00:00+01:00", "2026-03-16", "2026-03-17"},
		{"summer time", eves, roll, "2026-10-23T13:59:59+02:00", "2026-10-23", "2026-10-26"},
		{"Saturday", eves, roll, "2026-03-14T10:00:00+01:00", "2026-03-16", "2026-03-17"},
		{"Saturday by the letter", eves, literal, "2026-03-14T10:00:00+01:00", "2026-03-14", "2026-03-16"},
		{"Saturday after, by the letter", eves, literal, "2026-03-14T15:00:00+01:00", "2026-03-16", "2026-03-17"},
		{"Sunday night", eves, roll, "2026-03-15T23:00:00+01:00", "2026-03-16", "2026-03-17"},
		{"before Midsummer Eve", eves, roll, "2026-06-18T13:00:00+02:00", "2026-06-18", "2026-06-22"},
		{"Midsummer Eve as a working day", law, roll, "2026-06-18T13:00:00+02:00", "2026-06-18", "2026-06-19"},
		{"before Christmas", eves, roll, "2025-12-23T13:00:00+01:00", "2025-12-23", "2025-12-29"},
		{"Christmas Eve as a working day", law, roll, "2025-12-23T13:00:00+01:00", "2025-12-23", "2025-12-24"},
		{"before New Year", eves, roll, "2026-12-30T13:00:00+01:00", "2026-12-30", "2027-01-04"},
		{"an early Friday, before", eves, friday, "2026-03-13T11:59:59+01:00", "2026-03-13", "2026-03-16"},
		{"an early Friday, after", eves, friday, "2026-03-13T12:00:00+01:00", "2026-03-16", "2026-03-17"},
		{"the Thursday before", eves, friday, "2026-03-12T13:59:59+01:00", "2026-03-12", "2026-03-13"},
		{"the same day", eves, sameDay, "2026-03-10T13:59:59+01:00", "2026-03-10", "2026-03-10"},
		{"the same day is a Saturday: the next working day", eves, sameDay, "2026-03-14T10:00:00+01:00", "2026-03-14", "2026-03-16"},
	} {
		t.Run(row.what, func(t *testing.T) {
			received, err := row.cutoff.Received(row.hours, moment(row.at))
			require.NoError(t, err)
			assert.Equal(t, row.received, received.String())
			promised, err := row.cutoff.Promise(row.hours, moment(row.at))
			require.NoError(t, err)
			assert.Equal(t, row.want, promised.String())
		})
	}
	early := friday
	early.On = []calendar.WeekdayCutoff{{Weekday: calendar.Monday, Before: 1}, {Weekday: calendar.Tuesday, Before: 1}}
	early.On[0].Before, early.On[1].Before = calendar.MustClock("10:00"), calendar.MustClock("11:00")
	require.NoError(t, early.Validate())
	require.Equal(t, calendar.MustClock("10:00"), early.For(calendar.MustDate("2026-03-09")))
	require.Equal(t, calendar.MustClock("11:00"), early.For(calendar.MustDate("2026-03-10")))
	require.Equal(t, calendar.MustClock("12:00"), friday.For(calendar.MustDate("2026-03-13")))
	require.Equal(t, calendar.MustClock("14:00"), friday.For(calendar.MustDate("2026-03-14")))
}

// SWP-19, SWP-25, SWP-26 hold: a promise is a working day, later than the
// registration if a day is promised; it rises with the moment but for the
// literal reading; that is never later than the other, and differs only on
// closed days before the cutoff; the count behind it leads to it.
func TestPromiseHolds(t *testing.T) {
	hours := compile(t, office("Europe/Stockholm", calendar.Sweden, calendar.Public, calendar.DeFacto))
	rapid.Check(t, func(t *rapid.T) {
		cutoff := anyCutoff(t)
		at := moment("2026-01-01T00:00:00+01:00").Add(calendar.Seconds(rapid.IntRange(0, 365*86400).Draw(t, "at")))
		promised, err := cutoff.Promise(hours, at)
		require.NoError(t, err)
		working, err := hours.IsWorkingDay(promised)
		require.NoError(t, err)
		require.True(t, working)
		local := hours.Zone().In(at)
		require.GreaterOrEqual(t, promised, local.Date())
		if cutoff.WorkingDays > 0 {
			require.Greater(t, promised, local.Date())
		}

		cutoff.ClosedDay = calendar.RollForward
		rolled, err := cutoff.Promise(hours, at)
		require.NoError(t, err)
		later, err := cutoff.Promise(hours, at.Add(calendar.Seconds(rapid.IntRange(0, 86400).Draw(t, "later"))))
		require.NoError(t, err)
		if cutoff.On == nil { // an early Friday is no less monotone, but for the days after
			require.LessOrEqual(t, rolled, later)
		}
		cutoff.ClosedDay = calendar.Literal
		literal, err := cutoff.Promise(hours, at)
		require.NoError(t, err)
		require.LessOrEqual(t, literal, rolled)
		working, err = hours.IsWorkingDay(local.Date())
		require.NoError(t, err)
		if working || local.Clock() >= cutoff.For(local.Date()) {
			require.Equal(t, rolled, literal)
		}

		promise, err := cutoff.Explain(hours, at)
		require.NoError(t, err)
		require.Equal(t, literal, promise.Day)
		require.Equal(t, cutoff.For(local.Date()), promise.Before)
		require.Equal(t, local.Date(), promise.Days[0].Date)
		last := promise.Days[len(promise.Days)-1]
		require.Equal(t, literal, last.Date)
		if cutoff.WorkingDays > 0 {
			require.Equal(t, cutoff.WorkingDays, last.Number)
		}
	})
}

func TestCutoffRefused(t *testing.T) {
	hours := danish(t)
	at := moment("2026-03-10T10:00:00+01:00")
	noon := calendar.MustClock("12:00")
	for _, row := range []struct {
		cutoff calendar.Cutoff
		kind   calendar.Error
		field  string
	}{
		{calendar.Cutoff{}, calendar.ErrMissing, "before"},
		{calendar.Cutoff{Before: -noon}, calendar.ErrRange, "before"},
		{calendar.Cutoff{Before: 3 * noon}, calendar.ErrRange, "before"},
		{calendar.Cutoff{Before: noon + 1}, calendar.ErrRange, "before"},
		{calendar.Cutoff{Before: noon, WorkingDays: -1}, calendar.ErrRange, "working_days"},
		{calendar.Cutoff{Before: noon, ClosedDay: "literal"}, calendar.ErrReading, "closed_day"},
		{calendar.Cutoff{Before: noon, On: []calendar.WeekdayCutoff{{Weekday: "Fri", Before: noon}}}, calendar.ErrRange, "on"},
		{calendar.Cutoff{Before: noon, On: []calendar.WeekdayCutoff{{Weekday: "fri", Before: 3 * noon}}}, calendar.ErrRange, "on"},
		{calendar.Cutoff{Before: noon, On: []calendar.WeekdayCutoff{{Weekday: "fri", Before: noon + 1}}}, calendar.ErrRange, "on"},
		{calendar.Cutoff{Before: noon, On: []calendar.WeekdayCutoff{{Weekday: "fri", Before: noon}, {Weekday: "fri", Before: noon}}}, calendar.ErrRange, "on"},
	} {
		var failure *calendar.SpecError
		require.ErrorAs(t, row.cutoff.Validate(), &failure)
		assert.Equal(t, row.kind, failure.Kind)
		assert.Equal(t, row.field, failure.Field)
		_, err := row.cutoff.Promise(hours, at)
		require.ErrorIs(t, err, row.kind)
		_, err = row.cutoff.Explain(hours, at)
		require.ErrorIs(t, err, row.kind)
	}
	cutoff := calendar.Cutoff{Before: calendar.MustClock("24:00"), WorkingDays: 1}
	requireSameInJSON(t, cutoff)
	for name, text := range map[string]string{
		"an unknown field": `{"before":"14:00","workingdays":3}`,
		"a field twice":    `{"before":"14:00","before":"15:00","working_days":1}`,
		"capitals":         `{"Before":"14:00","working_days":1}`,
		"a loose time":     `{"before":"14.00","working_days":1}`,
		"no object":        `[]`,
		"more":             `{"before":"14:00","working_days":1}{}`,
	} {
		var read calendar.Cutoff
		require.Error(t, read.UnmarshalJSON([]byte(text)), name)
		require.Equal(t, calendar.Cutoff{}, read, name)
	}
	for _, outside := range []string{"1989-12-31T23:59:59+01:00", "2076-01-01T00:00:00+01:00", "2075-12-31T12:00:00+01:00"} {
		_, err := cutoff.Promise(hours, moment(outside))
		require.ErrorIs(t, err, calendar.ErrHorizon)
	}
	_, err := cutoff.Received(calendar.Calendar{}, at)
	require.ErrorIs(t, err, calendar.ErrHorizon)
}
