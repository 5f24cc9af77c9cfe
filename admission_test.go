package avtale_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A type is in entitlement because two contracts need it: a package needs what
// it names, and what the declarations of that name.
func TestAdmissionToEntitlement(t *testing.T) {
	declared := map[string][]string{} // exported names and those in their declarations
	types := map[string]bool{}
	for _, file := range parsed(t, "entitlement") {
		for _, decl := range file.Decls {
			for name, node := range exported(decl, types) {
				declared[name] = append(declared[name], namesIn(node)...)
			}
		}
	}
	require.NotEmpty(t, types)
	needed := map[string]int{}
	for _, contract := range contracts {
		if _, err := os.Stat(contract); err != nil {
			continue // not written yet
		}
		reached := map[string]bool{}
		for _, file := range parsed(t, contract) {
			for _, name := range selected(file, "github.com/avtale/avtale/entitlement") {
				reach(name, declared, reached)
			}
		}
		for name := range reached {
			needed[name]++
		}
	}
	for _, name := range slices.Sorted(maps.Keys(types)) {
		if name == "Decision" { // the choice between the answers of contracts, which know nothing of it
			continue
		}
		assert.GreaterOrEqual(t, needed[name], 2, "entitlement.%s is needed by one contract at most: it belongs there", name)
	}
}

// parsed returns the files of a folder, without those below it and without
// tests.
func parsed(t *testing.T, folder string) []*ast.File {
	t.Helper()
	var files []*ast.File
	for _, name := range goFiles(t, os.DirFS("."), folder) {
		if path.Dir(name) == folder {
			file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
			require.NoError(t, err)
			files = append(files, file)
		}
	}
	return files
}

// exported returns the exported names that a declaration makes, methods under
// their type, and notes which are types.
func exported(decl ast.Decl, types map[string]bool) map[string]ast.Node {
	found := map[string]ast.Node{}
	switch decl := decl.(type) {
	case *ast.FuncDecl:
		if !decl.Name.IsExported() {
			break
		}
		if decl.Recv == nil {
			found[decl.Name.Name] = decl.Type
			break
		}
		for _, name := range namesIn(decl.Recv) {
			found[name] = decl.Type
		}
	case *ast.GenDecl:
		for _, spec := range decl.Specs {
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				if spec.Name.IsExported() {
					types[spec.Name.Name] = true
					found[spec.Name.Name] = spec.Type
				}
			case *ast.ValueSpec:
				for _, name := range spec.Names {
					if name.IsExported() && spec.Type != nil {
						found[name.Name] = spec.Type
					}
				}
			}
		}
	}
	return found
}

func namesIn(node ast.Node) []string {
	var names []string
	ast.Inspect(node, func(node ast.Node) bool {
		if id, ok := node.(*ast.Ident); ok && id.IsExported() {
			names = append(names, id.Name)
		}
		return true
	})
	return names
}

// selected returns the names that a file takes from a package.
func selected(file *ast.File, from string) []string {
	imported := slices.ContainsFunc(file.Imports, func(spec *ast.ImportSpec) bool {
		return spec.Path.Value == strconv.Quote(from)
	})
	var names []string
	ast.Inspect(file, func(node ast.Node) bool {
		if selector, ok := node.(*ast.SelectorExpr); ok && imported {
			if id, ok := selector.X.(*ast.Ident); ok && id.Name == path.Base(from) {
				names = append(names, selector.Sel.Name)
			}
		}
		return true
	})
	return names
}

func reach(name string, declared map[string][]string, reached map[string]bool) {
	if reached[name] {
		return
	}
	reached[name] = true
	for _, next := range declared[name] {
		reach(next, declared, reached)
	}
}
