package timeaccount_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/entitlementtest"
	"github.com/avtale/avtale/entitlement/ledger"
	"github.com/avtale/avtale/timeaccount"
)

// Half an hour is told late, after the account was used up, and charged by the hour.
// Told when it was worked the account would have paid it, and the half hour charged
// would have been another.
func ExampleRestate() {
	terms, hours := provider(), weekdays()
	var log []timeaccount.Entry
	post := func(entry timeaccount.Entry) { log, _ = ledger.Append(log, entry) }
	account, entry, _ := timeaccount.Conclude(terms, at("r1", "2026-03-02", "09:00"), timeaccount.Conclusion{
		Agreement: "K", Customer: "ACME", Alternative: timeaccount.TimeAccount, Balance: calendar.Hour, Products: "CAD-M",
	})
	post(entry)
	enquiry, entry, _ := timeaccount.Receive(terms, at("r2", "2026-03-10", "09:00"), call("E1"), hours, timeaccount.Customer{}, account)
	post(entry)
	other, entry, _ := timeaccount.Receive(terms, at("r3", "2026-03-10", "09:00"), call("E2"), hours, timeaccount.Customer{}, account)
	post(entry)
	_, changed, entry, _ := enquiry.Record(at("r4", "2026-03-10", "11:00"), timeaccount.Session{Work: calendar.Hour}, account)
	post(entry)
	late := at("r5", "2026-03-10", "10:00")
	late.Entered = at("", "2026-03-11", "08:00").At
	other, _, entry, _ = other.Record(late, timeaccount.Session{Work: 30 * calendar.Minute}, changed...)
	post(entry)
	_, entry, _ = other.Consent(at("r6", "2026-03-11", "09:00"), timeaccount.Consent{By: "Kari"})
	post(entry)

	differences, _ := timeaccount.Restate(terms.Always, log, hours)
	for _, d := range differences {
		fmt.Println(d.Before.Ref, "left", calendar.Seconds(d.Before.Uncovered), "uncovered, and would leave",
			calendar.Seconds(d.After.Uncovered), "money", d.Money, d.Err)
	}

	entries, _ := timeaccount.Rectify(terms.Always, at("c1", "2026-03-11", "10:00"), "told late", log, hours)
	for _, entry := range entries {
		fmt.Println(entry.Ref, entry.Kind, entry.At.Date(), "uncovered", calendar.Seconds(entry.Uncovered), "charge", entry.Charge)
	}
	// Output:
	// r5 left 30m uncovered, and would leave 0s money 0.00 <nil>
	// r4 left 0s uncovered, and would leave 30m money 0.00 <nil>
	// r6 left 0s uncovered, and would leave 0s money -600.00 NOK <nil>
	// c1/1 reverse 2026-03-11 uncovered 0s charge -600.00 NOK
	// c1/2 reverse 2026-03-11 uncovered -30m charge 0.00
	// c1/3 reverse 2026-03-11 uncovered 0s charge 0.00
	// c1/4 session 2026-03-10 uncovered 0s charge 0.00
	// c1/5 session 2026-03-10 uncovered 30m charge 0.00
	// c1/6 consent 2026-03-11 uncovered 0s charge 0.00
}

// A product that is added, and a superuser, hold all of their first day for what is told
// after them, and the day before for nothing; what was told before was decided without
// them, and stays so (TIM-02, TIM-26).
func TestRestateFirstDay(t *testing.T) {
	hours := weekdays()
	for name, row := range map[string]struct {
		happened, entered, told string // the enquiry, and what changes
		mode                    timeaccount.Mode
	}{
		"told after":                {"2026-06-01 09:00", "2026-06-01 11:00", "2026-06-01 10:00", timeaccount.AccountMode},
		"told days after":           {"2026-06-03 09:00", "2026-06-08 11:00", "2026-06-05 10:00", timeaccount.AccountMode},
		"told before":               {"2026-06-01 09:00", "2026-06-01 09:30", "2026-06-01 10:00", timeaccount.HourlyMode},
		"the day before, told late": {"2026-05-29 09:00", "2026-06-01 11:00", "2026-06-01 10:00", timeaccount.HourlyMode},
	} {
		for _, what := range []string{"amend", "appoint"} {
			terms := provider()
			if what == "amend" && row.mode == timeaccount.AccountMode {
				terms.Rates = nil // none is needed
			}
			moment := func(ref, text string) entitlement.Event { return at(ref, text[:10], text[11:]) }
			var log []timeaccount.Entry
			post := func(entry timeaccount.Entry, err error) {
				require.NoError(t, err, name)
				log, err = ledger.Append(log, entry)
				require.NoError(t, err, name)
			}
			account, entry, err := timeaccount.Conclude(terms, at("k", "2026-03-02", "08:00"), timeaccount.Conclusion{
				Agreement: "K", Customer: "ACME", Alternative: timeaccount.TimeAccount, Balance: calendar.Hour, Products: "CAD-M",
			})
			post(entry, err)
			customer, receipt := timeaccount.Customer{}, call("E")
			receipt.By = "Kari"
			changes := func() {
				if what == "appoint" {
					customer, entry, err = customer.Appoint(moment("b", row.told), timeaccount.Appointment{Customer: "ACME", Person: "Kari", From: calendar.MustDate("2026-06-01")})
				} else {
					account, entry, err = account.Amend(moment("b", row.told), timeaccount.Amendment{Product: "CAM-X", From: calendar.MustDate("2026-06-01")})
				}
				post(entry, err)
			}
			if what == "amend" {
				receipt.Product = "CAM-X"
			}
			if row.entered > row.told {
				changes()
			}
			event := moment("a", row.happened)
			event.Entered = moment("a", row.entered).At
			enquiry, entry, err := timeaccount.Receive(terms, event, receipt, hours, customer, account)
			post(entry, err)
			if row.entered < row.told {
				changes()
			}
			event.Ref = "s"
			_, _, entry, err = enquiry.Record(event, timeaccount.Session{Work: 20 * calendar.Minute}, account)
			post(entry, err)
			if what == "amend" {
				require.Equal(t, row.mode, enquiry.Figures().Mode, name)
			} else {
				require.Equal(t, row.mode == timeaccount.HourlyMode, enquiry.Figures().NoSuperuser, name)
			}
			require.NoError(t, timeaccount.Verify(terms.Always, log, hours), name)
			differences, err := timeaccount.Restate(terms.Always, log, hours)
			require.NoError(t, err, "%s, %s", what, name)
			require.Empty(t, differences, "%s, %s", what, name)
		}
	}
}

// What holds for whole days holds for its own customer, from its own day: work that was
// told late is decided where it was done, whatever another customer was told since, or
// this one of another day.
func TestRestateOtherDays(t *testing.T) {
	terms, hours := provider(), weekdays()
	day := calendar.MustDate("2026-06-01")
	conclude := func(ref, agreement, customer string) (timeaccount.Agreement, timeaccount.Entry, error) {
		return timeaccount.Conclude(terms, at(ref, "2026-03-02", "08:00"), timeaccount.Conclusion{
			Agreement: agreement, Customer: customer, Alternative: timeaccount.TimeAccount, Balance: calendar.Hour, Products: "CAD-M",
		})
	}
	b := at("b", "2026-06-01", "10:00")
	type party struct {
		acme, other timeaccount.Agreement
		kari        timeaccount.Customer
	}
	for name, change := range map[string]func(p *party) (timeaccount.Entry, error){
		"another customer's product": func(p *party) (entry timeaccount.Entry, err error) {
			p.other, entry, err = p.other.Amend(b, timeaccount.Amendment{Product: "CAM-X", From: day})
			return entry, err
		},
		"another customer's superuser": func(*party) (timeaccount.Entry, error) {
			_, entry, err := timeaccount.Customer{}.Appoint(b, timeaccount.Appointment{Customer: "OTHER", Person: "Ola", From: day})
			return entry, err
		},
		"a product from tomorrow": func(p *party) (entry timeaccount.Entry, err error) {
			p.acme, entry, err = p.acme.Amend(b, timeaccount.Amendment{Product: "CAM-X", From: day + 1})
			return entry, err
		},
		"the superuser's last day": func(p *party) (entry timeaccount.Entry, err error) {
			p.kari, entry, err = p.kari.Remove(b, timeaccount.Removal{Last: day})
			return entry, err
		},
	} {
		t.Run(name, func(t *testing.T) {
			var log []timeaccount.Entry
			post := func(entry timeaccount.Entry, err error) {
				require.NoError(t, err)
				log, err = ledger.Append(log, entry)
				require.NoError(t, err)
			}
			var p party
			var entry timeaccount.Entry
			var err error
			p.acme, entry, err = conclude("k", "K", "ACME")
			post(entry, err)
			p.other, entry, err = conclude("l", "L", "OTHER")
			post(entry, err)
			p.kari, entry, err = p.kari.Appoint(at("a", "2026-03-02", "09:00"), timeaccount.Appointment{
				Customer: "ACME", Person: "Kari", From: calendar.MustDate("2026-03-02"),
			})
			post(entry, err)
			receipt := call("E")
			receipt.By = "Kari"
			enquiry, entry, err := timeaccount.Receive(terms, at("r", "2026-06-01", "08:30"), receipt, hours, p.kari, p.acme)
			post(entry, err)
			enquiry, changed, entry, err := enquiry.Record(at("s", "2026-06-01", "09:30"), timeaccount.Session{Work: calendar.Hour}, p.acme)
			post(entry, err)
			p.acme = changed[0]
			post(change(&p))
			late := at("late", "2026-06-01", "09:00")
			late.Entered = at("", "2026-06-01", "11:00").At
			_, _, entry, err = enquiry.Record(late, timeaccount.Session{Work: 30 * calendar.Minute}, p.acme)
			post(entry, err)

			differences, err := timeaccount.Restate(terms.Always, log, hours)
			require.NoError(t, err)
			var refs []string
			for _, d := range differences {
				refs = append(refs, d.Before.Ref)
			}
			require.Equal(t, []string{"late", "s"}, refs, "what was done first takes the account first")
		})
	}
}

// An entry that no package writes is answered with an error.
func TestRestateOfNothing(t *testing.T) {
	for _, entry := range []timeaccount.Entry{{}, {Outcome: timeaccount.Outcome{Customer: "ACME"}}} {
		differences, err := timeaccount.Restate(provider().Always, []timeaccount.Entry{entry}, weekdays())
		require.NoError(t, err)
		require.ErrorIs(t, differences[0].Err, entitlement.ErrInvalid)
	}
}

// Appointments count by when they were told, in whatever order they were posted.
func TestRestateAppointments(t *testing.T) {
	terms, hours := provider(), weekdays()
	for _, order := range [][]string{{"a", "b"}, {"b", "a"}} {
		var log []timeaccount.Entry
		post := func(entry timeaccount.Entry, err error) {
			require.NoError(t, err)
			log, err = ledger.Append(log, entry)
			require.NoError(t, err)
		}
		account, entry, err := timeaccount.Conclude(terms, at("k", "2026-03-02", "08:00"), timeaccount.Conclusion{
			Agreement: "K", Customer: "ACME", Alternative: timeaccount.TimeAccount, Balance: calendar.Hour, Products: "CAD-M",
		})
		post(entry, err)
		var customer timeaccount.Customer
		for _, ref := range order {
			told, person := at(ref, "2026-03-02", "09:00"), "Kari"
			if ref == "b" {
				told, person = at(ref, "2026-03-03", "09:00"), "Ola"
			}
			customer, entry, err = customer.Appoint(told, timeaccount.Appointment{Customer: "ACME", Person: person, From: calendar.MustDate("2026-04-01")})
			post(entry, err)
		}
		receipt := call("E")
		receipt.By = "Ola"
		enquiry, entry, err := timeaccount.Receive(terms, at("r", "2026-04-07", "10:00"), receipt, hours, customer, account)
		post(entry, err)
		require.NoError(t, timeaccount.Verify(terms.Always, log, hours))
		differences, err := timeaccount.Restate(terms.Always, log, hours)
		require.NoError(t, err)
		if order[0] == "a" {
			require.False(t, enquiry.Figures().NotViaSuperuser)
			require.Empty(t, differences)
			continue
		}
		require.True(t, enquiry.Figures().NotViaSuperuser)
		require.Equal(t, "r", differences[len(differences)-1].Before.Ref)
		require.False(t, differences[len(differences)-1].After.Outcome.Enquiry.NotViaSuperuser)
		_, _, entry, err = enquiry.Record(at("w", "2026-04-07", "11:00"), timeaccount.Session{Work: calendar.Minute}, account)
		post(entry, err)
		entries, err := timeaccount.Rectify(terms.Always, at("c", "2026-04-08", "09:00"), "told late", log, hours)
		require.NoError(t, err)
		require.Empty(t, entries, "how it was judged stays")
	}
}

// What is rectified is the work of the customer from the first difference on, and what
// stands on it, also on another enquiry of the same case; what was taken back before, and
// how an enquiry was judged, stay.
func TestRectify(t *testing.T) {
	terms, hours := provider(), weekdays()
	terms.RoundPer = timeaccount.PerCase
	var log []timeaccount.Entry
	post := func(entry timeaccount.Entry, err error) timeaccount.Entry {
		require.NoError(t, err)
		log, err = ledger.Append(log, entry)
		require.NoError(t, err)
		return entry
	}
	account, entry, err := timeaccount.Conclude(terms, at("k", "2026-03-02", "08:00"), timeaccount.Conclusion{
		Agreement: "K", Customer: "ACME", Alternative: timeaccount.TimeAccount, Balance: calendar.Hour, Products: "CAD-M",
	})
	post(entry, err)
	matter, entry, err := timeaccount.Open(terms, at("o", "2026-03-06", "08:00"), timeaccount.Opening{Case: "S", Customer: "ACME"})
	post(entry, err)
	enquiries := map[string]timeaccount.Enquiry{}
	for _, id := range []string{"E1", "E2", "E3"} {
		receipt := call(id)
		if id != "E3" {
			receipt.Case = "S"
		}
		enquiries[id], entry, err = timeaccount.Receive(terms, at("r"+id, "2026-03-06", "08:00"), receipt, hours, timeaccount.Customer{}, account)
		post(entry, err)
	}
	onCase := func(ref, id, date string, minutes calendar.Seconds) {
		next, enquiry, changed, entry, err := matter.Record(at(ref, date, "09:00"), timeaccount.Session{Work: minutes * calendar.Minute}, enquiries[id], account)
		post(entry, err)
		matter, enquiries[id] = next, enquiry
		for _, agreement := range changed {
			account = agreement
		}
	}
	alone := func(ref, date string, minutes calendar.Seconds) timeaccount.Entry {
		enquiry, changed, entry, err := enquiries["E3"].Record(at(ref, date, "09:00"), timeaccount.Session{Work: minutes * calendar.Minute}, account)
		enquiries["E3"] = enquiry
		for _, agreement := range changed {
			account = agreement
		}
		return post(entry, err)
	}
	_, entry, err = timeaccount.Open(terms, at("oOther", "2026-03-06", "08:00"), timeaccount.Opening{Case: "other", Customer: "BETA"})
	post(entry, err)
	theirs := call("E4")
	theirs.Customer, theirs.Case = "BETA", "other"
	ample, entry, err := timeaccount.Conclude(terms, at("k2", "2026-03-02", "08:00"), timeaccount.Conclusion{
		Agreement: "K2", Customer: "BETA", Alternative: timeaccount.TimeAccount, Balance: calendar.Hour, Products: "CAD-M",
	})
	post(entry, err)
	_, entry, err = timeaccount.Receive(terms, at("rE4", "2026-03-06", "08:00"), theirs, hours, timeaccount.Customer{}, ample)
	post(entry, err)
	onCase("s1", "E1", "2026-03-10", 20)
	wrong := alone("s2", "2026-03-10", 15)
	held, entry, err := timeaccount.Reverse(at("b", "2026-03-10", "12:00"), timeaccount.Reversal{Of: "s2", Because: "wrong"}, timeaccount.Holding{
		Entry: wrong, Agreements: []timeaccount.Agreement{account}, Enquiries: []timeaccount.Enquiry{enquiries["E3"]},
	})
	post(entry, err)
	account, enquiries["E3"] = held.Agreements[0], held.Enquiries[0]
	onCase("s3", "E2", "2026-03-12", 20) // the case has 40 minutes now, 45 are debited
	alone("s4", "2026-03-11", 30)        // told late: 15 minutes are left
	onCase("s5", "E1", "2026-03-09", 0)  // told late, takes nothing, and stands on s3
	others, err := ledger.Replay("other", log, timeaccount.Case.Apply)
	require.NoError(t, err)
	asked, err := ledger.Replay("E4", log, timeaccount.Enquiry.Apply)
	require.NoError(t, err)
	_, _, _, entry, err = others.Record(at("s6", "2026-03-13", "09:00"), timeaccount.Session{Work: calendar.Minute}, asked, ample)
	post(entry, err)

	named := func() (refs []string) {
		differences, err := timeaccount.Restate(terms.Always, log, hours)
		require.NoError(t, err)
		for _, d := range differences {
			refs = append(refs, d.Before.Ref)
		}
		return refs
	}
	require.Contains(t, named(), "s4")
	entries, err := timeaccount.Rectify(terms.Always, at("c", "2026-03-16", "09:00"), "told late", log, hours)
	require.NoError(t, err)
	taken := map[string]bool{}
	altered := slices.Clone(log)
	altered[len(altered)-1].Charge = entitlement.MustMoney("9999.00 NOK")
	_, err = timeaccount.Rectify(terms.Always, at("c", "2026-03-16", "09:00"), "told late", altered, hours)
	require.ErrorIs(t, err, entitlement.ErrLedger, "what was altered is not paid back")
	_, err = timeaccount.Rectify(terms.Always, at("c", "2026-03-16", "09:00"), "told late", append(slices.Clone(log), log[len(log)-1]), hours)
	require.ErrorIs(t, err, entitlement.ErrLedger, "an entry that is there twice")
	for _, entry := range entries {
		post(entry, nil)
		taken[entry.Reverses] = true
		require.Equal(t, at("", "2026-03-16", "09:00").At, entry.Entered)
		if reversal, ok := entry.Fact.(timeaccount.Reversal); ok {
			require.Equal(t, "told late", reversal.Because)
		}
	}
	require.True(t, taken["s3"] && taken["s4"] && taken["s5"] && !taken["s2"] && !taken["s6"], "and nobody else's work")
	require.NoError(t, timeaccount.Verify(terms.Always, log, hours))
	require.Empty(t, named())
	_, err = timeaccount.Rectify(terms.Always, at("c", "2026-03-16", "09:00"), "", log, hours)
	require.ErrorIs(t, err, entitlement.ErrInvalid)
	_, err = timeaccount.Rectify(terms.Always, entitlement.Event{}, "told late", log, hours)
	require.ErrorIs(t, err, entitlement.ErrInvalid)
	_, err = timeaccount.Rectify(terms.Always, at("d", "2026-03-17", "09:00"), "told late", append(log, nameless(log[len(log)-1])), hours)
	require.ErrorIs(t, err, entitlement.ErrLedger, "work that names nothing")
}

// Only work makes work be taken back: neither an enquiry that would be judged otherwise nor
// a consent that nobody would have had to give, since what is decided of them stays.
func TestRectifyFromWork(t *testing.T) {
	l := posted{t: t}
	l.account("K", "2026-03-02", calendar.Hour)
	l.tell("e", "2026-03-03", call("E"))
	other := call("F")
	other.Product = "CAM-X"
	l.tell("f", "2026-03-04", other)
	l.tell("yes", "2026-03-05", timeaccount.Consent{By: "Kari"}, "F")
	l.tell("s1", "2026-03-06", timeaccount.Session{Work: 30 * calendar.Minute}, "E")
	l.tell("s2", "2026-03-10", timeaccount.Session{Work: 30 * calendar.Minute}, "E")
	l.tell("late", "2026-03-09", timeaccount.Session{Work: 30 * calendar.Minute}, "E")
	l.tell("g", "2026-03-03", timeaccount.Conclusion{
		Agreement: "G", Customer: "ACME", Alternative: timeaccount.FreePeriod, Products: "CAM-X",
	})
	differences, err := timeaccount.Restate(provider().Always, l.log, weekdays())
	require.NoError(t, err)
	var refs []string
	for _, d := range differences {
		refs = append(refs, d.Before.Ref)
	}
	require.Equal(t, []string{"f", "yes", "late", "s2"}, refs)
	require.ErrorIs(t, differences[1].Err, timeaccount.NoConsentNeeded)
	var taken []string
	for _, entry := range l.rectify("2026-03-16") {
		if entry.Reverses != "" {
			taken = append(taken, entry.Reverses)
		}
	}
	require.Equal(t, []string{"late", "s2"}, taken)
}

// An enquiry that arrived when the account was used up, as is told late, stays judged by the
// account: what is left of the last interval goes to whom it belongs, in the order of the
// work, also where judged again it would have come to the same (TIM-15, TIM-18).
func TestRectifyAsJudged(t *testing.T) {
	l := posted{t: t, per: timeaccount.PerCase}
	l.account("K", "2026-03-02", 75*calendar.Minute)
	l.tell("o", "2026-03-02", timeaccount.Opening{Case: "S", Customer: "ACME"})
	for _, id := range []string{"E0", "E1"} {
		receipt := call(id)
		receipt.Case = "S"
		l.tell("r"+id, map[string]string{"E0": "2026-03-24", "E1": "2026-03-13"}[id], receipt)
	}
	work := func(ref, date, id string, minutes calendar.Seconds) {
		l.tell(ref, date, timeaccount.Session{Work: minutes * calendar.Minute}, id)
	}
	work("s0", "2026-03-13", "E1", 38)
	work("s4", "2026-03-25", "E1", 3) // told before what was done before
	work("s1", "2026-03-16", "E1", 14)
	work("s2", "2026-03-17", "E1", 20) // 72 minutes by now, and 75 debited
	work("s3", "2026-03-24", "E0", 34)
	require.Equal(t, 34*calendar.Minute, replayed(&l, "E0", timeaccount.Enquiry.Apply).Waiting())
	l.rectify("2026-04-01")
	require.Equal(t, 31*calendar.Minute, replayed(&l, "E0", timeaccount.Enquiry.Apply).Waiting())
	require.Equal(t, 3*calendar.Minute, replayed(&l, "E1", timeaccount.Enquiry.Apply).Waiting())
}

// posted is a ledger of ACME, with references of its own.
type posted struct {
	t   *testing.T
	per timeaccount.RoundPer
	log []timeaccount.Entry
}

func (l *posted) terms() timeaccount.Terms {
	terms := provider()
	terms.RoundPer = l.per
	return terms
}

func (l *posted) tell(ref, date string, fact timeaccount.Fact, enquiry ...string) {
	held := timeaccount.Holding{Hours: weekdays()}
	for _, entry := range l.log {
		if fact, ok := entry.Fact.(timeaccount.Conclusion); ok {
			held.Agreements = append(held.Agreements, replayed(l, fact.Agreement, timeaccount.Agreement.Apply))
		}
		if back, ok := fact.(timeaccount.Reversal); ok && entry.Ref == back.Of {
			held.Entry = entry
		}
	}
	for _, id := range enquiry {
		held.Enquiries = append(held.Enquiries, replayed(l, id, timeaccount.Enquiry.Apply))
		if on := held.Enquiries[0].Figures().Case; on != "" {
			held.Cases = []timeaccount.Case{replayed(l, on, timeaccount.Case.Apply)}
		}
	}
	_, entry, err := timeaccount.Do(l.terms(), at(ref, date, "10:00"), fact, held)
	require.NoError(l.t, err)
	l.post(entry)
}

func (l *posted) post(entry timeaccount.Entry) {
	log, err := ledger.Append(l.log, entry)
	require.NoError(l.t, err)
	l.log = log
}

func (l *posted) verify() error { return timeaccount.Verify(l.terms().Always, l.log, weekdays()) }

func (l *posted) account(id, date string, balance calendar.Seconds) {
	l.tell(id, date, timeaccount.Conclusion{
		Agreement: id, Customer: "ACME", Alternative: timeaccount.TimeAccount, Balance: balance, Products: "CAD-M",
	})
}

// rectify posts what rectifies the ledger on a day, and returns it.
func (l *posted) rectify(date string) []timeaccount.Entry {
	entries, err := timeaccount.Rectify(l.terms().Always, at("c", date, "10:00"), "told late", l.log, weekdays())
	require.NoError(l.t, err)
	for _, entry := range entries {
		entitlementtest.RoundTrips(l.t, entry)
		l.post(entry)
	}
	require.NoError(l.t, l.verify())
	return entries
}

func replayed[V any](l *posted, id string, apply func(V, timeaccount.Entry) (V, error)) V {
	value, err := ledger.Replay(id, l.log, apply)
	require.NoError(l.t, err)
	return value
}

var quarter = timeaccount.Session{Work: 15 * calendar.Minute}

// Two accounts pay for two enquiries, and the earlier work is told last: it took the second
// account, and takes the first when it is rectified, also after the last day of one account
// or of both. Nothing is left uncovered or charged (TIM-16).
func TestRectifyAfterTheTerm(t *testing.T) {
	for _, date := range []string{"2027-01-08", "2027-01-09", "2027-01-10", "2030-01-10"} {
		l := &posted{t: t}
		l.account("K0", "2026-01-08", 15*calendar.Minute)
		l.account("K1", "2026-01-09", 15*calendar.Minute)
		l.tell("r1", "2026-01-15", call("E1"))
		l.tell("r2", "2026-01-30", call("E2"))
		l.tell("o2", "2026-01-30", timeaccount.Consent{}, "E2")
		l.tell("s2", "2026-02-05", quarter, "E2")
		l.tell("s1", "2026-01-27", quarter, "E1")
		entries := l.rectify(date)
		require.Len(t, entries, 6, date)
		require.Equal(t, []entitlement.Clause{"TIM-13", "TIM-16"}, entries[0].Why, "%s: the account is opened again", date)
		for i, entry := range entries {
			require.Equal(t, i < 3, entry.Outcome.Work.Again, "%s: what is taken back is entered again", date)
		}
		charges, err := ledger.Charges(l.log)
		require.NoError(t, err)
		require.True(t, charges.IsZero(), date)
		for _, id := range []string{"E1", "E2"} {
			require.Equal(t, 15*calendar.Minute, replayed(l, id, timeaccount.Enquiry.Apply).Covered(), "%s on %s", id, date)
		}
		for id, ends := range map[string]string{"K0": "2026-01-27T10:15:00+01:00", "K1": "2026-02-05T10:15:00+01:00"} {
			end, reason, err := replayed(l, id, timeaccount.Agreement.Apply).EndsAt(weekdays().Zone())
			require.NoError(t, err)
			require.Equal(t, []string{ends, "Exhausted"}, []string{end.String(), string(reason)}, "%s on %s", id, date)
		}
	}
}

// What work that is entered again does not take was never used: the account expires, and
// what is left on it lapses with the term (TIM-16, TIM-19).
func TestRectifyLeavesTheRestToLapse(t *testing.T) {
	for _, date := range []string{"2026-06-01", "2027-01-20", "2027-01-21", "2030-01-10"} {
		l := &posted{t: t}
		l.account("K0", "2026-01-08", 15*calendar.Minute)
		l.tell("r1", "2026-01-15", call("E1")) // for this account alone
		l.account("K1", "2026-01-20", 15*calendar.Minute)
		l.tell("r2", "2026-01-23", call("E2"))
		l.tell("s1", "2026-01-27", quarter, "E1")
		l.tell("s2", "2026-01-26", quarter, "E2")
		require.Len(t, l.rectify(date), 4, date)
		require.Equal(t, 15*calendar.Minute, replayed(l, "E2", timeaccount.Enquiry.Apply).Covered(), date)
		require.Equal(t, 15*calendar.Minute, replayed(l, "E1", timeaccount.Enquiry.Apply).Waiting(), "%s: told in time nothing was left", date)
		account := replayed(l, "K1", timeaccount.Agreement.Apply)
		over := at("", "2027-01-21", "00:00").At
		require.Equal(t, timeaccount.Active, account.State(over.Add(-1)), date)
		require.Equal(t, timeaccount.Expired, account.State(over), date)
		require.Equal(t, 15*calendar.Minute, account.Lapsed(over), date)
	}
}

// A reversal that says that its work is entered again is refused where it is not, by the
// same posting and as it was: else it would be minutes given back, which lapse (TIM-16).
func TestEnteredAgainIsSo(t *testing.T) {
	session := timeaccount.Session{Work: 5 * calendar.Minute}
	l := &posted{t: t}
	l.account("K0", "2026-01-08", 15*calendar.Minute)
	l.account("K1", "2026-01-09", 30*calendar.Minute)
	l.tell("r1", "2026-01-15", call("E1"))
	l.tell("r2", "2026-01-30", call("E2"))
	l.tell("s2", "2026-02-05", session, "E2")
	l.tell("s3", "2026-02-05", session, "E2") // by somebody else, at the same time
	l.tell("s1", "2026-01-27", quarter, "E1")
	before := len(l.log)
	require.Len(t, l.rectify("2030-01-10"), 6)
	refused := func(log *posted, why string) {
		require.ErrorIs(t, log.verify(), entitlement.ErrLedger, why)
		require.ErrorContains(t, log.verify(), "is not entered again", why)
		_, err := timeaccount.Rectify(provider().Always, at("x", "2030-02-10", "10:00"), "told late", log.log, weekdays())
		require.ErrorIs(t, err, entitlement.ErrLedger, why)
	}
	for name, row := range map[string]struct {
		lines int // of six
		then  func(l *posted)
	}{
		"nothing is entered again": {3, func(*posted) {}},
		"one of two alike is not":  {5, func(*posted) {}},
		"longer":                   {5, func(l *posted) { l.tell("c/6", "2026-02-05", quarter, "E2") }},
		"at another time":          {5, func(l *posted) { l.tell("c/6", "2026-02-06", session, "E2") }},
		"on another enquiry":       {5, func(l *posted) { l.tell("c/6", "2026-02-05", session, "E1") }},
		"by another posting":       {5, func(l *posted) { l.tell("d/6", "2026-02-05", session, "E2") }},
	} {
		log := &posted{t, "", slices.Clone(l.log[:before+row.lines])}
		row.then(log)
		refused(log, name)
	}
	honest := &posted{t, "", slices.Clone(l.log[:before+5])}
	honest.tell("c/6", "2026-02-05", session, "E2")
	require.NoError(t, honest.verify())
	honest.log[before].Outcome.Work.Again = false
	require.ErrorIs(t, honest.verify(), entitlement.ErrLedger, "what does not say so gives minutes back")

	// One that is told by itself gives them back, also when the work is told again.
	alone := &posted{t, "", slices.Clone(l.log[:before])}
	alone.tell("b", "2030-01-10", timeaccount.Reversal{Of: "s1", Because: "a mistake"}, "E1")
	last := len(alone.log) - 1
	alone.tell("s4", "2026-01-27", quarter, "E1")
	require.NoError(t, alone.verify())
	alone.log[last].Outcome.Work.Again = true
	alone.log[last].Why = []entitlement.Clause{"TIM-13"}
	refused(alone, "told alone")
}
