package retainer

import "github.com/avtale/avtale/entitlement"

// The clauses that can decide something.
const (
	signed    entitlement.Clause = "RET-01"
	included  entitlement.Clause = "RET-02"
	further   entitlement.Clause = "RET-03"
	inTerm    entitlement.Clause = "RET-04"
	withdrawn entitlement.Clause = "RET-05"
)

// Clauses returns the rules of the retainer.
func Clauses() entitlement.Rules {
	return entitlement.Rules{
		{Clause: signed, Text: "A retainer runs from the day it is signed, and its fee is charged then."},
		{
			Clause: included, Text: "It includes a number of call-outs.",
			Reading: "Each takes one, however long it lasts. What is not used is not carried over.",
		},
		{
			Clause: further, Text: "A further call-out is charged at the price that was agreed.",
			Reading: "The price of the day of signing, at once, and once for each.",
		},
		{
			Clause: inTerm, Text: "Call-outs are given in the term of the retainer.",
			Reading: "By the day of the call, in the zone of the retainer, the last day included.",
		},
		{
			Clause: withdrawn, Text: "A call-out that was entered by mistake is withdrawn.",
			Reading: "What it took or cost is given back. Later call-outs stay as they were decided.",
		},
	}
}
