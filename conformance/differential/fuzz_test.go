package differential_test

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/differential"
	"github.com/corsref/corsref/conformance/suite"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/profile"
)

// FuzzGenerated lets bytes make the choices of the generator.
func FuzzGenerated(f *testing.F) {
	r := rand.New(rand.NewPCG(20260702, 1))
	for range 40 {
		choices := make([]byte, 40+r.IntN(200))
		for i := range choices {
			choices[i] = byte(r.Uint32())
		}
		f.Add(choices, uint16(r.Uint32()))
	}
	f.Fuzz(func(t *testing.T, choices []byte, what uint16) {
		check(t, differential.GenerateFrom(choices), what)
	})
}

// FuzzEdited changes cases of the suite: each three bytes of edits are a change.
func FuzzEdited(f *testing.F) {
	cases, err := suite.Cases()
	if err != nil {
		f.Fatal(err)
	}
	for i := 0; i < len(cases); i += 20 {
		f.Add(uint16(i), []byte{byte(i), byte(i >> 1), byte(i >> 3), byte(3 * i), byte(5 * i), byte(7 * i)}, uint16(i>>1))
	}
	f.Fuzz(func(t *testing.T, at uint16, edits []byte, what uint16) {
		s := differential.Clone(&cases[int(at)%len(cases)].Scenario)
		s.Expect = nil
		for i := 0; i+2 < len(edits) && i < 3*20; i += 3 {
			edit(s, edits[i], int(edits[i+1]), int(edits[i+2]))
		}
		checkEdited(t, s, what)
	})
}

// TestSuite checks the cases as they are, and each with a change.
func TestSuite(t *testing.T) {
	cases, err := suite.Cases()
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			s := differential.Clone(&c.Scenario)
			check(t, s, uint16(i))
			edit(s, byte(i), i>>1, i>>3)
			s.Expect = nil
			checkEdited(t, s, uint16(i>>1))
		})
	}
}

// edit changes one thing of s: which one op says, and where and to what the numbers.
func edit(s *conformance.Scenario, op byte, where, what int) {
	f := &s.Fetches[where%len(s.Fetches)]
	if op%3 == 0 && len(s.Server) > 0 {
		editRule(&s.Server[where%len(s.Server)], op/3, where/len(s.Server), what)
		return
	}
	choose := func(choices []string) *string { return &choices[what%len(choices)] }
	switch op % 11 {
	case 0:
		f.Method = choose([]string{"GET", "POST", "PUT", "DELETE", "patch", "HEAD", "OPTIONS", "X-Y", "*"})
	case 1:
		if f.XHR() {
			f.Credentials = new(fetch.CredentialsInclude)
		} else {
			f.Credentials = new(fetch.CredentialsMode(what % 3))
		}
	case 2:
		if !f.XHR() {
			f.Mode = new(fetch.Mode(what % 3))
		}
	case 3:
		if !f.XHR() {
			f.Redirect = new(fetch.RedirectMode(what % 3))
		}
	case 4:
		f.Headers = append(f.Headers, conformance.Field{
			Name:  *choose([]string{"X-A", "Authorization", "Content-Type", "Accept", "Range", "Cookie", "Sec-A", "Origin", "If-None-Match", "Cache-Control"}),
			Value: []string{"1", "text/plain", "bytes=0-", "application/json", "*"}[where%5],
		})
	case 5:
		if n := len(f.Headers); n > 0 {
			f.Headers = slices.Delete(f.Headers, what%n, what%n+1)
		}
	case 6:
		f.URL = *choose(urls)
	case 7:
		s.EmbedderPolicy = new(fetch.EmbedderPolicy(what % 3))
	case 8:
		if !f.XHR() && f.Mode != nil && *f.Mode == fetch.ModeNoCORS {
			f.Destination = &[]fetch.Destination{fetch.DestinationEmpty, fetch.DestinationScript, fetch.DestinationStyle, fetch.DestinationImage, fetch.DestinationAudio, fetch.DestinationFont}[what%6]
		}
	case 9:
		if f.XHR() {
			f.UploadListener = new(what%2 == 0)
		} else {
			f.Cache = new(fetch.CacheMode(what % 6))
		}
	default:
		if len(s.Fetches) < 6 {
			s.Fetches = append(s.Fetches, *f)
			s.Fetches[len(s.Fetches)-1].After = new(float64(what % 8))
		}
	}
}

// editRule changes one thing of an answer.
func editRule(r *conformance.Rule, op byte, where, what int) {
	if r.Fail != nil {
		return
	}
	line := func() *conformance.Field { return &r.Headers[where%len(r.Headers)] }
	switch op := op % 6; {
	case op == 0:
		r.Status = &[]int{200, 204, 206, 301, 302, 303, 307, 308, 304, 401, 404, 407, 421, 500}[what%14]
	case op == 1 || len(r.Headers) == 0:
		r.Headers = append(r.Headers, conformance.Field{Name: names[where%len(names)], Value: values[what%len(values)]})
	case op == 2:
		r.Headers = append(r.Headers, *line())
	case op == 3:
		r.Headers = slices.Delete(r.Headers, where%len(r.Headers), where%len(r.Headers)+1)
	case op == 4:
		line().Value = values[what%len(values)]
	default:
		line().Value += []string{",", " x", ", *", "\u0080", ",x-a"}[what%5]
	}
}

// urls, names and values are what edits put into scenarios.
var (
	urls = []string{"https://api.example/", "https://app.example/x", "http://api.example/#f", "/", "https://other.test/?q", "https://api.app.example/", "data:,x", "about:blank"}

	names = []string{"Access-Control-Allow-Origin", "Access-Control-Allow-Credentials", "Access-Control-Allow-Methods", "Access-Control-Allow-Headers",
		"Access-Control-Expose-Headers", "Access-Control-Max-Age", "Location", "Cross-Origin-Resource-Policy", "Content-Type", "X-Content-Type-Options",
		"Set-Cookie", "X-A", "Referrer-Policy", "Timing-Allow-Origin", "Vary"}

	values = []string{"*", "https://app.example", "null", "true", "PUT", "x-a, authorization", "0", "600", "https://api.example/", "https://other.test/",
		"/", "same-origin", "same-site", "cross-origin", "text/html", "text/csv", "text/javascript", "nosniff", "x a", "", "authorization", "no-referrer", "origin"}
)

// TestConcurrentRuns plays scenarios at once that share a profile, and compares what they come to with what they come to alone.
func TestConcurrentRuns(t *testing.T) {
	const scenarios = 200
	for _, set := range profile.Sets() {
		p := set.Profile()
		var alone [scenarios][]byte
		for i := range alone {
			alone[i] = play(t, differential.Generate(2, i), p, nil)
		}
		var group sync.WaitGroup
		for worker := range 8 {
			group.Go(func() {
				for i := range alone {
					i = (i + worker*25) % scenarios
					result, err := conformance.Run(differential.Generate(2, i), conformance.Options{Profile: p})
					if err != nil {
						t.Error(err)
						return
					}
					if got, err := conformance.Encode(result.Output().Fetches); err != nil || !bytes.Equal(got, alone[i]) {
						t.Errorf("%s: scenario %d: %s, %v, alone %s", set.Name, i, got, err, alone[i])
					}
				}
			})
		}
		group.Wait()
	}
}
