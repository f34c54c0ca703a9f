package loopback

import (
	"strings"

	"github.com/corsref/corsref/origin"
)

// Names are the names that one scenario's hosts go by, so that nothing leaks from one scenario into another. A host's
// registrable domain becomes one label below test: www.app.example is www.s17-app-example.test. Two hosts are the same, or
// same site, under their new names exactly when they were before.
type Names struct {
	label string
	out   map[string]renamed // by host; nil: hosts keep their names
	back  map[string]renamed // by new name
}

// renamed is a host with its new name.
type renamed struct {
	host, name string
	site       int // where the registrable domain begins, in both
}

// topLevel is the domain that every new name is in: reserved, so that no list of browsers treats it in a special way.
const topLevel = ".test"

// maxLabel is the length that DNS allows a label.
const maxLabel = 63

// newNames renames the hosts.
func newNames(label string, hosts []string, sites origin.PublicSuffixList) (*Names, error) {
	n := &Names{label: label, out: make(map[string]renamed), back: make(map[string]renamed)}
	bySite := make(map[string]renamed) // by new site
	for _, host := range hosts {
		if _, done := n.out[host]; done {
			continue
		}
		r, err := n.rename(host, sites)
		if err != nil {
			return nil, err
		}
		if other, taken := n.back[r.name]; taken {
			return nil, cannot("the hosts %s and %s would get the same name", other.host, host)
		}
		if other, taken := bySite[r.name[r.site:]]; taken && other.host[other.site:] != r.host[r.site:] {
			return nil, cannot("the hosts %s and %s would become same site", other.host, host)
		}
		n.out[host], n.back[r.name], bySite[r.name[r.site:]] = r, r, r
	}
	return n, nil
}

// keepNames leaves the hosts as they are.
func keepNames(hosts []string) *Names {
	n := &Names{back: make(map[string]renamed, len(hosts))}
	for _, host := range hosts {
		n.back[host] = renamed{host: host, name: host}
	}
	return n
}

// rename finds the new name of a host.
func (n *Names) rename(host string, sites origin.PublicSuffixList) (renamed, error) {
	if _, ok := origin.PublicSuffix(host, sites); !ok {
		return renamed{}, cannot("the host %s is no domain", host)
	}
	if strings.ContainsFunc(host, func(r rune) bool { return !isHostByte(byte(r)) }) {
		return renamed{}, cannot("the host %s has a character that ends a host in other texts", host)
	}
	bare := strings.TrimSuffix(host, ".")
	if bare == "localhost" || strings.HasSuffix(bare, ".localhost") {
		return renamed{}, cannot("the host %s is trusted for its name", host)
	}
	site, ok := origin.RegistrableDomain(host, sites)
	if !ok {
		site = host // a public suffix is a site of its own
	}
	r := renamed{host: host, site: len(host) - len(site)}
	r.name = r.spell(host, n.label)
	if strings.Contains("."+host, "..") {
		return renamed{}, cannot("the host %s has an empty label", host)
	}
	for label := range strings.SplitSeq(r.name, ".") {
		if len(label) > maxLabel {
			return renamed{}, cannot("the host %s has a label that is too long to be renamed", host)
		}
	}
	return r, nil
}

// spell makes the new name of the host as it is spelled: upper or lower case.
func (r renamed) spell(host, label string) string {
	domain, dot := strings.CutSuffix(host[r.site:], ".")
	name := host[:r.site] + label + "-" + strings.ReplaceAll(domain, ".", "-") + topLevel
	if dot {
		name += "."
	}
	return name
}

// spellBack makes the host of the name as it is spelled.
func (r renamed) spellBack(name, label string) string {
	host := []byte(name[:r.site] + name[r.site+len(label)+len("-"):])[:len(r.host)]
	// Every letter kept its place; only dots became hyphens.
	for i := range host {
		if r.host[i] == '.' {
			host[i] = '.'
		}
	}
	return string(host)
}

// Out gives the hosts in a text their new names: a URL, an origin, a header value. Case is kept.
func (n *Names) Out(text string) string {
	if n.out == nil {
		return text
	}
	return replaceHosts(text, func(host string) (string, bool) {
		r, ok := n.out[strings.ToLower(host)]
		if !ok {
			return "", false
		}
		return r.spell(host, n.label), true
	})
}

// Back gives the hosts in a text the names that they have in the scenario.
func (n *Names) Back(text string) string {
	if n.out == nil {
		return text
	}
	return replaceHosts(text, func(name string) (string, bool) {
		r, ok := n.back[strings.ToLower(name)]
		if !ok {
			return "", false
		}
		return r.spellBack(name, n.label), true
	})
}

// replaceHosts replaces what stands in a text between characters that no host has.
func replaceHosts(text string, replace func(string) (string, bool)) string {
	var b strings.Builder
	done := 0
	for i := 0; i < len(text); {
		if !isHostByte(text[i]) || text[i] == '.' {
			i++
			continue
		}
		end := i
		for end < len(text) && isHostByte(text[end]) {
			end++
		}
		if s, ok := replace(text[i:end]); ok {
			b.WriteString(text[done:i])
			b.WriteString(s)
			done = end
		}
		i = end
	}
	if done == 0 {
		return text
	}
	return b.String() + text[done:]
}

// isHostByte reports whether c may be part of a host, however it is spelled.
func isHostByte(c byte) bool {
	return c >= 0x80 || c == '.' || c == '-' || c == '_' || c == '%' ||
		'0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
}
