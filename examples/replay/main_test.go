package main

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/avtale/avtale/calendar"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The figures of the 500 incidents, beside the same figures from the rows by
// plain arithmetic: wall clock minutes, started hours, cards of 30 a caller.
func TestFigures(t *testing.T) {
	rows, err := csv.NewReader(bytes.NewReader(slice)).ReadAll()
	require.NoError(t, err)
	want := cardFigures{}
	clips := map[string]int{}
	for _, row := range rows[1:] {
		opened, resolved, caller := row[1], row[4], row[7]
		if resolved == "" {
			continue
		}
		from, err := time.Parse("2006-01-02T15:04", opened)
		require.NoError(t, err)
		to, err := time.Parse("2006-01-02T15:04", resolved)
		require.NoError(t, err)
		if minutes := int(to.Sub(from).Minutes()); minutes >= 0 && minutes <= 480 {
			want.Tasks++
			want.Minutes += minutes
			clips[caller] += (minutes + 59) / 60
		}
	}
	for _, n := range clips {
		want.Punches += n
		want.Cards += (n + 29) / 30
	}
	assert.Equal(t, cardFigures{Tasks: 89, Minutes: 12279, Punches: 249, Cards: 73}, want)

	var out, problems bytes.Buffer
	require.NoError(t, run([]string{"-json"}, &out, &problems))
	var got report
	require.NoError(t, json.Unmarshal(out.Bytes(), &got))
	assert.Equal(t, want, got.Punchcard)
	assert.Empty(t, problems.String())
	assert.JSONEq(t, `{"punchcard":{"tasks":89,"minutes":12279,"punches":249,"cards":73},
		"hotline":{"callers":386,"covered":488,"beyond":12,"callers_over":2,"beyond_cost":"2280.00",
			"coverage":[0.9948,0.9974,1.0000,1.0000]},
		"timeaccount":{"enquiries":89,"minutes":12279,"steps_per_enquiry":862,"steps_per_case":855,
			"accounts_dry":2,"minutes_uncovered":1981},
		"swap":{"before":308,"after":192,"closed":0,"days_roll_forward":{"1":308,"2":192},"days_literal":{"1":308,"2":192}},
		"priority":{"first":["INC0000261","INC0000370","INC0000433","INC0000517","INC0000548"],"last":"INC0000673",
			"strict":{"contract":{"mean":10.8068,"max":173,"over3":216},"none":{"mean":229.3311,"max":765,"over3":127},"total":37745},
			"fcfs":{"contract":{"mean":74.1420,"max":203,"over3":300},"none":{"mean":78.6959,"max":202,"over3":130},"total":37745}},
		"calendar":{"inside":{"NO":389,"SE":389,"DK":389,"DE-RP":389},"callout":{"4":97,"6":109,"8":129}}}`, out.String())
}

// The figures of the hotline beside the same from the rows: the log is within
// one year, so each caller has five free cases for a subscription.
func TestHotlineFigures(t *testing.T) {
	rows, err := csv.NewReader(bytes.NewReader(slice)).ReadAll()
	require.NoError(t, err)
	cases := map[string]int{}
	for _, row := range rows[1:] {
		cases[row[7]]++
	}
	var out, problems bytes.Buffer
	require.NoError(t, run([]string{"-json"}, &out, &problems))
	var got report
	require.NoError(t, json.Unmarshal(out.Bytes(), &got))
	for subscriptions := 1; subscriptions <= 4; subscriptions++ {
		covered, beyond, over := 0, 0, 0
		for _, n := range cases {
			covered += min(n, 5*subscriptions)
			beyond += max(0, n-5*subscriptions)
			if n > 5*subscriptions {
				over++
			}
		}
		if subscriptions == 1 {
			assert.Equal(t, covered, got.Hotline.Covered)
			assert.Equal(t, beyond, got.Hotline.Beyond)
			assert.Equal(t, over, got.Hotline.CallersOver)
			assert.Equal(t, len(cases), got.Hotline.Callers)
		}
		share, err := got.Hotline.Coverage[subscriptions-1].Float64()
		require.NoError(t, err)
		assert.InDelta(t, 1-float64(over)/float64(len(cases)), share, 0.00005)
	}
}

// The figures of the time accounts beside the same from the rows, by plain
// arithmetic: quarters of an hour, and ten hours for each caller.
func TestTimeFigures(t *testing.T) {
	rows, err := csv.NewReader(bytes.NewReader(slice)).ReadAll()
	require.NoError(t, err)
	want := timeFigures{}
	cases, left := map[string]int{}, map[string]int{}
	for _, row := range rows[1:] { // in order of opening
		caller, category := row[7], row[10]
		opened, err := time.Parse("2006-01-02T15:04", row[1])
		require.NoError(t, err)
		resolved, err := time.Parse("2006-01-02T15:04", row[4])
		if err != nil || caller == "" {
			continue
		}
		minutes := int(resolved.Sub(opened).Minutes())
		if minutes < 0 || minutes > 480 {
			continue
		}
		want.Enquiries++
		want.Minutes += minutes
		want.StepsPerEnquiry += (minutes + 14) / 15
		cases[caller+"/"+category] += minutes
		if _, known := left[caller]; !known {
			left[caller] = 600
		}
		want.MinutesUncovered += max(0, minutes-left[caller])
		before := left[caller]
		left[caller] = max(0, before-(minutes+14)/15*15)
		if before > 0 && left[caller] == 0 {
			want.AccountsDry++
		}
	}
	for _, minutes := range cases {
		want.StepsPerCase += (minutes + 14) / 15
	}
	_, figures := replayed(t, string(slice))
	assert.Equal(t, want, figures.Timeaccount)
	assert.NotEqual(t, want.StepsPerEnquiry, want.StepsPerCase)
}

// Without a category all incidents of a caller are one case; what has no caller,
// takes too long or is told twice is no enquiry, and an account ends.
func TestTimeLimits(t *testing.T) {
	problems, figures := replayed(t, header+
		"A1,2026-03-10T08:00,2026-03-10T08:05,7,1\n"+
		"A2,2026-03-10T09:00,2026-03-10T09:05,7,1\n"+
		"A2,2026-03-10T09:00,2026-03-10T09:05,7,1\n"+
		"A3,2026-03-10T10:00,2026-03-10T10:05,,1\n"+
		"A4,2026-03-10T10:00,2026-03-10T18:00,8,1\n"+
		"A5,2026-03-10T10:00,2026-03-10T18:01,8,1\n"+
		"A6,2027-03-10T10:00,2027-03-10T10:10,8,1\n"+ // the last day
		"A7,2027-03-11T10:00,2027-03-11T10:10,8,1\n")
	assert.Contains(t, problems, "line 4: incident A2 is told twice")
	assert.Equal(t, timeFigures{
		Enquiries: 5, Minutes: 510, StepsPerEnquiry: 1 + 1 + 32 + 1 + 1, StepsPerCase: 1 + 34, MinutesUncovered: 10,
	}, figures.Timeaccount)
	_, figures = replayed(t, "category,"+header+
		"x,A1,2026-03-10T08:00,2026-03-10T08:05,7,1\n"+
		"y,A2,2026-03-10T09:00,2026-03-10T09:05,7,1\n")
	assert.Equal(t, 2, figures.Timeaccount.StepsPerCase)
}

// The figures of swap phones beside the same from the rows: the log is of Mondays
// to Thursdays without a holiday.
func TestSwapFigures(t *testing.T) {
	rows, err := csv.NewReader(bytes.NewReader(slice)).ReadAll()
	require.NoError(t, err)
	want := swapFigures{Forward: map[string]int{}, Literal: map[string]int{}}
	for _, row := range rows[1:] {
		opened, err := time.Parse("2006-01-02T15:04", row[1])
		require.NoError(t, err)
		require.Less(t, opened.Weekday(), time.Friday)
		days := "1"
		if opened.Hour() < 14 {
			want.Before++
		} else {
			want.After++
			days = "2"
		}
		want.Forward[days]++
		want.Literal[days]++
	}
	_, figures := replayed(t, string(slice))
	assert.Equal(t, want, figures.Swap)
}

// Closed days, the eves among them, in both readings; an incident told twice is a
// fault, and one without a caller is of nobody's user.
// The figures of the queue beside the same from the rows, by looking at all who
// wait whenever somebody is free. The log is of five days without a change of clocks.
func TestQueueFigures(t *testing.T) {
	rows, err := csv.NewReader(bytes.NewReader(slice)).ReadAll()
	require.NoError(t, err)
	type waiting struct {
		id      string
		place   int // in the static order: group and urgency
		arrived int
	}
	var all []waiting
	for _, row := range rows[1:] {
		opened, err := time.Parse("2006-01-02T15:04", row[1])
		require.NoError(t, err)
		group := 0
		if crc32.ChecksumIEEE([]byte(row[7]))%10 >= 7 {
			group = 10
		}
		all = append(all, waiting{row[0], group + int(row[14][0]-'0'), int(opened.Unix() / 60)})
	}
	slices.SortStableFunc(all, func(a, b waiting) int { return a.arrived - b.arrived })
	serve := func(before func(a, b waiting) bool) (order []waiting, waits map[string]int) {
		now, left := all[0].arrived, slices.Clone(all)
		waits = map[string]int{}
		free := make([]int, 5)
		for len(left) > 0 {
			for i := range free {
				next := -1
				for j, w := range left {
					if w.arrived <= now && free[i] <= now && (next < 0 || before(w, left[next])) {
						next = j
					}
				}
				if next >= 0 {
					free[i] = now + 15
					waits[left[next].id] = now - left[next].arrived
					order = append(order, left[next])
					left = slices.Delete(left, next, next+1)
				}
			}
			now++
		}
		return order, waits
	}
	strictly := func(a, b waiting) bool { return a.place < b.place }
	_, figures := replayed(t, string(slice))
	static := slices.Clone(all)
	slices.SortStableFunc(static, func(a, b waiting) int { return a.place - b.place })
	for i, id := range figures.Priority.First {
		assert.Equal(t, static[i].id, id)
	}
	assert.Len(t, figures.Priority.First, 5)
	assert.Equal(t, static[len(static)-1].id, figures.Priority.Last)
	for _, way := range []struct {
		got    waits
		before func(a, b waiting) bool
	}{{figures.Priority.Strict, strictly}, {figures.Priority.FCFS, func(waiting, waiting) bool { return false }}} {
		served, took := serve(way.before)
		var want waits
		for _, w := range served {
			group := &want.Contract
			if w.place > 10 {
				group = &want.None
			}
			wait := took[w.id]
			group.cases, group.sum = group.cases+1, group.sum+wait
			group.Max = max(group.Max, wait)
			if wait > 3 {
				group.Over3++
			}
			want.Total += wait
		}
		assert.Equal(t, want.Total, way.got.Total)
		for _, group := range [][2]groupWaits{{want.Contract, way.got.Contract}, {want.None, way.got.None}} {
			assert.Equal(t, group[0].Max, group[1].Max)
			assert.Equal(t, group[0].Over3, group[1].Over3)
			mean, err := group[1].Mean.Float64()
			require.NoError(t, err)
			assert.InDelta(t, float64(group[0].sum)/float64(group[0].cases), mean, 0.00005)
		}
	}
}

// An incident without an urgency is left out, and one on another level is named.
func TestQueueUrgencies(t *testing.T) {
	problems, figures := replayed(t, "urgency,"+header+
		"3,A1,2026-03-13T13:59,,7,1\n"+
		",A2,2026-03-13T13:58,,7,1\n"+
		"4,A3,2026-03-13T13:57,,7,1\n"+
		"1,A4,2026-03-13T14:00,,7,1\n")
	assert.Contains(t, problems, "line 4: ")
	assert.Equal(t, []string{"A4", "A1"}, figures.Priority.First)
	assert.Equal(t, "A1", figures.Priority.Last)
	assert.Equal(t, json.Number("0.0000"), figures.Priority.Strict.Contract.Mean)

	_, figures = replayed(t, header+"A1,2026-03-13T13:59,,7,1\n")
	assert.Empty(t, figures.Priority.First)
	assert.Equal(t, json.Number("0"), figures.Priority.Strict.None.Mean)
}

func TestSwapClosedDays(t *testing.T) {
	problems, figures := replayed(t, header+
		"A1,2026-03-13T13:59,,7,1\n"+ // Friday: Monday
		"A2,2026-03-14T13:59,,7,1\n"+ // Saturday: Tuesday, literally Monday
		"A2,2026-03-14T13:59,,7,1\n"+
		"A3,2026-03-14T14:00,,8,1\n"+ // Tuesday
		"A4,2026-06-19T09:00,,,1\n"+ // Midsummer Eve, a Friday: Tuesday, literally Monday
		"A5,2026-12-30T14:00,,,1\n") // the eve and the year's first day between: Tuesday
	assert.Contains(t, problems, "line 4: incident A2 is told twice")
	assert.Equal(t, swapFigures{
		Before: 1, After: 1, Closed: 3,
		Forward: map[string]int{"3": 3, "4": 1, "6": 1}, Literal: map[string]int{"2": 1, "3": 3, "6": 1},
	}, figures.Swap)
}

// The figures of the calendar beside the same from the rows: the log is of days
// without a holiday and without a change of the clocks, so that a working day is
// Monday to Friday and eight hours are 8 to 16.
func TestCalendarFigures(t *testing.T) {
	rows, err := csv.NewReader(bytes.NewReader(slice)).ReadAll()
	require.NoError(t, err)
	inside, callout := 0, map[string]int{"4": 0, "6": 0, "8": 0}
	working := func(at time.Time) bool {
		return at.Weekday() != time.Saturday && at.Weekday() != time.Sunday && at.Hour() >= 8 && at.Hour() < 16
	}
	for _, row := range rows[1:] {
		opened, err := time.Parse("2006-01-02T15:04", row[1])
		require.NoError(t, err)
		if working(opened) {
			inside++
		}
		resolved, err := time.Parse("2006-01-02T15:04", row[4])
		if err != nil {
			continue
		}
		for hours, minutes := range map[string]int{"4": 240, "6": 360, "8": 480} {
			at := opened
			for ; minutes > 0; at = at.Add(time.Minute) {
				if working(at) {
					minutes--
				}
			}
			if !resolved.After(at) {
				callout[hours]++
			}
		}
	}
	_, figures := replayed(t, string(slice))
	for region, n := range figures.Calendar.Inside {
		assert.Equal(t, inside, n, region)
	}
	assert.Len(t, figures.Calendar.Inside, 4)
	assert.Equal(t, callout, figures.Calendar.Callout)
}

// What the calendars do not know is a fault, and named once.
func TestCalendarHorizon(t *testing.T) {
	problems, figures := replayed(t, header+
		"A1,1989-12-29T09:00,1989-12-29T10:00,7,1\n"+
		"A2,2075-12-31T15:00,2075-12-31T15:30,7,1\n"+
		"A3,2026-05-01T09:00,2026-05-01T10:00,7,1\n")
	assert.Contains(t, problems, "could not be read: 2")
	assert.Contains(t, problems, "line 2: ")
	assert.Contains(t, problems, "line 3: ")
	assert.Equal(t, map[calendar.Region]int{"NO": 1, "SE": 0, "DK": 2, "DE-RP": 1}, figures.Calendar.Inside)
	assert.Equal(t, map[string]int{"4": 1, "6": 1, "8": 1}, figures.Calendar.Callout)
}

// Years turn, incidents of nobody are left out, an incident told twice is a
// fault, and each line is named once.
func TestHotlineYears(t *testing.T) {
	text := header
	for i, opened := range []string{
		"2024-02-29T08:00", "2024-03-10T08:00", "2024-04-10T08:00", "2024-05-10T08:00", "2024-06-10T08:00",
		"2025-02-27T23:59", // the sixth of the first year
		"2025-02-28T00:00", // the first of the second
	} {
		text += fmt.Sprintf("A%d,%s,,7,1\n", i, opened)
	}
	problems, figures := replayed(t, text+
		"A0,2024-02-29T08:00,,7,1\n"+
		"B1,2024-03-31T02:30,2024-03-31T03:00,7,1\n"+
		"B2,2024-03-01T09:00,,,1\n"+
		"B3,2024-03-01T09:00,,,1\n")
	assert.Equal(t, hotlineFigures{
		Callers: 1, Covered: 6, Beyond: 1, CallersOver: 1, BeyondCost: "190.00",
		Coverage: []json.Number{"0.0000", "1.0000", "1.0000", "1.0000"},
	}, figures.Hotline)
	assert.Contains(t, problems, "could not be read: 2")
	assert.Contains(t, problems, "line 9: incident A0 is told twice")
	assert.Contains(t, problems, "line 10: ")

	_, figures = replayed(t, header+"B2,2024-03-01T09:00,,,1\n")
	assert.Equal(t, hotlineFigures{BeyondCost: "0.00", Coverage: []json.Number{}}, figures.Hotline)
}

func TestLetter(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, run(nil, &out, &out))
	for line := range strings.Lines(out.String()) {
		assert.LessOrEqual(t, utf8.RuneCountInString(strings.TrimSuffix(line, "\n")), width, line)
		assert.Equal(t, strings.TrimRight(line, " \n"), strings.TrimSuffix(line, "\n"), "no space at the end")
	}
	for _, text := range []string{
		"89   of 72 callers", "12279   minutes", "249   clips", "73   cards", "21.7 %",
		"862   intervals", "215.50 hours", "855   intervals", "2   accounts", "1981   minutes of work", "used up on 2016-03-01 at 16:01",
		"386   workshops", "488   cases", "12   cases", "2   workshops", "2280.00   NOK", "99.48 %", "HOT-25  A case beyond",
		"The statement of caller 3394", "30 used, 0 left", "10 used, 20 left", "settled by renewal", "PCH-09  A job bigger",
	} {
		assert.Contains(t, out.String(), text)
	}
	out.Reset()
	require.NoError(t, run([]string{"-customer", "4414"}, &out, &out))
	assert.Contains(t, out.String(), "20 used, 10 left")
	require.ErrorContains(t, run([]string{"-customer", "nobody"}, &out, &out), "nobody")
}

const header = "incident,opened_at,resolved_at,caller,group_first\n"

func replayed(t *testing.T, log string, args ...string) (string, report) {
	file := filepath.Join(t.TempDir(), "log.csv")
	require.NoError(t, os.WriteFile(file, []byte(log), 0o600))
	var out, problems bytes.Buffer
	require.NoError(t, run(append([]string{"-in", file, "-json"}, args...), &out, &problems))
	var figures report
	require.NoError(t, json.Unmarshal(out.Bytes(), &figures))
	return problems.String(), figures
}

// Rows that cannot be read are named with their line, counted, and not fatal.
func TestUnreadableRows(t *testing.T) {
	problems, figures := replayed(t, header+
		"A1,2026-03-10T09:00,2026-03-10T10:00,7,1\n"+
		"A2,2026-02-30T09:00,2026-03-10T10:00,7,1\n"+
		"A3,2026-03-10T09:00,10 March,7,1\n"+
		"A4,2026-03-10T09:00\n"+
		",2026-03-10T09:00,2026-03-10T10:00,7,1\n"+
		"A6,2026-03-29T02:30,2026-03-29T04:00,7,1\n"+
		"A7,\"2026-03-10T09:00\"x,2026-03-10T10:00,7,1\n"+
		"A1,2026-03-10T09:00,2026-03-10T10:00,7,1\n"+
		"A1,2026-03-10T09:01,2026-03-10T10:00,7,1\n"+
		"A9,2026-03-10T09:00,2026-03-29T02:30,7,1\n"+
		"A10,2026-03-11T09:00,2026-03-11T10:30,,\n")
	assert.Equal(t, cardFigures{Tasks: 2, Minutes: 150, Punches: 3, Cards: 2}, figures.Punchcard)
	for _, text := range []string{
		"could not be read: 9", "line 3: opened_at", "line 4: resolved_at", "line 5: 2 fields instead of 5",
		"line 6: the incident has no number", "line 7: ", "skips", "line 8: ", "line 9: incident A1 is told twice",
		"line 10: ", "conflict", "line 11: ",
	} {
		assert.Contains(t, problems, text)
	}
	many, _ := replayed(t, header+strings.Repeat("B,x,y,7,1\n", 30))
	assert.Contains(t, many, "could not be read: 30")
	assert.Contains(t, many, "and 10 more")
}

// Incidents that overlap across midnight are tasks like any other: what waits
// is settled on the card that has clips left, when that was bought.
func TestOverlap(t *testing.T) {
	problems, figures := replayed(t, header+
		"A1,2026-03-10T08:01,2026-03-10T16:01,7,1\n"+
		"A2,2026-03-10T08:02,2026-03-10T16:02,7,1\n"+
		"A3,2026-03-10T08:03,2026-03-10T16:03,7,1\n"+
		"A4,2026-03-10T20:00,2026-03-11T04:00,7,1\n"+ // 6 clips are left, the next card is of the 11th
		"A5,2026-03-10T21:00,2026-03-10T23:00,7,1\n"+ // begun and ended before that
		"A6,2026-03-10T23:30,2026-03-11T05:00,7,1\n") // begun before, ended after
	assert.Empty(t, problems)
	assert.Equal(t, cardFigures{Tasks: 6, Minutes: 2370, Punches: 40, Cards: 2}, figures.Punchcard)
}

// A quote that is not closed is named where it stands, with what it swallows.
func TestOpenQuote(t *testing.T) {
	problems, _ := replayed(t, header+
		"A1,2026-03-10T09:00,2026-03-10T10:00,7,1\n"+
		"A2,\"2026-03-10T09:00,2026-03-10T10:00,7,1\n"+
		"A3,2026-03-10T09:00,2026-03-10T10:00,7,1\n")
	assert.Contains(t, problems, "line 3: ")
	assert.Contains(t, problems, "the lines up to 4 are lost")
}

// A log may begin with the mark that spreadsheets write.
func TestByteOrderMark(t *testing.T) {
	_, figures := replayed(t, "\ufeff"+header+"A1,2026-03-10T09:00,2026-03-10T10:00,7,1\n")
	assert.Equal(t, 1, figures.Punchcard.Tasks)
}

// Whatever the log calls its callers, lines end, fit and are text.
func TestStrangeNames(t *testing.T) {
	for _, name := range []string{
		strings.Repeat("æ", 150), "x\n" + strings.Repeat(" ", 120) + "y", "\x1b[31mred", strings.Repeat(" ", 300) + "z",
	} {
		file := filepath.Join(t.TempDir(), "log.csv")
		row := "A1,2026-03-10T09:00,2026-03-10T10:00,\"" + name + "\",1\n"
		require.NoError(t, os.WriteFile(file, []byte(header+row), 0o600))
		var out bytes.Buffer
		require.NoError(t, run([]string{"-in", file}, &out, &out))
		assert.True(t, utf8.Valid(out.Bytes()))
		assert.NotContains(t, out.String(), "\x1b")
		for line := range strings.Lines(out.String()) {
			assert.LessOrEqual(t, utf8.RuneCountInString(strings.TrimSuffix(line, "\n")), width, line)
		}
	}
}

// A wrong call is an error in both forms, and prints nothing.
func TestWrongCall(t *testing.T) {
	for _, args := range [][]string{{"-customer", "nobody"}, {"-json", "-customer", "nobody"}, {"log.csv"}} {
		var out bytes.Buffer
		require.Error(t, run(args, &out, &out), args)
		assert.Empty(t, out.String())
	}
}

// An hour that comes twice is read as the first; elapsed time counts.
func TestClockChange(t *testing.T) {
	_, figures := replayed(t, header+
		"A1,2026-10-25T02:30,2026-10-25T03:30,7,1\n"+ // two hours have passed
		"A2,2026-03-29T01:30,2026-03-29T03:30,7,1\n") // one hour has
	assert.Equal(t, cardFigures{Tasks: 2, Minutes: 180, Punches: 3, Cards: 1}, figures.Punchcard)
}

// The limits: 480 minutes are a task, 481 are not; a resolution before the
// opening is a fault; no time is a task without clips, and needs no card.
func TestLimits(t *testing.T) {
	problems, figures := replayed(t, header+
		"A1,2026-03-10T08:00,2026-03-10T16:00,7,1\n"+
		"A2,2026-03-10T08:00,2026-03-10T16:01,7,1\n"+
		"A3,2026-03-10T08:00,2026-03-10T07:59,7,1\n"+
		"A4,2026-03-10T08:00,2026-03-10T08:00,7,1\n"+
		"A5,2026-03-10T08:00,,7,1\n"+
		"A6,2026-03-10T08:00,2026-03-10T08:00,8,1\n")
	assert.Equal(t, cardFigures{Tasks: 3, Minutes: 480, Punches: 8, Cards: 1}, figures.Punchcard)
	assert.Contains(t, problems, "line 4: incident A3 is resolved before it is opened")
}

func TestGzip(t *testing.T) {
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	_, err := w.Write(slice)
	require.NoError(t, err)
	require.NoError(t, w.Close())
	_, figures := replayed(t, packed.String())
	assert.Equal(t, 89, figures.Punchcard.Tasks)
}

// What is no log at all ends the program.
func TestUnreadableLog(t *testing.T) {
	var out bytes.Buffer
	for name, log := range map[string]string{
		"empty":           "",
		"no such column":  "incident,opened_at\n",
		"not gzip at all": "\x1f\x8bxx",
		"cut off":         "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff",
	} {
		file := filepath.Join(t.TempDir(), "log.csv")
		require.NoError(t, os.WriteFile(file, []byte(log), 0o600))
		assert.Error(t, run([]string{"-in", file}, &out, &out), name)
	}
	assert.Error(t, run([]string{"-in", filepath.Join(t.TempDir(), "absent")}, &out, &out))
	assert.Error(t, run([]string{"-what"}, &out, &out))
	out.Reset()
	file := filepath.Join(t.TempDir(), "log.csv")
	require.NoError(t, os.WriteFile(file, []byte(header), 0o600))
	require.NoError(t, run([]string{"-in", file}, &out, &out), "a log without rows is a log")
	assert.Contains(t, out.String(), "0 incidents were read")
}
