package priority

import "github.com/avtale/avtale/entitlement"

const contractType = "priority" // of answers

// Ask says what [Terms.Judge] says of a case, as an answer to choose between: by right
// under the contract that covers it, else by the price list. It answers in the name of
// that contract, or of the case, as the contracts stand when it arrives, whenever it is
// taken in. The place in a queue is never read from it (PRI-03).
func (t Terms) Ask(c Case, contracts ...Contract) (entitlement.Answer, error) {
	j, err := t.Judge(c, contracts...)
	if err != nil {
		return entitlement.Answer{}, err
	}
	answer := entitlement.Answer{
		Type: contractType, Contract: c.ID, Cover: entitlement.FullCover, Paid: entitlement.Billable, Unit: "case", Rest: entitlement.CustomerByList, Why: j.Why,
	}
	if j.Claim == UnderContract {
		answer.Contract, answer.Paid, answer.Rest = j.Contract, entitlement.ByRight, entitlement.Nobody
		for _, contract := range contracts {
			if contract.ID == j.Contract && !contract.Last.IsZero() && (contract.Last+1).Validate() == nil {
				answer.Until = contract.Last + 1 // the last day of all is no end
			}
		}
	}
	if j.Note != "" {
		answer.Notices = []entitlement.Notice{j.Note}
	}
	return answer, nil
}
