package entitlement_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
)

func price(from, amount string) entitlement.Price {
	return entitlement.Price{From: day(from), Amount: money(amount)}
}

func TestThePriceOfADay(t *testing.T) {
	list := entitlement.Prices{price("2024-01-01", "900.00 DKK"), price("2025-01-01", "950.00 DKK"), price("2025-07-01", "0.00 DKK")}
	require.NoError(t, list.Validate())
	for on, amount := range map[string]string{
		"2024-01-01": "900.00 DKK", "2024-12-31": "900.00 DKK",
		"2025-01-01": "950.00 DKK", "2025-06-30": "950.00 DKK",
		"2025-07-01": "0.00 DKK", "9999-12-31": "0.00 DKK",
	} {
		found, err := list.On(day(on))
		require.NoError(t, err, on)
		assert.Equal(t, money(amount), found, on)
	}
	_, err := list.On(day("2023-12-31"))
	require.ErrorIs(t, err, entitlement.ErrMissing, "a missing price is not zero")
	_, err = entitlement.Prices{}.On(day("2024-01-01"))
	require.ErrorIs(t, err, entitlement.ErrMissing)
}

func TestPricesThatCannotBeMeant(t *testing.T) {
	for name, row := range map[string]struct {
		list   entitlement.Prices
		family entitlement.Family
	}{
		"none":                {nil, entitlement.ErrMissing},
		"no first day":        {entitlement.Prices{price("0001-01-01", "1.00 DKK")}, entitlement.ErrMissing},
		"no currency":         {entitlement.Prices{price("2024-01-01", "")}, entitlement.ErrMissing},
		"no currency, later":  {entitlement.Prices{price("2024-01-01", "1.00 DKK"), price("2025-01-01", "")}, entitlement.ErrMissing},
		"below zero":          {entitlement.Prices{price("2024-01-01", "-0.01 DKK")}, entitlement.ErrInvalid},
		"out of order":        {entitlement.Prices{price("2025-01-01", "1.00 DKK"), price("2024-12-31", "1.00 DKK")}, entitlement.ErrInvalid},
		"twice the same day":  {entitlement.Prices{price("2025-01-01", "1.00 DKK"), price("2025-01-01", "2.00 DKK")}, entitlement.ErrInvalid},
		"two currencies":      {entitlement.Prices{price("2024-01-01", "1.00 DKK"), price("2025-01-01", "1.00 NOK")}, entitlement.ErrInvalid},
		"below zero, further": {entitlement.Prices{price("2024-01-01", "1.00 DKK"), price("2025-01-01", "-1.00 DKK")}, entitlement.ErrInvalid},
	} {
		require.ErrorIs(t, row.list.Validate(), row.family, name)
	}
	free := entitlement.Prices{price("0001-01-02", "0.00 DKK"), price("0001-01-03", "0.01 DKK")}
	require.NoError(t, free.Validate(), "nothing is a price")
}

// The price of a day is that of the latest line that has begun.
func TestPricesLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var list entitlement.Prices
		from := calendar.Date(0)
		for range rapid.IntRange(1, 6).Draw(t, "lines") {
			from += calendar.Date(rapid.IntRange(1, 5).Draw(t, "later"))
			list = append(list, entitlement.Price{From: from, Amount: inMinor(t, int64(from), "NOK")})
		}
		require.NoError(t, list.Validate())
		on := calendar.Date(rapid.IntRange(0, 30).Draw(t, "on"))
		want := entitlement.Money{}
		for _, line := range list {
			if line.From <= on {
				want = line.Amount
			}
		}
		found, err := list.On(on)
		require.Equal(t, want, found)
		require.Equal(t, on >= list[0].From, err == nil)

		var read entitlement.Prices
		require.NoError(t, entitlement.Decode("prices", must(json.Marshal(list)), &read))
		require.Equal(t, list, read)
	})
}
