package entitlement_test

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/entitlementtest"
)

func TestMain(m *testing.M) { entitlementtest.Main(m) }

// decimals are the currencies of the laws, and how many decimals each has.
var decimals = map[string]int32{"JPY": 0, "NOK": 2, "KWD": 3, "CLF": 4}

const largest = 999_999_999_999_999_999 // minor units

func anyCurrency(t *rapid.T) string {
	return rapid.SampledFrom([]string{"JPY", "NOK", "KWD", "CLF"}).Draw(t, "currency")
}

// anyMinor draws a number of minor units: half of them small, where rounding
// matters, and half up to the largest.
func anyMinor(t *rapid.T, label string) int64 {
	if rapid.Bool().Draw(t, "small") {
		return rapid.Int64Range(-100_000, 100_000).Draw(t, label)
	}
	return rapid.Int64Range(-largest, largest).Draw(t, label)
}

func anyMoney(t *rapid.T, currency, label string) entitlement.Money {
	return inMinor(t, anyMinor(t, label), currency)
}

// inMinor returns an amount given in minor units.
func inMinor(t require.TestingT, minor int64, currency string) entitlement.Money {
	m, err := entitlement.NewMoney(decimal.New(minor, -decimals[currency]), currency)
	require.NoError(t, err)
	return m
}

// money reads an amount, and nothing from "".
func money(text string) entitlement.Money {
	if text == "" {
		return entitlement.Money{}
	}
	return entitlement.MustMoney(text)
}

func day(text string) calendar.Date { return calendar.MustDate(text) }

func moment(text string) calendar.Moment {
	m, err := calendar.ParseMoment(text)
	if err != nil {
		panic(err)
	}
	return m
}
