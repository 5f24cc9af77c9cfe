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
		if err := run.Value.Set("/" + pattern); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}
