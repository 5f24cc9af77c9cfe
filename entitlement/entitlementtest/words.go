package entitlementtest

import (
	"encoding/json"
	"errors"
	"fmt"
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
	for key, value := range args {
		object[key] = value.plain()
	}
	text, _ := json.Marshal(object) // texts, numbers and truth values always have a JSON form
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
	if v.Text == "true" || v.Text == "false" {
		return v.Text == "true"
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

// bare returns the text of a word without key and quotes, and "" for others:
// only a bare word can be a date, a verb or a mark such as -> .
func (w word) bare() string {
	if w.key != "" || w.quoted {
		return ""
	}
	return w.text
}

// String returns the word without quotes.
func (w word) String() string {
	if w.key == "" {
		return w.text
	}
	return w.key + "=" + w.text
}

// cut cuts a line at its spaces; quotes keep spaces together.
func cut(line string) ([]word, error) {
	const spaces = " \t"
	var words []word
	for rest := strings.Trim(line, spaces); rest != ""; rest = strings.Trim(rest, spaces) {
		var w word
		if stop := strings.IndexAny(rest, spaces+`="`); stop > 0 && rest[stop] == '=' {
			w.key, rest = rest[:stop], rest[stop+1:]
		}
		if quote, ok := strings.CutPrefix(rest, `"`); ok {
			w.quoted = true
			if w.text, rest, ok = strings.Cut(quote, `"`); !ok {
				return nil, errors.New("a quote is not closed")
			}
		}
		stop := strings.IndexAny(rest, spaces)
		if stop < 0 {
			stop = len(rest)
		}
		if w.quoted && stop > 0 || strings.Contains(rest[:stop], `"`) {
			return nil, errors.New("a quote begins or ends within a word")
		}
		if !w.quoted {
			w.text = rest[:stop]
		}
		words, rest = append(words, w), rest[stop:]
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
func sortOut(words []word) (names []string, args Args, err error) {
	args = Args{}
	for _, w := range words {
		if _, twice := args[w.key]; twice {
			return nil, nil, fmt.Errorf("%s comes twice", w.key)
		}
		if w.key == "" {
			names = append(names, w.text)
		} else {
			args[w.key] = Value{Text: w.text, Quoted: w.quoted}
		}
	}
	return names, args, nil
}
