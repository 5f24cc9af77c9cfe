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
	"unicode/utf16"
	"unicode/utf8"
)

// Check returns what is wrong with a document that encoding/json has read, "" for
// nothing. It must be well formed. It takes time and memory in proportion to the document.
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

func (c *checker) object() bool { return c.within[len(c.within)-1] >= 0 }

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
	for i := 1; ; i++ {
		switch document[i] {
		case '\\':
			i++
		case '"':
			return document[:i+1]
		}
	}
}

// name returns a name as all its spellings are.
func name(text []byte) string {
	value := string(text[1 : len(text)-1])
	if bytes.IndexByte(text, '\\') >= 0 {
		_ = json.Unmarshal(text, &value) // it is well formed
	}
	return strings.ToLower(strings.ToUpper(value))
}

// lone reports whether a text has an escaped half of a pair without the other half.
func lone(text []byte) bool {
	for {
		at := bytes.IndexByte(text, '\\')
		if at < 0 {
			return false
		}
		half := escaped(text[at+1:])
		text = text[at+2:]
		if !utf16.IsSurrogate(half) {
			continue
		}
		text = text[4:]
		if text[0] != '\\' || utf16.DecodeRune(half, escaped(text[1:])) == utf8.RuneError {
			return true
		}
		text = text[6:]
	}
}

// escaped returns what stands behind a backslash as uXXXX, 0 for any other escape.
func escaped(text []byte) rune {
	if text[0] != 'u' {
		return 0
	}
	code, _ := strconv.ParseUint(string(text[1:5]), 16, 16) // it is well formed
	return rune(code)
}
