package entitlement

import (
	"cmp"
	"encoding/json"
	"fmt"
	"iter"

	"github.com/avtale/avtale/calendar"
)

// Decision is the choice between the answers of all contracts that a customer holds
// (ENT-04). It keeps them all: the one that is chosen, and of each other why it was
// not. The library never spills what one contract lacks into another: a host that
// wants the rest of a partial cover to be asked elsewhere asks again, for the rest.
type Decision struct {
	answers []Answer
	chosen  int // one more than its place, 0 for none
}

// Decide chooses between answers: full cover before partial; then what is free by
// right, an included allowance, what is prepaid, what is served uncharged, what is
// billed; then what ends first; then by the id and the type of the contract. That is a
// total order, whatever the order of the answers. The decision keeps the answers it was
// handed, and does not change them; nor may the caller, from then on.
//
// An answer that is not valid, two of one contract, and more than 1000 are [ErrInvalid]. Without an
// answer that covers anything nothing is chosen.
func Decide(answers ...Answer) (Decision, error) {
	const most = 1000
	if len(answers) > most {
		return Decision{}, Invalid("answers", "%d are the most", most)
	}
	d := Decision{answers: answers}
	for i := range answers {
		if err := answers[i].Validate(); err != nil {
			return Decision{}, err
		}
		for j := range i {
			if answers[j].Contract == answers[i].Contract && answers[j].Type == answers[i].Type {
				return Decision{}, Invalid("contract", "%s %q answers twice", answers[i].Type, answers[i].Contract)
			}
		}
		if answers[i].Cover != NoCover && (d.chosen == 0 || compareAnswers(&answers[i], &answers[d.chosen-1]) < 0) {
			d.chosen = i + 1
		}
	}
	return d, nil
}

// compareAnswers is the order in which answers are chosen.
func compareAnswers(a, b *Answer) int {
	return cmp.Or(
		coverRank(a.Cover)-coverRank(b.Cover),
		paidRank(a.Paid)-paidRank(b.Paid),
		compareEnds(a.Until, b.Until),
		cmp.Compare(a.Contract, b.Contract),
		cmp.Compare(a.Type, b.Type),
	)
}

// compareEnds orders days, one that is not known last.
func compareEnds(a, b calendar.Date) int {
	return cmp.Or(compareFirst(!a.IsZero(), !b.IsZero()), cmp.Compare(a, b))
}

// Chosen returns the answer that is chosen, false if nothing covers the request.
func (d Decision) Chosen() (Answer, bool) {
	if d.chosen == 0 {
		return Answer{}, false
	}
	return d.answers[d.chosen-1], true
}

// Why an answer that covers something was not chosen.
const (
	CoversLess Reason = "CoversLess" // than the one that is chosen
	PaidAfter  Reason = "PaidAfter"  // it is paid in a way that is chosen later
	EndsLater  Reason = "EndsLater"  // the one that ends first is used first
	LaterID    Reason = "LaterID"    // alike in all else
)

// WhyNot yields every answer that was not chosen, in the order they were handed in,
// with the reason and what would have made it pass: its own where it covers nothing,
// else the first of what puts the chosen one before it.
func (d Decision) WhyNot() iter.Seq2[Answer, Refusal] {
	return func(yield func(Answer, Refusal) bool) {
		for i := range d.answers {
			if i != d.chosen-1 && !yield(d.answers[i], d.whyNot(&d.answers[i])) {
				return
			}
		}
	}
}

// MarshalJSON writes the answer that is chosen, and each other with why it was not. It
// is for receipts and for people; it is not read back.
func (d Decision) MarshalJSON() ([]byte, error) {
	type notChosen struct {
		Answer Answer  `json:"answer"`
		WhyNot Refusal `json:"why_not"`
	}
	document := struct {
		Version
		Chosen *Answer     `json:"chosen"`
		Others []notChosen `json:"others"`
	}{Version: V1(), Others: []notChosen{}}
	if d.chosen > 0 {
		document.Chosen = &d.answers[d.chosen-1]
	}
	for other, why := range d.WhyNot() {
		document.Others = append(document.Others, notChosen{other, why})
	}
	return json.Marshal(document)
}

func (d Decision) whyNot(a *Answer) Refusal {
	if a.Cover == NoCover {
		return a.Refusal
	}
	best := &d.answers[d.chosen-1] // there is one, since this one covers something
	refusal := Refusal{Reason: LaterID, Clause: choice, Pass: "an id before " + best.Contract}
	switch {
	case a.Cover != best.Cover:
		refusal.Reason, refusal.Pass = CoversLess, fmt.Sprintf("full cover: %d are not covered, in units of a %s", a.Uncovered, a.Unit)
	case a.Paid != best.Paid:
		refusal.Reason, refusal.Pass = PaidAfter, "no other cover that is chosen before "+string(a.Paid)
	case a.Until != best.Until:
		refusal.Reason, refusal.Pass = EndsLater, "an end before "+best.Until.String()
	}
	return refusal
}
