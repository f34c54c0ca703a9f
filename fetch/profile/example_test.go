package profile_test

import (
	"fmt"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/fetch/profile"
	"github.com/corsref/corsref/origin"
)

// A `*` in Access-Control-Allow-Headers does not cover Authorization by the
// standard. In every browser it does.
func Example() {
	page := origin.MustParseURL("https://app.example/")
	req, err := fetch.NewRequest(&fetch.Settings{Origin: page.Origin(), URL: page}, "https://api.example/",
		fetch.RequestInit{Headers: header.List{{Name: "Authorization", Value: "Bearer x"}}})
	if err != nil {
		fmt.Println(err)
		return
	}
	chromium, _ := profile.ByName("chromium")
	for _, p := range []fetch.Profile{{}, chromium.Profile(), chromium.Without("wildcard-covers-authorization").Profile()} {
		ua := &fetch.UserAgent{Profile: p}
		f, err := ua.Start(req)
		if err != nil {
			fmt.Println(err)
			return
		}
		out := f.Receive(fetch.Response{Status: 204, Headers: header.List{
			{Name: "Access-Control-Allow-Origin", Value: "*"}, {Name: "Access-Control-Allow-Headers", Value: "*"},
		}})
		fmt.Printf("%q sends the request: %t\n", p.Name(), out != nil)
	}
	// Output:
	// "" sends the request: false
	// "chromium" sends the request: true
	// "chromium" sends the request: false
}
