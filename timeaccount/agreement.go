package timeaccount

import (
	"cmp"
	"errors"
	"slices"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/wire"
	"github.com/avtale/avtale/internal/latest"
)

// Agreement is what a customer has concluded: a free period or a time account.
// It is a value, and every transition returns new ones; since products can be
// added to it, agreements compare with [Agreement.Equal]. [Conclude] makes
// agreements. The zero Agreement is none: it covers nothing.
type Agreement struct {
	id       string
	customer string
	figures  AgreementFigures
	seq      int
	added    []Amendment      // by day and name
	drawn    calendar.Seconds // debited, less what was given back
	usedUp   bool             // and not opened again by what was given back within the term, or is entered again
	spent    latest.Two       // when the latest work that it paid had used what it debited
}

// AgreementFigures are what an agreement was concluded with. They never change.
type AgreementFigures struct {
	Zone        string // IANA name; the agreement's days are read there
	Calendar    string // name of the calendar of the opening hours
	Alternative Alternative
	Concluded   calendar.Moment  // covers what arrives from this instant on
	Term        calendar.Term    // from the day of it
	Balance     calendar.Seconds // of a time account
	Scale       Scale            // how time is debited
	RoundPer    RoundPer         // what is rounded
	Superuser   Superuser        // what the duty weighs
	Products    Names
	Topics      Names
	Channels    Names
}

// valid reports whether an agreement can be concluded with the figures.
func (f AgreementFigures) valid() bool {
	return f.Zone != "" && f.Calendar != "" && !f.Concluded.IsZero() &&
		f.Term.Months > 0 && f.Term.End.Validate() == nil && f.Scale.valid() &&
		0 <= f.Balance && f.Balance <= mostTime && f.Balance%calendar.Seconds(f.Scale.Interval) == 0 &&
		(f.Alternative == TimeAccount && f.Balance > 0 || f.Alternative == FreePeriod && f.Balance == 0) &&
		(f.RoundPer == PerEnquiry || f.RoundPer == PerCase) && (f.Superuser == Advice || f.Superuser == Required) &&
		f.Products.validate("") == nil && f.Topics.validate("") == nil && f.Channels.validate("") == nil
}

// compare keeps the products that were added by day and name.
func (f Amendment) compare(other Amendment) int {
	return cmp.Or(cmp.Compare(f.From, other.From), cmp.Compare(f.Product, other.Product))
}

const mostAdded = 1000 // products of one agreement

// Alternative is a sort of agreement.
type Alternative string

// The alternatives. The third is to have no agreement.
const (
	FreePeriod  Alternative = "free"    // support for six months (TIM-06)
	TimeAccount Alternative = "account" // prepaid time (TIM-12)
)

// State is what an agreement is at a moment: one of four, and only one.
type State string

// The states of an agreement (TIM-16).
const (
	NotConcluded State = "NotConcluded" // there is none, or not yet
	Active       State = "Active"       // covers what arrives
	Exhausted    State = "Exhausted"    // the account was used up before its last day was over
	Expired      State = "Expired"      // its last day is over
)

// ID returns the id the agreement was concluded under.
func (a Agreement) ID() string { return a.id }

// Customer returns whose agreement it is.
func (a Agreement) Customer() string { return a.customer }

// Figures returns what the agreement was concluded with.
func (a Agreement) Figures() AgreementFigures { return a.figures }

// Seq returns the number of the last entry that names the agreement; a service
// stores a new value only if the stored one still has the old number.
func (a Agreement) Seq() int { return a.seq }

// Equal reports whether two agreements are the same value.
func (a Agreement) Equal(other Agreement) bool {
	return a.id == other.id && a.customer == other.customer && a.figures == other.figures && a.seq == other.seq &&
		slices.Equal(a.added, other.added) && a.drawn == other.drawn && a.usedUp == other.usedUp &&
		a.spent == other.spent
}

// LastDay returns the last day of the term, that day to its end (TIM-07,
// TIM-17). An account may be used up before.
func (a Agreement) LastDay() calendar.Date { return a.figures.Term.LastDay(a.figures.Concluded.Date()) }

// DaysLeft returns how many days of the term come after the day of a moment: 0
// on the last day, and after it.
func (a Agreement) DaysLeft(at calendar.Moment) int { return int(max(0, a.LastDay()-at.Date())) }

// State returns what the agreement, as it now stands, is at a moment.
func (a Agreement) State(at calendar.Moment) State {
	switch {
	case a.id == "" || at.Before(a.figures.Concluded):
		return NotConcluded
	case a.exhausted() && !at.Before(a.spent[0]):
		return Exhausted
	case at.Date() > a.LastDay():
		return Expired
	default:
		return Active
	}
}

// exhausted reports whether the account was used up within its term.
func (a Agreement) exhausted() bool { return a.usedUp && a.spent[0].Date() <= a.LastDay() }

// EndsAt returns the instant at which the agreement ends as things stand, and
// whether by being [Exhausted] or by being [Expired] (TIM-16): an agreement that
// expires covers up to that instant, which is the start of the day after the
// last. The zone must be the agreement's own. The zero Agreement has no end.
func (a Agreement) EndsAt(zone calendar.Zone) (calendar.Moment, State, error) {
	if zone.Name() != a.figures.Zone {
		return calendar.Moment{}, "", entitlement.Invalid("zone", "%q is not the agreement's, %q", zone.Name(), a.figures.Zone)
	}
	if a.exhausted() {
		return zone.In(a.spent[0]), Exhausted, nil
	}
	end, err := endOf(a.LastDay(), zone)
	return end, Expired, err
}

// endOf returns the first instant of the day after a day.
func endOf(last calendar.Date, zone calendar.Zone) (calendar.Moment, error) {
	end, err := zone.Local(last+1, 0)
	night := (*calendar.LocalTimeError)(nil)
	switch {
	case err == nil:
		return end, nil
	case errors.Is(err, calendar.ErrGap): // clocks skip midnight
		noon, err := zone.Local(last, calendar.MustClock("12:00"))
		return zone.In(noon.Add(12 * calendar.Hour)), err
	case errors.As(err, &night) && !night.First.IsZero():
		return night.First, nil
	default:
		return calendar.Moment{}, entitlement.Invalid("term", "%v", err)
	}
}

// LastService returns the instant up to which service is available as things
// stand (TIM-07): the last closing within the term; of an account that is used up,
// that moment if it was open until then, else the closing before it. The calendar
// must be the one the agreement was concluded with.
func (a Agreement) LastService(hours calendar.Calendar) (calendar.Moment, error) {
	if err := sameHours(a.figures.Calendar, hours); err != nil {
		return calendar.Moment{}, err
	}
	last, err := hours.LastClose(a.LastDay())
	if a.exhausted() {
		last, err = hours.PrevClose(a.spent[0])
	}
	return last, unknownHours(err)
}

// Balance returns the time that work on what arrives at a moment can draw on
// (TIM-12): of an account in force, else none. It is the balance of this value:
// what it was earlier is in the ledger.
func (a Agreement) Balance(at calendar.Moment) calendar.Seconds {
	if a.State(at) != Active {
		return 0
	}
	return a.left()
}

// Used returns the time that is debited, less what was given back.
func (a Agreement) Used() calendar.Seconds { return a.drawn }

// Lapsed returns the time that is left and can no longer be used at a moment,
// because the account has ended (TIM-19). Of an account that was used up it is
// what was given back after the term.
func (a Agreement) Lapsed(at calendar.Moment) calendar.Seconds {
	switch a.State(at) {
	case Exhausted, Expired:
		return a.left()
	default:
		return 0
	}
}

func (a Agreement) left() calendar.Seconds { return a.figures.Balance - a.drawn }

// Covers reports whether a product is covered on a day of the agreement
// (TIM-02).
func (a Agreement) Covers(product string, on calendar.Date) bool {
	return a.figures.Products.Has(product) || slices.ContainsFunc(a.added, func(added Amendment) bool {
		return added.Product == product && added.From <= on
	})
}

// CoversTopic reports whether questions on a topic are covered (TIM-03).
func (a Agreement) CoversTopic(topic Topic) bool { return a.figures.Topics.Has(string(topic)) }

// CoversChannel reports whether enquiries by a channel are covered (TIM-04).
func (a Agreement) CoversChannel(channel Channel) bool {
	return a.figures.Channels.Has(string(channel))
}

// lot returns the agreement as a lot to draw on: days order it; whether it is in
// force, its state says.
func (a Agreement) lot() entitlement.Lot {
	return entitlement.Lot{
		ID:      a.id,
		From:    a.figures.Concluded.Date(),
		Until:   a.LastDay() + 1,
		Granted: int(a.figures.Balance),
		Drawn:   int(a.drawn),
	}
}

// Conclude concludes an agreement at the moment of the event (TIM-01): it covers
// what arrives from then on, to the end of its term (TIM-07, TIM-17). Nothing is
// asked of the past, so this also renews, and a second account beside the first
// is a top-up (TIM-29). What it costs is not stated, and nothing is charged. An
// account that is no multiple of the interval is refused with [NotAMultiple].
func Conclude(terms Terms, event entitlement.Event, conclusion Conclusion) (Agreement, Entry, error) {
	if err := admit(event.Validate(), conclusion.validate(), terms.Validate()); err != nil {
		return Agreement{}, Entry{}, err
	}
	figures := AgreementFigures{
		Zone:        terms.Zone,
		Calendar:    terms.Calendar,
		Alternative: conclusion.Alternative,
		Concluded:   event.At,
		Term:        terms.Free,
		Balance:     conclusion.Balance,
		Scale:       terms.Scale.spelled(),
		RoundPer:    terms.roundPer(),
		Superuser:   terms.superuser(),
		Products:    conclusion.Products,
		Topics:      joined(terms.Topics),
		Channels:    joined(terms.Channels),
	}
	entry := newEntry(event, conclusion, namedProducts)
	if conclusion.Alternative == FreePeriod {
		entry.Why = append(entry.Why, sixMonths)
	} else {
		figures.Term = terms.Account
		entry.Why = append(entry.Why, prepaid, oneYear)
	}
	if interval := calendar.Seconds(terms.Interval); figures.Balance%interval != 0 {
		return Agreement{}, Entry{}, refuse(NotAMultiple, prepaid, "a multiple of "+interval.String())
	}
	entry.Draws = append(entry.Draws, entitlement.Draw{Of: conclusion.Agreement, Seq: 1, Moved: int(figures.Balance)})
	entry.Outcome = Outcome{Customer: conclusion.Customer, Agreement: figures}
	return Agreement{}.apply(entry), entry, nil
}

// Amend adds a product to the agreement, from a day on (TIM-02).
func (a Agreement) Amend(event entitlement.Event, amendment Amendment) (Agreement, Entry, error) {
	if err := a.admit(event.Validate(), amendment.validate()); err != nil {
		return a, Entry{}, err
	}
	if a.Covers(amendment.Product, amendment.From) {
		return a, Entry{}, entitlement.Invalid("product", "%q is covered on %s already", amendment.Product, amendment.From)
	}
	if len(a.added) == mostAdded {
		return a, Entry{}, entitlement.Invalid("product", "%d products are added already", mostAdded)
	}
	entry := newEntry(event, amendment, namedProducts)
	entry.Draws = append(entry.Draws, a.touched())
	entry.Outcome.Added = amendment
	return a.apply(entry), entry, nil
}

// admit returns the first failure of what the agreement was given.
func (a Agreement) admit(failures ...error) error {
	if a.id == "" {
		return entitlement.Invalid("agreement", "the zero agreement has not been concluded")
	}
	return admit(failures...)
}

// touched is the move of an agreement that an entry names without a debit.
func (a Agreement) touched() entitlement.Draw {
	return entitlement.Draw{Of: a.id, Seq: a.seq + 1}
}

// Apply moves the agreement by a recorded entry that names it. It decides
// nothing: state is the fold of the ledger. An entry of another agreement, or of
// a kind that agreements do not have, is [entitlement.ErrLedger].
func (a Agreement) Apply(entry Entry) (Agreement, error) {
	concludes := entry.Kind == kindConclude
	if !concludes && entry.Kind != kindAmend && !entry.counts() ||
		entry.Kind == kindAmend && entry.Outcome.Added.validate() != nil ||
		!entry.moves(a.id, concludes) || a.id == "" && !entry.Outcome.Agreement.valid() {
		return a, misplaced(entry, "agreement")
	}
	return a.apply(entry), nil
}

func (a Agreement) apply(entry Entry) Agreement {
	if a.id == "" {
		draw := entry.Draws[0]
		return Agreement{id: draw.Of, customer: entry.Outcome.Customer, figures: entry.Outcome.Agreement, seq: draw.Seq}
	}
	draw, _ := entry.Draw(a.id)
	a.seq = draw.Seq
	work := entry.Outcome.Work
	switch {
	case entry.Kind == kindAmend:
		a.added = append(slices.Clip(a.added), entry.Outcome.Added)
		slices.SortFunc(a.added, Amendment.compare)
	case draw.Moved == 0 && work.RestOf != a.id: // touched
	case entry.Kind == kindReverse:
		final := a.exhausted() && entry.At.Date() > a.LastDay() && !work.Again
		a.drawn -= calendar.Seconds(draw.Moved)
		if !final {
			a = a.reopen(work.spent(entry.Entry, a.id))
		}
	default:
		a.drawn -= calendar.Seconds(draw.Moved)
		a = a.spend(work.spent(entry.Entry, a.id))
	}
	return a
}

// spend notes the instant at which work had used what the account paid for it.
// The balance is gone at the latest of them, in whatever order they are told.
func (a Agreement) spend(spent calendar.Moment) Agreement {
	a.usedUp = a.usedUp || a.left() == 0
	a.spent = a.spent.With(spent)
	return a
}

// reopen ends that an account is used up after work was taken back, if it now has
// something left.
func (a Agreement) reopen(spent calendar.Moment) Agreement {
	a.usedUp = a.left() == 0
	if a.spent = a.spent.Without(spent); a.drawn == 0 {
		a.spent = latest.Two{}
	}
	return a
}

func (a *Agreement) fields(f *wire.Fields) {
	wire.Text(f, "id", &a.id)
	wire.Text(f, "customer", &a.customer)
	f.Object("figures", func() { a.figures.fields(f) })
	wire.Int(f, "seq", &a.seq)
	wire.Items(f, "added", &a.added, func(added *Amendment) { added.fields(f) })
	wire.Int(f, "drawn", &a.drawn)
	f.True("used_up", &a.usedUp)
	f.Moment("latest", &a.spent[0])
	f.Moment("earlier", &a.spent[1])
}

func (f *AgreementFigures) fields(w *wire.Fields) {
	wire.Text(w, "zone", &f.Zone)
	wire.Text(w, "calendar", &f.Calendar)
	wire.Text(w, "alternative", &f.Alternative)
	w.Moment("concluded", &f.Concluded)
	w.Term("term", &f.Term)
	wire.Int(w, "balance", &f.Balance)
	f.Scale.fields(w)
	wire.Text(w, "round_per", &f.RoundPer)
	wire.Text(w, "superuser", &f.Superuser)
	wire.Text(w, "products", &f.Products)
	wire.Text(w, "topics", &f.Topics)
	wire.Text(w, "channels", &f.Channels)
}

func (s *Scale) fields(f *wire.Fields) {
	wire.Int(f, "interval", &s.Interval)
	wire.Text(f, "rounding", &s.Rounding)
}

func (f *Amendment) fields(w *wire.Fields) {
	wire.Text(w, "product", &f.Product)
	w.Date("from", &f.From)
}

// MarshalJSON writes the agreement as a stored document, "v":1.
func (a Agreement) MarshalJSON() ([]byte, error) {
	w := wire.Write()
	a.fields(&w)
	return w.Written()
}

// UnmarshalJSON reads a stored document, strictly. A balance that no ledger
// can give is [entitlement.ErrInvalid].
func (a *Agreement) UnmarshalJSON(data []byte) error {
	var read Agreement
	r := wire.Read("agreement", data)
	for r.Next() {
		read.fields(&r)
	}
	if err := r.Done(); err != nil {
		return err
	}
	if !read.addsUp() {
		return entitlement.Invalid("agreement", "%q does not add up", read.id)
	}
	*a = read
	return nil
}

// addsUp reports whether a ledger can give the agreement.
func (a Agreement) addsUp() bool {
	if a.id == "" || a.customer == "" || !numbered(a.seq) || !a.figures.valid() || len(a.added) > mostAdded {
		return false
	}
	for i, added := range a.added {
		if !isName(added.Product) || day("", added.From) != nil || i > 0 && added.compare(a.added[i-1]) <= 0 {
			return false
		}
	}
	if a.drawn < 0 || a.left() < 0 || !a.spent.AddUp() ||
		!a.spent[0].IsZero() && a.spent[0].Before(a.figures.Concluded) {
		return false
	}
	if a.figures.Alternative == FreePeriod {
		return !a.usedUp && a.spent[0].IsZero()
	}
	return (a.left() > 0 || a.usedUp) && (a.drawn == 0 && !a.usedUp || !a.spent[0].IsZero())
}

// numbered reports whether a number can be a sequence number.
func numbered(n int) bool { return 1 <= n && n <= mostEntries }
