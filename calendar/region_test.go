package calendar_test

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/calendar"
)

// datesOf returns the dates of a region's holidays in a category and a year, as
// month and day, each once.
func datesOf(t *testing.T, region calendar.Region, category calendar.Category, year int) []string {
	rules, err := region.Rules(category)
	require.NoError(t, err)
	var dates []string
	for _, rule := range rules {
		if d, ok := rule.In(year); ok {
			dates = append(dates, strings.TrimPrefix(d.String(), strconv.Itoa(year)+"-"))
		}
	}
	slices.Sort(dates)
	return slices.Compact(dates)
}

// The files of testdata/holidays are the dates themselves, collected apart from
// the rules and corrected by the laws.
func TestHolidaysByDate(t *testing.T) {
	files, err := os.ReadDir("testdata/holidays")
	require.NoError(t, err)
	require.Len(t, files, 12)
	for _, file := range files {
		text, err := os.ReadFile("testdata/holidays/" + file.Name())
		require.NoError(t, err)
		region := calendar.Region(strings.TrimSuffix(file.Name(), ".txt"))
		t.Run(string(region), func(t *testing.T) {
			category, lines := calendar.Category(""), 0
			for line := range strings.Lines(string(text)) {
				words := strings.Fields(line)
				if len(words) == 0 || words[0] == "#" {
					continue
				}
				year, err := strconv.Atoi(words[0])
				if err != nil {
					category = calendar.Category(words[0])
					continue
				}
				lines++
				if region == "DE" {
					assert.Equal(t, words[1:], sharedByStates(t, year), year)
					continue
				}
				assert.Equal(t, words[1:], datesOf(t, region, category, year), "%s %d", category, year)
			}
			assert.GreaterOrEqual(t, lines, 70)
		})
	}
}

func states() []calendar.Region {
	return slices.DeleteFunc(slices.Clone(regions), func(r calendar.Region) bool { return !strings.HasPrefix(string(r), "DE-") })
}

func sharedByStates(t *testing.T, year int) []string {
	shared := datesOf(t, states()[0], calendar.Public, year)
	for _, state := range states() {
		dates := datesOf(t, state, calendar.Public, year)
		shared = slices.DeleteFunc(shared, func(date string) bool { return !slices.Contains(dates, date) })
	}
	return shared
}

// What the law of each German state has beside the holidays of all: by hand,
// from the acts, for a year before and one after each change.
func TestGermanStates(t *testing.T) {
	require.Len(t, states(), 16)
	// Easter Sunday was 31 March 1991, 11 April 1993, 4 April 2026.
	common := map[int]string{
		1991: "01-01 03-29 04-01 05-01 05-09 05-20 10-03 11-20 12-25 12-26",
		1993: "01-01 04-09 04-12 05-01 05-20 05-31 10-03 11-17 12-25 12-26",
		1995: "01-01 04-14 04-17 05-01 05-25 06-05 10-03 12-25 12-26",
		2017: "01-01 04-14 04-17 05-01 05-25 06-05 10-03 10-31 12-25 12-26",
		1992: "01-01 04-17 04-20 05-01 05-28 06-08 10-03 11-18 12-25 12-26",
		2022: "01-01 04-15 04-18 05-01 05-26 06-06 10-03 12-25 12-26",
		2023: "01-01 04-07 04-10 05-01 05-18 05-29 10-03 12-25 12-26",
		2018: "01-01 03-30 04-02 05-01 05-10 05-21 10-03 12-25 12-26",
		2026: "01-01 04-03 04-06 05-01 05-14 05-25 10-03 12-25 12-26",
	}
	own := map[calendar.Region]map[int]string{
		calendar.BadenWuerttemberg: {2017: "01-06 06-15 11-01", 2018: "01-06 05-31 11-01", 2026: "01-06 06-04 11-01"},
		calendar.Bavaria:           {1991: "01-06 05-30 11-01", 2026: "01-06 06-04 11-01"},
		calendar.Berlin:            {2017: "", 2018: "", 2026: "03-08"},
		calendar.Brandenburg:       {1991: "03-31 05-19 10-31", 2026: "04-05 05-24 10-31"},
		calendar.Bremen:            {1991: "", 2017: "", 2018: "10-31", 2026: "10-31"},
		calendar.Hamburg:           {1991: "", 2018: "10-31", 2026: "10-31"},
		calendar.Hesse:             {1991: "05-30", 2018: "05-31", 2026: "06-04"},
		calendar.LowerSaxony:       {1991: "", 2018: "10-31", 2026: "10-31"},
		calendar.MecklenburgVorpommern: {
			1991: "10-31", 2018: "10-31", 2022: "10-31", 2023: "03-08 10-31", 2026: "03-08 10-31",
		},
		calendar.NorthRhineWestphalia: {1991: "05-30 11-01", 2026: "06-04 11-01"},
		calendar.RhinelandPalatinate:  {1991: "05-30 11-01", 2026: "06-04 11-01"},
		calendar.Saarland:             {1991: "05-30 08-15 11-01", 2026: "06-04 08-15 11-01"},
		calendar.Saxony:               {1991: "10-31", 1995: "10-31 11-22", 2026: "10-31 11-18"},
		calendar.SaxonyAnhalt:         {1991: "10-31", 1992: "10-31", 1993: "01-06 10-31", 2026: "01-06 10-31"},
		calendar.SchleswigHolstein:    {1991: "", 2018: "10-31", 2026: "10-31"},
		calendar.Thuringia:            {1991: "10-31", 2018: "10-31", 2022: "09-20 10-31", 2026: "09-20 10-31"},
	}
	for _, state := range states() {
		require.Contains(t, own, state)
		for year, extra := range own[state] {
			want := append(strings.Fields(common[year]), strings.Fields(extra)...)
			slices.Sort(want)
			assert.Equal(t, slices.Compact(want), datesOf(t, state, calendar.Public, year), "%s %d", state, year)
		}
	}
	for year, berlin := range map[int]string{2019: "03-08", 2020: "03-08 05-08", 2025: "03-08 05-08", 2028: "03-08 06-17"} {
		dates := datesOf(t, calendar.Berlin, calendar.Public, year)
		for _, date := range strings.Fields("03-08 05-08 06-17") {
			assert.Equal(t, strings.Contains(berlin, date), slices.Contains(dates, date), "%d-%s", year, date)
		}
	}
}

// Each name in the language of the place, with the day in 2026, or in the last
// year that had it.
func TestHolidayNames(t *testing.T) {
	want := map[calendar.Region]string{
		calendar.Norway: `
2026-01-01 public New Year's Day (Første nyttårsdag)
2026-04-02 public Maundy Thursday (Skjærtorsdag)
2026-04-03 public Good Friday (Langfredag)
2026-04-05 public Easter Sunday (Første påskedag)
2026-04-06 public Easter Monday (Andre påskedag)
2026-05-01 public Labour Day (Arbeidernes dag)
2026-05-14 public Ascension Day (Kristi himmelfartsdag)
2026-05-17 public Constitution Day (Grunnlovsdag)
2026-05-24 public Whit Sunday (Første pinsedag)
2026-05-25 public Whit Monday (Andre pinsedag)
2026-12-24 custom Christmas Eve (Julaften)
2026-12-25 public Christmas Day (Første juledag)
2026-12-26 public Second Day of Christmas (Andre juledag)
2026-12-31 custom New Year's Eve (Nyttårsaften)`,
		calendar.Denmark: `
2023-05-05 public Great Prayer Day (Store bededag)
2026-01-01 public New Year's Day (Nytårsdag)
2026-04-02 public Maundy Thursday (Skærtorsdag)
2026-04-03 public Good Friday (Langfredag)
2026-04-05 public Easter Sunday (Påskedag)
2026-04-06 public Easter Monday (Anden påskedag)
2026-05-01 custom Labour Day (Arbejdernes kampdag)
2026-05-14 public Ascension Day (Kristi himmelfartsdag)
2026-05-24 public Whit Sunday (Pinsedag)
2026-05-25 public Whit Monday (Anden pinsedag)
2026-06-05 custom Constitution Day (Grundlovsdag)
2026-12-24 custom Christmas Eve (Juleaftensdag)
2026-12-25 public Christmas Day (Juledag)
2026-12-26 public Second Day of Christmas (Anden juledag)
2026-12-31 custom New Year's Eve (Nytårsaften)`,
		calendar.Sweden: `
2004-05-31 public Whit Monday (Annandag pingst)
2026-01-01 public New Year's Day (Nyårsdagen)
2026-01-06 public Epiphany (Trettondedag jul)
2026-04-03 public Good Friday (Långfredagen)
2026-04-05 public Easter Sunday (Påskdagen)
2026-04-06 public Easter Monday (Annandag påsk)
2026-05-01 public Labour Day (Första maj)
2026-05-14 public Ascension Day (Kristi himmelsfärdsdag)
2026-05-24 public Whit Sunday (Pingstdagen)
2026-06-06 public National Day (Nationaldagen)
2026-06-19 de-facto Midsummer Eve (Midsommarafton)
2026-06-20 public Midsummer Day (Midsommardagen)
2026-10-31 public All Saints' Day (Alla helgons dag)
2026-12-24 de-facto Christmas Eve (Julafton)
2026-12-25 public Christmas Day (Juldagen)
2026-12-26 public Second Day of Christmas (Annandag jul)
2026-12-31 de-facto New Year's Eve (Nyårsafton)`,
		calendar.Bavaria: `
1994-11-16 public Repentance Day (Buß- und Bettag)
2017-10-31 public Reformation Day (Reformationstag)
2026-01-01 public New Year's Day (Neujahr)
2026-01-06 public Epiphany (Heilige Drei Könige)
2026-04-03 public Good Friday (Karfreitag)
2026-04-06 public Easter Monday (Ostermontag)
2026-05-01 public Labour Day (Erster Mai)
2026-05-14 public Ascension Day (Christi Himmelfahrt)
2026-05-25 public Whit Monday (Pfingstmontag)
2026-06-04 public Corpus Christi (Fronleichnam)
2026-08-08 local Augsburg Peace Festival (Augsburger Hohes Friedensfest)
2026-08-15 local Assumption Day (Mariä Himmelfahrt)
2026-10-03 public German Unity Day (Tag der Deutschen Einheit)
2026-11-01 public All Saints' Day (Allerheiligen)
2026-12-25 public Christmas Day (Erster Weihnachtstag)
2026-12-26 public Second Day of Christmas (Zweiter Weihnachtstag)`,
		calendar.Berlin: `
2020-05-08 public 75 years since the end of the war in Europe (75. Jahrestag der Befreiung vom Nationalsozialismus)
2025-05-08 public 80 years since the end of the war in Europe (80. Jahrestag der Befreiung vom Nationalsozialismus)
2026-03-08 public Women's Day (Frauentag)
2028-06-17 public 75 years since the uprising of 1953 (75. Jahrestag des Aufstandes vom 17. Juni 1953)`,
		calendar.Brandenburg: `
2026-04-05 public Easter Sunday (Ostersonntag)
2026-05-24 public Whit Sunday (Pfingstsonntag)`,
		calendar.Thuringia: `
2026-06-04 local Corpus Christi (Fronleichnam)
2026-09-20 public World Children's Day (Weltkindertag)`,
	}
	for region, lines := range want {
		rules, err := region.Rules()
		require.NoError(t, err)
		var got []string
		for _, rule := range rules {
			year := 2026
			if rule.To != 0 && rule.To < 2026 {
				year = rule.To
			}
			d, ok := rule.In(max(year, rule.From))
			require.True(t, ok)
			holiday := calendar.Holiday{Name: rule.Name, Local: rule.Local, Category: rule.Category}
			got = append(got, d.String()+" "+string(rule.Category)+" "+holiday.String())
		}
		slices.Sort(got)
		for line := range strings.Lines(strings.TrimSpace(lines)) {
			assert.Contains(t, got, strings.TrimSpace(line), region)
		}
		if len(strings.Split(strings.TrimSpace(lines), "\n")) > 4 {
			assert.Len(t, got, len(strings.Split(strings.TrimSpace(lines), "\n")), region)
		}
	}
}

// A second way to find Easter, by tables of the church: golden number and
// epact, solar and lunar corrections.
func TestEaster(t *testing.T) {
	rule := calendar.Rule{Name: "Easter Sunday", Kind: calendar.AfterEaster}
	for year := 1583; year <= 9999; year++ {
		golden := year%19 + 1
		century := year/100 + 1
		solar := 3*century/4 - 12
		lunar := (8*century+5)/25 - 5
		epact := (11*golden + 20 + lunar - solar) % 30
		if epact < 0 {
			epact += 30
		}
		if epact == 25 && golden > 11 || epact == 24 {
			epact++
		}
		full := 44 - epact // in days of March
		if full < 21 {
			full += 30
		}
		moon := time.Date(year, time.March, full, 0, 0, 0, 0, time.UTC)
		sunday := moon.AddDate(0, 0, 7-int(moon.Weekday()))
		d, ok := rule.In(year)
		require.True(t, ok)
		require.Equal(t, sunday.Format("2006-01-02"), d.String())
	}
	for _, date := range []string{"1990-04-15", "2000-04-23", "2008-03-23", "2026-04-05", "2038-04-25", "2049-04-18", "2075-04-07"} {
		want := calendar.MustDate(date)
		year, _, _ := want.Civil()
		d, _ := rule.In(year)
		require.Equal(t, want, d)
	}
}

func TestRegions(t *testing.T) {
	for _, region := range regions {
		first, last, err := region.Years()
		switch {
		case region == "":
			require.ErrorIs(t, err, calendar.ErrRegion)
			continue
		case strings.HasPrefix(string(region), "DE"):
			assert.Equal(t, []int{1991, 2075}, []int{first, last}, region)
		default:
			assert.Equal(t, []int{1990, 2075}, []int{first, last}, region)
		}
		require.NoError(t, err)
		rules, err := region.Rules()
		require.NoError(t, err)
		for _, rule := range rules {
			assert.NotEmpty(t, rule.Local)
			assert.NotEmpty(t, rule.Category)
		}
	}
	for _, region := range []calendar.Region{"DE", "DE-XX", "DE-", "DE-BW BY", "DE- ", "no", "FI", "DK-RP"} {
		_, err := region.Rules()
		require.ErrorIs(t, err, calendar.ErrRegion, region)
	}
	_, err := calendar.Region("DE").Rules()
	require.ErrorContains(t, err, "state")
}
