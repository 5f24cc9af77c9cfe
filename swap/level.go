package swap

import (
	"math/bits"
	"slices"
	"strings"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
)

// Feature is a service of a level, or a set of them: Diagnosing | Functions. In
// JSON it is the names with a space between any two. The zero Feature is no
// service.
type Feature uint8

// The services (SWP-05).
const (
	Diagnosing         Feature = 1 << iota // diagnosis and fault-finding when a fault is reported
	Registering                            // help to register a service: service bag, SIM reminder
	Functions                              // questions on the phone's most usual functions
	OperatingSystem                        // questions on the operating system, passwords too
	Synchronising                          // questions on synchronising, contacts, calendar and e-mail
	SwapAdministration                     // stock-keeping and administration of reserve phones
	SwapActivation                         // sending out a loan or exchange phone

	allFeatures = Diagnosing | Registering | Functions | OperatingSystem | Synchronising | SwapAdministration | SwapActivation
)

func featureNames() [7]string {
	return [...]string{
		"Diagnosis", "Registration", "Phone", "OperatingSystem", "Sync", "SwapAdministration", "SwapActivation",
	}
}

// Has reports whether all services of another set are in the set.
func (f Feature) Has(other Feature) bool { return f&other == other }

// List returns the services of the set one by one.
func (f Feature) List() []Feature {
	var list []Feature
	for one := Diagnosing; one <= SwapActivation && one != 0; one <<= 1 {
		if f.Has(one) {
			list = append(list, one)
		}
	}
	return list
}

// one reports whether the set is a single service.
func (f Feature) one() bool { return bits.OnesCount8(uint8(f)) == 1 && allFeatures.Has(f) }

// String returns the names, with a space between any two.
func (f Feature) String() string {
	text, _ := f.AppendText(nil) // a set always has a text
	return string(text)
}

// AppendText appends the names.
func (f Feature) AppendText(text []byte) ([]byte, error) {
	between := ""
	for i, name := range featureNames() {
		if f.Has(1 << i) {
			text = append(append(text, between...), name...)
			between = " "
		}
	}
	return text, nil
}

// MarshalText writes the names.
func (f Feature) MarshalText() ([]byte, error) { return f.AppendText(nil) }

// UnmarshalText reads what MarshalText writes: known names in order, each once.
func (f *Feature) UnmarshalText(text []byte) error {
	var read Feature
	rest := string(text)
	for i, name := range featureNames() {
		if behind, found := strings.CutPrefix(rest, name); found && (behind == "" || behind[0] == ' ' && len(behind) > 1) {
			read |= 1 << i
			rest = strings.TrimPrefix(behind, " ")
		}
	}
	if rest != "" {
		return entitlement.Invalid("features", "%.80q are no services in order", text)
	}
	*f = read
	return nil
}

// LevelName is the name of a level.
type LevelName string

// The base levels.
const (
	BAS  LevelName = "BAS"
	PROF LevelName = "PROF"
)

// Level is a set of services with a price for each user and month, net of VAT
// (SWP-02, SWP-03).
type Level struct {
	Name     LevelName          `json:"name"`
	Features Feature            `json:"features"`
	Prices   entitlement.Prices `json:"prices"`
}

func (l Level) validate() error {
	if err := given("levels", string(l.Name)); err != nil {
		return err
	}
	if !allFeatures.Has(l.Features) || l.Features == 0 {
		return entitlement.Invalid("levels", "%.40q has no services, or unknown ones", string(l.Name))
	}
	return l.Prices.Validate()
}

// Define returns the terms with a level of the customer's own (SWP-02). Levels
// that are there stay as they are: a name that is taken is
// [entitlement.ErrInvalid].
func (t Terms) Define(level Level) (Terms, error) {
	level.Prices = slices.Clone(level.Prices)
	t.Levels = append(slices.Clone(t.Levels), level)
	if err := t.Validate(); err != nil {
		return Terms{}, err
	}
	return t, nil
}

// level returns the level with a name.
func (t Terms) level(name LevelName) (Level, error) {
	for _, level := range t.Levels {
		if level.Name == name {
			return level, nil
		}
	}
	return Level{}, entitlement.Invalid("level", "%.40q is not known", string(name))
}

// Features returns the services of a level (SWP-05).
func (t Terms) Features(name LevelName) (Feature, error) {
	level, err := t.level(name)
	return level.Features, err
}

// Allows returns nil if a level has a service, and else a refusal with
// [NotIncluded] that names the first level that has it (SWP-05, SWP-09).
func (t Terms) Allows(name LevelName, feature Feature) error {
	level, err := t.level(name)
	if err != nil {
		return err
	}
	if !feature.one() {
		return entitlement.Invalid("feature", "%q is not one service", feature)
	}
	if level.Features.Has(feature) {
		return nil
	}
	return notIncluded(feature, t.levelWith(feature))
}

// levelWith returns the first level with a service, "" if there is none.
func (t Terms) levelWith(feature Feature) LevelName {
	for _, level := range t.Levels {
		if level.Features.Has(feature) {
			return level.Name
		}
	}
	return ""
}

// notIncluded is the refusal of a service that a level lacks.
func notIncluded(feature Feature, having LevelName) error {
	return refuse(NotIncluded, matrix, levelHaving(feature, having))
}

// levelHaving says which level has a service: the one that is named, or any that would.
func levelHaving(feature Feature, name LevelName) string {
	if name == "" {
		return "a level with " + feature.String()
	}
	return "level " + string(name)
}

// Fee is what a month costs, in lines that are rounded one by one.
type Fee struct {
	Month Month
	Lines []FeeLine
	Total entitlement.Money
	Why   []entitlement.Clause
}

// FeeLine is a line of a monthly fee.
type FeeLine struct {
	Name   string // the level, or the model of rented phones
	Count  int    // users or phones; under [ByDay] their days in the month
	Price  entitlement.Money
	Amount entitlement.Money
}

// add appends a line: so many at a price, or so many parts of a price. A line of
// nothing is left out.
func (f *Fee) add(name string, count, parts int, price entitlement.Money) error {
	if count == 0 {
		return nil
	}
	amount, err := price.Share(count, parts)
	if err != nil {
		return err
	}
	if f.Total, err = f.Total.Add(amount); err != nil {
		return err
	}
	f.Lines = append(f.Lines, FeeLine{Name: name, Count: count, Price: price, Amount: amount})
	return nil
}

// HeadcountOf returns how many users are at a level in a month (SWP-04): those
// attached on its first day, or under [ByDay] the days for which users were.
func (t Terms) HeadcountOf(name LevelName, month Month, users ...User) int {
	count := 0
	for _, user := range users {
		if t.headcount() == FirstOfMonth {
			if user.on(month.First()) == name {
				count++
			}
			continue
		}
		for _, span := range user.spans {
			if span.Level == name {
				count += span.days(month)
			}
		}
	}
	return count
}

// MonthlyFee returns what the users of a customer cost in a month, level by
// level (SWP-03): those counted, at the price of the first day of the month;
// under [ByDay] for their share of its days. Reserve phones are never in it
// (SWP-35). A level without a price on that day is [entitlement.ErrMissing].
func (t Terms) MonthlyFee(month Month, users ...User) (Fee, error) {
	if err := admit(t.Validate(), month.validate()); err != nil {
		return Fee{}, err
	}
	for _, user := range users {
		for _, span := range user.spans {
			if _, err := t.level(span.Level); err != nil && span.days(month) > 0 {
				return Fee{}, entitlement.Missing("levels", "%q, at which %q is, is not listed", string(span.Level), user.id)
			}
		}
	}
	fee := Fee{Month: month, Why: []entitlement.Clause{perUser, counted}}
	parts := 1
	if t.headcount() == ByDay {
		parts = month.Days()
	}
	for _, level := range t.Levels {
		count := t.HeadcountOf(level.Name, month, users...)
		if count == 0 {
			continue
		}
		price, err := level.Prices.On(month.First())
		if err != nil {
			return Fee{}, err
		}
		if err := fee.add(string(level.Name), count, parts, price); err != nil {
			return Fee{}, err
		}
	}
	return fee, nil
}

// Month is a month of the calendar, the number of its first day. In JSON it is
// 2026-03. The zero Month is none.
type Month calendar.Date

// MonthOf returns the month of a day.
func MonthOf(day calendar.Date) Month {
	_, _, n := day.Civil()
	return Month(day - calendar.Date(n-1))
}

// First returns the first day.
func (m Month) First() calendar.Date { return calendar.Date(m) }

// Next returns the month after.
func (m Month) Next() Month { return Month(m.First().AddMonths(1)) }

// Days returns how many days the month has.
func (m Month) Days() int { return int(m.Next() - m) }

// String returns the month as 2026-03.
func (m Month) String() string { return strings.TrimSuffix(m.First().String(), "-01") }

// MarshalText writes the month as 2026-03.
func (m Month) MarshalText() ([]byte, error) { return m.AppendText(nil) }

// AppendText appends what MarshalText returns.
func (m Month) AppendText(text []byte) ([]byte, error) {
	return append(text, m.String()...), m.validate()
}

// UnmarshalText reads what MarshalText writes.
func (m *Month) UnmarshalText(text []byte) error {
	first, err := calendar.ParseDate(string(text) + "-01")
	if err != nil {
		return err
	}
	if err := Month(first).validate(); err != nil {
		return err
	}
	*m = Month(first)
	return nil
}

// validate refuses what is no month, and the last one there is.
func (m Month) validate() error {
	if day("month", m.First()) != nil || MonthOf(m.First()) != m || (m.First()+31).Validate() != nil {
		return entitlement.Invalid("month", "a month is needed")
	}
	return nil
}
