// Package repeats finds what is in a list twice.
package repeats

// First returns the place of the first value that has the key of one before it, and
// -1 if all differ. It takes a time in proportion to their number, and no memory for
// values that come in the order of their keys, or are few.
func First[V any](values []V, key func(V) string) int {
	next := 0 // behind those that come in order
	for next < len(values) && (next == 0 || key(values[next-1]) < key(values[next])) {
		next++
	}
	const few = 16
	if next < len(values) && len(values) > few {
		return firstOfMany(values, key)
	}
	for ; next < len(values); next++ {
		for earlier := range next {
			if key(values[earlier]) == key(values[next]) {
				return next
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
