package fetch

import (
	"slices"

	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/safelist"
)

// BasicFilteredHeaders appends to dst the header list of a basic filtered response:
// the lines of l whose names are not forbidden response-header names.
//
// https://fetch.spec.whatwg.org/#concept-filtered-response-basic
func BasicFilteredHeaders(dst, l header.List) header.List {
	for _, line := range l {
		if !safelist.IsForbiddenResponseHeaderName(line.Name) {
			dst = append(dst, line)
		}
	}
	return dst
}

// ExposedHeaderNames returns the CORS-exposed header-name list of a response with
// tainting "cors" (main fetch, step 14.1), for a request with this credentials
// mode. Names keep their case and may repeat, but for those of a wildcard.
//
// Ambiguous: a malformed header "sets the list to failure"; the list stays empty.
//
// https://fetch.spec.whatwg.org/#concept-response-cors-exposed-header-name-list
func ExposedHeaderNames(credentials CredentialsMode, response header.List) []string {
	return appendExposedHeaderNames(nil, credentials, response)
}

func appendExposedHeaderNames(dst []string, credentials CredentialsMode, response header.List) []string {
	n := len(dst)
	headerNames, _ := response.AppendTokens(dst, "Access-Control-Expose-Headers") // main fetch, 14.1.1: the list of names
	// main fetch, 14.1.2: without credentials, `*` means every name there is
	if credentials != CredentialsInclude && slices.Contains(headerNames[n:], "*") {
		return append(dst, uniqueNames(response)...)
	}
	return headerNames // main fetch, 14.1.3: the names as they are
}

// uniqueNames returns the names of l, each once, in order, byte-lowercased.
func uniqueNames(l header.List) []string {
	seen := make(map[string]struct{}, len(l))
	names := make([]string, 0, len(l))
	for _, line := range l {
		name := header.ByteLowercase(line.Name)
		if _, ok := seen[name]; !ok {
			seen[name] = struct{}{}
			names = append(names, name)
		}
	}
	return names
}
