package origin

import (
	"fmt"
	"strings"
)

// endsInANumber reports whether a domain must be an IPv4 address, because its last label is a number.
//
// https://url.spec.whatwg.org/#ends-in-a-number-checker
func endsInANumber(input string) bool {
	// 2, 3: only the last item of parts matters; a single empty one at the end does not count
	last := strings.TrimSuffix(input, ".")
	// 4: take the last part
	last = last[strings.LastIndexByte(last, '.')+1:]
	// 5: it has only digits
	if last != "" && strings.Trim(last, "0123456789") == "" {
		return true
	}
	// 6: it is 0x and hexadecimal digits
	_, ok := parseIPv4Number(last)
	// 7: it is no number
	return ok
}

// parseIPv4 reads an IPv4 address in any of the spellings that browsers take.
//
// https://url.spec.whatwg.org/#concept-ipv4-parser
func parseIPv4(input string) (uint32, *failure) {
	// 1–2: split on dots; a single empty part at the end does not count
	rest := input
	if len(rest) > 1 {
		rest = strings.TrimSuffix(rest, ".")
	}
	// 4: more than four parts are failure
	size := strings.Count(rest, ".") + 1
	if size > 4 {
		return 0, fail(CodeIPv4TooManyParts, 0)
	}
	var numbers [4]uint64
	// 5–6: each part is a number
	for i, at := 0, 0; i < size; i++ {
		part, after, _ := strings.Cut(rest, ".")
		n, ok := parseIPv4Number(part)
		if !ok {
			return 0, fail(CodeIPv4NonNumericPart, at)
		}
		// 8: all parts but the last are at most 255
		if n > 255 && i < size-1 {
			return 0, fail(CodeIPv4OutOfRangePart, at)
		}
		// 9: the last part fills the bytes that are left
		if i == size-1 && n >= 1<<(8*(5-size)) {
			return 0, fail(CodeIPv4OutOfRangePart, at)
		}
		numbers[i] = n
		at += len(part) + 1
		rest = after
	}
	// 10–13: add the other numbers at their bytes
	ipv4 := numbers[size-1]
	for counter, n := range numbers[:size-1] {
		ipv4 += n << (8 * (3 - counter))
	}
	// 14: return the address
	return uint32(ipv4), nil
}

// parseIPv4Number reads a decimal, octal (0…) or hexadecimal (0x…) number. Numbers of more than 32 bits saturate, as
// they are out of range wherever they stand.
//
// https://url.spec.whatwg.org/#ipv4-number-parser
func parseIPv4Number(input string) (n uint64, ok bool) {
	// 1: the empty string is failure
	if input == "" {
		return 0, false
	}
	// 3–5: a prefix gives the radix
	radix := uint64(10)
	switch {
	case len(input) >= 2 && input[0] == '0' && lower(input[1]) == 'x':
		input, radix = input[2:], 16
	case len(input) >= 2 && input[0] == '0':
		input, radix = input[1:], 8
	}
	// 6: a prefix alone is zero
	for i := range len(input) {
		// 7: a byte that is not a digit of the radix is failure
		if !isHexDigit(rune(input[i])) || uint64(hexValue(input[i])) >= radix {
			return 0, false
		}
		// 8: the value, held at 2³² once it is there
		n = min(n*radix+uint64(hexValue(input[i])), 1<<32)
	}
	// 9: return the number
	return n, true
}

// serializeIPv4 is the address in dotted decimal.
//
// https://url.spec.whatwg.org/#concept-ipv4-serializer
func serializeIPv4(address uint32) string {
	return fmt.Sprintf("%d.%d.%d.%d", address>>24, address>>16&0xFF, address>>8&0xFF, address&0xFF)
}
