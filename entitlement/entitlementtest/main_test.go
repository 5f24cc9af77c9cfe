package entitlementtest_test

import (
	"os"
	"os/exec"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The subtest of an example is found by its number, other tests by their name.
func TestMainFindsExamples(t *testing.T) {
	binary, err := os.Executable()
	require.NoError(t, err)
	for pattern, played := range map[string]struct{ these, notThese []string }{
		`MIR-01.2`:    {[]string{"TestRun/MIR-01.2_"}, []string{"TestRun/MIR-01.1_"}},
		`^MIR-01.1`:   {[]string{"TestRun/MIR-01.1_"}, []string{"TestRun/MIR-01.2_"}},
		`MIR-02.10`:   {[]string{"TestRun/MIR-02.10_"}, []string{"TestRun/MIR-01"}},
		`TestRun`:     {[]string{"TestRun/MIR-01.1_", "TestRun/MIR-01.2_", "TestRun/MIR-02.10_"}, []string{"TestAsk"}},
		`TestAsk`:     {[]string{"TestAsk"}, []string{"TestRun"}},
		`XMIR-01.2`:   {nil, []string{"TestRun"}},
		`Test/MIR-01`: {[]string{"TestRun/MIR-01.1_"}, []string{"TestRun/MIR-02.10_"}},
	} {
		// #nosec G204: this very test
		out, err := exec.Command(binary, "-test.v", "-test.run="+pattern, "-test.skip=TestMainFindsExamples").CombinedOutput()
		require.NoError(t, err, "%s", out)
		for _, name := range played.these {
			assert.Contains(t, string(out), "--- PASS: "+name, pattern)
		}
		for _, name := range played.notThese {
			assert.NotContains(t, string(out), "--- PASS: "+name, pattern)
		}
	}
}
