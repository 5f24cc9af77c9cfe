package entitlement_test

import (
	"encoding/json"
	"strconv"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
)

func BenchmarkDrawFrom(b *testing.B) {
	const on = calendar.Date(100)
	for _, count := range []int{1, 3, 20} {
		lots := make([]entitlement.Lot, 0, count)
		for i := range count {
			lots = append(lots, entitlement.Lot{ID: strconv.Itoa(i), Until: on + calendar.Date(1+i*7%count), Granted: 10})
		}
		b.Run(strconv.Itoa(count)+" lots", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				for i, given := range entitlement.DrawFrom(lots, on, 10*count) {
					_, _ = i, given
				}
			}
		})
	}
}

func BenchmarkMoneyAdd(b *testing.B) {
	sum, one := entitlement.Money{}, entitlement.MustMoney("190.00 NOK")
	b.ReportAllocs()
	for b.Loop() {
		sum, _ = sum.Add(one)
	}
}

// The same sum in decimals, for comparison.
func BenchmarkDecimalAdd(b *testing.B) {
	sum, one := decimal.Decimal{}, decimal.RequireFromString("190.00")
	b.ReportAllocs()
	for b.Loop() {
		sum = sum.Add(one)
	}
}

func BenchmarkPercentOff(b *testing.B) {
	full := entitlement.MustMoney("9999.90 DKK")
	b.ReportAllocs()
	for b.Loop() {
		_, _ = entitlement.Percent(500).Off(full)
	}
}

func BenchmarkRounded(b *testing.B) {
	exact := decimal.RequireFromString("499.995")
	b.ReportAllocs()
	for b.Loop() {
		_, _ = entitlement.RoundMoney(exact, "DKK")
	}
}

func BenchmarkMoneyJSON(b *testing.B) {
	m := entitlement.MustMoney("190.00 NOK")
	text, _ := json.Marshal(m)
	b.Run("append", func(b *testing.B) {
		buffer := make([]byte, 0, 64)
		b.ReportAllocs()
		for b.Loop() {
			buffer = m.AppendJSON(buffer[:0])
		}
	})
	b.Run("marshal", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			_, _ = json.Marshal(m)
		}
	})
	b.Run("unmarshal", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			_ = json.Unmarshal(text, &m)
		}
	})
	b.Run("parse", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			_, _ = entitlement.ParseAmount("190.00", "NOK")
		}
	})
}
