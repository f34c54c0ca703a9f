package standard

import (
	"testing"

	"github.com/corsref/corsref/fetch"
)

// TestTracer holds what a trace looks like, and that it does not stand in the way of another.
func TestTracer(t *testing.T) {
	told := 0
	tracer := NewTracer(Pinned(), readSource(t))
	trace := tracer.Wrap(&fetch.Trace{Decide: func(fetch.Decision) { told++ }})
	const check = "https://fetch.spec.whatwg.org/#concept-cors-check"
	for _, d := range []fetch.Decision{
		{Algorithm: check, Step: "2"},
		{Algorithm: check, Step: "4", Held: true},
		{Algorithm: check, Step: "2", Hop: 1},
		{Algorithm: "https://elsewhere.example/#a", Step: "1", Hop: 1},
	} {
		trace.Decide(d)
	}
	const want = `  CORS check  https://fetch.spec.whatwg.org/#concept-cors-check
    no   2         there is none: failure
    yes  4         it is not exactly the origin that was sent: failure
  after redirect 1
  CORS check  https://fetch.spec.whatwg.org/#concept-cors-check
    no   2         there is none: failure
  https://elsewhere.example/#a
    no   1
`
	if got := tracer.String(); got != want || told != 4 {
		t.Errorf("got %d decisions and\n%s\nwant 4 and\n%s", told, got, want)
	}
	if NewTracer(Pinned(), readSource(t)).Wrap(nil).Decide == nil {
		t.Error("without another trace nothing is told")
	}
}
