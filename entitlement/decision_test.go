package entitlement_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
)

// answerOf returns an answer that is valid.
func answerOf(contract string, cover entitlement.Cover, paid entitlement.Paid, until string) entitlement.Answer {
	answer := entitlement.Answer{
		Type: "card", Contract: contract, Cover: cover, Paid: paid, Unit: "clip", Rest: entitlement.Nobody, Why: []entitlement.Clause{"PCH-11"},
	}
	if until != "" {
		answer.Until = calendar.MustDate(until)
	}
	if cover == entitlement.NoCover {
		answer.Refusal = entitlement.Refusal{Reason: entitlement.NothingLeft, Clause: "PCH-09", Pass: "a card"}
	}
	if cover == entitlement.PartialCover {
		answer.Uncovered = 2
	}
	return answer
}

// The best first: every one is chosen over all behind it, whatever their order.
func inOrder() []entitlement.Answer {
	return []entitlement.Answer{
		answerOf("r", entitlement.FullCover, entitlement.ByRight, "2026-12-31"),
		answerOf("q", entitlement.FullCover, entitlement.ByRight, ""),
		answerOf("p", entitlement.FullCover, entitlement.Allowance, "2026-06-30"),
		answerOf("m", entitlement.FullCover, entitlement.Prepaid, "2026-06-30"),
		answerOf("n", entitlement.FullCover, entitlement.Prepaid, "2026-06-30"),
		answerOf("l", entitlement.FullCover, entitlement.Prepaid, "2026-07-01"),
		answerOf("k", entitlement.FullCover, entitlement.Uncharged, ""),
		answerOf("j", entitlement.FullCover, entitlement.Billable, ""),
		answerOf("i", entitlement.PartialCover, entitlement.ByRight, "2026-01-01"),
		answerOf("h", entitlement.PartialCover, entitlement.Billable, ""),
		answerOf("a", entitlement.NoCover, "", ""),
	}
}

func TestDecideIsATotalOrder(t *testing.T) {
	answers := inOrder()
	for i := range answers[:len(answers)-1] {
		rapid.Check(t, func(t *rapid.T) {
			decision, err := entitlement.Decide(rapid.Permutation(answers[i:]).Draw(t, "answers")...)
			require.NoError(t, err)
			chosen, ok := decision.Chosen()
			require.True(t, ok)
			require.Equal(t, answers[i], chosen)
			n := 0
			for other, refusal := range decision.WhyNot() {
				require.NotEqual(t, chosen.Contract, other.Contract)
				require.NotEmpty(t, refusal.Reason)
				require.NotEmpty(t, refusal.Pass)
				n++
			}
			require.Len(t, answers[i:], n+1)
		})
	}
}

func TestWhyNot(t *testing.T) {
	all := inOrder()
	for _, row := range []struct {
		chosen, other int
		want          entitlement.Refusal
	}{
		{0, 1, entitlement.Refusal{Reason: entitlement.EndsLater, Clause: "ENT-04", Pass: "an end before 2026-12-31"}},
		{3, 4, entitlement.Refusal{Reason: entitlement.LaterID, Clause: "ENT-04", Pass: "an id before m"}},
		{4, 5, entitlement.Refusal{Reason: entitlement.EndsLater, Clause: "ENT-04", Pass: "an end before 2026-06-30"}},
		{2, 3, entitlement.Refusal{Reason: entitlement.PaidAfter, Clause: "ENT-04", Pass: "no other cover that is chosen before prepaid"}},
		{7, 8, entitlement.Refusal{Reason: entitlement.CoversLess, Clause: "ENT-04", Pass: "full cover: 2 are not covered, in units of a clip"}},
		{8, 9, entitlement.Refusal{Reason: entitlement.PaidAfter, Clause: "ENT-04", Pass: "no other cover that is chosen before billable"}},
		{9, 10, entitlement.Refusal{Reason: entitlement.NothingLeft, Clause: "PCH-09", Pass: "a card"}},
	} {
		decision, err := entitlement.Decide(all[row.other], all[row.chosen])
		require.NoError(t, err)
		for other, why := range decision.WhyNot() {
			require.Equal(t, all[row.other], other)
			require.Equal(t, row.want, why)
		}
	}
}

func TestNothingIsChosen(t *testing.T) {
	for _, answers := range [][]entitlement.Answer{nil, {answerOf("a", entitlement.NoCover, "", ""), answerOf("b", entitlement.NoCover, "", "")}} {
		decision, err := entitlement.Decide(answers...)
		require.NoError(t, err)
		_, ok := decision.Chosen()
		require.False(t, ok)
		var others []string
		for other := range decision.WhyNot() {
			others = append(others, other.Contract)
		}
		require.Len(t, others, len(answers))
	}
	_, ok := entitlement.Decision{}.Chosen()
	require.False(t, ok)
	decision, err := entitlement.Decide(inOrder()...)
	require.NoError(t, err)
	for range decision.WhyNot() {
		break // a loop may end early
	}
}

func TestAnswersAreValidated(t *testing.T) {
	for field, change := range map[string]func(*entitlement.Answer){
		"contract":  func(a *entitlement.Answer) { a.Contract = "" },
		"uncovered": func(a *entitlement.Answer) { a.Before = -1 },
		"until":     func(a *entitlement.Answer) { a.Until = calendar.MustDate("9999-12-31") + 1 },
		"cover":     func(a *entitlement.Answer) { a.Cover = "" },
		"paid":      func(a *entitlement.Answer) { a.Paid = "" },
		"rest":      func(a *entitlement.Answer) { a.Rest = "somebody" },
		"refusal": func(a *entitlement.Answer) {
			a.Refusal = entitlement.Refusal{Reason: entitlement.NothingLeft, Clause: "PCH-09", Pass: "a card"}
		},
		"why": func(a *entitlement.Answer) { a.Why = nil },
	} {
		answer := answerOf("a", entitlement.FullCover, entitlement.Prepaid, "")
		require.NoError(t, answer.Validate())
		change(&answer)
		_, err := entitlement.Decide(answer)
		require.ErrorIs(t, err, entitlement.ErrInvalid, field)
		fault := (*entitlement.Failure)(nil)
		require.ErrorAs(t, err, &fault)
		require.Equal(t, field, fault.Field)
	}
	for _, paid := range []entitlement.Paid{"by-magic", "prepaid"} {
		answer := answerOf("a", entitlement.NoCover, paid, "")
		require.ErrorIs(t, answer.Validate(), entitlement.ErrInvalid)
		answer = answerOf("a", entitlement.FullCover, "by-magic", "")
		require.ErrorIs(t, answer.Validate(), entitlement.ErrInvalid)
	}
	answer := answerOf("a", entitlement.NoCover, "", "")
	answer.Refusal = entitlement.Refusal{}
	require.ErrorIs(t, answer.Validate(), entitlement.ErrInvalid)
	for _, rest := range []entitlement.Payer{
		entitlement.Nobody, entitlement.CustomerByConsent, entitlement.CustomerByList, entitlement.CustomerDirectly, entitlement.CustomerMonthly,
	} {
		answer := answerOf("a", entitlement.FullCover, entitlement.Prepaid, "")
		answer.Rest = rest
		require.NoError(t, answer.Validate())
	}
	one := answerOf("a", entitlement.FullCover, entitlement.Prepaid, "")
	_, err := entitlement.Decide(one, answerOf("b", entitlement.FullCover, entitlement.Prepaid, ""), one)
	require.ErrorIs(t, err, entitlement.ErrInvalid, "two answers of one contract")
	another := one
	another.Type = "account"
	decision, err := entitlement.Decide(one, another)
	require.NoError(t, err, "the id is that of a contract of another type")
	best, _ := decision.Chosen()
	require.Equal(t, "account", best.Type)
	for field, change := range map[string]func(*entitlement.Answer){
		"contract":  func(a *entitlement.Answer) { a.Type = "" },
		"uncovered": func(a *entitlement.Answer) { a.After = -1 },
		"why":       func(a *entitlement.Answer) { a.Why = []entitlement.Clause{""} },
	} {
		answer := one
		change(&answer)
		fault := (*entitlement.Failure)(nil)
		require.ErrorAs(t, answer.Validate(), &fault)
		require.Equal(t, field, fault.Field)
	}
	partial := answerOf("a", entitlement.PartialCover, entitlement.Prepaid, "")
	partial.Uncovered = 0
	require.Error(t, partial.Validate())
	partial.Uncovered = -1
	require.Error(t, partial.Validate())
	for _, refusal := range []entitlement.Refusal{{Reason: "R", Clause: "C"}, {Reason: "R", Pass: "P"}, {Clause: "C", Pass: "P"}} {
		none := answerOf("a", entitlement.NoCover, "", "")
		none.Refusal = refusal
		require.Error(t, none.Validate())
	}
}

func TestRefused(t *testing.T) {
	refusal := &entitlement.Refusal{Reason: "TaskClosed", Clause: "PCH-06", Pass: "a new task"}
	answer, err := entitlement.Refused("card", "T", fmt.Errorf("wrapped: %w", refusal))
	require.NoError(t, err)
	require.NoError(t, answer.Validate())
	require.Equal(t, entitlement.Answer{
		Type: "card", Contract: "T", Cover: entitlement.NoCover, Rest: entitlement.Nobody, Refusal: *refusal, Why: []entitlement.Clause{"PCH-06"},
	}, answer)
	failure := errors.New("no refusal")
	answer, err = entitlement.Refused("card", "T", failure)
	require.Equal(t, failure, err)
	require.Zero(t, answer)
}

func TestAnswerJSON(t *testing.T) {
	for _, answer := range inOrder() {
		text, err := json.Marshal(answer)
		require.NoError(t, err)
		var read entitlement.Answer
		require.NoError(t, entitlement.Decode("answer", text, &read))
		require.Equal(t, answer, read)
	}
}

func TestDecisionJSON(t *testing.T) {
	for _, row := range []struct {
		answers []entitlement.Answer
		want    string
	}{
		{nil, `{"v":1,"chosen":null,"others":[]}`},
		{
			[]entitlement.Answer{answerOf("a", entitlement.NoCover, "", ""), answerOf("k", entitlement.FullCover, entitlement.Prepaid, "2026-07-01")},
			`{"v":1,"chosen":{"type":"card","contract":"k","cover":"full","paid":"prepaid","unit":"clip","rest":"nobody","until":"2026-07-01","why":["PCH-11"]},
			"others":[{"answer":{"type":"card","contract":"a","cover":"none","unit":"clip","rest":"nobody","refusal":{"reason":"NothingLeft","clause":"PCH-09","pass":"a card"},
			"why":["PCH-11"]},"why_not":{"reason":"NothingLeft","clause":"PCH-09","pass":"a card"}}]}`,
		},
	} {
		decision, err := entitlement.Decide(row.answers...)
		require.NoError(t, err)
		text, err := json.Marshal(decision)
		require.NoError(t, err)
		require.JSONEq(t, row.want, string(text))
	}
}

func TestDecideDoesNotAllocate(t *testing.T) {
	answers := inOrder()
	before := slices.Clone(answers)
	require.Zero(t, testing.AllocsPerRun(100, func() { _, _ = entitlement.Decide(answers...) }))
	require.Equal(t, before, answers)
}

func BenchmarkDecide(b *testing.B) {
	answers := inOrder()[:6]
	b.ReportAllocs()
	for b.Loop() {
		if _, err := entitlement.Decide(answers...); err != nil {
			b.Fatal(err)
		}
	}
}

func TestEveryRuleHasAText(t *testing.T) {
	for i, rule := range entitlement.Clauses() {
		require.Equal(t, fmt.Sprintf("ENT-%02d", i+1), string(rule.Clause))
		require.NotEmpty(t, rule.Text)
	}
	require.Len(t, entitlement.Clauses(), 7)
}
