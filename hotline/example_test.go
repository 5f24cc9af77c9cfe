package hotline_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/ledger"
	"github.com/avtale/avtale/hotline"
)

// The examples share a provider whose terms are in force since 2025, and a
// clock in Oslo.
func provider() hotline.Terms { return hotline.Printed(calendar.MustDate("2025-01-01"), "v1", "NOK") }

func at(ref, date, clock string) entitlement.Event {
	location, err := time.LoadLocation("Europe/Oslo")
	if err != nil {
		panic(err)
	}
	zone, err := calendar.NewZone(location)
	if err != nil {
		panic(err)
	}
	moment, err := zone.Local(calendar.MustDate(date), calendar.MustClock(clock))
	if err != nil {
		panic(err)
	}
	return entitlement.Event{Ref: ref, At: moment, Entered: moment}
}

// enrolled is a workshop with one subscription since 15 January 2026.
func enrolled() hotline.Workshop {
	workshop, _, err := hotline.Enrol(provider(), at("w", "2026-01-15", "09:00"), hotline.Enrolment{Workshop: "W"})
	if err != nil {
		panic(err)
	}
	return subscribed(workshop, "S1", "2026-01-15")
}

func subscribed(workshop hotline.Workshop, id, from string) hotline.Workshop {
	workshop, _, err := workshop.Subscribe(provider(), at(id, from, "09:00"), hotline.Subscription{
		Subscription: id, Product: hotline.DataProgram, From: calendar.MustDate(from),
	})
	if err != nil {
		panic(err)
	}
	return workshop
}

// request is a question that is stuck, with the terms accepted.
func request(id string) hotline.Receipt {
	return hotline.Receipt{
		Case: id, Channel: hotline.WebSite,
		Enquiry:       hotline.Enquiry{StuckFaultFinding: true},
		TermsAccepted: hotline.TermsAccepted{Version: "v1", By: "p7", At: at("", "2026-01-15", "09:00").At},
	}
}

// received is a workshop after a number of cases on a day, and its ledger.
func received(workshop hotline.Workshop, date string, cases int) (hotline.Workshop, []hotline.Entry) {
	var log []hotline.Entry
	for i := range cases {
		id := date + "/" + strconv.Itoa(i+1)
		next, _, entry, err := workshop.Receive(provider(), at(id, date, "09:00"), request(id))
		if err != nil {
			panic(err)
		}
		workshop, log = next, append(log, entry)
	}
	return workshop, log
}

// A workshop, from its first case to the year it pays for more.
func Example() {
	terms := provider()
	workshop, _, _ := hotline.Enrol(terms, at("e1", "2026-01-15", "09:00"), hotline.Enrolment{Workshop: "W"})
	workshop, entry, _ := workshop.Subscribe(terms, at("e2", "2026-01-15", "09:00"), hotline.Subscription{
		Subscription: "S1", Product: hotline.DiagnosticTester, SoldByProvider: true, From: calendar.MustDate("2026-01-15"),
	})
	fmt.Println("subscribed:", entry.Why, workshop.Remaining(entry.At), "cases")

	workshop, c, entry, _ := workshop.Receive(terms, at("e3", "2026-02-02", "09:00"), request("C1"))
	fmt.Println("received:", c.Class(), entry.Why, workshop.Remaining(entry.At), "left")

	workshop, log := received(workshop, "2026-03-02", 5)
	last := log[4]
	fmt.Println("beyond:", last.Uncovered, "uncovered", last.Charge, last.Why, "contact:", last.Outcome.Contact)

	workshop, entry, _ = workshop.Conclude(terms, at("e9", "2026-03-09", "10:00"), hotline.Conclusion{
		Block: "B", Cases: 4, From: calendar.MustDate("2026-03-09"),
	})
	fmt.Println("agreed:", entry.Charge, entry.Why)
	for _, lot := range workshop.Lots(entry.At) {
		fmt.Println(lot.Kind, lot.ID, lot.Left(), "of", lot.Granted, "until", lot.Until)
	}
	// Output:
	// subscribed: [HOT-03 HOT-05] 5 cases
	// received: Hotline [HOT-16 HOT-10 HOT-05] 4 left
	// beyond: 1 uncovered 0.00 [HOT-16 HOT-10 HOT-25 HOT-24] contact: true
	// agreed: 760.00 NOK [HOT-29 HOT-28]
	// Grant S1 0 of 5 until 2027-01-15
	// Block B 4 of 4 until 2027-03-09
}

func ExampleTerms_Classify() {
	terms := provider()
	fmt.Println(terms.Classify(hotline.Enquiry{ProductUse: true, Relevant: true}))
	fmt.Println(terms.Classify(hotline.Enquiry{FaultCode: true, Relevant: true}))
	both := hotline.Enquiry{FaultCode: true, Relevant: true, ReadWithSoldTester: true, Diagnosis: true}
	fmt.Println(terms.Classify(both))
	terms.Precedence = hotline.HotlineFirst
	fmt.Println(terms.Classify(both))
	// Output:
	// Support [HOT-13]
	// Hotline [HOT-15]
	// Support [HOT-15 HOT-17]
	// Hotline [HOT-16 HOT-17]
}

// Two subscriptions are one pool; the year that ends first is drawn first.
func ExampleWorkshop_Receive() {
	workshop := subscribed(enrolled(), "S2", "2026-06-01")
	workshop, c, entry, _ := workshop.Receive(provider(), at("r1", "2026-06-10", "09:00"), request("C1"))
	fmt.Println(c.Source().Lot, entry.Why, workshop.Remaining(entry.At))

	_, _, _, err := workshop.Receive(provider(), at("r2", "2026-06-10", "09:00"), hotline.Receipt{
		Case: "C2", Channel: hotline.WebSite, Enquiry: hotline.Enquiry{Diagnosis: true},
	})
	fmt.Println(err)
	// Output:
	// S1 [HOT-16 HOT-10 HOT-05 HOT-35] 9
	// refused: TermsNotAccepted (HOT-01); passes with the acceptance of version v1
}

// A case received on the last evening of a year belongs to that year, whenever
// it is told.
func ExampleWorkshop_Receive_late() {
	event := at("r1", "2027-01-14", "23:59")
	event.Entered = at("", "2027-01-16", "08:00").At
	workshop, c, _, _ := enrolled().Receive(provider(), event, request("C1"))
	fmt.Println(c.Source().From, workshop.Remaining(event.At), workshop.Remaining(event.Entered))
	// Output: 2026-01-15 4 5
}

func ExampleWorkshop_Cancel() {
	workshop := subscribed(enrolled(), "S2", "2026-06-01")
	workshop, entry, _ := workshop.Cancel(at("r1", "2026-08-01", "09:00"), hotline.Cancellation{
		Subscription: "S2", Last: calendar.MustDate("2026-08-31"),
	})
	fmt.Println(entry.Why, workshop.Remaining(at("", "2026-08-31", "23:59").At), workshop.Remaining(at("", "2026-09-01", "00:00").At))
	// Output: [HOT-09] 10 5
}

func ExampleCase_Withdraw() {
	workshop, c, _, _ := enrolled().Receive(provider(), at("r1", "2026-02-02", "09:00"), request("C1"))
	c, workshop, entry, _ := c.Withdraw(at("r2", "2026-02-02", "09:30"), workshop)
	fmt.Println(c.State(), entry.Why, entry.Reverses, workshop.Remaining(entry.At))
	_, _, _, err := c.Withdraw(at("r3", "2026-02-02", "09:40"), workshop)
	fmt.Println(errors.Is(err, hotline.TakenBack))
	// Output:
	// Withdrawn [HOT-10] r1 5
	// true
}

func ExampleCase_MarkDuplicate() {
	workshop, first, _, _ := enrolled().Receive(provider(), at("r1", "2026-02-02", "09:00"), request("C1"))
	workshop, second, _, _ := workshop.Receive(provider(), at("r2", "2026-02-02", "09:10"), request("C2"))
	_, workshop, entry, _ := second.MarkDuplicate(at("r3", "2026-02-02", "10:00"), hotline.Duplicate{Of: "C1"}, first, workshop)
	fmt.Println(workshop.Remaining(entry.At), entry.Why)
	// Output: 4 [HOT-10]
}

func ExampleCase_Answer() {
	_, c, _, _ := enrolled().Receive(provider(), at("r1", "2026-02-02", "09:00"), request("C1"))
	c, _, _ = c.Answer(at("r2", "2026-02-02", "10:00"))
	c, _, _ = c.FollowUp(at("r3", "2026-02-03", "10:00"))
	fmt.Println(c.State())
	c, entry, _ := c.Reopen(at("r4", "2026-02-04", "10:00"))
	fmt.Println(c.State(), entry.Why)
	// Output:
	// Answered
	// Open [HOT-10]
}

// Support that grows into fault-finding counts once the caller knows.
func ExampleCase_Reclassify() {
	receipt := request("C1")
	receipt.Enquiry = hotline.Enquiry{ProductUse: true, Relevant: true}
	workshop, c, _, _ := enrolled().Receive(provider(), at("r1", "2026-02-02", "09:00"), receipt)
	fmt.Println(c.Class(), workshop.Remaining(c.Received()))
	_, _, _, err := c.Reclassify(provider(), at("r2", "2026-02-02", "10:00"), hotline.Reclassification{Class: hotline.Hotline}, workshop)
	fmt.Println(err)
	c, workshop, entry, _ := c.Reclassify(provider(), at("r2", "2026-02-02", "10:00"), hotline.Reclassification{
		Class: hotline.Hotline, Told: true,
	}, workshop)
	fmt.Println(c.Class(), workshop.Remaining(c.Received()), entry.Why)
	// Output:
	// Support 5
	// refused: NotTold (HOT-18); passes with telling the caller that it will count
	// Hotline 4 [HOT-18 HOT-10 HOT-05]
}

// What is used so far shows what a year will need.
func ExampleWorkshop_Quote() {
	workshop, log := received(enrolled(), "2026-02-02", 7)
	_, err := workshop.Quote(provider(), at("", "2026-07-14", "09:00").At, 0, log)
	fmt.Println(err)
	quote, _ := workshop.Quote(provider(), at("", "2026-07-15", "09:00").At, 0, log)
	fmt.Println(quote.Used, "cases in half a year,", quote.Yearly, "in a year, less", quote.Grant)
	fmt.Println(quote.Cases, "at", quote.Price, "are", quote.Total)
	// Output:
	// refused: NotEnoughHistory (HOT-26); passes with a subscription that has run for the window, or half a year
	// 7 cases in half a year, 14 in a year, less 5
	// 9 at 190.00 NOK are 1710.00 NOK
}

func ExampleWorkshop_Conclude() {
	workshop := enrolled()
	_, _, err := workshop.Conclude(provider(), at("r1", "2026-07-01", "10:00"), hotline.Conclusion{
		Block: "B", Cases: 8, From: calendar.MustDate("2026-06-30"),
	})
	fmt.Println(err)
	workshop, entry, _ := workshop.Conclude(provider(), at("r1", "2026-07-01", "10:00"), hotline.Conclusion{
		Block: "B", Cases: 8, From: calendar.MustDate("2026-07-01"),
	})
	fmt.Println(entry.Charge, workshop.ExtendedRemaining(entry.At))
	// Output:
	// refused: Retroactive (HOT-27); passes with a first day on the day of the agreement or later
	// 1520.00 NOK 8
}

// Before a block's year ends it is estimated again. Less is charged less; more
// is only proposed.
func ExampleWorkshop_Renew() {
	terms := provider()
	workshop, _, _ := enrolled().Conclude(terms, at("r1", "2026-01-20", "10:00"), hotline.Conclusion{
		Block: "B", Cases: 3, From: calendar.MustDate("2026-01-20"),
	})
	workshop, log := received(workshop, "2026-05-04", 10)
	workshop, entry, _ := workshop.Renew(terms, at("r2", "2027-01-10", "10:00"), hotline.Renewal{Block: "B", Next: "B2"}, log)
	fmt.Println(entry.Outcome.Renewed, entry.Outcome.Block.Cases, "for", entry.Charge, entry.Why)
	cases, total, _ := workshop.Proposal("B2")
	fmt.Println("proposed:", cases, "for", total)
	workshop, entry, _ = workshop.Accept(at("r3", "2027-01-12", "10:00"), hotline.Acceptance{Block: "B2"})
	fmt.Println("accepted:", entry.Outcome.Block.Cases, "for", entry.Charge, "more", entry.Why)
	_, entry, _ = workshop.Decline(at("r4", "2027-01-19", "10:00"), hotline.Decline{What: hotline.OfferedYear, Block: "B2"})
	fmt.Println("declined after all:", entry.Charge, entry.Why)
	// Output:
	// Proposal 3 for 570.00 NOK [HOT-30 HOT-31 HOT-28]
	// proposed: 5 for 950.00 NOK
	// accepted: 5 for 380.00 NOK more [HOT-31 HOT-28]
	// declined after all: -950.00 NOK [HOT-30]
}

// After an agreement is declined, cases beyond are refused until new free ones
// come.
func ExampleWorkshop_Decline() {
	workshop, _ := received(enrolled(), "2026-02-02", 6)
	fmt.Println("contact due:", workshop.ContactDue(at("", "2026-02-03", "09:00").At))
	workshop, _, _ = workshop.Decline(at("r1", "2026-02-03", "10:00"), hotline.Decline{What: hotline.OfferedAgreement})
	_, _, _, err := workshop.Receive(provider(), at("r2", "2026-02-04", "09:00"), request("C7"))
	fmt.Println(err)
	_, _, entry, _ := workshop.Receive(provider(), at("r3", "2027-02-01", "09:00"), request("C8"))
	fmt.Println(entry.Uncovered, entry.Why)
	// Output:
	// contact due: true
	// refused: NoAgreement (HOT-25); passes with an agreement on extended hotline, or new free cases
	// 0 [HOT-16 HOT-10 HOT-05]
}

func ExampleFeedback_Publish() {
	workshop := enrolled()
	feedback, _, _ := hotline.Submit(at("r1", "2026-05-01", "09:00"), hotline.Submission{Feedback: "F", Workshop: "W"})
	feedback, workshop, entry, _ := feedback.Publish(provider(), at("r2", "2026-05-04", "09:00"), workshop)
	fmt.Println(feedback.State(), workshop.Rewards(entry.At), workshop.Remaining(entry.At), entry.Why)
	_, _, _, err := feedback.Publish(provider(), at("r3", "2026-05-05", "09:00"), workshop)
	fmt.Println(errors.Is(err, hotline.AlreadyDecided))
	// Output:
	// Published 2 7 [HOT-32 HOT-33]
	// true
}

func ExampleCoverageOf() {
	workshop, log := received(enrolled(), "2026-02-02", 6)
	from, until := calendar.MustDate("2026-01-15"), calendar.MustDate("2027-01-15")
	over := workshop.Consumption(log, from, until)
	quiet := workshop.Consumption(nil, from, until)
	fmt.Printf("%+v\n", over)
	fmt.Println(hotline.CoverageOf(over, quiet, quiet, quiet).Share())
	fmt.Println(hotline.CoverageOf().Share())
	// Output:
	// {Support:0 Grant:5 Block:0 Reward:0 Beyond:1}
	// 75 % true
	// 0 % false
}

// A host that receives facts over a wire.
func ExampleDo() {
	fact, _ := hotline.DecodeFact("receive", []byte(`{"case":"C1","channel":"web-site","diagnosis":true,
		"version":"v1","accepted_by":"p7","accepted_at":"2026-01-15T09:00:00+01:00"}`))
	changed, entry, _ := hotline.Do(provider(), at("r1", "2026-02-02", "09:00"), fact, hotline.Holding{Workshop: enrolled()})
	fmt.Println(changed.Case.Class(), entry.Why)
	// Output: Hotline [HOT-16 HOT-10 HOT-05]
}

// A service stores what changed, and can decide the whole ledger again.
func ExampleVerify() {
	terms := provider()
	workshop, first, _ := hotline.Enrol(terms, at("e1", "2026-01-15", "09:00"), hotline.Enrolment{Workshop: "W"})
	workshop, second, _ := workshop.Subscribe(terms, at("e2", "2026-01-15", "09:00"), hotline.Subscription{
		Subscription: "S1", Product: hotline.DataProgram, From: calendar.MustDate("2026-01-15"),
	})
	_, entries := received(workshop, "2026-02-02", 6)
	log := append([]hotline.Entry{first, second}, entries...)

	stored, _ := json.Marshal(log)
	var read []hotline.Entry
	_ = json.Unmarshal(stored, &read)
	fmt.Println(hotline.Verify(terms.Always, read))
	again, _ := ledger.Replay("W", read, hotline.Workshop.Apply)
	fmt.Println(again.Remaining(read[7].At), again.Seq())

	read[7].Charge = entitlement.MustMoney("190.00 NOK")
	fmt.Println(errors.Is(hotline.Verify(terms.Always, read), entitlement.ErrLedger))
	// Output:
	// <nil>
	// 0 8
	// true
}
