package hotline

import "github.com/avtale/avtale/entitlement"

const contractType = "hotline" // of answers

// CallAboutAgreement is the notice that the workshop is to be contacted (HOT-24).
const CallAboutAgreement entitlement.Notice = "CallAboutAgreement"

// Ask says what [Workshop.Receive] would do with an enquiry, as an answer to choose
// between. Support is free by right, unless the terms list its topic with a price; a
// case is covered by the lot that ends first, and one beyond is served uncharged, and
// never billed later (HOT-25).
func (w Workshop) Ask(terms Terms, event entitlement.Event, receipt Receipt) (entitlement.Answer, error) {
	next, c, entry, err := w.Receive(terms, event, receipt)
	if err != nil {
		return entitlement.Refused(contractType, w.id, err)
	}
	answer := entitlement.Answer{
		Type: contractType, Contract: w.id, Cover: entitlement.FullCover, Paid: entitlement.ByRight, Unit: "case",
		Before: w.Remaining(event.At), After: next.Remaining(event.At), Uncovered: entry.Uncovered,
		Rest: entitlement.Nobody, Charge: entry.Charge, Until: c.Source().Until, Why: entry.Why,
	}
	switch {
	case c.Class() == Support && entry.Charge.Sign() > 0:
		answer.Paid, answer.Rest = entitlement.Billable, entitlement.CustomerByList
	case c.Class() == Support:
	case c.Uncovered():
		answer.Paid = entitlement.Uncharged
	case c.Source().Kind == Block:
		answer.Paid = entitlement.Prepaid
	default:
		answer.Paid = entitlement.Allowance
	}
	if entry.Outcome.Contact {
		answer.Notices = append(answer.Notices, CallAboutAgreement)
	}
	return answer, nil
}
