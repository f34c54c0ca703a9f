package fetch_test

import (
	"testing"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/origin"
)

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

// TestSecFetchSiteOfAnUpgradedImage: the relation of an upgraded URL counts, not
// that of what was asked for.
func TestSecFetchSiteOfAnUpgradedImage(t *testing.T) {
	req := request(t, "http://app.example/a.png", fetch.RequestInit{Mode: new(fetch.ModeNoCORS)})
	req.Destination = fetch.DestinationImage
	out := start(t, new(fetch.UserAgent), req).Next()
	if out == nil || out.URL.String() != "https://app.example/a.png" {
		t.Fatalf("sends %v, want the upgraded URL", out)
	}
	if got, _ := out.Headers.Get("Sec-Fetch-Site"); got != "same-origin" {
		t.Errorf("Sec-Fetch-Site is %q, want same-origin", got)
	}
}
