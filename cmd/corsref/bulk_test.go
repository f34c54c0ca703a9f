package main

import (
	"bufio"
	"bytes"
	"io"
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
