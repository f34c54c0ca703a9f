package origin

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// nonJoiner is U+200C ZERO WIDTH NON-JOINER.
const nonJoiner = "\u200C"

// hasStrayNonJoiner reports whether a domain breaks the ContextJ rule of RFC 5892 for the non-joiner: it must follow a
// virama, or stand between two letters that join, with any number of transparent code points on both sides. The idna
// package checks that too, but takes any letter that does not join for one that does when it stands after the non-joiner.
// The domain is one that the package accepts, in Unicode.
//
// https://www.unicode.org/reports/tr46/#Validity_Criteria
func hasStrayNonJoiner(domain string) bool {
	for label := range strings.SplitSeq(domain, ".") {
		before, after, found := strings.Cut(label, nonJoiner)
		for found {
			next, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(after, isTransparent))
			if !endsInVirama(before) && !unicode.Is(joinsToPrevious, next) {
				return true
			}
			before, after, found = strings.Cut(after, nonJoiner)
		}
	}
	return false
}

// endsInVirama reports whether the last code point of s is a virama: nothing else lets the idna package accept a
// non-joiner at the end of a label.
func endsInVirama(s string) bool {
	last, _ := utf8.DecodeLastRuneInString(s)
	_, err := toASCII.ToASCII("a" + string(last) + nonJoiner)
	return err == nil
}

// isTransparent reports whether the Joining_Type of c is T: it is a mark or a format character, with some exceptions.
func isTransparent(c rune) bool {
	switch c {
	case 0x200C, 0x200D, 0x1171E: // the joiners; and a mark that is none since Unicode 16
		return false
	case 0x1E94B:
		return true
	}
	return unicode.In(c, unicode.Mn, unicode.Me, unicode.Cf)
}

// joinsToPrevious has the code points whose Joining_Type is R or D, of those that a domain may have.
var joinsToPrevious = &unicode.RangeTable{
	R16: []unicode.Range16{
		{0x0620, 0x0620, 1}, {0x0622, 0x063F, 1}, {0x0641, 0x064A, 1}, {0x066E, 0x066F, 1}, {0x0671, 0x0673, 1},
		{0x0679, 0x06D3, 1}, {0x06D5, 0x06D5, 1}, {0x06EE, 0x06EF, 1}, {0x06FA, 0x06FC, 1}, {0x06FF, 0x06FF, 1},
		{0x0710, 0x0710, 1}, {0x0712, 0x072F, 1}, {0x074D, 0x077F, 1}, {0x07CA, 0x07EA, 1}, {0x0840, 0x0858, 1},
		{0x0860, 0x0860, 1}, {0x0862, 0x0865, 1}, {0x0867, 0x086A, 1}, {0x0870, 0x0882, 1}, {0x0886, 0x0886, 1},
		{0x0889, 0x088F, 1}, {0x08A0, 0x08AC, 1}, {0x08AE, 0x08C8, 1}, {0x1807, 0x1807, 1}, {0x1820, 0x1878, 1},
		{0x1887, 0x18A8, 1}, {0x18AA, 0x18AA, 1}, {0xA840, 0xA871, 1},
	},
	R32: []unicode.Range32{
		{0x10AC0, 0x10AC5, 1}, {0x10AC7, 0x10AC7, 1}, {0x10AC9, 0x10ACA, 1}, {0x10ACE, 0x10AD6, 1},
		{0x10AD8, 0x10AE1, 1}, {0x10AE4, 0x10AE4, 1}, {0x10AEB, 0x10AEF, 1}, {0x10B80, 0x10B91, 1},
		{0x10BA9, 0x10BAE, 1}, {0x10D01, 0x10D23, 1}, {0x10EC2, 0x10EC4, 1}, {0x10EC6, 0x10EC7, 1},
		{0x10F30, 0x10F44, 1}, {0x10F51, 0x10F54, 1}, {0x10F70, 0x10F81, 1}, {0x10FB0, 0x10FB0, 1},
		{0x10FB2, 0x10FB6, 1}, {0x10FB8, 0x10FBF, 1}, {0x10FC1, 0x10FC4, 1}, {0x10FC9, 0x10FCA, 1},
		{0x1E922, 0x1E943, 1},
	},
}
