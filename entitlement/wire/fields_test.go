package wire

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/internal/hostile"
	"github.com/avtale/avtale/internal/strict"
)

// A crate has a field of every sort, each listed once.
type crate struct {
	kind   entitlement.Kind
	count  calendar.Seconds
	truth  bool
	day    calendar.Date
	moment calendar.Moment
	money  entitlement.Money
	clock  calendar.Clock
	term   calendar.Term
	always box
	inner  box
	boxes  []box
	counts [3]uint16
	head   entitlement.Entry
	record any
	text   []byte
}

type box struct {
	name string
	size int
	deep nested
}

type nested struct{ name string }

func (c *crate) fields(f *Fields) {
	Text(f, "kind_of", &c.kind)
	Int(f, "count", &c.count)
	f.True("truth", &c.truth)
	f.Date("day", &c.day)
	f.Moment("moment", &c.moment)
	f.Money("money", &c.money)
	TextOf(f, "clock", &c.clock)
	f.Term("term", &c.term)
	f.Object("always", func() { c.always.fields(f) })
	Optional(f, "inner", &c.inner, func() { c.inner.fields(f) })
	Items(f, "boxes", &c.boxes, func(b *box) { b.fields(f) })
	f.Counts("counts", c.counts[:], 9)
	f.Head(&c.head)
	f.Record("record", c.record, &c.text)
}

func (b *box) fields(f *Fields) {
	Text(f, "name", &b.name)
	Int(f, "size", &b.size)
	Optional(f, "deep", &b.deep, func() { b.deep.fields(f) })
}

func (n *nested) fields(f *Fields) { Text(f, "name", &n.name) }

func full() crate {
	return crate{
		kind: `a "kind"`, count: -7, truth: true, day: calendar.MustDate("2026-03-10"), moment: moment("2026-03-10T13:59:59+01:00"),
		money: entitlement.MustMoney("-190.00 NOK"), clock: calendar.MustClock("14:00"), term: calendar.Term{Months: 6, End: calendar.DayBefore}, always: box{name: "z"}, inner: box{"kløver", 3, nested{"in"}},
		boxes: []box{{}, {"x", 1, nested{}}}, counts: [3]uint16{0, 9}, record: map[string]int{"a": 1},
		head: entitlement.Entry{
			Event: entitlement.Event{Ref: "r", At: moment("2026-03-10T00:00:00Z"), Entered: moment("2026-03-11T00:00:00Z")},
			Kind:  "buy", Draws: []entitlement.Draw{{Of: "K", Seq: 1}}, Why: []entitlement.Clause{"PCH-01"},
		},
	}
}

const fullText = `{"v":1,"kind_of":"a \"kind\"","count":-7,"truth":true,"day":"2026-03-10",` +
	`"moment":"2026-03-10T13:59:59+01:00","money":{"amount":"-190.00","currency":"NOK"},"clock":"14:00",` +
	`"term":{"months":6,"end":"DayBefore"},"always":{"name":"z"},` +
	`"inner":{"name":"kløver","size":3,"deep":{"name":"in"}},"boxes":[{},{"name":"x","size":1}],"counts":[0,9],` +
	`"ref":"r","at":"2026-03-10T00:00:00Z","entered":"2026-03-11T00:00:00Z","kind":"buy",` +
	`"draws":[{"of":"K","seq":1}],"why":["PCH-01"],"record":{"a":1}}`

func (c crate) write() ([]byte, error) {
	f := Write()
	c.fields(&f)
	return f.Written()
}

func readCrate(text string) (c crate, err error) {
	f := Read("crate", []byte(text))
	for f.Next() {
		c.fields(&f)
	}
	return c, f.Done()
}

func TestFields(t *testing.T) {
	c := full()
	text, err := c.write()
	require.NoError(t, err)
	assert.Equal(t, fullText, string(text))
	again, err := readCrate(string(text))
	require.NoError(t, err)
	assert.Equal(t, `{"a":1}`, string(again.text))
	again.record, again.text = c.record, nil
	assert.Equal(t, c, again)
}

// Fields come in any order; what is not there is zero.
func TestFieldsInAnyOrder(t *testing.T) {
	var fields map[string]json.RawMessage
	require.NoError(t, json.Unmarshal([]byte(fullText), &fields))
	for range 20 { // maps come in an order of their own
		var parts []string
		for key, value := range fields {
			parts = append(parts, `"`+key+`":`+string(value))
		}
		again, err := readCrate("{" + strings.Join(parts, ",") + "}")
		require.NoError(t, err)
		again.record, again.text = full().record, nil
		require.Equal(t, full(), again)
	}
	again, err := readCrate(`{"v":1}`)
	require.NoError(t, err)
	assert.Equal(t, crate{}, again)
}

func TestFieldsZero(t *testing.T) {
	text, err := crate{}.write()
	require.NoError(t, err)
	assert.Equal(t, `{"v":1,"term":{},"always":{},"boxes":[],"counts":[],"draws":[],"why":[],"record":null}`, string(text))
	again, err := readCrate(string(text[:len(text)-len(`,"record":null}`)]) + "}")
	require.NoError(t, err)
	assert.Equal(t, crate{}, again)
	text, err = crate{record: func() {}}.write()
	require.Error(t, err, "what has no JSON form")
	require.Nil(t, text)
	_, err = crate{clock: -1}.write()
	require.ErrorIs(t, err, calendar.ErrRange, "what has no text")
	_, err = crate{record: func() {}, clock: -1}.write()
	require.ErrorIs(t, err, calendar.ErrRange, "the first failure")
}

func TestFieldsRefused(t *testing.T) {
	for _, text := range []string{
		``, `null`, `[]`, `{`, `{"v":1`, `{"v":1} x`, `{"v":1,"other":1}`, `{"v":1,"count":1,"other":1}`, `{"other":1,"v":1}`, `{"other":1,"v":2`, `{"other":1,"v":"2"}`, `{"inner":{"v":2}}`, `{"other":1,"v":0}`, `{"v":1,"count":"1"}`, `{"v":1,"count":1.0}`,
		`{"v":1,"kind_of":1}`, `{"v":1,"kind_of":null}`, `{"v":1,"truth":1}`, `{"v":1,"day":"2026-02-30"}`, `{"v":1,"moment":"x"}`, `{"v":1,"money":"1.00 NOK"}`, `{"v":1,"clock":"25:00"}`, `{"v":1,"clock":14}`, `{"v":1,"clock":"14"}`,
		`{"v":1,"inner":1}`, `{"v":1,"inner":{"other":1}}`, `{"v":1,"inner":{"name":"a","other":1}}`, `{"v":1,"inner":{"name":1}}`, `{"v":1,"inner":{"v":1}}`, `{"v":1,"inner":{"name":"a"`, `{"v":1,"inner":{"deep":{"size":1}}}`,
		`{"v":1,"boxes":{}}`, `{"v":1,"boxes":[1]}`, `{"v":1,"boxes":[{"other":1}]}`, `{"v":1,"boxes":[{},{"name":"a","other":1}]}`, `{"v":1,"boxes":[{}`, `{"v":1,"boxes":[{},]}`,
		`{"v":1,"draws":[{"to":"K"}]}`, `{"v":1,"record":1}`, `{"v":1,"Count":1}`,
		`{"v":1,"v":1}`, `{"v":1,"count":1,"count":1}`, `{"v":1,"inner":{"name":"a","size":1,"name":"b"}}`, `{"v":1,"inner":{},"inner":{}}`, `{"v":1,"boxes":[],"count":1,"boxes":[]}`, `{"v":1,"boxes":[{},{"size":1,"size":1}]}`, `{"v":1,"kind":"a","kind":"a"}`, `{"v":1,"record":{},"record":{}}`,
		`{"v":1,"term":1}`, `{"v":1,"always":1}`, `{"v":1,"always":{"other":1}}`, `{"v":1,"counts":[10]}`, `{"v":1,"counts":[-1]}`, `{"v":1,"counts":[1,2,3,4]}`, `{"v":1,"counts":["1"]}`, `{"v":1,"counts":1}`,
	} {
		_, err := readCrate(text)
		assert.ErrorIs(t, err, entitlement.ErrInvalid, text)
	}
	for _, text := range []string{`{}`, `{"v":2}`, `{"v":0}`, `{"count":1}`, `{"v":2,"other":1}`, `{"other":{"a":[1]},"v":2}`, `{"count":"1","v":2}`} {
		_, err := readCrate(text)
		assert.ErrorIs(t, err, entitlement.ErrVersion, text)
	}
	_, err := readCrate(`{"v":1,"other":1}`)
	assert.EqualError(t, err, `malformed input: crate: unknown field "other" at byte 15`)
}

// A name may come again in another object, and of names the longer is another.
func TestFieldsOfOtherObjects(t *testing.T) {
	c, err := readCrate(`{"boxes":[{"name":"x","deep":{"name":"y"}},{"name":"z"}],"inner":{"name":"a"},"kind":"k","always":{"name":"b"},"kind_of":"l","v":1}`)
	require.NoError(t, err)
	assert.Equal(t, crate{
		kind: "l", always: box{name: "b"}, inner: box{name: "a"}, boxes: []box{{"x", 0, nested{"y"}}, {name: "z"}}, head: entitlement.Entry{Kind: "k"},
	}, c)
}

// What is read of fields of every sort is JSON with each field once, and is written so
// that it reads the same.
func FuzzFields(f *testing.F) {
	f.Add(fullText)
	for _, text := range hostile.Documents(f, fullText) {
		f.Add(text)
	}
	for _, text := range []string{
		`{"v":1}`, `{"v":1,"inner":{"deep":{"name":"x"},"size":-1,"name":"y"},"count":-9223372036854775808}`, `{"v":1,"boxes":[{},{"deep":{}},{"name":"\u00e6"}]}`,
		`{"v":1,"counts":[0,0,0]}`, `{"v":1,"counts":[9,9,9,0]}`, `{"v":1,"clock":"24:00"}`, `{"v":1,"clock":"00:00"}`, `{"v":1,"term":{"end":"x","months":-1}}`, `{"record":{"a":{"}":"\\\""}},"v":1}`,
		`{"v":1,"record":{"a":1,"A":2}}`, `{"v":1,"draws":[{"seq":1},{}],"why":[""],"uncovered":-1,"reverses":"r","charge":{"amount":"0","currency":"JPY"}}`, `{"v":1,"why":[],"why":[]}`, "{\"v\":1,\"kind_of\":\"\xff\"}",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		read, err := readCrate(text)
		if err != nil {
			require.True(t, errors.Is(err, entitlement.ErrInvalid) || errors.Is(err, entitlement.ErrVersion), "%T: %v", err, err)
			return
		}
		var record map[string]any
		if read.text == nil {
			read.text = []byte("{}")
		}
		if entitlement.Decode("record", read.text, &record) != nil {
			return // the text of a record is judged by who decodes it
		}
		require.True(t, json.Valid([]byte(text)), "%q is not JSON and is read", text)
		require.Empty(t, strict.Check([]byte(text)), "%q is read", text)
		read.record = json.RawMessage(read.text)
		written, err := read.write()
		require.NoError(t, err)
		again, err := readCrate(string(written))
		require.NoError(t, err, "%s", written)
		require.JSONEq(t, string(read.text), string(again.text))
		again.record, again.text = read.record, read.text
		require.Equal(t, read, again)
	})
}
