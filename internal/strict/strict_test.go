package strict_test

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/internal/strict"
)

func TestCheck(t *testing.T) {
	for _, text := range []string{
		`{}`, `[]`, `null`, `1`, `"a"`, `{"a":1,"b":1}`, `{"a":{"a":{"a":1}}}`, `[{"a":1},{"a":1}]`, `{"a":"a","b":"a"}`, `{"a":["a","a"],"b":1}`,
		`{"a":"\"","b":",\"a\":1"}`, `{"a":"{","b":"}"}`, `{"a1":1,"a_1":1}`, `{"":1}`, ` { "a" : 1 , "b" : [ ] } `, "\ufeff",
		`"\ud83d\ude00"`, `"\uD83D\uDE00x"`, `"\u00e6\ufffd"`, `"\ue000\ud7ff"`, `"\\ud800"`, `"\\\ud83d\ude00"`, `"æ�"`,
	} {
		assert.Empty(t, strict.Check([]byte(text)), text)
	}
	for _, text := range []string{
		`{"a":1,"a":1}`, `{"a":1,"b":1,"a":1}`, `{"a":1,"A":1}`, `{"a":1,"\u0061":1}`, `{"a":1,"\u0041":1}`, `{"s":1,"ſ":1}`, `{"k":1,"K":1}`,
		`{"a":{},"a":{}}`, `[[{"a":{"b":1,"b":2}}]]`, `{"x":{"y":1},"X":[]}`, `{"":1,"":2}`, `{"æ":1,"Æ":1}`, `{"a":[{"a":1}],"a":1}`, `{"a\"":1,"a\"":1}`,
		`"\ud800"`, `"\n\ud800"`, `"\ud83d\ude00\ud83d"`, `"\udc00"`, `"\ud83d\ud83d"`, `"\ud83dx"`, `"\ud83d\n"`, `"\ud83d\\ude00"`, `"\ude00\ud83d"`, `{"\uDFFF":1}`, `"\ud83d\u00e6"`,
		"\"\xff\"", "{\"\xc3\":1}", "\"\xed\xa0\x80\"",
	} {
		assert.NotEmpty(t, strict.Check([]byte(text)), text)
	}
	assert.Equal(t, `the field "`+strings.Repeat("a", 40)+`" comes twice`, strict.Check([]byte(strings.Replace(`{"x":1,"x":1}`, "x", strings.Repeat("a", 100), 2))))
}

// A name that comes twice is lost in a map; nothing else is.
func FuzzCheck(f *testing.F) {
	for _, text := range []string{
		`{"a":1,"b":{"a":2}}`, `{"a":1,"A":1}`, `{"a":[{"b":"\ud83d\ude00"}]}`, `{"a":1,"\u0061":1}`, `["\ud800"]`, "[\"\xff\"]", `{"ſ":1,"s":1}`, `[[[[[]]]]]`, `{"a":{"a":{}}}`,
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		if !json.Valid(text) {
			return
		}
		wrong := strict.Check(text)
		if wrong == "" {
			require.True(t, utf8.Valid(text))
		}
		var plain any
		if json.Unmarshal(text, &plain) != nil {
			return
		}
		written, err := json.Marshal(plain)
		require.NoError(t, err)
		if wrong == "" {
			require.Empty(t, strict.Check(written))
			require.Equal(t, strings.Count(string(text), ":")-inTexts(text), strings.Count(string(written), ":")-inTexts(written), "no name is lost")
		}
	})
}

// inTexts counts the colons within texts.
func inTexts(document []byte) (colons int) {
	for rest := document; len(rest) > 0; {
		if rest[0] != '"' {
			rest = rest[1:]
			continue
		}
		var text json.RawMessage
		if json.NewDecoder(strings.NewReader(string(rest))).Decode(&text) != nil {
			return colons
		}
		colons += strings.Count(string(text), ":")
		rest = rest[len(text):]
	}
	return colons
}
