package priority_test

import (
	"cmp"
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/entitlementtest"
	"github.com/avtale/avtale/priority"
)

var operations = flag.Int("operations", 20_000, "how many operations TestModel compares with the model")

// TestModel makes random operations on a queue and on a plain sorted list, and
// compares: go test -run TestModel ./priority -operations 1000000.
func TestModel(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	h := newHistory(t, random.IntN, 400, priority.Dispatch, false)
	for i := range *operations {
		h.step()
		if i%2000 == 0 {
			h.check()
		}
	}
	h.check()
	h.checkKept()
	t.Logf("%d operations; %d tickets wait, %d are in work; %d older queues are as they were",
		*operations, h.queue.Len(), h.queue.InWork(), len(h.kept))
}

// The same with short histories that can be made shorter, and everything checked
// after every step.
func TestLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		choose := func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "choice") }
		reading := rapid.SampledFrom([]priority.GroupAt{"", priority.Dispatch, priority.Arrival}).Draw(t, "reading")
		h := newHistory(t, choose, rapid.IntRange(2, 6).Draw(t, "customers"), reading, rapid.Bool().Draw(t, "voicemail for all"))
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			h.step()
			h.check()
		}
		h.checkKept()
		for _, change := range h.changes {
			entitlementtest.RoundTrips(t, change.Ticket)
			require.NotEmpty(t, change.Why)
		}
	})
}

// most is how many tickets a model lets wait: it takes its time for each.
const most = 2000

// A history is a queue, and a model of it that is written from the clauses and
// shares nothing with it: a sorted list of those that wait, and lists of what else
// must be so.
type history struct {
	t         require.TestingT
	choose    func(n int) int
	customers int
	terms     priority.Terms
	now       calendar.Moment
	utc       calendar.Zone
	queue     priority.Queue
	waiting   []*modelled
	working   []*modelled
	signed    map[string]calendar.Moment // since when a customer has a contract
	last      int
	kept      []kept
	changes   []priority.Change
}

type modelled struct {
	ticket   priority.Ticket // as the queue gave it
	group    int
	urgency  int
	severity int
	arrived  calendar.Moment
	number   int
	offered  bool
	told     priority.Case
	claim    priority.Claim
	inWork   bool
}

// kept is an older queue, and its order.
type kept struct {
	queue priority.Queue
	order []string
	known int
}

var (
	urgencies  = []priority.Urgency{priority.Critical, priority.High, priority.Medium, priority.Low}
	severities = []priority.Severity{"major", "minor", ""}
	channels   = []priority.Channel{priority.Hotline, priority.ServiceNumber, priority.TicketSystem, "e-mail"}
)

func newHistory(t require.TestingT, choose func(n int) int, customers int, reading priority.GroupAt, forAll bool) *history {
	terms := printed()
	terms.GroupAt, terms.VoicemailForAll = reading, forAll
	queue, err := priority.New(terms)
	require.NoError(t, err)
	now, err := calendar.ParseMoment("2026-03-10T09:00:00+01:00")
	require.NoError(t, err)
	utc, err := calendar.NewZone(time.UTC)
	require.NoError(t, err)
	return &history{t: t, utc: utc, choose: choose, customers: customers, terms: terms, queue: queue, now: now, signed: map[string]calendar.Moment{}}
}

func (m *modelled) before(other *modelled) int {
	return cmp.Or(m.group-other.group, m.urgency-other.urgency, m.severity-other.severity,
		m.arrived.Compare(other.arrived), m.number-other.number)
}

func (h *history) put(m *modelled) {
	i, found := slices.BinarySearchFunc(h.waiting, m, (*modelled).before)
	require.False(h.t, found)
	h.waiting = slices.Insert(h.waiting, i, m)
}

func (h *history) drop(m *modelled) {
	i, found := slices.BinarySearchFunc(h.waiting, m, (*modelled).before)
	require.True(h.t, found)
	h.waiting = slices.Delete(h.waiting, i, i+1)
}

func (h *history) contracts(customer string) []priority.Contract {
	if from, ok := h.signed[customer]; ok {
		return []priority.Contract{{ID: "contract", Customer: customer, From: from, Scope: []string{"server"}}}
	}
	return nil
}

// group is 1 for a customer with a contract at a moment, else 2.
func (h *history) group(customer string, at calendar.Moment) int {
	if from, ok := h.signed[customer]; ok && !at.Before(from) {
		return 1
	}
	return 2
}

// step makes one operation, on both.
func (h *history) step() {
	before := h.queue
	h.now = h.now.Add(calendar.Seconds(h.choose(90)))
	switch n := h.choose(16); {
	case n < 6 && len(h.waiting) < most:
		h.intake()
	case n == 6 || n == 7:
		h.take()
	case n == 8:
		h.putBack()
	case n < 6 || n == 9:
		h.remove()
	case n == 10 || n == 11:
		h.setUrgency()
	case n == 12:
		h.setStanding()
	case n == 13:
		h.leaveVoicemail()
	case n == 14:
		h.refused()
	default:
		h.ask()
	}
	if h.choose(200) == 0 {
		h.kept = append(h.kept, kept{before, ids(before), before.Len() + before.InWork()})
		h.kept = h.kept[max(0, len(h.kept)-100):]
	}
	next, ok := h.queue.Next()
	require.Equal(h.t, len(h.waiting) > 0, ok)
	if ok {
		require.Equal(h.t, h.waiting[0].ticket, next)
	}
	require.Equal(h.t, len(h.waiting), h.queue.Len())
	require.Equal(h.t, len(h.working), h.queue.InWork())
}

// done notes what an operation returned, and looks whether that is all of the ticket.
func (h *history) done(m *modelled, change priority.Change, err error) {
	require.NoError(h.t, err)
	hint, contract := "", ""
	if m.group == 2 {
		hint = h.terms.Sales
	}
	if m.claim == priority.UnderContract {
		contract = "contract"
	}
	got := change.Ticket
	require.True(h.t, m.ticket == change.Was && h.now == change.At && hint == change.UpgradeHint && len(change.Why) > 0)
	shown := priority.Case{
		ID: got.ID(), Customer: got.Customer(), Subject: got.Subject(), Urgency: got.Urgency(), Severity: got.Severity(),
		Channel: got.Channel(), Arrived: got.Arrived(),
	}
	require.Equal(h.t, m.told, shown)
	require.True(h.t, got.Number() == m.number && got.Claim() == m.claim && got.Contract() == contract && got.InWork() == m.inWork &&
		got.Group() == []priority.Group{priority.WithContract, priority.WithoutContract}[m.group-1], "%+v, %+v", m, got)
	m.ticket = change.Ticket
	if len(h.changes) < 100 {
		h.changes = append(h.changes, change)
	}
}

func (h *history) intake() {
	customer := ""
	if n := h.choose(h.customers); n > 0 {
		customer = "customer " + strconv.Itoa(n)
	}
	h.last++
	told := priority.Case{
		ID: "ticket " + strconv.Itoa(h.last), Customer: customer, Subject: []string{"server", "printer"}[h.choose(2)],
		Urgency: urgencies[h.choose(4)], Severity: severities[h.choose(3)], Channel: channels[h.choose(4)],
		Arrived: h.now.Add(-calendar.Seconds(h.choose(4) * 60)),
	}
	if h.choose(2) == 0 {
		told.Arrived = h.utc.At(told.Arrived.Time())
	}
	m := &modelled{
		told: told, claim: priority.NoClaim,
		group:   h.group(customer, h.now),
		urgency: slices.Index(urgencies, told.Urgency), severity: slices.Index(severities, told.Severity),
		arrived: told.Arrived, number: h.last,
	}
	atArrival := h.group(customer, told.Arrived)
	if h.terms.GroupAt == priority.Arrival {
		m.group = atArrival
	}
	if atArrival == 1 {
		m.claim = map[string]priority.Claim{"server": priority.UnderContract, "printer": priority.AtListPrice}[told.Subject]
	}
	queue, change, err := h.queue.Intake(told, h.now, "", h.contracts(customer)...)
	h.done(m, change, err)
	require.Equal(h.t, m.group == 2 && told.Channel == priority.Hotline, change.Note == priority.WrongChannel)
	_, _, err = queue.Intake(told, h.now, "", h.contracts(customer)...)
	require.ErrorIs(h.t, err, entitlement.ErrConflict)
	h.queue = queue
	h.put(m)
}

// any returns one of a list, nil of none.
func (h *history) any(list []*modelled) *modelled {
	if len(list) == 0 {
		return nil
	}
	return list[h.choose(len(list))]
}

func (h *history) take() {
	m := h.any(h.waiting)
	if m == nil {
		return
	}
	if m != h.waiting[0] {
		_, _, err := h.queue.Take(m.ticket, h.now, "")
		require.ErrorIs(h.t, err, priority.NotNext)
		way, err := h.queue.MayWork(m.ticket)
		require.ErrorIs(h.t, err, priority.NotNext)
		require.Equal(h.t, h.waiting[0].ticket, way)
	}
	m = h.waiting[0]
	m.offered, m.inWork = m.offered || h.offered(m, h.now), true
	queue, change, err := h.queue.Take(m.ticket, h.now, "")
	h.queue = queue
	h.done(m, change, err)
	h.drop(m)
	h.working = append(h.working, m)
}

func (h *history) putBack() {
	m := h.any(h.working)
	if m == nil {
		return
	}
	m.inWork = false
	queue, change, err := h.queue.PutBack(m.ticket, h.now, "")
	h.queue = queue
	h.done(m, change, err)
	h.working = slices.DeleteFunc(h.working, func(other *modelled) bool { return other == m })
	h.put(m)
}

func (h *history) remove() {
	m, working := h.any(h.waiting), h.any(h.working)
	if m == nil || working != nil && h.choose(4) == 0 {
		if m = working; m == nil {
			return
		}
		h.working = slices.DeleteFunc(h.working, func(other *modelled) bool { return other == m })
	} else {
		h.drop(m)
	}
	queue, change, err := h.queue.Remove(m.ticket, h.now, "")
	h.queue = queue
	h.done(m, change, err)
	_, _, err = queue.Remove(m.ticket, h.now, "")
	require.ErrorIs(h.t, err, entitlement.ErrConflict)
}

// setUrgency also looks at the law of PRI-22: raised, it is not served later;
// lowered, not earlier.
func (h *history) setUrgency() {
	m := h.any(h.waiting)
	if m == nil {
		return
	}
	level := h.choose(4)
	rank, err := h.queue.Rank(m.ticket)
	require.NoError(h.t, err)
	queue, change, err := h.queue.SetUrgency(m.ticket, urgencies[level], h.now, "")
	if level == m.urgency {
		require.NoError(h.t, err)
		require.Zero(h.t, change)
		require.Equal(h.t, h.queue.Len(), queue.Len())
		return
	}
	h.queue = queue
	h.drop(m)
	raised := level < m.urgency
	m.urgency, m.told.Urgency = level, urgencies[level]
	h.done(m, change, err)
	h.put(m)
	now, err := h.queue.Rank(m.ticket)
	require.NoError(h.t, err)
	require.True(h.t, raised && now <= rank || !raised && now >= rank, "from %d to %d", rank, now)
}

// setStanding also looks at the law of PRI-21: who signs is not served later.
func (h *history) setStanding() {
	customer := "customer " + strconv.Itoa(1+h.choose(h.customers-1))
	ranks := map[string]int{}
	h.ofCustomer(customer, func(m *modelled, waits bool) {
		if waits {
			ranks[m.ticket.ID()], _ = h.queue.Rank(m.ticket)
		}
	})
	if _, ok := h.signed[customer]; ok {
		delete(h.signed, customer)
	} else {
		h.signed[customer] = h.now
	}
	queue, changes, err := h.queue.SetStanding(customer, h.now, "", h.contracts(customer)...)
	require.NoError(h.t, err)
	h.queue = queue
	if h.terms.GroupAt == priority.Arrival {
		require.Empty(h.t, changes)
		return
	}
	byID := map[string]priority.Change{}
	for _, change := range changes {
		byID[change.Ticket.ID()] = change
	}
	require.Len(h.t, byID, len(changes))
	moved := 0
	h.ofCustomer(customer, func(m *modelled, waits bool) {
		moved++
		m.offered = m.offered || waits && h.offered(m, h.now)
		if waits {
			h.drop(m)
		}
		m.group = h.group(customer, h.now)
		h.done(m, byID[m.ticket.ID()], nil)
		if waits {
			h.put(m)
		}
	})
	require.Len(h.t, changes, moved)
	h.ofCustomer(customer, func(m *modelled, waits bool) {
		if waits {
			now, err := h.queue.Rank(m.ticket)
			require.NoError(h.t, err)
			was := ranks[m.ticket.ID()]
			require.True(h.t, m.group == 1 && now <= was || m.group == 2 && now >= was, "from %d to %d", was, now)
		}
	})
}

// ofCustomer calls a function with every ticket of a customer.
func (h *history) ofCustomer(customer string, f func(m *modelled, waits bool)) {
	for _, m := range slices.Clone(h.waiting) {
		if m.ticket.Customer() == customer {
			f(m, true)
		}
	}
	for _, m := range h.working {
		if m.ticket.Customer() == customer {
			f(m, false)
		}
	}
}

// offered is PRI-13.
func (h *history) offered(m *modelled, at calendar.Moment) bool {
	call := m.ticket.Channel() == priority.Hotline || m.ticket.Channel() == priority.ServiceNumber
	return call && at.Since(m.arrived) >= 180 && (m.offered || m.group == 2 || h.terms.VoicemailForAll)
}

func (h *history) leaveVoicemail() {
	m := h.any(h.waiting)
	if m == nil {
		return
	}
	may := h.offered(m, h.now)
	told, err := h.queue.VoicemailOffered(m.ticket, h.now)
	require.NoError(h.t, err)
	require.Equal(h.t, may, told)
	queue, change, err := h.queue.LeaveVoicemail(m.ticket, h.now, "")
	if may {
		m.told.Channel = priority.Voicemail
	} else {
		refusal := (*entitlement.Refusal)(nil)
		require.ErrorIs(h.t, err, priority.NotOffered)
		require.ErrorAs(h.t, err, &refusal)
		require.Equal(h.t, !h.terms.VoicemailForAll, strings.Contains(refusal.Pass, "without a contract"))
		return
	}
	h.queue = queue
	h.done(m, change, err)
	m.offered = false
}

// refused tells what has to be refused, and an old copy of a ticket.
func (h *history) refused() {
	if m := h.any(h.working); m != nil {
		_, _, err := h.queue.Take(m.ticket, h.now, "")
		require.ErrorIs(h.t, err, priority.NotWaiting)
		_, err = h.queue.Rank(m.ticket)
		require.ErrorIs(h.t, err, priority.NotWaiting)
	}
	if m := h.any(h.waiting); m != nil {
		_, _, err := h.queue.PutBack(m.ticket, h.now, "")
		require.ErrorIs(h.t, err, priority.NotInWork)
	}
	if len(h.changes) == 0 {
		return
	}
	old := h.changes[h.choose(len(h.changes))].Was
	if known, ok := h.queue.Find(old.Customer(), old.ID()); ok && known == old {
		return
	}
	for _, err := range []error{
		second(h.queue.Ahead(old)), second(h.queue.MayWork(old)), second(h.queue.VoicemailOffered(old, h.now)),
		third(h.queue.Take(old, h.now, "")), third(h.queue.PutBack(old, h.now, "")), third(h.queue.Remove(old, h.now, "")),
		third(h.queue.SetUrgency(old, priority.Low, h.now, "")), third(h.queue.LeaveVoicemail(old, h.now, "")),
	} {
		require.ErrorIs(h.t, err, entitlement.ErrConflict)
	}
}

func second[T any](_ T, err error) error { return err }

func third[T, U any](_ T, _ U, err error) error { return err }

// ask asks for a rank and for the longest waits.
func (h *history) ask() {
	if m := h.any(h.waiting); m != nil {
		rank, err := h.queue.Rank(m.ticket)
		require.NoError(h.t, err)
		require.Equal(h.t, m, h.waiting[rank-1])
	}
	for group, name := range []priority.Group{priority.WithContract, priority.WithoutContract} {
		var longest calendar.Seconds
		var ticket priority.Ticket
		waiting := 0
		for _, m := range h.waiting {
			if m.group != group+1 {
				continue
			}
			waiting++
			if wait := h.now.Since(m.arrived); waiting == 1 || wait > longest {
				longest, ticket = wait, m.ticket
			}
		}
		wait, err := h.queue.LongestWait(name, h.now)
		require.NoError(h.t, err)
		require.Equal(h.t, priority.Wait{Group: name, Waiting: waiting, Longest: longest, Ticket: ticket, Why: wait.Why}, wait)
	}
}

// check compares the whole order, and restores the queue from its tickets in any
// order.
func (h *history) check() {
	require.NoError(h.t, h.queue.Check())
	var want, got, all []priority.Ticket
	for _, m := range h.waiting {
		want = append(want, m.ticket)
	}
	for ticket := range h.queue.All() {
		got = append(got, ticket)
	}
	require.True(h.t, slices.Equal(want, got))
	all = slices.Clone(want)
	for _, m := range h.working {
		all = append(all, m.ticket)
	}
	for i := len(all) - 1; i > 0; i-- {
		j := h.choose(i + 1)
		all[i], all[j] = all[j], all[i]
	}
	restored, err := priority.Restore(h.terms, h.queue.Last(), all...)
	require.NoError(h.t, err)
	require.NoError(h.t, restored.Check())
	require.Equal(h.t, ids(h.queue), ids(restored))
	require.Equal(h.t, h.queue.InWork(), restored.InWork())
	slices.SortFunc(all, priority.Compare)
	all = slices.DeleteFunc(all, priority.Ticket.InWork)
	require.True(h.t, slices.Equal(want, all))
}

// checkKept looks whether the older queues are still as they were.
func (h *history) checkKept() {
	for _, k := range h.kept {
		require.Equal(h.t, k.order, ids(k.queue))
		require.Equal(h.t, k.known, k.queue.Len()+k.queue.InWork())
		require.NoError(h.t, k.queue.Check())
	}
}

// Compare is a strict total order, whatever it compares.
func TestCompareIsATotalOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var tickets []priority.Ticket
		var texts []string
		for i := range 3 {
			severity := rapid.IntRange(0, 2).Draw(t, "severity")
			level := map[int]string{0: `"severity_level":201,`, 1: `"severity":"major","severity_level":1,`, 2: `"severity":"minor","severity_level":2,`}[severity]
			text := fmt.Sprintf(`{"v":1,"id":"%d","customer":"K","subject":"server","channel":"Hotline","group":"%s","urgency":"high",`+
				`"urgency_level":%d,%s"arrived":"2026-03-10T0%d:00:00+0%d:00","number":%d,"claim":"None"}`,
				i, rapid.SampledFrom([]string{"WithContract", "WithoutContract"}).Draw(t, "group"),
				rapid.IntRange(1, 2).Draw(t, "urgency"), level, rapid.IntRange(2, 4).Draw(t, "hour"), rapid.IntRange(1, 2).Draw(t, "offset"),
				rapid.IntRange(1, 2).Draw(t, "number"))
			var ticket priority.Ticket
			require.NoError(t, ticket.UnmarshalJSON([]byte(text)))
			tickets, texts = append(tickets, ticket), append(texts, text)
		}
		a, b, c := tickets[0], tickets[1], tickets[2]
		require.Zero(t, priority.Compare(a, a))
		require.NotZero(t, priority.Compare(a, b), texts)
		require.Equal(t, sign(priority.Compare(a, b)), -sign(priority.Compare(b, a)), texts)
		if priority.Compare(a, b) < 0 && priority.Compare(b, c) < 0 {
			require.Negative(t, priority.Compare(a, c), texts)
		}
		by, clause := priority.Decides(a, b)
		require.NotEmpty(t, by)
		require.NotEmpty(t, clause)
		by, clause = priority.Decides(a, a)
		require.Empty(t, by)
		require.Empty(t, clause)
	})
}

func sign(n int) int { return cmp.Compare(n, 0) }

// With equal handling times all together wait as long as if the first to come were
// the first served (PRI-18): the order only says who waits.
func TestWaitingIsConserved(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		people, handling := rapid.IntRange(1, 4).Draw(t, "people"), rapid.IntRange(1, 20).Draw(t, "handling")
		cases := rapid.SliceOfN(rapid.IntRange(0, 2*4*4-1), 1, 60).Draw(t, "cases")
		total := func(strict bool) (sum calendar.Seconds) {
			start, err := calendar.ParseMoment("2026-03-10T09:00:00+01:00")
			require.NoError(t, err)
			queue, err := priority.New(printed())
			require.NoError(t, err)
			now, next, served := start, 0, 0
			due := start // of the next case
			free := make([]calendar.Moment, people)
			for i := range free {
				free[i] = start
			}
			for served < len(cases) {
				for next < len(cases) && !due.After(now) {
					told := priority.Case{ID: strconv.Itoa(next), Customer: strconv.Itoa(next), Subject: "s", Urgency: priority.Low, Channel: "e-mail", Arrived: due}
					var contracts []priority.Contract
					if strict {
						told.Urgency = urgencies[cases[next]/8]
						if cases[next]%2 == 0 {
							contracts = []priority.Contract{{ID: "c", Customer: told.Customer, From: start, Scope: []string{"s"}}}
						}
					}
					queue, _, err = queue.Intake(told, now, "", contracts...)
					require.NoError(t, err)
					due = due.Add(calendar.Seconds(60 * (cases[next] / 2 % 4)))
					next++
				}
				for i := range free {
					if ticket, ok := queue.Next(); ok && !free[i].After(now) {
						var change priority.Change
						queue, change, err = queue.Take(ticket, now, strconv.Itoa(i))
						require.NoError(t, err)
						queue, _, err = queue.Remove(change.Ticket, now, "")
						require.NoError(t, err)
						free[i] = now.Add(calendar.Seconds(60 * handling))
						sum += now.Since(ticket.Arrived())
						served++
					}
				}
				now = now.Add(60)
			}
			return sum
		}
		require.Equal(t, total(false), total(true))
	})
}

// The way a case came in never changes the order (PRI-12, PRI-15).
func TestChannelsDoNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at, err := calendar.ParseMoment("2026-03-10T09:00:00+01:00")
		require.NoError(t, err)
		one, err := priority.New(printed())
		require.NoError(t, err)
		other := one
		for i := range rapid.IntRange(1, 20).Draw(t, "cases") {
			told := priority.Case{
				ID: strconv.Itoa(i), Subject: "s", Urgency: rapid.SampledFrom(urgencies).Draw(t, "urgency"),
				Channel: rapid.SampledFrom(channels).Draw(t, "channel"), Arrived: at.Add(-calendar.Seconds(rapid.IntRange(0, 3).Draw(t, "since"))),
			}
			one, _, err = one.Intake(told, at, "")
			require.NoError(t, err)
			told.Channel = rapid.SampledFrom(channels).Draw(t, "other channel")
			other, _, err = other.Intake(told, at, "")
			require.NoError(t, err)
		}
		require.Equal(t, ids(one), ids(other))
	})
}

// Every operation on a queue of n tickets looks at no more than a number of tickets
// that grows with the logarithm of n, in queues that were built in the worst orders
// too. A way down a tree is at most log n to the base 4/3 long, since no side has
// more than three quarters of a whole.
func TestComparisonsAreLogarithmic(t *testing.T) {
	for _, tickets := range []int{10, 1000, 50_000} {
		way := int(math.Ceil(math.Log(float64(tickets+3))/math.Log(4.0/3))) + 1
		for name, since := range map[string]func(i int) int{
			"rising": func(i int) int { return i }, "falling": func(i int) int { return -i },
			"at random": func(i int) int { return i * 7919 % 100_003 }, "from both ends": func(i int) int { return i * (1 - 2*(i%2)) },
		} {
			t.Run(fmt.Sprintf("%d %s", tickets, name), func(t *testing.T) {
				queue, start := filled(t, tickets, since)
				require.NoError(t, queue.Check())
				queue, count := queue.Counting()
				at := start.Add(1 << 20)
				middle := ""
				rank := 0
				for ticket := range queue.All() {
					if rank++; rank == tickets/2 {
						middle = ticket.Customer()
					}
				}
				ticket, ok := queue.Find(middle, "ticket")
				require.True(t, ok)
				within := func(what string, ways int) {
					t.Helper()
					require.Positive(t, *count, what)
					require.LessOrEqual(t, *count, ways*way, what)
					*count = 0
				}
				*count = 0
				require.Error(t, second(queue.MayWork(ticket)))
				within("may work", 1)
				_, err := queue.Rank(ticket)
				require.NoError(t, err)
				within("rank", 2)
				next, _ := queue.Next()
				require.Zero(t, *count, "next")
				_, err = queue.LongestWait(priority.WithoutContract, at)
				require.NoError(t, err)
				require.Zero(t, *count, "longest wait")
				told := priority.Case{ID: "new", Customer: middle, Subject: "s", Urgency: priority.Low, Channel: "e-mail", Arrived: ticket.Arrived()}
				_, _, err = queue.Intake(told, at, "")
				require.NoError(t, err)
				within("intake", 4)
				taken, change, err := queue.Take(next, at, "")
				require.NoError(t, err)
				within("take", 3)
				_, _, err = taken.PutBack(change.Ticket, at, "")
				require.NoError(t, err)
				within("put back", 3)
				_, _, err = queue.Remove(ticket, at, "")
				require.NoError(t, err)
				within("remove", 3)
				_, _, err = queue.SetUrgency(ticket, priority.Critical, at, "")
				require.NoError(t, err)
				within("set urgency", 4)
				_, err = queue.VoicemailOffered(ticket, at)
				require.NoError(t, err)
				within("voicemail offered", 1)
				_, _, err = queue.LeaveVoicemail(ticket, at, "")
				require.NoError(t, err)
				within("leave voicemail", 4)
				contract := priority.Contract{ID: "c", Customer: middle, From: start, Scope: []string{"s"}}
				_, changes, err := queue.SetStanding(middle, at, "", contract)
				require.NoError(t, err)
				require.Len(t, changes, 1)
				within("set standing", 5)
			})
		}
	}
}

// Small queues are in balance whatever comes and goes, for in these the bound is met
// exactly.
func TestSmallQueuesAreBalanced(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	for most := 3; most < 15; most++ {
		queue, start := filled(t, 1, func(int) int { return 0 })
		var err error
		for i := range 4000 {
			all := slices.Collect(queue.All())
			if len(all) < most && random.IntN(2) == 0 {
				told := priority.Case{
					ID: strconv.Itoa(i), Subject: "s", Urgency: priority.Medium, Channel: "e-mail", Arrived: start.Add(calendar.Seconds(random.IntN(1000))),
				}
				queue, _, err = queue.Intake(told, start.Add(1000), "")
			} else if len(all) > 0 {
				queue, _, err = queue.Remove(all[random.IntN(len(all))], start.Add(1000), "")
			}
			require.NoError(t, err)
			require.NoError(t, queue.Check())
		}
	}
}

// filled returns a queue of tickets of as many customers, each arrived so many
// seconds after a start.
func filled(t testing.TB, tickets int, since func(i int) int) (priority.Queue, calendar.Moment) {
	start, err := calendar.ParseMoment("2026-03-10T09:00:00+01:00")
	require.NoError(t, err)
	queue, err := priority.New(printed())
	require.NoError(t, err)
	for i := range tickets {
		arrived := start.Add(calendar.Seconds(since(i)))
		told := priority.Case{
			ID: "ticket", Customer: strconv.Itoa(i * 31 % tickets), Subject: "s", Urgency: priority.Medium, Channel: priority.ServiceNumber, Arrived: arrived,
		}
		if queue, _, err = queue.Intake(told, arrived, ""); err != nil {
			require.NoError(t, err)
		}
	}
	return queue, start
}

// The k tickets of one customer change their group with k log n comparisons.
func TestStandingCostsItsOwnTickets(t *testing.T) {
	const others, own = 20_000, 500
	queue, start := filled(t, others, func(i int) int { return i })
	for i := range own {
		var err error
		told := priority.Case{ID: strconv.Itoa(i), Customer: "own", Subject: "s", Urgency: priority.Medium, Channel: "e-mail", Arrived: start.Add(calendar.Seconds(40 * i))}
		queue, _, err = queue.Intake(told, told.Arrived, "")
		require.NoError(t, err)
	}
	queue, count := queue.Counting()
	contract := priority.Contract{ID: "c", Customer: "own", From: start, Scope: []string{"s"}}
	next, changes, err := queue.SetStanding("own", start.Add(1<<20), "", contract)
	require.NoError(t, err)
	require.Len(t, changes, own)
	way := int(math.Ceil(math.Log(others+own+3)/math.Log(4.0/3))) + 1
	require.LessOrEqual(t, *count, way+own*(1+3*way))
	*count = 0
	told := priority.Case{ID: "new", Customer: "own", Subject: "s", Urgency: priority.Medium, Channel: "e-mail", Arrived: start}
	_, _, err = queue.Intake(told, start.Add(1<<20), "")
	require.NoError(t, err)
	require.LessOrEqual(t, *count, 4*way, "an intake looks at one of the customer's tickets")
	*count = 0
	_, again, err := next.SetStanding("own", start.Add(1<<20), "", contract)
	require.NoError(t, err)
	require.Empty(t, again)
	require.LessOrEqual(t, *count, way, "a standing that is known looks at one of them")
	require.NoError(t, next.Check())
	for _, change := range changes {
		rank, err := next.Rank(change.Ticket)
		require.NoError(t, err)
		require.Equal(t, change.Ticket.ID(), strconv.Itoa(rank-1))
	}
	rank, err := queue.Rank(changes[own-1].Was)
	require.NoError(t, err)
	require.Greater(t, rank, own)
}

// A refusal says what would pass, and a conflict which ticket.
func TestErrorsAreToldApart(t *testing.T) {
	queue, start := filled(t, 2, func(i int) int { return i })
	later, ok := queue.Find("1", "ticket")
	require.True(t, ok)
	_, _, err := queue.Take(later, start.Add(10), "")
	refusal := (*entitlement.Refusal)(nil)
	require.ErrorAs(t, err, &refusal)
	require.Contains(t, refusal.Pass, "by arrival")
}
