package servertest_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/corsref/corsref/conformance/servertest"
)

// printing is what stands for a *testing.T in an Example: it prints the first line of each failure.
type printing struct{ testing.TB }

func (printing) Helper()                  {}
func (printing) Cleanup(func())           {}
func (printing) Context() context.Context { return context.Background() }
func (printing) Errorf(format string, args ...any) {
	line, _, _ := strings.Cut(fmt.Sprintf(format, args...), "\n")
	fmt.Println(line)
}

// A handler that mirrors every origin lets every site read what the user's cookies show.
func ExampleOn() {
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Access-Control-Allow-Origin", r.Header.Get("Origin"))
		w.Header().Set("Access-Control-Allow-Credentials", "true")
	})
	var t printing // in a test, the *testing.T
	api := servertest.On(t, handler)
	api.From("https://app.example").Fetch("GET", "https://api.example/account").WithCredentials().MustBeAllowed()
	api.From("https://evil.example").Fetch("GET", "https://api.example/account").WithCredentials().MustBeBlocked()
	// Output: GET https://api.example/account from https://evil.example must be blocked, and is allowed
}
