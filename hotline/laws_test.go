package hotline_test

import (
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/entitlementtest"
	"github.com/avtale/avtale/entitlement/ledger"
	"github.com/avtale/avtale/hotline"
)

// world is a random history of a workshop: its values and the ledger.
type world struct {
	terms    hotline.Terms
	zone     calendar.Zone
	workshop hotline.Workshop
	cases    map[string]hotline.Case
	feedback map[string]hotline.Feedback
	log      []hotline.Entry
	told     int
	subs     int
	blocks   []string
	contacts []calendar.Moment // raised by cases beyond, or told
	declines int
}

const (
	firstDay calendar.Date = 738886 // 2024-01-01
	lastDay                = firstDay + 1500
)

func newWorld(t *rapid.T, zone calendar.Zone) *world {
	terms := hotline.Printed(firstDay, "v1", "NOK")
	terms.Grant = rapid.IntRange(1, 3).Draw(t, "grant")
	terms.List = append(terms.List, entitlement.Price{
		From: firstDay + 700, Amount: entitlement.MustMoney(rapid.SampledFrom([]string{"150.00 NOK", "205.00 NOK"}).Draw(t, "new price")),
	})
	terms.Cancelled = rapid.SampledFrom([]hotline.Cancelled{"", hotline.LotEndsToo, hotline.LotSurvivesCancellation}).Draw(t, "cancelled")
	terms.BeyondGrant = rapid.SampledFrom([]hotline.BeyondGrant{"", hotline.Serve, hotline.Refuse}).Draw(t, "beyond")
	terms.Precedence = rapid.SampledFrom([]hotline.Precedence{"", hotline.SupportFirst, hotline.HotlineFirst}).Draw(t, "first")
	terms.RewardValidity.Months = rapid.SampledFrom([]int{0, 0, 12}).Draw(t, "validity")
	terms.SupportExceptions = []hotline.SupportException{{
		Topic: "set-up", Agreement: "A17",
		Prices: entitlement.Prices{{From: firstDay + 300, Amount: entitlement.MustMoney("900.00 NOK")}},
	}}
	w := &world{
		terms: terms, zone: zone,
		cases: map[string]hotline.Case{}, feedback: map[string]hotline.Feedback{},
	}
	w.tell(t, w.event(t, firstDay), hotline.Enrolment{Workshop: "W"}, hotline.Holding{})
	return w
}

func (w *world) event(t *rapid.T, from calendar.Date) entitlement.Event {
	return w.on(t, from+calendar.Date(rapid.IntRange(0, int(lastDay-from)).Draw(t, "day")))
}

func (w *world) on(t *rapid.T, day calendar.Date) entitlement.Event {
	w.told++
	at, err := w.zone.Local(day, calendar.MustClock(strconv.Itoa(rapid.IntRange(4, 23).Draw(t, "hour"))+":30"))
	require.NoError(t, err)
	return entitlement.Event{Ref: "e" + strconv.Itoa(w.told), At: at, Entered: at}
}

func one[V any](t *rapid.T, from map[string]V, what string) (V, bool) {
	if len(from) == 0 {
		var none V
		return none, false
	}
	id := rapid.SampledFrom(slices.Sorted(maps.Keys(from))).Draw(t, what)
	return from[id], true
}

func enquiry(t *rapid.T) hotline.Enquiry {
	if rapid.Bool().Draw(t, "plain") {
		return hotline.Enquiry{Diagnosis: true}
	}
	yes := func(what string) bool { return rapid.Bool().Draw(t, what) }
	return hotline.Enquiry{
		ProductUse: yes("use"), CarQuestion: yes("car"), FaultCode: yes("code"), AnyRepair: yes("repair"),
		Relevant: yes("relevant"), InSubject: yes("subject"), AnswerInProduct: yes("answer"), ReadWithSoldTester: yes("tester"),
	}
}

func accepted() hotline.TermsAccepted {
	at, _ := calendar.ParseMoment("2024-01-01T00:00:00+01:00")
	return hotline.TermsAccepted{Version: "v1", By: "p7", At: at}
}

// tell makes a transition, checks what holds of every single one, and posts it.
func (w *world) tell(t *rapid.T, event entitlement.Event, fact hotline.Fact, held hotline.Holding) bool {
	before := encoded(t, held.Workshop)
	changed, entry, err := hotline.Do(w.terms, event, fact, held)
	requirePreview(t, w.terms, held, event, fact, changed, entry, err)
	require.Equal(t, before, encoded(t, held.Workshop), "what is handed in is not changed")
	if err != nil {
		require.Equal(t, hotline.Holding{}, changed, "a refusal changes nothing")
		require.Equal(t, hotline.Entry{}, entry, "a refusal has no entry")
		refusal := (*entitlement.Refusal)(nil)
		if errors.As(err, &refusal) {
			_, ok := hotline.Clauses().Find(refusal.Clause)
			require.True(t, ok && refusal.Pass != "", "%v has a clause and a way to pass", refusal)
			require.True(t, refusal.Reason != hotline.NoAgreement || w.declines > 0 || w.terms.BeyondGrant == hotline.Refuse,
				"before an agreement is declined no case is refused for want of units (HOT-25)")
			return false
		}
		require.ErrorIs(t, err, entitlement.ErrInvalid)
		return false
	}
	w.requireFair(t, entry, held.Workshop)
	w.requireForward(t, entry)
	w.post(t, changed, entry)
	require.Equal(t, before, encoded(t, held.Workshop), "and not later either")
	return true
}

func encoded(t require.TestingT, value any) string {
	text, err := json.Marshal(value)
	require.NoError(t, err)
	return string(text)
}

func (w *world) post(t *rapid.T, changed hotline.Holding, entry hotline.Entry) {
	var err error
	w.log, err = ledger.Append(w.log, entry)
	require.NoError(t, err)
	entitlementtest.RoundTrips(t, entry)
	entitlementtest.Reasons(t, hotline.Clauses(), []hotline.Entry{entry})
	if workshop := changed.Workshop; workshop.ID() != "" {
		w.workshop = workshop
		entitlementtest.Folds(t, "W", w.log, workshop, hotline.Workshop.Apply)
		entitlementtest.RoundTrips(t, workshop)
	}
	if c := changed.Case; c.ID() != "" {
		w.cases[c.ID()] = c
		entitlementtest.Folds(t, c.ID(), w.log, c, hotline.Case.Apply)
		entitlementtest.RoundTrips(t, c)
	}
	if f := changed.Feedback; f.ID() != "" {
		w.feedback[f.ID()] = f
		entitlementtest.Folds(t, f.ID(), w.log, f, hotline.Feedback.Apply)
		entitlementtest.RoundTrips(t, f)
	}
}

// requireFair checks what a case drew against the workshop as it was: a unit
// only from a lot that is open, the first in order; none only if none is open
// (HOT-05, HOT-35); and a contact only with nothing left, once a year of the
// oldest subscription or when a block is used up (HOT-24).
func (w *world) requireFair(t *rapid.T, entry hotline.Entry, before hotline.Workshop) {
	counted := entry.Outcome.Case
	if counted.Hotline == 1 {
		require.True(t, before.Entitled(counted.Received), "covered without a subscription (HOT-02)")
		var first hotline.Lot
		for _, lot := range before.Lots(counted.Received) {
			if lot.Open(counted.Received.Date()) {
				first = lot
				break
			}
		}
		require.Equal(t, first.Kind, counted.Source.Kind)
		require.Equal(t, first.ID, counted.Source.Lot)
		require.Equal(t, first.Kind == "", entry.Uncovered == 1)
	}
	if !entry.Outcome.Contact {
		return
	}
	after, err := before.Apply(entry)
	require.NoError(t, err)
	require.Zero(t, after.Remaining(entry.At), "contacted while units are left")
	if counted.Source.Kind != hotline.Block && counted.Source.Kind != hotline.Reward && len(w.blocks) == 0 {
		require.False(t, w.contactedInYear(before, entry.At), "contacted twice in a year")
	}
	w.contacts = append(w.contacts, entry.At)
}

// contactedInYear says by another way what the workshop remembers.
func (w *world) contactedInYear(workshop hotline.Workshop, at calendar.Moment) bool {
	for _, s := range workshop.Subscriptions() {
		from, _, ok := workshop.PeriodOf(s.ID, at)
		if !ok || s.Figures.Grant == 0 {
			continue
		}
		return slices.ContainsFunc(w.contacts, func(m calendar.Moment) bool { return m.Date() >= from })
	}
	return false
}

// requireForward checks that nothing is charged without an agreement, or for a
// time before it (HOT-25, HOT-27, HOT-29).
func (w *world) requireForward(t *rapid.T, entry hotline.Entry) {
	if entry.Charge.IsZero() {
		return
	}
	switch entry.Kind {
	case "conclude", "renew", "accept":
		require.Positive(t, entry.Charge.Sign())
		require.GreaterOrEqual(t, entry.Outcome.Block.From, entry.At.Date())
	case "decline":
		require.Negative(t, entry.Charge.Sign())
	case "receive":
		require.Equal(t, "A17", entry.Outcome.Agreement)
		require.Equal(t, hotline.Support, entry.Outcome.Case.Class)
	default:
		require.Negative(t, entry.Charge.Sign(), "a credit of support that was charged")
	}
}

func TestLaws(t *testing.T) {
	zone := oslo(t)
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(t, zone)
		receive := func(t *rapid.T) { w.receive(t) }
		t.Repeat(map[string]func(*rapid.T){
			"receive": receive, "receive again": receive, "receive once more": receive, "and more": receive,
			"subscribe": func(t *rapid.T) { w.subscribe(t) },
			"cancel": func(t *rapid.T) {
				event := w.event(t, firstDay)
				fact := hotline.Cancellation{
					Subscription: "S" + strconv.Itoa(rapid.IntRange(0, w.subs).Draw(t, "which")),
					Last:         event.At.Date() + calendar.Date(rapid.IntRange(-100, 100).Draw(t, "later")),
				}
				w.tell(t, event, fact, hotline.Holding{Workshop: w.workshop})
			},
			"case":     func(t *rapid.T) { w.aCase(t) },
			"feedback": func(t *rapid.T) { w.someFeedback(t) },
			"conclude": func(t *rapid.T) {
				event := w.event(t, firstDay)
				block := "B" + strconv.Itoa(len(w.blocks))
				fact := hotline.Conclusion{
					Block: block, Cases: rapid.IntRange(1, 3).Draw(t, "cases"),
					From: event.At.Date() + calendar.Date(rapid.SampledFrom([]int{-1, 0, 0, 30}).Draw(t, "later")),
				}
				if w.tell(t, event, fact, hotline.Holding{Workshop: w.workshop}) {
					w.blocks = append(w.blocks, block)
				}
			},
			"block": func(t *rapid.T) { w.block(t) },
			"contact": func(t *rapid.T) {
				w.tell(t, w.event(t, firstDay), hotline.Contact{}, hotline.Holding{Workshop: w.workshop})
			},
			"": func(t *rapid.T) { w.requireLaws(t) },
		})
		w.requireLedger(t)
	})
}

func (w *world) subscribe(t *rapid.T) {
	event := w.event(t, firstDay)
	fact := hotline.Subscription{
		Subscription: "S" + strconv.Itoa(w.subs), From: event.At.Date() - calendar.Date(rapid.IntRange(0, 200).Draw(t, "earlier")),
		Product:        rapid.SampledFrom([]hotline.Product{hotline.DiagnosticTester, hotline.DataProgram, "training"}).Draw(t, "product"),
		SoldByProvider: rapid.Bool().Draw(t, "sold"),
	}
	if rapid.Bool().Draw(t, "counted") {
		fact.Counted = fact.From - calendar.Date(rapid.IntRange(0, 800).Draw(t, "days"))
	}
	before := w.workshop
	if !w.tell(t, event, fact, hotline.Holding{Workshop: before}) {
		return
	}
	w.subs++
	at := w.event(t, firstDay).At
	brings := w.terms.Grant
	if !w.terms.Qualifies(fact.Product, fact.SoldByProvider) || at.Date() < fact.From {
		brings = 0
	}
	if before.Entitled(at) {
		require.Equal(t, before.Remaining(at)+brings, w.workshop.Remaining(at), "what a subscription adds (HOT-04, HOT-05)")
	} else if brings == 0 {
		require.Zero(t, w.workshop.Remaining(at))
	}
}

func (w *world) receive(t *rapid.T) {
	event := w.event(t, firstDay)
	fact := hotline.Receipt{
		Case: "C" + strconv.Itoa(len(w.cases)), Enquiry: enquiry(t), TermsAccepted: accepted(), Channel: hotline.WebSite,
		Topic: rapid.SampledFrom([]string{"", "set-up"}).Draw(t, "topic"),
	}
	other := fact
	other.Channel = hotline.AutoFrontal
	held := hotline.Holding{Workshop: w.workshop}
	_, here, err := hotline.Do(w.terms, event, fact, held)
	_, there, otherErr := hotline.Do(w.terms, event, other, held)
	require.Equal(t, err, otherErr)
	require.True(t, here.Entry.Equal(there.Entry) && here.Outcome == there.Outcome, "the channel changes nothing (HOT-20)")
	w.tell(t, event, fact, held)
}

// aCase tells a case something.
func (w *world) aCase(t *rapid.T) {
	c, ok := one(t, w.cases, "case")
	if !ok {
		return
	}
	event := w.event(t, firstDay)
	held := hotline.Holding{Workshop: w.workshop, Case: c}
	switch rapid.IntRange(0, 6).Draw(t, "what") {
	case 0:
		w.tell(t, event, hotline.Reply{}, held)
	case 1:
		before := w.workshop
		w.tell(t, event, hotline.FollowUp{}, held)
		require.True(t, before.Equal(w.workshop), "follow-ups are free (HOT-10)")
	case 2:
		w.tell(t, event, hotline.Reopening{}, held)
	case 3:
		w.tell(t, event, hotline.Withdrawal{}, held)
	case 4:
		held.Original, _ = one(t, w.cases, "original")
		w.tell(t, event, hotline.Duplicate{Of: held.Original.ID()}, held)
	default:
		fact := hotline.Reclassification{
			Class: rapid.SampledFrom([]hotline.Class{hotline.Support, hotline.Hotline}).Draw(t, "class"),
			Told:  rapid.Bool().Draw(t, "told"),
		}
		before := w.workshop
		if w.tell(t, event, fact, held) && c.Class() == hotline.Support {
			back := event
			w.told++
			back.Ref = "e" + strconv.Itoa(w.told)
			fact = hotline.Reclassification{Class: hotline.Support}
			require.True(t, w.tell(t, back, fact, hotline.Holding{Workshop: w.workshop, Case: w.cases[c.ID()]}))
			require.Equal(t, before.Lots(c.Received()), w.workshop.Lots(c.Received()), "there and back again (HOT-18)")
		}
	}
}

func (w *world) someFeedback(t *rapid.T) {
	event := w.event(t, firstDay)
	f, ok := one(t, w.feedback, "feedback")
	held := hotline.Holding{Workshop: w.workshop, Feedback: f}
	switch what := rapid.IntRange(0, 5).Draw(t, "what"); {
	case !ok || what < 2:
		w.tell(t, event, hotline.Submission{Feedback: "F" + strconv.Itoa(len(w.feedback)), Workshop: "W"}, hotline.Holding{})
	case what == 2:
		w.tell(t, event, hotline.Rejection{}, held)
	case what == 3:
		w.tell(t, event, hotline.Retraction{}, held)
	default:
		w.tell(t, event, hotline.Publication{}, held)
	}
}

// block tells the workshop what becomes of its blocks.
func (w *world) block(t *rapid.T) {
	event := w.event(t, firstDay)
	held := hotline.Holding{Workshop: w.workshop, Log: w.log}
	if len(w.blocks) == 0 || rapid.IntRange(0, 3).Draw(t, "what") == 0 {
		if w.tell(t, event, hotline.Decline{What: hotline.OfferedAgreement}, held) {
			w.declines++
			w.requireJudgedAsBefore(t, event.At, held.Workshop)
		}
		return
	}
	block := rapid.SampledFrom(w.blocks).Draw(t, "block")
	switch rapid.IntRange(0, 4).Draw(t, "how") {
	case 0:
		w.tell(t, event, hotline.Acceptance{Block: block}, held)
	case 1:
		w.tell(t, event, hotline.Decline{What: hotline.OfferedProposal, Block: block}, held)
	case 2:
		w.tell(t, event, hotline.Decline{What: hotline.OfferedYear, Block: block}, held)
	default:
		for _, dated := range w.workshop.Upcoming(firstDay, lastDay+366) {
			if dated.Part == block && dated.What == entitlement.Ends {
				event = w.on(t, dated.On-calendar.Date(rapid.IntRange(-1, 31).Draw(t, "before it ends")))
			}
		}
		next := "B" + strconv.Itoa(len(w.blocks))
		if w.tell(t, event, hotline.Renewal{Block: block, Next: next}, held) {
			w.blocks = append(w.blocks, next)
		}
	}
}

// requireJudgedAsBefore checks that an agreement that is declined decides on no case that
// was received earlier, whenever that is told (HOT-25), as far as declines are known.
func (w *world) requireJudgedAsBefore(t *rapid.T, declined calendar.Moment, before hotline.Workshop) {
	event := w.event(t, firstDay)
	if !event.At.Before(declined) || w.declines > 2 {
		return
	}
	receipt := hotline.Receipt{Case: "late", Enquiry: hotline.Enquiry{Diagnosis: true}, TermsAccepted: accepted(), Channel: hotline.WebSite}
	_, _, _, want := before.Receive(w.terms, event, receipt)
	_, _, _, err := w.workshop.Receive(w.terms, event, receipt)
	require.Equal(t, want, err)
}

// requireLaws counts again from the cases and the ledger what the workshop
// says.
func (w *world) requireLaws(t *rapid.T) {
	at := w.event(t, firstDay).At
	sum := map[hotline.LotKind]int{}
	for _, lot := range w.workshop.Lots(at) {
		require.True(t, 0 <= lot.Drawn && lot.Drawn <= lot.Granted)
		sum[lot.Kind] += lot.Left()
	}
	require.Equal(t, w.workshop.Granted(at)-w.workshop.Used(at), sum[hotline.Grant])
	require.Equal(t, w.workshop.ExtendedRemaining(at), sum[hotline.Block])
	require.Equal(t, w.workshop.Rewards(at), sum[hotline.Reward])
	require.Equal(t, w.workshop.Remaining(at), sum[hotline.Grant]+sum[hotline.Block]+sum[hotline.Reward])

	from := at.Date()
	until := from + calendar.Date(rapid.IntRange(0, 500).Draw(t, "days"))
	var want hotline.Consumption
	for _, c := range w.cases {
		if day := c.Received().Date(); day < from || day >= until ||
			c.State() == hotline.Withdrawn || c.State() == hotline.Duplicated {
			continue
		}
		switch {
		case c.Class() == hotline.Support:
			want.Support++
		case c.Uncovered():
			want.Beyond++
		case c.Source().Kind == hotline.Grant:
			want.Grant++
		case c.Source().Kind == hotline.Block:
			want.Block++
		default:
			want.Reward++
		}
	}
	require.Equal(t, want, w.workshop.Consumption(w.log, from, until))

	moved, charged := 0, false
	for _, entry := range w.log {
		charged = charged || !entry.Charge.IsZero() && entry.Outcome.Agreement == "" && entry.Reverses == ""
		if entry.Outcome.Case != (hotline.Counted{}) {
			draw, _ := entry.Draw("W")
			moved -= draw.Moved
		}
	}
	all := w.workshop.Consumption(w.log, 0, lastDay+1)
	require.Equal(t, all.Grant+all.Block+all.Reward, moved, "units drawn are the cases covered (HOT-10)")
	require.True(t, !charged || len(w.blocks) > 0 || w.supportCharged(), "charged without an agreement (HOT-27)")
	w.requireYears(t, at.Date())
}

func (w *world) supportCharged() bool {
	return slices.ContainsFunc(w.log, func(e hotline.Entry) bool { return e.Outcome.Agreement != "" })
}

// requireYears checks that what each subscription has brought up to a day is
// used, left or lapsed.
func (w *world) requireYears(t *rapid.T, day calendar.Date) {
	for _, s := range w.workshop.Subscriptions() {
		used := 0
		for _, c := range w.cases {
			late := !s.Until.IsZero() && c.Source().From >= s.Until // the year was cancelled after the case drew on it
			if c.Source().Lot == s.ID && c.Source().From <= day && !late {
				used++
			}
		}
		years := calendar.Periods{Start: s.Figures.Counted, Months: 12}
		brought := 0
		for k := 0; years.Edge(k) <= day; k++ {
			first := max(years.Edge(k), s.Figures.From)
			if first <= day && first < years.Edge(k+1) && (s.Until.IsZero() || first < s.Until) {
				brought += s.Figures.Grant
			}
		}
		alone := w.only(t, s.ID)
		left := 0
		at, err := w.zone.Local(day, 0)
		require.NoError(t, err)
		for _, lot := range alone.Lots(at) {
			left += lot.Left()
		}
		if !alone.Entitled(at) && s.Figures.Survives && s.Figures.Grant > 0 && !s.Until.IsZero() && day >= s.Until {
			continue // its last cases rest without another subscription
		}
		require.Equal(t, brought, used+left+alone.LapsedUnits(0, day+1), "%s on %s", s.ID, day)
	}
}

// only returns the workshop with one of its subscriptions and nothing else.
func (w *world) only(t *rapid.T, id string) hotline.Workshop {
	var fields map[string]json.RawMessage
	require.NoError(t, json.Unmarshal([]byte(encoded(t, w.workshop)), &fields))
	var subscriptions []json.RawMessage
	require.NoError(t, json.Unmarshal(fields["subscriptions"], &subscriptions))
	subscriptions = slices.DeleteFunc(subscriptions, func(text json.RawMessage) bool {
		var s struct{ ID string }
		require.NoError(t, json.Unmarshal(text, &s))
		return s.ID != id
	})
	fields["subscriptions"], fields["lots"] = json.RawMessage(encoded(t, subscriptions)), json.RawMessage("[]")
	var alone hotline.Workshop
	require.NoError(t, json.Unmarshal([]byte(encoded(t, fields)), &alone))
	return alone
}

// requireLedger checks that the whole ledger can be decided again, and that a
// gap or an alteration is noticed.
func (w *world) requireLedger(t *rapid.T) {
	require.NoError(t, hotline.Verify(w.terms.Always, w.log))
	_, err := hotline.Restate(w.terms.Always, w.log)
	require.NoError(t, err)
	entitlementtest.Gaps(t, "W", w.log, hotline.Workshop.Apply)
	published := 0
	for _, f := range w.feedback {
		if f.State() == hotline.Published {
			published++
		}
	}
	rewarded := 0
	for _, entry := range w.log {
		if entry.Kind == "publish" {
			rewarded += entry.Draws[1].Moved
		}
	}
	require.Equal(t, 2*published, rewarded, "two cases for each published feedback (HOT-32)")

	at := rapid.IntRange(0, len(w.log)-1).Draw(t, "altered")
	altered := slices.Clone(w.log)
	switch rapid.IntRange(0, 3).Draw(t, "how") {
	case 0:
		altered[at].Uncovered++
	case 1:
		altered[at].Outcome.Contact = !altered[at].Outcome.Contact
	case 2:
		altered[at].Charge = entitlement.MustMoney("190.00 NOK")
		if altered[at].Charge == w.log[at].Charge {
			return
		}
	default:
		altered[at].Why = append(slices.Clone(altered[at].Why), "HOT-99")
	}
	require.ErrorIs(t, hotline.Verify(w.terms.Always, altered), entitlement.ErrLedger)
}

// Under the default the grant at an instant depends on the subscriptions that
// run then, not on the order in which they were told (HOT-09).
func TestOrderOfEntry(t *testing.T) {
	zone := oslo(t)
	terms := hotline.Printed(firstDay, "v1", "NOK")
	rapid.Check(t, func(t *rapid.T) {
		w := &world{terms: terms, zone: zone, cases: map[string]hotline.Case{}, feedback: map[string]hotline.Feedback{}}
		var facts []hotline.Subscription
		for i := range rapid.IntRange(1, 5).Draw(t, "subscriptions") {
			facts = append(facts, hotline.Subscription{
				Subscription: "S" + strconv.Itoa(i), Product: hotline.DataProgram,
				From: firstDay + calendar.Date(rapid.IntRange(0, 900).Draw(t, "from")),
			})
		}
		enrol := func(facts []hotline.Subscription) hotline.Workshop {
			event := w.event(t, firstDay)
			workshop, _, err := hotline.Enrol(terms, event, hotline.Enrolment{Workshop: "W"})
			require.NoError(t, err)
			for _, fact := range facts {
				workshop, _, err = workshop.Subscribe(terms, event, fact)
				require.NoError(t, err)
			}
			return workshop
		}
		one, other := enrol(facts), enrol(rapid.Permutation(facts).Draw(t, "in any order"))
		require.True(t, one.Equal(other))
		at := w.event(t, firstDay).At
		active := 0
		for _, fact := range facts {
			if fact.From <= at.Date() {
				active++
			}
		}
		require.Equal(t, 5*active, one.Granted(at))
	})
}

// The blocks of a workshop cover its need together, once, in whatever order they are
// renewed: they go on with as many cases as are needed, and where more are they are
// proposed what is missing (HOT-29, HOT-30, HOT-31).
func TestBlocksTogether(t *testing.T) {
	terms := provider()
	rapid.Check(t, func(t *rapid.T) {
		w := enrolled()
		ends := map[string]calendar.Date{} // the first day each is gone
		cases := map[string]int{}
		for i := range rapid.IntRange(1, 4).Draw(t, "blocks") {
			agreed := hotline.Conclusion{
				Block: "B" + strconv.Itoa(i), Cases: rapid.IntRange(1, 4).Draw(t, "cases"),
				From: day("2026-02-03") + calendar.Date(rapid.SampledFrom([]int{0, 0, 1, 10, 30, 200}).Draw(t, "later")),
			}
			next, entry, err := w.Conclude(terms, at("c"+agreed.Block, "2026-02-01", "09:00"), agreed)
			require.NoError(t, err)
			w, ends[agreed.Block], cases[agreed.Block] = next, entry.Outcome.Block.Until, agreed.Cases
		}
		for turn := range 2 {
			need := rapid.IntRange(0, 20).Draw(t, "need")
			days, had := map[string]calendar.Date{}, 0
			for _, block := range slices.Sorted(maps.Keys(ends)) {
				days[block] = ends[block] - calendar.Date(rapid.SampledFrom([]int{1, 2, 11, 28}).Draw(t, "before it ends"))
				had += cases[block]
			}
			order := rapid.Permutation(slices.Sorted(maps.Keys(days))).Draw(t, "on one day in any order")
			slices.SortStableFunc(order, func(a, b string) int { return int(days[a] - days[b]) })
			ends, cases = map[string]calendar.Date{}, map[string]int{}
			has, offered := 0, 0
			for _, block := range order {
				date := days[block].String()
				renewal := hotline.Renewal{Block: block, Next: block + "+"}
				next, entry, err := w.Renew(terms, at("r"+strconv.Itoa(turn)+block, date, "09:00"), renewal, needs(t, w, date, 5+need))
				require.NoError(t, err)
				w = next
				if renewed := entry.Outcome.Block; renewed.Cases > 0 {
					ends[renewal.Next], cases[renewal.Next] = renewed.Until, renewed.Cases
				}
				has += entry.Outcome.Block.Cases
				offered += max(entry.Outcome.Block.Cases, entry.Outcome.Proposed)
			}
			require.Equal(t, min(need, had), has)
			if had > 0 {
				require.Equal(t, need, offered)
			}
		}
	})
}

// Classification is total and follows its clauses for every set of categories
// and facts (HOT-11 to HOT-17).
func TestClassification(t *testing.T) {
	supportFirst := hotline.Terms{}
	hotlineFirst := hotline.Terms{Precedence: hotline.HotlineFirst}
	for bits := range 1 << 11 {
		has := func(i int) bool { return bits>>i&1 == 1 }
		e := hotline.Enquiry{
			ProductUse: has(0), CarQuestion: has(1), FaultCode: has(2), AnyRepair: has(3), StuckFaultFinding: has(4),
			Diagnosis: has(5), SpecificSystemInfo: has(6),
			Relevant: has(7), InSubject: has(8), AnswerInProduct: has(9), ReadWithSoldTester: has(10),
		}
		listed := e.AnyRepair || e.StuckFaultFinding || e.Diagnosis || e.SpecificSystemInfo
		support := e.Relevant && (e.ProductUse || e.CarQuestion && e.InSubject || e.FaultCode && e.ReadWithSoldTester)
		other := listed || e.CarQuestion && !(e.Relevant && e.InSubject) || e.FaultCode && !(e.Relevant && e.ReadWithSoldTester)

		first, why := supportFirst.Classify(e)
		second, whyNot := hotlineFirst.Classify(e)
		require.NotEmpty(t, why)
		require.NotEmpty(t, whyNot)
		for _, clause := range append(why, whyNot...) {
			_, ok := hotline.Clauses().Find(clause)
			require.True(t, ok)
		}
		require.Equal(t, support && other, slices.Contains(why, "HOT-17") && first == hotline.Support)
		switch {
		case support && other:
			require.Equal(t, hotline.Support, first, "%+v", e)
			require.Equal(t, hotline.Hotline, second, "%+v", e)
		case support:
			require.Equal(t, hotline.Support, first, "%+v", e)
			require.Equal(t, first, second)
		case other:
			require.Equal(t, hotline.Hotline, first, "%+v", e)
			require.Equal(t, first, second)
		case e.ProductUse:
			require.Equal(t, hotline.NoScope, first, "%+v", e)
			require.Equal(t, first, second)
		default:
			require.Equal(t, hotline.NoCategory, first, "%+v", e)
			require.Equal(t, first, second)
		}
		require.Equal(t, listed && first == hotline.Hotline, slices.Contains(why, "HOT-16"), "%+v", e)
		require.Equal(t, support && e.ProductUse || support && e.CarQuestion && e.InSubject && e.AnswerInProduct,
			slices.Contains(why, "HOT-13"), "%+v", e)
	}
}
