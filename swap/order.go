package swap

import (
	"strconv"

	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/wire"
)

// Order is an order of phones, from the centre's proposal, if there was one, to
// the last phone that comes (SWP-35, SWP-37, SWP-38). It is a value, comparable
// with ==. [PlaceOrder], [Propose], [RequestRefill] and [OrderBackup] make orders. The
// zero Order is none.
type Order struct {
	id       string
	customer string
	figures  OrderFigures
	seq      int
	state    OrderState
	bought   Purchase // what the customer approved
	received int
}

// OrderFigures are what an order began with. They never change.
type OrderFigures struct {
	Pool    string // "" for phones that the customer keeps
	Model   string
	Purpose Purpose
	Asked   int // of a proposal: how many phones
}

// Purpose is what an order is for.
type Purpose string

// The purposes.
const (
	Stocking  Purpose = "Stocking"  // the customer orders reserve phones (SWP-35)
	Changing  Purpose = "Changing"  // the stock is to be changed (SWP-37)
	Refilling Purpose = "Refilling" // the stock has to be refilled (SWP-38)
	Backups   Purpose = "Backups"   // simple phones that the customer keeps (SWP-43)
)

// OrderState is how far an order is.
type OrderState string

// The states.
const (
	Proposed OrderState = "Proposed" // the customer has not answered
	Approved OrderState = "Approved" // ordered by the customer
	Rejected OrderState = "Rejected" // the customer declined
	Ended    OrderState = "Ended"    // no more phones come
)

// DecidedOrder is which order a decision is about, for the pool.
type DecidedOrder struct {
	Model   string
	Purpose Purpose
}

// ID returns the id the order was placed under.
func (o Order) ID() string { return o.id }

// Customer returns whose order it is.
func (o Order) Customer() string { return o.customer }

// Figures returns what the order began with.
func (o Order) Figures() OrderFigures { return o.figures }

// Seq returns the number of the last entry that names the order; a service stores
// a new value only if the stored one still has the old number.
func (o Order) Seq() int { return o.seq }

// State returns how far the order is, "" for the zero Order.
func (o Order) State() OrderState { return o.state }

// Bought returns what the customer approved, the zero Purchase for nothing.
func (o Order) Bought() Purchase { return o.bought }

// Outstanding returns how many phones of the order have yet to come (SWP-38): of
// those that the customer keeps none, since they do not come to the centre.
func (o Order) Outstanding() int {
	if o.figures.Pool == "" || o.state != Approved {
		return 0
	}
	return o.bought.Quantity - o.received
}

// Propose asks the customer to change the stock (SWP-37). Nothing is ordered
// before the customer approves.
func Propose(event entitlement.Event, proposal Proposal, pool Pool) (Order, Pool, Entry, error) {
	if err := admit(told(event), proposal.validate()); err != nil {
		return Order{}, pool, Entry{}, err
	}
	figures := OrderFigures{pool.id, proposal.Model, Changing, proposal.Quantity}
	entry, err := begin(event, proposal, proposal.Order, figures, pool, customerOrders)
	if err != nil {
		return Order{}, pool, Entry{}, err
	}
	return asked(entry, pool)
}

// RequestRefill asks the customer to refill the stock with as many phones of a
// model as are due, see [Pool.RefillDue] (SWP-38). Refused with [RequestOpen]
// while the customer has not answered an earlier request, and with [NoRefillDue].
func RequestRefill(event entitlement.Event, refill Refill, pool Pool) (Order, Pool, Entry, error) {
	if err := admit(told(event), given("order", refill.Order, "model", refill.Model), pool.begun(), pool.staying()); err != nil {
		return Order{}, pool, Entry{}, err
	}
	if request := pool.Shelf(refill.Model).Request; request != "" {
		return Order{}, pool, Entry{}, refuse(RequestOpen, refilled, "an answer to "+request)
	}
	due := pool.RefillDue(refill.Model, event.At)
	if due == 0 {
		return Order{}, pool, Entry{}, refuse(NoRefillDue, refilled, "a level below the target that has fallen since the last answer")
	}
	entry, err := begin(event, refill, refill.Order, OrderFigures{pool.id, refill.Model, Refilling, due}, pool, refilled)
	if err != nil {
		return Order{}, pool, Entry{}, err
	}
	return asked(entry, pool)
}

// PlaceOrder orders reserve phones on the customer's own behalf (SWP-35). Phones that
// are bought are charged now and never again, whoever gets them (SWP-39); rent is
// told by [RentalFee]. That there are then fewer than advised is noted (SWP-30).
func PlaceOrder(event entitlement.Event, placement Placement, pool Pool) (Order, Pool, Entry, error) {
	if err := admit(told(event), placement.validate()); err != nil {
		return Order{}, pool, Entry{}, err
	}
	figures := OrderFigures{pool.id, placement.Model, Stocking, 0}
	entry, err := begin(event, placement, placement.Order, figures, pool, orderedApart)
	if err != nil {
		return Order{}, pool, Entry{}, err
	}
	if err := entry.approve(placement.Model, placement.Purchase, pool); err != nil {
		return Order{}, pool, Entry{}, err
	}
	after, err := entry.settle(pool)
	if err != nil {
		return Order{}, pool, Entry{}, err
	}
	return Order{}.apply(entry), after, entry, nil
}

// begin makes an entry that begins an order.
func begin(
	event entitlement.Event, fact Fact, id string, figures OrderFigures, pool Pool, why ...entitlement.Clause,
) (Entry, error) {
	if err := admit(pool.begun(), pool.staying(), pool.room(figures.Model), differ(id, pool.id)); err != nil {
		return Entry{}, err
	}
	entry := newEntry(event, fact, why...)
	entry.Outcome.Customer, entry.Outcome.Order = pool.customer, figures
	entry.name(id, 0, 0)
	return entry, nil
}

// asked ends an entry by which the customer is asked.
func asked(entry Entry, pool Pool) (Order, Pool, Entry, error) {
	after, err := entry.settle(pool)
	if err != nil {
		return Order{}, pool, Entry{}, err
	}
	return Order{}.apply(entry), after, entry, nil
}

// OrderBackup orders simple phones that the customer keeps on the spot (SWP-43).
// They are of no pool and of no share, and nothing is promised for them. Rent is
// told on the order; its months are not counted here.
func OrderBackup(event entitlement.Event, backup Backup) (Order, Entry, error) {
	if err := admit(told(event), backup.validate()); err != nil {
		return Order{}, Entry{}, err
	}
	entry := newEntry(event, backup, onSite)
	entry.Outcome.Customer, entry.Outcome.Order = backup.Customer, OrderFigures{"", backup.Model, Backups, 0}
	entry.name(backup.Order, 0, backup.Quantity)
	if err := entry.charge(backup.Purchase); err != nil {
		return Order{}, Entry{}, err
	}
	return Order{}.apply(entry), entry, nil
}

// Decide records the customer's answer to a proposal or a request (SWP-37,
// SWP-38): so many phones, more or fewer than asked, or none. Refused with
// [AlreadyDecided] after an answer.
func (o Order) Decide(event entitlement.Event, decision OrderDecision, pool Pool) (Order, Pool, Entry, error) {
	fail := func(err error) (Order, Pool, Entry, error) { return o, pool, Entry{}, err }
	if err := admit(o.begun(), told(event), given("by", decision.By), Stock{Pool: pool}.is(o.figures.Pool)); err != nil {
		return fail(err)
	}
	if o.state != Proposed {
		return fail(refuse(AlreadyDecided, customerOrders, "a proposal that is open"))
	}
	entry := newEntry(event, decision, customerOrders)
	if o.figures.Purpose == Refilling {
		entry.Why = append(entry.Why, refilled)
	}
	entry.Outcome.Customer, entry.Outcome.Decided = o.customer, DecidedOrder{o.figures.Model, o.figures.Purpose}
	entry.name(o.id, o.seq, 0)
	if decision.Purchase != (Purchase{}) {
		if err := admit(decision.Purchase.validate(), pool.staying()); err != nil {
			return fail(err)
		}
		entry.Why = append(entry.Why, orderedApart)
		if err := entry.approve(o.figures.Model, decision.Purchase, pool); err != nil {
			return fail(err)
		}
	}
	after, err := entry.settle(pool)
	if err != nil {
		return fail(err)
	}
	return o.apply(entry), after, entry, nil
}

// End ends an order of which no more phones come (SWP-37). What was charged for
// those is credited. Refused with [NotApproved] where none is to come.
func (o Order) End(event entitlement.Event, ending Ending, pool Pool) (Order, Pool, Entry, error) {
	fail := func(err error) (Order, Pool, Entry, error) { return o, pool, Entry{}, err }
	if err := admit(o.begun(), told(event), given("by", ending.By, "because", ending.Because), Stock{Pool: pool}.is(o.figures.Pool)); err != nil {
		return fail(err)
	}
	outstanding := o.Outstanding()
	if outstanding == 0 {
		return fail(refuse(NotApproved, customerOrders, "an order of which phones are to come"))
	}
	entry := newEntry(event, ending, customerOrders, orderedApart)
	entry.Outcome.Customer = o.customer
	if o.bought.Acquisition == Bought {
		charged, err := o.bought.Price.Times(outstanding)
		if err != nil {
			return fail(err)
		}
		entry.Charge = charged.Neg()
	}
	entry.name(o.id, o.seq, 0)
	entry.shift(ShelfChange{Model: o.figures.Model, OnOrder: -outstanding})
	after, err := entry.settle(pool)
	if err != nil {
		return fail(err)
	}
	return o.apply(entry), after, entry, nil
}

// approve puts phones on order and charges them.
func (e *Entry) approve(model string, purchase Purchase, pool Pool) error {
	if err := e.charge(purchase); err != nil {
		return err
	}
	e.shift(ShelfChange{Model: model, OnOrder: purchase.Quantity})
	if after := pool.moved(e.Outcome.Shelves); after.total(Shelf.expected) < after.TargetStock() {
		e.Outcome.BelowGuide = true
		e.Why = append(e.Why, eightPercent)
	}
	return nil
}

// charge charges phones that are bought.
func (e *Entry) charge(purchase Purchase) (err error) {
	e.Outcome.Bought = purchase
	if purchase.Acquisition == Bought {
		e.Charge, err = purchase.Price.Times(purchase.Quantity)
	}
	return err
}

func (o Order) begun() error {
	if o.id == "" {
		return entitlement.Invalid("order", "the zero order has not been placed")
	}
	return nil
}

// lineRef is the reference of a line of an act that makes several entries.
func lineRef(ref string, line int) string { return ref + "/" + strconv.Itoa(line) }

// Apply moves the order by a recorded entry that names it. It decides nothing:
// state is the fold of the ledger. An entry of another order, or of a kind that
// orders do not have, is [entitlement.ErrLedger].
func (o Order) Apply(entry Entry) (Order, error) {
	begins := false
	switch entry.Kind {
	case kindPropose, kindRefill, kindOrder, kindBackup:
		begins = true
	case kindDecide, kindArrive, kindEnd:
	default:
		return o, misplaced(entry, "order")
	}
	if !entry.moves(o.id, begins, false) || begins && !entry.Outcome.Order.valid() {
		return o, misplaced(entry, "order")
	}
	return o.apply(entry), nil
}

func (o Order) apply(entry Entry) Order {
	if o.id == "" {
		o = Order{id: entry.Draws[0].Of, customer: entry.Outcome.Customer, figures: entry.Outcome.Order, state: Proposed}
	}
	draw, _ := entry.Draw(o.id)
	o.seq = draw.Seq
	switch entry.Kind {
	case kindArrive:
		o.received++
	case kindEnd:
		o.state = Ended
	case kindDecide, kindOrder, kindBackup:
		o.bought, o.state = entry.Outcome.Bought, Approved
		if o.bought.Quantity == 0 {
			o.state = Rejected
		}
	}
	return o
}

func (f OrderFigures) valid() bool {
	backup := f.Purpose == Backups
	return given("", f.Model) == nil && wellFormed("", f.Pool) == nil && (f.Pool == "") == backup && 0 <= f.Asked && f.Asked <= mostPhones &&
		(f.Purpose == Stocking || f.Purpose == Changing || f.Purpose == Refilling || backup)
}

func (o *Order) fields(f *wire.Fields) {
	wire.Text(f, "id", &o.id)
	wire.Text(f, "customer", &o.customer)
	wire.Optional(f, "figures", &o.figures, func() { o.figures.fields(f) })
	wire.Int(f, "seq", &o.seq)
	wire.Text(f, "state", &o.state)
	wire.Optional(f, "bought", &o.bought, func() { o.bought.fields(f) })
	wire.Int(f, "received", &o.received)
}

func (f *OrderFigures) fields(w *wire.Fields) {
	wire.Text(w, "pool", &f.Pool)
	wire.Text(w, "model", &f.Model)
	wire.Text(w, "purpose", &f.Purpose)
	wire.Int(w, "asked", &f.Asked)
}

func (p *Purchase) fields(f *wire.Fields) {
	wire.Int(f, "quantity", &p.Quantity)
	wire.Text(f, "acquisition", &p.Acquisition)
	f.Money("price", &p.Price)
}

func (d *DecidedOrder) fields(f *wire.Fields) {
	wire.Text(f, "model", &d.Model)
	wire.Text(f, "purpose", &d.Purpose)
}

// MarshalJSON writes the order as a stored document, "v":1.
func (o Order) MarshalJSON() ([]byte, error) {
	w := wire.Write()
	o.fields(&w)
	return w.Written()
}

// UnmarshalJSON reads a stored document, strictly. What no ledger can give is
// [entitlement.ErrInvalid].
func (o *Order) UnmarshalJSON(data []byte) error {
	var read Order
	r := wire.Read("order", data)
	for r.Next() {
		read.fields(&r)
	}
	if err := r.Done(); err != nil {
		return err
	}
	if !read.addsUp() {
		return entitlement.Invalid("order", "%q does not add up", read.id)
	}
	*o = read
	return nil
}

// addsUp reports whether a ledger can give the order.
func (o Order) addsUp() bool {
	if given("", o.id, "", o.customer) != nil || !numbered(o.seq) || !o.figures.valid() || o.received < 0 {
		return false
	}
	switch o.state {
	case Proposed, Rejected:
		return o.bought == Purchase{} && o.received == 0 && (o.figures.Purpose == Changing || o.figures.Purpose == Refilling)
	case Approved, Ended:
		return o.bought.validate() == nil && o.received <= o.bought.Quantity
	default:
		return false
	}
}
