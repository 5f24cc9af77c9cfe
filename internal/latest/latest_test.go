package latest

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/calendar"
)

func instant(t *testing.T, clock string) calendar.Moment {
	m, err := calendar.ParseMoment("2026-03-10T" + clock + "+01:00")
	require.NoError(t, err)
	return m
}

// The two latest are remembered in whatever order they are told, twice the same too.
func TestWith(t *testing.T) {
	a, b, c := instant(t, "09:00:00"), instant(t, "10:00:00"), instant(t, "11:00:00")
	for _, told := range [][]calendar.Moment{{a, b, c}, {a, c, b}, {b, a, c}, {b, c, a}, {c, a, b}, {c, b, a}, {c, b, b}} {
		var two Two
		for i, at := range told {
			two = two.With(at)
			require.True(t, two.AddUp())
			require.Equal(t, slices.MaxFunc(told[:i+1], calendar.Moment.Compare), two[0])
		}
		require.Equal(t, Two{c, b}, two)
	}
	require.Equal(t, Two{c, c}, Two{}.With(c).With(c))
	require.False(t, Two{a, b}.AddUp())
}

// What is taken away was the latest, or changes nothing; and what is left is never earlier
// than what stands.
func TestWithout(t *testing.T) {
	a, b, c := instant(t, "09:00:00"), instant(t, "10:00:00"), instant(t, "11:00:00")
	two := Two{}.With(a).With(b).With(c)
	require.Equal(t, two, two.Without(a))
	require.Equal(t, two, two.Without(b))
	require.Equal(t, b, two.Without(c)[0])
	require.Equal(t, b, two.Without(c).Without(b)[0], "and not a, which stands: it is forgotten")
	require.Equal(t, Two{c, b}, two.Without(c).With(c))
}

func TestBy(t *testing.T) {
	a, b := instant(t, "09:00:00"), instant(t, "10:00:00")
	two := Two{}.With(a).With(b)
	for clock, want := range map[string]calendar.Moment{
		"08:59:59": {}, "09:00:00": a, "09:59:59": a, "10:00:00": b, "23:00:00": b,
	} {
		require.Equal(t, want, two.By(instant(t, clock)), clock)
	}
	require.Zero(t, Two{}.By(a))
}
