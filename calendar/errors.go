package calendar

import "fmt"

// Error is a kind of failure in this package, for use with errors.Is.
type Error string

// The kinds of failure.
const (
	ErrSyntax   Error = "not written in the expected form"
	ErrRange    Error = "no such date or time"
	ErrGap      Error = "the clock skips this local time"
	ErrRepeated Error = "this local time comes twice"
	ErrZone     Error = "no usable time zone"
	ErrReading  Error = "unknown reading"
	ErrMissing  Error = "missing"
	ErrRegion   Error = "no region whose holidays are known"
	ErrOverlap  Error = "hours overlap"
	ErrClosed   Error = "never opens"
	ErrHorizon  Error = "outside the horizon"
)

// Error returns the failure in words.
func (e Error) Error() string { return string(e) }

// A ParseError tells which text could not be read as what. It unwraps to
// [ErrSyntax] when the form is wrong and to [ErrRange] when the form is right
// but no such day or time exists.
type ParseError struct {
	What string // "date", "clock time", "hours", "moment", "length"
	Text string // the text as given, cut after 40 bytes
	Kind Error
}

// Error names the text and the failure.
func (e *ParseError) Error() string {
	return fmt.Sprintf("calendar: %s %q: %s", e.What, e.Text, e.Kind)
}

// Unwrap returns the kind of failure.
func (e *ParseError) Unwrap() error { return e.Kind }

func parseError(what, text string, kind Error) error {
	const longest = 40
	return &ParseError{What: what, Text: text[:min(len(text), longest)], Kind: kind}
}

// A LocalTimeError tells that a local time is no instant, because the clocks of
// the zone skip it ([ErrGap]) or because it is none anywhere ([ErrRange]), or
// that it is two ([ErrRepeated]). For a repeated time First and Second are both
// readings, so that a caller who knows better can choose; else both are zero.
type LocalTimeError struct {
	Zone          string
	Date          Date
	Clock         Clock
	First, Second Moment
	Kind          Error
}

// Error names the local time, the zone and, for a repeated time, both readings.
func (e *LocalTimeError) Error() string {
	text := fmt.Sprintf("calendar: %s %s in %s: %s", e.Date, e.Clock, e.Zone, e.Kind)
	if e.Kind == ErrRepeated {
		text += fmt.Sprintf(", as %s and as %s", e.First, e.Second)
	}
	return text
}

// Unwrap returns the kind of failure.
func (e *LocalTimeError) Unwrap() error { return e.Kind }

// A SpecError tells what is wrong with a [Spec], a [Cutoff], or an argument of a
// question to a [Calendar].
type SpecError struct {
	Field  string // the JSON name, or names, or that of the argument
	Detail string
	Kind   Error
}

// Error names the field and what is wrong with it.
func (e *SpecError) Error() string {
	return fmt.Sprintf("calendar: %s: %s: %s", e.Field, e.Kind, e.Detail)
}

// Unwrap returns the kind of failure.
func (e *SpecError) Unwrap() error { return e.Kind }

func specError(field string, kind Error, format string, args ...any) error {
	return &SpecError{Field: field, Detail: fmt.Sprintf(format, args...), Kind: kind}
}

// A HorizonError tells that a calendar does not know an answer, because it
// lies, or what it depends on lies, outside the days the calendar was made for.
// It unwraps to [ErrHorizon].
type HorizonError struct {
	Calendar string // its name; "" for the zero Calendar
	From, To Date   // its first and last day
}

// Error names the calendar and its days.
func (e *HorizonError) Error() string {
	if e.Calendar == "" {
		return "calendar: the zero Calendar knows no days"
	}
	return fmt.Sprintf("calendar: %s knows the days from %s to %s: the answer is outside", e.Calendar, e.From, e.To)
}

// Unwrap returns [ErrHorizon].
func (e *HorizonError) Unwrap() error { return ErrHorizon }
