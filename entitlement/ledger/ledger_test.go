package ledger_test

import (
	"errors"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/entitlementtest"
	"github.com/avtale/avtale/entitlement/ledger"
	"github.com/avtale/avtale/internal/hostile"
)

func TestMain(m *testing.M) { entitlementtest.Main(m) }

// sold is a voucher of ten seats, and booked the booking of four of them.
func history() (sold, booked Entry, log []Entry) {
	voucher, sold, _ := Sell(told("r1", "2026-03-02"), Sale{Voucher: "V", Seats: 10})
	_, booked, _ = voucher.Book(told("r2", "2026-03-10"), Booking{Course: "welding", Seats: 4})
	return sold, booked, []Entry{sold, booked}
}

// entry is an entry that moves nothing, each value by its next number.
func entry(ref string, draws ...entitlement.Draw) Entry {
	return Entry{Entry: entitlement.Entry{Event: told(ref, "2026-03-20"), Kind: "booking", Draws: draws}}
}

func reversal(ref, of string, draws ...entitlement.Draw) Entry {
	e := entry(ref, draws...)
	e.Kind, e.Reverses = "cancellation", of
	return e
}

func TestFind(t *testing.T) {
	_, booked, log := history()
	fact := Booking{Course: "welding", Seats: 4}

	stored, found, err := ledger.Find(log, told("r2", "2026-03-10"), fact, "V")
	require.NoError(t, err)
	assert.True(t, found, "already recorded")
	assert.Equal(t, booked, stored)

	later := told("r2", "2026-03-10")
	later.Entered = at("2026-03-12")
	stored, found, err = ledger.Find(log, later, fact)
	require.NoError(t, err)
	assert.True(t, found, "told again later, it is the same fact")
	assert.Equal(t, booked, stored)

	stored, found, err = ledger.Find(log, told("r3", "2026-03-10"), fact)
	require.NoError(t, err)
	assert.False(t, found, "another reference is another booking")
	assert.Zero(t, stored)
	_, found, err = ledger.Find([]Entry(nil), told("r2", "2026-03-10"), fact)
	require.NoError(t, err)
	assert.False(t, found)

	for name, other := range map[string]struct {
		event entitlement.Event
		fact  any
		of    string
	}{
		"other seats":     {told("r2", "2026-03-10"), Booking{Course: "welding", Seats: 5}, "V"},
		"another moment":  {told("r2", "2026-03-11"), fact, "V"},
		"another fact":    {told("r2", "2026-03-10"), Cancellation{Of: "r2"}, "V"},
		"no fact":         {told("r2", "2026-03-10"), nil, "V"},
		"another voucher": {told("r2", "2026-03-10"), fact, "W"},
	} {
		stored, found, err = ledger.Find(log, other.event, other.fact, other.of)
		require.ErrorIs(t, err, entitlement.ErrConflict, name)
		assert.ErrorContains(t, err, "r2")
		assert.False(t, found, name)
		assert.Zero(t, stored, name)
	}
}

func TestAppend(t *testing.T) {
	sold, booked, log := history()
	var grown []Entry
	for _, e := range []Entry{sold, booked} {
		var err error
		grown, err = ledger.Append(grown, e)
		require.NoError(t, err)
	}
	assert.Equal(t, log, grown)

	for name, row := range map[string]struct {
		next   Entry
		family entitlement.Family
	}{
		"the next number":       {entry("r3", entitlement.Draw{Of: "V", Seq: 3}), ""},
		"the first of a value":  {entry("r3", entitlement.Draw{Of: "W", Seq: 1}), ""},
		"two values":            {entry("r3", entitlement.Draw{Of: "V", Seq: 3}, entitlement.Draw{Of: "W", Seq: 1}), ""},
		"two lots of one value": {entry("r3", entitlement.Draw{Of: "V", Seq: 3, Lot: "a"}, entitlement.Draw{Of: "V", Seq: 3, Lot: "b"}), ""},
		"taken back":            {reversal("r3", "r2", entitlement.Draw{Of: "V", Seq: 3}), ""},
		"a recorded reference":  {booked, entitlement.ErrConflict},
		"another under it":      {entry("r1", entitlement.Draw{Of: "V", Seq: 3}), entitlement.ErrConflict},
		"a number again":        {entry("r3", entitlement.Draw{Of: "V", Seq: 2}), entitlement.ErrLedger},
		"a number left out":     {entry("r3", entitlement.Draw{Of: "V", Seq: 4}), entitlement.ErrLedger},
		"no number":             {entry("r3", entitlement.Draw{Of: "V"}), entitlement.ErrLedger},
		"not the first of a value": {
			entry("r3", entitlement.Draw{Of: "V", Seq: 3}, entitlement.Draw{Of: "W", Seq: 2}), entitlement.ErrLedger,
		},
		"taken back unknown": {reversal("r3", "r9", entitlement.Draw{Of: "V", Seq: 3}), entitlement.ErrLedger},
		"taken back itself":  {reversal("r3", "r3", entitlement.Draw{Of: "V", Seq: 3}), entitlement.ErrLedger},
	} {
		before := slices.Clone(log)
		longer, err := ledger.Append(log, row.next)
		assert.Equal(t, before, log, "the log handed in is not changed")
		if row.family != "" {
			require.ErrorIs(t, err, row.family, name)
			assert.ErrorContains(t, err, row.next.Ref, name)
			assert.Nil(t, longer)
			continue
		}
		require.NoError(t, err, name)
		assert.Equal(t, append(before, row.next), longer, name)
	}
}

func TestAppendTakesBackOnce(t *testing.T) {
	_, _, log := history()
	log, err := ledger.Append(log, reversal("r3", "r2", entitlement.Draw{Of: "V", Seq: 3}))
	require.NoError(t, err)
	_, err = ledger.Append(log, reversal("r4", "r2", entitlement.Draw{Of: "V", Seq: 4}))
	require.ErrorIs(t, err, entitlement.ErrConflict)
	assert.ErrorContains(t, err, "r3", "it says by which entry")
	_, err = ledger.Append(log, reversal("r4", "r3", entitlement.Draw{Of: "V", Seq: 4}))
	require.NoError(t, err, "a reversal can be taken back")
	_, err = ledger.Append(log, entry("r4", entitlement.Draw{Of: "V", Seq: 4}))
	require.NoError(t, err, "entries that take nothing back have nothing in common")
}

// Two logs that grow from one do not write into each other, however much room
// there is behind it.
func TestAppendSharesNothing(t *testing.T) {
	sold, booked, _ := history()
	log := make([]Entry, 0, 8)
	log = append(log, sold)
	one, err := ledger.Append(log, booked)
	require.NoError(t, err)
	other, err := ledger.Append(log, entry("r3", entitlement.Draw{Of: "V", Seq: 2}))
	require.NoError(t, err)
	assert.Equal(t, booked, one[1])
	assert.Equal(t, "r3", other[1].Ref)
	assert.Zero(t, log[:2][1], "the room behind the log is not touched")
	one[0].Ref = "altered"
	assert.Equal(t, "r1", log[0].Ref)
}

func TestReplay(t *testing.T) {
	sold, booked, _ := history()
	_, other, err := Sell(told("s1", "2026-03-05"), Sale{Voucher: "W", Seats: 2})
	require.NoError(t, err)
	log := []Entry{other, sold, booked}

	voucher, err := ledger.Replay("V", log, Voucher.Apply)
	require.NoError(t, err)
	assert.Equal(t, Voucher{id: "V", left: 6, seq: 2}, voucher)
	voucher, err = ledger.Replay("W", log, Voucher.Apply)
	require.NoError(t, err)
	assert.Equal(t, 2, voucher.Left(), "entries of others are passed over")
	voucher, err = ledger.Replay("X", log, Voucher.Apply)
	require.NoError(t, err)
	assert.Zero(t, voucher, "what no entry names is nothing")

	unknown := booked
	unknown.Kind = "lecture"
	late := booked
	late.Draws = []entitlement.Draw{{Of: "V", Seq: 3}}
	for name, torn := range map[string][]Entry{
		"the first is missing": {booked},
		"one is missing":       {sold, late},
		"one comes twice":      {sold, booked, booked},
		"the first twice":      {sold, sold, booked},
		"out of order":         {booked, sold},
		"a kind unknown":       {sold, unknown},
	} {
		voucher, err := ledger.Replay("V", torn, Voucher.Apply)
		require.ErrorIs(t, err, entitlement.ErrLedger, name)
		assert.Zero(t, voucher, name)
	}
	_, err = ledger.Replay("V", []Entry{sold, late}, Voucher.Apply)
	assert.ErrorContains(t, err, "r2: V has number 3 where 2 comes next")
}

func TestReplayAllocatesNothing(t *testing.T) {
	for _, bookings := range []int{0, 10, 1000} {
		log := busy(bookings)
		assert.Zero(t, testing.AllocsPerRun(10, func() { _, _ = ledger.Replay("V", log, Voucher.Apply) }), bookings)
	}
}

// busy is the log of a voucher with many bookings of one seat.
func busy(bookings int) []Entry {
	voucher, sold, _ := Sell(told("r0", "2026-03-02"), Sale{Voucher: "V", Seats: bookings + 1})
	log := []Entry{sold}
	for i := range bookings {
		var booked Entry
		voucher, booked, _ = voucher.Book(told("r"+strconv.Itoa(i+1), "2026-03-10"), Booking{Course: "welding", Seats: 1})
		log = append(log, booked)
	}
	return log
}

func BenchmarkReplay(b *testing.B) {
	for _, bookings := range []int{9, 99, 999} {
		log := busy(bookings)
		b.Run(strconv.Itoa(len(log))+" entries", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, _ = ledger.Replay("V", log, Voucher.Apply)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(log)), "ns/entry")
		})
	}
}

func BenchmarkAppend(b *testing.B) {
	log := busy(999)
	next := entry("next", entitlement.Draw{Of: "V", Seq: len(log) + 1})
	b.ReportAllocs()
	for b.Loop() {
		_, _ = ledger.Append(log, next)
	}
}

// book is what has been decided again so far.
type book struct {
	vouchers map[string]Voucher
	entries  map[string]Entry
}

func (b book) decide(recorded Entry) (Entry, error) {
	voucher := b.vouchers[recorded.Draws[0].Of]
	var again Entry
	var err error
	switch fact := recorded.Fact.(type) {
	case Sale:
		voucher, again, err = Sell(recorded.Event, fact)
	case Booking:
		voucher, again, err = voucher.Book(recorded.Event, fact)
	case Cancellation:
		voucher, again, err = voucher.Cancel(recorded.Event, fact, b.entries[fact.Of])
	}
	b.vouchers[voucher.id], b.entries[recorded.Ref] = voucher, recorded
	return again, err
}

func verify(log []Entry) error {
	empty := book{map[string]Voucher{}, map[string]Entry{}}
	return ledger.Verify(empty, log, func(b book, recorded Entry) (book, Entry, error) {
		again, err := b.decide(recorded)
		return b, again, err
	})
}

func TestVerify(t *testing.T) {
	_, _, log := history()
	require.NoError(t, verify(log))
	require.NoError(t, verify(nil))

	says := map[string]string{
		"charge": "a charge of 0.01 NOK is recorded, 0.00 comes out", "uncovered": "1 uncovered is recorded, 0 comes out",
	}
	for name, alter := range map[string]func(*Entry){
		"moved":     func(e *Entry) { e.Draws = []entitlement.Draw{{Of: "V", Seq: 2, Moved: -3}} },
		"number":    func(e *Entry) { e.Draws = []entitlement.Draw{{Of: "V", Seq: 3, Moved: -4}} },
		"why":       func(e *Entry) { e.Why = []entitlement.Clause{goodForSeats} },
		"charge":    func(e *Entry) { e.Charge = entitlement.MustMoney("0.01 NOK") },
		"uncovered": func(e *Entry) { e.Uncovered = 1 },
		"fact":      func(e *Entry) { e.Fact = Booking{Course: "welding", Seats: 3} },
		"refused":   func(e *Entry) { e.Fact = Booking{Course: "welding", Seats: 11} },
	} {
		altered := slices.Clone(log)
		alter(&altered[1])
		err := verify(altered)
		require.ErrorIs(t, err, entitlement.ErrLedger, name)
		fault := (*entitlement.Failure)(nil)
		require.ErrorAs(t, err, &fault)
		assert.Equal(t, "r2", fault.Field, "the reference of the entry that is odd")
		assert.ErrorContains(t, err, says[name])
	}
}

// The values handed on are those after each entry.
func TestVerifyHandsValuesOn(t *testing.T) {
	_, _, log := history()
	var seen []int
	err := ledger.Verify(7, log, func(values int, recorded Entry) (int, Entry, error) {
		seen = append(seen, values)
		return values + 1, recorded, nil
	})
	require.NoError(t, err)
	assert.Equal(t, []int{7, 8}, seen)
}

// At noon on 12 March, as seen from several days: a booking that was told late,
// and cancelled still later.
func TestAsOf(t *testing.T) {
	voucher, sold, _ := Sell(told("r1", "2026-03-02"), Sale{Voucher: "V", Seats: 10})
	late := entitlement.Event{Ref: "r2", At: at("2026-03-10"), Entered: at("2026-03-14")}
	voucher, booked, _ := voucher.Book(late, Booking{Course: "welding", Seats: 4})
	voucher, next, _ := voucher.Book(told("r3", "2026-03-16"), Booking{Course: "soldering", Seats: 1})
	_, gone, _ := voucher.Cancel(told("r4", "2026-03-20"), Cancellation{Of: "r2"}, booked)
	log := []Entry{sold, booked, next, gone}

	for _, row := range []struct {
		happened, known string
		left            int
		why             string
	}{
		{"2026-03-01", "2026-03-31", 0, "not sold yet"},
		{"2026-03-02", "2026-03-02", 10, "both times are included"},
		{"2026-03-12", "2026-03-12", 10, "the booking is not known"},
		{"2026-03-12", "2026-03-13", 10, "nor on the day before it is told"},
		{"2026-03-12", "2026-03-14", 6, "now it is, for the past as well"},
		{"2026-03-12", "2026-03-19", 6, "the later booking has not happened"},
		{"2026-03-16", "2026-03-19", 5, "now it has"},
		{"2026-03-12", "2026-03-20", 10, "the booking never was, though cancelled later"},
		{"2026-03-31", "2026-03-31", 9, "all that is known now"},
		{"2026-03-09", "2026-03-31", 10, "neither the booking nor its cancellation"},
	} {
		then, err := ledger.AsOf("V", log, at(row.happened), at(row.known), Voucher.Apply)
		require.NoError(t, err)
		assert.Equal(t, row.left, then.Left(), "%s as known on %s: %s", row.happened, row.known, row.why)
	}
	then, err := ledger.AsOf("W", log, at("2026-03-31"), at("2026-03-31"), Voucher.Apply)
	require.NoError(t, err)
	assert.Zero(t, then)

	log[1].Kind = "lecture"
	then, err = ledger.AsOf("V", log, at("2026-03-31"), at("2026-03-31"), Voucher.Apply)
	require.ErrorIs(t, err, entitlement.ErrLedger)
	assert.Zero(t, then)
}

// A cancellation that is itself taken back did not happen, nor did its booking
// stop standing: whatever takes back belongs to the moment of the first entry.
// Where a value begins with whatever is told to it first, only what had happened counts.
func TestAsOfWhatAnythingBegins(t *testing.T) {
	entry := func(ref, day string, seq int) Entry {
		return Entry{Entry: entitlement.Entry{Event: told(ref, day), Draws: []entitlement.Draw{{Of: "V", Seq: seq}}}}
	}
	log := []Entry{entry("r1", "2026-03-05", 1), entry("r2", "2026-03-01", 2), entry("r3", "2026-03-03", 3)}
	join := func(state string, e Entry) (string, error) { return state + e.Ref, nil }
	for day, want := range map[string]string{"2026-02-28": "", "2026-03-02": "r2", "2026-03-04": "r2r3", "2026-03-05": "r1r2r3"} {
		then, err := ledger.AsOf("V", log, at(day), at("2026-03-31"), join)
		require.NoError(t, err)
		assert.Equal(t, want, then, day)
	}
	// Where it can only begin with one, what happened before that stands on it all the same.
	first := func(state string, e Entry) (string, error) {
		if state == "" && e.Draws[0].Seq != 1 {
			return "", errors.New("it has not begun")
		}
		return state + e.Ref, nil
	}
	for day, want := range map[string]string{"2026-02-28": "", "2026-03-02": "r1r2", "2026-03-04": "r1r2r3"} {
		then, err := ledger.AsOf("V", log, at(day), at("2026-03-31"), first)
		require.NoError(t, err)
		assert.Equal(t, want, then, day)
	}
}

func TestAsOfFollowsReversals(t *testing.T) {
	voucher, sold, _ := Sell(told("r1", "2026-03-02"), Sale{Voucher: "V", Seats: 10})
	voucher, booked, _ := voucher.Book(told("r2", "2026-03-10"), Booking{Course: "welding", Seats: 4})
	voucher, gone, _ := voucher.Cancel(told("r3", "2026-03-15"), Cancellation{Of: "r2"}, booked)
	_, back, _ := voucher.Cancel(told("r4", "2026-03-20"), Cancellation{Of: "r3"}, gone)
	log := []Entry{sold, booked, gone, back}
	for known, left := range map[string]int{"2026-03-14": 6, "2026-03-15": 10, "2026-03-20": 6} {
		then, err := ledger.AsOf("V", log, at("2026-03-12"), at(known), Voucher.Apply)
		require.NoError(t, err)
		assert.Equal(t, left, then.Left(), "as known on %s", known)
	}

	stray := reversal("r5", "elsewhere", entitlement.Draw{Of: "V", Seq: 5, Moved: 1})
	log = append(log, stray)
	then, err := ledger.AsOf("V", log, at("2026-03-19"), at("2026-03-31"), Voucher.Apply)
	require.NoError(t, err)
	assert.Equal(t, 6, then.Left(), "of something elsewhere: its own moment counts")
	then, err = ledger.AsOf("V", log, at("2026-03-20"), at("2026-03-31"), Voucher.Apply)
	require.NoError(t, err)
	assert.Equal(t, 7, then.Left())
}

func TestCharges(t *testing.T) {
	charged := func(amounts ...string) []Entry {
		log := make([]Entry, len(amounts))
		for i, amount := range amounts {
			if amount != "" {
				log[i].Charge = entitlement.MustMoney(amount)
			}
		}
		return log
	}
	for want, log := range map[string][]Entry{
		"":            nil,
		"100.00 NOK":  charged("", "190.00 NOK", "", "-90.00 NOK"),
		"0.00 NOK":    charged("190.00 NOK", "-190.00 NOK"),
		"-190.00 NOK": charged("-190.00 NOK"),
	} {
		sum, err := ledger.Charges(log)
		require.NoError(t, err)
		if want == "" {
			assert.Equal(t, entitlement.Money{}, sum)
			continue
		}
		assert.Equal(t, entitlement.MustMoney(want), sum)
	}
	sum, err := ledger.Charges(charged("1.00 NOK", "1.00 SEK", "1.00 NOK"))
	require.ErrorIs(t, err, entitlement.ErrInvalid)
	assert.Zero(t, sum)
}

// Histories of two vouchers, in which bookings, cancellations and what takes
// those back happen and are told in any order.
func TestLaws(t *testing.T) {
	rules := entitlement.Rules{{Clause: goodForSeats, Text: "a"}, {Clause: bookingTakes, Text: "b"}, {Clause: cancelled, Text: "c"}}
	moment := func(t *rapid.T, label string) calendar.Moment {
		return at("2026-03-01").Add(calendar.Hour * calendar.Seconds(rapid.IntRange(1, 30).Draw(t, label)))
	}
	rapid.Check(t, func(t *rapid.T) {
		var log []Entry
		vouchers := map[string]Voucher{}
		post := func(voucher Voucher, entry Entry, err error) {
			if err != nil {
				require.ErrorIs(t, err, NotEnoughSeats)
				return
			}
			log, err = ledger.Append(log, entry)
			require.NoError(t, err)
			vouchers[voucher.id] = voucher
		}
		for _, id := range []string{"V", "W"} {
			post(Sell(told("sale of "+id, "2026-03-01"), Sale{Voucher: id, Seats: 10}))
		}
		for i := range rapid.IntRange(0, 12).Draw(t, "entries") {
			event := entitlement.Event{Ref: strconv.Itoa(i), At: moment(t, "at"), Entered: moment(t, "entered")}
			entry := rapid.SampledFrom(log).Draw(t, "entry")
			voucher := vouchers[entry.Draws[0].Of]
			taken := slices.ContainsFunc(log, func(e Entry) bool { return e.Reverses == entry.Ref })
			if entry.Kind == "sale" || taken {
				post(voucher.Book(event, Booking{Course: "welding", Seats: rapid.IntRange(1, 4).Draw(t, "seats")}))
			} else {
				post(voucher.Cancel(event, Cancellation{Of: entry.Ref}, entry))
			}
		}
		happened, known := moment(t, "happened"), moment(t, "known")
		entitlementtest.Reasons(t, rules, log)
		require.NoError(t, verify(log))
		for id, voucher := range vouchers {
			entitlementtest.Folds(t, id, log, voucher, Voucher.Apply)
			entitlementtest.Gaps(t, id, log, Voucher.Apply)
			then, err := ledger.AsOf(id, log, happened, known, Voucher.Apply)
			require.NoError(t, err)
			require.Equal(t, standing(id, log, happened, known), then.Left())
			now, err := ledger.AsOf(id, log, at("2026-12-31"), at("2026-12-31"), Voucher.Apply)
			require.NoError(t, err)
			require.Equal(t, voucher, now, "in the end, as of now is now")
		}
		for _, entry := range log {
			stored, found, err := ledger.Find(log, entry.Event, entry.Fact, entry.Draws[0].Of)
			require.NoError(t, err)
			require.True(t, found && stored.Equal(entry))
			_, err = ledger.Append(log, entry)
			require.ErrorIs(t, err, entitlement.ErrConflict)
		}
	})
}

// standing adds up the seats of what had happened, was known, and was not taken
// back by anything known that stands itself.
func standing(id string, log []Entry, happened, known calendar.Moment) (left int) {
	stands := map[string]bool{}
	for _, entry := range slices.Backward(log) {
		stands[entry.Ref] = !entry.Entered.After(known) && !slices.ContainsFunc(log, func(e Entry) bool {
			return e.Reverses == entry.Ref && stands[e.Ref]
		})
		draw, ok := entry.Draw(id)
		if ok && stands[entry.Ref] && entry.Reverses == "" && !entry.At.After(happened) {
			left += draw.Moved
		}
	}
	return left
}

func TestExampleRefuses(t *testing.T) {
	voucher, _, err := Sell(told("r1", "2026-03-02"), Sale{Voucher: "V", Seats: 2})
	require.NoError(t, err)
	same, entry, err := voucher.Book(told("r2", "2026-03-10"), Booking{Course: "welding", Seats: 3})
	assert.ErrorIs(t, err, NotEnoughSeats)
	assert.Equal(t, voucher, same)
	assert.Zero(t, entry)
	for _, seats := range []int{0, -1} {
		_, _, err = voucher.Book(told("r2", "2026-03-10"), Booking{Seats: seats})
		require.ErrorIs(t, err, entitlement.ErrInvalid)
	}
	_, _, err = Sell(entitlement.Event{}, Sale{Voucher: "V", Seats: 2})
	require.ErrorIs(t, err, entitlement.ErrInvalid)
	_, _, err = Sell(told("r1", "2026-03-02"), Sale{Voucher: "V"})
	require.ErrorIs(t, err, entitlement.ErrInvalid)
}

// Verify notices what Append would have refused, before deciding anything, and
// Append notices a lot that is moved twice.
func TestVerifyNoticesWhatAppendRefuses(t *testing.T) {
	sold, booked, _ := history()
	cancelled := booked
	cancelled.Event = told("r9", "2026-03-12")
	cancelled.Kind, cancelled.Reverses = "cancellation", booked.Ref
	cancelled.Draws = []entitlement.Draw{{Of: "V", Seq: 3, Moved: -booked.Draws[0].Moved}}
	again := cancelled
	again.Ref = "r10"
	again.Draws = []entitlement.Draw{{Of: "V", Seq: 4}}
	renamed := booked
	renamed.Ref = "r11"
	lots := booked
	lots.Draws = []entitlement.Draw{{Of: "V", Seq: 2, Lot: "a"}, {Of: "V", Seq: 2, Lot: "b"}}
	trust := func(_ int, e Entry) (int, Entry, error) { return 0, e, nil }
	for name, log := range map[string][]Entry{
		"a whole ledger": {sold, booked, cancelled},
		"several lots":   {sold, lots},
	} {
		assert.NoError(t, ledger.Verify(0, log, trust), name)
	}
	for name, log := range map[string][]Entry{
		"a reference twice":       {sold, booked, cancelled, booked},
		"a second reversal":       {sold, booked, cancelled, again},
		"a reversal of nothing":   {sold, cancelled},
		"a reversal before":       {sold, cancelled, booked},
		"a reversal of itself":    {sold, booked, func() Entry { e := cancelled; e.Reverses = e.Ref; return e }()},
		"a number twice":          {sold, booked, renamed},
		"a gap at the beginning":  {booked},
		"a value that begins new": {sold, booked, func() Entry { e := sold; e.Ref = "s2"; return e }()},
	} {
		assert.ErrorIs(t, ledger.Verify(0, log, trust), entitlement.ErrLedger, name)
	}
	lots.Draws[1].Lot = "a"
	_, err := ledger.Append([]Entry{sold}, lots)
	assert.ErrorIs(t, err, entitlement.ErrLedger)
}

// A ledger costs what it is long, however its reversals and draws are chained.
func TestLongLedgers(t *testing.T) {
	const least = 2000
	log := func(n int, entry func(i int) Entry) []Entry {
		all := make([]Entry, n)
		for i := range all {
			all[i] = entry(i)
		}
		return all
	}
	ref := func(i int) string { return "r" + strconv.Itoa(i) }
	draw := func(i int) entitlement.Draw { return entitlement.Draw{Of: "V", Seq: i + 1} }
	chain := func(i int) Entry { // each takes the one before back
		if i == 0 {
			return entry(ref(0), draw(0))
		}
		return reversal(ref(i), ref(i-1), draw(i))
	}
	chains := map[int][]Entry{least: log(least, chain), 10 * least: log(10*least, chain)}
	apply := func(seen int, _ Entry) (int, error) { return seen + 1, nil }
	hostile.Grows(t, "as of, reversals of reversals", least, func(n int) {
		_, err := ledger.AsOf("V", chains[n], at("2027-01-01"), at("2027-01-01"), apply)
		require.NoError(t, err)
	})
	hostile.Grows(t, "replay", least, func(n int) {
		seen, err := ledger.Replay("V", chains[n], apply)
		require.NoError(t, err)
		require.Equal(t, n, seen)
	})
	hostile.Grows(t, "verify", least, func(n int) {
		require.NoError(t, ledger.Verify(0, chains[n], func(seen int, e Entry) (int, Entry, error) { return seen + 1, e, nil }))
	})
	hostile.Grows(t, "restate", least, func(n int) {
		_, err := ledger.Restate(0, chains[n], func(seen int, e Entry) (int, Entry, error) { return seen + 1, e, nil }, ledger.Telling[Entry]{})
		require.NoError(t, err)
	})
	wide := func(n, seq int) []entitlement.Draw {
		draws := make([]entitlement.Draw, n)
		for i := range draws {
			draws[i] = entitlement.Draw{Of: ref(i), Seq: seq}
		}
		return draws
	}
	hostile.Grows(t, "append, of many draws", least, func(n int) {
		_, err := ledger.Append([]Entry{entry("a", wide(n, 1)...)}, entry("b", wide(n, 2)...))
		require.NoError(t, err)
	})
	hostile.Grows(t, "verify, of many draws", least, func(n int) {
		require.NoError(t, ledger.Verify(0, []Entry{entry("a", wide(n, 1)...)}, func(seen int, e Entry) (int, Entry, error) { return seen, e, nil }))
	})
}
