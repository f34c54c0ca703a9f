package cache_test

import (
	"fmt"
	"time"

	"github.com/corsref/corsref/cache"
)

// A preflight allowed PUT and one header name for ten minutes.
func ExampleCache() {
	c := cache.New(cache.Limits{MaxAge: 2 * time.Hour})
	k := cache.Key{Origin: "https://app.example", URL: "https://api.example/items"}
	now := time.Date(2026, 7, 2, 12, 0, 0, 0, time.UTC)
	c.Update(k, false, []string{"PUT"}, []string{"Content-Type"}, 10*time.Minute, now)

	for _, later := range []time.Duration{time.Minute, time.Hour} {
		method, names := c.Match(k, false, "PUT", []string{"content-type", "x-foo"}, now.Add(later))
		fmt.Println(later, method, names)
	}
	// Output:
	// 1m0s true 1
	// 1h0m0s false 0
}
