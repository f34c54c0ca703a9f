package live_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/live"
	"github.com/corsref/corsref/fetch/nethttp"
	"github.com/corsref/corsref/origin"
)

// A staging server, wherever it listens, stands for the host that the scenario names.
func ExampleServer() {
	staging := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Access-Control-Allow-Origin", "https://app.example")
	}))
	defer staging.Close()
	client := &nethttp.Client{Network: live.Everywhere(origin.MustParseURL(staging.URL), http.DefaultTransport)}
	scenario := &conformance.Scenario{Origin: origin.MustParse("https://app.example"), Fetches: []conformance.FetchInit{
		{URL: "https://api.example/items"},
		{URL: "https://api.example/items", Method: new("DELETE")},
	}}
	result, err := conformance.Run(scenario, conformance.Options{Server: live.Server(context.Background(), client, scenario)})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range result.Fetches {
		if f.Verdict.Error != nil {
			fmt.Println(f.Verdict.Outcome, f.Verdict.Error.Code)
			continue
		}
		fmt.Println(f.Verdict.Outcome, f.Verdict.Response.Status)
	}
	// Output:
	// response 200
	// network-error method-not-allowed
}
