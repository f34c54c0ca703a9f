package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"time"
)

// unitProber runs the unit tests of a mutant's package, compiled with the instrumented engine.
type unitProber struct {
	root     string
	binaries map[string]string // by package
}

// compileTests compiles the unit tests of the targets with the instrumented engine.
func compileTests(ctx context.Context, root, overlay, dir string) (*unitProber, error) {
	tests := &unitProber{root: root, binaries: make(map[string]string)}
	for _, target := range targets {
		binary := filepath.Join(dir, strings.ReplaceAll(target, "/", "-")+".test")
		if err := goCommand(ctx, root, "test", "-c", "-vet=off", "-overlay", overlay, "-o", binary, "./"+target); err != nil {
			return nil, err
		}
		tests.binaries[target] = binary
		if out, failed := tests.fail(ctx, target, 0); failed {
			return nil, fmt.Errorf("the tests of %s fail without any mutant:\n%s", target, out)
		}
	}
	return tests, nil
}

// slow are the tests of large inputs, which are about time and not about decisions.
const slow = "^(TestLarge.*|TestBytes)$"

// fail reports whether the tests of a package fail with a mutant, and what they print. Number 0 is the engine as it is.
func (tests *unitProber) fail(ctx context.Context, target string, number int) (out []byte, failed bool) {
	limited, cancel := context.WithTimeout(ctx, 2*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(limited, tests.binaries[target], "-test.short", "-test.failfast", "-test.skip="+slow, "-test.timeout=100s")
	cmd.Dir = filepath.Join(tests.root, filepath.FromSlash(target))
	cmd.Env = append(os.Environ(), fmt.Sprintf("CORSREF_MUTANT=%d", number))
	out, err := cmd.CombinedOutput()
	return out, err != nil
}

// try returns the package whose tests notice a mutant.
func (tests *unitProber) try(ctx context.Context, m *mutant) (string, error) {
	target := path.Dir(m.file)
	if _, failed := tests.fail(ctx, target, m.number); failed {
		return target, ctx.Err()
	}
	return "", nil
}

func (tests *unitProber) stop() {}
