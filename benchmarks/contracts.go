package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"
	"unsafe"

	"github.com/avtale/avtale/hotline"
	"github.com/avtale/avtale/priority"
	"github.com/avtale/avtale/punchcard"
	"github.com/avtale/avtale/swap"
	"github.com/avtale/avtale/timeaccount"
)

// A result is what a benchmark of the library measured, by unit: ns/op, allocs/op.
type result map[string]float64

// results runs the benchmarks that stand beside the code, and returns what they
// measured by package and name: "punchcard Punch".
func results(each time.Duration) (map[string]result, error) {
	run := exec.Command("go", "test", "-C", "..", "-run", "^$", "-bench", ".", "-benchmem", "-benchtime", each.String(),
		".", "./entitlement", "./punchcard", "./timeaccount", "./hotline", "./swap")
	run.Stderr = os.Stderr
	out, err := run.Output()
	if err != nil {
		return nil, fmt.Errorf("%w\n%s", err, out)
	}
	return parsed(out), nil
}

// parsed reads what go test -bench printed.
func parsed(out []byte) map[string]result {
	all, of := map[string]result{}, ""
	for line := range bytes.Lines(out) {
		words := strings.Fields(string(line))
		if len(words) == 2 && words[0] == "pkg:" {
			of = words[1][strings.LastIndex(words[1], "/")+1:]
		}
		if len(words) < 4 || !strings.HasPrefix(words[0], "Benchmark") {
			continue
		}
		name := strings.TrimPrefix(words[0], "Benchmark")
		if i := strings.LastIndex(name, "-"); i > 0 {
			name = name[:i] // the number of processors
		}
		measured := result{}
		for i := 2; i+1 < len(words); i += 2 {
			measured[words[i+1]], _ = strconv.ParseFloat(words[i], 64)
		}
		all[of+" "+name] = measured
	}
	return all
}

// A row of the table says what a benchmark allocates, or how its time is to that of
// another, beside what was aimed at; a target below zero is none.
type row struct {
	what     string
	of, over string
	target   float64
}

// rows are the targets for contracts: two allocations for a transition without a price
// and one for each further value it draws on or moves, ten for one with a price; a
// request in one and a half times plain encoding/json; no allocation for an answer that
// is chosen, or for an entry that is replayed.
var rows = []row{
	{"punch card: a session on one card", "punchcard Punch", "", 2},
	{"on three cards", "punchcard PunchThreeCards", "", 4},
	{"a card bought, with its price", "punchcard Buy", "", 10},
	{"time account: an enquiry received", "timeaccount Receive", "", 2},
	{"work on one account", "timeaccount Record", "", 2},
	{"on three accounts", "timeaccount RecordThreeAccounts", "", 4},
	{"hotline: a case received", "hotline Receive", "", 2},
	{"a block agreed, with its price", "hotline Conclude", "", 10},
	{"swap: a report registered", "swap Register", "", 2},
	{"a phone reserved: case and pool", "swap Activate", "", 3},
	{"a phone sent: case, pool, device", "swap Ship/30", "", 4},
	{"the same, a pool of 10,000", "swap Ship/10000", "", 4},
	{"the choice between six answers", "entitlement Decide", "", 0},
	{"five contracts asked, and the choice", "avtale AskFive", "", -1},
	{"ahead for 1,000 contracts, merged", "entitlement Upcoming", "", -1},

	{"punch card: a request by its own methods / plain JSON", "punchcard RequestDirect", "punchcard RequestPlainJSON", 1.5},
	{"through json.Marshal / plain JSON", "punchcard Request", "punchcard RequestPlainJSON", 1.5},
	{"replay / decoding the entries", "punchcard Replay", "punchcard DecodeEntries", -1},
	{"verify / decoding the entries", "punchcard Verify", "punchcard DecodeEntries", -1},
	{"time account: a request by its own methods / plain JSON", "timeaccount RequestDirect", "timeaccount RequestPlainJSON", 1.5},
	{"through json.Marshal / plain JSON", "timeaccount Request", "timeaccount RequestPlainJSON", 1.5},
	{"replay / decoding the entries", "timeaccount Replay", "timeaccount DecodeEntries", -1},
	{"verify / decoding the entries", "timeaccount Verify", "timeaccount DecodeEntries", -1},
	{"hotline: a request by its own methods / plain JSON", "hotline RequestDirect", "hotline RequestPlainJSON", 1.5},
	{"through json.Marshal / plain JSON", "hotline Request", "hotline RequestPlainJSON", 1.5},
	{"replay / decoding the entries", "hotline Replay", "hotline DecodeEntries", -1},
	{"verify / decoding the entries", "hotline Verify", "hotline DecodeEntries", -1},
	{"swap: a request by its own methods / plain JSON", "swap RequestDirect", "swap RequestPlainJSON", 1.5},
	{"through json.Marshal / plain JSON", "swap Request", "swap RequestPlainJSON", 1.5},
	{"replay / decoding the entries", "swap Replay", "swap DecodeEntries", -1},
	{"verify / decoding the entries", "swap Verify", "swap DecodeEntries", -1},
}

// values are what is stored, with their size in memory, lists not included.
var values = []struct {
	name string
	size uintptr
}{
	{"punchcard.Card", unsafe.Sizeof(punchcard.Card{})},
	{"punchcard.Task", unsafe.Sizeof(punchcard.Task{})},
	{"punchcard.AddOn", unsafe.Sizeof(punchcard.AddOn{})},
	{"punchcard.Fault", unsafe.Sizeof(punchcard.Fault{})},
	{"timeaccount.Agreement", unsafe.Sizeof(timeaccount.Agreement{})},
	{"timeaccount.Customer", unsafe.Sizeof(timeaccount.Customer{})},
	{"timeaccount.Enquiry", unsafe.Sizeof(timeaccount.Enquiry{})},
	{"timeaccount.Case", unsafe.Sizeof(timeaccount.Case{})},
	{"hotline.Workshop", unsafe.Sizeof(hotline.Workshop{})},
	{"hotline.Case", unsafe.Sizeof(hotline.Case{})},
	{"hotline.Feedback", unsafe.Sizeof(hotline.Feedback{})},
	{"swap.Agreement", unsafe.Sizeof(swap.Agreement{})},
	{"swap.User", unsafe.Sizeof(swap.User{})},
	{"swap.Case", unsafe.Sizeof(swap.Case{})},
	{"swap.Pool", unsafe.Sizeof(swap.Pool{})},
	{"swap.Device", unsafe.Sizeof(swap.Device{})},
	{"swap.Order", unsafe.Sizeof(swap.Order{})},
	{"priority.Ticket", unsafe.Sizeof(priority.Ticket{})},
}

const mostBytes = 512 // of a value

// reportContracts runs the benchmarks of the packages and prints the table.
func reportContracts(out io.Writer, each time.Duration) error {
	measured, err := results(each)
	if err != nil {
		return err
	}
	var text strings.Builder
	text.WriteString(`
Contracts, in one run of the benchmarks beside the code. A figure is the number of
allocations, or, with a stroke in its name, the ratio of two times: below 1 the first is
faster. Where the target is "-" there is none, and the figure is quoted.

`)
	text.WriteString("\tmeasured\ttarget\t\n")
	for _, r := range rows {
		figure := measured[r.of]["allocs/op"]
		if r.over != "" {
			figure = measured[r.of]["ns/op"] / measured[r.over]["ns/op"]
		}
		if len(measured[r.of]) == 0 || r.over != "" && len(measured[r.over]) == 0 {
			return fmt.Errorf("%s: there is no benchmark %q or %q", r.what, r.of, r.over)
		}
		target := "-"
		if r.target >= 0 {
			target = number(r.target)
		}
		fmt.Fprintf(&text, "%-55s\t%s\t%s\t\n", r.what, number(figure), target)
	}
	for _, r := range []string{"punchcard", "timeaccount", "hotline", "swap"} {
		fmt.Fprintf(&text, "%-55s\t%s\t0\t\n", r+": allocations of replaying an entry", number(perEntry(measured, r)))
	}
	fmt.Fprintf(&text, "%-55s\t%s\t-\t\n", "punch card: restating an entry / verifying one",
		number(measured["punchcard Restate"]["ns/entry"]/measured["punchcard Verify"]["ns/entry"]))
	for _, v := range values {
		fmt.Fprintf(&text, "%-55s\t%d\t%d\t\n", "bytes of a "+v.name, v.size, mostBytes)
	}
	table := tabwriter.NewWriter(out, 0, 0, 3, ' ', tabwriter.AlignRight)
	_, err = io.WriteString(table, text.String())
	return errors.Join(err, table.Flush())
}

// perEntry returns what replaying one entry of a package allocates.
func perEntry(measured map[string]result, of string) float64 {
	replay := measured[of+" Replay"]
	return replay["allocs/op"] * replay["ns/entry"] / replay["ns/op"]
}
