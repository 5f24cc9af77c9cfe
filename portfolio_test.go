package avtale_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/entitlementtest"
	"github.com/avtale/avtale/hotline"
	"github.com/avtale/avtale/priority"
	"github.com/avtale/avtale/punchcard"
	"github.com/avtale/avtale/timeaccount"
)

// A portfolio is what one customer holds, any of it or none: cards, accounts, a workshop
// with a subscription, a maintenance contract.
type portfolio struct {
	hours     calendar.Calendar
	told      int
	cardTerms punchcard.Terms
	timeTerms timeaccount.Terms
	hotTerms  hotline.Terms
	queue     priority.Terms
	cards     []punchcard.Card
	accounts  []timeaccount.Agreement
	workshop  hotline.Workshop
	contracts []priority.Contract
}

func newPortfolio(t *rapid.T, hours calendar.Calendar) *portfolio {
	day := calendar.MustDate("2026-01-01")
	p := &portfolio{
		hours:     hours,
		cardTerms: punchcard.Printed(entitlement.Prices{{From: day, Amount: entitlement.MustMoney("1000.00 DKK")}}, nil, nil),
		timeTerms: timeaccount.Printed([]timeaccount.Rate{{From: day, Hour: entitlement.MustMoney("1200.00 NOK")}}),
		hotTerms:  hotline.Printed(day, "v", "NOK"),
		queue:     priority.Printed("1", "2", "3", nil),
	}
	for i := range rapid.IntRange(0, 2).Draw(t, "cards") {
		card, _, err := punchcard.Buy(p.cardTerms, p.at(t, "2026-01-05", "08:00"), punchcard.Purchase{Card: fmt.Sprint("card ", i), Holder: "ACME", Size: 10})
		require.NoError(t, err)
		p.cards = append(p.cards, card)
	}
	for i := range rapid.IntRange(0, 2).Draw(t, "accounts") {
		account, _, err := timeaccount.Conclude(p.timeTerms, p.at(t, "2026-01-05", "08:00"), timeaccount.Conclusion{
			Agreement: fmt.Sprint("account ", i), Customer: "ACME", Alternative: timeaccount.TimeAccount,
			Balance: calendar.Seconds(rapid.IntRange(1, 4).Draw(t, "hours")) * calendar.Hour, Products: "server",
		})
		require.NoError(t, err)
		p.accounts = append(p.accounts, account)
	}
	var err error
	p.workshop, _, err = hotline.Enrol(p.hotTerms, p.at(t, "2026-01-05", "08:00"), hotline.Enrolment{Workshop: "workshop"})
	require.NoError(t, err)
	if rapid.Bool().Draw(t, "hotline") {
		p.workshop, _, err = p.workshop.Subscribe(p.hotTerms, p.at(t, "2026-01-05", "08:00"), hotline.Subscription{Subscription: "S", Product: hotline.DataProgram, From: day + 4})
		require.NoError(t, err)
	}
	if rapid.Bool().Draw(t, "maintenance") {
		p.contracts = []priority.Contract{{ID: "maintenance", Customer: "ACME", From: p.at(t, "2026-01-05", "08:00").At, Last: day + 364, Scope: []string{"server"}}}
	}
	return p
}

func (p *portfolio) at(t require.TestingT, day, clock string) entitlement.Event {
	at, err := p.hours.Zone().Local(calendar.MustDate(day), calendar.MustClock(clock))
	require.NoError(t, err)
	p.told++
	return entitlement.Event{Ref: fmt.Sprint("r", p.told), At: at, Entered: at}
}

// Whatever a customer holds and asks for: each contract says before what it does, the one
// that is chosen is no worse than any other, doing it changes nothing of the others, and
// what is ahead of all is what is ahead of each (ENT-02 to ENT-05).
func TestPortfolios(t *testing.T) {
	location, err := time.LoadLocation("Europe/Oslo")
	require.NoError(t, err)
	hours, err := calendar.Compile(timeaccount.OpeningHours(), location)
	require.NoError(t, err)
	rank := map[entitlement.Paid]int{entitlement.ByRight: 0, entitlement.Allowance: 1, entitlement.Prepaid: 2, entitlement.Uncharged: 3, entitlement.Billable: 4}
	cover := map[entitlement.Cover]int{entitlement.FullCover: 0, entitlement.PartialCover: 1, entitlement.NoCover: 2}
	rapid.Check(t, func(t *rapid.T) {
		p := newPortfolio(t, hours)
		for range rapid.IntRange(1, 8).Draw(t, "requests") {
			event := p.at(t, rapid.SampledFrom([]string{"2026-03-10", "2026-06-01", "2026-11-30"}).Draw(t, "day"), rapid.SampledFrom([]string{"08:00", "15:59"}).Draw(t, "clock"))
			took := calendar.Seconds(rapid.IntRange(0, 3*3600).Draw(t, "seconds"))
			id := fmt.Sprint("request ", p.told)

			task, _, err := punchcard.Open(p.cardTerms, event, punchcard.Order{Task: id, Holder: "ACME"})
			require.NoError(t, err)
			work := punchcard.Session{What: "server", By: "P.H.", Place: punchcard.Remote, Work: took}
			byCard, err := task.Ask(event, work, p.cards...)
			require.NoError(t, err)
			enquiry, _, err := timeaccount.Receive(p.timeTerms, event, timeaccount.Receipt{
				Enquiry: id, Customer: "ACME", Product: "server", Topic: timeaccount.UserRelated, Channel: timeaccount.Phone,
			}, p.hours, timeaccount.Customer{}, p.accounts...)
			require.NoError(t, err)
			spent := timeaccount.Session{Work: took}
			byAccount, err := enquiry.Ask(event, spent, p.accounts...)
			require.NoError(t, err)
			question := hotline.Receipt{
				Case: id, Channel: hotline.WebSite, Enquiry: hotline.Enquiry{Diagnosis: true}, TermsAccepted: hotline.TermsAccepted{Version: "v", By: "p", At: event.At},
			}
			byHotline, err := p.workshop.Ask(p.hotTerms, event, question)
			require.NoError(t, err)
			byContract, err := p.queue.Ask(priority.Case{
				ID: id, Customer: "ACME", Subject: rapid.SampledFrom([]string{"server", "printer"}).Draw(t, "subject"), Urgency: priority.High, Channel: priority.Hotline, Arrived: event.At,
			}, p.contracts...)
			require.NoError(t, err)
			answers := []entitlement.Answer{byCard, byAccount, byHotline, byContract}
			decision, err := entitlement.Decide(rapid.Permutation(answers).Draw(t, "answers")...)
			require.NoError(t, err)
			best, ok := decision.Chosen()
			require.True(t, ok, "the price list is always there")
			others := 0
			for other, why := range decision.WhyNot() {
				others++
				require.NotEmpty(t, why.Pass)
				require.LessOrEqual(t, cover[best.Cover], cover[other.Cover])
				if best.Cover == other.Cover {
					require.LessOrEqual(t, rank[best.Paid], rank[other.Paid])
				}
			}
			require.Equal(t, 3, others)

			cards, accounts, workshop := len(p.cards), p.ahead(), p.workshop
			switch best.Type {
			case "punchcard":
				_, changed, entry, err := task.Punch(event, work, p.cards...)
				entitlementtest.Previews(t, byCard, nil, entry.Entry, err)
				for _, card := range changed {
					for i := range p.cards {
						if p.cards[i].ID() == card.ID() {
							p.cards[i] = card
						}
					}
				}
				require.True(t, workshop.Equal(p.workshop))
			case "timeaccount":
				_, changed, entry, err := enquiry.Record(event, spent, p.accounts...)
				entitlementtest.Previews(t, byAccount, nil, entry.Entry, err)
				for _, account := range changed {
					for i := range p.accounts {
						if p.accounts[i].ID() == account.ID() {
							p.accounts[i] = account
						}
					}
				}
			case "hotline":
				next, _, entry, err := p.workshop.Receive(p.hotTerms, event, question)
				entitlementtest.Previews(t, byHotline, nil, entry.Entry, err)
				p.workshop = next
			default: // nothing is drawn
				require.Equal(t, accounts, p.ahead())
			}
			require.Len(t, p.cards, cards)
			entitlementtest.Tiles(t, event.At.Date(), func(from, until calendar.Date) []entitlement.Dated {
				return entitlement.Within(from, until, p.ahead()...)
			})
		}
	})
}

// ahead is all that is ahead in ten years.
func (p *portfolio) ahead() []entitlement.Dated {
	from, until := calendar.MustDate("2020-01-01"), calendar.MustDate("2030-01-01")
	lists := [][]entitlement.Dated{p.workshop.Upcoming(from, until)}
	for _, card := range p.cards {
		lists = append(lists, card.Upcoming(from, until))
	}
	for _, account := range p.accounts {
		lists = append(lists, account.Upcoming(from, until))
	}
	for _, contract := range p.contracts {
		lists = append(lists, contract.Upcoming(from, until))
	}
	return entitlement.Upcoming(lists...)
}
