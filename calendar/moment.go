package calendar

import (
	"cmp"
	"time"
)

// Moment is an instant together with the offset of the zone it was read in, in
// whole seconds, so that its local day and clock are part of the value. A
// [Zone] makes moments; JSON carries them as RFC 3339 text with the offset.
//
// Two moments are == when both the instant and the offset agree. Before, After
// and Compare look at the instant alone. The zero Moment is "no moment":
// transitions refuse it.
type Moment struct {
	second int64 // since 0001-01-01T00:00:00Z
	offset int32 // seconds east of UTC, whole minutes
}

const (
	secondsPerDay = 24 * 60 * 60
	unixEpoch     = 719162 * secondsPerDay // 1970-01-01, since 0001-01-01
	lastSecond    = (int64(lastDate)+1)*secondsPerDay - 1
)

// newMoment returns the zero Moment for a local time outside the years 1 to
// 9999 and for an offset of a day or more: nothing is ever decided on a moment
// that cannot be written down.
func newMoment(second int64, offset int) Moment {
	local := second + int64(offset)
	if local < 0 || local > lastSecond || offset <= -secondsPerDay || offset >= secondsPerDay {
		return Moment{}
	}
	return Moment{second: second, offset: int32(offset)}
}

// ParseMoment reads an RFC 3339 text with whole seconds and an offset, such as
// 2026-03-10T13:59:59+01:00. The offset is kept as written; pass a moment from
// elsewhere through [Zone.In] before a contract sees it.
func ParseMoment(text string) (Moment, error) {
	const day, clockEnd = len("2006-01-02"), len("2006-01-02T15:04:05")
	if len(text) < len("2006-01-02T15:04:05Z") || text[day] != 'T' || text[day+3] != ':' || text[day+6] != ':' {
		return Moment{}, parseError("moment", text, ErrSyntax)
	}
	offset, kind := parseOffset(text[clockEnd:])
	if kind != "" {
		return Moment{}, parseError("moment", text, kind)
	}
	d, kind := parseDate(text[:day])
	if kind != "" {
		return Moment{}, parseError("moment", text, kind)
	}
	c, kind := parseClock(text[day+1:day+3], text[day+4:day+6], text[day+7:clockEnd])
	if kind != "" {
		return Moment{}, parseError("moment", text, kind)
	}
	if c == endOfDay {
		return Moment{}, parseError("moment", text, ErrRange)
	}
	return Moment{second: local(d, c) - int64(offset), offset: int32(offset)}, nil
}

func parseOffset(text string) (int, Error) {
	if text == "Z" {
		return 0, ""
	}
	if len(text) != len("+00:00") || text[0] != '+' && text[0] != '-' || text[3] != ':' {
		return 0, ErrSyntax
	}
	hour, okHour := digits(text[1:3], 2)
	minute, okMinute := digits(text[4:6], 2)
	if !okHour || !okMinute || text == "-00:00" {
		return 0, ErrSyntax
	}
	if hour > 23 || minute > 59 {
		return 0, ErrRange
	}
	offset := 3600*hour + 60*minute
	if text[0] == '-' {
		return -offset, ""
	}
	return offset, ""
}

// local returns the seconds from 0001-01-01 00:00 to a local time.
func local(d Date, c Clock) int64 {
	return int64(d)*secondsPerDay + int64(time.Duration(c)/time.Second)
}

func (m Moment) local() int64 { return m.second + int64(m.offset) }

// IsZero reports whether m is the zero Moment, which stands for "no moment".
func (m Moment) IsZero() bool { return m == Moment{} }

// Date returns the local day.
func (m Moment) Date() Date { return Date(m.local() / secondsPerDay) }

// Clock returns the local clock time, from 00:00 to 23:59:59.
func (m Moment) Clock() Clock {
	return Clock(time.Duration(m.local()%secondsPerDay) * time.Second)
}

// Time returns the instant, in UTC.
func (m Moment) Time() time.Time { return time.Unix(m.second-unixEpoch, 0).UTC() }

// Before reports whether m is an earlier instant than other.
func (m Moment) Before(other Moment) bool { return m.second < other.second }

// After reports whether m is a later instant than other.
func (m Moment) After(other Moment) bool { return m.second > other.second }

// Compare returns -1, 0 or +1 for an earlier, the same or a later instant.
func (m Moment) Compare(other Moment) int { return cmp.Compare(m.second, other.second) }

// Since returns the elapsed time from earlier to m; it is negative when
// earlier is the later one.
func (m Moment) Since(earlier Moment) Seconds { return Seconds(m.second - earlier.second) }

// Add returns the instant that much later, with the offset of m. Where the
// clocks may have changed in between, [Zone.In] gives the local reading. A
// result outside the years 1 to 9999, and anything added to the zero Moment, is
// the zero Moment.
func (m Moment) Add(elapsed Seconds) Moment {
	if m.IsZero() {
		return m
	}
	return newMoment(m.second+int64(elapsed), int(m.offset))
}

// String returns the moment as RFC 3339 text.
func (m Moment) String() string { return string(m.append(nil)) }

// MarshalText returns the moment as RFC 3339 text.
func (m Moment) MarshalText() ([]byte, error) { return m.append(nil), nil }

// AppendText appends the moment as RFC 3339 text.
func (m Moment) AppendText(text []byte) ([]byte, error) { return m.append(text), nil }

// UnmarshalText reads the moment as [ParseMoment] does.
func (m *Moment) UnmarshalText(text []byte) error {
	read, err := ParseMoment(string(text))
	if err != nil {
		return err
	}
	*m = read
	return nil
}

func (m Moment) append(text []byte) []byte {
	text = m.Date().append(text)
	text = append(text, 'T')
	text = m.Clock().append(text, true)
	minutes := int(m.offset) / 60
	if minutes == 0 {
		return append(text, 'Z')
	}
	sign := byte('+')
	if minutes < 0 {
		sign, minutes = '-', -minutes
	}
	text = append(text, sign)
	text = appendDigits(text, minutes/60, 2)
	text = append(text, ':')
	return appendDigits(text, minutes%60, 2)
}
