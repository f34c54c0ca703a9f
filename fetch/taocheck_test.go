package fetch_test

import (
	"testing"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
)

func TestTAOCheck(t *testing.T) {
	const page = "https://app.example"
	for _, c := range []struct {
		name    string
		request fetch.TAORequest
		value   string
		want    bool
		why     string
	}{
		{"failed before", fetch.TAORequest{Failed: true, Origin: page}, "*", false, "2: an earlier hop decides for all"},
		{"star", fetch.TAORequest{Origin: page, Tainting: fetch.TaintingCORS}, "x, *", true, "4"},
		{"origin", fetch.TAORequest{Origin: page, Tainting: fetch.TaintingCORS}, "https://a.example, " + page, true, "5"},
		{"origin in capitals", fetch.TAORequest{Origin: page, Tainting: fetch.TaintingCORS}, "HTTPS://app.example", false, "5: compared exactly"},
		{"navigation away", fetch.TAORequest{Origin: page, Navigate: true}, "", false, "6: whatever the tainting"},
		{"navigation within", fetch.TAORequest{Origin: page, Navigate: true, SameOrigin: true}, "", true, "7"},
		{"same origin", fetch.TAORequest{Origin: page, SameOrigin: true}, "", true, "7: tainting basic"},
		{"nothing said", fetch.TAORequest{Origin: page, Tainting: fetch.TaintingOpaque}, "", false, "8"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var l header.List
			if c.value != "" {
				l = headerLines("timing-allow-origin", c.value)
			}
			if got := fetch.TAOCheck(c.request, l); got != c.want {
				t.Errorf("got %v, want %v: %s", got, c.want, c.why)
			}
		})
	}
}

// TestTimingWithinTheOrigin does not depend on the URL when the tainting is basic.
func TestTimingWithinTheOrigin(t *testing.T) {
	if !fetch.TAOCheck(fetch.TAORequest{Origin: "https://app.example", Tainting: fetch.TaintingBasic}, nil) {
		t.Error("step 7 is about navigations only")
	}
}
