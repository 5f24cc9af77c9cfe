package swap_test

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
	"github.com/avtale/avtale/swap"
)

// world is a random history of two customers: their values and the ledger.
type world struct {
	values
	terms swap.Terms
	days  calendar.Calendar
	told  int
	now   calendar.Moment
}

const firstDay = calendar.Date(739616) // 2026-01-01

func newWorld(t *rapid.T, days calendar.Calendar) *world {
	terms := swap.Printed([]swap.Question{"on", "wet"})
	terms.Headcount = rapid.SampledFrom([]swap.Headcount{"", swap.FirstOfMonth, swap.ByDay}).Draw(t, "headcount")
	terms.Delivery.ClosedDay = rapid.SampledFrom([]calendar.ClosedDay{"", calendar.RollForward, calendar.Literal}).Draw(t, "closed day")
	terms.StockRounding = rapid.SampledFrom([]swap.StockRounding{"", swap.Up, swap.Nearest}).Draw(t, "rounding")
	terms.WhenEmpty = rapid.SampledFrom([]swap.WhenEmpty{"", swap.Backorder, swap.PromiseStands}).Draw(t, "when empty")
	terms.ReturnDays = rapid.SampledFrom([]int{0, 5}).Draw(t, "return days")
	terms.RefillDays = rapid.SampledFrom([]int{0, 5}).Draw(t, "refill days")
	w := &world{values: newValues(), terms: terms, days: days}
	at, err := days.Zone().Local(firstDay, calendar.MustClock("09:00"))
	require.NoError(t, err)
	w.now = at
	for _, customer := range []string{"M", "N"} {
		mode := rapid.SampledFrom([]swap.Mode{swap.Loan, swap.Exchange}).Draw(t, "mode")
		after := rapid.SampledFrom([]swap.AfterRepair{swap.ToUser, swap.ToPool}).Draw(t, "after")
		w.tell(t, swap.Conclusion{Agreement: "A" + customer, Customer: customer, Mode: mode, AfterRepair: after})
		w.tell(t, swap.Opening{Pool: "P" + customer, Customer: customer})
		for i, level := range []swap.LevelName{swap.PROF, swap.PROF, swap.BAS} {
			w.tell(t, swap.Attachment{User: "U" + customer + strconv.Itoa(i), Customer: customer, Level: level, From: firstDay})
		}
		w.tell(t, swap.Fleet{Model: "X", Phones: rapid.IntRange(0, 80).Draw(t, "phones")}, "P"+customer)
		w.stock(t, "P"+customer, "X", rapid.IntRange(0, 3).Draw(t, "stock"))
	}
	return w
}

func (w *world) stock(t *rapid.T, pool, model string, count int) {
	if count == 0 {
		return
	}
	order := w.id("O")
	purchase := swap.Purchase{Quantity: count, Acquisition: swap.Bought, Price: entitlement.MustMoney("100.00 SEK")}
	if rapid.Bool().Draw(t, "rented") {
		purchase.Acquisition = swap.Rented
	}
	w.tell(t, swap.Placement{Order: order, Model: model, By: "M", Purchase: purchase}, pool)
	for range rapid.IntRange(0, count+1).Draw(t, "arrivals") {
		w.tell(t, swap.Arrival{Device: w.id("D"), Owner: "LEASE", By: "centre", Warranty: firstDay + 10}, order, pool)
	}
}

// id returns an id that no value has.
func (w *world) id(prefix string) string {
	w.told++
	return prefix + strconv.Itoa(w.told)
}

// event happens a little later than the one before, or, now and then, earlier.
func (w *world) event(t *rapid.T) entitlement.Event {
	hours := rapid.SampledFrom([]int{0, 0, 1, 3, 14, 30}).Draw(t, "hours")
	w.now = w.days.Zone().In(w.now.Add(calendar.Seconds(hours) * calendar.Hour))
	event := entitlement.Event{Ref: w.id("e"), At: w.now, Entered: w.now}
	if rapid.IntRange(0, 9).Draw(t, "late") == 0 {
		event.At = w.days.Zone().In(w.now.Add(-20 * calendar.Hour))
	}
	return event
}

func oneOf[V any](t *rapid.T, from map[string]V, what string) (string, V, bool) {
	if len(from) == 0 {
		var none V
		return "", none, false
	}
	id := rapid.SampledFrom(slices.Sorted(maps.Keys(from))).Draw(t, what)
	return id, from[id], true
}

func clone(h swap.Holding) swap.Holding {
	h.Agreements, h.Users, h.Cases = slices.Clone(h.Agreements), slices.Clone(h.Users), slices.Clone(h.Cases)
	h.Waiting, h.Devices = slices.Clone(h.Waiting), slices.Clone(h.Devices)
	h.Pools, h.Orders = slices.Clone(h.Pools), slices.Clone(h.Orders)
	return h
}

// tell makes a transition, checks what holds of every single one, and posts it.
func (w *world) tell(t *rapid.T, fact swap.Fact, ids ...string) bool {
	event := w.event(t)
	if registration, ok := fact.(swap.Registration); ok {
		ids = append(ids, registration.Agreement, registration.User)
	}
	if attachment, ok := fact.(swap.Attachment); ok {
		ids = append(ids, attachment.User)
	}
	held := w.named(w.days, ids...)
	held.Waiting = rapid.Permutation(held.Waiting).Draw(t, "in any order")
	before := clone(held)
	changed, entry, err := swap.Do(w.terms, event, fact, held)
	requirePreview(t, w.terms, held, event, fact, changed, entry, err)
	require.Equal(t, before, held, "what is handed in is not changed")
	if err != nil {
		require.Equal(t, swap.Holding{}, changed, "a refusal changes nothing")
		require.Equal(t, swap.Entry{}, entry, "a refusal has no entry")
		refusal := (*entitlement.Refusal)(nil)
		if errors.As(err, &refusal) {
			_, ok := swap.Clauses().Find(refusal.Clause)
			require.True(t, ok && refusal.Pass != "", "%v has a clause and a way to pass", refusal)
			return false
		}
		require.True(t, errors.Is(err, entitlement.ErrInvalid) || errors.Is(err, entitlement.ErrMissing), "%v", err)
		return false
	}
	w.requireFair(t, fact, entry, held)
	require.NoError(t, w.post(t, changed, entry))
	entitlementtest.RoundTrips(t, entry)
	entitlementtest.Reasons(t, swap.Clauses(), []swap.Entry{entry})
	roundTrips(t, changed.Agreements)
	roundTrips(t, changed.Users)
	roundTrips(t, changed.Cases)
	roundTrips(t, changed.Devices)
	roundTrips(t, changed.Pools)
	roundTrips(t, changed.Orders)
	return true
}

func roundTrips[V any](t *rapid.T, values []V) {
	for _, value := range values {
		entitlementtest.RoundTrips(t, value)
	}
}

// requireFair checks a transition against the values as they were.
func (w *world) requireFair(t *rapid.T, fact swap.Fact, entry swap.Entry, held swap.Holding) {
	switch fact := fact.(type) {
	case swap.Registration:
		require.NotEmpty(t, held.Users[0].LevelAt(entry.At), "a case belongs to a user attached at registration (SWP-01)")
		setting, _ := held.Agreements[0].Setting(entry.At)
		require.Equal(t, setting, entry.Outcome.Case.Setting, "the version in force at registration (SWP-16)")
		require.False(t, fact.SIMReminderGiven.After(entry.At), "what is given afterwards is told by itself (SWP-07)")
		require.Equal(t, fact.Subject == swap.Fault && fact.SIMReminderGiven.IsZero(), entry.Outcome.SIMReminderMissing, "SWP-07")
	case swap.Detachment:
		after, err := held.Users[0].Apply(entry)
		require.NoError(t, err)
		for _, span := range after.Spans() {
			require.True(t, !span.Last.IsZero() && span.Last <= fact.Last, "attached to nothing from the day after, for good (SWP-01)")
		}
	case swap.Diagnosis:
		require.Empty(t, held.Cases[0].Questions(), "all questions are answered (SWP-10)")
	case swap.Closing:
		if fact.Outcome == swap.ReferredToWorkshop {
			result := held.Cases[0].Diagnosis().Result
			require.Contains(t, []swap.Result{swap.DefiniteFault, swap.Undetermined}, result, "no repair without a diagnosis (SWP-06)")
		}
	case swap.Shipment:
		c, device := held.Cases[0], held.Devices[0]
		diagnosis := c.Diagnosis()
		figures := c.Figures()
		require.True(t, figures.Features.Has(swap.SwapActivation) && len(c.Questions()) == 0 && device.Place() == swap.InStock)
		require.True(t, diagnosis.Result == swap.DefiniteFault || figures.Setting.Mode == swap.Loan && diagnosis.Necessary && diagnosis.Result == swap.Undetermined, "SWP-13")
		require.Equal(t, c.Customer(), device.Customer(), "a phone of one customer never goes to another's user (SWP-29)")
		_, promised := c.PromisedDate()
		require.True(t, promised, "a phone that is sent was promised")
	case swap.Decline:
		require.Equal(t, fact.Freight, entry.Charge, "what was sent back is charged (SWP-39)")
	case swap.Acceptance:
		_, amount := held.Cases[0].Estimated()
		require.Equal(t, amount, entry.Charge)
	case swap.Repair:
		c := held.Cases[0]
		answer, _ := c.Estimated()
		require.True(t, fact.Failed || c.WarrantyStatus() == swap.WithinWarranty || answer == swap.Accepted, "no repair without acceptance (SWP-42)")
		require.True(t, entry.Charge.Sign() <= 0 || !entry.Outcome.Sent.IsZero(), "a repair charges nothing but freight (SWP-41)")
	case swap.Arrival:
		require.GreaterOrEqual(t, held.Orders[0].Outstanding(), 1, "nothing comes that the customer did not approve (SWP-37)")
	}
	if served := entry.Outcome.Served; served.Case != "" {
		waiting := swap.Backorders(held.Waiting...)
		model := entry.Outcome.Shelves[0].Model
		waiting = slices.DeleteFunc(waiting, func(c swap.Case) bool {
			return w.wanted(c) != model || c.ID() == entry.Draws[0].Of
		})
		require.Equal(t, waiting[0].ID(), served.Case, "first registered, first served (SWP-44)")
	}
}

// wanted returns the model that a case waits for.
func (w *world) wanted(c swap.Case) string {
	for _, entry := range slices.Backward(w.log) {
		if entry.Kind == "activate" && entry.Draws[0].Of == c.ID() {
			return entry.Outcome.Step.Model
		}
	}
	return ""
}

// requireLaws checks what holds between the values, after every transition.
func (w *world) requireLaws(t *rapid.T) {
	for _, pool := range w.pools {
		onHand, onHold, coming, reserved, waiting, onOrder := map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}
		var own []swap.Device
		for _, device := range w.devices {
			if device.Customer() != pool.Customer() {
				continue
			}
			own = append(own, device)
			at := device.Where()
			if at.Place == swap.InStock {
				require.Equal(t, pool.ID(), at.Pool)
				onHand[device.Figures().Model]++
			} else if at.Pool != "" && at.Place == swap.OnHold && at.Case == "" {
				onHold[device.Figures().Model]++
			} else if at.Pool != "" && !at.Place.Gone() {
				coming[device.Figures().Model]++
			}
			require.Equal(t, at.Place.Gone(), !at.Left.IsZero())
		}
		for _, c := range w.cases {
			if c.Customer() != pool.Customer() {
				continue
			}
			switch c.Swap() {
			case swap.Reserved:
				reserved[w.wanted(c)]++
			case swap.Backordered:
				waiting[w.wanted(c)]++
			}
			if c.Faulty() == swap.Awaited && c.Figures().Setting.AfterRepair == swap.ToPool {
				coming[c.Figures().Model]++
			}
		}
		for _, order := range w.orders {
			if order.Customer() == pool.Customer() {
				onOrder[order.Figures().Model] += order.Outstanding()
			}
		}
		for _, shelf := range pool.Shelves() {
			require.Equal(t, onHand[shelf.Model], shelf.OnHand, "on hand (SWP-36)")
			require.Equal(t, onHold[shelf.Model], shelf.OnHold, "on hold, and no case waits for it")
			require.Equal(t, coming[shelf.Model], shelf.Coming, "coming back (SWP-38)")
			require.Equal(t, reserved[shelf.Model], shelf.Reserved)
			require.Equal(t, waiting[shelf.Model], shelf.Waiting)
			require.Equal(t, onOrder[shelf.Model], shelf.OnOrder)
			require.False(t, shelf.Waiting > 0 && shelf.Free() > 0, "nobody waits while a phone is free (SWP-44)")
			if due := pool.RefillDue(shelf.Model, w.now); due > 0 {
				require.Empty(t, shelf.Request, "no second open request (SWP-38)")
				target := slices.IndexFunc(pool.TargetPerModel(), func(f swap.Fleet) bool { return f.Model == shelf.Model })
				require.Equal(t, pool.TargetPerModel()[target].Phones, due+shelf.OnHand+shelf.Coming+shelf.OnOrder, "what is on hold is not counted (SWP-38)")
			}
		}
		tallies, err := pool.Audit(own...)
		require.NoError(t, err)
		sum := 0
		for _, tally := range tallies {
			sum += tally.Devices
		}
		require.Equal(t, len(own), sum, "every phone is in exactly one place (SWP-45)")
		require.Zero(t, pool.Shortfall()*pool.Surplus(), "SWP-32")
	}
	for _, c := range w.cases {
		w.requireCase(t, c)
	}
}

func (w *world) requireCase(t *rapid.T, c swap.Case) {
	promised, given := c.PromisedDate()
	if given {
		working, err := w.days.IsWorkingDay(promised)
		require.NoError(t, err)
		require.True(t, working && promised > c.Figures().Registered.Date(), "a working day after the registration (SWP-19)")
	}
	if c.Swap() == swap.Backordered && w.terms.WhenEmpty != swap.PromiseStands {
		require.False(t, given, "no promise without a phone (SWP-44)")
	}
	kept, late := c.PromiseKept()
	require.False(t, kept && late > 0)
	sent := c.Outcome() == swap.SwapSent
	require.Equal(t, sent, c.Faulty() != "", "a swap phone that is sent has one faulty phone awaited (SWP-14)")
	require.Equal(t, sent, c.SwapDevice() != "")
	if !sent {
		require.Empty(t, c.SwapBack())
	}
	if c.Finished() {
		require.NotEmpty(t, c.Outcome())
		require.NotEqual(t, swap.Awaited, c.SwapBack())
		require.NotEqual(t, swap.Awaited, c.Faulty())
	}
}

// act tells something that can happen now, most often something that fits.
func (w *world) act(t *rapid.T) {
	id, c, ok := oneOf(t, w.cases, "case")
	if !ok {
		return
	}
	pool := "P" + c.Customer()
	device, _, _ := oneOf(t, w.devices, "some device")
	if rapid.IntRange(0, 9).Draw(t, "fits") > 0 {
		device = w.fitting(c, device)
	}
	money := func(amount string) entitlement.Money { return entitlement.MustMoney(amount + " SEK") }
	freight := rapid.SampledFrom([]entitlement.Money{{}, money("89.00")}).Draw(t, "freight")
	acts := map[string]func(){
		"answer": func() {
			for _, question := range c.Questions() {
				w.tell(t, swap.Reply{Question: question}, id)
			}
		},
		"diagnose": func() {
			result := rapid.SampledFrom([]swap.Result{swap.DefiniteFault, swap.DefiniteFault, swap.Undetermined, swap.HandlingError, swap.NotThePhone}).Draw(t, "result")
			w.tell(t, swap.Diagnosis{Result: result, Necessary: rapid.Bool().Draw(t, "necessary")}, id)
		},
		"activate": func() {
			w.tell(t, swap.Activation{Model: rapid.SampledFrom([]string{"X", "X", "X", "Y"}).Draw(t, "model")}, id, pool)
		},
		"ship": func() {
			w.tell(t, swap.Shipment{By: "centre", Freight: money("89.00"), Packaging: money("25.00")}, id, pool, device)
		},
		"deliver": func() { w.tell(t, swap.Delivery{By: "post"}, id, device) },
		"return": func() {
			w.tell(t, swap.Return{By: "centre", Freight: freight, Unfit: rapid.Bool().Draw(t, "unfit")}, id, pool, c.SwapDevice())
		},
		"receive": func() {
			receipt := swap.Receipt{Device: w.id("F"), Model: c.Figures().Model, By: "servicer", Freight: freight, Warranty: firstDay + 10}
			others := []string{id, pool}
			if held := w.devices[device]; rapid.IntRange(0, 2).Draw(t, "known") == 0 {
				receipt.Device, receipt.Model = device, held.Figures().Model
				others = append(others, device)
				if lent := held.Where().Case; lent != "" && lent != id {
					others = append(others, lent)
				}
			}
			w.tell(t, receipt, others...)
		},
		"writeoff": func() {
			off := swap.WritingOff{Phone: swap.FaultyPhone, By: "centre", Because: "never came"}
			if rapid.Bool().Draw(t, "swap phone") {
				off.Phone = swap.SwapPhone
				w.tell(t, off, id, pool, c.SwapDevice())
				return
			}
			w.tell(t, off, id, pool)
		},
		"estimate": func() {
			w.tell(t, swap.Estimate{Fee: money("300.00"), Amount: money("1900.00"), Biller: "servicer", Handling: rapid.Bool().Draw(t, "handling")}, id)
		},
		"accept": func() { w.tell(t, swap.Acceptance{By: c.Customer()}, id) },
		"decline": func() {
			fate := rapid.SampledFrom([]swap.Fate{swap.Scrap, swap.GiveBack}).Draw(t, "fate")
			w.tell(t, swap.Decline{By: c.Customer(), Then: fate, Freight: freight}, id, pool, device)
		},
		"repair": func() {
			w.tell(t, swap.Repair{By: "servicer", Failed: rapid.IntRange(0, 4).Draw(t, "failed") == 0, Warranty: firstDay + 400}, id, pool, device)
		},
		"cancel": func() { w.tell(t, swap.Cancellation{Because: "solved"}, id, pool) },
		"close": func() {
			outcome := rapid.SampledFrom([]swap.CaseOutcome{swap.SolvedByPhone, swap.ReferredToWorkshop, swap.Refused}).Draw(t, "outcome")
			w.tell(t, swap.Closing{Outcome: outcome}, id)
		},
		"slip":   func() { w.tell(t, swap.Slip{By: "U"}, id) },
		"advise": func() { w.tell(t, swap.Advice{Given: swap.SIMReminder}, id) },
	}
	next := rapid.SampledFrom(slices.Sorted(maps.Keys(acts))).Draw(t, "act")
	if rapid.IntRange(0, 3).Draw(t, "on its way") > 0 {
		next = onItsWay(t, c, next)
	}
	acts[next]()
}

// onItsWay returns what usually happens next to a case.
func onItsWay(t *rapid.T, c swap.Case, otherwise string) string {
	result := c.Diagnosis().Result
	answer, _ := c.Estimated()
	open := func(acts ...string) string { return rapid.SampledFrom(acts).Draw(t, "next") }
	switch {
	case len(c.Questions()) > 0:
		return "answer"
	case c.Outcome() == "" && result == "":
		return "diagnose"
	case c.Outcome() == "" && c.Swap() == "":
		return open("activate", "activate", "activate", "close", "diagnose")
	case c.Swap() == swap.Reserved:
		return open("ship", "ship", "ship", "cancel")
	case c.Swap() == swap.Shipped:
		return open("deliver", "deliver", "receive", "writeoff")
	case c.Faulty() == swap.Awaited:
		return open("receive", "receive", "receive", "return", "writeoff")
	case c.Faulty() == swap.Arrived && c.Repaired() == "" && answer == swap.Unanswered:
		return open("accept", "decline")
	case c.Faulty() == swap.Arrived && c.Repaired() == "":
		return open("repair", "repair", "estimate", "return")
	case c.SwapBack() == swap.Awaited:
		return "return"
	default:
		return otherwise
	}
}

// fitting returns a device that a case may need next.
func (w *world) fitting(c swap.Case, otherwise string) string {
	for _, id := range slices.Sorted(maps.Keys(w.devices)) {
		device := w.devices[id]
		if device.Customer() != c.Customer() {
			continue
		}
		at := device.Where()
		switch {
		case c.Swap() == swap.Reserved && at.Place == swap.InStock && device.Figures().Model == w.wanted(c),
			c.Swap() == swap.Shipped && id == c.SwapDevice(),
			c.Faulty() == swap.Arrived && c.Repaired() == "" && at.Place == swap.InRepair && at.Case == c.ID():
			return id
		}
	}
	return otherwise
}

func TestLaws(t *testing.T) {
	days := workingDays(t)
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(t, days)
		customer := func() string { return rapid.SampledFrom([]string{"M", "M", "M", "N"}).Draw(t, "customer") }
		register := func(t *rapid.T) {
			m := customer()
			subject := rapid.SampledFrom([]string{swap.Fault, swap.Fault, swap.Fault, "sync", "password"}).Draw(t, "subject")
			var reminded calendar.Moment
			if minutes := rapid.SampledFrom([]int{-10, 0, 0, 0, 10}).Draw(t, "reminded"); minutes != 0 {
				reminded = w.days.Zone().In(w.now.Add(calendar.Seconds(minutes) * calendar.Minute))
			}
			w.tell(t, swap.Registration{
				SIMReminderGiven: reminded,
				Case:             w.id("C"), Agreement: "A" + m, User: "U" + m + strconv.Itoa(rapid.IntRange(0, 3).Draw(t, "user")),
				Subject: subject, Model: "X", Warranty: rapid.SampledFrom([]calendar.Date{0, firstDay + 1, firstDay + 400}).Draw(t, "warranty"),
			})
		}
		acts := map[string]func(*rapid.T){
			"register": register,
			"change": func(t *rapid.T) {
				m := customer()
				w.tell(t, swap.Change{
					From: w.now.Date() + calendar.Date(rapid.IntRange(-3, 3).Draw(t, "from")),
					Mode: rapid.SampledFrom([]swap.Mode{swap.Loan, swap.Exchange}).Draw(t, "mode"), AfterRepair: rapid.SampledFrom([]swap.AfterRepair{swap.ToUser, swap.ToPool}).Draw(t, "after"),
				}, "A"+m)
			},
			"attach": func(t *rapid.T) {
				m := customer()
				w.tell(t, swap.Attachment{
					User: "U" + m + strconv.Itoa(rapid.IntRange(0, 3).Draw(t, "user")), Customer: m,
					Level: rapid.SampledFrom([]swap.LevelName{swap.BAS, swap.PROF}).Draw(t, "level"), From: w.now.Date() + calendar.Date(rapid.IntRange(-3, 3).Draw(t, "from")),
				})
			},
			"detach": func(t *rapid.T) {
				if id, _, ok := oneOf(t, w.users, "user"); ok {
					w.tell(t, swap.Detachment{Last: w.now.Date() + calendar.Date(rapid.IntRange(-3, 3).Draw(t, "last"))}, id)
				}
			},
			"move": func(t *rapid.T) {
				id, device, ok := oneOf(t, w.devices, "device")
				if !ok {
					return
				}
				to := rapid.SampledFrom([]swap.Place{swap.OnHold, swap.InStock, swap.Lost, swap.WrittenOff, swap.SentBack, swap.GivenBack, swap.InTransit, swap.HandedOver}).Draw(t, "to")
				pool := "P" + device.Customer()
				if device.Customer() == "" {
					pool = "PM"
				}
				w.tell(t, swap.Movement{To: to, By: "centre", Because: "so"}, id, pool)
			},
			"take in": func(t *rapid.T) {
				taken := swap.TakingIn{Device: w.id("F"), Model: "X", By: "servicer"}
				if id, device, ok := oneOf(t, w.devices, "device"); ok && rapid.Bool().Draw(t, "known") {
					taken.Device, taken.Model = id, device.Figures().Model
				}
				w.tell(t, taken, taken.Device)
			},
			"order": func(t *rapid.T) {
				w.stock(t, "P"+customer(), rapid.SampledFrom([]string{"X", "Y"}).Draw(t, "model"), rapid.IntRange(1, 2).Draw(t, "count"))
			},
			"propose": func(t *rapid.T) {
				w.tell(t, swap.Proposal{Order: w.id("O"), Model: "Y", Quantity: 2, Because: "X is old"}, "P"+customer())
			},
			"refill": func(t *rapid.T) { w.tell(t, swap.Refill{Order: w.id("O"), Model: "X"}, "P"+customer()) },
			"decide": func(t *rapid.T) {
				id, order, ok := oneOf(t, w.orders, "order")
				if !ok {
					return
				}
				decision := swap.OrderDecision{By: "M"}
				if n := rapid.IntRange(0, 2).Draw(t, "quantity"); n > 0 {
					decision.Purchase = swap.Purchase{Quantity: n, Acquisition: swap.Bought, Price: entitlement.MustMoney("100.00 SEK")}
				}
				w.tell(t, decision, id, order.Figures().Pool)
			},
			"arrive": func(t *rapid.T) {
				if id, order, ok := oneOf(t, w.orders, "order"); ok {
					w.tell(t, swap.Arrival{Device: w.id("D"), Owner: "LEASE", By: "centre"}, id, order.Figures().Pool)
				}
			},
			"fleet": func(t *rapid.T) {
				w.tell(t, swap.Fleet{Model: "X", Phones: rapid.IntRange(0, 80).Draw(t, "phones")}, "P"+customer())
			},
			"count": func(t *rapid.T) { w.countStock(t, customer()) },
			"parcel": func(t *rapid.T) {
				w.tell(t, swap.Parcel{What: "bags", By: "centre", Freight: entitlement.MustMoney("40.00 SEK"), Packaging: entitlement.MustMoney("0.00 SEK")}, "A"+customer())
			},
			"credit": func(t *rapid.T) {
				entry := rapid.SampledFrom(w.log).Draw(t, "entry")
				w.tell(t, swap.Credit{Of: entry.Ref, Because: "told wrong"}, "A"+customer())
			},
			"end order": func(t *rapid.T) {
				if id, order, ok := oneOf(t, w.orders, "order"); ok && rapid.IntRange(0, 3).Draw(t, "really") == 0 {
					w.tell(t, swap.Ending{By: "M", Because: "sold out"}, id, order.Figures().Pool)
				}
			},
			"backup": func(t *rapid.T) {
				w.tell(t, swap.Backup{Order: w.id("O"), Customer: "M", Model: "Z", By: "M", Purchase: bought(1)})
			},
			"invoice": func(t *rapid.T) {
				w.tell(t, swap.Invoicing{Month: swap.MonthOf(w.now.Date() - 20), Currency: "SEK"}, "A"+customer())
			},
			"leave": func(t *rapid.T) {
				if rapid.IntRange(0, 9).Draw(t, "really") == 0 {
					w.tell(t, swap.Leaving{By: "centre"}, "PN")
				}
			},
			"": func(t *rapid.T) { w.requireLaws(t) },
		}
		for i := range 8 {
			acts["act "+strconv.Itoa(i)] = w.act
			acts["register "+strconv.Itoa(i%2)] = register
		}
		t.Repeat(acts)
		t.Repeat(acts) // a history of twice the usual length
		w.requireLedger(t)
	})
}

// countStock finds all phones of a model but some.
func (w *world) countStock(t *rapid.T, customer string) {
	var found []string
	var all []swap.Device
	for _, id := range slices.Sorted(maps.Keys(w.devices)) {
		device := w.devices[id]
		if device.Customer() != customer {
			continue
		}
		all = append(all, device)
		if device.Place() == swap.InStock && device.Figures().Model == "X" && rapid.IntRange(0, 9).Draw(t, "there") > 0 {
			found = append(found, id)
		}
	}
	missing, err := swap.MissingDevices("X", found, all...)
	require.NoError(t, err)
	ids := []string{"P" + customer}
	for _, device := range missing {
		ids = append(ids, device.ID())
	}
	require.True(t, w.tell(t, swap.Count{Model: "X", Found: len(found), By: "centre"}, ids...))
	require.Equal(t, len(found), w.pools["P"+customer].Shelf("X").OnHand)
}

// requireLedger checks what holds of a whole history.
func (w *world) requireLedger(t *rapid.T) {
	require.NoError(t, swap.Verify(w.terms.Always, w.log, w.days))
	gaps(t, w.log, w.agreements, swap.Agreement.Apply)
	gaps(t, w.log, w.users, swap.User.Apply)
	gaps(t, w.log, w.cases, swap.Case.Apply)
	gaps(t, w.log, w.devices, swap.Device.Apply)
	gaps(t, w.log, w.pools, swap.Pool.Apply)
	gaps(t, w.log, w.orders, swap.Order.Apply)
	for _, customer := range []string{"M", "N"} {
		w.requireInvoices(t, customer)
		w.requireReports(t, customer)
	}
	for _, id := range slices.Sorted(maps.Keys(w.cases)) {
		w.requireFinishable(t, id)
	}
	w.requireAlteredNoticed(t, rapid.IntRange(0, len(w.log)-1).Draw(t, "altered"))
}

func gaps[V any](t *rapid.T, log []swap.Entry, values map[string]V, apply func(V, swap.Entry) (V, error)) {
	for id := range values {
		entitlementtest.Gaps(t, id, log, apply)
	}
}

// requireFinishable brings a case to its end, from wherever it is.
func (w *world) requireFinishable(t *rapid.T, id string) {
	for range 8 {
		c := w.cases[id]
		if c.Finished() {
			return
		}
		pool := "P" + c.Customer()
		device := w.fitting(c, c.SwapDevice())
		_ = c.Outcome() == "" && (w.tell(t, swap.Cancellation{Because: "x"}, id, pool) || w.tell(t, swap.Closing{Outcome: swap.Refused}, id)) ||
			w.tell(t, swap.Delivery{By: "post"}, id, c.SwapDevice()) ||
			w.tell(t, swap.Return{By: "centre"}, id, pool, c.SwapDevice()) ||
			w.tell(t, swap.WritingOff{Phone: swap.SwapPhone, By: "centre", Because: "gone"}, id, pool, c.SwapDevice()) ||
			w.tell(t, swap.WritingOff{Phone: swap.FaultyPhone, By: "centre", Because: "gone"}, id, pool) ||
			w.tell(t, swap.Repair{By: "servicer", Failed: true}, id, pool, device)
	}
	require.Fail(t, "a case cannot be finished", "%+v", w.cases[id])
}

// requireInvoices draws what is left and finds every shipment on one invoice
// (SWP-39).
func (w *world) requireInvoices(t *rapid.T, customer string) {
	agreement, log := w.agreements["A"+customer], w.log
	last := swap.MonthOf(w.now.Date())
	at, err := w.days.Zone().Local(last.Next().First(), 0)
	require.NoError(t, err)
	next, _, entry, err := agreement.Invoice(entitlement.Event{Ref: "last", At: at, Entered: at}, swap.Invoicing{Month: last, Currency: "SEK"}, log)
	if err == nil {
		log, err = ledger.Append(log, entry)
		require.NoError(t, err)
		agreement = next
	} else {
		require.True(t, errors.Is(err, swap.NothingToInvoice) || errors.Is(err, swap.AlreadyInvoiced), "%v", err)
	}
	billed := map[string]int{}
	var total, shipped entitlement.Money
	for month := swap.MonthOf(firstDay - 60); month <= last; month = month.Next() {
		invoice, drawn := agreement.Invoiced(swap.Invoicing{Month: month, Currency: "SEK"}, log)
		if !drawn {
			continue
		}
		var sum entitlement.Money
		for _, line := range invoice.Lines {
			billed[line.Ref]++
			require.LessOrEqual(t, swap.MonthOf(line.Sent), month)
			sum, err = sum.Add(line.Amount)
			require.NoError(t, err)
		}
		require.Equal(t, sum, invoice.Total)
		total, err = total.Add(invoice.Total)
		require.NoError(t, err)
	}
	for _, entry := range log {
		if entry.Outcome.Customer == customer && !entry.Outcome.Sent.IsZero() {
			if billed[entry.Ref] == 1 {
				shipped, err = shipped.Add(entry.Charge)
				require.NoError(t, err)
			}
			late := swap.MonthOf(entry.Outcome.Sent) > last
			require.True(t, billed[entry.Ref] == 1 || late || w.after(customer, entry.Ref), "%s is billed %d times", entry.Ref, billed[entry.Ref])
		}
	}
	require.Equal(t, shipped, total)
}

// after reports whether a shipment was recorded after its last invoice was drawn.
func (w *world) after(customer, ref string) bool {
	for _, entry := range slices.Backward(w.log) {
		if entry.Ref == ref {
			return true
		}
		if entry.Kind == "invoice" && entry.Outcome.Customer == customer {
			return false
		}
	}
	return false
}

// requireReports adds up the reports of two stretches (SWP-40).
func (w *world) requireReports(t *rapid.T, customer string) {
	end := w.now.Date() + 60
	middle := firstDay + (w.now.Date()-firstDay)/2
	at := w.days.Zone().In(w.now.Add(calendar.Hour))
	all, err := swap.ReportOf(customer, w.log, firstDay-60, end, at)
	require.NoError(t, err)
	first, err := swap.ReportOf(customer, w.log, firstDay-60, middle, at)
	require.NoError(t, err)
	second, err := swap.ReportOf(customer, w.log, middle, end, at)
	require.NoError(t, err)
	logged := 0
	for _, c := range w.cases {
		if c.Customer() == customer {
			logged++
		}
	}
	require.Equal(t, logged, all.Cases, "every case is in the report")
	require.Equal(t, all.Cases, first.Cases+second.Cases, "and in exactly one period")
	require.Equal(t, all.Kept, first.Kept+second.Kept)
	for _, groups := range [][]swap.CaseCount{all.Levels, all.Features, all.Outcomes, all.Causes, all.Models} {
		sum := 0
		for _, group := range groups {
			sum += group.Cases
		}
		require.Equal(t, all.Cases, sum, "categories sum to the cases")
	}
	require.Equal(t, all.Cases, all.InWarranty+all.OutOfWarranty+all.WarrantyNotStated)
	var freight entitlement.Money
	for _, amount := range slices.Concat(first.Freight, second.Freight) {
		freight, err = freight.Add(amount)
		require.NoError(t, err)
	}
	if freight.IsZero() {
		require.Empty(t, all.Freight)
	} else {
		require.Equal(t, []entitlement.Money{freight}, all.Freight)
	}
}

// requireAlteredNoticed alters one entry in each of its parts.
func (w *world) requireAlteredNoticed(t *rapid.T, i int) {
	for name, alter := range map[string]func(*swap.Entry){
		"moved":  func(e *swap.Entry) { e.Draws = slices.Clone(e.Draws); e.Draws[0].Moved++ },
		"charge": func(e *swap.Entry) { e.Charge = entitlement.MustMoney("0.01 SEK") },
		"why":    func(e *swap.Entry) { e.Why = e.Why[1:] },
		"shelf":  func(e *swap.Entry) { e.Outcome.Shelves[1].OnHand++ },
		"place":  func(e *swap.Entry) { e.Outcome.Where.Pool += "x" },
		"step":   func(e *swap.Entry) { e.Outcome.Step.Late++ },
	} {
		log := slices.Clone(w.log)
		alter(&log[i])
		require.ErrorIs(t, swap.Verify(w.terms.Always, log[:i+1], w.days), entitlement.ErrLedger, "%s of %s", name, log[i].Ref)
	}
}

// The promise is a working day after the registration; it never comes earlier for
// a later report; it is the same all day before the cutoff and all day after it, a
// working day apart; the literal reading is never later, and differs only before
// the cutoff of closed days; the zone in which the moment is told is nothing to it
// (SWP-19, SWP-25, SWP-26, GEN-01).
func TestPromise(t *testing.T) {
	days, eves := workingDays(t), workingDays(t, calendar.Public)
	london, err := calendar.ParseMoment("2026-01-01T00:00:00+00:00")
	require.NoError(t, err)
	rapid.Check(t, func(t *rapid.T) {
		literal := printed()
		literal.Delivery.ClosedDay = calendar.Literal
		at := days.Zone().In(london.Add(calendar.Seconds(rapid.IntRange(0, 800*24*3600).Draw(t, "second"))))
		later := days.Zone().In(at.Add(calendar.Seconds(rapid.IntRange(0, 5*24*3600).Draw(t, "later"))))
		promised, err := printed().PromisedDate(at, days)
		require.NoError(t, err)
		working, err := days.IsWorkingDay(promised)
		require.NoError(t, err)
		require.True(t, working && promised > at.Date())
		afterwards, err := printed().PromisedDate(later, days)
		require.NoError(t, err)
		require.LessOrEqual(t, promised, afterwards)
		elsewhere, err := printed().PromisedDate(london.Add(at.Since(london)), days)
		require.NoError(t, err)
		require.Equal(t, promised, elsewhere)
		more, err := printed().PromisedDate(at, eves)
		require.NoError(t, err)
		require.LessOrEqual(t, more, promised, "closed days taken out make no promise later (SWP-27)")
		early, err := literal.PromisedDate(at, days)
		require.NoError(t, err)
		today, err := days.IsWorkingDay(at.Date())
		require.NoError(t, err)
		before := at.Clock() < calendar.MustClock("14:00")
		if today || !before {
			require.Equal(t, promised, early)
		} else {
			require.Less(t, early, promised)
		}
		received, err := printed().EffectiveRegistrationDay(at, days)
		require.NoError(t, err)
		require.Equal(t, today && before, received == at.Date())
		left, err := printed().TimeToCutoff(at, days)
		require.NoError(t, err)
		require.Equal(t, today && before, left > 0)
		if left > 0 {
			last, err := printed().PromisedDate(at.Add(left-1), days)
			require.NoError(t, err)
			missed, err := printed().PromisedDate(at.Add(left), days)
			require.NoError(t, err)
			require.Equal(t, promised, last)
			next, err := days.AddWorkingDays(promised, 1)
			require.NoError(t, err)
			require.Equal(t, next, missed)
		}
	})
}

// The target covers the share and is less than a phone above it; it grows with the
// fleet; shared out to models it is the target again, each within a phone of its
// share; each model by itself takes at least as many (SWP-30, SWP-31, SWP-34).
func TestGuide(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		terms, nearest := printed(), printed()
		terms.StockShare = entitlement.Percent(rapid.IntRange(1, 2000).Draw(t, "share"))
		nearest.StockShare, nearest.StockRounding = terms.StockShare, swap.Nearest
		phones := rapid.IntRange(0, 5000).Draw(t, "phones")
		exact := phones * int(terms.StockShare)
		target := terms.TargetStock(phones)
		require.True(t, exact <= target*100_00 && target*100_00 < exact+100_00)
		require.LessOrEqual(t, target, terms.TargetStock(phones+1))
		require.Zero(t, terms.TargetStock(0))
		near := nearest.TargetStock(phones)
		require.LessOrEqual(t, near, target)
		require.LessOrEqual(t, max(near*100_00-exact, exact-near*100_00), 50_00)
		if exact%100_00 == 0 {
			require.Equal(t, target, near)
		}
		var fleet []swap.Fleet
		all, each := 0, 0
		for i := range rapid.IntRange(1, 8).Draw(t, "models") {
			one := swap.Fleet{Model: strconv.Itoa(i), Phones: rapid.IntRange(0, 300).Draw(t, "of it")}
			fleet = append(fleet, one)
			all += one.Phones
			each += terms.TargetStock(one.Phones)
		}
		for _, of := range []swap.Terms{terms, nearest} {
			sum := 0
			shuffled := rapid.Permutation(fleet).Draw(t, "in any order")
			for i, one := range of.TargetPerModel(shuffled...) {
				require.Equal(t, fleet[i].Model, one.Model)
				share := fleet[i].Phones * int(of.StockShare)
				require.Less(t, max(one.Phones*100_00-share, share-one.Phones*100_00), 100_00, "within one of its share")
				sum += one.Phones
			}
			require.Equal(t, of.TargetStock(all), sum)
		}
		require.GreaterOrEqual(t, each, terms.TargetStock(all))
	})
}

// The monthly fee is linear in the users, and both ways of counting agree in a
// month without a change (SWP-03, SWP-04).
func TestFee(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		byDay := printed()
		byDay.Headcount = swap.ByDay
		month := swap.MonthOf(firstDay + calendar.Date(rapid.IntRange(0, 800).Draw(t, "day")))
		w := &world{values: newValues(), terms: printed()}
		var users []swap.User
		steady := true
		days := 0
		for i := range rapid.IntRange(0, 8).Draw(t, "users") {
			from := month.First() + calendar.Date(rapid.SampledFrom([]int{-400, -1, 0, 1, 14, 27, 35}).Draw(t, "from"))
			at, err := calendar.ParseMoment(firstDay.String() + "T09:00:00+01:00")
			require.NoError(t, err)
			event := entitlement.Event{Ref: "a", At: at, Entered: at}
			user, _, err := swap.User{}.Attach(w.terms, event, swap.Attachment{User: "U" + strconv.Itoa(i), Customer: "M", Level: swap.PROF, From: from})
			require.NoError(t, err)
			last := month.Next().First() + 100
			if rapid.Bool().Draw(t, "leaves") {
				last = from + calendar.Date(rapid.SampledFrom([]int{0, 5, 31, 500}).Draw(t, "days"))
				if planned := rapid.SampledFrom([]calendar.Date{0, 1, 10}).Draw(t, "planned"); planned > 0 { // and ended before it begins
					user, _, err = user.Attach(w.terms, event, swap.Attachment{User: user.ID(), Customer: "M", Level: swap.PROF, From: last + planned})
					require.NoError(t, err)
				}
				user, _, err = user.Detach(event, swap.Detachment{Last: last})
				require.NoError(t, err)
			}
			users = append(users, user)
			present := 0
			for day := month.First(); day < month.Next().First(); day++ {
				if from <= day && day <= last {
					present++
				}
			}
			days += present
			steady = steady && (present == 0 || present == month.Days())
		}
		require.Equal(t, days, byDay.HeadcountOf(swap.PROF, month, users...))
		fee, err := printed().MonthlyFee(month, users...)
		require.NoError(t, err)
		count := printed().HeadcountOf(swap.PROF, month, users...)
		want, err := entitlement.MustMoney("39.00 SEK").Times(count)
		require.NoError(t, err)
		require.True(t, want.Decimal().Equal(fee.Total.Decimal()))
		if steady {
			same, err := byDay.MonthlyFee(month, users...)
			require.NoError(t, err)
			require.True(t, want.Decimal().Equal(same.Total.Decimal()))
		}
	})
}
