package swap_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/entitlementtest"
	"github.com/avtale/avtale/entitlement/ledger"
	"github.com/avtale/avtale/swap"
)

func TestMain(m *testing.M) { entitlementtest.Main(m) }

func TestStories(t *testing.T) {
	days := workingDays(t)
	shown := entitlementtest.Run(t, os.DirFS("testdata"), "*.story", days.Zone(), func() entitlementtest.Stage {
		return &stage{t: t, terms: printed(), days: days, world: newValues()}
	})
	shown.RequireAll(t, "clauses.go", swap.Clauses())
	if folder := os.Getenv("AVTALE_VECTORS"); folder != "" { // .ci/vectors collects them
		vectors, err := shown.Vectors("swap")
		require.NoError(t, err)
		require.NoError(t, os.CopyFS(folder, vectors))
	}
}

func printed() swap.Terms {
	return swap.Printed([]swap.Question{"on", "dropped", "wet", "reset"})
}

// workingDays returns the contract's calendar; with the eves as working days if
// only public holidays are closed.
func workingDays(t testing.TB, closed ...calendar.Category) calendar.Calendar {
	spec := swap.WorkingDays()
	if len(closed) > 0 {
		spec.Holidays.Categories = closed
	}
	location, err := loadLocation(spec.Zone)
	require.NoError(t, err)
	days, err := calendar.Compile(spec, location)
	require.NoError(t, err)
	return days
}

func loadLocation(zone string) (*time.Location, error) { return time.LoadLocation(zone) }

// values are those of a ledger by their ids, and the ledger.
type values struct {
	agreements map[string]swap.Agreement
	users      map[string]swap.User
	cases      map[string]swap.Case
	devices    map[string]swap.Device
	pools      map[string]swap.Pool
	orders     map[string]swap.Order
	log        []swap.Entry
}

func newValues() values {
	return values{
		agreements: map[string]swap.Agreement{}, users: map[string]swap.User{}, cases: map[string]swap.Case{},
		devices: map[string]swap.Device{}, pools: map[string]swap.Pool{}, orders: map[string]swap.Order{},
	}
}

// post appends entries and keeps what changed, and checks that it is the fold of
// the ledger.
func (v *values) post(t entitlementtest.T, changed swap.Holding, entries ...swap.Entry) error {
	for _, entry := range entries {
		log, err := ledger.Append(v.log, entry)
		if err != nil {
			return err
		}
		v.log = log
	}
	keep(t, v.log, v.agreements, changed.Agreements, swap.Agreement.ID, swap.Agreement.Apply)
	keep(t, v.log, v.users, changed.Users, swap.User.ID, swap.User.Apply)
	keep(t, v.log, v.cases, changed.Cases, swap.Case.ID, swap.Case.Apply)
	keep(t, v.log, v.devices, changed.Devices, swap.Device.ID, swap.Device.Apply)
	keep(t, v.log, v.pools, changed.Pools, swap.Pool.ID, swap.Pool.Apply)
	keep(t, v.log, v.orders, changed.Orders, swap.Order.ID, swap.Order.Apply)
	return nil
}

func keep[V any](
	t entitlementtest.T, log []swap.Entry, known map[string]V, changed []V, id func(V) string, apply func(V, swap.Entry) (V, error),
) {
	for _, value := range changed {
		known[id(value)] = value
		if len(log) < 100 { // the fold of each of many is quadratic
			entitlementtest.Folds(t, id(value), log, value, apply)
		}
	}
}

// named returns the values with some ids, and what waits for the pool.
func (v *values) named(days calendar.Calendar, ids ...string) swap.Holding {
	held := swap.Holding{Days: days, Log: v.log}
	for _, id := range ids {
		held.Agreements = add(held.Agreements, v.agreements, id)
		held.Users = add(held.Users, v.users, id)
		held.Cases = add(held.Cases, v.cases, id)
		held.Devices = add(held.Devices, v.devices, id)
		held.Pools = add(held.Pools, v.pools, id)
		held.Orders = add(held.Orders, v.orders, id)
	}
	for _, id := range slices.Sorted(maps.Keys(v.cases)) {
		if c := v.cases[id]; c.Swap() == swap.Backordered && len(held.Pools) > 0 && held.Pools[0].Customer() == c.Customer() {
			held.Waiting = append(held.Waiting, c)
		}
	}
	return held
}

func add[V any](to []V, from map[string]V, id string) []V {
	if value, ok := from[id]; ok {
		return append(to, value)
	}
	return to
}

// A stage is what a story is played on: the values of one provider.
type stage struct {
	t     *testing.T
	terms swap.Terms
	days  calendar.Calendar
	world values
	told  []entitlementtest.Told
}

// Scene returns what is on the stage.
func (s *stage) Scene() entitlementtest.Scene {
	v := s.world
	return entitlementtest.Scene{
		Terms: s.terms, Calendar: s.days.Spec(), Told: s.told, Entries: v.log,
		Values: map[string]any{
			"agreements": v.agreements, "users": v.users, "cases": v.cases, "devices": v.devices, "pools": v.pools, "orders": v.orders,
		},
	}
}

// Given puts terms and values on the stage.
func (s *stage) Given(noun, name string, args entitlementtest.Args) error {
	text := args.Text
	switch noun {
	case "terms":
		days := func(key string) int { n, _ := strconv.Atoi(text(key)); return n }
		s.terms.Headcount = swap.Headcount(text("headcount"))
		s.terms.Delivery.ClosedDay = calendar.ClosedDay(text("closed_day"))
		s.terms.StockRounding = swap.StockRounding(text("stock_rounding"))
		s.terms.WhenEmpty = swap.WhenEmpty(text("when_empty"))
		s.terms.ReturnDays, s.terms.RefillDays = days("return_days"), days("refill_days")
		if text("stock_share") != "" {
			s.terms.StockShare = entitlement.Percent(days("stock_share"))
		}
		return nil
	case "level":
		var features swap.Feature
		if err := features.UnmarshalText([]byte(text("features"))); err != nil {
			return err
		}
		terms, err := s.terms.Define(swap.Level{
			Name: swap.LevelName(name), Features: features,
			Prices: entitlement.Prices{{From: calendar.MustDate("2026-01-01"), Amount: entitlement.MustMoney(text("price"))}},
		})
		s.terms = terms
		return err
	case "eves":
		s.days = workingDays(s.t, calendar.Public)
		return nil
	case "agreement":
		return s.tell("2026-01-01", "conclude", nil, args, "agreement", name)
	case "pool":
		return s.tell("2026-01-01", "open", nil, args, "pool", name)
	case "user":
		return s.tell("2026-01-01", "attach", nil, args, "user", name)
	case "users":
		count, _ := strconv.Atoi(text("count"))
		delete(args, "count")
		for i := range count {
			if err := s.tell("2026-01-01", "attach", nil, maps.Clone(args), "user", name+strconv.Itoa(i+1)); err != nil {
				return err
			}
		}
		return nil
	case "stock":
		return s.stock(name, text("model"), text("count"))
	case "case":
		return s.diagnosed(name, args)
	default:
		return fmt.Errorf("no %s can be given", noun)
	}
}

// tell tells a fact at the start of a day.
func (s *stage) tell(date, verb string, names []string, args entitlementtest.Args, pairs ...string) error {
	day, clock, _ := strings.Cut(date, " ")
	at, err := s.days.Zone().Local(calendar.MustDate(day), calendar.Clock(0))
	if clock != "" {
		at, err = s.days.Zone().Local(calendar.MustDate(day), calendar.MustClock(clock))
	}
	if err != nil {
		return err
	}
	if args == nil {
		args = entitlementtest.Args{}
	}
	for i := range len(pairs) / 2 {
		args[pairs[2*i]] = entitlementtest.Value{Text: pairs[2*i+1]}
	}
	_, err = s.Step(entitlementtest.Step{When: at, Verb: verb, Names: names, Args: args})
	return err
}

// stock orders so many phones of a model and puts them in stock: X1, X2 and on.
func (s *stage) stock(pool, model, count string) error {
	if err := s.tell("2026-01-01", "order", []string{pool}, nil, "order", "order-"+model, "model", model, "quantity", count); err != nil {
		return err
	}
	many, _ := strconv.Atoi(count)
	for i := range many {
		device := model + strconv.Itoa(i+1)
		if err := s.tell("2026-01-01", "arrive", []string{"order-" + model, pool}, nil, "device", device); err != nil {
			return err
		}
	}
	return nil
}

// diagnosed registers a case, answers its questions and diagnoses it.
func (s *stage) diagnosed(name string, args entitlementtest.Args) error {
	registered, result, necessary := args.Text("registered"), args.Text("result"), args.Text("necessary")
	delete(args, "registered")
	delete(args, "result")
	delete(args, "necessary")
	if err := s.tell(registered, "register", nil, args, "case", name); err != nil || result == "" {
		return err
	}
	for _, question := range s.terms.Questions {
		if err := s.tell(registered, "answer", []string{name}, nil, "question", string(question)); err != nil {
			return err
		}
	}
	return s.tell(registered, "diagnose", []string{name}, nil, "result", result, "necessary", cmpOr(necessary, "false"))
}

func cmpOr(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

// usual is what a story need not say.
func usual(verb string) []string {
	switch verb {
	case "conclude":
		return []string{"customer", "M", "mode", "Exchange", "after_repair", "ToPool"}
	case "attach":
		return []string{"customer", "M", "level", "PROF", "from", "2026-01-01"}
	case "open", "backup":
		return []string{"customer", "M", "by", "M", "model", "simple", "acquisition", "Purchase", "price", "0.00 SEK"}
	case "register":
		return []string{"agreement", "A", "user", "U", "subject", "fault", "model", "X"}
	case "order", "decide":
		return []string{"by", "M", "acquisition", "Purchase", "price", "0.00 SEK"}
	case "ship":
		return []string{"by", "centre", "freight", "0.00 SEK", "packaging", "0.00 SEK"}
	case "receive", "takein":
		return []string{"by", "servicer", "model", "X"}
	case "deliver", "return", "repair", "arrive", "count", "leave", "accept", "decline":
		return []string{"by", "centre"}
	case "move", "writeoff", "end":
		return []string{"by", "centre", "because", "told"}
	case "propose", "cancel", "credit":
		return []string{"because", "told"}
	case "invoice":
		return []string{"currency", "SEK"}
	case "estimate":
		return []string{"biller", "servicer"}
	case "slip":
		return []string{"by", "U"}
	case "parcel":
		return []string{"by", "centre", "what", "service bags"}
	default:
		return nil
	}
}

// Step tells a fact or asks a question.
func (s *stage) Step(step entitlementtest.Step) (entitlementtest.Answer, error) {
	told := usual(step.Verb)
	if step.Verb == "open" {
		told = told[:2]
	}
	if step.Verb == "decide" && step.Args.Text("quantity") == "0" {
		told = told[:2]
	}
	for i := range len(told) / 2 {
		if _, said := step.Args[told[2*i]]; !said {
			step.Args[told[2*i]] = entitlementtest.Value{Text: told[2*i+1]}
		}
	}
	event, err := step.Event(len(s.world.log), s.days.Zone())
	if err != nil {
		return entitlementtest.Answer{}, err
	}
	ids := append(slices.Clone(step.Names), step.Args.Text("agreement"), step.Args.Text("user"), step.Args.Text("device"))
	held := s.world.named(s.days, ids...)
	if step.Verb == "handover" {
		return s.handOver(event, step)
	}
	fact, err := swap.DecodeFact(entitlement.Kind(step.Verb), factJSON(step.Args))
	if fault := (*entitlement.Failure)(nil); errors.As(err, &fault) && fault.Field == "kind" {
		return s.ask(step, held)
	}
	if err != nil {
		return entitlementtest.Answer{}, err
	}
	s.told = append(s.told, entitlementtest.Told{Event: event, Fact: fact, Held: held})
	changed, entry, err := swap.Do(s.terms, event, fact, held)
	requirePreview(s.t, s.terms, held, event, fact, changed, entry, err)
	if err != nil {
		return entitlementtest.Answer{}, err
	}
	if err := s.world.post(s.t, changed, entry); err != nil {
		return entitlementtest.Answer{}, err
	}
	return outcome(entry), nil
}

// factJSON writes arguments as JSON, amounts as the objects they are.
func factJSON(args entitlementtest.Args) []byte {
	var object map[string]any
	if err := json.Unmarshal(args.JSON(), &object); err != nil {
		panic(err)
	}
	for _, key := range []string{"freight", "packaging", "fee", "amount", "price"} {
		var amount entitlement.Money
		if amount.UnmarshalText([]byte(args.Text(key))) == nil {
			object[key] = amount
		}
	}
	text, err := json.Marshal(object)
	if err != nil {
		panic(err)
	}
	return text
}

// outcome tells what an entry decided.
func outcome(entry swap.Entry) entitlementtest.Answer {
	o := entry.Outcome
	moved := 0
	for _, shelf := range o.Shelves {
		moved += shelf.OnHand
	}
	answer := entitlementtest.Answer{
		Outcome: map[string]string{
			"status": string(o.Step.Status), "promised": date(max(o.Step.Promised, o.Served.Promised)), "served": o.Served.Case,
			"late": strconv.Itoa(o.Step.Late), "lent": o.Lent,
		},
		Detail: map[string]string{
			"place": string(o.Where.Place), "moved": strconv.Itoa(moved), "pooled": strconv.FormatBool(o.Where.Pool != ""),
			"owner": o.Device.Owner, "mode": string(o.Case.Setting.Mode), "after": string(o.Case.Setting.AfterRepair),
			"level": string(o.Case.Level), "registered": o.Case.Registered.String(),
			"lines": strconv.Itoa(o.Lines), "total": o.Total.String(), "sent": date(o.Sent), "asked": strconv.Itoa(o.Order.Asked),
		},
		Why: entry.Why,
	}
	if o.NotIncluded {
		answer.Outcome["lacks"] = o.Case.Feature.String() + " " + string(o.Case.FeatureAt)
	}
	if o.SIMReminderMissing {
		answer.Detail["warning"] = "SIMReminderMissing"
	}
	if o.BelowGuide {
		answer.Outcome["note"] = "BelowGuide"
	}
	if entry.Charge.Sign() != 0 {
		answer.Outcome["charge"] = entry.Charge.String()
	}
	return answer
}

func date(day calendar.Date) string {
	if day.IsZero() {
		return ""
	}
	return day.String()
}

// handOver hands over all that is in stock.
func (s *stage) handOver(event entitlement.Event, step entitlementtest.Step) (entitlementtest.Answer, error) {
	pool := s.world.pools[step.Names[0]]
	var inStock []swap.Device
	for _, id := range slices.Sorted(maps.Keys(s.world.devices)) {
		if device := s.world.devices[id]; device.Place() == swap.InStock {
			inStock = append(inStock, device)
		}
	}
	pool, gone, entries, err := pool.HandOver(event, swap.Leaving{By: "centre"}, inStock...)
	if err != nil {
		return entitlementtest.Answer{}, err
	}
	err = s.world.post(s.t, swap.Holding{Pools: []swap.Pool{pool}, Devices: gone}, entries...)
	return said(len(gone)), err
}

func said(of ...any) entitlementtest.Answer {
	var answer entitlementtest.Answer
	for _, value := range of {
		answer.Values = append(answer.Values, fmt.Sprint(value))
	}
	return answer
}

func sortedValues[V any](from map[string]V) []V {
	var all []V
	for _, id := range slices.Sorted(maps.Keys(from)) {
		all = append(all, from[id])
	}
	return all
}

// ask answers a question.
func (s *stage) ask(step entitlementtest.Step, held swap.Holding) (entitlementtest.Answer, error) {
	text := step.Args.Text
	users, cases, devices := sortedValues(s.world.users), sortedValues(s.world.cases), sortedValues(s.world.devices)
	month := swap.MonthOf(step.When.Date())
	switch step.Verb {
	case "monthlyfee":
		fee, err := s.terms.MonthlyFee(month, users...)
		return feeOf(fee), err
	case "rentalfee":
		fee, err := swap.RentalFee(month, devices...)
		return feeOf(fee), err
	case "returnsopen":
		answer := entitlementtest.Answer{Values: []string{}}
		for _, duty := range swap.ReturnsOpen(step.When, cases...) {
			answer.Values = append(answer.Values, duty.Case, duty.User, strconv.FormatBool(duty.Overdue))
			require.Equal(s.t, s.world.cases[duty.Case].SlipPrinted(), duty.Slip)
		}
		if len(answer.Values) == 0 {
			return said("none"), nil
		}
		return answer, nil
	case "backorders":
		answer := entitlementtest.Answer{Values: []string{}}
		for _, c := range swap.Backorders(cases...) {
			answer.Values = append(answer.Values, c.ID())
		}
		if len(answer.Values) == 0 {
			return said("none"), nil
		}
		return answer, nil
	case "audit":
		tallies, err := held.Pools[0].Audit(devices...)
		detail := map[string]string{"devices": strconv.Itoa(len(devices))}
		for _, tally := range tallies {
			detail[string(tally.Place)] = strconv.Itoa(tally.Devices)
		}
		return entitlementtest.Answer{Detail: detail}, err
	case "missing":
		found := strings.Fields(text("found"))
		absent, err := swap.MissingDevices(text("model"), found, devices...)
		answer := said(len(absent))
		for _, device := range absent {
			answer.Values = append(answer.Values, device.ID())
		}
		return answer, err
	case "report":
		return s.report(month, step.When)
	case "canship":
		obstacles := held.Cases[0].CanShip(held.Pools[0], "X")
		if len(obstacles) == 0 {
			return said("yes"), nil
		}
		return entitlementtest.Answer{}, obstacles[0]
	case "shelf":
		shelf := held.Pools[0].Shelf(text("model"))
		return entitlementtest.Answer{Outcome: map[string]string{
			"phones": strconv.Itoa(shelf.Phones), "onhand": strconv.Itoa(shelf.OnHand), "reserved": strconv.Itoa(shelf.Reserved),
			"waiting": strconv.Itoa(shelf.Waiting), "coming": strconv.Itoa(shelf.Coming), "onorder": strconv.Itoa(shelf.OnOrder),
			"onhold": strconv.Itoa(shelf.OnHold), "request": shelf.Request,
		}}, nil
	case "setting":
		setting, settled := held.Agreements[0].Setting(step.When)
		if !settled {
			return said("none"), nil
		}
		return said(setting.From, setting.Mode, setting.AfterRepair), nil
	case "charges":
		total, err := ledger.Charges(s.world.log)
		return said(total), err
	}
	return s.askValue(step, held)
}

// askValue calls the method that the verb names: of the value named first, or of
// the terms.
func (s *stage) askValue(step entitlementtest.Step, held swap.Holding) (entitlementtest.Answer, error) {
	text := step.Args.Text
	var feature swap.Feature
	if err := feature.UnmarshalText([]byte(text("feature"))); err != nil {
		return entitlementtest.Answer{}, err
	}
	phones, _ := strconv.Atoi(text("phones"))
	until, _ := calendar.ParseDate(text("until"))
	available := []any{
		step.When, step.When.Date(), until, s.days, swap.MonthOf(step.When.Date()), swap.LevelName(text("level")), feature,
		phones, text("model") + text("subject"), s.world.log, swap.Help(text("help")),
	}
	for _, fleet := range strings.Fields(text("fleet")) {
		model, count, _ := strings.Cut(fleet, ":")
		n, _ := strconv.Atoi(count)
		available = append(available, swap.Fleet{Model: model, Phones: n})
	}
	for _, user := range sortedValues(s.world.users) {
		available = append(available, user)
	}
	var value any = s.terms
	switch {
	case len(held.Cases) > 0:
		value = held.Cases[0]
	case len(held.Devices) > 0:
		value = held.Devices[0]
	case len(held.Pools) > 0:
		value = held.Pools[0]
	case len(held.Orders) > 0:
		value = held.Orders[0]
	case len(held.Agreements) > 0:
		value = held.Agreements[0]
	case len(held.Users) > 0:
		value = held.Users[0]
	case slices.Contains(step.Names, "calendar"):
		value = s.days
	}
	answers, err := entitlementtest.Query(value, step.Verb, available...)
	for i, answer := range answers { // a day that is none, and a text that is empty
		answers[i] = cmpOr(strings.TrimPrefix(answer, "0001-01-01"), "none")
	}
	return entitlementtest.Answer{Values: answers}, err
}

func feeOf(fee swap.Fee) entitlementtest.Answer {
	detail := map[string]string{"total": cmpOr(fee.Total.String(), "nothing")}
	for _, line := range fee.Lines {
		detail[line.Name] = line.Amount.String()
		detail[line.Name+"-count"] = strconv.Itoa(line.Count)
	}
	return entitlementtest.Answer{Detail: detail, Why: fee.Why}
}

func (s *stage) report(month swap.Month, at calendar.Moment) (entitlementtest.Answer, error) {
	report, err := swap.ReportOf("M", s.world.log, month.First(), month.Next().First(), at)
	if err != nil {
		return entitlementtest.Answer{}, err
	}
	detail := map[string]string{
		"cases": strconv.Itoa(report.Cases), "loans": strconv.Itoa(report.Loans), "exchanges": strconv.Itoa(report.Exchanges),
		"kept": strconv.Itoa(report.Kept), "late": strconv.Itoa(report.Late), "under": strconv.Itoa(report.Under),
		"in": strconv.Itoa(report.InWarranty), "out": strconv.Itoa(report.OutOfWarranty), "notstated": strconv.Itoa(report.WarrantyNotStated),
		"handling": strconv.Itoa(report.HandlingErrors), "target": strconv.Itoa(report.TargetStock), "onhand": strconv.Itoa(report.OnHand),
		"requests": strconv.Itoa(report.RefillRequests), "freight": fmt.Sprint(report.Freight), "share": "undefined",
	}
	if share, ok := report.KeptShare(); ok {
		detail["share"] = share.String()
	}
	for _, groups := range [][]swap.CaseCount{report.Levels, report.Features, report.Outcomes, report.Causes, report.Models} {
		sum := 0
		for _, group := range groups {
			share, ok := report.Share(group)
			require.True(s.t, ok)
			detail[cmpOr(group.Name, "none")], detail[group.Name+"-share"] = strconv.Itoa(group.Cases), share.String()
			sum += group.Cases
		}
		require.Equal(s.t, report.Cases, sum, "categories sum to the cases")
	}
	return entitlementtest.Answer{Detail: detail, Why: report.Why}, nil
}
