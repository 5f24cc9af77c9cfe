package entitlementtest

import (
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/avtale/avtale/calendar"
)

// Args are the keys and values of a line.
type Args map[string]Value

// Value is a value of a line, as written.
type Value struct {
	Text   string
	Quoted bool
}

// JSON returns the arguments as a JSON object: whole numbers, true and false as
// they are, lengths of time such as 3h10m in seconds, everything else as text.
// A quoted value is always text.
func (args Args) JSON() []byte {
	object := make(map[string]any, len(args))
	for _, key := range slices.Sorted(maps.Keys(args)) {
		object[key] = args[key].plain()
	}
	text, err := json.Marshal(object)
	if err != nil {
		return nil // texts, numbers and truth values always have a JSON form
	}
	return text
}

// Text returns a value as written, "" if it is absent.
func (args Args) Text(key string) string { return args[key].Text }

func (v Value) plain() any {
	if v.Quoted {
		return v.Text
	}
	if n, err := strconv.ParseInt(v.Text, 10, 64); err == nil {
		return n
	}
	if truth, err := strconv.ParseBool(v.Text); err == nil && len(v.Text) > 1 {
		return truth
	}
	if d, err := time.ParseDuration(v.Text); err == nil {
		return calendar.Elapsed(d)
	}
	return v.Text
}

// word is a word of a line: text, or key=text.
type word struct {
	key    string
	text   string
	quoted bool
}

// cut cuts a line at its spaces; quotes keep spaces together.
func cut(line string) ([]word, error) {
	var words []word
	for rest := strings.TrimSpace(line); rest != ""; rest = strings.TrimSpace(rest) {
		var w word
		stop := strings.IndexAny(rest, " \t=\"")
		if stop > 0 && rest[stop] == '=' {
			w.key, rest = rest[:stop], rest[stop+1:]
			stop = strings.IndexAny(rest, " \t\"")
		}
		switch {
		case strings.HasPrefix(rest, `"`):
			end := strings.Index(rest[1:], `"`)
			if end < 0 {
				return nil, errors.New("a quote is not closed")
			}
			w.text, w.quoted, rest = rest[1:end+1], true, rest[end+2:]
		case stop < 0:
			w.text, rest = rest, ""
		default:
			w.text, rest = rest[:stop], rest[stop:]
		}
		words = append(words, w)
	}
	return words, nil
}

// numbered returns the words with # replaced by a number.
func numbered(words []word, n int) []word {
	words = slices.Clone(words)
	for i := range words {
		words[i].text = strings.ReplaceAll(words[i].text, "#", strconv.Itoa(n))
	}
	return words
}

// sortOut separates names from keys and values.
func sortOut(words []word) (names []string, args Args) {
	args = Args{}
	for _, w := range words {
		if w.key == "" {
			names = append(names, w.text)
		} else {
			args[w.key] = Value{Text: w.text, Quoted: w.quoted}
		}
	}
	return names, args
}
