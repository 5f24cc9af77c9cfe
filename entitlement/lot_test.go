package entitlement_test

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
)

func TestLotIsOpen(t *testing.T) {
	lot := entitlement.Lot{From: day("2024-03-01"), Until: day("2025-03-01"), Granted: 5, Drawn: 4}
	for on, open := range map[string]bool{
		"2024-02-29": false, "2024-03-01": true, "2025-02-28": true, "2025-03-01": false,
	} {
		assert.Equal(t, open, lot.Open(day(on)), on)
	}
	assert.Equal(t, 1, lot.Left())

	lot.Until = 0
	assert.True(t, lot.Open(day("9999-12-31")), "without an end it never ends")
	assert.False(t, lot.Open(day("2024-02-29")))
	for _, drawn := range []int{5, 6} {
		lot.Drawn = drawn
		assert.False(t, lot.Open(day("2024-03-01")), "nothing is left")
	}
	assert.False(t, entitlement.Lot{}.Open(0), "the zero Lot has nothing to draw")
}

func TestLotsInTheOrderOfDrawing(t *testing.T) {
	soon, late := day("2025-01-01"), day("2026-01-01")
	old, young := day("2023-01-01"), day("2023-01-02")
	order := []entitlement.Lot{
		{ID: "f", From: young, Until: soon, Free: true}, // ends first
		{ID: "e", From: old, Until: late, Free: true},   // at equal ends: free before paid
		{ID: "d", From: young, Until: late, Free: true},
		{ID: "c", From: old, Until: late}, // then the older
		{ID: "a", From: young, Until: late},
		{ID: "b", From: young, Until: late}, // then by id
		{ID: "0", From: old, Free: true},    // never ends
		{ID: "1", From: old},
	}
	for i, a := range order {
		for j, b := range order {
			assert.Equal(t, cmp.Compare(i, j), a.Compare(b), "%s and %s", a.ID, b.ID)
		}
	}
}

const farthest = 12 // days, so that lots often begin and end together

func anyLot(t *rapid.T, id int) entitlement.Lot {
	lot := entitlement.Lot{
		ID:      "L" + strconv.Itoa(id),
		From:    calendar.Date(rapid.IntRange(1, farthest).Draw(t, "from")),
		Free:    rapid.Bool().Draw(t, "free"),
		Granted: rapid.IntRange(0, 6).Draw(t, "granted"),
	}
	lot.Drawn = rapid.IntRange(0, lot.Granted).Draw(t, "drawn")
	if rapid.IntRange(0, 3).Draw(t, "ends") > 0 {
		lot.Until = calendar.Date(rapid.IntRange(1, farthest+1).Draw(t, "until"))
	}
	return lot
}

// Lots are in a strict total order: of two with distinct ids one comes first,
// and first stays first.
func TestLotOrderIsTotal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := anyLot(t, 1), anyLot(t, 2), anyLot(t, 3)
		require.NotZero(t, a.Compare(b), "distinct ids")
		require.Zero(t, a.Compare(a))
		require.Equal(t, -b.Compare(a), a.Compare(b), "antisymmetric")
		if a.Compare(b) < 0 && b.Compare(c) < 0 {
			require.Negative(t, a.Compare(c), "transitive")
		}
		if a.Until != 0 && (b.Until == 0 || a.Until < b.Until) {
			require.Negative(t, a.Compare(b), "what ends first comes first")
		}
	})
}

// drawn is how many units each lot gives, by id. No lot gives nothing, or there
// would be no end to it.
func drawn(t require.TestingT, lots []entitlement.Lot, on calendar.Date, units int) (given map[string]int, order []string) {
	given = map[string]int{}
	for i, n := range entitlement.DrawFrom(lots, on, units) {
		require.Positive(t, n)
		given[lots[i].ID] += n
		order = append(order, lots[i].ID)
	}
	return given, order
}

func TestDrawFromLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var lots []entitlement.Lot
		for id := range rapid.IntRange(0, 8).Draw(t, "lots") {
			lots = append(lots, anyLot(t, id))
		}
		on := calendar.Date(rapid.IntRange(0, farthest+1).Draw(t, "on"))
		units := rapid.IntRange(-3, 40).Draw(t, "units")
		before := slices.Clone(lots)
		given, order := drawn(t, lots, on, units)
		require.Equal(t, before, lots, "the lots are not changed")

		total, open := 0, 0
		for _, lot := range lots {
			n, named := given[lot.ID]
			require.True(t, !named || n > 0 && lot.Open(on), "only open lots give, and something")
			require.LessOrEqual(t, n, lot.Left(), "never more than is left")
			total += n
			if lot.Open(on) {
				open += lot.Left()
			}
			for _, other := range lots {
				if lot.Open(on) && n < lot.Left() && lot.Compare(other) < 0 {
					require.Zero(t, given[other.ID], "%s has units left and comes before %s", lot.ID, other.ID)
				}
			}
		}
		require.Equal(t, max(0, min(units, open)), total, "all that is wanted, as far as it is there")
		require.True(t, slices.IsSortedFunc(order, func(a, b string) int {
			return lots[indexOf(lots, a)].Compare(lots[indexOf(lots, b)])
		}), "in the order of drawing")
		require.Len(t, order, len(given), "each lot once")

		shuffle := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "shuffle"), 0))
		shuffle.Shuffle(len(lots), func(i, j int) { lots[i], lots[j] = lots[j], lots[i] })
		again, orderAgain := drawn(t, lots, on, units)
		require.Equal(t, given, again, "the order of the slice does not matter")
		require.Equal(t, order, orderAgain)
	})
}

func indexOf(lots []entitlement.Lot, id string) int {
	return slices.IndexFunc(lots, func(lot entitlement.Lot) bool { return lot.ID == id })
}

// Drawing the lot that ends first never loses a unit that could have been kept:
// over two days of use, no other way of drawing covers more.
func TestDrawFromLosesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var lots []entitlement.Lot
		for id := range rapid.IntRange(1, 4).Draw(t, "lots") {
			lot := anyLot(t, id)
			lot.From, lot.Granted, lot.Drawn = 1, 1, 0
			lots = append(lots, lot)
		}
		first := calendar.Date(rapid.IntRange(1, farthest).Draw(t, "first"))
		second := first + calendar.Date(rapid.IntRange(0, 3).Draw(t, "later"))
		units := rapid.IntRange(1, len(lots)).Draw(t, "units")

		ours := 0
		left := slices.Clone(lots)
		for _, on := range []calendar.Date{first, second} {
			for i, n := range entitlement.DrawFrom(left, on, units) {
				require.Positive(t, n)
				left[i].Drawn += n // allowed while drawing
				ours += n
			}
		}
		best := 0
		for choice := range 1 << (2 * len(lots)) { // for each lot: not drawn, on the first day, on the second
			used := [3]int{}
			possible := true
			for i, lot := range lots {
				pick := choice >> (2 * i) & 3
				if pick == 3 || pick == 1 && !lot.Open(first) || pick == 2 && !lot.Open(second) {
					possible = false
					break
				}
				used[pick]++
			}
			if possible && used[1] <= units && used[2] <= units {
				best = max(best, used[1]+used[2])
			}
		}
		require.Equal(t, best, ours)
	})
}

func TestDrawFromCanBeLeft(t *testing.T) {
	lots := []entitlement.Lot{{ID: "a", Granted: 1}, {ID: "b", Granted: 1}, {ID: "c", Granted: 1}}
	for i := range entitlement.DrawFrom(lots, 1, 3) {
		if i == 1 {
			break
		}
		assert.Zero(t, i)
	}
	assert.Zero(t, testing.AllocsPerRun(100, func() {
		for i, n := range entitlement.DrawFrom(lots, 1, 3) {
			_, _ = i, n
		}
	}))
}
