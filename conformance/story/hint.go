package story

import (
	"errors"
	"strconv"
	"strings"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/origin"
)

// hint names the mistake that is most likely behind a network error of the last exchange; "" when there is no telling.
func (s *Story) hint(e *fetch.NetworkError) string {
	n := len(s.Exchanges)
	if n == 0 || s.Exchanges[n-1].Answer == nil {
		return ""
	}
	last := &s.Exchanges[n-1]
	a := last.Answer
	if a.Err != nil {
		// A transport may know more about its own error.
		if hinting, ok := errors.AsType[interface {
			error
			Hint() string
		}](a.Err); ok {
			return hinting.Hint()
		}
		return ""
	}
	switch e.Code {
	case fetch.CodeAllowOriginMissing:
		asked := n > 1 && !last.Sent.Preflight && s.Exchanges[n-2].Sent.Preflight
		return missingHint(e, a, asked)
	case fetch.CodeAllowOriginMismatch:
		return mismatchHint(e)
	case fetch.CodeMethodNotAllowed:
		if upper := strings.ToUpper(e.Want); upper != e.Want && !strings.Contains(e.Got, upper) {
			return "methods are case-sensitive, and this one is sent as the page wrote it: write `" + upper + "`"
		}
	case fetch.CodeAllowOriginMultiple:
		return "two layers add it, such as two CORS middlewares, or a proxy and the server behind it; let only one do so"
	case fetch.CodePreflightStatus:
		return preflightHint(a.Status)
	case fetch.CodePreflightRedirect:
		return "the page's URL is probably not the final one: http: for https:, a missing slash or another host"
	}
	return ""
}

// preflightHint tells which layer answered a preflight before the one that knows of CORS could.
func preflightHint(status int) string {
	switch status {
	case 401, 403:
		return "a preflight never carries cookies or Authorization; let OPTIONS through before authentication"
	case 404, 405:
		return "no route answers OPTIONS here; let the CORS layer answer it before routing"
	}
	return ""
}

// missingHint tells which layer forgot its headers. Asked says that a preflight was answered well just before.
func missingHint(e *fetch.NetworkError, a *Answer, asked bool) string {
	server, _ := a.Headers.Get("Server")
	nginx := len(server) >= len("nginx") && header.EqualFold(server[:len("nginx")], "nginx")
	switch {
	case nginx && !nginxAddsHeaders(a.Status):
		return "nginx: add_header adds nothing to a " + strconv.Itoa(a.Status) + " unless it ends in `always`"
	case nginx && e.Phase == fetch.PhasePreflight && hasCORSHeaders(a.Headers):
		return "nginx: an add_header inside `if` or `location` drops all those of the blocks around it; repeat them there"
	case e.Phase == fetch.PhasePreflight && preflightHint(a.Status) != "":
		return preflightHint(a.Status)
	case a.Status >= 400:
		return "errors are often answered by another layer than the one that adds CORS headers"
	case asked:
		return "the preflight passed; the answer to the request itself needs the header as well"
	}
	return ""
}

// nginxAddsHeaders reports whether nginx's add_header without always applies to a status.
func nginxAddsHeaders(status int) bool {
	switch status {
	case 200, 201, 204, 206, 301, 302, 303, 304, 307, 308:
		return true
	}
	return false
}

// hasCORSHeaders reports whether somebody thought of CORS.
func hasCORSHeaders(l header.List) bool {
	const prefix = "access-control-allow-"
	for _, line := range l {
		if len(line.Name) > len(prefix) && header.EqualFold(line.Name[:len(prefix)], prefix) {
			return true
		}
	}
	return false
}

// mismatchHint tells near misses.
func mismatchHint(e *fetch.NetworkError) string {
	if len(e.Got) > 1000 {
		return ""
	}
	allowed, err := origin.Parse(e.Got)
	var fault *origin.ParseError
	switch {
	case e.Origin == "null":
		return ""
	case errors.As(err, &fault):
		if fault.Suggestion == e.Origin {
			return "it " + fault.Reason() + ", and origins are compared byte for byte"
		}
		return ""
	case err != nil || allowed.IsOpaque():
		return ""
	}
	asked, err := origin.Parse(e.Origin)
	switch {
	case err != nil || asked.Host() != allowed.Host():
		return ""
	case asked.Scheme() != allowed.Scheme():
		return "only the scheme differs: http and https are two origins"
	}
	return "only the port differs: each port is an origin of its own"
}
