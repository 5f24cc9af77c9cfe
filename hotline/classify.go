package hotline

import "github.com/avtale/avtale/entitlement"

// Class is what an enquiry is: free support, or a hotline case.
type Class string

// The classes. The last two are answers of [Terms.Classify] only: what has no
// class is not received.
const (
	Support    Class = "Support"
	Hotline    Class = "Hotline"
	NoScope    Class = "OutOfScope"   // nothing that is subscribed, and no question about a car
	NoCategory Class = "Unclassified" // for a person to decide
)

// Enquiry is what a person who takes it knows about an enquiry: the categories
// that fit, any number of them, and the facts that decide. A person who has
// decided passes one category. The zero Enquiry is unclassified.
type Enquiry struct {
	ProductUse         bool `json:"product_use,omitzero"`          // using a product, practical or IT (HOT-13)
	CarQuestion        bool `json:"car_question,omitzero"`         // that a product should answer (HOT-14)
	FaultCode          bool `json:"fault_code,omitzero"`           // what a code means (HOT-15)
	AnyRepair          bool `json:"any_repair,omitzero"`           // quick help with a repair (HOT-16)
	StuckFaultFinding  bool `json:"stuck_fault_finding,omitzero"`  // (HOT-16)
	Diagnosis          bool `json:"diagnosis,omitzero"`            // making one, finding a fault (HOT-16)
	SpecificSystemInfo bool `json:"specific_system_info,omitzero"` // on a system or part (HOT-16)

	Relevant           bool `json:"relevant,omitzero"`              // in some way to something subscribed (HOT-12)
	InSubject          bool `json:"in_subject,omitzero"`            // the car question is within a product's subjects (HOT-14)
	AnswerInProduct    bool `json:"answer_in_product,omitzero"`     // and the product has the answer (HOT-14)
	ReadWithSoldTester bool `json:"read_with_sold_tester,omitzero"` // the fault code was (HOT-15)
}

// Classify says what an enquiry is, and by which clauses. It is total: first
// each category is taken for support or hotline by its facts, then precedence
// decides where both are left (HOT-17).
func (t Terms) Classify(enquiry Enquiry) (Class, []entitlement.Clause) {
	return t.classify(enquiry, nil)
}

// classify appends the clauses that decide to why.
func (t Terms) classify(e Enquiry, why []entitlement.Clause) (Class, []entitlement.Clause) {
	support, hotline := e.support(), e.hotline()
	switch {
	case support && hotline && t.Precedence == HotlineFirst:
		return Hotline, append(e.whyHotline(why), bothFit)
	case support && hotline:
		return Support, append(e.whySupport(why), bothFit)
	case support:
		return Support, e.whySupport(why)
	case hotline:
		return Hotline, e.whyHotline(why)
	case e.ProductUse:
		return NoScope, append(why, relevance)
	default:
		return NoCategory, append(why, bothFit)
	}
}

func (e Enquiry) usesProduct() bool { return e.ProductUse && e.Relevant }

func (e Enquiry) asksSubject() bool { return e.CarQuestion && e.Relevant && e.InSubject }

func (e Enquiry) asksCode() bool { return e.FaultCode && e.Relevant && e.ReadWithSoldTester }

// support reports whether one of the categories is support.
func (e Enquiry) support() bool { return e.usesProduct() || e.asksSubject() || e.asksCode() }

// hotline reports whether one of the categories is hotline. Irrelevant car
// questions and fault codes are, those outside the subjects, and codes not read
// with a tester that is sold.
func (e Enquiry) hotline() bool {
	return e.listed() || e.CarQuestion && !e.asksSubject() || e.FaultCode && !e.asksCode()
}

// listed reports whether a category of the hotline list fits.
func (e Enquiry) listed() bool {
	return e.AnyRepair || e.StuckFaultFinding || e.Diagnosis || e.SpecificSystemInfo
}

func (e Enquiry) whySupport(why []entitlement.Clause) []entitlement.Clause {
	if e.usesProduct() || e.asksSubject() && e.AnswerInProduct {
		why = append(why, usingProducts)
	}
	if e.asksSubject() && !e.AnswerInProduct {
		why = append(why, missingAnswer)
	}
	if e.asksCode() {
		why = append(why, faultCodes)
	}
	return why
}

func (e Enquiry) whyHotline(why []entitlement.Clause) []entitlement.Clause {
	if e.listed() {
		why = append(why, hotlineHelp)
	}
	if (e.CarQuestion || e.FaultCode) && !e.Relevant {
		return append(why, relevance)
	}
	if e.CarQuestion && !e.InSubject {
		why = append(why, missingAnswer)
	}
	if e.FaultCode && !e.ReadWithSoldTester {
		why = append(why, faultCodes)
	}
	return why
}
