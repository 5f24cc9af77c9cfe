package hotline_test

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/entitlementtest"
	"github.com/avtale/avtale/entitlement/ledger"
	"github.com/avtale/avtale/hotline"
)

func TestMain(m *testing.M) { entitlementtest.Main(m) }

func TestStories(t *testing.T) {
	zone := oslo(t)
	shown := entitlementtest.Run(t, os.DirFS("testdata"), "*.story", zone, func() entitlementtest.Stage {
		return newStage(t, zone)
	})
	shown.RequireAll(t, "clauses.go", hotline.Clauses())
	if folder := os.Getenv("AVTALE_VECTORS"); folder != "" { // .ci/vectors collects them
		vectors, err := shown.Vectors("hotline")
		require.NoError(t, err)
		require.NoError(t, os.CopyFS(folder, vectors))
	}
}

func oslo(t testing.TB) calendar.Zone {
	location, err := time.LoadLocation("Europe/Oslo")
	require.NoError(t, err)
	zone, err := calendar.NewZone(location)
	require.NoError(t, err)
	return zone
}

// A stage holds the values of a story by their names, and the ledger.
type stage struct {
	t         *testing.T
	zone      calendar.Zone
	terms     hotline.Terms
	usual     entitlementtest.Args // of a request
	workshops map[string]hotline.Workshop
	cases     map[string]hotline.Case
	feedback  map[string]hotline.Feedback
	told      []entitlementtest.Told
	log       []hotline.Entry
}

func newStage(t *testing.T, zone calendar.Zone) *stage {
	return &stage{
		t:         t,
		zone:      zone,
		terms:     hotline.Printed(calendar.MustDate("2020-01-01"), "v1", "NOK"),
		workshops: map[string]hotline.Workshop{},
		cases:     map[string]hotline.Case{},
		feedback:  map[string]hotline.Feedback{},
	}
}

// Scene returns what is on the stage.
func (s *stage) Scene() entitlementtest.Scene {
	return entitlementtest.Scene{
		Terms: s.terms, Told: s.told, Entries: s.log,
		Values: map[string]any{"workshops": s.workshops, "cases": s.cases, "feedback": s.feedback},
	}
}

// Given puts terms, workshops and subscriptions on the stage. A subscription is
// one of W unless another workshop is named; what is usual for a request is
// added to each that is received.
func (s *stage) Given(noun, name string, args entitlementtest.Args) error {
	switch noun {
	case "terms":
		s.terms.Cancelled = hotline.Cancelled(args.Text("cancelled"))
		s.terms.Precedence = hotline.Precedence(args.Text("precedence"))
		s.terms.BeyondGrant = hotline.BeyondGrant(args.Text("beyond_grant"))
		s.terms.RewardValidity.Months, _ = strconv.Atoi(args.Text("reward_validity"))
	case "version":
		version := hotline.Version{From: calendar.MustDate(args.Text("from")), Name: name}
		s.terms.Versions = append(s.terms.Versions, version)
	case "price":
		price := entitlement.Price{From: calendar.MustDate(name), Amount: entitlement.MustMoney(args.Text("amount"))}
		s.terms.List = append(s.terms.List, price)
	case "channel":
		s.terms.Channels = append(s.terms.Channels, hotline.Channel(name))
	case "exception":
		price := entitlement.Price{From: calendar.MustDate("2020-01-01"), Amount: entitlement.MustMoney(args.Text("price"))}
		s.terms.SupportExceptions = append(s.terms.SupportExceptions, hotline.SupportException{
			Topic: name, Agreement: args.Text("agreement"), Prices: entitlement.Prices{price},
		})
	case "request":
		s.usual = args
	case "workshop":
		s.log = slices.DeleteFunc(s.log, func(entry hotline.Entry) bool { _, ok := entry.Draw(name); return ok })
		return s.tell("2020-01-01", "enrolment of "+name, hotline.Enrolment{Workshop: name}, "")
	case "subscription":
		workshop := args.Text("workshop")
		if workshop == "" {
			workshop = "W"
		}
		delete(args, "workshop")
		args["subscription"] = entitlementtest.Value{Text: name}
		fact, err := hotline.DecodeFact("subscribe", args.JSON())
		if err != nil {
			return err
		}
		return s.tell(args.Text("from"), "subscription "+name, fact, workshop)
	default:
		return fmt.Errorf("no %s can be given", noun)
	}
	return nil
}

func (s *stage) tell(day, ref string, fact hotline.Fact, workshop string) error {
	at, err := s.zone.Local(calendar.MustDate(day), 0)
	if err != nil {
		return err
	}
	event := entitlement.Event{Ref: ref, At: at, Entered: at}
	_, err = s.do(event, fact, hotline.Holding{Workshop: s.workshops[workshop]})
	return err
}

// Step tells a fact or asks a question.
func (s *stage) Step(step entitlementtest.Step) (entitlementtest.Answer, error) {
	event, err := step.Event(len(s.log), s.zone)
	if err != nil {
		return entitlementtest.Answer{}, err
	}
	if step.Verb == "receive" || step.Verb == "reclassify" || step.Verb == "cansubmit" {
		all := maps.Clone(s.usual)
		if step.Verb != "receive" {
			delete(all, "channel")
		}
		maps.Copy(all, step.Args)
		step.Args = all
	}
	fact, err := hotline.DecodeFact(entitlement.Kind(step.Verb), step.Args.JSON())
	if fault := (*entitlement.Failure)(nil); errors.As(err, &fault) && fault.Field == "kind" {
		return s.ask(step)
	}
	if err != nil {
		return entitlementtest.Answer{}, err
	}
	return s.do(event, fact, s.held(step.Names, fact))
}

// held returns the values a fact is told to: those named, and the workshop of a
// case or feedback.
func (s *stage) held(names []string, fact hotline.Fact) hotline.Holding {
	held := hotline.Holding{Log: s.log}
	if duplicate, ok := fact.(hotline.Duplicate); ok {
		held.Original = s.cases[duplicate.Of]
	}
	for _, name := range names {
		held.Case, held.Feedback = s.cases[name], s.feedback[name]
		held.Workshop = s.workshops[name+held.Case.Workshop()+held.Feedback.Workshop()]
		if held.Workshop.ID() == "" {
			held.Workshop = s.workshops[held.Case.Workshop()+held.Feedback.Workshop()]
		}
	}
	return held
}

func (s *stage) do(event entitlement.Event, fact hotline.Fact, held hotline.Holding) (entitlementtest.Answer, error) {
	s.told = append(s.told, entitlementtest.Told{Event: event, Fact: fact, Held: held})
	changed, entry, err := hotline.Do(s.terms, event, fact, held)
	requirePreview(s.t, s.terms, held, event, fact, changed, entry, err)
	if err != nil {
		return entitlementtest.Answer{}, err
	}
	if s.log, err = ledger.Append(s.log, entry); err != nil {
		return entitlementtest.Answer{}, err
	}
	if w := changed.Workshop; w.ID() != "" {
		s.workshops[w.ID()] = w
		entitlementtest.Folds(s.t, w.ID(), s.log, w, hotline.Workshop.Apply)
	}
	if c := changed.Case; c.ID() != "" {
		s.cases[c.ID()] = c
		entitlementtest.Folds(s.t, c.ID(), s.log, c, hotline.Case.Apply)
	}
	if f := changed.Feedback; f.ID() != "" {
		s.feedback[f.ID()] = f
		entitlementtest.Folds(s.t, f.ID(), s.log, f, hotline.Feedback.Apply)
	}
	return s.outcome(entry), nil
}

// outcome says what an entry did. A case is taken for a hotline case unless it
// is said to be support.
func (s *stage) outcome(entry hotline.Entry) entitlementtest.Answer {
	outcome := entry.Outcome
	moved := 0
	for _, draw := range entry.Draws {
		if _, ok := s.workshops[draw.Of]; ok {
			moved += draw.Moved
		}
	}
	answer := entitlementtest.Answer{
		Outcome: map[string]string{
			"moved": strconv.Itoa(moved), "uncovered": strconv.Itoa(entry.Uncovered),
			"renewed": string(outcome.Renewed), "proposed": strconv.Itoa(outcome.Proposed), "agreement": outcome.Agreement,
		},
		Detail: map[string]string{
			"lot": outcome.Case.Source.Lot, "year": outcome.Case.Source.From.String(), "class": string(outcome.Case.Class),
		},
		Why: entry.Why,
	}
	if outcome.Contact {
		answer.Outcome["contact"] = "true"
	}
	if entry.Kind == "receive" && outcome.Case.Class == hotline.Support {
		answer.Outcome["class"] = string(hotline.Support)
	}
	if !entry.Charge.IsZero() {
		answer.Outcome["charge"] = entry.Charge.String()
	}
	return answer
}

// ask calls the method that the verb names of the value named first, or of the
// terms.
func (s *stage) ask(step entitlementtest.Step) (entitlementtest.Answer, error) {
	held := s.held(step.Names, nil)
	w := held.Workshop
	date := func(key string) calendar.Date { return calendar.MustDate(step.Args.Text(key)) }
	switch step.Verb {
	case "charges":
		sum, err := ledger.Charges(s.log)
		return entitlementtest.Answer{Values: []string{sum.String()}}, err
	case "classify":
		var enquiry hotline.Enquiry
		err := entitlement.Decode("enquiry", step.Args.JSON(), &enquiry)
		class, why := s.terms.Classify(enquiry)
		return entitlementtest.Answer{Values: []string{string(class)}, Why: why}, err
	case "lapsedunits":
		return value(w.LapsedUnits(date("from"), date("until"))), nil
	case "casesbeyond":
		return value(w.CasesBeyond(s.log, date("from"), date("until"))), nil
	case "consumption":
		used := w.Consumption(s.log, date("from"), date("until"))
		return entitlementtest.Answer{Outcome: map[string]string{
			"support": strconv.Itoa(used.Support), "grant": strconv.Itoa(used.Grant), "block": strconv.Itoa(used.Block),
			"reward": strconv.Itoa(used.Reward), "beyond": strconv.Itoa(used.Beyond),
		}}, nil
	case "quote":
		months, _ := strconv.Atoi(step.Args.Text("months"))
		quote, err := w.Quote(s.terms, step.When, months, s.log)
		return entitlementtest.Answer{Detail: map[string]string{
			"cases": strconv.Itoa(quote.Cases), "total": quote.Total.String(), "used": strconv.Itoa(quote.Used),
			"yearly": strconv.Itoa(quote.Yearly), "grant": strconv.Itoa(quote.Grant),
		}}, err
	case "lots":
		var lots []string
		for _, lot := range w.Lots(step.When) {
			end := "without end"
			if !lot.Until.IsZero() {
				end = "until " + lot.Until.String()
			}
			lots = append(lots, fmt.Sprintf("%s %s %d of %d %s", lot.Kind, lot.ID, lot.Drawn, lot.Granted, end))
		}
		return entitlementtest.Answer{Values: lots}, nil
	}
	var accepted hotline.TermsAccepted
	_ = entitlement.Decode("acceptance", step.Args.JSON(), &accepted) // where it is one
	available := []any{step.When, step.When.Date(), accepted}
	for _, arg := range step.Args {
		if n, err := strconv.Atoi(arg.Text); err == nil {
			available = append(available, n)
		} else if arg.Text == "true" || arg.Text == "false" {
			available = append(available, arg.Text == "true")
		} else {
			available = append(available, arg.Text, hotline.Product(arg.Text), hotline.Channel(arg.Text))
		}
	}
	if until, err := calendar.ParseDate(step.Args.Text("until")); err == nil {
		available = append(available, until)
	}
	var asked any = s.terms
	switch {
	case w.ID() != "" && held.Case.ID() == "":
		asked = w
	case held.Case.ID() != "":
		asked = held.Case
	}
	values, err := entitlementtest.Query(asked, step.Verb, available...)
	return entitlementtest.Answer{Values: values}, err
}

func value(n int) entitlementtest.Answer {
	return entitlementtest.Answer{Values: []string{strconv.Itoa(n)}}
}
