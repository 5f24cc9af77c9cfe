package hotline

import (
	"encoding/json"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
)

// Terms are the conditions under which a provider runs its hotline. They are
// plain data: read them from JSON, or start from [Printed] and change what your
// contract says otherwise. Subscriptions, blocks and rewards keep the figures
// they came with, so new terms never reach back.
type Terms struct {
	Zone              string             `json:"zone"`                        // IANA name; all days are read there (GEN-01)
	Versions          []Version          `json:"versions"`                    // of the text a workshop accepts, oldest first (HOT-01)
	QualifyingKinds   []QualifyingKind   `json:"qualifying_kinds"`            // subscriptions that bring cases (HOT-03, HOT-04)
	Grant             int                `json:"grant"`                       // free cases of a subscription in a year (HOT-05)
	Cancelled         Cancelled          `json:"cancelled,omitzero"`          // what happens to them at its end (HOT-09)
	SupportExceptions []SupportException `json:"support_exceptions,omitzero"` // support that is not free (HOT-11)
	Precedence        Precedence         `json:"precedence,omitzero"`         // when both classes fit (HOT-17)
	Channels          []Channel          `json:"channels"`                    // ways into the hotline (HOT-20)
	BeyondGrant       BeyondGrant        `json:"beyond_grant,omitzero"`       // when no unit is left (HOT-25)
	List              entitlement.Prices `json:"list"`                        // price of a case in a block, net of VAT (HOT-28)
	Reward            int                `json:"reward"`                      // free cases for a published feedback (HOT-32)
	RewardValidity    calendar.Term      `json:"reward_validity,omitzero"`    // how long they last; no months: without an end (HOT-33)
}

// Version is a version of the text that workshops accept.
type Version struct {
	From calendar.Date `json:"from"` // in force from this day on
	Name string        `json:"name"`
}

// QualifyingKind is a sort of subscription that brings cases.
type QualifyingKind struct {
	Product        Product `json:"product"`
	SoldByProvider bool    `json:"sold_by_provider,omitzero"` // only if the product was
}

// SupportException is support that is charged by an agreement.
type SupportException struct {
	Topic     string             `json:"topic"`
	Agreement string             `json:"agreement"` // the provider's reference
	Prices    entitlement.Prices `json:"prices"`    // free before the first day
}

// Product is what is subscribed to.
type Product string

// The products of the printed text. A provider may name others.
const (
	DiagnosticTester Product = "diagnostic-tester"
	DataProgram      Product = "data-program" // Autodata, AutoFrontal and others
)

// Channel is a way into the hotline.
type Channel string

// The channels of the printed text. A provider may name others.
const (
	WebSite     Channel = "web-site"
	AutoFrontal Channel = "autofrontal" // through the program
)

// Cancelled is the reading of HOT-09: what happens to the free cases of a
// subscription at its end. The zero Cancelled means [LotEndsToo].
type Cancelled string

// The readings of HOT-09.
const (
	LotEndsToo              Cancelled = "LotEndsToo"              // they go with the last day
	LotSurvivesCancellation Cancelled = "LotSurvivesCancellation" // they stay to the end of the year
)

// Precedence is the reading of HOT-17: which class goes first when both fit.
// The zero Precedence means [SupportFirst].
type Precedence string

// The readings of HOT-17.
const (
	SupportFirst Precedence = "SupportFirst"
	HotlineFirst Precedence = "HotlineFirst"
)

// BeyondGrant is the reading of HOT-25: what happens to a case when no unit is
// left. The zero BeyondGrant means [Serve].
type BeyondGrant string

// The readings of HOT-25.
const (
	Serve  BeyondGrant = "Serve"  // at no charge, until an agreement is declined
	Refuse BeyondGrant = "Refuse" // at once
)

// Printed returns the contract as printed: five cases for each tester and each
// data program, the program and the web site as ways in, 190 a case in an
// extended agreement, two cases for a published tip. What the text leaves open
// is required: the version of the text in force and the currency of the price,
// printed "kr", from a day on. What is no currency leaves the list of prices
// empty, which [Terms.Validate] refuses.
func Printed(from calendar.Date, version, currency string) Terms {
	terms := Terms{
		Zone:            "Europe/Oslo",
		Versions:        []Version{{From: from, Name: version}},
		QualifyingKinds: []QualifyingKind{{DiagnosticTester, true}, {DataProgram, false}},
		Grant:           5,
		Cancelled:       LotEndsToo,
		Precedence:      SupportFirst,
		Channels:        []Channel{AutoFrontal, WebSite},
		BeyondGrant:     Serve,
		Reward:          2,
	}
	if price, err := entitlement.NewMoney(decimal.New(190, 0), currency); err == nil { // else the list stays empty, and so invalid
		terms.List = entitlement.Prices{{From: from, Amount: price}}
	}
	return terms
}

const (
	year      = 12 // months; of a grant and of a block
	halfYear  = 6
	mostGrant = 10_000 // cases of a subscription in a year, or of a reward
	mostCases = 1_000_000

	mostListed  = 1000    // kinds that qualify, exceptions of support
	mostEntries = 1 << 30 // of one value
)

// Always returns the terms, for entries that were all decided by them: what [Verify] is
// handed where terms never changed.
func (t Terms) Always(Entry) Terms { return t }

// Validate returns [entitlement.ErrMissing] for a figure that is not given and
// [entitlement.ErrInvalid] for one that cannot be meant. Transitions that take
// terms validate them first.
func (t Terms) Validate() error {
	if t.Zone == "" {
		return entitlement.Missing("zone", "no time zone is named")
	}
	if err := wellFormed("zone", t.Zone); err != nil {
		return err
	}
	if err := t.validateVersions(); err != nil {
		return err
	}
	if len(t.QualifyingKinds) > mostListed || len(t.SupportExceptions) > mostListed {
		return entitlement.Invalid("qualifying_kinds, support_exceptions", "%d are the most", mostListed)
	}
	for i, kind := range t.QualifyingKinds {
		if kind.Product == "" || slices.Contains(t.QualifyingKinds[:i], kind) {
			return entitlement.Invalid("qualifying_kinds", "%q is listed twice or is nothing", string(kind.Product))
		}
	}
	for _, figure := range []struct {
		name  string
		cases int
	}{{"grant", t.Grant}, {"reward", t.Reward}} {
		if figure.cases < 1 {
			return entitlement.Missing(figure.name, "no number of cases is given")
		}
		if figure.cases > mostGrant {
			return entitlement.Invalid(figure.name, "%d is no number of cases", figure.cases)
		}
	}
	if len(t.Channels) == 0 || len(t.QualifyingKinds) == 0 {
		return entitlement.Missing("channels, qualifying_kinds", "nobody could reach the hotline")
	}
	if slices.Contains(t.Channels, "") {
		return entitlement.Invalid("channels", "a channel has no name")
	}
	if err := t.List.Validate(); err != nil {
		return err
	}
	if err := t.RewardValidity.End.Validate(); err != nil || t.RewardValidity.Months < 0 {
		return entitlement.Invalid("reward_validity", "%d months %q is no term", t.RewardValidity.Months, t.RewardValidity.End)
	}
	if err := t.validateReadings(); err != nil {
		return err
	}
	return t.validateExceptions()
}

func (t Terms) validateVersions() error {
	if len(t.Versions) == 0 {
		return entitlement.Missing("versions", "no version of the terms is in force")
	}
	for i, version := range t.Versions {
		if version.Name == "" || version.From.IsZero() || version.From.Validate() != nil {
			return entitlement.Missing("versions", "a version needs a name and a first day")
		}
		if i > 0 && version.From <= t.Versions[i-1].From {
			return entitlement.Invalid("versions", "%s does not come after %s", version.From, t.Versions[i-1].From)
		}
	}
	return nil
}

func (t Terms) validateReadings() error {
	switch t.Cancelled {
	case "", LotEndsToo, LotSurvivesCancellation:
	default:
		return entitlement.Invalid("cancelled", "unknown reading %q", string(t.Cancelled))
	}
	switch t.Precedence {
	case "", SupportFirst, HotlineFirst:
	default:
		return entitlement.Invalid("precedence", "unknown reading %q", string(t.Precedence))
	}
	switch t.BeyondGrant {
	case "", Serve, Refuse:
	default:
		return entitlement.Invalid("beyond_grant", "unknown reading %q", string(t.BeyondGrant))
	}
	return nil
}

func (t Terms) validateExceptions() error {
	for i, exception := range t.SupportExceptions {
		if exception.Topic == "" || exception.Agreement == "" {
			return entitlement.Missing("support_exceptions", "what is charged needs a topic and an agreement")
		}
		if err := exception.Prices.Validate(); err != nil {
			return err
		}
		same := func(earlier SupportException) bool { return earlier.Topic == exception.Topic }
		if slices.ContainsFunc(t.SupportExceptions[:i], same) {
			return entitlement.Invalid("support_exceptions", "%q is listed twice", exception.Topic)
		}
	}
	return nil
}

// Qualifies reports whether a subscription on a product brings cases; sold
// says that the provider sold the product (HOT-03, HOT-04).
func (t Terms) Qualifies(product Product, sold bool) bool {
	return slices.ContainsFunc(t.QualifyingKinds, func(kind QualifyingKind) bool {
		return kind.Product == product && (sold || !kind.SoldByProvider)
	})
}

// ChannelOffered reports whether a channel is a way into the hotline (HOT-20).
func (t Terms) ChannelOffered(channel Channel) bool { return slices.Contains(t.Channels, channel) }

// CanSubmit returns nil if a hotline request can be sent at a moment with an
// acceptance of the terms: of the version in force on that day, given by then
// (HOT-01). Refused with [TermsNotAccepted]. A day before the first version is
// [entitlement.ErrMissing].
func (t Terms) CanSubmit(accepted TermsAccepted, at calendar.Moment) error {
	for _, version := range slices.Backward(t.Versions) {
		if version.From > at.Date() {
			continue
		}
		if accepted.Version != version.Name || accepted.By == "" || accepted.At.IsZero() || accepted.At.After(at) {
			return refuse(TermsNotAccepted, termsFirst, "the acceptance of version "+version.Name)
		}
		return nil
	}
	return entitlement.Missing("versions", "no version of the terms is in force on %s", at.Date())
}

// SupportPrice returns what support on a topic costs on a day, and by which
// agreement: nothing and "" unless the terms list an exception (HOT-11).
func (t Terms) SupportPrice(topic string, on calendar.Date) (price entitlement.Money, agreement string) {
	for _, exception := range t.SupportExceptions {
		if exception.Topic != topic {
			continue
		}
		if price, err := exception.Prices.On(on); err == nil { // before the first day it is free
			return price, exception.Agreement
		}
	}
	return entitlement.Money{}, ""
}

// BlockPrice returns what a block of cases costs when agreed on a day: the
// price of that day for each (HOT-28).
func (t Terms) BlockPrice(cases int, on calendar.Date) (entitlement.Money, error) {
	price, err := t.List.On(on)
	if err != nil {
		return entitlement.Money{}, err
	}
	return price.Times(cases)
}

type plainTerms Terms

type termsDocument struct {
	entitlement.Version
	plainTerms
}

// MarshalJSON writes the terms as a stored document, "v":1.
func (t Terms) MarshalJSON() ([]byte, error) {
	return json.Marshal(termsDocument{entitlement.V1(), plainTerms(t)})
}

// UnmarshalJSON reads a stored document, strictly. It does not validate.
func (t *Terms) UnmarshalJSON(data []byte) error {
	var document termsDocument
	if err := entitlement.DecodeDocument("terms", data, &document); err != nil {
		return err
	}
	*t = Terms(document.plainTerms)
	return nil
}
