package entitlementtest_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/entitlementtest"
)

// A clause that can decide is shown by a story and has a text.
func TestShown(t *testing.T) {
	file := filepath.Join(t.TempDir(), "clauses.go")
	const text = "package x\n\nconst most = 7\n\nconst (\n\ta clause = \"ABC-01\"\n\tb = \"ABC-02\"\n\tc, d = \"ABC-03\", \"ABC-04\"\n)\n"
	require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
	shown := entitlementtest.Shown{Clauses: map[entitlement.Clause]bool{"ABC-01": true, "ABC-03": true, "ABC-04": true}}
	rules := entitlement.Rules{{Clause: "ABC-01", Text: "Be kind."}, {Clause: "ABC-02", Text: "Be brief."}, {Clause: "ABC-03"}}
	missing, err := entitlementtest.Missing(shown, file, rules)
	require.NoError(t, err)
	assert.Equal(t, []string{"no story expects ABC-02", "ABC-03 has no text", "ABC-04 has no text"}, missing)
	_, err = entitlementtest.Missing(shown, filepath.Join(t.TempDir(), "absent.go"), rules)
	require.Error(t, err)
}

// The head of an event is taken out of the keys of a step.
func TestEventOfAStep(t *testing.T) {
	zone := copenhagen()
	when, err := zone.Local(calendar.MustDate("2026-03-10"), calendar.MustClock("09:00"))
	require.NoError(t, err)
	step := entitlementtest.Step{When: when, Args: entitlementtest.Args{"work": {Text: "1h"}}}
	event, err := step.Event(4, zone)
	require.NoError(t, err)
	assert.Equal(t, entitlement.Event{Ref: "e5", At: when, Entered: when}, event)
	assert.Equal(t, entitlementtest.Args{"work": {Text: "1h"}}, step.Args)

	step.Args["ref"], step.Args["entered"] = entitlementtest.Value{Text: "r"}, entitlementtest.Value{Text: "2026-03-12"}
	event, err = step.Event(4, zone)
	require.NoError(t, err)
	told, err := zone.Local(calendar.MustDate("2026-03-12"), 0)
	require.NoError(t, err)
	assert.Equal(t, entitlement.Event{Ref: "r", At: when, Entered: told}, event)
	assert.Equal(t, entitlementtest.Args{"work": {Text: "1h"}}, step.Args, "what remains is the fact")

	for _, wrong := range []string{"soon", "0000-01-01"} {
		step.Args["entered"] = entitlementtest.Value{Text: wrong}
		_, err = step.Event(4, zone)
		require.Error(t, err)
	}
}
