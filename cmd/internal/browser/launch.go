package browser

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// Engine is one of the browsers that can be driven.
type Engine struct {
	// Name is "chromium", "firefox" or "webkit".
	Name string
	// atOnce is how many scenarios it plays at once.
	atOnce int
	// Program is what is found on the path, or one of the places it is installed at.
	programs []string
	version  func(ctx context.Context, program string) (string, error)
	command  func(ctx context.Context, l *launch) (*exec.Cmd, error)
}

// Engines are the browsers that can be driven.
func Engines() []Engine {
	return []Engine{chromium, firefox, webkit}
}

// ErrAbsent says that a browser is not installed.
var ErrAbsent = errors.New("not installed")

// Installed is an engine that was found.
type Installed struct {
	Engine
	Program string
	Version string // as the browser says it: 156.0.8078.79
}

// Find looks for e on this machine. The error wraps [ErrAbsent] when it is not there.
func (e Engine) Find(ctx context.Context) (*Installed, error) {
	for _, name := range e.programs {
		candidates := []string{name}
		if strings.Contains(name, "*") {
			candidates, _ = filepath.Glob(name)
		}
		for _, candidate := range candidates {
			program, err := exec.LookPath(candidate)
			if err != nil {
				continue
			}
			version, err := e.version(ctx, program)
			if err != nil {
				return nil, fmt.Errorf("browser %s: asking %s for its version: %w", e.Name, program, err)
			}
			return &Installed{Engine: e, Program: program, Version: version}, nil
		}
	}
	return nil, fmt.Errorf("browser %s: %w; install Debian's %s", e.Name, ErrAbsent, packages[e.Name])
}

// packages are the Debian packages that each engine comes from.
var packages = map[string]string{
	"chromium": "chromium",
	"firefox":  "firefox-esr and libnss3-tools",
	"webkit":   "webkit2gtk-driver and xvfb",
}

// launch is what a browser is started with.
type launch struct {
	program string
	// profile is a new, empty directory.
	profile string
	// proxy is the loopback world's host and port.
	proxy string
	// authority is a file with the certificate of the throwaway authority, in PEM.
	authority string
	url       string
}

// Process is a running browser.
type Process struct {
	cancel  context.CancelFunc
	profile string
	ended   chan struct{}
	err     error
	output  *tail
}

// Start starts the browser at url, with everything going through proxy
// (host:port), trusting the authority whose certificate is given in PEM.
func (i *Installed) Start(ctx context.Context, proxy string, authority []byte, url string) (*Process, error) {
	profile, err := os.MkdirTemp("", "corsref-"+i.Name+"-")
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(ctx)
	p := &Process{cancel: cancel, profile: profile, ended: make(chan struct{}), output: new(tail)}
	authorityFile := filepath.Join(profile, "authority.pem")
	if err := os.WriteFile(authorityFile, authority, 0o600); err != nil {
		p.removeProfile()
		return nil, err
	}
	cmd, err := i.command(ctx, &launch{program: i.Program, profile: profile, proxy: proxy, authority: authorityFile, url: url})
	if err != nil {
		p.removeProfile()
		return nil, err
	}
	cmd.Stdout, cmd.Stderr = p.output, p.output
	inGroup(cmd)
	cmd.WaitDelay = 5 * time.Second
	if err := cmd.Start(); err != nil {
		p.removeProfile()
		return nil, err
	}
	go func() {
		p.err = cmd.Wait()
		close(p.ended)
	}()
	return p, nil
}

// Ended is closed when the browser has ended, by itself or by Close.
func (p *Process) Ended() <-chan struct{} { return p.ended }

// Output is the end of what the browser printed.
func (p *Process) Output() string { return p.output.String() }

// Close ends the browser and removes its profile.
func (p *Process) Close() error {
	p.cancel()
	<-p.ended
	return p.removeProfile()
}

func (p *Process) removeProfile() error {
	p.cancel()
	return os.RemoveAll(p.profile)
}

var digits = regexp.MustCompile(`[0-9]+(\.[0-9]+)+`)

// askVersion runs program with args and returns the first version number it prints.
func askVersion(args ...string) func(context.Context, string) (string, error) {
	return func(ctx context.Context, program string) (string, error) {
		out, err := exec.CommandContext(ctx, program, args...).Output()
		if err != nil {
			return "", err
		}
		version := digits.FindString(string(out))
		if version == "" {
			return "", fmt.Errorf("no version in %q", out)
		}
		return version, nil
	}
}
