package timeaccount

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
)

// Terms are the conditions under which a provider gives support. They are plain
// data: read them from JSON, or start from [Printed] and change what your
// contract says otherwise. Agreements keep the figures they were concluded
// with, and enquiries those they arrived under, so new terms never reach back.
type Terms struct {
	Zone      string        `json:"zone"`     // IANA name; all days and clocks are read there (GEN-01)
	Calendar  string        `json:"calendar"` // name of the calendar of the opening hours (TIM-09, TIM-10)
	Channels  []Channel     `json:"channels"` // by which support is given (TIM-04)
	Topics    []Topic       `json:"topics"`   // that are covered (TIM-03)
	Free      calendar.Term `json:"free"`     // the free period (TIM-07)
	Account   calendar.Term `json:"account"`  // the term of a time account (TIM-16, TIM-17)
	Scale                   // how time is debited (TIM-14)
	RoundPer  RoundPer      `json:"round_per,omitzero"` // what is rounded (TIM-15)
	Superuser Superuser     `json:"superuser,omitzero"` // what the duty weighs (TIM-24, TIM-25)
	Rates     []Rate        `json:"rates,omitzero"`     // without an agreement, oldest first (TIM-21, TIM-22)
}

// Scale turns time that was worked into time that is debited (TIM-14).
type Scale struct {
	Interval entitlement.Increment `json:"interval"`          // seconds in the smallest interval, in whole minutes
	Rounding Rounding              `json:"rounding,omitzero"` // above the first interval
}

// Rounding is the reading of TIM-14. The zero Rounding means [UpToStep].
type Rounding string

// The readings of TIM-14.
const (
	UpToStep Rounding = "UpToStep" // up to full intervals
	Minimum  Rounding = "Minimum"  // one interval at least, whole minutes beyond it
)

// RoundPer is the reading of TIM-15: what is rounded. The zero RoundPer means
// [PerEnquiry].
type RoundPer string

// The readings of TIM-15.
const (
	PerEnquiry RoundPer = "Enquiry" // all sessions of an enquiry together
	PerCase    RoundPer = "Case"    // all enquiries of a case together
)

// Superuser is the reading of TIM-24 and TIM-25. The zero Superuser means
// [Advice].
type Superuser string

// The readings of TIM-24 and TIM-25.
const (
	Advice   Superuser = "Advice"   // an enquiry by anybody is covered, and it is noted
	Required Superuser = "Required" // only the superuser may ask
)

// Channel is the way an enquiry arrives.
type Channel string

// The channels of the printed text. A provider may name others; only calls by
// [Phone] need somebody to take them.
const (
	Phone Channel = "phone"
	Mail  Channel = "mail"
	Web   Channel = "web"
)

// Topic is what an enquiry is about, as the provider classifies it.
type Topic string

// The topics of the printed text. A provider may name others.
const (
	ProgramTechnical Topic = "program-technical"
	UserRelated      Topic = "user-related"
)

// Rate is what an hour costs without an agreement, from a day on, net of VAT.
type Rate struct {
	From calendar.Date         `json:"from"`
	Hour entitlement.Money     `json:"hour"`
	Step entitlement.Increment `json:"step,omitzero"` // seconds that time is rounded up to; 0: exact (TIM-22)
}

// Printed returns the contract as printed: telephone, mail and web on weekdays
// from 8 to 16, six months free, accounts of a year in intervals of 15 minutes.
// What the text leaves to the provider is required: the hourly rates. Without
// them everything works but what is charged by the hour.
func Printed(rates []Rate) Terms {
	return Terms{
		Zone:      "Europe/Oslo",
		Calendar:  OpeningHours().Name,
		Channels:  []Channel{Phone, Mail, Web},
		Topics:    []Topic{ProgramTechnical, UserRelated},
		Free:      calendar.Term{Months: 6, End: calendar.SameDateInclusive},
		Account:   calendar.Term{Months: 12, End: calendar.SameDateInclusive},
		Scale:     Scale{Interval: entitlement.Increment(15 * calendar.Minute), Rounding: UpToStep},
		RoundPer:  PerEnquiry,
		Superuser: Advice,
		Rates:     slices.Clone(rates),
	}
}

// OpeningHours returns the hours as the contract is read (TIM-09, TIM-10): 8 to
// 16 on Norwegian working days. Days that the provider is closed besides, such
// as 24 December, are for it to list as exceptions.
func OpeningHours() calendar.Spec {
	return calendar.Spec{
		Name:     "Norwegian weekdays 08:00-16:00",
		Zone:     "Europe/Oslo",
		From:     calendar.MustDate("1990-01-01"),
		To:       calendar.MustDate("2075-12-31"),
		Week:     calendar.MondayToFriday(calendar.MustHours("08:00-16:00")),
		Holidays: calendar.HolidaySet{Region: calendar.Norway},
	}
}

const (
	longest = 366 * 24 * calendar.Hour // of one session, and of an interval

	mostTime    = 1_000_000 * calendar.Hour // of an account, or of an enquiry
	mostEntries = 1 << 30                   // of one value

	mostAgreements = 10_000 // handed in
)

// Always returns the terms, for entries that were all decided by them: what [Verify] is
// handed where terms never changed.
func (t Terms) Always(Entry) Terms { return t }

// Validate returns [entitlement.ErrMissing] for a figure that is not given and
// [entitlement.ErrInvalid] for one that cannot be meant. Transitions that take
// terms validate them first. The hourly rates may be absent until they are
// asked for.
func (t Terms) Validate() error {
	if t.Zone == "" {
		return entitlement.Missing("zone", "no time zone is named")
	}
	if t.Calendar == "" {
		return entitlement.Missing("calendar", "no opening hours are named")
	}
	if err := admit(
		wellFormed("zone", t.Zone, "calendar", t.Calendar),
		validateNames("channels", t.Channels), validateNames("topics", t.Topics),
	); err != nil {
		return err
	}
	for _, term := range []calendar.Term{t.Free, t.Account} {
		if err := term.End.Validate(); err != nil {
			return entitlement.Invalid("free, account", "%v", err)
		}
		if term.Months < 1 {
			return entitlement.Missing("free, account", "a term has no length")
		}
	}
	if t.Interval <= 0 {
		return entitlement.Missing("interval", "the smallest interval has no length")
	}
	if !t.Scale.spelled().valid() {
		return entitlement.Invalid("interval, rounding", "%d seconds %q is no scale", int64(t.Interval), string(t.Rounding))
	}
	if t.RoundPer != "" && t.RoundPer != PerEnquiry && t.RoundPer != PerCase {
		return entitlement.Invalid("round_per", "unknown reading %q", string(t.RoundPer))
	}
	if t.Superuser != "" && t.Superuser != Advice && t.Superuser != Required {
		return entitlement.Invalid("superuser", "unknown reading %q", string(t.Superuser))
	}
	return t.validateRates()
}

func (t Terms) validateRates() error {
	prices := make(entitlement.Prices, 0, 8)
	for _, rate := range t.Rates {
		if rate.Step < 0 || rate.Step > entitlement.Increment(longest) {
			return entitlement.Invalid("rates", "%d seconds is no step", int64(rate.Step))
		}
		prices = append(prices, entitlement.Price{From: rate.From, Amount: rate.Hour})
	}
	if len(prices) == 0 {
		return nil // not needed yet
	}
	return prices.Validate()
}

// spelled returns the scale, its default spelled out.
func (s Scale) spelled() Scale {
	if s.Rounding == "" {
		s.Rounding = UpToStep
	}
	return s
}

// valid reports whether time can be debited by the scale: intervals in whole
// minutes, so that accounts are.
func (s Scale) valid() bool {
	return 0 < s.Interval && s.Interval <= entitlement.Increment(longest) &&
		calendar.Seconds(s.Interval)%calendar.Minute == 0 && (s.Rounding == UpToStep || s.Rounding == Minimum)
}

// Debit returns the time that is debited for time worked on one thing
// (TIM-14): none for none, and never less than was worked. Under [UpToStep]
// these are full intervals; a time on the grid stays on it.
func (s Scale) Debit(worked calendar.Seconds) calendar.Seconds {
	step := s.Interval
	if s.Rounding == Minimum && worked > calendar.Seconds(step) {
		step = entitlement.Increment(calendar.Minute)
	}
	return roundedUp(worked, step)
}

// roundedUp returns the time in full steps; a time too long for that is left as
// it is.
func roundedUp(worked calendar.Seconds, step entitlement.Increment) calendar.Seconds {
	steps := calendar.Seconds(step.Units(worked)) * calendar.Seconds(step)
	if steps < 0 {
		return worked
	}
	return steps
}

// RateAt returns the hourly rate of the day of a moment (TIM-21). A day before
// the first rate is [RateUnknown].
func (t Terms) RateAt(at calendar.Moment) (Rate, error) {
	for _, rate := range slices.Backward(t.Rates) {
		if rate.From <= at.Date() {
			return rate, nil
		}
	}
	return Rate{}, rateUnknown(at)
}

func rateUnknown(at calendar.Moment) error {
	return fmt.Errorf("%w: %w", RateUnknown, entitlement.Missing("rates", "no hourly rate is listed for %s", at.Date()))
}

// ChargeHourly returns what time costs without an agreement, by the rate of the
// day of a moment (TIM-21, TIM-22).
func (t Terms) ChargeHourly(worked calendar.Seconds, at calendar.Moment) (entitlement.Money, error) {
	rate, err := t.RateAt(at)
	if err != nil {
		return entitlement.Money{}, err
	}
	return rate.Charge(worked)
}

// valid reports whether time can be charged at the rate.
func (r Rate) valid() bool {
	return r.Hour.Currency() != "" && r.Hour.Sign() >= 0 && 0 <= r.Step && r.Step <= entitlement.Increment(longest)
}

// Charge returns what time costs at the rate: the time rounded up to the rate's
// step, if it has one, and the amount rounded once, half away from zero
// (TIM-22). An amount that does not fit is [entitlement.ErrInvalid].
func (r Rate) Charge(worked calendar.Seconds) (entitlement.Money, error) {
	if r.Step > 0 {
		worked = roundedUp(worked, r.Step)
	}
	if worked < 0 || worked > mostTime+longest {
		return entitlement.Money{}, entitlement.Invalid("work", "%d seconds is no time to charge", int64(worked))
	}
	return r.Hour.Share(int(worked), int(calendar.Hour))
}

// EffectiveReceipt returns when work on an enquiry that arrives at a moment can
// begin under the terms (TIM-11): at once inside the opening hours, else at the
// next opening. A call outside them is refused with [Closed]. The calendar must be
// the one the terms name; one that does not reach as far is
// [entitlement.ErrMissing]. An agreement that was concluded under other terms keeps
// its hours: see [Receive].
func (t Terms) EffectiveReceipt(channel Channel, at calendar.Moment, hours calendar.Calendar) (calendar.Moment, error) {
	return effectiveReceipt(t.Calendar, channel, at, hours)
}

func effectiveReceipt(name string, channel Channel, at calendar.Moment, hours calendar.Calendar) (calendar.Moment, error) {
	if err := sameHours(name, hours); err != nil {
		return calendar.Moment{}, err
	}
	opens, err := hours.NextOpen(at)
	if err != nil {
		return calendar.Moment{}, unknownHours(err)
	}
	if channel == Phone && opens.After(at) {
		return calendar.Moment{}, refuse(Closed, weekdays, "a call from "+opens.String()+" on, or a mail")
	}
	return opens, nil
}

// sameHours refuses a calendar that is not the one named.
func sameHours(name string, hours calendar.Calendar) error {
	if hours.Name() == "" {
		return entitlement.Missing("hours", "the calendar %q is needed", name)
	}
	if hours.Name() != name {
		return entitlement.Invalid("hours", "%q is not the calendar that is needed, %q", hours.Name(), name)
	}
	return nil
}

// unknownHours returns [entitlement.ErrMissing] for what a calendar does not
// know.
func unknownHours(err error) error {
	if err == nil {
		return nil
	}
	return entitlement.Missing("hours", "%v", err)
}

// roundPer returns the reading, the default spelled out.
func (t Terms) roundPer() RoundPer {
	if t.RoundPer == "" {
		return PerEnquiry
	}
	return t.RoundPer
}

func (t Terms) superuser() Superuser {
	if t.Superuser == "" {
		return Advice
	}
	return t.Superuser
}

type plainTerms Terms

type termsDocument struct {
	entitlement.Version
	plainTerms
}

// MarshalJSON writes the terms as a stored document, "v":1.
func (t Terms) MarshalJSON() ([]byte, error) {
	return json.Marshal(termsDocument{entitlement.V1(), plainTerms(t)})
}

// UnmarshalJSON reads a stored document, strictly. It does not validate.
func (t *Terms) UnmarshalJSON(data []byte) error {
	var document termsDocument
	if err := entitlement.DecodeDocument("terms", data, &document); err != nil {
		return err
	}
	*t = Terms(document.plainTerms)
	return nil
}
