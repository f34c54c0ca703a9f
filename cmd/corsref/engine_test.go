package main

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/suite"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/origin"
	"github.com/corsref/corsref/origin/psl"
)

// talk sends messages to an engine and returns the lines that it answers.
func talk(t *testing.T, messages ...string) []string {
	t.Helper()
	var out bytes.Buffer
	if err := runEngine(strings.NewReader(strings.Join(messages, "\n")+"\n"), &out); err != nil {
		t.Fatal(err)
	}
	if out.Len() == 0 {
		return nil
	}
	return strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
}

// brief is an answer in a few words.
func brief(t *testing.T, line string) string {
	t.Helper()
	var m struct {
		Type, ID, Message string
		Line              int
		Request           struct{ Method, URL string }
		Verdict           struct {
			Outcome string
			Error   struct{ Code string }
		}
	}
	if err := json.Unmarshal([]byte(line), &m); err != nil {
		t.Fatalf("%q: %v", line, err)
	}
	return strings.Join(strings.Fields(strings.Join([]string{
		m.Type, m.ID, m.Request.Method, m.Request.URL, m.Verdict.Outcome, m.Verdict.Error.Code, m.Message}, " ")), " ")
}

const (
	startGet = `{"type":"start","id":"1","page":{"origin":"https://app.example"},"fetch":{"url":"https://api.example/"}}`
	startPut = `{"type":"start","id":"2","page":{"origin":"https://app.example"},"fetch":{"url":"https://api.example/","method":"PUT"}}`
	allow    = `"headers":[["Access-Control-Allow-Origin","*"],["Access-Control-Allow-Methods","PUT"],["Access-Control-Max-Age","60"]]}`
)

func TestEngine(t *testing.T) {
	for _, tc := range []struct {
		name string
		in   []string
		want []string
	}{
		{"a fetch", []string{startGet, `{"type":"receive","id":"1","status":200,` + allow},
			[]string{"send 1 GET https://api.example/", "done 1 response"}},
		{"interleaved", []string{startGet, startPut, `{"type":"fail","id":"1","reason":"reset"}`, `{"type":"receive","id":"2","status":204,` + allow, `{"type":"abort","id":"2"}`},
			[]string{"send 1 GET https://api.example/", "send 2 OPTIONS https://api.example/", "done 1 network-error network", "send 2 PUT https://api.example/", "done 2 aborted aborted"}},
		{"the cache is the process's, and time passes when it is told", []string{
			startPut, `{"type":"receive","id":"2","status":204,` + allow, `{"type":"fail","id":"2"}`, // a failure clears what was cached
			startPut, `{"type":"receive","id":"2","status":204,` + allow, `{"type":"receive","id":"2","status":200,` + allow,
			`{"type":"advance","seconds":59.5}`, startPut, `{"type":"receive","id":"2","status":200,` + allow,
			`{"type":"advance","seconds":0.5}`, startPut,
		}, []string{
			"send 2 OPTIONS https://api.example/", "send 2 PUT https://api.example/", "done 2 network-error network",
			"send 2 OPTIONS https://api.example/", "send 2 PUT https://api.example/", "done 2 response",
			"send 2 PUT https://api.example/", "done 2 response", "send 2 OPTIONS https://api.example/",
		}},
		{"the API throws", []string{strings.Replace(startPut, "PUT", "TRACE", 1)}, []string{"done 2 type-error method-forbidden"}},
		{"nothing to send", []string{strings.Replace(startGet, "https://api.example/", "data:,x", 1)}, []string{"done 1 response"}},
		{"blank lines", []string{"", "  ", startGet + "\r", ""}, []string{"send 1 GET https://api.example/"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var got []string
			for _, line := range talk(t, tc.in...) {
				got = append(got, brief(t, line))
			}
			if strings.Join(got, "\n") != strings.Join(tc.want, "\n") {
				t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(tc.want, "\n"))
			}
		})
	}
}

// TestEngineSurvives: a malformed message gets an error, and the fetch under way goes on.
func TestEngineSurvives(t *testing.T) {
	for _, tc := range []struct{ name, message, says string }{
		{"not JSON", `hello`, ""},
		{"half a message", `{"type":"start"`, ""},
		{"an array", `[1]`, ""},
		{"null", `null`, "must be an object"},
		{"invalid UTF-8", "{\"type\":\"\xff\"}", ""},
		{"a duplicate member", `{"type":"fail","type":"fail","id":"1"}`, "given twice"},
		{"no type", `{"id":"1"}`, "is missing"},
		{"an unknown type", `{"type":"stop","id":"1"}`, `type is "stop"`},
		{"an unknown member", `{"type":"fail","id":"1","why":"x"}`, "why"},
		{"a member of another type", `{"type":"fail","id":"1","status":200}`, "fail has no status"},
		{"no id", `{"type":"fail"}`, "fail needs id"},
		{"an unknown fetch", `{"type":"fail","id":"7"}`, `no fetch "7" is under way`},
		{"an id that is taken", startGet, `"1" is under way`},
		{"an interim status", `{"type":"receive","id":"1","status":100,"headers":[]}`, "200 to 999"},
		{"no headers", `{"type":"receive","id":"1","status":200}`, "receive needs headers"},
		{"a name that is no token", `{"type":"receive","id":"1","status":200,"headers":[["a b","c"]]}`, "no token"},
		{"a newline in a value", `{"type":"receive","id":"1","status":200,"headers":[["a","b\nc"]]}`, "NUL, CR or LF"},
		{"no byte", `{"type":"receive","id":"1","status":200,"headers":[["a","€"]]}`, "U+00FF"},
		{"time runs backwards", `{"type":"advance","seconds":-1}`, "0 or more"},
		{"no origin", strings.Replace(strings.Replace(startPut, "https://app.example", "app.example", 1), "2", "3", 1), "page.origin"},
		{"a page without origin", `{"type":"start","id":"3","page":{},"fetch":{"url":"/"}}`, "origin"},
		{"a setting that is none", strings.Replace(startPut, `"method"`, `"methods"`, 1), "fetch"},
		{"deeply nested", `{"type":"start","id":"3","page":{"origin":"https://app.example"},"fetch":` + strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000) + `}`, ""},
		{"too long", `{"type":"` + strings.Repeat("x", maxMessage) + `"}`, "longer than 16 MiB"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := talk(t, startGet, tc.message, `{"type":"fail","id":"1"}`)
			if len(got) != 3 {
				t.Fatalf("got %d lines: %.500q", len(got), got)
			}
			reply := brief(t, got[1])
			if !strings.HasPrefix(reply, "error") || !strings.Contains(reply, tc.says) || !strings.Contains(got[1], `"line":2`) {
				t.Errorf("got %.500s, want an error that says %q", got[1], tc.says)
			}
			if last := brief(t, got[2]); last != "done 1 network-error network" {
				t.Errorf("afterwards: %s", last)
			}
		})
	}
}

// TestEngineTranscript plays the conversation in ENGINE.md. An ellipsis there stands for anything.
func TestEngineTranscript(t *testing.T) {
	text, err := os.ReadFile("ENGINE.md")
	if err != nil {
		t.Fatal(err)
	}
	var said, want []string
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if message, ok := strings.CutPrefix(line, "→ "); ok {
			said = append(said, message)
		} else if message, ok := strings.CutPrefix(line, "← "); ok {
			want = append(want, message)
		}
	}
	got := talk(t, said...)
	if len(got) != len(want) || len(got) == 0 {
		t.Fatalf("%d answers, %d in ENGINE.md", len(got), len(want))
	}
	for i := range want {
		rest := got[i]
		for n, part := range strings.Split(want[i], "…") {
			part = strings.TrimSuffix(part, ", ")
			at := strings.Index(rest, part)
			if at < 0 || n == 0 && at > 0 {
				t.Fatalf("answer %d is\n%s\nnot\n%s", i+1, got[i], want[i])
			}
			rest = rest[at+len(part):]
		}
		if rest != "" {
			t.Errorf("answer %d goes on: %s", i+1, rest)
		}
	}
}

// TestEngineWithoutNewline: the last message may end with the input.
func TestEngineWithoutNewline(t *testing.T) {
	var out bytes.Buffer
	if err := runEngine(strings.NewReader(startGet), &out); err != nil || !strings.Contains(out.String(), `"send"`) {
		t.Errorf("got %q, %v", out.String(), err)
	}
}

// TestEngineSuite plays every case of the suite by messages, and compares the verdicts with the runner's.
func TestEngineSuite(t *testing.T) {
	cases, err := suite.Cases()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) { compareByMessages(t, &c.Scenario) })
	}
}

// compareByMessages plays a scenario by messages, and compares the verdicts with the runner's.
func compareByMessages(t *testing.T, s *conformance.Scenario) {
	t.Helper()
	pure, err := conformance.Run(s, conformance.Options{Sites: psl.List})
	if err != nil {
		t.Fatal(err)
	}
	for i, got := range playByMessages(t, s) {
		want, err := conformance.Encode(withoutReason(pure.Fetches[i].Verdict))
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("fetch %d: got\n%s\nwant\n%s", i, got, want)
		}
	}
}

// withoutReason leaves out what a network failure is told in, which is the transport's.
func withoutReason(v conformance.Verdict) conformance.Verdict {
	if v.Error != nil && v.Error.Code == "network" {
		failure := *v.Error
		failure.Message = ""
		v.Error = &failure
	}
	return v
}

// playByMessages makes the fetches of a scenario with an engine, answered by its rules, and returns the verdicts.
func playByMessages(t *testing.T, s *conformance.Scenario) []string {
	t.Helper()
	rules, err := conformance.CompileRules(s.Server)
	if err != nil {
		t.Fatal(err)
	}
	e := newEngineAgent()
	var verdicts []string
	for i := range s.Fetches {
		f := &s.Fetches[i]
		if f.After != nil {
			e.answer(encode(t, map[string]any{"type": "advance", "seconds": *f.After}), 0)
		}
		reply := e.answer(startMessage(t, s, f), 0)
		for {
			send, ok := reply.(*sendMessage)
			if !ok {
				break
			}
			out := e.fetches["x"].Next()
			answer, err := rules.Answer(conformance.Exchange{Fetch: i, Outgoing: out})
			if err != nil {
				reply = e.answer([]byte(`{"type":"fail","id":"x"}`), 0)
				continue
			}
			if send.Request.Method == "" {
				t.Fatal("a request without method")
			}
			reply = e.answer(encode(t, map[string]any{
				"type": "receive", "id": "x", "status": answer.Response.Status, "headers": pairs(answer.Response.Headers),
			}), 0)
		}
		done, ok := reply.(*doneMessage)
		if !ok {
			t.Fatalf("the engine answered %+v", reply)
		}
		line, err := conformance.Encode(withoutReason(done.Verdict))
		if err != nil {
			t.Fatal(err)
		}
		verdicts = append(verdicts, string(line))
	}
	return verdicts
}

// startMessage is the message that starts a fetch of a scenario.
func startMessage(t *testing.T, s *conformance.Scenario, f *conformance.FetchInit) []byte {
	t.Helper()
	page := map[string]any{"origin": s.Origin}
	if own := f.Origin.String(); own != "" && own != s.Origin.String() {
		page["origin"] = own
	} else if !s.Page.IsZero() {
		page["url"] = s.Page
	}
	switch {
	case !f.TopLevel.IsZero():
		page["topLevel"] = f.TopLevel
	case !s.TopLevel.IsZero():
		page["topLevel"] = s.TopLevel
	}
	if s.Ancestors != nil {
		page["ancestors"] = s.Ancestors
	}
	if s.EmbedderPolicy != nil {
		page["embedderPolicy"] = s.EmbedderPolicy
	}
	plain := *f
	plain.Origin, plain.TopLevel, plain.After = origin.Origin{}, origin.Origin{}, nil
	one := conformance.Scenario{Origin: s.Origin, Fetches: []conformance.FetchInit{plain}}
	b, err := conformance.Encode(one)
	if err != nil {
		t.Fatal(err)
	}
	var doc struct{ Fetches []json.RawMessage }
	if err := json.Unmarshal(b, &doc); err != nil {
		t.Fatal(err)
	}
	return encode(t, map[string]any{"type": "start", "id": "x", "page": page, "fetch": doc.Fetches[0]})
}

func pairs(l header.List) [][2]string {
	out := make([][2]string, 0, len(l))
	for _, line := range l {
		out = append(out, [2]string{conformance.Text(line.Name), conformance.Text(line.Value)})
	}
	return out
}

func encode(t *testing.T, v any) []byte {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
