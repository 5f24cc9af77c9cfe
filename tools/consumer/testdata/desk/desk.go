package main

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"slices"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/ledger"
	"github.com/avtale/avtale/punchcard"
	"github.com/avtale/avtale/timeaccount"

	"example.com/desk/retainer"
)

// The types of contracts, as they are stored.
const (
	cards     = "punchcard"
	accounts  = "timeaccount"
	retainers = "retainer"
)

// A desk serves customers who hold punch cards, time accounts and retainers. Its terms
// are the newest of the store when it opens.
type desk struct {
	store     store
	hours     calendar.Calendar
	cards     punchcard.Terms
	accounts  timeaccount.Terms
	retainers retainer.Terms
	versions  map[string]int // of the terms, by type
}

func openDesk(ctx context.Context, s store, hours calendar.Calendar) (*desk, error) {
	allCards, newestCards, err := terms[punchcard.Terms](ctx, s, cards)
	if err != nil {
		return nil, err
	}
	allAccounts, newestAccounts, err := terms[timeaccount.Terms](ctx, s, accounts)
	if err != nil {
		return nil, err
	}
	allRetainers, newestRetainers, err := terms[retainer.Terms](ctx, s, retainers)
	if err != nil {
		return nil, err
	}
	return &desk{
		store: s, hours: hours,
		cards: allCards[newestCards], accounts: allAccounts[newestAccounts], retainers: allRetainers[newestRetainers],
		versions: map[string]int{cards: newestCards, accounts: newestAccounts, retainers: newestRetainers},
	}, nil
}

// A record is an entry of any contract package.
type record[E any] interface {
	ledger.Record[E]
	json.Marshaler
}

// attempts are enough for a request among many of one holder.
const attempts = 1000

// transact makes a request one transaction: it reads, decides and writes, and begins
// again if somebody else was first.
func (d *desk) transact(ctx context.Context, ref, of string, holders []string, decide func(*page) error) error {
	for range attempts {
		p, err := d.store.read(ctx, ref, of, holders...)
		if err != nil {
			return err
		}
		if err := decide(p); err != nil {
			return err
		}
		if err := d.store.write(ctx, p); !errors.Is(err, errStale) {
			return err
		}
	}
	return errStale
}

// tell tells a fact that is one entry, to values that it does not name itself. What is
// recorded already is answered with the entry that is stored.
func tell[E record[E]](
	ctx context.Context, d *desk, event entitlement.Event, fact any, of string, holders []string, decide func(*page) (E, error),
	to ...string,
) (entry E, err error) {
	err = d.transact(ctx, event.Ref, of, holders, func(p *page) error {
		var found bool
		if entry, found, err = recorded[E](p, event, fact, to...); found || err != nil {
			return err
		}
		if p.back != "" {
			return entitlement.Conflict(event.Ref, "%s is taken back by %s", of, p.back)
		}
		entry, err = decide(p)
		return err
	})
	return entry, err
}

// recorded returns the entry that is stored under the reference of an event, if it
// says the same. Anything else under the reference is a conflict.
func recorded[E record[E]](p *page, event entitlement.Event, fact any, to ...string) (stored E, found bool, err error) {
	if p.stored == nil {
		return stored, false, nil
	}
	if p.stored.Type != typeOf(stored) {
		return stored, false, entitlement.Conflict(event.Ref, "is recorded by a contract of type %s", p.stored.Type)
	}
	if err := json.Unmarshal(p.stored.Doc, &stored); err != nil {
		return stored, false, err
	}
	return ledger.Find([]E{stored}, event, fact, to...)
}

func typeOf(entry any) string {
	switch entry.(type) {
	case punchcard.Entry:
		return cards
	case timeaccount.Entry:
		return accounts
	default:
		return retainers
	}
}

// A holding is a value that is stored.
type holding interface {
	ID() string
	Seq() int
	json.Marshaler
}

func describe(v holding) (noun, holder string) {
	switch v := v.(type) {
	case punchcard.Card:
		return "card", v.Holder()
	case punchcard.Task:
		return "task", v.Holder()
	case timeaccount.Agreement:
		return "agreement", v.Customer()
	case timeaccount.Enquiry:
		return "enquiry", v.Customer()
	default:
		return "retainer", v.(retainer.Retainer).Holder()
	}
}

// post notes an entry on a page, and the values that it moved.
func post[E record[E]](d *desk, p *page, entry E, changed ...holding) error {
	doc, err := entry.MarshalJSON()
	if err != nil {
		return err
	}
	kind := typeOf(entry)
	p.entries = append(p.entries, posting{row: row{kind, d.versions[kind], doc}, head: entry.Head()})
	for _, v := range changed {
		doc, err := v.MarshalJSON()
		if err != nil {
			return err
		}
		noun, holder := describe(v)
		p.changed[v.ID()] = value{v.ID(), noun, holder, v.Seq(), doc}
	}
	return nil
}

// held returns the values of a page that are of a noun, by id.
func held[V any](p *page, noun string) ([]V, error) {
	var all []V
	for _, id := range slices.Sorted(maps.Keys(p.values)) {
		if p.values[id].Noun != noun {
			continue
		}
		var v V
		if err := json.Unmarshal(p.values[id].Doc, &v); err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, nil
}

// named returns the value of a page with a noun and an id. There is none: ErrInvalid.
func named[V any](p *page, noun, id string) (v V, err error) {
	stored, ok := p.values[id]
	if !ok || stored.Noun != noun {
		return v, entitlement.Invalid(noun, "there is no %s %q", noun, id)
	}
	err = json.Unmarshal(stored.Doc, &v)
	return v, err
}

// sell sells a punch card.
func (d *desk) sell(ctx context.Context, event entitlement.Event, purchase punchcard.Purchase) (punchcard.Entry, error) {
	event = event.In(d.hours.Zone())
	return tell(ctx, d, event, purchase, "", []string{purchase.Holder}, func(p *page) (punchcard.Entry, error) {
		card, entry, err := punchcard.Buy(d.cards, event, purchase)
		if err != nil {
			return entry, err
		}
		return entry, post(d, p, entry, card)
	})
}

// transfer passes a punch card on. Both holders have something else afterwards.
func (d *desk) transfer(
	ctx context.Context, event entitlement.Event, from, id string, transfer punchcard.Transfer,
) (punchcard.Entry, error) {
	event = event.In(d.hours.Zone())
	return tell(ctx, d, event, transfer, "", []string{from, transfer.To}, func(p *page) (punchcard.Entry, error) {
		card, err := named[punchcard.Card](p, "card", id)
		if err != nil {
			return punchcard.Entry{}, err
		}
		card, entry, err := card.Transfer(event, transfer)
		if err != nil {
			return entry, err
		}
		return entry, post(d, p, entry, card)
	}, id)
}

// order opens a task.
func (d *desk) order(ctx context.Context, event entitlement.Event, order punchcard.Order) (punchcard.Entry, error) {
	event = event.In(d.hours.Zone())
	return tell(ctx, d, event, order, "", []string{order.Holder}, func(p *page) (punchcard.Entry, error) {
		task, entry, err := punchcard.Open(d.cards, event, order)
		if err != nil {
			return entry, err
		}
		return entry, post(d, p, entry, task)
	})
}

// punch records a session on a task, and draws on all cards the holder has.
func (d *desk) punch(
	ctx context.Context, event entitlement.Event, holder, id string, session punchcard.Session,
) (punchcard.Entry, error) {
	event = event.In(d.hours.Zone())
	return tell(ctx, d, event, session, "", []string{holder}, func(p *page) (punchcard.Entry, error) {
		task, err := named[punchcard.Task](p, "task", id)
		if err != nil {
			return punchcard.Entry{}, err
		}
		return d.work(p, task, event, session)
	}, id)
}

// work posts a session on a task.
func (d *desk) work(p *page, task punchcard.Task, event entitlement.Event, session punchcard.Session) (punchcard.Entry, error) {
	all, err := held[punchcard.Card](p, "card")
	if err != nil {
		return punchcard.Entry{}, err
	}
	task, changed, entry, err := task.Punch(event, session, all...)
	if err != nil {
		return entry, err
	}
	return entry, post(d, p, entry, append(holdings(changed), task)...)
}

// takeBack takes a session back.
func (d *desk) takeBack(
	ctx context.Context, event entitlement.Event, holder string, reversal punchcard.Reversal,
) (punchcard.Entry, error) {
	event = event.In(d.hours.Zone())
	return tell(ctx, d, event, reversal, reversal.Of, []string{holder}, func(p *page) (punchcard.Entry, error) {
		var needed punchcard.Holding
		if p.of == nil || p.of.Type != cards {
			return punchcard.Entry{}, entitlement.Invalid("of", "there is no entry %q of a punch card", reversal.Of)
		}
		if err := json.Unmarshal(p.of.Doc, &needed.Entry); err != nil {
			return punchcard.Entry{}, err
		}
		for _, draw := range needed.Entry.Draws {
			if card, err := named[punchcard.Card](p, "card", draw.Of); err == nil {
				needed.Cards = append(needed.Cards, card)
			}
			if task, err := named[punchcard.Task](p, "task", draw.Of); err == nil {
				needed.Tasks = append(needed.Tasks, task)
			}
		}
		changed, entry, err := punchcard.Reverse(event, reversal, needed)
		if err != nil {
			return entry, err
		}
		return entry, post(d, p, entry, append(holdings(changed.Cards), holdings(changed.Tasks)...)...)
	})
}

// conclude concludes a time account or a free period.
func (d *desk) conclude(
	ctx context.Context, event entitlement.Event, conclusion timeaccount.Conclusion,
) (timeaccount.Entry, error) {
	event = event.In(d.hours.Zone())
	return tell(ctx, d, event, conclusion, "", []string{conclusion.Customer}, func(p *page) (timeaccount.Entry, error) {
		agreement, entry, err := timeaccount.Conclude(d.accounts, event, conclusion)
		if err != nil {
			return entry, err
		}
		return entry, post(d, p, entry, agreement)
	})
}

// sign signs a retainer.
func (d *desk) sign(ctx context.Context, event entitlement.Event, signing retainer.Signing) (retainer.Entry, error) {
	event = event.In(d.hours.Zone())
	return tell(ctx, d, event, signing, "", []string{signing.Holder}, func(p *page) (retainer.Entry, error) {
		signed, entry, err := retainer.Sign(d.retainers, event, signing)
		if err != nil {
			return entry, err
		}
		return entry, post(d, p, entry, signed)
	})
}

// withdraw takes a call-out back.
func (d *desk) withdraw(
	ctx context.Context, event entitlement.Event, holder, id string, withdrawal retainer.Withdrawal,
) (retainer.Entry, error) {
	event = event.In(d.hours.Zone())
	return tell(ctx, d, event, withdrawal, withdrawal.Of, []string{holder}, func(p *page) (retainer.Entry, error) {
		from, err := named[retainer.Retainer](p, "retainer", id)
		if err != nil {
			return retainer.Entry{}, err
		}
		var of retainer.Entry
		if p.of != nil && p.of.Type == retainers {
			if err := json.Unmarshal(p.of.Doc, &of); err != nil {
				return of, err
			}
		}
		from, entry, err := from.Withdraw(event, withdrawal, of)
		if err != nil {
			return entry, err
		}
		return entry, post(d, p, entry, from)
	}, id)
}

func holdings[V holding](values []V) []holding {
	var all []holding
	for _, v := range values {
		all = append(all, v)
	}
	return all
}
