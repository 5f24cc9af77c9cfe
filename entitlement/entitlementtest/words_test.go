package entitlementtest_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/entitlement/entitlementtest"
)

func TestArgsInJSON(t *testing.T) {
	for text, want := range map[string]string{
		"7": `7`, "-7": `-7`, "007": `7`, "9223372036854775807": `9223372036854775807`,
		"9223372036854775808": `"9223372036854775808"`, "1.5": `"1.5"`, "1e3": `"1e3"`, "0x10": `"0x10"`,
		"3h10m": `11400`, "45m": `2700`, "90s": `90`, "-1h": `-3600`, "1.5h": `5400`, "1500ms": `1`, "0s": `0`, "3d": `"3d"`, "h": `"h"`,
		"true": `true`, "false": `false`, "True": `"True"`, "t": `"t"`, "f": `"f"`, "null": `"null"`,
		"": `""`, "server": `"server"`, "2021-06-01": `"2021-06-01"`, `a "b"`: `"a \"b\""`,
	} {
		assert.Equal(t, `{"k":`+want+`}`, string(entitlementtest.Args{"k": {Text: text}}.JSON()), text)
	}
	for _, text := range []string{"7", "3h10m", "true"} {
		assert.Equal(t, `{"k":"`+text+`"}`, string(entitlementtest.Args{"k": {Text: text, Quoted: true}}.JSON()), "quoted, it is a text")
	}
	assert.Equal(t, `{}`, string(entitlementtest.Args(nil).JSON()))
	both := entitlementtest.Args{"size": {Text: "10"}, "holder": {Text: "10", Quoted: true}}
	assert.JSONEq(t, `{"size":10,"holder":"10"}`, string(both.JSON()))
	assert.Equal(t, "10", both.Text("size"))
	assert.Equal(t, "", both.Text("none"))
}

// Whatever line is cut can be written again, every text quoted, and is cut into
// the same words; and no line hangs or breaks the player.
func FuzzWords(f *testing.F) {
	for _, line := range []string{
		`a b`, `"a b" c`, `k=v k2="v w"`, `=`, `==`, `a=`, `a==b`, `="a"`, `"a"=b`, `"a"b`, `a"b"`, `"`, `""`, `a=""`, `a="`,
		"a\tb", " a ", `# a#b`, `-> ;`, `2x a`, `2021-06-01 09:00 a`, "\u00a0", "a\u00a0b", "\x00", `a=b=c d`,
	} {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if strings.ContainsAny(text, "\r\n") {
			return // more than a line
		}
		if first, _, _ := strings.Cut(strings.TrimSpace(text), " "); !strings.HasSuffix(first, "x") { // a billion times
			_ = tell(text, `move -> ok`)
		}

		told, err := heard("tell " + text + " -> ok")
		if err != nil {
			return
		}
		written := "tell"
		for _, name := range told.Names {
			written += ` "` + name + `"`
		}
		for key, value := range told.Args {
			written += ` ` + key + `="` + value.Text + `"`
		}
		again, err := heard(written + " -> ok")
		require.NoError(t, err, written)
		require.True(t, slices.Equal(told.Names, again.Names), written)
		require.Len(t, again.Args, len(told.Args), written)
		for key := range told.Args {
			require.Equal(t, told.Args.Text(key), again.Args.Text(key), written)
		}
	})
}

// heard returns the last step of a story of one line.
func heard(line string) (step entitlementtest.Step, err error) {
	_, err = entitlementtest.Play(map[string]string{"a.story": "== MIR-01.1 a\n" + line}, copenhagen(),
		func() entitlementtest.Stage { return listener{&step} })
	return step, err
}

type listener struct{ heard *entitlementtest.Step }

func (l listener) Given(string, string, entitlementtest.Args) error { return nil }

func (l listener) Step(step entitlementtest.Step) (entitlementtest.Answer, error) {
	*l.heard = step
	return entitlementtest.Answer{}, nil
}
