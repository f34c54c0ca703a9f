package browser

import (
	"testing"
	"time"

	"github.com/corsref/corsref/conformance"
)

// TestTimingShows has fetches that begin, and are done, at these seconds.
func TestTimingShows(t *testing.T) {
	for _, c := range []struct {
		name     string
		after    []float64
		begun    []float64 // one more than after: when the last is done
		lifetime float64
		want     bool
	}{
		{"in time", []float64{0, 0.5}, []float64{0, 0.6, 0.9}, 1, false},
		{"the second is slow", []float64{0, 0.5}, []float64{0, 0.6, 1}, 1, true},
		{"the first is slow", []float64{0, 0.5}, []float64{0, 1.1, 1.2}, 1, true},
		{"at its end anyway", []float64{0, 1}, []float64{0, 1.1, 3}, 1, true}, // of what the second stores
		{"at its end, and quick", []float64{0, 1}, []float64{0, 1.1, 1.2}, 1, false},
		{"slow redirects of one fetch", []float64{0}, []float64{0, 5}, 5, true},
		{"the wait before the next counts for nothing", []float64{0, 7}, []float64{0, 7.1, 7.2}, 5, false},
		{"the third is to find it", []float64{0, 2, 2}, []float64{0, 2.1, 4.6, 5.1}, 5, true},
		{"no life", []float64{0, 1}, []float64{0, 3, 9}, 0, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			fetches := make([]conformance.FetchInit, len(c.after))
			for i := range fetches {
				fetches[i].After = &c.after[i]
			}
			timing := newTiming(fetches)
			start := time.Now()
			for i, s := range c.begun {
				timing.begun[i] = start.Add(seconds(s))
			}
			if got := timing.shows([]time.Duration{seconds(c.lifetime)}); got != c.want {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

func seconds(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }
