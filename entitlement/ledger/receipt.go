package ledger

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
)

// DecisionReceipt is all that a decision rests on, for a customer to keep or a dispute to be
// settled by: [DecisionReceipt.Document] writes it with a checksum. What is not needed may be
// left out, but for the decision.
type DecisionReceipt struct {
	About     string             `json:"about,omitzero"`      // what was asked, in words
	Terms     any                `json:"terms,omitempty"`     // the provider's conditions, with their readings
	Calendars []calendar.Spec    `json:"calendars,omitempty"` // that days and hours were counted in
	Entries   any                `json:"entries,omitempty"`   // of the ledger, as far as they were used
	Happened  calendar.Moment    `json:"happened,omitzero"`   // as of this moment
	Known     calendar.Moment    `json:"known,omitzero"`      // as known at this one
	Rules     []entitlement.Rule `json:"rules,omitempty"`     // the clauses that decided, with their texts
	Decision  any                `json:"decision"`            // an entry, an answer, a decision
}

const checksum = "sha256"

// Document returns the receipt as canonical JSON: without spaces, the fields of every
// object in the order of their names, byte by byte, and with the checksum of all others
// as the field sha256. The same receipt gives the same document. It shows that nothing
// was changed, not who wrote it: whoever can change the document can make another
// checksum, so a provider who wants to show authorship signs it. A decision that is not
// there, or that has no JSON form, is [entitlement.ErrInvalid]. Texts that are not UTF-8,
// which no document of this module has, are written as encoding/json does.
func (r DecisionReceipt) Document() ([]byte, error) {
	text, err := json.Marshal(struct {
		entitlement.Version
		DecisionReceipt
	}{entitlement.V1(), r})
	if err != nil {
		return nil, entitlement.Invalid("receipt", "%v", err)
	}
	fields, err := object(text)
	if err != nil {
		return nil, entitlement.Invalid("receipt", "%v", err)
	}
	if fields["decision"] == nil {
		return nil, entitlement.Invalid("decision", "the receipt is of nothing")
	}
	return sealed(fields)
}

// VerifyReceipt reports, from the document alone, whether it is as [DecisionReceipt.Document]
// wrote it: anything that was changed, added, left out or written otherwise is
// [entitlement.ErrLedger]. A document of another version is [entitlement.ErrVersion].
func VerifyReceipt(document []byte) error {
	fields, err := object(document)
	if err != nil {
		return broken("receipt", "it is no document: %v", err)
	}
	if version, _ := json.Marshal(fields["v"]); string(version) != "1" {
		return &entitlement.Failure{Family: entitlement.ErrVersion, Field: "receipt", Detail: "version " + string(version)}
	}
	if fields["decision"] == nil {
		return broken("receipt", "it is of nothing")
	}
	delete(fields, checksum)
	again, err := sealed(fields)
	if err != nil || !bytes.Equal(document, again) {
		return broken("receipt", "it is not as it was written")
	}
	return nil
}

// object reads a JSON object, its numbers as they are written.
func object(text []byte) (map[string]any, error) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var fields map[string]any
	if err := decoder.Decode(&fields); err != nil {
		return nil, err
	}
	if fields == nil {
		return nil, errors.New("null")
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("something comes after it")
	}
	return fields, nil
}

// sealed writes fields with their checksum.
func sealed(fields map[string]any) ([]byte, error) {
	text, err := canonical(fields)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(text)
	fields[checksum] = hex.EncodeToString(sum[:])
	return canonical(fields)
}

// canonical writes fields in the order of their names.
func canonical(fields map[string]any) ([]byte, error) {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(fields); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(text.Bytes(), []byte("\n")), nil
}
