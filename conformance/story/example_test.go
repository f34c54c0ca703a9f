package story_test

import (
	"fmt"
	"strings"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/story"
)

func Example() {
	c, err := conformance.NewReader(strings.NewReader(`{
		"origin": "https://app.example",
		"fetches": [{"url": "https://api.example/items"}],
		"server": [{"status": 200, "headers": [["Access-Control-Allow-Origin", "https://www.app.example"]]}]
	}`), "").Read()
	if err != nil {
		fmt.Println(err)
		return
	}
	scenario := &c.Scenario
	tell := func(s story.Story) { fmt.Print(story.Style{Width: 80}.Story(&s)) }
	if _, err := conformance.Run(scenario, conformance.Options{Observe: story.Observe(scenario, conformance.Options{}, tell)}); err != nil {
		fmt.Println(err)
	}
	// Output:
	// GET https://api.example/items
	// from https://app.example · mode cors · credentials same-origin
	//
	// No preflight: the method and every header are safelisted
	//
	// → GET https://api.example/items
	//     Origin                       https://app.example
	// ← 200 OK
	//   ✗ Access-Control-Allow-Origin  https://www.app.example
	//                                  needs https://app.example
	//
	// ✗ Blocked   response to GET https://api.example/items:
	//             Access-Control-Allow-Origin is `https://www.app.example`, not the
	//             request's origin `https://app.example`
	//   Fix       if https://app.example is meant to read it, answer GET
	//             https://api.example/items with status 200 and
	//               Access-Control-Allow-Origin: https://app.example
	//               Vary: Origin
	//   Spec      https://fetch.spec.whatwg.org/#concept-cors-check step 4
}
