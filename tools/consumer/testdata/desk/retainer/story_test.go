package retainer_test

import (
	"errors"
	"os"
	"strconv"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/entitlementtest"
	"github.com/avtale/avtale/entitlement/ledger"

	"example.com/desk/retainer"
)

func TestMain(m *testing.M) { entitlementtest.Main(m) }

func TestStories(t *testing.T) {
	zone := oslo(t)
	shown := entitlementtest.Run(t, os.DirFS("testdata"), "*.story", zone, func() entitlementtest.Stage {
		return &stage{t: t, zone: zone, held: map[string]retainer.Retainer{}}
	})
	shown.RequireAll(t, "clauses.go", retainer.Clauses())
}

func oslo(t *testing.T) calendar.Zone {
	location, err := time.LoadLocation("Europe/Oslo")
	require.NoError(t, err)
	zone, err := calendar.NewZone(location)
	require.NoError(t, err)
	return zone
}

// A stage holds the retainers of a story, and the ledger.
type stage struct {
	t     *testing.T
	zone  calendar.Zone
	terms retainer.Terms
	held  map[string]retainer.Retainer
	log   []retainer.Entry
}

// Given sets the terms.
func (s *stage) Given(_, _ string, args entitlementtest.Args) error {
	terms := retainer.Terms{Zone: s.zone.Name(), Term: calendar.Term{Months: 12}}
	terms.Included, _ = strconv.Atoi(args.Text("included"))
	if args.Text("fee") != "" {
		terms.Fee = entitlement.MustMoney(args.Text("fee"))
	}
	if args.Text("call_out") != "" {
		terms.CallOut = entitlement.MustMoney(args.Text("call_out"))
	}
	s.terms = terms
	return nil
}

// Step tells a fact, or asks a question.
func (s *stage) Step(step entitlementtest.Step) (entitlementtest.Answer, error) {
	event, err := step.Event(len(s.log), s.zone)
	if err != nil {
		return entitlementtest.Answer{}, err
	}
	var held retainer.Retainer
	if len(step.Names) > 0 {
		held = s.held[step.Names[0]]
	}
	fact, err := retainer.DecodeFact(entitlement.Kind(step.Verb), step.Args.JSON())
	if fault := (*entitlement.Failure)(nil); errors.As(err, &fault) && fault.Field == "kind" {
		values, err := entitlementtest.Query(held, step.Verb, step.When)
		return entitlementtest.Answer{Values: values}, err
	}
	if err != nil {
		return entitlementtest.Answer{}, err
	}
	return s.tell(held, event, fact)
}

func (s *stage) tell(held retainer.Retainer, event entitlement.Event, fact retainer.Fact) (entitlementtest.Answer, error) {
	var of retainer.Entry
	if withdrawal, ok := fact.(retainer.Withdrawal); ok {
		for _, entry := range s.log {
			if entry.Ref == withdrawal.Of {
				of = entry
			}
		}
	}
	next, entry, err := retainer.Do(s.terms, held, of, event, fact)
	if call, ok := fact.(retainer.CallOut); ok {
		answer, failure := held.Ask(event, call)
		entitlementtest.Previews(s.t, answer, failure, entry.Entry, err)
	}
	if err != nil {
		return entitlementtest.Answer{}, err
	}
	log, err := ledger.Append(s.log, entry)
	if err != nil {
		return entitlementtest.Answer{}, err
	}
	s.log, s.held[next.ID()] = log, next
	entitlementtest.Folds(s.t, next.ID(), s.log, next, retainer.Retainer.Apply)

	answer := entitlementtest.Answer{
		Outcome: map[string]string{"moved": strconv.Itoa(entry.Draws[0].Moved)},
		Why:     entry.Why,
	}
	if !entry.Charge.IsZero() {
		answer.Outcome["charge"] = entry.Charge.String()
	}
	return answer, nil
}
