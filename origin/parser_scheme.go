package origin

// schemeStart is scheme start state.
//
// https://url.spec.whatwg.org/#scheme-start-state
func (p *parser) schemeStart(c rune) {
	// 1: a letter begins a scheme
	if isAlpha(c) {
		p.buffer = append(p.buffer, lower(byte(c)))
		p.state = schemeState
		return
	}
	// 2: anything else is no scheme
	p.state = noSchemeState
	p.decrease()
}

// scheme is scheme state.
//
// https://url.spec.whatwg.org/#scheme-state
func (p *parser) scheme(c rune) {
	// 1: the scheme goes on
	if isAlphanumeric(c) || c == '+' || c == '-' || c == '.' {
		p.buffer = append(p.buffer, lower(byte(c)))
		return
	}
	// 3: it is not a scheme: start over
	if c != ':' {
		p.clearBuffer()
		p.state = noSchemeState
		p.next = 0
		return
	}
	// 2.2–2.4: the scheme is complete
	p.url.setScheme(internScheme(p.buffer))
	p.clearBuffer()
	switch {
	// 2.5: a file URL
	case p.url.scheme == "file":
		p.state = fileState
	// 2.6: a special URL that may be relative to a base of its own scheme
	case p.url.isSpecial() && !p.base.IsZero() && p.base.Scheme() == p.url.scheme:
		p.state = specialRelativeOrAuthorityState
	// 2.7: any other special URL
	case p.url.isSpecial():
		p.state = specialAuthoritySlashesState
	// 2.8: a path or an authority
	case p.remainingHasPrefix("/"):
		p.state = pathOrAuthorityState
		p.increase()
	// 2.9: an opaque path
	default:
		p.url.opaquePath = true
		p.state = opaquePathState
	}
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
		p.url.setScheme(p.base.Scheme())
		p.url.copyPath(p.base)
		p.url.copyQuery(p.base)
		p.startFragment()
	// 3: relative, not to a file URL
	case p.base.Scheme() != "file":
		p.state = relativeState
		p.decrease()
	// 4: relative to a file URL
	default:
		p.state = fileState
		p.decrease()
	}
	return nil
}
