package origin

import "strings"

// pathStart is path start state.
//
// https://url.spec.whatwg.org/#path-start-state
func (p *parser) pathStart(c rune) *failure {
	switch {
	// 1: a special URL always has a path
	case p.url.isSpecial():
		p.state = (*parser).path
		if c != '/' && c != '\\' {
			p.decrease()
		}
	// 2: a query without a path
	case c == '?':
		p.startQuery()
	// 3: a fragment without a path
	case c == '#':
		p.startFragment()
	// 4: anything else begins a path
	case c != eof:
		p.state = (*parser).path
		if c != '/' {
			p.decrease()
		}
	}
	return nil
}

// path is path state. Its buffer holds the segment, percent-encoded already.
//
// https://url.spec.whatwg.org/#path-state
func (p *parser) path(c rune) *failure {
	slash := c == '/' || c == '\\' && p.url.isSpecial()
	// 2: the segment goes on
	if c != eof && !slash && c != '?' && c != '#' {
		p.buffer = appendUTF8PercentEncoded(p.buffer, c, pathSet)
		return nil
	}
	// 1: the segment ends
	segment := string(p.buffer)
	switch {
	// 1.2: two dots remove the segment before
	case isDoubleDotSegment(segment):
		p.url.shortenPath()
		if !slash {
			p.url.appendSegment("")
		}
	// 1.3: one dot at the end leaves an empty segment
	case isSingleDotSegment(segment):
		if !slash {
			p.url.appendSegment("")
		}
	// 1.4: append any other segment; a drive letter gets its colon
	default:
		if p.url.scheme == "file" && len(p.url.path) == 0 && isWindowsDriveLetter(segment) {
			segment = segment[:1] + ":"
		}
		p.url.appendSegment(segment)
	}
	// 1.5: empty the buffer
	p.buffer = p.buffer[:0]
	switch c {
	// 1.6: the query begins
	case '?':
		p.startQuery()
	// 1.7: the fragment begins
	case '#':
		p.startFragment()
	}
	return nil
}

// isSingleDotSegment reports whether a path segment is one dot, plain or percent-encoded.
//
// https://url.spec.whatwg.org/#single-dot-path-segment
func isSingleDotSegment(segment string) bool {
	return segment == "." || strings.EqualFold(segment, "%2e")
}

// isDoubleDotSegment reports whether a path segment is two dots, each plain or percent-encoded.
//
// https://url.spec.whatwg.org/#double-dot-path-segment
func isDoubleDotSegment(segment string) bool {
	switch strings.ToLower(segment) {
	case "..", ".%2e", "%2e.", "%2e%2e":
		return true
	}
	return false
}

// opaquePath is opaque path state.
//
// https://url.spec.whatwg.org/#cannot-be-a-base-url-path-state
func (p *parser) opaquePath(c rune) *failure {
	switch {
	// 1: the query begins
	case c == '?':
		p.startQuery()
	// 2: the fragment begins
	case c == '#':
		p.startFragment()
	// 3: a space is encoded only where the path ends
	case c == ' ' && (p.remainingHasPrefix("?") || p.remainingHasPrefix("#")):
		p.url.path = append(p.url.path, "%20"...)
	// 3, 4: encode anything else
	case c != eof:
		p.url.path = appendUTF8PercentEncoded(p.url.path, c, c0ControlSet)
	}
	return nil
}

// query is query state. The encoding is UTF-8, so that each code point can be encoded where it stands.
//
// https://url.spec.whatwg.org/#query-state
func (p *parser) query(c rune) *failure {
	switch {
	// 2.4: the fragment begins
	case c == '#':
		p.startFragment()
	// 2.1, 2.2: the encode set depends on the scheme
	case c != eof && p.url.isSpecial():
		p.url.query = appendUTF8PercentEncoded(p.url.query, c, specialQuerySet)
	case c != eof:
		p.url.query = appendUTF8PercentEncoded(p.url.query, c, querySet)
	}
	return nil
}

// fragment is fragment state.
//
// https://url.spec.whatwg.org/#fragment-state
func (p *parser) fragment(c rune) *failure {
	// 1: encode and append
	if c != eof {
		p.url.fragment = appendUTF8PercentEncoded(p.url.fragment, c, fragmentSet)
	}
	return nil
}
