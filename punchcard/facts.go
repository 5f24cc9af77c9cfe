package punchcard

import (
	"unicode/utf8"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
)

// Fact is something told to a contract, as plain data: comparable with ==, and in JSON
// what the caller said and nothing computed. The set is closed; behind each is its
// kind, under which ledgers, wires and stories know it: [Purchase] buy, [Renewal]
// renew, [Stop] stop, [Transfer] transfer, [Order] open, [Session] session, [Closing]
// close, [Settlement] settle, [Reversal] reverse, [AddOnStart] addon, [AddOnEnd]
// endaddon, [Period] period, [Check] check, [Call] call, [Report] report, [Begin]
// begin, [Cure] cure.
type Fact interface {
	kind() entitlement.Kind
}

const (
	kindBuy      entitlement.Kind = "buy"
	kindRenew    entitlement.Kind = "renew"
	kindStop     entitlement.Kind = "stop"
	kindTransfer entitlement.Kind = "transfer"
	kindOpen     entitlement.Kind = "open"
	kindSession  entitlement.Kind = "session"
	kindClose    entitlement.Kind = "close"
	kindSettle   entitlement.Kind = "settle"
	kindReverse  entitlement.Kind = "reverse"
	kindAddOn    entitlement.Kind = "addon"
	kindEndAddOn entitlement.Kind = "endaddon"
	kindPeriod   entitlement.Kind = "period"
	kindCheck    entitlement.Kind = "check"
	kindCall     entitlement.Kind = "call"
	kindReport   entitlement.Kind = "report"
	kindBegin    entitlement.Kind = "begin"
	kindCure     entitlement.Kind = "cure"
)

type (
	// Purchase is an order of a card, for [Buy].
	Purchase struct {
		Card   string `json:"card"`
		Holder string `json:"holder"`
		Size   int    `json:"size"`
	}

	// Renewal is the customer's choice to go on with a new card, for
	// [Card.Renew].
	Renewal struct {
		Card string `json:"card"` // the new one
		Size int    `json:"size"`
	}

	// Stop is the customer's choice to stop, for [Card.Stop].
	Stop struct{}

	// Transfer passes a card to another holder, for [Card.Transfer].
	Transfer struct {
		To        string `json:"to"`
		Agreement string `json:"agreement"` // the provider's agreement; "" for none
	}

	// Order opens a task, for [Open].
	Order struct {
		Task   string `json:"task"`
		Holder string `json:"holder"`
	}

	// Session is work of one consultant without a break, for [Task.Punch]. It
	// starts at the moment of the event.
	Session struct {
		What     string           `json:"what"`
		By       string           `json:"by"`
		Place    Place            `json:"place"`
		Work     calendar.Seconds `json:"work"`
		Travel   calendar.Seconds `json:"travel,omitzero"`   // of the trip there, where it was made
		Replaces string           `json:"replaces,omitzero"` // the entry it corrects
	}

	// Closing ends a task, for [Task.Close].
	Closing struct{}

	// Settlement is the customer's decision about clips that wait, for
	// [Task.Settle].
	Settlement struct {
		By    Settle `json:"by"`
		Clips int    `json:"clips,omitzero"` // 0: all that wait

		Replaces string `json:"replaces,omitzero"` // the settlement it is entered again for (PCH-28)
	}

	// Reversal takes an entry back, for [Reverse].
	Reversal struct {
		Of      string `json:"of"`
		Because string `json:"because"`
	}

	// AddOnStart orders an add-on, for [StartAddOn].
	AddOnStart struct {
		AddOn   string        `json:"addon"`
		Holder  string        `json:"holder"`
		Product Product       `json:"product"`
		From    calendar.Date `json:"from"`
	}

	// AddOnEnd ends an add-on, for [AddOn.End].
	AddOnEnd struct {
		Last calendar.Date `json:"last"` // the last day it runs
	}

	// Period clips the period of an add-on that starts on the day of the
	// event, for [AddOn.Punch].
	Period struct {
		Task string `json:"task"` // the task it is clipped on
	}

	// Check is a check made at the moment of the event, for [AddOn.Check]. Its
	// findings never change its clips (PCH-32).
	Check struct {
		Task     string           `json:"task"` // the task it is punched on
		By       string           `json:"by"`
		Place    Place            `json:"place"`
		Work     calendar.Seconds `json:"work"`
		Travel   calendar.Seconds `json:"travel,omitzero"`
		Backup   string           `json:"backup,omitzero"`
		Capacity string           `json:"capacity,omitzero"`
		Load     string           `json:"load,omitzero"`
		Disk     string           `json:"disk,omitzero"`
		Other    string           `json:"other,omitzero"`
	}

	// Call is telephone help under phone support, for [AddOn.Call].
	Call struct {
		What string           `json:"what"`
		By   string           `json:"by"`
		Work calendar.Seconds `json:"work"`
	}

	// Report tells the provider of a fault under a call-out guarantee, for
	// [AddOn.Report]. It is given at the moment of the event.
	Report struct {
		Fault   string `json:"fault"` // the id to keep it under
		What    string `json:"what,omitzero"`
		Channel string `json:"channel,omitzero"` // how it was given; any will do
	}

	// Begin is the moment at which work on a fault begins, for [Fault.Begin].
	Begin struct {
		By    string `json:"by"`
		Place Place  `json:"place"`
	}

	// Cure is the moment at which a fault is mended from afar, for [Fault.Cure].
	Cure struct {
		What string `json:"what"`
		By   string `json:"by"`
	}
)

func (Purchase) kind() entitlement.Kind   { return kindBuy }
func (Renewal) kind() entitlement.Kind    { return kindRenew }
func (Stop) kind() entitlement.Kind       { return kindStop }
func (Transfer) kind() entitlement.Kind   { return kindTransfer }
func (Order) kind() entitlement.Kind      { return kindOpen }
func (Session) kind() entitlement.Kind    { return kindSession }
func (Closing) kind() entitlement.Kind    { return kindClose }
func (Settlement) kind() entitlement.Kind { return kindSettle }
func (Reversal) kind() entitlement.Kind   { return kindReverse }
func (AddOnStart) kind() entitlement.Kind { return kindAddOn }
func (AddOnEnd) kind() entitlement.Kind   { return kindEndAddOn }
func (Period) kind() entitlement.Kind     { return kindPeriod }
func (Check) kind() entitlement.Kind      { return kindCheck }
func (Call) kind() entitlement.Kind       { return kindCall }
func (Report) kind() entitlement.Kind     { return kindReport }
func (Begin) kind() entitlement.Kind      { return kindBegin }
func (Cure) kind() entitlement.Kind       { return kindCure }

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
	case kindBuy:
		return decode[Purchase](kind, data)
	case kindRenew:
		return decode[Renewal](kind, data)
	case kindStop:
		return decode[Stop](kind, data)
	case kindTransfer:
		return decode[Transfer](kind, data)
	case kindOpen:
		return decode[Order](kind, data)
	case kindSession:
		return decode[Session](kind, data)
	case kindClose:
		return decode[Closing](kind, data)
	case kindSettle:
		return decode[Settlement](kind, data)
	case kindReverse:
		return decode[Reversal](kind, data)
	case kindAddOn:
		return decode[AddOnStart](kind, data)
	case kindEndAddOn:
		return decode[AddOnEnd](kind, data)
	case kindPeriod:
		return decode[Period](kind, data)
	case kindCheck:
		return decode[Check](kind, data)
	case kindCall:
		return decode[Call](kind, data)
	case kindReport:
		return decode[Report](kind, data)
	case kindBegin:
		return decode[Begin](kind, data)
	case kindCure:
		return decode[Cure](kind, data)
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

func (f Purchase) validate() error {
	return given("card", f.Card, "holder", f.Holder)
}

func (f Renewal) validate() error { return given("card", f.Card) }

func (f Transfer) validate() error {
	return admit(given("to", f.To), wellFormed("agreement", f.Agreement))
}

func (f Order) validate() error { return given("task", f.Task, "holder", f.Holder) }

func (f Session) validate() error {
	return admit(f.Place.admit(f.Work, f.Travel), wellFormed("what", f.What, "by", f.By, "replaces", f.Replaces))
}

func (f Settlement) validate() error {
	if f.Clips < 0 {
		return entitlement.Invalid("clips", "%d clips cannot be settled", f.Clips)
	}
	switch f.By {
	case ByRenewal, AtListPrice, Waived:
		return wellFormed("replaces", f.Replaces)
	default:
		return entitlement.Invalid("by", "%q is no way to settle", string(f.By))
	}
}

func (f Reversal) validate() error { return given("of", f.Of, "because", f.Because) }

func (f AddOnStart) validate() error {
	if f.From.IsZero() || f.From.Validate() != nil {
		return entitlement.Invalid("from", "an add-on needs its first day")
	}
	return given("addon", f.AddOn, "holder", f.Holder, "product", string(f.Product))
}

func (f AddOnEnd) validate() error {
	if f.Last.IsZero() || (f.Last+1).Validate() != nil {
		return entitlement.Invalid("last", "an end needs the last day; without one an add-on runs on")
	}
	return nil
}

func (f Period) validate() error { return given("task", f.Task) }

func (f Check) validate() error {
	return admit(given("task", f.Task), f.Place.admit(f.Work, f.Travel), wellFormed(
		"by", f.By, "backup", f.Backup, "capacity", f.Capacity, "load", f.Load, "disk", f.Disk, "other", f.Other,
	))
}

func (f Call) validate() error {
	return admit(length("work", f.Work), wellFormed("what", f.What, "by", f.By))
}

func (f Report) validate() error {
	return admit(given("fault", f.Fault), wellFormed("what", f.What, "channel", f.Channel))
}

func (f Begin) validate() error {
	return admit(f.Place.admit(0, 0), wellFormed("by", f.By))
}

func (f Cure) validate() error { return wellFormed("what", f.What, "by", f.By) }

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

func length(field string, elapsed calendar.Seconds) error {
	if elapsed < 0 || elapsed > longest {
		return entitlement.Invalid(field, "%d seconds is no length of work or travel", int64(elapsed))
	}
	return nil
}
