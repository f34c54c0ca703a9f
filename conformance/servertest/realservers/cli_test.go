package realservers_test

import (
	"errors"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// program is the command, built once.
var program string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "corsref")
	if err != nil {
		panic(err)
	}
	program = filepath.Join(dir, "corsref")
	build := exec.Command("go", "build", "-o", program, "./cmd/corsref")
	build.Dir = filepath.Join("..", "..", "..")
	build.Stderr = os.Stderr
	if err := build.Run(); err != nil {
		panic(err)
	}
	code := m.Run()
	os.RemoveAll(dir)
	os.Exit(code)
}

// corsref runs the command and returns what it prints, blanks and line breaks made single spaces, and its exit code.
func corsref(t testing.TB, args ...string) (string, int) {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), program, args...).CombinedOutput()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	} else if exit != nil {
		return strings.Join(strings.Fields(string(out)), " "), exit.ExitCode()
	}
	return strings.Join(strings.Fields(string(out)), " "), 0
}

// mustHold plays the scenarios of a file against a server through the command.
func mustHold(t testing.TB, server, file string) {
	t.Helper()
	if out, code := corsref(t, "check", "--server", server, filepath.Join("scenarios", file)); code != 0 {
		t.Errorf("exit code %d: %s", code, out)
	}
}

// TestMiddlewareThroughTheCommand is TestMiddlewareInProcess on a socket.
func TestMiddlewareThroughTheCommand(t *testing.T) {
	for _, tc := range []struct{ name, file string }{
		{"rs/cors", "alike.yaml"}, {"gorilla/handlers", "alike.yaml"}, {"pasted", "pasted.yaml"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			handler := pasted(api())
			switch tc.name {
			case "rs/cors":
				handler = rsCORS(api())
			case "gorilla/handlers":
				handler = gorillaCORS(api())
			}
			server := httptest.NewServer(handler)
			defer server.Close()
			mustHold(t, server.URL, tc.file)
		})
	}
}
