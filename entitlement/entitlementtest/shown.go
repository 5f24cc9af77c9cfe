package entitlementtest

import (
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"testing"

	"github.com/avtale/avtale/entitlement"
)

// RequireAll fails for a clause that can decide something and that no step
// expects, and for one without a text. The clauses that can decide are the
// constants in a file of the package, all of them: reasons and kinds stand in another.
// Where only some stories were played there is nothing to require.
func (shown Shown) RequireAll(t *testing.T, file string, rules entitlement.Rules) {
	t.Helper()
	if flag.Lookup("test.run").Value.String() != "" {
		return
	}
	deciding, err := constants(file)
	if err != nil {
		t.Fatal(err)
	}
	if len(deciding) == 0 {
		t.Fatalf("%s holds no clause", file)
	}
	for _, problem := range shown.missing(deciding, rules) {
		t.Error(problem)
	}
}

// constants returns the values of all text constants in a Go file.
func constants(file string) ([]entitlement.Clause, error) {
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		return nil, err
	}
	var clauses []entitlement.Clause
	ast.Inspect(parsed, func(node ast.Node) bool {
		spec, ok := node.(*ast.ValueSpec)
		if !ok {
			return true
		}
		for _, value := range spec.Values {
			if literal, ok := value.(*ast.BasicLit); ok && literal.Kind == token.STRING {
				clause, _ := strconv.Unquote(literal.Value) // it was parsed
				clauses = append(clauses, entitlement.Clause(clause))
			}
		}
		return false
	})
	return clauses, nil
}

// missing returns what is wrong with the clauses that can decide.
func (shown Shown) missing(deciding []entitlement.Clause, rules entitlement.Rules) []string {
	var problems []string
	for _, clause := range deciding {
		if !shown.Clauses[clause] {
			problems = append(problems, "no story expects "+string(clause))
		}
		if rule, ok := rules.Find(clause); !ok || rule.Text == "" {
			problems = append(problems, string(clause)+" has no text")
		}
	}
	return problems
}
