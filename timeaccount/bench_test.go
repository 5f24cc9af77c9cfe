package timeaccount_test

import (
	"encoding/json"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/ledger"
	"github.com/avtale/avtale/timeaccount"
)

// bench is a world for benchmarks: terms, three accounts of one customer, an
// enquiry, and one that is rounded with a case.
type bench struct {
	terms    timeaccount.Terms
	hours    calendar.Calendar
	at       calendar.Moment
	accounts []timeaccount.Agreement
	enquiry  timeaccount.Enquiry
	onCase   timeaccount.Enquiry
	log      []timeaccount.Entry
}

func newBench(t testing.TB) bench {
	b := bench{hours: openingHours(t)}
	moment, err := b.hours.Zone().Local(calendar.MustDate("2026-01-05"), calendar.MustClock("09:00"))
	require.NoError(t, err)
	b.at = moment
	b.terms = timeaccount.Printed([]timeaccount.Rate{
		{From: calendar.MustDate("2025-01-01"), Hour: entitlement.MustMoney("1200.00 NOK")},
	})
	for i := range 3 {
		account, entry, err := timeaccount.Conclude(b.terms, b.event("c"+strconv.Itoa(i)), timeaccount.Conclusion{
			Agreement: "K" + strconv.Itoa(i), Customer: "C", Alternative: timeaccount.TimeAccount,
			Balance: 100 * calendar.Hour, Products: "CAD-M",
		})
		require.NoError(t, err)
		b.accounts, b.log = append(b.accounts, account), append(b.log, entry)
	}
	enquiry, entry, err := timeaccount.Receive(b.terms, b.event("r"), b.receipt(), b.hours, timeaccount.Customer{}, b.accounts...)
	require.NoError(t, err)
	b.enquiry, b.log = enquiry, append(b.log, entry)

	b.terms.RoundPer = timeaccount.PerCase
	account, _, err := timeaccount.Conclude(b.terms, b.event("c"), timeaccount.Conclusion{
		Agreement: "K0", Customer: "C", Alternative: timeaccount.TimeAccount, Balance: calendar.Hour, Products: "CAD-M",
	})
	require.NoError(t, err)
	receipt := b.receipt()
	receipt.Case = "S"
	b.onCase, _, err = timeaccount.Receive(b.terms, b.event("r"), receipt, b.hours, timeaccount.Customer{}, account)
	require.NoError(t, err)
	b.terms.RoundPer = timeaccount.PerEnquiry
	return b
}

func (b bench) event(ref string) entitlement.Event {
	return entitlement.Event{Ref: ref, At: b.at, Entered: b.at}
}

func (b bench) receipt() timeaccount.Receipt {
	return timeaccount.Receipt{
		Enquiry: "E", Customer: "C", Product: "CAD-M", Topic: timeaccount.UserRelated, Channel: timeaccount.Phone,
	}
}

func session(work calendar.Seconds) timeaccount.Session {
	return timeaccount.Session{By: "PH", What: "threads", Work: work}
}

// worked returns the world after many short sessions.
func (b bench) worked(t testing.TB, sessions int) bench {
	b.accounts, b.log = slices.Clone(b.accounts), slices.Clone(b.log)
	for i := range sessions {
		enquiry, accounts, entry, err := b.enquiry.Record(b.event("s"+strconv.Itoa(i)), session(7*calendar.Minute), b.accounts...)
		require.NoError(t, err)
		b.enquiry = enquiry
		for _, account := range accounts {
			for j := range b.accounts {
				if b.accounts[j].ID() == account.ID() {
					b.accounts[j] = account
				}
			}
		}
		b.log = append(b.log, entry)
	}
	return b
}

// A transition allocates what its entry carries and the agreements it returns,
// and once more for each further account it draws on.
func TestAllocations(t *testing.T) {
	b := newBench(t)
	event := b.event("s")
	ordered, _, err := timeaccount.Receive(b.terms, event, b.receipt(), b.hours, timeaccount.Customer{})
	require.NoError(t, err)
	for _, row := range []struct {
		name string
		most float64
		do   func()
	}{
		{"record on one account", 2, func() { _, _, _, _ = b.enquiry.Record(event, session(calendar.Hour), b.accounts[0]) }},
		{"record on three accounts", 4, func() { _, _, _, _ = b.enquiry.Record(event, session(250*calendar.Hour), b.accounts...) }},
		{"receive", 2, func() {
			_, _, _ = timeaccount.Receive(b.terms, event, b.receipt(), b.hours, timeaccount.Customer{}, b.accounts...)
		}},
		{"record with a price", 10, func() { _, _, _, _ = ordered.Record(event, session(calendar.Hour)) }},
		{"conclude", 10, func() {
			_, _, _ = timeaccount.Conclude(b.terms, event, timeaccount.Conclusion{
				Agreement: "K", Customer: "C", Alternative: timeaccount.TimeAccount, Balance: calendar.Hour, Products: "CAD-M",
			})
		}},
		{"tag", 2, func() { _, _, _ = b.enquiry.Tag(event, timeaccount.Tag{Cause: timeaccount.SelfInstalledUpdate}) }},
		{"balance and state", 0, func() { _, _ = b.accounts[0].Balance(b.at), b.accounts[0].State(b.at) }},
	} {
		require.LessOrEqual(t, testing.AllocsPerRun(100, row.do), row.most, row.name)
	}
	short, long := b.worked(t, 10), b.worked(t, 300)
	replay := func(log []timeaccount.Entry) float64 {
		_, err := ledger.Replay("K0", log, timeaccount.Agreement.Apply)
		require.NoError(t, err)
		return testing.AllocsPerRun(100, func() { _, _ = ledger.Replay("K0", log, timeaccount.Agreement.Apply) })
	}
	require.Equal(t, replay(short.log), replay(long.log), "replay allocates nothing for an entry")
}

func BenchmarkReceive(b *testing.B) {
	w := newBench(b)
	event := w.event("s")
	b.ReportAllocs()
	for b.Loop() {
		_, _, _ = timeaccount.Receive(w.terms, event, w.receipt(), w.hours, timeaccount.Customer{}, w.accounts[0])
	}
}

func BenchmarkRecord(b *testing.B) {
	w := newBench(b)
	event := w.event("s")
	b.ReportAllocs()
	for b.Loop() {
		_, _, _, _ = w.enquiry.Record(event, session(calendar.Hour), w.accounts[0])
	}
}

func BenchmarkRecordThreeAccounts(b *testing.B) {
	w := newBench(b)
	event := w.event("s")
	b.ReportAllocs()
	for b.Loop() {
		_, _, _, _ = w.enquiry.Record(event, session(250*calendar.Hour), w.accounts...)
	}
}

// Replay, verify and decode work through the same thousand entries.
func BenchmarkReplay(b *testing.B) {
	w := newBench(b).worked(b, 1000)
	b.ReportAllocs()
	for b.Loop() {
		_, _ = ledger.Replay("K0", w.log, timeaccount.Agreement.Apply)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(w.log)), "ns/entry")
}

func BenchmarkVerify(b *testing.B) {
	w := newBench(b).worked(b, 1000)
	require.NoError(b, timeaccount.Verify(w.terms.Always, w.log, w.hours))
	b.ReportAllocs()
	for b.Loop() {
		_ = timeaccount.Verify(w.terms.Always, w.log, w.hours)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(w.log)), "ns/entry")
}

func BenchmarkDecodeEntries(b *testing.B) {
	text, err := json.Marshal(newBench(b).worked(b, 1000).log)
	require.NoError(b, err)
	b.ReportAllocs()
	for b.Loop() {
		var log []timeaccount.Entry
		_ = json.Unmarshal(text, &log)
	}
}

// A request as a service makes it: the stored enquiry and account are decoded,
// the session is recorded, enquiry, account and entry are encoded.
func BenchmarkRequest(b *testing.B) {
	w := newBench(b).worked(b, 10)
	enquiryText, accountText := encoded(b, w.enquiry), encoded(b, w.accounts[0])
	event := w.event("s")
	b.ReportAllocs()
	for b.Loop() {
		var enquiry timeaccount.Enquiry
		var account timeaccount.Agreement
		_ = json.Unmarshal(enquiryText, &enquiry)
		_ = json.Unmarshal(accountText, &account)
		enquiry, accounts, entry, _ := enquiry.Record(event, session(calendar.Hour), account)
		_, _ = json.Marshal(enquiry)
		_, _ = json.Marshal(accounts[0])
		_, _ = json.Marshal(entry)
	}
}

// The same request by a service that calls the methods of the values itself
// and so saves the second look that encoding/json takes.
func BenchmarkRequestDirect(b *testing.B) {
	w := newBench(b).worked(b, 10)
	enquiryText, accountText := encoded(b, w.enquiry), encoded(b, w.accounts[0])
	event := w.event("s")
	b.ReportAllocs()
	for b.Loop() {
		var enquiry timeaccount.Enquiry
		var account timeaccount.Agreement
		_ = enquiry.UnmarshalJSON(enquiryText)
		_ = account.UnmarshalJSON(accountText)
		enquiry, accounts, entry, _ := enquiry.Record(event, session(calendar.Hour), account)
		_, _ = enquiry.MarshalJSON()
		_, _ = accounts[0].MarshalJSON()
		_, _ = entry.MarshalJSON()
	}
}

// The same bytes through encoding/json alone, into records without any rule.
func BenchmarkRequestPlainJSON(b *testing.B) {
	w := newBench(b).worked(b, 10)
	enquiryText, accountText := encoded(b, w.enquiry), encoded(b, w.accounts[0])
	_, _, entry, err := w.enquiry.Record(w.event("s"), session(calendar.Hour), w.accounts[0])
	require.NoError(b, err)
	var plain plainEntry
	require.NoError(b, json.Unmarshal(encoded(b, entry), &plain))
	b.ReportAllocs()
	for b.Loop() {
		var enquiry plainEnquiry
		var account plainAgreement
		_ = json.Unmarshal(enquiryText, &enquiry)
		_ = json.Unmarshal(accountText, &account)
		_, _ = json.Marshal(enquiry)
		_, _ = json.Marshal(account)
		_, _ = json.Marshal(plain)
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
	plainAgreement struct {
		V        int    `json:"v"`
		ID       string `json:"id"`
		Customer string `json:"customer"`
		Figures  struct {
			Zone        string `json:"zone"`
			Calendar    string `json:"calendar"`
			Alternative string `json:"alternative"`
			Concluded   string `json:"concluded"`
			Term        struct {
				Months int    `json:"months"`
				End    string `json:"end,omitempty"`
			} `json:"term"`
			Balance   int    `json:"balance"`
			Interval  int    `json:"interval"`
			Rounding  string `json:"rounding"`
			RoundPer  string `json:"round_per"`
			Superuser string `json:"superuser"`
			Products  string `json:"products"`
			Topics    string `json:"topics"`
			Channels  string `json:"channels"`
		} `json:"figures"`
		Seq   int `json:"seq"`
		Added []struct {
			Product string `json:"product"`
			From    string `json:"from"`
		} `json:"added"`
		Drawn   int    `json:"drawn,omitempty"`
		UsedUp  bool   `json:"used_up,omitempty"`
		Latest  string `json:"latest,omitempty"`
		Earlier string `json:"earlier,omitempty"`
	}
	plainEnquiry struct {
		V        int    `json:"v"`
		ID       string `json:"id"`
		Customer string `json:"customer"`
		Figures  struct {
			Received        string `json:"received"`
			Start           string `json:"start"`
			Product         string `json:"product"`
			Topic           string `json:"topic"`
			Channel         string `json:"channel"`
			Case            string `json:"case,omitempty"`
			Mode            string `json:"mode"`
			Agreement       string `json:"agreement,omitempty"`
			Scope           string `json:"scope,omitempty"`
			Ordered         bool   `json:"ordered,omitempty"`
			NoSuperuser     bool   `json:"no_superuser,omitempty"`
			NotViaSuperuser bool   `json:"not_via_superuser,omitempty"`
			Interval        int    `json:"interval,omitempty"`
			Rounding        string `json:"rounding,omitempty"`
			Rate            struct {
				From string     `json:"from"`
				Hour plainMoney `json:"hour"`
				Step int        `json:"step,omitempty"`
			} `json:"rate"`
		} `json:"figures"`
		Seq       int    `json:"seq"`
		Covered   int    `json:"covered,omitempty"`
		Debited   int    `json:"debited,omitempty"`
		Waiting   int    `json:"waiting,omitempty"`
		Charged   int    `json:"charged,omitempty"`
		Consented bool   `json:"consented,omitempty"`
		Cause     string `json:"cause,omitempty"`
		Payer     string `json:"payer,omitempty"`
		Standing  string `json:"standing,omitempty"`
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
			By   string `json:"by"`
			What string `json:"what"`
			Work int    `json:"work"`
		} `json:"fact"`
		Work struct {
			Actual         int    `json:"actual,omitempty"`
			Covered        int    `json:"covered,omitempty"`
			Debited        int    `json:"debited,omitempty"`
			Charged        int    `json:"charged,omitempty"`
			Begun          string `json:"begun,omitempty"`
			Rest           int    `json:"rest,omitempty"`
			Payer          string `json:"payer,omitempty"`
			PayerBefore    string `json:"payer_before,omitempty"`
			RestOf         string `json:"rest_of,omitempty"`
			Standing       string `json:"standing,omitempty"`
			StandingBefore string `json:"standing_before,omitempty"`
		} `json:"work"`
	}
)
