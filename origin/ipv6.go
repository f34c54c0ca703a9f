package origin

import (
	"strconv"
	"strings"
)

// An ipv6 is an IPv6 address: eight pieces, the most significant first.
//
// https://url.spec.whatwg.org/#concept-ipv6
type ipv6 [8]uint16

// parseIPv6 reads what stands between the brackets of an IPv6 host.
//
// https://url.spec.whatwg.org/#concept-ipv6-parser
func parseIPv6(input string) (ipv6, *failure) {
	// 1–4: no piece seen, nothing compressed, at the start
	var address ipv6
	pieceIndex, compress, pointer := 0, -1, 0
	// c is the byte at the pointer; every byte of a longer code point is as invalid as the whole.
	c := func() rune {
		if pointer >= len(input) {
			return eof
		}
		return rune(input[pointer])
	}
	// 5: a colon at the start is half of a compression
	if c() == ':' {
		// 5.1: the other half must follow
		if !strings.HasPrefix(input[1:], ":") {
			return address, fail(CodeIPv6InvalidCompression, pointer)
		}
		// 5.2, 5.3: pass both
		pointer += 2
		pieceIndex++
		compress = pieceIndex
	}
	// 6: until the input ends
	for c() != eof {
		// 6.1: a ninth piece is failure
		if pieceIndex == 8 {
			return address, fail(CodeIPv6TooManyPieces, pointer)
		}
		// 6.2: a second colon compresses zeros
		if c() == ':' {
			if compress >= 0 {
				return address, fail(CodeIPv6MultipleCompression, pointer)
			}
			pointer++
			pieceIndex++
			compress = pieceIndex
			continue
		}
		// 6.3, 6.4: up to four hex digits
		value, length := uint32(0), 0
		for length < 4 && isHexDigit(c()) {
			value = value<<4 | hexValue(input[pointer])
			pointer++
			length++
		}
		switch {
		// 6.5: a dot: the digits begin an IPv4 address
		case c() == '.':
			if length == 0 {
				return address, fail(CodeIPv4InIPv6InvalidCodePoint, pointer)
			}
			pointer -= length
			if pieceIndex > 6 {
				return address, fail(CodeIPv4InIPv6TooManyPieces, pointer)
			}
			if f := address.parseIPv4Tail(input, pointer, &pieceIndex); f != nil {
				return address, f
			}
			pointer = len(input)
			continue
		// 6.6: a colon must not be the last
		case c() == ':':
			pointer++
			if c() == eof {
				return address, fail(CodeIPv6InvalidCodePoint, pointer)
			}
		// 6.7: anything else but the end is invalid
		case c() != eof:
			return address, fail(CodeIPv6InvalidCodePoint, pointer)
		}
		// 6.9, 6.10: store the piece
		address[pieceIndex] = uint16(value)
		pieceIndex++
	}
	// 7: move what follows the compression to the end
	if compress >= 0 {
		swaps := pieceIndex - compress
		for pieceIndex = 7; pieceIndex != 0 && swaps > 0; pieceIndex, swaps = pieceIndex-1, swaps-1 {
			other := compress + swaps - 1
			address[pieceIndex], address[other] = address[other], address[pieceIndex]
		}
	} else if pieceIndex != 8 {
		// 8: fewer than eight pieces are failure
		return address, fail(CodeIPv6TooFewPieces, len(input))
	}
	// 9: return the address
	return address, nil
}

// parseIPv4Tail is step 6.5 from its numbersSeen on: the dotted decimal end of an IPv6 address, from pointer to the end
// of the input.
//
// https://url.spec.whatwg.org/#concept-ipv6-parser
func (address *ipv6) parseIPv4Tail(input string, pointer int, pieceIndex *int) *failure {
	// 6.5.4: no number seen
	numbersSeen := 0
	// 6.5.5: until the input ends
	for pointer < len(input) {
		// 6.5.5.2: a dot between two numbers
		if numbersSeen > 0 {
			if input[pointer] != '.' || numbersSeen >= 4 {
				return fail(CodeIPv4InIPv6InvalidCodePoint, pointer)
			}
			pointer++
		}
		// 6.5.5.3: a digit must follow
		if pointer >= len(input) || !isDigit(rune(input[pointer])) {
			return fail(CodeIPv4InIPv6InvalidCodePoint, pointer)
		}
		// 6.5.5.4: a number of at most 255 without leading zero
		start, ipv4Piece := pointer, -1
		for pointer < len(input) && isDigit(rune(input[pointer])) {
			number := int(input[pointer] - '0')
			switch {
			case ipv4Piece < 0:
				ipv4Piece = number
			case ipv4Piece == 0:
				return fail(CodeIPv4InIPv6InvalidCodePoint, pointer)
			default:
				ipv4Piece = ipv4Piece*10 + number
			}
			if ipv4Piece > 255 {
				return fail(CodeIPv4InIPv6OutOfRangePart, start)
			}
			pointer++
		}
		// 6.5.5.5–6.5.5.7: two numbers make a piece
		address[*pieceIndex] = address[*pieceIndex]<<8 + uint16(ipv4Piece)
		numbersSeen++
		if numbersSeen == 2 || numbersSeen == 4 {
			*pieceIndex++
		}
	}
	// 6.5.6: fewer than four numbers are failure
	if numbersSeen != 4 {
		return fail(CodeIPv4InIPv6TooFewParts, pointer)
	}
	return nil
}

// serializeIPv6 is the address in lowercase hexadecimal with its longest run of zeros compressed, without brackets.
//
// https://url.spec.whatwg.org/#concept-ipv6-serializer
func serializeIPv6(address ipv6) string {
	var dst []byte
	// 2, 3: find where to compress
	compress, ignore0 := address.compressedPieceIndex(), false
	// 4: for each piece
	for pieceIndex, piece := range address {
		// 4.1, 4.2: skip the compressed zeros
		if ignore0 && piece == 0 {
			continue
		}
		ignore0 = false
		// 4.3: compress here
		if compress == pieceIndex {
			if pieceIndex == 0 {
				dst = append(dst, ':')
			}
			dst = append(dst, ':')
			ignore0 = true
			continue
		}
		// 4.4, 4.5: write the piece, and a colon unless it is the last
		dst = strconv.AppendUint(dst, uint64(piece), 16)
		if pieceIndex != 7 {
			dst = append(dst, ':')
		}
	}
	// 5: return the text
	return string(dst)
}

// compressedPieceIndex is where the first longest run of two or more zero pieces begins, −1 when there is none.
//
// https://url.spec.whatwg.org/#find-the-ipv6-address-compressed-piece-index
func (address ipv6) compressedPieceIndex() int {
	// 1–4: nothing found; a run must be longer than one piece
	longestIndex, longestSize, foundIndex, foundSize := -1, 1, -1, 0
	// 5: for each piece
	for pieceIndex, piece := range address {
		if piece != 0 {
			// 5.1: a run ends
			if foundSize > longestSize {
				longestIndex, longestSize = foundIndex, foundSize
			}
			foundIndex, foundSize = -1, 0
			continue
		}
		// 5.2: a run begins or goes on
		if foundIndex < 0 {
			foundIndex = pieceIndex
		}
		foundSize++
	}
	// 6, 7: the last run may be the longest
	if foundSize > longestSize {
		return foundIndex
	}
	return longestIndex
}
