package hotline_test

import (
	"encoding/json"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement/ledger"
	"github.com/avtale/avtale/hotline"
)

// worked returns a workshop with two subscriptions after a number of cases, and
// its whole ledger.
func worked(t testing.TB, cases int) (hotline.Workshop, []hotline.Entry) {
	return workedUnder(t, provider(), cases)
}

// generous are terms under which every case of a benchmark draws on a lot.
func generous() hotline.Terms {
	terms := provider()
	terms.Grant = 10_000
	return terms
}

func workedUnder(t testing.TB, terms hotline.Terms, cases int) (hotline.Workshop, []hotline.Entry) {
	w, first, err := hotline.Enrol(terms, at("w", "2026-01-15", "09:00"), hotline.Enrolment{Workshop: "W"})
	require.NoError(t, err)
	log := []hotline.Entry{first}
	for _, id := range []string{"S1", "S2"} {
		next, entry, err := w.Subscribe(terms, at(id, "2026-01-15", "09:00"), hotline.Subscription{
			Subscription: id, Product: hotline.DataProgram, From: calendar.MustDate("2026-01-15"),
		})
		require.NoError(t, err)
		w, log = next, append(log, entry)
	}
	w, entries := received(w, "2026-02-02", cases)
	return w, append(log, entries...)
}

// What the design allows, asserted: a transition without a price allocates
// twice, with one at most ten times.
func TestAllocations(t *testing.T) {
	terms := provider()
	w, _ := worked(t, 3)
	event := at("r", "2026-02-03", "09:00")
	receipt := request("C")
	_, c, _, err := w.Receive(terms, event, receipt)
	require.NoError(t, err)
	support := hotline.Receipt{Case: "C", Enquiry: hotline.Enquiry{ProductUse: true, Relevant: true}}
	block := hotline.Conclusion{Block: "B", Cases: 8, From: event.At.Date()}
	beyond, _ := worked(t, 11)
	for _, row := range []struct {
		name string
		most float64
		do   func()
	}{
		{"receive", 2, func() { _, _, _, _ = w.Receive(terms, event, receipt) }},
		{"receive beyond", 2, func() { _, _, _, _ = beyond.Receive(terms, event, receipt) }},
		{"support", 2, func() { _, _, _, _ = w.Receive(terms, event, support) }},
		{"answer", 2, func() { _, _, _ = c.Answer(event) }},
		{"withdraw", 2, func() { _, _, _, _ = c.Withdraw(event, w) }},
		{"conclude", 10, func() { _, _, _ = w.Conclude(terms, event, block) }},
		{"remaining, contact due", 0, func() { _, _ = w.Remaining(event.At), w.ContactDue(event.At) }},
	} {
		require.LessOrEqual(t, testing.AllocsPerRun(100, row.do), row.most, row.name)
	}
}

// A workshop does not grow with its cases.
func TestSize(t *testing.T) {
	require.LessOrEqual(t, unsafe.Sizeof(hotline.Workshop{}), uintptr(512))
	require.LessOrEqual(t, unsafe.Sizeof(hotline.Case{}), uintptr(512))
	require.LessOrEqual(t, unsafe.Sizeof(hotline.Feedback{}), uintptr(512))
	few, _ := workedUnder(t, generous(), 20)
	many, _ := workedUnder(t, generous(), 900)
	require.InDelta(t, len(encoded(t, few)), len(encoded(t, many)), 2, "digits of the sequence number and the count")
}

func BenchmarkReceive(b *testing.B) {
	terms, event, receipt := provider(), at("r", "2026-02-03", "09:00"), request("C")
	w, _ := worked(b, 3)
	b.ReportAllocs()
	for b.Loop() {
		_, _, _, _ = w.Receive(terms, event, receipt)
	}
}

func BenchmarkConclude(b *testing.B) {
	terms, event := provider(), at("r", "2026-02-03", "09:00")
	w, _ := worked(b, 3)
	b.ReportAllocs()
	for b.Loop() {
		_, _, _ = w.Conclude(terms, event, hotline.Conclusion{Block: "B", Cases: 8, From: event.At.Date()})
	}
}

// Replay, verify and decode work through the same thousand entries.
func BenchmarkReplay(b *testing.B) {
	_, log := workedUnder(b, generous(), 1000)
	b.ReportAllocs()
	for b.Loop() {
		_, _ = ledger.Replay("W", log, hotline.Workshop.Apply)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(log)), "ns/entry")
}

func BenchmarkVerify(b *testing.B) {
	_, log := workedUnder(b, generous(), 1000)
	require.NoError(b, hotline.Verify(generous().Always, log))
	b.ReportAllocs()
	for b.Loop() {
		_ = hotline.Verify(generous().Always, log)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(log)), "ns/entry")
}

func BenchmarkDecodeEntries(b *testing.B) {
	_, log := workedUnder(b, generous(), 1000)
	text := []byte(encoded(b, log))
	b.ReportAllocs()
	for b.Loop() {
		var log []hotline.Entry
		_ = json.Unmarshal(text, &log)
	}
}

// A request as a service makes it: the stored workshop is decoded, the case is
// received, workshop, case and entry are encoded.
func BenchmarkRequest(b *testing.B) {
	terms, event, receipt := provider(), at("r", "2026-02-03", "09:00"), request("C")
	w, _ := worked(b, 3)
	text := []byte(encoded(b, w))
	b.ReportAllocs()
	for b.Loop() {
		var w hotline.Workshop
		_ = json.Unmarshal(text, &w)
		w, c, entry, _ := w.Receive(terms, event, receipt)
		_, _ = json.Marshal(w)
		_, _ = json.Marshal(c)
		_, _ = json.Marshal(entry)
	}
}

// The same request by a service that calls the methods of the values itself
// and so saves the second look that encoding/json takes.
func BenchmarkRequestDirect(b *testing.B) {
	terms, event, receipt := provider(), at("r", "2026-02-03", "09:00"), request("C")
	w, _ := worked(b, 3)
	text := []byte(encoded(b, w))
	b.ReportAllocs()
	for b.Loop() {
		var w hotline.Workshop
		_ = w.UnmarshalJSON(text)
		w, c, entry, _ := w.Receive(terms, event, receipt)
		_, _ = w.MarshalJSON()
		_, _ = c.MarshalJSON()
		_, _ = entry.MarshalJSON()
	}
}

// The same bytes through encoding/json alone, into records without any rule.
func BenchmarkRequestPlainJSON(b *testing.B) {
	terms, event, receipt := provider(), at("r", "2026-02-03", "09:00"), request("C")
	w, _ := worked(b, 3)
	text := []byte(encoded(b, w))
	_, c, entry, err := w.Receive(terms, event, receipt)
	require.NoError(b, err)
	var plainCase plainCase
	var plainEntry plainEntry
	require.NoError(b, json.Unmarshal([]byte(encoded(b, c)), &plainCase))
	require.NoError(b, json.Unmarshal([]byte(encoded(b, entry)), &plainEntry))
	b.ReportAllocs()
	for b.Loop() {
		var w plainWorkshop
		_ = json.Unmarshal(text, &w)
		_, _ = json.Marshal(w)
		_, _ = json.Marshal(plainCase)
		_, _ = json.Marshal(plainEntry)
	}
}

// The records that plain encoding/json is measured with: the same fields as
// texts and numbers.
type (
	plainSource struct {
		Kind  string `json:"kind"`
		Lot   string `json:"lot"`
		From  string `json:"from"`
		Until string `json:"until"`
	}
	plainWorkshop struct {
		V       int    `json:"v"`
		ID      string `json:"id"`
		Figures struct {
			Zone        string `json:"zone"`
			BeyondGrant string `json:"beyond_grant"`
		} `json:"figures"`
		Seq           int `json:"seq"`
		Subscriptions []struct {
			ID      string `json:"id"`
			Figures struct {
				Product string `json:"product"`
				From    string `json:"from"`
				Counted string `json:"counted"`
				Grant   int    `json:"grant"`
			} `json:"figures"`
			Drawn []int `json:"drawn"`
		} `json:"subscriptions"`
		Stocks []struct{} `json:"lots"`
	}
	plainCase struct {
		V        int         `json:"v"`
		ID       string      `json:"id"`
		Workshop string      `json:"workshop"`
		Seq      int         `json:"seq"`
		Class    string      `json:"class"`
		Received string      `json:"received"`
		State    string      `json:"state"`
		Source   plainSource `json:"source"`
		Counted  string      `json:"counted"`
		Accepted bool        `json:"accepted"`
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
			Lot   string `json:"lot,omitempty"`
			Moved int    `json:"moved"`
		} `json:"draws"`
		Why  []string `json:"why"`
		Fact struct {
			Case    string `json:"case"`
			Channel string `json:"channel"`
			Stuck   bool   `json:"stuck_fault_finding"`
			Version string `json:"version"`
			By      string `json:"accepted_by"`
			At      string `json:"accepted_at"`
		} `json:"fact"`
		Holder string `json:"holder"`
		Case   struct {
			Class    string      `json:"class"`
			Received string      `json:"received"`
			Source   plainSource `json:"source"`
			Hotline  int         `json:"hotline"`
			Accepted bool        `json:"accepted"`
		} `json:"case"`
	}
)
