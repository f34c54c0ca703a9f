package realservers_test

import (
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// startNginx starts Debian's nginx on two listeners of the test's own, which it inherits: they queue what comes before it
// is ready.
func startNginx(t *testing.T) (front, back string) {
	t.Helper()
	nginx, err := exec.LookPath("nginx")
	if err != nil {
		t.Skip("nginx is not installed; apt-get install nginx-light runs this test")
	}
	dir := t.TempDir()
	addresses := make([]string, 2)
	files := make([]*os.File, 2)
	for i := range files {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer listener.Close()
		if files[i], err = listener.(*net.TCPListener).File(); err != nil {
			t.Fatal(err)
		}
		defer files[i].Close()
		addresses[i] = listener.Addr().String()
	}
	template, err := os.ReadFile(filepath.Join("nginx", "nginx.conf"))
	if err != nil {
		t.Fatal(err)
	}
	conf := filepath.Join(dir, "nginx.conf")
	text := strings.NewReplacer("FRONT", addresses[0], "BACK", addresses[1]).Replace(string(template))
	if err := os.WriteFile(conf, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(nginx, "-p", dir, "-c", conf)
	cmd.ExtraFiles = files
	cmd.Env = append(os.Environ(), "NGINX=3;4;")
	var log strings.Builder
	cmd.Stderr = &log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cmd.Process.Signal(syscall.SIGTERM)
		cmd.Wait()
		if t.Failed() {
			t.Log(log.String())
		}
	})
	return "http://" + addresses[0], "http://" + addresses[1]
}

func TestNginx(t *testing.T) {
	front, back := startNginx(t)
	mustHold(t, front, "nginx.yaml")
	for _, tc := range []struct {
		name string
		args []string
		code int
		says []string
	}{
		{"a chain over another origin and back taints the origin", []string{front + "/away"}, 1, []string{
			"GET " + front + "/away",
			"GET " + back + "/open", "GET " + front + "/items",
			"Origin null redirects went through other origins", "✗ Blocked", "so null may not read it",
		}},
		{"* is for tainted origins too", []string{back + "/public"}, 0, []string{"✓ Allowed"}},
		{"a redirect on the same origin taints nothing", []string{front + "/near"}, 0, []string{"Origin http://app.example", "✓ Allowed"}},
		{"an endless redirect", []string{front + "/loop"}, 1, []string{"more than 20 redirects"}},
		{"the fault of add_header", []string{front + "/missing"}, 1, []string{"add_header adds nothing to a 404 unless it ends in `always`"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			out, code := corsref(t, append([]string{"fetch", "--origin", "http://app.example"}, tc.args...)...)
			for _, want := range tc.says {
				if !strings.Contains(out, want) {
					t.Errorf("the story does not say %q", want)
				}
			}
			if code != tc.code || t.Failed() {
				t.Errorf("exit code %d: %s", code, out)
			}
		})
	}
}
