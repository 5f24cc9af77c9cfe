package punchcard_test

import (
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/entitlementtest"
	"github.com/avtale/avtale/punchcard"
)

// requireAllShown fails for a clause that can decide something and that no
// story expects.
func requireAllShown(t *testing.T, shown entitlementtest.Shown) {
	t.Helper()
	if flag.Lookup("test.run").Value.String() != "" {
		return // only some stories were played
	}
	file, err := parser.ParseFile(token.NewFileSet(), "clauses.go", nil, 0)
	require.NoError(t, err)
	deciding := 0
	ast.Inspect(file, func(node ast.Node) bool {
		spec, ok := node.(*ast.ValueSpec)
		if !ok {
			return true
		}
		clause, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
		require.NoError(t, err)
		deciding++
		require.True(t, shown.Clauses[entitlement.Clause(clause)], "no story expects %s", clause)
		_, ok = punchcard.Clauses().Find(entitlement.Clause(clause))
		require.True(t, ok, "%s has no text", clause)
		return false
	})
	require.NotZero(t, deciding)
}
