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
	return basicURLParser(input, base)
}

// A state is one of the parser's states: what to do with the code point c.
type state func(p *parser, c rune) *failure

// A parser is the basic URL parser at work. The buffer holds bytes of the input, undecoded, until a state encodes them.
type parser struct {
	input             string
	base              URL // the zero URL is null
	url               record
	state             state
	buffer            []byte
	atSignSeen        bool
	insideBrackets    bool
	passwordTokenSeen bool
	pointer           int // byte offset of c
	next              int // byte offset of the code point after c
}

// basicURLParser is the basic URL parser. A zero base is null.
//
// https://url.spec.whatwg.org/#concept-basic-url-parser
func basicURLParser(input string, base URL) (URL, error) {
	if len(input) > maxLength {
		return URL{}, &ParseError{Code: CodeTooLong, Input: input, Offset: maxLength}
	}
	// 1.3: remove C0 controls and spaces around the input
	trimmed := strings.TrimLeftFunc(input, isC0ControlOrSpace)
	offset := len(input) - len(trimmed)
	trimmed = strings.TrimRightFunc(trimmed, isC0ControlOrSpace)
	// 3–8: remove ASCII tab and newline; begin in scheme start state
	p := parser{input: removeTabAndNewline.Replace(trimmed), base: base, state: (*parser).schemeStart}
	// 9: run one state after the other, up to and with the EOF code point
	for p.pointer <= len(p.input) {
		if f := p.step(); f != nil {
			return URL{}, &ParseError{Code: f.code, Input: input, Offset: offset + originalOffset(trimmed, f.at)}
		}
	}
	// 10: return the URL
	u := p.url.serialize()
	// Deviation: a serialization of 2 GiB or more is failure.
	if len(u.buf) > maxLength {
		return URL{}, &ParseError{Code: CodeTooLong, Input: input, Offset: len(input)}
	}
	return u, nil
}

// step runs the parser's state once and moves the pointer on.
func (p *parser) step() *failure {
	c, size := eof, 1
	if p.pointer < len(p.input) {
		c, size = utf8.DecodeRuneInString(p.input[p.pointer:])
	}
	p.next = p.pointer + size
	f := p.state(p, c)
	p.pointer = p.next
	return f
}

// decrease is "decrease pointer by 1": the next state sees c again.
func (p *parser) decrease() { p.next = p.pointer }

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

// endsAuthority reports whether c ends an authority, a host or a port.
func (p *parser) endsAuthority(c rune) bool {
	return c == eof || c == '/' || c == '?' || c == '#' || c == '\\' && p.url.isSpecial()
}

// startQuery sets the query to the empty string and goes to query state.
func (p *parser) startQuery() {
	p.url.query, p.url.hasQuery = p.url.query[:0], true
	p.state = (*parser).query
}

// startFragment sets the fragment to the empty string and goes to fragment state.
func (p *parser) startFragment() {
	p.url.fragment, p.url.hasFragment = p.url.fragment[:0], true
	p.state = (*parser).fragment
}

// removeTabAndNewline removes all ASCII tabs and newlines.
var removeTabAndNewline = strings.NewReplacer("\t", "", "\n", "", "\r", "")

// originalOffset returns where in s the byte stands that is at offset n once [removeTabAndNewline] was applied to s.
func originalOffset(s string, n int) int {
	for i := range len(s) {
		switch {
		case strings.IndexByte("\t\n\r", s[i]) >= 0:
		case n == 0:
			return i
		default:
			n--
		}
	}
	return len(s)
}

// MustParseURL is [ParseURL] for a text that is known to be a URL; it panics when it is not.
func MustParseURL(input string) URL { return must(ParseURL(input)) }

// must returns v; it panics if there is an error.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
