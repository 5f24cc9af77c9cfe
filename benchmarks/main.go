// Benchmarks measures all that is aimed at, each in one run: package calendar beside
// github.com/rickar/cal/v2, in calls of time.Date; the contracts beside plain
// encoding/json; the queue of package priority beside container/heap and
// github.com/google/btree; and what the library adds to a program that embeds it.
//
//	go run -C benchmarks .                  everything, four minutes
//	go run -C benchmarks . -only calendar   half a minute; or contracts, queue, weight
//	go run -C benchmarks . -short           a minute, and the figures are rough
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"runtime"
	"strings"
	"testing"
	"text/tabwriter"
	"time"
)

func main() {
	short := flag.Bool("short", false, "take less time; the figures are rough")
	only := flag.String("only", "", "calendar, contracts, queue or weight (default all)")
	flag.Parse()
	rounds, each, sizes, times := 9, 100*time.Millisecond, []int{1000, 100_000, 1_000_000}, 3
	if *short {
		rounds, each, sizes, times = 1, time.Millisecond, sizes[:2], 1
	}
	for _, part := range []struct {
		name   string
		report func() error
	}{
		{"calendar", func() error { return newMeasured().report(os.Stdout, rounds, each) }},
		{"contracts", func() error { return reportContracts(os.Stdout, 5*each) }},
		{"queue", func() error { return reportQueues(os.Stdout, sizes, times) }},
		{"weight", func() error { return reportWeight(os.Stdout) }},
	} {
		if *only != "" && *only != part.name {
			continue
		}
		if err := part.report(); err != nil {
			fmt.Fprintln(os.Stderr, "benchmarks:", err)
			os.Exit(1)
		}
	}
}

// A cost is the time that one answer takes, in the best of all rounds. It is NaN
// where there is nothing to ask.
type cost struct {
	ns    float64
	times int // to ask in a round
}

// measure asks for one more round.
func (c *cost) measure(ask func(times int), each time.Duration) {
	if ask == nil {
		c.ns = math.NaN()
		return
	}
	for c.times = max(c.times, 1); ; c.times *= 2 {
		start := time.Now()
		ask(c.times)
		took := time.Since(start)
		if took < each/2 {
			continue
		}
		if ns := float64(took) / float64(c.times); c.ns == 0 || ns < c.ns {
			c.ns = ns
		}
		return
	}
}

// report measures everything and prints the table.
func (m *measured) report(out io.Writer, rounds int, each time.Duration) error {
	var unit, again cost
	random, same := timeDate(m.times), timeDate([]time.Time{time.Date(2026, time.March, 10, 13, 59, 59, 0, m.oslo)})
	questions := m.questions()
	ours, peer := make([]cost, len(questions)), make([]cost, len(questions))
	for range rounds { // so that what slows the machine for a while slows all alike
		unit.measure(random, each)
		again.measure(same, each)
		for i, q := range questions {
			ours[i].measure(q.ours, each)
			peer[i].measure(q.peer, each)
		}
	}

	var text strings.Builder
	fmt.Fprintf(&text, `Norway, Monday to Friday 08:00-16:00 but for public holidays, 1990 to 2075. The
questions are about %d random instants of 2000 to 2059; those for the next
opening, about the closed ones of these. Both libraries give the same answers.

Costs are in calls of time.Date in Europe/Oslo for the same random instants, which
took %.1f ns each. For one and the same instant of 2026 it took %.1f ns: in that
unit, all costs are %.1f times as many. Both depend on the time zone data of the
machine: where that has a rule instead of each change of the clock, they are
slower. The ratio cal/v2 / ours depends on it least.

We take a Moment, which holds its offset; cal/v2 takes a time.Time and looks it up
itself. So add the door to ours for each time.Time that is not yet a Moment. And
cal/v2 builds no tables, but counts day by day when it is asked; its cache is off,
as it is by default.

`, size, unit.ns, again.ns, unit.ns/again.ns)
	text.WriteString("\tours\tcal/v2\tcal/v2 / ours\ttarget\t\n")
	row := func(name string, ours, peer, target float64) {
		fmt.Fprintf(&text, "%-37s\t%s\t%s\t%s\t%s\t\n", name, number(ours), number(peer), number(peer/ours), number(target))
	}
	var most, growth struct{ ours, peer float64 }
	for i, q := range questions {
		row(q.name, ours[i].ns/unit.ns, peer[i].ns/unit.ns, q.target)
		if q.agree != nil {
			most.ours, most.peer = max(most.ours, allocations(q.ours, few)), max(most.peer, allocations(q.peer, few))
		}
		if q.long {
			growth.ours = max(growth.ours, ours[i].ns/ours[i-1].ns)
			growth.peer = max(growth.peer, peer[i].ns/peer[i-1].ns)
		}
	}
	row("ten years / a day, at most", growth.ours, growth.peer, 1.5)
	row("allocations of an answer, at most", most.ours, most.peer, 0)
	row("memory of a calendar, kB", kilobytes(m.build), kilobytes(m.buildPeer), 64)
	table := tabwriter.NewWriter(out, 0, 0, 3, ' ', tabwriter.AlignRight)
	_, err := io.WriteString(table, text.String())
	return errors.Join(err, table.Flush())
}

// number prints "-" for what is no number.
func number(x float64) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return "-"
	}
	if x >= 100 || x == math.Trunc(x) {
		return fmt.Sprintf("%.0f", x)
	}
	return fmt.Sprintf("%.2f", x)
}

// allocations returns how often one of so many answers allocates.
func allocations(ask func(times int), times int) float64 {
	return testing.AllocsPerRun(1, func() { ask(times) }) / float64(times)
}

// kilobytes returns how much memory is held by what a function builds.
func kilobytes[T any](build func() T) float64 {
	kept := make([]T, 20)
	before := held()
	for i := range kept {
		kept[i] = build()
	}
	after := held()
	runtime.KeepAlive(kept)
	runtime.KeepAlive(build) // and what it refers to
	return (after - before) / float64(len(kept)) / 1000
}

func held() float64 {
	var stats runtime.MemStats
	runtime.GC()
	runtime.GC() // of what the first one only set aside
	runtime.ReadMemStats(&stats)
	return float64(stats.HeapAlloc)
}
