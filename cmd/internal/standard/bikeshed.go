package standard

import (
	"regexp"
	"strings"
)

// anchorFor is the anchor that Bikeshed gives a definition without an id of its own: its text, after that of what it is
// for, and a prefix for some types.
func anchorFor(dfnType, dfnFor, text string) string {
	id := simplifyText(text)
	dfnFor, _, _ = strings.Cut(dfnFor, ",")
	switch dfnType {
	case "abstract-op":
		return "abstract-opdef-" + id
	case "interface", "dictionary", "enum":
		return id
	case "typedef", "callback":
		return dfnType + "def-" + id
	case "method", "constructor", "attribute", "dict-member", "argument", "const", "enum-value":
		return "dom-" + simplifyText(dfnFor) + "-" + id
	case "http-header":
		return "http-header-" + id
	}
	if dfnFor != "" && dfnFor != "/" {
		return simplifyText(dfnFor) + "-" + id
	}
	return id
}

var (
	bikeshedSeparators = regexp.MustCompile(`[\s/(,]+`)
	bikeshedDropped    = regexp.MustCompile(`[^a-z0-9_-]`)
)

// simplifyText is Bikeshed's rule for making an id of a text.
func simplifyText(s string) string {
	s = strings.ReplaceAll(strings.ToLower(strings.TrimSpace(s)), "()", "")
	s = bikeshedSeparators.ReplaceAllString(s, "-")
	return strings.TrimRight(bikeshedDropped.ReplaceAllString(s, ""), "-")
}
