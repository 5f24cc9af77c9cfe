package priority_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/entitlement/entitlementtest"
	"github.com/avtale/avtale/internal/hostile"
	"github.com/avtale/avtale/priority"
)

// What is read is written the same, and a queue takes it or says why not.
func FuzzTicket(f *testing.F) {
	f.Add([]byte(ticketText))
	f.Add([]byte(`{"v":1}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		var ticket priority.Ticket
		if ticket.UnmarshalJSON(text) != nil {
			require.Zero(t, ticket)
			return
		}
		written, err := json.Marshal(ticket)
		require.NoError(t, err)
		var again priority.Ticket
		require.NoError(t, json.Unmarshal(written, &again))
		require.Equal(t, ticket, again)
		queue, err := priority.Restore(printed(), 1<<53-1, ticket)
		if err != nil {
			return
		}
		require.NoError(t, queue.Check())
		known, ok := queue.Find(ticket.Customer(), ticket.ID())
		require.True(t, ok)
		require.Equal(t, ticket.ID(), known.ID())
	})
}

func FuzzTerms(f *testing.F) {
	text, err := json.Marshal(printed())
	require.NoError(f, err)
	f.Add(text)
	f.Fuzz(func(t *testing.T, text []byte) {
		var terms priority.Terms
		if terms.UnmarshalJSON(text) != nil {
			require.Zero(t, terms)
			return
		}
		if _, err := priority.New(terms); err != nil {
			return
		}
		written, err := json.Marshal(terms)
		require.NoError(t, err)
		var again priority.Terms
		require.NoError(t, json.Unmarshal(written, &again))
		rewritten, err := json.Marshal(again)
		require.NoError(t, err)
		require.Equal(t, string(written), string(rewritten))
		for _, urgency := range terms.Urgencies {
			named, err := terms.ParseUrgency(string(urgency))
			require.NoError(t, err)
			require.Equal(t, urgency, named)
		}
		for _, severity := range terms.Severities {
			named, err := terms.ParseSeverity(string(severity))
			require.NoError(t, err)
			require.Equal(t, severity, named)
		}
	})
}

// A change is read as it was written or not at all, and what is not read leaves what was
// there.
func FuzzChange(f *testing.F) {
	queue, err := priority.New(printed())
	require.NoError(f, err)
	told := aCase()
	told.Channel = priority.Hotline
	queue, taken, err := queue.Intake(told, moment(f, "09:00"), "desk")
	require.NoError(f, err)
	queue, raised, err := queue.SetUrgency(taken.Ticket, priority.Critical, moment(f, "09:01"), "P.H.")
	require.NoError(f, err)
	queue, rated, err := queue.SetSeverity(raised.Ticket, printed().Severities[0], moment(f, "09:02"), "P.H.")
	require.NoError(f, err)
	_, removed, err := queue.Remove(rated.Ticket, moment(f, "09:03"), "")
	require.NoError(f, err)
	for _, change := range []priority.Change{taken, raised, rated, removed} {
		hostile.Seed(f, change)
	}
	for _, text := range []string{`{"v":1}`, `{"v":1,"why":null}`, `{"v":1,"ticket":null}`, `{"v":1,"ticket":{}}`, `{"v":1,"was":{"v":1}}`, `{"v":1,"ticket":` + ticketText + `,"why":[]}`} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		read := raised
		if err := read.UnmarshalJSON([]byte(text)); err != nil {
			require.Equal(t, raised, read)
			require.True(t, hostile.Documented(err), "%T: %v", err, err)
			return
		}
		entitlementtest.RoundTrips(t, read)
	})
}
