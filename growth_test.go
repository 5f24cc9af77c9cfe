package avtale_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/ledger"
	"github.com/avtale/avtale/hotline"
	"github.com/avtale/avtale/internal/hostile"
	"github.com/avtale/avtale/priority"
	"github.com/avtale/avtale/punchcard"
	"github.com/avtale/avtale/swap"
	"github.com/avtale/avtale/timeaccount"
)

// decoders are all that read a document of this module.
func decoders() map[string]func([]byte) error {
	all := map[string]func([]byte) error{
		"receipt":       ledger.VerifyReceipt,
		"calendar.Spec": reading[calendar.Spec](), "calendar.Cutoff": reading[calendar.Cutoff](), "entitlement.Money": reading[entitlement.Money](),
		"hotline.Workshop": reading[hotline.Workshop](), "hotline.Case": reading[hotline.Case](), "hotline.Feedback": reading[hotline.Feedback](), "hotline.Entry": reading[hotline.Entry](), "hotline.Terms": reading[hotline.Terms](),
		"timeaccount.Agreement": reading[timeaccount.Agreement](), "timeaccount.Enquiry": reading[timeaccount.Enquiry](), "timeaccount.Case": reading[timeaccount.Case](),
		"timeaccount.Customer": reading[timeaccount.Customer](), "timeaccount.Entry": reading[timeaccount.Entry](), "timeaccount.Terms": reading[timeaccount.Terms](),
		"punchcard.Card": reading[punchcard.Card](), "punchcard.Task": reading[punchcard.Task](), "punchcard.AddOn": reading[punchcard.AddOn](), "punchcard.Fault": reading[punchcard.Fault](),
		"punchcard.Entry": reading[punchcard.Entry](), "punchcard.Terms": reading[punchcard.Terms](),
		"swap.Agreement": reading[swap.Agreement](), "swap.User": reading[swap.User](), "swap.Case": reading[swap.Case](), "swap.Device": reading[swap.Device](), "swap.Pool": reading[swap.Pool](),
		"swap.Order": reading[swap.Order](), "swap.Entry": reading[swap.Entry](), "swap.Terms": reading[swap.Terms](),
		"priority.Ticket": reading[priority.Ticket](), "priority.Change": reading[priority.Change](), "priority.Terms": reading[priority.Terms](),
		"hotline fact":     func(text []byte) error { return second(hotline.DecodeFact("receive", text)) },
		"timeaccount fact": func(text []byte) error { return second(timeaccount.DecodeFact("session", text)) },
		"punchcard fact":   func(text []byte) error { return second(punchcard.DecodeFact("session", text)) },
		"swap fact":        func(text []byte) error { return second(swap.DecodeFact("ship", text)) },
	}
	return all
}

func reading[V any]() func([]byte) error {
	return func(text []byte) error {
		var value V
		return json.Unmarshal(text, &value)
	}
}

func second(_ any, err error) error { return err }

// Whatever a document is made of, reading or refusing it costs what it is long.
func TestDecodersCostWhatDocumentsAreLong(t *testing.T) {
	shapes := map[string]func(n int) string{
		"a long text": func(n int) string { return `{"v":1,"id":"` + strings.Repeat("a", n) + `"}` },
		"escapes":     func(n int) string { return `{"v":1,"id":"` + strings.Repeat(`\u00e6`, n/6) + `"}` },
		"quotes":      func(n int) string { return `{"v":1,"id":"` + strings.Repeat(`\"`, n/2) + `"}` },
		"a name":      func(n int) string { return `{"v":1,"` + strings.Repeat("a", n) + `":1}` },
		"a number":    func(n int) string { return `{"v":1,"seq":` + strings.Repeat("9", n) + `}` },
		"decimals": func(n int) string {
			return `{"v":1,"charge":{"amount":"0.` + strings.Repeat("0", n) + `","currency":"NOK"}}`
		},
		"lists in lists":    func(n int) string { return `{"v":1,"draws":` + strings.Repeat("[", n) + strings.Repeat("]", n) + `}` },
		"objects in a list": func(n int) string { return `{"v":1,"draws":[` + strings.Repeat(`{"of":"K"},`, n/10) + `{}],"why":[]}` },
		"objects": func(n int) string {
			return `{"v":1,"decision":` + strings.Repeat(`{"a":`, min(n/8, 9000)) + "1" + strings.Repeat("}", min(n/8, 9000)) + "}"
		},
		"clauses":  func(n int) string { return `{"v":1,"why":[` + strings.Repeat(`"A-1",`, n/6) + `"A"]}` },
		"names":    func(n int) string { return `{"v":1,"decision":{` + distinct(n/10) + `}}` },
		"one name": func(n int) string { return `{"v":1` + strings.Repeat(`,"ref":"r"`, n/10) + `}` },
		"spaces":   func(n int) string { return strings.Repeat(" ", n/2) + `{"v":1}` + strings.Repeat("\n", n/2) },
		"ends":     func(n int) string { return strings.Repeat("}", n) },
	}
	documents := map[string]map[int][]byte{}
	const least = 10_000
	for shape, of := range shapes {
		documents[shape] = map[int][]byte{least: []byte(of(least)), 10 * least: []byte(of(10 * least))}
	}
	for name, decode := range decoders() {
		for shape := range shapes {
			hostile.Grows(t, name+": "+shape, least, func(n int) { _ = decode(documents[shape][n]) })
		}
	}
}

func distinct(n int) string {
	var names []string
	for i := range n {
		names = append(names, fmt.Sprintf(`"n%06d":1`, (i*7919)%n))
	}
	return strings.Join(names, ",")
}

// Lists in documents that are read cost what they are long: all that a customer holds
// is in them.
func TestLongListsAreRead(t *testing.T) {
	list := func(n int, item func(i int) string) string {
		items := make([]string, n)
		for i := range items {
			items[i] = item(i)
		}
		return "[" + strings.Join(items, ",") + "]"
	}
	day := func(i int) calendar.Date { return calendar.MustDate("1990-01-01") + calendar.Date(i) }
	money := `{"amount":"1.00","currency":"NOK"}`
	prices := func(n int) string {
		return list(n, func(i int) string { return fmt.Sprintf(`{"from":"%s","amount":%s}`, day(i), money) })
	}
	for name, row := range map[string]struct {
		decode   func([]byte) error
		document func(n int) string
	}{
		"exceptions": {reading[calendar.Spec](), func(n int) string {
			return `{"v":1,"name":"C","zone":"UTC","from":"1990-01-01","to":"2050-12-31","week":{},"exceptions":` + list(n, func(i int) string { return `{"date":"` + day(i).String() + `"}` }) + `}`
		}},
		"prices": {reading[hotline.Terms](), func(n int) string { return `{"v":1,"list":` + prices(n) + `}` }},
		"subscriptions": {reading[hotline.Workshop](), func(n int) string {
			return `{"v":1,"id":"W","figures":{"zone":"UTC","beyond_grant":"Serve"},"seq":1,"subscriptions":` + list(n, func(i int) string {
				return fmt.Sprintf(`{"id":"s%06d","figures":{"product":"data-program","from":"2020-03-02","counted":"2020-03-02","grant":5},"drawn":[]}`, i)
			}) + `,"lots":[]}`
		}},
	} {
		const least = 1500
		documents := map[int][]byte{least: []byte(row.document(least)), 10 * least: []byte(row.document(10 * least))}
		hostile.Grows(t, name, least, func(n int) { require.NoError(t, row.decode(documents[n])) })
	}
}
