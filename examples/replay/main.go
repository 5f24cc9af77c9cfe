// Replay runs a real service-desk log through support contracts, and shows
// what each would have given the customers, with the clauses that decided.
//
//	go run ./examples/replay                          500 incidents that come with the program
//	go run ./examples/replay -customer 4414           the statement of another caller
//	go run ./examples/replay -in incidents.csv.gz     a log of your own
//	go run ./examples/replay -json                    the figures for machines
//
// It uses the library as a service would: it looks a reference up, makes the
// transition, appends the entry, keeps the values that changed, and at the end
// decides every entry again to see that the ledger holds together. A log is
// CSV, plain or gzipped, with the columns incident, opened_at, resolved_at,
// caller and group_first, and category and urgency if it has them; times are wall clock,
// 2016-02-29T01:16.
package main

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"time"
	_ "time/tzdata"

	"github.com/avtale/avtale/calendar"
)

//go:embed incidents.csv
var slice []byte

// report is what -json prints.
type report struct {
	Punchcard   cardFigures     `json:"punchcard"`
	Hotline     hotlineFigures  `json:"hotline"`
	Timeaccount timeFigures     `json:"timeaccount"`
	Swap        swapFigures     `json:"swap"`
	Priority    queueFigures    `json:"priority"`
	Calendar    calendarFigures `json:"calendar"`
}

func main() {
	err := run(os.Args[1:], os.Stdout, os.Stderr)
	if errors.Is(err, flag.ErrHelp) {
		return
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "replay:", err)
		os.Exit(2)
	}
}

func run(args []string, out, problems io.Writer) error {
	flags := flag.NewFlagSet("replay", flag.ContinueOnError)
	flags.SetOutput(problems)
	in := flags.String("in", "", "the log, `FILE`.csv or FILE.csv.gz (default: the 500 incidents within)")
	asJSON := flags.Bool("json", false, "print the figures as JSON")
	name := flags.String("customer", "", "the `CALLER` whose statement is printed (default: the one with most clips)")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("unexpected %q; a log is named with -in", flags.Arg(0))
	}
	log, err := openLog(*in)
	if err != nil {
		return err
	}
	defer func() { _ = log.Close() }() // it was only read
	incidents, faults, err := readLog(log)
	if err != nil {
		return err
	}
	copenhagen, err := zoneOf("Europe/Copenhagen")
	if err != nil {
		return err
	}
	cards, err := replayCards(copenhagen, incidents)
	if err != nil {
		return err
	}
	oslo, err := zoneOf("Europe/Oslo")
	if err != nil {
		return err
	}
	hotlines, cases, err := replayHotlines(oslo, incidents)
	if err != nil {
		return err
	}
	accounts, used, err := replayTime(incidents)
	if err != nil {
		return err
	}
	swaps, promised, err := replaySwap(incidents)
	if err != nil {
		return err
	}
	queues, served, err := replayQueue(incidents)
	if err != nil {
		return err
	}
	calendars, inside, err := replayCalendars(incidents)
	if err != nil {
		return err
	}
	faults = join(faults, cards.faults, hotlines.faults, accounts.faults, swaps.faults, queues.faults, calendars.faults)
	asked, err := cards.customer(*name)
	if err != nil {
		return err
	}
	var text letter
	if *asJSON {
		text.faults(faults)
		if _, err := text.text.WriteTo(problems); err != nil {
			return err
		}
		encoder := json.NewEncoder(out)
		encoder.SetIndent("", "  ")
		return encoder.Encode(report{
			Punchcard: cards.figures, Hotline: cases, Timeaccount: used, Swap: promised, Priority: served, Calendar: inside,
		})
	}
	text.cards(cards, len(incidents)-len(cards.faults), len(faults))
	if len(faults) > 0 {
		text.say("")
		text.faults(faults)
	}
	if err := text.statement(cards, asked); err != nil {
		return err
	}
	text.hotline(hotlines, cases)
	if err := text.accounts(accounts, used); err != nil {
		return err
	}
	text.swaps(swaps, promised)
	text.queue(queues, served)
	text.calendar(calendars, inside)
	_, err = text.text.WriteTo(out)
	return err
}

func zoneOf(name string) (calendar.Zone, error) {
	location, err := time.LoadLocation(name)
	if err != nil {
		return calendar.Zone{}, err
	}
	return calendar.NewZone(location)
}

func openLog(name string) (io.ReadCloser, error) {
	if name == "" {
		return io.NopCloser(bytes.NewReader(slice)), nil
	}
	return os.Open(name)
}
