package main

import (
	"context"
	"database/sql"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/mattn/go-sqlite3"

	"github.com/avtale/avtale/entitlement"
)

// The tables that the documentation of package punchcard gives.
//
//go:embed schema.sql
var schema string

// A store keeps terms, values and entries in a database.
type store struct{ db *sql.DB }

// openStore opens a database file, with the tables if it is new.
func openStore(ctx context.Context, path string) (store, error) {
	db, err := sql.Open("sqlite3", "file:"+path+"?_journal_mode=WAL&_synchronous=OFF&_busy_timeout=60000&_foreign_keys=on")
	if err != nil {
		return store{}, err
	}
	var tables int
	err = db.QueryRowContext(ctx, `SELECT count(*) FROM sqlite_schema WHERE type = 'table'`).Scan(&tables)
	if err == nil && tables == 0 {
		_, err = db.ExecContext(ctx, schema)
	}
	if err != nil {
		return store{}, errors.Join(err, db.Close())
	}
	return store{db}, nil
}

// A row is an entry as it is stored.
type row struct {
	Type  string // the contract package whose entry it is
	Terms int    // the version it was decided by
	Doc   []byte
}

// A value is a card, a task and so on, as it is stored.
type value struct {
	ID, Noun, Holder string
	Seq              int
	Doc              []byte
}

// A page is what a decision rests on, as it was read, and what it wants written.
type page struct {
	holders map[string]int   // their numbers, 0 for one that is new
	values  map[string]value // all they have
	stored  *row             // what is recorded under the reference already
	of      *row             // the entry that is to be taken back
	back    string           // the reference of the entry that has taken it back

	entries []posting
	changed map[string]value
}

// A posting is an entry to be written.
type posting struct {
	row
	head entitlement.Entry
}

// errStale is returned when somebody else was first: what was read is no longer so.
var errStale = errors.New("what was read is no longer so")

// read reads a page: what the holders have, what is stored under a reference, and the
// entry that is to be taken back, if one is.
func (s store) read(ctx context.Context, ref, of string, holders ...string) (*page, error) {
	tx, err := s.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, err
	}
	defer func() { _ = tx.Rollback() }() // nothing was written
	p := &page{holders: map[string]int{}, values: map[string]value{}, changed: map[string]value{}}
	for _, holder := range holders {
		number, err := optional[int](tx.QueryRowContext(ctx, `SELECT seq FROM holder WHERE id = ?`, holder))
		if err != nil {
			return nil, err
		}
		p.holders[holder] = number
		if err := p.readValues(ctx, tx, holder); err != nil {
			return nil, err
		}
	}
	if p.stored, err = readRow(ctx, tx, ref); err != nil {
		return nil, err
	}
	if p.of, err = readRow(ctx, tx, of); err != nil {
		return nil, err
	}
	p.back, err = optional[string](tx.QueryRowContext(ctx, `SELECT ref FROM entry WHERE reverses = ?`, of))
	return p, err
}

func (p *page) readValues(ctx context.Context, tx *sql.Tx, holder string) error {
	rows, err := tx.QueryContext(ctx, `SELECT id, noun, holder, seq, doc FROM contract WHERE holder = ?`, holder)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }() // rows.Err tells
	for rows.Next() {
		var v value
		if err := rows.Scan(&v.ID, &v.Noun, &v.Holder, &v.Seq, &v.Doc); err != nil {
			return err
		}
		p.values[v.ID] = v
	}
	return rows.Err()
}

func readRow(ctx context.Context, tx *sql.Tx, ref string) (*row, error) {
	var r row
	err := tx.QueryRowContext(ctx, `SELECT type, terms, doc FROM entry WHERE ref = ?`, ref).Scan(&r.Type, &r.Terms, &r.Doc)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return &r, err
}

// optional scans one column; without a row it is zero.
func optional[V any](r *sql.Row) (v V, err error) {
	if err = r.Scan(&v); errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return v, err
}

// write writes a page in one transaction, if all of it is still as it was read, and
// nothing of it otherwise: errStale.
func (s store) write(ctx context.Context, p *page) error {
	if len(p.entries) == 0 {
		return nil
	}
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // nothing once it is committed
	for holder, number := range p.holders {
		if err := lock(ctx, tx, holder, number); err != nil {
			return err
		}
	}
	for _, posting := range p.entries {
		if err := insert(ctx, tx, posting); err != nil {
			return err
		}
	}
	for id, v := range p.changed {
		if err := keep(ctx, tx, p.values[id].Seq, v); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// lock counts a holder's number on. Nobody else has posted for the holder meanwhile.
func lock(ctx context.Context, tx *sql.Tx, holder string, number int) error {
	if number == 0 {
		_, err := tx.ExecContext(ctx, `INSERT INTO holder (id, seq) VALUES (?, 1)`, holder)
		return taken(err, errStale)
	}
	return one(tx.ExecContext(ctx, `UPDATE holder SET seq = ? WHERE id = ? AND seq = ?`, number+1, holder, number))
}

// insert posts an entry, and which values it moves: once each, also where several lots
// of one value move.
func insert(ctx context.Context, tx *sql.Tx, posting posting) error {
	head := posting.head
	_, err := tx.ExecContext(ctx, `INSERT INTO entry (type, terms, ref, reverses, doc) VALUES (?, ?, ?, ?, ?)`,
		posting.Type, posting.Terms, head.Ref, sql.NullString{String: head.Reverses, Valid: head.Reverses != ""}, string(posting.Doc))
	if err != nil {
		return taken(err, errStale)
	}
	moved := map[string]bool{}
	for _, draw := range head.Draws {
		if moved[draw.Of] {
			continue
		}
		moved[draw.Of] = true
		_, err := tx.ExecContext(ctx, `INSERT INTO draw (contract, seq, ref) VALUES (?, ?, ?)`, draw.Of, draw.Seq, head.Ref)
		if err != nil && draw.Seq == 1 {
			return taken(err, entitlement.Conflict(draw.Of, "is the id of something else"))
		}
		if err != nil {
			return taken(err, errStale)
		}
	}
	return nil
}

// keep stores a value: a new one, or in the place of the one with a number.
func keep(ctx context.Context, tx *sql.Tx, before int, v value) error {
	if before == 0 {
		_, err := tx.ExecContext(ctx, `INSERT INTO contract (id, noun, holder, seq, doc) VALUES (?, ?, ?, ?, ?)`,
			v.ID, v.Noun, v.Holder, v.Seq, string(v.Doc))
		return taken(err, entitlement.Conflict(v.ID, "is the id of something else"))
	}
	return one(tx.ExecContext(ctx, `UPDATE contract SET holder = ?, seq = ?, doc = ? WHERE id = ? AND seq = ?`,
		v.Holder, v.Seq, string(v.Doc), v.ID, before))
}

// one returns errStale if not one row was changed.
func one(result sql.Result, err error) error {
	if err != nil {
		return err
	}
	if changed, err := result.RowsAffected(); err != nil || changed == 1 {
		return err
	}
	return errStale
}

// taken returns what it means that a key is taken, and any other failure as it is.
func taken(err, meaning error) error {
	var failure sqlite3.Error
	if errors.As(err, &failure) && (failure.ExtendedCode == sqlite3.ErrConstraintUnique ||
		failure.ExtendedCode == sqlite3.ErrConstraintPrimaryKey) {
		return meaning
	}
	return err
}

// entries returns the entries of one contract package, in the order posted, and the
// versions of the terms that they were decided by.
func entries[E any](ctx context.Context, s store, kind string) (log []E, versions map[string]int, err error) {
	rows, err := s.db.QueryContext(ctx, `SELECT ref, terms, doc FROM entry WHERE type = ? ORDER BY posted`, kind)
	if err != nil {
		return nil, nil, err
	}
	defer func() { _ = rows.Close() }() // rows.Err tells
	versions = map[string]int{}
	for rows.Next() {
		var ref string
		var version int
		var doc []byte
		var entry E
		if err := rows.Scan(&ref, &version, &doc); err != nil {
			return nil, nil, err
		}
		if err := json.Unmarshal(doc, &entry); err != nil {
			return nil, nil, fmt.Errorf("entry %s: %w", ref, err)
		}
		log, versions[ref] = append(log, entry), version
	}
	return log, versions, rows.Err()
}

// publish stores terms as the next version of their type.
func (s store) publish(ctx context.Context, kind string, terms interface {
	json.Marshaler
	Validate() error
},
) error {
	if err := terms.Validate(); err != nil {
		return err
	}
	doc, err := terms.MarshalJSON()
	if err != nil {
		return err
	}
	_, err = s.db.ExecContext(ctx, `INSERT INTO terms (type, version, doc)
		SELECT ?, 1 + coalesce(max(version), 0), ? FROM terms WHERE type = ?`, kind, string(doc), kind)
	return err
}

// terms returns all terms of a type by their versions, and the newest version.
func terms[T any](ctx context.Context, s store, kind string) (all map[int]T, newest int, err error) {
	rows, err := s.db.QueryContext(ctx, `SELECT version, doc FROM terms WHERE type = ? ORDER BY version`, kind)
	if err != nil {
		return nil, 0, err
	}
	defer func() { _ = rows.Close() }() // rows.Err tells
	all = map[int]T{}
	for rows.Next() {
		var doc []byte
		var read T
		if err := rows.Scan(&newest, &doc); err != nil {
			return nil, 0, err
		}
		if err := json.Unmarshal(doc, &read); err != nil {
			return nil, 0, fmt.Errorf("terms %d of %s: %w", newest, kind, err)
		}
		all[newest] = read
	}
	return all, newest, rows.Err()
}
