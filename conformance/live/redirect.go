package live

import (
	"net/http"

	"github.com/corsref/corsref/origin"
)

// Everywhere returns a RoundTripper that sends each request to one server, whatever its host, which the Host header keeps.
// Only the server's scheme, host and port are used.
func Everywhere(server origin.URL, network http.RoundTripper) http.RoundTripper {
	return everywhere{server.Scheme(), server.Origin().String()[len(server.Scheme()+"://"):], network}
}

type everywhere struct {
	scheme, host string
	network      http.RoundTripper
}

// RoundTrip sends req to the server.
func (e everywhere) RoundTrip(req *http.Request) (*http.Response, error) {
	to := *req.URL
	to.Scheme, to.Host = e.scheme, e.host
	sent := req.WithContext(req.Context())
	sent.URL, sent.Host = &to, req.URL.Host
	return e.network.RoundTrip(sent)
}

// CloseIdleConnections closes those of the network.
func (e everywhere) CloseIdleConnections() {
	if c, ok := e.network.(interface{ CloseIdleConnections() }); ok {
		c.CloseIdleConnections()
	}
}
