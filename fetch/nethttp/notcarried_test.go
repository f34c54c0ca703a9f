package nethttp_test

// notCarried are the cases of the suite that net/http cannot carry as they are, and why.
var notCarried = map[string]string{
	"allow-origin/form-feed":  "net/http refuses a response with a control byte in a header value",
	"safelist/accept-control": "net/http refuses to send a control byte in a header value",
	"safelist/accept-delete":  "net/http refuses to send a control byte in a header value",
}
