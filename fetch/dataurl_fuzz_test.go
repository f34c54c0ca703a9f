package fetch_test

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/origin"
	"github.com/corsref/corsref/safelist"
)

// literalForgivingBase64Decode is forgiving-base64 decode word for word: bits in a buffer.
//
// https://infra.spec.whatwg.org/#forgiving-base64-decode
func literalForgivingBase64Decode(data string) (string, bool) {
	data = strings.NewReplacer("\t", "", "\n", "", "\f", "", "\r", "", " ", "").Replace(data)
	if len(data)%4 == 0 {
		if before, ok := strings.CutSuffix(data, "=="); ok {
			data = before
		} else {
			data = strings.TrimSuffix(data, "=")
		}
	}
	if len(data)%4 == 1 {
		return "", false
	}
	var output []byte
	buffer, bits := 0, 0
	for _, c := range []byte(data) {
		n := strings.IndexByte("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", c)
		if n < 0 {
			return "", false
		}
		if buffer, bits = buffer<<6|n, bits+6; bits == 24 {
			output = append(output, byte(buffer>>16), byte(buffer>>8), byte(buffer))
			buffer, bits = 0, 0
		}
	}
	switch bits {
	case 12:
		output = append(output, byte(buffer>>4))
	case 18:
		output = append(output, byte(buffer>>10), byte(buffer>>2))
	}
	return string(output), true
}

// literalPercentDecode is percent-decode word for word.
//
// https://url.spec.whatwg.org/#percent-decode
func literalPercentDecode(input string) string {
	var output []byte
	for i := 0; i < len(input); i++ {
		var b byte
		if rest := input[i:]; rest[0] == '%' && len(rest) > 2 && !strings.ContainsAny(rest[1:3], " +-_xX") {
			if n, _ := fmt.Sscanf(rest[1:3], "%02x", &b); n == 1 && strings.Trim(rest[1:3], "0123456789abcdefABCDEF") == "" {
				output = append(output, b)
				i += 2
				continue
			}
		}
		output = append(output, input[i])
	}
	return string(output)
}

// literalDataURL is the data: URL processor word for word.
//
// https://fetch.spec.whatwg.org/#data-url-processor
func literalDataURL(u origin.URL) (mimeType, body string, ok bool) {
	input := strings.TrimPrefix(u.StringExcludingFragment(), "data:")
	comma := strings.Index(input, ",")
	if comma < 0 {
		return "", "", false
	}
	mimeType, body = strings.Trim(input[:comma], "\t\n\f\r "), literalPercentDecode(input[comma+1:])
	if n := len(mimeType) - len("base64"); n >= 0 && strings.ToLower(mimeType[n:]) == "base64" {
		if before := strings.TrimRight(mimeType[:n], " "); strings.HasSuffix(before, ";") {
			if body, ok = literalForgivingBase64Decode(body); !ok {
				return "", "", false
			}
			mimeType = strings.TrimSuffix(before, ";")
		}
	}
	if strings.HasPrefix(mimeType, ";") {
		mimeType = "text/plain" + mimeType
	}
	record, ok := safelist.ParseMIMEType(mimeType)
	if !ok {
		return "text/plain;charset=US-ASCII", body, true
	}
	return record.String(), body, true
}

// FuzzDataURL compares the processor with its twin, and reads back a body that was written in base64 and in escapes.
func FuzzDataURL(f *testing.F) {
	for _, rest := range []string{",", "text/html,a%20b", ";base64,YQ==", "text/plain ; BASE64,Y Q", "base64,YQ", ";base64;x,YQ", "a/b;c=d;base64,=", ";charset=x,%zz%4", "x,YQ#f", "%3B,", ";base64,Y"} {
		f.Add(rest)
	}
	f.Fuzz(func(t *testing.T, rest string) {
		if u, err := origin.ParseURL("data:" + rest); err == nil {
			wantType, wantBody, wantOK := literalDataURL(u)
			mimeType, body, ok := fetch.ProcessDataURL(u)
			if ok != wantOK || ok && (mimeType.String() != wantType || string(body) != wantBody) {
				t.Errorf("%q: %v, %q, %t, want %s, %q, %t", u, mimeType, body, ok, wantType, wantBody, wantOK)
			}
		}
		escaped := ""
		for _, b := range []byte(rest) {
			escaped += fmt.Sprintf("%%%02x", b)
		}
		for _, text := range []string{"data:," + escaped, "data:;base64," + base64.StdEncoding.EncodeToString([]byte(rest))} {
			u, err := origin.ParseURL(text)
			if _, body, ok := fetch.ProcessDataURL(u); err != nil || !ok || string(body) != rest {
				t.Errorf("%q: body %q, %t, want %q (%v)", text, body, ok, rest, err)
			}
		}
	})
}
