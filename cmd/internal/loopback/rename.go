package loopback

import (
	"encoding"
	"fmt"
	"slices"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/fetch/header"
)

// told is what a client is told of a scenario: the pages and the fetches under their new names, not the server's rules and
// not what is expected.
func (n *Names) told(s *conformance.Scenario) (conformance.Scenario, error) {
	t := conformance.Scenario{
		Name: s.Name, Origin: underNewName(n, s.Origin), Page: underNewName(n, s.Page), TopLevel: underNewName(n, s.TopLevel),
		EmbedderPolicy: s.EmbedderPolicy, Fetches: slices.Clone(s.Fetches),
	}
	for _, ancestor := range s.Ancestors {
		t.Ancestors = append(t.Ancestors, underNewName(n, ancestor))
	}
	for i := range t.Fetches {
		f := &t.Fetches[i]
		f.URL, f.Origin, f.TopLevel, f.Referrer = n.Out(f.URL), underNewName(n, f.Origin), underNewName(n, f.TopLevel), n.given(f.Referrer)
		if err := n.check(baseOf(s, &s.Fetches[i]), s.Fetches[i].URL, baseOf(&t, f), f.URL); err != nil {
			return t, err
		}
	}
	for i := range s.Server {
		for _, line := range s.Server[i].Headers {
			renamed := n.Out(line.Value) // in every value, so that each port has its new one from now on
			if header.EqualFold(line.Name, "Location") {
				if err := n.check(anywhere, line.Value, anywhere, renamed); err != nil {
					return t, err
				}
			}
		}
	}
	return t, nil
}

func (n *Names) given(text *string) *string {
	if text == nil {
		return nil
	}
	out := n.Out(*text)
	return &out
}

// underNewName is an origin or a URL under its new name; the zero one stays.
func underNewName[T fmt.Stringer, P interface {
	*T
	encoding.TextUnmarshaler
}](n *Names, value T) (out T) {
	if err := P(&out).UnmarshalText([]byte(n.Out(value.String()))); err != nil {
		return value // told's checks find it
	}
	return out
}

// BackResponse gives what script saw of a response the scenario's own names.
func (n *Names) BackResponse(r *conformance.Response) *conformance.Response {
	if r == nil {
		return nil
	}
	out := *r
	out.URL = n.Back(r.URL)
	out.Headers = make(conformance.Fields, len(r.Headers))
	for i, line := range r.Headers {
		out.Headers[i] = conformance.Field{Name: line.Name, Value: n.Back(line.Value)}
	}
	return &out
}
