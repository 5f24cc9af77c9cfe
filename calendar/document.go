package calendar

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/avtale/avtale/internal/strict"
)

// decode reads one JSON object strictly, where encoding/json alone is not: a
// field that is unknown, that comes twice, or whose name is in capitals is an
// error, and so are anything after the object and what is no text.
func decode(what string, data []byte, into any) error {
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		return fmt.Errorf("calendar: %s: %w", what, err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return specError(what, ErrSyntax, "something follows the document")
	}
	if wrong := strict.Check(data); wrong != "" {
		return specError(what, ErrSyntax, "%s", wrong)
	}
	return smallNames(what, json.NewDecoder(bytes.NewReader(data)))
}

// smallNames reads a value of a document that is well formed, and refuses an
// object with a field that is not in small letters.
func smallNames(what string, decoder *json.Decoder) error {
	token, _ := decoder.Token()
	if token != json.Delim('{') && token != json.Delim('[') {
		return nil
	}
	for decoder.More() {
		if token == json.Delim('{') {
			name, _ := decoder.Token()
			field, _ := name.(string)
			if bytes.ContainsFunc([]byte(field), func(r rune) bool { return r < '_' || r > 'z' }) {
				return specError(what, ErrSyntax, "the field %.40q is unknown", field)
			}
		}
		if err := smallNames(what, decoder); err != nil {
			return err
		}
	}
	_, _ = decoder.Token() // the closing bracket
	return nil
}
