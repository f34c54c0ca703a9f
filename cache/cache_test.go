package cache_test

import (
	"fmt"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/corsref/corsref/cache"
	"github.com/corsref/corsref/origin"
)

var epoch = time.Date(2026, 7, 2, 0, 0, 0, 0, time.UTC)

func at(seconds float64) time.Time {
	return epoch.Add(time.Duration(seconds * float64(time.Second)))
}

func key(url string) cache.Key {
	return cache.Key{Origin: "https://app.example", URL: url}
}

// A story is a cache and what happens to it, in order.
type event struct {
	at      float64 // seconds since the start
	key     cache.Key
	include bool // credentials mode "include"

	// What happens: an update, a clear, or a match.
	methods, names []string
	maxAge         time.Duration
	update, clear  bool

	method      string
	lookup      []string
	wantMethod  bool
	wantMatched int
	wantLen     int // 0: not checked
}

func update(at float64, k cache.Key, include bool, maxAge float64, methods, names []string) event {
	return event{at: at, key: k, include: include, update: true,
		maxAge: time.Duration(maxAge * float64(time.Second)), methods: methods, names: names}
}

func match(at float64, k cache.Key, include bool, method string, names []string, wantMethod bool, wantMatched int) event {
	return event{at: at, key: k, include: include, method: method, lookup: names, wantMethod: wantMethod, wantMatched: wantMatched}
}

func TestCache(t *testing.T) {
	a, b := key("https://api.example/a"), key("https://api.example/b")
	foreign := a
	foreign.Origin = "https://other.example"
	page, err := origin.Parse("https://top.example")
	if err != nil {
		t.Fatal(err)
	}
	partitioned := a
	partitioned.Partition = origin.SiteOf(page, nil)

	for _, story := range []struct {
		name   string
		why    string
		limits cache.Limits
		events []event
	}{
		{"empty", "nothing stored, nothing matches", cache.Limits{}, []event{
			match(0, a, false, "PUT", []string{"x-a"}, false, 0),
		}},
		{"method", "matched case-sensitively", cache.Limits{}, []event{
			update(0, a, false, 5, []string{"PUT"}, nil),
			match(1, a, false, "PUT", nil, true, 0),
			match(1, a, false, "put", nil, false, 0),
			match(1, a, false, "PATCH", nil, false, 0),
		}},
		{"header name", "matched byte-case-insensitively, whatever the case stored", cache.Limits{}, []event{
			update(0, a, false, 5, nil, []string{"X-A"}),
			match(1, a, false, "GET", []string{"x-a", "x-b"}, false, 1),
		}},
		{"expiry", "live while now − stored < max-age", cache.Limits{}, []event{
			update(0, a, false, 5, []string{"PUT"}, []string{"x-a"}),
			match(4.999, a, false, "PUT", []string{"x-a"}, true, 1),
			match(5, a, false, "PUT", []string{"x-a"}, false, 0),
		}},
		{"max-age 0", "never live", cache.Limits{}, []event{
			update(0, a, false, 0, []string{"PUT"}, nil),
			match(0, a, false, "PUT", nil, false, 0),
		}},
		{"update does not move the storing time", "7.12 sets max-age, nothing else", cache.Limits{}, []event{
			update(0, a, false, 5, []string{"PUT"}, nil),
			update(4, a, false, 6, []string{"PUT"}, nil),
			match(5.5, a, false, "PUT", nil, true, 0),
			match(6, a, false, "PUT", nil, false, 0),
		}},
		{"update to 0 ends an entry", "7.12 with a smaller max-age", cache.Limits{}, []event{
			update(0, a, false, 100, []string{"PUT"}, nil),
			update(1, a, false, 0, []string{"PUT"}, nil),
			match(1, a, false, "PUT", nil, false, 0),
		}},
		{"an update that ends an entry stores it anew", "7.12 ends it, so that 7.13 finds no match", cache.Limits{}, []event{
			update(0, a, false, 600, []string{"PUT"}, []string{"x-a"}),
			update(500, a, false, 60, []string{"PUT"}, []string{"X-A"}),
			match(559, a, false, "PUT", []string{"x-a"}, true, 1),
			match(560, a, false, "PUT", []string{"x-a"}, false, 0),
		}},
		{"an update of a wildcard is for all that it matches", "7.12 sets the max-age of the one entry that matches PUT", cache.Limits{}, []event{
			update(0, a, false, 10, []string{"*"}, nil),
			update(3, a, false, 86400, []string{"PUT"}, nil),
			match(1000, a, false, "DELETE", nil, true, 0),
		}},
		{"expired entries are stored anew", "an expired entry matches nothing, so 7.13 creates", cache.Limits{}, []event{
			update(0, a, false, 5, []string{"PUT"}, nil),
			update(10, a, false, 5, []string{"PUT"}, nil),
			match(14, a, false, "PUT", nil, true, 0),
		}},
		{"without credentials, not for include", "cache entry match: credentials false needs a mode other than include", cache.Limits{}, []event{
			update(0, a, false, 5, []string{"PUT"}, []string{"x-a"}),
			match(1, a, true, "PUT", []string{"x-a"}, false, 0),
		}},
		{"with credentials, for all", "cache entry match: credentials true is enough", cache.Limits{}, []event{
			update(0, a, true, 5, []string{"PUT"}, []string{"x-a"}),
			match(1, a, false, "PUT", []string{"x-a"}, true, 1),
			match(1, a, true, "PUT", []string{"x-a"}, true, 1),
		}},
		{"both credentials are kept", "an include update finds no match among those without, and creates", cache.Limits{}, []event{
			update(0, a, false, 5, []string{"PUT"}, nil),
			update(1, a, true, 100, []string{"PUT"}, nil),
			match(50, a, true, "PUT", nil, true, 0),
			match(50, a, false, "PUT", nil, true, 0),
		}},
		{"method wildcard", "a stored * matches every method", cache.Limits{}, []event{
			update(0, a, false, 5, []string{"*"}, nil),
			match(1, a, false, "PUT", nil, true, 0),
			match(1, a, false, "*", nil, true, 0),
		}},
		{"header name wildcard", "a stored * matches every name but authorization", cache.Limits{}, []event{
			update(0, a, false, 5, nil, []string{"*"}),
			match(1, a, false, "GET", []string{"authorization", "x-a", "x-b"}, false, 2),
		}},
		{"wildcard with credentials", "by the letter, a * stored under credentials matches under credentials (whatwg/fetch#592)", cache.Limits{}, []event{
			update(0, a, true, 5, []string{"*"}, []string{"*"}),
			match(1, a, true, "PUT", []string{"x-a"}, true, 1),
		}},
		{"update of the exact entry before the wildcard", "which of two matching entries is written is ambiguous: the exact one", cache.Limits{}, []event{
			update(0, a, false, 5, []string{"PUT"}, nil),
			update(0, a, false, 5, []string{"*"}, nil),
			update(1, a, false, 100, []string{"PUT"}, nil),
			match(50, a, false, "PUT", nil, true, 0),
			match(50, a, false, "PATCH", nil, false, 0),
		}},
		{"a wildcard stored first takes later names", "7.13 creates nothing for a method that * already matches", cache.Limits{}, []event{
			update(0, a, false, 5, []string{"*", "PUT"}, nil),
			{at: 1, key: a, method: "PUT", wantMethod: true, wantLen: 1},
		}},
		{"a repeated name is one entry", "the second one matches the first", cache.Limits{}, []event{
			update(0, a, false, 5, []string{"PUT", "PUT"}, []string{"x-a", "X-A"}),
			{at: 1, key: a, method: "PUT", wantMethod: true, wantLen: 2},
		}},
		{"keys", "URL, origin and partition all count", cache.Limits{}, []event{
			update(0, a, false, 5, []string{"PUT"}, nil),
			match(1, b, false, "PUT", nil, false, 0),
			match(1, foreign, false, "PUT", nil, false, 0),
			match(1, partitioned, false, "PUT", nil, false, 0),
		}},
		{"clear", "removes both credentials of one key and nothing else", cache.Limits{}, []event{
			update(0, a, false, 5, []string{"PUT"}, []string{"x-a"}),
			update(0, a, true, 5, []string{"PUT"}, []string{"x-a"}),
			update(0, b, false, 5, []string{"PUT"}, nil),
			{at: 1, key: a, clear: true, wantLen: 1},
			match(1, a, false, "PUT", []string{"x-a"}, false, 0),
			match(1, b, false, "PUT", nil, true, 0),
		}},
		{"bound: expired first", "an expired entry goes before one stored earlier that is live", cache.Limits{Entries: 2}, []event{
			update(0, a, false, 100, []string{"PUT"}, nil),
			update(1, a, false, 1, []string{"PATCH"}, nil),
			update(3, b, false, 100, []string{"PUT"}, nil),
			match(3, a, false, "PUT", nil, true, 0),
			match(3, b, false, "PUT", nil, true, 0),
		}},
		{"bound: then the oldest stored", "nothing has expired", cache.Limits{Entries: 2}, []event{
			update(0, a, false, 100, []string{"PUT"}, nil),
			update(1, a, false, 100, []string{"PATCH"}, nil),
			update(2, b, false, 100, []string{"PUT"}, nil),
			match(3, a, false, "PUT", nil, false, 0),
			match(3, a, false, "PATCH", nil, true, 0),
			{at: 3, key: b, method: "PUT", wantMethod: true, wantLen: 2},
		}},
		{"bound: expired first, wherever it stands", "the next time that an entry expires is the earliest of all", cache.Limits{Entries: 3}, []event{
			update(0, a, false, 100, []string{"PUT"}, nil),
			update(1, a, false, 5, []string{"PATCH"}, nil),
			update(2, a, false, 100, []string{"DELETE"}, nil),
			update(10, b, false, 100, []string{"PUT"}, nil),
			match(10, a, false, "PUT", nil, true, 0),
			match(10, b, false, "PUT", nil, true, 0),
		}},
		{"bound: expired again and again", "the next time is found out anew each time that entries go", cache.Limits{Entries: 2}, []event{
			update(0, a, false, 100, []string{"PUT"}, nil),
			update(1, a, false, 5, []string{"PATCH"}, nil),
			update(10, a, false, 5, []string{"DELETE"}, nil),
			update(20, b, false, 100, []string{"PUT"}, nil),
			match(20, a, false, "PUT", nil, true, 0),
			match(20, b, false, "PUT", nil, true, 0),
		}},
		{"bound: expired again, one that was there", "the next time is that of the entries that stayed, too", cache.Limits{Entries: 3}, []event{
			update(0, a, false, 100, []string{"PUT"}, nil),
			update(1, a, false, 50, []string{"PATCH"}, nil),
			update(2, a, false, 5, []string{"DELETE"}, nil),
			update(10, b, false, 100, []string{"PUT"}, nil),
			update(60, b, false, 100, []string{"PATCH"}, nil),
			match(60, a, false, "PUT", nil, true, 0),
			match(60, b, false, "PATCH", nil, true, 0),
		}},
		{"bound: shortened first", "an update may make an entry expire before all others", cache.Limits{Entries: 2}, []event{
			update(0, a, false, 100, []string{"PUT"}, nil),
			update(1, a, false, 100, []string{"PATCH"}, nil),
			update(2, a, false, 5, []string{"PATCH"}, nil),
			update(10, b, false, 100, []string{"PUT"}, nil),
			match(10, a, false, "PUT", nil, true, 0),
			match(10, b, false, "PUT", nil, true, 0),
		}},
		{"an entry that expired is stored anew", "the old one goes, and does not take the new one with it later", cache.Limits{Entries: 2}, []event{
			update(0, a, false, 1, []string{"PUT"}, nil),
			update(5, a, false, 100, []string{"PUT"}, nil),
			{at: 5, key: a, method: "PUT", wantMethod: true, wantLen: 1},
			update(6, b, false, 100, []string{"PUT"}, nil),
			match(6, a, false, "PUT", nil, true, 0),
			match(6, b, false, "PUT", nil, true, 0),
		}},
		{"bound in bytes: just enough", "entries of 555, 557 and 555 bytes are 1,667", cache.Limits{Bytes: 1667}, []event{
			update(0, a, false, 100, []string{"PUT", "PATCH"}, nil),
			update(1, b, false, 100, []string{"PUT"}, nil),
			match(1, a, false, "PUT", nil, true, 0),
			match(1, b, false, "PUT", nil, true, 0),
		}},
		{"bound in bytes: one too few", "the entry stored first goes", cache.Limits{Bytes: 1666}, []event{
			update(0, a, false, 100, []string{"PUT", "PATCH"}, nil),
			update(1, b, false, 100, []string{"PUT"}, nil),
			match(1, a, false, "PUT", nil, false, 0),
			match(1, a, false, "PATCH", nil, true, 0),
			match(1, b, false, "PUT", nil, true, 0),
		}},
		{"no bound in bytes", "a negative bound is none", cache.Limits{Bytes: -1}, []event{
			update(0, a, false, 100, []string{"PUT"}, nil),
			match(1, a, false, "PUT", nil, true, 0),
		}},
		{"no bound on entries", "a negative bound is none", cache.Limits{Entries: -1}, []event{
			update(0, a, false, 100, []string{"PUT"}, nil),
			match(1, a, false, "PUT", nil, true, 0),
		}},
		{"bound: hits never write", "a hit does not save an entry from eviction", cache.Limits{Entries: 2}, []event{
			update(0, a, false, 100, []string{"PUT"}, nil),
			update(1, b, false, 100, []string{"PUT"}, nil),
			match(2, a, false, "PUT", nil, true, 0),
			update(3, b, false, 100, []string{"PATCH"}, nil),
			match(4, a, false, "PUT", nil, false, 0),
		}},
	} {
		t.Run(story.name, func(t *testing.T) {
			c := cache.New(story.limits)
			for i, e := range story.events {
				switch {
				case e.update:
					c.Update(e.key, e.include, e.methods, e.names, e.maxAge, at(e.at))
				case e.clear:
					c.Clear(e.key)
				default:
					gotMethod, gotMatched := c.Match(e.key, e.include, e.method, e.lookup, at(e.at))
					if gotMethod != e.wantMethod || gotMatched != e.wantMatched {
						t.Errorf("event %d at %v s: Match(%q, %q) = %v, %d; want %v, %d (%s)",
							i, e.at, e.method, e.lookup, gotMethod, gotMatched, e.wantMethod, e.wantMatched, story.why)
					}
				}
				if e.wantLen != 0 && c.Len() != e.wantLen {
					t.Errorf("event %d at %v s: Len() = %d, want %d (%s)", i, e.at, c.Len(), e.wantLen, story.why)
				}
			}
		})
	}
}

// TestBytes stores answers whose names are long, and checks how much memory the cache keeps.
func TestBytes(t *testing.T) {
	const answer = 1 << 20
	names := make([][]string, 200)
	for i := range names {
		for range answer >> 14 {
			names[i] = append(names[i], fmt.Sprintf("x-%d-%d-%s", i, len(names[i]), strings.Repeat("a", 1<<14-16)))
		}
	}
	for _, tc := range []struct {
		name   string
		why    string
		limits cache.Limits
		most   int // bytes
	}{
		{"default", "200 answers of 1 MiB may not keep 200 MiB", cache.Limits{}, cache.DefaultBytes},
		{"a bound of 1 MiB", "a bound that is given holds instead of the default", cache.Limits{Bytes: 1 << 20}, 1 << 20},
		{"no bound but on entries", "1,024 names of 16 KiB are 16 MiB", cache.Limits{Bytes: -1}, 16 << 20},
	} {
		t.Run(tc.name, func(t *testing.T) {
			c := cache.New(tc.limits)
			before := heap()
			for i := range names {
				c.Update(key("https://api.example/"+strconv.Itoa(i)), false, nil, names[i], time.Hour, epoch)
			}
			kept := heap() - before
			if kept > tc.most+tc.most/4 || kept < tc.most/2 {
				t.Errorf("%d entries take %d bytes, want about %d: %s", c.Len(), kept, tc.most, tc.why)
			}
			last := names[len(names)-1]
			if _, matched := c.Match(key("https://api.example/199"), false, "GET", last[len(last)-1:], epoch); matched != 1 {
				t.Error("the entry stored last is gone")
			}
			runtime.KeepAlive(names)
		})
	}
}

// TestEntryAboveTheBound stores an entry that is larger than the bound on bytes.
func TestEntryAboveTheBound(t *testing.T) {
	c := cache.New(cache.Limits{Bytes: 1 << 12})
	c.Update(key("https://api.example/"), false, []string{"PUT"}, []string{strings.Repeat("x", 1<<12)}, time.Hour, epoch)
	if hit, _ := c.Match(key("https://api.example/"), false, "PUT", nil, epoch); !hit || c.Len() != 1 {
		t.Errorf("PUT matches: %v; %d entries, want only the one for PUT", hit, c.Len())
	}
}

// heap returns how many bytes are in use.
func heap() int {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return int(m.HeapAlloc)
}

func TestLimitMaxAge(t *testing.T) {
	for _, tc := range []struct {
		name    string
		limit   time.Duration
		maxAge  time.Duration
		want    time.Duration
		limited bool
	}{
		{"no limit", 0, 100 * time.Hour, 100 * time.Hour, false},
		{"below", 2 * time.Hour, time.Hour, time.Hour, false},
		{"equal", 2 * time.Hour, 2 * time.Hour, 2 * time.Hour, false},
		{"above", 2 * time.Hour, 3 * time.Hour, 2 * time.Hour, true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, limited := cache.New(cache.Limits{MaxAge: tc.limit}).LimitMaxAge(tc.maxAge)
			if got != tc.want || limited != tc.limited {
				t.Errorf("LimitMaxAge(%v) = %v, %v; want %v, %v", tc.maxAge, got, limited, tc.want, tc.limited)
			}
		})
	}
}

func TestMatchDoesNotAllocate(t *testing.T) {
	c, k := cache.New(cache.Limits{}), key("https://api.example/")
	names := []string{"x-a", "x-b"}
	c.Update(k, false, []string{"PUT"}, names, time.Hour, epoch)
	if got := testing.AllocsPerRun(100, func() { c.Match(k, false, "PUT", names, epoch) }); got != 0 {
		t.Errorf("Match allocates %v times", got)
	}
}
