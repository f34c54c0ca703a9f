package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"
)

// patience is how long a mutant may take over the whole suite.
const patience = 30 * time.Second

// workerVariable makes the instrumented binary a worker.
const workerVariable = "CORSREF_MUTATION_WORKER"

// suitePhase plays the suite against every mutant and returns, by number, the case that notices it.
func suitePhase(ctx context.Context, binary string, mutants []*mutant, workers int, progress func()) (map[int]string, error) {
	queue := make(chan *mutant)
	killers := make(map[int]string)
	var mu sync.Mutex
	var wait sync.WaitGroup
	var failed error
	for range workers {
		wait.Go(func() {
			w := &worker{binary: binary}
			defer w.stop()
			for m := range queue {
				by, err := w.try(ctx, m.number)
				mu.Lock()
				if err != nil && failed == nil {
					failed = err
				}
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
	return killers, failed
}

// worker is a process that tries mutants one after the other.
type worker struct {
	binary string
	cmd    *exec.Cmd
	in     io.WriteCloser
	out    *bufio.Reader
}

func (w *worker) start(ctx context.Context) error {
	w.cmd = exec.CommandContext(ctx, w.binary)
	w.cmd.Env = append(os.Environ(), workerVariable+"=1")
	w.cmd.Stderr = io.Discard
	var err error
	if w.in, err = w.cmd.StdinPipe(); err != nil {
		return err
	}
	out, err := w.cmd.StdoutPipe()
	if err != nil {
		return err
	}
	w.out = bufio.NewReader(out)
	return w.cmd.Start()
}

func (w *worker) stop() {
	if w.cmd != nil {
		w.in.Close()
		w.cmd.Process.Kill()
		w.cmd.Wait()
		w.cmd = nil
	}
}

// try returns the case that notices a mutant, "-" for none. A mutant that ends the process, or that takes for ever, is
// noticed too.
func (w *worker) try(ctx context.Context, number int) (string, error) {
	if w.cmd == nil {
		if err := w.start(ctx); err != nil {
			return "", err
		}
	}
	fmt.Fprintln(w.in, number)
	late := time.AfterFunc(patience, func() { w.cmd.Process.Kill() })
	line, err := w.out.ReadString('\n')
	inTime := late.Stop()
	if err != nil {
		w.stop()
		if ctx.Err() != nil {
			return "", ctx.Err()
		}
		if !inTime {
			return "(it does not end)", nil
		}
		return "(it crashes)", nil
	}
	_, by, _ := strings.Cut(strings.TrimSpace(line), " ")
	return by, nil
}
