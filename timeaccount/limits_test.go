package timeaccount_test

import (
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
