package entitlementtest

import (
	"flag"
	"os"
	"regexp"
	"testing"
)

// Main is the body of a TestMain. It makes go test -run 'PCH-09.1' find the
// subtest of that example: a pattern that begins with the number of a clause is
// looked for one level down.
func Main(m *testing.M) {
	flag.Parse()
	run := flag.Lookup("test.run")
	if pattern := run.Value.String(); regexp.MustCompile(`^\^?[A-Z]{3}-\d\d`).MatchString(pattern) {
		_ = run.Value.Set("/" + pattern) // any text can be a pattern
	}
	os.Exit(m.Run())
}
