package calendar

import "time"

// Rule says on which day of each year a holiday falls. The rules of a region
// come from [Region.Rules]; a caller writes rules for other countries, or for
// the days of a company. Rules are plain data.
type Rule struct {
	Name     string   `json:"name"`              // in English
	Local    string   `json:"local,omitzero"`    // in the language of the place
	Category Category `json:"category,omitzero"` // zero: Public
	Kind     RuleKind `json:"kind"`
	Month    int      `json:"month,omitzero"`   // 1 to 12; none for AfterEaster
	Day      int      `json:"day,omitzero"`     // of the month, or the days after Easter Sunday
	Weekday  Weekday  `json:"weekday,omitzero"` // for OnOrAfter only
	From     int      `json:"from,omitzero"`    // the first year; zero: always
	To       int      `json:"to,omitzero"`      // the last year; zero: always
}

// RuleKind is how a rule finds its day.
type RuleKind string

// The kinds of rules.
const (
	FixedDate   RuleKind = "date"        // the same month and day each year; 29 February only in leap years
	AfterEaster RuleKind = "easter"      // that many days after Easter Sunday, before it for a negative number
	OnOrAfter   RuleKind = "on-or-after" // the first such weekday on or after a month and day; after 29 February only in leap years
)

// Category is why a day is a holiday, so that a calendar can take some and
// leave others. Where holidays of several categories share a day, the first in
// the order below decides its hours.
type Category string

// The categories.
const (
	Public  Category = "public"   // by law, in the whole region
	Local   Category = "local"    // by law, in some of its municipalities or in one: see HolidaySet.Without
	DeFacto Category = "de-facto" // treated by law as a holiday without being one: the three Swedish eves
	Custom  Category = "custom"   // closed by agreement or custom
)

// rank returns the place of a category in the order, and 0 for none.
func (c Category) rank() int {
	switch c {
	case Public, "":
		return 1
	case Local:
		return 2
	case DeFacto:
		return 3
	case Custom:
		return 4
	default:
		return 0
	}
}

// Holiday is a holiday as people call it.
type Holiday struct {
	Name     string   `json:"name"`           // in English
	Local    string   `json:"local,omitzero"` // in the language of the place
	Category Category `json:"category"`
}

// String returns the names, the local one in brackets.
func (h Holiday) String() string {
	if h.Local == "" || h.Local == h.Name {
		return h.Name
	}
	return h.Name + " (" + h.Local + ")"
}

func (r Rule) month() time.Month { return time.Month(r.Month) }

func (r Rule) holiday() Holiday {
	category := r.Category
	if category == "" {
		category = Public
	}
	return Holiday{Name: r.Name, Local: r.Local, Category: category}
}

// In returns the day of the holiday by the rule of a year, and false for a year
// without it.
func (r Rule) In(year int) (Date, bool) {
	if r.validate() != "" || year < 1 || year > 9999 {
		return 0, false
	}
	d, ok := r.in(year, easter(year))
	return d, ok && d.exists()
}

func (r Rule) in(year int, easter Date) (Date, bool) {
	if year < r.From || r.To != 0 && year > r.To {
		return 0, false
	}
	if r.Kind == AfterEaster {
		return easter + Date(r.Day), true
	}
	if r.Day > daysIn(year, r.month()) {
		return 0, false
	}
	d := civil(year, r.month(), r.Day)
	if weekday, ok := r.Weekday.index(); ok {
		d += Date((weekday - d.weekday() + 7) % 7)
	}
	return d, true
}

// validate returns what is wrong with a rule, "" for nothing.
func (r Rule) validate() string {
	const longBefore, longAfter = -80, 200 // Easter Sunday; what is farther may be in another year
	_, weekday := r.Weekday.index()
	switch {
	case r.Name == "":
		return "a rule has no name"
	case r.Category.rank() == 0:
		return "unknown category " + string(r.Category)
	case r.From < 0 || r.To < 0 || r.To != 0 && r.To < r.From:
		return "the years end before they begin"
	case r.Kind == AfterEaster:
		if r.Month != 0 || r.Weekday != "" || r.Day < longBefore || r.Day > longAfter {
			return "a day after Easter Sunday has no month, no weekday, and is near"
		}
	case r.Kind != FixedDate && r.Kind != OnOrAfter:
		return "unknown kind of rule " + string(r.Kind)
	case r.Month < 1 || r.Month > 12 || r.Day < 1 || r.Day > daysIn(leapYear, r.month()):
		return "there is no such day in any year"
	case weekday != (r.Kind == OnOrAfter) || !weekday && r.Weekday != "":
		return "a weekday goes with " + string(OnOrAfter) + " and with nothing else"
	}
	return ""
}

const leapYear = 2000

// easter returns Easter Sunday of the Gregorian calendar: the Sunday after the
// full moon that the church computes, which is never before 21 March.
func easter(year int) Date {
	century, golden := year/100, year%19
	moon := (19*golden + century - century/4 - (8*century+13)/25 + 15) % 30 // days after 21 March
	moon -= (golden + 11*moon) / 319                                        // 19 April is the 18th, and the 18th sometimes the 17th
	full := civil(year, time.March, 21) + Date(moon)
	return full + Date(7-(full.weekday()+1)%7)
}
