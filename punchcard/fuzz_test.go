package punchcard_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/entitlementtest"
	"github.com/avtale/avtale/entitlement/ledger"
	"github.com/avtale/avtale/internal/hostile"
	"github.com/avtale/avtale/punchcard"
)

// Whatever is read as a value can be asked and told everything without a
// panic, and comes back as it was.
func FuzzDocuments(f *testing.F) {
	w := newBench(f).worked(f, 12)
	hostile.Seed(f, w.cards[0])
	hostile.Seed(f, w.task)
	hostile.Seed(f, w.terms)
	for _, entry := range w.log {
		hostile.Seed(f, entry)
	}
	support, period := phoneSupport(f)
	hostile.Seed(f, support)
	hostile.Seed(f, period)
	fault, hours := reported(f), workingHours(f)
	hostile.Seed(f, fault)
	event := w.event("fuzz")
	facts := []punchcard.Fact{
		session(calendar.Hour),
		punchcard.Stop{},
		punchcard.Transfer{To: "D", Agreement: "X"},
		punchcard.Closing{},
		punchcard.Renewal{Card: "L", Size: 10},
		punchcard.Settlement{By: punchcard.Waived},
		punchcard.Settlement{By: punchcard.ByRenewal},
		punchcard.Settlement{By: punchcard.AtListPrice},
		punchcard.Period{Task: "P"},
		punchcard.Check{Task: "P", By: "b", Place: punchcard.Inside, Work: 1},
		punchcard.Call{What: "?", By: "b"},
		punchcard.AddOnEnd{Last: event.At.Date()},
		punchcard.Report{Fault: "F"},
		punchcard.Begin{By: "b", Place: punchcard.Inside},
		punchcard.Cure{What: "?", By: "b"},
	}
	tellAll := func(held punchcard.Holding) {
		for _, fact := range facts {
			_, _, _ = punchcard.Do(w.terms, event, fact, held)
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		var card punchcard.Card
		if json.Unmarshal([]byte(text), &card) == nil {
			entitlementtest.RoundTrips(t, card)
			_, _, _ = card.Forfeited(event.At)
			_, _ = card.Saving()
			_, _, _ = card.PerClip(), card.DaysToLapse(event.At), card.State(event.At)
			_, _ = card.Statement(calendar.Zone{}, card.Holder(), event.At, w.log)
			tellAll(punchcard.Holding{Cards: []punchcard.Card{card}, Tasks: []punchcard.Task{w.task}})
		}
		var task punchcard.Task
		if json.Unmarshal([]byte(text), &task) == nil {
			entitlementtest.RoundTrips(t, task)
			tellAll(punchcard.Holding{Cards: w.cards[:1], Tasks: []punchcard.Task{task}})
		}
		var addOn punchcard.AddOn
		if json.Unmarshal([]byte(text), &addOn) == nil {
			entitlementtest.RoundTrips(t, addOn)
			_ = addOn.DuePunches(event.At, w.cards...)
			_ = addOn.ChecksDue(event.At, w.cards...)
			tellAll(punchcard.Holding{Cards: w.cards[:1], AddOns: []punchcard.AddOn{addOn}, Hours: hours})
		}
		var fault punchcard.Fault
		if json.Unmarshal([]byte(text), &fault) == nil {
			entitlementtest.RoundTrips(t, fault)
			_ = fault.State(event.At)
			_, _ = fault.Lateness(event.At, hours)
			tellAll(punchcard.Holding{Faults: []punchcard.Fault{fault}, Hours: hours})
		}
		var entry punchcard.Entry
		if json.Unmarshal([]byte(text), &entry) == nil {
			entitlementtest.RoundTrips(t, entry)
			log := []punchcard.Entry{entry}
			for _, draw := range entry.Draws {
				_, _ = ledger.Replay(draw.Of, log, punchcard.Card.Apply)
				_, _ = ledger.Replay(draw.Of, log, punchcard.Task.Apply)
				_, _ = ledger.Replay(draw.Of, log, punchcard.AddOn.Apply)
				_, _ = ledger.Replay(draw.Of, log, punchcard.Fault.Apply)
			}
			_ = punchcard.Verify(w.terms.Always, log, hours)
			held := punchcard.Holding{Cards: w.cards, Tasks: []punchcard.Task{w.task}, Entry: entry}
			_, _, _ = punchcard.Reverse(event, punchcard.Reversal{Of: entry.Ref, Because: "x"}, held)
			_, _, _ = punchcard.Correct(w.terms.Always, event, punchcard.Correction{Of: entry.Ref, Because: "x"}, log, held)
		}
		var terms punchcard.Terms
		if json.Unmarshal([]byte(text), &terms) == nil && terms.Validate() == nil {
			_, _, err := punchcard.Buy(terms, event, punchcard.Purchase{Card: "K", Holder: "C", Size: terms.Sizes[0].Clips})
			_ = err // a day without a price, or a price that does not fit
		}
	})
}

// Whatever is told: it is read as it is written, it is done or refused for a reason
// that is documented, and the entry of it can be stored.
func FuzzFacts(f *testing.F) {
	w := newBench(f).worked(f, 12)
	support, period := phoneSupport(f)
	fault, hours := reported(f), workingHours(f)
	log, event, terms := append(w.log[:len(w.log):len(w.log)], period), w.event("fuzz"), w.terms
	for _, entry := range log {
		hostile.SeedFact(f, entry.Kind, entry.Fact, func(kind entitlement.Kind, text []byte) (any, error) { return punchcard.DecodeFact(kind, text) })
	}
	f.Fuzz(func(t *testing.T, kind, text string) {
		fact, err := punchcard.DecodeFact(entitlement.Kind(kind), []byte(text))
		if err != nil {
			require.ErrorIs(t, err, entitlement.ErrInvalid)
			return
		}
		again, err := punchcard.DecodeFact(entitlement.Kind(kind), encoded(t, fact))
		require.NoError(t, err)
		require.Equal(t, fact, again)
		_, entry, err := punchcard.Do(terms, event, fact, punchcard.Holding{Cards: w.cards[:1], Tasks: []punchcard.Task{w.task}, AddOns: []punchcard.AddOn{support}, Faults: []punchcard.Fault{fault}, Hours: hours})
		if err != nil {
			require.True(t, hostile.Documented(err), "%T: %v", err, err)
			return
		}
		entitlementtest.RoundTrips(t, entry)
	})
}
