package priority

import (
	"encoding/json"
	"math"
	"slices"
	"unicode/utf8"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
)

// Terms are the conditions under which a provider serves a queue. They are plain
// data: read them from JSON, or start from [Printed] and change what yours say
// otherwise. A queue keeps those it was made with.
type Terms struct {
	Zone            string           `json:"zone"`                       // IANA name; hand in moments read there, for their days (GEN-01)
	Urgencies       []Urgency        `json:"urgencies"`                  // the levels, the highest first (PRI-06)
	Severities      []Severity       `json:"severities,omitempty"`       // the same, where severity is measured beside urgency (PRI-05)
	GroupAt         GroupAt          `json:"group_at,omitzero"`          // when the group is read (PRI-21)
	VoicemailAfter  calendar.Seconds `json:"voicemail_after"`            // from the start of a call to the offer (PRI-13)
	VoicemailForAll bool             `json:"voicemail_for_all,omitzero"` // also with a contract (PRI-13)
	Hotline         string           `json:"hotline"`                    // the telephone number with a contract (PRI-08)
	ServiceNumber   string           `json:"service_number"`             // and without (PRI-12)
	Sales           string           `json:"sales"`                      // where to ask for a contract (PRI-23)
	List            []Service        `json:"list,omitempty"`             // the general price list (PRI-20)
}

// Service is a line of the price list, such as an hour.
type Service struct {
	Name   string             `json:"name"`
	Prices entitlement.Prices `json:"prices"` // for one, net of VAT
}

// Urgency is a level of urgency, by name.
type Urgency string

// The levels of [Printed]. A provider may name others.
const (
	Critical Urgency = "critical"
	High     Urgency = "high"
	Medium   Urgency = "medium"
	Low      Urgency = "low"
)

// Severity is a level of severity, by name. The zero Severity is that none was
// measured.
type Severity string

// GroupAt is the reading of PRI-21: when it is decided in which group a waiting
// ticket is. The zero GroupAt means [Dispatch].
type GroupAt string

// The readings of PRI-21.
const (
	Dispatch GroupAt = "Dispatch" // by the contracts in force now
	Arrival  GroupAt = "Arrival"  // by those in force when it arrived
)

// Printed returns the contract as printed: two groups, voicemail after a few
// minutes, read as three. What the text leaves open is required: the telephone
// numbers of the hotline, of the service number and of Sales, and the price list,
// without which nothing can be charged. The levels of urgency are critical, high,
// medium and low.
func Printed(hotline, serviceNumber, sales string, list []Service) Terms {
	return Terms{
		Zone:           "Europe/Berlin",
		Urgencies:      []Urgency{Critical, High, Medium, Low},
		GroupAt:        Dispatch,
		VoicemailAfter: 3 * calendar.Minute,
		Hotline:        hotline,
		ServiceNumber:  serviceNumber,
		Sales:          sales,
		List:           list,
	}
}

const (
	mostLevels    = 200    // of urgency, of severity
	mostContracts = 10_000 // handed in
	mostVoicemail = 24 * calendar.Hour
	mostNumber    = math.MaxInt & (1<<53 - 1) // of a ticket: what JSON carries exactly
)

// Validate returns [entitlement.ErrMissing] for a figure that is not given and
// [entitlement.ErrInvalid] for one that cannot be meant. A price list is only
// missing when something is charged.
func (t Terms) Validate() error {
	for _, field := range []struct{ name, text string }{
		{"zone", t.Zone}, {"hotline", t.Hotline}, {"service_number", t.ServiceNumber}, {"sales", t.Sales},
	} {
		if field.text == "" {
			return entitlement.Missing(field.name, "it is not given")
		}
		if err := given(field.name, field.text); err != nil {
			return err
		}
	}
	if len(t.Urgencies) == 0 {
		return entitlement.Missing("urgencies", "no level is named")
	}
	if len(t.Urgencies) == 1 {
		return entitlement.Invalid("urgencies", "one level is no order")
	}
	if err := distinct("urgencies", t.Urgencies); err != nil {
		return err
	}
	if err := distinct("severities", t.Severities); err != nil {
		return err
	}
	switch t.GroupAt {
	case "", Dispatch, Arrival:
	default:
		return entitlement.Invalid("group_at", "unknown reading %q", string(t.GroupAt))
	}
	if t.VoicemailAfter == 0 {
		return entitlement.Missing("voicemail_after", "no limit is given")
	}
	if t.VoicemailAfter < 0 || t.VoicemailAfter > mostVoicemail {
		return entitlement.Invalid("voicemail_after", "%s is no time to wait", t.VoicemailAfter)
	}
	return t.validateList()
}

func (t Terms) validateList() error {
	names := make([]string, 0, len(t.List))
	for _, service := range t.List {
		if err := service.Prices.Validate(); err != nil {
			return err
		}
		names = append(names, service.Name)
	}
	slices.Sort(names)
	for i, name := range names {
		if err := given("list", name); err != nil {
			return err
		}
		if i > 0 && name == names[i-1] {
			return entitlement.Invalid("list", "%q is listed twice", name)
		}
	}
	return nil
}

// distinct refuses levels that are too many, no text, or listed twice.
func distinct[L ~string](field string, levels []L) error {
	if len(levels) > mostLevels {
		return entitlement.Invalid(field, "%d levels are more than %d", len(levels), mostLevels)
	}
	for i, level := range levels {
		if err := given(field, string(level)); err != nil {
			return err
		}
		if slices.Contains(levels[:i], level) {
			return entitlement.Invalid(field, "%q is listed twice", string(level))
		}
	}
	return nil
}

// given refuses a text that is empty or that JSON cannot carry.
func given(field, text string) error {
	if text == "" {
		return entitlement.Invalid(field, "it names nothing")
	}
	if !utf8.ValidString(text) {
		return entitlement.Invalid(field, "%.40q is no text", text)
	}
	return nil
}

// ParseUrgency returns the level with that name, or [entitlement.ErrInvalid] for
// one that the terms do not list: never the lowest instead (PRI-06).
func (t Terms) ParseUrgency(name string) (Urgency, error) {
	_, err := level("urgency", t.Urgencies, Urgency(name))
	return Urgency(name), err
}

// ParseSeverity returns the level with that name, or [entitlement.ErrInvalid] for
// one that the terms do not list. No name is no severity (PRI-05).
func (t Terms) ParseSeverity(name string) (Severity, error) {
	if name == "" {
		return "", nil
	}
	_, err := level("severity", t.Severities, Severity(name))
	return Severity(name), err
}

// level returns the place of a level, from 1 for the highest.
func level[L ~string](field string, levels []L, name L) (uint8, error) {
	i := slices.Index(levels, name)
	if i < 0 {
		return 0, entitlement.Invalid(field, "unknown level %.40q", string(name))
	}
	return uint8(i + 1), nil
}

// UpgradeHint returns the telephone number of Sales for the group without a contract,
// and "" for the other (PRI-23).
func (t Terms) UpgradeHint(group Group) string {
	if group == WithoutContract {
		return t.Sales
	}
	return ""
}

// ChannelFor returns how a group reaches the staff by telephone, and the number:
// the hotline with a contract, the service number without (PRI-08, PRI-12).
func (t Terms) ChannelFor(group Group) (Channel, string) {
	if group == WithContract {
		return Hotline, t.Hotline
	}
	return ServiceNumber, t.ServiceNumber
}

type plainTerms Terms

type termsDocument struct {
	entitlement.Version
	plainTerms
}

// MarshalJSON writes the terms as a stored document, "v":1.
func (t Terms) MarshalJSON() ([]byte, error) {
	return json.Marshal(termsDocument{entitlement.V1(), plainTerms(t)})
}

// UnmarshalJSON reads a stored document, strictly. It does not validate.
func (t *Terms) UnmarshalJSON(data []byte) error {
	var document termsDocument
	if err := entitlement.DecodeDocument("terms", data, &document); err != nil {
		return err
	}
	*t = Terms(document.plainTerms)
	return nil
}
