package punchcard

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/wire"
	"github.com/avtale/avtale/internal/latest"
)

// Card is a punch card: prepaid hours of consultants. It is a value; cards
// compare with ==, and every transition returns new ones. [Buy] and
// [Card.Renew] make cards. The zero Card is no card: it covers nothing.
type Card struct {
	id      string
	holder  string
	figures CardFigures
	seq     int
	used    int           // clips punched, less those given back
	lastUse calendar.Date // zero: never used
	taken   latest.Two    // when the latest work that took clips had taken them
	stopped bool
}

// CardFigures are what a card was sold with. They never change.
type CardFigures struct {
	Zone      string            // IANA name; the card's days are read there
	Size      int               // clips
	Price     entitlement.Money // paid, net of VAT
	List      entitlement.Money // list price of an hour on the day of purchase
	Purchased calendar.Date     // the first day the card covers work
	Lapse     calendar.Term     // without use
	Expiry    calendar.Term     // from purchase
}

// valid reports whether a card can be sold with the figures.
func (f CardFigures) valid() bool {
	return f.Zone != "" && 1 <= f.Size && f.Size <= mostClips &&
		f.Price.Sign() >= 0 && f.Price.Currency() != "" && f.Price.Currency() == f.List.Currency() &&
		!f.Purchased.IsZero() && f.Purchased.Validate() == nil &&
		f.Lapse.Months > 0 && f.Expiry.Months > 0 && f.Lapse.End.Validate() == nil && f.Expiry.End.Validate() == nil
}

// State is what a card is at a moment: one of five, and only one.
type State string

// The states of a card (PCH-22).
const (
	NoCard  State = "None"    // no card, or not bought yet
	Active  State = "Active"  // has clips to use, or work running that takes the last
	UsedUp  State = "UsedUp"  // every clip is gone; it stays so after its end
	Lapsed  State = "Lapsed"  // not used for the time of PCH-19, with clips left
	Expired State = "Expired" // older than the time of PCH-21, with clips left
)

// ID returns the id the card was bought under.
func (c Card) ID() string { return c.id }

// Holder returns who may use the card now (PCH-18).
func (c Card) Holder() string { return c.holder }

// Figures returns what the card was sold with.
func (c Card) Figures() CardFigures { return c.figures }

// Seq returns the number of the last entry that names the card; a service
// stores a new value only if the stored one still has the old number.
func (c Card) Seq() int { return c.seq }

// Used returns how many clips are punched, less those given back.
func (c Card) Used() int { return c.used }

// Stopped reports whether the customer chose to stop when the card was used up
// (PCH-07).
func (c Card) Stopped() bool { return c.stopped }

// LastUse returns the day of the latest work the card paid, zero for none
// (PCH-20). It never moves back.
func (c Card) LastUse() calendar.Date { return c.lastUse }

// LapseDate returns the last day the card can be used if it is not used before
// then (PCH-19). It moves with each use, and expiry may come first.
func (c Card) LapseDate() calendar.Date {
	return c.figures.Lapse.LastDay(max(c.figures.Purchased, c.lastUse))
}

// ExpiryDate returns the last day the card can be used whatever happens
// (PCH-21).
func (c Card) ExpiryDate() calendar.Date {
	return c.figures.Expiry.LastDay(c.figures.Purchased)
}

// EndDate returns the last day the card can be used as things stand: the
// earlier of lapse and expiry (PCH-22).
func (c Card) EndDate() calendar.Date { return min(c.LapseDate(), c.ExpiryDate()) }

// DaysToLapse returns how many days after the day of a moment the card can
// still be used before it lapses: 0 on the last day, and after it.
func (c Card) DaysToLapse(at calendar.Moment) int {
	return int(max(0, c.LapseDate()-at.Date()))
}

// State returns what the card, as it now stands, is at a moment.
func (c Card) State(at calendar.Moment) State {
	day := at.Date()
	switch {
	case c.id == "" || day < c.figures.Purchased:
		return NoCard
	case c.left() == 0 && (!at.Before(c.taken[0]) || day > c.EndDate()):
		return UsedUp
	case day <= c.EndDate():
		return Active
	case c.ExpiryDate() <= c.LapseDate():
		return Expired
	default:
		return Lapsed
	}
}

// Balance returns the clips that work at a moment can draw on (PCH-01). It is
// the balance of this value: what it was earlier is in the ledger.
func (c Card) Balance(at calendar.Moment) int {
	if !c.covers(at.Date()) {
		return 0
	}
	return c.left()
}

// Forfeited returns the clips that are forfeited at a moment and their share of
// the price paid, rounded once (PCH-23). Before the end there are none.
func (c Card) Forfeited(at calendar.Moment) (clips int, value entitlement.Money, err error) {
	if state := c.State(at); state != Lapsed && state != Expired {
		return 0, entitlement.Money{}, nil
	}
	clips = c.left()
	value, err = c.figures.Price.Share(clips, c.figures.Size)
	return clips, value, err
}

// Saving returns what the card saved against its hours at list price (PCH-42).
func (c Card) Saving() (entitlement.Money, error) {
	return saving(c.figures.Size, c.figures.List, c.figures.Price)
}

// PerClip returns the price paid for one clip, rounded for display to two
// decimals. It is not Money: nothing is ever charged by it.
func (c Card) PerClip() decimal.Decimal {
	if c.figures.Size == 0 {
		return decimal.Decimal{}
	}
	return c.figures.Price.Decimal().DivRound(decimal.New(int64(c.figures.Size), 0), 2)
}

func (c Card) left() int { return c.figures.Size - c.used }

// covers reports whether work of a day falls in the card's life.
func (c Card) covers(day calendar.Date) bool {
	return c.id != "" && c.figures.Purchased <= day && day <= c.EndDate()
}

// outside returns the clause by which a day lies outside the card's life, ""
// for a day within it.
func (c Card) outside(day calendar.Date) entitlement.Clause {
	switch {
	case c.covers(day):
		return ""
	case day < c.figures.Purchased || c.ExpiryDate() <= c.LapseDate():
		return expires
	default:
		return lapses
	}
}

// lot returns the card as a lot to draw on.
func (c Card) lot() entitlement.Lot {
	return entitlement.Lot{
		ID:      c.id,
		From:    c.figures.Purchased,
		Until:   c.EndDate() + 1,
		Granted: c.figures.Size,
		Drawn:   c.used,
	}
}

// Buy sells a card (PCH-02 to PCH-05). The day of the event is the day of
// purchase: it fixes the list price, and the card covers work from its start.
// The entry charges the price. Refused with [NoSuchCard].
func Buy(terms Terms, event entitlement.Event, purchase Purchase) (Card, Entry, error) {
	if err := admit(event.Validate(), purchase.validate()); err != nil {
		return Card{}, Entry{}, err
	}
	return sell(terms, event, purchase, purchase.Card, purchase.Holder, purchase.Size)
}

// Renew sells the holder a new card when this one has no clips to use: they are
// gone, or it has lapsed or expired (PCH-07). The new card has its own date and
// price; clips that wait on a task stay there until [Task.Settle] takes them to
// the new card. A card with clips to use is refused with [StillActive]: buying
// another is always possible.
func (c Card) Renew(terms Terms, event entitlement.Event, renewal Renewal) (renewed, fresh Card, entry Entry, err error) {
	if err := admit(event.Validate(), renewal.validate()); err != nil {
		return c, Card{}, Entry{}, err
	}
	if err := c.over(event, "a card without clips to use; Buy sells one beside it"); err != nil {
		return c, Card{}, Entry{}, err
	}
	if renewal.Card == c.id {
		return c, Card{}, Entry{}, entitlement.Invalid("card", "a renewal is a card of its own, not %q again", c.id)
	}
	fresh, entry, err = sell(terms, event, renewal, renewal.Card, c.holder, renewal.Size)
	if err != nil {
		return c, Card{}, Entry{}, err
	}
	entry.Draws = append(entry.Draws, c.touched())
	entry.Why = slices.Insert(entry.Why, 0, usedUpChoice)
	return c.apply(entry), fresh, entry, nil
}

func sell(terms Terms, event entitlement.Event, fact Fact, id, holder string, size int) (Card, Entry, error) {
	if err := terms.Validate(); err != nil {
		return Card{}, Entry{}, err
	}
	day := event.At.Date()
	price, err := terms.Price(size, day)
	if err != nil {
		return Card{}, Entry{}, err
	}
	list, err := terms.List.On(day)
	if err != nil {
		return Card{}, Entry{}, err
	}
	entry := newEntry(event, fact, listPrice, discount)
	entry.Draws = append(entry.Draws, entitlement.Draw{Of: id, Seq: 1, Moved: size})
	entry.Charge = price
	entry.Outcome = Outcome{Holder: holder, Card: CardFigures{
		Zone:      terms.Zone,
		Size:      size,
		Price:     price,
		List:      list,
		Purchased: day,
		Lapse:     terms.Lapse,
		Expiry:    terms.Expiry,
	}}
	return Card{}.apply(entry), entry, nil
}

// Stop records that the customer chose to stop when the card was used up
// (PCH-07). Nothing is charged and the statement stays readable. Refused with
// [StillActive].
func (c Card) Stop(event entitlement.Event) (Card, Entry, error) {
	if err := event.Validate(); err != nil {
		return c, Entry{}, err
	}
	if err := c.over(event, "a card without clips to use"); err != nil {
		return c, Entry{}, err
	}
	entry := newEntry(event, Stop{}, usedUpChoice)
	entry.Draws = append(entry.Draws, c.touched())
	return c.apply(entry), entry, nil
}

// over refuses what only a card without clips to use allows. A card whose last
// clip is gone is over, also while the work that took it goes on.
func (c Card) over(event entitlement.Event, pass string) error {
	switch {
	case c.State(event.At) == NoCard:
		return entitlement.Invalid("card", "there is no card on %s", event.At.Date())
	case c.Balance(event.At) > 0:
		return refuse(StillActive, usedUpChoice, pass)
	default:
		return nil
	}
}

// Transfer passes the card to another holder under an agreement of the
// provider (PCH-18); without one it is refused with [NotTransferable]. Clips
// and dates stay as they are. Whoever holds the card when something is entered
// is the holder that counts.
func (c Card) Transfer(event entitlement.Event, transfer Transfer) (Card, Entry, error) {
	if err := admit(event.Validate(), transfer.validate()); err != nil {
		return c, Entry{}, err
	}
	if c.State(event.At) == NoCard {
		return c, Entry{}, entitlement.Invalid("card", "there is no card on %s", event.At.Date())
	}
	if transfer.Agreement == "" {
		return c, Entry{}, refuse(NotTransferable, transferable, "an agreement of the provider")
	}
	if transfer.To == c.holder {
		return c, Entry{}, entitlement.Invalid("to", "%q holds the card already", transfer.To)
	}
	entry := newEntry(event, transfer, transferable)
	entry.Draws = append(entry.Draws, c.touched())
	entry.Outcome = Outcome{Holder: transfer.To}
	return c.apply(entry), entry, nil
}

// touched is the move of a card that an entry names without taking a clip.
func (c Card) touched() entitlement.Draw {
	return entitlement.Draw{Of: c.id, Seq: c.seq + 1}
}

// Apply moves the card by a recorded entry that names it. It decides nothing:
// state is the fold of the ledger. An entry of another card, or of a kind that
// cards do not have, is [entitlement.ErrLedger].
func (c Card) Apply(entry Entry) (Card, error) {
	if !entry.sells() && !entry.counts() && entry.Kind != kindStop && entry.Kind != kindTransfer ||
		!entry.moves(c.id, entry.sells(), 0) || c.id == "" && !entry.Outcome.Card.valid() {
		return c, misplaced(entry, "card")
	}
	return c.apply(entry), nil
}

// sells reports whether an entry is of the sale of a card.
func (e Entry) sells() bool { return e.Kind == kindBuy || e.Kind == kindRenew }

func (c Card) apply(entry Entry) Card {
	outcome := entry.Outcome
	if c.id == "" {
		draw := entry.Draws[0]
		return Card{id: draw.Of, holder: outcome.Holder, figures: outcome.Card, seq: draw.Seq}
	}
	draw, _ := entry.Draw(c.id)
	c.seq = draw.Seq
	switch entry.Kind {
	case kindStop:
		c.stopped = true
	case kindRenew:
		c.stopped = false
	case kindTransfer:
		c.holder = outcome.Holder
	default:
		c.used -= draw.Moved
		c.lastUse = max(c.lastUse, outcome.Work.Day)
		switch {
		case draw.Moved < 0:
			c.taken = c.taken.With(outcome.Work.End)
		case c.used == 0:
			c.taken = latest.Two{}
		case draw.Moved > 0:
			c.taken = c.taken.Without(outcome.Work.End)
		}
	}
	return c
}

func (c *Card) fields(f *wire.Fields) {
	wire.Text(f, "id", &c.id)
	wire.Text(f, "holder", &c.holder)
	f.Object("figures", func() { c.figures.fields(f) })
	wire.Int(f, "seq", &c.seq)
	wire.Int(f, "used", &c.used)
	f.Date("last_use", &c.lastUse)
	f.Moment("latest", &c.taken[0])
	f.Moment("earlier", &c.taken[1])
	f.True("stopped", &c.stopped)
}

func (f *CardFigures) fields(w *wire.Fields) {
	wire.Text(w, "zone", &f.Zone)
	wire.Int(w, "size", &f.Size)
	w.Money("price", &f.Price)
	w.Money("list", &f.List)
	w.Date("purchased", &f.Purchased)
	w.Term("lapse", &f.Lapse)
	w.Term("expiry", &f.Expiry)
}

// MarshalJSON writes the card as a stored document, "v":1.
func (c Card) MarshalJSON() ([]byte, error) {
	w := wire.Write()
	c.fields(&w)
	return w.Written()
}

// UnmarshalJSON reads a stored document, strictly. A balance that no ledger
// can give is [entitlement.ErrInvalid].
func (c *Card) UnmarshalJSON(data []byte) error {
	var read Card
	r := wire.Read("card", data)
	for r.Next() {
		read.fields(&r)
	}
	if err := r.Done(); err != nil {
		return err
	}
	if read.id == "" || read.holder == "" || !numbered(read.seq) || read.used < 0 || read.left() < 0 ||
		!read.figures.valid() || read.taken[0].IsZero() != (read.used == 0) || !read.taken.AddUp() {
		return entitlement.Invalid("card", "%q does not add up", read.id)
	}
	*c = read
	return nil
}
