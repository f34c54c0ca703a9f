package conformance_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/origin"
	"github.com/google/go-cmp/cmp"
)

// withFetch is a scenario whose one fetch has the fields given.
func withFetch(fields string) string {
	return `{"origin":"https://a.example","fetches":[{"url":"/"` + fields + `}]}`
}

// withScenario is a scenario with the fields given.
func withScenario(fields string) string {
	return `{"origin":"https://a.example","fetches":[{"url":"/"}]` + fields + `}`
}

// withRule is a scenario whose one server rule has the fields given.
func withRule(fields string) string { return withScenario(`,"server":[{` + fields + `}]`) }

// withExpect is a scenario that expects the fields given.
func withExpect(fields string) string { return withScenario(`,"expect":[{` + fields + `}]`) }

// badDocuments are wrong in one place each.
var badDocuments = []struct {
	name, text string
	field      string // where
	msg        string // part of what is wrong
	// beyondSchema says why the schema does not see it.
	beyondSchema string
}{
	{"no object", `1`, "", "must be an object", ""},
	{"string", `"x"`, "", "must be an object", ""},
	{"null", `null`, "", "must be an object", ""},
	{"nothing in it", `{}`, "", `"fetches" is missing`, ""},
	{"neither origin nor page", `{"fetches":[{"url":"/"}]}`, "", `"origin" is missing; give it, or "page"`, ""},
	{"page of another origin", withScenario(`,"page":"https://b.example/"`), "page", "has the origin https://b.example, not https://a.example", "a schema does not compare"},
	{"page of an opaque origin", withScenario(`,"page":"file:///x.html"`), "page", "has the origin null, not https://a.example", "a schema does not compare"},
	{"no fetches", `{"origin":"https://a.example"}`, "", `"fetches" is missing`, ""},
	{"empty fetches", `{"origin":"https://a.example","fetches":[]}`, "fetches", "at least one", ""},
	{"fetches object", `{"origin":"https://a.example","fetches":{}}`, "fetches", "must be a list", ""},
	{"unknown field", withScenario(`,"orgin":"x"`), "orgin", `did you mean "origin"?`, ""},
	{"field in another case", withScenario(`,"TopLevel":"x"`), "TopLevel", `did you mean "topLevel"?`, ""},
	{"strange field", withScenario(`,"zzz":"x"`), "zzz", "the fields here are name, origin", ""},
	{"empty field", withScenario(`,"":"x"`), `""`, "unknown field", ""},
	{"duplicate field", withScenario(`,"origin":"https://a.example"`), "origin", "given twice", "a parsed document has no duplicates"},
	{"duplicate escaped", withScenario(`,"or\u0069gin":"https://a.example"`), "origin", "given twice", "a parsed document has no duplicates"},
	{"name number", withScenario(`,"name":1`), "name", "must be a string, not a number", ""},
	{"origin null", `{"origin":null,"fetches":[{"url":"/"}]}`, "origin", "must be a string, not null", ""},
	{"origin slash", `{"origin":"https://a.example/","fetches":[{"url":"/"}]}`, "origin", "https://a.example", ""},
	{"origin empty", `{"origin":"","fetches":[{"url":"/"}]}`, "origin", "is empty", ""},
	{"origin upper case", `{"origin":"https://A.example","fetches":[{"url":"/"}]}`, "origin", "https://a.example", ""},
	{"origin with credentials", `{"origin":"app://user@a.example","fetches":[{"url":"/"}]}`, "origin", "has credentials", ""},
	{"origin star", `{"origin":"*","fetches":[{"url":"/"}]}`, "origin", "wildcard", ""},
	{"origin default port", `{"origin":"https://a.example:443","fetches":[{"url":"/"}]}`, "origin", "https://a.example", "a pattern does not know the ports"},
	{"page relative", withScenario(`,"page":"/x"`), "page", "has no scheme", ""},
	{"page unparsable", withScenario(`,"page":"https://["`), "page", "IPv6", "a pattern does not parse URLs"},
	{"topLevel path", withScenario(`,"topLevel":"https://a.example/x"`), "topLevel", "path", ""},
	{"embedderPolicy", withScenario(`,"embedderPolicy":"none"`), "embedderPolicy", `is none of "unsafe-none"`, ""},
	{"fetch string", `{"origin":"https://a.example","fetches":["/"]}`, "fetches[0]", "must be an object, not a string", ""},
	{"fetch without url", `{"origin":"https://a.example","fetches":[{}]}`, "fetches[0]", `"url" is missing`, ""},
	{"url number", `{"origin":"https://a.example","fetches":[{"url":1}]}`, "fetches[0].url", "must be a string", ""},
	{"fetch unknown field", withFetch(`,"metod":"PUT"`), "fetches[0].metod", `did you mean "method"?`, ""},
	{"method null", withFetch(`,"method":null`), "fetches[0].method", "leave the field out", ""},
	{"headers string", withFetch(`,"headers":"X-Foo: 1"`), "fetches[0].headers", "list of [name, value] pairs", ""},
	{"headers flat", withFetch(`,"headers":["X-Foo","1"]`), "fetches[0].headers[0]", "must be a pair", ""},
	{"headers triple", withFetch(`,"headers":[["X-Foo","1","2"]]`), "fetches[0].headers[0]", "must be a pair", ""},
	{"header value number", withFetch(`,"headers":[["X-Foo",1]]`), "fetches[0].headers[0][1]", "must be a string, not a number", ""},
	{"header object value number", withFetch(`,"headers":{"X-Foo":1}`), "fetches[0].headers.X-Foo", "must be a string", ""},
	{"header object twice", withFetch(`,"headers":{"X-Foo":"1","X-Foo":"2"}`), "fetches[0].headers.X-Foo", "given twice", "a parsed document has no duplicates"},
	{"mode", withFetch(`,"mode":"CORS"`), "fetches[0].mode", `is none of "no-cors"`, ""},
	{"mode websocket", withFetch(`,"mode":"websocket"`), "fetches[0].mode", "no fetch of a page", ""},
	{"credentials", withFetch(`,"credentials":true`), "fetches[0].credentials", "must be a string", ""},
	{"redirect", withFetch(`,"redirect":"no"`), "fetches[0].redirect", "is none of", ""},
	{"cache", withFetch(`,"cache":""`), "fetches[0].cache", "is none of", ""},
	{"referrerPolicy", withFetch(`,"referrerPolicy":"always"`), "fetches[0].referrerPolicy", "is none of", ""},
	{"destination", withFetch(`,"destination":"fetch"`), "fetches[0].destination", "is none of", ""},
	{"keepalive string", withFetch(`,"keepalive":"true"`), "fetches[0].keepalive", "without quotes", ""},
	{"body object", withFetch(`,"body":{}`), "fetches[0].body", "must be a string", ""},
	{"api", withFetch(`,"api":"XHR"`), "fetches[0].api", "must be one of", ""},
	{"xhr mode", withFetch(`,"api":"xhr","mode":"cors"`), "fetches[0].mode", "XMLHttpRequest has no such setting", ""},
	{"xhr stream", withFetch(`,"bodyStream":true,"api":"xhr"`), "fetches[0].bodyStream", "XMLHttpRequest has no such setting", ""},
	{"xhr destination", withFetch(`,"api":"xhr","destination":""`), "fetches[0].destination", "XMLHttpRequest has no such setting", ""},
	{"xhr omit", withFetch(`,"api":"xhr","credentials":"omit"`), "fetches[0].credentials", "cannot omit", ""},
	{"fetch upload listener", withFetch(`,"uploadListener":true`), "fetches[0].uploadListener", "no upload listeners", ""},
	{"fetch origin", withFetch(`,"origin":"a.example"`), "fetches[0].origin", "scheme", ""},
	{"after negative", withFetch(`,"after":-1`), "fetches[0].after", "out of range", ""},
	{"after string", withFetch(`,"after":"1s"`), "fetches[0].after", "must be a number", ""},
	{"after for ever", withFetch(`,"after":1e300`), "fetches[0].after", "out of range", ""},
	{"server object", withScenario(`,"server":{}`), "server", "must be a list", ""},
	{"rule unknown field", withRule(`"stats":200`), "server[0].stats", `did you mean "status"?`, ""},
	{"rule url relative", withRule(`"url":"/x"`), "server[0].url", "has no scheme", ""},
	{"rule url unparsable", withRule(`"url":"https://a b/"`), "server[0].url", "host", "a pattern does not parse URLs"},
	{"rule fetch", withRule(`"fetch":1`), "server[0].fetch", "out of range; it must be 0 to 0", "a schema does not count"},
	{"rule fetch negative", withRule(`"fetch":-1`), "server[0].fetch", "out of range", ""},
	{"rule hop", withRule(`"hop":21`), "server[0].hop", "out of range", ""},
	{"rule preflight", withRule(`"preflight":1`), "server[0].preflight", "must be a boolean", ""},
	{"status 100", withRule(`"status":100`), "server[0].status", "it must be 200 to 999", ""},
	{"status 1000", withRule(`"status":1000`), "server[0].status", "out of range", ""},
	{"status fraction", withRule(`"status":200.5`), "server[0].status", "whole number", ""},
	{"status string", withRule(`"status":"200"`), "server[0].status", "without quotes", ""},
	{"status huge", withRule(`"status":99999999999999999999`), "server[0].status", "out of range", ""},
	{"response name", withRule(`"headers":[["X Foo","1"]]`), "server[0].headers[0]", "is not a header name", ""},
	{"response name empty", withRule(`"headers":{"":"1"}`), `server[0].headers.""`, "is not a header name", ""},
	{"response value newline", withRule(`"headers":[["X-Foo","a\nb"]]`), "server[0].headers[0]", "NUL, CR or LF", ""},
	{"response value NUL", withRule(`"headers":{"X-Foo":"a\u0000b"}`), "server[0].headers.X-Foo", "NUL, CR or LF", ""},
	{"response value euro", withRule(`"headers":[["X-Foo","€"]]`), "server[0].headers[0]", "above U+00FF", ""},
	{"response body euro", withRule(`"body":"€"`), "server[0].body", "above U+00FF", ""},
	{"fail with status", withRule(`"fail":true,"status":200`), "server[0]", "has no answer", ""},
	{"fail with headers", withRule(`"headers":[],"fail":true`), "server[0]", "has no answer", ""},
	{"expect object", withScenario(`,"expect":{}`), "expect", "must be a list", ""},
	{"expect too many", withScenario(`,"expect":[{},{}]`), "expect", "2 verdicts for 1 fetches", "a schema does not count"},
	{"expect unknown field", withExpect(`"result":"ok"`), "expect[0].result", "unknown field", ""},
	{"expect outcome", withExpect(`"outcome":"blocked"`), "expect[0].outcome", "must be one of", ""},
	{"expect response null", withExpect(`"response":null`), "expect[0].response", "leave the field out", ""},
	{"expect type", withExpect(`"response":{"type":"CORS"}`), "expect[0].response.type", "is none of", ""},
	{"expect status", withExpect(`"response":{"status":-1}`), "expect[0].response.status", "out of range", ""},
	{"expect phase", withExpect(`"error":{"phase":"x"}`), "expect[0].error.phase", "is none of", ""},
	{"expect code number", withExpect(`"error":{"code":1}`), "expect[0].error.code", "must be a string", ""},
	{"expect wire object", withExpect(`"wire":{}`), "expect[0].wire", "must be a list", ""},
	{"expect wire header", withExpect(`"wire":[{"headers":[["Origin"]]}]`), "expect[0].wire[0].headers[0]", "must be a pair", ""},
	{"why list", withScenario(`,"why":[]`), "why", "must be a string", ""},
	{"spec string", withScenario(`,"spec":"a#1"`), "spec", "must be a list", ""},
	{"tags numbers", withScenario(`,"tags":[1]`), "tags[0]", "must be a string", ""},
	{"engine unknown", withScenario(`,"engines":{"opera":{"version":"1","fetches":[{}]}}`), "engines.opera", "unknown field", ""},
	{"engine without version", withScenario(`,"engines":{"webkit":{"fetches":[{}]}}`), "engines.webkit", `"version" is missing`, ""},
}

// sameText compares origins and URLs by their serialization: two that are opaque are not the same.
var sameText = cmp.Options{
	cmp.Comparer(func(a, b origin.Origin) bool { return a.String() == b.String() }),
	cmp.Comparer(func(a, b origin.URL) bool { return a.String() == b.String() }),
}

func TestBadDocuments(t *testing.T) {
	schema := compileSchema(t, "scenario")
	for _, tc := range badDocuments {
		t.Run(tc.name, func(t *testing.T) {
			for _, syntax := range []struct{ name, file, text string }{
				{"JSON", "x.json", tc.text}, {"YAML", "x.yaml", tc.text}, {"JSON in a list", "x.json", "[" + tc.text + "]"},
			} {
				_, err := readAll(syntax.text, syntax.file)
				var input *conformance.InputError
				if !errors.As(err, &input) {
					t.Errorf("%s: got %T %v, want an InputError", syntax.name, err, err)
					continue
				}
				if syntax.name == "YAML" && strings.ContainsAny(tc.text, `\`) {
					continue // its escapes are others
				}
				if input.Field != tc.field && syntax.name == "JSON" {
					t.Errorf("%s: at %q, want %q: %v", syntax.name, input.Field, tc.field, err)
				}
				if !strings.Contains(err.Error(), tc.msg) && syntax.name == "JSON" {
					t.Errorf("%s: %v, want %q in it", syntax.name, err, tc.msg)
				}
				if input.Line != 1 || input.Column < 1 {
					t.Errorf("%s: at %d:%d, want line 1: %v", syntax.name, input.Line, input.Column, err)
				}
			}
			err := validate(t, schema, tc.text)
			if tc.beyondSchema == "" && err == nil {
				t.Errorf("the schema accepts %s", tc.text)
			}
			if tc.beyondSchema != "" && err != nil {
				t.Errorf("the schema sees it too, although %s: %v", tc.beyondSchema, err)
			}
		})
	}
}

// goodDocuments use every field; what the APIs throw on is no fault of the document.
var goodDocuments = []struct{ name, text string }{
	{"minimal", withScenario("")},
	{"page gives the origin", `{"page":"https://a.example/x","fetches":[{"url":"x"}]}`},
	{"page without origin", `{"page":"file:///x.html","fetches":[{"url":"https://b.example/"}]}`},
	{"page in a sandbox", `{"origin":"null","page":"https://a.example/x","fetches":[{"url":"x"}]}`},
	{"page of its opener", withScenario(`,"page":"about:blank"`)},
	{"null origin", `{"origin":"null","fetches":[{"url":"x"}]}`},
	{"origin of an app", `{"origin":"app+x://Some.Host","fetches":[{"url":"x"}]}`},
	{"scenario fields", withScenario(`,"name":"n","page":"https://a.example/x?y#z","topLevel":"null","embedderPolicy":"require-corp","server":[],"why":"w","spec":["a#1","xhr:b"],"wpt":["c"],"tags":["ambiguous"]`)},
	{"fetch fields", withFetch(`,"method":"G ET","headers":[["X Foo","a\nb"],["","€"]],"mode":"navigate","credentials":"omit","redirect":"manual","cache":"only-if-cached","referrer":"","referrerPolicy":"","keepalive":false,"body":"€","bodyStream":false,"destination":"image","api":"fetch","uploadListener":false,"origin":"http://b.example:8080","topLevel":"https://c.example","after":0.5`)},
	{"headers object", withFetch(`,"headers":{"X-Foo":"1","x-foo":"2"}`)},
	{"xhr", withFetch(`,"api":"xhr","method":"POST","headers":[],"body":"","credentials":"include","uploadListener":true,"after":1e3`)},
	{"rule fields", withRule(`"preflight":false,"method":"GET","url":"https://u:p@b.example/x#y","fetch":0,"hop":20,"status":999,"headers":[["X-Foo"," é "],["X-Foo",""]],"body":"\u0000ÿ"`)},
	{"rule fail", withRule(`"fail":true,"method":"GET"`)},
	{"rule without fail", withRule(`"fail":false,"status":204`)},
	{"empty rule", withRule(``)},
	{"empty expectation", withExpect(``)},
	{"expect nothing sent", withExpect(`"outcome":"type-error","wire":[]`)},
	{"expect everything", withExpect(`"outcome":"response","response":{"type":"opaqueredirect","status":0,"url":"","redirected":false,"headers":[]},"error":{"code":"c","phase":"redirect","hop":0,"message":"m","fix":"f","spec":"s","step":"1","header":"h","got":"g","want":"w"},"wire":[{},{"preflight":true,"method":"OPTIONS","url":"https://b.example/","headers":{"Origin":"null"},"credentials":false}]`)},
	{"engines", withScenario(`,"engines":{"chromium":{"version":"156","fetches":[{"outcome":"aborted"}]},"firefox":{"version":"153","fetches":[{}]}}`)},
}

func TestGoodDocuments(t *testing.T) {
	schema := compileSchema(t, "scenario")
	for _, tc := range goodDocuments {
		t.Run(tc.name, func(t *testing.T) {
			if err := validate(t, schema, tc.text); err != nil {
				t.Errorf("the schema refuses it: %v", err)
			}
			first, err := readAll(tc.text, "x.json")
			if err != nil {
				t.Fatal(err)
			}
			text, err := conformance.Encode(first[0])
			if err != nil {
				t.Fatal(err)
			}
			if err := validate(t, schema, string(text)); err != nil {
				t.Errorf("the schema refuses it, encoded: %v\n%s", err, text)
			}
			again, err := readAll(string(text), "x.json")
			if err != nil {
				t.Fatalf("%v\n%s", err, text)
			}
			if diff := cmp.Diff(first, again, sameText); diff != "" {
				t.Errorf("decoded again it is another (-first +again):\n%s", diff)
			}
			if _, err := conformance.Run(&first[0].Scenario, conformance.Options{}); err != nil {
				t.Errorf("it does not run: %v", err)
			}
		})
	}
}

func TestYAMLSaysTheSame(t *testing.T) {
	json := `{"name":"n","origin":"null","fetches":[{"url":"https://b.example/x","method":"PUT","headers":[["X-Foo","1"],["X-Foo","on"]],"keepalive":true,"after":1.5,"body":"two\nlines\n"}],"server":[{"status":204,"headers":{"Access-Control-Allow-Origin":"null"},"body":"é"}]}`
	yaml := `
# a comment
name: n
origin: "null"
fetches:
  - url: https://b.example/x
    method: PUT
    headers:
      - [X-Foo, "1"]
      - [X-Foo, on]
    keepalive: true
    after: 1.5
    body: |
      two
      lines
server:
  - status: 204
    headers: {Access-Control-Allow-Origin: "null"}
    body: é
`
	want, err := readAll(json, "x.json")
	if err != nil {
		t.Fatal(err)
	}
	got, err := readAll(yaml, "x.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got, sameText); diff != "" {
		t.Errorf("-JSON +YAML:\n%s", diff)
	}
}
