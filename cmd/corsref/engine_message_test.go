package main

import "testing"

// TestEngineSaysWhatIsWrong: the words are those of the protocol, whatever decodes it.
func TestEngineSaysWhatIsWrong(t *testing.T) {
	for _, tc := range []struct{ name, in, want string }{
		{"no JSON", `hello`, "error column 1: not valid JSON: invalid character 'h' at start of value"},
		{"an end too early", `{"type":"start"`, "error column 16: the JSON ends too early; close every object, list and string"},
		{"no object", `[]`, "error column 1: must be an object, not a list"},
		{"a type that is no string", `{"type":1}`, "error type: must be a string, not a number"},
		{"an unknown field", `{"kind":"start"}`, "error kind: unknown field; the fields here are type, id, page, fetch, status, headers, reason, seconds"},
		{"an unknown field of the page", `{"id":"1","page":{"orign":"https://app.example"}}`, `error 1 page.orign: unknown field; did you mean "origin"?`},
		{"a page that is none", `{"id":"1","page":"https://app.example"}`, "error 1 page: must be an object, not a string"},
		{"a status in a string", `{"id":"1","status":"200"}`, "error 1 status: must be a number, not a string; write it without quotes"},
		{"a status with a fraction", `{"id":"1","status":200.5}`, `error 1 status: must be a whole number, not "200.5"`},
		{"seconds in a string", `{"seconds":"1"}`, "error seconds: must be a number, not a string; write it without quotes"},
		{"headers in a string", `{"id":"1","headers":"A: b"}`, "error 1 headers: must be a list of [name, value] pairs, or an object, not a string"},
		{"a header without a value", `{"id":"1","headers":[["A","b"],["C"]]}`, "error 1 headers[1]: must be a pair [name, value]"},
		{"a header that is no string", `{"id":"1","headers":[["A",1]]}`, "error 1 headers[0][1]: must be a string, not a number"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := talk(t, tc.in); len(got) != 1 || brief(t, got[0]) != tc.want {
				t.Errorf("%s is answered by %q, want %q", tc.in, got, tc.want)
			}
		})
	}
}
