package entitlement

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"

	"github.com/avtale/avtale/internal/strict"
)

// Version marks a stored document: {"v":1, ...}. A contract package embeds it
// in the wire form of what hosts keep: terms, values, entries.
type Version struct {
	V int `json:"v"`
}

// CurrentVersion is the version this module writes, and the only one it reads.
const CurrentVersion = 1

// V1 is the mark of a document written now.
func V1() Version { return Version{V: CurrentVersion} }

func (v Version) version() int { return v.V }

// DecodeDocument reads a stored document into a wire form that embeds
// [Version]. It is [Decode] with the version checked: none, an older or a newer
// one is [ErrVersion], even where the newer form has fields unknown here.
func DecodeDocument(name string, data []byte, into interface{ version() int }) error {
	err := Decode(name, data, into)
	if err != nil {
		var mark Version
		if json.Unmarshal(data, &mark) != nil || mark.V <= CurrentVersion {
			return err
		}
		return versionFault(name)
	}
	if into.version() != CurrentVersion {
		return versionFault(name)
	}
	return nil
}

func versionFault(name string) error {
	return &Failure{Family: ErrVersion, Field: name, Detail: `only "v":1 is read`}
}

// Decode is the one strict JSON decoder: null, unknown fields, anything after
// the value, and dates, times or amounts that are not written exactly as this
// module writes them are [ErrInvalid], with the name of the document or of the
// field; so are a field that comes twice, also in other case, and a text that is
// not UTF-8 or half a character. Inside the value encoding/json decides: a field
// that is null is as one that is not there, and the case of names does not matter.
func Decode(name string, data []byte, into any) error {
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	err := decoder.Decode(into)
	if bytes.Equal(bytes.TrimSpace(data), []byte("null")) {
		err = errors.New("null is nothing")
	}
	if err == nil {
		err = nothingElse(decoder, data)
	}
	if err == nil {
		return nil
	}
	if failure := (*Failure)(nil); errors.As(err, &failure) {
		return err
	}
	return Invalid(name, "%v", err)
}

// nothingElse returns what is wrong with a document of which a value was read.
func nothingElse(decoder *json.Decoder, data []byte) error {
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return errors.New("something follows the value")
	}
	if wrong := strict.Check(data); wrong != "" {
		return errors.New(wrong)
	}
	return nil
}
