package main

import (
	"encoding/json"
	"fmt"
	"hash/crc32"
	"slices"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/priority"
)

// A queueReplay is the log in a queue: seven callers of ten have a contract, chosen
// by a checksum of their names, and five people work round the clock, fifteen minutes
// on each incident. Urgencies are those of the log, 1 the highest.
type queueReplay struct {
	cases   []queued
	silent  int // incidents without an urgency
	longest priority.Wait
	at      calendar.Moment // when somebody had waited longest
	faults  []fault
}

// queueFigures are the first five and the last of all incidents, if all waited at
// once; and how long they wait, strictly by priority and first come, first served.
type queueFigures struct {
	First  []string `json:"first"`
	Last   string   `json:"last"`
	Strict waits    `json:"strict"`
	FCFS   waits    `json:"fcfs"`
}

// waits are times in minutes, by group.
type waits struct {
	Contract groupWaits `json:"contract"`
	None     groupWaits `json:"none"`
	Total    int        `json:"total"` // of both groups
}

type groupWaits struct {
	Mean  json.Number `json:"mean"`  // to four decimals; 0 of none
	Max   int         `json:"max"`   //
	Over3 int         `json:"over3"` // how many waited longer than three minutes

	cases, sum int
}

const (
	people   = 5
	handling = 15 * calendar.Minute
)

// queued is an incident as it is told to the queue, and its caller's contracts.
type queued struct {
	told      priority.Case
	contracts []priority.Contract
}

// hasContract chooses seven callers of ten.
func hasContract(caller string) bool {
	if caller == nobody {
		caller = ""
	}
	return crc32.ChecksumIEEE([]byte(caller))%10 < 7
}

func replayQueue(incidents []incident) (*queueReplay, queueFigures, error) {
	r, figures := &queueReplay{}, queueFigures{First: []string{}}
	berlin, err := zoneOf("Europe/Berlin")
	if err != nil {
		return nil, figures, err
	}
	terms := priority.Printed("hotline", "service number", "sales", nil)
	terms.Urgencies = []priority.Urgency{"1", "2", "3"}
	queue, err := priority.New(terms)
	if err != nil {
		return nil, figures, err
	}
	all := queue
	var first calendar.Moment
	for _, i := range slices.SortedStableFunc(slices.Values(incidents), byOpening) {
		if i.urgency == "" {
			r.silent++
			continue
		}
		opened, err := i.opened.in(berlin)
		if err != nil {
			r.faults = append(r.faults, fault{i.line, err})
			continue
		}
		if len(r.cases) == 0 {
			first = opened
		}
		q := queued{told: priority.Case{
			ID: i.id, Customer: i.caller, Subject: "incident", Urgency: priority.Urgency(i.urgency),
			Channel: priority.TicketSystem, Arrived: opened,
		}}
		if hasContract(i.caller) {
			q.contracts = []priority.Contract{{ID: "contract", Customer: i.caller, From: first, Scope: []string{"incident"}}}
		}
		if all, _, err = all.Intake(q.told, opened, "", q.contracts...); err != nil {
			r.faults = append(r.faults, fault{i.line, err})
			continue
		}
		r.cases = append(r.cases, q)
	}
	for ticket := range all.All() {
		if len(figures.First) < 5 {
			figures.First = append(figures.First, ticket.ID())
		}
		figures.Last = ticket.ID()
	}
	if figures.Strict, err = r.serve(queue, func(q queued) queued { return q }); err != nil {
		return nil, figures, err
	}
	strict, at := r.longest, r.at
	figures.FCFS, err = r.serve(queue, func(q queued) queued { // all are alike
		q.told.Urgency, q.contracts = "2", nil
		return q
	})
	r.longest, r.at = strict, at
	return r, figures, err
}

// serve lets the cases come as they did and hands them out, minute by minute, each
// to somebody who is free.
func (r *queueReplay) serve(queue priority.Queue, as func(queued) queued) (waits, error) {
	figures := waits{Contract: groupWaits{Mean: "0"}, None: groupWaits{Mean: "0"}}
	r.longest = priority.Wait{}
	var working []priority.Change // the first who is done is the first of the list
	next := 0
	var now calendar.Moment
	for next < len(r.cases) || queue.Len() > 0 {
		if now = now.Add(calendar.Minute); queue.Len() == 0 {
			now = r.cases[next].told.Arrived // nothing happens before
		}
		for next < len(r.cases) && !r.cases[next].told.Arrived.After(now) {
			q := as(r.cases[next])
			var err error
			if queue, _, err = queue.Intake(q.told, now, "", q.contracts...); err != nil {
				return figures, err
			}
			next++
		}
		for len(working) > 0 && now.Since(working[0].At) >= handling {
			var err error
			if queue, _, err = queue.Remove(working[0].Ticket, now, working[0].By); err != nil {
				return figures, err
			}
			working = working[1:]
		}
		for len(working) < people {
			ticket, ok := queue.Next()
			if !ok {
				break
			}
			if err := r.watch(queue, now); err != nil {
				return figures, err
			}
			var change priority.Change
			var err error
			if queue, change, err = queue.Take(ticket, now, "somebody"); err != nil {
				return figures, err
			}
			working = append(working, change)
			figures.add(ticket, int(now.Since(ticket.Arrived())/calendar.Minute))
		}
	}
	figures.Contract.Mean, figures.None.Mean = figures.Contract.mean(), figures.None.mean()
	return figures, nil
}

// watch notes the longest wait.
func (r *queueReplay) watch(queue priority.Queue, now calendar.Moment) error {
	for _, group := range []priority.Group{priority.WithContract, priority.WithoutContract} {
		wait, err := queue.LongestWait(group, now)
		if err != nil {
			return err
		}
		if wait.Longest > r.longest.Longest {
			r.longest, r.at = wait, now
		}
	}
	return nil
}

func (w *waits) add(ticket priority.Ticket, minutes int) {
	group := &w.None
	if hasContract(ticket.Customer()) {
		group = &w.Contract
	}
	group.cases++
	group.sum += minutes
	group.Max = max(group.Max, minutes)
	if minutes > 3 {
		group.Over3++
	}
	w.Total += minutes
}

// mean returns the mean, rounded to four decimals.
func (g groupWaits) mean() json.Number {
	if g.cases == 0 {
		return "0"
	}
	ten := (20_000*g.sum + g.cases) / (2 * g.cases)
	return json.Number(fmt.Sprintf("%d.%04d", ten/10_000, ten%10_000))
}
