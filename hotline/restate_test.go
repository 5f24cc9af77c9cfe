package hotline_test

import (
	"fmt"

	"github.com/avtale/avtale/entitlement/ledger"
	"github.com/avtale/avtale/hotline"
)

// A case is told late. It would have been covered, and the last case that was would not:
// nobody pays for either, but the workshop would have been contacted.
func ExampleRestate() {
	terms := provider()
	var log []hotline.Entry
	w, entry, _ := hotline.Enrol(terms, at("w", "2026-01-15", "09:00"), hotline.Enrolment{Workshop: "W"})
	log, _ = ledger.Append(log, entry)
	w, entry, _ = w.Subscribe(terms, at("s", "2026-01-15", "09:00"), hotline.Subscription{
		Subscription: "S", Product: hotline.DataProgram, From: day("2026-01-15"),
	})
	log, _ = ledger.Append(log, entry)
	for _, ref := range []string{"1", "2", "3", "4", "5"} {
		w, _, entry, _ = w.Receive(terms, at("r"+ref, "2026-02-0"+ref, "09:00"), request("C"+ref))
		log, _ = ledger.Append(log, entry)
	}
	late := at("r0", "2026-01-31", "09:00")
	late.Entered = at("", "2026-02-06", "09:00").At
	_, _, entry, _ = w.Receive(terms, late, request("C0"))
	log, _ = ledger.Append(log, entry)

	differences, _ := hotline.Restate(terms, log)
	for _, d := range differences {
		fmt.Println(d.Before.Ref, "left", d.Before.Uncovered, "uncovered, and would leave", d.After.Uncovered, d.Money)
	}
	// Output:
	// r0 left 1 uncovered, and would leave 0 0.00
	// r5 left 0 uncovered, and would leave 1 0.00
}
