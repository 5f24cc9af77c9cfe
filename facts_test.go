package avtale_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/hotline"
	"github.com/avtale/avtale/punchcard"
	"github.com/avtale/avtale/swap"
	"github.com/avtale/avtale/timeaccount"
)

// The documentation of Fact names every fact and its kind, so that who writes a wire
// need not read the code. Each kind reads the fact it is of.
func TestKindsOfFacts(t *testing.T) {
	require.Empty(t, punchcard.KindOf(nil)+timeaccount.KindOf(nil)+hotline.KindOf(nil)+swap.KindOf(nil))
	for contract, reads := range map[string]func(entitlement.Kind) (entitlement.Kind, error){
		"punchcard":   kindRead(punchcard.DecodeFact, punchcard.KindOf),
		"timeaccount": kindRead(timeaccount.DecodeFact, timeaccount.KindOf),
		"hotline":     kindRead(hotline.DecodeFact, hotline.KindOf),
		"swap":        kindRead(swap.DecodeFact, swap.KindOf),
	} {
		kinds, facts, doc := map[string]string{}, map[string]string{}, "" // both by their names in the code
		file, err := parser.ParseFile(token.NewFileSet(), contract+"/facts.go", nil, parser.ParseComments)
		require.NoError(t, err)
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ValueSpec:
				if value, ok := first(n.Values).(*ast.BasicLit); ok {
					kinds[n.Names[0].Name], err = strconv.Unquote(value.Value)
					require.NoError(t, err)
				}
			case *ast.GenDecl:
				if spec, ok := n.Specs[0].(*ast.TypeSpec); ok && spec.Name.Name == "Fact" {
					doc = n.Doc.Text()
				}
			case *ast.FuncDecl:
				if n.Name.Name == "kind" && n.Recv != nil {
					facts[n.Recv.List[0].Type.(*ast.Ident).Name] = n.Body.List[0].(*ast.ReturnStmt).Results[0].(*ast.Ident).Name
				}
			}
			return true
		})
		told := map[string]string{}
		for _, part := range regexp.MustCompile(`\[(\w+)\]\s([\w-]+)`).FindAllStringSubmatch(doc, -1) {
			told[part[1]] = part[2]
		}
		require.NotEmpty(t, facts, contract)
		require.Len(t, told, len(facts), contract)
		for fact, constant := range facts {
			assert.Equal(t, kinds[constant], told[fact], "%s.%s", contract, fact)
			kind, err := reads(entitlement.Kind(told[fact]))
			require.NoError(t, err, "%s.%s", contract, fact)
			assert.Equal(t, told[fact], string(kind))
		}
	}
}

// kindRead returns what reads a fact of a kind of which nothing is told, and its kind.
func kindRead[F any](
	decode func(entitlement.Kind, []byte) (F, error), kindOf func(F) entitlement.Kind,
) func(entitlement.Kind) (entitlement.Kind, error) {
	return func(kind entitlement.Kind) (entitlement.Kind, error) {
		fact, err := decode(kind, []byte(`{}`))
		return kindOf(fact), err
	}
}

func first(of []ast.Expr) ast.Expr {
	if len(of) == 0 {
		return nil
	}
	return of[0]
}
