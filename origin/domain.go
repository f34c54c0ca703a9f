package origin

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/idna"
)

// toASCII is Unicode ToASCII as the domain parser calls it: with the bidi and joiner checks, without hyphen, STD3 and
// length checks, and not transitional.
//
// https://url.spec.whatwg.org/#domain-parser-toascii
var toASCII = idna.New(
	idna.MapForLookup(),
	idna.Transitional(false),
	idna.CheckHyphens(false),
	idna.CheckJoiners(true),
	idna.BidiRule(),
	idna.StrictDomainName(false),
	idna.VerifyDNSLength(false),
)

// maxLabel is how many code points a label of a domain may have when the domain is not ASCII. DNS stops at 63 octets.
const maxLabel = 1000

// parseDomain turns a domain into ASCII. It is the domain parser with beStrict false, since strict results are only for
// validation errors.
//
// Not modelled: validation errors that are not failures.
//
// https://url.spec.whatwg.org/#concept-domain-to-ascii
func parseDomain(domain string) (string, *failure) {
	// 5: an ASCII domain is only lowercased
	result := strings.ToLower(domain)
	if !isASCII(domain) {
		// 6: any other goes through Unicode ToASCII
		var f *failure
		if result, f = domainToASCII(domain); f != nil {
			return "", f
		}
	}
	// 7: an empty domain is failure
	if result == "" {
		return "", fail(CodeDomainEmpty, 0)
	}
	// 8: a forbidden domain code point is failure
	if i := strings.IndexFunc(result, isForbiddenDomainCodePoint); i >= 0 {
		return "", fail(CodeDomainInvalidCodePoint, i)
	}
	// 9: return the domain
	return result, nil
}

// domainToASCII runs Unicode ToASCII on a domain that is not ASCII.
//
// https://url.spec.whatwg.org/#domain-parser-toascii
func domainToASCII(domain string) (string, *failure) {
	// The idna package looks for right-to-left text and for the prefix before it maps the domain, so it gets a mapped one.
	mapped := mapDomain(domain)
	// Deviation: a label of more than maxLabel code points is failure, since Punycode takes quadratic time.
	for label := range strings.SplitSeq(mapped, ".") {
		if utf8.RuneCountInString(label) > maxLabel {
			return "", fail(CodeDomainLabelTooLong, 0)
		}
	}
	if hasInvalidPrefixedLabel(mapped) {
		return "", fail(CodeDomainToASCII, 0)
	}
	result, err := toASCII.ToASCII(mapped)
	if err != nil {
		return "", fail(CodeDomainToASCII, 0)
	}
	if decoded, _ := toASCII.ToUnicode(mapped); hasStrayNonJoiner(decoded) {
		return "", fail(CodeDomainToASCII, 0)
	}
	return result, nil
}

// mapDomain maps each code point of a domain by itself, as Unicode ToASCII does.
//
// https://www.unicode.org/reports/tr46/#ProcessingStepMap
func mapDomain(domain string) string {
	mapped := make([]byte, 0, len(domain))
	for _, c := range domain {
		switch c = mapSinceUnicode15(c); {
		case c == ignored:
		case c < utf8.RuneSelf:
			mapped = append(mapped, lower(byte(c)))
		default:
			// A code point that is valid in its label may be invalid alone; it is mapped all the same.
			s, _ := toASCII.ToUnicode(string(c))
			mapped = append(mapped, s...)
		}
	}
	return string(mapped)
}

// ignored stands for a code point that is mapped to nothing.
const ignored = -1

// mapSinceUnicode15 maps the code points of Unicode 15 whose mapping the IDNA tables of Unicode 15.1, 16 and 17 changed:
// capitals that were left alone or disallowed, and invisible code points that were disallowed. For Go 1.26, golang.org/x/net
// has the tables of Unicode 15; with later tables this changes nothing.
//
// Not modelled: on Go 1.26, code points assigned after Unicode 15, and U+1806, which are failure.
//
// https://www.unicode.org/reports/tr46/#IDNA_Mapping_Table
func mapSinceUnicode15(c rune) rune {
	switch {
	case 0x10A0 <= c && c <= 0x10C5: // Georgian capitals
		return c - 0x10A0 + 0x2D00
	case 0x2061 <= c && c <= 0x2063, 0x206A <= c && c <= 0x206F, 0x1D173 <= c && c <= 0x1D17A:
		return ignored
	}
	switch c {
	case 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180E, 0x3164, 0xFFA0:
		return ignored
	}
	if mapped, ok := changedMappings[c]; ok {
		return mapped
	}
	return c
}

// changedMappings has single capitals and compatibility ideographs of [mapSinceUnicode15].
var changedMappings = map[rune]rune{
	0x04C0: 0x04CF, 0x1E9E: 0x00DF, 0x2132: 0x214E, 0x2183: 0x2184,
	0x2F868: 0x36FC, 0x2F874: 0x5F53, 0x2F91F: 0x243AB, 0x2F95F: 0x7AEE, 0x2F9BF: 0x45D7,
}

// hasInvalidPrefixedLabel reports whether a label of a mapped domain begins with "xn--" and is refused by Unicode ToASCII,
// but not by the idna package: the prefix alone, a label that is not ASCII, or one that decodes to another "xn--".
//
// https://www.unicode.org/reports/tr46/#ProcessingStepConvertValidate
func hasInvalidPrefixedLabel(mapped string) bool {
	for label := range strings.SplitSeq(mapped, ".") {
		if !strings.HasPrefix(label, "xn--") {
			continue
		}
		if label == "xn--" || !isASCII(label) {
			return true
		}
		if decoded, _ := toASCII.ToUnicode(label); strings.HasPrefix(decoded, "xn--") {
			return true
		}
	}
	return false
}
