package standard

import "testing"

// TestWords holds that every step which the engine decides at, or fails at, says in the code what it does.
func TestWords(t *testing.T) {
	src := readSource(t)
	for _, c := range src.Steps {
		e := c.entry(Pinned())
		if e == nil || !c.Passed || !c.Func.inEngine() {
			continue
		}
		words := src.Words(Pinned(), e)
		if words[c.Step.from] == "" {
			t.Errorf("%s:%d: no comment says what step %s of %s does; write // %s: and a few words", c.File, c.Line, c.Step.from, e.Title, c.Step.from)
		}
	}
}
