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
	for len(digits) > 1 && digits[0] == '0' {
		digits = digits[1:]
	}
	return RangeValue(digits)
}

// ParseSingleRange parses a single range header value such as bytes=0-499, bytes=500- or bytes=-500; start or end is
// null where the value leaves it out, never both. Numbers may be of any size. With allowWhitespace tabs and spaces may
// stand around the equals sign and the hyphen. ok is false on failure.
//
// https://fetch.spec.whatwg.org/#simple-range-header-value
func ParseSingleRange(value string, allowWhitespace bool) (start, end RangeValue, ok bool) {
	// Step 1.
	data := value
	// Step 2.
	if !strings.HasPrefix(data, "bytes") {
		return "", "", false
	}
	// Step 3. Ambiguous: "the 5th code point" counts from zero, so it is the one behind "bytes".
	position := len("bytes")
	// Step 4.
	if allowWhitespace {
		position = skipTabOrSpace(data, position)
	}
	// Step 5.
	if position >= len(data) || data[position] != '=' {
		return "", "", false
	}
	// Step 6.
	position++
	// Step 7.
	if allowWhitespace {
		position = skipTabOrSpace(data, position)
	}
	// Step 8.
	first := position
	position = skipDigits(data, position)
	// Step 9.
	rangeStartValue := rangeValue(data[first:position])
	// Step 10.
	if allowWhitespace {
		position = skipTabOrSpace(data, position)
	}
	// Step 11.
	if position >= len(data) || data[position] != '-' {
		return "", "", false
	}
	// Step 12.
	position++
	// Step 13.
	if allowWhitespace {
		position = skipTabOrSpace(data, position)
	}
	// Step 14.
	first = position
	position = skipDigits(data, position)
	// Step 15.
	rangeEndValue := rangeValue(data[first:position])
	// Step 16.
	if position < len(data) {
		return "", "", false
	}
	// Step 17.
	if rangeStartValue.Null() && rangeEndValue.Null() {
		return "", "", false
	}
	// Step 18.
	if !rangeStartValue.Null() && !rangeEndValue.Null() && rangeStartValue.Compare(rangeEndValue) > 0 {
		return "", "", false
	}
	// Step 19.
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
