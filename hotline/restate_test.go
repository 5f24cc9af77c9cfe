package hotline_test

import (
	"fmt"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/ledger"
	"github.com/avtale/avtale/hotline"
)

// A case is told late. It would have been covered, and the last case that was would not:
// nobody pays for either, but the workshop would have been contacted.
func ExampleRestate() {
	terms := provider()
	var log []hotline.Entry
	w, entry, _ := hotline.Enrol(terms, at("w", "2026-01-15", "09:00"), hotline.Enrolment{Workshop: "W"})
	log, _ = ledger.Append(log, entry)
	w, entry, _ = w.Subscribe(terms, at("s", "2026-01-15", "09:00"), hotline.Subscription{
		Subscription: "S", Product: hotline.DataProgram, From: day("2026-01-15"),
	})
	log, _ = ledger.Append(log, entry)
	for _, ref := range []string{"1", "2", "3", "4", "5"} {
		w, _, entry, _ = w.Receive(terms, at("r"+ref, "2026-02-0"+ref, "09:00"), request("C"+ref))
		log, _ = ledger.Append(log, entry)
	}
	late := at("r0", "2026-01-31", "09:00")
	late.Entered = at("", "2026-02-06", "09:00").At
	_, _, entry, _ = w.Receive(terms, late, request("C0"))
	log, _ = ledger.Append(log, entry)

	differences, _ := hotline.Restate(terms.Always, log)
	for _, d := range differences {
		fmt.Println(d.Before.Ref, "left", d.Before.Uncovered, "uncovered, and would leave", d.After.Uncovered, d.Money)
	}
	// Output:
	// r0 left 1 uncovered, and would leave 0 0.00
	// r5 left 0 uncovered, and would leave 1 0.00
}

// restated returns what a restatement names, of a workshop with a subscription that told
// its facts in this order.
func restated(t *testing.T, tell func(post func(entry hotline.Entry, err error), w hotline.Workshop)) []string {
	terms := provider()
	var log []hotline.Entry
	post := func(entry hotline.Entry, err error) {
		require.NoError(t, err)
		log, err = ledger.Append(log, entry)
		require.NoError(t, err)
	}
	w, entry, err := hotline.Enrol(terms, at("w", "2026-03-02", "09:00"), hotline.Enrolment{Workshop: "W"})
	post(entry, err)
	w, entry, err = w.Subscribe(terms, at("s", "2026-04-01", "09:00"), hotline.Subscription{
		Subscription: "S", Product: hotline.DataProgram, From: day("2026-04-01"),
	})
	post(entry, err)
	tell(post, w)
	require.NoError(t, hotline.Verify(terms.Always, log))
	differences, err := hotline.Restate(terms.Always, log)
	require.NoError(t, err)
	refs := []string{}
	for _, d := range differences {
		refs = append(refs, d.Before.Ref)
	}
	return refs
}

// late is an event that was told on the evening of a day.
func late(event entitlement.Event, on string) entitlement.Event {
	event.Entered = at("", on, "18:00").At
	return event
}

// A ledger that was told in the order of time comes out the same: with a case that was
// reclassified, one that was withdrawn after an answer, and one that came in before the
// hour at which the subscription of that day was told.
func TestRestateInOrder(t *testing.T) {
	terms := provider()
	require.Empty(t, restated(t, func(post func(hotline.Entry, error), w hotline.Workshop) {
		support := hotline.Receipt{Case: "C1", Enquiry: hotline.Enquiry{ProductUse: true, Relevant: true}}
		w, c, entry, err := w.Receive(terms, at("r1", "2026-04-01", "10:00"), support)
		post(entry, err)
		_, w, entry, err = c.Reclassify(terms, at("x1", "2026-04-01", "11:00"), hotline.Reclassification{
			Class: hotline.Hotline, Told: true, TermsAccepted: request("").TermsAccepted,
		}, w)
		post(entry, err)
		for _, id := range []string{"2", "3", "4", "5", "6"} {
			w, _, entry, err = w.Receive(terms, at("r"+id, "2026-04-0"+id, "09:00"), request("C"+id))
			post(entry, err)
		}
	}))
	require.Empty(t, restated(t, func(post func(hotline.Entry, error), w hotline.Workshop) {
		w, c, entry, err := w.Receive(terms, at("r1", "2026-04-01", "10:00"), request("C1"))
		post(entry, err)
		c, entry, err = c.FollowUp(at("f1", "2026-04-01", "11:00"))
		post(entry, err)
		_, _, entry, err = c.Withdraw(at("x1", "2026-04-01", "12:00"), w)
		post(entry, err)
	}))
	for _, clock := range []string{"00:00", "08:30"} {
		require.Empty(t, restated(t, func(post func(hotline.Entry, error), w hotline.Workshop) {
			_, _, entry, err := w.Receive(terms, late(at("r1", "2026-04-01", clock), "2026-04-01"), request("C1"))
			post(entry, err)
		}))
	}
}

// A subscription that is told late covered its cases all the same.
func TestRestateLateSubscription(t *testing.T) {
	terms := provider()
	require.Empty(t, restated(t, func(post func(hotline.Entry, error), w hotline.Workshop) {
		w, entry, err := w.Subscribe(terms, at("s2", "2026-04-10", "09:00"), hotline.Subscription{
			Subscription: "S2", Product: hotline.DataProgram, From: day("2026-04-01"),
		})
		post(entry, err)
		for _, id := range []string{"1", "2", "3", "4", "5", "6"} {
			w, _, entry, err = w.Receive(terms, late(at("r"+id, "2026-04-0"+id, "09:00"), "2026-04-11"), request("C"+id))
			post(entry, err)
		}
	}))
}

// The contact would have been raised by another case, and a renewal would have found
// another use: nothing moves, and still these are other decisions.
func TestRestateWhatMovesNothing(t *testing.T) {
	terms := provider()
	require.Equal(t, []string{"l", "r6"}, restated(t, func(post func(hotline.Entry, error), w hotline.Workshop) {
		var entry hotline.Entry
		var err error
		for _, id := range []string{"1", "2", "3", "4", "5", "6"} {
			w, _, entry, err = w.Receive(terms, at("r"+id, "2026-04-0"+id, "09:00"), request("C"+id))
			post(entry, err)
		}
		require.True(t, entry.Outcome.Contact)
		_, _, entry, err = w.Receive(terms, at("l", "2026-04-05", "10:00"), request("L"))
		post(entry, err)
		require.False(t, entry.Outcome.Contact)
	}))
}

// An entry that names nothing is told as one that could not be.
func TestRestateNamesNothing(t *testing.T) {
	_, log := worked(t, 1)
	nameless := hotline.Entry{Fact: hotline.Withdrawal{}}
	withdrawn := nameless
	withdrawn.Outcome.Case.State = hotline.Withdrawn
	enrolled := nameless
	enrolled.Kind = "enrol"
	differences, err := hotline.Restate(provider().Always, append(log, nameless, withdrawn, enrolled))
	require.NoError(t, err)
	require.Len(t, differences, 3)
	for _, d := range differences {
		require.ErrorIs(t, d.Err, entitlement.ErrInvalid)
	}
}

// A case that was taken back has not happened, whatever it was before: all that was told of
// it is gone, and what it drew, raised or led to is decided without it.
func TestRestateTakenBack(t *testing.T) {
	terms := provider()
	support := hotline.Reclassification{Class: hotline.Support}
	back := hotline.Reclassification{Class: hotline.Hotline, Told: true, TermsAccepted: request("").TermsAccepted}
	question := hotline.Receipt{Case: "C1", Enquiry: hotline.Enquiry{ProductUse: true, Relevant: true}}
	type told struct {
		of   string // the case
		fact hotline.Fact
	}
	five := []told{{"C2", request("C2")}, {"C3", request("C3")}, {"C4", request("C4")}, {"C5", request("C5")}, {"C6", request("C6")}}
	for what, row := range map[string]struct {
		told []told
		want []string
	}{
		"withdrawn": {slices.Concat([]told{{"C1", request("C1")}, {"C1", hotline.Withdrawal{}}}, five), []string{}},
		"found to be support, and withdrawn": {slices.Concat([]told{
			{"C1", request("C1")}, {"C1", support}, {"C1", hotline.Withdrawal{}},
		}, five), []string{}},
		"support, hotline, support again, and withdrawn": {slices.Concat([]told{
			{"C1", question}, {"C1", back}, {"C1", support}, {"C1", hotline.Withdrawal{}}, {"C1", hotline.FollowUp{}},
		}, five), []string{}},
		"found to be support, and a duplicate": {slices.Concat([]told{
			{"C2", request("C2")}, {"C1", request("C1")}, {"C1", support}, {"C1", hotline.Reply{}}, {"C1", hotline.Duplicate{Of: "C2"}},
		}, five[1:]), []string{}},
		"a duplicate of one that is withdrawn": {slices.Concat([]told{
			{"C0", request("C0")}, {"C1", request("C1")}, {"C1", support}, {"C1", hotline.Duplicate{Of: "C0"}}, {"C0", hotline.Withdrawal{}},
		}, five), []string{}},
		"found to be support, and that stands": {slices.Concat([]told{{"C1", request("C1")}, {"C1", support}}, five), []string{}},
		"withdrawn when others had gone without": {slices.Concat([]told{{"C1", request("C1")}}, five, []told{
			{"C1", support}, {"C1", hotline.Withdrawal{}},
		}), []string{"r6"}},
		"the contact that it raised is raised by the next": {slices.Concat(five, []told{
			{"C1", request("C1")}, {"C1", support}, {"C1", hotline.Withdrawal{}}, {"C7", request("C7")},
		}), []string{"r9"}},
		"what it led to was declined, and would not have been offered": {slices.Concat(five, []told{
			{"C1", request("C1")}, {"", hotline.Decline{What: hotline.OfferedAgreement}}, {"C1", support}, {"C1", hotline.Withdrawal{}},
		}), []string{"r7"}},
	} {
		t.Run(what, func(t *testing.T) {
			require.Equal(t, row.want, restated(t, func(post func(hotline.Entry, error), w hotline.Workshop) {
				cases := map[string]hotline.Case{}
				for i, step := range row.told {
					held := hotline.Holding{Workshop: w, Case: cases[step.of]}
					if duplicate, ok := step.fact.(hotline.Duplicate); ok {
						held.Original = cases[duplicate.Of]
					}
					number := strconv.Itoa(i + 1)
					held, entry, err := hotline.Do(terms, at("r"+number, (day("2026-04-01")+calendar.Date(i)).String(), "10:00"), step.fact, held)
					post(entry, err)
					cases[step.of] = held.Case
					if held.Workshop.ID() != "" {
						w = held.Workshop
					}
				}
			}))
		})
	}
}
