package header_test

import (
	"fmt"

	"github.com/corsref/corsref/fetch/header"
)

// Tokens come from all lines of a name. One element that is not a token spoils them all.
func ExampleList_Tokens() {
	for _, l := range []header.List{
		{{Name: "Access-Control-Allow-Methods", Value: "PUT, DELETE"}, {Name: "access-control-allow-methods", Value: "PATCH"}},
		{{Name: "Access-Control-Allow-Methods", Value: "PUT DELETE"}},
		{},
	} {
		methods, result := l.Tokens("Access-Control-Allow-Methods")
		fmt.Print(result)
		for method := range methods.All() {
			fmt.Print(" ", method)
		}
		fmt.Println()
	}
	// Output:
	// values PUT DELETE PATCH
	// failure
	// null
}
