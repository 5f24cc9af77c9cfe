package priority_test

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/priority"
)

// The examples are on 10 March 2026 in Berlin.
func at(clock string) calendar.Moment {
	location, _ := time.LoadLocation("Europe/Berlin")
	zone, _ := calendar.NewZone(location)
	moment, _ := zone.Local(calendar.MustDate("2026-03-10"), calendar.MustClock(clock))
	return moment
}

// conditions are the printed terms with the telephone numbers and a price list.
func conditions() priority.Terms {
	hour := priority.Service{Name: "hour", Prices: entitlement.Prices{
		{From: calendar.MustDate("2026-01-01"), Amount: entitlement.MustMoney("120.00 EUR")},
	}}
	return priority.Printed("0800 1", "0800 2", "0800 3", []priority.Service{hour})
}

// contract is a contract of a customer from a time of the day on.
func contract(customer, from string, scope ...string) priority.Contract {
	return priority.Contract{ID: "contract of " + customer, Customer: customer, From: at(from), Scope: scope}
}

// A day in a queue: who comes first, and why.
func Example() {
	queue, _ := priority.New(conditions())

	acme := contract("ACME", "00:00", "server", "mail")
	queue, change, _ := queue.Intake(priority.Case{
		ID: "A", Customer: "BETA", Subject: "server", Urgency: priority.Critical,
		Channel: priority.Hotline, Arrived: at("09:00"),
	}, at("09:00"), "desk")
	fmt.Println(change.Ticket.ID(), change.Ticket.Group(), change.Note, change.Why)
	queue, change, _ = queue.Intake(priority.Case{
		ID: "B", Customer: "ACME", Subject: "server", Urgency: priority.Low,
		Channel: priority.TicketSystem, Arrived: at("09:10"),
	}, at("09:10"), "desk", acme)
	fmt.Println(change.Ticket.ID(), change.Ticket.Group(), change.Ticket.Claim(), change.Why)

	for ticket := range queue.All() {
		rank, _ := queue.Rank(ticket)
		fmt.Println(rank, ticket.ID())
	}
	waiting, _ := queue.Find("BETA", "A")
	way, err := queue.MayWork(waiting)
	fmt.Println(way.ID(), err)

	// BETA signs. Its ticket moves up; who pays stays as it was.
	queue, changes, _ := queue.SetStanding("BETA", at("09:30"), "sales", contract("BETA", "09:30", "server"))
	waiting = changes[0].Ticket
	fmt.Println(waiting.Group(), waiting.BilledBy(), changes[0].Why)

	next, _ := queue.Next()
	queue, change, _ = queue.Take(next, at("09:31"), "P.H.")
	fmt.Println("P.H. works on", change.Ticket.ID())
	queue, _, _ = queue.Remove(change.Ticket, at("10:15"), "P.H.")
	bill, _ := conditions().Charge(waiting, "hour", 1)
	fmt.Println(bill.Amount, bill.Why, queue.Len(), "waits")
	// Output:
	// A WithoutContract WrongChannel [PRI-02 PRI-19 PRI-20 PRI-23 PRI-12 PRI-07]
	// B WithContract Contract [PRI-02 PRI-09 PRI-07]
	// 1 B
	// 2 A
	// B refused: NotNext (PRI-16); passes with all that come before it taken, first ticket B, by group
	// WithContract PriceList [PRI-21]
	// P.H. works on A
	// 120.00 EUR [PRI-20] 1 waits
}

// What would happen is learned by doing it and dropping the result: the queue stays
// as it was.
func ExampleQueue_SetUrgency() {
	queue := threeTickets()
	ticket, _ := queue.Find("", "3")
	raised, change, _ := queue.SetUrgency(ticket, priority.Critical, at("09:30"), "desk")
	now, _ := raised.Rank(change.Ticket)
	before, _ := queue.Rank(ticket)
	fmt.Println("from", before, "to", now, change.Why)
	// Output: from 3 to 1 [PRI-22]
}

// threeTickets is a queue of tickets 1, 2 and 3, from 09:01, 09:02 and 09:03.
func threeTickets() priority.Queue {
	queue, _ := priority.New(conditions())
	for _, id := range []string{"1", "2", "3"} {
		arrived := at("09:0" + id)
		queue, _, _ = queue.Intake(priority.Case{
			ID: id, Subject: "server", Urgency: priority.High, Channel: priority.ServiceNumber, Arrived: arrived,
		}, arrived, "desk")
	}
	return queue
}

// Somebody else was faster: the ticket is not as the queue knows it.
func ExampleQueue_Find() {
	queue := threeTickets()
	mine, _ := queue.Next()
	queue, _, _ = queue.Take(mine, at("09:10"), "P.H.")
	_, _, err := queue.Take(mine, at("09:10"), "M.K.")
	fmt.Println(errors.Is(err, entitlement.ErrConflict))
	known, _ := queue.Find(mine.Customer(), mine.ID())
	_, _, err = queue.Take(known, at("09:10"), "M.K.")
	fmt.Println(err)
	// Output:
	// true
	// refused: NotWaiting (PRI-17); passes with ticket 1 put back
}

func ExampleQueue_PutBack() {
	queue := threeTickets()
	next, _ := queue.Next()
	queue, change, _ := queue.Take(next, at("09:10"), "P.H.")
	queue, change, _ = queue.PutBack(change.Ticket, at("09:20"), "P.H.")
	next, _ = queue.Next()
	fmt.Println(next.ID(), "again, since", next.Arrived().Clock(), change.Why)
	// Output: 1 again, since 09:01 [PRI-17]
}

func ExampleQueue_Ahead() {
	queue := threeTickets()
	ticket, _ := queue.Find("", "3")
	ahead, _ := queue.Ahead(ticket)
	first, _ := queue.Next()
	by, clause := priority.Decides(first, ticket)
	fmt.Println(ahead, "are ahead, the first by", by, clause)
	// Output: 2 are ahead, the first by arrival PRI-04
}

func ExampleQueue_LongestWait() {
	wait, _ := threeTickets().LongestWait(priority.WithoutContract, at("10:00"))
	fmt.Println(wait.Waiting, "wait, the longest is", wait.Ticket.ID(), "for", wait.Longest, wait.Why)
	// Output: 3 wait, the longest is 1 for 59m [PRI-18]
}

func ExampleQueue_LeaveVoicemail() {
	queue := threeTickets()
	call, _ := queue.Find("", "3")
	_, _, err := queue.LeaveVoicemail(call, at("09:05"), "caller")
	fmt.Println(err)
	queue, change, _ := queue.LeaveVoicemail(call, at("09:06"), "caller")
	rank, _ := queue.Rank(change.Ticket)
	fmt.Println(change.Ticket.Channel(), rank, change.Why)
	// Output:
	// refused: NotOffered (PRI-13); passes with a call that waits 3m without a contract
	// Voicemail 3 [PRI-13 PRI-14]
}

func ExampleTerms_Judge() {
	told := priority.Case{
		ID: "D", Customer: "ACME", Subject: "printer", Urgency: priority.High,
		Channel: priority.Hotline, Arrived: at("09:05"),
	}
	terms := conditions()
	j, _ := terms.Judge(told, contract("ACME", "00:00", "server", "mail"))
	fmt.Println(j.Group, j.Claim, j.BilledBy, j.Why)
	j, _ = terms.Judge(told)
	fmt.Println(j.Group, j.Claim, j.BilledBy, j.Why, "ask for a contract:", j.UpgradeHint)
	// Output:
	// WithContract AtListPrice PriceList [PRI-02 PRI-10]
	// WithoutContract None PriceList [PRI-02 PRI-19 PRI-20 PRI-23 PRI-12] ask for a contract: 0800 3
}

func ExampleTerms_PromisedBy() {
	location, _ := time.LoadLocation("Europe/Berlin")
	hours, _ := calendar.Compile(calendar.Spec{
		Name: "office", Zone: "Europe/Berlin",
		From: calendar.MustDate("2026-01-01"), To: calendar.MustDate("2026-12-31"),
		Week:     calendar.MondayToFriday(calendar.MustHours("8-16")),
		Holidays: calendar.HolidaySet{Region: calendar.RhinelandPalatinate},
	}, location)
	acme := contract("ACME", "00:00", "server")
	acme.Within, acme.Calendar = 4*calendar.Hour, "office"

	queue, _ := priority.New(conditions())
	_, change, _ := queue.Intake(priority.Case{
		ID: "D", Customer: "ACME", Subject: "server", Urgency: priority.High,
		Channel: priority.Hotline, Arrived: at("15:00"),
	}, at("15:00"), "desk", acme)
	promise, _ := conditions().PromisedBy(change.Ticket, hours, acme)
	fmt.Println(promise.Stated, promise.By, promise.Why)
	// Output: Promised 2026-03-11T11:00:00+01:00 [PRI-09]
}

// A service that starts again makes the queue of its rows, in any order. Tickets on
// their own are put in the same order by Compare.
func ExampleRestore() {
	queue := threeTickets()
	rows := slices.Collect(queue.All())
	slices.Reverse(rows)
	restored, _ := priority.Restore(conditions(), queue.Last(), rows...)
	for ticket := range restored.All() {
		fmt.Print(ticket.ID(), " ")
	}
	slices.SortFunc(rows, priority.Compare)
	fmt.Println(rows[0].ID())
	// Output: 1 2 3 1
}
