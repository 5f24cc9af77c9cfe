package calendar

// Cutoff is a promise in working days: what is received before a time of day
// counts as that day's, and is delivered so many working days later (SWP-25).
// The cutoff itself is too late. The zero Cutoff has no time of day, which is an
// error.
type Cutoff struct {
	Before      Clock           `json:"before"`
	On          []WeekdayCutoff `json:"on,omitempty"` // days of the week with a time of their own
	WorkingDays int             `json:"working_days"` // from the day of receipt to delivery
	ClosedDay   ClosedDay       `json:"closed_day,omitzero"`
}

// WeekdayCutoff is the cutoff of a day of the week.
type WeekdayCutoff struct {
	Weekday Weekday `json:"weekday"`
	Before  Clock   `json:"before"`
}

// ClosedDay is the reading of SWP-26: what counts as the day of receipt on a day
// that is no working day. The zero ClosedDay means [RollForward].
type ClosedDay string

// The readings of SWP-26.
const (
	RollForward ClosedDay = "RollForward" // the next working day, at any hour
	Literal     ClosedDay = "Literal"     // before the cutoff that day itself, so that delivery counts from it
)

// UnmarshalJSON reads a cutoff strictly: a field that is unknown or comes twice
// is an error. It does not validate.
func (c *Cutoff) UnmarshalJSON(data []byte) error {
	type plain Cutoff
	var read plain
	if err := decode("cutoff", data, &read); err != nil {
		return err
	}
	*c = Cutoff(read)
	return nil
}

// Validate returns a [SpecError] for a cutoff that cannot be meant.
func (c Cutoff) Validate() error {
	if c.Before == 0 {
		return specError("before", ErrMissing, "no time of day is given")
	}
	if !c.Before.exists() || !c.Before.whole() {
		return specError("before", ErrRange, "%s is no time of day", c.Before)
	}
	seen := -1
	for _, on := range c.On {
		index, ok := on.Weekday.index()
		if !ok || index <= seen {
			return specError("on", ErrRange, "%q is no day of the week that comes next", string(on.Weekday))
		}
		if !on.Before.exists() || !on.Before.whole() {
			return specError("on", ErrRange, "%s is no time of day", on.Before)
		}
		seen = index
	}
	if c.WorkingDays < 0 {
		return specError("working_days", ErrRange, "%d", c.WorkingDays)
	}
	if c.ClosedDay != "" && c.ClosedDay != RollForward && c.ClosedDay != Literal {
		return specError("closed_day", ErrReading, "%q", string(c.ClosedDay))
	}
	return nil
}

// For returns the cutoff of a day.
func (c Cutoff) For(d Date) Clock {
	for _, on := range c.On {
		if on.Weekday == weekdays()[d.weekday()] {
			return on.Before
		}
	}
	return c.Before
}

// Received returns the day that a moment counts as: its own day if that is a
// working day and the moment is before the cutoff, else the next working day
// (SWP-25, SWP-26).
func (c Cutoff) Received(hours Calendar, at Moment) (Date, error) {
	if err := c.Validate(); err != nil {
		return 0, err
	}
	if !hours.knows(at) {
		return 0, hours.outside()
	}
	local := hours.table.moment(at.second)
	day := local.Date()
	working, err := hours.IsWorkingDay(day)
	if err != nil {
		return 0, err
	}
	if local.Clock() < c.For(day) && (working || c.ClosedDay == Literal) {
		return day, nil
	}
	return hours.AddWorkingDays(day, 1)
}

// Promise returns the day of delivery: so many working days after the day of
// receipt, and always a working day. It is the promise of a day, not of an hour
// (SWP-19).
func (c Cutoff) Promise(hours Calendar, at Moment) (Date, error) {
	received, err := c.Received(hours, at)
	if err != nil {
		return 0, err
	}
	if c.WorkingDays == 0 {
		return hours.Roll(received, Following)
	}
	return hours.AddWorkingDays(received, c.WorkingDays)
}
