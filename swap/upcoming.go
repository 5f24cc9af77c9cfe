package swap

import (
	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
)

// Upcoming returns what the case has ahead, from one day up to, not including,
// another: the day for which a swap phone is promised, while it is not delivered
// (SWP-19), and the last day before a reminder is due for the faulty phone, while that
// is awaited (SWP-14).
func (c Case) Upcoming(from, until calendar.Date) []entitlement.Dated {
	var all []entitlement.Dated
	if promised, ok := c.PromisedDate(); ok && c.swap.status != Delivered && !c.Finished() {
		all = append(all, entitlement.Dated{On: promised, What: entitlement.Promised, Of: c.id, Why: workingDay})
	}
	if c.faulty == Awaited && c.figures.ReturnDays > 0 && !c.swap.shipped.IsZero() {
		due := c.swap.shipped + calendar.Date(c.figures.ReturnDays)
		all = append(all, entitlement.Dated{On: due, What: entitlement.Due, Of: c.id, Why: faultyReturned})
	}
	return entitlement.Within(from, until, all...)
}

// Upcoming returns what the user has ahead, from one day up to, not including,
// another: the first and the last days at a level (SWP-01).
func (u User) Upcoming(from, until calendar.Date) []entitlement.Dated {
	var all []entitlement.Dated
	for _, span := range u.spans {
		all = append(all, entitlement.Dated{On: span.From, What: entitlement.Begins, Of: u.id, Part: string(span.Level), Why: attached})
		if !span.Last.IsZero() {
			all = append(all, entitlement.Dated{On: span.Last, What: entitlement.Ends, Of: u.id, Part: string(span.Level), Why: attached})
		}
	}
	return entitlement.Within(from, until, all...)
}

// Upcoming returns what the pool has ahead, from one day up to, not including, another:
// for each model the day on which a refill that was declined is due to be asked for
// again, and the phones that are missing (SWP-38).
func (p Pool) Upcoming(from, until calendar.Date) []entitlement.Dated {
	var all []entitlement.Dated
	for _, shelf := range p.shelves {
		due := p.refill(shelf)
		if again, _ := p.askAgain(shelf); !again.IsZero() && due > 0 {
			all = append(all, entitlement.Dated{On: again, What: entitlement.Due, Of: p.id, Part: shelf.Model, Units: due, Unit: "phone", Why: refilled})
		}
	}
	return entitlement.Within(from, until, all...)
}

// Upcoming returns what the agreement has ahead, from one day up to, not including,
// another: the days from which what was settled holds (SWP-13, SWP-18), and the days on
// which a month is over and its freight can be invoiced (SWP-39), whether or not there
// is any.
func (a Agreement) Upcoming(from, until calendar.Date) []entitlement.Dated {
	if len(a.settings) == 0 {
		return nil
	}
	var all []entitlement.Dated
	for _, setting := range a.settings {
		all = append(all, entitlement.Dated{On: setting.From, What: entitlement.Begins, Of: a.id, Why: loanOrExchange})
	}
	month := MonthOf(a.settings[0].From)
	if from > a.settings[0].From {
		month = MonthOf(from - 1) // it may be over on that day
	}
	for over := month.Next(); over.First() < until && over < over.Next(); month, over = over, over.Next() {
		all = append(all, entitlement.Dated{On: over.First(), What: entitlement.Billed, Of: a.id, Part: month.String(), Why: inArrears})
	}
	return entitlement.Within(from, until, all...)
}
