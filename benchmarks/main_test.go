package main

import (
	"bytes"
	"maps"
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

// A rough run fills the table of the contracts: every benchmark it names is there.
func TestReportContracts(t *testing.T) {
	var out bytes.Buffer
	if err := reportContracts(&out, time.Microsecond); err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		if !strings.Contains(out.String(), r.what) {
			t.Errorf("%q is not in the table", r.what)
		}
	}
	if strings.Contains(out.String(), "NaN") || strings.Contains(out.String(), "  -  ") {
		t.Error(out.String())
	}
}

func TestParsed(t *testing.T) {
	got := parsed([]byte("pkg: example.com/a/card\nBenchmarkShip/30-2   20   3239 ns/op   12.5 ns/entry   560 B/op   3 allocs/op\nPASS\n"))
	want := result{"ns/op": 3239, "ns/entry": 12.5, "B/op": 560, "allocs/op": 3}
	if !maps.Equal(got["card Ship/30"], want) || len(got) != 1 {
		t.Errorf("%v", got)
	}
}

// Who embeds the library trusts these, and may use them: a module more, or another
// licence, is to be seen and said in the README.
func TestModules(t *testing.T) {
	got, err := modules(".", "./weight/embedding")
	if err != nil {
		t.Fatal(err)
	}
	for i := range got {
		got[i].version = ""
	}
	want := []module{
		{"github.com/govalues/decimal", "", "MIT"},
		{"github.com/rickb777/date/v2", "", "BSD-3-Clause"},
		{"github.com/rickb777/period", "", "BSD-3-Clause"},
		{"github.com/rickb777/plural", "", "BSD-3-Clause"},
		{"github.com/shopspring/decimal", "", "MIT"},
	}
	if !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
}
