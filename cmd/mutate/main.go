// Command mutate shows that the conformance suite notices when a decision of the engine is wrong.
//
// It changes the engine in every place where something is decided, one at a time: it forces each operand of each condition
// to true and to false, negates each condition, and drops each statement of effect. A mutant is killed when a case of the
// suite fails with it, or else a unit test of the package. What survives must be listed, with a reason, in survivors.txt;
// a survivor that is not listed fails, and so does a listed one that does not survive. What is not mutated at all is in
// targets.go.
//
// All mutants are compiled into one binary, each behind a lever, so that a run takes a minute or two:
//
//	go run ./cmd/mutate
package main

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/corsref/corsref/cmd/internal/term"
)

func main() {
	var err error
	if os.Getenv(workerVariable) != "" {
		err = work(os.Stdin, os.Stdout)
	} else {
		err = run()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "mutate:", err)
		os.Exit(1)
	}
}

// run prints the report.
func run() error {
	only := flag.String("only", "", "mutate only files whose path begins with this")
	unit := flag.Bool("unit", true, "try the unit tests on what the suite does not notice")
	workers := flag.Int("workers", runtime.NumCPU(), "processes at once")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()

	root, err := moduleRoot()
	if err != nil {
		return err
	}
	listed, err := readSurvivors(filepath.Join(root, "cmd", "mutate", "survivors.txt"))
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "corsref-mutate-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	overlay, mutants, err := prepare(root, dir)
	if err != nil {
		return err
	}
	mutants = slices.DeleteFunc(mutants, func(m *mutant) bool { return !strings.HasPrefix(m.file, *only) })
	binary := filepath.Join(dir, "mutants")
	if err := goCommand(ctx, root, "build", "-overlay", overlay, "-o", binary, "./cmd/mutate"); err != nil {
		return err
	}
	players := make([]prober, *workers)
	for i := range players {
		players[i] = &suiteProber{binary: binary}
	}
	if by, err := players[0].try(ctx, &mutant{}); err != nil || by != "" {
		return fmt.Errorf("the suite fails without any mutant: %s %v", by, err)
	}
	p := term.ProgressOn(os.Stderr)
	alive, err := survive(ctx, "suite", mutants, players, p)
	if err != nil {
		return err
	}
	suiteKills, unitKills := len(mutants)-len(alive), 0
	if *unit {
		tests, err := compileTests(ctx, root, overlay, dir)
		if err != nil {
			return err
		}
		before := len(alive)
		if alive, err = survive(ctx, "unit tests", alive, slices.Repeat([]prober{tests}, *workers), p); err != nil {
			return err
		}
		unitKills = before - len(alive)
	}
	return report(mutants, alive, suiteKills, unitKills, listed, *only == "" && *unit)
}

// report prints the score and the survivors. Its error says that they are not as listed.
func report(mutants, alive []*mutant, suiteKills, unitKills int, listed survivors, whole bool) error {
	slices.SortFunc(alive, func(a, b *mutant) int {
		return cmp.Or(strings.Compare(a.file, b.file), cmp.Compare(a.line, b.line), cmp.Compare(a.number, b.number))
	})
	unlisted := 0
	for _, m := range alive {
		if !listed.has(m.key()) {
			fmt.Printf("survives: %s (line %d)\n", m.key(), m.line)
			unlisted++
		}
	}
	stale := 0
	for _, s := range listed {
		if whole && !s.seen && !strings.Contains(s.key, wildcard) {
			fmt.Printf("survivors.txt:%d: does not survive: %s\n", s.line, s.key)
			stale++
		}
	}
	fmt.Printf("%d mutants: %d killed by the suite, %d by unit tests, %d survive for a listed reason, %d survive\n",
		len(mutants), suiteKills, unitKills, len(alive)-unlisted, unlisted)
	fmt.Printf("score: %.1f %% by the suite, %.1f %% with unit tests; %.1f %% of those that can be noticed\n",
		percent(suiteKills, len(mutants)), percent(suiteKills+unitKills, len(mutants)),
		percent(suiteKills+unitKills, len(mutants)-len(alive)+unlisted))
	if unlisted+stale > 0 {
		return fmt.Errorf("%d survivors are not listed, %d listed ones do not survive", unlisted, stale)
	}
	return nil
}

func percent(n, of int) float64 { return 100 * float64(n) / float64(max(of, 1)) }
