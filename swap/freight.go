package swap

import (
	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
)

// Invoice is what freight and packaging cost in a month (SWP-39).
type Invoice struct {
	Month Month
	Drawn calendar.Date
	Lines []InvoiceLine
	Total entitlement.Money
	Why   []entitlement.Clause
}

// InvoiceLine is a shipment. One that was recorded after its month was billed is
// on the next invoice.
type InvoiceLine struct {
	Ref    string // of its entry
	Sent   calendar.Date
	Amount entitlement.Money
}

// RecordShipment records what was sent out apart from the phones of cases, such as
// service bags (SWP-39). What it costs is billed with the month of the day.
func (a Agreement) RecordShipment(event entitlement.Event, parcel Parcel) (Agreement, Entry, error) {
	if err := admit(a.begun(), event.Validate(), parcel.validate(), day("at", event.At.Date())); err != nil {
		return a, Entry{}, err
	}
	charge, err := parcel.Freight.Add(parcel.Packaging)
	if err != nil {
		return a, Entry{}, err
	}
	entry := newEntry(event, parcel)
	entry.freight(charge, 0)
	entry.Outcome.Customer = a.customer
	entry.name(a.id, a.seq, 0)
	return a.apply(entry), entry, nil
}

// Invoice bills freight and packaging of a month in arrears (SWP-39): every
// shipment of the month, and of months before it, that is in the ledger and on no
// invoice yet. Every shipment is on exactly one. The ledger must have all entries
// of the customer. Refused with [MonthNotOver] up to the end of the month, with
// [AlreadyInvoiced] for a month that has its invoice, and with [NothingToInvoice].
func (a Agreement) Invoice(event entitlement.Event, invoicing Invoicing, log []Entry) (Agreement, Invoice, Entry, error) {
	fail := func(err error) (Agreement, Invoice, Entry, error) { return a, Invoice{}, Entry{}, err }
	if err := admit(a.begun(), event.Validate(), invoicing.Month.validate()); err != nil {
		return fail(err)
	}
	if from := invoicing.Month.Next().First(); event.At.Date() < from {
		return fail(refuse(MonthNotOver, inArrears, "a day from "+from.String()+" on"))
	}
	if _, drawn := a.Invoiced(invoicing.Month, log); drawn {
		return fail(refuse(AlreadyInvoiced, inArrears, "another month"))
	}
	lines := a.pending(log, invoicing.Month)
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

// Invoiced returns the invoice of a month as it was drawn, read from the ledger,
// and false if there is none.
func (a Agreement) Invoiced(month Month, log []Entry) (Invoice, bool) {
	for i, entry := range log {
		if entry.Kind == kindInvoice && entry.Outcome.Customer == a.customer && entry.Outcome.Month == month {
			invoice, err := newInvoice(month, entry.At.Date(), a.pending(log[:i], month))
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

// pending returns the shipments up to a month that are on no invoice, in the
// order they were recorded.
func (a Agreement) pending(log []Entry, month Month) []InvoiceLine {
	var lines []InvoiceLine
	for _, entry := range log {
		if entry.Outcome.Customer != a.customer {
			continue
		}
		if entry.Kind == kindInvoice {
			lines = upTo(lines, entry.Outcome.Month, false)
		} else if !entry.Outcome.Sent.IsZero() {
			lines = append(lines, InvoiceLine{entry.Ref, entry.Outcome.Sent, entry.Charge})
		}
	}
	return upTo(lines, month, true)
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
