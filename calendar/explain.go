package calendar

import (
	"fmt"
	"slices"
	"strings"
)

// Day is what a calendar knows about a day.
type Day struct {
	Date      Date      `json:"date"`
	Working   bool      `json:"working"`            // it is a working day
	Hours     []Hours   `json:"hours,omitempty"`    // the openings that start on it; none: closed
	Season    string    `json:"season,omitzero"`    // the name of the season that holds
	Holidays  []Holiday `json:"holidays,omitempty"` // those that count; two may share a day
	Exception bool      `json:"exception,omitzero"` // the date has hours of its own
	Reason    string    `json:"reason,omitzero"`    // why, in the words of the spec
}

// Day returns what the calendar knows about a day.
func (c Calendar) Day(d Date) (Day, error) {
	if !c.has(d) {
		return Day{}, c.outside()
	}
	t := c.table
	holidays := t.holidays(d)
	var category Category
	if len(holidays) > 0 {
		category = holidays[0].Category
	}
	plan := t.planOf(d, category)
	exception, replaced := t.spec.exception(d)
	day := Day{
		Date: d, Working: plan.working, Hours: slices.Clone(plan.hours),
		Holidays: holidays, Exception: replaced, Reason: exception.Reason,
	}
	if week := t.spec.week(d); week > 0 {
		day.Season = t.spec.Seasons[week-1].Name
	}
	return day, nil
}

// Holidays returns the holidays on a day that count in the calendar, in the
// order of their categories. Two may share a day: both are named.
func (c Calendar) Holidays(d Date) ([]Holiday, error) {
	if !c.has(d) {
		return nil, c.outside()
	}
	return c.table.holidays(d), nil
}

func (t *table) holidays(d Date) []Holiday {
	var found []Holiday
	add := func(holiday Holiday) {
		if !slices.Contains(found, holiday) {
			found = append(found, holiday)
		}
	}
	year, _, _ := d.Civil()
	for _, year := range [2]int{year - 1, year} { // a rule of December may lead into January
		sunday := easter(year)
		for _, rule := range t.rules {
			if day, ok := rule.in(year, sunday); ok && day == d {
				add(rule.holiday())
			}
		}
	}
	if t.spec.Holidays.Sundays && d.weekday() == sunday {
		add(Holiday{Name: "Sunday", Local: t.spec.Holidays.Region.sunday(), Category: Public})
	}
	slices.SortStableFunc(found, func(x, y Holiday) int { return x.Category.rank() - y.Category.rank() })
	return found
}

// String returns the day as people would say it: the date, the hours, and why
// they are not the usual ones.
func (d Day) String() string {
	text := fmt.Sprintf("%.3s %s ", d.Date.Weekday(), d.Date)
	if len(d.Hours) == 0 {
		text += "closed"
	}
	for i, hours := range d.Hours {
		if i > 0 {
			text += ", "
		}
		text += hours.String()
	}
	var why []string
	for _, holiday := range d.Holidays {
		why = append(why, holiday.String())
	}
	if d.Season != "" {
		why = append(why, d.Season)
	}
	if d.Exception && d.Reason == "" {
		why = append(why, "an exception")
	}
	if d.Reason != "" {
		why = append(why, d.Reason)
	}
	if len(why) > 0 {
		text += " (" + strings.Join(why, ", ") + ")"
	}
	return text
}

// Count is open time counted day by day: what lies behind a deadline.
type Count struct {
	From  Moment       `json:"from"`
	Until Moment       `json:"until"`
	Open  Seconds      `json:"open"` // the sum
	Days  []CountedDay `json:"days"`
}

// CountedDay is a day of a count.
type CountedDay struct {
	Day
	Counted Seconds `json:"counted"` // open time between the two moments on the day, a night's on the days it falls on
	Sum     Seconds `json:"sum"`     // with the days before
}

// Explain counts the open time from one moment up to another day by day: from a
// report to its [Calendar.Deadline], for a customer who asks why it is then. It
// has each day of the stretch once, also those with nothing to count; a stretch
// up to midnight ends with the day before. A second moment before the first is
// [ErrRange].
func (c Calendar) Explain(from, until Moment) (Count, error) {
	open, err := c.Between(from, until)
	if err != nil {
		return Count{}, err
	}
	if until.Before(from) {
		return Count{}, specError("until", ErrRange, "%s is before %s", until, from)
	}
	t := c.table
	count := Count{From: t.moment(from.second), Until: t.moment(until.second), Open: open}
	var sum Seconds
	first := min(max(count.From.Date(), t.spec.From), t.spec.To)
	for d := first; d == first || midnight(t.periods, d) < until.second; d++ {
		day, err := c.Day(d)
		if err != nil {
			return Count{}, err
		}
		ends := max(from.second, min(midnight(t.periods, d+1), until.second))
		upTo := Seconds(t.measure(openTime(), ends) - t.measure(openTime(), from.second))
		count.Days = append(count.Days, CountedDay{Day: day, Counted: upTo - sum, Sum: upTo})
		sum = upTo
	}
	return count, nil
}

// String returns the count as lines of text, one for each day.
func (c Count) String() string {
	lines := []string{fmt.Sprintf("from %s", c.From)}
	for _, day := range c.Days {
		line := day.Day.String()
		if day.Counted > 0 {
			line += fmt.Sprintf(": %s, together %s", day.Counted, day.Sum)
		}
		lines = append(lines, line)
	}
	lines = append(lines, fmt.Sprintf("until %s: %s", c.Until, c.Open))
	return strings.Join(lines, "\n")
}

// Promise is a day of delivery and how it was counted.
type Promise struct {
	At       Moment        `json:"at"`
	Before   Clock         `json:"before"`   // the cutoff of that day
	Received Date          `json:"received"` // the day it counts as
	Day      Date          `json:"day"`      // of delivery
	Days     []PromisedDay `json:"days"`
}

// PromisedDay is a day of the count behind a promise.
type PromisedDay struct {
	Day
	Number int `json:"number"` // of working days after the day of receipt; 0 up to it
}

// Explain returns the promise for a moment with each day that was counted, or
// passed over.
func (c Cutoff) Explain(hours Calendar, at Moment) (Promise, error) {
	promised, err := c.Promise(hours, at)
	if err != nil {
		return Promise{}, err
	}
	received, _ := c.Received(hours, at)
	local := hours.table.moment(at.second)
	promise := Promise{At: local, Before: c.For(local.Date()), Received: received, Day: promised}
	number := 0
	for d := local.Date(); d <= promised; d++ {
		day, err := hours.Day(d)
		if err != nil {
			return Promise{}, err
		}
		if day.Working && d > received {
			number++
		}
		promise.Days = append(promise.Days, PromisedDay{Day: day, Number: number})
	}
	return promise, nil
}

// String returns the promise as lines of text, one for each day.
func (p Promise) String() string {
	lines := []string{fmt.Sprintf("at %s, the cutoff being %s", p.At, p.Before)}
	for _, day := range p.Days {
		line := day.Day.String()
		switch {
		case day.Date == p.Received:
			line += ": received"
		case day.Working && day.Date > p.Received:
			line += fmt.Sprintf(": working day %d", day.Number)
		case !day.Working:
			line += ": no working day"
		}
		lines = append(lines, line)
	}
	lines = append(lines, fmt.Sprintf("promised for %s", p.Day))
	return strings.Join(lines, "\n")
}
