package hotline_test

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/hotline"
	"github.com/avtale/avtale/internal/hostile"
)

// The limits of a hotline that SECURITY.md lists: each is taken, and one more is not.
func TestLimits(t *testing.T) {
	altered := func(alter func(*hotline.Terms)) error {
		terms := provider()
		alter(&terms)
		return terms.Validate()
	}
	hostile.Limit(t, "cases of a year", 10_000, entitlement.ErrInvalid, func(n int) error {
		return altered(func(terms *hotline.Terms) { terms.Grant = n })
	})
	hostile.Limit(t, "cases of a reward", 10_000, entitlement.ErrInvalid, func(n int) error {
		return altered(func(terms *hotline.Terms) { terms.Reward = n })
	})
	hostile.Limit(t, "cases of a block", 1_000_000, entitlement.ErrInvalid, func(n int) error {
		_, _, err := enrolled().Conclude(provider(), at("r1", "2026-02-03", "10:00"), hotline.Conclusion{Block: "B", Cases: n, From: calendar.MustDate("2026-02-03")})
		return err
	})
	hostile.Limit(t, "kinds that qualify", 1000, entitlement.ErrInvalid, func(n int) error {
		return altered(func(terms *hotline.Terms) {
			terms.QualifyingKinds = hostile.Times(n, func(i int) hotline.QualifyingKind {
				return hotline.QualifyingKind{Product: hotline.Product("p" + strconv.Itoa(i))}
			})
		})
	})
	hostile.Limit(t, "exceptions of support", 1000, entitlement.ErrInvalid, func(n int) error {
		return altered(func(terms *hotline.Terms) {
			terms.SupportExceptions = hostile.Times(n, func(i int) hotline.SupportException {
				return hotline.SupportException{Topic: "t" + strconv.Itoa(i), Agreement: "A", Prices: terms.List}
			})
		})
	})
	// A year before the sixteen that are remembered is used up.
	workshop := enrolled()
	first := workshop.Remaining(at("", "2026-02-04", "09:00").At)
	for year, want := range map[int]int{15: first, 16: 0} {
		_, _, _, err := workshop.Receive(provider(), at("r1", strconv.Itoa(2026+year)+"-02-04", "09:00"), request("C"))
		require.NoError(t, err)
		later, _, _, err := workshop.Receive(provider(), at("r1", strconv.Itoa(2026+year)+"-02-04", "09:00"), request("C"))
		require.NoError(t, err)
		require.Equal(t, want, later.Remaining(at("", "2026-02-04", "09:00").At), "%d years later", year)
	}
}
