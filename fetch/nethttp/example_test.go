package nethttp_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"

	"github.com/corsref/corsref/fetch/nethttp"
)

// Ten lines: a client that is refused what a browser is refused.
func Example() {
	api := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Access-Control-Allow-Origin", "https://admin.example")
	}))
	defer api.Close()
	client := &http.Client{Transport: &nethttp.Transport{Page: "https://app.example/"}}
	_, err := client.Get(api.URL)
	if refusal, ok := nethttp.Refusal(err); ok {
		fmt.Printf("%s: %s is %s, not %s\n", refusal.Code, refusal.Header, refusal.Got, refusal.Want)
	}
	// Output: allow-origin-mismatch: Access-Control-Allow-Origin is https://admin.example, not https://app.example
}
