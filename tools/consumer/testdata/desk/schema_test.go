package main

import (
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The tables are those that the documentation gives, in the words of this database.
func TestSchemaIsTheDocumentedOne(t *testing.T) {
	doc, err := exec.CommandContext(t.Context(), "go", "doc", "github.com/avtale/avtale/punchcard").Output()
	require.NoError(t, err)
	var documented strings.Builder
	for line := range strings.Lines(string(doc)) {
		if statement := strings.TrimSpace(line); strings.HasPrefix(statement, "CREATE TABLE") || strings.HasSuffix(documented.String(), ",\n") {
			documented.WriteString(statement + "\n")
		}
	}
	ours := strings.ReplaceAll(schema, "posted INTEGER PRIMARY KEY", "posted BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY")
	require.Equal(t, strings.Fields(documented.String()), strings.Fields(ours))
}
