package origin_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/corsref/corsref/origin"
)

// checkURL checks what holds for every URL: its serialization parses to itself, its parts are parts of it, and the With
// methods change what they say and nothing else.
func checkURL(t *testing.T, u origin.URL) {
	t.Helper()
	if again, err := origin.ParseURL(u.String()); err != nil || again != u {
		t.Errorf("%q parses to %q, %v", u, again, err)
	}
	if literal, err := origin.ParseLiteral(origin.URL{}, u.String()); err != nil || literal != u {
		t.Errorf("%q parses to %q, %v without the fast paths", u, literal, err)
	}
	if u.IsZero() {
		t.Error("a URL that was parsed is zero")
	}
	checkParts(t, u)
	checkWith(t, u)
	checkOriginOf(t, u)
}

// checkParts puts the serialization together from the getters.
func checkParts(t *testing.T, u origin.URL) {
	t.Helper()
	var b strings.Builder
	b.WriteString(u.Scheme() + ":")
	if u.HasHost() {
		b.WriteString("//")
		if u.IncludesCredentials() {
			b.WriteString(u.Username())
			if u.Password() != "" {
				b.WriteString(":" + u.Password())
			}
			b.WriteString("@")
		}
		b.WriteString(u.Host())
		if port, ok := u.Port(); ok {
			b.WriteString(":" + fmt.Sprint(port))
		}
	} else if !u.HasOpaquePath() && strings.HasPrefix(u.Path(), "//") {
		b.WriteString("/.")
	}
	b.WriteString(u.Path())
	if query, ok := u.Query(); ok {
		b.WriteString("?" + query)
	}
	if b.String() != u.StringExcludingFragment() {
		t.Errorf("%q without fragment is %q, its parts %q", u, u.StringExcludingFragment(), b.String())
	}
	if fragment, ok := u.Fragment(); ok {
		b.WriteString("#" + fragment)
	}
	if b.String() != u.String() || string(u.AppendTo(nil)) != u.String() {
		t.Errorf("%q has the parts of %q", u, b.String())
	}
	if hasPassword := u.Password() != ""; u.IncludesCredentials() != (hasPassword || u.Username() != "") {
		t.Errorf("%q: credentials %t", u, u.IncludesCredentials())
	}
	for i := range len(u.String()) {
		if c := u.String()[i]; c < ' ' || c > '~' {
			t.Errorf("%q has byte %#x", u, c)
		}
	}
}

// checkWith checks the methods that give another URL.
func checkWith(t *testing.T, u origin.URL) {
	t.Helper()
	bare := u.WithoutFragment()
	if bare.String() != u.StringExcludingFragment() {
		t.Errorf("%q without fragment is %q", u, bare)
	}
	if fragment, ok := u.Fragment(); ok && bare.WithFragment(fragment) != u {
		t.Errorf("%q with its fragment again is %q", u, bare.WithFragment(fragment))
	}
	public := u.WithoutCredentials()
	if public.IncludesCredentials() || public.WithCredentials(u.Username(), u.Password()) != u {
		t.Errorf("%q without credentials is %q", u, public)
	}
	root := u.WithPathAndQueryRemoved()
	if _, ok := root.Query(); ok || root.Path() != "/" || root.HasOpaquePath() {
		t.Errorf("%q without path and query is %q", u, root)
	}
	for _, v := range []origin.URL{bare, public, root, root.WithoutFragment(), u.WithFragment("é #")} {
		if again, err := origin.ParseURL(v.String()); err != nil || again != v {
			t.Errorf("%q, made of %q, parses to %q, %v", v, u, again, err)
		}
	}
}

// checkOriginOf checks the origin of a URL, its site and its serialization.
func checkOriginOf(t *testing.T, u origin.URL) {
	t.Helper()
	o := u.Origin()
	if o.IsZero() {
		t.Errorf("%q has no origin", u)
	}
	if !origin.SameSite(o, o, nil) || !origin.SchemelesslySameSite(o, o, nil) || o.Clone() != o {
		t.Errorf("the origin of %q is not same site with itself", u)
	}
	again, err := origin.Parse(o.String())
	if err != nil || again.String() != o.String() {
		t.Errorf("the origin %q of %q parses to %q, %v", o, u, again, err)
	}
	if o.IsOpaque() {
		if u.Origin() == o || again == o || o.Scheme() != "" || o.Host() != "" {
			t.Errorf("the opaque origin of %q has company", u)
		}
		return
	}
	if again != o || u.Origin() != o {
		t.Errorf("the origin %q of %q is not itself", o, u)
	}
	serialized := o.Scheme() + "://" + o.Host()
	if port, ok := o.Port(); ok {
		serialized += ":" + fmt.Sprint(port)
	}
	if serialized != o.String() || u.WithoutCredentials().Origin() != o {
		t.Errorf("the origin %q of %q has the parts of %q", o, u, serialized)
	}
	if domain, ok := origin.RegistrableDomain(o.Host(), nil); ok && !strings.HasSuffix(o.Host(), domain) {
		t.Errorf("%q has the registrable domain %q", o.Host(), domain)
	}
}
