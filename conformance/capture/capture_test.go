package capture_test

import (
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/capture"
	"github.com/corsref/corsref/fetch/header"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// read returns all heads of a capture, and the error that ended it unless that is io.EOF.
func read(in string) (heads []capture.Head, err error) {
	r := capture.NewReader("c.http", strings.NewReader(in))
	for {
		head, err := r.Next()
		if errors.Is(err, io.EOF) {
			return heads, nil
		}
		if err != nil {
			return heads, err
		}
		heads = append(heads, head)
	}
}

func TestHeads(t *testing.T) {
	type head = capture.Head
	lines := func(pairs ...string) (list header.List) {
		for i := 0; i < len(pairs); i += 2 {
			list = append(list, header.Line{Name: pairs[i], Value: pairs[i+1]})
		}
		return list
	}
	for _, test := range []struct {
		name, why, in string
		want          []head
	}{
		{"HTTP/1.1 with CRLF", "what a server sends", "HTTP/1.1 200 OK\r\nX-A: 1\r\n\r\nbody",
			[]head{{Status: 200, Headers: lines("X-A", "1"), Line: 1}}},
		{"HTTP/1.0", "old servers", "HTTP/1.0 404 Not Found\r\n\r\n", []head{{Status: 404, Line: 1}}},
		{"HTTP/2", "no minor version, an empty reason", "HTTP/2 204 \r\nvary: Origin\r\n\r\n",
			[]head{{Status: 204, Headers: lines("vary", "Origin"), Line: 1}}},
		{"HTTP/3", "the same, and without the space behind the status", "HTTP/3 200\r\n\r\n", []head{{Status: 200, Line: 1}}},
		{"LF", "an editor or a shell changed the line ends", "HTTP/1.1 200 OK\nX-A: 1\n\nbody\n",
			[]head{{Status: 200, Headers: lines("X-A", "1"), Line: 1}}},
		{"mixed line ends", "a capture edited by hand", "HTTP/1.1 200 OK\r\nX-A: 1\nX-B: 2\r\n\n",
			[]head{{Status: 200, Headers: lines("X-A", "1", "X-B", "2"), Line: 1}}},
		{"unusual status", "three digits are enough", "HTTP/1.1 999 Request denied\r\n\r\n", []head{{Status: 999, Line: 1}}},
		{"bytes as they are", "names keep their case, duplicates their order, values their bytes",
			"HTTP/1.1 200 OK\r\nx-A: \xE9\xFF\x01\"\r\nX-a: b\r\nx-A:\r\n\r\n",
			[]head{{Status: 200, Headers: lines("x-A", "\xE9\xFF\x01\"", "X-a", "b", "x-A", ""), Line: 1}}},
		{"space around a value", "spaces and tabs are trimmed, nothing else", "HTTP/1.1 200 OK\r\nX-A: \t a \tb\v \r\n\r\n",
			[]head{{Status: 200, Headers: lines("X-A", "a \tb\v"), Line: 1}}},
		{"colon in a value", "the first colon ends the name", "HTTP/1.1 200 OK\r\nX-A:b:c\r\n\r\n",
			[]head{{Status: 200, Headers: lines("X-A", "b:c"), Line: 1}}},
		{"100 Continue", "informational heads are no answers", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Created\r\n\r\n",
			[]head{{Status: 201, Line: 3}}},
		{"103 Early Hints", "nor is this one, whatever it says", "HTTP/2 103 \r\naccess-control-allow-origin: *\r\n\r\nHTTP/2 200 \r\n\r\n",
			[]head{{Status: 200, Line: 4}}},
		{"a proxy's tunnel", "curl prints what the proxy says to CONNECT; the server has not answered yet",
			"HTTP/1.1 200 Connection established\r\nVia: 1.1 proxy\r\n\r\nHTTP/2 403 \r\n\r\n", []head{{Status: 403, Line: 4}}},
		{"a proxy's tunnel, spelled otherwise", "each proxy has a spelling of its own",
			"HTTP/1.0 200 Connection Established\n\nHTTP/1.1 200 OK\n\n", []head{{Status: 200, Line: 3}}},
		{"redirects followed", "curl -L prints each head and only the last body",
			"HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Length: 100\r\n\r\nHTTP/1.1 200 OK\r\n\r\nbody",
			[]head{{Status: 302, Headers: lines("Location", "/b", "Content-Length", "100"), Line: 1}, {Status: 200, Line: 5}}},
		{"captures joined", "Content-Length says where a body ends",
			"HTTP/1.1 302 Found\nContent-Length: 3\n\na\nbHTTP/1.1 200 OK\n\nbody",
			[]head{{Status: 302, Headers: lines("Content-Length", "3"), Line: 1}, {Status: 200, Line: 5}}},
		{"a body like a head", "bodies are not read, only what begins right behind a head or a body of known length is",
			"HTTP/1.1 200 OK\n\nbody\nHTTP/1.1 200 OK\n\n", []head{{Status: 200, Line: 1}}},
		{"Content-Length beyond the end", "a HEAD request has no body", "HTTP/1.1 200 OK\nContent-Length: 9999\n\n",
			[]head{{Status: 200, Headers: lines("Content-Length", "9999"), Line: 1}}},
		{"Content-Length no number", "then the length is not known", "HTTP/1.1 200 OK\nContent-Length: -1\n\nHTTP",
			[]head{{Status: 200, Headers: lines("Content-Length", "-1"), Line: 1}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := read(test.in)
			if err != nil {
				t.Fatalf("%v (%s)", err, test.why)
			}
			if diff := cmp.Diff(test.want, got, cmpopts.IgnoreUnexported(capture.Head{})); diff != "" {
				t.Errorf("%s\n%s", test.why, diff)
			}
		})
	}
}

func TestErrors(t *testing.T) {
	const ok = "HTTP/1.1 200 OK\n"
	for _, test := range []struct {
		name, in, want string
	}{
		{"empty", "", "c.http:1:1: the capture is empty; curl shows why with -sS instead of -s"},
		{"body only", "<html>", "c.http:1:1: a status line such as `HTTP/1.1 200 OK` must come first; capture with curl -si (-i prints the head)"},
		{"binary garbage", "\x00\x01\x02\xFF", "c.http:1:1: a status line such as `HTTP/1.1 200 OK` must come first; capture with curl -si (-i prints the head)"},
		{"shorter than a status line", "HTT", "c.http:1:1: a status line such as `HTTP/1.1 200 OK` must come first; capture with curl -si (-i prints the head)"},
		{"verbose output", "* Trying 127.0.0.1:80...\n", "c.http:1:1: this looks like the output of curl -v; capture with curl -si"},
		{"verbose head", "< HTTP/1.1 200 OK\n", "c.http:1:1: this looks like the output of curl -v; capture with curl -si"},
		{"UTF-16", "\xFF\xFEH\x00T\x00", "c.http:1:1: a byte order mark: the shell wrote the capture in another encoding; let curl write it, with -o FILE"},
		{"UTF-8 with a byte order mark", "\xEF\xBB\xBF" + ok + "\n", "c.http:1:1: a byte order mark: the shell wrote the capture in another encoding; let curl write it, with -o FILE"},
		{"no version", "HTTP/ 200\n\n", "c.http:1:6: not an HTTP version; write HTTP/1.1, HTTP/2 or HTTP/3"},
		{"odd version", "HTTP/1.1.1 200\n\n", "c.http:1:6: not an HTTP version; write HTTP/1.1, HTTP/2 or HTTP/3"},
		{"no space", "HTTP/1.1\n\n", "c.http:1:9: a space must follow the HTTP version"},
		{"two digits", "HTTP/1.1 20\n\n", "c.http:1:10: the status must be three digits, 100 to 999"},
		{"four digits", "HTTP/1.1 2000 OK\n\n", "c.http:1:10: the status must be three digits, 100 to 999"},
		{"below 100", "HTTP/1.1 099 OK\n\n", "c.http:1:10: the status must be three digits, 100 to 999"},
		{"no colon", ok + "X-A: 1\nX-B\n\n", "c.http:3:4: a header line without a colon; write `Name: value`; the head ends with an empty line"},
		{"body without an empty line before it", ok + "{\"a\":1}\n\n", "c.http:2:1: byte 0x7B cannot be in a header name; write `Name: value`, without a space before the colon"},
		{"no name", ok + ": 1\n\n", "c.http:2:1: a header without a name; write `Name: value`"},
		{"space before the colon", ok + "X-A : 1\n\n", "c.http:2:4: byte 0x20 cannot be in a header name; write `Name: value`, without a space before the colon"},
		{"folding with a space", ok + "X-A: 1\n  2\n\n", "c.http:3:1: a header line begins with a space or tab: obsolete line folding, which browsers and proxies read differently; send the value on one line"},
		{"folding with a tab", ok + "X-A: 1\n\t2\n\n", "c.http:3:1: a header line begins with a space or tab: obsolete line folding, which browsers and proxies read differently; send the value on one line"},
		{"NUL in a value", ok + "X-A: 1\x002\n\n", "c.http:2:7: byte 0x00 cannot be in a header value"},
		{"CR in a value", ok + "X-A: 1\r2\n\n", "c.http:2:7: byte 0x0D cannot be in a header value"},
		{"ends in the status line", "HTTP/1.1 200 OK", "c.http:1:16: the capture ends inside a head; a head ends with an empty line; capture it again"},
		{"ends in a header line", ok + "X-A: 1", "c.http:2:7: the capture ends inside a head; a head ends with an empty line; capture it again"},
		{"ends before the empty line", ok + "X-A: 1\n", "c.http:3:1: the capture ends inside a head; a head ends with an empty line; capture it again"},
		{"informational only", "HTTP/1.1 100 Continue\n\n", "c.http:2:1: nothing follows the informational status 100; capture the final response too"},
		{"a proxy's tunnel only", "HTTP/1.1 200 Connection established\n\n", "c.http:2:1: nothing follows the proxy's `Connection established`; capture the final response too"},
		{"second head broken", ok + "\nHTTP/1.1 2 OK\n\n", "c.http:3:10: the status must be three digits, 100 to 999"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := read(test.in)
			var positioned *conformance.InputError
			if !errors.As(err, &positioned) {
				t.Fatalf("got %v, want a *conformance.InputError", err)
			}
			if diff := cmp.Diff(test.want, err.Error()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestLarge reads what no server should send.
func TestLarge(t *testing.T) {
	const size = 50 << 20
	for _, test := range []struct {
		name, why, in string
		lines, bytes  int
	}{
		{"50 MB value", "a value is as long as it is", "HTTP/1.1 200 OK\nX-A: " + strings.Repeat("a", size) + "\n\n", 1, size},
		{"100,000 lines", "there is no limit on their number", "HTTP/1.1 200 OK\n" + strings.Repeat("X-A: 1\n", 100_000) + "\n", 100_000, 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			heads, err := read(test.in)
			if err != nil || len(heads) != 1 {
				t.Fatalf("got %d heads and error %v: %s", len(heads), err, test.why)
			}
			headers := heads[0].Headers
			if len(headers) != test.lines || len(headers[test.lines-1].Value) != test.bytes {
				t.Errorf("got %d lines: %s", len(headers), test.why)
			}
		})
	}
}

// endless is a head or body without an end.
type endless struct{ b byte }

func (e endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = e.b
	}
	return len(p), nil
}

func TestEndless(t *testing.T) {
	for _, test := range []struct {
		name, why string
		in        io.Reader
		want      string
	}{
		{"garbage", "refused before a line of it is read", endless{'x'},
			"c.http:1:1: a status line such as `HTTP/1.1 200 OK` must come first; capture with curl -si (-i prints the head)"},
		{"head", "a head has a limit", io.MultiReader(strings.NewReader("HTTP/1.1 200 OK\nX-A: "), endless{'x'}),
			"c.http:2:1: the head is longer than 128 MiB"},
		{"body", "a body is never read", io.MultiReader(strings.NewReader("HTTP/1.1 200 OK\n\n"), endless{'x'}), "EOF"},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := capture.NewReader("c.http", test.in)
			_, err := r.Next()
			if err == nil {
				_, err = r.Next()
			}
			if err == nil || err.Error() != test.want {
				t.Errorf("got %v, want %s: %s", err, test.want, test.why)
			}
		})
	}
}
