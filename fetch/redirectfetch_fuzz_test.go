package fetch_test

import (
	"slices"
	"testing"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/origin"
)

// FuzzLocation compares location URLs with the steps of their definition.
func FuzzLocation(f *testing.F) {
	f.Add("https://app.example/a/b?c#d", "../x", 302, "f", true, byte(1))
	f.Add("https://app.example/", "//\xe9.example/\xff", 308, "", true, byte(1))
	f.Add("https://app.example/", "https://[", 301, "", false, byte(2))
	f.Add("https://app.example/", "#g", 200, "f", true, byte(0))
	f.Fuzz(func(t *testing.T, base, location string, status int, fragment string, hasFragment bool, count byte) {
		u, err := origin.ParseURL(base)
		if err != nil {
			t.Skip("no URL")
		}
		res := fetch.Response{Status: status, Headers: lines("X-A", "1")}
		for range count % 3 {
			res.Headers = append(res.Headers, header.Line{Name: "location", Value: location})
		}
		var want origin.URL
		wantResult := header.Null
		if slices.Contains([]int{301, 302, 303, 307, 308}, status) && count%3 > 0 {
			wantResult = header.Failure
			if v, err := u.Parse(isomorphic(location)); err == nil && count%3 == 1 {
				want, wantResult = v, header.Values
				if _, has := v.Fragment(); !has && hasFragment {
					want = v.WithFragment(fragment)
				}
			}
		}
		if got, result := fetch.LocationURL(res, u, fragment, hasFragment); result != wantResult || got != want {
			t.Errorf("LocationURL(%+v, %q, %q, %t) = %q, %v, want %q, %v", res, u, fragment, hasFragment, got, result, want, wantResult)
		}
	})
}
