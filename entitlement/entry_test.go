package entitlement_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
)

func recorded() entitlement.Entry {
	return entitlement.Entry{
		Event: entitlement.Event{
			Ref: "r1", At: moment("2026-03-10T09:00:00+01:00"), Entered: moment("2026-03-11T08:00:00+01:00"),
		},
		Kind:      "session",
		Draws:     []entitlement.Draw{{Of: "T", Seq: 2, Moved: 3}, {Of: "K", Seq: 5, Lot: "2026", Moved: -2}, {Of: "S", Seq: 1}},
		Uncovered: 1,
		Charge:    money("190.00 NOK"),
		Reverses:  "r0",
		Why:       []entitlement.Clause{"HOT-05", "HOT-28"},
	}
}

func TestEventNeedsItsParts(t *testing.T) {
	whole := recorded().Event
	require.NoError(t, whole.Validate())
	for _, row := range []struct {
		field string
		alter func(*entitlement.Event)
	}{
		{"ref", func(e *entitlement.Event) { e.Ref = "" }},
		{"ref", func(e *entitlement.Event) { e.Ref = "\xff" }},
		{"at", func(e *entitlement.Event) { e.At = calendar.Moment{} }},
		{"entered", func(e *entitlement.Event) { e.Entered = calendar.Moment{} }},
	} {
		field := row.field
		event := whole
		row.alter(&event)
		err := event.Validate()
		require.ErrorIs(t, err, entitlement.ErrInvalid)
		fault := (*entitlement.Failure)(nil)
		require.ErrorAs(t, err, &fault)
		assert.Equal(t, field, fault.Field)
	}
}

func TestEntryTellsWhatItMoves(t *testing.T) {
	entry := recorded()
	draw, ok := entry.Draw("K")
	assert.True(t, ok)
	assert.Equal(t, entitlement.Draw{Of: "K", Seq: 5, Lot: "2026", Moved: -2}, draw)
	draw, ok = entry.Draw("S")
	assert.True(t, ok, "what is only touched is named too")
	assert.Zero(t, draw.Moved)
	draw, ok = entry.Draw("X")
	assert.False(t, ok)
	assert.Zero(t, draw)
	assert.Equal(t, entry, entry.Head())
}

// Two heads are equal when each part is.
func TestEntryEqual(t *testing.T) {
	assert.True(t, recorded().Equal(recorded()))
	assert.True(t, entitlement.Entry{}.Equal(entitlement.Entry{Draws: []entitlement.Draw{}, Why: []entitlement.Clause{}}))
	for part, alter := range map[string]func(*entitlement.Entry){
		"ref":       func(e *entitlement.Entry) { e.Ref = "r2" },
		"at":        func(e *entitlement.Entry) { e.At = e.At.Add(1) },
		"entered":   func(e *entitlement.Entry) { e.Entered = e.Entered.Add(1) },
		"kind":      func(e *entitlement.Entry) { e.Kind = "call" },
		"draws":     func(e *entitlement.Entry) { e.Draws[1].Moved = -1 },
		"fewer":     func(e *entitlement.Entry) { e.Draws = e.Draws[:1] },
		"uncovered": func(e *entitlement.Entry) { e.Uncovered = 0 },
		"charge":    func(e *entitlement.Entry) { e.Charge = money("190.00 SEK") },
		"reverses":  func(e *entitlement.Entry) { e.Reverses = "" },
		"why":       func(e *entitlement.Entry) { e.Why[1] = "HOT-29" },
	} {
		altered := recorded()
		alter(&altered)
		assert.False(t, altered.Equal(recorded()), part)
		assert.False(t, recorded().Equal(altered), part)
	}
}

// A service's own entry, the fact beside the head, has its JSON for free.
func TestEntryInJSON(t *testing.T) {
	type own struct {
		entitlement.Version
		entitlement.Entry
		Seats int `json:"seats"`
	}
	entry := own{Version: entitlement.V1(), Entry: recorded(), Seats: 2}
	text, err := json.Marshal(entry)
	require.NoError(t, err)
	assert.JSONEq(t, `{
		"v":1, "ref":"r1", "at":"2026-03-10T09:00:00+01:00", "entered":"2026-03-11T08:00:00+01:00", "kind":"session",
		"draws":[{"of":"T","seq":2,"moved":3},{"of":"K","seq":5,"lot":"2026","moved":-2},{"of":"S","seq":1}],
		"uncovered":1, "charge":{"amount":"190.00","currency":"NOK"}, "reverses":"r0", "why":["HOT-05","HOT-28"], "seats":2
	}`, string(text))
	var read own
	require.NoError(t, entitlement.DecodeDocument("entry", text, &read))
	assert.Equal(t, entry, read)

	few, err := json.Marshal(entitlement.Entry{})
	require.NoError(t, err)
	for _, absent := range []string{"uncovered", "charge", "reverses"} {
		assert.NotContains(t, string(few), absent)
	}
}

func TestRulesAreFoundByNumber(t *testing.T) {
	rules := entitlement.Rules{
		{Clause: "HOT-05", Text: "Five cases are free."},
		{Clause: "HOT-06", Text: "A year.", Reading: "From the first day."},
	}
	rule, ok := rules.Find("HOT-06")
	assert.True(t, ok)
	assert.Equal(t, rules[1], rule)
	rule, ok = rules.Find("HOT-07")
	assert.False(t, ok)
	assert.Zero(t, rule)
}
