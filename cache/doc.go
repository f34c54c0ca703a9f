// Package cache is the CORS-preflight cache of the Fetch Standard: what a
// successful CORS-preflight fetch allowed, for how long, and whom it lets skip
// the next one.
//
// Time is a parameter of every operation: the package has no clock. A Cache is
// safe for concurrent use.
//
// https://fetch.spec.whatwg.org/#cors-preflight-cache
package cache
