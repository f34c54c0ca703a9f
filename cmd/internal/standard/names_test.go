package standard

import (
	"strings"
	"testing"
)

// TestSlugs holds how branches are named.
func TestSlugs(t *testing.T) {
	got := strings.Join(slugs([]string{
		`mode is "same-origin"`, `'s current URL's scheme is "data"`, `'s current URL's scheme is not an HTTP(S) scheme`,
		"Otherwise", "a URL", "the", "twice the same", "twice the same",
	}), " ")
	const want = "mode-same-origin current-url-scheme-data current-url-scheme-not otherwise url empty twice-same twice-same-2"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// TestBikeshedAnchors holds the rule for definitions without an id.
func TestBikeshedAnchors(t *testing.T) {
	for _, c := range []struct{ dfnType, dfnFor, text, want string }{
		{"", "", "collect an HTTP quoted string", "collect-an-http-quoted-string"},
		{"", "header list", "contains", "header-list-contains"},
		{"", "/", "header list", "header-list"},
		{"", "header value", "get, decode, and split", "header-value-get-decode-and-split"},
		{"abstract-op", "", "set-site", "abstract-opdef-set-site"},
		{"method", "XMLHttpRequest", "send(body)", "dom-xmlhttprequest-send-body"},
		{"interface", "", "FetchLaterResult", "fetchlaterresult"},
		{"dictionary", "", "RequestInit", "requestinit"},
		{"typedef", "", "BodyInit", "typedefdef-bodyinit"},
		{"http-header", "", "`Sec-Fetch-Dest`", "http-header-sec-fetch-dest"},
	} {
		if got := anchorFor(c.dfnType, c.dfnFor, c.text); got != c.want {
			t.Errorf("%q for %q: got %s, want %s", c.text, c.dfnFor, got, c.want)
		}
	}
}
