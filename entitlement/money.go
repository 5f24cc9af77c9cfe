package entitlement

import (
	"math/bits"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
)

// Money is an amount in one currency, held as a whole number of its minor
// units (øre, cents) and net of VAT. Two amounts are == when they are the same
// amount in the same currency. The zero Money is nothing, in no currency, and
// neutral in sums. A price per unit that comes out of a division is not Money;
// derive it where it is shown.
//
// In JSON: {"amount":"190.00","currency":"NOK"}.
type Money struct {
	minor    int64
	currency [3]byte
}

// NewMoney returns an amount that is exact in minor units of the currency, an
// ISO 4217 code in capitals; whether the code is in use is not checked. An
// amount with a finer fraction is refused with [ErrInvalid], never rounded; so
// is one of more than 18 digits. No currency is [ErrMissing].
func NewMoney(amount decimal.Decimal, currency string) (Money, error) {
	money, err := RoundMoney(amount, currency)
	if err != nil {
		return Money{}, err
	}
	if !money.Decimal().Equal(amount) {
		return Money{}, Invalid("amount", "%s is finer than the smallest unit of %s", amount, currency)
	}
	return money, nil
}

// RoundMoney turns a computed amount into a line: rounded once, to the minor
// unit, half away from zero (GEN-09). A line of more than 18 digits is
// [ErrInvalid], and so is an amount written with more than 64 decimals.
func RoundMoney(amount decimal.Decimal, currency string) (Money, error) {
	if currency == "" {
		return Money{}, Missing("currency", "an amount needs its currency")
	}
	code, err := currencyCode(currency)
	if err != nil {
		return Money{}, err
	}
	// The size is checked before anything is expanded: 1e5000000 is short to
	// write and long to compute with.
	scale := minorDigits(currency)
	digits := int64(amount.NumDigits()) + int64(amount.Exponent()) + int64(scale)
	if digits > maxDigits || amount.Exponent() < -maxScale {
		return Money{}, Invalid("amount", "does not fit")
	}
	money := Money{minor: amount.Shift(scale).Round(0).IntPart(), currency: code}
	if !money.fits() {
		return Money{}, Invalid("amount", "does not fit")
	}
	return money, nil
}

const (
	maxDigits = 18 // of an amount in minor units
	maxMinor  = 999_999_999_999_999_999
	maxScale  = 64 // digits after the point of a computed amount
)

// fits keeps amounts to 18 digits: the sum of two is checked without
// overflowing, and every charge has its credit.
func (m Money) fits() bool { return -maxMinor <= m.minor && m.minor <= maxMinor }

// ParseAmount reads an amount written like 190.00, with exactly the decimals of
// the currency. The decimal forms with exponents, leading plus or bare points
// are refused.
func ParseAmount(amount, currency string) (Money, error) {
	code, err := currencyCode(currency)
	if err != nil {
		return Money{}, err
	}
	minor, ok := parseMinor(amount, int(minorDigits(currency)))
	if !ok {
		return Money{}, Invalid("amount", "%.40q is not an amount in %s", amount, currency)
	}
	return Money{minor: minor, currency: code}, nil
}

// ParseMoney reads an amount and its currency, such as "190.00 NOK", see [ParseAmount].
func ParseMoney(text string) (Money, error) {
	amount, currency, _ := strings.Cut(text, " ")
	return ParseAmount(amount, currency)
}

// MustMoney is [ParseMoney] for literals: it panics on a text that is no amount.
func MustMoney(text string) Money {
	money, err := ParseMoney(text)
	if err != nil {
		panic(err)
	}
	return money
}

// UnmarshalText reads what [ParseMoney] reads.
func (m *Money) UnmarshalText(text []byte) error {
	read, err := ParseMoney(string(text))
	if err != nil {
		return err
	}
	*m = read
	return nil
}

// Currency returns the ISO 4217 code, "" for the zero Money.
func (m Money) Currency() string {
	if m.currency == [3]byte{} {
		return ""
	}
	return string(m.currency[:])
}

// Decimal returns the amount as an exact decimal.
func (m Money) Decimal() decimal.Decimal {
	return decimal.New(m.minor, -minorDigits(m.Currency()))
}

// IsZero reports whether m is the zero Money, nothing in no currency: what a
// field with omitzero leaves out. Whether an amount is nothing, Sign says.
func (m Money) IsZero() bool { return m == Money{} }

// Sign returns -1 for a credit, 0 for nothing and +1 for a charge.
func (m Money) Sign() int {
	switch {
	case m.minor < 0:
		return -1
	case m.minor > 0:
		return 1
	default:
		return 0
	}
}

// Neg returns the credit for a charge, and the charge for a credit.
func (m Money) Neg() Money {
	m.minor = -m.minor
	return m
}

// Add returns the sum. Two currencies, or a sum that does not fit, are
// [ErrInvalid].
func (m Money) Add(other Money) (Money, error) {
	if m == (Money{}) {
		return other, nil
	}
	if other == (Money{}) {
		return m, nil
	}
	if m.currency != other.currency {
		return Money{}, Invalid("currency", "%s and %s do not add up", m.Currency(), other.Currency())
	}
	m.minor += other.minor
	if !m.fits() {
		return Money{}, Invalid("amount", "the sum does not fit")
	}
	return m, nil
}

// Times returns the amount a number of times, exactly. A product that does not
// fit is [ErrInvalid].
func (m Money) Times(count int) (Money, error) {
	product := Money{minor: m.minor * int64(count), currency: m.currency}
	if count != 0 && product.minor/int64(count) != m.minor || !product.fits() {
		return Money{}, Invalid("amount", "the product does not fit")
	}
	return product, nil
}

// Share returns the share of a part in a whole, rounded once, half away from
// zero. The part may be larger than the whole: three hours at an hourly price. A
// whole below one, and a share that does not fit, are [ErrInvalid].
func (m Money) Share(part, whole int) (Money, error) {
	if whole < 1 {
		return Money{}, Invalid("whole", "nothing has a share in %d", whole)
	}
	divisor := uint64(whole)
	high, low := bits.Mul64(size(m.minor), size(int64(part)))
	if high >= divisor {
		return Money{}, Invalid("amount", "the share does not fit")
	}
	share, rest := bits.Div64(high, low, divisor)
	if rest >= divisor-rest {
		share++
	}
	if share > maxMinor {
		return Money{}, Invalid("amount", "the share does not fit")
	}
	negative := (m.minor < 0) != (part < 0)
	m.minor = int64(share)
	if negative {
		return m.Neg(), nil
	}
	return m, nil
}

// size returns a number without its sign.
func size(n int64) uint64 {
	if n < 0 {
		return uint64(-n)
	}
	return uint64(n)
}

// String returns the amount as 190.00 NOK.
func (m Money) String() string {
	text := string(m.appendAmount(nil))
	if currency := m.Currency(); currency != "" {
		text += " " + currency
	}
	return text
}

// MarshalJSON writes {"amount":"190.00","currency":"NOK"}.
func (m Money) MarshalJSON() ([]byte, error) { return m.AppendJSON(nil), nil }

// AppendJSON appends what MarshalJSON writes.
func (m Money) AppendJSON(text []byte) []byte {
	text = append(text, `{"amount":"`...)
	text = m.appendAmount(text)
	text = append(text, `","currency":"`...)
	text = append(text, m.Currency()...)
	return append(text, `"}`...)
}

// UnmarshalJSON reads what MarshalJSON writes.
func (m *Money) UnmarshalJSON(data []byte) error {
	var wire struct {
		Amount   string `json:"amount"`
		Currency string `json:"currency"`
	}
	if err := Decode("money", data, &wire); err != nil {
		return err
	}
	if wire.Currency == "" && wire.Amount == "0.00" {
		*m = Money{}
		return nil
	}
	read, err := ParseAmount(wire.Amount, wire.Currency)
	if err != nil {
		return err
	}
	*m = read
	return nil
}

func (m Money) appendAmount(text []byte) []byte {
	unit := int64(1)
	for range minorDigits(m.Currency()) {
		unit *= 10
	}
	minor := m.minor
	if minor < 0 {
		text = append(text, '-')
		minor = -minor
	}
	text = strconv.AppendInt(text, minor/unit, 10)
	if unit > 1 {
		point := len(text)
		text = strconv.AppendInt(text, unit+minor%unit, 10) // a one, and the decimals
		text[point] = '.'
	}
	return text
}

// parseMinor reads -?digits.digits with exactly that many decimals.
func parseMinor(text string, decimals int) (int64, bool) {
	unsigned, negative := strings.CutPrefix(text, "-")
	wholePart, fraction := unsigned, ""
	if decimals > 0 {
		var point bool
		if wholePart, fraction, point = strings.Cut(unsigned, "."); !point {
			return 0, false
		}
	}
	if len(fraction) != decimals || wholePart == "" || len(wholePart) > 1 && wholePart[0] == '0' {
		return 0, false
	}
	if len(wholePart)+len(fraction) > maxDigits {
		return 0, false
	}
	minor := int64(0)
	for _, digit := range []byte(wholePart + fraction) {
		if digit < '0' || digit > '9' {
			return 0, false
		}
		minor = 10*minor + int64(digit-'0')
	}
	if negative {
		return -minor, minor > 0
	}
	return minor, true
}

func currencyCode(currency string) (code [3]byte, err error) {
	if len(currency) != len(code) {
		return code, Invalid("currency", "%.10q is not a currency code", currency)
	}
	copy(code[:], currency)
	for _, letter := range code {
		if letter < 'A' || letter > 'Z' {
			return code, Invalid("currency", "%.10q is not a currency code", currency)
		}
	}
	return code, nil
}

// minorDigits returns the decimals of a currency (ISO 4217).
func minorDigits(currency string) int32 {
	switch currency {
	case "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI",
		"VND", "VUV", "XAF", "XOF", "XPF":
		return 0
	case "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND":
		return 3
	case "CLF", "UYW":
		return 4
	default:
		return 2
	}
}
