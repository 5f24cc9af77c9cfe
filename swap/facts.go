package swap

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
)

// Fact is something told to a contract, as plain data: comparable with ==, and in JSON
// what the caller said and nothing computed. The set is closed; behind each is its
// kind, under which ledgers, wires and stories know it: [Conclusion] conclude,
// [Change] change, [Invoicing] invoice, [Attachment] attach, [Detachment] detach,
// [Registration] register, [Advice] advise, [Reply] answer, [Diagnosis] diagnose,
// [Closing] close, [Activation] activate, [Cancellation] cancel, [Shipment] ship,
// [Delivery] deliver, [Return] return, [Receipt] receive, [WritingOff] writeoff,
// [Credit] credit, [Ending] end, [Slip] slip, [Parcel] parcel, [Estimate] estimate,
// [Acceptance] accept, [Decline] decline, [Repair] repair, [Arrival] arrive,
// [TakingIn] takein, [Movement] move, [Opening] open, [Fleet] fleet, [Count] count,
// [Leaving] leave, [Proposal] propose, [Refill] refill, [OrderDecision] decide, [Placement]
// order, [Backup] backup.
type Fact interface {
	kind() entitlement.Kind
}

const (
	kindConclude entitlement.Kind = "conclude"
	kindChange   entitlement.Kind = "change"
	kindInvoice  entitlement.Kind = "invoice"
	kindAttach   entitlement.Kind = "attach"
	kindDetach   entitlement.Kind = "detach"
	kindRegister entitlement.Kind = "register"
	kindAdvise   entitlement.Kind = "advise"
	kindAnswer   entitlement.Kind = "answer"
	kindDiagnose entitlement.Kind = "diagnose"
	kindClose    entitlement.Kind = "close"
	kindActivate entitlement.Kind = "activate"
	kindCancel   entitlement.Kind = "cancel"
	kindShip     entitlement.Kind = "ship"
	kindDeliver  entitlement.Kind = "deliver"
	kindReturn   entitlement.Kind = "return"
	kindReceive  entitlement.Kind = "receive"
	kindWriteOff entitlement.Kind = "writeoff"
	kindSlip     entitlement.Kind = "slip"
	kindParcel   entitlement.Kind = "parcel"
	kindCredit   entitlement.Kind = "credit"
	kindEnd      entitlement.Kind = "end"
	kindEstimate entitlement.Kind = "estimate"
	kindAccept   entitlement.Kind = "accept"
	kindDecline  entitlement.Kind = "decline"
	kindRepair   entitlement.Kind = "repair"
	kindArrive   entitlement.Kind = "arrive"
	kindTakeIn   entitlement.Kind = "takein"
	kindMove     entitlement.Kind = "move"
	kindOpen     entitlement.Kind = "open"
	kindFleet    entitlement.Kind = "fleet"
	kindCount    entitlement.Kind = "count"
	kindLeave    entitlement.Kind = "leave"
	kindPropose  entitlement.Kind = "propose"
	kindRefill   entitlement.Kind = "refill"
	kindDecide   entitlement.Kind = "decide"
	kindOrder    entitlement.Kind = "order"
	kindBackup   entitlement.Kind = "backup"
)

type (
	// Conclusion is the agreement with a customer and what was settled when the
	// service was introduced, for [Conclude].
	Conclusion struct {
		Agreement   string      `json:"agreement"` // the id to keep it under
		Customer    string      `json:"customer"`
		Mode        Mode        `json:"mode"`
		AfterRepair AfterRepair `json:"after_repair"`
	}

	// Change settles loan or exchange anew, from a day on, for
	// [Agreement.Change].
	Change struct {
		From        calendar.Date `json:"from"` // the first day
		Mode        Mode          `json:"mode"`
		AfterRepair AfterRepair   `json:"after_repair"`
	}

	// Invoicing bills the freight of a month in a currency, for
	// [Agreement.Invoice].
	Invoicing struct {
		Month    Month  `json:"month"`
		Currency string `json:"currency"`
	}

	// Credit takes back what an entry charged, for [Agreement.Credit].
	Credit struct {
		Of      string `json:"of"` // the reference of the entry
		Because string `json:"because"`
	}

	// Attachment puts a user at a level, for [User.Attach].
	Attachment struct {
		User     string        `json:"user"`
		Customer string        `json:"customer"`
		Level    LevelName     `json:"level"`
		From     calendar.Date `json:"from"` // the first day
	}

	// Detachment ends all that a user is attached to, for [User.Detach].
	Detachment struct {
		Last calendar.Date `json:"last"` // the last day, after which there is nothing
	}

	// Registration is a report that is registered at the moment of the event, for
	// [Register].
	Registration struct {
		Case             string          `json:"case"` // the id to keep it under
		Agreement        string          `json:"agreement"`
		User             string          `json:"user"`
		Subject          string          `json:"subject"`
		Called           calendar.Moment `json:"called,omitzero"`             // when the user first called, not after the registration
		Model            string          `json:"model,omitzero"`              // of the phone
		Warranty         calendar.Date   `json:"warranty,omitzero"`           // its last day
		ServiceBagGiven  calendar.Moment `json:"service_bag_given,omitzero"`  // not after the registration: [Advice] tells that
		SIMReminderGiven calendar.Moment `json:"sim_reminder_given,omitzero"` // the same
	}

	// Advice is help that was given after the registration, for [Case.Advise].
	Advice struct {
		Given Help `json:"given"`
	}

	// Reply is the answer to a control question, for [Case.Answer].
	Reply struct {
		Question Question `json:"question"`
		Text     string   `json:"text,omitzero"`
	}

	// Diagnosis is what a fault turns out to be, for [Case.Diagnose].
	Diagnosis struct {
		Result    Result `json:"result"`
		Necessary bool   `json:"necessary,omitzero"` // the user needs a phone meanwhile
	}

	// Closing ends a case otherwise than by a swap phone, for [Case.Close].
	Closing struct {
		Outcome CaseOutcome `json:"outcome"`
	}

	// Activation asks for a swap phone for a case, for [Case.Activate].
	Activation struct {
		Model string `json:"model"` // that the user is to get
	}

	// Cancellation takes back an activation before the phone is sent, for
	// [Case.Cancel].
	Cancellation struct {
		Because string `json:"because"`
	}

	// Shipment sends the swap phone out, for [Case.Ship]. What it costs is
	// billed with the month.
	Shipment struct {
		By        string            `json:"by"`
		Freight   entitlement.Money `json:"freight"`
		Packaging entitlement.Money `json:"packaging"`
	}

	// Delivery is that the swap phone has reached the user, for [Case.Deliver].
	Delivery struct {
		By string `json:"by"`
	}

	// Return is that the swap phone has come back from the user, for
	// [Case.Return].
	Return struct {
		By      string            `json:"by"`
		Unfit   bool              `json:"unfit,omitzero"` // to be sent out again
		Sent    calendar.Date     `json:"sent,omitzero"`  // the day the label was used; absent: the day it came
		Freight entitlement.Money `json:"freight,omitzero"`
	}

	// Receipt is that a faulty phone has come in and is known to be that of a
	// case, by its slip or otherwise, for [Case.Receive].
	Receipt struct {
		Device   string            `json:"device"`
		Model    string            `json:"model"`
		Warranty calendar.Date     `json:"warranty,omitzero"` // its last day, if that was not told with the case
		By       string            `json:"by"`
		Sent     calendar.Date     `json:"sent,omitzero"` // the day the label was used; absent: the day it came
		Freight  entitlement.Money `json:"freight,omitzero"`
	}

	// Slip is that the user has printed the service slip that goes with the faulty
	// phone, for [Case.PrintSlip].
	Slip struct {
		By string `json:"by"`
	}

	// Parcel is something sent out apart from the phones of cases, for
	// [Agreement.RecordShipment]. What it costs is billed with the month.
	Parcel struct {
		What      string            `json:"what"`
		By        string            `json:"by"`
		Freight   entitlement.Money `json:"freight"`
		Packaging entitlement.Money `json:"packaging"`
	}

	// WritingOff gives up a phone that does not come, for [Case.WriteOff].
	WritingOff struct {
		Phone   Phone  `json:"phone"`
		By      string `json:"by"`
		Because string `json:"because"`
	}

	// Estimate is a cost proposal for a repair, for [Case.Estimate].
	Estimate struct {
		Fee      entitlement.Money `json:"fee"`    // for the proposal itself; may be nothing
		Amount   entitlement.Money `json:"amount"` // of the repair
		Biller   string            `json:"biller"` // who sends the bill
		Handling bool              `json:"handling,omitzero"`
		Warranty calendar.Date     `json:"warranty,omitzero"` // its last day, if that was not told before
	}

	// Acceptance is the customer's yes to a cost proposal, for [Case.Accept].
	Acceptance struct {
		By string `json:"by"`
	}

	// Decline is the customer's no to a cost proposal, for [Case.Decline].
	Decline struct {
		By        string            `json:"by"`
		Then      Fate              `json:"then"`               // what becomes of the phone
		Freight   entitlement.Money `json:"freight,omitzero"`   // where the centre has the phone and sends it to its user
		Packaging entitlement.Money `json:"packaging,omitzero"` // the same
	}

	// Repair is what came of a repair, for [Case.Repair].
	Repair struct {
		Failed    bool              `json:"failed,omitzero"` // beyond repair
		By        string            `json:"by"`
		Warranty  calendar.Date     `json:"warranty,omitzero"`  // its last day, if that was not told before
		Freight   entitlement.Money `json:"freight,omitzero"`   // where the phone is sent to its user
		Packaging entitlement.Money `json:"packaging,omitzero"` // the same
	}

	// Arrival is a phone that was ordered and comes into the stock, for [Arrive].
	Arrival struct {
		Device   string        `json:"device"`         // the id to keep it under
		Owner    string        `json:"owner,omitzero"` // of a rented phone
		Warranty calendar.Date `json:"warranty,omitzero"`
		By       string        `json:"by"`
	}

	// TakingIn is a phone that comes in without a slip, for [TakeIn].
	TakingIn struct {
		Device string `json:"device"`
		Model  string `json:"model"`
		By     string `json:"by"`
	}

	// Movement moves a phone of the stock, for [Device.Move].
	Movement struct {
		To      Place  `json:"to"`
		By      string `json:"by"`
		Because string `json:"because"`
	}

	// Opening opens the pool of a customer, for [OpenPool].
	Opening struct {
		Pool     string `json:"pool"` // the id to keep it under
		Customer string `json:"customer"`
	}

	// Count is a stock count, for [Pool.Count].
	Count struct {
		Model string `json:"model"`
		Found int    `json:"found"`
		By    string `json:"by"`
	}

	// Leaving is that the customer leaves and gets the pool back, for
	// [Pool.Leave].
	Leaving struct {
		By string `json:"by"`
	}

	// Proposal asks the customer for an order that changes the stock, for
	// [Propose].
	Proposal struct {
		Order    string `json:"order"` // the id to keep it under
		Model    string `json:"model"`
		Quantity int    `json:"quantity"`
		Because  string `json:"because"`
	}

	// Refill asks the customer to refill the stock, for [RequestRefill].
	Refill struct {
		Order string `json:"order"` // the id to keep it under
		Model string `json:"model"`
	}

	// OrderDecision is the customer's answer to a proposal or a request, for
	// [Order.Decide]. A quantity of 0 declines it.
	OrderDecision struct {
		By string `json:"by"`
		Purchase
	}

	// Ending ends an order of which no more phones come, for [Order.End].
	Ending struct {
		By      string `json:"by"`
		Because string `json:"because"`
	}

	// Placement is an order of swap phones by the customer, for [PlaceOrder].
	Placement struct {
		Order string `json:"order"` // the id to keep it under
		Model string `json:"model"`
		By    string `json:"by"`
		Purchase
	}

	// Backup is an order of simple phones that the customer keeps, for
	// [OrderBackup].
	Backup struct {
		Order    string `json:"order"` // the id to keep it under
		Customer string `json:"customer"`
		Model    string `json:"model"`
		By       string `json:"by"`
		Purchase
	}
)

// Purchase is how many phones are ordered, and what they cost.
type Purchase struct {
	Quantity    int               `json:"quantity"`
	Acquisition Acquisition       `json:"acquisition,omitzero"`
	Price       entitlement.Money `json:"price,omitzero"` // of one phone: once, or for a month of rent
}

func (Conclusion) kind() entitlement.Kind    { return kindConclude }
func (Change) kind() entitlement.Kind        { return kindChange }
func (Invoicing) kind() entitlement.Kind     { return kindInvoice }
func (Attachment) kind() entitlement.Kind    { return kindAttach }
func (Detachment) kind() entitlement.Kind    { return kindDetach }
func (Registration) kind() entitlement.Kind  { return kindRegister }
func (Advice) kind() entitlement.Kind        { return kindAdvise }
func (Reply) kind() entitlement.Kind         { return kindAnswer }
func (Diagnosis) kind() entitlement.Kind     { return kindDiagnose }
func (Closing) kind() entitlement.Kind       { return kindClose }
func (Activation) kind() entitlement.Kind    { return kindActivate }
func (Cancellation) kind() entitlement.Kind  { return kindCancel }
func (Shipment) kind() entitlement.Kind      { return kindShip }
func (Delivery) kind() entitlement.Kind      { return kindDeliver }
func (Return) kind() entitlement.Kind        { return kindReturn }
func (Receipt) kind() entitlement.Kind       { return kindReceive }
func (WritingOff) kind() entitlement.Kind    { return kindWriteOff }
func (Credit) kind() entitlement.Kind        { return kindCredit }
func (Ending) kind() entitlement.Kind        { return kindEnd }
func (Slip) kind() entitlement.Kind          { return kindSlip }
func (Parcel) kind() entitlement.Kind        { return kindParcel }
func (Estimate) kind() entitlement.Kind      { return kindEstimate }
func (Acceptance) kind() entitlement.Kind    { return kindAccept }
func (Decline) kind() entitlement.Kind       { return kindDecline }
func (Repair) kind() entitlement.Kind        { return kindRepair }
func (Arrival) kind() entitlement.Kind       { return kindArrive }
func (TakingIn) kind() entitlement.Kind      { return kindTakeIn }
func (Movement) kind() entitlement.Kind      { return kindMove }
func (Opening) kind() entitlement.Kind       { return kindOpen }
func (Fleet) kind() entitlement.Kind         { return kindFleet }
func (Count) kind() entitlement.Kind         { return kindCount }
func (Leaving) kind() entitlement.Kind       { return kindLeave }
func (Proposal) kind() entitlement.Kind      { return kindPropose }
func (Refill) kind() entitlement.Kind        { return kindRefill }
func (OrderDecision) kind() entitlement.Kind { return kindDecide }
func (Placement) kind() entitlement.Kind     { return kindOrder }
func (Backup) kind() entitlement.Kind        { return kindBackup }

// KindOf returns the kind of a fact, under which [DecodeFact] reads it; "" for no fact.
func KindOf(fact Fact) entitlement.Kind {
	if fact == nil {
		return ""
	}
	return fact.kind()
}

// DecodeFact reads a fact of a kind, strictly: what a host receives over a
// wire and hands to [Do]. An unknown kind is [entitlement.ErrInvalid].
func DecodeFact(kind entitlement.Kind, data []byte) (Fact, error) {
	for _, decode := range []func(entitlement.Kind, []byte) (Fact, error){
		decoded[Conclusion], decoded[Change], decoded[Invoicing], decoded[Attachment], decoded[Detachment],
		decoded[Registration], decoded[Advice], decoded[Reply], decoded[Diagnosis], decoded[Closing],
		decoded[Activation], decoded[Cancellation], decoded[Shipment], decoded[Delivery], decoded[Return],
		decoded[Receipt], decoded[Slip], decoded[Parcel], decoded[Credit], decoded[Ending], decoded[WritingOff], decoded[Estimate], decoded[Acceptance], decoded[Decline],
		decoded[Repair], decoded[Arrival], decoded[TakingIn], decoded[Movement], decoded[Opening], decoded[Fleet],
		decoded[Count], decoded[Leaving], decoded[Proposal], decoded[Refill], decoded[OrderDecision], decoded[Placement],
		decoded[Backup],
	} {
		if fact, err := decode(kind, data); fact != nil || err != nil {
			return fact, err
		}
	}
	return nil, entitlement.Invalid("kind", "%q is no kind of fact", string(kind))
}

// decoded reads a fact if it is of the kind, and returns nil if not.
func decoded[F Fact](kind entitlement.Kind, data []byte) (Fact, error) {
	var fact F
	if fact.kind() != kind {
		return nil, nil
	}
	if err := entitlement.Decode(string(kind), data, &fact); err != nil {
		return nil, err
	}
	return fact, nil
}

// admit returns the first failure of what a transition was given.
func admit(failures ...error) error {
	for _, err := range failures {
		if err != nil {
			return err
		}
	}
	return nil
}

// told refuses an event that is none, or on a day that has none before or after it.
func told(event entitlement.Event) error {
	return admit(event.Validate(), day("at", event.At.Date()))
}

// given takes pairs of a field's name and its text, and refuses an empty one
// and one that JSON cannot carry.
func given(pairs ...string) error {
	for i := range len(pairs) / 2 {
		if pairs[2*i+1] == "" {
			return entitlement.Invalid(pairs[2*i], "%q names nothing", "")
		}
	}
	return wellFormed(pairs...)
}

// wellFormed takes the same, and refuses a text that JSON cannot carry.
func wellFormed(pairs ...string) error {
	for i := range len(pairs) / 2 {
		if text := pairs[2*i+1]; !utf8.ValidString(text) {
			return entitlement.Invalid(pairs[2*i], "%.40q is no text", text)
		}
	}
	return nil
}

// differ takes the ids that an entry names: it names values by id alone.
func differ(ids ...string) error {
	for i, id := range ids {
		for _, other := range ids[:i] {
			if id == other && id != "" {
				return entitlement.Invalid("id", "%.40q names two values", id)
			}
		}
	}
	return nil
}

// day refuses a day that is none, and the last one there is, which has no day
// after it.
func day(field string, date calendar.Date) error {
	if date.IsZero() || date.Validate() != nil || (date+1).Validate() != nil {
		return entitlement.Invalid(field, "a day is needed")
	}
	return nil
}

// dayOrNone is day for one that may be absent.
func dayOrNone(field string, date calendar.Date) error {
	if date.IsZero() {
		return nil
	}
	return day(field, date)
}

// priced refuses an amount that is below zero, and one in no currency unless it
// may be absent.
func priced(field string, amount entitlement.Money, optional bool) error {
	if amount.Sign() < 0 {
		return entitlement.Invalid(field, "%s is below zero", amount)
	}
	if amount.Currency() == "" && !optional {
		return entitlement.Missing(field, "no amount is given")
	}
	return nil
}

// validateNames refuses a name that is not one word or that comes twice.
func validateNames(field string, names []Question) error {
	for i, name := range names {
		if !isName(string(name)) || slices.Contains(names[:i], name) {
			return entitlement.Invalid(field, "%.40q is no name, or comes twice", string(name))
		}
	}
	return nil
}

// joined returns names as one text.
func joined(names []Question) string {
	length := 0
	for _, name := range names {
		length += len(name) + 1
	}
	var text strings.Builder
	text.Grow(length)
	for i, name := range names {
		if i > 0 {
			text.WriteByte(' ')
		}
		text.WriteString(string(name))
	}
	return text.String()
}

// isName reports whether a text is one word.
func isName(text string) bool {
	return utf8.ValidString(text) && text != "" && !strings.ContainsFunc(text, unicode.IsSpace)
}

func (f Conclusion) validate() error {
	return admit(given("agreement", f.Agreement, "customer", f.Customer), Setting{Mode: f.Mode, AfterRepair: f.AfterRepair}.Validate())
}

func (f Change) validate() error {
	return admit(day("from", f.From), Setting{Mode: f.Mode, AfterRepair: f.AfterRepair}.Validate())
}

func (f Attachment) validate() error {
	return admit(given("user", f.User, "customer", f.Customer, "level", string(f.Level)), day("from", f.From))
}

func (f Registration) validate(registered calendar.Moment) error {
	return admit(
		given("case", f.Case, "agreement", f.Agreement, "user", f.User, "subject", f.Subject),
		wellFormed("model", f.Model), dayOrNone("warranty", f.Warranty),
		notAfter(registered, "called", f.Called), notAfter(registered, "service_bag_given", f.ServiceBagGiven),
		notAfter(registered, "sim_reminder_given", f.SIMReminderGiven),
	)
}

// notAfter refuses what was after the registration, and not with it.
func notAfter(registered calendar.Moment, field string, given calendar.Moment) error {
	if given.After(registered) {
		return entitlement.Invalid(field, "%s is after the registration", given)
	}
	return nil
}

func (f Reply) validate() error {
	return admit(given("question", string(f.Question)), wellFormed("text", f.Text))
}

func (f Shipment) validate() error {
	return admit(given("by", f.By), priced("freight", f.Freight, false), priced("packaging", f.Packaging, false))
}

func (f Return) validate() error {
	return admit(given("by", f.By), dayOrNone("sent", f.Sent), priced("freight", f.Freight, true))
}

func (f Receipt) validate() error {
	return admit(
		given("device", f.Device, "model", f.Model, "by", f.By),
		dayOrNone("warranty", f.Warranty), dayOrNone("sent", f.Sent), priced("freight", f.Freight, true),
	)
}

func (f Repair) validate() error {
	return admit(sentBack(f.By, f.Freight, f.Packaging, !f.Failed), dayOrNone("warranty", f.Warranty))
}

func (f Parcel) validate() error {
	return admit(given("what", f.What, "by", f.By), priced("freight", f.Freight, false), priced("packaging", f.Packaging, false))
}

func (f WritingOff) validate() error {
	if f.Phone != FaultyPhone && f.Phone != SwapPhone {
		return entitlement.Invalid("phone", "%.40q is no phone of a case", string(f.Phone))
	}
	return given("by", f.By, "because", f.Because)
}

func (f Estimate) validate() error {
	return admit(
		given("biller", f.Biller), priced("fee", f.Fee, false), priced("amount", f.Amount, false), dayOrNone("warranty", f.Warranty),
	)
}

func (f Decline) validate() error {
	if f.Then != Scrap && f.Then != GiveBack {
		return entitlement.Invalid("then", "%.40q is nothing that can become of a phone", string(f.Then))
	}
	return sentBack(f.By, f.Freight, f.Packaging, f.Then == GiveBack)
}

// sentBack refuses prices of a shipment that is none.
func sentBack(by string, freight, packaging entitlement.Money, sent bool) error {
	if !sent && (!freight.IsZero() || !packaging.IsZero()) {
		return entitlement.Invalid("freight, packaging", "nothing is sent")
	}
	return admit(given("by", by), priced("freight", freight, true), priced("packaging", packaging, true))
}

func (f Arrival) validate() error {
	return admit(given("device", f.Device, "by", f.By), wellFormed("owner", f.Owner), dayOrNone("warranty", f.Warranty))
}

func (f TakingIn) validate() error { return given("device", f.Device, "model", f.Model, "by", f.By) }

func (f Movement) validate() error {
	return given("to", string(f.To), "by", f.By, "because", f.Because)
}

func (f Fleet) validate() error {
	if f.Phones < 0 || f.Phones > mostPhones {
		return entitlement.Invalid("phones", "%d is no number of phones", f.Phones)
	}
	return given("model", f.Model)
}

func (f Count) validate() error {
	if f.Found < 0 {
		return entitlement.Invalid("found", "%d is no number of phones", f.Found)
	}
	return given("model", f.Model, "by", f.By)
}

func (f Proposal) validate() error {
	return admit(given("order", f.Order, "model", f.Model, "because", f.Because), quantity(f.Quantity))
}

func (f Placement) validate() error {
	return admit(given("order", f.Order, "model", f.Model, "by", f.By), f.Purchase.validate())
}

func (f Backup) validate() error {
	return admit(given("order", f.Order, "customer", f.Customer, "model", f.Model, "by", f.By), f.Purchase.validate())
}

func quantity(n int) error {
	if n < 1 || n > mostPhones {
		return entitlement.Invalid("quantity", "%d is no number of phones", n)
	}
	return nil
}

func (p Purchase) validate() error {
	if err := quantity(p.Quantity); err != nil {
		return err
	}
	if p.Acquisition != Bought && p.Acquisition != Rented {
		return entitlement.Invalid("acquisition", "%.40q is no way to get phones", string(p.Acquisition))
	}
	return priced("price", p.Price, false)
}
