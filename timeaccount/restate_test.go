package timeaccount_test

import (
	"fmt"

	"github.com/avtale/avtale/calendar"
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

	differences, _ := timeaccount.Restate(terms, log, hours)
	for _, d := range differences {
		fmt.Println(d.Before.Ref, "left", calendar.Seconds(d.Before.Uncovered), "uncovered, and would leave",
			calendar.Seconds(d.After.Uncovered), "money", d.Money, d.Err)
	}

	entries, _ := timeaccount.Rectify(terms, at("c1", "2026-03-11", "10:00"), "told late", log, hours)
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
