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
	// IP addresses in brackets and dotted decimals are always covered.
	if host == "" || strings.HasPrefix(host, "[") {
		return Note{}
	}
	for start := 0; ; {
		label, _, more := strings.Cut(host[start:], ".")
		if code, at := labelNote(label, !more && start > 0); code != "" {
			if code == NoteTrailingDot {
				at = -1 // the dot before the empty label
			}
			return Note{Code: code, Offset: int(o.schemeEnd) + len("://") + start + at}
		}
		if !more {
			return Note{}
		}
		start += len(label) + 1
	}
}

// labelNote returns what the grammar does not cover in a label; last says that the label follows the last of several dots.
func labelNote(label string, last bool) (NoteCode, int) {
	switch {
	case label == "" && last:
		return NoteTrailingDot, 0
	case label == "":
		return NoteEmptyLabel, 0
	}
	for i := range len(label) {
		switch c := label[i]; {
		case c == '-' && (i == 0 || i == len(label)-1):
			return NoteHyphen, i
		case c == '_':
			return NoteUnderscore, i
		case isUpper(c):
			return NoteUpperCase, i
		case c == '%':
			return NotePercent, i
		case c != '-' && !isAlphanumeric(rune(c)):
			return NoteCodePoint, i
		}
	}
	return "", 0
}
