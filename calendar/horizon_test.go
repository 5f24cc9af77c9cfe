package calendar_test

import (
	"encoding/binary"
	"math"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/calendar"
)

// Each question is answered on the first and on the last day, and not beside
// them; the zero Calendar answers none.
func TestHorizon(t *testing.T) {
	spec := office("Europe/Copenhagen", calendar.Denmark)
	spec.Name = "guarantee"
	spec.From, spec.To = calendar.MustDate("2026-03-09"), calendar.MustDate("2026-03-13")
	hours := compile(t, spec)
	first, last := moment("2026-03-09T00:00:00+01:00"), moment("2026-03-13T23:59:59+01:00")
	at := moment("2026-03-11T12:00:00+01:00")
	day := at.Date()
	cutoff := calendar.Cutoff{Before: calendar.MustClock("14:00"), WorkingDays: 1}

	type ask func(calendar.Calendar, calendar.Moment, calendar.Date) error
	asks := map[string]ask{
		"IsOpen": func(c calendar.Calendar, m calendar.Moment, _ calendar.Date) error { _, err := c.IsOpen(m); return err },
		"NextOpen": func(c calendar.Calendar, m calendar.Moment, _ calendar.Date) error {
			_, err := c.NextOpen(m)
			return err
		},
		"NextClose": func(c calendar.Calendar, m calendar.Moment, _ calendar.Date) error {
			_, err := c.NextClose(m)
			return err
		},
		"PrevClose": func(c calendar.Calendar, m calendar.Moment, _ calendar.Date) error {
			_, err := c.PrevClose(m)
			return err
		},
		"PrevOpen": func(c calendar.Calendar, m calendar.Moment, _ calendar.Date) error {
			_, err := c.PrevOpen(m)
			return err
		},
		"Add": func(c calendar.Calendar, m calendar.Moment, _ calendar.Date) error { _, err := c.Add(m, 0); return err },
		"Between": func(c calendar.Calendar, m calendar.Moment, _ calendar.Date) error {
			_, err := c.Between(m, at)
			return err
		},
		"to": func(c calendar.Calendar, m calendar.Moment, _ calendar.Date) error {
			_, err := c.Between(at, m)
			return err
		},
		"Openings": func(c calendar.Calendar, m calendar.Moment, _ calendar.Date) error {
			_, err := c.Openings(m, at)
			return err
		},
		"until": func(c calendar.Calendar, m calendar.Moment, _ calendar.Date) error {
			_, err := c.Openings(at, m)
			return err
		},
		"Deadline": func(c calendar.Calendar, m calendar.Moment, _ calendar.Date) error {
			_, err := c.Deadline(m, 0)
			return err
		},
		"Lateness": func(c calendar.Calendar, m calendar.Moment, _ calendar.Date) error {
			_, err := c.Lateness(m, at)
			return err
		},
		"Explain": func(c calendar.Calendar, m calendar.Moment, _ calendar.Date) error {
			_, err := c.Explain(m, m)
			return err
		},
		"Received": func(c calendar.Calendar, m calendar.Moment, _ calendar.Date) error {
			_, err := cutoff.Received(c, m)
			return err
		},
		"LastClose": func(c calendar.Calendar, _ calendar.Moment, d calendar.Date) error {
			_, err := c.LastClose(d)
			return err
		},
		"IsWorking": func(c calendar.Calendar, _ calendar.Moment, d calendar.Date) error {
			_, err := c.IsWorkingDay(d)
			return err
		},
		"AddWorking": func(c calendar.Calendar, _ calendar.Moment, d calendar.Date) error {
			_, err := c.AddWorkingDays(d, 0)
			return err
		},
		"Working": func(c calendar.Calendar, _ calendar.Moment, d calendar.Date) error {
			_, err := c.WorkingDaysBetween(d, day)
			return err
		},
		"days to": func(c calendar.Calendar, _ calendar.Moment, d calendar.Date) error {
			_, err := c.WorkingDaysBetween(day, d)
			return err
		},
		"Roll": func(c calendar.Calendar, _ calendar.Moment, d calendar.Date) error {
			_, err := c.Roll(d, calendar.Following)
			return err
		},
		"Day": func(c calendar.Calendar, _ calendar.Moment, d calendar.Date) error { _, err := c.Day(d); return err },
		"Holidays": func(c calendar.Calendar, _ calendar.Moment, d calendar.Date) error {
			_, err := c.Holidays(d)
			return err
		},
	}
	// Nothing closes or opens before the first opening or after the last closing.
	unanswered := map[string]bool{
		"PrevClose " + first.String(): true, "PrevOpen " + first.String(): true,
		"NextOpen " + last.String(): true, "NextClose " + last.String(): true, "Deadline " + last.String(): true,
		"Received " + last.String(): true,
	}
	end := moment("2026-03-14T00:00:00+01:00")
	// The end of the last day can be counted up to.
	answeredAtEnd := map[string]bool{
		"PrevClose": true, "PrevOpen": true, "Add": true, "Between": true, "to": true,
		"Openings": true, "until": true, "Lateness": true, "Explain": true, "Working": true, "days to": true,
	}
	for name, ask := range asks {
		t.Run(name, func(t *testing.T) {
			for _, m := range []calendar.Moment{first, at, last} {
				err := ask(hours, m, m.Date())
				if unanswered[name+" "+m.String()] {
					require.ErrorIs(t, err, calendar.ErrHorizon, m)
				} else {
					require.NoError(t, err, m)
				}
			}
			require.ErrorIs(t, ask(hours, first.Add(-1), first.Date()-1), calendar.ErrHorizon)
			require.ErrorIs(t, ask(hours, end.Add(1), end.Date()+1), calendar.ErrHorizon)
			require.ErrorIs(t, ask(hours, calendar.Moment{}, 0), calendar.ErrHorizon)
			require.ErrorIs(t, ask(hours, moment("9999-12-31T23:59:59Z"), calendar.MustDate("9999-12-31")), calendar.ErrHorizon)
			err := ask(hours, end, end.Date())
			require.Equal(t, answeredAtEnd[name], err == nil, "%v", err)

			var failure *calendar.HorizonError
			require.ErrorAs(t, ask(hours, first.Add(-1), first.Date()-1), &failure)
			require.Equal(t, calendar.HorizonError{Calendar: "guarantee", From: spec.From, To: spec.To}, *failure)
			require.EqualError(t, failure, "calendar: guarantee knows the days from 2026-03-09 to 2026-03-13: the answer is outside")
			require.EqualError(t, ask(calendar.Calendar{}, at, day), "calendar: the zero Calendar knows no days")
		})
	}

	const longest, shortest = calendar.Seconds(1<<63 - 1), calendar.Seconds(-1 << 63)
	for _, length := range []calendar.Seconds{20*calendar.Hour + 1, longest, shortest, -20*calendar.Hour - 1} {
		_, err := hours.Add(at, length)
		require.ErrorIs(t, err, calendar.ErrHorizon, length)
	}
	for _, length := range []calendar.Seconds{20 * calendar.Hour, -20 * calendar.Hour} {
		_, err := hours.Add(at, length)
		require.NoError(t, err, length)
	}
	for _, n := range []int{3, -3, math.MaxInt, math.MinInt} {
		_, err := hours.AddWorkingDays(day, n)
		require.ErrorIs(t, err, calendar.ErrHorizon, n)
	}
	for n, want := range map[int]string{2: "2026-03-13", -2: "2026-03-09"} {
		d, err := hours.AddWorkingDays(day, n)
		require.NoError(t, err)
		require.Equal(t, want, d.String())
	}
	_, err := hours.Roll(day, "")
	require.ErrorIs(t, err, calendar.ErrReading)

	zero := calendar.Calendar{}
	require.Empty(t, zero.Name())
	require.Equal(t, calendar.Spec{}, zero.Spec())
	require.Equal(t, calendar.Zone{}, zero.Zone())
}

// Nights at the edges: the one before the first day reaches in, the one of the
// last day is cut at its end.
func TestNightsAtTheEdges(t *testing.T) {
	spec := office("Europe/Copenhagen", calendar.Denmark)
	spec.Week = calendar.EveryDay(calendar.MustHours("22-6"))
	spec.Holidays = calendar.HolidaySet{}
	spec.From, spec.To = calendar.MustDate("2026-03-09"), calendar.MustDate("2026-03-09")
	hours := compile(t, spec)
	first, end := moment("2026-03-09T00:00:00+01:00"), moment("2026-03-10T00:00:00+01:00")
	open, err := hours.Between(first, end)
	require.NoError(t, err)
	require.Equal(t, 8*calendar.Hour, open)
	requireText(t, "2026-03-09T06:00:00+01:00", hours.NextClose, first)
	requireText(t, "2026-03-10T00:00:00+01:00", hours.LastClose, spec.To)
	requireText(t, "2026-03-09T22:00:00+01:00", hours.PrevOpen, end)
	_, err = hours.NextClose(moment("2026-03-09T22:00:00+01:00"))
	require.ErrorIs(t, err, calendar.ErrHorizon)
	_, err = hours.PrevOpen(moment("2026-03-09T05:00:00+01:00"))
	require.ErrorIs(t, err, calendar.ErrHorizon)
}

// changing returns a zone whose clocks change at some instants, each to an
// offset in seconds.
func changing(t *testing.T, name string, changes map[string]int32) *time.Location {
	var moments []calendar.Moment
	for text := range changes {
		moments = append(moments, moment(text))
	}
	slices.SortFunc(moments, calendar.Moment.Compare)
	// The format of zone files, version 1: counts, instants, which type each leads
	// to, the types, a name.
	data := []byte("TZif\x00" + strings.Repeat("\x00", 15+12))
	data = binary.BigEndian.AppendUint32(data, uint32(len(moments)))
	data = binary.BigEndian.AppendUint32(data, uint32(len(moments)+1))
	data = binary.BigEndian.AppendUint32(data, 4)
	for _, m := range moments {
		data = binary.BigEndian.AppendUint32(data, uint32(m.Time().Unix()))
	}
	for i := range moments {
		data = append(data, byte(i+1))
	}
	data = append(data, 0, 0, 0, 0, 0, 0)
	for _, m := range moments {
		data = binary.BigEndian.AppendUint32(data, uint32(changes[m.String()]))
		data = append(data, 0, 0)
	}
	place, err := time.LoadLocationFromTZData(name, append(data, "ZZZ\x00"...))
	require.NoError(t, err)
	return place
}

// Clocks that change twice within an hour.
func TestTwoChangesInAnHour(t *testing.T) {
	place := changing(t, "Hasty", map[string]int32{"2026-03-10T10:00:00Z": 7200, "2026-03-10T10:30:00Z": 0})
	spec := office("Hasty", calendar.Denmark)
	spec.Week = calendar.MondayToFriday(calendar.MustHours("8-11"))
	hours, err := calendar.Compile(spec, place)
	require.NoError(t, err)
	for text, want := range map[string]bool{
		"2026-03-10T09:59:59Z": true, "2026-03-10T10:00:00Z": false, "2026-03-10T10:29:59Z": false,
		"2026-03-10T10:30:00Z": true, "2026-03-10T10:59:59Z": true, "2026-03-10T11:00:00Z": false,
	} {
		open, err := hours.IsOpen(moment(text))
		require.NoError(t, err)
		require.Equal(t, want, open, text)
	}
}

// Where clocks are put back at midnight, the day goes on for an hour.
func TestPutBackAtMidnight(t *testing.T) {
	spec := office("America/Sao_Paulo", calendar.Denmark)
	spec.Holidays = calendar.HolidaySet{}
	spec.Week = calendar.EveryDay(calendar.MustHours("00:00-24:00"))
	hours := compile(t, spec)
	last := calendar.MustDate("2015-02-21")
	requireText(t, "2015-02-22T00:00:00-03:00", hours.LastClose, last)
	count, err := hours.Explain(moment("2015-02-21T12:00:00-02:00"), moment("2015-02-22T12:00:00-03:00"))
	require.NoError(t, err)
	require.Equal(t, 13*calendar.Hour, count.Days[0].Counted)
	require.Equal(t, 12*calendar.Hour, count.Days[1].Counted)
	spec.To = last
	requireText(t, "2015-02-22T00:00:00-03:00", compile(t, spec).LastClose, last)
}

// A calendar of 86 years is at most 64 kB.
func TestCalendarIsSmall(t *testing.T) {
	held := func() uint64 {
		var stats runtime.MemStats
		runtime.GC()
		runtime.GC()
		runtime.ReadMemStats(&stats)
		return stats.HeapAlloc
	}
	var kept [50]calendar.Calendar
	spec, oslo := office("Europe/Oslo", calendar.Norway), location("Europe/Oslo")
	before := held()
	for i := range kept {
		kept[i], _ = calendar.Compile(spec, oslo)
	}
	after := held()
	runtime.KeepAlive(kept)
	require.Less(t, (after-before)/uint64(len(kept)), uint64(64_000))
}

// Clocks that leap by two days at the edges of the horizon lead no farther than
// the days that are counted.
func TestLeapingClocks(t *testing.T) {
	const most = 24*60*60 - 60
	for first := range 4 {
		for _, offsets := range [][3]int32{{most, -most, most}, {-most, most, -most}} {
			changes := map[string]int32{}
			for i, offset := range offsets {
				changes[(calendar.MustDate("2026-03-08")+calendar.Date(first+i)).String()+"T12:00:00Z"] = offset
			}
			spec := office("Wild", calendar.Denmark)
			spec.Week = calendar.EveryDay(calendar.MustHours("00:00-24:00"))
			spec.From, spec.To = calendar.MustDate("2026-03-10"), calendar.MustDate("2026-03-10")
			hours, err := calendar.Compile(spec, changing(t, "Wild", changes))
			if err != nil {
				require.ErrorIs(t, err, calendar.ErrClosed)
				continue
			}
			opened, err := hours.PrevClose(moment("2026-03-10T12:00:00Z"))
			if err == nil {
				require.False(t, moment("2026-03-10T12:00:00Z").Before(opened))
			}
		}
	}
}

// A zone a day or more from UTC is none, and one that never shows the days of
// the horizon never opens.
func TestStrangeZones(t *testing.T) {
	spec := office("Far", calendar.Denmark)
	for _, offset := range []int{24 * 3600, -24 * 3600, 400 * 3600} {
		_, err := calendar.Compile(spec, time.FixedZone("Far", offset))
		require.ErrorIs(t, err, calendar.ErrZone)
	}
	for _, offset := range []int{24*3600 - 60, -24*3600 + 60} {
		_, err := calendar.Compile(spec, time.FixedZone("Far", offset))
		require.NoError(t, err)
	}
	_, err := calendar.Compile(spec, nil)
	require.ErrorIs(t, err, calendar.ErrZone)

	// Samoa went from 29 to 31 December 2011.
	spec = office("Pacific/Apia", calendar.Denmark)
	spec.Holidays = calendar.HolidaySet{}
	spec.Week = calendar.EveryDay(calendar.MustHours("8-16"))
	spec.From, spec.To = calendar.MustDate("2011-12-30"), calendar.MustDate("2011-12-30")
	_, err = calendar.Compile(spec, location(spec.Zone))
	require.ErrorIs(t, err, calendar.ErrClosed)
	spec.From, spec.To = calendar.MustDate("2011-12-29"), calendar.MustDate("2011-12-31")
	hours := compile(t, spec)
	requireText(t, "2011-12-31T08:00:00+14:00", hours.NextOpen, moment("2011-12-29T16:00:00-10:00"))
	count, err := hours.Explain(moment("2011-12-29T12:00:00-10:00"), moment("2011-12-31T12:00:00+14:00"))
	require.NoError(t, err)
	require.Equal(t, 8*calendar.Hour, count.Open)
}
