package hotline

import "github.com/avtale/avtale/entitlement"

// The reasons why an act is refused. errors.Is finds them in whatever a
// transition returns.
const (
	TermsNotAccepted  entitlement.Reason = "TermsNotAccepted"  // the version in force is not accepted (HOT-01)
	NotACustomer      entitlement.Reason = "NotACustomer"      // no subscription that opens the hotline (HOT-02)
	NotRunning        entitlement.Reason = "NotRunning"        // the subscription has an end, or the block is renewed (HOT-09, HOT-30)
	AlreadyAnswered   entitlement.Reason = "AlreadyAnswered"   // somebody answered before (HOT-10)
	NotAnswered       entitlement.Reason = "NotAnswered"       // nothing to reopen (HOT-10)
	TakenBack         entitlement.Reason = "TakenBack"         // the case is withdrawn, or a duplicate (HOT-10)
	OutOfScope        entitlement.Reason = "OutOfScope"        // neither a car nor anything subscribed (HOT-12)
	Unclassified      entitlement.Reason = "Unclassified"      // a person must decide (HOT-17)
	NotTold           entitlement.Reason = "NotTold"           // the caller does not know that it counts (HOT-18)
	ChannelNotOffered entitlement.Reason = "ChannelNotOffered" // not a way into the hotline (HOT-20)
	NoAgreement       entitlement.Reason = "NoAgreement"       // beyond the free cases without an agreement (HOT-25)
	NotDue            entitlement.Reason = "NotDue"            // no contact is due, or no renewal yet (HOT-24, HOT-30)
	NothingOffered    entitlement.Reason = "NothingOffered"    // nothing to accept or decline (HOT-25, HOT-30, HOT-31)
	NotEnoughHistory  entitlement.Reason = "NotEnoughHistory"  // too short for an estimate (HOT-26)
	Retroactive       entitlement.Reason = "Retroactive"       // it would be charged backwards (HOT-27)
	AlreadyDecided    entitlement.Reason = "AlreadyDecided"    // published or not, for good (HOT-34)
	NotPublished      entitlement.Reason = "NotPublished"      // nothing to withdraw (HOT-34)
)

func refuse(reason entitlement.Reason, clause entitlement.Clause, pass string) error {
	return &entitlement.Refusal{Reason: reason, Clause: clause, Pass: pass}
}
