package timeaccount

import (
	"fmt"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
)

const contractType = "timeaccount" // of answers

// The notices of an answer.
const (
	ConsentNeeded      entitlement.Notice = "ConsentNeeded"      // nothing is charged before the customer says so (TIM-18, TIM-23)
	AskedByAnother     entitlement.Notice = "AskedByAnother"     // not by the superuser (TIM-25)
	NoSuperuserIsNamed entitlement.Notice = "NoSuperuserIsNamed" // the customer has to appoint one (TIM-24)
)

// Ask says what [Receive] would do with an enquiry, as an answer to choose between,
// before anybody knows how long it takes: free by right, prepaid with so much on the
// accounts, or by the hour. It answers in the name of the agreement that the enquiry
// is judged under, or of the enquiry where there is none. An account that is empty
// covers nothing.
func Ask(
	terms Terms, event entitlement.Event, receipt Receipt, hours calendar.Calendar, customer Customer, agreements ...Agreement,
) (entitlement.Answer, error) {
	e, entry, err := Receive(terms, event, receipt, hours, customer, agreements...)
	if err != nil {
		return entitlement.Refused(contractType, receipt.Enquiry, err)
	}
	answer := e.answer(entry, agreements)
	if e.figures.Mode == AccountMode && answer.Before == 0 {
		return e.empty(answer, "an account with time left when the enquiry arrived"), nil
	}
	if e.figures.NotViaSuperuser {
		answer.Notices = append(answer.Notices, AskedByAnother)
	}
	if e.figures.NoSuperuser {
		answer.Notices = append(answer.Notices, NoSuperuserIsNamed)
	}
	return answer, nil
}

// Ask says what [Enquiry.Record] would do with time spent on the enquiry, as an answer
// to choose between: what of it is free or paid by the accounts, what is left on them,
// and what is charged by the hour. What accounts cannot give is served and billed where
// the customer has consented, as without an agreement; where not, it is not covered.
func (e Enquiry) Ask(event entitlement.Event, session Session, agreements ...Agreement) (entitlement.Answer, error) {
	_, _, entry, err := e.Record(event, session, agreements...)
	if err != nil {
		return entitlement.Refused(contractType, e.id, err)
	}
	return e.recorded(entry, agreements), nil
}

// Ask says what [Case.Record] would do, as [Enquiry.Ask] does.
func (c Case) Ask(
	event entitlement.Event, session Session, enquiry Enquiry, agreements ...Agreement,
) (entitlement.Answer, error) {
	_, _, _, entry, err := c.Record(event, session, enquiry, agreements...)
	if err != nil {
		return entitlement.Refused(contractType, enquiry.id, err)
	}
	return enquiry.recorded(entry, agreements), nil
}

func (e Enquiry) recorded(entry Entry, agreements []Agreement) entitlement.Answer {
	answer, work := e.answer(entry, agreements), entry.Outcome.Work
	answer.After -= int(work.Debited)
	answer.Uncovered, answer.Charge = entry.Uncovered, entry.Charge
	if e.figures.Mode != AccountMode {
		return answer
	}
	for _, draw := range entry.Draws { // the account that pays first answers
		if draw.Moved < 0 {
			answer.Contract, answer.Until = draw.Of, until(agreements, draw.Of)
			break
		}
	}
	if entry.Uncovered == 0 {
		answer.Rest = entitlement.Nobody
		return answer
	}
	if e.Consented() {
		answer.Paid, answer.Rest = entitlement.Billable, entitlement.CustomerByList
		if work.Covered == 0 {
			answer.Contract, answer.Until = e.id, 0
		}
		return answer
	}
	answer.Cover = entitlement.PartialCover
	answer.Notices = append(answer.Notices, ConsentNeeded)
	if work.Covered == 0 {
		return e.empty(answer, fmt.Sprintf("an account with %s left when the enquiry arrived", work.Actual))
	}
	return answer
}

// until returns the first day on which an agreement is gone, the zero Date for none.
func until(agreements []Agreement, id string) calendar.Date {
	for _, agreement := range agreements {
		if agreement.id == id && id != "" {
			return agreement.LastDay() + 1
		}
	}
	return 0
}

// empty returns the answer of accounts that cover nothing.
func (e Enquiry) empty(answer entitlement.Answer, pass string) entitlement.Answer {
	answer.Cover, answer.Paid, answer.Rest = entitlement.NoCover, "", entitlement.CustomerByConsent
	answer.Refusal = entitlement.Refusal{Reason: entitlement.NothingLeft, Clause: runsOut, Pass: pass}
	return answer
}

// answer returns what is so before any work. What accounts have is what those that can
// pay had when the enquiry arrived, less what was drawn since (TIM-11).
func (e Enquiry) answer(entry Entry, agreements []Agreement) entitlement.Answer {
	answer := entitlement.Answer{
		Type: contractType, Contract: e.figures.Agreement, Cover: entitlement.FullCover, Unit: "second",
		Rest: entitlement.Nobody, Hour: e.figures.Rate.Hour, Until: until(agreements, e.figures.Agreement), Why: entry.Why,
	}
	switch e.figures.Mode {
	case FreeMode:
		answer.Paid = entitlement.ByRight
	case AccountMode:
		answer.Paid, answer.Rest = entitlement.Prepaid, entitlement.CustomerByConsent
		for _, agreement := range agreements {
			if agreement.pays(e.figures) {
				answer.Before += int(agreement.Balance(e.figures.Received))
			}
		}
		answer.After = answer.Before
	default:
		answer.Contract, answer.Paid, answer.Rest = e.id, entitlement.Billable, entitlement.CustomerByList
		if !e.Consented() { // who orders has (TIM-21); who had an agreement is asked (TIM-23)
			answer.Rest = entitlement.CustomerByConsent
			answer.Notices = append(answer.Notices, ConsentNeeded)
		}
	}
	return answer
}
