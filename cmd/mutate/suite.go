package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"
)

// patience is how long a mutant may take over the whole suite.
const patience = 30 * time.Second

// workerVariable makes the instrumented binary a worker.
const workerVariable = "CORSREF_MUTATE_WORKER"

// suiteProber plays the suite against mutants, in a process of the instrumented binary.
type suiteProber struct {
	binary string
	cmd    *exec.Cmd
	in     io.WriteCloser
	out    *bufio.Reader
}

func (w *suiteProber) start(ctx context.Context) error {
	w.cmd = exec.CommandContext(ctx, w.binary)
	w.cmd.Env = append(os.Environ(), workerVariable+"=1")
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

func (w *suiteProber) stop() {
	if w.cmd != nil {
		w.in.Close()
		w.cmd.Process.Kill()
		w.cmd.Wait()
		w.cmd = nil
	}
}

// try returns the case that notices a mutant. One that ends the process, or that does not end, is noticed too.
func (w *suiteProber) try(ctx context.Context, m *mutant) (string, error) {
	if w.cmd == nil {
		if err := w.start(ctx); err != nil {
			return "", err
		}
	}
	fmt.Fprintln(w.in, m.number)
	late := time.AfterFunc(patience, func() { w.cmd.Process.Kill() })
	line, err := w.out.ReadString('\n')
	inTime := late.Stop()
	if err != nil {
		w.stop()
		switch {
		case ctx.Err() != nil:
			return "", ctx.Err()
		case !inTime:
			return "(it does not end)", nil
		}
		return "(it crashes)", nil
	}
	_, by, _ := strings.Cut(strings.TrimSpace(line), " ")
	return by, nil
}
