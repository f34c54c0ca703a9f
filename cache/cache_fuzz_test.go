package cache_test

import (
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/corsref/corsref/cache"
)

// naive is the standard's list of cache entries, searched from the start.
type naive struct {
	rules   cache.Rules
	limit   int
	entries []naiveEntry
}

type naiveEntry struct {
	key          cache.Key
	credentials  bool
	method, name string
	stored       time.Time
	maxAge       time.Duration
}

func (n *naive) find(k cache.Key, include bool, now time.Time, exact, wildcard func(naiveEntry) bool) int {
	for _, matches := range []func(naiveEntry) bool{exact, wildcard} {
		for i, e := range n.entries {
			credentials := e.credentials || !include
			if n.rules.ByCredentials {
				credentials = e.credentials == include
			}
			if e.key == k && now.Sub(e.stored) < e.maxAge && credentials && matches(e) {
				return i
			}
		}
	}
	return -1
}

// expands reports whether an entry for * stands for every value.
func (n *naive) expands(e naiveEntry, include bool) bool {
	return n.rules.Wildcard == cache.WildcardMatches ||
		n.rules.Wildcard == cache.WildcardStoredWithout && !e.credentials ||
		n.rules.Wildcard == cache.WildcardAskedWithout && !include
}

func (n *naive) method(k cache.Key, include bool, method string, now time.Time) int {
	return n.find(k, include, now,
		func(e naiveEntry) bool { return e.method == method },
		func(e naiveEntry) bool { return e.method == "*" && n.expands(e, include) })
}

func (n *naive) name(k cache.Key, include bool, name string, now time.Time) int {
	covered := n.rules.WildcardCoversAll || !strings.EqualFold(name, "authorization")
	return n.find(k, include, now,
		func(e naiveEntry) bool { return e.name != "" && strings.EqualFold(e.name, name) },
		func(e naiveEntry) bool { return e.name == "*" && covered && n.expands(e, include) })
}

// match is what a request with a method and names finds. A whole that is not enough is removed.
func (n *naive) match(k cache.Key, include bool, method string, names []string, now time.Time) (methodMatch bool, namesMatched int) {
	methodMatch = n.method(k, include, method, now) >= 0
	for _, name := range names {
		if n.name(k, include, name, now) >= 0 {
			namesMatched++
		}
	}
	if n.rules.Whole && (!methodMatch || namesMatched < len(names)) {
		n.clear(k)
		return false, 0
	}
	return methodMatch, namesMatched
}

func (n *naive) clear(k cache.Key) {
	n.entries = slices.DeleteFunc(n.entries, func(e naiveEntry) bool { return e.key == k })
}

func (n *naive) create(e naiveEntry) {
	expired := func(old naiveEntry) bool { return e.stored.Sub(old.stored) >= old.maxAge }
	n.entries = slices.DeleteFunc(n.entries, func(old naiveEntry) bool {
		return expired(old) && old.key == e.key && old.credentials == e.credentials && old.method == e.method && strings.EqualFold(old.name, e.name)
	})
	if len(n.entries) >= n.limit {
		n.entries = slices.DeleteFunc(n.entries, expired)
	}
	if len(n.entries) >= n.limit {
		n.entries = n.entries[1:]
	}
	n.entries = append(n.entries, e)
}

func (n *naive) update(k cache.Key, include bool, methods, names []string, maxAge time.Duration, now time.Time) {
	if n.rules.Whole {
		n.clear(k)
	}
	for _, m := range methods {
		if i := n.method(k, include, m, now); i >= 0 {
			n.entries[i].maxAge = maxAge
		}
	}
	for _, m := range methods {
		if n.method(k, include, m, now) < 0 && maxAge > 0 {
			n.create(naiveEntry{key: k, credentials: include, method: m, stored: now, maxAge: maxAge})
		}
	}
	for _, name := range names {
		if i := n.name(k, include, name, now); i >= 0 {
			n.entries[i].maxAge = maxAge
		}
	}
	for _, name := range names {
		if n.name(k, include, name, now) < 0 && maxAge > 0 {
			n.create(naiveEntry{key: k, credentials: include, name: name, stored: now, maxAge: maxAge})
		}
	}
}

// FuzzCache runs a program, two bytes an instruction, on a Cache and on the naive
// list, by all rules that there are, and compares every answer.
func FuzzCache(f *testing.F) {
	for rules := range byte(32) {
		f.Add(rules, []byte("\x00\x11\x40\x12\x80\x13\xc0\x14"))
		f.Add(rules, []byte("\x01\xff\x41\x00\x81\x7f\xc1\x20\x02\x33\x42\x44"))
		f.Add(rules|0x80, []byte("\x3c\xc1\x7d\x81\x3e\xc2\x80\x20\x3f\xc3\x04\x07\xc4\xf4\x80\x01\x05\x05"))
	}
	keys := []cache.Key{key("https://a.example/"), key("https://b.example/")}
	methods := []string{"PUT", "*", "PATCH"}
	names := []string{"x-a", "*", "Authorization", "X-A"}
	f.Fuzz(func(t *testing.T, what byte, program []byte) {
		rules := cache.Rules{
			Whole: what&1 != 0, ByCredentials: what&2 != 0, Wildcard: cache.Wildcard(what >> 2 & 3), WildcardCoversAll: what&16 != 0,
		}
		limit := []int{40, 1, 2, 5}[what>>6] // more than one key searches one by one, and few
		c, n, now := cache.New(cache.Limits{Entries: limit}), &naive{rules: rules, limit: limit}, epoch
		for i := 0; i+1 < len(program); i += 2 {
			op, arg := program[i], program[i+1]
			k, include := keys[op&1], op&2 != 0
			method, name := methods[int(arg)%len(methods)], names[int(arg>>2)%len(names)]
			switch op >> 6 {
			case 0, 1:
				maxAge := time.Duration(op>>2&15) * time.Second
				granted := []string{method, methods[(int(arg)+1)%len(methods)]}[:1+arg>>7]
				listed := []string{name, "x-" + strconv.Itoa(int(arg))}[:1+arg>>6&1]
				c.UpdateBy(rules, k, include, granted, listed, maxAge, now)
				n.update(k, include, granted, listed, maxAge, now)
			case 2:
				now = now.Add(time.Duration(arg) * 100 * time.Millisecond)
			default:
				if arg > 0xF0 {
					c.Clear(k)
					n.clear(k)
				}
			}
			lookup := []string{strings.ToLower(name), "x-" + strconv.Itoa(int(arg)), "x-a"}[:1+arg>>6%3]
			gotMethod, gotNames := c.MatchBy(rules, k, include, method, lookup, now)
			wantMethod, wantNames := n.match(k, include, method, lookup, now)
			if gotMethod != wantMethod || gotNames != wantNames {
				t.Fatalf("%+v, instruction %d: MatchBy(%q, %q) = %v, %d; the naive list says %v, %d", rules, i/2, method, lookup, gotMethod, gotNames, wantMethod, wantNames)
			}
			if c.Len() != len(n.entries) {
				t.Fatalf("%+v, instruction %d: %d entries; the naive list has %d", rules, i/2, c.Len(), len(n.entries))
			}
		}
	})
}

// TestConcurrentUse is for the race detector: many users of one cache, with
// expiry and eviction.
func TestConcurrentUse(t *testing.T) {
	c := cache.New(cache.Limits{Entries: 64})
	var users sync.WaitGroup
	for user := range 8 {
		users.Go(func() {
			for i := range 500 {
				k := key("https://api.example/" + strings.Repeat("x", i%17))
				now := epoch.Add(time.Duration(i) * time.Second)
				c.Update(k, user%2 == 0, []string{"PUT", "*"}, []string{"x-a"}, 3*time.Second, now)
				c.Match(k, user%2 == 1, "PUT", []string{"x-a"}, now)
				if i%50 == user {
					c.Clear(k)
				}
			}
		})
	}
	users.Wait()
	if got := c.Len(); got > 64 {
		t.Errorf("%d entries, more than the bound of 64", got)
	}
}
