package swap_test

import (
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/shopspring/decimal"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/swap"
)

// The examples share a provider that asks two control questions, its working
// days, and a clock in Stockholm; a customer who exchanges phones and has a user,
// Kim, at PROF.
func provider() swap.Terms { return swap.Printed([]swap.Question{"on", "dropped"}) }

var swedish = sync.OnceValue(func() calendar.Calendar {
	spec := swap.WorkingDays()
	location, err := time.LoadLocation(spec.Zone)
	if err != nil {
		panic(err)
	}
	days, err := calendar.Compile(spec, location)
	if err != nil {
		panic(err)
	}
	return days
})

func at(ref, day, clock string) entitlement.Event {
	moment, err := swedish().Zone().Local(calendar.MustDate(day), calendar.MustClock(clock))
	if err != nil {
		panic(err)
	}
	return entitlement.Event{Ref: ref, At: moment, Entered: moment}
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func settled(mode swap.Mode, after swap.AfterRepair) swap.Agreement {
	agreement, _, err := swap.Conclude(at("a", "2026-01-01", "09:00"), swap.Conclusion{
		Agreement: "A", Customer: "ACME", Mode: mode, AfterRepair: after,
	})
	must(err)
	return agreement
}

func kim() swap.User {
	user, _, err := swap.User{}.Attach(provider(), at("u", "2026-01-01", "09:00"), swap.Attachment{
		User: "Kim", Customer: "ACME", Level: swap.PROF, From: calendar.MustDate("2026-01-01"),
	})
	must(err)
	return user
}

// stocked returns a pool with phones in stock.
func stocked(phones int) (swap.Pool, []swap.Device) {
	pool, _, err := swap.OpenPool(provider(), at("p", "2026-01-01", "09:00"), swap.Opening{Pool: "P", Customer: "ACME"})
	must(err)
	if phones == 0 {
		return pool, nil
	}
	order, pool, _, err := swap.PlaceOrder(at("o", "2026-01-01", "09:00"), swap.Placement{
		Order: "O", Model: "X", By: "ACME", Purchase: swap.Purchase{
			Quantity: phones, Acquisition: swap.Bought, Price: entitlement.MustMoney("2000.00 SEK"),
		},
	}, pool)
	must(err)
	var devices []swap.Device
	for i := range phones {
		device, next, stock, _, err := swap.Arrive(at(fmt.Sprint("d", i), "2026-01-05", "09:00"),
			swap.Arrival{Device: fmt.Sprint("D", i), By: "centre"}, order, swap.Stock{Pool: pool})
		must(err)
		devices, order, pool = append(devices, device), next, stock.Pool
	}
	return pool, devices
}

// faulty returns a case with a definite fault, registered on a day at a time.
func faulty(id, day, clock string, agreement swap.Agreement) swap.Case {
	c, _, err := swap.Register(provider(), at("r"+id, day, clock), swap.Registration{
		Case: id, Agreement: "A", User: "Kim", Subject: swap.Fault, Model: "X", Warranty: calendar.MustDate("2026-12-31"),
	}, agreement, kim())
	must(err)
	for _, question := range c.Questions() {
		c, _, err = c.Answer(at("q"+id, day, clock), swap.Reply{Question: question, Text: "no"})
		must(err)
	}
	c, _, err = c.Diagnose(at("g"+id, day, clock), swap.Diagnosis{Result: swap.DefiniteFault})
	must(err)
	return c
}

var freight = swap.Shipment{By: "centre", Freight: entitlement.MustMoney("89.00 SEK"), Packaging: entitlement.MustMoney("25.00 SEK")}

// A case, from the call to the repaired phone in the pool.
func Example() {
	terms, days, agreement := provider(), swedish(), settled(swap.Exchange, swap.ToPool)
	pool, devices := stocked(2)

	c, entry, _ := swap.Register(terms, at("r1", "2026-03-13", "13:59"), swap.Registration{
		Case: "C1", Agreement: "A", User: "Kim", Subject: swap.Fault, Model: "X", Warranty: calendar.MustDate("2026-12-31"),
	}, agreement, kim())
	fmt.Println("registered:", entry.Why, "to be answered:", c.Questions())
	c, _, _ = c.Answer(at("r2", "2026-03-13", "14:05"), swap.Reply{Question: "on", Text: "no"})
	c, _, _ = c.Answer(at("r3", "2026-03-13", "14:06"), swap.Reply{Question: "dropped", Text: "no"})
	c, entry, _ = c.Diagnose(at("r4", "2026-03-13", "14:10"), swap.Diagnosis{Result: swap.DefiniteFault})
	fmt.Println("diagnosed:", entry.Why)

	c, pool, entry, _ = c.Activate(at("r5", "2026-03-13", "14:11"), swap.Activation{Model: "X"}, pool, days)
	promised, _ := c.PromisedDate()
	fmt.Println("promised for", promised.Weekday(), promised, entry.Why)
	c, device, pool, entry, _ := c.Ship(at("r6", "2026-03-13", "15:00"), freight, devices[0], pool)
	fmt.Println("sent:", c.Outcome(), entry.Charge, entry.Why)
	c, device, entry, _ = c.Deliver(at("r7", "2026-03-16", "11:00"), swap.Delivery{By: "post"}, device, days)
	kept, _ := c.PromiseKept()
	fmt.Println("in time:", kept, entry.Why, device.Place(), pool.Shelf("X").OnHand, "in stock")

	c, broken, pool, _, entry, _ := c.Receive(at("r8", "2026-03-19", "09:00"),
		swap.Receipt{Device: "F1", Model: "X", By: "servicer"}, swap.Device{}, pool)
	fmt.Println("came in:", broken.Place(), entry.Why)
	c, broken, stock, entry, _ := c.Repair(at("r9", "2026-03-26", "09:00"), swap.Repair{By: "servicer"}, broken, swap.Stock{Pool: pool})
	fmt.Println("repaired:", broken.Place(), stock.Pool.Shelf("X").OnHand, "in stock", entry.Why)
	fmt.Println("finished:", c.Finished())
	// Output:
	// registered: [SWP-01 SWP-08 SWP-21 SWP-16 SWP-17 SWP-07] to be answered: [on dropped]
	// diagnosed: [SWP-06 SWP-10]
	// promised for Monday 2026-03-16 [SWP-05 SWP-13 SWP-21 SWP-19 SWP-25]
	// sent: SwapSent 114.00 SEK [SWP-11 SWP-14 SWP-18 SWP-36 SWP-39]
	// in time: true [SWP-19 SWP-24] WithUser 1 in stock
	// came in: InRepair [SWP-14 SWP-15 SWP-17 SWP-36]
	// repaired: InStock 2 in stock [SWP-17 SWP-18 SWP-41 SWP-36]
	// finished: true
}

// What may a user at BAS have, and who may have what a user at BAS may not?
func ExampleTerms_Allows() {
	terms := provider()
	fmt.Println(terms.Allows(swap.BAS, swap.OperatingSystem))
	err := terms.Allows(swap.BAS, swap.SwapActivation)
	fmt.Println(err, errors.Is(err, swap.NotIncluded))
	// Output:
	// <nil>
	// refused: NotIncluded (SWP-05); passes with level PROF true
}

// A level of the customer's own: BAS and questions on e-mail.
func ExampleTerms_Define() {
	bas, _ := provider().Features(swap.BAS)
	terms, err := provider().Define(swap.Level{
		Name: "BAS+", Features: bas | swap.Synchronising,
		Prices: entitlement.Prices{{From: calendar.MustDate("2026-01-01"), Amount: entitlement.MustMoney("25.00 SEK")}},
	})
	fmt.Println(err, terms.Allows("BAS+", swap.Synchronising))
	features, _ := terms.Features("BAS+")
	fmt.Println(features)
	// Output:
	// <nil> <nil>
	// Diagnosis Registration Phone OperatingSystem Sync
}

func ExampleTerms_MonthlyFee() {
	terms := provider()
	user, _, _ := kim().Attach(terms, at("u2", "2026-03-10", "09:00"), swap.Attachment{
		User: "Kim", Customer: "ACME", Level: swap.BAS, From: calendar.MustDate("2026-03-16"),
	})
	for _, month := range []string{"2026-03-01", "2026-04-01"} {
		fee, _ := terms.MonthlyFee(swap.MonthOf(calendar.MustDate(month)), user)
		fmt.Println(fee.Month, fee.Lines[0].Name, fee.Total, fee.Why)
	}
	terms.Headcount = swap.ByDay
	fee, _ := terms.MonthlyFee(swap.MonthOf(calendar.MustDate("2026-03-01")), user)
	for _, line := range fee.Lines {
		fmt.Println(line.Name, line.Count, "days", line.Amount)
	}
	// Output:
	// 2026-03 PROF 39.00 SEK [SWP-03 SWP-04]
	// 2026-04 BAS 19.00 SEK [SWP-03 SWP-04]
	// BAS 16 days 9.81 SEK
	// PROF 15 days 18.87 SEK
}

// When does a report have to be in, and what is promised?
func ExampleTerms_PromisedDate() {
	terms, days := provider(), swedish()
	saturday := at("", "2026-03-14", "10:00").At
	promised, _ := terms.PromisedDate(saturday, days)
	terms.Delivery.ClosedDay = calendar.Literal
	literally, _ := terms.PromisedDate(saturday, days)
	fmt.Println(promised, "or, literally,", literally)
	left, _ := terms.TimeToCutoff(at("", "2026-03-10", "13:15").At, days)
	fmt.Println(left, "left to the cutoff at", terms.CutoffFor(calendar.MustDate("2026-03-10")))
	// Output:
	// 2026-03-17 or, literally, 2026-03-16
	// 45m left to the cutoff at 14:00
}

// A user at the wrong level asks: the case is logged, and the desk is told which
// level has the answer.
func ExampleRegister() {
	bas, _, _ := kim().Attach(provider(), at("u2", "2026-03-01", "09:00"), swap.Attachment{
		User: "Kim", Customer: "ACME", Level: swap.BAS, From: calendar.MustDate("2026-03-01"),
	})
	c, entry, _ := swap.Register(provider(), at("r1", "2026-03-10", "09:00"), swap.Registration{
		Case: "C1", Agreement: "A", User: "Kim", Subject: "contacts",
	}, settled(swap.Exchange, swap.ToPool), bas)
	fmt.Println(entry.Outcome.NotIncluded, c.Figures().FeatureAt, entry.Why)
	_, _, err := c.Close(at("r2", "2026-03-10", "09:05"), swap.Closing{Outcome: swap.SolvedByPhone})
	fmt.Println(err)
	c, entry, _ = c.Close(at("r2", "2026-03-10", "09:05"), swap.Closing{Outcome: swap.Refused})
	fmt.Println(c.Outcome(), entry.Why)
	// Output:
	// true PROF [SWP-01 SWP-08 SWP-21 SWP-16 SWP-17 SWP-05]
	// refused: NotIncluded (SWP-05); passes with level PROF
	// Refused [SWP-11 SWP-05]
}

// The desk asks before it promises anything: what stands in the way?
func ExampleCase_CanShip() {
	c, _, _ := swap.Register(provider(), at("r1", "2026-03-10", "09:00"), swap.Registration{
		Case: "C1", Agreement: "A", User: "Kim", Subject: swap.Fault, Model: "X",
	}, settled(swap.Exchange, swap.ToPool), kim())
	pool, _ := stocked(0)
	for _, obstacle := range c.CanShip(pool, "X") {
		fmt.Println(obstacle)
	}
	// Output:
	// refused: ControlQuestionsOpen (SWP-10); passes with answers to on dropped
	// refused: NotActivated (SWP-44); passes with a phone in stock
}

// The stock is empty. The case waits, and its promise counts from when a phone is
// there.
func ExampleCase_Activate() {
	agreement, days := settled(swap.Exchange, swap.ToPool), swedish()
	pool, _ := stocked(0)
	first, pool, entry, _ := faulty("C1", "2026-03-10", "13:00", agreement).
		Activate(at("r1", "2026-03-10", "13:05"), swap.Activation{Model: "X"}, pool, days)
	fmt.Println(first.Swap(), entry.Why)
	second, pool, _, _ := faulty("C2", "2026-03-11", "09:00", agreement).
		Activate(at("r2", "2026-03-11", "09:05"), swap.Activation{Model: "X"}, pool, days)

	order, pool, _, _ := swap.PlaceOrder(at("r3", "2026-03-11", "10:00"), swap.Placement{
		Order: "O1", Model: "X", By: "ACME",
		Purchase: swap.Purchase{Quantity: 1, Acquisition: swap.Bought, Price: entitlement.MustMoney("2000.00 SEK")},
	}, pool)
	_, _, stock, entry, _ := swap.Arrive(at("r4", "2026-03-12", "13:30"), swap.Arrival{Device: "D1", By: "centre"},
		order, swap.Stock{Pool: pool, Waiting: []swap.Case{second, first}, Days: days})
	served := stock.Waiting[0]
	promised, _ := served.PromisedDate()
	fmt.Println(served.ID(), served.Swap(), promised, entry.Why)
	fmt.Println(stock.Pool.Shelf("X").Waiting, "still waits")
	// Output:
	// Backordered [SWP-05 SWP-13 SWP-44]
	// C1 Reserved 2026-03-13 [SWP-35 SWP-36 SWP-44 SWP-19 SWP-25]
	// 1 still waits
}

// A phone that is only lent comes back, and the user's own is given back.
func ExampleCase_Return() {
	pool, devices := stocked(1)
	c, pool, _, _ := faulty("C1", "2026-03-10", "10:00", settled(swap.Loan, swap.ToUser)).
		Activate(at("r1", "2026-03-10", "10:05"), swap.Activation{Model: "X"}, pool, swedish())
	c, lent, pool, _, _ := c.Ship(at("r2", "2026-03-10", "15:00"), freight, devices[0], pool)
	fmt.Println("swap phone:", c.SwapBack(), "faulty phone:", c.Faulty())
	c, own, pool, _, _, _ := c.Receive(at("r3", "2026-03-16", "09:00"), swap.Receipt{Device: "F1", Model: "X", By: "servicer"}, swap.Device{}, pool)
	c, own, stock, _, _ := c.Repair(at("r4", "2026-03-20", "09:00"), swap.Repair{By: "servicer"}, own, swap.Stock{Pool: pool})
	c, lent, stock, entry, _ := c.Return(at("r5", "2026-03-25", "09:00"), swap.Return{By: "centre"}, lent, stock)
	fmt.Println(own.Place(), lent.Place(), stock.Pool.OnHand(), "in stock", entry.Why)
	fmt.Println("finished:", c.Finished())
	// Output:
	// swap phone: Awaited faulty phone: Awaited
	// GivenBack InStock 1 in stock [SWP-18 SWP-36]
	// finished: true
}

// A repair outside the warranty needs the customer's yes.
func ExampleCase_Estimate() {
	pool, devices := stocked(1)
	c, pool, _, _ := faulty("C1", "2027-03-10", "10:00", settled(swap.Exchange, swap.ToPool)).
		Activate(at("r1", "2027-03-10", "10:05"), swap.Activation{Model: "X"}, pool, swedish())
	c, _, pool, _, _ = c.Ship(at("r2", "2027-03-10", "15:00"), freight, devices[0], pool)
	c, broken, pool, _, _, _ := c.Receive(at("r3", "2027-03-16", "09:00"), swap.Receipt{Device: "F1", Model: "X", By: "servicer"}, swap.Device{}, pool)
	_, _, _, _, err := c.Repair(at("r4", "2027-03-16", "10:00"), swap.Repair{By: "servicer"}, broken, swap.Stock{Pool: pool})
	fmt.Println(c.WarrantyStatus(), err)
	c, entry, _ := c.Estimate(at("r5", "2027-03-16", "10:00"), swap.Estimate{
		Fee: entitlement.MustMoney("300.00 SEK"), Amount: entitlement.MustMoney("1900.00 SEK"), Biller: "servicer",
	})
	fmt.Println("asked:", entry.Charge, entry.Why)
	_, entry, _ = c.Accept(at("r6", "2027-03-17", "10:00"), swap.Acceptance{By: "ACME"})
	fmt.Println("accepted:", entry.Charge, entry.Why)
	// Output:
	// Out refused: NotApproved (SWP-42); passes with a cost proposal that the customer accepts
	// asked: 300.00 SEK [SWP-42 SWP-41]
	// accepted: 1900.00 SEK [SWP-42 SWP-41]
}

// The centre asks for a refill, and the customer decides.
func ExampleRequestRefill() {
	pool, _ := stocked(30)
	pool, _, _ = pool.SetFleet(at("r1", "2026-03-02", "09:00"), swap.Fleet{Model: "X", Phones: 400})
	fmt.Println("target", pool.TargetStock(), "short of", pool.Shortfall())
	order, pool, entry, _ := swap.RequestRefill(at("r2", "2026-03-02", "09:00"), swap.Refill{Order: "O2", Model: "X"}, pool)
	fmt.Println("asked for", order.Figures().Asked, entry.Why)
	order, pool, entry, _ = order.Decide(at("r3", "2026-03-03", "09:00"), swap.OrderDecision{By: "ACME"}, pool)
	fmt.Println(order.State(), pool.RefillDue("X", entry.At), entry.Why)
	// Output:
	// target 32 short of 2
	// asked for 2 [SWP-38]
	// Rejected 0 [SWP-37 SWP-38]
}

func ExampleAgreement_Invoice() {
	agreement := settled(swap.Exchange, swap.ToPool)
	pool, devices := stocked(1)
	c, pool, _, _ := faulty("C1", "2026-03-31", "10:00", agreement).
		Activate(at("r1", "2026-03-31", "10:05"), swap.Activation{Model: "X"}, pool, swedish())
	_, _, _, entry, _ := c.Ship(at("r2", "2026-03-31", "23:30"), freight, devices[0], pool)
	log := []swap.Entry{entry}
	march := swap.Invoicing{Month: swap.MonthOf(calendar.MustDate("2026-03-01")), Currency: "SEK"}
	_, _, _, err := agreement.Invoice(at("r3", "2026-03-31", "23:59"), march, log)
	fmt.Println(err)
	_, invoice, _, _ := agreement.Invoice(at("r3", "2026-04-01", "00:00"), march, log)
	fmt.Println(invoice.Month, invoice.Total, len(invoice.Lines), "line", invoice.Why)
	// Output:
	// refused: MonthNotOver (SWP-39); passes with a day from 2026-04-01 on
	// 2026-03 114.00 SEK 1 line [SWP-39]
}

// A price that was told wrong is credited, and told again.
func ExampleAgreement_Credit() {
	agreement := settled(swap.Exchange, swap.ToPool)
	parcel := swap.Parcel{
		What: "service bags", By: "centre", Freight: entitlement.MustMoney("890.00 SEK"), Packaging: entitlement.MustMoney("0.00 SEK"),
	}
	agreement, entry, _ := agreement.RecordShipment(at("r1", "2026-03-10", "09:00"), parcel)
	log := []swap.Entry{entry}
	agreement, entry, _ = agreement.Credit(at("r2", "2026-03-11", "09:00"), swap.Credit{Of: "r1", Because: "89, not 890"}, log)
	log = append(log, entry)
	fmt.Println(entry.Charge, entry.Why)
	_, _, err := agreement.Credit(at("r3", "2026-03-11", "09:00"), swap.Credit{Of: "r1", Because: "89, not 890"}, log)
	fmt.Println(errors.Is(err, swap.NothingToCredit))
	// Output:
	// -890.00 SEK [SWP-39]
	// true
}

// A phone comes without its slip, and somebody finds whose it is.
func ExampleTakeIn() {
	pool, devices := stocked(1)
	c, pool, _, _ := faulty("C1", "2026-03-10", "10:00", settled(swap.Exchange, swap.ToPool)).
		Activate(at("r1", "2026-03-10", "10:05"), swap.Activation{Model: "X"}, pool, swedish())
	c, _, pool, _, _ = c.Ship(at("r2", "2026-03-10", "15:00"), freight, devices[0], pool)
	found, entry, _ := swap.TakeIn(at("r3", "2026-03-16", "09:00"), swap.TakingIn{Device: "F1", Model: "X", By: "servicer"}, swap.Device{})
	fmt.Println(found.Place(), c.Faulty(), entry.Why)
	c, found, _, _, _, _ = c.Receive(at("r4", "2026-03-17", "09:00"), swap.Receipt{Device: "F1", Model: "X", By: "servicer"}, found, pool)
	fmt.Println(found.Place(), c.Faulty())
	// Output:
	// OnHold Awaited [SWP-15 SWP-36]
	// InRepair Arrived
}

// A stock count finds one phone of three missing.
func ExamplePool_Count() {
	pool, devices := stocked(3)
	missing, _ := swap.MissingDevices("X", []string{"D0", "D2"}, devices...)
	pool, lost, entry, _ := pool.Count(at("r1", "2026-03-10", "09:00"), swap.Count{Model: "X", Found: 2, By: "centre"}, missing...)
	fmt.Println(lost[0].ID(), lost[0].Place(), pool.OnHand(), "in stock", entry.Why)
	// Output:
	// D1 Lost 2 in stock [SWP-36]
}

// The customer leaves and gets the pool back, phone by phone.
func ExamplePool_HandOver() {
	pool, devices := stocked(2)
	pool, gone, entries, _ := pool.HandOver(at("r1", "2026-12-31", "09:00"), swap.Leaving{By: "centre"}, devices...)
	for _, entry := range entries {
		fmt.Print(entry.Ref, " ", entry.Kind, ", ")
	}
	fmt.Println(gone[0].Place(), pool.Closed())
	// Output:
	// r1 leave, r1/1 move, r1/2 move, HandedOver true
}

// Simple phones that the customer keeps are of no pool.
func ExampleOrderBackup() {
	order, entry, _ := swap.OrderBackup(at("r1", "2026-03-10", "09:00"), swap.Backup{
		Order: "O9", Customer: "ACME", Model: "simple", By: "ACME",
		Purchase: swap.Purchase{Quantity: 10, Acquisition: swap.Bought, Price: entitlement.MustMoney("300.00 SEK")},
	})
	fmt.Println(order.State(), entry.Charge, entry.Why)
	// Output:
	// Approved 3000.00 SEK [SWP-43]
}

// How good are 8 %? A fleet in which four phones in ten fail each year, and a
// phone is out for five weeks.
func ExampleDemand() {
	for _, phones := range []int{12, 100, 400} {
		demand := swap.Demand{Phones: phones, Failures: decimal.RequireFromString("0.40"), Turnaround: 35 * 24 * calendar.Hour}
		risk, _ := demand.Risk(provider().TargetStock(phones))
		better, _ := demand.StockFor(99_00)
		fmt.Printf("%3d phones, %2d in stock: empty for %s of the reports; 99 %% find a phone with %d\n",
			phones, risk.Stock, risk.Empty.Shift(2).StringFixed(1)+" %", better.Stock)
	}
	// Output:
	//  12 phones,  1 in stock: empty for 36.9 % of the reports; 99 % find a phone with 4
	// 100 phones,  8 in stock: empty for 4.2 % of the reports; 99 % find a phone with 10
	// 400 phones, 32 in stock: empty for 0.0 % of the reports; 99 % find a phone with 26
}
