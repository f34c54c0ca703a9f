package loopback

import (
	"testing"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/fetch/header"
)

// TestAddedByTransport tells the page's headers from those of a client's own.
func TestAddedByTransport(t *testing.T) {
	set := conformance.Fields{{Name: "user-agent", Value: "mine"}, {Name: "Host", Value: "elsewhere"}, {Name: "Priority", Value: "u=1"}, {Name: "Priority", Value: "i"}}
	for _, test := range []struct {
		name string
		line header.Line
		want bool
	}{
		{"what every client adds", header.Line{Name: "Accept-Language", Value: "en"}, true},
		{"what the standard appends", header.Line{Name: "Referer", Value: "https://app.example/"}, false},
		{"what script set", header.Line{Name: "user-agent", Value: "mine"}, false},
		{"lines that script set, joined", header.Line{Name: "Priority", Value: "u=1, i"}, false},
		{"the client's own in its place", header.Line{Name: "User-Agent", Value: "its own"}, true},
		{"what script may not set", header.Line{Name: "Host", Value: "elsewhere"}, true},
		{"the encoding that a Range comes with", header.Line{Name: "Accept-Encoding", Value: "identity"}, false},
		{"any other encoding", header.Line{Name: "Accept-Encoding", Value: "gzip"}, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := addedByTransport(test.line, set); got != test.want {
				t.Errorf("got %t, want %t", got, test.want)
			}
		})
	}
}
