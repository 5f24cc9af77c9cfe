package calendar_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/calendar"
)

func TestSeconds(t *testing.T) {
	for seconds, want := range map[calendar.Seconds]string{
		0:                                    "0s",
		1:                                    "1s",
		30:                                   "30s",
		60:                                   "1m",
		90:                                   "1m30s",
		600:                                  "10m",
		45 * calendar.Minute:                 "45m",
		calendar.Hour:                        "1h",
		calendar.Hour + 1:                    "1h0m1s",
		10 * calendar.Hour:                   "10h",
		20*calendar.Hour + calendar.Minute:   "20h1m",
		3*calendar.Hour + 10*calendar.Minute: "3h10m",
		100 * calendar.Hour:                  "100h",
		-90:                                  "-1m30s",
		-calendar.Hour:                       "-1h",
	} {
		assert.Equal(t, want, seconds.String())
		assert.Equal(t, seconds, calendar.Elapsed(seconds.Duration()))
		read, err := time.ParseDuration(seconds.String())
		require.NoError(t, err)
		assert.Equal(t, seconds.Duration(), read)
	}
	text, err := json.Marshal(90 * calendar.Minute)
	require.NoError(t, err)
	assert.Equal(t, "5400", string(text))
}

func TestSecondsOfDurations(t *testing.T) {
	assert.Equal(t, calendar.Seconds(1), calendar.Elapsed(2*time.Second-1))
	assert.Equal(t, calendar.Seconds(-1), calendar.Elapsed(-2*time.Second+1))
	assert.Equal(t, calendar.Seconds(0), calendar.Elapsed(time.Second-1))

	// The longest durations, and what is longer still.
	const longest = 9223372036
	assert.Equal(t, longest*time.Second, calendar.Seconds(longest).Duration())
	assert.Equal(t, longest*time.Second, calendar.Seconds(longest+1).Duration())
	assert.Equal(t, longest*time.Second, calendar.Seconds(1<<63-1).Duration())
	assert.Equal(t, -longest*time.Second, calendar.Seconds(-longest).Duration())
	assert.Equal(t, -longest*time.Second, calendar.Seconds(-longest-1).Duration())
	assert.Equal(t, -longest*time.Second, calendar.Seconds(-1<<63).Duration())
}
