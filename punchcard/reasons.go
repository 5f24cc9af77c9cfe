package punchcard

import "github.com/avtale/avtale/entitlement"

// The reasons why an act is refused. errors.Is finds them in whatever a
// transition returns.
const (
	NoSuchCard      entitlement.Reason = "NoSuchCard"      // no card of that size is sold (PCH-02)
	StillActive     entitlement.Reason = "StillActive"     // the card to stop or renew has clips to use (PCH-07)
	NotTransferable entitlement.Reason = "NotTransferable" // no agreement of the provider (PCH-18)
	NotHolder       entitlement.Reason = "NotHolder"       // somebody else holds the card (PCH-18, PCH-27)
	TaskClosed      entitlement.Reason = "TaskClosed"      // the task takes no further work (PCH-06)
	Undocumented    entitlement.Reason = "Undocumented"    // what or who is missing (PCH-26)
	NothingPending  entitlement.Reason = "NothingPending"  // fewer clips wait than are to be settled (PCH-09)
	NotRenewed      entitlement.Reason = "NotRenewed"      // no card handed in can take the settlement (PCH-09)
	NotNewest       entitlement.Reason = "NotNewest"       // not the newest standing entry of its task (PCH-28)
	NoActiveCard    entitlement.Reason = "NoActiveCard"    // the add-on rests (PCH-40)
	NotRunning      entitlement.Reason = "NotRunning"      // before the add-on's first or after its last day (PCH-29)
	NotDue          entitlement.Reason = "NotDue"          // no period starts that day, or it is clipped (PCH-29)
	AlreadyRunning  entitlement.Reason = "AlreadyRunning"  // the product, or another level of it, is running for the holder (PCH-29, PCH-34)
	AlreadyChecked  entitlement.Reason = "AlreadyChecked"  // a check is made, or another rhythm runs (PCH-30, PCH-31)
	NotOnSite       entitlement.Reason = "NotOnSite"       // the guarantee is of work begun on site (PCH-37)
	NotWaiting      entitlement.Reason = "NotWaiting"      // the fault is answered or taken back (PCH-37)
)

func refuse(reason entitlement.Reason, clause entitlement.Clause, pass string) error {
	return &entitlement.Refusal{Reason: reason, Clause: clause, Pass: pass}
}
