package entitlementtest_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/entitlementtest"
)

// A jar is a value of the recorded stage below.
type jar struct{ Coins int }

func (jar) ID() string { return "J" }

type drop struct {
	Coins int `json:"coins"`
}

// A shelf is a mirror with a jar on it. "drop" drops a coin into the jar, and is
// refused when it is told a size.
type shelf struct {
	mirror
	scene entitlementtest.Scene
	log   []string
}

func (s *shelf) Given(noun, name string, args entitlementtest.Args) error {
	switch noun {
	case "anew":
		s.log = s.log[1:]
	case "nothing-at-all":
		s.log = nil
		return nil
	}
	s.log = append(s.log, noun)
	return s.mirror.Given(noun, name, args)
}

func (s *shelf) Step(step entitlementtest.Step) (entitlementtest.Answer, error) {
	if step.Verb != "drop" {
		return s.mirror.Step(step)
	}
	event, err := step.Event(len(s.log), copenhagen())
	held := struct {
		Jars  []jar
		Spare jar
		None  []jar
		Days  int
		More  []jar
	}{Jars: []jar{{}, {}}, More: []jar{{}}}
	told := entitlementtest.Told{Event: event, Fact: drop{1}, Held: held}
	if _, apart := step.Args["apart"]; apart {
		told.Held = nil
	}
	s.scene.Told = append(s.scene.Told, told)
	if _, sized := step.Args["size"]; sized {
		return entitlementtest.Answer{}, &entitlement.Refusal{Reason: "Full", Clause: "JAR-02"}
	}
	s.log = append(s.log, "drop")
	s.scene.Values = map[string]any{"jars": map[string]int{"J": len(s.log), "other": 1}}
	return entitlementtest.Answer{
		Outcome: map[string]string{"moved": "1"}, Detail: map[string]string{"left": "many"}, Why: []entitlement.Clause{"JAR-01"},
	}, err
}

func (s *shelf) Scene() entitlementtest.Scene {
	s.scene.Entries = s.log
	return s.scene
}

func vectors(t *testing.T, stage func() entitlementtest.Stage, lines ...string) (fs.FS, error) {
	t.Helper()
	text := "given card K size=10\n== JAR-01.1 (other reading) a jar\n" + strings.Join(lines, "\n")
	shown := entitlementtest.Run(t, fstest.MapFS{
		"1.story": {Data: []byte(text)}, "2.story": {Data: []byte("== JAR-02.1 another\nnames -> none\n")},
	}, "*.story", copenhagen(), stage)
	return shown.Vectors("jar")
}

func TestVectors(t *testing.T) {
	stage := func() entitlementtest.Stage {
		return &shelf{scene: entitlementtest.Scene{Terms: drop{2}, Calendar: "always"}}
	}
	files, err := vectors(t, stage,
		`given anew`,
		`2x 2021-06-01 09:00 drop A# work=1h -> moved=1 left=many`,
		`drop size=9 -> refused Full`,
		`names A "B C" -> A "B C" `,
		`fail invalid -> invalid`,
		`2021-06-02 move MIR-01 -> ok ; MIR-01`,
		`given nothing-at-all`,
		`drop apart=true -> moved=1`,
	)
	require.NoError(t, err)
	text, err := fs.ReadFile(files, "jar/1.json")
	require.NoError(t, err)
	assert.JSONEq(t, `{"v": 1, "contract": "jar", "file": "1.story", "zone": "Europe/Copenhagen", "stories": [{
		"number": "JAR-01.1", "reading": "other reading", "title": "a jar", "steps": [
			{"line": 1, "given": "card", "name": "K", "args": {"size": 10},
				"terms": {"coins": 2}, "calendar": "always", "entries": ["card"]},
			{"line": 3, "given": "anew", "args": {}, "forgotten": ["card"], "entries": ["anew"]},
			{"line": 4, "at": "2021-06-01T09:00:00+02:00", "verb": "drop", "names": ["A1"], "args": {"work": 3600},
				"told": {"event": {"ref": "e2", "at": "2021-06-01T09:00:00+02:00", "entered": "2021-06-01T09:00:00+02:00"},
					"fact": {"coins": 1}, "held": {"jars": ["J", "J"], "spare": ["J"], "more": ["J"]}},
				"answer": {"outcome": {"moved": "1", "left": "many"}, "clauses": ["JAR-01"]},
				"entries": ["drop"], "state": {"jars": {"J": 2, "other": 1}}},
			{"line": 4, "at": "2021-06-01T09:00:00+02:00", "verb": "drop", "names": ["A2"], "args": {"work": 3600},
				"told": {"event": {"ref": "e3", "at": "2021-06-01T09:00:00+02:00", "entered": "2021-06-01T09:00:00+02:00"},
					"fact": {"coins": 1}, "held": {"jars": ["J", "J"], "spare": ["J"], "more": ["J"]}},
				"answer": {"outcome": {"moved": "1", "left": "many"}, "clauses": ["JAR-01"]},
				"entries": ["drop"], "state": {"jars": {"J": 3}}},
			{"line": 5, "at": "2021-06-01T09:00:00+02:00", "verb": "drop", "args": {"size": 9},
				"told": {"event": {"ref": "e4", "at": "2021-06-01T09:00:00+02:00", "entered": "2021-06-01T09:00:00+02:00"},
					"fact": {"coins": 1}, "held": {"jars": ["J", "J"], "spare": ["J"], "more": ["J"]}},
				"answer": {"refused": "Full", "clauses": ["JAR-02"]}},
			{"line": 6, "at": "2021-06-01T09:00:00+02:00", "verb": "names", "names": ["A", "B C"], "args": {},
				"answer": {"values": ["A", "B C"]}},
			{"line": 7, "at": "2021-06-01T09:00:00+02:00", "verb": "fail", "names": ["invalid"], "args": {}, "answer": {"failed": "invalid"}},
			{"line": 8, "at": "2021-06-02T00:00:00+02:00", "verb": "move", "names": ["MIR-01"], "args": {},
				"answer": {"outcome": {}, "clauses": ["MIR-01"]}},
			{"line": 9, "given": "nothing-at-all", "args": {}, "forgotten": ["anew", "drop", "drop"]},
			{"line": 10, "at": "2021-06-02T00:00:00+02:00", "verb": "drop", "args": {"apart": true},
				"told": {"event": {"ref": "e1", "at": "2021-06-02T00:00:00+02:00", "entered": "2021-06-02T00:00:00+02:00"},
					"fact": {"coins": 1}},
				"answer": {"outcome": {"moved": "1"}, "clauses": ["JAR-01"]},
				"entries": ["drop"], "state": {"jars": {"J": 1}}}
		]}]}`, string(text))
	another, err := fs.ReadFile(files, "jar/2.json")
	require.NoError(t, err)
	assert.JSONEq(t, `{"v": 1, "contract": "jar", "file": "2.story", "zone": "Europe/Copenhagen", "stories": [{
		"number": "JAR-02.1", "title": "another", "steps": [{"line": 2, "verb": "names", "args": {}, "answer": {"values": ["none"]},
			"terms": {"coins": 2}, "calendar": "always"}]}]}`, string(another))

	again, err := vectors(t, stage,
		`given anew`, `2x 2021-06-01 09:00 drop A# work=1h -> moved=1 left=many`, `drop size=9 -> refused Full`,
		`names A "B C" -> A "B C" `, `fail invalid -> invalid`, `2021-06-02 move MIR-01 -> ok ; MIR-01`, `given nothing-at-all`, `drop apart=true -> moved=1`)
	require.NoError(t, err)
	same, err := fs.ReadFile(again, "jar/1.json")
	require.NoError(t, err)
	assert.Equal(t, string(text), string(same), "the same stories give the same bytes")
}

// What shows nothing, or nothing that can be stored, or another answer when it is
// played again, is not exported.
func TestVectorsFail(t *testing.T) {
	for told, stage := range map[string]func() entitlementtest.Stage{
		"shows no scene":   func() entitlementtest.Stage { return &mirror{} },
		"unsupported type": func() entitlementtest.Stage { return &shelf{scene: entitlementtest.Scene{Terms: func() {}}} },
		"cannot unmarshal": func() entitlementtest.Stage {
			return &shelf{scene: entitlementtest.Scene{Values: map[string]any{"a": 1}}}
		},
		"json: unsupported type: func()":   func() entitlementtest.Stage { return &mute{fact: func() {}} },
		"not to a map":                     func() entitlementtest.Stage { return &mute{held: map[string]int{}} },
		"1.story:3: all -> card|K|size:10": func() entitlementtest.Stage { return &forgetful{} },
	} {
		_, err := vectors(t, stage, "all -> card|K|size:10")
		assert.ErrorContains(t, err, told)
	}
}

// A forgetful stage forgets what was given when it is looked at.
type forgetful struct{ shelf }

func (f *forgetful) Scene() entitlementtest.Scene {
	f.given = nil
	return f.shelf.Scene()
}

// A mute tells facts that cannot be stored, or to what cannot be told anything.
type mute struct {
	shelf
	fact, held any
}

func (m *mute) Step(step entitlementtest.Step) (entitlementtest.Answer, error) {
	m.scene.Told = append(m.scene.Told, entitlementtest.Told{Fact: m.fact, Held: m.held})
	return m.shelf.Step(step)
}
