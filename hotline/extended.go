package hotline

import (
	"slices"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/wire"
)

// BlockFigures are what a block of cases was agreed with, or is after a
// proposal is accepted.
type BlockFigures struct {
	Cases   int
	Price   entitlement.Money // of a case; the block costs this times its cases
	From    calendar.Date     // the first day of its year
	Until   calendar.Date     // the first day of the next
	Counted calendar.Date     // years are counted from this day, so that they do not drift
}

// Renewed is how a block goes on (HOT-30, HOT-31).
type Renewed string

// The ways a block goes on.
const (
	Lapsed   Renewed = "Lapsed"   // no more cases are needed, and none are charged
	Lower    Renewed = "Lower"    // with fewer cases
	Same     Renewed = "Same"     // with as many
	Proposed Renewed = "Proposal" // with as many, and a proposal for more
)

// Offered is what can be declined.
type Offered string

// What can be declined.
const (
	OfferedAgreement Offered = "agreement" // the one that a contact was about (HOT-25)
	OfferedProposal  Offered = "proposal"  // more cases in the next year (HOT-31)
	OfferedYear      Offered = "next-year" // the whole next year of a block (HOT-30)
)

// Proposal returns the number of cases that are proposed for a block and what
// the whole of it would cost, and false for none (HOT-31).
func (w Workshop) Proposal(block string) (cases int, total entitlement.Money, ok bool) {
	next, ok := w.block(block)
	if !ok || next.block.proposed == 0 {
		return 0, entitlement.Money{}, false
	}
	total, err := next.block.asked.Times(next.block.proposed)
	return next.block.proposed, total, err == nil
}

// block returns a block, and false for none.
func (w Workshop) block(id string) (stock, bool) {
	for _, s := range w.stocks {
		if s.kind == Block && s.id == id {
			return s, true
		}
	}
	return stock{}, false
}

// Conclude agrees a block of cases for a year, and charges it ahead at the price
// of the day of the event (HOT-27 to HOT-29). It covers cases received from
// the moment of the event on, and not before its first day; earlier ones stay free. A
// first day before the day of the event is refused with [Retroactive], no
// subscription on that first day with [NotACustomer].
func (w Workshop) Conclude(terms Terms, event entitlement.Event, agreed Conclusion) (Workshop, Entry, error) {
	if err := w.admit(event.Validate(), agreed.validate(), terms.Validate(), w.fresh(agreed.Block)); err != nil {
		return w, Entry{}, err
	}
	day := event.At.Date()
	if agreed.From < day {
		return w, Entry{}, refuse(Retroactive, neverBack, "a first day on the day of the agreement or later")
	}
	if !w.customer(agreed.From) {
		return w, Entry{}, refuse(NotACustomer, customersOnly, "a subscription that opens the hotline on the first day")
	}
	price, err := terms.List.On(day)
	if err != nil {
		return w, Entry{}, err
	}
	entry := newEntry(event, agreed, block, pricePerCase)
	err = w.charge(&entry, agreed.Block, newBlock(agreed.Cases, price, agreed.From, agreed.From))
	if err != nil {
		return w, Entry{}, err
	}
	return w.apply(entry, nil), entry, nil
}

func newBlock(cases int, price entitlement.Money, counted, from calendar.Date) BlockFigures {
	years := calendar.Periods{Start: counted, Months: year}
	number, _ := years.Number(from)
	return BlockFigures{Cases: cases, Price: price, From: from, Until: years.Edge(number + 1), Counted: counted}
}

// charge completes an entry that brings a block.
func (w Workshop) charge(entry *Entry, id string, figures BlockFigures) (err error) {
	draw := w.touched(id)
	draw.Moved = figures.Cases
	entry.Draws = append(entry.Draws, draw)
	entry.Outcome.Block = figures
	entry.Charge, err = figures.Price.Times(figures.Cases)
	return err
}

// Renew announces in the last month of a block's year how it goes on when that
// ends (HOT-30, HOT-31). The need is estimated by the entries of the last twelve
// months before the event, less the cases of other blocks that run on then: none
// lapses, fewer cases lower the block, as many keep it, and more keep it. With
// more goes a proposal, unless other blocks are offered the rest or can still be
// renewed with it. What goes on is charged ahead, at the old price or that of the
// list if it has fallen. log is the ledger of the workshop.
//
// Refused with [NotRunning] for a block that is renewed already, with [NotDue]
// before the last month, and with [Retroactive] on the day its year is over.
func (w Workshop) Renew(terms Terms, event entitlement.Event, renewal Renewal, log []Entry) (Workshop, Entry, error) {
	if err := w.admit(event.Validate(), renewal.validate(), terms.Validate(), w.fresh(renewal.Next)); err != nil {
		return w, Entry{}, err
	}
	old, ok := w.block(renewal.Block)
	if !ok {
		return w, Entry{}, entitlement.Invalid("block", "the workshop has no %.40q", renewal.Block)
	}
	day, due := event.At.Date(), old.until.AddMonths(-1)
	switch {
	case old.block.renewed:
		return w, Entry{}, refuse(NotRunning, lessUse, "a block that is not renewed")
	case day >= old.until:
		return w, Entry{}, refuse(Retroactive, neverBack, "an announcement before the next year begins, or a new agreement")
	case day < due:
		return w, Entry{}, refuse(NotDue, lessUse, "an announcement on "+due.String()+" or later")
	}
	needed := w.estimate(event.At, year, log).Cases
	entry := newEntry(event, renewal, lessUse)
	entry.Outcome.Follows = renewal.Block
	if !w.customer(old.until) {
		entry.Why = append(entry.Why, customersOnly)
		needed = 0
	}
	have, offered := w.beside(old, day)
	cases, more := min(max(0, needed-have), old.cases), min(needed-offered, mostCases)
	entry.Outcome.Renewed = renewedAs(cases, old.cases, more)
	if cases == 0 {
		entry.Draws = append(entry.Draws, w.touched(renewal.Block))
		return w.apply(entry, nil), entry, nil
	}
	list, err := terms.List.On(day)
	if err != nil {
		return w, Entry{}, err
	}
	price, err := lower(old.block.price, list)
	if err != nil {
		return w, Entry{}, err
	}
	if more > old.cases {
		entry.Why = append(entry.Why, moreUse)
		entry.Outcome.Proposed, entry.Outcome.Asked = more, list
	}
	entry.Why = append(entry.Why, pricePerCase)
	err = w.charge(&entry, renewal.Next, newBlock(cases, price, old.block.counted, old.until))
	if err != nil {
		return w, Entry{}, err
	}
	return w.apply(entry, nil), entry, nil
}

// beside returns the cases that the other blocks will have when a block is over: those
// that run on that day, each as its latest year has them; and the same with what is
// proposed for them, and with the blocks that end by then and can still be renewed.
func (w Workshop) beside(old stock, day calendar.Date) (have, offered int) {
	for _, s := range w.stocks {
		if s.kind != Block || s.id == old.id || s.block.renewed || s.block.counted > old.until || s.until <= day {
			continue
		}
		offered += max(s.cases, s.block.proposed)
		if s.until > old.until {
			have += s.cases
		}
	}
	return have, offered
}

func renewedAs(cases, old, more int) Renewed {
	switch {
	case cases == 0:
		return Lapsed
	case cases < old:
		return Lower
	case more <= old:
		return Same
	default:
		return Proposed
	}
}

// lower returns the lower of two prices in one currency.
func lower(a, b entitlement.Money) (entitlement.Money, error) {
	difference, err := a.Add(b.Neg())
	if err != nil || difference.Sign() <= 0 {
		return a, err
	}
	return b, nil
}

// Accept takes up a proposal: the block that follows grows to the cases
// proposed, all at the price proposed, and the difference is charged (HOT-31).
// Refused with [NothingOffered] where nothing is proposed, with [Retroactive]
// after the first day of the year it is for, with [NotACustomer] without a
// subscription on that day.
func (w Workshop) Accept(event entitlement.Event, accepted Acceptance) (Workshop, Entry, error) {
	if err := w.admit(event.Validate(), accepted.validate()); err != nil {
		return w, Entry{}, err
	}
	old, ok := w.block(accepted.Block)
	if !ok || old.block.proposed == 0 || event.At.Before(old.opened) {
		return w, Entry{}, refuse(NothingOffered, moreUse, "a block with a proposal")
	}
	if event.At.Date() > old.from {
		return w, Entry{}, refuse(Retroactive, neverBack, "an acceptance before the year begins, or a new agreement")
	}
	if !w.customer(old.from) {
		return w, Entry{}, refuse(NotACustomer, customersOnly, "a subscription that opens the hotline on the first day")
	}
	entry := newEntry(event, accepted, moreUse, pricePerCase)
	figures := newBlock(old.block.proposed, old.block.asked, old.block.counted, old.from)
	if err := w.charge(&entry, old.id, figures); err != nil {
		return w, Entry{}, err
	}
	entry.Draws[0].Moved -= old.cases
	paid, err := old.block.price.Times(old.cases)
	if err != nil {
		return w, Entry{}, err
	}
	if entry.Charge, err = entry.Charge.Add(paid.Neg()); err != nil {
		return w, Entry{}, err
	}
	return w.apply(entry, nil), entry, nil
}

// Decline says no to what is offered: the agreement a contact was about, after
// which cases beyond are refused until new free ones come (HOT-25); a proposal,
// so that the block stays as it is (HOT-31); or the whole next year of a block
// before it begins, which takes the block and its charge back (HOT-30). Refused
// with [NothingOffered] where that is not offered, or not any more.
func (w Workshop) Decline(event entitlement.Event, decline Decline) (Workshop, Entry, error) {
	if err := w.admit(event.Validate(), decline.validate()); err != nil {
		return w, Entry{}, err
	}
	if decline.What == OfferedAgreement {
		if !w.standing || event.At.Before(w.contacted) || !w.contactedInYear(event.At.Date()) {
			return w, Entry{}, refuse(NothingOffered, beyondGrant, "a contact of this year that is not answered")
		}
		entry := newEntry(event, decline, beyondGrant)
		entry.Outcome.Declined = OfferedAgreement
		entry.Draws = append(entry.Draws, w.touched(""))
		return w.apply(entry, nil), entry, nil
	}
	next, ok := w.block(decline.Block)
	if !ok || event.At.Before(next.opened) || decline.What == OfferedProposal && next.block.proposed == 0 {
		return w, Entry{}, refuse(NothingOffered, moreUse, "a block with a proposal, or one that follows another")
	}
	draw := w.touched(next.id)
	if decline.What == OfferedProposal {
		entry := newEntry(event, decline, moreUse)
		entry.Outcome.Declined = OfferedProposal
		entry.Draws = append(entry.Draws, draw)
		return w.apply(entry, nil), entry, nil
	}
	if next.agreed() || event.At.Date() >= next.from || next.left < next.cases {
		return w, Entry{}, refuse(NothingOffered, lessUse, "the renewal of a block, before its year begins and it is used")
	}
	paid, err := next.block.price.Times(next.cases)
	if err != nil {
		return w, Entry{}, err
	}
	entry := newEntry(event, decline, lessUse)
	entry.Outcome.Declined = OfferedYear
	draw.Moved = -next.cases
	entry.Draws = append(entry.Draws, draw)
	entry.Charge = paid.Neg()
	return w.apply(entry, nil), entry, nil
}

// applyStock moves blocks and rewards by an entry that is about them.
func (w Workshop) applyStock(entry Entry, draw entitlement.Draw) Workshop {
	outcome := entry.Outcome
	w.stocks = slices.Clone(w.stocks)
	for i, s := range w.stocks {
		w.stocks[i].block.renewed = s.block.renewed || s.kind == Block && s.id == outcome.Follows
	}
	switch {
	case outcome.Declined == OfferedAgreement:
		w.standing, w.declined = false, w.declined.With(entry.At)
	case outcome.Declined == OfferedYear:
		w.stocks = slices.DeleteFunc(w.stocks, func(s stock) bool { return s.id == draw.Lot })
	case outcome.Declined == OfferedProposal || entry.Kind == kindAccept:
		for i, s := range w.stocks {
			if s.id == draw.Lot {
				w.stocks[i] = s.decided(outcome.Block, draw.Moved)
			}
		}
	case draw.Moved > 0:
		w = w.with(entry, draw)
	}
	if entry.Kind == kindConclude {
		w.standing = false
	}
	return w
}

// decided returns a block after its proposal was accepted with new figures, or
// declined with none.
func (s stock) decided(figures BlockFigures, more int) stock {
	s.block.proposed, s.block.asked = 0, entitlement.Money{}
	if more > 0 {
		s.cases, s.left, s.emptied = figures.Cases, s.left+more, 0
		s.block.price, s.block.told = figures.Price, false
	}
	return s
}

// with adds a block or a reward, and forgets what is long over.
func (w Workshop) with(entry Entry, draw entitlement.Draw) Workshop {
	outcome := entry.Outcome
	added := stock{id: draw.Lot, kind: Block, opened: entry.At, cases: draw.Moved, left: draw.Moved}
	if entry.Kind == kindPublish {
		added.kind, added.from, added.until = Reward, entry.At.Date(), outcome.Until
	} else {
		figures := outcome.Block
		added.from, added.until = figures.From, figures.Until
		added.block = blockState{
			counted: figures.Counted, price: figures.Price, proposed: outcome.Proposed, asked: outcome.Asked,
		}
	}
	w.stocks = slices.DeleteFunc(w.stocks, func(s stock) bool { return s.forgotten(entry.At.Date()) })
	w.stocks = append(w.stocks, added)
	slices.SortFunc(w.stocks, stock.compare)
	return w
}

func (f *BlockFigures) fields(w *wire.Fields) {
	wire.Int(w, "cases", &f.Cases)
	w.Money("price", &f.Price)
	w.Date("from", &f.From)
	w.Date("until", &f.Until)
	w.Date("counted", &f.Counted)
}
