package realservers_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/corsref/corsref/conformance/servertest"
)

// watched is a test that may fail without failing the test that watches it.
type watched struct {
	testing.TB
	failures []string
}

func (w *watched) Helper()                   {}
func (w *watched) Error(args ...any)         { w.failures = append(w.failures, fmt.Sprint(args...)) }
func (w *watched) Errorf(f string, a ...any) { w.Error(fmt.Sprintf(f, a...)) }

// TestPlantedFaults: a fault is reported with a sentence that names it.
func TestPlantedFaults(t *testing.T) {
	unwrapped := http.NewServeMux()
	unwrapped.Handle("GET /items", rsCORS(api()))
	unwrapped.Handle("PUT /items", rsCORS(api())) // and nothing for OPTIONS

	authentication := func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Header.Get("Cookie") == "" && r.Header.Get("Authorization") == "" {
				http.Error(w, "who are you?", http.StatusUnauthorized)
				return
			}
			next.ServeHTTP(w, r)
		})
	}
	adding := func(next http.Handler) http.Handler { // a second layer, such as a gateway
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Add("Access-Control-Allow-Origin", "https://app.example")
			next.ServeHTTP(w, r)
		})
	}
	stacked := rsCORS(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		adding(api()).ServeHTTP(w, r)
	}))
	for _, tc := range []struct {
		name    string
		handler http.Handler
		method  string
		says    string
	}{
		{"OPTIONS is not wrapped", unwrapped, "PUT", "no route answers OPTIONS here; let the CORS layer answer it before routing"},
		{"authentication in front", authentication(rsCORS(api())), "PUT", "let OPTIONS through before authentication"},
		{"two layers", stacked, "GET", "two layers add it, such as two CORS middlewares"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			w := &watched{TB: t}
			servertest.On(w, tc.handler).From("https://app.example").Fetch(tc.method, "https://api.example/items").
				WithCredentials().Cookie("session", "1").MustBeAllowed()
			story := strings.Join(strings.Fields(strings.Join(w.failures, "\n")), " ")
			if !strings.Contains(story, tc.says) {
				t.Errorf("the story does not say %q:\n%s", tc.says, strings.Join(w.failures, "\n"))
			}
		})
	}
}
