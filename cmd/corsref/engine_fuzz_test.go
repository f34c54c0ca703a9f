package main

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/corsref/corsref/conformance/differential"
)

// FuzzEngine: no input makes the engine fail, and every message gets one line of JSON at most.
func FuzzEngine(f *testing.F) {
	f.Add([]byte(startGet + "\n" + startPut + "\n" + `{"type":"receive","id":"1","status":200,` + allow))
	f.Add([]byte(`{"type":"advance","seconds":1e300}` + "\n" + `{"type":"fail","id":"1","reason":"x"}`))
	f.Fuzz(func(t *testing.T, input []byte) {
		var out bytes.Buffer
		if err := runEngine(bytes.NewReader(input), &out); err != nil {
			t.Fatal(err)
		}
		for line := range bytes.Lines(out.Bytes()) {
			if !json.Valid(line) {
				t.Errorf("not JSON: %q", line)
			}
		}
		if messages, lines := bytes.Count(input, []byte("\n"))+1, bytes.Count(out.Bytes(), []byte("\n")); lines > messages {
			t.Errorf("%d lines for %d messages", lines, messages)
		}
	})
}

// FuzzEnginePlays is TestEngineSuite with generated scenarios.
func FuzzEnginePlays(f *testing.F) {
	for i := range 20 {
		f.Add(uint64(1), i)
	}
	f.Fuzz(func(t *testing.T, seed uint64, index int) { compareByMessages(t, differential.Generate(seed, index)) })
}
