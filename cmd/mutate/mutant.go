package main

import (
	"context"
	"fmt"
	"strings"
	"sync"

	"github.com/corsref/corsref/cmd/internal/term"
)

// mutant is one change of the engine.
type mutant struct {
	number int
	file   string // from the module's root, with slashes
	line   int
	fn     string // the function, with its receiver's type
	text   string // what is changed, on one line
	change string // true, false, negate or drop
	nth    int    // of those that are otherwise equal, from 1
}

// key names the mutant as long as the code around it stays: it has no line number.
func (m *mutant) key() string {
	key := fmt.Sprintf("%s %s: %s → %s", m.file, m.fn, m.text, m.change)
	if m.nth > 1 {
		key += fmt.Sprintf(" (%d)", m.nth)
	}
	return key
}

// oneLine is source text without its line breaks.
func oneLine(source string) string {
	const most = 90
	text := strings.Join(strings.Fields(source), " ")
	if len(text) > most {
		text = strings.ToValidUTF8(text[:most], "") + "…"
	}
	return text
}

// prober tries one mutant after the other.
type prober interface {
	// try returns what notices a mutant, "" if nothing does.
	try(context.Context, *mutant) (string, error)
	stop()
}

// survive has the mutants tried by some probers at once and returns those that nothing notices. The first error ends it.
func survive(ctx context.Context, phase string, mutants []*mutant, probers []prober, p *term.Progress) ([]*mutant, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	defer p.Done()
	var (
		mu    sync.Mutex
		wait  sync.WaitGroup
		next  int
		alive []*mutant
	)
	take := func() *mutant {
		mu.Lock()
		defer mu.Unlock()
		if next == len(mutants) || ctx.Err() != nil {
			return nil
		}
		next++
		p.Show(fmt.Sprintf("%s: %d of %d mutants", phase, next, len(mutants)))
		return mutants[next-1]
	}
	for _, prober := range probers {
		wait.Go(func() {
			defer prober.stop()
			for m := take(); m != nil; m = take() {
				by, err := prober.try(ctx, m)
				switch {
				case err != nil:
					cancel(err)
				case by == "":
					mu.Lock()
					alive = append(alive, m)
					mu.Unlock()
				}
			}
		})
	}
	wait.Wait()
	return alive, context.Cause(ctx)
}
