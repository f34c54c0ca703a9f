package fetch

import (
	"encoding/base64"
	"strings"

	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/origin"
	"github.com/corsref/corsref/safelist"
)

// ProcessDataURL is the data: URL processor: the MIME type and the body of a data:
// URL; false is failure.
//
// https://fetch.spec.whatwg.org/#data-url-processor
func ProcessDataURL(dataURL origin.URL) (mimeType safelist.MIMEType, body []byte, ok bool) {
	input := strings.TrimPrefix(dataURL.StringExcludingFragment(), "data:") // 2 and 3: what follows "data:"
	typ, encodedBody, found := strings.Cut(input, ",")                      // 4, 5, 8 and 9: the type, a comma, the body
	// 7: no comma: failure
	if !found {
		return safelist.MIMEType{}, nil, false
	}
	typ = strings.Trim(typ, "\t\n\f\r ") // 6: without white space around it
	body = percentDecode(encodedBody)    // 10: percent-decode the body
	// 11: the type ends in ;base64
	if prefix, isBase64 := cutBase64(typ); isBase64 {
		// 11.2 and 11.3: decode the body, which may fail
		if body, ok = forgivingBase64Decode(body); !ok {
			return safelist.MIMEType{}, nil, false
		}
		typ = prefix // 11.4 to 11.6: the type without it
	}
	// 12: parameters alone are those of text/plain
	if strings.HasPrefix(typ, ";") {
		typ = "text/plain" + typ
	}
	mimeType, ok = safelist.ParseMIMEType(typ) // 13: parse the type
	// 14: it does not parse: text/plain;charset=US-ASCII
	if !ok {
		mimeType, _ = safelist.ParseMIMEType("text/plain;charset=US-ASCII")
	}
	return mimeType, body, true // 15: the two
}

// cutBase64 is step 11's condition and its steps 11.4 to 11.6: what stands before
// `;`, spaces and `base64` at the end of s.
//
// https://fetch.spec.whatwg.org/#data-url-processor
func cutBase64(s string) (string, bool) {
	const base64 = "base64"
	if len(s) < len(base64) || !header.EqualFold(s[len(s)-len(base64):], base64) {
		return s, false
	}
	return strings.CutSuffix(strings.TrimRight(s[:len(s)-len(base64)], " "), ";")
}

// percentDecode percent-decodes s.
//
// https://url.spec.whatwg.org/#percent-decode
func percentDecode(s string) []byte {
	decoded := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			hi, ok1 := hexValue(s[i+1])
			lo, ok2 := hexValue(s[i+2])
			if ok1 && ok2 {
				decoded = append(decoded, hi<<4|lo)
				i += 2
				continue
			}
		}
		decoded = append(decoded, s[i])
	}
	return decoded
}

func hexValue(c byte) (byte, bool) {
	switch {
	case '0' <= c && c <= '9':
		return c - '0', true
	case 'A' <= c && c <= 'F':
		return c - 'A' + 10, true
	case 'a' <= c && c <= 'f':
		return c - 'a' + 10, true
	}
	return 0, false
}

// forgivingBase64Decode is forgiving-base64 decode.
//
// https://infra.spec.whatwg.org/#forgiving-base64-decode
func forgivingBase64Decode(data []byte) ([]byte, bool) {
	kept := make([]byte, 0, len(data))
	// 1: without white space
	for _, c := range data {
		switch c {
		case '\t', '\n', '\f', '\r', ' ':
		default:
			kept = append(kept, c)
		}
	}
	// 2: without the equals signs that fill the last four
	if len(kept)%4 == 0 {
		for range 2 {
			if n := len(kept); n > 0 && kept[n-1] == '=' {
				kept = kept[:n-1]
			}
		}
	}
	// 3 and 4: decode it, or fail. Leftover bits are discarded, as the decoder does when not strict.
	decoded := make([]byte, base64.RawStdEncoding.DecodedLen(len(kept)))
	n, err := base64.RawStdEncoding.Decode(decoded, kept)
	if err != nil {
		return nil, false
	}
	return decoded[:n], true
}
