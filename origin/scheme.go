package origin

import "strconv"

// specialSchemes has the special schemes with their default ports.
//
// https://url.spec.whatwg.org/#special-scheme
var specialSchemes = map[string]nullablePort{
	"ftp": portOf(21), "file": noPort, "http": portOf(80), "https": portOf(443), "ws": portOf(80), "wss": portOf(443),
}

// isSpecialScheme reports whether the scheme is a special one.
//
// https://url.spec.whatwg.org/#special-scheme
func isSpecialScheme(scheme string) bool {
	_, special := specialSchemes[scheme]
	return special
}

// A nullablePort is null or a port, held as one more than its number, so that the zero value is null.
//
// https://url.spec.whatwg.org/#concept-url-port
type nullablePort uint32

// noPort is the null port.
const noPort nullablePort = 0

// portOf is a port that is not null.
func portOf(number uint16) nullablePort { return nullablePort(number) + 1 }

// get is the port's number; false stands for null.
func (p nullablePort) get() (uint16, bool) {
	if p == noPort {
		return 0, false
	}
	return uint16(p - 1), true
}

// appendTo appends a colon and the number of a port that is not null.
func (p nullablePort) appendTo(dst []byte) []byte {
	number, ok := p.get()
	if !ok {
		return dst
	}
	return strconv.AppendUint(append(dst, ':'), uint64(number), 10)
}

// defaultPort is the default port of a scheme, null when it has none.
//
// https://url.spec.whatwg.org/#default-port
func defaultPort(scheme string) nullablePort { return specialSchemes[scheme] }

// hasTupleOrigin reports whether URLs of this scheme have their own scheme, host and port as origin.
//
// https://url.spec.whatwg.org/#concept-url-origin
func hasTupleOrigin(scheme string) bool {
	return scheme != "file" && isSpecialScheme(scheme)
}
