package punchcard_test

import (
	"fmt"
	"reflect"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/entitlementtest"
	"github.com/avtale/avtale/punchcard"
)

// requirePreview checks that asking before says what a transition did (ENT-02), and
// that what is told of the cards is so.
func requirePreview(
	t entitlementtest.T, _ punchcard.Terms, held punchcard.Holding, event entitlement.Event, fact punchcard.Fact,
	changed punchcard.Holding, entry punchcard.Entry, err error,
) {
	if err == nil {
		requireAhead(t, event.At.Date(), changed)
	}
	if len(held.AddOns) == 1 {
		requireAddOn(t, held, event, fact, changed, entry, err)
	}
	session, ok := fact.(punchcard.Session)
	if !ok || len(held.Tasks) != 1 {
		return
	}
	answer, failure := held.Tasks[0].Ask(event, session, held.Cards...)
	entitlementtest.Previews(t, answer, failure, entry.Entry, err)
	if err != nil {
		return
	}
	before, after := 0, 0
	cards := map[string]punchcard.Card{}
	for _, card := range held.Cards {
		before += card.Balance(event.At)
		cards[card.ID()] = card
		if answer.Contract == card.ID() && answer.Until != card.EndDate()+1 {
			t.Fatalf("%s ends on %s: %+v", card.ID(), card.EndDate(), answer)
		}
	}
	for _, card := range changed.Cards {
		cards[card.ID()] = card
	}
	for _, card := range cards {
		after += card.Balance(event.At)
	}
	want := entitlement.FullCover
	drawn := len(entry.Draws) > 1
	switch {
	case drawn && entry.Uncovered > 0:
		want = entitlement.PartialCover
	case !drawn && entry.Uncovered > 0:
		want = entitlement.NoCover
	}
	whole := entitlement.Answer{
		Type: "punchcard", Contract: held.Tasks[0].ID(), Cover: want, Paid: entitlement.Prepaid, Unit: "clip", Before: before, After: after,
		Uncovered: entry.Uncovered, Rest: entitlement.Nobody, Charge: entry.Charge, Until: answer.Until, Why: entry.Why,
	}
	if drawn {
		whole.Contract = entry.Draws[1].Of
	}
	switch {
	case want == entitlement.NoCover:
		whole.Paid, whole.Rest, whole.Until = "", entitlement.CustomerByConsent, 0
		whole.Refusal = entitlement.Refusal{
			Reason: entitlement.NothingLeft, Clause: "PCH-09",
			Pass: fmt.Sprintf("a card with %d left on %s", entry.Uncovered, event.At.Date()),
		}
	case want == entitlement.PartialCover:
		whole.Rest = entitlement.CustomerByConsent
	case !drawn:
		whole.Paid, whole.Until = entitlement.ByRight, 0
	}
	if !reflect.DeepEqual(whole, answer) {
		t.Fatalf("%+v: %+v", whole, answer)
	}
}

// requireAhead checks what the values that changed have ahead (ENT-05).
func requireAhead(t entitlementtest.T, day calendar.Date, changed punchcard.Holding) {
	for _, card := range changed.Cards {
		entitlementtest.Tiles(t, day, card.Upcoming)
		ahead := card.Upcoming(card.EndDate(), card.EndDate()+1)
		if left := card.Figures().Size - card.Used(); left == 0 && len(ahead) > 0 || left > 0 && (len(ahead) != 1 || ahead[0].Units != left) {
			t.Fatalf("%d clips: %+v", left, ahead)
		}
	}
	for _, addOn := range changed.AddOns {
		entitlementtest.Tiles(t, day, addOn.Upcoming)
	}
	for _, fault := range changed.Faults {
		entitlementtest.Tiles(t, day, fault.Upcoming)
	}
}

// requireAddOn checks the same of calls and reports.
func requireAddOn(
	t entitlementtest.T, held punchcard.Holding, event entitlement.Event, fact punchcard.Fact, changed punchcard.Holding, entry punchcard.Entry, err error,
) {
	addOn := held.AddOns[0]
	whole := entitlement.Answer{
		Type: "punchcard", Contract: addOn.ID(), Cover: entitlement.FullCover, Paid: entitlement.ByRight, Unit: "call",
		Rest: entitlement.Nobody, Until: addOn.Until(), Why: entry.Why,
	}
	var answer entitlement.Answer
	var failure error
	switch fact := fact.(type) {
	case punchcard.Call:
		answer, failure = addOn.AskCall(event, fact, held.Cards...)
	case punchcard.Report:
		answer, failure = addOn.AskReport(event, fact, held.Hours, held.Cards...)
		if err == nil {
			whole.Unit, whole.Due = "fault", changed.Faults[0].Deadline()
		}
	default:
		return
	}
	entitlementtest.Previews(t, answer, failure, entry.Entry, err)
	if err == nil && !reflect.DeepEqual(whole, answer) {
		t.Fatalf("%+v: %+v", whole, answer)
	}
}
