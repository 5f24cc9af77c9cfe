package calendar_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/internal/hostile"
)

// The limits of a calendar that SECURITY.md lists: each is taken, and one more is not.
func TestLimits(t *testing.T) {
	sound := func() calendar.Spec {
		return calendar.Spec{
			Name: "C", Zone: "UTC", From: calendar.MustDate("2026-01-01"), To: calendar.MustDate("2026-12-31"),
			Week: calendar.MondayToFriday(calendar.MustHours("8-16")),
		}
	}
	hostile.Limit(t, "years", 9999, calendar.ErrRange, func(n int) error {
		_, err := calendar.NewDate(n, time.December, 31)
		return err
	})
	hostile.Limit(t, "days", 200*365+49, calendar.ErrHorizon, func(n int) error { // 49 leap days from 2001 on
		spec := sound()
		spec.From = calendar.MustDate("2001-01-01")
		spec.To = spec.From + calendar.Date(n) - 2
		_, err := calendar.Compile(spec, time.UTC)
		return err
	})
	hostile.Limit(t, "openings", 24, calendar.ErrRange, func(n int) error {
		spec := sound()
		spec.Week.Mon = hostile.Times(n, func(i int) calendar.Hours {
			return calendar.Hours{Open: calendar.Clock(time.Duration(2*i) * time.Minute), Close: calendar.Clock(time.Duration(2*i+1) * time.Minute)}
		})
		return spec.Validate()
	})
	hostile.Limit(t, "seasons", 24, calendar.ErrRange, func(n int) error {
		spec := sound()
		spec.Seasons = hostile.Times(n, func(int) calendar.Season { return calendar.Season{First: spec.From, Week: spec.Week} })
		return spec.Validate()
	})
	hostile.Limit(t, "rules", 400, calendar.ErrRange, func(n int) error {
		spec := sound()
		spec.Holidays.Rules = hostile.Times(n, func(i int) calendar.Rule {
			return calendar.Rule{Name: "R", Kind: calendar.AfterEaster, Day: i % 200}
		})
		return spec.Validate()
	})
	hostile.Limit(t, "exceptions", 20_000, calendar.ErrRange, func(n int) error {
		spec := sound()
		spec.Exceptions = hostile.Times(n, func(i int) calendar.Exception { return calendar.Exception{Date: spec.From + calendar.Date(i)} })
		return spec.Validate()
	})
	hostile.Limit(t, "days after Easter", 200, calendar.ErrRange, func(n int) error {
		spec := sound()
		spec.Holidays.Rules = []calendar.Rule{{Name: "R", Kind: calendar.AfterEaster, Day: n}}
		return spec.Validate()
	})
	hostile.Limit(t, "days before Easter", 80, calendar.ErrRange, func(n int) error {
		spec := sound()
		spec.Holidays.Rules = []calendar.Rule{{Name: "R", Kind: calendar.AfterEaster, Day: -n}}
		return spec.Validate()
	})
}

// An error repeats no more than 40 bytes of a text.
func TestErrorsAreShort(t *testing.T) {
	long := strings.Repeat("x", 1_000_000)
	for _, parse := range []func(string) error{
		func(text string) error { return second(calendar.ParseDate(text)) }, func(text string) error { return second(calendar.ParseClock(text)) },
		func(text string) error { return second(calendar.ParseMoment(text)) }, func(text string) error { return second(calendar.ParseHours(text)) },
		func(text string) error { return second(calendar.ParseHours(text + "-" + text)) },
	} {
		var failure *calendar.ParseError
		require.ErrorAs(t, parse(long), &failure)
		require.Len(t, failure.Text, 40)
	}
}

func second(_ any, err error) error { return err }

// The largest calendar there can be is compiled in a time that has nothing to do with
// how its lists are mixed: ten times the exceptions cost about ten times as much.
func TestLargestCalendars(t *testing.T) {
	hostile.Grows(t, "exceptions among seasons and rules", 2000, func(n int) {
		spec := calendar.Spec{
			Name: "C", Zone: "UTC", From: calendar.MustDate("1900-01-01"), To: calendar.MustDate("2099-12-31"), Week: calendar.EveryDay(calendar.MustHours("8-16")),
			Exceptions: hostile.Times(n, func(i int) calendar.Exception {
				return calendar.Exception{Date: calendar.MustDate("1900-01-01") + calendar.Date(3*i)}
			}),
			Seasons: hostile.Times(24, func(i int) calendar.Season {
				first := calendar.MustDate("1900-01-01") + calendar.Date(7*i)
				return calendar.Season{Name: fmt.Sprint(i), First: first, Last: first + 3, Yearly: true, Week: calendar.EveryDay(calendar.MustHours("9-15"))}
			}),
			Holidays: calendar.HolidaySet{Rules: hostile.Times(n/50, func(i int) calendar.Rule {
				return calendar.Rule{Name: fmt.Sprint(i), Kind: calendar.AfterEaster, Day: i%280 - 80}
			})},
		}
		_, err := calendar.Compile(spec, time.UTC)
		require.NoError(t, err)
	})
}
