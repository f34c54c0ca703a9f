package main

import (
	"bytes"
	"go/parser"
	"go/token"
	"strings"
	"testing"
)

// FuzzRequest prints requests in every language: all of them or none, no control bytes, and Go that is Go.
func FuzzRequest(f *testing.F) {
	f.Add("https://app.example", "https://api.example/x?y", "PUT", "X-A: 1", "body")
	f.Add("null", "http://[::1]/'$(x)'", "GET", "X-A: \x1b[2J\xff`", "")
	f.Add("https://app.example", "https://api.example/`\n", "PA'TCH", "Cookie: x", "`\x00é\r\n'\"")
	f.Fuzz(func(t *testing.T, origin, url, method, header, body string) {
		codes := make(map[language]int)
		for _, as := range []language{asHTTP, asCurl, asGo} {
			args := []string{"request", "--as=" + as.String(), "--origin=" + origin, "--method=" + method, "--header=" + header}
			if body != "" {
				args = append(args, "--body="+body)
			}
			var out, errs bytes.Buffer
			codes[as] = run(append(args, "--", url), strings.NewReader(""), &out, &errs)
			for _, c := range append(out.Bytes(), errs.Bytes()...) {
				if c < ' ' && c != '\n' && c != '\t' || c == 0x7f {
					t.Fatalf("%s: byte 0x%02X in the output\n%q", as, c, out.String()+errs.String())
				}
			}
			if codes[as] == exitGood != (out.Len() > 0) || codes[as] == exitGood != (errs.Len() == 0) {
				t.Errorf("%s: exit code %d with %q and %q", as, codes[as], out.String(), errs.String())
			}
			if as == asGo && codes[as] == exitGood {
				if _, err := parser.ParseFile(token.NewFileSet(), "x.go", "package x\nfunc f() {\n"+out.String()+"\n}", 0); err != nil {
					t.Errorf("%v\n%s", err, out.String())
				}
			}
		}
		if codes[asHTTP] != codes[asCurl] || codes[asHTTP] != codes[asGo] {
			t.Errorf("exit codes %v", codes)
		}
	})
}
