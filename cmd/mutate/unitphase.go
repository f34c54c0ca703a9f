package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/corsref/corsref/cmd/mutate/lever"
)

// unitTests are the compiled tests of the targets, by package.
type unitTests map[string]string

// compileTests compiles the tests of the targets with the instrumented engine.
func compileTests(ctx context.Context, root, overlay, dir string) (unitTests, error) {
	tests := make(unitTests)
	for _, target := range targets {
		binary := filepath.Join(dir, strings.ReplaceAll(target, "/", "-")+".test")
		if err := goCommand(ctx, root, "test", "-c", "-overlay", overlay, "-o", binary, "./"+target); err != nil {
			return nil, err
		}
		tests[target] = binary
	}
	return tests, nil
}

// slow are the tests of large inputs, which are about time and not about decisions.
const slow = "^TestLarge"

// notice reports whether the tests of a mutant's package, or of the packages above it, fail. Number 0 is the engine as it is.
func (tests unitTests) notice(ctx context.Context, root, target string, number int) bool {
	limited, cancel := context.WithTimeout(ctx, 2*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(limited, tests[target], "-test.short", "-test.failfast", "-test.skip="+slow, "-test.timeout=100s")
	cmd.Dir = filepath.Join(root, filepath.FromSlash(target))
	cmd.Env = append(os.Environ(), fmt.Sprintf("%s=%d", lever.Variable, number))
	return cmd.Run() != nil
}

// unitPhase runs the tests of the targets against the mutants that the suite does not notice, and returns, by number, the
// package that does.
func (tests unitTests) unitPhase(ctx context.Context, root string, mutants []*mutant, workers int, progress func()) (map[int]string, error) {
	for target := range tests {
		if tests.notice(ctx, root, target, 0) {
			return nil, fmt.Errorf("the tests of %s fail without any mutant", target)
		}
	}
	queue := make(chan *mutant)
	killers := make(map[int]string)
	var mu sync.Mutex
	var wait sync.WaitGroup
	for range workers {
		wait.Go(func() {
			for m := range queue {
				by := "-"
				if target := filepath.ToSlash(filepath.Dir(m.file)); tests.notice(ctx, root, target, m.number) {
					by = target
				}
				mu.Lock()
				killers[m.number] = by
				progress()
				mu.Unlock()
			}
		})
	}
	for _, m := range mutants {
		queue <- m
	}
	close(queue)
	wait.Wait()
	return killers, ctx.Err()
}
