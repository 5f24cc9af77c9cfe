package avtale_test

import (
	"fmt"
	"time"
	_ "time/tzdata"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/punchcard"
)

func Example() {
	location, _ := time.LoadLocation("Europe/Copenhagen")
	zone, _ := calendar.NewZone(location)
	list := entitlement.Prices{{From: calendar.MustDate("2026-01-01"), Amount: entitlement.MustMoney("1000.00 DKK")}}
	terms := punchcard.Printed(list, nil, nil)

	event := func(ref, instant string) entitlement.Event {
		t, _ := time.Parse(time.RFC3339, instant)
		return entitlement.Event{Ref: ref, At: zone.At(t), Entered: zone.At(t)}
	}
	card, entry, _ := punchcard.Buy(terms, event("r1", "2026-03-10T08:00:00Z"),
		punchcard.Purchase{Card: "K", Holder: "ACME", Size: 10})
	fmt.Println("bought for", entry.Charge, entry.Why)

	task, _, _ := punchcard.Open(terms, event("r2", "2026-03-11T08:00:00Z"),
		punchcard.Order{Task: "T", Holder: "ACME"})
	task, cards, entry, _ := task.Punch(event("r3", "2026-03-11T09:00:00Z"),
		punchcard.Session{What: "mail server", By: "P.H.", Place: punchcard.Remote, Work: 11*calendar.Hour + 1}, card)
	fmt.Println(task.Clips(), "clips,", entry.Uncovered, "uncovered", entry.Why)
	fmt.Println("charged", entry.Charge, "card is", cards[0].State(entry.Outcome.Work.End))
	// Output:
	// bought for 9500.00 DKK [PCH-04 PCH-03]
	// 12 clips, 2 uncovered [PCH-11 PCH-10 PCH-17 PCH-09]
	// charged 0.00 card is UsedUp
}
