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
	// Parameters is an ordered map: names are not empty and none comes twice.
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

// ParseMIMEType parses a MIME type from bytes; ok is false on failure. Bytes from 0x80 stand for the code points of the
// same number. Parameters that are malformed or come again are left out, they never make parsing fail.
//
// https://mimesniff.spec.whatwg.org/#parse-a-mime-type
func ParseMIMEType(s string) (m MIMEType, ok bool) {
	// Steps 1 to 9.
	typ, subtype, input, ok := splitMIMEType(s)
	if !ok {
		return MIMEType{}, false
	}
	// Step 10.
	m = MIMEType{Type: header.ByteLowercase(typ), Subtype: header.ByteLowercase(subtype)}
	// Step 11.
	var seen parameterNames
	position := 0
	for position < len(input) {
		// Step 11.1.
		position++
		// Step 11.2.
		for position < len(input) && isHTTPWhitespace(input[position]) {
			position++
		}
		// Step 11.3.
		first := position
		for position < len(input) && input[position] != ';' && input[position] != '=' {
			position++
		}
		// Step 11.4.
		parameterName := header.ByteLowercase(input[first:position])
		// Step 11.5.
		if position < len(input) {
			// Step 11.5.1.
			if input[position] == ';' {
				continue
			}
			// Step 11.5.2.
			position++
		}
		// Step 11.6.
		if position >= len(input) {
			break
		}
		// Step 11.7.
		var parameterValue string
		if input[position] == '"' {
			// Step 11.8.1.
			parameterValue, position = header.CollectQuotedString(input, position, true)
			// Step 11.8.2.
			for position < len(input) && input[position] != ';' {
				position++
			}
		} else {
			// Step 11.9.1.
			first := position
			for position < len(input) && input[position] != ';' {
				position++
			}
			// Step 11.9.2.
			parameterValue = trimRightHTTPWhitespace(input[first:position])
			// Step 11.9.3.
			if parameterValue == "" {
				continue
			}
		}
		// Step 11.10.
		if header.IsToken(parameterName) && isQuotedStringToken(parameterValue) && seen.add(m.Parameters, parameterName) {
			m.Parameters = append(m.Parameters, MIMEParameter{parameterName, parameterValue})
		}
	}
	// Step 12.
	return m, true
}

// splitMIMEType is steps 1 to 9 of parse a MIME type: it returns type and subtype in their case, and what follows the
// subtype, which is empty or starts with a semicolon.
//
// https://mimesniff.spec.whatwg.org/#parse-a-mime-type
func splitMIMEType(input string) (typ, subtype, rest string, ok bool) {
	// Step 1.
	input = header.Normalize(input)
	// Steps 2, 3, 5 and 6.
	typ, input, ok = strings.Cut(input, "/")
	if !ok {
		return "", "", "", false
	}
	// Step 4.
	if !header.IsToken(typ) {
		return "", "", "", false
	}
	// Step 7.
	position := strings.IndexByte(input, ';')
	if position < 0 {
		position = len(input)
	}
	// Step 8.
	subtype = trimRightHTTPWhitespace(input[:position])
	// Step 9.
	if !header.IsToken(subtype) {
		return "", "", "", false
	}
	return typ, subtype, input[position:], true
}

// parameterNames finds names that a MIME type has already. Fast path: past a few, a map spares the search.
type parameterNames map[string]struct{}

// add reports whether name is not among parameters yet, which are all that were added before.
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

// isHTTPWhitespace tells HTTP whitespace: HT, LF, CR, SP.
func isHTTPWhitespace(b byte) bool { return b == '\t' || b == '\n' || b == '\r' || b == ' ' }

// trimRightHTTPWhitespace removes HTTP whitespace from the end of s.
func trimRightHTTPWhitespace(s string) string {
	for s != "" && isHTTPWhitespace(s[len(s)-1]) {
		s = s[:len(s)-1]
	}
	return s
}

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

// String serializes m to bytes. A record that no parser made is serialized as it is.
//
// https://mimesniff.spec.whatwg.org/#serialize-a-mime-type
func (m MIMEType) String() string {
	var b strings.Builder
	// Step 1.
	b.WriteString(m.Type)
	b.WriteByte('/')
	b.WriteString(m.Subtype)
	// Step 2.
	for _, p := range m.Parameters {
		// Steps 2.1 to 2.3.
		b.WriteByte(';')
		b.WriteString(p.Name)
		b.WriteByte('=')
		// Step 2.4: a value that is no token is quoted.
		if header.IsToken(p.Value) {
			// Step 2.5.
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
	// Step 3.
	return b.String()
}

// ExtractMIMEType extracts a MIME type from the Content-Type lines of l: the last one that parses and is not */*, with
// the charset of an earlier one of the same essence; ok is false on failure.
//
// https://fetch.spec.whatwg.org/#concept-header-extract-mime-type
func ExtractMIMEType(l header.List) (mimeType MIMEType, ok bool) {
	// Steps 1 to 3.
	var charset string
	hasCharset := false
	// Steps 4 and 5.
	values, found := l.GetDecodeAndSplit("Content-Type")
	if !found {
		return MIMEType{}, false
	}
	// Step 6.
	for value := range values {
		// Step 6.1.
		temporaryMimeType, parsed := ParseMIMEType(value)
		// Step 6.2.
		if !parsed || temporaryMimeType.Type == "*" && temporaryMimeType.Subtype == "*" {
			continue
		}
		// Step 6.3. Before it, mimeType has the essence the standard keeps apart, and null has no essence.
		sameEssence := ok && temporaryMimeType.Type == mimeType.Type && temporaryMimeType.Subtype == mimeType.Subtype
		mimeType, ok = temporaryMimeType, true
		own, exists := mimeType.Parameter("charset")
		if !sameEssence {
			// Steps 6.4.1 to 6.4.3.
			charset, hasCharset = own, exists
		} else if !exists && hasCharset {
			// Step 6.5.
			mimeType.Parameters = append(mimeType.Parameters, MIMEParameter{"charset", charset})
		}
	}
	// Steps 7 and 8.
	return mimeType, ok
}
