package story

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/corsref/corsref/conformance/remedy"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/origin"
)

// hints name mistakes that are likely behind an answer. Each is given only where what it says holds; unlike a fix it
// promises nothing. E is why the fetch was refused, nil when it was not.
func (t *teller) hints(e *fetch.NetworkError) []string {
	if remedy.Unwanted(t.scenario, t.index) {
		return nil
	}
	var all []string
	add := func(hint string) {
		if hint != "" {
			all = append(all, hint)
		}
	}
	if e != nil {
		add(t.reasonHint(e))
	}
	add(maxAgeHint(t.maxAge))
	if e != nil && t.answer != nil {
		all = append(all, nameHints(t.answer.Headers)...)
	}
	return all
}

// reasonHint is about the check that failed.
func (t *teller) reasonHint(e *fetch.NetworkError) string {
	// A transport may know more about its own error.
	if hinting, ok := errors.AsType[interface {
		error
		Hint() string
	}](t.failure); ok {
		return hinting.Hint()
	}
	switch {
	case generalHints[e.Code] != "":
		return generalHints[e.Code]
	case t.answer == nil:
		return ""
	case e.Phase == fetch.PhasePreflight && isRedirect(t.answer.Status):
		return "the page's URL is probably not the final one: http: for https:, a missing slash or another host"
	case e.Header == allowOrigin && e.Origin == "null" && !t.origin.IsOpaque():
		return "redirects from one origin to another made the origin `null`; never allow it, since every sandboxed page can send it"
	case e.Header == allowOrigin && e.Origin == "null":
		return "serve the page from an origin of its own; never allow `null`, which every sandboxed page can send"
	}
	switch e.Code {
	case fetch.CodeAllowOriginMissing:
		return t.missingHint(e)
	case fetch.CodeAllowOriginMismatch:
		return mismatchHint(e)
	case fetch.CodeAllowCredentialsInvalid:
		return credentialsHint(e.Got)
	case fetch.CodePreflightStatus:
		return preflightHint(t.answer.Status)
	case fetch.CodeAllowMethodsMalformed, fetch.CodeAllowHeadersMalformed:
		return quotesHint(e.Got)
	}
	return ""
}

// generalHints say what is wrong where the code alone tells.
var generalHints = map[fetch.Code]string{
	fetch.CodeAllowOriginMultiple:     "two layers add it, such as two CORS middlewares, or a proxy and the server behind it; let only one do so",
	fetch.CodeRedirectTooMany:         "the redirects go round in a circle: break the loop",
	fetch.CodeRedirectLocationInvalid: "send one valid URL in Location",
	fetch.CodeRedirectScheme:          "script can fetch http: and https: URLs only",
	fetch.CodeSchemeNotHTTP:           "script can fetch http: and https: URLs only",
	fetch.CodeSchemeUnsupported:       "script can fetch http: and https: URLs only",
	fetch.CodeDataURLInvalid:          "a data: URL is `data:,` followed by the percent-encoded data",
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

// missingHint tells which layer forgot its headers.
func (t *teller) missingHint(e *fetch.NetworkError) string {
	status := t.answer.Status
	server, _ := t.answer.Headers.Get("Server")
	nginx := len(server) >= len("nginx") && header.EqualFold(server[:len("nginx")], "nginx")
	switch {
	case nginx && !nginxAddsHeaders(status):
		return "nginx: add_header adds nothing to a " + strconv.Itoa(status) + " unless it ends in `always`"
	case nginx && e.Phase == fetch.PhasePreflight && hasCORSHeaders(t.answer.Headers):
		return "nginx: an add_header inside `if` or `location` drops all those of the blocks around it; repeat them there"
	case e.Phase == fetch.PhasePreflight && preflightHint(status) != "":
		return preflightHint(status)
	case status >= 400:
		return "errors are often answered by another layer than the one that adds CORS headers"
	case t.checked:
		return "the preflight passed; the answer to the request itself needs the header as well"
	}
	return ""
}

// nginxAddsHeaders reports whether nginx's add_header without always applies to a status.
func nginxAddsHeaders(status int) bool {
	return slices.Contains([]int{200, 201, 204, 206, 301, 302, 303, 304, 307, 308}, status)
}

// hasCORSHeaders reports whether somebody thought of CORS.
func hasCORSHeaders(l header.List) bool {
	return slices.ContainsFunc(l, func(line header.Line) bool {
		return strings.HasPrefix(header.ByteLowercase(line.Name), "access-control-allow-")
	})
}

// mismatchHint tells near misses of an origin.
func mismatchHint(e *fetch.NetworkError) string {
	switch {
	case len(e.Got) > longestOrigin || e.Origin == "null":
		return ""
	case slices.Contains([]string{"undefined", "null", "none", "false", "true", "[object object]", "nan", "<nil>"}, header.ByteLowercase(e.Got)):
		return "the server prints a variable that has no value; set it, or send no header"
	case quotesHint(e.Got) != "":
		return quotesHint(e.Got)
	case strings.Contains(e.Got, "*"):
		return "browsers know no patterns: let the server compare the request's Origin with the pattern, and answer with that origin"
	}
	allowed, err := origin.Parse(e.Got)
	var fault *origin.ParseError
	switch {
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
	case err != nil:
		return ""
	case asked.Host() != allowed.Host() && isLoopback(asked.Host()) && isLoopback(allowed.Host()):
		return "localhost and 127.0.0.1 are two origins: open the page at " + e.Got + ", or allow both"
	case asked.Host() != allowed.Host():
		return ""
	case asked.Scheme() != allowed.Scheme():
		return "only the scheme differs: http and https are two origins"
	}
	return "only the port differs: each port is an origin of its own"
}

// isOrigin reports whether a value is an origin that a page can have. None is longer than a URL's host can be.
func isOrigin(value string) bool {
	if len(value) > longestOrigin {
		return false
	}
	o, err := origin.Parse(value)
	return err == nil && !o.IsOpaque()
}

const longestOrigin = 1000

func isLoopback(host string) bool {
	return slices.Contains([]string{"localhost", "127.0.0.1", "[::1]"}, host)
}

// credentialsHint tells near misses of `true`.
func credentialsHint(got string) string {
	first, rest, several := strings.Cut(got, ",")
	switch {
	case several && strings.TrimSpace(first) == "true" && strings.TrimSpace(rest) == "true":
		return "two layers add it, such as a proxy and the server behind it; let only one do so"
	case header.EqualFold(got, "true"):
		return "it is compared byte for byte: write `true` in lower case"
	}
	return quotesHint(got)
}

// quotesHint tells a value that has quotes around it.
func quotesHint(value string) string {
	if n := len(value); n > 1 && strings.Contains(`"'`, value[:1]) && value[n-1] == value[0] {
		return "write the value without quotes: they are sent as they stand in the configuration"
	}
	return ""
}

// maxAgeHint tells an Access-Control-Max-Age that is no number of seconds.
func maxAgeHint(value string) string {
	const tenYears = 315_360_000
	seconds, err := strconv.Atoi(value)
	switch {
	case err != nil && value != "" && value[0] >= '0' && value[0] <= '9':
		return "Access-Control-Max-Age is a number of seconds without a unit, and `" + cell(value) + "` counts for nothing"
	case err == nil && seconds >= 3_600_000 && seconds%1000 == 0 && seconds < tenYears:
		return "Access-Control-Max-Age is in seconds: " + value + " are " + strconv.Itoa(seconds/86400) + " days; were milliseconds meant, it is " + strconv.Itoa(seconds/1000)
	}
	return ""
}

// nameHints tell headers that are written almost as one of CORS, where the right one is missing.
func nameHints(answer header.List) (hints []string) {
	names := make([]string, len(answer))
	for i, line := range answer {
		names[i] = line.Name
	}
	names = header.SortedLowercaseSet(names)
	for _, right := range []string{allowOrigin, allowCredentials, allowMethods, allowHeaders} {
		for _, name := range names {
			switch {
			case answer.Contains(right):
			case stem(strings.Replace(name, "-request-", "-allow-", 1)) != stem(header.ByteLowercase(right)):
			case strings.Contains(name, "-request-"):
				hints = append(hints, cell(name)+" belongs to the request; an answer has "+right)
			default:
				hints = append(hints, cell(name)+" is a misspelling of "+right)
			}
		}
	}
	return hints
}

// stem is a header's name without what is most often misspelled: plurals, hyphens and "allowed".
func stem(name string) string {
	return strings.NewReplacer("-", "", "allowed", "allow", "controls", "control").Replace(strings.TrimSuffix(name, "s"))
}
