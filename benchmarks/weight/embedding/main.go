// Embedding is the service of plain with all five contracts: it reads what was told, and
// what it was told to, decides, and writes what came out.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"time"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/hotline"
	"github.com/avtale/avtale/priority"
	"github.com/avtale/avtale/punchcard"
	"github.com/avtale/avtale/swap"
	"github.com/avtale/avtale/timeaccount"
)

type request struct {
	At    time.Time         `json:"at"`
	Event entitlement.Event `json:"event"`
	Kind  entitlement.Kind  `json:"kind"`
	Fact  json.RawMessage   `json:"fact"`
	Days  calendar.Spec     `json:"days"`

	Card     punchcard.Terms   `json:"card"`
	Account  timeaccount.Terms `json:"account"`
	Hotline  hotline.Terms     `json:"hotline"`
	Swap     swap.Terms        `json:"swap"`
	Priority priority.Terms    `json:"priority"`
	Case     priority.Case     `json:"case"`
}

func main() {
	var r request
	if err := json.NewDecoder(os.Stdin).Decode(&r); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	days, err := calendar.Compile(r.Days, r.At.Location())
	answers := []any{err}
	if fact, err := punchcard.DecodeFact(r.Kind, r.Fact); err == nil {
		held, entry, err := punchcard.Do(r.Card, r.Event, fact, punchcard.Holding{Hours: days})
		answers = append(answers, held.Cards, entry, err)
	}
	if fact, err := timeaccount.DecodeFact(r.Kind, r.Fact); err == nil {
		held, entry, err := timeaccount.Do(r.Account, r.Event, fact, timeaccount.Holding{Hours: days})
		answers = append(answers, held.Agreements, entry, err)
	}
	if fact, err := hotline.DecodeFact(r.Kind, r.Fact); err == nil {
		held, entry, err := hotline.Do(r.Hotline, r.Event, fact, hotline.Holding{})
		answers = append(answers, held.Workshop, entry, err)
	}
	if fact, err := swap.DecodeFact(r.Kind, r.Fact); err == nil {
		held, entry, err := swap.Do(r.Swap, r.Event, fact, swap.Holding{Days: days})
		answers = append(answers, held.Cases, entry, err)
	}
	queue, _ := priority.New(r.Priority)
	queue, change, err := queue.Intake(r.Case, r.Event.At, "desk")
	_ = json.NewEncoder(os.Stdout).Encode(append(answers, queue.Len(), change, err))
}
