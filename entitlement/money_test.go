package entitlement_test

import (
	"encoding/json"
	"math"
	"math/big"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/avtale/avtale/entitlement"
)

func TestMoneyExamples(t *testing.T) {
	t.Run("GEN-09.1 ten hours at 999.99 less five percent", func(t *testing.T) {
		full, err := money("999.99 DKK").Times(10)
		require.NoError(t, err)
		assert.Equal(t, money("9999.90 DKK"), full)
		price, err := entitlement.Percent(500).Off(full) // 9499.905
		require.NoError(t, err)
		assert.Equal(t, money("9499.91 DKK"), price)
	})
	t.Run("GEN-09.2 half an hour at 999.99", func(t *testing.T) {
		half := money("999.99 DKK").Decimal().Mul(decimal.New(5, -1)) // 499.995
		line, err := entitlement.RoundMoney(half, "DKK")
		require.NoError(t, err)
		assert.Equal(t, money("500.00 DKK"), line)
	})
}

// An amount is written in one way, and read in no other.
func TestMoneyIsWritten(t *testing.T) {
	for _, text := range []string{
		"0.00 NOK", "0.01 NOK", "-0.01 NOK", "0.10 NOK", "1.00 NOK", "190.00 NOK", "-1234567.89 NOK",
		"9999999999999999.99 NOK", "-9999999999999999.99 NOK",
		"0 JPY", "1 JPY", "-100 JPY", "999999999999999999 JPY",
		"0.000 KWD", "-0.001 KWD", "12.345 KWD", "999999999999999.999 KWD",
		"0.0000 CLF", "0.0100 CLF", "-12.3456 CLF", "99999999999999.9999 CLF",
	} {
		amount, currency, _ := strings.Cut(text, " ")
		exact := decimal.RequireFromString(amount)
		m := money(text)
		assert.Equal(t, text, m.String())
		assert.Equal(t, currency, m.Currency())
		assert.True(t, exact.Equal(m.Decimal()), text)
		assert.Equal(t, exact.Sign(), m.Sign(), text)
		assert.False(t, m.IsZero(), "nothing in a currency is not the zero Money")

		fromDecimal, err := entitlement.NewMoney(exact, currency)
		require.NoError(t, err)
		assert.Equal(t, m, fromDecimal)
		parsed, err := entitlement.ParseAmount(amount, currency)
		require.NoError(t, err)
		assert.Equal(t, m, parsed)
		written, err := json.Marshal(m)
		require.NoError(t, err)
		assert.Equal(t, `{"amount":"`+amount+`","currency":"`+currency+`"}`, string(written))
	}
}

func TestMoneyHasTheDecimalsOfItsCurrency(t *testing.T) {
	for written, currencies := range map[string]string{
		"1":      "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
		"1.00":   "CHF DKK EUR NOK SEK USD",
		"1.000":  "BHD IQD JOD KWD LYD OMR TND",
		"1.0000": "CLF UYW",
	} {
		for _, currency := range strings.Fields(currencies) {
			m, err := entitlement.NewMoney(decimal.New(1, 0), currency)
			require.NoError(t, err)
			assert.Equal(t, written+" "+currency, m.String())
		}
	}
}

var notAmounts = []string{
	"", "-", ".", "-.", "1", "1.", "1.0", "1.000", ".50", "-.50", "+1.00", "--1.00", "-0.00", "00.00", "01.00", "-01.00",
	"\u22121.00", "1e3", "1.00e3", "1e5000000", "1.e0", "NaN", "Inf", "0x1.00", "1,00", "1 000.00", "1_000.00",
	" 1.00", "1.00 ", "1.00\n", "1..00", "1.0.0", "1.-1", "1.+1", "1.0/", "1.0:", "/.00", ":.00", "\u0661.00", "1.\u0660",
	"10000000000000000.00", "-10000000000000000.00", "00000000000000000000.00",
	strings.Repeat("9", 200_000) + ".00", "1." + strings.Repeat("0", 200_000), strings.Repeat("-", 200_000),
}

func TestMoneyIsReadStrictly(t *testing.T) {
	for _, amount := range notAmounts {
		m, err := entitlement.ParseAmount(amount, "NOK")
		require.ErrorIs(t, err, entitlement.ErrInvalid, "%.40q", amount)
		assert.Zero(t, m)
		assert.Less(t, len(err.Error()), 300, "a long text is not repeated")

		kept := money("7.00 SEK")
		require.ErrorIs(t, kept.UnmarshalText([]byte(amount+" NOK")), entitlement.ErrInvalid)
		text, err := json.Marshal(map[string]string{"amount": amount, "currency": "NOK"})
		require.NoError(t, err)
		require.ErrorIs(t, json.Unmarshal(text, &kept), entitlement.ErrInvalid)
		assert.Equal(t, money("7.00 SEK"), kept, "what is not read changes nothing")
	}
	for _, amount := range []string{"1.5", "1.0", "1.", ".1", "1000000000000000000"} {
		_, err := entitlement.ParseAmount(amount, "JPY")
		require.ErrorIs(t, err, entitlement.ErrInvalid, amount)
	}
	for _, text := range []string{"1.00", "1.00 ", "1.00  NOK", "1.00 NOK ", " 1.00 NOK", "1.00 NOK NOK", "NOK 1.00", "1.00\tNOK"} {
		require.ErrorIs(t, new(entitlement.Money).UnmarshalText([]byte(text)), entitlement.ErrInvalid, text)
		assert.Panics(t, func() { entitlement.MustMoney(text) })
	}
}

func TestMoneyNeedsACurrency(t *testing.T) {
	one := decimal.New(1, 0)
	for _, currency := range []string{"nok", "NO", "NOKK", "N0K", "NO ", "N\u00d8", "@OK", "NO[", strings.Repeat("K", 200_000)} {
		_, err := entitlement.NewMoney(one, currency)
		require.ErrorIs(t, err, entitlement.ErrInvalid, "%.40q", currency)
		assert.Less(t, len(err.Error()), 100)
		_, err = entitlement.ParseAmount("1.00", currency)
		require.ErrorIs(t, err, entitlement.ErrInvalid, "%.40q", currency)
	}
	for _, currency := range []string{"AAA", "ZZZ"} {
		_, err := entitlement.NewMoney(one, currency)
		require.NoError(t, err)
	}
	_, err := entitlement.NewMoney(one, "")
	require.ErrorIs(t, err, entitlement.ErrMissing, "the caller has none to give")
	_, err = entitlement.ParseAmount("1.00", "")
	require.ErrorIs(t, err, entitlement.ErrInvalid, "what is written lacks one")
}

// An exact amount is taken, or refused; it is never rounded.
func TestNewMoneyNeverRounds(t *testing.T) {
	for _, amount := range []string{"0.001", "-0.001", "9.995", "0.0000000001"} {
		_, err := entitlement.NewMoney(decimal.RequireFromString(amount), "NOK")
		require.ErrorIs(t, err, entitlement.ErrInvalid, amount)
	}
	for _, amount := range []string{"1.90", "1.9", "1.9000000000", "19e-1"} {
		m, err := entitlement.NewMoney(decimal.RequireFromString(amount), "NOK")
		require.NoError(t, err, amount)
		assert.Equal(t, money("1.90 NOK"), m)
	}
	m, err := entitlement.NewMoney(decimal.New(5, 15), "NOK")
	require.NoError(t, err)
	assert.Equal(t, "5000000000000000.00 NOK", m.String())
}

// The size of an amount is looked at before anything is computed with it.
func TestMoneyRefusesHugeDecimals(t *testing.T) {
	for name, amount := range map[string]decimal.Decimal{
		"a long exponent":         decimal.New(1, 5_000_000),
		"the longest exponent":    decimal.New(-1, math.MaxInt32),
		"nothing, written long":   decimal.New(0, math.MaxInt32),
		"a long way behind":       decimal.New(1, -5_000_000),
		"the longest way behind":  decimal.New(1, math.MinInt32),
		"65 decimals":             decimal.New(1, -65),
		"200,000 digits":          decimal.RequireFromString(strings.Repeat("9", 200_000)),
		"200,000 decimals":        decimal.RequireFromString(strings.Repeat("9", 200_000)).Shift(-200_000),
		"19 digits":               decimal.New(1, 16),
		"19 digits once rounded":  decimal.RequireFromString("9999999999999999.995"),
		"19 digits below zero":    decimal.RequireFromString("-9999999999999999.995"),
		"the least of an int64":   decimal.New(math.MinInt64, -2),
		"the largest of an int64": decimal.New(math.MaxInt64, 0),
	} {
		_, err := entitlement.RoundMoney(amount, "NOK")
		require.ErrorIs(t, err, entitlement.ErrInvalid, name)
		_, err = entitlement.NewMoney(amount, "NOK")
		require.ErrorIs(t, err, entitlement.ErrInvalid, name)
	}
	nothing, err := entitlement.RoundMoney(decimal.New(1, -64), "NOK")
	require.NoError(t, err)
	assert.Equal(t, money("0.00 NOK"), nothing)
	most, err := entitlement.RoundMoney(decimal.RequireFromString("9999999999999999.994"), "NOK")
	require.NoError(t, err)
	assert.Equal(t, money("9999999999999999.99 NOK"), most)
}

// A line is rounded to the minor unit, half away from zero, as exact fractions
// are.
func TestRoundedIsHalfAwayFromZero(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		currency := anyCurrency(t)
		coefficient := rapid.OneOf(rapid.Int64(), rapid.Int64Range(-10_000, 10_000)).Draw(t, "coefficient")
		exponent := rapid.Int32Range(-30, 0).Draw(t, "exponent")
		if rapid.Bool().Draw(t, "a half") {
			coefficient, exponent = 10*(coefficient/10)+5, -decimals[currency]-1
		}

		minor := new(big.Rat).SetInt64(coefficient)
		shift := big.NewRat(10, 1)
		if exponent+decimals[currency] < 0 {
			shift = big.NewRat(1, 10)
		}
		for range max(exponent+decimals[currency], -exponent-decimals[currency]) {
			minor.Mul(minor, shift)
		}
		want := roundHalfAway(minor)

		line, err := entitlement.RoundMoney(decimal.New(coefficient, exponent), currency)
		if new(big.Int).Abs(want).Cmp(big.NewInt(largest)) > 0 {
			require.ErrorIs(t, err, entitlement.ErrInvalid)
			return
		}
		require.NoError(t, err)
		require.Equal(t, inMinor(t, want.Int64(), currency), line)
	})
}

// roundHalfAway adds a half, away from zero, and cuts off the fraction.
func roundHalfAway(exact *big.Rat) *big.Int {
	twice := new(big.Int).Mul(exact.Num(), big.NewInt(2))
	half := new(big.Int).Mul(exact.Denom(), big.NewInt(int64(exact.Sign())))
	return twice.Quo(twice.Add(twice, half), new(big.Int).Mul(exact.Denom(), big.NewInt(2)))
}

func TestMoneyLaws(t *testing.T) {
	zero := entitlement.Money{}
	rapid.Check(t, func(t *rapid.T) {
		currency := anyCurrency(t)
		a, b, c := anyMoney(t, currency, "a"), anyMoney(t, currency, "b"), anyMoney(t, currency, "c")
		none := inMinor(t, 0, currency)
		for _, nothing := range []entitlement.Money{zero, none} {
			require.Equal(t, a, sum(t, a, nothing), "nothing is neutral")
			require.Equal(t, a, sum(t, nothing, a), "nothing is neutral")
		}
		require.Equal(t, none, sum(t, a, a.Neg()), "a credit takes its charge back")
		require.Equal(t, a, a.Neg().Neg())
		require.Equal(t, -a.Sign(), a.Neg().Sign())

		ab, err := a.Add(b)
		ba, errAgain := b.Add(a)
		require.Equal(t, ab, ba, "the order does not matter")
		require.Equal(t, err, errAgain)
		if exact := a.Decimal().Add(b.Decimal()); fits(exact, currency) {
			require.NoError(t, err)
			require.True(t, exact.Equal(ab.Decimal()), "the sum is exact")
		} else {
			require.ErrorIs(t, err, entitlement.ErrInvalid)
			require.Zero(t, ab)
		}
		left, errLeft := add(ab, c, err)
		bc, err := b.Add(c)
		right, errRight := add(a, bc, err)
		if errLeft == nil && errRight == nil {
			require.Equal(t, left, right, "neither does the grouping, where all sums fit")
		}

		text, err := json.Marshal(a)
		require.NoError(t, err)
		var read entitlement.Money
		require.NoError(t, json.Unmarshal(text, &read))
		require.Equal(t, a, read, "JSON round trip")
		require.NoError(t, read.UnmarshalText([]byte(b.String())))
		require.Equal(t, b, read, "text round trip")
		read, err = entitlement.NewMoney(c.Decimal(), currency)
		require.NoError(t, err)
		require.Equal(t, c, read, "decimal round trip")
	})
}

func sum(t require.TestingT, a, b entitlement.Money) entitlement.Money {
	ab, err := a.Add(b)
	require.NoError(t, err)
	return ab
}

func add(a, b entitlement.Money, err error) (entitlement.Money, error) {
	if err != nil {
		return entitlement.Money{}, err
	}
	return a.Add(b)
}

func fits(exact decimal.Decimal, currency string) bool {
	return exact.Abs().LessThanOrEqual(decimal.New(largest, -decimals[currency]))
}

func TestMoneyTimes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		currency := anyCurrency(t)
		m := anyMoney(t, currency, "amount")
		count := rapid.OneOf(
			rapid.IntRange(-20, 20),
			rapid.Int(),
			rapid.SampledFrom([]int{math.MinInt, math.MaxInt, 1 << 32, -1 << 32}),
		).Draw(t, "count")
		product, err := m.Times(count)
		exact := m.Decimal().Mul(decimal.NewFromInt(int64(count)))
		if fits(exact, currency) {
			require.NoError(t, err)
			require.Equal(t, currency, product.Currency())
			require.True(t, exact.Equal(product.Decimal()), "the product is exact")
		} else {
			require.ErrorIs(t, err, entitlement.ErrInvalid)
			require.Zero(t, product)
		}
	})
}

func TestMoneyOverflows(t *testing.T) {
	most, least := money("9999999999999999.99 NOK"), money("-9999999999999999.99 NOK")
	for name, add := range map[string]func() (entitlement.Money, error){
		"a charge too many":  func() (entitlement.Money, error) { return most.Add(money("0.01 NOK")) },
		"a credit too many":  func() (entitlement.Money, error) { return least.Add(money("-0.01 NOK")) },
		"the largest twice":  func() (entitlement.Money, error) { return most.Add(most) },
		"the least twice":    func() (entitlement.Money, error) { return least.Times(2) },
		"times the largest":  func() (entitlement.Money, error) { return most.Times(math.MaxInt) },
		"times the least":    func() (entitlement.Money, error) { return money("0.01 NOK").Times(math.MinInt) },
		"credits, back":      func() (entitlement.Money, error) { return money("-0.01 NOK").Times(math.MinInt) },
		"around, to nothing": func() (entitlement.Money, error) { return money("42949672.96 NOK").Times(1 << 32) },
		"around, to little":  func() (entitlement.Money, error) { return money("42949672.97 NOK").Times(1 << 32) },
	} {
		m, err := add()
		require.ErrorIs(t, err, entitlement.ErrInvalid, name)
		assert.Zero(t, m, name)
	}
	assert.Equal(t, money("0.00 NOK"), sum(t, most, least))
	assert.Equal(t, most, sum(t, money("9999999999999999.98 NOK"), money("0.01 NOK")))
	back, err := most.Times(-1)
	require.NoError(t, err)
	assert.Equal(t, least, back)
	assert.Equal(t, least, most.Neg())
}

func TestTwoCurrenciesDoNotAddUp(t *testing.T) {
	for _, pair := range [][2]string{{"1.00 NOK", "1.00 SEK"}, {"0.00 NOK", "0.00 SEK"}, {"0.00 NOK", "1 JPY"}} {
		sum, err := money(pair[0]).Add(money(pair[1]))
		require.ErrorIs(t, err, entitlement.ErrInvalid)
		assert.Zero(t, sum)
	}
	assert.NotEqual(t, money("0.00 NOK"), money("0.00 SEK"), "nothing in one currency is not nothing in another")
}

func TestZeroMoney(t *testing.T) {
	zero := entitlement.Money{}
	assert.Equal(t, "0.00", zero.String())
	assert.Equal(t, "", zero.Currency())
	assert.True(t, zero.IsZero())
	assert.Zero(t, zero.Sign())
	assert.Equal(t, zero, zero.Neg())
	product, err := zero.Times(7)
	require.NoError(t, err)
	assert.Equal(t, zero, product)

	text, err := json.Marshal(zero)
	require.NoError(t, err)
	assert.Equal(t, `{"amount":"0.00","currency":""}`, string(text))
	read := money("1.00 NOK")
	require.NoError(t, json.Unmarshal(text, &read))
	assert.Equal(t, zero, read)

	type line struct {
		Charge entitlement.Money `json:"charge,omitzero"`
	}
	assert.Equal(t, `{}`, string(must(json.Marshal(line{}))))
	for _, text := range []string{"0.00 NOK", "0 JPY"} { // not left out, or it would come back in no currency
		var read line
		require.NoError(t, json.Unmarshal(must(json.Marshal(line{money(text)})), &read))
		assert.Equal(t, line{money(text)}, read)
	}
}

func must[V any](value V, err error) V {
	if err != nil {
		panic(err)
	}
	return value
}

func TestMoneyJSONIsReadStrictly(t *testing.T) {
	for _, text := range []string{
		``, `null`, `{}`, `[]`, `1.00`, `"1.00 NOK"`, `{"amount":"1.00"}`, `{"currency":"NOK"}`, `{"amount":"1.00","currency":""}`,
		`{"amount":"0.0","currency":""}`, `{"amount":"0","currency":""}`, `{"amount":1.00,"currency":"NOK"}`,
		`{"amount":"1.00","currency":"nok"}`, `{"amount":"1.00","currency":"NOK","vat":"0.25"}`,
		`{"amount":"1.00","currency":"NOK"}x`, `{"amount":"1.00","currency":"NOK"}{}`, `{"amount":null,"currency":"NOK"}`,
	} {
		kept := money("7.00 SEK")
		require.ErrorIs(t, kept.UnmarshalJSON([]byte(text)), entitlement.ErrInvalid, text)
		assert.Equal(t, money("7.00 SEK"), kept, text)
	}
	var line struct{ Charge entitlement.Money }
	require.ErrorIs(t, json.Unmarshal([]byte(`{"Charge":null}`), &line), entitlement.ErrInvalid)
}

func TestMoneyAllocatesNothing(t *testing.T) {
	a, b := money("190.00 NOK"), money("-0.05 NOK")
	text := make([]byte, 0, 128)
	assert.Zero(t, testing.AllocsPerRun(100, func() {
		_, _ = a.Add(b)
		_, _ = a.Times(3)
		_, _ = entitlement.Percent(725).Off(a)
		_ = b.AppendJSON(text)
	}))
}

// A share is the exact quotient, rounded half away from zero.
func TestShareLaws(t *testing.T) {
	for _, row := range []struct {
		of          string
		part, whole int
		share       string
	}{
		{"10.00 NOK", 1, 3, "3.33 NOK"},
		{"10.00 NOK", 2, 3, "6.67 NOK"},
		{"0.01 NOK", 1, 2, "0.01 NOK"},
		{"-0.01 NOK", 1, 2, "-0.01 NOK"},
		{"-0.03 NOK", -1, 2, "0.02 NOK"},
		{"0.01 NOK", 49, 100, "0.00 NOK"},
		{"0.01 NOK", 1499, 1000, "0.01 NOK"},
		{"1200.00 NOK", 5400, 3600, "1800.00 NOK"},
		{"1 JPY", 3, 2, "2 JPY"},
		{"9999999999999999.99 NOK", math.MaxInt, math.MaxInt, "9999999999999999.99 NOK"},
		{"9999999999999999.99 NOK", math.MinInt, math.MaxInt, "-9999999999999999.99 NOK"},
	} {
		share, err := money(row.of).Share(row.part, row.whole)
		require.NoError(t, err)
		assert.Equal(t, row.share, share.String(), "%d/%d of %s", row.part, row.whole, row.of)
	}
	none, err := entitlement.Money{}.Share(1, 2)
	require.NoError(t, err)
	assert.True(t, none.IsZero())
	for _, whole := range []int{0, -1, math.MinInt} {
		_, err = money("1.00 NOK").Share(1, whole)
		assert.ErrorIs(t, err, entitlement.ErrInvalid, whole)
	}
	_, err = money("9999999999999999.99 NOK").Share(19, 1) // the product is just above 64 bits
	assert.ErrorIs(t, err, entitlement.ErrInvalid)
	rapid.Check(t, func(t *rapid.T) {
		minor := rapid.Int64Range(-999_999_999_999_999_999, 999_999_999_999_999_999).Draw(t, "minor")
		amount, err := entitlement.NewMoney(decimal.New(minor, -2), "NOK")
		require.NoError(t, err)
		part, whole := rapid.Int().Draw(t, "part"), rapid.IntRange(1, math.MaxInt).Draw(t, "whole")
		exact := decimal.New(minor, 0).Mul(decimal.New(int64(part), 0)).DivRound(decimal.New(int64(whole), 0), 0).Shift(-2)
		share, err := amount.Share(part, whole)
		if exact.Abs().GreaterThan(decimal.New(999_999_999_999_999_999, -2)) {
			require.ErrorIs(t, err, entitlement.ErrInvalid)
			return
		}
		require.NoError(t, err)
		require.True(t, exact.Equal(share.Decimal()), "%s is not %s", share, exact)
	})
}
