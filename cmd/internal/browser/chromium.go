package browser

import (
	"context"
	"os/exec"
	"path/filepath"
)

var chromium = Engine{
	Name:     "chromium",
	atOnce:   12,
	programs: []string{"chromium", "chromium-browser", "google-chrome"},
	version:  askVersion("--version"),
	command: func(ctx context.Context, l *launch) (*exec.Cmd, error) {
		return exec.CommandContext(ctx, l.program,
			"--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
			"--disable-background-networking", "--disable-component-update", "--disable-sync",
			"--user-data-dir="+filepath.Join(l.profile, "data"),
			// The HTTP cache is not modelled; nowhere to put it, there is none.
			"--disk-cache-dir=/dev/null", "--disk-cache-size=1",
			"--proxy-server=http://"+l.proxy, "--proxy-bypass-list=<-loopback>",
			// A process for every site, of which each scenario has its own, would take longer than the scenario.
			"--disable-site-isolation-trials", "--disable-features=HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,IsolateOrigins,site-per-process",
			// Throttling of background pages would slow the iframes.
			"--disable-background-timer-throttling", "--disable-renderer-backgrounding",
			"--ignore-certificate-errors",
			l.url), nil
	},
}
