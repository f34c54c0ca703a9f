package loopback

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/origin"
)

// Names are the names that one scenario's hosts go by, so that nothing leaks from one scenario into another. A host's
// registrable domain becomes one label below test: www.app.example is www.s17-app-example.test. An address and a name of
// this machine keep their name, which browsers may go by, and get other ports. Two hosts are the same, or same site, under
// their new names exactly when they were before.
type Names struct {
	label string
	hosts []renamed // the longest first; nil: hosts keep their names
	ports map[uint16]uint16
	first uint16 // of the ports that addresses get
	back  map[string]renamed
}

// renamed is a host with its new name.
type renamed struct {
	host, name string
	site       int  // where the registrable domain begins, in both
	port       bool // the host keeps its name, and its ports are renamed
}

// topLevel is the domain that every new name is in: reserved, so that no list of browsers treats it in a special way.
const topLevel = ".test"

// maxLabel is the length that DNS allows a label.
const maxLabel = 63

// The ports that addresses get: those of a scenario, and all.
const (
	portsOfOne = 16
	firstPort  = 20000
	mostPorts  = 32000
)

// newNames renames the hosts of the scenario of this number.
func newNames(number int, hosts []string, sites origin.PublicSuffixList) (*Names, error) {
	n := &Names{
		label: "s" + strconv.Itoa(number), back: make(map[string]renamed), ports: make(map[uint16]uint16),
		first: firstPort + uint16(number*portsOfOne%mostPorts),
	}
	bySite := make(map[string]renamed) // by new site
	slices.SortFunc(hosts, func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
	for _, host := range slices.Compact(hosts) {
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
		n.hosts = append(n.hosts, r)
		n.back[r.name], bySite[r.name[r.site:]] = r, r
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
	bare := strings.TrimSuffix(host, ".")
	_, isDomain := origin.PublicSuffix(host, sites)
	if !isDomain || bare == "localhost" || strings.HasSuffix(bare, ".localhost") {
		return renamed{host: host, name: host, port: true}, nil
	}
	site, ok := origin.RegistrableDomain(host, sites)
	if !ok {
		site = host // a public suffix is a site of its own
	}
	r := renamed{host: host, site: len(host) - len(site)}
	r.name = r.spell(units(host), n.label)
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

// addresses are what a server knows the hosts by: their names, or names with ports.
func (n *Names) addresses() []string {
	var all []string
	for name, r := range n.back {
		if !r.port {
			all = append(all, name)
			continue
		}
		for _, port := range n.ports {
			all = append(all, address(name, port))
		}
	}
	return all
}

func address(host string, port uint16) string { return host + ":" + strconv.Itoa(int(port)) }

// units are the characters of a host, each as it is spelled: in upper case, or as an escape.
func units(host string) []string { return strings.Split(host, "") }

// spell makes the new name of the host as it is spelled.
func (r renamed) spell(host []string, label string) string {
	domain, dot := host[r.site:], ""
	if domain[len(domain)-1] == "." {
		domain, dot = domain[:len(domain)-1], "."
	}
	return strings.Join(host[:r.site], "") + label + "-" + strings.ReplaceAll(strings.Join(domain, ""), ".", "-") + topLevel + dot
}

// spellBack makes the host of the name as it is spelled.
func (r renamed) spellBack(name []string, label string) string {
	host := slices.Concat(name[:r.site], name[r.site+len(label)+len("-"):])[:len(r.host)]
	// Every letter kept its place; only dots became hyphens.
	for i := range host {
		if r.host[i] == '.' {
			host[i] = "."
		}
	}
	return strings.Join(host, "")
}

// Out gives the hosts in a text their new names: a URL, an origin, a header value. The spelling is kept.
func (n *Names) Out(text string) string {
	return n.replace(text, func(r renamed) string { return r.host }, func(r renamed, spelled []string) string {
		return r.spell(spelled, n.label)
	}, n.portOut)
}

// Back gives the hosts in a text the names that they have in the scenario.
func (n *Names) Back(text string) string {
	return n.replace(text, func(r renamed) string { return r.name }, func(r renamed, spelled []string) string {
		return r.spellBack(spelled, n.label)
	}, n.portBack)
}

// portOut is the port that an address gets for one of the scenario.
func (n *Names) portOut(port uint16) (uint16, bool) {
	if fetch.IsBadPort(port) {
		return port, true
	}
	if n.ports[port] == 0 {
		n.ports[port] = n.first + uint16(len(n.ports)%portsOfOne)
	}
	return n.ports[port], true
}

// portBack is the port of the scenario that an address's stands for.
func (n *Names) portBack(port uint16) (uint16, bool) {
	for was, is := range n.ports {
		if is == port {
			return was, true
		}
	}
	return port, fetch.IsBadPort(port)
}

// replace replaces hosts that stand in a text between characters that no host has.
func (n *Names) replace(text string, from func(renamed) string, spell func(renamed, []string) string, port func(uint16) (uint16, bool)) string {
	var b strings.Builder
	done := 0
	for i := 0; i < len(text); i++ {
		if i > 0 && isHostByte(text[i-1]) && !strings.HasSuffix(text[:i], ".") || text[i] == '.' {
			continue
		}
		if i > 1 && text[i-1] == '.' && isHostByte(text[i-2]) {
			continue
		}
		for _, r := range n.hosts {
			spelled, end := match(text[i:], from(r))
			with := ""
			switch {
			case r.port:
				with, end = n.readdress(text, i, from(r), port)
			case spelled != nil:
				with = spell(r, spelled)
			default:
				with, end = international(text, i, r, from(r), spell)
			}
			if end > 0 {
				b.WriteString(text[done:i] + with)
				done = i + end
				i = done - 1
				break
			}
		}
	}
	return b.String() + text[done:]
}

// match returns the characters of a host at the beginning of a text as they are spelled there, and where they end.
func match(text, host string) (spelled []string, end int) {
	for i := range len(host) {
		unit := text[end:min(end+1, len(text))]
		if strings.HasPrefix(text[end:], "%") && end+3 <= len(text) {
			if c, err := strconv.ParseUint(text[end+1:end+3], 16, 8); err == nil && strings.EqualFold(string(rune(c)), host[i:i+1]) {
				unit = text[end : end+3]
			}
		}
		if len(unit) < 3 && !strings.EqualFold(unit, host[i:i+1]) {
			return nil, 0
		}
		spelled, end = append(spelled, unit), end+len(unit)
	}
	if end < len(text) && isHostByte(text[end]) {
		return nil, 0
	}
	return spelled, end
}

// readdress gives an address in the authority of a URL another port. It may be spelled in another way: 127.1, 0x7f000001.
func (n *Names) readdress(text string, at int, host string, rename func(uint16) (uint16, bool)) (with string, end int) {
	if !inAuthority(text[:at]) {
		return "", 0
	}
	if spelled, e := match(text[at:], host); spelled != nil {
		end = e
	} else {
		for end = 0; at+end < len(text) && isHostByte(text[at+end]); end++ {
		}
		if u, err := origin.ParseURL("http://" + text[at:at+end] + "/"); end == 0 || err != nil || u.Host() != host {
			return "", 0
		}
	}
	with = text[at : at+end]
	standard := uint16(80)
	if scheme := strings.ToLower(text[:at]); strings.Contains(scheme, "https:") || strings.Contains(scheme, "wss:") {
		standard = 443
	}
	port := standard
	if rest := text[at+end:]; strings.HasPrefix(rest, ":") {
		digits := rest[1 : len(rest)-len(strings.TrimLeft(rest[1:], "0123456789"))]
		if given, err := strconv.ParseUint(digits, 10, 16); err == nil {
			port = uint16(given)
		} else if digits != "" {
			return "", 0
		}
		end += 1 + len(digits)
	}
	port, ok := rename(port)
	if !ok {
		return "", 0
	}
	// A default port that was made another is one no more for clients that upgrade http: to https:.
	if port == standard || standard == 443 && port == 80 {
		return with, end
	}
	return with + ":" + strconv.Itoa(int(port)), end
}

// inAuthority reports whether what follows a text is the host of a URL.
func inAuthority(before string) bool {
	before = before[:len(before)-len(userinfo(before))]
	return strings.HasSuffix(before, "//") || strings.HasSuffix(before, `\\`) || strings.HasSuffix(before, `/\`) || strings.HasSuffix(before, `\/`)
}

// userinfo is the userinfo, with its @, that a text ends in.
func userinfo(before string) string {
	if !strings.HasSuffix(before, "@") {
		return ""
	}
	return before[strings.LastIndexAny(before, `/\`)+1:]
}

// international renames a host in the authority of a URL whose labels before the registrable domain are no ASCII.
func international(text string, at int, r renamed, host string, spell func(renamed, []string) string) (with string, end int) {
	if r.site == 0 || host != r.host || !inAuthority(text[:at]) {
		return "", 0
	}
	for at+end < len(text) && isHostByte(text[at+end]) {
		end++
	}
	label, isSo := strings.CutSuffix(text[at:at+end], host[r.site:])
	if u, err := origin.ParseURL("http://" + text[at:at+end] + "/"); !isSo || err != nil || u.Host() != host {
		return "", 0
	}
	return label + spell(r, units(host))[r.site:], end
}

// isHostByte reports whether c may be part of most hosts, however they are spelled. Other bytes are only part of a host that
// is known.
func isHostByte(c byte) bool {
	return c >= 0x80 || c == '.' || c == '-' || c == '_' || c == '%' ||
		'0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
}
