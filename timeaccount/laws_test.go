package timeaccount_test

import (
	"errors"
	"maps"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/entitlementtest"
	"github.com/avtale/avtale/entitlement/ledger"
	"github.com/avtale/avtale/timeaccount"
)

// world is a random history of two customers: their values and the ledger.
type world struct {
	terms      timeaccount.Terms
	zone       calendar.Zone
	hours      calendar.Calendar
	customers  map[string]timeaccount.Customer
	agreements map[string]timeaccount.Agreement
	cases      map[string]timeaccount.Case
	enquiries  map[string]timeaccount.Enquiry
	log        []timeaccount.Entry
	told       int
}

const (
	firstDay = calendar.Date(739616) // 2026-01-01
	days     = 800
)

func newWorld(t *rapid.T, hours calendar.Calendar) *world {
	terms := timeaccount.Printed([]timeaccount.Rate{
		{From: firstDay + 60, Hour: entitlement.MustMoney("999.99 NOK")},
		{From: firstDay + 300, Hour: entitlement.MustMoney("1300.00 NOK"), Step: entitlement.Increment(10 * calendar.Minute)},
	})
	terms.Rounding = rapid.SampledFrom([]timeaccount.Rounding{"", timeaccount.UpToStep, timeaccount.Minimum}).Draw(t, "rounding")
	terms.RoundPer = rapid.SampledFrom([]timeaccount.RoundPer{"", timeaccount.PerEnquiry, timeaccount.PerCase}).Draw(t, "per")
	terms.Superuser = rapid.SampledFrom([]timeaccount.Superuser{"", timeaccount.Advice, timeaccount.Required}).Draw(t, "superuser")
	end := rapid.SampledFrom([]calendar.TermEnd{"", calendar.SameDateInclusive, calendar.DayBefore}).Draw(t, "end")
	terms.Free.End, terms.Account.End = end, end
	w := &world{terms: terms, zone: hours.Zone(), hours: hours}
	return w.anew()
}

// anew returns the world before anything was told.
func (w *world) anew() *world {
	return &world{
		terms: w.terms, zone: w.zone, hours: w.hours,
		customers:  map[string]timeaccount.Customer{},
		agreements: map[string]timeaccount.Agreement{},
		cases:      map[string]timeaccount.Case{},
		enquiries:  map[string]timeaccount.Enquiry{},
	}
}

// event happens at a random moment, most often soon after another.
func (w *world) event(t *rapid.T, after ...calendar.Moment) entitlement.Event {
	w.told++
	event := entitlement.Event{Ref: "e" + strconv.Itoa(w.told)}
	if len(after) > 0 && rapid.IntRange(0, 3).Draw(t, "soon") > 0 {
		event.At = after[0].Add(calendar.Seconds(rapid.IntRange(-1, 90).Draw(t, "minutes")) * calendar.Minute)
	} else {
		day := firstDay + calendar.Date(rapid.IntRange(0, days).Draw(t, "day"))
		at, err := w.zone.Local(day, calendar.MustClock(strconv.Itoa(rapid.IntRange(6, 17).Draw(t, "hour"))+":30"))
		require.NoError(t, err)
		event.At = at
	}
	event.At = w.zone.In(event.At)
	event.Entered = event.At
	return event
}

func one[V any](t *rapid.T, from map[string]V, what string) (V, bool) {
	if len(from) == 0 {
		var none V
		return none, false
	}
	id := rapid.SampledFrom(slices.Sorted(maps.Keys(from))).Draw(t, what)
	return from[id], true
}

func customer(t *rapid.T) string { return rapid.SampledFrom([]string{"B", "D"}).Draw(t, "customer") }

func work(t *rapid.T) calendar.Seconds {
	if rapid.Bool().Draw(t, "edge") {
		return rapid.SampledFrom([]calendar.Seconds{0, 1, 60, 899, 900, 901, 1800, 3600, 7200}).Draw(t, "seconds")
	}
	return calendar.Seconds(rapid.IntRange(0, 2*3600).Draw(t, "seconds"))
}

// of returns all that is known of a customer.
func (w *world) of(customer string) timeaccount.Holding {
	held := timeaccount.Holding{Hours: w.hours}
	for _, id := range slices.Sorted(maps.Keys(w.agreements)) {
		if w.agreements[id].Customer() == customer {
			held.Agreements = append(held.Agreements, w.agreements[id])
		}
	}
	if known, ok := w.customers[customer]; ok {
		held.Customers = append(held.Customers, known)
	}
	return held
}

func (w *world) named(entry timeaccount.Entry) timeaccount.Holding {
	held := timeaccount.Holding{Entry: entry}
	for _, draw := range entry.Draws {
		if agreement, ok := w.agreements[draw.Of]; ok {
			held.Agreements = append(held.Agreements, agreement)
		}
		if opened, ok := w.cases[draw.Of]; ok {
			held.Cases = append(held.Cases, opened)
		}
		if enquiry, ok := w.enquiries[draw.Of]; ok {
			held.Enquiries = append(held.Enquiries, enquiry)
		}
	}
	return held
}

func clone(held timeaccount.Holding) timeaccount.Holding {
	held.Customers = slices.Clone(held.Customers)
	held.Agreements = slices.Clone(held.Agreements)
	held.Cases = slices.Clone(held.Cases)
	held.Enquiries = slices.Clone(held.Enquiries)
	return held
}

// tell makes a transition, checks what holds of every single one, and posts it.
func (w *world) tell(t *rapid.T, event entitlement.Event, fact timeaccount.Fact, held timeaccount.Holding) {
	before := clone(held)
	changed, entry, err := timeaccount.Do(w.terms, event, fact, held)
	requirePreview(t, w.terms, held, event, fact, changed, entry, err)
	require.Equal(t, before, held, "what is handed in is not changed")
	if err != nil {
		require.Equal(t, timeaccount.Holding{}, changed, "a refusal changes nothing")
		require.Equal(t, timeaccount.Entry{}, entry, "a refusal has no entry")
		refusal := (*entitlement.Refusal)(nil)
		if errors.As(err, &refusal) {
			_, ok := timeaccount.Clauses().Find(refusal.Clause)
			require.True(t, ok && refusal.Pass != "", "%v has a clause and a way to pass", refusal)
			_, isWork := fact.(timeaccount.Session)
			require.False(t, isWork, "work done is not refused")
			return
		}
		if errors.Is(err, timeaccount.RateUnknown) {
			require.ErrorIs(t, err, entitlement.ErrMissing)
			return
		}
		require.ErrorIs(t, err, entitlement.ErrInvalid)
		return
	}
	if session, ok := fact.(timeaccount.Session); ok {
		w.requireFairDebit(t, entry, session, held)
	}
	if entry.Charge.Sign() != 0 && entry.Kind != "reverse" {
		require.True(t, changed.Enquiries[0].Consented(), "no charge without consent or order")
	}
	w.post(t, changed, entry)
}

func (w *world) post(t *rapid.T, changed timeaccount.Holding, entries ...timeaccount.Entry) {
	for _, entry := range entries {
		var err error
		w.log, err = ledger.Append(w.log, entry)
		require.NoError(t, err)
		entitlementtest.RoundTrips(t, entry)
	}
	entitlementtest.Reasons(t, timeaccount.Clauses(), entries)
	for _, customer := range changed.Customers {
		w.customers[customer.ID()] = customer
		entitlementtest.Folds(t, customer.ID(), w.log, customer, timeaccount.Customer.Apply)
		entitlementtest.RoundTrips(t, customer)
	}
	for _, agreement := range changed.Agreements {
		w.agreements[agreement.ID()] = agreement
		entitlementtest.Folds(t, agreement.ID(), w.log, agreement, timeaccount.Agreement.Apply)
		entitlementtest.RoundTrips(t, agreement)
	}
	for _, opened := range changed.Cases {
		w.cases[opened.ID()] = opened
		entitlementtest.Folds(t, opened.ID(), w.log, opened, timeaccount.Case.Apply)
		entitlementtest.RoundTrips(t, opened)
	}
	for _, enquiry := range changed.Enquiries {
		w.enquiries[enquiry.ID()] = enquiry
		entitlementtest.Folds(t, enquiry.ID(), w.log, enquiry, timeaccount.Enquiry.Apply)
		entitlementtest.RoundTrips(t, enquiry)
	}
}

// standing returns the sessions that count and that a filter takes.
func (w *world) standing(takes func(timeaccount.Entry) bool) []timeaccount.Entry {
	back := map[string]bool{}
	for _, entry := range w.log {
		back[entry.Reverses] = true
	}
	return slices.DeleteFunc(slices.Clone(w.log), func(entry timeaccount.Entry) bool {
		return entry.Kind != "session" || back[entry.Ref] || !takes(entry)
	})
}

// debit is TIM-14 once more, in minutes.
func debit(terms timeaccount.Terms, worked calendar.Seconds) calendar.Seconds {
	minutes := (worked + 59) / 60
	switch {
	case worked == 0:
		return 0
	case terms.Rounding != timeaccount.Minimum:
		return (minutes + 14) / 15 * 15 * 60
	default:
		return max(15, minutes) * 60
	}
}

// requireFairDebit checks a session against the agreements as they were: it is
// covered or not to the second; accounts give the increase of what is rounded,
// or all they have; only those in force when the enquiry arrived give, and the
// one that ends first gives first (TIM-13 to TIM-18, TIM-29).
func (w *world) requireFairDebit(t *rapid.T, entry timeaccount.Entry, session timeaccount.Session, held timeaccount.Holding) {
	enquiry, counted := held.Enquiries[0], entry.Outcome.Work
	asked := enquiry.Figures()
	require.Equal(t, session.Work, counted.Actual)
	require.Equal(t, session.Work, counted.Covered+calendar.Seconds(entry.Uncovered), "covered and uncovered are the work")
	require.GreaterOrEqual(t, entry.Uncovered, 0)
	switch asked.Mode {
	case timeaccount.FreeMode:
		require.Zero(t, entry.Uncovered)
		require.Zero(t, counted.Debited)
		return
	case timeaccount.HourlyMode:
		require.Zero(t, counted.Covered)
		require.Zero(t, counted.Debited)
		return
	}
	var covered, debited, balance calendar.Seconds
	for _, earlier := range w.standing(func(e timeaccount.Entry) bool {
		_, onCase := e.Draw(asked.Case)
		return e.Draws[0].Of == enquiry.ID() || asked.Case != "" && onCase
	}) {
		covered += earlier.Outcome.Work.Covered
		debited += earlier.Outcome.Work.Debited
	}
	emptied, lastEnd := true, calendar.Date(0)
	agreements := slices.Clone(held.Agreements)
	slices.SortFunc(agreements, func(a, b timeaccount.Agreement) int { return int(a.LastDay() - b.LastDay()) })
	for _, agreement := range agreements {
		draw, _ := entry.Draw(agreement.ID())
		given := -calendar.Seconds(draw.Moved)
		left := agreement.Balance(asked.Received)
		if !agreement.Covers(asked.Product, asked.Received.Date()) {
			left = 0
		}
		require.True(t, 0 <= given && given <= left, "only an account in force gives, and not more than it has")
		require.True(t, given == 0 || emptied || agreement.LastDay() == lastEnd, "an account that ends earlier could pay")
		emptied = emptied && given == left
		lastEnd = agreement.LastDay()
		balance += left
	}
	wanted := debit(w.terms, covered+session.Work) - debited
	if session.Work == 0 {
		wanted = 0 // TIM-14.1: nothing for nothing, also where an account could not give a whole interval before
	}
	require.Equal(t, min(balance, wanted), counted.Debited)
	require.Equal(t, min(session.Work, debited-covered+counted.Debited), counted.Covered)
}

func TestLaws(t *testing.T) {
	hours := openingHours(t)
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(t, hours)
		receive := func(t *rapid.T) {
			var near []calendar.Moment
			if agreement, ok := one(t, w.agreements, "near"); ok {
				near = append(near, agreement.Figures().Concluded)
			}
			fact := timeaccount.Receipt{
				Enquiry: "E" + strconv.Itoa(len(w.enquiries)), Customer: customer(t),
				Product: rapid.SampledFrom([]string{"CAD-M", "CAD-M", "CAM-X"}).Draw(t, "product"),
				Topic:   rapid.SampledFrom([]timeaccount.Topic{timeaccount.UserRelated, timeaccount.UserRelated, "training"}).Draw(t, "topic"),
				Channel: rapid.SampledFrom([]timeaccount.Channel{timeaccount.Phone, timeaccount.Mail, "visit"}).Draw(t, "channel"),
				By:      rapid.SampledFrom([]string{"P1", "P2", ""}).Draw(t, "by"),
			}
			if opened, ok := one(t, w.cases, "case"); ok && opened.Customer() == fact.Customer {
				fact.Case = opened.ID()
			}
			held := w.of(fact.Customer)
			held.Agreements = rapid.Permutation(held.Agreements).Draw(t, "in any order")
			w.tell(t, w.event(t, near...), fact, held)
		}
		session := func(t *rapid.T) {
			enquiry, ok := one(t, w.enquiries, "enquiry")
			if !ok {
				return
			}
			held := w.of(enquiry.Customer())
			held.Enquiries = []timeaccount.Enquiry{enquiry}
			if opened, ok := w.cases[enquiry.Figures().Case]; ok {
				held.Cases = append(held.Cases, opened)
			}
			held.Agreements = rapid.Permutation(held.Agreements).Draw(t, "in any order")
			w.tell(t, w.event(t, enquiry.Start()), timeaccount.Session{By: "S", Work: work(t)}, held)
		}
		t.Repeat(map[string]func(*rapid.T){
			"conclude": func(t *rapid.T) {
				fact := timeaccount.Conclusion{
					Agreement: "K" + strconv.Itoa(len(w.agreements)), Customer: customer(t), Products: "CAD-M",
					Alternative: timeaccount.TimeAccount,
					Balance:     rapid.SampledFrom([]calendar.Seconds{900, 1800, 2700, 36000, 1000}).Draw(t, "balance"),
				}
				if rapid.IntRange(0, 4).Draw(t, "free") == 0 {
					fact.Alternative, fact.Balance = timeaccount.FreePeriod, 0
				}
				w.tell(t, w.event(t), fact, timeaccount.Holding{})
			},
			"amend": func(t *rapid.T) {
				if agreement, ok := one(t, w.agreements, "agreement"); ok {
					event := w.event(t, agreement.Figures().Concluded)
					fact := timeaccount.Amendment{Product: "CAM-X", From: event.At.Date() + 1}
					w.tell(t, event, fact, timeaccount.Holding{Agreements: []timeaccount.Agreement{agreement}})
				}
			},
			"appoint": func(t *rapid.T) {
				event := w.event(t)
				fact := timeaccount.Appointment{
					Customer: customer(t), Person: rapid.SampledFrom([]string{"P1", "P2"}).Draw(t, "person"),
					From: event.At.Date() + calendar.Date(rapid.IntRange(0, 30).Draw(t, "later")),
				}
				w.tell(t, event, fact, timeaccount.Holding{Customers: w.of(fact.Customer).Customers})
			},
			"remove": func(t *rapid.T) {
				if known, ok := one(t, w.customers, "customer"); ok {
					event := w.event(t)
					w.tell(t, event, timeaccount.Removal{Last: event.At.Date()}, timeaccount.Holding{Customers: []timeaccount.Customer{known}})
				}
			},
			"open": func(t *rapid.T) {
				fact := timeaccount.Opening{Case: "S" + strconv.Itoa(len(w.cases)), Customer: customer(t)}
				w.tell(t, w.event(t), fact, timeaccount.Holding{})
			},
			"receive": receive, "receive again": receive,
			"session": session, "session again": session, "session once more": session,
			"consent": func(t *rapid.T) {
				if enquiry, ok := one(t, w.enquiries, "enquiry"); ok {
					fact := timeaccount.Consent{By: "boss"}
					w.tell(t, w.event(t, enquiry.Start()), fact, timeaccount.Holding{Enquiries: []timeaccount.Enquiry{enquiry}})
				}
			},
			"tag": func(t *rapid.T) {
				if enquiry, ok := one(t, w.enquiries, "enquiry"); ok {
					fact := timeaccount.Tag{Cause: timeaccount.SelfInstalledUpdate}
					w.tell(t, w.event(t), fact, timeaccount.Holding{Enquiries: []timeaccount.Enquiry{enquiry}})
				}
			},
			"reverse": func(t *rapid.T) {
				if len(w.log) > 0 {
					entry := rapid.SampledFrom(w.log).Draw(t, "entry")
					w.tell(t, w.event(t, entry.At), timeaccount.Reversal{Of: entry.Ref, Because: "mistake"}, w.named(entry))
				}
			},
			"correct": func(t *rapid.T) { w.correct(t) },
			"":        func(t *rapid.T) { w.requireLaws(t) },
		})
		w.requireLedger(t)
	})
}

// correct replaces or withdraws some session.
func (w *world) correct(t *rapid.T) {
	sessions := slices.DeleteFunc(slices.Clone(w.log), func(e timeaccount.Entry) bool { return e.Kind != "session" })
	if len(sessions) == 0 {
		return
	}
	wrong := rapid.SampledFrom(sessions).Draw(t, "session")
	held := w.of(w.enquiries[wrong.Draws[0].Of].Customer())
	for _, id := range slices.Sorted(maps.Keys(w.enquiries)) {
		held.Enquiries = append(held.Enquiries, w.enquiries[id])
	}
	for _, id := range slices.Sorted(maps.Keys(w.cases)) {
		held.Cases = append(held.Cases, w.cases[id])
	}
	correction := timeaccount.Correction{Of: wrong.Ref, Because: "mistake"}
	if rapid.Bool().Draw(t, "replaced") {
		correction.Session = timeaccount.Session{By: "S", Work: work(t)}
	}
	before := clone(held)
	changed, entries, err := timeaccount.Correct(w.event(t), correction, w.log, held)
	require.Equal(t, before, held, "what is handed in is not changed")
	if err != nil {
		require.ErrorIs(t, err, timeaccount.NotNewest)
		require.Equal(t, timeaccount.Holding{}, changed)
		return
	}
	w.post(t, changed, entries...)
}

// requireLaws checks what holds between the values and the ledger.
func (w *world) requireLaws(t *rapid.T) {
	at := w.event(t).At
	for id, agreement := range w.agreements {
		w.requireAgreement(t, id, agreement, at)
	}
	for id, enquiry := range w.enquiries {
		w.requireEnquiry(t, id, enquiry)
	}
	for id, opened := range w.cases {
		var covered, debited calendar.Seconds
		for _, entry := range w.standing(func(e timeaccount.Entry) bool { _, named := e.Draw(id); return named }) {
			covered += entry.Outcome.Work.Covered
			debited += entry.Outcome.Work.Debited
		}
		require.Equal(t, covered, opened.Covered())
		require.Equal(t, debited, opened.Debited())
	}
	for _, known := range w.customers {
		for i, appointed := range known.Superusers() {
			if i > 0 {
				earlier := known.Superusers()[i-1]
				require.True(t, earlier.From <= earlier.Last && earlier.Last < appointed.From, "one superuser at a time (TIM-26)")
			}
		}
	}
}

func (w *world) requireAgreement(t *rapid.T, id string, agreement timeaccount.Agreement, at calendar.Moment) {
	figures := agreement.Figures()
	var used calendar.Seconds
	var latest calendar.Moment // at the earliest
	for _, entry := range w.standing(func(e timeaccount.Entry) bool { _, named := e.Draw(id); return named }) {
		draw, _ := entry.Draw(id)
		used -= calendar.Seconds(draw.Moved)
		if draw.Moved < 0 && entry.At.After(latest) {
			latest = entry.At
		}
	}
	require.Equal(t, used, agreement.Used(), "opening is balance and debits, less reversals (TIM-12)")
	if w.terms.Rounding != timeaccount.Minimum {
		require.Zero(t, used%900)
	}
	state := agreement.State(at)
	require.Equal(t, at.Before(figures.Concluded), state == timeaccount.NotConcluded)
	if state != timeaccount.NotConcluded {
		require.Equal(t, figures.Balance, agreement.Used()+agreement.Balance(at)+agreement.Lapsed(at), "used, lapsed and left are the opening balance (TIM-19)")
	}
	require.GreaterOrEqual(t, agreement.Balance(at), calendar.Seconds(0))
	require.True(t, state == timeaccount.Active || agreement.Balance(at) == 0)
	end, reason, err := agreement.EndsAt(w.zone)
	require.NoError(t, err)
	require.Equal(t, figures.Term.LastDay(figures.Concluded.Date()), agreement.LastDay())
	require.LessOrEqual(t, end.Date(), agreement.LastDay()+1)
	require.Equal(t, timeaccount.Active, agreement.State(end.Add(-1)))
	require.Equal(t, reason, agreement.State(end))
	require.Equal(t, reason, agreement.State(end.Add(9999*24*calendar.Hour)))
	if used == figures.Balance && figures.Balance > 0 && reason == timeaccount.Exhausted {
		require.True(t, end.After(latest), "used up by the latest work")
		for _, entry := range w.standing(func(e timeaccount.Entry) bool { d, _ := e.Draw(id); return d.Moved < 0 }) {
			arrived := w.enquiries[entry.Draws[0].Of].Figures().Received
			require.True(t, arrived.Before(end), "no debit for what arrived after the end (TIM-16)")
		}
	}
}

func (w *world) requireEnquiry(t *rapid.T, id string, enquiry timeaccount.Enquiry) {
	asked := enquiry.Figures()
	var worked, covered, debited calendar.Seconds
	for _, entry := range w.standing(func(e timeaccount.Entry) bool { return e.Draws[0].Of == id }) {
		worked += entry.Outcome.Work.Actual
		covered += entry.Outcome.Work.Covered
		debited += entry.Outcome.Work.Debited
	}
	require.Equal(t, worked, enquiry.Worked())
	require.Equal(t, covered, enquiry.Covered())
	require.Equal(t, debited, enquiry.Debited())
	var charges entitlement.Money
	for _, entry := range w.log {
		if entry.Draws[0].Of == id {
			var err error
			charges, err = charges.Add(entry.Charge)
			require.NoError(t, err)
		}
	}
	charged, err := enquiry.Charged()
	require.NoError(t, err)
	require.True(t, charges.Decimal().Equal(charged.Decimal()), "what is charged is the price of the time (TIM-22)")
	if enquiry.Consented() {
		require.Zero(t, enquiry.Waiting())
		price, err := asked.Rate.Charge(worked - covered)
		require.NoError(t, err)
		require.True(t, price.Decimal().Equal(charged.Decimal()))
	} else {
		require.True(t, charged.IsZero())
		require.Equal(t, worked-covered, enquiry.Waiting())
	}
	require.Equal(t, asked.Mode == timeaccount.HourlyMode, asked.Agreement == "")
	open, err := w.hours.IsOpen(enquiry.Start())
	require.NoError(t, err)
	require.True(t, open && !enquiry.Start().Before(asked.Received), "work starts at an open instant (TIM-11)")
}

// requireLedger checks what holds of a whole history.
func (w *world) requireLedger(t *rapid.T) {
	require.NoError(t, timeaccount.Verify(w.terms.Always, w.log, w.hours))
	w.requireRectified(t)
	for id, agreement := range w.agreements {
		entitlementtest.Gaps(t, id, w.log, timeaccount.Agreement.Apply)
		statement, err := agreement.Statement(w.zone, agreement.Figures().Concluded, w.log)
		require.NoError(t, err)
		require.Equal(t, agreement.Used(), statement.Used)
	}
	for id := range w.enquiries {
		entitlementtest.Gaps(t, id, w.log, timeaccount.Enquiry.Apply)
	}
	for id := range w.cases {
		entitlementtest.Gaps(t, id, w.log, timeaccount.Case.Apply)
	}
	for id := range w.customers {
		entitlementtest.Gaps(t, id, w.log, timeaccount.Customer.Apply)
	}
	for _, id := range []string{"B", "D"} {
		middle := firstDay + days/2
		all := timeaccount.UsageOf(id, w.log, firstDay, firstDay+days+400)
		first, second := timeaccount.UsageOf(id, w.log, firstDay, middle), timeaccount.UsageOf(id, w.log, middle, firstDay+days+400)
		require.Equal(t, all.Enquiries, first.Enquiries+second.Enquiries, "counts of two times add up")
		require.Equal(t, all.Worked, first.Worked+second.Worked)
		require.Equal(t, all.Worked, all.Covered+all.Uncovered)
		require.GreaterOrEqual(t, all.Rounding(), calendar.Seconds(0))
		var used calendar.Seconds
		for _, agreement := range w.of(id).Agreements {
			used += agreement.Used()
		}
		require.Equal(t, used, all.Debited)
	}
	if len(w.log) > 0 {
		w.requireAlteredNoticed(t, rapid.IntRange(0, len(w.log)-1).Draw(t, "altered"))
	}
}

// requireAlteredNoticed alters one entry in each of its parts.
func (w *world) requireAlteredNoticed(t *rapid.T, i int) {
	for name, alter := range map[string]func(*timeaccount.Entry){
		"moved":     func(e *timeaccount.Entry) { e.Draws = slices.Clone(e.Draws); e.Draws[0].Moved++ },
		"uncovered": func(e *timeaccount.Entry) { e.Uncovered++ },
		"charge":    func(e *timeaccount.Entry) { e.Charge = entitlement.MustMoney("0.01 NOK") },
		"why":       func(e *timeaccount.Entry) { e.Why = e.Why[1:] },
		"outcome":   func(e *timeaccount.Entry) { e.Outcome.Work.Debited++ },
		"again":     func(e *timeaccount.Entry) { e.Outcome.Work.Again = true },
		"arrival":   func(e *timeaccount.Entry) { e.Outcome.Enquiry.Product += "x" },
	} {
		log := slices.Clone(w.log)
		alter(&log[i])
		require.ErrorIs(t, timeaccount.Verify(w.terms.Always, log[:i+1], w.hours), entitlement.ErrLedger, "%s of %s", name, log[i].Ref)
	}
}

// The time debited is a full interval, or a minute, not less than the work and
// not an interval more; none for none; it grows with the work, and what is
// rounded stays; two pieces never take less than one (TIM-14, GEN-11).
func TestScale(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		step := calendar.Seconds(rapid.IntRange(1, 120).Draw(t, "minutes")) * calendar.Minute
		scale := timeaccount.Scale{
			Interval: entitlement.Increment(step),
			Rounding: rapid.SampledFrom([]timeaccount.Rounding{"", timeaccount.UpToStep, timeaccount.Minimum}).Draw(t, "rounding"),
		}
		a, b := work(t), work(t)
		debited := scale.Debit(a)
		require.True(t, debited >= a && debited < a+step)
		require.Equal(t, a == 0, debited == 0)
		require.Equal(t, debited, scale.Debit(debited))
		require.LessOrEqual(t, scale.Debit(a), scale.Debit(a+b))
		require.LessOrEqual(t, scale.Debit(a+b), scale.Debit(a)+scale.Debit(b))
		if scale.Rounding != timeaccount.Minimum {
			require.Zero(t, debited%step)
		} else {
			require.Zero(t, debited%60)
			require.LessOrEqual(t, debited, timeaccount.Scale{Interval: scale.Interval}.Debit(a))
		}
	})
}

// Exact is never more than steps, and steps are never more than started hours
// (TIM-22).
func TestHourlySteps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rate := timeaccount.Rate{Hour: entitlement.MustMoney(strconv.Itoa(rapid.IntRange(0, 2000).Draw(t, "hour")) + ".50 NOK")}
		quarter, hour := rate, rate
		quarter.Step, hour.Step = 900, 3600
		worked := work(t)
		exact, err := rate.Charge(worked)
		require.NoError(t, err)
		steps, err := quarter.Charge(worked)
		require.NoError(t, err)
		hours, err := hour.Charge(worked)
		require.NoError(t, err)
		require.False(t, exact.Decimal().GreaterThan(steps.Decimal()))
		require.False(t, steps.Decimal().GreaterThan(hours.Decimal()))
	})
}

// A correction leaves everything as if the session had been right at once
// (TIM-13), whatever is rounded and however much there is.
func TestCorrectedIsAsIfRight(t *testing.T) {
	hours := openingHours(t)
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(t, hours)
		w.terms.Superuser = timeaccount.Advice
		times := rapid.SliceOfN(rapid.Custom(work), 1, 6).Draw(t, "sessions")
		place := rapid.IntRange(0, len(times)-1).Draw(t, "wrong")
		consent := rapid.IntRange(0, len(times)).Draw(t, "consent after")
		balance := calendar.Seconds(rapid.IntRange(1, 12).Draw(t, "quarters")) * 900
		enquiries := 1 // what other enquiries were given stands
		if w.terms.RoundPer == timeaccount.PerCase {
			enquiries = 2
		}
		right := slices.Clone(times)
		right[place] = work(t)
		play := func(times []calendar.Seconds) (timeaccount.Holding, []timeaccount.Entry) {
			event := at("c", "2026-03-10", "10:00")
			account, entry, err := timeaccount.Conclude(w.terms, event, timeaccount.Conclusion{
				Agreement: "K", Customer: "B", Alternative: timeaccount.TimeAccount, Balance: balance, Products: "CAD-M",
			})
			require.NoError(t, err)
			log := []timeaccount.Entry{entry}
			event.Ref = "o"
			opened, entry, err := timeaccount.Open(w.terms, event, timeaccount.Opening{Case: "S", Customer: "B"})
			require.NoError(t, err)
			held := timeaccount.Holding{Agreements: []timeaccount.Agreement{account}, Cases: []timeaccount.Case{opened}}
			log = append(log, entry)
			for _, id := range []string{"E0", "E1"} {
				event.Ref = id
				enquiry, entry, err := timeaccount.Receive(w.terms, event, timeaccount.Receipt{
					Enquiry: id, Customer: "B", Case: "S", Product: "CAD-M", Topic: timeaccount.UserRelated, Channel: timeaccount.Phone,
				}, hours, timeaccount.Customer{}, account)
				require.NoError(t, err)
				held.Enquiries, log = append(held.Enquiries, enquiry), append(log, entry)
			}
			do := func(i int, ref string, fact timeaccount.Fact) {
				event := at(ref, "2026-03-10", strconv.Itoa(11+i)+":00")
				told := timeaccount.Holding{Agreements: held.Agreements, Cases: held.Cases, Enquiries: held.Enquiries[i%enquiries : i%enquiries+1]}
				changed, entry, err := timeaccount.Do(w.terms, event, fact, told)
				require.NoError(t, err)
				held.Enquiries[i%enquiries] = changed.Enquiries[0]
				if len(changed.Agreements) > 0 {
					held.Agreements = changed.Agreements
				}
				if len(changed.Cases) > 0 {
					held.Cases = changed.Cases
				}
				log = append(log, entry)
			}
			for i, time := range times {
				if i == consent {
					do(i, "consent", timeaccount.Consent{})
				}
				do(i, "s"+strconv.Itoa(i), timeaccount.Session{Work: time})
			}
			return held, log
		}
		held, log := play(times)
		correction := timeaccount.Correction{Of: "s" + strconv.Itoa(place), Because: "x", Session: timeaccount.Session{Work: right[place]}}
		if right[place] == 0 {
			correction.Session.What = "nothing" // the zero Session withdraws
		}
		changed, entries, err := timeaccount.Correct(at("c1", "2026-03-11", "10:00"), correction, log, held)
		require.NoError(t, err)
		require.NoError(t, timeaccount.Verify(w.terms.Always, append(log, entries...), hours))
		want, _ := play(right)
		got := clone(held)
		for _, enquiry := range changed.Enquiries {
			got.Enquiries[int(enquiry.ID()[1]-'0')] = enquiry
		}
		got.Agreements = append(changed.Agreements, got.Agreements...)[:1]
		got.Cases = append(changed.Cases, got.Cases...)[:1]
		for i := range want.Enquiries {
			a, b := want.Enquiries[i], got.Enquiries[i]
			require.Equal(t, []any{a.Worked(), a.Waiting(), a.Consented()}, []any{b.Worked(), b.Waiting(), b.Consented()})
			require.Equal(t, []any{a.Covered(), a.Debited()}, []any{b.Covered(), b.Debited()})
		}
		require.Equal(t, want.Agreements[0].Used(), got.Agreements[0].Used())
		require.Equal(t, want.Cases[0].Covered(), got.Cases[0].Covered())
	})
}

// The same work debits no more by the case than by the enquiry, and by the case
// the debits sum to the rounded total (TIM-15).
func TestPerEnquiryIsNeverLess(t *testing.T) {
	hours := openingHours(t)
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(t, hours)
		times := rapid.SliceOfN(rapid.Custom(work), 1, 8).Draw(t, "sessions")
		debited := map[timeaccount.RoundPer]calendar.Seconds{}
		for _, per := range []timeaccount.RoundPer{timeaccount.PerEnquiry, timeaccount.PerCase} {
			w.terms.RoundPer, w.terms.Superuser = per, timeaccount.Advice
			event := at("c", "2026-03-10", "10:00")
			account, _, err := timeaccount.Conclude(w.terms, event, timeaccount.Conclusion{
				Agreement: "K", Customer: "B", Alternative: timeaccount.TimeAccount, Balance: 1000 * calendar.Hour, Products: "CAD-M",
			})
			require.NoError(t, err)
			opened, _, err := timeaccount.Open(w.terms, event, timeaccount.Opening{Case: "S", Customer: "B"})
			require.NoError(t, err)
			for i, time := range times {
				enquiry, _, err := timeaccount.Receive(w.terms, event, timeaccount.Receipt{
					Enquiry: "E", Customer: "B", Case: "S", Product: "CAD-M", Topic: timeaccount.UserRelated, Channel: timeaccount.Phone,
				}, hours, timeaccount.Customer{}, account)
				require.NoError(t, err)
				event.Ref = strconv.Itoa(i)
				session := timeaccount.Session{Work: time}
				var changed []timeaccount.Agreement
				if per == timeaccount.PerCase {
					opened, _, changed, _, err = opened.Record(event, session, enquiry, account)
				} else {
					_, changed, _, err = enquiry.Record(event, session, account)
				}
				require.NoError(t, err)
				account = changed[0]
			}
			debited[per] = account.Used()
		}
		var total calendar.Seconds
		for _, time := range times {
			total += time
		}
		require.LessOrEqual(t, debited[timeaccount.PerCase], debited[timeaccount.PerEnquiry])
		require.Equal(t, debit(w.terms, total), debited[timeaccount.PerCase])
	})
}

// A case whose enquiries are debited by several scales, each by that of its agreement, is
// debited what it grows by, and never less than nothing (TIM-15, GEN-15).
func TestCaseOfSeveralScales(t *testing.T) {
	hours := openingHours(t)
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(t, hours)
		w.terms.RoundPer, w.terms.Superuser = timeaccount.PerCase, timeaccount.Advice
		event := at("o", "2026-03-10", "10:00")
		matter, _, err := timeaccount.Open(w.terms, event, timeaccount.Opening{Case: "S", Customer: "B"})
		require.NoError(t, err)
		var enquiries []timeaccount.Enquiry
		var agreements []timeaccount.Agreement
		for i := range rapid.IntRange(2, 3).Draw(t, "agreements") {
			terms, product := w.terms, "P"+strconv.Itoa(i)
			terms.Rounding = rapid.SampledFrom([]timeaccount.Rounding{timeaccount.UpToStep, timeaccount.Minimum}).Draw(t, "rounding")
			terms.Interval = entitlement.Increment(rapid.IntRange(1, 60).Draw(t, "minutes")) * entitlement.Increment(calendar.Minute)
			account, _, err := timeaccount.Conclude(terms, event, timeaccount.Conclusion{
				Agreement: "K" + strconv.Itoa(i), Customer: "B", Alternative: timeaccount.TimeAccount,
				Balance: 1000 * calendar.Seconds(terms.Interval), Products: timeaccount.Names(product),
			})
			require.NoError(t, err)
			agreements = append(agreements, account)
			enquiry, _, err := timeaccount.Receive(w.terms, event, timeaccount.Receipt{
				Enquiry: "E" + strconv.Itoa(i), Customer: "B", Case: "S", Product: product, Topic: timeaccount.UserRelated, Channel: timeaccount.Phone,
			}, hours, timeaccount.Customer{}, account)
			require.NoError(t, err)
			enquiries = append(enquiries, enquiry)
		}
		for i := range rapid.IntRange(1, 8).Draw(t, "sessions") {
			on, time := rapid.IntRange(0, len(enquiries)-1).Draw(t, "on"), work(t)
			before, event := matter, at("s"+strconv.Itoa(i), "2026-03-10", "10:00")
			var changed []timeaccount.Agreement
			var entry timeaccount.Entry
			matter, enquiries[on], changed, entry, err = before.Record(event, timeaccount.Session{Work: time}, enquiries[on], agreements...)
			require.NoError(t, err)
			for _, account := range changed {
				agreements[slices.IndexFunc(agreements, func(a timeaccount.Agreement) bool { return a.ID() == account.ID() })] = account
			}
			grown := max(before.Debited(), agreements[on].Figures().Scale.Debit(before.Covered()+time))
			if time == 0 {
				grown = before.Debited()
			}
			require.Equal(t, grown, matter.Debited())
			require.Equal(t, before.Covered()+time, matter.Covered())
			require.Zero(t, entry.Uncovered)
			entitlementtest.RoundTrips(t, matter)
			entitlementtest.RoundTrips(t, enquiries[on])
		}
	})
}

// requireRectified checks that in a ledger that is rectified no work comes out otherwise
// (GEN-13), unless an enquiry would have been judged otherwise, which stays; and so it is
// long after all terms have ended.
func (w *world) requireRectified(t *rapid.T) {
	if len(w.log) == 0 {
		return
	}
	differences, err := timeaccount.Restate(w.terms.Always, w.log, w.hours)
	if err != nil { // an enquiry that would be by the hour, on a day without a rate
		require.ErrorIs(t, err, entitlement.ErrLedger)
		w.rectified(t, w.log[len(w.log)-1].At) // it stays as it was judged
		return
	}
	stays := func(d ledger.Difference[timeaccount.Entry]) bool { return d.Err != nil || d.Before.Kind == "receive" }
	works := func(kind entitlement.Kind) bool { return kind == "session" || kind == "consent" }
	on, crowded := map[calendar.Moment]bool{}, false // what is at one moment goes by reference, and those are others then
	for _, entry := range w.log {
		crowded = crowded || works(entry.Kind) && on[entry.At]
		on[entry.At] = on[entry.At] || works(entry.Kind)
	}
	for _, at := range []calendar.Moment{w.log[len(w.log)-1].At, w.longAfter(t)} {
		again, err := timeaccount.Restate(w.terms.Always, w.rectified(t, at), w.hours)
		require.NoError(t, err)
		if crowded || slices.ContainsFunc(differences, stays) {
			continue
		}
		for _, d := range again {
			require.False(t, works(d.Before.Kind), "on %s: %+v", at, d)
		}
	}
}

// longAfter returns a moment after all terms of a world.
func (w *world) longAfter(t *rapid.T) calendar.Moment {
	at, err := w.zone.Local(firstDay+2*days, calendar.MustClock("12:00"))
	require.NoError(t, err)
	return at
}

// rectified returns the log and what rectifies it at a moment: a ledger that verifies, whose
// entries can be stored.
func (w *world) rectified(t *rapid.T, at calendar.Moment) []timeaccount.Entry {
	event := entitlement.Event{Ref: "rectified", At: at, Entered: at}
	entries, err := timeaccount.Rectify(w.terms.Always, event, "told late", w.log, w.hours)
	require.NoError(t, err)
	log := w.log
	for _, entry := range entries {
		entitlementtest.RoundTrips(t, entry)
		log, err = ledger.Append(log, entry)
		require.NoError(t, err)
	}
	entitlementtest.Reasons(t, timeaccount.Clauses(), entries)
	require.NoError(t, timeaccount.Verify(w.terms.Always, log, w.hours))
	return log
}

// Work that is rectified leaves everything as if it had been told when it was done
// (GEN-13), in whatever order it was told, whichever of several accounts pay, and however
// long after their terms.
func TestRectifiedIsAsIfToldInTime(t *testing.T) {
	hours := openingHours(t)
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(t, hours)
		w.terms.Superuser, w.terms.Rates[0].From = timeaccount.Advice, firstDay
		day := func(label string, first, last int) calendar.Moment {
			at, err := w.zone.Local(firstDay+calendar.Date(rapid.IntRange(first, last).Draw(t, label)), calendar.MustClock("10:00"))
			require.NoError(t, err)
			return at
		}
		type told struct {
			at      calendar.Moment
			enquiry string
			fact    timeaccount.Fact
		}
		begins := []told{{at: day("opened", 0, 0), fact: timeaccount.Opening{Case: "S", Customer: "B"}}}
		for i := range rapid.IntRange(2, 3).Draw(t, "accounts") {
			begins = append(begins, told{at: day("concluded", 0, 10), fact: timeaccount.Conclusion{
				Agreement: "K" + strconv.Itoa(i), Customer: "B", Alternative: timeaccount.TimeAccount, Products: "CAD-M",
				Balance: calendar.Seconds(rapid.IntRange(1, 3).Draw(t, "quarters")) * 900,
			}})
		}
		enquiries := rapid.IntRange(2, 4).Draw(t, "enquiries")
		var arrived []calendar.Moment
		for i := range enquiries {
			arrived = append(arrived, day("arrives", 5, 30))
			begins = append(begins, told{at: arrived[i], fact: timeaccount.Receipt{
				Enquiry: "E" + strconv.Itoa(i), Customer: "B", Product: "CAD-M", Topic: timeaccount.UserRelated,
				Channel: timeaccount.Mail, Case: rapid.SampledFrom([]string{"", "S"}).Draw(t, "case"),
			}})
		}
		var inTime []told
		for n := range rapid.IntRange(3, 7).Draw(t, "sessions") {
			i := rapid.IntRange(0, enquiries-1).Draw(t, "on")
			next := told{arrived[i], "E" + strconv.Itoa(i), timeaccount.Consent{}}
			if rapid.IntRange(0, 6).Draw(t, "consents") > 0 {
				next.fact = timeaccount.Session{Work: calendar.Seconds(rapid.IntRange(0, 40).Draw(t, "minutes")) * calendar.Minute}
			}
			after := calendar.Seconds(rapid.IntRange(0, 12*24).Draw(t, "hours after"))*calendar.Hour + calendar.Seconds(n)
			next.at = w.zone.In(next.at.Add(after)) // no two at one moment, where they go by reference
			inTime = append(inTime, next)
		}
		slices.SortStableFunc(inTime, func(a, b told) int { return a.at.Compare(b.at) })
		play := func(order []int) *world {
			played := w.anew()
			tell := func(ref string, next told) {
				held := played.of("B")
				if enquiry, ok := played.enquiries[next.enquiry]; ok {
					held.Enquiries = []timeaccount.Enquiry{enquiry}
					if opened, ok := played.cases[enquiry.Figures().Case]; ok {
						held.Cases = []timeaccount.Case{opened}
					}
				}
				played.tell(t, entitlement.Event{Ref: ref, At: next.at, Entered: next.at}, next.fact, held)
			}
			for i, next := range begins {
				tell("b"+strconv.Itoa(i), next)
			}
			for _, i := range order {
				tell("s"+strconv.Itoa(i), inTime[i])
			}
			return played
		}
		order := make([]int, len(inTime))
		for i := range order {
			order[i] = i
		}
		want, late := play(order), play(rapid.Permutation(order).Draw(t, "told in this order"))
		late.requireRectified(t)
		for _, on := range []calendar.Moment{day("soon", 60, 60), day("after some terms", 365, 376), w.longAfter(t)} {
			want.requireSame(t, late.rectified(t, on), on)
		}
	})
}

// requireSame checks that the values of a log came out as those of the world.
func (w *world) requireSame(t *rapid.T, log []timeaccount.Entry, on calendar.Moment) {
	for _, id := range slices.Sorted(maps.Keys(w.enquiries)) {
		a := w.enquiries[id]
		b, err := ledger.Replay(id, log, timeaccount.Enquiry.Apply)
		require.NoError(t, err)
		require.Equal(t, []any{a.Worked(), a.Waiting(), a.Consented()}, []any{b.Worked(), b.Waiting(), b.Consented()}, "%s on %s", id, on)
		require.Equal(t, []any{a.Covered(), a.Debited()}, []any{b.Covered(), b.Debited()}, "%s on %s", id, on)
	}
	far := w.longAfter(t)
	for _, id := range slices.Sorted(maps.Keys(w.agreements)) {
		a := w.agreements[id]
		b, err := ledger.Replay(id, log, timeaccount.Agreement.Apply)
		require.NoError(t, err)
		require.Equal(t, []any{a.Used(), a.Lapsed(far), a.State(far)}, []any{b.Used(), b.Lapsed(far), b.State(far)}, "%s on %s", id, on)
	}
	want, err := ledger.Charges(w.log)
	require.NoError(t, err)
	charges, err := ledger.Charges(log)
	require.NoError(t, err)
	require.True(t, want.Decimal().Equal(charges.Decimal()), "%s and not %s on %s", charges, want, on)
}
