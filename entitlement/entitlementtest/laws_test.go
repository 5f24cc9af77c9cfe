package entitlementtest_test

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/entitlementtest"
)

// A witness is a T that notes what a law finds and goes home, as a real one
// does: nothing runs after Fatalf.
type witness struct{ found string }

func (w *witness) Helper() {}

func (w *witness) Fatalf(format string, values ...any) {
	w.found += fmt.Sprintf(format, values...)
	runtime.Goexit()
}

// breaks returns what a law finds, "" if it holds.
func breaks(law func(entitlementtest.T)) string {
	w := &witness{}
	done := make(chan struct{})
	go func() {
		defer close(done)
		law(w)
	}()
	<-done
	return w.found
}

// A purse is the smallest value: a sum of moves.
type purse struct {
	ID        string
	Sum, Last int
}

type entry struct {
	entitlement.Entry
	fact string
}

func (e entry) Given() any             { return e.fact }
func (e entry) Equal(other entry) bool { return e.Entry.Equal(other.Entry) && e.fact == other.fact }

func (p purse) apply(e entry) (purse, error) {
	if e.Kind != "" {
		return p, errors.New("unknown kind")
	}
	draw := e.Draws[0]
	return purse{draw.Of, p.Sum + draw.Moved, draw.Seq}, nil
}

func moves(id string, moved ...int) []entry {
	var log []entry
	for i, units := range moved {
		log = append(log, entry{Entry: entitlement.Entry{
			Event: entitlement.Event{Ref: fmt.Sprint(id, i+1)},
			Draws: []entitlement.Draw{{Of: id, Seq: i + 1, Moved: units}},
			Why:   []entitlement.Clause{"PUR-01"},
		}})
	}
	return log
}

func TestFolds(t *testing.T) {
	log := append(moves("P", 3, -1), moves("Q", 7)...)
	folds := func(id string, log []entry, value purse) string {
		return breaks(func(t entitlementtest.T) { entitlementtest.Folds(t, id, log, value, purse.apply) })
	}
	assert.Empty(t, folds("P", log, purse{"P", 2, 2}))
	assert.Empty(t, folds("Q", log, purse{"Q", 7, 1}))
	assert.Empty(t, folds("R", log, purse{}), "what no entry names is zero")
	assert.Contains(t, folds("P", log, purse{"P", 3, 2}), "P is not the fold of its entries")
	assert.Contains(t, folds("P", log[1:], purse{"P", 2, 2}), "P cannot be replayed")
	log[1].Kind = "odd"
	assert.Contains(t, folds("P", log, purse{"P", 2, 2}), "unknown kind")
}

// Each value in turn has entries dropped and repeated.
func TestGaps(t *testing.T) {
	gaps := func(log []entry, apply func(purse, entry) (purse, error)) string {
		return breaks(func(t entitlementtest.T) { entitlementtest.Gaps(t, "P", log, apply) })
	}
	for _, moved := range [][]int{nil, {1}, {1, 2}, {1, 2, 3}} {
		log := append(moves("P", moved...), moves("Q", 1, 2)...)
		before := fmt.Sprint(log)
		assert.Empty(t, gaps(log, purse.apply))
		assert.Equal(t, before, fmt.Sprint(log), "the log is not changed")
	}

	assert.Contains(t, gaps(moves("P", 1, 2, 3)[1:], purse.apply), "P cannot be replayed")
	assert.Contains(t, gaps(append(moves("P", 1, 2), moves("P", 1, 2)[1]), purse.apply), "P cannot be replayed")
}

// Replay itself looks at the numbers, so only entries that number themselves
// anew each time they are read can go unnoticed.
type fickle struct {
	entry
	numbers *[]int
}

func (f fickle) Equal(fickle) bool { return true }

func (f fickle) Head() entitlement.Entry {
	next := (*f.numbers)[0]
	*f.numbers = (*f.numbers)[1:]
	return entitlement.Entry{Draws: []entitlement.Draw{{Of: "P", Seq: next}}}
}

func TestGapsThatGoUnnoticed(t *testing.T) {
	gaps := func(numbers ...int) string {
		log := []fickle{{numbers: &numbers}, {numbers: &numbers}}
		apply := func(p purse, _ fickle) (purse, error) { return p, nil }
		return breaks(func(t entitlementtest.T) { entitlementtest.Gaps(t, "P", log, apply) })
	}
	// The two entries are looked for, replayed, the first repeated, the second
	// repeated, the first dropped.
	assert.Empty(t, gaps(1, 2, 1, 2, 1, 1, 1, 2, 2, 2))
	assert.Contains(t, gaps(1, 2, 1, 2, 1, 2, 3), "P: entry 0 twice is not noticed")
	assert.Contains(t, gaps(1, 2, 1, 2, 1, 1, 1, 2, 3), "P: entry 1 twice is not noticed")
	assert.Contains(t, gaps(1, 2, 1, 2, 1, 1, 1, 2, 2, 1), "P: entry 0 dropped is not noticed")
}

// A document is as it should be, but for what is planted.
type document struct {
	Name string
	fate string
}

func (d document) MarshalJSON() ([]byte, error) {
	switch d.fate {
	case "not written":
		return nil, errors.New("not written")
	case "no version":
		return []byte(`{"Name":"a"}`), nil
	case "older":
		return []byte(`{"v":0,"Name":"a"}`), nil
	case "no object":
		return []byte(`"a"`), nil
	default:
		return []byte(`{"v":1,"Name":"a"}`), nil
	}
}

// planted is what goes wrong in reading; a law reads into a new value, which
// cannot tell.
var planted string

func (d *document) UnmarshalJSON(data []byte) error {
	text := string(data)
	switch {
	case planted == "not read",
		planted != "foreign fields" && strings.Contains(text, "unheard_of"),
		planted != "foreign versions" && strings.Contains(text, `"v":2`):
		return errors.New("not read")
	case planted != "lost":
		d.Name = "a"
	}
	d.fate = planted
	return nil
}

func TestRoundTrips(t *testing.T) {
	for fate, told := range map[string]string{
		"":                 "",
		"not written":      "cannot be written",
		"not read":         `{"v":1,"Name":"a"} cannot be read`,
		"lost":             "comes back as",
		"no version":       `is not a document with "v":1`,
		"older":            `is not a document with "v":1`,
		"no object":        `is not a document with "v":1`,
		"foreign versions": `{"Name":"a","v":2} is read`,
		"foreign fields":   `{"Name":"a","unheard_of":0,"v":1} is read`,
	} {
		planted = fate
		found := breaks(func(t entitlementtest.T) { entitlementtest.RoundTrips(t, document{"a", fate}) })
		if told == "" {
			assert.Empty(t, found)
		} else {
			assert.Contains(t, found, told, fate)
		}
	}
}

func TestReasons(t *testing.T) {
	rules := entitlement.Rules{{Clause: "PUR-01", Text: "A purse holds what is put in."}, {Clause: "PUR-02"}}
	reasons := func(alter func(*entitlement.Entry)) string {
		log := moves("P", 1, 2)
		alter(&log[1].Entry)
		return breaks(func(t entitlementtest.T) { entitlementtest.Reasons(t, rules, log) })
	}
	assert.Empty(t, reasons(func(*entitlement.Entry) {}))
	assert.Contains(t, reasons(func(e *entitlement.Entry) { e.Why = nil }), "entry P2 does not say why")
	assert.Contains(t, reasons(func(e *entitlement.Entry) { e.Draws = nil }), "entry P2 does not say why or what it moves")
	assert.Contains(t, reasons(func(e *entitlement.Entry) { e.Why = []entitlement.Clause{"PUR-01", "PUR-02"} }), "clause PUR-02 has no text")
	assert.Contains(t, reasons(func(e *entitlement.Entry) { e.Why = []entitlement.Clause{"PUR-03"} }), "clause PUR-03 has no text")
}

func TestPreviews(t *testing.T) {
	refusal := &entitlement.Refusal{Reason: "Expired", Clause: "PUR-01", Pass: "a new purse"}
	failure := entitlement.Invalid("purse", "there is none")
	done := moves("P", -1)[0].Entry
	done.Uncovered = 2
	asked := entitlement.Answer{
		Type: "purse", Contract: "P", Cover: entitlement.PartialCover, Paid: entitlement.Prepaid, Uncovered: 2, Rest: entitlement.Nobody, Why: done.Why,
	}
	refused, err := entitlement.Refused("purse", "P", refusal)
	assert.NoError(t, err)
	changed := func(change func(*entitlement.Answer)) entitlement.Answer {
		answer := asked
		change(&answer)
		return answer
	}
	covered := done
	covered.Uncovered = 0
	for name, row := range map[string]struct {
		answer entitlement.Answer
		failed error
		entry  entitlement.Entry
		err    error
		holds  bool
	}{
		"the same":                {asked, nil, done, nil, true},
		"more is known":           {asked, nil, covered, nil, true},
		"another charge":          {changed(func(a *entitlement.Answer) { a.Charge = entitlement.MustMoney("1.00 NOK") }), nil, done, nil, false},
		"more uncovered":          {changed(func(a *entitlement.Answer) { a.Uncovered = 1 }), nil, done, nil, false},
		"another why":             {changed(func(a *entitlement.Answer) { a.Why = []entitlement.Clause{"PUR-02"} }), nil, done, nil, false},
		"an answer not valid":     {changed(func(a *entitlement.Answer) { a.Rest = "" }), nil, done, nil, false},
		"refused":                 {refused, nil, entitlement.Entry{}, refusal, true},
		"refused, and covered":    {asked, nil, entitlement.Entry{}, refusal, false},
		"refused for another":     {refused, nil, entitlement.Entry{}, &entitlement.Refusal{Reason: "UsedUp", Clause: "PUR-01"}, false},
		"refused, and a failure":  {refused, failure, entitlement.Entry{}, refusal, false},
		"a failure":               {entitlement.Answer{}, failure, entitlement.Entry{}, failure, true},
		"another failure":         {entitlement.Answer{}, failure, entitlement.Entry{}, errors.New("gone"), false},
		"a failure, and done":     {entitlement.Answer{}, failure, done, nil, false},
		"answered, and a failure": {asked, nil, entitlement.Entry{}, failure, false},
	} {
		found := breaks(func(t entitlementtest.T) { entitlementtest.Previews(t, row.answer, row.failed, row.entry, row.err) })
		assert.Equal(t, row.holds, found == "", "%s: %s", name, found)
	}
}

func TestTiles(t *testing.T) {
	day := calendar.MustDate("2026-03-10")
	dated := func(on calendar.Date, change func(*entitlement.Dated)) entitlement.Dated {
		d := entitlement.Dated{On: on, What: entitlement.Ends, Of: "P", Why: "PUR-01"}
		if change != nil {
			change(&d)
		}
		return d
	}
	within := func(list ...entitlement.Dated) func(from, until calendar.Date) []entitlement.Dated {
		return func(from, until calendar.Date) []entitlement.Dated { return entitlement.Within(from, until, list...) }
	}
	fine := []entitlement.Dated{dated(day-800, nil), dated(day, nil), dated(day, func(d *entitlement.Dated) { d.Part = "x" }), dated(day+799, nil)}
	at, err := calendar.ParseMoment("2026-03-11T00:00:00+01:00")
	assert.NoError(t, err)
	for name, row := range map[string]struct {
		upcoming func(from, until calendar.Date) []entitlement.Dated
		holds    bool
	}{
		"nothing":             {within(), true},
		"in order":            {within(fine...), true},
		"twice":               {within(dated(day, nil), dated(day, nil)), false},
		"alike but for units": {within(dated(day, nil), dated(day, func(d *entitlement.Dated) { d.Units = 1 })), false},
		"of nothing":          {within(dated(day, func(d *entitlement.Dated) { d.Of = "" })), false},
		"nothing happens":     {within(dated(day, func(d *entitlement.Dated) { d.What = "" })), false},
		"no clause":           {within(dated(day, func(d *entitlement.Dated) { d.Why = "" })), false},
		"fewer than none":     {within(dated(day, func(d *entitlement.Dated) { d.Units = -1 })), false},
		"on two days":         {within(dated(day, func(d *entitlement.Dated) { d.At = at })), false},
		"at a moment":         {within(dated(day+1, func(d *entitlement.Dated) { d.At = at })), true},
		"not in order": {func(from, until calendar.Date) []entitlement.Dated {
			return append(entitlement.Within(from, until, dated(day+1, nil)), entitlement.Within(from, until, dated(day, nil))...)
		}, false},
		"not within": {func(_, _ calendar.Date) []entitlement.Dated { return fine[1:2] }, false},
		"with the last day": {func(from, until calendar.Date) []entitlement.Dated {
			return entitlement.Within(from, until+1, dated(day, nil))
		}, false},
		"only in long stretches": {func(from, until calendar.Date) []entitlement.Dated {
			if until-from < 900 {
				return nil
			}
			return entitlement.Within(from, until, dated(day, nil))
		}, false},
		"only in short stretches": {func(from, until calendar.Date) []entitlement.Dated {
			if until-from > 900 {
				return nil
			}
			return entitlement.Within(from, until, dated(day, nil))
		}, false},
		"before the first day": {func(from, until calendar.Date) []entitlement.Dated {
			if from == day-800 && until > from || from == day-805 {
				return []entitlement.Dated{dated(day-805, nil)}
			}
			return nil
		}, false},
		"units":          {within(dated(day, func(d *entitlement.Dated) { d.Units, d.Unit = 1, "clip" })), true},
		"units of what?": {within(dated(day, func(d *entitlement.Dated) { d.Units = 1 })), false},
	} {
		found := breaks(func(t entitlementtest.T) { entitlementtest.Tiles(t, day, row.upcoming) })
		assert.Equal(t, row.holds, found == "", "%s: %s", name, found)
	}
}
