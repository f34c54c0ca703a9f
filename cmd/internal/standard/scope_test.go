package standard

import "testing"

// TestScope holds the scope to the index: every algorithm of the Fetch Standard is in scope or said to be beyond it, one
// in scope has an implementing function or the reason why not, and every step named exists.
func TestScope(t *testing.T) {
	src, x, scopes := readSource(t), Pinned(), TheScope()
	beyond := make(map[string]bool)
	for _, b := range scopes.Beyond {
		if e, _ := x.Find(b.URL); e == nil || e.URL() != b.URL {
			t.Errorf("%s:%d: %s is not in the index", ScopeFile, b.Line, b.URL)
		}
		beyond[b.URL] = true
	}
	for _, s := range scopes.Algorithms {
		e, _ := x.Find(s.URL)
		if e == nil || e.URL() != s.URL {
			t.Errorf("%s:%d: %s is not in the index", ScopeFile, s.Line, s.URL)
			continue
		}
		if beyond[s.URL] {
			t.Errorf("%s:%d: %s is said to be beyond the scope too", ScopeFile, s.Line, s.URL)
		}
		excused := false
		for _, d := range s.Dispositions {
			excused = excused || d.Steps == nil && d.Kind != Tested
			for _, r := range d.Steps {
				if _, missing := r.steps(e); missing != "" {
					t.Errorf("%s:%d: %s (#%s) has no step %s", ScopeFile, d.Line, e.Title, e.Anchor, missing)
				}
			}
		}
		if !excused && !implemented(src, e) {
			t.Errorf("%s:%d: no function's doc comment ends with the anchor of %s, %s", ScopeFile, s.Line, e.Title, e.URL())
		}
	}
	for _, e := range x.Standard("https://fetch.spec.whatwg.org/").Entries {
		if len(e.Steps) > 0 && scopes.Scope(e) == nil && !beyond[e.URL()] && !onlyConditions(e) {
			t.Errorf("%s: %s (%s) is neither in scope nor beyond it", ScopeFile, e.Title, e.URL())
		}
	}
	// What the source implements is in scope.
	for _, f := range src.Functions {
		e, _ := x.Find(f.URL)
		if e == nil || !f.IsFunc || len(e.Steps) == 0 || onlyConditions(e) || e.Base == "https://url.spec.whatwg.org/" || !x.Standard(e.Base).generated() {
			continue
		}
		if scopes.Scope(e) == nil && !beyond[e.URL()] {
			t.Errorf("%s:%d: %s implements %s, which is not in %s", f.File, f.Line, f.Name, e.URL(), ScopeFile)
		}
	}
}

func implemented(src *Source, e *Entry) bool {
	for _, f := range src.Implementing(e) {
		if f.IsFunc {
			return true
		}
	}
	return false
}

// onlyConditions reports whether an entry is a definition with a list rather than an algorithm.
func onlyConditions(e *Entry) bool {
	for _, s := range e.Steps {
		if s.Number[0] != '/' {
			return false
		}
	}
	return true
}
