package main

import (
	"fmt"
	"strings"

	"github.com/corsref/corsref/cmd/internal/curl"
	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/safelist"
)

// missingError says that the answer to a request was not captured, and how to capture it.
type missingError struct {
	// Profile is the browser that sends the request when others do not; "" when it is the first one.
	Profile     string
	Preflight   bool
	Hop         int
	Credentials bool
	For         string   // the method that a preflight asks for
	Causes      []string // and why it is needed
	Number      int      // which one of its kind it is
	Curl        curl.Request
}

// missing makes the error for a request that is sent.
func missing(out *fetch.Outgoing, flag string, number int, body *string) *missingError {
	e := &missingError{
		Preflight: out.Preflight, Number: number, Hop: out.Hop, Credentials: out.Credentials,
		Curl: curlOf(out, bodyOf(out, body), flag+".http"),
	}
	e.For, e.Causes = asksFor(out.Headers)
	if e.Number > 1 {
		e.Curl.File = fmt.Sprintf("%s-%d.http", flag, e.Number)
	}
	return e
}

// asksFor is what a preflight asks for: a method, and the causes among that method and the header names.
func asksFor(preflight header.List) (method string, causes []string) {
	method, _ = preflight.Get("Access-Control-Request-Method")
	if !safelist.IsCORSSafelistedMethod(method) {
		causes = append(causes, "method "+method)
	}
	if names, ok := preflight.Get("Access-Control-Request-Headers"); ok {
		for name := range strings.SplitSeq(names, ",") {
			causes = append(causes, "header "+name)
		}
	}
	return method, causes
}

// Unwrap makes the error end the run.
func (e *missingError) Unwrap() error { return conformance.ErrStop }

// Error says which request it is, and which command captures the answer. A terminal can print it as it is.
func (e *missingError) Error() string {
	var b strings.Builder
	if e.Profile != "" {
		fmt.Fprintf(&b, "--profile %s: ", e.Profile)
	}
	request, flag := e.Curl.Method, "response"
	if e.Preflight {
		request, flag = "the preflight for "+e.For, "preflight"
	}
	fmt.Fprintf(&b, "no captured answer to %s %s", request, e.Curl.URL)
	if e.Hop > 0 {
		fmt.Fprintf(&b, ", after redirect %d", e.Hop)
	}
	if e.Preflight {
		fmt.Fprintf(&b, ",\nneeded for %s", strings.Join(e.Causes, ", "))
	}
	fmt.Fprintf(&b, ". Capture it:\n\n%s\n\n", e.Curl.Command("  "))
	if e.Credentials {
		b.WriteString("(with -b or -u for the cookies or the password that a browser would send)\n")
	}
	and := ""
	if e.Number > 1 {
		and = " behind the others"
	}
	fmt.Fprintf(&b, "and add --%s %s%s.", flag, e.Curl.File, and)
	return b.String()
}
