package fetch_test

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/safelist"
)

// literalPreflightCheck is steps 7 to 7.7 of CORS-preflight fetch word for word.
//
// https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
func literalPreflightCheck(requestOrigin string, r *fetch.Request, res fetch.Response) bool {
	include, method := r.Credentials == fetch.CredentialsInclude, cmp.Or(r.Method, "GET")
	if !fetch.CORSCheck(requestOrigin, r.Credentials, res.Headers).Passed() || res.Status < 200 || res.Status > 299 {
		return false
	}
	methods, methodsResult := res.Headers.ExtractTokens("Access-Control-Allow-Methods")
	headerNames, headerNamesResult := res.Headers.ExtractTokens("Access-Control-Allow-Headers")
	if methodsResult == header.Failure || headerNamesResult == header.Failure {
		return false
	}
	if methodsResult == header.Null && r.UseCORSPreflight {
		methods = []string{method}
	}
	if !slices.Contains(methods, method) && !safelist.IsCORSSafelistedMethod(method) && (include || !slices.Contains(methods, "*")) {
		return false
	}
	isListed := func(name string) bool {
		return slices.ContainsFunc(headerNames, func(item string) bool { return strings.EqualFold(item, name) })
	}
	for _, line := range r.Headers {
		if safelist.IsCORSNonWildcardRequestHeaderName(line.Name) && !isListed(line.Name) {
			return false
		}
	}
	for _, unsafeName := range safelist.CORSUnsafeRequestHeaderNames(r.Headers) {
		if !isListed(unsafeName) && (include || !slices.Contains(headerNames, "*")) {
			return false
		}
	}
	return true
}

func FuzzPreflightCheck(f *testing.F) {
	f.Add("PUT", "X-A\nAuthorization", "*", "PUT, GET", "x-a,authorization", 204, byte(0))
	f.Add("DELETE", "X-A", "https://app.example", "*", "*", 200, byte(1))
	f.Add("GET", "Authorization", "*", "", "*", 200, byte(2))
	f.Add("POST", "", "*", "P UT", "x", 299, byte(3))
	f.Add("", "x-0", "*", "PUT", "X-0", 200, byte(0)) // a request without method is a GET
	for _, n := range []int{8, 9, 63, 64, 65, 130} {
		var names []string
		for i := range n {
			names = append(names, "x-"+strconv.Itoa(i))
		}
		f.Add("PUT", strings.Join(names, "\n"), "*", "PUT", strings.Join(names, ","), 200, byte(0))
		f.Add("PUT", strings.Join(names, "\n"), "*", "PUT", strings.Join(names[:n-1], ","), 200, byte(0))
		f.Add("PUT", strings.Join(names, "\n"), "*", "PUT", strings.ToUpper(strings.Join(names, ", ")), 200, byte(0))
	}
	f.Add("PUT", "a,b", "*", "PUT", "a,b", 200, byte(0)) // no name, and two names
	f.Add("P UT", "x-a", "*", "P UT", "x-a", 200, byte(0))
	ua, reused, page := new(fetch.UserAgent), new(fetch.Fetch), &fetch.Settings{Origin: parse(f, "https://app.example/").Origin(), URL: parse(f, "https://api.example/")}
	f.Fuzz(func(t *testing.T, method, names, allowOrigin, allowMethods, allowHeaders string, status int, flags byte) {
		r := &fetch.Request{Method: method, UseCORSPreflight: flags&2 != 0}
		if flags&1 != 0 {
			r.Credentials = fetch.CredentialsInclude
		}
		for name := range strings.SplitSeq(names, "\n") {
			r.Headers = append(r.Headers, header.Line{Name: name, Value: "1"})
		}
		res := fetch.Response{Status: status, Headers: lines("Access-Control-Allow-Origin", allowOrigin, "Access-Control-Allow-Credentials", "true")}
		if flags&4 == 0 {
			res.Headers = append(res.Headers, header.Line{Name: "Access-Control-Allow-Methods", Value: allowMethods})
		}
		if flags&8 == 0 {
			res.Headers = append(res.Headers, header.Line{Name: "Access-Control-Allow-Headers", Value: allowHeaders})
		}
		got, want := fetch.PreflightCheck("https://app.example", r, res), literalPreflightCheck("https://app.example", r, res)
		if got.Passed() != want {
			t.Errorf("PreflightCheck = %+v, the literal twin says %v", got, want)
		}
		// A fetch has a fast path, which a trace keeps it from. Names it knows are from the last one.
		r.URL, r.Origin, r.Mode, r.UnsafeRequest = page.URL, page.Origin, fetch.ModeCORS, true
		for _, trace := range []*fetch.Trace{nil, {}} {
			r.Trace = trace
			ua.StartInto(reused, r)
			out := reused.Next()
			if out == nil || !out.Preflight || status < 200 || status == 407 || status == 421 {
				continue
			}
			if out = reused.Receive(res); out == nil == want {
				_, err := reused.Result()
				t.Errorf("traced %t: sends %v, %v, the literal twin says %v", trace != nil, out, err, want)
			}
		}
	})
}
