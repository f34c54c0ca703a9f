package remedy

import (
	"slices"
	"strings"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/origin"
)

const (
	allowOrigin      = "Access-Control-Allow-Origin"
	allowCredentials = "Access-Control-Allow-Credentials"
	allowMethods     = "Access-Control-Allow-Methods"
	allowHeaders     = "Access-Control-Allow-Headers"
)

// mendAnswer is the answer that would not have been refused for this reason; nil when there is none that could be advised.
func mendAnswer(e *fetch.NetworkError, req *fetch.Request, rule conformance.Rule) *conformance.Rule {
	list := lines(rule.Headers)
	switch e.Code {
	case fetch.CodeAllowOriginMissing, fetch.CodeAllowOriginMultiple, fetch.CodeAllowOriginWildcard, fetch.CodeAllowOriginMismatch:
		list.Set(allowOrigin, e.Origin)
	case fetch.CodeAllowCredentialsMissing, fetch.CodeAllowCredentialsInvalid:
		list.Set(allowCredentials, "true")
	case fetch.CodePreflightStatus, fetch.CodePreflightRedirect:
		rule.Status = new(204)
		for _, name := range []string{"Location", "Content-Type"} {
			list.Delete(name)
		}
	case fetch.CodeMethodNotAllowed, fetch.CodeMethodWildcardCredentials, fetch.CodeAllowMethodsMalformed:
		methods := names(list, allowMethods, e)
		methods = slices.DeleteFunc(methods, func(m string) bool { return header.EqualFold(m, e.Method) })
		list.Set(allowMethods, strings.Join(append(methods, e.Method), ", "))
	case fetch.CodeHeaderNotAllowed, fetch.CodeHeaderWildcardCredentials, fetch.CodeHeaderWildcardAuthorization, fetch.CodeAllowHeadersMalformed:
		list.Set(allowHeaders, strings.Join(withUnsafeNames(names(list, allowHeaders, e), e.UnsafeNames), ", "))
	case fetch.CodeRedirectCredentialsForeign, fetch.CodeRedirectCredentialsTainted:
		list.Set("Location", location(&rule))
	case fetch.CodeMixedContent:
		u, err := origin.ParseURL(location(&rule))
		if err != nil {
			return nil
		}
		list.Set("Location", secure(u))
	case fetch.CodeRedirectBodyNotReplayable:
		rule.Status = new(303)
	case fetch.CodeResourcePolicySameOrigin, fetch.CodeResourcePolicySameSite, fetch.CodeEmbedderPolicy:
		list.Set("Cross-Origin-Resource-Policy", e.Want)
	case fetch.CodeMIMEType, fetch.CodeNosniff:
		mimeType := "text/javascript"
		if req.Destination == fetch.DestinationStyle {
			mimeType = "text/css"
		}
		list.Set("Content-Type", mimeType)
	default:
		return nil
	}
	if !tidy(&list, e.Credentials) {
		return nil
	}
	rule.Headers = fields(list)
	return &rule
}

// tidy takes from an answer what no advice may have, and reports whether the rest is safe to advise. Every sandboxed page
// has the origin `null`, so that to allow it is to allow everybody: without credentials `*` says so openly, and with them
// it is never right. The lines of CORS are put in the order in which they are checked.
func tidy(list *header.List, credentials bool) bool {
	switch value, _ := list.Get(allowOrigin); {
	case value == "null" && credentials:
		return false
	case value == "null":
		list.Set(allowOrigin, "*")
		list.Delete(allowCredentials)
	case strings.Contains(value, ","): // nothing judges it here, or it would be a fault
		list.Delete(allowOrigin)
		list.Delete(allowCredentials)
	case value == "*":
		list.Delete(allowCredentials)
	case value != "":
		vary(list)
	}
	order := []string{"vary", "", "access-control-allow-headers", "access-control-allow-methods", "access-control-allow-credentials", "access-control-allow-origin"}
	rank := func(line header.Line) int {
		if i := slices.Index(order, header.ByteLowercase(line.Name)); i >= 0 {
			return i
		}
		return slices.Index(order, "")
	}
	slices.SortStableFunc(*list, func(a, b header.Line) int { return rank(b) - rank(a) })
	return true
}

// vary adds Origin to Vary.
func vary(list *header.List) {
	value, _ := list.Get("Vary")
	for part := range header.DecodeAndSplit(value) {
		if part == "*" || header.EqualFold(part, "Origin") {
			return
		}
	}
	if value != "" {
		value += ", "
	}
	list.Set("Vary", value+"Origin")
}

// knownMethods are the methods that a list in another case is meant to have.
var knownMethods = []string{"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"}

// names are the names that a list header has, in whatever way they are written, without a wildcard that does not count.
func names(list header.List, name string, e *fetch.NetworkError) []string {
	value, _ := list.Get(name)
	var all []string
	for _, part := range strings.FieldsFunc(value, func(r rune) bool { return strings.ContainsRune(", ;\t", r) }) {
		part = strings.Trim(part, `"'[]()`)
		if upper := strings.ToUpper(part); name == allowMethods && slices.Contains(knownMethods, upper) {
			part = upper
		}
		if header.IsToken(part) && !slices.Contains(all, part) && (part != "*" || !e.Credentials) {
			all = append(all, part)
		}
	}
	return all
}

// withUnsafeNames adds the names that a list neither has nor covers with a wildcard.
func withUnsafeNames(listed, unsafe []string) []string {
	wildcard := slices.Contains(listed, "*")
	for _, name := range unsafe {
		has := func(other string) bool { return header.EqualFold(other, name) }
		if !slices.ContainsFunc(listed, has) && (!wildcard || name == "authorization") {
			listed = append(listed, name)
		}
	}
	return listed
}
