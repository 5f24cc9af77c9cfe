package swap_test

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/entitlementtest"
	"github.com/avtale/avtale/entitlement/ledger"
	"github.com/avtale/avtale/swap"
)

const (
	invalid = entitlement.ErrInvalid
	missing = entitlement.ErrMissing
)

var sek = entitlement.MustMoney

func TestTermsRefused(t *testing.T) {
	require.NoError(t, printed().Validate())
	require.NoError(t, swap.Printed(nil).Validate(), "control questions are for the diagnosis")
	require.ErrorIs(t, swap.Terms{}.Validate(), missing)
	for name, row := range map[string]struct {
		alter  func(*swap.Terms)
		family entitlement.Family
	}{
		"no zone":              {func(t *swap.Terms) { t.Zone = "" }, missing},
		"zone is no text":      {func(t *swap.Terms) { t.Zone = "\xff" }, invalid},
		"no calendar":          {func(t *swap.Terms) { t.Calendar = "" }, missing},
		"calendar is no text":  {func(t *swap.Terms) { t.Calendar = "\xff" }, invalid},
		"no cutoff":            {func(t *swap.Terms) { t.Delivery.Before = 0 }, missing},
		"cutoff after the day": {func(t *swap.Terms) { t.Delivery.Before = calendar.MustClock("23:00") + 1 }, invalid},
		"days of their own": {func(t *swap.Terms) {
			t.Delivery.On = []calendar.WeekdayCutoff{{Weekday: "fri", Before: calendar.MustClock("12:00")}}
		}, invalid},
		"delivered the same day":    {func(t *swap.Terms) { t.Delivery.WorkingDays = 0 }, invalid},
		"delivered before":          {func(t *swap.Terms) { t.Delivery.WorkingDays = -1 }, invalid},
		"delivered never":           {func(t *swap.Terms) { t.Delivery.WorkingDays = 100_001 }, invalid},
		"closed day unknown":        {func(t *swap.Terms) { t.Delivery.ClosedDay = "Maybe" }, invalid},
		"no levels":                 {func(t *swap.Terms) { t.Levels = nil }, missing},
		"level without a name":      {func(t *swap.Terms) { t.Levels[0].Name = "" }, invalid},
		"level without services":    {func(t *swap.Terms) { t.Levels[0].Features = 0 }, invalid},
		"unknown service":           {func(t *swap.Terms) { t.Levels[0].Features = 1 << 7 }, invalid},
		"level without a price":     {func(t *swap.Terms) { t.Levels[0].Prices = nil }, missing},
		"level twice":               {func(t *swap.Terms) { t.Levels[1].Name = swap.BAS }, invalid},
		"subject without a name":    {func(t *swap.Terms) { t.Subjects[0].Name = "" }, invalid},
		"subject of two services":   {func(t *swap.Terms) { t.Subjects[0].Feature = 3 }, invalid},
		"subject of none":           {func(t *swap.Terms) { t.Subjects[0].Feature = 0 }, invalid},
		"subject of an unknown one": {func(t *swap.Terms) { t.Subjects[0].Feature = 1 << 7 }, invalid},
		"subject twice":             {func(t *swap.Terms) { t.Subjects[1].Name = swap.Fault }, invalid},
		"question with a space":     {func(t *swap.Terms) { t.Questions[0] = "is it on" }, invalid},
		"question without a name":   {func(t *swap.Terms) { t.Questions[0] = "" }, invalid},
		"question is no text":       {func(t *swap.Terms) { t.Questions[0] = "\xff" }, invalid},
		"question twice":            {func(t *swap.Terms) { t.Questions[1] = t.Questions[0] }, invalid},
		"headcount unknown":         {func(t *swap.Terms) { t.Headcount = "x" }, invalid},
		"rounding unknown":          {func(t *swap.Terms) { t.StockRounding = "x" }, invalid},
		"when empty unknown":        {func(t *swap.Terms) { t.WhenEmpty = "x" }, invalid},
		"no share":                  {func(t *swap.Terms) { t.StockShare = 0 }, missing},
		"share above all":           {func(t *swap.Terms) { t.StockShare = 100_01 }, invalid},
		"share below none":          {func(t *swap.Terms) { t.StockShare = -1 }, invalid},
		"few models below none":     {func(t *swap.Terms) { t.FewModels = -1 }, invalid},
		"return days below none":    {func(t *swap.Terms) { t.ReturnDays = -1 }, invalid},
		"return days too many":      {func(t *swap.Terms) { t.ReturnDays = 100_001 }, invalid},
		"refill days below none":    {func(t *swap.Terms) { t.RefillDays = -1 }, invalid},
		"refill days too many":      {func(t *swap.Terms) { t.RefillDays = 100_001 }, invalid},
	} {
		terms := printed()
		row.alter(&terms)
		require.ErrorIs(t, terms.Validate(), row.family, name)
	}
	for name, alter := range map[string]func(*swap.Terms){
		"at midnight's end": func(t *swap.Terms) { t.Delivery.Before = calendar.MustClock("24:00") },
		"most of all":       func(t *swap.Terms) { t.Delivery.WorkingDays, t.ReturnDays, t.RefillDays = 100_000, 100_000, 100_000 },
		"the whole":         func(t *swap.Terms) { t.StockShare = 100_00 },
		"no few models":     func(t *swap.Terms) { t.FewModels = 0 },
		"no subjects":       func(t *swap.Terms) { t.Subjects = nil },
		"readings":          func(t *swap.Terms) { t.Headcount, t.StockRounding, t.WhenEmpty = "", "", "" },
	} {
		terms := printed()
		alter(&terms)
		require.NoError(t, terms.Validate(), name)
	}
}

// Policies are stored with the contract, and come back as they were (GEN-15).
func TestTermsDocument(t *testing.T) {
	terms := printed()
	terms.Headcount, terms.StockRounding, terms.WhenEmpty, terms.ReturnDays, terms.RefillDays = swap.ByDay, swap.Nearest, swap.PromiseStands, 14, 30
	entitlementtest.RoundTrips(t, terms)
	text := string(encoded(t, terms))
	require.Contains(t, text, `"features":"Diagnosis Registration Phone OperatingSystem"`)
	var read swap.Terms
	require.ErrorIs(t, json.Unmarshal([]byte(strings.Replace(text, "Diagnosis Registration", "Registration Diagnosis", 1)), &read), invalid)
	require.Equal(t, swap.Terms{}, read)
}

func TestKindOfNothing(t *testing.T) { require.Empty(t, swap.KindOf(nil)) }

func TestPrintedSharesNothing(t *testing.T) {
	questions := []swap.Question{"on"}
	terms := swap.Printed(questions)
	questions[0] = "off"
	require.Equal(t, swap.Question("on"), terms.Questions[0])
	level := swap.Level{Name: "L", Features: swap.Functions, Prices: entitlement.Prices{{From: firstDay, Amount: sek("1.00 SEK")}}}
	more, err := terms.Define(level)
	require.NoError(t, err)
	other, err := terms.Define(swap.Level{Name: "O", Features: swap.Functions, Prices: level.Prices})
	require.NoError(t, err)
	level.Prices[0].Amount = sek("2.00 SEK")
	require.Len(t, terms.Levels, 2)
	require.Equal(t, swap.LevelName("L"), more.Levels[2].Name)
	require.Equal(t, sek("1.00 SEK"), more.Levels[2].Prices[0].Amount)
	require.Equal(t, swap.LevelName("O"), other.Levels[2].Name)
	_, err = terms.Define(swap.Level{Name: swap.BAS, Features: swap.Functions, Prices: level.Prices})
	require.ErrorIs(t, err, invalid, "the base levels stay as they are (SWP-02)")
}

func TestFeatures(t *testing.T) {
	bas, err := printed().Features(swap.BAS)
	require.NoError(t, err)
	prof, err := printed().Features(swap.PROF)
	require.NoError(t, err)
	require.True(t, prof.Has(bas) && !bas.Has(prof), "BAS is a part of PROF (SWP-05)")
	require.Len(t, bas.List(), 4)
	require.Len(t, prof.List(), 7)
	for _, one := range prof.List() {
		var read swap.Feature
		text, err := one.MarshalText()
		require.NoError(t, err)
		require.NoError(t, read.UnmarshalText(text))
		require.Equal(t, one, read)
	}
	for _, text := range []string{"x", " ", "Diagnosis ", " Diagnosis", "Diagnosis  Phone", "Phone Diagnosis", "Diagnosis Diagnosis", "diagnosis", "DiagnosisPhone", "Diagnosis,Phone", "SwapActivation Diagnosis", "Syncs"} {
		read := swap.Functions
		require.ErrorIs(t, read.UnmarshalText([]byte(text)), invalid, "%q", text)
		require.Equal(t, swap.Functions, read)
	}
	var none swap.Feature
	require.NoError(t, none.UnmarshalText(nil))
	require.Empty(t, none.String())
	require.Empty(t, none.List())
	terms := printed()
	terms.Levels = terms.Levels[:1]
	require.EqualError(t, terms.Allows(swap.BAS, swap.Synchronising), "refused: NotIncluded (SWP-05); passes with a level with Sync")
	_, err = printed().Features("GOLD")
	require.ErrorIs(t, err, invalid)
	require.ErrorIs(t, printed().Allows(swap.BAS, 0), invalid)
	require.ErrorIs(t, printed().Allows(swap.BAS, 1<<7), invalid)
}

func TestMonth(t *testing.T) {
	for day, want := range map[string]string{"2026-03-01": "2026-03", "2026-03-31": "2026-03", "2024-02-29": "2024-02", "2026-12-31": "2026-12"} {
		month := swap.MonthOf(calendar.MustDate(day))
		require.Equal(t, want, month.String())
		text, err := month.MarshalText()
		require.NoError(t, err)
		var read swap.Month
		require.NoError(t, read.UnmarshalText(text))
		require.Equal(t, month, read)
	}
	require.Equal(t, 29, swap.MonthOf(calendar.MustDate("2024-02-10")).Days())
	require.Equal(t, "2027-01", swap.MonthOf(calendar.MustDate("2026-12-10")).Next().String())
	var month swap.Month
	for _, text := range []string{"", "2026", "2026-13", "2026-3", "2026-03-01", "x", "0001-01", "9999-12"} { // the last two are no months that are written
		require.Error(t, month.UnmarshalText([]byte(text)), text)
	}
	w := newBench(t, 1)
	for _, none := range []swap.Month{0, swap.Month(calendar.MustDate("2026-03-02")), swap.Month(calendar.MustDate("9999-12-01")), -5} {
		_, err := none.MarshalText()
		require.ErrorIs(t, err, invalid)
		_, err = printed().MonthlyFee(none, w.user)
		require.ErrorIs(t, err, invalid)
		_, err = swap.RentalFee(none)
		require.ErrorIs(t, err, invalid)
		_, _, _, err = w.agreement.Invoice(w.event("i"), swap.Invoicing{Month: none, Currency: "SEK"}, nil)
		require.ErrorIs(t, err, invalid)
	}
	_, err := swap.RentalFee(swap.MonthOf(calendar.MustDate("9999-11-30")))
	require.NoError(t, err)
}

// What is missing, and what is no text, no day, no number, is refused by every
// transition, and changes nothing.
func TestFactsRefused(t *testing.T) {
	w := newBench(t, 2)
	shipped, _, pool, _, err := w.reserved.Ship(w.event("s"), shipment, w.devices[0], w.pool)
	require.NoError(t, err)
	received, faulty, pool, _, _, err := shipped.Receive(w.event("i"), swap.Receipt{Device: "F", Model: "X", By: "servicer", Warranty: w.at.Date() - 1}, swap.Device{}, pool)
	require.NoError(t, err)
	order, proposedTo, _, err := swap.Propose(w.event("y"), swap.Proposal{Order: "O2", Model: "X", Quantity: 2, Because: "old"}, pool)
	require.NoError(t, err)
	asked, _, err := w.ready.Diagnose(w.event("g"), swap.Diagnosis{Result: swap.DefiniteFault})
	require.NoError(t, err)
	none, bad, nobody := calendar.Date(-5), "\xff", ""
	minus := sek("-0.01 SEK")
	day := w.at.Date()
	registration := func(alter func(*swap.Registration)) swap.Fact {
		fact := w.registration()
		alter(&fact)
		return fact
	}
	purchase := func(alter func(*swap.Purchase)) swap.Purchase {
		p := bought(1)
		alter(&p)
		return p
	}
	held := func(values ...any) swap.Holding {
		h := swap.Holding{Days: w.days}
		for _, value := range values {
			switch value := value.(type) {
			case swap.Agreement:
				h.Agreements = append(h.Agreements, value)
			case swap.User:
				h.Users = append(h.Users, value)
			case swap.Case:
				h.Cases = append(h.Cases, value)
			case swap.Pool:
				h.Pools = append(h.Pools, value)
			case swap.Device:
				h.Devices = append(h.Devices, value)
			case swap.Order:
				h.Orders = append(h.Orders, value)
			}
		}
		return h
	}
	for i, row := range []struct {
		held   swap.Holding
		family entitlement.Family
		facts  []swap.Fact
	}{
		{held(), invalid, []swap.Fact{
			nil,
			swap.Conclusion{Agreement: nobody, Customer: "M", Mode: swap.Loan, AfterRepair: swap.ToUser},
			swap.Conclusion{Agreement: bad, Customer: "M", Mode: swap.Loan, AfterRepair: swap.ToUser},
			swap.Conclusion{Agreement: "A", Customer: nobody, Mode: swap.Loan, AfterRepair: swap.ToUser},
			swap.Conclusion{Agreement: "A", Customer: "M", Mode: "", AfterRepair: swap.ToUser},
			swap.Conclusion{Agreement: "A", Customer: "M", Mode: swap.Loan},
			swap.Attachment{User: nobody, Customer: "M", Level: swap.BAS, From: day},
			swap.Attachment{User: "U", Customer: bad, Level: swap.BAS, From: day},
			swap.Attachment{User: "U", Customer: "M", From: day},
			swap.Attachment{User: "U", Customer: "M", Level: swap.BAS},
			swap.Attachment{User: "U", Customer: "M", Level: swap.BAS, From: none},
			swap.Opening{Pool: nobody, Customer: "M"},
			swap.Opening{Pool: "P", Customer: bad},
			swap.TakingIn{Device: nobody, Model: "X", By: "b"},
			swap.TakingIn{Device: "F", Model: nobody, By: "b"},
			swap.TakingIn{Device: "F", Model: "X", By: nobody},
			swap.Backup{Order: nobody, Customer: "M", Model: "X", By: "b", Purchase: bought(1)},
			swap.Backup{Order: "O", Customer: "M", Model: "X", By: nobody, Purchase: bought(1)},
			swap.Backup{Order: "O", Customer: "M", Model: "X", By: "b", Purchase: purchase(func(p *swap.Purchase) { p.Quantity = 0 })},
			swap.Backup{Order: "O", Customer: "M", Model: "X", By: "b", Purchase: purchase(func(p *swap.Purchase) { p.Quantity = 100_000_001 })},
			swap.Backup{Order: "O", Customer: "M", Model: "X", By: "b", Purchase: purchase(func(p *swap.Purchase) { p.Acquisition = "Theft" })},
			swap.Backup{Order: "O", Customer: "M", Model: "X", By: "b", Purchase: purchase(func(p *swap.Purchase) { p.Price = minus })},
			swap.Backup{Order: "O", Customer: "M", Model: "X", By: "b", Purchase: purchase(func(p *swap.Purchase) { p.Quantity, p.Price = 100_000_000, sek("999999999999.00 SEK") })},
		}},
		{held(), missing, []swap.Fact{
			swap.Backup{Order: "O", Customer: "M", Model: "X", By: "b", Purchase: purchase(func(p *swap.Purchase) { p.Price = entitlement.Money{} })},
		}},
		{held(w.agreement), invalid, []swap.Fact{
			swap.Change{From: 0, Mode: swap.Loan, AfterRepair: swap.ToUser},
			swap.Change{From: day, Mode: "x", AfterRepair: swap.ToUser},
			swap.Change{From: day, Mode: swap.Loan, AfterRepair: "x"},
			swap.Parcel{By: "b", Freight: sek("1.00 SEK"), Packaging: sek("1.00 SEK")},
			swap.Parcel{What: "b", Freight: sek("1.00 SEK"), Packaging: sek("1.00 SEK")},
			swap.Parcel{What: "b", By: "b", Freight: minus, Packaging: sek("1.00 SEK")},
			swap.Parcel{What: "b", By: "b", Freight: sek("1.00 SEK"), Packaging: minus},
			swap.Change{From: day - 1, Mode: swap.Loan, AfterRepair: swap.ToUser},
		}},
		{held(w.user), invalid, []swap.Fact{
			swap.Detachment{},
			swap.Detachment{Last: none},
			swap.Attachment{User: "V", Customer: "M", Level: swap.BAS, From: day},
			swap.Attachment{User: "U", Customer: "N", Level: swap.BAS, From: day},
			swap.Attachment{User: "U", Customer: "M", Level: "GOLD", From: day},
		}},
		{held(w.agreement, w.user), invalid, []swap.Fact{
			registration(func(r *swap.Registration) { r.Case = nobody }), registration(func(r *swap.Registration) { r.Case = bad }),
			registration(func(r *swap.Registration) { r.Agreement = "B" }), registration(func(r *swap.Registration) { r.User = "V" }),
			registration(func(r *swap.Registration) { r.Subject = nobody }), registration(func(r *swap.Registration) { r.Subject = "weather" }),
			registration(func(r *swap.Registration) { r.Model = bad }), registration(func(r *swap.Registration) { r.Warranty = none }),
			registration(func(r *swap.Registration) { r.Called = w.at.Add(1) }), registration(func(r *swap.Registration) { r.SIMReminderGiven = w.at.Add(1) }), registration(func(r *swap.Registration) { r.ServiceBagGiven = w.at.Add(1) }),
		}},
		{held(w.ready), invalid, []swap.Fact{
			swap.Advice{},
			swap.Advice{Given: "Flowers"},
			swap.Reply{},
			swap.Reply{Question: "on"},
			swap.Reply{Question: "on", Text: bad},
			swap.Diagnosis{},
			swap.Diagnosis{Result: "x"},
			swap.Closing{},
			swap.Closing{Outcome: swap.SwapSent},
			swap.Closing{Outcome: "x"},
		}},
		{held(asked, w.pool), invalid, []swap.Fact{swap.Activation{}, swap.Activation{Model: bad}}},
		{held(w.reserved, w.pool, w.devices[0]), invalid, []swap.Fact{
			swap.Cancellation{},
			swap.Cancellation{Because: bad},
			swap.Shipment{Freight: sek("1.00 SEK"), Packaging: sek("1.00 SEK")},
			swap.Shipment{By: "b", Freight: minus, Packaging: sek("1.00 SEK")},
			swap.Shipment{By: "b", Freight: sek("1.00 SEK"), Packaging: minus},
			swap.Shipment{By: "b", Freight: sek("1.00 SEK"), Packaging: sek("1.00 NOK")},
			swap.Delivery{},
		}},
		{held(w.reserved, w.pool, w.devices[0]), missing, []swap.Fact{
			swap.Shipment{By: "b", Packaging: sek("1.00 SEK")}, swap.Shipment{By: "b", Freight: sek("1.00 SEK")},
		}},
		{held(shipped, w.pool, w.devices[0]), invalid, []swap.Fact{
			swap.Return{}, swap.Return{By: "b", Sent: none}, swap.Return{By: "b", Freight: minus},
		}},
		{held(shipped, pool), invalid, []swap.Fact{
			swap.Receipt{Model: "X", By: "b"},
			swap.Receipt{Device: "F", By: "b"},
			swap.Receipt{Device: "F", Model: "X"},
			swap.Receipt{Device: bad, Model: "X", By: "b"},
			swap.Receipt{Device: "F", Model: "X", By: "b", Warranty: none},
			swap.Receipt{Device: "F", Model: "X", By: "b", Sent: none},
			swap.Receipt{Device: "F", Model: "X", By: "b", Freight: minus},
			swap.Receipt{Device: "C", Model: "X", By: "b"},
			swap.Receipt{Device: "P", Model: "X", By: "b"},
			swap.Receipt{Device: "X0", Model: "X", By: "b"},
			swap.WritingOff{By: "b", Because: "b"},
			swap.WritingOff{Phone: swap.FaultyPhone, Because: "b"},
			swap.WritingOff{Phone: swap.FaultyPhone, By: "b"},
			swap.WritingOff{Phone: "x", By: "b", Because: "b"},
			swap.WritingOff{Phone: swap.SwapPhone, By: "b", Because: "b"},
		}},
		{held(shipped, pool, faulty), invalid, []swap.Fact{
			swap.WritingOff{Phone: swap.FaultyPhone, By: "b", Because: "b"}, swap.Receipt{Device: "F", Model: "Y", By: "b"},
		}},
		{held(received), invalid, []swap.Fact{
			swap.Estimate{Fee: sek("1.00 SEK"), Amount: sek("1.00 SEK")},
			swap.Estimate{Fee: minus, Amount: sek("1.00 SEK"), Biller: "b"},
			swap.Estimate{Fee: sek("1.00 SEK"), Amount: minus, Biller: "b"},
			swap.Estimate{Fee: sek("1.00 SEK"), Amount: sek("1.00 NOK"), Biller: "b"},
			swap.Acceptance{},
		}},
		{held(received), missing, []swap.Fact{swap.Estimate{Amount: sek("1.00 SEK"), Biller: "b"}, swap.Estimate{Fee: sek("1.00 SEK"), Biller: "b"}}},
		{held(received, pool, faulty), invalid, []swap.Fact{
			swap.Decline{Then: swap.Scrap},
			swap.Decline{By: "b"},
			swap.Decline{By: "b", Then: "x"},
			swap.Repair{},
			swap.Repair{By: "b", Freight: minus},
			swap.Repair{By: "b", Packaging: minus},
		}},
		{held(w.pool, w.devices[0]), invalid, []swap.Fact{
			swap.Movement{By: "b", Because: "b"}, swap.Movement{To: swap.Lost, Because: "b"}, swap.Movement{To: swap.Lost, By: "b"}, swap.Movement{To: swap.Lost, By: bad, Because: "b"},
		}},
		{held(w.pool), invalid, []swap.Fact{
			swap.Fleet{Phones: 1},
			swap.Fleet{Model: "X", Phones: -1},
			swap.Fleet{Model: "X", Phones: 100_000_001},
			swap.Count{Found: 2, By: "b"},
			swap.Count{Model: "X", Found: -1, By: "b"},
			swap.Count{Model: "X", Found: 2},
			swap.Leaving{},
			swap.Proposal{Model: "X", Quantity: 1, Because: "b"},
			swap.Proposal{Order: "N", Quantity: 1, Because: "b"},
			swap.Proposal{Order: "N", Model: "X", Because: "b"},
			swap.Proposal{Order: "N", Model: "X", Quantity: 1},
			swap.Proposal{Order: "P", Model: "X", Quantity: 1, Because: "b"},
			swap.Refill{Model: "X"},
			swap.Refill{Order: "N"},
			swap.Placement{Model: "X", By: "b", Purchase: bought(1)},
			swap.Placement{Order: "N", By: "b", Purchase: bought(1)},
			swap.Placement{Order: "N", Model: "X", Purchase: bought(1)},
			swap.Placement{Order: "N", Model: "X", By: "b"},
			swap.Placement{Order: "P", Model: "X", By: "b", Purchase: bought(1)},
		}},
		{held(proposedTo, order), invalid, []swap.Fact{
			swap.OrderDecision{},
			swap.OrderDecision{By: "b", Purchase: purchase(func(p *swap.Purchase) { p.Quantity = -1 })},
			swap.OrderDecision{By: "b", Purchase: purchase(func(p *swap.Purchase) { p.Quantity = 0 })},
			swap.Arrival{By: "b"},
			swap.Arrival{Device: "N"},
			swap.Arrival{Device: "N", By: "b", Owner: bad},
			swap.Arrival{Device: "N", By: "b", Warranty: none},
			swap.Arrival{Device: "O2", By: "b"},
			swap.Arrival{Device: "P", By: "b"},
		}},
	} {
		for j, fact := range row.facts {
			changed, entry, err := swap.Do(w.terms, w.event("z"), fact, row.held)
			require.ErrorIs(t, err, row.family, "%d.%d: %#v", i, j, fact)
			require.Equal(t, swap.Holding{}, changed)
			require.Equal(t, swap.Entry{}, entry)
		}
	}
}

// An event without a reference or a moment, and terms that are none, are refused
// by every transition that takes them.
func TestEventRefused(t *testing.T) {
	w := newBench(t, 2)
	shipped, device, pool, _, err := w.reserved.Ship(w.event("s"), shipment, w.devices[0], w.pool)
	require.NoError(t, err)
	received, faulty, pool, _, _, err := shipped.Receive(w.event("i"), swap.Receipt{Device: "F", Model: "X", By: "servicer", Warranty: w.at.Date() - 1}, swap.Device{}, pool)
	require.NoError(t, err)
	estimate := swap.Estimate{Fee: sek("1.00 SEK"), Amount: sek("1.00 SEK"), Biller: "b", Handling: true}
	estimated, _, err := received.Estimate(w.event("e"), estimate)
	require.NoError(t, err)
	order, orderedOf, _, err := swap.PlaceOrder(w.event("o2"), swap.Placement{Order: "O2", Model: "X", By: "b", Purchase: bought(1)}, w.pool)
	require.NoError(t, err)
	short, _, err := w.pool.SetFleet(w.event("fl"), swap.Fleet{Model: "X", Phones: 1000})
	require.NoError(t, err)
	asking, _, err := swap.Register(w.terms, w.event("rr"), w.registration(), w.agreement, w.user)
	require.NoError(t, err)
	h := func(cases []swap.Case, pools []swap.Pool, devices []swap.Device, orders []swap.Order) swap.Holding {
		return swap.Holding{Agreements: []swap.Agreement{w.agreement}, Users: []swap.User{w.user}, Cases: cases, Pools: pools, Devices: devices, Orders: orders, Days: w.days, Log: w.log}
	}
	cases := func(c swap.Case) []swap.Case { return []swap.Case{c} }
	pools := func(p swap.Pool) []swap.Pool { return []swap.Pool{p} }
	devices := func(d swap.Device) []swap.Device { return []swap.Device{d} }
	for i, row := range []struct {
		held swap.Holding
		fact swap.Fact
	}{
		{h(nil, nil, nil, nil), swap.Conclusion{Agreement: "B", Customer: "M", Mode: swap.Loan, AfterRepair: swap.ToUser}},
		{h(nil, nil, nil, nil), swap.Change{From: w.at.Date(), Mode: swap.Loan, AfterRepair: swap.ToUser}},
		{h(nil, nil, nil, nil), swap.Attachment{User: "U", Customer: "M", Level: swap.BAS, From: w.at.Date()}},
		{h(nil, nil, nil, nil), swap.Detachment{Last: w.at.Date()}},
		{h(nil, nil, nil, nil), w.registration()},
		{h(cases(w.ready), nil, nil, nil), swap.Advice{Given: swap.ServiceBag}},
		{h(cases(asking), nil, nil, nil), swap.Reply{Question: "on"}},
		{h(cases(w.ready), nil, nil, nil), swap.Diagnosis{Result: swap.DefiniteFault}},
		{h(cases(w.ready), nil, nil, nil), swap.Closing{Outcome: swap.Refused}},
		{h(cases(w.ready), pools(w.pool), nil, nil), swap.Activation{Model: "X"}},
		{h(cases(w.reserved), pools(w.pool), nil, nil), swap.Cancellation{Because: "b"}},
		{h(cases(w.reserved), pools(w.pool), devices(w.devices[0]), nil), shipment},
		{h(cases(shipped), pools(pool), devices(device), nil), swap.Delivery{By: "b"}},
		{h(cases(shipped), pools(pool), nil, nil), swap.Receipt{Device: "F", Model: "X", By: "b"}},
		{h(cases(shipped), pools(pool), nil, nil), swap.WritingOff{Phone: swap.FaultyPhone, By: "b", Because: "b"}},
		{h(cases(shipped), nil, nil, nil), swap.Slip{By: "b"}},
		{h(nil, nil, nil, nil), swap.Parcel{What: "bags", By: "b", Freight: sek("1.00 SEK"), Packaging: sek("1.00 SEK")}},
		{h(cases(received), nil, nil, nil), estimate},
		{h(cases(estimated), nil, nil, nil), swap.Acceptance{By: "b"}},
		{h(cases(estimated), pools(pool), devices(faulty), nil), swap.Decline{By: "b", Then: swap.Scrap}},
		{h(cases(received), pools(pool), devices(faulty), nil), swap.Repair{By: "b", Failed: true}},
		{h(nil, pools(orderedOf), nil, []swap.Order{order}), swap.Arrival{Device: "N", By: "b"}},
		{h(nil, nil, nil, nil), swap.TakingIn{Device: "N", Model: "X", By: "b"}},
		{h(nil, pools(w.pool), devices(w.devices[1]), nil), swap.Movement{To: swap.Lost, By: "b", Because: "b"}},
		{h(nil, nil, nil, nil), swap.Opening{Pool: "Q", Customer: "M"}},
		{h(nil, pools(w.pool), nil, nil), swap.Fleet{Model: "X", Phones: 1}},
		{h(nil, pools(w.pool), nil, nil), swap.Count{Model: "X", Found: 2, By: "b"}},
		{h(nil, pools(pool), nil, nil), swap.Leaving{By: "b"}},
		{h(nil, pools(w.pool), nil, nil), swap.Proposal{Order: "N", Model: "X", Quantity: 1, Because: "b"}},
		{h(nil, pools(short), nil, nil), swap.Refill{Order: "N", Model: "X"}},
		{h(nil, pools(w.pool), nil, nil), swap.Placement{Order: "N", Model: "X", By: "b", Purchase: bought(1)}},
		{h(nil, nil, nil, nil), swap.Backup{Order: "N", Customer: "M", Model: "X", By: "b", Purchase: bought(1)}},
	} {
		_, _, err := swap.Do(w.terms, w.event("fine"), row.fact, row.held)
		require.NoError(t, err, "%d: %#v", i, row.fact)
		for _, event := range []entitlement.Event{{}, {At: w.at, Entered: w.at}, {Ref: "r", Entered: w.at}, {Ref: "r", At: w.at}, {Ref: "\xff", At: w.at, Entered: w.at}} {
			changed, _, err := swap.Do(w.terms, event, row.fact, row.held)
			require.ErrorIs(t, err, invalid, "%d: %#v", i, row.fact)
			require.Equal(t, swap.Holding{}, changed)
		}
		switch row.fact.(type) {
		case swap.Attachment, swap.Registration, swap.Opening:
			_, _, err := swap.Do(swap.Terms{}, w.event("z"), row.fact, row.held)
			require.ErrorIs(t, err, missing, "%d: %#v", i, row.fact)
		}
		// the zero values cover nothing and refuse everything
		switch row.fact.(type) {
		case swap.Conclusion, swap.Attachment, swap.TakingIn, swap.Opening, swap.Backup:
		default:
			zero := swap.Holding{Days: w.days, Agreements: make([]swap.Agreement, 1), Users: make([]swap.User, 1), Cases: make([]swap.Case, 1), Pools: make([]swap.Pool, 1), Devices: make([]swap.Device, 1), Orders: make([]swap.Order, 1)}
			_, _, err := swap.Do(w.terms, w.event("z"), row.fact, zero)
			require.ErrorIs(t, err, invalid, "%d: %#v", i, row.fact)
			_, _, err = swap.Do(w.terms, w.event("z"), row.fact, swap.Holding{Days: w.days})
			require.ErrorIs(t, err, invalid, "%d: nothing is handed in: %#v", i, row.fact)
		}
	}
	zero := w.event("z").At
	require.Empty(t, swap.User{}.LevelAt(zero))
	_, settled := swap.Agreement{}.Setting(zero)
	require.False(t, settled)
	require.Equal(t, swap.Shelf{Model: "X"}, swap.Pool{}.Shelf("X"))
	require.False(t, swap.Case{}.Finished() || swap.Pool{}.Leaving() || swap.Pool{}.Closed() || swap.Pool{}.UnitAvailable("X"))
	require.NotEmpty(t, swap.Case{}.CanShip(swap.Pool{}, "X"))
	require.Empty(t, swap.ReturnsOpen(zero, swap.Case{}))
	require.Zero(t, swap.Pool{}.TargetStock())
	require.Zero(t, swap.Pool{}.RefillDue("X", zero))
}

// Two values of a sort where one is needed are refused.
func TestHoldingOfTwo(t *testing.T) {
	w := newBench(t, 2)
	two := swap.Holding{
		Agreements: []swap.Agreement{w.agreement, w.agreement}, Users: []swap.User{w.user, w.user}, Cases: []swap.Case{w.reserved},
		Pools: []swap.Pool{w.pool, w.pool}, Devices: w.devices, Days: w.days,
	}
	for _, fact := range []swap.Fact{
		swap.Change{From: w.at.Date(), Mode: swap.Loan, AfterRepair: swap.ToUser},
		swap.Attachment{User: "U", Customer: "M", Level: swap.BAS, From: w.at.Date()},
		swap.Detachment{Last: w.at.Date()},
		w.registration(), shipment,
		swap.Fleet{Model: "X"},
		swap.Movement{To: swap.Lost, By: "b", Because: "b"},
	} {
		_, _, err := swap.Do(w.terms, w.event("z"), fact, two)
		require.ErrorIs(t, err, invalid, "%#v", fact)
		require.ErrorContains(t, err, "not to 2")
	}
	_, err := swap.DecodeFact("unheard-of", []byte(`{}`))
	require.ErrorIs(t, err, invalid)
	_, err = swap.DecodeFact("close", []byte(`{"outcome":"Refused","more":1}`))
	require.ErrorIs(t, err, invalid)
	_, err = swap.DecodeFact("close", []byte(`null`))
	require.ErrorIs(t, err, invalid)
}

// The calendar is the one that the terms name, or, of a case, the one it keeps, and
// reaches as far as is asked.
func TestCalendarNeeded(t *testing.T) {
	w := newBench(t, 2)
	other := otherDays(t, func(s *calendar.Spec) { s.Name = "other" })
	ended := otherDays(t, func(s *calendar.Spec) { s.To = w.at.Date() })
	event := w.event("z")
	for name, row := range map[string]struct {
		days   calendar.Calendar
		family entitlement.Family
	}{"none": {calendar.Calendar{}, missing}, "other": {other, invalid}, "ended": {ended, missing}} {
		_, err := w.terms.PromisedDate(w.at, row.days)
		require.ErrorIs(t, err, row.family, name)
		_, pool, _, err := w.ready.Activate(event, swap.Activation{Model: "X"}, w.pool, row.days)
		require.ErrorIs(t, err, row.family, name)
		require.Equal(t, w.pool, pool)
	}
	_, err := w.terms.PromisedDate(w.at, other)
	require.EqualError(t, err, `malformed input: days: "other" is not the calendar of the terms, "Swedish working days"`)
	_, _, _, err = w.ready.Activate(event, swap.Activation{Model: "X"}, w.pool, other)
	require.EqualError(t, err, `malformed input: days: "other" is not the calendar of the case, "Swedish working days"`)
	beyond, err := calendar.ParseMoment("2090-01-01T09:00:00+01:00")
	require.NoError(t, err)
	for _, ask := range []func(swap.Terms, calendar.Moment, calendar.Calendar) error{
		func(t swap.Terms, at calendar.Moment, d calendar.Calendar) error {
			_, err := t.PromisedDate(at, d)
			return err
		},
		func(t swap.Terms, at calendar.Moment, d calendar.Calendar) error {
			_, err := t.EffectiveRegistrationDay(at, d)
			return err
		},
		func(t swap.Terms, at calendar.Moment, d calendar.Calendar) error {
			_, err := t.TimeToCutoff(at, d)
			return err
		},
	} {
		require.ErrorIs(t, ask(w.terms, beyond, w.days), missing)
		require.ErrorIs(t, ask(w.terms, w.at, calendar.Calendar{}), missing)
		require.ErrorIs(t, ask(w.terms, w.at, other), invalid)
		require.ErrorIs(t, ask(swap.Terms{}, w.at, w.days), missing)
	}
	shipped, device, _, _, err := w.reserved.Ship(event, shipment, w.devices[0], w.pool)
	require.NoError(t, err)
	_, _, _, err = shipped.Deliver(event, swap.Delivery{By: "b"}, device, calendar.Calendar{})
	require.ErrorIs(t, err, missing)
	_, _, _, err = shipped.Deliver(event, swap.Delivery{By: "b"}, device, other)
	require.EqualError(t, err, `malformed input: days: "other" is not the calendar of the case, "Swedish working days"`)
	far := event
	far.At = beyond
	_, _, _, err = shipped.Deliver(far, swap.Delivery{By: "b"}, device, w.days)
	require.ErrorIs(t, err, missing)
}

func otherDays(t *testing.T, alter func(*calendar.Spec)) calendar.Calendar {
	spec := swap.WorkingDays()
	alter(&spec)
	location, err := loadLocation(spec.Zone)
	require.NoError(t, err)
	days, err := calendar.Compile(spec, location)
	require.NoError(t, err)
	return days
}

// All cases that wait must be handed in where a phone is put in stock, and need
// the calendar; where nobody waits neither is needed.
func TestWaitingNeeded(t *testing.T) {
	w := newBench(t, 1) // one phone, reserved
	waiting, pool, _, err := w.ready.Activate(w.event("b"), swap.Activation{Model: "X"}, w.pool, calendar.Calendar{})
	require.NoError(t, err, "a case that waits is promised nothing")
	require.Equal(t, swap.Backordered, waiting.Swap())
	order, pool, _, err := swap.PlaceOrder(w.event("o2"), swap.Placement{Order: "O2", Model: "X", By: "b", Purchase: bought(3)}, pool)
	require.NoError(t, err)
	arrival := swap.Arrival{Device: "N", By: "b"}
	for name, stock := range map[string]swap.Stock{
		"nobody":         {Pool: pool, Days: w.days},
		"somebody else":  {Pool: pool, Waiting: []swap.Case{w.reserved}, Days: w.days},
		"other calendar": {Pool: pool, Waiting: []swap.Case{waiting}, Days: otherDays(t, func(s *calendar.Spec) { s.Name = "other" })},
	} {
		_, _, after, _, err := swap.Arrive(w.event("a"), arrival, order, stock)
		require.ErrorIs(t, err, invalid, name)
		require.Equal(t, stock, after, "as it was handed in")
	}
	_, _, _, _, err = swap.Arrive(w.event("a"), arrival, order, swap.Stock{Pool: pool, Waiting: []swap.Case{waiting}})
	require.ErrorIs(t, err, missing)
	registration := w.registration()
	registration.Case = "C2"
	second, _, err := swap.Register(w.terms, w.event("c2"), registration, w.agreement, w.user)
	require.NoError(t, err)
	for _, question := range w.terms.Questions {
		second, _, err = second.Answer(w.event("q"), swap.Reply{Question: question})
		require.NoError(t, err)
	}
	second, _, err = second.Diagnose(w.event("g"), swap.Diagnosis{Result: swap.DefiniteFault})
	require.NoError(t, err)
	second, two, _, err := second.Activate(w.event("x2"), swap.Activation{Model: "X"}, pool, w.days)
	require.NoError(t, err)
	_, _, _, _, err = swap.Arrive(w.event("a"), arrival, order, swap.Stock{Pool: two, Waiting: []swap.Case{second, second}, Days: w.days})
	require.ErrorIs(t, err, invalid, "one is handed in twice, and the first is not")
	given := []swap.Case{w.reserved, waiting}
	_, order, after, entry, err := swap.Arrive(w.event("a"), arrival, order, swap.Stock{Pool: pool, Waiting: given, Days: w.days})
	require.NoError(t, err)
	require.Equal(t, []swap.Case{w.reserved, waiting}, given, "what is handed in is not changed")
	require.Equal(t, "C", entry.Outcome.Served.Case)
	require.Len(t, after.Waiting, 1)
	arrival.Device = "N2"
	_, _, _, _, err = swap.Arrive(w.event("a2"), arrival, order, swap.Stock{Pool: after.Pool})
	require.NoError(t, err, "nobody waits now")

	// waiting for another model, or in another pool, is not waiting for this phone
	other, pool, _, err := w.ready.Activate(w.event("b"), swap.Activation{Model: "Y"}, w.pool, w.days)
	require.NoError(t, err)
	order, pool, _, err = swap.PlaceOrder(w.event("o2"), swap.Placement{Order: "O2", Model: "X", By: "b", Purchase: bought(3)}, pool)
	require.NoError(t, err)
	_, _, after, _, err = swap.Arrive(w.event("a"), arrival, order, swap.Stock{Pool: pool, Waiting: []swap.Case{other}, Days: w.days})
	require.NoError(t, err)
	require.Empty(t, after.Waiting)
	require.Equal(t, 1, after.Pool.Shelf("Y").Waiting)
}

// A case that is handed in with another pool, phone or case than its own is
// refused.
func TestOthersRefused(t *testing.T) {
	w := newBench(t, 2)
	event := w.event("z")
	foreign, _, err := swap.OpenPool(w.terms, event, swap.Opening{Pool: "Q", Customer: "M"})
	require.NoError(t, err)
	shipped, device, pool, _, err := w.reserved.Ship(w.event("s"), shipment, w.devices[0], w.pool)
	require.NoError(t, err)
	received, faulty, pool, _, _, err := shipped.Receive(w.event("i"), swap.Receipt{Device: "F", Model: "X", By: "servicer"}, swap.Device{}, pool)
	require.NoError(t, err)
	_, _, _, err = w.reserved.Cancel(event, swap.Cancellation{Because: "b"}, swap.Stock{Pool: foreign})
	require.ErrorIs(t, err, invalid)
	_, _, _, _, err = w.reserved.Ship(event, shipment, w.devices[0], foreign)
	require.ErrorIs(t, err, invalid)
	_, _, _, _, _, err = shipped.Receive(event, swap.Receipt{Device: "F", Model: "X", By: "b"}, swap.Device{}, foreign)
	require.ErrorIs(t, err, invalid)
	_, _, _, _, err = shipped.WriteOff(event, swap.WritingOff{Phone: swap.FaultyPhone, By: "b", Because: "b"}, foreign)
	require.ErrorIs(t, err, invalid)
	_, _, _, _, err = received.Repair(event, swap.Repair{By: "b", Failed: true}, faulty, swap.Stock{Pool: foreign})
	require.ErrorIs(t, err, invalid)
	_, _, _, _, err = received.Repair(event, swap.Repair{By: "b", Failed: true}, device, swap.Stock{Pool: pool})
	require.ErrorIs(t, err, swap.NotThere)
	registration := w.registration()
	registration.Case = "C9"
	another, _, err := swap.Register(w.terms, event, registration, w.agreement, w.user)
	require.NoError(t, err)
	_, _, _, _, err = another.Repair(event, swap.Repair{By: "b", Failed: true}, faulty, swap.Stock{Pool: pool})
	require.ErrorIs(t, err, swap.NotThere, "the phone of another case")
	_, _, _, err = shipped.Deliver(event, swap.Delivery{By: "b"}, w.devices[1], w.days)
	require.ErrorIs(t, err, swap.NotThere)
	_, _, _, _, err = shipped.WriteOff(event, swap.WritingOff{Phone: swap.SwapPhone, By: "b", Because: "b"}, pool, w.devices[1])
	require.ErrorIs(t, err, swap.NotAwaited)
	var stranger swap.Device // as no ledger gives it
	require.NoError(t, json.Unmarshal([]byte(strings.Replace(string(encoded(t, device)), `"id":"X0"`, `"id":"Z"`, 1)), &stranger))
	_, _, _, _, err = shipped.WriteOff(event, swap.WritingOff{Phone: swap.SwapPhone, By: "b", Because: "b"}, pool, stranger)
	require.ErrorIs(t, err, swap.NotAwaited)
	_, _, _, _, err = shipped.Return(event, swap.Return{By: "b"}, stranger, swap.Stock{Pool: pool})
	require.ErrorIs(t, err, swap.NotAwaited)
	_, _, gone, _, err := shipped.WriteOff(event, swap.WritingOff{Phone: swap.SwapPhone, By: "b", Because: "lost by the post"}, pool, device)
	require.NoError(t, err, "a phone that the user keeps and that is lost on its way")
	require.Equal(t, swap.WrittenOff, gone[0].Place())
	order, orderedOf, _, err := swap.PlaceOrder(w.event("o2"), swap.Placement{Order: "O2", Model: "X", By: "b", Purchase: bought(1)}, w.pool)
	require.NoError(t, err)
	_, _, _, _, err = swap.Arrive(event, swap.Arrival{Device: "N", By: "b"}, order, swap.Stock{Pool: foreign})
	require.ErrorIs(t, err, invalid)
	_, _, _, _, err = swap.Arrive(event, swap.Arrival{Device: "N", By: "b"}, swap.Order{}, swap.Stock{Pool: orderedOf})
	require.ErrorIs(t, err, invalid)
	_, _, _, err = order.Decide(event, swap.OrderDecision{By: "b"}, foreign)
	require.ErrorIs(t, err, invalid)
	_, _, _, err = w.pool.Count(event, swap.Count{Model: "X", Found: 1, By: "b"}, w.devices[0], w.devices[0])
	require.ErrorIs(t, err, invalid, "a phone is missing once")
	_, err = w.pool.Audit(w.devices[0], w.devices[0])
	require.ErrorIs(t, err, entitlement.ErrLedger)
	_, err = w.pool.Audit(w.devices[0])
	require.ErrorIs(t, err, entitlement.ErrLedger)
	_, err = foreign.Audit(w.devices...)
	require.ErrorIs(t, err, entitlement.ErrLedger)
	tallies, err := w.pool.Audit(w.devices...)
	require.NoError(t, err)
	require.Equal(t, []swap.Tally{{Place: swap.InStock, Devices: 2}}, tallies)
}

// Ways that phones go outside a case, and no others (SWP-36).
func TestWays(t *testing.T) {
	w := newBench(t, 1)
	pool, _, err := w.pool.SetFleet(w.event("f2"), swap.Fleet{Model: "X", Phones: 1})
	require.NoError(t, err)
	_, freed, _, err := w.reserved.Cancel(w.event("c2"), swap.Cancellation{Because: "b"}, swap.Stock{Pool: pool})
	require.NoError(t, err)
	leaving, _, err := freed.Pool.Leave(w.event("l"), swap.Leaving{By: "b"})
	require.NoError(t, err)
	all := []swap.Place{
		swap.InStock, swap.OnHold, swap.InTransit, swap.WithUser, swap.InRepair, swap.WrittenOff, swap.Lost, swap.GivenBack, swap.HandedOver, swap.SentBack,
	}
	move := func(device swap.Device, pool swap.Pool, to swap.Place) (swap.Device, swap.Pool, error) {
		moved, stock, _, err := device.Move(w.event("m"), swap.Movement{To: to, By: "b", Because: "b"}, swap.Stock{Pool: pool})
		return moved, stock.Pool, err
	}
	ways := map[swap.Place][]swap.Place{
		swap.InStock:    {swap.OnHold, swap.WrittenOff, swap.Lost, swap.HandedOver, swap.SentBack},
		swap.OnHold:     {swap.InStock, swap.WrittenOff, swap.Lost, swap.HandedOver, swap.SentBack},
		swap.WrittenOff: {swap.InStock, swap.OnHold}, swap.Lost: {swap.InStock, swap.OnHold}, swap.HandedOver: nil, swap.SentBack: nil,
	}
	for from, allowed := range ways {
		device, p := w.devices[0], leaving
		if from != swap.InStock {
			device, p, err = move(device, p, from)
			require.NoError(t, err)
		}
		require.Equal(t, from.Gone(), from == swap.WrittenOff || from == swap.Lost || from == swap.HandedOver || from == swap.SentBack)
		for _, to := range append(all, "Moon") {
			moved, after, err := move(device, p, to)
			if slices.Contains(allowed, to) {
				require.NoError(t, err, "%s to %s", from, to)
				require.Equal(t, to, moved.Place())
				_, err = after.Audit(moved)
				require.NoError(t, err)
			} else {
				require.ErrorIs(t, err, swap.NotThere, "%s to %s", from, to)
				require.Equal(t, device, moved)
			}
		}
	}
	// a phone on hold that is nobody's
	foundling, _, err := swap.TakeIn(w.event("t"), swap.TakingIn{Device: "F", Model: "X", By: "b"}, swap.Device{})
	require.NoError(t, err)
	for _, to := range append(all, "Moon") {
		moved, after, err := move(foundling, leaving, to)
		if to == swap.GivenBack || to == swap.Lost || to == swap.WrittenOff {
			require.NoError(t, err, to)
			require.Equal(t, leaving.Shelves(), after.Shelves())
			require.Equal(t, "M", moved.Customer(), "whose it is is known then")
			again, _, err := swap.TakeIn(w.event("t2"), swap.TakingIn{Device: "F", Model: "X", By: "b"}, moved)
			require.NoError(t, err, "it is not of the stock, and can come in again")
			require.Equal(t, swap.OnHold, again.Place())
			require.True(t, again.Where().Left.IsZero())
		} else {
			require.ErrorIs(t, err, swap.NotThere, to)
		}
	}
	lost, _, err := move(w.devices[0], leaving, swap.Lost)
	require.NoError(t, err)
	_, _, err = swap.TakeIn(w.event("t"), swap.TakingIn{Device: "X0", Model: "X", By: "b"}, lost)
	require.ErrorIs(t, err, swap.NotThere, "one of the stock is found by moving it")
	// a swap phone that the user keeps may be written off, and no more
	shipped, device, after, _, err := w.reserved.Ship(w.event("s"), shipment, w.devices[0], w.pool)
	require.NoError(t, err)
	_, _, err = move(device, after, swap.WrittenOff)
	require.ErrorIs(t, err, swap.NotThere, "on its way it is the case's")
	_, device, _, err = shipped.Deliver(w.event("d"), swap.Delivery{By: "b"}, device, w.days)
	require.NoError(t, err)
	for _, to := range all {
		_, _, err := move(device, after, to)
		require.Equal(t, to != swap.WrittenOff && to != swap.Lost, err != nil, to)
	}
	_, _, err = move(w.devices[0], w.pool, swap.SentBack)
	require.ErrorIs(t, err, swap.CasesOpen)
	_, _, err = move(w.devices[0], w.pool, swap.HandedOver)
	require.ErrorIs(t, err, swap.NotThere)
}

// A hand-over is all or nothing, and its lines have references of their own.
func TestHandOver(t *testing.T) {
	w := newBench(t, 3)
	_, stock, _, err := w.reserved.Cancel(w.event("c2"), swap.Cancellation{Because: "b"}, swap.Stock{Pool: w.pool})
	require.NoError(t, err)
	pool, gone, entries, err := stock.Pool.HandOver(w.event("h"), swap.Leaving{By: "b"}, w.devices...)
	require.NoError(t, err)
	var refs []string
	for _, entry := range entries {
		refs = append(refs, entry.Ref)
	}
	require.Equal(t, []string{"h", "h/1", "h/2", "h/3"}, refs)
	require.True(t, pool.Closed() && len(gone) == 3)
	foundling, _, err := swap.TakeIn(w.event("t"), swap.TakingIn{Device: "F", Model: "X", By: "b"}, swap.Device{})
	require.NoError(t, err)
	after, gone, entries, err := stock.Pool.HandOver(w.event("h"), swap.Leaving{By: "b"}, append(slices.Clone(w.devices), foundling)...)
	require.ErrorIs(t, err, swap.NotThere)
	require.Equal(t, stock.Pool, after)
	require.True(t, gone == nil && entries == nil)
	_, _, _, err = swap.RequestRefill(w.event("r"), swap.Refill{Order: "N", Model: "X"}, pool)
	require.ErrorIs(t, err, swap.PoolClosed)
	_, _, _, err = swap.Propose(w.event("r"), swap.Proposal{Order: "N", Model: "X", Quantity: 1, Because: "b"}, pool)
	require.ErrorIs(t, err, swap.PoolClosed)
	require.Zero(t, pool.RefillDue("X", w.at))
	order, asked, _, err := swap.Propose(w.event("r"), swap.Proposal{Order: "N", Model: "X", Quantity: 1, Because: "b"}, stock.Pool)
	require.NoError(t, err)
	left, _, err := asked.Leave(w.event("l"), swap.Leaving{By: "b"})
	require.NoError(t, err)
	_, _, _, err = order.Decide(w.event("d"), swap.OrderDecision{By: "b", Purchase: bought(1)}, left)
	require.ErrorIs(t, err, swap.PoolClosed, "nothing is bought for a pool that is handed over")
	_, _, _, err = order.Decide(w.event("d"), swap.OrderDecision{By: "b"}, left)
	require.NoError(t, err)
}

func TestLimits(t *testing.T) {
	w := newBench(t, 1)
	user, agreement := w.user, w.agreement
	var err error
	for i := range 999 {
		user, _, err = user.Attach(w.terms, w.event("u"), swap.Attachment{User: "U", Customer: "M", Level: swap.BAS, From: w.at.Date() + calendar.Date(i+1)})
		require.NoError(t, err)
		agreement, _, err = agreement.Change(w.event("c"), swap.Change{From: w.at.Date() + calendar.Date(i+1), Mode: swap.Loan, AfterRepair: swap.ToPool})
		require.NoError(t, err)
	}
	entitlementtest.RoundTrips(t, user)
	entitlementtest.RoundTrips(t, agreement)
	require.Len(t, user.Spans(), 1000)
	require.Len(t, agreement.Settings(), 1000)
	_, _, err = user.Attach(w.terms, w.event("u"), swap.Attachment{User: "U", Customer: "M", Level: swap.BAS, From: w.at.Date() - 1})
	require.ErrorIs(t, err, invalid)
	_, _, err = agreement.Change(w.event("c"), swap.Change{From: w.at.Date() + 2000, Mode: swap.Loan, AfterRepair: swap.ToPool})
	require.ErrorIs(t, err, invalid)
	pool := w.pool
	for i := range 999 {
		pool, _, err = pool.SetFleet(w.event("f"), swap.Fleet{Model: "M" + strconv.Itoa(i), Phones: 1})
		require.NoError(t, err)
	}
	entitlementtest.RoundTrips(t, pool)
	_, _, err = pool.SetFleet(w.event("f"), swap.Fleet{Model: "one too many", Phones: 1})
	require.ErrorIs(t, err, invalid)
	_, _, err = pool.SetFleet(w.event("f"), swap.Fleet{Model: "M1", Phones: 5})
	require.NoError(t, err)
	_, _, _, err = swap.PlaceOrder(w.event("o"), swap.Placement{Order: "N", Model: "one too many", By: "b", Purchase: bought(1)}, pool)
	require.ErrorIs(t, err, invalid)
	require.Len(t, pool.Fleet(), 1000)
	require.Equal(t, 1000, pool.ModelAdvice())
}

// Lists that come out of a value are the caller's.
func TestInsideStaysInside(t *testing.T) {
	w := newBench(t, 1)
	w.user.Spans()[0].Level = "x"
	w.agreement.Settings()[0].Mode = "x"
	w.pool.Shelves()[0].OnHand = 99
	require.Equal(t, swap.PROF, w.user.LevelAt(w.at))
	setting, _ := w.agreement.Setting(w.at)
	require.Equal(t, swap.Exchange, setting.Mode)
	require.Equal(t, 1, w.pool.OnHand())
	// two values derived from one do not share what is written later
	one, _, err := w.pool.SetFleet(w.event("a"), swap.Fleet{Model: "Y", Phones: 1})
	require.NoError(t, err)
	two, _, err := w.pool.SetFleet(w.event("b"), swap.Fleet{Model: "Z", Phones: 2})
	require.NoError(t, err)
	require.Equal(t, 1, one.Shelf("Y").Phones)
	require.Equal(t, 2, two.Shelf("Z").Phones)
	require.Zero(t, one.Shelf("Z").Phones+two.Shelf("Y").Phones)
	require.Equal(t, one.Shelf("X"), w.pool.Shelf("X"))
}

// Attachments and settings in any order of telling (SWP-01, SWP-16).
func TestSpans(t *testing.T) {
	w := newBench(t, 1)
	day := w.at.Date()
	user := swap.User{}
	attach := func(level swap.LevelName, from calendar.Date) {
		var err error
		user, _, err = user.Attach(w.terms, w.event("a"), swap.Attachment{User: "V", Customer: "M", Level: level, From: from})
		require.NoError(t, err)
	}
	attach(swap.PROF, day+10)
	attach(swap.BAS, day)
	require.Equal(t, []swap.Span{{swap.BAS, day, day + 9}, {swap.PROF, day + 10, 0}}, user.Spans())
	attach(swap.PROF, day+5)
	require.Equal(t, []swap.Span{{swap.BAS, day, day + 4}, {swap.PROF, day + 5, day + 9}, {swap.PROF, day + 10, 0}}, user.Spans())
	attach(swap.BAS, day+10)
	require.Equal(t, swap.Span{Level: swap.BAS, From: day + 10}, user.Spans()[2], "replaced")
	require.Equal(t, "M", user.Customer())
	require.Equal(t, 4, user.Seq())
	spans := user.Spans()
	for last, want := range map[calendar.Date][]swap.Span{
		day - 1:  nil, // as if none had been
		day:      {{swap.BAS, day, day}},
		day + 2:  {{swap.BAS, day, day + 2}},
		day + 4:  {{swap.BAS, day, day + 4}},
		day + 7:  {{swap.BAS, day, day + 4}, {swap.PROF, day + 5, day + 7}},
		day + 20: {{swap.BAS, day, day + 4}, {swap.PROF, day + 5, day + 9}, {swap.BAS, day + 10, day + 20}},
	} {
		left, entry, err := user.Detach(w.event("d"), swap.Detachment{Last: last})
		require.NoError(t, err)
		require.Equal(t, want, left.Spans(), "no attachment is left after %s", last)
		require.Equal(t, spans, user.Spans(), "as it was")
		again, err := user.Apply(entry)
		require.NoError(t, err)
		require.True(t, again.Equal(left))
		entitlementtest.RoundTrips(t, left)
		entitlementtest.RoundTrips(t, entry)
		_, _, err = left.Detach(w.event("d"), swap.Detachment{Last: last + 1})
		require.EqualError(t, err, "refused: NotAttached (SWP-01); passes with a user who is attached on "+(last+1).String()+" or later")
		back, _, err := left.Attach(w.terms, w.event("a"), swap.Attachment{User: "V", Customer: "M", Level: swap.PROF, From: day - 1})
		require.NoError(t, err)
		require.Equal(t, swap.PROF, back.Spans()[0].Level)
		if len(want) > 0 {
			same, _, err := left.Detach(w.event("d"), swap.Detachment{Last: last})
			require.NoError(t, err, "attached on that day")
			require.Equal(t, want, same.Spans())
		}
	}
	require.Equal(t, "A", w.agreement.ID())
	agreement, _, err := w.agreement.Change(w.event("c"), swap.Change{From: day, Mode: swap.Loan, AfterRepair: swap.ToUser})
	require.NoError(t, err)
	require.Equal(t, []swap.Setting{{day, swap.Loan, swap.ToUser}}, agreement.Settings(), "replaced")
	require.Equal(t, "M", agreement.Customer())
	require.Equal(t, 2, agreement.Seq())
}

func TestEqual(t *testing.T) {
	w := newBench(t, 1)
	requireEqual(t, w.agreement, swap.Agreement.Equal, map[string]string{
		`"id":"A"`: `"id":"B"`, `"customer":"M"`: `"customer":"N"`, `"seq":1`: `"seq":2`, `"mode":"Exchange"`: `"mode":"Loan"`,
	})
	var latest swap.User
	require.NoError(t, json.Unmarshal([]byte(strings.Replace(string(encoded(t, w.user)), `"seq":1`, `"seq":1073741824`, 1)), &latest))
	requireEqual(t, w.user, swap.User.Equal, map[string]string{
		`"id":"U"`: `"id":"V"`, `"customer":"M"`: `"customer":"N"`, `"seq":1`: `"seq":2`, `"level":"PROF"`: `"level":"BAS"`,
	})
	requireEqual(t, w.pool, swap.Pool.Equal, map[string]string{
		`"id":"P"`: `"id":"Q"`, `"customer":"M"`: `"customer":"N"`, `"seq":5`: `"seq":6`, `"few_models":3`: `"few_models":4`, `"seq":5,`: `"seq":5,"leaving":true,`, `"on_hand":1`: `"on_hand":2`,
	})
}

func requireEqual[V any](t *testing.T, value V, equal func(V, V) bool, changes map[string]string) {
	require.True(t, equal(value, value))
	text := string(encoded(t, value))
	for from, to := range changes {
		require.Contains(t, text, from)
		var other V
		require.NoError(t, json.Unmarshal([]byte(strings.Replace(text, from, to, 1)), &other), to)
		require.False(t, equal(value, other), to)
	}
}

// A document that no ledger can give is refused, and leaves the value alone.
func TestDocumentsRefused(t *testing.T) {
	w := newBench(t, 2)
	shipped, device, pool, _, err := w.reserved.Ship(w.event("s"), shipment, w.devices[0], w.pool)
	require.NoError(t, err)
	received, faulty, _, _, _, err := shipped.Receive(w.event("i"), swap.Receipt{Device: "F", Model: "X", By: "servicer"}, swap.Device{}, pool)
	require.NoError(t, err)
	delivered, _, _, err := shipped.Deliver(w.event("d"), swap.Delivery{By: "b"}, device, w.days)
	require.NoError(t, err)
	estimated, _, err := received.Estimate(w.event("e"), swap.Estimate{Fee: sek("1.00 SEK"), Amount: sek("5.00 SEK"), Biller: "b", Handling: true})
	require.NoError(t, err)
	registered, _, err := swap.Register(w.terms, w.event("r2"), w.registration(), w.agreement, w.user)
	require.NoError(t, err)
	refuseDocuments(t, w.agreement, [][2]string{
		{`"id":"A",`, ``},
		{`"customer":"M",`, ``},
		{`"seq":1`, `"seq":-1`},
		{`"seq":1,`, ``},
		{`"seq":1`, `"seq":1073741825`},
		{`"mode":"Exchange"`, `"mode":"x"`},
		{`"after_repair":"ToPool"`, `"after_repair":"x"`},
		{`"from":"2026-03-10",`, ``},
		{`"settings":[`, `"settings":[{"from":"2026-03-10","mode":"Loan","after_repair":"ToUser"},`},
		{`[{"from":"2026-03-10","mode":"Exchange","after_repair":"ToPool"}]`, `[]`},
		{`"from":"2026-03-10"`, `"from":"9999-12-31"`},
		{`"id":"A"`, `"id":1`},
		{`"id":"A"`, `"id":"A","idd":"A"`},
		{`"mode"`, `"mod"`},
	})
	refuseDocuments(t, w.user, [][2]string{
		{`"id":"U",`, ``},
		{`"customer":"M",`, ``},
		{`"seq":1`, `"seq":-1`},
		{`"level":"PROF",`, ``},
		{`"from":"2026-03-10"`, `"from":"2026-03-10","last":"2026-03-09"`},
		{`"spans":[`, `"spans":[{"level":"BAS","from":"2026-03-09"},`},
		{`"spans":[`, `"spans":[{"level":"BAS","from":"2026-03-09","last":"2026-03-10"},`},
		{`[{"level":"PROF","from":"2026-03-10"}]`, `[]`}, // which takes a detachment
	})
	refuseDocuments(t, registered, [][2]string{
		{`"id":"C",`, ``},
		{`"customer":"M",`, ``},
		{`"seq":1`, `"seq":-1`},
		{`"calendar":"Swedish working days",`, ``},
		{`"user":"U",`, ``},
		{`"level":"PROF",`, ``},
		{`"registered":"2026-03-10T10:00:00+01:00",`, ``},
		{`"features":"Diagnosis`, `"features":"Phone Diagnosis`},
		{`"feature":"Diagnosis"`, `"feature":"Diagnosis Phone"`},
		{`"feature":"Diagnosis",`, ``},
		{`"questions":true,`, ``},
		{`"mode":"Exchange"`, `"mode":"x"`},
		{`"from":"2026-03-10"`, `"from":"9999-12-31"`},
		{`"before":"14:00",`, ``},
		{`"before":"14:00"`, `"before":"14"`},
		{`"working_days":1`, `"working_days":0`},
		{`"working_days":1`, `"working_days":100001`},
		{`"working_days":1`, `"working_days":1,"return_days":-1`},
		{`"working_days":1`, `"working_days":1,"return_days":100001`},
		{`"closed_day":"RollForward"`, `"closed_day":"x"`},
		{`"closed_day":"RollForward"`, `"closed_day":""`},
		{`"questions":"on dropped wet reset"`, `"questions":"on on"`},
		{`"questions":"on dropped wet reset"`, `"questions":"on  dropped"`},
		{`"questions":"on dropped wet reset"`, `"questions":" "`},
		{`"seq":1`, `"seq":1,"result":"DefiniteFault"`},
		{`"seq":1`, `"seq":1,"necessary":true`},
		{`"seq":1`, `"seq":1,"outcome":"x"`},
		{`"seq":1`, `"seq":1,"outcome":"SwapSent"`},
		{`"seq":1`, `"seq":1,"faulty":"Awaited"`},
		{`"seq":1`, `"seq":1,"back":"Awaited"`},
		{`"seq":1`, `"seq":1,"repair":"Repaired"`},
		{`"seq":1`, `"seq":1,"estimate":"Open"`},
		{`"seq":1`, `"seq":1,"handling":true`},
		{`"seq":1`, `"seq":1,"slip":true`},
		{`"seq":1`, `"seq":1,"amount":{"amount":"1.00","currency":"SEK"}`},
		{`"seq":1`, `"seq":1,"repair":"NotRepaired"`},
		{`"seq":1`, `"seq":1,"repair":"x"`},
		{`"warranty":"2026-03-10"`, `"warranty":"9999-12-31"`},
		{`"seq":1`, `"seq":1,"swap":{"status":"Backordered","pool":"P","model":"X"}`},
	})
	refuseDocuments(t, w.reserved, [][2]string{
		{`"status":"Reserved"`, `"status":"x"`},
		{`"status":"Reserved",`, ``},
		{`"pool":"P",`, ``},
		{`"model":"X","status"`, `"status"`},
		{`,"promised":"2026-03-11"`, ``},
		{`"promised":"2026-03-11"`, `"promised":"9999-12-31"`},
		{`"status":"Reserved"`, `"status":"Shipped"`},
		{`"status":"Reserved"`, `"status":"Reserved","device":"X0"`},
		{`"status":"Reserved"`, `"status":"Reserved","shipped":"2026-03-10"`},
		{`"status":"Reserved"`, `"status":"Reserved","late":1`},
		{`"result":"DefiniteFault",`, ``},
		{`"result":"DefiniteFault"`, `"result":"x"`},
		{`"result":"DefiniteFault"`, `"result":"DefiniteFault","outcome":"Refused"`},
	})
	refuseDocuments(t, shipped, [][2]string{
		{`"faulty":"Awaited"`, `"faulty":"x"`},
		{`,"faulty":"Awaited"`, ``},
		{`"outcome":"SwapSent",`, ``},
		{`"device":"X0",`, ``},
		{`,"shipped":"2026-03-10"`, ``},
		{`"shipped":"2026-03-10"`, `"shipped":"9999-12-31"`},
		{`"faulty":"Awaited"`, `"faulty":"Awaited","back":"Awaited"`},

		{`"faulty":"Awaited"`, `"faulty":"Awaited","back":"x"`},
		{`"after_repair":"ToPool"`, `"after_repair":"ToUser"`},
		{`"faulty":"Awaited"`, `"faulty":"Awaited","repair":"Repaired"`},
		{`"faulty":"Awaited"`, `"faulty":"Awaited","estimate":"Open","amount":{"amount":"1.00","currency":"SEK"}`},
		{`"shipped":"2026-03-10"`, `"shipped":"2026-03-10","late":1`},
	})
	refuseDocuments(t, delivered, [][2]string{
		{`"status":"Delivered"`, `"status":"Delivered","late":-1`}, {`"status":"Delivered"`, `"status":"Delivered","late":100001`},
	})
	refuseDocuments(t, estimated, [][2]string{
		{`"estimate":"Open",`, ``},
		{`"estimate":"Open"`, `"estimate":"x"`},
		{`"amount":{"amount":"5.00","currency":"SEK"},`, ``},
		{`"amount":"5.00"`, `"amount":"-5.00"`},
		{`"estimate":"Open"`, `"estimate":"Declined"`},
		{`"handling":true`, `"handling":true,"repair":"NotRepaired"`},
		{`"faulty":"Arrived"`, `"faulty":"GivenUp"`},
	})
	refuseDocuments(t, faulty, [][2]string{
		{`"id":"F",`, ``},
		{`"seq":1`, `"seq":-1`},
		{`"model":"X",`, ``},
		{`,"entered":"2026-03-10"`, ``},
		{`"place":"InRepair"`, `"place":"Moon"`},
		{`"place":"InRepair",`, ``},
		{`"place":"InRepair"`, `"place":"Lost"`},
		{`"pool":"P"`, `"pool":"P","left":"2026-03-10"`},
		{`"entered":"2026-03-10"`, `"entered":"9999-12-31"`},
		{`"entered"`, `"warranty":"9999-12-31","entered"`},
		{`"entered"`, `"acquisition":"x","entered"`},
		{`"entered"`, `"acquisition":"Rental","entered"`},
		{`"entered"`, `"acquisition":"Rental","rent":{"amount":"-1.00","currency":"SEK"},"entered"`},
		{`"entered"`, `"rent":{"amount":"1.00","currency":"SEK"},"entered"`},
		{`"entered"`, `"acquisition":"Purchase","rent":{"amount":"1.00","currency":"SEK"},"entered"`},
	})
	refuseDocuments(t, w.pool, [][2]string{
		{`"id":"P",`, ``},
		{`"customer":"M",`, ``},
		{`"seq":6`, `"seq":-1`},
		{`"stock_share":800`, `"stock_share":0`},
		{`"stock_share":800`, `"stock_share":10001`},
		{`"stock_rounding":"Up"`, `"stock_rounding":"x"`},
		{`"when_empty":"Backorder"`, `"when_empty":"x"`},
		{`"few_models":3`, `"few_models":-1`},
		{`"few_models":3`, `"few_models":3,"refill_days":-1`},
		{`"few_models":3`, `"few_models":3,"refill_days":100001`},
		{`"model":"X",`, ``},
		{`"on_hand":2`, `"on_hand":-1`},
		{`"on_hand":2`, `"on_hand":1000000001`},
		{`"reserved":1`, `"reserved":-1`},
		{`"reserved":1`, `"reserved":1,"waiting":-1`},
		{`"reserved":1`, `"reserved":1,"coming":-1`},
		{`"reserved":1`, `"reserved":1,"on_hold":-1`},
		{`"reserved":1`, `"reserved":1,"on_order":-1`},
		{`"reserved":1`, `"reserved":1,"since_then":1`},
		{`"reserved":1`, `"reserved":1,"decided":"9999-12-31"`},
		{`"phones":24`, `"phones":-1`},
		{`"shelves":[`, `"shelves":[{"model":"X"},`},
		{`"shelves":[`, `"shelves":[{"model":"Y"},`},
		{`"reserved":1`, `"reserved":1,"waiting":1`},
	})
	order, _, _, err := swap.PlaceOrder(w.event("o2"), swap.Placement{Order: "O2", Model: "X", By: "b", Purchase: bought(1)}, w.pool)
	require.NoError(t, err)
	refuseDocuments(t, order, [][2]string{
		{`"id":"O2",`, ``},
		{`"customer":"M",`, ``},
		{`"seq":1`, `"seq":-1`},
		{`"pool":"P",`, ``},
		{`"model":"X",`, ``},
		{`"purpose":"Stocking"`, `"purpose":"x"`},
		{`"purpose":"Stocking"`, `"purpose":"Backups"`},
		{`"purpose":"Stocking"`, `"purpose":"Stocking","asked":-1`},
		{`"state":"Approved"`, `"state":"x"`},
		{`"state":"Approved"`, `"state":"Rejected"`},
		{`"state":"Approved",`, ``},
		{`"quantity":1,`, ``},
		{`"acquisition":"Purchase",`, ``},
		{`"price":{"amount":"2000.00","currency":"SEK"}`, `"price":{"amount":"-2000.00","currency":"SEK"}`},
		{`"state":"Approved"`, `"state":"Approved","received":2`},
		{`"state":"Approved"`, `"state":"Approved","received":-1`},
		{`"state":"Approved","bought":{"quantity":1,"acquisition":"Purchase","price":{"amount":"2000.00","currency":"SEK"}}`, `"state":"Proposed"`},
	})
	refuseDocuments(t, w.log[0], [][2]string{
		{`"kind":"conclude"`, `"kind":"x"`}, {`"ref":"c",`, ``}, {`"draws":[{"of":"A","seq":1}]`, `"draws":[]`}, {`"mode":"Exchange"`, `"mood":"Exchange"`}, {`"customer":"M","setting"`, `"costumer":"M","setting"`}, {`["SWP-16","SWP-17","SWP-18"]`, `[]`},
	})
}

func refuseDocuments[V any](t *testing.T, value V, changes [][2]string) {
	t.Helper()
	text := string(encoded(t, value))
	for _, change := range changes {
		require.Contains(t, text, change[0])
		altered := value
		err := json.Unmarshal([]byte(strings.Replace(text, change[0], change[1], 1)), &altered)
		assert.ErrorIs(t, err, invalid, "%s for %s in %s", change[1], change[0], text)
		assert.Equal(t, value, altered)
	}
}

// An entry that does not move a value is refused by it, and one that begins a
// value does not move one that has begun.
func TestApplyRefuses(t *testing.T) {
	w := newBench(t, 2)
	_, _, _, entry, err := w.reserved.Ship(w.event("s"), shipment, w.devices[0], w.pool)
	require.NoError(t, err)
	log := append(slices.Clone(w.log), entry)
	for _, entry := range log {
		kind := entry.Kind
		expect := func(name string, err error, fits bool) {
			if fits {
				require.NoError(t, err, "%s by %s", name, kind)
			} else {
				require.ErrorIs(t, err, entitlement.ErrLedger, "%s by %s", name, kind)
			}
		}
		_, err := swap.Agreement{}.Apply(entry)
		expect("no agreement", err, kind == "conclude")
		_, err = swap.User{}.Apply(entry)
		expect("no user", err, kind == "attach")
		_, err = swap.Case{}.Apply(entry)
		expect("no case", err, kind == "register")
		_, err = swap.Device{}.Apply(entry)
		expect("no device", err, kind == "arrive")
		_, err = swap.Pool{}.Apply(entry)
		expect("no pool", err, kind == "open")
		_, err = swap.Order{}.Apply(entry)
		expect("no order", err, kind == "order")
		_, err = w.agreement.Apply(entry)
		expect("agreement", err, false)
		_, err = w.user.Apply(entry)
		expect("user", err, kind == "attach")
		_, err = w.reserved.Apply(entry)
		_, named := entry.Draw("C")
		expect("case", err, named && kind != "register")
		_, err = w.pool.Apply(entry)
		_, named = entry.Draw("P")
		expect("pool", err, named && kind != "open")
	}
}

// Verify needs the calendar, and all that the ledger has.
func TestVerifyNeeds(t *testing.T) {
	w := newBench(t, 2)
	require.NoError(t, swap.Verify(w.terms.Always, w.log, otherDays(t, func(s *calendar.Spec) { s.Name = "other" }), w.days))
	require.ErrorIs(t, swap.Verify(w.terms.Always, w.log), entitlement.ErrLedger)
	require.Error(t, swap.Verify(swap.Terms{}.Always, w.log, w.days))
	require.NoError(t, swap.Verify(w.terms.Always, nil))
	require.ErrorIs(t, swap.Verify(w.terms.Always, []swap.Entry{{}}, w.days), entitlement.ErrLedger)
	for i := range w.log[:len(w.log)-1] {
		dropped := slices.Delete(slices.Clone(w.log), i, i+1)
		require.Error(t, swap.Verify(w.terms.Always, dropped, w.days), "entry %d dropped", i)
	}
	event, fact := w.log[2].Event, w.log[2].Given()
	stored, found, err := ledger.Find(w.log, event, fact)
	require.NoError(t, err)
	require.True(t, found && stored.Equal(w.log[2]), "already recorded")
	_, _, err = ledger.Find(w.log, event, swap.Opening{Pool: "Q", Customer: "M"})
	require.ErrorIs(t, err, entitlement.ErrConflict)
}

// Returns are open for what was sent by then, the longest first, then by case
// (SWP-14).
func TestReturnsOpenInOrder(t *testing.T) {
	pool, devices := stocked(3)
	agreement := settled(swap.Exchange, swap.ToPool)
	cases := []swap.Case{faulty("C0", "2026-03-09", "10:00", agreement)}
	for i, row := range [][2]string{{"C1", "2026-03-12"}, {"C3", "2026-03-10"}, {"C2", "2026-03-10"}} {
		c, next, _, err := faulty(row[0], "2026-03-09", "10:00", agreement).Activate(at("a"+row[0], row[1], "10:00"), swap.Activation{Model: "X"}, pool, swedish())
		require.NoError(t, err)
		c, _, next, _, err = c.Ship(at("s"+row[0], row[1], "10:00"), freight, devices[i], next)
		require.NoError(t, err)
		pool, cases = next, append(cases, c)
	}
	open := func(day string) (ids []string) {
		for _, duty := range swap.ReturnsOpen(at("", day, "00:00").At, cases...) {
			ids = append(ids, duty.Case+" "+duty.User+" "+duty.Since.String())
		}
		return ids
	}
	require.Empty(t, open("2026-03-09"))
	require.Equal(t, []string{"C2 Kim 2026-03-10", "C3 Kim 2026-03-10"}, open("2026-03-11"))
	require.Equal(t, []string{"C2 Kim 2026-03-10", "C3 Kim 2026-03-10", "C1 Kim 2026-03-12"}, open("2026-03-12"))
}

// What a ledger can give is read: the largest figures, and every end of a repair.
func TestDocumentsRead(t *testing.T) {
	w := newBench(t, 2)
	terms := w.terms
	terms.Delivery.WorkingDays, terms.ReturnDays, terms.RefillDays = 100_000, 100_000, 100_000
	c, entry, err := swap.Register(terms, w.event("r2"), w.registration(), w.agreement, w.user)
	require.NoError(t, err)
	entitlementtest.RoundTrips(t, c)
	entitlementtest.RoundTrips(t, entry)
	pool, entry, err := swap.OpenPool(terms, w.event("p2"), swap.Opening{Pool: "Q", Customer: "M"})
	require.NoError(t, err)
	entitlementtest.RoundTrips(t, pool)
	entitlementtest.RoundTrips(t, entry)
	referred, _, err := w.ready.Close(w.event("c"), swap.Closing{Outcome: swap.ReferredToWorkshop})
	require.NoError(t, err)
	proposal := swap.Estimate{Fee: sek("1.00 SEK"), Amount: sek("5.00 SEK"), Biller: "b", Handling: true}
	referred, _, err = referred.Estimate(w.event("e"), proposal)
	require.NoError(t, err)
	entitlementtest.RoundTrips(t, referred)
	shipped, device, pool, _, err := w.reserved.Ship(w.event("s"), shipment, w.devices[0], w.pool)
	require.NoError(t, err)
	late, _, _, err := shipped.Deliver(w.event("d"), swap.Delivery{By: "b"}, device, w.days)
	require.NoError(t, err)
	var read swap.Case
	require.NoError(t, json.Unmarshal([]byte(strings.Replace(string(encoded(t, late)), `"status":"Delivered"`, `"status":"Delivered","late":100000`, 1)), &read))
	received, faulty, pool, _, _, err := shipped.Receive(w.event("i"), swap.Receipt{Device: "F", Model: "X", By: "b"}, swap.Device{}, pool)
	require.NoError(t, err)
	repaired, _, _, _, err := received.Repair(w.event("o"), swap.Repair{By: "b"}, faulty, swap.Stock{Pool: pool})
	require.NoError(t, err)
	entitlementtest.RoundTrips(t, repaired)
	estimated, _, err := received.Estimate(w.event("e"), proposal)
	require.NoError(t, err)
	accepted, _, err := estimated.Accept(w.event("a"), swap.Acceptance{By: "b"})
	require.NoError(t, err)
	entitlementtest.RoundTrips(t, accepted)
	repaired, _, _, _, err = accepted.Repair(w.event("o"), swap.Repair{By: "b"}, faulty, swap.Stock{Pool: pool})
	require.NoError(t, err)
	entitlementtest.RoundTrips(t, repaired)
	declined, _, _, _, err := estimated.Decline(w.event("n"), swap.Decline{By: "b", Then: swap.Scrap}, faulty, pool)
	require.NoError(t, err)
	entitlementtest.RoundTrips(t, declined)
}

// No phones, and as many as there can be, are numbers of phones; and rent may be
// nothing.
func TestLargest(t *testing.T) {
	w := newBench(t, 1)
	for _, phones := range []int{0, 100_000_000} {
		pool, _, err := w.pool.SetFleet(w.event("f"), swap.Fleet{Model: "X", Phones: phones})
		require.NoError(t, err)
		require.Equal(t, phones/100*8, pool.TargetStock())
		entitlementtest.RoundTrips(t, pool)
	}
	proposal, _, entry, err := swap.Propose(w.event("y"), swap.Proposal{Order: "N", Model: "X", Quantity: 100_000_000, Because: "b"}, w.pool)
	require.NoError(t, err)
	entitlementtest.RoundTrips(t, proposal)
	_, err = swap.Order{}.Apply(entry)
	require.NoError(t, err)
	refuseDocuments(t, proposal, [][2]string{
		{`"state":"Proposed"`, `"state":"Proposed","received":1`},
		{`"purpose":"Changing"`, `"purpose":"Stocking"`},
		{`"asked":100000000`, `"asked":100000001`},
		{`"state":"Proposed"`, `"state":"Proposed","bought":{"quantity":1,"acquisition":"Purchase","price":{"amount":"1.00","currency":"SEK"}}`},
	})
	free := swap.Purchase{Quantity: 100_000_000, Acquisition: swap.Rented, Price: sek("0.00 SEK")}
	order, pool, entry, err := swap.PlaceOrder(w.event("o"), swap.Placement{Order: "N", Model: "X", By: "b", Purchase: free}, w.pool)
	require.NoError(t, err)
	_, err = w.pool.Apply(entry)
	require.NoError(t, err)
	_, _, entry, err = order.End(w.event("e"), swap.Ending{By: "b", Because: "b"}, pool)
	require.NoError(t, err)
	_, err = pool.Apply(entry)
	require.NoError(t, err)
	device, order, stock, _, err := swap.Arrive(w.event("a"), swap.Arrival{Device: "N1", Owner: "LEASE", By: "b"}, order, swap.Stock{Pool: pool})
	require.NoError(t, err)
	entitlementtest.RoundTrips(t, device)
	entitlementtest.RoundTrips(t, order)
	entitlementtest.RoundTrips(t, stock.Pool)
	fee, err := swap.RentalFee(swap.MonthOf(w.at.Date()).Next(), device)
	require.NoError(t, err)
	require.Equal(t, sek("0.00 SEK"), fee.Total)
	for i := range 9 {
		_, pool, _, err = swap.PlaceOrder(w.event("o"), swap.Placement{Order: "N" + strconv.Itoa(i), Model: "X", By: "b", Purchase: free}, pool)
		require.NoError(t, err)
	}
	entitlementtest.RoundTrips(t, pool)
	_, _, _, err = swap.PlaceOrder(w.event("o"), swap.Placement{Order: "M", Model: "X", By: "b", Purchase: free}, pool)
	require.ErrorIs(t, err, invalid, "more phones than a pool can count")
}

// A user at a level that the terms do not list is not left out of the fee.
func TestFeeOfUnknownLevel(t *testing.T) {
	w := newBench(t, 1)
	terms, err := printed().Define(swap.Level{
		Name: "L", Features: swap.Functions, Prices: entitlement.Prices{{From: w.at.Date() + 200, Amount: sek("1.00 SEK")}},
	})
	require.NoError(t, err)
	user, _, err := w.user.Attach(terms, w.event("u2"), swap.Attachment{User: "U", Customer: "M", Level: "L", From: calendar.MustDate("2026-04-30")})
	require.NoError(t, err)
	march, april, may := swap.MonthOf(calendar.MustDate("2026-03-01")), swap.MonthOf(calendar.MustDate("2026-04-01")), swap.MonthOf(calendar.MustDate("2026-05-01"))
	_, err = printed().MonthlyFee(march, user)
	require.NoError(t, err)
	_, err = printed().MonthlyFee(april, user)
	require.ErrorIs(t, err, missing, "one day of the month")
	_, err = terms.MonthlyFee(april, user)
	require.NoError(t, err)
	_, err = terms.MonthlyFee(may, user)
	require.ErrorIs(t, err, missing, "the level has no price yet")
}

// What a desk reads out when no phone may be sent.
func TestWhatWouldPass(t *testing.T) {
	w := newBench(t, 1)
	loan, _, err := w.agreement.Change(w.event("c"), swap.Change{From: w.at.Date(), Mode: swap.Loan, AfterRepair: swap.ToUser})
	require.NoError(t, err)
	for _, row := range []struct {
		agreement swap.Agreement
		pass      string
	}{
		{w.agreement, "a definite fault"}, {loan, "a definite fault, or one that stays undetermined while the user needs a phone"},
	} {
		registration := w.registration()
		registration.Case = "C2"
		c, _, err := swap.Register(w.terms, w.event("r2"), registration, row.agreement, w.user)
		require.NoError(t, err)
		for _, question := range w.terms.Questions {
			c, _, err = c.Answer(w.event("q"), swap.Reply{Question: question})
			require.NoError(t, err)
		}
		c, _, err = c.Diagnose(w.event("g"), swap.Diagnosis{Result: swap.Undetermined})
		require.NoError(t, err)
		_, _, _, err = c.Activate(w.event("x"), swap.Activation{Model: "X"}, w.pool, w.days)
		require.EqualError(t, err, "refused: NoFault (SWP-13); passes with "+row.pass)
	}
}

// A pool is left when nobody waits, and its fleet has the models that have phones.
func TestLeaveAndFleet(t *testing.T) {
	w := newBench(t, 1)
	terms := w.terms
	terms.FewModels = 0
	pool, _, err := swap.OpenPool(terms, w.event("p2"), swap.Opening{Pool: "Q", Customer: "M"})
	require.NoError(t, err)
	entitlementtest.RoundTrips(t, pool)
	_, waited, _, err := w.ready.Activate(w.event("x2"), swap.Activation{Model: "X"}, pool, w.days)
	require.NoError(t, err)
	_, _, err = waited.Leave(w.event("l"), swap.Leaving{By: "b"})
	require.ErrorIs(t, err, swap.CasesOpen)
	require.Empty(t, waited.Fleet(), "a model that is only waited for")
	require.Empty(t, waited.TargetPerModel())
	counted, _, err := waited.SetFleet(w.event("f"), swap.Fleet{Model: "Y", Phones: 1})
	require.NoError(t, err)
	require.Equal(t, []swap.Fleet{{Model: "Y", Phones: 1}}, counted.Fleet())
	require.Equal(t, 1, counted.ModelAdvice())
	_, _, err = pool.Leave(w.event("l"), swap.Leaving{By: "b"})
	require.NoError(t, err)
}

// There is a phone for a case that has one reserved, of its pool and model, as
// long as it is in stock.
func TestCanShip(t *testing.T) {
	w := newBench(t, 1)
	foreign, _, err := swap.OpenPool(w.terms, w.event("q"), swap.Opening{Pool: "Q", Customer: "M"})
	require.NoError(t, err)
	order, foreign, _, err := swap.PlaceOrder(w.event("o2"), swap.Placement{Order: "O2", Model: "X", By: "b", Purchase: bought(1)}, foreign)
	require.NoError(t, err)
	_, _, other, _, err := swap.Arrive(w.event("a"), swap.Arrival{Device: "N", By: "b"}, order, swap.Stock{Pool: foreign})
	require.NoError(t, err)
	require.Empty(t, w.reserved.CanShip(w.pool, "X"))
	require.Len(t, w.reserved.CanShip(other.Pool, "X"), 1)
	require.Len(t, w.reserved.CanShip(w.pool, "Y"), 1)
	require.Empty(t, w.ready.CanShip(other.Pool, "X"))
	require.Len(t, w.ready.CanShip(w.pool, "X"), 1, "it is reserved")
	_, stock, _, err := w.devices[0].Move(w.event("m"), swap.Movement{To: swap.Lost, By: "b", Because: "b"}, swap.Stock{Pool: w.pool})
	require.NoError(t, err)
	require.Len(t, w.reserved.CanShip(stock.Pool, "X"), 1, "it is lost")
	shipped, _, pool, _, err := w.reserved.Ship(w.event("s"), shipment, w.devices[0], w.pool)
	require.NoError(t, err)
	require.Len(t, shipped.CanShip(pool, "X"), 2, "it has ended")
	require.Len(t, shipped.CanShip(other.Pool, "X"), 2)
}

// A phone that is lent is out until it is back, or is given up.
func TestObserveLoans(t *testing.T) {
	from, until := at("", "2026-03-01", "10:00").At, at("", "2026-03-28", "10:00").At
	back := at("b", "2026-03-12", "10:00")
	for name, row := range map[string]struct {
		back       func(o *observed) (swap.Entry, error)
		turnaround calendar.Seconds
	}{
		"given up": {func(o *observed) (entry swap.Entry, err error) {
			c, device := o.lend(t, "C")
			_, _, _, entry, err = c.WriteOff(back, swap.WritingOff{Phone: swap.SwapPhone, By: "b", Because: "b"}, o.pool, device)
			return entry, err
		}, 10 * aDay},
		"returned": {func(o *observed) (entry swap.Entry, err error) {
			c, device := o.lend(t, "C")
			_, _, _, entry, err = c.Return(back, swap.Return{By: "b"}, device, swap.Stock{Pool: o.pool})
			return entry, err
		}, 10 * aDay},
		"come in as the faulty phone of another case, whose own stays out for 26 days": {func(o *observed) (entry swap.Entry, err error) {
			c, device := o.lend(t, "C")
			other, _ := o.lend(t, "D")
			_, _, _, _, entry, err = other.Receive(back, swap.Receipt{Device: "D0", Model: "X", By: "b"}, device, o.pool, c)
			return entry, err
		}, 18 * aDay},
	} {
		o := &observed{}
		o.pool, o.devices = stocked(2)
		_, opened, err := swap.OpenPool(provider(), at("p", "2026-01-01", "09:00"), swap.Opening{Pool: "P", Customer: "ACME"})
		o.post(t, opened, err)
		entry, err := row.back(o)
		o.post(t, entry, err)
		demand, err := swap.Observe("ACME", o.log, from, until, 50)
		require.NoError(t, err)
		require.Equal(t, row.turnaround, demand.Turnaround, name)
		_, err = demand.Risk(1)
		require.NoError(t, err, "a rate without end is rounded, and can be reckoned with")
		report, err := swap.ReportOf("ACME", o.log, from.Date(), until.Date(), until)
		require.NoError(t, err)
		require.NotZero(t, report.Cases)
		require.Equal(t, report.Cases, report.Loans, name)
		require.Zero(t, report.Exchanges)
	}
}

// observed is a ledger of cases with phones that are lent on the second of March.
type observed struct {
	pool    swap.Pool
	devices []swap.Device
	log     []swap.Entry
}

func (o *observed) post(t *testing.T, entry swap.Entry, err error) {
	require.NoError(t, err)
	o.log = append(o.log, entry)
}

func (o *observed) lend(t *testing.T, id string) (swap.Case, swap.Device) {
	now := func(ref string) entitlement.Event { return at(ref+id, "2026-03-02", "10:00") }
	c, entry, err := swap.Register(provider(), now("r"), swap.Registration{
		Case: id, Agreement: "A", User: "Kim", Subject: swap.Fault, Model: "X",
	}, settled(swap.Loan, swap.ToUser), kim())
	o.post(t, entry, err)
	for _, question := range c.Questions() {
		c, entry, err = c.Answer(now("q"+string(question)), swap.Reply{Question: question})
		o.post(t, entry, err)
	}
	c, entry, err = c.Diagnose(now("g"), swap.Diagnosis{Result: swap.DefiniteFault})
	o.post(t, entry, err)
	c, o.pool, entry, err = c.Activate(now("a"), swap.Activation{Model: "X"}, o.pool, swedish())
	o.post(t, entry, err)
	c, device, pool, entry, err := c.Ship(now("s"), freight, o.devices[0], o.pool)
	o.post(t, entry, err)
	o.pool, o.devices = pool, o.devices[1:]
	return c, device
}

// A phone that comes off hold goes to the case that waits for one.
func TestOffHold(t *testing.T) {
	pool, devices := stocked(1)
	c := faulty("C", "2026-03-02", "10:00", settled(swap.Exchange, swap.ToPool))
	now := at("m", "2026-03-02", "10:00")
	device, stock, _, err := devices[0].Move(now, swap.Movement{To: swap.OnHold, By: "b", Because: "b"}, swap.Stock{Pool: pool})
	require.NoError(t, err)
	require.Equal(t, 1, stock.Pool.Shelf("X").OnHold)
	c, pool, _, err = c.Activate(now, swap.Activation{Model: "X"}, stock.Pool, swedish())
	require.NoError(t, err)
	_, stock, _, err = device.Move(now, swap.Movement{To: swap.InStock, By: "b", Because: "b"}, swap.Stock{
		Pool: pool, Waiting: []swap.Case{c}, Days: swedish(),
	})
	require.NoError(t, err)
	shelf := stock.Pool.Shelf("X")
	require.Equal(t, []int{1, 1, 0, 0}, []int{shelf.OnHand, shelf.Reserved, shelf.Waiting, shelf.OnHold})
}

// As many questions and models as there can be, and one more.
func TestMostQuestionsAndModels(t *testing.T) {
	w := newBench(t, 1)
	terms := swap.Printed(nil)
	for i := range 1000 {
		terms.Questions = append(terms.Questions, swap.Question("q"+strconv.Itoa(i)))
	}
	c, _, err := swap.Register(terms, w.event("r2"), w.registration(), w.agreement, w.user)
	require.NoError(t, err)
	entitlementtest.RoundTrips(t, c)
	text := strings.Replace(string(encoded(t, c)), "q0 q1 ", "q0 q1 more ", 1)
	require.ErrorIs(t, json.Unmarshal([]byte(text), &c), invalid)
	terms.Questions = append(terms.Questions, "more")
	require.ErrorIs(t, terms.Validate(), invalid)

	// faulty phones of many models make shelves that nobody chose
	registration := w.registration()
	registration.Model = "of an unknown model"
	unknown, _, err := swap.Register(w.terms, w.event("r2"), registration, w.agreement, w.user)
	require.NoError(t, err)
	for _, question := range w.terms.Questions {
		unknown, _, err = unknown.Answer(w.event("q"), swap.Reply{Question: question})
		require.NoError(t, err)
	}
	unknown, _, err = unknown.Diagnose(w.event("g"), swap.Diagnosis{Result: swap.DefiniteFault})
	require.NoError(t, err)
	_, stock, _, err := w.reserved.Cancel(w.event("c2"), swap.Cancellation{Because: "b"}, swap.Stock{Pool: w.pool})
	require.NoError(t, err)
	unknown, pool, _, err := unknown.Activate(w.event("x2"), swap.Activation{Model: "X"}, stock.Pool, w.days)
	require.NoError(t, err)
	for _, models := range []int{1999, 2000, 2001} {
		var shelves strings.Builder
		for i := range models - 1 {
			shelves.WriteString(`{"model":"M` + strconv.Itoa(10000+i) + `","coming":1},`)
		}
		var many swap.Pool
		err := json.Unmarshal([]byte(strings.Replace(string(encoded(t, pool)), `"shelves":[`, `"shelves":[`+shelves.String(), 1)), &many)
		if models > 2000 {
			require.ErrorIs(t, err, invalid)
			break
		}
		require.NoError(t, err)
		_, _, _, _, err = unknown.Ship(w.event("s"), shipment, w.devices[0], many)
		if models == 2000 {
			require.ErrorContains(t, err, "2000 models are the most")
		} else {
			require.NoError(t, err)
		}
	}
}

// Terms without control questions register and close, but do not diagnose.
func TestNoQuestions(t *testing.T) {
	w := newBench(t, 1)
	c, _, err := swap.Register(swap.Printed(nil), w.event("r2"), w.registration(), w.agreement, w.user)
	require.NoError(t, err)
	entitlementtest.RoundTrips(t, c)
	_, _, err = c.Diagnose(w.event("d"), swap.Diagnosis{Result: swap.DefiniteFault})
	require.ErrorIs(t, err, missing)
	_, _, err = c.Close(w.event("c"), swap.Closing{Outcome: swap.SolvedByPhone})
	require.NoError(t, err)
}

// Verify hands in the cases that wait for a phone of the pool, and no others.
func TestVerifyServes(t *testing.T) {
	w := newBench(t, 1)
	post := func(entry swap.Entry, err error) {
		require.NoError(t, err)
		w.log, err = ledger.Append(w.log, entry)
		require.NoError(t, err)
	}
	ready := func(id string) swap.Case {
		registration := w.registration()
		registration.Case = id
		c, entry, err := swap.Register(w.terms, w.event("r"+id), registration, w.agreement, w.user)
		post(entry, err)
		for _, question := range w.terms.Questions {
			c, entry, err = c.Answer(w.event("q"+id+string(question)), swap.Reply{Question: question})
			post(entry, err)
		}
		c, entry, err = c.Diagnose(w.event("g"+id), swap.Diagnosis{Result: swap.DefiniteFault})
		post(entry, err)
		return c
	}
	foreign, entry, err := swap.OpenPool(w.terms, w.event("q"), swap.Opening{Pool: "Q", Customer: "M"})
	post(entry, err)
	elsewhere, _, entry, err := ready("C2").Activate(w.event("x2"), swap.Activation{Model: "X"}, foreign, w.days)
	post(entry, err)
	other, pool, entry, err := ready("C5").Activate(w.event("x5"), swap.Activation{Model: "Y"}, w.pool, w.days)
	post(entry, err)
	later, pool, entry, err := ready("C4").Activate(w.event("x4"), swap.Activation{Model: "X"}, pool, w.days)
	post(entry, err)
	first, pool, entry, err := ready("C3").Activate(w.event("x3"), swap.Activation{Model: "X"}, pool, w.days)
	post(entry, err)
	order, pool, entry, err := swap.PlaceOrder(w.event("o2"), swap.Placement{Order: "O2", Model: "X", By: "b", Purchase: bought(2)}, pool)
	post(entry, err)
	waiting := []swap.Case{elsewhere, later, other, first}
	for _, device := range []string{"N1", "N2"} {
		_, next, stock, entry, err := swap.Arrive(w.event(device), swap.Arrival{Device: device, By: "b"}, order, swap.Stock{Pool: pool, Waiting: waiting, Days: w.days})
		post(entry, err)
		order, pool = next, stock.Pool
		waiting = slices.DeleteFunc(waiting, func(c swap.Case) bool { return c.ID() == stock.Waiting[0].ID() })
	}
	require.Equal(t, []swap.Case{elsewhere, other}, waiting, "both were served, in the order of their ids")
	require.Equal(t, swap.Shelf{Model: "X", Phones: 12, OnHand: 3, Reserved: 3}, pool.Shelf("X"))
	require.NoError(t, swap.Verify(w.terms.Always, w.log, w.days))
}

// A ledger is verified by the calendar that each case keeps, whatever the terms name
// since then: of a case that is promised a phone or has it delivered its own, and of one
// that gets the phone of another case not that other's.
func TestVerifyByTheCalendarOfTheCase(t *testing.T) {
	early, late := swap.Printed([]swap.Question{"on"}), swap.Printed([]swap.Question{"on"})
	late.Calendar = "other"
	first, second := workingDays(t), otherDays(t, func(s *calendar.Spec) { s.Name = "other" })
	w, by := newValues(), map[string]swap.Terms{}
	tell := func(terms swap.Terms, days calendar.Calendar, fact swap.Fact, ids ...string) swap.Entry {
		event := at("e"+strconv.Itoa(len(w.log)), "2026-03-10", "10:00")
		by[event.Ref] = terms
		changed, entry, err := swap.Do(terms, event, fact, w.named(days, ids...))
		require.NoError(t, err, "%#v", fact)
		require.NoError(t, w.post(t, changed, entry))
		return entry
	}
	diagnosed := func(terms swap.Terms, id string) {
		tell(terms, calendar.Calendar{}, swap.Registration{Case: id, Agreement: "A", User: "U", Subject: swap.Fault, Model: "X", Warranty: firstDay + 400}, "A", "U")
		tell(terms, calendar.Calendar{}, swap.Reply{Question: "on"}, id)
		tell(terms, calendar.Calendar{}, swap.Diagnosis{Result: swap.DefiniteFault}, id)
	}
	serves := func(days calendar.Calendar, id string, fact swap.Fact, ids ...string) {
		require.Equal(t, id, tell(late, days, fact, ids...).Outcome.Served.Case, "%#v", fact)
	}
	tell(early, first, swap.Conclusion{Agreement: "A", Customer: "M", Mode: swap.Exchange, AfterRepair: swap.ToPool})
	tell(early, first, swap.Attachment{User: "U", Customer: "M", Level: swap.PROF, From: firstDay})
	tell(early, first, swap.Opening{Pool: "P", Customer: "M"})
	tell(early, first, swap.Placement{Order: "O", Model: "X", By: "M", Purchase: bought(3)}, "P")
	for _, id := range []string{"X1", "X2"} {
		tell(early, first, swap.Arrival{Device: id, By: "b"}, "O", "P")
	}
	tell(early, first, swap.Movement{To: swap.OnHold, By: "b", Because: "b"}, "X2", "P")
	for _, id := range []string{"C1", "C2", "C5", "C6"} {
		diagnosed(early, id)
	}
	for _, id := range []string{"C3", "C4"} {
		diagnosed(late, id)
	}
	activation := swap.Activation{Model: "X"}
	tell(late, first, activation, "C1", "P")
	tell(late, first, activation, "C2", "P")
	serves(first, "C2", swap.Arrival{Device: "X3", By: "b"}, "O", "P")
	tell(late, second, activation, "C3", "P")
	serves(second, "C3", swap.Cancellation{Because: "b"}, "C2", "P")
	tell(late, first, shipment, "C1", "P", "X1")
	tell(late, first, swap.Delivery{By: "b"}, "C1", "X1")
	tell(late, first, swap.Receipt{Device: "F", Model: "X", By: "b"}, "C1", "P")
	tell(late, second, activation, "C4", "P")
	serves(second, "C4", swap.Repair{By: "b"}, "C1", "P", "F")
	tell(late, first, activation, "C5", "P")
	serves(first, "C5", swap.Movement{To: swap.InStock, By: "b", Because: "b"}, "X2", "P")
	tell(late, second, shipment, "C3", "P", "X3")
	tell(late, first, activation, "C6", "P")
	serves(first, "C6", swap.Return{By: "b"}, "C3", "P", "X3")

	terms := func(entry swap.Entry) swap.Terms { return by[entry.Ref] }
	require.NoError(t, swap.Verify(terms, w.log, first, second))
	require.NoError(t, swap.Verify(terms, w.log, second, first))
	require.ErrorIs(t, swap.Verify(terms, w.log, first), entitlement.ErrLedger)
	require.ErrorIs(t, swap.Verify(terms, w.log, second), entitlement.ErrLedger)
}

// What a ledger shows of the demand: two swaps in a hundred days, a third that is
// cancelled, and one from before.
func TestObserve(t *testing.T) {
	days := swedish()
	agreement, _, err := swap.Conclude(at("a", "2025-01-01", "09:00"), swap.Conclusion{
		Agreement: "A", Customer: "ACME", Mode: swap.Exchange, AfterRepair: swap.ToPool,
	})
	require.NoError(t, err)
	user, _, err := swap.User{}.Attach(provider(), at("u", "2025-01-01", "09:00"), swap.Attachment{
		User: "Kim", Customer: "ACME", Level: swap.PROF, From: calendar.MustDate("2025-01-01"),
	})
	require.NoError(t, err)
	var log []swap.Entry
	pool, opened, err := swap.OpenPool(provider(), at("p", "2026-01-01", "09:00"), swap.Opening{Pool: "P", Customer: "ACME"})
	require.NoError(t, err)
	log = append(log, opened)
	order, pool, entry, err := swap.PlaceOrder(at("o", "2025-01-01", "09:00"), swap.Placement{Order: "O", Model: "X", By: "b", Purchase: bought(3)}, pool)
	require.NoError(t, err)
	log = append(log, entry)
	var devices, sent []swap.Device
	for i := range 3 {
		device, next, stock, entry, err := swap.Arrive(at("d"+strconv.Itoa(i), "2025-01-01", "09:00"), swap.Arrival{Device: "D" + strconv.Itoa(i), By: "b"}, order, swap.Stock{Pool: pool})
		require.NoError(t, err)
		order, pool, devices, log = next, stock.Pool, append(devices, device), append(log, entry)
	}
	send := func(c swap.Case, day, clock string) swap.Case {
		c, device, next, entry, err := c.Ship(at("s"+c.ID(), day, clock), shipment, devices[0], pool)
		require.NoError(t, err)
		pool, devices, sent, log = next, devices[1:], append(sent, device), append(log, entry)
		return c
	}
	activate := func(id, day string) swap.Case {
		c, registered, err := swap.Register(provider(), at("r"+id, day, "10:00"), swap.Registration{
			Case: id, Agreement: "A", User: "Kim", Subject: swap.Fault, Model: "X", Warranty: calendar.MustDate("2026-12-31"),
		}, agreement, user)
		require.NoError(t, err)
		log = append(log, registered)
		for _, question := range c.Questions() {
			next, entry, err := c.Answer(at("q"+id+string(question), day, "10:00"), swap.Reply{Question: question})
			require.NoError(t, err)
			c, log = next, append(log, entry)
		}
		c, entry, err := c.Diagnose(at("g"+id, day, "10:00"), swap.Diagnosis{Result: swap.DefiniteFault})
		require.NoError(t, err)
		log = append(log, entry)
		c, next, entry, err := c.Activate(at("a"+id, day, "10:00"), swap.Activation{Model: "X"}, pool, days)
		require.NoError(t, err)
		pool, log = next, append(log, entry)
		return c
	}
	send(activate("C0", "2025-12-22"), "2025-12-22", "10:00")
	c := activate("C1", "2026-01-11")
	second := send(activate("C2", "2026-02-09"), "2026-02-10", "10:00") // a day later
	_, _, entry, err = second.Deliver(at("d2", "2026-02-11", "10:00"), swap.Delivery{By: "b"}, sent[1], days)
	require.NoError(t, err)
	log = append(log, entry)
	c, stock, entry, err := c.Cancel(at("x1", "2026-01-12", "10:00"), swap.Cancellation{Because: "b"}, swap.Stock{Pool: pool})
	require.NoError(t, err)
	log, pool = append(log, entry), stock.Pool
	from, until := at("", "2026-01-01", "10:00").At, at("", "2026-04-11", "11:00").At // 100 days of elapsed time
	require.Equal(t, 100*aDay, until.Since(from))
	// C0 counts for the 100 days it is out and not as a failure; C2 is out for 60
	demand, err := swap.Observe("ACME", log, from, until, 50)
	require.NoError(t, err)
	assert.Equal(t, 50, demand.Phones)
	assert.Equal(t, 160*aDay, demand.Turnaround)
	assert.Equal(t, "0.07305", demand.Failures.String(), "one in 100 days, of 50 phones: 365.25 / 100 / 50")
	c, next, entry, err := c.Activate(at("a1", "2026-04-01", "10:00"), swap.Activation{Model: "X"}, pool, days)
	require.NoError(t, err)
	pool, log = next, append(log, entry)
	c = send(c, "2026-04-01", "11:00")
	demand, err = swap.Observe("ACME", log, from, until, 50)
	require.NoError(t, err)
	assert.Equal(t, (100+60+10)*aDay/2, demand.Turnaround, "from the second activation")
	assert.Equal(t, "0.1461", demand.Failures.String())
	off, _, _, entry, err := c.WriteOff(at("w1", "2026-04-03", "11:00"), swap.WritingOff{Phone: swap.FaultyPhone, By: "b", Because: "b"}, pool)
	require.NoError(t, err)
	require.Equal(t, swap.GivenUp, off.Faulty())
	log = append(log, entry)
	activate("C4", "2026-04-04") // and waits
	demand, err = swap.Observe("ACME", log, from, until, 50)
	require.NoError(t, err)
	assert.Equal(t, (100+60+2)*aDay/2, demand.Turnaround, "out for two days; what waits is not out")
	assert.Equal(t, "0.21915", demand.Failures.String(), "but is a failure")
	for _, id := range []string{"C5", "C6", "C7", "C8", "C9"} {
		activate(id, "2026-04-05") // and waits too
	}
	_, other, err := swap.OpenPool(provider(), at("other", "2025-12-01", "09:00"), swap.Opening{Pool: "Q", Customer: "SOMEBODY"})
	require.NoError(t, err)
	demand, err = swap.Observe("ACME", slices.Insert(slices.Clone(log), 1, other), from, until, 50)
	require.NoError(t, err)
	assert.Equal(t, (100+60+2)*aDay/2, demand.Turnaround)
	_, err = swap.Observe("ACME", log, from, until, 100_000_000)
	require.NoError(t, err)
	nobody, err := swap.Observe("OTHER", log, from, until, 50)
	require.NoError(t, err)
	assert.Equal(t, swap.Demand{Phones: 50}, nobody)
	before, err := swap.Observe("ACME", log, at("", "2025-01-01", "10:00").At, at("", "2025-02-01", "10:00").At, 50)
	require.NoError(t, err)
	assert.Equal(t, swap.Demand{Phones: 50}, before)
	for _, row := range []struct {
		from, until calendar.Moment
		phones      int
	}{{until, from, 50}, {from, from, 50}, {from, until, 0}, {from, until, -1}, {from, until, 100_000_001}} {
		_, err := swap.Observe("ACME", log, row.from, row.until, row.phones)
		require.ErrorIs(t, err, invalid)
	}
}

// An entry with an outcome that no transition gives is refused by the values it
// names.
func TestApplyRefusesOutcomes(t *testing.T) {
	w := newBench(t, 2)
	entries := map[entitlement.Kind]swap.Entry{}
	for _, entry := range w.log {
		entries[entry.Kind] = entry
	}
	shipped, _, pool, entry, err := w.reserved.Ship(w.event("s"), shipment, w.devices[0], w.pool)
	require.NoError(t, err)
	entries[entry.Kind] = entry
	taken, entry, err := swap.TakeIn(w.event("t"), swap.TakingIn{Device: "F", Model: "X", By: "b"}, swap.Device{})
	require.NoError(t, err)
	entries[entry.Kind] = entry
	_, _, _, _, entry, err = shipped.Receive(w.event("i"), swap.Receipt{Device: "F", Model: "X", By: "b"}, taken, pool)
	require.NoError(t, err)
	entries[entry.Kind] = entry
	_, entry, err = w.agreement.Change(w.event("ch"), swap.Change{From: w.at.Date() + 1, Mode: swap.Loan, AfterRepair: swap.ToUser})
	require.NoError(t, err)
	entries[entry.Kind] = entry
	_, entry, err = w.user.Detach(w.event("de"), swap.Detachment{Last: w.at.Date() + 1})
	require.NoError(t, err)
	entries[entry.Kind] = entry

	applies := map[string]func(swap.Entry) error{
		"no agreement": func(e swap.Entry) error { _, err := swap.Agreement{}.Apply(e); return err },
		"agreement":    func(e swap.Entry) error { _, err := w.agreement.Apply(e); return err },
		"no user":      func(e swap.Entry) error { _, err := swap.User{}.Apply(e); return err },
		"user":         func(e swap.Entry) error { _, err := w.user.Apply(e); return err },
		"no case":      func(e swap.Entry) error { _, err := swap.Case{}.Apply(e); return err },
		"case":         func(e swap.Entry) error { _, err := w.reserved.Apply(e); return err },
		"no device":    func(e swap.Entry) error { _, err := swap.Device{}.Apply(e); return err },
		"device":       func(e swap.Entry) error { _, err := w.devices[0].Apply(e); return err },
		"foundling":    func(e swap.Entry) error { _, err := taken.Apply(e); return err },
		"no pool":      func(e swap.Entry) error { _, err := swap.Pool{}.Apply(e); return err },
		"pool":         func(e swap.Entry) error { _, err := w.pool.Apply(e); return err },
		"no order":     func(e swap.Entry) error { _, err := swap.Order{}.Apply(e); return err },
	}
	head := map[string]func(*swap.Entry){
		"no customer":      func(e *swap.Entry) { e.Outcome.Customer = "" },
		"customer no text": func(e *swap.Entry) { e.Outcome.Customer = "\xff" },
		"the second":       func(e *swap.Entry) { e.Draws = slices.Clone(e.Draws); e.Draws[0].Seq = 2 },
		"of nothing":       func(e *swap.Entry) { e.Draws = slices.Clone(e.Draws); e.Draws[0].Of = "" },
		"of no text":       func(e *swap.Entry) { e.Draws = slices.Clone(e.Draws); e.Draws[0].Of = "\xff" },
		"no move":          func(e *swap.Entry) { e.Draws = nil },
	}
	arrival := entries["arrive"]
	arrival.Draws = append(slices.Clone(arrival.Draws), entitlement.Draw{Of: "C", Seq: w.reserved.Seq() + 1})
	require.ErrorIs(t, applies["case"](arrival), entitlement.ErrLedger, "it does not get the phone")
	arrival.Outcome.Served = swap.Served{Case: "C", Promised: w.at.Date() + 1}
	require.NoError(t, applies["case"](arrival))
	for _, row := range []struct {
		to     string
		kind   entitlement.Kind
		begins bool
		alter  map[string]func(*swap.Outcome)
	}{
		{"no agreement", "conclude", true, map[string]func(*swap.Outcome){
			"mode": func(o *swap.Outcome) { o.Setting.Mode = "x" }, "after": func(o *swap.Outcome) { o.Setting.AfterRepair = "" }, "from": func(o *swap.Outcome) { o.Setting.From = 0 },
		}},
		{"agreement", "change", false, map[string]func(*swap.Outcome){
			"mode": func(o *swap.Outcome) { o.Setting.Mode = "x" }, "from": func(o *swap.Outcome) { o.Setting.From = -1 },
		}},
		{"no user", "attach", true, map[string]func(*swap.Outcome){
			"level": func(o *swap.Outcome) { o.Span.Level = "" }, "from": func(o *swap.Outcome) { o.Span.From = 0 }, "last": func(o *swap.Outcome) { o.Span.Last = o.Span.From - 1 }, "no last": func(o *swap.Outcome) { o.Span.Last = -1 },
		}},
		{"user", "detach", false, map[string]func(*swap.Outcome){
			"level": func(o *swap.Outcome) { o.Span.Level = "\xff" }, "no last": func(o *swap.Outcome) { o.Span.Last = 0 }, "last": func(o *swap.Outcome) { o.Span.Last = o.Span.From - 1 },
			"level alone": func(o *swap.Outcome) { o.Span.From = 0 }, "nothing": func(o *swap.Outcome) { o.Span = swap.Span{} }, "no day": func(o *swap.Outcome) { o.Span = swap.Span{Last: -1} },
		}},
		{"no case", "register", true, map[string]func(*swap.Outcome){
			"calendar": func(o *swap.Outcome) { o.Case.Calendar = "" }, "features": func(o *swap.Outcome) { o.Case.Features = 0 }, "more": func(o *swap.Outcome) { o.Case.Features = 1 << 7 }, "feature": func(o *swap.Outcome) { o.Case.Feature = 3 },
			"setting": func(o *swap.Outcome) { o.Case.Setting = swap.Setting{} }, "model": func(o *swap.Outcome) { o.Case.Model = "\xff" }, "level with it": func(o *swap.Outcome) { o.Case.FeatureAt = "\xff" }, "level with swaps": func(o *swap.Outcome) { o.Case.SwapAt = "\xff" },
			"registered": func(o *swap.Outcome) { o.Case.Registered = calendar.Moment{} }, "before": func(o *swap.Outcome) { o.Case.Before = 0 }, "days": func(o *swap.Outcome) { o.Case.WorkingDays = 0 }, "closed": func(o *swap.Outcome) { o.Case.ClosedDay = "" }, "return": func(o *swap.Outcome) { o.Case.ReturnDays = -1 },
		}},
		{"case", "ship", false, nil},
		{"no device", "arrive", true, map[string]func(*swap.Outcome){
			"nothing": func(o *swap.Outcome) { o.Device = swap.DeviceFigures{} },
			"model":   func(o *swap.Outcome) { o.Device.Model = "" }, "owner": func(o *swap.Outcome) { o.Device.Owner = "\xff" }, "order": func(o *swap.Outcome) { o.Device.Order = "\xff" }, "entered": func(o *swap.Outcome) { o.Device.CameIn = 0 },
			"place": func(o *swap.Outcome) { o.Where.Place = "" }, "nobody's stock": func(o *swap.Outcome) { o.Where.Pool = "" }, "case": func(o *swap.Outcome) { o.Where.Case = "C" }, "left": func(o *swap.Outcome) { o.Where.Left = 5 },
		}},
		{"device", "ship", false, map[string]func(*swap.Outcome){
			"no case": func(o *swap.Outcome) { o.Where.Case = "" }, "pool": func(o *swap.Outcome) { o.Where.Pool = "\xff" }, "case": func(o *swap.Outcome) { o.Where.Case = "\xff" }, "moon": func(o *swap.Outcome) { o.Where.Place = "Moon" },
			"with user": func(o *swap.Outcome) { o.Where = swap.Where{Place: swap.WithUser, Case: "C"} }, "lent to nobody": func(o *swap.Outcome) { o.Where = swap.Where{Place: swap.WithUser, Pool: "P"} },
			"lost": func(o *swap.Outcome) { o.Where = swap.Where{Place: swap.Lost, Case: "C", Left: 5} }, "never left": func(o *swap.Outcome) { o.Where = swap.Where{Place: swap.Lost} }, "no day": func(o *swap.Outcome) { o.Where = swap.Where{Place: swap.Lost, Left: -1} },
			"given back": func(o *swap.Outcome) { o.Where = swap.Where{Place: swap.GivenBack, Pool: "P", Left: 5} }, "and for a case": func(o *swap.Outcome) { o.Where = swap.Where{Place: swap.GivenBack, Case: "C", Left: 5} },
			"handed over": func(o *swap.Outcome) { o.Where = swap.Where{Place: swap.HandedOver, Left: 5} }, "in repair": func(o *swap.Outcome) { o.Where = swap.Where{Place: swap.InRepair} },
		}},
		{"foundling", "receive", false, map[string]func(*swap.Outcome){
			"acquisition": func(o *swap.Outcome) { o.Device.Acquisition = "x" }, "warranty": func(o *swap.Outcome) { o.Device.Warranty = -1 },
		}},
		{"no pool", "open", true, map[string]func(*swap.Outcome){
			"share": func(o *swap.Outcome) { o.Pool.StockShare = 0 }, "rounding": func(o *swap.Outcome) { o.Pool.StockRounding = "" }, "when empty": func(o *swap.Outcome) { o.Pool.WhenEmpty = "" }, "few": func(o *swap.Outcome) { o.Pool.FewModels = -1 }, "days": func(o *swap.Outcome) { o.Pool.RefillDays = -1 },
		}},
		{"pool", "fleet", false, map[string]func(*swap.Outcome){
			"phones": func(o *swap.Outcome) { o.Fleet.Phones = -1 }, "too many": func(o *swap.Outcome) { o.Fleet.Phones = 100_000_001 }, "model": func(o *swap.Outcome) { o.Fleet.Model = "" },
		}},
		{"pool", "ship", false, map[string]func(*swap.Outcome){
			"no model": func(o *swap.Outcome) { o.Shelves[1].Coming = 1 }, "too many": func(o *swap.Outcome) { o.Shelves[0].OnHand = 100_000_001 }, "too few": func(o *swap.Outcome) { o.Shelves[0].Reserved = -100_000_001 },
			"waiting": func(o *swap.Outcome) { o.Shelves[0].Waiting = 1 << 40 }, "coming": func(o *swap.Outcome) { o.Shelves[0].Coming = 1 << 40 }, "on hold": func(o *swap.Outcome) { o.Shelves[0].OnHold = 1 << 40 }, "on order": func(o *swap.Outcome) { o.Shelves[0].OnOrder = 1 << 40 },
		}},
		{"no order", "order", true, map[string]func(*swap.Outcome){
			"model": func(o *swap.Outcome) { o.Order.Model = "" }, "pool": func(o *swap.Outcome) { o.Order.Pool = "" }, "pool no text": func(o *swap.Outcome) { o.Order.Pool = "\xff" }, "purpose": func(o *swap.Outcome) { o.Order.Purpose = "" }, "backup": func(o *swap.Outcome) { o.Order.Purpose = swap.Backups }, "asked": func(o *swap.Outcome) { o.Order.Asked = -1 }, "too many": func(o *swap.Outcome) { o.Order.Asked = 100_000_001 },
		}},
	} {
		entry, known := entries[row.kind]
		require.True(t, known, row.kind)
		require.NoError(t, applies[row.to](entry), "%s by %s", row.to, row.kind)
		for name, alter := range row.alter {
			altered := entry
			alter(&altered.Outcome)
			require.ErrorIs(t, applies[row.to](altered), entitlement.ErrLedger, "%s by %s: %s", row.to, row.kind, name)
		}
		for name, alter := range head {
			altered := entry
			alter(&altered)
			if row.begins {
				require.ErrorIs(t, applies[row.to](altered), entitlement.ErrLedger, "%s by %s: %s", row.to, row.kind, name)
			}
		}
	}
}
