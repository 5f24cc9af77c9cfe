package wire

import (
	"encoding"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
)

// Fields goes through the fields of a document, to write them or to read them,
// so that a value lists them once, for both:
//
//	func (s *state) fields(f *wire.Fields) {
//		wire.Text(f, "id", &s.id)
//		wire.Int(f, "seq", &s.seq)
//		wire.Object(f, "figures", &s.figures, (*Figures).fields)
//	}
//
//	text, err := wire.Marshal(&s, (*state).fields)
//	err := wire.Unmarshal("account", text, &s, (*state).fields)
//
// Fields are read in any order; in the order they are listed each is looked at
// once.
type Fields struct {
	w     *Writer
	r     *Reader
	more  bool // a field has been gone to and not read
	moved bool // a field was read since the list began
	err   error
}

// Marshal writes a value as a document.
func Marshal[S any](value *S, fields func(*S, *Fields)) ([]byte, error) {
	const usual = 1024
	w := Writer{text: append(make([]byte, 0, usual), `{"v":1`...)}
	f := Fields{w: &w}
	fields(value, &f)
	return w.Done(), f.err
}

// Unmarshal reads a document into a value, strictly: errors call it by its name.
func Unmarshal[S any](name string, data []byte, value *S, fields func(*S, *Fields)) error {
	r := NewReader(name, data)
	f := Fields{r: &r}
	read(&f, value, fields)
	return r.Done()
}

// read goes through the list of fields as often as it finds one.
func read[S any](f *Fields, value *S, fields func(*S, *Fields)) {
	f.r.Object()
	for f.more = f.r.Next(); f.more; {
		f.moved = false
		fields(value, f)
		if f.more && !f.moved {
			f.r.Unknown()
			f.more = false
		}
	}
}

// at reports whether the field to read is the one with that name.
func (f *Fields) at(key string) bool { return f.more && string(f.r.key) == key }

// next goes on to the next field to read.
func (f *Fields) next() {
	f.more, f.moved = f.r.Next(), true
}

// Text is a text.
func Text[T ~string](f *Fields, key string, value *T) {
	if f.w != nil {
		f.w.Text(key, string(*value))
	} else if f.at(key) {
		*value = T(f.r.Text())
		f.next()
	}
}

// Int is a whole number.
func Int[T ~int | ~int64](f *Fields, key string, value *T) {
	if f.w != nil {
		f.w.Int(key, int64(*value))
	} else if f.at(key) {
		*value = T(f.r.Int())
		f.next()
	}
}

// True is a truth.
func (f *Fields) True(key string, value *bool) {
	if f.w != nil {
		f.w.True(key, *value)
	} else if f.at(key) {
		*value = f.r.Bool()
		f.next()
	}
}

// Date is a day.
func (f *Fields) Date(key string, value *calendar.Date) {
	if f.w != nil {
		f.w.Date(key, *value)
	} else if f.at(key) {
		*value = f.r.Date()
		f.next()
	}
}

// Moment is a moment.
func (f *Fields) Moment(key string, value *calendar.Moment) {
	if f.w != nil {
		f.w.Moment(key, *value)
	} else if f.at(key) {
		*value = f.r.Moment()
		f.next()
	}
}

// Money is an amount and its currency.
func (f *Fields) Money(key string, value *entitlement.Money) {
	if f.w != nil {
		f.w.Money(key, *value)
	} else if f.at(key) {
		*value = f.r.Money()
		f.next()
	}
}

// Head is the head of an entry.
func (f *Fields) Head(value *entitlement.Entry) {
	if f.w != nil {
		f.w.Head(*value)
		return
	}
	for f.more && f.r.Head(value) {
		f.next()
	}
}

// Record is an open record: it is written as encoding/json does, and read as its
// text, for [entitlement.Decode].
func (f *Fields) Record(key string, value any, text *[]byte) {
	if f.w != nil {
		if err := f.w.Record(key, value); f.err == nil {
			f.err = err
		}
	} else if f.at(key) {
		*text = f.r.Record()
		f.next()
	}
}

// Object is an object with fields of its own; one that is zero is not written.
func Object[T comparable](f *Fields, key string, value *T, fields func(*T, *Fields)) {
	var zero T
	if f.w != nil {
		if *value != zero {
			f.w.Begin(key)
			fields(value, f)
			f.w.End()
		}
	} else if f.at(key) {
		*value = zero
		read(f, value, fields)
		f.next()
	}
}

// List is a list of objects; one that is empty is not written.
func List[T any](f *Fields, key string, values *[]T, fields func(*T, *Fields)) {
	if f.w != nil {
		if len(*values) > 0 {
			f.w.List(key)
			for i := range *values {
				f.w.Item()
				fields(&(*values)[i], f)
				f.w.End()
			}
			f.w.EndList()
		}
	} else if f.at(key) {
		*values = nil
		for f.r.List(); f.r.More(); {
			var value T
			read(f, &value, fields)
			*values = append(*values, value)
		}
		f.next()
	}
}

// written is a pointer to a value with a text of its own.
type written[T any] interface {
	*T
	encoding.TextAppender
	encoding.TextUnmarshaler
}

// TextOf is a value that is written as its text, which has nothing that JSON
// would escape; one that is zero is not written.
func TextOf[T comparable, P written[T]](f *Fields, key string, value P) {
	var zero T
	if f.w != nil {
		if *value != zero {
			f.w.key(key)
			f.w.text = append(f.w.text, '"')
			var err error
			if f.w.text, err = value.AppendText(f.w.text); f.err == nil {
				f.err = err
			}
			f.w.text = append(f.w.text, '"')
		}
	} else if f.at(key) {
		if err := value.UnmarshalText([]byte(f.r.Text())); err != nil {
			f.r.fail(err.Error())
		}
		f.next()
	}
}
