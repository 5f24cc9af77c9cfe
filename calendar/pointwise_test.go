package calendar_test

import (
	"slices"
	"sort"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/avtale/avtale/calendar"
)

// A reference answers for a spec from its definition alone, instant by instant:
// what does the clock on the wall show, and is that in the hours of the day, or
// in those of the night before? It knows when the answer can change, when a
// clock shows the beginning or the end of an opening or is changed itself, asks
// at each of these instants, and adds up.
type reference struct {
	spec       calendar.Spec
	zone       calendar.Zone
	holidays   map[calendar.Date]calendar.Category // the first category of each
	start, end int64                               // unix seconds
	at         []int64                             // when the answer can change
	open       []bool                              // from at[i] on
	before     []int64                             // open seconds before at[i]
	newest     []calendar.Date                     // the newest day shown up to at[i]
}

func newReference(t require.TestingT, spec calendar.Spec) *reference {
	r := &reference{spec: spec, zone: zone(spec.Zone), holidays: map[calendar.Date]calendar.Category{}}
	r.observe(t)

	// Two days more on each side than is asked for.
	from, _ := r.zone.Local(spec.From-3, calendar.MustClock("12:00"))
	until, _ := r.zone.Local(spec.To+3, calendar.MustClock("12:00"))
	if from.IsZero() { // a day that never was
		from, _ = r.zone.Local(spec.From-4, calendar.MustClock("12:00"))
	}
	if until.IsZero() {
		until, _ = r.zone.Local(spec.To+4, calendar.MustClock("12:00"))
	}
	first, last := from.Time().Unix(), until.Time().Unix()

	offsets := map[int64]bool{}
	edges := []int64{first}
	const step = 6 * 60 * 60
	for second := first; second < last; second += step {
		if now := r.offset(second); now != r.offset(second+step) {
			change := sort.Search(step, func(i int) bool { return r.offset(second+int64(i)) != now })
			edges = append(edges, second+int64(change))
		}
	}
	for _, edge := range edges {
		offsets[r.offset(edge)] = true
	}
	clocks := r.clocks()
	for d := spec.From - 4; d <= spec.To+4; d++ {
		for _, clock := range clocks {
			for offset := range offsets {
				if instant := unixOf(d) + clock - offset; first < instant && instant < last {
					edges = append(edges, instant)
				}
			}
		}
	}
	slices.Sort(edges)
	for _, at := range slices.Compact(edges) {
		r.add(at)
	}
	// Answered for is the time from when a clock first shows the first day to when
	// one first shows the day after the last.
	r.start, r.end = last, last
	for _, at := range r.at {
		if r.day(at) >= spec.From {
			r.start = min(r.start, at)
		}
		if r.day(at) > spec.To {
			r.end = min(r.end, at)
		}
	}
	return r
}

func unixOf(d calendar.Date) int64 { return (int64(d) - 719162) * 86400 }

func (r *reference) wall(second int64) int64 {
	m := r.zone.At(time.Unix(second, 0))
	h, minute, s := m.Clock().Fields()
	return unixOf(m.Date()) + int64(3600*h+60*minute+s)
}

func (r *reference) offset(second int64) int64 { return r.wall(second) - second }

func (r *reference) day(second int64) calendar.Date { return r.zone.At(time.Unix(second, 0)).Date() }

// clocks returns all times of day at which something begins or ends.
func (r *reference) clocks() []int64 {
	seen := map[int64]bool{0: true}
	add := func(lists ...[]calendar.Hours) {
		for _, list := range lists {
			for _, hours := range list {
				seen[seconds(hours.Open)], seen[seconds(hours.Close)] = true, true
			}
		}
	}
	weeks := []calendar.Week{r.spec.Week}
	for _, season := range r.spec.Seasons {
		weeks = append(weeks, season.Week)
	}
	for _, week := range weeks {
		add(week.Mon, week.Tue, week.Wed, week.Thu, week.Fri, week.Sat, week.Sun)
	}
	for _, exception := range r.spec.Exceptions {
		add(exception.Hours)
	}
	for _, holiday := range r.spec.Holidays.Hours {
		add(holiday.Hours)
		seen[seconds(holiday.Until)] = true
	}
	var clocks []int64
	for clock := range seen {
		clocks = append(clocks, clock)
	}
	return clocks
}

func seconds(clock calendar.Clock) int64 {
	h, m, s := clock.Fields()
	return int64(3600*h + 60*m + s)
}

func (r *reference) add(at int64) {
	var before int64
	newest := r.day(at)
	if last := len(r.at) - 1; last >= 0 {
		newest = max(newest, r.newest[last])
		before = r.before[last]
		if r.open[last] {
			before += at - r.at[last]
		}
	}
	r.at, r.open, r.before = append(r.at, at), append(r.open, r.isOpen(at)), append(r.before, before)
	r.newest = append(r.newest, newest)
}

func (r *reference) observe(t require.TestingT) {
	h := r.spec.Holidays
	rules := slices.Clone(h.Rules)
	if h.Region != "" {
		categories := h.Categories
		if len(categories) == 0 {
			categories = []calendar.Category{calendar.Public}
		}
		regional, err := h.Region.Rules()
		require.NoError(t, err)
		for _, rule := range regional {
			if slices.Contains(categories, rule.Category) && !slices.Contains(h.Without, rule.Name) {
				rules = append(rules, rule)
			}
		}
	}
	order := []calendar.Category{calendar.Public, calendar.Local, calendar.DeFacto, calendar.Custom}
	first, _, _ := (r.spec.From - 9).Civil()
	last, _, _ := (r.spec.To + 9).Civil()
	for _, category := range slices.Backward(order) { // the first is written last
		for _, rule := range rules {
			for year := first - 1; year <= last; year++ {
				d, ok := rule.In(year)
				if ok && (rule.Category == category || rule.Category == "" && category == calendar.Public) {
					r.holidays[d] = category
				}
			}
		}
	}
	for d := r.spec.From - 9; d <= r.spec.To+9; d++ {
		if h.Sundays && d.Weekday() == time.Sunday {
			r.holidays[d] = calendar.Public
		}
	}
}

// plan returns the hours that start on a day, and whether it is a working day.
func (r *reference) plan(d calendar.Date) ([]calendar.Hours, bool) {
	week := r.spec.Week
	for _, season := range r.spec.Seasons {
		if inSeason(season, d) {
			week = season.Week
		}
	}
	byDay := map[time.Weekday][]calendar.Hours{
		time.Monday: week.Mon, time.Tuesday: week.Tue, time.Wednesday: week.Wed, time.Thursday: week.Thu,
		time.Friday: week.Fri, time.Saturday: week.Sat, time.Sunday: week.Sun,
	}
	names := map[time.Weekday]calendar.Weekday{
		time.Monday: "mon", time.Tuesday: "tue", time.Wednesday: "wed", time.Thursday: "thu",
		time.Friday: "fri", time.Saturday: "sat", time.Sunday: "sun",
	}
	hours := byDay[d.Weekday()]
	listed := slices.Contains(r.spec.WorkingDays, names[d.Weekday()])
	working := len(hours) > 0
	if r.spec.WorkingDays != nil {
		working = listed
	}
	for _, exception := range r.spec.Exceptions {
		if exception.Date != d {
			continue
		}
		working := len(exception.Hours) > 0 && (r.spec.WorkingDays == nil || listed)
		switch exception.Counts {
		case calendar.AsWorkingDay:
			working = true
		case calendar.AsDayOff:
			working = false
		}
		return exception.Hours, working
	}
	category, holiday := r.holidays[d]
	if !holiday {
		return hours, working
	}
	for _, own := range r.spec.Holidays.Hours {
		if own.Category == category {
			short := r.onHoliday(category, hours)
			return short, working && own.Working && len(short) > 0
		}
	}
	return nil, false
}

// onHoliday returns the hours of a day that is a holiday of a category.
func (r *reference) onHoliday(category calendar.Category, hours []calendar.Hours) []calendar.Hours {
	for _, own := range r.spec.Holidays.Hours {
		if own.Category != category {
			continue
		}
		if own.Until == 0 {
			return own.Hours
		}
		var short []calendar.Hours
		for _, opening := range hours {
			if opening.Open >= own.Until {
				continue
			}
			nextDay := opening.Close <= opening.Open && opening.Close > 0 // 00:00 is the end of the day too
			if nextDay || opening.Close > own.Until || opening.Close == 0 && own.Until < clockAt(86400) {
				opening.Close = own.Until
			}
			short = append(short, opening)
		}
		return short
	}
	return nil
}

// inSeason looks whether a day is in one of a season's stretches.
func inSeason(season calendar.Season, d calendar.Date) bool {
	if !season.Yearly {
		return season.First <= d && (season.Last == 0 || d <= season.Last)
	}
	for first, last, k := season.First, season.Last, 0; first <= d; {
		if d <= last {
			return true
		}
		k += 12
		first, last = season.First.AddMonths(k), season.Last.AddMonths(k)
	}
	return false
}

// isOpen is the definition.
func (r *reference) isOpen(second int64) bool {
	wall := r.wall(second)
	d := r.day(second)
	clock := wall - unixOf(d)
	today, _ := r.plan(d)
	for _, opening := range today {
		from, until := seconds(opening.Open), seconds(opening.Close)
		if until <= from {
			until += 86400
		}
		if from <= clock && clock < until {
			return true
		}
	}
	yesterday, _ := r.plan(d - 1)
	for _, opening := range yesterday {
		from, until := seconds(opening.Open), seconds(opening.Close)
		if until <= from && clock < until {
			return true
		}
	}
	return false
}

// overlaps reports whether a night reaches into hours of the next day on some
// date, or in some week.
func (r *reference) overlaps(weeks bool) bool {
	meet := func(night, day []calendar.Hours) bool {
		for _, late := range night {
			for _, early := range day {
				if late.Close <= late.Open && early.Open < late.Close {
					return true
				}
			}
		}
		return false
	}
	for d := r.spec.From; d <= r.spec.To; d++ {
		yesterday, _ := r.plan(d - 1)
		today, _ := r.plan(d)
		if meet(yesterday, today) {
			return true
		}
	}
	if !weeks {
		return false
	}
	all := []calendar.Week{r.spec.Week}
	for _, season := range r.spec.Seasons {
		all = append(all, season.Week)
	}
	for _, w := range all {
		if r.spec.Holidays.Sundays {
			w.Sun = r.onHoliday(calendar.Public, w.Sun)
		}
		days := [][]calendar.Hours{w.Sun, w.Mon, w.Tue, w.Wed, w.Thu, w.Fri, w.Sat, w.Sun}
		for i := range 7 {
			if meet(days[i], days[i+1]) {
				return true
			}
		}
	}
	return false
}

// until returns the open seconds before an instant.
func (r *reference) until(second int64) int64 {
	i := sort.Search(len(r.at), func(i int) bool { return r.at[i] > second }) - 1
	if r.open[i] {
		return r.before[i] + second - r.at[i]
	}
	return r.before[i]
}

// first returns the first instant at which a clock shows a day or a later one.
func (r *reference) first(d calendar.Date) int64 {
	i := sort.Search(len(r.at)-1, func(i int) bool { return r.newest[i] >= d })
	return r.at[i]
}

func (r *reference) between(a, b int64) int64 { return r.until(b) - r.until(a) }

// next returns the first instant from one on at which it is open, or closed;
// and the last before one.
func (r *reference) next(second int64, open bool) (int64, bool) {
	if r.isOpen(second) == open {
		return second, true
	}
	for i, at := range r.at {
		if at > second && at < r.end && r.open[i] == open {
			return at, true
		}
	}
	return 0, false
}

// prev returns the last instant up to one such that it is open, or closed, just
// before.
func (r *reference) prev(second int64, open bool) (int64, bool) {
	if second > r.start && r.isOpen(second-1) == open {
		return second, true
	}
	for i := len(r.at) - 1; i > 0; i-- {
		if r.at[i] <= second && r.at[i] > r.start && r.open[i-1] == open {
			return r.at[i], true
		}
	}
	return 0, false
}

// Whatever the hours and the zone, each question is answered as the definition
// says, at any instant and most of all where something changes.
func TestPointwise(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		spec := anySpec(t)
		hours, err := calendar.Compile(spec, location(spec.Zone))
		if err != nil {
			var failure *calendar.SpecError
			require.ErrorAs(t, err, &failure)
			if failure.Kind == calendar.ErrClosed {
				r := newReference(t, spec)
				require.Zero(t, r.between(r.start, r.end), "it does open")
				return
			}
			require.ErrorIs(t, err, calendar.ErrOverlap)
			require.True(t, newReference(t, spec).overlaps(true), err)
			return
		}
		r := newReference(t, spec)
		require.False(t, r.overlaps(false))
		require.NotZero(t, r.between(r.start, r.end), "it never opens")
		for range 100 {
			a, b := r.anyInstant(t), r.anyInstant(t)
			r.requireSame(t, hours, a, b)
			// Where clocks go back over midnight the day before comes again.
			r.requireSameDays(t, hours, max(r.day(a), spec.From), max(r.day(b), spec.From))
		}
	})
}

// anyInstant draws an instant that is answered for, half of them at a change or
// a second beside it.
func (r *reference) anyInstant(t *rapid.T) int64 {
	second := rapid.Int64Range(r.start, r.end-1).Draw(t, "instant")
	if rapid.Bool().Draw(t, "at a change") {
		i := rapid.IntRange(0, len(r.at)-1).Draw(t, "which")
		second = r.at[i] + rapid.Int64Range(-1, 1).Draw(t, "beside")
	}
	return max(r.start, min(second, r.end-1))
}

func (r *reference) requireSame(t *rapid.T, hours calendar.Calendar, a, b int64) {
	at, other := r.zone.At(time.Unix(a, 0)), r.zone.At(time.Unix(b, 0))
	elsewhere := zone("America/New_York").At(time.Unix(a, 0))

	isOpen, err := hours.IsOpen(elsewhere)
	require.NoError(t, err)
	require.Equal(t, r.isOpen(a), isOpen, "open at %s", at)

	between, err := hours.Between(at, other)
	require.NoError(t, err)
	require.Equal(t, r.between(a, b), int64(between), "between %s and %s", at, other)

	nextOpen, opens := r.next(a, true)
	r.requireMoment(t, nextOpen, opens, hours.NextOpen, elsewhere)
	nextClose, closes := r.next(nextOpen, false)
	r.requireMoment(t, nextClose, opens && closes, hours.NextClose, elsewhere)
	prevClose, closed := r.prev(a, true)
	r.requireMoment(t, prevClose, closed, hours.PrevClose, elsewhere)
	prevOpen, opened := r.prev(prevClose, false)
	r.requireMoment(t, prevOpen, closed && opened, hours.PrevOpen, elsewhere)

	// Adding what lies between leads to the other moment, or to where its open
	// time begins or ends; and the way back is the same.
	there, err := hours.Add(elsewhere, between)
	require.NoError(t, err)
	back, err := hours.Between(at, there)
	require.NoError(t, err)
	require.Equal(t, between, back, "from %s on", at)
	second := there.Time().Unix()
	switch {
	case between > 0:
		require.True(t, r.isOpen(second-1), "%s + %s = %s is not the first", at, between, there)
	case between < 0:
		require.True(t, r.isOpen(second), "%s + %s = %s is not the last", at, between, there)
	default:
		require.Equal(t, at, there)
	}
	require.Equal(t, r.zone.At(there.Time()), there)

	left := r.between(a, r.end)
	_, err = hours.Add(at, calendar.Seconds(left+1))
	require.ErrorIs(t, err, calendar.ErrHorizon)
	_, err = hours.Add(at, -calendar.Seconds(r.between(r.start, a)+1))
	require.ErrorIs(t, err, calendar.ErrHorizon)
}

func (r *reference) requireMoment(t *rapid.T, want int64, found bool, ask func(calendar.Moment) (calendar.Moment, error), at calendar.Moment) {
	got, err := ask(at)
	if !found {
		require.ErrorIs(t, err, calendar.ErrHorizon, "%s: %s", at, got)
		return
	}
	require.NoError(t, err, "%s: want %s", at, r.zone.At(time.Unix(want, 0)))
	require.Equal(t, r.zone.At(time.Unix(want, 0)).String(), got.String(), "asked at %s", at)
}

func (r *reference) requireSameDays(t *rapid.T, hours calendar.Calendar, a, b calendar.Date) {
	working := func(d calendar.Date) bool {
		_, working := r.plan(d)
		return working
	}
	got, err := hours.IsWorkingDay(a)
	require.NoError(t, err)
	require.Equal(t, working(a), got, "%s is a working day", a)

	low, high := min(a, b), max(a, b)
	number := 0
	for d := low; d < high; d++ {
		if working(d) {
			number++
		}
	}
	between, err := hours.WorkingDaysBetween(low, high)
	require.NoError(t, err)
	require.Equal(t, number, between, "from %s to %s", low, high)
	reverse, err := hours.WorkingDaysBetween(high, low)
	require.NoError(t, err)
	require.Equal(t, -number, reverse)

	if number == 0 {
		return
	}
	n := rapid.IntRange(1, number).Draw(t, "n")
	later, earlier := low, high
	for k := 0; k < n && later <= r.spec.To; {
		if later++; working(later) {
			k++
		}
	}
	for k := 0; k < n; {
		if earlier--; working(earlier) {
			k++
		}
	}
	if later <= r.spec.To {
		d, err := hours.AddWorkingDays(low, n)
		require.NoError(t, err)
		require.Equal(t, later, d, "%s + %d", low, n)
	}
	d, err := hours.AddWorkingDays(high, -n)
	require.NoError(t, err)
	require.Equal(t, earlier, d, "%s - %d", high, n)
}
