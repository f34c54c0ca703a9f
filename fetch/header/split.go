package header

import "strings"

// GetDecodeAndSplit returns the value of name, as Get has it, split at the commas outside quoted strings; tabs and
// spaces around the parts are removed, quotation marks and escapes stay, and there is always at least one part. ok is
// false when there is no line of that name. Parts are the same bytes, not UTF-8.
//
// https://fetch.spec.whatwg.org/#concept-header-list-get-decode-split
func (l List) GetDecodeAndSplit(name string) (values []string, ok bool) {
	// Step 1.
	value, ok := l.Get(name)
	// Step 2.
	if !ok {
		return nil, false
	}
	// Step 3.
	return DecodeAndSplit(value), true
}

// DecodeAndSplit splits one header value as GetDecodeAndSplit does; it returns at least one part.
//
// https://fetch.spec.whatwg.org/#header-value-get-decode-and-split
func DecodeAndSplit(value string) []string {
	var values []string
	EachPart(value, func(part string) bool {
		values = append(values, part)
		return true
	})
	return values
}

// EachPart is DecodeAndSplit without the slice: it calls yield with each part in order until yield returns false. It
// does not allocate.
//
// https://fetch.spec.whatwg.org/#header-value-get-decode-and-split
func EachPart(value string, yield func(part string) bool) {
	// Steps 1 to 4. Fast path: temporaryValue only ever grows by what comes next in input, so it is a slice of it.
	input, position, start := value, 0, 0
	// Step 5.
	for {
		// Step 5.1.
		for position < len(input) && input[position] != '"' && input[position] != ',' {
			position++
		}
		// Step 5.2.
		if position < len(input) && input[position] == '"' {
			// Step 5.2.1.
			_, position = CollectQuotedString(input, position, false)
			// Step 5.2.2.
			if position < len(input) {
				continue
			}
		}
		// Steps 5.3 and 5.4.
		if !yield(trimTabOrSpace(input[start:position])) {
			return
		}
		// Step 5.6.
		if position >= len(input) {
			return
		}
		// Steps 5.7, 5.8 and 5.5.
		position++
		start = position
	}
}

// CollectQuotedString collects an HTTP quoted string from input at position, where a quotation mark must be; without
// one it returns "" and position. It returns the string as written, quotation marks included, or when extractValue is
// set the value it stands for, and the position behind it. A string without its closing mark ends with input.
//
// https://fetch.spec.whatwg.org/#collect-an-http-quoted-string
func CollectQuotedString(input string, position int, extractValue bool) (string, int) {
	// Step 3: an assertion in the standard.
	if position < 0 || position >= len(input) || input[position] != '"' {
		return "", position
	}
	// Steps 1, 2 and 4. The value is built only when asked for.
	positionStart := position
	var value strings.Builder
	position++
	// Step 5.
	for {
		// Step 5.1.
		chunk := position
		for position < len(input) && input[position] != '"' && input[position] != '\\' {
			position++
		}
		if extractValue {
			value.WriteString(input[chunk:position])
		}
		// Step 5.2.
		if position >= len(input) {
			break
		}
		// Steps 5.3 and 5.4.
		quoteOrBackslash := input[position]
		position++
		// Step 5.6.
		if quoteOrBackslash == '"' {
			break
		}
		// Step 5.5.1.
		if position >= len(input) {
			if extractValue {
				value.WriteByte('\\')
			}
			break
		}
		// Steps 5.5.2 and 5.5.3.
		if extractValue {
			value.WriteByte(input[position])
		}
		position++
	}
	// Step 6.
	if extractValue {
		return value.String(), position
	}
	// Step 7. Ambiguous: "inclusive" reads as if the code point at position belonged to the string; the standard's
	// examples show that it ends before it.
	return input[positionStart:position], position
}
