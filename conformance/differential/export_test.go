package differential

import (
	"math/rand/v2"

	"github.com/corsref/corsref/conformance"
)

// GenerateFrom is Generate with choices made by bytes, one a choice, instead of by a seed. Bytes that are not there are 0.
func GenerateFrom(choices []byte) *conformance.Scenario {
	return generate(dice{rand.New(&byteSource{choices: choices})}, "fuzz")
}

// Clone is a copy of s of which every list may be changed.
func Clone(s *conformance.Scenario) *conformance.Scenario { return clone(s) }

// byteSource is a source of numbers whose high and low bits are a byte's: package rand takes one or the other.
type byteSource struct {
	choices []byte
	used    uint64
}

func (s *byteSource) Uint64() uint64 {
	var b uint64
	if s.used < uint64(len(s.choices)) {
		b = uint64(s.choices[s.used])
	}
	s.used++
	// What lies between differs each time, so that a number that package rand refuses is followed by another.
	between := s.used * 0x9E3779B97F4A7C15 >> 48
	return b<<56 | between<<40 | b<<32 | between
}
