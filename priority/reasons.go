package priority

import "github.com/avtale/avtale/entitlement"

// The reasons why an act is refused. errors.Is finds them in whatever an
// operation returns.
const (
	NotOffered entitlement.Reason = "NotOffered" // the caller cannot leave a message yet, or is no caller (PRI-13)
	NotNext    entitlement.Reason = "NotNext"    // something that comes earlier waits (PRI-16)
	NotWaiting entitlement.Reason = "NotWaiting" // somebody works on it (PRI-17)
	NotInWork  entitlement.Reason = "NotInWork"  // nobody works on it (PRI-17)
)

func refuse(reason entitlement.Reason, clause entitlement.Clause, pass string) error {
	return &entitlement.Refusal{Reason: reason, Clause: clause, Pass: pass}
}
