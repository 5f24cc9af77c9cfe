// Package wire writes and reads the stored form of values and entries. The
// fields of a card or an account are not exported, so encoding/json cannot
// reach them; copying them into a record that it can reach is slower than all
// the rest of a request, and that is time a caller waits.
//
// A document is a JSON object with "v":1. A field that is zero is not written,
// and a field that is not there is zero. Reading is strict: unknown fields,
// another version, null, fractions and dates that do not exist are errors of
// the families of package entitlement. Open records, such as terms and facts,
// have JSON tags and go through entitlement.Decode instead.
//
// [Fields] does both, from one list of fields:
//
//	func (c *Card) fields(f *wire.Fields) {
//		wire.Text(f, "id", &c.id)
//		f.Object("figures", func() { c.figures.fields(f) })
//	}
package wire

import (
	"encoding/json"
	"strconv"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
)

// writer writes one document. Its methods leave zero values out.
type writer struct{ text []byte }

// newWriter begins a document.
func newWriter() writer {
	const usual = 512
	return writer{text: append(make([]byte, 0, usual), `{"v":1`...)}
}

// Done ends the document and returns it.
func (w *writer) Done() []byte { return append(w.text, '}') }

// Text writes a text.
func (w *writer) Text(key, value string) {
	if value != "" {
		w.key(key)
		w.quote(value)
	}
}

// Int writes a whole number.
func (w *writer) Int(key string, value int64) {
	if value != 0 {
		w.key(key)
		w.text = strconv.AppendInt(w.text, value, 10)
	}
}

// True writes a truth.
func (w *writer) True(key string, value bool) {
	if value {
		w.key(key)
		w.text = append(w.text, "true"...)
	}
}

// Date writes a day.
func (w *writer) Date(key string, value calendar.Date) {
	if !value.IsZero() {
		w.key(key)
		w.text = append(w.text, '"')
		w.text, _ = value.AppendText(w.text) // of a day that exists; others are refused where they come in
		w.text = append(w.text, '"')
	}
}

// Moment writes a moment.
func (w *writer) Moment(key string, value calendar.Moment) {
	if !value.IsZero() {
		w.key(key)
		w.text = append(w.text, '"')
		w.text, _ = value.AppendText(w.text) // a moment always has a text
		w.text = append(w.text, '"')
	}
}

// Money writes an amount and its currency.
func (w *writer) Money(key string, value entitlement.Money) {
	if value != (entitlement.Money{}) {
		w.key(key)
		w.text = value.AppendJSON(w.text)
	}
}

// Term writes a term.
func (w *writer) Term(key string, value calendar.Term) {
	w.Begin(key)
	w.Int("months", int64(value.Months))
	w.Text("end", string(value.End))
	w.End()
}

// Record writes an open record as encoding/json does.
func (w *writer) Record(key string, value any) error {
	text, err := json.Marshal(value)
	if err != nil {
		return err
	}
	w.key(key)
	w.text = append(w.text, text...)
	return nil
}

// Head writes the head of an entry.
func (w *writer) Head(e entitlement.Entry) {
	w.Text("ref", e.Ref)
	w.Moment("at", e.At)
	w.Moment("entered", e.Entered)
	w.Text("kind", string(e.Kind))
	w.List("draws")
	for _, draw := range e.Draws {
		w.Item()
		w.Text("of", draw.Of)
		w.Int("seq", int64(draw.Seq))
		w.Text("lot", draw.Lot)
		w.Int("moved", int64(draw.Moved))
		w.End()
	}
	w.EndList()
	w.Int("uncovered", int64(e.Uncovered))
	w.Money("charge", e.Charge)
	w.Text("reverses", e.Reverses)
	w.List("why")
	for _, clause := range e.Why {
		w.next()
		w.quote(string(clause))
	}
	w.EndList()
}

// Begin begins an object in the document; the fields up to End are in it.
func (w *writer) Begin(key string) {
	w.key(key)
	w.text = append(w.text, '{')
}

// End ends what Begin or Item began.
func (w *writer) End() { w.text = append(w.text, '}') }

// List begins a list in the document; what Item and Number add up to EndList is
// in it.
func (w *writer) List(key string) {
	w.key(key)
	w.text = append(w.text, '[')
}

// Item begins an object in a list; the fields up to End are in it.
func (w *writer) Item() {
	w.next()
	w.text = append(w.text, '{')
}

// Number adds a whole number to a list, zero too.
func (w *writer) Number(value int64) {
	w.next()
	w.text = strconv.AppendInt(w.text, value, 10)
}

// EndList ends what List began.
func (w *writer) EndList() { w.text = append(w.text, ']') }

func (w *writer) key(key string) {
	w.next()
	w.text = append(w.text, '"')
	w.text = append(w.text, key...)
	w.text = append(w.text, `":`...)
}

// next separates what follows from what is there.
func (w *writer) next() {
	if last := w.text[len(w.text)-1]; last != '{' && last != '[' {
		w.text = append(w.text, ',')
	}
}

func (w *writer) quote(value string) {
	for i := range len(value) {
		if c := value[i]; c < ' ' || c >= 0x7f || c == '"' || c == '\\' {
			escaped, _ := json.Marshal(value) // a text always has a JSON form
			w.text = append(w.text, escaped...)
			return
		}
	}
	w.text = append(w.text, '"')
	w.text = append(w.text, value...)
	w.text = append(w.text, '"')
}
