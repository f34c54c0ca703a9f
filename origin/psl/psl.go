// Package psl is the public suffix list of golang.org/x/net for package origin. It is a package of its own so that only
// those who import it link the list.
package psl

import (
	"golang.org/x/net/publicsuffix"

	"github.com/corsref/corsref/origin"
)

// List is the public suffix list, ICANN and private sections both, as browsers use it.
//
// https://publicsuffix.org/list/
var List origin.PublicSuffixList = list{}

type list struct{}

// PublicSuffix is the public suffix of a domain.
func (list) PublicSuffix(domain string) string {
	suffix, _ := publicsuffix.PublicSuffix(domain)
	return suffix
}
