package standard

import (
	"fmt"
	"strings"

	"github.com/corsref/corsref/fetch"
)

// Tracer writes down the decisions of a fetch, for people.
type Tracer struct {
	x     *Index
	src   *Source
	b     strings.Builder
	last  string // the algorithm of the last decision
	words map[string]string
	hop   int
}

// NewTracer returns a tracer that knows the algorithms of x and the words of src, which may be nil.
func NewTracer(x *Index, src *Source) *Tracer { return &Tracer{x: x, src: src} }

// Wrap returns a trace that tells t of every decision, and does what trace does, which may be nil.
func (t *Tracer) Wrap(trace *fetch.Trace) *fetch.Trace {
	wrapped := fetch.Trace{}
	if trace != nil {
		wrapped = *trace
	}
	told := wrapped.Decide
	wrapped.Decide = func(d fetch.Decision) {
		t.decision(d)
		if told != nil {
			told(d)
		}
	}
	return &wrapped
}

// decision is one line: the step, how it went, and what it asks. Above the first of an algorithm stands its title and
// address.
func (t *Tracer) decision(d fetch.Decision) {
	url := string(d.Algorithm)
	if d.Hop != t.hop {
		t.hop, t.last = d.Hop, ""
		fmt.Fprintf(&t.b, "  after redirect %d\n", d.Hop)
	}
	if url != t.last {
		t.last = url
		title := ""
		t.words = nil
		if e, _ := t.x.Find(url); e != nil {
			title, t.words = e.Title+"  ", t.src.Words(t.x, e)
		}
		fmt.Fprintf(&t.b, "  %s%s\n", title, url)
	}
	answer := "no"
	if d.Held {
		answer = "yes"
	}
	line := fmt.Sprintf("    %-3s  %-8s  %s", answer, d.Step, t.words[d.Step])
	t.b.WriteString(strings.TrimRight(line, " ") + "\n")
}

// String is what was decided so far, a line each.
func (t *Tracer) String() string { return t.b.String() }
