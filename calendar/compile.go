package calendar

import (
	"math/bits"
	"slices"
	"strconv"
	"time"
)

// Compile makes a calendar from a spec and the location of its zone. The
// location's name must be the spec's. What the spec holds is copied.
//
// Besides what [Spec.Validate] finds it returns a [SpecError] for a night that
// reaches into hours of the next day ([ErrOverlap]), on a date or between two
// days of a week, and for a calendar that never opens between its first and last
// day ([ErrClosed]).
func Compile(spec Spec, location *time.Location) (Calendar, error) {
	zone, err := NewZone(location)
	if err != nil {
		return Calendar{}, err
	}
	if err := spec.Validate(); err != nil {
		return Calendar{}, err
	}
	if zone.Name() != spec.Zone {
		return Calendar{}, specError("zone", ErrZone, "the spec says %q and the location is %q", spec.Zone, zone.Name())
	}
	b := builder{
		table:    &table{spec: spec.clone(), zone: zone},
		first:    spec.From - guard,
		last:     spec.To + guard,
		interned: map[string]int32{},
	}
	if err := b.build(); err != nil {
		return Calendar{}, err
	}
	return Calendar{table: b.table}, nil
}

// guard is the days before and after the horizon that are counted too: for
// nights that reach in, and for where clocks at its edges lead.
const guard = 2

// A builder fills a table.
type builder struct {
	*table
	first, last Date
	observed    []observed       // the holidays that count, by date
	works       []bool           // by special day
	night       Date             // 1 if some hours run past midnight, so that a day depends on the one before
	interned    map[string]int32 // profiles by their pieces
	day         []Hours          // of the profile that is made, and
	key         []byte           // its pieces
}

// observed is a date that is a holiday, and its category, or the first of them.
type observed struct {
	date     Date
	category Category
}

func (b *builder) build() error {
	b.observe()
	b.divide()
	if err := b.planWeeks(); err != nil {
		return err
	}
	b.night = Date(one(b.nights()))
	if err := b.findSpecial(); err != nil {
		return err
	}
	b.sumUp()
	if err := b.findPeriods(); err != nil {
		return err
	}
	if b.start < b.end {
		b.total = b.measure(openTime(), b.end)
	}
	b.firstWorking, b.lastWorking = b.days(b.spec.From), b.days(b.spec.To+1)-1
	b.guide()
	b.trim()
	if b.total == 0 {
		return specError("week", ErrClosed, "there is no opening from %s to %s", b.spec.From, b.spec.To)
	}
	return nil
}

// guide makes the guides to special days and to periods.
func (b *builder) guide() {
	first, after := int64(b.first)*secondsPerDay, int64(b.last+1)*secondsPerDay
	for _, m := range [2]measure{openTime(), closedTime()} {
		for _, s := range [2]*series{&b.open, &b.working} {
			s.guides[m.elapsed] = newGuide(m.of(first, 0), m.of(after, s.end), len(b.special), func(i int) int64 {
				return m.of(int64(b.special[i].day)*secondsPerDay, s.before[i])
			})
		}
		b.guides[m.elapsed] = newGuide(m.of(b.start, 0), m.of(b.end, b.total), len(b.periods), func(i int) int64 {
			return m.of(b.periods[i].at, b.periods[i].open)
		})
	}
	b.working.guides[1] = guide{} // nobody asks for the days that are no working days
}

// trim gives back the room that growing slices have left.
func (b *builder) trim() {
	b.rules, b.special = slices.Clip(b.rules), slices.Clone(b.special)
	b.periods, b.buckets = slices.Clone(b.periods), slices.Clone(b.buckets)
	for _, s := range []*series{&b.open, &b.working} {
		s.before, s.adjust = slices.Clone(s.before), slices.Clone(s.adjust)
	}
}

// observe finds the holidays that count.
func (b *builder) observe() {
	regional, _ := b.spec.Holidays.regional() // its errors are those of Validate
	for _, rule := range regional {
		if !slices.Contains(b.spec.Holidays.Without, rule.Name) {
			b.rules = append(b.rules, rule)
		}
	}
	b.rules = append(b.rules, b.spec.Holidays.Rules...)
	begin, _, _ := b.first.Civil()
	end, _, _ := b.last.Civil()
	for year := begin - 1; year <= end; year++ { // a rule of December may lead into January
		sunday := easter(year)
		for _, rule := range b.rules {
			if d, ok := rule.in(year, sunday); ok {
				b.observed = append(b.observed, observed{d, rule.holiday().Category})
			}
		}
	}
	slices.SortFunc(b.observed, func(x, y observed) int {
		if x.date != y.date {
			return int(x.date - y.date)
		}
		return x.category.rank() - y.category.rank()
	})
	b.observed = slices.CompactFunc(b.observed, func(x, y observed) bool { return x.date == y.date })
}

// divide cuts the days into eras where another season begins to decide.
func (b *builder) divide() {
	edges := []Date{b.first}
	for _, season := range b.spec.Seasons {
		for k := season.newest(b.first) - 1; k <= season.newest(b.last); k++ {
			first, last := season.stretch(max(0, k))
			edges = append(edges, first)
			if !season.Last.IsZero() {
				edges = append(edges, last+1)
			}
		}
	}
	slices.Sort(edges)
	for _, edge := range slices.Compact(edges) {
		if edge < b.first || edge > b.last {
			continue
		}
		week := b.spec.week(edge)
		if len(b.eras) == 0 || b.eras[len(b.eras)-1].week != week {
			b.eras = append(b.eras, era{first: edge, week: week})
		}
	}
}

// newest returns which time a season comes, from 0, in the year of a day.
func (s Season) newest(d Date) int {
	if !s.Yearly {
		return 0
	}
	first, _, _ := s.First.Civil()
	year, _, _ := d.Civil()
	return max(0, year-first)
}

// stretch returns the first and the last day of a season the k-th time.
func (s Season) stretch(k int) (first, last Date) {
	return s.First.AddMonths(12 * k), s.Last.AddMonths(12 * k)
}

// has reports whether a day is in a season.
func (s Season) has(d Date) bool {
	if !s.Yearly {
		return s.First <= d && (s.Last.IsZero() || d <= s.Last)
	}
	// One that began last year may reach into this one.
	for k := s.newest(d); k >= 0 && k >= s.newest(d)-1; k-- {
		if first, last := s.stretch(k); first <= d && d <= last {
			return true
		}
	}
	return false
}

// week returns the number of the week that holds on a day: 0, or 1 and on for
// seasons.
func (s *Spec) week(d Date) int32 {
	for i := len(s.Seasons) - 1; i >= 0; i-- {
		if s.Seasons[i].has(d) {
			return int32(i + 1)
		}
	}
	return 0
}

// planWeeks plans the days of each week, and makes their profiles.
func (b *builder) planWeeks() error {
	weeks := []Week{b.spec.Week}
	for _, season := range b.spec.Seasons {
		weeks = append(weeks, season.Week)
	}
	for _, week := range weeks {
		var plans [7]plan
		for i, hours := range week.days() {
			plans[i] = plan{hours: hours, working: len(hours) > 0}
			if len(b.spec.WorkingDays) > 0 {
				plans[i].working = slices.Contains(b.spec.WorkingDays, weekdays()[i])
			}
		}
		if b.spec.Holidays.Sundays {
			plans[sunday] = b.spec.Holidays.plan(Public, plans[sunday])
		}
		b.planned = append(b.planned, plans)
	}
	b.weeks = make([][7]int32, len(weeks))
	for _, era := range b.eras {
		plans := b.planned[era.week]
		for i := range plans {
			profile, ok := b.intern(plans[(i+6)%7], plans[i])
			if !ok {
				field := "week"
				if era.week > 0 {
					field = "seasons"
				}
				return specError(field, ErrOverlap, "hours of %s begin before the night of the day before is over", weekdays()[i])
			}
			b.weeks[era.week][i] = profile
		}
	}
	return nil
}

// intern returns the profile of a day, of the night before it and the openings
// that start on it, and false where they overlap.
func (b *builder) intern(before, day plan) (int32, bool) {
	b.day = night(b.day[:0], before.hours)
	b.day = append(b.day, day.hours...)
	first := int32(len(b.pieces))
	var open int64
	b.key = b.key[:0]
	for i, hours := range b.day {
		from, until := hours.span()
		until = min(until, secondsPerDay)
		if i > 0 && from < int64(b.pieces[len(b.pieces)-1].close) {
			return 0, false
		}
		b.pieces = append(b.pieces, piece{open: int32(from), close: int32(until), before: int32(open)})
		open += until - from
	}
	for _, piece := range b.pieces[first:] {
		b.key = append(strconv.AppendInt(b.key, int64(piece.open), 36), '-')
		b.key = append(strconv.AppendInt(b.key, int64(piece.close), 36), ' ')
	}
	index, known := b.interned[string(b.key)]
	if known {
		b.pieces = b.pieces[:first]
		return index, true
	}
	index = int32(len(b.profiles))
	b.interned[string(b.key)] = index
	b.profiles = append(b.profiles, profile{from: first, until: int32(len(b.pieces)), total: open})
	return index, true
}

// night appends what reaches into the next day, as hours of that day.
func night(to, openings []Hours) []Hours {
	if len(openings) == 0 {
		return to
	}
	last := openings[len(openings)-1]
	if _, until := last.span(); until <= secondsPerDay {
		return to
	}
	return append(to, Hours{Open: 0, Close: last.Close})
}

// nights reports whether some hours run past midnight.
func (b *builder) nights() bool {
	var all [][]Hours
	for _, week := range b.planned {
		for _, day := range week {
			all = append(all, day.hours)
		}
	}
	for _, holiday := range b.spec.Holidays.Hours {
		all = append(all, holiday.Hours)
	}
	for _, exception := range b.spec.Exceptions {
		all = append(all, exception.Hours)
	}
	return slices.ContainsFunc(all, func(openings []Hours) bool { return len(night(nil, openings)) > 0 })
}

// findSpecial finds the days that are not as their week has them. Only holidays,
// exceptions, first days of eras and the days after them can be.
func (b *builder) findSpecial() error {
	candidates := make([]Date, 0, 2*(len(b.observed)+len(b.spec.Exceptions))+len(b.eras))
	add := func(d Date) {
		if b.first <= d && d <= b.last {
			candidates = append(candidates, d)
		}
	}
	for _, holiday := range b.observed {
		add(holiday.date)
		add(holiday.date + b.night)
	}
	for _, exception := range b.spec.Exceptions {
		add(exception.Date)
		add(exception.Date + b.night)
	}
	for _, era := range b.eras {
		add(era.first)
	}
	slices.Sort(candidates)

	b.origin = b.first
	b.blocks = make([]block, (b.last-b.first)/64+1)
	candidates = slices.Compact(candidates)
	b.special = make([]special, 0, len(candidates))
	era, holiday := 0, 0 // the newest era, and the first holiday not before the day
	for _, d := range candidates {
		for era+1 < len(b.eras) && b.eras[era+1].first <= d {
			era++
		}
		for holiday < len(b.observed) && b.observed[holiday].date < d {
			holiday++
		}
		week, day := b.eras[era].week, b.planOf(d, b.category(holiday, d))
		var before plan
		if b.night > 0 {
			before = b.planOf(d-1, b.category(holiday-1, d-1))
		}
		profile, ok := b.intern(before, day)
		if !ok && (d < b.spec.From || d > b.spec.To) {
			profile, ok = b.intern(plan{}, day) // nothing is answered for it
		}
		if !ok {
			return specError("exceptions, holidays, seasons", ErrOverlap, "hours of %s begin before the night of the day before is over", d)
		}
		if profile == b.weeks[week][d.weekday()] && day.working == b.planned[week][d.weekday()].working {
			continue
		}
		b.blocks[(d-b.first)/64].special |= 1 << ((d - b.first) % 64)
		b.special = append(b.special, special{day: d, profile: profile, week: week})
		b.works = append(b.works, day.working)
	}
	var before int32
	for i := range b.blocks {
		b.blocks[i].before = before
		before += int32(bits.OnesCount64(b.blocks[i].special))
	}
	return nil
}

// category returns the category of a day if it is the i-th holiday, "" if not.
func (b *builder) category(i int, d Date) Category {
	if i < 0 || i >= len(b.observed) || b.observed[i].date != d {
		return ""
	}
	return b.observed[i].category
}

// sumUp makes the running sums of open seconds and of working days.
func (b *builder) sumUp() {
	b.open = b.series(
		func(week, day int) int64 { return b.profiles[b.weeks[week][day]].total },
		func(i int) int64 { return b.profiles[b.special[i].profile].total })
	b.working = b.series(
		func(week, day int) int64 { return one(b.planned[week][day].working) },
		func(i int) int64 { return one(b.works[i]) })
}

func one(condition bool) int64 {
	if condition {
		return 1
	}
	return 0
}

// series sums up what weeks have on each day and what special days have.
func (b *builder) series(weekly func(week, day int) int64, special func(i int) int64) series {
	s := series{before: make([]int64, 0, len(b.special)), adjust: make([]int64, 1, len(b.special)+1)}
	for week := range b.weeks {
		var sums [8]int64
		for day := range 7 {
			sums[day+1] = sums[day] + weekly(week, day)
		}
		s.weeks = append(s.weeks, sums)
	}
	formula := func(d Date, week int32) int64 {
		return int64(d/7)*s.weeks[week][7] + s.weeks[week][d.weekday()]
	}
	i := 0
	for e, era := range b.eras {
		var sum int64
		if e > 0 {
			sum = s.base[e-1] + formula(era.first, b.eras[e-1].week) + s.adjust[i]
		}
		s.era = append(s.era, sum)
		s.base = append(s.base, sum-formula(era.first, era.week)-s.adjust[i])
		for ; i < len(b.special) && (e+1 == len(b.eras) || b.special[i].day < b.eras[e+1].first); i++ {
			d := b.special[i].day
			plain := weekly(int(era.week), d.weekday())
			s.before = append(s.before, s.base[e]+formula(d, era.week)+s.adjust[i])
			s.adjust = append(s.adjust, s.adjust[i]+special(i)-plain)
		}
	}
	last := len(b.eras) - 1
	s.end = s.base[last] + formula(b.last+1, b.eras[last].week) + s.adjust[i]
	return s
}

// findPeriods finds where clocks change, and the seconds that are answered
// for.
func (b *builder) findPeriods() error {
	from, until := int64(b.first)*secondsPerDay, int64(b.last)*secondsPerDay
	var all []period
	for second := from; second < until; {
		offset := int64(b.zone.offset(second))
		if offset <= -secondsPerDay || offset >= secondsPerDay {
			return specError("zone", ErrZone, "%s is a day or more from UTC", b.spec.Zone)
		}
		if len(all) == 0 || all[len(all)-1].offset != offset {
			all = append(all, period{at: second, offset: offset})
		}
		_, end := time.Unix(second-unixEpoch, 0).In(b.zone.location).ZoneBounds()
		if end.IsZero() {
			break
		}
		next := end.Unix() + unixEpoch
		if next <= second {
			// On the last day of some leap years package time gives an end that is no
			// later. Clocks do not change on that day.
			next = second + int64(Hour)
		}
		second = next
	}
	b.start, b.end = midnight(all, b.spec.From), midnight(all, b.spec.To+1)
	for k, p := range all {
		if p.at > b.end || k+1 < len(all) && all[k+1].at <= b.start {
			continue
		}
		p.at = max(p.at, b.start)
		b.periods = append(b.periods, p)
	}
	for k := range b.periods {
		p := &b.periods[k]
		if k > 0 {
			before := b.periods[k-1]
			open, _ := b.until(p.at + before.offset)
			p.open = open + before.shift
		}
		open, _ := b.until(p.at + p.offset)
		p.shift = p.open - open
	}
	k := 0
	for second := b.start; second <= b.end; second += 1 << bucketBits {
		for k+1 < len(b.periods) && b.periods[k+1].at <= second {
			k++
		}
		b.buckets = append(b.buckets, int32(k))
	}
	return nil
}

// clone copies what a caller might change later.
func (s Spec) clone() Spec {
	s.Week = s.Week.clone()
	s.Seasons = slices.Clone(s.Seasons)
	for i := range s.Seasons {
		s.Seasons[i].Week = s.Seasons[i].Week.clone()
	}
	s.Holidays.Categories = slices.Clone(s.Holidays.Categories)
	s.Holidays.Without = slices.Clone(s.Holidays.Without)
	s.Holidays.Rules = slices.Clone(s.Holidays.Rules)
	s.Holidays.Hours = slices.Clone(s.Holidays.Hours)
	for i := range s.Holidays.Hours {
		s.Holidays.Hours[i].Hours = slices.Clone(s.Holidays.Hours[i].Hours)
	}
	s.Exceptions = slices.Clone(s.Exceptions)
	for i := range s.Exceptions {
		s.Exceptions[i].Hours = slices.Clone(s.Exceptions[i].Hours)
	}
	s.WorkingDays = slices.Clone(s.WorkingDays)
	return s
}

func (w Week) clone() Week {
	days := w.days()
	for i := range days {
		days[i] = slices.Clone(days[i])
	}
	return Week{days[0], days[1], days[2], days[3], days[4], days[5], days[6]}
}
