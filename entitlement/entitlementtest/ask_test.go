package entitlementtest_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/entitlementtest"
)

var errAsked = errors.New("asked")

// An oracle has a method of each sort that a story may ask.
type oracle struct{ name string }

func (o oracle) Name() string                              { return o.name }
func (o oracle) Price() entitlement.Money                  { return entitlement.MustMoney("9.00 DKK") }
func (o oracle) Left(on calendar.Date) int                 { return int(on) }
func (o oracle) Twice(n int, on calendar.Date) (int, bool) { return 2 * n, on > 0 }
func (o oracle) Days(days ...calendar.Date) []calendar.Date {
	return days
}

func (o oracle) Among(name string, numbers ...int) (string, int, error) {
	return name, len(numbers), nil
}

func (o oracle) Between(from, until calendar.Date) (calendar.Date, calendar.Date) {
	return from, until
}
func (o oracle) Validate() error                        { return nil }
func (o oracle) Fails() (int, error)                    { return 7, errAsked }
func (o oracle) WhyNot() entitlement.Reason             { return "Expired" }
func (o oracle) Fault() *entitlement.Failure            { return nil }
func (o oracle) Any() any                               { return nil }
func (o *oracle) Rename()                               { o.name = "renamed" }
func (o oracle) hidden() string                         { return o.name }
func (o oracle) Reasons() ([]entitlement.Reason, error) { return nil, nil }

func TestAsk(t *testing.T) {
	day, other := calendar.Date(1), calendar.Date(2)
	for _, row := range []struct {
		method    string
		available []any
		values    []string
	}{
		{"name", nil, []string{"Delphi"}},
		{"price", nil, []string{"9.00 DKK"}},
		{"left", []any{"x", day, other}, []string{"1"}},
		{"twice", []any{day, "x", 21}, []string{"42", "true"}},
		{"days", []any{day, "x", other}, []string{"0001-01-02", "0001-01-03"}},
		{"days", nil, []string{"none"}},
		{"among", []any{1, "x", 2, "y", 3}, []string{"x", "3"}},
		{"among", []any{"x"}, []string{"x", "0"}},
		{"between", []any{"x", other, day}, []string{"0001-01-03", "0001-01-02"}},
		{"between", []any{day}, []string{"0001-01-02", "0001-01-02"}},
		{"whynot", nil, []string{"Expired"}},
		{"fault", nil, []string{"<nil>"}},
		{"any", nil, []string{"<nil>"}},
		{"reasons", nil, []string{"none"}},
		{"validate", nil, nil}, // a story expects ok
	} {
		values, err := entitlementtest.Query(oracle{"Delphi"}, row.method, row.available...)
		require.NoError(t, err, row.method)
		assert.Equal(t, row.values, values, row.method)
	}

	values, err := entitlementtest.Query(oracle{}, "fails")
	require.ErrorIs(t, err, errAsked, "the error of the answer")
	assert.Empty(t, values)
	for method, told := range map[string]string{
		"left":   "no calendar.Date to ask with",
		"twice":  "no int to ask with",
		"among":  "no string to ask with",
		"hidden": `entitlementtest_test.oracle cannot be asked "hidden"`,
		"Name":   `cannot be asked "Name"`,
		"rename": `cannot be asked "rename"`,
		"":       `cannot be asked ""`,
	} {
		_, err := entitlementtest.Query(oracle{}, method, 7.5)
		assert.ErrorContains(t, err, told, method)
	}
	_ = oracle{}.hidden()

	named := &oracle{"Dodona"}
	_, err = entitlementtest.Query(named, "rename")
	require.NoError(t, err)
	assert.Equal(t, "renamed", named.name)
	_, err = entitlementtest.Query(named, "twice", 1)
	require.ErrorContains(t, err, "no calendar.Date to ask with", "the second argument is missing")
}
