package swap

import (
	"cmp"
	"slices"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
)

// Report is the quality report of some days, for whoever ordered the service
// (SWP-40), as counts that can be added up. Each list sums to the cases.
type Report struct {
	Cases    int         // that were registered in those days
	Levels   []CaseCount // of their users
	Features []CaseCount // of their subjects
	Outcomes []CaseCount // "Open" and "Backordered" for those that have not ended
	Causes   []CaseCount // what was diagnosed; "" for nothing
	Models   []CaseCount // of the phones; "" where it was not told

	Loans     int // swap phones lent
	Exchanges int // and exchanged
	Kept      int // delivered by the day promised
	Late      int // delivered later
	Under     int // promised, and not delivered yet

	InWarranty        int // of the phones for which that was told
	OutOfWarranty     int
	WarrantyNotStated int
	HandlingErrors    int // repairs that the diagnosis avoided

	TargetStock    int // at the moment of the report
	OnHand         int
	RefillRequests int                 // made in those days
	Freight        []entitlement.Money // of what was sent in those days, one for each currency
	Why            []entitlement.Clause
}

// CaseCount is how many cases have something in common.
type CaseCount struct {
	Name  string
	Cases int
}

// KeptShare returns the share of the swap phones delivered that came by the day
// promised, rounded to hundredths of a percent, and false if none was delivered.
func (r Report) KeptShare() (entitlement.Percent, bool) {
	return entitlement.ShareOf(r.Kept, r.Kept+r.Late)
}

// Share returns the share of the cases that a group is, and false if there is no
// case.
func (r Report) Share(of CaseCount) (entitlement.Percent, bool) {
	return entitlement.ShareOf(of.Cases, r.Cases)
}

// ReportOf reports on the cases of a customer that were registered from a day on
// and before another, as they stand at a moment, read from the ledger: with all
// that had happened by then (SWP-40). A sum that does not fit is
// [entitlement.ErrInvalid].
func ReportOf(customer string, log []Entry, from, until calendar.Date, at calendar.Moment) (Report, error) {
	report := Report{Why: []entitlement.Clause{reported}}
	within := func(day calendar.Date) bool { return from <= day && day < until }
	values := newBook()
	for _, entry := range log {
		if entry.Outcome.Customer != customer || entry.At.After(at) {
			continue
		}
		values.follow(entry)
		if entry.Kind == kindRefill && within(entry.At.Date()) {
			report.RefillRequests++
		}
		if sent := entry.Outcome.Sent; !sent.IsZero() && within(sent) {
			var err error
			if report.Freight, err = added(report.Freight, entry.Charge); err != nil {
				return Report{}, err
			}
		}
	}
	for _, c := range values.cases {
		if within(c.figures.Registered.Date()) {
			report.count(c)
		}
	}
	for _, pool := range values.pools {
		report.TargetStock += pool.TargetStock()
		report.OnHand += pool.OnHand()
	}
	for _, groups := range [][]CaseCount{report.Levels, report.Features, report.Outcomes, report.Causes, report.Models} {
		slices.SortFunc(groups, func(a, b CaseCount) int { return cmp.Compare(a.Name, b.Name) })
	}
	return report, nil
}

// added adds an amount to the sum in its currency.
func added(sums []entitlement.Money, amount entitlement.Money) ([]entitlement.Money, error) {
	i, found := slices.BinarySearchFunc(sums, amount.Currency(), func(m entitlement.Money, currency string) int {
		return cmp.Compare(m.Currency(), currency)
	})
	if !found {
		return slices.Insert(sums, i, amount), nil
	}
	sum, err := sums[i].Add(amount)
	sums[i] = sum
	return sums, err
}

// follow moves the cases and pools that an entry names.
func (b *book) follow(entry Entry) {
	if entry.Kind == kindRegister {
		if c, err := (Case{}).Apply(entry); err == nil {
			b.cases[c.id] = c
		}
		return
	}
	if entry.Kind == kindOpen {
		if pool, err := (Pool{}).Apply(entry); err == nil {
			b.pools[pool.id] = pool
		}
		return
	}
	for i, draw := range entry.Draws {
		if c, known := b.cases[draw.Of]; known {
			b.cases[c.id], _ = c.Apply(entry)
		}
		again := slices.ContainsFunc(entry.Draws[:i], func(d entitlement.Draw) bool { return d.Of == draw.Of })
		if pool, known := b.pools[draw.Of]; known && !again {
			b.pools[pool.id], _ = pool.Apply(entry)
		}
	}
}

func (r *Report) count(c Case) {
	r.Cases++
	outcome := string(c.outcome)
	switch {
	case outcome != "":
	case c.swap.status == Backordered:
		outcome = string(Backordered)
	default:
		outcome = "Open"
	}
	group(&r.Levels, string(c.figures.Level))
	group(&r.Features, c.figures.Feature.String())
	group(&r.Outcomes, outcome)
	group(&r.Causes, string(c.result))
	group(&r.Models, c.figures.Model)
	switch {
	case c.outcome != SwapSent:
	case c.figures.Setting.Mode == Loan:
		r.Loans++
	default:
		r.Exchanges++
	}
	switch {
	case c.swap.status == Delivered && c.swap.late == 0:
		r.Kept++
	case c.swap.status == Delivered:
		r.Late++
	case !c.swap.promised.IsZero() && !c.Finished():
		r.Under++
	}
	switch c.WarrantyStatus() {
	case WithinWarranty:
		r.InWarranty++
	case OutOfWarranty:
		r.OutOfWarranty++
	case WarrantyNotStated:
		r.WarrantyNotStated++
	}
	if c.result == HandlingError {
		r.HandlingErrors++
	}
}

func group(groups *[]CaseCount, name string) {
	for i := range *groups {
		if (*groups)[i].Name == name {
			(*groups)[i].Cases++
			return
		}
	}
	*groups = append(*groups, CaseCount{name, 1})
}
