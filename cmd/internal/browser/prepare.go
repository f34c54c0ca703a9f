package browser

import (
	"encoding/json"

	"github.com/corsref/corsref/cmd/internal/loopback"
	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/origin"
)

// prepare makes the job of a scenario, as it is told under its new names.
func (j *job) prepare(told *conformance.Scenario) error {
	frames := make(map[string]int)
	timeout := fetchTimeout.Seconds()
	for i := range told.Fetches {
		f := &told.Fetches[i]
		serialized, page := told.Origin.String(), told.Page
		if own := f.Origin.String(); own != "" && own != serialized {
			serialized, page = own, origin.URL{}
		}
		n, ok := frames[serialized]
		if !ok {
			n = len(j.wire.Frames)
			frames[serialized] = n
			j.wire.Frames = append(j.wire.Frames, newFrame(serialized, page))
		}
		init, err := json.Marshal(requestInit(f))
		if err != nil {
			return err
		}
		w := wireFetch{Frame: n, Init: init}
		if f.After != nil {
			w.After = *f.After
			timeout += *f.After
		}
		j.wire.Fetches = append(j.wire.Fetches, w)
	}
	j.wire.Timeout = timeout
	return nil
}

// Staged is a scenario as a browser plays it: its pages are frames below the controller.
func Staged(s *conformance.Scenario) *conformance.Scenario {
	staged := *s
	staged.TopLevel = origin.MustParse(schemeOf(s) + "://" + controllerHost)
	return &staged
}

// schemeOf is the scheme of the controller that a scenario needs: mixed content blocking looks at the pages above a page too.
func schemeOf(s *conformance.Scenario) string {
	for i := range s.Fetches {
		page := s.Origin
		if own := s.Fetches[i].Origin; !own.IsZero() {
			page = own
		}
		if page.Scheme() == "https" {
			return "https"
		}
	}
	return "http"
}

// newFrame is the iframe for a page: a sandboxed one for an opaque origin at a URL, and one of data: for an opaque origin
// without.
func newFrame(serialized string, page origin.URL) frame {
	switch {
	case !page.IsZero():
		return frame{Src: page.String(), Sandbox: serialized == "null"}
	case serialized == "null":
		return frame{}
	}
	return frame{Src: serialized + "/"}
}

// requestInit is a fetch as the page's script takes it.
func requestInit(f *conformance.FetchInit) map[string]any {
	init := map[string]any{"url": f.URL}
	given(init, "method", f.Method)
	given(init, "mode", f.Mode)
	given(init, "credentials", f.Credentials)
	given(init, "redirect", f.Redirect)
	given(init, "cache", f.Cache)
	given(init, "referrer", f.Referrer)
	given(init, "referrerPolicy", f.ReferrerPolicy)
	given(init, "body", f.Body)
	given(init, "api", f.API)
	if f.Destination != nil && *f.Destination != fetch.DestinationEmpty {
		given(init, "destination", f.Destination)
	}
	given(init, "keepalive", f.Keepalive)
	given(init, "uploadListener", f.UploadListener)
	if len(f.Headers) > 0 {
		headers := make([][2]string, len(f.Headers))
		for i, h := range f.Headers {
			headers[i] = [2]string{h.Name, h.Value}
		}
		init["headers"] = headers
	}
	return init
}

// given sets a member that the fetch has.
func given[T any](init map[string]any, name string, value *T) {
	if value != nil {
		init[name] = *value
	}
}

// pageReply serves the pages of a scenario, at whatever URL they are, before its first fetch begins.
func pageReply(r *loopback.Request, embedderPolicy *fetch.EmbedderPolicy) (loopback.Reply, bool) {
	if reply, ok := scriptReply(r); ok || r.Stage.Begun() {
		return reply, ok
	}
	reply := loopback.NewReply(200, "text/html;charset=utf-8", frameHTML)
	if embedderPolicy != nil && *embedderPolicy != fetch.EmbedderPolicyUnsafeNone {
		reply.Headers = append(reply.Headers, header.Line{Name: "Cross-Origin-Embedder-Policy", Value: embedderPolicy.String()})
	}
	return reply, true
}

// scriptReply serves the script of the pages.
func scriptReply(r *loopback.Request) (loopback.Reply, bool) {
	if r.URL.Path() != pathPrefix+"frame.js" {
		return loopback.Reply{}, false
	}
	reply := loopback.NewReply(200, "text/javascript;charset=utf-8", frameJS)
	reply.Headers = append(reply.Headers, header.Line{Name: "Cross-Origin-Resource-Policy", Value: "cross-origin"})
	return reply, true
}
