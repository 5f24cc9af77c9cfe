package swap

import (
	"slices"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
)

// CanShip returns all that stands in the way of a swap phone of a model for the
// case, as refusals, and nothing if there is one for it (SWP-13). That none is in
// stock is [NotActivated]: the case would wait, or waits.
func (c Case) CanShip(pool Pool, model string) []error {
	obstacles := c.obstacles(pool)
	shelf := pool.Shelf(model)
	there := c.swap.status == "" && shelf.Free() > 0 ||
		c.swap.status == Reserved && pool.id == c.swap.pool && model == c.swap.model && shelf.OnHand > 0
	if !there {
		obstacles = append(obstacles, refuse(NotActivated, emptyPool, "a phone in stock"))
	}
	return obstacles
}

// obstacles returns why no swap phone can be activated or sent.
func (c Case) obstacles(pool Pool) []error {
	var obstacles []error
	add := func(err error) {
		if err != nil {
			obstacles = append(obstacles, err)
		}
	}
	if c.outcome != "" {
		add(c.open())
	}
	if !c.figures.Features.Has(SwapActivation) {
		add(notIncluded(SwapActivation, c.figures.SwapAt))
	}
	switch {
	case c.questions != "":
		add(refuse(ControlQuestionsOpen, questioned, "answers to "+c.questions))
	case c.result == "":
		add(refuse(NotDiagnosed, diagnosed, "a diagnosis"))
	case c.result == NotThePhone:
		add(refuse(NoFault, notThePhone, "a fault of the phone"))
	case c.result == DefiniteFault || c.figures.Setting.Mode == Loan && c.result == Undetermined && c.necessary:
	case c.figures.Setting.Mode == Loan:
		add(refuse(NoFault, definiteFault, "a definite fault, or one that stays undetermined while the user needs a phone"))
	default:
		add(refuse(NoFault, definiteFault, "a definite fault"))
	}
	if pool.id != "" && pool.customer != c.customer {
		add(refuse(NotOfCustomer, ownStock, "the pool of "+c.customer))
	}
	if pool.leaving {
		add(refuse(PoolClosed, ownStock, "a pool that is not handed over"))
	}
	return obstacles
}

// Activate asks for a swap phone of a model (SWP-13). If one is in stock it is
// reserved, and promised by the registration (SWP-19, SWP-22, SWP-25); else, or
// if others wait for the model, the case is [Backordered] and nothing is
// promised, unless the terms say [PromiseStands] (SWP-44). Refused for whatever
// [Case.CanShip] names.
func (c Case) Activate(event entitlement.Event, activation Activation, pool Pool, days calendar.Calendar) (Case, Pool, Entry, error) {
	fail := func(err error) (Case, Pool, Entry, error) { return c, pool, Entry{}, err }
	if err := admit(c.begun(), told(event), given("model", activation.Model), pool.begun(), differ(c.id, pool.id), pool.room(activation.Model)); err != nil {
		return fail(err)
	}
	if c.outcome == "" && c.swap.status != "" {
		return fail(c.open())
	}
	if obstacles := c.obstacles(pool); len(obstacles) > 0 {
		return fail(obstacles[0])
	}
	step := Step{Pool: pool.id, Model: activation.Model, Status: Reserved}
	entry := c.entry(event, activation, step, matrix, definiteFault)
	entry.name(c.id, c.seq, 0)
	shelf := pool.Shelf(activation.Model)
	if shelf.Free() > 0 { // then nobody waits
		entry.shift(ShelfChange{Model: activation.Model, Reserved: 1})
	} else {
		entry.Outcome.Step.Status = Backordered
		entry.Why = append(entry.Why, emptyPool)
		entry.shift(ShelfChange{Model: activation.Model, Waiting: 1})
	}
	if entry.Outcome.Step.Status == Reserved || pool.figures.WhenEmpty == PromiseStands {
		entry.Why = append(entry.Why, registration)
		promised, err := c.promise(&entry, c.figures.Registered, days)
		if err != nil {
			return fail(err)
		}
		entry.Outcome.Step.Promised = promised
	}
	pool, err := entry.settle(pool)
	if err != nil {
		return fail(err)
	}
	return c.apply(entry), pool, entry, nil
}

// Cancel takes an activation back before the phone is sent; a phone that was
// reserved goes to the case that waits longest. Refused with [NotActivated]
// where there is none.
func (c Case) Cancel(event entitlement.Event, cancellation Cancellation, stock Stock) (Case, Stock, Entry, error) {
	fail := func(err error) (Case, Stock, Entry, error) { return c, stock, Entry{}, err }
	if err := admit(c.begun(), told(event), given("because", cancellation.Because), stock.is(c.swap.pool)); err != nil {
		return fail(err)
	}
	if c.outcome != "" {
		return fail(c.open())
	}
	entry := c.entry(event, cancellation, Step{}, threeWays)
	entry.name(c.id, c.seq, 0)
	switch c.swap.status {
	case Reserved:
		entry.shift(ShelfChange{Model: c.swap.model, Reserved: -1})
	case Backordered:
		entry.shift(ShelfChange{Model: c.swap.model, Waiting: -1})
	default:
		return fail(refuse(NotActivated, emptyPool, "an activated swap phone"))
	}
	stock, err := stock.post(&entry, c.swap.model)
	if err != nil {
		return fail(err)
	}
	return c.apply(entry), stock, entry, nil
}

// Ship sends the phone that is reserved for the case (SWP-11): the case ends as
// [SwapSent], and the user has to return the faulty phone (SWP-14). Where
// repaired phones go to the user the swap phone has to come back; where they go
// into the stock the user keeps it (SWP-18). Freight and packaging are billed
// with the month of the day (SWP-39). Refused with [NotActivated] where no phone
// is reserved, [NotThere] for a phone that is not in stock and [NotOfCustomer]
// for one of somebody else (SWP-29).
func (c Case) Ship(event entitlement.Event, shipment Shipment, device Device, pool Pool) (Case, Device, Pool, Entry, error) {
	fail := func(err error) (Case, Device, Pool, Entry, error) { return c, device, pool, Entry{}, err }
	if err := admit(
		c.begun(), told(event), shipment.validate(), device.begun(), differ(c.id, pool.id, device.id),
	); err != nil {
		return fail(err)
	}
	switch {
	case c.outcome != "":
		return fail(c.open())
	case c.swap.status == Backordered:
		return fail(refuse(NotActivated, emptyPool, "a phone in stock"))
	case c.swap.status == "":
		return fail(slices.Concat(c.obstacles(pool), []error{refuse(NotActivated, definiteFault, "an activated swap phone")})[0])
	case pool.id != c.swap.pool:
		return fail(entitlement.Invalid("pool", "%q is handed in, not %q", pool.id, c.swap.pool))
	case device.customer != c.customer:
		return fail(refuse(NotOfCustomer, ownStock, "a phone of "+c.customer))
	case device.at.Place != InStock || device.figures.Model != c.swap.model:
		return fail(refuse(NotThere, logistics, "a "+c.swap.model+" in stock"))
	}
	if obstacles := c.obstacles(pool); len(obstacles) > 0 {
		return fail(obstacles[0])
	}
	if err := device.ofPool(pool); err != nil {
		return fail(err)
	}
	charge, err := shipment.Freight.Add(shipment.Packaging)
	if err != nil {
		return fail(err)
	}
	comes := c.figures.Setting.AfterRepair == ToUser
	entry := c.entry(event, shipment, Step{Device: device.id, Comes: comes}, threeWays, faultyReturned, combined, logistics, inArrears)
	entry.Charge, entry.Outcome.Sent = charge, event.At.Date()
	entry.name(c.id, c.seq, 0)
	after := Where{Place: InTransit, Case: c.id}
	if comes {
		after.Pool = pool.id
	}
	entry.moveDevice(device, after)
	entry.shift(ShelfChange{Model: c.swap.model, Reserved: -1})
	if !comes {
		entry.shift(ShelfChange{Model: c.faultyModel(), Coming: 1})
	}
	pool, err = entry.settle(pool)
	if err != nil {
		return fail(err)
	}
	return c.apply(entry), device.apply(entry), pool, entry, nil
}

// Deliver records that the swap phone has reached the user, on the day promised
// or so many working days late (SWP-24), also if that is told after the phone has
// moved on. Refused with [NotThere] for another phone, and for one that was
// delivered.
func (c Case) Deliver(event entitlement.Event, delivery Delivery, device Device, days calendar.Calendar) (Case, Device, Entry, error) {
	fail := func(err error) (Case, Device, Entry, error) { return c, device, Entry{}, err }
	if err := admit(
		c.begun(), told(event), given("by", delivery.By), device.begun(), sameDays("case", c.figures.Calendar, days),
	); err != nil {
		return fail(err)
	}
	if c.swap.status != Shipped || device.id != c.swap.device {
		return fail(refuse(NotThere, logistics, "the swap phone of the case, on its way"))
	}
	delivered := days.Zone().In(event.At).Date()
	late, err := days.WorkingDaysBetween(c.swap.promised, max(delivered, c.swap.promised))
	if err != nil {
		return fail(unknownDays(err))
	}
	entry := c.entry(event, delivery, Step{Late: late}, workingDay, lateness)
	entry.name(c.id, c.seq, 0)
	after := device.at
	if after.Place == InTransit && after.Case == c.id {
		after.Place = WithUser
		if after.Pool == "" {
			after.Case = "" // it is the user's now
		}
	}
	entry.moveDevice(device, after)
	return c.apply(entry), device.apply(entry), entry, nil
}

// Stock is a pool and what a phone that is put in stock concerns: all cases that
// wait for one of the pool, and the calendar of the promises. In what a
// transition returns, Waiting has only the case that gets the phone.
type Stock struct {
	Pool    Pool
	Waiting []Case            // in any order
	Days    calendar.Calendar // that of the case which gets the phone; needed where one waits
}

// is refuses another pool.
func (s Stock) is(pool string) error {
	if s.Pool.id == "" || pool != "" && s.Pool.id != pool {
		return entitlement.Invalid("pool", "%q is handed in, not %q", s.Pool.id, pool)
	}
	return nil
}

// post ends an entry that moves the pool: if a phone of the model is free then, the
// case that waits and was registered first gets it (SWP-44).
func (s Stock) post(entry *Entry, model string) (Stock, error) {
	after := Stock{Days: s.Days}
	shelf := s.Pool.Shelf(model)
	for _, change := range entry.Outcome.Shelves {
		if change.Model == model {
			shelf = shelf.moved(change)
		}
	}
	if shelf.Waiting > 0 && shelf.Free() > 0 {
		waiting := Backorders(s.Waiting...)
		waiting = slices.DeleteFunc(waiting, func(c Case) bool {
			return c.swap.pool != s.Pool.id || c.swap.model != model
		})
		waiting = slices.CompactFunc(waiting, func(a, b Case) bool { return a.id == b.id })
		if len(waiting) != shelf.Waiting {
			return s, entitlement.Invalid("waiting", "%d cases wait for a %s and %d are handed in", shelf.Waiting, model, len(waiting))
		}
		first := waiting[0]
		entry.Why = append(entry.Why, emptyPool)
		promised := first.swap.promised
		if promised.IsZero() {
			since := entry.At
			if first.figures.Registered.After(since) {
				since = first.figures.Registered
			}
			var err error
			if promised, err = first.promise(entry, since, s.Days); err != nil {
				return s, err
			}
		}
		entry.shift(ShelfChange{Model: model, Waiting: -1, Reserved: 1})
		entry.Outcome.Served = Served{first.id, promised}
		entry.name(first.id, first.seq, 0)
		after.Waiting = []Case{first}
	}
	var err error
	if after.Pool, err = entry.settle(s.Pool); err != nil {
		return s, err
	}
	for i := range after.Waiting {
		after.Waiting[i] = after.Waiting[i].apply(*entry)
	}
	return after, nil
}
