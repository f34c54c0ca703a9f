package cache_test

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/corsref/corsref/cache"
)

// full returns a cache of n live entries, one a key, and the keys.
func full(n int) (*cache.Cache, []cache.Key) {
	c, keys := cache.New(cache.Limits{Entries: -1}), make([]cache.Key, n)
	for i := range keys {
		keys[i] = key(fmt.Sprintf("https://api.example/v1/items/%d", i))
		c.Update(keys[i], false, []string{"PUT"}, nil, time.Hour, epoch)
	}
	return c, keys
}

func BenchmarkMatch(b *testing.B) {
	const entries = 1_000_000
	c, keys := full(entries)
	random := rand.New(rand.NewPCG(1, 2)).Perm(entries)
	for _, bc := range []struct {
		name string
		pick func(i int) int
	}{
		{"keys=16-hot", func(i int) int { return i % 16 * (entries / 16) }},
		{"keys=random", func(i int) int { return random[i%entries] }},
	} {
		b.Run(fmt.Sprintf("entries=%d/%s", entries, bc.name), func(b *testing.B) {
			b.ReportAllocs()
			i := 0
			for b.Loop() {
				if hit, _ := c.Match(keys[bc.pick(i)], false, "PUT", nil, epoch); !hit {
					b.Fatal("no match")
				}
				i++
			}
		})
	}
}

// BenchmarkParallel shows, run with -cpu 1,2,…, whether users wait for each other:
// eight at once, by themselves and beside one who stores without pause.
func BenchmarkParallel(b *testing.B) {
	const goroutines = 8
	c, keys := full(100_000)
	for _, stores := range []bool{false, true} {
		b.Run(fmt.Sprintf("goroutines=%d/stores=%v", goroutines, stores), func(b *testing.B) {
			var stop atomic.Bool
			var stored sync.WaitGroup
			if stores {
				stored.Go(func() {
					for i := 0; !stop.Load(); i++ {
						c.Update(keys[i%len(keys)], false, []string{"PUT"}, nil, time.Hour, epoch)
					}
				})
			}
			var next atomic.Int64
			b.SetParallelism(max(1, goroutines/runtime.GOMAXPROCS(0)))
			b.RunParallel(func(pb *testing.PB) {
				for i := int(next.Add(7919)); pb.Next(); i += 31 {
					c.Match(keys[i%len(keys)], false, "PUT", nil, epoch)
				}
			})
			stop.Store(true)
			stored.Wait()
		})
	}
}

// BenchmarkUpdate floods the cache: entries of many keys, or of one.
func BenchmarkUpdate(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 100_000} {
		names := make([]string, n)
		for i := range names {
			names[i] = fmt.Sprintf("x-%d", i)
		}
		b.Run(fmt.Sprintf("names=%d/keys=1", n), func(b *testing.B) {
			for b.Loop() {
				cache.New(cache.Limits{}).Update(key("https://api.example/"), false, nil, names, time.Hour, epoch)
			}
		})
		b.Run(fmt.Sprintf("names=1/keys=%d", n), func(b *testing.B) {
			keys := make([]cache.Key, n)
			for i := range keys {
				keys[i] = key(names[i])
			}
			for b.Loop() {
				c := cache.New(cache.Limits{Entries: n / 2})
				for _, k := range keys {
					c.Update(k, false, nil, names[:1], time.Hour, epoch)
				}
			}
		})
	}
}

// BenchmarkMemory reports what an entry costs, its key included.
func BenchmarkMemory(b *testing.B) {
	const entries = 1_000_000
	heap := func() uint64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	for b.Loop() {
		c, keys := full(entries)
		with := heap()
		// The keys' own memory does not count: they are the caller's.
		runtime.KeepAlive(c)
		c = nil
		without := heap()
		runtime.KeepAlive(keys)
		b.ReportMetric(float64(with-without)/entries, "B/entry")
	}
}
