package entitlement_test

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/internal/hostile"
)

// The limits that SECURITY.md lists for all contracts: each is taken, and one more is
// not.
func TestLimits(t *testing.T) {
	hostile.Limit(t, "digits of an amount as text", 18, entitlement.ErrInvalid, func(n int) error {
		_, err := entitlement.ParseAmount(strings.Repeat("9", n-2)+".99", "NOK")
		return err
	})
	hostile.Limit(t, "digits of an amount", 18, entitlement.ErrInvalid, func(n int) error {
		_, err := entitlement.NewMoney(decimal.New(1, int32(n)-1-2), "NOK")
		return err
	})
	hostile.Limit(t, "decimals of what is rounded", 64, entitlement.ErrInvalid, func(n int) error {
		_, err := entitlement.RoundMoney(decimal.New(1, -int32(n)), "NOK")
		return err
	})
	hostile.Limit(t, "hundredths of a percent", 10_000, entitlement.ErrInvalid, func(n int) error {
		return entitlement.Percent(n).Validate()
	})
	hostile.Limit(t, "answers to choose from", 1000, entitlement.ErrInvalid, func(n int) error {
		_, err := entitlement.Decide(hostile.Times(n, func(i int) entitlement.Answer {
			return answerOf(strconv.Itoa(i), entitlement.FullCover, entitlement.ByRight, "")
		})...)
		return err
	})
	hostile.Limit(t, "lists in lists", 10_000-1, entitlement.ErrInvalid, func(n int) error {
		var into struct{ Deep any }
		return entitlement.Decode("deep", []byte(`{"Deep":`+strings.Repeat("[", n)+strings.Repeat("]", n)+`}`), &into)
	})
}

// What is written as a decimal is an amount as it is, or is refused, at once: never is
// a digit lost, and never is an exponent written out.
func FuzzDecimal(f *testing.F) {
	for _, text := range []string{
		"0", "-0", "190.00", "190.005", "9999999999999999.99", "10000000000000000", "1e400", "1e5000000", "1e-5000000", "-1e2147483647", "1e-64", "1e-65",
		"NaN", "+1", ".5", "1_000", "0x10", "", "--1", "1e", "0e2147483647", strings.Repeat("9", 1000), "0." + strings.Repeat("0", 1000) + "1",
	} {
		f.Add(text, "NOK")
		f.Add(text, "JPY")
	}
	f.Add("1", "nok")
	f.Add("1", "")
	f.Fuzz(func(t *testing.T, text, currency string) {
		if len(text) > 1000 {
			return
		}
		amount, err := decimal.NewFromString(text)
		if err != nil {
			return
		}
		rounded, failed := entitlement.RoundMoney(amount, currency)
		exact, err := entitlement.NewMoney(amount, currency)
		if err != nil {
			require.True(t, failed != nil || !rounded.Decimal().Equal(amount))
			return
		}
		require.NoError(t, failed)
		require.Equal(t, rounded, exact)
		require.True(t, exact.Decimal().Equal(amount))
		read, err := entitlement.ParseAmount(exact.Decimal().StringFixed(-exact.Decimal().Exponent()), currency)
		require.NoError(t, err)
		require.Equal(t, exact, read)
		require.Equal(t, exact, exact.Neg().Neg())
		sum, err := exact.Add(exact.Neg())
		require.NoError(t, err)
		require.Zero(t, sum.Sign())
	})
}

// Many lots cost what they are, and are drawn in the order of few.
func TestManyLots(t *testing.T) {
	lots := func(n int) []entitlement.Lot {
		return hostile.Times(n, func(i int) entitlement.Lot {
			return entitlement.Lot{ID: strconv.Itoa(i * 7919 % n), From: day("2026-01-01"), Until: day("2027-01-01"), Granted: 2, Drawn: i % 3}
		})
	}
	hostile.Grows(t, "lots", 2000, func(n int) {
		units, last, all := 0, -1, lots(n)
		for i, given := range entitlement.DrawFrom(all, day("2026-03-10"), math.MaxInt) {
			units += given
			require.True(t, last < 0 || all[last].Compare(all[i]) < 0)
			last = i
		}
		require.InDelta(t, n, units, 2)
	})
	for units := range 40 {
		few, many := 0, 0
		for _, given := range entitlement.DrawFrom(lots(16), day("2026-03-10"), units) {
			require.Positive(t, given)
			few += given
		}
		for _, given := range entitlement.DrawFrom(lots(17), day("2026-03-10"), units) {
			require.Positive(t, given)
			many += given
		}
		require.Equal(t, min(units, 17), few)
		require.Equal(t, min(units, 18), many)
	}
}
