package safelist_test

import (
	"fmt"

	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/safelist"
)

// Which headers make a browser ask the server first, and why.
func ExampleExplainRequestHeaders() {
	l := header.List{
		{Name: "Accept", Value: "application/json"},
		{Name: "Content-Type", Value: "application/json"},
		{Name: "X-Request-ID", Value: "1"},
	}
	for i, reason := range safelist.ExplainRequestHeaders(l) {
		fmt.Printf("%s: %v\n", l[i].Name, reason)
	}
	fmt.Println(safelist.CORSUnsafeRequestHeaderNames(l))
	// Output:
	// Accept: safelisted
	// Content-Type: MIME essence application/json is not safelisted
	// X-Request-ID: name is not safelisted
	// [content-type x-request-id]
}
