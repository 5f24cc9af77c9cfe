package swap_test

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/swap"
)

const aDay = 24 * calendar.Hour

// share is a rate in hundredths.
func share(hundredths int64) decimal.Decimal { return decimal.New(hundredths, -2) }

// fourPercent is a demand that has four in a hundred phones out on average:
// failures of 40 % a year, back after a tenth of one.
func fourPercent(phones int) swap.Demand {
	return swap.Demand{Phones: phones, Failures: share(40), Turnaround: 365*aDay/10 + 6*calendar.Hour/10}
}

// What the flat 8 % gives fleets of several sizes: the same share of the phones is
// never out, but the smaller the fleet the oftener the stock is empty.
func TestFlatShare(t *testing.T) {
	for _, row := range []struct {
		phones, stock int
		empty         string
	}{
		{12, 1, "0.381"}, {13, 2, "0.096"}, {100, 8, "0.051"}, {200, 16, "0.008"}, {400, 32, "0.0003"},
	} {
		stock := printed().TargetStock(row.phones)
		require.Equal(t, row.stock, stock)
		risk, err := fourPercent(row.phones).Risk(stock)
		require.NoError(t, err)
		want := decimal.RequireFromString(row.empty)
		assert.Equal(t, want.String(), risk.Empty.Round(-want.Exponent()).String(), "%d phones", row.phones)
	}
}

// Small cases by hand. With 12 phones, 40 % and a tenth of a year, m = 0.48:
// P(0) = e^-0.48 = 0.618783, P(1) = 0.297016.
func TestRiskByHand(t *testing.T) {
	demand := swap.Demand{Phones: 12, Failures: share(40), Turnaround: 3155760}
	risk, err := demand.Risk(1)
	require.NoError(t, err)
	assert.Equal(t, "0.48", risk.Load.String())
	assert.Equal(t, "0.381217", risk.Empty.String())
	assert.Equal(t, "0.084201", risk.Waiting.String())
	// owed: 0.48 x 0.381217 - 1 x 0.084201 = 0.098783; a year has 4.8 failures, so
	// the mean wait is 0.098783 / 4.8 of a year.
	assert.InDelta(t, 0.098783/4.8*31557600, float64(risk.Wait), 20)
	assert.InDelta(t, 0.098783/4.8*31557600/0.381217, float64(risk.WaitIfOut), 40)

	risk, err = demand.Risk(0)
	require.NoError(t, err)
	assert.Equal(t, []string{"1", "0.381217"}, []string{risk.Empty.String(), risk.Waiting.String()})
	assert.Equal(t, calendar.Seconds(3155760), risk.Wait, "without a stock everybody waits for the turnaround")
	assert.Equal(t, risk.Wait, risk.WaitIfOut)

	risk, err = swap.Demand{Phones: 12}.Risk(1)
	require.NoError(t, err)
	assert.Equal(t, swap.Risk{Stock: 1, Load: decimal.Decimal{}.Round(6), Empty: risk.Empty, Waiting: risk.Waiting, Held: risk.Held}, risk)
	assert.True(t, risk.Empty.IsZero() && risk.Waiting.IsZero() && risk.Held.IsZero(), "nothing fails")
	risk, err = swap.Demand{}.Risk(0)
	require.NoError(t, err)
	assert.Equal(t, "1", risk.Empty.String(), "nobody comes, and would find nothing")
}

// The distribution is that of math, where floating point is good enough to tell.
func TestPoisson(t *testing.T) {
	for _, phones := range []int{1, 12, 100, 1000, 20000} {
		demand := fourPercent(phones)
		mean := 0.04 * float64(phones)
		for _, stock := range []int{0, 1, int(mean), int(mean) + 1, int(mean + 3*math.Sqrt(mean)), int(mean+9*math.Sqrt(mean)) + 9} {
			below := 0.0
			for k := range stock {
				lg, _ := math.Lgamma(float64(k + 1))
				below += math.Exp(float64(k)*math.Log(mean) - mean - lg)
			}
			risk, err := demand.Risk(stock)
			require.NoError(t, err)
			empty, _ := risk.Empty.Float64()
			require.InDelta(t, 1-below, empty, 2e-6, "%d phones, %d in stock", phones, stock)
		}
	}
}

func TestStockFor(t *testing.T) {
	for _, phones := range []int{0, 1, 12, 100, 400, 5000} {
		for _, service := range []entitlement.Percent{0, 1, 50_00, 95_00, 99_00, 99_99} {
			demand := fourPercent(phones)
			risk, err := demand.StockFor(service)
			require.NoError(t, err)
			empty := decimal.New(int64(100_00-service), -4)
			assert.True(t, risk.Empty.LessThanOrEqual(empty), "%d phones %s: %s", phones, service, risk.Empty)
			if risk.Stock > 0 {
				less, err := demand.Risk(risk.Stock - 1)
				require.NoError(t, err)
				assert.True(t, less.Empty.GreaterThanOrEqual(empty), "one phone fewer is not enough: %d phones %s", phones, service)
			}
		}
	}
}

// The model against the life it models: phones fail one by one and come back after
// a turnaround, fixed or spread.
func TestRiskAgainstSimulation(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2)) // the same numbers each time
	for _, row := range []struct {
		name   string
		phones int
		stock  int
		spread func() float64 // of the turnaround, 1 on average
	}{
		{"fixed", 100, 8, func() float64 { return 1 }},
		{"exponential", 100, 6, random.ExpFloat64},
		{"half or one and a half", 12, 1, func() float64 { return 0.5 + float64(random.IntN(2)) }},
	} {
		demand := fourPercent(row.phones)
		risk, err := demand.Risk(row.stock)
		require.NoError(t, err)
		rate := 0.4 * float64(row.phones) // a year
		turnaround := 0.1
		const reports = 400_000
		var returns heapOfTimes
		now, empty, waited := 0.0, 0, 0.0
		for range reports {
			now += random.ExpFloat64() / rate
			for len(returns) > 0 && returns[0] <= now {
				returns.pop()
			}
			if len(returns) >= row.stock { // every phone of the stock is out
				empty++
			}
			returns.push(now + turnaround*row.spread())
			// whoever comes last among those who are owed waits for as many returns
			if owed := len(returns) - row.stock; owed > 0 {
				waited += returns.nth(owed-1) - now
			}
		}
		wantEmpty, _ := risk.Empty.Float64()
		assert.InDelta(t, wantEmpty, float64(empty)/reports, 0.006, row.name)
		wantWait := float64(risk.Wait) / (365.25 * 24 * 3600)
		if row.name == "fixed" { // else later dispatches may return earlier, and serve somebody else
			assert.InDelta(t, wantWait, waited/reports, 0.02*wantWait+1e-5, row.name)
		}
	}
}

// Where nobody who waits sends the faulty phone in before the swap phone comes, the
// stock is a queue with so many servers.
func TestHeldAgainstSimulation(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4)) // the same numbers each time
	for _, row := range []struct{ phones, stock int }{{12, 1}, {12, 2}, {100, 5}, {100, 8}, {400, 20}} {
		risk, err := fourPercent(row.phones).Risk(row.stock)
		require.NoError(t, err)
		require.True(t, risk.Held.GreaterThanOrEqual(risk.Empty), "never better")
		rate, turnaround := 0.4*float64(row.phones), 0.1
		free := make(heapOfTimes, 0, row.stock) // when each phone of the stock is there again
		for range row.stock {
			free.push(0)
		}
		const reports = 300_000
		now, empty := 0.0, 0
		for range reports {
			now += random.ExpFloat64() / rate
			sent := max(now, free[0])
			if sent > now {
				empty++
			}
			free.pop()
			free.push(sent + turnaround*random.ExpFloat64())
		}
		want, _ := risk.Held.Float64()
		assert.InDelta(t, want, float64(empty)/reports, 0.02, "%d phones, %d in stock", row.phones, row.stock)
	}
	risk, err := fourPercent(400).Risk(16)
	require.NoError(t, err)
	assert.Equal(t, "1", risk.Held.String(), "as many are out as there are")
	// with one phone and m = 0.48 of it out, one server is busy 48 % of the time
	risk, err = swap.Demand{Phones: 12, Failures: share(40), Turnaround: 3155760}.Risk(1)
	require.NoError(t, err)
	assert.Equal(t, "0.48", risk.Held.String())
}

// However rarely the stock is empty, who finds it so waits for a part of the
// turnaround; with a stock far above the load, for the first of many to come back.
func TestRareWaits(t *testing.T) {
	for _, phones := range []int{1, 12, 50, 400} {
		demand := fourPercent(phones)
		last := demand.Turnaround + 1
		for _, stock := range []int{0, 1, 2, 5, 14, 22, 34, 60, 1000} {
			risk, err := demand.Risk(stock)
			require.NoError(t, err)
			require.True(t, 0 < risk.WaitIfOut && risk.WaitIfOut < last, "%d phones, %d in stock: %s", phones, stock, risk.WaitIfOut)
			require.True(t, 0 <= risk.Wait && risk.Wait <= risk.WaitIfOut)
			last = risk.WaitIfOut
		}
	}
	// far above the load nearly one is owed of fifteen: a 15th of the turnaround
	risk, err := fourPercent(1).Risk(14)
	require.NoError(t, err)
	assert.InDelta(t, float64(fourPercent(1).Turnaround)/15, float64(risk.WaitIfOut), 2000)
}

// heapOfTimes holds instants, the earliest first.
type heapOfTimes []float64

func (h *heapOfTimes) push(at float64) {
	i := 0
	for i < len(*h) && (*h)[i] < at {
		i++
	}
	*h = append(*h, 0)
	copy((*h)[i+1:], (*h)[i:])
	(*h)[i] = at
}

func (h *heapOfTimes) pop() { *h = (*h)[1:] }

func (h heapOfTimes) nth(n int) float64 { return h[n] }

// The largest demand there can be, and one more of each.
func TestDemandLimits(t *testing.T) {
	little := decimal.New(1, -30)
	long := 100_000 * aDay
	digits := decimal.RequireFromString("0." + strings.Repeat("1", 30))
	for _, row := range []struct {
		demand swap.Demand
		stock  int
		fits   bool
	}{
		{swap.Demand{Phones: 100_000_000, Failures: little, Turnaround: long}, 100_000_000, true},
		{swap.Demand{Phones: 100_000_001, Failures: little, Turnaround: long}, 1, false},
		{swap.Demand{Phones: 1, Failures: little, Turnaround: long + 1}, 1, false},
		{swap.Demand{Phones: 1, Failures: little, Turnaround: long}, 100_000_001, false},
		{swap.Demand{Phones: 1, Failures: decimal.New(1, -31), Turnaround: aDay}, 1, false},
		{swap.Demand{Phones: 1, Failures: decimal.New(1, 6), Turnaround: aDay}, 1, true},
		{swap.Demand{Phones: 1, Failures: decimal.New(1, 7), Turnaround: 1}, 1, false},
		{swap.Demand{Phones: 1, Failures: digits, Turnaround: aDay}, 1, true},
		{swap.Demand{Failures: digits.Add(decimal.New(1, 29)), Turnaround: aDay}, 1, true},  // 60 digits
		{swap.Demand{Failures: digits.Add(decimal.New(1, 30)), Turnaround: aDay}, 1, false}, // 61
		{swap.Demand{Phones: 365_250_000, Failures: decimal.New(1, 0)}, 1, false},
		{swap.Demand{Phones: 36_525_000, Failures: decimal.New(1, 0), Turnaround: aDay}, 100_000, true},
		{swap.Demand{Phones: 36_525_001, Failures: decimal.New(1, 0), Turnaround: aDay}, 100_000, false},
	} {
		_, err := row.demand.Risk(row.stock)
		if row.fits {
			require.NoError(t, err, "%v", row.demand)
		} else {
			require.ErrorIs(t, err, entitlement.ErrInvalid, "%v", row.demand)
		}
	}
}

func TestDemandRefused(t *testing.T) {
	good := fourPercent(100)
	for _, demand := range []swap.Demand{
		{Phones: -1},
		{Phones: 1 << 40},
		{Phones: 100, Turnaround: -1},
		{Phones: 100, Turnaround: 1 << 60},
		{Phones: 100, Failures: share(-1)},
		{Phones: 100, Failures: decimal.New(1, 1_000_000)},
		{Phones: 100, Failures: decimal.New(1, -1_000_000)},
		{Phones: 100_000_000, Failures: share(10000), Turnaround: 365 * aDay},
	} {
		_, err := demand.Risk(1)
		require.ErrorIs(t, err, entitlement.ErrInvalid, "%v", demand)
		_, err = demand.StockFor(99_00)
		require.ErrorIs(t, err, entitlement.ErrInvalid, "%v", demand)
	}
	_, err := good.Risk(-1)
	require.ErrorIs(t, err, entitlement.ErrInvalid)
	for _, service := range []entitlement.Percent{-1, 100_00, 101_00} {
		_, err = good.StockFor(service)
		require.ErrorIs(t, err, entitlement.ErrInvalid)
	}
}
