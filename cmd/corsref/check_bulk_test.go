package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
)

// TestVerdictsDoNotWait checks that a verdict comes before the next scenario is there, and an error before the input ends.
func TestVerdictsDoNotWait(t *testing.T) {
	in, scenarios := io.Pipe()
	verdicts, out := io.Pipe()
	var errs bytes.Buffer
	code := make(chan int, 1)
	go func() {
		code <- run([]string{"check", "--json", "-"}, in, out, &errs)
		out.Close()
	}()
	lines := bufio.NewScanner(verdicts)
	for i := range 3 {
		io.WriteString(scenarios, scenarioLine(i))
		if !lines.Scan() {
			t.Fatalf("no verdict %d", i)
		}
	}
	io.WriteString(scenarios, "{}\n")
	if got := <-code; got != exitBad || !strings.HasPrefix(errs.String(), "corsref: -:4:1: ") {
		t.Errorf("exit code %d, %s", got, errs.String())
	}
	scenarios.Close()
}

// TestOneHeading checks that stories of several files and batches look like those of one.
func TestOneHeading(t *testing.T) {
	var together, apart, errs bytes.Buffer
	input := scenarioLine(0) + scenarioLine(1) + scenarioLine(2)
	run([]string{"check", "-"}, strings.NewReader(input), &together, &errs)
	run([]string{"check", "-"}, &lines{line: func(i int) string {
		if i == 3 {
			return ""
		}
		return scenarioLine(i)
	}}, &apart, &errs)
	if errs.Len() > 0 || together.String() != apart.String() {
		t.Errorf("%s\nin one batch:\n%s\nin three:\n%s", &errs, &together, &apart)
	}
}

// scenarioLine is the scenario of index i, on a line.
func scenarioLine(i int) string {
	return fmt.Sprintf(`{"name":"n%d","origin":"https://app.example","fetches":[{"url":"https://api.example/%[1]d","method":"PUT"}],`+
		`"server":[{"headers":[["Access-Control-Allow-Origin","*"],["Access-Control-Allow-Methods","PUT"],["Access-Control-Max-Age","600"]]}]}`+"\n", i)
}

// lines is an input of lines that are made as they are read.
type lines struct {
	line    func(i int) string // "" ends the input
	next    int
	pending string
}

func (l *lines) Read(p []byte) (int, error) {
	if l.pending == "" {
		l.pending = l.line(l.next)
		l.next++
	}
	if l.pending == "" {
		return 0, io.EOF
	}
	n := copy(p, l.pending)
	l.pending = l.pending[n:]
	return n, nil
}

// names collects the scenario names of an output.
func names(t *testing.T, out string) (list []string) {
	t.Helper()
	for line := range strings.Lines(out) {
		var o struct{ Name string }
		if err := json.Unmarshal([]byte(line), &o); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		list = append(list, o.Name)
	}
	return list
}

func TestTenThousandInOrder(t *testing.T) {
	const n = 10_000
	in := &lines{line: func(i int) string {
		if i == n {
			return ""
		}
		return scenarioLine(i)
	}}
	var out, errs bytes.Buffer
	if code := run([]string{"check", "--json", "-"}, in, &out, &errs); code != exitGood || errs.Len() > 0 {
		t.Fatalf("exit code %d: %s", code, errs.String())
	}
	got := names(t, out.String())
	if len(got) != n {
		t.Fatalf("%d verdicts, want %d", len(got), n)
	}
	for i, name := range got {
		if name != fmt.Sprintf("n%d", i) {
			t.Fatalf("verdict %d is of %s", i, name)
		}
	}
}

func TestMalformedLineStops(t *testing.T) {
	const bad = 1000 // counted from 1
	for _, test := range []struct{ name, why, line, want string }{
		{"not JSON", "the line ends too early", `{"origin":`, "corsref: -:1000:11: "},
		{"unknown field", "a field that the format does not have", `{"origin":"https://app.example","fetchs":[]}`, "corsref: -:1000:33: fetchs: "},
		{"not UTF-8", "JSON is UTF-8", "{\"origin\":\"\xff\"}", "corsref: -:1000:12: "},
		{"binary garbage", "no text at all", "\x00\x01\x02\x03", "corsref: -:1000:1: "},
	} {
		t.Run(test.name, func(t *testing.T) {
			in := &lines{line: func(i int) string {
				if i == bad-1 {
					return test.line + "\n"
				}
				return scenarioLine(i)
			}}
			var out, errs bytes.Buffer
			if code := run([]string{"check", "--json", "-"}, in, &out, &errs); code != exitBad {
				t.Errorf("exit code %d: %s", code, test.why)
			}
			if got := names(t, out.String()); len(got) != bad-1 {
				t.Errorf("%d verdicts before it, want %d", len(got), bad-1)
			}
			if !strings.HasPrefix(errs.String(), test.want) {
				t.Errorf("got %q, want %q at its beginning", errs.String(), test.want)
			}
		})
	}
}

// TestConstantMemory looks at what is in use after each thousand scenarios.
func TestConstantMemory(t *testing.T) {
	for _, args := range [][]string{{"check", "--json", "-"}, {"check", "-"}} {
		t.Run(strings.Join(args, " "), func(t *testing.T) {
			var inUse []uint64
			in := &lines{line: func(i int) string {
				if i%1000 == 999 {
					var m runtime.MemStats
					runtime.GC()
					runtime.ReadMemStats(&m)
					inUse = append(inUse, m.HeapAlloc)
				}
				if i == 4000 {
					return ""
				}
				return scenarioLine(i)
			}}
			if code := run(args, in, io.Discard, io.Discard); code != exitGood {
				t.Fatalf("exit code %d", code)
			}
			const slack = 1 << 20
			if first, last := inUse[0], inUse[len(inUse)-1]; last > first+slack {
				t.Errorf("%d bytes in use after 1,000 scenarios, %d after 4,000", first, last)
			}
		})
	}
}
