package safelist_test

import (
	"math/big"
	"slices"
	"strings"
	"testing"

	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/safelist"
)

// linesOf makes a header list of fuzzed text: a line a line feed, name and value parted at the first colon.
func linesOf(text string) header.List {
	var l header.List
	for line := range strings.SplitSeq(text, "\n") {
		name, value, _ := strings.Cut(line, ":")
		l = append(l, header.Line{Name: name, Value: value})
	}
	return l
}

// requestHeader is the literal twin of safelist.RequestHeader.
func requestHeader(name, value string) bool {
	if len(value) > 128 {
		return false
	}
	switch header.ByteLowercase(name) {
	case "accept":
		if slices.ContainsFunc([]byte(value), safelist.IsCORSUnsafeRequestHeaderByte) {
			return false
		}
	case "accept-language", "content-language":
		for _, b := range []byte(value) {
			if !(b >= 0x30 && b <= 0x39) && !(b >= 0x41 && b <= 0x5A) && !(b >= 0x61 && b <= 0x7A) &&
				b != 0x20 && b != 0x2A && b != 0x2C && b != 0x2D && b != 0x2E && b != 0x3B && b != 0x3D {
				return false
			}
		}
	case "content-type":
		if slices.ContainsFunc([]byte(value), safelist.IsCORSUnsafeRequestHeaderByte) {
			return false
		}
		mimeType, ok := safelist.ParseMIMEType(value)
		if !ok {
			return false
		}
		switch mimeType.Essence() {
		case "application/x-www-form-urlencoded", "multipart/form-data", "text/plain":
		default:
			return false
		}
	case "range":
		start, _, ok := parseSingleRange(value, false)
		if !ok || start == nil {
			return false
		}
	default:
		return false
	}
	return true
}

// unsafeRequestHeaderNames is the literal twin of safelist.UnsafeRequestHeaderNames.
func unsafeRequestHeaderNames(headers header.List) []string {
	var unsafeNames, potentiallyUnsafeNames []string
	safelistValueSize := 0
	for _, line := range headers {
		if !requestHeader(line.Name, line.Value) {
			unsafeNames = append(unsafeNames, line.Name)
		} else {
			potentiallyUnsafeNames = append(potentiallyUnsafeNames, line.Name)
			safelistValueSize += len(line.Value)
		}
	}
	if safelistValueSize > 1024 {
		unsafeNames = append(unsafeNames, potentiallyUnsafeNames...)
	}
	return header.SortedLowercaseSet(unsafeNames)
}

// forbiddenRequestHeader is the literal twin of safelist.ForbiddenRequestHeader.
func forbiddenRequestHeader(name, value string) bool {
	lower := header.ByteLowercase(name)
	for _, forbidden := range []string{"Accept-Charset", "Accept-Encoding", "Access-Control-Request-Headers",
		"Access-Control-Request-Method", "Connection", "Content-Length", "Cookie", "Cookie2", "Date", "DNT", "Expect", "Host",
		"Keep-Alive", "Origin", "Referer", "Set-Cookie", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Via"} {
		if header.EqualFold(name, forbidden) {
			return true
		}
	}
	if strings.HasPrefix(lower, "proxy-") || strings.HasPrefix(lower, "sec-") {
		return true
	}
	switch lower {
	case "x-http-method", "x-http-method-override", "x-method-override":
		return slices.ContainsFunc(slices.Collect(header.DecodeAndSplit(value)), safelist.IsForbiddenMethod)
	}
	return false
}

// parseMIMEType is the literal twin of safelist.ParseMIMEType: code points, and an ordered map.
func parseMIMEType(s string) (typ, subtype string, names []string, parameters map[string]string, ok bool) {
	var input []rune
	for _, b := range []byte(strings.Trim(s, "\t\n\r ")) {
		input = append(input, rune(b))
	}
	position := 0
	collect := func(while func(rune) bool) string {
		var collected []byte
		for position < len(input) && while(input[position]) {
			collected = append(collected, byte(input[position]))
			position++
		}
		return string(collected)
	}
	not := func(stop string) func(rune) bool { return func(r rune) bool { return !strings.ContainsRune(stop, r) } }
	typ = collect(not("/"))
	if typ == "" || !header.IsToken(typ) || position >= len(input) {
		return "", "", nil, nil, false
	}
	position++
	subtype = strings.TrimRight(collect(not(";")), "\t\n\r ")
	if subtype == "" || !header.IsToken(subtype) {
		return "", "", nil, nil, false
	}
	typ, subtype, parameters = header.ByteLowercase(typ), header.ByteLowercase(subtype), map[string]string{}
	for position < len(input) {
		position++
		collect(func(r rune) bool { return strings.ContainsRune("\t\n\r ", r) })
		parameterName := header.ByteLowercase(collect(not(";=")))
		if position < len(input) {
			if input[position] == ';' {
				continue
			}
			position++
		}
		if position >= len(input) {
			break
		}
		var parameterValue string
		if input[position] == '"' {
			var encoded []byte
			for _, r := range input {
				encoded = append(encoded, byte(r))
			}
			parameterValue, position = header.CollectQuotedString(string(encoded), position, true)
			collect(not(";"))
		} else {
			parameterValue = strings.TrimRight(collect(not(";")), "\t\n\r ")
			if parameterValue == "" {
				continue
			}
		}
		quotedStringToken := true
		for _, b := range []byte(parameterValue) {
			quotedStringToken = quotedStringToken && (b == 0x09 || b >= 0x20 && b <= 0x7E || b >= 0x80)
		}
		_, exists := parameters[parameterName]
		if parameterName != "" && header.IsToken(parameterName) && quotedStringToken && !exists {
			names = append(names, parameterName)
			parameters[parameterName] = parameterValue
		}
	}
	return typ, subtype, names, parameters, true
}

func FuzzRequestHeader(f *testing.F) {
	for _, r := range rows[pair, bool](f, "cors-safelisted-request-header.json") {
		f.Add(string(r.Input[0]), string(r.Input[1]))
	}
	for _, r := range rows[pair, bool](f, "forbidden-request-header.json") {
		f.Add(string(r.Input[0]), string(r.Input[1]))
	}
	f.Fuzz(func(t *testing.T, name, value string) {
		want := requestHeader(name, value)
		if got := safelist.IsCORSSafelistedRequestHeader(name, value); got != want {
			t.Errorf("RequestHeader(%q, %q) = %v, want %v", name, value, got, want)
		}
		reason := safelist.ExplainRequestHeader(name, value)
		if reason.Safe() != want || (reason.Step() == "") != want || (reason.String() == "safelisted") != want {
			t.Errorf("ExplainRequestHeader(%q, %q) = %v, step %q, want %v", name, value, reason, reason.Step(), want)
		}
		wantNoCORS := want && safelist.IsNoCORSSafelistedRequestHeaderName(name)
		if got := safelist.IsNoCORSSafelistedRequestHeader(name, value); got != wantNoCORS {
			t.Errorf("NoCORSSafelistedRequestHeader(%q, %q) = %v, want %v", name, value, got, wantNoCORS)
		}
		if got, want := safelist.IsForbiddenRequestHeader(name, value), forbiddenRequestHeader(name, value); got != want {
			t.Errorf("ForbiddenRequestHeader(%q, %q) = %v, want %v", name, value, got, want)
		}
	})
}

func FuzzUnsafeRequestHeaderNames(f *testing.F) {
	f.Add("Accept:a\nX-Foo:1\nx-FOO:2\nRange:bytes=0-\nContent-Type:application/json", 1)
	f.Add("Accept:"+strings.Repeat("a", 128)+"\nb:1", 9)
	f.Add("Accept:"+strings.Repeat("a", 128)+"\nAccept-Language:", 8)
	f.Fuzz(func(t *testing.T, text string, times int) {
		l := linesOf(text)
		for range times & 15 {
			l = append(l, l[0])
		}
		want := unsafeRequestHeaderNames(l)
		if got := safelist.CORSUnsafeRequestHeaderNames(l); !slices.Equal(got, want) {
			t.Errorf("UnsafeRequestHeaderNames(%q) = %q, want %q", l, got, want)
		}
		dst := safelist.AppendCORSUnsafeRequestHeaderNames([]string{"Z", "A"}, l)
		if !slices.Equal(dst, append([]string{"Z", "A"}, want...)) {
			t.Errorf("AppendUnsafeRequestHeaderNames(%q) = %q, want %q", l, dst, want)
		}
		var explained []string
		for i, reason := range safelist.ExplainRequestHeaders(l) {
			if !reason.Safe() {
				explained = append(explained, l[i].Name)
			}
		}
		if got := header.SortedLowercaseSet(explained); !slices.Equal(got, want) {
			t.Errorf("ExplainRequestHeaders(%q) finds %q, want %q", l, got, want)
		}
	})
}

func FuzzMIMEType(f *testing.F) {
	for _, r := range rows[byteString, *byteString](f, "parse-mime-type.json") {
		f.Add(string(r.Input))
	}
	for _, r := range rows[pairs, *byteString](f, "extract-mime-type.json") {
		for _, p := range r.Input {
			f.Add(string(p[1]))
		}
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, ok := safelist.ParseMIMEType(s)
		typ, subtype, names, parameters, wantOK := parseMIMEType(s)
		want := safelist.MIMEType{Type: typ, Subtype: subtype}
		for _, name := range names {
			want.Parameters = append(want.Parameters, safelist.MIMEParameter{Name: name, Value: parameters[name]})
		}
		if ok != wantOK || !equalMIMEType(got, want) {
			t.Errorf("ParseMIMEType(%q) = %+v, %v, want %+v, %v", s, got, ok, want, wantOK)
		}
		if ok {
			if again, ok := safelist.ParseMIMEType(got.String()); !ok || !equalMIMEType(again, got) {
				t.Errorf("ParseMIMEType(%q) = %+v, %v, want %+v", got.String(), again, ok, got)
			}
		}
		var l header.List
		for value := range strings.SplitSeq(s, "\n") {
			l = append(l, header.Line{Name: "Content-Type", Value: value})
		}
		extracted, ok := safelist.ExtractMIMEType(l)
		want, wantOK = extractMIMEType(l)
		if ok != wantOK || !equalMIMEType(extracted, want) {
			t.Errorf("ExtractMIMEType(%q) = %+v, %v, want %+v, %v", l, extracted, ok, want, wantOK)
		}
		parts := slices.Collect(header.DecodeAndSplit(s))
		nosniff := header.EqualFold(parts[0], "nosniff")
		if got := safelist.DetermineNosniff(header.List{{Name: "x-content-type-options", Value: s}}); got != nosniff {
			t.Errorf("DetermineNosniff of %q = %v, want %v", s, got, nosniff)
		}
	})
}

func FuzzSingleRange(f *testing.F) {
	for _, value := range []string{"bytes=0-1", "bytes=-5", "bytes=5-", "bytes = 007 - 10", "bytes=10-9", "bytes=-",
		"bytes=18446744073709551616-18446744073709551615"} {
		f.Add(value, true)
		f.Add(value, false)
	}
	f.Fuzz(func(t *testing.T, value string, allowWhitespace bool) {
		start, end, ok := safelist.ParseSingleRange(value, allowWhitespace)
		wantStart, wantEnd, wantOK := parseSingleRange(value, allowWhitespace)
		same := func(v safelist.RangeValue, n *big.Int) bool {
			return v.Null() && n == nil || n != nil && string(v) == n.String()
		}
		if ok != wantOK || !same(start, wantStart) || !same(end, wantEnd) {
			t.Errorf("ParseSingleRange(%q, %v) = %q, %q, %v, want %v, %v, %v", value, allowWhitespace, start, end, ok, wantStart, wantEnd, wantOK)
		}
	})
}

func FuzzResponseHeaders(f *testing.F) {
	f.Add("X-Foo:1\nSet-Cookie:a\nDate:x\nExpires:y\n*:z", "x-foo,set-cookie,*", uint8(0))
	f.Add("X-Foo:1\nx-foo:2\nX-Bar:3", "X-FOO,Pragma", uint8(17))
	f.Fuzz(func(t *testing.T, text, list string, more uint8) {
		l, names := linesOf(text), strings.Split(list, ",")
		for range more {
			names = append(names, "x-other")
		}
		var want header.List
		for _, line := range l {
			if safelist.IsCORSSafelistedResponseHeaderName(line.Name, names) {
				want = append(want, line)
			}
		}
		if got := safelist.CORSSafelistedResponseHeaders(l, names); !slices.Equal(got, want) {
			t.Errorf("CORSSafelistedResponseHeaders(%q, %q) = %q, want %q", l, names, got, want)
		}
	})
}
