package entitlement

import (
	"slices"
	"unicode/utf8"

	"github.com/avtale/avtale/calendar"
)

// Event is the head of something told to a contract.
type Event struct {
	Ref     string          `json:"ref"`     // the caller's reference; one reference, one entry
	At      calendar.Moment `json:"at"`      // when it happened; this decides
	Entered calendar.Moment `json:"entered"` // when it was told; no transition decides by it
}

// Validate returns [ErrInvalid] for an event without a moment, or without a
// reference that is text.
func (e Event) Validate() error {
	switch {
	case e.Ref == "":
		return Invalid("ref", "an event needs a reference")
	case !utf8.ValidString(e.Ref):
		return Invalid("ref", "%.40q is no text", e.Ref)
	case e.At.IsZero():
		return Invalid("at", "an event needs the moment it happened")
	case e.Entered.IsZero():
		return Invalid("entered", "an event needs the moment it was told")
	default:
		return nil
	}
}

// In returns the event with its moments read in a zone. A host that receives
// events over a wire passes them here before a contract sees them: days are
// those of the contract's own zone (GEN-01).
func (e Event) In(zone calendar.Zone) Event {
	e.At, e.Entered = zone.In(e.At), zone.In(e.Entered)
	return e
}

// Kind is the sort of fact an entry records, such as "session".
type Kind string

// Draw is the move of one value by one entry.
type Draw struct {
	Of    string `json:"of"`             // the id of the value: a card, a task, a subscription
	Seq   int    `json:"seq"`            // the value's own sequence number, 1 for its first entry
	Lot   string `json:"lot,omitzero"`   // the lot within the value, where it has several
	Moved int    `json:"moved,omitzero"` // units; 0 where the entry only touches the value
}

// Entry is the head of a ledger entry, the same for every contract type. A
// contract's own entry adds the fact, as it was told, and the outcome.
type Entry struct {
	Event
	Kind      Kind     `json:"kind"`
	Draws     []Draw   `json:"draws"`              // every value the entry moves
	Uncovered int      `json:"uncovered,omitzero"` // units that no value covered
	Charge    Money    `json:"charge,omitzero"`    // below zero: a credit
	Reverses  string   `json:"reverses,omitzero"`  // the reference of the entry taken back
	Why       []Clause `json:"why"`                // the clauses that decided; never empty
}

// Head returns the entry head; it gives every entry that embeds one the method
// that package ledger asks for.
func (e Entry) Head() Entry { return e }

// Draw returns the move of one value, of its first lot if the entry moves
// several, and false if the entry does not name it.
func (e Entry) Draw(of string) (Draw, bool) {
	for _, draw := range e.Draws {
		if draw.Of == of {
			return draw, true
		}
	}
	return Draw{}, false
}

// Equal reports whether two heads say the same.
func (e Entry) Equal(other Entry) bool {
	return e.Event == other.Event &&
		e.Kind == other.Kind &&
		slices.Equal(e.Draws, other.Draws) &&
		e.Uncovered == other.Uncovered &&
		e.Charge == other.Charge &&
		e.Reverses == other.Reverses &&
		slices.Equal(e.Why, other.Why)
}
