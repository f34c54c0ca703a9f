package loopback

import (
	"net"
	"strings"

	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/origin"
)

// Request is a request as it came, under the names that the client knows.
type Request struct {
	Method  string
	URL     origin.URL
	Headers header.List // in order and case, duplicates kept
	Body    []byte
	// Stage is the scenario that the host belongs to; nil for other hosts.
	Stage *Stage
}

// Handler answers what is not for a scenario's rules: the document of a page, the results that it posts back. False means
// that the request is not the handler's. It is called by many goroutines at once.
type Handler func(*Request) (Reply, bool)

// tunnel is what is known of a connection before a request on it: that of a CONNECT, and whether TLS runs inside.
type tunnel struct {
	authority string // host and port; "" for none
	tls       bool
}

// url is the URL that a request is for.
func (t tunnel) url(h *head) (origin.URL, bool) {
	if strings.HasPrefix(h.target, "/") {
		scheme := "http://"
		if t.tls {
			scheme = "https://"
		}
		authority := h.get("Host")
		if authority == "" {
			authority = t.authority
		}
		u, err := origin.ParseURL(scheme + authority + h.target)
		return u, err == nil
	}
	u, err := origin.ParseURL(h.target)
	return u, err == nil && u.IsHTTP()
}

// host is the host of the tunnel.
func (t tunnel) host() string {
	host, _, err := net.SplitHostPort(t.authority)
	if err != nil {
		return t.authority
	}
	return host
}
