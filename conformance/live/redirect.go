package live

import (
	"net/http"

	"github.com/corsref/corsref/origin"
)

// Everywhere returns a RoundTripper that sends each request to one server, whatever its host, which the Host header keeps.
// Only the server's scheme, host and port are used. The error is an *[Error] about that server.
func Everywhere(server origin.URL, network http.RoundTripper) http.RoundTripper {
	return everywhere{server.Scheme(), hostOf(server), network}
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
	res, err := e.network.RoundTrip(sent)
	if err != nil {
		return nil, Explain(err, e.host)
	}
	return res, nil
}

// CloseIdleConnections closes those of the network.
func (e everywhere) CloseIdleConnections() {
	if c, ok := e.network.(interface{ CloseIdleConnections() }); ok {
		c.CloseIdleConnections()
	}
}

// hostOf is the host of a URL, and the port if it is not the scheme's own.
func hostOf(u origin.URL) string { return u.Origin().String()[len(u.Scheme()+"://"):] }
