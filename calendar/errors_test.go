package calendar_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/calendar"
)

func TestErrorsNameTheirValues(t *testing.T) {
	copenhagen := zone("Europe/Copenhagen")
	local := func(date, clock string) error {
		_, err := copenhagen.Local(calendar.MustDate(date), calendar.MustClock(clock))
		return err
	}
	parse := func(_ any, err error) error { return err }

	for want, err := range map[string]error{
		`calendar: date "2025-02-30": no such date or time`:                                                                                           parse(calendar.ParseDate("2025-02-30")),
		`calendar: date "3/2": not written in the expected form`:                                                                                      parse(calendar.ParseDate("3/2")),
		`calendar: clock time "25:00": no such date or time`:                                                                                          parse(calendar.ParseClock("25:00")),
		`calendar: moment "2026-03-10T13:59:59": not written in the expected form`:                                                                    parse(calendar.ParseMoment("2026-03-10T13:59:59")),
		`calendar: date "2025-02-31": no such date or time`:                                                                                           parse(calendar.NewDate(2025, 2, 31)),
		`calendar: 2016-03-27 02:59 in Europe/Copenhagen: the clock skips this local time`:                                                            local("2016-03-27", "02:59"),
		`calendar: 2026-10-25 02:30 in Europe/Copenhagen: this local time comes twice, as 2026-10-25T02:30:00+02:00 and as 2026-10-25T02:30:00+01:00`: local("2026-10-25", "02:30"),
		`calendar: 9999-12-31 24:00 in Europe/Copenhagen: no such date or time`:                                                                       local("9999-12-31", "24:00"),
		`calendar: no usable time zone: no location given`:                                                                                            parse(calendar.NewZone(nil)),
		`calendar: unknown reading: term end "Never"`:                                                                                                 calendar.TermEnd("Never").Validate(),
	} {
		assert.EqualError(t, err, want)
	}
}

// A caller can tell what failed, and has the values.
func TestErrorsAreForErrorsIsAndAs(t *testing.T) {
	_, err := calendar.ParseClock("25:00")
	var text *calendar.ParseError
	require.ErrorAs(t, err, &text)
	assert.Equal(t, calendar.ParseError{What: "clock time", Text: "25:00", Kind: calendar.ErrRange}, *text)
	assert.ErrorIs(t, err, calendar.ErrRange)
	assert.NotErrorIs(t, err, calendar.ErrSyntax)

	_, err = zone("Europe/Copenhagen").Local(calendar.MustDate("2026-10-25"), calendar.MustClock("02:30"))
	var night *calendar.LocalTimeError
	require.ErrorAs(t, err, &night)
	assert.ErrorIs(t, err, calendar.ErrRepeated)
	assert.NotErrorIs(t, err, calendar.ErrGap)
	assert.Equal(t, "2026-10-25T02:30:00+02:00", night.First.String())
	assert.Equal(t, "2026-10-25T02:30:00+01:00", night.Second.String())
	assert.Equal(t, calendar.Hour, night.Second.Since(night.First))
}

func TestZeroValues(t *testing.T) {
	assert.True(t, calendar.Date(0).IsZero())
	assert.False(t, calendar.Date(1).IsZero())
	assert.Equal(t, firstDate, calendar.Date(0).String())
	assert.Equal(t, "00:00", calendar.Clock(0).String())
	assert.Equal(t, "0s", calendar.Seconds(0).String())

	var none calendar.Moment
	assert.True(t, none.IsZero())
	assert.True(t, none.Date().IsZero())
	assert.True(t, none.Time().IsZero())
	assert.Equal(t, "0001-01-01T00:00:00Z", none.String())
	assert.Equal(t, none, moment(none.String()))
	assert.False(t, moment("0001-01-01T00:00:01Z").IsZero())
	assert.False(t, moment("0001-01-01T01:00:00+01:00").IsZero(), "the same instant, but read in a zone")

	var nowhere calendar.Zone
	now := time.Date(2026, time.March, 10, 12, 0, 0, 0, time.UTC)
	assert.Empty(t, nowhere.Name())
	assert.Zero(t, nowhere.At(now))
	assert.Zero(t, nowhere.In(zone("UTC").At(now)))
	assert.Zero(t, zone("Asia/Kathmandu").In(none), "no moment stays none in every zone")
	_, err := nowhere.Local(calendar.MustDate("2026-03-10"), 0)
	assert.ErrorIs(t, err, calendar.ErrZone)
	assert.NotPanics(t, func() { _ = err.Error() })

	start := calendar.MustDate("2026-03-10")
	assert.Equal(t, start, calendar.Term{}.LastDay(start))
	_, ok := calendar.Periods{}.Number(start)
	assert.False(t, ok)
	assert.True(t, calendar.Periods{}.Edge(3).IsZero())
}

// A record as services store it. An absent day or moment can be left out;
// midnight cannot, which is why a Clock has no IsZero.
type record struct {
	From   calendar.Date             `json:"from,omitzero"`
	Before calendar.Clock            `json:"before"`
	At     calendar.Moment           `json:"at,omitzero"`
	Worked calendar.Seconds          `json:"worked"`
	Closed map[calendar.Date]string  `json:"closed,omitempty"`
	Opens  map[calendar.Clock]string `json:"opens,omitempty"`
}

func TestJSON(t *testing.T) {
	for text, value := range map[string]record{
		`{"before":"00:00","worked":0}`: {},
		`{"from":"2026-03-10","before":"14:00","at":"2026-03-10T13:59:59+01:00","worked":5400,` +
			`"closed":{"2026-12-24":"eve"},"opens":{"08:00":"desk"}}`: {
			From: calendar.MustDate("2026-03-10"), Before: calendar.MustClock("14:00"),
			At: moment("2026-03-10T13:59:59+01:00"), Worked: 90 * calendar.Minute,
			Closed: map[calendar.Date]string{calendar.MustDate("2026-12-24"): "eve"},
			Opens:  map[calendar.Clock]string{calendar.MustClock("08:00"): "desk"},
		},
	} {
		written, err := json.Marshal(value)
		require.NoError(t, err)
		assert.Equal(t, text, string(written))
		requireSameInJSON(t, value)
	}
}

// What is refused leaves the value as it was. So does null: encoding/json does
// not ask the value, so documents that must not have it are read by their own
// decoder.
func TestJSONThatIsRefused(t *testing.T) {
	before := record{
		From: calendar.MustDate("2026-03-10"), Before: calendar.MustClock("14:00"),
		At: moment("2026-03-10T13:59:59+01:00"), Worked: 1,
	}
	for _, text := range []string{
		`{"from":"2026-02-30"}`, `{"from":""}`, `{"from":20260310}`, `{"from":"2026-03-10T00:00:00Z"}`,
		`{"before":"25:00"}`, `{"before":"8"}`, `{"before":800}`, `{"before":""}`,
		`{"at":"2026-03-10T13:59:59"}`, `{"at":""}`, `{"at":1773147599}`,
		`{"worked":"1h"}`, `{"worked":1.5}`,
	} {
		after := before
		assert.Error(t, json.Unmarshal([]byte(text), &after), text)
		assert.Equal(t, before, after, text)
	}

	after := before
	require.NoError(t, json.Unmarshal([]byte(`{"from":null,"before":null,"at":null,"worked":null}`), &after))
	assert.Equal(t, before, after)
}
