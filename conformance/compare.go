package conformance

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/corsref/corsref/fetch/header"
)

// Difference is one field that is not as expected.
type Difference struct {
	Fetch int    `json:"fetch"` // the fetch's index
	Field string `json:"field"` // as in response.headers
	Want  string `json:"want"`
	Got   string `json:"got"`
}

// String returns the difference as fetches[0].response.status: want 200, got 404. Longer values go on lines of their own.
func (d Difference) String() string {
	at := fmt.Sprintf("fetches[%d]", d.Fetch)
	if d.Field != "" {
		at += "." + d.Field
	}
	if len(d.Want)+len(d.Got) < 60 && !strings.ContainsAny(d.Want+d.Got, "\n") {
		return at + ": want " + d.Want + ", got " + d.Got
	}
	indent := strings.NewReplacer("\n", "\n         ").Replace
	return at + "\n   want: " + indent(d.Want) + "\n   got:  " + indent(d.Got)
}

// Between returns the difference on one line, where neither side is the right one: fetches[0].response.status: 200 ≠ 404.
func (d Difference) Between() string {
	line := strings.NewReplacer("\n", "; ").Replace
	return fmt.Sprintf("fetches[%d].%s: %s ≠ %s", d.Fetch, d.Field, line(d.Want), line(d.Got))
}

// Compare says where a verdict is not as expected. Only the fields given in e are compared; nil expects nothing.
//
// The visible headers are compared as a whole. Of a request's headers, Origin, Access-Control-Request-*, Authorization and
// Content-Type are compared exactly, absent ones included, and others only when e lists them, as sent or as absent; names in any case. An outcome
// that is given is compared exactly; see [SameToScript] for what script can tell apart.
func Compare(e *Expectation, v *Verdict) []Difference {
	if e == nil {
		return nil
	}
	var c comparison
	c.verdict(e, v)
	return c.differences
}

// verdict compares all that is given.
func (c *comparison) verdict(e *Expectation, v *Verdict) {
	if e.Outcome != nil && *e.Outcome != v.Outcome {
		c.differ("outcome", show(*e.Outcome), show(v.Outcome))
	}
	if e.Response != nil {
		c.response(e.Response, v)
	}
	switch {
	case e.Error == nil:
	case v.Error == nil:
		c.differ("error", "an error", "outcome "+v.Outcome)
	default:
		c.fields("error.", e.Error, v.Error)
	}
	if e.Wire != nil {
		c.wire(*e.Wire, v.Wire)
	}
}

// CompareVerdicts says where the verdicts of two judges on one scenario differ in what a page or a server can observe:
// outcomes that script can tell apart, all of a response, and of each request method, URL and every header. What got does not
// say, as an element shows neither outcome nor response, is not compared.
func CompareVerdicts(want, got []Verdict) []Difference {
	if len(want) != len(got) {
		return []Difference{{Want: fmt.Sprint(len(want), " fetches"), Got: fmt.Sprint(len(got), " fetches")}}
	}
	var all []Difference
	for i := range want {
		e := want[i].Observable()
		if got[i].Outcome == "" || SameToScript(want[i].Outcome, got[i].Outcome) {
			e.Outcome = nil
		}
		if got[i].Response == nil && (got[i].Outcome == "" || got[i].Outcome == OutcomeResponse) {
			e.Response = nil
		}
		c := comparison{everyHeader: true}
		c.verdict(e, &got[i])
		for _, d := range c.differences {
			d.Fetch = i
			all = append(all, d)
		}
	}
	return all
}

// Observable expects all of v that a page or a server can observe.
func (v *Verdict) Observable() *Expectation {
	e := new(Expectation)
	if v.Outcome != "" {
		e.Outcome = &v.Outcome
	}
	if r := v.Response; r != nil {
		e.Response = &ExpectedResponse{
			Type: r.Type, Status: &r.Status, URL: &r.URL, Redirected: r.Redirected, Headers: &r.Headers,
		}
	}
	wire := make([]ExpectedSent, len(v.Wire))
	for i := range v.Wire {
		s := &v.Wire[i]
		wire[i] = ExpectedSent{Preflight: &s.Preflight, Method: &s.Method, URL: &s.URL, Headers: &s.Headers}
	}
	e.Wire = &wire
	return e
}

// SameToScript reports whether two outcomes are one to script: fetch() rejects with a TypeError for a network error as it
// does for what its constructor throws.
func SameToScript(a, b string) bool {
	rejects := func(outcome string) bool { return outcome == OutcomeTypeError || outcome == OutcomeNetworkError }
	return a == b || rejects(a) && rejects(b)
}

type comparison struct {
	everyHeader bool // of a request is compared, listed or not
	differences []Difference
}

func (c *comparison) differ(field, want, got string) {
	c.differences = append(c.differences, Difference{Field: field, Want: want, Got: got})
}

// fields compares the fields of one struct that a pointer in another, of the same name, expects. Headers are compared elsewhere.
func (c *comparison) fields(at string, want, got any) {
	w, g := reflect.ValueOf(want).Elem(), reflect.ValueOf(got).Elem()
	for i := range w.NumField() {
		field, expected := w.Type().Field(i), w.Field(i)
		if expected.Kind() != reflect.Pointer || expected.IsNil() || expected.Elem().Kind() == reflect.Slice {
			continue
		}
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		actual := reflect.Indirect(g.FieldByName(field.Name))
		switch {
		case !actual.IsValid():
			c.differ(at+name, show(expected.Elem().Interface()), "nothing")
		case !actual.Equal(expected.Elem()):
			c.differ(at+name, show(expected.Elem().Interface()), show(actual.Interface()))
		}
	}
}

func show(v any) string {
	if s, ok := v.(string); ok {
		return fmt.Sprintf("%q", s)
	}
	return fmt.Sprint(v)
}

func (c *comparison) response(e *ExpectedResponse, v *Verdict) {
	r := v.Response
	if r == nil {
		c.differ("response", "a response", "outcome "+v.Outcome+because(v.Error))
		return
	}
	c.fields("response.", e, r)
	if e.Headers != nil && !slices.Equal(*e.Headers, r.Headers) {
		c.differ("response.headers", showFields(*e.Headers), showFields(r.Headers))
	}
}

func because(f *Failure) string {
	if f == nil {
		return ""
	}
	return " (" + f.Code + ": " + f.Message + ")"
}

func (c *comparison) wire(want []ExpectedSent, got []Sent) {
	if len(want) != len(got) {
		c.differ("wire", lines(want, (*ExpectedSent).line), lines(got, (*Sent).line))
		return
	}
	for i := range want {
		c.sent(fmt.Sprintf("wire[%d].", i), &want[i], &got[i])
	}
}

// lines are requests in a few words, one a line.
func lines[T any](sent []T, line func(*T) string) string {
	var all []string
	for i := range sent {
		all = append(all, line(&sent[i]))
	}
	return cmp.Or(strings.Join(all, "\n"), "nothing sent")
}

// line is the request in a few words.
func (s *Sent) line() string {
	if s.Preflight {
		return s.Method + " " + s.URL + " (preflight)"
	}
	return s.Method + " " + s.URL
}

// line is what is expected of the request, in a few words.
func (s *ExpectedSent) line() string {
	var words []string
	for _, given := range []*string{s.Method, s.URL} {
		if given != nil {
			words = append(words, *given)
		}
	}
	if isTrue(s.Preflight) {
		words = append(words, "(preflight)")
	}
	return cmp.Or(strings.Join(words, " "), "any request")
}

func (c *comparison) sent(at string, want *ExpectedSent, got *Sent) {
	c.fields(at, want, got)
	for _, name := range want.Absent {
		for _, line := range got.Headers {
			if header.EqualFold(line.Name, name) {
				c.differ(at+"headers", "no "+name, showFields(Fields{line}))
			}
		}
	}
	if want.Headers == nil {
		return
	}
	w, g := c.compared(*want.Headers, *want.Headers), c.compared(*want.Headers, got.Headers)
	if !slices.Equal(w, g) {
		c.differ(at+"headers", showFields(w.without(g)), showFields(g.without(w)))
	}
}

// compared returns the lines of all that count where these are wanted, sorted by name, names in lower case.
func (c *comparison) compared(want, all Fields) Fields {
	listed := func(name string) bool {
		return slices.ContainsFunc(want, func(f Field) bool { return header.EqualFold(f.Name, name) })
	}
	out := Fields{}
	for _, line := range all {
		if name := header.ByteLowercase(line.Name); c.everyHeader || comparedExactly(name) || listed(name) {
			out = append(out, Field{name, strings.Trim(line.Value, " \t")}) // of which no parser keeps the ends
		}
	}
	slices.SortStableFunc(out, func(a, b Field) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// without returns the lines of f whose name does not have the same values in other.
func (f Fields) without(other Fields) Fields {
	named := func(all Fields, name string) Fields {
		return slices.DeleteFunc(slices.Clone(all), func(line Field) bool { return line.Name != name })
	}
	return slices.DeleteFunc(slices.Clone(f), func(line Field) bool {
		return slices.Equal(named(f, line.Name), named(other, line.Name))
	})
}

// comparedExactly reports whether a request header counts even if it is not listed.
func comparedExactly(name string) bool {
	return name == "origin" || name == "authorization" || name == "content-type" ||
		strings.HasPrefix(name, "access-control-request-")
}

func showFields(f Fields) string {
	if len(f) == 0 {
		return "no headers"
	}
	all := make([]string, len(f))
	for i, line := range f {
		all[i] = line.Name + ": " + cut(line.Value, 1000)
	}
	return strings.Join(all, "\n")
}

// cut shortens what is longer than most.
func cut(s string, most int) string {
	if len(s) <= most {
		return s
	}
	return fmt.Sprintf("%s… (%d bytes)", strings.ToValidUTF8(s[:most], ""), len(s))
}
