package priority_test

import (
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/entitlementtest"
	"github.com/avtale/avtale/priority"
)

func TestTermsAreValidated(t *testing.T) {
	hour := priority.Service{Name: "hour", Prices: printed().List[0].Prices}
	for _, row := range []struct {
		name   string
		change func(*priority.Terms)
		family entitlement.Family
		field  string
	}{
		{"no zone", func(t *priority.Terms) { t.Zone = "" }, entitlement.ErrMissing, "zone"},
		{"no hotline", func(t *priority.Terms) { t.Hotline = "" }, entitlement.ErrMissing, "hotline"},
		{"no service number", func(t *priority.Terms) { t.ServiceNumber = "" }, entitlement.ErrMissing, "service_number"},
		{"no sales", func(t *priority.Terms) { t.Sales = "" }, entitlement.ErrMissing, "sales"},
		{"a number that is no text", func(t *priority.Terms) { t.Sales = "\xff" }, entitlement.ErrInvalid, "sales"},
		{"no levels", func(t *priority.Terms) { t.Urgencies = nil }, entitlement.ErrMissing, "urgencies"},
		{"one level", func(t *priority.Terms) { t.Urgencies = t.Urgencies[:1] }, entitlement.ErrInvalid, "urgencies"},
		{"a level twice", func(t *priority.Terms) { t.Urgencies = []priority.Urgency{"a", "b", "a"} }, entitlement.ErrInvalid, "urgencies"},
		{"a level without a name", func(t *priority.Terms) { t.Urgencies = []priority.Urgency{"a", ""} }, entitlement.ErrInvalid, "urgencies"},
		{"too many levels", func(t *priority.Terms) { t.Urgencies = manyLevels(201) }, entitlement.ErrInvalid, "urgencies"},
		{"a severity twice", func(t *priority.Terms) { t.Severities = []priority.Severity{"a", "a"} }, entitlement.ErrInvalid, "severities"},
		{"an unknown reading", func(t *priority.Terms) { t.GroupAt = "Sometime" }, entitlement.ErrInvalid, "group_at"},
		{"no limit", func(t *priority.Terms) { t.VoicemailAfter = 0 }, entitlement.ErrMissing, "voicemail_after"},
		{"a limit in the past", func(t *priority.Terms) { t.VoicemailAfter = -1 }, entitlement.ErrInvalid, "voicemail_after"},
		{"a limit of days", func(t *priority.Terms) { t.VoicemailAfter = 24*calendar.Hour + 1 }, entitlement.ErrInvalid, "voicemail_after"},
		{"a service without a name", func(t *priority.Terms) { t.List = []priority.Service{{Prices: hour.Prices}} }, entitlement.ErrInvalid, "list"},
		{"a service twice", func(t *priority.Terms) { t.List = []priority.Service{hour, hour} }, entitlement.ErrInvalid, "list"},
		{"a service without a price", func(t *priority.Terms) { t.List = []priority.Service{{Name: "hour"}} }, entitlement.ErrMissing, ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			terms := printed()
			row.change(&terms)
			_, err := priority.New(terms)
			require.ErrorIs(t, err, row.family)
			fault := (*entitlement.Failure)(nil)
			require.ErrorAs(t, err, &fault)
			if row.field != "" {
				require.Equal(t, row.field, fault.Field)
			}
			_, err = terms.Judge(aCase(), contractsOfK()...)
			require.ErrorIs(t, err, row.family)
			_, err = terms.Charge(priority.Ticket{}, "hour", 1)
			require.ErrorIs(t, err, row.family)
		})
	}
	for name, change := range map[string]func(*priority.Terms){
		"most levels": func(t *priority.Terms) { t.Urgencies = manyLevels(200) }, "no list": func(t *priority.Terms) { t.List = nil },
		"a day": func(t *priority.Terms) { t.VoicemailAfter = 24 * calendar.Hour }, "no reading": func(t *priority.Terms) { t.GroupAt = "" },
	} {
		terms := printed()
		change(&terms)
		require.NoError(t, terms.Validate(), name)
	}
	entitlementtest.RoundTrips(t, printed())
	_, err := printed().ParseSeverity("minor")
	require.NoError(t, err)
}

func manyLevels(n int) []priority.Urgency {
	var levels []priority.Urgency
	for i := range n {
		levels = append(levels, priority.Urgency(strings.Repeat("x", i+1)))
	}
	return levels
}

// moment is a moment of 10 March 2026.
func moment(t testing.TB, clock string) calendar.Moment {
	m, err := calendar.ParseMoment("2026-03-10T" + clock + ":00+01:00")
	require.NoError(t, err)
	return m
}

func aCase() priority.Case {
	arrived, _ := calendar.ParseMoment("2026-03-10T09:00:00+01:00")
	return priority.Case{ID: "T", Customer: "K", Subject: "server", Urgency: priority.High, Channel: "e-mail", Arrived: arrived}
}

func contractsOfK() []priority.Contract {
	from, _ := calendar.ParseMoment("2026-01-01T00:00:00+01:00")
	return []priority.Contract{{ID: "C", Customer: "K", From: from, Scope: []string{"server"}}}
}

func TestCasesAreValidated(t *testing.T) {
	queue, err := priority.New(printed())
	require.NoError(t, err)
	for field, change := range map[string]func(*priority.Case){
		"id":       func(c *priority.Case) { c.ID = "" },
		"customer": func(c *priority.Case) { c.Customer = "\xff" },
		"subject":  func(c *priority.Case) { c.Subject = "" },
		"channel":  func(c *priority.Case) { c.Channel = "" },
		"urgency":  func(c *priority.Case) { c.Urgency = "" },
		"severity": func(c *priority.Case) { c.Severity = "high" },
		"arrived":  func(c *priority.Case) { c.Arrived = calendar.Moment{} },
		"at":       func(c *priority.Case) { c.Arrived = moment(t, "09:02") },
	} {
		t.Run(field, func(t *testing.T) {
			told := aCase()
			change(&told)
			next, _, err := queue.Intake(told, moment(t, "09:01"), "desk")
			requireFault(t, err, entitlement.ErrInvalid, field)
			require.Zero(t, next.Len()+next.Last())
			if field != "at" {
				_, err = printed().Judge(told)
				requireFault(t, err, entitlement.ErrInvalid, field)
			}
		})
	}
	_, _, err = queue.Intake(aCase(), calendar.Moment{}, "desk")
	requireFault(t, err, entitlement.ErrInvalid, "at")
	_, _, err = queue.Intake(aCase(), moment(t, "09:01"), "\xff")
	requireFault(t, err, entitlement.ErrInvalid, "by")
}

func requireFault(t *testing.T, err error, family entitlement.Family, field string) {
	t.Helper()
	require.ErrorIs(t, err, family)
	fault := (*entitlement.Failure)(nil)
	require.ErrorAs(t, err, &fault)
	require.Equal(t, field, fault.Field)
}

func TestContractsAreValidated(t *testing.T) {
	queue, err := priority.New(printed())
	require.NoError(t, err)
	for _, row := range []struct {
		field  string
		family entitlement.Family
		change func(*priority.Contract)
	}{
		{"id", entitlement.ErrInvalid, func(c *priority.Contract) { c.ID = "" }},
		{"customer", entitlement.ErrInvalid, func(c *priority.Contract) { c.Customer = "" }},
		{"from", entitlement.ErrMissing, func(c *priority.Contract) { c.From = calendar.Moment{} }},
		{"last", entitlement.ErrInvalid, func(c *priority.Contract) { c.Last = calendar.MustDate("2025-12-31") }},
		{"last", entitlement.ErrInvalid, func(c *priority.Contract) { c.Last = -1 }},
		{"scope", entitlement.ErrMissing, func(c *priority.Contract) { c.Scope = nil }},
		{"scope", entitlement.ErrInvalid, func(c *priority.Contract) { c.Scope = []string{"server", ""} }},
		{"scope", entitlement.ErrInvalid, func(c *priority.Contract) { c.Scope = []string{"server", "\xff"} }},
		{"calendar", entitlement.ErrInvalid, func(c *priority.Contract) { c.Calendar = "\xff" }},
		{"within", entitlement.ErrInvalid, func(c *priority.Contract) { c.Within = -1 }},
		{"calendar", entitlement.ErrMissing, func(c *priority.Contract) { c.Within = 1 }},
		{"contracts", entitlement.ErrInvalid, func(c *priority.Contract) { c.Customer = "L" }},
	} {
		t.Run(row.field, func(t *testing.T) {
			contracts := contractsOfK()
			row.change(&contracts[0])
			next, _, err := queue.Intake(aCase(), moment(t, "09:01"), "desk", contracts...)
			requireFault(t, err, row.family, row.field)
			require.Zero(t, next.Len())
			_, err = printed().Judge(aCase(), contracts...)
			requireFault(t, err, row.family, row.field)
			_, _, err = queue.SetStanding("K", moment(t, "09:01"), "desk", contracts...)
			requireFault(t, err, row.family, row.field)
			taken, change, err := queue.Intake(aCase(), moment(t, "09:01"), "desk", contractsOfK()...)
			require.NoError(t, err)
			require.Equal(t, 1, taken.Len())
			_, err = printed().PromisedBy(change.Ticket, calendar.Calendar{}, contracts...)
			requireFault(t, err, row.family, row.field)
		})
	}
	twice := append(contractsOfK(), contractsOfK()...)
	twice[1].Within, twice[1].Calendar = 1, "office"
	_, err = printed().Judge(aCase(), twice...)
	requireFault(t, err, entitlement.ErrInvalid, "contracts")
	require.Equal(t, priority.WithoutContract, priority.GroupOf(moment(t, "09:00"), priority.Contract{Customer: "K"}))
	lastsADay := contractsOfK()[0]
	lastsADay.Last = lastsADay.From.Date()
	require.NoError(t, lastsADay.Validate())
	require.True(t, lastsADay.InForce(lastsADay.From))
	require.False(t, priority.Contract{}.InForce(moment(t, "09:00")))
	require.False(t, lastsADay.InForce(calendar.Moment{}))
}

// The zero Queue and the zero Ticket are safe: empty, in no queue, nothing to charge.
func TestZeroValues(t *testing.T) {
	var queue priority.Queue
	var ticket priority.Ticket
	at := moment(t, "09:00")
	_, ok := queue.Next()
	require.False(t, ok)
	require.Zero(t, queue.Len()+queue.InWork()+queue.Last())
	require.Empty(t, slices.Collect(queue.All()))
	_, ok = queue.Find("", "")
	require.False(t, ok)
	wait, err := queue.LongestWait(priority.WithContract, at)
	require.NoError(t, err)
	require.Zero(t, wait.Longest)
	_, _, err = queue.Intake(aCase(), at, "")
	requireFault(t, err, entitlement.ErrMissing, "terms")
	_, _, err = queue.SetStanding("K", at, "")
	requireFault(t, err, entitlement.ErrMissing, "terms")
	full, err := priority.New(printed())
	require.NoError(t, err)
	for _, queue := range []priority.Queue{queue, full} {
		for _, err := range []error{
			second(queue.Ahead(ticket)), second(queue.Rank(ticket)), second(queue.MayWork(ticket)),
			second(queue.VoicemailOffered(ticket, at)), third(queue.Take(ticket, at, "")), third(queue.PutBack(ticket, at, "")),
			third(queue.Remove(ticket, at, "")), third(queue.SetUrgency(ticket, priority.High, at, "")), third(queue.LeaveVoicemail(ticket, at, "")),
		} {
			requireFault(t, err, entitlement.ErrConflict, "ticket")
		}
	}
	require.Zero(t, priority.Compare(ticket, ticket))
	require.Empty(t, ticket.Group())
	require.Empty(t, printed().UpgradeHint(ticket.Group()))
	require.Empty(t, slices.Collect(queue.Of("")))
	require.Empty(t, slices.Collect(queue.Working()))
	_, err = printed().Charge(ticket, "hour", 1)
	requireFault(t, err, entitlement.ErrInvalid, "ticket")
	_, err = printed().PromisedBy(ticket, calendar.Calendar{})
	requireFault(t, err, entitlement.ErrInvalid, "ticket")
	_, err = priority.Restore(printed(), 1, ticket)
	requireFault(t, err, entitlement.ErrInvalid, "ticket")
}

// An act needs a moment, not before the arrival, and names whoever it names in text.
func TestActsAreValidated(t *testing.T) {
	queue, err := priority.New(printed())
	require.NoError(t, err)
	queue, change, err := queue.Intake(aCase(), moment(t, "09:00"), "", contractsOfK()...)
	require.NoError(t, err)
	ticket := change.Ticket
	taken, change, err := queue.Take(ticket, moment(t, "09:00"), "")
	require.NoError(t, err)
	inWork := change.Ticket
	for _, row := range []struct {
		field, by string
		at        calendar.Moment
	}{{"at", "", calendar.Moment{}}, {"at", "", moment(t, "08:59")}, {"by", "\xff", moment(t, "09:00")}} {
		for _, err := range []error{
			third(queue.Take(ticket, row.at, row.by)), third(taken.PutBack(inWork, row.at, row.by)), third(queue.Remove(ticket, row.at, row.by)),
			third(queue.SetUrgency(ticket, priority.Low, row.at, row.by)), third(queue.LeaveVoicemail(ticket, row.at, row.by)),
		} {
			requireFault(t, err, entitlement.ErrInvalid, row.field)
		}
		if row.field == "at" {
			requireFault(t, second(queue.VoicemailOffered(ticket, row.at)), entitlement.ErrInvalid, "at")
		}
	}
	for _, customer := range []string{"", "\xff"} {
		_, _, err = queue.SetStanding(customer, moment(t, "09:00"), "")
		requireFault(t, err, entitlement.ErrInvalid, "customer")
	}
	_, _, err = queue.SetStanding("K", calendar.Moment{}, "")
	requireFault(t, err, entitlement.ErrInvalid, "at")
	_, _, err = queue.SetStanding("K", moment(t, "09:00"), "\xff")
	requireFault(t, err, entitlement.ErrInvalid, "by")
	_, err = queue.LongestWait("VIP", moment(t, "09:00"))
	requireFault(t, err, entitlement.ErrInvalid, "group")
	_, err = queue.LongestWait(priority.WithContract, calendar.Moment{})
	requireFault(t, err, entitlement.ErrInvalid, "at")
	wait, err := queue.LongestWait(priority.WithContract, moment(t, "08:00"))
	require.NoError(t, err)
	require.Zero(t, wait.Longest)
	require.Equal(t, ticket, wait.Ticket)
	_, err = printed().Charge(ticket, "hour", -1)
	requireFault(t, err, entitlement.ErrInvalid, "units")
	_, err = printed().PromisedBy(ticket, calendar.Calendar{})
	requireFault(t, err, entitlement.ErrMissing, "contracts")
	promising := contractsOfK()
	promising[0].Within, promising[0].Calendar = 1, "office"
	_, err = printed().PromisedBy(ticket, calendar.Calendar{}, promising...)
	requireFault(t, err, entitlement.ErrMissing, "calendar")
	promise, err := printed().PromisedBy(ticket, office(t), promising...)
	require.NoError(t, err)
	require.Equal(t, priority.Promised, promise.Stated)
	promising[0].Within = 1 << 40
	promise, err = printed().PromisedBy(ticket, office(t), promising...)
	requireFault(t, err, entitlement.ErrMissing, "calendar")
	require.Zero(t, promise, "beyond the calendar")
}

func TestChargesThatCannotBe(t *testing.T) {
	queue, err := priority.New(printed())
	require.NoError(t, err)
	_, change, err := queue.Intake(aCase(), moment(t, "09:00"), "")
	require.NoError(t, err)
	charge, err := printed().Charge(change.Ticket, "hour", 1<<62)
	require.ErrorIs(t, err, entitlement.ErrInvalid)
	require.Zero(t, charge)
	terms := printed()
	terms.List[0].Prices[0].From = calendar.MustDate("2026-03-11")
	charge, err = terms.Charge(change.Ticket, "hour", 1)
	require.ErrorIs(t, err, entitlement.ErrMissing)
	require.Zero(t, charge)
}

// A case comes once, and no customer waits in two groups.
func TestIntakeConflicts(t *testing.T) {
	queue, err := priority.New(printed())
	require.NoError(t, err)
	at := moment(t, "09:30")
	queue, _, err = queue.Intake(aCase(), at, "")
	require.NoError(t, err)
	_, _, err = queue.Intake(aCase(), at, "")
	requireFault(t, err, entitlement.ErrConflict, "ticket")
	other := aCase()
	other.ID = "U"
	same, _, err := queue.Intake(other, at, "", contractsOfK()...)
	requireFault(t, err, entitlement.ErrConflict, "ticket")
	require.Equal(t, 1, same.Len())
	require.Equal(t, 1, same.Last())
	signed, changes, err := queue.SetStanding("K", at, "", contractsOfK()...)
	require.NoError(t, err)
	require.Equal(t, priority.ContractStarted, changes[0].Kind)
	_, changes, err = signed.SetStanding("K", at, "")
	require.NoError(t, err)
	require.Equal(t, priority.ContractEnded, changes[0].Kind)
	queue = signed
	queue, change, err := queue.Intake(other, at, "", contractsOfK()...)
	require.NoError(t, err)
	require.Equal(t, 2, change.Ticket.Number())
	other.Customer = "L" // another customer's ticket may have the same id
	queue, change, err = queue.Intake(other, at, "")
	require.NoError(t, err)
	require.Equal(t, 3, change.Ticket.Number())
	require.Equal(t, 3, queue.Len())
}

// Of contracts that cover a case the order in which they are handed in does not
// matter, and one that states nothing is behind those that promise something.
func TestCoveringContracts(t *testing.T) {
	contracts := contractsOfK()
	for _, id := range []string{"slow", "fast"} {
		contracts = append(contracts, contracts[0])
		last := &contracts[len(contracts)-1]
		last.ID, last.Within, last.Calendar = id, 8*calendar.Hour, "office"
	}
	contracts[2].Within = 4 * calendar.Hour
	same := contracts[2]
	same.ID = "faster by name"
	for _, row := range []struct {
		contracts []priority.Contract
		want      string
	}{
		{contracts, "fast"}, {contracts[:2], "slow"}, {contracts[1:], "fast"}, {append(contracts[:3:3], same), "fast"},
	} {
		for range 2 {
			j, err := printed().Judge(aCase(), row.contracts...)
			require.NoError(t, err)
			require.Equal(t, row.want, j.Contract)
			row.contracts = slices.Clone(row.contracts)
			slices.Reverse(row.contracts)
		}
	}
}

// What an operation returns says what it did, when, and who did it.
func TestChangesAreLogged(t *testing.T) {
	queue, err := priority.New(printed())
	require.NoError(t, err)
	told := aCase()
	told.Channel, told.Severity = priority.ServiceNumber, "minor"
	var change priority.Change
	var was priority.Ticket
	does := func(kind entitlement.Kind, at calendar.Moment, by string, hint string, why ...entitlement.Clause) {
		t.Helper()
		require.Equal(t, priority.Change{
			Kind: kind, At: at, By: by, Was: was, Ticket: change.Ticket, UpgradeHint: hint, Why: why,
		}, change)
		was = change.Ticket
	}
	at := moment(t, "09:03")
	queue, change, err = queue.Intake(told, at, "desk")
	require.NoError(t, err)
	does(priority.TakenIn, at, "desk", "0800 3", "PRI-02", "PRI-19", "PRI-20", "PRI-23", "PRI-07")
	at = moment(t, "09:04")
	queue, change, err = queue.LeaveVoicemail(was, at, "caller")
	require.NoError(t, err)
	does(priority.MessageLeft, at, "caller", "0800 3", "PRI-13", "PRI-14")
	at = moment(t, "09:05")
	queue, change, err = queue.SetUrgency(was, priority.Low, at, "P.H.")
	require.NoError(t, err)
	does(priority.UrgencySet, at, "P.H.", "0800 3", "PRI-22")
	queue, change, err = queue.SetSeverity(was, "major", at, "P.H.")
	require.NoError(t, err)
	does(priority.SeveritySet, at, "P.H.", "0800 3", "PRI-05")
	_, change, err = queue.SetSeverity(was, "major", at, "P.H.")
	require.NoError(t, err)
	require.Zero(t, change)
	queue, changes, err := queue.SetStanding("K", at, "sales", contractsOfK()...)
	require.NoError(t, err)
	change = changes[0]
	does(priority.ContractStarted, at, "sales", "", "PRI-21")
	queue, changes, err = queue.SetStanding("K", at, "sales")
	require.NoError(t, err)
	change = changes[0]
	does(priority.ContractEnded, at, "sales", "0800 3", "PRI-21")
	at = moment(t, "09:06")
	queue, change, err = queue.Take(was, at, "P.H.")
	require.NoError(t, err)
	does(priority.Taken, at, "P.H.", "0800 3", "PRI-16")
	queue, change, err = queue.PutBack(was, at, "M.K.")
	require.NoError(t, err)
	does(priority.BackInQueue, at, "M.K.", "0800 3", "PRI-17")
	_, _, err = queue.PutBack(was, at, "M.K.")
	refusal := (*entitlement.Refusal)(nil)
	require.ErrorAs(t, err, &refusal)
	require.Equal(t, entitlement.Refusal{Reason: priority.NotInWork, Clause: "PRI-17", Pass: "ticket T taken"}, *refusal)
	queue, change, err = queue.Remove(was, at, "P.H.")
	require.NoError(t, err)
	require.Equal(t, was, change.Ticket)
	require.Equal(t, "0800 3", change.UpgradeHint)
	does(priority.Removed, at, "P.H.", "0800 3", "PRI-04")
	require.Zero(t, queue.Len()+queue.InWork())
}

// Whatever differs, an old copy is refused.
func TestOldCopies(t *testing.T) {
	queue, err := priority.New(printed())
	require.NoError(t, err)
	_, change, err := queue.Intake(aCase(), moment(t, "09:00"), "", contractsOfK()...)
	require.NoError(t, err)
	for name, other := range map[string]priority.Ticket{
		"number":   decoded(t, change.Ticket, `"number":1`, `"number":2`),
		"subject":  decoded(t, change.Ticket, `"subject":"server"`, `"subject":"mail"`),
		"channel":  decoded(t, change.Ticket, `"channel":"e-mail"`, `"channel":"Hotline"`),
		"arrived":  decoded(t, change.Ticket, `T09:00:00+01:00`, `T08:00:00Z`),
		"urgency":  decoded(t, change.Ticket, `"urgency":"high"`, `"urgency":"High"`),
		"level":    decoded(t, change.Ticket, `"urgency_level":2`, `"urgency_level":3`),
		"contract": decoded(t, change.Ticket, `"contract":"C"`, `"contract":"D"`),
		"group":    change.Ticket.Regroup(priority.WithoutContract),
	} {
		restored, err := priority.Restore(printed(), 2, change.Ticket)
		require.NoError(t, err)
		_, err = restored.Rank(change.Ticket)
		require.NoError(t, err, name)
		_, err = restored.Rank(other)
		requireFault(t, err, entitlement.ErrConflict, "ticket")
	}
}

// What decides, one criterion after the other.
func TestDecides(t *testing.T) {
	queue, err := priority.New(printed())
	require.NoError(t, err)
	told := aCase()
	told.Severity = "major"
	_, change, err := queue.Intake(told, moment(t, "09:00"), "", contractsOfK()...)
	require.NoError(t, err)
	ticket := change.Ticket
	for _, row := range []struct {
		from, to string
		by       priority.Criterion
		clause   entitlement.Clause
	}{
		{`"WithContract"`, `"WithoutContract"`, priority.ByGroup, "PRI-08"},
		{`"urgency_level":2`, `"urgency_level":3`, priority.ByUrgency, "PRI-04"},
		{`"severity_level":1`, `"severity_level":2`, priority.BySeverity, "PRI-05"},
		{`T09:00:00+01:00`, `T08:00:01Z`, priority.ByArrival, "PRI-04"},
		{`"number":1`, `"number":2`, priority.ByNumber, "PRI-07"},
		{`"id":"T"`, `"id":"U"`, priority.ByID, "PRI-07"},
		{`"customer":"K"`, `"customer":"L"`, priority.ByID, "PRI-07"},
		{`T09:00:00+01:00`, `T08:00:00Z`, "", ""}, // the same instant
	} {
		other := decoded(t, ticket, row.from, row.to)
		by, clause := priority.Decides(ticket, other)
		require.Equal(t, row.by, by, row.to)
		require.Equal(t, row.clause, clause, row.to)
		by, clause = priority.Decides(other, ticket)
		require.Equal(t, row.by, by, row.to)
		require.Equal(t, row.clause, clause, row.to)
		want := -1
		if by == "" {
			want = 0
		}
		require.Equal(t, want, priority.Compare(ticket, other), row.to)
		require.Equal(t, -want, priority.Compare(other, ticket), row.to)
	}
}

// What a case is judged is what is answered when contracts are chosen between.
func TestAsk(t *testing.T) {
	told := aCase()
	told.Channel = priority.Hotline
	contracts := contractsOfK()
	contracts[0].Last = calendar.MustDate("2026-12-31")
	answer, err := printed().Ask(told, contracts...)
	require.NoError(t, err)
	require.NoError(t, answer.Validate())
	require.Equal(t, entitlement.Answer{
		Type: "priority", Contract: "C", Cover: entitlement.FullCover, Paid: entitlement.ByRight, Unit: "case", Rest: entitlement.Nobody,
		Until: calendar.MustDate("2027-01-01"), Why: []entitlement.Clause{"PRI-02", "PRI-09"},
	}, answer)
	for _, last := range []calendar.Date{0, calendar.MustDate("9999-12-31")} {
		contracts[0].Last = last
		answer, err = printed().Ask(told, contracts...)
		require.NoError(t, err)
		require.Zero(t, answer.Until, "no end is known")
	}
	answer, err = printed().Ask(told)
	require.NoError(t, err)
	require.NoError(t, answer.Validate())
	require.Equal(t, entitlement.Answer{
		Type: "priority", Contract: "T", Cover: entitlement.FullCover, Paid: entitlement.Billable, Unit: "case", Rest: entitlement.CustomerByList,
		Notices: []entitlement.Notice{"WrongChannel"}, Why: []entitlement.Clause{"PRI-02", "PRI-19", "PRI-20", "PRI-23", "PRI-12"},
	}, answer)
	told.Subject = "printer"
	answer, err = printed().Ask(told, contracts...)
	require.NoError(t, err)
	require.Equal(t, entitlement.CustomerByList, answer.Rest)
	require.Equal(t, []entitlement.Clause{"PRI-02", "PRI-10"}, answer.Why)
	told.ID = ""
	answer, err = printed().Ask(told)
	requireFault(t, err, entitlement.ErrInvalid, "id")
	require.Zero(t, answer)
}

// What a contract has ahead is what the queue has to be told.
func TestUpcoming(t *testing.T) {
	contract := contractsOfK()[0]
	contract.From, contract.Last = moment(t, "09:30"), calendar.MustDate("2026-12-31")
	entitlementtest.Tiles(t, contract.From.Date(), contract.Upcoming)
	begins := entitlement.Dated{On: contract.From.Date(), At: contract.From, What: entitlement.Begins, Of: "C", Why: "PRI-21"}
	ends := entitlement.Dated{On: contract.Last, What: entitlement.Ends, Of: "C", Why: "PRI-21"}
	require.Equal(t, []entitlement.Dated{begins, ends}, contract.Upcoming(begins.On, ends.On+1))
	contract.Last = 0
	require.Equal(t, []entitlement.Dated{begins}, contract.Upcoming(0, ends.On+1))
	require.Empty(t, priority.Contract{}.Upcoming(0, ends.On))
}

// Waits are counted once for each ticket, in the group it was taken in.
func TestWaits(t *testing.T) {
	queue, err := priority.New(printed())
	require.NoError(t, err)
	var changes []priority.Change
	note := func(next priority.Queue, change priority.Change, err error) priority.Ticket {
		require.NoError(t, err)
		queue, changes = next, append(changes, change)
		return change.Ticket
	}
	told := aCase()
	first := note(queue.Intake(told, moment(t, "09:00"), "", contractsOfK()...))
	told.ID, told.Customer, told.Arrived = "U", "", moment(t, "09:01")
	note(queue.Intake(told, moment(t, "09:01"), ""))
	first = note(queue.Take(first, moment(t, "09:03"), ""))
	second, _ := queue.Next()
	second = note(queue.Take(second, moment(t, "09:05"), ""))
	first = note(queue.PutBack(first, moment(t, "09:10"), ""))
	first = note(queue.Take(first, moment(t, "09:20"), ""))
	note(queue.Remove(first, moment(t, "09:30"), ""))
	again := aCase() // the same id, another ticket
	note(queue.Take(note(queue.Intake(again, moment(t, "09:40"), "", contractsOfK()...)), moment(t, "09:40"), ""))
	with, without := priority.WaitsOf(3*calendar.Minute, changes...)
	require.Equal(t, priority.Waits{Group: priority.WithContract, Tickets: 2, Total: 43 * calendar.Minute, Longest: 40 * calendar.Minute, Over: 1}, with)
	require.Equal(t, priority.Waits{Group: priority.WithoutContract, Tickets: 1, Total: 4 * calendar.Minute, Longest: 4 * calendar.Minute, Over: 1}, without)
	require.True(t, second.InWork())
}

// The chapter has 26 clauses.
func TestClauses(t *testing.T) {
	for i, rule := range priority.Clauses() {
		require.Equal(t, fmt.Sprintf("PRI-%02d", i+1), string(rule.Clause))
		require.NotEmpty(t, rule.Text)
	}
	require.Len(t, priority.Clauses(), 26)
}

// Of several that arrived at one instant the longest wait is of the one served first.
func TestLongestWaitOfEquals(t *testing.T) {
	for _, contracts := range [][]priority.Contract{nil, contractsOfK()} {
		queue, err := priority.New(printed())
		require.NoError(t, err)
		for i, urgency := range []priority.Urgency{priority.Low, priority.High, priority.Medium, priority.High, priority.Critical} {
			told := aCase()
			told.ID, told.Urgency = strconv.Itoa(i), urgency
			if i == 4 {
				told.Arrived = moment(t, "09:01")
			}
			queue, _, err = queue.Intake(told, moment(t, "09:02"), "", contracts...)
			require.NoError(t, err)
		}
		for _, want := range []string{"1", "3", "2", "0", "4"} {
			wait, err := queue.LongestWait(priority.GroupOf(moment(t, "09:02"), contracts...), moment(t, "09:02"))
			require.NoError(t, err)
			require.Equal(t, want, wait.Ticket.ID())
			queue, _, err = queue.Remove(wait.Ticket, moment(t, "09:02"), "")
			require.NoError(t, err)
		}
	}
}

// A loop over tickets may end early, whatever it is over.
func TestLoopsEnd(t *testing.T) {
	queue, err := priority.New(printed())
	require.NoError(t, err)
	for i := range 4 {
		told := aCase()
		told.ID = strconv.Itoa(i)
		queue, _, err = queue.Intake(told, moment(t, "09:00"), "")
		require.NoError(t, err)
	}
	for range 2 {
		next, _ := queue.Next()
		queue, _, err = queue.Take(next, moment(t, "09:00"), "")
		require.NoError(t, err)
	}
	for _, tickets := range []iter.Seq[priority.Ticket]{queue.All(), queue.Working(), queue.Of("K")} {
		for ticket := range tickets {
			require.NotEmpty(t, ticket.ID())
			break
		}
	}
	require.Equal(t, []string{"2", "3"}, ids(queue))
	require.Equal(t, []string{"0", "1"}, idsOf(queue.Working()))
	require.Equal(t, []string{"0", "1", "2", "3"}, idsOf(queue.Of("K")))
	require.Empty(t, idsOf(queue.Of("J")))
	require.Empty(t, idsOf(queue.Of("L")))
}

// A voicemail that is told late is judged by its arrival, and grouped by now.
func TestLateIntake(t *testing.T) {
	queue, err := priority.New(printed())
	require.NoError(t, err)
	contracts := contractsOfK()
	contracts[0].From = moment(t, "09:02")
	_, change, err := queue.Intake(aCase(), moment(t, "09:04"), "", contracts...)
	require.NoError(t, err)
	require.Equal(t, priority.WithContract, change.Ticket.Group())
	require.Equal(t, priority.NoClaim, change.Ticket.Claim())
	require.Empty(t, change.Ticket.Contract())
}

// Terms that are changed afterwards change no queue.
func TestTermsAreCopied(t *testing.T) {
	terms := printed()
	queue, err := priority.New(terms)
	require.NoError(t, err)
	terms.Urgencies[1], terms.Severities[0] = "changed", "changed"
	told := aCase()
	told.Severity = "major"
	_, _, err = queue.Intake(told, moment(t, "09:00"), "")
	require.NoError(t, err)
}

// Why belongs to whoever gets it.
func TestWhyIsNotShared(t *testing.T) {
	queue, err := priority.New(printed())
	require.NoError(t, err)
	_, one, err := queue.Intake(aCase(), moment(t, "09:00"), "")
	require.NoError(t, err)
	one.Why[0] = "changed"
	_, other, err := queue.Intake(aCase(), moment(t, "09:00"), "")
	require.NoError(t, err)
	require.Equal(t, entitlement.Clause("PRI-02"), other.Why[0])
}

func TestRestore(t *testing.T) {
	queue, err := priority.New(printed())
	require.NoError(t, err)
	queue, change, err := queue.Intake(aCase(), moment(t, "09:00"), "", contractsOfK()...)
	require.NoError(t, err)
	one := change.Ticket
	told := aCase()
	told.ID, told.Severity = "U", "minor"
	queue, change, err = queue.Intake(told, moment(t, "09:00"), "", contractsOfK()...)
	require.NoError(t, err)
	two := change.Ticket

	for _, last := range []int{-1, 1 << 53} {
		_, err = priority.Restore(printed(), last)
		requireFault(t, err, entitlement.ErrInvalid, "last")
	}
	_, err = priority.Restore(printed(), 1, one, two)
	requireFault(t, err, entitlement.ErrConflict, "ticket")
	_, err = priority.Restore(printed(), 2, one, one)
	requireFault(t, err, entitlement.ErrConflict, "ticket")
	_, err = priority.Restore(printed(), 2, one, decoded(t, two, `"number":2`, `"number":1`))
	requireFault(t, err, entitlement.ErrConflict, "ticket")
	twice := decoded(t, two, `"id":"U"`, `"id":"T"`)
	_, err = priority.Restore(printed(), 2, one, twice)
	requireFault(t, err, entitlement.ErrConflict, "ticket")
	before := decoded(t, decoded(t, two, `"customer":"K"`, `"customer":"A"`), `"number":2`, `"number":3`)
	_, err = priority.Restore(printed(), 3, before, one, twice)
	requireFault(t, err, entitlement.ErrConflict, "ticket")
	_, err = priority.Restore(printed(), 3, before, one, two)
	require.NoError(t, err)
	moved := decoded(t, two, `WithContract`, `WithoutContract`)
	_, err = priority.Restore(printed(), 2, one, moved)
	requireFault(t, err, entitlement.ErrConflict, "ticket")
	terms := printed()
	terms.GroupAt = priority.Arrival
	_, err = priority.Restore(terms, 2, one, moved)
	require.NoError(t, err)

	restored, err := priority.Restore(printed(), 2, one, moved.Regroup(priority.WithContract))
	require.NoError(t, err)
	require.Equal(t, ids(queue), ids(restored))
	require.Equal(t, two, moved.Regroup(priority.WithContract))
	terms.GroupAt = ""
	_, err = priority.Restore(terms, 2, one, moved)
	requireFault(t, err, entitlement.ErrConflict, "ticket")
	nobodys := told
	nobodys.Customer = ""
	_, change, err = queue.Intake(nobodys, moment(t, "09:00"), "")
	require.NoError(t, err)
	_, err = priority.Restore(printed(), 3, change.Ticket)
	require.NoError(t, err)
	_, err = priority.Restore(printed(), 3, change.Ticket.Regroup(priority.WithContract))
	requireFault(t, err, entitlement.ErrInvalid, "customer")

	full, err := priority.Restore(printed(), 1<<53-1, one)
	require.NoError(t, err)
	_, _, err = full.Intake(told, moment(t, "09:00"), "", contractsOfK()...)
	requireFault(t, err, entitlement.ErrInvalid, "number")

	terms = printed() // a new level above, and severities turned round
	terms.Urgencies = append([]priority.Urgency{"blocker"}, terms.Urgencies...)
	terms.Severities = []priority.Severity{"minor", "major"}
	restored, err = priority.Restore(terms, 2, two, one)
	require.NoError(t, err)
	require.Equal(t, []string{"U", "T"}, ids(restored))
	placed, ok := restored.Find("K", "U")
	require.True(t, ok)
	require.Equal(t, decoded(t, decoded(t, two, `"urgency_level":2`, `"urgency_level":3`), `"severity_level":2`, `"severity_level":1`), placed)
	_, err = restored.Rank(two)
	requireFault(t, err, entitlement.ErrConflict, "ticket")
	terms.Severities = nil
	_, err = priority.Restore(terms, 2, one, two)
	requireFault(t, err, entitlement.ErrInvalid, "severity")
	terms.Urgencies = []priority.Urgency{"a", "b"}
	_, err = priority.Restore(terms, 2, one)
	requireFault(t, err, entitlement.ErrInvalid, "urgency")
	_, err = priority.Restore(priority.Terms{}, 2, one)
	requireFault(t, err, entitlement.ErrMissing, "zone")
	require.Equal(t, []string{"U", "T"}, ids(queue))
}

// decoded returns a ticket with a part of its text changed.
func decoded(t *testing.T, ticket priority.Ticket, from, to string) priority.Ticket {
	t.Helper()
	text, err := json.Marshal(ticket)
	require.NoError(t, err)
	require.Contains(t, string(text), from)
	var read priority.Ticket
	require.NoError(t, json.Unmarshal([]byte(strings.Replace(string(text), from, to, 1)), &read))
	return read
}

const ticketText = `{"v":1,"id":"T","customer":"K","subject":"server","channel":"Hotline","group":"WithContract","urgency":"high",` +
	`"urgency_level":2,"severity":"major","severity_level":1,"arrived":"2026-03-10T09:00:00+01:00","number":7,"claim":"Contract",` +
	`"contract":"C","in_work":true,"offered":true}`

func TestTicketJSON(t *testing.T) {
	var ticket priority.Ticket
	require.NoError(t, json.Unmarshal([]byte(ticketText), &ticket))
	text, err := json.Marshal(ticket)
	require.NoError(t, err)
	require.JSONEq(t, ticketText, string(text))
	entitlementtest.RoundTrips(t, ticket)
	entitlementtest.RoundTrips(t, priority.Ticket{})
	require.Equal(t, "server", ticket.Subject())
	require.Equal(t, priority.Severity("major"), ticket.Severity())
	require.Equal(t, priority.High, ticket.Urgency())

	for _, row := range []struct{ name, from, to string }{
		{"no id", `"id":"T"`, `"id":""`},
		{"no subject", `"subject":"server"`, `"subject":""`},
		{"no channel", `"channel":"Hotline"`, `"channel":""`},
		{"no urgency", `"urgency":"high"`, `"urgency":""`},
		{"a group that is none", `"WithContract"`, `"VIP"`},
		{"no group", `"WithContract"`, `""`},
		{"no level", `"urgency_level":2`, `"urgency_level":0`},
		{"a level that is none", `"urgency_level":2`, `"urgency_level":258`},
		{"a level below all", `"urgency_level":2`, `"urgency_level":201`},
		{"a level before all", `"urgency_level":2`, `"urgency_level":-1`},
		{"no level of severity", `"severity_level":1`, `"severity_level":0`},
		{"a level of a severity that is none", `"severity_level":1`, `"severity_level":202`},
		{"a severity at the level of none", `"severity_level":1`, `"severity_level":201`},
		{"a level without its severity", `"severity":"major"`, `"severity":""`},
		{"not arrived", `"2026-03-10T09:00:00+01:00"`, `""`},
		{"no number", `"number":7`, `"number":0`},
		{"a number too large", `"number":7`, `"number":9007199254740992`},
		{"an unknown claim", `"claim":"Contract"`, `"claim":"All"`},
		{"no claim at all", `"claim":"Contract"`, `"claim":""`},
		{"a claim under no contract", `"contract":"C"`, `"contract":""`},
		{"a contract and no claim", `"claim":"Contract"`, `"claim":"None"`},
		{"nobody's contract", `"customer":"K"`, `"customer":""`},
		{"another version", `"v":1`, `"v":2`},
		{"a field too many", `"number":7`, `"number":7,"extra":1`},
		{"no object", ticketText, `7`},
		{"null", ticketText, `null`},
	} {
		t.Run(row.name, func(t *testing.T) {
			require.Contains(t, ticketText, row.from)
			before := ticket
			require.Error(t, json.Unmarshal([]byte(strings.Replace(ticketText, row.from, row.to, 1)), &before))
			require.Equal(t, ticket, before)
		})
	}
	require.NoError(t, json.Unmarshal([]byte(strings.Replace(ticketText, `"number":7`, `"number":9007199254740991`, 1)), &ticket))
	for _, text := range []string{`{"v":1,"group":"VIP"}`, `{"v":1,"urgency_level":999}`, `{"v":1,"severity_level":-5}`, `{"v":1,"number":1}`} {
		require.Error(t, json.Unmarshal([]byte(text), &ticket), text)
	}
	lowest := strings.Replace(ticketText, `"urgency_level":2`, `"urgency_level":200`, 1)
	require.NoError(t, json.Unmarshal([]byte(lowest), &ticket))
	anonymous := strings.NewReplacer(`"customer":"K"`, `"customer":""`, `"claim":"Contract"`, `"claim":"None"`, `"contract":"C"`, `"contract":""`,
		`WithContract`, `WithoutContract`).Replace(ticketText)
	require.NoError(t, json.Unmarshal([]byte(anonymous), &ticket))
	require.Error(t, json.Unmarshal([]byte(strings.Replace(anonymous, `WithoutContract`, `WithContract`, 1)), &ticket))
	require.Error(t, json.Unmarshal([]byte(strings.Replace(anonymous, `"None"`, `"AtListPrice"`, 1)), &ticket))
}

func TestChangeJSON(t *testing.T) {
	queue, err := priority.New(printed())
	require.NoError(t, err)
	told := aCase()
	told.Channel = priority.Hotline
	queue, taken, err := queue.Intake(told, moment(t, "09:00"), "desk")
	require.NoError(t, err)
	_, raised, err := queue.SetUrgency(taken.Ticket, priority.Critical, moment(t, "09:01"), "P.H.")
	require.NoError(t, err)
	for _, change := range []priority.Change{taken, raised} {
		text, err := json.Marshal(change)
		require.NoError(t, err)
		var read priority.Change
		require.NoError(t, json.Unmarshal(text, &read))
		require.Equal(t, change, read)
		require.Error(t, json.Unmarshal([]byte(strings.Replace(string(text), `{"v":1`, `{"v":2`, 1)), &read))
		require.Error(t, json.Unmarshal([]byte(strings.Replace(string(text), `{"v":1`, `{"v":1,"extra":1`, 1)), &read))
	}
	require.Equal(t, priority.UrgencySet, raised.Kind)
	require.Equal(t, "P.H.", raised.By)
	require.Equal(t, priority.High, raised.Was.Urgency())
}

// What a reader got of a queue stays, whatever is done to later ones.
func TestOldQueuesStay(t *testing.T) {
	queue, start := filled(t, 100, func(i int) int { return i })
	want := ids(queue)
	later := queue
	for ticket := range queue.All() {
		var err error
		var change priority.Change
		later, change, err = later.SetUrgency(ticket, priority.Critical, start.Add(1000), "")
		require.NoError(t, err)
		later, _, err = later.Remove(change.Ticket, start.Add(1000), "")
		require.NoError(t, err)
		require.Equal(t, want, ids(queue))
	}
	require.Zero(t, later.Len())
}

// Questions about a queue allocate next to nothing, and operations a node for each
// step of the way.
func TestAllocations(t *testing.T) {
	queue, start := filled(t, 10_000, func(i int) int { return i })
	at := start.Add(1 << 20)
	next, _ := queue.Next()
	for _, row := range []struct {
		name string
		most float64
		do   func()
	}{
		{"next", 0, func() { queue.Next() }},
		{"rank", 3, func() { _, _ = queue.Rank(next) }},
		{"longest wait", 1, func() { _, _ = queue.LongestWait(priority.WithoutContract, at) }},
		{"compare", 0, func() { priority.Compare(next, next) }},
		{"take", 64, func() { _, _, _ = queue.Take(next, at, "") }},
	} {
		require.LessOrEqual(t, testing.AllocsPerRun(100, row.do), row.most, row.name)
	}
}
