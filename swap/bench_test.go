package swap_test

import (
	"encoding/json"
	"strconv"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/ledger"
	"github.com/avtale/avtale/swap"
)

// bench is a world for benchmarks: a customer who exchanges, a user, a pool of
// some size with a stock of phones, a case that may have one, and a case that was
// sent one.
type bench struct {
	terms     swap.Terms
	days      calendar.Calendar
	at        calendar.Moment
	agreement swap.Agreement
	user      swap.User
	pool      swap.Pool
	devices   []swap.Device
	ready     swap.Case // diagnosed
	reserved  swap.Case
	log       []swap.Entry
}

func newBench(t testing.TB, phones int) *bench {
	b := &bench{terms: printed(), days: workingDays(t)}
	at, err := b.days.Zone().Local(calendar.MustDate("2026-03-10"), calendar.MustClock("10:00"))
	require.NoError(t, err)
	b.at = at
	var entry swap.Entry
	post := func(err error) {
		require.NoError(t, err)
		b.log = append(b.log, entry)
	}
	b.agreement, entry, err = swap.Conclude(b.event("c"), swap.Conclusion{Agreement: "A", Customer: "M", Mode: swap.Exchange, AfterRepair: swap.ToPool})
	post(err)
	b.user, entry, err = swap.User{}.Attach(b.terms, b.event("u"), swap.Attachment{User: "U", Customer: "M", Level: swap.PROF, From: at.Date()})
	post(err)
	b.pool, entry, err = swap.OpenPool(b.terms, b.event("p"), swap.Opening{Pool: "P", Customer: "M"})
	post(err)
	b.pool, entry, err = b.pool.SetFleet(b.event("f"), swap.Fleet{Model: "X", Phones: 12 * phones})
	post(err)
	order, pool, placed, err := swap.PlaceOrder(b.event("o"), swap.Placement{Order: "O", Model: "X", By: "M", Purchase: bought(phones)}, b.pool)
	b.pool, entry = pool, placed
	post(err)
	for i := range phones {
		device, next, stock, arrived, err := swap.Arrive(b.event("a"+strconv.Itoa(i)), swap.Arrival{Device: "X" + strconv.Itoa(i), By: "centre"}, order, swap.Stock{Pool: b.pool})
		order, b.pool, entry = next, stock.Pool, arrived
		post(err)
		b.devices = append(b.devices, device)
	}
	b.ready, entry, err = swap.Register(b.terms, b.event("r"), b.registration(), b.agreement, b.user)
	post(err)
	for _, question := range b.terms.Questions {
		b.ready, entry, err = b.ready.Answer(b.event("q"+string(question)), swap.Reply{Question: question})
		post(err)
	}
	b.ready, entry, err = b.ready.Diagnose(b.event("d"), swap.Diagnosis{Result: swap.DefiniteFault})
	post(err)
	b.reserved, b.pool, entry, err = b.ready.Activate(b.event("x"), swap.Activation{Model: "X"}, b.pool, b.days)
	post(err)
	return b
}

func bought(n int) swap.Purchase {
	return swap.Purchase{Quantity: n, Acquisition: swap.Bought, Price: entitlement.MustMoney("2000.00 SEK")}
}

func (b *bench) event(ref string) entitlement.Event {
	return entitlement.Event{Ref: ref, At: b.at, Entered: b.at}
}

func (b *bench) registration() swap.Registration {
	return swap.Registration{Case: "C", Agreement: "A", User: "U", Subject: swap.Fault, Model: "X", Warranty: b.at.Date()}
}

var shipment = swap.Shipment{By: "centre", Freight: entitlement.MustMoney("89.00 SEK"), Packaging: entitlement.MustMoney("25.00 SEK")}

// A transition allocates what its entry carries, and the pool that it returns.
func TestAllocations(t *testing.T) {
	b := newBench(t, 30)
	event := b.event("s")
	shipped, _, pool, _, err := b.reserved.Ship(event, shipment, b.devices[0], b.pool)
	require.NoError(t, err)
	c, arrived, pool, _, _, err := shipped.Receive(event, swap.Receipt{Device: "F", Model: "X", By: "servicer"}, swap.Device{}, pool)
	require.NoError(t, err)
	for _, row := range []struct {
		name string
		most float64
		do   func()
	}{
		{"register", 3, func() { _, _, _ = swap.Register(b.terms, event, b.registration(), b.agreement, b.user) }},
		{"diagnose", 2, func() { _, _, _ = b.ready.Diagnose(event, swap.Diagnosis{Result: swap.DefiniteFault}) }},
		{"activate", 3, func() { _, _, _, _ = b.ready.Activate(event, swap.Activation{Model: "X"}, b.pool, b.days) }},
		{"ship", 3, func() { _, _, _, _, _ = b.reserved.Ship(event, shipment, b.devices[0], b.pool) }},
		{"receive", 3, func() {
			_, _, _, _, _, _ = shipped.Receive(event, swap.Receipt{Device: "F", Model: "X", By: "servicer"}, swap.Device{}, pool)
		}},
		{"repair", 3, func() { _, _, _, _, _ = c.Repair(event, swap.Repair{By: "servicer"}, arrived, swap.Stock{Pool: pool}) }},
		{"target and shelf", 0, func() { _, _ = b.pool.TargetStock(), b.pool.Shelf("X") }},
	} {
		require.LessOrEqual(t, testing.AllocsPerRun(100, row.do), row.most, row.name)
	}
}

// State is small whatever the size of the pool, and so is an entry.
func TestSize(t *testing.T) {
	require.LessOrEqual(t, unsafe.Sizeof(swap.Case{}), uintptr(512), "case")
	require.LessOrEqual(t, unsafe.Sizeof(swap.Device{}), uintptr(256), "device")
	small, large := newBench(t, 30), newBench(t, 10_000)
	_, _, pool, entry, err := small.reserved.Ship(small.event("s"), shipment, small.devices[0], small.pool)
	require.NoError(t, err)
	_, _, largePool, largeEntry, err := large.reserved.Ship(large.event("s"), shipment, large.devices[0], large.pool)
	require.NoError(t, err)
	require.Less(t, len(encoded(t, largeEntry)), len(encoded(t, entry))+20, "digits")
	require.Less(t, len(encoded(t, largePool)), len(encoded(t, pool))+20, "digits")
}

func BenchmarkRegister(b *testing.B) {
	w := newBench(b, 30)
	event := w.event("s")
	b.ReportAllocs()
	for b.Loop() {
		_, _, _ = swap.Register(w.terms, event, w.registration(), w.agreement, w.user)
	}
}

func BenchmarkActivate(b *testing.B) {
	w := newBench(b, 30)
	event := w.event("s")
	b.ReportAllocs()
	for b.Loop() {
		_, _, _, _ = w.ready.Activate(event, swap.Activation{Model: "X"}, w.pool, w.days)
	}
}

func BenchmarkShip(b *testing.B) {
	for _, phones := range []int{30, 10_000} {
		w := newBench(b, phones)
		event := w.event("s")
		b.Run(strconv.Itoa(phones), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, _, _, _, _ = w.reserved.Ship(event, shipment, w.devices[0], w.pool)
			}
		})
	}
}

// Replay, verify and decode work through the same thousand entries.
func BenchmarkReplay(b *testing.B) {
	w := newBench(b, 1000)
	b.ReportAllocs()
	for b.Loop() {
		_, _ = ledger.Replay("P", w.log, swap.Pool.Apply)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(w.log)), "ns/entry")
}

func BenchmarkVerify(b *testing.B) {
	w := newBench(b, 1000)
	require.NoError(b, swap.Verify(w.terms.Always, w.log, w.days))
	b.ReportAllocs()
	for b.Loop() {
		_ = swap.Verify(w.terms.Always, w.log, w.days)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(w.log)), "ns/entry")
}

func BenchmarkDecodeEntries(b *testing.B) {
	text, err := json.Marshal(newBench(b, 1000).log)
	require.NoError(b, err)
	b.ReportAllocs()
	for b.Loop() {
		var log []swap.Entry
		_ = json.Unmarshal(text, &log)
	}
}

func BenchmarkRisk(b *testing.B) {
	demand := swap.Demand{Phones: 400, Failures: share(40), Turnaround: 36 * 24 * calendar.Hour}
	for b.Loop() {
		_, _ = demand.Risk(32)
	}
}

// A request as a service makes it: the stored case, pool and device are decoded,
// the phone is sent, and all of them and the entry are encoded.
func BenchmarkRequest(b *testing.B) {
	w := newBench(b, 30)
	caseText, poolText, deviceText := encoded(b, w.reserved), encoded(b, w.pool), encoded(b, w.devices[0])
	event := w.event("s")
	b.ReportAllocs()
	for b.Loop() {
		var c swap.Case
		var pool swap.Pool
		var device swap.Device
		_ = json.Unmarshal(caseText, &c)
		_ = json.Unmarshal(poolText, &pool)
		_ = json.Unmarshal(deviceText, &device)
		c, device, pool, entry, _ := c.Ship(event, shipment, device, pool)
		_, _ = json.Marshal(c)
		_, _ = json.Marshal(pool)
		_, _ = json.Marshal(device)
		_, _ = json.Marshal(entry)
	}
}

// The same request by a service that calls the methods of the values itself
// and so saves the second look that encoding/json takes.
func BenchmarkRequestDirect(b *testing.B) {
	w := newBench(b, 30)
	caseText, poolText, deviceText := encoded(b, w.reserved), encoded(b, w.pool), encoded(b, w.devices[0])
	event := w.event("s")
	b.ReportAllocs()
	for b.Loop() {
		var c swap.Case
		var pool swap.Pool
		var device swap.Device
		_ = c.UnmarshalJSON(caseText)
		_ = pool.UnmarshalJSON(poolText)
		_ = device.UnmarshalJSON(deviceText)
		c, device, pool, entry, _ := c.Ship(event, shipment, device, pool)
		_, _ = c.MarshalJSON()
		_, _ = pool.MarshalJSON()
		_, _ = device.MarshalJSON()
		_, _ = entry.MarshalJSON()
	}
}

// The same bytes through encoding/json alone, into records without any rule.
func BenchmarkRequestPlainJSON(b *testing.B) {
	w := newBench(b, 30)
	caseText, poolText, deviceText := encoded(b, w.reserved), encoded(b, w.pool), encoded(b, w.devices[0])
	_, _, _, entry, err := w.reserved.Ship(w.event("s"), shipment, w.devices[0], w.pool)
	require.NoError(b, err)
	var plain plainEntry
	require.NoError(b, json.Unmarshal(encoded(b, entry), &plain))
	b.ReportAllocs()
	for b.Loop() {
		var c plainCase
		var pool plainPool
		var device plainDevice
		_ = json.Unmarshal(caseText, &c)
		_ = json.Unmarshal(poolText, &pool)
		_ = json.Unmarshal(deviceText, &device)
		_, _ = json.Marshal(c)
		_, _ = json.Marshal(pool)
		_, _ = json.Marshal(device)
		_, _ = json.Marshal(plain)
	}
}

func encoded(t testing.TB, value any) []byte {
	text, err := json.Marshal(value)
	require.NoError(t, err)
	return text
}

// The plain records keep all of a document.
func TestPlainRecords(t *testing.T) {
	w := newBench(t, 30)
	_, _, pool, entry, err := w.reserved.Ship(w.event("s"), shipment, w.devices[0], w.pool)
	require.NoError(t, err)
	for _, row := range []struct{ value, plain any }{
		{w.reserved, &plainCase{}}, {pool, &plainPool{}}, {w.devices[0], &plainDevice{}}, {entry, &plainEntry{}},
	} {
		text := encoded(t, row.value)
		require.NoError(t, json.Unmarshal(text, row.plain))
		require.JSONEq(t, string(text), string(encoded(t, row.plain)))
	}
}

// The records that plain encoding/json is measured with: the same fields as
// texts and numbers.
type (
	plainMoney struct {
		Amount   string `json:"amount"`
		Currency string `json:"currency"`
	}
	plainCase struct {
		V        int    `json:"v"`
		ID       string `json:"id"`
		Customer string `json:"customer"`
		Figures  struct {
			Calendar   string `json:"calendar"`
			Registered string `json:"registered"`
			User       string `json:"user"`
			Level      string `json:"level"`
			Features   string `json:"features"`
			Feature    string `json:"feature"`
			FeatureAt  string `json:"feature_at"`
			SwapAt     string `json:"swap_at"`
			Questions  bool   `json:"questions"`
			Model      string `json:"model"`
			Setting    struct {
				From        string `json:"from"`
				Mode        string `json:"mode"`
				AfterRepair string `json:"after_repair"`
			} `json:"setting"`
			Before      string `json:"before"`
			WorkingDays int    `json:"working_days"`
			ClosedDay   string `json:"closed_day"`
			ReturnDays  int    `json:"return_days,omitempty"`
		} `json:"figures"`
		Seq       int    `json:"seq"`
		Questions string `json:"questions,omitempty"`
		Bag       string `json:"bag,omitempty"`
		SIM       string `json:"sim,omitempty"`
		Warranty  string `json:"warranty,omitempty"`
		Result    string `json:"result,omitempty"`
		Necessary bool   `json:"necessary,omitempty"`
		Outcome   string `json:"outcome,omitempty"`
		Swap      struct {
			Pool     string `json:"pool"`
			Model    string `json:"model"`
			Status   string `json:"status"`
			Promised string `json:"promised"`
			Device   string `json:"device,omitempty"`
			Shipped  string `json:"shipped,omitempty"`
			Late     int    `json:"late,omitempty"`
		} `json:"swap"`
		Faulty   string      `json:"faulty,omitempty"`
		Back     string      `json:"back,omitempty"`
		Estimate string      `json:"estimate,omitempty"`
		Amount   *plainMoney `json:"amount,omitempty"`
		Handling bool        `json:"handling,omitempty"`
		Repair   string      `json:"repair,omitempty"`
	}
	plainPool struct {
		V        int    `json:"v"`
		ID       string `json:"id"`
		Customer string `json:"customer"`
		Figures  struct {
			StockShare    int    `json:"stock_share"`
			StockRounding string `json:"stock_rounding"`
			WhenEmpty     string `json:"when_empty"`
			FewModels     int    `json:"few_models"`
			RefillDays    int    `json:"refill_days,omitempty"`
		} `json:"figures"`
		Seq     int  `json:"seq"`
		Leaving bool `json:"leaving,omitempty"`
		Shelves []struct {
			Model     string `json:"model"`
			Phones    int    `json:"phones"`
			OnHand    int    `json:"on_hand,omitempty"`
			Reserved  int    `json:"reserved,omitempty"`
			Waiting   int    `json:"waiting,omitempty"`
			OnHold    int    `json:"on_hold,omitempty"`
			Coming    int    `json:"coming,omitempty"`
			OnOrder   int    `json:"on_order,omitempty"`
			Request   string `json:"request,omitempty"`
			Declined  string `json:"declined,omitempty"`
			SinceThen int    `json:"since_then,omitempty"`
		} `json:"shelves"`
	}
	plainDevice struct {
		V        int    `json:"v"`
		ID       string `json:"id"`
		Customer string `json:"customer"`
		Figures  struct {
			Model       string      `json:"model"`
			Owner       string      `json:"owner"`
			Acquisition string      `json:"acquisition"`
			Rent        *plainMoney `json:"rent,omitempty"`
			Order       string      `json:"order"`
			Warranty    string      `json:"warranty,omitempty"`
			Entered     string      `json:"entered"`
		} `json:"figures"`
		Seq int `json:"seq"`
		At  struct {
			Place string `json:"place"`
			Case  string `json:"case,omitempty"`
			Pool  string `json:"pool,omitempty"`
			Left  string `json:"left,omitempty"`
		} `json:"at"`
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
			Moved int    `json:"moved,omitempty"`
		} `json:"draws"`
		Charge plainMoney `json:"charge"`
		Why    []string   `json:"why"`
		Fact   struct {
			By        string     `json:"by"`
			Freight   plainMoney `json:"freight"`
			Packaging plainMoney `json:"packaging"`
		} `json:"fact"`
		Customer string `json:"customer"`
		Step     struct {
			Device string `json:"device"`
		} `json:"step"`
		Where struct {
			Place string `json:"place"`
			Case  string `json:"case"`
		} `json:"where"`
		Shelf struct {
			Model    string `json:"model"`
			OnHand   int    `json:"on_hand"`
			Reserved int    `json:"reserved"`
			Coming   int    `json:"coming"`
		} `json:"shelf"`
		Sent string `json:"sent"`
	}
)
