package fetch_test

import (
	"errors"
	"fmt"
	"time"

	"github.com/corsref/corsref/cache"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/origin"
)

func Example() {
	page, _ := origin.ParseURL("https://app.example/")
	client := &fetch.Settings{Origin: page.Origin(), URL: page}
	req, err := fetch.NewRequest(client, "https://api.example/items", fetch.RequestInit{Method: new("PUT")})
	if err != nil {
		fmt.Println(err) // what new Request() throws
		return
	}
	ua := &fetch.UserAgent{Preflights: cache.New(cache.Limits{}), Now: time.Now}
	f, err := ua.Start(req)
	if err != nil {
		fmt.Println(err) // how the user agent is set up
		return
	}
	for out := f.Next(); out != nil; {
		fmt.Println(out.Method, out.URL)
		out = f.Receive(fetch.Response{Status: 204, Headers: header.List{
			{Name: "Access-Control-Allow-Origin", Value: "*"},
			{Name: "Access-Control-Allow-Methods", Value: "GET"},
		}})
	}
	_, err = f.Result()
	var refusal *fetch.NetworkError
	if errors.As(err, &refusal) {
		fmt.Println(refusal.Code, refusal.Step)
		fmt.Println(refusal)
	}
	// Output:
	// OPTIONS https://api.example/items
	// method-not-allowed 7.5
	// preflight for PUT https://api.example/items: method PUT is not in Access-Control-Allow-Methods, which is `GET`
}

// Script that cannot read a response is often blamed on Access-Control-Allow-Origin
// alone. Comparing that header with the page's origin is not the CORS check: it
// refuses `*`, which is fine without credentials, and it misses what is needed with
// them.
func ExampleCORSCheck_incorrect() {
	page, response := "https://app.example", header.List{{Name: "Access-Control-Allow-Origin", Value: "https://app.example"}}

	allowed, _ := response.Get("Access-Control-Allow-Origin")
	fmt.Println("compared by hand:", allowed == page) // incorrect

	c := fetch.CORSCheck(page, fetch.CredentialsInclude, response)
	fmt.Println("the CORS check: ", c.Passed(), c.Code)
	// Output:
	// compared by hand: true
	// the CORS check:  false allow-credentials-missing
}

// Words of the standard become values with Parse, and print as themselves.
func ExampleParse() {
	mode, err := fetch.Parse[fetch.CacheMode]("no-store")
	fmt.Println(mode == fetch.CacheNoStore, mode, err)
	_, err = fetch.Parse[fetch.CacheMode]("none")
	fmt.Println(err)
	// Output:
	// true no-store <nil>
	// "none" is none of "default", "no-store", "reload", "no-cache", "force-cache", "only-if-cached"
}
