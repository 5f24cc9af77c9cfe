// Consumer builds, tests and runs a program that embeds this library, as a stranger
// does: from the module zip of the committed tree, through a module proxy that is a
// folder, in another folder outside the tree. What is not committed is not in it.
//
//	go run -C tools/consumer .
//
// The program is the module in testdata/desk. The modules of others that it needs come
// from the module cache if they are there, else from the proxy of the user. Nothing is
// left behind but what the build cache keeps. It needs git, and a C compiler for the
// race detector and for SQLite.
package main

import (
	"archive/zip"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/module"
	modzip "golang.org/x/mod/zip"
)

const (
	library  = "github.com/avtale/avtale"
	consumer = "tools/consumer/testdata/desk/"
	unset    = "v0.0.0" // the version of the library in the go.mod of the consumer
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "consumer:", err)
		os.Exit(1)
	}
}

func run() (err error) {
	version, tree, err := committed()
	if err != nil {
		return err
	}
	scratch, err := os.MkdirTemp("", "consumer")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(scratch)) }()
	desk, proxy, cache := filepath.Join(scratch, "desk"), filepath.Join(scratch, "proxy"), filepath.Join(scratch, "cache")
	if err := publish(proxy, version, tree); err != nil {
		return err
	}
	if err := unpack(desk, tree); err != nil {
		return err
	}
	environment, err := alone(proxy, cache)
	if err != nil {
		return err
	}
	goes := func(args ...string) *exec.Cmd {
		command := exec.Command("go", args...)
		command.Dir, command.Env, command.Stderr = desk, environment, os.Stderr
		return command
	}
	if err := goes("mod", "edit", "-require="+library+"@"+version.Version).Run(); err != nil {
		return err
	}
	for _, args := range [][]string{{"vet", "./..."}, {"test", "./..."}, {"run", "."}} {
		fmt.Printf("-- go %s, with %s\n", strings.Join(args, " "), version)
		command := goes(args...)
		command.Stdout = os.Stdout
		if err := command.Run(); err != nil {
			return fmt.Errorf("go %s: %w", strings.Join(args, " "), err)
		}
	}
	found, err := goes("list", "-m", "-json", library).Output()
	if err != nil {
		return err
	}
	return errors.Join(packaged(found, version, cache), tidy(desk, version, tree))
}

// committed returns a version for what is committed, and all of it.
func committed() (module.Version, *zip.Reader, error) {
	git := func(args ...string) ([]byte, error) {
		command := exec.Command("git", args...)
		command.Stderr = os.Stderr
		return command.Output()
	}
	root, err := git("rev-parse", "--show-toplevel")
	if err != nil {
		return module.Version{}, nil, err
	}
	head, err := git("log", "-1", "--format=%ct %H")
	if err != nil {
		return module.Version{}, nil, err
	}
	seconds, hash, _ := strings.Cut(strings.TrimSpace(string(head)), " ")
	at, err := strconv.ParseInt(seconds, 10, 64)
	if err != nil {
		return module.Version{}, nil, err
	}
	// As module zips are made of a repository; zip.CreateFromVCS knows no worktrees.
	text, err := git("-C", strings.TrimSpace(string(root)),
		"-c", "core.autocrlf=input", "-c", "core.eol=lf", "archive", "--format=zip", hash)
	if err != nil {
		return module.Version{}, nil, err
	}
	tree, err := zip.NewReader(bytes.NewReader(text), int64(len(text)))
	return module.Version{Path: library, Version: module.PseudoVersion("", "", time.Unix(at, 0).UTC(), hash[:12])}, tree, err
}

// publish lays out a module proxy that has one version of the library.
func publish(proxy string, version module.Version, tree *zip.Reader) error {
	folder := filepath.Join(proxy, filepath.FromSlash(version.Path), "@v")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	var files []modzip.File
	for _, file := range tree.File {
		if !file.FileInfo().IsDir() {
			files = append(files, archived{file})
		}
	}
	var packed bytes.Buffer
	if err := modzip.Create(&packed, version, files); err != nil {
		return err
	}
	mod, err := fs.ReadFile(tree, "go.mod")
	if err != nil {
		return err
	}
	info, err := json.Marshal(map[string]string{"Version": version.Version})
	if err != nil {
		return err
	}
	for name, text := range map[string][]byte{
		"list":                    []byte(version.Version + "\n"),
		version.Version + ".info": info,
		version.Version + ".mod":  mod,
		version.Version + ".zip":  packed.Bytes(),
	} {
		if err := os.WriteFile(filepath.Join(folder, name), text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// archived is a file of the committed tree, for a module zip.
type archived struct{ *zip.File }

func (f archived) Path() string                 { return f.Name }
func (f archived) Lstat() (fs.FileInfo, error)  { return f.FileInfo(), nil }
func (f archived) Open() (io.ReadCloser, error) { return f.File.Open() }

// unpack copies the consumer.
func unpack(desk string, tree *zip.Reader) error {
	from, err := fs.Sub(tree, strings.TrimSuffix(consumer, "/"))
	if err != nil {
		return err
	}
	return os.CopyFS(desk, from)
}

// alone returns the environment in which the library can only come from a proxy, and
// what it is unpacked into is a cache of its own. Compiled packages are found again by
// name and version, not by folder.
func alone(proxy, cache string) ([]string, error) {
	text, err := exec.Command("go", "env", "-json", "GOMODCACHE", "GOPROXY", "GONOSUMDB", "GOFLAGS", "CGO_CFLAGS").Output()
	if err != nil {
		return nil, err
	}
	var user map[string]string
	if err := json.Unmarshal(text, &user); err != nil {
		return nil, err
	}
	proxies := []string{"file://" + proxy, "file://" + filepath.Join(user["GOMODCACHE"], "cache", "download"), cmp.Or(user["GOPROXY"], "off")}
	return append(os.Environ(),
		"GOWORK=off",
		"GOMODCACHE="+cache,
		"GOPROXY="+strings.Join(proxies, ","),
		"GONOPROXY=none",
		"GONOSUMDB="+strings.TrimPrefix(user["GONOSUMDB"]+","+library, ","),
		"GOFLAGS="+strings.TrimSpace(user["GOFLAGS"]+" -mod=mod -modcacherw -trimpath -race"),
		"CGO_ENABLED=1",
		"CGO_CFLAGS="+strings.TrimSpace(user["CGO_CFLAGS"]+" -O0"), // SQLite is compiled in half the time
	), nil
}

// packaged returns an error if the library did not come from its zip.
func packaged(found []byte, version module.Version, cache string) error {
	var used struct {
		Path, Version, Dir string
		Replace            *struct{}
	}
	if err := json.Unmarshal(found, &used); err != nil {
		return err
	}
	if used.Path != version.Path || used.Version != version.Version || used.Replace != nil ||
		used.Dir != filepath.Join(cache, filepath.FromSlash(version.Path)+"@"+version.Version) {
		return fmt.Errorf("the library is not that of the zip: %s", found)
	}
	return nil
}

// tidy returns an error if go had to change the requirements of the consumer, other
// than by the version of the library.
func tidy(desk string, version module.Version, tree *zip.Reader) error {
	for _, name := range []string{"go.mod", "go.sum"} {
		before, err := fs.ReadFile(tree, consumer+name)
		if err != nil {
			return err
		}
		after, err := os.ReadFile(filepath.Join(desk, name))
		if err != nil {
			return err
		}
		var kept strings.Builder
		for line := range strings.Lines(strings.ReplaceAll(string(after), version.Version, unset)) {
			if name == "go.mod" || !strings.HasPrefix(line, library+" ") {
				kept.WriteString(line)
			}
		}
		if kept.String() != string(before) {
			return fmt.Errorf("%s%s should be:\n%s", consumer, name, &kept)
		}
	}
	return nil
}
