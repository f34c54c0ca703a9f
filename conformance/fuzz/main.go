// Command fuzz runs every fuzz target of the module, one after another, each for as long as it is told:
//
//	go run ./conformance/fuzz -time 3m
//
// It prints a line a target: how often it was run, how much processor time that took, and what was found; a finding is also
// a file below the package's testdata/fuzz, which go test tries from then on. Targets are run by themselves, a package's
// test binary being built once, so that nothing is rebuilt when files change meanwhile. The exit code is 1 if there is a
// finding.
package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/term"
)

func main() {
	each := flag.String("time", "10s", "how long each target runs: a `duration`, or how often, such as 1000x")
	only := flag.String("only", "", "run only targets whose package and name, with a dot between, match this `pattern`")
	parallel := flag.Int("parallel", 1, "processes at once for a target")
	list := flag.Bool("list", false, "print the targets, and run none")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	findings, err := run(ctx, *each, *only, *parallel, *list, flag.Args())
	if err != nil {
		fmt.Fprintln(os.Stderr, "fuzz:", err)
		os.Exit(2)
	}
	if findings > 0 {
		os.Exit(1)
	}
}

// run runs the targets of packages and returns how many findings there are.
func run(ctx context.Context, each, only string, parallel int, list bool, packages []string) (findings int, err error) {
	pattern, err := regexp.Compile(only)
	if err != nil {
		return 0, err
	}
	if len(packages) == 0 {
		packages = []string{"./..."}
	}
	targets, err := findTargets(ctx, packages)
	if err != nil {
		return 0, err
	}
	targets = slices.DeleteFunc(targets, func(t target) bool { return !pattern.MatchString(t.String()) })
	if list {
		for _, t := range targets {
			fmt.Println(t)
		}
		return 0, nil
	}
	dir, err := os.MkdirTemp("", "corsref-fuzz-")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(dir)
	binaries := make(map[string]string)
	for i, t := range targets {
		if binaries[t.pkg] == "" {
			binaries[t.pkg] = filepath.Join(dir, strconv.Itoa(i)+".test")
			if err := t.build(ctx, binaries[t.pkg]); err != nil {
				return 0, err
			}
		}
	}
	var all outcome
	ran := 0
	for i, t := range targets {
		if term.IsTerminal(int(os.Stderr.Fd())) {
			fmt.Fprintf(os.Stderr, "\r\x1b[K%d of %d: %s", i+1, len(targets), t)
		}
		o, err := t.fuzz(ctx, binaries[t.pkg], filepath.Join(dir, "corpus"), each, parallel)
		if term.IsTerminal(int(os.Stderr.Fd())) {
			fmt.Fprint(os.Stderr, "\r\x1b[K")
		}
		if ctx.Err() != nil {
			break // what came of the others is told
		}
		if err != nil {
			return findings, fmt.Errorf("%s: %w", t, err)
		}
		ran++
		fmt.Printf("%s: %d executions, %.0f s of processor time\n", t, o.executions, o.processor.Seconds())
		if o.finding != "" {
			findings++
			fmt.Println(o.finding)
		}
		all.executions += o.executions
		all.processor += o.processor
	}
	fmt.Printf("%d of %d targets: %d executions, %.1f minutes of processor time, %d findings\n", ran, len(targets), all.executions, all.processor.Minutes(), findings)
	return findings, ctx.Err()
}

// target is a fuzz target of a package.
type target struct {
	pkg, dir, name string
}

func (t target) String() string { return t.pkg + "." + t.name }

// findTargets lists the fuzz targets of packages: their names are in the files of tests.
func findTargets(ctx context.Context, packages []string) ([]target, error) {
	const format = "{{$p := .}}{{range .TestGoFiles}}{{$p.ImportPath}} {{$p.Dir}} {{.}}\n{{end}}{{range .XTestGoFiles}}{{$p.ImportPath}} {{$p.Dir}} {{.}}\n{{end}}"
	out, err := goCommand(ctx, append([]string{"list", "-f", format}, packages...)...)
	if err != nil {
		return nil, err
	}
	declaration := regexp.MustCompile(`(?m)^func (Fuzz\w+)\(`)
	var targets []target
	for line := range strings.Lines(string(out)) {
		var pkg, dir, file string
		if _, err := fmt.Sscan(line, &pkg, &dir, &file); err != nil {
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, file))
		if err != nil {
			return nil, err
		}
		for _, found := range declaration.FindAllSubmatch(text, -1) {
			targets = append(targets, target{pkg, dir, string(found[1])})
		}
	}
	return targets, nil
}

// build builds the test binary of the target's package, with the instructions that guide the fuzzer.
func (t target) build(ctx context.Context, binary string) error {
	_, err := goCommand(ctx, "test", "-c", "-o", binary, "-fuzz", t.name, t.pkg)
	return err
}

// outcome is what came of fuzzing a target.
type outcome struct {
	executions int
	processor  time.Duration
	finding    string // what the test said; "" for none
}

// progressLine is what the fuzzer says every few seconds.
var progressLine = regexp.MustCompile(`(?m)^fuzz: elapsed: .*execs: (\d+).*\n`)

// fuzz runs the target.
func (t target) fuzz(ctx context.Context, binary, corpus, each string, parallel int) (outcome, error) {
	cmd := exec.CommandContext(ctx, binary, "-test.run=^$", "-test.fuzz=^"+t.name+"$", "-test.fuzztime="+each,
		// Making inputs small that are merely new takes longer than it is worth.
		"-test.fuzzminimizetime=20x", "-test.parallel="+strconv.Itoa(parallel), "-test.fuzzcachedir="+filepath.Join(corpus, t.String()))
	cmd.Dir = t.dir
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	err := cmd.Run()
	var o outcome
	if state := cmd.ProcessState; state != nil {
		o.processor = state.UserTime() + state.SystemTime()
	}
	var exit *exec.ExitError
	failed := errors.As(err, &exit)
	if failed {
		err = nil
	}
	o.read(said.String(), failed)
	return o, err
}

// read takes from what a test said how often it ran, and what it found if it failed.
func (o *outcome) read(said string, failed bool) {
	for _, found := range progressLine.FindAllStringSubmatch(said, -1) {
		o.executions, _ = strconv.Atoi(found[1])
	}
	if failed {
		o.finding = progressLine.ReplaceAllString(said, "")
	}
}

// goCommand runs the go command and returns what it prints.
func goCommand(ctx context.Context, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "go", args...)
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		io.Copy(os.Stderr, &errs)
		return nil, fmt.Errorf("go %s: %w", args[0], err)
	}
	return out, nil
}
