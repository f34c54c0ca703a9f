package origin_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/corsref/corsref/origin"
)

func TestURLKinds(t *testing.T) {
	type kinds struct {
		Special, HTTP, Local, Credentials, HasHost, Opaque bool
		Effective                                          uint16
		HasEffective                                       bool
	}
	for _, c := range []struct {
		name, why, url string
		want           kinds
	}{
		{"https", "an HTTP(S) scheme", "https://a/", kinds{Special: true, HTTP: true, HasHost: true, Effective: 443, HasEffective: true}},
		{"http with port", "the port wins over the default", "http://a:81/", kinds{Special: true, HTTP: true, HasHost: true, Effective: 81, HasEffective: true}},
		{"credentials", "a password alone counts", "http://:p@a/", kinds{Special: true, HTTP: true, Credentials: true, HasHost: true, Effective: 80, HasEffective: true}},
		{"wss", "special, not HTTP(S)", "wss://a/", kinds{Special: true, HasHost: true, Effective: 443, HasEffective: true}},
		{"file", "special, an empty host is a host", "file:///a", kinds{Special: true, HasHost: true}},
		{"data", "a local scheme", "data:,", kinds{Local: true, Opaque: true}},
		{"blob", "a local scheme", "blob:https://a/", kinds{Local: true, Opaque: true}},
		{"about", "a local scheme", "about:blank", kinds{Local: true, Opaque: true}},
		{"embedder", "no default port", "app://a/", kinds{HasHost: true}},
		{"no host", "a path without host", "app:/a", kinds{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			u := origin.MustParseURL(c.url)
			got := kinds{
				Special: u.IsSpecial(), HTTP: u.IsHTTP(), Local: u.IsLocal(), Credentials: u.IncludesCredentials(),
				HasHost: u.HasHost(), Opaque: u.HasOpaquePath(),
			}
			got.Effective, got.HasEffective = u.EffectivePort()
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("%s: want (-), got (+):\n%s", c.why, diff)
			}
		})
	}
}

func TestZeroURL(t *testing.T) {
	var u origin.URL
	_, hasPort := u.Port()
	_, hasEffective := u.EffectivePort()
	_, hasQuery := u.Query()
	_, hasFragment := u.Fragment()
	if !u.IsZero() || hasPort || hasEffective || hasQuery || hasFragment || u.HasHost() || u.IncludesCredentials() || u.IsSpecial() {
		t.Error("the zero URL has parts")
	}
	if s := u.String() + u.StringExcludingFragment() + u.Scheme() + u.Host() + u.Path() + u.Username() + u.Password(); s != "" {
		t.Errorf("the zero URL says %q", s)
	}
	for _, v := range []origin.URL{u.WithFragment("x"), u.WithoutFragment(), u.WithCredentials("u", "p"), u.WithoutCredentials(), u.WithPathAndQueryRemoved()} {
		if v != u {
			t.Errorf("the zero URL becomes %q", v)
		}
	}
}

func TestWith(t *testing.T) {
	fragment := func(f string) func(origin.URL) origin.URL {
		return func(u origin.URL) origin.URL { return u.WithFragment(f) }
	}
	credentials := func(name, password string) func(origin.URL) origin.URL {
		return func(u origin.URL) origin.URL { return u.WithCredentials(name, password) }
	}
	for _, c := range []struct {
		name, why, url string
		with           func(origin.URL) origin.URL
		want           string
	}{
		{"fragment", "another fragment", "https://a/b?c#d", fragment("e%20f"), "https://a/b?c#e%20f"},
		{"fragment added", "where there was none", "https://u:p@a/b", fragment("e"), "https://u:p@a/b#e"},
		{"fragment empty", "an empty fragment is not null", "https://a/b#c", fragment(""), "https://a/b#"},
		{"fragment encoded", "what a fragment cannot hold is encoded", "https://a/", fragment("é `\n"), "https://a/#%C3%A9%20%60%0A"},
		{"fragment removed", "null", "https://u:p@a/b?c#d", origin.URL.WithoutFragment, "https://u:p@a/b?c"},
		{"credentials", "both", "https://a:8443/b", credentials("u", "p"), "https://u:p@a:8443/b"},
		{"credentials replaced", "others", "https://x:y@a/b#c", credentials("", "p"), "https://:p@a/b#c"},
		{"credentials encoded", "what they cannot hold is encoded", "https://a/", credentials("u:@", "/é"), "https://u%3A%40:%2F%C3%A9@a/"},
		{"credentials of file", "a file URL cannot have any", "file://a/b", credentials("u", "p"), "file://a/b"},
		{"credentials without host", "nor one without host", "app:/b", credentials("u", "p"), "app:/b"},
		{"credentials removed", "none", "https://u:p@a:8443/b?c#d", origin.URL.WithoutCredentials, "https://a:8443/b?c#d"},
		{"path removed", "the rest stays", "https://u:p@a:8443/b/c?d#e", origin.URL.WithPathAndQueryRemoved, "https://u:p@a:8443/#e"},
		{"path removed from an empty one", "also where the path was empty", "app://a", origin.URL.WithPathAndQueryRemoved, "app://a/"},
		{"path removed from an opaque one", "and where it was opaque", "data:x?y", origin.URL.WithPathAndQueryRemoved, "data:/"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := c.with(origin.MustParseURL(c.url))
			if got != origin.MustParseURL(c.want) {
				t.Errorf("%s: got %q, want %q", c.why, got, c.want)
			}
			checkURL(t, got)
		})
	}
}

func TestInvalidUTF8(t *testing.T) {
	for _, c := range []struct {
		name, why, input, want string
		code                   origin.FailureCode
	}{
		{"path", "each byte is U+FFFD", "https://a/\xff\xfe", "https://a/%EF%BF%BD%EF%BF%BD", ""},
		{"truncated", "also in a truncated code point", "https://a/\xe2\x82", "https://a/%EF%BF%BD%EF%BF%BD", ""},
		{"surrogate", "and an encoded surrogate", "https://a/\xed\xa0\x80", "https://a/%EF%BF%BD%EF%BF%BD%EF%BF%BD", ""},
		{"credentials", "everywhere", "https://\xff@a/?\xff#\xff", "https://%EF%BF%BD@a/?%EF%BF%BD#%EF%BF%BD", ""},
		{"opaque host", "in opaque hosts too", "app://\xff", "app://%EF%BF%BD", ""},
		{"domain", "but no domain has it", "https://\xff/", "", origin.CodeDomainNotUTF8},
	} {
		t.Run(c.name, func(t *testing.T) {
			u, err := origin.ParseURL(c.input)
			var e *origin.ParseError
			if errors.As(err, &e); e != nil && e.Code != c.code || e == nil && c.code != "" || u.String() != c.want {
				t.Errorf("%s: got %q, %v, want %q", c.why, u, err, c.want)
			}
		})
	}
}

func TestErrorOffsets(t *testing.T) {
	for _, c := range []struct {
		name, why, input string
		code             origin.FailureCode
		offset           int
	}{
		{"spaces before", "offsets count what is trimmed", "  https://a:x/", origin.CodePortInvalid, 12},
		{"tabs before", "and what is removed", "https:\t//\na:\rx/", origin.CodePortInvalid, 13},
		{"end", "the end of the input is an offset", "https://", origin.CodeHostMissing, 8},
		{"end before spaces", "before what is trimmed there", "https://  ", origin.CodeHostMissing, 8},
		{"unicode before", "bytes, not code points", "https://é@a:x/", origin.CodePortInvalid, 13},
		{"long label", "labels that are not ASCII end at 1000 code points", "https://" + strings.Repeat("é", 1001) + "/", origin.CodeDomainLabelTooLong, 8},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := origin.ParseURL(c.input)
			var e *origin.ParseError
			if !errors.As(err, &e) || e.Code != c.code || e.Offset != c.offset || e.Input != c.input {
				t.Errorf("%s: got %v, want %s at %d", c.why, err, c.code, c.offset)
			}
			if len(err.Error()) > 400 {
				t.Errorf("%d bytes of error", len(err.Error()))
			}
		})
	}
	if _, err := origin.ParseURL("https://" + strings.Repeat("é", 1000) + "/"); err != nil {
		t.Error(err)
	}
}

func TestText(t *testing.T) {
	type both struct {
		URL    origin.URL
		Origin origin.Origin
	}
	v := both{origin.MustParseURL("https://u:p@a:8443/b?c#d"), origin.MustParse("https://a:8443")}
	const text = `{"URL":"https://u:p@a:8443/b?c#d","Origin":"https://a:8443"}`
	if got, err := json.Marshal(v); err != nil || string(got) != text {
		t.Errorf("got %s, %v", got, err)
	}
	var got both
	if err := json.Unmarshal([]byte(text), &got); err != nil || got != v {
		t.Errorf("got %+v, %v", got, err)
	}
	if err := json.Unmarshal([]byte(`{"URL":"","Origin":""}`), &got); err != nil || got != (both{}) {
		t.Errorf("empty text gives %+v, %v", got, err)
	}
	for _, text := range []string{`{"URL":"//a"}`, `{"Origin":"https://a/"}`} {
		if err := json.Unmarshal([]byte(text), &got); !errors.As(err, new(*origin.ParseError)) {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func TestSharedMemory(t *testing.T) {
	u := origin.MustParseURL("https://shop.example/a")
	o := u.Origin()
	if c := o.Clone(); c != o || c.String() != "https://shop.example" {
		t.Errorf("the clone of %q is %q", o, c)
	}
}
