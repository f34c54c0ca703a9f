package origin

import (
	"strings"

	"golang.org/x/net/idna"
)

// toASCII is Unicode ToASCII as the domain parser asks for it: no hyphen, STD3 or length checks, the bidi and joiner
// checks on, not transitional. It is never written to.
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

// parseDomain turns a domain into ASCII. It is the domain parser with beStrict false; strict results only serve
// validation errors.
//
// Not modelled: validation errors that are not failures.
//
// https://url.spec.whatwg.org/#concept-domain-to-ascii
func parseDomain(domain string) (string, *failure) {
	var result string
	if isASCII(domain) {
		// 5. An ASCII domain is only lowercased.
		result = asciiLower(domain)
	} else {
		// 6. Any other goes through Unicode ToASCII.
		var f *failure
		if result, f = domainToASCII(domain); f != nil {
			return "", f
		}
	}
	// 7. Nothing left.
	if result == "" {
		return "", fail(CodeDomainEmpty, 0)
	}
	// 8. A forbidden domain code point.
	for i := range len(result) {
		if isForbiddenDomainCodePoint(result[i]) {
			return "", fail(CodeDomainInvalidCodePoint, i)
		}
	}
	// 9. Return it.
	return result, nil
}

// domainToASCII runs Unicode ToASCII on a domain that is not ASCII.
//
// https://url.spec.whatwg.org/#domain-parser-toascii
func domainToASCII(domain string) (string, *failure) {
	// Deviation: a label above maxLabel code points is failure, since Punycode takes quadratic time.
	if longestLabel(domain) > maxLabel {
		return "", fail(CodeDomainLabelTooLong, 0)
	}
	result, err := toASCII.ToASCII(domain)
	if err != nil || hasInvalidPunycodeLabel(result) {
		return "", fail(CodeDomainToASCII, 0)
	}
	return result, nil
}

// longestLabel is the number of code points in the longest label, by any of the dots that Unicode ToASCII knows.
func longestLabel(domain string) (longest int) {
	n := 0
	for _, c := range domain {
		switch c {
		case '.', '\u3002', '\uFF0E', '\uFF61':
			n = 0
		default:
			n++
			longest = max(longest, n)
		}
	}
	return longest
}

// hasInvalidPunycodeLabel reports whether a label is "xn--" and nothing more, or stands for text that is all ASCII.
// Unicode ToASCII refuses both, the idna package neither.
func hasInvalidPunycodeLabel(domain string) bool {
	for label := range strings.SplitSeq(domain, ".") {
		if !strings.HasPrefix(label, "xn--") {
			continue
		}
		// Only a label that ends in its delimiter, or is nothing else, encodes no code point beyond ASCII.
		if label == "xn--" || label[len(label)-1] == '-' {
			return true
		}
	}
	return false
}
