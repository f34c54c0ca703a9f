package curl_test

import (
	"os/exec"
	"strings"
	"testing"

	"github.com/corsref/corsref/cmd/internal/curl"
)

// FuzzQuote lets shells read back what was quoted for them.
func FuzzQuote(f *testing.F) {
	for _, s := range []string{
		"", "a b", "it's", `\n`, "$(x)`y`", "-n", "\x1b\xff", "é", "!", "~", "#a", "*?[a]", "a\n\n", "\r\n", "%s", "\u202e", "\xef\xbf\xbd",
		"é'; touch x #", `\351'; touch x #`, "\x7f'$(touch x)'\x00",
	} {
		f.Add(s)
	}
	var shells []string
	for _, name := range []string{"dash", "bash"} {
		if path, err := exec.LookPath(name); err == nil {
			shells = append(shells, path)
		}
	}
	if shells == nil {
		f.Fatal("neither dash nor bash is installed")
	}
	f.Fuzz(func(t *testing.T, s string) {
		quoted := curl.Quote(s)
		for i := range len(quoted) {
			if c := quoted[i]; c < ' ' && c != '\n' || c == 0x7f {
				t.Fatalf("byte 0x%02X in %q", c, quoted)
			}
		}
		want := "first\x00" + strings.ReplaceAll(s, "\x00", "") + "\x00last\x00"
		for _, shell := range shells {
			got, err := exec.Command(shell, "-c", `printf '%s\0' first `+quoted+" last").Output()
			if err != nil || string(got) != want {
				t.Errorf("%s reads %s as %q, want %q (%v)", shell, quoted, got, want, err)
			}
		}
	})
}
