package entitlementtest_test

import (
	"errors"
	"flag"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	_ "time/tzdata"

	"github.com/stretchr/testify/assert"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/entitlementtest"
)

func TestMain(m *testing.M) { entitlementtest.Main(m) }

func copenhagen() calendar.Zone {
	location, err := time.LoadLocation("Europe/Copenhagen")
	if err != nil {
		panic(err)
	}
	zone, err := calendar.NewZone(location)
	if err != nil {
		panic(err)
	}
	return zone
}

// A mirror is a stage that answers what it is told to.
//
//	when                        the moment of the step
//	names NAME ...              the names
//	args KEY=VALUE ...          the arguments as key:value, those that were quoted with a star
//	all                         what was given
//	move CLAUSE ... KEY=VALUE   an outcome of these keys, decided by the clauses
//	refuse REASON CLAUSE        a refusal
//	fail FAMILY                 a failure, invalid, missing or conflict, or "other"
type mirror struct{ given []string }

func (m *mirror) Given(noun, name string, args entitlementtest.Args) error {
	if noun == "nothing" {
		return errors.New("nothing can be given")
	}
	m.given = append(m.given, strings.Join(append([]string{noun, name}, written(args)...), "|"))
	return nil
}

func written(args entitlementtest.Args) []string {
	texts := []string{}
	for _, key := range slices.Sorted(maps.Keys(args)) {
		text := key + ":" + args.Text(key)
		if args[key].Quoted {
			text += "*"
		}
		texts = append(texts, text)
	}
	return texts
}

func (m *mirror) Step(step entitlementtest.Step) (entitlementtest.Answer, error) {
	var why []entitlement.Clause
	for _, name := range step.Names {
		why = append(why, entitlement.Clause(name))
	}
	none := entitlementtest.Answer{}
	switch step.Verb {
	case "when":
		return entitlementtest.Answer{Values: []string{step.When.String()}, Why: why}, nil
	case "names":
		if len(step.Names) == 0 {
			return entitlementtest.Answer{Values: []string{"none"}}, nil
		}
		return entitlementtest.Answer{Values: step.Names}, nil
	case "args":
		return entitlementtest.Answer{Values: written(step.Args)}, nil
	case "all":
		return entitlementtest.Answer{Values: m.given}, nil
	case "move":
		outcome := map[string]string{"moved": "0", "charge": ""}
		for key := range step.Args {
			outcome[key] = step.Args.Text(key)
		}
		return entitlementtest.Answer{Outcome: outcome, Detail: map[string]string{"entries": "1", "moved": "?"}, Why: why}, nil
	case "refuse":
		return none, &entitlement.Refusal{Reason: entitlement.Reason(step.Names[0]), Clause: why[1]}
	case "fail":
		families := map[string]error{
			"invalid": entitlement.Invalid("x", "y"), "missing": entitlement.Missing("x", "y"),
			"conflict": &entitlement.Failure{Family: entitlement.ErrConflict}, "other": errors.New("other"),
		}
		return none, families[step.Names[0]]
	default:
		return none, errors.New("unknown verb " + step.Verb)
	}
}

func play(text string) error {
	_, err := entitlementtest.Play(map[string]string{"a.story": text}, copenhagen(), func() entitlementtest.Stage { return &mirror{} })
	return err
}

// tell plays a story of these lines.
func tell(lines ...string) error {
	return play("== MIR-01.1 a story\n" + strings.Join(lines, "\n"))
}

// A story as it is meant: this one is played by Run, as subtests.
func TestRun(t *testing.T) {
	files := fstest.MapFS{
		"1.story": {Data: []byte(`
# Lines before the first story run before each of them.
given card K size=10

== MIR-01.1 what is given
given task "T 1"
all -> card|K|size:10 "task|T 1"

  == MIR-01.2 (other reading) what is given is given anew
all -> card|K|size:10
move MIR-01 moved=-1 -> moved=-1 ; MIR-01
`)},
		"2.story":  {Data: []byte("== MIR-02.10 another file\r\nmove MIR-02 MIR-03 -> ok ; MIR-02 MIR-03\r\nmove MIR-04 -> ok\r\n")},
		"3.table":  {Data: []byte("not a story")},
		"4/.story": {Data: []byte("not in this folder")},
	}
	var zone calendar.Zone
	stages := 0
	var told []string
	shown := entitlementtest.Run(t, files, "*.story", zone, func() entitlementtest.Stage {
		stages++
		return watched{&mirror{}, func(step entitlementtest.Step) { told = append(told, step.Verb) }}
	})
	assert.Equal(t, []string{"MIR-01.1", "MIR-01.2", "MIR-02.10"}, shown.Examples)
	if strings.Contains(flag.Lookup("test.run").Value.String(), "/") {
		return // only some stories were played
	}
	assert.Equal(t, 3, stages, "each story has a stage of its own")
	assert.Equal(t, []string{"all", "all", "move", "move", "move"}, told)
	clauses := map[entitlement.Clause]bool{"MIR-01": true, "MIR-02": true, "MIR-03": true}
	assert.Equal(t, clauses, shown.Clauses, "shown are the clauses that a step expects")
}

type watched struct {
	entitlementtest.Stage
	watch func(entitlementtest.Step)
}

func (w watched) Step(step entitlementtest.Step) (entitlementtest.Answer, error) {
	w.watch(step)
	return w.Stage.Step(step)
}

// Each line plays, and shows a part of the grammar.
func TestStoryGrammar(t *testing.T) {
	for name, lines := range map[string][]string{
		"a verb alone":            {`names -> none`},
		"names":                   {`names a b -> a b`},
		"quotes keep spaces":      {`names "a b" c -> "a b" c`},
		"tabs are spaces":         {"names\ta \t b  ->\ta b"},
		"an empty text":           {`names "" -> ""`},
		"marks in quotes":         {`names "->" ";" "=" # -> "->" ";" "=" 1`},
		"an equals sign at first": {`names =a == = -> "=a" "==" "="`},
		"keys":                    {`args b="x y" a=1 c= d==e -> a:1 "b:x y*" c: d:=e`},
		"a mark behind a key":     {`args a=-> b=; -> a:-> b:;`},
		"a clock":                 {`2021-06-01 09:00 when -> 2021-06-01T09:00:00+02:00`},
		"a clock with seconds":    {`2021-01-31 23:59:59 when -> 2021-01-31T23:59:59+01:00`},
		"a day":                   {`2021-06-01 when -> 2021-06-01T00:00:00+02:00`},
		"an instant":              {`2021-06-01T07:00:00Z when -> 2021-06-01T09:00:00+02:00`},
		"as the step before":      {`2021-06-01 09:00 when -> 2021-06-01T09:00:00+02:00`, `when -> 2021-06-01T09:00:00+02:00`},
		"given keeps the time":    {`2021-06-01 when -> 2021-06-01T00:00:00+02:00`, `given card`, `when -> 2021-06-01T00:00:00+02:00`},
		"given with a name":       {`given card K holder="C 1" size=1`, `all -> "card|K|holder:C 1*|size:1"`},
		"given with names":        {`given card K L`, `given price`, `all -> "card|K L" price|`},
		"repeated":                {`3x names #a "#" k -> #a # k`},
		"repeated with a time":    {`2x 2021-06-0# 0#:00 when -> 2021-06-0#T0#:00:00+02:00`},
		"once, and numbered":      {`names # -> 1`},
		"many":                    {`12x move moved=# -> moved=#`},
		"an outcome":              {`move moved=-1 -> moved=-1`, `move -> ok`, `move moved=0 -> ok`, `move moved=1 charge="9.00 DKK" -> charge="9.00 DKK" moved=1`},
		"nothing may be said":     {`move -> moved=0 charge=""`},
		"a detail may be said":    {`move -> entries=1`, `move moved=-1 -> ok moved=-1 entries=1`},
		"clauses":                 {`move A-01 A-02 moved=1 -> moved=1 ; A-01 A-02`, `move A-01 -> ok`, `move -> ok ;`},
		"clauses of a question":   {`2021-06-01 when A-01 -> 2021-06-01T00:00:00+02:00 ; A-01`},
		"refused":                 {`refuse Expired A-01 -> refused Expired ; A-01`, `refuse Expired A-01 -> refused Expired`},
		"invalid":                 {`fail invalid -> invalid`, `fail invalid -> invalid ;`},
		"missing":                 {`fail missing -> missing`},
		"conflict":                {`fail conflict -> conflict`},
		"values like marks":       {`names ok -> ok`, `names invalid -> "invalid"`, `names refused x -> "refused" x`, `names "a=b" -> a=b`, `names "a=b" -> "a=b"`},
	} {
		assert.NoError(t, tell(lines...), name)
	}
}

// Each line is refused, or expects what is not so, and the failure tells where
// and what.
func TestWrongExpectations(t *testing.T) {
	for line, told := range map[string]string{
		// An outcome.
		`move moved=-1 -> ok`:                   `moved is "-1" and not mentioned`,
		`move moved=-1 uncovered=2 -> moved=-1`: `uncovered is "2" and not mentioned`,
		`move charge="1.00 DKK" -> moved=0`:     `charge is "1.00 DKK" and not mentioned`,
		`move moved=-1 -> moved=-2`:             `not moved=-2`,
		`move moved=-1 -> moved=1`:              `not moved=1`,
		`move -> moved=1`:                       `not moved=1`,
		`move -> other=0`:                       `not other=0`,
		`move -> entries=2`:                     `not entries=2`,
		`move -> moved=?`:                       `not moved=?`,
		`move -> entries`:                       `not entries`,
		`move moved=ok -> moved=1 ok`:           `not moved=1`,
		`move moved=1 -> moved=1 ok`:            `not ok`,
		`move -> "ok"`:                          `not ok`,
		`move moved=-1 -> 6`:                    `not 6`,
		// A value.
		`names 6 -> 7`:       `got ["6"]`,
		`names 6 -> ok`:      `got ["6"]`,
		`names 6 -> 6 7`:     `got ["6"]`,
		`names 6 7 -> 6`:     `got ["6" "7"]`,
		`names 6 7 -> 7 6`:   `got ["6" "7"]`,
		`names 6 -> moved=6`: `got ["6"]`,
		`names ";" -> ;`:     `no answer is expected`,
		// Clauses.
		`move A-01 -> ok ; A-02`:                        `decided by [A-01]`,
		`move A-01 A-02 -> ok ; A-01`:                   `decided by [A-01 A-02]`,
		`move A-01 A-02 -> ok ; A-02 A-01`:              `decided by [A-01 A-02]`,
		`move A-01 -> ok ;`:                             `decided by [A-01]`,
		`move -> ok ; A-01`:                             `decided by []`,
		`names 6 -> 6 ; A-01`:                           `decided by []`,
		`refuse Expired A-01 -> refused Expired ; A-02`: `decided by [A-01]`,
		`fail invalid -> invalid ; A-01`:                `decided by []`,
		`move A-01 -> ; A-01`:                           `no answer is expected`,
		// A refusal, or a failure.
		`refuse Expired A-01 -> refused UsedUp`:          `passes with`,
		`refuse Expired A-01 -> refused`:                 `refused: Expired`,
		`refuse Expired A-01 -> "refused" Expired`:       `refused: Expired`,
		`refuse Expired A-01 -> refused Expired UsedUp`:  `refused: Expired`,
		`refuse Expired A-01 -> refused Expired=Expired`: `refused: Expired`,
		`refuse Expired A-01 -> ok`:                      `refused: Expired`,
		`refuse Expired A-01 -> invalid`:                 `refused: Expired`,
		`move -> refused Expired`:                        `<nil>`,
		`fail invalid -> refused Expired`:                `malformed input`,
		`fail invalid -> missing`:                        `malformed input`,
		`fail invalid -> ok`:                             `malformed input`,
		`fail invalid -> invalid x`:                      `malformed input`,
		`fail invalid -> "invalid"`:                      `malformed input`,
		`fail conflict -> invalid`:                       `conflicts with what is recorded`,
		`fail invalid -> conflict`:                       `malformed input`,
		`fail missing -> invalid`:                        `a required figure is missing`,
		`fail other -> invalid`:                          `other`,
		`fail other -> missing`:                          `other`,
		`fail other -> ok`:                               `other`,
		`move -> invalid`:                                `<nil>`,
		`names invalid -> invalid`:                       `<nil>`,
		`names 6 -> missing`:                             `<nil>`,
		// A line that is not a step.
		`move moved=0`:                    `no answer is expected`,
		`move moved=0 ->`:                 `no answer is expected`,
		`move moved=0 "->" ok`:            `no answer is expected`,
		`move moved=-> ok`:                `no answer is expected`,
		`-> ok`:                           `no verb`,
		`2021-06-01 -> ok`:                `no verb`,
		`2021-06-01 09:00 -> ok`:          `no verb`,
		`2x -> ok`:                        `no verb`,
		`2x`:                              `no answer is expected`,
		`moved=1 move -> moved=1`:         `no verb`,
		`day=2021-06-01 when -> ok`:       `no verb`,
		`"" -> ok`:                        `no verb`,
		`move moved=1 moved=1 -> moved=1`: `moved comes twice`,
		`0x move -> ok`:                   `once or more often`,
		`-1x move -> ok`:                  `once or more often`,
		`yx move -> ok`:                   `unknown verb yx`,
		`"2x" move -> ok`:                 `no verb`,
		`3x names # -> 2`:                 `time 1: got ["1"]`,
		`3x names 2 -> #`:                 `time 1: got ["2"]`,
		`2021-02-30 when -> 2021-03-02T00:00:00+01:00`: `unknown verb 2021-02-30`,
		`2021-06-01 9:75 when -> ok`:                   `9:75`,
		`2021-06-01 09.00 when -> ok`:                  `unknown verb 09.00`,
		`2021-03-28 02:30 when -> ok`:                  `skips`,
		`"2021-06-01" when -> ok`:                      `no verb`,
		`names "a -> a`:                                `not closed`,
		`names a"b" -> ab`:                             `within a word`,
		`names "a"b -> ab`:                             `within a word`,
		`names "a""b" -> ab`:                           `within a word`,
		`names k=a"b" -> ab`:                           `within a word`,
		`names k="a"b -> ab`:                           `within a word`,
		`names "k"=a -> ab`:                            `within a word`,
		`given`:                                        `given what?`,
		`given size=10`:                                `given what?`,
		`given card K size=1 size=2`:                   `size comes twice`,
		`given card K -> ok`:                           `given what?`,
		`given nothing`:                                `nothing can be given`,
		`"given" card -> ok`:                           `no verb`,
	} {
		err := tell(`move -> ok`, line)
		if assert.ErrorContains(t, err, told, line) {
			assert.ErrorContains(t, err, "a.story:3: "+line, "it tells where")
		}
	}
}

// A line before the first story is told from where it stands, too.
func TestFirstLineFails(t *testing.T) {
	assert.ErrorContains(t, play("\nmove -> 6\n== MIR-01.1 a\nmove -> ok"), "a.story:2: move -> 6")
}

// The second time is what fails.
func TestRepetitionFails(t *testing.T) {
	assert.ErrorContains(t, tell(`3x names 1 -> #`), "time 2: ")
}

func TestWrongFiles(t *testing.T) {
	const step = "\nmove -> ok\n"
	for text, told := range map[string]string{
		"":                                              "a.story tells no story",
		"# a comment\n":                                 "a.story tells no story",
		"move -> ok\n":                                  "a.story tells no story",
		"== PCH-01.1" + step:                            "a.story:1: not a heading",
		"\n==PCH-01.1 a" + step:                         "a.story:2: not a heading",
		"=== PCH-01.1 a" + step:                         "not a heading",
		"== PCH-1.1 a" + step:                           "not a heading",
		"== PCH-01 a" + step:                            "not a heading",
		"== pch-01.1 a" + step:                          "not a heading",
		"== PCHX-01.1 a" + step:                         "not a heading",
		"== PCH-01.1 () a" + step:                       "",
		"== PCH-01.1 (a reading)" + step:                "",
		"== PCH-01.1 a\n":                               "a.story: PCH-01.1 expects no answer",
		"move -> ok\n== PCH-01.1 a\n":                   "a.story: PCH-01.1 expects no answer",
		"== PCH-01.1 a\ngiven card\n# -> ok":            "a.story: PCH-01.1 expects no answer",
		"== PCH-01.1 a\n== PCH-01.2 b" + step:           "a.story: PCH-01.1 expects no answer",
		"== PCH-01.1 a" + step + "== PCH-01.1 b" + step: "PCH-01.1 is told twice",
		"== PCH-01.1 (x) a" + step + "== PCH-01.1 (x) b" + step: "PCH-01.1 (x) is told twice",
		"== PCH-01.1 (x) a" + step + "== PCH-01.1 (y) b" + step: "",
		"== PCH-01.1 a" + step + "== PCH-01.1 (y) b" + step:     "",
	} {
		if err := play(text); told == "" {
			assert.NoError(t, err, text)
		} else {
			assert.ErrorContains(t, err, told, text)
		}
	}

	mirrors := func() entitlementtest.Stage { return &mirror{} }
	_, err := entitlementtest.Play(nil, copenhagen(), mirrors)
	assert.ErrorContains(t, err, "no stories match")
	story := "== PCH-01.1 a" + step
	_, err = entitlementtest.Play(map[string]string{"a.story": story, "b.story": story}, copenhagen(), mirrors)
	assert.ErrorContains(t, err, "b.story: PCH-01.1 is told twice, also in a.story")
	_, err = entitlementtest.Play(map[string]string{"a.story": story, "b.story/c.story": story}, copenhagen(), mirrors)
	assert.Error(t, err, "a folder is no story")
}
