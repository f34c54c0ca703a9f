package loopback

import (
	"slices"
	"strings"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/safelist"
)

// transportHeaders are the request headers that a client's transport adds by itself. They are the whole list of what is not
// compared between the engine and a client.
var transportHeaders = map[string]bool{
	"accept-encoding": true, "accept-language": true, "connection": true, "dnt": true, "host": true,
	"keep-alive": true, "priority": true, "proxy-authorization": true, "proxy-connection": true,
	"sec-ch-ua": true, "sec-ch-ua-mobile": true, "sec-ch-ua-platform": true, "sec-fetch-storage-access": true, "sec-gpc": true,
	"te": true, "upgrade-insecure-requests": true, "user-agent": true,
}

// addedByTransport reports whether a request-header line is not the page's, whose script set these headers. With a Range the
// standard itself says `Accept-Encoding: identity`.
func addedByTransport(line header.Line, set conformance.Fields) bool {
	name := header.ByteLowercase(line.Name)
	if !transportHeaders[name] || name == "accept-encoding" && line.Value == "identity" {
		return false
	}
	var values []string
	for _, s := range set {
		value, ok := conformance.Bytes(s.Value)
		if ok && header.EqualFold(s.Name, name) && !safelist.IsForbiddenRequestHeader(s.Name, value) {
			values = append(values, value)
		}
	}
	sent := func(value string) bool { // some clients send characters in UTF-8
		return strings.Trim(value, " \t") == line.Value || strings.Trim(conformance.Text(value), " \t") == line.Value
	}
	return !slices.ContainsFunc(values, sent) && !sent(strings.Join(values, ", "))
}
