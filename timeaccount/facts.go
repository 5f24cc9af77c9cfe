package timeaccount

import (
	"unicode/utf8"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
)

// Fact is something told to a contract, as plain data: comparable with ==, and in JSON
// what the caller said and nothing computed. The set is closed; behind each is its
// kind, under which ledgers, wires and stories know it: [Conclusion] conclude,
// [Amendment] amend, [Appointment] appoint, [Removal] remove, [Opening] open,
// [Receipt] receive, [Session] session, [Consent] consent, [Tag] tag, [Reversal]
// reverse.
type Fact interface {
	kind() entitlement.Kind
}

const (
	kindConclude entitlement.Kind = "conclude"
	kindAmend    entitlement.Kind = "amend"
	kindAppoint  entitlement.Kind = "appoint"
	kindRemove   entitlement.Kind = "remove"
	kindOpen     entitlement.Kind = "open"
	kindReceive  entitlement.Kind = "receive"
	kindSession  entitlement.Kind = "session"
	kindConsent  entitlement.Kind = "consent"
	kindTag      entitlement.Kind = "tag"
	kindReverse  entitlement.Kind = "reverse"
)

type (
	// Conclusion is an agreement between the provider and a customer, for
	// [Conclude].
	Conclusion struct {
		Agreement   string           `json:"agreement"` // the id to keep it under
		Customer    string           `json:"customer"`
		Alternative Alternative      `json:"alternative"`
		Balance     calendar.Seconds `json:"balance,omitzero"` // of a time account, in seconds
		Products    Names            `json:"products"`         // that it covers
	}

	// Amendment adds a product to an agreement, for [Agreement.Amend].
	Amendment struct {
		Product string        `json:"product"`
		From    calendar.Date `json:"from"` // the first day it is covered
	}

	// Appointment makes a person superuser of a customer, for
	// [Customer.Appoint].
	Appointment struct {
		Customer string        `json:"customer"`
		Person   string        `json:"person"`
		From     calendar.Date `json:"from"` // the first day
	}

	// Removal ends the appointment of a superuser, for [Customer.Remove].
	Removal struct {
		Last calendar.Date `json:"last"` // the last day
	}

	// Opening opens a case whose enquiries are rounded together, for [Open].
	Opening struct {
		Case     string `json:"case"`
		Customer string `json:"customer"`
	}

	// Receipt is an enquiry that arrives at the moment of the event: a person
	// takes the call, or a mail comes in; for [Receive].
	Receipt struct {
		Enquiry  string  `json:"enquiry"` // the id to keep it under
		Customer string  `json:"customer"`
		Case     string  `json:"case,omitzero"` // the matter it belongs to; "" for one of its own
		Product  string  `json:"product"`
		Topic    Topic   `json:"topic"`
		Channel  Channel `json:"channel"`
		By       string  `json:"by,omitzero"` // who asks
	}

	// Session is time that one person spent on an enquiry without a break, for
	// [Enquiry.Record] and [Case.Record]. It starts at the moment of the event.
	Session struct {
		By   string           `json:"by,omitzero"`
		What string           `json:"what,omitzero"`
		Work calendar.Seconds `json:"work"`
	}

	// Consent is the customer's agreement to pay by the hour for what no
	// agreement covers, for [Enquiry.Consent].
	Consent struct {
		By string `json:"by,omitzero"`
	}

	// Tag notes the cause of an enquiry, for [Enquiry.Tag].
	Tag struct {
		Cause Cause `json:"cause"`
	}

	// Reversal takes an entry back, for [Reverse].
	Reversal struct {
		Of      string `json:"of"`
		Because string `json:"because"`
	}
)

func (Conclusion) kind() entitlement.Kind  { return kindConclude }
func (Amendment) kind() entitlement.Kind   { return kindAmend }
func (Appointment) kind() entitlement.Kind { return kindAppoint }
func (Removal) kind() entitlement.Kind     { return kindRemove }
func (Opening) kind() entitlement.Kind     { return kindOpen }
func (Receipt) kind() entitlement.Kind     { return kindReceive }
func (Session) kind() entitlement.Kind     { return kindSession }
func (Consent) kind() entitlement.Kind     { return kindConsent }
func (Tag) kind() entitlement.Kind         { return kindTag }
func (Reversal) kind() entitlement.Kind    { return kindReverse }

// KindOf returns the kind of a fact, under which [DecodeFact] reads it; "" for no fact.
func KindOf(fact Fact) entitlement.Kind {
	if fact == nil {
		return ""
	}
	return fact.kind()
}

// DecodeFact reads a fact of a kind, strictly: what a host receives over a
// wire and hands to [Do]. An unknown kind is [entitlement.ErrInvalid].
func DecodeFact(kind entitlement.Kind, data []byte) (Fact, error) {
	switch kind {
	case kindConclude:
		return decode[Conclusion](kind, data)
	case kindAmend:
		return decode[Amendment](kind, data)
	case kindAppoint:
		return decode[Appointment](kind, data)
	case kindRemove:
		return decode[Removal](kind, data)
	case kindOpen:
		return decode[Opening](kind, data)
	case kindReceive:
		return decode[Receipt](kind, data)
	case kindSession:
		return decode[Session](kind, data)
	case kindConsent:
		return decode[Consent](kind, data)
	case kindTag:
		return decode[Tag](kind, data)
	case kindReverse:
		return decode[Reversal](kind, data)
	default:
		return nil, entitlement.Invalid("kind", "%q is no kind of fact", string(kind))
	}
}

func decode[F Fact](kind entitlement.Kind, data []byte) (Fact, error) {
	var fact F
	if err := entitlement.Decode(string(kind), data, &fact); err != nil {
		return nil, err
	}
	return fact, nil
}

// admit returns the first failure of what a transition was given.
func admit(failures ...error) error {
	for _, err := range failures {
		if err != nil {
			return err
		}
	}
	return nil
}

func (f Conclusion) validate() error {
	if err := admit(own("agreement", f.Agreement, f.Customer), f.Products.validate("products")); err != nil {
		return err
	}
	switch {
	case f.Alternative != FreePeriod && f.Alternative != TimeAccount:
		return entitlement.Invalid("alternative", "%q is no alternative", string(f.Alternative))
	case f.Balance < 0 || f.Balance > mostTime:
		return entitlement.Invalid("balance", "%d seconds is no balance", int64(f.Balance))
	case (f.Alternative == TimeAccount) != (f.Balance > 0):
		return entitlement.Invalid("balance", "a time account has one, a free period has none")
	default:
		return nil
	}
}

func (f Amendment) validate() error {
	if !isName(f.Product) {
		return entitlement.Invalid("product", "%.40q is no name", f.Product)
	}
	return day("from", f.From)
}

func (f Appointment) validate() error {
	return admit(given("customer", f.Customer, "person", f.Person), day("from", f.From))
}

func (f Removal) validate() error { return day("last", f.Last) }

func (f Opening) validate() error { return own("case", f.Case, f.Customer) }

func (f Receipt) validate() error {
	if f.Case != "" && (f.Case == f.Enquiry || f.Case == f.Customer) {
		return entitlement.Invalid("case", "%q is the id of the enquiry or of the customer", f.Case)
	}
	return admit(
		own("enquiry", f.Enquiry, f.Customer),
		given("product", f.Product, "topic", string(f.Topic), "channel", string(f.Channel)),
		wellFormed("case", f.Case, "by", f.By),
	)
}

func (f Session) validate() error {
	if f.Work < 0 || f.Work > longest {
		return entitlement.Invalid("work", "%d seconds is no length of work", int64(f.Work))
	}
	return wellFormed("by", f.By, "what", f.What)
}

func (f Consent) validate() error { return wellFormed("by", f.By) }

func (f Tag) validate() error { return given("cause", string(f.Cause)) }

func (f Reversal) validate() error { return given("of", f.Of, "because", f.Because) }

// own refuses a value of a customer without an id of its own: an entry names
// values by id alone.
func own(noun, id, customer string) error {
	if id == customer && id != "" {
		return entitlement.Invalid(noun, "%q is the id of the customer", id)
	}
	return given(noun, id, "customer", customer)
}

// given takes pairs of a field's name and its text, and refuses an empty one
// and one that JSON cannot carry.
func given(pairs ...string) error {
	for i := range len(pairs) / 2 {
		if pairs[2*i+1] == "" {
			return entitlement.Invalid(pairs[2*i], "%q names nothing", "")
		}
	}
	return wellFormed(pairs...)
}

// wellFormed takes the same, and refuses a text that JSON cannot carry.
func wellFormed(pairs ...string) error {
	for i := range len(pairs) / 2 {
		if text := pairs[2*i+1]; !utf8.ValidString(text) {
			return entitlement.Invalid(pairs[2*i], "%.40q is no text", text)
		}
	}
	return nil
}

// day refuses a day that is none, and the last one there is, which has no day
// after it.
func day(field string, date calendar.Date) error {
	if date.IsZero() || date.Validate() != nil || (date+1).Validate() != nil {
		return entitlement.Invalid(field, "a day is needed")
	}
	return nil
}
