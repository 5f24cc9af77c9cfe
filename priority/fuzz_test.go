package priority_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

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
	})
}
