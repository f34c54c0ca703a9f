package fetch_test

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/corsref/corsref/cache"
	"github.com/corsref/corsref/fetch"
)

// TestConcurrentFetches is for the race detector: thousands of fetches of one user agent and its pages, with a cache whose
// entries expire and are evicted all the time. What each fetch comes to does not depend on the others.
func TestConcurrentFetches(t *testing.T) {
	const workers, each, entries = 64, 100, 16
	allow := lines("Access-Control-Allow-Origin", "https://app.example", "Access-Control-Allow-Credentials", "true",
		"Access-Control-Allow-Methods", "PUT", "Access-Control-Allow-Headers", "X-A", "Access-Control-Max-Age", "3")
	wildcard := lines("Access-Control-Allow-Origin", "*", "Access-Control-Allow-Methods", "*", "Access-Control-Allow-Headers", "*", "X-B", "1",
		"Access-Control-Expose-Headers", "X-B")
	put := fetch.RequestInit{Method: new("PUT"), Headers: lines("X-A", "1")}
	credentialed := put
	credentialed.Credentials = new(fetch.CredentialsInclude)
	unlisted := put
	unlisted.Headers = lines("X-B", "1")
	kinds := []struct {
		init   fetch.RequestInit
		answer func(out *fetch.Outgoing) (fetch.Response, error)
		want   string // the code of a network error, or what script sees
	}{
		{put, func(*fetch.Outgoing) (fetch.Response, error) { return fetch.Response{Status: 200, Headers: allow}, nil }, "cors 200 false []"},
		{credentialed, func(*fetch.Outgoing) (fetch.Response, error) { return fetch.Response{Status: 204, Headers: allow}, nil }, "cors 204 false []"},
		{put, func(*fetch.Outgoing) (fetch.Response, error) {
			return fetch.Response{Status: 200, Headers: wildcard}, nil
		}, "cors 200 false [{X-B 1}]"},
		{credentialed, func(*fetch.Outgoing) (fetch.Response, error) {
			return fetch.Response{Status: 200, Headers: wildcard}, nil
		}, "allow-origin-wildcard-credentials"},
		{unlisted, func(*fetch.Outgoing) (fetch.Response, error) { return fetch.Response{Status: 200, Headers: allow}, nil }, "header-not-allowed"},
		{put, func(out *fetch.Outgoing) (fetch.Response, error) {
			if out.Preflight {
				return fetch.Response{Status: 200, Headers: allow}, nil
			}
			return fetch.Response{}, errors.New("reset")
		}, "network"},
		{fetch.RequestInit{Mode: new(fetch.ModeNoCORS)}, func(*fetch.Outgoing) (fetch.Response, error) {
			return fetch.Response{Status: 404, Headers: wildcard}, nil
		}, "opaque 0 false []"},
		{put, func(out *fetch.Outgoing) (fetch.Response, error) {
			if out.Preflight || out.Hop == 1 {
				return fetch.Response{Status: 200, Headers: wildcard}, nil
			}
			return fetch.Response{Status: 307, Headers: append(wildcard.Clone(), lines("Location", "https://other.example/x")...)}, nil
		}, "cors 200 true [{X-B 1}]"},
	}
	// Requests of one kind differ in their URLs, so that kinds do not share entries.
	var requests [][]*fetch.Request
	for k, kind := range kinds {
		var same []*fetch.Request
		for i := range 8 {
			same = append(same, request(t, fmt.Sprintf("https://api.example/%d/%d", k, i), kind.init))
		}
		requests = append(requests, same)
	}
	var seconds atomic.Int64
	ua := &fetch.UserAgent{
		Preflights: cache.New(cache.Limits{Entries: entries}),
		Now:        func() time.Time { return noon.Add(time.Duration(seconds.Load()) * time.Second) },
	}
	var preflights, all atomic.Int64
	var group sync.WaitGroup
	for worker := range workers {
		group.Go(func() {
			var reused fetch.Fetch
			for i := range each {
				at := (worker + i*7) % len(kinds)
				kind, req := kinds[at], requests[at][(worker+i)/3%8]
				f := &reused
				if i%3 == 0 {
					f = start(t, ua, req)
				} else {
					ua.StartInto(f, req)
				}
				for out := f.Next(); out != nil; {
					if out.Preflight {
						preflights.Add(1)
					}
					if res, err := kind.answer(out); err != nil {
						out = f.Fail(err)
					} else {
						out = f.Receive(res)
					}
				}
				res, err := f.Result()
				got := string(codeOf(err))
				if err == nil {
					got = fmt.Sprint(res.Type, res.Status, res.Redirected, res.Headers)
				}
				if all.Add(1); got != kind.want {
					t.Errorf("fetch %d of worker %d: %s, want %s", i, worker, got, kind.want)
				}
				if i%10 == 9 && worker%8 == 0 {
					seconds.Add(1)
				}
				if n := ua.Preflights.Len(); n > entries {
					t.Errorf("%d entries, more than %d", n, entries)
				}
			}
		})
	}
	group.Wait()
	if asked, fetches := preflights.Load(), all.Load(); fetches != workers*each || asked < fetches/10 || asked >= fetches {
		t.Errorf("%d preflights for %d fetches: the cache did nothing, or everything", asked, fetches)
	}
}
