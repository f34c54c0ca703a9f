package realservers_test

import (
	"embed"
	"io"
	"io/fs"
	"net/http"
	"testing"
	"testing/fstest"

	"github.com/corsref/corsref/conformance/servertest"
	"github.com/gorilla/handlers"
	"github.com/rs/cors"
)

//go:embed scenarios/*.yaml
var scenarios embed.FS

// only is a file system with one file of scenarios.
func only(t testing.TB, name string) fs.FS {
	t.Helper()
	data, err := scenarios.ReadFile("scenarios/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return fstest.MapFS{name: {Data: data}}
}

// api is a handler that knows nothing of CORS.
func api() http.Handler {
	items := func(w http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body)
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("ETag", `"1"`)
		io.WriteString(w, "{}")
	}
	mux := http.NewServeMux()
	for _, method := range []string{"GET", "PUT", "DELETE", "PATCH"} {
		mux.HandleFunc(method+" /items", items)
	}
	return mux
}

// The configurations are alike, but for how each library is told.

func rsCORS(next http.Handler) http.Handler {
	return cors.New(cors.Options{
		AllowedOrigins: []string{"https://app.example"}, AllowedMethods: []string{"GET", "PUT"},
		AllowedHeaders: []string{"Content-Type", "X-Foo"}, ExposedHeaders: []string{"ETag"}, AllowCredentials: true, MaxAge: 600,
	}).Handler(next)
}

func gorillaCORS(next http.Handler) http.Handler {
	return handlers.CORS(
		handlers.AllowedOrigins([]string{"https://app.example"}), handlers.AllowedMethods([]string{"GET", "PUT"}),
		handlers.AllowedHeaders([]string{"Content-Type", "X-Foo"}), handlers.ExposedHeaders([]string{"ETag"}),
		handlers.AllowCredentials(), handlers.MaxAge(600),
	)(next)
}

// pasted is the middleware that people paste.
func pasted(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Access-Control-Allow-Origin", "*")
		w.Header().Set("Access-Control-Allow-Methods", "POST, GET, OPTIONS, PUT, DELETE")
		w.Header().Set("Access-Control-Allow-Headers", "Accept, Content-Type, Content-Length, Accept-Encoding, X-CSRF-Token, Authorization")
		if r.Method == "OPTIONS" {
			return
		}
		next.ServeHTTP(w, r)
	})
}

// TestMiddlewareInProcess plays scenario files against handlers, without a socket.
func TestMiddlewareInProcess(t *testing.T) {
	for _, tc := range []struct {
		name, file string
		handler    http.Handler
	}{
		{"rs/cors", "alike.yaml", rsCORS(api())},
		{"gorilla/handlers", "alike.yaml", gorillaCORS(api())},
		{"pasted", "pasted.yaml", pasted(api())},
	} {
		t.Run(tc.name, func(t *testing.T) { servertest.Check(t, tc.handler, only(t, tc.file)) })
	}
}
