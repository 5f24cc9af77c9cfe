package swap

import (
	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
)

// Estimate records a cost proposal for a repair outside the warranty (SWP-42).
// Its fee is charged to the customer at once, accepted or not. Damage by handling
// or water is outside whatever the day (SWP-41). Another proposal may replace one
// that is not answered, and has a fee of its own. Refused with [InWarranty];
// with [NotSent] before a phone is at a workshop; with [AlreadyDecided] after the
// customer's answer. A warranty that was not told is [entitlement.ErrMissing].
func (c Case) Estimate(event entitlement.Event, estimate Estimate) (Case, Entry, error) {
	if err := admit(c.begun(), told(event), estimate.validate()); err != nil {
		return c, Entry{}, err
	}
	if _, err := estimate.Fee.Add(estimate.Amount); err != nil {
		return c, Entry{}, err
	}
	switch {
	case c.faulty != Arrived && c.outcome != ReferredToWorkshop:
		return c, Entry{}, refuse(NotSent, proposed, "a case whose phone is at a workshop")
	case c.estimate == Accepted || c.estimate == Declined || c.repair != "":
		return c, Entry{}, refuse(AlreadyDecided, proposed, "another case; the repair is decided")
	}
	if !estimate.Handling {
		if err := c.outOfWarranty(estimate.Warranty); err != nil {
			return c, Entry{}, err
		}
	}
	step := Step{Amount: estimate.Amount, Handling: estimate.Handling, Warranty: estimate.Warranty}
	entry := c.entry(event, estimate, step, proposed, warranty)
	entry.Charge = estimate.Fee
	entry.name(c.id, c.seq, 0)
	return c.apply(entry), entry, nil
}

// outOfWarranty refuses a case within its warranty, whose last day may be told now.
func (c Case) outOfWarranty(told calendar.Date) error {
	c = c.warranted(told)
	switch warrantyOn(c.warranty, c.figures.Registered.Date()) {
	case OutOfWarranty:
		return nil
	case WithinWarranty:
		return refuse(InWarranty, warranty, "damage by handling, or a case registered after "+c.warranty.String())
	default:
		return entitlement.Missing("warranty", "the last day of the warranty was not told")
	}
}

// Accept records the customer's yes to the cost proposal: the price of the repair
// is charged to the customer directly (SWP-41, SWP-42). Refused with
// [AlreadyDecided] where no proposal is open.
func (c Case) Accept(event entitlement.Event, acceptance Acceptance) (Case, Entry, error) {
	if err := admit(c.begun(), told(event), given("by", acceptance.By), c.proposalOpen()); err != nil {
		return c, Entry{}, err
	}
	entry := c.entry(event, acceptance, Step{}, proposed, warranty)
	entry.Charge = c.amount
	entry.name(c.id, c.seq, 0)
	return c.apply(entry), entry, nil
}

func (c Case) proposalOpen() error {
	if c.estimate != Unanswered || c.repair != "" {
		return refuse(AlreadyDecided, proposed, "a cost proposal that is open")
	}
	return nil
}

// Decline records the customer's no to the cost proposal, and what becomes of the
// phone: it is scrapped or given back (SWP-42). The phone and the pool are handed
// in where the phone has come in; a price of sending it to its user is billed with
// the month (SWP-39), and is [entitlement.ErrInvalid] where a workshop has it and
// the centre sends nothing. Refused with [AlreadyDecided] where no proposal is open.
func (c Case) Decline(event entitlement.Event, decline Decline, device Device, pool Pool) (Case, Device, Pool, Entry, error) {
	fail := func(err error) (Case, Device, Pool, Entry, error) { return c, device, pool, Entry{}, err }
	if err := admit(c.begun(), told(event), decline.validate(), c.proposalOpen()); err != nil {
		return fail(err)
	}
	entry := c.entry(event, decline, Step{Repaired: NotRepaired}, proposed)
	entry.name(c.id, c.seq, 0)
	if c.faulty != Arrived { // the workshop has it
		if err := sentBack(decline.By, decline.Freight, decline.Packaging, false); err != nil {
			return fail(err)
		}
		return c.apply(entry), device, pool, entry, nil
	}
	if err := admit(Stock{Pool: pool}.is(c.swap.pool), c.inRepair(device), device.ofPool(pool), differ(c.id, device.id, pool.id)); err != nil {
		return fail(err)
	}
	entry.Why = append(entry.Why, logistics)
	after := Where{Place: WrittenOff, Pool: device.at.Pool, Case: c.id, Left: event.At.Date()}
	if decline.Then == GiveBack {
		after = Where{Place: GivenBack, Left: event.At.Date()}
	}
	if err := entry.sendBack(decline.Freight, decline.Packaging); err != nil {
		return fail(err)
	}
	entry.moveDevice(device, after)
	pool, err := entry.settle(pool)
	if err != nil {
		return fail(err)
	}
	return c.apply(entry), device.apply(entry), pool, entry, nil
}

// sendBack puts what it costs to send a phone to its user on an entry.
func (e *Entry) sendBack(freight, packaging entitlement.Money) error {
	price, err := freight.Add(packaging)
	if err != nil {
		return err
	}
	return e.freight(price, 0)
}

// inRepair refuses a phone that is not the faulty one of the case in repair.
func (c Case) inRepair(device Device) error {
	if device.id == "" || device.at.Place != InRepair || device.at.Case != c.id {
		return refuse(NotThere, logistics, "the faulty phone of the case, in repair")
	}
	return nil
}

// Repair records what came of a repair (SWP-17, SWP-18). A phone that belongs to
// the stock goes there, and if a case waits for it, that case gets it (SWP-44);
// another is given back to its user, and a price of sending it is billed with the
// month (SWP-39). A phone beyond repair is written off. Nothing is charged for
// the repair here: within the warranty it is free, and outside it the customer
// has accepted a proposal before (SWP-41, SWP-42), or it is refused with
// [NotApproved]; if it failed, what was charged for it is credited. A warranty that
// was not told is [entitlement.ErrMissing].
func (c Case) Repair(event entitlement.Event, repair Repair, device Device, stock Stock) (Case, Device, Stock, Entry, error) {
	fail := func(err error) (Case, Device, Stock, Entry, error) { return c, device, stock, Entry{}, err }
	if err := admit(
		c.begun(), told(event), repair.validate(), stock.is(c.swap.pool), c.inRepair(device), device.ofPool(stock.Pool), differ(c.id, device.id, stock.Pool.id),
	); err != nil {
		return fail(err)
	}
	step := Step{Repaired: WasRepaired, Warranty: repair.Warranty}
	if repair.Failed {
		step.Repaired = BeyondRepair
	} else if err := c.mayRepair(repair.Warranty); err != nil {
		return fail(err)
	}
	if device.at.Pool != "" && (!repair.Freight.IsZero() || !repair.Packaging.IsZero()) {
		return fail(entitlement.Invalid("freight, packaging", "the phone is sent to nobody, it belongs to the stock"))
	}
	entry := c.entry(event, repair, step, afterRepair, combined, warranty, logistics)
	entry.name(c.id, c.seq, 0)
	after := Where{Place: InStock, Pool: device.at.Pool}
	switch {
	case repair.Failed:
		after = Where{Place: WrittenOff, Pool: device.at.Pool, Case: c.id, Left: event.At.Date()}
		if c.estimate == Accepted { // nobody pays for it
			entry.Charge = c.amount.Neg()
			entry.Why = append(entry.Why, proposed)
		}
	case device.at.Pool == "":
		after = Where{Place: GivenBack, Left: event.At.Date()}
		if err := entry.sendBack(repair.Freight, repair.Packaging); err != nil {
			return fail(err)
		}
	}
	entry.moveDevice(device, after)
	stock, err := stock.post(&entry, device.figures.Model)
	if err != nil {
		return fail(err)
	}
	return c.apply(entry), device.apply(entry), stock, entry, nil
}

// mayRepair refuses a repair that nobody has agreed to pay.
func (c Case) mayRepair(told calendar.Date) error {
	c = c.warranted(told)
	switch {
	case c.WarrantyStatus() == WithinWarranty || c.estimate == Accepted:
		return nil
	case c.WarrantyStatus() == OutOfWarranty:
		return refuse(NotApproved, proposed, "a cost proposal that the customer accepts")
	default:
		return c.outOfWarranty(0)
	}
}

// warranted returns the case with the last day of its warranty, if that was not
// told before.
func (c Case) warranted(last calendar.Date) Case {
	if c.warranty.IsZero() {
		c.warranty = last
	}
	return c
}
