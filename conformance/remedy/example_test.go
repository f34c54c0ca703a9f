package remedy_test

import (
	"fmt"
	"strings"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/remedy"
)

func Example() {
	c, err := conformance.NewReader(strings.NewReader(`{
		"origin": "https://app.example",
		"fetches": [{"url": "https://api.example/items", "method": "PUT"}],
		"server": [{"preflight": true, "status": 404}, {"status": 200}]
	}`), "").Read()
	if err != nil {
		fmt.Println(err)
		return
	}
	r := remedy.Of(&c.Scenario, 0, conformance.Options{})
	for _, fault := range r.Faults {
		fmt.Println(fault.Phase, fault.Code)
	}
	for _, answer := range r.Server {
		fmt.Println(*answer.Method, *answer.Status, answer.Headers)
	}
	// Output:
	// preflight allow-origin-missing
	// preflight preflight-status
	// preflight method-not-allowed
	// response allow-origin-missing
	// OPTIONS 204 [{Access-Control-Allow-Origin https://app.example} {Access-Control-Allow-Methods PUT} {Vary Origin}]
	// PUT 200 [{Access-Control-Allow-Origin https://app.example} {Vary Origin}]
}
