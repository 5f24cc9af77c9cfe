package main

import (
	"cmp"
	"container/heap"
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/google/btree"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/priority"
)

// A waiting queue can be put to each: ours, and three that somebody would write.
// Each operation is done so many times, and what was done is undone.
type waiting interface {
	push(cases []waitingCase)
	take(n int)
	rerank(cases []waitingCase)
	rank(cases []waitingCase) (sum int)
}

// A waitingCase is all that the other queues need of a case.
type waitingCase struct {
	id       string
	customer string
	contract bool
	urgency  int // of the case, 0 to 3
	arrived  int // seconds since the start
	number   int
}

func (c *waitingCase) compare(other *waitingCase) int {
	if c.contract != other.contract {
		if c.contract {
			return -1
		}
		return 1
	}
	return cmp.Or(cmp.Compare(c.urgency, other.urgency), cmp.Compare(c.arrived, other.arrived), cmp.Compare(c.number, other.number))
}

// randomCases returns cases in the order in which they arrive, some within the same
// second.
func randomCases(n int) []waitingCase {
	random := rand.New(rand.NewPCG(7, uint64(n)))
	cases := make([]waitingCase, n)
	for i := range cases {
		cases[i] = waitingCase{
			id: "ticket " + strconv.Itoa(i), customer: "customer " + strconv.Itoa(random.IntN(n)),
			urgency: random.IntN(4), arrived: i / 2, number: i + 1,
		}
		cases[i].contract = hash(cases[i].customer)%10 < 7
	}
	return cases
}

func hash(text string) (sum uint32) {
	for i := range len(text) {
		sum = 31*sum + uint32(text[i])
	}
	return sum
}

// ours is the queue of package priority.
type ours struct {
	start     calendar.Moment
	now       calendar.Moment
	queue     priority.Queue
	contracts []priority.Contract
}

var urgencies = []priority.Urgency{priority.Critical, priority.High, priority.Medium, priority.Low}

func newOurs() *ours {
	start := must(calendar.ParseMoment("2026-01-01T00:00:00+01:00"))
	queue := must(priority.New(priority.Printed("hotline", "service number", "sales", nil)))
	contract := priority.Contract{ID: "contract", From: start, Scope: []string{"server"}}
	return &ours{start: start, now: start.Add(1 << 30), queue: queue, contracts: []priority.Contract{contract}}
}

func (o *ours) push(cases []waitingCase) {
	for _, c := range cases {
		var contracts []priority.Contract
		if c.contract {
			contracts = o.contracts
			contracts[0].Customer = c.customer
		}
		var err error
		o.queue, _, err = o.queue.Intake(priority.Case{
			ID: c.id, Customer: c.customer, Subject: "server", Urgency: urgencies[c.urgency],
			Channel: priority.TicketSystem, Arrived: o.start.Add(calendar.Seconds(c.arrived)),
		}, o.now, "", contracts...)
		check(err)
	}
}

func (o *ours) take(n int) {
	for range n {
		ticket, _ := o.queue.Next()
		var err error
		o.queue, _, err = o.queue.Take(ticket, o.now, "")
		check(err)
	}
}

func (o *ours) find(c waitingCase) priority.Ticket {
	ticket, _ := o.queue.Find(c.customer, c.id)
	return ticket
}

func (o *ours) rerank(cases []waitingCase) {
	for _, c := range cases {
		var err error
		o.queue, _, err = o.queue.SetUrgency(o.find(c), urgencies[(c.urgency+1)%4], o.now, "")
		check(err)
	}
}

func (o *ours) rank(cases []waitingCase) (sum int) {
	for _, c := range cases {
		sum += must(o.queue.Ahead(o.find(c)))
	}
	return sum
}

// byHeap is container/heap. It knows the places of its cases by their ids, to rank
// them anew; for a rank it looks at them all.
type byHeap struct {
	cases []*waitingCase
	place map[string]int
	copy  bool // before every operation, to keep the queue as it was
}

func newByHeap() *byHeap     { return &byHeap{place: map[string]int{}} }
func newByCopies() *byHeap   { return &byHeap{copy: true} }
func (h *byHeap) Len() int   { return len(h.cases) }
func (h *byHeap) Push(x any) { h.cases = append(h.cases, x.(*waitingCase)); h.note(len(h.cases) - 1) }

func (h *byHeap) Less(i, j int) bool {
	return h.cases[i].compare(h.cases[j]) < 0
}

func (h *byHeap) Swap(i, j int) {
	h.cases[i], h.cases[j] = h.cases[j], h.cases[i]
	h.note(i)
	h.note(j)
}

func (h *byHeap) note(i int) {
	if h.place != nil {
		h.place[h.cases[i].id] = i
	}
}

func (h *byHeap) Pop() any {
	last := h.cases[len(h.cases)-1]
	h.cases = h.cases[:len(h.cases)-1]
	delete(h.place, last.id)
	return last
}

func (h *byHeap) keep() {
	if h.copy {
		h.cases = append(make([]*waitingCase, 0, len(h.cases)+1), h.cases...)
	}
}

func (h *byHeap) push(cases []waitingCase) {
	for i := range cases {
		h.keep()
		heap.Push(h, &cases[i])
	}
}

func (h *byHeap) take(n int) {
	for range n {
		h.keep()
		heap.Pop(h)
	}
}

// rerank puts a new case in the place of one; whoever copies looks for it first.
func (h *byHeap) rerank(cases []waitingCase) {
	for _, c := range cases {
		h.keep()
		i, known := h.place[c.id]
		if !known {
			i = slices.IndexFunc(h.cases, func(other *waitingCase) bool { return other.id == c.id })
		}
		changed := c
		changed.urgency = (c.urgency + 1) % 4
		h.cases[i] = &changed
		heap.Fix(h, i)
	}
}

func (h *byHeap) rank(cases []waitingCase) (sum int) {
	for i := range cases {
		for _, other := range h.cases {
			if other.compare(&cases[i]) < 0 {
				sum++
			}
		}
	}
	return sum
}

// byTree is google/btree. It has no ranks: it counts those before.
type byTree struct{ tree *btree.BTreeG[*waitingCase] }

func newByTree() *byTree {
	return &byTree{btree.NewG(32, func(a, b *waitingCase) bool { return a.compare(b) < 0 })}
}

func (b *byTree) push(cases []waitingCase) {
	for i := range cases {
		b.tree.ReplaceOrInsert(&cases[i])
	}
}

func (b *byTree) take(n int) {
	for range n {
		b.tree.DeleteMin()
	}
}

func (b *byTree) rerank(cases []waitingCase) {
	for i := range cases {
		b.tree.Delete(&cases[i])
		changed := cases[i]
		changed.urgency = (cases[i].urgency + 1) % 4
		b.tree.ReplaceOrInsert(&changed)
	}
}

func (b *byTree) rank(cases []waitingCase) (sum int) {
	for i := range cases {
		b.tree.AscendLessThan(&cases[i], func(*waitingCase) bool { sum++; return true })
	}
	return sum
}

// queues are all that are measured, ours first. What copies is slow, so it is asked
// less.
var queues = []struct {
	name string
	make func() waiting
	slow func(op, n int) bool
}{
	{"ours", func() waiting { return newOurs() }, func(int, int) bool { return false }},
	{"container/heap", func() waiting { return newByHeap() }, func(op, _ int) bool { return op == rankQuery }},
	{"google/btree", func() waiting { return newByTree() }, func(op, _ int) bool { return op == rankQuery }},
	{"heap, copied", func() waiting { return newByCopies() }, func(int, int) bool { return true }},
}

// The operations.
const (
	push = iota
	take
	rerank
	rankQuery
)

var operations = []string{"push", "take", "re-rank", "rank query"}

// timed returns what each operation takes in nanoseconds, the least of all rounds, in
// a queue of n cases. It is not asked of more than a tenth of them.
func timed(build func() waiting, n, rounds int, slow func(op, n int) bool) [4]float64 {
	all := randomCases(n + n/10)
	base, more := all[:n], all[n:]
	random := rand.New(rand.NewPCG(3, 9))
	fill := filler(build, base)
	least := [4]float64{math.Inf(1), math.Inf(1), math.Inf(1), math.Inf(1)}
	for range rounds {
		some := make([]waitingCase, min(1000, n/10))
		for i, at := range random.Perm(n)[:len(some)] {
			some[i] = base[at]
		}
		for op := range operations {
			asked, added := some, more[:len(some)]
			if slow(op, n) {
				asked, added = some[:min(10, len(some))], more[:min(10, len(some))]
			}
			q := fill()
			runtime.GC()
			start := time.Now()
			switch op {
			case push:
				q.push(added)
			case take:
				q.take(len(asked))
			case rerank:
				q.rerank(asked)
			case rankQuery:
				q.rank(asked)
			}
			least[op] = min(least[op], float64(time.Since(start))/float64(len(asked)))
		}
	}
	return least
}

// filler returns what makes queues of cases. Ours is filled once, for it stays as it
// was whatever is done to it; the others are filled anew each time.
func filler(build func() waiting, cases []waitingCase) func() waiting {
	fill := func() waiting {
		q := build()
		if h, ok := q.(*byHeap); ok && h.copy {
			h.copy = false // nobody keeps these
			defer func() { h.copy = true }()
		}
		q.push(cases)
		return q
	}
	if full, ok := fill().(*ours); ok {
		return func() waiting { again := *full; return &again }
	}
	return fill
}

// reportQueues measures all queues and prints the table.
func reportQueues(out io.Writer, sizes []int, rounds int) error {
	var text strings.Builder
	text.WriteString(`
A queue of cases, seven customers of ten with a contract, on four levels of urgency.
Ours keeps every older queue as it was, knows each case by customer and id, looks up
what it is given, and judges contract, claim and biller at each push. The others do
none of that: container/heap has places by id to rank a case anew, and counts all
others for a rank; google/btree counts those before. "Copied" is a heap without
places, copied before each operation, so that the older one stays.

Ours is in nanoseconds, which depend on the machine; the others in times of ours: below
1 they are faster. Memory is for a ticket, with all that is told about it.

`)
	text.WriteString("tickets\toperation\tours\tcontainer/heap\tgoogle/btree\theap, copied\t\n")
	for _, n := range sizes {
		var took [4][4]float64
		for i, q := range queues {
			took[i] = timed(q.make, n, rounds, q.slow)
		}
		for op, name := range operations {
			fmt.Fprintf(&text, "%d\t%s\t%.0f\t", n, name, took[0][op])
			for i := range queues[1:] {
				fmt.Fprintf(&text, "%s\t", number(took[i+1][op]/took[0][op]))
			}
			text.WriteString("\n")
		}
		fmt.Fprintf(&text, "%d\tbytes of a ticket\t", n)
		for _, q := range queues {
			fmt.Fprintf(&text, "%.0f\t", bytesOf(q.make, n))
		}
		text.WriteString("\n")
	}
	table := tabwriter.NewWriter(out, 0, 0, 3, ' ', tabwriter.AlignRight)
	_, err := io.WriteString(table, text.String())
	return errors.Join(err, table.Flush())
}

// bytesOf returns how much memory a queue holds for each case, without copies of
// older ones.
func bytesOf(build func() waiting, n int) float64 {
	before := held()
	cases := randomCases(n)
	q := build()
	if h, ok := q.(*byHeap); ok {
		h.copy = false
	}
	q.push(cases)
	_, isOurs := q.(*ours)
	if isOurs {
		cases = nil // it keeps the texts alone
	}
	after := held()
	runtime.KeepAlive(q)
	runtime.KeepAlive(cases)
	return (after - before) / float64(n)
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
