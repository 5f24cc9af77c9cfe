package swap

import (
	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
)

// Invoice is what freight and packaging cost in a month, in one currency (SWP-39).
type Invoice struct {
	Month Month
	Drawn calendar.Date
	Lines []InvoiceLine
	Total entitlement.Money
	Why   []entitlement.Clause
}

// InvoiceLine is a shipment, or the credit of one. One that was recorded after its month was billed is
// on the next invoice.
type InvoiceLine struct {
	Ref    string // of its entry
	Sent   calendar.Date
	Amount entitlement.Money
}

// RecordShipment records what was sent out apart from the phones of cases, such as
// service bags (SWP-39). What it costs is billed with the month of the day.
func (a Agreement) RecordShipment(event entitlement.Event, parcel Parcel) (Agreement, Entry, error) {
	if err := admit(a.begun(), told(event), parcel.validate()); err != nil {
		return a, Entry{}, err
	}
	charge, err := parcel.Freight.Add(parcel.Packaging)
	if err != nil {
		return a, Entry{}, err
	}
	entry := newEntry(event, parcel, inArrears)
	entry.Charge, entry.Outcome.Sent = charge, event.At.Date()
	entry.Outcome.Customer = a.customer
	entry.name(a.id, a.seq, 0)
	return a.apply(entry), entry, nil
}

// Credit takes back, in full, what a shipment or a cost proposal was charged: a
// price that was told wrong (GEN-12). The right one of a shipment is told by
// [Agreement.RecordShipment]. The credit of a shipment is billed with its month, or
// on the next invoice. Where phones are stays as it is. The ledger must have all
// entries of the customer. Refused with [NothingToCredit] for an entry of another
// sort, that charged nothing, or that is credited already.
func (a Agreement) Credit(event entitlement.Event, credit Credit, log []Entry) (Agreement, Entry, error) {
	if err := admit(a.begun(), told(event), given("of", credit.Of, "because", credit.Because)); err != nil {
		return a, Entry{}, err
	}
	var of Entry
	for _, entry := range log {
		if entry.Ref == credit.Of && entry.Outcome.Customer == a.customer && entry.Charge.Sign() > 0 &&
			(!entry.Outcome.Sent.IsZero() || entry.Kind == kindEstimate) {
			of = entry
		}
		if entry.Outcome.Credits == credit.Of {
			of = Entry{}
		}
	}
	if of.Ref == "" {
		return a, Entry{}, refuse(NothingToCredit, inArrears, "a shipment or a cost proposal that charged "+a.customer+" something, and is not credited")
	}
	entry := newEntry(event, credit, of.Why...)
	entry.Charge, entry.Outcome.Sent, entry.Outcome.Credits = of.Charge.Neg(), of.Outcome.Sent, credit.Of
	entry.Outcome.Customer = a.customer
	entry.name(a.id, a.seq, 0)
	return a.apply(entry), entry, nil
}

// Invoice bills freight and packaging of a month in arrears, in one currency
// (SWP-39): every shipment of the month, and of months before it, that is in the
// ledger and on no invoice yet. Every shipment is on exactly one. The ledger must
// have all entries of the customer. Refused with [MonthNotOver] up to the end of
// the month, with [AlreadyInvoiced] for a month that has its invoice in the
// currency, and with [NothingToInvoice].
func (a Agreement) Invoice(event entitlement.Event, invoicing Invoicing, log []Entry) (Agreement, Invoice, Entry, error) {
	fail := func(err error) (Agreement, Invoice, Entry, error) { return a, Invoice{}, Entry{}, err }
	if invoicing.Currency == "" {
		return fail(entitlement.Missing("currency", "it is not told in which currency"))
	}
	if err := admit(a.begun(), told(event), invoicing.Month.validate(), wellFormed("currency", invoicing.Currency)); err != nil {
		return fail(err)
	}
	if from := invoicing.Month.Next().First(); event.At.Date() < from {
		return fail(refuse(MonthNotOver, inArrears, "a day from "+from.String()+" on"))
	}
	if _, drawn := a.Invoiced(invoicing, log); drawn {
		return fail(refuse(AlreadyInvoiced, inArrears, "another month"))
	}
	lines := a.pending(log, invoicing)
	if len(lines) == 0 {
		return fail(refuse(NothingToInvoice, inArrears, "a month in which something was sent"))
	}
	invoice, err := newInvoice(invoicing.Month, event.At.Date(), lines)
	if err != nil {
		return fail(err)
	}
	entry := newEntry(event, invoicing, invoice.Why...)
	entry.name(a.id, a.seq, 0)
	entry.Outcome.Customer, entry.Outcome.Month = a.customer, invoice.Month
	entry.Outcome.Lines, entry.Outcome.Total = len(lines), invoice.Total
	return a.apply(entry), invoice, entry, nil
}

// Invoiced returns the invoice of a month in a currency as it was drawn, read from
// the ledger, and false if there is none.
func (a Agreement) Invoiced(invoicing Invoicing, log []Entry) (Invoice, bool) {
	for i, entry := range log {
		if entry.Outcome.Customer == a.customer && entry.Fact == Fact(invoicing) {
			invoice, err := newInvoice(invoicing.Month, entry.At.Date(), a.pending(log[:i], invoicing))
			return invoice, err == nil
		}
	}
	return Invoice{}, false
}

func newInvoice(month Month, drawn calendar.Date, lines []InvoiceLine) (Invoice, error) {
	invoice := Invoice{Month: month, Drawn: drawn, Lines: lines, Why: []entitlement.Clause{inArrears}}
	for _, line := range lines {
		var err error
		if invoice.Total, err = invoice.Total.Add(line.Amount); err != nil {
			return Invoice{}, err
		}
	}
	return invoice, nil
}

// pending returns the shipments up to a month, in a currency, that are on no
// invoice, in the order they were recorded.
func (a Agreement) pending(log []Entry, invoicing Invoicing) []InvoiceLine {
	var lines []InvoiceLine
	for _, entry := range log {
		if entry.Outcome.Customer != a.customer {
			continue
		}
		if drawn, ok := entry.Fact.(Invoicing); ok && drawn.Currency == invoicing.Currency {
			lines = upTo(lines, drawn.Month, false)
		} else if !entry.Outcome.Sent.IsZero() && entry.Charge.Currency() == invoicing.Currency {
			lines = append(lines, InvoiceLine{entry.Ref, entry.Outcome.Sent, entry.Charge})
		}
	}
	return upTo(lines, invoicing.Month, true)
}

// upTo returns the lines up to a month, or those after it.
func upTo(lines []InvoiceLine, month Month, within bool) []InvoiceLine {
	var some []InvoiceLine
	for _, line := range lines {
		if (MonthOf(line.Sent) <= month) == within {
			some = append(some, line)
		}
	}
	return some
}
