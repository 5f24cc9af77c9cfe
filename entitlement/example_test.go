package entitlement_test

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
)

func ExampleMoney() {
	hour := entitlement.MustMoney("999.99 DKK")
	ten, _ := hour.Times(10)
	price, _ := entitlement.Percent(500).Off(ten)
	fmt.Println(price, "for ten hours less 5 %")

	freight, _ := entitlement.NewMoney(decimal.RequireFromString("89"), "DKK")
	total, _ := price.Add(freight)
	text, _ := json.Marshal(total)
	fmt.Println(string(text))

	_, err := total.Add(entitlement.MustMoney("89.00 SEK"))
	fmt.Println(err)
	// Output:
	// 9499.91 DKK for ten hours less 5 %
	// {"amount":"9588.91","currency":"DKK"}
	// malformed input: currency: DKK and SEK do not add up
}

// Computed amounts are exact until they become a line, and are rounded there.
func ExampleRoundMoney() {
	rate := entitlement.MustMoney("999.99 DKK")
	half := rate.Decimal().Mul(decimal.RequireFromString("0.5"))
	line, _ := entitlement.RoundMoney(half, rate.Currency())
	fmt.Println(half, "becomes", line)

	_, err := entitlement.NewMoney(half, rate.Currency())
	fmt.Println(err)
	// Output:
	// 499.995 becomes 500.00 DKK
	// malformed input: amount: 499.995 is finer than the smallest unit of DKK
}

// A change of price is a new line; old days keep their price.
func ExamplePrices() {
	list := entitlement.Prices{
		{From: calendar.MustDate("2025-01-01"), Amount: entitlement.MustMoney("950.00 DKK")},
		{From: calendar.MustDate("2026-01-01"), Amount: entitlement.MustMoney("1000.00 DKK")},
	}
	for _, day := range []string{"2025-12-31", "2026-01-01", "2024-12-31"} {
		fmt.Println(list.On(calendar.MustDate(day)))
	}
	// Output:
	// 950.00 DKK <nil>
	// 1000.00 DKK <nil>
	// 0.00 a required figure is missing: prices: no price is listed for 2024-12-31
}

// Seven cases are wanted and eight are there. What ends first is drawn first,
// and at equal ends what is free.
func ExampleDrawFrom() {
	end := calendar.MustDate("2027-01-01")
	lots := []entitlement.Lot{
		{ID: "bought", From: calendar.MustDate("2026-01-01"), Until: end, Granted: 10, Drawn: 7},
		{ID: "yearly", From: calendar.MustDate("2025-06-01"), Until: calendar.MustDate("2026-06-01"), Granted: 3},
		{ID: "reward", From: calendar.MustDate("2026-03-01"), Until: end, Granted: 2, Free: true},
	}
	wanted := 7
	for i, given := range entitlement.DrawFrom(lots, calendar.MustDate("2026-03-10"), wanted) {
		fmt.Println(lots[i].ID, given)
		wanted -= given
	}
	fmt.Println("uncovered", wanted)
	// Output:
	// yearly 3
	// reward 2
	// bought 2
	// uncovered 0
}

// A refusal is told apart from a failure, and read to the customer.
func ExampleRefusal() {
	const Expired entitlement.Reason = "Expired" // a contract package exports its reasons
	var err error = &entitlement.Refusal{Reason: Expired, Clause: "PCH-21", Pass: "a new card"}

	fmt.Println(errors.Is(err, Expired), errors.Is(err, entitlement.ErrInvalid))
	refusal := (*entitlement.Refusal)(nil)
	if errors.As(err, &refusal) {
		fmt.Println("no, by", refusal.Clause, "- but with", refusal.Pass)
	}
	// Output:
	// true false
	// no, by PCH-21 - but with a new card
}

func ExampleFailure() {
	err := entitlement.Event{Ref: "r1"}.Validate()
	fault := (*entitlement.Failure)(nil)
	if errors.As(err, &fault) {
		fmt.Println(errors.Is(err, entitlement.ErrInvalid), fault.Field, "-", fault.Detail)
	}
	// Output: true at - an event needs the moment it happened
}

func ExamplePercent_Ceil() {
	fmt.Println(entitlement.Percent(800).Ceil(400), entitlement.Percent(800).Ceil(13))
	// Output: 32 2
}

// A stored document embeds Version; a newer one is not misread.
func ExampleDecodeDocument() {
	type permit struct {
		entitlement.Version
		Plate string        `json:"plate"`
		Until calendar.Date `json:"until"`
	}
	var read permit
	fmt.Println(entitlement.DecodeDocument("permit", []byte(`{"v":1,"plate":"AB 12345","until":"2026-12-31"}`), &read))
	fmt.Println(read.Plate, read.Until)
	fmt.Println(entitlement.DecodeDocument("permit", []byte(`{"v":2,"plates":["AB 12345"]}`), &read))
	fmt.Println(errors.Is(entitlement.DecodeDocument("permit", []byte(`{"v":1,"until":"2026-02-30"}`), &read), entitlement.ErrInvalid))
	// Output:
	// <nil>
	// AB 12345 2026-12-31
	// written by a newer or other version: permit: only "v":1 is read
	// true
}

func ExampleIncrement_Units() {
	started := entitlement.Increment(calendar.Hour)
	fmt.Println(started.Units(3*calendar.Hour), started.Units(3*calendar.Hour+1))
	// Output: 3 4
}

// The rules behind a decision, as a customer reads them.
func ExampleRules_Of() {
	for _, rule := range entitlement.Clauses().Of("ENT-05", "PCH-10", "ENT-04") {
		fmt.Println(rule.Clause, rule.Text != "")
	}
	// Output:
	// ENT-05 true
	// ENT-04 true
}

// A host that speaks another language has texts of its own, by clause. What it does not
// have is told in English.
func ExampleRules_Find() {
	german := map[entitlement.Clause]string{
		"ENT-04": "Die Verträge eines Kunden sind voneinander unabhängig.",
	}
	say := func(clause entitlement.Clause) string {
		if text, ok := german[clause]; ok {
			return text
		}
		rule, _ := entitlement.Clauses().Find(clause)
		return rule.Text
	}
	for _, clause := range []entitlement.Clause{"ENT-04", "ENT-05"} {
		fmt.Println(clause, say(clause))
	}
	// Output:
	// ENT-04 Die Verträge eines Kunden sind voneinander unabhängig.
	// ENT-05 Whatever has a date can be listed ahead.
}

// Two contracts answer, and the one that ends first is chosen.
func ExampleDecide() {
	card := entitlement.Answer{
		Type: "punchcard", Contract: "card K", Cover: entitlement.FullCover, Paid: entitlement.Prepaid, Unit: "clip", Before: 10, After: 8,
		Rest: entitlement.Nobody, Until: calendar.MustDate("2029-01-03"), Why: []entitlement.Clause{"PCH-11"},
	}
	account := card // of a service's own, say
	account.Type, account.Contract, account.Unit, account.Until = "seats", "account B", "hour", calendar.MustDate("2027-01-03")
	decision, _ := entitlement.Decide(card, account)
	best, _ := decision.Chosen()
	fmt.Println(best.Contract, best.Before, "before,", best.After, "after")
	for other, why := range decision.WhyNot() {
		fmt.Println(other.Contract, why.Reason, why.Clause, "passes with", why.Pass)
	}
	// Output:
	// account B 10 before, 8 after
	// card K EndsLater ENT-04 passes with an end before 2027-01-03
}
