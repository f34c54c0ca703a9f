package safelist

import (
	"strconv"
	"strings"
)

// RangeValue is a rangeStartValue or rangeEndValue: "" is null, anything else a number of any size in decimal digits
// without leading zeros ("0" is zero), so that == compares numbers.
type RangeValue string

// Null reports whether v is null: the range has no such end.
func (v RangeValue) Null() bool { return v == "" }

// Uint64 returns v as an integer; ok is false when v is null or 2^64 or more.
func (v RangeValue) Uint64() (n uint64, ok bool) {
	n, err := strconv.ParseUint(string(v), 10, 64)
	if err != nil {
		return 0, false
	}
	return n, true
}

// Compare returns −1, 0 or +1 as v is less than, equal to or greater than w. Null is less than any number.
func (v RangeValue) Compare(w RangeValue) int {
	if len(v) != len(w) {
		if len(v) < len(w) {
			return -1
		}
		return +1
	}
	return strings.Compare(string(v), string(w))
}

// rangeValue interprets collected digits as a decimal number, null when there are none.
func rangeValue(digits string) RangeValue {
	if number := strings.TrimLeft(digits, "0"); number != "" || digits == "" {
		return RangeValue(number)
	}
	return "0"
}

// ParseSingleRange parses a single range header value such as bytes=0-499, bytes=500- or bytes=-500. The start or the end
// is null where the value leaves it out. Numbers may be of any size. With allowWhitespace, tabs and spaces may stand
// around the equals sign and the hyphen. ok is false on failure.
//
// https://fetch.spec.whatwg.org/#simple-range-header-value
func ParseSingleRange(value string, allowWhitespace bool) (start, end RangeValue, ok bool) {
	// 1: take the value
	data := value
	// 2: it must begin with "bytes"
	if !strings.HasPrefix(data, "bytes") {
		return "", "", false
	}
	// 3: go behind "bytes". Ambiguous: "the 5th code point" counts from zero, so it is the one behind "bytes".
	position := len("bytes")
	// 4: skip whitespace
	if allowWhitespace {
		position = skipTabOrSpace(data, position)
	}
	// 5: an equals sign must follow
	if position >= len(data) || data[position] != '=' {
		return "", "", false
	}
	// 6: pass it
	position++
	// 7: skip whitespace
	if allowWhitespace {
		position = skipTabOrSpace(data, position)
	}
	// 8: collect the digits of the start
	first := position
	position = skipDigits(data, position)
	// 9: the start, or null
	rangeStartValue := rangeValue(data[first:position])
	// 10: skip whitespace
	if allowWhitespace {
		position = skipTabOrSpace(data, position)
	}
	// 11: a hyphen must follow
	if position >= len(data) || data[position] != '-' {
		return "", "", false
	}
	// 12: pass it
	position++
	// 13: skip whitespace
	if allowWhitespace {
		position = skipTabOrSpace(data, position)
	}
	// 14: collect the digits of the end
	first = position
	position = skipDigits(data, position)
	// 15: the end, or null
	rangeEndValue := rangeValue(data[first:position])
	// 16: nothing may follow
	if position < len(data) {
		return "", "", false
	}
	// 17: one of the two must be there
	if rangeStartValue.Null() && rangeEndValue.Null() {
		return "", "", false
	}
	// 18: the start must not be behind the end
	if !rangeStartValue.Null() && !rangeEndValue.Null() && rangeStartValue.Compare(rangeEndValue) > 0 {
		return "", "", false
	}
	// 19: return both
	return rangeStartValue, rangeEndValue, true
}

// skipTabOrSpace collects HTTP tabs and spaces and returns the position behind them.
func skipTabOrSpace(data string, position int) int {
	for position < len(data) && (data[position] == '\t' || data[position] == ' ') {
		position++
	}
	return position
}

// skipDigits collects ASCII digits and returns the position behind them.
func skipDigits(data string, position int) int {
	for position < len(data) && '0' <= data[position] && data[position] <= '9' {
		position++
	}
	return position
}
