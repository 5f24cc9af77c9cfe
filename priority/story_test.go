package priority_test

import (
	"errors"
	"iter"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/entitlementtest"
	"github.com/avtale/avtale/priority"
)

func TestMain(m *testing.M) { entitlementtest.Main(m) }

func TestStories(t *testing.T) {
	shown := entitlementtest.Run(t, os.DirFS("testdata"), "*.story", berlin(t), func() entitlementtest.Stage {
		return newStage(t)
	})
	shown.RequireAll(t, "clauses.go", priority.Clauses())
	if folder := os.Getenv("AVTALE_VECTORS"); folder != "" { // .ci/vectors collects them
		vectors, err := shown.Vectors("priority")
		require.NoError(t, err)
		require.NoError(t, os.CopyFS(folder, vectors))
	}
}

func berlin(t testing.TB) calendar.Zone { return office(t).Zone() }

// office is open from 8 to 16 on working days in Rhineland-Palatinate.
func office(t testing.TB) calendar.Calendar {
	location, err := time.LoadLocation("Europe/Berlin")
	require.NoError(t, err)
	hours, err := calendar.Compile(calendar.Spec{
		Name: "office", Zone: "Europe/Berlin",
		From: calendar.MustDate("2026-01-01"), To: calendar.MustDate("2027-12-31"),
		Week:     calendar.MondayToFriday(calendar.MustHours("8-16")),
		Holidays: calendar.HolidaySet{Region: calendar.RhinelandPalatinate},
	}, location)
	require.NoError(t, err)
	return hours
}

// printed are the terms of the stories.
func printed() priority.Terms {
	terms := priority.Printed("0800 1", "0800 2", "0800 3", []priority.Service{{Name: "hour", Prices: entitlement.Prices{
		{From: calendar.MustDate("2026-01-01"), Amount: entitlement.MustMoney("120.00 EUR")},
	}}})
	terms.Severities = []priority.Severity{"major", "minor"}
	return terms
}

// A stage holds the queue of a story, and the contracts by their ids. A ticket is
// called by its id, and belongs to the customer of that name unless it says
// otherwise.
type stage struct {
	hours     calendar.Calendar
	terms     priority.Terms
	queue     priority.Queue
	contracts map[string]priority.Contract
	customers map[string]string // of tickets
	cases     []entitlementtest.Told
	log       []priority.Change
}

func newStage(t *testing.T) *stage {
	s := &stage{
		hours: office(t), terms: printed(),
		contracts: map[string]priority.Contract{}, customers: map[string]string{},
	}
	require.NoError(t, s.Given("queue", "", nil))
	return s
}

// Scene returns what is on the stage: of the queue its tickets, and the order they
// stand in.
func (s *stage) Scene() entitlementtest.Scene {
	order := map[string][]string{"waiting": {}, "working": {}}
	tickets := map[string]priority.Ticket{}
	for ticket := range s.queue.All() {
		order["waiting"], tickets[ticket.ID()] = append(order["waiting"], ticket.ID()), ticket
	}
	for ticket := range s.queue.Working() {
		order["working"], tickets[ticket.ID()] = append(order["working"], ticket.ID()), ticket
	}
	return entitlementtest.Scene{
		Terms: s.terms, Calendar: s.hours.Spec(), Told: s.cases, Entries: s.log,
		Values: map[string]any{"contracts": s.contracts, "tickets": tickets, "queue": order},
	}
}

// Given puts terms, prices, contracts or an empty queue on the stage. A contract is
// that of the customer of its name, for the year 2026 and all subjects of the
// stories, unless it says otherwise.
func (s *stage) Given(noun, name string, args entitlementtest.Args) (err error) {
	switch noun {
	case "terms":
		s.terms.GroupAt = priority.GroupAt(args.Text("group_at"))
		s.terms.VoicemailForAll = args.Text("voicemail_for_all") == "true"
		if args.Text("without") == "list" {
			s.terms.List = nil
		}
	case "price":
		hour := &s.terms.List[0]
		hour.Prices = append(hour.Prices, entitlement.Price{From: calendar.MustDate(name), Amount: entitlement.MustMoney(args.Text("amount"))})
	case "contract":
		c := priority.Contract{ID: name, Customer: name, Scope: []string{"server", "mail"}, Calendar: args.Text("calendar")}
		from := "2026-01-01"
		for key, value := range map[string]*string{"customer": &c.Customer, "from": &from} {
			if text := args.Text(key); text != "" {
				*value = text
			}
		}
		if scope := args.Text("scope"); scope != "" {
			c.Scope = strings.Fields(scope)
		}
		day, clock, _ := strings.Cut(from+"T00:00", "T")
		if c.From, err = s.hours.Zone().Local(calendar.MustDate(day), calendar.MustClock(clock[:5])); err != nil {
			return err
		}
		c.Last = calendar.MustDate("2026-12-31")
		if last := args.Text("last"); last != "" {
			c.Last = calendar.MustDate(last)
		}
		if within, err := time.ParseDuration(args.Text("within")); err == nil {
			c.Within, c.Calendar = calendar.Elapsed(within), "office"
		}
		s.contracts[name] = c
	case "queue":
		last, _ := strconv.Atoi(args.Text("last"))
		s.queue, err = priority.Restore(s.terms, last)
	}
	return err
}

func (s *stage) contractsOf(customer string) []priority.Contract {
	var all []priority.Contract
	for _, c := range s.contracts {
		if c.Customer == customer {
			all = append(all, c)
		}
	}
	return all // in any order: it never matters
}

// ticket returns a ticket of the queue by its id.
func (s *stage) ticket(id string) priority.Ticket {
	ticket, _ := s.queue.Find(s.customers[id], id)
	return ticket
}

// told returns the case that a step tells.
func (s *stage) told(step entitlementtest.Step) (priority.Case, error) {
	id := step.Names[0]
	args := entitlementtest.Args{
		"customer": {Text: id}, "subject": {Text: "server"}, "urgency": {Text: "low"}, "channel": {Text: "TicketSystem"},
		"arrived": {Text: step.When.String()},
	}
	for key, value := range step.Args {
		args[key] = value
	}
	args["id"] = entitlementtest.Value{Text: id}
	var told priority.Case
	err := entitlement.Decode("case", args.JSON(), &told)
	s.cases = append(s.cases, entitlementtest.Told{Fact: told})
	return told, err
}

// Step makes an operation or asks a question.
func (s *stage) Step(step entitlementtest.Step) (entitlementtest.Answer, error) {
	var change priority.Change
	var err error
	name := strings.Join(step.Names, "")
	ticket := s.ticket(name)
	switch step.Verb {
	case "intake":
		told, failure := s.told(step)
		if failure != nil {
			return entitlementtest.Answer{}, failure
		}
		if s.queue, change, err = s.queue.Intake(told, step.When, "", s.contractsOf(told.Customer)...); err == nil {
			s.customers[told.ID] = told.Customer
		}
	case "take":
		s.queue, change, err = s.queue.Take(ticket, step.When, "P.H.")
	case "putback":
		s.queue, change, err = s.queue.PutBack(ticket, step.When, "P.H.")
	case "remove":
		s.queue, change, err = s.queue.Remove(ticket, step.When, "P.H.")
	case "seturgency":
		s.queue, change, err = s.queue.SetUrgency(ticket, priority.Urgency(step.Args.Text("urgency")), step.When, "P.H.")
	case "setseverity":
		s.queue, change, err = s.queue.SetSeverity(ticket, priority.Severity(step.Args.Text("severity")), step.When, "P.H.")
	case "leavevoicemail":
		s.queue, change, err = s.queue.LeaveVoicemail(ticket, step.When, "")
	case "setstanding":
		var changes []priority.Change
		s.queue, changes, err = s.queue.SetStanding(name, step.When, "", s.contractsOf(name)...)
		s.log = append(s.log, changes...)
		answer := entitlementtest.Answer{Outcome: map[string]string{"changed": strconv.Itoa(len(changes))}}
		if len(changes) > 0 {
			answer.Why = changes[0].Why
		}
		return answer, err
	default:
		return s.ask(step, ticket)
	}
	if change.Kind != "" {
		s.log = append(s.log, change)
	}
	return entitlementtest.Answer{
		Outcome: map[string]string{"note": string(change.Note)},
		Detail: map[string]string{
			"number": strconv.Itoa(change.Ticket.Number()), "group": string(change.Ticket.Group()),
			"claim": string(change.Ticket.Claim()), "upgrade_hint": change.UpgradeHint,
		},
		Why: change.Why,
	}, err
}

func values(why []entitlement.Clause, words ...string) entitlementtest.Answer {
	return entitlementtest.Answer{Values: words, Why: why}
}

func (s *stage) ask(step entitlementtest.Step, ticket priority.Ticket) (entitlementtest.Answer, error) {
	name := strings.Join(step.Names, "")
	switch step.Verb {
	case "next":
		if next, ok := s.queue.Next(); ok {
			return values(nil, next.ID()), nil
		}
		return values(nil, "none"), nil
	case "order":
		return values(nil, ids(s.queue)...), nil
	case "of":
		return values(nil, idsOf(s.queue.Of(name))...), nil
	case "working":
		return values(nil, idsOf(s.queue.Working())...), nil
	case "restored":
		var tickets []priority.Ticket
		for _, id := range step.Names {
			tickets = append(tickets, s.ticket(id))
		}
		restored, err := priority.Restore(s.terms, s.queue.Last(), tickets...)
		return values(nil, ids(restored)...), err
	case "decides":
		by, clause := priority.Decides(s.ticket(step.Names[0]), s.ticket(step.Names[1]))
		if priority.Compare(s.ticket(step.Names[0]), s.ticket(step.Names[1])) > 0 {
			return entitlementtest.Answer{}, errors.New("it comes second")
		}
		return values([]entitlement.Clause{clause}, string(by)), nil
	case "maywork":
		way, err := s.queue.MayWork(ticket)
		if refusal := (*entitlement.Refusal)(nil); errors.As(err, &refusal) && refusal.Reason == priority.NotNext {
			return values([]entitlement.Clause{refusal.Clause}, "no", way.ID()), nil
		}
		return values(nil, "yes"), err
	case "groupof":
		return values(nil, string(priority.GroupOf(step.When, s.contractsOf(name)...))), nil
	case "judge":
		told, err := s.told(step)
		if err != nil {
			return entitlementtest.Answer{}, err
		}
		j, err := s.terms.Judge(told, s.contractsOf(told.Customer)...)
		return entitlementtest.Answer{
			Outcome: map[string]string{
				"group": string(j.Group), "claim": string(j.Claim), "billed_by": string(j.BilledBy),
				"note": string(j.Note), "upgrade_hint": j.UpgradeHint,
			},
			Detail: map[string]string{"contract": j.Contract}, Why: j.Why,
		}, err
	case "channelfor":
		channel, number := s.terms.ChannelFor(s.ticket(name).Group())
		if ticket.ID() == "" {
			channel, number = s.terms.ChannelFor(priority.GroupOf(step.When, s.contractsOf(name)...))
		}
		return values(nil, string(channel), number), nil
	case "charge":
		units, _ := strconv.Atoi(step.Args.Text("units"))
		charge, err := s.terms.Charge(ticket, step.Args.Text("service"), units)
		if charge.Amount.IsZero() {
			return values(charge.Why, ""), err
		}
		return values(charge.Why, charge.Amount.String()), err
	case "promisedby":
		promise, err := s.terms.PromisedBy(ticket, s.hours, s.contractsOf(ticket.Customer())...)
		if promise.By.IsZero() {
			return values(promise.Why, string(promise.Stated)), err
		}
		return values(promise.Why, string(promise.Stated), promise.By.String()), err
	case "longestwait":
		wait, err := s.queue.LongestWait(priority.Group(name), step.When)
		return entitlementtest.Answer{
			Outcome: map[string]string{"waiting": strconv.Itoa(wait.Waiting), "ticket": wait.Ticket.ID()},
			Detail:  map[string]string{"longest": wait.Longest.String()}, Why: wait.Why,
		}, err
	case "upgradehint":
		return values(nil, s.terms.UpgradeHint(ticket.Group())), nil
	case "levels":
		var levels []string
		for _, level := range s.terms.Urgencies {
			levels = append(levels, string(level))
		}
		return values(nil, levels...), nil
	}
	asked := []any{s.queue, s.terms}
	if ticket.ID() != "" {
		asked = []any{ticket, s.queue}
	}
	for _, asked := range asked {
		words, err := entitlementtest.Query(asked, step.Verb, ticket, step.When, s.terms, name)
		if err == nil || !strings.Contains(err.Error(), "cannot be asked") {
			return values(nil, words...), err
		}
	}
	return entitlementtest.Answer{}, errors.New("nobody can be asked " + step.Verb)
}

func ids(q priority.Queue) []string { return idsOf(q.All()) }

func idsOf(tickets iter.Seq[priority.Ticket]) []string {
	var all []string
	for ticket := range tickets {
		all = append(all, ticket.ID())
	}
	return all
}
