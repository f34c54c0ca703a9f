package nethttp_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/nethttp"
	"github.com/corsref/corsref/origin"
)

// A client that is refused what a browser is refused.
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

// The jar of http.Client never has an effect: its cookies are added before the engine has said whether any may go.
func Example_incorrect() {
	api := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		fmt.Printf("Cookie: %q\n", r.Header.Get("Cookie"))
	}))
	defer api.Close()
	u, _ := url.Parse(api.URL)
	cookies := []*http.Cookie{{Name: "session", Value: "1"}}

	inert, _ := cookiejar.New(nil)
	inert.SetCookies(u, cookies)
	client := &http.Client{Jar: inert, Transport: &nethttp.Transport{Page: api.URL}}
	client.Get(api.URL)

	// Instead, give a jar to the Client that the Transport uses.
	jar := nethttp.NewJar(nil)
	jar.SetCookies(u, cookies)
	client = &http.Client{Transport: &nethttp.Transport{Page: api.URL, Client: &nethttp.Client{Jar: jar}}}
	client.Get(api.URL)
	// Output:
	// Cookie: ""
	// Cookie: "session=1"
}

// A fetch that net/http has no words for: a mode, a body that can be sent again, and what script sees of the response.
func ExampleClient_Fetch() {
	api := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"1"`)
	}))
	defer api.Close()
	page := origin.MustParseURL("https://app.example/")
	req, err := fetch.NewRequest(&fetch.Settings{Origin: page.Origin(), URL: page}, api.URL, fetch.RequestInit{
		Method: new("POST"), Mode: new(fetch.ModeNoCORS), Body: fetch.TextBody("hello"),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	res, err := new(nethttp.Client).Fetch(context.Background(), req, nethttp.Bytes("hello"))
	if err != nil {
		fmt.Println(err)
		return
	}
	defer res.Body.Close()
	fmt.Println(res.Type, res.Status, res.Header())
	// Output: opaque 0 map[]
}
