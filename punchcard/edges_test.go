package punchcard_test

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/entitlementtest"
	"github.com/avtale/avtale/entitlement/ledger"
	"github.com/avtale/avtale/punchcard"
)

// The zero values cover nothing and refuse everything.
func TestZeroValues(t *testing.T) {
	assert.Empty(t, punchcard.KindOf(nil))
	event := at("r", "2021-06-01", "09:00")
	var card punchcard.Card
	var task punchcard.Task
	var addOn punchcard.AddOn
	var terms punchcard.Terms

	assert.Equal(t, punchcard.NoCard, card.State(event.At))
	assert.Zero(t, card.Balance(event.At))
	assert.True(t, card.PerClip().IsZero())
	clips, value, err := card.Forfeited(event.At)
	assert.NoError(t, err)
	assert.Zero(t, clips)
	assert.True(t, value.IsZero())
	assert.False(t, addOn.Active(event.At, bought("K", "2021-05-12", 10)))
	assert.Empty(t, addOn.DuePunches(event.At))
	assert.Empty(t, addOn.ChecksDue(event.At))
	assert.ErrorIs(t, terms.Validate(), entitlement.ErrMissing)

	good := bought("K", "2021-05-12", 10)
	for name, tell := range map[string]func() error{
		"transfer": func() error {
			_, _, err := card.Transfer(event, punchcard.Transfer{To: "X", Agreement: "Y"})
			return err
		},
		"stop": func() error { _, _, err := card.Stop(event); return err },
		"renew": func() error {
			_, _, _, err := card.Renew(provider(), event, punchcard.Renewal{Card: "L", Size: 10})
			return err
		},
		"punch": func() error {
			_, _, _, err := task.Punch(event, session(calendar.Hour), good)
			return err
		},
		"punch on the zero card": func() error {
			_, _, _, err := opened("T").Punch(event, session(calendar.Hour), card)
			return err
		},
		"close": func() error { _, _, err := task.Close(event); return err },
		"settle": func() error {
			_, _, _, err := task.Settle(provider(), event, punchcard.Settlement{By: punchcard.Waived})
			return err
		},
		"end":    func() error { _, _, err := addOn.End(event, punchcard.AddOnEnd{Last: event.At.Date()}); return err },
		"period": func() error { _, _, _, _, err := addOn.Punch(event, punchcard.Period{Task: "P"}, good); return err },
		"check": func() error {
			_, _, _, _, err := addOn.Check(event, punchcard.Check{Task: "P", By: "PH", Place: punchcard.Remote}, good)
			return err
		},
		"call": func() error { _, _, err := addOn.Call(event, punchcard.Call{What: "?", By: "PH"}, good); return err },
		"reverse": func() error {
			_, _, err := punchcard.Reverse(event, punchcard.Reversal{Of: "e", Because: "x"}, punchcard.Holding{})
			return err
		},
		"correct": func() error {
			_, _, err := punchcard.Correct(provider().Always, event, punchcard.Correction{Of: "e"}, nil, punchcard.Holding{})
			return err
		},
		"nothing": func() error {
			_, _, err := punchcard.Do(provider(), event, nil, punchcard.Holding{})
			return err
		},
	} {
		assert.ErrorIs(t, tell(), entitlement.ErrInvalid, name)
	}
	_, _, err = punchcard.Buy(terms, event, punchcard.Purchase{Card: "K", Holder: "C", Size: 10})
	assert.ErrorIs(t, err, entitlement.ErrMissing)
	_, _, err = punchcard.Open(terms, event, punchcard.Order{Task: "T", Holder: "C"})
	assert.ErrorIs(t, err, entitlement.ErrMissing)
	_, _, err = punchcard.StartAddOn(terms, event, punchcard.AddOnStart{
		AddOn: "A", Holder: "C", Product: punchcard.PhoneSupport, From: event.At.Date(),
	}, punchcard.Holding{})
	assert.ErrorIs(t, err, entitlement.ErrMissing)
}

// A fact that is malformed is an error whatever it is told to.
func TestMalformedFacts(t *testing.T) {
	good := at("r", "2021-06-01", "09:00")
	held := punchcard.Holding{
		Cards: []punchcard.Card{bought("K", "2021-05-12", 10)},
		Tasks: []punchcard.Task{opened("T")},
	}
	remote := punchcard.Remote
	for name, fact := range map[string]punchcard.Fact{
		"no card":            punchcard.Purchase{Holder: "C", Size: 10},
		"no holder":          punchcard.Purchase{Card: "K", Size: 10},
		"no text":            punchcard.Purchase{Card: "K\xff", Holder: "C", Size: 10},
		"no new card":        punchcard.Renewal{Size: 10},
		"nobody":             punchcard.Transfer{Agreement: "X"},
		"the same holder":    punchcard.Transfer{To: "ACME", Agreement: "X"},
		"no task":            punchcard.Order{Holder: "C"},
		"nobody's task":      punchcard.Order{Task: "T"},
		"no agreement text":  punchcard.Transfer{To: "D", Agreement: "\xff"},
		"no text of work":    punchcard.Session{What: "\xff", By: "b", Place: remote},
		"no person's text":   punchcard.Session{What: "w", By: "\xff", Place: remote},
		"no reference text":  punchcard.Session{What: "w", By: "b", Place: remote, Replaces: "\xff"},
		"negative work":      punchcard.Session{What: "w", By: "b", Place: remote, Work: -1},
		"endless work":       punchcard.Session{What: "w", By: "b", Place: remote, Work: math.MaxInt64},
		"a year and a day":   punchcard.Session{What: "w", By: "b", Place: remote, Work: 366*24*calendar.Hour + 1},
		"negative travel":    punchcard.Session{What: "w", By: "b", Place: punchcard.Outside, Travel: -1},
		"endless travel":     punchcard.Session{What: "w", By: "b", Place: punchcard.Outside, Travel: math.MaxInt64},
		"a remote trip":      punchcard.Session{What: "w", By: "b", Place: remote, Travel: 1},
		"a trip in the stay": punchcard.Session{What: "w", By: "b", Place: punchcard.OnSite, Travel: 1},
		"no place":           punchcard.Session{What: "w", By: "b"},
		"nowhere":            punchcard.Session{What: "w", By: "b", Place: "moon"},
		"no way to settle":   punchcard.Settlement{},
		"settled by magic":   punchcard.Settlement{By: "magic"},
		"negative clips":     punchcard.Settlement{By: punchcard.Waived, Clips: -1},
		"a card to waive":    punchcard.Settlement{By: punchcard.Waived},
		"no entry":           punchcard.Reversal{Because: "x"},
		"no reason":          punchcard.Reversal{Of: "e"},
		"no add-on":          punchcard.AddOnStart{Holder: "C", Product: punchcard.PhoneSupport, From: 738000},
		"no add-on holder":   punchcard.AddOnStart{AddOn: "A", Product: punchcard.PhoneSupport, From: 738000},
		"no product":         punchcard.AddOnStart{AddOn: "A", Holder: "ACME", From: 738000},
		"unknown product":    punchcard.AddOnStart{AddOn: "A", Holder: "ACME", Product: "tea", From: 738000},
		"no first day":       punchcard.AddOnStart{AddOn: "A", Holder: "ACME", Product: punchcard.PhoneSupport},
		"started backwards": punchcard.AddOnStart{
			AddOn: "A", Holder: "ACME", Product: punchcard.PhoneSupport, From: good.At.Date() - 1,
		},
	} {
		_, _, err := punchcard.Do(provider(), good, fact, held)
		assert.ErrorIs(t, err, entitlement.ErrInvalid, name)
	}
	support, _ := phoneSupport(t)
	checks, _, err := punchcard.StartAddOn(provider(), at("m", "2021-05-12", "09:00"), punchcard.AddOnStart{
		AddOn: "M", Holder: "ACME", Product: punchcard.MonthlyCheck, From: calendar.MustDate("2021-05-12"),
	}, held)
	require.NoError(t, err)
	period := at("p", "2021-06-12", "09:00")
	check := punchcard.Check{Task: "C", By: "PH", Place: remote, Work: 366 * 24 * calendar.Hour}
	tell := func(addOn punchcard.AddOn, event entitlement.Event, fact punchcard.Fact) error {
		_, _, err := punchcard.Do(provider(), event, fact, punchcard.Holding{Cards: held.Cards, AddOns: []punchcard.AddOn{addOn}})
		return err
	}
	require.NoError(t, tell(support, period, punchcard.Period{Task: "P2"}))
	require.NoError(t, tell(support, period, punchcard.Call{What: "?", By: "PH", Work: 366 * 24 * calendar.Hour}))
	require.NoError(t, tell(support, period, punchcard.AddOnEnd{Last: 738000}))
	require.NoError(t, tell(checks, period, check))
	taskless, longer, nowhere := check, check, check
	taskless.Task, longer.Work, nowhere.Place = "", longer.Work+1, ""
	for name, err := range map[string]error{
		"a period without a task":  tell(support, period, punchcard.Period{}),
		"a check without a task":   tell(checks, period, taskless),
		"an endless check":         tell(checks, period, longer),
		"a check nowhere":          tell(checks, period, nowhere),
		"a check of phone support": tell(support, period, check),
		"a period of checks":       tell(checks, period, punchcard.Period{Task: "P2"}),
		"an endless call":          tell(support, period, punchcard.Call{What: "?", By: "PH", Work: 366*24*calendar.Hour + 1}),
		"a call that was not":      tell(support, period, punchcard.Call{What: "?", By: "PH", Work: -1}),
		"an end without a day":     tell(support, period, punchcard.AddOnEnd{}),
		"a period of no event":     tell(support, entitlement.Event{}, punchcard.Period{Task: "P2"}),
		"a check of no event":      tell(checks, entitlement.Event{}, check),
		"a call of no text":        tell(support, period, punchcard.Call{What: "\xff", By: "PH"}),
		"a call by no text":        tell(support, period, punchcard.Call{What: "?", By: "\xff"}),
		"a call of no event":       tell(support, entitlement.Event{}, punchcard.Call{What: "?", By: "PH"}),
		"an end of no event":       tell(support, entitlement.Event{}, punchcard.AddOnEnd{Last: 738000}),
	} {
		assert.ErrorIs(t, err, entitlement.ErrInvalid, name)
	}
	for name, event := range map[string]entitlement.Event{
		"no reference": {At: good.At, Entered: good.At},
		"no moment":    {Ref: "r", Entered: good.At},
		"never told":   {Ref: "r", At: good.At},
	} {
		for _, fact := range []punchcard.Fact{
			punchcard.Purchase{Card: "L", Holder: "C", Size: 10},
			punchcard.Renewal{Card: "L", Size: 10},
			punchcard.Stop{},
			punchcard.Transfer{To: "X", Agreement: "Y"},
			punchcard.Order{Task: "U", Holder: "C"},
			session(calendar.Hour),
			punchcard.Closing{},
			punchcard.Reversal{Of: "e", Because: "x"},
			punchcard.AddOnStart{AddOn: "A", Holder: "ACME", Product: punchcard.PhoneSupport, From: good.At.Date()},
		} {
			_, _, err := punchcard.Do(provider(), event, fact, held)
			assert.ErrorIs(t, err, entitlement.ErrInvalid, "%s, %T", name, fact)
		}
	}
}

// A fact is told to the one value it concerns.
func TestWrongHolding(t *testing.T) {
	event := at("r", "2021-06-01", "09:00")
	card, task := bought("K", "2021-05-12", 10), opened("T")
	for name, held := range map[string]punchcard.Holding{
		"no card":   {},
		"two cards": {Cards: []punchcard.Card{card, bought("L", "2021-05-12", 10)}},
	} {
		for _, fact := range []punchcard.Fact{
			punchcard.Stop{},
			punchcard.Transfer{To: "X", Agreement: "Y"},
			punchcard.Renewal{Card: "M", Size: 10},
			session(calendar.Hour),
			punchcard.Closing{},
			punchcard.Settlement{By: punchcard.Waived},
			punchcard.Period{Task: "P"},
			punchcard.Check{Task: "P", By: "b", Place: punchcard.Remote},
			punchcard.Call{What: "?", By: "b"},
			punchcard.AddOnEnd{Last: event.At.Date()},
		} {
			_, _, err := punchcard.Do(provider(), event, fact, held)
			assert.ErrorIs(t, err, entitlement.ErrInvalid, "%s, %T", name, fact)
		}
	}
	_, _, _, err := task.Punch(event, session(calendar.Hour), card, card)
	assert.ErrorIs(t, err, entitlement.ErrInvalid, "the same card twice")
	_, _, _, err = opened("K").Punch(event, session(calendar.Hour), card)
	assert.ErrorIs(t, err, entitlement.ErrInvalid, "a task and a card of one id")
	support, _ := phoneSupport(t)
	for _, id := range []string{"A", "K"} {
		_, _, _, _, err = support.Punch(at("r", "2021-06-12", "09:00"), punchcard.Period{Task: id}, card)
		assert.ErrorIs(t, err, entitlement.ErrInvalid, "a period on the task %s", id)
	}
	_, _, _, _, err = support.Punch(at("r", "2021-06-12", "09:00"), punchcard.Period{Task: "P2"}, bought("A", "2021-05-12", 10))
	assert.ErrorIs(t, err, entitlement.ErrInvalid, "an add-on and a card of one id")
	_, _, err = punchcard.StartAddOn(provider(), event, punchcard.AddOnStart{
		AddOn: "K", Holder: "ACME", Product: punchcard.PhoneSupport, From: event.At.Date(),
	}, punchcard.Holding{Cards: []punchcard.Card{card}})
	assert.ErrorIs(t, err, entitlement.ErrInvalid, "a new add-on and a card of one id")
	_, _, _, err = card.Renew(provider(), at("r", "2024-06-01", "09:00"), punchcard.Renewal{Card: "K", Size: 10})
	assert.ErrorIs(t, err, entitlement.ErrInvalid, "renewed as itself")
}

func TestTermsValidate(t *testing.T) {
	require.NoError(t, provider().Validate())
	for name, row := range map[string]struct {
		spoil  func(*punchcard.Terms)
		family entitlement.Family
	}{
		"no zone":           {func(t *punchcard.Terms) { t.Zone = "" }, entitlement.ErrMissing},
		"zone no text":      {func(t *punchcard.Terms) { t.Zone = "\xff" }, entitlement.ErrInvalid},
		"calendar no text":  {func(t *punchcard.Terms) { t.Calendar = "\xff" }, entitlement.ErrInvalid},
		"no list price":     {func(t *punchcard.Terms) { t.List = nil }, entitlement.ErrMissing},
		"no sizes":          {func(t *punchcard.Terms) { t.Sizes = nil }, entitlement.ErrMissing},
		"no increment":      {func(t *punchcard.Terms) { t.Increment = 0 }, entitlement.ErrMissing},
		"endless increment": {func(t *punchcard.Terms) { t.Increment = 366*24*3600 + 1 }, entitlement.ErrInvalid},
		"no lapse":          {func(t *punchcard.Terms) { t.Lapse.Months = 0 }, entitlement.ErrMissing},
		"no expiry":         {func(t *punchcard.Terms) { t.Expiry.Months = 0 }, entitlement.ErrMissing},
		"add-on for free":   {func(t *punchcard.Terms) { t.AddOns[0].Clips = 0 }, entitlement.ErrMissing},
		"add-on both ways":  {func(t *punchcard.Terms) { t.AddOns[0].TimeUsed = true }, entitlement.ErrMissing},
		"add-on below zero": {func(t *punchcard.Terms) { t.AddOns[0].Clips = -1 }, entitlement.ErrMissing},
		"add-on too dear":   {func(t *punchcard.Terms) { t.AddOns[0].Clips = 1_000_001 }, entitlement.ErrMissing},
		"add-on unknown":    {func(t *punchcard.Terms) { t.AddOns[0].Product = "tea" }, entitlement.ErrInvalid},
		"add-on twice":      {func(t *punchcard.Terms) { t.AddOns[1].Product = t.AddOns[0].Product; t.AddOns[1] = t.AddOns[0] }, entitlement.ErrInvalid},
		"phone by time":     {func(t *punchcard.Terms) { t.AddOns[0].Clips, t.AddOns[0].TimeUsed = 0, true }, entitlement.ErrInvalid},
		"empty card":        {func(t *punchcard.Terms) { t.Sizes[0].Clips = 0 }, entitlement.ErrInvalid},
		"endless card":      {func(t *punchcard.Terms) { t.Sizes[2].Clips = 1_000_001 }, entitlement.ErrInvalid},
		"a size twice":      {func(t *punchcard.Terms) { t.Sizes[1].Clips = 10 }, entitlement.ErrInvalid},
		"discount over all": {func(t *punchcard.Terms) { t.Sizes[0].Discount = 10_001 }, entitlement.ErrInvalid},
		"discount below":    {func(t *punchcard.Terms) { t.Sizes[0].Discount = -1 }, entitlement.ErrInvalid},
		"unknown reading":   {func(t *punchcard.Terms) { t.RoundPer = "Day" }, entitlement.ErrInvalid},
		"unknown end":       {func(t *punchcard.Terms) { t.Lapse.End = "Sometime" }, entitlement.ErrInvalid},
		"unknown end too":   {func(t *punchcard.Terms) { t.Expiry.End = "Sometime" }, entitlement.ErrInvalid},
		"negative travel":   {func(t *punchcard.Terms) { t.FlatTravel = -1 }, entitlement.ErrInvalid},
		"endless travel":    {func(t *punchcard.Terms) { t.FlatTravel = 366*24*calendar.Hour + 1 }, entitlement.ErrInvalid},
		"postcodes turned":  {func(t *punchcard.Terms) { t.Inside[0].To = 999 }, entitlement.ErrInvalid},
		"negative price": {func(t *punchcard.Terms) {
			t.List[0].Amount = entitlement.MustMoney("-1.00 DKK")
		}, entitlement.ErrInvalid},
	} {
		terms := provider()
		row.spoil(&terms)
		assert.ErrorIs(t, terms.Validate(), row.family, name)
		_, _, err := punchcard.Buy(terms, at("r", "2021-05-12", "09:00"), punchcard.Purchase{Card: "K", Holder: "C", Size: 10})
		assert.ErrorIs(t, err, row.family, name)
	}
	limits := provider()
	limits.FlatTravel = 366 * 24 * calendar.Hour
	limits.Sizes[2].Clips, limits.AddOns[0].Clips = 1_000_000, 1_000_000
	limits.Inside[0].From = limits.Inside[0].To
	require.NoError(t, limits.Validate(), "the limits themselves are allowed")
	limits.FlatTravel, limits.Lapse.Months, limits.Expiry.Months = 0, 1, 1
	require.NoError(t, limits.Validate(), "so are the smallest")
	limits.Sizes[1].Clips, limits.Sizes[2].Clips = 5, 30
	assert.ErrorContains(t, limits.Validate(), "5 does not come after 10")
}

// What the provider must say is asked for when it is needed, never assumed.
func TestMissingFigures(t *testing.T) {
	terms := punchcard.Printed(provider().List, nil, nil)
	require.NoError(t, terms.Validate())
	_, err := terms.Place(2800)
	assert.ErrorIs(t, err, entitlement.ErrMissing)
	_, _, err = punchcard.StartAddOn(terms, at("r", "2021-05-12", "09:00"), punchcard.AddOnStart{
		AddOn: "A", Holder: "ACME", Product: punchcard.PhoneSupport, From: calendar.MustDate("2021-05-12"),
	}, punchcard.Holding{Cards: []punchcard.Card{bought("K", "2021-05-12", 10)}})
	assert.ErrorIs(t, err, entitlement.ErrMissing)
	_, _, err = punchcard.Buy(terms, at("r", "2020-12-31", "09:00"), punchcard.Purchase{Card: "K", Holder: "C", Size: 10})
	assert.ErrorIs(t, err, entitlement.ErrMissing, "no list price on that day")
	_, err = terms.Saving(10, calendar.MustDate("2020-12-31"))
	assert.ErrorIs(t, err, entitlement.ErrMissing)
	_, err = terms.Saving(15, calendar.MustDate("2021-12-31"))
	assert.ErrorIs(t, err, punchcard.NoSuchCard)
	task, _, _, err := opened("T").Punch(at("r", "2021-06-01", "09:00"), session(calendar.Hour))
	require.NoError(t, err)
	_, _, _, err = task.Settle(punchcard.Terms{}, at("s", "2021-06-01", "09:00"), punchcard.Settlement{By: punchcard.AtListPrice})
	assert.ErrorIs(t, err, entitlement.ErrMissing)
	_, _, _, err = task.Settle(punchcard.Terms{}, at("s", "2021-06-01", "09:00"), punchcard.Settlement{By: punchcard.Waived})
	assert.NoError(t, err, "only the list price reads the terms")
}

// Terms are plain data: what is done to a copy's lists does not reach Printed's
// arguments, and JSON brings them back.
func TestTermsAreData(t *testing.T) {
	list := provider().List
	terms := punchcard.Printed(list, nil, nil)
	terms.List[0].Amount = entitlement.MustMoney("1.00 DKK")
	assert.Equal(t, provider().List, list)
	entitlementtest.RoundTrips(t, provider())
}

// Hostile documents are refused with a typed error.
func TestHostileDocuments(t *testing.T) {
	card, err := json.Marshal(bought("K", "2021-05-12", 10))
	require.NoError(t, err)
	task, err := json.Marshal(opened("T"))
	require.NoError(t, err)
	addOn, punched := phoneSupport(t)
	support, err := json.Marshal(addOn)
	require.NoError(t, err)
	entry, err := json.Marshal(punched)
	require.NoError(t, err)
	terms, err := json.Marshal(provider())
	require.NoError(t, err)
	read := func(into json.Unmarshaler) func(string) error {
		return func(text string) error { return into.UnmarshalJSON([]byte(text)) }
	}
	for _, document := range []struct {
		name string
		text string
		read func(string) error
		swap [][2]string
	}{
		{"card", string(card), read(new(punchcard.Card)), [][2]string{
			{`"id":"K"`, `"id":""`},
			{`"holder":"ACME"`, `"holder":""`},
			{`"seq":1`, `"seq":0`},
			{`"seq":1`, `"seq":-1`},
			{`"seq":1`, `"seq":1.5`},
			{`"seq":1`, `"seq":1e3`},
			{`"seq":1`, `"seq":01`},
			{`"seq":1`, `"seq":null`},
			{`"seq":1`, `"seq":99999999999999999999`},
			{`"seq":1`, `"seq":"1"`},
			{`"seq":1`, `"seq":1,"used":11`},
			{`"seq":1`, `"seq":1,"used":-1`},
			{`"seq":1`, `"seq":1,"used":10`},
			{`"seq":1`, `"seq":1,"latest":"2021-05-12T09:00:00+02:00"`},
			{`"seq":1`, `"seq":1,"used":1`},
			{`"seq":1`, `"seq":1,"used":1,"latest":"2021-05-12T09:00:00+02:00","earlier":"2021-05-12T09:00:01+02:00"`},
			{`"size":10`, `"size":0`},
			{`"purchased":"2021-05-12"`, `"purchased":"2021-02-30"`},
			{`"purchased":"2021-05-12"`, `"purchased":"12/05/2021"`},
			{`"9500.00"`, `"9500"`},
			{`"9500.00"`, `9500.00`},
			{`"9500.00"`, `"9.5e3"`},
			{`"DKK"`, `"kr"`},
			{`{"v":1`, `{"v":1,"v2":1`},
			{`{"v":1`, `{"v":1,"stopped":1`},
			{`{"v":1`, `[{"v":1`},
		}},
		{"task", string(task), read(new(punchcard.Task)), [][2]string{
			{`"id":"T"`, `"id":""`},
			{`"holder":"ACME"`, `"holder":""`},
			{`"seq":1`, `"seq":0`},
			{`"seq":1`, `"seq":1,"counted":-1`},
			{`"seq":1`, `"seq":1,"pending":1`},
			{`"seq":1`, `"seq":1,"time":-1`},
			{`"seq":1`, `"seq":1,"counted":1,"pending":-1`},
			{`"increment":3600`, `"increment":0`},
			{`"increment":3600`, `"step":3600`},
		}},
		{"add-on", string(support), read(new(punchcard.AddOn)), [][2]string{
			{`"id":"A"`, `"id":""`},
			{`"holder":"ACME"`, `"holder":""`},
			{`"seq":2`, `"seq":0`},
			{`"next":1`, `"next":-1`},
			{`"next":1`, `"next":0`},
			{`"done":"1"`, `"done":"x"`},
			{`"done":"1"`, `"done":"01"`},
			{`"done":"1"`, `"done":"11111111111111111"`},
			{`"product":"phone-support"`, `"product":"tea"`},
			{`"increment":3600`, `"increment":0`},
			{`"from":"2021-05-12"`, `"begin":"2021-05-12"`},
		}},
		{"entry", string(entry), read(new(punchcard.Entry)), [][2]string{
			{`"kind":"period"`, `"kind":"theft"`},
			{`"kind":"period"`, `"kind":"session"`},
			{`"ref":"p"`, `"ref":""`},
			{`"fact":{"task":"P"}`, `"fact":{"task":"P","clips":5}`},
			{`"fact":{"task":"P"}`, `"fact":null`},
			{`"fact":{"task":"P"}`, `"fact":{`},
			{`"why":["PCH-29"]`, `"why":[]`},
			{`"why":["PCH-29"]`, `"why":["PCH-29",]`},
			{`"why":["PCH-29"]`, `"why":{}`},
			{`{"of":"A",`, `{"to":"A",`},
			{`"at":"2021-05-12T09:00:00+02:00"`, `"at":"2021-05-12"`},
			{`"period"`, `"period`},
			{`"work":{`, `"work":{"pay":1,`},
			{`"task":{`, `"job":{`},
		}},
		{"terms", string(terms), read(new(punchcard.Terms)), [][2]string{
			{`"increment":3600`, `"increment":3600.5`},
			{`"from":"2021-01-01"`, `"from":"2021-13-01"`},
			{`"zone"`, `"time_zone"`},
			{`"1000.00"`, `"1000,00"`},
		}},
	} {
		require.NoError(t, document.read(document.text), document.name)
		for _, swap := range document.swap {
			require.Contains(t, document.text, swap[0], document.name)
			spoiled := strings.Replace(document.text, swap[0], swap[1], 1)
			assert.ErrorIs(t, document.read(spoiled), entitlement.ErrInvalid, spoiled)
		}
		for _, version := range []string{"0", "2", "-1"} {
			other := strings.Replace(document.text, `"v":1`, `"v":`+version, 1)
			assert.ErrorIs(t, document.read(other), entitlement.ErrVersion, other)
		}
		for _, text := range []string{"null", "", "1", `"K"`, "[]", document.text + "x", document.text[:len(document.text)-1]} {
			assert.ErrorIs(t, document.read(text), entitlement.ErrInvalid, "%s as %s", text, document.name)
		}
		assert.ErrorIs(t, document.read("{}"), entitlement.ErrVersion)
	}
}

// phoneSupport returns phone support with its first period clipped.
func phoneSupport(t testing.TB) (punchcard.AddOn, punchcard.Entry) {
	card := bought("K", "2021-05-12", 10)
	addOn, _, err := punchcard.StartAddOn(provider(), at("a", "2021-05-12", "09:00"), punchcard.AddOnStart{
		AddOn: "A", Holder: "ACME", Product: punchcard.PhoneSupport, From: calendar.MustDate("2021-05-12"),
	}, punchcard.Holding{Cards: []punchcard.Card{card}})
	require.NoError(t, err)
	addOn, _, _, entry, err := addOn.Punch(at("p", "2021-05-12", "09:00"), punchcard.Period{Task: "P"}, card)
	require.NoError(t, err)
	return addOn, entry
}

// An entry that does not belong to a value is noticed, not applied.
func TestMisplacedEntries(t *testing.T) {
	card, task := bought("K", "2021-05-12", 10), opened("T")
	addOn, period := phoneSupport(t)
	_, _, session, err := task.Punch(at("s", "2021-06-01", "09:00"), session(calendar.Hour), card)
	require.NoError(t, err)
	unknown := session
	unknown.Kind = "theft"
	nameless := session
	nameless.Draws = nil
	_, _, sale, err := bought("Z", "2021-05-12", 10).Renew(provider(), at("n", "2024-06-01", "09:00"), punchcard.Renewal{Card: "K", Size: 10})
	require.NoError(t, err)
	_, opening, err := punchcard.Open(provider(), at("o", "2021-06-01", "09:00"), punchcard.Order{Task: "T", Holder: "ACME"})
	require.NoError(t, err)
	_, start, err := punchcard.StartAddOn(provider(), at("a", "2021-05-12", "09:00"), punchcard.AddOnStart{
		AddOn: "A", Holder: "ACME", Product: punchcard.PhoneSupport, From: calendar.MustDate("2021-05-12"),
	}, punchcard.Holding{Cards: []punchcard.Card{card}})
	require.NoError(t, err)
	old, err := bought("Z", "2021-05-12", 10).Apply(sale)
	assert.NoError(t, err, "the card that is renewed is named too")
	assert.Equal(t, 2, old.Seq())
	for name, apply := range map[string]func() error{
		"sold again":            func() error { _, err := card.Apply(sale); return err },
		"opened again":          func() error { _, err := task.Apply(opening); return err },
		"clipped again":         func() error { _, err := opened("P").Apply(period); return err },
		"started again":         func() error { _, err := addOn.Apply(start); return err },
		"unknown to a card":     func() error { _, err := card.Apply(unknown); return err },
		"unknown to a task":     func() error { _, err := task.Apply(unknown); return err },
		"unknown to an add-on":  func() error { _, err := addOn.Apply(unknown); return err },
		"session of an add-on":  func() error { _, err := addOn.Apply(session); return err },
		"other card":            func() error { _, err := bought("L", "2021-05-12", 10).Apply(session); return err },
		"other task":            func() error { _, err := opened("U").Apply(session); return err },
		"other add-on":          func() error { _, err := addOn.Apply(nameless); return err },
		"session of no card":    func() error { _, err := punchcard.Card{}.Apply(session); return err },
		"session of no task":    func() error { _, err := punchcard.Task{}.Apply(session); return err },
		"period of no add-on":   func() error { _, err := punchcard.AddOn{}.Apply(period); return err },
		"nameless to no card":   func() error { _, err := punchcard.Card{}.Apply(nameless); return err },
		"nameless to no task":   func() error { _, err := punchcard.Task{}.Apply(nameless); return err },
		"nameless to no add-on": func() error { _, err := punchcard.AddOn{}.Apply(nameless); return err },
	} {
		assert.ErrorIs(t, apply(), entitlement.ErrLedger, name)
	}
	for _, kind := range []entitlement.Kind{"session", "buy", "renew", "open", "period", "check", "addon"} {
		figured := nameless
		figured.Kind = kind
		figured.Outcome.Card = card.Figures()
		figured.Outcome.Task = task.Figures()
		figured.Outcome.AddOn = addOn.Figures()
		for draws := range 3 {
			figured.Draws = []entitlement.Draw{{Of: "X", Seq: 1}, {Of: "Y", Seq: 1}}[:draws]
			_, err := punchcard.Card{}.Apply(figured)
			assert.Equal(t, draws > 0 && (kind == "buy" || kind == "renew"), err == nil, "%s with %d draws", kind, draws)
			_, err = punchcard.Task{}.Apply(figured)
			opens := draws > 0 && kind == "open" || draws > 1 && (kind == "period" || kind == "check")
			assert.Equal(t, opens, err == nil, "%s with %d draws", kind, draws)
			_, err = punchcard.AddOn{}.Apply(figured)
			assert.Equal(t, draws > 0 && kind == "addon", err == nil, "%s with %d draws", kind, draws)
		}
		hollow := nameless
		hollow.Kind = kind
		for draws := range 3 {
			hollow.Draws = make([]entitlement.Draw, draws)
			_, err := punchcard.Card{}.Apply(hollow)
			assert.ErrorIs(t, err, entitlement.ErrLedger, "%s of no card", kind)
			_, err = punchcard.Task{}.Apply(hollow)
			assert.ErrorIs(t, err, entitlement.ErrLedger, "%s of no task", kind)
			_, err = punchcard.AddOn{}.Apply(hollow)
			assert.ErrorIs(t, err, entitlement.ErrLedger, "%s of no add-on", kind)
		}
	}
}

// The same reference is answered with the stored entry, or is a conflict.
func TestToldTwice(t *testing.T) {
	card, task := bought("K", "2021-05-12", 10), opened("T")
	event, work := at("s", "2021-06-01", "09:00"), session(calendar.Hour)
	_, _, entry, err := task.Punch(event, work, card)
	require.NoError(t, err)
	log := []punchcard.Entry{entry}
	again := event
	again.Entered = at("", "2021-06-09", "09:00").At
	stored, found, err := ledger.Find(log, again, work, "T", "K")
	require.NoError(t, err)
	assert.True(t, found)
	assert.True(t, stored.Equal(entry))
	longer := work
	longer.Work++
	_, found, err = ledger.Find(log, event, longer, "T")
	assert.ErrorIs(t, err, entitlement.ErrConflict)
	assert.False(t, found)
	_, found, err = ledger.Find(log, event, work, "another task")
	assert.ErrorIs(t, err, entitlement.ErrConflict)
	assert.False(t, found)
}

// Only the newest standing entry of a task can be taken back, with all values
// it names.
func TestReverse(t *testing.T) {
	card, task := bought("K", "2021-05-12", 10), opened("T")
	first, cards, entry, err := task.Punch(at("s1", "2021-06-01", "09:00"), session(calendar.Hour), card)
	require.NoError(t, err)
	held := punchcard.Holding{Cards: cards, Tasks: []punchcard.Task{first}, Entry: entry}
	reversal := punchcard.Reversal{Of: "s1", Because: "mistake"}
	event := at("r", "2021-06-02", "09:00")

	other := reversal
	other.Of = "s2"
	_, _, err = punchcard.Reverse(event, other, held)
	assert.ErrorIs(t, err, entitlement.ErrInvalid, "another entry is handed in")
	_, _, err = punchcard.Reverse(event, reversal, punchcard.Holding{Tasks: held.Tasks, Entry: entry})
	assert.ErrorIs(t, err, entitlement.ErrInvalid, "the card is not handed in")
	changed, back, err := punchcard.Reverse(event, reversal, held)
	require.NoError(t, err)
	assert.Equal(t, 10, changed.Cards[0].Balance(event.At))
	assert.Equal(t, cards[0].LastUse(), changed.Cards[0].LastUse())

	again := punchcard.Holding{Cards: changed.Cards, Tasks: changed.Tasks, Entry: back}
	_, _, err = punchcard.Reverse(at("r2", "2021-06-03", "09:00"), punchcard.Reversal{Of: "r", Because: "x"}, again)
	assert.ErrorIs(t, err, punchcard.NotNewest, "a reversal is not taken back")

	_, _, bought, err := card.Renew(provider(), at("n", "2024-06-01", "09:00"), punchcard.Renewal{Card: "L", Size: 10})
	require.NoError(t, err)
	_, _, err = punchcard.Reverse(event, punchcard.Reversal{Of: "n", Because: "x"}, punchcard.Holding{Entry: bought})
	assert.ErrorIs(t, err, punchcard.NotNewest, "a sale is not taken back")
}

// A settlement at list price is taken back as a credit, a renewal as clips.
func TestReverseSettlement(t *testing.T) {
	task, _, _, err := opened("T").Punch(at("s", "2021-06-01", "09:00"), session(3*calendar.Hour))
	require.NoError(t, err)
	paid, _, entry, err := task.Settle(provider(), at("p", "2021-06-02", "09:00"), punchcard.Settlement{
		By: punchcard.AtListPrice, Clips: 2,
	})
	require.NoError(t, err)
	changed, back, err := punchcard.Reverse(at("r", "2021-06-03", "09:00"), punchcard.Reversal{Of: "p", Because: "x"},
		punchcard.Holding{Tasks: []punchcard.Task{paid}, Entry: entry})
	require.NoError(t, err)
	assert.Equal(t, entitlement.MustMoney("-2000.00 DKK"), back.Charge)
	assert.Equal(t, task.Pending(), changed.Tasks[0].Pending())

	renewed, cards, entry, err := task.Settle(provider(), at("n", "2021-06-02", "09:00"),
		punchcard.Settlement{By: punchcard.ByRenewal}, bought("K", "2021-06-02", 10))
	require.NoError(t, err)
	assert.Equal(t, calendar.Date(0), cards[0].LastUse(), "a settlement is not use")
	changed, _, err = punchcard.Reverse(at("r", "2021-06-03", "09:00"), punchcard.Reversal{Of: "n", Because: "x"},
		punchcard.Holding{Cards: cards, Tasks: []punchcard.Task{renewed}, Entry: entry})
	require.NoError(t, err)
	assert.Equal(t, 10, changed.Cards[0].Balance(entry.At))
	assert.Equal(t, 3, changed.Tasks[0].Pending())
}

// After a renewal has paid the running hour, going on in it is use of the new
// card (PCH-20); after any other settlement it is use of none.
func TestWhoPaysTheRunningHour(t *testing.T) {
	task, _, _, err := opened("T").Punch(at("s", "2021-06-01", "09:00"), session(90*calendar.Minute))
	require.NoError(t, err)
	card := bought("K", "2021-06-02", 10)
	settled, cards, _, err := task.Settle(provider(), at("n", "2021-06-02", "09:00"),
		punchcard.Settlement{By: punchcard.ByRenewal}, card)
	require.NoError(t, err)
	_, cards, _, err = settled.Punch(at("s2", "2021-06-05", "09:00"), session(20*calendar.Minute), cards...)
	require.NoError(t, err)
	require.Len(t, cards, 1)
	assert.Equal(t, calendar.MustDate("2021-06-05"), cards[0].LastUse())

	for _, settlement := range []punchcard.Settlement{
		{By: punchcard.Waived}, {By: punchcard.AtListPrice},
	} {
		settled, _, _, err := task.Settle(provider(), at("n", "2021-06-02", "09:00"), settlement)
		require.NoError(t, err)
		_, cards, entry, err := settled.Punch(at("s2", "2021-06-05", "09:00"), session(20*calendar.Minute), card)
		require.NoError(t, err)
		assert.Empty(t, cards, "%s: %v", settlement.By, entry.Draws)
	}

	partly, cards, _, err := task.Settle(provider(), at("n", "2021-06-02", "09:00"),
		punchcard.Settlement{By: punchcard.ByRenewal, Clips: 1}, card)
	require.NoError(t, err)
	_, cards, _, err = partly.Punch(at("s2", "2021-06-05", "09:00"), session(20*calendar.Minute), cards...)
	require.NoError(t, err)
	assert.Empty(t, cards, "the running hour still waits")
}

// An add-on remembers 64 periods; what is older is done with.
func TestOldPeriods(t *testing.T) {
	card := bought("K", "2021-05-12", 30)
	terms := provider()
	terms.Expiry.Months, terms.Lapse.Months = 1200, 1200
	long, _, err := punchcard.Buy(terms, at("b", "2021-05-12", "09:00"), punchcard.Purchase{Card: "L", Holder: "ACME", Size: 30})
	require.NoError(t, err)
	addOn, _, err := punchcard.StartAddOn(terms, at("a", "2021-05-31", "09:00"), punchcard.AddOnStart{
		AddOn: "A", Holder: "ACME", Product: punchcard.PhoneSupport, From: calendar.MustDate("2021-05-31"),
	}, punchcard.Holding{Cards: []punchcard.Card{card}})
	require.NoError(t, err)
	edge := func(k int) entitlement.Event {
		return at("p", calendar.MustDate("2021-05-31").AddMonths(k).String(), "00:00")
	}
	addOn, _, _, _, err = addOn.Punch(edge(64), punchcard.Period{Task: "P64"}, long)
	require.NoError(t, err)
	due := addOn.DuePunches(edge(65).At, long)
	assert.Len(t, due, 64, "periods 1 to 63, and 65")
	assert.Equal(t, edge(1).At.Date(), due[0])
	assert.Equal(t, "2021-06-30", due[0].String(), "the last day of a short month")
	_, _, _, _, err = addOn.Punch(edge(0), punchcard.Period{Task: "P0"}, long)
	assert.ErrorIs(t, err, punchcard.NotDue)
	early, _, _, _, err := addOn.Punch(edge(1), punchcard.Period{Task: "P1"}, long)
	require.NoError(t, err)
	_, _, _, _, err = early.Punch(edge(1), punchcard.Period{Task: "P1"}, long)
	assert.ErrorIs(t, err, punchcard.NotDue)
	far, _, _, _, err := early.Punch(edge(200), punchcard.Period{Task: "P200"}, long)
	require.NoError(t, err)
	assert.Equal(t, edge(137).At.Date(), far.DuePunches(edge(200).At, long)[0])
}

// A period that is taken back is due again, and nothing that was done with is.
func TestOldPeriodsStayDone(t *testing.T) {
	terms := provider()
	terms.Expiry.Months, terms.Lapse.Months = 1200, 1200
	terms.Sizes[len(terms.Sizes)-1].Clips = 200
	card, _, err := punchcard.Buy(terms, at("b", "2021-05-12", "09:00"), punchcard.Purchase{Card: "L", Holder: "ACME", Size: 200})
	require.NoError(t, err)
	support, _, err := punchcard.StartAddOn(terms, at("a", "2021-06-01", "09:00"), punchcard.AddOnStart{
		AddOn: "A", Holder: "ACME", Product: punchcard.PhoneSupport, From: calendar.MustDate("2021-06-01"),
	}, punchcard.Holding{Cards: []punchcard.Card{card}})
	require.NoError(t, err)
	edge := func(k int) calendar.Date { return calendar.MustDate("2021-06-01").AddMonths(k) }
	for _, newest := range []int{0, 1, 62, 63, 64, 65, 127, 128, 150} {
		for back := 1; back <= min(newest+1, 70); back += 23 {
			addOn, cards := support, []punchcard.Card{card}
			held := map[int]punchcard.Holding{}
			for k := range newest + 1 {
				if k%50 == 49 {
					continue // never clipped
				}
				var task punchcard.Task
				var entry punchcard.Entry
				addOn, task, cards, entry, err = addOn.Punch(at("p"+strconv.Itoa(k), edge(k).String(), "00:00"), punchcard.Period{Task: "P" + strconv.Itoa(k)}, cards...)
				require.NoError(t, err)
				if len(cards) == 0 {
					cards = []punchcard.Card{card}
				}
				held[k] = punchcard.Holding{Tasks: []punchcard.Task{task}, Entry: entry}
			}
			due := map[calendar.Date]bool{}
			for k := range newest + 1 {
				due[edge(k)] = k > newest-64 && k%50 == 49
			}
			for i := range back {
				of, ok := held[newest-i]
				if !ok {
					continue
				}
				of.Cards, of.AddOns = cards, []punchcard.AddOn{addOn}
				changed, _, err := punchcard.Reverse(at("r"+strconv.Itoa(i), "2040-01-01", "09:00"), punchcard.Reversal{Of: of.Entry.Ref, Because: "wrong"}, of)
				require.NoError(t, err)
				addOn, cards = changed.AddOns[0], changed.Cards
				entitlementtest.RoundTrips(t, addOn)
				due[edge(newest-i)] = true
			}
			for k := range newest + 1 {
				_, _, _, _, err := addOn.Punch(at("again", edge(k).String(), "00:00"), punchcard.Period{Task: "again"}, cards...)
				if due[edge(k)] {
					require.NoError(t, err, "newest %d, %d taken back, period %d", newest, back, k)
				} else {
					require.ErrorIs(t, err, punchcard.NotDue, "newest %d, %d taken back, period %d", newest, back, k)
				}
			}
		}
	}
}

// The last clip is gone at the end of the latest work that a card paid, also after the
// text of earlier work on another task is corrected (PCH-22, PCH-28).
func TestUsedUpByTheLatestWork(t *testing.T) {
	k := keeper{terms: provider()}
	start := at("", "2022-01-10", "09:00").At
	card := k.tell(t, start, punchcard.Purchase{Card: "K", Holder: "C", Size: 10}, punchcard.Holding{})
	one := k.tell(t, start, punchcard.Order{Task: "T1", Holder: "C"}, punchcard.Holding{})
	other := k.tell(t, start, punchcard.Order{Task: "T2", Holder: "C"}, punchcard.Holding{})
	first, last := at("", "2022-03-01", "09:00").At, at("", "2022-05-10", "08:00").At
	one = k.tell(t, first, session(calendar.Hour), punchcard.Holding{Cards: card.Cards, Tasks: one.Tasks})
	wrong := k.log[len(k.log)-1].Ref
	other = k.tell(t, last, session(9*calendar.Hour), punchcard.Holding{Cards: one.Cards, Tasks: other.Tasks})
	used := func(card punchcard.Card) {
		t.Helper()
		assert.Equal(t, punchcard.Active, card.State(last.Add(9*calendar.Hour-1)))
		assert.Equal(t, punchcard.UsedUp, card.State(last.Add(9*calendar.Hour)))
	}
	used(other.Cards[0])
	right := session(calendar.Hour)
	right.What = "mail server"
	corrected, _, err := punchcard.Correct(k.terms.Always, at("c", "2022-06-01", "09:00"), punchcard.Correction{Of: wrong, Because: "text", Session: right}, k.log,
		punchcard.Holding{Cards: other.Cards, Tasks: one.Tasks})
	require.NoError(t, err)
	used(corrected.Cards[0])

	back, _, err := punchcard.Reverse(at("b", "2022-06-01", "09:00"), punchcard.Reversal{Of: k.log[len(k.log)-1].Ref, Because: "not done"},
		punchcard.Holding{Cards: other.Cards, Tasks: other.Tasks, Entry: k.log[len(k.log)-1]})
	require.NoError(t, err)
	third := k.tell(t, start, punchcard.Order{Task: "T3", Holder: "C"}, punchcard.Holding{})
	third = k.tell(t, at("", "2022-02-01", "09:00").At, session(9*calendar.Hour), punchcard.Holding{Cards: back.Cards, Tasks: third.Tasks})
	assert.Equal(t, punchcard.Active, third.Cards[0].State(first.Add(calendar.Hour-1)), "what was told last was done first")
	assert.Equal(t, punchcard.UsedUp, third.Cards[0].State(first.Add(calendar.Hour)))
}

// An add-on runs from its first to its last day, while a card can pay.
func TestAddOnDays(t *testing.T) {
	card := bought("K", "2021-05-12", 10)
	start := func(product punchcard.Product, from string, others ...punchcard.AddOn) (punchcard.AddOn, error) {
		addOn, _, err := punchcard.StartAddOn(provider(), at("a", "2021-05-12", "09:00"), punchcard.AddOnStart{
			AddOn: "A", Holder: "ACME", Product: product, From: calendar.MustDate(from),
		}, punchcard.Holding{Cards: []punchcard.Card{card}, AddOns: others})
		return addOn, err
	}
	check := punchcard.Check{Task: "C", By: "PH", Place: punchcard.Remote, Work: calendar.Hour}
	checks, err := start(punchcard.MonthlyCheck, "2021-06-10")
	require.NoError(t, err)
	_, _, _, _, err = checks.Check(at("c", "2021-06-09", "23:59"), check, card)
	assert.ErrorIs(t, err, punchcard.NotRunning)
	_, _, _, _, err = checks.Check(at("c", "2021-06-10", "00:00"), check, card)
	assert.NoError(t, err)
	checks, _, err = checks.End(at("e", "2021-06-15", "09:00"), punchcard.AddOnEnd{Last: calendar.MustDate("2021-06-20")})
	require.NoError(t, err)
	assert.Equal(t, calendar.MustDate("2021-06-21"), checks.Until())
	_, _, err = checks.End(at("e2", "2021-06-15", "09:00"), punchcard.AddOnEnd{Last: calendar.MustDate("2021-06-25")})
	assert.ErrorIs(t, err, punchcard.NotRunning)
	_, _, _, _, err = checks.Check(at("c", "2021-06-20", "23:59"), check, card)
	assert.NoError(t, err)
	_, _, _, _, err = checks.Check(at("c", "2021-06-21", "00:00"), check, card)
	assert.ErrorIs(t, err, punchcard.NotRunning)
	nobody := check
	nobody.By = ""
	_, _, _, _, err = checks.Check(at("c", "2021-06-20", "09:00"), nobody, card)
	assert.ErrorIs(t, err, punchcard.Undocumented)
	_, _, err = checks.Call(at("c", "2021-06-20", "09:00"), punchcard.Call{What: "?", By: "PH"}, card)
	assert.ErrorIs(t, err, entitlement.ErrInvalid, "a check takes no call")

	_, err = start(punchcard.QuarterlyCheck, "2021-06-20", checks)
	assert.ErrorIs(t, err, punchcard.AlreadyChecked)
	_, err = start(punchcard.MonthlyCheck, "2021-06-21", checks)
	assert.NoError(t, err)
	support, err := start(punchcard.PhoneSupport, "2021-06-10", checks)
	require.NoError(t, err, "phone support beside checks")
	_, err = start(punchcard.PhoneSupport, "2021-06-10", checks, support)
	assert.ErrorIs(t, err, punchcard.AlreadyRunning)
	for name, call := range map[string]punchcard.Call{"what": {By: "PH"}, "who": {What: "?"}} {
		_, _, err = support.Call(at("c", "2021-06-20", "09:00"), call, card)
		assert.ErrorIs(t, err, punchcard.Undocumented, name)
	}
	_, _, err = support.Call(at("c", "2021-06-09", "09:00"), punchcard.Call{What: "?", By: "PH"}, card)
	assert.ErrorIs(t, err, punchcard.NotRunning, "before its first day")
	_, _, err = support.End(at("e", "2021-06-01", "09:00"), punchcard.AddOnEnd{Last: calendar.MustDate("2021-06-09")})
	assert.ErrorIs(t, err, entitlement.ErrInvalid, "an end before the first day")
	_, _, err = support.End(at("e", "2021-06-01", "09:00"), punchcard.AddOnEnd{Last: calendar.MustDate("2021-06-10")})
	assert.NoError(t, err)

	quarters, err := start(punchcard.QuarterlyCheck, "2021-12-31")
	require.NoError(t, err)
	assert.Equal(t, []punchcard.Due{{From: calendar.MustDate("2021-10-01")}},
		quarters.ChecksDue(at("", "2021-12-31", "09:00").At, card))
	assert.Equal(t, []punchcard.Due{
		{From: calendar.MustDate("2021-10-01"), Missed: true}, {From: calendar.MustDate("2022-01-01")},
	}, quarters.ChecksDue(at("", "2022-01-01", "09:00").At, card))
	assert.Empty(t, quarters.ChecksDue(at("", "2021-12-30", "09:00").At, card))
	assert.Empty(t, quarters.ChecksDue(at("", "2021-12-31", "09:00").At), "without a card")

	// Another holder's add-on, or one that is over, does not hide the one that
	// stands in the way.
	others := []punchcard.AddOn{checks, quarters}
	_, err = start(punchcard.MonthlyCheck, "2022-01-01", others...)
	assert.ErrorIs(t, err, punchcard.AlreadyChecked)
	_, _, err = punchcard.StartAddOn(provider(), at("a", "2021-05-12", "09:00"), punchcard.AddOnStart{
		AddOn: "B", Holder: "ACME", Product: punchcard.PhoneSupport, From: calendar.MustDate("2021-06-10"),
	}, punchcard.Holding{Cards: []punchcard.Card{bought("L", "2021-05-12", 10)}, AddOns: []punchcard.AddOn{quarters}})
	assert.NoError(t, err)
}

// A check that is made does not keep the add-on alive; a card counts for a
// month only if it was in force on one of its days.
func TestChecksRest(t *testing.T) {
	checks, _, err := punchcard.StartAddOn(provider(), at("a", "2021-05-12", "09:00"), punchcard.AddOnStart{
		AddOn: "A", Holder: "ACME", Product: punchcard.MonthlyCheck, From: calendar.MustDate("2021-05-12"),
	}, punchcard.Holding{Cards: []punchcard.Card{bought("K", "2021-05-12", 10)}})
	require.NoError(t, err)
	made, _, _, _, err := checks.Check(at("c", "2021-05-20", "09:00"), punchcard.Check{Task: "C", By: "PH", Place: punchcard.Remote})
	require.NoError(t, err)
	may := at("", "2021-05-21", "09:00").At
	assert.False(t, made.Active(may), "no card")
	assert.True(t, made.Active(may, bought("K", "2021-05-12", 10)))
	assert.False(t, made.Active(at("", "2021-05-11", "09:00").At, bought("K", "2021-01-12", 10)), "not begun")

	july := at("", "2021-07-01", "09:00").At
	due := func(cards ...punchcard.Card) []punchcard.Due { return made.ChecksDue(july, cards...) }
	assert.Equal(t, "[2021-06-01 missed 2021-07-01 due]", fmt.Sprint(due(bought("K", "2021-06-30", 10))))
	assert.Equal(t, "[2021-07-01 due]", fmt.Sprint(due(bought("K", "2021-07-01", 10))))
	assert.Empty(t, due(bought("K", "2021-07-02", 10)))
	terms := provider()
	terms.List[0].From = calendar.MustDate("2010-01-01")
	endsOn := func(purchased string) punchcard.Card {
		card, _, err := punchcard.Buy(terms, at("b", purchased, "09:00"), punchcard.Purchase{Card: "E", Holder: "ACME", Size: 10})
		require.NoError(t, err)
		return card
	}
	assert.Equal(t, "[2021-06-01 missed]", fmt.Sprint(due(endsOn("2018-06-01"))))
	assert.Equal(t, "[2021-06-01 missed 2021-07-01 due]", fmt.Sprint(due(endsOn("2018-07-01"))))
	assert.Empty(t, due(endsOn("2018-05-31")))
}

// An older check is taken back without touching the newer ones.
func TestReverseOlderCheck(t *testing.T) {
	card := bought("K", "2021-05-12", 10)
	addOn, _, err := punchcard.StartAddOn(provider(), at("a", "2021-05-12", "09:00"), punchcard.AddOnStart{
		AddOn: "A", Holder: "ACME", Product: punchcard.MonthlyCheck, From: calendar.MustDate("2021-05-12"),
	}, punchcard.Holding{Cards: []punchcard.Card{card}})
	require.NoError(t, err)
	var tasks []punchcard.Task
	var entries []punchcard.Entry
	cards := []punchcard.Card{card}
	for _, month := range []string{"05", "06", "07"} {
		var task punchcard.Task
		var entry punchcard.Entry
		addOn, task, cards, entry, err = addOn.Check(at("c"+month, "2021-"+month+"-20", "09:00"), punchcard.Check{
			Task: "C" + month, By: "PH", Place: punchcard.Remote, Work: calendar.Hour,
		}, cards...)
		require.NoError(t, err)
		tasks, entries = append(tasks, task), append(entries, entry)
	}
	august := at("r", "2021-08-01", "09:00")
	changed, back, err := punchcard.Reverse(august, punchcard.Reversal{Of: "c06", Because: "other server"},
		punchcard.Holding{Cards: cards, Tasks: tasks[1:2], AddOns: []punchcard.AddOn{addOn}, Entry: entries[1]})
	require.NoError(t, err)
	assert.Equal(t, "[2021-06-01 missed 2021-08-01 due]", fmt.Sprint(changed.AddOns[0].ChecksDue(august.At, card)))

	for period := range 5 {
		hostile := back
		hostile.Outcome.Work.Period = period + 3 // not done yet
		again, err := addOn.Apply(hostile)
		require.NoError(t, err)
		assert.Equal(t, addOn.ChecksDue(august.At, card), again.ChecksDue(august.At, card))
	}
}

// A check that is taken back is due again.
func TestReverseCheck(t *testing.T) {
	card := bought("K", "2021-05-12", 10)
	checks, _, err := punchcard.StartAddOn(provider(), at("a", "2021-05-12", "09:00"), punchcard.AddOnStart{
		AddOn: "A", Holder: "ACME", Product: punchcard.MonthlyCheck, From: calendar.MustDate("2021-05-12"),
	}, punchcard.Holding{Cards: []punchcard.Card{card}})
	require.NoError(t, err)
	made, task, cards, entry, err := checks.Check(at("c", "2021-05-20", "09:00"), punchcard.Check{
		Task: "C", By: "PH", Place: punchcard.Inside, Work: 31 * calendar.Minute,
	}, card)
	require.NoError(t, err)
	assert.Equal(t, 2, task.Clips())
	assert.True(t, task.Closed())
	at30 := at("r", "2021-05-30", "09:00")
	assert.Empty(t, made.ChecksDue(at30.At, card))
	held := punchcard.Holding{Cards: cards, Tasks: []punchcard.Task{task}, Entry: entry}
	reversal := punchcard.Reversal{Of: "c", Because: "other server"}
	_, _, err = punchcard.Reverse(at30, reversal, held)
	assert.ErrorIs(t, err, entitlement.ErrInvalid, "the add-on is not handed in")
	held.AddOns = []punchcard.AddOn{made}
	changed, _, err := punchcard.Reverse(at30, reversal, held)
	require.NoError(t, err)
	assert.Equal(t, checks.ChecksDue(at30.At, card), changed.AddOns[0].ChecksDue(at30.At, card))
	assert.Zero(t, changed.Cards[0].Used())
	assert.Zero(t, changed.Tasks[0].Clips())
}

// A statement reads the ledger of its own card, in its own zone.
func TestStatement(t *testing.T) {
	zone := copenhagen(t)
	terms := provider()
	event := at("b", "2021-05-12", "09:00")
	card, entry, err := punchcard.Buy(terms, event, punchcard.Purchase{Card: "K", Holder: "ACME", Size: 10})
	require.NoError(t, err)
	log := []punchcard.Entry{entry}
	post := func(next punchcard.Card, entry punchcard.Entry, err error) {
		require.NoError(t, err)
		card, log = next, append(log, entry)
	}
	punch := func(ref, holder, day string, hours calendar.Seconds) {
		task, opening, err := punchcard.Open(terms, at("o"+ref, day, "08:00"), punchcard.Order{Task: "T" + ref, Holder: holder})
		require.NoError(t, err)
		log = append(log, opening)
		_, cards, entry, err := task.Punch(at(ref, day, "23:00"), session(hours*calendar.Hour), card)
		require.NoError(t, err)
		post(cards[0], entry, nil)
	}
	punch("s1", "ACME", "2021-06-02", 1)
	post(card.Transfer(at("t1", "2021-07-01", "09:00"), punchcard.Transfer{To: "BETA", Agreement: "X"}))
	punch("s2", "BETA", "2021-07-02", 2)
	post(card.Transfer(at("t2", "2021-08-01", "09:00"), punchcard.Transfer{To: "ACME", Agreement: "Y"}))
	punch("s3", "ACME", "2021-08-02", 3)
	punch("s4", "ACME", "2021-06-01", 1) // entered last, worked first

	now := at("", "2021-09-01", "09:00").At
	acme, err := card.Statement(zone, "ACME", now, log)
	require.NoError(t, err)
	assert.Equal(t, 2, acme.BroughtForward, "what BETA used in between")
	assert.Equal(t, []int{7, 6, 3}, []int{acme.Lines[0].Left, acme.Lines[1].Left, acme.Lines[2].Left}, "in the order of the work")
	assert.Equal(t, []string{"s4", "s1", "s3"}, []string{acme.Lines[0].Ref, acme.Lines[1].Ref, acme.Lines[2].Ref})
	assert.Equal(t, "2021-06-02T00:00:00+02:00", acme.Lines[0].End.String())
	assert.Equal(t, []any{7, 3, punchcard.Active, card.EndDate()}, []any{acme.Used, acme.Left, acme.State, acme.Ends})
	beta, err := card.Statement(zone, "BETA", now, log)
	require.NoError(t, err)
	assert.Equal(t, []any{1, 3, 7, punchcard.State(""), calendar.Date(0)},
		[]any{beta.BroughtForward, beta.Used, beta.Left, beta.State, beta.Ends}, "as the card was when it left")
	require.Len(t, beta.Lines, 1)
	_, err = card.Statement(zone, "GAMMA", now, log)
	assert.ErrorIs(t, err, punchcard.NotHolder)
	_, err = card.Statement(calendar.Zone{}, "ACME", now, log)
	assert.ErrorIs(t, err, entitlement.ErrInvalid)
	_, err = card.Statement(zone, "ACME", now, log[:len(log)-1])
	assert.ErrorIs(t, err, entitlement.ErrLedger)
	acme.Lines[0].Why[0] = "NON-00"
	assert.Equal(t, entitlement.Clause("PCH-11"), log[len(log)-1].Why[0], "a statement does not hand out the ledger")
	over, err := card.Statement(zone, "ACME", at("", "2026-05-13", "00:00").At, log)
	require.NoError(t, err)
	assert.Equal(t, []any{0, 3, punchcard.Lapsed, "2850.00 DKK"}, []any{over.Left, over.Forfeited, over.State, over.Value.String()})
}

// A session over a clock change ends at the local time the clock shows.
func TestStatementOverClockChange(t *testing.T) {
	card, buy, err := punchcard.Buy(provider(), at("b", "2021-05-12", "09:00"), punchcard.Purchase{Card: "K", Holder: "ACME", Size: 10})
	require.NoError(t, err)
	_, cards, entry, err := opened("T").Punch(at("s", "2022-03-27", "01:00"), session(2*calendar.Hour), card)
	require.NoError(t, err)
	statement, err := cards[0].Statement(copenhagen(t), "ACME", entry.At, []punchcard.Entry{buy, entry})
	require.NoError(t, err)
	assert.Equal(t, "2022-03-27T04:00:00+02:00", statement.Lines[0].End.String())
}

// Lines of add-ons, settlements and reversals say what they are.
func TestStatementLines(t *testing.T) {
	terms, zone := provider(), copenhagen(t)
	card, entry, err := punchcard.Buy(terms, at("b", "2021-05-12", "00:00"), punchcard.Purchase{Card: "K", Holder: "ACME", Size: 10})
	require.NoError(t, err)
	log := []punchcard.Entry{entry}
	support, _, err := punchcard.StartAddOn(terms, at("a", "2021-05-12", "00:00"), punchcard.AddOnStart{
		AddOn: "A", Holder: "ACME", Product: punchcard.PhoneSupport, From: calendar.MustDate("2021-05-12"),
	}, punchcard.Holding{Cards: []punchcard.Card{card}})
	require.NoError(t, err)
	support, task, cards, entry, err := support.Punch(at("p", "2021-05-12", "00:00"), punchcard.Period{Task: "P"}, card)
	require.NoError(t, err)
	log = append(log, entry)
	changed, entry, err := punchcard.Reverse(at("r", "2021-05-13", "00:00"), punchcard.Reversal{Of: "p", Because: "too early"},
		punchcard.Holding{Cards: cards, Tasks: []punchcard.Task{task}, AddOns: []punchcard.AddOn{support}, Entry: entry})
	require.NoError(t, err)
	log = append(log, entry)
	pending, _, _, err := opened("T").Punch(at("s", "2021-05-14", "09:00"), session(calendar.Hour))
	require.NoError(t, err)
	_, cards, entry, err = pending.Settle(terms, at("n", "2021-05-15", "09:00"), punchcard.Settlement{By: punchcard.ByRenewal}, changed.Cards...)
	require.NoError(t, err)
	log = append(log, entry)
	checks, _, err := punchcard.StartAddOn(terms, at("m", "2021-05-16", "00:00"), punchcard.AddOnStart{
		AddOn: "M", Holder: "ACME", Product: punchcard.MonthlyCheck, From: calendar.MustDate("2021-05-16"),
	}, punchcard.Holding{Cards: cards})
	require.NoError(t, err)
	_, _, cards, entry, err = checks.Check(at("c", "2021-05-17", "09:00"), punchcard.Check{
		Task: "C", By: "PH", Place: punchcard.Inside, Work: calendar.Minute,
	}, cards...)
	require.NoError(t, err)
	log = append(log, entry)
	statement, err := cards[0].Statement(zone, "ACME", entry.At, log)
	require.NoError(t, err)
	type line struct {
		ref, task, what string
		clips           int
		travel          calendar.Seconds
		reverses        string
	}
	var lines []line
	for _, l := range statement.Lines {
		lines = append(lines, line{l.Ref, l.Task, l.What, l.Clips, l.Travel, l.Reverses})
	}
	assert.Equal(t, []line{
		{"p", "P", "phone support", 1, 0, ""},
		{"r", "P", "taken back: too early", -1, 0, "p"},
		{"n", "T", "settled by renewal", 1, 0, ""},
		{"c", "C", "check", 1, 30 * calendar.Minute, ""},
	}, lines)
}

// Correct keeps later settlements as far as clips still wait.
func TestCorrectWithSettlement(t *testing.T) {
	task := opened("T")
	var log []punchcard.Entry
	task, _, entry, err := task.Punch(at("s1", "2021-06-01", "09:00"), session(3*calendar.Hour))
	require.NoError(t, err)
	log = append(log, entry)
	task, _, entry, err = task.Settle(provider(), at("p", "2021-06-02", "09:00"), punchcard.Settlement{By: punchcard.AtListPrice})
	require.NoError(t, err)
	log = append(log, entry)
	task, entry, err = task.Close(at("c", "2021-06-02", "10:00"))
	require.NoError(t, err)
	log = append(log, entry)
	held := punchcard.Holding{Tasks: []punchcard.Task{task}}
	shorter := punchcard.Correction{Of: "s1", Because: "two hours", Session: session(2 * calendar.Hour)}
	changed, entries, err := punchcard.Correct(provider().Always, at("x", "2021-06-05", "09:00"), shorter, log, held)
	require.NoError(t, err)
	sum, err := ledger.Charges(entries)
	require.NoError(t, err)
	assert.Equal(t, "-1000.00 DKK", sum.String(), "3,000 back, 2,000 again")
	assert.Equal(t, []int{2, 0}, []int{changed.Tasks[0].Clips(), changed.Tasks[0].Pending()})
	assert.Equal(t, []string{"x/1", "x/2", "x/3", "x/4"}, []string{entries[0].Ref, entries[1].Ref, entries[2].Ref, entries[3].Ref})
	assert.Equal(t, entry.At.Date()-1, entries[2].At.Date(), "entered again at the moment it was worked")
	assert.Equal(t, "s1", entries[2].Fact.(punchcard.Session).Replaces)
	for i, entry := range entries {
		assert.Equal(t, at("", "2021-06-05", "09:00").At, entry.Entered, "told now")
		if i < 2 {
			assert.Equal(t, "two hours", entry.Fact.(punchcard.Reversal).Because)
		}
	}
	assert.Equal(t, log[len(log)-2].Ref, entries[3].Fact.(punchcard.Settlement).Replaces)
	_, _, err = punchcard.Correct(nil, at("x", "2021-06-05", "09:00"), shorter, log, held)
	assert.ErrorIs(t, err, entitlement.ErrMissing)
	withdrawn, entries, err := punchcard.Correct(provider().Always, at("x", "2021-06-05", "09:00"),
		punchcard.Correction{Of: "s1", Because: "other customer"}, log, held)
	require.NoError(t, err)
	assert.Len(t, entries, 2, "nothing is left to settle")
	assert.Zero(t, withdrawn.Tasks[0].Clips())

	_, _, err = punchcard.Correct(provider().Always, at("x", "2021-06-05", "09:00"), shorter, nil, held)
	assert.ErrorIs(t, err, entitlement.ErrLedger, "the log is not the task's")
	other := shorter
	other.Of = "p"
	_, _, err = punchcard.Correct(provider().Always, at("x", "2021-06-05", "09:00"), other, log, held)
	assert.ErrorIs(t, err, punchcard.NotNewest, "only sessions are corrected")
	nobody := shorter
	nobody.Session.By = ""
	_, _, err = punchcard.Correct(provider().Always, at("x", "2021-06-05", "09:00"), nobody, log, held)
	assert.ErrorIs(t, err, punchcard.Undocumented)
	bad := shorter
	bad.Session.Work = -1
	_, _, err = punchcard.Correct(provider().Always, at("x", "2021-06-05", "09:00"), bad, log, held)
	assert.ErrorIs(t, err, entitlement.ErrInvalid)
}

// A settlement by renewal is not entered again on a card that was passed on.
func TestCorrectAfterTransfer(t *testing.T) {
	task, _, entry, err := opened("T").Punch(at("s", "2021-06-01", "09:00"), session(2*calendar.Hour))
	require.NoError(t, err)
	log := []punchcard.Entry{entry}
	task, cards, entry, err := task.Settle(provider(), at("n", "2021-06-02", "09:00"),
		punchcard.Settlement{By: punchcard.ByRenewal}, bought("K", "2021-06-02", 10))
	require.NoError(t, err)
	log = append(log, entry)
	task, _, entry, err = task.Punch(at("s2", "2021-06-01", "12:00"), session(3*calendar.Hour))
	require.NoError(t, err)
	log = append(log, entry)
	card, _, err := cards[0].Transfer(at("t", "2021-06-03", "09:00"), punchcard.Transfer{To: "BETA", Agreement: "X"})
	require.NoError(t, err)
	changed, entries, err := punchcard.Correct(provider().Always, at("x", "2021-06-05", "09:00"),
		punchcard.Correction{Of: "s", Because: "one hour", Session: session(calendar.Hour)},
		log, punchcard.Holding{Cards: []punchcard.Card{card}, Tasks: []punchcard.Task{task}})
	require.NoError(t, err)
	assert.Len(t, entries, 5, "three taken back, two sessions again")
	assert.Equal(t, []int{4, 4}, []int{changed.Tasks[0].Clips(), changed.Tasks[0].Pending()})
	assert.Zero(t, changed.Cards[0].Used())
}

// Figures with which nothing can be concluded are in no document and begin no
// value.
func TestImpossibleFigures(t *testing.T) {
	card, task := bought("K", "2021-05-12", 10), opened("T")
	addOn, _ := phoneSupport(t)
	for _, row := range []struct {
		value any
		into  json.Unmarshaler
		swaps [][2]string
	}{
		{card, new(punchcard.Card), [][2]string{
			{`"zone":"Europe/Copenhagen"`, `"zone":""`},
			{`"size":10`, `"size":1000001`},
			{`"9500.00"`, `"-9500.00"`},
			{`"price":{"amount":"9500.00","currency":"DKK"},`, ``},
			{`"9500.00","currency":"DKK"`, `"9500.00","currency":"EUR"`},
			{`"purchased":"2021-05-12",`, ``},
			{`"lapse":{"months":36,"end":"SameDateInclusive"},`, ``},
			{`"months":60`, `"months":0`},
			{`"months":60,"end":"SameDateInclusive"`, `"months":60,"end":"Sometime"`},
			{`"months":36,"end":"SameDateInclusive"`, `"months":36,"end":"Sometime"`},
			{`"seq":1`, `"seq":9223372036854775807`},
		}},
		{task, new(punchcard.Task), [][2]string{
			{`"increment":3600`, `"increment":31622401`},
			{`"round_per":"Task"`, `"round_per":"Day"`},
			{`"round_per":"Task",`, ``},
			{`"flat_travel":1800`, `"flat_travel":-1`},
			{`"flat_travel":1800`, `"flat_travel":31622401`},
			{`"flat_travel":1800`, `"flat_travel":1800,"clips":-1`},
			{`"flat_travel":1800`, `"flat_travel":1800,"clips":1000001`},
			{`"seq":1`, `"seq":1,"counted":1`},
			{`"seq":1`, `"seq":1,"time":1`},
			{`"seq":1`, `"seq":1,"counted":1,"time":3601`},
			{`"seq":1`, `"seq":1073741825`},
			{`"seq":1`, `"seq":1,"reopened":-1`},
			{`"seq":1`, `"seq":1,"reopened":2`},
			{`"Task","flat_travel":1800},"seq":1`, `"Session","flat_travel":1800},"seq":1,"counted":1073741825`},
			{`"Task","flat_travel":1800},"seq":1`, `"Session","flat_travel":1800},"seq":1,"time":1099511627777`},
		}},
		{addOn, new(punchcard.AddOn), [][2]string{
			{`"from":"2021-05-12",`, ``},
			{`"increment":3600`, `"increment":0`},
			{`"seq":2`, `"seq":1073741825`},
			{`"next":1`, `"next":119990`},
			{`"next":1,`, ``},
			{`"done":"1"`, `"done":"0"`},
		}},
	} {
		text := string(encoded(t, row.value))
		require.NoError(t, row.into.UnmarshalJSON([]byte(text)), text)
		for _, swap := range row.swaps {
			require.Contains(t, text, swap[0])
			spoiled := strings.Replace(text, swap[0], swap[1], 1)
			assert.ErrorIs(t, row.into.UnmarshalJSON([]byte(spoiled)), entitlement.ErrInvalid, spoiled)
		}
	}
	for _, text := range []string{
		strings.Replace(string(encoded(t, task)), `"seq":1`, `"seq":1,"counted":1,"time":3600`, 1),
		strings.Replace(string(encoded(t, task)), `"seq":1`, `"seq":1073741824,"reopened":1`, 1),
		strings.Replace(string(encoded(t, task)), `"seq":1`, `"seq":1,"reopened":1`, 1),
		strings.Replace(string(encoded(t, task)), `,"flat_travel":1800`, ``, 1),
		strings.Replace(string(encoded(t, task)), `"Task","flat_travel":1800},"seq":1`,
			`"Session","flat_travel":31622400,"clips":1000000},"seq":1,"counted":1073741823,"pending":1073741823,"time":1099511627776`, 1),
	} {
		assert.NoError(t, new(punchcard.Task).UnmarshalJSON([]byte(text)), text)
	}
	for _, swap := range [][2]string{{`"size":10`, `"size":1000000`}, {`"9500.00"`, `"0.00"`}, {`"seq":1`, `"seq":1073741824`}} {
		text := strings.Replace(string(encoded(t, card)), swap[0], swap[1], 1)
		assert.NoError(t, new(punchcard.Card).UnmarshalJSON([]byte(text)), text)
	}
	newest := strings.Replace(string(encoded(t, addOn)), `"next":1`, `"next":119989`, 1)
	assert.NoError(t, new(punchcard.AddOn).UnmarshalJSON([]byte(newest)), newest)
	limits := provider()
	limits.Increment, limits.FlatTravel = 31622400, 31622400
	longest, opening, err := punchcard.Open(limits, at("o", "2021-05-12", "09:00"), punchcard.Order{Task: "T", Holder: "ACME"})
	require.NoError(t, err)
	entitlementtest.Folds(t, "T", []punchcard.Entry{opening}, longest, punchcard.Task.Apply)
	entitlementtest.RoundTrips(t, longest)
	_, entry := phoneSupport(t)
	for _, period := range []int{-1, 119989, math.MinInt64, math.MaxInt64} {
		hostile := entry
		hostile.Outcome.Work.Period = period
		_, err := addOn.Apply(hostile)
		assert.ErrorIs(t, err, entitlement.ErrLedger)
		assert.ErrorIs(t, new(punchcard.Entry).UnmarshalJSON(encoded(t, hostile)), entitlement.ErrInvalid)
	}
	hostile := entry
	hostile.Outcome.Work.Period = 119988
	assert.NoError(t, new(punchcard.Entry).UnmarshalJSON(encoded(t, hostile)))
	_, err = addOn.Apply(hostile)
	assert.NoError(t, err)
}

// Days at the end of the calendar are refused where they come in, so that
// everything that is accepted can be stored.
func TestEndOfCalendar(t *testing.T) {
	support, _ := phoneSupport(t)
	event := at("e", "2021-06-01", "09:00")
	last := calendar.MustDate("9999-12-31")
	for _, day := range []calendar.Date{last, last + 1, math.MaxInt64, -1} {
		_, _, err := support.End(event, punchcard.AddOnEnd{Last: day})
		assert.ErrorIs(t, err, entitlement.ErrInvalid, "%d", int64(day))
	}
	ended, _, err := support.End(event, punchcard.AddOnEnd{Last: last - 1})
	require.NoError(t, err)
	entitlementtest.RoundTrips(t, ended)
	_, _, err = punchcard.StartAddOn(provider(), event, punchcard.AddOnStart{
		AddOn: "B", Holder: "ACME", Product: punchcard.MonthlyCheck, From: last + 1,
	}, punchcard.Holding{Cards: []punchcard.Card{bought("K", "2021-05-12", 10)}})
	assert.ErrorIs(t, err, entitlement.ErrInvalid)
	for _, from := range []calendar.Date{-5, last + 1} {
		terms := provider()
		terms.List = entitlement.Prices{{From: from, Amount: entitlement.MustMoney("1.00 DKK")}}
		assert.ErrorIs(t, terms.Validate(), entitlement.ErrInvalid)
	}
}

// The clauses of an answer do not depend on the order in which cards are handed
// in.
func TestReasonsInOrder(t *testing.T) {
	terms := provider()
	terms.List[0].From = calendar.MustDate("2015-01-01")
	lapsed := bought("A", "2021-05-12", 10)
	expired, _, err := punchcard.Buy(terms, at("b", "2016-05-12", "09:00"), punchcard.Purchase{Card: "B", Holder: "ACME", Size: 10})
	require.NoError(t, err)
	_, used, _, err := opened("T").Punch(at("u", "2019-05-12", "09:00"), session(calendar.Hour), expired)
	require.NoError(t, err)
	for _, cards := range [][]punchcard.Card{{lapsed, used[0]}, {used[0], lapsed}} {
		_, _, entry, err := opened("T").Punch(at("s", "2024-06-03", "09:00"), session(calendar.Hour), cards...)
		require.NoError(t, err)
		assert.Equal(t, []entitlement.Clause{"PCH-11", "PCH-10", "PCH-17", "PCH-09", "PCH-19", "PCH-21"}, entry.Why)
	}
	_, _, entry, err := opened("T").Punch(at("s", "2021-05-11", "09:00"), session(calendar.Hour), lapsed)
	require.NoError(t, err)
	assert.Equal(t, entitlement.Clause("PCH-21"), entry.Why[len(entry.Why)-1], "not bought yet")
}

// Verify notices a ledger that Append would not have made.
func TestVerifyNoticesRepetition(t *testing.T) {
	card, sale, err := punchcard.Buy(provider(), at("b", "2021-05-12", "09:00"), punchcard.Purchase{Card: "K", Holder: "ACME", Size: 10})
	require.NoError(t, err)
	task, opening, err := punchcard.Open(provider(), at("o", "2021-05-12", "09:00"), punchcard.Order{Task: "T", Holder: "ACME"})
	require.NoError(t, err)
	_, _, entry, err := task.Punch(at("s", "2021-06-01", "09:00"), session(calendar.Hour), card)
	require.NoError(t, err)
	require.NoError(t, punchcard.Verify(provider().Always, []punchcard.Entry{sale, opening, entry}))
	renamed := sale
	renamed.Ref = "b2"
	for name, log := range map[string][]punchcard.Entry{
		"sold twice":            {sale, opening, entry, sale},
		"sold under two names":  {sale, opening, entry, renamed},
		"opened twice":          {sale, opening, entry, opening},
		"session before opened": {sale, entry, opening},
	} {
		assert.ErrorIs(t, punchcard.Verify(provider().Always, log), entitlement.ErrLedger, name)
	}
}

// A closed task takes again as many sessions as were taken back from it, and
// nothing else.
func TestClosedTask(t *testing.T) {
	card := bought("K", "2021-05-12", 10)
	task, cards, entry, err := opened("T").Punch(at("s", "2021-06-01", "09:00"), session(calendar.Hour), card)
	require.NoError(t, err)
	closed, _, err := task.Close(at("c", "2021-06-01", "17:00"))
	require.NoError(t, err)
	again := session(2 * calendar.Hour)
	again.Replaces = "nothing at all"
	_, _, _, err = closed.Punch(at("x", "2021-06-02", "09:00"), again, cards...)
	assert.ErrorIs(t, err, punchcard.TaskClosed)
	changed, _, err := punchcard.Reverse(at("r", "2021-06-03", "09:00"), punchcard.Reversal{Of: "s", Because: "x"},
		punchcard.Holding{Cards: cards, Tasks: []punchcard.Task{closed}, Entry: entry})
	require.NoError(t, err)
	entitlementtest.RoundTrips(t, changed.Tasks[0])
	_, _, _, err = changed.Tasks[0].Punch(at("x", "2021-06-03", "09:00"), session(calendar.Hour), changed.Cards...)
	assert.ErrorIs(t, err, punchcard.TaskClosed, "it replaces nothing")
	again.Replaces = "s"
	once, cards, _, err := changed.Tasks[0].Punch(at("x", "2021-06-03", "09:00"), again, changed.Cards...)
	require.NoError(t, err)
	_, _, _, err = once.Punch(at("y", "2021-06-03", "09:00"), again, cards...)
	assert.ErrorIs(t, err, punchcard.TaskClosed, "once")

	support, period := phoneSupport(t)
	own, err := punchcard.Task{}.Apply(period)
	require.NoError(t, err)
	paid, err := bought("K", "2021-05-12", 10).Apply(period)
	require.NoError(t, err)
	changed, _, err = punchcard.Reverse(at("r", "2021-06-03", "09:00"), punchcard.Reversal{Of: "p", Because: "x"},
		punchcard.Holding{Cards: []punchcard.Card{paid}, Tasks: []punchcard.Task{own}, AddOns: []punchcard.AddOn{support}, Entry: period})
	require.NoError(t, err)
	_, _, _, err = changed.Tasks[0].Punch(at("y", "2021-06-03", "09:00"), again, changed.Cards...)
	assert.ErrorIs(t, err, punchcard.TaskClosed, "a period is no session")
}

// One reference for two entries of a task is a conflict, and a chain that a
// ledger cannot give does not hang a correction.
func TestOneReferenceTwice(t *testing.T) {
	card := bought("K", "2021-05-12", 10)
	task, cards, entry, err := opened("T").Punch(at("s", "2021-06-01", "09:00"), session(90*calendar.Minute), card)
	require.NoError(t, err)
	_, _, _, err = task.Punch(at("s", "2021-06-02", "09:00"), session(calendar.Hour), cards...)
	assert.ErrorIs(t, err, entitlement.ErrConflict)
	waiting, _, _, err := opened("T").Punch(at("s", "2021-06-01", "09:00"), session(calendar.Hour))
	require.NoError(t, err)
	_, _, _, err = waiting.Settle(provider(), at("s", "2021-06-02", "09:00"), punchcard.Settlement{By: punchcard.Waived})
	assert.ErrorIs(t, err, entitlement.ErrConflict)

	loop := entry
	loop.Outcome.Work.StandingBefore = "s"
	_, _, err = punchcard.Correct(provider().Always, at("x", "2021-06-05", "09:00"), punchcard.Correction{Of: "other", Because: "x"},
		[]punchcard.Entry{loop}, punchcard.Holding{Cards: cards, Tasks: []punchcard.Task{task}})
	assert.ErrorIs(t, err, entitlement.ErrLedger)

	_, _, err = punchcard.Reverse(at("r", "2021-06-05", "09:00"), punchcard.Reversal{Of: "s", Because: "x"},
		punchcard.Holding{Cards: cards, Entry: punchcard.Entry{Entry: entitlement.Entry{
			Event: entry.Event, Kind: entry.Kind, Draws: entry.Draws[1:], Why: entry.Why,
		}, Fact: entry.Fact, Outcome: entry.Outcome}})
	assert.ErrorIs(t, err, entitlement.ErrInvalid, "an entry without its task")
}

// A correction told twice, or without a reference, is no correction.
func TestCorrectAtTheDoor(t *testing.T) {
	card := bought("K", "2021-05-12", 10)
	task, cards, entry, err := opened("T").Punch(at("s", "2021-06-01", "09:00"), session(90*calendar.Minute), card)
	require.NoError(t, err)
	correction := punchcard.Correction{Of: "s", Because: "one hour", Session: session(calendar.Hour)}
	held := punchcard.Holding{Cards: cards, Tasks: []punchcard.Task{task}}
	_, entries, err := punchcard.Correct(provider().Always, at("x", "2021-06-05", "09:00"), correction, []punchcard.Entry{entry}, held)
	require.NoError(t, err)
	_, _, err = punchcard.Correct(provider().Always, at("x", "2021-06-05", "09:00"), correction, append([]punchcard.Entry{entry}, entries...), held)
	assert.ErrorIs(t, err, entitlement.ErrConflict)
	_, _, err = punchcard.Correct(provider().Always, entitlement.Event{}, correction, []punchcard.Entry{entry}, held)
	assert.ErrorIs(t, err, entitlement.ErrInvalid)
}

// A check typed into the wrong year and taken back leaves the others due; one
// that is still to come is no check.
func TestCheckInTheWrongYear(t *testing.T) {
	card := bought("K", "2021-05-12", 10)
	checks, _, err := punchcard.StartAddOn(provider(), at("a", "2021-05-12", "09:00"), punchcard.AddOnStart{
		AddOn: "A", Holder: "ACME", Product: punchcard.MonthlyCheck, From: calendar.MustDate("2021-05-12"),
	}, punchcard.Holding{Cards: []punchcard.Card{card}})
	require.NoError(t, err)
	check := punchcard.Check{Task: "C", By: "PH", Place: punchcard.Remote, Work: calendar.Hour}
	future := at("c", "2031-06-20", "09:00")
	future.Entered = at("", "2021-06-20", "09:00").At
	_, _, _, _, err = checks.Check(future, check, card)
	assert.ErrorIs(t, err, entitlement.ErrInvalid)

	may, _, _, _, err := checks.Check(at("m", "2021-05-20", "09:00"), punchcard.Check{
		Task: "M", By: "PH", Place: punchcard.Remote,
	}, card)
	require.NoError(t, err)
	wrong, task, cards, entry, err := may.Check(at("c", "2024-06-20", "09:00"), check, card)
	require.NoError(t, err)
	july := at("r", "2021-07-20", "09:00")
	assert.Empty(t, wrong.ChecksDue(at("", "2021-05-31", "09:00").At, card))
	changed, _, err := punchcard.Reverse(july, punchcard.Reversal{Of: "c", Because: "wrong year"},
		punchcard.Holding{Cards: cards, Tasks: []punchcard.Task{task}, AddOns: []punchcard.AddOn{wrong}, Entry: entry})
	require.NoError(t, err)
	entitlementtest.RoundTrips(t, changed.AddOns[0])
	assert.Equal(t, "[2021-06-01 missed 2021-07-01 due]", fmt.Sprint(changed.AddOns[0].ChecksDue(july.At, card)))
}

// What was missed stays missed when the card is used up later, and nothing is
// due of an add-on that is over.
func TestMissedStaysMissed(t *testing.T) {
	card := bought("K", "2021-05-12", 10)
	start := func(product punchcard.Product) punchcard.AddOn {
		addOn, _, err := punchcard.StartAddOn(provider(), at("a", "2021-05-12", "09:00"), punchcard.AddOnStart{
			AddOn: "A", Holder: "ACME", Product: product, From: calendar.MustDate("2021-05-12"),
		}, punchcard.Holding{Cards: []punchcard.Card{card}})
		require.NoError(t, err)
		return addOn
	}
	checks, support := start(punchcard.MonthlyCheck), start(punchcard.PhoneSupport)
	_, used, _, err := opened("T").Punch(at("s", "2021-07-19", "09:00"), session(10*calendar.Hour), card)
	require.NoError(t, err)
	july := at("", "2021-08-20", "09:00").At
	assert.Equal(t, "[2021-05-01 missed 2021-06-01 missed 2021-07-01 missed]", fmt.Sprint(checks.ChecksDue(july, used...)))
	assert.Empty(t, support.DuePunches(july, used...), "no clips are left for a period")
	_, _, _, _, err = support.Punch(at("p", "2021-06-12", "09:00"), punchcard.Period{Task: "P"}, used...)
	assert.ErrorIs(t, err, punchcard.NoActiveCard)

	ended, _, err := checks.End(at("e", "2021-06-15", "09:00"), punchcard.AddOnEnd{Last: calendar.MustDate("2021-06-15")})
	require.NoError(t, err)
	assert.Equal(t, "[2021-05-01 missed 2021-06-01 due]", fmt.Sprint(ended.ChecksDue(at("", "2021-06-15", "09:00").At, card)))
	assert.Equal(t, "[2021-05-01 missed 2021-06-01 missed]", fmt.Sprint(ended.ChecksDue(at("", "2021-06-16", "09:00").At, card)))
	later := at("", "2021-06-20", "09:00").At
	assert.Empty(t, ended.ChecksDue(later, bought("L", "2021-06-16", 10)), "a card bought after the last day")
	assert.Equal(t, "[2021-06-01 missed]", fmt.Sprint(ended.ChecksDue(later, bought("L", "2021-06-15", 10))))
}

// Ending an add-on and starting it again does not bring a second check in a
// month or quarter, nor a period twice.
func TestStartedAgain(t *testing.T) {
	card := bought("K", "2021-05-12", 10)
	start := func(product punchcard.Product, from string, others ...punchcard.AddOn) (punchcard.AddOn, error) {
		addOn, _, err := punchcard.StartAddOn(provider(), at("a", "2021-05-12", "09:00"), punchcard.AddOnStart{
			AddOn: "A" + from, Holder: "ACME", Product: product, From: calendar.MustDate(from),
		}, punchcard.Holding{Cards: []punchcard.Card{card}, AddOns: others})
		return addOn, err
	}
	ended := func(product punchcard.Product, checked, last string) punchcard.AddOn {
		addOn, err := start(product, "2021-05-12")
		require.NoError(t, err)
		if product == punchcard.PhoneSupport {
			addOn, _, _, _, err = addOn.Punch(at("p", checked, "09:00"), punchcard.Period{Task: "P"}, card)
		} else {
			addOn, _, _, _, err = addOn.Check(at("p", checked, "09:00"), punchcard.Check{Task: "P", By: "PH", Place: punchcard.Remote}, card)
		}
		require.NoError(t, err)
		addOn, _, err = addOn.End(at("e", last, "09:00"), punchcard.AddOnEnd{Last: calendar.MustDate(last)})
		require.NoError(t, err)
		return addOn
	}
	monthly := ended(punchcard.MonthlyCheck, "2021-06-10", "2021-06-15")
	quarterly := ended(punchcard.QuarterlyCheck, "2021-06-10", "2021-06-15")
	phone := ended(punchcard.PhoneSupport, "2021-06-12", "2021-06-15")
	for _, row := range []struct {
		product punchcard.Product
		from    string
		other   punchcard.AddOn
		reason  error
	}{
		{punchcard.MonthlyCheck, "2021-06-16", monthly, punchcard.AlreadyChecked},
		{punchcard.MonthlyCheck, "2021-07-01", monthly, nil},
		{punchcard.QuarterlyCheck, "2021-06-16", monthly, punchcard.AlreadyChecked},
		{punchcard.QuarterlyCheck, "2021-07-01", monthly, nil},
		{punchcard.MonthlyCheck, "2021-06-16", quarterly, punchcard.AlreadyChecked},
		{punchcard.MonthlyCheck, "2021-07-01", quarterly, nil},
		{punchcard.PhoneSupport, "2021-07-11", phone, punchcard.AlreadyRunning},
		{punchcard.PhoneSupport, "2021-07-12", phone, nil},
		{punchcard.PhoneSupport, "2021-06-16", monthly, nil},
	} {
		_, err := start(row.product, row.from, row.other)
		if row.reason == nil {
			assert.NoError(t, err, "%s from %s", row.product, row.from)
		} else {
			assert.ErrorIs(t, err, row.reason, "%s from %s", row.product, row.from)
		}
	}
}

// A holder has one add-on of each kind: any that checks is one kind, any that guarantees
// another (PCH-29).
func TestOneOfEachKind(t *testing.T) {
	card, terms := bought("K", "2021-05-12", 30), provider()
	terms.AddOns = nil
	start := func(product punchcard.Product, others ...punchcard.AddOn) (punchcard.AddOn, error) {
		addOn, _, err := punchcard.StartAddOn(terms, at("a", "2021-05-12", "09:00"), punchcard.AddOnStart{
			AddOn: string(product), Holder: "ACME", Product: product, From: calendar.MustDate("2021-06-01"),
		}, punchcard.Holding{Cards: []punchcard.Card{card}, AddOns: others})
		return addOn, err
	}
	kinds := map[punchcard.Product]string{
		punchcard.PhoneSupport: "phone", punchcard.MonthlyCheck: "checks", punchcard.QuarterlyCheck: "checks",
		punchcard.CallOut4: "guarantee", punchcard.CallOut6: "guarantee", punchcard.CallOut8: "guarantee",
	}
	for product := range kinds {
		terms.AddOns = append(terms.AddOns, punchcard.AddOnPrice{Product: product, Clips: 1})
	}
	for one, kind := range kinds {
		running, err := start(one)
		require.NoError(t, err)
		for other := range kinds {
			_, err := start(other, running)
			switch {
			case kinds[other] != kind:
				assert.NoError(t, err, "%s beside %s", other, one)
			case kind == "checks":
				assert.ErrorIs(t, err, punchcard.AlreadyChecked, "%s beside %s", other, one)
			default:
				assert.ErrorIs(t, err, punchcard.AlreadyRunning, "%s beside %s", other, one)
			}
		}
	}
}

// What was worked before the card was bought that day is known as of then.
func TestAsOfBeforeTheSale(t *testing.T) {
	card, sale, err := punchcard.Buy(provider(), at("b", "2021-06-01", "12:00"), punchcard.Purchase{Card: "K", Holder: "ACME", Size: 10})
	require.NoError(t, err)
	early := at("s", "2021-06-01", "09:00")
	early.Entered = at("", "2021-06-01", "13:00").At
	_, _, entry, err := opened("T").Punch(early, session(calendar.Hour), card)
	require.NoError(t, err)
	log := []punchcard.Entry{sale, entry}
	asOf := func(happened, known string) int {
		card, err := ledger.AsOf("K", log, at("", "2021-06-01", happened).At, at("", "2021-06-01", known).At, punchcard.Card.Apply)
		require.NoError(t, err)
		return card.Figures().Size - card.Used()
	}
	assert.Equal(t, 0, asOf("08:00", "14:00"), "no card")
	assert.Equal(t, 9, asOf("10:00", "14:00"))
	assert.Equal(t, 10, asOf("12:00", "12:00"))
	assert.Equal(t, 9, asOf("12:00", "13:00"))
}

// A statement of entries that name too little is still a statement.
func TestStatementOfHollowEntries(t *testing.T) {
	card, sale, err := punchcard.Buy(provider(), at("b", "2021-05-12", "09:00"), punchcard.Purchase{Card: "K", Holder: "ACME", Size: 10})
	require.NoError(t, err)
	hollow := punchcard.Entry{Entry: entitlement.Entry{
		Event: at("c", "2021-06-01", "09:00"), Kind: "check", Draws: []entitlement.Draw{{Of: "K", Seq: 2}},
	}, Fact: punchcard.Check{}}
	card, err = card.Apply(hollow)
	require.NoError(t, err)
	statement, err := card.Statement(copenhagen(t), "ACME", hollow.At, []punchcard.Entry{sale, hollow})
	require.NoError(t, err)
	assert.Empty(t, statement.Lines[0].Task)
}

// After a transfer, what is taken back of the former holder's work is the
// former holder's line.
func TestStatementAfterLateReversal(t *testing.T) {
	card, sale, err := punchcard.Buy(provider(), at("b", "2021-05-12", "09:00"), punchcard.Purchase{Card: "K", Holder: "ACME", Size: 10})
	require.NoError(t, err)
	task, cards, work, err := opened("T").Punch(at("s", "2021-06-01", "09:00"), session(2*calendar.Hour), card)
	require.NoError(t, err)
	passed, transfer, err := cards[0].Transfer(at("t", "2021-06-02", "09:00"), punchcard.Transfer{To: "BETA", Agreement: "X"})
	require.NoError(t, err)
	changed, back, err := punchcard.Reverse(at("r", "2021-06-03", "09:00"), punchcard.Reversal{Of: "s", Because: "private"},
		punchcard.Holding{Cards: []punchcard.Card{passed}, Tasks: []punchcard.Task{task}, Entry: work})
	require.NoError(t, err)
	log := []punchcard.Entry{sale, work, transfer, back}
	beta, err := changed.Cards[0].Statement(copenhagen(t), "BETA", back.At, log)
	require.NoError(t, err)
	assert.Equal(t, []int{0, 0, 0, 10}, []int{len(beta.Lines), beta.BroughtForward, beta.Used, beta.Left})
	acme, err := changed.Cards[0].Statement(copenhagen(t), "ACME", back.At, log)
	require.NoError(t, err)
	assert.Equal(t, []int{2, 0, 0}, []int{len(acme.Lines), acme.BroughtForward, acme.Used})
	for name, other := range map[string][]punchcard.Entry{
		"twice the sale":  {sale, sale, transfer, back},
		"another session": {sale, transfer, transfer, back},
		"out of order":    {work, sale, transfer, back},
	} {
		_, err := changed.Cards[0].Statement(copenhagen(t), "BETA", back.At, other)
		assert.ErrorIs(t, err, entitlement.ErrLedger, name)
	}
	altered := work
	altered.Draws = []entitlement.Draw{work.Draws[0], {Of: "K", Seq: 2, Moved: -5}}
	_, err = changed.Cards[0].Statement(copenhagen(t), "BETA", back.At, []punchcard.Entry{sale, altered, transfer, back})
	assert.ErrorIs(t, err, entitlement.ErrLedger, "clips that the card does not know")
}

// The smallest card is a card.
func TestSmallestCard(t *testing.T) {
	terms := provider()
	terms.Sizes = []punchcard.Size{{Clips: 1}}
	card, entry, err := punchcard.Buy(terms, at("b", "2021-05-12", "09:00"), punchcard.Purchase{Card: "K", Holder: "ACME", Size: 1})
	require.NoError(t, err)
	assert.Equal(t, entitlement.MustMoney("1000.00 DKK"), entry.Charge)
	entitlementtest.Folds(t, "K", []punchcard.Entry{entry}, card, punchcard.Card.Apply)
	entitlementtest.RoundTrips(t, card)
}

// Values are small, whatever their history.
func TestSize(t *testing.T) {
	long := newBench(t).worked(t, 300)
	for _, value := range []any{long.cards[0], long.cards[2], long.task} {
		text, err := json.Marshal(value)
		require.NoError(t, err)
		assert.LessOrEqual(t, len(text), 512, string(text))
	}
}
