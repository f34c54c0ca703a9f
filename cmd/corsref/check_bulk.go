package main

import (
	"bytes"
	"errors"
	"io"
	"runtime"
	"runtime/debug"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/story"
)

// A work is a batch of scenarios and what became of it.
type work struct {
	batch  *conformance.Batch
	inside bool // it is not the first batch
	text   bytes.Buffer
	tally  story.Tally
	err    error         // what ends the judging, behind the text
	done   chan struct{} // gets one value each time
}

// gcPercent is how much of what is in use may be thrown away before it is collected.
const gcPercent = 400

// judgeBatches judges scenarios on all processors and prints the verdicts in order. It holds a few batches in memory.
func judgeBatches(scenarios *conformance.Reader, name string, r *report) error {
	// Little is in use at any time, and much is thrown away: collecting at twice as little would be half of the work.
	defer debug.SetGCPercent(debug.SetGCPercent(gcPercent))
	workers := runtime.GOMAXPROCS(0)
	free, todo, inOrder := make(chan *work, 2*workers), make(chan *work, 2*workers), make(chan *work, 2*workers)
	for range cap(free) {
		free <- &work{done: make(chan struct{}, 1)}
	}
	// After an error the reader may wait for input for ever; nobody waits for the reader.
	stop := make(chan struct{})
	defer close(stop)
	go readBatches(scenarios, free, todo, inOrder, stop)
	for range workers {
		part := r.part()
		go func() {
			for w := range todo {
				w.judge(part)
			}
		}()
	}
	for w := range inOrder {
		<-w.done
		_, err := w.text.WriteTo(r.out) // writes nothing when there is nothing
		r.tally.Add(w.tally)
		r.begun = r.begun || w.tally.Scenarios > 0
		switch {
		case err != nil:
			return readError(name, err)
		case errors.Is(w.err, io.EOF):
			return nil
		case w.err != nil:
			return readError(name, w.err)
		}
		free <- w
	}
	return nil
}

// readBatches gives out the batches of the input. The last work has no batch but an error.
func readBatches(scenarios *conformance.Reader, free <-chan *work, todo, inOrder chan<- *work, stop <-chan struct{}) {
	defer close(todo)
	for inside := false; ; inside = true {
		var w *work
		select {
		case w = <-free:
		case <-stop:
			return
		}
		batch, err := scenarios.ReadBatch()
		w.inside, w.batch, w.err = inside, batch, err
		inOrder <- w // and todo have room for all there are
		todo <- w    // from here on it is the worker's
		if err != nil {
			return
		}
	}
}

// judge judges the batch, up to the first error.
func (w *work) judge(part *report) {
	w.text.Reset()
	part.out, part.tally, part.begun = &w.text, story.Tally{}, part.begun || w.inside
	if w.err == nil {
		w.err = w.judgeCases(part)
	}
	w.tally = part.tally
	w.done <- struct{}{}
}

func (w *work) judgeCases(part *report) error {
	for c, err := range w.batch.Cases() {
		if err == nil {
			err = judge(&c.Scenario, nil, part)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
