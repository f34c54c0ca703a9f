package origin

// ParseLiteral is the basic URL parser without its fast paths; a zero base is null.
func ParseLiteral(base URL, input string) (URL, error) { return basicURLParser(input, base, true) }

// Steps is how often the state machine runs a state for an absolute URL.
func Steps(input string) (n int) {
	p := parser{input: input}
	for p.pointer <= len(p.input) {
		c, size := p.codePoint()
		p.next = p.pointer + size
		n++
		if p.step(c) != nil {
			return n
		}
		p.pointer = p.next
	}
	return n
}
