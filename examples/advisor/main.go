// Advisor puts a year of work for a customer under alternative contracts and shows, side
// by side, what each would have cost, what it would have covered and what would have
// been left over.
//
//	go run ./examples/advisor                an invented year that comes with the program
//	go run ./examples/advisor -in year.csv   a year of your own: day,time,minutes
//
// Each line of the year is a call that takes so long, in Oslo, while the desk is open.
// The prices are invented; change them where they stand. Nothing is computed here but
// sums: every figure is what the contract's own transitions charge and draw.
package main

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strconv"
	"text/tabwriter"
	"time"
	_ "time/tzdata"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/hotline"
	"github.com/avtale/avtale/punchcard"
	"github.com/avtale/avtale/timeaccount"
)

//go:embed year.csv
var invented []byte

func main() {
	err := run(os.Args[1:], os.Stdout, os.Stderr)
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "advisor:", err)
		os.Exit(2)
	}
}

// A call is a line of the year.
type call struct {
	at   calendar.Moment
	took calendar.Seconds
}

// An outcome is what a contract would have made of the year.
type outcome struct {
	cost    entitlement.Money // of the contract, and of what it did not cover
	covered calendar.Seconds  // of the time worked
	charged calendar.Seconds  // of it, by the hour
	left    calendar.Seconds  // paid ahead and not used at the end of the year
}

const (
	hourly   = "1200.00 NOK" // without an agreement
	prepaid  = "1050.00 NOK" // an hour on a time account
	cardList = "1100.00 NOK" // the list price that cards are a discount on
	customer = "ACME"
)

func run(args []string, out, problems io.Writer) error {
	flags := flag.NewFlagSet("advisor", flag.ContinueOnError)
	flags.SetOutput(problems)
	in := flags.String("in", "", "the year, `FILE`.csv (default: an invented one)")
	if err := flags.Parse(args); err != nil {
		return err
	}
	text := invented
	if *in != "" {
		var err error
		if text, err = os.ReadFile(*in); err != nil {
			return err
		}
	}
	spec := timeaccount.OpeningHours()
	location, err := time.LoadLocation(spec.Zone)
	if err != nil {
		return err
	}
	hours, err := calendar.Compile(spec, location)
	if err != nil {
		return err
	}
	year, err := read(text, hours.Zone())
	if err != nil {
		return err
	}
	return advise(out, year, hours)
}

// read reads the calls of a year.
func read(text []byte, zone calendar.Zone) ([]call, error) {
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		return nil, err
	}
	if len(rows) < 2 || len(rows[0]) != 3 {
		return nil, errors.New("a year has the columns day, time, minutes, and a call at least")
	}
	var year []call
	for i, row := range rows[1:] {
		day, err := calendar.ParseDate(row[0])
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", i+2, err)
		}
		clock, err := calendar.ParseClock(row[1])
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", i+2, err)
		}
		minutes, err := strconv.Atoi(row[2])
		if err != nil || minutes < 0 {
			return nil, fmt.Errorf("line %d: %q minutes", i+2, row[2])
		}
		at, err := zone.Local(day, clock)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", i+2, err)
		}
		if i > 0 && at.Before(year[i-1].at) {
			return nil, fmt.Errorf("line %d is earlier than the one before", i+2)
		}
		year = append(year, call{at, calendar.Seconds(minutes) * calendar.Minute})
	}
	return year, nil
}

// advise prints the table.
func advise(out io.Writer, year []call, hours calendar.Calendar) error {
	worked := calendar.Seconds(0)
	for _, c := range year {
		worked += c.took
	}
	var text bytes.Buffer
	fmt.Fprintf(&text, "%d calls from %s to %s, %s of work.\n\n", len(year), year[0].at.Date(), year[len(year)-1].at.Date(), worked)
	fmt.Fprint(&text, "contract\tcost\tcovered\tby the hour\tleft over\t\n")
	row := func(name string, o outcome, err error) error {
		fmt.Fprintf(&text, "%s\t%s\t%d %%\t%s\t%s\t\n", name, o.cost, 100*o.covered/max(worked, 1), o.charged, o.left)
		return err
	}
	o, err := underAccount(year, hours, 0)
	if err := row("no contract", o, err); err != nil {
		return err
	}
	for _, size := range []int{10, 20, 40} {
		o, err := underAccount(year, hours, calendar.Seconds(size)*calendar.Hour)
		if err := row(fmt.Sprintf("time account of %d hours", size), o, err); err != nil {
			return err
		}
	}
	for _, size := range []int{10, 20, 30} {
		o, err := underCards(year, size)
		if err := row(fmt.Sprintf("punch cards of %d, as needed", size), o, err); err != nil {
			return err
		}
	}
	for _, block := range []int{0, 20} {
		o, err := underHotline(year, block)
		if err := row(fmt.Sprintf("hotline, %d cases ahead", block), o, err); err != nil {
			return err
		}
	}
	fmt.Fprint(&text, "\nThe cost of a hotline is without the subscription; cases beyond are served and never billed.\n")
	table := tabwriter.NewWriter(out, 0, 0, 3, ' ', tabwriter.AlignRight)
	_, err = text.WriteTo(table)
	return errors.Join(err, table.Flush())
}

// underAccount puts the year under a time account of a balance, bought the day before
// the first call, and the hourly rate for the rest, which the customer consents to. No
// balance is no account.
func underAccount(year []call, hours calendar.Calendar, balance calendar.Seconds) (o outcome, err error) {
	day := year[0].at.Date() - 1
	terms := timeaccount.Printed([]timeaccount.Rate{{From: day, Hour: entitlement.MustMoney(hourly)}})
	var accounts []timeaccount.Agreement
	if balance > 0 {
		concluded, err := hours.Zone().Local(day, 0)
		if err != nil {
			return o, err
		}
		account, _, err := timeaccount.Conclude(terms, entitlement.Event{Ref: "conclude", At: concluded, Entered: concluded}, timeaccount.Conclusion{
			Agreement: "account", Customer: customer, Alternative: timeaccount.TimeAccount, Balance: balance, Products: "server",
		})
		if err != nil {
			return o, err
		}
		accounts = append(accounts, account)
		if o.cost, err = entitlement.MustMoney(prepaid).Times(int(balance / calendar.Hour)); err != nil {
			return o, err
		}
	}
	for i, c := range year {
		ref := strconv.Itoa(i)
		enquiry, _, err := timeaccount.Receive(terms, entitlement.Event{Ref: "call " + ref, At: c.at, Entered: c.at}, timeaccount.Receipt{
			Enquiry: "enquiry " + ref, Customer: customer, Product: "server", Topic: timeaccount.UserRelated, Channel: timeaccount.Phone,
		}, hours, timeaccount.Customer{}, accounts...)
		if err != nil {
			return o, fmt.Errorf("line %d: %w", i+2, err)
		}
		enquiry, changed, _, err := enquiry.Record(entitlement.Event{Ref: "work " + ref, At: c.at, Entered: c.at}, timeaccount.Session{Work: c.took}, accounts...)
		if err != nil {
			return o, err
		}
		if len(changed) > 0 {
			accounts = changed
		}
		if enquiry.Waiting() > 0 {
			if enquiry, _, err = enquiry.Consent(entitlement.Event{Ref: "consent " + ref, At: c.at, Entered: c.at}, timeaccount.Consent{By: customer}); err != nil {
				return o, err
			}
		}
		charge, err := enquiry.Charged()
		if err != nil {
			return o, err
		}
		if o.cost, err = o.cost.Add(charge); err != nil {
			return o, err
		}
		o.covered += enquiry.Covered()
		o.charged += enquiry.Worked() - enquiry.Covered()
	}
	for _, account := range accounts {
		o.left += account.Balance(year[len(year)-1].at)
	}
	return o, nil
}

// underHotline puts the year under a hotline with one subscription, and a block of cases
// that is paid ahead. Each call is a case; how long it takes does not matter.
func underHotline(year []call, block int) (o outcome, err error) {
	day := year[0].at.Date()
	terms := hotline.Printed(day, "version", "NOK")
	event := entitlement.Event{Ref: "enrol", At: year[0].at, Entered: year[0].at}
	workshop, _, err := hotline.Enrol(terms, event, hotline.Enrolment{Workshop: customer})
	if err != nil {
		return o, err
	}
	event.Ref = "subscribe"
	workshop, _, err = workshop.Subscribe(terms, event, hotline.Subscription{Subscription: "program", Product: hotline.DataProgram, From: day})
	if err != nil {
		return o, err
	}
	if block > 0 {
		var entry hotline.Entry
		event.Ref = "conclude"
		if workshop, entry, err = workshop.Conclude(terms, event, hotline.Conclusion{Block: "block", Cases: block, From: day}); err != nil {
			return o, err
		}
		o.cost = entry.Charge
	}
	for i, c := range year {
		event := entitlement.Event{Ref: fmt.Sprintf("receive %d", i), At: c.at, Entered: c.at}
		var asked hotline.Case
		workshop, asked, _, err = workshop.Receive(terms, event, hotline.Receipt{
			Case: fmt.Sprintf("case %d", i), Channel: hotline.WebSite, Enquiry: hotline.Enquiry{Diagnosis: true},
			TermsAccepted: hotline.TermsAccepted{Version: "version", By: customer, At: year[0].at},
		})
		if err != nil {
			return o, fmt.Errorf("line %d: %w", i+2, err)
		}
		if !asked.Uncovered() {
			o.covered += c.took
		}
	}
	return o, nil
}

// underCards puts the year under punch cards of a size: one at first, and the next when
// work does not fit on what is left, on which the rest is settled.
func underCards(year []call, size int) (o outcome, err error) {
	terms := punchcard.Printed(entitlement.Prices{{From: year[0].at.Date(), Amount: entitlement.MustMoney(cardList)}}, nil, nil)
	terms.Zone = "Europe/Oslo"
	var cards []punchcard.Card
	buy := func(at calendar.Moment) error {
		id := fmt.Sprintf("card %d", len(cards)+1)
		card, entry, err := punchcard.Buy(terms, entitlement.Event{Ref: id, At: at, Entered: at}, punchcard.Purchase{Card: id, Holder: customer, Size: size})
		if err != nil {
			return err
		}
		cards = append(cards, card)
		o.cost, err = o.cost.Add(entry.Charge)
		return err
	}
	if err := buy(year[0].at); err != nil {
		return o, err
	}
	for i, c := range year {
		event := entitlement.Event{Ref: fmt.Sprintf("open %d", i), At: c.at, Entered: c.at}
		task, _, err := punchcard.Open(terms, event, punchcard.Order{Task: fmt.Sprintf("task %d", i), Holder: customer})
		if err != nil {
			return o, err
		}
		session := punchcard.Session{What: "server", By: "P.H.", Place: punchcard.Remote, Work: c.took}
		for {
			event.Ref = fmt.Sprintf("work %d", i)
			answer, err := task.Ask(event, session, cards...)
			if err != nil {
				return o, err
			}
			if answer.Uncovered == 0 {
				break
			}
			if err := buy(c.at); err != nil {
				return o, err
			}
		}
		_, changed, _, err := task.Punch(event, session, cards...)
		if err != nil {
			return o, fmt.Errorf("line %d: %w", i+2, err)
		}
		for _, card := range changed {
			for k := range cards {
				if cards[k].ID() == card.ID() {
					cards[k] = card
				}
			}
		}
		o.covered += c.took
	}
	for _, card := range cards {
		o.left += calendar.Seconds(card.Balance(year[len(year)-1].at)) * calendar.Hour
	}
	return o, nil
}
