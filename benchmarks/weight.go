package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/google/licensecheck"
)

// reportWeight builds a service with and without the library, from nothing, and prints
// what it adds: to the program, to the time of a build, and to what must be trusted.
func reportWeight(out io.Writer) error {
	folder, err := os.MkdirTemp("", "avtale-weight-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	plain, err := build(folder, "plain")
	if err != nil {
		return err
	}
	embedding, err := build(folder, "embedding")
	if err != nil {
		return err
	}
	linked, err := modules(".", "./weight/embedding")
	if err != nil {
		return err
	}
	tested, err := modules("..", "-test", "./...")
	if err != nil {
		return err
	}
	var text strings.Builder
	text.WriteString(`
A service that reads and writes JSON, and the same with all five contracts. Sizes are
without symbols; builds are from nothing, the standard library too.

`)
	fmt.Fprintf(&text, "\twithout\twith\tadded\t\n")
	for _, r := range []struct {
		what          string
		without, with float64
	}{
		{"the program, MB", plain.size, embedding.size},
		{"building it, s", plain.took.Seconds(), embedding.took.Seconds()},
		{"building it again, s", plain.again.Seconds(), embedding.again.Seconds()},
	} {
		fmt.Fprintf(&text, "%-25s\t%.1f\t%.1f\t%.1f\t\n", r.what, r.without, r.with, r.with-r.without)
	}
	text.WriteString("\n")
	for _, m := range linked {
		fmt.Fprintf(&text, "linked %s\t%s\t%s\t\t\n", m.path, m.version, m.licence)
	}
	for _, m := range tested {
		if !slices.ContainsFunc(linked, func(l module) bool { return l.path == m.path }) {
			fmt.Fprintf(&text, "in tests %s\t%s\t%s\t\t\n", m.path, m.version, m.licence)
		}
	}
	table := tabwriter.NewWriter(out, 0, 0, 3, ' ', tabwriter.AlignRight)
	_, err = io.WriteString(table, text.String())
	return errors.Join(err, table.Flush())
}

type built struct {
	size        float64 // in millions of bytes
	took, again time.Duration
}

// build builds a program twice, at first with an empty cache.
func build(folder, name string) (built, error) {
	program, cache := filepath.Join(folder, name), filepath.Join(folder, "cache-"+name)
	var took [2]time.Duration
	for i := range took {
		start := time.Now()
		run := exec.Command("go", "build", "-trimpath", "-ldflags=-s -w", "-o", program, "./weight/"+name)
		run.Env = append(os.Environ(), "GOCACHE="+cache)
		if out, err := run.CombinedOutput(); err != nil {
			return built{}, fmt.Errorf("%w\n%s", err, out)
		}
		took[i] = time.Since(start)
	}
	file, err := os.Stat(program)
	if err != nil {
		return built{}, err
	}
	return built{float64(file.Size()) / 1e6, took[0], took[1]}, nil
}

type module struct{ path, version, licence string }

// modules returns the modules that packages of a folder are made of, with the licences in
// their folders, but for this repository's.
func modules(folder string, packages ...string) ([]module, error) {
	const format = "{{with .Module}}{{if .Version}}{{.Path}} {{.Version}} {{.Dir}}{{end}}{{end}}"
	list := exec.Command("go", append([]string{"list", "-deps", "-f", format}, packages...)...)
	list.Dir, list.Stderr = folder, os.Stderr
	out, err := list.Output()
	if err != nil {
		return nil, err
	}
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	slices.Sort(lines)
	var all []module
	for _, line := range slices.Compact(lines) {
		words := strings.SplitN(line, " ", 3)
		if len(words) < 3 || strings.HasPrefix(words[0], "github.com/avtale/") {
			continue
		}
		all = append(all, module{words[0], words[1], licence(words[2])})
	}
	return all, nil
}

// licence names the licences of the files that are said to be one.
func licence(folder string) string {
	var found []string
	for _, pattern := range []string{"LICEN[CS]E*", "COPYING*"} {
		files, _ := filepath.Glob(filepath.Join(folder, pattern))
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				continue
			}
			for _, match := range licensecheck.Scan(text).Match {
				found = append(found, match.ID)
			}
		}
	}
	slices.Sort(found)
	if len(found) == 0 {
		return "unknown"
	}
	return strings.Join(slices.Compact(found), " ")
}
