package origin

import (
	"strings"
	"unicode/utf8"
)

// parseHost turns the text of a host into its serialization. The failure's offset counts in input.
//
// https://url.spec.whatwg.org/#concept-host-parser
func parseHost(input string, isOpaque bool) (string, *failure) {
	// 1: a bracket opens an IPv6 address
	if strings.HasPrefix(input, "[") {
		// 1.1: a bracket that is not closed is failure
		if !strings.HasSuffix(input, "]") {
			return "", fail(CodeIPv6Unclosed, 0)
		}
		// 1.2: parse what is inside
		address, f := parseIPv6(input[1 : len(input)-1])
		if f != nil {
			return "", fail(f.code, f.at+1)
		}
		return "[" + serializeIPv6(address) + "]", nil
	}
	// 2: without a special scheme it is an opaque host
	if isOpaque {
		return parseOpaqueHost(input)
	}
	// 5: percent-decode and decode as UTF-8. The domain parser refuses U+FFFD, so bytes that are not UTF-8 can fail here.
	domain := string(percentDecode(input))
	if !utf8.ValidString(domain) {
		return "", fail(CodeDomainNotUTF8, 0)
	}
	// located is a failure found in the domain, at the start of the host if the domain is not spelled like it.
	located := func(f *failure) *failure {
		if strings.Contains(input, "%") || !isASCII(domain) {
			f.at = 0
		}
		return f
	}
	// 6, 7: turn the domain into ASCII
	asciiDomain, f := parseDomain(domain)
	if f != nil {
		return "", located(f)
	}
	// 8: a domain that ends in a number is an IPv4 address
	if endsInANumber(asciiDomain) {
		ipv4, f := parseIPv4(asciiDomain)
		if f != nil {
			return "", located(f)
		}
		return serializeIPv4(ipv4), nil
	}
	// 9: return the domain
	return asciiDomain, nil
}

// forbiddenHostCodePoints are the code points that no host has.
//
// https://url.spec.whatwg.org/#forbidden-host-code-point
const forbiddenHostCodePoints = "\x00\t\n\r #/:<>?@[\\]^|"

// parseOpaqueHost reads the host of a URL whose scheme is not special.
//
// https://url.spec.whatwg.org/#concept-opaque-host-parser
func parseOpaqueHost(input string) (string, *failure) {
	// 1: forbidden host code points are failure
	if i := strings.IndexAny(input, forbiddenHostCodePoints); i >= 0 {
		return "", fail(CodeHostInvalidCodePoint, i)
	}
	// 4: percent-encode with the C0 control percent-encode set
	return string(appendUTF8PercentEncodedString(nil, input, c0ControlSet)), nil
}

// isForbiddenDomainCodePoint reports whether c is a forbidden domain code point.
//
// https://url.spec.whatwg.org/#forbidden-domain-code-point
func isForbiddenDomainCodePoint(c rune) bool {
	return strings.ContainsRune(forbiddenHostCodePoints, c) || c <= 0x1F || c == '%' || c == 0x7F
}

// isIPHost reports whether a serialized host is an IP address; special says whether its scheme is special, as the host
// of any other scheme is an opaque host when it is not in brackets.
//
// https://url.spec.whatwg.org/#ip-address
func isIPHost(host string, special bool) bool {
	return strings.HasPrefix(host, "[") || special && host != "" && endsInANumber(host)
}
