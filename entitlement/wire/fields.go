package wire

import (
	"encoding"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
)

// Fields goes through the fields of a document, to write them or to read them,
// so that a value lists them once, for both:
//
//	func (a *account) fields(f *wire.Fields) {
//		wire.Text(f, "id", &a.id)
//		f.Object("figures", func() { a.figures.fields(f) })
//		wire.Int(f, "seq", &a.seq)
//	}
//
//	f := wire.Write()
//	a.fields(&f)
//	text, err := f.Written()
//
//	f := wire.Read("account", data)
//	for f.Next() {
//		a.fields(&f)
//	}
//	err := f.Done()
//
// Fields are read in any order; in the order they are listed each is looked at
// once. A field that comes twice is refused.
type Fields struct {
	w     writer
	r     reader
	reads bool
	more  bool // a field has been gone to and not read
	moved bool // a field was read since the list began
	err   error
}

// Write begins to write a document.
func Write() Fields { return Fields{w: newWriter()} }

// Written ends the document that Write began, and returns it.
func (f *Fields) Written() ([]byte, error) {
	if f.err != nil {
		return nil, f.err
	}
	return f.w.Done(), nil
}

// Read begins to read a document, strictly: errors call it by its name.
func Read(name string, data []byte) Fields {
	f := Fields{r: newReader(name, data), reads: true}
	f.begin()
	return f
}

// Next reports whether there is a field to read, for the list of fields to go
// through. A field that it went through without reading it is refused.
func (f *Fields) Next() bool {
	if f.more && !f.moved {
		f.r.Unknown()
		f.more = false
	}
	f.moved = false
	return f.more
}

// Done ends the document that Read began, and returns the failure, if there was
// one.
func (f *Fields) Done() error { return f.r.Done() }

// begin goes to the first field of an object to read.
func (f *Fields) begin() {
	f.r.Object()
	f.next()
}

// at reports whether the field to read is the one with that name.
func (f *Fields) at(key string) bool { return f.more && string(f.r.key) == key }

// next goes on to the next field to read.
func (f *Fields) next() {
	f.more, f.moved = f.r.Next(), true
}

// Text is a text.
func Text[T ~string](f *Fields, key string, value *T) {
	if !f.reads {
		f.w.Text(key, string(*value))
	} else if f.at(key) {
		*value = T(f.r.Text())
		f.next()
	}
}

// Int is a whole number.
func Int[T ~int | ~int64](f *Fields, key string, value *T) {
	if !f.reads {
		f.w.Int(key, int64(*value))
	} else if f.at(key) {
		*value = T(f.r.Int())
		f.next()
	}
}

// True is a truth.
func (f *Fields) True(key string, value *bool) {
	if !f.reads {
		f.w.True(key, *value)
	} else if f.at(key) {
		*value = f.r.Bool()
		f.next()
	}
}

// Date is a day.
func (f *Fields) Date(key string, value *calendar.Date) {
	if !f.reads {
		f.w.Date(key, *value)
	} else if f.at(key) {
		*value = f.r.Date()
		f.next()
	}
}

// Moment is a moment.
func (f *Fields) Moment(key string, value *calendar.Moment) {
	if !f.reads {
		f.w.Moment(key, *value)
	} else if f.at(key) {
		*value = f.r.Moment()
		f.next()
	}
}

// Money is an amount and its currency.
func (f *Fields) Money(key string, value *entitlement.Money) {
	if !f.reads {
		f.w.Money(key, *value)
	} else if f.at(key) {
		*value = f.r.Money()
		f.next()
	}
}

// Term is a term. It is written even if it is zero.
func (f *Fields) Term(key string, value *calendar.Term) {
	if !f.reads {
		f.w.Term(key, *value)
	} else if f.at(key) {
		*value = f.r.Term()
		f.next()
	}
}

// Head is the head of an entry.
func (f *Fields) Head(value *entitlement.Entry) {
	if !f.reads {
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
	if !f.reads {
		if err := f.w.Record(key, value); f.err == nil {
			f.err = err
		}
	} else if f.at(key) {
		*text = f.r.Record()
		f.next()
	}
}

// Counts is a list of whole numbers from 0 up to the most, no longer than there is
// room for. Zeros at its end are not written; the list is, even if it is empty.
func (f *Fields) Counts(key string, counts []uint16, most uint16) {
	if !f.reads {
		n := len(counts)
		for n > 0 && counts[n-1] == 0 {
			n--
		}
		f.w.List(key)
		for _, count := range counts[:n] {
			f.w.Number(int64(count))
		}
		f.w.EndList()
	} else if f.at(key) {
		clear(counts)
		i := 0
		for f.r.List(); f.r.More(); i++ {
			if count := f.r.Int(); i < len(counts) && 0 <= count && count <= int64(most) {
				counts[i] = uint16(count)
			} else {
				f.r.Unknown()
			}
		}
		f.next()
	}
}

// Object is an object with fields of its own. It is written even if it is zero.
func (f *Fields) Object(key string, fields func()) {
	if !f.reads {
		f.w.Begin(key)
		fields()
		f.w.End()
	} else if f.at(key) {
		for f.begin(); f.Next(); {
			fields()
		}
		f.next()
	}
}

// Optional is an object as [Fields.Object], but if the value is zero it is not
// written.
func Optional[T comparable](f *Fields, key string, value *T, fields func()) {
	if f.reads || *value != *new(T) {
		f.Object(key, fields)
	}
}

// Items is a list of objects. It is written even if it is empty.
func Items[T any](f *Fields, key string, values *[]T, fields func(*T)) {
	if !f.reads {
		f.w.List(key)
		for i := range *values {
			f.w.Item()
			fields(&(*values)[i])
			f.w.End()
		}
		f.w.EndList()
	} else if f.at(key) {
		*values = nil
		for f.r.List(); f.r.More(); {
			*values = append(*values, *new(T))
			for f.begin(); f.Next(); {
				fields(&(*values)[len(*values)-1])
			}
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
	if !f.reads {
		if *value != zero {
			f.w.key(key)
			f.w.text = append(f.w.text, '"')
			var err error
			f.w.text, err = value.AppendText(f.w.text)
			f.w.text = append(f.w.text, '"')
			if f.err == nil {
				f.err = err
			}
		}
	} else if f.at(key) {
		if err := value.UnmarshalText([]byte(f.r.Text())); err != nil {
			f.r.fail(err.Error())
		}
		f.next()
	}
}
