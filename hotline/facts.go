package hotline

import (
	"unicode/utf8"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
)

// Fact is something told to a contract, as plain data: comparable with ==, and in JSON
// what the caller said and nothing computed. The set is closed; behind each is its
// kind, under which ledgers, wires and stories know it: [Enrolment] enrol,
// [Subscription] subscribe, [Cancellation] cancel, [Receipt] receive, [Reply] answer,
// [FollowUp] followup, [Withdrawal] withdraw, [Duplicate] duplicate, [Reopening]
// reopen, [Reclassification] reclassify, [Contact] contact, [Conclusion] conclude,
// [Renewal] renew, [Acceptance] accept, [Decline] decline, [Submission] submit,
// [Publication] publish, [Rejection] reject, [Retraction] retract.
type Fact interface {
	kind() entitlement.Kind
}

const (
	kindEnrol      entitlement.Kind = "enrol"
	kindSubscribe  entitlement.Kind = "subscribe"
	kindCancel     entitlement.Kind = "cancel"
	kindReceive    entitlement.Kind = "receive"
	kindAnswer     entitlement.Kind = "answer"
	kindFollowUp   entitlement.Kind = "followup"
	kindWithdraw   entitlement.Kind = "withdraw"
	kindDuplicate  entitlement.Kind = "duplicate"
	kindReopen     entitlement.Kind = "reopen"
	kindReclassify entitlement.Kind = "reclassify"
	kindContact    entitlement.Kind = "contact"
	kindConclude   entitlement.Kind = "conclude"
	kindRenew      entitlement.Kind = "renew"
	kindAccept     entitlement.Kind = "accept"
	kindDecline    entitlement.Kind = "decline"
	kindSubmit     entitlement.Kind = "submit"
	kindPublish    entitlement.Kind = "publish"
	kindReject     entitlement.Kind = "reject"
	kindRetract    entitlement.Kind = "retract"
)

type (
	// Enrolment makes a workshop known, for [Enrol].
	Enrolment struct {
		Workshop string `json:"workshop"`
	}

	// Subscription is one that a workshop takes up, for [Workshop.Subscribe].
	Subscription struct {
		Subscription   string        `json:"subscription"`
		Product        Product       `json:"product"`
		SoldByProvider bool          `json:"sold_by_provider,omitzero"`
		From           calendar.Date `json:"from"`             // the first day
		Counted        calendar.Date `json:"counted,omitzero"` // years are counted from this day; zero: from the first
	}

	// Cancellation ends a subscription, for [Workshop.Cancel].
	Cancellation struct {
		Subscription string        `json:"subscription"`
		Last         calendar.Date `json:"last"` // the last day it runs
	}

	// TermsAccepted is the acceptance of a version of the terms (HOT-01).
	TermsAccepted struct {
		Version string          `json:"version,omitzero"`
		By      string          `json:"accepted_by,omitzero"` // a person, under an opaque id
		At      calendar.Moment `json:"accepted_at,omitzero"`
	}

	// Receipt is an enquiry that comes in at the moment of the event, for
	// [Workshop.Receive]. Support needs no acceptance and may come by any channel.
	Receipt struct {
		Case    string  `json:"case"`
		Channel Channel `json:"channel,omitzero"`
		Topic   string  `json:"topic,omitzero"` // of support that may be charged by agreement (HOT-11)
		Enquiry
		TermsAccepted
	}

	// Reply is the first thing somebody says to a case, or a later one, for
	// [Case.Answer].
	Reply struct{}

	// FollowUp is another contact on a case, for [Case.FollowUp].
	FollowUp struct{}

	// Withdrawal takes a case back before anyone answered, for [Case.Withdraw].
	Withdrawal struct{}

	// Duplicate says that a case came in before, for [Case.MarkDuplicate].
	Duplicate struct {
		Of string `json:"of"` // the case it repeats
	}

	// Reopening takes up an answered case again, for [Case.Reopen].
	Reopening struct{}

	// Reclassification gives a case the other class, for [Case.Reclassify].
	Reclassification struct {
		Class Class `json:"class"`
		Told  bool  `json:"told,omitzero"` // the caller knows that it will count
		TermsAccepted
	}

	// Contact says that the provider contacts the workshop about an agreement,
	// for [Workshop.Contact].
	Contact struct{}

	// Conclusion is an extended agreement, concluded at the moment of the event,
	// for [Workshop.Conclude].
	Conclusion struct {
		Block string        `json:"block"`
		Cases int           `json:"cases"`
		From  calendar.Date `json:"from"` // the first day of its year
	}

	// Renewal announces how a block goes on, for [Workshop.Renew].
	Renewal struct {
		Block string `json:"block"`
		Next  string `json:"next"` // the id of the block that follows, if one does
	}

	// Acceptance takes up a proposal, for [Workshop.Accept].
	Acceptance struct {
		Block string `json:"block"` // the one that follows
	}

	// Decline says no to something offered, for [Workshop.Decline].
	Decline struct {
		What  Offered `json:"what"`
		Block string  `json:"block,omitzero"` // the one that follows, for a proposal or a renewal
	}

	// Submission is feedback that a workshop sends, for [Submit].
	Submission struct {
		Feedback string `json:"feedback"`
		Workshop string `json:"workshop"`
	}

	// Publication is the provider's choice to publish, for [Feedback.Publish].
	Publication struct{}

	// Rejection is the choice not to publish, for [Feedback.Reject].
	Rejection struct{}

	// Retraction takes a publication from view, for [Feedback.Retract].
	Retraction struct{}
)

func (Enrolment) kind() entitlement.Kind        { return kindEnrol }
func (Subscription) kind() entitlement.Kind     { return kindSubscribe }
func (Cancellation) kind() entitlement.Kind     { return kindCancel }
func (Receipt) kind() entitlement.Kind          { return kindReceive }
func (Reply) kind() entitlement.Kind            { return kindAnswer }
func (FollowUp) kind() entitlement.Kind         { return kindFollowUp }
func (Withdrawal) kind() entitlement.Kind       { return kindWithdraw }
func (Duplicate) kind() entitlement.Kind        { return kindDuplicate }
func (Reopening) kind() entitlement.Kind        { return kindReopen }
func (Reclassification) kind() entitlement.Kind { return kindReclassify }
func (Contact) kind() entitlement.Kind          { return kindContact }
func (Conclusion) kind() entitlement.Kind       { return kindConclude }
func (Renewal) kind() entitlement.Kind          { return kindRenew }
func (Acceptance) kind() entitlement.Kind       { return kindAccept }
func (Decline) kind() entitlement.Kind          { return kindDecline }
func (Submission) kind() entitlement.Kind       { return kindSubmit }
func (Publication) kind() entitlement.Kind      { return kindPublish }
func (Rejection) kind() entitlement.Kind        { return kindReject }
func (Retraction) kind() entitlement.Kind       { return kindRetract }

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
	case kindEnrol:
		return decode[Enrolment](kind, data)
	case kindSubscribe:
		return decode[Subscription](kind, data)
	case kindCancel:
		return decode[Cancellation](kind, data)
	case kindReceive:
		return decode[Receipt](kind, data)
	case kindAnswer:
		return decode[Reply](kind, data)
	case kindFollowUp:
		return decode[FollowUp](kind, data)
	case kindWithdraw:
		return decode[Withdrawal](kind, data)
	case kindDuplicate:
		return decode[Duplicate](kind, data)
	case kindReopen:
		return decode[Reopening](kind, data)
	case kindReclassify:
		return decode[Reclassification](kind, data)
	case kindContact:
		return decode[Contact](kind, data)
	case kindConclude:
		return decode[Conclusion](kind, data)
	case kindRenew:
		return decode[Renewal](kind, data)
	case kindAccept:
		return decode[Acceptance](kind, data)
	case kindDecline:
		return decode[Decline](kind, data)
	case kindSubmit:
		return decode[Submission](kind, data)
	case kindPublish:
		return decode[Publication](kind, data)
	case kindReject:
		return decode[Rejection](kind, data)
	case kindRetract:
		return decode[Retraction](kind, data)
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

func (f Enrolment) validate() error { return given("workshop", f.Workshop) }

func (f Subscription) validate() error {
	if f.From.IsZero() || f.From.Validate() != nil {
		return entitlement.Invalid("from", "a subscription needs its first day")
	}
	if f.Counted.Validate() != nil || f.Counted > f.From {
		return entitlement.Invalid("counted", "years are counted from the first day or an earlier one")
	}
	return given("subscription", f.Subscription, "product", string(f.Product))
}

func (f Cancellation) validate() error {
	if f.Last.IsZero() || (f.Last+1).Validate() != nil {
		return entitlement.Invalid("last", "an end needs the last day; without one a subscription runs on")
	}
	return given("subscription", f.Subscription)
}

func (f Receipt) validate() error {
	return admit(given("case", f.Case), wellFormed("channel", string(f.Channel), "topic", f.Topic), f.TermsAccepted.validate())
}

func (f TermsAccepted) validate() error {
	return wellFormed("version", f.Version, "accepted_by", f.By)
}

func (f Duplicate) validate() error { return given("of", f.Of) }

func (f Reclassification) validate() error {
	if f.Class != Support && f.Class != Hotline {
		return entitlement.Invalid("class", "%q is no class of a case", string(f.Class))
	}
	return f.TermsAccepted.validate()
}

func (f Conclusion) validate() error {
	if f.Cases < 1 || f.Cases > mostCases {
		return entitlement.Invalid("cases", "%d cases are no block", f.Cases)
	}
	if f.From.IsZero() || f.From.Validate() != nil {
		return entitlement.Invalid("from", "a block needs the first day of its year")
	}
	return given("block", f.Block)
}

func (f Renewal) validate() error { return given("block", f.Block, "next", f.Next) }

func (f Acceptance) validate() error { return given("block", f.Block) }

func (f Decline) validate() error {
	switch f.What {
	case OfferedAgreement:
		if f.Block != "" {
			return entitlement.Invalid("block", "the agreement that is offered has none yet")
		}
		return nil
	case OfferedProposal, OfferedYear:
		return given("block", f.Block)
	default:
		return entitlement.Invalid("what", "%q is nothing that is offered", string(f.What))
	}
}

func (f Submission) validate() error {
	if f.Feedback == f.Workshop {
		return entitlement.Invalid("feedback", "%.40q is the id of the workshop", f.Feedback)
	}
	return given("feedback", f.Feedback, "workshop", f.Workshop)
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
