package fetch_test

import (
	"errors"
	"testing"

	"github.com/corsref/corsref/fetch"
)

func TestNewEventSource(t *testing.T) {
	for _, tc := range []struct {
		name, why   string
		client      *fetch.Settings
		source      fetch.EventSource
		url         string // "": it throws
		credentials fetch.CredentialsMode
	}{
		{"relative", "3: against the page's URL", page(t, "https://app.example/dir/page"), fetch.EventSource{URL: "events"}, "https://app.example/dir/events", fetch.CredentialsSameOrigin},
		{"with credentials", "7: script wants them", page(t, "https://app.example/"), fetch.EventSource{URL: "/", WithCredentials: true}, "https://app.example/", fetch.CredentialsInclude},
		{"of no page", "an absolute URL needs none", nil, fetch.EventSource{URL: "https://api.example/"}, "https://api.example/", fetch.CredentialsSameOrigin},
		{"relative, of no page", "4: it does not parse", nil, fetch.EventSource{URL: "events"}, "", 0},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r, err := fetch.NewEventSource(tc.client, tc.source)
			var thrown *fetch.TypeError
			switch {
			case tc.url == "" && (!errors.As(err, &thrown) || thrown.Step != "4"):
				t.Errorf("got %v, want a type error: %s", err, tc.why)
			case tc.url != "" && err != nil:
				t.Errorf("%v: %s", err, tc.why)
			case err == nil && (r.URL.String() != tc.url || r.Credentials != tc.credentials || r.UnsafeRequest || r.Cache != fetch.CacheNoStore):
				t.Errorf("got %+v: %s", r, tc.why)
			}
		})
	}
}
