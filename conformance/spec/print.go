package spec

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"math/bits"
	"strconv"
	"strings"
)

// Print stands for a text without having it: a hash that tells whether two texts are equal, and a sketch that tells how
// alike they are. The zero Print is that of no text.
type Print struct {
	Hash   uint32
	Sketch uint64
}

// PrintOf makes the print of a text whose white space is folded.
func PrintOf(text string) Print {
	if text == "" {
		return Print{}
	}
	sum := sha256.Sum256([]byte(text))
	return Print{Hash: binary.BigEndian.Uint32(sum[:]), Sketch: sketch(strings.Fields(text))}
}

// sketch is a similarity hash over words and pairs of words: texts with many in common differ in few bits.
func sketch(words []string) uint64 {
	var votes [64]int
	vote := func(feature string) {
		h := fnv.New64a()
		h.Write([]byte(feature))
		sum := h.Sum64()
		// The hash's own last step mixes little; this one spreads every bit.
		sum ^= sum >> 33
		sum *= 0xff51afd7ed558ccd
		sum ^= sum >> 33
		for i := range votes {
			votes[i] += int(sum>>i&1)*2 - 1
		}
	}
	for i, word := range words {
		vote(word)
		if i > 0 {
			vote(words[i-1] + " " + word)
		}
	}
	var s uint64
	for i, v := range votes {
		if v > 0 {
			s |= 1 << i
		}
	}
	return s
}

// Like reports whether two texts are probably versions of one.
func (p Print) Like(q Print) bool { return p.Distance(q) <= 21 }

// Distance is in how many of 64 bits the sketches differ: 0 for equal texts, about 32 for unrelated ones.
func (p Print) Distance(q Print) int { return bits.OnesCount64(p.Sketch ^ q.Sketch) }

// IsZero reports whether p stands for no text.
func (p Print) IsZero() bool { return p == Print{} }

// String is the form that index files have: hash and sketch in hexadecimal, or a hyphen for no text.
func (p Print) String() string {
	if p.IsZero() {
		return "-"
	}
	return fmt.Sprintf("%08x:%016x", p.Hash, p.Sketch)
}

// parsePrint is the inverse of String.
func parsePrint(s string) (Print, error) {
	if s == "-" {
		return Print{}, nil
	}
	hash, sketch, ok := strings.Cut(s, ":")
	h, err := strconv.ParseUint(hash, 16, 32)
	k, err2 := strconv.ParseUint(sketch, 16, 64)
	if !ok || err != nil || err2 != nil {
		return Print{}, fmt.Errorf("%q is no hash; write eight and sixteen hexadecimal digits with a colon between, or -", s)
	}
	return Print{Hash: uint32(h), Sketch: k}, nil
}
