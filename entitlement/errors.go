package entitlement

import "fmt"

// Family is what kind of failure an error is, for errors.Is. A [Refusal] is in
// no family: it is an answer, not a failure.
type Family string

// The families, and what a web service makes of them.
const (
	ErrInvalid  Family = "malformed input"                     // 400
	ErrMissing  Family = "a required figure is missing"        // 500: the terms lack a price, a rate, a zone
	ErrConflict Family = "conflicts with what is recorded"     // 409
	ErrLedger   Family = "the ledger does not hold together"   // 500
	ErrVersion  Family = "written by a newer or other version" // 500
)

// Error returns the family in words.
func (f Family) Error() string { return string(f) }

// A Failure says what is wrong and where: which field, and why it cannot be. It unwraps
// to its family.
type Failure struct {
	Family Family
	Field  string // the JSON name of the field, or the name of the document
	Detail string
}

// Error names the family, the field and the detail.
func (f *Failure) Error() string {
	return fmt.Sprintf("%s: %s: %s", f.Family, f.Field, f.Detail)
}

// Unwrap returns the family.
func (f *Failure) Unwrap() error { return f.Family }

// Invalid returns a [Failure] of the family [ErrInvalid].
func Invalid(field, format string, values ...any) error {
	return &Failure{Family: ErrInvalid, Field: field, Detail: fmt.Sprintf(format, values...)}
}

// Missing returns a [Failure] of the family [ErrMissing].
func Missing(field, format string, values ...any) error {
	return &Failure{Family: ErrMissing, Field: field, Detail: fmt.Sprintf(format, values...)}
}

// Conflict returns a [Failure] of the family [ErrConflict]; the field is the reference or
// the id that is taken.
func Conflict(field, format string, values ...any) error {
	return &Failure{Family: ErrConflict, Field: field, Detail: fmt.Sprintf(format, values...)}
}

// Reason is why an act was refused, such as NotTransferable. Each contract
// package exports its reasons; errors.Is(err, punchcard.NotTransferable) works
// on whatever a transition returned.
type Reason string

// Error returns the reason.
func (r Reason) Error() string { return string(r) }

// A Refusal is the answer no, with its reason, the clause it rests on and what
// would have made it a yes. The values handed in are unchanged, and no entry
// was made. Web services map it to 422.
type Refusal struct {
	Reason Reason `json:"reason"`
	Clause Clause `json:"clause"`
	Pass   string `json:"pass"` // what would have made it pass
}

// Error names the reason, the clause and what would pass.
func (r *Refusal) Error() string {
	return fmt.Sprintf("refused: %s (%s); passes with %s", r.Reason, r.Clause, r.Pass)
}

// Unwrap returns the reason.
func (r *Refusal) Unwrap() error { return r.Reason }
