package origin

// specialRelativeOrAuthority is special relative or authority state.
//
// https://url.spec.whatwg.org/#special-relative-or-authority-state
func (p *parser) specialRelativeOrAuthority(c rune) *failure {
	// 1: two slashes begin an authority
	if c == '/' && p.remainingHasPrefix("/") {
		p.state = (*parser).specialAuthorityIgnoreSlashes
		p.next++
		return nil
	}
	// 2: without them, the URL is relative in spite of its scheme
	p.state = (*parser).relative
	p.decrease()
	return nil
}

// pathOrAuthority is path or authority state.
//
// https://url.spec.whatwg.org/#path-or-authority-state
func (p *parser) pathOrAuthority(c rune) *failure {
	// 1: a second slash begins an authority
	if c == '/' {
		p.state = (*parser).authority
		return nil
	}
	// 2: anything else is a path
	p.state = (*parser).path
	p.decrease()
	return nil
}

// relative is relative state.
//
// https://url.spec.whatwg.org/#relative-state
func (p *parser) relative(c rune) *failure {
	// 2: take the base's scheme
	p.url.scheme = p.base.Scheme()
	// 3, 4: a slash, or a backslash in a special URL
	if c == '/' || c == '\\' && p.url.isSpecial() {
		p.state = (*parser).relativeSlash
		return nil
	}
	// 5.1: copy the base, but for its fragment
	p.url.copyAuthority(p.base)
	p.url.copyPath(p.base)
	p.url.copyQuery(p.base)
	switch c {
	// 5.2: a new query
	case '?':
		p.startQuery()
	// 5.3: a new fragment
	case '#':
		p.startFragment()
	case eof:
	// 5.4: a new path instead of the base's last segment
	default:
		p.url.query, p.url.hasQuery = p.url.query[:0], false
		p.url.shortenPath()
		p.state = (*parser).path
		p.decrease()
	}
	return nil
}

// relativeSlash is relative slash state.
//
// https://url.spec.whatwg.org/#relative-slash-state
func (p *parser) relativeSlash(c rune) *failure {
	switch {
	// 1: a second slash or backslash in a special URL
	case p.url.isSpecial() && (c == '/' || c == '\\'):
		p.state = (*parser).specialAuthorityIgnoreSlashes
	// 2: a second slash in any other
	case c == '/':
		p.state = (*parser).authority
	// 3: a path from the root
	default:
		p.url.copyAuthority(p.base)
		p.state = (*parser).path
		p.decrease()
	}
	return nil
}
