package origin

import (
	"strings"
	"unicode/utf8"
)

// ParseURL runs the basic URL parser on an absolute URL. The error is a [*ParseError].
//
// Not modelled: encodings other than UTF-8, state override, and validation errors that are not failures.
//
// https://url.spec.whatwg.org/#concept-basic-url-parser
func ParseURL(input string) (URL, error) { return URL{}.Parse(input) }

// Parse runs the basic URL parser with base as the base URL; the zero URL is no base. The error is a [*ParseError].
//
// https://url.spec.whatwg.org/#concept-basic-url-parser
func (base URL) Parse(input string) (URL, error) {
	// Fast path: an absolute HTTP(S) URL that is its own serialization needs no rewriting, whatever the base.
	if u, ok := parseCanonical(input); ok {
		return u, nil
	}
	return basicURLParser(input, base, false)
}

// A state is one of the parser's states.
type state uint8

const (
	schemeStartState state = iota
	schemeState
	noSchemeState
	specialRelativeOrAuthorityState
	pathOrAuthorityState
	relativeState
	relativeSlashState
	specialAuthoritySlashesState
	specialAuthorityIgnoreSlashesState
	authorityState
	hostState
	portState
	fileState
	fileSlashState
	fileHostState
	pathStartState
	pathState
	opaquePathState
	queryState
	fragmentState
)

// A parser is the basic URL parser at work. The buffer holds bytes of the input, undecoded, until a state encodes them.
type parser struct {
	input             string
	base              URL
	url               record
	state             state
	buffer            []byte
	atSignSeen        bool
	insideBrackets    bool
	passwordTokenSeen bool
	pointer           int  // byte offset of c
	next              int  // byte offset of the code point after c
	literal           bool // without fast path
}

// basicURLParser is the basic URL parser. A zero base is null; literal turns the fast paths off.
//
// https://url.spec.whatwg.org/#concept-basic-url-parser
func basicURLParser(input string, base URL, literal bool) (URL, error) {
	if len(input) > maxLength {
		return URL{}, &ParseError{Code: CodeTooLong, Input: input, Offset: maxLength}
	}
	// 1.3: remove C0 controls and spaces around the input
	trimmed, offset := trimC0ControlOrSpace(input)
	// 3–8: remove ASCII tab and newline; the state is scheme start state, the buffer empty, nothing seen
	p := parser{input: removeTabAndNewline(trimmed), base: base, literal: literal}
	// 9: run one state after the other
	if f := p.run(); f != nil {
		return URL{}, &ParseError{Code: f.code, Input: input, Offset: offset + originalOffset(trimmed, f.at)}
	}
	// Deviation: a serialization that does not fit into 31 bits is failure.
	if p.url.length() > maxLength {
		return URL{}, &ParseError{Code: CodeTooLong, Input: input, Offset: len(input)}
	}
	// 10: return the URL
	return p.url.serialize(), nil
}

// run is step 9: one state after the other, up to and with the EOF code point.
//
// https://url.spec.whatwg.org/#concept-basic-url-parser
func (p *parser) run() *failure {
	for p.pointer <= len(p.input) {
		// Fast path: code points that a state appends as they are, one by one, are appended at once.
		if !p.literal {
			p.appendPlain()
		}
		c, size := p.codePoint()
		p.next = p.pointer + size
		if f := p.step(c); f != nil {
			return f
		}
		p.pointer = p.next
	}
	return nil
}

// step runs the state that the parser is in.
func (p *parser) step(c rune) *failure {
	switch p.state {
	case schemeStartState:
		p.schemeStart(c)
	case schemeState:
		p.scheme(c)
	case noSchemeState:
		return p.noScheme(c)
	case specialRelativeOrAuthorityState:
		p.specialRelativeOrAuthority(c)
	case pathOrAuthorityState:
		p.pathOrAuthority(c)
	case relativeState:
		p.relative(c)
	case relativeSlashState:
		p.relativeSlash(c)
	case specialAuthoritySlashesState:
		p.specialAuthoritySlashes(c)
	case specialAuthorityIgnoreSlashesState:
		p.specialAuthorityIgnoreSlashes(c)
	case authorityState:
		return p.authority(c)
	case hostState:
		return p.host(c)
	case portState:
		return p.port(c)
	case fileState:
		p.file(c)
	case fileSlashState:
		p.fileSlash(c)
	case fileHostState:
		return p.fileHost(c)
	case pathStartState:
		p.pathStart(c)
	case pathState:
		p.path(c)
	case opaquePathState:
		p.opaquePath(c)
	case queryState:
		p.query(c)
	case fragmentState:
		p.fragment(c)
	}
	return nil
}

// codePoint is the code point at the pointer and its width; the EOF code point is one wide, so that stepping over it
// ends the run.
func (p *parser) codePoint() (rune, int) {
	if p.pointer >= len(p.input) {
		return eof, 1
	}
	if c := p.input[p.pointer]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	return utf8.DecodeRuneInString(p.input[p.pointer:])
}

// decrease is "decrease pointer by 1": the next state sees c again.
func (p *parser) decrease() { p.next = p.pointer }

// increase is "increase pointer by 1", over a code point that is known to be ASCII.
func (p *parser) increase() { p.next++ }

// remainingHasPrefix reports whether what follows c starts with prefix.
//
// https://url.spec.whatwg.org/#remaining
func (p *parser) remainingHasPrefix(prefix string) bool {
	return p.next <= len(p.input) && strings.HasPrefix(p.input[p.next:], prefix)
}

// appendToBuffer appends c to the buffer.
func (p *parser) appendToBuffer() {
	p.buffer = append(p.buffer, p.input[p.pointer:p.next]...)
}

// clearBuffer sets the buffer to the empty string.
func (p *parser) clearBuffer() { p.buffer = p.buffer[:0] }

// endsAuthority reports whether c ends an authority, a host or a port.
func (p *parser) endsAuthority(c rune) bool {
	return c == eof || c == '/' || c == '?' || c == '#' || c == '\\' && p.url.isSpecial()
}

// startQuery sets the query to the empty string and goes to query state.
func (p *parser) startQuery() {
	p.url.query, p.url.hasQuery = p.url.query[:0], true
	p.state = queryState
}

// startFragment sets the fragment to the empty string and goes to fragment state.
func (p *parser) startFragment() {
	p.url.fragment, p.url.hasFragment = p.url.fragment[:0], true
	p.state = fragmentState
}

// trimC0ControlOrSpace removes C0 controls and spaces at both ends and says how many bytes went at the start.
func trimC0ControlOrSpace(s string) (trimmed string, offset int) {
	for offset < len(s) && isC0ControlOrSpace(s[offset]) {
		offset++
	}
	end := len(s)
	for end > offset && isC0ControlOrSpace(s[end-1]) {
		end--
	}
	return s[offset:end], offset
}

// removeTabAndNewline removes all ASCII tabs and newlines.
func removeTabAndNewline(s string) string {
	if !strings.ContainsAny(s, "\t\n\r") {
		return s
	}
	out := make([]byte, 0, len(s))
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf || encodeSets[s[i]]&asciiTabOrNewline == 0 {
			out = append(out, s[i])
		}
	}
	return string(out)
}

// originalOffset finds, in a string from which [removeTabAndNewline] took something, the byte that came to stand at n.
func originalOffset(s string, n int) int {
	for i := range len(s) {
		if s[i] < utf8.RuneSelf && encodeSets[s[i]]&asciiTabOrNewline != 0 {
			continue
		}
		if n == 0 {
			return i
		}
		n--
	}
	return len(s)
}

// MustParseURL is [ParseURL] for a text that is known to be a URL; it panics when it is not.
func MustParseURL(input string) URL {
	u, err := ParseURL(input)
	if err != nil {
		panic(err)
	}
	return u
}
