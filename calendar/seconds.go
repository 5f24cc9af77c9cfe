package calendar

import (
	"strings"
	"time"
)

// All packages count in int. Where it has fewer than 64 bits they do not compile,
// rather than count wrong.
const _ int = 1 << 62

// Seconds is an elapsed time in whole seconds, the unit in which contracts
// count. In JSON it is a number.
type Seconds int64

// Common lengths.
const (
	Minute Seconds = 60
	Hour           = 60 * Minute
)

// Elapsed returns a duration in whole seconds; what is finer is cut off. The
// time between two instants is best taken from moments, [Moment.Since], which
// cut each instant first.
func Elapsed(d time.Duration) Seconds { return Seconds(d / time.Second) }

// Duration returns the elapsed time as a time.Duration. Lengths beyond 292
// years do not fit and are cut to the longest that does.
func (s Seconds) Duration() time.Duration {
	const longest = Seconds(1<<63-1) / Seconds(time.Second)
	return time.Duration(max(-longest, min(s, longest))) * time.Second
}

// String returns the length as 3h10m, 45m, 90s as 1m30s, and nothing as 0s.
func (s Seconds) String() string {
	text := s.Duration().String()
	if strings.HasSuffix(text, "m0s") {
		text = strings.TrimSuffix(text, "0s")
	}
	if strings.HasSuffix(text, "h0m") {
		text = strings.TrimSuffix(text, "0m")
	}
	return text
}
