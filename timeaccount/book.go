package timeaccount

import (
	"cmp"
	"slices"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/ledger"
)

// Verify decides every fact of a ledger again, in the order posted, and
// compares what comes out with what is recorded. The ledger must be whole for
// the customers in it: where an enquiry arrives and is worked on it assumes that
// all agreements of the customer were handed in. The first difference is
// [entitlement.ErrLedger], with the reference of its entry; so is work that [Rectify]
// took back and that is not entered again. The terms must be those that each entry
// was decided by, with the rate of its day: [Terms.Always] where they never changed.
// Where enquiries arrived, the calendars of the opening hours are needed: those that
// agreements were concluded with, and those that the terms name.
func Verify(terms func(Entry) Terms, log []Entry, hours ...calendar.Calendar) error {
	return verify(newBook(), terms, log, hours)
}

// verify is [Verify], and leaves the values in a book.
func verify(values *book, terms func(Entry) Terms, log []Entry, hours []calendar.Calendar) error {
	decide, entered := again(terms, hours), enteredAgain(log)
	return ledger.Verify(values, log, func(values *book, entry Entry) (*book, Entry, error) {
		if entry.Outcome.Work.Again && !entered[entry.Ref] {
			return values, Entry{}, entitlement.Invalid("again", "entry %q is not entered again", entry.Reverses)
		}
		return decide(values, entry)
	})
}

// Restate decides a ledger again in the order in which things happened, and returns the
// decisions that come out otherwise: an account that is used up by work told late, say,
// and what is charged by the hour therefore. See [ledger.Restate]; the ledger and the
// terms must be as [Verify] needs them.
func Restate(terms func(Entry) Terms, log []Entry, hours ...calendar.Calendar) ([]ledger.Difference[Entry], error) {
	return restate(log, again(terms, hours))
}

// restate is [Restate], by what decides.
func restate(log []Entry, decide decision) ([]ledger.Difference[Entry], error) {
	customers := map[string]string{} // by what is theirs
	for _, entry := range log {
		if entry.Outcome.Customer != "" && len(entry.Draws) > 0 {
			customers[entry.Draws[0].Of] = entry.Outcome.Customer
		}
	}
	return ledger.Restate(newBook(), log, decide, ledger.Telling[Entry]{
		Same: func(before, after Entry) bool { return before.Outcome.Enquiry == after.Outcome.Enquiry },
		Covers: func(entry Entry) (calendar.Date, bool) { // a product or a superuser, and a superuser's leave, all day
			switch fact := entry.Fact.(type) {
			case Amendment:
				return fact.From, true
			case Appointment:
				return fact.From, true
			case Removal:
				return fact.Last + 1, true
			default:
				return 0, false
			}
		},
		Party: func(entry Entry) string {
			if len(entry.Draws) == 0 {
				return ""
			}
			return cmp.Or(customers[entry.Draws[0].Of], entry.Draws[0].Of) // a superuser is appointed for a customer
		},
		Begins: func(entry Entry) bool { return entry.Kind != kindAppoint }, // any appointment can be a customer's first
	})
}

// A decision returns the values after an entry, and the entry as it would be recorded now.
type decision func(*book, Entry) (*book, Entry, error)

// asJudged decides as another does, but leaves how enquiries were judged as it is.
func (d decision) asJudged(values *book, entry Entry) (*book, Entry, error) {
	if entry.Kind == kindReceive {
		values.store(Holding{Enquiries: []Enquiry{Enquiry{}.apply(entry)}})
		return values, entry, nil
	}
	return d(values, entry)
}

// again decides recorded facts again.
func again(terms func(Entry) Terms, hours []calendar.Calendar) decision {
	seen := map[string]Entry{}
	return func(values *book, entry Entry) (*book, Entry, error) {
		if terms == nil {
			return values, Entry{}, entitlement.Missing("terms", "of entry %s", entry.Ref)
		}
		held, conditions := values.offered(entry), terms(entry)
		if receipt, ok := entry.Fact.(Receipt); ok {
			asked := receipt.asked(entry.At)
			by, _ := asked.judge(held.Agreements, nil)
			for _, known := range hours {
				if known.Name() == by.hours(conditions) {
					held.Hours = known
				}
			}
		}
		held.Entry, held.again = seen[entry.Reverses], entry.Outcome.Work.Again
		changed, again, err := Do(conditions, entry.Event, entry.Fact, held)
		values.store(changed)
		seen[entry.Ref] = entry
		return values, again, err
	}
}

// book holds values by id while a ledger is worked through.
type book struct {
	customers  map[string]Customer
	agreements map[string]Agreement
	concluded  map[string][]string // by customer, ids of agreements in order
	cases      map[string]Case
	enquiries  map[string]Enquiry
}

func newBook() *book {
	return &book{
		customers: map[string]Customer{}, agreements: map[string]Agreement{}, concluded: map[string][]string{},
		cases: map[string]Case{}, enquiries: map[string]Enquiry{},
	}
}

func (b *book) store(held Holding) {
	for _, customer := range held.Customers {
		b.customers[customer.id] = customer
	}
	for _, agreement := range held.Agreements {
		ids := b.concluded[agreement.customer]
		if place, known := slices.BinarySearch(ids, agreement.id); !known {
			b.concluded[agreement.customer] = slices.Insert(ids, place, agreement.id)
		}
		b.agreements[agreement.id] = agreement
	}
	for _, opened := range held.Cases {
		b.cases[opened.id] = opened
	}
	for _, enquiry := range held.Enquiries {
		b.enquiries[enquiry.id] = enquiry
	}
}

// named returns the values that an entry names.
func (b *book) named(entry Entry) Holding {
	var held Holding
	for _, draw := range entry.Draws {
		if customer, ok := b.customers[draw.Of]; ok {
			held.Customers = append(held.Customers, customer)
		}
		if agreement, ok := b.agreements[draw.Of]; ok {
			held.Agreements = append(held.Agreements, agreement)
		}
		if opened, ok := b.cases[draw.Of]; ok {
			held.Cases = append(held.Cases, opened)
		}
		if enquiry, ok := b.enquiries[draw.Of]; ok {
			held.Enquiries = append(held.Enquiries, enquiry)
		}
	}
	return held
}

// of returns the agreements of a customer, by id.
func (b *book) of(customer string) []Agreement {
	var agreements []Agreement
	for _, id := range b.concluded[customer] {
		agreements = append(agreements, b.agreements[id])
	}
	return agreements
}

// offered returns what a host hands in for the fact of an entry: the values it
// names, and for an enquiry and work on it all agreements of the customer.
func (b *book) offered(entry Entry) Holding {
	named := b.named(entry)
	switch fact := entry.Fact.(type) {
	case Receipt:
		named.Agreements = b.of(fact.Customer)
		if customer, ok := b.customers[fact.Customer]; ok {
			named.Customers = []Customer{customer}
		}
	case Session:
		if len(named.Enquiries) == 1 {
			named.Agreements = b.of(named.Enquiries[0].customer)
		}
	}
	return named
}

// changed returns the values that moved on from what was handed in, in its order.
func (b *book) changed(from Holding) Holding {
	var held Holding
	for _, agreement := range from.Agreements {
		if now := b.agreements[agreement.id]; now.seq != agreement.seq {
			held.Agreements = append(held.Agreements, now)
		}
	}
	for _, opened := range from.Cases {
		if now := b.cases[opened.id]; now.seq != opened.seq {
			held.Cases = append(held.Cases, now)
		}
	}
	for _, enquiry := range from.Enquiries {
		if now := b.enquiries[enquiry.id]; now.seq != enquiry.seq {
			held.Enquiries = append(held.Enquiries, now)
		}
	}
	return held
}
