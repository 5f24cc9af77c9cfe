package entitlementtest_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/entitlement/entitlementtest"
	"github.com/avtale/avtale/internal/hostile"
)

// A counter is a stage that answers each step with how many there were.
type counter struct{ steps *int }

func (c counter) Given(string, string, entitlementtest.Args) error { return nil }

func (c counter) Step(step entitlementtest.Step) (entitlementtest.Answer, error) {
	*c.steps++
	return entitlementtest.Answer{Outcome: map[string]string{"verb": step.Verb}}, nil
}

const seedStory = "given card K size=10 # not a comment\n# a comment\n== ABC-01.1 (Literal) a title\n" +
	"2026-03-10 14:00 3x\n2x 2026-03-10T14:00:00Z verb K k=# q=\"a b\" -> verb=verb ; ABC-01 ABC-02\nask -> ok verb=ask\n== ABC-01.2 another\n10000x ask -> verb=ask\n"

// A file of stories is read or refused; what is read is played to its end or to the
// first line that goes wrong, and no line makes more steps than it may.
func FuzzStories(f *testing.F) {
	for _, text := range []string{
		seedStory, "", "== ABC-01.1 a\nask -> ok", "== ABC-01.1\nask -> ok", "==", "ask -> ok", "== ABC-01.1 a\n1000000000x ask -> verb=ask", "== ABC-01.1 a\n0x ask -> ok",
		"== ABC-01.1 a\n99999999999999999999x ask -> verb=ask", "== ABC-01.1 a\n2026-02-30 ask -> verb=ask", "== ABC-01.1 a\n2026-03-29 02:30 ask -> verb=ask", "== ABC-01.1 a\n-> ok", "== ABC-01.1 a\nk=v -> ok",
		"== ABC-01.1 a\nask \"a -> ok", "== ABC-01.1 a\nask a=1 a=2 -> ok", "== ABC-01.1 a\nask \xff\x00 -> ok", "\ufeff== ABC-01.1 a\nask -> ok", "== ABC-01.1 a\nask -> ok\n== ABC-01.1 b\nask -> ok", "== ABC-01.1 a\ngiven -> ok",
		"== ABC-01.1 a\nask -> refused", "== ABC-01.1 a\nask ->", "== ABC-01.1 a\nask -> ; ABC-01", "== ABC-01.1 a\n2x -> ok",
	} {
		f.Add(text)
	}
	zone := copenhagen()
	f.Fuzz(func(t *testing.T, text string) {
		steps := 0
		shown, err := entitlementtest.Play(map[string]string{"a.story": text}, zone, func() entitlementtest.Stage { return counter{&steps} })
		require.LessOrEqual(t, steps, 10_000*strings.Count(text, "->"))
		if err == nil {
			require.NotEmpty(t, shown.Examples, "there is no file without a story")
			require.GreaterOrEqual(t, steps, len(shown.Examples), "there is no story without a step")
		}
	})
}

// A step is made 10,000 times and not once more.
func TestMostTimes(t *testing.T) {
	for times, fails := range map[string]bool{"10000": false, "10001": true, "1000000000": true} {
		steps := 0
		_, err := entitlementtest.Play(map[string]string{"a.story": "== ABC-01.1 a\n" + times + "x ask -> verb=ask"}, copenhagen(), func() entitlementtest.Stage { return counter{&steps} })
		require.Equal(t, fails, err != nil, times)
		require.Equal(t, !fails, steps == 10_000)
	}
}

// Long lines and long files cost what they are long.
func TestLongStories(t *testing.T) {
	for name, text := range map[string]func(n int) string{
		"words":                  func(n int) string { return "== ABC-01.1 a\nask" + strings.Repeat(" a", n) + " -> verb=ask" },
		"spaces":                 func(n int) string { return "== ABC-01.1 a\nask" + strings.Repeat(" \t", n) + " -> verb=ask" },
		"quotes":                 func(n int) string { return "== ABC-01.1 a\nask" + strings.Repeat(` "a b"`, n) + " -> verb=ask" },
		"lines":                  func(n int) string { return "== ABC-01.1 a\n" + strings.Repeat("ask -> verb=ask\n", n) },
		"what all stories share": func(n int) string { return strings.Repeat("given card K\n", n) + "== ABC-01.1 a\nask -> verb=ask" },
	} {
		hostile.Grows(t, name, 5000, func(n int) {
			steps := 0
			_, err := entitlementtest.Play(map[string]string{"a.story": text(n)}, copenhagen(), func() entitlementtest.Stage { return counter{&steps} })
			require.NoError(t, err)
		})
	}
}
