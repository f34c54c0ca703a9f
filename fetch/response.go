package fetch

import (
	"slices"

	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/origin"
)

// Response is what the network answered: a final status (never 1xx) and the
// header lines as an HTTP parser delivers them, in order, duplicates kept, names
// and values as bytes.
type Response struct {
	Status  int // 200 to 999
	Headers header.List
}

// FilteredResponse is the response a fetch ends with: what script may see of
// the internal response.
//
// https://fetch.spec.whatwg.org/#concept-filtered-response
type FilteredResponse struct {
	Type ResponseType
	// Status is 0 for opaque and opaque-redirect responses.
	Status int
	// URL is the last URL of the URL list, fragment included; zero when opaque.
	URL origin.URL
	// Redirected says that the URL list has more than one item.
	Redirected bool
	// Headers is the filtered header list: the lines script may see. What script
	// makes of it is [FilteredResponse.Visible].
	Headers header.List
	// NullBody says that the body is null whatever the server sent: script
	// reads nothing (opaque responses, HEAD, null body statuses).
	NullBody bool
	// LocalBody is the body of a data: URL; nil otherwise.
	LocalBody []byte

	// Internal is the internal response: not for script.
	Internal Response
	// ExposedHeaderNames is the CORS-exposed header-name list; nil unless the
	// type is "cors".
	ExposedHeaderNames []string
	// RedirectTaint is the taint the request ended with.
	RedirectTaint Taint
	// TimingAllowPassed is the timing allow passed flag.
	TimingAllowPassed bool
	// RequestIncludesCredentials says whether credentials were included.
	RequestIncludesCredentials bool

	// namesAsTheyAre says that script sees names that are not lowercased.
	namesAsTheyAre bool
}

// Visible returns the headers that a Headers object gives, or
// getAllResponseHeaders(): Headers, sorted and combined.
func (r *FilteredResponse) Visible() header.List {
	l := r.Headers.SortAndCombine()
	if !r.namesAsTheyAre {
		return l
	}
	for i := range l {
		k := slices.IndexFunc(r.Headers, func(line header.Line) bool { return header.EqualFold(line.Name, l[i].Name) })
		l[i].Name = r.Headers[k].Name
	}
	return l
}

// IsNullBodyStatus reports whether a response with this status has no body.
//
// https://fetch.spec.whatwg.org/#null-body-status
func IsNullBodyStatus(status int) bool {
	switch status {
	case 101, 103, 204, 205, 304:
		return true
	}
	return false
}

// IsOKStatus reports whether status is in the range 200 to 299.
//
// https://fetch.spec.whatwg.org/#ok-status
func IsOKStatus(status int) bool { return 200 <= status && status <= 299 }

// IsRedirectStatus reports whether status is one that redirects are made of.
//
// https://fetch.spec.whatwg.org/#redirect-status
func IsRedirectStatus(status int) bool {
	switch status {
	case 301, 302, 303, 307, 308:
		return true
	}
	return false
}
