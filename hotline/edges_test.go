package hotline_test

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/entitlementtest"
	"github.com/avtale/avtale/entitlement/ledger"
	"github.com/avtale/avtale/hotline"
)

func day(text string) calendar.Date { return calendar.MustDate(text) }

// do makes a transition that must pass.
func do(t *testing.T, terms hotline.Terms, held hotline.Holding, event entitlement.Event, fact hotline.Fact) (hotline.Holding, hotline.Entry) {
	t.Helper()
	changed, entry, err := hotline.Do(terms, event, fact, held)
	require.NoError(t, err)
	return changed, entry
}

// told makes a transition of a workshop that must pass.
func told(t *testing.T, w hotline.Workshop, event entitlement.Event, fact hotline.Fact) hotline.Workshop {
	t.Helper()
	changed, _ := do(t, provider(), hotline.Holding{Workshop: w}, event, fact)
	return changed.Workshop
}

// refused requires that a transition fails for a reason.
func refused(t *testing.T, reason error, terms hotline.Terms, held hotline.Holding, event entitlement.Event, fact hotline.Fact) {
	t.Helper()
	changed, entry, err := hotline.Do(terms, event, fact, held)
	require.ErrorIs(t, err, reason)
	require.Equal(t, hotline.Holding{}, changed)
	require.Equal(t, hotline.Entry{}, entry)
}

func block(id string, cases int, from string) hotline.Conclusion {
	return hotline.Conclusion{Block: id, Cases: cases, From: day(from)}
}

// The zero values cover nothing and refuse everything.
func TestZeroValues(t *testing.T) {
	assert.Empty(t, hotline.KindOf(nil))
	event := at("r", "2026-02-02", "09:00")
	var w hotline.Workshop
	assert.False(t, w.Entitled(event.At))
	assert.Zero(t, w.Remaining(event.At))
	assert.Zero(t, w.Granted(event.At))
	assert.Empty(t, w.Lots(event.At))
	assert.Empty(t, w.Subscriptions())
	assert.False(t, w.ContactDue(event.At))
	assert.True(t, w.NextRenewal(event.At).IsZero())
	assert.Zero(t, w.LapsedUnits(0, event.At.Date()))
	_, err := w.Quote(provider(), event.At, 0, nil)
	assert.ErrorIs(t, err, entitlement.ErrInvalid)
	assert.ErrorIs(t, hotline.Terms{}.Validate(), entitlement.ErrMissing)
	class, _ := hotline.Terms{}.Classify(hotline.Enquiry{})
	assert.Equal(t, hotline.NoCategory, class)
	assert.Equal(t, hotline.NoCase, hotline.Case{}.State())
	assert.Equal(t, hotline.NoFeedback, hotline.Feedback{}.State())

	for _, fact := range []hotline.Fact{
		hotline.Subscription{Subscription: "S", Product: hotline.DataProgram, From: day("2026-01-01")},
		hotline.Cancellation{Subscription: "S", Last: day("2026-01-01")},
		request("C"),
		hotline.Reply{},
		hotline.FollowUp{},
		hotline.Withdrawal{},
		hotline.Duplicate{Of: "C"},
		hotline.Reclassification{Class: hotline.Support},
		hotline.Contact{},
		block("B", 1, "2026-02-02"),
		hotline.Renewal{Block: "B", Next: "N"},
		hotline.Acceptance{Block: "B"},
		hotline.Decline{What: hotline.OfferedAgreement},
		hotline.Publication{},
		hotline.Rejection{},
		hotline.Retraction{},
		nil,
	} {
		refused(t, entitlement.ErrInvalid, provider(), hotline.Holding{}, event, fact)
	}
	refused(t, hotline.NotAnswered, provider(), hotline.Holding{Case: openCase(t)}, event, hotline.Reopening{})
	refused(t, entitlement.ErrMissing, hotline.Terms{}, hotline.Holding{}, event, hotline.Enrolment{Workshop: "W"})
	refused(t, entitlement.ErrMissing, hotline.Terms{}, hotline.Holding{Workshop: enrolled()}, event, request("C"))
}

func openCase(t *testing.T) hotline.Case {
	_, c, _, err := enrolled().Receive(provider(), at("open", "2026-02-01", "09:00"), request("C"))
	require.NoError(t, err)
	return c
}

// A fact that is malformed is an error whatever it is told to, and so is an
// event.
func TestMalformedFacts(t *testing.T) {
	event := at("r", "2026-02-02", "09:00")
	submitted, _, err := hotline.Submit(event, hotline.Submission{Feedback: "F", Workshop: "W"})
	require.NoError(t, err)
	held := hotline.Holding{Workshop: enrolled(), Case: openCase(t), Feedback: submitted}
	for name, fact := range map[string]hotline.Fact{
		"nobody":              hotline.Enrolment{},
		"no text":             hotline.Enrolment{Workshop: "W\xff"},
		"no subscription":     hotline.Subscription{Product: hotline.DataProgram, From: day("2026-01-01")},
		"no product":          hotline.Subscription{Subscription: "S", From: day("2026-01-01")},
		"no first day":        hotline.Subscription{Subscription: "S", Product: hotline.DataProgram},
		"no such day":         hotline.Subscription{Subscription: "S", Product: hotline.DataProgram, From: -1},
		"counted too late":    hotline.Subscription{Subscription: "S", Product: hotline.DataProgram, From: day("2026-01-01"), Counted: day("2026-01-02")},
		"counted from never":  hotline.Subscription{Subscription: "S", Product: hotline.DataProgram, From: day("2026-01-01"), Counted: -1},
		"no last day":         hotline.Cancellation{Subscription: "S1"},
		"an end of time":      hotline.Cancellation{Subscription: "S1", Last: day("9999-12-31")},
		"which one":           hotline.Cancellation{Last: day("2026-03-01")},
		"not one of its own":  hotline.Cancellation{Subscription: "S9", Last: day("2026-03-01")},
		"no case":             hotline.Receipt{Enquiry: hotline.Enquiry{Diagnosis: true}},
		"the workshop's id":   request("W"),
		"a duplicate of none": hotline.Duplicate{},
		"no class":            hotline.Reclassification{},
		"an answer, no class": hotline.Reclassification{Class: hotline.NoCategory},
		"the same class":      hotline.Reclassification{Class: hotline.Hotline, Told: true},
		"no block":            hotline.Conclusion{Cases: 1, From: day("2026-02-02")},
		"no cases":            block("B", 0, "2026-02-02"),
		"too many cases":      block("B", 1_000_001, "2026-02-02"),
		"no year":             hotline.Conclusion{Block: "B", Cases: 1},
		"renewal of none":     hotline.Renewal{Next: "B2"},
		"renewal to none":     hotline.Renewal{Block: "B"},
		"unknown block":       hotline.Renewal{Block: "B", Next: "B2"},
		"accepting none":      hotline.Acceptance{},
		"declining what":      hotline.Decline{},
		"declining a block":   hotline.Decline{What: hotline.OfferedAgreement, Block: "B"},
		"which proposal":      hotline.Decline{What: hotline.OfferedProposal},
		"which year":          hotline.Decline{What: hotline.OfferedYear},
		"no feedback":         hotline.Submission{Workshop: "W"},
		"nobody's feedback":   hotline.Submission{Feedback: "F"},
		"the workshop again":  hotline.Submission{Feedback: "W", Workshop: "W"},
		"no channel text":     hotline.Receipt{Case: "D", Channel: "\xff", Enquiry: hotline.Enquiry{Diagnosis: true}},
		"no topic text":       hotline.Receipt{Case: "D", Topic: "\xff", Enquiry: hotline.Enquiry{Diagnosis: true}},
		"no version text":     hotline.Receipt{Case: "D", Enquiry: hotline.Enquiry{Diagnosis: true}, TermsAccepted: hotline.TermsAccepted{Version: "\xff"}},
		"no person's text":    hotline.Reclassification{Class: hotline.Support, TermsAccepted: hotline.TermsAccepted{By: "\xff"}},
		"a pointer":           &hotline.Contact{},
	} {
		_, _, err := hotline.Do(provider(), event, fact, held)
		assert.ErrorIs(t, err, entitlement.ErrInvalid, name)
	}
	for _, fact := range []hotline.Fact{
		hotline.Enrolment{Workshop: "V"},
		request("D"),
		hotline.Reply{},
		hotline.Withdrawal{},
		hotline.Contact{},
		hotline.Cancellation{Subscription: "S1", Last: day("2026-03-01")},
		hotline.Subscription{Subscription: "S", Product: hotline.DataProgram, From: day("2026-01-01")},
		hotline.Reclassification{Class: hotline.Support},
		block("B", 1, "2026-02-02"),
		hotline.Decline{What: hotline.OfferedAgreement},
		hotline.Renewal{Block: "B", Next: "N"},
		hotline.Acceptance{Block: "B"},
		hotline.Submission{Feedback: "G", Workshop: "W"},
		hotline.Publication{},
		hotline.Rejection{},
		hotline.Retraction{},
		hotline.Duplicate{Of: "D"},
	} {
		nameless := event
		nameless.Ref = ""
		refused(t, entitlement.ErrInvalid, provider(), held, nameless, fact)
	}
	for _, fact := range []hotline.Fact{hotline.Reply{}, hotline.Withdrawal{}, hotline.Reclassification{Class: hotline.Support}} {
		refused(t, entitlement.ErrInvalid, provider(), held, at("r", "2026-02-01", "08:59"), fact)
	}
	do(t, provider(), held, at("r", "2026-02-01", "09:00"), hotline.Reply{})
	_, err = hotline.DecodeFact("greet", []byte(`{}`))
	assert.ErrorIs(t, err, entitlement.ErrInvalid)
	_, err = hotline.DecodeFact("receive", []byte(`{"case":"C","priority":1}`))
	assert.ErrorIs(t, err, entitlement.ErrInvalid)
}

func TestTerms(t *testing.T) {
	good := provider()
	require.NoError(t, good.Validate())
	require.ErrorIs(t, hotline.Printed(day("2025-01-01"), "v1", "").Validate(), entitlement.ErrMissing, "the currency is open")
	exception := hotline.SupportException{Topic: "set-up", Agreement: "A", Prices: good.List}
	for name, row := range map[string]struct {
		change func(*hotline.Terms)
		family error
	}{
		"no zone":             {func(t *hotline.Terms) { t.Zone = "" }, entitlement.ErrMissing},
		"zone no text":        {func(t *hotline.Terms) { t.Zone = "\xff" }, entitlement.ErrInvalid},
		"no version":          {func(t *hotline.Terms) { t.Versions = nil }, entitlement.ErrMissing},
		"a nameless version":  {func(t *hotline.Terms) { t.Versions[0].Name = "" }, entitlement.ErrMissing},
		"a version of no day": {func(t *hotline.Terms) { t.Versions[0].From = 0 }, entitlement.ErrMissing},
		"no such day":         {func(t *hotline.Terms) { t.Versions[0].From = -1 }, entitlement.ErrMissing},
		"two of one day": {func(t *hotline.Terms) {
			t.Versions = append(t.Versions, hotline.Version{From: t.Versions[0].From, Name: "v2"})
		}, entitlement.ErrInvalid},
		"no kind":             {func(t *hotline.Terms) { t.QualifyingKinds[0].Product = "" }, entitlement.ErrInvalid},
		"a kind twice":        {func(t *hotline.Terms) { t.QualifyingKinds[1] = t.QualifyingKinds[0] }, entitlement.ErrInvalid},
		"no grant":            {func(t *hotline.Terms) { t.Grant = 0 }, entitlement.ErrMissing},
		"a negative grant":    {func(t *hotline.Terms) { t.Grant = -1 }, entitlement.ErrMissing},
		"too much":            {func(t *hotline.Terms) { t.Grant = 10_001 }, entitlement.ErrInvalid},
		"no reward":           {func(t *hotline.Terms) { t.Reward = 0 }, entitlement.ErrMissing},
		"a negative reward":   {func(t *hotline.Terms) { t.Reward = -1 }, entitlement.ErrMissing},
		"no way in":           {func(t *hotline.Terms) { t.Channels = nil }, entitlement.ErrMissing},
		"no customer":         {func(t *hotline.Terms) { t.QualifyingKinds = nil }, entitlement.ErrMissing},
		"a nameless channel":  {func(t *hotline.Terms) { t.Channels[0] = "" }, entitlement.ErrInvalid},
		"no price":            {func(t *hotline.Terms) { t.List = nil }, entitlement.ErrMissing},
		"a negative validity": {func(t *hotline.Terms) { t.RewardValidity.Months = -1 }, entitlement.ErrInvalid},
		"an unknown end":      {func(t *hotline.Terms) { t.RewardValidity.End = "Never" }, entitlement.ErrInvalid},
		"cancelled how":       {func(t *hotline.Terms) { t.Cancelled = "Somehow" }, entitlement.ErrInvalid},
		"who first":           {func(t *hotline.Terms) { t.Precedence = "Me" }, entitlement.ErrInvalid},
		"beyond what":         {func(t *hotline.Terms) { t.BeyondGrant = "Charge" }, entitlement.ErrInvalid},
		"no topic": {func(t *hotline.Terms) {
			t.SupportExceptions = []hotline.SupportException{{Agreement: "A", Prices: t.List}}
		}, entitlement.ErrMissing},
		"no agreement":   {func(t *hotline.Terms) { t.SupportExceptions = []hotline.SupportException{{Topic: "x", Prices: t.List}} }, entitlement.ErrMissing},
		"no price of it": {func(t *hotline.Terms) { t.SupportExceptions = []hotline.SupportException{{Topic: "x", Agreement: "A"}} }, entitlement.ErrMissing},
		"a topic twice":  {func(t *hotline.Terms) { t.SupportExceptions = []hotline.SupportException{exception, exception} }, entitlement.ErrInvalid},
	} {
		terms := provider()
		row.change(&terms)
		assert.ErrorIs(t, terms.Validate(), row.family, name)
		_, _, err := hotline.Enrol(terms, at("r", "2026-02-02", "09:00"), hotline.Enrolment{Workshop: "W"})
		assert.ErrorIs(t, err, row.family, name)
	}
	most := provider()
	most.Grant, most.Reward = 10_000, 10_000
	most.SupportExceptions = []hotline.SupportException{exception}
	require.NoError(t, most.Validate())

	event := at("r", "2026-02-02", "09:00")
	generous, _, err := hotline.Enrol(most, event, hotline.Enrolment{Workshop: "W"})
	require.NoError(t, err)
	generous, _, err = generous.Subscribe(most, event, hotline.Subscription{
		Subscription: "S", Product: hotline.DataProgram, From: event.At.Date(),
	})
	require.NoError(t, err)
	generous, _, err = generous.Conclude(most, event, block("B", 1_000_000, "2026-02-02"))
	require.NoError(t, err)
	require.Equal(t, 1_010_000, generous.Remaining(event.At))
	entitlementtest.RoundTrips(t, generous)

	text := encoded(t, most)
	var again hotline.Terms
	require.NoError(t, json.Unmarshal([]byte(text), &again))
	require.Equal(t, most, again)
	require.ErrorIs(t, json.Unmarshal([]byte(strings.Replace(text, `"v":1`, `"v":2`, 1)), &again), entitlement.ErrVersion)
	require.ErrorIs(t, json.Unmarshal([]byte(strings.Replace(text, `"grant"`, `"grants"`, 1)), &again), entitlement.ErrInvalid)
}

// What an acceptance must be (HOT-01).
func TestAcceptance(t *testing.T) {
	terms := provider()
	moment := at("", "2026-02-02", "09:00").At
	good := hotline.TermsAccepted{Version: "v1", By: "p7", At: moment}
	require.NoError(t, terms.CanSubmit(good, moment), "given that instant")
	for name, accepted := range map[string]hotline.TermsAccepted{
		"another version": {Version: "v0", By: "p7", At: moment},
		"nobody":          {Version: "v1", At: moment},
		"never":           {Version: "v1", By: "p7"},
		"afterwards":      {Version: "v1", By: "p7", At: moment.Add(1)},
	} {
		require.ErrorIs(t, terms.CanSubmit(accepted, moment), hotline.TermsNotAccepted, name)
	}
	require.ErrorIs(t, terms.CanSubmit(good, at("", "2024-12-31", "09:00").At), entitlement.ErrMissing)
	require.NoError(t, terms.CanSubmit(hotline.TermsAccepted{Version: "v1", By: "p", At: at("", "2024-01-01", "09:00").At},
		at("", "2025-01-01", "00:00").At), "on its first day, accepted before")
}

// Support needs no acceptance; one that becomes a hotline case does, and may
// have brought it.
func TestAcceptanceOfReclassified(t *testing.T) {
	terms := provider()
	question := hotline.Receipt{Case: "C", Enquiry: hotline.Enquiry{ProductUse: true, Relevant: true}}
	now, later := at("r1", "2026-02-02", "09:00"), at("r2", "2026-02-02", "10:00")
	to := hotline.Reclassification{Class: hotline.Hotline, Told: true}

	held, _ := do(t, terms, hotline.Holding{Workshop: enrolled()}, now, question)
	refused(t, hotline.TermsNotAccepted, terms, held, later, to)
	withIt := to
	withIt.TermsAccepted = hotline.TermsAccepted{Version: "v1", By: "p7", At: now.At.Add(1)}
	refused(t, hotline.TermsNotAccepted, terms, held, later, withIt) // not by the time it came in
	withIt.At = now.At
	counted, _ := do(t, terms, held, later, withIt)
	require.Equal(t, 4, counted.Workshop.Remaining(now.At))
	back, _ := do(t, terms, counted, at("r3", "2026-02-02", "11:00"), hotline.Reclassification{Class: hotline.Support})
	do(t, terms, back, at("r4", "2026-02-02", "12:00"), to) // it is on record now

	question.TermsAccepted = hotline.TermsAccepted{Version: "v0", By: "p7", At: now.At}
	held, _ = do(t, terms, hotline.Holding{Workshop: enrolled()}, now, question)
	refused(t, hotline.TermsNotAccepted, terms, held, later, to)
	question.TermsAccepted.Version = "v1"
	held, _ = do(t, terms, hotline.Holding{Workshop: enrolled()}, now, question)
	do(t, terms, held, later, to)
}

// Reclassifying is refused as receiving is.
func TestReclassifyRefused(t *testing.T) {
	terms := provider()
	question := hotline.Receipt{Case: "C", Enquiry: hotline.Enquiry{ProductUse: true, Relevant: true}, TermsAccepted: request("").TermsAccepted}
	to := hotline.Reclassification{Class: hotline.Hotline, Told: true}

	training, _, err := hotline.Enrol(terms, at("w", "2026-01-15", "09:00"), hotline.Enrolment{Workshop: "W"})
	require.NoError(t, err)
	training = told(t, training, at("s", "2026-01-15", "09:00"), hotline.Subscription{Subscription: "S", Product: "training", From: day("2026-01-15")})
	held, _ := do(t, terms, hotline.Holding{Workshop: training}, at("r1", "2026-02-02", "09:00"), question)
	refused(t, hotline.NotACustomer, terms, held, at("r2", "2026-02-02", "10:00"), to)

	full, _ := received(enrolled(), "2026-02-02", 6)
	full = told(t, full, at("d", "2026-02-02", "12:00"), hotline.Decline{What: hotline.OfferedAgreement})
	held, _ = do(t, terms, hotline.Holding{Workshop: full}, at("r1", "2026-02-03", "09:00"), question)
	refused(t, hotline.NoAgreement, terms, held, at("r2", "2026-02-03", "10:00"), to)
	early, _ := do(t, terms, hotline.Holding{Workshop: full}, at("r1", "2026-02-02", "11:59"), question)
	changed, entry := do(t, terms, early, at("r2", "2026-02-03", "10:00"), to)
	require.Equal(t, 1, entry.Uncovered, "it came in before the agreement was declined")
	require.True(t, changed.Case.Uncovered())
	require.True(t, entry.Charge.IsZero())

	other := hotline.Holding{Workshop: subscribed(workshopV(t), "S1", "2026-01-15"), Case: early.Case}
	refused(t, entitlement.ErrInvalid, terms, other, at("r2", "2026-02-03", "10:00"), to)
	refused(t, entitlement.ErrInvalid, terms, other, at("r2", "2026-02-03", "10:00"), hotline.Withdrawal{})
}

func workshopV(t *testing.T) hotline.Workshop {
	w, _, err := hotline.Enrol(provider(), at("v", "2026-01-15", "09:00"), hotline.Enrolment{Workshop: "V"})
	require.NoError(t, err)
	return w
}

// Support that is charged by agreement is free before the agreement, credited
// when it is taken back or proves to be a hotline case, and never charged by
// reclassifying.
func TestSupportByAgreement(t *testing.T) {
	terms := provider()
	price := entitlement.MustMoney("900.00 NOK")
	terms.SupportExceptions = []hotline.SupportException{
		{Topic: "printing", Agreement: "A16", Prices: entitlement.Prices{{From: day("2026-01-01"), Amount: price}}},
		{Topic: "set-up", Agreement: "A17", Prices: entitlement.Prices{{From: day("2026-02-01"), Amount: price}}},
	}
	question := hotline.Receipt{
		Case: "C", Topic: "set-up", Enquiry: hotline.Enquiry{ProductUse: true, Relevant: true}, TermsAccepted: request("").TermsAccepted,
	}
	_, entry := do(t, terms, hotline.Holding{Workshop: enrolled()}, at("r1", "2026-01-31", "23:59"), question)
	require.True(t, entry.Charge.IsZero())
	require.Empty(t, entry.Outcome.Agreement)
	held, entry := do(t, terms, hotline.Holding{Workshop: enrolled()}, at("r1", "2026-02-01", "00:00"), question)
	require.Equal(t, price, entry.Charge)
	require.Equal(t, "A17", entry.Outcome.Agreement)

	_, entry = do(t, terms, held, at("r2", "2026-02-01", "09:00"), hotline.Withdrawal{})
	require.Equal(t, price.Neg(), entry.Charge)
	counted, entry := do(t, terms, held, at("r2", "2026-02-01", "09:00"), hotline.Reclassification{Class: hotline.Hotline, Told: true})
	require.Equal(t, price.Neg(), entry.Charge)
	back, entry := do(t, terms, counted, at("r3", "2026-02-01", "10:00"), hotline.Reclassification{Class: hotline.Support})
	require.True(t, entry.Charge.IsZero())
	_, entry = do(t, terms, back, at("r4", "2026-02-01", "11:00"), hotline.Withdrawal{})
	require.True(t, entry.Charge.IsZero(), "it was credited")

	question.Topic = ""
	_, entry = do(t, terms, hotline.Holding{Workshop: enrolled()}, at("r1", "2026-02-01", "09:00"), question)
	require.True(t, entry.Charge.IsZero())
}

// What a duplicate must be of.
func TestDuplicates(t *testing.T) {
	terms := provider()
	w, first, _, err := enrolled().Receive(terms, at("r1", "2026-02-02", "09:00"), request("C1"))
	require.NoError(t, err)
	w, second, _, err := w.Receive(terms, at("r2", "2026-02-02", "09:10"), request("C2"))
	require.NoError(t, err)
	event := at("r3", "2026-02-02", "10:00")
	held := func(c, original hotline.Case) hotline.Holding {
		return hotline.Holding{Workshop: w, Case: c, Original: original}
	}
	refused(t, entitlement.ErrInvalid, terms, held(second, second), event, hotline.Duplicate{Of: "C2"})
	refused(t, entitlement.ErrInvalid, terms, held(second, hotline.Case{}), event, hotline.Duplicate{Of: "C1"})
	refused(t, entitlement.ErrInvalid, terms, held(second, first), event, hotline.Duplicate{Of: "C3"})
	_, strange, _, err := subscribed(workshopV(t), "S1", "2026-01-15").Receive(terms, at("x", "2026-02-02", "09:00"), request("X"))
	require.NoError(t, err)
	refused(t, entitlement.ErrInvalid, terms, held(second, strange), event, hotline.Duplicate{Of: "X"})
	changed, entry := do(t, terms, held(second, first), event, hotline.Duplicate{Of: "C1"})
	require.Equal(t, "r2", entry.Reverses)
	require.Equal(t, hotline.Duplicated, changed.Case.State())
	require.Equal(t, hotline.Hotline, changed.Case.Class())
	require.False(t, changed.Case.Uncovered())
	refused(t, hotline.TakenBack, terms, hotline.Holding{Workshop: changed.Workshop, Case: first, Original: changed.Case},
		event, hotline.Duplicate{Of: "C2"})
	answered, _ := do(t, terms, changed, event, hotline.Reply{})
	require.Equal(t, hotline.Duplicated, answered.Case.State(), "an answer does not bring it back")
}

// A withdrawal counts by when it was said, whenever an answer is told.
func TestWithdrawnBeforeTheAnswer(t *testing.T) {
	w, c, _, err := enrolled().Receive(provider(), at("r1", "2026-02-02", "09:00"), request("C"))
	require.NoError(t, err)
	c, _, err = c.Answer(at("r2", "2026-02-02", "11:00"))
	require.NoError(t, err)
	c, _, err = c.Answer(at("r3", "2026-02-02", "10:00")) // an earlier one, told later
	require.NoError(t, err)
	c, _, err = c.Answer(at("r4", "2026-02-02", "12:00"))
	require.NoError(t, err)
	_, _, _, err = c.Withdraw(at("r5", "2026-02-02", "10:00"), w)
	require.ErrorIs(t, err, hotline.AlreadyAnswered)
	_, _, _, err = c.Withdraw(at("r5", "2026-02-02", "09:59"), w)
	require.NoError(t, err)
	reopened, _, err := c.Reopen(at("r6", "2026-02-03", "09:00"))
	require.NoError(t, err)
	_, _, _, err = reopened.Withdraw(at("r7", "2026-02-03", "10:00"), w)
	require.ErrorIs(t, err, hotline.AlreadyAnswered, "it was answered once")
}

// A unit given back after its lot was cancelled says so.
func TestGivenBackAfterCancellation(t *testing.T) {
	for _, row := range []struct {
		date string
		why  []entitlement.Clause
	}{
		{"2026-02-28", []entitlement.Clause{"HOT-10"}},
		{"2026-03-01", []entitlement.Clause{"HOT-10", "HOT-09"}},
		{"2026-05-31", []entitlement.Clause{"HOT-10", "HOT-09"}},
		{"2026-06-01", []entitlement.Clause{"HOT-10", "HOT-08"}},
	} {
		w, c, _, err := subscribed(subscribed(enrolled(), "S2", "2026-02-01"), "S0", "2025-06-01").Receive(
			provider(), at("r1", "2026-02-02", "09:00"), request("C"))
		require.NoError(t, err)
		require.Equal(t, "S0", c.Source().Lot)
		w = told(t, w, at("x", "2026-02-10", "09:00"), hotline.Cancellation{Subscription: "S0", Last: day("2026-02-28")})
		_, _, entry, err := c.Withdraw(at("r2", row.date, "00:00"), w)
		require.NoError(t, err)
		require.Equal(t, row.why, entry.Why, row.date)
	}
}

// Units of a block lapse with its year.
func TestGivenBackToBlock(t *testing.T) {
	w, _ := received(enrolled(), "2026-02-01", 5)
	w = told(t, w, at("b", "2026-02-01", "10:00"), block("B", 1, "2026-02-01"))
	held, _ := do(t, provider(), hotline.Holding{Workshop: w}, at("r", "2026-02-02", "10:00"), request("C"))
	changed, entry := do(t, provider(), held, at("x", "2027-01-31", "23:59"), hotline.Withdrawal{})
	require.Equal(t, []entitlement.Clause{"HOT-10"}, entry.Why)
	require.Equal(t, 1, changed.Workshop.ExtendedRemaining(entry.At))
	_, entry = do(t, provider(), held, at("x", "2027-02-01", "00:00"), hotline.Withdrawal{})
	require.Equal(t, []entitlement.Clause{"HOT-10", "HOT-08"}, entry.Why)
}

// A unit given back after its year is over has lapsed.
func TestGivenBackTooLate(t *testing.T) {
	for _, row := range []struct {
		date   string
		lapses bool
	}{{"2027-01-14", false}, {"2027-01-15", true}} {
		w, c, _, err := enrolled().Receive(provider(), at("r1", "2026-12-01", "09:00"), request("C"))
		require.NoError(t, err)
		event := at("r2", row.date, "00:00")
		_, w, entry, err := c.Withdraw(event, w)
		require.NoError(t, err)
		require.Equal(t, row.lapses, len(entry.Why) == 2)
		require.Equal(t, 5, w.Remaining(event.At))
		require.Equal(t, 5, w.LapsedUnits(day("2027-01-15"), day("2027-01-16")))
	}
}

// Sixteen years are remembered; what is told of earlier ones is not covered.
func TestManyYears(t *testing.T) {
	terms := hotline.Printed(day("2000-01-01"), "v1", "NOK")
	receipt := request("C")
	receipt.At = at("", "2000-01-01", "00:00").At
	w, _, err := hotline.Enrol(terms, at("w", "2000-01-15", "09:00"), hotline.Enrolment{Workshop: "W"})
	require.NoError(t, err)
	w, _, err = w.Subscribe(terms, at("s", "2000-01-15", "09:00"), hotline.Subscription{
		Subscription: "S", Product: hotline.DataProgram, From: day("2000-01-15"),
	})
	require.NoError(t, err)
	receive := func(date string) hotline.Entry {
		next, _, entry, err := w.Receive(terms, at(date, date, "09:00"), receipt)
		require.NoError(t, err)
		w = next
		return entry
	}
	w, oldest, first, err := w.Receive(terms, at("old", "2003-02-01", "09:00"), receipt)
	require.NoError(t, err)
	require.Zero(t, first.Uncovered)
	require.Zero(t, receive("2004-02-01").Uncovered)
	require.Zero(t, receive("2019-02-01").Uncovered, "the newest year")
	require.Zero(t, receive("2004-03-01").Uncovered, "fifteen years before it")
	require.Equal(t, 1, receive("2003-03-01").Uncovered, "sixteen years before it")
	require.Equal(t, 3, w.Remaining(at("", "2004-04-01", "09:00").At))
	require.Zero(t, w.Remaining(at("", "2003-04-01", "09:00").At))
	require.Equal(t, 4, w.Remaining(at("", "2019-04-01", "09:00").At))
	require.Equal(t, 3, w.LapsedUnits(day("2005-01-15"), day("2005-01-16")))
	require.Zero(t, w.LapsedUnits(day("2000-01-15"), day("2004-12-31")), "forgotten")
	_, given, _, err := oldest.Withdraw(at("old back", "2019-03-01", "09:00"), w)
	require.NoError(t, err)
	require.Zero(t, given.Remaining(at("", "2003-04-01", "09:00").At), "what is given back to a forgotten year lapses")
	require.Zero(t, receive("2051-02-01").Uncovered, "all the rest is forgotten")
	require.Zero(t, w.Remaining(at("", "2019-04-01", "09:00").At))

	w, _, err = w.Cancel(at("end", "2060-01-01", "09:00"), hotline.Cancellation{Subscription: "S", Last: day("2060-06-30")})
	require.NoError(t, err)
	require.Equal(t, 5, w.LapsedUnits(day("2060-07-01"), day("2100-01-01")), "the last year ends with the subscription")
}

// Cases that survive a cancellation stay to the end of their year, and no year
// begins after it.
func TestSurvives(t *testing.T) {
	terms := provider()
	terms.Cancelled = hotline.LotSurvivesCancellation
	w := enrolled()
	w, _, err := w.Subscribe(terms, at("s", "2026-06-01", "09:00"), hotline.Subscription{
		Subscription: "S2", Product: hotline.DataProgram, From: day("2026-06-01"), Counted: day("2026-06-01"),
	})
	require.NoError(t, err)
	for last, left := range map[string]int{"2027-05-31": 5, "2027-06-01": 10} {
		ended := told(t, w, at("c", "2026-08-01", "09:00"), hotline.Cancellation{Subscription: "S2", Last: day(last)})
		require.Equal(t, 10, ended.Remaining(at("", "2027-05-31", "23:59").At))
		require.Equal(t, left, ended.Remaining(at("", "2027-06-02", "00:00").At), last)
	}
}

// Questions about the years of subscriptions.
func TestYears(t *testing.T) {
	w := subscribed(enrolled(), "S2", "2026-06-01")
	w = subscribed(w, "S3", "2026-03-01")
	ask := func(date string) calendar.Date { return w.NextRenewal(at("", date, "09:00").At) }
	require.Equal(t, day("2026-01-15"), ask("2026-01-01"), "the first start")
	require.Equal(t, day("2026-03-01"), ask("2026-01-15"))
	require.Equal(t, day("2026-06-01"), ask("2026-03-01"))
	require.Equal(t, day("2027-01-15"), ask("2026-06-01"))
	require.Equal(t, day("2027-01-15"), enrolled().NextRenewal(at("", "2026-01-15", "09:00").At))
	w = told(t, w, at("c", "2026-08-01", "09:00"), hotline.Cancellation{Subscription: "S1", Last: day("2027-01-14")})
	require.Equal(t, day("2027-03-01"), ask("2026-08-01"), "no renewal after the end")
	_, _, ok := w.PeriodOf("S1", at("", "2027-01-15", "09:00").At)
	require.False(t, ok)
	_, _, ok = w.PeriodOf("S2", at("", "2026-05-31", "09:00").At)
	require.False(t, ok)
	_, _, ok = w.PeriodOf("S9", at("", "2026-06-01", "09:00").At)
	require.False(t, ok)

	all := w.Subscriptions()
	require.Len(t, all, 3)
	require.Equal(t, "S1", all[0].ID)
	require.Equal(t, "S3", all[1].ID)
	require.Equal(t, "S2", all[2].ID)
	require.Equal(t, day("2027-01-15"), all[0].Until)
	never := told(t, w, at("c2", "2026-08-01", "09:00"), hotline.Cancellation{Subscription: "S2", Last: day("2026-01-01")})
	require.Equal(t, day("2026-06-01"), never.Subscriptions()[2].Until, "it never ran")
	require.Equal(t, 10, never.Granted(at("", "2026-07-01", "09:00").At))
	require.Equal(t, 15, w.Granted(at("", "2026-07-01", "09:00").At))
}

// An id names one thing of a workshop.
func TestConflictingIDs(t *testing.T) {
	w := told(t, enrolled(), at("b", "2026-02-01", "09:00"), block("B", 2, "2026-02-01"))
	event := at("r", "2026-02-02", "09:00")
	held := hotline.Holding{Workshop: w}
	for _, fact := range []hotline.Fact{
		hotline.Subscription{Subscription: "S1", Product: hotline.DataProgram, From: day("2026-02-02")},
		hotline.Subscription{Subscription: "B", Product: hotline.DataProgram, From: day("2026-02-02")},
		block("B", 1, "2026-02-02"), block("S1", 1, "2026-02-02"),
		hotline.Renewal{Block: "B", Next: "S1"},
		hotline.Renewal{Block: "B", Next: "B"},
	} {
		refused(t, entitlement.ErrConflict, provider(), held, event, fact)
	}
	feedback, _, err := hotline.Submit(event, hotline.Submission{Feedback: "S1", Workshop: "W"})
	require.NoError(t, err)
	refused(t, entitlement.ErrConflict, provider(), hotline.Holding{Workshop: w, Feedback: feedback}, event, hotline.Publication{})
	other := hotline.Holding{Workshop: workshopV(t), Feedback: feedback}
	refused(t, entitlement.ErrInvalid, provider(), other, event, hotline.Publication{})
}

// A block covers from the moment it is agreed, and not before its first day.
func TestBlockOpens(t *testing.T) {
	w, _ := received(enrolled(), "2026-02-02", 5)
	w = told(t, w, at("b", "2026-02-03", "12:00"), block("B", 2, "2026-02-10"))
	left := func(date, clock string) int { return w.ExtendedRemaining(at("", date, clock).At) }
	require.Equal(t, 0, left("2026-02-03", "12:00"))
	require.Equal(t, 0, left("2026-02-09", "23:59"))
	require.Equal(t, 2, left("2026-02-10", "00:00"))
	require.Equal(t, 2, left("2027-02-09", "23:59"))
	require.Equal(t, 0, left("2027-02-10", "00:00"))
	refused(t, hotline.NotACustomer, provider(), hotline.Holding{Workshop: workshopV(t)},
		at("b", "2026-02-03", "12:00"), block("B", 2, "2026-02-10"))
	early := hotline.Holding{Workshop: enrolled()}
	refused(t, entitlement.ErrMissing, provider(), early, at("b", "2024-02-03", "12:00"), block("B", 2, "2026-02-10"))
}

// A block agreed on a leap day has its years counted from there.
func TestLeapBlock(t *testing.T) {
	terms := hotline.Printed(day("2020-01-01"), "v1", "NOK")
	w, _, err := hotline.Enrol(terms, at("w", "2020-01-15", "09:00"), hotline.Enrolment{Workshop: "W"})
	require.NoError(t, err)
	held := hotline.Holding{Workshop: w}
	held, _ = do(t, terms, held, at("s", "2020-01-15", "09:00"), hotline.Subscription{
		Subscription: "S", Product: hotline.DataProgram, From: day("2020-01-15"),
	})
	held, entry := do(t, terms, held, at("b", "2024-02-29", "09:00"), block("B0", 1, "2024-02-29"))
	require.Equal(t, day("2025-02-28"), entry.Outcome.Block.Until)
	log := needs(t, held.Workshop, "2025-02-20", 6)
	for i, until := range []string{"2026-02-28", "2027-02-28", "2028-02-29"} {
		name := string(rune('0' + i))
		held.Log = log
		event := at("r"+name, entry.Outcome.Block.Until.String(), "00:00")
		event.At = event.At.Add(-calendar.Hour)
		log = needs(t, held.Workshop, event.At.Date().String(), 6)
		held.Log = log
		held, entry = do(t, terms, held, event, hotline.Renewal{Block: "B" + name, Next: "B" + string(rune('1'+i))})
		require.Equal(t, day(until), entry.Outcome.Block.Until)
	}
}

// needs returns entries of a workshop that used a number of cases in the days
// before a date.
func needs(t require.TestingT, w hotline.Workshop, before string, cases int) []hotline.Entry {
	receipt := request("C")
	receipt.At = at("", "2020-01-02", "00:00").At
	terms := hotline.Printed(day("2020-01-01"), "v1", "NOK")
	var log []hotline.Entry
	for range cases {
		_, _, entry, err := w.Receive(terms, at("n", (day(before)-3).String(), "09:00"), receipt)
		require.NoError(t, err)
		log = append(log, entry)
	}
	return log
}

// A renewal keeps the price unless the list has fallen; a proposal is at the
// list of its day.
func TestRenewalPrices(t *testing.T) {
	for _, row := range []struct {
		list           string
		used           int
		renewed        hotline.Renewed
		charge         string
		proposed, paid string
	}{
		{"205.00 NOK", 7, hotline.Lower, "380.00 NOK", "", ""},
		{"205.00 NOK", 8, hotline.Same, "570.00 NOK", "", ""},
		{"205.00 NOK", 9, hotline.Proposed, "570.00 NOK", "820.00 NOK", "250.00 NOK"},
		{"150.00 NOK", 8, hotline.Same, "450.00 NOK", "", ""},
		{"150.00 NOK", 9, hotline.Proposed, "450.00 NOK", "600.00 NOK", "150.00 NOK"},
		{"190.00 NOK", 5, hotline.Lapsed, "0.00", "", ""},
		{"190.00 NOK", 6, hotline.Lower, "190.00 NOK", "", ""},
	} {
		terms := provider()
		terms.List = append(terms.List, entitlement.Price{From: day("2027-01-01"), Amount: entitlement.MustMoney(row.list)})
		w := told(t, enrolled(), at("b", "2026-01-20", "10:00"), block("B", 3, "2026-01-20"))
		w, log := received(w, "2026-05-04", row.used)
		held := hotline.Holding{Workshop: w, Log: log}
		changed, entry := do(t, terms, held, at("r", "2027-01-10", "10:00"), hotline.Renewal{Block: "B", Next: "B2"})
		require.Equal(t, row.renewed, entry.Outcome.Renewed)
		require.Equal(t, row.charge, entry.Charge.String())
		_, total, ok := changed.Workshop.Proposal("B2")
		require.Equal(t, row.proposed != "", ok)
		if !ok {
			refused(t, hotline.NothingOffered, terms, changed, at("a", "2027-01-20", "23:59"), hotline.Acceptance{Block: "B2"})
			refused(t, hotline.NothingOffered, terms, changed, at("a", "2027-01-20", "23:59"), hotline.Decline{What: hotline.OfferedProposal, Block: "B2"})
			continue
		}
		require.Equal(t, row.proposed, total.String())
		refused(t, hotline.Retroactive, terms, changed, at("a", "2027-01-21", "00:00"), hotline.Acceptance{Block: "B2"})
		refused(t, hotline.NothingOffered, terms, changed, at("a", "2027-01-10", "09:59"), hotline.Acceptance{Block: "B2"})
		refused(t, hotline.NothingOffered, terms, changed, at("d", "2027-01-10", "09:59"), hotline.Decline{What: hotline.OfferedProposal, Block: "B2"})
		refused(t, hotline.NothingOffered, terms, changed, at("n", "2027-01-10", "09:59"), hotline.Decline{What: hotline.OfferedYear, Block: "B2"})
		do(t, terms, changed, at("a", "2027-01-10", "10:00"), hotline.Acceptance{Block: "B2"})
		stays, entry := do(t, terms, changed, at("d", "2027-01-19", "23:58"), hotline.Decline{What: hotline.OfferedProposal, Block: "B2"})
		require.Equal(t, changed.Workshop.Lots(entry.At), stays.Workshop.Lots(entry.At), "it stays as it is")
		_, entry = do(t, terms, stays, at("n", "2027-01-19", "23:59"), hotline.Decline{What: hotline.OfferedYear, Block: "B2"})
		require.Equal(t, "-"+row.charge, entry.Charge.String(), "and can be declined as a whole")
		accepted, entry := do(t, terms, changed, at("a", "2027-01-20", "23:59"), hotline.Acceptance{Block: "B2"})
		require.Equal(t, row.paid, entry.Charge.String())
		require.Equal(t, 4, accepted.Workshop.ExtendedRemaining(entry.At))
	}

	terms := provider()
	w := told(t, enrolled(), at("b", "2026-01-20", "10:00"), block("B", 3, "2026-01-20"))
	terms.List = entitlement.Prices{{From: day("2026-01-01"), Amount: entitlement.MustMoney("190.00 DKK")}}
	_, entry := do(t, terms, hotline.Holding{Workshop: w}, at("r", "2027-01-10", "10:00"), hotline.Renewal{Block: "B", Next: "B2"})
	require.Equal(t, hotline.Lapsed, entry.Outcome.Renewed, "what lapses needs no price")
	used, log := received(w, "2026-05-04", 8)
	held := hotline.Holding{Workshop: used, Log: log}
	refused(t, entitlement.ErrInvalid, terms, held, at("r", "2027-01-10", "10:00"), hotline.Renewal{Block: "B", Next: "B2"})
	terms.List[0].From = day("2028-01-01")
	refused(t, entitlement.ErrMissing, terms, held, at("r", "2027-01-10", "10:00"), hotline.Renewal{Block: "B", Next: "B2"})
}

// When a block can be renewed, and when what follows can be declined.
func TestRenewalTimes(t *testing.T) {
	terms := provider()
	w := told(t, enrolled(), at("b", "2026-01-20", "10:00"), block("B", 3, "2026-02-01"))
	w, log := received(w, "2026-05-04", 8)
	held := hotline.Holding{Workshop: w, Log: log}
	renewal := hotline.Renewal{Block: "B", Next: "B2"}
	for _, date := range []string{"2026-01-31", "2026-02-01", "2026-12-31"} { // before its year, on its first day, before its last month
		refused(t, hotline.NotDue, terms, held, at("r", date, "23:59"), renewal)
	}
	_, _, err := w.Renew(terms, at("r", "2026-12-31", "23:59"), renewal, log)
	require.EqualError(t, err, "refused: NotDue (HOT-30); passes with an announcement on 2027-01-01 or later")
	do(t, terms, held, at("r", "2027-01-01", "00:00"), renewal)
	refused(t, hotline.Retroactive, terms, held, at("r", "2027-02-01", "00:00"), renewal)
	changed, _ := do(t, terms, held, at("r", "2027-01-31", "23:59"), renewal)
	refused(t, hotline.NotRunning, terms, changed, at("r2", "2027-01-31", "23:59"), hotline.Renewal{Block: "B", Next: "B3"})
	refused(t, hotline.NotDue, terms, changed, at("r2", "2027-01-31", "23:59"), hotline.Renewal{Block: "B2", Next: "B3"})
	next := hotline.Decline{What: hotline.OfferedYear, Block: "B2"}
	refused(t, hotline.NothingOffered, terms, changed, at("d", "2027-02-01", "00:00"), next)
	declined, entry := do(t, terms, changed, at("d", "2027-01-31", "23:59"), next)
	require.Equal(t, "-570.00 NOK", entry.Charge.String())
	require.Zero(t, declined.Workshop.ExtendedRemaining(at("", "2027-02-01", "00:00").At))
	refused(t, hotline.NothingOffered, terms, declined, at("d", "2027-01-31", "23:59"), next)
	refused(t, hotline.NotRunning, terms, declined, at("r2", "2027-01-31", "23:59"), hotline.Renewal{Block: "B", Next: "B3"})
	refused(t, hotline.NothingOffered, terms, held, at("d", "2026-01-25", "10:00"), hotline.Decline{What: hotline.OfferedYear, Block: "B"})

	leaving := told(t, w, at("c", "2026-12-01", "10:00"), hotline.Cancellation{Subscription: "S1", Last: day("2027-01-31")})
	_, entry = do(t, terms, hotline.Holding{Workshop: leaving, Log: log}, at("r", "2027-01-10", "10:00"), renewal)
	require.Equal(t, hotline.Lapsed, entry.Outcome.Renewed, "no customer in the next year")
	require.Equal(t, []entitlement.Clause{"HOT-30", "HOT-02"}, entry.Why)
	staying := told(t, w, at("c", "2026-12-01", "10:00"), hotline.Cancellation{Subscription: "S1", Last: day("2027-02-01")})
	_, entry = do(t, terms, hotline.Holding{Workshop: staying, Log: log}, at("r", "2027-01-10", "10:00"), renewal)
	require.Equal(t, hotline.Same, entry.Outcome.Renewed)
}

// Several blocks cover the need together, once: each goes on with what the others that run
// on do not have, and is proposed what they are not offered either.
func TestRenewalBesideOthers(t *testing.T) {
	terms := provider()
	const (
		early, late = "2026-02-03", "2026-02-13" // both are in their last month from 13 January on
		later       = "2026-05-03"
	)
	type renewal struct {
		date, block string
		renewed     hotline.Renewed
		cases       int
		proposed    int
	}
	for what, row := range map[string]struct {
		blocks   []hotline.Conclusion
		needed   int
		renewals []renewal
	}{
		"on different days, all needed": {[]hotline.Conclusion{block("A", 8, early), block("B", 8, later)}, 16, []renewal{
			{"2027-02-02", "A", hotline.Same, 8, 0}, {"2027-05-02", "B", hotline.Same, 8, 0},
		}},
		"on different days, half needed": {[]hotline.Conclusion{block("A", 8, early), block("B", 8, later)}, 8, []renewal{
			{"2027-02-02", "A", hotline.Lapsed, 0, 0}, {"2027-05-02", "B", hotline.Same, 8, 0},
		}},
		"on different days, the first lowered": {[]hotline.Conclusion{block("A", 8, early), block("B", 8, later)}, 11, []renewal{
			{"2027-02-02", "A", hotline.Lower, 3, 0}, {"2027-05-02", "B", hotline.Same, 8, 0},
		}},
		"on different days, more needed": {[]hotline.Conclusion{block("A", 8, early), block("B", 8, later)}, 25, []renewal{
			{"2027-02-02", "A", hotline.Proposed, 8, 17}, {"2027-05-02", "B", hotline.Same, 8, 0},
		}},
		"on one day, all needed": {[]hotline.Conclusion{block("A", 8, early), block("B", 8, early)}, 16, []renewal{
			{"2027-02-02", "A", hotline.Same, 8, 0}, {"2027-02-02", "B", hotline.Same, 8, 0},
		}},
		"on one day, fewer needed": {[]hotline.Conclusion{block("A", 8, early), block("B", 8, early)}, 11, []renewal{
			{"2027-02-02", "B", hotline.Same, 8, 0}, {"2027-02-02", "A", hotline.Lower, 3, 0},
		}},
		"on one day, few needed": {[]hotline.Conclusion{block("A", 8, early), block("B", 8, early)}, 3, []renewal{
			{"2027-02-02", "A", hotline.Lower, 3, 0}, {"2027-02-02", "B", hotline.Lapsed, 0, 0},
		}},
		"on one day, one more needed": {[]hotline.Conclusion{block("A", 8, early), block("B", 8, early)}, 17, []renewal{
			{"2027-02-02", "A", hotline.Proposed, 8, 9}, {"2027-02-02", "B", hotline.Same, 8, 0},
		}},
		"the one that ends later first": {[]hotline.Conclusion{block("A", 8, early), block("B", 8, late)}, 20, []renewal{
			{"2027-01-20", "B", hotline.Proposed, 8, 12}, {"2027-02-02", "A", hotline.Same, 8, 0},
		}},
		"the one that ends later first, fewer needed": {[]hotline.Conclusion{block("A", 8, early), block("B", 8, late)}, 11, []renewal{
			{"2027-01-20", "B", hotline.Same, 8, 0}, {"2027-02-02", "A", hotline.Lower, 3, 0},
		}},
		"the other is lowered in its next year": {[]hotline.Conclusion{block("A", 8, early), block("B", 8, late)}, 5, []renewal{
			{"2027-01-20", "B", hotline.Lower, 5, 0}, {"2027-02-02", "A", hotline.Lapsed, 0, 0},
		}},
		"the other is over": {[]hotline.Conclusion{block("A", 8, early), block("B", 8, later)}, 20, []renewal{
			{"2027-05-02", "B", hotline.Proposed, 8, 20},
		}},
		"the other is over that day": {[]hotline.Conclusion{block("A", 8, early), block("B", 8, late)}, 20, []renewal{
			{"2027-02-03", "B", hotline.Proposed, 8, 20},
		}},
		"the other begins with the next year": {[]hotline.Conclusion{block("A", 8, early), block("B", 8, "2027-02-03")}, 11, []renewal{
			{"2027-02-02", "A", hotline.Lower, 3, 0},
		}},
		"the other begins later": {[]hotline.Conclusion{block("A", 8, early), block("B", 8, "2027-02-04")}, 11, []renewal{
			{"2027-02-02", "A", hotline.Proposed, 8, 11},
		}},
	} {
		w := enrolled()
		for _, agreed := range row.blocks {
			w = told(t, w, at("b"+agreed.Block, "2026-02-01", "10:00"), agreed)
		}
		for _, want := range row.renewals {
			held := hotline.Holding{Workshop: w, Log: needs(t, w, want.date, 5+row.needed)}
			changed, entry := do(t, terms, held, at("r"+want.block, want.date, "10:00"), hotline.Renewal{Block: want.block, Next: want.block + "2"})
			got := renewal{want.date, want.block, entry.Outcome.Renewed, entry.Outcome.Block.Cases, entry.Outcome.Proposed}
			require.Equal(t, want, got, what)
			w = changed.Workshop
		}
	}
}

// No more is proposed than a block may have.
func TestRenewalOfMost(t *testing.T) {
	w := told(t, enrolled(), at("b", "2026-01-20", "10:00"), block("B", 3, "2026-01-20"))
	log := needs(t, w, "2027-01-10", 1)
	log[0].Outcome.Case.Hotline = 2_000_000
	held, entry := do(t, provider(), hotline.Holding{Workshop: w, Log: log}, at("r", "2027-01-10", "10:00"), hotline.Renewal{Block: "B", Next: "B2"})
	require.Equal(t, 1_000_000, entry.Outcome.Proposed)
	entitlementtest.RoundTrips(t, held.Workshop)
}

// What another block was offered and declined is needed after all, and rewards are no blocks.
func TestRenewalBesideDeclined(t *testing.T) {
	terms := provider()
	terms.RewardValidity.Months = 24
	w := told(t, enrolled(), at("a", "2026-02-01", "10:00"), block("A", 8, "2026-02-03"))
	w = told(t, w, at("b", "2026-02-01", "10:00"), block("B", 8, "2026-02-13"))
	feedback, _, err := hotline.Submit(at("f", "2026-02-01", "10:00"), hotline.Submission{Feedback: "F", Workshop: "W"})
	require.NoError(t, err)
	_, w, _, err = feedback.Publish(terms, at("p", "2026-02-01", "10:00"), w)
	require.NoError(t, err)
	renewed := func(w hotline.Workshop, date, name string) (hotline.Workshop, hotline.Outcome) {
		held := hotline.Holding{Workshop: w, Log: needs(t, w, date, 5+20)}
		held, entry := do(t, terms, held, at("r"+name, date, "10:00"), hotline.Renewal{Block: name, Next: name + "2"})
		return held.Workshop, entry.Outcome
	}
	next, outcome := renewed(w, "2027-01-20", "B")
	require.Equal(t, 12, outcome.Proposed)
	for what, row := range map[hotline.Offered]struct{ kept, proposed int }{
		hotline.OfferedProposal: {8, 12}, // beside the eight of B
		hotline.OfferedYear:     {8, 20}, // B runs to 12 February, and no longer
	} {
		declined := told(t, next, at("d", "2027-01-21", "10:00"), hotline.Decline{What: what, Block: "B2"})
		_, outcome := renewed(declined, "2027-02-02", "A")
		require.Equal(t, row.kept, outcome.Block.Cases, what)
		require.Equal(t, row.proposed, outcome.Proposed, what)
	}
	accepted := told(t, next, at("y", "2027-01-21", "10:00"), hotline.Acceptance{Block: "B2"})
	_, outcome = renewed(accepted, "2027-02-02", "A")
	require.Equal(t, hotline.Same, outcome.Renewed, "beside the twelve of B")
	require.Zero(t, outcome.Proposed)
}

// At the end of the calendar a block ends with it, and a reward has no end.
func TestEndOfCalendar(t *testing.T) {
	terms := provider()
	terms.RewardValidity.Months = 12
	event := at("b", "9999-12-31", "09:00")
	w := told(t, enrolled(), event, block("B", 1, "9999-12-31"))
	entitlementtest.RoundTrips(t, w)
	feedback, _, err := hotline.Submit(event, hotline.Submission{Feedback: "F", Workshop: "W"})
	require.NoError(t, err)
	_, w, entry, err := feedback.Publish(terms, event, w)
	require.NoError(t, err)
	entitlementtest.RoundTrips(t, w)
	entitlementtest.RoundTrips(t, entry)
	require.Equal(t, 2, w.Rewards(event.At))
	_, _, entry, err = feedback.Publish(terms, at("p", "9998-12-30", "09:00"), enrolled())
	require.NoError(t, err)
	require.Equal(t, day("9999-12-31"), entry.Outcome.Until)
	_, err = w.Quote(terms, event.At, 0, nil)
	require.NoError(t, err)
}

// What a block has left ends by another clause than what a reward has.
func TestUpcomingSaysWhy(t *testing.T) {
	terms := provider()
	terms.RewardValidity.Months = 12
	w := told(t, enrolled(), at("b", "2026-03-10", "09:00"), block("B", 3, "2026-03-10"))
	feedback, _, err := hotline.Submit(at("f", "2026-03-10", "09:00"), hotline.Submission{Feedback: "F", Workshop: "W"})
	require.NoError(t, err)
	_, w, _, err = feedback.Publish(terms, at("p", "2026-03-10", "10:00"), w)
	require.NoError(t, err)
	why := map[string]entitlement.Clause{}
	for _, dated := range w.Upcoming(day("2027-03-01"), day("2027-04-01")) {
		why[dated.Part] = dated.Why
	}
	require.Equal(t, map[string]entitlement.Clause{"B": "HOT-30", "F": "HOT-33"}, why)
}

// A workshop forgets a block two years after its end, and so does not grow.
func TestForgets(t *testing.T) {
	w := told(t, enrolled(), at("b", "2026-02-01", "10:00"), block("B", 3, "2026-02-01"))
	soon := told(t, w, at("c", "2029-01-31", "10:00"), block("C", 1, "2029-03-01"))
	require.Equal(t, 3, soon.LapsedUnits(day("2027-02-01"), day("2027-02-02")))
	far := told(t, w, at("c", "2026-02-02", "10:00"), block("C", 1, "2030-01-01"))
	require.Equal(t, 3, far.ExtendedRemaining(at("", "2026-02-02", "10:00").At), "a block far ahead makes nothing old")
	late := told(t, w, at("c", "2029-02-01", "10:00"), block("C", 1, "2029-02-01"))
	require.Zero(t, late.LapsedUnits(day("2027-02-01"), day("2027-02-02")))
}

// A unit of a block that is forgotten is not given back, and nothing breaks.
func TestGivenBackToForgotten(t *testing.T) {
	w, _ := received(enrolled(), "2026-02-01", 5)
	w = told(t, w, at("b", "2026-02-01", "10:00"), block("B", 3, "2026-02-01"))
	held, _ := do(t, provider(), hotline.Holding{Workshop: w}, at("r", "2026-02-02", "10:00"), request("C"))
	held.Workshop = told(t, held.Workshop, at("c", "2029-02-01", "10:00"), block("D", 1, "2029-02-01"))
	before := held.Workshop.Lots(at("", "2029-02-02", "10:00").At)
	changed, entry := do(t, provider(), held, at("x", "2029-02-02", "10:00"), hotline.Withdrawal{})
	require.Equal(t, before, changed.Workshop.Lots(entry.At))
}

// A block that is used up raises a contact once nothing else is left.
func TestBlockUsedUpBesideReward(t *testing.T) {
	terms := provider()
	w, _ := received(enrolled(), "2026-02-02", 5)
	w = told(t, w, at("b", "2026-02-03", "10:00"), block("B", 1, "2026-02-03"))
	feedback, _, err := hotline.Submit(at("f", "2026-02-03", "10:00"), hotline.Submission{Feedback: "F", Workshop: "W"})
	require.NoError(t, err)
	_, w, _, err = feedback.Publish(terms, at("p", "2026-02-03", "10:00"), w)
	require.NoError(t, err)
	var contacts []bool
	var last hotline.Case
	for _, id := range []string{"a", "b", "c", "d"} {
		next, c, entry, err := w.Receive(terms, at(id, "2026-02-04", "09:00"), request(id))
		require.NoError(t, err)
		w, contacts = next, append(contacts, entry.Outcome.Contact)
		if id == "c" {
			last = c
		}
	}
	require.Equal(t, []bool{false, false, true, false}, contacts, "block, reward, reward, beyond")

	// The last unit of the reward comes back, as if it had never been drawn.
	_, w, _, err = last.Withdraw(at("w", "2026-02-04", "10:00"), w)
	require.NoError(t, err)
	require.Equal(t, 1, w.Rewards(at("", "2026-02-04", "10:00").At))
	require.Zero(t, w.Rewards(at("", "2026-02-03", "09:59").At), "not before its publication")
	w, c, _, err := w.Receive(terms, at("e", "2026-02-05", "09:00"), request("e"))
	require.NoError(t, err)
	require.Equal(t, hotline.Reward, c.Source().Kind)
	require.Zero(t, w.Remaining(c.Received()))
}

// A contact about one block is none about another, whose year has not begun.
func TestEachBlockRaisesItsContact(t *testing.T) {
	terms := provider()
	w, _ := received(enrolled(), "2026-02-02", 5)
	w = told(t, w, at("b", "2026-02-03", "10:00"), block("B", 1, "2026-02-03"))
	w = told(t, w, at("c", "2026-02-03", "10:00"), block("C", 1, "2026-03-01"))
	for _, date := range []string{"2026-02-04", "2026-03-02"} {
		next, _, entry, err := w.Receive(terms, at(date, date, "09:00"), request(date))
		require.NoError(t, err)
		require.True(t, entry.Outcome.Contact, date)
		w = next
	}
}

// What was declined stays resumed when the subscription that did it ends.
func TestResumedForGood(t *testing.T) {
	terms := provider()
	w, _ := received(enrolled(), "2026-02-01", 6)
	w = told(t, w, at("d", "2026-02-02", "09:00"), hotline.Decline{What: hotline.OfferedAgreement})
	w = subscribed(w, "S2", "2026-06-01")
	w, _ = received(w, "2026-06-02", 6)
	w = told(t, w, at("x", "2026-08-01", "09:00"), hotline.Cancellation{Subscription: "S2", Last: day("2026-08-31")})
	_, entry := do(t, terms, hotline.Holding{Workshop: w}, at("r", "2026-09-02", "09:00"), request("G"))
	require.Equal(t, 1, entry.Uncovered)
	refused(t, hotline.NoAgreement, terms, hotline.Holding{Workshop: w}, at("r", "2026-05-31", "23:59"), request("G"))
	never := told(t, subscribed(w, "S3", "2026-09-01"), at("y", "2026-09-01", "09:00"), hotline.Cancellation{Subscription: "S3", Last: day("2026-08-01")})
	require.True(t, never.Entitled(at("", "2026-09-01", "09:00").At))
}

// A decline that is told late does not undo what came after it.
func TestLateDecline(t *testing.T) {
	terms := provider()
	w, _ := received(enrolled(), "2026-02-01", 6)
	feedback, _, err := hotline.Submit(at("f", "2026-05-01", "09:00"), hotline.Submission{Feedback: "F", Workshop: "W"})
	require.NoError(t, err)
	_, w, _, err = feedback.Publish(terms, at("p", "2026-05-01", "09:00"), w)
	require.NoError(t, err)
	w = told(t, w, at("d", "2026-03-01", "09:00"), hotline.Decline{What: hotline.OfferedAgreement})
	w, _ = received(w, "2026-05-02", 2)
	_, entry := do(t, terms, hotline.Holding{Workshop: w}, at("x", "2026-06-01", "09:00"), request("X"))
	require.Equal(t, 1, entry.Uncovered)
	refused(t, hotline.NoAgreement, terms, hotline.Holding{Workshop: w}, at("x", "2026-04-01", "09:00"), request("X"))
}

// A late case does not raise again what an agreement has answered.
func TestLateContact(t *testing.T) {
	terms := provider()
	w, _ := received(enrolled(), "2026-02-01", 5)
	w = told(t, w, at("b", "2026-07-01", "09:00"), block("B", 2, "2026-07-01"))
	held, entry := do(t, terms, hotline.Holding{Workshop: w}, at("l", "2026-06-15", "09:00"), request("L"))
	require.Equal(t, 1, entry.Uncovered)
	require.False(t, entry.Outcome.Contact)
	refused(t, hotline.NothingOffered, terms, held, at("d", "2026-07-02", "09:00"), hotline.Decline{What: hotline.OfferedAgreement})
	_, entry = do(t, terms, hotline.Holding{Workshop: told(t, w, at("b2", "2026-06-15", "09:00"), block("A", 1, "2026-09-01"))},
		at("l", "2026-06-15", "09:00"), request("L"))
	require.False(t, entry.Outcome.Contact)
}

// A late case from before a block was agreed is not contacted about its being
// used up later.
func TestLateBesideUsedUpBlock(t *testing.T) {
	w, _ := received(enrolled(), "2026-02-01", 5)
	w = told(t, w, at("b", "2026-07-01", "09:00"), block("B", 1, "2026-07-01"))
	w = subscribed(w, "S2", "2026-07-02") // ends later than the block
	w, log := received(w, "2026-07-02", 1)
	require.Equal(t, "B", log[0].Outcome.Case.Source.Lot)
	require.False(t, log[0].Outcome.Contact, "cases of S2 are left")
	_, entry := do(t, provider(), hotline.Holding{Workshop: w}, at("l", "2026-06-15", "09:00"), request("L"))
	require.Equal(t, 1, entry.Uncovered)
	require.False(t, entry.Outcome.Contact)
}

// The announcement of a renewal gives nothing yet, and accepts nothing.
func TestRenewalDoesNotResume(t *testing.T) {
	terms := provider()
	w := told(t, enrolled(), at("b", "2026-02-02", "09:00"), block("B", 2, "2026-02-02"))
	w, log := received(w, "2026-03-01", 7)
	require.True(t, log[6].Outcome.Contact)
	w = told(t, w, at("d", "2026-03-02", "09:00"), hotline.Decline{What: hotline.OfferedAgreement})
	refused(t, hotline.NoAgreement, terms, hotline.Holding{Workshop: w}, at("x", "2026-03-03", "09:00"), request("X"))
	held, _ := do(t, terms, hotline.Holding{Workshop: w, Log: log}, at("r", "2027-01-04", "09:00"), hotline.Renewal{Block: "B", Next: "B2"})
	refused(t, hotline.NoAgreement, terms, held, at("x", "2027-01-05", "09:00"), request("X"))
}

// A block whose year began and that is used cannot be declined late; one that
// grows is not used up any more.
func TestUsedNextYear(t *testing.T) {
	terms := provider()
	w := told(t, enrolled(), at("b", "2026-01-20", "09:00"), block("B", 2, "2026-01-20"))
	w, log := received(w, "2026-05-04", 10)
	held, entry := do(t, terms, hotline.Holding{Workshop: w, Log: log}, at("r", "2027-01-18", "09:00"), hotline.Renewal{Block: "B", Next: "B2"})
	require.Equal(t, 5, entry.Outcome.Proposed)
	gone := told(t, held.Workshop, at("x", "2027-01-18", "10:00"), hotline.Cancellation{Subscription: "S1", Last: day("2027-01-19")})
	refused(t, hotline.NotACustomer, terms, hotline.Holding{Workshop: gone}, at("a", "2027-01-19", "09:00"), hotline.Acceptance{Block: "B2"})
	used, entries := received(held.Workshop, "2027-01-20", 7)
	require.True(t, entries[6].Outcome.Contact)
	refused(t, hotline.NothingOffered, terms, hotline.Holding{Workshop: used}, at("d", "2027-01-19", "23:59"), hotline.Decline{What: hotline.OfferedYear, Block: "B2"})
	grown := told(t, used, at("a", "2027-01-20", "10:00"), hotline.Acceptance{Block: "B2"})
	require.Equal(t, 3, grown.ExtendedRemaining(at("", "2027-01-20", "10:00").At))
	_, entries = received(grown, "2027-01-21", 4)
	require.Equal(t, []bool{false, false, true, false}, []bool{
		entries[0].Outcome.Contact, entries[1].Outcome.Contact, entries[2].Outcome.Contact, entries[3].Outcome.Contact,
	})
	before, _ := received(held.Workshop, "2027-01-20", 6)
	grown = told(t, before, at("a", "2027-01-20", "10:00"), hotline.Acceptance{Block: "B2"})
	require.Equal(t, 4, grown.ExtendedRemaining(at("", "2027-01-20", "10:00").At))
}

// Used-up rewards are known for two years, so that their ids stay theirs and what
// comes back finds them; then they are forgotten.
func TestUsedUpRewards(t *testing.T) {
	terms := provider()
	w, _ := received(enrolled(), "2026-02-01", 5)
	feedback, _, err := hotline.Submit(at("f", "2026-02-02", "09:00"), hotline.Submission{Feedback: "F", Workshop: "W"})
	require.NoError(t, err)
	_, w, _, err = feedback.Publish(terms, at("p", "2026-02-02", "09:00"), w)
	require.NoError(t, err)
	w, first, _, err := w.Receive(terms, at("r1", "2026-02-03", "09:00"), request("1"))
	require.NoError(t, err)
	w, _, _, err = w.Receive(terms, at("r2", "2026-02-03", "09:00"), request("2"))
	require.NoError(t, err)
	subscription := hotline.Subscription{Subscription: "F", Product: hotline.DataProgram, From: day("2026-02-04")}
	refused(t, entitlement.ErrConflict, terms, hotline.Holding{Workshop: w}, at("s", "2026-02-04", "09:00"), subscription)

	soon := told(t, w, at("b", "2028-02-02", "09:00"), block("B", 1, "2028-02-02"))
	_, soon, _, err = first.Withdraw(at("w1", "2028-02-02", "09:00"), soon)
	require.NoError(t, err)
	require.Equal(t, 1, soon.Rewards(at("", "2028-02-02", "09:00").At))
	back := told(t, soon, at("b2", "2029-02-03", "09:00"), block("B2", 1, "2029-02-03"))
	require.Equal(t, 1, back.Rewards(at("", "2029-02-03", "09:00").At), "what is left is never forgotten")

	late := told(t, w, at("b", "2028-02-03", "09:00"), block("B", 1, "2028-02-03"))
	late = told(t, late, at("s", "2028-02-03", "09:00"), subscription)
	before := late.Lots(at("", "2027-02-03", "10:00").At)
	_, late, entry, err := first.Withdraw(at("w1", "2027-02-03", "10:00"), late)
	require.NoError(t, err)
	require.Equal(t, before, late.Lots(entry.At), "the subscription of that id is another thing")
	require.Equal(t, []entitlement.Clause{"HOT-10", "HOT-08"}, entry.Why)
}

// At equal ends free comes before paid, and what is not there is not listed.
func TestOrderAtEqualEnds(t *testing.T) {
	w := told(t, enrolled(), at("b", "2026-01-15", "09:00"), block("B", 1, "2026-01-15"))
	w = told(t, w, at("s", "2026-01-15", "09:00"), hotline.Subscription{Subscription: "T", Product: "training", From: day("2026-01-15")})
	lots := w.Lots(at("", "2026-01-15", "09:00").At)
	require.Len(t, lots, 2)
	require.Equal(t, "S1", lots[0].ID)
	require.Equal(t, "B", lots[1].ID)
	require.True(t, lots[0].Free)
	require.False(t, lots[1].Free)
	require.Len(t, w.Lots(at("", "2026-01-15", "08:59").At), 1, "before it was agreed")

	terms := provider()
	terms.RewardValidity = calendar.Term{Months: 12, End: calendar.DayBefore}
	for _, id := range []string{"F", "G"} {
		feedback, _, err := hotline.Submit(at("f"+id, "2026-01-15", "10:00"), hotline.Submission{Feedback: id, Workshop: "W"})
		require.NoError(t, err)
		_, w, _, err = feedback.Publish(terms, at("p"+id, "2026-01-15", "10:00"), w)
		require.NoError(t, err)
	}
	var ids []string
	for _, lot := range w.Lots(at("", "2026-01-15", "10:00").At) {
		ids = append(ids, lot.ID)
	}
	require.Equal(t, []string{"F", "G", "S1", "B"}, ids, "all end on one day")

	// A unit goes back to the reward it came from, among several of one moment.
	w, _ = received(w, "2026-01-16", 2)
	held, _ := do(t, terms, hotline.Holding{Workshop: w}, at("x", "2026-01-17", "09:00"), request("X"))
	require.Equal(t, "G", held.Case.Source().Lot)
	lots = held.Workshop.Lots(at("", "2026-01-17", "10:00").At)
	require.Equal(t, []int{0, 1}, []int{lots[0].Left(), lots[1].Left()})
	changed, _ := do(t, terms, held, at("y", "2026-01-17", "10:00"), hotline.Withdrawal{})
	lots = changed.Workshop.Lots(at("", "2026-01-17", "10:00").At)
	require.Equal(t, 0, lots[0].Left())
	require.Equal(t, 2, lots[1].Left())
	require.Equal(t, 2+5+1, changed.Workshop.Remaining(at("", "2026-01-17", "10:00").At))

	end := day("2027-01-15")
	require.Equal(t, 2+5+1, changed.Workshop.LapsedUnits(end, end+1), "all that is left lapses that day")
	require.Zero(t, changed.Workshop.LapsedUnits(end-100, end))
	require.Equal(t, 2, told(t, changed.Workshop, at("b2", "2029-01-14", "09:00"), block("B2", 1, "2029-01-14")).LapsedUnits(end, end+1)-6)
	require.Equal(t, 5, told(t, changed.Workshop, at("b2", "2029-01-15", "09:00"), block("B2", 1, "2029-01-15")).LapsedUnits(end, end+1), "forgotten")
}

// A block that is used up early is known until two years after its end.
func TestUsedUpBlock(t *testing.T) {
	w, _ := received(enrolled(), "2026-02-01", 5)
	w = told(t, w, at("b", "2026-02-02", "09:00"), block("B", 1, "2026-02-02"))
	w, _ = received(w, "2026-02-03", 1)
	w = told(t, w, at("c", "2027-03-01", "09:00"), block("C", 1, "2027-03-01"))
	refused(t, entitlement.ErrConflict, provider(), hotline.Holding{Workshop: w}, at("b", "2027-03-01", "09:00"), block("B", 1, "2027-03-01"))
	w = told(t, w, at("d", "2029-02-02", "09:00"), block("D", 1, "2029-02-02"))
	told(t, w, at("b", "2029-02-02", "09:00"), block("B", 1, "2029-02-02"))
}

// A reward of which both units come back after it was used up.
func TestRewardComesBack(t *testing.T) {
	terms := provider()
	terms.RewardValidity.Months = 12
	w, _ := received(enrolled(), "2026-02-02", 5)
	feedback, _, err := hotline.Submit(at("f", "2026-02-03", "10:00"), hotline.Submission{Feedback: "F", Workshop: "W"})
	require.NoError(t, err)
	_, w, _, err = feedback.Publish(terms, at("p", "2026-02-03", "10:00"), w)
	require.NoError(t, err)
	before := w.Lots(at("", "2026-02-04", "10:00").At)
	w, first, _, err := w.Receive(terms, at("r1", "2026-02-04", "09:00"), request("1"))
	require.NoError(t, err)
	w, second, _, err := w.Receive(terms, at("r2", "2026-02-04", "09:00"), request("2"))
	require.NoError(t, err)
	_, w, _, err = first.Withdraw(at("w1", "2026-02-04", "10:00"), w)
	require.NoError(t, err)
	require.Equal(t, 1, w.Rewards(at("", "2026-02-04", "10:00").At))
	_, w, _, err = second.Withdraw(at("w2", "2026-02-04", "10:00"), w)
	require.NoError(t, err)
	require.Equal(t, before, w.Lots(at("", "2026-02-04", "10:00").At))
	require.Zero(t, w.Rewards(at("", "2027-02-04", "00:00").At), "its end came back too")
	require.Equal(t, 2, w.Rewards(at("", "2027-02-03", "23:59").At))
}

// How long declining an agreement lasts.
func TestDeclined(t *testing.T) {
	terms := provider()
	full, _ := received(enrolled(), "2026-02-02", 6)
	refused(t, hotline.NothingOffered, terms, hotline.Holding{Workshop: full}, at("d", "2026-02-02", "08:59"), hotline.Decline{What: hotline.OfferedAgreement})
	refused(t, hotline.NothingOffered, terms, hotline.Holding{Workshop: full}, at("d", "2027-01-15", "00:00"), hotline.Decline{What: hotline.OfferedAgreement})
	declined := told(t, full, at("d", "2026-02-03", "10:00"), hotline.Decline{What: hotline.OfferedAgreement})
	refused(t, hotline.NothingOffered, terms, hotline.Holding{Workshop: declined}, at("d2", "2026-02-03", "11:00"), hotline.Decline{What: hotline.OfferedAgreement})
	served := func(w hotline.Workshop, date, clock string) bool {
		_, _, _, err := w.Receive(terms, at("c", date, clock), request("c"))
		if err != nil {
			require.ErrorIs(t, err, hotline.NoAgreement)
		}
		return err == nil
	}
	require.True(t, served(declined, "2026-02-03", "09:59"), "received before, told later")
	require.False(t, served(declined, "2026-02-03", "10:00"))
	require.False(t, served(declined, "2027-01-14", "23:59"))
	require.True(t, served(declined, "2027-01-15", "00:00"))

	feedback, _, err := hotline.Submit(at("f", "2026-02-04", "10:00"), hotline.Submission{Feedback: "F", Workshop: "W"})
	require.NoError(t, err)
	_, rewarded, _, err := feedback.Publish(terms, at("p", "2026-02-05", "10:00"), declined)
	require.NoError(t, err)
	for _, id := range []string{"a", "b"} {
		rewarded, _, _, err = rewarded.Receive(terms, at(id, "2026-02-06", "09:00"), request(id))
		require.NoError(t, err)
	}
	require.Zero(t, rewarded.Remaining(at("", "2026-02-07", "09:00").At))
	require.True(t, served(rewarded, "2026-02-07", "09:00"), "new free cases came")
	require.True(t, served(rewarded, "2026-02-05", "10:00"))
	require.False(t, served(rewarded, "2026-02-05", "09:59"), "not before they came")

	agreed := told(t, rewarded, at("b", "2026-02-05", "08:00"), block("B", 1, "2026-02-10"))
	require.True(t, served(agreed, "2026-02-05", "08:00"), "the earlier of the two ended it")
	require.False(t, served(agreed, "2026-02-05", "07:59"))
	again, _ := do(t, terms, hotline.Holding{Workshop: subscribed(declined, "S2", "2026-03-01")}, at("x", "2026-03-01", "09:00"), request("x"))
	require.Equal(t, 4, again.Workshop.Remaining(again.Case.Received()))
}

// A subscription that starts on the very day brought its cases before the
// agreement was declined.
func TestDeclinedOnTheFirstDay(t *testing.T) {
	w, _ := received(enrolled(), "2026-01-15", 6)
	w = told(t, w, at("d", "2026-01-15", "10:00"), hotline.Decline{What: hotline.OfferedAgreement})
	refused(t, hotline.NoAgreement, provider(), hotline.Holding{Workshop: w}, at("x", "2026-01-16", "09:00"), request("X"))
}

// A case is judged by the agreement that was declined last before it came in, whenever it
// is told: what is declined later does not change that. The last two are known.
func TestDeclinedAgain(t *testing.T) {
	terms := provider()
	w, log := enrolled(), []hotline.Entry(nil)
	served := func(date, clock string) bool {
		_, _, _, err := w.Receive(terms, at("c", date, clock), request("c"))
		if err != nil {
			require.ErrorIs(t, err, hotline.NoAgreement)
		}
		return err == nil
	}
	judged := func() []bool {
		return []bool{
			served("2026-02-03", "09:59"), served("2026-02-03", "10:00"), served("2027-01-14", "23:59"),
			served("2027-01-15", "00:00"), served("2027-02-03", "09:59"), served("2027-02-03", "10:00"), served("2028-01-14", "23:59"),
			served("2028-01-15", "00:00"), served("2028-02-03", "09:59"), served("2028-02-03", "10:00"),
		}
	}
	decline := hotline.Decline{What: hotline.OfferedAgreement}
	var after [][]bool
	for _, year := range []string{"2026", "2027", "2028"} {
		w, log = received(w, year+"-02-02", 6)
		require.True(t, log[5].Outcome.Contact)
		w = told(t, w, at("d", year+"-02-03", "10:00"), decline)
		after = append(after, judged())
		entitlementtest.RoundTrips(t, w)
	}
	const yes, no = true, false
	require.Equal(t, [][]bool{
		{yes, no, no, yes, yes, yes, yes, yes, yes, yes},
		{yes, no, no, yes, yes, no, no, yes, yes, yes},
		{yes, yes, yes, yes, yes, no, no, yes, yes, no},
	}, after)
}

// One that is told after a later one is the earlier of the two all the same.
func TestDeclinedEarlier(t *testing.T) {
	terms := provider()
	decline := hotline.Decline{What: hotline.OfferedAgreement}
	w, log := received(enrolled(), "2026-02-03", 6)
	require.True(t, log[5].Outcome.Contact)
	feedback, _, err := hotline.Submit(at("f", "2026-02-20", "10:00"), hotline.Submission{Feedback: "F", Workshop: "W"})
	require.NoError(t, err)
	_, w, _, err = feedback.Publish(terms, at("p", "2026-02-20", "10:00"), w)
	require.NoError(t, err)
	w, _ = received(w, "2026-02-21", 2)
	w = told(t, w, at("d1", "2026-03-01", "10:00"), decline)
	w = told(t, w, at("b", "2026-02-10", "10:00"), block("B", 1, "2026-02-10"))
	held, entry := do(t, terms, hotline.Holding{Workshop: w}, at("u", "2026-02-11", "09:00"), request("U"))
	require.True(t, entry.Outcome.Contact, "the block is used up")
	w = told(t, held.Workshop, at("d2", "2026-02-12", "10:00"), decline)
	for date, reason := range map[string]error{
		"2026-02-11": nil, "2026-02-13": hotline.NoAgreement, // and the reward brings new ones
		"2026-02-22": nil, "2026-03-02": hotline.NoAgreement,
	} {
		_, _, _, err := w.Receive(terms, at("x", date, "10:00"), request("X"))
		require.ErrorIs(t, err, reason, date)
	}
}

// A block of last year, a reward and a renewal that came later do not answer
// for a case beyond.
func TestContactBesideOthers(t *testing.T) {
	terms := provider()
	beyond := func(w hotline.Workshop, date string) bool {
		_, entry := do(t, terms, hotline.Holding{Workshop: w}, at("beyond", date, "09:00"), request("X"))
		require.Equal(t, 1, entry.Uncovered)
		return entry.Outcome.Contact
	}
	old := told(t, enrolled(), at("b", "2026-02-01", "09:00"), block("B", 1, "2026-02-01"))
	old, _ = received(old, "2027-02-02", 5)
	require.True(t, beyond(old, "2027-02-03"))

	feedback, _, err := hotline.Submit(at("f", "2026-03-01", "09:00"), hotline.Submission{Feedback: "F", Workshop: "W"})
	require.NoError(t, err)
	full, _ := received(enrolled(), "2026-02-02", 5)
	_, rewarded, _, err := feedback.Publish(terms, at("p", "2026-03-01", "09:00"), full)
	require.NoError(t, err)
	require.True(t, beyond(rewarded, "2026-02-03"))

	renewed := told(t, enrolled(), at("b", "2026-01-16", "09:00"), block("B", 1, "2026-01-16"))
	renewed, log := received(renewed, "2026-02-02", 6)
	require.True(t, log[5].Outcome.Contact)
	renewed, more := received(renewed, "2027-01-15", 5)
	held, entry := do(t, terms, hotline.Holding{Workshop: renewed, Log: append(log, more...)}, at("r", "2027-01-15", "12:00"),
		hotline.Renewal{Block: "B", Next: "B2"})
	require.Equal(t, hotline.Same, entry.Outcome.Renewed)
	require.True(t, beyond(held.Workshop, "2027-01-15"), "09:00, told after the renewal of 12:00")
}

// Two workshops are the same if all that is known of them is.
func TestEqual(t *testing.T) {
	w, _ := received(told(t, enrolled(), at("b", "2026-02-01", "10:00"), block("B", 2, "2026-02-01")), "2026-02-02", 8)
	w = told(t, w, at("d", "2026-02-03", "10:00"), hotline.Decline{What: hotline.OfferedAgreement})
	text := encoded(t, w)
	for old, altered := range map[string]string{
		`"id":"W"`: `"id":"V"`, `"zone":"Europe/Oslo"`: `"zone":"Europe/Stockholm"`, `"seq":12`: `"seq":13`,
		`"drawn":[5]`: `"drawn":[4]`, `"told":true`: `"renewed":true`,
		`"contacted":"2026-02-02`: `"contacted":"2026-02-01`, `"declined":"2026-02-03`: `"declined":"2026-02-04`,
		`,"declined":`: `,"standing":true,"declined":`, `"declined":`: `"declined_before":"2026-02-01T10:00:00+01:00","declined":`,
	} {
		require.Contains(t, text, old)
		var other hotline.Workshop
		require.NoError(t, json.Unmarshal([]byte(strings.Replace(text, old, altered, 1)), &other))
		require.False(t, w.Equal(other), "%s", altered)
	}
	var most hotline.Workshop
	require.NoError(t, json.Unmarshal([]byte(strings.Replace(text, `"seq":12`, `"seq":1073741824`, 1)), &most))
}

// A contact is due until it is answered, and never while a unit is left.
func TestContactDue(t *testing.T) {
	due := func(w hotline.Workshop, date string) bool { return w.ContactDue(at("", date, "10:00").At) }
	w, _ := received(enrolled(), "2026-02-02", 5)
	require.False(t, due(w, "2026-02-02"))
	byHand := told(t, w, at("k", "2026-02-02", "12:00"), hotline.Contact{})
	require.False(t, due(byHand, "2026-02-02"), "not before it was raised")
	require.True(t, due(byHand, "2026-02-03"))
	held := hotline.Holding{Workshop: byHand}
	refused(t, hotline.NotDue, provider(), held, at("k2", "2026-02-03", "12:00"), hotline.Contact{})
	_, entry := do(t, provider(), held, at("c", "2026-02-03", "09:00"), request("c"))
	require.False(t, entry.Outcome.Contact, "contacted this year")
	require.False(t, due(byHand, "2027-01-15"), "new cases")
	nextYear, _ := received(byHand, "2027-02-01", 5)
	require.False(t, due(nextYear, "2027-02-02"), "the last free case raises none")
	nextYear, _ = received(nextYear, "2027-02-03", 1)
	require.True(t, due(nextYear, "2027-02-04"), "raised again, and the first never answered")
	require.False(t, due(told(t, byHand, at("e", "2026-03-01", "09:00"), hotline.Cancellation{Subscription: "S1", Last: day("2026-03-01")}), "2026-03-02"))
	refused(t, hotline.NotDue, provider(), hotline.Holding{Workshop: enrolled()}, at("k", "2026-02-02", "12:00"), hotline.Contact{})
	refused(t, hotline.NotDue, provider(), hotline.Holding{Workshop: workshopV(t)}, at("k", "2026-02-02", "12:00"), hotline.Contact{})

	// The year is that of the oldest subscription that runs.
	older := subscribed(byHand, "S0", "2025-03-01") // its year turns on 1 March
	var contacts []bool
	for _, id := range []string{"1", "2", "3", "4", "5", "6", "7"} {
		older, _, entry, _ = older.Receive(provider(), at(id, "2026-03-01", "09:00"), request(id))
		contacts = append(contacts, entry.Outcome.Contact)
	}
	require.Equal(t, []bool{false, false, false, false, false, true, false}, contacts, "five of its new year, and one beyond")
}

// The window of an estimate (HOT-26).
func TestQuoteWindow(t *testing.T) {
	terms := provider()
	w, log := received(enrolled(), "2026-02-02", 3)
	quote := func(date string, months int) (hotline.Quote, error) {
		return w.Quote(terms, at("", date, "10:00").At, months, log)
	}
	for _, row := range []struct {
		date   string
		months int
		used   int
		err    error
	}{
		{"2026-07-14", 0, 0, hotline.NotEnoughHistory},
		{"2026-07-14", 6, 0, hotline.NotEnoughHistory},
		{"2026-07-15", 0, 3, nil},
		{"2026-07-15", 12, 0, hotline.NotEnoughHistory},
		{"2026-08-02", 6, 3, nil},
		{"2026-08-03", 6, 0, nil},
		{"2027-01-14", 12, 0, hotline.NotEnoughHistory},
		{"2027-01-14", 0, 0, nil},
		{"2027-01-15", 0, 3, nil},
		{"2027-02-02", 12, 3, nil},
		{"2027-02-03", 12, 0, nil},
		{"2027-02-03", 3, 0, entitlement.ErrInvalid},
		{"2024-12-31", 0, 0, hotline.NotACustomer},
	} {
		got, err := quote(row.date, row.months)
		require.ErrorIs(t, err, row.err, "%+v", row)
		require.Equal(t, row.used, got.Used, "%+v", row)
	}
	// A start on a leap day has run for a year on 28 February.
	terms.List[0].From, terms.Versions[0].From = day("2024-01-01"), day("2024-01-01")
	leap, _, err := hotline.Enrol(terms, at("w", "2024-02-29", "09:00"), hotline.Enrolment{Workshop: "W"})
	require.NoError(t, err)
	leap = subscribed(leap, "S", "2024-02-29")
	got, err := leap.Quote(terms, at("", "2025-02-28", "09:00").At, 0, nil)
	require.NoError(t, err)
	require.Equal(t, day("2024-02-28"), got.From)
	_, err = leap.Quote(terms, at("", "2025-02-27", "09:00").At, 12, nil)
	require.ErrorIs(t, err, hotline.NotEnoughHistory)

	none, err := w.Quote(hotline.Terms{}, at("", "2026-07-15", "10:00").At, 0, log)
	require.ErrorIs(t, err, entitlement.ErrMissing)
	require.Zero(t, none)
	terms.List[0].From = day("2027-01-01")
	_, err = quote("2026-07-15", 0)
	require.ErrorIs(t, err, entitlement.ErrMissing)
	need, err := quote("2027-01-15", 0)
	require.NoError(t, err)
	require.Zero(t, need.Cases)
	require.Zero(t, need.Total.Sign())
}

func TestMeasures(t *testing.T) {
	t.Run("HOT-22.1 one of fifty workshops is over", func(t *testing.T) {
		used := make([]hotline.Consumption, 50)
		used[7] = hotline.Consumption{Grant: 10, Beyond: 1}
		coverage := hotline.CoverageOf(used...)
		require.Equal(t, hotline.Coverage{Covered: 49, Total: 50}, coverage)
		share, ok := coverage.Share()
		require.True(t, ok)
		require.Equal(t, "98 %", share.String())
	})
	t.Run("HOT-22.2 no workshop has no share", func(t *testing.T) {
		_, ok := hotline.CoverageOf().Share()
		require.False(t, ok)
	})
	for _, row := range []struct {
		covered, total int
		share          entitlement.Percent
	}{{0, 3, 0}, {1, 3, 33_33}, {2, 3, 66_67}, {3, 3, 100_00}, {1, 8, 12_50}, {1, 20_000, 1}, {1, 20_001, 0}} {
		share, ok := hotline.Coverage{Covered: row.covered, Total: row.total}.Share()
		require.True(t, ok)
		require.Equal(t, row.share, share, "%d of %d", row.covered, row.total)
	}
	require.Equal(t, 15, hotline.Consumption{Support: 100, Grant: 1, Block: 2, Reward: 4, Beyond: 8}.Cases())
}

// Whatever is used twice counts twice.
func TestConsumptionAddsUp(t *testing.T) {
	w, _, err := hotline.Enrol(provider(), at("w", "2026-03-02", "09:00"), hotline.Enrolment{Workshop: "W"})
	require.NoError(t, err)
	var log []hotline.Entry
	for _, kind := range []hotline.LotKind{hotline.Grant, hotline.Block, hotline.Reward, ""} {
		entry := hotline.Entry{Outcome: hotline.Outcome{Case: hotline.Counted{
			Received: at("", "2026-04-01", "09:00").At, Source: hotline.Source{Kind: kind}, Hotline: 1, Support: 1,
		}}}
		entry.Draws = []entitlement.Draw{{Of: "W", Seq: 2}}
		log = append(log, entry, entry)
	}
	used := w.Consumption(log, day("2026-04-01"), day("2026-04-02"))
	require.Equal(t, hotline.Consumption{Support: 8, Grant: 2, Block: 2, Reward: 2, Beyond: 2}, used)
}

// Entries do not move values they are not about.
func TestMisplacedEntries(t *testing.T) {
	terms := provider()
	w := enrolled()
	event := at("r", "2026-02-02", "09:00")
	next, c, receive, err := w.Receive(terms, event, request("C"))
	require.NoError(t, err)
	answered, answer, err := c.Answer(event)
	require.NoError(t, err)
	feedback, submit, err := hotline.Submit(event, hotline.Submission{Feedback: "F", Workshop: "W"})
	require.NoError(t, err)
	_, enrol, err := hotline.Enrol(terms, event, hotline.Enrolment{Workshop: "W"})
	require.NoError(t, err)
	bare := enrol
	bare.Outcome = hotline.Outcome{}
	classless := receive
	classless.Outcome.Case.Class = ""
	undated := receive
	undated.Outcome.Case.Received = calendar.Moment{}
	nothing := enrol
	nothing.Draws = nil
	for name, apply := range map[string]func() error{
		"an unheard-of kind": func() error {
			unheard := receive
			unheard.Kind = "greet"
			_, err := w.Apply(unheard)
			return err
		},
		"an answer to a workshop":      func() error { _, err := w.Apply(answer); return err },
		"an enrolment of one enrolled": func() error { _, err := w.Apply(enrol); return err },
		"another workshop":             func() error { _, err := workshopV(t).Apply(receive); return err },
		"a receipt by no workshop":     func() error { _, err := hotline.Workshop{}.Apply(receive); return err },
		"no figures":                   func() error { _, err := hotline.Workshop{}.Apply(bare); return err },
		"no draws":                     func() error { _, err := hotline.Workshop{}.Apply(nothing); return err },
		"an answer to no case":         func() error { _, err := hotline.Case{}.Apply(answer); return err },
		"a receipt of one received":    func() error { _, err := c.Apply(receive); return err },
		"a case of no class":           func() error { _, err := hotline.Case{}.Apply(classless); return err },
		"a case of no moment":          func() error { _, err := hotline.Case{}.Apply(undated); return err },
		"feedback to a case":           func() error { _, err := c.Apply(submit); return err },
		"a receipt of feedback":        func() error { _, err := feedback.Apply(receive); return err },
		"feedback submitted twice":     func() error { _, err := feedback.Apply(submit); return err },
		"a case to no feedback":        func() error { _, err := hotline.Feedback{}.Apply(receive); return err },
	} {
		require.ErrorIs(t, apply(), entitlement.ErrLedger, name)
	}
	again, err := c.Apply(answer)
	require.NoError(t, err)
	require.Equal(t, answered, again)
	require.False(t, w.Equal(next))
	require.True(t, next.Equal(next))
}

// What is stored is read strictly: a document that no ledger can give is
// refused.
func TestStoredDocuments(t *testing.T) {
	terms := provider()
	w := told(t, enrolled(), at("b", "2026-02-01", "10:00"), block("B", 2, "2026-02-01"))
	feedback, _, err := hotline.Submit(at("f", "2026-02-01", "10:00"), hotline.Submission{Feedback: "F", Workshop: "W"})
	require.NoError(t, err)
	published, w, _, err := feedback.Publish(terms, at("p", "2026-02-01", "10:00"), w)
	require.NoError(t, err)
	w, c, entry, err := w.Receive(terms, at("r", "2026-02-02", "09:00"), request("C"))
	require.NoError(t, err)
	full, _ := received(enrolled(), "2026-02-02", 6)
	declined := told(t, full, at("d", "2026-02-03", "10:00"), hotline.Decline{What: hotline.OfferedAgreement})
	resumed := told(t, declined, at("b", "2026-02-04", "10:00"), block("B", 2, "2026-02-04"))

	for _, row := range []struct {
		value    any
		old, new string
	}{
		{w, `"id":"W"`, `"id":""`},
		{w, `"zone":"Europe/Oslo"`, `"zone":""`},
		{w, `"beyond_grant":"Serve"`, `"beyond_grant":"Charge"`},
		{w, `"seq":5`, `"seq":0`},
		{w, `"seq":5`, `"seq":1073741825`},
		{w, `"id":"S1"`, `"id":""`},
		{w, `"id":"S1"`, `"id":"B"`},
		{w, `"id":"B"`, `"id":"F"`},
		{w, `"id":"B"`, `"id":""`},
		{w, `"product":"data-program"`, `"product":""`},
		{w, `"from":"2026-01-15","counted":"2026-01-15"`, `"from":"2026-01-15","counted":"2026-01-16"`},
		{w, `"from":"2026-01-15","counted":"2026-01-15"`, `"from":"2026-01-15"`},
		{w, `"grant":5`, `"grant":10001`},
		{w, `"grant":5`, `"grant":-1`},
		{w, `"drawn":[1]`, `"drawn":[6]`},
		{w, `"drawn":[1]`, `"drawn":[-1]`},
		{w, `"drawn":[1]`, `"drawn":[65537]`},
		{w, `"drawn":[1]`, `"drawn":[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]`},
		{w, `"drawn":[1]`, `"newest":-1,"drawn":[1]`},
		{w, `"drawn":[1]`, `"newest":65536,"drawn":[1]`},
		{w, `"drawn":[1]`, `"until":"2026-01-14","drawn":[1]`},
		{w, `"kind":"Block"`, `"kind":"Loan"`},
		{w, `"kind":"Block"`, `"kind":"Reward"`},
		{w, `"kind":"Reward"`, `"kind":"Block"`},
		{w, `"cases":2,"left":2,"counted"`, `"cases":2,"left":3,"counted"`},
		{w, `"cases":2,"left":2,"counted"`, `"cases":2,"left":-1,"counted"`},
		{w, `"cases":2,"left":2,"counted"`, `"cases":1000001,"left":2,"counted"`},
		{w, `"cases":2,"left":2,"counted"`, `"cases":0,"left":0,"counted"`},
		{w, `"price":{"amount":"190.00","currency":"NOK"}`, `"price":{"amount":"-190.00","currency":"NOK"}`},
		{w, `,"price":{"amount":"190.00","currency":"NOK"}`, ``},
		{w, `"price":`, `"proposed":2,"asked":{"amount":"1.00","currency":"NOK"},"price":`},
		{w, `"price":`, `"proposed":1000001,"asked":{"amount":"1.00","currency":"NOK"},"price":`},
		{w, `"price":`, `"proposed":3,"asked":{"amount":"-1.00","currency":"NOK"},"price":`},
		{w, `"price":`, `"proposed":3,"price":`},
		{w, `"price":`, `"asked":{"amount":"1.00","currency":"NOK"},"price":`},
		{w, `"price":`, `"proposed":3,"asked":{"amount":"1.00","currency":"DKK"},"price":`},
		{w, `"opened":"2026-02-01T10:00:00+01:00","cases":2,"left":2,"counted"`, `"cases":2,"left":2,"counted"`},
		{w, `"until":"2027-02-01"`, `"until":"2026-01-31"`},
		{w, `"from":"2026-02-01","until":"2027-02-01"`, `"from":"2026-01-31","until":"2027-02-01"`},
		{w, `"lots":`, `"standing":true,"lots":`},
		{w, `"kind":"Reward","from":"2026-02-01"`, `"kind":"Reward","from":"2026-02-01","until":"2026-02-01"`},
		{declined, `"declined":`, `"declined_before":`},
		{declined, `"declined":`, `"declined_before":"2026-02-03T10:00:01+01:00","declined":`},
		{w, `"cases":2,"left":2,"counted"`, `"cases":2,"counted"`},
		{w, `"cases":2,"left":2,"counted"`, `"emptied":"2026-02-03","cases":2,"left":2,"counted"`},
		{w, `"cases":2,"left":2}`, `"cases":2}`},
		{w, `"lots":`, `"greeting":true,"lots":`},
		{w, `"kind":"Block"`, `"kind":"Block","sort":1`},
		{w, `"product":`, `"make":"x","product":`},
		{w, `"zone":`, `"place":"x","zone":`},
		{w, `"drawn":`, `"drown":1,"drawn":`},
		{c, `"id":"C"`, `"id":""`},
		{c, `"workshop":"W"`, `"workshop":""`},
		{c, `"seq":1`, `"seq":0`},
		{c, `"class":"Hotline"`, `"class":"OutOfScope"`},
		{c, `"class":"Hotline"`, `"class":"Support"`},
		{c, `"state":"Open"`, `"state":"Withdrawn"`},
		{c, `"state":"Open"`, `"state":""`},
		{c, `"counted":"r"`, `"counted":""`},
		{c, `"received":"2026-02-02T09:00:00+01:00",`, ``},
		{c, `"kind":"Grant"`, `"kind":"Loan"`},
		{c, `"kind":"Grant"`, `"kind":"Block"`},
		{c, `"kind":"Grant"`, `"kind":"Grant","opened":"2026-02-01T10:00:00+01:00"`},
		{c, `"lot":"S1"`, `"lot":""`},
		{c, `"lot":"S1"`, `"lit":"S1"`},
		{c, `"state":`, `"mood":"x","state":`},
		{feedback, `"id":"F"`, `"id":""`},
		{feedback, `"workshop":"W"`, `"workshop":""`},
		{feedback, `"seq":1`, `"seq":0`},
		{feedback, `"state":"Submitted"`, `"state":"Lost"`},
		{feedback, `"state":"Submitted"`, `"state":"Submitted","retracted":true`},
		{feedback, `"state":`, `"mood":"x","state":`},
		{published, `"state":"Published"`, `"state":""`},
		{entry, `"kind":"receive"`, `"kind":"greet"`},
		{entry, `"ref":"r"`, `"ref":""`},
		{entry, `"why":["HOT-16","HOT-10","HOT-05","HOT-35"]`, `"why":[]`},
		{entry, `"class":`, `"sort":"x","class":`},
		{entry, `"holder":`, `"owner":"x","holder":`},
		{entry, `"case":{"class"`, `"workshop":{"x":1},"case":{"class"`},
		{entry, `"case":{"class"`, `"subscription":{"x":1},"case":{"class"`},
		{entry, `"case":{"class"`, `"block":{"x":1},"case":{"class"`},
	} {
		text := encoded(t, row.value)
		require.Contains(t, text, row.old)
		altered := []byte(strings.Replace(text, row.old, row.new, 1))
		var err error
		switch row.value.(type) {
		case hotline.Workshop:
			err = new(hotline.Workshop).UnmarshalJSON(altered)
		case hotline.Case:
			err = new(hotline.Case).UnmarshalJSON(altered)
		case hotline.Feedback:
			err = new(hotline.Feedback).UnmarshalJSON(altered)
		default:
			err = new(hotline.Entry).UnmarshalJSON(altered)
		}
		require.ErrorIs(t, err, entitlement.ErrInvalid, "%s -> %s", row.old, row.new)
	}
	for _, stored := range []hotline.Workshop{w, full, declined, resumed} {
		var read hotline.Workshop
		require.NoError(t, json.Unmarshal([]byte(encoded(t, stored)), &read))
		require.True(t, stored.Equal(read))
	}
	for _, row := range [][2]string{
		{`"price":`, `"proposed":3,"asked":{"amount":"0.00","currency":"NOK"},"price":`},
		{`"price":`, `"proposed":1000000,"asked":{"amount":"1.00","currency":"NOK"},"price":`},
		{`"price":{"amount":"190.00"`, `"price":{"amount":"0.00"`},
		{`"drawn":[1]`, `"newest":65535,"drawn":[1]`},
		{`"kind":"Reward","from":"2026-02-01"`, `"kind":"Reward","from":"2026-02-01","until":"2026-02-02"`},
	} {
		text := encoded(t, w)
		require.Contains(t, text, row[0])
		var read hotline.Workshop
		require.NoError(t, json.Unmarshal([]byte(strings.Replace(text, row[0], row[1], 1)), &read), row[1])
		entitlementtest.RoundTrips(t, read)
	}
	var most hotline.Workshop
	drawn := strings.Replace(encoded(t, w), `"drawn":[1]`, `"drawn":[10000,0,1]`, 1)
	require.NoError(t, json.Unmarshal([]byte(strings.Replace(drawn, `"grant":5`, `"grant":10000`, 1)), &most))
	require.Contains(t, encoded(t, most), `"drawn":[10000,0,1]`)
	var swapped hotline.Workshop
	text := encoded(t, subscribed(enrolled(), "S0", "2026-01-16"))
	text = strings.Replace(text, `"from":"2026-01-16"`, `"from":"2026-01-14"`, 1)
	text = strings.Replace(text, `"counted":"2026-01-16"`, `"counted":"2026-01-14"`, 1)
	require.ErrorIs(t, json.Unmarshal([]byte(text), &swapped), entitlement.ErrInvalid, "out of order")
	text = encoded(t, told(t, w, at("c", "2026-02-02", "12:00"), block("C", 2, "2026-02-02")))
	text = strings.Replace(text, `"opened":"2026-02-02T12`, `"opened":"2026-01-02T12`, 1)
	require.ErrorIs(t, json.Unmarshal([]byte(text), &swapped), entitlement.ErrInvalid, "out of order")
}

// What is counted and taken back adds up in entries and consumption.
func TestCountedAndTakenBack(t *testing.T) {
	terms := provider()
	from, until := day("2026-02-02"), day("2026-02-03")
	question := hotline.Receipt{Case: "C", Enquiry: hotline.Enquiry{ProductUse: true, Relevant: true}, TermsAccepted: request("").TermsAccepted}
	held, entry := do(t, terms, hotline.Holding{Workshop: enrolled()}, at("r1", "2026-02-02", "09:00"), question)
	log := []hotline.Entry{entry}
	consumption := func() hotline.Consumption { return held.Workshop.Consumption(log, from, until) }
	require.Equal(t, hotline.Consumption{Support: 1}, consumption())
	require.Equal(t, []entitlement.Draw{{Of: "C", Seq: 1}, {Of: "W", Seq: 3}}, entry.Draws)

	step := func(ref string, fact hotline.Fact) {
		held, entry = do(t, terms, held, at(ref, "2026-03-02", "09:00"), fact)
		log = append(log, entry)
	}
	step("r2", hotline.Reclassification{Class: hotline.Hotline, Told: true})
	require.Equal(t, hotline.Consumption{Grant: 1}, consumption())
	require.Equal(t, []entitlement.Draw{{Of: "C", Seq: 2, Moved: 1}, {Of: "W", Seq: 4, Lot: "S1", Moved: -1}}, entry.Draws)
	require.Equal(t, "r1", entry.Reverses)
	step("r3", hotline.Reclassification{Class: hotline.Support})
	require.Equal(t, hotline.Consumption{Support: 1}, consumption())
	require.Equal(t, []entitlement.Draw{{Of: "C", Seq: 3, Moved: -1}, {Of: "W", Seq: 5, Lot: "S1", Moved: 1}}, entry.Draws)
	require.Equal(t, "r2", entry.Reverses)
	step("r4", hotline.Withdrawal{})
	require.Equal(t, hotline.Consumption{}, consumption())
	require.Equal(t, "r3", entry.Reverses)
	require.Equal(t, hotline.Consumption{}, held.Workshop.Consumption(log, until, day("2027-01-01")), "all belongs to the day it was received")

	full, _ := received(enrolled(), "2026-02-02", 5)
	held, entry = do(t, terms, hotline.Holding{Workshop: full}, at("b1", "2026-02-02", "10:00"), request("D"))
	require.Equal(t, []entitlement.Draw{{Of: "D", Seq: 1, Moved: 1}, {Of: "W", Seq: 8}}, entry.Draws)
	log = []hotline.Entry{entry}
	require.Equal(t, hotline.Consumption{Beyond: 1}, consumption())
	require.Equal(t, 1, held.Workshop.CasesBeyond(log, from, until))
	step("b2", hotline.Withdrawal{})
	require.Equal(t, -1, entry.Uncovered)
	require.Equal(t, hotline.Consumption{}, consumption())
}

// Verify needs the whole ledger, and says where it fails.
func TestVerify(t *testing.T) {
	_, log := worked(t, 12)
	require.NoError(t, hotline.Verify(provider().Always, log))
	require.ErrorIs(t, hotline.Verify(provider().Always, log[1:]), entitlement.ErrLedger)
	fault := (*entitlement.Failure)(nil)
	changed := append([]hotline.Entry{}, log...)
	changed[5].Outcome.Case.Source.Lot = "S2"
	require.ErrorAs(t, hotline.Verify(provider().Always, changed), &fault)
	require.Equal(t, log[5].Ref, fault.Field)
}

// What was true on one day as known on another.
func TestAsOf(t *testing.T) {
	w, log := worked(t, 1)
	held, entry := do(t, provider(), hotline.Holding{Workshop: w}, at("r", "2026-02-03", "09:00"), request("C"))
	log = append(log, entry)
	_, entry = do(t, provider(), held, at("w", "2026-02-05", "09:00"), hotline.Withdrawal{})
	log = append(log, entry)
	for _, row := range []struct {
		happened, known string
		left            int
	}{
		{"2026-02-01", "2026-02-28", 10},
		{"2026-02-02", "2026-02-28", 9},
		{"2026-02-03", "2026-02-03", 8},
		{"2026-02-03", "2026-02-28", 9}, // by then it was taken back
	} {
		happened, known := at("", row.happened, "23:00").At, at("", row.known, "23:00").At
		then, err := ledger.AsOf("W", log, happened, known, hotline.Workshop.Apply)
		require.NoError(t, err)
		require.Equal(t, row.left, then.Remaining(happened), "%+v", row)
	}
}

// A stretch without an end has as many years as the calendar.
func TestLapsedUnitsOfAllTime(t *testing.T) {
	workshop := enrolled()
	all := workshop.LapsedUnits(0, calendar.MustDate("9999-12-31"))
	require.Positive(t, all)
	require.Equal(t, all, workshop.LapsedUnits(math.MinInt64, math.MaxInt64)-lastYear(workshop))
}

// lastYear returns what lapses at the end of the calendar itself.
func lastYear(workshop hotline.Workshop) int {
	return workshop.LapsedUnits(calendar.MustDate("9999-12-31"), math.MaxInt64)
}

// What a workshop did not give is not given back to it: an older copy of it is
// noticed, and not a year with less than nothing drawn.
func TestGivingBackToAnOlderWorkshop(t *testing.T) {
	terms := provider()
	older := enrolled()
	_, c, _, err := older.Receive(terms, at("r1", "2026-02-04", "09:00"), request("C"))
	require.NoError(t, err)
	_, _, _, err = c.Withdraw(at("r2", "2026-02-04", "10:00"), older)
	require.ErrorIs(t, err, entitlement.ErrInvalid)
	_, _, _, err = c.Reclassify(terms, at("r2", "2026-02-04", "10:00"), hotline.Reclassification{Class: hotline.Support}, older)
	require.ErrorIs(t, err, entitlement.ErrInvalid)
	_, original, _, err := older.Receive(terms, at("r1", "2026-02-04", "08:00"), request("O"))
	require.NoError(t, err)
	_, _, _, err = c.MarkDuplicate(at("r2", "2026-02-04", "10:00"), hotline.Duplicate{Of: "O"}, original, older)
	require.ErrorIs(t, err, entitlement.ErrInvalid)

	// A block that has given nothing takes nothing back either.
	older, _ = received(enrolled(), "2026-02-03", 5)
	older, _, err = older.Conclude(terms, at("b", "2026-02-03", "10:00"), block("B", 3, "2026-02-03"))
	require.NoError(t, err)
	newer, c, _, err := older.Receive(terms, at("r1", "2026-02-04", "09:00"), request("C"))
	require.NoError(t, err)
	require.Equal(t, hotline.Block, c.Source().Kind)
	_, _, _, err = c.Withdraw(at("r2", "2026-02-04", "10:00"), older)
	require.ErrorIs(t, err, entitlement.ErrInvalid)
	_, back, _, err := c.Withdraw(at("r2", "2026-02-04", "10:00"), newer)
	require.NoError(t, err)
	require.Equal(t, 3, back.Remaining(at("", "2026-02-04", "10:00").At))
}

// What the second subscription gave is given back to it, whatever the first has given.
func TestGivingBackToTheSecondSubscription(t *testing.T) {
	w := subscribed(enrolled(), "S2", "2026-01-20")
	w, _, err := w.Cancel(at("e", "2026-01-20", "10:00"), hotline.Cancellation{Subscription: "S2", Last: calendar.MustDate("2026-03-31")})
	require.NoError(t, err)
	w, c, _, err := w.Receive(provider(), at("r1", "2026-02-04", "09:00"), request("C"))
	require.NoError(t, err)
	require.Equal(t, "S2", c.Source().Lot)
	_, w, _, err = c.Withdraw(at("r2", "2026-02-04", "10:00"), w)
	require.NoError(t, err)
	require.Equal(t, 10, w.Remaining(at("", "2026-02-04", "10:00").At))
}
