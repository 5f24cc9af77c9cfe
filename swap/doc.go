// Package swap answers what mobile support with swap phones gives the users of an
// organisation: what they may ask, whether a faulty phone is swapped, for which
// day the swap phone is promised, where every phone of the pool is, what is
// billed, and why.
//
// # What the contract promises
//
// Users are attached to a level, BAS or PROF or one of the customer's own, and
// ring one number. A fault is diagnosed by control questions; it is solved by
// telephone, referred to a workshop, or, at PROF, a phone is sent from the
// customer's pool: registered before 14:00, delivered the working day after. The
// user returns the faulty phone; whether phones are lent or exchanged, and
// whether a repaired phone goes to its user or into the pool, is settled with the
// customer. The pool is about 8 % of the phones. Freight is billed monthly in
// arrears, repairs outside the warranty directly. The readings of what the printed
// text leaves open are in [Clauses], each beside its rule.
//
// # Values
//
//	Terms      the provider's conditions, as data; start from Printed
//	Agreement  what was settled with a customer, in versions; invoices of freight
//	User       who is attached to which level, and when
//	Case       a report, and all that comes of it
//	Pool       the stock of a customer: counts for each model
//	Device     a phone, in exactly one place
//	Order      phones ordered, or proposed to be
//
// Each is a value; transitions return new ones and an [Entry] that says what moved
// and by which clauses. A case from the call to the swap phone's delivery:
//
//	c, entry, err := swap.Register(terms, event, registration, agreement, user)
//	c, entry, err := c.Answer(event, reply)
//	c, entry, err := c.Diagnose(event, diagnosis)
//	c, pool, entry, err := c.Activate(event, activation, pool, days)
//	c, device, pool, entry, err := c.Ship(event, shipment, device, pool)
//	c, device, entry, err := c.Deliver(event, delivery, device, days)
//
// Then [Case.Receive] and [Case.Repair] for the faulty phone and, where it is only
// lent, [Case.Return] for the swap phone. To learn what would happen, make the
// transition and drop the result, or call [Ask] and [Case.Ask], which do that and say it
// in the words that all contracts share; [Case.CanShip] names all that stands in the way
// of a swap phone.
//
// Cases, devices and orders compare with ==; agreements, users and pools hold
// lists and compare with Equal. Whatever belongs to a pool of ten thousand
// phones, no transition looks at more than the values it is given.
//
// # Waiting for a phone
//
// A transition that puts a phone in stock, such as [Case.Return], [Case.Repair]
// and [Arrive], takes a [Stock]: the pool and all cases that wait for a phone of
// it. The case registered first gets the phone in the same entry, and its promise
// counts from that moment. To leave out a waiting case is an error, since the pool
// counts them.
//
// # Time
//
// Moments come from [github.com/avtale/avtale/calendar.Zone], in the zone the
// terms name. The moment a registration is complete decides about the promise and
// about what was settled; when it is entered never does. Working days are a
// compiled [github.com/avtale/avtale/calendar.Calendar], which is an argument:
// terms and cases keep its name and refuse another, so a case is promised a phone and
// has it delivered by the calendar of its own terms, whatever newer ones name.
// [WorkingDays] is the calendar of the contract as read.
//
// # Money
//
// What is charged directly stands on the entry: phones when they are ordered, the
// fee of a cost proposal, the repair when it is accepted. The price of a shipment
// stands on its entry too, and [Agreement.Invoice] puts it on the invoice of its
// month. [Terms.MonthlyFee] and [RentalFee] are asked, not posted. A price that was
// told wrong is taken back by [Agreement.Credit]; a repair that failed and phones
// that never come are credited by [Case.Repair] and [Order.End].
//
// # How many phones
//
// [Terms.TargetStock] is the contract's 8 %. What that gives a fleet, and how many
// phones a level of service takes, [Demand] answers from failures and turnaround,
// and [Observe] reads both from the ledger.
//
// # Refusals
//
// Acts are refused with an [github.com/avtale/avtale/entitlement.Refusal] that
// names the reason, the clause and what would have passed: a service that the
// level lacks names the level that has it. What has happened is posted: a phone
// that comes without its slip, is lost or comes back late. A question outside the
// level is registered too, for every case is logged; only its solution is refused.
//
// # How a service stores it
//
// As every contract of this module: see package
// [github.com/avtale/avtale/punchcard]. An entry names every value it moves. Ids
// of all values of a customer must differ from each other.
package swap
