package fetch_test

import (
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/corsref/corsref/cache"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/fetch/profile"
)

// An adversary answers with header lists that are made to be slow to judge.
type adversary struct {
	name string
	// header is left out of a list that otherwise allows everything, and lines, of
	// about size bytes, take its place.
	header string
	lines  func(name string, size int) header.List
}

// oneLine is a line of about size bytes.
func oneLine(value func(size int) string) func(string, int) header.List {
	return func(name string, size int) header.List { return lines(name, value(size)) }
}

// listOf is a list of different names.
func listOf(size int) string {
	var b strings.Builder
	for i := 0; b.Len() < size; i++ {
		b.WriteString("x-" + strconv.Itoa(i) + ",")
	}
	return b.String() + "PUT,x-a"
}

// bytesALine is about what a line of the lists of many lines takes: a list of 1 MiB
// has about 100,000.
const bytesALine = 10

func differentLines(_ string, size int) header.List {
	l := make(header.List, size/bytesALine)
	for i := range l {
		l[i] = header.Line{Name: "x-" + strconv.Itoa(i), Value: "1"}
	}
	return l
}

func sameLines(name string, size int) header.List {
	return slices.Repeat(lines(name, "x-a"), size/bytesALine)
}

func namesALine(name string, size int) header.List {
	l := differentLines(name, size)
	for i := range l {
		l[i] = header.Line{Name: name, Value: l[i].Name}
	}
	return l
}

func adversaries() []adversary {
	var all []adversary
	for _, name := range []string{
		"Access-Control-Allow-Origin", "Access-Control-Allow-Credentials", "Access-Control-Allow-Methods",
		"Access-Control-Allow-Headers", "Access-Control-Max-Age", "Access-Control-Expose-Headers", "Timing-Allow-Origin",
	} {
		all = append(all,
			adversary{"header=" + name + "/value=names", name, oneLine(listOf)},
			adversary{"header=" + name + "/value=commas", name, oneLine(func(size int) string { return strings.Repeat(", ", size/2) })},
			adversary{"header=" + name + "/value=digits", name, oneLine(func(size int) string { return strings.Repeat("7", size) })},
			adversary{"header=" + name + "/lines=same", name, sameLines},
			adversary{"header=" + name + "/lines=names", name, namesALine},
		)
	}
	return append(all, adversary{"header=any/lines=different", "", differentLines})
}

// answers are the response to a preflight and the one to the request itself.
func (a adversary) answers(size int) (preflight, answer fetch.Response) {
	l := lines("Access-Control-Allow-Origin", "*", "Access-Control-Allow-Methods", "PUT", "Access-Control-Allow-Headers", "x-a",
		"Access-Control-Expose-Headers", "*", "Access-Control-Max-Age", "600")
	l.Delete(a.header)
	l = append(l, a.lines(a.header, size)...)
	return fetch.Response{Status: 204, Headers: l}, fetch.Response{Status: 200, Headers: l}
}

// exchange is one fetch with a preflight, of a user agent that has a cache.
func exchange(f *fetch.Fetch, p fetch.Profile, r *fetch.Request, preflight, answer fetch.Response) {
	ua := &fetch.UserAgent{Preflights: cache.New(cache.Limits{}), Now: clock, Profile: p}
	ua.StartInto(f, r)
	f.Receive(preflight)
	f.Receive(answer)
	f.Result()
}

func adversarialRequest(t testing.TB) *fetch.Request {
	return request(t, "https://api.example/x", fetch.RequestInit{Method: new("PUT"), Headers: lines("x-a", "1")})
}

// sizes are two that a linear algorithm takes 16 times apart.
var sizes = []struct {
	name string
	n    int
}{{"64K", 64 << 10}, {"1M", 1 << 20}}

func BenchmarkAdversarial(b *testing.B) {
	r, f := adversarialRequest(b), new(fetch.Fetch)
	for _, a := range adversaries() {
		for _, size := range sizes {
			preflight, answer := a.answers(size.n)
			b.Run(a.name+"/size="+size.name, func(b *testing.B) {
				b.ReportAllocs()
				b.SetBytes(int64(size.n))
				for b.Loop() {
					exchange(f, fetch.Profile{}, r, preflight, answer)
				}
			})
		}
	}
}

// TestLargeInputs: anything quadratic would take minutes, or more than its share of
// memory and decisions. Browsers get less to read, or the test would take longer.
func TestLargeInputs(t *testing.T) {
	for _, a := range adversaries() {
		testLinear(t, a, fetch.Profile{}, 1<<16)
		for _, set := range profile.Sets() {
			testLinear(t, a, set.Profile(), 1<<12)
		}
	}
}

// testLinear compares what an adversary costs with what it does at times the size.
func testLinear(t *testing.T, a adversary, p fetch.Profile, size int) {
	const times, slack = 16, 1 << 20
	var allocated, decided [2]int
	for i, size := range []int{size, times * size} {
		preflight, answer := a.answers(size)
		r := adversarialRequest(t)
		r.Trace = &fetch.Trace{Decide: func(fetch.Decision) { decided[i]++ }}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		exchange(new(fetch.Fetch), p, r, preflight, answer)
		runtime.ReadMemStats(&after)
		allocated[i] = int(after.TotalAlloc - before.TotalAlloc)
	}
	if allocated[1] > 2*times*allocated[0]+slack {
		t.Errorf("%s, %s: %d bytes are allocated for %d, %d for %d times that", p.Name(), a.name, allocated[0], size, allocated[1], times)
	}
	if decided[0] == 0 || decided[1] != decided[0] {
		t.Errorf("%s, %s: %d decisions for %d bytes, %d for %d times that", p.Name(), a.name, decided[0], size, decided[1], times)
	}
}
