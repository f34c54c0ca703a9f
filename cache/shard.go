package cache

import (
	"hash/maphash"
	"sync"
)

// shardCount is how many shards there are: enough that goroutines rarely meet
// in one.
const shardCount = 32

// shards holds the buckets by a hash of their key. The hash differs from process
// to process; no result depends on it.
type shards struct {
	seed maphash.Seed
	all  []shard
}

type shard struct {
	mu sync.RWMutex
	// buckets are chains of buckets whose keys have the same hash; nil before there is one.
	buckets map[uint64]*bucket
	_       [64]byte // a cache line between two shards
}

func newShards() shards {
	return shards{seed: maphash.MakeSeed(), all: make([]shard, shardCount)}
}

// place is where the bucket of a key is, or would be.
type place struct {
	shard *shard
	hash  uint64
}

// place returns where the bucket of a key with this origin and URL belongs. The
// partition is not part of the hash: a page is rarely open in two.
func (s *shards) place(origin, url string) place {
	hash := maphash.String(s.seed, url)*31 + maphash.String(s.seed, origin)
	return place{&s.all[hash>>59%shardCount], hash}
}

// find returns the bucket of k, or nil. The shard must be locked.
func (p place) find(k *Key) *bucket {
	b := p.shard.buckets[p.hash]
	for b != nil && (b.url != k.URL || b.requester.requesterKey != k.requester()) {
		b = b.next
	}
	return b
}

func (p place) add(b *bucket) {
	if p.shard.buckets == nil {
		p.shard.buckets = make(map[uint64]*bucket)
	}
	b.next = p.shard.buckets[p.hash]
	p.shard.buckets[p.hash] = b
}

func (p place) remove(b *bucket) {
	first := p.shard.buckets[p.hash]
	if first == b {
		if b.next == nil {
			delete(p.shard.buckets, p.hash)
		} else {
			p.shard.buckets[p.hash] = b.next
		}
		return
	}
	for other := first; other != nil; other = other.next {
		if other.next == b {
			other.next = b.next
			return
		}
	}
}
