package main

import (
	"bytes"
	"slices"
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
