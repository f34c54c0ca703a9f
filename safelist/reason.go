package safelist

import (
	"fmt"

	"github.com/corsref/corsref/fetch/header"
)

// RequestHeaderRule is the rule that makes a request header CORS-unsafe.
type RequestHeaderRule uint8

const (
	// RuleNone: the header is CORS-safelisted.
	RuleNone RequestHeaderRule = iota
	// RuleName: no header of this name is safelisted.
	RuleName
	// RuleValueSize: the value is longer than 128 bytes.
	RuleValueSize
	// RuleUnsafeByte: the value of Accept or Content-Type has a CORS-unsafe request-header byte.
	RuleUnsafeByte
	// RuleLanguageByte: the value of Accept-Language or Content-Language has a byte that these may not have.
	RuleLanguageByte
	// RuleMIMEType: the value of Content-Type does not parse as a MIME type.
	RuleMIMEType
	// RuleMIMEEssence: the essence of Content-Type is not one of the three that HTML forms can send.
	RuleMIMEEssence
	// RuleRange: the value of Range is not a single simple range.
	RuleRange
	// RuleRangeStart: the value of Range has no start.
	RuleRangeStart
	// RuleTotalSize: the values of all safelisted headers together are longer than 1,024 bytes.
	RuleTotalSize
)

var ruleNames = [...]string{
	"safelisted", "name", "value-size", "unsafe-byte", "language-byte", "mime-type", "mime-essence", "range", "range-start",
	"total-size",
}

// String returns a short name of the rule that does not change, such as "value-size"; RuleNone is "safelisted".
func (r RequestHeaderRule) String() string { return ruleNames[min(int(r), len(ruleNames)-1)] }

// MarshalText returns the name of the rule.
func (r RequestHeaderRule) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// Reason says why a request header is CORS-unsafe. The zero value says that it is not. Reasons are comparable.
type Reason struct {
	Rule RequestHeaderRule
	// Size is the length that was too large, in bytes: of the value (RuleValueSize) or of all safelisted values
	// (RuleTotalSize).
	Size int
	// Byte and Offset are the first byte that made the value unsafe and its place (RuleUnsafeByte, RuleLanguageByte).
	Byte   byte
	Offset int
	// Essence is that of the MIME type (RuleMIMEEssence).
	Essence string
}

// Safe reports whether the header is CORS-safelisted.
func (r Reason) Safe() bool { return r.Rule == RuleNone }

// Step returns the step that makes the header unsafe; "" when it is safe. It is a step of CORS-safelisted request-header,
// where "2.n" is a step within a case of the switch in step 2; for RuleTotalSize, of CORS-unsafe request-header names.
//
// https://fetch.spec.whatwg.org/#cors-safelisted-request-header
func (r Reason) Step() string {
	switch r.Rule {
	case RuleValueSize:
		return "1"
	case RuleName, RuleLanguageByte:
		return "2"
	case RuleUnsafeByte:
		return "2.1"
	case RuleRange:
		return "2.2"
	case RuleMIMEType, RuleRangeStart:
		return "2.3"
	case RuleMIMEEssence:
		return "2.4"
	case RuleTotalSize:
		return "5"
	}
	return ""
}

// Spec returns the address of the definition that has the step; "" when the header is safe.
func (r Reason) Spec() string {
	switch r.Rule {
	case RuleNone:
		return ""
	case RuleTotalSize:
		return "https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names"
	}
	return "https://fetch.spec.whatwg.org/#cors-safelisted-request-header"
}

// String returns the reason as a phrase for people, such as "MIME essence application/json is not safelisted".
func (r Reason) String() string {
	switch r.Rule {
	case RuleName:
		return "name is not safelisted"
	case RuleValueSize:
		return fmt.Sprintf("value is %d bytes, longer than %d", r.Size, maxValueSize)
	case RuleUnsafeByte:
		return fmt.Sprintf("unsafe byte 0x%02X at offset %d", r.Byte, r.Offset)
	case RuleLanguageByte:
		return fmt.Sprintf("byte 0x%02X at offset %d is not allowed in a language header", r.Byte, r.Offset)
	case RuleMIMEType:
		return "value is not a MIME type"
	case RuleMIMEEssence:
		return "MIME essence " + r.Essence + " is not safelisted"
	case RuleRange:
		return "range is not a single simple range"
	case RuleRangeStart:
		return "range has no start"
	case RuleTotalSize:
		return fmt.Sprintf("safelisted values are %d bytes together, more than %d", r.Size, maxSafelistValue)
	}
	return "safelisted"
}

// ExplainRequestHeader returns why (name, value) is not a CORS-safelisted request-header, or the zero Reason when it is.
// When several rules make it unsafe, the reason is the first one in the order of the standard's steps, except that a name
// that is not safelisted comes before a value that is too long.
//
// https://fetch.spec.whatwg.org/#cors-safelisted-request-header
func ExplainRequestHeader(name, value string) Reason {
	rule, offset := requestHeaderRule(name, value)
	r := Reason{Rule: rule}
	switch rule {
	case RuleValueSize:
		r.Size = len(value)
	case RuleUnsafeByte, RuleLanguageByte:
		r.Byte, r.Offset = value[offset], offset
	case RuleMIMEEssence:
		typ, subtype, _, _ := splitMIMEType(value)
		r.Essence = MIMEType{Type: header.ByteLowercase(typ), Subtype: header.ByteLowercase(subtype)}.Essence()
	}
	return r
}

// ExplainRequestHeaders returns a Reason for each line of l: why its name is a CORS-unsafe request-header name, or the
// zero Reason when it is not. Lines that are safe by themselves have RuleTotalSize when together they are too long.
//
// https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names
func ExplainRequestHeaders(l header.List) []Reason {
	reasons := make([]Reason, len(l))
	safelistValueSize := 0
	for i := range l {
		reasons[i] = ExplainRequestHeader(l[i].Name, l[i].Value)
		if reasons[i].Safe() {
			safelistValueSize += len(l[i].Value)
		}
	}
	if safelistValueSize > maxSafelistValue {
		for i := range reasons {
			if reasons[i].Safe() {
				reasons[i] = Reason{Rule: RuleTotalSize, Size: safelistValueSize}
			}
		}
	}
	return reasons
}
