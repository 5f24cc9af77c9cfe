package swap

import (
	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
)

// Return records that the swap phone has come back (SWP-18): one that was lent, one
// that could not be delivered, or one that had been written off. It is in stock
// again, or on hold if it is not fit to be sent out. Where a case waits for it,
// that case gets it (SWP-44). A price of the return is billed with the month in
// which the label was used (SWP-39). Refused with [NotAwaited] where the user keeps
// the phone, it is back, or it has come in as the faulty one of another case.
func (c Case) Return(event entitlement.Event, returned Return, device Device, stock Stock) (Case, Device, Stock, Entry, error) {
	fail := func(err error) (Case, Device, Stock, Entry, error) { return c, device, stock, Entry{}, err }
	if err := admit(c.begun(), told(event), returned.validate(), device.begun(), stock.is(c.swap.pool), device.ofPool(stock.Pool), differ(c.id, device.id, stock.Pool.id)); err != nil {
		return fail(err)
	}
	if !c.comesBack(device) {
		return fail(refuse(NotAwaited, combined, "the swap phone of a case whose own phone goes to the user, or that was not delivered"))
	}
	entry := c.entry(event, returned, Step{}, combined, logistics)
	if err := entry.freight(returned.Freight, returned.Sent); err != nil {
		return fail(err)
	}
	entry.name(c.id, c.seq, 0)
	after := Where{Place: InStock, Pool: stock.Pool.id}
	if returned.Unfit {
		after.Place = OnHold
	}
	entry.moveDevice(device, after)
	stock, err := stock.post(&entry, device.figures.Model)
	if err != nil {
		return fail(err)
	}
	return c.apply(entry), device.apply(entry), stock, entry, nil
}

// comesBack reports whether a phone is the swap phone of the case and can come back.
func (c Case) comesBack(device Device) bool {
	return device.id == c.swap.device && device.at.Case == c.id &&
		(device.engaged() || device.at.Place == WrittenOff)
}

// Receive records that the faulty phone of a case has come in (SWP-14): with its
// slip, or found to be that of the case (SWP-15). It goes to repair. The zero
// Device makes a device of it; a phone that is known, because it was on hold or
// was a swap phone once, is handed in. If it is still the swap phone of another
// case, lent or not delivered as far as was told, that case is handed in too, and
// its swap phone is back. Where repaired phones go into the stock it belongs there
// from now on (SWP-17). Refused with [NotSent] where no swap phone was sent and
// with [NotAwaited] where the phone has come in.
func (c Case) Receive(event entitlement.Event, receipt Receipt, device Device, pool Pool, lent ...Case) (Case, Device, Pool, []Case, Entry, error) {
	fail := func(err error) (Case, Device, Pool, []Case, Entry, error) { return c, device, pool, nil, Entry{}, err }
	if err := admit(
		c.begun(), told(event), receipt.validate(), Stock{Pool: pool}.is(c.swap.pool), device.is(receipt.Device, receipt.Model, c.customer), device.ofPool(pool),
		differ(receipt.Device, c.id, pool.id),
	); err != nil {
		return fail(err)
	}
	switch {
	case c.outcome != SwapSent:
		return fail(refuse(NotSent, faultyReturned, "a case for which a swap phone was sent"))
	case c.faulty == Arrived:
		return fail(refuse(NotAwaited, faultyReturned, "another case; the phone of this one has come in"))
	case receipt.Device == c.swap.device:
		return fail(entitlement.Invalid("device", "%q is the swap phone of the case, not the faulty one", receipt.Device))
	case !device.canComeIn():
		return fail(refuse(NotThere, logistics, "a phone that is not "+string(device.at.Place)))
	}
	last := receipt.Warranty
	if last.IsZero() {
		last = device.figures.Warranty
	}
	entry := c.entry(event, receipt, Step{Warranty: last}, faultyReturned, slipEnclosed, afterRepair, logistics)
	if err := entry.freight(receipt.Freight, receipt.Sent); err != nil {
		return fail(err)
	}
	before := device
	if device.id == "" {
		before = Device{id: receipt.Device, customer: c.customer, figures: DeviceFigures{
			Model: receipt.Model, Owner: c.customer, Warranty: receipt.Warranty, CameIn: event.At.Date(),
		}}
		entry.Outcome.Device = before.figures
	} else if device.customer == "" { // it is known now whose it is
		entry.Outcome.Device = device.figures
		entry.Outcome.Device.Owner, entry.Outcome.Device.Warranty = c.customer, last
	}
	toPool := c.figures.Setting.AfterRepair == ToPool
	after := Where{Place: InRepair, Case: c.id, Pool: before.at.Pool}
	if toPool {
		after.Pool = pool.id
	}
	entry.moveDevice(before, after)
	entry.name(c.id, c.seq, 0)
	if toPool && c.faulty == Awaited {
		entry.shift(ShelfChange{Model: c.faultyModel(), Coming: -1})
	}
	var others []Case
	if before.engaged() {
		if len(lent) != 1 || lent[0].id != before.at.Case {
			return fail(entitlement.Invalid("lent", "the phone is the swap phone of case %q, which is needed", before.at.Case))
		}
		entry.Outcome.Lent = lent[0].id
		entry.name(lent[0].id, lent[0].seq, 0)
		others = []Case{lent[0]}
	}
	pool, err := entry.settle(pool)
	if err != nil {
		return fail(err)
	}
	for i := range others {
		others[i] = others[i].apply(entry)
	}
	return c.apply(entry), device.apply(entry), pool, others, entry, nil
}

// PrintSlip notes that the user has printed the service slip that goes with the
// faulty phone (SWP-15). Refused with [NotAwaited] where none is awaited.
func (c Case) PrintSlip(event entitlement.Event, slip Slip) (Case, Entry, error) {
	if err := admit(c.begun(), told(event), given("by", slip.By)); err != nil {
		return c, Entry{}, err
	}
	if c.faulty != Awaited {
		return c, Entry{}, refuse(NotAwaited, slipEnclosed, "a case whose faulty phone is awaited")
	}
	return c.post(event, slip, Step{}, slipEnclosed)
}

// TakeIn takes in a phone that comes without a slip (SWP-15): it is on hold until
// it is known whose it is, and [Case.Receive] or [Case.Return] can say so. The
// zero Device makes a device of it; a phone that is known is handed in. One of the
// stock that was lost or written off is put there again by [Device.Move].
func TakeIn(event entitlement.Event, taken TakingIn, device Device) (Device, Entry, error) {
	if err := admit(told(event), taken.validate(), device.is(taken.Device, taken.Model, device.customer)); err != nil {
		return device, Entry{}, err
	}
	if !device.canComeIn() || device.at.Place == OnHold || device.at.Pool != "" && device.at.Place.Gone() {
		return device, Entry{}, refuse(NotThere, logistics, "a phone that is not "+string(device.at.Place))
	}
	entry := newEntry(event, taken, slipEnclosed, logistics)
	entry.Outcome.Customer = device.customer
	after := device.at
	after.Place, after.Left = OnHold, 0
	if device.id == "" {
		entry.Outcome.Device = DeviceFigures{Model: taken.Model, CameIn: event.At.Date()}
	}
	entry.name(taken.Device, device.seq, 0)
	entry.Outcome.Where = after
	return device.apply(entry), entry, nil
}

// WriteOff gives up a phone of the case that does not come: the faulty one, or
// the swap phone, which is then handed in as a device (SWP-14, SWP-18). Refused
// with [NotAwaited] for a phone that need not come.
func (c Case) WriteOff(event entitlement.Event, off WritingOff, pool Pool, swapPhone ...Device) (Case, Pool, []Device, Entry, error) {
	fail := func(err error) (Case, Pool, []Device, Entry, error) { return c, pool, nil, Entry{}, err }
	if err := admit(c.begun(), told(event), off.validate(), Stock{Pool: pool}.is(c.swap.pool), differ(c.id, pool.id)); err != nil {
		return fail(err)
	}
	entry := c.entry(event, off, Step{Gone: off.Phone}, faultyReturned)
	var gone []Device
	if off.Phone == FaultyPhone {
		if c.faulty != Awaited {
			return fail(refuse(NotAwaited, faultyReturned, "a faulty phone that is awaited"))
		}
		if len(swapPhone) > 0 {
			return fail(entitlement.Invalid("device", "the faulty phone has not come in, and is no device"))
		}
		entry.name(c.id, c.seq, 0)
		if c.figures.Setting.AfterRepair == ToPool {
			entry.shift(ShelfChange{Model: c.faultyModel(), Coming: -1})
		}
	} else {
		if len(swapPhone) != 1 {
			return fail(entitlement.Invalid("device", "the swap phone %q is needed", c.swap.device))
		}
		device := swapPhone[0]
		if device.id != c.swap.device || !device.engaged() || device.at.Case != c.id {
			return fail(refuse(NotAwaited, combined, "a swap phone that is on its way, or must come back"))
		}
		entry.Why = append(entry.Why, combined, logistics)
		entry.name(c.id, c.seq, 0)
		entry.moveDevice(device, Where{Place: WrittenOff, Pool: device.at.Pool, Case: c.id, Left: event.At.Date()})
		gone = []Device{device}
	}
	pool, err := entry.settle(pool)
	if err != nil {
		return fail(err)
	}
	for i := range gone {
		gone[i] = gone[i].apply(entry)
	}
	return c.apply(entry), pool, gone, entry, nil
}

// freight puts the price of a shipment on an entry, as of the day it was sent.
func (e *Entry) freight(price entitlement.Money, sent calendar.Date) error {
	if sent > e.At.Date() {
		return entitlement.Invalid("sent", "%s is after the day the phone came", sent)
	}
	if price.Currency() == "" {
		return nil
	}
	if sent.IsZero() {
		sent = e.At.Date()
	}
	e.Charge, e.Outcome.Sent = price, sent
	e.Why = append(e.Why, inArrears)
	return nil
}
