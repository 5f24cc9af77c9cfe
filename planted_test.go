package avtale_test

import (
	"fmt"
	"go/parser"
	"go/token"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Every kind of breach, planted. A line that ends in "// breach: TEXT" must be
// reported with TEXT, once for each text between semicolons; no other line may
// be reported.
func TestBreaches(t *testing.T) {
	const floor2 = "punchcard"

	for _, planted := range []struct {
		kind   string
		dir    string
		source string
	}{
		{"import of the machine", floor2, `
			import (
				"fmt"
				"log"       // breach: import of log
				"math/rand" // breach: import of math/rand
				"net/http"  // breach: import of net/http
				"os"        // breach: import of os
				"reflect"   // breach: import of reflect
				"sync"      // breach: import of sync
				_ "embed"   // breach: import of embed
			)`},
		{"import of test modules", floor2, `
			import (
				"github.com/stretchr/testify/require" // breach: import of github.com/stretchr/testify
				"pgregory.net/rapid"                  // breach: import of pgregory.net/rapid
			)`},
		{"import of what is unsafe", floor2, `
			import "C"      // breach: import of C
			import "unsafe" // breach: import of unsafe`},
		{"dot import", floor2, `
			import . "strings" // breach: dot import of strings
			import . "time"    // breach: dot import of time`},
		{"import upwards from calendar", "calendar", `
			import (
				"github.com/avtale/avtale/entitlement"  // breach: import of github.com/avtale/avtale/entitlement: calendar may not
				c "github.com/avtale/avtale/punchcard" // breach: import of github.com/avtale/avtale/punchcard
			)`},
		{"import upwards from entitlement", "entitlement", `
			import (
				"github.com/avtale/avtale/calendar"
				"github.com/avtale/avtale/entitlement/ledger" // breach: import of github.com/avtale/avtale/entitlement/ledger
				"github.com/avtale/avtale/punchcard"          // breach: import of github.com/avtale/avtale/punchcard
			)`},
		{"import upwards from the ledger", "entitlement/ledger", `
			import (
				"github.com/avtale/avtale/calendar"
				"github.com/avtale/avtale/entitlement"
				"github.com/avtale/avtale/entitlement/wire" // breach: import of github.com/avtale/avtale/entitlement/wire
				"github.com/avtale/avtale/swap"             // breach: import of github.com/avtale/avtale/swap
			)`},
		{"import sideways and upwards from a contract", floor2, `
			import (
				"github.com/avtale/avtale/calendar"
				"github.com/avtale/avtale/entitlement"
				"github.com/avtale/avtale/entitlement/entitlementtest" // breach: import of github.com/avtale/avtale/entitlement/entitlementtest
				"github.com/avtale/avtale/entitlement/ledger"
				"github.com/avtale/avtale/entitlement/wire"
				"github.com/avtale/avtale/examples/replay" // breach: import of github.com/avtale/avtale/examples/replay
				"github.com/avtale/avtale/hotline"         // breach: import of github.com/avtale/avtale/hotline
			)`},
		{"import from a folder below a contract", "punchcard/internal/price", `
			import (
				"github.com/avtale/avtale/entitlement"
				"github.com/avtale/avtale/hotline" // breach: import of github.com/avtale/avtale/hotline: punchcard/internal/price may not
			)`},
		{"writing and reading", floor2, `
			import (
				"fmt"
				"io"
			)
			func f(w io.Writer) { // breach: io.Writer
				fmt.Println("x")            // breach: fmt.Println
				fmt.Printf("x")             // breach: fmt.Printf
				fmt.Fprintf(w, "x")         // breach: fmt.Fprintf
				fmt.Scanln()                // breach: fmt.Scanln
				fmt.Fscan(nil)              // breach: fmt.Fscan
				print("x")                  // breach: print
				println("x")                // breach: println
				_ = fmt.Sprintf("%v", io.EOF)
			}`},
		{"a clock", floor2, `
			import "time"
			func f(t time.Time) {
				_ = time.Now()                  // breach: time.Now
				_ = time.Since(t)               // breach: time.Since
				_ = time.Until(t)               // breach: time.Until
				<-time.After(time.Second)       // breach: receive; time.After
				time.AfterFunc(0, nil)          // breach: time.AfterFunc
				_ = time.Tick(time.Second)      // breach: time.Tick
				time.Sleep(time.Second)         // breach: time.Sleep
				_ = time.NewTimer(time.Second)  // breach: time.NewTimer
				_ = time.NewTicker(time.Second) // breach: time.NewTicker
			}`},
		{"a clock under another name", floor2, `
			import clock "time"
			func f() { now := clock.Now; _ = now() } // breach: time.Now`},
		{"a clock where one file does not explain the place", floor2, `
			import "time"
			func (t *Elsewhere[K]) f() {
				_ = Elsewhere{At: time.Now(), List: []Other{{time.Now()}}}                 // breach: time.Now; time.Now
				_ = Unknown[int](time.Now)(func() { undefined.X(time.Now()) })             // breach: time.Now; time.Now
				for x := range missing { switch x.(type) { case Odd: _ = time.Now() } }    // breach: time.Now
				_ = missing.(interface{ m([len(time.Now())]int) })                         // breach: time.Now
			}
			type Odd struct{ Elsewhere; at [len(time.Now())]Missing } // breach: time.Now`},
		{"the zone of the machine", "calendar", `
			import "time"
			func f(t time.Time, zone *time.Location) {
				_ = time.Local                    // breach: time.Local
				_ = t.In(time.Local)              // breach: time.Local
				_ = t.Local()                     // breach: .Local
				_, _ = time.Parse("15:04", "x")   // breach: time.Parse
				_ = time.Unix(0, 0)               // breach: time.Unix
				_ = time.UnixMilli(0).Weekday()   // breach: time.UnixMilli
				_ = time.Unix(0, 0).UTC()
				_ = time.Unix(0, 0).In(zone)
				_, _ = time.LoadLocation("UTC")   // breach: time.LoadLocation
			}`},
		{"goroutines", floor2, `
			import "iter"
			func f(seq iter.Seq[int]) {
				c := make(chan int) // breach: chan
				go f(seq)           // breach: go:
				c <- 1              // breach: send
				select {            // breach: select
				case n := <-c:      // breach: receive
					_ = n
				}
				_, _ = iter.Pull(seq) // breach: iter.Pull
			}
			type done <-chan struct{} // breach: chan`},
		{"panics", floor2, `
			func f() {
				defer func() { _ = recover() }() // breach: recover
				panic("f")                       // breach: panic
			}
			func (T) g() func() { return func() { panic("g") } } // breach: panic
			func MustF() { panic("allowed") }
			func (T) MustG() func() { return func() { panic("allowed") } }
			type T struct{}`},
		{"global state", floor2, `
			import "errors"
			var count int                   // breach: var count
			var ErrSold = errors.New("x")   // breach: var ErrSold
			var (
				a, b = 1, 2                 // breach: var a; var b
				_    = register()           // breach: var _
				_    Fact = Purchase{}
			)
			var _ Fact = (*Purchase)(nil)
			func init() {}                  // breach: func init
			func (Purchase) init() { var local int; _ = local }
			func register() int { return 0 }
			type Purchase struct{}`},
		{"floating point", floor2, `
			import (
				"encoding/json"
				"math"
				"strconv"
			)
			type rate float64                           // breach: float64
			func f(x float32) (y complex128) {          // breach: float32; complex128
				_ = 0.25                                // breach: 0.25
				_ = 1e3                                 // breach: 1e3
				_ = 2i                                  // breach: 2i
				_ = []float64{}                         // breach: float64
				_, _ = elsewhere.(float64)              // breach: float64
				_, _ = json.Number("1").Float64()       // breach: .Float64
				_ = math.Floor(3)                       // breach: math.Floor
				_, _ = strconv.ParseFloat("1", 64)      // breach: strconv.ParseFloat
				_ = strconv.FormatFloat(1, 'f', 2, 64)  // breach: strconv.FormatFloat
				return
			}
			func g[T ~float64](limit T) int64 { return math.MaxInt64 + math.MinInt } // breach: float64`},
		{"decimal from and to floating point", floor2, `
			import "github.com/shopspring/decimal"
			func f(d decimal.Decimal) {
				_ = decimal.NewFromFloat(1)                // breach: decimal.NewFromFloat
				_ = decimal.NewFromFloat32(1)              // breach: decimal.NewFromFloat32
				_ = decimal.NewFromFloatWithExponent(1, 0) // breach: decimal.NewFromFloatWithExponent
				_ = d.InexactFloat64()                     // breach: .InexactFloat64
			}`},
		{"variables of decimal", floor2, `
			import money "github.com/shopspring/decimal"
			func f(d money.Decimal) int {
				money.DivisionPrecision = 4            // breach: decimal.DivisionPrecision
				money.MarshalJSONWithoutQuotes = true  // breach: decimal.MarshalJSONWithoutQuotes
				_ = &money.TrimTrailingZeros           // breach: decimal.TrimTrailingZeros
				_ = money.UseScientificNotation        // breach: decimal.UseScientificNotation
				_ = money.PowPrecisionNegativeExponent // breach: decimal.PowPrecisionNegativeExponent
				_ = money.ExpMaxIterations             // breach: decimal.ExpMaxIterations
				_ = money.Zero.Equal(d)                // breach: decimal.Zero
				_ = money.Avg(d, d)                    // breach: decimal.Avg
				return money.MaxDecodeExponent         // breach: decimal.MaxDecodeExponent
			}`},
		{"dates that roll over or are an hour off", "calendar", `
			import (
				"time"
				"github.com/rickb777/date/v2"
			)
			func f(t time.Time, d date.Date, zone *time.Location) {
				_ = t.AddDate(0, 1, 0) // breach: .AddDate
				_ = d.AddDate(0, 1, 0) // breach: .AddDate
				_ = date.Date.AddDate  // breach: .AddDate
				_ = elsewhere.AddDate  // breach: .AddDate
				_ = d.Midnight()       // breach: .Midnight
				_ = d.MidnightIn(zone) // breach: .MidnightIn
				_ = d.MidnightUTC()    // breach: .MidnightUTC
			}`},
		{"dates of today, dates read loosely", "calendar", `
			import (
				"github.com/rickb777/date/v2"
				"github.com/rickb777/date/v2/clock"
			)
			func f(d date.Date) {
				_ = date.Today()                      // breach: date.Today
				_ = date.TodayIn(nil)                 // breach: date.TodayIn
				_, _ = date.AutoParse("x")            // breach: date.AutoParse
				_ = date.MustAutoParseUS("x")         // breach: date.MustAutoParseUS
				_, _ = date.ParseISO("x")             // breach: date.ParseISO
				_, _ = date.Parse(date.ISO8601, "x")  // breach: date.Parse
				_ = date.MustParse(date.ISO8601, "x") // breach: date.MustParse
				_, _ = clock.Parse("8")               // breach: clock.Parse
				_ = clock.MustParse("8")              // breach: clock.MustParse
				date.Valuer = date.ValueAsInt         // breach: date.Valuer
				clock.Valuer = nil                    // breach: clock.Valuer
				_ = date.DaySuffixes                  // breach: date.DaySuffixes
				_ = date.New(2026, 1, 31).Weekday()
			}`},
		{"linkname", floor2, `
			//go:linkname now time.now // breach: go:linkname
			func now() (sec int64, nsec int32, mono int64)`},
		{"in the test kit", kit, `
			import (
				"flag"
				"io/fs"
				"os"
				"reflect"
				"regexp"
				"testing"
				"time"
				"github.com/avtale/avtale/entitlement/ledger"
				"github.com/avtale/avtale/entitlement/wire"
				"github.com/avtale/avtale/punchcard"  // breach: import of github.com/avtale/avtale/punchcard
				"pgregory.net/rapid"                  // breach: import of pgregory.net/rapid
			)
			var seen map[string]bool                  // breach: var seen
			func f(m *testing.M) {
				_ = os.Getenv("HOME")                 // breach: os.Getenv
				_ = time.Now()                        // breach: time.Now
				go m.Run()                            // breach: go:
				os.Exit(m.Run())
			}`},
		{"nothing", floor2, `
			// A comment may say panic("x"), time.Now() and go:linkname.
			import (
				"fmt"
				t "time"
				"github.com/avtale/avtale/entitlement"
				"github.com/shopspring/decimal"
			)
			type clock struct{ Now, Local, Unix int }
			type math struct{ Pi int }
			var _ fmt.Stringer = clock{}
			const day = 24 * t.Hour
			func (c clock) String() string { return "time.Now 0.5" }
			func (c clock) recover() clock { return c }
			func f(time clock, d decimal.Decimal, e entitlement.Entry) (int, error) {
				panic := func(string) {}
				panic("a function of ours")
				type float64 int
				var fmt struct{ Println func(...any) }
				fmt.Println(time.Now, time.Unix, math{}.Pi, float64(1), time.recover())
				{
					t := clock{}
					_ = t.Now + t.Local
				}
				_ = time.Local(1, 2)
				return int(day), MustSell(d.Mul(decimal.New(5, -1)), e)
			}
			func MustSell(values ...any) error { panic(values) }`},
	} {
		t.Run(planted.kind, func(t *testing.T) {
			source := "package planted\n" + planted.source
			var want []string
			number := 0
			for line := range strings.Lines(source) {
				number++
				_, texts, found := strings.Cut(strings.TrimSpace(line), "// breach: ")
				if !found {
					continue
				}
				for text := range strings.SplitSeq(texts, "; ") {
					want = append(want, fmt.Sprintf("planted.go:%d: ", number)+text)
				}
			}

			fset := token.NewFileSet()
			file, err := parser.ParseFile(fset, "planted.go", source, parser.ParseComments)
			require.NoError(t, err)
			got := breaches(fset, file, planted.dir)

			require.Len(t, got, len(want), "want %q", want)
			for i := range want {
				require.Contains(t, got[i], want[i])
			}
		})
	}
}
