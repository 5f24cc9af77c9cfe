// Package hostile makes of a sound document what no decoder may read, for tests.
package hostile

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
)

// Documented reports whether an error is of a kind that callers are told of.
func Documented(err error) bool {
	var family entitlement.Family
	var refusal *entitlement.Refusal
	var kind calendar.Error
	return errors.As(err, &family) || errors.As(err, &refusal) || errors.As(err, &kind)
}

// SeedFact adds a fact to the seeds of a fuzz target, and what becomes of it in
// hostile hands. The first must be read as the fact, the others not at all.
func SeedFact(f *testing.F, kind entitlement.Kind, fact any, decode func(entitlement.Kind, []byte) (any, error)) {
	f.Helper()
	text, err := json.Marshal(fact)
	require.NoError(f, err)
	again, err := decode(kind, text)
	require.NoError(f, err)
	require.Equal(f, fact, again)
	f.Add(string(kind), string(text))
	for name, hostile := range Documents(f, string(text)) {
		if strings.Contains(name, "version") {
			continue // a fact has none
		}
		_, err := decode(kind, []byte(hostile))
		require.Error(f, err, "%s: %s", name, hostile)
		f.Add(string(kind), hostile)
	}
}

// Seed adds the document of a value to the seeds of a fuzz target, and what becomes
// of it in hostile hands. The first must be read as the value, the others not at all.
func Seed[V any](f *testing.F, value V) {
	f.Helper()
	document, err := json.Marshal(value)
	require.NoError(f, err)
	var again V
	require.NoError(f, json.Unmarshal(document, &again))
	require.Equal(f, value, again)
	f.Add(string(document))
	for name, text := range Documents(f, string(document)) {
		var read, none V
		decoder, ok := any(&read).(json.Unmarshaler)
		require.True(f, ok, "%T has no form of its own", value)
		require.Error(f, decoder.UnmarshalJSON([]byte(text)), "%s: %s", name, text)
		require.Equal(f, none, read, "%s: %s", name, text)
		f.Add(text)
	}
}

// Documents returns what becomes of a document with "v":1 in hostile hands: some of
// the whole, and some of each of its fields.
func Documents(t require.TestingT, document string) map[string]string {
	const deep = 10_001 // what encoding/json refuses
	inner := strings.TrimSuffix(strings.TrimPrefix(document, "{"), "}")
	documents := map[string]string{
		"nothing": "", "half": document[:len(document)-1], "twice": document + document, "more": document + ",", "a null byte": document + "\x00",
		"a mark": "\ufeff" + document, "null": "null", "a list": "[" + document + "]", "a text": `"x"`, "no version": "{}",
		"a newer version": strings.Replace(document, `"v":1`, `"v":2`, 1), "a version in words": strings.Replace(document, `"v":1`, `"v":"1"`, 1),
		"a version and a bit": strings.Replace(document, `"v":1`, `"v":1.0`, 1), "two versions": `{"v":1,` + inner + "}",
		"unknown": "{" + inner + `,"unheard_of":0}`, "no name": "{" + inner + `,"":0}`, "not UTF-8": "{" + inner + ",\"\xff\":0}",
		"half a pair": "{" + inner + `,"\ud800":0}`, "deep": "{" + inner + `,"unheard_of":` + strings.Repeat("[", deep) + strings.Repeat("]", deep) + "}",
	}
	var fields map[string]json.RawMessage
	require.NoError(t, json.Unmarshal([]byte(document), &fields))
	for name, value := range fields {
		if name == "v" {
			continue
		}
		field := `"` + name + `":` + string(value)
		instead := func(text string) string { return strings.Replace(document, field, `"`+name+`":`+text, 1) }
		documents[name+" twice"] = "{" + inner + "," + field + "}"
		documents[name+" in capitals, too"] = "{" + inner + "," + strings.ToUpper(`"`+name+`"`) + ":" + string(value) + "}"
		documents[name+" not a number"] = instead("NaN")
		documents[name+" infinite"] = instead("1e400")
		documents[name+" a huge exponent"] = instead("1e5000000")
		documents[name+" a fraction"] = instead("0.5")
		documents[name+" 64 bits and more"] = instead("9223372036854775808")
		documents[name+" of another kind"] = instead(other(value[0]))
		documents[name+" not UTF-8"] = instead("\"\xff\"")
		documents[name+" half a pair"] = instead(`"\udfff"`)
	}
	return documents
}

// other returns a value of another kind than the one that begins so.
func other(begins byte) string {
	if begins == '"' {
		return "{}"
	}
	return `"x"`
}
