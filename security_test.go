package avtale_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Each limit that SECURITY.md lists has the test that it names, and each limit that is
// tested is listed.
func TestLimitsAreTested(t *testing.T) {
	text, err := os.ReadFile("SECURITY.md")
	require.NoError(t, err)
	_, table, ok := strings.Cut(string(text), "## Limits\n")
	require.True(t, ok)
	table, _, ok = strings.Cut(table, "\n## ")
	require.True(t, ok)
	named := regexp.MustCompile("\\| `([a-z/.]+)` (Test\\w+)(?:/(\\S+))? \\|$")
	listed := map[string][]string{} // by folder, the limits
	rows := 0
	for line := range strings.Lines(table) {
		line = strings.TrimSpace(line)
		if !strings.HasPrefix(line, "| ") || strings.HasPrefix(line, "| **") || strings.HasPrefix(line, "| what ") || strings.HasPrefix(line, "| --- ") {
			continue
		}
		row := named.FindStringSubmatch(line)
		require.NotNil(t, row, "no test is named: %s", line)
		tests, limits := testsOf(t, row[1])
		require.Contains(t, tests, row[2], line)
		if row[3] != "" {
			require.Contains(t, limits, row[3], line)
			require.NotContains(t, listed[row[1]], row[3], "listed twice: %s", line)
			listed[row[1]] = append(listed[row[1]], row[3])
		}
		rows++
	}
	require.Greater(t, rows, 60)
	for folder, names := range listed {
		_, limits := testsOf(t, folder)
		slices.Sort(limits)
		slices.Sort(names)
		require.Equal(t, limits, names, "what is tested in %s is listed", folder)
	}
}

// testsOf returns the tests in a folder, and the names of the limits they check as
// go test -run takes them.
func testsOf(t *testing.T, folder string) (tests, limits []string) {
	names, err := filepath.Glob(filepath.Join(folder, "*_test.go"))
	require.NoError(t, err)
	for _, name := range names {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		require.NoError(t, err)
		ast.Inspect(file, func(node ast.Node) bool {
			switch node := node.(type) {
			case *ast.FuncDecl:
				tests = append(tests, node.Name.Name)
			case *ast.CallExpr:
				called, ok := node.Fun.(*ast.SelectorExpr)
				if !ok || called.Sel.Name != "Limit" || len(node.Args) < 2 {
					return true
				}
				literal, ok := node.Args[1].(*ast.BasicLit)
				require.True(t, ok, "%s: a limit is called by its name", name)
				limit, err := strconv.Unquote(literal.Value)
				require.NoError(t, err)
				limits = append(limits, strings.ReplaceAll(limit, " ", "_"))
			}
			return true
		})
	}
	return tests, limits
}
