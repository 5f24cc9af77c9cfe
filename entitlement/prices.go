package entitlement

import "github.com/avtale/avtale/calendar"

// Price is an amount that is in force from a day on, that day included.
type Price struct {
	From   calendar.Date `json:"from"`
	Amount Money         `json:"amount"`
}

// Prices are the amounts of one price list over time, oldest first. A change
// of price is a new line, so that old days keep their price. The zero Prices
// know no price on any day.
type Prices []Price

// Validate returns [ErrMissing] for an empty list or a line without a day or a
// currency, and [ErrInvalid] for lines out of order, below zero or in several
// currencies.
func (prices Prices) Validate() error {
	if len(prices) == 0 {
		return Missing("prices", "no price is listed")
	}
	for i, price := range prices {
		if price.From.IsZero() {
			return Missing("from", "the price %s has no first day", price.Amount)
		}
		if err := price.From.Validate(); err != nil {
			return Invalid("from", "%v", err)
		}
		if price.Amount.Currency() == "" {
			return Missing("currency", "the price from %s has none", price.From)
		}
		if price.Amount.Sign() < 0 {
			return Invalid("prices", "the price from %s is below zero", price.From)
		}
		if i == 0 {
			continue
		}
		if price.From <= prices[i-1].From {
			return Invalid("prices", "%s does not come after %s", price.From, prices[i-1].From)
		}
		if price.Amount.Currency() != prices[0].Amount.Currency() {
			return Invalid("prices", "two currencies, %s and %s",
				prices[0].Amount.Currency(), price.Amount.Currency())
		}
	}
	return nil
}

// On returns the price in force on a day, or [ErrMissing] for a day before the
// first line: a missing price is never taken for zero.
func (prices Prices) On(day calendar.Date) (Money, error) {
	for i := len(prices) - 1; i >= 0; i-- {
		if prices[i].From <= day {
			return prices[i].Amount, nil
		}
	}
	return Money{}, Missing("prices", "no price is listed for %s", day)
}
