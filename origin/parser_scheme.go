package origin

// schemeStart is scheme start state.
//
// https://url.spec.whatwg.org/#scheme-start-state
func (p *parser) schemeStart(c rune) *failure {
	// 1: a letter begins a scheme
	if isAlpha(c) {
		p.buffer = append(p.buffer, lower(byte(c)))
		p.state = (*parser).scheme
		return nil
	}
	// 2: anything else is no scheme
	p.state = (*parser).noScheme
	p.decrease()
	return nil
}

// scheme is scheme state.
//
// https://url.spec.whatwg.org/#scheme-state
func (p *parser) scheme(c rune) *failure {
	// 1: the scheme goes on
	if isAlphanumeric(c) || c == '+' || c == '-' || c == '.' {
		p.buffer = append(p.buffer, lower(byte(c)))
		return nil
	}
	// 3: it is not a scheme: start over
	if c != ':' {
		p.buffer = p.buffer[:0]
		p.state = (*parser).noScheme
		p.next = 0
		return nil
	}
	// 2.2–2.4: the scheme is complete
	p.url.scheme = string(p.buffer)
	p.buffer = p.buffer[:0]
	switch {
	// 2.5: a file URL
	case p.url.scheme == "file":
		p.state = (*parser).file
	// 2.6: a special URL that may be relative to a base of its own scheme
	case p.url.isSpecial() && !p.base.IsZero() && p.base.Scheme() == p.url.scheme:
		p.state = (*parser).specialRelativeOrAuthority
	// 2.7: any other special URL
	case p.url.isSpecial():
		p.state = (*parser).specialAuthoritySlashes
	// 2.8: a path or an authority
	case p.remainingHasPrefix("/"):
		p.state = (*parser).pathOrAuthority
		p.next++
	// 2.9: an opaque path
	default:
		p.url.opaquePath = true
		p.state = (*parser).opaquePath
	}
	return nil
}

// noScheme is no scheme state.
//
// https://url.spec.whatwg.org/#no-scheme-state
func (p *parser) noScheme(c rune) *failure {
	switch {
	// 1: there is nothing to be relative to
	case p.base.IsZero():
		return fail(CodeMissingScheme, 0)
	case p.base.HasOpaquePath() && c != '#':
		return fail(CodeOpaqueBase, 0)
	// 2: a fragment alone can be relative to an opaque path
	case p.base.HasOpaquePath():
		p.url.scheme = p.base.Scheme()
		p.url.copyPath(p.base)
		p.url.copyQuery(p.base)
		p.startFragment()
	// 3: relative, not to a file URL
	case p.base.Scheme() != "file":
		p.state = (*parser).relative
		p.decrease()
	// 4: relative to a file URL
	default:
		p.state = (*parser).file
		p.decrease()
	}
	return nil
}
