package main

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// leverPackage exists in the mutated copy only.
const leverPackage = "github.com/corsref/corsref/cmd/mutate/lever"

//go:embed _lever/lever.go
var leverSource string

// pullSource connects the worker with the lever, in the mutated copy.
const pullSource = "package main\n\nimport \"" + leverPackage + "\"\n\nfunc init() { pull = lever.Pull }\n"

// goCommand runs the go command in a folder.
func goCommand(ctx context.Context, dir string, args ...string) error {
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("go %s: %w\n%s", strings.Join(args, " "), err, out)
	}
	return nil
}

// moduleRoot is the folder with go.mod.
func moduleRoot() (string, error) {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}").Output()
	return strings.TrimSpace(string(out)), err
}

// prepare writes the instrumented engine into dir and returns the file that lays it over the real one, and the mutants.
func prepare(root, dir string) (overlay string, mutants []*mutant, err error) {
	in := &instrument{keys: make(map[string]int)}
	replace := make(map[string]string)
	write := func(over, text string) error {
		to := filepath.Join(dir, strings.ReplaceAll(over, "/", "-"))
		replace[filepath.Join(root, filepath.FromSlash(over))] = to
		return os.WriteFile(to, []byte(text), 0o666)
	}
	if err := errors.Join(write("cmd/mutate/lever/lever.go", leverSource), write("cmd/mutate/pull.go", pullSource)); err != nil {
		return "", nil, err
	}
	for _, target := range targets {
		names, err := filepath.Glob(filepath.Join(root, target, "*.go"))
		if err != nil {
			return "", nil, err
		}
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			source, err := os.ReadFile(name)
			if err != nil {
				return "", nil, err
			}
			short := target + "/" + filepath.Base(name)
			text, err := in.rewrite(short, string(source), func(fn string) bool { return isExcluded(short, fn) })
			if err != nil {
				return "", nil, err
			}
			if err := write(short, text); err != nil {
				return "", nil, err
			}
		}
	}
	text, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return "", nil, err
	}
	overlay = filepath.Join(dir, "overlay.json")
	return overlay, in.mutants, os.WriteFile(overlay, text, 0o666)
}
