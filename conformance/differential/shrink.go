package differential

import (
	"slices"
	"strings"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/origin"
)

// Shrink returns the smallest scenario it finds, starting at s, of which keep
// holds. It asks keep about many candidates at once, which may be judged
// together; keep returns an answer for each. Every candidate is simpler than
// the scenario it was made of, so that shrinking ends.
func Shrink(s *conformance.Scenario, keep func([]*conformance.Scenario) ([]bool, error)) (*conformance.Scenario, error) {
	for {
		candidates := simpler(s)
		answers, err := keep(candidates)
		if err != nil {
			return s, err
		}
		i := slices.Index(answers, true)
		if i < 0 {
			return s, nil
		}
		s = candidates[i]
	}
}

// simpler returns the scenarios that are one step simpler than s, the greatest
// steps first.
func simpler(s *conformance.Scenario) []*conformance.Scenario {
	var all []*conformance.Scenario
	try := func(change func(*conformance.Scenario)) {
		c := clone(s)
		change(c)
		all = append(all, c)
	}
	if len(s.Fetches) > 1 {
		for i := range s.Fetches {
			try(func(c *conformance.Scenario) { dropFetch(c, i) })
		}
	}
	for i := range s.Server {
		try(func(c *conformance.Scenario) { c.Server = slices.Delete(c.Server, i, i+1) })
	}
	for i := range s.Fetches {
		f := &s.Fetches[i]
		for _, drop := range fetchFields {
			try(func(c *conformance.Scenario) { drop(&c.Fetches[i]) })
		}
		if !f.Origin.IsZero() {
			try(func(c *conformance.Scenario) { c.Fetches[i].Origin = origin.Origin{} })
		}
		if f.After != nil {
			try(func(c *conformance.Scenario) { c.Fetches[i].After = nil })
		}
		if f.Keepalive != nil {
			try(func(c *conformance.Scenario) { c.Fetches[i].Keepalive = nil })
		}
		if f.UploadListener != nil {
			try(func(c *conformance.Scenario) { c.Fetches[i].UploadListener = nil })
		}
		if f.XHR() && f.UploadListener == nil {
			try(func(c *conformance.Scenario) { c.Fetches[i].API = nil })
		}
		for j := range f.Headers {
			try(func(c *conformance.Scenario) {
				c.Fetches[i].Headers = slices.Delete(c.Fetches[i].Headers, j, j+1)
			})
		}
		if before, _, has := strings.Cut(f.URL, "#"); has {
			try(func(c *conformance.Scenario) { c.Fetches[i].URL = before })
		}
	}
	for i := range s.Server {
		r := &s.Server[i]
		for j := range r.Headers {
			try(func(c *conformance.Scenario) {
				c.Server[i].Headers = slices.Delete(c.Server[i].Headers, j, j+1)
			})
			if simple := simpleValue(r.Headers[j]); simple != r.Headers[j].Value {
				try(func(c *conformance.Scenario) { c.Server[i].Headers[j].Value = simple })
			}
		}
		if r.Status != nil && *r.Status != 204 && *r.Status < 300 {
			try(func(c *conformance.Scenario) { c.Server[i].Status = nil })
		}
	}
	if !s.Page.IsZero() {
		try(func(c *conformance.Scenario) { c.Page = origin.URL{} })
	}
	if s.EmbedderPolicy != nil {
		try(func(c *conformance.Scenario) { c.EmbedderPolicy = nil })
	}
	if simple := origin.MustParse("http://app.one.example"); s.Origin != simple {
		try(func(c *conformance.Scenario) { c.Origin, c.Page = simple, origin.URL{} })
	}
	return all
}

// fetchFields leave out an optional field of a fetch each.
var fetchFields = []func(*conformance.FetchInit){
	func(f *conformance.FetchInit) { f.Cache = nil },
	func(f *conformance.FetchInit) { f.ReferrerPolicy = nil },
	func(f *conformance.FetchInit) { f.Referrer = nil },
	func(f *conformance.FetchInit) { f.Body = nil },
	func(f *conformance.FetchInit) { f.Mode = nil },
	func(f *conformance.FetchInit) { f.Redirect = nil },
	func(f *conformance.FetchInit) { f.Credentials = nil },
	func(f *conformance.FetchInit) { f.Method = nil },
}

// simpleValue is the plainest value that a header may have in place of its own.
func simpleValue(f conformance.Field) string {
	switch strings.ToLower(f.Name) {
	case "access-control-allow-methods", "access-control-allow-headers", "access-control-allow-origin", "access-control-expose-headers":
		return "*"
	case "access-control-max-age":
		return "600"
	}
	return f.Value
}

// dropFetch removes the fetch of this index and its rules.
func dropFetch(c *conformance.Scenario, index int) {
	c.Fetches = slices.Delete(c.Fetches, index, index+1)
	c.Server = slices.DeleteFunc(c.Server, func(r conformance.Rule) bool { return r.Fetch != nil && *r.Fetch == index })
	for i := range c.Server {
		if f := c.Server[i].Fetch; f != nil && *f > index {
			c.Server[i].Fetch = new(*f - 1)
		}
	}
}

// clone is a copy of s of which every list may be changed.
func clone(s *conformance.Scenario) *conformance.Scenario {
	c := *s
	c.Fetches = slices.Clone(s.Fetches)
	for i := range c.Fetches {
		c.Fetches[i].Headers = slices.Clone(c.Fetches[i].Headers)
	}
	c.Server = slices.Clone(s.Server)
	for i := range c.Server {
		c.Server[i].Headers = slices.Clone(c.Server[i].Headers)
	}
	return &c
}
