package calendar

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// decode reads one JSON object strictly, where encoding/json alone is not: a
// field that is unknown, that comes twice, or whose name is in capitals is an
// error, and so is anything after the object.
func decode(what string, data []byte, into any) error {
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		return fmt.Errorf("calendar: %s: %w", what, err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return specError(what, ErrSyntax, "something follows the document")
	}
	return uniqueFields(what, json.NewDecoder(bytes.NewReader(data)))
}

// uniqueFields reads a value of a document that is well formed, and refuses an
// object with a field that comes twice or is not in small letters.
func uniqueFields(what string, decoder *json.Decoder) error {
	token, _ := decoder.Token()
	if token != json.Delim('{') && token != json.Delim('[') {
		return nil
	}
	seen := map[string]bool{}
	for decoder.More() {
		if token == json.Delim('{') {
			name, _ := decoder.Token()
			field, _ := name.(string)
			if seen[field] || bytes.ContainsFunc([]byte(field), func(r rune) bool { return r < '_' || r > 'z' }) {
				return specError(what, ErrSyntax, "the field %.40q comes twice, or is unknown", field)
			}
			seen[field] = true
		}
		if err := uniqueFields(what, decoder); err != nil {
			return err
		}
	}
	_, _ = decoder.Token() // the closing bracket
	return nil
}
