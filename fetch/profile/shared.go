package profile

import (
	"strings"

	"github.com/corsref/corsref/cache"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
)

// The facts that browsers share.

func wildcardCoversAuthorization(cached bool) Fact {
	return Fact{
		Name: "wildcard-covers-authorization", Security: Laxer,
		Line: "Without credentials, * in Access-Control-Allow-Headers covers Authorization.", // when cached too, or not
		apply: func(r *rules) {
			r.Preflight.WildcardCoversAuthorization = true
			r.Caching.Rules.WildcardCoversAll = cached
		},
	}
}

func flaggedMethodListed() Fact {
	return Fact{
		Name: "flagged-method-must-be-listed", Security: Safer,
		Line:  "A preflight that an upload listener asks for does not allow an unlisted method when Access-Control-Allow-Methods is missing.",
		apply: func(r *rules) { r.Preflight.ListsFlagged = true },
	}
}

func linesMerged() Fact {
	return Fact{
		Name: "request-lines-merged", Security: Neutral,
		Line:  "Several request-header lines of a name are made one before they are judged and sent.",
		apply: func(r *rules) { r.prepare = append(r.prepare, mergeLines) },
	}
}

func cachedAsWhole(wildcard func(*rules)) Fact {
	return Fact{
		Name: "preflight-cached-whole", Security: Neutral,
		Line: "The cache keeps what the last preflight allowed as one entry: the next one replaces it, and a request that it does not allow removes it.",
		apply: func(r *rules) {
			r.Caching.Rules.Whole = true
			r.Caching.Unlisted = []string{"GET", "HEAD", "POST"}
			wildcard(r)
		},
	}
}

func cachedUntainted() Fact {
	return Fact{
		Name: "cached-untainted", Security: Laxer,
		Line: "In the cache redirect-taint does not change a request's origin.",
		apply: func(r *rules) {
			r.Caching.Key = func(k cache.Key, req *fetch.Request) cache.Key {
				k.Origin = req.Origin.String()
				return k
			}
		},
	}
}

func cacheNotCleared() Fact {
	return Fact{
		Name: "cache-not-cleared", Security: Laxer,
		Line:  "A request that fails after its preflight leaves the cache's entries as they are.",
		apply: func(r *rules) { r.Caching.Keeps = true },
	}
}

func signedMaxAge() Fact {
	return Fact{
		Name: "max-age-signed", Security: Neutral,
		Line:  "Access-Control-Max-Age may have a sign; a negative number stores nothing that lives.",
		apply: func(r *rules) { r.maxAge.signs, r.maxAge.overflowIsMalformed = true, true },
	}
}

func maxAgeLimit(seconds uint64, line string) Fact {
	return Fact{
		Name: "max-age-limit", Security: Safer, Read: true, Line: line,
		apply: func(r *rules) { r.maxAge.limit = seconds },
	}
}

func rangeWithin(limit string, line string) Fact {
	return Fact{
		Name: "range-number-limit", Security: Safer, Line: line,
		apply: func(r *rules) {
			r.names.judges = append(r.names.judges, func(name, value string) (bool, bool) {
				if !header.EqualFold(name, "Range") {
					return false, false
				}
				for _, digits := range strings.FieldsFunc(value, func(c rune) bool { return c < '0' || c > '9' }) {
					digits = strings.TrimLeft(digits, "0")
					if len(digits) > len(limit) || len(digits) == len(limit) && digits > limit {
						return false, true
					}
				}
				return false, false
			})
		},
	}
}

func sameLocationTwice() Fact {
	return Fact{
		Name: "location-twice", Security: Laxer,
		Line:  "Several Location lines of one value are one.",
		apply: func(r *rules) { r.location.sameTwice = true },
	}
}

func locationEscaped() Fact {
	return Fact{
		Name: "location-bytes-escaped", Security: Neutral,
		Line:  "Bytes from 0x80 in Location are percent-encoded one by one, not as characters.",
		apply: func(r *rules) { r.location.escapes = true },
	}
}

// isConditional reports whether a request has a header that makes it conditional.
func isConditional(l header.List) bool {
	for _, name := range [...]string{"If-Modified-Since", "If-None-Match", "If-Unmodified-Since", "If-Match", "If-Range"} {
		if l.Contains(name) {
			return true
		}
	}
	return false
}

// cacheMode is the request's cache mode once conditional headers have had their say.
func cacheMode(r *fetch.Request) fetch.CacheMode {
	if r.Cache == fetch.CacheDefault && isConditional(r.Headers) {
		return fetch.CacheNoStore
	}
	return r.Cache
}
