// Tour tells a year of one customer that has all five contracts: what each gives, which
// of them is best for a request and why not the others, what an hour told late changes,
// what was true on a day as known then and as known later, what is ahead, and what a receipt holds.
//
//	go run ./examples/tour
//
// Read it beside its output: each chapter is one function, in the order in which it is
// told. Customer, prices and telephone numbers are invented.
package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"strings"
	"time"
	_ "time/tzdata"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/ledger"
	"github.com/avtale/avtale/hotline"
	"github.com/avtale/avtale/priority"
	"github.com/avtale/avtale/punchcard"
	"github.com/avtale/avtale/swap"
	"github.com/avtale/avtale/timeaccount"
)

func main() {
	if err := run(os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "tour:", err)
		os.Exit(1)
	}
}

func run(out io.Writer) error {
	d, err := newDesk()
	if err != nil {
		return err
	}
	for _, chapter := range []func() error{
		d.january, d.mailServer, d.carQuestion, d.brokenPhone, d.everybodyCalls, d.elevenHours, d.toldLate, d.dispute, d.ahead, d.statement, d.receipt,
	} {
		if err := chapter(); err != nil {
			return err
		}
	}
	_, err = d.text.WriteTo(out)
	return err
}

// A desk is the service that holds the contracts: their terms, the values as they now
// stand, and a ledger for each sort of contract. A real one has these in a database.
type desk struct {
	text bytes.Buffer // of the story
	told int
	zone calendar.Zone

	cards     punchcard.Terms
	card      punchcard.Card
	tasks     map[string]punchcard.Task
	cardLog   []punchcard.Entry
	accounts  timeaccount.Terms
	account   timeaccount.Agreement
	hours     calendar.Calendar
	timeLog   []timeaccount.Entry
	hotlines  hotline.Terms
	workshop  hotline.Workshop
	hotLog    []hotline.Entry
	phones    swap.Terms
	agreement swap.Agreement
	user      swap.User
	pool      swap.Pool
	days      calendar.Calendar
	phone     swap.Case
	swapLog   []swap.Entry
	queueing  priority.Terms
	contract  priority.Contract
	queue     priority.Queue
	decision  entitlement.Decision
}

func newDesk() (*desk, error) {
	day := calendar.MustDate("2026-01-01")
	price := func(text string) entitlement.Prices {
		return entitlement.Prices{{From: day, Amount: entitlement.MustMoney(text)}}
	}
	d := &desk{tasks: map[string]punchcard.Task{}}
	d.cards = punchcard.Printed(price("1000.00 DKK"), nil, nil)
	d.accounts = timeaccount.Printed([]timeaccount.Rate{{From: day, Hour: entitlement.MustMoney("1200.00 NOK")}})
	d.hotlines = hotline.Printed(day, "2026", "NOK")
	d.phones = swap.Printed([]swap.Question{"charged", "dropped"})
	d.queueing = priority.Printed("0800 1", "0800 2", "0800 3", []priority.Service{{Name: "hour", Prices: price("120.00 EUR")}})
	var err error
	if d.hours, err = compile(timeaccount.OpeningHours()); err != nil {
		return nil, err
	}
	if d.days, err = compile(swap.WorkingDays()); err != nil {
		return nil, err
	}
	d.zone = d.hours.Zone() // the five zones of the contracts have the same clocks
	d.queue, err = priority.New(d.queueing)
	return d, err
}

func compile(spec calendar.Spec) (calendar.Calendar, error) {
	location, err := time.LoadLocation(spec.Zone)
	if err != nil {
		return calendar.Calendar{}, err
	}
	return calendar.Compile(spec, location)
}

// at is the head of what is told at a moment, under the next reference.
func (d *desk) at(moment string) (entitlement.Event, error) {
	day, clock, _ := strings.Cut(moment, " ")
	on, err := calendar.ParseDate(day)
	if err != nil {
		return entitlement.Event{}, err
	}
	hour, err := calendar.ParseClock(clock)
	if err != nil {
		return entitlement.Event{}, err
	}
	at, err := d.zone.Local(on, hour)
	d.told++
	return entitlement.Event{Ref: fmt.Sprintf("r%d", d.told), At: at, Entered: at}, err
}

func (d *desk) say(format string, values ...any) { fmt.Fprintf(&d.text, format+"\n", values...) }

// chapter prints a heading.
func (d *desk) chapter(title string) { d.say("\n%s\n%s\n", title, strings.Repeat("-", len(title))) }

// because returns clauses with their texts, one to a line.
func because(clauses ...entitlement.Clause) string {
	text := ""
	for _, clause := range clauses {
		for _, rules := range []entitlement.Rules{
			punchcard.Clauses(), timeaccount.Clauses(), hotline.Clauses(), swap.Clauses(), priority.Clauses(), entitlement.Clauses(),
		} {
			if rule, ok := rules.Find(clause); ok {
				text += fmt.Sprintf("\n    %s: %s", clause, rule.Text)
			}
		}
	}
	return strings.TrimPrefix(text, "\n")
}

// choose puts answers to the choice, and tells the decision as one would to a customer.
func (d *desk) choose(answers ...entitlement.Answer) error {
	decision, err := entitlement.Decide(answers...)
	if err != nil {
		return err
	}
	d.decision = decision
	if best, ok := decision.Chosen(); ok {
		had := "."
		if best.Before > 0 {
			had = fmt.Sprintf(": %s before, %s after.", amount(best.Unit, best.Before), amount(best.Unit, best.After))
		}
		d.say("  %s covers it (%s, %s)%s", best.Contract, best.Cover, best.Paid, had)
		d.say("%s", because(best.Why...))
	} else {
		d.say("  Nothing covers it.")
	}
	for other, why := range decision.WhyNot() {
		d.say("  %s not: %s. It would have needed %s.", other.Contract, why.Reason, why.Pass)
	}
	return nil
}

// amount says how many units there are.
func amount(unit string, units int) string {
	if unit == "second" {
		return calendar.Seconds(units).String()
	}
	if units == 1 {
		return "1 " + unit
	}
	return fmt.Sprintf("%d %ss", units, unit)
}

// append adds an entry to a log.
func appended[E ledger.Record[E]](log *[]E, entry E, err error) error {
	if err != nil {
		return err
	}
	*log, err = ledger.Append(*log, entry)
	return err
}
