package header

import (
	"iter"
	"strings"
)

// GetDecodeAndSplit returns the parts of the value of name, as Get has it; ok is false, and there are no parts, when no
// line has the name.
//
// https://fetch.spec.whatwg.org/#concept-header-list-get-decode-split
func (l List) GetDecodeAndSplit(name string) (parts iter.Seq[string], ok bool) {
	value, ok := l.Get(name) // 1: get the value
	if !ok {
		return func(func(string) bool) {}, false // 2: no line has the name
	}
	return DecodeAndSplit(value), true // 3: decode and split it
}

// DecodeAndSplit splits a header value at the commas outside quoted strings and yields the parts, of which there is at
// least one. Tabs and spaces around parts are removed; quotation marks and escapes stay. Parts are the same bytes as in
// value, not UTF-8. Ranging over them does not allocate.
//
// https://fetch.spec.whatwg.org/#header-value-get-decode-and-split
func DecodeAndSplit(value string) iter.Seq[string] {
	return func(yield func(string) bool) { eachPart(value, yield) }
}

// eachPart yields the parts of input.
//
// https://fetch.spec.whatwg.org/#header-value-get-decode-and-split
func eachPart(input string, yield func(string) bool) {
	// 1–4: start at the first byte. Fast path: temporaryValue grows only by what comes next in input, so it is a slice of
	// it.
	position, start := 0, 0
	for { // 5: until the input ends
		// 5.1: collect up to a quotation mark or a comma
		for position < len(input) && input[position] != '"' && input[position] != ',' {
			position++
		}
		if position < len(input) && input[position] == '"' { // 5.2: a quotation mark
			_, position = CollectQuotedString(input, position, false) // 5.2.1: collect the quoted string
			if position < len(input) {
				continue // 5.2.2: more of this part may follow
			}
		}
		if !yield(trimTabOrSpace(input[start:position])) { // 5.3, 5.4: remove spaces around the part; it is a value
			return
		}
		if position >= len(input) {
			return // 5.6: the input ends
		}
		position++       // 5.7, 5.8: pass the comma
		start = position // 5.5: the next part is empty yet
	}
}

// CollectQuotedString collects the HTTP quoted string that starts at position in input, and returns the position behind
// it. It returns the string as written, with its quotation marks, or the value it stands for when extractValue is true.
// A string without a closing mark ends with input. Where there is no quotation mark at position, it returns "" and
// position.
//
// https://fetch.spec.whatwg.org/#collect-an-http-quoted-string
func CollectQuotedString(input string, position int, extractValue bool) (string, int) {
	if position < 0 || position >= len(input) || input[position] != '"' {
		return "", position // 3: the standard asserts a quotation mark
	}
	// 1, 2, 4: pass the quotation mark; the value is built only when it is asked for
	positionStart := position
	var value strings.Builder
	position++
	for { // 5: until the closing mark
		// 5.1: collect up to a quotation mark or a backslash
		chunk := position
		for position < len(input) && input[position] != '"' && input[position] != '\\' {
			position++
		}
		if extractValue {
			value.WriteString(input[chunk:position])
		}
		if position >= len(input) {
			break // 5.2: the input ends without a closing mark
		}
		// 5.3, 5.4: take the mark or backslash
		quoteOrBackslash := input[position]
		position++
		if quoteOrBackslash == '"' {
			break // 5.6: the closing mark
		}
		if position >= len(input) { // 5.5.1: a backslash ends the input
			if extractValue {
				value.WriteByte('\\')
			}
			break
		}
		// 5.5.2, 5.5.3: the next byte stands for itself
		if extractValue {
			value.WriteByte(input[position])
		}
		position++
	}
	if extractValue {
		return value.String(), position // 6: the value
	}
	// 7: the string as written. Ambiguous: "inclusive" reads as if the code point at position belonged to the string; the
	// standard's examples show that the string ends before it.
	return input[positionStart:position], position
}
