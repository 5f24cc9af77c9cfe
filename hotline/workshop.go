package hotline

import (
	"slices"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/wire"
	"github.com/avtale/avtale/internal/latest"
)

// Workshop is a customer of the hotline: its subscriptions, and the cases they,
// its blocks and its rewards give. It is a value: every transition returns a
// new one and shares nothing that changes. It grows with subscriptions and with
// lots that are not over, never with cases. [Enrol] makes workshops. The zero
// Workshop is none: it covers nothing.
type Workshop struct {
	id            string
	figures       WorkshopFigures
	seq           int
	subscriptions []subscription  // in their order; never changed in place
	stocks        []stock         // blocks and rewards that are not long over; likewise
	contacted     calendar.Moment // the latest contact (HOT-24)
	standing      bool            // and it is not answered
	declined      latest.Two      // when agreements were declined (HOT-25)
}

// WorkshopFigures are what a workshop was enrolled with. They never change.
type WorkshopFigures struct {
	Zone        string      // IANA name; moments are handed in read there
	BeyondGrant BeyondGrant // what happens to a case when no unit is left
}

func (f WorkshopFigures) valid() bool {
	return f.Zone != "" && (f.BeyondGrant == Serve || f.BeyondGrant == Refuse)
}

// Subscribed is a subscription of a workshop, for [Workshop.Subscriptions].
type Subscribed struct {
	ID      string
	Figures SubscriptionFigures
	Until   calendar.Date // the first day it no longer runs; zero: no end is agreed
}

// ID returns the id the workshop was enrolled under.
func (w Workshop) ID() string { return w.id }

// Figures returns what the workshop was enrolled with.
func (w Workshop) Figures() WorkshopFigures { return w.figures }

// Seq returns the number of the last entry that names the workshop; a service
// stores a new value only if the stored one still has the old number.
func (w Workshop) Seq() int { return w.seq }

// Subscriptions returns all subscriptions the workshop has or had, by their
// first day.
func (w Workshop) Subscriptions() []Subscribed {
	var all []Subscribed
	for _, s := range w.subscriptions {
		all = append(all, Subscribed{ID: s.id, Figures: s.figures, Until: s.until})
	}
	return all
}

// Equal reports whether two workshops are the same.
func (w Workshop) Equal(other Workshop) bool {
	return w.id == other.id && w.figures == other.figures && w.seq == other.seq &&
		slices.Equal(w.subscriptions, other.subscriptions) && slices.Equal(w.stocks, other.stocks) &&
		w.contacted == other.contacted && w.standing == other.standing && w.declined == other.declined
}

// Entitled reports whether a subscription opens the hotline at a moment
// (HOT-02).
func (w Workshop) Entitled(at calendar.Moment) bool { return w.customer(at.Date()) }

func (w Workshop) customer(day calendar.Date) bool {
	return slices.ContainsFunc(w.subscriptions, func(s subscription) bool { return s.opens(day) })
}

// ContactDue reports whether the provider owes the workshop a contact at a
// moment (HOT-24): one was raised that year, it is neither agreed to nor
// declined, and no unit is left. Where cases beyond are refused, which leaves no
// entry, it is due as soon as nothing is left, until [Workshop.Contact] records
// it.
func (w Workshop) ContactDue(at calendar.Moment) bool {
	if !w.Entitled(at) || w.Remaining(at) > 0 {
		return false
	}
	if w.contactedInYear(at.Date()) {
		return w.standing && !at.Before(w.contacted)
	}
	return w.figures.BeyondGrant == Refuse
}

// contactedInYear reports whether there was a contact in the year of the oldest
// subscription that opens the hotline on a day, or later.
func (w Workshop) contactedInYear(day calendar.Date) bool {
	for _, s := range w.subscriptions {
		if s.opens(day) {
			number, _ := s.periods().Number(day)
			return !w.contacted.IsZero() && w.contacted.Date() >= s.periods().Edge(number)
		}
	}
	return true // no customer is contacted
}

// turnsAway reports whether a case beyond is refused at a moment (HOT-25): by
// the terms, or because an agreement was declined and nothing new has come
// since: no year of a subscription, no reward, no agreement after all.
func (w Workshop) turnsAway(at calendar.Moment) bool {
	if w.figures.BeyondGrant == Refuse {
		return true
	}
	declined := w.declined.By(at)
	if declined.IsZero() {
		return false
	}
	newYear := slices.ContainsFunc(w.subscriptions, func(s subscription) bool {
		day := at.Date()
		if !s.until.IsZero() {
			day = min(day, s.until-1) // its last year counts too
		}
		return s.opens(day) && s.lot(day).From > declined.Date()
	})
	return !newYear && !w.agreedBetween(declined, at)
}

// agreedBetween reports whether a block was agreed, or feedback published, from
// one moment up to and including another.
func (w Workshop) agreedBetween(from, until calendar.Moment) bool {
	return slices.ContainsFunc(w.stocks, func(s stock) bool {
		return s.agreed() && !s.opened.Before(from) && !s.opened.After(until)
	})
}

// Enrol makes a workshop known to the hotline (HOT-02). It is no customer until
// it has a subscription. It keeps the reading of HOT-25.
func Enrol(terms Terms, event entitlement.Event, enrolment Enrolment) (Workshop, Entry, error) {
	if err := admit(event.Validate(), enrolment.validate(), terms.Validate()); err != nil {
		return Workshop{}, Entry{}, err
	}
	entry := newEntry(event, enrolment, customersOnly)
	entry.Draws = append(entry.Draws, entitlement.Draw{Of: enrolment.Workshop, Seq: 1})
	entry.Outcome.Workshop = WorkshopFigures{Zone: terms.Zone, BeyondGrant: terms.BeyondGrant}
	if terms.BeyondGrant == "" {
		entry.Outcome.Workshop.BeyondGrant = Serve
	}
	return Workshop{}.apply(entry, nil), entry, nil
}

// Subscribe takes up a subscription from a day on (HOT-03 to HOT-06). If it
// qualifies, it brings its free cases at once and again each year, counted from
// the day the fact carries; else it only makes support relevant. It may be told
// late. An id the workshop knows is [entitlement.ErrConflict].
func (w Workshop) Subscribe(terms Terms, event entitlement.Event, taken Subscription) (Workshop, Entry, error) {
	if err := w.admit(event.Validate(), taken.validate(), terms.Validate(), w.fresh(taken.Subscription)); err != nil {
		return w, Entry{}, err
	}
	figures := SubscriptionFigures{
		Product: taken.Product, From: taken.From, Counted: taken.Counted,
		Survives: terms.Cancelled == LotSurvivesCancellation,
	}
	entry := newEntry(event, taken, otherKinds)
	if taken.Product == DiagnosticTester {
		entry.Why[0] = testers
	}
	if terms.Qualifies(taken.Product, taken.SoldByProvider) {
		figures.Grant = terms.Grant
		entry.Why = append(entry.Why, freeCases)
	}
	if taken.Counted.IsZero() {
		figures.Counted = taken.From
	} else {
		entry.Why = append(entry.Why, ownYear)
	}
	entry.Draws = append(entry.Draws, w.touched(taken.Subscription))
	entry.Outcome.Subscription = figures
	return w.apply(entry, nil), entry, nil
}

// Cancel agrees the last day of a subscription (HOT-09). Its free cases go with
// it, unless it was taken up under LotSurvivesCancellation; cases that were
// handled stay handled. A last day before the first takes back a subscription
// that never ran. A second end is refused with [NotRunning].
func (w Workshop) Cancel(event entitlement.Event, end Cancellation) (Workshop, Entry, error) {
	if err := w.admit(event.Validate(), end.validate()); err != nil {
		return w, Entry{}, err
	}
	place := slices.IndexFunc(w.subscriptions, func(s subscription) bool { return s.id == end.Subscription })
	if place < 0 {
		return w, Entry{}, entitlement.Invalid("subscription", "the workshop has no %.40q", end.Subscription)
	}
	if !w.subscriptions[place].until.IsZero() {
		return w, Entry{}, refuse(NotRunning, midYear, "a subscription without an agreed end")
	}
	entry := newEntry(event, end, midYear)
	entry.Draws = append(entry.Draws, w.touched(end.Subscription))
	entry.Outcome.Until = max(end.Last+1, w.subscriptions[place].figures.From)
	return w.apply(entry, nil), entry, nil
}

// Receive takes an enquiry in at the moment of the event (HOT-10 to HOT-17,
// HOT-20 to HOT-25). It is classified by what is known of it. Support is free
// and only counted, unless the terms list its topic with a price. A hotline case
// draws one unit as of the moment it came in, whenever it is told: from the lot
// that ends first. Without a unit it is served uncovered, at no charge for
// good, and once a year the entry says that the workshop is to be contacted.
// A block, and a reward that is used up, are known for two years after they are
// over: a case told later than that is not covered by them. Of agreements that were
// declined the last two are known: a case from before both is not refused for an
// earlier one.
//
// Refused with [NotACustomer] without a subscription, with [OutOfScope] and
// [Unclassified] where there is no class, and for a hotline case with
// [TermsNotAccepted], with [ChannelNotOffered], and with [NoAgreement] for one
// beyond after the agreement offered was declined, or under BeyondGrant =
// Refuse.
func (w Workshop) Receive(terms Terms, event entitlement.Event, receipt Receipt) (Workshop, Case, Entry, error) {
	if err := w.admit(event.Validate(), receipt.validate(), terms.Validate()); err != nil {
		return w, Case{}, Entry{}, err
	}
	if receipt.Case == w.id {
		return w, Case{}, Entry{}, entitlement.Invalid("case", "%q is the id of the workshop", receipt.Case)
	}
	var room struct {
		space
		subscriptions [2]subscription // the most usual number
	}
	entry := room.entry(event, receipt)
	class, why := terms.classify(receipt.Enquiry, entry.Why)
	entry.Why = why
	if err := w.admitClass(class, event.At.Date()); err != nil {
		return w, Case{}, Entry{}, err
	}
	accepted := receipt.TermsAccepted != TermsAccepted{} && terms.CanSubmit(receipt.TermsAccepted, event.At) == nil
	if class == Hotline {
		err := admit(
			terms.CanSubmit(receipt.TermsAccepted, event.At), w.admitChannel(terms, receipt.Channel), w.admitBeyond(event.At),
		)
		if err != nil {
			return w, Case{}, Entry{}, err
		}
	}
	entry.Draws = append(entry.Draws, entitlement.Draw{Of: receipt.Case, Seq: 1})
	entry.Outcome.Holder = w.id
	entry.Outcome.Case = Counted{Class: class, Received: event.At, Accepted: accepted}
	if class == Support {
		entry.Outcome.Case.Support = 1
		entry.Why = append(entry.Why, supportFree)
		entry.Charge, entry.Outcome.Agreement = terms.SupportPrice(receipt.Topic, event.At.Date())
		entry.Draws = append(entry.Draws, w.touched(""))
	} else {
		entry.Why = append(entry.Why, whatCounts)
		w.cover(&entry)
	}
	return w.apply(entry, room.subscriptions[:0]), Case{}.apply(entry), entry, nil
}

// admitClass refuses what is received from nobody's customer, and what has no
// class.
func (w Workshop) admitClass(class Class, day calendar.Date) error {
	subscribed := slices.ContainsFunc(w.subscriptions, func(s subscription) bool { return s.active(day) })
	switch {
	case !subscribed || class == Hotline && !w.customer(day):
		return refuse(NotACustomer, customersOnly, "a subscription that opens the hotline")
	case class == NoScope:
		return refuse(OutOfScope, relevance, "a question about something subscribed, or about a car")
	case class == NoCategory:
		return refuse(Unclassified, bothFit, "a category that a person decides on")
	default:
		return nil
	}
}

func (w Workshop) admitChannel(terms Terms, channel Channel) error {
	if terms.ChannelOffered(channel) {
		return nil
	}
	return refuse(ChannelNotOffered, waysIn, "the web site, or another channel that the terms list")
}

func (w Workshop) admitBeyond(at calendar.Moment) error {
	if w.turnsAway(at) && w.Remaining(at) == 0 {
		return refuse(NoAgreement, beyondGrant, "an agreement on extended hotline, or new free cases")
	}
	return nil
}

// cover completes an entry that counts a hotline case as of the moment it was
// received: the unit it takes, or that it is uncovered, and whether the workshop
// is to be contacted.
func (w Workshop) cover(entry *Entry) {
	counted := &entry.Outcome.Case
	counted.Hotline = 1
	day := counted.Received.Date()
	var room usable
	lots := w.lots(counted.Received, room[:0])
	taken, open := -1, 0
	for _, lot := range lots {
		if lot.Open(day) {
			open++
		}
	}
	for place := range entitlement.DrawFrom(lots, day, 1) {
		taken = place
	}
	entry.Draws[0].Moved = 1
	draw := w.touched("")
	if taken < 0 {
		entry.Uncovered = 1
		entry.Why = append(entry.Why, beyondGrant)
	} else {
		counted.Source = w.source(taken, lots[taken])
		draw.Lot, draw.Moved = counted.Source.Lot, -1
		entry.Why = append(entry.Why, counted.Source.Kind.clause())
	}
	if open > 1 {
		entry.Why = append(entry.Why, drawOrder)
	}
	entry.Draws = append(entry.Draws, draw)
	if w.raises(*entry) {
		entry.Outcome.Contact = true
		entry.Why = append(entry.Why, contacted)
	}
}

// raises reports whether a case that is counted raises a contact: it is the
// first beyond in the year, or a block is used up, and nothing is left. One told
// late raises none if an agreement was concluded meanwhile.
func (w Workshop) raises(entry Entry) bool {
	beyond := entry.Uncovered > 0 && !w.contactedInYear(entry.At.Date()) &&
		!slices.ContainsFunc(w.stocks, func(s stock) bool {
			return s.kind == Block && s.agreed() && s.opened.After(entry.At)
		})
	drawn := w.stock(entry.Outcome.Case.Source)
	place := -1
	usedUp := slices.ContainsFunc(w.stocks, func(s stock) bool {
		if place++; place == drawn {
			s.left--
		}
		return s.kind == Block && s.left == 0 && !s.block.told && runs(s.lot(entry.At), entry.At.Date())
	})
	if !beyond && !usedUp {
		return false
	}
	after := w.apply(entry, nil)
	return after.Entitled(entry.At) && after.Remaining(entry.At) == 0
}

// Contact records that the provider contacts the workshop about an agreement
// without a case that raised it (HOT-24): where cases beyond are refused, or
// when the last unit is gone. Refused with [NotDue] while units are left and
// where the workshop was contacted this year.
func (w Workshop) Contact(event entitlement.Event) (Workshop, Entry, error) {
	if err := w.admit(event.Validate()); err != nil {
		return w, Entry{}, err
	}
	if !w.Entitled(event.At) || w.Remaining(event.At) > 0 || w.contactedInYear(event.At.Date()) {
		return w, Entry{}, refuse(NotDue, contacted, "a customer with no unit left that was not contacted this year")
	}
	entry := newEntry(event, Contact{}, contacted)
	entry.Draws = append(entry.Draws, w.touched(""))
	entry.Outcome.Contact = true
	return w.apply(entry, nil), entry, nil
}

// admit returns the first failure of what the workshop was given.
func (w Workshop) admit(failures ...error) error {
	if w.id == "" {
		return entitlement.Invalid("workshop", "the zero workshop has not been enrolled")
	}
	return admit(failures...)
}

// fresh returns [entitlement.ErrConflict] for the id of a lot that the workshop
// has.
func (w Workshop) fresh(id string) error {
	if !slices.ContainsFunc(w.subscriptions, func(s subscription) bool { return s.id == id }) &&
		!slices.ContainsFunc(w.stocks, func(s stock) bool { return s.id == id }) {
		return nil
	}
	return entitlement.Conflict(id, "the workshop has a subscription, block or reward of that id")
}

// touched is the move of a workshop that an entry names without taking a unit.
func (w Workshop) touched(lot string) entitlement.Draw {
	return entitlement.Draw{Of: w.id, Seq: w.seq + 1, Lot: lot}
}

// Apply moves the workshop by a recorded entry that names it. It decides
// nothing: state is the fold of the ledger. An entry of another workshop, or of
// a kind that workshops do not have, is [entitlement.ErrLedger].
func (w Workshop) Apply(entry Entry) (Workshop, error) {
	switch entry.Kind {
	case kindEnrol, kindSubscribe, kindCancel, kindReceive, kindWithdraw, kindDuplicate, kindReclassify,
		kindContact, kindConclude, kindRenew, kindAccept, kindDecline, kindPublish:
	default:
		return w, misplaced(entry, "workshop")
	}
	if !entry.moves(w.id, entry.Kind == kindEnrol) || w.id == "" && !entry.Outcome.Workshop.valid() {
		return w, misplaced(entry, "workshop")
	}
	return w.apply(entry, nil), nil
}

// apply copies what it changes; room is where a copy of the subscriptions may
// go.
func (w Workshop) apply(entry Entry, room []subscription) Workshop {
	outcome := entry.Outcome
	if w.id == "" {
		draw := entry.Draws[0]
		return Workshop{id: draw.Of, figures: outcome.Workshop, seq: draw.Seq}
	}
	draw, _ := entry.Draw(w.id)
	w.seq = draw.Seq
	switch entry.Kind {
	case kindSubscribe:
		w.subscriptions = append(slices.Clip(w.subscriptions), subscription{id: draw.Lot, figures: outcome.Subscription})
		slices.SortFunc(w.subscriptions, subscription.compare)
	case kindCancel:
		w.subscriptions = slices.Clone(w.subscriptions)
		for i := range w.subscriptions {
			if w.subscriptions[i].id == draw.Lot {
				w.subscriptions[i].until = outcome.Until
			}
		}
	case kindConclude, kindRenew, kindAccept, kindDecline, kindPublish:
		w = w.applyStock(entry, draw)
	default:
		w = w.take(entry, -draw.Moved, room)
	}
	if outcome.Contact {
		w.standing = true
		if entry.At.After(w.contacted) {
			w.contacted = entry.At
		}
		w.stocks = slices.Clone(w.stocks)
		for i := range w.stocks {
			w.stocks[i].block.told = w.stocks[i].block.told || w.stocks[i].kind == Block && w.stocks[i].left == 0
		}
	}
	if len(w.stocks) == 0 {
		w.stocks = nil // a workshop has one form
	}
	return w
}

// gave reports whether a case can have been taken from a lot: nothing can be given
// back to one that is as it was, or was not there, but for one that is forgotten.
func (w Workshop) gave(source Source) bool {
	for _, s := range w.subscriptions {
		if number, ok := s.periods().Number(source.From); ok && s.id == source.Lot && source.Kind == Grant {
			return s.drawn.of(number, 1) > 0
		}
	}
	place := w.stock(source)
	return place < 0 || w.stocks[place].left < w.stocks[place].cases
}

// take takes cases from a lot, or, below zero, gives them back. What is given
// back to a lot that is forgotten lapses with it.
func (w Workshop) take(entry Entry, cases int, room []subscription) Workshop {
	source := entry.Outcome.Case.Source
	if source.Kind == Grant {
		w.subscriptions = append(room, w.subscriptions...)
		for i, s := range w.subscriptions {
			if number, ok := s.periods().Number(source.From); ok && s.id == source.Lot {
				w.subscriptions[i].drawn = s.drawn.with(number, cases)
			}
		}
	}
	if place := w.stock(source); place >= 0 {
		w.stocks = slices.Clone(w.stocks)
		s := &w.stocks[place]
		s.left -= cases
		s.emptied = 0
		if s.left == 0 {
			s.emptied = entry.At.Date()
		}
	}
	return w
}

func (w *Workshop) fields(f *wire.Fields) {
	wire.Text(f, "id", &w.id)
	f.Object("figures", func() { w.figures.fields(f) })
	wire.Int(f, "seq", &w.seq)
	wire.Items(f, "subscriptions", &w.subscriptions, func(s *subscription) { s.fields(f) })
	wire.Items(f, "lots", &w.stocks, func(s *stock) { s.fields(f) })
	f.Moment("contacted", &w.contacted)
	f.True("standing", &w.standing)
	f.Moment("declined", &w.declined[0])
	f.Moment("declined_before", &w.declined[1])
}

func (f *WorkshopFigures) fields(w *wire.Fields) {
	wire.Text(w, "zone", &f.Zone)
	wire.Text(w, "beyond_grant", &f.BeyondGrant)
}

// MarshalJSON writes the workshop as a stored document, "v":1.
func (w Workshop) MarshalJSON() ([]byte, error) {
	f := wire.Write()
	w.fields(&f)
	return f.Written()
}

// UnmarshalJSON reads a stored document, strictly. A balance that no ledger
// can give is [entitlement.ErrInvalid].
func (w *Workshop) UnmarshalJSON(data []byte) error {
	var read Workshop
	r := wire.Read("workshop", data)
	for r.Next() {
		read.fields(&r)
	}
	if err := r.Done(); err != nil {
		return err
	}
	if !read.addsUp() {
		return entitlement.Invalid("workshop", "%q does not add up", read.id)
	}
	*w = read
	return nil
}

// addsUp reports whether a ledger can give the workshop: what it has is valid,
// in its order, and no id comes twice.
func (w Workshop) addsUp() bool {
	ids := map[string]bool{"": true}
	for _, s := range w.subscriptions {
		if ids[s.id] || !s.addsUp() {
			return false
		}
		ids[s.id] = true
	}
	for _, s := range w.stocks {
		if ids[s.id] || !s.addsUp() {
			return false
		}
		ids[s.id] = true
	}
	if !slices.IsSortedFunc(w.subscriptions, subscription.compare) || !slices.IsSortedFunc(w.stocks, stock.compare) {
		return false
	}
	return w.id != "" && w.figures.valid() && numbered(w.seq) && !(w.standing && w.contacted.IsZero()) &&
		w.declined.AddUp()
}

// numbered reports whether a number can be a sequence number.
func numbered(n int) bool { return 1 <= n && n <= mostEntries }
