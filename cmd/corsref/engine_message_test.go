package main

import "testing"

// TestEngineSaysWhatIsWrong: the words are those of the protocol, whatever decodes it.
func TestEngineSaysWhatIsWrong(t *testing.T) {
	for _, tc := range []struct{ name, in, want string }{
		{"no JSON", `hello`, "error not JSON: invalid character 'h' at start of value (byte 0)"},
		{"an end too early", `{"type":"start"`, "error not JSON: unexpected EOF (byte 15)"},
		{"no object", `[]`, "error the message: must be an object"},
		{"a type that is no string", `{"type":1}`, "error type: must be a string"},
		{"an unknown field", `{"kind":"start"}`, "error kind: unknown field"},
		{"an unknown field of the page", `{"id":"1","page":{"orign":"https://app.example"}}`, "error 1 page.orign: unknown field"},
		{"a page that is none", `{"id":"1","page":"https://app.example"}`, "error 1 page: must be an object"},
		{"a status in a string", `{"id":"1","status":"200"}`, "error 1 status: must be a whole number"},
		{"a status with a fraction", `{"id":"1","status":200.5}`, "error 1 status: must be a whole number"},
		{"seconds in a string", `{"seconds":"1"}`, "error seconds: must be a number"},
		{"headers in an object", `{"id":"1","headers":{"A":"b"}}`, "error 1 headers: must be a list of pairs"},
		{"a header without a value", `{"id":"1","headers":[["A","b"],["C"]]}`, "error 1 headers[1]: must be a name and a value"},
		{"a header that is no string", `{"id":"1","headers":[["A",1]]}`, "error 1 headers[0][1]: must be a string"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := talk(t, tc.in); len(got) != 1 || brief(t, got[0]) != tc.want {
				t.Errorf("%s is answered by %q, want %q", tc.in, got, tc.want)
			}
		})
	}
}
