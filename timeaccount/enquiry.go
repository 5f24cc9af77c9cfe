package timeaccount

import (
	"cmp"
	"slices"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/wire"
	"github.com/avtale/avtale/internal/repeats"
)

// Enquiry is one call, one mail or one form of a customer, with all work on it.
// It is judged when it arrives, and remembers the time spent, what is paid for
// it, and what waits for the customer's consent. [Receive] makes enquiries;
// they compare with ==. The zero Enquiry is none.
type Enquiry struct {
	id        string
	customer  string
	figures   EnquiryFigures
	seq       int
	covered   calendar.Seconds // worked, free or paid by accounts
	debited   calendar.Seconds // from accounts
	waiting   calendar.Seconds // worked, not covered and not charged
	charged   calendar.Seconds // worked, and charged by the hour
	consented bool
	cause     Cause
	payer     string // the account that paid the last interval; "" for none
	standing  string // the newest entry not taken back; "" for none
}

// EnquiryFigures are what an enquiry arrived under. They never change.
type EnquiryFigures struct {
	Received        calendar.Moment // when it arrived: this decides
	Start           calendar.Moment // when work on it can begin (TIM-11)
	Product         string
	Topic           Topic
	Channel         Channel
	Case            string // with whose enquiries it is rounded; "" with none
	Mode            Mode
	Agreement       string // it is judged under; "" for none
	Scope           Scope  // why it is outside the agreements in force
	Ordered         bool   // the enquiry is an order: the customer never held an agreement (TIM-21)
	NoSuperuser     bool   // none was appointed (TIM-24)
	NotViaSuperuser bool   // somebody else asked (TIM-25)
	Scale           Scale  // how time is debited; zero: it is not
	Rate            Rate   // of an hour without an agreement; zero: none was listed
}

// valid reports whether an enquiry can arrive under the figures.
func (f EnquiryFigures) valid() bool {
	switch f.Mode {
	case AccountMode:
		if !f.Scale.valid() {
			return false
		}
	case FreeMode, HourlyMode:
		if f.Case != "" || f.Scale != (Scale{}) {
			return false
		}
	default:
		return false
	}
	switch f.Scope {
	case Inside, OutsideProduct, OutsideTopic, OutsideChannel:
	default:
		return false
	}
	judged := f.Mode != HourlyMode
	if judged != (f.Agreement != "") || judged && (f.Ordered || f.Scope != Inside) ||
		!judged && (f.NoSuperuser || f.NotViaSuperuser || !f.Rate.valid()) || f.NoSuperuser && f.NotViaSuperuser ||
		f.Ordered && f.Scope != Inside {
		return false
	}
	return !f.Received.IsZero() && !f.Start.Before(f.Received) && f.Product != "" && f.Topic != "" && f.Channel != "" &&
		(f.Rate == (Rate{}) || f.Rate.valid())
}

// Cause is what an enquiry came from, for statistics (TIM-27).
type Cause string

// SelfInstalledUpdate is trouble after an update that the customer installed
// without asking. A provider may name other causes.
const SelfInstalledUpdate Cause = "self-installed-update"

// ID returns the id the enquiry arrived under.
func (e Enquiry) ID() string { return e.id }

// Customer returns who asked.
func (e Enquiry) Customer() string { return e.customer }

// Figures returns what the enquiry arrived under: when work can begin, the mode,
// and what the desk should know.
func (e Enquiry) Figures() EnquiryFigures { return e.figures }

// Seq returns the number of the last entry that names the enquiry.
func (e Enquiry) Seq() int { return e.seq }

// Mode returns how the enquiry is judged (TIM-05).
func (e Enquiry) Mode() Mode { return e.figures.Mode }

// Start returns when work on the enquiry can begin (TIM-11).
func (e Enquiry) Start() calendar.Moment { return e.figures.Start }

// Scope returns what puts the enquiry outside the agreements in force (TIM-23).
func (e Enquiry) Scope() Scope { return e.figures.Scope }

// Worked returns the time that staff spent on the enquiry (TIM-13).
func (e Enquiry) Worked() calendar.Seconds { return e.covered + e.waiting + e.charged }

// Covered returns the part of the work that is free or paid by accounts.
func (e Enquiry) Covered() calendar.Seconds { return e.covered }

// Debited returns the time that accounts were debited.
func (e Enquiry) Debited() calendar.Seconds { return e.debited }

// Waiting returns the part of the work that no agreement covers and that is not
// charged: the customer has not consented (TIM-18).
func (e Enquiry) Waiting() calendar.Seconds { return e.waiting }

// Charged returns what is charged by the hour so far (TIM-22).
func (e Enquiry) Charged() (entitlement.Money, error) {
	if e.charged == 0 {
		return entitlement.Money{}, nil
	}
	return e.figures.Rate.Charge(e.charged)
}

// Consented reports whether the customer pays for what no agreement covers: by
// consent, or because the enquiry is an order.
func (e Enquiry) Consented() bool { return e.consented || e.figures.Ordered }

// Cause returns what the enquiry was noted to come from, "" for nothing noted.
func (e Enquiry) Cause() Cause { return e.cause }

// Receive takes an enquiry at the moment of the event, and judges it by the
// agreements in force then (TIM-05). Hand in all agreements the customer has, or
// had: also whether one has ended decides. The customer knows the superuser; the
// zero Customer has appointed nobody. The mode, the hourly rate and whether
// consent is needed come before the work: see [Ask].
//
// The opening hours are those with which the agreement was concluded that the enquiry
// is judged under, and without one those that the terms name; another calendar is
// [entitlement.ErrInvalid]. A call outside them is refused with [Closed]. Where that
// agreement requires it, an enquiry is refused with [NoSuperuser] and
// [NotViaSuperuser]. An enquiry without an agreement on a day without a rate is
// [RateUnknown]; one with an agreement is received, and what that does not cover can
// never be charged.
func Receive(
	terms Terms, event entitlement.Event, receipt Receipt, hours calendar.Calendar, customer Customer, agreements ...Agreement,
) (Enquiry, Entry, error) {
	err := admit(
		event.Validate(), receipt.validate(), terms.Validate(),
		customer.is(receipt.Customer), concluded(receipt.Customer, agreements, receipt.Enquiry, receipt.Case),
	)
	if err != nil {
		return Enquiry{}, Entry{}, err
	}
	figures := receipt.asked(event.At)
	entry := newEntry(event, receipt, threeWays)
	by, why := figures.judge(agreements, entry.Why)
	entry.Why = why
	if figures.Start, err = effectiveReceipt(by.hours(terms), receipt.Channel, event.At, hours); err != nil {
		return Enquiry{}, Entry{}, err
	}
	if figures.Mode == AccountMode {
		figures.Scale = by.figures.Scale
		if by.figures.RoundPer == PerCase {
			figures.Case = receipt.Case
		}
	}
	if figures.Rate, err = terms.RateAt(event.At); err != nil && figures.Mode == HourlyMode {
		return Enquiry{}, Entry{}, err
	}
	if figures.Start.After(event.At) {
		entry.Why = append(entry.Why, edges)
	}
	if by.id != "" {
		superuser := customer.SuperuserAt(event.At)
		figures.NoSuperuser = superuser == ""
		figures.NotViaSuperuser = superuser != "" && superuser != receipt.By
		if err := figures.admit(by.figures.Superuser); err != nil {
			return Enquiry{}, Entry{}, err
		}
	}
	if figures.NoSuperuser {
		entry.Why = append(entry.Why, superuserDuty)
	}
	if figures.NotViaSuperuser {
		entry.Why = append(entry.Why, primary)
	}
	entry.Draws = append(entry.Draws, entitlement.Draw{Of: receipt.Enquiry, Seq: 1})
	entry.Outcome = Outcome{Customer: receipt.Customer, Enquiry: figures}
	return Enquiry{}.apply(entry), entry, nil
}

// asked returns what an enquiry that arrives at a moment is judged by.
func (f Receipt) asked(at calendar.Moment) EnquiryFigures {
	return EnquiryFigures{Received: at, Product: f.Product, Topic: f.Topic, Channel: f.Channel}
}

// hours returns the name of the calendar by which enquiries under the agreement are
// received; of the zero agreement, that of the terms.
func (a Agreement) hours(terms Terms) string { return cmp.Or(a.figures.Calendar, terms.Calendar) }

// admit refuses an enquiry that does not come from the superuser where that is
// required.
func (f EnquiryFigures) admit(duty Superuser) error {
	switch {
	case duty == Required && f.NoSuperuser:
		return refuse(NoSuperuser, superuserDuty, "a superuser, appointed by the customer")
	case duty == Required && f.NotViaSuperuser:
		return refuse(NotViaSuperuser, primary, "an enquiry by the superuser")
	default:
		return nil
	}
}

// concluded refuses agreements of another customer, one handed in twice, and one
// that has an id in common with another value: an entry names values by id
// alone.
func concluded(customer string, agreements []Agreement, ids ...string) error {
	if len(agreements) > mostAgreements {
		return entitlement.Invalid("agreements", "%d agreements are the most", mostAgreements)
	}
	twice := repeats.First(agreements, func(agreement Agreement) string { return agreement.id })
	for i, agreement := range agreements {
		if agreement.customer != customer {
			return entitlement.Invalid("agreements", "%q is an agreement of %q, not of %q", agreement.id, agreement.customer, customer)
		}
		if slices.Contains(ids, agreement.id) || i == twice {
			return entitlement.Invalid("agreements", "%q is the id of two values", agreement.id)
		}
	}
	return nil
}

// admit returns the first failure of what the enquiry was given.
func (e Enquiry) admit(failures ...error) error {
	if e.id == "" {
		return entitlement.Invalid("enquiry", "the zero enquiry has not arrived")
	}
	return admit(failures...)
}

// Consent records that the customer pays by the hour for what no agreement
// covers (TIM-18, TIM-21): what waits is charged now, by the rate of the day the
// enquiry arrived, and what work adds is charged with the work. It may be given
// before the work or after it. Refused with [NoConsentNeeded] where it is given,
// where the enquiry is an order, and where support is free. Without a rate it is
// [RateUnknown].
func (e Enquiry) Consent(event entitlement.Event, consent Consent) (Enquiry, Entry, error) {
	if err := e.admit(event.Validate(), consent.validate(), follows(event.Ref, e.standing)); err != nil {
		return e, Entry{}, err
	}
	if e.Consented() || e.figures.Mode == FreeMode {
		return e, Entry{}, refuse(NoConsentNeeded, runsOut, "an enquiry that is charged only with consent")
	}
	entry := newEntry(event, consent, runsOut)
	if e.figures.Mode == HourlyMode {
		entry.Why[0] = byTheHour
	}
	entry.Draws = append(entry.Draws, entitlement.Draw{Of: e.id, Seq: e.seq + 1})
	work := &entry.Outcome.Work
	work.Consent = 1
	work.PayerBefore, work.Payer = e.payer, e.payer
	work.StandingBefore, work.Standing = e.standing, event.Ref
	if err := e.charge(&entry, e.waiting); err != nil {
		return e, Entry{}, err
	}
	return e.apply(entry), entry, nil
}

// Tag notes what the enquiry came from (TIM-27). It never changes what the
// enquiry costs.
func (e Enquiry) Tag(event entitlement.Event, tag Tag) (Enquiry, Entry, error) {
	if err := e.admit(event.Validate(), tag.validate()); err != nil {
		return e, Entry{}, err
	}
	entry := newEntry(event, tag, ownUpdate)
	entry.Draws = append(entry.Draws, entitlement.Draw{Of: e.id, Seq: e.seq + 1})
	entry.Outcome.Cause = tag.Cause
	return e.apply(entry), entry, nil
}

// Apply moves the enquiry by a recorded entry that names it. It decides
// nothing: state is the fold of the ledger. An entry of another enquiry, or of a
// kind that enquiries do not have, is [entitlement.ErrLedger].
func (e Enquiry) Apply(entry Entry) (Enquiry, error) {
	arrives := entry.Kind == kindReceive
	if !arrives && entry.Kind != kindTag && !entry.counts() ||
		!entry.moves(e.id, arrives) || e.id == "" && !entry.Outcome.Enquiry.valid() {
		return e, misplaced(entry, "enquiry")
	}
	return e.apply(entry), nil
}

func (e Enquiry) apply(entry Entry) Enquiry {
	if e.id == "" {
		e = Enquiry{id: entry.Draws[0].Of, customer: entry.Outcome.Customer, figures: entry.Outcome.Enquiry}
	}
	draw, _ := entry.Draw(e.id)
	e.seq = draw.Seq
	switch {
	case entry.Kind == kindTag:
		e.cause = entry.Outcome.Cause
	case entry.counts():
		work := entry.Outcome.Work
		e.covered += work.Covered
		e.debited += work.Debited
		e.waiting += calendar.Seconds(entry.Uncovered) - work.Charged
		e.charged += work.Charged
		e.payer = work.Payer
		e.standing = work.Standing
		if work.Consent != 0 {
			e.consented = work.Consent == 1
		}
	}
	return e
}

func (e *Enquiry) fields(f *wire.Fields) {
	wire.Text(f, "id", &e.id)
	wire.Text(f, "customer", &e.customer)
	f.Object("figures", func() { e.figures.fields(f) })
	wire.Int(f, "seq", &e.seq)
	wire.Int(f, "covered", &e.covered)
	wire.Int(f, "debited", &e.debited)
	wire.Int(f, "waiting", &e.waiting)
	wire.Int(f, "charged", &e.charged)
	f.True("consented", &e.consented)
	wire.Text(f, "cause", &e.cause)
	wire.Text(f, "payer", &e.payer)
	wire.Text(f, "standing", &e.standing)
}

func (f *EnquiryFigures) fields(w *wire.Fields) {
	w.Moment("received", &f.Received)
	w.Moment("start", &f.Start)
	wire.Text(w, "product", &f.Product)
	wire.Text(w, "topic", &f.Topic)
	wire.Text(w, "channel", &f.Channel)
	wire.Text(w, "case", &f.Case)
	wire.Text(w, "mode", &f.Mode)
	wire.Text(w, "agreement", &f.Agreement)
	wire.Text(w, "scope", &f.Scope)
	w.True("ordered", &f.Ordered)
	w.True("no_superuser", &f.NoSuperuser)
	w.True("not_via_superuser", &f.NotViaSuperuser)
	f.Scale.fields(w)
	wire.Optional(w, "rate", &f.Rate, func() { f.Rate.fields(w) })
}

func (r *Rate) fields(f *wire.Fields) {
	f.Date("from", &r.From)
	f.Money("hour", &r.Hour)
	wire.Int(f, "step", &r.Step)
}

// MarshalJSON writes the enquiry as a stored document, "v":1.
func (e Enquiry) MarshalJSON() ([]byte, error) {
	w := wire.Write()
	e.fields(&w)
	return w.Written()
}

// UnmarshalJSON reads a stored document, strictly. Counts that no ledger can
// give are [entitlement.ErrInvalid].
func (e *Enquiry) UnmarshalJSON(data []byte) error {
	var read Enquiry
	r := wire.Read("enquiry", data)
	for r.Next() {
		read.fields(&r)
	}
	if err := r.Done(); err != nil {
		return err
	}
	if read.id == "" || read.customer == "" || !numbered(read.seq) || !read.figures.valid() || !read.addsUp() {
		return entitlement.Invalid("enquiry", "%q does not add up", read.id)
	}
	*e = read
	return nil
}

// addsUp reports whether a ledger can give the counts.
func (e Enquiry) addsUp() bool {
	for _, time := range [...]calendar.Seconds{e.covered, e.debited, e.waiting, e.charged} {
		if time < 0 || time > 2*mostTime {
			return false
		}
	}
	if e.Worked() > mostTime || e.Worked() > 0 && e.standing == "" || e.debited > 0 && e.covered == 0 {
		return false
	}
	if e.Consented() && e.waiting > 0 || !e.Consented() && e.charged > 0 || e.charged > 0 && e.figures.Rate == (Rate{}) {
		return false
	}
	switch e.figures.Mode {
	case FreeMode:
		return max(e.debited, e.waiting, e.charged) == 0 && !e.consented
	case HourlyMode:
		return max(e.debited, e.covered) == 0
	default:
		return e.covered <= e.debited || e.figures.Case != ""
	}
}
