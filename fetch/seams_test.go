package fetch_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/corsref/corsref/cache"
	"github.com/corsref/corsref/fetch"
)

// sent is what a test looks at of a request.
type sent struct {
	preflight      bool
	method, header string // of one name
}

// playAll makes a fetch and returns what was sent, with the header of one name, and what it came to.
func playAll(t *testing.T, ua *fetch.UserAgent, req *fetch.Request, name string, answers ...fetch.Response) ([]sent, *fetch.FilteredResponse, error) {
	t.Helper()
	var all []sent
	f := ua.Start(req)
	for out := f.Next(); out != nil; out = f.Next() {
		value, _ := out.Headers.Get(name)
		all = append(all, sent{out.Preflight, out.Method, value})
		if len(answers) == 0 {
			t.Fatalf("no answer to %v", out)
		}
		f.Receive(answers[0])
		answers = answers[1:]
	}
	res, err := f.Result()
	return all, res, err
}

func xhr(t *testing.T, contentType string, body *fetch.BodyInit) *fetch.Request {
	t.Helper()
	req, err := fetch.NewXMLHttpRequest(page(t, "https://app.example/"), fetch.XMLHttpRequest{
		Method: "POST", URL: "https://api.example/x", Headers: lines("Content-Type", contentType), Body: body,
	})
	if err != nil {
		t.Fatal(err)
	}
	return req
}

func answer(status int, pairs ...string) fetch.Response {
	return fetch.Response{Status: status, Headers: append(lines("Access-Control-Allow-Origin", "*"), lines(pairs...)...)}
}

// TestSeams has of each seam of a profile what records of engines do not show.
func TestSeams(t *testing.T) {
	text := fetch.TextBody("x")
	post := fetch.RequestInit{Method: new("POST"), Body: text}
	for _, tc := range []struct {
		name, why string
		profile   fetch.Profile
		req       *fetch.Request
		header    string
		answers   []fetch.Response
		want      []sent
	}{
		{"an Origin that is kept", "as it was sent, whatever the policy has become",
			fetch.Profile{Request: fetch.RequestRules{KeepsOrigin: true}},
			request(t, "/x", fetch.RequestInit{Method: new("POST"), Mode: new(fetch.ModeNoCORS), ReferrerPolicy: new(fetch.ReferrerPolicyNoReferrer)}), "Origin",
			[]fetch.Response{answer(307, "Location", "/y", "Referrer-Policy", "origin"), answer(200)},
			[]sent{{false, "POST", "null"}, {false, "POST", "null"}}},
		{"an Origin that is not kept", "to another origin, whatever the policy has become",
			fetch.Profile{Request: fetch.RequestRules{KeepsOrigin: true}},
			request(t, "/x", fetch.RequestInit{Method: new("POST"), Mode: new(fetch.ModeNoCORS)}), "Origin",
			[]fetch.Response{answer(307, "Location", "https://api.example/", "Referrer-Policy", "no-referrer"), answer(200)},
			[]sent{{false, "POST", "https://app.example"}, {false, "POST", "https://app.example"}}},
		{"headers that are dropped anew", "by the method that the request began with, which both redirects change",
			fetch.Profile{Redirect: fetch.RedirectRules{DropsAnew: true}},
			request(t, "/x", post), "Content-Type",
			[]fetch.Response{answer(302, "Location", "/y"), answer(302, "Location", "/z"), answer(200)},
			[]sent{{false, "POST", "text/plain;charset=UTF-8"}, {false, "GET", ""}, {false, "GET", ""}}},
		{"a type that is judged as it was set", "it is sent as it was corrected",
			fetch.Profile{Preflight: fetch.PreflightRules{JudgesTypeAsSet: true}},
			xhr(t, "text/plain;charset=a", text), "Content-Type",
			[]fetch.Response{answer(200)},
			[]sent{{false, "POST", "text/plain;charset=UTF-8"}}},
		{"a type that is no more", "a redirect dropped it, so it is not judged",
			fetch.Profile{Preflight: fetch.PreflightRules{JudgesTypeAsSet: true}},
			xhr(t, "application/json", text), "Content-Type",
			[]fetch.Response{answer(200, "Access-Control-Allow-Headers", "content-type"), answer(303, "Location", "/y"), answer(200)},
			[]sent{{true, "OPTIONS", ""}, {false, "POST", "application/json"}, {false, "GET", ""}}},
		{"a type that is corrected", "by the profile, of a text",
			fetch.Profile{Request: fetch.RequestRules{ContentType: func(string, string) string { return "text/css" }}},
			xhr(t, "text/plain", text), "Content-Type",
			[]fetch.Response{answer(200, "Access-Control-Allow-Headers", "content-type"), answer(200)},
			[]sent{{true, "OPTIONS", ""}, {false, "POST", "text/css"}}},
		{"a type that is not corrected", "of what is no text",
			fetch.Profile{Request: fetch.RequestRules{ContentType: func(string, string) string { return "text/css" }}},
			xhr(t, "text/plain", &fetch.BodyInit{Body: fetch.BodyOf(1)}), "Content-Type",
			[]fetch.Response{answer(200)},
			[]sent{{false, "POST", "text/plain"}}},
		{"a manual redirect", "one with a location is no failure",
			fetch.Profile{Redirect: fetch.RedirectRules{ManualFails: true}},
			request(t, "/x", fetch.RequestInit{Redirect: new(fetch.RedirectManual)}), "Origin",
			[]fetch.Response{answer(302, "Location", "/y")},
			[]sent{{false, "GET", ""}}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, _, err := playAll(t, &fetch.UserAgent{Profile: tc.profile}, tc.req, tc.header, tc.answers...)
			if err != nil {
				t.Fatalf("%v: %s", err, tc.why)
			}
			if diff := cmp.Diff(tc.want, got, cmp.AllowUnexported(sent{})); diff != "" {
				t.Errorf("%s: -want +got\n%s", tc.why, diff)
			}
		})
	}
}

func TestSeamThatRefuses(t *testing.T) {
	ua := &fetch.UserAgent{Profile: fetch.Profile{Request: fetch.RequestRules{
		Refuses: func(r *fetch.Request) (fetch.Code, string) { return fetch.CodeSchemeUnsupported, r.URL.String() },
	}}}
	_, _, err := playAll(t, ua, request(t, "/x", fetch.RequestInit{}), "")
	if refused, ok := errors.AsType[*fetch.NetworkError](err); !ok || refused.Code != fetch.CodeSchemeUnsupported || refused.Got != "https://app.example/x" {
		t.Errorf("got %#v", err)
	}
}

// TestSeamThatRefusesLater: the URL that a redirect led to is named, without its credentials.
func TestSeamThatRefusesLater(t *testing.T) {
	ua := &fetch.UserAgent{Profile: fetch.Profile{Redirect: fetch.RedirectRules{
		RefusesCredentials: func(fetch.Redirection) (refuses, later bool) { return true, true },
	}}}
	_, _, err := playAll(t, ua, request(t, "https://api.example/x", fetch.RequestInit{}), "", answer(302, "Location", "https://u:p@api.example/y"))
	refused, ok := errors.AsType[*fetch.NetworkError](err)
	if !ok || refused.Code != fetch.CodeRedirectCredentialsForeign || refused.Header != "Location" || refused.Got != "https://api.example/y" {
		t.Errorf("got %#v", err)
	}
}

func TestSeamOfNames(t *testing.T) {
	ua := &fetch.UserAgent{Profile: fetch.Profile{Response: fetch.ResponseRules{NamesAsTheyAre: func(*fetch.Request) bool { return true }}}}
	_, res, err := playAll(t, ua, request(t, "/x", fetch.RequestInit{}), "", fetch.Response{Status: 200, Headers: lines("X-B", "1", "x-A", "2", "x-b", "3")})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(lines("x-A", "2", "X-B", "1, 3"), res.Visible()); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// TestSeamsOfTheCache looks whether the last request needs a preflight.
func TestSeamsOfTheCache(t *testing.T) {
	put := request(t, "https://api.example/x", fetch.RequestInit{Method: new("PUT")})
	allowed := answer(204, "Access-Control-Allow-Methods", "PUT", "Access-Control-Max-Age", "100")
	refused := answer(404, "Access-Control-Allow-Methods", "PUT", "Access-Control-Max-Age", "100")
	for _, tc := range []struct {
		name, why string
		rules     fetch.CachingRules
		first     fetch.Response // the answer to a first preflight
		between   *fetch.Request // fails
		preflight bool
	}{
		{"stores", "as the standard has it", fetch.CachingRules{}, allowed, nil, false},
		{"stores refused", "a status is no list that refuses", fetch.CachingRules{StoresRefused: true, Keeps: true}, refused, nil, true},
		{"clears simple", "not for no-cors", fetch.CachingRules{ClearsSimple: true}, allowed,
			request(t, "https://api.example/x", fetch.RequestInit{Mode: new(fetch.ModeNoCORS)}), false},
		{"clears simple, CORS", "a CORS request without preflight clears", fetch.CachingRules{ClearsSimple: true}, allowed,
			request(t, "https://api.example/x", fetch.RequestInit{}), true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			ua := &fetch.UserAgent{Preflights: cache.New(cache.Limits{}), Now: clock, Profile: fetch.Profile{Caching: tc.rules}}
			ua.Start(put).Receive(tc.first)
			if tc.between != nil {
				ua.Start(tc.between).Fail(nil)
			}
			if out := ua.Start(put).Next(); out.Preflight != tc.preflight {
				t.Errorf("sends a preflight: %t, want %t: %s", out.Preflight, tc.preflight, tc.why)
			}
		})
	}
}

// TestFilteredResponse looks at what is not for script.
func TestFilteredResponse(t *testing.T) {
	final := fetch.Response{Status: 200, Headers: lines("Access-Control-Allow-Origin", "null", "Access-Control-Allow-Credentials", "true", "X-A", "1")}
	redirect := fetch.Response{Status: 302, Headers: lines("Access-Control-Allow-Origin", "https://app.example", "Access-Control-Allow-Credentials", "true",
		"Location", "https://other.test/")}
	_, res, err := playAll(t, new(fetch.UserAgent), request(t, "https://api.example/x", fetch.RequestInit{Credentials: new(fetch.CredentialsInclude)}), "", redirect, final)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(final, res.Internal); diff != "" {
		t.Errorf("internal response: -want +got\n%s", diff)
	}
	if res.RedirectTaint != fetch.TaintCrossSite || !res.RequestIncludesCredentials {
		t.Errorf("taint %v, includes credentials %t", res.RedirectTaint, res.RequestIncludesCredentials)
	}
	_, res, err = playAll(t, new(fetch.UserAgent), &fetch.Request{URL: parse(t, "data:,hi"), Client: page(t, "https://app.example/"), LocalURLsOnly: true}, "")
	if err != nil || string(res.LocalBody) != "hi" {
		t.Errorf("body %q, %v", res.LocalBody, err)
	}
}

// TestReusedFetchOfAnotherPage: what a URL is to one page it is not to the next.
func TestReusedFetchOfAnotherPage(t *testing.T) {
	ua, f := new(fetch.UserAgent), new(fetch.Fetch)
	for from, want := range map[string]fetch.ResponseType{"https://app.example/": fetch.ResponseCORS, "https://api.example/": fetch.ResponseBasic} {
		for range 2 {
			ua.StartInto(f, &fetch.Request{URL: parse(t, "https://api.example/x"), Client: page(t, from), Mode: fetch.ModeCORS})
			f.Receive(answer(200))
			if res, err := f.Result(); err != nil || res.Type != want {
				t.Errorf("from %s: %v, %v, want %v", from, res, err, want)
			}
		}
	}
	ua.StartInto(f, request(t, "https://api.example/x", fetch.RequestInit{}))
	f.Receive(answer(200))
	ua.StartInto(f, &fetch.Request{URL: parse(t, "https://api.example/x"), Client: page(t, "https://api.example/"), Mode: fetch.ModeCORS})
	f.Receive(answer(200))
	if res, err := f.Result(); err != nil || res.Type != fetch.ResponseBasic {
		t.Errorf("%v, %v, want a basic response", res, err)
	}
}

// TestEmptyTrace: a trace need not have any function.
func TestEmptyTrace(t *testing.T) {
	ua := &fetch.UserAgent{Preflights: cache.New(cache.Limits{}), Now: clock}
	req := request(t, "https://api.example/x", fetch.RequestInit{Method: new("PUT")})
	req.Trace = new(fetch.Trace)
	_, res, err := playAll(t, ua, req, "", answer(204, "Access-Control-Allow-Methods", "PUT"), answer(200))
	if err != nil || res.Type != fetch.ResponseCORS {
		t.Errorf("%v, %v", res, err)
	}
}

// TestBodyOfUnknownLength: null has no Content-Length, whatever the body.
func TestBodyOfUnknownLength(t *testing.T) {
	req := &fetch.Request{Method: "POST", URL: parse(t, "https://app.example/x"), Client: page(t, "https://app.example/"), Body: fetch.BodyOf(-1)}
	if got := new(fetch.UserAgent).Start(req).Next().Headers; got.Contains("Content-Length") {
		t.Errorf("sends %v", got)
	}
}

func TestReferrerWithoutURL(t *testing.T) {
	for _, r := range []fetch.Referrer{{}, fetch.NoReferrer()} {
		if u, ok := r.URL(); ok {
			t.Errorf("%v has the URL %v", r, u)
		}
	}
}
