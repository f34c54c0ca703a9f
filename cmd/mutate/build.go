package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

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
			to := filepath.Join(dir, strings.ReplaceAll(short, "/", "-"))
			if err := os.WriteFile(to, []byte(text), 0o666); err != nil {
				return "", nil, err
			}
			replace[name] = to
		}
	}
	text, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return "", nil, err
	}
	overlay = filepath.Join(dir, "overlay.json")
	return overlay, in.mutants, os.WriteFile(overlay, text, 0o666)
}
