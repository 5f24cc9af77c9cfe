package calendar

import (
	"strings"
	"time"

	"github.com/rickb777/date/v2/clock"
)

// Clock is what a clock on the wall shows, from 00:00 to 24:00, in whole
// seconds. 24:00 is the end of a day and is not 00:00. The zero Clock is
// midnight, 00:00. It is the same number as a clock.Clock of
// github.com/rickb777/date/v2. In JSON a Clock is "15:04", or "15:04:05" where
// there are seconds.
type Clock clock.Clock

const endOfDay = Clock(24 * time.Hour)

// ParseClock reads a clock time as contracts print it: 8, 8.00, 08:00, 0800,
// 08:00:30 or 24:00. Hours above 24, minutes or seconds above 59, a sign, "am"
// or "pm" are errors.
func ParseClock(text string) (Clock, error) {
	hour, minute, second := clockFields(text)
	if len(hour) == 1 {
		hour = "0" + hour
	}
	c, kind := parseClock(hour, minute, second)
	if kind != "" {
		return 0, parseError("clock time", text, kind)
	}
	return c, nil
}

// MustClock is [ParseClock] for literals: it panics on a text that is no clock
// time.
func MustClock(text string) Clock {
	c, err := ParseClock(text)
	if err != nil {
		panic(err)
	}
	return c
}

// clockFields splits a clock time into hours, minutes and seconds.
func clockFields(text string) (hour, minute, second string) {
	separator := ":"
	if strings.Contains(text, ".") {
		separator = "."
	}
	fields := strings.SplitN(text, separator, 3)
	if len(text) == len("0800") && len(fields) == 1 {
		fields = []string{text[:2], text[2:]}
	}
	fields = append(fields, "00", "00")
	return fields[0], fields[1], fields[2]
}

// parseClock reads fields of two digits each.
func parseClock(hour, minute, second string) (Clock, Error) {
	h, okHour := digits(hour, 2)
	m, okMinute := digits(minute, 2)
	s, okSecond := digits(second, 2)
	if !okHour || !okMinute || !okSecond {
		return 0, ErrSyntax
	}
	c := Clock(time.Duration(3600*h+60*m+s) * time.Second)
	if c > endOfDay || m > 59 || s > 59 {
		return 0, ErrRange
	}
	return c, ""
}

func (c Clock) exists() bool { return 0 <= c && c <= endOfDay }

// Fields returns the hour (0 to 24), the minute and the second.
func (c Clock) Fields() (hour, minute, second int) {
	seconds := int(time.Duration(c) / time.Second)
	return seconds / 3600, seconds / 60 % 60, seconds % 60
}

// String returns the clock time as 15:04, or as 15:04:05 where there are
// seconds.
func (c Clock) String() string { return string(c.append(nil, false)) }

// MarshalText returns what String returns, or [ErrRange] for a number that is
// no clock time.
func (c Clock) MarshalText() ([]byte, error) { return c.AppendText(nil) }

// AppendText appends what MarshalText returns.
func (c Clock) AppendText(text []byte) ([]byte, error) {
	if !c.exists() {
		return text, parseError("clock time", c.String(), ErrRange)
	}
	return c.append(text, false), nil
}

// UnmarshalText reads exactly what MarshalText writes; the looser forms that
// [ParseClock] takes are for people.
func (c *Clock) UnmarshalText(text []byte) error {
	read, err := ParseClock(string(text))
	if err != nil {
		return err
	}
	if read.String() != string(text) {
		return parseError("clock time", string(text), ErrSyntax)
	}
	*c = read
	return nil
}

func (c Clock) append(text []byte, seconds bool) []byte {
	hour, minute, second := c.Fields()
	text = appendDigits(text, hour, 2)
	text = append(text, ':')
	text = appendDigits(text, minute, 2)
	if seconds || second != 0 {
		text = append(text, ':')
		text = appendDigits(text, second, 2)
	}
	return text
}
