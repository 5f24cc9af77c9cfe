package entitlement_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
)

func TestStartedHours(t *testing.T) {
	hour := entitlement.Increment(calendar.Hour)
	for elapsed, hours := range map[calendar.Seconds]int{
		0: 0, 1: 1, calendar.Hour - 1: 1, calendar.Hour: 1, calendar.Hour + 1: 2, 8 * calendar.Hour: 8,
		-1: 0, math.MinInt64: 0,
	} {
		assert.Equal(t, hours, hour.Units(elapsed), elapsed)
	}
	assert.Equal(t, math.MaxInt64, entitlement.Increment(1).Units(math.MaxInt64))
	for _, none := range []entitlement.Increment{0, -1, math.MinInt64} {
		assert.Zero(t, none.Units(calendar.Hour), "no step, nothing to charge")
	}
}

func TestIncrementLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		step := calendar.Seconds(rapid.Int64Range(1, 10_000).Draw(t, "step"))
		units := func(elapsed calendar.Seconds) int { return entitlement.Increment(step).Units(elapsed) }
		charged := func(elapsed calendar.Seconds) calendar.Seconds { return step * calendar.Seconds(units(elapsed)) }
		a := calendar.Seconds(rapid.Int64Range(0, 1_000_000).Draw(t, "a"))
		b := calendar.Seconds(rapid.Int64Range(0, 1_000_000).Draw(t, "b"))

		require.GreaterOrEqual(t, charged(a), a, "what is charged covers what was spent")
		require.Less(t, charged(a)-a, step, "by less than a step")
		require.LessOrEqual(t, units(min(a, b)), units(max(a, b)), "more time is never fewer steps")
		require.LessOrEqual(t, units(a+b), units(a)+units(b), "together is never dearer than apart (GEN-11)")
		require.Equal(t, charged(a), charged(charged(a)), "a time on the grid stays on it")
	})
}
