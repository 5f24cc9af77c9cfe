package calendar_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/avtale/avtale/calendar"
)

// desk is a Norwegian desk with what a year can bring.
func desk(t require.TestingT) calendar.Calendar {
	spec := office("Europe/Oslo", calendar.Norway, calendar.Public, calendar.Custom)
	spec.Name = "desk"
	spec.Seasons = []calendar.Season{{
		Name: "summer hours", First: calendar.MustDate("2026-05-15"), Last: calendar.MustDate("2026-09-14"), Yearly: true,
		Week: calendar.MondayToFriday(calendar.MustHours("8-15")),
	}}
	spec.Holidays.Sundays = true
	spec.Holidays.Hours = []calendar.HolidayHours{{Category: calendar.Custom, Until: calendar.MustClock("12:00"), Working: true}}
	spec.Exceptions = []calendar.Exception{
		{Date: calendar.MustDate("2026-04-01"), Hours: []calendar.Hours{calendar.MustHours("8-10"), calendar.MustHours("10:30-12")}, Reason: "half day before Easter"},
		{Date: calendar.MustDate("2026-06-12"), Reason: "summer party"},
		{Date: calendar.MustDate("2026-06-13"), Hours: []calendar.Hours{calendar.MustHours("10-14")}},
	}
	return compile(t, spec)
}

func TestDay(t *testing.T) {
	hours := desk(t)
	for date, want := range map[string]struct {
		text    string
		working bool
	}{
		"2026-03-10": {"Tue 2026-03-10 08:00-16:00", true},
		"2026-03-14": {"Sat 2026-03-14 closed", false},
		"2026-03-15": {"Sun 2026-03-15 closed (Sunday (søndag))", false},
		"2026-04-01": {"Wed 2026-04-01 08:00-10:00, 10:30-12:00 (half day before Easter)", true},
		"2026-04-02": {"Thu 2026-04-02 closed (Maundy Thursday (Skjærtorsdag))", false},
		"2026-05-17": {"Sun 2026-05-17 closed (Constitution Day (Grunnlovsdag), Sunday (søndag), summer hours)", false},
		"2008-05-01": {"Thu 2008-05-01 closed (Labour Day (Arbeidernes dag), Ascension Day (Kristi himmelfartsdag))", false},
		"2026-05-14": {"Thu 2026-05-14 closed (Ascension Day (Kristi himmelfartsdag))", false},
		"2026-05-15": {"Fri 2026-05-15 08:00-15:00 (summer hours)", true},
		"2031-09-12": {"Fri 2031-09-12 08:00-15:00 (summer hours)", true},
		"2031-09-15": {"Mon 2031-09-15 08:00-16:00", true},
		"2025-05-15": {"Thu 2025-05-15 08:00-16:00", true},
		"2026-06-12": {"Fri 2026-06-12 closed (summer hours, summer party)", false},
		"2026-06-13": {"Sat 2026-06-13 10:00-14:00 (summer hours, an exception)", true},
		"2026-12-24": {"Thu 2026-12-24 08:00-12:00 (Christmas Eve (Julaften))", true},
		"2022-12-24": {"Sat 2022-12-24 closed (Christmas Eve (Julaften))", false},
	} {
		day, err := hours.Day(calendar.MustDate(date))
		require.NoError(t, err)
		require.Equal(t, want.text, day.String())
		require.Equal(t, want.working, day.Working, date)
		working, err := hours.IsWorkingDay(calendar.MustDate(date))
		require.NoError(t, err)
		require.Equal(t, want.working, working, date)
		holidays, err := hours.Holidays(calendar.MustDate(date))
		require.NoError(t, err)
		require.Equal(t, day.Holidays, holidays)
		requireSameInJSON(t, day)
	}
	require.Equal(t, "Hari Raya", calendar.Holiday{Name: "Hari Raya", Local: "Hari Raya"}.String())
	require.Equal(t, "Nyepi", calendar.Holiday{Name: "Nyepi"}.String())
}

// A rule of December may fall in January, and a half day with nothing left of it
// is no working day.
func TestAroundNewYear(t *testing.T) {
	spec := office("Europe/Oslo", calendar.Norway)
	spec.From, spec.To = calendar.MustDate("2026-01-01"), calendar.MustDate("2026-12-31")
	spec.Week.Thu = []calendar.Hours{calendar.MustHours("13-21")}
	spec.Holidays.Rules = []calendar.Rule{
		{Name: "first Friday after Christmas", Kind: calendar.OnOrAfter, Weekday: calendar.Friday, Month: 12, Day: 27},
		{Name: "half a Thursday", Category: calendar.Custom, Kind: calendar.FixedDate, Month: 3, Day: 12},
		{Name: "half a Wednesday", Category: calendar.Custom, Kind: calendar.FixedDate, Month: 3, Day: 11},
	}
	spec.Holidays.Hours = []calendar.HolidayHours{{Category: calendar.Custom, Until: calendar.MustClock("12:00"), Working: true}}
	hours := compile(t, spec)
	for date, want := range map[string]bool{"2026-01-02": false, "2026-01-09": true, "2026-03-11": true, "2026-03-12": false} {
		working, err := hours.IsWorkingDay(calendar.MustDate(date))
		require.NoError(t, err)
		require.Equal(t, want, working, date)
		day, err := hours.Day(calendar.MustDate(date))
		require.NoError(t, err)
		require.Equal(t, want, day.Working, date)
	}
	holidays, err := hours.Holidays(calendar.MustDate("2026-01-02"))
	require.NoError(t, err)
	require.Len(t, holidays, 1)
}

// Of holidays that share a day the first category decides, and is named first.
// In Denmark 1 May and 5 June are closed by custom; they were Ascension Day in
// 2008 and Whit Monday in 2017.
func TestHolidaysThatShareADay(t *testing.T) {
	spec := office("Europe/Copenhagen", calendar.Denmark, calendar.Public, calendar.Custom)
	spec.Holidays.Hours = []calendar.HolidayHours{{Category: calendar.Custom, Until: calendar.MustClock("12:00"), Working: true}}
	hours := compile(t, spec)
	for date, want := range map[string]string{
		"2017-06-05": "Mon 2017-06-05 closed (Whit Monday (Anden pinsedag), Constitution Day (Grundlovsdag))",
		"2008-05-01": "Thu 2008-05-01 closed (Ascension Day (Kristi himmelfartsdag), Labour Day (Arbejdernes kampdag))",
		"2018-06-05": "Tue 2018-06-05 08:00-12:00 (Constitution Day (Grundlovsdag))",
	} {
		d := calendar.MustDate(date)
		day, err := hours.Day(d)
		require.NoError(t, err)
		require.Equal(t, want, day.String())
		noon, err := hours.Zone().Local(d, calendar.MustClock("10:00"))
		require.NoError(t, err)
		open, err := hours.IsOpen(noon)
		require.NoError(t, err)
		require.Equal(t, len(day.Hours) > 0, open, date)
		working, err := hours.IsWorkingDay(d)
		require.NoError(t, err)
		require.Equal(t, day.Working, working, date)
	}
}

// In Denmark 24 December closed and 31 December open until noon, though both are
// closed by custom.
func TestOneHalfDay(t *testing.T) {
	spec := office("Europe/Copenhagen", calendar.Denmark, calendar.Public, calendar.Custom)
	spec.Holidays.Without = []string{"Constitution Day", "Labour Day", "New Year's Eve"}
	spec.Holidays.Rules = []calendar.Rule{{
		Name: "New Year's Eve", Local: "Nytårsaften", Category: calendar.DeFacto,
		Kind: calendar.FixedDate, Month: 12, Day: 31,
	}}
	spec.Holidays.Hours = []calendar.HolidayHours{{Category: calendar.DeFacto, Until: calendar.MustClock("12:00"), Working: true}}
	hours := compile(t, spec)
	for _, want := range []string{
		"Thu 2026-12-24 closed (Christmas Eve (Juleaftensdag))",
		"Thu 2026-12-31 08:00-12:00 (New Year's Eve (Nytårsaften))",
		"Fri 2026-05-01 08:00-16:00",
	} {
		day, err := hours.Day(calendar.MustDate(want[4:14]))
		require.NoError(t, err)
		require.Equal(t, want, day.String())
	}
}

// The names of a Sunday in each language, and none where no region is named.
func TestSunday(t *testing.T) {
	for region, want := range map[calendar.Region]string{
		calendar.Norway: "Sunday (søndag)", calendar.Denmark: "Sunday (søndag)", calendar.Sweden: "Sunday (söndag)",
		calendar.Hesse: "Sunday (Sonntag)", "": "Sunday",
	} {
		spec := office("Europe/Oslo", calendar.Hesse)
		spec.Holidays = calendar.HolidaySet{Region: region, Sundays: true}
		holidays, err := compile(t, spec).Holidays(calendar.MustDate("2026-03-15"))
		require.NoError(t, err)
		require.Len(t, holidays, 1)
		require.Equal(t, want, holidays[0].String())
	}
}

func TestExplain(t *testing.T) {
	hours := danish(t)
	reported := moment("2026-04-01T14:30:00+02:00")
	due, err := hours.Deadline(reported, 4*calendar.Hour)
	require.NoError(t, err)
	count, err := hours.Explain(reported, due)
	require.NoError(t, err)
	require.Equal(t, `from 2026-04-01T14:30:00+02:00
Wed 2026-04-01 08:00-16:00: 1h30m, together 1h30m
Thu 2026-04-02 closed (Maundy Thursday (Skærtorsdag))
Fri 2026-04-03 closed (Good Friday (Langfredag))
Sat 2026-04-04 closed
Sun 2026-04-05 closed (Easter Sunday (Påskedag))
Mon 2026-04-06 closed (Easter Monday (Anden påskedag))
Tue 2026-04-07 08:00-16:00: 2h30m, together 4h
until 2026-04-07T10:30:00+02:00: 4h`, count.String())
	requireSameInJSON(t, count)

	_, err = hours.Explain(due, reported)
	require.ErrorIs(t, err, calendar.ErrRange)

	midnight := moment("2026-03-11T00:00:00+01:00")
	count, err = hours.Explain(moment("2026-03-10T12:00:00+01:00"), midnight)
	require.NoError(t, err)
	require.Len(t, count.Days, 1, "Wednesday has nothing to count")
	count, err = hours.Explain(midnight, midnight)
	require.NoError(t, err)
	require.Equal(t, "Wed 2026-03-11 08:00-16:00", count.Days[0].Day.String())
	end := moment("2076-01-01T00:00:00+01:00")
	count, err = hours.Explain(end, end)
	require.NoError(t, err)
	require.Len(t, count.Days, 1)
	require.Equal(t, "2075-12-31", count.Days[0].Date.String())

	// Where clocks are put back after midnight, the day before comes again.
	spec := office("America/St_Johns", calendar.Denmark)
	spec.Week = calendar.EveryDay(calendar.MustHours("00:00-24:00"))
	spec.Holidays = calendar.HolidaySet{}
	count, err = compile(t, spec).Explain(moment("1995-10-28T12:00:00-02:30"), moment("1995-10-29T12:00:00-03:30"))
	require.NoError(t, err)
	require.Len(t, count.Days, 2)
	spec.From = calendar.MustDate("1995-10-29")
	again, err := compile(t, spec).Explain(moment("1995-10-28T23:30:00-03:30"), moment("1995-10-29T12:00:00-03:30"))
	require.NoError(t, err)
	require.Len(t, again.Days, 1)
	require.Equal(t, 12*calendar.Hour+30*calendar.Minute, again.Open)
	require.Equal(t, 12*calendar.Hour, count.Days[0].Counted)
	require.Equal(t, 13*calendar.Hour, count.Days[1].Counted)
}

func TestExplainPromise(t *testing.T) {
	hours := compile(t, office("Europe/Stockholm", calendar.Sweden, calendar.Public, calendar.DeFacto))
	cutoff := calendar.Cutoff{Before: calendar.MustClock("14:00"), WorkingDays: 1}
	promise, err := cutoff.Explain(hours, moment("2026-04-02T12:30:00Z"))
	require.NoError(t, err)
	require.Equal(t, `at 2026-04-02T14:30:00+02:00, the cutoff being 14:00
Thu 2026-04-02 08:00-16:00
Fri 2026-04-03 closed (Good Friday (Långfredagen)): no working day
Sat 2026-04-04 closed: no working day
Sun 2026-04-05 closed (Easter Sunday (Påskdagen)): no working day
Mon 2026-04-06 closed (Easter Monday (Annandag påsk)): no working day
Tue 2026-04-07 08:00-16:00: received
Wed 2026-04-08 08:00-16:00: working day 1
promised for 2026-04-08`, promise.String())
	text, err := json.Marshal(promise)
	require.NoError(t, err)
	require.Contains(t, string(text), `"received":"2026-04-07","day":"2026-04-08"`)
}

// The count behind a stretch has each of its days once, as the calendar knows
// it, and adds up.
func TestExplainHolds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		spec := anySpec(t)
		hours, err := calendar.Compile(spec, location(spec.Zone))
		if err != nil {
			return
		}
		r := newReference(t, spec)
		a, b := r.anyInstant(t), r.anyInstant(t)
		from, until := r.zone.At(time.Unix(min(a, b), 0)), r.zone.At(time.Unix(max(a, b), 0))
		count, err := hours.Explain(from, until)
		require.NoError(t, err)
		require.Equal(t, r.between(min(a, b), max(a, b)), int64(count.Open))
		require.Equal(t, from, count.From)
		require.Equal(t, until, count.Until)
		var sum calendar.Seconds
		for i, day := range count.Days {
			require.Equal(t, count.Days[0].Date+calendar.Date(i), day.Date)
			require.GreaterOrEqual(t, day.Counted, calendar.Seconds(0))
			sum += day.Counted
			require.Equal(t, sum, day.Sum)
			hours, working := r.plan(day.Date)
			require.Equal(t, working, day.Working)
			require.ElementsMatch(t, hours, day.Hours)
		}
		require.Equal(t, count.Open, sum)
		for i, day := range count.Days {
			// A day begins when a clock first shows it, and ends when one first shows the next.
			begins, ends := r.first(day.Date), r.first(day.Date+1)
			begins, ends = max(begins, from.Time().Unix()), min(ends, until.Time().Unix())
			require.Equal(t, r.between(begins, max(begins, ends)), int64(day.Counted), "%s", day.Date)
			require.True(t, i == 0 || begins < until.Time().Unix(), "%s has nothing in it", day.Date)
		}
		require.Equal(t, max(from.Date(), spec.From), count.Days[0].Date)
		require.GreaterOrEqual(t, r.first(count.Days[len(count.Days)-1].Date+1), until.Time().Unix())
	})
}
