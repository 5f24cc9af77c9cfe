package timeaccount_test

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/entitlementtest"
	"github.com/avtale/avtale/timeaccount"
)

func refused(t *testing.T, err error, reason entitlement.Reason, pass string) {
	t.Helper()
	refusal := (*entitlement.Refusal)(nil)
	require.ErrorAs(t, err, &refusal)
	assert.Equal(t, reason, refusal.Reason)
	assert.Equal(t, pass, refusal.Pass)
}

func TestTermsValidate(t *testing.T) {
	require.NoError(t, provider().Validate())
	for name, row := range map[string]struct {
		spoil  func(*timeaccount.Terms)
		family entitlement.Family
	}{
		"no zone":           {func(t *timeaccount.Terms) { t.Zone = "" }, entitlement.ErrMissing},
		"no calendar":       {func(t *timeaccount.Terms) { t.Calendar = "" }, entitlement.ErrMissing},
		"no channels":       {func(t *timeaccount.Terms) { t.Channels = nil }, entitlement.ErrMissing},
		"no topics":         {func(t *timeaccount.Terms) { t.Topics = nil }, entitlement.ErrMissing},
		"zone no text":      {func(t *timeaccount.Terms) { t.Zone = "\xff" }, entitlement.ErrInvalid},
		"calendar no text":  {func(t *timeaccount.Terms) { t.Calendar = "\xff" }, entitlement.ErrInvalid},
		"channel twice":     {func(t *timeaccount.Terms) { t.Channels[1] = t.Channels[0] }, entitlement.ErrInvalid},
		"channel of words":  {func(t *timeaccount.Terms) { t.Channels[1] = "by mail" }, entitlement.ErrInvalid},
		"topic without":     {func(t *timeaccount.Terms) { t.Topics[1] = "" }, entitlement.ErrInvalid},
		"topic no text":     {func(t *timeaccount.Terms) { t.Topics[1] = "\xff" }, entitlement.ErrInvalid},
		"topics too long":   {func(t *timeaccount.Terms) { t.Topics[1] = timeaccount.Topic(strings.Repeat("x", 4096)) }, entitlement.ErrInvalid},
		"no free period":    {func(t *timeaccount.Terms) { t.Free.Months = 0 }, entitlement.ErrMissing},
		"no account term":   {func(t *timeaccount.Terms) { t.Account.Months = 0 }, entitlement.ErrMissing},
		"unknown end":       {func(t *timeaccount.Terms) { t.Free.End = "Sometime" }, entitlement.ErrInvalid},
		"unknown end too":   {func(t *timeaccount.Terms) { t.Account.End = "Sometime" }, entitlement.ErrInvalid},
		"no interval":       {func(t *timeaccount.Terms) { t.Interval = 0 }, entitlement.ErrMissing},
		"half a minute":     {func(t *timeaccount.Terms) { t.Interval = 90 }, entitlement.ErrInvalid},
		"endless interval":  {func(t *timeaccount.Terms) { t.Interval = 366*24*3600 + 60 }, entitlement.ErrInvalid},
		"unknown rounding":  {func(t *timeaccount.Terms) { t.Rounding = "Down" }, entitlement.ErrInvalid},
		"unknown unit":      {func(t *timeaccount.Terms) { t.RoundPer = "Day" }, entitlement.ErrInvalid},
		"unknown superuser": {func(t *timeaccount.Terms) { t.Superuser = "Hero" }, entitlement.ErrInvalid},
		"negative step":     {func(t *timeaccount.Terms) { t.Rates[0].Step = -1 }, entitlement.ErrInvalid},
		"endless step":      {func(t *timeaccount.Terms) { t.Rates[0].Step = 366*24*3600 + 1 }, entitlement.ErrInvalid},
		"rate without day":  {func(t *timeaccount.Terms) { t.Rates[0].From = 0 }, entitlement.ErrMissing},
		"rate of nothing":   {func(t *timeaccount.Terms) { t.Rates[0].Hour = entitlement.Money{} }, entitlement.ErrMissing},
		"rates out of order": {func(t *timeaccount.Terms) {
			t.Rates = append(t.Rates, t.Rates[0])
		}, entitlement.ErrInvalid},
	} {
		terms := provider()
		row.spoil(&terms)
		assert.ErrorIs(t, terms.Validate(), row.family, name)
		_, _, err := timeaccount.Conclude(terms, at("r", "2026-03-02", "09:00"), timeaccount.Conclusion{
			Agreement: "K", Customer: "C", Alternative: timeaccount.TimeAccount, Balance: calendar.Hour, Products: "P",
		})
		assert.ErrorIs(t, err, row.family, name)
		_, _, err = timeaccount.Open(terms, at("r", "2026-03-02", "09:00"), timeaccount.Opening{Case: "S", Customer: "C"})
		assert.ErrorIs(t, err, row.family, name)
		_, _, err = timeaccount.Receive(terms, at("r", "2026-03-02", "09:00"), call("E"), weekdays(), timeaccount.Customer{})
		assert.ErrorIs(t, err, row.family, name)
	}
	limits := provider()
	limits.Interval, limits.Rates[0].Step = 366*24*3600, 366*24*3600
	limits.Topics[1] = timeaccount.Topic(strings.Repeat("x", 4096-len("program-technical ")))
	require.NoError(t, limits.Validate(), "the limits themselves are allowed")
	limits.Interval, limits.Rates[0].Step, limits.Free.Months, limits.Account.Months = 60, 1, 1, 1
	require.NoError(t, limits.Validate(), "so are the smallest")
}

// Terms are plain data: what is done to a copy's lists does not reach Printed's
// arguments or agreements, and JSON brings them back.
func TestTermsAreData(t *testing.T) {
	rates := provider().Rates
	terms := timeaccount.Printed(rates)
	account := concluded("K", "2026-03-02", calendar.Hour)
	terms.Rates[0].Hour = entitlement.MustMoney("1.00 NOK")
	terms.Channels[0] = "smoke"
	assert.Equal(t, provider().Rates, rates)
	assert.True(t, account.CoversChannel(timeaccount.Phone))
	entitlementtest.RoundTrips(t, provider())
	entitlementtest.RoundTrips(t, timeaccount.Printed(nil))
}

// The zero values cover nothing, and nothing can be told to them.
func TestZeroValues(t *testing.T) {
	assert.Empty(t, timeaccount.KindOf(nil))
	event := at("r", "2026-03-10", "09:00")
	var agreement timeaccount.Agreement
	assert.Equal(t, timeaccount.NotConcluded, agreement.State(event.At))
	assert.Zero(t, agreement.Balance(event.At)+agreement.Used()+agreement.Lapsed(event.At))
	assert.False(t, agreement.Covers("", event.At.Date()) || agreement.CoversTopic("") || agreement.CoversChannel(""))
	_, _, err := agreement.Amend(event, timeaccount.Amendment{Product: "P", From: event.At.Date()})
	assert.ErrorIs(t, err, entitlement.ErrInvalid)
	_, _, err = agreement.EndsAt(weekdays().Zone())
	assert.ErrorIs(t, err, entitlement.ErrInvalid)
	_, err = agreement.LastService(weekdays())
	assert.ErrorIs(t, err, entitlement.ErrInvalid)
	assert.Equal(t, timeaccount.HourlyMode, timeaccount.ModeAt(event.At, "", agreement))

	var enquiry timeaccount.Enquiry
	_, _, _, err = enquiry.Record(event, timeaccount.Session{Work: 1})
	assert.ErrorIs(t, err, entitlement.ErrInvalid)
	_, _, err = enquiry.Consent(event, timeaccount.Consent{})
	assert.ErrorIs(t, err, entitlement.ErrInvalid)
	_, _, err = enquiry.Tag(event, timeaccount.Tag{Cause: timeaccount.SelfInstalledUpdate})
	assert.ErrorIs(t, err, entitlement.ErrInvalid)
	charged, err := enquiry.Charged()
	assert.True(t, charged.IsZero() && err == nil)

	var matter timeaccount.Case
	_, _, _, _, err = matter.Record(event, timeaccount.Session{Work: 1}, received("E", "2026-03-10", "09:00"))
	assert.ErrorContains(t, err, "the zero case")

	var customer timeaccount.Customer
	assert.Empty(t, customer.ID()+customer.SuperuserAt(event.At))
	assert.Empty(t, customer.Superusers())
	_, _, err = customer.Remove(event, timeaccount.Removal{Last: event.At.Date()})
	assert.ErrorIs(t, err, entitlement.ErrInvalid)

	assert.Zero(t, timeaccount.Scale{}.Debit(calendar.Hour))
	assert.False(t, timeaccount.Names("").Has("") || timeaccount.Names("a b").Has(""))
	_, _, err = timeaccount.Do(provider(), event, nil, timeaccount.Holding{})
	assert.ErrorIs(t, err, entitlement.ErrInvalid)
}

// What is malformed is refused before anything happens.
func TestInvalidFacts(t *testing.T) {
	account := concluded("K", "2026-03-02", calendar.Hour)
	enquiry := received("E", "2026-03-10", "09:00", account)
	day := calendar.MustDate("2026-03-10")
	held := timeaccount.Holding{
		Agreements: []timeaccount.Agreement{account}, Enquiries: []timeaccount.Enquiry{enquiry}, Hours: weekdays(),
	}
	conclusion := timeaccount.Conclusion{
		Agreement: "L", Customer: "ACME", Alternative: timeaccount.TimeAccount, Balance: calendar.Hour, Products: "P",
	}
	spoiled := func(spoil func(*timeaccount.Conclusion)) timeaccount.Fact {
		spoil(&conclusion)
		fact := conclusion
		conclusion.Agreement, conclusion.Customer, conclusion.Alternative = "L", "ACME", timeaccount.TimeAccount
		conclusion.Balance, conclusion.Products = calendar.Hour, "P"
		return fact
	}
	asked := func(spoil func(*timeaccount.Receipt)) timeaccount.Fact {
		fact := call("X")
		spoil(&fact)
		return fact
	}
	for name, fact := range map[string]timeaccount.Fact{
		"no agreement id":    spoiled(func(f *timeaccount.Conclusion) { f.Agreement = "" }),
		"no customer":        spoiled(func(f *timeaccount.Conclusion) { f.Customer = "" }),
		"the customer's id":  spoiled(func(f *timeaccount.Conclusion) { f.Agreement = "ACME" }),
		"no alternative":     spoiled(func(f *timeaccount.Conclusion) { f.Alternative = "" }),
		"other alternative":  spoiled(func(f *timeaccount.Conclusion) { f.Alternative = "none" }),
		"other without one":  spoiled(func(f *timeaccount.Conclusion) { f.Alternative, f.Balance = "none", 0 }),
		"free below nothing": spoiled(func(f *timeaccount.Conclusion) { f.Alternative, f.Balance = timeaccount.FreePeriod, -900 }),
		"negative balance":   spoiled(func(f *timeaccount.Conclusion) { f.Balance = -900 }),
		"endless balance":    spoiled(func(f *timeaccount.Conclusion) { f.Balance = 1_000_001 * calendar.Hour }),
		"a product twice":    spoiled(func(f *timeaccount.Conclusion) { f.Products = "P Q P" }),
		"two spaces":         spoiled(func(f *timeaccount.Conclusion) { f.Products = "P  Q" }),
		"a tab":              spoiled(func(f *timeaccount.Conclusion) { f.Products = "P\tQ" }),
		"no text":            spoiled(func(f *timeaccount.Conclusion) { f.Products = "\xff" }),
		"too long":           spoiled(func(f *timeaccount.Conclusion) { f.Products = timeaccount.Names(strings.Repeat("x", 4097)) }),
		"customer no text":   spoiled(func(f *timeaccount.Conclusion) { f.Customer = "\xff" }),
		"no product to add":  timeaccount.Amendment{From: day},
		"two products":       timeaccount.Amendment{Product: "P Q", From: day},
		"no day":             timeaccount.Amendment{Product: "P"},
		"the end of time":    timeaccount.Amendment{Product: "P", From: calendar.MustDate("9999-12-31")},
		"nobody appointed":   timeaccount.Appointment{Customer: "ACME", From: day},
		"by nobody":          timeaccount.Appointment{Person: "P", From: day},
		"from no day":        timeaccount.Appointment{Customer: "ACME", Person: "P"},
		"removed on no day":  timeaccount.Removal{},
		"no case":            timeaccount.Opening{Customer: "ACME"},
		"case of nobody":     timeaccount.Opening{Case: "S"},
		"the customer again": timeaccount.Opening{Case: "S", Customer: "S"},
		"no enquiry":         asked(func(f *timeaccount.Receipt) { f.Enquiry = "" }),
		"enquiry of nobody":  asked(func(f *timeaccount.Receipt) { f.Customer = "" }),
		"its own customer":   asked(func(f *timeaccount.Receipt) { f.Enquiry = "ACME" }),
		"no product":         asked(func(f *timeaccount.Receipt) { f.Product = "" }),
		"no topic":           asked(func(f *timeaccount.Receipt) { f.Topic = "" }),
		"no channel":         asked(func(f *timeaccount.Receipt) { f.Channel = "" }),
		"by no text":         asked(func(f *timeaccount.Receipt) { f.By = "\xff" }),
		"case no text":       asked(func(f *timeaccount.Receipt) { f.Case = "\xff" }),
		"case of its own id": asked(func(f *timeaccount.Receipt) { f.Case = "X" }),
		"case K, as account": asked(func(f *timeaccount.Receipt) { f.Case = "K" }),
		"case as customer":   asked(func(f *timeaccount.Receipt) { f.Case = "ACME" }),
		"of another":         asked(func(f *timeaccount.Receipt) { f.Customer = "OTHER" }),
		"an agreement's id":  asked(func(f *timeaccount.Receipt) { f.Enquiry = "K" }),
		"negative work":      timeaccount.Session{Work: -1},
		"endless work":       timeaccount.Session{Work: 366*24*calendar.Hour + 1},
		"work by no text":    timeaccount.Session{By: "\xff"},
		"what is no text":    timeaccount.Session{What: "\xff"},
		"consent by no text": timeaccount.Consent{By: "\xff"},
		"no cause":           timeaccount.Tag{},
		"cause no text":      timeaccount.Tag{Cause: "\xff"},
		"reversal of what":   timeaccount.Reversal{Because: "x"},
		"reversal for what":  timeaccount.Reversal{Of: "x"},
		"another entry":      timeaccount.Reversal{Of: "x", Because: "x"},
	} {
		changed, entry, err := timeaccount.Do(provider(), at("r", "2026-03-10", "09:00"), fact, held)
		assert.ErrorIs(t, err, entitlement.ErrInvalid, name)
		assert.Equal(t, timeaccount.Holding{}, changed, name)
		assert.Equal(t, timeaccount.Entry{}, entry, name)
	}
	_, _, err := timeaccount.Do(provider(), at("r", "2026-03-10", "09:00"), spoiled(func(f *timeaccount.Conclusion) { f.Products = "" }), held)
	assert.ErrorIs(t, err, entitlement.ErrMissing)
	for name, fact := range map[string]timeaccount.Fact{
		"longest work": timeaccount.Session{Work: 366 * 24 * calendar.Hour},
		"the largest account": timeaccount.Conclusion{
			Agreement: "L", Customer: "C", Alternative: timeaccount.TimeAccount, Balance: 1_000_000 * calendar.Hour,
			Products: timeaccount.Names(strings.Repeat("x", 4096)),
		},
	} {
		_, _, err := timeaccount.Do(provider(), at("r", "2026-03-10", "09:00"), fact, held)
		assert.NoError(t, err, name)
	}
	for kind, data := range map[entitlement.Kind]string{"session": `{"work":1,"x":1}`, "party": `{}`, "tag": `null`} {
		_, err := timeaccount.DecodeFact(kind, []byte(data))
		assert.ErrorIs(t, err, entitlement.ErrInvalid, kind)
	}
}

// An event without its parts is refused by every transition.
func TestInvalidEvents(t *testing.T) {
	account := concluded("K", "2026-03-02", calendar.Hour)
	enquiry := received("E", "2026-03-10", "09:00", account)
	held := timeaccount.Holding{
		Agreements: []timeaccount.Agreement{account}, Enquiries: []timeaccount.Enquiry{enquiry}, Hours: weekdays(),
	}
	for _, fact := range []timeaccount.Fact{
		timeaccount.Conclusion{Agreement: "L", Customer: "C", Alternative: timeaccount.FreePeriod, Products: "P"},
		timeaccount.Amendment{Product: "P", From: 1},
		timeaccount.Appointment{Customer: "C", Person: "P", From: 1},
		timeaccount.Opening{Case: "S", Customer: "C"},
		call("X"),
		timeaccount.Session{Work: 1},
		timeaccount.Consent{},
		timeaccount.Tag{Cause: "x"},
		timeaccount.Reversal{Of: "x", Because: "x"},
	} {
		_, _, err := timeaccount.Do(provider(), entitlement.Event{Ref: "r"}, fact, held)
		assert.ErrorIs(t, err, entitlement.ErrInvalid)
		assert.ErrorContains(t, err, "moment")
	}
	customer, _, err := timeaccount.Customer{}.Appoint(at("r", "2026-03-10", "09:00"), timeaccount.Appointment{Customer: "C", Person: "P", From: 1})
	require.NoError(t, err)
	_, _, err = customer.Remove(entitlement.Event{}, timeaccount.Removal{Last: 1})
	assert.ErrorIs(t, err, entitlement.ErrInvalid)
}

// A fact is told to the values it needs, and to no others.
func TestHolding(t *testing.T) {
	account, other := concluded("K", "2026-03-02", calendar.Hour), concluded("L", "2026-03-02", calendar.Hour)
	enquiry := received("E", "2026-03-10", "09:00", account)
	event := at("r", "2026-03-10", "10:00")
	for name, agreements := range map[string][]timeaccount.Agreement{
		"the judged agreement is missing": {other},
		"none":                            nil,
		"one twice":                       {account, account},
		"a zero one":                      {account, {}},
	} {
		same, changed, entry, err := enquiry.Record(event, timeaccount.Session{Work: 1}, agreements...)
		assert.ErrorIs(t, err, entitlement.ErrInvalid, name)
		assert.Equal(t, enquiry, same)
		assert.Nil(t, changed)
		assert.Equal(t, timeaccount.Entry{}, entry)
	}
	stranger, _, err := timeaccount.Conclude(provider(), event, timeaccount.Conclusion{
		Agreement: "M", Customer: "OTHER", Alternative: timeaccount.FreePeriod, Products: "CAD-M",
	})
	require.NoError(t, err)
	_, _, _, err = enquiry.Record(event, timeaccount.Session{Work: 1}, account, stranger)
	assert.ErrorContains(t, err, "OTHER")
	_, _, _, err = received("X", "2026-03-10", "09:00").Record(event, timeaccount.Session{Work: 1}, concluded("X", "2026-03-02", calendar.Hour))
	assert.ErrorContains(t, err, "the id of two values")

	_, _, _, err = enquiry.Record(at("r", "2026-03-10", "08:59"), timeaccount.Session{Work: 1}, account)
	assert.ErrorContains(t, err, "before the enquiry arrives")
	_, _, _, err = enquiry.Record(at("r", "2026-03-10", "09:00"), timeaccount.Session{Work: 1}, account)
	assert.NoError(t, err)

	_, _, err = timeaccount.Receive(provider(), event, call("X"), calendar.Calendar{}, timeaccount.Customer{}, account)
	assert.ErrorIs(t, err, entitlement.ErrMissing, "no calendar")
	spec := timeaccount.OpeningHours()
	spec.Name = "other hours"
	location, err := time.LoadLocation(spec.Zone)
	require.NoError(t, err)
	strange, err := calendar.Compile(spec, location)
	require.NoError(t, err)
	_, _, err = timeaccount.Receive(provider(), event, call("X"), strange, timeaccount.Customer{}, account)
	assert.ErrorIs(t, err, entitlement.ErrInvalid, "another calendar")
	_, err = account.LastService(strange)
	assert.ErrorIs(t, err, entitlement.ErrInvalid)
	_, _, err = timeaccount.Receive(provider(), at("r", "2080-03-10", "10:00"), call("X"), weekdays(), timeaccount.Customer{}, account)
	assert.ErrorIs(t, err, entitlement.ErrMissing, "beyond the calendar")
	_, err = concluded("K", "2075-03-02", calendar.Hour).LastService(weekdays())
	assert.ErrorIs(t, err, entitlement.ErrMissing, "beyond the calendar")

	customer, _, err := timeaccount.Customer{}.Appoint(event, timeaccount.Appointment{Customer: "OTHER", Person: "P", From: 1})
	require.NoError(t, err)
	_, _, err = timeaccount.Receive(provider(), event, call("X"), weekdays(), customer, account)
	assert.ErrorContains(t, err, "OTHER")
	_, _, err = customer.Appoint(event, timeaccount.Appointment{Customer: "ACME", Person: "P", From: 1})
	assert.ErrorContains(t, err, "OTHER")

	for name, fact := range map[string]timeaccount.Fact{
		"to no agreement": timeaccount.Amendment{Product: "P", From: 1},
		"to no customer":  timeaccount.Removal{Last: 1},
		"to no enquiry":   timeaccount.Tag{Cause: "x"},
	} {
		_, _, err := timeaccount.Do(provider(), event, fact, timeaccount.Holding{})
		assert.ErrorContains(t, err, "told to one", name)
	}
	two := timeaccount.Holding{Customers: []timeaccount.Customer{customer, customer}, Hours: weekdays()}
	for _, fact := range []timeaccount.Fact{call("X"), timeaccount.Appointment{Customer: "OTHER", Person: "P", From: 1}} {
		_, _, err = timeaccount.Do(provider(), event, fact, two)
		assert.ErrorContains(t, err, "told to one customer, not to 2")
	}
}

// Whether a call is taken and when work can begin goes by the opening hours that the
// agreement was concluded with which the enquiry falls under, and without one by those of
// the terms; the calendar of others is refused, and the right one is named (TIM-09, TIM-11).
func TestHoursOfTheAgreement(t *testing.T) {
	spec := timeaccount.OpeningHours()
	spec.Name, spec.Week = "9 to 15", calendar.MondayToFriday(calendar.MustHours("09:00-15:00"))
	location, err := time.LoadLocation(spec.Zone)
	require.NoError(t, err)
	shorter, err := calendar.Compile(spec, location)
	require.NoError(t, err)
	before, now := provider(), provider()
	now.Calendar = spec.Name
	var log []timeaccount.Entry
	conclude := func(terms timeaccount.Terms, id, date string, of timeaccount.Alternative, products timeaccount.Names) timeaccount.Agreement {
		conclusion := timeaccount.Conclusion{Agreement: id, Customer: "ACME", Alternative: of, Products: products}
		if of == timeaccount.TimeAccount {
			conclusion.Balance = calendar.Hour
		}
		agreement, entry, err := timeaccount.Conclude(terms, at(id, date, "09:00"), conclusion)
		require.NoError(t, err)
		log = append(log, entry)
		return agreement
	}
	old := conclude(before, "old", "2026-03-02", timeaccount.TimeAccount, "CAD-M")
	fresh := conclude(now, "fresh", "2026-06-01", timeaccount.TimeAccount, "CAD-M")
	free := conclude(now, "free", "2026-06-01", timeaccount.FreePeriod, "CAD-M")
	other := conclude(before, "other", "2026-03-02", timeaccount.TimeAccount, "CAM-X")
	ended := conclude(before, "ended", "2025-03-02", timeaccount.TimeAccount, "CAD-M")
	for name, row := range map[string]struct {
		agreements []timeaccount.Agreement
		hours      calendar.Calendar
	}{
		"no agreement":             {nil, shorter},
		"one of before":            {[]timeaccount.Agreement{old}, weekdays()},
		"one of now":               {[]timeaccount.Agreement{fresh}, shorter},
		"the one that ends first":  {[]timeaccount.Agreement{fresh, old}, weekdays()},
		"the free period":          {[]timeaccount.Agreement{old, free}, shorter},
		"one for another product":  {[]timeaccount.Agreement{other}, shorter},
		"one that has ended":       {[]timeaccount.Agreement{ended}, shorter},
		"one that covers, and not": {[]timeaccount.Agreement{other, old, ended}, weekdays()},
	} {
		early, mail := at("r", "2026-07-02", "08:30"), call("E")
		mail.Channel = timeaccount.Mail
		enquiry, _, err := timeaccount.Receive(now, early, mail, row.hours, timeaccount.Customer{}, row.agreements...)
		require.NoError(t, err, name)
		begins, err := row.hours.NextOpen(early.At)
		require.NoError(t, err)
		assert.Equal(t, begins, enquiry.Start(), name)
		_, _, err = timeaccount.Receive(now, early, call("E"), row.hours, timeaccount.Customer{}, row.agreements...)
		answer, failure := timeaccount.Ask(now, early, call("E"), row.hours, timeaccount.Customer{}, row.agreements...)
		require.NoError(t, failure)
		assert.Equal(t, begins == early.At, err == nil, name)
		assert.Equal(t, begins == early.At, answer.Cover != entitlement.NoCover, name)
		if err != nil {
			refused(t, err, timeaccount.Closed, "a call from "+begins.String()+" on, or a mail")
		}
		for _, wrong := range []calendar.Calendar{weekdays(), shorter} {
			if wrong.Name() != row.hours.Name() {
				_, _, err := timeaccount.Receive(now, early, mail, wrong, timeaccount.Customer{}, row.agreements...)
				assert.ErrorIs(t, err, entitlement.ErrInvalid, name)
				assert.ErrorContains(t, err, row.hours.Name(), name)
			}
		}
	}

	// A ledger is decided again by the same hours, of those handed in.
	offered := []timeaccount.Agreement{old, fresh, free, other, ended}
	for _, row := range []struct {
		date  string
		hours calendar.Calendar
	}{{"2026-03-10", weekdays()}, {"2026-07-02", shorter}, {"2026-12-02", weekdays()}, {"2027-03-03", shorter}, {"2028-03-02", shorter}} {
		receipt := call("E " + row.date)
		receipt.Channel = timeaccount.Mail
		_, entry, err := timeaccount.Receive(now, at(row.date, row.date, "08:30"), receipt, row.hours, timeaccount.Customer{}, offered...)
		require.NoError(t, err, row.date)
		log = append(log, entry)
	}
	terms := func(entry timeaccount.Entry) timeaccount.Terms {
		if entry.Outcome.Agreement.Calendar == before.Calendar {
			return before
		}
		return now
	}
	both := []calendar.Calendar{shorter, weekdays()}
	require.NoError(t, timeaccount.Verify(terms, log, both...))
	differences, err := timeaccount.Restate(terms, log, both...)
	require.NoError(t, err)
	require.Empty(t, differences)
	entries, err := timeaccount.Rectify(terms, at("c", "2028-03-03", "09:00"), "told late", log, both...)
	require.NoError(t, err)
	require.Empty(t, entries)
	for _, one := range both {
		require.ErrorIs(t, timeaccount.Verify(terms, log, one), entitlement.ErrLedger, "%s alone", one.Name())
		_, err = timeaccount.Restate(terms, log, one)
		require.ErrorIs(t, err, entitlement.ErrLedger, "%s alone", one.Name())
	}
}

// A case records its own enquiries, and no others.
func TestCaseRecordsItsOwn(t *testing.T) {
	terms := provider()
	terms.RoundPer = timeaccount.PerCase
	event := at("r1", "2026-03-10", "09:00")
	account, _, err := timeaccount.Conclude(terms, event, timeaccount.Conclusion{
		Agreement: "K", Customer: "ACME", Alternative: timeaccount.TimeAccount, Balance: calendar.Hour, Products: "CAD-M",
	})
	require.NoError(t, err)
	matter, _, err := timeaccount.Open(terms, event, timeaccount.Opening{Case: "S", Customer: "ACME"})
	require.NoError(t, err)
	foreign, _, err := timeaccount.Open(terms, event, timeaccount.Opening{Case: "S", Customer: "OTHER"})
	require.NoError(t, err)
	receipt := call("E")
	receipt.Case = "S"
	enquiry, _, err := timeaccount.Receive(terms, event, receipt, weekdays(), timeaccount.Customer{}, account)
	require.NoError(t, err)
	session := timeaccount.Session{Work: 5 * calendar.Minute}

	_, _, _, err = enquiry.Record(event, session, account)
	assert.ErrorContains(t, err, `with the case "S"`)
	_, _, err = timeaccount.Do(terms, event, session, timeaccount.Holding{
		Enquiries: []timeaccount.Enquiry{enquiry}, Agreements: []timeaccount.Agreement{account},
	})
	assert.ErrorContains(t, err, "one case")
	_, _, _, _, err = foreign.Record(event, session, enquiry, account)
	assert.ErrorContains(t, err, "not rounded with the case")
	_, _, _, _, err = matter.Record(event, session, received("X", "2026-03-10", "09:00", concluded("K", "2026-03-02", 900)), concluded("K", "2026-03-02", 900))
	assert.ErrorContains(t, err, "not rounded with the case")
	_, _, _, _, err = matter.Record(event, session, enquiry, account, concluded("S", "2026-03-02", 900))
	assert.ErrorContains(t, err, "the id of two values")
	matter, enquiry, changed, entry, err := matter.Record(event, session, enquiry, account)
	require.NoError(t, err)
	_, _, _, _, err = matter.Record(event, session, enquiry, changed...)
	assert.ErrorIs(t, err, entitlement.ErrConflict, "the reference of the entry before")

	// Another enquiry of the case is worked on; now the first is not the newest.
	receipt.Enquiry = "E2"
	second, _, err := timeaccount.Receive(terms, event, receipt, weekdays(), timeaccount.Customer{}, changed...)
	require.NoError(t, err)
	later := at("r2", "2026-03-10", "10:00")
	_, _, _, _, err = matter.Record(at("r1", "2026-03-10", "10:00"), session, second, changed...)
	assert.ErrorIs(t, err, entitlement.ErrConflict, "the reference of the entry before, on another enquiry of the case")
	next, _, _, _, err := matter.Record(later, session, second, changed...)
	require.NoError(t, err)
	back := timeaccount.Reversal{Of: "r1", Because: "x"}
	held := timeaccount.Holding{Enquiries: []timeaccount.Enquiry{enquiry}, Cases: []timeaccount.Case{next}, Agreements: changed, Entry: entry}
	_, _, err = timeaccount.Reverse(at("r3", "2026-03-10", "11:00"), back, held)
	refused(t, err, timeaccount.NotNewest, "the newest standing entry of the case")
	held.Cases = []timeaccount.Case{matter}
	held, _, err = timeaccount.Reverse(at("r3", "2026-03-10", "11:00"), back, held)
	require.NoError(t, err)
	assert.Zero(t, held.Cases[0].Covered()+held.Cases[0].Debited()+held.Enquiries[0].Worked()+held.Agreements[0].Used())
	assert.Equal(t, 3, held.Cases[0].Seq())
	assert.Equal(t, "ACME", held.Cases[0].Customer())
}

// A reversal needs the entry and every value it names.
func TestReverseNeedsItsValues(t *testing.T) {
	account := concluded("K", "2026-03-02", calendar.Hour)
	enquiry, changed, entry, err := received("E", "2026-03-10", "09:00", account).Record(at("r1", "2026-03-10", "09:00"), timeaccount.Session{Work: 1}, account)
	require.NoError(t, err)
	event, back := at("r2", "2026-03-10", "10:00"), timeaccount.Reversal{Of: "r1", Because: "x"}
	whole := timeaccount.Holding{Enquiries: []timeaccount.Enquiry{enquiry}, Agreements: changed, Entry: entry}
	for name, spoil := range map[string]func(*timeaccount.Holding){
		"no entry":     func(h *timeaccount.Holding) { h.Entry = timeaccount.Entry{} },
		"no enquiry":   func(h *timeaccount.Holding) { h.Enquiries = nil },
		"no agreement": func(h *timeaccount.Holding) { h.Agreements = nil },
	} {
		held := whole
		spoil(&held)
		changed, entry, err := timeaccount.Reverse(event, back, held)
		assert.ErrorIs(t, err, entitlement.ErrInvalid, name)
		assert.Equal(t, timeaccount.Holding{}, changed)
		assert.Equal(t, timeaccount.Entry{}, entry)
	}
	held, reversal, err := timeaccount.Reverse(event, back, whole)
	require.NoError(t, err)
	held.Entry = reversal
	_, _, err = timeaccount.Reverse(at("r3", "2026-03-10", "11:00"), timeaccount.Reversal{Of: "r2", Because: "x"}, held)
	refused(t, err, timeaccount.NotNewest, "work, or a consent")
	held.Entry = entry
	_, _, err = timeaccount.Reverse(at("r3", "2026-03-10", "11:00"), back, held)
	refused(t, err, timeaccount.NotNewest, "the newest standing entry of the enquiry")
	for name, forge := range map[string]func(*timeaccount.Entry){
		"moves nothing":     func(e *timeaccount.Entry) { e.Draws = nil },
		"moves no enquiry":  func(e *timeaccount.Entry) { e.Draws = e.Draws[1:] },
		"on a case unnamed": func(e *timeaccount.Entry) { e.Outcome.Work.OnCase = "r1" },
	} {
		held := whole
		forge(&held.Entry)
		_, _, err := timeaccount.Reverse(event, back, held)
		assert.ErrorIs(t, err, entitlement.ErrInvalid, name)
	}

	// A consent is taken back with its charge, and can be given again.
	small := concluded("K", "2026-03-02", 15*calendar.Minute)
	enquiry, _, _, err = received("E", "2026-03-10", "09:00", small).Record(at("r1", "2026-03-10", "09:00"), timeaccount.Session{Work: calendar.Hour}, small)
	require.NoError(t, err)
	before := enquiry
	enquiry, entry, err = enquiry.Consent(event, timeaccount.Consent{})
	require.NoError(t, err)
	assert.Equal(t, "900.00 NOK", entry.Charge.String())
	held, reversal, err = timeaccount.Reverse(at("r3", "2026-03-10", "11:00"), timeaccount.Reversal{Of: "r2", Because: "x"}, timeaccount.Holding{
		Enquiries: []timeaccount.Enquiry{enquiry}, Entry: entry,
	})
	require.NoError(t, err)
	assert.Equal(t, "-900.00 NOK", reversal.Charge.String())
	assert.False(t, held.Enquiries[0].Consented())
	assert.Equal(t, before.Waiting(), held.Enquiries[0].Waiting())
	_, _, err = held.Enquiries[0].Consent(at("r4", "2026-03-10", "12:00"), timeaccount.Consent{})
	assert.NoError(t, err)
	_, _, err = enquiry.Consent(event, timeaccount.Consent{})
	assert.ErrorIs(t, err, entitlement.ErrConflict)
}

// A correction needs its values and its ledger, and is told once.
func TestCorrectNeedsItsValues(t *testing.T) {
	b := newBench(t).worked(t, 3)
	held := timeaccount.Holding{Agreements: b.accounts, Enquiries: []timeaccount.Enquiry{b.enquiry}}
	wrong := timeaccount.Correction{Of: "s0", Because: "x", Session: session(calendar.Hour)}
	changed, entries, err := timeaccount.Correct(b.event("c"), wrong, b.log, held)
	require.NoError(t, err)
	require.Len(t, entries, 6)
	assert.Equal(t, []string{"c/1", "c/2", "c/6"}, []string{entries[0].Ref, entries[1].Ref, entries[5].Ref})
	assert.Equal(t, "s2", entries[0].Reverses)
	for i, entry := range entries {
		assert.Equal(t, b.event("c").Entered, entry.Entered, "told now")
		if i < 3 {
			assert.Equal(t, "x", entry.Fact.(timeaccount.Reversal).Because)
		}
	}
	require.Len(t, changed.Agreements, 1, "those that moved")
	assert.Equal(t, 74*calendar.Minute, changed.Enquiries[0].Worked())
	_, _, err = timeaccount.Correct(b.event("c"), wrong, append(b.log, entries...), held)
	assert.ErrorIs(t, err, entitlement.ErrConflict)
	for name, row := range map[string]struct {
		spoil  func(*timeaccount.Correction, *timeaccount.Holding, *[]timeaccount.Entry)
		target error
	}{
		"of nothing":      {func(c *timeaccount.Correction, _ *timeaccount.Holding, _ *[]timeaccount.Entry) { c.Of = "" }, entitlement.ErrInvalid},
		"for no reason":   {func(c *timeaccount.Correction, _ *timeaccount.Holding, _ *[]timeaccount.Entry) { c.Because = "" }, entitlement.ErrInvalid},
		"negative work":   {func(c *timeaccount.Correction, _ *timeaccount.Holding, _ *[]timeaccount.Entry) { c.Session.Work = -1 }, entitlement.ErrInvalid},
		"of a receipt":    {func(c *timeaccount.Correction, _ *timeaccount.Holding, _ *[]timeaccount.Entry) { c.Of = "r" }, timeaccount.NotNewest},
		"no ledger":       {func(_ *timeaccount.Correction, _ *timeaccount.Holding, log *[]timeaccount.Entry) { *log = nil }, timeaccount.NotNewest},
		"no enquiry":      {func(_ *timeaccount.Correction, h *timeaccount.Holding, _ *[]timeaccount.Entry) { h.Enquiries = nil }, entitlement.ErrInvalid},
		"no agreement":    {func(_ *timeaccount.Correction, h *timeaccount.Holding, _ *[]timeaccount.Entry) { h.Agreements = nil }, entitlement.ErrInvalid},
		"the last is cut": {func(_ *timeaccount.Correction, _ *timeaccount.Holding, log *[]timeaccount.Entry) { *log = (*log)[:6] }, timeaccount.NotNewest},
		"endless work": {func(c *timeaccount.Correction, _ *timeaccount.Holding, _ *[]timeaccount.Entry) {
			c.Session.Work = 1 << 40
		}, entitlement.ErrInvalid},
	} {
		correction, values, log := wrong, held, slices.Clone(b.log)
		row.spoil(&correction, &values, &log)
		changed, entries, err := timeaccount.Correct(b.event("c"), correction, log, values)
		assert.ErrorIs(t, err, row.target, name)
		assert.Equal(t, timeaccount.Holding{}, changed, name)
		assert.Nil(t, entries, name)
	}
	_, _, err = timeaccount.Correct(entitlement.Event{Ref: "c"}, wrong, b.log, held)
	assert.ErrorIs(t, err, entitlement.ErrInvalid)

	// What is handed in and does not move does not come back; a line is told when
	// the correction is, and happened when the work did.
	matter, _, err := timeaccount.Open(b.terms, b.event("o"), timeaccount.Opening{Case: "S", Customer: "C"})
	require.NoError(t, err)
	more := held
	more.Cases, more.Enquiries = []timeaccount.Case{matter}, append(more.Enquiries, b.onCase)
	told := b.event("c")
	told.At, told.Entered = told.At.Add(3600), told.At.Add(7200)
	more.Enquiries[1] = received("X", "2026-03-10", "09:00")
	changed, entries, err = timeaccount.Correct(told, wrong, b.log, more)
	require.NoError(t, err)
	assert.Empty(t, changed.Cases)
	assert.Len(t, changed.Enquiries, 1)
	assert.Equal(t, []calendar.Moment{told.At, told.Entered}, []calendar.Moment{entries[0].At, entries[0].Entered})
	assert.Equal(t, []calendar.Moment{b.at, told.Entered}, []calendar.Moment{entries[3].At, entries[3].Entered})
}

// A correction passes over what was taken back and what is not of the enquiry,
// and a consent is not a session.
func TestCorrectPassesOver(t *testing.T) {
	account := concluded("K", "2026-03-02", 15*calendar.Minute)
	held := timeaccount.Holding{Agreements: []timeaccount.Agreement{account}, Enquiries: []timeaccount.Enquiry{received("E9", "2026-03-10", "09:00", account)}}
	var log []timeaccount.Entry
	do := func(ref string, fact timeaccount.Fact) {
		for _, entry := range log {
			if reversal, ok := fact.(timeaccount.Reversal); ok && entry.Ref == reversal.Of {
				held.Entry = entry
			}
		}
		changed, entry, err := timeaccount.Do(provider(), at(ref, "2026-03-10", "10:00"), fact, held)
		require.NoError(t, err, ref)
		if len(changed.Agreements) > 0 {
			held.Agreements = changed.Agreements
		}
		held.Enquiries, log = changed.Enquiries, append(log, entry)
	}
	do("one", timeaccount.Session{Work: 60})
	do("two", timeaccount.Session{Work: 60})
	do("back", timeaccount.Reversal{Of: "two", Because: "x"})
	do("consent", timeaccount.Consent{})
	do("three", timeaccount.Session{Work: 120})
	b := newBench(t)
	matter, _, err := timeaccount.Open(b.terms, b.event("o"), timeaccount.Opening{Case: "S", Customer: "C"})
	require.NoError(t, err)
	_, _, _, onCase, err := matter.Record(b.event("case"), session(60), b.onCase, b.accounts[0])
	require.NoError(t, err)
	unnamed := nameless(log[0])
	unnamed.Ref = "unnamed"
	log = append(log, onCase, unnamed)
	by := timeaccount.Session{Work: 30}
	changed, entries, err := timeaccount.Correct(at("c", "2026-03-11", "10:00"), timeaccount.Correction{Of: "one", Because: "x", Session: by}, log, held)
	require.NoError(t, err)
	assert.Len(t, entries, 6)
	assert.Equal(t, calendar.Seconds(150), changed.Enquiries[0].Worked())
	for _, of := range []string{"two", "consent", "back", ""} {
		_, _, err = timeaccount.Correct(at("c", "2026-03-11", "10:00"), timeaccount.Correction{Of: of, Because: "x", Session: by}, log, held)
		assert.Error(t, err, of)
	}
	_, _, err = timeaccount.Correct(at("c", "2026-03-11", "10:00"), timeaccount.Correction{Of: "consent", Because: "x", Session: by}, log, held)
	assert.ErrorIs(t, err, timeaccount.NotNewest)

	// A line whose reference is recorded, and work on a case that is not named.
	taken := log[0]
	taken.Ref = "c/2"
	_, _, err = timeaccount.Correct(at("c", "2026-03-11", "10:00"), timeaccount.Correction{Of: "one", Because: "x", Session: by}, append(log, nameless(taken)), held)
	assert.ErrorIs(t, err, entitlement.ErrConflict)
	odd := log[0]
	odd.Draws, odd.Outcome.Work.OnCase = odd.Draws[:1], "one"
	_, _, err = timeaccount.Correct(at("c", "2026-03-11", "10:00"), timeaccount.Correction{Of: "one", Because: "x", Session: by}, []timeaccount.Entry{odd, onCase}, held)
	assert.Error(t, err)

	// Work that names no agreement, before work on a case.
	ordered := received("E9", "2026-03-10", "09:00")
	ordered, _, entry, err := ordered.Record(at("r1", "2026-03-10", "09:00"), timeaccount.Session{Work: 60})
	require.NoError(t, err)
	changed, entries, err = timeaccount.Correct(at("c", "2026-03-11", "10:00"), timeaccount.Correction{Of: "r1", Because: "x", Session: by},
		[]timeaccount.Entry{entry, onCase}, timeaccount.Holding{Enquiries: []timeaccount.Enquiry{ordered}})
	require.NoError(t, err)
	assert.Len(t, entries, 2)
	assert.Equal(t, calendar.Seconds(30), changed.Enquiries[0].Worked())
}

// What is rounded with a case stands on its other enquiries, also in an entry from
// elsewhere that does not name the account it leaves alone.
func TestCorrectOnACaseBeyondTheAccount(t *testing.T) {
	terms := provider()
	terms.RoundPer = timeaccount.PerCase
	account, _, err := timeaccount.Conclude(terms, at("k", "2026-03-02", "09:00"), timeaccount.Conclusion{
		Agreement: "K", Customer: "ACME", Alternative: timeaccount.TimeAccount, Balance: 15 * calendar.Minute, Products: "CAD-M",
	})
	require.NoError(t, err)
	matter, _, err := timeaccount.Open(terms, at("o", "2026-03-10", "08:00"), timeaccount.Opening{Case: "S", Customer: "ACME"})
	require.NoError(t, err)
	enquiries := map[string]timeaccount.Enquiry{}
	for _, id := range []string{"E1", "E2"} {
		receipt := call(id)
		receipt.Case = "S"
		enquiries[id], _, err = timeaccount.Receive(terms, at("r"+id, "2026-03-10", "08:00"), receipt, weekdays(), timeaccount.Customer{}, account)
		require.NoError(t, err)
	}
	var log []timeaccount.Entry
	for i, id := range []string{"E1", "E1", "E2"} {
		next, enquiry, changed, entry, err := matter.Record(at(fmt.Sprint("s", i), "2026-03-10", "09:00"), timeaccount.Session{Work: 15 * calendar.Minute}, enquiries[id], account)
		require.NoError(t, err)
		matter, enquiries[id], log = next, enquiry, append(log, entry)
		for _, agreement := range changed {
			account = agreement
		}
	}
	log[2].Draws = log[2].Draws[:2] // the account, which moved nothing
	held := timeaccount.Holding{Cases: []timeaccount.Case{matter}, Agreements: []timeaccount.Agreement{account}, Enquiries: []timeaccount.Enquiry{enquiries["E1"], enquiries["E2"]}}
	changed, entries, err := timeaccount.Correct(at("c", "2026-03-11", "10:00"), timeaccount.Correction{
		Of: "s1", Because: "shorter", Session: timeaccount.Session{Work: 5 * calendar.Minute},
	}, log, held)
	require.NoError(t, err)
	require.Len(t, entries, 4, "the session, and the one on the other enquiry after it")
	require.Equal(t, calendar.Seconds(20*60), changed.Enquiries[0].Worked())
}

// Accounts are used up by the latest work they paid, in whatever order it is
// told, and as far as two pieces of work are remembered when it is taken back.
func TestUsedUpByTheLatestWork(t *testing.T) {
	account := concluded("K", "2026-03-02", 45*calendar.Minute)
	end := func(account timeaccount.Agreement) string {
		end, _, err := account.EndsAt(weekdays().Zone())
		require.NoError(t, err)
		return end.String()
	}
	work := func(account timeaccount.Agreement, enquiry, date, clock string) (timeaccount.Agreement, timeaccount.Holding) {
		asked := received(enquiry, date, clock, account)
		asked, changed, entry, err := asked.Record(at("work "+enquiry, date, clock), timeaccount.Session{Work: 10 * calendar.Minute}, account)
		require.NoError(t, err)
		return changed[0], timeaccount.Holding{Enquiries: []timeaccount.Enquiry{asked}, Entry: entry}
	}
	back := func(account timeaccount.Agreement, date string, held timeaccount.Holding) timeaccount.Agreement {
		held.Agreements = []timeaccount.Agreement{account}
		changed, _, err := timeaccount.Reverse(at("back "+held.Entry.Ref+date, date, "12:00"), timeaccount.Reversal{Of: held.Entry.Ref, Because: "x"}, held)
		require.NoError(t, err)
		return changed.Agreements[0]
	}
	account, _ = work(account, "E1", "2026-05-05", "10:00")
	account, typo := work(account, "E2", "2026-12-01", "10:00") // a wrong month
	assert.Equal(t, "2027-03-03T00:00:00+01:00", end(account))
	account, _ = work(account, "E3", "2026-04-07", "10:00") // told late
	assert.Equal(t, "2026-12-01T10:10:00+01:00", end(account), "the latest work is the later one")
	account = back(account, "2026-06-01", typo)
	assert.Equal(t, timeaccount.Active, account.State(at("", "2026-12-02", "10:00").At))
	again, _ := work(account, "E4", "2026-04-08", "10:00")
	assert.Equal(t, "2026-05-05T10:10:00+02:00", end(again), "the latest before it")
	// What is taken back from further behind changes nothing of that.
	account, _ = work(concluded("K", "2026-03-02", 45*calendar.Minute), "E1", "2026-04-07", "10:00")
	account, middle := work(account, "E2", "2026-04-08", "10:00")
	account, _ = work(account, "E3", "2026-04-09", "10:00")
	account = back(account, "2026-04-10", middle)
	account, _ = work(account, "E4", "2026-04-08", "11:00")
	assert.Equal(t, "2026-04-09T10:10:00+02:00", end(account))
	// Work between the two latest is remembered as the one before.
	account, _ = work(concluded("K", "2026-03-02", 45*calendar.Minute), "E1", "2026-04-07", "10:00")
	account, late := work(account, "E2", "2026-04-09", "10:00")
	account, _ = work(account, "E3", "2026-04-08", "10:00")
	account = back(account, "2026-04-10", late)
	entitlementtest.RoundTrips(t, account)
	account, _ = work(account, "E4", "2026-04-07", "11:00")
	assert.Equal(t, "2026-04-08T10:10:00+02:00", end(account))
	// More is taken back than is remembered: never earlier than work that stands.
	account, _ = work(concluded("K", "2026-03-02", 45*calendar.Minute), "E1", "2026-04-07", "10:00")
	account, one := work(account, "E2", "2026-04-08", "10:00")
	account, two := work(account, "E3", "2026-04-09", "10:00")
	account = back(back(account, "2026-04-10", two), "2026-04-11", one)
	entitlementtest.RoundTrips(t, account)
	account, _ = work(account, "E4", "2026-04-07", "08:00")
	account, _ = work(account, "E5", "2026-04-07", "09:00")
	assert.Equal(t, "2026-04-08T10:10:00+02:00", end(account))
	// What is remembered is no more than two.
	account, first := work(concluded("K", "2026-03-02", 45*calendar.Minute), "E1", "2026-04-08", "10:00")
	account, second := work(account, "E2", "2026-04-09", "10:00")
	account = back(account, "2026-04-10", second)
	account, _ = work(account, "E3", "2026-04-07", "10:00")
	account = back(account, "2026-04-10", first)
	account, _ = work(account, "E4", "2026-04-07", "08:00")
	account, _ = work(account, "E5", "2026-04-07", "09:00")
	assert.Equal(t, "2026-04-08T10:10:00+02:00", end(account), "as late as work that was taken back")
	// Nor is more told of late work than of the latest that stands.
	account, _ = work(concluded("K", "2026-03-02", calendar.Hour), "E1", "2026-04-07", "11:00")
	account, second = work(account, "E2", "2026-04-07", "12:00")
	account, third := work(account, "E3", "2026-04-07", "13:00")
	account = back(account, "2026-04-10", third)
	account, _ = work(account, "E4", "2026-04-07", "09:00")
	account = back(account, "2026-04-10", second)
	account, _ = work(account, "E5", "2026-04-07", "09:30")
	account, _ = work(account, "E6", "2026-04-07", "10:00")
	assert.Equal(t, "2026-04-07T12:10:00+02:00", end(account), "never before the work of 11:00")
	// Nothing that stands, nothing that is remembered.
	account, first = work(concluded("K", "2026-03-02", 45*calendar.Minute), "E1", "2026-04-08", "10:00")
	account, second = work(account, "E2", "2026-04-09", "10:00")
	entitlementtest.RoundTrips(t, back(back(account, "2026-04-10", first), "2026-04-11", second))
	// Two pieces of work at the same time: one of them stands.
	account, _ = work(concluded("K", "2026-03-02", 45*calendar.Minute), "E1", "2026-04-09", "10:00")
	account, twin := work(account, "E2", "2026-04-09", "10:00")
	account = back(account, "2026-04-10", twin)
	account, _ = work(account, "E3", "2026-04-07", "08:00")
	account, _ = work(account, "E4", "2026-04-07", "09:00")
	assert.Equal(t, "2026-04-09T10:10:00+02:00", end(account))
}

// An account that took its year's last day can be taken back on that day, and
// not on the next.
func TestGivenBackOnTheLastDay(t *testing.T) {
	for date, state := range map[string]timeaccount.State{"2027-03-02": timeaccount.Expired, "2027-03-03": timeaccount.Exhausted} {
		account := concluded("K", "2026-03-02", 15*calendar.Minute)
		enquiry, changed, entry, err := received("E", "2026-03-10", "09:00", account).Record(at("r1", "2026-03-10", "09:00"), timeaccount.Session{Work: 1}, account)
		require.NoError(t, err)
		held, back, err := timeaccount.Reverse(at("r2", date, "12:00"), timeaccount.Reversal{Of: "r1", Because: "x"}, timeaccount.Holding{
			Enquiries: []timeaccount.Enquiry{enquiry}, Agreements: changed, Entry: entry,
		})
		require.NoError(t, err)
		clause := map[timeaccount.State]entitlement.Clause{timeaccount.Expired: "TIM-16", timeaccount.Exhausted: "TIM-19"}[state]
		assert.Equal(t, []entitlement.Clause{"TIM-13", clause}, back.Why, date)
		assert.Equal(t, state, held.Agreements[0].State(at("", "2027-03-04", "12:00").At), date)
		assert.Equal(t, 15*calendar.Minute, held.Agreements[0].Lapsed(at("", "2027-03-04", "12:00").At), date)
	}
}

// What a correction gives back after the term lapses at once: the account stays used up
// when it was. Within the term it is opened again, and expires (TIM-16, TIM-19).
func TestCorrectedAfterTheTerm(t *testing.T) {
	for date, state := range map[string]timeaccount.State{"2027-03-02": timeaccount.Expired, "2027-03-03": timeaccount.Exhausted} {
		account := concluded("K", "2026-03-02", 30*calendar.Minute)
		enquiry, changed, entry, err := received("E", "2026-03-10", "09:00", account).Record(at("r1", "2026-03-10", "09:00"), timeaccount.Session{Work: 20 * calendar.Minute}, account)
		require.NoError(t, err)
		held, entries, err := timeaccount.Correct(at("c", date, "12:00"), timeaccount.Correction{
			Of: "r1", Because: "it was 5 minutes", Session: timeaccount.Session{Work: 5 * calendar.Minute},
		}, []timeaccount.Entry{entry}, timeaccount.Holding{Enquiries: []timeaccount.Enquiry{enquiry}, Agreements: changed})
		require.NoError(t, err)
		assert.False(t, entries[0].Outcome.Work.Again, "what is entered is other work")
		over := at("", "2027-03-04", "12:00").At
		assert.Equal(t, state, held.Agreements[0].State(over), date)
		assert.Equal(t, 15*calendar.Minute, held.Agreements[0].Lapsed(over), date)
	}
}

// A session that would make an enquiry or a case longer than anything can be is
// refused; so are more superusers and products than anybody has.
func TestBounds(t *testing.T) {
	account := concluded("K", "2026-03-02", calendar.Hour)
	enquiry := received("E", "2026-03-10", "09:00", account)
	const most, year = 1_000_000 * calendar.Hour, 366 * 24 * calendar.Hour
	for i := range int(most / year) {
		var err error
		enquiry, _, _, err = enquiry.Record(at("r"+string(rune('a'+i)), "2026-03-10", "09:00"), timeaccount.Session{Work: year}, account)
		require.NoError(t, err)
	}
	_, _, _, err := enquiry.Record(at("r1", "2026-03-10", "09:00"), timeaccount.Session{Work: most%year + 1}, account)
	assert.ErrorContains(t, err, "more than")
	longest, _, _, err := enquiry.Record(at("r1", "2026-03-10", "09:00"), timeaccount.Session{Work: most % year}, account)
	require.NoError(t, err)
	entitlementtest.RoundTrips(t, longest)

	// The limits themselves can be stored.
	var read timeaccount.Agreement
	largest := strings.Replace(string(encoded(t, concluded("K", "2026-03-02", most))), `"seq":1`, `"seq":1073741824`, 1)
	require.NoError(t, json.Unmarshal([]byte(largest), &read))
	entitlementtest.RoundTrips(t, read)
	dear := provider()
	dear.Rates[0] = timeaccount.Rate{From: dear.Rates[0].From, Hour: entitlement.MustMoney("0.00 NOK"), Step: entitlement.Increment(year)}
	costless, _, err := timeaccount.Receive(dear, at("r", "2026-03-10", "09:00"), call("E"), weekdays(), timeaccount.Customer{})
	require.NoError(t, err)
	entitlementtest.RoundTrips(t, costless)
	var full timeaccount.Enquiry
	text := strings.Replace(string(encoded(t, received("E", "2026-03-10", "09:00", account))), `"seq":1`,
		`"seq":1,"covered":3600000000,"debited":7200000000,"standing":"r"`, 1)
	require.NoError(t, json.Unmarshal([]byte(text), &full))
	var matter timeaccount.Case
	const filled = `{"v":1,"id":"S","customer":"ACME","seq":2,"covered":3600000000,"debited":7200000000,"payer":"K","standing":"r"}`
	require.NoError(t, json.Unmarshal([]byte(filled), &matter))
	terms := provider()
	terms.RoundPer = timeaccount.PerCase
	rounded, _, err := timeaccount.Conclude(terms, at("r", "2026-03-02", "09:00"), timeaccount.Conclusion{
		Agreement: "K", Customer: "ACME", Alternative: timeaccount.TimeAccount, Balance: calendar.Hour, Products: "CAD-M",
	})
	require.NoError(t, err)
	receipt := call("E")
	receipt.Case = "S"
	onCase, _, err := timeaccount.Receive(terms, at("r", "2026-03-10", "09:00"), receipt, weekdays(), timeaccount.Customer{}, rounded)
	require.NoError(t, err)
	_, _, _, _, err = matter.Record(at("r1", "2026-03-10", "09:00"), timeaccount.Session{Work: 1}, onCase, rounded)
	assert.ErrorContains(t, err, "more than")
	_, _, _, _, err = matter.Record(at("r1", "2026-03-10", "09:00"), timeaccount.Session{}, onCase, rounded)
	assert.NoError(t, err)
	require.NoError(t, json.Unmarshal([]byte(strings.Replace(filled, "7200000000", "3600000000", 1)), &matter))

	day := calendar.MustDate("2026-03-02")
	customer := timeaccount.Customer{}
	for i := range 1000 {
		customer, _, err = customer.Appoint(at("r", "2026-03-10", "09:00"), timeaccount.Appointment{Customer: "ACME", Person: "P", From: day + calendar.Date(i)})
		require.NoError(t, err)
	}
	_, _, err = customer.Appoint(at("r", "2026-03-10", "09:00"), timeaccount.Appointment{Customer: "ACME", Person: "P", From: day + 1000})
	assert.ErrorIs(t, err, entitlement.ErrInvalid)
	entitlementtest.RoundTrips(t, customer)
	for i := range 1000 {
		account, _, err = account.Amend(at("r", "2026-03-10", "09:00"), timeaccount.Amendment{Product: "P", From: day + 1000 - calendar.Date(i)})
		require.NoError(t, err)
	}
	_, _, err = account.Amend(at("r", "2026-03-10", "09:00"), timeaccount.Amendment{Product: "Q", From: day})
	assert.ErrorIs(t, err, entitlement.ErrInvalid)
	entitlementtest.RoundTrips(t, account)
	assert.LessOrEqual(t, unsafe.Sizeof(account), uintptr(512))
	assert.LessOrEqual(t, unsafe.Sizeof(enquiry), uintptr(512))
}

// Two values are equal where nothing differs.
func TestEqual(t *testing.T) {
	small := concluded("K", "2026-03-02", 15*calendar.Minute)
	_, changed, _, err := received("E", "2026-03-10", "09:00", small).Record(at("r1", "2026-03-10", "09:00"), timeaccount.Session{Work: 60}, small)
	require.NoError(t, err)
	account, _, err := changed[0].Amend(at("r2", "2026-03-10", "10:00"), timeaccount.Amendment{Product: "CAM-X", From: 740000})
	require.NoError(t, err)
	text := string(encoded(t, account))
	for old, fresh := range map[string]string{
		``: ``, `"id":"K"`: `"id":"L"`, `"customer":"ACME"`: `"customer":"B"`, `"products":"CAD-M"`: `"products":"P"`, `"seq":3`: `"seq":4`,
		`"product":"CAM-X"`: `"product":"CAM-Y"`, `"balance":900`: `"balance":1800`, `"drawn":900`: `"drawn":600`,
		`"latest":"2026-03-10T09:01:00+01:00"`: `"latest":"2026-03-10T09:02:00+01:00"`,
		`{"v":1`:                               `{"v":1,"earlier":"2026-03-10T09:00:00+01:00"`,
	} {
		var other timeaccount.Agreement
		require.NoError(t, json.Unmarshal([]byte(strings.Replace(text, old, fresh, 1)), &other))
		assert.Equal(t, old == fresh, account.Equal(other), "%s for %s", fresh, old)
	}
	var used, unused timeaccount.Agreement
	given := strings.Replace(text, `"drawn":900`, `"drawn":600`, 1)
	require.NoError(t, json.Unmarshal([]byte(given), &used))
	require.NoError(t, json.Unmarshal([]byte(strings.Replace(given, `"used_up":true,`, ``, 1)), &unused))
	assert.False(t, used.Equal(unused))
	customer := string(encoded(t, between(t, "ACME")))
	for old, fresh := range map[string]string{``: ``, `"id":"ACME"`: `"id":"B"`, `"seq":1`: `"seq":2`, `"person":"P"`: `"person":"Q"`} {
		var other timeaccount.Customer
		require.NoError(t, json.Unmarshal([]byte(strings.Replace(customer, old, fresh, 1)), &other))
		assert.Equal(t, old == fresh, between(t, "ACME").Equal(other), fresh)
	}
}

// A value that was handed out does not change when a later one is amended.
func TestNothingIsShared(t *testing.T) {
	event := at("r", "2026-03-10", "09:00")
	account := concluded("K", "2026-03-02", calendar.Hour)
	for _, product := range []string{"B", "D", "E"} { // a list with room behind it
		var err error
		account, _, err = account.Amend(event, timeaccount.Amendment{Product: product, From: 800000})
		require.NoError(t, err)
	}
	one, _, err := account.Amend(event, timeaccount.Amendment{Product: "A", From: 800000})
	require.NoError(t, err)
	two, _, err := account.Amend(event, timeaccount.Amendment{Product: "C", From: 800000})
	require.NoError(t, err)
	assert.True(t, one.Covers("A", 800000) && !one.Covers("C", 800000))
	assert.True(t, two.Covers("C", 800000) && !two.Covers("A", 800000))
	assert.False(t, account.Covers("A", 800000) || account.Covers("C", 800000))
	assert.True(t, one.Equal(one) && !one.Equal(two) && !one.Equal(account))

	appoint := func(c timeaccount.Customer, person string, from calendar.Date) timeaccount.Customer {
		c, _, err := c.Appoint(event, timeaccount.Appointment{Customer: "ACME", Person: person, From: from})
		require.NoError(t, err)
		return c
	}
	first := appoint(timeaccount.Customer{}, "P", 800000)
	second := appoint(first, "Q", 800010)
	list := second.Superusers()
	list[0].Person = "X"
	assert.Equal(t, []timeaccount.Appointed{{Person: "P", From: 800000}}, first.Superusers())
	assert.Equal(t, []timeaccount.Appointed{{"P", 800000, 800009}, {"Q", 800010, 0}}, second.Superusers())
	assert.True(t, second.Equal(second) && !second.Equal(first))
	removed, _, err := second.Remove(event, timeaccount.Removal{Last: 800020})
	require.NoError(t, err)
	assert.Equal(t, []timeaccount.Appointed{{"P", 800000, 800009}, {"Q", 800010, 800020}}, removed.Superusers())
	assert.Equal(t, calendar.Date(0), second.Superusers()[1].Last)
	between := appoint(removed, "R", 800005)
	assert.Equal(t, []timeaccount.Appointed{{"P", 800000, 800004}, {"R", 800005, 800009}, {"Q", 800010, 800020}}, between.Superusers())
	assert.Equal(t, 4, between.Seq())
	assert.Equal(t, "ACME", between.ID())
}

// Entries that belong elsewhere do not move a value.
func TestApplyRefuses(t *testing.T) {
	account := concluded("K", "2026-03-02", calendar.Hour)
	event := at("r1", "2026-03-10", "09:00")
	_, concluding, err := timeaccount.Conclude(provider(), event, timeaccount.Conclusion{
		Agreement: "K", Customer: "ACME", Alternative: timeaccount.FreePeriod, Products: "P",
	})
	require.NoError(t, err)
	enquiry, arriving, err := timeaccount.Receive(provider(), event, call("E"), weekdays(), timeaccount.Customer{}, account)
	require.NoError(t, err)
	_, _, working, err := enquiry.Record(event, timeaccount.Session{Work: 1}, account)
	require.NoError(t, err)
	matter, opening, err := timeaccount.Open(provider(), event, timeaccount.Opening{Case: "S", Customer: "ACME"})
	require.NoError(t, err)
	customer, appointing, err := timeaccount.Customer{}.Appoint(event, timeaccount.Appointment{Customer: "ACME", Person: "P", From: 1})
	require.NoError(t, err)
	elsewhere := working
	elsewhere.Draws = []entitlement.Draw{{Of: "X", Seq: 2}}
	for name, err := range map[string]error{
		"an account of nothing":      second(timeaccount.Agreement{}.Apply(withoutBalance(t))),
		"appointed past all days":    second(timeaccount.Customer{}.Apply(until(appointing, 5_000_000))),
		"account, nothing added":     second(account.Apply(amending(timeaccount.Amendment{}))),
		"account, added on no day":   second(account.Apply(amending(timeaccount.Amendment{Product: "P"}))),
		"zero account, second entry": second(timeaccount.Agreement{}.Apply(numbered(concluding, 2))),
		"zero account, of nobody":    second(timeaccount.Agreement{}.Apply(of(concluding, ""))),
		"zero enquiry, second entry": second(timeaccount.Enquiry{}.Apply(numbered(arriving, 2))),
		"zero enquiry, of nobody":    second(timeaccount.Enquiry{}.Apply(of(arriving, ""))),
		"zero case, second entry":    second(timeaccount.Case{}.Apply(numbered(opening, 2))),
		"zero case, of nobody":       second(timeaccount.Case{}.Apply(of(opening, ""))),
		"zero customer, second":      second(timeaccount.Customer{}.Apply(numbered(appointing, 2))),
		"account concluded again":    second(account.Apply(concluding)),
		"account, other's work":      second(account.Apply(elsewhere)),
		"account, an arrival":        second(account.Apply(arriving)),
		"zero account, work":         second(timeaccount.Agreement{}.Apply(working)),
		"enquiry arrives again":      second(enquiry.Apply(arriving)),
		"enquiry, other's work":      second(enquiry.Apply(elsewhere)),
		"enquiry, a conclusion":      second(enquiry.Apply(concluding)),
		"zero enquiry, work":         second(timeaccount.Enquiry{}.Apply(working)),
		"case opened again":          second(matter.Apply(opening)),
		"case, other's work":         second(matter.Apply(elsewhere)),
		"zero case, work":            second(timeaccount.Case{}.Apply(working)),
		"customer, other's":          second(between(t, "OTHER").Apply(appointing)),
		"customer, work":             second(customer.Apply(working)),
		"zero customer, work":        second(timeaccount.Customer{}.Apply(working)),
		"zero account, no figures":   second(timeaccount.Agreement{}.Apply(without(concluding))),
		"zero enquiry, no figures":   second(timeaccount.Enquiry{}.Apply(without(arriving))),
		"zero case, no figures":      second(timeaccount.Case{}.Apply(without(opening))),
		"zero customer, no figures":  second(timeaccount.Customer{}.Apply(without(appointing))),
		"zero account, names none":   second(timeaccount.Agreement{}.Apply(nameless(concluding))),
		"zero enquiry, names none":   second(timeaccount.Enquiry{}.Apply(nameless(arriving))),
		"zero case, names none":      second(timeaccount.Case{}.Apply(nameless(opening))),
		"zero customer, names none":  second(timeaccount.Customer{}.Apply(nameless(appointing))),
		"a customer, names none too": second(customer.Apply(nameless(appointing))),
	} {
		assert.ErrorIs(t, err, entitlement.ErrLedger, name)
	}
	assert.ErrorContains(t, second(account.Apply(arriving)), "an entry of kind receive does not move this agreement")
}

func second[V any](_ V, err error) error { return err }

func between(t *testing.T, id string) timeaccount.Customer {
	customer, _, err := timeaccount.Customer{}.Appoint(at("r", "2026-03-10", "09:00"), timeaccount.Appointment{Customer: id, Person: "P", From: 1})
	require.NoError(t, err)
	return customer
}

func without(entry timeaccount.Entry) timeaccount.Entry {
	entry.Outcome = timeaccount.Outcome{}
	return entry
}

func amending(amendment timeaccount.Amendment) timeaccount.Entry {
	var entry timeaccount.Entry
	entry.Ref, entry.Kind, entry.Draws = "r", "amend", []entitlement.Draw{{Of: "K", Seq: 2}}
	entry.Outcome.Added = amendment
	return entry
}

func withoutBalance(t *testing.T) timeaccount.Entry {
	_, entry, err := timeaccount.Conclude(provider(), at("r", "2026-03-02", "09:00"), timeaccount.Conclusion{
		Agreement: "K", Customer: "ACME", Alternative: timeaccount.TimeAccount, Balance: calendar.Hour, Products: "P",
	})
	require.NoError(t, err)
	entry.Outcome.Agreement.Balance = 0
	return entry
}

func until(entry timeaccount.Entry, last calendar.Date) timeaccount.Entry {
	entry.Outcome.Appointed.Last = last
	return entry
}

func numbered(entry timeaccount.Entry, seq int) timeaccount.Entry {
	entry.Draws = []entitlement.Draw{{Of: entry.Draws[0].Of, Seq: seq}}
	return entry
}

func of(entry timeaccount.Entry, customer string) timeaccount.Entry {
	entry.Outcome.Customer = customer
	return entry
}

func nameless(entry timeaccount.Entry) timeaccount.Entry {
	entry.Draws = nil
	return entry
}

// Documents that no ledger can give are refused, each for one thing only.
func TestDocumentsAddUp(t *testing.T) {
	small := concluded("K", "2026-03-02", 15*calendar.Minute)
	enquiry, changed, entry, err := received("E", "2026-03-10", "09:00", small).Record(at("r1", "2026-03-10", "09:00"), timeaccount.Session{Work: calendar.Hour}, small)
	require.NoError(t, err)
	account, _, err := changed[0].Amend(at("r2", "2026-03-10", "10:00"), timeaccount.Amendment{Product: "CAM-X", From: 740000})
	require.NoError(t, err)
	account, _, err = account.Amend(at("r3", "2026-03-10", "10:00"), timeaccount.Amendment{Product: "CAM-Y", From: 740001})
	require.NoError(t, err)
	enquiry, _, err = enquiry.Consent(at("r2", "2026-03-10", "10:00"), timeaccount.Consent{})
	require.NoError(t, err)
	matter, _, err := timeaccount.Open(provider(), at("r", "2026-03-10", "10:00"), timeaccount.Opening{Case: "S", Customer: "ACME"})
	require.NoError(t, err)
	customer, _, err := between(t, "ACME").Appoint(at("r", "2026-03-10", "09:00"), timeaccount.Appointment{Customer: "ACME", Person: "Q", From: 10})
	require.NoError(t, err)
	free, _, err := timeaccount.Conclude(provider(), at("r", "2026-03-10", "09:00"), timeaccount.Conclusion{
		Agreement: "F", Customer: "ACME", Alternative: timeaccount.FreePeriod, Products: "CAD-M",
	})
	require.NoError(t, err)
	freely := received("E", "2026-03-10", "09:00", free)
	if _, changed, _, err := freely.Record(at("r1", "2026-03-10", "09:00"), timeaccount.Session{Work: 60}, free); assert.NoError(t, err) {
		free = changed[0]
	}
	ordered := received("E", "2026-03-10", "09:00")
	for _, row := range []struct {
		of   any
		into json.Unmarshaler
		bad  []string // replaced, by
	}{
		{account, new(timeaccount.Agreement), []string{
			`"id":"K"`, `"id":""`, `"customer":"ACME"`, `"customer":""`, `"seq":4`, `"seq":0`, `"seq":4`, `"seq":1073741825`,
			`"zone":"Europe/Oslo"`, `"zone":""`, `"calendar":"Norwegian weekdays 08:00-16:00"`, `"calendar":""`,
			`"alternative":"account"`, `"alternative":"free"`, `"alternative":"account"`, `"alternative":"none"`,
			`"concluded":"2026-03-02T09:00:00+01:00",`, ``, `"months":12`, `"months":0`, `"end":"SameDateInclusive"`, `"end":"x"`,
			`"balance":900`, `"balance":600`, `"balance":900`, `"balance":-900`, `"balance":900`, `"balance":3600000900`,
			`"balance":900,`, ``, `"interval":900`, `"interval":0`, `"interval":900`, `"interval":7`, `"rounding":"UpToStep"`, `"rounding":""`,
			`"round_per":"Enquiry"`, `"round_per":""`, `"superuser":"Advice"`, `"superuser":""`,
			`"products":"CAD-M"`, `"products":""`, `"topics":"program-technical user-related"`, `"topics":""`,
			`"channels":"phone mail web"`, `"channels":"phone phone"`,
			`"drawn":900`, `"drawn":-1`, `"drawn":900`, `"drawn":901`, `"used_up":true,`, ``, `"latest":"2026-03-10T09:15:00+01:00"`, `"earlier":"2026-03-10T09:15:00+01:00"`,
			`,"latest":"2026-03-10T09:15:00+01:00"`, ``, `"latest":"2026-03-10T09:15:00+01:00"`, `"latest":"2026-03-02T08:59:59+01:00"`,
			`"drawn":900,"used_up":true,"latest":"2026-03-10T09:15:00+01:00"`, `"used_up":true`,
			`"product":"CAM-X"`, `"product":""`, `"product":"CAM-X"`, `"product":"a b"`, `"from":"2027-01-20"`, `"from":"0001-01-01"`,
			`"product":"CAM-X","from":"2027-01-20"`, `"product":"CAM-Y","from":"2027-01-21"`,
			`"product":"CAM-X","from":"2027-01-20"`, `"product":"CAM-Z","from":"2027-01-21"`, `"v":1`, `"v":1,"x":1`, `"figures":{`, `"figures":{"x":1,`, `{"product":"CAM-X"`, `{"x":1,"product":"CAM-X"`,
		}},
		{concluded("K", "2026-03-02", calendar.Hour), new(timeaccount.Agreement), []string{`"balance":3600,`, ``}},
		{free, new(timeaccount.Agreement), []string{
			`"concluded":"2026-03-10T09:00:00+01:00"`, `"concluded":"2026-03-10T09:00:00+01:00","balance":900`,
			`"alternative":"free"`, `"alternative":"account"`, `"seq":2`, `"seq":2,"drawn":1`, `"seq":2`, `"seq":2,"used_up":true`,
			`"seq":2`, `"seq":2,"latest":"2026-03-10T09:15:00+01:00"`,
		}},
		{enquiry, new(timeaccount.Enquiry), []string{
			`"id":"E"`, `"id":""`, `"customer":"ACME"`, `"customer":""`, `"seq":3`, `"seq":0`,
			`"received":"2026-03-10T09:00:00+01:00",`, ``, `"start":"2026-03-10T09:00:00+01:00"`, `"start":"2026-03-10T08:59:59+01:00"`,
			`"product":"CAD-M",`, ``, `"topic":"user-related",`, ``, `"channel":"phone",`, ``,
			`"mode":"Account"`, `"mode":"Free"`, `"mode":"Account"`, `"mode":"None"`, `"mode":"Account"`, `"mode":""`,
			`"agreement":"K",`, ``, `"agreement":"K"`, `"agreement":"K","ordered":true`, `"agreement":"K"`, `"agreement":"K","scope":"topic"`,
			`"interval":900,`, ``, `"currency":"NOK"`, `"currency":""`, `"amount":"1200.00"`, `"amount":"-1200.00"`,
			`"hour":`, `"step":-1,"hour":`, `"hour":`, `"step":31622401,"hour":`,
			`"covered":900`, `"covered":-1`, `"debited":900`, `"debited":-1`, `"charged":2700`, `"charged":-1`,
			`"charged":2700`, `"charged":2700,"waiting":-1`, `"charged":2700`, `"charged":7200000001`, `"charged":2700`, `"charged":3599999101`,
			`"consented":true,`, ``, `"consented":true`, `"waiting":1,"consented":true`, `"covered":900`, `"covered":901`,
			`"covered":900,"debited":900`, `"debited":900`, `,"standing":"r2"`, ``, `"agreement":"K"`, `"agreement":"K","scope":"x"`,
			`"no_superuser":true`, `"no_superuser":true,"not_via_superuser":true`, `,"rate":{"from":"2026-01-01","hour":{"amount":"1200.00","currency":"NOK"}}`, ``,
			`"v":1`, `"v":1,"x":1`, `"figures":{`, `"figures":{"x":1,`, `"rate":{`, `"rate":{"x":1,`,
		}},
		{freely, new(timeaccount.Enquiry), []string{
			`"seq":1`, `"seq":1,"debited":1`, `"seq":1`, `"seq":1,"waiting":1`,
			`"seq":1`, `"seq":1,"charged":1,"standing":"r"`, `"seq":1`, `"seq":1,"waiting":1,"standing":"r"`, `"seq":1`, `"seq":1,"debited":1,"covered":1,"standing":"r"`,
			`"seq":1`, `"seq":1,"consented":true`, `"mode":"Free"`, `"mode":"Free","case":"S"`, `"mode":"Free"`, `"mode":"Free","interval":900`,
		}},
		{ordered, new(timeaccount.Enquiry), []string{
			`"seq":1`, `"seq":1,"debited":1`, `"seq":1`, `"seq":1,"covered":1`, `"ordered":true,`, `"agreement":"K","ordered":true,`,
			`"seq":1`, `"seq":1,"covered":1,"standing":"r"`, `"seq":1`, `"seq":1,"covered":1,"debited":1,"standing":"r"`,
			`"mode":"None"`, `"mode":"None","case":"S"`, `"mode":"None"`, `"mode":"None","not_via_superuser":true`,
			`"mode":"None"`, `"mode":"None","no_superuser":true`, `"mode":"None"`, `"mode":"None","scope":"topic"`, `"mode":"None"`, `"mode":"None","rounding":"x"`,
			`"rate":{"from":"2026-01-01","hour":{"amount":"1200.00","currency":"NOK"}}`, `"case":"S"`,
		}},
		{matter, new(timeaccount.Case), []string{
			`"id":"S"`, `"id":""`, `"customer":"ACME"`, `"customer":""`, `"seq":1`, `"seq":0`,
			`"seq":1`, `"seq":1,"covered":1`, `"seq":1`, `"seq":1,"covered":-1,"debited":1`, `"seq":1`, `"seq":1,"debited":7200000001`,
			`"seq":1`, `"seq":1,"covered":2,"debited":1,"standing":"r"`, `"seq":1`, `"seq":1,"debited":1,"standing":"r"`,
			`"seq":1`, `"seq":1,"covered":1,"debited":1`, `"seq":1`, `"seq":1,"covered":3600000001,"debited":3600000001,"standing":"r"`,
			`"seq":1`, `"seq":1,"covered":1,"debited":7200000001,"standing":"r"`, `"v":1`, `"v":1,"x":1`,
		}},
		{customer, new(timeaccount.Customer), []string{
			`"id":"ACME"`, `"id":""`, `"seq":2`, `"seq":0`, `"person":"P"`, `"person":""`, `"from":"0001-01-11"`, `"from":"0001-01-01"`,
			`"last":"0001-01-10"`, `"last":"0001-01-11"`, `,"last":"0001-01-10"`, ``, `"last":"0001-01-10"`, `"last":"0001-01-01"`,
			`"from":"0001-01-11"`, `"from":"0001-01-11","last":"0001-01-10"`,
			`"v":1`, `"v":1,"x":1`, `{"person":"P"`, `{"x":1,"person":"P"`,
			`"superusers":[{"person":"P","from":"0001-01-02","last":"0001-01-10"},{"person":"Q","from":"0001-01-11"}]`, `"superusers":[]`,
		}},
		{entry, new(timeaccount.Entry), []string{
			`"draws":[{"of":"E","seq":2,"moved":3600},{"of":"K","seq":2,"moved":-900}]`, `"draws":[]`,
			`"why":["TIM-13","TIM-14","TIM-15","TIM-16","TIM-18"]`, `"why":[]`, `"ref":"r1"`, `"ref":""`, `"kind":"session"`, `"kind":"x"`,
			`"fact":{`, `"fact":{"x":1,`, `"work":{`, `"work":{"x":1,`, `"work":{`, `"work":{"again":true,`, `"v":1`, `"v":1,"x":1`,
		}},
	} {
		text := string(encoded(t, row.of))
		require.NoError(t, json.Unmarshal([]byte(text), row.into), text)
		for i := 0; i < len(row.bad); i += 2 {
			require.Contains(t, text, row.bad[i])
			spoiled := strings.Replace(text, row.bad[i], row.bad[i+1], 1)
			assert.Error(t, json.Unmarshal([]byte(spoiled), row.into), "%s for %s", row.bad[i+1], row.bad[i])
		}
	}
	const appointing = `{"v":1,"ref":"r","at":"2026-03-10T09:00:00+01:00","entered":"2026-03-10T09:00:00+01:00","kind":"appoint","draws":[{"of":"S","seq":1}],"why":["TIM-15"],"fact":{"customer":"S","person":"P","from":"2026-01-01"},"appointed":{"x":1}}`
	assert.ErrorIs(t, json.Unmarshal([]byte(appointing), new(timeaccount.Entry)), entitlement.ErrInvalid)
	require.NoError(t, json.Unmarshal([]byte(strings.Replace(appointing, `,"appointed":{"x":1}`, ``, 1)), new(timeaccount.Entry)))
}

// Whatever length is charged, the answer is an amount or an error.
func TestRateCharge(t *testing.T) {
	rate := timeaccount.Rate{Hour: entitlement.MustMoney("1200.00 NOK")}
	for _, worked := range []calendar.Seconds{-1, math.MinInt64, math.MaxInt64, 1_000_000*calendar.Hour + 366*24*calendar.Hour + 1} {
		_, err := rate.Charge(worked)
		assert.ErrorIs(t, err, entitlement.ErrInvalid)
	}
	most, err := rate.Charge(1_000_000*calendar.Hour + 366*24*calendar.Hour)
	require.NoError(t, err)
	assert.Equal(t, "1210540800.00 NOK", most.String())
	huge := timeaccount.Rate{Hour: entitlement.MustMoney("9999999999999999.99 NOK")}
	_, err = huge.Charge(2 * calendar.Hour)
	assert.ErrorIs(t, err, entitlement.ErrInvalid)
	third, err := timeaccount.Rate{Hour: entitlement.MustMoney("100.00 NOK")}.Charge(20 * calendar.Minute)
	require.NoError(t, err)
	assert.Equal(t, "33.33 NOK", third.String())

	// Work that was done is told to be too dear to write down, and nothing is lost.
	terms := provider()
	terms.Rates[0].Hour = huge.Hour
	enquiry, _, err := timeaccount.Receive(terms, at("r", "2026-03-10", "09:00"), call("E"), weekdays(), timeaccount.Customer{})
	require.NoError(t, err)
	same, _, _, err := enquiry.Record(at("r2", "2026-03-10", "09:00"), timeaccount.Session{Work: 2 * calendar.Hour})
	assert.ErrorIs(t, err, entitlement.ErrInvalid)
	assert.Equal(t, enquiry, same)
}

// The end of a day is told where clocks skip midnight or show it twice, and not
// after the last day there is.
func TestEndOfTheLastDay(t *testing.T) {
	in := func(zone string, day calendar.Date, months int) (calendar.Moment, error) {
		terms := provider()
		terms.Zone, terms.Free.Months = zone, months
		location, err := time.LoadLocation(zone)
		require.NoError(t, err)
		read, err := calendar.NewZone(location)
		require.NoError(t, err)
		concluded, err := read.Local(day, calendar.MustClock("12:00"))
		require.NoError(t, err)
		agreement, _, err := timeaccount.Conclude(terms, entitlement.Event{Ref: "r", At: concluded, Entered: concluded}, timeaccount.Conclusion{
			Agreement: "F", Customer: "C", Alternative: timeaccount.FreePeriod, Products: "P",
		})
		require.NoError(t, err)
		end, _, err := agreement.EndsAt(read)
		if err == nil {
			assert.Equal(t, timeaccount.Active, agreement.State(read.In(end.Add(-1))))
			assert.Equal(t, timeaccount.Expired, agreement.State(read.In(end)))
		}
		return end, err
	}
	for zone, row := range map[string][2]string{
		"America/Santiago": {"2026-03-05", "2026-09-06T01:00:00-03:00"}, // skips 00:00 to 00:59
		"America/Havana":   {"2026-04-30", "2026-10-31T00:00:00-04:00"},
		"Europe/Oslo":      {"2026-03-05", "2026-09-06T00:00:00+02:00"},
	} {
		end, err := in(zone, calendar.MustDate(row[0]), 6)
		require.NoError(t, err)
		assert.Equal(t, row[1], end.String(), zone)
	}
	end, err := in("America/Havana", calendar.MustDate("2026-04-30")+1, 6) // 1 November shows 00:00 twice
	require.NoError(t, err)
	assert.Equal(t, "2026-11-02T00:00:00-05:00", end.String())
	end, err = in("America/Havana", calendar.MustDate("2026-09-30"), 1)
	require.NoError(t, err)
	assert.Equal(t, "2026-10-31T00:00:00-04:00", end.String())
	_, err = in("Europe/Oslo", calendar.MustDate("9999-11-05"), 6)
	assert.ErrorIs(t, err, entitlement.ErrInvalid)
}

// An account that is used up by work across a change of clocks ends by the new ones.
func TestUsedUpAcrossAChangeOfClocks(t *testing.T) {
	for date, ends := range map[string]string{
		"2026-10-24": "2026-10-25T03:30:00+01:00", "2026-03-28": "2026-03-29T05:30:00+02:00", "2026-10-23": "2026-10-24T04:30:00+02:00",
	} {
		account := concluded("K", "2026-03-02", 5*calendar.Hour)
		enquiry := received("E", date[:8]+"23", "10:00", account)
		_, changed, _, err := enquiry.Record(at("s", date, "23:30"), timeaccount.Session{Work: 5 * calendar.Hour}, account)
		require.NoError(t, err)
		end, reason, err := changed[0].EndsAt(weekdays().Zone())
		require.NoError(t, err)
		assert.Equal(t, []string{ends, "Exhausted"}, []string{end.String(), string(reason)})
		assert.Equal(t, timeaccount.Active, changed[0].State(end.Add(-1)))
		assert.Equal(t, timeaccount.Exhausted, changed[0].State(end))
	}
}

// Work that ends after all days there are is refused, like any that is no work.
func TestTheEndOfTime(t *testing.T) {
	account := concluded("K", "2026-03-02", calendar.Hour)
	enquiry := received("E", "2026-03-10", "09:00", account)
	_, _, _, err := enquiry.Record(at("r", "9999-12-31", "23:59"), timeaccount.Session{Work: calendar.Minute}, account)
	assert.ErrorIs(t, err, entitlement.ErrInvalid)
	_, changed, _, err := enquiry.Record(at("r", "9999-12-31", "23:59"), timeaccount.Session{Work: calendar.Minute - 1}, account)
	require.NoError(t, err)
	entitlementtest.RoundTrips(t, changed[0])
	for _, rounding := range []timeaccount.Rounding{timeaccount.UpToStep, timeaccount.Minimum} {
		scale := timeaccount.Scale{Interval: 900, Rounding: rounding}
		assert.Equal(t, calendar.Seconds(math.MaxInt64), scale.Debit(math.MaxInt64), "never less than the work")
		assert.Zero(t, scale.Debit(math.MinInt64))
	}
}

// A statement is read in the agreement's zone, from its own ledger, in the order
// of the work.
func TestStatement(t *testing.T) {
	account, first, err := timeaccount.Conclude(provider(), at("r1", "2026-03-02", "09:00"), timeaccount.Conclusion{
		Agreement: "K", Customer: "ACME", Alternative: timeaccount.TimeAccount, Balance: calendar.Hour, Products: "CAD-M",
	})
	require.NoError(t, err)
	log := []timeaccount.Entry{first}
	enquiry := received("E", "2026-03-10", "09:00", account)
	record := func(ref, clock string, work calendar.Seconds) {
		var changed []timeaccount.Agreement
		var entry timeaccount.Entry
		enquiry, changed, entry, err = enquiry.Record(at(ref, "2026-03-10", clock), timeaccount.Session{By: "PH", What: "threads", Work: work}, account)
		require.NoError(t, err)
		account, log = changed[0], append(log, entry)
	}
	record("r2", "10:00", 10*calendar.Minute)
	record("r3", "09:30", 50*calendar.Minute+1)
	at1 := at("", "2026-03-10", "12:00").At
	zone := weekdays().Zone()
	statement, err := account.Statement(zone, at1, log)
	require.NoError(t, err)
	require.Len(t, statement.Lines, 2)
	assert.Equal(t, []string{"r3", "r2"}, []string{statement.Lines[0].Ref, statement.Lines[1].Ref})
	line := statement.Lines[0]
	assert.Equal(t, "E", line.Enquiry)
	assert.Equal(t, "PH", line.By)
	assert.Equal(t, calendar.MustClock("10:20:01"), line.End.Clock())
	assert.Equal(t, []calendar.Seconds{3001, 45 * 60, 1, 15 * 60}, []calendar.Seconds{line.Worked, line.Debited, line.Uncovered, line.Left})
	assert.Zero(t, statement.Lines[1].Left)
	assert.Equal(t, "ACME", statement.Customer)

	held := timeaccount.Holding{Enquiries: []timeaccount.Enquiry{enquiry}, Agreements: []timeaccount.Agreement{account}, Entry: log[2]}
	held, back, err := timeaccount.Reverse(at("r4", "2026-03-10", "13:00"), timeaccount.Reversal{Of: "r3", Because: "a mistake"}, held)
	require.NoError(t, err)
	account, log = held.Agreements[0], append(log, back)
	statement, err = account.Statement(zone, at1, log)
	require.NoError(t, err)
	line = statement.Lines[2]
	assert.Equal(t, "taken back: a mistake", line.What)
	assert.Equal(t, "PH", line.By)
	assert.Equal(t, "r3", line.Reverses)
	assert.Equal(t, line.Start, line.End)
	assert.Equal(t, []calendar.Seconds{-3001, -45 * 60, -1, 45 * 60}, []calendar.Seconds{line.Worked, line.Debited, line.Uncovered, line.Left})
	assert.Equal(t, 10*calendar.Minute, statement.Worked)

	for name, log := range map[string][]timeaccount.Entry{
		"one is missing": slices.Delete(slices.Clone(log), 1, 2), "the last is missing": log[:3], "none": nil,
	} {
		_, err = account.Statement(zone, at1, log)
		assert.ErrorIs(t, err, entitlement.ErrLedger, name)
	}
	again, err := account.Statement(zone, at1, slices.Insert(slices.Clone(log), 2, log[1]))
	require.NoError(t, err)
	assert.Equal(t, statement, again, "an entry that comes again is passed over")
	altered := slices.Clone(log)
	altered[1].Draws = slices.Clone(altered[1].Draws)
	altered[1].Draws[1].Moved--
	_, err = account.Statement(zone, at1, altered)
	assert.ErrorIs(t, err, entitlement.ErrLedger)
	_, err = account.Statement(calendar.Zone{}, at1, log)
	assert.ErrorIs(t, err, entitlement.ErrInvalid)
}

// What the desk is told to do to pass.
func TestRefusalsTellWhatPasses(t *testing.T) {
	terms := provider()
	terms.Superuser = timeaccount.Required
	account, _, err := timeaccount.Conclude(terms, at("r", "2026-03-02", "09:00"), timeaccount.Conclusion{
		Agreement: "K", Customer: "ACME", Alternative: timeaccount.TimeAccount, Balance: calendar.Hour, Products: "CAD-M",
	})
	require.NoError(t, err)
	event := at("r", "2026-03-10", "09:00")
	_, _, err = timeaccount.Receive(terms, event, call("E"), weekdays(), timeaccount.Customer{}, account)
	refused(t, err, timeaccount.NoSuperuser, "a superuser, appointed by the customer")
	customer := between(t, "ACME")
	_, _, err = timeaccount.Receive(terms, event, call("E"), weekdays(), customer, account)
	refused(t, err, timeaccount.NotViaSuperuser, "an enquiry by the superuser")
	gap, _, err := customer.Remove(event, timeaccount.Removal{Last: event.At.Date()})
	require.NoError(t, err)
	_, _, err = gap.Remove(event, timeaccount.Removal{Last: event.At.Date() + 1})
	refused(t, err, timeaccount.NoSuperuser, "a day on which there is a superuser")
	_, _, err = received("E", "2026-03-10", "09:00").Consent(event, timeaccount.Consent{})
	refused(t, err, timeaccount.NoConsentNeeded, "an enquiry that is charged only with consent")
	free, _, err := timeaccount.Conclude(provider(), event, timeaccount.Conclusion{
		Agreement: "F", Customer: "ACME", Alternative: timeaccount.FreePeriod, Products: "CAD-M",
	})
	require.NoError(t, err)
	_, _, err = received("E", "2026-03-10", "09:00", free).Consent(event, timeaccount.Consent{})
	refused(t, err, timeaccount.NoConsentNeeded, "an enquiry that is charged only with consent")
}

// Causes are counted by what was noted last, for enquiries of the time asked.
func TestUsageCauses(t *testing.T) {
	log := []timeaccount.Entry{{}} // an entry that names nothing is passed over
	tag := func(enquiry timeaccount.Enquiry, ref string, cause timeaccount.Cause) timeaccount.Enquiry {
		enquiry, entry, err := enquiry.Tag(at(ref, "2026-04-01", "09:00"), timeaccount.Tag{Cause: cause})
		require.NoError(t, err)
		log = append(log, entry)
		return enquiry
	}
	receive := func(id, date string) timeaccount.Enquiry {
		enquiry, entry, err := timeaccount.Receive(provider(), at("r "+id, date, "09:00"), call(id), weekdays(), timeaccount.Customer{})
		require.NoError(t, err)
		log = append(log, entry)
		return enquiry
	}
	one, two, early, late := receive("E1", "2026-03-10"), receive("E2", "2026-03-31"), receive("E3", "2026-02-27"), receive("E4", "2026-04-01")
	tag(tag(one, "t1", "virus"), "t2", timeaccount.SelfInstalledUpdate)
	tag(two, "t3", "printer")
	tag(early, "t4", "printer")
	tag(late, "t5", "printer")
	tag(received("X", "2026-03-10", "09:00"), "t6", "printer") // not in the ledger
	march := timeaccount.UsageOf("ACME", log, calendar.MustDate("2026-03-01"), calendar.MustDate("2026-04-01"))
	assert.Equal(t, []timeaccount.Caused{{"printer", 1}, {timeaccount.SelfInstalledUpdate, 1}}, march.Causes)
	assert.Equal(t, 2, march.Enquiries)
	assert.Equal(t, 2, march.Hourly)
	assert.Zero(t, timeaccount.UsageOf("OTHER", log, 0, 900000).Enquiries)
	assert.Len(t, timeaccount.UsageOf("ACME", log, 0, 900000).Causes, 2)
	assert.Equal(t, 3, timeaccount.UsageOf("ACME", log, 0, 900000).Causes[0].Enquiries)
	for _, id := range []string{"E5", "E6", "E7"} {
		tag(receive(id, "2026-05-04"), "t "+id, "printer")
	}
	may := timeaccount.UsageOf("ACME", log, calendar.MustDate("2026-05-01"), calendar.MustDate("2026-06-01"))
	assert.Equal(t, []timeaccount.Caused{{"printer", 3}}, may.Causes)
}

// Verify needs the calendar by its name, and finds what could have been paid.
func TestVerify(t *testing.T) {
	b := newBench(t).worked(t, 3)
	require.NoError(t, timeaccount.Verify(b.terms.Always, b.log, openingHours(t)))
	assert.ErrorIs(t, timeaccount.Verify(b.terms.Always, b.log), entitlement.ErrLedger)
	offered := newBench(t)
	_, _, entry, err := offered.enquiry.Record(offered.event("s"), session(250*calendar.Hour), offered.accounts[0])
	require.NoError(t, err)
	assert.ErrorIs(t, timeaccount.Verify(offered.terms.Always, append(offered.log, entry), offered.hours), entitlement.ErrLedger, "two accounts were not offered")
}
