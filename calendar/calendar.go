package calendar

import (
	"iter"
	"time"
)

// Calendar knows when a provider is open and which days are working days.
// [Compile] makes calendars. A Calendar never changes, serves any number of
// goroutines, and is a small value: pass it, copy it, share it. == tells whether
// two are the same compiled calendar. The zero Calendar knows no days.
//
// An instant is open if and only if what the clock on the wall then shows lies
// in the hours; lengths of time are elapsed time. On the night on which the
// clock goes back a window round the clock is 25 hours long.
//
// A moment may be read in any zone. A moment that is returned is read in the
// zone of the calendar. Where the answer, or a moment it is found by, lies
// outside the days of the spec, every question returns a [HorizonError] and
// never an answer without holidays.
//
// A day ends when a clock first shows the next one, also where clocks are put
// back over midnight and show the old day again. A day that a zone never had, as
// 30 December 2011 in Samoa, is a day like others to the questions about days.
type Calendar struct{ table *table }

// Name returns the name the calendar has in its spec; "" for the zero Calendar.
func (c Calendar) Name() string {
	if c.table == nil {
		return ""
	}
	return c.table.spec.Name
}

// Spec returns what the calendar was made from.
func (c Calendar) Spec() Spec {
	if c.table == nil {
		return Spec{}
	}
	return c.table.spec.clone()
}

// Zone returns the zone the calendar's clocks are in.
func (c Calendar) Zone() Zone {
	if c.table == nil {
		return Zone{}
	}
	return c.table.zone
}

// At returns an instant as the zone of the calendar reads it: the door of
// [Zone.At], and faster for days the calendar knows.
func (c Calendar) At(t time.Time) Moment {
	m := Moment{second: t.Unix() + unixEpoch}
	if !c.knows(m) {
		return c.Zone().At(t)
	}
	return c.table.moment(m.second)
}

func (c Calendar) outside() error {
	if c.table == nil {
		return &HorizonError{}
	}
	return &HorizonError{Calendar: c.table.spec.Name, From: c.table.spec.From, To: c.table.spec.To}
}

// knows reports whether an instant is one the calendar answers for.
func (c Calendar) knows(m Moment) bool {
	return c.table != nil && c.table.start <= m.second && m.second < c.table.end
}

// reaches is knows, with the end of the last day.
func (c Calendar) reaches(m Moment) bool {
	return c.table != nil && c.table.start <= m.second && m.second <= c.table.end
}

// IsOpen reports whether a moment lies in the hours: at the opening instant it
// is open, at the closing instant closed (GEN-08).
func (c Calendar) IsOpen(m Moment) (bool, error) {
	if !c.knows(m) {
		return false, c.outside()
	}
	return c.table.isOpen(m.second), nil
}

func (t *table) isOpen(second int64) bool {
	local := second + t.period(second).offset
	d, clock := Date(uint64(local)/secondsPerDay), int32(uint64(local)%secondsPerDay)
	era, rank, special := t.place(d)
	p := t.profile(d, era, rank, special)
	for _, piece := range t.pieces[p.from:p.until] {
		if clock < piece.close {
			return piece.open <= clock
		}
	}
	return false
}

// NextOpen returns the moment itself while it is open, else the next opening.
func (c Calendar) NextOpen(m Moment) (Moment, error) {
	if !c.knows(m) {
		return Moment{}, c.outside()
	}
	t := c.table
	p := t.period(m.second)
	before, open := t.until(m.second + p.offset)
	if open {
		return Moment{second: m.second, offset: int32(p.offset)}, nil
	}
	before += p.shift
	if before == t.total {
		return Moment{}, c.outside()
	}
	return t.instant(openTime(), before), nil
}

// NextClose returns the end of the opening that a moment lies in, or of the next
// one while it is closed. Hours that go on at midnight do not close there.
func (c Calendar) NextClose(m Moment) (Moment, error) {
	opened, err := c.NextOpen(m)
	if err != nil {
		return Moment{}, err
	}
	t := c.table
	closed := t.measure(closedTime(), opened.second)
	if closed == t.end-t.total {
		return Moment{}, c.outside()
	}
	return t.instant(closedTime(), closed), nil
}

// PrevClose returns the last closing at or before a moment, or the moment itself
// while it is open and not just opened: the end of the open time before it.
func (c Calendar) PrevClose(m Moment) (Moment, error) {
	if !c.reaches(m) {
		return Moment{}, c.outside()
	}
	t := c.table
	before := t.measure(openTime(), m.second)
	if before == 0 {
		return Moment{}, c.outside()
	}
	return t.reached(openTime(), before), nil
}

// PrevOpen returns the beginning of the opening whose end [Calendar.PrevClose]
// returns: that of the opening a moment lies in, or of the last one before it.
func (c Calendar) PrevOpen(m Moment) (Moment, error) {
	closed, err := c.PrevClose(m)
	if err != nil {
		return Moment{}, err
	}
	t := c.table
	before := t.measure(closedTime(), closed.second)
	if before == t.start {
		return Moment{}, c.outside()
	}
	return t.reached(closedTime(), before), nil
}

// LastClose returns the last closing up to the end of a day, or the end of the
// day while it is open: up to then service was really to be had. Where a right
// ends on a closed day, it is not extended, and this is the separate answer
// (GEN-07).
func (c Calendar) LastClose(d Date) (Moment, error) {
	if !c.has(d) {
		return Moment{}, c.outside()
	}
	return c.PrevClose(Moment{second: midnight(c.table.periods, d+1)})
}

// reached returns the first instant before which a measure is z: the one after
// the second that brought it there.
func (t *table) reached(m measure, z int64) Moment {
	return t.moment(t.instant(m, z-1).second + 1)
}

// Add returns the moment that so much open time later, or earlier for a negative
// length. What uses up the hours exactly ends at the closing instant, not at the
// next opening, and adding nothing returns the moment itself, open or not
// (GEN-08). [Calendar.Deadline] rolls to an opening first.
func (c Calendar) Add(m Moment, open Seconds) (Moment, error) {
	if !c.reaches(m) {
		return Moment{}, c.outside()
	}
	t := c.table
	if open == 0 {
		return t.moment(m.second), nil
	}
	before := t.measure(openTime(), m.second)
	if int64(open) > t.total-before || int64(open) < -before {
		return Moment{}, c.outside()
	}
	if open < 0 {
		return t.instant(openTime(), before+int64(open)), nil
	}
	return t.reached(openTime(), before+int64(open)), nil
}

// Between returns the open time from one moment to another; it is negative when
// the second is the earlier one.
func (c Calendar) Between(from, to Moment) (Seconds, error) {
	if !c.reaches(from) || !c.reaches(to) {
		return 0, c.outside()
	}
	return Seconds(c.table.measure(openTime(), to.second) - c.table.measure(openTime(), from.second)), nil
}

// Opening is a stretch of time that is open from Open up to, not including,
// Close.
type Opening struct{ Open, Close Moment }

// Openings yields the open stretches from one moment up to another, in order,
// each as far as it lies between them; none where the second is not the later
// one. Their lengths add up to [Calendar.Between].
func (c Calendar) Openings(from, until Moment) (iter.Seq[Opening], error) {
	if !c.reaches(from) || !c.reaches(until) {
		return nil, c.outside()
	}
	return func(yield func(Opening) bool) {
		at := from
		for at.Before(until) {
			opened, err := c.NextOpen(at)
			if err != nil || !opened.Before(until) {
				return
			}
			closed, err := c.NextClose(opened)
			if err != nil || until.Before(closed) {
				closed = c.table.moment(until.second)
			}
			if !yield(Opening{opened, closed}) {
				return
			}
			at = closed
		}
	}, nil
}

// Deadline returns the moment at which something is due within a length of open
// time: a start outside the hours counts from the next opening (GEN-08). A
// negative length is [ErrRange].
func (c Calendar) Deadline(start Moment, within Seconds) (Moment, error) {
	if within < 0 {
		return Moment{}, parseError("length", within.String(), ErrRange)
	}
	opened, err := c.NextOpen(start)
	if err != nil {
		return Moment{}, err
	}
	return c.Add(opened, within)
}

// Lateness returns the open time by which something done came after its
// deadline, zero if it did not. It is also zero if the provider was closed all
// the while; whether the deadline was kept is a comparison of the two moments.
func (c Calendar) Lateness(deadline, done Moment) (Seconds, error) {
	late, err := c.Between(deadline, done)
	return max(0, late), err
}
