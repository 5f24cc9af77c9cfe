package priority_test

import (
	"math"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/internal/hostile"
	"github.com/avtale/avtale/priority"
)

// The limits of a queue that SECURITY.md lists: each is taken, and one more is not.
func TestLimits(t *testing.T) {
	altered := func(alter func(*priority.Terms)) error {
		terms := printed()
		alter(&terms)
		return terms.Validate()
	}
	hostile.Limit(t, "urgencies", 200, entitlement.ErrInvalid, func(n int) error {
		return altered(func(terms *priority.Terms) {
			terms.Urgencies = hostile.Times(n, func(i int) priority.Urgency { return priority.Urgency(strconv.Itoa(i)) })
		})
	})
	hostile.Limit(t, "severities", 200, entitlement.ErrInvalid, func(n int) error {
		return altered(func(terms *priority.Terms) {
			terms.Severities = hostile.Times(n, func(i int) priority.Severity { return priority.Severity(strconv.Itoa(i)) })
		})
	})
	hostile.Limit(t, "seconds before voicemail", 24*3600, entitlement.ErrInvalid, func(n int) error {
		return altered(func(terms *priority.Terms) { terms.VoicemailAfter = calendar.Seconds(n) })
	})
	hostile.Limit(t, "number of a ticket", math.MaxInt&(1<<53-1), entitlement.ErrInvalid, func(n int) error {
		_, err := priority.Restore(printed(), n)
		return err
	})
	hostile.Limit(t, "contracts handed in", 10_000, entitlement.ErrInvalid, func(n int) error {
		_, err := printed().Judge(priority.Case{ID: "I", Customer: "C", Subject: "x", Urgency: printed().Urgencies[0], Channel: priority.Hotline, Arrived: at("08:00")},
			hostile.Times(n, func(i int) priority.Contract {
				return priority.Contract{ID: strconv.Itoa(i), Customer: "C", From: at("08:00"), Scope: []string{"x"}}
			})...)
		return err
	})
}

// A queue has no limit of its own: it is restored in about the time that its tickets are
// many, and so is what a customer has in it.
func TestLargeQueues(t *testing.T) {
	const least = 2000
	tickets := map[int][]priority.Ticket{}
	for _, n := range []int{least, 10 * least} {
		queue, _ := filled(t, n, func(i int) int { return i })
		tickets[n] = slices.Collect(queue.All())
	}
	hostile.Grows(t, "restore", least, func(n int) {
		queue, err := priority.Restore(printed(), n, tickets[n]...)
		require.NoError(t, err)
		require.Equal(t, n, queue.Len())
	})
	hostile.Grows(t, "all that wait, taken one by one", least, func(n int) {
		queue, err := priority.Restore(printed(), n, tickets[n]...)
		require.NoError(t, err)
		for range n {
			next, ok := queue.Next()
			require.True(t, ok)
			queue, _, err = queue.Remove(next, next.Arrived(), "")
			require.NoError(t, err)
		}
	})
}
