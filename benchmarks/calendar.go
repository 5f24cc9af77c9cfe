package main

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"time"
	_ "time/tzdata"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/no"

	"github.com/avtale/avtale/calendar"
)

const (
	size = 4096 // random instants
	few  = 20   // of them, which cal/v2 is asked about for ten years
)

// measured is the two calendars, and the instants they are asked about.
type measured struct {
	oslo  *time.Location
	hours calendar.Calendar
	peer  *cal.BusinessCalendar
	times []time.Time
}

func newMeasured() *measured {
	cal.DefaultLoc = time.UTC // where it reckons holidays; the fastest there is
	m := &measured{oslo: must(time.LoadLocation("Europe/Oslo"))}
	m.hours, m.peer = m.build(), m.buildPeer()
	first := time.Date(2000, time.January, 1, 0, 0, 0, 0, m.oslo).Unix()
	after := time.Date(2060, time.January, 1, 0, 0, 0, 0, m.oslo).Unix()
	random := rand.New(rand.NewPCG(2000, 2059))
	for range size {
		m.times = append(m.times, time.Unix(first+random.Int64N(after-first), 0).In(m.oslo))
	}
	return m
}

func (m *measured) build() calendar.Calendar {
	return must(calendar.Compile(calendar.Spec{
		Name: "office", Zone: "Europe/Oslo",
		From: calendar.MustDate("1990-01-01"), To: calendar.MustDate("2075-12-31"),
		Week:     calendar.MondayToFriday(calendar.MustHours("08:00-16:00")),
		Holidays: calendar.HolidaySet{Region: calendar.Norway},
	}, m.oslo))
}

// buildPeer leaves the cache of cal/v2 off, as it is by default. It holds three
// years: for instants of sixty it makes open times up to twice as fast, and the
// other answers hardly faster or slower.
func (m *measured) buildPeer() *cal.BusinessCalendar {
	peer := cal.NewBusinessCalendar()
	peer.AddHoliday(no.Holidays...)
	peer.SetWorkHours(8*time.Hour, 16*time.Hour)
	return peer
}

// timeDate is the unit.
func timeDate(instants []time.Time) func(times int) {
	fields := each(instants, func(t time.Time) [6]int {
		return [6]int{t.Year(), int(t.Month()), t.Day(), t.Hour(), t.Minute(), t.Second()}
	})
	oslo := instants[0].Location()
	return repeat(fields, func(f [6]int) time.Time {
		return time.Date(f[0], time.Month(f[1]), f[2], f[3], f[4], f[5], 0, oslo)
	})
}

// A question can be put to both, so many times.
type question struct {
	name       string
	target     float64
	ours, peer func(times int)
	agree      func() error // nil where there are no answers to compare
	long       bool         // about ten years; the one before is about a day
}

// ask makes a question of who answers it and of what is asked.
func ask[A, B, C, D any](name string, target float64, ours func(A) B, inputs []A, peer func(C) D, peerInputs []C, same func(B, D) bool) question {
	agree := func() error {
		for i, input := range peerInputs {
			if x, y := ours(inputs[i]), peer(input); !same(x, y) {
				return fmt.Errorf("%s, %v: we say %v, and cal/v2 says %v", name, input, x, y)
			}
		}
		return nil
	}
	return question{name, target, repeat(inputs, ours), repeat(peerInputs, peer), agree, len(peerInputs) == few}
}

// repeat asks about one input after the other. It is not inlined, so that each
// answer is computed although nobody reads it.
//
//go:noinline
func repeat[In, Out any](inputs []In, answer func(In) Out) func(times int) {
	return func(times int) {
		for ; times > 0; times -= len(inputs) {
			for _, input := range inputs[:min(times, len(inputs))] {
				answer(input)
			}
		}
	}
}

func (m *measured) questions() []question {
	door := m.hours.At
	moments := each(m.times, door)
	dates := each(moments, calendar.Moment.Date)
	closed := slices.DeleteFunc(slices.Clone(m.times), m.peer.IsWorkTime)

	all := []question{
		{name: "a time.Time through the door, At", target: math.NaN(), ours: repeat(m.times, door)},
		ask("is it open", 0.7,
			func(at calendar.Moment) bool { return must(m.hours.IsOpen(at)) }, moments,
			m.peer.IsWorkTime, m.times, equal[bool]),
		ask("is it a working day", 0.4,
			func(d calendar.Date) bool { return must(m.hours.IsWorkingDay(d)) }, dates,
			m.peer.IsWorkday, m.times, equal[bool]),
		ask("next opening", 2.6,
			func(at calendar.Moment) calendar.Moment { return must(m.hours.NextOpen(at)) }, each(closed, door),
			m.peer.NextWorkdayStart, closed, sameInstant),
	}
	lengths := []struct {
		name string
		days int
	}{{"a day", 1}, {"ten years", 3652}}
	for _, l := range lengths { // we count without the last day, cal/v2 with it
		all = append(all, ask("working days between, "+l.name, 0.7,
			func(s span[calendar.Date]) int { return must(m.hours.WorkingDaysBetween(s.From, s.To)) },
			spans(dates, func(d calendar.Date) calendar.Date { return d + calendar.Date(l.days) }),
			func(s span[time.Time]) int { return m.peer.WorkdaysInRange(s.From, s.To) },
			spans(m.asked(l.days), func(t time.Time) time.Time { return t.AddDate(0, 0, l.days-1) }),
			equal[int]))
	}
	for _, n := range []int{1, 2500} {
		all = append(all, ask(fmt.Sprintf("add working days, %d", n), 1.3,
			func(d calendar.Date) calendar.Date { return must(m.hours.AddWorkingDays(d, n)) }, dates,
			func(t time.Time) time.Time { return m.peer.WorkdaysFrom(t, n) }, m.asked(n),
			func(d calendar.Date, t time.Time) bool { return d.String() == t.Format(time.DateOnly) }))
	}
	for _, l := range lengths {
		later := func(t time.Time) time.Time { return t.Add(time.Duration(l.days) * 24 * time.Hour) }
		all = append(all, ask("open time between, "+l.name, 2.2,
			func(s span[calendar.Moment]) calendar.Seconds { return must(m.hours.Between(s.From, s.To)) },
			spans(moments, func(at calendar.Moment) calendar.Moment { return door(later(at.Time())) }),
			func(s span[time.Time]) time.Duration { return m.peer.WorkHoursInRange(s.From, s.To) },
			spans(m.asked(l.days), later),
			func(s calendar.Seconds, d time.Duration) bool { return s.Duration() == d }))
	}
	for _, n := range []int{4, 20_000} {
		hours := time.Duration(n) * time.Hour
		all = append(all, ask(fmt.Sprintf("add open time, %d h", n), 4.8,
			func(at calendar.Moment) calendar.Moment { return must(m.hours.Add(at, calendar.Elapsed(hours))) }, moments,
			func(t time.Time) time.Time { return m.peer.AddWorkHours(t, hours) }, m.asked(n), sameInstant))
	}
	return append(all, question{
		name: "building a calendar", target: 13_000,
		ours: repeat([]*measured{m}, (*measured).build), peer: repeat([]*measured{m}, (*measured).buildPeer),
	})
}

// asked returns what cal/v2 is asked about: few instants where an answer takes
// milliseconds.
func (m *measured) asked(n int) []time.Time {
	if n > 1000 {
		return m.times[:few]
	}
	return m.times
}

type span[T any] struct{ From, To T }

func spans[T any](from []T, later func(T) T) []span[T] {
	return each(from, func(t T) span[T] { return span[T]{t, later(t)} })
}

func each[In, Out any](inputs []In, of func(In) Out) []Out {
	var all []Out
	for _, input := range inputs {
		all = append(all, of(input))
	}
	return all
}

func equal[T comparable](x, y T) bool { return x == y }

func sameInstant(at calendar.Moment, t time.Time) bool { return at.Time().Equal(t) }

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}
