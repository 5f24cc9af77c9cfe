package entitlement

import (
	"errors"
	"slices"

	"github.com/avtale/avtale/calendar"
)

// Answer is what one contract would do about a request, before it is made: how much
// of it the contract covers, how that is paid, what is left afterwards, and why. Each
// contract package has Ask beside the transitions that can cover something; it makes
// the transition, drops what comes out and says it in these words, so that what is
// told before is what is done (ENT-02). A service makes answers for contracts of its
// own. The zero Answer is of no contract.
type Answer struct {
	Type      string          `json:"type"`               // the sort of contract: the name of its package, or a host's own
	Contract  string          `json:"contract"`           // the id of the value that answers; of the request where there is no contract
	Cover     Cover           `json:"cover"`              // how much of the request is served
	Paid      Paid            `json:"paid,omitzero"`      // how that is paid; nothing where nothing is served
	Unit      string          `json:"unit,omitzero"`      // what the figures count: "clip", "case", "second"
	Before    int             `json:"before,omitzero"`    // units that could be drawn before
	After     int             `json:"after,omitzero"`     // and afterwards
	Uncovered int             `json:"uncovered,omitzero"` // units that no lot covers; with full cover they are served as Paid says
	Rest      Payer           `json:"rest"`               // who pays for what is not paid ahead or free (ENT-03)
	Charge    Money           `json:"charge,omitzero"`    // that the transition posts at once
	Hour      Money           `json:"hour,omitzero"`      // the price of an hour that nothing covers, where there is one
	Due       calendar.Moment `json:"due,omitzero"`       // a deadline that it sets
	Promised  calendar.Date   `json:"promised,omitzero"`  // a day that it promises
	Until     calendar.Date   `json:"until,omitzero"`     // the first day that what covers is gone; zero: no end is known
	Notices   []Notice        `json:"notices,omitempty"`  // for the desk
	Refusal   Refusal         `json:"refusal,omitzero"`   // why nothing is covered
	Why       []Clause        `json:"why"`
}

// Cover is how much of a request is served under an answer, however that is paid: a
// hotline case beyond the allowance, and work by the hour, are served in full.
type Cover string

// The covers, the best first.
const (
	FullCover    Cover = "full"
	PartialCover Cover = "partial"
	NoCover      Cover = "none"
)

// Paid is how what a contract covers is paid.
type Paid string

// The ways of paying, in the order in which they are chosen.
const (
	ByRight   Paid = "by-right"  // free, however often
	Allowance Paid = "allowance" // free, from a number that comes with the contract
	Prepaid   Paid = "prepaid"   // paid ahead
	Uncharged Paid = "uncharged" // served beyond what is covered, and never billed
	Billable  Paid = "billable"  // at a price
)

// Payer is who pays for what a contract does not cover (ENT-03). There is no other
// answer than these.
type Payer string

// The payers.
const (
	Nobody            Payer = "nobody"
	CustomerByConsent Payer = "customer-by-consent"    // and nothing without it
	CustomerByList    Payer = "customer-by-price-list" // as a customer without a contract does
	CustomerDirectly  Payer = "customer-directly"      // on an invoice of its own
	CustomerMonthly   Payer = "customer-monthly"       // in arrears
)

// NothingLeft is why a contract that could cover a request does not: what it had is
// used up, or over.
const NothingLeft Reason = "NothingLeft"

// Notice is something that the desk has to know about an answer.
type Notice string

// Refused returns the answer of a contract of a type that refuses a request: the refusal
// in these words. What is no refusal is returned as the error.
func Refused(contractType, contract string, err error) (Answer, error) {
	refusal := (*Refusal)(nil)
	if !errors.As(err, &refusal) {
		return Answer{}, err
	}
	return Answer{Type: contractType, Contract: contract, Cover: NoCover, Rest: Nobody, Refusal: *refusal, Why: []Clause{refusal.Clause}}, nil
}

// Validate returns [ErrInvalid] for an answer of no contract, with a word that is
// none, with units below zero, or that covers not all and does not say what or why.
func (a Answer) Validate() error {
	if a.Contract == "" || a.Type == "" {
		return Invalid("contract", "the answer is of no contract")
	}
	if a.Before < 0 || a.After < 0 || a.Uncovered < 0 || a.Cover == PartialCover && a.Uncovered == 0 {
		return Invalid("uncovered", "%d before, %d after, %d uncovered cannot be", a.Before, a.After, a.Uncovered)
	}
	if !a.Until.IsZero() && a.Until.Validate() != nil {
		return Invalid("until", "day %d is none", int(a.Until))
	}
	if coverRank(a.Cover) < 0 {
		return Invalid("cover", "%q is no cover", string(a.Cover))
	}
	if rank := paidRank(a.Paid); (a.Cover == NoCover) != (a.Paid == "") || a.Paid != "" && rank < 0 {
		return Invalid("paid", "%q is no way to pay for cover %q", string(a.Paid), string(a.Cover))
	}
	switch a.Rest {
	case Nobody, CustomerByConsent, CustomerByList, CustomerDirectly, CustomerMonthly:
	default:
		return Invalid("rest", "%q pays for nothing", string(a.Rest))
	}
	if refused := a.Refusal.Reason != "" && a.Refusal.Clause != "" && a.Refusal.Pass != ""; refused != (a.Cover == NoCover) {
		return Invalid("refusal", "there is one exactly where nothing is covered")
	}
	if len(a.Why) == 0 || slices.Contains(a.Why, "") {
		return Invalid("why", "no clause has decided")
	}
	return nil
}

// coverRank returns the place of a cover, 0 for the best, -1 for what is none.
func coverRank(cover Cover) int {
	switch cover {
	case FullCover:
		return 0
	case PartialCover:
		return 1
	case NoCover:
		return 2
	default:
		return -1
	}
}

// paidRank returns the place of a way to pay, 0 for the first to be chosen, -1 for
// what is none.
func paidRank(paid Paid) int {
	switch paid {
	case ByRight:
		return 0
	case Allowance:
		return 1
	case Prepaid:
		return 2
	case Uncharged:
		return 3
	case Billable:
		return 4
	default:
		return -1
	}
}
