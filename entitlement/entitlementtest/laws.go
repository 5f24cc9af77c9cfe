package entitlementtest

import (
	"encoding/json"
	"errors"
	"maps"
	"reflect"
	"slices"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/ledger"
)

// T is what a law fails on: a *testing.T, or the T of a generator.
type T interface {
	Helper()
	Fatalf(format string, values ...any)
}

// Folds checks that a value is the fold of the entries that name it.
func Folds[V any, E ledger.Record[E]](
	t T, id string, log []E, value V, apply func(V, E) (V, error),
) {
	t.Helper()
	again, err := ledger.Replay(id, log, apply)
	if err != nil {
		t.Fatalf("%s cannot be replayed: %v", id, err)
	}
	if !reflect.DeepEqual(again, value) {
		t.Fatalf("%s is not the fold of its entries:\n%+v stands,\n%+v is the fold", id, value, again)
	}
}

// Gaps checks that a log can be replayed, and that a replay notices each entry
// that is dropped or repeated: all but a last one that is dropped, which
// nothing could notice.
func Gaps[V any, E ledger.Record[E]](
	t T, id string, log []E, apply func(V, E) (V, error),
) {
	t.Helper()
	var own []E
	for _, entry := range log {
		if _, ok := entry.Head().Draw(id); ok {
			own = append(own, entry)
		}
	}
	if _, err := ledger.Replay(id, own, apply); err != nil {
		t.Fatalf("%s cannot be replayed: %v", id, err)
	}
	for i := range own {
		if _, err := ledger.Replay(id, slices.Insert(slices.Clone(own), i, own[i]), apply); err == nil {
			t.Fatalf("%s: entry %d twice is not noticed", id, i)
		}
	}
	for i := range len(own) - 1 {
		if _, err := ledger.Replay(id, slices.Delete(slices.Clone(own), i, i+1), apply); err == nil {
			t.Fatalf("%s: entry %d dropped is not noticed", id, i)
		}
	}
}

// RoundTrips checks that a value survives its JSON form, that the form is a
// document with a version, and that unknown fields and other versions are
// refused.
func RoundTrips[V any](t T, value V) {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatalf("%+v cannot be written: %v", value, err)
	}
	var again V
	if err := json.Unmarshal(text, &again); err != nil {
		t.Fatalf("%s cannot be read: %v", text, err)
	}
	if !reflect.DeepEqual(value, again) {
		t.Fatalf("%+v comes back as %+v", value, again)
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(text, &fields); err != nil || string(fields["v"]) != "1" {
		t.Fatalf(`%s is not a document with "v":1`, text)
	}
	for key, foreign := range map[string]string{"v": "2", "unheard_of": "0"} {
		altered := maps.Clone(fields)
		altered[key] = json.RawMessage(foreign)
		text, err := json.Marshal(altered)
		if err != nil || json.Unmarshal(text, &again) == nil {
			t.Fatalf("%s is read", text)
		}
	}
}

// Reasons checks that every entry says why, under clauses that have a text,
// and that every entry names a value.
func Reasons[E ledger.Record[E]](t T, rules entitlement.Rules, log []E) {
	t.Helper()
	for _, entry := range log {
		head := entry.Head()
		if len(head.Why) == 0 || len(head.Draws) == 0 {
			t.Fatalf("entry %s does not say why or what it moves: %+v", head.Ref, head)
		}
		for _, clause := range head.Why {
			if rule, ok := rules.Find(clause); !ok || rule.Text == "" {
				t.Fatalf("entry %s: clause %s has no text", head.Ref, clause)
			}
		}
	}
}

// Previews checks that an answer, asked for before a transition with the same
// arguments, said what the transition did: its refusal, or its charge, what it left
// uncovered and why (ENT-02).
func Previews(t T, answer entitlement.Answer, failure error, entry entitlement.Entry, err error) {
	t.Helper()
	refusal := (*entitlement.Refusal)(nil)
	switch {
	case errors.As(err, &refusal):
		if failure != nil || answer.Cover != entitlement.NoCover || answer.Refusal != *refusal {
			t.Fatalf("%v, but the answer was %+v, %v", err, answer, failure)
		}
	case err != nil || failure != nil:
		if err == nil || failure == nil || err.Error() != failure.Error() {
			t.Fatalf("%v, but the answer was %v", err, failure)
		}
		return
	case answer.Charge != entry.Charge || !slices.Equal(answer.Why, entry.Why) ||
		entry.Uncovered > 0 && answer.Uncovered != entry.Uncovered:
		t.Fatalf("%+v, but the answer was %+v", entry, answer)
	}
	if err := answer.Validate(); err != nil {
		t.Fatalf("%v: %+v", err, answer)
	}
}

// Tiles checks that what a value has ahead in a stretch of days is what it has in two
// that make it up, around a day; that it is in order, once each, and says why (ENT-05).
func Tiles(t T, day calendar.Date, upcoming func(from, until calendar.Date) []entitlement.Dated) {
	t.Helper()
	const days = 800
	from, until := day-days, day+days
	whole := upcoming(from, until)
	keys := map[string]bool{}
	for i, dated := range whole {
		if dated.On < from || until <= dated.On || dated.Of == "" || dated.What == "" || dated.Why == "" ||
			!dated.At.IsZero() && dated.At.Date() != dated.On || dated.Units < 0 || dated.Units > 0 && dated.Unit == "" {
			t.Fatalf("between %s and %s there is %+v", from, until, dated)
		}
		if i > 0 && whole[i-1].Compare(dated) >= 0 || keys[dated.Key()] {
			t.Fatalf("%+v is not in order, or comes twice: %+v", dated, whole)
		}
		keys[dated.Key()] = true
	}
	for between := from; between <= until; between += 1 + (until-from)/16 {
		parts := slices.Concat(upcoming(from, between), upcoming(between, until))
		if !slices.Equal(parts, whole) {
			t.Fatalf("up to %s and from then on there is %+v, and together %+v", between, parts, whole)
		}
	}
	for _, dated := range whole { // where something is
		if !slices.Contains(upcoming(dated.On, dated.On+1), dated) ||
			slices.Contains(upcoming(from, dated.On), dated) || slices.Contains(upcoming(dated.On+1, until), dated) {
			t.Fatalf("%+v is not there on its day alone", dated)
		}
	}
}
