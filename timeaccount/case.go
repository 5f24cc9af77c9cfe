package timeaccount

import (
	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/wire"
)

// Case is a matter whose enquiries are rounded together, under terms that say
// so (TIM-15, [PerCase]). It remembers the time that accounts pay. [Open] makes
// cases; they compare with ==. The zero Case is none.
type Case struct {
	id       string
	customer string
	seq      int
	covered  calendar.Seconds // worked, and paid by accounts
	debited  calendar.Seconds
	payer    string // the account that paid the last interval; "" for none
	standing string // the newest entry not taken back; "" for none
}

// ID returns the id the case was opened under.
func (c Case) ID() string { return c.id }

// Customer returns whose case it is.
func (c Case) Customer() string { return c.customer }

// Seq returns the number of the last entry that names the case.
func (c Case) Seq() int { return c.seq }

// Covered returns the time worked on the case that accounts pay.
func (c Case) Covered() calendar.Seconds { return c.covered }

// Debited returns the time that accounts were debited for the case.
func (c Case) Debited() calendar.Seconds { return c.debited }

// Open opens a case, for enquiries under agreements that round by the case. How time is
// debited each agreement has from its own terms; the case keeps nothing of these.
func Open(terms Terms, event entitlement.Event, opening Opening) (Case, Entry, error) {
	if err := admit(event.Validate(), opening.validate(), terms.Validate()); err != nil {
		return Case{}, Entry{}, err
	}
	entry := newEntry(event, opening, roundedPer)
	entry.Draws = append(entry.Draws, entitlement.Draw{Of: opening.Case, Seq: 1})
	entry.Outcome = Outcome{Customer: opening.Customer}
	return Case{}.apply(entry), entry, nil
}

// Record records time spent on an enquiry of the case, as [Enquiry.Record] does,
// but that accounts are debited what the time of the whole case grows by when it is
// rounded as the enquiry's agreement says (TIM-15): nothing, where enquiries under
// other agreements were debited as much already.
func (c Case) Record(
	event entitlement.Event, session Session, enquiry Enquiry, agreements ...Agreement,
) (Case, Enquiry, []Agreement, Entry, error) {
	if c.id == "" {
		return c, enquiry, nil, Entry{}, entitlement.Invalid("case", "the zero case has not been opened")
	}
	err := admit(enquiry.admitWork(event, session, agreements, c.id), follows(event.Ref, c.standing))
	if err != nil {
		return c, enquiry, nil, Entry{}, err
	}
	if enquiry.figures.Case != c.id || enquiry.customer != c.customer || enquiry.id == c.id {
		return c, enquiry, nil, Entry{}, entitlement.Invalid("enquiry", "%q is not rounded with the case %q", enquiry.id, c.id)
	}
	if c.covered+session.Work > mostTime {
		return c, enquiry, nil, Entry{}, entitlement.Invalid("work", "the case has more than %s of work", mostTime)
	}
	entry := newEntry(event, session)
	entry.Draws = append(
		entry.Draws,
		entitlement.Draw{Of: enquiry.id, Seq: enquiry.seq + 1, Moved: int(session.Work)},
		entitlement.Draw{Of: c.id, Seq: c.seq + 1},
	)
	work := &entry.Outcome.Work
	work.OnCaseBefore, work.OnCase = c.standing, event.Ref
	if err := enquiry.count(&entry, session.Work, unit{enquiry.figures.Scale, c.covered, c.debited, c.payer}, agreements); err != nil {
		return c, enquiry, nil, Entry{}, err
	}
	return c.apply(entry), enquiry.apply(entry), post(entry, agreements, nil), entry, nil
}

// Apply moves the case by a recorded entry that names it. It decides nothing:
// state is the fold of the ledger. An entry of another case, or of a kind that
// cases do not have, is [entitlement.ErrLedger].
func (c Case) Apply(entry Entry) (Case, error) {
	opens := entry.Kind == kindOpen
	if !opens && !entry.counts() || !entry.moves(c.id, opens) {
		return c, misplaced(entry, "case")
	}
	return c.apply(entry), nil
}

func (c Case) apply(entry Entry) Case {
	if c.id == "" {
		c = Case{id: entry.Draws[0].Of, customer: entry.Outcome.Customer}
	}
	draw, _ := entry.Draw(c.id)
	c.seq = draw.Seq
	c.covered += entry.Outcome.Work.Covered
	c.debited += entry.Outcome.Work.Debited
	c.payer = entry.Outcome.Work.Payer
	c.standing = entry.Outcome.Work.OnCase
	return c
}

func (c *Case) fields(f *wire.Fields) {
	wire.Text(f, "id", &c.id)
	wire.Text(f, "customer", &c.customer)
	wire.Int(f, "seq", &c.seq)
	wire.Int(f, "covered", &c.covered)
	wire.Int(f, "debited", &c.debited)
	wire.Text(f, "payer", &c.payer)
	wire.Text(f, "standing", &c.standing)
}

// MarshalJSON writes the case as a stored document, "v":1.
func (c Case) MarshalJSON() ([]byte, error) {
	w := wire.Write()
	c.fields(&w)
	return w.Written()
}

// UnmarshalJSON reads a stored document, strictly. Counts that no ledger can
// give are [entitlement.ErrInvalid].
func (c *Case) UnmarshalJSON(data []byte) error {
	var read Case
	r := wire.Read("case", data)
	for r.Next() {
		read.fields(&r)
	}
	if err := r.Done(); err != nil {
		return err
	}
	if read.id == "" || read.customer == "" || !numbered(read.seq) ||
		read.covered < 0 || read.covered > mostTime || read.covered > read.debited || read.debited > 2*mostTime ||
		read.debited > 0 && (read.covered == 0 || read.standing == "") {
		return entitlement.Invalid("case", "%q does not add up", read.id)
	}
	*c = read
	return nil
}
