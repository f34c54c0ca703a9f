package origin

// ParseLiteral is the basic URL parser without its fast path; a zero base is null.
func ParseLiteral(base URL, input string) (URL, error) { return basicURLParser(input, base) }
