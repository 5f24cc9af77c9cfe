package entitlement

// The clauses that can decide between contracts.
const choice Clause = "ENT-04"

// Clauses returns the rules for questions across contracts. They follow from the
// contracts and are printed in none.
func Clauses() Rules {
	return Rules{
		{
			Clause: "ENT-01",
			Text:   "What a customer holds, and in which state, follows from the values and the moment that is asked about.",
		},
		{
			Clause: "ENT-02",
			Text:   "What something would cost can be asked before it is done, and the answer is what is done.",
		},
		{
			Clause: "ENT-03",
			Text:   "Nothing is billed without a rule that names who pays: nobody, the customer by consent, by the price list, directly or monthly.",
		},
		{
			Clause:  choice,
			Text:    "The contracts of a customer are independent of each other.",
			Reading: "What one lacks is never taken from another of a different kind. Between answers the choice is full cover before partial; free by right, an allowance, prepaid, uncharged, billed; what ends first; the id.",
		},
		{
			Clause: "ENT-05",
			Text:   "Whatever has a date can be listed ahead.",
		},
		{
			Clause:  "ENT-06",
			Text:    "Units that are granted, bought or given are lots.",
			Reading: "The lot that ends first is drawn first; of those that end alike the free one, the older, the lower id.",
		},
		{
			Clause: "ENT-07",
			Text:   "What is measured is counted, so that counts can be added up.",
		},
	}
}
