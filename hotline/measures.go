package hotline

import (
	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
)

// Consumption is what a workshop used in a stretch of days, as counts that can
// be added up. A case belongs to the day it was received; cases that were taken
// back are not in it.
type Consumption struct {
	Support int // enquiries to support
	Grant   int // hotline cases on free cases of subscriptions
	Block   int // on blocks of extended agreements
	Reward  int // on rewards
	Beyond  int // on nothing (HOT-23)
}

// Cases returns the hotline cases, covered or not.
func (c Consumption) Cases() int { return c.Grant + c.Block + c.Reward + c.Beyond }

// Consumption returns what the workshop used from one local day up to, not
// including, another (HOT-23), as its entries say. log is the ledger of the
// workshop, or more; other entries are passed over.
func (w Workshop) Consumption(log []Entry, from, until calendar.Date) Consumption {
	var used Consumption
	for _, entry := range log {
		counted := entry.Outcome.Case
		day := counted.Received.Date()
		if _, ok := entry.Draw(w.id); !ok || day < from || until <= day {
			continue
		}
		used.Support += counted.Support
		switch counted.Source.Kind {
		case Grant:
			used.Grant += counted.Hotline
		case Block:
			used.Block += counted.Hotline
		case Reward:
			used.Reward += counted.Hotline
		default:
			used.Beyond += counted.Hotline
		}
	}
	return used
}

// CasesBeyond returns the cases received from one local day up to, not
// including, another that drew on nothing (HOT-23).
func (w Workshop) CasesBeyond(log []Entry, from, until calendar.Date) int {
	return w.Consumption(log, from, until).Beyond
}

// Coverage is how many of a number of workshops had no case beyond (HOT-22), as
// counts that can be added up.
type Coverage struct {
	Covered int
	Total   int
}

// CoverageOf counts the workshops without a case beyond (HOT-22). It takes
// what each used in the same stretch of days.
func CoverageOf(used ...Consumption) Coverage {
	coverage := Coverage{Total: len(used)}
	for _, workshop := range used {
		if workshop.Beyond == 0 {
			coverage.Covered++
		}
	}
	return coverage
}

// Share returns the share of workshops covered, rounded half up to a hundredth
// of a percent, and false for no workshops: that has no share.
func (c Coverage) Share() (entitlement.Percent, bool) {
	return entitlement.ShareOf(c.Covered, c.Total)
}

// Quote is an estimate of the cases a year needs beyond the free ones (HOT-26).
// It is never a charge.
type Quote struct {
	From   calendar.Date     // the first day of the window
	Until  calendar.Date     // the day of the quote: the first not in it
	Used   int               // hotline cases in the window, those on rewards left out
	Yearly int               // the same for a year
	Grant  int               // free cases of a year, of the subscriptions of that day
	Cases  int               // to agree on; 0: no need
	Price  entitlement.Money // of a case, on the day of the quote
	Total  entitlement.Money
}

// Quote estimates an extended agreement from the last months before the day of
// a moment: 12 or 6 as asked for, or, for 0, 12 where the history is as long and
// else 6 (HOT-26). The history begins with the oldest subscription that opens
// the hotline. Refused with [NotEnoughHistory] where it is shorter than the
// window, with [NotACustomer] without a subscription. log is the ledger of the
// workshop, at least the entries of the window.
func (w Workshop) Quote(terms Terms, at calendar.Moment, months int, log []Entry) (Quote, error) {
	if err := w.admit(terms.Validate()); err != nil {
		return Quote{}, err
	}
	if months != 0 && months != halfYear && months != year {
		return Quote{}, entitlement.Invalid("months", "an estimate is from 6 or 12 months, not from %d", months)
	}
	if !w.Entitled(at) {
		return Quote{}, refuse(NotACustomer, customersOnly, "a subscription that opens the hotline")
	}
	long := w.reaches(at, year)
	if months == 0 {
		months = halfYear
		if long {
			months = year
		}
	}
	if months == year && !long || !w.reaches(at, halfYear) {
		return Quote{}, refuse(NotEnoughHistory, estimated, "a subscription that has run for the window, or half a year")
	}
	price, err := terms.List.On(at.Date())
	if err != nil {
		return Quote{}, err
	}
	quote := w.estimate(at, months, log)
	quote.Price = price
	quote.Total, err = price.Times(quote.Cases)
	return quote, err
}

// reaches reports whether the history goes back for a number of months.
func (w Workshop) reaches(at calendar.Moment, months int) bool {
	for _, s := range w.subscriptions { // the oldest comes first
		if s.opens(at.Date()) {
			return s.figures.From.AddMonths(months) <= at.Date()
		}
	}
	return false
}

// estimate counts what is needed beyond the free cases of a year.
func (w Workshop) estimate(at calendar.Moment, months int, log []Entry) Quote {
	quote := Quote{From: at.Date().AddMonths(-months), Until: at.Date()}
	used := w.Consumption(log, quote.From, quote.Until)
	quote.Used = used.Cases() - used.Reward
	quote.Yearly = quote.Used * year / months
	for _, s := range w.subscriptions {
		if s.active(at.Date()) {
			quote.Grant += s.figures.Grant
		}
	}
	quote.Cases = max(0, quote.Yearly-quote.Grant)
	return quote
}
