package fetch_test

import (
	"slices"
	"testing"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/origin"
)

func mustURL(t *testing.T, s string) origin.URL {
	t.Helper()
	u, err := origin.ParseURL(s)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func headerLines(pairs ...string) header.List {
	var l header.List
	for i := 0; i < len(pairs); i += 2 {
		l = append(l, header.Line{Name: pairs[i], Value: pairs[i+1]})
	}
	return l
}

func TestTAOCheck(t *testing.T) {
	const page = "https://app.example"
	for _, c := range []struct {
		name    string
		request fetch.TAORequest
		value   string
		want    bool
		why     string
	}{
		{"failed before", fetch.TAORequest{Failed: true, Origin: page}, "*", false, "2: an earlier hop decides for all"},
		{"star", fetch.TAORequest{Origin: page, Tainting: fetch.TaintingCORS}, "x, *", true, "4"},
		{"origin", fetch.TAORequest{Origin: page, Tainting: fetch.TaintingCORS}, "https://a.example, " + page, true, "5"},
		{"origin in capitals", fetch.TAORequest{Origin: page, Tainting: fetch.TaintingCORS}, "HTTPS://app.example", false, "5: compared exactly"},
		{"navigation away", fetch.TAORequest{Origin: page, Navigate: true}, "", false, "6: whatever the tainting"},
		{"navigation within", fetch.TAORequest{Origin: page, Navigate: true, SameOrigin: true}, "", true, "7"},
		{"same origin", fetch.TAORequest{Origin: page, SameOrigin: true}, "", true, "7: tainting basic"},
		{"nothing said", fetch.TAORequest{Origin: page, Tainting: fetch.TaintingOpaque}, "", false, "8"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var l header.List
			if c.value != "" {
				l = headerLines("timing-allow-origin", c.value)
			}
			if got := fetch.TAOCheck(c.request, l); got != c.want {
				t.Errorf("got %v, want %v: %s", got, c.want, c.why)
			}
		})
	}
}

func TestCrossOriginResourcePolicyCheck(t *testing.T) {
	const name = "Cross-Origin-Resource-Policy"
	for _, c := range []struct {
		name        string
		page, url   string
		policy      fetch.EmbedderPolicy
		credentials bool
		value       string
		want        fetch.Code
		why         string
	}{
		{"nothing said", "https://a.example", "https://b.example/", fetch.EmbedderPolicyUnsafeNone, true, "", "", "4/unsafe-none, 5/null"},
		{"unknown", "https://a.example", "https://b.example/", fetch.EmbedderPolicyUnsafeNone, true, "Same-Origin", "", "3: compared exactly"},
		{"two lines' worth", "https://a.example", "https://b.example/", fetch.EmbedderPolicyUnsafeNone, true, "same-origin, same-origin", "", "2, 3: combined, it is none of the three"},
		{"cross-origin", "https://a.example", "https://b.example/", fetch.EmbedderPolicyRequireCORP, true, "cross-origin", "", "5/cross-origin"},
		{"same-origin, other", "https://a.example", "https://b.example/", fetch.EmbedderPolicyUnsafeNone, false, "same-origin", fetch.CodeResourcePolicySameOrigin, "5/same-origin"},
		{"same-origin, own", "https://a.example", "https://a.example/x", fetch.EmbedderPolicyUnsafeNone, false, "same-origin", "", "5/same-origin"},
		{"same-site, other", "https://a.example", "https://b.test/", fetch.EmbedderPolicyUnsafeNone, false, "same-site", fetch.CodeResourcePolicySameSite, "5/same-site/1"},
		{"same-site, own", "https://a.b.example", "https://c.b.example/", fetch.EmbedderPolicyUnsafeNone, false, "same-site", "", "5/same-site"},
		{"same-site, from http", "http://a.b.example", "https://c.b.example/", fetch.EmbedderPolicyUnsafeNone, false, "same-site", fetch.CodeResourcePolicySameSite, "5/same-site/2"},
		{"same-site, http to http", "http://a.b.example", "http://c.b.example/", fetch.EmbedderPolicyUnsafeNone, false, "same-site", "", "5/same-site/2"},
		{"credentialless with", "https://a.example", "https://b.example/", fetch.EmbedderPolicyCredentialless, true, "", fetch.CodeEmbedderPolicy, "4/credentialless/1"},
		{"credentialless without", "https://a.example", "https://b.example/", fetch.EmbedderPolicyCredentialless, false, "", "", "4/credentialless"},
		{"require-corp", "https://a.example", "https://b.example/", fetch.EmbedderPolicyRequireCORP, false, "", fetch.CodeEmbedderPolicy, "4/require-corp"},
		{"require-corp, own", "https://a.example", "https://a.example/x", fetch.EmbedderPolicyRequireCORP, false, "", "", "4/require-corp, 5/same-origin"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var l header.List
			if c.value != "" {
				l = headerLines(name, c.value)
			}
			got := fetch.CrossOriginResourcePolicyCheck(fetch.CORPRequest{
				Origin: mustURL(t, c.page).Origin(), URL: mustURL(t, c.url), EmbedderPolicy: c.policy, IncludesCredentials: c.credentials,
			}, l)
			if got.Code != c.want {
				t.Errorf("got %q, want %q: %s", got.Code, c.want, c.why)
			}
		})
	}
}

func TestMixedContent(t *testing.T) {
	secure := &fetch.Settings{Origin: mustURL(t, "https://a.example/").Origin()}
	insecure := &fetch.Settings{Origin: mustURL(t, "http://a.example/").Origin()}
	framed := &fetch.Settings{Origin: insecure.Origin, TopLevelOrigin: secure.Origin}
	for _, c := range []struct {
		name        string
		client      *fetch.Settings
		url         string
		destination fetch.Destination
		blocked     bool
		why         string
	}{
		{"secure to insecure", secure, "http://b.example/", fetch.DestinationEmpty, true, "2"},
		{"secure to secure", secure, "https://b.example/", fetch.DestinationEmpty, false, "1.2"},
		{"secure to this machine", secure, "http://localhost/", fetch.DestinationEmpty, false, "1.2: localhost is trustworthy"},
		{"insecure page", insecure, "http://b.example/", fetch.DestinationEmpty, false, "1.1"},
		{"insecure page in a secure one", framed, "http://b.example/", fetch.DestinationEmpty, true, "the page around it is secure"},
		{"no page", nil, "http://b.example/", fetch.DestinationEmpty, false, "1.1"},
		{"navigation", secure, "http://b.example/", fetch.DestinationDocument, false, "1.4"},
	} {
		t.Run(c.name, func(t *testing.T) {
			u := mustURL(t, c.url)
			request := fetch.ShouldBlockMixedContentRequest(c.client, u, c.destination)
			response := fetch.ShouldBlockMixedContentResponse(c.client, u, c.destination)
			if request.Passed() == c.blocked || response.Passed() == c.blocked {
				t.Errorf("request %+v, response %+v, want blocked %v: %s", request, response, c.blocked, c.why)
			}
		})
	}
}

func TestSecFetchSite(t *testing.T) {
	page := mustURL(t, "https://a.example/").Origin()
	for _, c := range []struct {
		name string
		urls []string
		want fetch.Relation
		why  string
	}{
		{"own", []string{"https://a.example/x"}, fetch.RelationSameOrigin, "3"},
		{"same site", []string{"https://a.example/x", "https://b.a.example/"}, fetch.RelationSameSite, "5.4: without a list the last label is the public suffix"},
		{"other site", []string{"https://b.test/"}, fetch.RelationCrossSite, "5.2, 5.3"},
		{"there and back", []string{"https://b.test/", "https://a.example/"}, fetch.RelationCrossSite, "5.3: it stays"},
		{"other port", []string{"https://a.example:8443/"}, fetch.RelationSameSite, "5.4"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var urls []origin.URL
			for _, u := range c.urls {
				urls = append(urls, mustURL(t, u))
			}
			if got := fetch.SecFetchSite(page, urls, nil); got != c.want {
				t.Errorf("got %v, want %v: %s", got, c.want, c.why)
			}
		})
	}
}

func TestExposedHeaderNames(t *testing.T) {
	for _, c := range []struct {
		name        string
		credentials fetch.CredentialsMode
		response    header.List
		want        []string
		why         string
	}{
		{"none", fetch.CredentialsSameOrigin, headerLines("A", "1"), nil, "main fetch, 14.1.3: null"},
		{"malformed", fetch.CredentialsSameOrigin, headerLines("Access-Control-Expose-Headers", "a b"), nil, "main fetch, 14.1.3: failure"},
		{"names", fetch.CredentialsInclude, headerLines("Access-Control-Expose-Headers", "A,b,,A"), []string{"A", "b", "A"}, "main fetch, 14.1.3"},
		{"star", fetch.CredentialsOmit, headerLines("Access-Control-Expose-Headers", "*", "B", "1", "b", "2"), []string{"access-control-expose-headers", "b"}, "main fetch, 14.1.2"},
		{"star with credentials", fetch.CredentialsInclude, headerLines("Access-Control-Expose-Headers", "*"), []string{"*"}, "main fetch, 14.1.3: a name like any other"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := fetch.ExposedHeaderNames(c.credentials, c.response); !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q: %s", got, c.want, c.why)
			}
		})
	}
}

func TestLocationURL(t *testing.T) {
	for _, c := range []struct {
		name     string
		status   int
		headers  header.List
		fragment string
		want     string // "" is none, "failure" failure
		why      string
	}{
		{"no redirect", 200, headerLines("Location", "/y"), "", "", "1"},
		{"none", 302, nil, "", "", "3: null is no header value"},
		{"two lines", 302, headerLines("Location", "/y", "location", "/y"), "", "failure", "2"},
		{"relative", 301, headerLines("Location", "../y?q"), "", "https://a.example/y?q", "3: against the response's URL"},
		{"not a URL", 307, headerLines("Location", "https://[/"), "", "failure", "3"},
		{"bytes", 308, headerLines("Location", "/\xc3\xa9"), "", "https://a.example/%C3%83%C2%A9", "3: isomorphic-decoded"},
		{"fragment inherited", 303, headerLines("Location", "/y"), "f", "https://a.example/y#f", "4"},
		{"fragment of its own", 303, headerLines("Location", "/y#g"), "f", "https://a.example/y#g", "4"},
	} {
		t.Run(c.name, func(t *testing.T) {
			u, extraction := fetch.LocationURL(fetch.Response{Status: c.status, Headers: c.headers}, mustURL(t, "https://a.example/x/z"), c.fragment, c.fragment != "")
			got := u.String()
			if extraction == header.Failure {
				got = "failure"
			}
			if got != c.want || (c.want == "") != (extraction == header.Null) {
				t.Errorf("got %q (%v), want %q: %s", got, extraction, c.want, c.why)
			}
		})
	}
}

func TestProcessDataURL(t *testing.T) {
	for _, c := range []struct {
		name, url, mimeType, body string
		ok                        bool
		why                       string
	}{
		{"no comma", "data:text/plain", "", "", false, "7"},
		{"plain", "data:,a%20b%zz%4", "text/plain;charset=US-ASCII", "a b%zz%4", true, "10, 14"},
		{"type", "data: text/html ;x=y,<p>", "text/html;x=y", "<p>", true, "6, 13"},
		{"parameter alone", "data:;charset=utf-8,x", "text/plain;charset=utf-8", "x", true, "12"},
		{"base64", "data:;base64,YQ%3D%3D", "text/plain;charset=US-ASCII", "a", true, "11"},
		{"base64 with spaces", "data:image/png;  BASE64, Y%0AWI=", "image/png", "ab", true, "11, 11.5"},
		{"base64 that is none", "data:;base64,Y", "", "", false, "11.3"},
		{"not quite base64", "data:base64,YQ==", "text/plain;charset=US-ASCII", "YQ==", true, "11: a semicolon must stand before it"},
		{"hex digits", "data:,%aF%Fa", "text/plain;charset=US-ASCII", "\xaf\xfa", true, "10"},
	} {
		t.Run(c.name, func(t *testing.T) {
			m, body, ok := fetch.ProcessDataURL(mustURL(t, c.url))
			if ok != c.ok || ok && (m.String() != c.mimeType || string(body) != c.body) {
				t.Errorf("got %q, %q, %v, want %q, %q, %v: %s", m, body, ok, c.mimeType, c.body, c.ok, c.why)
			}
		})
	}
}

func TestPreflightCheck(t *testing.T) {
	const page = "https://app.example"
	allow := func(pairs ...string) header.List {
		return headerLines(append([]string{"Access-Control-Allow-Origin", page, "Access-Control-Allow-Credentials", "true"}, pairs...)...)
	}
	for _, c := range []struct {
		name     string
		request  fetch.Request
		response fetch.Response
		want     fetch.Code
		step     string
		why      string
	}{
		{"nothing said", fetch.Request{Method: "PUT"}, fetch.Response{Status: 200}, fetch.CodeAllowOriginMissing, "2", "7: CORS check"},
		{"status", fetch.Request{Method: "PUT"}, fetch.Response{Status: 404, Headers: allow()}, fetch.CodePreflightStatus, "8", ""},
		{"redirect", fetch.Request{Method: "PUT"}, fetch.Response{Status: 302, Headers: allow()}, fetch.CodePreflightRedirect, "8", ""},
		{"malformed", fetch.Request{Method: "PUT"}, fetch.Response{Status: 204, Headers: allow("Access-Control-Allow-Methods", "PUT;")}, fetch.CodeAllowMethodsMalformed, "7.3", ""},
		{"method", fetch.Request{Method: "PUT"}, fetch.Response{Status: 204, Headers: allow("Access-Control-Allow-Methods", "put")}, fetch.CodeMethodNotAllowed, "7.5", "methods are compared exactly"},
		{"upload listener", fetch.Request{Method: "POST", UseCORSPreflight: true}, fetch.Response{Status: 204, Headers: allow()}, "", "7.7", "7.4"},
		{"Authorization", fetch.Request{Method: "GET", Headers: headerLines("Authorization", "a")}, fetch.Response{Status: 204, Headers: allow("Access-Control-Allow-Headers", "*")}, fetch.CodeHeaderWildcardAuthorization, "7.6", ""},
		{"header", fetch.Request{Method: "GET", Headers: headerLines("Accept", "a", "X-A", "1")}, fetch.Response{Status: 204, Headers: allow("Access-Control-Allow-Headers", "x-b")}, fetch.CodeHeaderNotAllowed, "7.7", ""},
		{"allowed", fetch.Request{Method: "PUT", Headers: headerLines("X-A", "1")}, fetch.Response{Status: 204, Headers: allow("Access-Control-Allow-Methods", "PUT", "Access-Control-Allow-Headers", "X-a")}, "", "7.7", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := fetch.PreflightCheck(page, &c.request, c.response); got.Code != c.want || got.Step != c.step {
				t.Errorf("got %+v, want %q at step %s: %s", got, c.want, c.step, c.why)
			}
		})
	}
}
