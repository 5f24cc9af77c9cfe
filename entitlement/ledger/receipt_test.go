package ledger_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/ledger"
)

func receipt() ledger.DecisionReceipt {
	_, booked, log := history()
	return ledger.DecisionReceipt{
		About: "four seats <welding> & more", Terms: map[string]any{"v": 1, "seats": 10}, Entries: log,
		Happened: at("2026-03-10"), Known: at("2026-03-12"),
		Rules:    []entitlement.Rule{{Clause: "VOU-02", Text: "A booking takes its seats."}},
		Decision: booked,
	}
}

func TestReceipt(t *testing.T) {
	document, err := receipt().Document()
	require.NoError(t, err)
	require.NoError(t, ledger.VerifyReceipt(document))
	again, err := receipt().Document()
	require.NoError(t, err)
	require.Equal(t, document, again)
	require.Contains(t, string(document), `"about":"four seats <welding> & more"`)
	require.NotContains(t, string(document), " :")

	// The checksum is of the document without it, as anybody can count.
	before, rest, ok := strings.Cut(string(document), `"sha256":"`)
	require.True(t, ok)
	sum, rest, ok := strings.Cut(rest, `",`)
	require.True(t, ok)
	require.Equal(t, fmt.Sprintf("%x", sha256.Sum256([]byte(before+rest))), sum)
}

func TestReceiptsAreNotChanged(t *testing.T) {
	document, err := receipt().Document()
	require.NoError(t, err)
	text := string(document)
	for name, changed := range map[string]string{
		"a figure":           strings.Replace(text, `"seats":10`, `"seats":11`, 1),
		"a field more":       strings.Replace(text, `{"about"`, `{"a":1,"about"`, 1),
		"a field twice":      strings.Replace(text, `{"about"`, `{"about":"x","about"`, 1),
		"a space":            strings.Replace(text, `{"about"`, `{ "about"`, 1),
		"a line":             text + "\n",
		"something after it": text + "{}",
		"another sum":        strings.Replace(text, `"sha256":"`, `"sha256":"0`, 1),
		"the order":          `{"v":1,` + strings.TrimSuffix(strings.TrimPrefix(text, "{"), `,"v":1}`) + "}",
		"no object":          `7`, "null": `null`, "nothing": ``, "half of it": text[:len(text)/2],
	} {
		require.NotEqual(t, text, changed, name)
		require.ErrorIs(t, ledger.VerifyReceipt([]byte(changed)), entitlement.ErrLedger, name)
	}
	for i := range document { // whichever letter is another
		changed := []byte(text)
		changed[i] ^= 1
		require.Error(t, ledger.VerifyReceipt(changed), "letter %d", i)
	}
	for _, version := range []string{`"v":2`, `"v":"1"`, `"w":1`} {
		require.ErrorIs(t, ledger.VerifyReceipt([]byte(strings.TrimSuffix(text, `"v":1}`)+version+"}")), entitlement.ErrVersion)
	}
}

func TestReceiptsOfNothing(t *testing.T) {
	for _, decision := range []any{nil, (*int)(nil), json.RawMessage("null"), func() {}, json.RawMessage("{")} {
		_, err := ledger.DecisionReceipt{Decision: decision}.Document()
		require.ErrorIs(t, err, entitlement.ErrInvalid)
	}
}

// A checksum over nothing is no receipt.
func TestReceiptsWithoutADecision(t *testing.T) {
	text := `{"v":1}`
	sealed := fmt.Sprintf(`{"sha256":"%x","v":1}`, sha256.Sum256([]byte(text)))
	require.ErrorIs(t, ledger.VerifyReceipt([]byte(sealed)), entitlement.ErrLedger)
}

// Numbers are kept as they are written.
func TestReceiptsKeepNumbers(t *testing.T) {
	document, err := ledger.DecisionReceipt{Decision: json.RawMessage(`{"n":9007199254740993,"m":1.50}`)}.Document()
	require.NoError(t, err)
	require.Contains(t, string(document), `{"m":1.50,"n":9007199254740993}`)
	require.NoError(t, ledger.VerifyReceipt(document))
}

// A document that is accepted is one that was written: each byte that is changed, left
// out or put in is noticed, and what is refused is refused in one of two families.
func FuzzVerifyReceipt(f *testing.F) {
	document, err := receipt().Document()
	require.NoError(f, err)
	small, err := ledger.DecisionReceipt{Decision: "yes"}.Document()
	require.NoError(f, err)
	for _, text := range []string{
		string(document), string(small), "", "null", "{}", `{"decision":1,"v":1}`, `{"decision":1,"v":2}`, `{"v":1e400}`, `{"decision":-0,"v":1}`, string(small) + " ",
		strings.Repeat(`{"a":`, 20_000), strings.Replace(string(small), `"yes"`, `"\ud800"`, 1), strings.Replace(string(small), "yes", "\xff", 1), "\ufeff" + string(small),
		strings.Replace(string(small), `"decision"`, `"Decision":1,"decision"`, 1), strings.Replace(string(small), `"v":1`, `"v":1,"v":1`, 1),
	} {
		f.Add([]byte(text), 7)
	}
	f.Fuzz(func(t *testing.T, text []byte, at int) {
		err := ledger.VerifyReceipt(text)
		if err != nil {
			require.True(t, errors.Is(err, entitlement.ErrLedger) || errors.Is(err, entitlement.ErrVersion))
			return
		}
		var fields map[string]any
		require.NoError(t, json.Unmarshal(text, &fields))
		require.NotNil(t, fields["decision"])
		at = int(uint(at) % uint(len(text)))
		changed := bytes.Clone(text)
		changed[at] ^= 1
		require.Error(t, ledger.VerifyReceipt(changed))
		require.Error(t, ledger.VerifyReceipt(append(text[:at:at], text[at+1:]...)))
		require.Error(t, ledger.VerifyReceipt(append(append(text[:at:at], ' '), text[at:]...)))
	})
}
