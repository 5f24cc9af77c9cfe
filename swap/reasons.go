package swap

import "github.com/avtale/avtale/entitlement"

// The reasons why an act is refused. errors.Is finds them in whatever a
// transition returns.
const (
	NotAttached          entitlement.Reason = "NotAttached"          // the user is at no level (SWP-01)
	NotIncluded          entitlement.Reason = "NotIncluded"          // the level lacks the service (SWP-05)
	NotDiagnosed         entitlement.Reason = "NotDiagnosed"         // a fault is diagnosed first (SWP-06)
	NoFault              entitlement.Reason = "NoFault"              // nothing to repair and nothing to swap (SWP-06, SWP-13)
	ControlQuestionsOpen entitlement.Reason = "ControlQuestionsOpen" // some are not answered (SWP-10)
	AlreadyClosed        entitlement.Reason = "AlreadyClosed"        // the case has its outcome (SWP-11)
	SwapUnderWay         entitlement.Reason = "SwapUnderWay"         // a swap phone is activated (SWP-11)
	NotActivated         entitlement.Reason = "NotActivated"         // no swap phone is activated, or none is there yet (SWP-44)
	NotSent              entitlement.Reason = "NotSent"              // no swap phone was sent (SWP-14)
	NotAwaited           entitlement.Reason = "NotAwaited"           // that phone need not come (SWP-14, SWP-18)
	NotThere             entitlement.Reason = "NotThere"             // the phone is in another place (SWP-36)
	NotOfCustomer        entitlement.Reason = "NotOfCustomer"        // it belongs to somebody else (SWP-29)
	PoolClosed           entitlement.Reason = "PoolClosed"           // the customer leaves (SWP-29)
	CasesOpen            entitlement.Reason = "CasesOpen"            // swap phones are activated and not sent (SWP-29)
	CountDiffers         entitlement.Reason = "CountDiffers"         // found and missing are not what is in stock (SWP-36)
	NotApproved          entitlement.Reason = "NotApproved"          // the customer has not agreed (SWP-37, SWP-42)
	AlreadyDecided       entitlement.Reason = "AlreadyDecided"       // the customer has answered (SWP-37, SWP-42)
	RequestOpen          entitlement.Reason = "RequestOpen"          // one refill of the model is asked for (SWP-38)
	NoRefillDue          entitlement.Reason = "NoRefillDue"          // nothing is missing, or it was declined (SWP-38)
	InWarranty           entitlement.Reason = "InWarranty"           // the repair costs nothing (SWP-41, SWP-42)
	MonthNotOver         entitlement.Reason = "MonthNotOver"         // freight is billed in arrears (SWP-39)
	AlreadyInvoiced      entitlement.Reason = "AlreadyInvoiced"      // the month has its invoice (SWP-39)
	NothingToInvoice     entitlement.Reason = "NothingToInvoice"     // nothing was sent (SWP-39)
	NothingToCredit      entitlement.Reason = "NothingToCredit"      // nothing of that sort was charged, or it is credited (SWP-39)
)

func refuse(reason entitlement.Reason, clause entitlement.Clause, pass string) error {
	return &entitlement.Refusal{Reason: reason, Clause: clause, Pass: pass}
}
