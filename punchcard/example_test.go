package punchcard_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/ledger"
	"github.com/avtale/avtale/punchcard"
)

// The examples share a provider that lists an hour at 1,000.00 kroner, and a
// clock in Copenhagen.
func provider() punchcard.Terms {
	return punchcard.Printed(
		entitlement.Prices{{From: calendar.MustDate("2021-01-01"), Amount: entitlement.MustMoney("1000.00 DKK")}},
		[]punchcard.Postcodes{{From: 1000, To: 2990}},
		[]punchcard.AddOnPrice{
			{Product: punchcard.PhoneSupport, Clips: 1},
			{Product: punchcard.MonthlyCheck, TimeUsed: true},
			{Product: punchcard.QuarterlyCheck, Clips: 2},
		},
	)
}

func at(ref, date, clock string) entitlement.Event {
	location, err := time.LoadLocation("Europe/Copenhagen")
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

func bought(id, date string, size int) punchcard.Card {
	card, _, err := punchcard.Buy(provider(), at("buy "+id, date, "09:00"), punchcard.Purchase{
		Card: id, Holder: "ACME", Size: size,
	})
	if err != nil {
		panic(err)
	}
	return card
}

func opened(id string) punchcard.Task {
	task, _, err := punchcard.Open(provider(), at("open "+id, "2021-05-12", "09:00"), punchcard.Order{
		Task: id, Holder: "ACME",
	})
	if err != nil {
		panic(err)
	}
	return task
}

// A card, from the day it is bought to the last hour that nobody paid for.
func Example() {
	terms := provider()
	card, entry, _ := punchcard.Buy(terms, at("r1", "2021-05-12", "09:00"), punchcard.Purchase{
		Card: "K", Holder: "ACME", Size: 10,
	})
	fmt.Println("bought:", entry.Charge, entry.Why, "until", card.EndDate())

	task, _, _ := punchcard.Open(terms, at("r2", "2021-06-01", "08:00"), punchcard.Order{Task: "T", Holder: "ACME"})
	task, cards, entry, _ := task.Punch(at("r3", "2021-06-01", "09:00"), punchcard.Session{
		What: "mail server", By: "P.H.", Place: punchcard.Inside, Work: 70 * calendar.Minute,
	}, card)
	card = cards[0]
	fmt.Println("worked:", task.Clips(), "clips", entry.Why, "until", card.EndDate())

	task, cards, entry, _ = task.Punch(at("r4", "2021-06-02", "09:00"), punchcard.Session{
		What: "mail server", By: "P.H.", Place: punchcard.Remote, Work: 9 * calendar.Hour,
	}, card)
	card = cards[0]
	fmt.Println("worked:", entry.Uncovered, "uncovered", entry.Why, card.State(at("", "2021-06-02", "18:00").At))

	card, fresh, entry, _ := card.Renew(terms, at("r5", "2021-06-03", "10:00"), punchcard.Renewal{Card: "K2", Size: 20})
	fmt.Println("renewed:", entry.Charge, entry.Why)
	task, cards, entry, _ = task.Settle(terms, at("r6", "2021-06-03", "10:00"), punchcard.Settlement{By: punchcard.ByRenewal}, fresh)
	fmt.Println("settled:", entry.Why, cards[0].Balance(entry.At), "left, pending", task.Pending())
	// Output:
	// bought: 9500.00 DKK [PCH-04 PCH-03] until 2024-05-12
	// worked: 2 clips [PCH-11 PCH-10 PCH-15] until 2024-06-01
	// worked: 1 uncovered [PCH-11 PCH-10 PCH-17 PCH-09] UsedUp
	// renewed: 18000.00 DKK [PCH-07 PCH-04 PCH-03]
	// settled: [PCH-09] 19 left, pending 0
}

func ExampleBuy() {
	_, entry, err := punchcard.Buy(provider(), at("r1", "2021-05-12", "09:00"), punchcard.Purchase{
		Card: "K", Holder: "ACME", Size: 30,
	})
	fmt.Println(entry.Charge, err)
	_, _, err = punchcard.Buy(provider(), at("r2", "2021-05-12", "09:00"), punchcard.Purchase{
		Card: "L", Holder: "ACME", Size: 15,
	})
	fmt.Println(err)
	// Output:
	// 25500.00 DKK <nil>
	// refused: NoSuchCard (PCH-02); passes with one of the sizes that are sold
}

func ExampleTerms_Price() {
	terms := provider()
	day := calendar.MustDate("2021-05-12")
	for _, size := range terms.Sizes {
		price, _ := terms.Price(size.Clips, day)
		saving, _ := terms.Saving(size.Clips, day)
		fmt.Println(size.Clips, size.Discount, price, "saves", saving)
	}
	// Output:
	// 10 5 % 9500.00 DKK saves 500.00 DKK
	// 20 10 % 18000.00 DKK saves 2000.00 DKK
	// 30 15 % 25500.00 DKK saves 4500.00 DKK
}

// Two cards: the one that ends first pays first.
func ExampleTask_Punch() {
	old, young := bought("K1", "2021-05-12", 10), bought("K2", "2022-01-10", 10)
	_, cards, entry, _ := opened("T").Punch(at("r1", "2022-02-01", "09:00"), punchcard.Session{
		What: "network", By: "P.H.", Place: punchcard.Remote, Work: 12 * calendar.Hour,
	}, young, old)
	for _, draw := range entry.Draws {
		fmt.Println(draw.Of, draw.Moved)
	}
	fmt.Println(len(cards), "cards changed", entry.Why)
	// Output:
	// T 12
	// K1 -10
	// K2 -2
	// 2 cards changed [PCH-11 PCH-10 PCH-17 PCH-25]
}

// Before the work is done: what would it take, who pays what is not covered, and why?
func ExampleTask_Ask() {
	card := bought("K", "2021-05-12", 10)
	answer, _ := opened("T").Ask(at("r1", "2021-06-01", "09:00"), punchcard.Session{
		What: "mail server", By: "P.H.", Place: punchcard.Remote, Work: 11 * calendar.Hour,
	}, card)
	fmt.Println(answer.Cover, answer.Paid, answer.Before, "->", answer.After, answer.Unit)
	fmt.Println(answer.Uncovered, "not covered, for the", answer.Rest, answer.Why)
	fmt.Println(card.Balance(at("", "2021-06-01", "20:00").At), "left: nothing was done")
	// Output:
	// partial prepaid 10 -> 0 clip
	// 1 not covered, for the customer-by-consent [PCH-11 PCH-10 PCH-17 PCH-09]
	// 10 left: nothing was done
}

// What a service may want to warn its customer of, once for each key.
func ExampleCard_Upcoming() {
	card := bought("K", "2021-05-12", 10)
	for _, ahead := range card.Upcoming(calendar.MustDate("2024-05-01"), calendar.MustDate("2024-06-01")) {
		fmt.Println(ahead, ahead.Why)
		fmt.Println(ahead.Key())
	}
	// Output:
	// 2024-05-12 K lapses 10 clips PCH-19
	// 2024-05-12 lapses PCH-19 "K" ""
}

func ExampleTask_Settle() {
	task, _, entry, _ := opened("T").Punch(at("r1", "2021-06-01", "09:00"), punchcard.Session{
		What: "network", By: "P.H.", Place: punchcard.Remote, Work: 2 * calendar.Hour,
	}) // no card at all
	fmt.Println(entry.Uncovered, "uncovered, charge", entry.Charge)
	task, _, entry, _ = task.Settle(provider(), at("r2", "2021-06-02", "09:00"), punchcard.Settlement{By: punchcard.AtListPrice})
	fmt.Println("charge", entry.Charge, entry.Why, "pending", task.Pending())
	// Output:
	// 2 uncovered, charge 0.00
	// charge 2000.00 DKK [PCH-09 PCH-04] pending 0
}

func ExampleTask_Close() {
	task, _, _ := opened("T").Close(at("r1", "2021-06-01", "17:00"))
	_, _, _, err := task.Punch(at("r2", "2021-06-02", "09:00"), punchcard.Session{
		What: "network", By: "P.H.", Place: punchcard.Remote, Work: calendar.Hour,
	}, bought("K", "2021-05-12", 10))
	fmt.Println(errors.Is(err, punchcard.TaskClosed))
	// Output: true
}

func ExampleCard_State() {
	card := bought("K", "2021-05-12", 10)
	fmt.Println(card.LapseDate(), card.ExpiryDate())
	fmt.Println(card.State(at("", "2024-05-12", "23:59").At), card.DaysToLapse(at("", "2024-05-02", "12:00").At))
	clips, value, _ := card.Forfeited(at("", "2024-05-13", "00:00").At)
	fmt.Println(card.State(at("", "2024-05-13", "00:00").At), clips, value)
	// Output:
	// 2024-05-12 2026-05-12
	// Active 10
	// Lapsed 10 9500.00 DKK
}

func ExampleCard_Renew() {
	card := bought("K", "2021-05-12", 10)
	_, _, _, err := card.Renew(provider(), at("r1", "2022-03-10", "09:00"), punchcard.Renewal{Card: "K2", Size: 20})
	fmt.Println(err)
	_, fresh, entry, _ := card.Renew(provider(), at("r2", "2024-06-01", "09:00"), punchcard.Renewal{Card: "K2", Size: 20})
	fmt.Println(fresh.Figures().Size, "clips for", entry.Charge)
	// Output:
	// refused: StillActive (PCH-07); passes with a card without clips to use; Buy sells one beside it
	// 20 clips for 18000.00 DKK
}

func ExampleCard_Stop() {
	_, cards, _, _ := opened("T").Punch(at("r1", "2021-06-01", "09:00"), punchcard.Session{
		What: "network", By: "P.H.", Place: punchcard.Remote, Work: 10 * calendar.Hour,
	}, bought("K", "2021-05-12", 10))
	card, entry, _ := cards[0].Stop(at("r2", "2021-06-02", "09:00"))
	fmt.Println(card.Stopped(), entry.Charge, entry.Why)
	// Output: true 0.00 [PCH-07]
}

func ExampleCard_Transfer() {
	card := bought("K", "2021-05-12", 10)
	_, _, err := card.Transfer(at("r1", "2022-01-10", "09:00"), punchcard.Transfer{To: "BETA"})
	fmt.Println(err)
	card, _, _ = card.Transfer(at("r2", "2022-01-10", "09:00"), punchcard.Transfer{To: "BETA", Agreement: "X17"})
	fmt.Println(card.Holder(), card.ExpiryDate())
	// Output:
	// refused: NotTransferable (PCH-18); passes with an agreement of the provider
	// BETA 2026-05-12
}

func ExampleReverse() {
	card, task := bought("K", "2021-05-12", 10), opened("T")
	task, cards, entry, _ := task.Punch(at("r1", "2021-06-01", "09:00"), punchcard.Session{
		What: "network", By: "P.H.", Place: punchcard.Remote, Work: 2 * calendar.Hour,
	}, card)
	changed, _, _ := punchcard.Reverse(at("r2", "2021-06-05", "09:00"),
		punchcard.Reversal{Of: "r1", Because: "other customer"},
		punchcard.Holding{Cards: cards, Tasks: []punchcard.Task{task}, Entry: entry})
	card, task = changed.Cards[0], changed.Tasks[0]
	fmt.Println(card.Balance(entry.At), task.Clips(), "last used", card.LastUse())
	// Output: 10 0 last used 2021-06-01
}

func ExampleCorrect() {
	card, task := bought("K", "2021-05-12", 10), opened("T")
	var log []punchcard.Entry
	for i, work := range []calendar.Seconds{90 * calendar.Minute, 20 * calendar.Minute} {
		var cards []punchcard.Card
		var entry punchcard.Entry
		task, cards, entry, _ = task.Punch(at(fmt.Sprint("r", i+1), "2021-06-01", "09:00"), punchcard.Session{
			What: "network", By: "P.H.", Place: punchcard.Remote, Work: work,
		}, card)
		card, log = cards[0], append(log, entry)
	}
	changed, entries, _ := punchcard.Correct(provider().Always, at("c", "2021-06-05", "09:00"),
		punchcard.Correction{Of: "r1", Because: "not half as long", Session: punchcard.Session{
			What: "network", By: "P.H.", Place: punchcard.Remote, Work: 40 * calendar.Minute,
		}},
		log, punchcard.Holding{Cards: []punchcard.Card{card}, Tasks: []punchcard.Task{task}})
	for _, entry := range entries {
		draw, _ := entry.Draw("K")
		fmt.Println(entry.Ref, entry.Kind, draw.Moved)
	}
	fmt.Println(changed.Cards[0].Used(), "clip used")
	// Output:
	// c/1 reverse 0
	// c/2 reverse 2
	// c/3 session -1
	// c/4 session 0
	// 1 clip used
}

func ExampleStartAddOn() {
	terms, card := provider(), bought("K", "2021-05-12", 10)
	support, _, _ := punchcard.StartAddOn(terms, at("r1", "2021-05-12", "10:00"), punchcard.AddOnStart{
		AddOn: "A", Holder: "ACME", Product: punchcard.PhoneSupport, From: calendar.MustDate("2021-05-12"),
	}, punchcard.Holding{Cards: []punchcard.Card{card}})
	for _, day := range support.DuePunches(at("", "2021-07-01", "09:00").At, card) {
		var cards []punchcard.Card
		support, _, cards, _, _ = support.Punch(at("period "+day.String(), day.String(), "00:00"),
			punchcard.Period{Task: "A " + day.String()}, card)
		card = cards[0]
		fmt.Println(day, card.Used())
	}
	_, entry, _ := support.Call(at("r2", "2021-06-20", "09:00"), punchcard.Call{
		What: "password", By: "P.H.", Work: 15 * calendar.Minute,
	}, card)
	fmt.Println(entry.Why)
	// Output:
	// 2021-05-12 1
	// 2021-06-12 2
	// [PCH-33]
}

func ExampleAddOn_Check() {
	terms, card := provider(), bought("K", "2021-05-12", 10)
	checks, _, _ := punchcard.StartAddOn(terms, at("r1", "2021-05-12", "10:00"), punchcard.AddOnStart{
		AddOn: "A", Holder: "ACME", Product: punchcard.MonthlyCheck, From: calendar.MustDate("2021-05-12"),
	}, punchcard.Holding{Cards: []punchcard.Card{card}})
	checks, task, cards, _, _ := checks.Check(at("r2", "2021-05-20", "09:00"), punchcard.Check{
		Task: "check of May", By: "P.H.", Place: punchcard.Remote, Work: 80 * calendar.Minute, Disk: "95 % full",
	}, card)
	fmt.Println(task.Clips(), "clips")
	fmt.Println(checks.ChecksDue(at("", "2021-07-01", "09:00").At, cards...))
	// Output:
	// 2 clips
	// [2021-06-01 missed 2021-07-01 due]
}

// Four working hours across Easter, the reason, and what became of it.
func ExampleAddOn_Report() {
	terms, card := provider(), bought("K", "2026-01-02", 10)
	terms.AddOns = []punchcard.AddOnPrice{{Product: punchcard.CallOut4, Clips: 2}}
	location, _ := time.LoadLocation("Europe/Copenhagen")
	hours, _ := calendar.Compile(punchcard.WorkingHours(), location)

	guarantee, _, _ := punchcard.StartAddOn(terms, at("r1", "2026-01-02", "10:00"), punchcard.AddOnStart{
		AddOn: "G", Holder: "ACME", Product: punchcard.CallOut4, From: calendar.MustDate("2026-01-02"),
	}, punchcard.Holding{Cards: []punchcard.Card{card}})
	_, fault, entry, _ := guarantee.Report(at("r2", "2026-04-01", "14:30"), punchcard.Report{
		Fault: "F", What: "mail is down", Channel: "phone",
	}, hours, card)
	count, _ := hours.Explain(fault.Figures().Reported, fault.Deadline())
	fmt.Println(count)
	fmt.Println(entry.Why)

	fault, entry, _ = fault.Begin(at("r3", "2026-04-07", "11:00"), punchcard.Begin{By: "P.H.", Place: punchcard.Inside}, hours)
	fmt.Println(fault.State(entry.At), "by", entry.Outcome.Late, entry.Why)
	// Output:
	// from 2026-04-01T14:30:00+02:00
	// Wed 2026-04-01 08:00-16:00: 1h30m, together 1h30m
	// Thu 2026-04-02 closed (Maundy Thursday (Skærtorsdag))
	// Fri 2026-04-03 closed (Good Friday (Langfredag))
	// Sat 2026-04-04 closed
	// Sun 2026-04-05 closed (Easter Sunday (Påskedag))
	// Mon 2026-04-06 closed (Easter Monday (Anden påskedag))
	// Tue 2026-04-07 08:00-16:00: 2h30m, together 4h
	// until 2026-04-07T10:30:00+02:00: 4h
	// [PCH-34 PCH-35 PCH-36]
	// Missed by 30m [PCH-37 PCH-39]
}

func ExampleCard_Statement() {
	terms, location := provider(), time.UTC
	terms.Zone = "UTC"
	zone, _ := calendar.NewZone(location)
	card, buy, _ := punchcard.Buy(terms, at("r1", "2021-05-12", "09:00"), punchcard.Purchase{
		Card: "K", Holder: "ACME", Size: 10,
	})
	_, cards, punch, _ := opened("T").Punch(at("r2", "2021-06-01", "09:00"), punchcard.Session{
		What: "mail server", By: "P.H.", Place: punchcard.Inside, Work: 70 * calendar.Minute,
	}, card)
	statement, _ := cards[0].Statement(zone, "ACME", punch.At, []punchcard.Entry{buy, punch})
	for _, line := range statement.Lines {
		fmt.Println(line.Start.Date(), line.What, line.By, line.Clips, "used,", line.Left, "left", line.Why)
	}
	fmt.Println("used", statement.Used, "left", statement.Left, "until", statement.Ends)
	// Output:
	// 2021-06-01 mail server P.H. 2 used, 8 left [PCH-11 PCH-10 PCH-15]
	// used 2 left 8 until 2024-06-01
}

// What the card was on a day in the past, with and without a session that was
// entered late.
func Example_asOf() {
	card, buy, _ := punchcard.Buy(provider(), at("r1", "2021-05-12", "09:00"), punchcard.Purchase{
		Card: "K", Holder: "ACME", Size: 10,
	})
	late := at("r2", "2021-06-01", "09:00")
	late.Entered = at("", "2021-06-10", "09:00").At
	_, _, punch, _ := opened("T").Punch(late, punchcard.Session{
		What: "network", By: "P.H.", Place: punchcard.Remote, Work: 2 * calendar.Hour,
	}, card)
	log := []punchcard.Entry{buy, punch}
	happened := at("", "2021-06-05", "12:00").At
	for _, known := range []string{"2021-06-05", "2021-06-15"} {
		card, _ := ledger.AsOf("K", log, happened, at("", known, "12:00").At, punchcard.Card.Apply)
		fmt.Println("on 5 June, as known on", known, card.Balance(happened))
	}
	// Output:
	// on 5 June, as known on 2021-06-05 10
	// on 5 June, as known on 2021-06-15 8
}

// A host that receives facts over a wire decodes them and hands them to Do.
func ExampleDo() {
	fact, err := punchcard.DecodeFact("session", []byte(
		`{"what":"network","by":"P.H.","place":"remote","work":3660}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	held := punchcard.Holding{
		Cards: []punchcard.Card{bought("K", "2021-05-12", 10)},
		Tasks: []punchcard.Task{opened("T")},
	}
	changed, entry, _ := punchcard.Do(provider(), at("r1", "2021-06-01", "09:00"), fact, held)
	stored, _ := json.Marshal(changed.Cards[0])
	fmt.Println(entry.Why, len(stored) <= 512)
	_, err = punchcard.DecodeFact("session", []byte(`{"what":"network","by":"P.H.","minutes":61}`))
	fmt.Println(errors.Is(err, entitlement.ErrInvalid))
	// Output:
	// [PCH-11 PCH-10 PCH-17] true
	// true
}

func ExampleClauses() {
	rule, _ := punchcard.Clauses().Find("PCH-11")
	fmt.Println(rule.Text)
	fmt.Println("Read as:", rule.Reading)
	// Output:
	// Time spent on a task is rounded up.
	// Read as: All time of the task is added, travel included, and rounded up once; each session punches the increase. RoundPer = Session rounds every session.
}
