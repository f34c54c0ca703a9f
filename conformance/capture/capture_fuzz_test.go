package capture_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/capture"
	"github.com/corsref/corsref/fetch/header"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// FuzzReader: an error has a position, and what was read, written again, reads the same.
func FuzzReader(f *testing.F) {
	f.Add("HTTP/1.1 302 Found\r\nLocation: /b\r\n\r\nHTTP/2 200 \nx-a:\t1 \n\nbody")
	f.Add("HTTP/1.1 200 OK\nContent-Length: 3\n\nabcHTTP/3 204\n\n")
	f.Fuzz(func(t *testing.T, in string) {
		heads, err := read(in)
		var positioned *conformance.InputError
		if err != nil && !errors.As(err, &positioned) {
			t.Fatalf("error without a position: %v", err)
		}
		if err == nil && len(heads) == 0 {
			t.Fatal("neither a head nor an error")
		}
		// What was read, written again, reads the same.
		var out strings.Builder
		for _, head := range heads {
			if head.Status < 200 || head.Status > 999 {
				t.Fatalf("status %d", head.Status)
			}
			out.WriteString("HTTP/1.1 " + string([]byte{byte('0' + head.Status/100), byte('0' + head.Status/10%10), byte('0' + head.Status%10)}) + " \r\n")
			for _, line := range head.Headers {
				if !header.IsName(line.Name) || strings.ContainsAny(line.Value, "\x00\r\n") {
					t.Fatalf("line %q", line)
				}
				out.WriteString(line.Name + ": " + line.Value + "\r\n")
			}
			out.WriteString("\r\n")
		}
		again, err := read(out.String())
		if len(heads) > 0 && err != nil {
			t.Fatal(err)
		}
		for i := range again {
			again[i].Line = heads[i].Line
		}
		if diff := cmp.Diff(heads, again, cmpopts.IgnoreUnexported(capture.Head{})); len(heads) > 0 && diff != "" {
			t.Error(diff)
		}
	})
}
