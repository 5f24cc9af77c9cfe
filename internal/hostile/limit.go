package hostile

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// Limit checks that a number, and no more than that, is taken.
func Limit(t *testing.T, name string, most int, refused error, do func(n int) error) {
	t.Helper()
	t.Run(name, func(t *testing.T) {
		require.NoError(t, do(most), "%d", most)
		require.ErrorIs(t, do(most+1), refused, "%d", most+1)
	})
}

// Times returns as many of something, each of its number.
func Times[V any](n int, value func(i int) V) []V {
	all := make([]V, n)
	for i := range all {
		all[i] = value(i)
	}
	return all
}
