package timeaccount

import (
	"cmp"
	"slices"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
)

// Usage is what the enquiries of some days came to, as counts that can be added
// up (TIM-06). Times are of sessions in those days, less what was taken back.
type Usage struct {
	Enquiries int              // that arrived
	Free      int              // of these, judged under a free period
	Account   int              // under a time account
	Hourly    int              // under no agreement
	Outside   int              // of these, outside the agreements in force (TIM-23)
	Others    int              // that did not come from the superuser, though there was one (TIM-25)
	Worked    calendar.Seconds // time that staff spent
	Covered   calendar.Seconds // of this, free or paid by accounts
	Debited   calendar.Seconds // from accounts
	Paid      calendar.Seconds // of the time covered, what accounts paid
	Uncovered calendar.Seconds // time worked that no agreement covers
	Causes    []Caused         // by what was noted last; by name
}

// Caused is how many enquiries came from a cause (TIM-27).
type Caused struct {
	Cause     Cause
	Enquiries int
}

// Rounding returns the time that accounts were debited beyond the work they paid
// (TIM-14, TIM-15). It is below zero where work of these days was paid by an
// interval that was debited before them.
func (u Usage) Rounding() calendar.Seconds { return u.Debited - u.Paid }

// UsageOf returns the usage of a customer from a day on and before another, read
// from the ledger: enquiries by the day they arrived, work by the day it began,
// what is taken back by the day of the work.
func UsageOf(customer string, log []Entry, from, until calendar.Date) Usage {
	var usage Usage
	within := func(at calendar.Moment) bool { return from <= at.Date() && at.Date() < until }
	enquiries := map[string]EnquiryFigures{}
	causes := map[string]Cause{}
	for _, entry := range log {
		if len(entry.Draws) == 0 {
			continue
		}
		id := entry.Draws[0].Of
		if entry.Kind == kindReceive && entry.Outcome.Customer == customer {
			enquiries[id] = entry.Outcome.Enquiry
			if within(entry.At) {
				usage.receive(entry.Outcome.Enquiry)
			}
		}
		asked, known := enquiries[id]
		if !known {
			continue
		}
		if entry.Kind == kindTag && within(asked.Received) {
			causes[id] = entry.Outcome.Cause
		}
		if work := entry.Outcome.Work; entry.counts() && within(work.Begun) {
			usage.work(asked.Mode, work, entry.Entry)
		}
	}
	for _, cause := range causes {
		i := slices.IndexFunc(usage.Causes, func(c Caused) bool { return c.Cause == cause })
		if i < 0 {
			i = len(usage.Causes)
			usage.Causes = append(usage.Causes, Caused{Cause: cause})
		}
		usage.Causes[i].Enquiries++
	}
	slices.SortFunc(usage.Causes, func(a, b Caused) int { return cmp.Compare(a.Cause, b.Cause) })
	return usage
}

func (u *Usage) receive(asked EnquiryFigures) {
	u.Enquiries++
	switch asked.Mode {
	case FreeMode:
		u.Free++
	case AccountMode:
		u.Account++
	default:
		u.Hourly++
	}
	if asked.Scope != Inside {
		u.Outside++
	}
	if asked.NotViaSuperuser {
		u.Others++
	}
}

func (u *Usage) work(mode Mode, work Work, head entitlement.Entry) {
	u.Worked += work.Actual
	u.Covered += work.Covered
	u.Debited += work.Debited
	u.Uncovered += calendar.Seconds(head.Uncovered)
	if mode == AccountMode {
		u.Paid += work.Covered
	}
}
