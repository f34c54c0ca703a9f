package origin

// ParseLiteral is the basic URL parser without its fast paths; a zero base is null.
func ParseLiteral(base URL, input string) (URL, error) { return basicURLParser(input, base) }

// Steps is how often the state machine runs a state for an absolute URL.
func Steps(input string) (n int) {
	p := parser{input: input, state: (*parser).schemeStart}
	for p.pointer <= len(p.input) {
		n++
		if p.step() != nil {
			return n
		}
	}
	return n
}
