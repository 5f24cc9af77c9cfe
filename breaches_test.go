package avtale_test

import (
	"fmt"
	"go/ast"
	"go/token"
	"path"
	"regexp"
	"slices"
	"strings"
)

// contracts are the packages of one contract each. They never import each other.
var contracts = []string{"hotline", "timeaccount", "punchcard", "swap", "priority"}

// kit is the test kit. It imports what tests need; all else holds for it too.
const kit = "entitlement/entitlementtest"

// strict is the package that says what a strict decoder refuses; repeats finds what is
// in a list twice; latest remembers instants.
const (
	strict  = "internal/strict"
	repeats = "internal/repeats"
	latest  = "internal/latest"
)

// others are the packages from elsewhere that the core may import.
var others = []string{
	"bytes", "cmp", "crypto/sha256", "encoding", "encoding/hex", "encoding/json", "errors", "fmt", "io", "iter", "maps", "math", "math/bits",
	"slices", "sort", "strconv", "strings", "time", "unicode", "unicode/utf16", "unicode/utf8",
	dates, clocks, decimals,
}

const (
	dates    = "github.com/rickb777/date/v2"
	clocks   = "github.com/rickb777/date/v2/clock"
	decimals = "github.com/shopspring/decimal"
)

// othersOfKit are those that the test kit may import besides.
var othersOfKit = []string{"flag", "go/ast", "go/parser", "go/token", "io/fs", "os", "path", "reflect", "regexp", "testing", "testing/fstest"}

// below returns the packages of this module that a folder may import. A folder
// that is not listed is judged like the one that holds it.
func below(dir string) []string {
	switch {
	case dir == "." || dir == strict || dir == repeats:
		return nil
	case dir == latest:
		return []string{"calendar"}
	case dir == "calendar":
		return []string{strict}
	case dir == "entitlement":
		return []string{"calendar", strict}
	case dir == "entitlement/ledger" || dir == "entitlement/wire":
		return []string{"calendar", "entitlement", strict}
	case dir == kit || slices.Contains(contracts, dir):
		return []string{"calendar", "entitlement", "entitlement/ledger", "entitlement/wire", repeats, latest}
	default:
		return below(path.Dir(dir))
	}
}

// onlySome says of which packages the core uses only some names, and which.
var onlySome = map[string]*regexp.Regexp{
	"io":   names(`EOF`),
	"math": names(`(Max|Min)(Int|Uint)\d*`),
	"os":   names(`Exit`),
}

// never says which names of a package the core does not use, and why.
var never = []struct {
	from  string
	names *regexp.Regexp
	why   string
}{
	{"time", names(`Now|Since|Until|After|AfterFunc|Tick|Sleep|NewTimer|NewTicker`), "the core has no clock"},
	{"time", names(`LoadLocation`), "the core reads no files"},
	{"time", names(`Local|Parse`), "depends on the zone of the machine"},
	{"fmt", names(`Print.*|Fprint.*|Scan.*|Fscan.*`), "the core reads and writes nothing"},
	{"iter", names(`Pull2?`), "the core has no goroutines"},
	{"strconv", names(`(Parse|Format|Append)Float`), "the core has no floating point"},
	{decimals, names(`NewFromFloat.*`), "the core has no floating point"},
	{decimals, names(`Avg`), "divides to a precision that belongs to the host"},
	{decimals, names(`DivisionPrecision|PowPrecisionNegativeExponent|ExpMaxIterations|MaxDecodeExponent|` +
		`MarshalJSONWithoutQuotes|TrimTrailingZeros|UseScientificNotation|Zero`), "a variable that belongs to the host"},
	{dates, names(`Valuer|DaySuffixes`), "a variable that belongs to the host"},
	{clocks, names(`Valuer`), "a variable that belongs to the host"},
	{dates, names(`Today.*`), "the core has no clock"},
	{dates, names(`(Must)?(Auto)?Parse.*`), "takes 30 February for 2 March"},
	{clocks, names(`(Must)?Parse`), "takes 25:00 for 01:00"},
}

// methods says which methods the core does not call, whatever the type.
var methods = map[string]string{
	"AddDate":        "rolls over at the end of a month",
	"Midnight":       "an hour off when clocks change",
	"MidnightIn":     "an hour off when clocks change",
	"MidnightUTC":    "an hour off from the zone of the contract",
	"Float64":        "the core has no floating point",
	"InexactFloat64": "the core has no floating point",
}

func names(alternatives string) *regexp.Regexp {
	return regexp.MustCompile(`^(` + alternatives + `)$`)
}

// breaches returns what is not pure in a file of the package in dir, by line:
// "punchcard/card.go:12: time.Now: the core has no clock". Each file is judged
// alone. It must have been parsed with its comments and its scopes.
func breaches(fset *token.FileSet, file *ast.File, dir string) []string {
	r := reader{imports: map[string]string{}, outside: map[*ast.Ident]bool{}, placed: map[ast.Expr]bool{}}
	for _, id := range file.Unresolved { // deprecated for what it misses across files, which is not asked here
		r.outside[id] = true
	}
	for _, spec := range file.Imports {
		r.importSpec(spec, dir)
	}
	for _, group := range file.Comments {
		for _, comment := range group.List {
			if strings.HasPrefix(comment.Text, "//go:linkname") {
				r.breach(comment, "go:linkname: reaches into another package")
			}
		}
	}
	for _, decl := range file.Decls {
		r.decl(decl)
	}

	slices.SortStableFunc(r.found, func(a, b breach) int { return int(a.at - b.at) })
	var lines []string
	for _, b := range r.found {
		at := fset.Position(b.at)
		lines = append(lines, fmt.Sprintf("%s:%d: %s", at.Filename, at.Line, b.why))
	}
	return lines
}

// A reader reads one file and keeps what it finds.
type reader struct {
	imports map[string]string   // path by name
	outside map[*ast.Ident]bool // not declared in the file: imports, Go's own names, other files
	inMust  bool                // within a function whose name begins with Must
	placed  map[ast.Expr]bool   // functions whose result gets a zone at once
	found   []breach
}

type breach struct {
	at  token.Pos
	why string
}

func (r *reader) breach(node ast.Node, format string, values ...any) {
	r.found = append(r.found, breach{node.Pos(), fmt.Sprintf(format, values...)})
}

func (r *reader) importSpec(spec *ast.ImportSpec, dir string) {
	from := strings.Trim(spec.Path.Value, "`\"")
	name := packageName(from)
	if spec.Name != nil {
		name = spec.Name.Name
	}
	r.imports[name] = from
	if name == "." {
		r.breach(spec, "dot import of %s: hides where names come from", from)
	}
	allowed := slices.Contains(others, from) || dir == kit && slices.Contains(othersOfKit, from)
	if ours, found := strings.CutPrefix(from, "github.com/avtale/avtale/"); found {
		allowed = slices.Contains(below(dir), ours)
	}
	if !allowed {
		r.breach(spec, "import of %s: %s may not", from, dir)
	}
}

func (r *reader) decl(decl ast.Decl) {
	r.inMust = false
	switch decl := decl.(type) {
	case *ast.FuncDecl:
		r.inMust = strings.HasPrefix(decl.Name.Name, "Must")
		if decl.Recv == nil && decl.Name.Name == "init" {
			r.breach(decl, "func init: to import the core does nothing")
		}
	case *ast.GenDecl:
		r.variables(decl)
	}
	ast.Inspect(decl, r.node)
}

// variables lets pass only the assertion that a type implements an interface:
// var _ Interface = Type{}.
func (r *reader) variables(decl *ast.GenDecl) {
	if decl.Tok != token.VAR {
		return
	}
	for _, spec := range decl.Specs {
		spec := spec.(*ast.ValueSpec)
		for _, name := range spec.Names {
			if name.Name != "_" || spec.Type == nil {
				r.breach(name, "var %s: the core has no global state", name.Name)
			}
		}
	}
}

func (r *reader) node(node ast.Node) bool {
	switch node := node.(type) {
	case *ast.GoStmt:
		r.breach(node, "go: the core has no goroutines")
	case *ast.SelectStmt:
		r.breach(node, "select: the core has no goroutines")
	case *ast.ChanType:
		r.breach(node, "chan: the core has no goroutines")
	case *ast.SendStmt:
		r.breach(node, "send: the core has no goroutines")
	case *ast.UnaryExpr:
		if node.Op == token.ARROW {
			r.breach(node, "receive: the core has no goroutines")
		}
	case *ast.BasicLit:
		if node.Kind == token.FLOAT || node.Kind == token.IMAG {
			r.breach(node, "%s: the core has no floating point", node.Value)
		}
	case *ast.Ident:
		r.ident(node)
	case *ast.SelectorExpr:
		r.selector(node)
	case *ast.CallExpr:
		r.call(node)
	}
	return true
}

// ident looks at the names that Go itself declares.
func (r *reader) ident(id *ast.Ident) {
	if !r.outside[id] {
		return
	}
	switch id.Name {
	case "float32", "float64", "complex64", "complex128":
		r.breach(id, "%s: the core has no floating point", id.Name)
	case "panic":
		if !r.inMust {
			r.breach(id, "panic: only functions named Must may")
		}
	case "recover":
		r.breach(id, "recover: the core hides no panics")
	case "print", "println":
		r.breach(id, "%s: the core reads and writes nothing", id.Name)
	}
}

// selector looks at names of other packages, and at methods.
func (r *reader) selector(node *ast.SelectorExpr) {
	name := node.Sel.Name
	imported, from := r.imported(node.X)
	if imported == "" {
		if why, forbidden := methods[name]; forbidden {
			r.breach(node.Sel, ".%s: %s", name, why)
		}
		return
	}
	full := imported + "." + name
	if some, limited := onlySome[from]; limited && !some.MatchString(name) {
		r.breach(node, "%s: of %s the core uses only %s", full, from, some)
	}
	if from == "time" && strings.HasPrefix(name, "Unix") && !r.placed[node] {
		r.breach(node, "%s: depends on the zone of the machine, unless In or UTC follows", full)
	}
	for _, rule := range never {
		if rule.from == from && rule.names.MatchString(name) {
			r.breach(node, "%s: %s", full, rule.why)
		}
	}
}

// call marks time.Unix where In or UTC follows, and looks for time.Time.Local.
func (r *reader) call(call *ast.CallExpr) {
	method, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return
	}
	switch method.Sel.Name {
	case "In", "UTC":
		if before, ok := method.X.(*ast.CallExpr); ok {
			r.placed[before.Fun] = true
		}
	case "Local":
		if len(call.Args) == 0 {
			r.breach(method.Sel, ".Local: depends on the zone of the machine")
		}
	}
}

// imported returns the name and the path of the package that an expression
// names; "" if it names none.
func (r *reader) imported(x ast.Expr) (name, from string) {
	if id, ok := x.(*ast.Ident); ok && r.outside[id] {
		if from = r.imports[id.Name]; from != "" {
			return packageName(from), from
		}
	}
	return "", ""
}

// packageName returns the name of the package at a path: the last element, for
// all that the core may import but one.
func packageName(from string) string {
	if from == dates {
		return "date"
	}
	return path.Base(from)
}
