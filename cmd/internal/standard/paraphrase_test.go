package standard

import (
	"strings"
	"testing"
)

// TestParaphrases holds the paraphrases to the index: each step there is, and each that an algorithm has unless it is not
// modelled.
func TestParaphrases(t *testing.T) {
	scopes := TheScope()
	for url, lines := range Paraphrases() {
		e, _ := Pinned().Find(url)
		if e == nil || e.URL() != url {
			t.Errorf("%s: %s is not in the index", ParaphraseFile, url)
			continue
		}
		for number := range lines {
			if place(e.Steps, number) < 0 {
				t.Errorf("%s: %s has no step %s", ParaphraseFile, url, number)
			}
		}
		scope := scopes.Scope(e)
		if scope == nil {
			t.Errorf("%s: %s is not in scope", ParaphraseFile, url)
			continue
		}
		for _, s := range e.Steps {
			excused := scope.Of(e, s.Number, true) != nil
			if lines[s.Number] == "" && !excused && !strings.Contains(s.Number, "/") {
				t.Errorf("%s: %s: step %s has no line", ParaphraseFile, url, s.Number)
			}
		}
	}
	for _, s := range scopes.Algorithms {
		if e, _ := Pinned().Find(s.URL); Paraphrases()[s.URL] == nil && traced(s) {
			t.Errorf("%s: %s has no lines", ParaphraseFile, e.URL())
		}
	}
}

// traced reports whether an algorithm is told to a trace rather than tested.
func traced(s *Scope) bool {
	for _, d := range s.Dispositions {
		if d.Steps == nil {
			return false
		}
	}
	return true
}
