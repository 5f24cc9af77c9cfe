package swap

import (
	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/wire"
)

// Device is a phone that the support centre has, or had, and is in exactly one
// place (SWP-45): a reserve phone, or the faulty phone of a user that came in. It
// is a value, comparable with ==, and every transition returns a new one. [Arrive],
// [TakeIn] and [Case.Receive] make devices. The zero Device is none, and in no
// place.
type Device struct {
	id       string
	customer string // "" as long as it is not known
	figures  DeviceFigures
	seq      int
	at       Where
}

// DeviceFigures are what is known of a device when it comes in, or, of one that
// comes without a slip, when it is found whose it is.
type DeviceFigures struct {
	Model       string
	Owner       string // the customer, or who lets it
	Acquisition Acquisition
	Rent        entitlement.Money // for a month, of a rented phone
	Order       string            // by which it came
	Warranty    calendar.Date     // its last day; zero: not told
	CameIn      calendar.Date     // the day it came in
}

// Where is the place of a device.
type Where struct {
	Place Place
	Pool  string        // to whose stock it belongs, wherever it is; "" for a user's phone
	Case  string        // for which it is there, or that wrote it off
	Left  calendar.Date // the day it was gone; zero: it is not
}

// Place is where a device is: one of ten, and only one (SWP-45).
type Place string

// The places. The last five are those of devices that are gone.
const (
	InStock    Place = "InStock"    // at the centre, to be sent out
	OnHold     Place = "OnHold"     // at the centre, not to be sent out
	InTransit  Place = "InTransit"  // on its way to a user
	WithUser   Place = "WithUser"   // as a swap phone
	InRepair   Place = "InRepair"   // at the servicer
	WrittenOff Place = "WrittenOff" // beyond repair, or never came back
	Lost       Place = "Lost"       // not found
	GivenBack  Place = "GivenBack"  // to its user, repaired or not
	HandedOver Place = "HandedOver" // to the customer on leaving
	SentBack   Place = "SentBack"   // to the supplier
)

// places lists them in order.
func places() [10]Place {
	return [...]Place{InStock, OnHold, InTransit, WithUser, InRepair, WrittenOff, Lost, GivenBack, HandedOver, SentBack}
}

// Gone reports whether a device in that place has left.
func (p Place) Gone() bool {
	switch p {
	case WrittenOff, Lost, GivenBack, HandedOver, SentBack:
		return true
	default:
		return false
	}
}

// Acquisition is how a phone was got (SWP-35).
type Acquisition string

// The acquisitions.
const (
	Bought Acquisition = "Purchase"
	Rented Acquisition = "Rental"
)

// ID returns the id the device came in under.
func (d Device) ID() string { return d.id }

// Customer returns whose device it is, "" as long as that is not known.
func (d Device) Customer() string { return d.customer }

// Figures returns what is known of the device since it came in.
func (d Device) Figures() DeviceFigures { return d.figures }

// Seq returns the number of the last entry that names the device; a service
// stores a new value only if the stored one still has the old number.
func (d Device) Seq() int { return d.seq }

// Where returns where the device is.
func (d Device) Where() Where { return d.at }

// Place returns the place of the device.
func (d Device) Place() Place { return d.at.Place }

// WarrantyStatus returns whether the device is in warranty on a day, the last one
// included (SWP-41). Of a repair the day of the registration decides:
// [Case.WarrantyStatus].
func (d Device) WarrantyStatus(on calendar.Date) Warranty { return warrantyOn(d.figures.Warranty, on) }

// held reports whether a device of the stock is on hold and awaited by no case.
func (w Where) held() bool { return w.Pool != "" && w.Place == OnHold && w.Case == "" }

// coming reports whether a device belongs to the stock, is awaited by a case and has
// not left: one that was lent is, until it is told that it has come back, also on hold
// for its slip.
func (w Where) coming() bool { return w.Pool != "" && w.Case != "" && !w.Place.Gone() }

// engaged reports whether a case waits for news of the device as its swap phone.
func (d Device) engaged() bool {
	return d.at.Case != "" && d.at.Place != InRepair && !d.at.Place.Gone()
}

// canComeIn reports whether the device can come in as a faulty phone: a new one,
// or one that a user had.
func (d Device) canComeIn() bool {
	switch d.at.Place {
	case "", InTransit, WithUser, GivenBack:
		return true
	case OnHold, WrittenOff, Lost:
		return d.at.Pool == "" || d.at.Case != "" // else it never left the stock
	default:
		return false
	}
}

// ofPool refuses a device of another pool.
func (d Device) ofPool(pool Pool) error {
	if d.at.Pool != "" && d.at.Pool != pool.id {
		return refuse(NotOfCustomer, ownStock, "the pool "+d.at.Pool)
	}
	return nil
}

func (d Device) begun() error {
	if d.id == "" {
		return entitlement.Invalid("device", "the zero device has not come in")
	}
	return nil
}

// is refuses another device, and one of another customer.
func (d Device) is(id, model, customer string) error {
	if d.id == "" {
		return nil
	}
	if d.id != id || d.figures.Model != model {
		return entitlement.Invalid("device", "%q, a %s, is handed in", d.id, d.figures.Model)
	}
	if d.customer != "" && d.customer != customer {
		return refuse(NotOfCustomer, ownStock, "a phone of "+customer)
	}
	return nil
}

// Arrive puts a phone that was ordered in stock (SWP-35, SWP-36). Where a case
// waits for one, that case gets it (SWP-44). Refused with [NotApproved] for more
// phones than the customer has ordered (SWP-37).
func Arrive(event entitlement.Event, arrival Arrival, order Order, stock Stock) (Device, Order, Stock, Entry, error) {
	fail := func(err error) (Device, Order, Stock, Entry, error) { return Device{}, order, stock, Entry{}, err }
	if err := admit(
		told(event), arrival.validate(), order.begun(), stock.is(order.figures.Pool), differ(arrival.Device, order.id, stock.Pool.id),
	); err != nil {
		return fail(err)
	}
	if order.Outstanding() < 1 {
		return fail(refuse(NotApproved, customerOrders, "an order by the customer of which phones are to come"))
	}
	owner := order.customer
	if order.bought.Acquisition == Rented {
		if owner = arrival.Owner; owner == "" {
			return fail(entitlement.Missing("owner", "it is not told who lets the phone"))
		}
	}
	figures := DeviceFigures{
		Model: order.figures.Model, Owner: owner, Acquisition: order.bought.Acquisition, Order: order.id,
		Warranty: arrival.Warranty, CameIn: event.At.Date(),
	}
	if figures.Acquisition == Rented {
		figures.Rent = order.bought.Price
	}
	entry := newEntry(event, arrival, orderedApart, logistics)
	entry.Outcome.Customer, entry.Outcome.Device = order.customer, figures
	entry.moveDevice(Device{id: arrival.Device, customer: order.customer, figures: figures}, Where{Place: InStock, Pool: stock.Pool.id})
	entry.name(order.id, order.seq, 1)
	entry.shift(ShelfChange{Model: figures.Model, OnOrder: -1})
	stock, err := stock.post(&entry, figures.Model)
	if err != nil {
		return fail(err)
	}
	return Device{}.apply(entry), order.apply(entry), stock, entry, nil
}

// Move moves a phone of the stock (SWP-36): puts it on hold and back, loses it and
// finds it, writes it off, sends it back to its supplier, or hands it over to a
// customer who leaves (SWP-29). A phone on hold that is nobody's may be given back
// too. A phone put in stock goes to the case that waits for it (SWP-44). Refused
// with [NotThere] for a way that phones do not go: cases have transitions of their
// own; with [CasesOpen] for sending back what is reserved for a case.
func (d Device) Move(event entitlement.Event, movement Movement, stock Stock) (Device, Stock, Entry, error) {
	fail := func(err error) (Device, Stock, Entry, error) { return d, stock, Entry{}, err }
	if err := admit(d.begun(), told(event), movement.validate(), stock.is(""), differ(d.id, stock.Pool.id)); err != nil {
		return fail(err)
	}
	if d.customer != "" && d.customer != stock.Pool.customer {
		return fail(refuse(NotOfCustomer, ownStock, "the pool of "+d.customer))
	}
	if err := d.ofPool(stock.Pool); err != nil {
		return fail(err)
	}
	if !d.at.leadsTo(movement.To) {
		return fail(refuse(NotThere, logistics, "a way that phones go from "+string(d.at.Place)))
	}
	if movement.To == HandedOver && !stock.Pool.leaving {
		return fail(refuse(NotThere, ownStock, "a customer who leaves"))
	}
	if movement.To == SentBack && d.at.Place == InStock && stock.Pool.Shelf(d.figures.Model).Free() < 1 {
		return fail(refuse(CasesOpen, emptyPool, "a phone that is not reserved"))
	}
	entry := newEntry(event, movement, ownStock, logistics)
	entry.Outcome.Customer = stock.Pool.customer
	after := Where{Place: movement.To, Pool: d.at.Pool}
	if movement.To.Gone() {
		after.Left = event.At.Date()
	}
	entry.moveDevice(d, after)
	stock, err := stock.post(&entry, d.figures.Model)
	if err != nil {
		return fail(err)
	}
	return d.apply(entry), stock, entry, nil
}

// leadsTo reports whether a device can be moved from a place to another outside
// a case.
func (w Where) leadsTo(to Place) bool {
	if w.Case != "" {
		return false
	}
	switch {
	case w.Place == InStock:
		return to == OnHold || to == Lost || to == WrittenOff || to == SentBack || to == HandedOver
	case w.Place == OnHold && w.Pool != "":
		return to == InStock || to == Lost || to == WrittenOff || to == SentBack || to == HandedOver
	case w.Place == OnHold:
		return to == GivenBack || to == Lost || to == WrittenOff
	case w.Place == WithUser: // whose it is now
		return to == Lost || to == WrittenOff
	default:
		return (w.Place == Lost || w.Place == WrittenOff) && w.Pool != "" && (to == InStock || to == OnHold)
	}
}

// RentalFee returns what rented phones cost in a month, apart from the monthly
// fee (SWP-35): those that are there on the first day of the month, by model and
// rent.
func RentalFee(month Month, devices ...Device) (Fee, error) {
	if err := month.validate(); err != nil {
		return Fee{}, err
	}
	fee := Fee{Month: month, Why: []entitlement.Clause{orderedApart}}
	type line struct {
		model string
		rent  entitlement.Money
	}
	counts := map[line]int{}
	for _, d := range devices {
		if d.figures.Acquisition == Rented && d.figures.CameIn <= month.First() && (d.at.Left.IsZero() || month.First() <= d.at.Left) {
			counts[line{d.figures.Model, d.figures.Rent}]++
		}
	}
	for _, l := range sorted(counts, func(l line) string { return l.model + " " + l.rent.String() }) {
		if err := fee.add(l.model, counts[l], 1, l.rent); err != nil {
			return Fee{}, err
		}
	}
	return fee, nil
}

// Apply moves the device by a recorded entry that names it. It decides nothing:
// state is the fold of the ledger. An entry of another device, or of a kind that
// devices do not have, is [entitlement.ErrLedger].
func (d Device) Apply(entry Entry) (Device, error) {
	switch entry.Kind {
	case kindArrive, kindTakeIn, kindReceive, kindShip, kindDeliver, kindReturn, kindWriteOff, kindDecline, kindRepair, kindMove, kindCount:
	default:
		return d, misplaced(entry, "device")
	}
	begins := d.id == ""
	if !entry.moves(d.id, begins, false) || !entry.Outcome.Where.valid() ||
		(begins || entry.Outcome.Device != DeviceFigures{}) && !entry.Outcome.Device.valid() {
		return d, misplaced(entry, "device")
	}
	return d.apply(entry), nil
}

func (d Device) apply(entry Entry) Device {
	if d.id == "" {
		d.id = entry.Draws[0].Of
	}
	if entry.Outcome.Device != (DeviceFigures{}) {
		d.figures = entry.Outcome.Device
	}
	if d.customer == "" {
		d.customer = entry.Outcome.Customer
	}
	draw, _ := entry.Draw(d.id)
	d.seq, d.at = draw.Seq, entry.Outcome.Where
	return d
}

func (w Where) valid() bool {
	if wellFormed("", w.Case, "", w.Pool) != nil || dayOrNone("", w.Left) != nil || w.Left.IsZero() == w.Place.Gone() {
		return false
	}
	switch w.Place {
	case InStock, HandedOver, SentBack:
		return w.Pool != "" && w.Case == ""
	case InTransit, InRepair:
		return w.Case != ""
	case GivenBack:
		return w.Pool == "" && w.Case == ""
	case Lost:
		return w.Case == ""
	case WithUser:
		return (w.Pool != "") == (w.Case != "")
	case OnHold, WrittenOff:
		return true
	default:
		return false
	}
}

func (f DeviceFigures) valid() bool {
	switch f.Acquisition {
	case "", Bought:
		if f.Rent != (entitlement.Money{}) {
			return false
		}
	case Rented:
		if f.Rent.Currency() == "" || f.Rent.Sign() < 0 {
			return false
		}
	default:
		return false
	}
	return given("", f.Model) == nil && wellFormed("", f.Owner, "", f.Order) == nil &&
		day("", f.CameIn) == nil && dayOrNone("", f.Warranty) == nil
}

func (d *Device) fields(f *wire.Fields) {
	wire.Text(f, "id", &d.id)
	wire.Text(f, "customer", &d.customer)
	wire.Optional(f, "figures", &d.figures, func() { d.figures.fields(f) })
	wire.Int(f, "seq", &d.seq)
	wire.Optional(f, "at", &d.at, func() { d.at.fields(f) })
}

func (f *DeviceFigures) fields(w *wire.Fields) {
	wire.Text(w, "model", &f.Model)
	wire.Text(w, "owner", &f.Owner)
	wire.Text(w, "acquisition", &f.Acquisition)
	w.Money("rent", &f.Rent)
	wire.Text(w, "order", &f.Order)
	w.Date("warranty", &f.Warranty)
	w.Date("entered", &f.CameIn)
}

func (w *Where) fields(f *wire.Fields) {
	wire.Text(f, "place", &w.Place)
	wire.Text(f, "case", &w.Case)
	wire.Text(f, "pool", &w.Pool)
	f.Date("left", &w.Left)
}

// MarshalJSON writes the device as a stored document, "v":1.
func (d Device) MarshalJSON() ([]byte, error) {
	w := wire.Write()
	d.fields(&w)
	return w.Written()
}

// UnmarshalJSON reads a stored document, strictly. What no ledger can give is
// [entitlement.ErrInvalid].
func (d *Device) UnmarshalJSON(data []byte) error {
	var read Device
	r := wire.Read("device", data)
	for r.Next() {
		read.fields(&r)
	}
	if err := r.Done(); err != nil {
		return err
	}
	if given("", read.id) != nil || wellFormed("", read.customer) != nil || !numbered(read.seq) || !read.figures.valid() || !read.at.valid() {
		return entitlement.Invalid("device", "%q does not add up", read.id)
	}
	*d = read
	return nil
}
