package entitlement

// Clause is the number of a rule, such as PCH-10. Every entry, refusal and
// charge names the clauses that decided it. A clause number is never reused
// and never renamed.
type Clause string

// A Rule is the text behind a clause, in English, for people. A host that
// speaks another language translates by clause number.
type Rule struct {
	Clause  Clause `json:"clause"`
	Text    string `json:"text"`             // what the contract says, in our words
	Reading string `json:"reading,omitzero"` // how a vague text is read; "" where it is plain
}

// Rules are all rules of one contract, in the order of their numbers. Each
// contract package lists its own with Clauses().
type Rules []Rule

// Of returns the rules with these numbers, in their order: what a customer is shown of
// the clauses that decided. A number that is none of the contract's is left out.
func (rules Rules) Of(clauses ...Clause) []Rule {
	var found []Rule
	for _, clause := range clauses {
		if rule, ok := rules.Find(clause); ok {
			found = append(found, rule)
		}
	}
	return found
}

// Find returns the rule with that number.
func (rules Rules) Find(clause Clause) (Rule, bool) {
	for _, rule := range rules {
		if rule.Clause == clause {
			return rule, true
		}
	}
	return Rule{}, false
}
