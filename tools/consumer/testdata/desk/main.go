// Desk is a service of its own that embeds avtale: it keeps contracts in a database,
// some of a type that is not avtale's, and says of each request which contract it falls
// under. Run it, and it tells a week at the desk.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"
	_ "time/tzdata"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/punchcard"
	"github.com/avtale/avtale/timeaccount"

	"example.com/desk/retainer"
)

func main() {
	if err := run(context.Background(), os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "desk:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, out io.Writer) (err error) {
	folder, err := os.MkdirTemp("", "desk")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	d, err := establish(ctx, filepath.Join(folder, "desk.db"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.store.db.Close()) }()
	if err := week(ctx, out, d); err != nil {
		return err
	}
	if err := d.verify(ctx); err != nil {
		return err
	}
	_, err = fmt.Fprintln(out, "every entry decided again comes out the same, and every value is the fold of its entries")
	return err
}

// establish opens a desk on a new database, with the desk's own terms.
func establish(ctx context.Context, path string) (*desk, error) {
	s, err := openStore(ctx, path)
	if err != nil {
		return nil, err
	}
	if err := errors.Join(
		s.publish(ctx, cards, cardTerms()), s.publish(ctx, accounts, accountTerms()), s.publish(ctx, retainers, retainerTerms()),
	); err != nil {
		return nil, err
	}
	hours, err := openingHours()
	if err != nil {
		return nil, err
	}
	return openDesk(ctx, s, hours)
}

// openingHours are longer than printed, and the desk is open on holidays.
func openingHours() (calendar.Calendar, error) {
	location, err := time.LoadLocation("Europe/Oslo")
	if err != nil {
		return calendar.Calendar{}, err
	}
	return calendar.Compile(calendar.Spec{
		Name: "desk 07:00-18:00",
		Zone: location.String(),
		From: calendar.MustDate("2020-01-01"),
		To:   calendar.MustDate("2039-12-31"),
		Week: calendar.MondayToFriday(calendar.MustHours("07:00-18:00")),
	}, location)
}

// cardTerms are not those printed: other sizes, another currency, each session rounded
// by itself, half hours, and cards that end a day earlier.
func cardTerms() punchcard.Terms {
	return punchcard.Terms{
		Zone:       "Europe/Oslo",
		Sizes:      []punchcard.Size{{Clips: 5}, {Clips: 50, Discount: 1250}},
		List:       entitlement.Prices{{From: calendar.MustDate("2026-01-01"), Amount: entitlement.MustMoney("620.00 NOK")}},
		Increment:  entitlement.Increment(30 * calendar.Minute),
		RoundPer:   punchcard.PerSession,
		FlatTravel: 15 * calendar.Minute,
		Lapse:      calendar.Term{Months: 18, End: calendar.DayBefore},
		Expiry:     calendar.Term{Months: 24, End: calendar.DayBefore},
	}
}

// accountTerms begin with those printed: a shorter interval, no rounding above it.
func accountTerms() timeaccount.Terms {
	terms := timeaccount.Printed([]timeaccount.Rate{{
		From: calendar.MustDate("2026-01-01"), Hour: entitlement.MustMoney("1490.00 NOK"),
		Step: entitlement.Increment(15 * calendar.Minute),
	}})
	terms.Calendar = "desk 07:00-18:00"
	terms.Scale = timeaccount.Scale{Interval: entitlement.Increment(10 * calendar.Minute), Rounding: timeaccount.Minimum}
	return terms
}

func retainerTerms() retainer.Terms {
	return retainer.Terms{
		Zone: "Europe/Oslo", Fee: entitlement.MustMoney("9000.00 NOK"),
		Included: 2, CallOut: entitlement.MustMoney("2400.00 NOK"), Term: calendar.Term{Months: 12},
	}
}

// at returns an event that is told as it happens.
func (d *desk) at(ref, day, clock string) (entitlement.Event, error) {
	moment, err := d.hours.Zone().Local(calendar.MustDate(day), calendar.MustClock(clock))
	return entitlement.Event{Ref: ref, At: moment, Entered: moment}, err
}

// week tells a week at the desk.
func week(ctx context.Context, out io.Writer, d *desk) error {
	contracts := func(event entitlement.Event) error {
		opened, signed, bought := event, event, event
		opened.Ref, signed.Ref, bought.Ref = "account", "retainer", "card"
		_, first := d.conclude(ctx, opened, timeaccount.Conclusion{
			Agreement: "A", Customer: "ACME", Alternative: timeaccount.TimeAccount, Balance: calendar.Hour, Products: "Mailbox",
		})
		_, second := d.sign(ctx, signed, retainer.Signing{Retainer: "R", Holder: "ACME"})
		_, third := d.sell(ctx, bought, punchcard.Purchase{Card: "K", Holder: "ACME", Size: 5})
		return errors.Join(first, second, third)
	}
	event, err := d.at("", "2026-03-02", "08:00")
	if err != nil {
		return err
	}
	if err := contracts(event); err != nil {
		return err
	}
	for _, told := range []struct {
		ref, day, clock string
		request
	}{
		{"r1", "2026-03-02", "09:00", request{What: "mail rules", Work: 25 * calendar.Minute}},
		{"r1", "2026-03-02", "09:00", request{What: "mail rules", Work: 25 * calendar.Minute}},
		{"r1", "2026-03-02", "09:00", request{What: "mail rules", Work: 45 * calendar.Minute}},
		{"r2", "2026-03-03", "23:10", request{What: "file server down", CallOut: true, Work: calendar.Hour}},
		{"r3", "2026-03-04", "10:00", request{What: "new laptop", Work: 70 * calendar.Minute}},
		{"r4", "2026-03-05", "11:00", request{What: "move to new office", Work: 5 * calendar.Hour}},
		{"r5", "2026-03-06", "22:00", request{What: "newsletter", Work: 5 * calendar.Minute}},
		{"", "2026-03-06", "12:00", request{What: "no reference", Work: 5 * calendar.Minute}},
	} {
		event, err := d.at(told.ref, told.day, told.clock)
		if err != nil {
			return err
		}
		told.Holder, told.By = "ACME", "PH"
		done, failure := d.help(ctx, event, told.request)
		if err := say(out, event, told.request, done, failure); err != nil {
			return err
		}
	}
	return nil
}

// say prints what a request came to.
func say(out io.Writer, event entitlement.Event, r request, done help, failure error) error {
	text := fmt.Sprintf("%s %-20s %d ", event.At, r.What, status(failure))
	switch chosen, fresh := done.Decision.Chosen(); {
	case failure != nil:
		text += failure.Error()
	case fresh:
		text += fmt.Sprintf("by %s %s, %s: charged %s, %d uncovered %s", chosen.Type, chosen.Contract, chosen.Paid,
			done.Entry.Charge, done.Entry.Uncovered, done.Entry.Why)
		for answer, why := range done.Decision.WhyNot() {
			text += fmt.Sprintf("\n    not by %s %s: %s (%s)", answer.Type, answer.Contract, why.Reason, why.Clause)
		}
	default:
		text += "recorded already as " + string(done.Entry.Kind) + " " + done.Entry.Ref
	}
	_, err := fmt.Fprintln(out, text)
	return err
}
