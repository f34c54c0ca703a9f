package loopback

import (
	"bufio"
	"fmt"
	"io"
	"net/http/httputil"
	"slices"
	"strings"
	"testing"

	"github.com/corsref/corsref/fetch/header"
)

// literalHead reads a head of less than the limit that is whole in memory.
func literalHead(text string) (*head, bool) {
	all := strings.Split(text, "\n")
	all = all[:len(all)-1] // what no line feed ends
	for i := range all {
		all[i] = strings.TrimSuffix(all[i], "\r")
	}
	end := slices.Index(all, "")
	if end < 1 {
		return nil, false
	}
	words := strings.Split(all[0], " ")
	h := &head{method: words[0], target: strings.Join(words[min(1, len(words)):max(1, len(words)-1)], " "), version: words[len(words)-1]}
	if len(words) < 3 || !header.IsName(h.method) || !strings.HasPrefix(h.version, "HTTP/1.") {
		return nil, false
	}
	for _, line := range all[1:end] {
		name, value, ok := strings.Cut(line, ":")
		if !ok {
			return nil, false
		}
		h.headers = append(h.headers, header.Line{Name: name, Value: strings.Trim(value, " \t")})
	}
	return h, true
}

// FuzzHead compares heads with those of a reader that has the text whole, read in small pieces.
func FuzzHead(f *testing.F) {
	f.Add("GET / HTTP/1.1\r\nHost: a\r\nX-A:\t1 \r\n\r\nrest")
	f.Add("OPTIONS http://a/b c HTTP/1.0\nA\n\n")
	f.Add("\r\nGET / HTTP/1.1\r\n\r\n")
	f.Add("GET  HTTP/1.1\n:\n\r\r\n\n")
	f.Fuzz(func(t *testing.T, text string) {
		want, wantOK := literalHead(text)
		got, err := readHead(bufio.NewReaderSize(strings.NewReader(text), 16))
		if (err == nil) != wantOK {
			t.Fatalf("%q: got %+v, %v, want %+v, %t", text, got, err, want, wantOK)
		}
		if err == nil && (got.method != want.method || got.target != want.target || got.version != want.version || !slices.Equal(got.headers, want.headers)) {
			t.Errorf("%q: got %+v, want %+v", text, got, want)
		}
	})
}

// FuzzBody reads back a body that was sent whole and in chunks, and leaves what follows it.
func FuzzBody(f *testing.F) {
	f.Add("", "a", 1)
	f.Add("hello", "", 2)
	f.Add("0\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", 100)
	f.Fuzz(func(t *testing.T, body, rest string, size int) {
		var chunks strings.Builder
		w := httputil.NewChunkedWriter(&chunks)
		for part := range slices.Chunk([]byte(body), 1+size&0xFF) {
			w.Write(part)
		}
		w.Close()
		chunks.WriteString("\r\n" + rest)
		for _, sent := range []struct{ line, text string }{
			{fmt.Sprintf("Content-Length: %d", len(body)), body + rest},
			{"transfer-encoding: Chunked", chunks.String()},
		} {
			r := bufio.NewReader(strings.NewReader("POST / HTTP/1.1\r\n" + sent.line + "\r\n\r\n" + sent.text))
			h, err := readHead(r)
			if err != nil {
				t.Fatal(err)
			}
			got, err := h.readBody(r)
			after, _ := io.ReadAll(r)
			if err != nil || string(got) != body || string(after) != rest {
				t.Errorf("%s: got %q, %v, then %q, want %q, then %q", sent.line, got, err, after, body, rest)
			}
		}
	})
}
