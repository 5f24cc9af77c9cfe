package timeaccount_test

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/internal/hostile"
	"github.com/avtale/avtale/timeaccount"
)

// The limits of time accounts that SECURITY.md lists: each is taken, and one more is not.
func TestLimits(t *testing.T) {
	const year = 366 * 24 * 3600
	concluded := at("r1", "2026-03-10", "08:00")
	conclude := func(id string, balance calendar.Seconds, products timeaccount.Names) (timeaccount.Agreement, error) {
		agreement, _, err := timeaccount.Conclude(provider(), concluded, timeaccount.Conclusion{
			Agreement: id, Customer: "C", Alternative: timeaccount.TimeAccount, Balance: balance, Products: products,
		})
		return agreement, err
	}
	hostile.Limit(t, "length of an interval", year, entitlement.ErrInvalid, func(n int) error {
		terms := provider()
		terms.Interval = entitlement.Increment(n)
		return terms.Validate()
	})
	hostile.Limit(t, "hours of an account", 1_000_000, entitlement.ErrInvalid, func(n int) error {
		_, err := conclude("A", calendar.Seconds(n)*calendar.Hour, "P")
		return err
	})
	hostile.Limit(t, "bytes of names", 4096, entitlement.ErrInvalid, func(n int) error {
		_, err := conclude("A", 3600, timeaccount.Names(strings.Repeat("n", n)))
		return err
	})
	hostile.Limit(t, "agreements handed in", 10_000, entitlement.ErrInvalid, func(n int) error {
		agreements := hostile.Times(n, func(i int) timeaccount.Agreement {
			agreement, err := conclude("A"+strconv.Itoa(i), 3600, "P")
			require.NoError(t, err)
			return agreement
		})
		_, _, err := timeaccount.Receive(provider(), at("r2", "2026-03-10", "09:00"), timeaccount.Receipt{
			Enquiry: "E", Customer: "C", Product: "P", Topic: timeaccount.UserRelated, Channel: timeaccount.Phone, By: "b",
		}, weekdays(), timeaccount.Customer{}, agreements...)
		return err
	})
	account, err := conclude("A", 3600, "P")
	require.NoError(t, err)
	enquiry, _, err := timeaccount.Receive(provider(), at("r2", "2026-03-10", "09:00"), timeaccount.Receipt{
		Enquiry: "E", Customer: "C", Product: "P", Topic: timeaccount.UserRelated, Channel: timeaccount.Phone, By: "b",
	}, weekdays(), timeaccount.Customer{}, account)
	require.NoError(t, err)
	hostile.Limit(t, "work of a session", year, entitlement.ErrInvalid, func(n int) error {
		_, _, _, err := enquiry.Record(at("r3", "2026-03-10", "10:00"), timeaccount.Session{Work: calendar.Seconds(n)}, account)
		return err
	})
	hostile.Limit(t, "hours of an enquiry", 1_000_000, entitlement.ErrInvalid, func(n int) error {
		worked := enquiry
		for hours := n; hours > 0; hours -= 366 * 24 {
			var err error
			event := at("w"+strconv.Itoa(hours), "2026-03-10", "10:00")
			if worked, _, _, err = worked.Record(event, timeaccount.Session{Work: calendar.Seconds(min(hours, 366*24)) * calendar.Hour}, account); err != nil {
				return err
			}
		}
		return nil
	})
	hostile.Limit(t, "step of an hourly rate", year, entitlement.ErrInvalid, func(n int) error {
		terms := provider()
		terms.Rates = slices.Clone(terms.Rates)
		terms.Rates[0].Step = entitlement.Increment(n)
		return terms.Validate()
	})
	seq := regexp.MustCompile(`"seq":\d+`)
	hostile.Limit(t, "entries of an agreement", 1<<30, entitlement.ErrInvalid, func(n int) error {
		return new(timeaccount.Agreement).UnmarshalJSON(seq.ReplaceAll(encoded(t, account), []byte(`"seq":`+strconv.Itoa(n))))
	})
	hostile.Limit(t, "entries of an enquiry", 1<<30, entitlement.ErrInvalid, func(n int) error {
		return new(timeaccount.Enquiry).UnmarshalJSON(seq.ReplaceAll(encoded(t, enquiry), []byte(`"seq":`+strconv.Itoa(n))))
	})
	hostile.Limit(t, "products added", 1000, entitlement.ErrInvalid, func(n int) error {
		agreement := account
		for i := range n {
			event := at("p"+strconv.Itoa(i), "2026-03-10", "10:00")
			var err error
			if agreement, _, err = agreement.Amend(event, timeaccount.Amendment{Product: "p" + strconv.Itoa(i), From: event.At.Date()}); err != nil {
				return err
			}
		}
		return nil
	})
	hostile.Limit(t, "superusers", 1000, entitlement.ErrInvalid, func(n int) error {
		var customer timeaccount.Customer
		for i := range n {
			event := at("s"+strconv.Itoa(i), "2026-03-10", "10:00")
			var err error
			day := event.At.Date() + calendar.Date(2*i)
			if customer, _, err = customer.Appoint(event, timeaccount.Appointment{Customer: "C", Person: "p", From: day}); err != nil {
				return err
			}
			if customer, _, err = customer.Remove(at("t"+strconv.Itoa(i), "2026-03-10", "11:00"), timeaccount.Removal{Last: day}); err != nil {
				return err
			}
		}
		return nil
	})
}

// keeper posts facts and keeps what they change, for ledgers that are long.
type keeper struct {
	terms timeaccount.Terms
	hours calendar.Calendar
	log   []timeaccount.Entry
}

func (k *keeper) tell(t *testing.T, at calendar.Moment, fact timeaccount.Fact, held timeaccount.Holding) timeaccount.Holding {
	t.Helper()
	held.Hours = k.hours
	changed, entry, err := timeaccount.Do(k.terms, entitlement.Event{Ref: "r" + strconv.Itoa(len(k.log)), At: at, Entered: at}, fact, held)
	require.NoError(t, err)
	k.log = append(k.log, entry)
	return changed
}

// Very many accounts and enquiries are verified, restated and rectified at a cost that is
// in proportion to the ledger, where the contract does not need to look at all agreements
// of a customer.
func TestLongLedgers(t *testing.T) {
	const least = 700 // of what follows, each of some entries
	start := at("", "2026-03-10", "09:00").At
	name := func(what string, i int) string { return what + strconv.Itoa(1_000_000+i) }
	account := func(id, customer string, hours int) timeaccount.Conclusion {
		return timeaccount.Conclusion{
			Agreement: id, Customer: customer, Alternative: timeaccount.TimeAccount, Balance: calendar.Seconds(hours) * calendar.Hour, Products: "P",
		}
	}
	receipt := func(id, customer string) timeaccount.Receipt {
		return timeaccount.Receipt{Enquiry: id, Customer: customer, Product: "P", Topic: timeaccount.UserRelated, Channel: timeaccount.Phone, By: "b"}
	}
	work := timeaccount.Session{Work: calendar.Hour, By: "b", What: "x"}
	for what, build := range map[string]func(k *keeper, n int){
		"accounts of as many customers": func(k *keeper, n int) {
			for i := range n {
				held := k.tell(t, start, account(name("A", i), name("C", i), 10), timeaccount.Holding{})
				held.Enquiries = k.tell(t, start, receipt(name("E", i), name("C", i)), held).Enquiries
				k.tell(t, start, work, held)
			}
		},
		"enquiries on one account": func(k *keeper, n int) {
			held := k.tell(t, start, account("A", "C", 100_000), timeaccount.Holding{})
			for i := range n {
				told := start.Add(calendar.Seconds(n - i))
				held.Enquiries = k.tell(t, told, receipt(name("E", i), "C"), timeaccount.Holding{Agreements: held.Agreements}).Enquiries
				if changed := k.tell(t, told, work, held); len(changed.Agreements) > 0 {
					held.Agreements = changed.Agreements
				}
			}
		},
	} {
		ledgers := map[int]*keeper{}
		for _, n := range []int{least, 10 * least} {
			ledgers[n] = &keeper{terms: provider(), hours: weekdays()}
			build(ledgers[n], n)
		}
		hostile.Grows(t, "verify, "+what, least, func(n int) {
			require.NoError(t, timeaccount.Verify(ledgers[n].terms.Always, ledgers[n].log, ledgers[n].hours))
		})
		hostile.Grows(t, "restate, "+what, least, func(n int) {
			_, err := timeaccount.Restate(ledgers[n].terms.Always, ledgers[n].log, ledgers[n].hours)
			require.NoError(t, err)
		})
		hostile.Grows(t, "rectify, "+what, least, func(n int) {
			_, err := timeaccount.Rectify(ledgers[n].terms.Always, at("m", "2026-04-20", "09:00"), "told late", ledgers[n].log, ledgers[n].hours)
			require.NoError(t, err)
		})
	}
}
