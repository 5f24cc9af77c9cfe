package retainer

import (
	"fmt"

	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/ledger"
	"github.com/avtale/avtale/entitlement/wire"
)

// Fact is something told to a retainer: [Signing], [CallOut] or [Withdrawal].
type Fact interface{ kind() entitlement.Kind }

const (
	kindSign     entitlement.Kind = "sign"
	kindCallOut  entitlement.Kind = "callout"
	kindWithdraw entitlement.Kind = "withdraw"
)

type (
	// Signing begins a retainer, for [Sign].
	Signing struct {
		Retainer string `json:"retainer"` // the id to keep it under
		Holder   string `json:"holder"`
	}

	// CallOut sends somebody out at the moment of the event, for [Retainer.Call].
	CallOut struct {
		What string `json:"what"`
		By   string `json:"by,omitzero"`
	}

	// Withdrawal takes a call-out back, for [Retainer.Withdraw].
	Withdrawal struct {
		Of      string `json:"of"` // the reference of its entry
		Because string `json:"because"`
	}
)

func (Signing) kind() entitlement.Kind    { return kindSign }
func (CallOut) kind() entitlement.Kind    { return kindCallOut }
func (Withdrawal) kind() entitlement.Kind { return kindWithdraw }

// DecodeFact reads a fact of a kind, strictly.
func DecodeFact(kind entitlement.Kind, data []byte) (Fact, error) {
	switch kind {
	case kindSign:
		return decode[Signing](data)
	case kindCallOut:
		return decode[CallOut](data)
	case kindWithdraw:
		return decode[Withdrawal](data)
	default:
		return nil, entitlement.Invalid("kind", "%q is no kind of fact", string(kind))
	}
}

func decode[F Fact](data []byte) (Fact, error) {
	var fact F
	if err := entitlement.Decode(string(fact.kind()), data, &fact); err != nil {
		return nil, err
	}
	return fact, nil
}

// Entry is a ledger entry of retainers.
type Entry struct {
	entitlement.Entry
	Fact    Fact
	Outcome Outcome
}

// Outcome is what an entry that signs a retainer moves it by, beside the head.
type Outcome struct {
	Holder  string
	Figures Figures
}

var _ ledger.Record[Entry] = Entry{}

// Given returns the fact as it was told.
func (e Entry) Given() any { return e.Fact }

// Equal reports whether two entries say the same.
func (e Entry) Equal(other Entry) bool {
	return e.Entry.Equal(other.Entry) && e.Fact == other.Fact && e.Outcome == other.Outcome
}

func (e *Entry) fields(f *wire.Fields, fact *[]byte) {
	f.Head(&e.Entry)
	f.Record("fact", e.Fact, fact)
	wire.Optional(f, "outcome", &e.Outcome, func() {
		wire.Text(f, "holder", &e.Outcome.Holder)
		f.Object("figures", func() { e.Outcome.Figures.fields(f) })
	})
}

// MarshalJSON writes the entry as a stored document.
func (e Entry) MarshalJSON() ([]byte, error) {
	w := wire.Write()
	e.fields(&w, nil)
	return w.Written()
}

// UnmarshalJSON reads a stored document, strictly.
func (e *Entry) UnmarshalJSON(data []byte) error {
	var read Entry
	var fact []byte
	f := wire.Read("entry", data)
	for f.Next() {
		read.fields(&f, &fact)
	}
	if err := f.Done(); err != nil {
		return err
	}
	var err error
	if read.Fact, err = DecodeFact(read.Kind, fact); err != nil {
		return err
	}
	if len(read.Draws) != 1 || len(read.Why) == 0 {
		return entitlement.Invalid("entry", "%q moves one retainer, and says why", read.Ref)
	}
	*e = read
	return nil
}

// Apply moves the retainer by a recorded entry that names it. It decides nothing.
func (r Retainer) Apply(entry Entry) (Retainer, error) {
	signs := entry.Kind == kindSign
	draw, named := entry.Draw(r.id)
	if signs != (r.id == "") || !signs && (!named || entry.Kind != kindCallOut && entry.Kind != kindWithdraw) {
		return r, &entitlement.Failure{
			Family: entitlement.ErrLedger, Field: entry.Ref,
			Detail: fmt.Sprintf("an entry of kind %s does not move this retainer", entry.Kind),
		}
	}
	if signs {
		first := entry.Draws[0]
		return Retainer{id: first.Of, holder: entry.Outcome.Holder, figures: entry.Outcome.Figures, seq: first.Seq}, nil
	}
	r.seq = draw.Seq
	r.used -= draw.Moved
	return r, nil
}

// Do makes the transition that a fact asks for. A withdrawal needs the entry that it
// takes back.
func Do(terms Terms, r Retainer, of Entry, event entitlement.Event, fact Fact) (Retainer, Entry, error) {
	switch fact := fact.(type) {
	case Signing:
		return Sign(terms, event, fact)
	case CallOut:
		return r.Call(event, fact)
	case Withdrawal:
		return r.Withdraw(event, fact, of)
	default:
		return r, Entry{}, entitlement.Invalid("fact", "there is none")
	}
}

// Verify decides every fact of a ledger again and compares what comes out. Each entry
// is decided by the terms it was recorded under.
func Verify(terms func(Entry) Terms, log []Entry) error {
	type book struct {
		held    map[string]Retainer
		entries map[string]Entry
	}
	values := book{map[string]Retainer{}, map[string]Entry{}}
	return ledger.Verify(values, log, func(values book, recorded Entry) (book, Entry, error) {
		held := values.held[recorded.Draws[0].Of]
		next, again, err := Do(terms(recorded), held, values.entries[recorded.Reverses], recorded.Event, recorded.Fact)
		values.held[next.id], values.entries[recorded.Ref] = next, recorded
		return values, again, err
	})
}
