package fetch_test

import (
	"testing"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/origin"
)

// literalRedirectTaint is redirect-taint word for word.
//
// https://fetch.spec.whatwg.org/#concept-request-tainted-origin
func literalRedirectTaint(o origin.Origin, urlList []origin.URL) fetch.Taint {
	var lastURL origin.URL
	taint := fetch.TaintSameOrigin
	for _, u := range urlList {
		if lastURL.IsZero() {
			lastURL = u
			continue
		}
		if !origin.SameSite(u.Origin(), lastURL.Origin(), nil) && !origin.SameSite(o, lastURL.Origin(), nil) {
			return fetch.TaintCrossSite
		}
		if !u.Origin().SameOrigin(lastURL.Origin()) && !o.SameOrigin(lastURL.Origin()) {
			taint = fetch.TaintSameSite
		}
		lastURL = u
	}
	return taint
}

func TestRedirectTaintEqualsItsLiteralTwin(t *testing.T) {
	opaque := origin.NewOpaque()
	origins := []origin.Origin{parse(t, "https://app.example/").Origin(), parse(t, "http://app.example/").Origin(), opaque}
	var urls []origin.URL
	for _, s := range []string{
		"https://app.example/", "https://api.app.example/", "https://app.example:8443/", "http://app.example/", "https://other.test/", "https://127.0.0.1/",
	} {
		urls = append(urls, parse(t, s))
	}
	for _, o := range origins {
		// Every list of up to four URLs.
		var lists func(prefix []origin.URL)
		lists = func(prefix []origin.URL) {
			if got, want := fetch.RedirectTaint(o, prefix, nil), literalRedirectTaint(o, prefix); got != want {
				t.Errorf("RedirectTaint(%v, %v) = %v, want %v", o, prefix, got, want)
			}
			if len(prefix) < 4 {
				for _, u := range urls {
					lists(append(prefix[:len(prefix):len(prefix)], u))
				}
			}
		}
		lists(nil)
	}
}
