package conformance

import (
	"encoding"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/corsref/corsref/conformance/internal/decode"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
)

const (
	maxHop     = 20            // the last redirect that a fetch follows
	maxSeconds = 1_000_000_000 // the most that "after" may be: about 30 years
)

var (
	apis     = []string{APIFetch, APIXHR, APIEventSource}
	outcomes = []string{OutcomeResponse, OutcomeNetworkError, OutcomeTypeError, OutcomeAborted}
	engines  = []string{"chromium", "firefox", "webkit"}
)

// validate says what the case gets wrong that its types allow; nil if nothing.
func (c *Case) validate() *InputError {
	if err := c.Scenario.validate(); err != nil {
		return err
	}
	for i := range c.Server {
		if msg := inRange(c.Server[i].Fetch, 0, len(c.Fetches)-1); msg != "" {
			return decode.Fault(msg, "server", i, "fetch")
		}
	}
	for name, record := range c.Engines {
		if msg := oneOf(&name, engines); msg != "" {
			return decode.Fault("unknown field: "+msg, "engines", name)
		}
		if err := c.validateExpectations(record.Fetches, "engines", name, "fetches"); err != nil {
			return err
		}
	}
	return nil
}

// validate says what the scenario gets wrong that its types allow and that playing it depends on.
func (s *Scenario) validate() *InputError {
	if s.Origin.IsZero() {
		return decode.Fault(`field "origin" is missing; give it, or "page", whose origin it then is`)
	}
	if msg := s.contradiction(); msg != "" {
		return decode.Fault(msg, "page")
	}
	if len(s.Fetches) == 0 {
		return decode.Fault("must have at least one fetch", "fetches")
	}
	for i := range s.Fetches {
		if field, msg := s.Fetches[i].validate(); msg != "" {
			return decode.Fault(msg, "fetches", i, field)
		}
	}
	for i := range s.Server {
		if err := s.Server[i].validate(i); err != nil {
			return err
		}
	}
	if s.Expect == nil {
		return nil
	}
	return s.validateExpectations(s.Expect, "expect")
}

// contradiction says that the page is none of its origin's; "" if it can be. Every page can have an opaque origin, in a
// sandbox, and about: pages have that of who opened them.
func (s *Scenario) contradiction() string {
	if s.Page.IsZero() || s.Origin.IsOpaque() || s.Page.Scheme() == "about" || s.Page.Origin().SameOrigin(s.Origin) {
		return ""
	}
	return fmt.Sprintf("a page at %s has the origin %s, not %s; leave one of the two out, or let them agree",
		decode.Quote(s.Page.String()), s.Page.Origin(), s.Origin)
}

// validate says what is wrong with which field.
func (f *FetchInit) validate() (field, msg string) {
	xhr, eventSource := f.XHR(), f.API != nil && *f.API == APIEventSource
	for _, setting := range []struct {
		name  string
		given bool
	}{
		{"mode", f.Mode != nil}, {"redirect", f.Redirect != nil}, {"cache", f.Cache != nil}, {"referrer", f.Referrer != nil},
		{"referrerPolicy", f.ReferrerPolicy != nil}, {"keepalive", f.Keepalive != nil}, {"bodyStream", f.BodyStream != nil},
		{"destination", f.Destination != nil},
	} {
		if setting.given && xhr {
			return setting.name, `XMLHttpRequest has no such setting; leave it out, or use "api": "fetch"`
		}
		if setting.given && eventSource {
			return setting.name, notOfEventSource
		}
	}
	switch {
	case !eventSource:
	case f.Method != nil:
		return "method", notOfEventSource
	case f.Headers != nil:
		return "headers", notOfEventSource
	case f.Body != nil:
		return "body", notOfEventSource
	}
	switch {
	case f.Mode != nil && *f.Mode > fetch.ModeNavigate:
		return "mode", fmt.Sprintf("no fetch of a page has the mode %q; it must be \"cors\", \"no-cors\", \"same-origin\" or \"navigate\"", *f.Mode)
	case oneOf(f.API, apis) != "":
		return "api", oneOf(f.API, apis)
	case eventSource && f.Credentials != nil && *f.Credentials == fetch.CredentialsOmit:
		return "credentials", `an EventSource cannot omit credentials; write "include" (withCredentials) or "same-origin"`
	case xhr && f.Credentials != nil && *f.Credentials == fetch.CredentialsOmit:
		return "credentials", `XMLHttpRequest cannot omit credentials; write "include" (withCredentials) or "same-origin"`
	case !xhr && isTrue(f.UploadListener):
		return "uploadListener", `fetch() has no upload listeners; add "api": "xhr"`
	case f.After != nil && (*f.After < 0 || *f.After > maxSeconds):
		return "after", fmt.Sprintf("%v is out of range; it must be 0 to %d seconds", *f.After, maxSeconds)
	}
	return "", ""
}

// validate checks the rule of index i.
func (r *Rule) validate(i int) *InputError {
	if msg := inRange(r.Hop, 0, maxHop); msg != "" {
		return decode.Fault(msg, "server", i, "hop")
	}
	if msg := inRange(r.Status, 200, 999); msg != "" {
		return decode.Fault(msg, "server", i, "status")
	}
	if isTrue(r.Fail) && (r.Status != nil || r.Headers != nil || r.Body != nil) {
		return decode.Fault(`a rule with "fail": true has no answer; leave out status, headers and body`, "server", i)
	}
	for j, f := range r.Headers {
		if msg := responseHeader(f); msg != "" {
			return decode.Fault(msg, "server", i, "headers", j)
		}
	}
	if r.Body != nil {
		if _, ok := Bytes(*r.Body); !ok {
			return decode.Fault(notBytes, "server", i, "body")
		}
	}
	return nil
}

const notOfEventSource = `an EventSource has a URL and credentials, and no such setting; leave it out, or use "api": "fetch"`

const notBytes = "has a character above U+00FF; a response has bytes: write each as the character U+0000 to U+00FF of its number"

// responseHeader says what is wrong with a response's header line.
func responseHeader(f Field) string {
	if !header.IsName(f.Name) {
		return decode.Quote(f.Name) + " is not a header name; use letters, digits and !#$%&'*+-.^_`|~ only"
	}
	if strings.ContainsAny(f.Value, "\x00\r\n") {
		return "a header value cannot have NUL, CR or LF; write one line per header"
	}
	if _, ok := Bytes(f.Value); !ok {
		return notBytes
	}
	return ""
}

// validateExpectations checks what is expected, one expectation a fetch.
func (s *Scenario) validateExpectations(expect []*Expectation, at ...any) *InputError {
	if len(expect) != len(s.Fetches) {
		return decode.Fault(fmt.Sprintf("has %d verdicts for %d fetches; write one a fetch ({} compares nothing)", len(expect), len(s.Fetches)), at...)
	}
	for i, e := range expect {
		place, msg := []any{"outcome"}, oneOf(e.Outcome, outcomes)
		check := func(parent, name, wrong string) {
			if msg == "" {
				place, msg = []any{parent, name}, wrong
			}
		}
		if r := e.Response; r != nil {
			check("response", "type", wordOf[fetch.ResponseType](r.Type))
			check("response", "status", inRange(r.Status, 0, 999))
		}
		if f := e.Error; f != nil {
			check("error", "phase", wordOf[fetch.Phase](f.Phase))
			check("error", "hop", inRange(f.Hop, 0, maxHop))
		}
		if msg != "" {
			return decode.Fault(msg, slices.Concat(at, []any{i}, place)...)
		}
	}
	return nil
}

// oneOf says that a text that may be given is none of the values; "" if it is.
func oneOf(s *string, values []string) string {
	if s == nil || slices.Contains(values, *s) {
		return ""
	}
	shown := make([]string, len(values))
	for i, v := range values {
		shown[i] = strconv.Quote(v)
	}
	return decode.Quote(*s) + " is not a value of this field; it must be one of " + strings.Join(shown, ", ")
}

// wordOf says that a text that may be given is no word of an enumeration; "" if it is.
func wordOf[E any, P interface {
	*E
	encoding.TextUnmarshaler
}](s *string) string {
	if s != nil {
		if _, err := fetch.Parse[E, P](*s); err != nil {
			return err.Error()
		}
	}
	return ""
}

// inRange says that a number that may be given is out of its range.
func inRange(n *int, least, most int) string {
	if n == nil || least <= *n && *n <= most {
		return ""
	}
	return fmt.Sprintf("%d is out of range; it must be %d to %d", *n, least, most)
}
