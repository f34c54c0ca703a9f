package story

import (
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/safelist"
)

// Need says whether a request needs a preflight, and why.
type Need struct {
	Kind Kind
	// Causes ask for a preflight, if anything does.
	Causes []Cause
}

// Kind tells the answers to whether a preflight is needed apart.
type Kind uint8

// The kinds.
const (
	Needed      Kind = iota // a preflight is sent
	Cached                  // something asks for one, and the CORS-preflight cache answers
	Simple                  // nothing asks for one
	SameOrigin              // nothing crosses origins
	NeverInMode             // the mode has no preflights
)

// Cause is one thing that asks for a preflight.
type Cause struct {
	// Subject is a method or a header name, or empty when What says it all.
	Subject string
	// Why is the rule that it is not on the safe side of.
	Why string
	// Cached says that the CORS-preflight cache allows it.
	Cached bool
}

// needOf makes the facts of what the engine told of request.
func needOf(n fetch.PreflightNeed, request *fetch.Request) *Need {
	need := &Need{Kind: Needed}
	if !n.Needed {
		need.Kind = Cached
	}
	if n.Method {
		need.add(request.Method, "method is not GET, HEAD or POST", n.MethodCached)
	}
	if n.Flag {
		why := "an upload listener is set"
		if request.Body.Stream {
			why = "the body is a stream"
		}
		need.add(request.Method, why, n.MethodCached)
	}
	reasons := reasonsOf(request.Headers)
	for i, name := range n.UnsafeNames {
		need.add(name, reasons[name], i < n.NamesCached && n.NamesCached == len(n.UnsafeNames))
	}
	return need
}

func (n *Need) add(subject, why string, cached bool) {
	n.Causes = append(n.Causes, Cause{Subject: subject, Why: why, Cached: cached})
}

// reasonsOf says, by lowercase name, which rule makes a header unsafe.
func reasonsOf(headers header.List) map[string]string {
	reasons := make(map[string]string)
	for i, reason := range safelist.ExplainRequestHeaders(headers) {
		name := header.ByteLowercase(headers[i].Name)
		if !reason.Safe() && reasons[name] == "" {
			reasons[name] = reason.String()
		}
	}
	return reasons
}
