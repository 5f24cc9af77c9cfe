package swap

import (
	"slices"
	"strings"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/wire"
)

// Case is a report of a user and all that comes of it: control questions and
// diagnosis, the one way in which it ends, and where a swap phone is sent, both
// phones on their ways. It is a value, comparable with ==, and every transition
// returns a new one. [Register] makes cases. The zero Case is none: everything
// is refused for it.
type Case struct {
	id        string
	customer  string
	figures   CaseFigures
	seq       int
	questions string          // that are not answered, as names
	bag       calendar.Moment // when a service bag was offered
	sim       calendar.Moment // when the reminder was given
	warranty  calendar.Date   // its last day, as far as told
	result    Result
	outcome   CaseOutcome
	swap      swapState
	faulty    Way // of the faulty phone
	back      Way // of the swap phone, where it must come back
	estimate  EstimateState
	amount    entitlement.Money // of the estimate
	repair    Repaired
	necessary bool // the user needs a phone meanwhile
	handling  bool // the damage is the user's
	slip      bool // the user has printed it
}

// CaseFigures are what a case was registered with. They never change.
type CaseFigures struct {
	Calendar    string // name of the calendar of working days
	Registered  calendar.Moment
	User        string
	Level       LevelName // of the user on that day
	FeatureAt   LevelName // the first level that has what is asked; "" where none has
	SwapAt      LevelName // the first level by which phones are sent; "" where there is none
	Features    Feature   // of the user's level
	Feature     Feature   // that is asked for
	Questions   bool      // there are control questions
	Model       string    // of the phone
	Setting     Setting   // in force on that day
	Before      calendar.Clock
	WorkingDays int
	ClosedDay   calendar.ClosedDay
	ReturnDays  int
}

// swapState is what is known of the swap phone of a case.
type swapState struct {
	pool     string
	model    string
	status   Status
	promised calendar.Date
	device   string
	shipped  calendar.Date
	late     int // working days
}

// Help is help with registering a service (SWP-07).
type Help string

// The help.
const (
	ServiceBag  Help = "ServiceBag"
	SIMReminder Help = "SIMReminder"
)

// Result is what a diagnosis finds (SWP-06, SWP-12).
type Result string

// The results. Of the first three nothing is repaired.
const (
	HandlingError   Result = "HandlingError"
	RemediedByPhone Result = "RemediedByPhone"
	NotThePhone     Result = "NotThePhone" // the network, an account, a server
	DefiniteFault   Result = "DefiniteFault"
	Undetermined    Result = "Undetermined"
)

// CaseOutcome is the way in which a case ended (SWP-11); "" as long as it is
// open.
type CaseOutcome string

// The outcomes.
const (
	SolvedByPhone      CaseOutcome = "SolvedByPhone"
	ReferredToWorkshop CaseOutcome = "ReferredToWorkshop"
	SwapSent           CaseOutcome = "SwapSent"
	Refused            CaseOutcome = "Refused"
)

// Status is how far a swap phone is; "" for a case without one.
type Status string

// The statuses.
const (
	Backordered Status = "Backordered" // the case waits for a phone (SWP-44)
	Reserved    Status = "Reserved"    // one is in stock for it
	Shipped     Status = "Shipped"
	Delivered   Status = "Delivered"
)

// Way is where a phone is that has to come in; "" where none has to.
type Way string

// The ways.
const (
	Awaited Way = "Awaited"
	Arrived Way = "Arrived"
	GivenUp Way = "GivenUp" // it does not come
)

// Phone says which of the two phones of a case is meant.
type Phone string

// The phones.
const (
	FaultyPhone Phone = "faulty"
	SwapPhone   Phone = "swap"
)

// EstimateState is what became of a cost proposal; "" where there is none.
type EstimateState string

// The answers.
const (
	Unanswered EstimateState = "Open"
	Accepted   EstimateState = "Accepted"
	Declined   EstimateState = "Declined"
)

// Repaired is what became of the faulty phone; "" as long as nothing did.
type Repaired string

// The results of a repair.
const (
	WasRepaired  Repaired = "Repaired"
	BeyondRepair Repaired = "BeyondRepair"
	NotRepaired  Repaired = "NotRepaired" // the customer declined it
)

// Fate is what becomes of a phone that is not repaired (SWP-42).
type Fate string

// The fates.
const (
	Scrap    Fate = "Scrap"
	GiveBack Fate = "GiveBack"
)

// Warranty says whether a repair is in warranty (SWP-41).
type Warranty string

// The answers.
const (
	WithinWarranty    Warranty = "In"
	OutOfWarranty     Warranty = "Out"
	WarrantyNotStated Warranty = "NotStated"
)

// warrantyOn compares the last day of a warranty with a day.
func warrantyOn(last, day calendar.Date) Warranty {
	switch {
	case last.IsZero():
		return WarrantyNotStated
	case day <= last:
		return WithinWarranty
	default:
		return OutOfWarranty
	}
}

// ID returns the id the case was registered under.
func (c Case) ID() string { return c.id }

// Customer returns whose case it is.
func (c Case) Customer() string { return c.customer }

// Figures returns what the case was registered with.
func (c Case) Figures() CaseFigures { return c.figures }

// Seq returns the number of the last entry that names the case; a service stores
// a new value only if the stored one still has the old number.
func (c Case) Seq() int { return c.seq }

// Questions returns the control questions that are not answered (SWP-10).
func (c Case) Questions() []Question {
	var open []Question
	for _, name := range strings.Fields(c.questions) {
		open = append(open, Question(name))
	}
	return open
}

// HelpGiven returns when a help with the registration was given, the zero Moment if
// it was not (SWP-07).
func (c Case) HelpGiven(help Help) calendar.Moment {
	if help == ServiceBag {
		return c.bag
	}
	return c.sim
}

// Diagnosis returns the newest diagnosis: the result, and whether the user needs a phone
// meanwhile (SWP-06, SWP-13). It is the zero Diagnosis as long as there is none.
func (c Case) Diagnosis() Diagnosis { return Diagnosis{Result: c.result, Necessary: c.necessary} }

// Outcome returns the way in which the case ended, "" as long as it is open
// (SWP-11).
func (c Case) Outcome() CaseOutcome { return c.outcome }

// Swap returns how far the swap phone is, "" where none is activated.
func (c Case) Swap() Status { return c.swap.status }

// SwapDevice returns the id of the swap phone once it is sent.
func (c Case) SwapDevice() string { return c.swap.device }

// PromisedDate returns the day for which the swap phone is promised (SWP-19), and
// false where nothing is promised: before it is activated, and as long as the
// case waits for a phone (SWP-44).
func (c Case) PromisedDate() (calendar.Date, bool) { return c.swap.promised, !c.swap.promised.IsZero() }

// PromiseKept returns whether the swap phone was delivered by the day promised,
// and if not, how many working days late (SWP-24). It is false, 0 as long as the
// phone is not delivered.
func (c Case) PromiseKept() (kept bool, late int) {
	return c.swap.status == Delivered && c.swap.late == 0, c.swap.late
}

// SlipPrinted reports whether the user has printed the service slip (SWP-15).
func (c Case) SlipPrinted() bool { return c.slip }

// Faulty returns where the faulty phone is that the user has to return (SWP-14).
func (c Case) Faulty() Way { return c.faulty }

// SwapBack returns where the swap phone is if it has to come back (SWP-18).
func (c Case) SwapBack() Way { return c.back }

// WarrantyStatus returns whether the case is in warranty: by the day of its
// registration, and outside whatever the day if the damage is the user's
// (SWP-41).
func (c Case) WarrantyStatus() Warranty {
	if c.handling {
		return OutOfWarranty
	}
	return warrantyOn(c.warranty, c.figures.Registered.Date())
}

// Estimated returns what became of the cost proposal, and the price of the repair
// in it (SWP-42).
func (c Case) Estimated() (EstimateState, entitlement.Money) { return c.estimate, c.amount }

// Repaired returns what became of the faulty phone.
func (c Case) Repaired() Repaired { return c.repair }

// Finished reports whether nothing of the case is outstanding: it has ended and,
// where a swap phone was sent, that is delivered, and of both phones it is known
// what became of them.
func (c Case) Finished() bool {
	if c.outcome != SwapSent {
		return c.outcome != ""
	}
	return (c.swap.status == Delivered || c.back == Arrived || c.back == GivenUp) && c.back != Awaited &&
		(c.faulty == GivenUp || c.repair != "")
}

// Duty is the return of a faulty phone that a user owes (SWP-14).
type Duty struct {
	Case    string
	User    string
	Since   calendar.Date // the day the swap phone was sent
	Slip    bool          // the service slip is printed (SWP-15)
	Overdue bool          // a reminder is due; never, if the terms set no days
}

// ReturnsOpen returns the faulty phones that users have to send in at a moment, by
// the day their swap phones were sent, then by case (SWP-14).
func ReturnsOpen(at calendar.Moment, cases ...Case) []Duty {
	var open []Duty
	for _, c := range cases {
		if c.faulty != Awaited || c.swap.shipped > at.Date() {
			continue
		}
		since, days := c.swap.shipped, calendar.Date(c.figures.ReturnDays)
		open = append(open, Duty{
			Case: c.id, User: c.figures.User, Since: since, Slip: c.slip,
			Overdue: days > 0 && at.Date() > since+days,
		})
	}
	slices.SortFunc(open, func(a, b Duty) int {
		if a.Since != b.Since {
			return int(a.Since - b.Since)
		}
		return strings.Compare(a.Case, b.Case)
	})
	return open
}

// Backorders returns the cases that wait for a phone, in the order in which they
// are served: by registration, then by id (SWP-44).
func Backorders(cases ...Case) []Case {
	waiting := slices.DeleteFunc(slices.Clone(cases), func(c Case) bool { return c.swap.status != Backordered })
	slices.SortFunc(waiting, Case.compare)
	return waiting
}

func (c Case) compare(other Case) int {
	if by := c.figures.Registered.Compare(other.figures.Registered); by != 0 {
		return by
	}
	return strings.Compare(c.id, other.id)
}

// faultyModel returns the model of the faulty phone, as far as known.
func (c Case) faultyModel() string {
	if c.figures.Model != "" {
		return c.figures.Model
	}
	return c.swap.model
}

// promise returns the day that is promised to what is registered at a moment,
// and puts the clauses that say so on the entry.
func (c Case) promise(entry *Entry, at calendar.Moment, days calendar.Calendar) (calendar.Date, error) {
	if err := sameDays("case", c.figures.Calendar, days); err != nil {
		return 0, err
	}
	delivery := calendar.Cutoff{Before: c.figures.Before, WorkingDays: c.figures.WorkingDays, ClosedDay: c.figures.ClosedDay}
	received, err := delivery.Received(days, at)
	if err != nil {
		return 0, unknownDays(err)
	}
	promised, err := delivery.Promise(days, at)
	entry.Why = append(entry.Why, workingDay, beforeCutoff)
	local := days.Zone().In(at).Date()
	if working, _ := days.IsWorkingDay(local); !working || received != local { // a day that was just asked for
		entry.Why = append(entry.Why, rolled)
	}
	return promised, unknownDays(err)
}

// begun refuses the zero case.
func (c Case) begun() error {
	if c.id == "" {
		return entitlement.Invalid("case", "the zero case has not been registered")
	}
	return nil
}

// Step is what an entry does to a case. Only what the kind of entry needs is set.
type Step struct {
	Question  Question          // that is answered
	Given     Help              // that is given
	Result    Result            // that is found
	Necessary bool              // the user needs a phone meanwhile
	Outcome   CaseOutcome       // in which the case ends
	Pool      string            // of the swap phone
	Model     string            // of the swap phone
	Status    Status            // how far it is; "" where it is cancelled
	Promised  calendar.Date     // for which it is promised
	Device    string            // that is sent
	Comes     bool              // it must come back
	Late      int               // working days after the promise
	Gone      Phone             // that is written off
	Warranty  calendar.Date     // as told
	Amount    entitlement.Money // of a repair that is proposed
	Handling  bool              // the damage is the user's
	Repaired  Repaired          // what became of the faulty phone
}

// Served is the case that gets a phone which an entry puts in stock.
type Served struct {
	Case     string
	Promised calendar.Date
}

// Apply moves the case by a recorded entry that names it. It decides nothing:
// state is the fold of the ledger. An entry of another case, or of a kind that
// cases do not have, is [entitlement.ErrLedger].
func (c Case) Apply(entry Entry) (Case, error) {
	registers := entry.Kind == kindRegister
	if !registers && !c.takes(entry) || !entry.moves(c.id, registers, false) || registers && !entry.Outcome.Case.valid() {
		return c, misplaced(entry, "case")
	}
	return c.apply(entry), nil
}

// takes reports whether a case can be moved by an entry of that kind.
func (c Case) takes(entry Entry) bool {
	switch entry.Kind {
	case kindAdvise, kindAnswer, kindSlip, kindDiagnose, kindClose, kindActivate, kindCancel, kindShip, kindDeliver,
		kindReturn, kindReceive, kindWriteOff, kindEstimate, kindAccept, kindDecline, kindRepair:
		return true
	default:
		return entry.Outcome.Served.Case == c.id
	}
}

func (c Case) apply(entry Entry) Case {
	step := entry.Outcome.Step
	if c.id == "" {
		return Case{
			id: entry.Draws[0].Of, customer: entry.Outcome.Customer, figures: entry.Outcome.Case, seq: entry.Draws[0].Seq,
			questions: entry.Outcome.Questions, bag: entry.Outcome.Bag, sim: entry.Outcome.SIM, warranty: step.Warranty,
		}
	}
	draw, _ := entry.Draw(c.id)
	c.seq = draw.Seq
	switch {
	case entry.Outcome.Served.Case == c.id:
		c.swap.status, c.swap.promised = Reserved, entry.Outcome.Served.Promised
		return c
	case entry.Outcome.Lent == c.id: // the phone lent for this case comes in as the faulty one of another
		c.back = Arrived
		return c
	}
	switch entry.Kind {
	case kindAdvise:
		if step.Given == ServiceBag {
			c.bag = entry.At
		} else {
			c.sim = entry.At
		}
	case kindAnswer:
		open := slices.DeleteFunc(strings.Fields(c.questions), func(name string) bool { return name == string(step.Question) })
		c.questions = strings.Join(open, " ")
	case kindDiagnose:
		c.result, c.necessary = step.Result, step.Necessary
	case kindClose:
		c.outcome = step.Outcome
	case kindActivate, kindCancel:
		c.swap = swapState{pool: step.Pool, model: step.Model, status: step.Status, promised: step.Promised}
	case kindShip:
		c.outcome, c.faulty = SwapSent, Awaited
		c.swap.status, c.swap.device, c.swap.shipped = Shipped, step.Device, entry.At.Date()
		if step.Comes {
			c.back = Awaited
		}
	case kindDeliver:
		c.swap.status, c.swap.late = Delivered, step.Late
	case kindReturn:
		c.back = Arrived
	case kindReceive:
		c.faulty = Arrived
		c = c.warranted(step.Warranty)
	case kindSlip:
		c.slip = true
	case kindWriteOff:
		if step.Gone == FaultyPhone {
			c.faulty = GivenUp
		} else {
			c.back = GivenUp
		}
	case kindEstimate:
		c.estimate, c.amount, c.handling = Unanswered, step.Amount, step.Handling
		c = c.warranted(step.Warranty)
	case kindAccept:
		c.estimate = Accepted
	case kindDecline:
		c.estimate, c.repair = Declined, step.Repaired
	case kindRepair:
		c.repair = step.Repaired
		c = c.warranted(step.Warranty)
	}
	return c
}

// valid reports whether a case can be registered with the figures.
func (f CaseFigures) valid() bool {
	cutoff := calendar.Cutoff{Before: f.Before, WorkingDays: f.WorkingDays, ClosedDay: f.ClosedDay}
	return given("", f.Calendar, "", f.User, "", string(f.Level)) == nil &&
		wellFormed("", f.Model, "", string(f.FeatureAt), "", string(f.SwapAt)) == nil &&
		day("", f.Registered.Date()) == nil && allFeatures.Has(f.Features) && f.Features != 0 && f.Feature.one() &&
		f.Setting.Validate() == nil && day("", f.Setting.From) == nil && cutoff.Validate() == nil &&
		0 < f.WorkingDays && f.WorkingDays <= mostDays && 0 <= f.ReturnDays && f.ReturnDays <= mostDays &&
		(f.ClosedDay == calendar.RollForward || f.ClosedDay == calendar.Literal)
}

func (c *Case) fields(f *wire.Fields) {
	wire.Text(f, "id", &c.id)
	wire.Text(f, "customer", &c.customer)
	wire.Optional(f, "figures", &c.figures, func() { c.figures.fields(f) })
	wire.Int(f, "seq", &c.seq)
	wire.Text(f, "questions", &c.questions)
	f.Moment("bag", &c.bag)
	f.Moment("sim", &c.sim)
	f.Date("warranty", &c.warranty)
	wire.Text(f, "result", &c.result)
	f.True("necessary", &c.necessary)
	wire.Text(f, "outcome", &c.outcome)
	wire.Optional(f, "swap", &c.swap, func() { c.swap.fields(f) })
	wire.Text(f, "faulty", &c.faulty)
	wire.Text(f, "back", &c.back)
	wire.Text(f, "estimate", &c.estimate)
	f.Money("amount", &c.amount)
	f.True("handling", &c.handling)
	f.True("slip", &c.slip)
	wire.Text(f, "repair", &c.repair)
}

func (s *swapState) fields(f *wire.Fields) {
	wire.Text(f, "pool", &s.pool)
	wire.Text(f, "model", &s.model)
	wire.Text(f, "status", &s.status)
	f.Date("promised", &s.promised)
	wire.Text(f, "device", &s.device)
	f.Date("shipped", &s.shipped)
	wire.Int(f, "late", &s.late)
}

func (f *CaseFigures) fields(w *wire.Fields) {
	wire.Text(w, "calendar", &f.Calendar)
	w.Moment("registered", &f.Registered)
	wire.Text(w, "user", &f.User)
	wire.Text(w, "level", &f.Level)
	wire.TextOf(w, "features", &f.Features)
	wire.TextOf(w, "feature", &f.Feature)
	wire.Text(w, "feature_at", &f.FeatureAt)
	wire.Text(w, "swap_at", &f.SwapAt)
	w.True("questions", &f.Questions)
	wire.Text(w, "model", &f.Model)
	wire.Optional(w, "setting", &f.Setting, func() { f.Setting.fields(w) })
	wire.TextOf(w, "before", &f.Before)
	wire.Int(w, "working_days", &f.WorkingDays)
	wire.Text(w, "closed_day", &f.ClosedDay)
	wire.Int(w, "return_days", &f.ReturnDays)
}

func (s *Step) fields(f *wire.Fields) {
	wire.Text(f, "question", &s.Question)
	wire.Text(f, "given", &s.Given)
	wire.Text(f, "result", &s.Result)
	f.True("necessary", &s.Necessary)
	wire.Text(f, "outcome", &s.Outcome)
	wire.Text(f, "pool", &s.Pool)
	wire.Text(f, "model", &s.Model)
	wire.Text(f, "status", &s.Status)
	f.Date("promised", &s.Promised)
	wire.Text(f, "device", &s.Device)
	f.True("comes", &s.Comes)
	wire.Int(f, "late", &s.Late)
	wire.Text(f, "gone", &s.Gone)
	f.Date("warranty", &s.Warranty)
	f.Money("amount", &s.Amount)
	f.True("handling", &s.Handling)
	wire.Text(f, "repaired", &s.Repaired)
}

func (s *Served) fields(f *wire.Fields) {
	wire.Text(f, "case", &s.Case)
	f.Date("promised", &s.Promised)
}

// MarshalJSON writes the case as a stored document, "v":1.
func (c Case) MarshalJSON() ([]byte, error) {
	w := wire.Write()
	c.fields(&w)
	return w.Written()
}

// UnmarshalJSON reads a stored document, strictly. What no ledger can give is
// [entitlement.ErrInvalid].
func (c *Case) UnmarshalJSON(data []byte) error {
	var read Case
	r := wire.Read("case", data)
	for r.Next() {
		read.fields(&r)
	}
	if err := r.Done(); err != nil {
		return err
	}
	if !read.addsUp() {
		return entitlement.Invalid("case", "%q does not add up", read.id)
	}
	*c = read
	return nil
}

// addsUp reports whether a ledger can give the case.
func (c Case) addsUp() bool {
	questions := c.Questions()
	sent := c.swap.status == Shipped || c.swap.status == Delivered
	switch {
	case given("", c.id, "", c.customer) != nil || !numbered(c.seq) || !c.figures.valid():
		return false
	case len(questions) > mostQuestions || validateNames("", questions) != nil || joined(questions) != c.questions || len(questions) > 0 && !c.figures.Questions:
		return false
	case c.result != "" && (len(questions) > 0 || !c.result.valid()) || c.necessary && c.result == "":
		return false
	case dayOrNone("", c.warranty) != nil || c.amount.Sign() < 0 || !c.outcome.valid() || !c.swap.valid():
		return false
	case sent != (c.outcome == SwapSent) || sent != (c.faulty != "") || c.swap.status != "" && c.outcome != "" && !sent:
		return false
	case c.swap.status != "" && c.result == "":
		return false
	case !c.faulty.valid() || !c.back.valid() || !sent && (c.back != "" || c.slip):
		return false
	case (c.back == "" && sent && c.figures.Setting.AfterRepair == ToUser) || c.back == Awaited && c.figures.Setting.AfterRepair == ToPool:
		return false
	default:
		return c.repairAddsUp()
	}
}

func (c Case) repairAddsUp() bool {
	here := c.faulty == Arrived
	switch c.estimate {
	case "":
		if c.amount != (entitlement.Money{}) || c.handling {
			return false
		}
	case Unanswered, Accepted, Declined:
		if !here && c.outcome != ReferredToWorkshop || c.amount.Currency() == "" {
			return false
		}
	default:
		return false
	}
	switch c.repair {
	case "":
		return c.estimate != Declined
	case WasRepaired, BeyondRepair:
		return here && c.estimate != Declined
	case NotRepaired:
		return c.estimate == Declined
	default:
		return false
	}
}

func (r Result) valid() bool {
	switch r {
	case HandlingError, RemediedByPhone, NotThePhone, DefiniteFault, Undetermined:
		return true
	default:
		return false
	}
}

func (o CaseOutcome) valid() bool {
	switch o {
	case "", SolvedByPhone, ReferredToWorkshop, SwapSent, Refused:
		return true
	default:
		return false
	}
}

func (w Way) valid() bool { return w == "" || w == Awaited || w == Arrived || w == GivenUp }

// valid reports whether a swap phone can be so far.
func (s swapState) valid() bool {
	if s.status == "" {
		return s == swapState{}
	}
	sent := s.status == Shipped || s.status == Delivered
	return given("", s.pool, "", s.model) == nil && wellFormed("", s.device) == nil && dayOrNone("", s.promised) == nil &&
		(s.status == Backordered || s.status == Reserved || sent) &&
		(s.status == Backordered || !s.promised.IsZero()) && sent == (s.device != "") && sent == !s.shipped.IsZero() &&
		dayOrNone("", s.shipped) == nil && 0 <= s.late && s.late <= mostDays && (s.late == 0 || s.status == Delivered)
}
