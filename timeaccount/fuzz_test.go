package timeaccount_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/entitlementtest"
	"github.com/avtale/avtale/entitlement/ledger"
	"github.com/avtale/avtale/internal/hostile"
	"github.com/avtale/avtale/timeaccount"
)

// Whatever is read as a value can be asked and told everything without a
// panic, and comes back as it was.
func FuzzDocuments(f *testing.F) {
	w := newBench(f).worked(f, 6)
	customer, appointment, _ := timeaccount.Customer{}.Appoint(w.event("a"), timeaccount.Appointment{Customer: "C", Person: "P", From: w.at.Date()})
	opened, opening, _ := timeaccount.Open(w.terms, w.event("o"), timeaccount.Opening{Case: "S", Customer: "C"})
	hostile.Seed(f, w.accounts[0])
	hostile.Seed(f, w.enquiry)
	hostile.Seed(f, w.terms)
	hostile.Seed(f, customer)
	hostile.Seed(f, opened)
	for _, entry := range append(w.log, appointment, opening) {
		hostile.Seed(f, entry)
	}
	event := w.event("fuzz")
	receipt := timeaccount.Receipt{
		Enquiry: "X", Customer: "C", Case: "S", Product: "CAD-M", Topic: timeaccount.UserRelated, Channel: timeaccount.Web, By: "P",
	}
	facts := []timeaccount.Fact{
		timeaccount.Amendment{Product: "P", From: event.At.Date()},
		timeaccount.Appointment{Customer: "C", Person: "Q", From: event.At.Date()},
		timeaccount.Removal{Last: event.At.Date()},
		receipt,
		timeaccount.Session{Work: calendar.Hour},
		timeaccount.Consent{},
		timeaccount.Tag{Cause: timeaccount.SelfInstalledUpdate},
	}
	tellAll := func(held timeaccount.Holding) {
		held.Hours = w.hours
		for _, fact := range facts {
			changed, entry, err := timeaccount.Do(w.terms, event, fact, held)
			if err == nil && entry.Kind == "session" {
				held := changed
				held.Entry = entry
				_, _, _ = timeaccount.Reverse(w.event("back"), timeaccount.Reversal{Of: entry.Ref, Because: "x"}, held)
			}
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		var agreement timeaccount.Agreement
		if json.Unmarshal([]byte(text), &agreement) == nil {
			entitlementtest.RoundTrips(t, agreement)
			_, _ = agreement.State(event.At), agreement.Lapsed(event.At)
			_, _ = agreement.Balance(event.At), agreement.DaysLeft(event.At)
			_, _, _ = agreement.EndsAt(w.hours.Zone())
			_, _ = agreement.LastService(w.hours)
			_, _ = agreement.Statement(w.hours.Zone(), event.At, w.log)
			tellAll(timeaccount.Holding{Agreements: []timeaccount.Agreement{agreement}, Enquiries: []timeaccount.Enquiry{w.enquiry}})
		}
		var enquiry timeaccount.Enquiry
		if json.Unmarshal([]byte(text), &enquiry) == nil {
			entitlementtest.RoundTrips(t, enquiry)
			_, _ = enquiry.Charged()
			tellAll(timeaccount.Holding{Agreements: w.accounts[:1], Enquiries: []timeaccount.Enquiry{enquiry}, Cases: []timeaccount.Case{opened}})
		}
		var read timeaccount.Case
		if json.Unmarshal([]byte(text), &read) == nil {
			entitlementtest.RoundTrips(t, read)
			tellAll(timeaccount.Holding{Agreements: w.accounts[:1], Enquiries: []timeaccount.Enquiry{w.onCase}, Cases: []timeaccount.Case{read}})
		}
		var known timeaccount.Customer
		if json.Unmarshal([]byte(text), &known) == nil {
			entitlementtest.RoundTrips(t, known)
			_ = known.DutiesOpen(event.At, w.accounts...)
			tellAll(timeaccount.Holding{Customers: []timeaccount.Customer{known}, Agreements: w.accounts})
		}
		var entry timeaccount.Entry
		if json.Unmarshal([]byte(text), &entry) == nil {
			entitlementtest.RoundTrips(t, entry)
			log := []timeaccount.Entry{entry}
			for _, draw := range entry.Draws {
				_, _ = ledger.Replay(draw.Of, log, timeaccount.Agreement.Apply)
				_, _ = ledger.Replay(draw.Of, log, timeaccount.Enquiry.Apply)
				_, _ = ledger.Replay(draw.Of, log, timeaccount.Case.Apply)
				_, _ = ledger.Replay(draw.Of, log, timeaccount.Customer.Apply)
			}
			_ = timeaccount.Verify(w.terms.Always, log, w.hours)
			_ = timeaccount.UsageOf("C", log, event.At.Date(), event.At.Date()+1)
			held := timeaccount.Holding{Agreements: w.accounts, Enquiries: []timeaccount.Enquiry{w.enquiry}, Entry: entry}
			_, _, _ = timeaccount.Reverse(event, timeaccount.Reversal{Of: entry.Ref, Because: "x"}, held)
		}
		var terms timeaccount.Terms
		if json.Unmarshal([]byte(text), &terms) == nil && terms.Validate() == nil {
			_ = terms.Debit(calendar.Hour)
			_, _ = terms.ChargeHourly(calendar.Hour, event.At)
			_, _, _ = timeaccount.Receive(terms, event, receipt, w.hours, timeaccount.Customer{}, w.accounts...)
		}
	})
}

// Whatever is told: it is read as it is written, it is done or refused for a reason
// that is documented, and the entry of it can be stored.
func FuzzFacts(f *testing.F) {
	w := newBench(f).worked(f, 6)
	log, event, terms := w.log, w.event("fuzz"), w.terms
	for _, entry := range log {
		hostile.SeedFact(f, entry.Kind, entry.Fact, func(kind entitlement.Kind, text []byte) (any, error) { return timeaccount.DecodeFact(kind, text) })
	}
	f.Fuzz(func(t *testing.T, kind, text string) {
		fact, err := timeaccount.DecodeFact(entitlement.Kind(kind), []byte(text))
		if err != nil {
			require.ErrorIs(t, err, entitlement.ErrInvalid)
			return
		}
		again, err := timeaccount.DecodeFact(entitlement.Kind(kind), encoded(t, fact))
		require.NoError(t, err)
		require.Equal(t, fact, again)
		_, entry, err := timeaccount.Do(terms, event, fact, timeaccount.Holding{Agreements: w.accounts[:1], Enquiries: []timeaccount.Enquiry{w.enquiry}, Hours: w.hours})
		if err != nil {
			require.True(t, hostile.Documented(err), "%T: %v", err, err)
			return
		}
		entitlementtest.RoundTrips(t, entry)
	})
}
