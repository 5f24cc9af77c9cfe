package swap

import (
	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
)

const contractType = "swap" // of answers

// The notices of an answer.
const (
	WaitsForPhone entitlement.Notice = "WaitsForPhone" // none is in stock, or others wait (SWP-44)
	NoSIMReminder entitlement.Notice = "NoSIMReminder" // the user was not reminded to take out the SIM card (SWP-07)
)

// Ask says what [Register] would do with a report, as an answer to choose between:
// what the level includes is free by right while the user is attached to it; what it
// does not include is registered, and not solved (SWP-05, SWP-40). A repair of a phone
// outside its warranty is paid by the customer directly (SWP-41).
func Ask(terms Terms, event entitlement.Event, report Registration, agreement Agreement, user User) (entitlement.Answer, error) {
	c, entry, err := Register(terms, event, report, agreement, user)
	if err != nil {
		return entitlement.Refused(contractType, report.Agreement, err)
	}
	answer := entitlement.Answer{
		Type: contractType, Contract: report.Agreement, Cover: entitlement.FullCover, Paid: entitlement.ByRight, Unit: "case",
		Rest: entitlement.Nobody, Why: entry.Why,
	}
	if !report.Warranty.IsZero() && report.Warranty < event.At.Date() { // then a repair is not covered
		answer.Rest = entitlement.CustomerDirectly
	}
	if entry.Outcome.NotIncluded {
		answer.Cover, answer.Paid, answer.Uncovered = entitlement.NoCover, "", 1
		answer.Refusal = entitlement.Refusal{
			Reason: NotIncluded, Clause: matrix, Pass: "a user at " + levelHaving(c.figures.Feature, c.figures.FeatureAt),
		}
	}
	if entry.Outcome.SIMReminderMissing {
		answer.Notices = append(answer.Notices, NoSIMReminder)
	}
	return answer, nil
}

// Ask says what [Case.Activate] would do, as an answer to choose between: a swap phone
// for the day promised, or, where none is free, a place among those who wait, which is
// no full cover. The figures are phones of the model that are free in the pool. Freight
// is billed with the month (SWP-39).
func (c Case) Ask(event entitlement.Event, activation Activation, pool Pool, days calendar.Calendar) (entitlement.Answer, error) {
	next, after, entry, err := c.Activate(event, activation, pool, days)
	if err != nil {
		return entitlement.Refused(contractType, pool.id, err)
	}
	free := func(pool Pool) int { return max(0, pool.Shelf(activation.Model).Free()) } // none, where reserved ones are lost
	answer := entitlement.Answer{
		Type: contractType, Contract: pool.id, Cover: entitlement.FullCover, Paid: entitlement.ByRight, Unit: "phone",
		Before: free(pool), After: free(after), Rest: entitlement.CustomerMonthly, Charge: entry.Charge, Why: entry.Why,
	}
	answer.Promised, _ = next.PromisedDate()
	if answer.Before == answer.After {
		answer.Cover, answer.Uncovered = entitlement.PartialCover, 1
		answer.Notices = append(answer.Notices, WaitsForPhone)
	}
	return answer, nil
}
