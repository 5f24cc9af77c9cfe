package swap

import (
	"encoding/json"
	"slices"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
)

// Terms are the conditions under which a provider supports the phones of a
// customer. They are plain data: read them from JSON, or start from [Printed]
// and change what your contract says otherwise. Cases and pools keep the figures
// they began with, so new terms never reach back.
type Terms struct {
	Zone          string              `json:"zone"`                    // IANA name; all days and clocks are read there (GEN-01)
	Calendar      string              `json:"calendar"`                // name of the calendar of working days (SWP-27)
	Delivery      calendar.Cutoff     `json:"delivery"`                // the promise of a swap phone (SWP-19, SWP-25, SWP-26)
	Levels        []Level             `json:"levels"`                  // to which users are attached (SWP-02, SWP-03)
	Subjects      []Subject           `json:"subjects"`                // of which service each question is (SWP-08)
	Questions     []Question          `json:"questions,omitzero"`      // the control questions (SWP-10)
	Headcount     Headcount           `json:"headcount,omitzero"`      // which users of a month are paid for (SWP-04)
	StockShare    entitlement.Percent `json:"stock_share"`             // of the phones, in hundredths of a percent (SWP-30)
	StockRounding StockRounding       `json:"stock_rounding,omitzero"` // of that share (SWP-31)
	WhenEmpty     WhenEmpty           `json:"when_empty,omitzero"`     // what is promised without a phone in stock (SWP-44)
	FewModels     int                 `json:"few_models"`              // as many models are few (SWP-33)
	ReturnDays    int                 `json:"return_days,omitzero"`    // after which a reminder is due; 0: never (SWP-14)
	RefillDays    int                 `json:"refill_days,omitzero"`    // after which a declined refill is asked for again; 0: never (SWP-38)
}

// Subject says of which service a question is, as the provider classifies it.
type Subject struct {
	Name    string  `json:"name"`
	Feature Feature `json:"feature"`
}

// Fault is the subject of a case about a phone that does not work.
const Fault = "fault"

// Question is the name of a control question; it has no space.
type Question string

// Headcount is the reading of SWP-04. The zero Headcount means [FirstOfMonth].
type Headcount string

// The readings of SWP-04.
const (
	FirstOfMonth Headcount = "FirstOfMonth" // users attached on the first day of the month
	ByDay        Headcount = "ByDay"        // each user for the days attached
)

// StockRounding is the reading of SWP-31. The zero StockRounding means [Up].
type StockRounding string

// The readings of SWP-31.
const (
	Up      StockRounding = "Up"      // to the next whole phone
	Nearest StockRounding = "Nearest" // to the nearest, half a phone up
)

// WhenEmpty is the reading of SWP-44. The zero WhenEmpty means [Backorder].
type WhenEmpty string

// The readings of SWP-44.
const (
	Backorder     WhenEmpty = "Backorder"     // the promise counts from when a phone is there
	PromiseStands WhenEmpty = "PromiseStands" // and from the registration all the same
)

// Printed returns the contract as printed: levels BAS and PROF at about 19 and
// 39 a user and month, in kronor; reports registered before 14:00 delivered the
// working day after; about 8 % of the phones in stock. What the text leaves to
// the provider is required: the control questions. Without them everything works
// but the diagnosis, and all that needs one.
func Printed(questions []Question) Terms {
	return Terms{
		Zone:     "Europe/Stockholm",
		Calendar: WorkingDays().Name,
		Delivery: calendar.Cutoff{Before: calendar.MustClock("14:00"), WorkingDays: 1, ClosedDay: calendar.RollForward},
		Levels: []Level{
			{Name: BAS, Features: Diagnosing | Registering | Functions | OperatingSystem, Prices: since1990("19.00 SEK")},
			{Name: PROF, Features: allFeatures, Prices: since1990("39.00 SEK")},
		},
		Subjects: []Subject{
			{Fault, Diagnosing},
			{"service-registration", Registering},
			{"functions", Functions},
			{"os", OperatingSystem},
			{"password", OperatingSystem},
			{"sync", Synchronising},
			{"contacts", Synchronising},
			{"calendar", Synchronising},
			{"e-mail", Synchronising},
			{"reserve-phones", SwapAdministration},
			{"swap", SwapActivation},
		},
		Questions:     slices.Clone(questions),
		Headcount:     FirstOfMonth,
		StockShare:    800,
		StockRounding: Up,
		WhenEmpty:     Backorder,
		FewModels:     3,
	}
}

func since1990(amount string) entitlement.Prices {
	return entitlement.Prices{{From: calendar.MustDate("1990-01-01"), Amount: entitlement.MustMoney(amount)}}
}

// WorkingDays returns the calendar as the contract is read (SWP-27): Monday to
// Friday in Sweden, without public holidays and without the three eves. It is
// read for days only; nobody need be there at its hours (SWP-28).
func WorkingDays() calendar.Spec {
	return calendar.Spec{
		Name: "Swedish working days",
		Zone: "Europe/Stockholm",
		From: calendar.MustDate("1990-01-01"),
		To:   calendar.MustDate("2075-12-31"),
		Week: calendar.MondayToFriday(calendar.MustHours("08:00-17:00")),
		Holidays: calendar.HolidaySet{
			Region: calendar.Sweden, Categories: []calendar.Category{calendar.Public, calendar.DeFacto},
		},
	}
}

const (
	mostPhones    = 100_000_000 // of a fleet, and of an order
	mostModels    = 1000        // of a pool
	mostSpans     = 1000        // of a user, and settings of an agreement
	mostQuestions = 1000
	mostListed    = 1000    // levels, subjects
	mostDays      = 100_000 // of a wait
	mostEntries   = 1 << 30 // of one value
)

// Always returns the terms, for entries that were all decided by them: what [Verify] is
// handed where terms never changed.
func (t Terms) Always(Entry) Terms { return t }

// Validate returns [entitlement.ErrMissing] for a figure that is not given and
// [entitlement.ErrInvalid] for one that cannot be meant. Transitions that take
// terms validate them first. The control questions may be absent until a case is
// diagnosed.
func (t Terms) Validate() error {
	if t.Zone == "" {
		return entitlement.Missing("zone", "no time zone is named")
	}
	if t.Calendar == "" {
		return entitlement.Missing("calendar", "no working days are named")
	}
	if err := admit(wellFormed("zone", t.Zone, "calendar", t.Calendar), t.validatePromise(), t.validateLevels()); err != nil {
		return err
	}
	switch {
	case t.Headcount != "" && t.Headcount != FirstOfMonth && t.Headcount != ByDay:
		return entitlement.Invalid("headcount", "unknown reading %q", string(t.Headcount))
	case t.StockRounding != "" && t.StockRounding != Up && t.StockRounding != Nearest:
		return entitlement.Invalid("stock_rounding", "unknown reading %q", string(t.StockRounding))
	case t.WhenEmpty != "" && t.WhenEmpty != Backorder && t.WhenEmpty != PromiseStands:
		return entitlement.Invalid("when_empty", "unknown reading %q", string(t.WhenEmpty))
	case t.StockShare == 0:
		return entitlement.Missing("stock_share", "no share of the phones is given")
	case t.StockShare.Validate() != nil:
		return entitlement.Invalid("stock_share", "%v", t.StockShare.Validate())
	case t.FewModels < 0:
		return entitlement.Invalid("few_models", "%d", t.FewModels)
	case t.ReturnDays < 0 || t.ReturnDays > mostDays:
		return entitlement.Invalid("return_days", "%d", t.ReturnDays)
	case t.RefillDays < 0 || t.RefillDays > mostDays:
		return entitlement.Invalid("refill_days", "%d", t.RefillDays)
	default:
		return nil
	}
}

func (t Terms) validatePromise() error {
	if t.Delivery.Before == 0 {
		return entitlement.Missing("delivery", "no time of day is given")
	}
	if err := t.Delivery.Validate(); err != nil {
		return entitlement.Invalid("delivery", "%v", err)
	}
	if len(t.Delivery.On) > 0 || t.Delivery.WorkingDays < 1 || t.Delivery.WorkingDays > mostDays {
		return entitlement.Invalid("delivery", "one time of day, and at least one working day, are promised")
	}
	return nil
}

func (t Terms) validateLevels() error {
	if len(t.Levels) == 0 {
		return entitlement.Missing("levels", "there is none")
	}
	if len(t.Levels) > mostListed || len(t.Subjects) > mostListed {
		return entitlement.Invalid("levels, subjects", "%d are the most", mostListed)
	}
	for i, level := range t.Levels {
		if err := level.validate(); err != nil {
			return err
		}
		if slices.ContainsFunc(t.Levels[:i], func(other Level) bool { return other.Name == level.Name }) {
			return entitlement.Invalid("levels", "%q comes twice", string(level.Name))
		}
	}
	for i, subject := range t.Subjects {
		if err := given("subjects", subject.Name); err != nil {
			return err
		}
		if !subject.Feature.one() || slices.ContainsFunc(t.Subjects[:i], func(other Subject) bool { return other.Name == subject.Name }) {
			return entitlement.Invalid("subjects", "%.40q is not of one service, or comes twice", subject.Name)
		}
	}
	if len(t.Questions) > mostQuestions {
		return entitlement.Invalid("questions", "%d questions are the most", mostQuestions)
	}
	return validateNames("questions", t.Questions)
}

// FeatureOf returns the service that a subject belongs to (SWP-08). A subject
// that the terms do not list is [entitlement.ErrInvalid].
func (t Terms) FeatureOf(subject string) (Feature, error) {
	for _, known := range t.Subjects {
		if known.Name == subject {
			return known.Feature, nil
		}
	}
	return 0, entitlement.Invalid("subject", "%.40q is not known", subject)
}

// PromisedDate returns the day for which a swap phone is promised to a report
// registered at a moment, if one is in stock (SWP-19, SWP-25, SWP-26). It is the
// promise of a day, not of an hour. The calendar must be the one the terms name;
// one that does not reach as far is [entitlement.ErrMissing].
func (t Terms) PromisedDate(registered calendar.Moment, days calendar.Calendar) (calendar.Date, error) {
	if err := admit(t.validatePromise(), sameDays("terms", t.Calendar, days), t.sameZone(days)); err != nil {
		return 0, err
	}
	promised, err := t.Delivery.Promise(days, registered)
	return promised, unknownDays(err)
}

// EffectiveRegistrationDay returns the working day that a registration counts as
// (SWP-25, SWP-26): its own, or the next one.
func (t Terms) EffectiveRegistrationDay(registered calendar.Moment, days calendar.Calendar) (calendar.Date, error) {
	if err := admit(t.validatePromise(), sameDays("terms", t.Calendar, days), t.sameZone(days)); err != nil {
		return 0, err
	}
	day, err := t.Delivery.Received(days, registered)
	return day, unknownDays(err)
}

// CutoffFor returns the time of day before which a report must be registered
// (SWP-25). That time itself is too late.
func (t Terms) CutoffFor(day calendar.Date) calendar.Clock { return t.Delivery.For(day) }

// TimeToCutoff returns how long a report can still wait to count as of the day
// of a moment (SWP-25): 0 from the cutoff on, and on a day that does not count as
// a day of registration, where nothing is gained by haste.
func (t Terms) TimeToCutoff(at calendar.Moment, days calendar.Calendar) (calendar.Seconds, error) {
	received, err := t.EffectiveRegistrationDay(at, days)
	if err != nil || received != days.Zone().In(at).Date() {
		return 0, err
	}
	cutoff, err := days.Zone().Local(received, t.CutoffFor(received))
	if err != nil {
		return 0, entitlement.Invalid("delivery", "%v", err)
	}
	return cutoff.Since(at), nil
}

// sameZone refuses a calendar of another zone.
func (t Terms) sameZone(days calendar.Calendar) error {
	if days.Zone().Name() != t.Zone {
		return entitlement.Invalid("days", "the calendar is of %q, the terms are of %q", days.Zone().Name(), t.Zone)
	}
	return nil
}

// sameDays refuses a calendar that is not the one which the terms or a case name.
func sameDays(of, name string, days calendar.Calendar) error {
	if days.Name() == "" {
		return entitlement.Missing("days", "the calendar %q is needed", name)
	}
	if days.Name() != name {
		return entitlement.Invalid("days", "%q is not the calendar of the %s, %q", days.Name(), of, name)
	}
	return nil
}

// unknownDays returns [entitlement.ErrMissing] for what a calendar does not know.
func unknownDays(err error) error {
	if err == nil {
		return nil
	}
	return entitlement.Missing("days", "%v", err)
}

func (t Terms) headcount() Headcount {
	if t.Headcount == "" {
		return FirstOfMonth
	}
	return t.Headcount
}

func (t Terms) stockRounding() StockRounding {
	if t.StockRounding == "" {
		return Up
	}
	return t.StockRounding
}

func (t Terms) closedDay() calendar.ClosedDay {
	if t.Delivery.ClosedDay == "" {
		return calendar.RollForward
	}
	return t.Delivery.ClosedDay
}

func (t Terms) whenEmpty() WhenEmpty {
	if t.WhenEmpty == "" {
		return Backorder
	}
	return t.WhenEmpty
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
