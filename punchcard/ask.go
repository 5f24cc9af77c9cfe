package punchcard

import (
	"fmt"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
)

const contractType = "punchcard" // of answers

// Ask says what [Task.Punch] would do with a session, as an answer to choose between:
// how many clips it adds, what of them the cards cover, and what is left on all cards
// that can be drawn on. It answers in the name of the card that pays first, or of the
// task where none does. What nothing covers is charged only if the customer says so
// (PCH-09). A session that takes no clip, since its hour has started already, is free by
// right.
func (t Task) Ask(event entitlement.Event, session Session, cards ...Card) (entitlement.Answer, error) {
	_, _, entry, err := t.Punch(event, session, cards...)
	if err != nil {
		return entitlement.Refused(contractType, t.id, err)
	}
	answer := entitlement.Answer{
		Type: contractType, Contract: t.id, Cover: entitlement.FullCover, Paid: entitlement.Prepaid, Unit: "clip",
		Uncovered: entry.Uncovered, Rest: entitlement.Nobody, Charge: entry.Charge, Why: entry.Why,
	}
	for _, card := range cards {
		answer.Before += card.Balance(event.At)
	}
	answer.After = answer.Before
	for _, draw := range entry.Draws[1:] { // behind the task
		answer.After += draw.Moved
	}
	paid := len(entry.Draws) > 1
	if paid {
		answer.Contract = entry.Draws[1].Of
		answer.Until = ofID(cards, answer.Contract).EndDate() + 1
	}
	switch {
	case paid && entry.Uncovered > 0:
		answer.Cover, answer.Rest = entitlement.PartialCover, entitlement.CustomerByConsent
	case paid:
	case entry.Uncovered == 0: // it takes no clip
		answer.Paid = entitlement.ByRight
	default:
		answer.Cover, answer.Paid, answer.Rest = entitlement.NoCover, "", entitlement.CustomerByConsent
		answer.Refusal = entitlement.Refusal{
			Reason: entitlement.NothingLeft, Clause: biggerJob, Pass: fmt.Sprintf("a card with %d left on %s", entry.Uncovered, event.At.Date()),
		}
	}
	return answer, nil
}

// AskCall says what [AddOn.Call] would do with telephone help, as an answer to choose
// between: it is free by right while phone support serves the holder (PCH-33).
func (a AddOn) AskCall(event entitlement.Event, call Call, cards ...Card) (entitlement.Answer, error) {
	_, entry, err := a.Call(event, call, cards...)
	if err != nil {
		return entitlement.Refused(contractType, a.id, err)
	}
	return a.answer("call", entry), nil
}

// AskReport says what [AddOn.Report] would do with a fault, as an answer to choose
// between: by right, with the deadline of the guarantee (PCH-36).
func (a AddOn) AskReport(event entitlement.Event, report Report, hours calendar.Calendar, cards ...Card) (entitlement.Answer, error) {
	_, fault, entry, err := a.Report(event, report, hours, cards...)
	if err != nil {
		return entitlement.Refused(contractType, a.id, err)
	}
	answer := a.answer("fault", entry)
	answer.Due = fault.Deadline()
	return answer, nil
}

func (a AddOn) answer(unit string, entry Entry) entitlement.Answer {
	return entitlement.Answer{
		Type: contractType, Contract: a.id, Cover: entitlement.FullCover, Paid: entitlement.ByRight, Unit: unit,
		Rest: entitlement.Nobody, Charge: entry.Charge, Until: a.until, Why: entry.Why,
	}
}

// ofID returns the card with an id.
func ofID(cards []Card, id string) Card {
	for _, card := range cards {
		if card.id == id {
			return card
		}
	}
	return Card{}
}
