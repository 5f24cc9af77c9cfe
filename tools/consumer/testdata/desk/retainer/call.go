package retainer

import (
	"cmp"

	"github.com/avtale/avtale/entitlement"
)

// Sign begins a retainer on the day of the event, and charges its fee (RET-01).
func Sign(terms Terms, event entitlement.Event, signing Signing) (Retainer, Entry, error) {
	if err := cmp.Or(event.Validate(), terms.Validate()); err != nil {
		return Retainer{}, Entry{}, err
	}
	if signing.Retainer == "" || signing.Holder == "" {
		return Retainer{}, Entry{}, entitlement.Invalid("retainer, holder", "a retainer needs an id and a holder")
	}
	entry := newEntry(event, signing, entitlement.Draw{Of: signing.Retainer, Seq: 1, Moved: terms.Included}, signed)
	entry.Charge = terms.Fee
	entry.Outcome = Outcome{Holder: signing.Holder, Figures: Figures{
		Included: terms.Included,
		CallOut:  terms.CallOut,
		First:    event.At.Date(),
		Last:     terms.Term.LastDay(event.At.Date()),
	}}
	return post(Retainer{}, entry)
}

// Call sends somebody out: it takes one of the call-outs that are included, or is
// charged (RET-02, RET-03). Refused with [NotInForce].
func (r Retainer) Call(event entitlement.Event, call CallOut) (Retainer, Entry, error) {
	if err := event.Validate(); err != nil {
		return r, Entry{}, err
	}
	if r.id == "" || call.What == "" {
		return r, Entry{}, entitlement.Invalid("what", "a call-out needs a retainer, and what it is for")
	}
	if day := event.At.Date(); day < r.figures.First || r.figures.Last < day {
		return r, Entry{}, refuse(NotInForce, inTerm, "a retainer that runs on "+day.String())
	}
	if r.Left() > 0 {
		return post(r, newEntry(event, call, entitlement.Draw{Of: r.id, Seq: r.seq + 1, Moved: -1}, included))
	}
	entry := newEntry(event, call, entitlement.Draw{Of: r.id, Seq: r.seq + 1}, included, further)
	entry.Charge = r.figures.CallOut
	return post(r, entry)
}

// Ask says what [Retainer.Call] would do, as an answer to choose between.
func (r Retainer) Ask(event entitlement.Event, call CallOut) (entitlement.Answer, error) {
	next, entry, err := r.Call(event, call)
	if err != nil {
		return entitlement.Refused("retainer", r.id, err)
	}
	answer := entitlement.Answer{
		Type: "retainer", Contract: r.id, Cover: entitlement.FullCover, Paid: entitlement.Allowance, Unit: "call-out",
		Before: r.Left(), After: next.Left(), Rest: entitlement.Nobody, Charge: entry.Charge,
		Until: r.figures.Last + 1, Why: entry.Why,
	}
	if r.Left() == 0 {
		answer.Paid, answer.Rest = entitlement.Billable, entitlement.CustomerDirectly
	}
	return answer, nil
}

// Withdraw takes a call-out back, given the entry that recorded it (RET-05). Refused
// with [NotWithdrawn]. That nothing is withdrawn twice the ledger sees to.
func (r Retainer) Withdraw(event entitlement.Event, withdrawal Withdrawal, of Entry) (Retainer, Entry, error) {
	if err := event.Validate(); err != nil {
		return r, Entry{}, err
	}
	if withdrawal.Of == "" || withdrawal.Because == "" {
		return r, Entry{}, entitlement.Invalid("of, because", "a withdrawal says of what, and why")
	}
	taken, named := of.Draw(r.id)
	if !named || of.Ref != withdrawal.Of || of.Kind != kindCallOut {
		return r, Entry{}, refuse(NotWithdrawn, withdrawn, "a call-out of this retainer")
	}
	entry := newEntry(event, withdrawal, entitlement.Draw{Of: r.id, Seq: r.seq + 1, Moved: -taken.Moved}, withdrawn)
	entry.Reverses = withdrawal.Of
	entry.Charge = of.Charge.Neg()
	return post(r, entry)
}

func newEntry(event entitlement.Event, fact Fact, draw entitlement.Draw, why ...entitlement.Clause) Entry {
	return Entry{
		Entry: entitlement.Entry{Event: event, Kind: fact.kind(), Draws: []entitlement.Draw{draw}, Why: why},
		Fact:  fact,
	}
}

// post moves the retainer by an entry that was just decided.
func post(r Retainer, entry Entry) (Retainer, Entry, error) {
	next, err := r.Apply(entry)
	return next, entry, err
}
