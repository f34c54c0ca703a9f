package browser

import (
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/fetch/header"
)

// timing is when the fetches of a scenario began and were done. Virtual time
// stands still where no seconds pass, real time does not: an entry of the preflight
// cache that is to be found may have come to its end.
type timing struct {
	mu    sync.Mutex
	begun []time.Time     // of each fetch, and when the last was done; zero: not yet
	after []time.Duration // that were to pass before each fetch
}

func newTiming(fetches []conformance.FetchInit) *timing {
	t := &timing{begun: make([]time.Time, len(fetches)+1), after: make([]time.Duration, len(fetches)+1)}
	for i := range fetches {
		if fetches[i].After != nil {
			t.after[i] = time.Duration(*fetches[i].After * float64(time.Second))
		}
	}
	return t
}

// begin notes that the fetch of this index begins, or that all before it are done.
func (t *timing) begin(index int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if 0 <= index && index < len(t.begun) && t.begun[index].IsZero() {
		t.begun[index] = time.Now()
	}
}

// shows reports whether one of these lifetimes, of something that a fetch stored, may
// have come to its end before a fetch was done when it was not to end before that
// fetch began.
func (t *timing) shows(lifetimes []time.Duration) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	for stores := range len(t.begun) - 1 {
		virtual := time.Duration(0) // passes until the fetch that finds begins
		for finds := stores; finds < len(t.begun)-1; finds++ {
			if finds > stores {
				virtual += t.after[finds]
			}
			real := t.begun[finds+1].Sub(t.begun[stores]) - t.after[finds+1]
			for _, lifetime := range lifetimes {
				if virtual < lifetime && lifetime <= real {
					return true
				}
			}
		}
	}
	return false
}

// lifetimesOf are how long entries of the preflight cache may live in a scenario:
// what its servers say, read generously, and 5 seconds where they do not.
func lifetimesOf(s *conformance.Scenario) []time.Duration {
	lifetimes := []time.Duration{5 * time.Second}
	for i := range s.Server {
		for _, line := range s.Server[i].Headers {
			if !header.EqualFold(line.Name, "Access-Control-Max-Age") {
				continue
			}
			for _, digits := range strings.FieldsFunc(line.Value, func(c rune) bool { return c < '0' || c > '9' }) {
				if seconds, err := strconv.Atoi(digits); err == nil && seconds <= maxLifetime {
					lifetimes = append(lifetimes, time.Duration(seconds)*time.Second)
				}
			}
		}
	}
	return lifetimes
}

// maxLifetime is the longest lifetime, in seconds, whose end a scenario could see.
const maxLifetime = 60
