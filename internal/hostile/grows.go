package hostile

import (
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// Grows checks that what is done to ten times as much allocates no more than about
// ten times as much, and does not take as long as if it were quadratic. Time is the
// least of some tries, and a quarter of a second is nothing, since machines are shared:
// the least should be so much that its square would be seen.
func Grows(t *testing.T, name string, least int, do func(n int)) {
	t.Helper()
	const bytes, times, slack = 20, 40, 64 << 10
	little, quick := cost(func() { do(least) })
	much, slow := cost(func() { do(10 * least) })
	require.LessOrEqual(t, much, bytes*little+slack, "%s: bytes allocated, ten times as much", name)
	require.Less(t, slow, times*quick+250*time.Millisecond, "%s: time, ten times as much", name)
}

func cost(do func()) (bytes uint64, took time.Duration) {
	for try := range 3 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		began := time.Now()
		do()
		elapsed := time.Since(began)
		runtime.ReadMemStats(&after)
		if try == 0 || elapsed < took {
			took = elapsed
		}
		bytes = after.TotalAlloc - before.TotalAlloc
	}
	return bytes, took
}
