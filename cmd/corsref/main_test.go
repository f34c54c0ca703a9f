package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// TestMain makes the test binary the command when it is called so, which spares README.md's commands a build. It gives
// every test an internet of http: hosts, behind a proxy: the hosts have names that transcripts can print. Loopback
// addresses are reached without it, and so is what no host is called.
func TestMain(m *testing.M) {
	if filepath.Base(os.Args[0]) == "corsref" {
		main()
	}
	proxy := httptest.NewServer(internet())
	os.Setenv("HTTP_PROXY", proxy.URL)
	os.Setenv("NO_PROXY", os.Getenv("NO_PROXY")+",invalid")
	code := m.Run()
	proxy.CloseClientConnections()
	proxy.Close()
	os.Exit(code)
}

// internet is what the hosts of fetch.ct answer.
func internet() http.Handler {
	mux := http.NewServeMux()
	allow := func(w http.ResponseWriter, origin string) { w.Header().Set("Access-Control-Allow-Origin", origin) }
	mux.HandleFunc("api.example/items", func(w http.ResponseWriter, _ *http.Request) { allow(w, "http://app.example") })
	mux.HandleFunc("api.example/away", func(w http.ResponseWriter, r *http.Request) {
		allow(w, "http://app.example")
		http.Redirect(w, r, "http://other.example/back", http.StatusFound)
	})
	mux.HandleFunc("other.example/back", func(w http.ResponseWriter, r *http.Request) {
		allow(w, r.Header.Get("Origin"))
		http.Redirect(w, r, "http://api.example/items", http.StatusFound)
	})
	mux.HandleFunc("api.example/loop", func(w http.ResponseWriter, r *http.Request) {
		allow(w, "*")
		http.Redirect(w, r, "/loop", http.StatusFound)
	})
	mux.HandleFunc("api.example/endless", func(w http.ResponseWriter, _ *http.Request) {
		allow(w, "*")
		for block := make([]byte, 1<<16); ; {
			if _, err := w.Write(block); err != nil {
				return
			}
		}
	})
	mux.HandleFunc("api.example/slow", func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-r.Context().Done():
		case <-time.After(time.Minute):
		}
	})
	mux.HandleFunc("api.example/bomb", headerBomb)
	mux.HandleFunc("api.example/crash", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	return mux
}
