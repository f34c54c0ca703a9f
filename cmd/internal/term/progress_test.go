package term_test

import (
	"bytes"
	"testing"

	"github.com/corsref/corsref/cmd/internal/term"
)

func TestProgressOnNoTerminal(t *testing.T) {
	var out bytes.Buffer
	p := term.ProgressOn(&out)
	p.Show("1 of 2")
	p.Done()
	if p.Shown() || out.Len() > 0 {
		t.Errorf("a buffer got %q, want nothing", out.String())
	}
}
