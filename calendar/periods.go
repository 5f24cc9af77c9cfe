package calendar

// Periods are equal stretches that follow each other without a gap: the years
// of a subscription, the months of an add-on. Period 0 starts on Start; period
// k runs from Edge(k) up to, not including, Edge(k+1) (GEN-06). Each edge is
// counted from Start, so a start on 29 February returns to it in leap years.
// The zero Periods has no periods: no day has a number.
type Periods struct {
	Start  Date
	Months int // length of a period, at least 1
}

// Edge returns the first day of period k. Like [Date.AddMonths] it stops at
// 9999-12-31, which then belongs to the period it cuts short.
func (p Periods) Edge(k int) Date {
	return p.Start.addMonths(withinCalendar(k) * withinCalendar(p.Months))
}

// Number returns the period a day belongs to, and false for a day before
// Start or where there are no periods. A day after 9999-12-31 belongs to the
// period of that day.
func (p Periods) Number(d Date) (k int, ok bool) {
	if p.Months < 1 || d < p.Start {
		return 0, false
	}
	d = d.within()
	fromYear, fromMonth, _ := p.Start.within().Civil()
	year, month, _ := d.Civil()
	k = (12*(year-fromYear) + int(month-fromMonth)) / p.Months
	if d < p.Edge(k) {
		k--
	}
	return k, true
}
