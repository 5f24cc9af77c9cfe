package main

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// Both libraries answer the same, so what is measured is the same work.
func TestSameAnswers(t *testing.T) {
	for _, q := range newMeasured().questions() {
		if q.agree == nil {
			continue
		}
		if err := q.agree(); err != nil {
			t.Error(err)
		}
	}
}

func TestAnswersDoNotAllocate(t *testing.T) {
	for _, q := range newMeasured().questions() {
		if q.name == "building a calendar" {
			continue
		}
		if n := allocations(q.ours, size); n != 0 {
			t.Errorf("%s: %v allocations", q.name, n)
		}
	}
}

// A rough run fills the table.
func TestReport(t *testing.T) {
	var out bytes.Buffer
	m := newMeasured()
	if err := m.report(&out, 1, time.Millisecond); err != nil {
		t.Fatal(err)
	}
	for _, q := range m.questions() {
		_, rest, _ := strings.Cut(out.String(), "  "+q.name+" ")
		row, _, _ := strings.Cut(rest, "\n")
		cells := strings.Fields(row)
		if len(cells) != 4 || cells[0] == "-" || q.peer != nil && slices.Contains(cells, "-") {
			t.Errorf("%s: the row is %q", q.name, row)
		}
	}
}

// All queues have the same order, so what is measured is the same work.
func TestSameOrder(t *testing.T) {
	cases := randomCases(500)
	var want []string
	for _, q := range queues {
		queue := q.make()
		queue.push(cases)
		queue.take(20)
		left := waitingOnes(queue, cases)
		got := []string{strconv.Itoa(queue.rank(left))}
		queue.rerank(left[:100])
		for len(left) > 0 {
			got = append(got, strings.Join(ids(left), " "))
			queue.take(min(10, len(left)))
			left = waitingOnes(queue, cases)
		}
		if want == nil {
			want = got
		}
		if !slices.Equal(want, got) {
			t.Errorf("%s: %v instead of %v", q.name, got, want)
		}
	}
}

// waitingOnes returns the cases that wait, in the order of the cases.
func waitingOnes(q waiting, cases []waitingCase) []waitingCase {
	var waits func(c waitingCase) bool
	switch q := q.(type) {
	case *ours:
		waits = func(c waitingCase) bool { ticket := q.find(c); return ticket.ID() != "" && !ticket.InWork() }
	case *byHeap:
		waits = func(c waitingCase) bool {
			return slices.ContainsFunc(q.cases, func(other *waitingCase) bool { return other.id == c.id })
		}
	case *byTree:
		all := map[string]bool{}
		q.tree.Ascend(func(c *waitingCase) bool { all[c.id] = true; return true })
		waits = func(c waitingCase) bool { return all[c.id] }
	}
	return slices.DeleteFunc(slices.Clone(cases), func(c waitingCase) bool { return !waits(c) })
}

func ids(cases []waitingCase) []string {
	return each(cases, func(c waitingCase) string { return c.id })
}

// A rough run fills the table of the queues.
func TestReportQueues(t *testing.T) {
	var out bytes.Buffer
	if err := reportQueues(&out, []int{100, 1000}, 1); err != nil {
		t.Fatal(err)
	}
	for _, row := range append(slices.Clone(operations), "bytes of a ticket") {
		if n := strings.Count(out.String(), row+" "); n < 2 {
			t.Errorf("%q is in the table %d times", row, n)
		}
	}
}
