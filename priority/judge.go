package priority

import (
	"cmp"
	"slices"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
)

// Case is a service case as it comes in: what is told about it, and nothing
// computed.
type Case struct {
	ID       string          `json:"id"`
	Customer string          `json:"customer,omitzero"` // "" where nobody knows
	Subject  string          `json:"subject"`           // what it is about, for the scope of a contract (PRI-09)
	Urgency  Urgency         `json:"urgency"`
	Severity Severity        `json:"severity,omitzero"` // where it is measured beside urgency (PRI-05)
	Channel  Channel         `json:"channel"`           // the way it came in; never changes the order (PRI-12)
	Arrived  calendar.Moment `json:"arrived"`           // received; for a call its start (PRI-14)
}

// Channel is a way in.
type Channel string

// The channels of the printed text. A provider may name others.
const (
	Hotline       Channel = "Hotline"       // the telephone number for customers with a contract (PRI-08)
	ServiceNumber Channel = "ServiceNumber" // the one for the others (PRI-12)
	Voicemail     Channel = "Voicemail"     // a message that a caller left (PRI-14)
	TicketSystem  Channel = "TicketSystem"  // (PRI-15)
)

func (c Channel) telephone() bool { return c == Hotline || c == ServiceNumber }

// Claim is what a customer can ask for in a case (PRI-03). The zero Claim is none
// of them.
type Claim string

// The claims.
const (
	UnderContract Claim = "Contract"    // the support agreed in a contract (PRI-09)
	AtListPrice   Claim = "AtListPrice" // support that the price list has, outside a contract's scope (PRI-10)
	NoClaim       Claim = "None"        // help as needed (PRI-19)
)

// BilledBy returns who bills a case with that claim: the contract where it covers
// the case, else the price list (PRI-20).
func (c Claim) BilledBy() Biller {
	if c == UnderContract {
		return ByContract
	}
	return ByPriceList
}

// Biller is what a case is billed by (PRI-20).
type Biller string

// The billers.
const (
	ByContract  Biller = "Contract"
	ByPriceList Biller = "PriceList"
)

// WrongChannel is that a customer without a contract rang the hotline (PRI-12).
const WrongChannel entitlement.Notice = "WrongChannel"

// Judgement is what the contracts of a customer mean for a case, as they stand
// when it arrives.
type Judgement struct {
	Group       Group                `json:"group"`
	Claim       Claim                `json:"claim"`
	BilledBy    Biller               `json:"billed_by"`
	Contract    string               `json:"contract,omitzero"` // the one that covers it
	Note        entitlement.Notice   `json:"note,omitzero"`
	UpgradeHint string               `json:"upgrade_hint,omitzero"` // the number of Sales, for who has no contract (PRI-23)
	Why         []entitlement.Clause `json:"why"`
}

// Judge returns what the contracts of a customer mean for a case: the group, which
// a contract in force decides and nothing else; the claim, for which the subject
// must be in its scope; and who bills it (PRI-02, PRI-09, PRI-10, PRI-20). Where
// several contracts cover the subject, it is the one that promises the shortest
// time, then the first by id. Nothing is put in a queue.
func (t Terms) Judge(c Case, contracts ...Contract) (Judgement, error) {
	if err := admit(t.Validate(), t.validate(c), validateAll(c.Customer, contracts)); err != nil {
		return Judgement{}, err
	}
	return t.judge(c, GroupOf(c.Arrived, contracts...), contracts), nil
}

// judge judges a case by its arrival, for a customer who is in a group by now.
func (t Terms) judge(c Case, group Group, contracts []Contract) Judgement {
	j := Judgement{Group: group, UpgradeHint: t.UpgradeHint(group), Why: []entitlement.Clause{groups}}
	arrival := GroupOf(c.Arrived, contracts...)
	if group != arrival {
		j.Why = append(j.Why, standing)
	}
	if arrival == WithoutContract {
		j.Claim = NoClaim
		j.Why = append(j.Why, noClaim, byPriceList)
	} else {
		var clause entitlement.Clause
		j.Claim, j.Contract, clause = claimOf(c, contracts)
		j.Why = append(j.Why, clause)
	}
	j.BilledBy = j.Claim.BilledBy()
	if group == WithoutContract {
		j.Why = append(j.Why, askSales)
		if c.Channel == Hotline {
			j.Note = WrongChannel
			j.Why = append(j.Why, serviceNumber)
		}
	}
	return j
}

// claimOf returns the claim of a customer with a contract, and the contract that
// covers the case.
func claimOf(c Case, contracts []Contract) (Claim, string, entitlement.Clause) {
	var covering []Contract
	for _, contract := range contracts {
		if contract.InForce(c.Arrived) && contract.Covers(c.Subject) {
			covering = append(covering, contract)
		}
	}
	if len(covering) == 0 {
		return AtListPrice, "", outsideScope
	}
	return UnderContract, slices.MinFunc(covering, byPromise).ID, claims
}

// byPromise orders contracts: those that state a promise first, the shorter one
// before the longer, then by id.
func byPromise(a, b Contract) int {
	stated := func(c Contract) int {
		if c.Within > 0 {
			return 0
		}
		return 1
	}
	return cmp.Or(stated(a)-stated(b), cmp.Compare(a.Within, b.Within), cmp.Compare(a.ID, b.ID))
}

// validate refuses a case that is malformed, or on a level that the terms lack.
func (t Terms) validate(c Case) error {
	if err := admit(given("id", c.ID), given("subject", c.Subject), given("channel", string(c.Channel))); err != nil {
		return err
	}
	if c.Customer != "" {
		if err := given("customer", c.Customer); err != nil {
			return err
		}
	}
	if _, err := t.ParseUrgency(string(c.Urgency)); err != nil {
		return err
	}
	if _, err := t.ParseSeverity(string(c.Severity)); err != nil {
		return err
	}
	if c.Arrived.IsZero() {
		return entitlement.Invalid("arrived", "the case has not arrived")
	}
	return nil
}

// Stated is whether a time is promised.
type Stated string

// What can be said about a promise.
const (
	Promised    Stated = "Promised"
	NotStated   Stated = "NotStated"   // the contract says nothing about it
	NotPromised Stated = "NotPromised" // and without a contract nothing ever is (PRI-19)
)

// Promise is the answer to the question by when a ticket is served.
type Promise struct {
	Stated      Stated               `json:"stated"`
	By          calendar.Moment      `json:"by,omitzero"`           // only if it is promised
	UpgradeHint string               `json:"upgrade_hint,omitzero"` // the number of Sales, for who has no contract (PRI-23)
	Why         []entitlement.Clause `json:"why"`
}

// PromisedBy returns by when a ticket is served: what the contract states that
// covers it, counted in open time from its arrival, or that it states nothing.
// Without a claim, and while the customer is without a contract, nothing is
// promised (PRI-19). The covering contract must be handed in, else
// [entitlement.ErrMissing]; so must its calendar, by name and for as many days, if it
// states a time.
func (t Terms) PromisedBy(ticket Ticket, hours calendar.Calendar, contracts ...Contract) (Promise, error) {
	if err := admit(t.Validate(), ticket.begun(), validateAll(ticket.customer, contracts)); err != nil {
		return Promise{}, err
	}
	switch {
	case ticket.Group() == WithoutContract:
		return Promise{Stated: NotPromised, UpgradeHint: t.Sales, Why: []entitlement.Clause{noClaim, askSales}}, nil
	case ticket.claim == NoClaim:
		return Promise{Stated: NotPromised, Why: []entitlement.Clause{noClaim}}, nil
	case ticket.claim == AtListPrice:
		return Promise{Stated: NotStated, Why: []entitlement.Clause{outsideScope}}, nil
	}
	i := slices.IndexFunc(contracts, func(c Contract) bool { return c.ID == ticket.contract })
	if i < 0 {
		return Promise{}, entitlement.Missing("contracts", "contract %s covers the ticket and is not handed in", ticket.contract)
	}
	c := contracts[i]
	if c.Within == 0 {
		return Promise{Stated: NotStated, Why: []entitlement.Clause{claims}}, nil
	}
	if hours.Name() != c.Calendar {
		return Promise{}, entitlement.Missing("calendar", "the promise counts in calendar %q, not %q", c.Calendar, hours.Name())
	}
	by, err := hours.Deadline(ticket.arrived, c.Within)
	if err != nil {
		return Promise{}, entitlement.Missing("calendar", "%v", err)
	}
	return Promise{Stated: Promised, By: by, Why: []entitlement.Clause{claims}}, nil
}

// Charge is what the price list takes for a ticket.
type Charge struct {
	Amount      entitlement.Money    `json:"amount"`                // net of VAT; the zero Money where the contract pays
	UpgradeHint string               `json:"upgrade_hint,omitzero"` // the number of Sales, for who has no contract (PRI-23)
	Why         []entitlement.Clause `json:"why"`
}

// Charge returns what so many units of a service cost for a ticket: nothing where
// its contract covers it, else the price of the day it arrived for each (PRI-20,
// PRI-10). A service that the price list lacks, or lacks on that day, is
// [entitlement.ErrMissing], never free.
func (t Terms) Charge(ticket Ticket, service string, units int) (Charge, error) {
	if err := admit(t.Validate(), ticket.begun()); err != nil {
		return Charge{}, err
	}
	if units < 0 {
		return Charge{}, entitlement.Invalid("units", "%d units are less than nothing", units)
	}
	charge := Charge{UpgradeHint: t.UpgradeHint(ticket.Group())}
	if ticket.BilledBy() == ByContract {
		charge.Why = []entitlement.Clause{claims}
		return charge, nil
	}
	i := slices.IndexFunc(t.List, func(s Service) bool { return s.Name == service })
	if i < 0 {
		return Charge{}, entitlement.Missing("list", "the price list has no %.40q", service)
	}
	price, err := t.List[i].Prices.On(ticket.arrived.Date())
	if err != nil {
		return Charge{}, err
	}
	charge.Why = []entitlement.Clause{byPriceList}
	if ticket.claim == AtListPrice {
		charge.Why = []entitlement.Clause{outsideScope}
	}
	charge.Amount, err = price.Times(units)
	if err != nil {
		return Charge{}, err
	}
	return charge, nil
}
