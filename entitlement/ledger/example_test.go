package ledger_test

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/ledger"
)

// A Voucher is a contract type of a service's own: seats on courses, paid
// beforehand. It is opaque and comparable, and always the fold of its entries.
// The zero Voucher has not been sold and has no seats.
type Voucher struct {
	id        string
	left, seq int
}

// Facts are what is told, as plain data.
type (
	Sale struct {
		Voucher string
		Seats   int
	}
	Booking struct {
		Course string
		Seats  int
	}
	Cancellation struct{ Of string } // the reference of a booking
)

// The clauses, and why a booking may be refused.
const (
	goodForSeats entitlement.Clause = "VOU-01" // a voucher is good for the seats it was sold with
	bookingTakes entitlement.Clause = "VOU-02" // a booking takes its seats, all of them or none
	cancelled    entitlement.Clause = "VOU-03" // a booking that is cancelled gives its seats back

	NotEnoughSeats entitlement.Reason = "NotEnoughSeats"
)

// Entry is the common head with the fact, and is a ledger.Record.
type Entry struct {
	entitlement.Entry
	Fact any
}

func (e Entry) Given() any             { return e.Fact }
func (e Entry) Equal(other Entry) bool { return e.Entry.Equal(other.Entry) && e.Fact == other.Fact }

// Left returns the seats that can still be booked.
func (v Voucher) Left() int { return v.left }

// Sell concludes the contract.
func Sell(event entitlement.Event, sale Sale) (Voucher, Entry, error) {
	if sale.Voucher == "" || sale.Seats < 1 {
		return Voucher{}, Entry{}, entitlement.Invalid("sale", "%d seats on voucher %q", sale.Seats, sale.Voucher)
	}
	return Voucher{id: sale.Voucher}.post(event, "sale", sale, sale.Seats, goodForSeats)
}

// Book takes seats, or is refused.
func (v Voucher) Book(event entitlement.Event, booking Booking) (Voucher, Entry, error) {
	if booking.Seats < 1 {
		return v, Entry{}, entitlement.Invalid("seats", "a booking of %d", booking.Seats)
	}
	if booking.Seats > v.left {
		return v, Entry{}, &entitlement.Refusal{
			Reason: NotEnoughSeats, Clause: bookingTakes, Pass: fmt.Sprintf("%d seats or fewer", v.left),
		}
	}
	return v.post(event, "booking", booking, -booking.Seats, bookingTakes)
}

// Cancel takes a booking back.
func (v Voucher) Cancel(event entitlement.Event, cancellation Cancellation, booked Entry) (Voucher, Entry, error) {
	draw, _ := booked.Draw(v.id)
	return v.post(event, "cancellation", cancellation, -draw.Moved, cancelled)
}

// post makes the entry that the transition decided on, and applies it.
func (v Voucher) post(
	event entitlement.Event, kind entitlement.Kind, fact any, moved int, why entitlement.Clause,
) (Voucher, Entry, error) {
	if err := event.Validate(); err != nil {
		return v, Entry{}, err
	}
	entry := Entry{Fact: fact, Entry: entitlement.Entry{
		Event: event,
		Kind:  kind,
		Draws: []entitlement.Draw{{Of: v.id, Seq: v.seq + 1, Moved: moved}},
		Why:   []entitlement.Clause{why},
	}}
	if cancellation, ok := fact.(Cancellation); ok {
		entry.Reverses = cancellation.Of
	}
	next, err := v.Apply(entry)
	return next, entry, err
}

// Apply moves the voucher by an entry. It alone moves state, and decides
// nothing.
func (v Voucher) Apply(entry Entry) (Voucher, error) {
	switch entry.Kind {
	case "sale":
		v.id = entry.Draws[0].Of
	case "booking", "cancellation":
	default:
		return v, &entitlement.Failure{Family: entitlement.ErrLedger, Field: entry.Ref, Detail: "unknown kind"}
	}
	draw, _ := entry.Draw(v.id)
	v.left += draw.Moved
	v.seq = draw.Seq
	return v, nil
}

// A Service keeps the ledger; here in memory, else in rows with three unique
// keys. Every request goes the same way: find, decide, append.
type Service struct{ log []Entry }

func (s *Service) Book(id string, event entitlement.Event, booking Booking) (Entry, error) {
	if stored, found, err := ledger.Find(s.log, event, booking, id); found || err != nil {
		return stored, err // already recorded, or a conflict
	}
	voucher, err := ledger.Replay(id, s.log, Voucher.Apply)
	if err != nil {
		return Entry{}, err
	}
	_, entry, err := voucher.Book(event, booking)
	if err != nil {
		return Entry{}, err
	}
	s.log, err = ledger.Append(s.log, entry)
	return entry, err
}

// A service with a contract type of its own: the vocabulary and the ledger are
// all it needs.
func Example() {
	_, sold, _ := Sell(told("r1", "2026-03-02"), Sale{Voucher: "V", Seats: 10})
	service := Service{log: []Entry{sold}}

	entry, err := service.Book("V", told("r2", "2026-03-10"), Booking{Course: "welding", Seats: 8})
	fmt.Println("booked:", entry.Draws[0].Moved, entry.Why, err)
	_, err = service.Book("V", told("r2", "2026-03-10"), Booking{Course: "welding", Seats: 8})
	fmt.Println("told twice:", len(service.log), "entries,", err)
	_, err = service.Book("V", told("r2", "2026-03-10"), Booking{Course: "welding", Seats: 7})
	fmt.Println("told otherwise:", errors.Is(err, entitlement.ErrConflict))
	_, err = service.Book("V", told("r3", "2026-03-11"), Booking{Course: "soldering", Seats: 3})
	fmt.Println(err)

	// On 15 March it turns out that the booking of the 10th never was.
	voucher, _ := ledger.Replay("V", service.log, Voucher.Apply)
	voucher, gone, _ := voucher.Cancel(told("r4", "2026-03-15"), Cancellation{Of: "r2"}, entry)
	service.log, _ = ledger.Append(service.log, gone)
	fmt.Println("cancelled:", voucher.Left(), "left", gone.Why)
	for _, known := range []string{"2026-03-12", "2026-03-16"} {
		then, _ := ledger.AsOf("V", service.log, at("2026-03-12"), at(known), Voucher.Apply)
		fmt.Println("on the 12th, as known on", known, "-", then.Left(), "left")
	}
	// Output:
	// booked: -8 [VOU-02] <nil>
	// told twice: 2 entries, <nil>
	// told otherwise: true
	// refused: NotEnoughSeats (VOU-02); passes with 2 seats or fewer
	// cancelled: 10 left [VOU-03]
	// on the 12th, as known on 2026-03-12 - 2 left
	// on the 12th, as known on 2026-03-16 - 10 left
}

// told is an event at nine in the morning, Oslo time, told as it happens.
func told(ref, day string) entitlement.Event {
	return entitlement.Event{Ref: ref, At: at(day), Entered: at(day)}
}

func at(day string) calendar.Moment {
	m, _ := calendar.ParseMoment(day + "T09:00:00+01:00")
	return m
}

// What a customer gets in writing can be checked later by anybody, from the document alone.
func ExampleDecisionReceipt_Document() {
	_, booked, log := history()
	document, _ := ledger.DecisionReceipt{
		About: "four seats on the welding course", Entries: log,
		Happened: at("2026-03-10"), Known: at("2026-03-12"),
		Rules:    []entitlement.Rule{{Clause: "VOU-02", Text: "A booking takes its seats, all of them or none."}},
		Decision: booked,
	}.Document()
	fmt.Println(ledger.VerifyReceipt(document))
	fmt.Println(ledger.VerifyReceipt(bytes.Replace(document, []byte("four"), []byte("five"), 1)))
	// Output:
	// <nil>
	// the ledger does not hold together: receipt: it is not as it was written
}
