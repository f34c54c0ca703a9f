package conformance_test

import (
	"fmt"
	"log"
	"strings"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/origin"
)

// What does a page get, when the server allows its origin but not the method?
func ExampleRun() {
	scenario := &conformance.Scenario{
		Origin:  origin.MustParse("https://app.example"),
		Fetches: []conformance.FetchInit{{URL: "https://api.example/items", Method: new("PUT")}},
		Server: []conformance.Rule{{
			Status:  new(204),
			Headers: conformance.Fields{{Name: "Access-Control-Allow-Origin", Value: "https://app.example"}},
		}},
	}
	result, err := conformance.Run(scenario, conformance.Options{})
	if err != nil {
		log.Fatal(err)
	}
	verdict := result.Fetches[0].Verdict
	fmt.Println(verdict.Outcome, verdict.Error.Code)
	for _, sent := range verdict.Wire {
		fmt.Println(sent.Method, sent.URL)
	}
	// Output:
	// network-error method-not-allowed
	// OPTIONS https://api.example/items
}

// A header that the server sends only with the answer to the PUT comes too late: the preflight asks first, and has no answer
// that allows anything.
func ExampleRun_incorrect() {
	text := `{
		"origin": "https://app.example",
		"fetches": [{"url": "https://api.example/items", "method": "PUT"}],
		"server": [
			{"method": "PUT", "headers": [["Access-Control-Allow-Origin", "*"], ["Access-Control-Allow-Methods", "PUT"]]},
			{"method": "OPTIONS", "status": 204}
		]
	}`
	c, err := conformance.NewReader(strings.NewReader(text), "put.json").Read()
	if err != nil {
		log.Fatal(err)
	}
	result, err := conformance.Run(&c.Scenario, conformance.Options{})
	if err != nil {
		log.Fatal(err)
	}
	failure := result.Fetches[0].Verdict.Error
	fmt.Println(failure.Phase, failure.Code)
	// Output: preflight allow-origin-missing
}

// Documents are read strictly. An error says where, what and how to fix it.
func ExampleReader() {
	text := `{"origin": "https://app.example",
  "fetches": [{"url": "https://api.example/", "metod": "PUT"}]}`
	_, err := conformance.NewReader(strings.NewReader(text), "put.json").Read()
	fmt.Println(err)
	// Output: put.json:2:47: fetches[0].metod: unknown field; did you mean "method"?
}

// An expectation compares only the fields that it gives.
func ExampleCompare() {
	verdict := conformance.Verdict{Outcome: conformance.OutcomeResponse, Response: &conformance.Response{Status: 404}}
	for _, d := range conformance.Compare(&conformance.Expectation{
		Outcome:  new(conformance.OutcomeResponse),
		Response: &conformance.ExpectedResponse{Status: new(200)},
	}, &verdict) {
		fmt.Println(d)
	}
	// Output: fetches[0].response.status: want 200, got 404
}
