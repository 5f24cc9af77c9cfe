package timeaccount_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/ledger"
	"github.com/avtale/avtale/timeaccount"
)

// Half an hour is told late, after the account was used up, and charged by the hour.
// Told when it was worked the account would have paid it, and the half hour charged
// would have been another.
func ExampleRestate() {
	terms, hours := provider(), weekdays()
	var log []timeaccount.Entry
	post := func(entry timeaccount.Entry) { log, _ = ledger.Append(log, entry) }
	account, entry, _ := timeaccount.Conclude(terms, at("r1", "2026-03-02", "09:00"), timeaccount.Conclusion{
		Agreement: "K", Customer: "ACME", Alternative: timeaccount.TimeAccount, Balance: calendar.Hour, Products: "CAD-M",
	})
	post(entry)
	enquiry, entry, _ := timeaccount.Receive(terms, at("r2", "2026-03-10", "09:00"), call("E1"), hours, timeaccount.Customer{}, account)
	post(entry)
	other, entry, _ := timeaccount.Receive(terms, at("r3", "2026-03-10", "09:00"), call("E2"), hours, timeaccount.Customer{}, account)
	post(entry)
	_, changed, entry, _ := enquiry.Record(at("r4", "2026-03-10", "11:00"), timeaccount.Session{Work: calendar.Hour}, account)
	post(entry)
	late := at("r5", "2026-03-10", "10:00")
	late.Entered = at("", "2026-03-11", "08:00").At
	other, _, entry, _ = other.Record(late, timeaccount.Session{Work: 30 * calendar.Minute}, changed...)
	post(entry)
	_, entry, _ = other.Consent(at("r6", "2026-03-11", "09:00"), timeaccount.Consent{By: "Kari"})
	post(entry)

	differences, _ := timeaccount.Restate(terms.Always, log, hours)
	for _, d := range differences {
		fmt.Println(d.Before.Ref, "left", calendar.Seconds(d.Before.Uncovered), "uncovered, and would leave",
			calendar.Seconds(d.After.Uncovered), "money", d.Money, d.Err)
	}

	entries, _ := timeaccount.Rectify(terms.Always, at("c1", "2026-03-11", "10:00"), "told late", log, hours)
	for _, entry := range entries {
		fmt.Println(entry.Ref, entry.Kind, entry.At.Date(), "uncovered", calendar.Seconds(entry.Uncovered), "charge", entry.Charge)
	}
	// Output:
	// r5 left 30m uncovered, and would leave 0s money 0.00 <nil>
	// r4 left 0s uncovered, and would leave 30m money 0.00 <nil>
	// r6 left 0s uncovered, and would leave 0s money -600.00 NOK <nil>
	// c1/1 reverse 2026-03-11 uncovered 0s charge -600.00 NOK
	// c1/2 reverse 2026-03-11 uncovered -30m charge 0.00
	// c1/3 reverse 2026-03-11 uncovered 0s charge 0.00
	// c1/4 session 2026-03-10 uncovered 0s charge 0.00
	// c1/5 session 2026-03-10 uncovered 30m charge 0.00
	// c1/6 consent 2026-03-11 uncovered 0s charge 0.00
}

// Appointments count by when they were told, in whatever order they were posted.
func TestRestateAppointments(t *testing.T) {
	terms, hours := provider(), weekdays()
	for _, order := range [][]string{{"a", "b"}, {"b", "a"}} {
		var log []timeaccount.Entry
		post := func(entry timeaccount.Entry, err error) {
			require.NoError(t, err)
			log, err = ledger.Append(log, entry)
			require.NoError(t, err)
		}
		account, entry, err := timeaccount.Conclude(terms, at("k", "2026-03-02", "08:00"), timeaccount.Conclusion{
			Agreement: "K", Customer: "ACME", Alternative: timeaccount.TimeAccount, Balance: calendar.Hour, Products: "CAD-M",
		})
		post(entry, err)
		var customer timeaccount.Customer
		for _, ref := range order {
			told, person := at(ref, "2026-03-02", "09:00"), "Kari"
			if ref == "b" {
				told, person = at(ref, "2026-03-03", "09:00"), "Ola"
			}
			customer, entry, err = customer.Appoint(told, timeaccount.Appointment{Customer: "ACME", Person: person, From: calendar.MustDate("2026-04-01")})
			post(entry, err)
		}
		receipt := call("E")
		receipt.By = "Ola"
		enquiry, entry, err := timeaccount.Receive(terms, at("r", "2026-04-07", "10:00"), receipt, hours, customer, account)
		post(entry, err)
		require.NoError(t, timeaccount.Verify(terms.Always, log, hours))
		differences, err := timeaccount.Restate(terms.Always, log, hours)
		require.NoError(t, err)
		if order[0] == "a" {
			require.False(t, enquiry.Figures().NotViaSuperuser)
			require.Empty(t, differences)
			continue
		}
		require.True(t, enquiry.Figures().NotViaSuperuser)
		require.Equal(t, "r", differences[len(differences)-1].Before.Ref)
		require.False(t, differences[len(differences)-1].After.Outcome.Enquiry.NotViaSuperuser)
		_, _, entry, err = enquiry.Record(at("w", "2026-04-07", "11:00"), timeaccount.Session{Work: calendar.Minute}, account)
		post(entry, err)
		entries, err := timeaccount.Rectify(terms.Always, at("c", "2026-04-08", "09:00"), "told late", log, hours)
		require.NoError(t, err)
		require.Empty(t, entries, "how it was judged stays")
	}
}

// What is rectified is the work of the customer from the first difference on, and what
// stands on it, also on another enquiry of the same case; what was taken back before, and
// how an enquiry was judged, stay.
func TestRectify(t *testing.T) {
	terms, hours := provider(), weekdays()
	terms.RoundPer = timeaccount.PerCase
	var log []timeaccount.Entry
	post := func(entry timeaccount.Entry, err error) timeaccount.Entry {
		require.NoError(t, err)
		log, err = ledger.Append(log, entry)
		require.NoError(t, err)
		return entry
	}
	account, entry, err := timeaccount.Conclude(terms, at("k", "2026-03-02", "08:00"), timeaccount.Conclusion{
		Agreement: "K", Customer: "ACME", Alternative: timeaccount.TimeAccount, Balance: calendar.Hour, Products: "CAD-M",
	})
	post(entry, err)
	matter, entry, err := timeaccount.Open(terms, at("o", "2026-03-06", "08:00"), timeaccount.Opening{Case: "S", Customer: "ACME"})
	post(entry, err)
	enquiries := map[string]timeaccount.Enquiry{}
	for _, id := range []string{"E1", "E2", "E3"} {
		receipt := call(id)
		if id != "E3" {
			receipt.Case = "S"
		}
		enquiries[id], entry, err = timeaccount.Receive(terms, at("r"+id, "2026-03-06", "08:00"), receipt, hours, timeaccount.Customer{}, account)
		post(entry, err)
	}
	onCase := func(ref, id, date string, minutes calendar.Seconds) {
		next, enquiry, changed, entry, err := matter.Record(at(ref, date, "09:00"), timeaccount.Session{Work: minutes * calendar.Minute}, enquiries[id], account)
		post(entry, err)
		matter, enquiries[id] = next, enquiry
		for _, agreement := range changed {
			account = agreement
		}
	}
	alone := func(ref, date string, minutes calendar.Seconds) timeaccount.Entry {
		enquiry, changed, entry, err := enquiries["E3"].Record(at(ref, date, "09:00"), timeaccount.Session{Work: minutes * calendar.Minute}, account)
		enquiries["E3"] = enquiry
		for _, agreement := range changed {
			account = agreement
		}
		return post(entry, err)
	}
	_, entry, err = timeaccount.Open(terms, at("oOther", "2026-03-06", "08:00"), timeaccount.Opening{Case: "other", Customer: "BETA"})
	post(entry, err)
	theirs := call("E4")
	theirs.Customer, theirs.Case = "BETA", "other"
	ample, entry, err := timeaccount.Conclude(terms, at("k2", "2026-03-02", "08:00"), timeaccount.Conclusion{
		Agreement: "K2", Customer: "BETA", Alternative: timeaccount.TimeAccount, Balance: calendar.Hour, Products: "CAD-M",
	})
	post(entry, err)
	_, entry, err = timeaccount.Receive(terms, at("rE4", "2026-03-06", "08:00"), theirs, hours, timeaccount.Customer{}, ample)
	post(entry, err)
	onCase("s1", "E1", "2026-03-10", 20)
	wrong := alone("s2", "2026-03-10", 15)
	held, entry, err := timeaccount.Reverse(at("b", "2026-03-10", "12:00"), timeaccount.Reversal{Of: "s2", Because: "wrong"}, timeaccount.Holding{
		Entry: wrong, Agreements: []timeaccount.Agreement{account}, Enquiries: []timeaccount.Enquiry{enquiries["E3"]},
	})
	post(entry, err)
	account, enquiries["E3"] = held.Agreements[0], held.Enquiries[0]
	onCase("s3", "E2", "2026-03-12", 20) // the case has 40 minutes now, 45 are debited
	alone("s4", "2026-03-11", 30)        // told late: 15 minutes are left
	onCase("s5", "E1", "2026-03-09", 0)  // told late, takes nothing, and stands on s3
	others, err := ledger.Replay("other", log, timeaccount.Case.Apply)
	require.NoError(t, err)
	asked, err := ledger.Replay("E4", log, timeaccount.Enquiry.Apply)
	require.NoError(t, err)
	_, _, _, entry, err = others.Record(at("s6", "2026-03-13", "09:00"), timeaccount.Session{Work: calendar.Minute}, asked, ample)
	post(entry, err)

	named := func() (refs []string) {
		differences, err := timeaccount.Restate(terms.Always, log, hours)
		require.NoError(t, err)
		for _, d := range differences {
			refs = append(refs, d.Before.Ref)
		}
		return refs
	}
	require.Contains(t, named(), "s4")
	entries, err := timeaccount.Rectify(terms.Always, at("c", "2026-03-16", "09:00"), "told late", log, hours)
	require.NoError(t, err)
	taken := map[string]bool{}
	altered := slices.Clone(log)
	altered[len(altered)-1].Charge = entitlement.MustMoney("9999.00 NOK")
	_, err = timeaccount.Rectify(terms.Always, at("c", "2026-03-16", "09:00"), "told late", altered, hours)
	require.ErrorIs(t, err, entitlement.ErrLedger, "what was altered is not paid back")
	_, err = timeaccount.Rectify(terms.Always, at("c", "2026-03-16", "09:00"), "told late", append(slices.Clone(log), log[len(log)-1]), hours)
	require.ErrorIs(t, err, entitlement.ErrLedger, "an entry that is there twice")
	for _, entry := range entries {
		post(entry, nil)
		taken[entry.Reverses] = true
		require.Equal(t, at("", "2026-03-16", "09:00").At, entry.Entered)
		if reversal, ok := entry.Fact.(timeaccount.Reversal); ok {
			require.Equal(t, "told late", reversal.Because)
		}
	}
	require.True(t, taken["s3"] && taken["s4"] && taken["s5"] && !taken["s2"] && !taken["s6"], "and nobody else's work")
	require.NoError(t, timeaccount.Verify(terms.Always, log, hours))
	require.Empty(t, named())
	_, err = timeaccount.Rectify(terms.Always, at("c", "2026-03-16", "09:00"), "", log, hours)
	require.ErrorIs(t, err, entitlement.ErrInvalid)
	_, err = timeaccount.Rectify(terms.Always, entitlement.Event{}, "told late", log, hours)
	require.ErrorIs(t, err, entitlement.ErrInvalid)
	_, err = timeaccount.Rectify(terms.Always, at("d", "2026-03-17", "09:00"), "told late", append(log, nameless(log[len(log)-1])), hours)
	require.ErrorIs(t, err, entitlement.ErrLedger, "work that names nothing")
}
