package calendar

import (
	"time"

	"github.com/rickb777/date/v2"
)

// Date is a day of the civil (proleptic Gregorian) calendar, in no zone, from
// 0001-01-01 to 9999-12-31. Dates compare with == and <, and d+1 is the next
// day. The zero Date, 0001-01-01, stands for "no date" wherever a date may be
// absent. In JSON a Date is "2006-01-02" and nothing else.
type Date date.Date

const (
	firstDate Date = 0       // 0001-01-01
	lastDate  Date = 3652058 // 9999-12-31

	everyMonth = 12 * 9999
)

// NewDate returns the day with that year, month and day of the month, or an
// error for a day that does not exist.
func NewDate(year int, month time.Month, day int) (Date, error) {
	if year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month) {
		text := string(appendCivil(nil, year, int(month), day))
		return 0, parseError("date", text, ErrRange)
	}
	return civil(year, month, day), nil
}

// civil returns a day that exists.
func civil(year int, month time.Month, day int) Date { return Date(date.New(year, month, day)) }

// ParseDate reads a day written as 2006-01-02. It is strict: no other order, no
// missing zeros, and 30 February is an error.
func ParseDate(text string) (Date, error) {
	d, kind := parseDate(text)
	if kind != "" {
		return 0, parseError("date", text, kind)
	}
	return d, nil
}

// MustDate is [ParseDate] for literals: it panics on a text that is no date.
func MustDate(text string) Date {
	d, err := ParseDate(text)
	if err != nil {
		panic(err)
	}
	return d
}

func parseDate(text string) (Date, Error) {
	if len(text) != len("2006-01-02") || text[4] != '-' || text[7] != '-' {
		return 0, ErrSyntax
	}
	year, okYear := digits(text[0:4], 4)
	month, okMonth := digits(text[5:7], 2)
	day, okDay := digits(text[8:10], 2)
	if !okYear || !okMonth || !okDay {
		return 0, ErrSyntax
	}
	d, err := NewDate(year, time.Month(month), day)
	if err != nil {
		return 0, ErrRange
	}
	return d, ""
}

// Civil returns the year, the month and the day of the month.
func (d Date) Civil() (year int, month time.Month, day int) {
	return date.Date(d).Date()
}

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday { return date.Date(d).Weekday() }

// IsZero reports whether d is the zero Date, which stands for "no date".
func (d Date) IsZero() bool { return d == 0 }

// Validate returns [ErrRange] for a day outside the years 1 to 9999.
func (d Date) Validate() error {
	if !d.exists() {
		return parseError("date", d.String(), ErrRange)
	}
	return nil
}

func (d Date) exists() bool { return firstDate <= d && d <= lastDate }

// within returns the day, or the first or the last one for a day outside the
// years 1 to 9999.
func (d Date) within() Date { return min(max(d, firstDate), lastDate) }

// AddMonths returns the day with the same number n months later, or earlier
// for a negative n. Where that month has no such day it is the month's last
// day (GEN-05). Count from the first day of a series, never from the previous
// one: 29 February finds back to itself only that way (GEN-06). A result
// outside the years 1 to 9999 is the first or the last day of that range.
func (d Date) AddMonths(n int) Date { return d.addMonths(withinCalendar(n)) }

func (d Date) addMonths(n int64) Date {
	year, month, day := d.within().Civil()
	months := int64(12*(year-1)+int(month-1)) + n
	if months < 0 {
		return firstDate
	}
	if months >= everyMonth {
		return lastDate
	}
	year, month = int(months/12)+1, time.Month(months%12+1)
	return civil(year, month, min(day, daysIn(year, month)))
}

// withinCalendar cuts a number of months to one that leads out of the years 1
// to 9999 from any day; a product of two of them does not overflow.
func withinCalendar(months int) int64 {
	return max(-everyMonth, min(int64(months), everyMonth))
}

// String returns the day as 2006-01-02.
func (d Date) String() string { return string(d.append(nil)) }

// MarshalText returns the day as 2006-01-02, or [ErrRange] for a day outside
// the years 1 to 9999.
func (d Date) MarshalText() ([]byte, error) { return d.AppendText(nil) }

// AppendText appends the day as 2006-01-02. A day outside the years 1 to 9999
// is [ErrRange], and nothing is appended.
func (d Date) AppendText(text []byte) ([]byte, error) {
	if err := d.Validate(); err != nil {
		return text, err
	}
	return d.append(text), nil
}

// UnmarshalText reads the day as [ParseDate] does.
func (d *Date) UnmarshalText(text []byte) error {
	read, err := ParseDate(string(text))
	if err != nil {
		return err
	}
	*d = read
	return nil
}

func (d Date) append(text []byte) []byte {
	year, month, day := d.Civil()
	return appendCivil(text, year, int(month), day)
}

func appendCivil(text []byte, year, month, day int) []byte {
	text = appendDigits(text, year, 4)
	text = append(text, '-')
	text = appendDigits(text, month, 2)
	text = append(text, '-')
	return appendDigits(text, day, 2)
}

func daysIn(year int, month time.Month) int {
	switch month {
	case time.April, time.June, time.September, time.November:
		return 30
	case time.February:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	default:
		return 31
	}
}
