package hotline_test

import (
	"regexp"
	"strconv"
	"strings"
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
	seq := regexp.MustCompile(`"seq":\d+`)
	hostile.Limit(t, "entries of a workshop", 1<<30, entitlement.ErrInvalid, func(n int) error {
		return new(hotline.Workshop).UnmarshalJSON(seq.ReplaceAll([]byte(encoded(t, enrolled())), []byte(`"seq":`+strconv.Itoa(n))))
	})
	hostile.Limit(t, "years of a subscription", 65_535, entitlement.ErrInvalid, func(n int) error {
		text := strings.Replace(encoded(t, enrolled()), `"drawn":[`, `"newest":`+strconv.Itoa(n)+`,"drawn":[`, 1)
		return new(hotline.Workshop).UnmarshalJSON([]byte(text))
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

// Very many workshops, cases and subscriptions are verified and restated at a cost that is
// in proportion to the ledger: a renewal reads that of its workshop alone.
func TestLongLedgers(t *testing.T) {
	const least = 400 // of what follows, each of some entries
	terms := generous()
	post := func(log []hotline.Entry, date string, fact hotline.Fact, held hotline.Holding) ([]hotline.Entry, hotline.Holding) {
		held.Log = log
		changed, entry, err := hotline.Do(terms, at("r"+strconv.Itoa(len(log)), date, "09:00"), fact, held)
		require.NoError(t, err)
		return append(log, entry), changed
	}
	for what, build := range map[string]func(n int) []hotline.Entry{
		"renewals of as many workshops": func(n int) []hotline.Entry {
			var log []hotline.Entry
			for i := range n {
				name, held := strconv.Itoa(i), hotline.Holding{}
				for _, step := range []struct {
					date string
					fact hotline.Fact
				}{
					{"2026-01-15", hotline.Enrolment{Workshop: "W" + name}},
					{"2026-01-15", hotline.Subscription{Subscription: "S" + name, Product: hotline.DataProgram, From: calendar.MustDate("2026-01-15")}},
					{"2026-02-03", hotline.Conclusion{Block: "B" + name, Cases: 2, From: calendar.MustDate("2026-02-03")}},
					{"2027-02-01", hotline.Renewal{Block: "B" + name, Next: "N" + name}},
				} {
					log, held = post(log, step.date, step.fact, held)
				}
			}
			return log
		},
		"cases of one workshop": func(n int) []hotline.Entry {
			_, log := workedUnder(t, terms, 2*n)
			return log
		},
	} {
		ledgers := map[int][]hotline.Entry{least: build(least), 10 * least: build(10 * least)}
		hostile.Grows(t, "verify, "+what, least, func(n int) { require.NoError(t, hotline.Verify(terms.Always, ledgers[n])) })
		hostile.Grows(t, "restate, "+what, least, func(n int) {
			_, err := hotline.Restate(terms.Always, ledgers[n])
			require.NoError(t, err)
		})
	}
}
