package browser

import (
	"encoding/json"
	"strings"

	"github.com/corsref/corsref/cmd/internal/loopback"
	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/origin"
)

// prepare makes the job of a scenario, as it is told under its new names, and
// returns the scheme of the controller that it needs: mixed content blocking
// looks at the pages above a page too.
func (j *job) prepare(told *conformance.Scenario) (scheme string, err error) {
	scheme = "http"
	frames := make(map[string]int)
	timeout := fetchTimeout.Seconds()
	for i := range told.Fetches {
		f := &told.Fetches[i]
		serialized, page := told.Origin.String(), told.Page
		if own := f.Origin.String(); own != "" && own != serialized {
			serialized, page = own, origin.URL{}
		}
		if strings.HasPrefix(serialized, "https:") {
			scheme = "https"
		}
		n, ok := frames[serialized]
		if !ok {
			n = len(j.wire.Frames)
			frames[serialized] = n
			j.wire.Frames = append(j.wire.Frames, newFrame(serialized, page))
		}
		init, err := json.Marshal(requestInit(f))
		if err != nil {
			return "", err
		}
		w := wireFetch{Frame: n, Init: init}
		if f.After != nil {
			w.After = *f.After
			timeout += *f.After
		}
		j.wire.Fetches = append(j.wire.Fetches, w)
	}
	j.wire.Timeout = timeout
	return scheme, nil
}

// newFrame is the iframe for a page: a sandboxed one for the opaque origin.
func newFrame(serialized string, page origin.URL) frame {
	if serialized == "null" {
		return frame{Src: "http://" + controllerHost + pathPrefix + "frame", Sandbox: true}
	}
	f := frame{Src: serialized + pathPrefix + "frame", Path: "/"}
	if !page.IsZero() {
		f.Path = strings.TrimPrefix(page.String(), serialized)
	}
	return f
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

// frameReply serves the pages of scenarios.
func frameReply(r *loopback.Request, embedderPolicy *fetch.EmbedderPolicy) (loopback.Reply, bool) {
	switch r.URL.Path() {
	case pathPrefix + "frame":
		reply := loopback.NewReply(200, "text/html;charset=utf-8", frameHTML)
		if embedderPolicy != nil && *embedderPolicy != fetch.EmbedderPolicyUnsafeNone {
			reply.Headers = append(reply.Headers, header.Line{Name: "Cross-Origin-Embedder-Policy", Value: embedderPolicy.String()})
		}
		return reply, true
	case pathPrefix + "frame.js":
		reply := loopback.NewReply(200, "text/javascript;charset=utf-8", frameJS)
		reply.Headers = append(reply.Headers, header.Line{Name: "Cross-Origin-Resource-Policy", Value: "cross-origin"})
		return reply, true
	}
	return loopback.Reply{}, false
}
