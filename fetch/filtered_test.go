package fetch_test

import (
	"slices"
	"testing"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
)

func TestExposedHeaderNames(t *testing.T) {
	for _, c := range []struct {
		name        string
		credentials fetch.CredentialsMode
		response    header.List
		want        []string
		why         string
	}{
		{"none", fetch.CredentialsSameOrigin, headerLines("A", "1"), nil, "main fetch, 14.1.3: null"},
		{"malformed", fetch.CredentialsSameOrigin, headerLines("Access-Control-Expose-Headers", "a b"), nil, "main fetch, 14.1.3: failure"},
		{"names", fetch.CredentialsInclude, headerLines("Access-Control-Expose-Headers", "A,b,,A"), []string{"A", "b", "A"}, "main fetch, 14.1.3"},
		{"star", fetch.CredentialsOmit, headerLines("Access-Control-Expose-Headers", "*", "B", "1", "b", "2"), []string{"access-control-expose-headers", "b"}, "main fetch, 14.1.2"},
		{"star with credentials", fetch.CredentialsInclude, headerLines("Access-Control-Expose-Headers", "*"), []string{"*"}, "main fetch, 14.1.3: a name like any other"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := fetch.ExposedHeaderNames(c.credentials, c.response); !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q: %s", got, c.want, c.why)
			}
		})
	}
}
