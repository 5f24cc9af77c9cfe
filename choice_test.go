package avtale_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/entitlementtest"
	"github.com/avtale/avtale/punchcard"
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
