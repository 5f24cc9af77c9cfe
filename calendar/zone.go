package calendar

import (
	"fmt"
	"time"
)

// Zone is the door between instants and civil time. One Zone serves any number
// of goroutines. The zero Zone is no zone: it makes only zero moments.
type Zone struct{ location *time.Location }

// NewZone returns the door for a location. A location without a name, and the
// machine's own zone, are refused with [ErrZone]: a contract is in one named
// zone wherever the program runs. This package never loads a location, since
// that reads files; time.LoadLocation does.
func NewZone(location *time.Location) (Zone, error) {
	if location == nil {
		return Zone{}, fmt.Errorf("calendar: %w: no location given", ErrZone)
	}
	if name := location.String(); name == "" || name == "Local" {
		return Zone{}, fmt.Errorf("calendar: %w: location %q names no place", ErrZone, name)
	}
	return Zone{location: location}, nil
}

// Name returns the name of the location, such as Europe/Oslo; "" for the zero
// Zone.
func (z Zone) Name() string {
	if z.location == nil {
		return ""
	}
	return z.location.String()
}

// At returns the instant with its local day and clock. Fractions of a second
// are cut off, towards the past (PCH-10: instants are cut first). Offsets with
// seconds, as they were before there was standard time, are cut to the minute.
// An instant outside the years 1 to 9999 gives the zero Moment.
func (z Zone) At(t time.Time) Moment {
	if z.location == nil {
		return Moment{}
	}
	return z.moment(t.Unix() + unixEpoch)
}

// In returns the same instant, read in this zone. Moments from elsewhere pass
// here before a contract sees them.
func (z Zone) In(m Moment) Moment {
	if z.location == nil || m.IsZero() {
		return Moment{}
	}
	return z.moment(m.second)
}

func (z Zone) moment(second int64) Moment {
	return newMoment(second, z.offset(second))
}

// offset returns the seconds east of UTC at an instant. Old local times with
// seconds in their offset are cut to the minute, which RFC 3339 can write.
func (z Zone) offset(second int64) int {
	_, offset := time.Unix(second-unixEpoch, 0).In(z.location).Zone()
	return offset - offset%60
}

// Local returns the instant at which a clock on the wall shows c on day d;
// 24:00 is 00:00 of the next day. On the nights when clocks change it returns
// a [LocalTimeError]: [ErrGap] for a time that is skipped, [ErrRepeated], with
// both readings, for a time that comes twice. A day or a clock time that does
// not exist in any zone is [ErrRange].
func (z Zone) Local(d Date, c Clock) (Moment, error) {
	if z.location == nil {
		return Moment{}, fmt.Errorf("calendar: %w: the zero Zone has no clock", ErrZone)
	}
	wall := local(d, c)
	if !d.exists() || !c.exists() || wall > lastSecond {
		return Moment{}, z.localTimeError(d, c, ErrRange)
	}
	first, early := z.reading(wall, wall-secondsPerDay)
	second, late := z.reading(wall, wall+secondsPerDay)
	if early && late && first != second {
		failure := z.localTimeError(d, c, ErrRepeated)
		failure.First, failure.Second = first, second
		return Moment{}, failure
	}
	if early {
		return first, nil
	}
	if late {
		return second, nil
	}
	return Moment{}, z.localTimeError(d, c, ErrGap)
}

// reading returns the instant that shows a local time by the offset in force at
// another instant. A local time has at most two readings, by the offsets of the
// day before and of the day after it: no zone has ever changed its clocks twice
// within that time.
func (z Zone) reading(local, near int64) (Moment, bool) {
	m := z.moment(local - int64(z.offset(near)))
	return m, m.local() == local
}

func (z Zone) localTimeError(d Date, c Clock, kind Error) *LocalTimeError {
	return &LocalTimeError{Zone: z.Name(), Date: d, Clock: c, Kind: kind}
}
