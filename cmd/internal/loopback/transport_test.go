package loopback

import (
	"testing"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/fetch/header"
)

// TestAddedByTransport tells the page's headers from those of a client's own.
func TestAddedByTransport(t *testing.T) {
	set := conformance.Fields{{Name: "user-agent", Value: "mine"}, {Name: "Host", Value: "elsewhere"}}
	for _, test := range []struct {
		name      string
		line      header.Line
		preflight bool
		want      bool
	}{
		{"what every client adds", header.Line{Name: "Accept-Language", Value: "en"}, false, true},
		{"what the standard appends", header.Line{Name: "Referer", Value: "https://app.example/"}, false, false},
		{"what script set, in any case and with any value", header.Line{Name: "User-Agent", Value: "its own"}, false, false},
		{"what script may not set", header.Line{Name: "Host", Value: "elsewhere"}, false, true},
		{"a preflight has nothing of the script's", header.Line{Name: "User-Agent", Value: "its own"}, true, true},
		{"a browser puts the script's value into a preflight", header.Line{Name: "User-Agent", Value: "mine"}, true, false},
		{"the encoding that a Range comes with", header.Line{Name: "Accept-Encoding", Value: "identity"}, false, false},
		{"any other encoding", header.Line{Name: "Accept-Encoding", Value: "gzip"}, false, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := addedByTransport(test.line, set, test.preflight); got != test.want {
				t.Errorf("got %t, want %t", got, test.want)
			}
		})
	}
}
