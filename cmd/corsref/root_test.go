package main

import (
	"bytes"
	"io/fs"
	"strings"
	"syscall"
	"testing"
)

func TestRoot(t *testing.T) {
	for _, test := range []struct {
		name, why, args string
		code            int
		out, errs       string // what the output and the errors contain
	}{
		{"nothing", "help is the best answer", "", exitGood, "corsref check ", ""},
		{"help", "with examples", "check --help", exitGood, "corsref check --origin https://app.example --method PUT", ""},
		{"version", "names the build and the text of the standard", "--version", exitGood, "586cd2a", ""},
		{"unknown command", "a likely typing error", "chekc", exitBad, "", `there is no command "chekc"`},
		{"unknown flag", "the same", "--nope", exitBad, "", "See 'corsref --help'."},
		{"one algorithm for programs", "what coverage says of it", "spec show --json cors-check", exitGood, `"title":"CORS check","spec":"https://fetch.spec.whatwg.org/#concept-cors-check"`, ""},
		{"completion", "for a shell", "completion bash", exitGood, "bash completion", ""},
		{"completion of modes", "flags complete their values", "__complete check --mode no", exitGood, "no-cors\n", "Completion ended"},
		{"completion of files", "arguments complete to scenarios", "__complete check x", exitGood, "ndjson\n", "Completion ended"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var out, errs bytes.Buffer
			code := run(strings.Fields(test.args), strings.NewReader(""), &out, &errs)
			if code != test.code {
				t.Errorf("exit code %d, want %d: %s", code, test.code, test.why)
			}
			if !strings.Contains(out.String(), test.out) || !strings.Contains(errs.String(), test.errs) {
				t.Errorf("%s\noutput: %s\nerrors: %s", test.why, out.String(), errs.String())
			}
			if test.errs == "" && errs.Len() > 0 || test.out == "" && out.Len() > 0 {
				t.Errorf("output: %s\nerrors: %s", out.String(), errs.String())
			}
		})
	}
}

// full is an output on a disk that is full.
type full struct{}

func (full) Write([]byte) (int, error) {
	return 0, &fs.PathError{Op: "write", Path: "/dev/stdout", Err: syscall.ENOSPC}
}

// TestFullDisk: what cannot be written is an error of the output, not of a file that was read.
func TestFullDisk(t *testing.T) {
	for _, args := range []string{
		"", "--help", "--version", "help check", "check", "check --json", "check testdata/scenarios/simple.json",
		"check --json testdata/scenarios/simple.json", "request https://api.example/", "conformance --only ports/06000",
		"spec drift --brief pinned pinned", "engine",
	} {
		t.Run(args, func(t *testing.T) {
			var errs bytes.Buffer
			const want = "corsref: the output cannot be written: no space left on device\n"
			if code := run(strings.Fields(args), strings.NewReader("{}\n"), full{}, &errs); code != exitBad || errs.String() != want {
				t.Errorf("exit code %d, %q", code, errs.String())
			}
		})
	}
}
