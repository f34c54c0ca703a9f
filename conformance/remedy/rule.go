package remedy

import (
	"slices"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
)

// Seen is the rule that answers a request in the same way again, but for the body.
func Seen(x conformance.Exchange, res fetch.Response) conformance.Rule {
	out := x.Outgoing
	return conformance.Rule{
		Fetch: &x.Fetch, Hop: new(out.Hop), Preflight: new(out.Preflight), Method: new(conformance.Text(out.Method)),
		URL:    out.URL.WithoutCredentials().WithoutFragment(),
		Status: &res.Status, Headers: fields(res.Headers), Body: new(string),
	}
}

// sameRequest reports whether two rules answer the same request.
func sameRequest(a, b *conformance.Rule) bool {
	return *a.Hop == *b.Hop && *a.Preflight == *b.Preflight && *a.Method == *b.Method && a.URL == b.URL
}

// contains reports whether one of rules is for the same request as another.
func contains(rules []conformance.Rule, rule *conformance.Rule) bool {
	return slices.ContainsFunc(rules, func(r conformance.Rule) bool { return sameRequest(&r, rule) })
}

// replace returns rules with one more, in the place of that for the same request.
func replace(rules []conformance.Rule, rule conformance.Rule) []conformance.Rule {
	rules = slices.DeleteFunc(slices.Clone(rules), func(r conformance.Rule) bool { return sameRequest(&r, &rule) })
	return append(rules, rule)
}

// used are the rules that answered a request, in the order of the requests, and the answers that were only assumed.
func used(rules []conformance.Rule, exchanges []seen) []conformance.Rule {
	var list []conformance.Rule
	for _, x := range exchanges {
		if x.assumed || contains(rules, &x.Rule) {
			list = replace(list, x.Rule)
		}
	}
	return list
}

// lines are the header lines of a rule, as bytes.
func lines(headers conformance.Fields) header.List {
	list := make(header.List, 0, len(headers))
	for _, f := range headers {
		value, _ := conformance.Bytes(f.Value)
		list = append(list, header.Line{Name: f.Name, Value: value})
	}
	return list
}

// fields are header lines as text, but for Content-Length, which follows from the body.
func fields(list header.List) conformance.Fields {
	return slices.DeleteFunc(conformance.FieldsOf(list), func(f conformance.Field) bool { return header.EqualFold(f.Name, "Content-Length") })
}
