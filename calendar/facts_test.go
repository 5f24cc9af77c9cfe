package calendar_test

import (
	"encoding/json"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/calendar"
)

// A fact is a business-time question with its answer.
type fact struct {
	ID, Schedule, Op           string
	T, A, B, Date, Cutoff, Tag string
	Seconds, N, WorkingDays    int
	Workdays                   int
	Received                   string
	Want                       json.RawMessage
}

// The answers of testdata/business_time.json hold.
func TestFacts(t *testing.T) {
	text, err := os.ReadFile("testdata/business_time.json")
	require.NoError(t, err)
	var facts struct {
		Schedules map[string]struct {
			Timezone   string
			Weekly     map[calendar.Weekday][][2]string
			Holidays   []string
			Exceptions map[string][][2]string
		}
		Cases []fact
	}
	require.NoError(t, json.Unmarshal(text, &facts))
	require.Len(t, facts.Cases, 66)

	for _, fact := range facts.Cases {
		t.Run(fact.ID, func(t *testing.T) {
			schedule := facts.Schedules[fact.Schedule]
			week := map[calendar.Weekday][]calendar.Hours{}
			for day, openings := range schedule.Weekly {
				week[day] = hoursOf(openings)
			}
			spec := calendar.Spec{
				Name: fact.Schedule, Zone: schedule.Timezone,
				From: calendar.MustDate("1990-01-01"), To: calendar.MustDate("2040-12-31"),
				Week: calendar.Week{
					Mon: week["mon"], Tue: week["tue"], Wed: week["wed"], Thu: week["thu"],
					Fri: week["fri"], Sat: week["sat"], Sun: week["sun"],
				},
			}
			for _, holiday := range schedule.Holidays {
				spec.Exceptions = insert(spec.Exceptions, calendar.Exception{Date: calendar.MustDate(holiday)})
			}
			for date, openings := range schedule.Exceptions {
				spec.Exceptions = insert(spec.Exceptions, calendar.Exception{Date: calendar.MustDate(date), Hours: hoursOf(openings)})
			}
			hours, err := calendar.Compile(spec, location(schedule.Timezone))
			require.NoError(t, err)

			var got any
			at := func(text string) calendar.Moment { return moment(text) }
			switch fact.Op {
			case "add":
				got, err = hours.Add(at(fact.T), calendar.Seconds(fact.Seconds))
			case "between":
				got, err = hours.Between(at(fact.A), at(fact.B))
			case "is_open":
				got, err = hours.IsOpen(at(fact.T))
			case "next_open":
				got, err = hours.NextOpen(at(fact.T))
			case "prev_close":
				got, err = hours.PrevClose(at(fact.T))
			case "next_close":
				got, err = hours.NextClose(at(fact.T))
			case "is_workday":
				got, err = hours.IsWorkingDay(calendar.MustDate(fact.Date))
			case "add_workdays":
				got, err = hours.AddWorkingDays(calendar.MustDate(fact.Date), fact.N)
			case "workdays_between":
				got, err = hours.WorkingDaysBetween(calendar.MustDate(fact.A), calendar.MustDate(fact.B))
			case "cutoff":
				cutoff := calendar.Cutoff{Before: calendar.MustClock(fact.Cutoff), WorkingDays: fact.Workdays}
				received, failure := cutoff.Received(hours, at(fact.T))
				require.NoError(t, failure)
				require.Equal(t, fact.Received, received.String())
				got, err = cutoff.Promise(hours, at(fact.T))
			default:
				t.Fatal("unknown question", fact.Op)
			}
			require.NoError(t, err)
			if m, ok := got.(calendar.Moment); ok {
				var want time.Time
				require.NoError(t, json.Unmarshal(fact.Want, &want))
				require.Equal(t, hours.Zone().At(want), m)
				return
			}
			text, err := json.Marshal(got)
			require.NoError(t, err)
			require.JSONEq(t, string(fact.Want), string(text))
		})
	}
}

func hoursOf(openings [][2]string) []calendar.Hours {
	var hours []calendar.Hours
	for _, opening := range openings {
		hours = append(hours, calendar.MustHours(opening[0]+"-"+opening[1]))
	}
	return hours
}

// insert keeps exceptions in the order of their dates.
func insert(list []calendar.Exception, exception calendar.Exception) []calendar.Exception {
	i := 0
	for i < len(list) && list[i].Date < exception.Date {
		i++
	}
	return append(list[:i:i], append([]calendar.Exception{exception}, list[i:]...)...)
}
