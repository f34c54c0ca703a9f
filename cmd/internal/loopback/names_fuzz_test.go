package loopback

import (
	"strings"
	"testing"

	"github.com/corsref/corsref/origin"
)

// FuzzNames gives hosts in a text new names and their own again, and checks that hosts stay the same, or same site, or not.
func FuzzNames(f *testing.F) {
	for _, text := range []string{"https://www.App.example:8080/x?y=api.example", ".app.example.", "https://%61pp.example", "é.app.example"} {
		f.Add(text, "app.example,www.app.example,api.example,example")
		f.Add(text, "x_y.app.example,app.example.,xn--bcher-kva.example,a-b,a.b")
		f.Add(text, "a-b,www.a.b")
	}
	f.Fuzz(func(t *testing.T, text, list string) {
		var hosts []string
		var origins []origin.Origin
		for host := range strings.SplitSeq(list, ",") {
			if o, err := origin.Parse("https://" + host); err == nil {
				hosts, origins = append(hosts, o.Host()), append(origins, o)
			}
		}
		n, err := newNames(17, hosts, nil)
		if err != nil || strings.Contains(strings.ToLower(text), "s17") {
			t.Skip("hosts that keep their names, or a text with a new name in it")
		}
		if back := n.Back(n.Out(text)); back != text {
			t.Errorf("%q is %q, and that %q", text, n.Out(text), back)
		}
		renamed := make([]origin.Origin, len(hosts))
		for i, o := range origins {
			if renamed[i], err = origin.Parse(n.Out(o.String())); err != nil || !strings.HasSuffix(strings.TrimSuffix(renamed[i].Host(), "."), topLevel) {
				t.Fatalf("%q is %q: %v", o, n.Out(o.String()), err)
			}
		}
		for i := range origins {
			for j := range origins {
				if origins[i] == origins[j] != (renamed[i] == renamed[j]) || origin.SameSite(origins[i], origins[j], nil) != origin.SameSite(renamed[i], renamed[j], nil) {
					t.Errorf("%q and %q are %q and %q", origins[i], origins[j], renamed[i], renamed[j])
				}
			}
		}
	})
}
