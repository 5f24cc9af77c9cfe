package timeaccount

import (
	"cmp"
	"slices"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/wire"
)

// Customer is a company as far as the contract knows it: who is its superuser,
// and when (TIM-24). It is a value; since it has a list, customers compare with
// [Customer.Equal]. The zero Customer has appointed nobody, and its first
// appointment makes a customer of it; who never appoints needs none.
type Customer struct {
	id         string
	seq        int
	superusers []Appointed // by their days, which do not overlap
}

// Appointed is the time for which a person is superuser.
type Appointed struct {
	Person string
	From   calendar.Date // the first day
	Last   calendar.Date // the last; zero: until further notice
}

func (a Appointed) on(day calendar.Date) bool {
	return a.From <= day && (a.Last.IsZero() || day <= a.Last)
}

const mostAppointed = 1000 // superusers of one customer

// Duty is something that a customer has to do.
type Duty string

// SuperuserMissing is that a superuser is to be appointed (TIM-24).
const SuperuserMissing Duty = "SuperuserMissing"

// ID returns the id of the customer, "" for the zero Customer.
func (c Customer) ID() string { return c.id }

// Seq returns the number of the last entry that names the customer.
func (c Customer) Seq() int { return c.seq }

// Equal reports whether two customers are the same value.
func (c Customer) Equal(other Customer) bool {
	return c.id == other.id && c.seq == other.seq && slices.Equal(c.superusers, other.superusers)
}

// Superusers returns who is superuser when, in the order of their days (TIM-26).
func (c Customer) Superusers() []Appointed { return slices.Clone(c.superusers) }

// SuperuserAt returns who is superuser on the day of a moment, "" for nobody
// (TIM-24).
func (c Customer) SuperuserAt(at calendar.Moment) string {
	if i := c.on(at.Date()); i >= 0 {
		return c.superusers[i].Person
	}
	return ""
}

func (c Customer) on(day calendar.Date) int {
	return slices.IndexFunc(c.superusers, func(a Appointed) bool { return a.on(day) })
}

// DutiesOpen returns what the customer has to do at a moment: to appoint a
// superuser, while one of the agreements is in force and there is none (TIM-24).
func (c Customer) DutiesOpen(at calendar.Moment, agreements ...Agreement) []Duty {
	active := func(agreement Agreement) bool { return agreement.State(at) == Active }
	if c.SuperuserAt(at) != "" || !slices.ContainsFunc(agreements, active) {
		return nil
	}
	return []Duty{SuperuserMissing}
}

// Appoint makes a person superuser from a day on (TIM-26), until the next who is
// appointed already. Whoever is superuser then is so up to the day before, and an
// appointment from the same day is replaced.
func (c Customer) Appoint(event entitlement.Event, appointment Appointment) (Customer, Entry, error) {
	if err := admit(event.Validate(), appointment.validate(), c.is(appointment.Customer)); err != nil {
		return c, Entry{}, err
	}
	if len(c.superusers) == mostAppointed {
		return c, Entry{}, entitlement.Invalid("person", "%d superusers are appointed already", mostAppointed)
	}
	entry := newEntry(event, appointment, superuserDuty, appointed)
	entry.Draws = append(entry.Draws, entitlement.Draw{Of: appointment.Customer, Seq: c.seq + 1})
	fresh := Appointed{Person: appointment.Person, From: appointment.From}
	for _, later := range slices.Backward(c.superusers) {
		if later.From > fresh.From {
			fresh.Last = later.From - 1
		}
	}
	entry.Outcome.Appointed = fresh
	return c.apply(entry), entry, nil
}

// Remove ends the appointment of whoever is superuser on a day, with that day
// (TIM-26). Nobody follows, and the duty is open again. Refused with
// [NoSuperuser] for a day on which there is none.
func (c Customer) Remove(event entitlement.Event, removal Removal) (Customer, Entry, error) {
	if c.id == "" {
		return c, Entry{}, entitlement.Invalid("customer", "the zero customer has appointed nobody")
	}
	if err := admit(event.Validate(), removal.validate()); err != nil {
		return c, Entry{}, err
	}
	place := c.on(removal.Last)
	if place < 0 {
		return c, Entry{}, refuse(NoSuperuser, appointed, "a day on which there is a superuser")
	}
	entry := newEntry(event, removal, superuserDuty, appointed)
	entry.Draws = append(entry.Draws, entitlement.Draw{Of: c.id, Seq: c.seq + 1})
	entry.Outcome.Appointed = c.superusers[place]
	entry.Outcome.Appointed.Last = removal.Last
	return c.apply(entry), entry, nil
}

// is refuses another customer.
func (c Customer) is(id string) error {
	if c.id != "" && c.id != id {
		return entitlement.Invalid("customer", "%q is handed in, not %q", c.id, id)
	}
	return nil
}

// Apply moves the customer by a recorded entry that names it. It decides
// nothing: state is the fold of the ledger. An entry of another customer, or of
// a kind that customers do not have, is [entitlement.ErrLedger].
func (c Customer) Apply(entry Entry) (Customer, error) {
	appoints := entry.Kind == kindAppoint
	_, named := entry.Draw(c.id)
	if c.id == "" {
		named = appoints && entry.begins()
	}
	if !appoints && entry.Kind != kindRemove || !named || !entry.Outcome.Appointed.valid() {
		return c, misplaced(entry, "customer")
	}
	return c.apply(entry), nil
}

// apply puts an appointment in its place: those from the same day on go as far
// as it reaches, and the one before ends the day before.
func (c Customer) apply(entry Entry) Customer {
	c.id, c.seq = entry.Draws[0].Of, entry.Draws[0].Seq
	fresh := entry.Outcome.Appointed
	c.superusers = slices.DeleteFunc(slices.Clone(c.superusers), func(a Appointed) bool { return a.From == fresh.From })
	for i, earlier := range c.superusers {
		if earlier.on(fresh.From) {
			c.superusers[i].Last = fresh.From - 1
		}
	}
	c.superusers = append(c.superusers, fresh)
	slices.SortFunc(c.superusers, func(a, b Appointed) int { return cmp.Compare(a.From, b.From) })
	return c
}

func (a Appointed) valid() bool {
	return a.Person != "" && day("", a.From) == nil && (a.Last.IsZero() || a.From <= a.Last && a.Last.Validate() == nil)
}

func (c *Customer) fields(f *wire.Fields) {
	wire.Text(f, "id", &c.id)
	wire.Int(f, "seq", &c.seq)
	wire.Items(f, "superusers", &c.superusers, func(a *Appointed) { a.fields(f) })
}

func (a *Appointed) fields(f *wire.Fields) {
	wire.Text(f, "person", &a.Person)
	f.Date("from", &a.From)
	f.Date("last", &a.Last)
}

// MarshalJSON writes the customer as a stored document, "v":1.
func (c Customer) MarshalJSON() ([]byte, error) {
	w := wire.Write()
	c.fields(&w)
	return w.Written()
}

// UnmarshalJSON reads a stored document, strictly. Appointments that no ledger
// can give are [entitlement.ErrInvalid].
func (c *Customer) UnmarshalJSON(data []byte) error {
	var read Customer
	r := wire.Read("customer", data)
	for r.Next() {
		read.fields(&r)
	}
	if err := r.Done(); err != nil {
		return err
	}
	if !read.addsUp() {
		return entitlement.Invalid("customer", "%q does not add up", read.id)
	}
	*c = read
	return nil
}

// addsUp reports whether a ledger can give the customer.
func (c Customer) addsUp() bool {
	if c.id == "" || !numbered(c.seq) || len(c.superusers) == 0 || len(c.superusers) > mostAppointed {
		return false
	}
	for i, a := range c.superusers {
		if !a.valid() || i > 0 && (c.superusers[i-1].Last.IsZero() || c.superusers[i-1].Last >= a.From) {
			return false
		}
	}
	return true
}
