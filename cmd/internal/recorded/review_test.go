package recorded_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/corsref/corsref/cmd/internal/recorded"
	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/suite"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/profile"
	"github.com/corsref/corsref/origin"
	"github.com/corsref/corsref/origin/psl"
)

// pretender does what an engine with a profile does, but for what it is told to do.
type pretender struct {
	name string
	suite.Engine
	// odd changes the verdict of a play, counted from 1, or fails it.
	odd   func(play int, v *conformance.Verdict) error
	plays int
}

func pretend(name string, p fetch.Profile, odd func(int, *conformance.Verdict) error) *pretender {
	return &pretender{name: name, Engine: suite.Engine{Options: conformance.Options{Sites: psl.List, Profile: p}}, odd: odd}
}

func (p *pretender) Describe() suite.Description {
	d := p.Engine.Describe()
	d.Name, d.Version, d.Parallel = p.name, "", 1
	return d
}

func (p *pretender) Play(ctx context.Context, s *conformance.Scenario) ([]conformance.Verdict, error) {
	p.plays++
	verdicts, err := p.Engine.Play(ctx, s)
	if err == nil && p.odd != nil {
		err = p.odd(p.plays, &verdicts[0])
	}
	return verdicts, err
}

func status(v *conformance.Verdict) { v.Response.Status++ }

var plain = &conformance.Case{Scenario: conformance.Scenario{
	Name: "a/b", Origin: origin.MustParse("https://app.example"), Fetches: []conformance.FetchInit{{URL: "/x"}}, Server: []conformance.Rule{{}},
}}

// TestReview says what is made of a browser that does as predicted, or not, once or always, known or not.
func TestReview(t *testing.T) {
	listed := &conformance.Case{Scenario: conformance.Scenario{Name: "a/b"}, Tags: []string{"firefox"}}
	elsewhere := &conformance.Case{Scenario: conformance.Scenario{Name: "a/b"}, Tags: []string{"webkit"}}
	always := func(_ int, v *conformance.Verdict) error { status(v); return nil }
	for _, test := range []struct {
		name     string
		odd      func(int, *conformance.Verdict) error
		known    *conformance.Case
		want     recorded.Finding
		surprise bool
	}{
		{"as predicted", nil, nil, recorded.Predicted, false},
		{"known, and as predicted", nil, listed, recorded.Mended, false},
		{"another browser is known to differ", nil, elsewhere, recorded.Predicted, false},
		{"always different", always, nil, recorded.Different, true},
		{"always different, as known", always, listed, recorded.Listed, false},
		{"always different, as known of another browser", always, elsewhere, recorded.Different, true},
		{"different once", func(play int, v *conformance.Verdict) error {
			if play == 1 {
				status(v)
			}
			return nil
		}, nil, recorded.Unsteady, false},
		{"no verdict", func(int, *conformance.Verdict) error { return errors.New("it hangs") }, nil, recorded.Unplayed, true},
		{"skipped", func(int, *conformance.Verdict) error { return &suite.Skip{Reason: "why not"} }, nil, recorded.Skipped, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			set := profile.Firefox()
			judge := &recorded.Judge{Browser: pretend("firefox", set.Profile(), test.odd), Set: set, Sites: psl.List}
			var known []*conformance.Case
			if test.known != nil {
				known = append(known, test.known)
			}
			all := judge.Play(t.Context(), []*conformance.Case{plain}, nil)
			findings := judge.Review(t.Context(), all, known)
			if want := []recorded.Finding{test.want}; !slices.Equal(findings, want) {
				t.Errorf("findings %v, want %v", findings, want)
			}
			if got := recorded.Surprised(findings); got != test.surprise {
				t.Errorf("surprised %t, want %t", got, test.surprise)
			}
		})
	}
}

// TestAgree counts what browsers do alike.
func TestAgree(t *testing.T) {
	wildcard := &conformance.Case{Scenario: conformance.Scenario{
		Name:    "a/c",
		Origin:  origin.MustParse("https://app.example"),
		Fetches: []conformance.FetchInit{{URL: "https://api.example/x", Headers: conformance.Fields{{Name: "Authorization", Value: "x"}}}},
		Server: []conformance.Rule{{Headers: conformance.Fields{
			{Name: "Access-Control-Allow-Origin", Value: "*"}, {Name: "Access-Control-Allow-Headers", Value: "*"},
		}}},
	}}
	cases := []*conformance.Case{plain, wildcard}
	odd := func(_ int, v *conformance.Verdict) error {
		if v.Response != nil {
			status(v)
		}
		return nil
	}
	for _, test := range []struct {
		name                                             string
		odd                                              []func(int, *conformance.Verdict) error
		played, same, standard, shared, own, unexplained int
	}{
		{name: "as predicted", odd: make([]func(int, *conformance.Verdict) error, 3), played: 2, same: 2, standard: 1, shared: 1},
		{name: "all odd", odd: []func(int, *conformance.Verdict) error{odd, odd, odd}, played: 2, same: 2, unexplained: 2},
		{name: "one odd", odd: []func(int, *conformance.Verdict) error{nil, odd, nil}, played: 2},
	} {
		t.Run(test.name, func(t *testing.T) {
			var all [][]recorded.Played
			for i, set := range profile.Sets() {
				judge := &recorded.Judge{Browser: pretend(set.Name, set.Profile(), test.odd[i]), Set: set, Sites: psl.List}
				all = append(all, judge.Play(t.Context(), cases, nil))
			}
			c, err := recorded.Agree(psl.List, all)
			if err != nil {
				t.Fatal(err)
			}
			got := [...]int{c.Played, c.Same, c.Standard, c.Shared, len(c.Own), len(c.Unexplained)}
			if want := [...]int{test.played, test.same, test.standard, test.shared, test.own, test.unexplained}; got != want {
				t.Errorf("played, same, standard, shared, own, unexplained: %v, want %v", got, want)
			}
		})
	}
}
