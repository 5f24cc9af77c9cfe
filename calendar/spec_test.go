package calendar_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/avtale/avtale/calendar"
)

// anySpec draws a spec, often strange, that Validate accepts.
func anySpec(t *rapid.T) calendar.Spec {
	name := rapid.SampledFrom(zones).Draw(t, "zone")
	from := anyHorizonStart(t, location(name))
	nights := rapid.Bool().Draw(t, "nights")
	spec := calendar.Spec{
		Name: "C", Zone: name, From: from,
		To:   from + calendar.Date(rapid.IntRange(0, 500).Draw(t, "days")),
		Week: anyWeek(t, nights),
	}
	for range rapid.IntRange(0, 2).Draw(t, "seasons") {
		first := from + calendar.Date(rapid.IntRange(-800, 300).Draw(t, "first"))
		season := calendar.Season{First: first, Week: anyWeek(t, nights), Yearly: rapid.Bool().Draw(t, "yearly")}
		if season.Yearly || rapid.Bool().Draw(t, "ends") {
			season.Last = first + calendar.Date(rapid.IntRange(0, 364).Draw(t, "last"))
		}
		spec.Seasons = append(spec.Seasons, season)
	}
	spec.Holidays = anyHolidays(t, spec.From, spec.To, nights)
	d := from - 3
	for range rapid.IntRange(0, 6).Draw(t, "exceptions") {
		d += calendar.Date(rapid.IntRange(1, 60).Draw(t, "after"))
		spec.Exceptions = append(spec.Exceptions, calendar.Exception{
			Date: d, Hours: anyHours(t, nights),
			Counts: rapid.SampledFrom([]calendar.Counts{"", "", calendar.AsWorkingDay, calendar.AsDayOff}).Draw(t, "counts"),
		})
	}
	if rapid.Bool().Draw(t, "working days are named") {
		for _, day := range []calendar.Weekday{"mon", "tue", "wed", "thu", "fri", "sat", "sun"} {
			if rapid.IntRange(0, 3).Draw(t, "works") > 0 {
				spec.WorkingDays = append(spec.WorkingDays, day)
			}
		}
	}
	return spec
}

// anyHorizonStart draws a day from 1950 to 2090, mostly shortly before the
// clocks change.
func anyHorizonStart(t *rapid.T, place *time.Location) calendar.Date {
	from := calendar.MustDate("1950-01-01") + calendar.Date(rapid.IntRange(0, 140*365).Draw(t, "from"))
	year, month, day := from.Civil()
	_, change := time.Date(year, month, day, 0, 0, 0, 0, place).ZoneBounds()
	if change.IsZero() || change.Year() > 2090 || rapid.IntRange(0, 3).Draw(t, "anywhere") == 0 {
		return from
	}
	change = change.UTC()
	d, _ := calendar.NewDate(change.Year(), change.Month(), change.Day())
	return d - calendar.Date(rapid.IntRange(-2, 20).Draw(t, "before the change"))
}

func anyWeek(t *rapid.T, nights bool) calendar.Week {
	if rapid.IntRange(0, 3).Draw(t, "one for all") == 0 {
		hours := anyHours(t, nights)
		if rapid.Bool().Draw(t, "every day") {
			return calendar.EveryDay(hours...)
		}
		return calendar.MondayToFriday(hours...)
	}
	return calendar.Week{
		Mon: anyHours(t, nights), Tue: anyHours(t, nights), Wed: anyHours(t, nights), Thu: anyHours(t, nights),
		Fri: anyHours(t, nights), Sat: anyHours(t, nights), Sun: anyHours(t, nights),
	}
}

// anyHours draws the openings of a day: apart, adjacent, the hours in which
// clocks change, seconds; with nights they begin after three and may run until
// then, else they do neither, so that hours overlap now and then only.
func anyHours(t *rapid.T, nights bool) []calendar.Hours {
	first := 0
	if nights {
		first = 12
	}
	switch kind := rapid.IntRange(0, 19).Draw(t, "hours"); {
	case kind < 4:
		return nil
	case kind == 10 && nights:
		return []calendar.Hours{calendar.MustHours("20:00-08:00")}
	case kind == 11 && nights:
		return []calendar.Hours{calendar.MustHours("08:00-08:00")}
	case kind == 4 || kind == 5:
		return []calendar.Hours{calendar.MustHours("08:00-16:00")}
	case kind == 6 && nights:
		return []calendar.Hours{calendar.MustHours("22:00-02:30")}
	case kind == 6:
		return []calendar.Hours{calendar.MustHours("00:00-24:00")}
	case kind == 7 && !nights:
		return []calendar.Hours{calendar.MustHours("02:30-02:45"), calendar.MustHours("23:00-24:00")}
	}
	var times []int
	for range 2 * rapid.IntRange(1, 3).Draw(t, "openings") {
		times = append(times, 900*rapid.IntRange(first, 96).Draw(t, "time"))
	}
	if rapid.Bool().Draw(t, "seconds") {
		for i := range times {
			times[i] = min(86400, times[i]+rapid.IntRange(0, 59).Draw(t, "second"))
		}
	}
	slices.Sort(times)
	var hours []calendar.Hours
	for i := 0; i < len(times); i += 2 {
		if times[i] < times[i+1] {
			hours = append(hours, calendar.Hours{Open: clockAt(times[i]), Close: clockAt(times[i+1])})
		}
	}
	if len(hours) > 0 && nights && rapid.Bool().Draw(t, "into the night") {
		hours[len(hours)-1].Close = clockAt(900 * rapid.IntRange(0, 12).Draw(t, "until"))
	}
	return hours
}

func clockAt(seconds int) calendar.Clock { return calendar.Clock(time.Duration(seconds) * time.Second) }

func anyHolidays(t *rapid.T, from, to calendar.Date, nights bool) calendar.HolidaySet {
	all := []calendar.Category{calendar.Public, calendar.Local, calendar.DeFacto, calendar.Custom}
	set := calendar.HolidaySet{Sundays: rapid.Bool().Draw(t, "Sundays")}
	first, _, _ := from.Civil()
	last, _, _ := to.Civil()
	if region := rapid.SampledFrom(regions).Draw(t, "region"); first > 1990 && last < 2076 && region != "" {
		set.Region = region
		for _, category := range all {
			if rapid.Bool().Draw(t, "counts") {
				set.Categories = append(set.Categories, category)
			}
		}
	}
	for range rapid.IntRange(0, 3).Draw(t, "rules") {
		set.Rules = append(set.Rules, anyRule(t))
	}
	for _, category := range all {
		if rapid.IntRange(0, 2).Draw(t, "has hours") > 0 {
			continue
		}
		hours := calendar.HolidayHours{Category: category, Hours: anyHours(t, nights), Working: rapid.Bool().Draw(t, "working")}
		if hours.Hours == nil {
			hours.Until = clockAt(900 * rapid.IntRange(1, 96).Draw(t, "until"))
		}
		set.Hours = append(set.Hours, hours)
	}
	return set
}

func anyRule(t *rapid.T) calendar.Rule {
	categories := []calendar.Category{"", calendar.Public, calendar.Local, calendar.DeFacto, calendar.Custom}
	rule := calendar.Rule{Name: "N", Category: rapid.SampledFrom(categories).Draw(t, "category")}
	rule.Kind = rapid.SampledFrom([]calendar.RuleKind{calendar.FixedDate, calendar.AfterEaster, calendar.OnOrAfter}).Draw(t, "kind")
	if rule.Kind == calendar.AfterEaster {
		rule.Day = rapid.IntRange(-80, 200).Draw(t, "after Easter")
		return rule
	}
	rule.Month = rapid.IntRange(1, 12).Draw(t, "month")
	rule.Day = rapid.IntRange(1, 31).Draw(t, "day")
	switch rule.Month {
	case 2:
		rule.Day = min(rule.Day, 29)
	case 4, 6, 9, 11:
		rule.Day = min(rule.Day, 30)
	}
	if rule.Kind == calendar.OnOrAfter {
		rule.Weekday = rapid.SampledFrom([]calendar.Weekday{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}).Draw(t, "weekday")
	}
	return rule
}

var regions = []calendar.Region{
	"", calendar.Norway, calendar.Denmark, calendar.Sweden,
	calendar.BadenWuerttemberg, calendar.Bavaria, calendar.Berlin, calendar.Brandenburg, calendar.Bremen,
	calendar.Hamburg, calendar.Hesse, calendar.LowerSaxony, calendar.MecklenburgVorpommern,
	calendar.NorthRhineWestphalia, calendar.RhinelandPalatinate, calendar.Saarland, calendar.Saxony,
	calendar.SaxonyAnhalt, calendar.SchleswigHolstein, calendar.Thuringia,
}

func TestSpecRefused(t *testing.T) {
	day := calendar.MustDate
	eight := calendar.MustHours("8-16")
	for name, row := range map[string]struct {
		change func(*calendar.Spec)
		field  string
		kind   calendar.Error
	}{
		"no name":        {func(s *calendar.Spec) { s.Name = "" }, "name", calendar.ErrMissing},
		"no zone":        {func(s *calendar.Spec) { s.Zone = "" }, "zone", calendar.ErrMissing},
		"another zone":   {func(s *calendar.Spec) { s.Zone = "Europe/Oslo" }, "zone", calendar.ErrZone},
		"no first day":   {func(s *calendar.Spec) { s.From = 0 }, "from, to", calendar.ErrMissing},
		"no last day":    {func(s *calendar.Spec) { s.To = 0 }, "from, to", calendar.ErrMissing},
		"the end before": {func(s *calendar.Spec) { s.To = s.From - 1 }, "from, to", calendar.ErrHorizon},
		"year 1": {func(s *calendar.Spec) {
			s.Holidays, s.From, s.To = calendar.HolidaySet{}, day("0002-01-01"), day("0002-02-01")
		}, "from, to", calendar.ErrHorizon},
		"year 9999": {func(s *calendar.Spec) {
			s.Holidays, s.From, s.To = calendar.HolidaySet{}, day("9998-01-01"), day("9999-01-01")
		}, "from, to", calendar.ErrHorizon},
		"200 years and a day":         {func(s *calendar.Spec) { s.Holidays = calendar.HolidaySet{}; s.To = s.From.AddMonths(2400) }, "from, to", calendar.ErrHorizon},
		"before the holidays":         {func(s *calendar.Spec) { s.From = day("1989-12-31") }, "holidays.region", calendar.ErrHorizon},
		"after the holidays":          {func(s *calendar.Spec) { s.To = day("2076-01-01") }, "holidays.region", calendar.ErrHorizon},
		"Germany in 1990":             {func(s *calendar.Spec) { s.Holidays.Region = calendar.Berlin }, "holidays.region", calendar.ErrHorizon},
		"Germany without a state":     {func(s *calendar.Spec) { s.Holidays.Region = "DE" }, "holidays.region", calendar.ErrRegion},
		"an unknown region":           {func(s *calendar.Spec) { s.Holidays.Region = "XX" }, "holidays.region", calendar.ErrRegion},
		"categories of no region":     {func(s *calendar.Spec) { s.Holidays = calendar.HolidaySet{Categories: []calendar.Category{"public"}} }, "holidays.region", calendar.ErrMissing},
		"names of no region":          {func(s *calendar.Spec) { s.Holidays = calendar.HolidaySet{Without: []string{"Easter Sunday"}} }, "holidays.region", calendar.ErrMissing},
		"an unknown category":         {func(s *calendar.Spec) { s.Holidays.Categories = []calendar.Category{"bank"} }, "holidays.categories", calendar.ErrRange},
		"an empty category":           {func(s *calendar.Spec) { s.Holidays.Categories = []calendar.Category{""} }, "holidays.categories", calendar.ErrRange},
		"categories out of order":     {func(s *calendar.Spec) { s.Holidays.Categories = []calendar.Category{"custom", "public"} }, "holidays.categories", calendar.ErrRange},
		"a category twice":            {func(s *calendar.Spec) { s.Holidays.Categories = []calendar.Category{"public", "public"} }, "holidays.categories", calendar.ErrRange},
		"without an unknown name":     {func(s *calendar.Spec) { s.Holidays.Without = []string{"Xmas"} }, "holidays.without", calendar.ErrRange},
		"without what does not count": {func(s *calendar.Spec) { s.Holidays.Without = []string{"Christmas Eve"} }, "holidays.without", calendar.ErrRange},
		"names out of order":          {func(s *calendar.Spec) { s.Holidays.Without = []string{"Whit Monday", "Good Friday"} }, "holidays.without", calendar.ErrRange},
		"a name twice":                {func(s *calendar.Spec) { s.Holidays.Without = []string{"Good Friday", "Good Friday"} }, "holidays.without", calendar.ErrRange},
		"rules without end":           {func(s *calendar.Spec) { s.Holidays.Rules = make([]calendar.Rule, 401) }, "holidays.rules", calendar.ErrRange},
		"a rule that is none":         {func(s *calendar.Spec) { s.Holidays.Rules = make([]calendar.Rule, 1) }, "holidays.rules", calendar.ErrRange},
		"holiday hours and an end": {func(s *calendar.Spec) {
			s.Holidays.Hours = []calendar.HolidayHours{{Category: "public", Hours: []calendar.Hours{eight}, Until: eight.Open}}
		}, "holidays.hours", calendar.ErrRange},
		"holiday hours of nothing": {func(s *calendar.Spec) { s.Holidays.Hours = []calendar.HolidayHours{{Category: "public"}} }, "holidays.hours", calendar.ErrRange},
		"an end that is no time": {func(s *calendar.Spec) {
			s.Holidays.Hours = []calendar.HolidayHours{{Category: "public", Until: 25 * hour}}
		}, "holidays.hours", calendar.ErrRange},
		"an end within a second": {func(s *calendar.Spec) {
			s.Holidays.Hours = []calendar.HolidayHours{{Category: "public", Until: hour + 1}}
		}, "holidays.hours", calendar.ErrRange},
		"holiday hours out of order": {func(s *calendar.Spec) {
			s.Holidays.Hours = []calendar.HolidayHours{{Category: "custom", Until: hour}, {Category: "public", Until: hour}}
		}, "holidays.hours", calendar.ErrRange},
		"holiday hours that are none": {func(s *calendar.Spec) {
			s.Holidays.Hours = []calendar.HolidayHours{{Category: "public", Hours: make([]calendar.Hours, 1)}}
		}, "holidays.hours", calendar.ErrRange},
		"hours that are none": {func(s *calendar.Spec) { s.Week.Tue = []calendar.Hours{{}} }, "week", calendar.ErrRange},
		"25 openings":         {func(s *calendar.Spec) { s.Week.Tue = make([]calendar.Hours, 25) }, "week", calendar.ErrRange},
		"hours that overlap":  {func(s *calendar.Spec) { s.Week.Tue = []calendar.Hours{eight, calendar.MustHours("15:59-17")} }, "week", calendar.ErrOverlap},
		"hours out of order": {func(s *calendar.Spec) {
			s.Week.Tue = []calendar.Hours{calendar.MustHours("12-16"), calendar.MustHours("8-12")}
		}, "week", calendar.ErrOverlap},
		"hours after a night": {func(s *calendar.Spec) {
			s.Week.Tue = []calendar.Hours{calendar.MustHours("22-6"), calendar.MustHours("23-24")}
		}, "week", calendar.ErrOverlap},
		"a night into the next day": {func(s *calendar.Spec) { s.Week.Mon = []calendar.Hours{calendar.MustHours("22-08:01")} }, "week", calendar.ErrOverlap},
		"a night in a season": {func(s *calendar.Spec) {
			s.Seasons = []calendar.Season{{First: day("2026-07-01"), Last: day("2026-07-31"), Week: calendar.Week{
				Mon: []calendar.Hours{calendar.MustHours("22-06")}, Tue: []calendar.Hours{calendar.MustHours("05-16")},
			}}}
		}, "seasons", calendar.ErrOverlap},
		"a night into an exception": {func(s *calendar.Spec) {
			s.Week.Sat = []calendar.Hours{calendar.MustHours("22-06")}
			s.Exceptions = []calendar.Exception{{Date: day("2026-03-08"), Hours: []calendar.Hours{calendar.MustHours("5-12")}}}
		}, "exceptions, holidays, seasons", calendar.ErrOverlap},
		"never open":            {func(s *calendar.Spec) { s.Week = calendar.Week{} }, "week", calendar.ErrClosed},
		"open outside only":     {func(s *calendar.Spec) { s.From, s.To = day("2026-03-07"), day("2026-03-08") }, "week", calendar.ErrClosed},
		"seasons without end":   {func(s *calendar.Spec) { s.Seasons = make([]calendar.Season, 25) }, "seasons", calendar.ErrRange},
		"a season from never":   {func(s *calendar.Spec) { s.Seasons = []calendar.Season{{Last: day("2026-01-01")}} }, "seasons", calendar.ErrMissing},
		"a season from no day":  {func(s *calendar.Spec) { s.Seasons = []calendar.Season{{First: -1}} }, "seasons", calendar.ErrRange},
		"a season to no day":    {func(s *calendar.Spec) { s.Seasons = []calendar.Season{{First: 1, Last: day("9999-12-31") + 1}} }, "seasons", calendar.ErrRange},
		"a season backwards":    {func(s *calendar.Spec) { s.Seasons = []calendar.Season{{First: 2, Last: 1}} }, "seasons", calendar.ErrRange},
		"yearly without an end": {func(s *calendar.Spec) { s.Seasons = []calendar.Season{{First: 1, Yearly: true}} }, "seasons", calendar.ErrRange},
		"yearly and longer": {func(s *calendar.Spec) {
			s.Seasons = []calendar.Season{{First: day("2026-01-01"), Last: day("2027-01-01"), Yearly: true}}
		}, "seasons", calendar.ErrRange},
		"a season with no hours": {func(s *calendar.Spec) {
			s.Seasons = []calendar.Season{{First: 1, Week: calendar.Week{Sun: make([]calendar.Hours, 1)}}}
		}, "seasons", calendar.ErrRange},
		"exceptions without end":   {func(s *calendar.Spec) { s.Exceptions = make([]calendar.Exception, 20_001) }, "exceptions", calendar.ErrRange},
		"an exception for no date": {func(s *calendar.Spec) { s.Exceptions = make([]calendar.Exception, 1) }, "exceptions", calendar.ErrMissing},
		"an exception before time": {func(s *calendar.Spec) { s.Exceptions = []calendar.Exception{{Date: -1}} }, "exceptions", calendar.ErrRange},
		"an exception after time":  {func(s *calendar.Spec) { s.Exceptions = []calendar.Exception{{Date: day("9999-12-31") + 1}} }, "exceptions", calendar.ErrRange},
		"exceptions out of order":  {func(s *calendar.Spec) { s.Exceptions = []calendar.Exception{{Date: 9}, {Date: 8}} }, "exceptions", calendar.ErrRange},
		"a date twice":             {func(s *calendar.Spec) { s.Exceptions = []calendar.Exception{{Date: 9}, {Date: 9}} }, "exceptions", calendar.ErrRange},
		"exceptional hours of none": {func(s *calendar.Spec) {
			s.Exceptions = []calendar.Exception{{Date: 9, Hours: make([]calendar.Hours, 1)}}
		}, "exceptions", calendar.ErrRange},
		"an exception that counts":    {func(s *calendar.Spec) { s.Exceptions = []calendar.Exception{{Date: 9, Counts: "yes"}} }, "exceptions", calendar.ErrReading},
		"hours that are none, second": {func(s *calendar.Spec) { s.Week.Tue = []calendar.Hours{eight, {Open: 17 * hour, Close: 25 * hour}} }, "week", calendar.ErrRange},
		"overlap in an exception": {func(s *calendar.Spec) {
			s.Exceptions = []calendar.Exception{{Date: 9, Hours: []calendar.Hours{eight, calendar.MustHours("15-17")}}}
		}, "exceptions", calendar.ErrOverlap},
		"a night into the first day": {func(s *calendar.Spec) {
			s.Week.Sun = []calendar.Hours{calendar.MustHours("22-06")}
			s.From = day("2026-03-09")
			s.Exceptions = []calendar.Exception{{Date: s.From, Hours: []calendar.Hours{calendar.MustHours("5-12")}}}
		}, "exceptions, holidays, seasons", calendar.ErrOverlap},
		"a night into the last day": {func(s *calendar.Spec) {
			s.Week.Sun = []calendar.Hours{calendar.MustHours("22-06")}
			s.To = day("2026-03-09")
			s.Exceptions = []calendar.Exception{{Date: s.To, Hours: []calendar.Hours{calendar.MustHours("5-12")}}}
		}, "exceptions, holidays, seasons", calendar.ErrOverlap},
		"no working days":    {func(s *calendar.Spec) { s.WorkingDays = []calendar.Weekday{} }, "working_days", calendar.ErrMissing},
		"no day of the week": {func(s *calendar.Spec) { s.WorkingDays = []calendar.Weekday{"Monday"} }, "working_days", calendar.ErrRange},
		"days out of order":  {func(s *calendar.Spec) { s.WorkingDays = []calendar.Weekday{"tue", "mon"} }, "working_days", calendar.ErrRange},
		"a day twice":        {func(s *calendar.Spec) { s.WorkingDays = []calendar.Weekday{"mon", "mon"} }, "working_days", calendar.ErrRange},
	} {
		t.Run(name, func(t *testing.T) {
			spec := office("Europe/Copenhagen", calendar.Denmark)
			row.change(&spec)
			hours, err := calendar.Compile(spec, location("Europe/Copenhagen"))
			var failure *calendar.SpecError
			require.ErrorAs(t, err, &failure)
			require.ErrorIs(t, err, row.kind)
			assert.Equal(t, row.field, failure.Field, err)
			assert.Equal(t, row.kind, failure.Kind, err)
			assert.Contains(t, err.Error(), row.field)
			assert.NotEmpty(t, failure.Detail)
			assert.Equal(t, calendar.Calendar{}, hours)
		})
	}
}

// What is just within the bounds is accepted.
func TestSpecAccepted(t *testing.T) {
	day := calendar.MustDate
	for name, change := range map[string]func(*calendar.Spec){
		"200 years": func(s *calendar.Spec) { s.Holidays = calendar.HolidaySet{}; s.To = s.From.AddMonths(2400) - 1 },
		"from the first day": func(s *calendar.Spec) {
			s.Holidays = calendar.HolidaySet{}
			s.From, s.To = day("0002-01-02"), day("0002-01-08")
		},
		"to the last day": func(s *calendar.Spec) {
			s.Holidays = calendar.HolidaySet{}
			s.From, s.To = day("9998-12-01"), day("9998-12-31")
		},
		"a night and hours after the last day": func(s *calendar.Spec) {
			s.Week = calendar.EveryDay(calendar.MustHours("22-6"))
			s.To = day("2026-03-08")
			s.Exceptions = []calendar.Exception{{Date: day("2026-03-10"), Hours: []calendar.Hours{calendar.MustHours("5-12")}}}
		},
		"24 openings":           func(s *calendar.Spec) { s.Week.Mon = everyHour() },
		"a night until opening": func(s *calendar.Spec) { s.Week.Mon = []calendar.Hours{calendar.MustHours("22-08")} },
		"a year of each year": func(s *calendar.Spec) {
			s.Seasons = []calendar.Season{{First: day("2026-01-01"), Last: day("2026-12-31"), Yearly: true, Week: s.Week}}
		},
		"a leap day of each year": func(s *calendar.Spec) {
			s.Seasons = []calendar.Season{{First: day("2024-02-29"), Last: day("2024-02-29"), Yearly: true, Week: s.Week}}
		},
		"24 seasons": func(s *calendar.Spec) {
			for range 24 {
				s.Seasons = append(s.Seasons, calendar.Season{First: day("2026-01-01"), Week: s.Week})
			}
		},
		"400 rules": func(s *calendar.Spec) {
			for range 400 {
				s.Holidays.Rules = append(s.Holidays.Rules, calendar.Rule{Name: "N", Kind: calendar.FixedDate, Month: 2, Day: 29})
			}
		},
		"20,000 exceptions": func(s *calendar.Spec) {
			for d := range calendar.Date(20_000) {
				s.Exceptions = append(s.Exceptions, calendar.Exception{Date: s.From + d})
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			spec := office("Europe/Copenhagen", calendar.Denmark)
			change(&spec)
			compile(t, spec)
		})
	}
}

func everyHour() []calendar.Hours {
	var hours []calendar.Hours
	for h := range calendar.Clock(24) {
		hours = append(hours, calendar.Hours{Open: h * hour, Close: h*hour + hour/2})
	}
	return hours
}

func TestRuleRefused(t *testing.T) {
	for name, rule := range map[string]calendar.Rule{
		"no name":                {Kind: calendar.FixedDate, Month: 1, Day: 1},
		"no kind":                {Name: "N", Month: 1, Day: 1},
		"an unknown kind":        {Name: "N", Kind: "lunar", Month: 1, Day: 1},
		"an unknown category":    {Name: "N", Category: "bank", Kind: calendar.FixedDate, Month: 1, Day: 1},
		"month 0":                {Name: "N", Kind: calendar.FixedDate, Day: 1},
		"month 13":               {Name: "N", Kind: calendar.FixedDate, Month: 13, Day: 1},
		"day 0":                  {Name: "N", Kind: calendar.FixedDate, Month: 1},
		"30 February":            {Name: "N", Kind: calendar.FixedDate, Month: 2, Day: 30},
		"31 November":            {Name: "N", Kind: calendar.OnOrAfter, Weekday: "mon", Month: 11, Day: 31},
		"a weekday too many":     {Name: "N", Kind: calendar.FixedDate, Month: 1, Day: 1, Weekday: "mon"},
		"a weekday that is none": {Name: "N", Kind: calendar.FixedDate, Month: 1, Day: 1, Weekday: "x"},
		"no weekday":             {Name: "N", Kind: calendar.OnOrAfter, Month: 1, Day: 1},
		"an unknown weekday":     {Name: "N", Kind: calendar.OnOrAfter, Month: 1, Day: 1, Weekday: "Mon"},
		"Easter in a month":      {Name: "N", Kind: calendar.AfterEaster, Month: 1},
		"Easter on a weekday":    {Name: "N", Kind: calendar.AfterEaster, Weekday: "sun"},
		"long before Easter":     {Name: "N", Kind: calendar.AfterEaster, Day: -81},
		"long after Easter":      {Name: "N", Kind: calendar.AfterEaster, Day: 201},
		"from a year before 0":   {Name: "N", Kind: calendar.FixedDate, Month: 1, Day: 1, From: -1},
		"to a year before 0":     {Name: "N", Kind: calendar.FixedDate, Month: 1, Day: 1, To: -1},
		"years backwards":        {Name: "N", Kind: calendar.FixedDate, Month: 1, Day: 1, From: 2001, To: 2000},
	} {
		t.Run(name, func(t *testing.T) {
			_, ok := rule.In(2001)
			assert.False(t, ok)
			spec := office("Europe/Copenhagen", calendar.Denmark)
			spec.Holidays.Rules = []calendar.Rule{rule}
			require.ErrorIs(t, spec.Validate(), calendar.ErrRange)
		})
	}
	for want, rule := range map[string]calendar.Rule{
		"2000-02-29": {Name: "N", Kind: calendar.FixedDate, Month: 2, Day: 29},
		"2000-02-03": {Name: "N", Kind: calendar.AfterEaster, Day: -80},
		"2000-11-09": {Name: "N", Kind: calendar.AfterEaster, Day: 200},
		"2001-01-05": {Name: "N", Kind: calendar.OnOrAfter, Weekday: "fri", Month: 12, Day: 30},
		"2000-12-30": {Name: "N", Kind: calendar.OnOrAfter, Weekday: "sat", Month: 12, Day: 30, From: 2000, To: 2000},
		"2000-06-05": {Name: "N", Kind: calendar.OnOrAfter, Weekday: "mon", Month: 5, Day: 30, From: 2000, To: 2000},
	} {
		d, ok := rule.In(2000)
		require.True(t, ok)
		assert.Equal(t, want, d.String())
	}
	leap := calendar.Rule{Name: "N", Kind: calendar.FixedDate, Month: 2, Day: 29, From: 2000, To: 2007}
	for year, want := range map[int]bool{1996: false, 2000: true, 2001: false, 2004: true, 2008: false, 0: false, 10_000: false} {
		_, ok := leap.In(year)
		assert.Equal(t, want, ok, year)
	}
	for year, want := range map[int]bool{0: false, 1: true, 9999: true, 10_000: false} {
		_, ok := calendar.Rule{Name: "N", Kind: calendar.FixedDate, Month: 1, Day: 2}.In(year)
		assert.Equal(t, want, ok, year)
	}
	_, ok := calendar.Rule{Name: "N", Kind: calendar.OnOrAfter, Weekday: "mon", Month: 12, Day: 31}.In(9999)
	assert.False(t, ok, "Monday 10000-01-05")
}

// A spec is the same after it was written and read, and so is the calendar.
func TestSpecInJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		spec := anySpec(t)
		requireSameInJSON(t, spec)
		hours, err := calendar.Compile(spec, location(spec.Zone))
		if err != nil {
			return
		}
		require.Equal(t, spec, hours.Spec())
		require.Equal(t, spec.Name, hours.Name())
		require.Equal(t, spec.Zone, hours.Zone().Name())
	})

	spec := office("Europe/Oslo", calendar.Norway, calendar.Public, calendar.Custom)
	spec.Name, spec.From, spec.To = "desk", calendar.MustDate("2026-01-01"), calendar.MustDate("2026-12-31")
	spec.Holidays.Hours = []calendar.HolidayHours{{Category: calendar.Custom, Until: calendar.MustClock("12:00"), Working: true}}
	spec.Exceptions = []calendar.Exception{{Date: calendar.MustDate("2026-06-12"), Reason: "summer party"}}
	const want = `{"v":1,"name":"desk","zone":"Europe/Oslo","from":"2026-01-01","to":"2026-12-31",` +
		`"week":{"mon":["08:00-16:00"],"tue":["08:00-16:00"],"wed":["08:00-16:00"],"thu":["08:00-16:00"],"fri":["08:00-16:00"]},` +
		`"holidays":{"region":"NO","categories":["public","custom"],"hours":[{"category":"custom","until":"12:00","working":true}]},` +
		`"exceptions":[{"date":"2026-06-12","reason":"summer party"}]}`
	text, err := json.Marshal(spec)
	require.NoError(t, err)
	require.Equal(t, want, string(text))

	for name, change := range map[string][2]string{
		"another version":     {`"v":1`, `"v":2`},
		"no version":          {`"v":1,`, ``},
		"two versions":        {`"v":1`, `"v":1,"v":1`},
		"not UTF-8":           {`"name":"desk"`, "\"name\":\"\xff\""},
		"half a pair":         {`"name":"desk"`, `"name":"\ud83d"`},
		"an unknown field":    {`"zone"`, `"zones"`},
		"a field twice":       {`"zone"`, `"week":{},"zone"`},
		"a list twice":        {`"exceptions"`, `"exceptions":[{"date":"2026-06-11","hours":["10:00-12:00"]}],"exceptions"`},
		"twice, further in":   {`"until"`, `"until":"11:00","until"`},
		"a field in capitals": {`"name"`, `"Name"`},
		"one further in":      {`"category":"custom"`, `"category":"custom","color":"red"`},
		"a loose date":        {`2026-06-12`, `2026-6-12`},
		"loose hours":         {`08:00-16:00`, `8-16`},
		"hours of nothing":    {`08:00-16:00`, `00:00-00:00`},
		"something follows":   {`party"}]}`, `party"}]}{}`},
		"no object":           {want, `[]`},
	} {
		text := strings.Replace(want, change[0], change[1], 1)
		require.NotEqual(t, want, text)
		var read calendar.Spec
		require.Error(t, json.Unmarshal([]byte(text), &read), name)
		require.Error(t, read.UnmarshalJSON([]byte(text)), name)
		require.Equal(t, calendar.Spec{}, read, name)
	}
}

// What a caller does to the spec afterwards, and to what comes out, does not
// change the calendar.
func TestCalendarNeverChanges(t *testing.T) {
	eight, nine := []calendar.Hours{calendar.MustHours("8-16")}, calendar.MustHours("9-17")
	day := calendar.MustDate("2026-03-10")
	fresh := func() calendar.Spec {
		spec := office("Europe/Oslo", calendar.Norway, calendar.Public, calendar.Custom)
		spec.Week = calendar.MondayToFriday(slices.Clone(eight)...)
		spec.Seasons = []calendar.Season{{First: day, Week: calendar.EveryDay(slices.Clone(eight)...)}}
		spec.Holidays.Without = []string{"Good Friday"}
		spec.Holidays.Rules = []calendar.Rule{{Name: "N", Kind: calendar.FixedDate, Month: 1, Day: 2}}
		spec.Holidays.Hours = []calendar.HolidayHours{{Category: calendar.Custom, Hours: slices.Clone(eight)}}
		spec.Exceptions = []calendar.Exception{{Date: day, Hours: slices.Clone(eight)}}
		spec.WorkingDays = []calendar.Weekday{calendar.Monday}
		return spec
	}
	deface := func(spec calendar.Spec) {
		spec.Week.Mon[0] = nine
		spec.Seasons[0].Week.Mon[0] = nine
		spec.Seasons[0] = calendar.Season{}
		spec.Holidays.Categories[0] = "x"
		spec.Holidays.Without[0] = "x"
		spec.Holidays.Rules[0].Name = "x"
		spec.Holidays.Hours[0].Hours[0] = nine
		spec.Holidays.Hours[0] = calendar.HolidayHours{}
		spec.Exceptions[0].Hours[0] = nine
		spec.Exceptions[0] = calendar.Exception{}
		spec.WorkingDays[0] = "x"
	}
	given := fresh()
	hours := compile(t, given)
	deface(given)
	require.Equal(t, fresh(), hours.Spec())
	deface(hours.Spec())
	require.Equal(t, fresh(), hours.Spec())

	known, err := hours.Day(day)
	require.NoError(t, err)
	known.Hours[0] = nine
	again, err := hours.Day(day)
	require.NoError(t, err)
	require.Equal(t, eight, again.Hours)

	same := hours
	require.Equal(t, map[calendar.Calendar]int{hours: 1}, map[calendar.Calendar]int{same: 1})
	require.Len(t, map[calendar.Calendar]bool{hours: true, same: true, compile(t, fresh()): true}, 2)
}
