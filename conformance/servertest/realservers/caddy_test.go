package realservers_test

import (
	"context"
	"net"
	"os"
	"path/filepath"
	"testing"

	"github.com/caddyserver/caddy/v2"
	"github.com/caddyserver/caddy/v2/caddyconfig"
	_ "github.com/caddyserver/caddy/v2/caddyconfig/httpcaddyfile"
	_ "github.com/caddyserver/caddy/v2/modules/caddyhttp"
	_ "github.com/caddyserver/caddy/v2/modules/caddyhttp/headers"
)

// caddyListener is what Caddy listens on where its configuration says `bind test/…`.
var caddyListener net.Listener

func init() {
	caddy.RegisterNetwork("test", func(context.Context, string, string, string, uint, net.ListenConfig) (any, error) {
		return caddyListener, nil
	})
}

// startCaddy runs Caddy in this process, on a listener of the test's own.
func startCaddy(t *testing.T) string {
	t.Helper()
	var err error
	if caddyListener, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { caddyListener.Close() })
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	t.Setenv("XDG_DATA_HOME", t.TempDir())
	file := filepath.Join("caddy", "Caddyfile")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	config, warnings, err := caddyconfig.GetAdapter("caddyfile").Adapt(text, map[string]any{"filename": file})
	if err != nil {
		t.Fatal(err, warnings)
	}
	if err := caddy.Load(config, true); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { caddy.Stop() })
	return "http://" + caddyListener.Addr().String()
}

func TestCaddy(t *testing.T) {
	server := startCaddy(t)
	mustHold(t, server, "caddy.yaml")
}
