package calendar

import "encoding/json"

// Spec is what a calendar is made from: plain data, to be kept with the
// contracts that name it. [Compile] turns it into a [Calendar].
//
// What decides a day is, in this order: an exception for the date; a holiday;
// the season; the week. Lists of dates, categories and names ascend. What is
// listed for the days just before From counts, for a night that reaches in. The
// zero Spec is missing everything.
type Spec struct {
	Name       string      `json:"name"` // what contracts remember it by
	Zone       string      `json:"zone"` // IANA name of the zone its clocks are in
	From       Date        `json:"from"` // the first day it answers for
	To         Date        `json:"to"`   // the last
	Week       Week        `json:"week"`
	Seasons    []Season    `json:"seasons,omitempty"`
	Holidays   HolidaySet  `json:"holidays,omitzero"`
	Exceptions []Exception `json:"exceptions,omitempty"`
	// WorkingDays are the days of the week that count as working days, where that
	// is not simply those with hours: support round the clock has working days
	// from Monday to Friday. Holidays are no working days.
	WorkingDays []Weekday `json:"working_days,omitempty"`
}

// Season is a stretch in which another week holds: the summer of each year, or
// all time from a day on. Of seasons that share a day the last in the list
// decides.
type Season struct {
	Name   string `json:"name,omitzero"`
	First  Date   `json:"first"`
	Last   Date   `json:"last,omitzero"`   // zero: without an end
	Yearly bool   `json:"yearly,omitzero"` // the same stretch in each year from the first; 29 February is 28 February where there is none
	Week   Week   `json:"week"`
}

// HolidaySet says which days are holidays, and what is open then.
type HolidaySet struct {
	Region     Region         `json:"region,omitzero"`
	Categories []Category     `json:"categories,omitempty"` // of the region's holidays; none named: Public alone
	Sundays    bool           `json:"sundays,omitzero"`     // each Sunday is a public holiday, as the law of Norway, Sweden and Hesse has it
	Without    []string       `json:"without,omitempty"`    // names of the region's holidays that do not count
	Rules      []Rule         `json:"rules,omitempty"`      // holidays besides those of the region
	Hours      []HolidayHours `json:"hours,omitempty"`      // a category that is not listed is closed
}

// HolidayHours are the hours on the holidays of a category: hours of their own,
// on whatever day of the week they fall, or those of the day cut short. Where
// one holiday of a region is to have hours that its category has not, leave it
// out by name and give it a rule in a category that the region does not use.
type HolidayHours struct {
	Category Category `json:"category"`
	Hours    []Hours  `json:"hours,omitempty"`
	Until    Clock    `json:"until,omitzero"`   // a half day: the hours that start on the day as far as this; not the night before
	Working  bool     `json:"working,omitzero"` // they are working days where their day of the week is one and something is open
}

// Exception replaces the hours of one date, whatever else it is. Without hours
// it is closed.
type Exception struct {
	Date   Date    `json:"date"`
	Hours  []Hours `json:"hours,omitempty"`
	Reason string  `json:"reason,omitzero"` // what customers are told
	Counts Counts  `json:"counts,omitzero"`
}

// Counts is whether an exception is a working day. The zero Counts goes by the
// hours: without hours it is none; with hours it is one, unless WorkingDays are
// named and its day of the week is not among them.
type Counts string

// What an exception counts as, whatever its hours.
const (
	AsWorkingDay Counts = "working-day"
	AsDayOff     Counts = "day-off"
)

const (
	mostYears    = 200 // of a horizon
	mostOpenings = 24  // of a day
	mostSeasons  = 24
	mostRules    = 400
	mostDates    = 20_000 // exceptions

	firstHorizon Date = 366            // 0002-01-02: days before and after it are looked at
	lastHorizon  Date = lastDate - 365 // 9998-12-31
)

// Validate returns a [SpecError] for what cannot be meant. What shows only when
// days are put beside each other, such as a night that reaches into the hours of
// the next day or a calendar that never opens, [Compile] finds.
func (s Spec) Validate() error {
	if s.Name == "" {
		return specError("name", ErrMissing, "contracts cannot remember a calendar without a name")
	}
	if s.Zone == "" {
		return specError("zone", ErrMissing, "no time zone is named")
	}
	if s.From.IsZero() || s.To.IsZero() {
		return specError("from, to", ErrMissing, "no horizon is given")
	}
	if s.From < firstHorizon || s.To > lastHorizon || s.To < s.From || s.To >= s.From.AddMonths(12*mostYears) {
		return specError("from, to", ErrHorizon, "%s to %s is no horizon of %d years at most", s.From, s.To, mostYears)
	}
	if err := s.Week.validate("week"); err != nil {
		return err
	}
	if err := s.validateSeasons(); err != nil {
		return err
	}
	if err := s.Holidays.validate(s.From, s.To); err != nil {
		return err
	}
	if err := s.validateExceptions(); err != nil {
		return err
	}
	if s.WorkingDays != nil && len(s.WorkingDays) == 0 {
		return specError("working_days", ErrMissing, "no day of the week is named")
	}
	seen := -1
	for _, day := range s.WorkingDays {
		index, ok := day.index()
		if !ok || index <= seen {
			return specError("working_days", ErrRange, "%q is no day of the week that comes next", string(day))
		}
		seen = index
	}
	return nil
}

func (s Spec) validateSeasons() error {
	if len(s.Seasons) > mostSeasons {
		return specError("seasons", ErrRange, "more than %d", mostSeasons)
	}
	for _, season := range s.Seasons {
		if season.First.IsZero() {
			return specError("seasons", ErrMissing, "a season has no first day")
		}
		if season.First.Validate() != nil || season.Last.Validate() != nil {
			return specError("seasons", ErrRange, "a season begins or ends on no day")
		}
		if !season.Last.IsZero() && season.Last < season.First {
			return specError("seasons", ErrRange, "%s is before %s", season.Last, season.First)
		}
		if season.Yearly && (season.Last.IsZero() || season.Last >= season.First.AddMonths(12)) {
			return specError("seasons", ErrRange, "a yearly season from %s is longer than a year", season.First)
		}
		if err := season.Week.validate("seasons"); err != nil {
			return err
		}
	}
	return nil
}

func (s Spec) validateExceptions() error {
	if len(s.Exceptions) > mostDates {
		return specError("exceptions", ErrRange, "more than %d", mostDates)
	}
	var before Date
	for _, exception := range s.Exceptions {
		if exception.Date.IsZero() {
			return specError("exceptions", ErrMissing, "an exception has no date")
		}
		if exception.Date.Validate() != nil || exception.Date <= before {
			return specError("exceptions", ErrRange, "%s does not come after %s", exception.Date, before)
		}
		before = exception.Date
		if err := validateHours("exceptions", exception.Hours); err != nil {
			return err
		}
		switch exception.Counts {
		case "", AsWorkingDay, AsDayOff:
		default:
			return specError("exceptions", ErrReading, "%q", string(exception.Counts))
		}
	}
	return nil
}

func (h HolidaySet) validate(from, to Date) error {
	if h.Region != "" {
		first, last, err := h.Region.Years()
		if err != nil {
			return specError("holidays.region", ErrRegion, "%v", err)
		}
		begin, _, _ := from.Civil()
		end, _, _ := to.Civil()
		if begin < first || end > last {
			return specError("holidays.region", ErrHorizon, "the holidays of %s are known from %d to %d", h.Region, first, last)
		}
	}
	if h.Region == "" && len(h.Categories)+len(h.Without) > 0 {
		return specError("holidays.region", ErrMissing, "categories and names are taken from a region, and none is named")
	}
	if err := ascending("holidays.categories", h.Categories); err != nil {
		return err
	}
	known, err := h.regional()
	if err != nil {
		return err
	}
	for i, name := range h.Without {
		if !named(known, name) {
			return specError("holidays.without", ErrRange, "no holiday that counts is called %q", name)
		}
		if i > 0 && name <= h.Without[i-1] {
			return specError("holidays.without", ErrRange, "%q does not come after %q", name, h.Without[i-1])
		}
	}
	if len(h.Rules) > mostRules {
		return specError("holidays.rules", ErrRange, "more than %d", mostRules)
	}
	for _, rule := range h.Rules {
		if wrong := rule.validate(); wrong != "" {
			return specError("holidays.rules", ErrRange, "%q: %s", rule.Name, wrong)
		}
	}
	var listed []Category
	for _, hours := range h.Hours {
		listed = append(listed, hours.Category)
		if (hours.Until != 0) == (len(hours.Hours) > 0) || !hours.Until.exists() || !hours.Until.whole() {
			return specError("holidays.hours", ErrRange, "%s holidays have either hours or an end", hours.Category)
		}
		if err := validateHours("holidays.hours", hours.Hours); err != nil {
			return err
		}
	}
	return ascending("holidays.hours", listed)
}

// ascending refuses a list of categories that is not in their order.
func ascending(field string, categories []Category) error {
	before := 0
	for _, category := range categories {
		if category == "" || category.rank() <= before {
			return specError(field, ErrRange, "%q is no category that comes next", string(category))
		}
		before = category.rank()
	}
	return nil
}

func named(rules []Rule, name string) bool {
	for _, rule := range rules {
		if rule.Name == name {
			return true
		}
	}
	return false
}

// regional returns the rules of the region in the categories that count.
func (h HolidaySet) regional() ([]Rule, error) {
	if h.Region == "" {
		return nil, nil
	}
	if len(h.Categories) == 0 {
		return h.Region.Rules(Public)
	}
	return h.Region.Rules(h.Categories...)
}

func (w Week) validate(field string) error {
	for _, hours := range w.days() {
		if err := validateHours(field, hours); err != nil {
			return err
		}
	}
	return nil
}

// validateHours refuses openings of one day that are none, or not in order.
func validateHours(field string, openings []Hours) error {
	if len(openings) > mostOpenings {
		return specError(field, ErrRange, "more than %d openings in a day", mostOpenings)
	}
	for i, hours := range openings {
		if !hours.exist() {
			return specError(field, ErrRange, "%s are no hours", hours)
		}
		if i == 0 {
			continue
		}
		from, _ := hours.span()
		if _, until := openings[i-1].span(); from < until {
			return specError(field, ErrOverlap, "%s begins before %s is over", hours, openings[i-1])
		}
	}
	return nil
}

type plainSpec Spec

type specDocument struct {
	V int `json:"v"`
	plainSpec
}

const specVersion = 1

// MarshalJSON writes the spec as a stored document, "v":1.
func (s Spec) MarshalJSON() ([]byte, error) {
	return json.Marshal(specDocument{specVersion, plainSpec(s)})
}

// UnmarshalJSON reads a stored document, strictly: another version, a field that
// is unknown or comes twice, and dates or hours that are not written exactly as
// this package writes them are errors. It does not validate; [Compile] does.
func (s *Spec) UnmarshalJSON(data []byte) error {
	var document specDocument
	if err := decode("spec", data, &document); err != nil {
		return err
	}
	if document.V != specVersion {
		return specError("v", ErrSyntax, `only "v":1 is read`)
	}
	*s = Spec(document.plainSpec)
	return nil
}
