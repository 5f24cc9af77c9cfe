package calendar_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/avtale/avtale/calendar"
)

// The questions a service asks on every request, and what each may allocate.
var questions = func() []question {
	oslo := zone("Europe/Oslo")
	instant := time.Date(2026, time.March, 10, 12, 59, 59, 0, time.UTC)
	m, later := oslo.At(instant), oslo.At(instant.Add(time.Hour))
	day, eight := m.Date(), calendar.MustClock("08:00")
	half := calendar.Term{Months: 6}
	years := calendar.Periods{Start: calendar.MustDate("2024-02-29"), Months: 12}
	buffer := make([]byte, 0, 64)
	hours := func() calendar.Calendar {
		hours, err := calendar.Compile(office("Europe/Oslo", calendar.Norway), location("Europe/Oslo"))
		if err != nil {
			panic(err)
		}
		return hours
	}()
	evening := oslo.At(instant.Add(8 * time.Hour))
	tenYears := moment("2036-03-10T13:59:59+01:00")
	cutoff := calendar.Cutoff{Before: calendar.MustClock("14:00"), WorkingDays: 1}

	return []question{
		{"Zone.At", func() { _ = oslo.At(instant) }},
		{"Zone.In", func() { _ = oslo.In(m) }},
		{"Zone.Local", func() { _, _ = oslo.Local(day, eight) }},
		{"Moment.Date", func() { _ = m.Date() }},
		{"Moment.Clock", func() { _ = m.Clock() }},
		{"Moment.Before", func() { _ = m.Before(later) }},
		{"Moment.Since", func() { _ = later.Since(m) }},
		{"Moment.Add", func() { _ = m.Add(calendar.Hour) }},
		{"Moment.AppendText", func() { _, _ = m.AppendText(buffer) }},
		{"Date.AddMonths", func() { _ = day.AddMonths(6) }},
		{"Date.AppendText", func() { _, _ = day.AppendText(buffer) }},
		{"Term.LastDay", func() { _ = half.LastDay(day) }},
		{"Periods.Number", func() { _, _ = years.Number(day) }},
		{"Calendar.At", func() { _ = hours.At(instant) }},
		{"Calendar.IsOpen", func() { _, _ = hours.IsOpen(m) }},
		{"Calendar.NextOpen", func() { _, _ = hours.NextOpen(evening) }},
		{"Calendar.NextClose", func() { _, _ = hours.NextClose(m) }},
		{"Calendar.PrevClose", func() { _, _ = hours.PrevClose(evening) }},
		{"Calendar.PrevOpen", func() { _, _ = hours.PrevOpen(evening) }},
		{"Calendar.Add", func() { _, _ = hours.Add(m, 4*calendar.Hour) }},
		{"Calendar.Add/ten years", func() { _, _ = hours.Add(m, 20_000*calendar.Hour) }},
		{"Calendar.Between", func() { _, _ = hours.Between(m, evening) }},
		{"Calendar.Between/ten years", func() { _, _ = hours.Between(m, tenYears) }},
		{"Calendar.Deadline", func() { _, _ = hours.Deadline(evening, 4*calendar.Hour) }},
		{"Calendar.Lateness", func() { _, _ = hours.Lateness(m, evening) }},
		{"Calendar.LastClose", func() { _, _ = hours.LastClose(day) }},
		{"Calendar.IsWorkingDay", func() { _, _ = hours.IsWorkingDay(day) }},
		{"Calendar.AddWorkingDays", func() { _, _ = hours.AddWorkingDays(day, 1) }},
		{"Calendar.AddWorkingDays/ten years", func() { _, _ = hours.AddWorkingDays(day, 2500) }},
		{"Calendar.WorkingDaysBetween", func() { _, _ = hours.WorkingDaysBetween(day, day+3650) }},
		{"Calendar.Roll", func() { _, _ = hours.Roll(day+4, calendar.Following) }},
		{"Cutoff.Promise", func() { _, _ = cutoff.Promise(hours, m) }},
		{"ParseDate", func() { _, _ = calendar.ParseDate("2026-03-10") }},
		{"ParseMoment", func() { _, _ = calendar.ParseMoment("2026-03-10T13:59:59+01:00") }},
	}
}()

type question struct {
	name string
	ask  func()
}

func BenchmarkQuestions(b *testing.B) {
	for _, q := range questions {
		b.Run(q.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				q.ask()
			}
		})
	}
}

// The measure of the others: what package time takes for a day in a zone.
func BenchmarkTimeDate(b *testing.B) {
	oslo := location("Europe/Oslo")
	for b.Loop() {
		_ = time.Date(2026, time.March, 10, 13, 59, 59, 0, oslo)
	}
}

func TestQuestionsDoNotAllocate(t *testing.T) {
	for _, q := range questions {
		assert.Zero(t, testing.AllocsPerRun(100, q.ask), q.name)
	}
}

// Building a calendar, all holidays known of Norway.
func BenchmarkCompile(b *testing.B) {
	spec, oslo := office("Europe/Oslo", calendar.Norway), location("Europe/Oslo")
	b.ReportAllocs()
	for b.Loop() {
		_, _ = calendar.Compile(spec, oslo)
	}
}
