// Package strict finds in a JSON document what encoding/json reads and no strict
// decoder does, because it has two readings: a name that comes twice in an object,
// also in other case, and bytes or escapes that are no text, for which another
// character would be put.
package strict

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Check returns what is wrong with a document that encoding/json has read, "" for
// nothing. It takes time and memory in proportion to the document.
func Check(document []byte) string {
	if !utf8.Valid(document) {
		return "it is not UTF-8"
	}
	var c checker
	for i := 0; i < len(document); i++ {
		switch document[i] {
		case '{', '[':
			c.begin(document[i] == '{')
		case ',':
			c.named = c.object()
		case '}', ']':
			if twice, ok := c.end(); ok {
				return "the field " + strconv.Quote(twice[:min(len(twice), 40)]) + " comes twice"
			}
		case '"':
			text := quoted(document[i:])
			i += len(text) - 1
			if lone(text) {
				return "half a character is escaped"
			}
			if c.named {
				c.names = append(c.names, name(text))
				c.named = false
			}
		}
	}
	return ""
}

// A checker is within some objects and lists.
type checker struct {
	within []int    // for each of them where its names begin, -1 for a list
	names  []string // of the objects, one after the other
	named  bool     // the next text is a name
}

func (c *checker) object() bool { return len(c.within) > 0 && c.within[len(c.within)-1] >= 0 }

func (c *checker) begin(object bool) {
	from := -1
	if object {
		from = len(c.names)
	}
	c.within, c.named = append(c.within, from), object
}

// end ends an object or a list, and returns a name that the object has twice.
func (c *checker) end() (twice string, ok bool) {
	last := len(c.within) - 1
	from := c.within[last]
	c.within, c.named = c.within[:last], false
	if from < 0 {
		return "", false
	}
	names := c.names[from:]
	c.names = c.names[:from]
	slices.Sort(names)
	for i := 1; i < len(names); i++ {
		if names[i] == names[i-1] {
			return names[i], true
		}
	}
	return "", false
}

// quoted returns the text that a document begins with, with its quotes.
func quoted(document []byte) []byte {
	for i := 1; i < len(document); i++ {
		switch document[i] {
		case '\\':
			i++
		case '"':
			return document[:i+1]
		}
	}
	return document
}

// name returns a name as all its spellings are.
func name(text []byte) string {
	plain := text[1 : len(text)-1]
	if !bytes.ContainsFunc(plain, func(c rune) bool { return c < '0' || c > 'z' || c == '\\' || 'A' <= c && c <= 'Z' }) {
		return string(plain)
	}
	var value string
	_ = json.Unmarshal(text, &value) // it is well formed
	return strings.ToLower(strings.ToUpper(value))
}

// lone reports whether a text has an escaped half of a pair without the other half.
func lone(text []byte) bool {
	for i := bytes.IndexByte(text, '\\'); i >= 0 && i < len(text); i++ {
		if text[i] != '\\' {
			continue
		}
		i++
		if text[i] != 'u' {
			continue
		}
		switch half := text[i+1 : i+4]; {
		case !bytes.ContainsAny(half[:1], "dD") || half[1] < '8':
			i += 4
		case bytes.ContainsAny(half[1:2], "89abAB") && len(text) > i+9 && second(text[i+5:]):
			i += 10
		default:
			return true
		}
	}
	return false
}

// second reports whether a text begins with the second half of a pair.
func second(text []byte) bool {
	return text[0] == '\\' && text[1] == 'u' && bytes.ContainsAny(text[2:3], "dD") && bytes.ContainsAny(text[3:4], "cdefCDEF")
}
