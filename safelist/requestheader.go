package safelist

import "github.com/corsref/corsref/fetch/header"

// The limits on safelisted request-headers, in bytes: of one value, and of all safelisted values together.
const (
	maxValueSize     = 128
	maxSafelistValue = 1024
)

// IsCORSSafelistedRequestHeader reports whether (name, value) is a CORS-safelisted request-header: one that a page may
// send to another origin without a CORS-preflight. [CORSUnsafeRequestHeaderNames] adds the limit on all headers together.
//
// https://fetch.spec.whatwg.org/#cors-safelisted-request-header
func IsCORSSafelistedRequestHeader(name, value string) bool {
	rule, _ := requestHeaderRule(name, value)
	return rule == RuleNone
}

// requestHeaderRule runs the steps of CORS-safelisted request-header and returns the rule that makes (name, value)
// unsafe, RuleNone when none does; for RuleUnsafeByte and RuleLanguageByte also the offset of the first such byte.
//
// https://fetch.spec.whatwg.org/#cors-safelisted-request-header
func requestHeaderRule(name, value string) (rule RequestHeaderRule, offset int) {
	// A long value of a name that is not safelisted breaks both step 1 and step 2. The reason is the name, since no shorter
	// value would help.
	name = header.ByteLowercase(name)
	switch name {
	case "accept", "accept-language", "content-language", "content-type", "range":
	default:
		return RuleName, 0
	}
	// 1: a value of more than 128 bytes is unsafe
	if len(value) > maxValueSize {
		return RuleValueSize, 0
	}
	// 2: the name decides
	switch name {
	case "accept":
		if i := indexUnsafeByte(value); i >= 0 {
			return RuleUnsafeByte, i
		}
	case "accept-language", "content-language":
		for i := range len(value) {
			if !isLanguageByte(value[i]) {
				return RuleLanguageByte, i
			}
		}
	case "content-type":
		// 2/content-type.1: an unsafe byte
		if i := indexUnsafeByte(value); i >= 0 {
			return RuleUnsafeByte, i
		}
		// 2/content-type.2: parse the MIME type. Fast path: parameters do not make parsing fail, nor change the essence.
		typ, subtype, _, ok := splitMIMEType(value)
		// 2/content-type.3: it does not parse
		if !ok {
			return RuleMIMEType, 0
		}
		// 2/content-type.4: the essence is not one of the three
		if !isSafelistedEssence(typ, subtype) {
			return RuleMIMEEssence, 0
		}
	case "range":
		// 2/range.1: parse the range
		rangeStart, _, ok := ParseSingleRange(value, false)
		// 2/range.2: it does not parse
		if !ok {
			return RuleRange, 0
		}
		// 2/range.3: it has no start
		if rangeStart.Null() {
			return RuleRangeStart, 0
		}
	}
	// 3: nothing is unsafe
	return RuleNone, 0
}

// isSafelistedEssence reports whether a safelisted Content-Type may have the essence typ/subtype, in any case.
func isSafelistedEssence(typ, subtype string) bool {
	switch {
	case header.EqualFold(typ, "application"):
		return header.EqualFold(subtype, "x-www-form-urlencoded")
	case header.EqualFold(typ, "multipart"):
		return header.EqualFold(subtype, "form-data")
	case header.EqualFold(typ, "text"):
		return header.EqualFold(subtype, "plain")
	}
	return false
}

// languageBytes has an x at each byte that values of Accept-Language and Content-Language may have.
const languageBytes = "" +
	"................................" + // 0x00
	"x.........x.xxx.xxxxxxxxxx.x.x.." + // 0x20
	".xxxxxxxxxxxxxxxxxxxxxxxxxx....." + // 0x40
	".xxxxxxxxxxxxxxxxxxxxxxxxxx....." + // 0x60
	"................................" + // 0x80
	"................................" + // 0xA0
	"................................" + // 0xC0
	"................................" // 0xE0

// isLanguageByte reports whether values of Accept-Language and Content-Language may have b.
func isLanguageByte(b byte) bool { return languageBytes[b] == 'x' }

// indexUnsafeByte is the offset of the first CORS-unsafe request-header byte in value, or −1.
func indexUnsafeByte(value string) int {
	for i := range len(value) {
		if IsCORSUnsafeRequestHeaderByte(value[i]) {
			return i
		}
	}
	return -1
}

// unsafeBytes has an x at each CORS-unsafe request-header byte.
const unsafeBytes = "" +
	"xxxxxxxxx.xxxxxxxxxxxxxxxxxxxxxx" + // 0x00
	"..x.....xx................x.x.xx" + // 0x20
	"x..........................xxx.." + // 0x40
	"...........................x.x.x" + // 0x60
	"................................" + // 0x80
	"................................" + // 0xA0
	"................................" + // 0xC0
	"................................" // 0xE0

// IsCORSUnsafeRequestHeaderByte reports whether b is a CORS-unsafe request-header byte: a control byte other than HT, a
// delimiter other than comma, slash, semicolon and equals sign, or DEL. Bytes from 0x80 on are safe.
//
// https://fetch.spec.whatwg.org/#cors-unsafe-request-header-byte
func IsCORSUnsafeRequestHeaderByte(b byte) bool { return unsafeBytes[b] == 'x' }

// CORSUnsafeRequestHeaderNames returns the CORS-unsafe request-header names of l, which a CORS-preflight has to ask for:
// byte-lowercased, each once, in ascending byte order. When the safelisted values together are longer than 1,024 bytes,
// the names of all lines are unsafe. The result is nil when no name is unsafe.
//
// https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names
func CORSUnsafeRequestHeaderNames(l header.List) []string {
	// Fast path: the usual few names are collected on the stack.
	var room [8]string
	names := AppendCORSUnsafeRequestHeaderNames(room[:0], l)
	return append([]string(nil), names...)
}

// AppendCORSUnsafeRequestHeaderNames appends CORSUnsafeRequestHeaderNames(l) to dst, whose own items stay as they are. It
// does not allocate when dst has room for one name per line and header.ByteLowercase does not allocate for any of them.
//
// https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names
func AppendCORSUnsafeRequestHeaderNames(dst []string, l header.List) []string {
	// 1: the unsafe names are what stands behind dst's own items
	n := len(dst)
	// 2, 3: nothing is counted yet. Fast path: potentially unsafe names are not kept, since they count only when all do.
	safelistValueSize := 0
	// 4: for each line
	for i := range l {
		if !IsCORSSafelistedRequestHeader(l[i].Name, l[i].Value) {
			// 4.1: it is unsafe by itself
			dst = append(dst, l[i].Name)
		} else {
			// 4.2: it is safelisted, but its value counts
			safelistValueSize += len(l[i].Value)
		}
	}
	// 5: too many bytes together: all names are unsafe
	if safelistValueSize > maxSafelistValue {
		dst = dst[:n]
		for i := range l {
			dst = append(dst, l[i].Name)
		}
	}
	// 6: lowercase, sorted, each once
	return header.AppendSortedLowercaseSet(dst[:n], dst[n:])
}

// IsCORSNonWildcardRequestHeaderName reports whether name is a CORS non-wildcard request-header name, which a * in
// Access-Control-Allow-Headers does not cover: Authorization.
//
// https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name
func IsCORSNonWildcardRequestHeaderName(name string) bool {
	return header.EqualFold(name, "Authorization")
}

// IsRequestBodyHeaderName reports whether name is a request-body-header name, one that goes when a redirect drops the
// body: Content-Encoding, Content-Language, Content-Location or Content-Type.
//
// https://fetch.spec.whatwg.org/#request-body-header-name
func IsRequestBodyHeaderName(name string) bool {
	return header.EqualFold(name, "Content-Encoding") ||
		header.EqualFold(name, "Content-Language") ||
		header.EqualFold(name, "Content-Location") ||
		header.EqualFold(name, "Content-Type")
}
