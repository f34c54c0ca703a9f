package origin

// parseCanonical recognizes a string that is the serialization of an http or https URL with a plain domain and without
// credentials, and shares it. It may say no to any input; what it accepts is what [basicURLParser] gives.
func parseCanonical(s string) (u URL, ok bool) {
	return URL{}, false
}
