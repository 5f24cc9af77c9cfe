package hotline_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/entitlementtest"
	"github.com/avtale/avtale/entitlement/ledger"
	"github.com/avtale/avtale/hotline"
	"github.com/avtale/avtale/internal/hostile"
)

// Whatever is read as a value can be asked and told everything without a
// panic, and comes back as it was.
func FuzzDocuments(f *testing.F) {
	terms := provider()
	workshop, log := received(enrolled(), "2026-02-02", 6)
	workshop, entry, _ := workshop.Conclude(terms, at("r1", "2026-02-03", "10:00"), hotline.Conclusion{
		Block: "B", Cases: 2, From: calendar.MustDate("2026-02-03"),
	})
	log = append(log, entry)
	workshop, c, entry, _ := workshop.Receive(terms, at("r2", "2026-02-04", "09:00"), request("C"))
	log = append(log, entry)
	feedback, entry, _ := hotline.Submit(at("r3", "2026-02-05", "09:00"), hotline.Submission{Feedback: "F", Workshop: "W"})
	log = append(log, entry)
	rewarded, workshop, entry, _ := feedback.Publish(terms, at("r4", "2026-02-05", "09:00"), workshop)
	log = append(log, entry)
	_, entry, _ = workshop.Renew(terms, at("r5", "2027-02-01", "09:00"), hotline.Renewal{Block: "B", Next: "B2"}, log)
	log = append(log, entry)
	hostile.Seed(f, workshop)
	hostile.Seed(f, c)
	hostile.Seed(f, feedback)
	hostile.Seed(f, rewarded)
	hostile.Seed(f, terms)
	for _, entry := range log {
		hostile.Seed(f, entry)
	}
	event := at("fuzz", "2027-02-02", "09:00")
	day := event.At.Date()
	facts := []hotline.Fact{
		request("D"),
		hotline.Subscription{Subscription: "S", Product: hotline.DataProgram, From: day},
		hotline.Cancellation{Subscription: "S1", Last: day},
		hotline.Contact{},
		hotline.Conclusion{Block: "X", Cases: 2, From: day},
		hotline.Renewal{Block: "B", Next: "N"},
		hotline.Acceptance{Block: "B"},
		hotline.Decline{What: hotline.OfferedAgreement},
		hotline.Decline{What: hotline.OfferedProposal, Block: "B"},
		hotline.Decline{What: hotline.OfferedYear, Block: "B"},
		hotline.Reply{},
		hotline.FollowUp{},
		hotline.Reopening{},
		hotline.Withdrawal{},
		hotline.Duplicate{Of: "C"},
		hotline.Reclassification{Class: hotline.Support},
		hotline.Reclassification{Class: hotline.Hotline, Told: true},
		hotline.Publication{},
		hotline.Rejection{},
		hotline.Retraction{},
	}
	tellAll := func(held hotline.Holding) {
		held.Log = log
		for _, fact := range facts {
			_, _, _ = hotline.Do(terms, event, fact, held)
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		var w hotline.Workshop
		if json.Unmarshal([]byte(text), &w) == nil {
			entitlementtest.RoundTrips(t, w)
			_, _, _ = w.Lots(event.At), w.NextRenewal(event.At), w.ContactDue(event.At)
			_, _, _ = w.PeriodOf("S1", event.At)
			_, _, _ = w.Proposal("B")
			_ = w.LapsedUnits(day-1000, day)
			_, _ = w.Quote(terms, event.At, 0, log)
			tellAll(hotline.Holding{Workshop: w, Case: c, Feedback: feedback})
		}
		var read hotline.Case
		if json.Unmarshal([]byte(text), &read) == nil {
			entitlementtest.RoundTrips(t, read)
			tellAll(hotline.Holding{Workshop: workshop, Case: read, Original: c})
		}
		var sent hotline.Feedback
		if json.Unmarshal([]byte(text), &sent) == nil {
			entitlementtest.RoundTrips(t, sent)
			tellAll(hotline.Holding{Workshop: workshop, Feedback: sent})
		}
		var entry hotline.Entry
		if json.Unmarshal([]byte(text), &entry) == nil {
			entitlementtest.RoundTrips(t, entry)
			one := []hotline.Entry{entry}
			for _, draw := range entry.Draws {
				_, _ = ledger.Replay(draw.Of, one, hotline.Workshop.Apply)
				_, _ = ledger.Replay(draw.Of, one, hotline.Case.Apply)
				_, _ = ledger.Replay(draw.Of, one, hotline.Feedback.Apply)
			}
			_, _ = workshop.Apply(entry)
			_ = hotline.Verify(terms.Always, one)
			_ = workshop.Consumption(one, 0, day)
		}
		var conditions hotline.Terms
		if json.Unmarshal([]byte(text), &conditions) == nil && conditions.Validate() == nil {
			_, _, _, _ = workshop.Receive(conditions, event, request("D"))
		}
	})
}

// Whatever is told: it is read as it is written, it is done or refused for a reason
// that is documented, and the entry of it can be stored.
func FuzzFacts(f *testing.F) {
	terms := provider()
	workshop, log := received(enrolled(), "2026-02-02", 6)
	workshop, c, entry, _ := workshop.Receive(terms, at("r2", "2026-02-04", "09:00"), request("C"))
	log = append(log, entry)
	event := at("fuzz", "2027-02-02", "09:00")
	for _, entry := range log {
		hostile.SeedFact(f, entry.Kind, entry.Fact, func(kind entitlement.Kind, text []byte) (any, error) { return hotline.DecodeFact(kind, text) })
	}
	f.Fuzz(func(t *testing.T, kind, text string) {
		fact, err := hotline.DecodeFact(entitlement.Kind(kind), []byte(text))
		if err != nil {
			require.ErrorIs(t, err, entitlement.ErrInvalid)
			return
		}
		again, err := hotline.DecodeFact(entitlement.Kind(kind), []byte(encoded(t, fact)))
		require.NoError(t, err)
		require.Equal(t, fact, again)
		_, entry, err := hotline.Do(terms, event, fact, hotline.Holding{Workshop: workshop, Case: c, Log: log})
		if err != nil {
			require.True(t, hostile.Documented(err), "%T: %v", err, err)
			return
		}
		entitlementtest.RoundTrips(t, entry)
	})
}
