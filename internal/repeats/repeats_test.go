package repeats

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/internal/hostile"
)

// Of few and of many it is the first that repeats one before it.
func TestFirst(t *testing.T) {
	key := func(value string) string { return value }
	for n := range 80 {
		order := 1 + n%2*40 // in the order of their keys, or in none
		n = n/2 + 1
		values := make([]string, n)
		for i := range values {
			values[i] = strconv.Itoa(100 + i*order%n)
		}
		require.Equal(t, -1, First(values, key))
		for later := range values {
			for earlier := range later {
				twice := append([]string(nil), values...)
				twice[later] = twice[earlier]
				if later+1 < n {
					twice[n-1] = twice[earlier]
				}
				require.Equal(t, later, First(twice, key), "%d of %d", later, n)
			}
		}
	}
}

// Many cost what they are.
func TestMany(t *testing.T) {
	hostile.Grows(t, "values that differ", 2000, func(n int) {
		values := hostile.Times(n, strconv.Itoa) // 10 comes before 9
		require.Equal(t, -1, First(values, func(value string) string { return value }))
	})
}
