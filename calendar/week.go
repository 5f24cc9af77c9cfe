package calendar

import (
	"strings"
	"time"
)

// Hours is one opening, from Open up to, not including, Close (GEN-08). A Close
// that is not after Open is on the next day: 22:00-06:00 is a night, and
// 08:00-08:00 is 24 hours. Until midnight is written 24:00, and a whole day
// 00:00-24:00; 00:00-00:00 says neither and is refused. In JSON Hours are
// "08:00-16:00".
type Hours struct{ Open, Close Clock }

// ParseHours reads an opening as contracts print it: 8-16, 8.00-16.00,
// 08:00-16:00, 0800-1600 or 22:00-06:00, with a hyphen or an en dash and no
// spaces.
func ParseHours(text string) (Hours, error) {
	first, last, found := strings.Cut(text, "–")
	if !found {
		first, last, found = strings.Cut(text, "-")
	}
	if !found {
		return Hours{}, parseError("hours", text, ErrSyntax)
	}
	opening, err := ParseClock(first)
	if err != nil {
		return Hours{}, err
	}
	closing, err := ParseClock(last)
	if err != nil {
		return Hours{}, err
	}
	hours := Hours{Open: opening, Close: closing}
	if !hours.exist() {
		return Hours{}, parseError("hours", text, ErrRange)
	}
	return hours, nil
}

// MustHours is [ParseHours] for literals: it panics on a text that is no
// opening.
func MustHours(text string) Hours {
	hours, err := ParseHours(text)
	if err != nil {
		panic(err)
	}
	return hours
}

// exist reports whether the hours say when it opens and when it closes.
func (h Hours) exist() bool {
	return h.Open.exists() && h.Close.exists() && h.Open < endOfDay && h != Hours{} &&
		h.Open.whole() && h.Close.whole()
}

// span returns the seconds from the midnight before Open to Open and to Close.
func (h Hours) span() (from, until int64) {
	from, until = h.Open.seconds(), h.Close.seconds()
	if until <= from {
		until += secondsPerDay
	}
	return from, until
}

// String returns the hours as 08:00-16:00.
func (h Hours) String() string { return h.Open.String() + "-" + h.Close.String() }

// MarshalText returns what String returns, or [ErrRange] for hours that do not
// exist.
func (h Hours) MarshalText() ([]byte, error) {
	if !h.exist() {
		return nil, parseError("hours", h.String(), ErrRange)
	}
	return []byte(h.String()), nil
}

// UnmarshalText reads exactly what MarshalText writes; the looser forms that
// [ParseHours] takes are for people.
func (h *Hours) UnmarshalText(text []byte) error {
	read, err := ParseHours(string(text))
	if err != nil {
		return err
	}
	if read.String() != string(text) {
		return parseError("hours", string(text), ErrSyntax)
	}
	*h = read
	return nil
}

// Weekday is a day of the week as documents write it. The zero Weekday is none.
type Weekday string

// The days of the week.
const (
	Monday    Weekday = "mon"
	Tuesday   Weekday = "tue"
	Wednesday Weekday = "wed"
	Thursday  Weekday = "thu"
	Friday    Weekday = "fri"
	Saturday  Weekday = "sat"
	Sunday    Weekday = "sun"
)

const sunday = 6

// index returns 0 for Monday to 6 for Sunday, as day 0, 0001-01-01, is a
// Monday.
func (w Weekday) index() (int, bool) {
	for i, day := range weekdays() {
		if w == day {
			return i, true
		}
	}
	return 0, false
}

func weekdays() [7]Weekday {
	return [7]Weekday{Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday}
}

// weekday returns 0 for Monday to 6 for Sunday.
func (d Date) weekday() int { return int(uint64(d) % 7) }

// Week is the hours of each day of the week, in the order of the clock. A day
// without hours is closed. An opening that runs past midnight belongs to the
// day it starts on.
type Week struct {
	Mon []Hours `json:"mon,omitempty"`
	Tue []Hours `json:"tue,omitempty"`
	Wed []Hours `json:"wed,omitempty"`
	Thu []Hours `json:"thu,omitempty"`
	Fri []Hours `json:"fri,omitempty"`
	Sat []Hours `json:"sat,omitempty"`
	Sun []Hours `json:"sun,omitempty"`
}

// MondayToFriday returns a week with the same hours from Monday to Friday.
func MondayToFriday(hours ...Hours) Week {
	return Week{Mon: hours, Tue: hours, Wed: hours, Thu: hours, Fri: hours}
}

// EveryDay returns a week with the same hours on all days. Round the clock is
// EveryDay(MustHours("00:00-24:00")).
func EveryDay(hours ...Hours) Week {
	week := MondayToFriday(hours...)
	week.Sat, week.Sun = hours, hours
	return week
}

// days returns the hours by [Date.weekday].
func (w Week) days() [7][]Hours {
	return [7][]Hours{w.Mon, w.Tue, w.Wed, w.Thu, w.Fri, w.Sat, w.Sun}
}

func (c Clock) seconds() int64 { return int64(time.Duration(c) / time.Second) }

func (c Clock) whole() bool { return time.Duration(c)%time.Second == 0 }
