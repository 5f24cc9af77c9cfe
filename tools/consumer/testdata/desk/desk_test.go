package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/punchcard"
	"github.com/avtale/avtale/timeaccount"

	"example.com/desk/retainer"
)

func newDesk(t *testing.T) *desk {
	d, err := establish(t.Context(), filepath.Join(t.TempDir(), "desk.db"))
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, d.store.db.Close()) })
	return d
}

// on returns an event at noon of a day.
func on(t *testing.T, d *desk, ref, day string) entitlement.Event {
	event, err := d.at(ref, day, "12:00")
	require.NoError(t, err)
	return event
}

// ours returns what is held and is of a noun.
func ours[V any](t *testing.T, d *desk, holder, noun string) []V {
	p, err := d.store.read(t.Context(), "", "", holder)
	require.NoError(t, err)
	all, err := held[V](p, noun)
	require.NoError(t, err)
	return all
}

func TestRun(t *testing.T) {
	var out strings.Builder
	require.NoError(t, run(t.Context(), &out))
	require.Contains(t, out.String(), "file server down     200 by retainer R, allowance")
}

// Eight writers punch two hundred sessions on cards that all share, each told twice,
// while some are taken back, a card is bought and another passed on.
func TestConcurrentWriters(t *testing.T) {
	const writers, sessions, tasks = 8, 200, 5
	d, ctx := newDesk(t), t.Context()
	sell := func(ref, id, holder string) error {
		_, err := d.sell(ctx, on(t, d, ref, "2026-03-02"), punchcard.Purchase{Card: id, Holder: holder, Size: 50})
		return err
	}
	require.NoError(t, errors.Join(sell("b1", "K1", "ACME"), sell("b2", "K2", "ACME"), sell("b3", "L", "BETA")))
	for i := range tasks {
		_, err := d.order(ctx, on(t, d, fmt.Sprintf("o%d", i), "2026-03-02"), punchcard.Order{Task: fmt.Sprintf("T%d", i), Holder: "ACME"})
		require.NoError(t, err)
	}
	session := punchcard.Session{What: "migration", By: "PH", Place: punchcard.Remote, Work: calendar.Hour / 2}
	punch := func(ctx context.Context, n int) (punchcard.Entry, error) {
		return d.punch(ctx, on(t, d, fmt.Sprintf("s%d", n), "2026-03-03"), "ACME", fmt.Sprintf("T%d", n%tasks), session)
	}

	requests := make(chan func() error)
	var group sync.WaitGroup
	for range writers {
		group.Go(func() {
			for request := range requests {
				assert.NoError(t, request())
			}
		})
	}
	var first sync.Map // the entries that were answered, by reference
	for n := range sessions {
		tell := func() error {
			entry, err := punch(ctx, n)
			if earlier, told := first.LoadOrStore(entry.Ref, entry); told && !entry.Equal(earlier.(punchcard.Entry)) {
				return fmt.Errorf("told twice, %s is answered with two entries", entry.Ref)
			}
			return err
		}
		requests <- tell
		requests <- tell
		switch {
		case n == 60:
			requests <- func() error { return sell("b4", "K3", "ACME") }
		case n == 120:
			requests <- func() error {
				_, err := d.transfer(ctx, on(t, d, "t1", "2026-03-03"), "BETA", "L", punchcard.Transfer{To: "ACME", Agreement: "X"})
				return err
			}
		case n%20 == 5:
			requests <- func() error { // only the newest session of a task can be
				_, err := d.takeBack(ctx, on(t, d, fmt.Sprintf("r%d", n), "2026-03-03"), "ACME",
					punchcard.Reversal{Of: fmt.Sprintf("s%d", n), Because: "mistake"})
				if errors.Is(err, punchcard.NotNewest) || errors.Is(err, entitlement.ErrInvalid) {
					return nil
				}
				return err
			}
		}
	}
	close(requests)
	group.Wait()

	require.NoError(t, d.verify(ctx))
	log, _, err := entries[punchcard.Entry](ctx, d.store, cards)
	require.NoError(t, err)
	told := map[entitlement.Kind]int{}
	for _, entry := range log {
		told[entry.Kind]++
	}
	require.Equal(t, sessions, told["session"], "no session is lost, none is counted twice")

	used, counted, pending := 0, 0, 0
	for _, card := range ours[punchcard.Card](t, d, "ACME", "card") {
		used += card.Used()
	}
	for _, task := range ours[punchcard.Task](t, d, "ACME", "task") {
		counted += task.Clips()
		pending += task.Pending()
	}
	require.Equal(t, sessions-told["reverse"], counted)
	require.Equal(t, counted-pending, used, "clips are on a card or wait on a task")
	require.Empty(t, ours[punchcard.Card](t, d, "BETA", "card"))

	var gaps int
	require.NoError(t, d.store.db.QueryRowContext(ctx, `SELECT count(*) FROM (
		SELECT contract FROM draw GROUP BY contract HAVING min(seq) <> 1 OR max(seq) <> count(*))`).Scan(&gaps))
	require.Zero(t, gaps, "the numbers of every value go on without a gap")
	t.Log(told)
}

// A decision rests on all that the holder has, also on what it does not move, and on
// there being no more: a card that is bought meanwhile pays.
func TestDecidedAnew(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	_, err := d.order(ctx, on(t, d, "o", "2026-03-02"), punchcard.Order{Task: "T", Holder: "ACME"})
	require.NoError(t, err)
	session := punchcard.Session{What: "migration", By: "PH", Place: punchcard.Remote, Work: calendar.Hour}
	event := on(t, d, "s", "2026-03-03")
	var decided []int
	require.NoError(t, d.transact(ctx, event.Ref, "", []string{"ACME"}, func(p *page) error {
		task, err := named[punchcard.Task](p, "task", "T")
		if err != nil {
			return err
		}
		entry, err := d.work(p, task, event, session)
		if decided = append(decided, entry.Uncovered); len(decided) == 1 {
			_, bought := d.sell(ctx, on(t, d, "b", "2026-03-02"), punchcard.Purchase{Card: "K", Holder: "ACME", Size: 5})
			return errors.Join(err, bought)
		}
		return err
	}))
	require.Equal(t, []int{2, 0}, decided, "uncovered at first, then paid by the card")
	require.NoError(t, d.verify(ctx))
}

// A value is stored only in the place of the one it was made of.
func TestStaleValue(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	_, err := d.sell(ctx, on(t, d, "b", "2026-03-02"), punchcard.Purchase{Card: "K", Holder: "ACME", Size: 5})
	require.NoError(t, err)
	stored, err := d.store.read(ctx, "", "", "ACME")
	require.NoError(t, err)
	tx, err := d.store.db.BeginTx(ctx, nil)
	require.NoError(t, err)
	require.NoError(t, keep(ctx, tx, 1, stored.values["K"]))
	require.ErrorIs(t, keep(ctx, tx, 2, stored.values["K"]), errStale)
	require.NoError(t, tx.Rollback())
}

func TestStatus(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	noon := func(ref string) entitlement.Event { return on(t, d, ref, "2026-03-02") }
	buy := func(ref, day, id, holder string, size int) error {
		_, err := d.sell(ctx, on(t, d, ref, day), punchcard.Purchase{Card: id, Holder: holder, Size: size})
		return err
	}
	sign := func(ref, id string) error {
		_, err := d.sign(ctx, noon(ref), retainer.Signing{Retainer: id, Holder: "ACME"})
		return err
	}
	call := func(ref, day, what string) error {
		_, err := d.help(ctx, on(t, d, ref, day), request{Holder: "ACME", What: what, By: "PH", CallOut: true})
		return err
	}
	withdraw := func(ref, of string) error {
		_, err := d.withdraw(ctx, noon(ref), "ACME", "R", retainer.Withdrawal{Of: of, Because: "mistake"})
		return err
	}
	open := func(ref string) error {
		_, err := d.order(ctx, noon(ref), punchcard.Order{Task: "T", Holder: "ACME"})
		return err
	}
	punch := func(ref, task, what string) error {
		_, err := d.punch(ctx, noon(ref), "ACME", task,
			punchcard.Session{What: what, By: "PH", Place: punchcard.Remote, Work: calendar.Hour})
		return err
	}
	takeBack := func(ref, of string) error {
		_, err := d.takeBack(ctx, noon(ref), "ACME", punchcard.Reversal{Of: of, Because: "mistake"})
		return err
	}
	pass := func(ref, agreement string) error {
		_, err := d.transfer(ctx, noon(ref), "ACME", "K", punchcard.Transfer{To: "BETA", Agreement: agreement})
		return err
	}
	conclude := func(ref string, balance calendar.Seconds) error {
		_, err := d.conclude(ctx, noon(ref), timeaccount.Conclusion{
			Agreement: "A", Customer: "ACME", Alternative: timeaccount.TimeAccount, Balance: balance, Products: "Mailbox",
		})
		return err
	}
	for _, told := range []struct {
		what   string
		err    error
		status int
	}{
		{"a card", buy("b1", "2026-03-02", "K", "ACME", 5), http.StatusOK},
		{"told again", buy("b1", "2026-03-02", "K", "ACME", 5), http.StatusOK},
		{"the reference says something else", buy("b1", "2026-03-02", "K", "ACME", 50), http.StatusConflict},
		{"or happened at another time", buy("b1", "2026-03-03", "K", "ACME", 5), http.StatusConflict},
		{"the card has an id that is taken", buy("b2", "2026-03-02", "K", "ACME", 5), http.StatusConflict},
		{"by another holder's too", buy("b3", "2026-03-02", "K", "BETA", 5), http.StatusConflict},
		{"a size that is not sold", buy("b4", "2026-03-02", "K4", "ACME", 7), http.StatusUnprocessableEntity},
		{"a card without a holder", buy("b5", "2026-03-02", "K5", "", 5), http.StatusBadRequest},
		{"a day without a price", buy("b6", "2025-12-31", "K6", "ACME", 5), http.StatusInternalServerError},
		{"a task", open("o1"), http.StatusOK},
		{"work on it", punch("s1", "T", "migration"), http.StatusOK},
		{"work on no task", punch("s2", "U", "migration"), http.StatusBadRequest},
		{"work that does not say what", punch("s2", "T", ""), http.StatusUnprocessableEntity},
		{"the reference of a card", punch("b1", "T", "migration"), http.StatusConflict},
		{"taken back", takeBack("r1", "s1"), http.StatusOK},
		{"taken back, told again", takeBack("r1", "s1"), http.StatusOK},
		{"taken back twice", takeBack("r2", "s1"), http.StatusConflict},
		{"nothing taken back", takeBack("r3", "s9"), http.StatusBadRequest},
		{"passed on without an agreement", pass("t1", ""), http.StatusUnprocessableEntity},
		{"passed on", pass("t2", "X"), http.StatusOK},
		{"passed on by who has it no more", pass("t3", "X"), http.StatusBadRequest},
		{"a retainer", sign("R1", "R"), http.StatusOK},
		{"the reference of another contract", sign("b1", "R2"), http.StatusConflict},
		{"a call-out", call("c1", "2026-03-02", "router"), http.StatusOK},
		{"a call-out told again", call("c1", "2026-03-02", "router"), http.StatusOK},
		{"a call-out told otherwise", call("c1", "2026-03-02", "switch"), http.StatusConflict},
		{"a call-out that does not say what", call("c2", "2026-03-02", ""), http.StatusBadRequest},
		{"nothing that covers, on a Sunday long after", call("c3", "2028-03-05", "router"), http.StatusUnprocessableEntity},
		{"withdrawn", withdraw("w1", "c1"), http.StatusOK},
		{"withdrawn twice", withdraw("w2", "c1"), http.StatusConflict},
		{"the signing withdrawn", withdraw("w3", "R1"), http.StatusUnprocessableEntity},
		{"a time account", conclude("a1", calendar.Hour), http.StatusOK},
		{"a time account without time", conclude("a2", 0), http.StatusBadRequest},
	} {
		assert.Equal(t, told.status, status(told.err), "%s: %v", told.what, told.err)
	}
	require.NoError(t, d.verify(ctx))
}

// New terms are another version; what was decided by the old ones is verified by them.
func TestNewTerms(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	_, err := d.sign(ctx, on(t, d, "r1", "2026-03-02"), retainer.Signing{Retainer: "R1", Holder: "ACME"})
	require.NoError(t, err)
	dearer := retainerTerms()
	dearer.Fee, dearer.Included = entitlement.MustMoney("9900.00 NOK"), 3
	_, err = d.sell(ctx, on(t, d, "k1", "2026-03-02"), punchcard.Purchase{Card: "K1", Holder: "ACME", Size: 5})
	require.NoError(t, err)
	_, err = d.order(ctx, on(t, d, "o1", "2026-03-02"), punchcard.Order{Task: "T1", Holder: "ACME"})
	require.NoError(t, err)
	byTheTask := d.cards
	byTheTask.RoundPer = punchcard.PerTask
	require.NoError(t, d.store.publish(ctx, cards, byTheTask))
	require.NoError(t, d.store.publish(ctx, retainers, dearer))
	require.ErrorIs(t, d.store.publish(ctx, retainers, retainer.Terms{}), entitlement.ErrMissing)
	d, err = openDesk(ctx, d.store, d.hours)
	require.NoError(t, err)
	entry, err := d.sign(ctx, on(t, d, "r2", "2026-03-02"), retainer.Signing{Retainer: "R2", Holder: "ACME"})
	require.NoError(t, err)
	require.Equal(t, dearer.Fee, entry.Charge)
	_, err = d.order(ctx, on(t, d, "o2", "2026-03-03"), punchcard.Order{Task: "T2", Holder: "ACME"})
	require.NoError(t, err)
	require.NoError(t, d.verify(ctx))

	log, _, err := entries[retainer.Entry](ctx, d.store, retainers)
	require.NoError(t, err)
	newest := func(retainer.Entry) retainer.Terms { return dearer }
	require.ErrorIs(t, retainer.Verify(newest, log), entitlement.ErrLedger)
}

// What was changed behind the desk's back is noticed.
func TestVerifyNotices(t *testing.T) {
	for what, change := range map[string]string{
		"a value":             `UPDATE contract SET doc = replace(doc, '"used":2', '"used":1') WHERE id = 'K'`,
		"the number of one":   `UPDATE contract SET seq = seq + 1 WHERE id = 'K'`,
		"an entry":            `UPDATE entry SET doc = replace(doc, '"moved":-2', '"moved":-1') WHERE ref = 's'`,
		"an entry taken away": `PRAGMA foreign_keys = off; DELETE FROM entry WHERE ref = 'b'`,
	} {
		t.Run(what, func(t *testing.T) {
			d, ctx := newDesk(t), t.Context()
			_, sold := d.sell(ctx, on(t, d, "b", "2026-03-02"), punchcard.Purchase{Card: "K", Holder: "ACME", Size: 5})
			_, opened := d.order(ctx, on(t, d, "o", "2026-03-02"), punchcard.Order{Task: "T", Holder: "ACME"})
			_, worked := d.punch(ctx, on(t, d, "s", "2026-03-02"), "ACME", "T",
				punchcard.Session{What: "migration", By: "PH", Place: punchcard.Remote, Work: calendar.Hour})
			require.NoError(t, errors.Join(sold, opened, worked, d.verify(ctx)))
			_, err := d.store.db.ExecContext(ctx, change)
			require.NoError(t, err)
			require.Error(t, d.verify(ctx))
		})
	}
}

// An entry that moves two lots of one value, as other contracts have them, moves the
// value once: both have its one number.
func TestLotsOfOneValue(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	tx, err := d.store.db.BeginTx(ctx, nil)
	require.NoError(t, err)
	require.NoError(t, insert(ctx, tx, posting{head: entitlement.Entry{
		Event: entitlement.Event{Ref: "delivery"},
		Draws: []entitlement.Draw{{Of: "P", Seq: 7, Lot: "one model", Moved: 2}, {Of: "P", Seq: 7, Lot: "another", Moved: 1}},
	}}))
	require.ErrorIs(t, insert(ctx, tx, posting{head: entitlement.Entry{
		Event: entitlement.Event{Ref: "at the same time"},
		Draws: []entitlement.Draw{{Of: "P", Seq: 7, Lot: "a third", Moved: -1}},
	}}), errStale)
	require.NoError(t, tx.Rollback())
}
