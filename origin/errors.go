package origin

import (
	"fmt"
	"strconv"
	"strings"
)

// A FailureCode names why a string is not a URL, or not a serialized origin. Codes are added, never changed or removed. A
// code has the name of the URL Standard's validation error, where there is one.
//
// https://url.spec.whatwg.org/#writing
type FailureCode string

// Failures of [ParseURL] and [URL.Parse]. [Parse] has them too, for input that is not a URL at all.
const (
	CodeMissingScheme              FailureCode = "missing-scheme-non-relative-URL"
	CodeOpaqueBase                 FailureCode = "base-has-opaque-path"
	CodeHostMissing                FailureCode = "host-missing"
	CodeHostInvalidCodePoint       FailureCode = "host-invalid-code-point"
	CodeDomainNotUTF8              FailureCode = "domain-not-UTF-8"
	CodeDomainToASCII              FailureCode = "domain-to-ASCII"
	CodeDomainLabelTooLong         FailureCode = "domain-label-too-long"
	CodeDomainEmpty                FailureCode = "domain-empty"
	CodeDomainInvalidCodePoint     FailureCode = "domain-invalid-code-point"
	CodeIPv4TooManyParts           FailureCode = "IPv4-too-many-parts"
	CodeIPv4NonNumericPart         FailureCode = "IPv4-non-numeric-part"
	CodeIPv4OutOfRangePart         FailureCode = "IPv4-out-of-range-part"
	CodeIPv6Unclosed               FailureCode = "IPv6-unclosed"
	CodeIPv6InvalidCompression     FailureCode = "IPv6-invalid-compression"
	CodeIPv6TooManyPieces          FailureCode = "IPv6-too-many-pieces"
	CodeIPv6MultipleCompression    FailureCode = "IPv6-multiple-compression"
	CodeIPv6InvalidCodePoint       FailureCode = "IPv6-invalid-code-point"
	CodeIPv6TooFewPieces           FailureCode = "IPv6-too-few-pieces"
	CodeIPv4InIPv6TooManyPieces    FailureCode = "IPv4-in-IPv6-too-many-pieces"
	CodeIPv4InIPv6InvalidCodePoint FailureCode = "IPv4-in-IPv6-invalid-code-point"
	CodeIPv4InIPv6OutOfRangePart   FailureCode = "IPv4-in-IPv6-out-of-range-part"
	CodeIPv4InIPv6TooFewParts      FailureCode = "IPv4-in-IPv6-too-few-parts"
	CodePortOutOfRange             FailureCode = "port-out-of-range"
	CodePortInvalid                FailureCode = "port-invalid"
	CodeTooLong                    FailureCode = "too-long"
)

// Failures of [Parse] only.
const (
	CodeOriginEmpty             FailureCode = "origin-empty"
	CodeOriginWildcard          FailureCode = "origin-wildcard"
	CodeOriginNullCase          FailureCode = "origin-null-case"
	CodeOriginList              FailureCode = "origin-list"
	CodeOriginWhitespace        FailureCode = "origin-whitespace"
	CodeOriginMissingScheme     FailureCode = "origin-missing-scheme"
	CodeOriginSchemeCase        FailureCode = "origin-upper-case-scheme"
	CodeOriginSlashes           FailureCode = "origin-slashes"
	CodeOriginHasCredentials    FailureCode = "origin-has-credentials"
	CodeOriginHostMissing       FailureCode = "origin-host-missing"
	CodeOriginHostCase          FailureCode = "origin-upper-case-host"
	CodeOriginHostNotASCII      FailureCode = "origin-host-not-ASCII"
	CodeOriginHostSpelling      FailureCode = "origin-host-spelling"
	CodeOriginDefaultPort       FailureCode = "origin-default-port"
	CodeOriginPortSpelling      FailureCode = "origin-port-spelling"
	CodeOriginTrailingSlash     FailureCode = "origin-trailing-slash"
	CodeOriginHasPath           FailureCode = "origin-has-path"
	CodeOriginHasQuery          FailureCode = "origin-has-query"
	CodeOriginHasFragment       FailureCode = "origin-has-fragment"
	CodeOriginNotASerialization FailureCode = "origin-not-a-serialization"
)

// A ParseError says why a string was refused. Every error of this package is a *ParseError.
type ParseError struct {
	Code       FailureCode
	Input      string // the whole string, as it was given
	Offset     int    // the byte of Input at which parsing failed, at most len(Input)
	Suggestion string // of Parse: the serialized origin that was probably meant; "" when that is not clear
}

// Error returns one sentence that says what is wrong, where, and what to write instead. It shortens a long input.
func (e *ParseError) Error() string {
	kind := "URL"
	if strings.HasPrefix(string(e.Code), "origin-") {
		kind = "origin"
	}
	return fmt.Sprintf("%s %s %s (byte %d); %s", kind, quoteShort(e.Input), e.Reason(), e.Offset, e.Fix())
}

// Reason returns what is wrong, as half a sentence: "has a path".
func (e *ParseError) Reason() string { return sentences[e.Code].reason }

// Fix returns what to write instead, as half a sentence.
func (e *ParseError) Fix() string {
	fix := sentences[e.Code].fix
	if e.Suggestion != "" {
		fix += ": " + strconv.Quote(e.Suggestion)
	}
	return fix
}

// sentences say what each code means: what is wrong with the URL or the origin, and what to do about it.
var sentences = map[FailureCode]struct{ reason, fix string }{
	CodeMissingScheme:              {"has no scheme", "begin with one, such as https://, or give a base URL"},
	CodeOpaqueBase:                 {"is relative, but its base has an opaque path", "use an absolute URL, or a base with a hierarchy"},
	CodeHostMissing:                {"has no host", "put a host after the two slashes"},
	CodeHostInvalidCodePoint:       {"has a code point in its host that no host can have", "remove it or percent-encode it"},
	CodeDomainNotUTF8:              {"has a host whose bytes are not UTF-8", "percent-encode the host's UTF-8 bytes"},
	CodeDomainToASCII:              {"has a host that is not a valid internationalized domain name", "check its code points, or write the host as xn-- labels"},
	CodeDomainLabelTooLong:         {"has a host label that is far longer than DNS allows", "keep labels of a host below 64 characters"},
	CodeDomainEmpty:                {"has a host that is empty after its code points are mapped", "use a host of visible characters"},
	CodeDomainInvalidCodePoint:     {"has a code point in its host that no domain can have", "remove it; percent-encoding does not help in a domain"},
	CodeIPv4TooManyParts:           {"has an IPv4 address of more than four parts", "use four numbers, or a last label that is not a number"},
	CodeIPv4NonNumericPart:         {"has a host that ends in a number but is not an IPv4 address", "use an IPv4 address, or a last label that is not a number"},
	CodeIPv4OutOfRangePart:         {"has an IPv4 address with a number that is too large", "use four numbers from 0 to 255"},
	CodeIPv6Unclosed:               {"has a [ in its host without ] at the end", "close the IPv6 address with ]"},
	CodeIPv6InvalidCompression:     {"has an IPv6 address that begins with a single colon", "begin it with :: or a piece"},
	CodeIPv6TooManyPieces:          {"has an IPv6 address of more than eight pieces", "use eight pieces, or fewer with ::"},
	CodeIPv6MultipleCompression:    {"has an IPv6 address with more than one ::", "use :: at most once"},
	CodeIPv6InvalidCodePoint:       {"has an IPv6 address with a piece that is not a hexadecimal number", "use hexadecimal pieces between colons, and no zone"},
	CodeIPv6TooFewPieces:           {"has an IPv6 address of fewer than eight pieces", "use eight pieces, or :: for zeros"},
	CodeIPv4InIPv6TooManyPieces:    {"has an IPv6 address with too many pieces before its IPv4 part", "use at most six pieces before it"},
	CodeIPv4InIPv6InvalidCodePoint: {"has an IPv6 address whose IPv4 part is malformed", "use four decimal numbers without leading zeros"},
	CodeIPv4InIPv6OutOfRangePart:   {"has an IPv6 address whose IPv4 part has a number above 255", "use numbers from 0 to 255"},
	CodeIPv4InIPv6TooFewParts:      {"has an IPv6 address whose IPv4 part has fewer than four numbers", "use four numbers"},
	CodePortOutOfRange:             {"has a port above 65535", "use a port from 0 to 65535"},
	CodePortInvalid:                {"has a port that is not a number", "use only digits after the colon, or put an IPv6 address in brackets"},
	CodeTooLong:                    {"is longer than 2 GiB", "use a shorter URL"},

	CodeOriginEmpty:             {"is empty", `write scheme, "://" and host, or null`},
	CodeOriginWildcard:          {"is a wildcard", "name one origin; * is a header value, not an origin"},
	CodeOriginNullCase:          {"is \"null\" with upper-case letters", "write it in lower case"},
	CodeOriginList:              {"has more than one origin", "write only one"},
	CodeOriginWhitespace:        {"has white space or a control character", "remove it"},
	CodeOriginMissingScheme:     {"has no scheme", `put a scheme and "://" before the host`},
	CodeOriginSchemeCase:        {"has an upper-case scheme", "write the scheme in lower case"},
	CodeOriginSlashes:           {`has something other than "://" after its scheme`, `write "://" between scheme and host`},
	CodeOriginHasCredentials:    {"has credentials", "remove them and the @"},
	CodeOriginHostMissing:       {"has no host", `write a host after "://"; URLs without host have the origin null`},
	CodeOriginHostCase:          {"has an upper-case host", "write the host in lower case"},
	CodeOriginHostNotASCII:      {"has a host that is not ASCII", "write the host as xn-- labels"},
	CodeOriginHostSpelling:      {"has a host that browsers write differently", "write the host as they do"},
	CodeOriginDefaultPort:       {"has the default port of its scheme, which an origin never has", "remove the port"},
	CodeOriginPortSpelling:      {"has a port that browsers write differently", "write the port without leading zeros, or leave out the colon"},
	CodeOriginTrailingSlash:     {"has a trailing slash, which an origin never has", "remove the slash"},
	CodeOriginHasPath:           {"has a path", "end after host and port"},
	CodeOriginHasQuery:          {"has a query", "end after host and port"},
	CodeOriginHasFragment:       {"has a fragment", "end after host and port"},
	CodeOriginNotASerialization: {"is not an origin as browsers write it", `write scheme, "://", host and any port that is not the default`},
}

// quoteShort quotes a string, without its middle when it is long.
func quoteShort(s string) string {
	const head, tail = 60, 20
	if len(s) <= head+tail {
		return strconv.Quote(s)
	}
	return strconv.Quote(s[:head]) + "…" + strconv.Quote(s[len(s)-tail:])
}

// A failure is a [ParseError] in the making: at counts in what the function that made it was given.
type failure struct {
	code FailureCode
	at   int
}

// fail is a failure at an offset.
func fail(code FailureCode, at int) *failure { return &failure{code, at} }
