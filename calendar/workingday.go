package calendar

// IsWorkingDay reports whether a day is a working day (GEN-03).
func (c Calendar) IsWorkingDay(d Date) (bool, error) {
	if !c.has(d) {
		return false, c.outside()
	}
	era, rank, special := c.table.place(d)
	return c.table.amount(&c.table.working, d, c.table.eras[era].week, rank, special) > 0, nil
}

// has reports whether a day is one the calendar answers for.
func (c Calendar) has(d Date) bool {
	return c.table != nil && c.table.spec.From <= d && d <= c.table.spec.To
}

// days returns the working days before a day.
func (t *table) days(d Date) int64 {
	era, rank, _ := t.place(d)
	return t.sum(&t.working, d, era, rank)
}

// AddWorkingDays returns the n-th working day strictly after a day, or strictly
// before it for a negative n; for 0 the day itself, whatever it is. A day that
// is no working day is not moved to one first: [Calendar.Roll] does that.
func (c Calendar) AddWorkingDays(d Date, n int) (Date, error) {
	if !c.has(d) {
		return 0, c.outside()
	}
	if n == 0 {
		return d, nil
	}
	t := c.table
	number := t.days(d) // of the first working day on or after d
	if n > 0 {
		number = t.days(d+1) - 1
	}
	if int64(n) > t.lastWorking-number || int64(n) < t.firstWorking-number {
		return 0, c.outside()
	}
	day, _, _ := t.find(&t.working, openTime(), number+int64(n))
	return day, nil
}

// WorkingDaysBetween returns the number of working days from one day up to, not
// including, another; it is negative when the second is the earlier one.
func (c Calendar) WorkingDaysBetween(from, until Date) (int, error) {
	if !c.has(from) && !c.has(from-1) || !c.has(until) && !c.has(until-1) {
		return 0, c.outside()
	}
	return int(c.table.days(until) - c.table.days(from)), nil
}

// Rolling is where a day that is no working day is moved to. The zero Rolling is
// none, and an error.
type Rolling string

// The ways to roll.
const (
	Following Rolling = "following" // to the next working day
	Preceding Rolling = "preceding" // to the one before
)

// Roll returns the day itself if it is a working day, else the next one or the
// one before.
func (c Calendar) Roll(d Date, to Rolling) (Date, error) {
	if to != Following && to != Preceding {
		return 0, specError("rolling", ErrReading, "%q", string(to))
	}
	working, err := c.IsWorkingDay(d)
	if err != nil {
		return 0, err
	}
	if working {
		return d, nil
	}
	if to == Preceding {
		return c.AddWorkingDays(d, -1)
	}
	return c.AddWorkingDays(d, 1)
}
