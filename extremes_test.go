package avtale_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"math"
	"math/rand/v2"
	"os"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/ledger"
	"github.com/avtale/avtale/hotline"
	"github.com/avtale/avtale/internal/hostile"
	"github.com/avtale/avtale/priority"
	"github.com/avtale/avtale/punchcard"
	"github.com/avtale/avtale/swap"
	"github.com/avtale/avtale/timeaccount"
)

var (
	calls = flag.Int("calls", 40_000, "how many calls the test of extremes makes")
	seed  = flag.Uint64("seed", 1, "which calls")
)

// functions are those that are called, beside all methods of what they take and
// return.
func functions() []any {
	return []any{
		calendar.NewDate, calendar.NewZone, calendar.Elapsed, calendar.Compile, calendar.EveryDay, calendar.MondayToFriday,
		entitlement.NewMoney, entitlement.RoundMoney, entitlement.ParseAmount, entitlement.Decide, entitlement.Upcoming, entitlement.Within,
		hotline.Do, hotline.Enrol, hotline.Restate, hotline.Submit, hotline.Verify, hotline.CoverageOf, hotline.Printed,
		timeaccount.Ask, timeaccount.Conclude, timeaccount.Correct, timeaccount.Do, timeaccount.Open, timeaccount.Receive, timeaccount.Restate,
		timeaccount.Reverse, timeaccount.Verify, timeaccount.Rectify, timeaccount.ModeAt, timeaccount.Recommend, timeaccount.Printed, timeaccount.UsageOf,
		punchcard.Buy, punchcard.Correct, punchcard.Do, punchcard.Open, punchcard.Restate, punchcard.Reverse, punchcard.StartAddOn,
		punchcard.Verify, punchcard.Rectify, punchcard.Printed, punchcard.UsageOf,
		swap.Arrive, swap.Ask, swap.Conclude, swap.Do, swap.OpenPool, swap.OrderBackup, swap.PlaceOrder, swap.Propose, swap.Register, swap.RequestRefill, swap.TakeIn,
		swap.Verify, swap.Backorders, swap.Observe, swap.MissingDevices, swap.ReturnsOpen, swap.RentalFee, swap.MonthOf, swap.ReportOf, swap.Printed,
		priority.Compare, priority.Decides, priority.GroupOf, priority.New, priority.Restore, priority.Printed, priority.WaitsOf,
		folding[hotline.Workshop](hotline.Workshop.Apply), folding[hotline.Case](hotline.Case.Apply), folding[hotline.Feedback](hotline.Feedback.Apply),
		folding[timeaccount.Agreement](timeaccount.Agreement.Apply), folding[timeaccount.Enquiry](timeaccount.Enquiry.Apply),
		folding[timeaccount.Case](timeaccount.Case.Apply), folding[timeaccount.Customer](timeaccount.Customer.Apply),
		folding[punchcard.Card](punchcard.Card.Apply), folding[punchcard.Task](punchcard.Task.Apply), folding[punchcard.AddOn](punchcard.AddOn.Apply),
		folding[punchcard.Fault](punchcard.Fault.Apply),
		folding[swap.Agreement](swap.Agreement.Apply), folding[swap.User](swap.User.Apply), folding[swap.Case](swap.Case.Apply),
		folding[swap.Device](swap.Device.Apply), folding[swap.Pool](swap.Pool.Apply), folding[swap.Order](swap.Order.Apply),
		ledger.CompareRefs, ledger.Charges[punchcard.Entry],
	}
}

// folding folds a log, and as of two moments.
func folding[S any, E ledger.Record[E]](apply func(S, E) (S, error)) func(string, []E, calendar.Moment, calendar.Moment) (S, S, error) {
	return func(id string, log []E, happened, known calendar.Moment) (now, then S, err error) {
		if now, err = ledger.Replay(id, log, apply); err != nil {
			return now, then, err
		}
		then, err = ledger.AsOf(id, log, happened, known, apply)
		return now, then, err
	}
}

// Whatever is called with whatever values, in whatever order: nothing panics, a
// failure is of a family that is documented, and what a transition returns is
// written and read again as it was. Numbers are at the ends of their types, days and moments at
// the ends of time, texts are no texts, ledgers are torn and shuffled.
func TestExtremes(t *testing.T) {
	e := newExtremes(t)
	for range *calls {
		e.call(t)
	}
	e.report(t)
}

// extremes is what has been seen of each type, to be handed in again.
type extremes struct {
	*rand.Rand
	callables []reflect.Value
	known     map[reflect.Type]bool
	seen      map[reflect.Type][]reflect.Value
	sound     map[reflect.Type][]reflect.Value // such as a host has, never forgotten
	words     map[string][]string              // by type, its constants
	made      map[string]int                   // by function, how often there was no error
	failed    map[string]bool
}

const mostSeen = 24

func newExtremes(t *testing.T) *extremes {
	e := &extremes{
		Rand: rand.New(rand.NewPCG(*seed, 0)), known: map[reflect.Type]bool{}, seen: map[reflect.Type][]reflect.Value{}, sound: map[reflect.Type][]reflect.Value{},
		words: constants(t), made: map[string]int{}, failed: map[string]bool{},
	}
	for _, name := range []string{"Europe/Oslo", "Europe/Stockholm", "Europe/Copenhagen"} {
		location, err := time.LoadLocation(name)
		require.NoError(t, err)
		zone, err := calendar.NewZone(location)
		require.NoError(t, err)
		e.keep(reflect.ValueOf(zone))
		e.keep(reflect.ValueOf(location))
	}
	for _, spec := range []calendar.Spec{timeaccount.OpeningHours(), punchcard.WorkingHours(), swap.WorkingDays()} {
		location, err := time.LoadLocation(spec.Zone)
		require.NoError(t, err)
		hours, err := calendar.Compile(spec, location)
		require.NoError(t, err)
		e.keep(reflect.ValueOf(hours))
		e.keep(reflect.ValueOf(spec))
	}
	day := calendar.MustDate("2020-01-01")
	for _, value := range []any{
		decimal.New(1, 5_000_000), decimal.New(1, -5_000_000), decimal.New(math.MaxInt64, 0), decimal.New(-1, -2),
		decimal.Decimal{},
		entitlement.MustMoney("9999999999999999.99 NOK"), entitlement.MustMoney("-9999999999999999.99 NOK"), entitlement.MustMoney("0.00 DKK"), entitlement.MustMoney("950.00 DKK"),
		entitlement.Money{},
		punchcard.Printed(entitlement.Prices{{From: day, Amount: entitlement.MustMoney("1000.00 DKK")}}, []punchcard.Postcodes{{From: 1, To: 99}}, []punchcard.AddOnPrice{
			{Product: "phone-support", TimeUsed: true}, {Product: "monthly-check", Clips: 1},
		}),
		timeaccount.Printed([]timeaccount.Rate{{From: day, Hour: entitlement.MustMoney("1200.00 NOK")}}),
		hotline.Printed(day, "v", "NOK"), swap.Printed([]swap.Question{"on"}), priority.Printed("1", "2", "3", nil),
	} {
		e.keep(reflect.ValueOf(value))
	}
	for of, kept := range e.seen {
		e.sound[of] = kept[:len(kept):len(kept)]
	}
	e.anchor(t)
	for _, function := range functions() {
		e.learn(reflect.TypeOf(function))
		e.callables = append(e.callables, reflect.ValueOf(function))
	}
	return e
}

// anchor makes some values that are sound, so that what is told to them is not
// refused for what they are.
func (e *extremes) anchor(t *testing.T) {
	zone, err := calendar.NewZone(time.UTC)
	require.NoError(t, err)
	told := 0
	event := func() entitlement.Event {
		told++
		at := zone.At(time.Date(2020, time.March, 2, 10, told, 0, 0, time.UTC))
		return entitlement.Event{Ref: "anchor" + strconv.Itoa(told), At: at, Entered: at}
	}
	day, earlier := calendar.MustDate("2020-03-02"), time.Date(2019, time.December, 24, 8, 0, 0, 0, time.UTC)
	values := []any{event(), event()}
	take := func(err error, made ...any) {
		require.NoError(t, err)
		values = append(values, made...)
	}

	cards := punchcard.Printed(entitlement.Prices{{From: day - 90, Amount: entitlement.MustMoney("1000.00 DKK")}}, nil, []punchcard.AddOnPrice{
		{Product: punchcard.PhoneSupport, Clips: 1}, {Product: punchcard.CallOut4, Clips: 1}, {Product: punchcard.MonthlyCheck, TimeUsed: true},
	})
	cards.Zone = "UTC"
	hours := punchcard.WorkingHours()
	hours.Zone, hours.Name = "UTC", cards.Calendar
	open, err := calendar.Compile(hours, time.UTC)
	take(err, cards, open)
	card, entry, err := punchcard.Buy(cards, event(), punchcard.Purchase{Card: "K", Holder: "a", Size: 10})
	take(err, card, entry)
	task, entry, err := punchcard.Open(cards, event(), punchcard.Order{Task: "T", Holder: "a"})
	take(err, task, entry)
	for _, price := range cards.AddOns {
		addOn, entry, err := punchcard.StartAddOn(cards, event(), punchcard.AddOnStart{AddOn: string(price.Product), Holder: "a", Product: price.Product, From: day}, punchcard.Holding{Cards: []punchcard.Card{card}})
		take(err, addOn, entry)
		if price.Product == punchcard.CallOut4 {
			_, fault, entry, err := addOn.Report(event(), punchcard.Report{Fault: "F"}, open, card)
			take(err, fault, entry)
		}
	}

	rates := timeaccount.Printed([]timeaccount.Rate{{From: day - 90, Hour: entitlement.MustMoney("1200.00 NOK"), Step: 900}})
	rates.Zone = "UTC"
	week := timeaccount.OpeningHours()
	week.Zone, week.Name = "UTC", rates.Calendar
	desk, err := calendar.Compile(week, time.UTC)
	take(err, rates, desk)
	account, told1, err := timeaccount.Conclude(rates, event(), timeaccount.Conclusion{Agreement: "A", Customer: "a", Alternative: timeaccount.TimeAccount, Balance: 10 * calendar.Hour, Products: "server"})
	take(err, account, told1)
	about, told1, err := timeaccount.Open(rates, event(), timeaccount.Opening{Case: "S", Customer: "a"})
	take(err, about, told1)
	enquiry, told1, err := timeaccount.Receive(rates, event(), timeaccount.Receipt{Enquiry: "E", Customer: "a", Product: "server", Topic: timeaccount.UserRelated, Channel: timeaccount.Phone, By: "b"}, desk, timeaccount.Customer{}, account)
	take(err, enquiry, told1)

	calls := hotline.Printed(day-90, "v", "NOK")
	calls.Zone = "UTC"
	workshop, told2, err := hotline.Enrol(calls, event(), hotline.Enrolment{Workshop: "W"})
	take(err, calls, told2)
	workshop, told2, err = workshop.Subscribe(calls, event(), hotline.Subscription{Subscription: "S", Product: hotline.DataProgram, From: day})
	take(err, workshop, told2)
	workshop, received, told2, err := workshop.Receive(calls, event(), hotline.Receipt{
		Case: "C", Channel: hotline.WebSite, Enquiry: hotline.Enquiry{Relevant: true, StuckFaultFinding: true},
		TermsAccepted: hotline.TermsAccepted{Version: "v", By: "b", At: zone.At(earlier)},
	})
	take(err, workshop, received, told2)
	feedback, told2, err := hotline.Submit(event(), hotline.Submission{Feedback: "F", Workshop: "W"})
	take(err, feedback, told2)

	phones := swap.Printed([]swap.Question{"on"})
	phones.Zone = "UTC"
	take(nil, phones)
	agreement, told3, err := swap.Conclude(event(), swap.Conclusion{Agreement: "A", Customer: "a", Mode: swap.Loan, AfterRepair: swap.ToUser})
	take(err, agreement, told3)

	queue, err := priority.New(priority.Printed("1", "2", "3", nil))
	require.NoError(t, err)
	queue, change, err := queue.Intake(priority.Case{ID: "I", Customer: "a", Arrived: event().At, Urgency: priority.Critical, Subject: "server", Channel: priority.Hotline}, event().At, "b")
	take(err, queue, change, change.Ticket)

	for _, value := range values {
		of := reflect.TypeOf(value)
		e.sound[of] = append(e.sound[of], reflect.ValueOf(value))
	}
}

// constants returns the texts of the constants of the module, by type.
func constants(t *testing.T) map[string][]string {
	words := map[string][]string{}
	for _, folder := range append([]string{"calendar", "entitlement"}, contracts...) {
		for _, name := range goFiles(t, os.DirFS("."), folder) {
			file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
			require.NoError(t, err)
			ast.Inspect(file, func(node ast.Node) bool {
				spec, ok := node.(*ast.ValueSpec)
				if !ok || spec.Type == nil {
					return true
				}
				for _, value := range spec.Values {
					if literal, ok := value.(*ast.BasicLit); ok && literal.Kind == token.STRING {
						text, err := strconv.Unquote(literal.Value)
						require.NoError(t, err)
						typed := file.Name.Name
						if ident, ok := spec.Type.(*ast.Ident); ok {
							typed += "." + ident.Name
						} else if selector, ok := spec.Type.(*ast.SelectorExpr); ok {
							typed = fmt.Sprint(selector.X, ".", selector.Sel)
						}
						words[typed] = append(words[typed], text)
					}
				}
				return true
			})
		}
	}
	return words
}

// learn finds the methods of a type and of all that it has to do with.
func (e *extremes) learn(of reflect.Type) {
	if e.known[of] {
		return
	}
	e.known[of] = true
	switch of.Kind() {
	case reflect.Func:
		for i := range of.NumIn() {
			e.learn(of.In(i))
		}
		for i := range of.NumOut() {
			e.learn(of.Out(i))
		}
	case reflect.Slice, reflect.Array:
		e.learn(of.Elem())
	case reflect.Struct:
		for i := range of.NumField() {
			e.learn(of.Field(i).Type)
		}
	}
	if !strings.HasPrefix(of.PkgPath(), "github.com/avtale/avtale") || of.Kind() == reflect.Interface {
		return
	}
	for i := range of.NumMethod() {
		method := of.Method(i)
		e.learn(method.Type)
		e.callables = append(e.callables, method.Func)
	}
}

// call calls something with something.
func (e *extremes) call(t *testing.T) {
	called := e.callables[e.IntN(len(e.callables))]
	of := called.Type()
	args := make([]reflect.Value, of.NumIn())
	for i := range args {
		args[i] = e.value(of.In(i), 0)
	}
	name := fmt.Sprint(of)
	defer func() {
		if p := recover(); p != nil {
			e.fail(t, name, "panics: %v\n\t%s", p, shown(args))
		}
	}()
	began := time.Now()
	var results []reflect.Value
	if of.IsVariadic() {
		results = called.CallSlice(args)
	} else {
		results = called.Call(args)
	}
	if took := time.Since(began); took > 2*time.Second {
		e.fail(t, name, "takes %s\n\t%s", took, shown(args))
	}
	if len(results) > 0 {
		if err, ok := results[len(results)-1].Interface().(error); ok && err != nil {
			if !hostile.Documented(err) {
				e.fail(t, name, "fails with %T: %v\n\t%s", err, err, shown(args))
			}
			return
		}
	}
	e.made[name]++
	trusts := strings.HasSuffix(args[len(args)-1].Type().String(), ".Entry") || strings.Contains(name, "string, []") // what an entry decided, whatever that is
	fails := len(results) > 0 && of.Out(of.NumOut()-1) == reflect.TypeFor[error]()
	for _, result := range results {
		if trusts && result.Kind() == reflect.Struct {
			result = read(result)
		} else if fails && result.Kind() == reflect.Struct && !result.IsZero() {
			e.comesBack(t, name, result, args)
		}
		e.keep(result)
	}
}

// fail reports the first failure of something that is called.
func (e *extremes) fail(t *testing.T, name, format string, values ...any) {
	if !e.failed[name] {
		t.Errorf(name+"\n\t"+format, values...)
	}
	e.failed[name] = true
}

func shown(args []reflect.Value) string {
	text := ""
	for _, arg := range args {
		text += fmt.Sprintf("%.3000s\n\t", fmt.Sprintf("%#v", arg))
	}
	return text
}

// comesBack checks that a value that a transition made is written and read again.
func (e *extremes) comesBack(t *testing.T, name string, value reflect.Value, args []reflect.Value) {
	again := reflect.New(value.Type())
	if _, ok := again.Interface().(json.Unmarshaler); !ok {
		return
	}
	text, err := json.Marshal(value.Interface())
	if err == nil {
		err = json.Unmarshal(text, again.Interface())
	}
	if err != nil || !reflect.DeepEqual(value.Interface(), again.Elem().Interface()) {
		e.fail(t, name, "returns what does not come back: %v\n\t%s\n\t%s", err, text, shown(args))
	}
}

// keep keeps a value to be handed in again, and what is in it.
func (e *extremes) keep(value reflect.Value) {
	of := value.Type()
	switch of.Kind() {
	case reflect.Func, reflect.Interface, reflect.Chan, reflect.Map:
		return
	case reflect.Slice:
		value = value.Slice(0, min(value.Len(), 100))
		for i := range min(value.Len(), 3) {
			e.keep(value.Index(i))
		}
	case reflect.Struct:
		for i := range of.NumField() {
			if of.Field(i).IsExported() {
				e.keep(value.Field(i))
			}
		}
	}
	if value.IsZero() {
		return
	}
	if kept := e.seen[of]; len(kept) < mostSeen {
		e.seen[of] = append(kept, value)
	} else {
		kept[e.IntN(mostSeen)] = value
	}
}

// value returns a value of a type: one that was seen, or one that is made up.
func (e *extremes) value(of reflect.Type, depth int) reflect.Value {
	if sound := e.sound[of]; len(sound) > 0 && e.IntN(2) == 0 {
		return sound[e.IntN(len(sound))]
	}
	kept := e.seen[of]
	if len(kept) > 0 && e.IntN(8) > 0 && (of.Kind() == reflect.Struct || of.Kind() == reflect.Pointer || e.IntN(3) > 0) {
		return kept[e.IntN(len(kept))]
	}
	value := reflect.New(of).Elem()
	switch of.Kind() {
	case reflect.Bool:
		value.SetBool(e.IntN(2) == 0)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		value.SetInt(e.number(of))
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		value.SetUint(e.Uint64() >> e.IntN(64))
	case reflect.String:
		value.SetString(e.text(of))
	case reflect.Slice:
		for range e.IntN(4) {
			value = reflect.Append(value, e.value(of.Elem(), depth+1))
		}
	case reflect.Struct:
		if of == reflect.TypeFor[calendar.Moment]() {
			return reflect.ValueOf(e.moment())
		}
		for i := range of.NumField() {
			if field := value.Field(i); field.CanSet() && e.IntN(5) > 0 && depth < 6 {
				field.Set(e.value(field.Type(), depth+1))
			}
		}
		return read(value)
	case reflect.Interface:
		e.choose(value)
	}
	return value
}

// read returns a value as it is read from a wire, or zero if it is not read.
func read(value reflect.Value) reflect.Value {
	again := reflect.New(value.Type())
	if _, ok := again.Interface().(json.Unmarshaler); !ok {
		return value
	}
	if text, err := json.Marshal(value.Interface()); err != nil || json.Unmarshal(text, again.Interface()) != nil {
		return reflect.Zero(value.Type())
	}
	return again.Elem()
}

// choose sets an interface to a value that has it, if one is known.
func (e *extremes) choose(value reflect.Value) {
	var fitting []reflect.Type
	for _, callable := range e.callables {
		if of := callable.Type(); of.NumIn() > 0 && of.In(of.NumIn()-1).Implements(value.Type()) {
			fitting = append(fitting, of.In(of.NumIn()-1))
		}
		if of := callable.Type(); of.NumIn() > 2 && of.In(2).Implements(value.Type()) {
			fitting = append(fitting, of.In(2))
		}
	}
	if len(fitting) > 0 && value.Type().NumMethod() > 0 {
		value.Set(e.value(fitting[e.IntN(len(fitting))], 1))
	}
}

func (e *extremes) number(of reflect.Type) int64 {
	numbers := []int64{0, 1, 2, 10, 60, 900, 3600, 10_000, -1, math.MaxInt64, math.MinInt64, math.MaxInt32, math.MinInt32, 1 << 30, 1 << 53, 1_000_000, math.MaxInt64 - 1}
	switch of {
	case reflect.TypeFor[calendar.Date](), reflect.TypeFor[swap.Month]():
		numbers = append(numbers, 737_425, 737_426, 737_430, 737_456, 737_791, 739_000, 3652058, 3652057, 3652059, 366)
	case reflect.TypeFor[calendar.Clock](), reflect.TypeFor[time.Duration]():
		numbers = append(numbers, int64(8*time.Hour), int64(14*time.Hour), int64(24*time.Hour))
	}
	return numbers[e.IntN(len(numbers))] >> (63 * (e.IntN(50) / 49))
}

func (e *extremes) text(of reflect.Type) string {
	if words := e.words[of.String()]; len(words) > 0 && e.IntN(8) > 0 {
		return words[e.IntN(len(words))]
	}
	texts := []string{"a", "b", "c", "d", "a", "b", "Europe/Oslo", "Europe/Stockholm", "", "\xff", "\x00", "Pål", "NOK", "DKK", "2026-02", "server"}
	return texts[e.IntN(len(texts))]
}

func (e *extremes) moment() calendar.Moment {
	zones := e.seen[reflect.TypeFor[calendar.Zone]()]
	zone, _ := zones[e.IntN(len(zones))].Interface().(calendar.Zone)
	year := []int{0, 1, 2, 1969, 2019, 2020, 2020, 2020, 2021, 2021, 2022, 2026, 2075, 2200, 9998, 9999, 10_000}[e.IntN(17)]
	return zone.At(time.Date(year, time.Month(1+e.IntN(12)), 1+e.IntN(31), e.IntN(25), 0, e.IntN(2), e.IntN(2), time.UTC))
}

// report says what never succeeded.
func (e *extremes) report(t *testing.T) {
	for _, callable := range e.callables {
		if name := fmt.Sprint(callable.Type()); e.made[name] == 0 && testing.Verbose() {
			t.Logf("never made: %s", name)
		}
	}
}
