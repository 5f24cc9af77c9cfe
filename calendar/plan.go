package calendar

import "slices"

// A plan is what a day is meant to be: the openings that start on it, and
// whether it is a working day.
type plan struct {
	hours   []Hours
	working bool
}

// planOf returns what a day is meant to be that is a holiday of a category, or
// none: an exception, a holiday, a day of its week.
func (t *table) planOf(d Date, category Category) plan {
	if exception, ok := t.spec.exception(d); ok {
		return t.spec.plan(exception)
	}
	day := t.planned[t.spec.week(d)][d.weekday()]
	if category == "" || t.spec.Holidays.Sundays && d.weekday() == sunday {
		return day
	}
	return t.spec.Holidays.plan(category, day)
}

func (s *Spec) exception(d Date) (Exception, bool) {
	i, ok := slices.BinarySearchFunc(s.Exceptions, d, func(x Exception, d Date) int { return int(x.Date - d) })
	if !ok {
		return Exception{}, false
	}
	return s.Exceptions[i], true
}

func (s *Spec) plan(exception Exception) plan {
	working := len(exception.Hours) > 0
	if working && len(s.WorkingDays) > 0 {
		working = slices.Contains(s.WorkingDays, weekdays()[exception.Date.weekday()])
	}
	if exception.Counts != "" {
		working = exception.Counts == AsWorkingDay
	}
	return plan{hours: exception.Hours, working: working}
}

// plan returns what a day is meant to be that is a holiday of a category.
func (h *HolidaySet) plan(category Category, day plan) plan {
	for _, holiday := range h.Hours {
		if holiday.Category != category {
			continue
		}
		hours := holiday.Hours
		if holiday.Until != 0 {
			hours = cut(day.hours, holiday.Until)
		}
		return plan{hours: hours, working: holiday.Working && day.working && len(hours) > 0}
	}
	return plan{}
}

// cut returns the hours of a day as far as a time of it.
func cut(openings []Hours, until Clock) []Hours {
	var left []Hours
	for _, hours := range openings {
		if hours.Open < until {
			if _, end := hours.span(); end > until.seconds() {
				hours.Close = until
			}
			left = append(left, hours)
		}
	}
	return left
}
