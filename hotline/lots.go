package hotline

import (
	"cmp"
	"math"
	"slices"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/wire"
)

// Lot is a number of cases a workshop can draw on, for [Workshop.Lots].
type Lot struct {
	Kind LotKind
	entitlement.Lot
}

// LotKind is where the cases of a lot come from.
type LotKind string

// The kinds of lots.
const (
	Grant  LotKind = "Grant"  // of a subscription, for a year (HOT-05)
	Block  LotKind = "Block"  // of an extended agreement (HOT-29)
	Reward LotKind = "Reward" // for a published feedback (HOT-32)
)

// clause returns the clause by which a lot of the kind covers a case.
func (k LotKind) clause() entitlement.Clause {
	switch k {
	case Block:
		return block
	case Reward:
		return tips
	default:
		return freeCases
	}
}

// Source is the lot that covers a case. The zero Source is none.
type Source struct {
	Kind   LotKind
	Lot    string          // the id of the subscription, block or feedback
	From   calendar.Date   // the first day of the lot
	Until  calendar.Date   // the first day it is gone, as known at the draw; zero: it never ends
	Opened calendar.Moment // when the block was agreed or the feedback published
}

// subscription is what a workshop knows of one of its subscriptions.
type subscription struct {
	id      string
	figures SubscriptionFigures
	until   calendar.Date // the first day it no longer runs; zero: no end is agreed
	drawn   years
}

// SubscriptionFigures are what a subscription was taken up with. They never
// change.
type SubscriptionFigures struct {
	Product  Product
	From     calendar.Date // the first day
	Counted  calendar.Date // its years are counted from this day (HOT-06)
	Grant    int           // free cases in a year; 0 if it does not qualify
	Survives bool          // they stay to the end of the year when the subscription ends (HOT-09)
}

func (f SubscriptionFigures) valid() bool {
	return f.Product != "" && !f.Counted.IsZero() && f.Counted.Validate() == nil && f.From.Validate() == nil &&
		f.Counted <= f.From && 0 <= f.Grant && f.Grant <= mostGrant
}

// active reports whether the subscription runs on a day.
func (s subscription) active(day calendar.Date) bool {
	return s.figures.From <= day && (s.until.IsZero() || day < s.until)
}

// opens reports whether the subscription opens the hotline on a day (HOT-02).
func (s subscription) opens(day calendar.Date) bool { return s.figures.Grant > 0 && s.active(day) }

func (s subscription) periods() calendar.Periods {
	return calendar.Periods{Start: s.figures.Counted, Months: year}
}

// span returns the days on which the cases of a year can be drawn: from the
// first one up to, not including, the second. There may be none.
func (s subscription) span(number int) (from, until calendar.Date) {
	from, until = max(s.periods().Edge(number), s.figures.From), s.periods().Edge(number+1)
	if !s.until.IsZero() && (!s.figures.Survives || s.until <= from) {
		until = min(until, s.until)
	}
	return from, until
}

// lot returns the lot of the year that a day belongs to.
func (s subscription) lot(day calendar.Date) entitlement.Lot {
	number, ok := s.periods().Number(day)
	if !ok {
		return entitlement.Lot{ID: s.id}
	}
	from, until := s.span(number)
	return entitlement.Lot{
		ID: s.id, From: from, Until: until, Free: true,
		Granted: s.figures.Grant, Drawn: s.drawn.of(number, s.figures.Grant),
	}
}

// years remembers how many cases are drawn in each of the last sixteen years up
// to the newest drawn on. Cases of earlier years count as drawn, so that
// nothing is given twice.
type years struct {
	newest int
	cases  [remembered]uint16 // of the newest year, the one before it, and so on
}

const remembered = 16

func (y years) of(number, grant int) int {
	switch age := y.newest - number; {
	case age < 0:
		return 0
	case age >= remembered:
		return grant
	default:
		return int(y.cases[age])
	}
}

func (y years) with(number, drawn int) years {
	later, cases := max(0, number-y.newest), y.cases
	y = years{newest: y.newest + later}
	copy(y.cases[min(later, remembered):], cases[:])
	if age := y.newest - number; age < remembered {
		y.cases[age] = uint16(int(y.cases[age]) + drawn)
	}
	return y
}

// stock is a block or a reward.
type stock struct {
	id      string
	kind    LotKind
	from    calendar.Date
	until   calendar.Date   // the first day it is gone; zero: it never ends
	opened  calendar.Moment // it covers no case received before
	emptied calendar.Date   // the day the last case was taken; zero while some are left
	cases   int
	left    int
	block   blockState
}

// blockState is what is known of a block beside its cases.
type blockState struct {
	counted  calendar.Date     // its years are counted from this day
	price    entitlement.Money // of a case
	renewed  bool              // what follows it is decided
	told     bool              // a contact was raised when it was used up
	proposed int               // cases, if more are proposed
	asked    entitlement.Money // the price of a case then
}

// lot returns the lot as it can be drawn on at a moment.
func (s stock) lot(at calendar.Moment) entitlement.Lot {
	if at.Before(s.opened) {
		return entitlement.Lot{ID: s.id}
	}
	return entitlement.Lot{
		ID: s.id, From: s.from, Until: s.until, Free: s.kind == Reward, Granted: s.cases, Drawn: s.cases - s.left,
	}
}

// agreed reports whether the stock came by an act of that moment: a reward, or a
// block that does not follow another.
func (s stock) agreed() bool { return s.kind == Reward || s.from == s.block.counted }

// forgotten reports whether the stock is over for two years on a day, or is a
// reward used up for as long. By then every subscription has begun a new year,
// so what came before decides nothing any more.
func (s stock) forgotten(day calendar.Date) bool {
	over := s.until
	if s.kind == Reward && !s.emptied.IsZero() {
		over = s.emptied
	}
	return !over.IsZero() && over.AddMonths(2*year) <= day
}

// runs reports whether there is a lot and a day is within it.
func runs(lot entitlement.Lot, day calendar.Date) bool {
	return lot.Granted > 0 && lot.From <= day && (lot.Until.IsZero() || day < lot.Until)
}

// lots appends all lots of a workshop as they are at a moment, those of
// subscriptions first, in the order they are held.
func (w Workshop) lots(at calendar.Moment, lots []entitlement.Lot) []entitlement.Lot {
	for i := range w.subscriptions {
		lots = append(lots, w.subscriptions[i].lot(at.Date()))
	}
	for i := range w.stocks {
		lots = append(lots, w.stocks[i].lot(at))
	}
	return lots
}

// kind returns the kind of the lot at a place of lots.
func (w Workshop) kind(place int) LotKind {
	if place < len(w.subscriptions) {
		return Grant
	}
	return w.stocks[place-len(w.subscriptions)].kind
}

// source returns the lot at a place of lots as the source of a case.
func (w Workshop) source(place int, lot entitlement.Lot) Source {
	source := Source{Kind: w.kind(place), Lot: lot.ID, From: lot.From, Until: lot.Until}
	if source.Kind != Grant {
		source.Opened = w.stocks[place-len(w.subscriptions)].opened
	}
	return source
}

// usable is room for the lots of a usual workshop.
type usable [8]entitlement.Lot

// Lots returns what a workshop can draw on at a moment, and what it has drawn of
// it, in the order of drawing (HOT-35). Without a subscription that opens the
// hotline it can draw on nothing.
func (w Workshop) Lots(at calendar.Moment) []Lot {
	if !w.Entitled(at) {
		return nil
	}
	var open []Lot
	for i, lot := range w.lots(at, nil) {
		if runs(lot, at.Date()) {
			open = append(open, Lot{Kind: w.kind(i), Lot: lot})
		}
	}
	slices.SortFunc(open, func(a, b Lot) int { return a.Compare(b.Lot) })
	return open
}

// Granted returns the free cases of the years that run at a moment (HOT-05).
func (w Workshop) Granted(at calendar.Moment) int {
	granted, _ := w.grant(at)
	return granted
}

// Used returns how many of the free cases of the years that run at a moment are drawn
// (HOT-05).
func (w Workshop) Used(at calendar.Moment) int {
	_, used := w.grant(at)
	return used
}

func (w Workshop) grant(at calendar.Moment) (granted, used int) {
	for _, lot := range w.Lots(at) {
		if lot.Kind == Grant {
			granted += lot.Granted
			used += lot.Drawn
		}
	}
	return granted, used
}

// Remaining returns how many cases are left at a moment, of all kinds: what is
// received next is covered while there are any (HOT-05, HOT-07).
func (w Workshop) Remaining(at calendar.Moment) int { return w.left(at, Grant, Block, Reward) }

// ExtendedRemaining returns how many cases of blocks are left at a moment (HOT-29).
func (w Workshop) ExtendedRemaining(at calendar.Moment) int { return w.left(at, Block) }

// Rewards returns how many cases of rewards are left at a moment (HOT-33).
func (w Workshop) Rewards(at calendar.Moment) int { return w.left(at, Reward) }

func (w Workshop) left(at calendar.Moment, kinds ...LotKind) int {
	if !w.Entitled(at) {
		return 0
	}
	var room usable
	left := 0
	for i, lot := range w.lots(at, room[:0]) {
		if lot.Open(at.Date()) && slices.Contains(kinds, w.kind(i)) {
			left += lot.Left()
		}
	}
	return left
}

// PeriodOf returns the year of a subscription that a moment belongs to, from
// its first day up to, not including, the first day of the next (HOT-06), and
// false while the subscription does not run.
func (w Workshop) PeriodOf(subscription string, at calendar.Moment) (from, until calendar.Date, ok bool) {
	for _, s := range w.subscriptions {
		if s.id == subscription && s.active(at.Date()) {
			number, _ := s.periods().Number(at.Date())
			return s.periods().Edge(number), s.periods().Edge(number + 1), true
		}
	}
	return 0, 0, false
}

// NextRenewal returns the next day on which a subscription brings new cases, as
// things stand at a moment, and the zero Date for none.
func (w Workshop) NextRenewal(at calendar.Moment) calendar.Date {
	var next calendar.Date
	day := at.Date()
	for _, s := range w.subscriptions {
		first := s.figures.From
		if first <= day {
			number, _ := s.periods().Number(day)
			first = s.periods().Edge(number + 1)
		}
		if !s.opens(first) {
			continue
		}
		if next.IsZero() {
			next = first
		}
		next = min(next, first)
	}
	return next
}

// LapsedUnits returns how many cases were left on lots that ended from one day
// up to, not including, another (HOT-08). It knows the last sixteen years of a
// subscription, and blocks and rewards for two years after their end.
func (w Workshop) LapsedUnits(from, until calendar.Date) int {
	lapsed := 0
	for _, s := range w.subscriptions {
		last, _ := s.periods().Number(until)
		for number := range last + 1 {
			begins, ends := s.span(number)
			if begins < ends && from <= ends && ends < until {
				lapsed += s.figures.Grant - s.drawn.of(number, s.figures.Grant)
			}
		}
	}
	for _, s := range w.stocks {
		if from <= s.until && s.until < until && !s.until.IsZero() {
			lapsed += s.left
		}
	}
	return lapsed
}

// over returns the clause by which a unit given back to a lot on a day lapses,
// "" while the lot can be drawn on.
func (w Workshop) over(source Source, day calendar.Date) entitlement.Clause {
	for _, s := range w.subscriptions {
		if source.Kind == Grant && s.id == source.Lot {
			return s.over(source.From, day)
		}
	}
	if place := w.stock(source); place >= 0 && runs(w.stocks[place].lot(source.Opened), day) {
		return ""
	}
	return noCarryOver
}

// over does the same for the year of a subscription that began on a day.
func (s subscription) over(began, day calendar.Date) entitlement.Clause {
	number, _ := s.periods().Number(began)
	switch _, until := s.span(number); {
	case day < until:
		return ""
	case day < s.periods().Edge(number+1):
		return midYear
	default:
		return noCarryOver
	}
}

// stock returns the place of the block or reward that a source is, below zero
// for one that is forgotten.
func (w Workshop) stock(source Source) int {
	return slices.IndexFunc(w.stocks, func(s stock) bool {
		return s.kind == source.Kind && s.id == source.Lot && s.opened == source.Opened
	})
}

// compare keeps subscriptions in an order that does not depend on when they
// were told.
func (s subscription) compare(other subscription) int {
	return cmp.Or(cmp.Compare(s.figures.From, other.figures.From), cmp.Compare(s.id, other.id))
}

func (s stock) compare(other stock) int {
	return cmp.Or(s.opened.Compare(other.opened), cmp.Compare(s.id, other.id))
}

func (s *subscription) fields(f *wire.Fields) {
	wire.Text(f, "id", &s.id)
	f.Object("figures", func() { s.figures.fields(f) })
	f.Date("until", &s.until)
	wire.Int(f, "newest", &s.drawn.newest)
	f.Counts("drawn", s.drawn.cases[:], mostGrant)
}

func (s subscription) addsUp() bool {
	for _, cases := range s.drawn.cases {
		if int(cases) > s.figures.Grant {
			return false
		}
	}
	const mostYears = math.MaxUint16
	return s.figures.valid() && 0 <= s.drawn.newest && s.drawn.newest <= mostYears &&
		(s.until.IsZero() || s.figures.From <= s.until) && s.until.Validate() == nil
}

func (f *SubscriptionFigures) fields(w *wire.Fields) {
	wire.Text(w, "product", &f.Product)
	w.Date("from", &f.From)
	w.Date("counted", &f.Counted)
	wire.Int(w, "grant", &f.Grant)
	w.True("survives", &f.Survives)
}

func (s *stock) fields(f *wire.Fields) {
	wire.Text(f, "id", &s.id)
	wire.Text(f, "kind", &s.kind)
	f.Date("from", &s.from)
	f.Date("until", &s.until)
	f.Moment("opened", &s.opened)
	f.Date("emptied", &s.emptied)
	wire.Int(f, "cases", &s.cases)
	wire.Int(f, "left", &s.left)
	f.Date("counted", &s.block.counted)
	f.Money("price", &s.block.price)
	f.True("renewed", &s.block.renewed)
	f.True("told", &s.block.told)
	wire.Int(f, "proposed", &s.block.proposed)
	f.Money("asked", &s.block.asked)
}

func (s stock) addsUp() bool {
	if s.opened.IsZero() || s.left < 0 || s.left > s.cases || s.cases < 1 || s.cases > mostCases ||
		s.emptied.IsZero() != (s.left > 0) || s.emptied.Validate() != nil {
		return false
	}
	if s.kind == Reward {
		return s.block == blockState{} && s.from.Validate() == nil &&
			(s.until.IsZero() || s.from < s.until) && s.until.Validate() == nil
	}
	b := s.block
	more := b.proposed == 0 && b.asked == entitlement.Money{} ||
		s.cases < b.proposed && b.proposed <= mostCases && b.asked.Sign() >= 0 && b.asked.Currency() == b.price.Currency()
	return s.kind == Block && more && b.price.Sign() >= 0 && b.price.Currency() != "" &&
		!b.counted.IsZero() && b.counted.Validate() == nil && b.counted <= s.from &&
		s.from <= s.until && s.until.Validate() == nil
}

func (s Source) valid() bool {
	switch s.Kind {
	case Grant:
		return s.Lot != "" && s.Opened.IsZero()
	case Block, Reward:
		return s.Lot != "" && !s.Opened.IsZero()
	default:
		return s == Source{}
	}
}

func (s *Source) fields(f *wire.Fields) {
	wire.Text(f, "kind", &s.Kind)
	wire.Text(f, "lot", &s.Lot)
	f.Date("from", &s.From)
	f.Date("until", &s.Until)
	f.Moment("opened", &s.Opened)
}
