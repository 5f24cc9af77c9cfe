package punchcard_test

import (
	"encoding/json"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/ledger"
	"github.com/avtale/avtale/punchcard"
)

// bench is a world for benchmarks: terms, three cards of one holder, a task.
type bench struct {
	terms punchcard.Terms
	at    calendar.Moment
	cards []punchcard.Card
	task  punchcard.Task
	log   []punchcard.Entry
}

func newBench(t testing.TB) bench {
	zone := copenhagen(t)
	day := calendar.MustDate("2026-01-05")
	at, err := zone.Local(day, calendar.MustClock("09:00"))
	require.NoError(t, err)
	list := entitlement.Prices{{From: day - 365, Amount: entitlement.MustMoney("1000.00 DKK")}}
	b := bench{terms: punchcard.Printed(list, nil, nil), at: at}
	for i := range 3 {
		card, entry, err := punchcard.Buy(b.terms, b.event("b"+strconv.Itoa(i)), punchcard.Purchase{
			Card: "K" + strconv.Itoa(i), Holder: "C", Size: 30,
		})
		require.NoError(t, err)
		b.cards, b.log = append(b.cards, card), append(b.log, entry)
	}
	task, entry, err := punchcard.Open(b.terms, b.event("o"), punchcard.Order{Task: "T", Holder: "C"})
	require.NoError(t, err)
	b.task, b.log = task, append(b.log, entry)
	return b
}

func (b bench) event(ref string) entitlement.Event {
	return entitlement.Event{Ref: ref, At: b.at, Entered: b.at}
}

func session(work calendar.Seconds) punchcard.Session {
	return punchcard.Session{What: "server", By: "PH", Place: punchcard.Remote, Work: work}
}

// worked returns the world after many short sessions on many tasks.
func (b bench) worked(t testing.TB, sessions int) bench {
	b.cards, b.log = slices.Clone(b.cards), slices.Clone(b.log)
	for i := range sessions {
		ref := "s" + strconv.Itoa(i)
		task, cards, entry, err := b.task.Punch(b.event(ref), session(7*calendar.Minute), b.cards...)
		require.NoError(t, err)
		b.task = task
		for _, card := range cards {
			for j := range b.cards {
				if b.cards[j].ID() == card.ID() {
					b.cards[j] = card
				}
			}
		}
		b.log = append(b.log, entry)
	}
	return b
}

// A transition allocates what its entry carries and the cards it returns, and
// once more for each further card it draws on.
func TestAllocations(t *testing.T) {
	b := newBench(t)
	event := b.event("s")
	card, guarantee := guaranteed(t)
	fault, hours, when := reported(t), workingHours(t), at("s", "2026-03-10", "20:15")
	begin := punchcard.Begin{By: "PH", Place: punchcard.Inside}
	for _, row := range []struct {
		name string
		most float64
		do   func()
	}{
		{"punch on one card", 2, func() { _, _, _, _ = b.task.Punch(event, session(calendar.Hour), b.cards[0]) }},
		{"punch on three cards", 4, func() { _, _, _, _ = b.task.Punch(event, session(80*calendar.Hour), b.cards...) }},
		{"transfer", 2, func() {
			_, _, _ = b.cards[0].Transfer(event, punchcard.Transfer{To: "D", Agreement: "X"})
		}},
		{"close", 2, func() { _, _, _ = b.task.Close(event) }},
		{"buy", 10, func() {
			_, _, _ = punchcard.Buy(b.terms, event, punchcard.Purchase{Card: "K", Holder: "C", Size: 10})
		}},
		{"report a fault", 2, func() { _, _, _, _ = guarantee.Report(when, punchcard.Report{Fault: "F"}, hours, card) }},
		{"begin", 2, func() { _, _, _ = fault.Begin(when, begin, hours) }},
		{"balance and state", 0, func() { _, _ = b.cards[0].Balance(b.at), b.cards[0].State(b.at) }},
	} {
		require.LessOrEqual(t, testing.AllocsPerRun(100, row.do), row.most, row.name)
	}
	short, long := b.worked(t, 10), b.worked(t, 500)
	replay := func(log []punchcard.Entry) float64 {
		_, err := ledger.Replay("K0", log, punchcard.Card.Apply)
		require.NoError(t, err)
		return testing.AllocsPerRun(100, func() { _, _ = ledger.Replay("K0", log, punchcard.Card.Apply) })
	}
	require.Equal(t, replay(short.log), replay(long.log), "replay allocates nothing for an entry")
}

func BenchmarkPunch(b *testing.B) {
	w := newBench(b)
	event := w.event("s")
	b.ReportAllocs()
	for b.Loop() {
		_, _, _, _ = w.task.Punch(event, session(calendar.Hour), w.cards[0])
	}
}

func BenchmarkPunchThreeCards(b *testing.B) {
	w := newBench(b)
	event := w.event("s")
	b.ReportAllocs()
	for b.Loop() {
		_, _, _, _ = w.task.Punch(event, session(80*calendar.Hour), w.cards...)
	}
}

func BenchmarkBuy(b *testing.B) {
	w := newBench(b)
	event := w.event("s")
	b.ReportAllocs()
	for b.Loop() {
		_, _, _ = punchcard.Buy(w.terms, event, punchcard.Purchase{Card: "K", Holder: "C", Size: 10})
	}
}

// Replay, verify and decode work through the same thousand entries.
func BenchmarkReplay(b *testing.B) {
	w := newBench(b).worked(b, 1000)
	b.ReportAllocs()
	for b.Loop() {
		_, _ = ledger.Replay("K0", w.log, punchcard.Card.Apply)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(w.log)), "ns/entry")
}

func BenchmarkVerify(b *testing.B) {
	w := newBench(b).worked(b, 1000)
	require.NoError(b, punchcard.Verify(w.terms.Always, w.log))
	b.ReportAllocs()
	for b.Loop() {
		_ = punchcard.Verify(w.terms.Always, w.log)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(w.log)), "ns/entry")
}

func BenchmarkDecodeEntries(b *testing.B) {
	text, err := json.Marshal(newBench(b).worked(b, 1000).log)
	require.NoError(b, err)
	b.ReportAllocs()
	for b.Loop() {
		var log []punchcard.Entry
		_ = json.Unmarshal(text, &log)
	}
}

// A request as a service makes it: the stored task and card are decoded, the
// session is punched, task, card and entry are encoded.
func BenchmarkRequest(b *testing.B) {
	w := newBench(b).worked(b, 10)
	taskText, cardText := encoded(b, w.task), encoded(b, w.cards[0])
	event := w.event("s")
	b.ReportAllocs()
	for b.Loop() {
		var task punchcard.Task
		var card punchcard.Card
		_ = json.Unmarshal(taskText, &task)
		_ = json.Unmarshal(cardText, &card)
		task, cards, entry, _ := task.Punch(event, session(calendar.Hour), card)
		_, _ = json.Marshal(task)
		_, _ = json.Marshal(cards[0])
		_, _ = json.Marshal(entry)
	}
}

// The same request by a service that calls the methods of the values itself
// and so saves the second look that encoding/json takes.
func BenchmarkRequestDirect(b *testing.B) {
	w := newBench(b).worked(b, 10)
	taskText, cardText := encoded(b, w.task), encoded(b, w.cards[0])
	event := w.event("s")
	b.ReportAllocs()
	for b.Loop() {
		var task punchcard.Task
		var card punchcard.Card
		_ = task.UnmarshalJSON(taskText)
		_ = card.UnmarshalJSON(cardText)
		task, cards, entry, _ := task.Punch(event, session(calendar.Hour), card)
		_, _ = task.MarshalJSON()
		_, _ = cards[0].MarshalJSON()
		_, _ = entry.MarshalJSON()
	}
}

// The same bytes through encoding/json alone, into records without any rule.
func BenchmarkRequestPlainJSON(b *testing.B) {
	w := newBench(b).worked(b, 10)
	taskText, cardText := encoded(b, w.task), encoded(b, w.cards[0])
	_, _, entry, err := w.task.Punch(w.event("s"), session(calendar.Hour), w.cards[0])
	require.NoError(b, err)
	var plainEntry plainEntry
	require.NoError(b, json.Unmarshal(encoded(b, entry), &plainEntry))
	b.ReportAllocs()
	for b.Loop() {
		var task plainTask
		var card plainCard
		_ = json.Unmarshal(taskText, &task)
		_ = json.Unmarshal(cardText, &card)
		_, _ = json.Marshal(task)
		_, _ = json.Marshal(card)
		_, _ = json.Marshal(plainEntry)
	}
}

func encoded(t testing.TB, value any) []byte {
	text, err := json.Marshal(value)
	require.NoError(t, err)
	return text
}

// The records that plain encoding/json is measured with: the same fields as
// texts and numbers.
type (
	plainMoney struct {
		Amount   string `json:"amount"`
		Currency string `json:"currency"`
	}
	plainTerm struct {
		Months int    `json:"months"`
		End    string `json:"end,omitempty"`
	}
	plainCard struct {
		V       int    `json:"v"`
		ID      string `json:"id"`
		Holder  string `json:"holder"`
		Figures struct {
			Zone      string     `json:"zone"`
			Size      int        `json:"size"`
			Price     plainMoney `json:"price"`
			List      plainMoney `json:"list"`
			Purchased string     `json:"purchased"`
			Lapse     plainTerm  `json:"lapse"`
			Expiry    plainTerm  `json:"expiry"`
		} `json:"figures"`
		Seq     int    `json:"seq"`
		Used    int    `json:"used"`
		LastUse string `json:"last_use,omitempty"`
		Latest  string `json:"latest,omitempty"`
		Earlier string `json:"earlier,omitempty"`
		Stopped bool   `json:"stopped,omitempty"`
	}
	plainTask struct {
		V       int    `json:"v"`
		ID      string `json:"id"`
		Holder  string `json:"holder"`
		Figures struct {
			Increment int    `json:"increment"`
			RoundPer  string `json:"round_per"`
			Flat      int    `json:"flat_travel"`
			Clips     int    `json:"clips,omitempty"`
		} `json:"figures"`
		Seq      int    `json:"seq"`
		Counted  int    `json:"counted"`
		Pending  int    `json:"pending"`
		Time     int    `json:"time"`
		Payer    string `json:"payer,omitempty"`
		Standing string `json:"standing,omitempty"`
		Closed   bool   `json:"closed,omitempty"`
	}
	plainEntry struct {
		V       int    `json:"v"`
		Ref     string `json:"ref"`
		At      string `json:"at"`
		Entered string `json:"entered"`
		Kind    string `json:"kind"`
		Draws   []struct {
			Of    string `json:"of"`
			Seq   int    `json:"seq"`
			Moved int    `json:"moved,omitempty"`
		} `json:"draws"`
		Why  []string `json:"why"`
		Fact struct {
			What  string `json:"what"`
			By    string `json:"by"`
			Place string `json:"place"`
			Work  int    `json:"work"`
		} `json:"fact"`
		Outcome struct {
			Work struct {
				Time           int    `json:"time,omitempty"`
				End            string `json:"end,omitempty"`
				Day            string `json:"day,omitempty"`
				Payer          string `json:"payer,omitempty"`
				PayerBefore    string `json:"payer_before,omitempty"`
				Standing       string `json:"standing,omitempty"`
				StandingBefore string `json:"standing_before,omitempty"`
			} `json:"work"`
		} `json:"outcome"`
	}
)
