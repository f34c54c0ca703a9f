// Package cache is the CORS-preflight cache of the Fetch Standard. It holds what successful CORS-preflight fetches allowed
// and for how long, so that later requests need no preflight of their own.
//
// Time is a parameter of every operation: the package has no clock. A Cache is safe for concurrent use.
//
// https://fetch.spec.whatwg.org/#cors-preflight-cache
package cache
