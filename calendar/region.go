package calendar

import (
	"fmt"
	"slices"
	"strings"
)

// Region is a country, or a German state, whose holidays this package knows.
// The text is the ISO 3166 code: "NO", "DE-RP". Germany as a whole is none: each
// state has its own holidays.
type Region string

// The regions.
const (
	Norway  Region = "NO"
	Denmark Region = "DK"
	Sweden  Region = "SE"

	BadenWuerttemberg     Region = "DE-BW"
	Bavaria               Region = "DE-BY"
	Berlin                Region = "DE-BE"
	Brandenburg           Region = "DE-BB"
	Bremen                Region = "DE-HB"
	Hamburg               Region = "DE-HH"
	Hesse                 Region = "DE-HE"
	LowerSaxony           Region = "DE-NI"
	MecklenburgVorpommern Region = "DE-MV"
	NorthRhineWestphalia  Region = "DE-NW"
	RhinelandPalatinate   Region = "DE-RP"
	Saarland              Region = "DE-SL"
	Saxony                Region = "DE-SN"
	SaxonyAnhalt          Region = "DE-ST"
	SchleswigHolstein     Region = "DE-SH"
	Thuringia             Region = "DE-TH"
)

const germanStates = "BW BY BE BB HB HH HE NI MV NW RP SL SN ST SH TH"

// Years returns the first and the last year for which the holidays of the
// region are known. Germany in 1990 was two legal systems.
func (r Region) Years() (from, to int, err error) {
	switch {
	case r == Norway || r == Denmark || r == Sweden:
		return 1990, 2075, nil
	case r.state() != "":
		return 1991, 2075, nil
	case r == "DE":
		return 0, 0, fmt.Errorf("calendar: %w: in Germany each state has its own holidays; name one, such as %q", ErrRegion, RhinelandPalatinate)
	default:
		return 0, 0, fmt.Errorf("calendar: %w: %q", ErrRegion, string(r))
	}
}

// state returns the letters of a German state, "" for another region.
func (r Region) state() string {
	letters, german := strings.CutPrefix(string(r), "DE-")
	if !german || !slices.Contains(strings.Fields(germanStates), letters) {
		return ""
	}
	return letters
}

// Rules returns the holidays of a region in some categories, all of them if
// none is named, as the law stands: with the years in which each was or is one.
// An unknown region, and "DE" without a state, is [ErrRegion].
func (r Region) Rules(categories ...Category) ([]Rule, error) {
	if _, _, err := r.Years(); err != nil {
		return nil, err
	}
	var rules []Rule
	switch r {
	case Norway:
		rules = norwegian()
	case Denmark:
		rules = danish()
	case Sweden:
		rules = swedish()
	default:
		rules = german(r.state())
	}
	return slices.DeleteFunc(rules, func(rule Rule) bool {
		return len(categories) > 0 && !slices.Contains(categories, rule.Category)
	}), nil
}

// sunday is how people of the region call the day.
func (r Region) sunday() string {
	switch {
	case r == Norway || r == Denmark:
		return "søndag"
	case r == Sweden:
		return "söndag"
	case r.state() != "":
		return "Sonntag"
	default:
		return ""
	}
}

// norwegian: Act of 24 February 1995 no. 12, section 2; 1 and 17 May by the Act
// of 26 April 1947 no. 1, section 1. Unchanged since 1990.
func norwegian() []Rule {
	return []Rule{
		fixed(1, 1, "New Year's Day", "Første nyttårsdag"),
		fromEaster(-3, "Maundy Thursday", "Skjærtorsdag"),
		fromEaster(-2, "Good Friday", "Langfredag"),
		fromEaster(0, "Easter Sunday", "Første påskedag"),
		fromEaster(1, "Easter Monday", "Andre påskedag"),
		fixed(5, 1, "Labour Day", "Arbeidernes dag"),
		fixed(5, 17, "Constitution Day", "Grunnlovsdag"),
		fromEaster(39, "Ascension Day", "Kristi himmelfartsdag"),
		fromEaster(49, "Whit Sunday", "Første pinsedag"),
		fromEaster(50, "Whit Monday", "Andre pinsedag"),
		fixed(12, 24, "Christmas Eve", "Julaften").as(Custom),
		fixed(12, 25, "Christmas Day", "Første juledag"),
		fixed(12, 26, "Second Day of Christmas", "Andre juledag"),
		fixed(12, 31, "New Year's Eve", "Nyttårsaften").as(Custom),
	}
}

// danish: Great Prayer Day was abolished by Act no. 214 of 6 March 2023 from
// 2024. Constitution Day is no public holiday.
func danish() []Rule {
	return []Rule{
		fixed(1, 1, "New Year's Day", "Nytårsdag"),
		fromEaster(-3, "Maundy Thursday", "Skærtorsdag"),
		fromEaster(-2, "Good Friday", "Langfredag"),
		fromEaster(0, "Easter Sunday", "Påskedag"),
		fromEaster(1, "Easter Monday", "Anden påskedag"),
		fromEaster(26, "Great Prayer Day", "Store bededag").to(2023),
		fixed(5, 1, "Labour Day", "Arbejdernes kampdag").as(Custom),
		fromEaster(39, "Ascension Day", "Kristi himmelfartsdag"),
		fromEaster(49, "Whit Sunday", "Pinsedag"),
		fromEaster(50, "Whit Monday", "Anden pinsedag"),
		fixed(6, 5, "Constitution Day", "Grundlovsdag").as(Custom),
		fixed(12, 24, "Christmas Eve", "Juleaftensdag").as(Custom),
		fixed(12, 25, "Christmas Day", "Juledag"),
		fixed(12, 26, "Second Day of Christmas", "Anden juledag"),
		fixed(12, 31, "New Year's Eve", "Nytårsaften").as(Custom),
	}
}

// swedish: Act 1989:253, amended by SFS 2004:1320, which made the National Day
// a holiday and took Whit Monday from 2005. The three eves are on a par with
// Sundays in the Holidays Act 1977:480, section 3 a.
func swedish() []Rule {
	return []Rule{
		fixed(1, 1, "New Year's Day", "Nyårsdagen"),
		fixed(1, 6, "Epiphany", "Trettondedag jul"),
		fromEaster(-2, "Good Friday", "Långfredagen"),
		fromEaster(0, "Easter Sunday", "Påskdagen"),
		fromEaster(1, "Easter Monday", "Annandag påsk"),
		fixed(5, 1, "Labour Day", "Första maj"),
		fromEaster(39, "Ascension Day", "Kristi himmelsfärdsdag"),
		fromEaster(49, "Whit Sunday", "Pingstdagen"),
		fromEaster(50, "Whit Monday", "Annandag pingst").to(2004),
		fixed(6, 6, "National Day", "Nationaldagen").since(2005),
		onOrAfter(Friday, 6, 19, "Midsummer Eve", "Midsommarafton").as(DeFacto),
		onOrAfter(Saturday, 6, 20, "Midsummer Day", "Midsommardagen"),
		onOrAfter(Saturday, 10, 31, "All Saints' Day", "Alla helgons dag"),
		fixed(12, 24, "Christmas Eve", "Julafton").as(DeFacto),
		fixed(12, 25, "Christmas Day", "Juldagen"),
		fixed(12, 26, "Second Day of Christmas", "Annandag jul"),
		fixed(12, 31, "New Year's Eve", "Nyårsafton").as(DeFacto),
	}
}

// german: the holiday acts of the states. Repentance Day was abolished in 1995
// to pay for the care insurance, but in Saxony; Reformation Day was a holiday
// everywhere once, in 2017. Sundays that are holidays by name are listed for
// Brandenburg only, which names two of them.
func german(state string) []Rule {
	table := []struct {
		states string
		rule   Rule
	}{
		{germanStates, fixed(1, 1, "New Year's Day", "Neujahr")},
		{"BW BY", fixed(1, 6, "Epiphany", "Heilige Drei Könige")},
		{"ST", fixed(1, 6, "Epiphany", "Heilige Drei Könige").since(1993)},
		{"BE", fixed(3, 8, "Women's Day", "Frauentag").since(2019)},
		{"MV", fixed(3, 8, "Women's Day", "Frauentag").since(2023)},
		{germanStates, fromEaster(-2, "Good Friday", "Karfreitag")},
		{"BB", fromEaster(0, "Easter Sunday", "Ostersonntag")},
		{germanStates, fromEaster(1, "Easter Monday", "Ostermontag")},
		{germanStates, fixed(5, 1, "Labour Day", "Erster Mai")},
		{"BE", fixed(5, 8, "75 years since the end of the war in Europe", "75. Jahrestag der Befreiung vom Nationalsozialismus").since(2020).to(2020)},
		{"BE", fixed(5, 8, "80 years since the end of the war in Europe", "80. Jahrestag der Befreiung vom Nationalsozialismus").since(2025).to(2025)},
		{germanStates, fromEaster(39, "Ascension Day", "Christi Himmelfahrt")},
		{"BB", fromEaster(49, "Whit Sunday", "Pfingstsonntag")},
		{germanStates, fromEaster(50, "Whit Monday", "Pfingstmontag")},
		{"BW BY HE NW RP SL", fromEaster(60, "Corpus Christi", "Fronleichnam")},
		{"SN TH", fromEaster(60, "Corpus Christi", "Fronleichnam").as(Local)},
		{"BE", fixed(6, 17, "75 years since the uprising of 1953", "75. Jahrestag des Aufstandes vom 17. Juni 1953").since(2028).to(2028)},
		{"BY", fixed(8, 8, "Augsburg Peace Festival", "Augsburger Hohes Friedensfest").as(Local)},
		{"SL", fixed(8, 15, "Assumption Day", "Mariä Himmelfahrt")},
		{"BY", fixed(8, 15, "Assumption Day", "Mariä Himmelfahrt").as(Local)},
		{"TH", fixed(9, 20, "World Children's Day", "Weltkindertag").since(2019)},
		{germanStates, fixed(10, 3, "German Unity Day", "Tag der Deutschen Einheit")},
		{"BB MV SN ST TH", fixed(10, 31, "Reformation Day", "Reformationstag")},
		{"HB HH NI SH", fixed(10, 31, "Reformation Day", "Reformationstag").since(2017)},
		{"BW BY BE HE NW RP SL", fixed(10, 31, "Reformation Day", "Reformationstag").since(2017).to(2017)},
		{"BW BY NW RP SL", fixed(11, 1, "All Saints' Day", "Allerheiligen")},
		{"SN", onOrAfter(Wednesday, 11, 16, "Repentance Day", "Buß- und Bettag")},
		{"BW BY BE BB HB HH HE NI MV NW RP SL ST SH TH", onOrAfter(Wednesday, 11, 16, "Repentance Day", "Buß- und Bettag").to(1994)},
		{germanStates, fixed(12, 25, "Christmas Day", "Erster Weihnachtstag")},
		{germanStates, fixed(12, 26, "Second Day of Christmas", "Zweiter Weihnachtstag")},
	}
	var rules []Rule
	for _, row := range table {
		if strings.Contains(row.states, state) {
			rules = append(rules, row.rule)
		}
	}
	return rules
}

func fixed(month, day int, name, local string) Rule {
	return Rule{Name: name, Local: local, Category: Public, Kind: FixedDate, Month: month, Day: day}
}

func fromEaster(days int, name, local string) Rule {
	return Rule{Name: name, Local: local, Category: Public, Kind: AfterEaster, Day: days}
}

func onOrAfter(weekday Weekday, month, day int, name, local string) Rule {
	return Rule{Name: name, Local: local, Category: Public, Kind: OnOrAfter, Month: month, Day: day, Weekday: weekday}
}

func (r Rule) as(category Category) Rule {
	r.Category = category
	return r
}

func (r Rule) since(year int) Rule {
	r.From = year
	return r
}

func (r Rule) to(year int) Rule {
	r.To = year
	return r
}
