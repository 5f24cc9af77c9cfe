package swap_test

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/internal/hostile"
	"github.com/avtale/avtale/swap"
)

// The limits of mobile support that SECURITY.md lists: each is taken, and one more is not.
func TestListedLimits(t *testing.T) {
	altered := func(alter func(*swap.Terms)) error {
		terms := printed()
		alter(&terms)
		return terms.Validate()
	}
	hostile.Limit(t, "levels", 1000, invalid, func(n int) error {
		return altered(func(terms *swap.Terms) {
			level := terms.Levels[0]
			terms.Levels = hostile.Times(n, func(i int) swap.Level {
				return swap.Level{Name: swap.LevelName("l" + strconv.Itoa(i)), Features: level.Features, Prices: level.Prices}
			})
		})
	})
	hostile.Limit(t, "subjects", 1000, invalid, func(n int) error {
		return altered(func(terms *swap.Terms) {
			terms.Subjects = hostile.Times(n, func(i int) swap.Subject { return swap.Subject{Name: "s" + strconv.Itoa(i), Feature: swap.Diagnosing} })
		})
	})
	hostile.Limit(t, "questions", 1000, invalid, func(n int) error {
		return altered(func(terms *swap.Terms) {
			terms.Questions = hostile.Times(n, func(i int) swap.Question { return swap.Question("q" + strconv.Itoa(i)) })
		})
	})
	hostile.Limit(t, "days to return a phone", 100_000, invalid, func(n int) error {
		return altered(func(terms *swap.Terms) { terms.ReturnDays = n })
	})
	hostile.Limit(t, "days to refill", 100_000, invalid, func(n int) error {
		return altered(func(terms *swap.Terms) { terms.RefillDays = n })
	})
	hostile.Limit(t, "working days of a promise", 100_000, invalid, func(n int) error {
		return altered(func(terms *swap.Terms) { terms.Delivery.WorkingDays = n })
	})
	pool, _, err := swap.OpenPool(printed(), at("p", "2026-03-10", "08:00"), swap.Opening{Pool: "P", Customer: "C"})
	require.NoError(t, err)
	hostile.Limit(t, "phones of a model", 100_000_000, invalid, func(n int) error {
		_, _, err := pool.SetFleet(at("f", "2026-03-10", "09:00"), swap.Fleet{Model: "M", Phones: n})
		return err
	})
	hostile.Limit(t, "models of a pool", 1000, invalid, func(n int) error {
		filled := pool
		for i := range n {
			var err error
			if filled, _, err = filled.SetFleet(at("f"+strconv.Itoa(i), "2026-03-10", "09:00"), swap.Fleet{Model: "M" + strconv.Itoa(i), Phones: 1}); err != nil {
				return err
			}
		}
		return nil
	})
	hostile.Limit(t, "phones of an order", 100_000_000, invalid, func(n int) error {
		_, _, err := swap.OrderBackup(at("o", "2026-03-10", "09:00"), swap.Backup{Order: "O", Customer: "C", Model: "M", By: "x", Purchase: swap.Purchase{Quantity: n, Acquisition: swap.Bought, Price: sek("1.00 SEK")}})
		return err
	})
	hostile.Limit(t, "levels of a user in time", 1000, invalid, func(n int) error {
		var user swap.User
		for i := range n {
			event := at("u"+strconv.Itoa(i), "2026-03-10", "09:00")
			day := event.At.Date() + calendar.Date(2*i)
			var err error
			if user, _, err = user.Attach(printed(), event, swap.Attachment{User: "U", Customer: "C", Level: swap.BAS, From: day}); err != nil {
				return err
			}
			if user, _, err = user.Detach(at("d"+strconv.Itoa(i), "2026-03-10", "09:00"), swap.Detachment{Last: day}); err != nil {
				return err
			}
		}
		return nil
	})
	hostile.Limit(t, "settings of an agreement", 1000-1, invalid, func(n int) error { // and the first one
		agreement, _, err := swap.Conclude(at("a", "2026-03-10", "08:00"), swap.Conclusion{Agreement: "A", Customer: "C", Mode: swap.Loan, AfterRepair: swap.ToUser})
		require.NoError(t, err)
		for i := range n {
			event := at("c"+strconv.Itoa(i), "2026-03-10", "09:00")
			if agreement, _, err = agreement.Change(event, swap.Change{From: event.At.Date() + calendar.Date(i) + 1, Mode: swap.Loan, AfterRepair: swap.ToUser}); err != nil {
				return err
			}
		}
		return nil
	})
	seq := regexp.MustCompile(`"seq":\d+`)
	hostile.Limit(t, "entries of a pool", 1<<30, invalid, func(n int) error {
		return new(swap.Pool).UnmarshalJSON(seq.ReplaceAll(encoded(t, pool), []byte(`"seq":`+strconv.Itoa(n))))
	})
	hostile.Limit(t, "models that come to a pool", 2*1000, invalid, func(n int) error {
		shelves := hostile.Times(n, func(i int) string { return fmt.Sprintf(`{"model":"M%06d"}`, i) })
		return new(swap.Pool).UnmarshalJSON([]byte(strings.Replace(string(encoded(t, pool)), `"shelves":[]`, `"shelves":[`+strings.Join(shelves, ",")+`]`, 1)))
	})
	const aYear = 36525 * 24 * 36
	demand := swap.Demand{Phones: 1, Failures: decimal.New(1, 0), Turnaround: aYear}
	hostile.Limit(t, "phones that are out", 100_000, invalid, func(n int) error {
		large := demand
		large.Phones = n
		_, err := large.Risk(100_000_000)
		return err
	})
	hostile.Limit(t, "phones of a demand", 100_000_000, invalid, func(n int) error {
		large := demand
		large.Phones, large.Failures = n, decimal.New(1, -6)
		_, err := large.Risk(1)
		return err
	})
	hostile.Limit(t, "days until a phone is back", 100_000, invalid, func(n int) error {
		slow := demand
		slow.Turnaround = calendar.Seconds(n) * 24 * calendar.Hour
		_, err := slow.Risk(1)
		return err
	})
	hostile.Limit(t, "phones in reserve", 100_000_000, invalid, func(n int) error {
		_, err := demand.Risk(n)
		return err
	})
	hostile.Limit(t, "decimals of failures", 30, invalid, func(n int) error {
		small := demand
		small.Failures = decimal.New(1, -int32(n))
		_, err := small.Risk(1)
		return err
	})
}

// Very many customers, and cases that wait, are verified at a cost that is in proportion to
// the ledger: an invoice reads that of its customer alone, and cases that wait for a phone
// are looked at where one may be had.
func TestLongLedgers(t *testing.T) {
	const least = 400 // of what follows, each of some entries
	terms, days := printed(), workingDays(t)
	for what, build := range map[string]func(tell func(day string, fact swap.Fact, held swap.Holding) swap.Holding, n int){
		"invoices to as many customers": func(tell func(string, swap.Fact, swap.Holding) swap.Holding, n int) {
			for i := range n {
				name := strconv.Itoa(i)
				held := tell("2026-03-10", swap.Conclusion{Agreement: "A" + name, Customer: "C" + name, Mode: swap.Loan, AfterRepair: swap.ToUser}, swap.Holding{})
				held = tell("2026-03-10", swap.Parcel{What: "x", By: "x", Freight: shipment.Freight, Packaging: shipment.Packaging}, held)
				tell("2026-04-10", swap.Invoicing{Month: swap.MonthOf(calendar.MustDate("2026-03-10")), Currency: "SEK"}, held)
			}
		},
		"cases that wait": func(tell func(string, swap.Fact, swap.Holding) swap.Holding, n int) {
			agreements := tell("2026-03-10", swap.Conclusion{Agreement: "A", Customer: "C", Mode: swap.Exchange, AfterRepair: swap.ToPool}, swap.Holding{}).Agreements
			users := tell("2026-03-10", swap.Attachment{User: "U", Customer: "C", Level: swap.PROF, From: calendar.MustDate("2026-03-10")}, swap.Holding{}).Users
			pools := tell("2026-03-10", swap.Opening{Pool: "P", Customer: "C"}, swap.Holding{}).Pools
			for i := range n {
				held := tell("2026-03-10", swap.Registration{
					Case: "K" + strconv.Itoa(i), Agreement: "A", User: "U", Subject: swap.Fault, Model: "X", Warranty: calendar.MustDate("2026-03-10"),
				}, swap.Holding{Agreements: agreements, Users: users})
				for _, question := range terms.Questions {
					held = tell("2026-03-10", swap.Reply{Question: question}, held)
				}
				held = tell("2026-03-10", swap.Diagnosis{Result: swap.DefiniteFault}, held)
				held.Pools = pools
				pools = tell("2026-03-10", swap.Activation{Model: "X"}, held).Pools
			}
		},
	} {
		ledgers := map[int][]swap.Entry{}
		for _, n := range []int{least, 10 * least} {
			build(func(day string, fact swap.Fact, held swap.Holding) swap.Holding {
				held.Days = days
				if len(held.Agreements) > 0 {
					held.Log = ledgers[n][max(0, len(ledgers[n])-2):] // of the customer
				}
				changed, entry, err := swap.Do(terms, at("r"+strconv.Itoa(len(ledgers[n])), day, "10:00"), fact, held)
				require.NoError(t, err)
				ledgers[n] = append(ledgers[n], entry)
				return changed
			}, n)
		}
		hostile.Grows(t, "verify, "+what, least, func(n int) { require.NoError(t, swap.Verify(terms.Always, ledgers[n], days)) })
	}
}
