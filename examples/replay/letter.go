package main

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/punchcard"
)

// width is the longest line that is printed.
const width = 100

// A letter is the report for people.
type letter struct {
	text  bytes.Buffer
	cited []entitlement.Clause
}

func (l *letter) say(format string, values ...any) {
	for line := range strings.Lines(fmt.Sprintf(format, values...) + "\n") {
		for _, part := range wrap(strings.TrimSuffix(line, "\n"), width) {
			fmt.Fprintln(&l.text, part)
		}
	}
}

// cards tells the figures of the punch card.
func (l *letter) cards(r *cardReplay, incidents int) {
	f := r.figures
	l.say("A service desk under a punch card")
	l.say("=================================")
	l.say("")
	l.say("%d incidents were read. %d of them are tasks: they were resolved within 480 minutes, and each"+
		" counts as remote work of that length, begun when it was opened. %d took longer and %d are"+
		" still open; they are left out.", incidents, f.Tasks, r.long, r.open)
	l.say("")
	l.say("  tasks      %7d   of %d callers", f.Tasks, len(r.customers))
	l.say("  worked     %7d   minutes", f.Minutes)
	l.say("  punched    %7d   clips, one for each started hour of a task", f.Punches)
	l.say("  bought     %7d   cards of %d clips; a task larger than the balance buys the next",
		f.Cards, cardSize)
	l.say("  rounding   %7s   of the time worked came on top", share(60*f.Punches-f.Minutes, f.Minutes))
	l.say("")
	l.say("Every entry of the %d ledgers was decided again and came out the same.", len(r.customers))
}

// statement prints the statement of one customer, card by card.
func (l *letter) statement(r *cardReplay, name string) error {
	c, err := r.customer(name)
	if c == nil || err != nil {
		return err
	}
	l.say("")
	l.say("The statement of caller %s", c.name)
	l.say("------------------------%s", strings.Repeat("-", len(c.name)))
	for _, card := range c.cards {
		now := c.log[len(c.log)-1].Outcome.Work.End
		s, err := card.Statement(r.zone, c.name, now, c.log)
		if err != nil {
			return err
		}
		l.say("")
		l.say("%s: %d clips for %s, bought %s, usable to %s",
			capital(s.Card), s.Size, card.Figures().Price, card.Figures().Purchased, s.Ends)
		l.say("  %-10s  %-11s  %-20s  %-11s  %5s  %4s  %s", "date", "time", "what", "who", "clips", "left", "why")
		for _, line := range s.Lines {
			l.line(line)
		}
		l.say("  %d used, %d left", s.Used, s.Left)
	}
	l.say("")
	l.say("The list price of an hour, 1,000.00 DKK, is invented.")
	l.clauses(punchcard.Clauses())
	return nil
}

// clauses tells the rules that were cited.
func (l *letter) clauses(rules entitlement.Rules) {
	l.say("")
	l.say("The clauses")
	l.say("-----------")
	slices.Sort(l.cited)
	for _, clause := range slices.Compact(l.cited) {
		rule, _ := rules.Find(clause)
		l.say("")
		text := wrap(rule.Text, width-8)
		if rule.Reading != "" {
			text = append(text, wrap("Read as: "+rule.Reading, width-8)...)
		}
		for i, line := range text {
			label := ""
			if i == 0 {
				label = string(rule.Clause)
			}
			l.say("%-8s%s", label, line)
		}
	}
}

func (l *letter) line(line punchcard.Line) {
	l.cited = append(l.cited, line.Why...)
	what, from, to := line.What, line.Start.Clock().String(), line.End.Clock().String()
	if line.Clips == 0 {
		what += " (goes on)"
	}
	var why []string
	for _, clause := range line.Why {
		why = append(why, strings.TrimPrefix(string(clause), "PCH-"))
	}
	l.say("  %s  %s-%s  %-20s  %-11s  %5d  %4d  PCH %s",
		line.Start.Date(), from, to, what, line.By, line.Clips, line.Left, strings.Join(why, " "))
}

// customer returns the customer with a name, or for "" the one with the most
// clips; no customer for a log without tasks.
func (r *cardReplay) customer(name string) (*customer, error) {
	if name != "" {
		c := r.customers[name]
		if c == nil {
			return nil, fmt.Errorf("caller %q has no task in this log", name)
		}
		return c, nil
	}
	var most *customer
	for _, name := range r.names() {
		if c := r.customers[name]; most == nil || c.used() > most.used() {
			most = c
		}
	}
	return most, nil
}

// faults names the rows that could not be read or told, the first of many.
func (l *letter) faults(faults []fault) {
	if len(faults) == 0 {
		return
	}
	const most = 20
	slices.SortFunc(faults, func(a, b fault) int { return a.line - b.line })
	l.say("Rows that could not be read: %d", len(faults))
	for _, f := range faults[:min(len(faults), most)] {
		l.say("  line %d: %v", f.line, f.why)
	}
	if more := len(faults) - most; more > 0 {
		l.say("  and %d more", more)
	}
}

// share returns a part of a whole in percent, with one decimal.
func share(part, whole int) string {
	if whole == 0 {
		return "no"
	}
	tenths := (2000*part + whole) / (2 * whole)
	return fmt.Sprintf("%d.%d %%", tenths/10, tenths%10)
}

func capital(text string) string { return strings.ToUpper(text[:1]) + text[1:] }

// wrap breaks a line at spaces so that it is not longer than the width; what
// follows is indented as the line is.
func wrap(line string, width int) []string {
	indent := line[:len(line)-len(strings.TrimLeft(line, " "))]
	var lines []string
	for len(line) > width {
		at := strings.LastIndex(line[:width+1], " ")
		if at <= len(indent) {
			at = width
		}
		lines = append(lines, strings.TrimRight(line[:at], " "))
		line = indent + strings.TrimLeft(line[at:], " ")
	}
	return append(lines, line)
}
