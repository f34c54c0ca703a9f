package origin

import (
	"strconv"
	"unicode/utf8"
)

// specialAuthoritySlashes is special authority slashes state.
//
// https://url.spec.whatwg.org/#special-authority-slashes-state
func (p *parser) specialAuthoritySlashes(c rune) *failure {
	p.state = (*parser).specialAuthorityIgnoreSlashes
	// 1: two slashes begin the authority
	if c == '/' && p.remainingHasPrefix("/") {
		p.next++
		return nil
	}
	// 2: without them, the authority follows all the same
	p.decrease()
	return nil
}

// specialAuthorityIgnoreSlashes is special authority ignore slashes state.
//
// https://url.spec.whatwg.org/#special-authority-ignore-slashes-state
func (p *parser) specialAuthorityIgnoreSlashes(c rune) *failure {
	// 1, 2: the authority begins where the slashes end, of which there may be any number.
	if c != '/' && c != '\\' {
		p.state = (*parser).authority
		p.decrease()
	}
	return nil
}

// authority is authority state.
//
// https://url.spec.whatwg.org/#authority-state
func (p *parser) authority(c rune) *failure {
	switch {
	// 1: what is before the at sign is credentials
	case c == '@':
		// 1.2: an earlier at sign belongs to the credentials
		if p.atSignSeen {
			p.appendCredentials([]byte("%40"))
		}
		// 1.3, 1.4: the buffer is credentials
		p.atSignSeen = true
		p.appendCredentials(p.buffer)
		// 1.5: empty the buffer
		p.buffer = p.buffer[:0]
	// 2: the authority ends
	case p.endsAuthority(c):
		// 2.1: credentials without a host are failure
		if p.atSignSeen && len(p.buffer) == 0 {
			return fail(CodeHostMissing, p.pointer)
		}
		// 2.2: go back to where the host begins
		p.next = p.pointer - len(p.buffer)
		p.buffer = p.buffer[:0]
		p.state = (*parser).host
	// 3: the authority goes on
	default:
		p.appendToBuffer()
	}
	return nil
}

// appendCredentials is step 1.4 of authority state: the first colon divides username and password, the rest is encoded.
//
// https://url.spec.whatwg.org/#authority-state
func (p *parser) appendCredentials(buffer []byte) {
	for len(buffer) > 0 {
		c, size := utf8.DecodeRune(buffer)
		buffer = buffer[size:]
		switch {
		case c == ':' && !p.passwordTokenSeen:
			p.passwordTokenSeen = true
		case p.passwordTokenSeen:
			p.url.password = appendUTF8PercentEncoded(p.url.password, c, userinfoSet)
		default:
			p.url.username = appendUTF8PercentEncoded(p.url.username, c, userinfoSet)
		}
	}
}

// host is host state.
//
// https://url.spec.whatwg.org/#host-state
func (p *parser) host(c rune) *failure {
	switch {
	// 2: a port follows
	case c == ':' && !p.insideBrackets:
		// 2.1: a port without a host is failure
		if len(p.buffer) == 0 {
			return fail(CodeHostMissing, p.pointer)
		}
		// 2.3–2.5: parse the host
		p.state = (*parser).port
		return p.setHost()
	// 3: the host ends
	case p.endsAuthority(c):
		p.decrease()
		// 3.1: a special URL must have one
		if len(p.buffer) == 0 && p.url.isSpecial() {
			return fail(CodeHostMissing, p.pointer)
		}
		// 3.3–3.5: parse the host
		p.state = (*parser).pathStart
		return p.setHost()
	// 4: the host goes on
	case c == '[':
		p.insideBrackets = true
	case c == ']':
		p.insideBrackets = false
	}
	p.appendToBuffer()
	return nil
}

// setHost parses the buffer, which ends just before the pointer, as a host and empties it.
func (p *parser) setHost() *failure {
	start := p.pointer - len(p.buffer)
	host, f := parseHost(p.input[start:p.pointer], !p.url.isSpecial())
	if f != nil {
		return fail(f.code, start+f.at)
	}
	p.url.setHost(host)
	p.buffer = p.buffer[:0]
	return nil
}

// port is port state.
//
// https://url.spec.whatwg.org/#port-state
func (p *parser) port(c rune) *failure {
	switch {
	// 1: the port goes on
	case isDigit(c):
		p.appendToBuffer()
	// 2: the port ends
	case p.endsAuthority(c):
		// 2.1: it has digits: a number of 16 bits
		if len(p.buffer) > 0 {
			number, err := strconv.ParseUint(string(p.buffer), 10, 16)
			if err != nil {
				return fail(CodePortOutOfRange, p.pointer-len(p.buffer))
			}
			// 2.1.3: the scheme's default port is null
			p.url.port = portOf(uint16(number))
			if p.url.port == defaultPort(p.url.scheme) {
				p.url.port = noPort
			}
			p.buffer = p.buffer[:0]
		}
		// 2.3: the path follows
		p.state = (*parser).pathStart
		p.decrease()
	// 3: anything else is failure
	default:
		return fail(CodePortInvalid, p.pointer)
	}
	return nil
}
