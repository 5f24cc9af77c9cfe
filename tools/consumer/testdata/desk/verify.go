package main

import (
	"context"
	"fmt"

	"github.com/avtale/avtale/entitlement/ledger"
	"github.com/avtale/avtale/punchcard"
	"github.com/avtale/avtale/timeaccount"

	"example.com/desk/retainer"
)

// verify decides all entries of the store again, and compares every stored value with
// the replay of the entries that name it.
func (d *desk) verify(ctx context.Context) error {
	ofCards, cardTerms, err := decided[punchcard.Entry, punchcard.Terms](ctx, d.store, cards)
	if err != nil {
		return err
	}
	if err := punchcard.Verify(cardTerms, ofCards); err != nil {
		return err
	}
	ofAccounts, accountTerms, err := decided[timeaccount.Entry, timeaccount.Terms](ctx, d.store, accounts)
	if err != nil {
		return err
	}
	if err := timeaccount.Verify(accountTerms, ofAccounts, d.hours); err != nil {
		return err
	}
	ofRetainers, retainerTerms, err := decided[retainer.Entry, retainer.Terms](ctx, d.store, retainers)
	if err != nil {
		return err
	}
	if err := retainer.Verify(retainerTerms, ofRetainers); err != nil {
		return err
	}
	return d.replay(ctx, ofCards, ofAccounts, ofRetainers)
}

// decided returns the entries of a type in the order posted, and the terms that each of
// them was decided by.
func decided[E ledger.Record[E], T any](ctx context.Context, s store, kind string) ([]E, func(E) T, error) {
	log, versions, err := entries[E](ctx, s, kind)
	if err != nil {
		return nil, nil, err
	}
	all, _, err := terms[T](ctx, s, kind)
	return log, func(entry E) T { return all[versions[entry.Head().Ref]] }, err
}

// replay compares the stored values with the fold of their entries.
func (d *desk) replay(
	ctx context.Context, ofCards []punchcard.Entry, ofAccounts []timeaccount.Entry, ofRetainers []retainer.Entry,
) error {
	rows, err := d.store.db.QueryContext(ctx, `SELECT id, noun, seq, doc FROM contract`)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }() // rows.Err tells
	for rows.Next() {
		var v value
		if err := rows.Scan(&v.ID, &v.Noun, &v.Seq, &v.Doc); err != nil {
			return err
		}
		var fold holding
		switch v.Noun {
		case "card":
			fold, err = ledger.Replay(v.ID, ofCards, punchcard.Card.Apply)
		case "task":
			fold, err = ledger.Replay(v.ID, ofCards, punchcard.Task.Apply)
		case "agreement":
			fold, err = ledger.Replay(v.ID, ofAccounts, timeaccount.Agreement.Apply)
		case "enquiry":
			fold, err = ledger.Replay(v.ID, ofAccounts, timeaccount.Enquiry.Apply)
		default:
			fold, err = ledger.Replay(v.ID, ofRetainers, retainer.Retainer.Apply)
		}
		if err != nil {
			return err
		}
		doc, err := fold.MarshalJSON()
		if err != nil {
			return err
		}
		if string(doc) != string(v.Doc) || fold.Seq() != v.Seq {
			return fmt.Errorf("%s %s is stored as %d %s, and replayed as %d %s", v.Noun, v.ID, v.Seq, v.Doc, fold.Seq(), doc)
		}
	}
	return rows.Err()
}
