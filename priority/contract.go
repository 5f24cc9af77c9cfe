package priority

import (
	"slices"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/internal/repeats"
)

// Contract is what the queue needs to know of a service and maintenance contract.
// It is plain data of the host. The zero Contract is of nobody and never in force.
type Contract struct {
	ID       string           `json:"id"`
	Customer string           `json:"customer"`
	From     calendar.Moment  `json:"from"`              // in force from this moment on
	Last     calendar.Date    `json:"last,omitzero"`     // the last day, to its end (GEN-04); zero: until further notice
	Scope    []string         `json:"scope"`             // the subjects it covers (PRI-09)
	Within   calendar.Seconds `json:"within,omitzero"`   // open time from the arrival to the time promised; zero: nothing is stated (PRI-19)
	Calendar string           `json:"calendar,omitzero"` // that it is counted in
}

// Group is one of the two groups of customers (PRI-02). The zero Group is none.
type Group string

// The groups, the first one first.
const (
	WithContract    Group = "WithContract"
	WithoutContract Group = "WithoutContract"
)

// InForce reports whether the contract is in force at a moment: from its beginning
// to the end of its last day, as the moment's own offset has it.
func (c Contract) InForce(at calendar.Moment) bool {
	return c.Customer != "" && !c.From.IsZero() && !at.Before(c.From) && (c.Last.IsZero() || at.Date() <= c.Last)
}

// Validate returns [entitlement.ErrMissing] for a contract without a beginning,
// without a scope, or with a promise in no calendar, and [entitlement.ErrInvalid]
// for one that cannot be meant.
func (c Contract) Validate() error {
	if err := admit(given("id", c.ID), given("customer", c.Customer)); err != nil {
		return err
	}
	if c.From.IsZero() {
		return entitlement.Missing("from", "contract %s begins at no moment", c.ID)
	}
	if c.Last.Validate() != nil || !c.Last.IsZero() && c.Last < c.From.Date() {
		return entitlement.Invalid("last", "contract %s ends before it begins", c.ID)
	}
	if len(c.Scope) == 0 {
		return entitlement.Missing("scope", "contract %s covers nothing", c.ID)
	}
	for _, subject := range c.Scope {
		if err := given("scope", subject); err != nil {
			return err
		}
	}
	if c.Within < 0 {
		return entitlement.Invalid("within", "contract %s promises a time in the past", c.ID)
	}
	if c.Within > 0 && c.Calendar == "" {
		return entitlement.Missing("calendar", "contract %s promises open time of no calendar", c.ID)
	}
	if c.Calendar != "" {
		return given("calendar", c.Calendar)
	}
	return nil
}

// Covers reports whether a subject is in the scope of the contract (PRI-09).
func (c Contract) Covers(subject string) bool { return slices.Contains(c.Scope, subject) }

// GroupOf returns the group of a customer with these contracts at a moment: with a
// contract while one of them is in force, whatever it covers (PRI-02, PRI-10). Who
// has none, or is not known, is without.
func GroupOf(at calendar.Moment, contracts ...Contract) Group {
	if slices.ContainsFunc(contracts, func(c Contract) bool { return c.InForce(at) }) {
		return WithContract
	}
	return WithoutContract
}

// validateAll refuses a contract that is not valid, one of somebody else, and one
// that is handed in twice.
func validateAll(customer string, contracts []Contract) error {
	if len(contracts) > mostContracts {
		return entitlement.Invalid("contracts", "%d contracts are the most", mostContracts)
	}
	twice := repeats.First(contracts, func(c Contract) string { return c.ID })
	for i, c := range contracts {
		if err := c.Validate(); err != nil {
			return err
		}
		if c.Customer != customer {
			return entitlement.Invalid("contracts", "contract %s is %s's, not %.40q's", c.ID, c.Customer, customer)
		}
		if i == twice {
			return entitlement.Invalid("contracts", "contract %s is handed in twice", c.ID)
		}
	}
	return nil
}

// admit returns the first failure of what an operation was given.
func admit(failures ...error) error {
	for _, err := range failures {
		if err != nil {
			return err
		}
	}
	return nil
}
