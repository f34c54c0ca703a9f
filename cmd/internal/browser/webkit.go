package browser

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

var webkit = Engine{
	Name:   "webkit",
	atOnce: 12,
	programs: []string{
		"/usr/lib/*/webkit2gtk-4.1/MiniBrowser", "/usr/lib/*/webkitgtk-6.0/MiniBrowser", "/usr/libexec/webkit2gtk-4.1/MiniBrowser",
	},
	version: func(ctx context.Context, program string) (string, error) {
		// It needs a display even for that.
		return askVersion("-a", program, "--version")(ctx, "xvfb-run")
	},
	command: func(ctx context.Context, l *launch) (*exec.Cmd, error) {
		xvfb, err := exec.LookPath("xvfb-run")
		if err != nil {
			return nil, fmt.Errorf("browser webkit: xvfb-run: %w; install Debian's xvfb", err)
		}
		cmd := exec.CommandContext(ctx, xvfb, "-a", l.program,
			"--proxy=http://"+l.proxy, "--ignore-tls-errors", "--private", l.url)
		cmd.Env = append(os.Environ(),
			"WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS=1", "WEBKIT_DISABLE_COMPOSITING_MODE=1",
			"HOME="+l.profile, "XDG_CONFIG_HOME="+filepath.Join(l.profile, "config"),
			"XDG_CACHE_HOME="+filepath.Join(l.profile, "cache"), "XDG_DATA_HOME="+filepath.Join(l.profile, "share"))
		return cmd, nil
	},
}
