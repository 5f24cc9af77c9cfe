package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The table beside the same sums from the rows: minutes by the hour, quarters off an
// account until it is empty, started hours off cards, calls off a number of cases.
func TestTable(t *testing.T) {
	rows, err := csv.NewReader(bytes.NewReader(invented)).ReadAll()
	require.NoError(t, err)
	var took []int
	minutes, clips := 0, 0
	for _, row := range rows[1:] {
		n, err := strconv.Atoi(row[2])
		require.NoError(t, err)
		took = append(took, n)
		minutes += n
		clips += (n + 59) / 60
	}
	var out, problems bytes.Buffer
	require.NoError(t, run(nil, &out, &problems))
	line := func(name string) []string {
		_, rest, ok := strings.Cut(out.String(), name+"   ")
		require.True(t, ok, name)
		row, _, _ := strings.Cut(rest, "\n")
		return strings.Fields(row)
	}
	kroner := func(amount int) string { return fmt.Sprintf("%d.00", amount) }

	assert.Equal(t, kroner(minutes*20), line("no contract")[0])
	for _, size := range []int{10, 20, 40} {
		left, covered := size*60, 0
		for _, n := range took {
			debited := min(left, (n+14)/15*15)
			left -= debited
			covered += min(n, debited)
		}
		row := line(fmt.Sprintf("time account of %d hours", size))
		assert.Equal(t, kroner(1050*size+20*(minutes-covered)), row[0])
		assert.Equal(t, strconv.Itoa(100*covered/minutes), row[2])
	}
	for size, price := range map[int]int{10: 10450, 20: 19800, 30: 28050} {
		cards := (clips + size - 1) / size
		row := line(fmt.Sprintf("punch cards of %d, as needed", size))
		assert.Equal(t, kroner(cards*price), row[0])
		assert.Equal(t, "100", row[2])
		assert.Equal(t, fmt.Sprintf("%dh", cards*size-clips), row[len(row)-1])
	}
	for _, block := range []int{0, 20} {
		covered := 0
		for _, n := range took[:min(5+block, len(took))] {
			covered += n
		}
		row := line(fmt.Sprintf("hotline, %d cases ahead", block))
		assert.Contains(t, row, strconv.Itoa(100*covered/minutes))
		if block > 0 {
			assert.Equal(t, kroner(190*block), row[0])
		}
	}
}

func TestYearsThatCannotBeRead(t *testing.T) {
	for name, text := range map[string]string{
		"nothing": "", "no calls": "day,time,minutes\n", "two columns": "day,time\n2026-01-07,10:00\n",
		"no day": "day,time,minutes\n2026-02-30,10:00,20\n", "no time": "day,time,minutes\n2026-01-07,25:00,20\n",
		"no minutes": "day,time,minutes\n2026-01-07,10:00,-20\n", "an hour that is skipped": "day,time,minutes\n2026-03-29,02:30,20\n",
		"backwards": "day,time,minutes\n2026-01-08,10:00,20\n2026-01-07,10:00,20\n", "half a row": "day,time,minutes\n2026-01-07\n",
		"closed": "day,time,minutes\n2026-01-07,20:00,20\n",
	} {
		file := filepath.Join(t.TempDir(), "year.csv")
		require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
		var out, problems bytes.Buffer
		assert.Error(t, run([]string{"-in", file}, &out, &problems), name)
		assert.Empty(t, out.String(), name)
	}
	assert.Error(t, run([]string{"-in", "nowhere"}, &bytes.Buffer{}, &bytes.Buffer{}))
	assert.Error(t, run([]string{"-out"}, &bytes.Buffer{}, &bytes.Buffer{}))
}
