package swap

import (
	"cmp"
	"slices"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/wire"
)

// Agreement is what was settled with a customer when the service was introduced:
// whether phones are lent or exchanged and where repaired ones go, in versions
// (SWP-16, SWP-17). Who settles it by groups of users keeps one for each group. It
// is a value; since it has a list, agreements compare with
// [Agreement.Equal]. [Conclude] makes agreements; the zero Agreement is none.
type Agreement struct {
	id       string
	customer string
	seq      int
	settings []Setting // by their first days
}

// Setting is a version of what was settled.
type Setting struct {
	From        calendar.Date // the first day
	Mode        Mode
	AfterRepair AfterRepair
}

// Mode is whether a user borrows a swap phone or gets it for the faulty one
// (SWP-16).
type Mode string

// The modes.
const (
	Loan     Mode = "Loan"
	Exchange Mode = "Exchange"
)

// AfterRepair is where a repaired phone goes (SWP-17), and with it whether the
// swap phone comes back (SWP-18).
type AfterRepair string

// The destinations.
const (
	ToUser AfterRepair = "ToUser" // the swap phone comes back
	ToPool AfterRepair = "ToPool" // the user keeps the swap phone
)

// Validate returns [entitlement.ErrInvalid] for a setting that is none of the four
// combinations (SWP-18).
func (s Setting) Validate() error {
	if s.Mode != Loan && s.Mode != Exchange {
		return entitlement.Invalid("mode", "%.40q is neither loan nor exchange", string(s.Mode))
	}
	if s.AfterRepair != ToUser && s.AfterRepair != ToPool {
		return entitlement.Invalid("after_repair", "%.40q is no destination", string(s.AfterRepair))
	}
	return nil
}

// ID returns the id the agreement was concluded under.
func (a Agreement) ID() string { return a.id }

// Customer returns whose agreement it is.
func (a Agreement) Customer() string { return a.customer }

// Seq returns the number of the last entry that names the agreement; a service
// stores a new value only if the stored one still has the old number.
func (a Agreement) Seq() int { return a.seq }

// Equal reports whether two agreements are the same value.
func (a Agreement) Equal(other Agreement) bool {
	return a.id == other.id && a.customer == other.customer && a.seq == other.seq && slices.Equal(a.settings, other.settings)
}

// Settings returns all versions, in the order of their days.
func (a Agreement) Settings() []Setting { return slices.Clone(a.settings) }

// Setting returns what is settled for the day of a moment (SWP-16, SWP-17), and
// false before the first day.
func (a Agreement) Setting(at calendar.Moment) (Setting, bool) {
	for _, setting := range slices.Backward(a.settings) {
		if setting.From <= at.Date() {
			return setting, true
		}
	}
	return Setting{}, false
}

// Conclude concludes an agreement, with what is settled from the day of the event
// on (SWP-16 to SWP-18).
func Conclude(event entitlement.Event, conclusion Conclusion) (Agreement, Entry, error) {
	if err := admit(told(event), conclusion.validate()); err != nil {
		return Agreement{}, Entry{}, err
	}
	entry := newEntry(event, conclusion, loanOrExchange, afterRepair, combined)
	entry.name(conclusion.Agreement, 0, 0)
	entry.Outcome.Customer = conclusion.Customer
	entry.Outcome.Setting = Setting{event.At.Date(), conclusion.Mode, conclusion.AfterRepair}
	return Agreement{}.apply(entry), entry, nil
}

// Change settles loan or exchange and the destination anew from a day on (SWP-16,
// SWP-17). Cases registered before that day keep what they have.
func (a Agreement) Change(event entitlement.Event, change Change) (Agreement, Entry, error) {
	if err := admit(a.begun(), told(event), change.validate()); err != nil {
		return a, Entry{}, err
	}
	if len(a.settings) == mostSpans {
		return a, Entry{}, entitlement.Invalid("agreement", "%d settings are the most", mostSpans)
	}
	if change.From < a.settings[0].From {
		return a, Entry{}, entitlement.Invalid("from", "the agreement begins on %s", a.settings[0].From)
	}
	entry := newEntry(event, change, loanOrExchange, afterRepair, combined)
	entry.name(a.id, a.seq, 0)
	entry.Outcome.Customer, entry.Outcome.Setting = a.customer, Setting(change)
	return a.apply(entry), entry, nil
}

func (a Agreement) begun() error {
	if a.id == "" {
		return entitlement.Invalid("agreement", "the zero agreement has not been concluded")
	}
	return nil
}

// Apply moves the agreement by a recorded entry that names it. It decides
// nothing: state is the fold of the ledger. An entry of another agreement, or of
// a kind that agreements do not have, is [entitlement.ErrLedger].
func (a Agreement) Apply(entry Entry) (Agreement, error) {
	concludes, changes := entry.Kind == kindConclude, entry.Kind == kindChange
	bills := entry.Kind == kindInvoice || entry.Kind == kindParcel || entry.Kind == kindCredit
	setting := entry.Outcome.Setting
	if !concludes && !changes && !bills || !entry.moves(a.id, concludes, false) ||
		(concludes || changes) && (setting.Validate() != nil || day("", setting.From) != nil) {
		return a, misplaced(entry, "agreement")
	}
	return a.apply(entry), nil
}

func (a Agreement) apply(entry Entry) Agreement {
	if a.id == "" {
		a.id, a.customer = entry.Draws[0].Of, entry.Outcome.Customer
	}
	a.seq = entry.Draws[0].Seq
	if entry.Kind == kindConclude || entry.Kind == kindChange {
		fresh := entry.Outcome.Setting
		a.settings = append(slices.DeleteFunc(slices.Clone(a.settings), func(s Setting) bool { return s.From == fresh.From }), fresh)
		slices.SortFunc(a.settings, func(a, b Setting) int { return cmp.Compare(a.From, b.From) })
	}
	return a
}

func (a *Agreement) fields(f *wire.Fields) {
	wire.Text(f, "id", &a.id)
	wire.Text(f, "customer", &a.customer)
	wire.Int(f, "seq", &a.seq)
	wire.Items(f, "settings", &a.settings, func(item *Setting) { item.fields(f) })
}

func (s *Setting) fields(f *wire.Fields) {
	f.Date("from", &s.From)
	wire.Text(f, "mode", &s.Mode)
	wire.Text(f, "after_repair", &s.AfterRepair)
}

// MarshalJSON writes the agreement as a stored document, "v":1.
func (a Agreement) MarshalJSON() ([]byte, error) {
	w := wire.Write()
	a.fields(&w)
	return w.Written()
}

// UnmarshalJSON reads a stored document, strictly. What no ledger can give is
// [entitlement.ErrInvalid].
func (a *Agreement) UnmarshalJSON(data []byte) error {
	var read Agreement
	r := wire.Read("agreement", data)
	for r.Next() {
		read.fields(&r)
	}
	if err := r.Done(); err != nil {
		return err
	}
	if !read.addsUp() {
		return entitlement.Invalid("agreement", "%q does not add up", read.id)
	}
	*a = read
	return nil
}

// addsUp reports whether a ledger can give the agreement.
func (a Agreement) addsUp() bool {
	if given("", a.id, "", a.customer) != nil || !numbered(a.seq) || len(a.settings) == 0 || len(a.settings) > mostSpans {
		return false
	}
	for i, setting := range a.settings {
		if setting.Validate() != nil || day("", setting.From) != nil || i > 0 && a.settings[i-1].From >= setting.From {
			return false
		}
	}
	return true
}
