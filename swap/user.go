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
// attachment that there is already. Where the user is at another level then, that
// ends the day before; an attachment from the same day is replaced. A level that
// the terms do not know is [entitlement.ErrInvalid].
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

// Detach ends the user's attachment with a day (SWP-01). Refused with
// [NotAttached] for a day on which there is none.
func (u User) Detach(event entitlement.Event, detachment Detachment) (User, Entry, error) {
	if u.id == "" {
		return u, Entry{}, entitlement.Invalid("user", "the zero user is attached to nothing")
	}
	if err := admit(told(event), day("last", detachment.Last)); err != nil {
		return u, Entry{}, err
	}
	i := slices.IndexFunc(u.spans, func(s Span) bool { return s.on(detachment.Last) })
	if i < 0 {
		return u, Entry{}, refuse(NotAttached, attached, "a day on which the user is attached")
	}
	entry := newEntry(event, detachment, attached)
	entry.name(u.id, u.seq, 0)
	entry.Outcome.Customer, entry.Outcome.Span = u.customer, u.spans[i]
	entry.Outcome.Span.Last = detachment.Last
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
	if !attaches && entry.Kind != kindDetach || !entry.moves(u.id, attaches, true) || !entry.Outcome.Span.valid() {
		return u, misplaced(entry, "user")
	}
	return u.apply(entry), nil
}

// apply puts a span in its place: those from the same day on go as far as it
// reaches, and the one before ends the day before.
func (u User) apply(entry Entry) User {
	if u.id == "" {
		u.id, u.customer = entry.Draws[0].Of, entry.Outcome.Customer
	}
	u.seq = entry.Draws[0].Seq
	fresh := entry.Outcome.Span
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
	if given("", u.id, "", u.customer) != nil || !numbered(u.seq) || len(u.spans) == 0 || len(u.spans) > mostSpans {
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
