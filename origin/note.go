package origin

import "strings"

// A Note says that an origin is valid, but that the grammar of the Origin header does not cover its serialization: software
// that checks the grammar may refuse it. The zero Note says that the grammar covers it.
//
// https://fetch.spec.whatwg.org/#origin-header
type Note struct {
	Code   NoteCode
	Offset int // the first byte of the serialization that the grammar does not cover
}

// A NoteCode names what the grammar of the Origin header does not cover. Codes are added, never changed or removed.
type NoteCode string

// What the grammar does not cover.
const (
	NoteTrailingDot NoteCode = "trailing-dot" // the host ends in a dot
	NoteEmptyLabel  NoteCode = "empty-label"  // the host has two dots in a row, or begins with one
	NoteHyphen      NoteCode = "hyphen"       // a label begins or ends with a hyphen
	NoteUnderscore  NoteCode = "underscore"   // a label has an underscore
	NoteUpperCase   NoteCode = "upper-case"   // an opaque host has an upper-case letter
	NotePercent     NoteCode = "percent"      // an opaque host has a percent-encoded byte
	NoteCodePoint   NoteCode = "code-point"   // a label has another code point beyond letters, digits and hyphens
)

// IsZero reports whether the grammar covers the serialization.
func (n Note) IsZero() bool { return n == Note{} }

// String returns the note as a sentence; "" for the zero Note.
func (n Note) String() string {
	if n.IsZero() {
		return ""
	}
	return noteSentences[n.Code] + ", which the grammar of the Origin header does not cover"
}

// noteSentences say what the notes mean.
var noteSentences = map[NoteCode]string{
	NoteTrailingDot: "the host ends in a dot",
	NoteEmptyLabel:  "the host has an empty label",
	NoteHyphen:      "a label of the host begins or ends with a hyphen",
	NoteUnderscore:  "the host has an underscore",
	NoteUpperCase:   "the host has an upper-case letter",
	NotePercent:     "the host has a percent sign",
	NoteCodePoint:   "the host has a code point other than letters, digits, hyphens and dots",
}

// Note returns the leftmost place where the grammar of the Origin header does not cover the serialization of the origin.
// "null" and most tuple origins have the zero Note.
//
// https://fetch.spec.whatwg.org/#origin-header
func (o Origin) Note() Note {
	host := o.Host()
	// An IPv6 address in brackets is always covered.
	if strings.HasPrefix(host, "[") {
		return Note{}
	}
	for i := range len(host) {
		if code := noteAt(host, i); code != "" {
			return Note{Code: code, Offset: int(o.schemeEnd) + len("://") + i}
		}
	}
	return Note{}
}

// noteAt returns what the grammar does not cover at offset i of a host.
func noteAt(host string, i int) NoteCode {
	first, last := i == 0 || host[i-1] == '.', i == len(host)-1
	switch c := host[i]; {
	case c == '.' && first:
		return NoteEmptyLabel
	case c == '.' && last:
		return NoteTrailingDot
	case c == '-' && (first || last || host[i+1] == '.'):
		return NoteHyphen
	case c == '_':
		return NoteUnderscore
	case isUpper(c):
		return NoteUpperCase
	case c == '%':
		return NotePercent
	case c != '.' && c != '-' && !isAlphanumeric(rune(c)):
		return NoteCodePoint
	}
	return ""
}
