package swap

import (
	"cmp"
	"slices"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/wire"
)

// User is somebody at a customer who may call (SWP-01): at which level, and
// when. It is a value; since it has a list, users compare with [User.Equal]. The
// zero User is attached to nothing, and the first attachment makes a user of it.
type User struct {
	id       string
	customer string
	seq      int
	spans    []Span // by their days, which do not overlap
}

// Span is the time for which a user is attached to a level.
type Span struct {
	Level LevelName
	From  calendar.Date // the first day
	Last  calendar.Date // the last; zero: until further notice
}

func (s Span) on(day calendar.Date) bool {
	return s.From <= day && (s.Last.IsZero() || day <= s.Last)
}

// days returns how many days of the span are in a month.
func (s Span) days(month Month) int {
	from, until := max(s.From, month.First()), month.Next().First()
	if !s.Last.IsZero() {
		until = min(until, s.Last+1)
	}
	return int(max(0, until-from))
}

func (s Span) valid() bool {
	return given("", string(s.Level)) == nil && day("", s.From) == nil && dayOrNone("", s.Last) == nil &&
		(s.Last.IsZero() || s.From <= s.Last)
}

// ends reports whether a detachment can record the span: what ends with its last day,
// or that day alone where the user is not attached on it.
func (s Span) ends() bool {
	return !s.Last.IsZero() && (s.valid() || s == Span{Last: s.Last} && day("", s.Last) == nil)
}

// ID returns the id of the user, "" for the zero User.
func (u User) ID() string { return u.id }

// Customer returns whose user it is.
func (u User) Customer() string { return u.customer }

// Seq returns the number of the last entry that names the user.
func (u User) Seq() int { return u.seq }

// Equal reports whether two users are the same value.
func (u User) Equal(other User) bool {
	return u.id == other.id && u.customer == other.customer && u.seq == other.seq && slices.Equal(u.spans, other.spans)
}

// Spans returns when the user is attached to which level, in the order of days.
func (u User) Spans() []Span { return slices.Clone(u.spans) }

// LevelAt returns the level on the day of a moment, "" for none (SWP-01).
func (u User) LevelAt(at calendar.Moment) LevelName { return u.on(at.Date()) }

func (u User) on(day calendar.Date) LevelName {
	for _, span := range u.spans {
		if span.on(day) {
			return span.Level
		}
	}
	return ""
}

// Attach puts the user at a level from a day on (SWP-01, SWP-02), until the next
// attachment that there is already, or else until further notice: a last day that
// was agreed for what ends by it, or is replaced, is open again. Where the user is
// at another level then, that ends the day before; an attachment from the same day
// is replaced. A level that the terms do not know is [entitlement.ErrInvalid].
func (u User) Attach(terms Terms, event entitlement.Event, attachment Attachment) (User, Entry, error) {
	if err := admit(told(event), attachment.validate(), terms.Validate(), u.is(attachment)); err != nil {
		return u, Entry{}, err
	}
	if _, err := terms.level(attachment.Level); err != nil {
		return u, Entry{}, err
	}
	if len(u.spans) == mostSpans {
		return u, Entry{}, entitlement.Invalid("user", "%d attachments are the most", mostSpans)
	}
	entry := newEntry(event, attachment, attached, ownLevel)
	entry.name(attachment.User, u.seq, 0)
	fresh := Span{Level: attachment.Level, From: attachment.From}
	for _, later := range slices.Backward(u.spans) {
		if later.From > fresh.From {
			fresh.Last = later.From - 1
		}
	}
	entry.Outcome.Customer, entry.Outcome.Span = attachment.Customer, fresh
	return u.apply(entry), entry, nil
}

// Detach ends with a day all that the user is attached to, also what was planned
// from a later day: from the day after on the user is attached to nothing, until
// somebody attaches the user again (SWP-01). Refused with [NotAttached] where the
// user is attached neither on that day nor later.
func (u User) Detach(event entitlement.Event, detachment Detachment) (User, Entry, error) {
	if u.id == "" {
		return u, Entry{}, entitlement.Invalid("user", "the zero user is attached to nothing")
	}
	if err := admit(told(event), day("last", detachment.Last)); err != nil {
		return u, Entry{}, err
	}
	i := slices.IndexFunc(u.spans, func(s Span) bool { return s.Last.IsZero() || s.Last >= detachment.Last })
	if i < 0 {
		return u, Entry{}, refuse(NotAttached, attached, "a user who is attached on "+detachment.Last.String()+" or later")
	}
	entry := newEntry(event, detachment, attached)
	entry.name(u.id, u.seq, 0)
	entry.Outcome.Customer, entry.Outcome.Span.Last = u.customer, detachment.Last
	if span := u.spans[i]; span.on(detachment.Last) {
		entry.Outcome.Span.Level, entry.Outcome.Span.From = span.Level, span.From
	}
	return u.apply(entry), entry, nil
}

// is refuses an attachment of another user.
func (u User) is(attachment Attachment) error {
	if u.id != "" && (u.id != attachment.User || u.customer != attachment.Customer) {
		return entitlement.Invalid("user", "%q is handed in, not %q", u.id, attachment.User)
	}
	return nil
}

// Apply moves the user by a recorded entry that names it. It decides nothing:
// state is the fold of the ledger. An entry of another user, or of a kind that
// users do not have, is [entitlement.ErrLedger].
func (u User) Apply(entry Entry) (User, error) {
	attaches := entry.Kind == kindAttach
	detaches := entry.Kind == kindDetach
	if !attaches && !detaches || !entry.moves(u.id, attaches, true) ||
		attaches && !entry.Outcome.Span.valid() || detaches && !entry.Outcome.Span.ends() {
		return u, misplaced(entry, "user")
	}
	return u.apply(entry), nil
}

// apply of a detachment leaves nothing after its last day. Else it puts a span in its
// place: one from the same day is replaced, and the one before ends the day before.
func (u User) apply(entry Entry) User {
	if u.id == "" {
		u.id, u.customer = entry.Draws[0].Of, entry.Outcome.Customer
	}
	u.seq = entry.Draws[0].Seq
	fresh := entry.Outcome.Span
	if entry.Kind == kindDetach {
		u.spans = slices.DeleteFunc(slices.Clone(u.spans), func(s Span) bool { return s.From > fresh.Last })
		if i := len(u.spans) - 1; i >= 0 && u.spans[i].on(fresh.Last) {
			u.spans[i].Last = fresh.Last
		} else if i < 0 { // attached to nothing
			u.spans = nil
		}
		return u
	}
	u.spans = slices.DeleteFunc(slices.Clone(u.spans), func(s Span) bool { return s.From == fresh.From })
	for i, earlier := range u.spans {
		if earlier.on(fresh.From) {
			u.spans[i].Last = fresh.From - 1
		}
	}
	u.spans = append(u.spans, fresh)
	slices.SortFunc(u.spans, func(a, b Span) int { return cmp.Compare(a.From, b.From) })
	return u
}

func (u *User) fields(f *wire.Fields) {
	wire.Text(f, "id", &u.id)
	wire.Text(f, "customer", &u.customer)
	wire.Int(f, "seq", &u.seq)
	wire.Items(f, "spans", &u.spans, func(item *Span) { item.fields(f) })
}

func (s *Span) fields(f *wire.Fields) {
	wire.Text(f, "level", &s.Level)
	f.Date("from", &s.From)
	f.Date("last", &s.Last)
}

// MarshalJSON writes the user as a stored document, "v":1.
func (u User) MarshalJSON() ([]byte, error) {
	w := wire.Write()
	u.fields(&w)
	return w.Written()
}

// UnmarshalJSON reads a stored document, strictly. What no ledger can give is
// [entitlement.ErrInvalid].
func (u *User) UnmarshalJSON(data []byte) error {
	var read User
	r := wire.Read("user", data)
	for r.Next() {
		read.fields(&r)
	}
	if err := r.Done(); err != nil {
		return err
	}
	if !read.addsUp() {
		return entitlement.Invalid("user", "%q does not add up", read.id)
	}
	*u = read
	return nil
}

// addsUp reports whether a ledger can give the user.
func (u User) addsUp() bool {
	if given("", u.id, "", u.customer) != nil || !numbered(u.seq) || len(u.spans) > mostSpans {
		return false
	}
	if len(u.spans) == 0 && u.seq == 1 { // the first entry attaches
		return false
	}
	for i, span := range u.spans {
		if !span.valid() || i > 0 && (u.spans[i-1].Last.IsZero() || u.spans[i-1].Last >= span.From) {
			return false
		}
	}
	return true
}

// numbered reports whether a number can be that of the last entry of a value.
func numbered(seq int) bool { return 1 <= seq && seq <= mostEntries }
