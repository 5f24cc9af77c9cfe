package swap

import (
	"github.com/shopspring/decimal"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
)

// Demand is how many swap phones a fleet takes, to find how many are needed in
// stock, and what the flat share of [Terms.TargetStock] gives. This is ours; no
// clause says it.
//
// Failures are taken to come one by one, each phone by itself and at a steady
// rate, and a stock to be refilled one for one: each phone that goes out comes
// back, or another for it, after a turnaround that does not depend on how many are
// out. Then the number of phones that are out follows a Poisson distribution
// whose mean is the product of the two, whatever the turnaround is distributed
// like (Palm's theorem); who finds the stock empty waits. It is the base-stock
// model of spare parts: Feeney and Sherbrooke, The (s-1, s) Inventory Policy under
// Compound Poisson Demand, Management Science 12 (1966). A bad batch of phones and
// a pile dropped down the stairs are not in it.
//
// The turnaround of a user who waits is taken to begin with the report. Where the
// faulty phone is sent in only once the swap phone has come, it begins later, and
// the stock is empty more often: [Risk] tells that too, as a queue for so many
// phones (Erlang's C formula, which holds for turnarounds that are exponentially
// distributed and is close for others). The truth lies between the two, and they
// agree where the stock is hardly ever empty.
type Demand struct {
	Phones     int              // in the fleet
	Failures   decimal.Decimal  // that take a swap phone, for each phone and year
	Turnaround calendar.Seconds // from sending one out until one is back in stock
}

// Risk is what a stock gives. Probabilities are rounded to millionths.
type Risk struct {
	Stock     int
	Load      decimal.Decimal  // phones that are out, on average
	Empty     decimal.Decimal  // the probability that a report finds the stock empty
	Waiting   decimal.Decimal  // the probability that somebody waits at a moment
	Wait      calendar.Seconds // on average, of all who report
	WaitIfOut calendar.Seconds // on average, of those who find it empty
	Held      decimal.Decimal  // Empty, if nobody who waits sends the faulty phone in before the swap phone comes
}

const (
	aYear     = 36525 * 24 * calendar.Hour / 100
	mostLoad  = 100_000
	precision = 30 // decimals of what is summed up
	millionth = 6
)

// load returns the mean number of phones that are out.
func (d Demand) load() (decimal.Decimal, error) {
	if d.Phones < 0 || d.Phones > mostPhones || d.Turnaround < 0 || d.Turnaround > mostDays*24*calendar.Hour {
		return decimal.Decimal{}, entitlement.Invalid("demand", "%d phones, back after %s", d.Phones, d.Turnaround)
	}
	if e := d.Failures.Exponent(); d.Failures.Sign() < 0 || e > millionth || e < -precision || d.Failures.NumDigits() > 2*precision {
		return decimal.Decimal{}, entitlement.Invalid("failures", "no such number of failures")
	}
	load := d.Failures.Mul(decimal.NewFromInt(int64(d.Phones))).Mul(decimal.NewFromInt(int64(d.Turnaround))).
		DivRound(decimal.NewFromInt(int64(aYear)), precision)
	if load.GreaterThan(decimal.NewFromInt(mostLoad)) {
		return decimal.Decimal{}, entitlement.Invalid("demand", "more than %d phones are out", mostLoad)
	}
	return load, nil
}

// Risk returns what a number of reserve phones gives.
func (d Demand) Risk(stock int) (Risk, error) {
	if stock < 0 || stock > mostPhones {
		return Risk{}, entitlement.Invalid("stock", "%d is no number of phones", stock)
	}
	load, err := d.load()
	if err != nil {
		return Risk{}, err
	}
	return d.risk(newPoisson(load), stock), nil
}

// StockFor returns the smallest stock with which so large a share of the reports
// finds a phone, and what it gives. A share of 100 % has none.
func (d Demand) StockFor(service entitlement.Percent) (Risk, error) {
	if service < 0 || service >= whole {
		return Risk{}, entitlement.Invalid("service", "%s of the reports is no level of service", service)
	}
	load, err := d.load()
	if err != nil {
		return Risk{}, err
	}
	p := newPoisson(load)
	empty := decimal.New(int64(whole-service), -4)
	stock := 0
	for tail := p.sum; tail.GreaterThan(empty.Mul(p.sum)); stock++ {
		tail = tail.Sub(p.weight(stock))
	}
	return d.risk(p, stock), nil
}

func (d Demand) risk(p poisson, stock int) Risk {
	atLeast := p.tail(stock)
	more := atLeast.Sub(p.weight(stock))
	risk := Risk{
		Stock: stock, Load: p.mean.Round(millionth),
		Empty: atLeast.DivRound(p.sum, millionth), Waiting: more.DivRound(p.sum, millionth), Held: p.held(stock).Round(millionth),
	}
	if p.mean.Sign() == 0 {
		return risk
	}
	owed := p.owed(stock, atLeast, more)
	turnaround := decimal.NewFromInt(int64(d.Turnaround))
	wait := func(share decimal.Decimal) calendar.Seconds {
		return calendar.Seconds(owed.Mul(share).Mul(turnaround).DivRound(p.mean, 0).IntPart())
	}
	risk.Wait, risk.WaitIfOut = wait(atLeast.DivRound(p.sum, precision)), wait(decimal.New(1, 0))
	return risk
}

// poisson is a Poisson distribution as weights around its mode, which has the
// weight 1; weights that would not be seen are left out.
type poisson struct {
	mean    decimal.Decimal
	from    int
	weights []decimal.Decimal
	sum     decimal.Decimal
}

func newPoisson(mean decimal.Decimal) poisson {
	mode := int(mean.IntPart())
	var below, above []decimal.Decimal
	least := decimal.New(1, -precision)
	weight := decimal.New(1, 0)
	for k := mode; k > 0; k-- {
		if weight = weight.Mul(decimal.NewFromInt(int64(k))).DivRound(mean, precision); weight.LessThanOrEqual(least) {
			break
		}
		below = append(below, weight)
	}
	weight = decimal.New(1, 0)
	for k := mode; weight.GreaterThan(least); k++ {
		above = append(above, weight)
		weight = weight.Mul(mean).DivRound(decimal.NewFromInt(int64(k+1)), precision)
	}
	p := poisson{mean: mean, from: mode - len(below)}
	for i := range below {
		p.weights = append(p.weights, below[len(below)-1-i])
	}
	p.weights = append(p.weights, above...)
	for _, weight := range p.weights {
		p.sum = p.sum.Add(weight)
	}
	return p
}

func (p poisson) weight(k int) decimal.Decimal {
	if k < p.from || k >= p.from+len(p.weights) {
		return decimal.Decimal{}
	}
	return p.weights[k-p.from]
}

// tail returns the weights of a number and all above it.
func (p poisson) tail(k int) decimal.Decimal {
	var sum decimal.Decimal
	for i := max(k, p.from); i < p.from+len(p.weights); i++ {
		sum = sum.Add(p.weight(i))
	}
	return sum
}

// owed returns how many phones are owed, on average, when the stock is empty: by
// what is above the stock or, where that is little, term by term.
func (p poisson) owed(stock int, atLeast, more decimal.Decimal) decimal.Decimal {
	if decimal.NewFromInt(int64(stock)).LessThan(p.mean) {
		return p.mean.Sub(decimal.NewFromInt(int64(stock)).Mul(more).DivRound(atLeast, precision))
	}
	least, term := decimal.New(1, -precision), decimal.New(1, 0)
	var sum, owed decimal.Decimal
	for n := 0; term.GreaterThan(least); n++ {
		sum, owed = sum.Add(term), owed.Add(term.Mul(decimal.NewFromInt(int64(n))))
		term = term.Mul(p.mean).DivRound(decimal.NewFromInt(int64(stock+n+1)), precision)
	}
	return owed.DivRound(sum, precision)
}

// held returns the probability of waiting in a queue for so many phones: 1 where
// more are out than there are.
func (p poisson) held(stock int) decimal.Decimal {
	one, phones := decimal.New(1, 0), decimal.NewFromInt(int64(stock))
	if phones.LessThanOrEqual(p.mean) {
		return one
	}
	most := p.sum.Sub(p.tail(stock)).Add(p.weight(stock)) // as many or fewer are out
	if most.Sign() == 0 {
		return one
	}
	lost := p.weight(stock).DivRound(most, precision)
	load := p.mean.DivRound(phones, precision)
	return lost.DivRound(one.Sub(load.Mul(one.Sub(lost))), precision)
}

// Observe returns the demand that the cases of a customer show from a moment on
// and before another, read from the ledger: each activation of a swap phone is a
// failure, and a phone is out from the day it is sent until one is back in stock,
// or it is known that none comes. The turnaround is the time that phones were out
// in all, for each that was sent; so phones that are still out count as far as they
// are. A stretch of no length, and no phones, are [entitlement.ErrInvalid].
func Observe(customer string, log []Entry, from, until calendar.Moment, phones int) (Demand, error) {
	length := until.Since(from)
	if length <= 0 || phones <= 0 || phones > mostPhones {
		return Demand{}, entitlement.Invalid("demand", "%d phones from %s until %s", phones, from, until)
	}
	type life struct{ failed, sent, back calendar.Moment }
	values, lives := newBook(), map[string]life{}
	for _, entry := range log {
		if entry.Outcome.Customer != customer || !entry.At.Before(until) {
			continue
		}
		values.follow(entry)
		for _, draw := range entry.Draws {
			c, known := values.cases[draw.Of]
			if !known {
				continue
			}
			lived := lives[c.id]
			switch {
			case c.swap.status == "":
				lived = life{} // not activated, or cancelled
			case lived.failed.IsZero():
				lived.failed = entry.At
			case lived.sent.IsZero() && c.outcome == SwapSent:
				lived.sent = entry.At
			case lived.back.IsZero() && c.replaced():
				lived.back = entry.At
			}
			lives[c.id] = lived
		}
	}
	failures, sent, out := 0, 0, calendar.Seconds(0)
	within := func(at calendar.Moment) bool { return !at.IsZero() && !at.Before(from) }
	for _, lived := range lives {
		failures += one(within(lived.failed))
		if lived.sent.IsZero() {
			continue
		}
		sent += one(within(lived.sent))
		start, end := lived.sent, lived.back
		if !within(start) {
			start = from
		}
		if end.IsZero() {
			end = until
		}
		out += max(0, end.Since(start))
	}
	demand := Demand{Phones: phones}
	if failures == 0 {
		return demand, nil
	}
	if sent > 0 {
		demand.Turnaround = out / calendar.Seconds(sent)
	}
	demand.Failures = decimal.NewFromInt(int64(failures)).Mul(decimal.NewFromInt(int64(aYear))).
		DivRound(decimal.NewFromInt(int64(length)).Mul(decimal.NewFromInt(int64(phones))), precision/2)
	return demand, nil
}

// replaced reports whether the phone that a case took from the stock is back, or
// another for it, or it is known that none comes.
func (c Case) replaced() bool {
	if c.figures.Setting.AfterRepair == ToUser {
		return c.back == Arrived || c.back == GivenUp
	}
	return c.faulty == GivenUp || c.repair != ""
}
