package safelist

import (
	"strings"

	"github.com/corsref/corsref/fetch/header"
)

// MIMEType is a MIME type record. Type, subtype and parameter names are in lower case.
//
// https://mimesniff.spec.whatwg.org/#mime-type
type MIMEType struct {
	Type, Subtype string
	// Parameters is an ordered map: no name is empty, and none is there twice.
	Parameters []MIMEParameter
}

// MIMEParameter is an entry of a MIME type's parameters. Value is bytes, not UTF-8, and may be empty.
type MIMEParameter struct {
	Name, Value string
}

// Essence returns type, slash, subtype.
//
// https://mimesniff.spec.whatwg.org/#mime-type-essence
func (m MIMEType) Essence() string { return m.Type + "/" + m.Subtype }

// Parameter returns the value of the parameter name, which is in lower case; ok is false when it does not exist.
func (m MIMEType) Parameter(name string) (value string, ok bool) {
	for _, p := range m.Parameters {
		if p.Name == name {
			return p.Value, true
		}
	}
	return "", false
}

// ParseMIMEType parses a MIME type from bytes; ok is false on failure. Bytes from 0x80 on stand for the code points of the
// same number. A malformed or repeated parameter is left out; it does not make parsing fail.
//
// https://mimesniff.spec.whatwg.org/#parse-a-mime-type
func ParseMIMEType(s string) (m MIMEType, ok bool) {
	// 1–9: split off type and subtype
	typ, subtype, input, ok := splitMIMEType(s)
	if !ok {
		return MIMEType{}, false
	}
	// 10: type and subtype in lower case
	m = MIMEType{Type: header.ByteLowercase(typ), Subtype: header.ByteLowercase(subtype)}
	// 11: for each parameter
	var seen parameterNames
	position := 0
	for position < len(input) {
		// 11.1: pass the semicolon
		position++
		// 11.2: skip whitespace
		for position < len(input) && isHTTPWhitespace(input[position]) {
			position++
		}
		// 11.3: collect the name
		first := position
		for position < len(input) && input[position] != ';' && input[position] != '=' {
			position++
		}
		// 11.4: in lower case
		parameterName := header.ByteLowercase(input[first:position])
		// 11.5: not at the end yet
		if position < len(input) {
			// 11.5.1: a name without a value
			if input[position] == ';' {
				continue
			}
			// 11.5.2: pass the equals sign
			position++
		}
		// 11.6: the input ends: no value
		if position >= len(input) {
			break
		}
		// 11.7: no value yet
		var parameterValue string
		if input[position] == '"' {
			// 11.8.1: a quoted string, unquoted
			parameterValue, position = header.CollectQuotedString(input, position, true)
			// 11.8.2: skip to the next parameter
			for position < len(input) && input[position] != ';' {
				position++
			}
		} else {
			// 11.9.1: collect the value
			first := position
			for position < len(input) && input[position] != ';' {
				position++
			}
			// 11.9.2: remove whitespace at its end
			parameterValue = trimRightHTTPWhitespace(input[first:position])
			// 11.9.3: an empty value does not count
			if parameterValue == "" {
				continue
			}
		}
		// 11.10: keep a valid parameter whose name is new
		if header.IsToken(parameterName) && isQuotedStringToken(parameterValue) && seen.add(m.Parameters, parameterName) {
			m.Parameters = append(m.Parameters, MIMEParameter{parameterName, parameterValue})
		}
	}
	// 12: return the MIME type
	return m, true
}

// splitMIMEType is steps 1 to 9 of parse a MIME type: it returns type and subtype in their case, and what follows the
// subtype, which is empty or starts with a semicolon.
//
// https://mimesniff.spec.whatwg.org/#parse-a-mime-type
func splitMIMEType(input string) (typ, subtype, rest string, ok bool) {
	// 1: remove whitespace at both ends
	input = header.Normalize(input)
	// 2, 3, 5, 6: the type ends at a slash, which must be there
	typ, input, ok = strings.Cut(input, "/")
	if !ok {
		return "", "", "", false
	}
	// 4: the type must be a token
	if !header.IsToken(typ) {
		return "", "", "", false
	}
	// 7: the subtype ends at a semicolon
	position := strings.IndexByte(input, ';')
	if position < 0 {
		position = len(input)
	}
	// 8: remove whitespace at its end
	subtype = trimRightHTTPWhitespace(input[:position])
	// 9: the subtype must be a token
	if !header.IsToken(subtype) {
		return "", "", "", false
	}
	return typ, subtype, input[position:], true
}

// parameterNames finds the names that a MIME type already has. Fast path: many names are kept in a map.
type parameterNames map[string]struct{}

// add reports whether name is not yet among parameters, which are all that were added before.
func (seen *parameterNames) add(parameters []MIMEParameter, name string) bool {
	const few = 16
	if *seen == nil {
		for i := range parameters {
			if parameters[i].Name == name {
				return false
			}
		}
		if len(parameters) < few {
			return true
		}
		*seen = make(parameterNames, 2*few)
		for i := range parameters {
			(*seen)[parameters[i].Name] = struct{}{}
		}
	}
	if _, exists := (*seen)[name]; exists {
		return false
	}
	(*seen)[name] = struct{}{}
	return true
}

// isHTTPWhitespace reports whether b is HTTP whitespace: HT, LF, CR or SP.
func isHTTPWhitespace(b byte) bool { return b == '\t' || b == '\n' || b == '\r' || b == ' ' }

// trimRightHTTPWhitespace removes HTTP whitespace from the end of s.
func trimRightHTTPWhitespace(s string) string { return strings.TrimRight(s, "\t\n\r ") }

// isQuotedStringToken reports whether s consists of HTTP quoted-string token code points: HT and all but the other
// control bytes and DEL.
func isQuotedStringToken(s string) bool {
	for i := range len(s) {
		if b := s[i]; b != '\t' && (b < 0x20 || b == 0x7F) {
			return false
		}
	}
	return true
}

// String serializes m to bytes. It does not check a record that no parser has made.
//
// https://mimesniff.spec.whatwg.org/#serialize-a-mime-type
func (m MIMEType) String() string {
	var b strings.Builder
	// 1: type, slash, subtype
	b.WriteString(m.Type)
	b.WriteByte('/')
	b.WriteString(m.Subtype)
	// 2: for each parameter
	for _, p := range m.Parameters {
		// 2.1–2.3: semicolon, name, equals sign
		b.WriteByte(';')
		b.WriteString(p.Name)
		b.WriteByte('=')
		// 2.4: a value that is no token is quoted.
		if header.IsToken(p.Value) {
			// 2.5: a token needs no quotation marks
			b.WriteString(p.Value)
			continue
		}
		b.WriteByte('"')
		for i := range len(p.Value) {
			if p.Value[i] == '"' || p.Value[i] == '\\' {
				b.WriteByte('\\')
			}
			b.WriteByte(p.Value[i])
		}
		b.WriteByte('"')
	}
	// 3: return the text
	return b.String()
}

// ExtractMIMEType extracts a MIME type from the Content-Type lines of l: the last one that parses and is not */*, with
// the charset of an earlier one of the same essence; ok is false on failure.
//
// https://fetch.spec.whatwg.org/#concept-header-extract-mime-type
func ExtractMIMEType(l header.List) (mimeType MIMEType, ok bool) {
	// 1–3: no charset and no MIME type yet
	var charset string
	hasCharset := false
	// 4, 5: get, decode, and split the values; without any, failure
	values, found := l.GetDecodeAndSplit("Content-Type")
	if !found {
		return MIMEType{}, false
	}
	// 6: for each value
	for value := range values {
		// 6.1: parse it
		temporaryMimeType, parsed := ParseMIMEType(value)
		// 6.2: one that does not parse, or is */*, does not count
		if !parsed || temporaryMimeType.Type == "*" && temporaryMimeType.Subtype == "*" {
			continue
		}
		// 6.3: it is the MIME type now. Until then, mimeType has the essence that the standard keeps in a variable of its own.
		sameEssence := ok && temporaryMimeType.Type == mimeType.Type && temporaryMimeType.Subtype == mimeType.Subtype
		mimeType, ok = temporaryMimeType, true
		own, exists := mimeType.Parameter("charset")
		if !sameEssence {
			// 6.4.1–6.4.3: another essence: its own charset counts
			charset, hasCharset = own, exists
		} else if !exists && hasCharset {
			// 6.5: the same essence without a charset: take the charset seen before
			mimeType.Parameters = append(mimeType.Parameters, MIMEParameter{"charset", charset})
		}
	}
	// 7, 8: return the last one, or failure
	return mimeType, ok
}
