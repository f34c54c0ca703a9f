package browser

import (
	"context"
	"os/exec"
	"path/filepath"
)

var chromium = Engine{
	Name:     "chromium",
	programs: []string{"chromium", "chromium-browser", "google-chrome"},
	version:  askVersion("--version"),
	command: func(ctx context.Context, l *launch) (*exec.Cmd, error) {
		return exec.CommandContext(ctx, l.program,
			"--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
			"--disable-background-networking", "--disable-component-update", "--disable-sync",
			"--disable-features=HttpsUpgrades,HttpsFirstBalancedModeAutoEnable",
			"--user-data-dir="+filepath.Join(l.profile, "data"),
			"--proxy-server=http://"+l.proxy, "--proxy-bypass-list=<-loopback>",
			// Throttling of background pages would slow the iframes.
			"--disable-background-timer-throttling", "--disable-renderer-backgrounding",
			"--ignore-certificate-errors",
			l.url), nil
	},
}
