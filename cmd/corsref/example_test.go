package main

import (
	"fmt"
	"log"
	"time"

	"github.com/corsref/corsref/cache"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/origin"
	"github.com/corsref/corsref/origin/psl"
)

// Example is the Go code of README.md.
func Example() {
	roundTrip := func(out *fetch.Outgoing) (fetch.Response, error) {
		fmt.Println(out.Method, out.URL)
		return fetch.Response{Status: 200, Headers: header.List{{Name: "Access-Control-Allow-Origin", Value: "*"}}}, nil
	}
	pageURL, err := origin.ParseURL("https://app.example/")
	if err != nil {
		log.Fatal(err)
	}
	page := &fetch.Settings{Origin: pageURL.Origin(), URL: pageURL}
	ua := &fetch.UserAgent{Preflights: cache.New(cache.Limits{}), Now: time.Now, Sites: psl.List}

	req, err := fetch.NewRequest(page, "https://api.example/items", fetch.RequestInit{Method: new("DELETE")})
	if err != nil {
		log.Fatal(err) // what fetch() throws
	}
	f, err := ua.Start(req)
	if err != nil {
		log.Fatal(err) // how the user agent is set up
	}
	for out := f.Next(); out != nil; { // preflights and redirects are just more sends
		res, err := roundTrip(out) // your transport
		if err != nil {
			out = f.Fail(err)
		} else {
			out = f.Receive(res)
		}
	}
	res, err := f.Result() // a filtered response, or a *fetch.NetworkError
	fmt.Println(res, err)

	// Output:
	// OPTIONS https://api.example/items
	// <nil> preflight for DELETE https://api.example/items: method DELETE is not in Access-Control-Allow-Methods
}
