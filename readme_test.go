package avtale_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The example of the README is the one that is compiled and run here, line by
// line, and so is what it prints.
func TestReadmeExample(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	require.NoError(t, err)
	example, err := os.ReadFile("example_test.go")
	require.NoError(t, err)
	blocks := regexp.MustCompile("(?s)```go\n(.*?)```\n\n```\n(.*?)```").FindStringSubmatch(string(readme))
	require.Len(t, blocks, 3)
	code, output := blocks[1], blocks[2]
	body := strings.ReplaceAll(string(example), "\n\t", "\n")
	require.Contains(t, body, code)
	commented := ""
	for line := range strings.Lines(output) {
		commented += "// " + line
	}
	require.Contains(t, body, commented)
}
