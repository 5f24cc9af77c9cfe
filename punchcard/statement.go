package punchcard

import (
	"slices"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
)

// Statement is what the holder of a card may see of it (PCH-26, PCH-27): what
// was done, when, by whom, how many clips it took and how many are left.
type Statement struct {
	Card           string
	Holder         string
	Size           int
	BroughtForward int               // used before the holder had the card
	Lines          []Line            // by the time of the work
	Used           int               // brought forward and all lines
	Left           int               // clips that can still be used
	Forfeited      int               // clips that can not, because the card is over
	Value          entitlement.Money // of the clips forfeited
	Ends           calendar.Date     // the last day of the card as things stand
	State          State
}

// Line is one entry of a statement.
type Line struct {
	Ref      string
	Kind     entitlement.Kind // "session", "period", "check", "settle" or "reverse"
	Task     string
	What     string
	By       string
	Place    Place
	Start    calendar.Moment
	End      calendar.Moment // of the work, read in the card's zone
	Work     calendar.Seconds
	Travel   calendar.Seconds // as counted
	Clips    int              // taken from this card; below zero when given back
	Left     int              // size less all clips up to here, in this order
	Reverses string           // the entry it takes back
	Why      []entitlement.Clause
}

// Statement returns the card's statement for a holder. log is the ledger of
// the card: every entry that names it, in the order posted; other entries are
// passed over. What is left, forfeited and still to come is told as of a
// moment. A former holder gets the lines of that time and what was left then,
// and nothing of the card since; anybody else is refused with [NotHolder]. The
// zone must be the card's own. A ledger that does not add up to the card is
// [entitlement.ErrLedger].
func (c Card) Statement(zone calendar.Zone, holder string, at calendar.Moment, log []Entry) (Statement, error) {
	if zone.Name() != c.figures.Zone {
		return Statement{}, entitlement.Invalid("zone", "%q is not the card's, %q", zone.Name(), c.figures.Zone)
	}
	s := Statement{Card: c.id, Holder: holder, Size: c.figures.Size}
	seq, left, known := s.read(c.id, zone, log)
	if seq != c.seq || left != c.left() {
		return Statement{}, &entitlement.Failure{
			Family: entitlement.ErrLedger, Field: c.id, Detail: "the log is not the ledger of the card",
		}
	}
	if !known {
		return Statement{}, refuse(NotHolder, closedArea, "a holder of the card")
	}
	s.order()
	if holder != c.holder {
		return s, nil
	}
	s.Ends, s.State, s.Left = c.EndDate(), c.State(at), c.Balance(at)
	var err error
	s.Forfeited, s.Value, err = c.Forfeited(at)
	return s, err
}

// read collects the lines of a holder's own time; what is taken back belongs to
// the time of the entry that was wrong. It returns how many entries name the
// card without a gap, the clips they leave, and whether the holder ever held it.
func (s *Statement) read(card string, zone calendar.Zone, log []Entry) (seq, left int, known bool) {
	holder, others := "", 0
	recorded := make(map[string]Entry, len(log))
	holders := make(map[string]string, len(log))
	for _, entry := range log {
		draw, ok := entry.Draw(card)
		if !ok || draw.Seq != seq+1 {
			continue
		}
		seq, left = draw.Seq, left+draw.Moved
		if seq == 1 || entry.Kind == kindTransfer {
			holder = entry.Outcome.Holder
		}
		recorded[entry.Ref], holders[entry.Ref] = entry, holder
		if entry.Kind == kindReverse {
			holders[entry.Ref] = holders[entry.Reverses]
		}
		switch {
		case !entry.counts():
		case holders[entry.Ref] == s.Holder:
			s.Lines = append(s.Lines, newLine(zone, entry, draw, recorded[entry.Reverses]))
		default:
			others -= draw.Moved
		}
		if holder == s.Holder {
			known, s.BroughtForward = true, others
		}
	}
	return seq, left, known
}

// order puts the lines in the order of the work and counts through them.
func (s *Statement) order() {
	slices.SortStableFunc(s.Lines, func(a, b Line) int { return a.Start.Compare(b.Start) })
	s.Used = s.BroughtForward
	for i := range s.Lines {
		s.Used += s.Lines[i].Clips
		s.Lines[i].Left = s.Size - s.Used
	}
	s.Left = s.Size - s.Used
}

func newLine(zone calendar.Zone, entry Entry, draw entitlement.Draw, back Entry) Line {
	work := entry.Outcome.Work
	line := Line{
		Ref: entry.Ref, Kind: entry.Kind, Task: entry.task(), Start: entry.At, End: entry.At,
		Clips: -draw.Moved, Why: slices.Clone(entry.Why),
	}
	switch fact := entry.Fact.(type) {
	case Session:
		line.What, line.By, line.Place, line.Work = fact.What, fact.By, fact.Place, fact.Work
	case Check:
		line.What, line.By, line.Place, line.Work = "check", fact.By, fact.Place, fact.Work
	case Period:
		line.What = PhoneSupport.what()
		if slices.Contains(entry.Why, guarantee) {
			line.What = CallOut4.what()
		}
	case Settlement:
		line.What = "settled by " + string(fact.By)
	case Reversal:
		line.What, line.Task, line.Reverses = "taken back: "+fact.Because, back.task(), entry.Reverses
		return line
	}
	line.End = zone.In(entry.At.Add(line.Work))
	line.Travel = work.Time - line.Work
	return line
}

// task returns the id of the task that an entry counts on.
func (e Entry) task() string {
	switch {
	case e.clips() && len(e.Draws) > 1:
		return e.Draws[1].Of // behind the add-on
	case e.Kind == kindSession || e.Kind == kindSettle:
		return e.Draws[0].Of
	default:
		return ""
	}
}
