package origin_test

import (
	"errors"
	"fmt"

	"github.com/corsref/corsref/origin"
	"github.com/corsref/corsref/origin/psl"
)

func ExampleParseURL() {
	base, err := origin.ParseURL("HTTPS://User@API.Example:443/v1/../v2/items?id=1#top")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(base)
	fmt.Println(base.Origin())
	next, err := base.Parse("//cdn.example/x")
	fmt.Println(next, err)
	// Output:
	// https://User@api.example/v2/items?id=1#top
	// https://api.example
	// https://cdn.example/x <nil>
}

func ExampleParse() {
	_, err := origin.Parse("https://App.example")
	fmt.Println(err)

	var e *origin.ParseError
	if errors.As(err, &e) {
		fmt.Println(e.Code, e.Offset, e.Suggestion)
	}
	// Output:
	// origin "https://App.example" has an upper-case host (byte 8); write the host in lower case: "https://app.example"
	// origin-upper-case-host 8 https://app.example
}

func ExampleOrigin_Note() {
	o, err := origin.Parse("https://a_b.example")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(o.Note())
	// Output: the host has an underscore, which the grammar of the Origin header does not cover
}

func ExampleSameSite() {
	a, errA := origin.Parse("https://app.shop.co.uk")
	b, errB := origin.Parse("https://api.shop.co.uk:8443")
	if errA != nil || errB != nil {
		fmt.Println(errA, errB)
		return
	}
	fmt.Println(a == b, origin.SameSite(a, b, psl.List))
	// Output: false true
}
