package wire_test

import (
	"fmt"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement/wire"
)

// A ticket is a value whose fields nobody else can reach.
type ticket struct {
	id    string
	rides int
	until calendar.Date
}

// fields lists them once, for writing and for reading.
func (t *ticket) fields(f *wire.Fields) {
	wire.Text(f, "id", &t.id)
	wire.Int(f, "rides", &t.rides)
	f.Date("until", &t.until)
}

func Example() {
	stored := ticket{id: "K", rides: 10, until: calendar.MustDate("2026-12-31")}
	f := wire.Write()
	stored.fields(&f)
	text, err := f.Written()
	fmt.Println(string(text), err)

	var read ticket
	f = wire.Read("ticket", text)
	for f.Next() {
		read.fields(&f)
	}
	fmt.Println(read == stored, f.Done())

	f = wire.Read("ticket", []byte(`{"v":1,"id":"K","owner":"ACME"}`))
	for f.Next() {
		read.fields(&f)
	}
	fmt.Println(f.Done())
	// Output:
	// {"v":1,"id":"K","rides":10,"until":"2026-12-31"} <nil>
	// true <nil>
	// malformed input: ticket: unknown field "owner" at byte 24
}
