package timeaccount_test

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/entitlementtest"
	"github.com/avtale/avtale/entitlement/ledger"
	"github.com/avtale/avtale/timeaccount"
)

func TestMain(m *testing.M) { entitlementtest.Main(m) }

func TestStories(t *testing.T) {
	zone := oslo(t)
	shown := entitlementtest.Run(t, os.DirFS("testdata"), "*.story", zone, func() entitlementtest.Stage {
		return newStage(t, zone)
	})
	shown.RequireAll(t, "clauses.go", timeaccount.Clauses())
	if folder := os.Getenv("AVTALE_VECTORS"); folder != "" { // .ci/vectors collects them
		vectors, err := shown.Vectors("timeaccount")
		require.NoError(t, err)
		require.NoError(t, os.CopyFS(folder, vectors))
	}
}

func oslo(t testing.TB) calendar.Zone { return openingHours(t).Zone() }

// openingHours returns the contract's calendar with some days closed.
func openingHours(t testing.TB, closed ...string) calendar.Calendar {
	spec := timeaccount.OpeningHours()
	for _, date := range closed {
		spec.Exceptions = append(spec.Exceptions, calendar.Exception{Date: calendar.MustDate(date)})
	}
	location, err := time.LoadLocation(spec.Zone)
	require.NoError(t, err)
	hours, err := calendar.Compile(spec, location)
	require.NoError(t, err)
	return hours
}

// A stage holds the values of a story by their names, and the ledger.
type stage struct {
	t          *testing.T
	zone       calendar.Zone
	terms      timeaccount.Terms
	hours      calendar.Calendar
	customers  map[string]timeaccount.Customer
	agreements map[string]timeaccount.Agreement
	cases      map[string]timeaccount.Case
	enquiries  map[string]timeaccount.Enquiry
	told       []entitlementtest.Told
	log        []timeaccount.Entry
}

func newStage(t *testing.T, zone calendar.Zone) *stage {
	return &stage{
		t:          t,
		zone:       zone,
		terms:      timeaccount.Printed(nil),
		hours:      openingHours(t),
		customers:  map[string]timeaccount.Customer{},
		agreements: map[string]timeaccount.Agreement{},
		cases:      map[string]timeaccount.Case{},
		enquiries:  map[string]timeaccount.Enquiry{},
	}
}

// Scene returns what is on the stage.
func (s *stage) Scene() entitlementtest.Scene {
	return entitlementtest.Scene{
		Terms: s.terms, Calendar: s.hours.Spec(), Told: s.told, Entries: s.log,
		Values: map[string]any{"customers": s.customers, "agreements": s.agreements, "cases": s.cases, "enquiries": s.enquiries},
	}
}

// Given puts terms, agreements and cases on the stage.
func (s *stage) Given(noun, name string, args entitlementtest.Args) error {
	switch noun {
	case "rate":
		rate := timeaccount.Rate{From: calendar.MustDate(name), Hour: entitlement.MustMoney(args.Text("hour"))}
		step, _ := time.ParseDuration(args.Text("step"))
		rate.Step = entitlement.Increment(calendar.Elapsed(step))
		same := func(earlier timeaccount.Rate) bool { return earlier.From == rate.From }
		s.terms.Rates = append(slices.DeleteFunc(s.terms.Rates, same), rate)
		return nil
	case "terms":
		interval, err := time.ParseDuration(cmp.Or(args.Text("interval"), "15m"))
		s.terms.Interval = entitlement.Increment(calendar.Elapsed(interval))
		s.terms.Rounding = timeaccount.Rounding(args.Text("rounding"))
		s.terms.RoundPer = timeaccount.RoundPer(args.Text("round_per"))
		s.terms.Superuser = timeaccount.Superuser(args.Text("superuser"))
		s.terms.Free.End = calendar.TermEnd(args.Text("term_end"))
		s.terms.Account.End = calendar.TermEnd(args.Text("term_end"))
		return err
	case "closed":
		s.hours = openingHours(s.t, name)
		return nil
	case "agreement":
		s.log = slices.DeleteFunc(s.log, func(entry timeaccount.Entry) bool { return entry.Draws[0].Of == name }) // replaced
		at, err := s.zone.Local(calendar.MustDate(args.Text("concluded")), 0)
		if err != nil {
			return err
		}
		delete(args, "concluded")
		args["agreement"] = entitlementtest.Value{Text: name, Quoted: true}
		_, err = s.Step(entitlementtest.Step{When: at, Verb: "conclude", Args: args})
		return err
	case "case":
		at, err := s.zone.Local(calendar.MustDate("2026-01-01"), 0)
		if err != nil {
			return err
		}
		args["case"] = entitlementtest.Value{Text: name, Quoted: true}
		_, err = s.Step(entitlementtest.Step{When: at, Verb: "open", Args: args})
		return err
	default:
		return fmt.Errorf("no %s can be given", noun)
	}
}

// Step tells a fact or asks a question. What is not said of an enquiry is usual:
// a call of B with a question about using CAD-M.
func (s *stage) Step(step entitlementtest.Step) (entitlementtest.Answer, error) {
	usual := map[string]string{"customer": "B"}
	switch step.Verb {
	case "receive":
		usual["product"], usual["topic"], usual["channel"] = "CAD-M", "user-related", "phone"
	case "conclude":
		usual["products"] = "CAD-M"
	case "open", "appoint":
	default:
		usual = nil
	}
	for key, text := range usual {
		if _, said := step.Args[key]; !said {
			step.Args[key] = entitlementtest.Value{Text: text, Quoted: true}
		}
	}
	event, err := step.Event(len(s.log), s.zone)
	if err != nil {
		return entitlementtest.Answer{}, err
	}
	held := s.named(step)
	if step.Verb == "correct" {
		return s.correct(event, step, held)
	}
	fact, err := timeaccount.DecodeFact(entitlement.Kind(step.Verb), step.Args.JSON())
	if fault := (*entitlement.Failure)(nil); errors.As(err, &fault) && fault.Field == "kind" {
		return s.ask(step, held)
	}
	if err != nil {
		return entitlementtest.Answer{}, err
	}
	if reversal, ok := fact.(timeaccount.Reversal); ok {
		held = s.needed(reversal.Of)
	}
	s.told = append(s.told, entitlementtest.Told{Event: event, Fact: fact, Held: held})
	changed, entry, err := timeaccount.Do(s.terms, event, fact, held)
	requirePreview(s.t, s.terms, held, event, fact, changed, entry, err)
	if err != nil {
		return entitlementtest.Answer{}, err
	}
	return s.post(changed, entry)
}

// correct tells how many entries the correction of a session makes.
func (s *stage) correct(event entitlement.Event, step entitlementtest.Step, held timeaccount.Holding) (entitlementtest.Answer, error) {
	correction := timeaccount.Correction{Of: step.Args.Text("of"), Because: step.Args.Text("because")}
	delete(step.Args, "of")
	delete(step.Args, "because")
	if len(step.Args) > 0 {
		fact, err := timeaccount.DecodeFact("session", step.Args.JSON())
		if err != nil {
			return entitlementtest.Answer{}, err
		}
		correction.Session = fact.(timeaccount.Session)
	}
	changed, entries, err := timeaccount.Correct(event, correction, s.log, held)
	if err != nil {
		return entitlementtest.Answer{}, err
	}
	_, err = s.post(changed, entries...)
	return values(len(entries), "entries"), err
}

// named returns the values that a step names, and its customer.
func (s *stage) named(step entitlementtest.Step) timeaccount.Holding {
	held := timeaccount.Holding{Hours: s.hours}
	for _, name := range append(step.Names, step.Args.Text("customer")) {
		if customer, ok := s.customers[name]; ok && len(held.Customers) == 0 {
			held.Customers = append(held.Customers, customer)
		}
		if agreement, ok := s.agreements[name]; ok {
			held.Agreements = append(held.Agreements, agreement)
		}
		if opened, ok := s.cases[name]; ok {
			held.Cases = append(held.Cases, opened)
		}
		if enquiry, ok := s.enquiries[name]; ok {
			held.Enquiries = append(held.Enquiries, enquiry)
		}
	}
	return held
}

// needed returns an entry and the values it names.
func (s *stage) needed(ref string) timeaccount.Holding {
	for _, entry := range s.log {
		if entry.Ref == ref {
			var names []string
			for _, draw := range entry.Draws {
				names = append(names, draw.Of)
			}
			held := s.named(entitlementtest.Step{Names: names})
			held.Entry = entry
			return held
		}
	}
	return timeaccount.Holding{}
}

// post keeps what changed, and checks that it is the fold of the ledger.
func (s *stage) post(changed timeaccount.Holding, entries ...timeaccount.Entry) (entitlementtest.Answer, error) {
	for _, entry := range entries {
		log, err := ledger.Append(s.log, entry)
		if err != nil {
			return entitlementtest.Answer{}, err
		}
		s.log = log
	}
	for _, customer := range changed.Customers {
		s.customers[customer.ID()] = customer
		entitlementtest.Folds(s.t, customer.ID(), s.log, customer, timeaccount.Customer.Apply)
	}
	for _, agreement := range changed.Agreements {
		s.agreements[agreement.ID()] = agreement
		entitlementtest.Folds(s.t, agreement.ID(), s.log, agreement, timeaccount.Agreement.Apply)
	}
	for _, opened := range changed.Cases {
		s.cases[opened.ID()] = opened
		entitlementtest.Folds(s.t, opened.ID(), s.log, opened, timeaccount.Case.Apply)
	}
	for _, enquiry := range changed.Enquiries {
		s.enquiries[enquiry.ID()] = enquiry
		entitlementtest.Folds(s.t, enquiry.ID(), s.log, enquiry, timeaccount.Enquiry.Apply)
	}
	return s.outcome(entries[len(entries)-1]), nil
}

// outcome tells what an entry moved. A balance that is paid is not said to move.
func (s *stage) outcome(entry timeaccount.Entry) entitlementtest.Answer {
	asked, work := entry.Outcome.Enquiry, entry.Outcome.Work
	answer := entitlementtest.Answer{
		Outcome: map[string]string{
			"debited": length(work.Debited), "uncovered": length(calendar.Seconds(entry.Uncovered)),
			"mode": string(asked.Mode), "outside": string(asked.Scope),
		},
		Detail: map[string]string{
			"worked": length(work.Actual), "covered": length(work.Covered), "charged": length(work.Charged),
			"under": asked.Agreement, "start": asked.Start.String(), "rate": asked.Rate.Hour.String(),
			"ordered": strconv.FormatBool(asked.Ordered), "nosuperuser": strconv.FormatBool(asked.NoSuperuser),
			"notviasuperuser": strconv.FormatBool(asked.NotViaSuperuser),
		},
		Why: entry.Why,
	}
	if entry.Charge.Sign() != 0 {
		answer.Outcome["charge"] = entry.Charge.String()
	}
	for _, draw := range entry.Draws {
		if _, ok := s.agreements[draw.Of]; ok {
			answer.Detail[draw.Of] = length(-calendar.Seconds(draw.Moved))
		}
	}
	return answer
}

// length writes a length of time; none is "0".
func length(time calendar.Seconds) string {
	if time == 0 {
		return "0"
	}
	return time.String()
}

// ask calls the method that the verb names: of the value named first, of the
// hours, or of the terms.
func (s *stage) ask(step entitlementtest.Step, held timeaccount.Holding) (entitlementtest.Answer, error) {
	text := step.Args.Text
	switch step.Verb {
	case "mode":
		return values(timeaccount.ModeAt(step.When, text("product"), held.Agreements...)), nil
	case "recommend":
		advice, err := timeaccount.Recommend(timeaccount.Knowledge(text("knowledge")), timeaccount.Need(text("need")))
		var answer entitlementtest.Answer
		for _, suits := range advice {
			answer.Values = append(answer.Values, string(suits.Alternative))
			answer.Why = append(answer.Why, suits.Why...)
		}
		return answer, err
	case "usage":
		return s.usage(text("customer"), calendar.MustDate(text("from")), calendar.MustDate(text("until"))), nil
	case "statement":
		return s.statement(step, held.Agreements[0])
	}
	work, err := time.ParseDuration(text("work"))
	if err != nil && text("work") != "" {
		return entitlementtest.Answer{}, err
	}
	until, _ := calendar.ParseDate(text("until"))
	available := []any{
		step.When, step.When.Date(), until, s.hours, s.zone, calendar.Elapsed(work),
		text("product"), timeaccount.Topic(text("topic")), timeaccount.Channel(text("channel")),
	}
	for _, agreement := range held.Agreements {
		available = append(available, agreement)
	}
	var value any = s.terms
	switch {
	case slices.Contains(step.Names, "hours"):
		value = s.hours
	case step.Verb == "dutiesopen" || step.Verb == "superuserat":
		value = timeaccount.Customer{}
		if len(held.Customers) > 0 {
			value = held.Customers[0]
		}
	case len(held.Enquiries) > 0:
		value = held.Enquiries[0]
	case len(held.Cases) > 0:
		value = held.Cases[0]
	case len(held.Agreements) > 0:
		value = held.Agreements[0]
	}
	answers, err := entitlementtest.Query(value, step.Verb, available...)
	return entitlementtest.Answer{Values: answers}, err
}

func values(of ...any) entitlementtest.Answer {
	var answer entitlementtest.Answer
	for _, value := range of {
		answer.Values = append(answer.Values, fmt.Sprint(value))
	}
	return answer
}

func (s *stage) usage(customer string, from, until calendar.Date) entitlementtest.Answer {
	usage := timeaccount.UsageOf(customer, s.log, from, until)
	detail := map[string]string{
		"enquiries": strconv.Itoa(usage.Enquiries), "free": strconv.Itoa(usage.Free), "account": strconv.Itoa(usage.Account),
		"none": strconv.Itoa(usage.Hourly), "outside": strconv.Itoa(usage.Outside), "others": strconv.Itoa(usage.Others),
		"worked": length(usage.Worked), "covered": length(usage.Covered), "debited": length(usage.Debited),
		"uncovered": length(usage.Uncovered), "rounding": length(usage.Rounding()),
	}
	for _, caused := range usage.Causes {
		detail[string(caused.Cause)] = strconv.Itoa(caused.Enquiries)
	}
	return entitlementtest.Answer{Detail: detail}
}

func (s *stage) statement(step entitlementtest.Step, agreement timeaccount.Agreement) (entitlementtest.Answer, error) {
	statement, err := agreement.Statement(s.zone, step.When, s.log)
	if err != nil {
		return entitlementtest.Answer{}, err
	}
	detail := map[string]string{
		"opening": length(statement.Opening), "worked": length(statement.Worked), "used": length(statement.Used),
		"left": length(statement.Left), "lapsed": length(statement.Lapsed), "state": string(statement.State),
		"lines": strconv.Itoa(len(statement.Lines)),
	}
	for i, line := range statement.Lines {
		detail["line"+strconv.Itoa(i+1)] = strings.TrimSpace(fmt.Sprintf("%s %s %s-%s %s %s: %s debited %s, %s left", line.Enquiry,
			line.Start.Date(), line.Start.Clock(), line.End.Clock(), line.What, line.By,
			length(line.Worked), length(line.Debited), length(line.Left)))
	}
	return entitlementtest.Answer{Detail: detail}, nil
}
