package punchcard_test

import (
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
	switch entry.Uncovered {
	case 0:
	case changed.Tasks[0].Clips() - held.Tasks[0].Clips():
		want = entitlement.NoCover
	default:
		want = entitlement.PartialCover
	}
	if answer.Before != before || answer.After != after || answer.Cover != want ||
		(answer.Rest == entitlement.Nobody) != (entry.Uncovered == 0) {
		t.Fatalf("%d before, %d after, %s: %+v", before, after, want, answer)
	}
}
