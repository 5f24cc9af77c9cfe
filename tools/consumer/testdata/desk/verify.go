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
	ofCards, _, err := entries[punchcard.Entry](ctx, d.store, cards)
	if err != nil {
		return err
	}
	if err := punchcard.Verify(d.cards, ofCards); err != nil {
		return err
	}
	ofAccounts, _, err := entries[timeaccount.Entry](ctx, d.store, accounts)
	if err != nil {
		return err
	}
	if err := timeaccount.Verify(d.accounts, ofAccounts, d.hours); err != nil {
		return err
	}
	ofRetainers, versions, err := entries[retainer.Entry](ctx, d.store, retainers)
	if err != nil {
		return err
	}
	all, _, err := terms[retainer.Terms](ctx, d.store, retainers)
	if err != nil {
		return err
	}
	under := func(entry retainer.Entry) retainer.Terms { return all[versions[entry.Ref]] }
	if err := retainer.Verify(under, ofRetainers); err != nil {
		return err
	}
	return d.replay(ctx, ofCards, ofAccounts, ofRetainers)
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
