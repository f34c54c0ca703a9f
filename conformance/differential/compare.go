package differential

import (
	"fmt"
	"strings"

	"github.com/corsref/corsref/conformance"
)

// Difference is where two judges disagree on a scenario.
type Difference struct {
	Fetch int    // the fetch's index
	Field string // as in a verdict: outcome, response.status, wire[1].headers
	A, B  string // what each says
}

// String returns the difference on one line.
func (d Difference) String() string {
	return fmt.Sprintf("fetches[%d].%s: %s ≠ %s", d.Fetch, d.Field, d.A, d.B)
}

// Compare compares the verdicts of two judges on what a page and a server can
// observe: outcome, response type, status, URL, redirected and visible headers,
// and of each request method, URL, Origin, Access-Control-Request-* and
// Authorization. Network errors and type errors look the same to script. It
// returns the first difference of each fetch.
func Compare(a, b []conformance.Verdict) []Difference {
	var all []Difference
	for i := range min(len(a), len(b)) {
		if d, differ := compareVerdicts(&a[i], &b[i]); differ {
			d.Fetch = i
			all = append(all, d)
		}
	}
	if len(a) != len(b) {
		all = append(all, Difference{min(len(a), len(b)), "", fmt.Sprint(len(a), " fetches"), fmt.Sprint(len(b), " fetches")})
	}
	return all
}

func compareVerdicts(a, b *conformance.Verdict) (Difference, bool) {
	if !conformance.SameToScript(a.Outcome, b.Outcome) {
		return Difference{Field: "outcome", A: outcome(a), B: outcome(b)}, true
	}
	if a.Response != nil && b.Response != nil {
		for _, f := range responseFields {
			if x, y := f.of(a.Response), f.of(b.Response); x != y {
				return Difference{Field: "response." + f.name, A: x, B: y}, true
			}
		}
	}
	if x, y := lines(a.Wire), lines(b.Wire); len(a.Wire) != len(b.Wire) {
		return Difference{Field: "wire", A: x, B: y}, true
	}
	for i := range a.Wire {
		if x, y := line(&a.Wire[i]), line(&b.Wire[i]); x != y {
			return Difference{Field: fmt.Sprintf("wire[%d]", i), A: x, B: y}, true
		}
	}
	return Difference{}, false
}

// outcome is the outcome, with the reason if there is one.
func outcome(v *conformance.Verdict) string {
	if v.Error != nil && v.Error.Code != "" {
		return v.Outcome + " (" + v.Error.Code + ")"
	}
	return v.Outcome
}

var responseFields = []struct {
	name string
	of   func(*conformance.Response) string
}{
	{"type", func(r *conformance.Response) string { return deref(r.Type) }},
	{"status", func(r *conformance.Response) string { return fmt.Sprint(r.Status) }},
	{"url", func(r *conformance.Response) string { return r.URL }},
	{"redirected", func(r *conformance.Response) string { return deref(r.Redirected) }},
	{"headers", func(r *conformance.Response) string { return fields(r.Headers) }},
}

func deref[T any](p *T) string {
	if p == nil {
		return "none"
	}
	return fmt.Sprint(*p)
}

func fields(f conformance.Fields) string {
	var b strings.Builder
	for i, line := range f {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "%s: %q", line.Name, line.Value)
	}
	return "[" + b.String() + "]"
}

func lines(wire []conformance.Sent) string {
	all := make([]string, len(wire))
	for i := range wire {
		all[i] = line(&wire[i])
	}
	return "[" + strings.Join(all, "; ") + "]"
}

// line is what is compared of a request.
func line(s *conformance.Sent) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s", s.Method, s.URL)
	for _, name := range [...]string{"origin", "access-control-request-method", "access-control-request-headers", "authorization"} {
		for _, f := range s.Headers {
			if strings.EqualFold(f.Name, name) {
				fmt.Fprintf(&b, " %s: %q", name, f.Value)
			}
		}
	}
	return b.String()
}
