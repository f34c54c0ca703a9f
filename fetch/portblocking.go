package fetch

import (
	"slices"
	"strconv"

	"github.com/corsref/corsref/origin"
)

// ShouldBlockBadPort reports whether fetching a request with current URL u should
// be blocked due to a bad port.
//
// https://fetch.spec.whatwg.org/#block-bad-port
func ShouldBlockBadPort(u origin.URL) Check { return shouldBlockBadPort(nil, u) }

// shouldBlockBadPort is ShouldBlockBadPort, observed.
//
// https://fetch.spec.whatwg.org/#block-bad-port
func shouldBlockBadPort(o *observer, u origin.URL) Check {
	c := Check{Algorithm: algoBadPort, Step: "3"} // 3: allowed
	// 2: HTTP to one of the ports that other protocols use: blocked
	port, ok := u.Port()
	if o.decide(algoBadPort, "2", ok && u.IsHTTP() && IsBadPort(port)) {
		c.Step, c.Code, c.Got = "2", CodeBadPort, strconv.Itoa(int(port))
	}
	return c
}

// IsBadPort reports whether port is a bad port.
//
// https://fetch.spec.whatwg.org/#bad-port
func IsBadPort(port uint16) bool {
	_, bad := slices.BinarySearch(badPorts[:], port)
	return bad
}

var badPorts = [...]uint16{
	0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95,
	101, 102, 103, 104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179,
	389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587,
	601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061,
	6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
}
