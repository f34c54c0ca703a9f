package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestHostileCaptures judges captures that no server should send.
func TestHostileCaptures(t *testing.T) {
	const good = "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\n"
	for _, test := range []struct {
		name, why, capture string
		code               int
	}{
		{"empty file", "there is nothing to judge", "", exitBad},
		{"binary garbage", "no status line", "\x7fELF\x02\x01\x01\x00\xff\xfe", exitBad},
		{"garbage behind a status line", "no header line", "HTTP/1.1 200 OK\r\n\x00\x01\x02\r\n\r\n", exitBad},
		{"10 MB value", "long, and nothing else", good + "X-Long: " + strings.Repeat("a", 10<<20) + "\r\n\r\n", exitGood},
		{"10 MB origin", "it is not the page's", "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: " + strings.Repeat("a", 10<<20) + "\r\n\r\n", exitBlocked},
		{"100,000 lines", "all of one name", good + strings.Repeat("X-A: 1\r\n", 100_000) + "\r\n", exitGood},
		{"100,000 origins", "more than one is none", "HTTP/1.1 200 OK\r\n" + strings.Repeat("Access-Control-Allow-Origin: *\r\n", 100_000) + "\r\n", exitBlocked},
		{"2 MB of commas", "a list of nothing; linear time", good + "Access-Control-Allow-Headers: x-foo" + strings.Repeat(",", 2<<20) + "\r\n\r\n", exitGood},
		{"2 MB of commas and no name", "a list of nothing", good + "Access-Control-Allow-Headers: " + strings.Repeat(",", 2<<20) + "\r\n\r\n", exitBlocked},
		{"not UTF-8", "values are bytes", good + "Access-Control-Allow-Headers: x-foo\r\nX-A: \xff\xfe\xc3\r\n\r\n", exitGood},
	} {
		t.Run(test.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "c.http")
			if err := os.WriteFile(file, []byte(test.capture), 0o600); err != nil {
				t.Fatal(err)
			}
			args := []string{"check", "--origin", "https://app.example"}
			if strings.Contains(test.capture, "Access-Control-Allow-Headers") {
				args = append(args, "-H", "X-Foo: 1", "--preflight", file)
			}
			args = append(args, "--response", file, "https://api.example/")
			judgeHostile(t, test.why, test.code, args, "")
		})
	}
}

// TestHostileScenarios judges documents that nobody should write.
func TestHostileScenarios(t *testing.T) {
	around := func(value string) string {
		return `{"origin":"https://app.example","fetches":[{"url":"https://api.example/"}],` +
			`"server":[{"headers":[["Access-Control-Allow-Origin","*"],["X-A","` + value + `"]]}]}`
	}
	for _, test := range []struct {
		name, why, document string
		code                int
	}{
		{"empty", "there is no scenario", "", exitBad},
		{"blank", "there is none either", "\n \n", exitBad},
		{"binary garbage", "not JSON", "\x7fELF\x00\xff", exitBad},
		{"not UTF-8", "JSON is UTF-8", around("\xff"), exitBad},
		{"lone surrogate", "no character", around(`\ud800`), exitBad},
		{"above U+00FF", "no byte", around("€"), exitBad},
		{"newline in a value", "no header value", around(`\n`), exitBad},
		{"deep arrays", "nested too deeply", strings.Repeat("[", 100_000), exitBad},
		{"deep objects", "nested too deeply", strings.Repeat(`{"origin":`, 100_000), exitBad},
		{"duplicate field", "one of them would be lost", `{"origin":"https://a.example","origin":"https://b.example"}`, exitBad},
		{"10 MB value", "long, and nothing else", around(strings.Repeat("a", 10<<20)), exitGood},
	} {
		t.Run(test.name, func(t *testing.T) {
			judgeHostile(t, test.why, test.code, []string{"check", "-"}, test.document)
		})
	}
}

// judgeHostile runs check, for people and for programs.
func judgeHostile(t *testing.T, why string, code int, args []string, in string) {
	t.Helper()
	for _, args := range [][]string{args, append([]string{"check", "--json"}, args[1:]...)} {
		var out, errs bytes.Buffer
		if got := run(args, strings.NewReader(in), &out, &errs); got != code {
			t.Errorf("exit code %d, want %d: %s\n%.300s", got, code, why, errs.String())
		}
		if (code == exitBad) != (errs.Len() > 0) || (code == exitBad) != (out.Len() == 0) {
			t.Errorf("%d bytes of output and %d of errors with exit code %d", out.Len(), errs.Len(), code)
		}
		if errs.Len() > 2000 {
			t.Errorf("an error of %d bytes: %.300s", errs.Len(), errs.String())
		}
	}
}

// FuzzCapture judges any bytes as the answer to a preflight and to the request behind it.
func FuzzCapture(f *testing.F) {
	f.Add("HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nAccess-Control-Allow-Headers: x-foo\r\n\r\n")
	f.Add("HTTP/2 302 \nLocation: //[::1]:99/\x80\nAccess-Control-Allow-Origin: https://app.example\n\nHTTP/2 200 \n\n")
	f.Add("HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: https://app.example\x1b[2J\n\n")
	f.Fuzz(func(t *testing.T, capture string) {
		file := filepath.Join(t.TempDir(), "c.http")
		if err := os.WriteFile(file, []byte(capture), 0o600); err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		args := []string{"check", "--origin", "https://app.example", "-H", "X-Foo: 1", "--preflight", file, "--response", file, "https://api.example/"}
		human := run(args, strings.NewReader(""), &out, &out)
		for _, c := range out.Bytes() {
			if c < ' ' && c != '\n' || c == 0x7f {
				t.Fatalf("byte 0x%02X in the output", c)
			}
		}
		if machine := run(append([]string{"check", "--json"}, args[1:]...), strings.NewReader(""), io.Discard, io.Discard); machine != human {
			t.Fatalf("exit code %d, and %d with --json", human, machine)
		}
	})
}
