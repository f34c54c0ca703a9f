package cache_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/corsref/corsref/cache"
)

// full returns a cache with as many entries as it keeps by default, one a key, and the keys.
func full() (*cache.Cache, []cache.Key) {
	c, keys := cache.New(cache.Limits{}), make([]cache.Key, cache.DefaultEntries)
	for i := range keys {
		keys[i] = key(fmt.Sprintf("https://api.example/v1/items/%d", i))
		c.Update(keys[i], false, []string{"PUT"}, nil, time.Hour, epoch)
	}
	return c, keys
}

// BenchmarkMatch looks up what a preflighted request with one unsafe name needs.
func BenchmarkMatch(b *testing.B) {
	c, keys := full()
	names := []string{"content-type"}
	i := 0
	b.ReportAllocs()
	for b.Loop() {
		if hit, _ := c.Match(keys[i%len(keys)], false, "PUT", names, epoch); !hit {
			b.Fatal("no match")
		}
		i++
	}
}

// BenchmarkMatchParallel shows, run with -cpu 1,2,…, how long users of one cache wait for each other.
func BenchmarkMatchParallel(b *testing.B) {
	c, keys := full()
	b.RunParallel(func(pb *testing.PB) {
		for i := 0; pb.Next(); i += 31 {
			c.Match(keys[i%len(keys)], false, "PUT", nil, epoch)
		}
	})
}

// BenchmarkUpdate floods the cache with far more entries than it keeps, of one key or of many.
func BenchmarkUpdate(b *testing.B) {
	const n = 100_000
	names, keys := make([]string, n), make([]cache.Key, n)
	for i := range names {
		names[i] = fmt.Sprintf("x-%d", i)
		keys[i] = key(names[i])
	}
	b.Run("keys=1", func(b *testing.B) {
		for b.Loop() {
			cache.New(cache.Limits{}).Update(keys[0], false, nil, names, time.Hour, epoch)
		}
	})
	b.Run("keys=100000", func(b *testing.B) {
		for b.Loop() {
			c := cache.New(cache.Limits{})
			for _, k := range keys {
				c.Update(k, false, nil, names[:1], time.Hour, epoch)
			}
		}
	})
}
