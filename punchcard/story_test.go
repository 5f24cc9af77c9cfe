package punchcard_test

import (
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
	"github.com/avtale/avtale/punchcard"
)

func TestMain(m *testing.M) { entitlementtest.Main(m) }

func TestStories(t *testing.T) {
	zone := copenhagen(t)
	shown := entitlementtest.Run(t, os.DirFS("testdata"), "*.story", zone, func() entitlementtest.Stage {
		return newStage(t, zone)
	})
	shown.RequireAll(t, "clauses.go", punchcard.Clauses())
	if folder := os.Getenv("AVTALE_VECTORS"); folder != "" { // .ci/vectors collects them
		vectors, err := shown.Vectors("punchcard")
		require.NoError(t, err)
		require.NoError(t, os.CopyFS(folder, vectors))
	}
}

func copenhagen(t testing.TB) calendar.Zone {
	location, err := time.LoadLocation("Europe/Copenhagen")
	require.NoError(t, err)
	zone, err := calendar.NewZone(location)
	require.NoError(t, err)
	return zone
}

// A stage holds the values of a story by their names, and the ledger.
type stage struct {
	t     *testing.T
	zone  calendar.Zone
	terms punchcard.Terms
	cards map[string]punchcard.Card
	tasks map[string]punchcard.Task
	extra map[string]punchcard.AddOn
	fault map[string]punchcard.Fault
	hours calendar.Calendar
	told  []entitlementtest.Told
	log   []punchcard.Entry
}

func newStage(t *testing.T, zone calendar.Zone) *stage {
	return &stage{
		t:     t,
		zone:  zone,
		terms: punchcard.Printed(nil, nil, nil),
		cards: map[string]punchcard.Card{},
		tasks: map[string]punchcard.Task{},
		extra: map[string]punchcard.AddOn{},
		fault: map[string]punchcard.Fault{},
		hours: workingHours(t),
	}
}

// workingHours returns the contract's calendar with some days closed.
func workingHours(t testing.TB, closed ...string) calendar.Calendar {
	spec := punchcard.WorkingHours()
	for _, date := range closed {
		spec.Exceptions = append(spec.Exceptions, calendar.Exception{Date: calendar.MustDate(date)})
	}
	location, err := time.LoadLocation(spec.Zone)
	require.NoError(t, err)
	hours, err := calendar.Compile(spec, location)
	require.NoError(t, err)
	return hours
}

// Scene returns what is on the stage.
func (s *stage) Scene() entitlementtest.Scene {
	return entitlementtest.Scene{
		Terms: s.terms, Calendar: s.hours.Spec(), Told: s.told, Entries: s.log,
		Values: map[string]any{"cards": s.cards, "tasks": s.tasks, "addons": s.extra, "faults": s.fault},
	}
}

// Given puts terms, cards, tasks and add-ons on the stage. Whoever is not
// named otherwise is the customer C.
func (s *stage) Given(noun, name string, args entitlementtest.Args) error {
	holder := args.Text("holder")
	if holder == "" {
		holder = "C"
	}
	switch noun {
	case "price":
		from, err := calendar.ParseDate(name)
		if err != nil {
			return err
		}
		amount := entitlement.MustMoney(args.Text("amount"))
		s.terms.List = append(s.terms.List, entitlement.Price{From: from, Amount: amount})
	case "terms":
		s.terms.RoundPer = punchcard.RoundPer(args.Text("round_per"))
		s.terms.Lapse.End = calendar.TermEnd(args.Text("term_end"))
		s.terms.Expiry.End = calendar.TermEnd(args.Text("term_end"))
	case "inside":
		from, _ := strconv.Atoi(name)
		to, _ := strconv.Atoi(args.Text("to"))
		s.terms.Inside = append(s.terms.Inside, punchcard.Postcodes{From: from, To: to})
	case "product":
		clips, _ := strconv.Atoi(args.Text("clips"))
		s.terms.AddOns = append(s.terms.AddOns, punchcard.AddOnPrice{
			Product: punchcard.Product(name), Clips: clips, TimeUsed: clips == 0,
		})
	case "closed":
		s.hours = workingHours(s.t, name)
	case "card":
		s.forget(name)
		size, _ := strconv.Atoi(args.Text("size"))
		purchase := punchcard.Purchase{Card: name, Holder: holder, Size: size}
		return s.tell(args.Text("sold"), "sale of "+name, purchase, punchcard.Holding{})
	case "task":
		order := punchcard.Order{Task: name, Holder: holder}
		return s.tell("2000-01-01", "order of "+name, order, punchcard.Holding{})
	case "addon":
		held := punchcard.Holding{}
		for _, id := range slices.Sorted(keys(s.cards)) {
			if s.cards[id].Holder() == holder {
				held.Cards = append(held.Cards, s.cards[id])
			}
		}
		start := punchcard.AddOnStart{
			AddOn: name, Holder: holder, Product: punchcard.Product(args.Text("product")),
			From: calendar.MustDate(args.Text("from")),
		}
		return s.tell(args.Text("from"), "start of "+name, start, held)
	default:
		return fmt.Errorf("no %s can be given", noun)
	}
	return nil
}

func keys[V any](m map[string]V) func(func(string) bool) {
	return func(yield func(string) bool) {
		for key := range m {
			if !yield(key) {
				return
			}
		}
	}
}

// forget takes a card that is replaced off the stage.
func (s *stage) forget(id string) {
	delete(s.cards, id)
	s.log = slices.DeleteFunc(s.log, func(entry punchcard.Entry) bool {
		_, named := entry.Draw(id)
		return named
	})
}

func (s *stage) tell(day, ref string, fact punchcard.Fact, held punchcard.Holding) error {
	at, err := s.zone.Local(calendar.MustDate(day), 0)
	if err != nil {
		return err
	}
	_, err = s.do(entitlement.Event{Ref: ref, At: at, Entered: at}, fact, held)
	return err
}

// Step tells a fact or asks a question.
func (s *stage) Step(step entitlementtest.Step) (entitlementtest.Answer, error) {
	event, err := step.Event(len(s.log), s.zone)
	if err != nil {
		return entitlementtest.Answer{}, err
	}
	held := s.named(step.Names)
	if step.Verb == "correct" {
		return s.correct(event, step, held)
	}
	fact, err := punchcard.DecodeFact(entitlement.Kind(step.Verb), step.Args.JSON())
	if fault := (*entitlement.Failure)(nil); errors.As(err, &fault) && fault.Field == "kind" {
		return s.ask(step, held)
	}
	if err != nil {
		return entitlementtest.Answer{}, err
	}
	if reversal, ok := fact.(punchcard.Reversal); ok {
		held = s.needed(reversal.Of)
	}
	return s.do(event, fact, held)
}

func (s *stage) named(names []string) punchcard.Holding {
	held := punchcard.Holding{Hours: s.hours}
	for _, name := range names {
		if card, ok := s.cards[name]; ok {
			held.Cards = append(held.Cards, card)
		}
		if task, ok := s.tasks[name]; ok {
			held.Tasks = append(held.Tasks, task)
		}
		if addOn, ok := s.extra[name]; ok {
			held.AddOns = append(held.AddOns, addOn)
		}
		if fault, ok := s.fault[name]; ok {
			held.Faults = append(held.Faults, fault)
		}
	}
	return held
}

// needed returns an entry and the values it names.
func (s *stage) needed(ref string) punchcard.Holding {
	for _, entry := range s.log {
		if entry.Ref == ref {
			var names []string
			for _, draw := range entry.Draws {
				names = append(names, draw.Of)
			}
			held := s.named(names)
			held.Entry = entry
			return held
		}
	}
	return punchcard.Holding{}
}

func (s *stage) do(event entitlement.Event, fact punchcard.Fact, held punchcard.Holding) (entitlementtest.Answer, error) {
	s.told = append(s.told, entitlementtest.Told{Event: event, Fact: fact, Held: held})
	changed, entry, err := punchcard.Do(s.terms, event, fact, held)
	requirePreview(s.t, s.terms, held, event, fact, changed, entry, err)
	if err != nil {
		return entitlementtest.Answer{}, err
	}
	return s.post(changed, []punchcard.Entry{entry})
}

func (s *stage) correct(event entitlement.Event, step entitlementtest.Step, held punchcard.Holding) (entitlementtest.Answer, error) {
	correction := punchcard.Correction{Of: step.Args.Text("of"), Because: step.Args.Text("because")}
	delete(step.Args, "of")
	delete(step.Args, "because")
	if len(step.Args) > 0 {
		fact, err := punchcard.DecodeFact("session", step.Args.JSON())
		if err != nil {
			return entitlementtest.Answer{}, err
		}
		correction.Session = fact.(punchcard.Session)
	}
	changed, entries, err := punchcard.Correct(s.terms.Always, event, correction, s.log, held)
	if err != nil {
		return entitlementtest.Answer{}, err
	}
	return s.post(changed, entries)
}

// post keeps what changed, and checks that it is the fold of the ledger.
func (s *stage) post(changed punchcard.Holding, entries []punchcard.Entry) (entitlementtest.Answer, error) {
	for _, entry := range entries {
		log, err := ledger.Append(s.log, entry)
		if err != nil {
			return entitlementtest.Answer{}, err
		}
		s.log = log
	}
	for _, card := range changed.Cards {
		s.cards[card.ID()] = card
		entitlementtest.Folds(s.t, card.ID(), s.log, card, punchcard.Card.Apply)
	}
	for _, task := range changed.Tasks {
		s.tasks[task.ID()] = task
		entitlementtest.Folds(s.t, task.ID(), s.log, task, punchcard.Task.Apply)
	}
	for _, addOn := range changed.AddOns {
		s.extra[addOn.ID()] = addOn
		entitlementtest.Folds(s.t, addOn.ID(), s.log, addOn, punchcard.AddOn.Apply)
	}
	for _, fault := range changed.Faults {
		s.fault[fault.ID()] = fault
		entitlementtest.Folds(s.t, fault.ID(), s.log, fault, punchcard.Fault.Apply)
	}
	return s.outcome(entries)
}

// outcome sums up what entries moved. Clips that are sold are not said to move.
func (s *stage) outcome(entries []punchcard.Entry) (entitlementtest.Answer, error) {
	moved, uncovered, of := 0, 0, map[string]int{}
	var why []entitlement.Clause
	for _, entry := range entries {
		for _, draw := range entry.Draws {
			if _, ok := s.cards[draw.Of]; ok && entry.Kind != "buy" && entry.Kind != "renew" {
				moved += draw.Moved
				of[draw.Of] += draw.Moved
			}
		}
		uncovered += entry.Uncovered
		why = append(why, entry.Why...)
	}
	charge, err := ledger.Charges(entries)
	if err != nil {
		return entitlementtest.Answer{}, err
	}
	answer := entitlementtest.Answer{
		Outcome: map[string]string{"moved": strconv.Itoa(moved), "uncovered": strconv.Itoa(uncovered)},
		Detail:  map[string]string{"entries": strconv.Itoa(len(entries))},
		Why:     why,
	}
	if !charge.IsZero() {
		answer.Outcome["charge"] = charge.String()
	}
	newest := entries[len(entries)-1]
	if newest.Outcome.Fault != (punchcard.FaultFigures{}) {
		answer.Outcome["deadline"] = newest.Outcome.Fault.Deadline.String()
	}
	if newest.Outcome.Late != 0 {
		answer.Outcome["late"] = newest.Outcome.Late.String()
	}
	for id, clips := range of {
		answer.Detail[id] = strconv.Itoa(clips)
	}
	if check, ok := newest.Fact.(punchcard.Check); ok {
		answer.Detail["findings"] = "none"
		if check.Disk != "" {
			answer.Detail["findings"] = "disk: " + check.Disk
		}
	}
	return answer, nil
}

// ask calls the method of the value named first that the verb names.
func (s *stage) ask(step entitlementtest.Step, held punchcard.Holding) (entitlementtest.Answer, error) {
	if step.Verb == "charges" {
		sum, err := ledger.Charges(s.log)
		invoices := 0
		for _, entry := range s.log {
			if !entry.Charge.IsZero() {
				invoices++
			}
		}
		return entitlementtest.Answer{Values: []string{sum.String(), strconv.Itoa(invoices)}}, err
	}
	if step.Verb == "statement" {
		return s.statement(step, held.Cards[0])
	}
	available := []any{step.When, step.When.Date(), s.hours}
	for _, card := range held.Cards {
		available = append(available, card)
	}
	for _, arg := range step.Args {
		if n, err := strconv.Atoi(arg.Text); err == nil {
			available = append(available, n)
		}
	}
	if until, err := calendar.ParseDate(step.Args.Text("until")); err == nil {
		available = append(available, until)
	}
	var value any = s.terms
	switch {
	case len(held.Faults) > 0:
		value = held.Faults[0]
	case len(held.AddOns) > 0:
		value = held.AddOns[0]
	case len(held.Tasks) > 0:
		value = held.Tasks[0]
	case len(held.Cards) > 0:
		value = held.Cards[0]
	}
	values, err := entitlementtest.Query(value, step.Verb, available...)
	return entitlementtest.Answer{Values: values}, err
}

func (s *stage) statement(step entitlementtest.Step, card punchcard.Card) (entitlementtest.Answer, error) {
	statement, err := card.Statement(s.zone, step.Args.Text("holder"), step.When, s.log)
	if err != nil {
		return entitlementtest.Answer{}, err
	}
	detail := map[string]string{
		"used": strconv.Itoa(statement.Used), "left": strconv.Itoa(statement.Left),
		"brought": strconv.Itoa(statement.BroughtForward), "lines": strconv.Itoa(len(statement.Lines)),
		"forfeited": strconv.Itoa(statement.Forfeited),
	}
	for i, line := range statement.Lines {
		detail[fmt.Sprintf("line%d", i+1)] = fmt.Sprintf("%s %s %s-%s %s %s %s +%s: %d, %d left", line.Task,
			line.Start.Date(), line.Start.Clock(), line.End.Clock(), line.What, line.By, line.Place,
			line.Travel, line.Clips, line.Left)
		detail["clips"] = strings.TrimSpace(fmt.Sprintf("%s %d", detail["clips"], line.Clips))
	}
	return entitlementtest.Answer{Detail: detail}, nil
}
