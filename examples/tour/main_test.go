package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What the tour says, worked out by hand from the contracts, chapter by chapter.
func TestTour(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, run(&out))
	text := out.String()
	for _, chapter := range []struct {
		title string
		says  []string
	}{
		{"2 January: five contracts", []string{
			"A punch card of 10 hours for 9500.00 DKK, usable to 2029-01-02", // 10 at 1,000 less 5 %; three years unused
			"A time account of two hours, to 2027-01-02", "with 5 free cases a year", "with 1 swap phone in stock",
		}},
		{"15 January: the mail server, 70 minutes", []string{
			"account B covers it (full, prepaid): 2h before, 45m after", // 75 minutes: five intervals
			"card K not: EndsLater",
			"P.H. worked 1h10m; 1h15m were debited, 45m are left",
		}},
		{"3 March: a fault in a car nobody can find", []string{"workshop W covers it (full, allowance): 5 cases before, 4 cases after", "HOT-05"}},
		{"Thursday 30 April, 14:05: a phone that no longer charges", []string{ // after 14:00, 1 May, a weekend: received on Monday
			"mobile A covers it (full, by-right)", "The swap phone comes on 2026-05-05", "Labour Day",
		}},
		{"12 May: everybody calls at once", []string{"is number 1, by group", "BETA has waited 4m; may leave a message: true", "For a contract: 0800 3"}},
		{"11 August: a server is moved, eleven hours", []string{"card K covers it (partial, prepaid): 10 clips before, 0 clips after", "  1000.00 DKK"}},
		{"1 September: an hour of 10 August is told late", []string{
			"session  of 2026-08-10: waiting +1, and would be +0",
			"session  of 2026-08-11: waiting +1, and would be +2",
			"settle   of 2026-08-12: waiting -1, and would be -2; money 1000.00 DKK",
			"session  of 2026-08-11: waiting +2, charge 0.00",
		}},
		{"A dispute: what was left on the card on 10 August?", []string{
			"As known on 2026-08-10: 10 clips, and 0 clips of work", "As known on 2026-09-02: 10 clips, and 1 clip of work",
		}},
		{"What is ahead until the end of 2027", []string{
			"2026-12-31 maintenance M ends\n  2027-01-01 workshop W/tester lapses 4 cases\n  2027-01-02 account B lapses 2700 seconds\n",
		}},
		{"The statement of the card", []string{"2026-08-11  08:00-19:00  server    P.H.  10 clips, 0 left", "10 used, 0 left; the card is UsedUp"}},
		{"A receipt for the decision of 11 August", []string{"It is as it was written. With one figure changed:\n  the ledger does not hold together"}},
	} {
		before, rest, ok := strings.Cut(text, chapter.title+"\n")
		require.True(t, ok, "%s comes after %s", chapter.title, before)
		told, _, _ := strings.Cut(strings.TrimLeft(rest, "-\n"), "\n---") // to the heading of the next
		for _, says := range chapter.says {
			assert.Contains(t, told, says, chapter.title)
		}
		text = rest
	}
}
