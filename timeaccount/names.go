package timeaccount

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/avtale/avtale/entitlement"
)

// Names are a set of products, topics or channels as one text, with a space
// between any two: "CAD-M CAM-X". So a fact that carries them is comparable
// with ==. The order is as told. The zero Names name nothing.
type Names string

const mostNames = 4096 // bytes

func joined[N ~string](names []N) Names {
	var all []string
	for _, name := range names {
		all = append(all, string(name))
	}
	return Names(strings.Join(all, " "))
}

// Has reports whether the set has a name.
func (n Names) Has(name string) bool {
	for word := range strings.SplitSeq(string(n), " ") {
		if word == name {
			return name != ""
		}
	}
	return false
}

// validate returns [entitlement.ErrMissing] for an empty set and
// [entitlement.ErrInvalid] for one that is not names with single spaces between
// them, each once, or that is very long.
func (n Names) validate(field string) error {
	if n == "" {
		return validateNames[Names](field, nil)
	}
	if len(n) > mostNames {
		return entitlement.Invalid(field, "%d bytes are too many names", len(n))
	}
	return validateNames(field, strings.Split(string(n), " "))
}

// validateNames does the same for a list of names.
func validateNames[N ~string](field string, names []N) error {
	if len(names) == 0 {
		return entitlement.Missing(field, "nothing is named")
	}
	length := len(names) - 1 // spaces
	for i, name := range names {
		if !isName(string(name)) || slices.Contains(names[:i], name) {
			return entitlement.Invalid(field, "%.40q is no name, or comes twice", string(name))
		}
		if length += len(name); length > mostNames {
			return entitlement.Invalid(field, "%d names are too long", len(names))
		}
	}
	return nil
}

// isName reports whether a text is one word.
func isName(text string) bool {
	return utf8.ValidString(text) && text != "" && !strings.ContainsFunc(text, unicode.IsSpace)
}
