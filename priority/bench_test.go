package priority_test

import (
	"testing"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/priority"
)

// What an operation on a queue of a hundred thousand takes; beside other queues it
// is measured in benchmarks.
func BenchmarkQueue(b *testing.B) {
	queue, start := filled(b, 100_000, func(i int) int { return i })
	at := start.Add(1 << 20)
	next, _ := queue.Next()
	tickets := make([]priority.Ticket, 0, queue.Len())
	for ticket := range queue.All() {
		tickets = append(tickets, ticket)
	}
	some := func(i int) priority.Ticket { return tickets[i*7919%len(tickets)] }
	told := priority.Case{ID: "new", Customer: "new", Subject: "s", Urgency: priority.Low, Channel: "e-mail"}
	for _, row := range []struct {
		name string
		do   func(i int) error
	}{
		{"intake", func(i int) error {
			told.Arrived = start.Add(calendar.Seconds(i % 100_000))
			return third(queue.Intake(told, at, ""))
		}},
		{"take", func(int) error { return third(queue.Take(next, at, "")) }},
		{"remove", func(i int) error { return third(queue.Remove(some(i), at, "")) }},
		{"set urgency", func(i int) error { return third(queue.SetUrgency(some(i), priority.High, at, "")) }},
		{"rank", func(i int) error { return second(queue.Rank(some(i))) }},
		{"longest wait", func(int) error { return second(queue.LongestWait(priority.WithoutContract, at)) }},
	} {
		b.Run(row.name, func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				if err := row.do(i); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
