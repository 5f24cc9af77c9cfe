package retainer

import "github.com/avtale/avtale/entitlement"

// The reasons why an act is refused.
const (
	NotInForce   entitlement.Reason = "NotInForce"   // before the first day or after the last (RET-04)
	NotWithdrawn entitlement.Reason = "NotWithdrawn" // what is no call-out of the retainer cannot be (RET-05)
)

func refuse(reason entitlement.Reason, clause entitlement.Clause, pass string) error {
	return &entitlement.Refusal{Reason: reason, Clause: clause, Pass: pass}
}
