package swap

import (
	"maps"
	"slices"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/ledger"
)

// Verify decides every fact of a ledger again, in the order posted, and compares
// what comes out with what is recorded. The ledger must be whole for the customers
// in it: where a phone is put in stock it assumes that all cases that waited for
// one were handed in. The first difference is [entitlement.ErrLedger], with the
// reference of its entry. The terms must be those that each entry was decided
// by: [Terms.Always] where they never changed. Where phones were promised or
// delivered, the calendars that the cases keep are needed, each under its name.
func Verify(terms func(Entry) Terms, log []Entry, days ...calendar.Calendar) error {
	posted := map[string][]Entry{} // by customer
	return ledger.Verify(newBook(), log, func(values *book, entry Entry) (*book, Entry, error) {
		if terms == nil {
			return values, Entry{}, entitlement.Missing("terms", "of entry %s", entry.Ref)
		}
		held := values.offered(entry)
		if len(held.Agreements) > 0 {
			held.Log = slices.Clip(posted[held.Agreements[0].customer])
		}
		posted[entry.Outcome.Customer] = append(posted[entry.Outcome.Customer], entry)
		for _, known := range days {
			if known.Name() == values.calendar(entry, held) {
				held.Days = known
			}
		}
		changed, again, err := Do(terms(entry), entry.Event, entry.Fact, held)
		values.store(changed)
		return values, again, err
	})
}

// book holds values by id while a ledger is worked through.
type book struct {
	agreements map[string]Agreement
	users      map[string]User
	cases      map[string]Case
	waiting    map[string]map[string]Case // by pool, those of them that wait for a phone
	devices    map[string]Device
	pools      map[string]Pool
	orders     map[string]Order
}

func newBook() *book {
	return &book{
		agreements: map[string]Agreement{}, users: map[string]User{}, cases: map[string]Case{}, waiting: map[string]map[string]Case{},
		devices: map[string]Device{}, pools: map[string]Pool{}, orders: map[string]Order{},
	}
}

func (b *book) store(held Holding) {
	for _, agreement := range held.Agreements {
		b.agreements[agreement.id] = agreement
	}
	for _, user := range held.Users {
		b.users[user.id] = user
	}
	for _, c := range held.Cases {
		delete(b.waiting[b.cases[c.id].swap.pool], c.id)
		b.cases[c.id] = c
		if c.swap.status != Backordered {
			continue
		}
		if b.waiting[c.swap.pool] == nil {
			b.waiting[c.swap.pool] = map[string]Case{}
		}
		b.waiting[c.swap.pool][c.id] = c
	}
	for _, device := range held.Devices {
		b.devices[device.id] = device
	}
	for _, pool := range held.Pools {
		b.pools[pool.id] = pool
	}
	for _, order := range held.Orders {
		b.orders[order.id] = order
	}
}

// calendar returns the name of the calendar that an entry was decided by: that of the
// case that gets the phone, or, where none does, of the one that the fact was told to.
func (b *book) calendar(entry Entry, held Holding) string {
	c := b.cases[entry.Outcome.Served.Case]
	if entry.Outcome.Served.Case == "" && len(held.Cases) > 0 {
		c = held.Cases[0]
	}
	return c.figures.Calendar
}

// offered returns what a host hands in for the fact of an entry: the values it
// names, the agreement and the user of a registration, and where a phone may be had
// all cases that wait for one of the pool.
func (b *book) offered(entry Entry) Holding {
	var held Holding
	for _, draw := range entry.Draws {
		held.Agreements = named(held.Agreements, b.agreements, draw.Of)
		held.Users = named(held.Users, b.users, draw.Of)
		if draw.Of != entry.Outcome.Served.Case {
			held.Cases = named(held.Cases, b.cases, draw.Of)
		}
		held.Devices = named(held.Devices, b.devices, draw.Of)
		held.Orders = named(held.Orders, b.orders, draw.Of)
		if len(held.Pools) == 0 { // named once for each model
			held.Pools = named(held.Pools, b.pools, draw.Of)
		}
	}
	if fact, ok := entry.Fact.(Registration); ok {
		held.Agreements = named(held.Agreements, b.agreements, fact.Agreement)
		held.Users = named(held.Users, b.users, fact.User)
	}
	switch entry.Fact.(type) {
	case Arrival, Movement, Cancellation, Return, Repair:
		for _, pool := range held.Pools {
			held.Waiting = slices.AppendSeq(held.Waiting, maps.Values(b.waiting[pool.id]))
		}
	}
	return held
}

func named[V any](values []V, from map[string]V, id string) []V {
	if value, known := from[id]; known {
		return append(values, value)
	}
	return values
}
