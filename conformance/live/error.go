package live

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"strings"
	"syscall"
)

// Error says in plain words why a request was not answered. It is only ever used as a pointer.
type Error struct {
	Kind Kind
	Host string
	Err  error // of the transport
}

// Kind tells the reasons apart.
type Kind string

// The kinds.
const (
	UnknownHost   Kind = "unknown-host"
	NoLookup      Kind = "no-lookup"
	Refused       Kind = "refused"
	Timeout       Kind = "timeout"
	Certificate   Kind = "certificate"
	NotTLS        Kind = "not-tls"
	HeaderTooLong Kind = "header-too-long"
	Closed        Kind = "closed"
	NotHTTP       Kind = "not-http"
	Other         Kind = "other"
)

// Explain makes an *Error of what net/http returned for a request to a host.
func Explain(err error, host string) *Error {
	return &Error{Kind: kindOf(err), Host: host, Err: err}
}

func kindOf(err error) Kind {
	var (
		lookup      *net.DNSError
		timeout     net.Error
		certificate *tls.CertificateVerificationError
		hostname    x509.HostnameError
		record      tls.RecordHeaderError
		alert       tls.AlertError
	)
	text := err.Error()
	switch {
	case errors.As(err, &timeout) && timeout.Timeout():
		return Timeout
	case errors.As(err, &lookup) && lookup.IsNotFound:
		return UnknownHost
	case errors.As(err, &lookup):
		return NoLookup
	case errors.Is(err, syscall.ECONNREFUSED):
		return Refused
	case errors.As(err, &certificate), errors.As(err, &hostname):
		return Certificate
	case errors.As(err, &record), errors.As(err, &alert), strings.Contains(text, "server gave HTTP response to HTTPS client"):
		return NotTLS
	case strings.Contains(text, "response headers exceeded"):
		return HeaderTooLong
	case strings.Contains(text, "malformed"):
		return NotHTTP
	case errors.Is(err, syscall.ECONNRESET), strings.HasSuffix(text, "EOF"):
		return Closed
	}
	return Other
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
	case Refused:
		return e.Host + " refuses the connection: nothing listens on that port"
	case Timeout:
		return e.Host + " did not answer in time"
	case Certificate:
		return e.Host + " has no certificate that this machine trusts: " + rootOf(e.Err).Error()
	case NotTLS:
		return e.Host + " does not speak TLS on that port"
	case HeaderTooLong:
		return e.Host + " answered with a header that is too long"
	case NotHTTP:
		return e.Host + " answered with something that is no HTTP response"
	case Closed:
		return e.Host + " closed the connection without an answer"
	}
	return rootOf(e.Err).Error()
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
