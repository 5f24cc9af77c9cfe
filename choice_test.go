package avtale_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/entitlementtest"
	"github.com/avtale/avtale/hotline"
	"github.com/avtale/avtale/priority"
	"github.com/avtale/avtale/punchcard"
	"github.com/avtale/avtale/swap"
	"github.com/avtale/avtale/timeaccount"
)

func TestMain(m *testing.M) { entitlementtest.Main(m) }

// What one contract lacks is never taken from another of a different kind; the host
// may ask both, and chooses.
func TestContractsAreIndependent(t *testing.T) {
	t.Run("ENT-04.1 a card that is used up leaves the time account alone", func(t *testing.T) {
		location, err := time.LoadLocation("Europe/Oslo")
		require.NoError(t, err)
		hours, err := calendar.Compile(timeaccount.OpeningHours(), location)
		require.NoError(t, err)
		event := func(ref, clock string) entitlement.Event {
			at, err := hours.Zone().Local(calendar.MustDate("2026-03-10"), calendar.MustClock(clock))
			require.NoError(t, err)
			return entitlement.Event{Ref: ref, At: at, Entered: at}
		}
		day := calendar.MustDate("2026-01-01")
		cards := punchcard.Printed(entitlement.Prices{{From: day, Amount: entitlement.MustMoney("1000.00 DKK")}}, nil, nil)
		cards.Zone = "Europe/Oslo"
		card, _, err := punchcard.Buy(cards, event("k1", "08:00"), punchcard.Purchase{Card: "K", Holder: "ACME", Size: 10})
		require.NoError(t, err)
		task, _, err := punchcard.Open(cards, event("k2", "08:00"), punchcard.Order{Task: "T", Holder: "ACME"})
		require.NoError(t, err)
		task, changed, _, err := task.Punch(event("k3", "08:00"),
			punchcard.Session{What: "server", By: "P.H.", Place: punchcard.Remote, Work: 10 * calendar.Hour}, card)
		require.NoError(t, err)
		card = changed[0]

		accounts := timeaccount.Printed([]timeaccount.Rate{{From: day, Hour: entitlement.MustMoney("1200.00 NOK")}})
		account, _, err := timeaccount.Conclude(accounts, event("b1", "09:00"), timeaccount.Conclusion{
			Agreement: "B", Customer: "ACME", Alternative: timeaccount.TimeAccount, Balance: 600 * calendar.Minute, Products: "server",
		})
		require.NoError(t, err)
		enquiry, _, err := timeaccount.Receive(accounts, event("b2", "09:30"), timeaccount.Receipt{
			Enquiry: "E", Customer: "ACME", Product: "server", Topic: timeaccount.UserRelated, Channel: timeaccount.Phone, By: "Kari",
		}, hours, timeaccount.Customer{}, account)
		require.NoError(t, err)

		// Both are asked about an hour of work.
		session := punchcard.Session{What: "server", By: "P.H.", Place: punchcard.Remote, Work: calendar.Hour}
		byCard, err := task.Ask(event("k4", "10:00"), session, card)
		require.NoError(t, err)
		byAccount, err := enquiry.Ask(event("b3", "10:00"), timeaccount.Session{Work: calendar.Hour}, account)
		require.NoError(t, err)
		decision, err := entitlement.Decide(byCard, byAccount)
		require.NoError(t, err)
		chosen, ok := decision.Chosen()
		require.True(t, ok)
		require.Equal(t, "B", chosen.Contract)
		require.Equal(t, 600*60, chosen.Before)
		require.Equal(t, 540*60, chosen.After)
		for other, why := range decision.WhyNot() {
			require.Equal(t, "T", other.Contract)
			require.Equal(t, entitlement.NothingLeft, why.Reason)
			require.Equal(t, "a card with 1 left on 2026-03-10", why.Pass)
			require.Equal(t, entitlement.CustomerByConsent, other.Rest)
		}

		// The host punches the card all the same: the task waits, the account is as it was.
		task, _, entry, err := task.Punch(event("k4", "10:00"), session, card)
		require.NoError(t, err)
		require.Equal(t, 1, task.Pending())
		require.Equal(t, 1, entry.Uncovered)
		require.Equal(t, 600*calendar.Minute, account.Balance(entry.At))
	})
}

// What it takes to ask five contracts about requests that each can cover, and to choose.
func BenchmarkAskFive(b *testing.B) {
	day := calendar.MustDate("2026-01-01")
	location, err := time.LoadLocation("Europe/Oslo")
	require.NoError(b, err)
	hours, err := calendar.Compile(timeaccount.OpeningHours(), location)
	require.NoError(b, err)
	at, err := hours.Zone().Local(calendar.MustDate("2026-03-10"), calendar.MustClock("10:00"))
	require.NoError(b, err)
	event := func(ref string) entitlement.Event { return entitlement.Event{Ref: ref, At: at, Entered: at} }
	price := entitlement.Prices{{From: day, Amount: entitlement.MustMoney("1000.00 DKK")}}

	cards := punchcard.Printed(price, nil, nil)
	card, _, err := punchcard.Buy(cards, event("1"), punchcard.Purchase{Card: "K", Holder: "ACME", Size: 10})
	require.NoError(b, err)
	task, _, err := punchcard.Open(cards, event("2"), punchcard.Order{Task: "T", Holder: "ACME"})
	require.NoError(b, err)
	accounts := timeaccount.Printed([]timeaccount.Rate{{From: day, Hour: entitlement.MustMoney("1200.00 NOK")}})
	account, _, err := timeaccount.Conclude(accounts, event("3"), timeaccount.Conclusion{
		Agreement: "B", Customer: "ACME", Alternative: timeaccount.TimeAccount, Balance: 10 * calendar.Hour, Products: "server",
	})
	require.NoError(b, err)
	receipt := timeaccount.Receipt{Enquiry: "E", Customer: "ACME", Product: "server", Topic: timeaccount.UserRelated, Channel: timeaccount.Phone}
	hotlines := hotline.Printed(day, "v", "NOK")
	workshop, _, err := hotline.Enrol(hotlines, event("4"), hotline.Enrolment{Workshop: "W"})
	require.NoError(b, err)
	workshop, _, err = workshop.Subscribe(hotlines, event("5"), hotline.Subscription{Subscription: "S", Product: hotline.DataProgram, From: day + 1})
	require.NoError(b, err)
	question := hotline.Receipt{
		Case: "C", Channel: hotline.WebSite, Enquiry: hotline.Enquiry{Diagnosis: true}, TermsAccepted: hotline.TermsAccepted{Version: "v", By: "p", At: at},
	}
	phones := swap.Printed([]swap.Question{"charged"})
	agreement, _, err := swap.Conclude(event("6"), swap.Conclusion{Agreement: "A", Customer: "ACME", Mode: swap.Exchange, AfterRepair: swap.ToPool})
	require.NoError(b, err)
	user, _, err := swap.User{}.Attach(phones, event("7"), swap.Attachment{User: "U", Customer: "ACME", Level: swap.PROF, From: day})
	require.NoError(b, err)
	report := swap.Registration{Case: "R", Agreement: "A", User: "U", Subject: swap.Fault}
	queueing := priority.Printed("1", "2", "3", nil)
	contract := priority.Contract{ID: "M", Customer: "ACME", From: at, Scope: []string{"server"}}
	told := priority.Case{ID: "Q", Customer: "ACME", Subject: "server", Urgency: priority.High, Channel: priority.Hotline, Arrived: at}

	b.ReportAllocs()
	for b.Loop() {
		var answers [5]entitlement.Answer
		var failed [5]error
		answers[0], failed[0] = task.Ask(event("8"), punchcard.Session{What: "s", By: "P.H.", Place: punchcard.Remote, Work: calendar.Hour}, card)
		answers[1], failed[1] = timeaccount.Ask(accounts, event("8"), receipt, hours, timeaccount.Customer{}, account)
		answers[2], failed[2] = workshop.Ask(hotlines, event("8"), question)
		answers[3], failed[3] = swap.Ask(phones, event("8"), report, agreement, user)
		answers[4], failed[4] = queueing.Ask(told, contract)
		for _, err := range failed {
			if err != nil {
				b.Fatal(err)
			}
		}
		decision, err := entitlement.Decide(answers[:]...)
		if err != nil {
			b.Fatal(err)
		}
		if best, _ := decision.Chosen(); best.Contract != "A" {
			b.Fatal(best)
		}
	}
}
