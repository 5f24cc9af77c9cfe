package entitlementtest

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
)

// A Stage is what the stories of one package are played on. Each story gets a
// new one.
type Stage interface {
	// Given puts a value on the stage.
	Given(noun, name string, args Args) error
	// Step makes a transition or asks a question.
	Step(step Step) (Answer, error)
}

// Step is one line of a story that expects an answer.
type Step struct {
	When  calendar.Moment
	Verb  string   // the kind of a fact, or the name of a method in small letters
	Names []string // the values it is told to or asked of
	Args  Args     // the fact
}

// Event returns the head of the event that a step tells: at its time, entered
// then or on the day of its key "entered", under its key "ref" or as the next
// after a number of entries. What remains of the keys is the fact.
func (s Step) Event(entries int, zone calendar.Zone) (entitlement.Event, error) {
	event := entitlement.Event{Ref: s.Args.Text("ref"), At: s.When, Entered: s.When}
	if event.Ref == "" {
		event.Ref = "e" + strconv.Itoa(entries+1)
	}
	if told, ok := s.Args["entered"]; ok {
		day, err := calendar.ParseDate(told.Text)
		if err != nil {
			return event, err
		}
		if event.Entered, err = zone.Local(day, 0); err != nil {
			return event, err
		}
	}
	delete(s.Args, "ref")
	delete(s.Args, "entered")
	return event, nil
}

// Answer is what a step came to: the values of a question, or the outcome of a
// transition.
type Answer struct {
	Values  []string
	Outcome map[string]string // must be mentioned by the story unless "" or "0"
	Detail  map[string]string // may be mentioned
	Why     []entitlement.Clause
}

// Shown is what the stories of a package show.
type Shown struct {
	Examples []string                    // the numbers, in order
	Clauses  map[entitlement.Clause]bool // the clauses that some step expects

	played []played
}

// Run plays the stories of all files that match a pattern, each story as a
// subtest under its number and title.
func Run(t *testing.T, files fs.FS, pattern string, zone calendar.Zone, stage func() Stage) Shown {
	t.Helper()
	stories, err := read(files, pattern)
	if err != nil {
		t.Fatal(err)
	}
	shown := Shown{Clauses: map[entitlement.Clause]bool{}}
	for i, story := range stories {
		shown.Examples = append(shown.Examples, story.number)
		if i == 0 || story.file != stories[i-1].file {
			shown.played = append(shown.played, played{zone: zone, stage: stage})
		}
		file := &shown.played[len(shown.played)-1]
		file.stories = append(file.stories, story)
		t.Run(story.title, func(t *testing.T) {
			if err := story.play(&player{zone: zone, stage: stage(), shown: shown.Clauses}); err != nil {
				t.Fatal(err)
			}
		})
	}
	return shown
}

type story struct {
	number string // PCH-09.1
	key    string // with the reading
	title  string // the whole heading
	file   string
	first  []line // before the first story of the file
	lines  []line
}

type line struct {
	number int
	text   string
}

// read reads the stories of all files that match a pattern.
func read(files fs.FS, pattern string) ([]story, error) {
	names, err := fs.Glob(files, pattern)
	if err != nil || len(names) == 0 {
		return nil, fmt.Errorf("no stories match %q: %v", pattern, err)
	}
	var all []story
	told := map[string]string{}
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		stories, err := split(name, string(text))
		if err != nil {
			return nil, err
		}
		for _, story := range stories {
			if other, ok := told[story.key]; ok {
				return nil, fmt.Errorf("%s: %s is told twice, also in %s", name, story.key, other)
			}
			told[story.key] = name
		}
		all = append(all, stories...)
	}
	return all, nil
}

// split cuts a file into its stories.
func split(name, text string) ([]story, error) {
	heading := regexp.MustCompile(`^== (([A-Z]{3}-\d\d\.\d+)( \([^)]+\))?) \S.*$`)
	var stories []story
	var first []line // before the first story
	for i, text := range strings.Split(text, "\n") {
		text = strings.TrimSpace(text)
		switch {
		case text == "" || strings.HasPrefix(text, "#"):
		case strings.HasPrefix(text, "=="):
			part := heading.FindStringSubmatch(text)
			if part == nil {
				return nil, fmt.Errorf("%s:%d: not a heading: %s", name, i+1, text)
			}
			stories = append(stories, story{
				number: part[2], key: part[1], title: strings.TrimPrefix(text, "== "),
				file: name, first: first,
			})
		case len(stories) == 0:
			first = append(first, line{i + 1, text})
		default:
			last := &stories[len(stories)-1]
			last.lines = append(last.lines, line{i + 1, text})
		}
	}
	if len(stories) == 0 {
		return nil, fmt.Errorf("%s tells no story", name)
	}
	return stories, nil
}

// play plays a story and returns the first line that goes wrong.
func (s story) play(p *player) error {
	for _, lines := range [2][]line{s.first, s.lines} {
		p.asked = false
		for _, line := range lines {
			p.line = line.number
			if err := p.play(line.text); err != nil {
				return fmt.Errorf("%s:%d: %s\n\t%w", s.file, line.number, line.text, err)
			}
		}
	}
	if !p.asked {
		return fmt.Errorf("%s: %s expects no answer", s.file, s.key)
	}
	return nil
}

// player plays the lines of one story.
type player struct {
	zone  calendar.Zone
	stage Stage
	line  int
	when  calendar.Moment
	asked bool // an answer was expected
	shown map[entitlement.Clause]bool
	keep  func(lineVector) error // keeps a line that went well, where they are recorded
}

const mostTimes = 10_000 // of a step

func (p *player) play(text string) error {
	words, err := cut(text)
	if err != nil {
		return err
	}
	if words[0].bare() == "given" {
		return p.given(words[1:])
	}
	times := 1
	if n, ok := strings.CutSuffix(words[0].bare(), "x"); ok {
		if count, err := strconv.Atoi(n); err == nil {
			times, words = count, words[1:]
		}
	}
	if times < 1 || times > mostTimes {
		return fmt.Errorf("a step is made once or more often, and at most %d times", mostTimes)
	}
	for i := range times {
		if err := p.step(numbered(words, i+1)); err != nil {
			return fmt.Errorf("time %d: %w", i+1, err)
		}
	}
	return nil
}

func (p *player) given(words []word) error {
	names, args, err := sortOut(words)
	if err != nil {
		return err
	}
	if _, _, asked := divide(words, "->"); asked || len(names) == 0 {
		return errors.New("given what? a noun, a name, keys, and no answer")
	}
	line := lineVector{Line: p.line, Given: names[0], Name: strings.Join(names[1:], " "), Args: args.JSON()}
	if err := p.stage.Given(line.Given, line.Name, args); err != nil || p.keep == nil {
		return err
	}
	return p.keep(line)
}

func (p *player) step(words []word) error {
	asked, expected, ok := divide(words, "->")
	if !ok {
		return errors.New("no answer is expected")
	}
	asked, err := p.moment(asked)
	if err != nil {
		return err
	}
	if len(asked) == 0 || asked[0].bare() == "" {
		return errors.New("no verb")
	}
	names, args, err := sortOut(asked)
	if err != nil {
		return err
	}
	p.asked = true
	line := lineVector{Line: p.line, At: p.when, Verb: names[0], Names: names[1:], Args: args.JSON()}
	answer, failure := p.stage.Step(Step{When: p.when, Verb: names[0], Names: names[1:], Args: args})
	if err := p.compare(expected, answer, failure); err != nil || p.keep == nil {
		return err
	}
	line.Answer = expectation(expected, answer, failure)
	return p.keep(line)
}

// divide returns the words before and behind the first that is a mark.
func divide(words []word, mark string) (before, behind []word, ok bool) {
	i := slices.IndexFunc(words, func(w word) bool { return w.bare() == mark })
	if i < 0 {
		return words, nil, false
	}
	return words[:i], words[i+1:], true
}

// moment reads the time a step begins with, and keeps it for the next.
func (p *player) moment(words []word) ([]word, error) {
	if len(words) == 0 {
		return nil, nil
	}
	if m, err := calendar.ParseMoment(words[0].bare()); err == nil {
		p.when = p.zone.In(m)
		return words[1:], nil
	}
	day, err := calendar.ParseDate(words[0].bare())
	if err != nil {
		return words, nil // the step begins with its verb
	}
	clock, words := calendar.Clock(0), words[1:]
	if len(words) > 0 && strings.Contains(words[0].bare(), ":") {
		if clock, err = calendar.ParseClock(words[0].text); err != nil {
			return nil, err
		}
		words = words[1:]
	}
	p.when, err = p.zone.Local(day, clock)
	return words, err
}

func (p *player) compare(expected []word, answer Answer, failure error) error {
	expected, behind, given := divide(expected, ";")
	var clauses []entitlement.Clause
	for _, w := range behind {
		clauses = append(clauses, entitlement.Clause(w.text))
	}
	why, err := compareAnswer(expected, answer, failure)
	if err != nil {
		return err
	}
	if given && !slices.Equal(why, clauses) {
		return fmt.Errorf("decided by %v", why)
	}
	for _, clause := range clauses {
		p.shown[clause] = true
	}
	return nil
}

// compareAnswer returns the clauses of an answer that is as expected.
func compareAnswer(expected []word, answer Answer, failure error) ([]entitlement.Clause, error) {
	families := map[string]entitlement.Family{
		"invalid": entitlement.ErrInvalid, "missing": entitlement.ErrMissing, "conflict": entitlement.ErrConflict,
	}
	if len(expected) == 0 {
		return nil, errors.New("no answer is expected")
	}
	switch first := expected[0].bare(); {
	case first == "refused" && len(expected) == 2:
		refusal := (*entitlement.Refusal)(nil)
		if !errors.As(failure, &refusal) || string(refusal.Reason) != expected[1].bare() {
			return nil, fmt.Errorf("got %+v, %v", answer, failure)
		}
		return []entitlement.Clause{refusal.Clause}, nil
	case families[first] != "" && len(expected) == 1:
		if !errors.Is(failure, families[first]) {
			return nil, fmt.Errorf("got %+v, %v", answer, failure)
		}
		return nil, nil
	case failure != nil:
		return nil, failure
	case answer.Values != nil:
		var values []string
		for _, w := range expected {
			values = append(values, w.String())
		}
		if !slices.Equal(values, answer.Values) {
			return nil, fmt.Errorf("got %q", answer.Values)
		}
		return answer.Why, nil
	default:
		if first == "ok" {
			expected = expected[1:]
		}
		return answer.Why, compareOutcome(expected, answer)
	}
}

func compareOutcome(expected []word, answer Answer) error {
	mentioned := map[string]bool{}
	for _, w := range expected {
		mentioned[w.key] = true
		got, ok := answer.Outcome[w.key]
		if !ok {
			got, ok = answer.Detail[w.key]
		}
		if !ok || got != w.text {
			return fmt.Errorf("not %s: got %v, %v", w, answer.Outcome, answer.Detail)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(answer.Outcome)) {
		if value := answer.Outcome[key]; !mentioned[key] && value != "" && value != "0" {
			return fmt.Errorf("%s is %q and not mentioned", key, value)
		}
	}
	return nil
}
