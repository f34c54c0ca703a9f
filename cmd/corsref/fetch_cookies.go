package main

import (
	"net/http"
	"net/http/cookiejar"
	"net/url"

	"github.com/corsref/corsref/fetch/nethttp"
	"golang.org/x/net/publicsuffix"
)

// newJar is an empty jar.
func newJar() (*nethttp.Jar, error) {
	return nethttp.NewJar(&cookiejar.Options{PublicSuffixList: publicsuffix.List})
}

// jarOf is a jar with cookies of the URL's host.
func jarOf(address string, cookies []string) (http.CookieJar, error) {
	jar, err := newJar()
	if err != nil {
		return nil, err
	}
	u, err := url.Parse(address)
	if err != nil && len(cookies) > 0 {
		return nil, usage("%w", err)
	}
	for _, text := range cookies {
		parsed, err := http.ParseCookie(text)
		if err != nil {
			return nil, usage("--cookie %q: write name=value", text)
		}
		for _, cookie := range parsed {
			cookie.Path = "/"
		}
		jar.SetCookies(u, parsed)
	}
	return jar, nil
}
