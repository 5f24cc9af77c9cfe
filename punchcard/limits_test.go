package punchcard_test

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/ledger"
	"github.com/avtale/avtale/internal/hostile"
	"github.com/avtale/avtale/punchcard"
)

// The limits of punch cards that SECURITY.md lists: each is taken, and one more is not.
func TestLimits(t *testing.T) {
	const year = 366 * 24 * 3600
	altered := func(alter func(*punchcard.Terms)) error {
		terms := provider()
		alter(&terms)
		return terms.Validate()
	}
	hostile.Limit(t, "clips of a card", 1_000_000, entitlement.ErrInvalid, func(n int) error {
		return altered(func(terms *punchcard.Terms) { terms.Sizes = []punchcard.Size{{Clips: n}} })
	})
	hostile.Limit(t, "clips of an add-on", 1_000_000, entitlement.ErrMissing, func(n int) error {
		return altered(func(terms *punchcard.Terms) {
			terms.AddOns = []punchcard.AddOnPrice{{Product: punchcard.PhoneSupport, Clips: n}}
		})
	})
	hostile.Limit(t, "length of a clip", year, entitlement.ErrInvalid, func(n int) error {
		return altered(func(terms *punchcard.Terms) { terms.Increment = entitlement.Increment(n) })
	})
	hostile.Limit(t, "flat travel", year, entitlement.ErrInvalid, func(n int) error {
		return altered(func(terms *punchcard.Terms) { terms.FlatTravel = calendar.Seconds(n) })
	})
	task, _, err := punchcard.Open(provider(), at("r1", "2026-03-10", "08:00"), punchcard.Order{Task: "T", Holder: "ACME"})
	require.NoError(t, err)
	punch := func(session punchcard.Session, cards ...punchcard.Card) error {
		_, _, _, err := task.Punch(at("r2", "2026-03-10", "09:00"), session, cards...)
		return err
	}
	hostile.Limit(t, "work of a session", year, entitlement.ErrInvalid, func(n int) error {
		return punch(punchcard.Session{What: "x", By: "b", Place: punchcard.Remote, Work: calendar.Seconds(n)})
	})
	hostile.Limit(t, "travel of a session", year, entitlement.ErrInvalid, func(n int) error {
		return punch(punchcard.Session{What: "x", By: "b", Place: punchcard.Outside, Travel: calendar.Seconds(n)})
	})
	bought := at("b", "2026-03-10", "08:00")
	hostile.Limit(t, "cards handed in", 10_000, entitlement.ErrInvalid, func(n int) error {
		return punch(punchcard.Session{What: "x", By: "b", Place: punchcard.Remote, Work: 1}, hostile.Times(n, func(i int) punchcard.Card {
			card, _, err := punchcard.Buy(provider(), bought, punchcard.Purchase{Card: "K" + strconv.Itoa(i), Holder: "ACME", Size: 10})
			require.NoError(t, err)
			return card
		})...)
	})
}

// The limits of what is read: what no ledger can have, since its values are numbered and
// counted.
func TestLimitsOfDocuments(t *testing.T) {
	card, task := bought("K", "2021-05-12", 10), opened("T")
	task, _, _, err := task.Punch(at("s", "2021-06-01", "09:00"), session(calendar.Hour), card)
	require.NoError(t, err)
	addOn, period := phoneSupport(t)
	hostile.Limit(t, "entries of a card", 1<<30, entitlement.ErrInvalid, func(n int) error {
		return new(punchcard.Card).UnmarshalJSON(instead(t, card, `"seq":1`, "seq", n))
	})
	hostile.Limit(t, "entries of a task", 1<<30, entitlement.ErrInvalid, func(n int) error {
		return new(punchcard.Task).UnmarshalJSON(instead(t, task, `"seq":2`, "seq", n))
	})
	hostile.Limit(t, "entries of an add-on", 1<<30, entitlement.ErrInvalid, func(n int) error {
		return new(punchcard.AddOn).UnmarshalJSON(instead(t, addOn, `"seq":2`, "seq", n))
	})
	hostile.Limit(t, "entries of a fault", 1<<30, entitlement.ErrInvalid, func(n int) error {
		return new(punchcard.Fault).UnmarshalJSON(instead(t, reported(t), `"seq":1`, "seq", n))
	})
	hostile.Limit(t, "seconds of a task", 1<<40, entitlement.ErrInvalid, func(n int) error {
		hours := (n + 3599) / 3600
		text := strings.Replace(string(encoded(t, task)), `"counted":1`, `"counted":`+strconv.Itoa(hours), 1)
		return new(punchcard.Task).UnmarshalJSON([]byte(strings.Replace(text, `"time":3600`, `"time":`+strconv.Itoa(n), 1)))
	})
	hostile.Limit(t, "periods of an add-on", 12*9999, entitlement.ErrInvalid, func(n int) error {
		period.Outcome.Work.Period = n
		return new(punchcard.Entry).UnmarshalJSON(encoded(t, period))
	})
}

// instead returns the document of a value with another number in a field.
func instead(t *testing.T, value any, field, name string, n int) []byte {
	text := string(encoded(t, value))
	require.Equal(t, 1, strings.Count(text, field), text)
	return []byte(strings.Replace(text, field, `"`+name+`":`+strconv.Itoa(n), 1))
}

// What an add-on has ahead in all time is a month each of the calendar.
func TestUpcomingOfAllTime(t *testing.T) {
	support, _ := phoneSupport(t)
	ahead := support.Upcoming(math.MinInt64, math.MaxInt64)
	require.NotEmpty(t, ahead)
	require.LessOrEqual(t, len(ahead), 12*9999)
	require.Equal(t, ahead, support.Upcoming(0, calendar.MustDate("9999-12-31")+1))
}

// keeper posts facts and keeps what they change, for ledgers that are long.
type keeper struct {
	terms punchcard.Terms
	log   []punchcard.Entry
}

func (k *keeper) tell(t *testing.T, at calendar.Moment, fact punchcard.Fact, held punchcard.Holding) punchcard.Holding {
	t.Helper()
	changed, entry, err := punchcard.Do(k.terms, entitlement.Event{Ref: "r" + strconv.Itoa(len(k.log)), At: at, Entered: at}, fact, held)
	require.NoError(t, err)
	k.log = append(k.log, entry)
	return changed
}

// Very many cards, add-ons and tasks are handed in, verified, restated and rectified at a
// cost that is in proportion to the ledger, where the contract does not need to look at
// all of them.
func TestLongLedgers(t *testing.T) {
	const least = 700 // of what follows, each of some entries
	start := at("", "2026-03-10", "08:00").At
	name := func(what string, i int) string { return what + strconv.Itoa(1_000_000+i) }
	work := func(hours int) punchcard.Session {
		return punchcard.Session{What: "x", By: "b", Place: punchcard.Remote, Work: calendar.Seconds(hours) * calendar.Hour}
	}
	for what, build := range map[string]func(k *keeper, n int){
		"cards that are used up": func(k *keeper, n int) {
			for i := range n {
				day := start.Add(calendar.Seconds(i) * 24 * calendar.Hour)
				card := k.tell(t, day, punchcard.Purchase{Card: name("K", i), Holder: "C", Size: 10}, punchcard.Holding{})
				task := k.tell(t, day, punchcard.Order{Task: name("T", i), Holder: "C"}, punchcard.Holding{})
				k.tell(t, day, work(10), punchcard.Holding{Cards: card.Cards, Tasks: task.Tasks})
			}
		},
		"add-ons of as many holders": func(k *keeper, n int) {
			for i := range n {
				card := k.tell(t, start, punchcard.Purchase{Card: name("K", i), Holder: name("C", i), Size: 10}, punchcard.Holding{})
				k.tell(t, start, punchcard.AddOnStart{AddOn: name("A", i), Holder: name("C", i), Product: punchcard.PhoneSupport, From: start.Date()}, card)
			}
		},
		"sessions told late": func(k *keeper, n int) {
			card := k.tell(t, start, punchcard.Purchase{Card: "K", Holder: "C", Size: 30}, punchcard.Holding{})
			for i := range n {
				task := k.tell(t, start, punchcard.Order{Task: name("T", i), Holder: "C"}, punchcard.Holding{})
				changed := k.tell(t, start.Add(calendar.Seconds(n-i)), work(1), punchcard.Holding{Cards: card.Cards, Tasks: task.Tasks})
				if len(changed.Cards) > 0 {
					card.Cards = changed.Cards
				}
			}
		},
	} {
		ledgers := map[int]*keeper{}
		for _, n := range []int{least, 10 * least} {
			ledgers[n] = &keeper{terms: provider()}
			build(ledgers[n], n)
		}
		hostile.Grows(t, "verify, "+what, least, func(n int) {
			require.NoError(t, punchcard.Verify(ledgers[n].terms.Always, ledgers[n].log))
		})
		hostile.Grows(t, "restate, "+what, least, func(n int) {
			_, err := punchcard.Restate(ledgers[n].terms.Always, ledgers[n].log)
			require.NoError(t, err)
		})
		hostile.Grows(t, "rectify, "+what, least, func(n int) {
			_, err := punchcard.Rectify(ledgers[n].terms.Always, at("m", "2076-03-20", "08:00"), "told late", ledgers[n].log)
			require.NoError(t, err)
		})
		hostile.Grows(t, "replay, "+what, least, func(n int) {
			for _, draw := range ledgers[n].log[0].Draws {
				_, err := ledger.Replay(draw.Of, ledgers[n].log, punchcard.Card.Apply)
				require.NoError(t, err)
			}
		})
	}
}
