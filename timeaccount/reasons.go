package timeaccount

import "github.com/avtale/avtale/entitlement"

// The reasons why an act is refused. errors.Is finds them in whatever a
// transition returns.
const (
	Closed          entitlement.Reason = "Closed"          // nobody takes calls at that moment (TIM-09)
	NotAMultiple    entitlement.Reason = "NotAMultiple"    // an account is opened with full intervals (TIM-12)
	NoSuperuser     entitlement.Reason = "NoSuperuser"     // none is appointed on that day (TIM-24, TIM-26)
	NotViaSuperuser entitlement.Reason = "NotViaSuperuser" // somebody else asks, and only the superuser may (TIM-25)
	NoConsentNeeded entitlement.Reason = "NoConsentNeeded" // the customer has consented, or ordered, or pays nothing (TIM-18, TIM-21)
	NotNewest       entitlement.Reason = "NotNewest"       // not the newest standing entry of its enquiry and case (TIM-13)
)

// RateUnknown is that no hourly rate is listed for the day an enquiry arrives
// (TIM-21). It comes with [entitlement.ErrMissing].
const RateUnknown entitlement.Reason = "RateUnknown"

func refuse(reason entitlement.Reason, clause entitlement.Clause, pass string) error {
	return &entitlement.Refusal{Reason: reason, Clause: clause, Pass: pass}
}
