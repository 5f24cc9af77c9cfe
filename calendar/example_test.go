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
