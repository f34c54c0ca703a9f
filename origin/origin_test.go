package origin_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/corsref/corsref/origin"
)

// originCases are strings for ParseOrigin: accepted where code is "", else refused with code, offset and suggestion.
var originCases = []struct {
	name       string
	why        string
	input      string
	code       origin.FailureCode
	offset     int
	suggestion string
	note       origin.Note
}{
	{name: "https", why: "scheme and host", input: "https://app.example"},
	{name: "port", why: "a port that is not the default", input: "https://app.example:8443"},
	{name: "port zero", why: "zero is a port like others", input: "https://app.example:0"},
	{name: "null", why: "an opaque origin", input: "null"},
	{name: "ipv4", why: "a dotted decimal", input: "http://127.0.0.1:3000"},
	{name: "ipv6", why: "an address in brackets", input: "http://[::1]:3000"},
	{name: "localhost", why: "a domain of one label", input: "http://localhost:3000"},
	{name: "ws", why: "every special scheme", input: "ws://app.example"},
	{name: "extension", why: "an embedder's scheme with an opaque host", input: "chrome-extension://abcdefghijklmnop"},
	{name: "embedder port", why: "schemes that are not special have no default port", input: "app://host:80"},
	{name: "embedder ipv6", why: "addresses in brackets with any scheme", input: "app://[::1]"},
	{name: "file host", why: "an embedder may give file URLs tuple origins", input: "file://server"},
	{name: "punycode", why: "as serialized", input: "https://xn--mnchen-3ya.example"},
	{name: "trailing dot", why: "a serialization outside the header's grammar", input: "https://app.example.", note: origin.Note{Code: origin.NoteTrailingDot, Offset: 19}},
	{name: "trailing dot and port", why: "the dot ends the host", input: "https://app.example.:8443", note: origin.Note{Code: origin.NoteTrailingDot, Offset: 19}},
	{name: "underscore", why: "no letter, digit or hyphen", input: "https://a_b.example", note: origin.Note{Code: origin.NoteUnderscore, Offset: 9}},
	{name: "hyphen first", why: "a label begins with a letter or digit", input: "https://a.-b.example", note: origin.Note{Code: origin.NoteHyphen, Offset: 10}},
	{name: "hyphen last", why: "and ends with one", input: "https://a-.example", note: origin.Note{Code: origin.NoteHyphen, Offset: 9}},
	{name: "empty label", why: "a label is not empty", input: "https://a..example", note: origin.Note{Code: origin.NoteEmptyLabel, Offset: 10}},
	{name: "leading dot", why: "nor is the first", input: "https://.example", note: origin.Note{Code: origin.NoteEmptyLabel, Offset: 8}},
	{name: "dot alone", why: "nor the only one", input: "https://.", note: origin.Note{Code: origin.NoteEmptyLabel, Offset: 8}},
	{name: "asterisk", why: "allowed in a domain, not in the grammar", input: "https://*.example", note: origin.Note{Code: origin.NoteCodePoint, Offset: 8}},
	{name: "upper-case opaque host", why: "opaque hosts keep their case", input: "app://Host", note: origin.Note{Code: origin.NoteUpperCase, Offset: 6}},
	{name: "percent opaque host", why: "and their escapes", input: "app://h%C3%B6", note: origin.Note{Code: origin.NotePercent, Offset: 7}},

	{name: "trailing slash", why: "the commonest mistake", input: "https://app.example/", code: origin.CodeOriginTrailingSlash, offset: 19, suggestion: "https://app.example"},
	{name: "trailing slash after port", why: "also after a port", input: "http://localhost:3000/", code: origin.CodeOriginTrailingSlash, offset: 21, suggestion: "http://localhost:3000"},
	{name: "trailing slash embedder", why: "also with other schemes", input: "app://host/", code: origin.CodeOriginTrailingSlash, offset: 10, suggestion: "app://host"},
	{name: "path", why: "an origin has none", input: "https://app.example/login", code: origin.CodeOriginHasPath, offset: 19, suggestion: "https://app.example"},
	{name: "two slashes", why: "a path too", input: "https://app.example//", code: origin.CodeOriginHasPath, offset: 19, suggestion: "https://app.example"},
	{name: "backslash", why: "a slash by another name", input: `https://app.example\`, code: origin.CodeOriginHasPath, offset: 19, suggestion: "https://app.example"},
	{name: "query", why: "an origin has none", input: "https://app.example?x", code: origin.CodeOriginHasQuery, offset: 19, suggestion: "https://app.example"},
	{name: "fragment", why: "an origin has none", input: "https://app.example#x", code: origin.CodeOriginHasFragment, offset: 19, suggestion: "https://app.example"},
	{name: "default port https", why: "never serialized", input: "https://app.example:443", code: origin.CodeOriginDefaultPort, offset: 19, suggestion: "https://app.example"},
	{name: "default port http", why: "never serialized", input: "http://app.example:80", code: origin.CodeOriginDefaultPort, offset: 18, suggestion: "http://app.example"},
	{name: "empty port", why: "no colon without port", input: "https://app.example:", code: origin.CodeOriginPortSpelling, offset: 19, suggestion: "https://app.example"},
	{name: "port leading zero", why: "shortest decimal", input: "https://app.example:08443", code: origin.CodeOriginPortSpelling, offset: 19, suggestion: "https://app.example:8443"},
	{name: "port out of range", why: "no URL either", input: "https://app.example:65536", code: origin.CodePortOutOfRange, offset: 20},
	{name: "port wildcard", why: "there are no port patterns", input: "https://app.example:*", code: origin.CodePortInvalid, offset: 20},
	{name: "upper-case host", why: "domains are lowercased", input: "https://App.example", code: origin.CodeOriginHostCase, offset: 8, suggestion: "https://app.example"},
	{name: "upper-case scheme", why: "schemes are lowercased", input: "HTTPS://app.example", code: origin.CodeOriginSchemeCase, offset: 0, suggestion: "https://app.example"},
	{name: "leftmost first", why: "of two mistakes the leftmost is named", input: "https://App.example/", code: origin.CodeOriginHostCase, offset: 8, suggestion: "https://app.example"},
	{name: "credentials in another scheme", why: "neither there", input: "app://user@host", code: origin.CodeOriginHasCredentials, offset: 6, suggestion: "app://host"},
	{name: "credentials", why: "never in an origin", input: "https://user:pass@app.example", code: origin.CodeOriginHasCredentials, offset: 8, suggestion: "https://app.example"},
	{name: "at sign", why: "nor empty ones", input: "https://@app.example", code: origin.CodeOriginHasCredentials, offset: 8, suggestion: "https://app.example"},
	{name: "unicode host", why: "serializations are ASCII", input: "https://münchen.example", code: origin.CodeOriginHostNotASCII, offset: 9, suggestion: "https://xn--mnchen-3ya.example"},
	{name: "short ipv4", why: "four decimals", input: "http://127.1", code: origin.CodeOriginHostSpelling, offset: 7, suggestion: "http://127.0.0.1"},
	{name: "long ipv6", why: "compressed", input: "http://[0:0:0:0:0:0:0:1]", code: origin.CodeOriginHostSpelling, offset: 7, suggestion: "http://[::1]"},
	{name: "percent-encoded host", why: "decoded", input: "https://%61pp.example", code: origin.CodeOriginHostSpelling, offset: 8, suggestion: "https://app.example"},
	{name: "no scheme", why: "a host is no origin", input: "app.example", code: origin.CodeOriginMissingScheme, offset: 0},
	{name: "no scheme but port", why: "this is a URL with the scheme localhost", input: "localhost:3000", code: origin.CodeOriginMissingScheme, offset: 0},
	{name: "scheme-relative", why: "an origin has its scheme", input: "//app.example", code: origin.CodeOriginMissingScheme, offset: 0},
	{name: "no slashes", why: "URLs forgive it, origins do not", input: "https:app.example", code: origin.CodeOriginSlashes, offset: 6},
	{name: "one slash", why: "neither one", input: "https:/app.example", code: origin.CodeOriginSlashes, offset: 6},
	{name: "three slashes", why: "nor three", input: "https:///app.example", code: origin.CodeOriginHostMissing, offset: 8, suggestion: "https://app.example"},
	{name: "file", why: "no URL has an origin with an empty host", input: "file://", code: origin.CodeOriginHostMissing, offset: 7},
	{name: "no host", why: "nothing after the slashes", input: "https://", code: origin.CodeOriginHostMissing, offset: 8},
	{name: "port without host", why: "nor before the port", input: "https://:8443", code: origin.CodeOriginHostMissing, offset: 8},
	{name: "data URL", why: "a URL whose origin is opaque", input: "data:text/plain,x", code: origin.CodeOriginHostMissing, offset: 5},
	{name: "blob URL", why: "a URL, not an origin", input: "blob:https://app.example", code: origin.CodeOriginHostMissing, offset: 5},
	{name: "empty", why: "nothing is no origin", input: "", code: origin.CodeOriginEmpty, offset: 0},
	{name: "wildcard", why: "a header value, not an origin", input: "*", code: origin.CodeOriginWildcard, offset: 0},
	{name: "null upper case", why: "null is case-sensitive", input: "NULL", code: origin.CodeOriginNullCase, offset: 0, suggestion: "null"},
	{name: "list of spaces", why: "one origin only", input: "https://a.example https://b.example", code: origin.CodeOriginList, offset: 18},
	{name: "list of commas", why: "one origin only", input: "https://a.example,https://b.example", code: origin.CodeOriginList, offset: 18},
	{name: "list with null", why: "null is one too", input: "https://a.example, null", code: origin.CodeOriginList, offset: 19},
	{name: "space after", why: "nothing is trimmed", input: "https://app.example ", code: origin.CodeOriginWhitespace, offset: 19, suggestion: "https://app.example"},
	{name: "newline inside", why: "nothing is removed", input: "https://app\n.example", code: origin.CodeOriginWhitespace, offset: 11, suggestion: "https://app.example"},
	{name: "bad host", why: "no URL either", input: "https://a^b", code: origin.CodeDomainInvalidCodePoint, offset: 9},
	{name: "bad opaque host", why: "no URL either", input: "app://a^b", code: origin.CodeHostInvalidCodePoint, offset: 7},
	{name: "unclosed bracket", why: "no URL either", input: "https://[::1", code: origin.CodeIPv6Unclosed, offset: 8},
}

func TestParseOrigin(t *testing.T) {
	for _, c := range originCases {
		t.Run(c.name, func(t *testing.T) {
			o, err := origin.Parse(c.input)
			if c.code == "" {
				if err != nil {
					t.Fatalf("%s: %v", c.why, err)
				}
				if o.String() != c.input || o.Note() != c.note {
					t.Errorf("%s: got %q, note %+v %v, want note %+v", c.why, o, o.Note(), o.Note(), c.note)
				}
				return
			}
			var e *origin.ParseError
			if !errors.As(err, &e) {
				t.Fatalf("%s: got %q, %v, want %s", c.why, o, err, c.code)
			}
			want := origin.ParseError{Code: c.code, Input: c.input, Offset: c.offset, Suggestion: c.suggestion}
			if diff := cmp.Diff(want, *e); diff != "" {
				t.Errorf("%s: want (-), got (+):\n%s", c.why, diff)
			}
			checkError(t, err, c.input)
		})
	}
}

func TestErrorSentences(t *testing.T) {
	for _, c := range []struct{ name, why, input, want string }{
		{"trailing slash", "says the mistake, the place and what to write", "https://app.example/",
			`origin "https://app.example/" has a trailing slash, which an origin never has (byte 19); remove the slash: "https://app.example"`},
		{"not a URL", "the sentence of the URL parser", "https://app.example:99999",
			`URL "https://app.example:99999" has a port above 65535 (byte 20); use a port from 0 to 65535`},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := origin.Parse(c.input)
			if err == nil || err.Error() != c.want {
				t.Errorf("%s: got\n%v, want\n%s", c.why, err, c.want)
			}
		})
	}
}

func TestSameOrigin(t *testing.T) {
	opaque := origin.NewOpaque()
	of := func(input string) origin.Origin { return origin.MustParseURL(input).Origin() }
	for _, c := range []struct {
		name string
		why  string
		a, b origin.Origin
		want bool
	}{
		{"paths", "only scheme, host and port count", of("https://a.example/x"), of("https://a.example/y?z#f"), true},
		{"credentials", "credentials do not count", of("https://u:p@a.example/"), of("https://a.example/"), true},
		{"default port", "the default port is null", of("https://a.example:443/"), of("https://a.example/"), true},
		{"parsed", "a serialization is as good as a URL", origin.MustParse("https://a.example"), of("https://a.example/"), true},
		{"blob", "a blob has the origin of its inner URL", of("blob:https://a.example/1"), of("https://a.example/"), true},
		{"port", "another port", of("https://a.example:8443/"), of("https://a.example/"), false},
		{"scheme", "another scheme", of("http://a.example/"), of("https://a.example/"), false},
		{"host", "another host", of("https://a.example/"), of("https://b.example/"), false},
		{"trailing dot", "another host", of("https://a.example./"), of("https://a.example/"), false},
		{"ws", "ws is not http", of("ws://a.example/"), of("http://a.example/"), false},
		{"opaque", "an opaque origin is itself", opaque, opaque, true},
		{"opaque copy", "and so is a clone", opaque, opaque.Clone(), true},
		{"two opaque", "but no other", opaque, origin.NewOpaque(), false},
		{"two null", "whatever its serialization", origin.MustParse("null"), origin.MustParse("null"), false},
		{"data URLs", "a URL with opaque origin is not same origin with itself", of("data:,"), of("data:,"), false},
		{"opaque and none", "no origin is no opaque origin", opaque, origin.Origin{}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.a.SameOrigin(c.b) != c.want || c.b.SameOrigin(c.a) != c.want || (c.a == c.b) != c.want {
				t.Errorf("%s: %q and %q, want %t", c.why, c.a, c.b, c.want)
			}
		})
	}
}

func TestOriginParts(t *testing.T) {
	type parts struct {
		Scheme, Host  string
		Port          uint16
		HasPort       bool
		Effective     uint16
		HasEffective  bool
		Opaque, Zero  bool
		Serialization string
	}
	for _, c := range []struct {
		name string
		why  string
		o    origin.Origin
		want parts
	}{
		{"default port", "null, but effective", origin.MustParse("https://a.example"), parts{"https", "a.example", 0, false, 443, true, false, false, "https://a.example"}},
		{"port", "both", origin.MustParseURL("http://u@[::1]:8080/x").Origin(), parts{"http", "[::1]", 8080, true, 8080, true, false, false, "http://[::1]:8080"}},
		{"no default", "schemes that are not special have none", origin.MustParse("app://host"), parts{"app", "host", 0, false, 0, false, false, false, "app://host"}},
		{"opaque", "null has no parts", origin.NewOpaque(), parts{"", "", 0, false, 0, false, true, false, "null"}},
		{"zero", "the zero Origin is none", origin.Origin{}, parts{"", "", 0, false, 0, false, false, true, ""}},
		{"zero URL", "and so is that of the zero URL", origin.URL{}.Origin(), parts{"", "", 0, false, 0, false, false, true, ""}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := parts{Scheme: c.o.Scheme(), Host: c.o.Host(), Opaque: c.o.IsOpaque(), Zero: c.o.IsZero(), Serialization: string(c.o.AppendTo(nil))}
			got.Port, got.HasPort = c.o.Port()
			got.Effective, got.HasEffective = c.o.EffectivePort()
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("%s: want (-), got (+):\n%s", c.why, diff)
			}
		})
	}
}
