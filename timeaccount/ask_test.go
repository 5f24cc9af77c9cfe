package timeaccount_test

import (
	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/entitlementtest"
	"github.com/avtale/avtale/timeaccount"
)

// requirePreview checks that asking before says what a transition did (ENT-02), and
// that what is told of the agreements is so.
func requirePreview(
	t entitlementtest.T, terms timeaccount.Terms, held timeaccount.Holding, event entitlement.Event, fact timeaccount.Fact,
	changed timeaccount.Holding, entry timeaccount.Entry, err error,
) {
	if err == nil {
		requireAhead(t, event.At.Date(), changed)
	}
	var answer entitlement.Answer
	var failure error
	switch fact := fact.(type) {
	case timeaccount.Receipt:
		var customer timeaccount.Customer
		if len(held.Customers) > 0 {
			customer = held.Customers[0]
		}
		answer, failure = timeaccount.Ask(terms, event, fact, held.Hours, customer, held.Agreements...)
	case timeaccount.Session:
		if len(held.Enquiries) != 1 {
			return
		}
		enquiry := held.Enquiries[0]
		answer, failure = enquiry.Ask(event, fact, held.Agreements...)
		if enquiry.Figures().Case != "" {
			if len(held.Cases) != 1 {
				return
			}
			answer, failure = held.Cases[0].Ask(event, fact, enquiry, held.Agreements...)
		}
	default:
		return
	}
	entitlementtest.Previews(t, answer, failure, entry.Entry, err)
	if err != nil {
		return
	}
	before, after := calendar.Seconds(0), calendar.Seconds(0)
	arrived := changed.Enquiries[0].Figures().Received
	agreements := map[string]timeaccount.Agreement{}
	for _, agreement := range held.Agreements {
		before += agreement.Balance(arrived)
		agreements[agreement.ID()] = agreement
	}
	for _, agreement := range changed.Agreements {
		agreements[agreement.ID()] = agreement
	}
	for _, agreement := range agreements {
		after += agreement.Balance(arrived)
	}
	enquiry := changed.Enquiries[0]
	want := map[timeaccount.Mode]entitlement.Paid{
		timeaccount.Free: entitlement.ByRight, timeaccount.Account: entitlement.Prepaid, timeaccount.None: entitlement.Billable,
	}[enquiry.Mode()]
	if answer.Cover == entitlement.NoCover {
		want = ""
	}
	if answer.Before != int(before) || answer.After != int(after) || answer.Paid != want || answer.Hour != enquiry.Figures().Rate.Hour {
		t.Fatalf("%d before, %d after, %q: %+v", before, after, want, answer)
	}
}

// requireAhead checks what the agreements have ahead (ENT-05).
func requireAhead(t entitlementtest.T, day calendar.Date, changed timeaccount.Holding) {
	for _, agreement := range changed.Agreements {
		entitlementtest.Tiles(t, day, agreement.Upcoming)
	}
}
