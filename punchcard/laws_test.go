package punchcard_test

import (
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
	"github.com/avtale/avtale/punchcard"
)

// world is a random history of two holders: their values and the ledger.
type world struct {
	terms  punchcard.Terms
	zone   calendar.Zone
	cards  map[string]punchcard.Card
	tasks  map[string]punchcard.Task
	addOns map[string]punchcard.AddOn
	faults map[string]punchcard.Fault
	hours  calendar.Calendar
	log    []punchcard.Entry
	told   int
}

const firstDay calendar.Date = 737790 // 2021-01-01

func newWorld(t *rapid.T, zone calendar.Zone, hours calendar.Calendar) *world {
	list := entitlement.Prices{{From: firstDay, Amount: entitlement.MustMoney("999.99 DKK")}}
	terms := punchcard.Printed(list, nil, []punchcard.AddOnPrice{
		{Product: punchcard.PhoneSupport, Clips: 2},
		{Product: punchcard.MonthlyCheck, TimeUsed: true},
		{Product: punchcard.QuarterlyCheck, Clips: 3},
		{Product: punchcard.CallOut4, Clips: 2},
		{Product: punchcard.CallOut8, Clips: 1},
	})
	terms.RoundPer = rapid.SampledFrom([]punchcard.RoundPer{"", punchcard.PerTask, punchcard.PerSession}).Draw(t, "per")
	terms.Lapse.End = rapid.SampledFrom([]calendar.TermEnd{"", calendar.SameDateInclusive, calendar.DayBefore}).Draw(t, "end")
	return &world{
		terms: terms, zone: zone,
		cards:  map[string]punchcard.Card{},
		tasks:  map[string]punchcard.Task{},
		addOns: map[string]punchcard.AddOn{},
		faults: map[string]punchcard.Fault{},
		hours:  hours,
	}
}

func (w *world) moment(t *rapid.T) calendar.Moment {
	day := firstDay + calendar.Date(rapid.IntRange(0, 2500).Draw(t, "day"))
	hour := rapid.IntRange(0, 23).Draw(t, "hour")
	at, err := w.zone.Local(day, calendar.MustClock(strconv.Itoa(hour)+":30"))
	if night := (*calendar.LocalTimeError)(nil); errors.As(err, &night) {
		return night.First // the zero Moment for an hour that is skipped
	}
	return at
}

func (w *world) event(t *rapid.T) entitlement.Event {
	at := w.moment(t)
	w.told++
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

func holder(t *rapid.T) string { return rapid.SampledFrom([]string{"C", "D"}).Draw(t, "holder") }

func length(t *rapid.T) calendar.Seconds {
	edges := []calendar.Seconds{0, 1, 1799, 1800, 3599, 3600, 3601, 7200}
	if rapid.Bool().Draw(t, "edge") {
		return rapid.SampledFrom(edges).Draw(t, "seconds")
	}
	return calendar.Seconds(rapid.IntRange(0, 12*3600).Draw(t, "seconds"))
}

func work(t *rapid.T) punchcard.Session {
	s := punchcard.Session{What: "server", By: "PH", Work: length(t)}
	s.Place = rapid.SampledFrom([]punchcard.Place{
		punchcard.Remote, punchcard.Inside, punchcard.Outside, punchcard.OnSite,
	}).Draw(t, "place")
	if s.Place == punchcard.Outside || s.Place == punchcard.Inside {
		s.Travel = length(t)
	}
	return s
}

// of returns all cards and add-ons of a holder.
func (w *world) of(holder string) punchcard.Holding {
	var held punchcard.Holding
	for _, id := range slices.Sorted(maps.Keys(w.cards)) {
		if w.cards[id].Holder() == holder {
			held.Cards = append(held.Cards, w.cards[id])
		}
	}
	for _, id := range slices.Sorted(maps.Keys(w.addOns)) {
		if w.addOns[id].Holder() == holder {
			held.AddOns = append(held.AddOns, w.addOns[id])
		}
	}
	return held
}

func (w *world) named(entry punchcard.Entry) punchcard.Holding {
	held := punchcard.Holding{Entry: entry, Hours: w.hours}
	for _, draw := range entry.Draws {
		if card, ok := w.cards[draw.Of]; ok {
			held.Cards = append(held.Cards, card)
		}
		if task, ok := w.tasks[draw.Of]; ok {
			held.Tasks = append(held.Tasks, task)
		}
		if addOn, ok := w.addOns[draw.Of]; ok {
			held.AddOns = append(held.AddOns, addOn)
		}
		if fault, ok := w.faults[draw.Of]; ok {
			held.Faults = append(held.Faults, fault)
		}
	}
	return held
}

// tell makes a transition, checks what holds of every single one, and posts it.
func (w *world) tell(t *rapid.T, event entitlement.Event, fact punchcard.Fact, held punchcard.Holding) {
	before := clone(held)
	changed, entry, err := punchcard.Do(w.terms, event, fact, held)
	requirePreview(t, w.terms, held, event, fact, changed, entry, err)
	require.Equal(t, before, held, "what is handed in is not changed")
	if err != nil {
		require.Equal(t, punchcard.Holding{}, changed, "a refusal changes nothing")
		require.Equal(t, punchcard.Entry{}, entry, "a refusal has no entry")
		refusal := (*entitlement.Refusal)(nil)
		if errors.As(err, &refusal) {
			_, ok := punchcard.Clauses().Find(refusal.Clause)
			require.True(t, ok && refusal.Pass != "", "%v has a clause and a way to pass", refusal)
			return
		}
		require.ErrorIs(t, err, entitlement.ErrInvalid)
		return
	}
	w.requireFairDraw(t, entry, held)
	w.post(t, changed, entry)
}

func clone(held punchcard.Holding) punchcard.Holding {
	held.Cards = slices.Clone(held.Cards)
	held.Tasks = slices.Clone(held.Tasks)
	held.AddOns = slices.Clone(held.AddOns)
	held.Faults = slices.Clone(held.Faults)
	return held
}

func (w *world) post(t *rapid.T, changed punchcard.Holding, entries ...punchcard.Entry) {
	for _, entry := range entries {
		var err error
		w.log, err = ledger.Append(w.log, entry)
		require.NoError(t, err)
		entitlementtest.RoundTrips(t, entry)
	}
	entitlementtest.Reasons(t, punchcard.Clauses(), entries)
	for _, card := range changed.Cards {
		w.cards[card.ID()] = card
		entitlementtest.Folds(t, card.ID(), w.log, card, punchcard.Card.Apply)
		entitlementtest.RoundTrips(t, card)
	}
	for _, task := range changed.Tasks {
		w.tasks[task.ID()] = task
		entitlementtest.Folds(t, task.ID(), w.log, task, punchcard.Task.Apply)
		entitlementtest.RoundTrips(t, task)
	}
	for _, addOn := range changed.AddOns {
		w.addOns[addOn.ID()] = addOn
		entitlementtest.Folds(t, addOn.ID(), w.log, addOn, punchcard.AddOn.Apply)
		entitlementtest.RoundTrips(t, addOn)
	}
	for _, fault := range changed.Faults {
		w.faults[fault.ID()] = fault
		entitlementtest.Folds(t, fault.ID(), w.log, fault, punchcard.Fault.Apply)
		entitlementtest.RoundTrips(t, fault)
	}
}

// requireFairDraw checks a draw against the cards as they were: punched and
// uncovered are the clips of the task; clips come only from cards in their
// life; nothing is uncovered while a card has clips; the card that ends first
// is emptied first (PCH-09, PCH-24, PCH-25).
func (w *world) requireFairDraw(t *rapid.T, entry punchcard.Entry, held punchcard.Holding) {
	switch entry.Kind {
	case "session", "period", "check", "settle":
	default:
		return
	}
	sum, emptied := 0, true
	var lastEnd calendar.Date
	day := entry.At.Date()
	cards := slices.Clone(held.Cards)
	slices.SortFunc(cards, func(a, b punchcard.Card) int { return int(a.EndDate() - b.EndDate()) })
	for _, draw := range entry.Draws {
		if _, ok := w.addOns[draw.Of]; !ok {
			sum += draw.Moved
		}
	}
	if entry.Kind != "settle" {
		require.Equal(t, entry.Uncovered, sum, "clips are punched or uncovered")
	}
	for _, card := range cards {
		balance := card.Balance(entry.At)
		draw, _ := entry.Draw(card.ID())
		require.LessOrEqual(t, -draw.Moved, balance)
		if draw.Moved < 0 {
			require.True(t, day >= card.Figures().Purchased && day <= card.EndDate())
			require.True(t, emptied || card.EndDate() == lastEnd, "a card that ends earlier has clips left")
		}
		emptied = emptied && -draw.Moved == balance
		lastEnd = card.EndDate()
	}
	if entry.Uncovered > 0 {
		require.True(t, emptied, "uncovered while a card has clips")
	}
	if !entry.Charge.IsZero() {
		require.Equal(t, entitlement.Kind("settle"), entry.Kind, "work makes no charge")
	}
}

func TestLaws(t *testing.T) {
	zone, hours := copenhagen(t), workingHours(t)
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(t, zone, hours)
		buy := func(t *rapid.T) {
			id := "K" + strconv.Itoa(len(w.cards))
			size := rapid.SampledFrom([]int{10, 10, 20, 30, 15}).Draw(t, "size")
			w.tell(t, w.event(t), punchcard.Purchase{Card: id, Holder: holder(t), Size: size}, punchcard.Holding{})
		}
		open := func(t *rapid.T) {
			id := "T" + strconv.Itoa(len(w.tasks))
			w.tell(t, w.event(t), punchcard.Order{Task: id, Holder: holder(t)}, punchcard.Holding{})
		}
		session := func(t *rapid.T) {
			task, ok := one(t, w.tasks, "task")
			if !ok {
				return
			}
			held := w.of(task.Holder())
			held.Tasks, held.AddOns = []punchcard.Task{task}, nil
			held.Cards = rapid.Permutation(held.Cards).Draw(t, "in any order")
			w.tell(t, w.event(t), work(t), held)
		}
		t.Repeat(map[string]func(*rapid.T){
			"buy": buy, "open": open,
			"session": session, "session again": session, "session once more": session,
			"renew": func(t *rapid.T) {
				if card, ok := one(t, w.cards, "card"); ok {
					fact := punchcard.Renewal{Card: "K" + strconv.Itoa(len(w.cards)), Size: 10}
					w.tell(t, w.event(t), fact, punchcard.Holding{Cards: []punchcard.Card{card}})
				}
			},
			"stop": func(t *rapid.T) {
				if card, ok := one(t, w.cards, "card"); ok {
					w.tell(t, w.event(t), punchcard.Stop{}, punchcard.Holding{Cards: []punchcard.Card{card}})
				}
			},
			"transfer": func(t *rapid.T) {
				if card, ok := one(t, w.cards, "card"); ok {
					fact := punchcard.Transfer{To: holder(t), Agreement: rapid.SampledFrom([]string{"", "X"}).Draw(t, "by")}
					w.tell(t, w.event(t), fact, punchcard.Holding{Cards: []punchcard.Card{card}})
				}
			},
			"close": func(t *rapid.T) {
				if task, ok := one(t, w.tasks, "task"); ok {
					w.tell(t, w.event(t), punchcard.Closing{}, punchcard.Holding{Tasks: []punchcard.Task{task}})
				}
			},
			"settle": func(t *rapid.T) {
				task, ok := one(t, w.tasks, "task")
				if !ok {
					return
				}
				fact := punchcard.Settlement{
					By: rapid.SampledFrom([]punchcard.Settle{
						punchcard.ByRenewal, punchcard.AtListPrice, punchcard.Waived,
					}).Draw(t, "how"),
					Clips: rapid.IntRange(0, 3).Draw(t, "clips"),
				}
				held := punchcard.Holding{Tasks: []punchcard.Task{task}}
				if card, ok := one(t, w.cards, "card"); ok && fact.By == punchcard.ByRenewal {
					held.Cards = []punchcard.Card{card}
				}
				w.tell(t, w.event(t), fact, held)
			},
			"reverse": func(t *rapid.T) {
				if len(w.log) == 0 {
					return
				}
				entry := rapid.SampledFrom(w.log).Draw(t, "entry")
				w.tell(t, w.event(t), punchcard.Reversal{Of: entry.Ref, Because: "mistake"}, w.named(entry))
			},
			"correct": func(t *rapid.T) { w.correct(t) },
			"start": func(t *rapid.T) {
				event := w.event(t)
				fact := punchcard.AddOnStart{
					AddOn: "A" + strconv.Itoa(len(w.addOns)), Holder: holder(t),
					From: event.At.Date() + calendar.Date(rapid.IntRange(0, 40).Draw(t, "later")),
					Product: rapid.SampledFrom([]punchcard.Product{
						punchcard.PhoneSupport, punchcard.MonthlyCheck, punchcard.QuarterlyCheck,
						punchcard.CallOut4, punchcard.CallOut8,
					}).Draw(t, "product"),
				}
				w.tell(t, event, fact, w.of(fact.Holder))
			},
			"add-on": func(t *rapid.T) { w.addOn(t) },
			"answer": func(t *rapid.T) { w.answer(t) },
			"":       func(t *rapid.T) { w.requireLaws(t) },
		})
		w.requireLedger(t)
	})
}

// addOn tells an add-on something.
func (w *world) addOn(t *rapid.T) {
	addOn, ok := one(t, w.addOns, "add-on")
	if !ok {
		return
	}
	held := w.of(addOn.Holder())
	held.AddOns, held.Hours = []punchcard.AddOn{addOn}, w.hours
	event := w.event(t)
	task := "T" + strconv.Itoa(len(w.tasks))
	switch rapid.IntRange(0, 6).Draw(t, "what") {
	case 5, 6:
		// Most often while the guarantee is young, so that it runs.
		if at, err := w.zone.Local(addOn.Figures().From+calendar.Date(rapid.IntRange(0, 30).Draw(t, "days")), event.At.Clock()); err == nil {
			event.At, event.Entered = at, at
		}
		w.tell(t, event, punchcard.Report{Fault: "F" + strconv.Itoa(len(w.faults)), Channel: "mail"}, held)
	case 0:
		w.tell(t, event, punchcard.AddOnEnd{Last: event.At.Date()}, punchcard.Holding{AddOns: held.AddOns})
	case 1:
		w.tell(t, event, punchcard.Call{What: "question", By: "PH", Work: 60}, held)
	case 2, 3:
		s := work(t)
		w.tell(t, event, punchcard.Check{Task: task, By: s.By, Place: s.Place, Work: s.Work, Travel: s.Travel}, held)
	default:
		months := rapid.IntRange(0, 70).Draw(t, "months")
		day := addOn.Figures().From.AddMonths(months)
		at, err := w.zone.Local(day, 0)
		require.NoError(t, err)
		event.At = at
		w.tell(t, event, punchcard.Period{Task: task}, held)
	}
}

// answer tells a fault that it is begun or cured, near its deadline.
func (w *world) answer(t *rapid.T) {
	fault, ok := one(t, w.faults, "fault")
	if !ok {
		return
	}
	event := w.event(t)
	event.At = fault.Deadline().Add(calendar.Seconds(rapid.IntRange(-2, 2).Draw(t, "beside")))
	if rapid.Bool().Draw(t, "far") {
		event.At = fault.Deadline().Add(calendar.Seconds(rapid.IntRange(-86400, 5*86400).Draw(t, "away")))
	}
	event.At = w.zone.In(event.At)
	event.Entered = event.At
	held := punchcard.Holding{Faults: []punchcard.Fault{fault}, Hours: w.hours}
	if rapid.Bool().Draw(t, "cured") {
		w.tell(t, event, punchcard.Cure{What: "restarted", By: "PH"}, held)
		return
	}
	place := rapid.SampledFrom([]punchcard.Place{punchcard.Remote, punchcard.Inside, punchcard.OnSite}).Draw(t, "place")
	w.tell(t, event, punchcard.Begin{By: "PH", Place: place}, held)
}

// correct replaces or withdraws some session of a task.
func (w *world) correct(t *rapid.T) {
	var sessions []punchcard.Entry
	for _, entry := range w.log {
		if entry.Kind == "session" {
			sessions = append(sessions, entry)
		}
	}
	if len(sessions) == 0 {
		return
	}
	entry := rapid.SampledFrom(sessions).Draw(t, "session")
	task := w.tasks[entry.Draws[0].Of]
	held := punchcard.Holding{Tasks: []punchcard.Task{task}}
	for _, id := range slices.Sorted(maps.Keys(w.cards)) {
		held.Cards = append(held.Cards, w.cards[id])
	}
	correction := punchcard.Correction{Of: entry.Ref, Because: "mistake"}
	if rapid.Bool().Draw(t, "replaced") {
		correction.Session = work(t)
	}
	before := clone(held)
	event := w.event(t)
	if event.At.IsZero() {
		return
	}
	changed, entries, err := punchcard.Correct(w.terms.Always, event, correction, w.log, held)
	require.Equal(t, before, held, "what is handed in is not changed")
	if err != nil {
		require.ErrorIs(t, err, punchcard.NotNewest)
		return
	}
	w.post(t, changed, entries...)
}

// requireLaws checks what holds between the values and the ledger.
func (w *world) requireLaws(t *rapid.T) {
	at := w.moment(t)
	if at.IsZero() {
		return
	}
	for id, card := range w.cards {
		figures := card.Figures()
		require.True(t, 0 <= card.Used() && card.Used() <= figures.Size, "never below zero")
		forfeited, value, err := card.Forfeited(at)
		require.NoError(t, err)
		if at.Date() >= figures.Purchased {
			require.Equal(t, figures.Size, card.Balance(at)+card.Used()+forfeited, "conservation (PCH-23)")
		} else {
			require.Equal(t, punchcard.NoCard, card.State(at))
			require.Zero(t, card.Balance(at))
		}
		require.False(t, value.Decimal().GreaterThan(figures.Price.Decimal()))
		lastUse := calendar.Date(0)
		for _, entry := range w.log {
			_, named := entry.Draw(id)
			if named && (entry.Kind == "session" || entry.Kind == "period" || entry.Kind == "check") {
				lastUse = max(lastUse, entry.At.Date())
			}
		}
		require.Equal(t, lastUse, card.LastUse(), "the latest work punched (PCH-20)")
		end := min(figures.Lapse.LastDay(max(figures.Purchased, lastUse)), figures.Expiry.LastDay(figures.Purchased))
		require.Equal(t, end, card.EndDate(), "the earlier of lapse and expiry (PCH-22)")
	}
	w.requireTasks(t)
	w.requireFaults(t, at)
}

// requireFaults checks what PCH-34, PCH-37 and PCH-39 hold.
func (w *world) requireFaults(t *rapid.T, at calendar.Moment) {
	for _, fault := range w.faults {
		figures := fault.Figures()
		open, err := w.hours.Between(figures.Reported, figures.Deadline)
		require.NoError(t, err)
		require.Equal(t, figures.Product.Within(), open, "working time from the report to the deadline")
		late, err := fault.Lateness(at, w.hours)
		require.NoError(t, err)
		until, state := at, fault.State(at)
		if !fault.Answered().IsZero() {
			until = fault.Answered()
		}
		switch state {
		case punchcard.Met, punchcard.Waiting:
			require.False(t, until.After(figures.Deadline))
			require.Zero(t, late)
			require.Equal(t, state == punchcard.Met, !fault.Answered().IsZero())
		case punchcard.Missed:
			require.True(t, until.After(figures.Deadline))
			open, err := w.hours.Between(figures.Deadline, until)
			require.NoError(t, err)
			require.Equal(t, open, late)
		default:
			require.Equal(t, punchcard.TakenBack, state)
			require.Zero(t, late)
		}
	}
}

// requireTasks counts each task again from its standing entries.
func (w *world) requireTasks(t *rapid.T) {
	back := map[string]bool{}
	for _, entry := range w.log {
		back[entry.Reverses] = true
	}
	for id, task := range w.tasks {
		clips, uncovered, fixed := 0, 0, 0
		var time calendar.Seconds
		for _, entry := range w.log {
			if _, named := entry.Draw(id); !named || back[entry.Ref] || entry.Reverses != "" {
				continue
			}
			uncovered += entry.Uncovered
			session := punchcard.Session{}
			switch fact := entry.Fact.(type) {
			case punchcard.Session:
				session = fact
			case punchcard.Check:
				session = punchcard.Session{Place: fact.Place, Work: fact.Work, Travel: fact.Travel}
				fixed += task.Figures().Clips
			case punchcard.Period:
				fixed += task.Figures().Clips
			default:
				continue
			}
			spent := session.Work
			switch session.Place {
			case punchcard.Inside:
				spent += 30 * calendar.Minute
			case punchcard.Outside:
				spent += session.Travel
			}
			time += spent
			clips += int((spent + 3599) / 3600)
		}
		switch {
		case task.Figures().Clips > 0:
			clips = fixed
		case task.Figures().RoundPer == punchcard.PerTask:
			clips = int((time + 3599) / 3600)
		}
		require.Equal(t, clips, task.Clips(), "the ceiling of the standing time (PCH-11, PCH-28)")
		require.Equal(t, uncovered, task.Pending(), "what waits is what was not settled")
	}
}

// requireLedger checks what holds of a whole history.
func (w *world) requireLedger(t *rapid.T) {
	require.NoError(t, punchcard.Verify(w.terms.Always, w.log, w.hours))
	w.requireRectified(t)
	for id := range w.cards {
		entitlementtest.Gaps(t, id, w.log, punchcard.Card.Apply)
	}
	for id := range w.tasks {
		entitlementtest.Gaps(t, id, w.log, punchcard.Task.Apply)
	}
	for id := range w.addOns {
		entitlementtest.Gaps(t, id, w.log, punchcard.AddOn.Apply)
	}
	for id := range w.faults {
		entitlementtest.Gaps(t, id, w.log, punchcard.Fault.Apply)
	}
	sum := entitlement.Money{}
	for _, entry := range w.log {
		var err error
		sum, err = sum.Add(entry.Charge)
		require.NoError(t, err)
	}
	owed, err := ledger.Charges(w.log)
	require.NoError(t, err)
	require.Equal(t, sum, owed)
	if len(w.log) > 0 {
		w.requireAlteredNoticed(t, rapid.IntRange(0, len(w.log)-1).Draw(t, "altered"))
	}
}

// requireAlteredNoticed alters one entry in each of its parts.
func (w *world) requireAlteredNoticed(t *rapid.T, i int) {
	for name, alter := range map[string]func(*punchcard.Entry){
		"moved":     func(e *punchcard.Entry) { e.Draws = slices.Clone(e.Draws); e.Draws[0].Moved++ },
		"uncovered": func(e *punchcard.Entry) { e.Uncovered++ },
		"charge":    func(e *punchcard.Entry) { e.Charge = entitlement.MustMoney("0.01 DKK") },
		"why":       func(e *punchcard.Entry) { e.Why = e.Why[1:] },
		"outcome":   func(e *punchcard.Entry) { e.Outcome.Work.Time++ },
		"late":      func(e *punchcard.Entry) { e.Outcome.Late++ },
		"fault":     func(e *punchcard.Entry) { e.Outcome.Fault.Calendar += "x" },
	} {
		log := slices.Clone(w.log)
		alter(&log[i])
		require.ErrorIs(t, punchcard.Verify(w.terms.Always, log[:i+1], w.hours), entitlement.ErrLedger, "%s of %s", name, log[i].Ref)
	}
}

// requireRectified checks that in a ledger that is rectified no work comes out otherwise
// that can be undone; which card pays may differ, and a card that pays would have lapsed,
// for a use that is taken back stays one (GEN-13, PCH-19, PCH-20).
func (w *world) requireRectified(t *rapid.T) {
	differences, err := punchcard.Restate(w.terms.Always, w.log, w.hours)
	require.NoError(t, err)
	if len(w.log) == 0 {
		return
	}
	at := w.log[len(w.log)-1].At
	entries, err := punchcard.Rectify(w.terms.Always, entitlement.Event{Ref: "rectified", At: at, Entered: at}, "told late", w.log, w.hours)
	require.NoError(t, err)
	log := w.log
	for _, entry := range entries {
		log, err = ledger.Append(log, entry)
		require.NoError(t, err)
	}
	require.NoError(t, punchcard.Verify(w.terms.Always, log, w.hours))
	again, err := punchcard.Restate(w.terms.Always, log, w.hours)
	require.NoError(t, err)
	stays := func(entry punchcard.Entry) bool { return entry.Kind == "transfer" || entry.Kind == "close" }
	failed := func(difference ledger.Difference[punchcard.Entry]) bool { return difference.Err != nil }
	if slices.ContainsFunc(w.log, stays) || slices.ContainsFunc(differences, failed) {
		return
	}
	for _, d := range again {
		if lapsed := slices.Contains(d.After.Why, "PCH-19"); d.Before.Kind == "session" && !lapsed {
			require.True(t, d.Before.Uncovered == d.After.Uncovered && d.Money.Sign() == 0, "%+v\nbecomes %+v", d.Before, d.After)
		}
	}
}
