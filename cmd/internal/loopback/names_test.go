package loopback

import (
	"errors"
	"strings"
	"testing"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/origin"
	"github.com/corsref/corsref/origin/psl"
)

// hosts are the hosts that the tests know.
var hosts = []string{
	"app.example", "www.app.example", "api.example", "example", "a.b.example", "app.example.", "xn--bcher-kva.example",
	"x_y.app.example", "a*b.example", "192.0.2.1", "[::1]", "localhost",
}

func TestNamesThereAndBack(t *testing.T) {
	n, err := newNames(17, hosts, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct{ name, why, text, want string }{
		{"domain", "the registrable domain becomes one label", "https://app.example", "https://s17-app-example.test"},
		{"subdomain", "labels before it stay", "https://www.app.example/", "https://www.s17-app-example.test/"},
		{"other site", "another domain, another site", "api.example", "s17-api-example.test"},
		{"single label", "a public suffix is its own site", "http://example:8080/x", "http://s17-example.test:8080/x"},
		{"trailing dot", "a host of its own", "http://app.example./", "http://s17-app-example.test./"},
		{"punycode", "a label that begins with xn-- no more", "xn--bcher-kva.example", "s17-xn--bcher-kva-example.test"},
		{"upper case", "case is what a check may turn on", "https://APP.Example", "https://s17-APP-Example.test"},
		{"userinfo", "a host follows the at sign", "https://u:p@api.example/", "https://u:p@s17-api-example.test/"},
		{"list", "every host in a value", "https://app.example, https://api.example", "https://s17-app-example.test, https://s17-api-example.test"},
		{"wildcard label", "a value that only looks like a pattern", "https://*.app.example", "https://*.s17-app-example.test"},
		{"cookie domain", "a dot before", "Domain=.app.example", "Domain=.s17-app-example.test"},
		{"path", "hosts anywhere in a URL", "/r?to=https://api.example/", "/r?to=https://s17-api-example.test/"},
		{"longer host", "another host", "https://app.example.evil", "https://app.example.evil"},
		{"unknown subdomain", "another host", "https://evil.app.example", "https://evil.app.example"},
		{"prefix", "another host", "https://evilapp.example", "https://evilapp.example"},
		{"bytes", "bytes are part of a host", "https://\xe9app.example", "https://\xe9app.example"},
		{"escape", "so are escapes", "https://%61app.example", "https://%61app.example"},
		{"odd host", "characters that end a host elsewhere", "http://a*b.example, x", "http://s17-a*b-example.test, x"},
		{"odd host escaped", "the spelling is kept", "http://a%2ab.example/", "http://s17-a%2ab-example.test/"},
		{"address", "another port in place of the default", "http://192.0.2.1/x", "http://192.0.2.1:20272/x"},
		{"address with TLS", "its default port is another", "https://192.0.2.1/x", "https://192.0.2.1:20273/x"},
		{"address with a port", "another port", "http://[::1]:3000", "http://[::1]:20274"},
		{"this machine", "localhost keeps its name", "http://u:p@localhost:3000/", "http://u:p@localhost:20274/"},
		{"bad port", "it stays bad", "http://localhost:25/", "http://localhost:25/"},
		{"address in disguise", "the spelling is kept", "http://0xC0.0.2.1/", "http://0xC0.0.2.1:20272/"},
		{"address that is no host", "only what stands in a URL", "192.0.2.1", "192.0.2.1"},
		{"nothing", "no host", "*", "*"},
		{"empty", "no text", "", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := n.Out(tc.text)
			if got != tc.want {
				t.Errorf("Out(%q) = %q, want %q: %s", tc.text, got, tc.want, tc.why)
			}
			if back := n.Back(got); back != tc.text {
				t.Errorf("Back(%q) = %q, want %q", got, back, tc.text)
			}
		})
	}
}

// TestNamesKeepRelations compares every pair of hosts before and after, with and without a public suffix list.
func TestNamesKeepRelations(t *testing.T) {
	all := append([]string{"co.uk", "a.co.uk", "b.co.uk", "www.b.co.uk"}, hosts...)
	for _, sites := range []origin.PublicSuffixList{nil, psl.List} {
		n, err := newNames(1, all, sites)
		if err != nil {
			t.Fatal(err)
		}
		parse := func(host string) origin.Origin {
			o, err := origin.Parse("https://" + host)
			if err != nil {
				t.Fatal(err)
			}
			return o
		}
		for _, a := range all {
			for _, b := range all {
				was := origin.SameSite(parse(a), parse(b), sites)
				is := origin.SameSite(parse(n.Out(a)), parse(n.Out(b)), psl.List)
				if was != is {
					t.Errorf("%s and %s: same site %t, as %s and %s %t", a, b, was, n.Out(a), n.Out(b), is)
				}
			}
		}
	}
}

func TestStageCannotRun(t *testing.T) {
	s := listen(t, Config{})
	location := func(value string) []conformance.Rule {
		return []conformance.Rule{{Headers: conformance.Fields{{Name: "location", Value: value}}}}
	}
	for _, tc := range []struct {
		name, why string
		scenario  conformance.Scenario
		want      string // part of the reason; "" when it can run
	}{
		{"plain", "domains can be renamed", conformance.Scenario{Fetches: []conformance.FetchInit{{URL: "https://api.example"}}}, ""},
		{"invalid URL", "nothing is sent there", conformance.Scenario{Fetches: []conformance.FetchInit{{URL: "https://a b"}}}, ""},
		{"data URL", "nothing is sent there", conformance.Scenario{Fetches: []conformance.FetchInit{{URL: "data:,x"}}}, ""},
		{"relative URL", "its base is the page", conformance.Scenario{Page: origin.MustParseURL("https://app.example/x"), Fetches: []conformance.FetchInit{{URL: "y"}}}, ""},
		{"IPv4", "an address gets another port", conformance.Scenario{Fetches: []conformance.FetchInit{{URL: "http://192.0.2.1/"}}}, ""},
		{"IPv4 in disguise", "the spelling is kept", conformance.Scenario{Fetches: []conformance.FetchInit{{URL: "http://0xC0.0.2.1/"}}}, ""},
		{"IPv6", "an address gets another port", conformance.Scenario{Fetches: []conformance.FetchInit{{URL: "http://[::1]/"}}}, ""},
		{"localhost", "trusted by its name, so only the port changes", conformance.Scenario{Fetches: []conformance.FetchInit{{URL: "http://localhost:3000/"}}}, ""},
		{"below localhost", "trusted by its name, so only the port changes", conformance.Scenario{Origin: origin.MustParse("http://a.localhost"), Fetches: []conformance.FetchInit{{URL: "/"}}}, ""},
		{"odd host", "its characters are kept", conformance.Scenario{Origin: origin.MustParse("http://app(1).example"), Fetches: []conformance.FetchInit{{URL: "/"}}}, ""},
		{"empty label", "DNS has none", conformance.Scenario{Fetches: []conformance.FetchInit{{URL: "http://a..example/"}}}, "empty label"},
		{"long label", "no room for a prefix", conformance.Scenario{Fetches: []conformance.FetchInit{{URL: "http://" + strings.Repeat("a", 60) + ".example/"}}}, "too long"},
		{"international domain", "the spelling is what the client parses", conformance.Scenario{Fetches: []conformance.FetchInit{{URL: "https://bücher.example/"}}}, "spelled"},
		{"escaped host", "the escapes are kept", conformance.Scenario{Fetches: []conformance.FetchInit{{URL: "https://%61pi.example/"}}}, ""},
		{"hyphen for dot", "two hosts would be one", conformance.Scenario{Fetches: []conformance.FetchInit{{URL: "https://app-example/"}}}, "the same name"},
		{"hyphen for dot, below", "two sites would be one", conformance.Scenario{Origin: origin.MustParse("https://www.app.example"), Fetches: []conformance.FetchInit{{URL: "https://app-example/"}}}, "same site"},
		{"international label", "the registrable domain is ASCII", conformance.Scenario{Fetches: []conformance.FetchInit{{URL: "https://bücher.one.example/"}}}, ""},
		{"tab in host", "the spelling is what the client parses", conformance.Scenario{Fetches: []conformance.FetchInit{{URL: "https://ap\ti.example/"}}}, "spelled"},
		{"upper case", "case can be kept", conformance.Scenario{Fetches: []conformance.FetchInit{{URL: "HTTPS:\\\\API.example"}}}, ""},
		{"Location to an address", "a default port is one for both schemes", conformance.Scenario{Server: location("//10.0.0.1/")}, ""},
		{"Location", "a relative one names no host", conformance.Scenario{Server: location("/x")}, ""},
		{"Location with bytes", "the spelling is what the client parses", conformance.Scenario{Server: location("https://b\u00c3\u00bccher.example/")}, "spelled"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			sc := tc.scenario
			if sc.Origin.IsZero() {
				sc.Origin = origin.MustParse("https://app.example")
			}
			st, err := s.Stage(&sc, nil)
			var refused *CannotRunError
			switch {
			case err == nil && tc.want == "":
				st.Close()
			case err == nil:
				t.Errorf("it can run as %+v: %s", st.Told(), tc.why)
			case !errors.As(err, &refused) || tc.want == "" || !strings.Contains(refused.Reason, tc.want):
				t.Errorf("got %v, want %q: %s", err, tc.want, tc.why)
			}
		})
	}
}
