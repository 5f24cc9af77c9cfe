package entitlement_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
)

// permit is a document of a service's own.
type permit struct {
	entitlement.Version
	Plate string            `json:"plate"`
	Hours int               `json:"hours,omitzero"`
	From  calendar.Date     `json:"from,omitzero"`
	At    calendar.Moment   `json:"at,omitzero"`
	Paid  entitlement.Money `json:"paid,omitzero"`
}

const written = `{"v":1,"plate":"AB 12345","hours":8,"from":"2026-03-10","at":"2026-03-10T09:00:00+01:00",` +
	`"paid":{"amount":"190.00","currency":"NOK"}}`

func TestDocumentIsRead(t *testing.T) {
	want := permit{
		entitlement.V1(), "AB 12345", 8, day("2026-03-10"), moment("2026-03-10T09:00:00+01:00"), money("190.00 NOK"),
	}
	for _, text := range []string{written, " \n\t" + written + "\r\n", strings.ReplaceAll(written, ",", " , ")} {
		var read permit
		require.NoError(t, entitlement.DecodeDocument("permit", []byte(text), &read))
		assert.Equal(t, want, read)
	}
	var read permit
	require.NoError(t, entitlement.DecodeDocument("permit", []byte(`{"v":1,"hours":null}`), &read))
	assert.Equal(t, permit{Version: entitlement.V1()}, read, "a field that is null is as one that is not there")
}

func TestDecodeIsStrict(t *testing.T) {
	for name, text := range map[string]string{
		"nothing":         ``,
		"spaces":          ` `,
		"null":            `null`,
		"null and spaces": " null\n",
		"null and more":   `null null`,
		"no object":       `[]`,
		"half":            written[:len(written)-1],
		"twice":           written + written,
		"more":            written + ` x`,
		"a bracket more":  written + `}`,
		"unknown field":   `{"v":1,"colour":"red"}`,
		"a fraction":      `{"v":1,"hours":1.5}`,
		"an exponent":     `{"v":1,"hours":1e2}`,
		"too large":       `{"v":1,"hours":99999999999999999999}`,
		"a text":          `{"v":1,"hours":"8"}`,
		"30 February":     `{"v":1,"from":"2026-02-30"}`,
		"another order":   `{"v":1,"from":"10/03/2026"}`,
		"no offset":       `{"v":1,"at":"2026-03-10T09:00:00"}`,
		"a short amount":  `{"v":1,"paid":{"amount":"190","currency":"NOK"}}`,
		"no currency":     `{"v":1,"paid":{"amount":"190.00"}}`,
		"a null amount":   `{"v":1,"paid":null}`,
		"deep":            strings.Repeat(`[`, 200_000),
		"a field twice":   `{"v":1,"hours":8,"hours":8}`,
		"in other case":   `{"v":1,"hours":8,"HOURS":9}`,
		"escaped":         `{"v":1,"hours":8,"h\u006furs":9}`,
		"within":          `{"v":1,"paid":{"amount":"1.00","amount":"2.00","currency":"NOK"}}`,
		"two versions":    `{"v":1,"v":1}`,
		"not UTF-8":       "{\"v\":1,\"plate\":\"\xff\"}",
		"half a pair":     `{"v":1,"plate":"\ud83d"}`,
		"a mark":          "\ufeff" + written,
		"NaN":             `{"v":1,"hours":NaN}`,
		"infinite":        `{"v":1,"hours":1e400}`,
		"a comma more":    `{"v":1,}`,
		"a null byte":     "{\"v\":1}\x00",
	} {
		var read permit
		err := entitlement.Decode("permit", []byte(text), &read)
		require.ErrorIs(t, err, entitlement.ErrInvalid, name)
		require.ErrorIs(t, entitlement.DecodeDocument("permit", []byte(text), &read), entitlement.ErrInvalid, name)
		fault := (*entitlement.Failure)(nil)
		require.ErrorAs(t, err, &fault, name)
		assert.Contains(t, []string{"permit", "amount", "currency", "money"}, fault.Field, name)
	}
}

func TestDocumentOfAnotherVersion(t *testing.T) {
	for name, text := range map[string]string{
		"none":                     `{}`,
		"null":                     `{"v":null}`,
		"zero":                     `{"v":0}`,
		"older":                    `{"v":-1}`,
		"newer":                    `{"v":2}`,
		"newer, with new fields":   `{"v":2,"colour":"red"}`,
		"newer, with other fields": `{"hours":"8","v":2}`,
	} {
		var read permit
		err := entitlement.DecodeDocument("permit", []byte(text), &read)
		require.ErrorIs(t, err, entitlement.ErrVersion, name)
		assert.ErrorContains(t, err, "permit", name)
	}
	for name, text := range map[string]string{
		"none, and unknown fields": `{"colour":"red"}`,
		"half a version":           `{"v":1.5}`,
		"newer, and torn":          `{"v":2,"colour":`,
		"newer, and more":          `{"v":2,"colour":"red"}{}`,
	} {
		var read permit
		require.ErrorIs(t, entitlement.DecodeDocument("permit", []byte(text), &read), entitlement.ErrInvalid, name)
	}
	assert.Equal(t, 1, entitlement.V1().V)
	assert.Equal(t, 1, entitlement.CurrentVersion)
}

// What a document within a document says of itself is not hidden.
func TestDecodeKeepsTheFaultOfAField(t *testing.T) {
	var outer struct{ Inner inner }
	err := entitlement.Decode("outer", []byte(`{"Inner":{"v":2}}`), &outer)
	require.ErrorIs(t, err, entitlement.ErrVersion)
	assert.ErrorContains(t, err, "inner")
}

type inner struct{}

func (*inner) UnmarshalJSON(data []byte) error {
	var read entitlement.Version
	return entitlement.DecodeDocument("inner", data, &read)
}
