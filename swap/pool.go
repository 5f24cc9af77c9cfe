package swap

import (
	"cmp"
	"maps"
	"slices"
	"strconv"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/wire"
)

// Pool is the stock of reserve phones of one customer, as counts for each model
// (SWP-29); the phones themselves are devices. It is a value; since it has a list,
// pools compare with [Pool.Equal]. [OpenPool] makes pools. The zero Pool is none:
// nothing is in it.
type Pool struct {
	id       string
	customer string
	figures  PoolFigures
	seq      int
	leaving  bool
	shelves  []Shelf // by model
}

// PoolFigures are what a pool was opened with. They never change.
type PoolFigures struct {
	StockShare    entitlement.Percent
	StockRounding StockRounding
	WhenEmpty     WhenEmpty
	FewModels     int
	RefillDays    int
}

// Shelf is what a pool counts for a model. The zero Shelf is that of a model that
// is not there.
type Shelf struct {
	Model     string
	Phones    int           // of the customer's fleet
	OnHand    int           // in stock, reserved ones too
	Reserved  int           // for cases
	Waiting   int           // cases that wait for one
	OnHold    int           // at the centre, not to be sent out; without those that a case awaits
	Coming    int           // that a case awaits: loans, and faulty ones that will come in or are in repair
	OnOrder   int           // approved and not yet there
	Request   string        // the open request for a refill
	Declined  calendar.Date // the day of the last answer to one, if it was no
	SinceThen int           // the highest level since then
}

// Free returns how many phones can be reserved: below zero where phones that were
// reserved are lost.
func (s Shelf) Free() int { return s.OnHand - s.Reserved }

// Owned returns how many reserve phones there are, in stock, on hold or to come back.
func (s Shelf) Owned() int { return s.OnHand + s.OnHold + s.Coming }

// expected is how many there will be.
func (s Shelf) expected() int { return s.Owned() + s.OnOrder }

// level is what a refill is measured by: a phone on hold is not coming back (SWP-38).
func (s Shelf) level() int { return s.expected() - s.OnHold }

// ShelfChange is by how much an entry moves a shelf.
type ShelfChange struct {
	Model    string
	OnHand   int
	Reserved int
	Waiting  int
	OnHold   int
	Coming   int
	OnOrder  int
}

// ID returns the id the pool was opened under.
func (p Pool) ID() string { return p.id }

// Customer returns whose pool it is.
func (p Pool) Customer() string { return p.customer }

// Figures returns what the pool was opened with.
func (p Pool) Figures() PoolFigures { return p.figures }

// Seq returns the number of the last entry that names the pool; a service stores
// a new value only if the stored one still has the old number.
func (p Pool) Seq() int { return p.seq }

// Leaving reports whether the customer leaves: phones are handed over and none is
// sent out.
func (p Pool) Leaving() bool { return p.leaving }

// Closed reports whether the customer has left and nothing of the pool is at the
// centre or to come (SWP-29).
func (p Pool) Closed() bool { return p.leaving && p.total(Shelf.expected) == 0 }

// Equal reports whether two pools are the same value.
func (p Pool) Equal(other Pool) bool {
	return p.id == other.id && p.customer == other.customer && p.figures == other.figures && p.seq == other.seq &&
		p.leaving == other.leaving && slices.Equal(p.shelves, other.shelves)
}

// Shelves returns the counts of all models, in the order of their names.
func (p Pool) Shelves() []Shelf { return slices.Clone(p.shelves) }

// Shelf returns the counts of a model, all zero for one that is not there.
func (p Pool) Shelf(model string) Shelf {
	if i, found := p.find(model); found {
		return p.shelves[i]
	}
	return Shelf{Model: model}
}

func (p Pool) find(model string) (int, bool) {
	return slices.BinarySearchFunc(p.shelves, model, func(s Shelf, model string) int { return cmp.Compare(s.Model, model) })
}

func (p Pool) total(of func(Shelf) int) int {
	sum := 0
	for _, shelf := range p.shelves {
		sum += of(shelf)
	}
	return sum
}

// OnHand returns how many phones are in stock, of all models (SWP-36).
func (p Pool) OnHand() int { return p.total(func(s Shelf) int { return s.OnHand }) }

// UnitAvailable reports whether a phone of a model is in stock and reserved for
// nobody (SWP-44).
func (p Pool) UnitAvailable(model string) bool { return p.Shelf(model).Free() > 0 }

// Fleet returns how many phones of which model the customer has.
func (p Pool) Fleet() []Fleet {
	var fleet []Fleet
	for _, shelf := range p.shelves {
		if shelf.Phones > 0 {
			fleet = append(fleet, Fleet{shelf.Model, shelf.Phones})
		}
	}
	return fleet
}

func (p Pool) guide() guide { return guide{p.figures.StockShare, p.figures.StockRounding} }

// TargetStock returns how many reserve phones are advised for the fleet (SWP-30,
// SWP-31).
func (p Pool) TargetStock() int {
	return p.guide().target(p.total(func(s Shelf) int { return s.Phones }))
}

// TargetPerModel returns the target shared out to the models of the fleet
// (SWP-34).
func (p Pool) TargetPerModel() []Fleet { return p.guide().perModel(p.Fleet()) }

// targetOf returns the target of a model.
func (p Pool) targetOf(model string) int {
	for _, target := range p.TargetPerModel() {
		if target.Model == model {
			return target.Phones
		}
	}
	return 0
}

// ModelAdvice returns the number of models of the fleet if these are more than are
// few, and 0 otherwise (SWP-33).
func (p Pool) ModelAdvice() int {
	return Terms{FewModels: p.figures.FewModels}.ModelAdvice(p.Fleet()...)
}

// Shortfall returns by how many phones the customer has fewer than advised
// (SWP-30, SWP-32): in stock, on hold or to come back, not those on order.
func (p Pool) Shortfall() int { return max(0, p.TargetStock()-p.total(Shelf.Owned)) }

// Surplus returns by how many phones the customer has more than advised (SWP-32).
// They need not be returned.
func (p Pool) Surplus() int { return max(0, p.total(Shelf.Owned)-p.TargetStock()) }

// RefillDue returns for how many phones of a model the centre has to ask the
// customer at a moment (SWP-38): what is missing to the target of the model when
// those in stock, to come back and on order are counted, and those on hold are not.
// It is 0 while a request is open and, after a no, until the level has fallen again
// or the days of the terms are over.
func (p Pool) RefillDue(model string, at calendar.Moment) int {
	shelf := p.Shelf(model)
	if again, declined := p.askAgain(shelf); declined && (again.IsZero() || at.Date() < again) {
		return 0
	}
	return p.refill(shelf)
}

// refill returns for how many phones a request can be made.
func (p Pool) refill(shelf Shelf) int {
	if shelf.Request != "" || p.leaving {
		return 0
	}
	return max(0, p.targetOf(shelf.Model)-shelf.level())
}

// askAgain returns the day on which a refill that was declined is asked for again, the
// zero day for none, and false where the level has fallen since or nothing was declined.
func (p Pool) askAgain(shelf Shelf) (calendar.Date, bool) {
	if shelf.Declined.IsZero() || shelf.level() < shelf.SinceThen {
		return 0, false
	}
	if p.figures.RefillDays == 0 {
		return 0, true
	}
	return shelf.Declined + calendar.Date(p.figures.RefillDays), true
}

// OpenPool opens the pool of a customer (SWP-29).
func OpenPool(terms Terms, event entitlement.Event, opening Opening) (Pool, Entry, error) {
	if err := admit(told(event), given("pool", opening.Pool, "customer", opening.Customer), terms.Validate()); err != nil {
		return Pool{}, Entry{}, err
	}
	entry := newEntry(event, opening, ownStock)
	entry.name(opening.Pool, 0, 0)
	entry.Outcome.Customer = opening.Customer
	entry.Outcome.Pool = PoolFigures{
		StockShare: terms.StockShare, StockRounding: terms.stockRounding(), WhenEmpty: terms.whenEmpty(),
		FewModels: terms.FewModels, RefillDays: terms.RefillDays,
	}
	return Pool{}.apply(entry), entry, nil
}

// SetFleet records how many phones of a model the customer has (SWP-32). Nothing
// is ordered and nothing returned for it.
func (p Pool) SetFleet(event entitlement.Event, fleet Fleet) (Pool, Entry, error) {
	if err := admit(p.begun(), told(event), fleet.validate(), p.room(fleet.Model)); err != nil {
		return p, Entry{}, err
	}
	entry := newEntry(event, fleet, eightPercent, roundedUp, perModel)
	entry.Outcome.Customer, entry.Outcome.Fleet = p.customer, fleet
	entry.name(p.id, p.seq, 0)
	return p.apply(entry), entry, nil
}

// room refuses one model too many.
func (p Pool) room(model string) error {
	if _, found := p.find(model); !found && len(p.shelves) >= mostModels {
		return entitlement.Invalid("model", "%d models are the most", mostModels)
	}
	return nil
}

// MissingDevices compares what a stock count found with all devices of a pool that
// should be in stock, and returns those of the model that were not found, for
// [Pool.Count]. An id that is not among them, or comes twice, is
// [entitlement.ErrInvalid]: it is not counted away (SWP-36).
func MissingDevices(model string, found []string, devices ...Device) ([]Device, error) {
	inStock := map[string]Device{}
	for _, d := range devices {
		if d.at.Place == InStock && d.figures.Model == model {
			inStock[d.id] = d
		}
	}
	for _, id := range found {
		if _, known := inStock[id]; !known {
			return nil, entitlement.Invalid("found", "%.40q is no %s in stock, or was counted twice", id, model)
		}
		delete(inStock, id)
	}
	var missing []Device
	for _, id := range sorted(inStock, func(id string) string { return id }) {
		missing = append(missing, inStock[id])
	}
	return missing, nil
}

// Count records a stock count of a model (SWP-36): the phones that were not found
// are handed in, see [MissingDevices], and are lost. Refused with [CountDiffers] if those
// found and those missing are not all that is in stock.
func (p Pool) Count(event entitlement.Event, count Count, missing ...Device) (Pool, []Device, Entry, error) {
	fail := func(err error) (Pool, []Device, Entry, error) { return p, nil, Entry{}, err }
	if err := admit(p.begun(), told(event), count.validate()); err != nil {
		return fail(err)
	}
	ids := []string{p.id}
	for _, d := range missing {
		if d.at.Place != InStock || d.figures.Model != count.Model || d.at.Pool != p.id {
			return fail(refuse(NotThere, logistics, "a "+count.Model+" in stock"))
		}
		ids = append(ids, d.id)
	}
	if err := differ(ids...); err != nil {
		return fail(err)
	}
	if onHand := p.Shelf(count.Model).OnHand; onHand != count.Found+len(missing) {
		return fail(refuse(CountDiffers, logistics, strconv.Itoa(onHand)+" phones found or missing"))
	}
	entry := newEntry(event, count, logistics)
	entry.Outcome.Customer = p.customer
	entry.shift(ShelfChange{Model: count.Model, OnHand: -len(missing)})
	entry.Outcome.Where = Where{Place: Lost, Pool: p.id, Left: event.At.Date()}
	lost := make([]Device, 0, len(missing))
	for _, d := range missing {
		entry.name(d.id, d.seq, 0)
	}
	after, err := entry.settle(p)
	if err != nil {
		return fail(err)
	}
	for _, d := range missing {
		lost = append(lost, d.apply(entry))
	}
	return after, lost, entry, nil
}

// Leave records that the customer leaves (SWP-29): from then on nothing is sent
// out or ordered, and [Device.Move] hands the phones over. Refused with
// [CasesOpen] while swap phones are activated that are not sent.
func (p Pool) Leave(event entitlement.Event, leaving Leaving) (Pool, Entry, error) {
	if err := admit(p.begun(), told(event), given("by", leaving.By), p.staying()); err != nil {
		return p, Entry{}, err
	}
	if p.total(func(s Shelf) int { return s.Reserved + s.Waiting }) > 0 {
		return p, Entry{}, refuse(CasesOpen, ownStock, "cases whose swap phones are sent or cancelled")
	}
	entry := newEntry(event, leaving, ownStock)
	entry.Outcome.Customer = p.customer
	entry.name(p.id, p.seq, 0)
	return p.apply(entry), entry, nil
}

// HandOver records that the customer leaves, and hands over all phones that are
// handed in (SWP-29). Every line is an entry of its own, with the reference of the
// event and a number: r1, r1/1, r1/2 and so on. A failure leaves everything as it
// was.
func (p Pool) HandOver(event entitlement.Event, leaving Leaving, devices ...Device) (Pool, []Device, []Entry, error) {
	after, entry, err := p.Leave(event, leaving)
	if err != nil {
		return p, nil, nil, err
	}
	entries, gone := []Entry{entry}, make([]Device, 0, len(devices))
	for i, d := range devices {
		line := event
		line.Ref = lineRef(event.Ref, i+1)
		movement := Movement{To: HandedOver, By: leaving.By, Because: "the customer leaves"}
		moved, stock, entry, err := d.Move(line, movement, Stock{Pool: after})
		if err != nil {
			return p, nil, nil, err
		}
		after, gone, entries = stock.Pool, append(gone, moved), append(entries, entry)
	}
	return after, gone, entries, nil
}

func (p Pool) begun() error {
	if p.id == "" {
		return entitlement.Invalid("pool", "the zero pool has not been opened")
	}
	return nil
}

// staying refuses a pool whose customer leaves.
func (p Pool) staying() error {
	if p.leaving {
		return refuse(PoolClosed, ownStock, "a pool that is not handed over")
	}
	return nil
}

// Tally is how many devices are in a place.
type Tally struct {
	Place   Place
	Devices int
}

// Audit counts all devices that ever came in by their places, which sum to the
// devices (SWP-45), and compares those in stock with what the pool counts. A
// device that comes twice, and a count that differs, are [entitlement.ErrLedger].
func (p Pool) Audit(devices ...Device) ([]Tally, error) {
	seen, counts, inStock := map[string]bool{}, map[Place]int{}, map[string]int{}
	for _, d := range devices {
		if seen[d.id] {
			return nil, &entitlement.Failure{Family: entitlement.ErrLedger, Field: d.id, Detail: "the device comes twice"}
		}
		seen[d.id] = true
		counts[d.at.Place]++
		if d.at.Place == InStock {
			inStock[d.figures.Model]++
		}
	}
	for _, shelf := range p.shelves {
		if inStock[shelf.Model] != shelf.OnHand {
			return nil, &entitlement.Failure{Family: entitlement.ErrLedger, Field: shelf.Model, Detail: "the pool counts another number in stock"}
		}
		delete(inStock, shelf.Model)
	}
	if len(inStock) > 0 {
		return nil, &entitlement.Failure{Family: entitlement.ErrLedger, Field: p.id, Detail: "a model is in stock that the pool does not know"}
	}
	var tallies []Tally
	for _, place := range places() {
		if counts[place] > 0 {
			tallies = append(tallies, Tally{place, counts[place]})
		}
	}
	return tallies, nil
}

// sorted returns the keys of a map in the order of a text.
func sorted[K comparable, V any](from map[K]V, text func(K) string) []K {
	return slices.SortedFunc(maps.Keys(from), func(a, b K) int { return cmp.Compare(text(a), text(b)) })
}

// Apply moves the pool by a recorded entry that names it. It decides nothing:
// state is the fold of the ledger. An entry of another pool, or of a kind that
// pools do not have, is [entitlement.ErrLedger].
func (p Pool) Apply(entry Entry) (Pool, error) {
	opens := entry.Kind == kindOpen
	switch entry.Kind {
	case kindOpen, kindFleet, kindCount, kindLeave, kindActivate, kindCancel, kindShip, kindReturn, kindReceive,
		kindWriteOff, kindDecline, kindRepair, kindArrive, kindMove, kindPropose, kindRefill, kindDecide, kindOrder, kindEnd:
	default:
		return p, misplaced(entry, "pool")
	}
	if !entry.moves(p.id, opens, false) || opens && !entry.Outcome.Pool.valid() ||
		entry.Kind == kindFleet && entry.Outcome.Fleet.validate() != nil || !p.has(entry.Outcome.Shelves) ||
		!entry.Outcome.Shelves[0].valid() || !entry.Outcome.Shelves[1].valid() {
		return p, misplaced(entry, "pool")
	}
	return p.apply(entry), nil
}

// has reports whether there is room for the shelves that are moved.
func (p Pool) has(changes [2]ShelfChange) bool {
	models := len(p.shelves)
	for _, change := range changes {
		if _, known := p.find(change.Model); !known && change != (ShelfChange{}) {
			models++
		}
	}
	return models <= 2*mostModels
}

// valid reports whether an entry can move a shelf so. What is left out of a ledger
// that is read as of a time may be missing on the shelf.
func (s ShelfChange) valid() bool {
	for _, n := range [...]int{s.OnHand, s.Reserved, s.Waiting, s.OnHold, s.Coming, s.OnOrder} {
		if n < -mostPhones || n > mostPhones {
			return false
		}
	}
	return s == ShelfChange{} || s.Model != ""
}

func (p Pool) apply(entry Entry) Pool {
	if p.id == "" {
		return Pool{id: entry.Draws[0].Of, customer: entry.Outcome.Customer, figures: entry.Outcome.Pool, seq: entry.Draws[0].Seq}
	}
	draw, _ := entry.Draw(p.id)
	p.seq = draw.Seq
	p = p.moved(entry.Outcome.Shelves)
	switch entry.Kind {
	case kindFleet:
		p = p.with(entry.Outcome.Fleet.Model, func(s *Shelf) { s.Phones = entry.Outcome.Fleet.Phones })
	case kindLeave:
		p.leaving = true
	case kindRefill:
		p = p.with(entry.Outcome.Order.Model, func(s *Shelf) { s.Request = entry.Draws[0].Of })
	case kindDecide:
		if entry.Outcome.Decided.Purpose == Refilling {
			p = p.with(entry.Outcome.Decided.Model, func(s *Shelf) {
				s.Request, s.Declined, s.SinceThen = "", 0, 0
				if entry.Outcome.Bought.Quantity == 0 {
					s.Declined, s.SinceThen = entry.At.Date(), s.level()
				}
			})
		}
	}
	return p
}

// moved returns the pool with its shelves moved.
func (p Pool) moved(changes [2]ShelfChange) Pool {
	for _, change := range changes {
		if change != (ShelfChange{}) {
			p = p.with(change.Model, func(s *Shelf) { *s = s.moved(change) })
		}
	}
	return p
}

func (s Shelf) moved(by ShelfChange) Shelf {
	s.OnHand += by.OnHand
	s.Reserved += by.Reserved
	s.Waiting += by.Waiting
	s.OnHold += by.OnHold
	s.Coming += by.Coming
	s.OnOrder += by.OnOrder
	if !s.Declined.IsZero() {
		s.SinceThen = max(s.SinceThen, s.level())
	}
	return s
}

// with returns the pool with one shelf changed, in a list of its own.
func (p Pool) with(model string, change func(*Shelf)) Pool {
	i, found := p.find(model)
	if found {
		p.shelves = slices.Clone(p.shelves)
	} else {
		p.shelves = slices.Insert(slices.Clone(p.shelves), i, Shelf{Model: model})
	}
	change(&p.shelves[i])
	if p.shelves[i] == (Shelf{Model: model}) {
		if p.shelves = slices.Delete(p.shelves, i, i+1); len(p.shelves) == 0 { // nothing is counted
			p.shelves = nil
		}
	}
	return p
}

func (f PoolFigures) valid() bool {
	return f.StockShare > 0 && f.StockShare.Validate() == nil && (f.StockRounding == Up || f.StockRounding == Nearest) &&
		(f.WhenEmpty == Backorder || f.WhenEmpty == PromiseStands) &&
		f.FewModels >= 0 && 0 <= f.RefillDays && f.RefillDays <= mostDays
}

// counts reports whether there can be so many phones.
func (s Shelf) counts() bool {
	for _, n := range [...]int{s.Phones, s.OnHand, s.Reserved, s.Waiting, s.OnHold, s.Coming, s.OnOrder, s.SinceThen} {
		if n < 0 || n > 10*mostPhones {
			return false
		}
	}
	return true
}

func (s Shelf) valid() bool {
	return s.counts() && given("", s.Model) == nil && wellFormed("", s.Request) == nil && dayOrNone("", s.Declined) == nil &&
		(s.SinceThen == 0 || !s.Declined.IsZero()) && (s.Waiting == 0 || s.Free() <= 0)
}

func (p *Pool) fields(f *wire.Fields) {
	wire.Text(f, "id", &p.id)
	wire.Text(f, "customer", &p.customer)
	wire.Optional(f, "figures", &p.figures, func() { p.figures.fields(f) })
	wire.Int(f, "seq", &p.seq)
	f.True("leaving", &p.leaving)
	wire.Items(f, "shelves", &p.shelves, func(item *Shelf) { item.fields(f) })
}

func (f *PoolFigures) fields(w *wire.Fields) {
	wire.Int(w, "stock_share", &f.StockShare)
	wire.Text(w, "stock_rounding", &f.StockRounding)
	wire.Text(w, "when_empty", &f.WhenEmpty)
	wire.Int(w, "few_models", &f.FewModels)
	wire.Int(w, "refill_days", &f.RefillDays)
}

func (s *Shelf) fields(f *wire.Fields) {
	wire.Text(f, "model", &s.Model)
	wire.Int(f, "phones", &s.Phones)
	wire.Int(f, "on_hand", &s.OnHand)
	wire.Int(f, "reserved", &s.Reserved)
	wire.Int(f, "waiting", &s.Waiting)
	wire.Int(f, "on_hold", &s.OnHold)
	wire.Int(f, "coming", &s.Coming)
	wire.Int(f, "on_order", &s.OnOrder)
	wire.Text(f, "request", &s.Request)
	f.Date("declined", &s.Declined)
	wire.Int(f, "since_then", &s.SinceThen)
}

func (s *ShelfChange) fields(f *wire.Fields) {
	wire.Text(f, "model", &s.Model)
	wire.Int(f, "on_hand", &s.OnHand)
	wire.Int(f, "reserved", &s.Reserved)
	wire.Int(f, "waiting", &s.Waiting)
	wire.Int(f, "on_hold", &s.OnHold)
	wire.Int(f, "coming", &s.Coming)
	wire.Int(f, "on_order", &s.OnOrder)
}

// MarshalJSON writes the pool as a stored document, "v":1.
func (p Pool) MarshalJSON() ([]byte, error) {
	w := wire.Write()
	p.fields(&w)
	return w.Written()
}

// UnmarshalJSON reads a stored document, strictly. What no ledger can give is
// [entitlement.ErrInvalid].
func (p *Pool) UnmarshalJSON(data []byte) error {
	var read Pool
	r := wire.Read("pool", data)
	for r.Next() {
		read.fields(&r)
	}
	if err := r.Done(); err != nil {
		return err
	}
	if !read.addsUp() {
		return entitlement.Invalid("pool", "%q does not add up", read.id)
	}
	*p = read
	return nil
}

// addsUp reports whether a ledger can give the pool.
func (p Pool) addsUp() bool {
	if given("", p.id, "", p.customer) != nil || !numbered(p.seq) || !p.figures.valid() || len(p.shelves) > 2*mostModels {
		return false
	}
	for i, shelf := range p.shelves {
		if !shelf.valid() || i > 0 && p.shelves[i-1].Model >= shelf.Model {
			return false
		}
	}
	return true
}
