package timeaccount

import (
	"slices"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
)

// Statement is what a customer may see of an agreement (TIM-12, TIM-13): each
// piece of work with the time it took and the time it was debited, side by side.
type Statement struct {
	Agreement string
	Customer  string
	Opening   calendar.Seconds // balance; none of a free period
	Lines     []Line           // by the time of the work
	Worked    calendar.Seconds // of all lines
	Used      calendar.Seconds // debited
	Left      calendar.Seconds // that can still be used
	Lapsed    calendar.Seconds // that can not, because the account has ended
	LastDay   calendar.Date    // of the term
	State     State
}

// Line is one entry of a statement.
type Line struct {
	Ref       string
	Kind      entitlement.Kind // "session", or "reverse"
	Enquiry   string
	What      string
	By        string // who worked
	Start     calendar.Moment
	End       calendar.Moment   // of the work, read in the agreement's zone
	Worked    calendar.Seconds  // below zero when taken back
	Debited   calendar.Seconds  // from this account
	Uncovered calendar.Seconds  // of the work, by any agreement
	Charge    entitlement.Money // by the hour, with the work
	Left      calendar.Seconds  // opening balance less all debits up to here, in this order; what is taken back later may show below zero
	Reverses  string            // the entry it takes back
	Why       []entitlement.Clause
}

// Statement returns the agreement's statement. log is the ledger of the
// agreement: every entry that names it, in the order posted; other entries are
// passed over. What is left, lapsed and the state are told as of a moment. Work
// of an enquiry that several accounts paid stands on the statement of each. The
// zone must be the agreement's own. A ledger that does not add up to the
// agreement is [entitlement.ErrLedger].
func (a Agreement) Statement(zone calendar.Zone, at calendar.Moment, log []Entry) (Statement, error) {
	if zone.Name() != a.figures.Zone {
		return Statement{}, entitlement.Invalid("zone", "%q is not the agreement's, %q", zone.Name(), a.figures.Zone)
	}
	s := Statement{
		Agreement: a.id, Customer: a.customer, Opening: a.figures.Balance,
		Left: a.Balance(at), Lapsed: a.Lapsed(at), LastDay: a.LastDay(), State: a.State(at),
	}
	seq := 0
	recorded := make(map[string]Entry, len(log))
	for _, entry := range log {
		draw, ok := entry.Draw(a.id)
		if !ok || draw.Seq != seq+1 {
			continue
		}
		seq = draw.Seq
		if !entry.counts() {
			continue
		}
		recorded[entry.Ref] = entry
		s.Lines = append(s.Lines, newLine(zone, entry, draw, recorded[entry.Reverses]))
		s.Worked += entry.Outcome.Work.Actual
		s.Used -= calendar.Seconds(draw.Moved)
	}
	if seq != a.seq || s.Used != a.drawn {
		return Statement{}, &entitlement.Failure{
			Family: entitlement.ErrLedger, Field: a.id, Detail: "the log is not the ledger of the agreement",
		}
	}
	slices.SortStableFunc(s.Lines, func(a, b Line) int { return a.Start.Compare(b.Start) })
	left := s.Opening
	for i := range s.Lines {
		left -= s.Lines[i].Debited
		s.Lines[i].Left = left
	}
	return s, nil
}

func newLine(zone calendar.Zone, entry Entry, draw entitlement.Draw, back Entry) Line {
	line := Line{
		Ref: entry.Ref, Kind: entry.Kind, Enquiry: entry.Draws[0].Of, Start: entry.At, End: entry.At,
		Worked: entry.Outcome.Work.Actual, Debited: -calendar.Seconds(draw.Moved),
		Uncovered: calendar.Seconds(entry.Uncovered), Charge: entry.Charge,
		Reverses: entry.Reverses, Why: slices.Clone(entry.Why),
	}
	switch fact := entry.Fact.(type) {
	case Session:
		line.What, line.By = fact.What, fact.By
		line.End = zone.In(entry.At.Add(fact.Work))
	case Reversal:
		line.What = "taken back: " + fact.Because
		if session, ok := back.Fact.(Session); ok {
			line.By = session.By
		}
	}
	return line
}
