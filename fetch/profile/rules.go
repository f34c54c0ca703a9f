package profile

import "github.com/corsref/corsref/fetch"

// rules is a profile in the making: the seams that one fact fills, and of those
// that several facts share the parts.
type rules struct {
	fetch.Profile
	names    namesRules
	maxAge   maxAgeRules
	location locationRules
	received receivedRules
	prepare  []func(*fetch.Request)
	refuse   []func(*fetch.Request) (fetch.Code, string)
}

// profile puts the parts together.
func (r *rules) profile() fetch.Profile {
	p := r.Profile
	if len(r.prepare) > 0 {
		p.Request.Prepare = func(req *fetch.Request) {
			for _, step := range r.prepare {
				step(req)
			}
		}
	}
	if len(r.refuse) > 0 {
		p.Request.Refuses = r.refuses
	}
	p.Preflight.UnsafeNames = r.names.unsafeNames
	p.Caching.MaxAge = r.maxAge.extract
	p.Redirect.Location = r.location.locationURL
	p.Response.Received = r.received.received
	return p
}

// refuses is what the first refuses that refuses a request.
func (r *rules) refuses(req *fetch.Request) (code fetch.Code, got string) {
	for _, refuses := range r.refuse {
		if code, got = refuses(req); code != "" {
			break
		}
	}
	return code, got
}
