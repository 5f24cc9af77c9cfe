package timeaccount

import (
	"slices"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
)

// Mode is the way of being a customer under which an enquiry is judged: one of
// three, and only one (TIM-05).
type Mode string

// The modes.
const (
	FreeMode    Mode = "Free"    // by a free period
	AccountMode Mode = "Account" // by a time account
	HourlyMode  Mode = "None"    // by no agreement: by the hour
)

// Scope is what puts an enquiry outside the agreements in force (TIM-23); the
// zero Scope means that nothing does.
type Scope string

// The ways of being outside.
const (
	Inside         Scope = ""
	OutsideProduct Scope = "product" // TIM-02
	OutsideTopic   Scope = "topic"   // TIM-03
	OutsideChannel Scope = "channel" // TIM-04
)

func (s Scope) clause() entitlement.Clause {
	switch s {
	case OutsideProduct:
		return namedProducts
	case OutsideTopic:
		return coveredTopics
	default:
		return channels
	}
}

// ModeAt returns the mode of a customer for a product at a moment (TIM-05): by
// the agreements in force, as they now stand. Hand in all the customer has.
func ModeAt(at calendar.Moment, product string, agreements ...Agreement) Mode {
	mode := HourlyMode
	for _, agreement := range agreements {
		if agreement.State(at) != Active || !agreement.Covers(product, at.Date()) {
			continue
		}
		if agreement.figures.Alternative == FreePeriod {
			return FreeMode
		}
		mode = AccountMode
	}
	return mode
}

// scope returns what puts an enquiry outside the agreement.
func (a Agreement) scope(asked EnquiryFigures) Scope {
	switch {
	case !a.Covers(asked.Product, asked.Received.Date()):
		return OutsideProduct
	case !a.CoversTopic(asked.Topic):
		return OutsideTopic
	case !a.CoversChannel(asked.Channel):
		return OutsideChannel
	default:
		return Inside
	}
}

// pays reports whether the agreement is in force when an enquiry arrives, and
// covers it.
func (a Agreement) pays(asked EnquiryFigures) bool {
	return a.State(asked.Received) == Active && a.scope(asked) == Inside
}

// first reports whether an agreement is used before another (TIM-29): a free
// period before an account, then the one that ends first.
func (a Agreement) first(other Agreement) bool {
	free, account := a.figures.Alternative == FreePeriod, other.figures.Alternative == FreePeriod
	if free != account {
		return free
	}
	return a.lot().Compare(other.lot()) < 0
}

// closer returns the scope of the agreement that comes closer to an enquiry.
func (s Scope) closer(other Scope) Scope {
	scopes := []Scope{Inside, OutsideProduct, OutsideTopic, OutsideChannel} // Inside: of none yet
	return scopes[max(slices.Index(scopes, s), slices.Index(scopes, other))]
}

// judge completes what an enquiry is judged under, and appends why: the first of
// the agreements that pay for it, or none.
func (f *EnquiryFigures) judge(agreements []Agreement, why []entitlement.Clause) (by Agreement, because []entitlement.Clause) {
	outside := Inside
	inForce, held := 0, false
	for _, agreement := range agreements {
		held = held || agreement.State(f.Received) != NotConcluded
		switch {
		case agreement.pays(*f):
			inForce++
			if by.id == "" || agreement.first(by) {
				by = agreement
			}
		case agreement.State(f.Received) == Active:
			outside = outside.closer(agreement.scope(*f))
		}
	}
	f.Agreement = by.id
	switch {
	case by.id == "":
		f.Mode = HourlyMode
		f.Ordered = !held
		why = append(why, byTheHour)
		if outside != Inside {
			f.Scope = outside
			return by, append(why, outsideScope, outside.clause())
		}
		return by, ended(why, agreements, f.Received)
	case by.figures.Alternative == FreePeriod:
		f.Mode = FreeMode
		why = append(why, freeSupport)
	default:
		f.Mode = AccountMode
		why = append(why, prepaid)
	}
	if inForce > 1 {
		why = append(why, several)
	}
	return by, why
}

// ended adds the clauses by which agreements had ended at a moment.
func ended(why []entitlement.Clause, agreements []Agreement, at calendar.Moment) []entitlement.Clause {
	for _, clause := range [...]entitlement.Clause{sixMonths, whicheverEnds, oneYear} {
		if slices.ContainsFunc(agreements, func(a Agreement) bool { return a.endedBy(at) == clause }) {
			why = append(why, clause)
		}
	}
	return why
}

// endedBy returns the clause by which the agreement had ended, "" if it had not.
func (a Agreement) endedBy(at calendar.Moment) entitlement.Clause {
	switch state := a.State(at); {
	case state == Exhausted:
		return whicheverEnds
	case state != Expired:
		return ""
	case a.figures.Alternative == FreePeriod:
		return sixMonths
	default:
		return oneYear
	}
}
