package fetch_test

import (
	"testing"
	"time"

	"github.com/corsref/corsref/cache"
	"github.com/corsref/corsref/fetch"
)

func TestTraceOfAPreflight(t *testing.T) {
	var checks []fetch.Code
	var steps, passed int
	var need fetch.PreflightNeed
	var stored fetch.Stored
	req := request(t, "https://api.example/", fetch.RequestInit{Method: new("PUT"), Headers: lines("X-A", "1")})
	req.Trace = &fetch.Trace{
		Decide: func(fetch.Decision) { steps++ },
		Check: func(_ fetch.Phase, c fetch.Check) {
			checks = append(checks, c.Code)
			if c.Passed() {
				passed++
			}
		},
		Preflight: func(n fetch.PreflightNeed) { need = n },
		Stored:    func(s fetch.Stored) { stored = s },
	}
	ua := &fetch.UserAgent{Preflights: cache.New(cache.Limits{MaxAge: time.Minute}), Now: clock}
	f := start(t, ua, req)
	f.Receive(fetch.Response{Status: 204, Headers: lines(
		"Access-Control-Allow-Origin", "*", "Access-Control-Allow-Methods", "PUT",
		"Access-Control-Allow-Headers", "x-a", "Access-Control-Max-Age", "3600")})
	f.Receive(fetch.Response{Status: 200})
	if !need.Needed || !need.Method || need.Flag {
		t.Errorf("Preflight was told %+v", need)
	}
	if stored.MaxAge != time.Minute || !stored.Limited || stored.Default {
		t.Errorf("Stored was told %+v", stored)
	}
	if want := 5; len(checks) != want || passed != want-1 || checks[len(checks)-1] != fetch.CodeAllowOriginMissing {
		t.Errorf("checks %q, %d passed; want %d, the last refused", checks, passed, want)
	}
	if steps == 0 {
		t.Error("no decision was told")
	}
}

// TestEmptyTrace: a trace need not have any function.
func TestEmptyTrace(t *testing.T) {
	ua := &fetch.UserAgent{Preflights: cache.New(cache.Limits{}), Now: clock}
	req := request(t, "https://api.example/x", fetch.RequestInit{Method: new("PUT")})
	req.Trace = new(fetch.Trace)
	_, res, err := playAll(t, ua, req, "", answer(204, "Access-Control-Allow-Methods", "PUT"), answer(200))
	if err != nil || res.Type != fetch.ResponseCORS {
		t.Errorf("%v, %v", res, err)
	}
}
