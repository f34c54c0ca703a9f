package standard

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math/bits"
	"regexp"
	"strings"
)

// Print stands for a text without having it: a hash that tells whether two texts are equal, and a sketch that tells how
// alike they are. The zero Print is that of no text.
type Print struct {
	Hash   uint32
	Sketch [2]uint64
}

// PrintOf makes the print of a text whose white space is folded.
func PrintOf(text string) Print {
	if text == "" {
		return Print{}
	}
	sum := sha256.Sum256([]byte(text))
	return Print{Hash: binary.BigEndian.Uint32(sum[:]), Sketch: sketch(strings.Fields(text))}
}

// sketch is a similarity hash over words and pairs of words: texts with many in common differ in few of its bits.
func sketch(words []string) (s [2]uint64) {
	var votes [128]int
	vote := func(feature string) {
		sum := sha256.Sum256([]byte(feature))
		for i := range votes {
			votes[i] += int(sum[i/8]>>(i%8)&1)*2 - 1
		}
	}
	for i, word := range words {
		vote(word)
		if i > 0 {
			vote(words[i-1] + " " + word)
		}
	}
	for i, v := range votes {
		if v > 0 {
			s[i/64] |= 1 << (i % 64)
		}
	}
	return s
}

// Like reports whether two texts are probably versions of one.
func (p Print) Like(q Print) bool { return p.Distance(q) <= 46 }

// Distance is in how many of 128 bits the sketches differ: 0 for equal texts, about 64 for unrelated ones.
func (p Print) Distance(q Print) int {
	return bits.OnesCount64(p.Sketch[0]^q.Sketch[0]) + bits.OnesCount64(p.Sketch[1]^q.Sketch[1])
}

// IsZero reports whether p stands for no text.
func (p Print) IsZero() bool { return p == Print{} }

// differs reports whether p and q stand for different texts; of no text it is not known.
func (p Print) differs(q Print) bool { return p != q && !p.IsZero() && !q.IsZero() }

// String is the form that index files have: hash and sketch in hexadecimal, or a hyphen for no text.
func (p Print) String() string {
	if p.IsZero() {
		return "-"
	}
	return fmt.Sprintf("%08x:%016x%016x", p.Hash, p.Sketch[0], p.Sketch[1])
}

var printForm = regexp.MustCompile(`^[0-9a-fA-F]{8}:[0-9a-fA-F]{32}$`)

// parsePrint is the inverse of String.
func parsePrint(s string) (p Print, err error) {
	if s == "-" {
		return p, nil
	}
	if !printForm.MatchString(s) {
		return p, fmt.Errorf("%q is no hash; write 8 and 32 hexadecimal digits with a colon between, or -", s)
	}
	_, err = fmt.Sscanf(s, "%8x:%16x%16x", &p.Hash, &p.Sketch[0], &p.Sketch[1])
	return p, err
}
