package browser

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

var firefox = Engine{
	Name: "firefox",
	// Its preflight cache has room for 100 entries: more scenarios would push out those of one that waits.
	atOnce:   5,
	programs: []string{"firefox-esr", "firefox"},
	version:  askVersion("--version"),
	command: func(ctx context.Context, l *launch) (*exec.Cmd, error) {
		profile := filepath.Join(l.profile, "data")
		if err := os.Mkdir(profile, 0o700); err != nil {
			return nil, err
		}
		host, port, err := net.SplitHostPort(l.proxy)
		if err != nil {
			return nil, err
		}
		prefs := fmt.Sprintf(firefoxPreferences, host, port, host, port)
		if err := os.WriteFile(filepath.Join(profile, "user.js"), []byte(prefs), 0o600); err != nil {
			return nil, err
		}
		if err := trustInNSS(ctx, profile, l.authority); err != nil {
			return nil, err
		}
		cmd := exec.CommandContext(ctx, l.program, "--headless", "--no-remote", "--new-instance", "--profile", profile, l.url)
		cmd.Env = append(os.Environ(), "MOZ_HEADLESS=1", "HOME="+l.profile)
		return cmd, nil
	},
}

// trustInNSS puts the authority into a new certificate database in the profile.
func trustInNSS(ctx context.Context, profile, authority string) error {
	db := "sql:" + profile
	for _, args := range [][]string{
		{"-N", "-d", db, "--empty-password"},
		{"-A", "-d", db, "-n", "corsref", "-t", "C,,", "-i", authority},
	} {
		if out, err := exec.CommandContext(ctx, "certutil", args...).CombinedOutput(); err != nil {
			return fmt.Errorf("browser firefox: certutil %s: %w: %s (install Debian's libnss3-tools)", strings.Join(args, " "), err, out)
		}
	}
	return nil
}

// firefoxPreferences make everything go through the proxy and nothing else go out, and leave no dialog to open.
const firefoxPreferences = `user_pref("network.proxy.type", 1);
user_pref("network.proxy.http", "%s");
user_pref("network.proxy.http_port", %s);
user_pref("network.proxy.ssl", "%s");
user_pref("network.proxy.ssl_port", %s);
user_pref("network.proxy.no_proxies_on", "");
user_pref("network.proxy.allow_hijacking_localhost", true);
user_pref("dom.security.https_first", false);
user_pref("dom.security.https_first_schemeless", false);
user_pref("dom.security.https_only_mode", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("network.http.speculative-parallel-limit", 0);
user_pref("network.dns.disablePrefetch", true);
user_pref("network.prefetch-next", false);
user_pref("network.stricttransportsecurity.preloadlist", false);
user_pref("browser.startup.homepage_override.mstone", "ignore");
user_pref("startup.homepage_welcome_url", "");
user_pref("startup.homepage_welcome_url.additional", "");
user_pref("browser.startup.page", 0);
user_pref("browser.aboutwelcome.enabled", false);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("browser.safebrowsing.malware.enabled", false);
user_pref("browser.safebrowsing.phishing.enabled", false);
user_pref("browser.safebrowsing.downloads.enabled", false);
user_pref("browser.newtabpage.enabled", false);
user_pref("browser.newtabpage.activity-stream.feeds.system.topstories", false);
user_pref("browser.region.update.enabled", false);
user_pref("browser.search.update", false);
user_pref("app.update.enabled", false);
user_pref("app.normandy.enabled", false);
user_pref("extensions.update.enabled", false);
user_pref("extensions.getAddons.cache.enabled", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("datareporting.healthreport.uploadEnabled", false);
user_pref("toolkit.telemetry.unified", false);
user_pref("services.settings.server", "http://settings.invalid/");
user_pref("termsofuse.acceptedVersion", 999);
user_pref("privacy.trackingprotection.enabled", false);
user_pref("privacy.trackingprotection.pbmode.enabled", false);
user_pref("network.cookie.cookieBehavior", 0);
user_pref("browser.cache.disk.enable", false);
user_pref("browser.cache.memory.enable", false);
user_pref("network.protocol-handler.external-default", false);
user_pref("network.protocol-handler.external.mailto", false);
user_pref("fission.autostart", false);
user_pref("dom.ipc.processCount", 1);
user_pref("dom.ipc.processPrelaunch.enabled", false);
user_pref("dom.min_background_timeout_value", 4);
user_pref("dom.timeout.throttling_delay", -1);
`
