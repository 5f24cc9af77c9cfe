package calendar_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/avtale/avtale/calendar"
)

// The door of a calendar is that of its zone, also for days that it does not know.
func TestAtFarAway(t *testing.T) {
	hours, err := calendar.Compile(office("Europe/Oslo", calendar.Norway), location("Europe/Oslo"))
	require.NoError(t, err)
	for year := 1; year <= 9999; year++ {
		instant := time.Date(year, time.Month(year%12+1), year%28+1, year%24, year%60, 0, 0, time.UTC)
		require.Equal(t, hours.Zone().At(instant), hours.At(instant), "%s", instant)
	}
}

// The instant at which the horizon is over can be an answer, and is read as the zone reads
// it, also where clocks change just then.
func TestClocksChangeAtTheEnd(t *testing.T) {
	for zone, dates := range map[string][]string{
		"Asia/Beirut":    {"2000-03-26", "2000-10-29", "2021-03-28"},
		"America/Havana": {"2000-04-02", "2021-03-14"},
		"Africa/Cairo":   {"2000-04-28", "2010-05-01"},
	} {
		for _, date := range dates {
			last := calendar.MustDate(date) - 1
			hours := compile(t, calendar.Spec{
				Name: "evenings", Zone: zone, From: last - 6, To: last, Week: calendar.EveryDay(calendar.MustHours("8-24")),
			})
			closes, err := hours.LastClose(last)
			require.NoError(t, err)
			require.Equal(t, hours.Zone().At(closes.Time()), closes, "%s %s", zone, date)
			require.Equal(t, closes, hours.At(closes.Time()))
		}
	}
}

// A holiday on the very first day that is known is one, and a horizon of as many days as
// fill the tables to the second has an end.
func TestFirstAndLast(t *testing.T) {
	first := calendar.MustDate("1991-01-01")
	spec := calendar.Spec{
		Name: "office", Zone: "UTC", From: first, To: first + 1<<15 - 1, Week: calendar.MondayToFriday(calendar.MustHours("8-16")),
		Holidays: calendar.HolidaySet{Rules: []calendar.Rule{{Name: "New Year", Kind: calendar.FixedDate, Month: 1, Day: 1, From: 1991}}},
	}
	hours := compile(t, spec)
	zone := hours.Zone()
	for day, want := range map[calendar.Date]bool{first: false, first + 1: true} { // a Tuesday and a Wednesday
		noon, err := zone.Local(day, calendar.MustClock("12:00"))
		require.NoError(t, err)
		open, err := hours.IsOpen(noon)
		require.NoError(t, err)
		require.Equal(t, want, open)
	}
	end, err := zone.Local(spec.To+1, 0)
	require.NoError(t, err)
	closed, err := hours.PrevClose(end)
	require.NoError(t, err)
	open, err := hours.Between(closed, end)
	require.NoError(t, err)
	require.Zero(t, open)
}

// office returns weekdays from 8 to 16 in a region, the horizon being all that
// is known of its holidays.
func office(name string, region calendar.Region, categories ...calendar.Category) calendar.Spec {
	from, to, err := region.Years()
	if err != nil {
		panic(err)
	}
	first, _ := calendar.NewDate(from, time.January, 1)
	last, _ := calendar.NewDate(to, time.December, 31)
	return calendar.Spec{
		Name: "office", Zone: name, From: first, To: last,
		Week:     calendar.MondayToFriday(calendar.MustHours("8-16")),
		Holidays: calendar.HolidaySet{Region: region, Categories: categories},
	}
}

func compile(t require.TestingT, spec calendar.Spec) calendar.Calendar {
	hours, err := calendar.Compile(spec, location(spec.Zone))
	require.NoError(t, err)
	return hours
}

func danish(t require.TestingT) calendar.Calendar {
	return compile(t, office("Europe/Copenhagen", calendar.Denmark))
}

// requireText asks a question and compares the answer as text.
func requireText[Q any, A fmt.Stringer](t require.TestingT, want string, ask func(Q) (A, error), at Q) {
	got, err := ask(at)
	require.NoError(t, err)
	require.Equal(t, want, got.String(), "%v", at)
}

func TestHours(t *testing.T) {
	t.Run("GEN-01.1 the same instant is before 14:00 in any zone", func(t *testing.T) {
		swedish := compile(t, office("Europe/Stockholm", calendar.Sweden, calendar.Public, calendar.DeFacto))
		cutoff := calendar.Cutoff{Before: calendar.MustClock("14:00"), WorkingDays: 1}
		for _, text := range []string{"2026-03-10T12:59:59Z", "2026-03-10T13:59:59+01:00"} {
			received, err := cutoff.Received(swedish, moment(text))
			require.NoError(t, err)
			require.Equal(t, "2026-03-10", received.String())
		}
	})

	hours := danish(t)
	plus := func(open calendar.Seconds) func(calendar.Moment) (calendar.Moment, error) {
		return func(m calendar.Moment) (calendar.Moment, error) { return hours.Add(m, open) }
	}
	t.Run("GEN-02.1 four hours across the switch in spring", func(t *testing.T) {
		start := moment("2026-03-27T15:00:00+01:00")
		requireText(t, "2026-03-30T11:00:00+02:00", plus(4*calendar.Hour), start)
		end, _ := hours.Add(start, 4*calendar.Hour)
		require.Equal(t, 67*calendar.Hour, end.Since(start))
	})
	t.Run("GEN-02.2 and in autumn", func(t *testing.T) {
		start := moment("2026-10-23T15:00:00+02:00")
		requireText(t, "2026-10-26T11:00:00+01:00", plus(4*calendar.Hour), start)
		end, _ := hours.Add(start, 4*calendar.Hour)
		require.Equal(t, 69*calendar.Hour, end.Since(start))
	})
	t.Run("GEN-07.1 a term that ends on a Saturday", func(t *testing.T) {
		last := calendar.Term{Months: 6}.LastDay(calendar.MustDate("2025-08-31"))
		require.Equal(t, "2026-02-28", last.String())
		require.Equal(t, time.Saturday, last.Weekday())
		requireText(t, "2026-02-27T16:00:00+01:00", hours.LastClose, last)
	})

	within := func(open calendar.Seconds) func(calendar.Moment) (calendar.Moment, error) {
		return func(m calendar.Moment) (calendar.Moment, error) { return hours.Deadline(m, open) }
	}
	t.Run("GEN-08.1 a deadline may fall on closing time", func(t *testing.T) {
		requireText(t, "2026-03-10T16:00:00+01:00", within(6*calendar.Hour), moment("2026-03-10T10:00:00+01:00"))
		requireText(t, "2026-03-11T08:01:00+01:00", within(6*calendar.Hour), moment("2026-03-10T10:01:00+01:00"))
	})
	t.Run("GEN-08.2 reported at closing time", func(t *testing.T) {
		requireText(t, "2026-03-11T12:00:00+01:00", within(4*calendar.Hour), moment("2026-03-10T16:00:00+01:00"))
	})
}

// GEN-03: what is off in 2026, of the days from Monday to Friday.
func TestDaysOff(t *testing.T) {
	for _, row := range []struct {
		zone string
		spec calendar.Spec
		off  string
	}{
		{"Oslo", office("Europe/Oslo", calendar.Norway), "01-01 04-02 04-03 04-06 05-01 05-14 05-25 12-25"},
		{"Copenhagen", office("Europe/Copenhagen", calendar.Denmark), "01-01 04-02 04-03 04-06 05-14 05-25 12-25"},
		{
			"Stockholm", office("Europe/Stockholm", calendar.Sweden, calendar.Public, calendar.DeFacto),
			"01-01 01-06 04-03 04-06 05-01 05-14 06-19 12-24 12-25 12-31",
		},
		{"Berlin", office("Europe/Berlin", calendar.RhinelandPalatinate), "01-01 04-03 04-06 05-01 05-14 05-25 06-04 12-25"},
	} {
		hours := compile(t, row.spec)
		var off []string
		for d := calendar.MustDate("2026-01-01"); d <= calendar.MustDate("2026-12-31"); d++ {
			working, err := hours.IsWorkingDay(d)
			require.NoError(t, err)
			weekend := d.Weekday() == time.Saturday || d.Weekday() == time.Sunday
			if weekend {
				require.False(t, working, d)
			} else if !working {
				off = append(off, strings.TrimPrefix(d.String(), "2026-"))
			}
		}
		assert.Equal(t, strings.Fields(row.off), off, row.zone)
	}
}

// The conventions, each by its number in the package documentation.
func TestConventions(t *testing.T) {
	hours := danish(t)
	tuesday := func(clock string) calendar.Moment { return moment("2026-03-10T" + clock + ":00+01:00") }
	always := office("Europe/Copenhagen", calendar.Denmark)
	always.Holidays = calendar.HolidaySet{}
	always.Week = calendar.EveryDay(calendar.MustHours("00:00-24:00"))
	roundTheClock := compile(t, always)

	t.Run("K1 hours that are used up end at closing time", func(t *testing.T) {
		got, err := hours.Add(tuesday("12:00"), 4*calendar.Hour)
		require.NoError(t, err)
		require.Equal(t, tuesday("16:00"), got)
	})
	t.Run("K2 adding nothing moves nothing", func(t *testing.T) {
		got, err := hours.Add(tuesday("20:00"), 0)
		require.NoError(t, err)
		require.Equal(t, tuesday("20:00"), got)
		requireText(t, "2026-03-11T08:00:00+01:00", hours.NextOpen, tuesday("20:00"))
	})
	t.Run("K3 open at the opening instant, closed at the closing instant", func(t *testing.T) {
		for clock, want := range map[string]bool{"07:59": false, "08:00": true, "15:59": true, "16:00": false} {
			open, err := hours.IsOpen(tuesday(clock))
			require.NoError(t, err)
			require.Equal(t, want, open, clock)
		}
	})
	t.Run("K4 backwards is negative", func(t *testing.T) {
		open, err := hours.Between(tuesday("12:00"), tuesday("09:30"))
		require.NoError(t, err)
		require.Equal(t, -150*calendar.Minute, open)
	})
	t.Run("K5 a working day later is strictly later, and rolling is another step", func(t *testing.T) {
		goodFriday := calendar.MustDate("2026-04-03")
		d, err := hours.AddWorkingDays(goodFriday, 1)
		require.NoError(t, err)
		require.Equal(t, "2026-04-07", d.String())
		d, err = hours.AddWorkingDays(goodFriday, 0)
		require.NoError(t, err)
		require.Equal(t, goodFriday, d)
		d, err = hours.Roll(goodFriday, calendar.Following)
		require.NoError(t, err)
		require.Equal(t, "2026-04-07", d.String())
		d, err = hours.Roll(goodFriday, calendar.Preceding)
		require.NoError(t, err)
		require.Equal(t, "2026-04-01", d.String())
	})
	t.Run("K6 the day in autumn has 25 hours, the day in spring 23", func(t *testing.T) {
		open, err := roundTheClock.Between(moment("2026-10-25T00:00:00+02:00"), moment("2026-10-26T00:00:00+01:00"))
		require.NoError(t, err)
		require.Equal(t, 25*calendar.Hour, open)
		open, err = roundTheClock.Between(moment("2026-03-29T00:00:00+01:00"), moment("2026-03-30T00:00:00+02:00"))
		require.NoError(t, err)
		require.Equal(t, 23*calendar.Hour, open)
	})
	t.Run("K7 the clock on the wall decides", func(t *testing.T) {
		spec := always
		spec.Week = calendar.EveryDay(calendar.MustHours("02:30-04:00"))
		early := compile(t, spec)
		// The clock goes from 02:00 to 03:00: it first shows an hour within at 03:00.
		requireText(t, "2026-03-29T03:00:00+02:00", early.NextOpen, moment("2026-03-29T00:00:00+01:00"))
		// It goes from 03:00 back to 02:00: open, closed, and open again.
		openings, err := early.Openings(moment("2026-10-25T00:00:00+02:00"), moment("2026-10-25T12:00:00+01:00"))
		require.NoError(t, err)
		require.Equal(t, []calendar.Opening{
			{Open: moment("2026-10-25T02:30:00+02:00"), Close: moment("2026-10-25T02:00:00+01:00")},
			{Open: moment("2026-10-25T02:30:00+01:00"), Close: moment("2026-10-25T04:00:00+01:00")},
		}, slices.Collect(openings))
	})
	t.Run("K8 a night belongs to the day it starts on", func(t *testing.T) {
		spec := office("Europe/Copenhagen", calendar.Denmark)
		spec.Week = calendar.EveryDay(calendar.MustHours("22:00-06:00"))
		nights := compile(t, spec)
		// Maundy Thursday 2 April 2026: the night before runs into it, none starts on it.
		openings, err := nights.Openings(moment("2026-04-01T12:00:00+02:00"), moment("2026-04-08T12:00:00+02:00"))
		require.NoError(t, err)
		require.Equal(t, []calendar.Opening{
			{Open: moment("2026-04-01T22:00:00+02:00"), Close: moment("2026-04-02T06:00:00+02:00")},
			{Open: moment("2026-04-04T22:00:00+02:00"), Close: moment("2026-04-05T06:00:00+02:00")},
			{Open: moment("2026-04-07T22:00:00+02:00"), Close: moment("2026-04-08T06:00:00+02:00")},
		}, slices.Collect(openings))
	})
	t.Run("K9 hours that go on at midnight do not close there", func(t *testing.T) {
		spec := always
		spec.Week = calendar.Week{
			Mon: []calendar.Hours{calendar.MustHours("20:00-24:00")},
			Tue: []calendar.Hours{calendar.MustHours("00:00-02:00"), calendar.MustHours("02:00-03:00")},
		}
		requireText(t, "2026-03-10T03:00:00+01:00", compile(t, spec).NextClose, moment("2026-03-09T21:00:00+01:00"))
	})
	t.Run("K10 working days between include the first day and not the last", func(t *testing.T) {
		monday := calendar.MustDate("2026-03-09")
		for later, want := range map[calendar.Date]int{0: 0, 1: 1, 4: 4, 5: 5, 7: 5, 8: 6} {
			n, err := hours.WorkingDaysBetween(monday, monday+later)
			require.NoError(t, err)
			require.Equal(t, want, n, later)
			n, err = hours.WorkingDaysBetween(monday+later, monday)
			require.NoError(t, err)
			require.Equal(t, -want, n, later)
		}
	})
}

// GEN-08 holds: a deadline rises with its start and with its length, and the
// open time up to it is the length.
func TestDeadlineHolds(t *testing.T) {
	hours := danish(t)
	rapid.Check(t, func(t *rapid.T) {
		from := moment("2026-01-01T00:00:00+01:00")
		start := from.Add(calendar.Seconds(rapid.IntRange(0, 365*86400).Draw(t, "start")))
		length := calendar.Seconds(rapid.IntRange(1, 100*3600).Draw(t, "length"))
		due, err := hours.Deadline(start, length)
		require.NoError(t, err)
		open, err := hours.Between(start, due)
		require.NoError(t, err)
		require.Equal(t, length, open)

		more, err := hours.Deadline(start, length+calendar.Seconds(rapid.IntRange(1, 9*3600).Draw(t, "more")))
		require.NoError(t, err)
		require.True(t, due.Before(more))
		later, err := hours.Deadline(start.Add(calendar.Seconds(rapid.IntRange(0, 9*3600).Draw(t, "later"))), length)
		require.NoError(t, err)
		require.False(t, later.Before(due))

		done := due.Add(calendar.Seconds(rapid.IntRange(-5*86400, 5*86400).Draw(t, "done")))
		late, err := hours.Lateness(due, done)
		require.NoError(t, err)
		open, err = hours.Between(due, done)
		require.NoError(t, err)
		require.Equal(t, max(0, open), late)
		if !due.Before(done) {
			require.Zero(t, late)
		}
	})
	_, err := hours.Deadline(moment("2026-03-10T10:00:00+01:00"), -1)
	require.ErrorIs(t, err, calendar.ErrRange)
	requireText(t, "2026-03-11T08:00:00+01:00", func(m calendar.Moment) (calendar.Moment, error) {
		return hours.Deadline(m, 0)
	}, moment("2026-03-10T20:00:00+01:00"))
}

// Closing more days never makes a deadline earlier (PCH-35), and taking closed
// days out never makes a promise later (SWP-27).
func TestMoreClosedDays(t *testing.T) {
	few := office("Europe/Copenhagen", calendar.Denmark)
	few.From, few.To = calendar.MustDate("2026-01-01"), calendar.MustDate("2027-12-31")
	rapid.Check(t, func(t *rapid.T) {
		many := few
		d := calendar.MustDate("2026-01-01")
		for range rapid.IntRange(1, 20).Draw(t, "closed") {
			d += calendar.Date(rapid.IntRange(1, 9).Draw(t, "after"))
			many.Exceptions = append(many.Exceptions, calendar.Exception{Date: d})
		}
		open, closed := compile(t, few), compile(t, many)
		at := moment("2026-01-01T00:00:00+01:00").Add(calendar.Seconds(rapid.IntRange(0, 200*86400).Draw(t, "at")))
		length := calendar.Seconds(rapid.IntRange(1, 40*3600).Draw(t, "length"))
		early, err := open.Deadline(at, length)
		require.NoError(t, err)
		late, err := closed.Deadline(at, length)
		require.NoError(t, err)
		require.False(t, late.Before(early))

		cutoff := anyCutoff(t)
		sooner, err := cutoff.Promise(open, at)
		require.NoError(t, err)
		later, err := cutoff.Promise(closed, at)
		require.NoError(t, err)
		if cutoff.ClosedDay != calendar.Literal {
			require.LessOrEqual(t, sooner, later)
		}
	})
}

// GEN-03 holds: the next working day is later, is one, and none is between.
func TestNextWorkingDay(t *testing.T) {
	hours := danish(t)
	for d := calendar.MustDate("2022-01-01"); d < calendar.MustDate("2027-01-01"); d++ {
		next, err := hours.AddWorkingDays(d, 1)
		require.NoError(t, err)
		before, err := hours.AddWorkingDays(next, -1)
		require.NoError(t, err)
		working, err := hours.IsWorkingDay(d)
		require.NoError(t, err)
		rolled, err := hours.Roll(d, calendar.Following)
		require.NoError(t, err)
		back, err := hours.Roll(d, calendar.Preceding)
		require.NoError(t, err)
		require.Greater(t, next, d)
		if working {
			require.Equal(t, d, before)
			require.Equal(t, d, rolled)
			require.Equal(t, d, back)
		} else {
			require.Less(t, before, d)
			require.Equal(t, next, rolled)
			require.Equal(t, before, back)
		}
		for between := d + 1; between < next; between++ {
			working, err := hours.IsWorkingDay(between)
			require.NoError(t, err)
			require.False(t, working)
		}
	}
}

// Openings tile the open time of a stretch: in order, apart, and as long
// together as Between says.
func TestOpeningsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		spec := anySpec(t)
		hours, err := calendar.Compile(spec, location(spec.Zone))
		if err != nil {
			return
		}
		r := newReference(t, spec)
		a, b := r.anyInstant(t), r.anyInstant(t)
		from, until := r.zone.At(time.Unix(min(a, b), 0)), r.zone.At(time.Unix(max(a, b), 0))
		openings, err := hours.Openings(from, until)
		require.NoError(t, err)
		var sum calendar.Seconds
		last := from.Add(-1)
		for opening := range openings {
			require.True(t, last.Before(opening.Open) && opening.Open.Before(opening.Close) && !until.Before(opening.Close))
			require.True(t, r.isOpen(opening.Open.Time().Unix()))
			require.Equal(t, r.zone.In(opening.Close), opening.Close)
			sum += opening.Close.Since(opening.Open)
			last = opening.Close
		}
		open, err := hours.Between(from, until)
		require.NoError(t, err)
		require.Equal(t, open, sum)
		for range openings {
			break // and may be left off
		}
		require.Equal(t, from, hours.At(from.Time()))
		backwards, err := hours.Openings(until, from)
		require.NoError(t, err)
		require.Empty(t, slices.Collect(backwards))
	})
}

func TestParseHours(t *testing.T) {
	for text, want := range map[string]string{
		"8-16": "08:00-16:00", "8.00-16.00": "08:00-16:00", "08:00-16:00": "08:00-16:00", "0800-1600": "08:00-16:00",
		"8:30-16.15": "08:30-16:15", "08:00–16:00": "08:00-16:00", "22-6": "22:00-06:00", "0-24": "00:00-24:00",
		"08:00:30-16": "08:00:30-16:00", "8-8": "08:00-08:00", "23:59-24:00": "23:59-24:00", "22-0": "22:00-00:00",
	} {
		hours, err := calendar.ParseHours(text)
		require.NoError(t, err, text)
		require.Equal(t, want, hours.String())
		requireSameInJSON(t, hours)
	}
	for text, kind := range map[string]calendar.Error{
		"": calendar.ErrSyntax, "8": calendar.ErrSyntax, "8 - 16": calendar.ErrSyntax, "8-16 ": calendar.ErrSyntax,
		"8-12-16": calendar.ErrSyntax, "-8": calendar.ErrSyntax, "8-": calendar.ErrSyntax, "8am-4pm": calendar.ErrSyntax,
		"8–12–16": calendar.ErrSyntax, "8-25": calendar.ErrRange, "8-16:60": calendar.ErrRange,
		"00:00-00:00": calendar.ErrRange, "0-0": calendar.ErrRange, "24:00-08:00": calendar.ErrRange, "24-24": calendar.ErrRange,
	} {
		hours, err := calendar.ParseHours(text)
		require.ErrorIs(t, err, kind, text)
		require.Zero(t, hours)
		require.Panics(t, func() { calendar.MustHours(text) })
	}
	require.Equal(t, calendar.Hours{Open: 8 * hour, Close: 16 * hour}, calendar.MustHours("8-16"))
	spec := office("Europe/Oslo", calendar.Norway)
	spec.Holidays, spec.Week = calendar.HolidaySet{}, calendar.Week{Mon: []calendar.Hours{calendar.MustHours("8-8")}}
	open, err := compile(t, spec).Between(moment("2026-03-09T00:00:00+01:00"), moment("2026-03-11T00:00:00+01:00"))
	require.NoError(t, err)
	require.Equal(t, 24*calendar.Hour, open)
	var read calendar.Hours
	for _, loose := range []string{"8-16", "8.00-16.00", "0800-1600", "08:00–16:00", "08:00:00-16:00"} {
		require.ErrorIs(t, read.UnmarshalText([]byte(loose)), calendar.ErrSyntax, loose)
	}
	require.Zero(t, read)
	for _, none := range []calendar.Hours{{}, {Open: 25 * hour, Close: 3 * hour}, {Open: 8*hour + 1, Close: 9 * hour}, {Open: -hour, Close: hour}, {Open: hour, Close: 2*hour + 1}} {
		_, err := none.MarshalText()
		require.ErrorIs(t, err, calendar.ErrRange, none)
	}
}

const hour = calendar.Clock(time.Hour)
