package entitlement

import (
	"math/bits"
	"strings"

	"github.com/shopspring/decimal"
)

// Percent is a share in hundredths of a percent: 500 is 5 %, 10000 the whole.
// In JSON it is that number.
type Percent int

const whole Percent = 10_000

// ShareOf returns the share of a part in a whole, rounded once, half up to a
// hundredth of a percent. Nothing has a share in nothing: for a whole below one,
// and for a part that is not one of it, it returns false.
func ShareOf(part, all int) (Percent, bool) {
	if all < 1 || part < 0 || part > all {
		return 0, false
	}
	high, low := bits.Mul64(2*uint64(whole), uint64(part))
	low, carry := bits.Add64(low, uint64(all), 0)
	share, _ := bits.Div64(high+carry, low, 2*uint64(all))
	return Percent(share), true
}

// Validate refuses a share below nothing or above the whole.
func (p Percent) Validate() error {
	if p < 0 || p > whole {
		return Invalid("percent", "%d hundredths of a percent is not between 0 and %d", int(p), int(whole))
	}
	return nil
}

// Off returns an amount less the share, rounded once, half away from zero
// (GEN-09). A share that Validate refuses is [ErrInvalid].
func (p Percent) Off(amount Money) (Money, error) {
	if err := p.Validate(); err != nil {
		return Money{}, err
	}
	rest, base := int64(whole-p), int64(whole)
	part := amount.minor % base * rest // of the last digits, in ten-thousandths of a minor unit
	amount.minor = amount.minor/base*rest + part/base + part%base/(base/2)
	return amount, nil
}

// Ceil returns the share of a count, rounded up to a whole one (GEN-10): 8 % of
// 400 is 32, 8 % of 13 is 2. A share or a count below zero is taken for none. A
// share that Validate accepts never overflows.
func (p Percent) Ceil(count int) int {
	share, base := max(int(p), 0), int(whole)
	count = max(count, 0)
	return count/base*share + (count%base*share+base-1)/base
}

// String returns the share as 5 % or 7.25 %.
func (p Percent) String() string {
	text := strings.TrimRight(decimal.New(int64(p), -2).StringFixed(2), "0")
	return strings.TrimSuffix(text, ".") + " %"
}
