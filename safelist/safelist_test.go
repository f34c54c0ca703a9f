package safelist_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/safelist"
)

func TestMethods(t *testing.T) {
	type want struct {
		Safelisted, Forbidden bool
		Normalized            byteString
	}
	for _, r := range rows[byteString, want](t, "method.json") {
		t.Run(r.Name, func(t *testing.T) {
			m := string(r.Input)
			got := want{safelist.IsCORSSafelistedMethod(m), safelist.IsForbiddenMethod(m), byteString(safelist.NormalizeMethod(m))}
			if got != r.Want {
				t.Errorf("got %+v, want %+v: %s", got, r.Want, r.Why)
			}
		})
	}
}

func TestRequestHeader(t *testing.T) {
	for _, r := range rows[pair, bool](t, "cors-safelisted-request-header.json") {
		t.Run(r.Name, func(t *testing.T) {
			name, value := string(r.Input[0]), string(r.Input[1])
			if got := safelist.IsCORSSafelistedRequestHeader(name, value); got != r.Want {
				t.Errorf("RequestHeader(%q, %q) = %v, want %v: %s", name, value, got, r.Want, r.Why)
			}
			if reason := safelist.ExplainRequestHeader(name, value); reason.Safe() != r.Want {
				t.Errorf("ExplainRequestHeader(%q, %q) = %v, want %v: %s", name, value, reason, r.Want, r.Why)
			}
		})
	}
}

// Every byte in the values of each name, against the standard's sets spelled out.
func TestRequestHeaderBytes(t *testing.T) {
	const unsafeBytes = "\x00\x01\x02\x03\x04\x05\x06\x07\x08\x0A\x0B\x0C\x0D\x0E\x0F" +
		"\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1A\x1B\x1C\x1D\x1E\x1F" + "\"():<>?@[\\]{}\x7F"
	const languageBytes = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz *,-.;="
	for i := range 256 {
		b := string([]byte{byte(i)})
		safe := !strings.Contains(unsafeBytes, b)
		language := strings.Contains(languageBytes, b)
		if got := safelist.IsCORSUnsafeRequestHeaderByte(byte(i)); got == safe {
			t.Errorf("CORSUnsafeRequestHeaderByte(0x%02X) = %v, want %v", i, got, !safe)
		}
		for name, want := range map[string]bool{"Accept": safe, "Accept-Language": language, "Content-Language": language} {
			if got := safelist.IsCORSSafelistedRequestHeader(name, "a"+b+"b"); got != want {
				t.Errorf("RequestHeader(%s, a 0x%02X b) = %v, want %v", name, i, got, want)
			}
		}
		if got := safelist.IsCORSSafelistedRequestHeader("Content-Type", "text/plain;x="+b); got != safe {
			t.Errorf("RequestHeader(Content-Type, text/plain;x= 0x%02X) = %v, want %v", i, got, safe)
		}
	}
}

func TestExplainRequestHeader(t *testing.T) {
	long := strings.Repeat("a", 129)
	for _, c := range []struct {
		name, why, header, value string
		want                     safelist.Reason
		step, text               string
	}{
		{"safe", "step 3", "Accept", "*/*", safelist.Reason{}, "", "safelisted"},
		{"name", "step 2, otherwise", "X-Foo", "1", safelist.Reason{Rule: safelist.RuleName}, "2", "name is not safelisted"},
		{"name before size", "the value is not what is wrong", "Authorization", long, safelist.Reason{Rule: safelist.RuleName}, "2", "name is not safelisted"},
		{"size", "step 1", "Accept", long, safelist.Reason{Rule: safelist.RuleValueSize, Size: 129}, "1", "value is 129 bytes, longer than 128"},
		{"size before byte", "step 1 comes first", "Accept", "(" + long, safelist.Reason{Rule: safelist.RuleValueSize, Size: 130}, "1", "value is 130 bytes, longer than 128"},
		{"unsafe byte", "step 2, accept", "Accept", "abc(d(", safelist.Reason{Rule: safelist.RuleUnsafeByte, Byte: '(', Offset: 3}, "2.1", "unsafe byte 0x28 at offset 3"},
		{"unsafe byte in Content-Type", "content-type step 2.1", "Content-Type", "{\n", safelist.Reason{Rule: safelist.RuleUnsafeByte, Byte: '{'}, "2.1", "unsafe byte 0x7B at offset 0"},
		{"language byte", "step 2, languages", "Content-Language", "de_\xFF", safelist.Reason{Rule: safelist.RuleLanguageByte, Byte: '_', Offset: 2}, "2", "byte 0x5F at offset 2 is not allowed in a language header"},
		{"language byte above ASCII", "step 2, languages", "accept-language", "\xFF", safelist.Reason{Rule: safelist.RuleLanguageByte, Byte: 0xFF}, "2", "byte 0xFF at offset 0 is not allowed in a language header"},
		{"no MIME type", "content-type step 2.3", "Content-Type", "json", safelist.Reason{Rule: safelist.RuleMIMEType}, "2.3", "value is not a MIME type"},
		{"essence", "content-type step 2.4", "Content-Type", "Application/JSON;charset=utf-8", safelist.Reason{Rule: safelist.RuleMIMEEssence, Essence: "application/json"}, "2.4", "MIME essence application/json is not safelisted"},
		{"range", "range step 2.2", "Range", "bytes=0-1,3-4", safelist.Reason{Rule: safelist.RuleRange}, "2.2", "range is not a single simple range"},
		{"range start", "range step 2.3", "Range", "bytes=-5", safelist.Reason{Rule: safelist.RuleRangeStart}, "2.3", "range has no start"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := safelist.ExplainRequestHeader(c.header, c.value)
			if got != c.want || got.Step() != c.step || got.String() != c.text {
				t.Errorf("got %#v, step %q, %q, want %#v, step %q, %q: %s", got, got.Step(), got, c.want, c.step, c.text, c.why)
			}
		})
	}
}

func TestRequestHeaderRuleString(t *testing.T) {
	const header = "https://fetch.spec.whatwg.org/#cors-safelisted-request-header"
	for _, c := range []struct {
		rule       safelist.RequestHeaderRule
		name, spec string
	}{
		{safelist.RuleNone, "safelisted", ""},
		{safelist.RuleName, "name", header},
		{safelist.RuleValueSize, "value-size", header},
		{safelist.RuleUnsafeByte, "unsafe-byte", header},
		{safelist.RuleLanguageByte, "language-byte", header},
		{safelist.RuleMIMEType, "mime-type", header},
		{safelist.RuleMIMEEssence, "mime-essence", header},
		{safelist.RuleRange, "range", header},
		{safelist.RuleRangeStart, "range-start", header},
		{safelist.RuleTotalSize, "total-size", "https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names"},
	} {
		reason := safelist.Reason{Rule: c.rule}
		if got, spec := c.rule.String(), reason.Spec(); got != c.name || spec != c.spec {
			t.Errorf("got %q of %q, want %q of %q", got, spec, c.name, c.spec)
		}
	}
}

func TestExplainRequestHeaders(t *testing.T) {
	value := strings.Repeat("a", 128)
	total := safelist.Reason{Rule: safelist.RuleTotalSize, Size: 1025}
	name := safelist.Reason{Rule: safelist.RuleName}
	if total.Step() != "5" || total.String() != "safelisted values are 1025 bytes together, more than 1024" {
		t.Errorf("got step %q, %q", total.Step(), total)
	}
	l := header.List{{Name: "X-Foo", Value: value}}
	want := []safelist.Reason{name}
	for range 8 {
		l = append(l, header.Line{Name: "Accept", Value: value})
		want = append(want, safelist.Reason{})
	}
	if got := safelist.ExplainRequestHeaders(l); !slices.Equal(got, want) {
		t.Errorf("1024 bytes: got %v, want %v", got, want)
	}
	l = append(l, header.Line{Name: "Accept-Language", Value: "a"})
	want = []safelist.Reason{name, total, total, total, total, total, total, total, total, total}
	if got := safelist.ExplainRequestHeaders(l); !slices.Equal(got, want) {
		t.Errorf("1025 bytes: got %v, want %v", got, want)
	}
	if got := safelist.ExplainRequestHeaders(nil); len(got) != 0 {
		t.Errorf("no lines: got %v", got)
	}
}

func TestUnsafeRequestHeaderNames(t *testing.T) {
	for _, r := range rows[pairs, []byteString](t, "cors-unsafe-request-header-names.json") {
		t.Run(r.Name, func(t *testing.T) {
			l, want := r.Input.list(), texts(r.Want)
			before := l.Clone()
			got := safelist.CORSUnsafeRequestHeaderNames(l)
			if !slices.Equal(got, want) {
				t.Errorf("got %q, want %q: %s", got, want, r.Why)
			}
			if len(want) == 0 && got != nil {
				t.Errorf("got %#v, want nil", got)
			}
			dst := safelist.AppendCORSUnsafeRequestHeaderNames([]string{"Z", "a", "Z"}, l)
			if !slices.Equal(dst, append([]string{"Z", "a", "Z"}, want...)) {
				t.Errorf("appended: got %q: %s", dst, r.Why)
			}
			if !slices.Equal(l, before) {
				t.Errorf("the list was changed to %q", l)
			}
		})
	}
}

func TestForbiddenRequestHeader(t *testing.T) {
	for _, r := range rows[pair, bool](t, "forbidden-request-header.json") {
		t.Run(r.Name, func(t *testing.T) {
			if got := safelist.IsForbiddenRequestHeader(string(r.Input[0]), string(r.Input[1])); got != r.Want {
				t.Errorf("ForbiddenRequestHeader(%q, %q) = %v, want %v: %s", r.Input[0], r.Input[1], got, r.Want, r.Why)
			}
		})
	}
}

func TestNoCORSSafelistedRequestHeader(t *testing.T) {
	for _, r := range rows[pair, bool](t, "no-cors-safelisted-request-header.json") {
		t.Run(r.Name, func(t *testing.T) {
			if got := safelist.IsNoCORSSafelistedRequestHeader(string(r.Input[0]), string(r.Input[1])); got != r.Want {
				t.Errorf("NoCORSSafelistedRequestHeader(%q, %q) = %v, want %v: %s", r.Input[0], r.Input[1], got, r.Want, r.Why)
			}
		})
	}
}

func TestCORSSafelistedResponseHeaderName(t *testing.T) {
	type input struct {
		Name byteString
		List []byteString
	}
	for _, r := range rows[input, bool](t, "cors-safelisted-response-header-name.json") {
		t.Run(r.Name, func(t *testing.T) {
			name, list := string(r.Input.Name), texts(r.Input.List)
			if got := safelist.IsCORSSafelistedResponseHeaderName(name, list); got != r.Want {
				t.Errorf("CORSSafelistedResponseHeaderName(%q, %q) = %v, want %v: %s", name, list, got, r.Want, r.Why)
			}
			// The same of a list of lines, with the list of names short and long.
			for range 2 {
				l := header.List{{Name: name, Value: "1"}, {Name: "Pragma", Value: "2"}, {Name: name, Value: "3"}}
				want := l
				if !r.Want {
					want = l[1:2]
				}
				if got := safelist.CORSSafelistedResponseHeaders(l, list); !slices.Equal(got, want) {
					t.Errorf("CORSSafelistedResponseHeaders(%q, %q) = %q, want %q: %s", l, list, got, want, r.Why)
				}
				for i := range 20 {
					list = append(list, fmt.Sprint("x-other-", i))
				}
			}
		})
	}
}

// Names that are classes of their own: every name of each class, in three cases, is in that class and no other.
func TestNameClasses(t *testing.T) {
	classes := []struct {
		name  string
		is    func(string) bool
		names []string
	}{
		{"CORS non-wildcard request-header name", safelist.IsCORSNonWildcardRequestHeaderName, []string{"Authorization"}},
		{"privileged no-CORS request-header name", safelist.IsPrivilegedNoCORSRequestHeaderName, []string{"Range"}},
		{"no-CORS-safelisted request-header name", safelist.IsNoCORSSafelistedRequestHeaderName,
			[]string{"Accept", "Accept-Language", "Content-Language", "Content-Type"}},
		{"forbidden response-header name", safelist.IsForbiddenResponseHeaderName, []string{"Set-Cookie", "Set-Cookie2"}},
		{"request-body-header name", safelist.IsRequestBodyHeaderName,
			[]string{"Content-Encoding", "Content-Language", "Content-Location", "Content-Type"}},
	}
	all := []string{"", "X-Foo", "Authorizatio", "Authorizations", "Proxy-Authorization", "Rangé", "Content-Length", "Cookie", "Set-Cookie3"}
	for _, c := range classes {
		all = append(all, c.names...)
	}
	for _, c := range classes {
		t.Run(c.name, func(t *testing.T) {
			for _, name := range all {
				want := slices.Contains(c.names, name)
				for _, s := range []string{name, strings.ToLower(name), strings.ToUpper(name)} {
					if got := c.is(s); got != want {
						t.Errorf("%q: got %v, want %v", s, got, want)
					}
				}
			}
		})
	}
}

// eight is a request's header list of the usual size.
var eight = header.List{
	{Name: "Accept", Value: "application/json, text/plain, */*"},
	{Name: "Accept-Language", Value: "en-US,en;q=0.9"},
	{Name: "Content-Type", Value: "application/json"},
	{Name: "Authorization", Value: "Bearer abcdefghijklmnopqrstuvwxyz"},
	{Name: "X-Requested-With", Value: "XMLHttpRequest"},
	{Name: "X-CSRF-Token", Value: "0123456789abcdef"},
	{Name: "Cache-Control", Value: "no-cache"},
	{Name: "Range", Value: "bytes=0-1023"},
}

func TestAllocations(t *testing.T) {
	room := make([]string, 0, 16)
	lower := eight.Clone()
	for i := range lower {
		lower[i].Name = "x-" + strings.ToLower(lower[i].Name)
	}
	nosniff := header.List{{Name: "X-Content-Type-Options", Value: "nosniff, x"}}
	for name, f := range map[string]func(){
		"unsafe names, well known":  func() { safelist.AppendCORSUnsafeRequestHeaderNames(room, eight) },
		"unsafe names in lowercase": func() { safelist.AppendCORSUnsafeRequestHeaderNames(room, lower) },
		"safelisted request-header": func() {
			for _, line := range eight {
				safelist.IsCORSSafelistedRequestHeader(line.Name, line.Value)
			}
		},
		"content-type with parameters": func() { safelist.IsCORSSafelistedRequestHeader("Content-Type", "Text/Plain; charset=utf-8; a=b") },
		"explained":                    func() { safelist.ExplainRequestHeader("Accept", "a(b") },
		"forbidden":                    func() { safelist.IsForbiddenRequestHeader("X-HTTP-Method-Override", "GET, PUT") },
		"forbidden name":               func() { safelist.IsForbiddenRequestHeader("Access-Control-Request-Method", "") },
		"method":                       func() { _ = safelist.NormalizeMethod("delete") },
		"range":                        func() { safelist.ParseSingleRange("bytes=0-1", false) },
		"nosniff":                      func() { safelist.DetermineNosniff(nosniff) },
		"response name":                func() { safelist.IsCORSSafelistedResponseHeaderName("X-Foo", room) },
	} {
		if got := testing.AllocsPerRun(100, f); got != 0 {
			t.Errorf("%s allocates %v times", name, got)
		}
	}
}
