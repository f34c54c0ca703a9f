package conformance

import (
	"strings"

	"github.com/corsref/corsref/fetch/header"
)

var ruleFields = fields{
	names: []string{"preflight", "method", "url", "fetch", "hop", "status", "headers", "body", "fail"},
}

// maxHop is the last redirect that a fetch follows.
const maxHop = 20

// rule reads one entry of "server".
func (d *decoder) rule(n *node, fetches int) Rule {
	var r Rule
	d.object(n, ruleFields, func(name string, value *node) {
		switch name {
		case "preflight":
			r.Preflight = d.boolean(value)
		case "method":
			r.Method = d.optStr(value)
		case "url":
			r.URL = d.url(value)
		case "fetch":
			r.Fetch = d.integer(value, 0, max(fetches-1, 0))
		case "hop":
			r.Hop = d.integer(value, 0, maxHop)
		case "status":
			r.Status = d.integer(value, 200, 999)
		case "headers":
			r.Headers = d.fields(value, d.responseHeader)
		case "body":
			r.Body = d.optStr(value)
			if _, ok := Bytes(*r.Body); !ok {
				d.fail(value.at, notBytes)
			}
		case "fail":
			r.Fail = d.boolean(value)
		}
	})
	if d.err == nil && r.Fail != nil && *r.Fail && (r.Status != nil || r.Headers != nil || r.Body != nil) {
		d.fail(n.at, "a rule with \"fail\": true has no answer; leave out status, headers and body")
	}
	return r
}

const notBytes = "has a character above U+00FF; a response has bytes: write each as the character U+0000 to U+00FF of its number"

// responseHeader checks a response's header line.
func (d *decoder) responseHeader(f Field, nameAt, valueAt int) {
	if !header.IsName(f.Name) {
		d.fail(nameAt, quoted(f.Name)+" is not a header name; use letters, digits and !#$%&'*+-.^_`|~ only")
	}
	if strings.ContainsAny(f.Value, "\x00\r\n") {
		d.fail(valueAt, "a header value cannot have NUL, CR or LF; write one line per header")
	}
	if _, ok := Bytes(f.Value); !ok {
		d.fail(valueAt, notBytes)
	}
}
