package calendar

import "math/bits"

// A table answers every question about one calendar from sums that were made
// once. It is never written after it was built.
//
// Days are plain or special. A plain day is as its week has it; a special day
// differs: a holiday, an exception, the day after a night that was cut. An era
// is a stretch of days with one week. Sums over plain days are a formula; what
// special days have more or less than the formula is kept in a running sum, and
// the rank of a day among the special ones finds it without a search.
//
// Clocks change between periods. Within a period local time is the instant plus
// an offset; the sum of open time up to an instant is the sum up to its local
// time plus a shift that makes it continuous where clocks change.
type table struct {
	spec                      Spec
	rules                     []Rule    // of all holidays that count
	planned                   [][7]plan // by week and day: what the week says, Sundays being holidays where they are
	zone                      Zone
	start, end                int64 // the first second that is answered for, and the one after the last
	total                     int64 // open seconds before end; there are none before start
	firstWorking, lastWorking int64 // the numbers of the working days that are answered for

	eras     []era
	blocks   []block
	origin   Date // of the first bit of the first block
	special  []special
	profiles []profile
	pieces   []piece
	weeks    [][7]int32 // by week and day: its profile
	open     series     // seconds
	working  series     // days

	periods []period
	buckets []int32  // by bucket of instants: the period of its first second
	guides  [2]guide // to periods, by measure
}

type era struct {
	first Date
	week  int32
}

// A block is 64 days.
type block struct {
	special uint64 // a bit for each
	before  int32  // special days in the blocks before
}

type special struct {
	day     Date
	profile int32
	week    int32
}

// A profile is how a day is open: some pieces, in order.
type profile struct {
	from, until int32 // of the pieces
	total       int64 // seconds
}

type piece struct{ open, close, before int32 } // seconds of the day; what is open before the piece

// A series is a number for each day, and its running sum.
type series struct {
	weeks  [][8]int64 // by week: the sum before each day, from Monday, and that of the week
	base   []int64    // by era: what makes the formula of its week right
	era    []int64    // by era: the sum before its first day
	before []int64    // by special day: the sum before it
	adjust []int64    // by rank: what special days before have more than their weeks
	guides [2]guide   // to special days, by measure
	end    int64      // the sum of all days
}

type period struct {
	at     int64 // the first second
	offset int64
	shift  int64
	open   int64 // open time up to at
}

const bucketBits = 22 // of seconds: 48 days

// A guide says where to search. It cuts what a measure goes through into
// buckets, and knows how many places come before each.
type guide struct {
	from   int64
	shift  uint8
	before []int32
}

const mostBuckets = 256

// newGuide returns a guide to n places, the i-th of them where the measure is
// at(i), for a measure from one value up to another.
func newGuide(from, until int64, n int, at func(i int) int64) guide {
	g := guide{from: from}
	for (until-from)>>g.shift >= mostBuckets {
		g.shift++
	}
	i := 0
	for bucket := range (until-from)>>g.shift + 2 {
		for i < n && at(i) < from+bucket<<g.shift {
			i++
		}
		g.before = append(g.before, int32(i))
	}
	return g
}

// bracket returns between which places the last one with a measure of at most z
// is found.
func (g *guide) bracket(z int64) (low, high int) {
	bucket := uint64(z-g.from) >> g.shift
	return int(g.before[bucket]), int(g.before[bucket+1])
}

// A measure grows with time: elapsed times what has elapsed and open times
// what was open.
type measure struct{ elapsed, open int64 }

func openTime() measure   { return measure{open: 1} }
func closedTime() measure { return measure{elapsed: 1, open: -1} }

func (m measure) of(elapsed, open int64) int64 { return m.elapsed*elapsed + m.open*open }

// place returns the era of a day, the number of special days before it, and
// whether it is one itself.
func (t *table) place(d Date) (era, rank int, special bool) {
	offset := uint64(d - t.origin)
	b := t.blocks[offset/64]
	bit := uint64(1) << (offset % 64)
	rank = int(b.before) + bits.OnesCount64(b.special&(bit-1))
	for low, high := 1, len(t.eras); low < high; {
		middle := (low + high) / 2
		if t.eras[middle].first <= d {
			era, low = middle, middle+1
		} else {
			high = middle
		}
	}
	return era, rank, b.special&bit != 0
}

// profile returns how a day is open.
func (t *table) profile(d Date, era, rank int, special bool) profile {
	if special {
		return t.profiles[t.special[rank].profile]
	}
	return t.profiles[t.weeks[t.eras[era].week][d.weekday()]]
}

// sum returns the sum of a series over the days before one.
func (t *table) sum(s *series, d Date, era, rank int) int64 {
	week := &s.weeks[t.eras[era].week]
	return s.base[era] + int64(uint64(d)/7)*week[7] + week[d.weekday()] + s.adjust[rank]
}

// amount returns the number of a series for a day.
func (t *table) amount(s *series, d Date, week int32, rank int, special bool) int64 {
	amount := s.weeks[week][d.weekday()+1] - s.weeks[week][d.weekday()]
	if special {
		amount += s.adjust[rank+1] - s.adjust[rank]
	}
	return amount
}

// until returns the open seconds before a local time, and whether it is open
// then.
func (t *table) until(local int64) (before int64, open bool) {
	d, clock := Date(uint64(local)/secondsPerDay), int64(uint64(local)%secondsPerDay)
	era, rank, special := t.place(d)
	before, open = t.within(t.profile(d, era, rank, special), clock)
	return t.sum(&t.open, d, era, rank) + before, open
}

// within returns the open seconds of a day before a time of it, and whether it
// is open then.
func (t *table) within(p profile, clock int64) (before int64, open bool) {
	for _, piece := range t.pieces[p.from:p.until] {
		if clock < int64(piece.open) {
			return int64(piece.before), false
		}
		if clock < int64(piece.close) {
			return int64(piece.before) + clock - int64(piece.open), true
		}
	}
	return p.total, false
}

// find returns the last day before which a measure of a series is at most z,
// what is left of z, and the number of the day's profile. There must be one.
func (t *table) find(s *series, m measure, z int64) (d Date, rest int64, profile int32) {
	low, high := s.guides[m.elapsed].bracket(z)
	for low < high {
		middle := (low + high) / 2
		if m.of(int64(t.special[middle].day)*secondsPerDay, s.before[middle]) <= z {
			low = middle + 1
		} else {
			high = middle
		}
	}
	rank := low
	if rank > 0 {
		last := t.special[rank-1]
		rest = z - m.of(int64(last.day)*secondsPerDay, s.before[rank-1])
		if rest < m.of(secondsPerDay, t.amount(s, last.day, last.week, rank-1, true)) {
			return last.day, rest, last.profile
		}
	}
	era := 0
	for low, high = 1, len(t.eras); low < high; {
		middle := (low + high) / 2
		if m.of(int64(t.eras[middle].first)*secondsPerDay, s.era[middle]) <= z {
			era, low = middle, middle+1
		} else {
			high = middle
		}
	}
	number := t.eras[era].week
	week := &s.weeks[number]
	rest = z - m.open*(s.base[era]+s.adjust[rank])
	whole := uint64(m.of(7*secondsPerDay, week[7]))
	d, rest = Date(uint64(rest)/whole*7), int64(uint64(rest)%whole)
	day := 0
	for day < 6 && m.of(int64(day+1)*secondsPerDay, week[day+1]) <= rest {
		day++
	}
	return d + Date(day), rest - m.of(int64(day)*secondsPerDay, week[day]), t.weeks[number][day]
}

// clock returns the last second of a day before which a measure of it is at
// most rest, which is less than the measure of the day.
func (t *table) clock(p profile, m measure, rest int64) int64 {
	last := int64(0) // the end of the piece before
	for _, piece := range t.pieces[p.from:p.until] {
		from, until, before := int64(piece.open), int64(piece.close), int64(piece.before)
		if rest < m.of(from, before) {
			return rest + (last - m.of(last, before))
		}
		if rest < m.of(until, before+until-from) {
			return rest + (from - m.of(from, before))
		}
		last = until
	}
	return rest + (last - m.of(last, p.total))
}

// period returns the period of an instant that is answered for.
func (t *table) period(second int64) *period {
	k := int(t.buckets[uint64(second-t.start)>>bucketBits])
	for k+1 < len(t.periods) && t.periods[k+1].at <= second {
		k++
	}
	return &t.periods[k]
}

// measure returns the measure of all time before an instant.
func (t *table) measure(m measure, second int64) int64 {
	p := t.period(second)
	before, _ := t.until(second + p.offset)
	return m.of(second, before+p.shift)
}

// instant returns the last instant before which a measure is at most z. There
// must be one that is answered for.
func (t *table) instant(m measure, z int64) Moment {
	low, high := t.guides[m.elapsed].bracket(z)
	for low < high {
		middle := (low + high) / 2
		if m.of(t.periods[middle].at, t.periods[middle].open) <= z {
			low = middle + 1
		} else {
			high = middle
		}
	}
	p := &t.periods[low-1]
	d, rest, profile := t.find(&t.open, m, z+m.elapsed*p.offset-m.open*p.shift)
	local := int64(d)*secondsPerDay + t.clock(t.profiles[profile], m, rest)
	return Moment{second: local - p.offset, offset: int32(p.offset)}
}

// moment returns an instant as the zone reads it.
func (t *table) moment(second int64) Moment {
	return Moment{second: second, offset: int32(t.period(second).offset)}
}

// midnight returns the first instant at which a clock shows a day, or a later
// one if it never shows that.
func midnight(periods []period, d Date) int64 {
	local := int64(d) * secondsPerDay
	k := 0
	for k+1 < len(periods) && max(periods[k].at, local-periods[k].offset) >= periods[k+1].at {
		k++
	}
	return max(periods[k].at, local-periods[k].offset)
}
