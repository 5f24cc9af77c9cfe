package entitlement

import "github.com/shopspring/decimal"

// Percent is a share in hundredths of a percent: 500 is 5 %, 10000 the whole.
// In JSON it is that number.
type Percent int

const whole Percent = 10_000

// Validate refuses a share below nothing or above the whole.
func (p Percent) Validate() error {
	if p < 0 || p > whole {
		return Invalid("percent", "%d hundredths of a percent is not between 0 and %d", int(p), int(whole))
	}
	return nil
}

// Off returns an amount less the share, rounded once as [Rounded] does. An
// amount so large that its ten-thousandths cannot be counted is [ErrInvalid].
func (p Percent) Off(amount Money) (Money, error) {
	rest := int64(whole - p)
	if rest != 0 && (amount.minor > maxMinor/rest || amount.minor < -maxMinor/rest) {
		return Money{}, Invalid("amount", "does not fit")
	}
	currency := amount.Currency()
	return Rounded(decimal.New(amount.minor*rest, -minorDigits(currency)-4), currency)
}

// Ceil returns the share of a count, rounded up to a whole one (GEN-10): 8 % of
// 400 is 32, 8 % of 13 is 2. There is no share of a negative count.
func (p Percent) Ceil(count int) int {
	if p <= 0 || count <= 0 {
		return 0
	}
	share, base := int(p), int(whole)
	return count/base*share + (count%base*share+base-1)/base
}

// String returns the share as 5 % or 7.25 %.
func (p Percent) String() string {
	return decimal.New(int64(p), -2).String() + " %"
}
