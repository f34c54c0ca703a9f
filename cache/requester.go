package cache

import (
	"strings"

	"github.com/corsref/corsref/origin"
)

// requester is the part of a key that does not change with the URL, shared by all
// its buckets.
type requester struct {
	requesterKey
	buckets int
}

type requesterKey struct {
	partition origin.Site
	origin    string
}

func (k *Key) requester() requesterKey { return requesterKey{k.Partition, k.Origin} }

// requesters holds those that have buckets.
type requesters map[requesterKey]*requester

func (s requesters) intern(k requesterKey) *requester {
	shared := s[k]
	if shared == nil {
		k.origin = strings.Clone(k.origin)
		shared = &requester{requesterKey: k}
		s[k] = shared
	}
	shared.buckets++
	return shared
}

func (s requesters) release(shared *requester) {
	if shared.buckets--; shared.buckets == 0 {
		delete(s, shared.requesterKey)
	}
}
