package differential

import "strings"

// The words that scenarios are made of. They lie close to the edges of the rules:
// what is right, what is odd, and what is malformed.

var pages = []weighted{
	{50, "http://app.one.example"},
	{25, "https://app.one.example"},
	{8, "http://app.one.example:8081"},
	{12, "null"},
	{5, "http://localhost:3000"},
	{2, "https://localhost:8443"},
	{3, "http://127.0.0.1:8080"},
	{1, "http://[::1]:3000"},
	{2, "http://foo.localhost"},
	{1, "http://192.168.0.2"},
	{2, "http://my_app.one.example"},
	{1, "http://app.one.example."},
	{1, "http://xn--bcher-kva.one.example"},
}

// targets are where fetches and redirects go: same-origin, same-site, another
// port, another scheme, cross-site.
var targets = []weighted{
	{20, "http://app.one.example"},
	{20, "http://api.one.example"},
	{30, "http://api.two.example"},
	{10, "http://app.one.example:8081"},
	{10, "https://app.one.example"},
	{10, "https://api.one.example"},
	{15, "https://api.two.example"},
	{8, "http://www.three.example"},
	{4, "http://localhost:8082"},
	{2, "https://localhost:8443"},
	{3, "http://127.0.0.1:8082"},
	{1, "http://[::1]:8082"},
	{2, "http://api.localhost"},
	{3, "http://192.168.0.1"},
	{1, "http://203.0.113.7"},
	{1, "http://127.1"},
	{1, "http://0x7f000001:8082"},
	{2, "http://api.one.example:80"},
	{1, "https://api.one.example:443"},
	{1, "http://api.one.example."},
	{1, "http://API.one.example"},
	{1, "http://bücher.one.example"},
	{1, "http://my_api.one.example"},
	{1, "http://-a-.one.example"},
	{1, "http://a+b$c.one.example"},
	{1, "http://a\"b.one.example"},
	{1, "http://a{b}.one.example"},
	{1, "http://a!b~c.one.example"},
	{1, "http://a;b.one.example"},
	{1, "http://a&b'c.one.example"},
	{1, "http://a(b).one.example"},
	{1, "http://a,b=c.one.example"},
	{1, "http://a b.one.example"},
}

// referrers are what a page may say that its referrer is.
var referrers = []weighted{
	{2, ""}, {1, "about:client"}, {2, "/other?q"}, {1, "http://app.one.example/elsewhere"}, {1, "http://www.three.example/x"},
}

var referrerPolicies = []weighted{
	{1, "no-referrer"}, {1, "no-referrer-when-downgrade"}, {1, "same-origin"}, {1, "origin"}, {1, "strict-origin"},
	{1, "origin-when-cross-origin"}, {1, "strict-origin-when-cross-origin"}, {1, "unsafe-url"},
}

var methods = []weighted{
	{40, "GET"}, {18, "POST"}, {14, "PUT"}, {8, "DELETE"}, {6, "PATCH"}, {4, "HEAD"}, {3, "OPTIONS"},
	{1, "put"}, {1, "get"}, {2, "patch"}, {1, "Delete"}, {2, "CHICKEN"}, {1, "*"}, {1, "X!"}, {1, "TRACE"},
}

var xhrMethods = []weighted{
	{40, "GET"}, {20, "POST"}, {15, "PUT"}, {8, "DELETE"}, {5, "PATCH"}, {3, "HEAD"}, {1, "put"}, {1, "patch"},
}

// requestHeaders are names and, for each, values.
var requestHeaders = []struct {
	weight int
	name   string
	values []string
}{
	{14, "X-A", []string{"1", "", "a, b"}},
	{8, "x-a", []string{"2"}},
	{8, "X-B", []string{"1"}},
	{3, "Z-Last", []string{"z"}},
	{2, "A-First", []string{"a"}},
	{10, "Authorization", []string{"Basic eDp5", "Bearer x"}},
	{8, "Accept", []string{"*/*", "application/json", "text/html;q=\"x\"", "a:b", "x(y)", "\"quoted\"", "<x>", "a@b", strings.Repeat("a", 128), strings.Repeat("a", 129), "x\u0080y", "\u00e9", "x\ty", "x{y}", "[x]", "x\u007f"}},
	{8, "Accept-Language", []string{"en", "en-US,en;q=0.5", "de, *;q=0.1", "en_US", "x(y)", "\u00e9", "@", strings.Repeat("a", 128), strings.Repeat("a", 129), "", "a;b=c d.e", "a\tb"}},
	{6, "Content-Language", []string{"en", "de-DE", "\u00fc", "en_US", "a\"b"}},
	{14, "Content-Type", []string{
		"text/plain", "text/plain;charset=UTF-8", "TEXT/PLAIN", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
		"multipart/form-data;boundary=\"x\"", "application/json", "text/plain; charset=utf-8; x=y", "text/xml", "text/plain,application/json",
		"", "garbage", "text/plain;", "text/plain; x=" + strings.Repeat("a", 113), "text/plain; x=" + strings.Repeat("a", 115),
		"application/x-www-form-urlencoded;a=@b", "text/plain;charset=\u00e9", "text/plain (x)", " text/plain", "text/plain/x", "text /plain",
	}},
	{8, "Range", []string{
		"bytes=0-1", "bytes=0-", "bytes=-5", "bytes=5-1", "bytes=0-1,3-4", "BYTES=0-1", "bytes = 0-1", "bytes=0 -1", "bytes=00-01", "bytes=",
		"bytes=18446744073709551616-", "bytes=9223372036854775808-9223372036854775809", "bytes=4294967296-", "items=0-1", "bytes=1-1", "bytes=+1-2", "bytes=0-1 ",
	}},
	{2, "Save-Data", []string{"on"}},
	{2, "DPR", []string{"1.0", "x"}},
	{2, "Downlink", []string{"1"}},
	{2, "Width", []string{"100"}},
	{2, "Viewport-Width", []string{"100", "x"}},
	{2, "Device-Memory", []string{"4"}},
	{2, "Sec-CH-UA", []string{"x"}},
	{2, "User-Agent", []string{"x"}},
	{2, "Cache-Control", []string{"no-cache"}},
	{2, "Pragma", []string{"no-cache"}},
	{2, "If-None-Match", []string{"\"x\""}},
	{2, "Last-Event-ID", []string{"1"}},
	{1, "X-HTTP-Method-Override", []string{"GET", "TRACE", "PUT, TRACK"}},
	{1, "Cookie", []string{"a=b"}},
	{1, "Origin", []string{"http://evil.example"}},
	{1, "Access-Control-Request-Method", []string{"PUT"}},
	{1, "Proxy-Foo", []string{"1"}},
	{1, "Sec-Foo", []string{"1"}},
	{1, "Upgrade-Insecure-Requests", []string{"1"}},
	{1, "X-Long", []string{strings.Repeat("x", 1025)}},
	{1, "DNT", []string{"1"}},
	{1, "Accept-Charset", []string{"utf-8"}},
	{1, "bad name", []string{"1"}},
	{1, "X-Bad", []string{"a\u0000b", "a\nb"}},
	{2, "X-High", []string{"\u00ff", "\u0080"}},
	{1, "X-Control", []string{"a\u0001b", "\u007f"}},
}

// oddities are what a right header value may be spoiled with; $ is the value.
var oddities = []string{
	" $", "$ ", "\t$\t", "$,", ",$", "$,$", "$, $", "\"$\"", "'$'", "$\u0001", "$\u0080", "$\u00ff", "$ x", "x $", "$;q=1", "[$]", "($)", "\u000b$", "$\u000c", "\u00a0$", "$\u007f", "$/", "$\u00a0",
}

// maxAges has no small number but those that mean 0, 1 or 5: what real browsers are
// asked depends on how long they take.
var maxAges = []weighted{
	{10, "600"}, {5, "0"}, {1, "1"}, {5, "60"}, {3, "86400"}, {3, "7200"}, {3, "-1"}, {2, "-0"}, {2, "+5"}, {2, "abc"}, {2, ""}, {2, "5.0"}, {1, "5s"},
	{2, "005"}, {1, "5, 5"}, {1, "5,"}, {1, "\"5\""}, {2, "4294967296"}, {2, "18446744073709551616"}, {1, "99999999999999999999999"}, {1, "5 5"}, {1, "0x10"}, {1, "5\u0080"},
}

var finalStatuses = []weighted{
	{60, "200"}, {6, "404"}, {5, "500"}, {4, "204"}, {3, "403"}, {2, "201"}, {2, "206"}, {1, "299"}, {1, "304"}, {1, "400"}, {1, "503"}, {1, "205"}, {1, "300"}, {1, "599"},
}

var preflightStatuses = []weighted{
	{45, "204"}, {45, "200"}, {3, "299"}, {2, "201"}, {2, "404"}, {2, "500"}, {2, "301"}, {1, "302"}, {1, "307"}, {1, "300"}, {1, "304"}, {1, "403"}, {1, "401"}, {1, "206"}, {1, "205"},
}

var redirectStatuses = []weighted{{3, "301"}, {5, "302"}, {3, "303"}, {4, "307"}, {3, "308"}}

// otherLocations are where redirects go that do not go to a target; $ is one.
// None is for another program: browsers ask whether to start it.
var otherLocations = []string{
	"$ x", "/relative", "relative?x=1", "?query", "#fragment", "", "//www.three.example/x", "http://", "http://[", "data:,x", "about:blank", "ftp://www.three.example/",
	"$/x\u00e9", "$/a b", "$/%zz", "http://user@api.two.example/", "http://user:pass@app.one.example/", "https://user:@api.one.example/", "HTTP://API.two.example/UP", "$/x#", "\\\\www.three.example\\x", "wss://www.three.example/",
}

var responseHeaders = []string{
	"X-Visible", "X-B", "Content-Type", "Cache-Control", "Content-Language", "Expires", "Last-Modified", "Pragma", "ETag", "Date", "Server",
	"x-visible", "Set-Cookie2", "Content-Length-X", "Retry-After", "Vary",
	"Cross-Origin-Resource-Policy", "Timing-Allow-Origin", "X-Content-Type-Options", "Referrer-Policy",
}

var responseValues = []string{"1", "text/html", "a, b", "", "\u00e9", "x\ty", "no-store", "en", "a\u0001b", "cross-origin", "same-site", "same-origin", "nosniff"}
