package avtale_test

import (
	"bytes"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The core is the packages that services import: values and pure functions,
// with no clock, files, global state, goroutines, floating point or panics.
// What a breach of that is stands in breaches_test.go; what each looks like, in
// planted_test.go.
func TestCoreIsPure(t *testing.T) {
	repository := os.DirFS(".")
	for _, folder := range append([]string{"calendar", "entitlement", strict, repeats, latest}, contracts...) {
		for _, name := range goFiles(t, repository, folder) {
			text, err := fs.ReadFile(repository, name)
			require.NoError(t, err)
			fset := token.NewFileSet()
			file, err := parser.ParseFile(fset, name, text, parser.ParseComments)
			require.NoError(t, err)
			for _, breach := range breaches(fset, file, path.Dir(name)) {
				t.Error(breach)
			}
		}
	}
}

// goFiles returns the Go files of a folder, and of those below it, that are not
// tests.
func goFiles(t *testing.T, repository fs.FS, folder string) []string {
	t.Helper()
	var found []string
	err := fs.WalkDir(repository, folder, func(name string, _ fs.DirEntry, err error) error {
		if strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") {
			found = append(found, name)
		}
		return err
	})
	require.NoError(t, err)
	require.NotEmpty(t, found, "%s holds no Go file", folder)
	return found
}

// Who imports this module takes on two modules of others, and what they bring.
func TestGoModRequiresLittle(t *testing.T) {
	text, err := os.ReadFile("go.mod")
	require.NoError(t, err)

	var direct, indirect, other []string
	inBlock := false
	for line := range strings.Lines(string(text)) {
		words := strings.Fields(line)
		switch {
		case len(words) == 0:
		case words[0] == "require" && words[1] == "(":
			inBlock = true
		case words[0] == ")":
			inBlock = false
		case !inBlock && words[0] != "require":
			other = append(other, strings.Join(words, " "))
		default:
			requirement := words
			if !inBlock {
				requirement = words[1:]
			}
			if strings.HasSuffix(strings.TrimSpace(line), "// indirect") {
				indirect = append(indirect, requirement[0])
			} else {
				direct = append(direct, requirement[0])
			}
		}
	}

	require.Equal(t, []string{"module github.com/avtale/avtale", "go 1.25.0"}, other,
		"no toolchain, no tools, nothing replaced: those are the user's, or live in tools/")
	require.ElementsMatch(t, []string{
		"github.com/rickb777/date/v2",
		"github.com/shopspring/decimal",
		"github.com/stretchr/testify", // tests
		"pgregory.net/rapid",          // tests
	}, direct)
	require.ElementsMatch(t, []string{
		"github.com/rickb777/period", // named with its version: date's own requirement of it does not resolve at @latest
		"github.com/govalues/decimal",
		"github.com/rickb777/plural",
		"go.yaml.in/yaml/v3", // by testify
	}, indirect, "another module comes in: is it worth it?")
}

// What is not done is written as an issue, and a test that cannot pass is not
// kept.
func TestNothingIsLeftOver(t *testing.T) {
	// Put together, so that this file does not hold what it looks for.
	leftOver := regexp.MustCompile(`\b(TO` + `DO|FIX` + `ME)\b|\bt\.Ski` + `p\(`)
	elsewhere := []string{".git", ".deep", "testdata/rapid"} // not in the repository

	repository := os.DirFS(".")
	err := fs.WalkDir(repository, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			for _, folder := range elsewhere {
				if name == folder || strings.HasSuffix(name, "/"+folder) {
					return fs.SkipDir
				}
			}
			return nil
		}
		text, err := fs.ReadFile(repository, name)
		if err != nil || bytes.IndexByte(text, 0) >= 0 { // a zero byte: not text
			return err
		}
		number := 0
		for line := range bytes.Lines(text) {
			number++
			if leftOver.Match(line) {
				t.Errorf("%s:%d: %s", name, number, bytes.TrimSpace(line))
			}
		}
		return nil
	})
	require.NoError(t, err)
}
