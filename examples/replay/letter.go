package main

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/hotline"
	"github.com/avtale/avtale/priority"
	"github.com/avtale/avtale/punchcard"
	"github.com/avtale/avtale/swap"
	"github.com/avtale/avtale/timeaccount"
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
func (l *letter) cards(r *cardReplay, incidents, faults int) {
	f := r.figures
	l.say("A service desk under a punch card")
	l.say("=================================")
	l.say("")
	l.say("%d incidents were read. %d of them are tasks: they were resolved within 480 minutes, and each"+
		" counts as remote work of that length, begun when it was opened. %d took longer and %d are"+
		" still open; they are left out.", incidents, f.Tasks, r.long, r.open)
	if faults == 0 {
		l.say("Every row of the log could be read.")
	} else {
		l.say("%d more rows could not be read; they are named below.", faults)
	}
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

// statement prints the statement of one customer, card by card; of none, nothing.
func (l *letter) statement(r *cardReplay, c *customer) error {
	if c == nil {
		return nil
	}
	l.say("")
	title := "The statement of caller " + printable(c.name)
	l.say("%s", title)
	l.say("%s", strings.Repeat("-", min(utf8.RuneCountInString(title), width)))
	for _, card := range c.cards {
		now := c.log[len(c.log)-1].Outcome.Work.End
		s, err := card.Statement(r.zone, c.name, now, c.log)
		if err != nil {
			return err
		}
		l.say("")
		l.say("%s: %d clips for %s, bought %s, usable to %s", capital(printable(s.Card)), s.Size,
			card.Figures().Price, card.Figures().Purchased, s.Ends)
		l.say("  sold by %s", l.why(sale(c.log, s.Card).Why))
		l.say("  %-10s  %-11s  %-30s  %-9s  %5s  %4s  %s", "date", "time", "what", "who", "clips", "left", "why")
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

// hotline tells the figures of the hotline.
func (l *letter) hotline(r *hotlineReplay, f hotlineFigures) {
	l.say("")
	l.say("The same desk under a hotline contract")
	l.say("======================================")
	l.say("")
	if f.Callers == 0 {
		l.say("No incident names a caller, so there is no workshop.")
		return
	}
	l.say("Each caller is a workshop with one subscription from %s, and each incident one hotline case,"+
		" received when it was opened. %d incidents name no caller; they are left out.", r.first.Date(), r.nobody)
	l.say("")
	l.say("  callers    %7d   workshops", f.Callers)
	l.say("  covered    %7d   cases, by the five free ones of a year (HOT-05)", f.Covered)
	l.say("  beyond     %7d   cases, served at no charge (HOT-25)", f.Beyond)
	l.say("  over       %7d   workshops, contacted about an agreement %d times (HOT-24)", f.CallersOver, r.contacts)
	l.say("  cost    %10s   NOK, if all cases beyond were bought at 190.00 (HOT-28)", f.BeyondCost)
	counts := [mostSubscriptions]string{"one subscription", "two subscriptions", "three subscriptions", "four subscriptions"}
	for i, percent := range r.coverage {
		l.say("  coverage   %7s   of the workshops need no more with %s each (HOT-22)", percent, counts[i])
	}
	l.say("")
	l.say("Every entry of the %d ledgers was decided again and came out the same.", len(r.workshops))
	l.cited = []entitlement.Clause{"HOT-05", "HOT-22", "HOT-24", "HOT-25", "HOT-28"}
	l.clauses(hotline.Clauses())
}

// accounts tells the figures of the time accounts.
func (l *letter) accounts(r *timeReplay, f timeFigures) error {
	l.say("")
	l.say("The same desk under time accounts")
	l.say("=================================")
	l.say("")
	if f.Enquiries == 0 {
		l.say("No incident that was resolved within 480 minutes names a caller.")
		return nil
	}
	l.say("Each incident that was resolved within 480 minutes is a call of that length, and a caller's incidents of one"+
		" category are one case. %d such incidents name no caller; they are left out. The desk is taken to be"+
		" always open.", r.nobody)
	l.say("")
	l.say("  enquiries  %7d   of %d callers", f.Enquiries, len(r.callers))
	l.say("  worked     %7d   minutes", f.Minutes)
	l.say("  debited    %7d   intervals of 15 minutes, %s hours, each enquiry rounded up (TIM-14)",
		f.StepsPerEnquiry, quarters(f.StepsPerEnquiry))
	l.say("  rounding   %7s   of the time worked came on top", share(15*f.StepsPerEnquiry-f.Minutes, f.Minutes))
	l.say("  debited    %7d   intervals, %s hours, if each case is rounded up (TIM-15)",
		f.StepsPerCase, quarters(f.StepsPerCase))
	l.say("  rounding   %7s   of the time worked came on top", share(15*f.StepsPerCase-f.Minutes, f.Minutes))
	l.say("  dry        %7d   accounts, with ten hours for each caller from %s (TIM-16)", f.AccountsDry, r.first.Date())
	l.say("  uncovered  %7d   minutes of work, charged only with consent (TIM-18)", f.MinutesUncovered)
	l.say("")
	l.say("Every entry of the %d ledgers was decided again and came out the same, three times.", len(r.callers))
	if r.shown != nil {
		s, err := r.shown.account.Statement(r.hours.Zone(), r.shown.log[len(r.shown.log)-1].At, r.shown.log)
		if err != nil {
			return err
		}
		l.say("")
		l.say("One of the accounts that ran dry, of caller %s:", printable(r.shown.name))
		l.say("  %-10s  %-11s  %-24s  %8s  %8s  %9s  %6s", "date", "time", "what", "worked", "debited", "uncovered", "left")
		for _, line := range s.Lines {
			l.say("  %s  %s-%s  %-24s  %8s  %8s  %9s  %6s", line.Start.Date(), line.Start.Clock(), line.End.Clock(),
				printable(line.What), line.Worked, line.Debited, line.Uncovered, line.Left)
		}
		end, _, err := r.shown.account.EndsAt(r.hours.Zone())
		if err != nil {
			return err
		}
		l.say("  used up on %s at %s", end.Date(), end.Clock())
	}
	l.cited = []entitlement.Clause{"TIM-14", "TIM-15", "TIM-16", "TIM-18"}
	l.clauses(timeaccount.Clauses())
	return nil
}

// swaps tells for which day swap phones are promised.
func (l *letter) swaps(r *swapReplay, f swapFigures) {
	l.say("")
	l.say("The same desk under mobile support")
	l.say("==================================")
	l.say("")
	if len(r.users) == 0 {
		l.say("No incident was registered.")
		return
	}
	l.say("Each incident is the report of a fault, registered when it was opened, and a swap phone is in stock." +
		" What is registered before 14:00 on a working day is delivered the working day after.")
	l.say("")
	l.say("  before     %7d   incidents, on working days before 14:00 (SWP-25)", f.Before)
	l.say("  after      %7d   on working days at 14:00 or later", f.After)
	l.say("  closed     %7d   on other days, with the three eves (SWP-27)", f.Closed)
	l.say("")
	l.say("Days from the report to the day promised, and in the reading that counts a closed day before 14:00 as" +
		" of that day (SWP-26):")
	l.say("")
	l.say("  %-9s  %7s  %9s", "days", "phones", "literally")
	for _, days := range byNumber(f.Forward, f.Literal) {
		l.say("  %9s  %7d  %9d", days, f.Forward[days], f.Literal[days])
	}
	l.say("")
	l.say("None had to wait longer than incident %s:", printable(r.shown))
	l.say("")
	for line := range strings.Lines(r.count.String()) {
		l.say("  %s", strings.TrimSpace(line))
	}
	l.say("")
	l.say("Every entry of the %d ledgers was decided again and came out the same.", len(r.users))
	l.cited = []entitlement.Clause{"SWP-25", "SWP-26", "SWP-27"}
	l.clauses(swap.Clauses())
}

// queue tells who is served first, and what that costs the others.
func (l *letter) queue(r *queueReplay, f queueFigures) {
	l.say("")
	l.say("The same desk with a queue")
	l.say("==========================")
	l.say("")
	if len(r.cases) == 0 {
		l.say("No incident names an urgency.")
		return
	}
	l.say("Seven callers of ten have a contract. %d people work round the clock, fifteen minutes on each incident."+
		" %d incidents name no urgency; they are left out. If all waited at once, the first would be %s, and the last %s.",
		people, r.silent, printable(strings.Join(f.First, ", ")), printable(f.Last))
	l.say("")
	l.say("Minutes of waiting, with contract customers first (PRI-08), and first come, first served:")
	l.say("")
	l.say("  %-16s  %8s  %8s  %8s  %8s  %8s  %8s", "", "mean", "longest", "over 3", "mean", "longest", "over 3")
	line := func(name string, strict, fcfs groupWaits) {
		l.say("  %-16s  %8s  %8d  %8d  %8s  %8d  %8d", name, strict.Mean, strict.Max, strict.Over3, fcfs.Mean, fcfs.Max, fcfs.Over3)
	}
	line("with contract", f.Strict.Contract, f.FCFS.Contract)
	line("without", f.Strict.None, f.FCFS.None)
	l.say("")
	if f.Strict.Total == f.FCFS.Total {
		l.say("All together wait %d minutes in either order (PRI-18): it only decides who waits.", f.Strict.Total)
	} else {
		l.say("All together wait %d minutes, and %d.", f.Strict.Total, f.FCFS.Total)
	}
	if longest := r.longest; longest.Longest > 0 {
		l.say("Incident %s had waited longest of all, %s on %s.", printable(longest.Ticket.ID()), longest.Longest, r.at.Date())
	}
	l.cited = []entitlement.Clause{"PRI-04", "PRI-08", "PRI-16", "PRI-18"}
	l.clauses(priority.Clauses())
}

// byNumber returns the keys of maps, which are numbers, in their order.
func byNumber(counts ...map[string]int) []string {
	var keys []string
	for _, of := range counts {
		keys = slices.AppendSeq(keys, maps.Keys(of))
	}
	slices.SortFunc(keys, func(a, b string) int { return cmp.Or(len(a)-len(b), strings.Compare(a, b)) })
	return slices.Compact(keys)
}

// calendar tells the figures of business hours.
func (l *letter) calendar(r *calendarReplay, f calendarFigures) {
	l.say("")
	l.say("The same desk by the clock")
	l.say("==========================")
	l.say("")
	l.say("An office is open from 08:00 to 16:00 on working days. How many incidents were opened then depends" +
		" on where the office is:")
	l.say("")
	places := []struct {
		region calendar.Region
		name   string
	}{
		{calendar.Norway, "Norway"},
		{calendar.Sweden, "Sweden, the three eves closed"},
		{calendar.Denmark, "Denmark"},
		{calendar.RhinelandPalatinate, "Rhineland-Palatinate"},
	}
	for _, place := range places {
		l.say("  inside     %7d   %s", f.Inside[place.region], place.name)
	}
	l.say("")
	l.say("A call-out guarantee of the punch card counts working hours from the report. By its deadline so many" +
		" incidents were resolved:")
	l.say("")
	for _, hours := range []string{"4", "6", "8"} {
		l.say("  in time    %7d   with %s working hours (PCH-34)", f.Callout[hours], hours)
	}
	if r.shown != "" {
		l.say("")
		l.say("None had to wait longer than incident %s. Its deadline, day by day:", printable(r.shown))
		l.say("")
		for line := range strings.Lines(r.count.String()) {
			l.say("  %s", strings.TrimSpace(line))
		}
	}
	l.cited = []entitlement.Clause{"PCH-34", "PCH-35", "PCH-36"}
	l.clauses(punchcard.Clauses())
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
	what, from, to := printable(line.What), line.Start.Clock().String(), line.End.Clock().String()
	if line.Clips == 0 {
		what += " (goes on)"
	}
	if line.Kind == "settle" { // which does not say of what
		what += ", " + printable(line.Task)
	}
	l.say("  %s  %s-%s  %-30s  %-9s  %5d  %4d  %s",
		line.Start.Date(), from, to, what, printable(line.By), line.Clips, line.Left, l.why(line.Why))
}

// why returns clauses in short, such as PCH 11 10, and remembers that they were
// cited.
func (l *letter) why(clauses []entitlement.Clause) string {
	l.cited = append(l.cited, clauses...)
	text := "PCH"
	for _, clause := range clauses {
		text += " " + strings.TrimPrefix(string(clause), "PCH-")
	}
	return text
}

// sale returns the entry that a card begins with.
func sale(log []punchcard.Entry, card string) punchcard.Entry {
	i := slices.IndexFunc(log, func(entry punchcard.Entry) bool {
		draw, ok := entry.Draw(card)
		return ok && draw.Seq == 1
	})
	return log[i]
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

// join returns all faults by their lines, each line once.
func join(faults ...[]fault) []fault {
	all := slices.Concat(faults...)
	slices.SortStableFunc(all, func(a, b fault) int { return a.line - b.line })
	return slices.CompactFunc(all, func(a, b fault) bool { return a.line == b.line })
}

// faults names the rows that could not be read or told, the first of many.
func (l *letter) faults(faults []fault) {
	if len(faults) == 0 {
		return
	}
	const most = 20
	l.say("Rows that could not be read: %d", len(faults))
	for _, f := range faults[:min(len(faults), most)] {
		l.say("  line %d: %s", f.line, printable(f.why.Error()))
	}
	if more := len(faults) - most; more > 0 {
		lines := ""
		for _, f := range faults[most:] {
			lines += fmt.Sprintf(" %d", f.line)
		}
		l.say("  and %d more, on the lines%s", more, lines)
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

// wrap breaks a line at spaces so that it has not more letters than the width;
// what follows is indented as the line is, at most by half.
func wrap(text string, width int) []string {
	line := []rune(text)
	indent := 0
	for indent < min(len(line), width/2) && line[indent] == ' ' {
		indent++
	}
	var lines []string
	for len(line) > width {
		at := width
		for at > indent && line[at] != ' ' {
			at--
		}
		if at == indent {
			at = width
		}
		lines = append(lines, strings.TrimRight(string(line[:at]), " "))
		rest := strings.TrimLeft(string(line[at:]), " ")
		line = []rune(strings.Repeat(" ", indent) + rest)
	}
	return append(lines, string(line))
}

// printable returns text from a log without what a terminal would act on.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return ' '
		}
		return r
	}, text)
}
