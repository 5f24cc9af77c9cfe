// Package repeats finds what is in a list twice.
package repeats

// First returns the place of the first value that has the key of one before it, and
// -1 if all differ. For few values it needs no memory, for many a time in proportion to
// their number.
func First[V any](values []V, key func(V) string) int {
	const few = 16
	if len(values) > few {
		return firstOfMany(values, key)
	}
	for i := range values {
		for j := range i {
			if key(values[j]) == key(values[i]) {
				return i
			}
		}
	}
	return -1
}

func firstOfMany[V any](values []V, key func(V) string) int {
	seen := make(map[string]bool, len(values))
	for i := range values {
		id := key(values[i])
		if seen[id] {
			return i
		}
		seen[id] = true
	}
	return -1
}
