package main

import (
	"bufio"
	"cmp"
	"compress/gzip"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/avtale/avtale/calendar"
)

// An incident is a row of a service-desk log that could be read.
type incident struct {
	line     int
	id       string
	caller   string
	group    string
	category string // "" where the log has none
	urgency  string // "" where the log has none; 1 is the highest
	opened   wall
	resolved wall // zero: still open
}

// wall is what a clock on the wall showed. The log names no zone: each contract
// reads it in its own.
type wall struct {
	day   calendar.Date
	clock calendar.Clock
}

// nobody is the caller of an incident that names none.
const nobody = "(none)"

// byOpening orders incidents as they were opened.
func byOpening(a, b incident) int {
	return cmp.Or(cmp.Compare(a.opened.day, b.opened.day), cmp.Compare(a.opened.clock, b.opened.clock))
}

// in returns the instant that the wall clock showed in a zone. Of an hour that
// comes twice it takes the first; an hour that is skipped is an error.
func (w wall) in(zone calendar.Zone) (calendar.Moment, error) {
	moment, err := zone.Local(w.day, w.clock)
	if night := (*calendar.LocalTimeError)(nil); errors.As(err, &night) && !night.First.IsZero() {
		return night.First, nil
	}
	return moment, err
}

// A fault is a row that could not be read or told, and why.
type fault struct {
	line int
	why  error
}

// The columns that a log must have. It may have more; category and urgency are read too.
var columns = []string{"incident", "opened_at", "resolved_at", "caller", "group_first"}

// readLog reads a log as CSV, plain or compressed with gzip. Rows that cannot
// be read are returned as faults; only a log without rows to read is an error.
func readLog(from io.Reader) ([]incident, []fault, error) {
	buffered := bufio.NewReader(from)
	if magic, _ := buffered.Peek(2); string(magic) == "\x1f\x8b" {
		plain, err := gzip.NewReader(buffered)
		if err != nil {
			return nil, nil, fmt.Errorf("gzip: %w", err)
		}
		buffered = bufio.NewReader(plain)
	}
	if mark, _ := buffered.Peek(3); string(mark) == "\ufeff" { // spreadsheets write it
		_, _ = buffered.Discard(len(mark))
	}
	rows := csv.NewReader(buffered)
	rows.FieldsPerRecord = -1
	header, err := rows.Read()
	if err != nil {
		return nil, nil, fmt.Errorf("no header: %w", err)
	}
	at := make(map[string]int, len(header))
	for i, name := range header {
		at[name] = i
	}
	for _, name := range columns {
		if _, ok := at[name]; !ok {
			return nil, nil, fmt.Errorf("the header has no column %q", name)
		}
	}
	var incidents []incident
	var faults []fault
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return incidents, faults, nil
		}
		if broken := (*csv.ParseError)(nil); errors.As(err, &broken) {
			faults = append(faults, fault{broken.StartLine, swallowed(broken)})
			continue
		}
		if err != nil {
			return nil, nil, err
		}
		line, _ := rows.FieldPos(0)
		if len(row) != len(header) {
			faults = append(faults, fault{line, fmt.Errorf("%d fields instead of %d", len(row), len(header))})
			continue
		}
		read, err := newIncident(line, func(name string) string {
			if column, ok := at[name]; ok {
				return row[column]
			}
			return ""
		})
		if err != nil {
			faults = append(faults, fault{line, err})
			continue
		}
		incidents = append(incidents, read)
	}
}

// swallowed tells what is wrong with a row and, where a quote that is not closed
// took later lines with it, up to which.
func swallowed(broken *csv.ParseError) error {
	if broken.Line == broken.StartLine {
		return broken.Err
	}
	return fmt.Errorf("%w; the lines up to %d are lost with it", broken.Err, broken.Line)
}

func newIncident(line int, field func(string) string) (i incident, err error) {
	i = incident{
		line: line, id: field("incident"), caller: field("caller"), group: field("group_first"),
		category: field("category"), urgency: field("urgency"),
	}
	if i.id == "" {
		return i, errors.New("the incident has no number")
	}
	if i.caller == "" {
		i.caller = nobody
	}
	if i.opened, err = parseWall(field("opened_at")); err != nil {
		return i, fmt.Errorf("opened_at: %w", err)
	}
	if resolved := field("resolved_at"); resolved != "" {
		if i.resolved, err = parseWall(resolved); err != nil {
			return i, fmt.Errorf("resolved_at: %w", err)
		}
	}
	return i, nil
}

// parseWall reads 2006-01-02T15:04.
func parseWall(text string) (w wall, err error) {
	day, clock, _ := strings.Cut(text, "T")
	if w.day, err = calendar.ParseDate(day); err != nil {
		return w, err
	}
	w.clock, err = calendar.ParseClock(clock)
	return w, err
}
