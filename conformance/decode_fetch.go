package conformance

import (
	"math"
	"slices"
	"strconv"
)

var fetchFields = fields{
	names: []string{"url", "method", "headers", "mode", "credentials", "redirect", "cache", "referrer",
		"referrerPolicy", "keepalive", "body", "bodyStream", "destination", "api", "uploadListener", "origin",
		"topLevel", "after"},
	required: []string{"url"},
}

// notXHR are the fields of a fetch that XMLHttpRequest has no counterpart for.
var notXHR = []string{"mode", "redirect", "cache", "referrer", "referrerPolicy", "keepalive", "bodyStream", "destination"}

var (
	modes            = []string{"cors", "no-cors", "same-origin", "navigate"}
	credentialsModes = []string{"omit", "same-origin", "include"}
	redirectModes    = []string{"follow", "error", "manual"}
	cacheModes       = []string{"default", "no-store", "reload", "no-cache", "force-cache", "only-if-cached"}
	referrerPolicies = []string{"", "no-referrer", "no-referrer-when-downgrade", "same-origin", "origin", "strict-origin",
		"origin-when-cross-origin", "strict-origin-when-cross-origin", "unsafe-url"}
	destinations = []string{"", "audio", "audioworklet", "document", "embed", "font", "frame", "iframe", "image", "json",
		"manifest", "object", "paintworklet", "report", "script", "serviceworker", "sharedworker", "style", "text",
		"track", "video", "webidentity", "worker", "xslt"}
	apis = []string{APIFetch, APIXHR}
)

// fetch reads one entry of "fetches".
func (d *decoder) fetch(n *node) FetchInit {
	var f FetchInit
	d.object(n, fetchFields, func(name string, value *node) {
		switch name {
		case "url":
			f.URL = d.str(value)
		case "method":
			f.Method = d.optStr(value)
		case "headers":
			f.Headers = d.fields(value, nil)
		case "mode":
			f.Mode = d.enum(value, modes)
		case "credentials":
			f.Credentials = d.enum(value, credentialsModes)
		case "redirect":
			f.Redirect = d.enum(value, redirectModes)
		case "cache":
			f.Cache = d.enum(value, cacheModes)
		case "referrer":
			f.Referrer = d.optStr(value)
		case "referrerPolicy":
			f.ReferrerPolicy = d.enum(value, referrerPolicies)
		case "keepalive":
			f.Keepalive = d.boolean(value)
		case "body":
			f.Body = d.optStr(value)
		case "bodyStream":
			f.BodyStream = d.boolean(value)
		case "destination":
			f.Destination = d.enum(value, destinations)
		case "api":
			f.API = d.enum(value, apis)
		case "uploadListener":
			f.UploadListener = d.boolean(value)
		case "origin":
			f.Origin = d.origin(value)
		case "topLevel":
			f.TopLevel = d.origin(value)
		case "after":
			f.After = d.seconds(value)
		}
	})
	if d.err == nil {
		d.fetchAPI(n, &f)
	}
	return f
}

// fetchAPI checks that the fields given belong to the fetch's API.
func (d *decoder) fetchAPI(n *node, f *FetchInit) {
	for i := range n.items {
		item := &n.items[i]
		d.in(step{name: item.key}, func() {
			switch {
			case f.XHR() && slices.Contains(notXHR, item.key):
				d.fail(item.keyAt, "XMLHttpRequest has no such setting; leave it out, or use \"api\": \"fetch\"")
			case f.XHR() && item.key == "credentials" && item.text == "omit":
				d.fail(item.at, "XMLHttpRequest cannot omit credentials; write \"include\" (withCredentials) or \"same-origin\"")
			case !f.XHR() && item.key == "uploadListener" && item.text == "true":
				d.fail(item.at, "fetch() has no upload listeners; add \"api\": \"xhr\"")
			}
		})
	}
}

// maxSeconds is the most that "after" may be: about 30 years.
const maxSeconds = 1_000_000_000

// seconds reads a number of virtual seconds.
func (d *decoder) seconds(n *node) *float64 {
	var s float64
	if d.is(n, kindNumber) {
		v, err := strconv.ParseFloat(n.text, 64)
		if err != nil || math.IsNaN(v) || v < 0 || v > maxSeconds {
			d.fail(n.at, quoted(n.text)+" is out of range; it must be 0 to "+strconv.Itoa(maxSeconds)+" seconds")
		}
		s = v
	}
	return &s
}
