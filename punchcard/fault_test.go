package punchcard_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/entitlementtest"
	"github.com/avtale/avtale/punchcard"
)

// guaranteed returns a card of a customer with a guarantee of four hours.
func guaranteed(t testing.TB) (punchcard.Card, punchcard.AddOn) {
	terms := provider()
	terms.AddOns = []punchcard.AddOnPrice{{Product: punchcard.CallOut4, Clips: 2}}
	card := bought("K", "2026-01-01", 10)
	addOn, _, err := punchcard.StartAddOn(terms, at("start", "2026-01-01", "10:00"), punchcard.AddOnStart{
		AddOn: "G", Holder: "ACME", Product: punchcard.CallOut4, From: calendar.MustDate("2026-01-01"),
	}, punchcard.Holding{Cards: []punchcard.Card{card}})
	require.NoError(t, err)
	return card, addOn
}

func reported(t testing.TB) punchcard.Fault {
	card, addOn := guaranteed(t)
	_, fault, _, err := addOn.Report(at("report", "2026-03-10", "09:15"), punchcard.Report{Fault: "F"}, workingHours(t), card)
	require.NoError(t, err)
	return fault
}

func TestGuaranteeNeedsACalendar(t *testing.T) {
	terms := provider()
	terms.AddOns = []punchcard.AddOnPrice{{Product: punchcard.CallOut8, Clips: 1}, {Product: punchcard.PhoneSupport, Clips: 1}}
	terms.Calendar = ""
	held := punchcard.Holding{Cards: []punchcard.Card{bought("K", "2026-01-01", 10)}}
	start := punchcard.AddOnStart{AddOn: "G", Holder: "ACME", Product: punchcard.CallOut8, From: calendar.MustDate("2026-01-01")}
	_, _, err := punchcard.StartAddOn(terms, at("start", "2026-01-01", "10:00"), start, held)
	require.ErrorIs(t, err, entitlement.ErrMissing)
	require.ErrorContains(t, err, "calendar")
	start.Product = punchcard.PhoneSupport
	support, _, err := punchcard.StartAddOn(terms, at("start", "2026-01-01", "10:00"), start, held)
	require.NoError(t, err)
	require.Empty(t, support.Figures().Calendar)

	terms.AddOns = []punchcard.AddOnPrice{{Product: punchcard.CallOut8, TimeUsed: true}}
	require.ErrorIs(t, terms.Validate(), entitlement.ErrInvalid)
}

func TestLevels(t *testing.T) {
	for product, want := range map[punchcard.Product]calendar.Seconds{
		punchcard.CallOut4: 4 * calendar.Hour, punchcard.CallOut6: 6 * calendar.Hour, punchcard.CallOut8: 8 * calendar.Hour,
		punchcard.PhoneSupport: 0, punchcard.MonthlyCheck: 0, punchcard.QuarterlyCheck: 0, "call-out-5": 0,
	} {
		require.Equal(t, want, product.Within(), product)
	}
}

func TestReportRefused(t *testing.T) {
	card, addOn := guaranteed(t)
	hours := workingHours(t)
	spec := hours.Spec()
	spec.Name = "another"
	other := compiled(t, spec)
	spec.Name, spec.To = hours.Name(), calendar.MustDate("2026-03-10")
	short := compiled(t, spec)
	good := at("report", "2026-03-10", "09:15")
	support, _ := phoneSupport(t)
	stranger := bought("S", "2026-01-01", 10)
	stranger, _, err := stranger.Transfer(at("transfer", "2026-01-02", "09:00"), punchcard.Transfer{To: "D", Agreement: "X"})
	require.NoError(t, err)
	early := good
	early.Entered = early.At.Add(-1)

	for name, row := range map[string]struct {
		addOn  punchcard.AddOn
		event  entitlement.Event
		report punchcard.Report
		hours  calendar.Calendar
		cards  []punchcard.Card
		want   error
	}{
		"no guarantee":         {punchcard.AddOn{}, good, punchcard.Report{Fault: "F"}, hours, nil, entitlement.ErrInvalid},
		"phone support":        {support, good, punchcard.Report{Fault: "F"}, hours, nil, entitlement.ErrInvalid},
		"no event":             {addOn, entitlement.Event{}, punchcard.Report{Fault: "F"}, hours, nil, entitlement.ErrInvalid},
		"no id":                {addOn, good, punchcard.Report{}, hours, nil, entitlement.ErrInvalid},
		"the id of the add-on": {addOn, good, punchcard.Report{Fault: "G"}, hours, nil, entitlement.ErrInvalid},
		"the id of a card":     {addOn, good, punchcard.Report{Fault: "K"}, hours, []punchcard.Card{card}, entitlement.ErrInvalid},
		"no text":              {addOn, good, punchcard.Report{Fault: "F", What: "\xff"}, hours, nil, entitlement.ErrInvalid},
		"no channel":           {addOn, good, punchcard.Report{Fault: "F", Channel: "\xff"}, hours, nil, entitlement.ErrInvalid},
		"told before it is":    {addOn, early, punchcard.Report{Fault: "F"}, hours, []punchcard.Card{card}, entitlement.ErrInvalid},
		"no calendar":          {addOn, good, punchcard.Report{Fault: "F"}, calendar.Calendar{}, []punchcard.Card{card}, entitlement.ErrMissing},
		"another calendar":     {addOn, good, punchcard.Report{Fault: "F"}, other, []punchcard.Card{card}, entitlement.ErrInvalid},
		"a day not known":      {addOn, at("report", "2026-03-11", "09:15"), punchcard.Report{Fault: "F"}, short, []punchcard.Card{card}, entitlement.ErrMissing},
		"a deadline not known": {addOn, at("report", "2026-03-10", "14:15"), punchcard.Report{Fault: "F"}, short, []punchcard.Card{card}, entitlement.ErrMissing},
		"somebody else's card": {addOn, good, punchcard.Report{Fault: "F"}, hours, []punchcard.Card{stranger}, punchcard.NotHolder},
		"no card":              {addOn, good, punchcard.Report{Fault: "F"}, hours, nil, punchcard.NoActiveCard},
		"before the first day": {addOn, at("report", "2025-12-31", "09:15"), punchcard.Report{Fault: "F"}, hours, []punchcard.Card{card}, punchcard.NotRunning},
	} {
		t.Run(name, func(t *testing.T) {
			same, fault, entry, err := row.addOn.Report(row.event, row.report, row.hours, row.cards...)
			require.ErrorIs(t, err, row.want)
			require.Equal(t, row.addOn, same)
			require.Equal(t, punchcard.Fault{}, fault)
			require.Equal(t, punchcard.Entry{}, entry)
		})
	}
}

func compiled(t testing.TB, spec calendar.Spec) calendar.Calendar {
	location, err := time.LoadLocation(spec.Zone)
	require.NoError(t, err)
	hours, err := calendar.Compile(spec, location)
	require.NoError(t, err)
	return hours
}

func TestAnswerRefused(t *testing.T) {
	fault, hours := reported(t), workingHours(t)
	spec := hours.Spec()
	spec.To = calendar.MustDate("2026-03-10")
	short := compiled(t, spec)
	spec.Name = "another"
	other := compiled(t, spec)
	good := at("answer", "2026-03-10", "13:00")
	early := good
	early.Entered = early.At.Add(-1)
	same := good
	same.Ref = "report"
	on := punchcard.Begin{By: "PH", Place: punchcard.Inside}
	cure := punchcard.Cure{What: "restarted", By: "PH"}

	for name, row := range map[string]struct {
		fault punchcard.Fault
		event entitlement.Event
		begin punchcard.Begin
		cure  punchcard.Cure
		hours calendar.Calendar
		want  error
	}{
		"no fault":           {punchcard.Fault{}, good, on, cure, hours, entitlement.ErrInvalid},
		"no event":           {fault, entitlement.Event{}, on, cure, hours, entitlement.ErrInvalid},
		"not yet":            {fault, early, on, cure, hours, entitlement.ErrInvalid},
		"before the report":  {fault, at("answer", "2026-03-10", "09:14"), on, cure, hours, entitlement.ErrInvalid},
		"the same reference": {fault, same, on, cure, hours, entitlement.ErrConflict},
		"nobody":             {fault, good, punchcard.Begin{Place: punchcard.Inside}, punchcard.Cure{What: "restarted"}, hours, punchcard.Undocumented},
		"nobody with a name": {fault, good, punchcard.Begin{By: "\xff", Place: punchcard.Inside}, punchcard.Cure{What: "restarted", By: "\xff"}, hours, entitlement.ErrInvalid},
		"no calendar":        {fault, good, on, cure, calendar.Calendar{}, entitlement.ErrMissing},
		"another calendar":   {fault, good, on, cure, other, entitlement.ErrInvalid},
		"an unknown day":     {fault, at("answer", "2026-03-12", "09:00"), on, cure, short, entitlement.ErrMissing},
	} {
		t.Run(name, func(t *testing.T) {
			same, entry, err := row.fault.Begin(row.event, row.begin, row.hours)
			require.ErrorIs(t, err, row.want)
			require.Equal(t, row.fault, same)
			require.Equal(t, punchcard.Entry{}, entry)
			same, entry, err = row.fault.Cure(row.event, row.cure, row.hours)
			require.ErrorIs(t, err, row.want)
			require.Equal(t, row.fault, same)
			require.Equal(t, punchcard.Entry{}, entry)
		})
	}
	_, _, err := fault.Begin(good, punchcard.Begin{By: "PH"}, hours)
	require.ErrorIs(t, err, entitlement.ErrInvalid)
	_, _, err = fault.Begin(good, punchcard.Begin{By: "PH", Place: punchcard.Remote}, hours)
	require.ErrorIs(t, err, punchcard.NotOnSite)
	_, _, err = fault.Cure(good, punchcard.Cure{By: "PH"}, hours)
	require.ErrorIs(t, err, punchcard.Undocumented)
	_, _, err = fault.Cure(good, punchcard.Cure{By: "PH", What: "\xff"}, hours)
	require.ErrorIs(t, err, entitlement.ErrInvalid)

	late := at("late", "2026-03-10", "15:00").At
	_, err = fault.Lateness(late, other)
	require.ErrorIs(t, err, entitlement.ErrInvalid)
	_, err = fault.Lateness(at("late", "2026-03-12", "15:00").At, short)
	require.ErrorIs(t, err, entitlement.ErrMissing)
	begun, _, err := fault.Begin(at("begun", "2026-03-10", "14:00"), on, hours)
	require.NoError(t, err)
	known, err := begun.Lateness(late, calendar.Calendar{})
	require.NoError(t, err)
	require.Equal(t, 45*calendar.Minute, known)
	for _, none := range []punchcard.Fault{{}} {
		require.Equal(t, punchcard.TakenBack, none.State(late))
		known, err := none.Lateness(late, calendar.Calendar{})
		require.NoError(t, err)
		require.Zero(t, known)
	}
}

// A stored fault that no ledger can give is refused.
func TestFaultDocuments(t *testing.T) {
	fault, hours := reported(t), workingHours(t)
	require.Equal(t, "F", fault.ID())
	require.Equal(t, "ACME", fault.Holder())
	require.Equal(t, 1, fault.Seq())
	entitlementtest.RoundTrips(t, fault)
	begun, _, err := fault.Begin(at("begun", "2026-03-10", "14:00"), punchcard.Begin{By: "PH", Place: punchcard.Inside}, hours)
	require.NoError(t, err)
	entitlementtest.RoundTrips(t, begun)
	text, err := json.Marshal(begun)
	require.NoError(t, err)
	const want = `{"v":1,"id":"F","holder":"ACME","figures":{"product":"call-out-4","calendar":"Danish working days 08:00-16:00",` +
		`"reported":"2026-03-10T09:15:00+01:00","deadline":"2026-03-10T13:15:00+01:00"},"seq":2,` +
		`"answered":"2026-03-10T14:00:00+01:00","late":2700,"standing":"begun"}`
	require.Equal(t, want, string(text))
	for name, change := range map[string][2]string{
		"no id":               {`"id":"F"`, `"id":""`},
		"no holder":           {`"holder":"ACME"`, `"holder":""`},
		"no number":           {`"seq":2`, `"seq":0`},
		"no guarantee":        {`call-out-4`, `phone-support`},
		"no calendar":         {`"Danish working days 08:00-16:00"`, `""`},
		"no report":           {`"reported":"2026-03-10T09:15:00+01:00",`, ``},
		"due before":          {`"deadline":"2026-03-10`, `"deadline":"2026-03-09`},
		"due at once":         {`"deadline":"2026-03-10T13:15`, `"deadline":"2026-03-10T09:15`},
		"answered before":     {`"answered":"2026-03-10T14:00`, `"answered":"2026-03-10T09:14`},
		"late without answer": {`"answered":"2026-03-10T14:00:00+01:00",`, ``},
		"later than it is":    {`"late":2700`, `"late":2701`},
		"early":               {`"late":2700`, `"late":-1`},
		"not standing":        {`,"standing":"begun"`, ``},
		"an unknown field":    {`"late"`, `"lately"`},
		"one further in":      {`"reported"`, `"reporter"`},
		"another version":     {`"v":1`, `"v":2`},
	} {
		document := strings.Replace(want, change[0], change[1], 1)
		require.NotEqual(t, want, document, name)
		var read punchcard.Fault
		require.Error(t, json.Unmarshal([]byte(document), &read), name)
		require.Equal(t, punchcard.Fault{}, read, name)
	}
	require.NoError(t, json.Unmarshal([]byte(strings.Replace(want, `"late":2700`, `"late":0`, 1)), new(punchcard.Fault)))
}

// Only entries that are told to a fault, or begin it, move it.
func TestFaultApply(t *testing.T) {
	card, addOn := guaranteed(t)
	hours := workingHours(t)
	addOn, fault, report, err := addOn.Report(at("report", "2026-03-10", "09:15"), punchcard.Report{Fault: "F"}, hours, card)
	require.NoError(t, err)
	_, begin, err := fault.Begin(at("begun", "2026-03-10", "14:00"), punchcard.Begin{By: "PH", Place: punchcard.Inside}, hours)
	require.NoError(t, err)
	_, end, err := addOn.End(at("end", "2026-03-11", "09:00"), punchcard.AddOnEnd{Last: calendar.MustDate("2026-03-31")})
	require.NoError(t, err)
	hollow := report
	hollow.Outcome.Fault = punchcard.FaultFigures{}
	short := report
	short.Draws = short.Draws[:1]
	named := end
	named.Draws = append(named.Draws, entitlement.Draw{Of: "F", Seq: 2})

	for name, row := range map[string]struct {
		fault punchcard.Fault
		entry punchcard.Entry
	}{
		"begun before it is reported": {punchcard.Fault{}, begin},
		"reported twice":              {fault, report},
		"reported as nothing":         {punchcard.Fault{}, hollow},
		"reported without a name":     {punchcard.Fault{}, short},
		"another entry":               {fault, end},
		"of a kind faults lack":       {fault, named},
	} {
		same, err := row.fault.Apply(row.entry)
		require.ErrorIs(t, err, entitlement.ErrLedger, name)
		require.Equal(t, row.fault, same, name)
	}
	_, err = addOn.Apply(begin)
	require.ErrorIs(t, err, entitlement.ErrLedger)
	read := new(punchcard.Entry)
	text, err := json.Marshal(short)
	require.NoError(t, err)
	require.Error(t, json.Unmarshal(text, read))
}

// The guarantee is verified with its calendar, and not without.
func TestVerifyNeedsTheCalendar(t *testing.T) {
	terms := provider()
	terms.AddOns = []punchcard.AddOnPrice{{Product: punchcard.CallOut4, Clips: 2}}
	hours := workingHours(t)
	card, bought, err := punchcard.Buy(terms, at("buy", "2026-01-01", "09:00"), punchcard.Purchase{Card: "K", Holder: "ACME", Size: 10})
	require.NoError(t, err)
	addOn, start, err := punchcard.StartAddOn(terms, at("start", "2026-01-01", "10:00"), punchcard.AddOnStart{
		AddOn: "G", Holder: "ACME", Product: punchcard.CallOut4, From: calendar.MustDate("2026-01-01"),
	}, punchcard.Holding{Cards: []punchcard.Card{card}})
	require.NoError(t, err)
	_, fault, report, err := addOn.Report(at("report", "2026-03-10", "09:15"), punchcard.Report{Fault: "F"}, hours, card)
	require.NoError(t, err)
	_, begin, err := fault.Begin(at("begun", "2026-03-10", "14:00"), punchcard.Begin{By: "PH", Place: punchcard.Inside}, hours)
	require.NoError(t, err)
	log := []punchcard.Entry{bought, start, report, begin}
	require.NoError(t, punchcard.Verify(terms.Always, log, hours))
	require.NoError(t, punchcard.Verify(terms.Always, log, calendar.Calendar{}, hours))
	require.ErrorIs(t, punchcard.Verify(terms.Always, log), entitlement.ErrLedger)
	require.ErrorIs(t, punchcard.Verify(terms.Always, log, workingHours(t, "2026-03-10")), entitlement.ErrLedger)

	_, _, err = punchcard.Do(terms, at("x", "2026-03-10", "15:00"), punchcard.Begin{By: "PH", Place: punchcard.Inside}, punchcard.Holding{Hours: hours})
	require.ErrorIs(t, err, entitlement.ErrInvalid)
	_, _, err = punchcard.Do(terms, at("x", "2026-03-10", "15:00"), punchcard.Report{Fault: "F2"}, punchcard.Holding{Hours: hours})
	require.ErrorIs(t, err, entitlement.ErrInvalid)
	_, _, err = punchcard.Reverse(at("x", "2026-03-10", "15:00"), punchcard.Reversal{Of: "begun", Because: "x"}, punchcard.Holding{Entry: begin})
	require.ErrorIs(t, err, entitlement.ErrInvalid)
}
