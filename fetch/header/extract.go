package header

import (
	"iter"
	"math"
)

// Extraction is the kind of result of extracting header list values.
//
// https://fetch.spec.whatwg.org/#extract-header-list-values
type Extraction uint8

const (
	// Null: no line has the name.
	Null Extraction = iota
	// Failure: a value does not match the ABNF, or there are several lines where the ABNF allows one.
	Failure
	// Values: every line matches. A list may still be empty.
	Values
)

var extractionNames = [...]string{"null", "failure", "values"}

// String returns "null", "failure" or "values".
func (e Extraction) String() string { return extractionNames[min(int(e), len(extractionNames)-1)] }

// MarshalText returns the same text as String.
func (e Extraction) MarshalText() ([]byte, error) { return []byte(e.String()), nil }

// ExtractTokens extracts header list values for a name whose ABNF is a list of tokens, such as
// Access-Control-Allow-Methods. Commas separate the elements, with spaces and tabs around them; empty elements are
// skipped. One element that is not a token, on any line, makes the result Failure. Tokens come in order, in their own
// case, with duplicates. An empty value gives Values and no tokens.
//
// https://fetch.spec.whatwg.org/#extract-header-list-values
func (l List) ExtractTokens(name string) (tokens []string, result Extraction) {
	return l.AppendTokens(nil, name)
}

// AppendTokens appends the tokens that ExtractTokens returns to dst. When the result is Null or Failure it returns dst
// unchanged.
//
// https://fetch.spec.whatwg.org/#extract-header-list-values
func (l List) AppendTokens(dst []string, name string) ([]string, Extraction) {
	n, result := len(dst), Null // 1: no line has the name
	// 2: a list may have several lines
	for i := range l {
		if !EqualFold(l[i].Name, name) {
			continue
		}
		// 4.1: parse the value by the header's ABNF
		for rest := l[i].Value; rest != ""; {
			var token string
			var ok bool
			if token, rest, ok = nextToken(rest); !ok {
				return dst[:n], Failure // 4.2: it does not match
			}
			if token != "" {
				dst = append(dst, token)
			}
		}
		result = Values // 4.3: the value counts
	}
	return dst, result // 5: return the values
}

// Tokens is ExtractTokens without the slice. It checks all lines before the first token comes: when the result is Null or
// Failure, the list is empty. It does not allocate.
//
// https://fetch.spec.whatwg.org/#extract-header-list-values
func (l List) Tokens(name string) (TokenList, Extraction) {
	result := l.checkTokens(name)
	if result != Values {
		return TokenList{}, result
	}
	return TokenList{l, name}, result
}

// TokenList is the tokens of the lines that have one name. The zero value is the empty list.
type TokenList struct {
	lines List
	name  string
}

// All returns an iterator over the tokens, in order.
func (t TokenList) All() iter.Seq[string] {
	return func(yield func(string) bool) { t.each(yield) }
}

// checkTokens returns the kind of result that extracting tokens has.
//
// Ambiguous: "whose name is name" is read as a byte-case-insensitive match, like every other look-up of a name.
//
// https://fetch.spec.whatwg.org/#extract-header-list-values
func (l List) checkTokens(name string) Extraction {
	result := Null // 1: no line has the name
	// 2: a list may have several lines
	for i := range l {
		if !EqualFold(l[i].Name, name) {
			continue
		}
		// 4.1: parse the value by the header's ABNF
		for rest := l[i].Value; rest != ""; {
			var ok bool
			if _, rest, ok = nextToken(rest); !ok {
				return Failure // 4.2: it does not match
			}
		}
		result = Values // 4.3: the value counts
	}
	return result // 5: return the values
}

// each yields the tokens of all lines, which are known to be lists of tokens.
func (t TokenList) each(yield func(string) bool) {
	for i := range t.lines {
		if !EqualFold(t.lines[i].Name, t.name) {
			continue
		}
		for rest := t.lines[i].Value; rest != ""; {
			var token string
			if token, rest, _ = nextToken(rest); token != "" && !yield(token) {
				return
			}
		}
	}
}

// nextToken returns the first token of a list and what follows it; "" when there is no token in value. It is not ok
// when the first element is not a token.
//
// Ambiguous: the standard says that extracting header values returns one or more values; a list may have none, and then
// there are none.
//
// Ambiguous: RFC 9110 has one syntax of lists for senders, and one with "a reasonable number" of empty elements that
// recipients must accept. A browser is a recipient, and accepts any number.
func nextToken(value string) (token, rest string, ok bool) {
	start := 0
	for start < len(value) && (value[start] == ',' || isTabOrSpace(value[start])) {
		start++
	}
	end := start
	for end < len(value) && IsTokenByte(value[end]) {
		end++
	}
	next := end
	for next < len(value) && isTabOrSpace(value[next]) {
		next++
	}
	return value[start:end], value[next:], next == len(value) || value[next] == ',' && end > start
}

// ExtractDeltaSeconds extracts header list values for a name whose ABNF is delta-seconds: Access-Control-Max-Age. The
// value is a whole number of seconds, written in digits only, with any number of leading zeros; a number above 2^64−1 is
// returned as 2^64−1. More than one line is Failure, even when they are equal. Tabs and spaces around the value do not
// count.
//
// https://fetch.spec.whatwg.org/#extract-header-list-values
func (l List) ExtractDeltaSeconds(name string) (seconds uint64, result Extraction) {
	value, result := l.ExtractSingle(name)
	if result != Values {
		return 0, result
	}
	// 4, 5: parse the value by the ABNF
	value = trimTabOrSpace(value)
	if value == "" {
		return 0, Failure
	}
	for i := range len(value) {
		digit := uint64(value[i] - '0')
		if digit > 9 {
			return 0, Failure
		}
		// Ambiguous: RFC 9111 lets a number that overflows be 2^31 or the greatest that can be represented; it is the
		// greatest here.
		if seconds > (math.MaxUint64-digit)/10 {
			seconds = math.MaxUint64
			continue
		}
		seconds = seconds*10 + digit
	}
	return seconds, Values
}

// ExtractSingle extracts header list values for a name whose ABNF allows a single line, but for the parsing: Null when
// there is no line, Failure when there are several, else Values and the line's value, which the caller parses.
//
// https://fetch.spec.whatwg.org/#extract-header-list-values
func (l List) ExtractSingle(name string) (value string, result Extraction) {
	i := l.index(name)
	if i < 0 {
		return "", Null // 1: no line has the name
	}
	if l[i+1:].Contains(name) {
		return "", Failure // 2: more than one line where one is allowed
	}
	return l[i].Value, Values // 3–5: the line's value
}
