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

// Explain makes an *Error of what net/http returned for a request to a host. What was explained already stays as it is.
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
	switch e.Kind {
	case UnknownHost, NoLookup, NoRoute, Refused, Proxy, Certificate, NotTLS, Handshake:
		return true
	case Timeout:
		operation, ok := errors.AsType[*net.OpError](e.Err)
		return ok && operation.Op == "dial"
	}
	return false
}

// Unwrap returns the transport's error.
func (e *Error) Unwrap() error { return e.Err }

// Error returns one sentence, without a full stop.
func (e *Error) Error() string {
	switch e.Kind {
	case UnknownHost:
		return "no host is called " + e.Host
	case NoLookup:
		return "the name " + e.Host + " cannot be looked up: nobody answers"
	case NoRoute:
		return "there is no way to " + e.Host + ": " + e.cause()
	case Refused:
		return e.Host + " refuses the connection: nothing listens there"
	case Proxy:
		return "the proxy on the way to " + e.Host + " cannot be used: " + e.cause()
	case Certificate:
		return e.Host + " has no certificate that this machine trusts: " + e.cause()
	case NotTLS:
		return e.Host + " does not speak TLS"
	case Handshake:
		return e.Host + " and this machine agree on no TLS connection: " + strings.TrimPrefix(e.cause(), "tls: ")
	case Timeout:
		return e.Host + " did not answer in time"
	case HeaderTooLong:
		return e.Host + " answered with a header that is too long"
	case NotHTTP:
		return e.Host + " answered with something that is no HTTP response: " + e.cause()
	case Closed:
		return e.Host + " closed the connection without an answer"
	}
	return e.cause()
}

// Hint names what to look at, as one clause; "" when the sentence says it all.
func (e *Error) Hint() string {
	switch e.Kind {
	case UnknownHost, NoLookup, NoRoute:
		return "this has nothing to do with CORS: no page of any origin gets an answer"
	case Refused:
		return "this has nothing to do with CORS: the server does not run, or has another port"
	case Proxy:
		return "HTTP_PROXY, HTTPS_PROXY and NO_PROXY say when a proxy is used"
	case Certificate:
		return "browsers refuse it too, unless they trust its issuer; with --insecure it is taken here"
	case NotTLS:
		return "if the server is for http:, ask it so"
	case Timeout:
		return "with --timeout there is more time"
	}
	return ""
}

// cause is what the transport says, cut to a line.
func (e *Error) cause() string {
	const most = 200
	text := rootOf(e.Err).Error()
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
