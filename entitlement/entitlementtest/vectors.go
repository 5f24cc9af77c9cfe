package entitlementtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"reflect"
	"strings"
	"testing/fstest"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
)

// A Recorder is a stage whose stories can be exported, see [Shown.Vectors].
type Recorder interface {
	Stage
	// Scene returns what is on the stage.
	Scene() Scene
}

// Scene is what is on a stage at some time. All of it is exported in its stored
// form, in JSON.
type Scene struct {
	Terms    any            // the provider's conditions
	Calendar any            // the spec that days and hours are counted in
	Told     []Told         // the facts so far, in order, those that were refused included
	Entries  any            // the ledger, a slice
	Values   map[string]any // values by their names, in maps by what they are: {"cards": map[string]Card{}}
}

// Told is a fact as it was told, before anything was decided.
type Told struct {
	Event entitlement.Event
	Fact  any
	Held  any // what it was told to: a struct; of its fields those count that have an ID, or a slice of what has
}

// Vectors plays the stories of [Run] again and returns them in a form for other
// implementations: for each story file a JSON file of the same name in a folder of
// the contract's, with the terms, what was told, the answers, and the entries
// and values after each step. The stage must be a [Recorder]. The same stories
// give the same bytes. The first line that goes wrong is an error.
func (shown Shown) Vectors(contract string) (fs.FS, error) {
	files := fstest.MapFS{}
	for _, told := range shown.played {
		name := told.stories[0].file
		document := fileVector{V: 1, Contract: contract, File: name, Zone: told.zone.Name()}
		for _, story := range told.stories {
			vector, err := story.vector(told.zone, told.stage())
			if err != nil {
				return nil, err
			}
			document.Stories = append(document.Stories, vector)
		}
		text, err := json.Marshal(document)
		if err != nil {
			return nil, err
		}
		var indented bytes.Buffer
		_ = json.Indent(&indented, text, "", " ") // it was just written
		indented.WriteByte('\n')
		file := strings.TrimSuffix(name, path.Ext(name)) + ".json"
		files[path.Join(contract, file)] = &fstest.MapFile{Data: indented.Bytes()}
	}
	return files, nil
}

// played are the stories of a file, and what they are played on.
type played struct {
	zone    calendar.Zone
	stage   func() Stage
	stories []story
}

// The exported form. What each field means is told by tools/vectors/README.md.
type (
	fileVector struct {
		V        int           `json:"v"`
		Contract string        `json:"contract"`
		File     string        `json:"file"`
		Zone     string        `json:"zone"`
		Stories  []storyVector `json:"stories"`
	}
	storyVector struct {
		Number  string       `json:"number"`
		Reading string       `json:"reading,omitempty"`
		Title   string       `json:"title"`
		Steps   []lineVector `json:"steps"`
	}
	lineVector struct {
		Line   int             `json:"line"`
		Given  string          `json:"given,omitempty"`
		Name   string          `json:"name,omitempty"`
		At     calendar.Moment `json:"at,omitzero"`
		Verb   string          `json:"verb,omitempty"`
		Names  []string        `json:"names,omitempty"`
		Args   json.RawMessage `json:"args"`
		Told   *toldVector     `json:"told,omitempty"`
		Answer *answerVector   `json:"answer,omitempty"`
		sceneVector
	}
	toldVector struct {
		Event entitlement.Event   `json:"event,omitzero"`
		Fact  json.RawMessage     `json:"fact"`
		Held  map[string][]string `json:"held,omitempty"`
	}
	answerVector struct {
		Values  []string             `json:"values,omitempty"`
		Outcome *map[string]string   `json:"outcome,omitempty"`
		Refused string               `json:"refused,omitempty"`
		Failed  string               `json:"failed,omitempty"`
		Clauses []entitlement.Clause `json:"clauses,omitempty"`
	}
	sceneVector struct {
		Terms     json.RawMessage                       `json:"terms,omitempty"`
		Calendar  json.RawMessage                       `json:"calendar,omitempty"`
		Forgotten []json.RawMessage                     `json:"forgotten,omitempty"`
		Entries   []json.RawMessage                     `json:"entries,omitempty"`
		State     map[string]map[string]json.RawMessage `json:"state,omitempty"`
	}
)

// vector plays a story and returns its exported form.
func (s story) vector(zone calendar.Zone, stage Stage) (storyVector, error) {
	recorder, ok := stage.(Recorder)
	if !ok {
		return storyVector{}, fmt.Errorf("%T shows no scene", stage)
	}
	reading := strings.Trim(strings.TrimPrefix(s.key, s.number), " ()")
	vector := storyVector{Number: s.number, Reading: reading, Title: strings.TrimPrefix(s.title, s.key+" ")}
	var before sceneVector
	told := 0
	keep := func(line lineVector) error {
		scene := recorder.Scene()
		after, err := scene.vector()
		if err != nil {
			return err
		}
		line.sceneVector = after.since(before)
		if line.Given == "" && len(scene.Told) > told {
			if line.Told, err = scene.Told[len(scene.Told)-1].vector(); err != nil {
				return err
			}
		}
		vector.Steps, before, told = append(vector.Steps, line), after, len(scene.Told)
		return nil
	}
	err := s.play(&player{zone: zone, stage: stage, shown: map[entitlement.Clause]bool{}, keep: keep})
	return vector, err
}

// vector returns all that is on a stage.
func (s Scene) vector() (sceneVector, error) {
	var vector sceneVector
	err := errors.Join(
		restored(s.Terms, &vector.Terms), restored(s.Calendar, &vector.Calendar),
		restored(s.Entries, &vector.Entries), restored(s.Values, &vector.State),
	)
	return vector, err
}

// restored reads the stored form of what there is.
func restored(value, to any) error {
	if value == nil {
		return nil
	}
	text, err := json.Marshal(value)
	if err != nil {
		return err
	}
	return json.Unmarshal(text, to)
}

// since returns what is not as it was before. An entry is never changed, but one
// that was begun with may be replaced.
func (v sceneVector) since(before sceneVector) sceneVector {
	if bytes.Equal(v.Terms, before.Terms) {
		v.Terms = nil
	}
	if bytes.Equal(v.Calendar, before.Calendar) {
		v.Calendar = nil
	}
	for _, entry := range before.Entries {
		if len(v.Entries) > 0 && bytes.Equal(entry, v.Entries[0]) {
			v.Entries = v.Entries[1:]
		} else {
			v.Forgotten = append(v.Forgotten, entry)
		}
	}
	state := map[string]map[string]json.RawMessage{}
	for of, values := range v.State {
		for name, value := range values {
			if !bytes.Equal(value, before.State[of][name]) {
				if state[of] == nil {
					state[of] = map[string]json.RawMessage{}
				}
				state[of][name] = value
			}
		}
	}
	v.State = state
	return v
}

// vector returns the exported form of what was told, with the ids of what it was
// told to.
func (t Told) vector() (*toldVector, error) {
	fact, err := json.Marshal(t.Fact)
	if err != nil || t.Held == nil {
		return &toldVector{Event: t.Event, Fact: fact}, err
	}
	held := map[string][]string{}
	all := reflect.ValueOf(t.Held)
	if all.Kind() != reflect.Struct {
		return nil, fmt.Errorf("a fact is told to the fields of a struct, not to a %s", all.Kind())
	}
	for i := range all.NumField() {
		name, value := strings.ToLower(all.Type().Field(i).Name), all.Field(i)
		if value.Kind() != reflect.Slice {
			held[name] = identified(held[name], value)
			continue
		}
		for i := range value.Len() {
			held[name] = identified(held[name], value.Index(i))
		}
	}
	maps.DeleteFunc(held, func(_ string, ids []string) bool { return len(ids) == 0 })
	return &toldVector{Event: t.Event, Fact: fact, Held: held}, nil
}

// identified adds the id of a value that has one.
func identified(ids []string, value reflect.Value) []string {
	if !value.CanInterface() {
		return ids
	}
	if value, ok := value.Interface().(interface{ ID() string }); ok && value.ID() != "" {
		return append(ids, value.ID())
	}
	return ids
}

// expectation returns the exported form of an answer, which was as expected.
func expectation(expected []word, answer Answer, failure error) *answerVector {
	if refusal := (*entitlement.Refusal)(nil); errors.As(failure, &refusal) {
		return &answerVector{Refused: string(refusal.Reason), Clauses: []entitlement.Clause{refusal.Clause}}
	}
	if failure != nil {
		return &answerVector{Failed: expected[0].text}
	}
	if answer.Values != nil {
		return &answerVector{Values: answer.Values, Clauses: answer.Why}
	}
	expected, _, _ = divide(expected, ";")
	outcome := map[string]string{}
	for _, w := range expected {
		if w.key != "" { // it is not "ok"
			outcome[w.key] = w.text
		}
	}
	return &answerVector{Outcome: &outcome, Clauses: answer.Why}
}
