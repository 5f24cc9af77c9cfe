package priority

import (
	"encoding/json"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
)

// Change is what an operation did to one ticket, for the log of a host. The zero
// Change is that nothing happened.
type Change struct {
	Kind        entitlement.Kind     `json:"kind"`
	At          calendar.Moment      `json:"at"`
	By          string               `json:"by,omitzero"`           // who did it, as the host has it
	Was         Ticket               `json:"was,omitzero"`          // before; nothing at intake
	Ticket      Ticket               `json:"ticket"`                // after; as it was, when it leaves the queue
	Note        entitlement.Notice   `json:"note,omitzero"`         // for the desk
	UpgradeHint string               `json:"upgrade_hint,omitzero"` // the number of Sales, for who has no contract now (PRI-23)
	Why         []entitlement.Clause `json:"why"`
}

// The kinds of changes.
const (
	TakenIn         entitlement.Kind = "intake"
	Taken           entitlement.Kind = "take"
	BackInQueue     entitlement.Kind = "putback"
	Removed         entitlement.Kind = "remove"
	UrgencySet      entitlement.Kind = "seturgency"
	SeveritySet     entitlement.Kind = "setseverity"
	ContractStarted entitlement.Kind = "contractstarted"
	ContractEnded   entitlement.Kind = "contractended"
	MessageLeft     entitlement.Kind = "leavevoicemail"
)

type plainChange Change

type changeDocument struct {
	entitlement.Version
	plainChange
}

// MarshalJSON writes the change as a stored document, "v":1.
func (c Change) MarshalJSON() ([]byte, error) {
	return json.Marshal(changeDocument{entitlement.V1(), plainChange(c)})
}

// UnmarshalJSON reads a stored document, strictly. What a change says of its tickets
// is not checked: it is a record, and no queue is made of it.
func (c *Change) UnmarshalJSON(data []byte) error {
	var document changeDocument
	if err := entitlement.DecodeDocument("change", data, &document); err != nil {
		return err
	}
	*c = Change(document.plainChange)
	return nil
}
