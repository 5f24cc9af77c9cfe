package timeaccount_test

import (
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/ledger"
	"github.com/avtale/avtale/timeaccount"
)

// The examples share a provider that charges 1,200.00 kroner an hour, its
// opening hours, and a clock in Oslo.
func provider() timeaccount.Terms {
	return timeaccount.Printed([]timeaccount.Rate{
		{From: calendar.MustDate("2026-01-01"), Hour: entitlement.MustMoney("1200.00 NOK")},
	})
}

var weekdays = sync.OnceValue(func() calendar.Calendar {
	spec := timeaccount.OpeningHours()
	location, err := time.LoadLocation(spec.Zone)
	if err != nil {
		panic(err)
	}
	hours, err := calendar.Compile(spec, location)
	if err != nil {
		panic(err)
	}
	return hours
})

func at(ref, date, clock string) entitlement.Event {
	moment, err := weekdays().Zone().Local(calendar.MustDate(date), calendar.MustClock(clock))
	if err != nil {
		panic(err)
	}
	return entitlement.Event{Ref: ref, At: moment, Entered: moment}
}

func concluded(id, date string, balance calendar.Seconds) timeaccount.Agreement {
	agreement, _, err := timeaccount.Conclude(provider(), at("conclude "+id, date, "09:00"), timeaccount.Conclusion{
		Agreement: id, Customer: "ACME", Alternative: timeaccount.TimeAccount, Balance: balance, Products: "CAD-M",
	})
	if err != nil {
		panic(err)
	}
	return agreement
}

func call(id string) timeaccount.Receipt {
	return timeaccount.Receipt{
		Enquiry: id, Customer: "ACME", Product: "CAD-M", Topic: timeaccount.UserRelated, Channel: timeaccount.Phone,
	}
}

func received(id, date, clock string, agreements ...timeaccount.Agreement) timeaccount.Enquiry {
	enquiry, _, err := timeaccount.Receive(
		provider(), at("receive "+id, date, clock), call(id), weekdays(), timeaccount.Customer{}, agreements...)
	if err != nil {
		panic(err)
	}
	return enquiry
}

// An account, from its conclusion to the call that used it up and went on.
func Example() {
	terms, hours := provider(), weekdays()
	account, entry, _ := timeaccount.Conclude(terms, at("r1", "2026-03-02", "09:00"), timeaccount.Conclusion{
		Agreement: "K", Customer: "ACME", Alternative: timeaccount.TimeAccount, Balance: calendar.Hour, Products: "CAD-M",
	})
	fmt.Println("concluded:", entry.Why, "until", account.LastDay())

	enquiry, entry, _ := timeaccount.Receive(terms, at("r2", "2026-03-10", "10:00"), timeaccount.Receipt{
		Enquiry: "E1", Customer: "ACME", Product: "CAD-M", Topic: timeaccount.UserRelated, Channel: timeaccount.Phone, By: "Kari",
	}, hours, timeaccount.Customer{}, account)
	fmt.Println("a call:", enquiry.Mode(), entry.Why)
	_, changed, entry, _ := enquiry.Record(at("r3", "2026-03-10", "10:00"),
		timeaccount.Session{By: "P.H.", Work: 31 * calendar.Minute}, account)
	account = changed[0]
	work := entry.Outcome.Work
	fmt.Println(work.Actual, "worked,", work.Debited, "debited,", account.Balance(entry.At), "left", entry.Why)

	enquiry, _, _ = timeaccount.Receive(terms, at("r4", "2026-03-11", "14:30"), call("E2"), hours, timeaccount.Customer{}, account)
	enquiry, changed, entry, _ = enquiry.Record(at("r5", "2026-03-11", "14:30"),
		timeaccount.Session{By: "P.H.", Work: 40 * calendar.Minute}, account)
	account = changed[0]
	work = entry.Outcome.Work
	fmt.Println(work.Actual, "worked,", work.Debited, "debited,", enquiry.Waiting(), "not covered", entry.Why)
	end, reason, _ := account.EndsAt(hours.Zone())
	fmt.Println(reason, end)

	_, entry, _ = enquiry.Consent(at("r6", "2026-03-11", "15:30"), timeaccount.Consent{By: "Kari"})
	fmt.Println("consented:", entry.Charge, entry.Why)
	// Output:
	// concluded: [TIM-02 TIM-12 TIM-17] until 2027-03-02
	// a call: Account [TIM-05 TIM-12 TIM-24]
	// 31m worked, 45m debited, 15m left [TIM-13 TIM-14 TIM-15]
	// 40m worked, 15m debited, 25m not covered [TIM-13 TIM-14 TIM-15 TIM-16 TIM-18]
	// Exhausted 2026-03-11T14:45:00+01:00
	// consented: 500.00 NOK [TIM-18 TIM-21 TIM-22]
}

func ExampleConclude() {
	free, entry, _ := timeaccount.Conclude(provider(), at("r1", "2026-01-15", "09:00"), timeaccount.Conclusion{
		Agreement: "F", Customer: "ACME", Alternative: timeaccount.FreePeriod, Products: "CAD-M CAM-X",
	})
	fmt.Println(free.LastDay(), entry.Why)
	_, _, err := timeaccount.Conclude(provider(), at("r2", "2026-03-02", "09:00"), timeaccount.Conclusion{
		Agreement: "K", Customer: "ACME", Alternative: timeaccount.TimeAccount, Balance: 605 * calendar.Minute, Products: "CAD-M",
	})
	fmt.Println(err)
	// Output:
	// 2026-07-15 [TIM-02 TIM-07]
	// refused: NotAMultiple (TIM-12); passes with a multiple of 15m
}

// The desk asks before it answers: what is this enquiry judged under, and what
// would work on it cost?
func ExampleReceive() {
	account := concluded("K", "2026-03-02", 10*calendar.Hour)
	receipt := call("E1")
	receipt.Product = "CAM-X"
	enquiry, entry, _ := timeaccount.Receive(
		provider(), at("r1", "2026-03-10", "10:00"), receipt, weekdays(), timeaccount.Customer{}, account)
	fmt.Println(enquiry.Mode(), "outside by", enquiry.Scope(), "at", enquiry.Figures().Rate.Hour, "an hour", entry.Why)
	fmt.Println("to be told first:", !enquiry.Consented())

	_, _, err := timeaccount.Receive(
		provider(), at("r2", "2026-03-14", "10:00"), call("E2"), weekdays(), timeaccount.Customer{}, account)
	fmt.Println(err)
	// Output:
	// None outside by product at 1200.00 NOK an hour [TIM-05 TIM-21 TIM-23 TIM-02]
	// to be told first: true
	// refused: Closed (TIM-09); passes with a call from 2026-03-16T08:00:00+01:00 on, or a mail
}

// Two accounts pay for one call: the one that ends first, and the next.
func ExampleEnquiry_Record() {
	first, second := concluded("K1", "2026-03-02", 15*calendar.Minute), concluded("K2", "2026-06-02", 10*calendar.Hour)
	enquiry := received("E1", "2026-06-10", "09:00", first, second)
	enquiry, changed, entry, _ := enquiry.Record(at("r1", "2026-06-10", "09:00"),
		timeaccount.Session{Work: 40 * calendar.Minute}, second, first)
	for _, account := range changed {
		fmt.Println(account.ID(), account.Used(), account.State(at("", "2026-06-10", "09:20").At))
	}
	fmt.Println(enquiry.Worked(), "worked,", enquiry.Debited(), "debited", entry.Why)
	// Output:
	// K2 30m Active
	// K1 15m Exhausted
	// 40m worked, 45m debited [TIM-13 TIM-14 TIM-15 TIM-29 TIM-16]
}

func ExampleEnquiry_Consent() {
	account := concluded("K", "2026-03-02", 15*calendar.Minute)
	enquiry := received("E1", "2026-03-10", "09:00", account)
	enquiry, entry, _ := enquiry.Consent(at("r1", "2026-03-10", "09:01"), timeaccount.Consent{By: "Kari"})
	fmt.Println(entry.Charge.Sign(), entry.Why)
	_, _, entry, _ = enquiry.Record(at("r2", "2026-03-10", "09:01"), timeaccount.Session{Work: 40 * calendar.Minute}, account)
	fmt.Println(entry.Charge, entry.Why)
	// Output:
	// 0 [TIM-18]
	// 500.00 NOK [TIM-13 TIM-14 TIM-15 TIM-16 TIM-18 TIM-21 TIM-22]
}

// A provider that rounds by the case: three short calls about one thing.
func ExampleCase_Record() {
	terms := provider()
	terms.RoundPer = timeaccount.PerCase
	account, _, _ := timeaccount.Conclude(terms, at("r1", "2026-03-02", "09:00"), timeaccount.Conclusion{
		Agreement: "K", Customer: "ACME", Alternative: timeaccount.TimeAccount, Balance: calendar.Hour, Products: "CAD-M",
	})
	matter, _, _ := timeaccount.Open(terms, at("r2", "2026-03-10", "09:00"), timeaccount.Opening{Case: "S", Customer: "ACME"})
	for i, clock := range []string{"09:00", "10:00", "11:00"} {
		receipt := call(fmt.Sprint("E", i))
		receipt.Case = "S"
		enquiry, _, _ := timeaccount.Receive(terms, at("receive "+clock, "2026-03-10", clock), receipt, weekdays(), timeaccount.Customer{}, account)
		var changed []timeaccount.Agreement
		var entry timeaccount.Entry
		matter, _, changed, entry, _ = matter.Record(at("work "+clock, "2026-03-10", clock), timeaccount.Session{Work: 6 * calendar.Minute}, enquiry, account)
		account = changed[0]
		fmt.Println(entry.Outcome.Work.Debited, "debited,", account.Balance(entry.At), "left")
	}
	// Output:
	// 15m debited, 45m left
	// 0s debited, 45m left
	// 15m debited, 30m left
}

func ExampleReverse() {
	account := concluded("K", "2026-03-02", 30*calendar.Minute)
	enquiry := received("E1", "2026-03-10", "09:00", account)
	enquiry, changed, entry, _ := enquiry.Record(at("r1", "2026-03-10", "09:00"), timeaccount.Session{Work: 50 * calendar.Minute}, account)
	fmt.Println(changed[0].State(at("", "2026-03-11", "09:00").At), enquiry.Waiting())
	held := timeaccount.Holding{Agreements: changed, Enquiries: []timeaccount.Enquiry{enquiry}, Entry: entry}
	held, entry, _ = timeaccount.Reverse(at("r2", "2026-03-11", "09:00"), timeaccount.Reversal{Of: "r1", Because: "it was 5 minutes"}, held)
	fmt.Println(held.Agreements[0].State(entry.At), held.Agreements[0].Balance(entry.At), held.Enquiries[0].Waiting(), entry.Why)
	// Output:
	// Exhausted 20m
	// Active 30m 0s [TIM-13 TIM-16]
}

// A session further back was shorter than recorded: what came after it is taken
// back, and entered again.
func ExampleCorrect() {
	account := concluded("K", "2026-03-02", calendar.Hour)
	enquiry := received("E1", "2026-03-10", "09:00", account)
	var log []timeaccount.Entry
	for i, minutes := range []calendar.Seconds{50, 5, 5} {
		var changed []timeaccount.Agreement
		var entry timeaccount.Entry
		enquiry, changed, entry, _ = enquiry.Record(at(fmt.Sprint("r", i), "2026-03-10", "09:00"), timeaccount.Session{Work: minutes * calendar.Minute}, account)
		account, log = changed[0], append(log, entry)
	}
	fmt.Println(enquiry.Worked(), "worked,", account.Used(), "debited")
	held := timeaccount.Holding{Agreements: []timeaccount.Agreement{account}, Enquiries: []timeaccount.Enquiry{enquiry}}
	held, entries, _ := timeaccount.Correct(at("c1", "2026-03-11", "09:00"), timeaccount.Correction{
		Of: "r0", Because: "it was 5 minutes", Session: timeaccount.Session{Work: 5 * calendar.Minute},
	}, log, held)
	for _, entry := range entries {
		fmt.Print(entry.Ref, " ", entry.Kind, ", ")
	}
	fmt.Println(held.Enquiries[0].Worked(), "worked,", held.Agreements[0].Used(), "debited")
	// Output:
	// 1h worked, 1h debited
	// c1/1 reverse, c1/2 reverse, c1/3 reverse, c1/4 session, c1/5 session, c1/6 session, 15m worked, 15m debited
}

func ExampleCustomer_Appoint() {
	account := concluded("K", "2026-03-02", calendar.Hour)
	customer, _, _ := timeaccount.Customer{}.Appoint(at("r1", "2026-03-02", "09:00"), timeaccount.Appointment{
		Customer: "ACME", Person: "Kari", From: calendar.MustDate("2026-03-05"),
	})
	customer, _, _ = customer.Appoint(at("r2", "2026-05-20", "09:00"), timeaccount.Appointment{
		Customer: "ACME", Person: "Ola", From: calendar.MustDate("2026-07-01"),
	})
	for _, date := range []string{"2026-03-04", "2026-06-30", "2026-07-01"} {
		moment := at("", date, "10:00").At
		fmt.Printf("%s %q %v\n", date, customer.SuperuserAt(moment), customer.DutiesOpen(moment, account))
	}
	// Output:
	// 2026-03-04 "" [SuperuserMissing]
	// 2026-06-30 "Kari" []
	// 2026-07-01 "Ola" []
}

func ExampleRecommend() {
	advice, _ := timeaccount.Recommend(timeaccount.Little, timeaccount.Sporadic)
	fmt.Println(advice)
	// Output: [{free [TIM-08]} {account [TIM-20]}]
}

func ExampleTerms_ChargeHourly() {
	terms := provider()
	morning := at("", "2026-03-10", "09:00").At
	exact, _ := terms.ChargeHourly(20*calendar.Minute, morning)
	terms.Rates[0].Step = entitlement.Increment(15 * calendar.Minute)
	steps, _ := terms.ChargeHourly(20*calendar.Minute, morning)
	_, err := terms.ChargeHourly(20*calendar.Minute, at("", "2025-12-31", "09:00").At)
	fmt.Println(exact, steps, errors.Is(err, timeaccount.RateUnknown), errors.Is(err, entitlement.ErrMissing))
	// Output: 400.00 NOK 600.00 NOK true true
}

func ExampleScale_Debit() {
	terms := provider()
	for _, worked := range []calendar.Seconds{0, 1, 15 * calendar.Minute, 15*calendar.Minute + 1} {
		fmt.Print(terms.Debit(worked), " ")
	}
	// Output: 0s 15m 15m 30m
}

func ExampleAgreement_Amend() {
	account := concluded("K", "2026-03-02", calendar.Hour)
	account, entry, _ := account.Amend(at("r1", "2026-05-20", "09:00"), timeaccount.Amendment{
		Product: "CAM-X", From: calendar.MustDate("2026-06-01"),
	})
	fmt.Println(account.Covers("CAM-X", calendar.MustDate("2026-05-31")), account.Covers("CAM-X", calendar.MustDate("2026-06-01")), entry.Why)
	// Output: false true [TIM-02]
}

func ExampleAgreement_Statement() {
	account, first, _ := timeaccount.Conclude(provider(), at("r1", "2026-03-02", "09:00"), timeaccount.Conclusion{
		Agreement: "K", Customer: "ACME", Alternative: timeaccount.TimeAccount, Balance: calendar.Hour, Products: "CAD-M",
	})
	enquiry, second, _ := timeaccount.Receive(
		provider(), at("r2", "2026-03-10", "09:00"), call("E1"), weekdays(), timeaccount.Customer{}, account)
	_, changed, third, _ := enquiry.Record(at("r3", "2026-03-10", "09:00"),
		timeaccount.Session{By: "P.H.", What: "threads", Work: 16 * calendar.Minute}, account)
	var log []timeaccount.Entry
	for _, entry := range []timeaccount.Entry{first, second, third} {
		log, _ = ledger.Append(log, entry)
	}

	statement, _ := changed[0].Statement(weekdays().Zone(), at("", "2027-03-03", "09:00").At, log)
	for _, line := range statement.Lines {
		fmt.Println(line.Start.Date(), line.Start.Clock(), line.End.Clock(), line.What, line.By, line.Worked, "debited", line.Debited, "left", line.Left)
	}
	fmt.Println(statement.State, "used", statement.Used, "lapsed", statement.Lapsed)
	// Output:
	// 2026-03-10 09:00 09:16 threads P.H. 16m debited 30m left 30m
	// Expired used 30m lapsed 30m
}

func ExampleUsageOf() {
	account := concluded("K", "2026-03-02", calendar.Hour)
	enquiry, receipt, _ := timeaccount.Receive(
		provider(), at("r1", "2026-03-10", "09:00"), call("E1"), weekdays(), timeaccount.Customer{}, account)
	_, _, work, _ := enquiry.Record(at("r2", "2026-03-10", "09:00"), timeaccount.Session{Work: 16 * calendar.Minute}, account)
	march := timeaccount.UsageOf("ACME", []timeaccount.Entry{receipt, work}, calendar.MustDate("2026-03-01"), calendar.MustDate("2026-04-01"))
	fmt.Println(march.Enquiries, march.Worked, march.Debited, march.Rounding())
	// Output: 1 16m 30m 14m
}
