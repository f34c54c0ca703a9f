package live

import (
	"crypto/tls"
	"errors"
	"net"
	"strings"
	"syscall"
)

// Error says in plain words why a request was not answered. It is only ever used as a pointer.
type Error struct {
	Kind Kind
	Host string // with the port, if it is not the scheme's own
	Err  error  // of the transport
}

// Kind tells the reasons apart.
type Kind string

// The kinds: what keeps a request from its server, and below the blank line, what may become of one that gets there.
const (
	UnknownHost Kind = "unknown-host"
	NoLookup    Kind = "no-lookup"
	NoRoute     Kind = "no-route"
	Refused     Kind = "refused"
	Proxy       Kind = "proxy"
	Certificate Kind = "certificate"
	NotTLS      Kind = "not-tls"
	Handshake   Kind = "handshake"

	Timeout       Kind = "timeout"
	HeaderTooLong Kind = "header-too-long"
	Closed        Kind = "closed"
	NotHTTP       Kind = "not-http"
	Other         Kind = "other"
)

// kinds has what to say of each kind. In a sentence, HOST is the host and CAUSE what the transport says.
var kinds = map[Kind]struct {
	unreached      bool
	sentence, hint string
}{
	UnknownHost:   {true, "no host is called HOST", notCORS + "no page of any origin gets an answer"},
	NoLookup:      {true, "HOST cannot be looked up: no name server answers", notCORS + "no page of any origin gets an answer"},
	NoRoute:       {true, "there is no route to HOST: CAUSE", notCORS + "no page of any origin gets an answer"},
	Refused:       {true, "HOST refuses the connection: nothing listens there", notCORS + "the server does not run, or has another port"},
	Proxy:         {true, "the proxy on the way to HOST cannot be used: CAUSE", "HTTP_PROXY, HTTPS_PROXY and NO_PROXY say when a proxy is used"},
	Certificate:   {true, "HOST has no certificate that this machine trusts: CAUSE", "browsers refuse it too, unless they trust its issuer; --insecure accepts it here"},
	NotTLS:        {true, "HOST does not speak TLS", "if the server speaks plain HTTP, write http:"},
	Handshake:     {true, "the TLS handshake with HOST fails: CAUSE", ""},
	Timeout:       {false, "HOST did not answer in time", "--timeout allows more time"},
	HeaderTooLong: {false, "HOST answered with a header that is too long", ""},
	Closed:        {false, "HOST closed the connection without an answer", ""},
	NotHTTP:       {false, "HOST did not answer with HTTP: CAUSE", ""},
	Other:         {false, "CAUSE", ""},
}

const notCORS = "this has nothing to do with CORS: "

// Explain makes an *Error of the error that net/http returned for a request to a host. An *Error stays as it is.
func Explain(err error, host string) *Error {
	if explained, ok := errors.AsType[*Error](err); ok {
		return explained
	}
	return &Error{Kind: kindOf(err), Host: host, Err: err}
}

func kindOf(err error) Kind {
	var (
		operation   *net.OpError
		lookup      *net.DNSError
		timeout     net.Error
		certificate *tls.CertificateVerificationError
		record      tls.RecordHeaderError
	)
	text := err.Error()
	switch {
	case errors.As(err, &operation) && operation.Op == "proxyconnect":
		return Proxy
	case errors.As(err, &timeout) && timeout.Timeout():
		return Timeout
	case errors.As(err, &lookup) && lookup.IsNotFound:
		return UnknownHost
	case errors.As(err, &lookup):
		return NoLookup
	case errors.Is(err, syscall.ECONNREFUSED):
		return Refused
	case errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.ENETUNREACH):
		return NoRoute
	case errors.As(err, &certificate):
		return Certificate
	case errors.As(err, &record), strings.Contains(text, "server gave HTTP response to HTTPS client"):
		return NotTLS
	case strings.HasPrefix(rootOf(err).Error(), "tls: "):
		return Handshake
	case strings.Contains(text, "response headers exceeded"):
		return HeaderTooLong
	case strings.Contains(text, "malformed"):
		return NotHTTP
	case errors.Is(err, syscall.ECONNRESET), strings.HasSuffix(text, "EOF"):
		return Closed
	}
	return Other
}

// Unreached reports whether the request never got to a server, so that nothing can be said of one.
func (e *Error) Unreached() bool {
	operation, ok := errors.AsType[*net.OpError](e.Err)
	return kinds[e.Kind].unreached || e.Kind == Timeout && ok && operation.Op == "dial"
}

// Unwrap returns the transport's error.
func (e *Error) Unwrap() error { return e.Err }

// Error returns one sentence, without a full stop.
func (e *Error) Error() string {
	return strings.NewReplacer("HOST", e.Host, "CAUSE", e.cause()).Replace(kinds[e.Kind].sentence)
}

// Hint names what to look at, as one clause; "" when the sentence says it all.
func (e *Error) Hint() string { return kinds[e.Kind].hint }

// cause is what the transport says, cut to a line.
func (e *Error) cause() string {
	const most = 200
	text := strings.TrimPrefix(rootOf(e.Err).Error(), "tls: ")
	if len(text) > most {
		return text[:most] + "…"
	}
	return text
}

// rootOf is the innermost error, which names the cause alone.
func rootOf(err error) error {
	for {
		inner := errors.Unwrap(err)
		if inner == nil {
			return err
		}
		err = inner
	}
}
