package calendar_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/rickb777/date/v2/clock"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/avtale/avtale/calendar"
)

func TestParseClock(t *testing.T) {
	for text, want := range map[string]string{
		"0": "00:00", "8": "08:00", "08": "08:00", "24": "24:00",
		"8.00": "08:00", "8:00": "08:00", "08.00": "08:00", "08:00": "08:00", "0800": "08:00",
		"0000": "00:00", "2359": "23:59", "2400": "24:00", "0059": "00:59",
		"08:59": "08:59", "8.30": "08:30", "23:59": "23:59", "24:00": "24:00", "24.00": "24:00",
		"08:00:00": "08:00", "08:00:30": "08:00:30", "8.00.30": "08:00:30", "23:59:59": "23:59:59",
		"24:00:00": "24:00",
	} {
		c, err := calendar.ParseClock(text)
		require.NoError(t, err, text)
		assert.Equal(t, want, c.String(), text)
	}

	for text, kind := range map[string]calendar.Error{
		"25:00":                        calendar.ErrRange,
		"24:01":                        calendar.ErrRange,
		"24:00:01":                     calendar.ErrRange,
		"2401":                         calendar.ErrRange,
		"08:60":                        calendar.ErrRange,
		"0860":                         calendar.ErrRange,
		"08:00:60":                     calendar.ErrRange,
		"23:59:60":                     calendar.ErrRange,
		"25":                           calendar.ErrRange,
		"99":                           calendar.ErrRange,
		"":                             calendar.ErrSyntax,
		":":                            calendar.ErrSyntax,
		".":                            calendar.ErrSyntax,
		"8:":                           calendar.ErrSyntax,
		":30":                          calendar.ErrSyntax,
		"8:5":                          calendar.ErrSyntax,
		"800":                          calendar.ErrSyntax, // 8:00, or 80 o'clock?
		"08000":                        calendar.ErrSyntax,
		"080030":                       calendar.ErrSyntax,
		"008:00":                       calendar.ErrSyntax,
		"08:000":                       calendar.ErrSyntax,
		"08:00:":                       calendar.ErrSyntax,
		"08:00:3":                      calendar.ErrSyntax,
		"08::30":                       calendar.ErrSyntax,
		"08:00:00:00":                  calendar.ErrSyntax,
		"0800:30":                      calendar.ErrSyntax,
		"08:00.30":                     calendar.ErrSyntax,
		"08.00:30":                     calendar.ErrSyntax,
		"08:00:00.5":                   calendar.ErrSyntax,
		"08,00":                        calendar.ErrSyntax,
		"08-00":                        calendar.ErrSyntax,
		"8h":                           calendar.ErrSyntax,
		"2pm":                          calendar.ErrSyntax,
		"2 pm":                         calendar.ErrSyntax,
		"02:00pm":                      calendar.ErrSyntax,
		"-8":                           calendar.ErrSyntax,
		"+8":                           calendar.ErrSyntax,
		"-8:00":                        calendar.ErrSyntax,
		"+8:00":                        calendar.ErrSyntax,
		"08:-1":                        calendar.ErrSyntax,
		"-800":                         calendar.ErrSyntax,
		" 8":                           calendar.ErrSyntax,
		"8 ":                           calendar.ErrSyntax,
		" 08:00":                       calendar.ErrSyntax,
		"08:00 ":                       calendar.ErrSyntax,
		"08 00":                        calendar.ErrSyntax,
		"٠٨:٠٠":                        calendar.ErrSyntax, // digits, but not ours
		"٨":                            calendar.ErrSyntax,
		"noon":                         calendar.ErrSyntax,
		strings.Repeat("0", 100000):    calendar.ErrSyntax,
		strings.Repeat(":", 100000):    calendar.ErrSyntax,
		"08:" + strings.Repeat("0", 9): calendar.ErrSyntax,
	} {
		requireParseError(t, "clock time", text, kind, func() (any, error) { return calendar.ParseClock(text) })
	}
}

func TestMustClockIsForLiterals(t *testing.T) {
	assert.Panics(t, func() { calendar.MustClock("25:00") })
	assert.NotPanics(t, func() { calendar.MustClock("8.00") })
}

func TestClockFields(t *testing.T) {
	for text, want := range map[string][3]int{
		"00:00":    {0, 0, 0},
		"01:02:03": {1, 2, 3},
		"23:59:59": {23, 59, 59},
		"24:00":    {24, 0, 0},
	} {
		hour, minute, second := calendar.MustClock(text).Fields()
		assert.Equal(t, want, [3]int{hour, minute, second}, text)
	}
}

func TestClockIsTheNumberOfTheClockPackage(t *testing.T) {
	assert.Equal(t, clock.New(13, 59, 30, 0), clock.Clock(calendar.MustClock("13:59:30")))
	assert.NotEqual(t, calendar.MustClock("00:00"), calendar.MustClock("24:00"))
	assert.Less(t, calendar.MustClock("13:59:59"), calendar.MustClock("14:00"))
}

func TestClocksReadBackAsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := anyClock(t, "c")
		read, err := calendar.ParseClock(c.String())
		require.NoError(t, err)
		require.Equal(t, c, read)
		requireSameInJSON(t, c)
	})
}

// JSON takes one form; the others are for people.
func TestClocksInJSONHaveOneForm(t *testing.T) {
	for _, text := range []string{"00:00", "08:00", "08:00:30", "24:00"} {
		var c calendar.Clock
		require.NoError(t, c.UnmarshalText([]byte(text)))
		assert.Equal(t, text, c.String())
	}
	for _, text := range []string{"8", "8:00", "8.00", "08.00", "0800", "24", "08:00:00", "25:00", ""} {
		c := calendar.MustClock("14:00")
		err := c.UnmarshalText([]byte(text))
		var failure *calendar.ParseError
		require.ErrorAs(t, err, &failure, text)
		assert.Equal(t, text, failure.Text)
		assert.Equal(t, calendar.MustClock("14:00"), c, "unchanged")
	}
}

// A number that is no clock time is not written.
func TestClocksOutsideTheDayAreNotWritten(t *testing.T) {
	for _, c := range []calendar.Clock{
		-1, calendar.Clock(-time.Minute), calendar.MustClock("24:00") + 1,
		calendar.Clock(25 * time.Hour), calendar.Clock(clock.Undefined),
	} {
		_, err := json.Marshal(c)
		require.ErrorIs(t, err, calendar.ErrRange, c.String())
	}
	_, err := json.Marshal(calendar.Clock(25 * time.Hour))
	assert.ErrorContains(t, err, `"25:00"`)
}
