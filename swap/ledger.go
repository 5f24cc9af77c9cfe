package swap

import (
	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/ledger"
	"github.com/avtale/avtale/entitlement/wire"
)

// Entry is a ledger entry of this package: the head that all contracts share,
// the fact as it was told, and the outcome that moved the values it names. Units
// of the head are phones: in stock where it moves a pool, come in where it moves
// an order.
type Entry struct {
	entitlement.Entry
	Fact    Fact
	Outcome Outcome
}

var _ ledger.Record[Entry] = Entry{}

// Outcome is what an entry moves values by, beside its head. Only what the kind
// of entry needs is set.
type Outcome struct {
	Customer  string          // whose values they are
	Setting   Setting         // that is settled
	Span      Span            // for which a user is attached; of a detachment, what ends with its last day
	Case      CaseFigures     // of a case that is registered
	Questions string          // that it has to answer
	Bag, SIM  calendar.Moment // when help was given, up to the registration
	Step      Step            // what happens to a case
	Served    Served          // the case that gets the phone
	Lent      string          // the case whose swap phone comes in as a faulty one
	Device    DeviceFigures   // of a device that comes in
	Where     Where           // the device is afterwards
	Pool      PoolFigures     // of a pool that is opened
	Fleet     Fleet           // that the customer has
	Shelves   [2]ShelfChange  // of the pool, by model
	Order     OrderFigures    // of an order that begins
	Bought    Purchase        // what the customer approves
	Decided   DecidedOrder    // the order that a decision is about
	Sent      calendar.Date   // the day of a shipment whose price is billed with the month
	Credits   string          // the entry whose charge is credited
	Month     Month           // that is invoiced
	Lines     int             // of the invoice
	Total     entitlement.Money

	NotIncluded        bool // the level lacks what is asked: [CaseFigures.FeatureAt] has it, if one does (SWP-05)
	SIMReminderMissing bool // no reminder was given up to the registration (SWP-07)
	BelowGuide         bool // there will be fewer phones than advised (SWP-30)
}

// Given returns the fact as it was told.
func (e Entry) Given() any { return e.Fact }

// Equal reports whether two entries say the same.
func (e Entry) Equal(other Entry) bool {
	return e.Entry.Equal(other.Entry) && e.Fact == other.Fact && e.Outcome == other.Outcome
}

// space is what an entry carries, so that a transition allocates once for it.
type space struct {
	draws [5]entitlement.Draw
	why   [10]entitlement.Clause
}

func newEntry(event entitlement.Event, fact Fact, why ...entitlement.Clause) Entry {
	s := new(space)
	return Entry{
		Entry: entitlement.Entry{Event: event, Kind: fact.kind(), Draws: s.draws[:0], Why: append(s.why[:0], why...)},
		Fact:  fact,
	}
}

// name adds the move of a value that had a number.
func (e *Entry) name(id string, seq, moved int) {
	e.Draws = append(e.Draws, entitlement.Draw{Of: id, Seq: seq + 1, Moved: moved})
}

// settle ends an entry: it adds the move of the pool, one for each shelf that
// changes, and returns the pool after it. A pool whose counts do not fit what is
// handed in with it is refused.
func (e *Entry) settle(pool Pool) (Pool, error) {
	if !pool.has(e.Outcome.Shelves) {
		return pool, entitlement.Invalid("model", "%d models are the most", 2*mostModels)
	}
	named := false
	for _, change := range e.Outcome.Shelves {
		if change != (ShelfChange{}) {
			if !pool.Shelf(change.Model).moved(change).counts() {
				return pool, entitlement.Invalid("pool", "the pool %q does not count so many phones of model %q", pool.id, change.Model)
			}
			e.Draws = append(e.Draws, entitlement.Draw{Of: pool.id, Seq: pool.seq + 1, Lot: change.Model, Moved: change.OnHand})
			named = true
		}
	}
	if !named {
		e.name(pool.id, pool.seq, 0)
	}
	return pool.apply(*e), nil
}

// shift moves a shelf of the pool.
func (e *Entry) shift(by ShelfChange) {
	for i := range e.Outcome.Shelves {
		change := &e.Outcome.Shelves[i]
		if change.Model == "" || change.Model == by.Model {
			change.Model = by.Model
			change.OnHand += by.OnHand
			change.Reserved += by.Reserved
			change.Waiting += by.Waiting
			change.OnHold += by.OnHold
			change.Coming += by.Coming
			change.OnOrder += by.OnOrder
			return
		}
	}
}

// moveDevice names a device and moves it, and with it the shelf of its model.
func (e *Entry) moveDevice(d Device, after Where) {
	e.name(d.id, d.seq, 0)
	e.Outcome.Where = after
	by := ShelfChange{Model: d.figures.Model}
	by.OnHand = one(after.Place == InStock) - one(d.at.Place == InStock)
	by.OnHold = one(after.held()) - one(d.at.held())
	by.Coming = one(after.coming()) - one(d.at.coming())
	if by != (ShelfChange{Model: by.Model}) {
		e.shift(by)
	}
}

func one(is bool) int {
	if is {
		return 1
	}
	return 0
}

// moves reports whether the entry moves the value with the id, or, if that is
// empty, begins one: an entry that begins a value names it first, as its first.
// One of a kind that only begins values cannot move one that has begun, unless
// it may come again.
func (e Entry) moves(id string, begins, again bool) bool {
	if id == "" {
		return begins && len(e.Draws) > 0 && e.Draws[0].Of != "" && e.Draws[0].Seq == 1 && wellFormed("", e.Draws[0].Of, "", e.Outcome.Customer) == nil &&
			(e.Outcome.Customer != "" || e.Kind == kindTakeIn)
	}
	_, named := e.Draw(id)
	return named && (!begins || again)
}

func misplaced(entry Entry, value string) error {
	return &entitlement.Failure{
		Family: entitlement.ErrLedger,
		Field:  entry.Ref,
		Detail: "an entry of kind " + string(entry.Kind) + " does not move this " + value,
	}
}

// Holding is what a fact is told to: some values of one customer. A host hands
// in the values it has locked; a transition gives back those that changed.
type Holding struct {
	Agreements []Agreement
	Users      []User
	Cases      []Case // the one that the fact is told to comes first
	Waiting    []Case // all that wait for a phone of the pool
	Devices    []Device
	Pools      []Pool
	Orders     []Order
	Days       calendar.Calendar // the working days of the case that is promised a phone, or has it delivered
	Log        []Entry           // what is recorded, for an [Invoicing] and a [Credit]
}

func (h Holding) stock(pool Pool) Stock { return Stock{Pool: pool, Waiting: h.Waiting, Days: h.Days} }

// Do makes the transition that a fact asks for. It is the one switch over
// facts, for hosts that receive them over a wire, for stories and for [Verify];
// where the fact is known at compile time the named methods read better. The
// holding must have the one value of each sort that the transition takes; a
// device or a user that is not among them is new.
func Do(terms Terms, event entitlement.Event, fact Fact, held Holding) (Holding, Entry, error) {
	h := hand{held: held}
	var changed Holding
	var entry Entry
	var err error
	switch fact := fact.(type) {
	case Conclusion:
		var agreement Agreement
		agreement, entry, err = Conclude(event, fact)
		changed.Agreements = list(agreement)
	case Change, Parcel, Credit, Invoicing:
		return h.doAgreement(event, fact)
	case Attachment:
		var user User
		user, entry, err = orNone("user", held.Users, &h).Attach(terms, event, fact)
		changed.Users = list(user)
	case Detachment:
		var user User
		user, entry, err = only("user", held.Users, &h).Detach(event, fact)
		changed.Users = list(user)
	case Registration:
		var registered Case
		registered, entry, err = Register(terms, event, fact, only("agreement", held.Agreements, &h), orNone("user", held.Users, &h))
		changed.Cases = list(registered)
	case Advice, Reply, Diagnosis, Closing, Slip, Estimate, Acceptance:
		return h.doCase(event, fact)
	case Activation, Cancellation, Shipment, Delivery, Return, Receipt, WritingOff, Decline, Repair:
		return h.doSwap(event, fact)
	case Arrival:
		var order Order
		var device Device
		stock := held.stock(only("pool", held.Pools, &h))
		device, order, stock, entry, err = Arrive(event, fact, only("order", held.Orders, &h), stock)
		changed = Holding{Devices: list(device), Orders: list(order), Pools: list(stock.Pool), Cases: stock.Waiting}
	case TakingIn:
		var device Device
		device, entry, err = TakeIn(event, fact, orNone("device", held.Devices, &h))
		changed.Devices = list(device)
	case Movement:
		var device Device
		stock := held.stock(only("pool", held.Pools, &h))
		device, stock, entry, err = only("device", held.Devices, &h).Move(event, fact, stock)
		changed = Holding{Devices: list(device), Pools: list(stock.Pool), Cases: stock.Waiting}
	case Opening:
		var pool Pool
		pool, entry, err = OpenPool(terms, event, fact)
		changed.Pools = list(pool)
	case Fleet, Count, Leaving:
		return h.doPool(event, fact)
	case Proposal, Refill, OrderDecision, Placement, Ending:
		return h.doOrder(event, fact)
	case Backup:
		var order Order
		order, entry, err = OrderBackup(event, fact)
		changed.Orders = list(order)
	default:
		return Holding{}, Entry{}, entitlement.Invalid("fact", "there is none")
	}
	return h.give(changed, entry, err)
}

// hand takes values out of a holding, and remembers one that was missing.
type hand struct {
	held Holding
	err  error
}

// give returns the changed values if there was no error.
func (h *hand) give(changed Holding, entry Entry, err error) (Holding, Entry, error) {
	if err := admit(h.err, err); err != nil {
		return Holding{}, Entry{}, err
	}
	return changed, entry, nil
}

func (h *hand) doAgreement(event entitlement.Event, fact Fact) (Holding, Entry, error) {
	var entry Entry
	var err error
	agreement := only("agreement", h.held.Agreements, h)
	switch fact := fact.(type) {
	case Change:
		agreement, entry, err = agreement.Change(event, fact)
	case Parcel:
		agreement, entry, err = agreement.RecordShipment(event, fact)
	case Credit:
		agreement, entry, err = agreement.Credit(event, fact, h.held.Log)
	case Invoicing:
		agreement, _, entry, err = agreement.Invoice(event, fact, h.held.Log)
	}
	return h.give(Holding{Agreements: list(agreement)}, entry, err)
}

func (h *hand) doCase(event entitlement.Event, fact Fact) (Holding, Entry, error) {
	var entry Entry
	var err error
	c := only("case", h.held.Cases, h)
	switch fact := fact.(type) {
	case Advice:
		c, entry, err = c.Advise(event, fact)
	case Reply:
		c, entry, err = c.Answer(event, fact)
	case Diagnosis:
		c, entry, err = c.Diagnose(event, fact)
	case Closing:
		c, entry, err = c.Close(event, fact)
	case Slip:
		c, entry, err = c.PrintSlip(event, fact)
	case Estimate:
		c, entry, err = c.Estimate(event, fact)
	case Acceptance:
		c, entry, err = c.Accept(event, fact)
	}
	return h.give(Holding{Cases: list(c)}, entry, err)
}

func (h *hand) doSwap(event entitlement.Event, fact Fact) (Holding, Entry, error) {
	held := h.held
	var changed Holding
	var entry Entry
	var err error
	if len(held.Cases) == 0 {
		return h.give(Holding{}, Entry{}, missing("case", 0))
	}
	c, pool := held.Cases[0], orNone("pool", held.Pools, h)
	stock := held.stock(pool)
	switch fact := fact.(type) {
	case Activation:
		c, pool, entry, err = c.Activate(event, fact, pool, held.Days)
		changed.Pools = list(pool)
	case Cancellation:
		c, stock, entry, err = c.Cancel(event, fact, stock)
		changed.Pools = list(stock.Pool)
	case Shipment:
		device := orNone("device", held.Devices, h)
		c, device, pool, entry, err = c.Ship(event, fact, device, pool)
		changed.Pools, changed.Devices = list(pool), list(device)
	case Delivery:
		device := orNone("device", held.Devices, h)
		c, device, entry, err = c.Deliver(event, fact, device, held.Days)
		changed.Devices = list(device)
	case Return:
		device := orNone("device", held.Devices, h)
		c, device, stock, entry, err = c.Return(event, fact, device, stock)
		changed.Pools, changed.Devices = list(stock.Pool), list(device)
	case Receipt:
		var lent []Case
		device := orNone("device", held.Devices, h)
		c, device, pool, lent, entry, err = c.Receive(event, fact, device, pool, held.Cases[1:]...)
		changed.Pools, changed.Devices = list(pool), list(device)
		stock.Waiting = lent
	case WritingOff:
		var gone []Device
		c, pool, gone, entry, err = c.WriteOff(event, fact, pool, held.Devices...)
		changed.Pools, changed.Devices = list(pool), gone
	case Decline:
		device := orNone("device", held.Devices, h)
		here := c.faulty == Arrived
		c, device, pool, entry, err = c.Decline(event, fact, device, pool)
		if here {
			changed.Pools, changed.Devices = list(pool), list(device)
		}
	case Repair:
		device := orNone("device", held.Devices, h)
		c, device, stock, entry, err = c.Repair(event, fact, device, stock)
		changed.Pools, changed.Devices = list(stock.Pool), list(device)
	}
	changed.Cases = list(c)
	switch fact.(type) {
	case Cancellation, Return, Receipt, Repair:
		changed.Cases = append(changed.Cases, stock.Waiting...)
	}
	return h.give(changed, entry, err)
}

func (h *hand) doPool(event entitlement.Event, fact Fact) (Holding, Entry, error) {
	var changed Holding
	var entry Entry
	var err error
	pool := only("pool", h.held.Pools, h)
	switch fact := fact.(type) {
	case Fleet:
		pool, entry, err = pool.SetFleet(event, fact)
	case Count:
		pool, changed.Devices, entry, err = pool.Count(event, fact, h.held.Devices...)
	case Leaving:
		pool, entry, err = pool.Leave(event, fact)
	}
	changed.Pools = list(pool)
	return h.give(changed, entry, err)
}

func (h *hand) doOrder(event entitlement.Event, fact Fact) (Holding, Entry, error) {
	var order Order
	var entry Entry
	var err error
	pool := only("pool", h.held.Pools, h)
	switch fact := fact.(type) {
	case Proposal:
		order, pool, entry, err = Propose(event, fact, pool)
	case Refill:
		order, pool, entry, err = RequestRefill(event, fact, pool)
	case Placement:
		order, pool, entry, err = PlaceOrder(event, fact, pool)
	case OrderDecision:
		order, pool, entry, err = only("order", h.held.Orders, h).Decide(event, fact, pool)
	case Ending:
		order, pool, entry, err = only("order", h.held.Orders, h).End(event, fact, pool)
	}
	return h.give(Holding{Orders: list(order), Pools: list(pool)}, entry, err)
}

func list[V any](value V) []V { return []V{value} }

// only returns the one value of a sort.
func only[V any](noun string, values []V, h *hand) V {
	if len(values) != 1 {
		var none V
		h.err = admit(h.err, missing(noun, len(values)))
		return none
	}
	return values[0]
}

// orNone returns the one value of a sort, the zero value for none.
func orNone[V any](noun string, values []V, h *hand) V {
	if len(values) == 0 {
		var none V
		return none
	}
	return only(noun, values, h)
}

func missing(noun string, handed int) error {
	return entitlement.Invalid("holding", "the fact is told to one %s, not to %d", noun, handed)
}

func (e *Entry) fields(f *wire.Fields, fact *[]byte) {
	f.Head(&e.Entry)
	f.Record("fact", e.Fact, fact)
	o := &e.Outcome
	wire.Text(f, "customer", &o.Customer)
	wire.Optional(f, "setting", &o.Setting, func() { o.Setting.fields(f) })
	wire.Optional(f, "span", &o.Span, func() { o.Span.fields(f) })
	wire.Optional(f, "case", &o.Case, func() { o.Case.fields(f) })
	wire.Text(f, "questions", &o.Questions)
	f.Moment("bag", &o.Bag)
	f.Moment("sim", &o.SIM)
	wire.Optional(f, "step", &o.Step, func() { o.Step.fields(f) })
	wire.Optional(f, "served", &o.Served, func() { o.Served.fields(f) })
	wire.Text(f, "lent", &o.Lent)
	wire.Optional(f, "device", &o.Device, func() { o.Device.fields(f) })
	wire.Optional(f, "where", &o.Where, func() { o.Where.fields(f) })
	wire.Optional(f, "pool", &o.Pool, func() { o.Pool.fields(f) })
	wire.Optional(f, "fleet", &o.Fleet, func() { o.Fleet.fields(f) })
	wire.Optional(f, "shelf", &o.Shelves[0], func() { o.Shelves[0].fields(f) })
	wire.Optional(f, "shelf2", &o.Shelves[1], func() { o.Shelves[1].fields(f) })
	wire.Optional(f, "order", &o.Order, func() { o.Order.fields(f) })
	wire.Optional(f, "bought", &o.Bought, func() { o.Bought.fields(f) })
	wire.Optional(f, "decided", &o.Decided, func() { o.Decided.fields(f) })
	f.Date("sent", &o.Sent)
	wire.Text(f, "credits", &o.Credits)
	wire.TextOf(f, "month", &o.Month)
	wire.Int(f, "lines", &o.Lines)
	f.Money("total", &o.Total)
	f.True("not_included", &o.NotIncluded)
	f.True("sim_reminder_missing", &o.SIMReminderMissing)
	f.True("below_guide", &o.BelowGuide)
}

func (f *Fleet) fields(w *wire.Fields) {
	wire.Text(w, "model", &f.Model)
	wire.Int(w, "phones", &f.Phones)
}

// MarshalJSON writes the entry as a stored document, "v":1.
func (e Entry) MarshalJSON() ([]byte, error) {
	w := wire.Write()
	e.fields(&w, nil)
	return w.Written()
}

// UnmarshalJSON reads a stored document, strictly.
func (e *Entry) UnmarshalJSON(data []byte) error {
	var read Entry
	var fact []byte
	r := wire.Read("entry", data)
	for r.Next() {
		read.fields(&r, &fact)
	}
	if err := r.Done(); err != nil {
		return err
	}
	var err error
	if read.Fact, err = DecodeFact(read.Kind, fact); err != nil {
		return err
	}
	if err := read.Event.Validate(); err != nil {
		return err
	}
	if len(read.Draws) == 0 || len(read.Why) == 0 {
		return entitlement.Invalid("entry", "%q does not name all it moves, or no reason", read.Ref)
	}
	*e = read
	return nil
}
