package entitlement_test

import (
	"encoding/json"
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/entitlement"
)

// Whatever is read as an amount is written as it was.
func FuzzMoney(f *testing.F) {
	for _, amount := range notAmounts {
		f.Add(amount[:min(len(amount), 100)] + " NOK")
	}
	for _, text := range []string{
		"190.00 NOK", "-0.01 NOK", "1 JPY", "12.345 KWD", "-12.3456 CLF", "9999999999999999.99 NOK", "0.00", "",
		`{"amount":"190.00","currency":"NOK"}`, `{"amount":"0.00","currency":""}`, `{"amount":"1e9","currency":"JPY"}`, `null`,
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var m entitlement.Money
		if err := m.UnmarshalText([]byte(text)); err == nil {
			require.Equal(t, text, m.String())
		} else {
			require.ErrorIs(t, err, entitlement.ErrInvalid)
		}
		if err := m.UnmarshalJSON([]byte(text)); err != nil {
			require.ErrorIs(t, err, entitlement.ErrInvalid)
			return
		}
		written, err := json.Marshal(m)
		require.NoError(t, err)
		var again entitlement.Money
		require.NoError(t, json.Unmarshal(written, &again))
		require.Equal(t, m, again)
		exact, err := entitlement.NewMoney(m.Decimal(), m.Currency())
		if m.Currency() == "" {
			require.ErrorIs(t, err, entitlement.ErrMissing)
		} else {
			require.NoError(t, err)
			require.Equal(t, m, exact)
		}
	})
}

// Whatever is read as a document comes back as it was read, and what is not
// read is one of two failures.
func FuzzDocument(f *testing.F) {
	for _, text := range []string{
		written, `{"v":1}`, `{"v":2,"colour":"red"}`, `{}`, `null`, ` null `, `[]`, `{"v":1,"hours":null}`, `{"V":1,"PLATE":"x"}`,
		`{"v":1,"v":2}`, `{"v":1,"paid":{"amount":"0.00","currency":"NOK"}}`, `{"v":1,"from":"2026-02-30"}`, `{"v":1,"paid":null}`, `{"v":1,"plate":"\ud800"}`, `{"v":1}{"v":1}`,
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		var decoded, read permit
		failure := entitlement.Decode("permit", text, &decoded)
		if failure != nil {
			require.ErrorIs(t, failure, entitlement.ErrInvalid)
		}
		if err := entitlement.DecodeDocument("permit", text, &read); err != nil {
			require.True(t, errors.Is(err, entitlement.ErrVersion) || failure != nil && errors.Is(err, entitlement.ErrInvalid))
			return
		}
		require.NoError(t, failure, "a document is a value too")
		require.Equal(t, decoded, read)
		require.Equal(t, entitlement.V1(), read.Version)
		again := permit{}
		require.NoError(t, entitlement.DecodeDocument("permit", must(json.Marshal(read)), &again))
		require.Equal(t, read, again)
	})
}
