package origin

// file is file state.
//
// https://url.spec.whatwg.org/#file-state
func (p *parser) file(c rune) *failure {
	// 1–2: the scheme, and an empty host
	p.url.scheme = "file"
	p.url.setHost("")
	switch {
	// 3: a slash or backslash
	case c == '/' || c == '\\':
		p.state = (*parser).fileSlash
	// 4: relative to another file URL
	case p.base.Scheme() == "file":
		// 4.1: copy the base, but for its fragment
		p.url.setHost(p.base.Host())
		p.url.copyPath(p.base)
		p.url.copyQuery(p.base)
		switch c {
		// 4.2: a new query
		case '?':
			p.startQuery()
		// 4.3: a new fragment
		case '#':
			p.startFragment()
		case eof:
		// 4.4: a new path, which starts over at a drive letter
		default:
			p.url.query, p.url.hasQuery = p.url.query[:0], false
			if startsWithWindowsDriveLetter(p.input[p.pointer:]) {
				p.url.path = p.url.path[:0]
			} else {
				p.url.shortenPath()
			}
			p.state = (*parser).path
			p.decrease()
		}
	// 5: the path follows
	default:
		p.state = (*parser).path
		p.decrease()
	}
	return nil
}

// fileSlash is file slash state.
//
// https://url.spec.whatwg.org/#file-slash-state
func (p *parser) fileSlash(c rune) *failure {
	// 1: a second slash begins a host
	if c == '/' || c == '\\' {
		p.state = (*parser).fileHost
		return nil
	}
	// 2.1: the base's host, and its drive letter unless there is another one
	if p.base.Scheme() == "file" {
		p.url.setHost(p.base.Host())
		if drive, ok := driveLetter(p.base.Path()); ok && !startsWithWindowsDriveLetter(p.input[p.pointer:]) {
			p.url.appendSegment(drive)
		}
	}
	// 2.2: the path follows
	p.state = (*parser).path
	p.decrease()
	return nil
}

// driveLetter is the first segment of a path if that is a normalized Windows drive letter.
func driveLetter(path string) (string, bool) {
	if len(path) < 3 || len(path) > 3 && path[3] != '/' || !isNormalizedWindowsDriveLetter(path[1:3]) {
		return "", false
	}
	return path[1:3], true
}

// fileHost is file host state.
//
// https://url.spec.whatwg.org/#file-host-state
func (p *parser) fileHost(c rune) *failure {
	// 2: the host goes on
	if c != eof && c != '/' && c != '\\' && c != '?' && c != '#' {
		p.appendToBuffer()
		return nil
	}
	p.decrease()
	switch {
	// 1.1: it is a drive letter, which path state takes from the buffer
	case isWindowsDriveLetter(string(p.buffer)):
		p.state = (*parser).path
	// 1.2: the host is empty
	case len(p.buffer) == 0:
		p.url.setHost("")
		p.state = (*parser).pathStart
	// 1.3: a host; localhost counts as the empty one
	default:
		p.state = (*parser).pathStart
		if f := p.setHost(); f != nil {
			return f
		}
		if p.url.host == "localhost" {
			p.url.setHost("")
		}
	}
	return nil
}
