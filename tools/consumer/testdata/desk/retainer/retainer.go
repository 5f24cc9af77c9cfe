// Package retainer is a contract type of the desk's own: a customer pays a fee for a
// year in which somebody can be called out at night. Some call-outs are included;
// each one more is charged at the price that was agreed.
package retainer

import (
	"encoding/json"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/wire"
)

// Terms are the conditions under which retainers are signed.
type Terms struct {
	Zone     string            `json:"zone"`     // IANA name; days are read there (RET-04)
	Fee      entitlement.Money `json:"fee"`      // for the whole term (RET-01)
	Included int               `json:"included"` // call-outs (RET-02)
	CallOut  entitlement.Money `json:"call_out"` // the price of each one more (RET-03)
	Term     calendar.Term     `json:"term"`     // from the day of signing (RET-01)
}

// Validate returns an error for terms that no retainer can be signed under.
func (t Terms) Validate() error {
	switch {
	case t.Zone == "":
		return entitlement.Missing("zone", "no time zone is named")
	case t.Fee.Currency() == "":
		return entitlement.Missing("fee", "a retainer has no fee")
	case t.CallOut.Currency() == "":
		return entitlement.Missing("call_out", "a further call-out has no price")
	case t.Included < 0:
		return entitlement.Invalid("included", "%d call-outs cannot be included", t.Included)
	case t.Term.Months < 1:
		return entitlement.Missing("term", "a retainer has no length")
	case t.Term.End.Validate() != nil:
		return entitlement.Invalid("term", "%v", t.Term.End.Validate())
	default:
		return nil
	}
}

type plainTerms Terms

type termsDocument struct {
	entitlement.Version
	plainTerms
}

// MarshalJSON writes the terms as a stored document.
func (t Terms) MarshalJSON() ([]byte, error) {
	return json.Marshal(termsDocument{entitlement.V1(), plainTerms(t)})
}

// UnmarshalJSON reads a stored document, strictly.
func (t *Terms) UnmarshalJSON(data []byte) error {
	var document termsDocument
	if err := entitlement.DecodeDocument("terms", data, &document); err != nil {
		return err
	}
	*t = Terms(document.plainTerms)
	return nil
}

// Retainer is what one customer signed, and how many call-outs were taken. [Sign] makes
// retainers; they compare with ==. The zero Retainer is none: it gives nothing.
type Retainer struct {
	id      string
	holder  string
	figures Figures
	seq     int
	used    int
}

// Figures are what a retainer was signed with. They never change.
type Figures struct {
	Included int               // call-outs
	CallOut  entitlement.Money // the price of each one more
	First    calendar.Date     // the first day
	Last     calendar.Date     // the last day
}

// ID returns the id the retainer was signed under.
func (r Retainer) ID() string { return r.id }

// Holder returns who may call.
func (r Retainer) Holder() string { return r.holder }

// Seq returns the number of the last entry that names the retainer.
func (r Retainer) Seq() int { return r.seq }

// Left returns the call-outs that are included and not taken.
func (r Retainer) Left() int { return r.figures.Included - r.used }

// Upcoming returns the last day of the retainer if it lies in a stretch of days.
func (r Retainer) Upcoming(from, until calendar.Date) []entitlement.Dated {
	if r.id == "" {
		return nil
	}
	return entitlement.Within(from, until, entitlement.Dated{
		On: r.figures.Last, What: entitlement.Ends, Of: r.id, Units: r.Left(), Unit: "call", Why: inTerm,
	})
}

func (r *Retainer) fields(f *wire.Fields) {
	wire.Text(f, "id", &r.id)
	wire.Text(f, "holder", &r.holder)
	f.Object("figures", func() { r.figures.fields(f) })
	wire.Int(f, "seq", &r.seq)
	wire.Int(f, "used", &r.used)
}

func (g *Figures) fields(f *wire.Fields) {
	wire.Int(f, "included", &g.Included)
	f.Money("call_out", &g.CallOut)
	f.Date("first", &g.First)
	f.Date("last", &g.Last)
}

// MarshalJSON writes the retainer as a stored document.
func (r Retainer) MarshalJSON() ([]byte, error) {
	w := wire.Write()
	r.fields(&w)
	return w.Written()
}

// UnmarshalJSON reads a stored document, strictly.
func (r *Retainer) UnmarshalJSON(data []byte) error {
	var read Retainer
	f := wire.Read("retainer", data)
	for f.Next() {
		read.fields(&f)
	}
	if err := f.Done(); err != nil {
		return err
	}
	if read.id == "" || read.seq < 1 || read.used < 0 || read.Left() < 0 {
		return entitlement.Invalid("retainer", "%q does not add up", read.id)
	}
	*r = read
	return nil
}
