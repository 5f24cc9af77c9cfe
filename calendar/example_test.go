package calendar_test

import (
	"errors"
	"fmt"
	"time"

	"github.com/avtale/avtale/calendar"
)

// A Zone is the door: it gives an instant its local day and clock, once.
func ExampleZone() {
	location, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		fmt.Println(err)
		return
	}
	stockholm, err := calendar.NewZone(location)
	if err != nil {
		fmt.Println(err)
		return
	}

	received := time.Date(2026, time.March, 31, 22, 30, 0, 0, time.UTC)
	moment := stockholm.At(received)
	fmt.Println(moment)
	fmt.Println(moment.Date(), "at", moment.Clock())
	fmt.Println("before 14:00:", moment.Clock() < calendar.MustClock("14:00"))
	// Output:
	// 2026-04-01T00:30:00+02:00
	// 2026-04-01 at 00:30
	// before 14:00: true
}

// On the nights when clocks change a local time may be no instant, or two. The
// error has both readings for a caller who knows better.
func ExampleZone_Local() {
	location, _ := time.LoadLocation("Europe/Copenhagen")
	copenhagen, _ := calendar.NewZone(location)

	_, err := copenhagen.Local(calendar.MustDate("2016-03-27"), calendar.MustClock("02:59"))
	fmt.Println("spring skips it:", errors.Is(err, calendar.ErrGap))

	_, err = copenhagen.Local(calendar.MustDate("2026-10-25"), calendar.MustClock("02:30"))
	if night := (*calendar.LocalTimeError)(nil); errors.As(err, &night) {
		fmt.Println("autumn has two:", night.First, night.Second)
	}

	moment, err := copenhagen.Local(calendar.MustDate("2026-10-25"), calendar.MustClock("8.00"))
	fmt.Println("in the morning:", moment, err)
	// Output:
	// spring skips it: true
	// autumn has two: 2026-10-25T02:30:00+02:00 2026-10-25T02:30:00+01:00
	// in the morning: 2026-10-25T08:00:00+01:00 <nil>
}

// A term runs out at the end of the day with the same number.
func ExampleTerm() {
	sold := calendar.MustDate("2026-01-15")
	halfYear := calendar.Term{Months: 6}
	fmt.Println("to the end of", halfYear.LastDay(sold))

	halfYear.End = calendar.DayBefore
	fmt.Println("read the other way:", halfYear.LastDay(sold))
	// Output:
	// to the end of 2026-07-15
	// read the other way: 2026-07-14
}

// Periods are renewed on the anniversary, which belongs to the new one. A leap
// day finds back to itself.
func ExamplePeriods() {
	years := calendar.Periods{Start: calendar.MustDate("2024-02-29"), Months: 12}
	for k := range 5 {
		fmt.Println("year", k, "from", years.Edge(k))
	}
	k, ok := years.Number(calendar.MustDate("2026-02-27"))
	fmt.Println("27 February 2026 is in year", k, ok)
	k, ok = years.Number(calendar.MustDate("2026-02-28"))
	fmt.Println("28 February 2026 is in year", k, ok)
	// Output:
	// year 0 from 2024-02-29
	// year 1 from 2025-02-28
	// year 2 from 2026-02-28
	// year 3 from 2027-02-28
	// year 4 from 2028-02-29
	// 27 February 2026 is in year 1 true
	// 28 February 2026 is in year 2 true
}

// Months are counted from the first day of a series, never from the day before.
func ExampleDate_AddMonths() {
	first := calendar.MustDate("2026-01-31")
	fmt.Println(first.AddMonths(1), first.AddMonths(2))
	fmt.Println("not", first.AddMonths(1).AddMonths(1))
	// Output:
	// 2026-02-28 2026-03-31
	// not 2026-03-28
}

// Four working hours across Easter in Denmark, and the reason.
func ExampleCalendar_Explain() {
	location, _ := time.LoadLocation("Europe/Copenhagen")
	hours, err := calendar.Compile(calendar.Spec{
		Name: "office", Zone: "Europe/Copenhagen",
		From: calendar.MustDate("2020-01-01"), To: calendar.MustDate("2040-12-31"),
		Week:     calendar.MondayToFriday(calendar.MustHours("8.00-16.00")),
		Holidays: calendar.HolidaySet{Region: calendar.Denmark},
	}, location)
	if err != nil {
		fmt.Println(err)
		return
	}

	reported := hours.Zone().At(time.Date(2026, time.April, 1, 12, 30, 0, 0, time.UTC))
	due, err := hours.Deadline(reported, 4*calendar.Hour)
	if err != nil {
		fmt.Println(err)
		return
	}
	count, _ := hours.Explain(reported, due)
	fmt.Println(count)
	// Output:
	// from 2026-04-01T14:30:00+02:00
	// Wed 2026-04-01 08:00-16:00: 1h30m, together 1h30m
	// Thu 2026-04-02 closed (Maundy Thursday (Skærtorsdag))
	// Fri 2026-04-03 closed (Good Friday (Langfredag))
	// Sat 2026-04-04 closed
	// Sun 2026-04-05 closed (Easter Sunday (Påskedag))
	// Mon 2026-04-06 closed (Easter Monday (Anden påskedag))
	// Tue 2026-04-07 08:00-16:00: 2h30m, together 4h
	// until 2026-04-07T10:30:00+02:00: 4h
}

// A desk with what a year brings: half days before holidays, shorter hours each
// summer, an own rule and a day off.
func ExampleCompile() {
	location, _ := time.LoadLocation("Europe/Oslo")
	hours, err := calendar.Compile(calendar.Spec{
		Name: "desk", Zone: "Europe/Oslo",
		From: calendar.MustDate("2020-01-01"), To: calendar.MustDate("2040-12-31"),
		Week: calendar.MondayToFriday(calendar.MustHours("8-11:30"), calendar.MustHours("12-16")),
		Seasons: []calendar.Season{{
			Name: "summer hours", First: calendar.MustDate("2020-05-15"), Last: calendar.MustDate("2020-09-14"), Yearly: true,
			Week: calendar.MondayToFriday(calendar.MustHours("8-15")),
		}},
		Holidays: calendar.HolidaySet{
			Region:     calendar.Norway,
			Categories: []calendar.Category{calendar.Public, calendar.Custom},
			Rules: []calendar.Rule{{
				Name: "Wednesday before Easter", Local: "Onsdag før påske",
				Category: calendar.Custom, Kind: calendar.AfterEaster, Day: -4,
			}},
			Hours: []calendar.HolidayHours{{Category: calendar.Custom, Until: calendar.MustClock("12:00"), Working: true}},
		},
		Exceptions: []calendar.Exception{{Date: calendar.MustDate("2026-06-12"), Reason: "summer party"}},
	}, location)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, date := range []string{"2026-03-10", "2026-04-01", "2026-04-02", "2026-06-11", "2026-06-12", "2026-12-24"} {
		day, _ := hours.Day(calendar.MustDate(date))
		fmt.Println(day)
	}
	// Output:
	// Tue 2026-03-10 08:00-11:30, 12:00-16:00
	// Wed 2026-04-01 08:00-11:30 (Wednesday before Easter (Onsdag før påske))
	// Thu 2026-04-02 closed (Maundy Thursday (Skjærtorsdag))
	// Thu 2026-06-11 08:00-15:00 (summer hours)
	// Fri 2026-06-12 closed (summer hours, summer party)
	// Thu 2026-12-24 08:00-11:30 (Christmas Eve (Julaften))
}

// Before 14:00 on a working day: delivered the next working day.
func ExampleCutoff() {
	location, _ := time.LoadLocation("Europe/Stockholm")
	hours, _ := calendar.Compile(calendar.Spec{
		Name: "dispatch", Zone: "Europe/Stockholm",
		From: calendar.MustDate("2020-01-01"), To: calendar.MustDate("2040-12-31"),
		Week: calendar.MondayToFriday(calendar.MustHours("8-17")),
		Holidays: calendar.HolidaySet{
			Region:     calendar.Sweden,
			Categories: []calendar.Category{calendar.Public, calendar.DeFacto}, // with the three eves
		},
	}, location)
	cutoff := calendar.Cutoff{Before: calendar.MustClock("14:00"), WorkingDays: 1}

	for _, at := range []string{"2026-06-18T13:59:59+02:00", "2026-06-18T14:00:00+02:00", "2026-06-20T10:00:00+02:00"} {
		registered, _ := calendar.ParseMoment(at)
		day, _ := cutoff.Promise(hours, registered)
		fmt.Println(registered, "is promised for", day)
	}
	// Output:
	// 2026-06-18T13:59:59+02:00 is promised for 2026-06-22
	// 2026-06-18T14:00:00+02:00 is promised for 2026-06-23
	// 2026-06-20T10:00:00+02:00 is promised for 2026-06-23
}

// Round the clock, with working days that are not: the night on which the clock
// goes back is 25 hours long.
func ExampleCalendar_Between() {
	location, _ := time.LoadLocation("Europe/Copenhagen")
	hours, _ := calendar.Compile(calendar.Spec{
		Name: "24/7", Zone: "Europe/Copenhagen",
		From: calendar.MustDate("2020-01-01"), To: calendar.MustDate("2040-12-31"),
		Week:        calendar.EveryDay(calendar.MustHours("00:00-24:00")),
		WorkingDays: []calendar.Weekday{calendar.Monday, calendar.Tuesday, calendar.Wednesday, calendar.Thursday, calendar.Friday},
	}, location)
	from, _ := calendar.ParseMoment("2026-10-25T00:00:00+02:00")
	until, _ := calendar.ParseMoment("2026-10-26T00:00:00+01:00")
	open, _ := hours.Between(from, until)
	working, _ := hours.IsWorkingDay(from.Date())
	fmt.Println(open, working)
	// Output: 25h false
}
