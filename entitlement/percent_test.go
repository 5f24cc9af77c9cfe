package entitlement_test

import (
	"math"
	"math/big"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/avtale/avtale/entitlement"
)

func TestPercentExamples(t *testing.T) {
	t.Run("GEN-10.1 seven percent of a hundred, eight percent of four hundred", func(t *testing.T) {
		assert.Equal(t, 7, entitlement.Percent(700).Ceil(100))
		assert.Equal(t, 32, entitlement.Percent(800).Ceil(400))
	})
}

func TestPercentIsBetweenNothingAndTheWhole(t *testing.T) {
	for _, p := range []entitlement.Percent{0, 1, 725, 10_000} {
		require.NoError(t, p.Validate())
	}
	for _, p := range []entitlement.Percent{-1, 10_001, math.MinInt, math.MaxInt} {
		require.ErrorIs(t, p.Validate(), entitlement.ErrInvalid)
		_, err := p.Off(money("1.00 NOK"))
		require.ErrorIs(t, err, entitlement.ErrInvalid)
	}
}

func TestPercentString(t *testing.T) {
	for p, text := range map[entitlement.Percent]string{
		0: "0 %", 1: "0.01 %", 50: "0.5 %", 500: "5 %", 725: "7.25 %", 10_000: "100 %",
	} {
		assert.Equal(t, text, p.String())
	}
}

func anyPercent(t *rapid.T) entitlement.Percent {
	return entitlement.Percent(rapid.IntRange(0, 10_000).Draw(t, "percent"))
}

// The price is the amount times what is not taken off, rounded once, half away
// from zero; no amount is too large for that.
func TestPercentOff(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, currency, minor := anyPercent(t), anyCurrency(t), anyMinor(t, "minor")
		exact := big.NewRat(10_000-int64(p), 10_000)
		exact.Mul(exact, new(big.Rat).SetInt64(minor))
		price, err := p.Off(inMinor(t, minor, currency))
		require.NoError(t, err)
		require.Equal(t, inMinor(t, roundHalfAway(exact).Int64(), currency), price)
	})
	for text, halved := range map[string]string{
		"0.01 NOK": "0.01 NOK", "-0.01 NOK": "-0.01 NOK", "0.00 NOK": "0.00 NOK", "": "",
		"0.03 NOK": "0.02 NOK", "-0.03 NOK": "-0.02 NOK",
		"9999999999999999.99 NOK": "5000000000000000.00 NOK",
	} {
		price, err := entitlement.Percent(5_000).Off(money(text))
		require.NoError(t, err)
		assert.Equal(t, money(halved), price, text)
	}
}

// Ceil is the least whole number that is not below the share.
func TestPercentCeil(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := anyPercent(t)
		count := rapid.OneOf(rapid.IntRange(0, 100_000), rapid.IntRange(0, math.MaxInt)).Draw(t, "count")
		share := big.NewInt(int64(p))
		share.Mul(share, big.NewInt(int64(count))) // in ten-thousandths
		ceil := big.NewInt(int64(p.Ceil(count)))
		ceil.Mul(ceil, big.NewInt(10_000))
		require.GreaterOrEqual(t, ceil.Cmp(share), 0, "not below the share")
		require.Negative(t, ceil.Sub(ceil, big.NewInt(10_000)).Cmp(share), "one less is below it")
	})
	assert.Equal(t, math.MaxInt, entitlement.Percent(10_000).Ceil(math.MaxInt))
	for p, count := range map[entitlement.Percent]int{0: 100, 800: 0, 801: -100, -800: 100, -801: -100} {
		assert.Zero(t, p.Ceil(count))
	}
}

// A share of counts is rounded once, and the largest counts do not overflow.
func TestShareOf(t *testing.T) {
	for _, row := range []struct {
		part, all int
		want      entitlement.Percent
	}{
		{0, 1, 0},
		{1, 1, 10_000},
		{1, 3, 3333},
		{2, 3, 6667},
		{1, 20_000, 1},
		{1, 20_001, 0},
		{19_999, 20_000, 10_000},
		{0, math.MaxInt, 0},
		{1, math.MaxInt, 0},
		{math.MaxInt, math.MaxInt, 10_000},
		{math.MaxInt/2 + 1, math.MaxInt, 5000},
	} {
		share, ok := entitlement.ShareOf(row.part, row.all)
		require.True(t, ok)
		require.Equal(t, row.want, share, "%d of %d", row.part, row.all)
	}
	for _, row := range [][2]int{{0, 0}, {1, 0}, {2, 1}, {-1, 1}, {0, -1}, {0, math.MinInt}, {math.MinInt, math.MinInt}, {math.MinInt, 1}} {
		share, ok := entitlement.ShareOf(row[0], row[1])
		require.False(t, ok, "%d of %d", row[0], row[1])
		require.Zero(t, share)
	}
}
