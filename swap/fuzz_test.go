package swap_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/entitlementtest"
	"github.com/avtale/avtale/entitlement/ledger"
	"github.com/avtale/avtale/internal/hostile"
	"github.com/avtale/avtale/swap"
)

// Whatever is read as a value can be asked and told everything without a
// panic, and comes back as it was.
func FuzzDocuments(f *testing.F) {
	w := newBench(f, 2)
	shipped, device, pool, entry, err := w.reserved.Ship(w.event("s"), shipment, w.devices[0], w.pool)
	require.NoError(f, err)
	received, faulty, pool, _, receipt, err := shipped.Receive(w.event("i"), swap.Receipt{Device: "F", Model: "X", By: "servicer"}, swap.Device{}, pool)
	require.NoError(f, err)
	order, pool, proposal, err := swap.Propose(w.event("y"), swap.Proposal{Order: "O2", Model: "X", Quantity: 2, Because: "old"}, pool)
	require.NoError(f, err)
	_, _, invoice, err := w.agreement.Invoice(entitlement.Event{Ref: "v", At: w.at.Add(40 * aDay), Entered: w.at}, swap.Invoicing{Month: swap.MonthOf(w.at.Date()), Currency: "SEK"}, []swap.Entry{entry})
	require.NoError(f, err)
	hostile.Seed(f, w.agreement)
	hostile.Seed(f, w.user)
	hostile.Seed(f, pool)
	hostile.Seed(f, order)
	hostile.Seed(f, w.terms)
	for _, c := range []swap.Case{w.ready, w.reserved, shipped, received} {
		hostile.Seed(f, c)
	}
	for _, phone := range []swap.Device{device, faulty} {
		hostile.Seed(f, phone)
	}
	for _, entry := range append(w.log[:len(w.log):len(w.log)], entry, receipt, proposal, invoice) {
		hostile.Seed(f, entry)
	}
	event := w.event("fuzz")
	facts := []swap.Fact{
		swap.Change{From: w.at.Date(), Mode: swap.Loan, AfterRepair: swap.ToUser},
		swap.Invoicing{Month: swap.MonthOf(w.at.Date() - 40), Currency: "SEK"},
		swap.Credit{Of: "s", Because: "x"},
		swap.Parcel{What: "x", By: "x", Freight: shipment.Freight, Packaging: shipment.Packaging},
		swap.Slip{By: "x"},
		swap.Ending{By: "x", Because: "x"},
		swap.Attachment{User: "U", Customer: "M", Level: swap.BAS, From: w.at.Date()},
		swap.Detachment{Last: w.at.Date()},
		swap.Registration{Case: "R", Agreement: "A", User: "U", Subject: swap.Fault},
		swap.Advice{Given: swap.ServiceBag},
		swap.Reply{Question: "on"},
		swap.Diagnosis{Result: swap.DefiniteFault},
		swap.Closing{Outcome: swap.Refused},
		swap.Activation{Model: "X"},
		swap.Cancellation{Because: "x"},
		shipment,
		swap.Delivery{By: "x"},
		swap.Return{By: "x"},
		swap.Receipt{Device: "F", Model: "X", By: "x"},
		swap.Receipt{Device: "N", Model: "Y", By: "x"},
		swap.WritingOff{Phone: swap.FaultyPhone, By: "x", Because: "x"},
		swap.WritingOff{Phone: swap.SwapPhone, By: "x", Because: "x"},
		swap.Estimate{Fee: shipment.Freight, Amount: shipment.Freight, Biller: "x"},
		swap.Acceptance{By: "x"},
		swap.Decline{By: "x", Then: swap.Scrap},
		swap.Repair{By: "x"},
		swap.Arrival{Device: "N", By: "x"},
		swap.TakingIn{Device: "F", Model: "X", By: "x"},
		swap.Movement{To: swap.Lost, By: "x", Because: "x"},
		swap.Movement{To: swap.InStock, By: "x", Because: "x"},
		swap.Fleet{Model: "X", Phones: 100},
		swap.Count{Model: "X", By: "x"},
		swap.Leaving{By: "x"},
		swap.Proposal{Order: "N", Model: "X", Quantity: 1, Because: "x"},
		swap.Refill{Order: "N", Model: "X"},
		swap.OrderDecision{By: "x", Purchase: bought(1)},
		swap.Placement{Order: "N", Model: "X", By: "x", Purchase: bought(1)},
	}
	tellAll := func(held swap.Holding) {
		held.Days, held.Log = w.days, w.log
		for _, fact := range facts {
			_, _, _ = swap.Do(w.terms, event, fact, held)
		}
	}
	whole := swap.Holding{
		Agreements: []swap.Agreement{w.agreement}, Users: []swap.User{w.user}, Cases: []swap.Case{received},
		Devices: []swap.Device{faulty}, Pools: []swap.Pool{pool}, Orders: []swap.Order{order},
	}
	f.Fuzz(func(t *testing.T, text string) {
		held := whole
		if agreement, ok := decodedAs[swap.Agreement](t, text); ok {
			held.Agreements = []swap.Agreement{agreement}
			_, _ = agreement.Setting(event.At)
			_, _ = agreement.Invoiced(swap.Invoicing{Month: swap.MonthOf(w.at.Date()), Currency: "SEK"}, w.log)
			tellAll(held)
		}
		if user, ok := decodedAs[swap.User](t, text); ok {
			held.Users = []swap.User{user}
			_ = user.LevelAt(event.At)
			_, _ = w.terms.MonthlyFee(swap.MonthOf(w.at.Date()), user)
			tellAll(held)
		}
		if c, ok := decodedAs[swap.Case](t, text); ok {
			_ = c.CanShip(pool, "X")
			_ = swap.ReturnsOpen(event.At, c)
			_ = swap.Backorders(c, received)
			_, _ = c.Finished(), c.WarrantyStatus()
			for _, device := range []swap.Device{faulty, device, w.devices[1]} {
				held.Cases, held.Waiting, held.Devices = []swap.Case{c}, []swap.Case{c}, []swap.Device{device}
				tellAll(held)
			}
			held = whole
		}
		if device, ok := decodedAs[swap.Device](t, text); ok {
			_, _ = swap.RentalFee(swap.MonthOf(w.at.Date()), device)
			_, _ = pool.Audit(device)
			for _, c := range []swap.Case{shipped, received, w.reserved} {
				held.Cases, held.Devices = []swap.Case{c}, []swap.Device{device}
				tellAll(held)
			}
			held = whole
		}
		if pool, ok := decodedAs[swap.Pool](t, text); ok {
			_, _, _, _ = pool.TargetStock(), pool.TargetPerModel(), pool.Shortfall(), pool.Surplus()
			_ = pool.RefillDue("X", event.At)
			_, _ = pool.Audit(device)
			for _, c := range []swap.Case{w.ready, w.reserved, received} {
				held.Cases, held.Pools = []swap.Case{c}, []swap.Pool{pool}
				tellAll(held)
			}
			held = whole
		}
		if order, ok := decodedAs[swap.Order](t, text); ok {
			held.Orders = []swap.Order{order}
			tellAll(held)
		}
		if entry, ok := decodedAs[swap.Entry](t, text); ok {
			log := []swap.Entry{entry}
			for _, draw := range entry.Draws {
				_, _ = ledger.Replay(draw.Of, log, swap.Agreement.Apply)
				_, _ = ledger.Replay(draw.Of, log, swap.User.Apply)
				_, _ = ledger.Replay(draw.Of, log, swap.Case.Apply)
				_, _ = ledger.Replay(draw.Of, log, swap.Device.Apply)
				_, _ = ledger.Replay(draw.Of, log, swap.Pool.Apply)
				_, _ = ledger.Replay(draw.Of, log, swap.Order.Apply)
			}
			log = append(w.log[:len(w.log):len(w.log)], entry)
			_ = swap.Verify(w.terms.Always, log, w.days)
			_, _ = swap.ReportOf("M", log, w.at.Date(), w.at.Date()+1, event.At.Add(calendar.Hour))
			_, _ = swap.Observe("M", log, event.At, event.At.Add(aDay), 100)
			_, _ = w.agreement.Invoiced(swap.Invoicing{Month: swap.MonthOf(w.at.Date()), Currency: "SEK"}, log)
		}
		var terms swap.Terms
		if json.Unmarshal([]byte(text), &terms) == nil && terms.Validate() == nil {
			_, _ = terms.PromisedDate(event.At, w.days)
			_, _ = terms.MonthlyFee(swap.MonthOf(w.at.Date()), w.user)
			_, _, _ = swap.Register(terms, event, w.registration(), w.agreement, w.user)
			_, _, _ = swap.OpenPool(terms, event, swap.Opening{Pool: "N", Customer: "M"})
		}
	})
}

// decodedAs reads a value and writes it again.
func decodedAs[V any](t *testing.T, text string) (V, bool) {
	var value V
	if json.Unmarshal([]byte(text), &value) != nil {
		return value, false
	}
	entitlementtest.RoundTrips(t, value)
	return value, true
}

// Whatever is told: it is read as it is written, it is done or refused for a reason
// that is documented, and the entry of it can be stored.
func FuzzFacts(f *testing.F) {
	w := newBench(f, 2)
	log, event, terms := w.log, w.event("fuzz"), w.terms
	for _, entry := range log {
		hostile.SeedFact(f, entry.Kind, entry.Fact, func(kind entitlement.Kind, text []byte) (any, error) { return swap.DecodeFact(kind, text) })
	}
	f.Fuzz(func(t *testing.T, kind, text string) {
		fact, err := swap.DecodeFact(entitlement.Kind(kind), []byte(text))
		if err != nil {
			require.ErrorIs(t, err, entitlement.ErrInvalid)
			return
		}
		again, err := swap.DecodeFact(entitlement.Kind(kind), encoded(t, fact))
		require.NoError(t, err)
		require.Equal(t, fact, again)
		_, entry, err := swap.Do(terms, event, fact, swap.Holding{Agreements: []swap.Agreement{w.agreement}, Users: []swap.User{w.user}, Cases: []swap.Case{w.reserved}, Devices: []swap.Device{w.devices[0]}, Pools: []swap.Pool{w.pool}, Days: w.days, Log: w.log})
		if err != nil {
			require.True(t, hostile.Documented(err), "%T: %v", err, err)
			return
		}
		entitlementtest.RoundTrips(t, entry)
	})
}

// A text is services that are written so, or leaves those that were there.
func FuzzFeature(f *testing.F) {
	prof, err := printed().Features(swap.PROF)
	require.NoError(f, err)
	for _, one := range append(prof.List(), prof, 0, swap.Diagnosing|swap.Functions) {
		f.Add(one.String())
	}
	for _, text := range []string{"x", " ", "Diagnosis ", " Diagnosis", "Diagnosis  Phone", "Phone Diagnosis", "Diagnosis Diagnosis", "diagnosis", "DiagnosisPhone", "Diagnosis\tPhone", "Diagnosis\x00"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		read := swap.Synchronising
		if err := read.UnmarshalText([]byte(text)); err != nil {
			require.ErrorIs(t, err, invalid)
			require.Equal(t, swap.Synchronising, read)
			return
		}
		require.Equal(t, text, read.String())
		var again swap.Feature
		for _, one := range read.List() {
			again |= one
		}
		require.Equal(t, read, again)
	})
}

// A text is a month that is written so, and begins on its first day, or leaves the month
// that was there.
func FuzzMonth(f *testing.F) {
	for _, text := range []string{"2026-03", "0001-01", "9999-11", "9999-12", "2026-13", "2026-3", "2026-03-01", "2026-00", "0000-12", "-001-01", "", "2026-03\x00", "2026-03-"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		was := swap.MonthOf(calendar.MustDate("2024-02-29"))
		read := was
		if read.UnmarshalText([]byte(text)) != nil {
			require.Equal(t, was, read)
			return
		}
		written, err := read.MarshalText()
		require.NoError(t, err)
		require.Equal(t, text, string(written))
		require.Equal(t, read, swap.MonthOf(read.First()))
		require.Equal(t, read, swap.MonthOf(read.Next().First()-1))
	})
}
