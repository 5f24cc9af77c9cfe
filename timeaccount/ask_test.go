package timeaccount_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/entitlementtest"
	"github.com/avtale/avtale/timeaccount"
)

// requirePreview checks that asking before says what a transition did (ENT-02), and
// that what is told of the agreements is so.
func requirePreview(
	t entitlementtest.T, terms timeaccount.Terms, held timeaccount.Holding, event entitlement.Event, fact timeaccount.Fact,
	changed timeaccount.Holding, entry timeaccount.Entry, err error,
) {
	if err == nil {
		requireAhead(t, event.At.Date(), changed)
	}
	var answer entitlement.Answer
	var failure error
	switch fact := fact.(type) {
	case timeaccount.Receipt:
		var customer timeaccount.Customer
		if len(held.Customers) > 0 {
			customer = held.Customers[0]
		}
		answer, failure = timeaccount.Ask(terms, event, fact, held.Hours, customer, held.Agreements...)
	case timeaccount.Session:
		if len(held.Enquiries) != 1 {
			return
		}
		enquiry := held.Enquiries[0]
		answer, failure = enquiry.Ask(event, fact, held.Agreements...)
		if enquiry.Figures().Case != "" {
			if len(held.Cases) != 1 {
				return
			}
			answer, failure = held.Cases[0].Ask(event, fact, enquiry, held.Agreements...)
		}
	default:
		return
	}
	entitlementtest.Previews(t, answer, failure, entry.Entry, err)
	if err != nil {
		return
	}
	before, after := calendar.Seconds(0), calendar.Seconds(0)
	arrived := changed.Enquiries[0].Figures().Received
	agreements := map[string]timeaccount.Agreement{}
	asked := changed.Enquiries[0].Figures()
	pays := func(agreement timeaccount.Agreement) bool {
		return asked.Mode == timeaccount.AccountMode && agreement.Covers(asked.Product, arrived.Date()) &&
			agreement.CoversTopic(asked.Topic) && agreement.CoversChannel(asked.Channel) &&
			agreement.State(arrived) == timeaccount.Active
	}
	paying := map[string]bool{}
	for _, agreement := range held.Agreements {
		if paying[agreement.ID()] = pays(agreement); paying[agreement.ID()] {
			before += agreement.Balance(arrived)
		}
		agreements[agreement.ID()] = agreement
	}
	for _, agreement := range changed.Agreements {
		agreements[agreement.ID()] = agreement
	}
	for _, agreement := range agreements {
		if paying[agreement.ID()] {
			after += agreement.Figures().Balance - agreement.Used()
		}
	}
	enquiry := changed.Enquiries[0]
	want := map[timeaccount.Mode]entitlement.Paid{
		timeaccount.FreeMode: entitlement.ByRight, timeaccount.AccountMode: entitlement.Prepaid, timeaccount.HourlyMode: entitlement.Billable,
	}[enquiry.Mode()]
	if entry.Uncovered > 0 && enquiry.Consented() { // all is served, and something charged
		want = entitlement.Billable
		if answer.Cover != entitlement.FullCover || answer.Rest != entitlement.CustomerByList {
			t.Fatalf("it is served, and the answer was %+v", answer)
		}
	}
	if answer.Cover == entitlement.NoCover {
		want = ""
	}
	if answer.Before != int(before) || answer.After != int(after) || answer.Paid != want || answer.Hour != enquiry.Figures().Rate.Hour {
		t.Fatalf("%d before, %d after, %q: %+v", before, after, want, answer)
	}
}

// requireAhead checks what the agreements have ahead (ENT-05).
func requireAhead(t entitlementtest.T, day calendar.Date, changed timeaccount.Holding) {
	for _, agreement := range changed.Agreements {
		entitlementtest.Tiles(t, day, agreement.Upcoming)
	}
	for _, customer := range changed.Customers {
		entitlementtest.Tiles(t, day, customer.Upcoming)
		for _, superuser := range customer.Superusers() {
			begins := entitlement.Dated{On: superuser.From, What: entitlement.Begins, Of: customer.ID(), Part: superuser.Person, Why: "TIM-26"}
			if !slices.Contains(customer.Upcoming(superuser.From, superuser.From+1), begins) {
				t.Fatalf("%+v is not ahead", begins)
			}
			ends := begins
			ends.On, ends.What = superuser.Last, entitlement.Ends
			if !superuser.Last.IsZero() && !slices.Contains(customer.Upcoming(ends.On, ends.On+1), ends) {
				t.Fatalf("%+v is not ahead", ends)
			}
		}
	}
}

// Before the work is known an enquiry is free, prepaid with what is on the account, or
// by the hour with consent.
func TestAsk(t *testing.T) {
	terms, hours := provider(), weekdays()
	ask := func(date, clock string, agreements ...timeaccount.Agreement) entitlement.Answer {
		answer, err := timeaccount.Ask(terms, at("r", date, clock), call("E"), hours, timeaccount.Customer{}, agreements...)
		require.NoError(t, err)
		require.NoError(t, answer.Validate())
		return answer
	}
	hour := entitlement.MustMoney("1200.00 NOK")
	answer := ask("2026-03-10", "10:00")
	require.Equal(t, entitlement.Answer{
		Type: "timeaccount", Contract: "E", Cover: entitlement.FullCover, Paid: entitlement.Billable, Unit: "second", Rest: entitlement.CustomerByList, Hour: hour,
		Why: answer.Why,
	}, answer, "who never had an agreement orders by asking")

	account := concluded("K", "2026-03-02", calendar.Hour)
	answer = ask("2026-03-10", "10:00", account)
	require.Equal(t, entitlement.Answer{
		Type: "timeaccount", Contract: "K", Cover: entitlement.FullCover, Paid: entitlement.Prepaid, Unit: "second", Before: 3600, After: 3600,
		Rest: entitlement.CustomerByConsent, Hour: hour, Until: calendar.MustDate("2027-03-03"),
		Notices: []entitlement.Notice{timeaccount.NoSuperuserIsNamed}, Why: answer.Why,
	}, answer)

	enquiry := received("F", "2026-03-10", "11:00", account)
	_, changed, _, err := enquiry.Record(at("w", "2026-03-10", "11:00"), timeaccount.Session{Work: calendar.Hour}, account)
	require.NoError(t, err)
	answer = ask("2026-03-10", "11:30", changed...) // before it was used up, as is known now
	require.Equal(t, entitlement.NoCover, answer.Cover)
	require.Equal(t, entitlement.Refusal{
		Reason: entitlement.NothingLeft, Clause: "TIM-18", Pass: "an account with time left when the enquiry arrived",
	}, answer.Refusal)
	answer = ask("2026-03-10", "12:00", changed...)
	require.Equal(t, entitlement.Billable, answer.Paid)
	require.Equal(t, []entitlement.Notice{timeaccount.ConsentNeeded}, answer.Notices)
	require.Equal(t, entitlement.CustomerByConsent, answer.Rest)
	other, _, err := timeaccount.Conclude(terms, at("o", "2026-03-02", "09:00"), timeaccount.Conclusion{
		Agreement: "L", Customer: "ACME", Alternative: timeaccount.TimeAccount, Balance: 10 * calendar.Hour, Products: "ERP",
	})
	require.NoError(t, err)
	require.Equal(t, 3600, ask("2026-03-10", "10:00", account, other).Before, "of another product")
	require.Equal(t, entitlement.NoCover, ask("2026-03-10", "11:30", changed[0], other).Cover)
	later := concluded("M", "2026-03-03", calendar.Hour)
	used := received("H", "2026-03-10", "11:30", account, later)
	paid, err := used.Ask(at("w", "2026-03-10", "13:00"), timeaccount.Session{Work: 30 * calendar.Minute}, changed[0], later)
	require.NoError(t, err)
	require.Equal(t, "M", paid.Contract, "what pays")
	require.Equal(t, calendar.MustDate("2027-03-04"), paid.Until)
	require.Equal(t, entitlement.Nobody, paid.Rest)
	none, err := used.Ask(at("w", "2026-03-10", "13:00"), timeaccount.Session{Work: 30 * calendar.Minute}, changed[0])
	require.NoError(t, err)
	require.Equal(t, entitlement.NoCover, none.Cover)
	require.Equal(t, "an account with 30m left when the enquiry arrived", none.Refusal.Pass)
	require.Equal(t, []entitlement.Notice{timeaccount.ConsentNeeded}, none.Notices)
	part, err := used.Ask(at("w", "2026-03-10", "13:00"), timeaccount.Session{Work: 90 * calendar.Minute}, changed[0], later)
	require.NoError(t, err)
	require.Equal(t, entitlement.PartialCover, part.Cover)
	require.Equal(t, 1800, part.Uncovered)
	require.Equal(t, entitlement.CustomerByConsent, part.Rest)
	require.Zero(t, part.After)

	nothing, err := used.Ask(at("w", "2026-03-10", "13:00"), timeaccount.Session{}, changed[0], later)
	require.NoError(t, err)
	require.Equal(t, "K", nothing.Contract, "the agreement it was judged under: a look without a minute of work draws on none")

	last := concluded("N", "2026-03-04", calendar.Hour)
	both, err := used.Ask(at("w", "2026-03-10", "13:00"), timeaccount.Session{Work: 90 * calendar.Minute}, last, changed[0], later)
	require.NoError(t, err)
	require.Equal(t, "M", both.Contract, "what pays first")
	require.Equal(t, entitlement.FullCover, both.Cover)
	require.Equal(t, 7200, both.Before)
	require.Equal(t, 1800, both.After)

	free, _, err := timeaccount.Conclude(terms, at("c", "2026-01-15", "09:00"), timeaccount.Conclusion{
		Agreement: "G", Customer: "ACME", Alternative: timeaccount.FreePeriod, Products: "CAD-M",
	})
	require.NoError(t, err)
	answer = ask("2026-03-10", "10:00", free)
	require.Equal(t, entitlement.ByRight, answer.Paid)
	require.Equal(t, entitlement.Nobody, answer.Rest)
	require.Equal(t, calendar.MustDate("2026-07-16"), answer.Until)

	answer = ask("2026-03-14", "10:00", account) // a Saturday
	require.Equal(t, entitlement.NoCover, answer.Cover)
	require.Equal(t, timeaccount.Closed, answer.Refusal.Reason)
	require.Equal(t, "E", answer.Contract)
}

// What no account covers is served and charged once the customer has consented, and asking
// says so: all of the work or a part of it, by the enquiry or by the case (TIM-18).
func TestAskAfterConsent(t *testing.T) {
	hour := entitlement.MustMoney("1200.00 NOK")
	for _, per := range []timeaccount.RoundPer{timeaccount.PerEnquiry, timeaccount.PerCase} {
		terms := provider()
		terms.RoundPer = per
		account, _, err := timeaccount.Conclude(terms, at("k", "2026-03-02", "09:00"), timeaccount.Conclusion{
			Agreement: "K", Customer: "ACME", Alternative: timeaccount.TimeAccount, Balance: 15 * calendar.Minute, Products: "CAD-M",
		})
		require.NoError(t, err)
		matter, _, err := timeaccount.Open(terms, at("o", "2026-03-10", "09:00"), timeaccount.Opening{Case: "S", Customer: "ACME"})
		require.NoError(t, err)
		receive := func(id string) timeaccount.Enquiry {
			receipt := call(id)
			receipt.Case = "S"
			enquiry, _, err := timeaccount.Receive(terms, at("r"+id, "2026-03-10", "09:00"), receipt, weekdays(), timeaccount.Customer{}, account)
			require.NoError(t, err)
			enquiry, _, err = enquiry.Consent(at("o"+id, "2026-03-10", "09:00"), timeaccount.Consent{})
			require.NoError(t, err)
			return enquiry
		}
		ask := func(enquiry timeaccount.Enquiry, minutes calendar.Seconds) entitlement.Answer {
			event, session := at("w", "2026-03-10", "10:00"), timeaccount.Session{Work: minutes * calendar.Minute}
			answer, err := enquiry.Ask(event, session, account)
			if per == timeaccount.PerCase {
				answer, err = matter.Ask(event, session, enquiry, account)
			}
			require.NoError(t, err)
			require.NoError(t, answer.Validate())
			return answer
		}
		first, second := receive("E1"), receive("E2")
		answer := ask(first, 35)
		require.Equal(t, entitlement.Answer{
			Type: "timeaccount", Contract: "K", Cover: entitlement.FullCover, Paid: entitlement.Billable, Unit: "second",
			Before: 900, Uncovered: 1200, Rest: entitlement.CustomerByList, Charge: entitlement.MustMoney("400.00 NOK"), Hour: hour,
			Until: calendar.MustDate("2027-03-03"), Why: answer.Why,
		}, answer, "a part")
		require.Equal(t, entitlement.Prepaid, ask(first, 15).Paid, "none of it")

		session := timeaccount.Session{Work: 15 * calendar.Minute}
		var changed []timeaccount.Agreement
		if per == timeaccount.PerCase {
			matter, _, changed, _, err = matter.Record(at("s", "2026-03-10", "09:00"), session, first, account)
		} else {
			_, changed, _, err = first.Record(at("s", "2026-03-10", "09:00"), session, account)
		}
		require.NoError(t, err)
		account = changed[0]
		answer = ask(second, 20)
		require.Equal(t, entitlement.Answer{
			Type: "timeaccount", Contract: "E2", Cover: entitlement.FullCover, Paid: entitlement.Billable, Unit: "second",
			Uncovered: 1200, Rest: entitlement.CustomerByList, Charge: entitlement.MustMoney("400.00 NOK"), Hour: hour, Why: answer.Why,
		}, answer, "all of it: by the hour, as without an agreement")
		decision, err := entitlement.Decide(answer)
		require.NoError(t, err)
		_, chosen := decision.Chosen()
		require.True(t, chosen)
	}
}
