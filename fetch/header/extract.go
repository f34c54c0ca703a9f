package header

import "math"

// Extraction is the kind of result that extracting header list values has.
//
// https://fetch.spec.whatwg.org/#extract-header-list-values
type Extraction uint8

const (
	// Null: the list has no line of the name.
	Null Extraction = iota
	// Failure: a value does not match its ABNF, or there are several lines where the ABNF allows one.
	Failure
	// Values: every line matches; there may still be no values in them.
	Values
)

// String returns "null", "failure" or "values".
func (e Extraction) String() string {
	switch e {
	case Null:
		return "null"
	case Failure:
		return "failure"
	}
	return "values"
}

// ExtractTokens extracts header list values for a name whose ABNF is a list of tokens: Access-Control-Allow-Methods,
// Access-Control-Allow-Headers and Access-Control-Expose-Headers. Elements are separated by commas with spaces and tabs
// around them; empty elements are skipped, any number of them; one element that is no token, on any line, is Failure.
// Tokens come in order, in their case, duplicates kept. An empty value gives Values and no tokens.
//
// https://fetch.spec.whatwg.org/#extract-header-list-values
func (l List) ExtractTokens(name string) (tokens []string, result Extraction) {
	return l.AppendTokens(nil, name)
}

// AppendTokens appends the tokens that ExtractTokens returns to dst and returns it: dst as it was when the result is Null
// or Failure.
//
// https://fetch.spec.whatwg.org/#extract-header-list-values
func (l List) AppendTokens(dst []string, name string) (tokens []string, result Extraction) {
	values := dst
	result = l.EachToken(name, func(token string) bool {
		values = append(values, token)
		return true
	})
	if result != Values {
		return dst, result
	}
	return values, result
}

// CheckTokens returns the result ExtractTokens has for name, without the tokens. It does not allocate.
//
// https://fetch.spec.whatwg.org/#extract-header-list-values
func (l List) CheckTokens(name string) Extraction { return l.EachToken(name, nil) }

// EachToken is ExtractTokens without the slice: it calls yield with each token in order until yield returns false; a nil
// yield is not called. One bad element anywhere is Failure: then what yield was told so far counts for nothing. It does
// not allocate.
//
// https://fetch.spec.whatwg.org/#extract-header-list-values
func (l List) EachToken(name string, yield func(token string) bool) Extraction {
	// Step 1.
	result := Null
	// Step 2: a list ABNF allows several lines.
	// Step 4. Ambiguous: "whose name is name" is read as a byte-case-insensitive match, like every other name lookup.
	for i := range l {
		if !EqualFold(l[i].Name, name) {
			continue
		}
		// Steps 4.1 to 4.3.
		var ok bool
		if yield, ok = eachToken(l[i].Value, yield); !ok {
			return Failure
		}
		result = Values
	}
	// Step 5.
	return result
}

// eachToken extracts header values from one value that is a list of tokens, and calls yield with each. It returns yield,
// or nil once that has returned false.
//
// Ambiguous: the standard says that one or more values result, though #token may have none; then none result.
//
// Ambiguous: RFC 9110 gives lists one syntax for senders and one with empty elements that recipients must accept, "a
// reasonable number" of them; a browser is a recipient, and no number is refused.
func eachToken(value string, yield func(token string) bool) (next func(token string) bool, ok bool) {
	for i := 0; i < len(value); {
		if value[i] == ',' || isTabOrSpace(value[i]) {
			i++
			continue
		}
		start := i
		for i < len(value) && IsTokenByte(value[i]) {
			i++
		}
		token := value[start:i] // empty only before a byte that is neither
		for i < len(value) && isTabOrSpace(value[i]) {
			i++
		}
		if i < len(value) && value[i] != ',' {
			return nil, false
		}
		if yield != nil && !yield(token) {
			yield = nil
		}
	}
	return yield, true
}

// ExtractDeltaSeconds extracts header list values for a name whose ABNF is delta-seconds: Access-Control-Max-Age. The
// value is a whole number of seconds, digits only, however many leading zeros; more than 2^64−1 is returned as that. More
// than one line is Failure, even when they are equal. Tabs and spaces around the value are no part of it.
//
// https://fetch.spec.whatwg.org/#extract-header-list-values
func (l List) ExtractDeltaSeconds(name string) (seconds uint64, result Extraction) {
	value, result := l.ExtractSingle(name)
	if result != Values {
		return 0, result
	}
	// Steps 4 and 5.
	value = trimTabOrSpace(value)
	if value == "" {
		return 0, Failure
	}
	for i := range len(value) {
		digit := uint64(value[i] - '0')
		if digit > 9 {
			return 0, Failure
		}
		// Ambiguous: RFC 9111 lets an overflowing number be 2^31 or the greatest one at hand; it is the greatest.
		if seconds > (math.MaxUint64-digit)/10 {
			seconds = math.MaxUint64
			continue
		}
		seconds = seconds*10 + digit
	}
	return seconds, Values
}

// ExtractSingle is steps 1 to 3 of extracting header list values for a name whose ABNF allows a single line: Null without
// one, Failure with more than one, else Values and the line's value, which the caller checks by the ABNF.
//
// https://fetch.spec.whatwg.org/#extract-header-list-values
func (l List) ExtractSingle(name string) (value string, result Extraction) {
	// Step 1.
	i := l.index(name)
	if i < 0 {
		return "", Null
	}
	// Step 2.
	if l[i+1:].Contains(name) {
		return "", Failure
	}
	// Steps 3 to 5.
	return l[i].Value, Values
}
