package timeaccount

import "github.com/avtale/avtale/entitlement"

// Knowledge is how well users know the program, for [Recommend]. The zero
// Knowledge is unknown.
type Knowledge string

// How well users know the program.
const (
	Little Knowledge = "little"
	Good   Knowledge = "good"
)

// Need is how users need help, for [Recommend]. The zero Need is unknown.
type Need string

// How users need help.
const (
	Regular  Need = "regular"  // while they start
	Sporadic Need = "sporadic" // now and then
)

// Recommendation is an alternative that suits, and by which clauses.
type Recommendation struct {
	Alternative Alternative
	Why         []entitlement.Clause
}

// Recommend returns which alternatives suit (TIM-30): the free period for little
// knowledge or regular need (TIM-08), the time account for good knowledge or
// sporadic need (TIM-20). Either fits by itself, so both may suit; where nothing
// is known both do. To have no agreement is never recommended, and nobody is
// refused what is not. A value that is neither known nor unknown is
// [entitlement.ErrInvalid].
func Recommend(knowledge Knowledge, need Need) ([]Recommendation, error) {
	if knowledge != "" && knowledge != Little && knowledge != Good {
		return nil, entitlement.Invalid("knowledge", "%q is none", string(knowledge))
	}
	if need != "" && need != Regular && need != Sporadic {
		return nil, entitlement.Invalid("need", "%q is none", string(need))
	}
	unknown := knowledge == "" && need == ""
	var advice []Recommendation
	if unknown || knowledge == Little || need == Regular {
		advice = append(advice, Recommendation{FreePeriod, []entitlement.Clause{freeSuits}})
	}
	if unknown || knowledge == Good || need == Sporadic {
		advice = append(advice, Recommendation{TimeAccount, []entitlement.Clause{accountSuits}})
	}
	return advice, nil
}
