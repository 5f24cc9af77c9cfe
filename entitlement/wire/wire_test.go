package wire

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/internal/strict"
)

// A parcel has a field of every sort.
type parcel struct {
	text   string
	number int64
	truth  bool
	day    calendar.Date
	moment calendar.Moment
	money  entitlement.Money
	term   calendar.Term
	inner  string
	counts []int64
	items  []string
	record map[string]int
	head   entitlement.Entry
}

func (p parcel) write() ([]byte, error) {
	w := newWriter()
	w.Text("text", p.text)
	w.Int("number", p.number)
	w.True("truth", p.truth)
	w.Date("day", p.day)
	w.Moment("moment", p.moment)
	w.Money("money", p.money)
	w.Term("term", p.term)
	w.Begin("object")
	w.Text("inner", p.inner)
	w.End()
	w.List("counts")
	for _, count := range p.counts {
		w.Number(count)
	}
	w.EndList()
	w.List("items")
	for _, item := range p.items {
		w.Item()
		w.Text("name", item)
		w.End()
	}
	w.EndList()
	if err := w.Record("record", p.record); err != nil {
		return nil, err
	}
	w.Head(p.head)
	return w.Done(), nil
}

func read(text string) (p parcel, err error) {
	r := newReader("parcel", []byte(text))
	for r.Object(); r.Next(); {
		switch r.Key() {
		case "text":
			p.text = r.Text()
		case "number":
			p.number = r.Int()
		case "truth":
			p.truth = r.Bool()
		case "day":
			p.day = r.Date()
		case "moment":
			p.moment = r.Moment()
		case "money":
			p.money = r.Money()
		case "term":
			p.term = r.Term()
		case "object":
			for r.Object(); r.Next(); {
				switch r.Key() {
				case "inner":
					p.inner = r.Text()
				default:
					r.Unknown()
				}
			}
		case "counts":
			for r.List(); r.More(); {
				p.counts = append(p.counts, r.Int())
			}
		case "items":
			for r.List(); r.More(); {
				name := ""
				for r.Object(); r.Next(); {
					if r.Key() == "name" {
						name = r.Text()
					} else {
						r.Unknown()
					}
				}
				p.items = append(p.items, name)
			}
		case "record":
			err = entitlement.Decode("record", r.Record(), &p.record)
		default:
			if !r.Head(&p.head) {
				r.Unknown()
			}
		}
	}
	if failure := r.Done(); failure != nil {
		return parcel{}, failure
	}
	return p, err
}

func moment(text string) calendar.Moment {
	m, err := calendar.ParseMoment(text)
	if err != nil {
		panic(err)
	}
	return m
}

func TestDocument(t *testing.T) {
	full := parcel{
		text: `a "quoted" \ text`, number: -7, truth: true,
		day: calendar.MustDate("2026-03-10"), moment: moment("2026-03-10T13:59:59+01:00"),
		money: entitlement.MustMoney("-190.00 NOK"), term: calendar.Term{Months: 6, End: calendar.DayBefore},
		inner: "kløver", counts: []int64{3, 0, -1}, items: []string{"x", "", "y"}, record: map[string]int{"a": 1},
		head: entitlement.Entry{
			Event: entitlement.Event{Ref: "r", At: moment("2026-03-10T00:00:00Z"), Entered: moment("2026-03-11T00:00:00Z")},
			Kind:  "buy", Uncovered: 2, Charge: entitlement.MustMoney("1.00 DKK"), Reverses: "q",
			Draws: []entitlement.Draw{{Of: "K", Seq: 1, Lot: "a", Moved: 10}, {Of: "L", Seq: 2}},
			Why:   []entitlement.Clause{"PCH-01", "PCH-02"},
		},
	}
	text, err := full.write()
	require.NoError(t, err)
	assert.Equal(t, `{"v":1,"text":"a \"quoted\" \\ text","number":-7,"truth":true,"day":"2026-03-10",`+
		`"moment":"2026-03-10T13:59:59+01:00","money":{"amount":"-190.00","currency":"NOK"},`+
		`"term":{"months":6,"end":"DayBefore"},"object":{"inner":"kløver"},`+
		`"counts":[3,0,-1],"items":[{"name":"x"},{},{"name":"y"}],"record":{"a":1},`+
		`"ref":"r","at":"2026-03-10T00:00:00Z","entered":"2026-03-11T00:00:00Z","kind":"buy",`+
		`"draws":[{"of":"K","seq":1,"lot":"a","moved":10},{"of":"L","seq":2}],"uncovered":2,`+
		`"charge":{"amount":"1.00","currency":"DKK"},"reverses":"q","why":["PCH-01","PCH-02"]}`, string(text))
	again, err := read(string(text))
	require.NoError(t, err)
	assert.Equal(t, full, again)

	spaced := strings.NewReplacer(":", " :\t", ",", "\n,\r ", "{", "{ ", "}", " }", "[", "[ ", "]", " ]").Replace(
		`{"v":1,"number":5,"truth":false,"object":{},"draws":[],"why":[]}`)
	again, err = read(" " + spaced + "\n")
	require.NoError(t, err)
	assert.Equal(t, parcel{number: 5}, again, "white space is passed over")
}

// A field that is zero is not written.
func TestZero(t *testing.T) {
	text, err := parcel{}.write()
	require.NoError(t, err)
	assert.Equal(t, `{"v":1,"term":{},"object":{},"counts":[],"items":[],"record":null,"draws":[],"why":[]}`, string(text))
	w := newWriter()
	assert.Error(t, w.Record("record", func() {}), "what has no JSON form")
}

func TestReadRefuses(t *testing.T) {
	for _, text := range []string{
		``, ` `, `x`, `1`, `null`, `[]`, `{`, `{"v"`, `{"v":`, `{"v":1`, `{"v":1,`, `{"v":1,}`, `{,"v":1}`, `{"v":1}}`, `{"v":1} x`,
		`{"v":1 "text":"a"}`, `{"v":1,"text"}`, `{"v":1,"text" "a"}`, `{"v":1,text:"a"}`, `{"v":1,"other":1}`,
		`{"v":1,"te\u0078t":"a"}`, `{"v":1,"Text":"a"}`,
		`{"v":1,"counts":1}`, `{"v":1,"counts":{}}`, `{"v":1,"counts":[1 2]}`, `{"v":1,"counts":[1,]}`, `{"v":1,"counts":[1`, `{"v":1,"counts":[1}`,
		`{"v":1,"counts":[,1]}`, `{"v":1,"counts":["1"]}`, `{"v":1,"items":[{"name":"a"]}`, `{"v":1,"items":[{"name":"a"},1]}`,
		`{"v":1,"text":a}`, `{"v":1,"text":null}`, `{"v":1,"text":"a}`, `{"v":1,"text":"a\"}`, `{"v":1,"text":"\x"}`, "{\"v\":1,\"text\":\"\x01\"}",
		`{"v":1,"number":}`, `{"v":1,"number":-}`, `{"v":1,"number":1.5}`, `{"v":1,"number":1e3}`, `{"v":1,"number":01}`,
		`{"v":1,"number":-0}`, `{"v":1,"number":+1}`, `{"v":1,"number":9223372036854775808}`, `{"v":1,"number":"1"}`, `{"v":1,"number":1-1}`,
		`{"v":1,"truth":1}`, `{"v":1,"truth":tru}`, `{"v":1,"truth":truefalse}`, `{"v":1,"truth":fals`, `{"v":1,"truth":`,
		`{"v":1,"day":"2026-02-30"}`, `{"v":1,"day":20260230}`, `{"v":1,"day":""}`, `{"v":1,"moment":"2026-03-10"}`,
		`{"v":1,"money":{"amount":"1","currency":"NOK"}}`, `{"v":1,"money":{"amount":"1.00"}}`, `{"v":1,"money":{}}`,
		`{"v":1,"money":{"amount":"1.00","currency":"NOK","vat":"0"}}`, `{"v":1,"money":"1.00 NOK"}`,
		`{"v":1,"term":{"months":1,"days":2}}`, `{"v":1,"term":{"months":1,"end":1}}`, `{"v":1,"term":[]}`,
		`{"v":1,"object":{"v":1}}`, `{"v":1,"object":{"inner":"a"`, `{"v":1,"object":1}`,
		`{"v":1,"record":{`, `{"v":1,"record":{"a":1`, `{"v":1,"record":"}`, `{"v":1,"record":`, `{"v":1,"record":{"a":"b"}}`, `{"v":1,"record":1}`, `{"v":1,"record":null}`, `{"v":1,"record":[1]}`, `{"v":1,"record":}{}`,
		`{"v":1,"draws":{}}`, `{"v":1,"draws":[1]}`, `{"v":1,"draws":[{"of":"K"},]}`, `{"v":1,"draws":[{"of":"K"}{"of":"L"}]}`,
		`{"v":1,"draws":[{"to":"K"}]}`, `{"v":1,"draws":[`, `{"v":1,"why":["a"`, `{"v":1,"why":["a",]}`, `{"v":1,"why":[1]}`,
		`{"v":1,"v":1}`, `{"v":1,"text":"a","text":"a"}`, `{"v":1,"text":"a","number":1,"text":"b"}`, `{"v":1,"object":{},"object":{}}`, `{"v":1,"object":{"inner":"a","inner":"a"}}`,
		`{"v":1,"items":[{"name":"a","name":"b"}]}`, `{"v":1,"money":{"amount":"1.00","amount":"2.00","currency":"NOK"}}`, `{"v":1,"term":{"months":1,"months":2}}`,
		`{"v":1,"draws":[{"of":"K","of":"L"}]}`, `{"v":1,"why":["a"],"why":["a"]}`, `{"v":1,"record":{"a":1,"a":1}}`, `{"v":1,"record":{},"record":{}}`,
		`{"v":1,"text":"\ud800"}`, `{"v":1,"text":"\ude00\ud83d"}`, "{\"v\":1,\"text\":\"\xff\"}", "\ufeff{\"v\":1}", "{\"v\":1}\x00", `{"v":1,"number":1e400}`, `{"v":1,"number":NaN}`, `{"v":1,"number":-0}`,
	} {
		_, err := read(text)
		assert.Error(t, err, text)
		assert.ErrorIs(t, err, entitlement.ErrInvalid, text)
	}
	for _, text := range []string{`{}`, `{"v":0}`, `{"v":2}`, `{"v":-1}`, `{"v":2,"other":1}`, `{"text":"a"}`} {
		_, err := read(text)
		assert.ErrorIs(t, err, entitlement.ErrVersion, text)
	}
	_, err := read(`{"v":1,"number":"1"}`)
	assert.EqualError(t, err, "malformed input: parcel: a whole number is expected at byte 16")
	_, err = read(`{"v":1,"` + strings.Repeat("x", 1000) + `":1}`)
	assert.Less(t, len(err.Error()), 120, "the error does not repeat a long field")
}

// A document has no more fields open than there is room to remember.
func TestMostFields(t *testing.T) {
	for fields, refused := range map[int]bool{127: false, 128: true} { // the object itself is remembered too
		text := `{"v":1`
		for i := range fields - 1 {
			text += fmt.Sprintf(`,"f%d":%d`, i, i)
		}
		r := newReader("parcel", []byte(text+"}"))
		for r.Object(); r.Next(); {
			r.Int()
		}
		err := r.Done()
		assert.Equal(t, refused, err != nil, "%d: %v", fields, err)
		assert.Equal(t, refused, errors.Is(err, entitlement.ErrInvalid))
	}
}

// The version may come last; a text is written so that JSON can carry it.
func TestOrderAndEscapes(t *testing.T) {
	again, err := read(`{"object":{"inner":"a"},"draws":[{"of":"K"}],"text":"b","v":1}`)
	require.NoError(t, err)
	assert.Equal(t, "b", again.text)
	for _, text := range []string{"\x01", "\x1f", " ", "~", "\x7f", "é", `"`, `\`, `\"`, "a\nb", "<&>", "{", "}", `{"a":"}"}`} {
		written, err := parcel{text: text, inner: text, record: map[string]int{text: 1}}.write()
		require.NoError(t, err)
		require.True(t, json.Valid(written), "%s", written)
		again, err := read(string(written))
		require.NoError(t, err, "%s", written)
		assert.Equal(t, []any{text, text, map[string]int{text: 1}}, []any{again.text, again.inner, again.record})
	}
}

// A plain text is written as it is; what is no text is replaced.
func TestPlainText(t *testing.T) {
	for text, want := range map[string]string{"<&>": `"<&>"`, "a b~": `"a b~"`} {
		w := newWriter()
		w.Text("text", text)
		assert.Equal(t, `{"v":1,"text":`+want+`}`, string(w.Done()))
	}
	w := newWriter()
	w.Text("text", "K\xff")
	assert.True(t, utf8.Valid(w.Done()))
}

// After a failure nothing more is read, and the first failure is kept.
func TestFirstFailure(t *testing.T) {
	r := newReader("parcel", []byte(`{"v":1,"number":x,"day":"2026-02-30"}`))
	r.Object()
	require.True(t, r.Next())
	assert.Zero(t, r.Int())
	first := r.Done()
	assert.Zero(t, r.Date())
	assert.Zero(t, r.Text())
	assert.False(t, r.Bool())
	assert.Zero(t, r.Moment())
	assert.Zero(t, r.Money())
	assert.Zero(t, r.Term())
	assert.Nil(t, r.Record())
	assert.False(t, r.Next())
	assert.Equal(t, first, r.Done())
}

// Whatever is written is JSON, and reads back as it was.
func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := parcel{
			text:   rapid.String().Draw(t, "text"),
			number: rapid.SampledFrom([]int64{0, 1, -1, math.MaxInt64, math.MinInt64}).Draw(t, "number"),
			truth:  rapid.Bool().Draw(t, "truth"),
			day:    calendar.Date(rapid.IntRange(0, 3652058).Draw(t, "day")),
			inner:  rapid.String().Draw(t, "inner"),
			record: rapid.MapOf(rapid.StringMatching(`[a-zæ{}", ]*`), rapid.Int()).Draw(t, "record"),
		}
		text, err := p.write()
		require.NoError(t, err)
		require.True(t, json.Valid(text), "%s", text)
		again, err := read(string(text))
		require.NoError(t, err, "%s", text)
		require.Equal(t, p, again)
	})
}

// What is read is JSON, and reads as encoding/json reads it.
func FuzzRead(f *testing.F) {
	f.Add(`{"v":1,"text":"a","number":2,"truth":true,"day":"2026-03-10","object":{"inner":"b"},"record":{"a":1}}`)
	f.Add(`{"v":1,"draws":[{"of":"K","seq":1}],"why":["PCH-01"],"money":{"amount":"1.00","currency":"NOK"}}`)
	f.Add(`{"v":1,"text":"\u00e6\ud83d\ude00"}`)
	for _, text := range []string{
		`{"v":1,"text":"a","text":"b"}`, `{"v":1,"Text":"a"}`, `{"v":1,"text":"\ud800"}`, "{\"v\":1,\"text\":\"\xff\"}", "\ufeff{\"v\":1}", "{\"v\":1}\x00",
		`{"v":1,"number":-0}`, `{"v":1,"number":1e400}`, `{"v":1,"number":NaN}`, `{"v":1,"number":9223372036854775808}`, `{"v":1,"number":-9223372036854775808}`,
		`{"v":1,"day":"2026-02-30"}`, `{"v":1,"moment":null}`, `{"v":2,"colour":1}`, `{"v":1,"counts":[[[[1]]]]}`, `{"v":1}{"v":1}`,
		`{"v":1,"money":{"amount":"1e9","currency":"NOK"}}`, `{"v":1,"record":{"a":1,"A":1}}`, `{"v":1,"draws":[{"of":"K","seq":1,"moved":-9223372036854775808}],"uncovered":9223372036854775807}`,
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p, err := read(text)
		if err != nil {
			return
		}
		if !json.Valid([]byte(text)) {
			t.Fatalf("%q is not JSON and is read", text)
		}
		if wrong := strict.Check([]byte(text)); wrong != "" {
			t.Fatalf("%q is read: %s", text, wrong)
		}
		if p.record == nil {
			p.record = map[string]int{}
		}
		again, err := p.write()
		require.NoError(t, err)
		same, err := read(string(again))
		require.NoError(t, err)
		require.Equal(t, p, same)
	})
}

func BenchmarkWrite(b *testing.B) {
	p := parcel{text: "K", number: 30, day: calendar.MustDate("2026-03-10"), money: entitlement.MustMoney("190.00 NOK")}
	b.ReportAllocs()
	for b.Loop() {
		_, _ = p.write()
	}
}
