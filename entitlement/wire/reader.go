package wire

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"strconv"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/internal/strict"
)

// reader reads one document, field by field and in any order. The first
// failure ends it: no field comes after it, and Done returns it. A field that
// comes twice in an object is a failure.
type reader struct {
	name    string
	data    []byte
	at      int
	begun   bool // an object or a list has begun and nothing of it is read
	depth   int
	version int64
	key     []byte
	open    int              // of the fields below
	fields  [mostFields]span // the names of the objects that have not ended, each object behind a zero span
	err     error
}

const (
	mostFields = 128           // of an object and those around it
	mostBytes  = math.MaxInt32 // of a document
)

// newReader begins to read a document; errors call it by its name.
func newReader(name string, data []byte) reader {
	r := reader{name: name, data: data}
	if int64(len(data)) > mostBytes {
		r.fail("the document is too long")
	}
	return r
}

// Done returns the failure, if there was one. A document of another version is
// [entitlement.ErrVersion], wherever it says so, everything else [entitlement.ErrInvalid].
func (r *reader) Done() error {
	r.space()
	if r.err == nil && r.at < len(r.data) {
		r.fail("something follows the document")
	}
	var mark entitlement.Version // behind the failure, perhaps: a newer form has fields unknown here
	if r.err == nil && r.version != entitlement.CurrentVersion ||
		r.err != nil && json.Unmarshal(r.data, &mark) == nil && mark.V > entitlement.CurrentVersion {
		r.otherVersion()
	}
	return r.err
}

func (r *reader) otherVersion() {
	r.err = &entitlement.Failure{Family: entitlement.ErrVersion, Field: r.name, Detail: `only "v":1 is read`}
}

// Object begins to read an object: the document itself, or the value of a
// field. Next goes through its fields.
func (r *reader) Object() {
	r.begin('{', "an object is expected")
	r.keep(span{})
}

// Next goes on to the next field, and returns false at the end of the object.
// The field "v" of the document is checked here and never seen.
func (r *reader) Next() bool {
	for r.more('}') {
		key, escaped := r.quoted()
		from := r.at - len(key) - 1 // a quote is behind it
		if r.key = key; escaped || !r.take(':') {
			r.fail("a field is expected")
			return false
		}
		r.once(from)
		if r.depth > 1 || string(key) != "v" {
			return r.err == nil
		}
		if r.version = r.Int(); r.err == nil && r.version != entitlement.CurrentVersion {
			r.otherVersion()
		}
	}
	return false
}

// List begins to read a list: the value of a field. More goes through it, and
// each time one thing is read: an object, a number, a text.
func (r *reader) List() { r.begin('[', "a list is expected") }

// More goes on to the next thing in the list, and returns false at its end.
func (r *reader) More() bool { return r.more(']') }

// Key returns the name of the field that Next went to.
func (r *reader) Key() string { return string(r.key) }

// Unknown refuses the field that Next went to.
func (r *reader) Unknown() { r.fail(fmt.Sprintf("unknown field %.40q", r.key)) }

// Text reads a text.
func (r *reader) Text() string {
	text, escaped := r.quoted()
	if !escaped {
		return string(text)
	}
	var value string
	if json.Unmarshal(text, &value) != nil || strict.Check(text) != "" {
		r.fail("a text is not well formed")
		return ""
	}
	return value
}

// Int reads a whole number.
func (r *reader) Int() int64 {
	r.space()
	from := r.at
	for r.at < len(r.data) && (r.data[r.at] == '-' || r.data[r.at] >= '0' && r.data[r.at] <= '9') {
		r.at++
	}
	number := string(r.data[from:r.at])
	n, err := strconv.ParseInt(number, 10, 64)
	if err != nil || strconv.FormatInt(n, 10) != number {
		r.fail("a whole number is expected")
		return 0
	}
	return n
}

// Bool reads true or false.
func (r *reader) Bool() bool {
	r.space()
	for _, word := range [...]string{"true", "false"} {
		if bytes.HasPrefix(r.data[r.at:], []byte(word)) {
			r.at += len(word)
			return word == "true"
		}
	}
	r.fail("true or false is expected")
	return false
}

// Date reads a day.
func (r *reader) Date() calendar.Date {
	d, err := calendar.ParseDate(r.Text())
	if err != nil {
		r.fail(err.Error())
	}
	return d
}

// Moment reads a moment.
func (r *reader) Moment() calendar.Moment {
	m, err := calendar.ParseMoment(r.Text())
	if err != nil {
		r.fail(err.Error())
	}
	return m
}

// Money reads an amount and its currency.
func (r *reader) Money() entitlement.Money {
	var amount, currency string
	for r.Object(); r.Next(); {
		switch r.Key() {
		case "amount":
			amount = r.Text()
		case "currency":
			currency = r.Text()
		default:
			r.Unknown()
		}
	}
	money, err := entitlement.ParseAmount(amount, currency)
	if err != nil {
		r.fail(err.Error())
	}
	return money
}

// Term reads a term.
func (r *reader) Term() (term calendar.Term) {
	for r.Object(); r.Next(); {
		switch r.Key() {
		case "months":
			term.Months = int(r.Int())
		case "end":
			term.End = calendar.TermEnd(r.Text())
		default:
			r.Unknown()
		}
	}
	return term
}

// Record returns the object of a field as it stands, for entitlement.Decode.
func (r *reader) Record() []byte {
	r.space()
	from, depth := r.at, 0
	quoted, escaped := false, false
	if !bytes.HasPrefix(r.data[from:], []byte("{")) {
		r.fail("an object is expected")
		return nil
	}
	for i, c := range r.data[from:] {
		switch {
		case escaped:
			escaped = false
		case quoted:
			quoted, escaped = c != '"', c == '\\'
		case c == '"':
			quoted = true
		case c == '{':
			depth++
		case c == '}':
			depth--
		}
		if depth == 0 {
			r.at = from + i + 1
			return r.data[from:r.at]
		}
	}
	r.fail("an object does not end")
	return nil
}

// Head reads the field of an entry's head that Next went to, and returns false
// for a field that is not of the head.
func (r *reader) Head(e *entitlement.Entry) bool {
	switch r.Key() {
	case "ref":
		e.Ref = r.Text()
	case "at":
		e.At = r.Moment()
	case "entered":
		e.Entered = r.Moment()
	case "kind":
		e.Kind = entitlement.Kind(r.Text())
	case "draws":
		e.Draws = nil
		for r.List(); r.More(); {
			e.Draws = append(e.Draws, r.draw())
		}
	case "uncovered":
		e.Uncovered = int(r.Int())
	case "charge":
		e.Charge = r.Money()
	case "reverses":
		e.Reverses = r.Text()
	case "why":
		e.Why = nil
		for r.List(); r.More(); {
			e.Why = append(e.Why, entitlement.Clause(r.Text()))
		}
	default:
		return false
	}
	return true
}

func (r *reader) draw() (draw entitlement.Draw) {
	for r.Object(); r.Next(); {
		switch r.Key() {
		case "of":
			draw.Of = r.Text()
		case "seq":
			draw.Seq = int(r.Int())
		case "lot":
			draw.Lot = r.Text()
		case "moved":
			draw.Moved = int(r.Int())
		default:
			r.Unknown()
		}
	}
	return draw
}

func (r *reader) begin(bracket byte, expected string) {
	if !r.take(bracket) {
		r.fail(expected)
		return
	}
	r.begun = true
	r.depth++
}

// A span is where a name stands in the document.
type span struct{ from, until uint32 }

// once refuses the field that Next went to if the object had it before.
func (r *reader) once(from int) {
	for i := r.open - 1; r.fields[i] != (span{}); i-- {
		if before := r.fields[i]; bytes.Equal(r.data[before.from:before.until], r.key) {
			r.fail(fmt.Sprintf("the field %.40q comes twice", r.key))
			return
		}
	}
	r.keep(span{uint32(from), uint32(from + len(r.key))})
}

// keep keeps the name of a field; the zero span begins an object.
func (r *reader) keep(field span) {
	if r.open == mostFields {
		r.fail("there are too many fields")
		return
	}
	r.fields[r.open] = field
	r.open++
}

// forget drops the fields of an object that ends.
func (r *reader) forget() {
	for r.open--; r.fields[r.open] != (span{}); {
		r.open--
	}
}

// more reports whether an object or a list goes on, and passes over what
// separates or ends it.
func (r *reader) more(end byte) bool {
	begun := r.begun
	r.begun = false
	if r.err != nil {
		return false
	}
	if r.take(end) {
		r.depth--
		if end == '}' {
			r.forget()
		}
		return false
	}
	if !begun && !r.take(',') {
		r.fail("a comma is expected")
		return false
	}
	return true
}

// quoted reads a text: what is between the quotes, or, if that has escapes or
// is not plain ASCII, the whole with its quotes.
func (r *reader) quoted() (text []byte, escaped bool) {
	if !r.take('"') {
		r.fail("a text is expected")
		return nil, false
	}
	from, skip := r.at, false
	for i, c := range r.data[from:] {
		switch {
		case skip:
			skip = false
		case c == '"':
			r.at = from + i + 1
			if escaped {
				return r.data[from-1 : r.at], true
			}
			return r.data[from : from+i], false
		case c == '\\':
			escaped, skip = true, true
		case c < ' ' || c >= 0x7f:
			escaped = true
		}
	}
	r.fail("a text does not end")
	return nil, false
}

// take passes over white space and over a character, if it is next.
func (r *reader) take(c byte) bool {
	r.space()
	if r.err != nil || r.at >= len(r.data) || r.data[r.at] != c {
		return false
	}
	r.at++
	return true
}

func (r *reader) space() {
	for r.at < len(r.data) {
		switch r.data[r.at] {
		case ' ', '\t', '\n', '\r':
			r.at++
		default:
			return
		}
	}
}

// fail keeps the first failure.
func (r *reader) fail(detail string) {
	if r.err == nil {
		r.err = entitlement.Invalid(r.name, "%s at byte %d", detail, r.at)
	}
}
