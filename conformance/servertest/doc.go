// Package servertest tests the CORS of an http.Handler as browsers see it: in process, without a socket.
//
// [Check] plays scenario files:
//
//	//go:embed testdata/*.yaml
//	var scenarios embed.FS
//
//	func TestCORS(t *testing.T) { servertest.Check(t, newHandler(), scenarios) }
//
// [On] is for a few lines inline:
//
//	api := servertest.On(t, newHandler())
//	app := api.From("https://app.example")
//	app.Fetch("PUT", "https://api.example/items").Header("X-Foo", "1").WithCredentials().MustBeAllowed().MustExpose("ETag")
//	api.From("https://evil.example").Fetch("GET", "https://api.example/items").MustBeBlocked()
//
// A test that fails prints the story: the requests that a browser sends, what the handler answered, which check that did
// not pass, and what to change.
package servertest
