package main

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/corsref/corsref/conformance"
	"github.com/spf13/cobra"
)

// scenarioEnds are the ends of the names of scenario files.
var scenarioEnds = []string{".json", ".yaml", ".yml", ".ndjson"}

// judgeFile judges the scenarios of a file, or of standard input.
func (r *report) judgeFile(cmd *cobra.Command, name string) error {
	if name == "-" {
		return r.judgeAll(cmd.InOrStdin(), name)
	}
	if !slices.Contains(scenarioEnds, strings.ToLower(filepath.Ext(name))) {
		if strings.Contains(name, "://") {
			return usage("%s is a URL: give the page's origin with --origin, and captures with --preflight and --response", name)
		}
		return usage("%s: a scenario file ends in %s; a capture goes with --origin and --response", name, strings.Join(scenarioEnds, ", "))
	}
	file, err := open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	return r.judgeAll(file, name)
}

// judgeAll judges scenarios as they are read: on all processors, or with a server or browsers one after the other.
func (r *report) judgeAll(in io.Reader, name string) error {
	scenarios := conformance.NewReader(in, name)
	if r.server == nil && r.browsers == nil {
		return readError(name, r.judgeBatches(scenarios, name))
	}
	for {
		c, err := scenarios.Read()
		if err == nil {
			err = r.judge(&c.Scenario, name)
		}
		if err != nil {
			return readError(name, err)
		}
	}
}

// judged is what became of a batch of scenarios.
type judged struct {
	*report
	text bytes.Buffer
	err  error // what ends the run, behind the text
}

// judgeBatches judges scenarios on all processors and prints the verdicts in order. It holds a few batches in memory. The
// error is never nil: it is io.EOF at the end.
func (r *report) judgeBatches(scenarios *conformance.Reader, name string) error {
	// Most memory is garbage at once. With the default of 100, half of the time would go into collecting it.
	defer debug.SetGCPercent(debug.SetGCPercent(400))
	stop := make(chan struct{})
	defer close(stop)
	results := make(chan chan *judged, 2*runtime.GOMAXPROCS(0))
	go func() { // after an error it may wait for input for ever, and nobody waits for it
		for begun := r.begun; ; begun = true {
			batch, err := scenarios.ReadBatch()
			result := make(chan *judged, 1)
			select {
			case results <- result:
			case <-stop:
				return
			}
			if err != nil {
				result <- &judged{report: r.part(nil, begun), err: err}
				return
			}
			go func() { result <- r.judgeBatch(batch, name, begun) }()
		}
	}()
	for result := range results {
		b := <-result
		if _, err := b.text.WriteTo(r.out); err != nil {
			return err
		}
		r.tally.Add(b.tally)
		r.begun = b.begun
		if b.err != nil {
			return b.err
		}
	}
	return nil
}

// judgeBatch judges a batch, up to the first error.
func (r *report) judgeBatch(batch *conformance.Batch, name string, begun bool) *judged {
	b := new(judged)
	b.report = r.part(&b.text, begun)
	for c, err := range batch.Cases() {
		if err == nil {
			err = b.judge(&c.Scenario, name)
		}
		if b.err = err; err != nil {
			break
		}
	}
	return b
}

// open opens a file for reading.
func open(name string) (*os.File, error) {
	file, err := os.Open(name)
	return file, readError(name, err)
}

// readError names the file that could not be read, unless an error names it already or is about the output. At the end of
// the file there is none.
func readError(name string, err error) error {
	var input *conformance.InputError
	var output *outputError
	if err == nil || err == io.EOF {
		return nil
	}
	if errors.As(err, &input) || errors.As(err, &output) {
		return err
	}
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return &conformance.InputError{File: name, Msg: err.Error()}
}
