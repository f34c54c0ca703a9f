package adapter

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/corsref/corsref/cmd/internal/loopback"
	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/suite"
	"github.com/corsref/corsref/origin"
)

// Options say how to run an adapter. The zero value is fine.
type Options struct {
	// Timeout is how long an adapter may take over a scenario, over what the scenario itself asks it to wait. Zero is 10
	// seconds. It has three times as long to start.
	Timeout time.Duration
	// Sites is the public suffix list by which hosts are same site.
	Sites origin.PublicSuffixList
}

// Adapter is an implementation in a program of its own. When that program is at fault, the scenario it was asked for has an
// error, and the next one finds it started again.
type Adapter struct {
	command     []string
	options     Options
	server      *loopback.Server
	folder      string // with the authority's certificate
	start       startCommand
	patience    func(*conformance.Scenario) time.Duration // how long a scenario may take
	environment []string
	about       *reply // what the program said of itself

	// solitude is held for writing while a scenario has the program for itself, to find out whose fault it is.
	solitude sync.RWMutex

	mu       sync.Mutex
	process  *process
	asked    int // runs so far
	refusals int // failed starts in a row
}

// maxRefusals is after how many failed starts in a row the program is not started any more.
const maxRefusals = 3

// Open starts a program, given by its name and arguments, as an adapter.
func Open(ctx context.Context, command []string, options Options) (*Adapter, error) {
	if options.Timeout == 0 {
		options.Timeout = 10 * time.Second
	}
	a := &Adapter{command: command, options: options}
	a.patience = func(s *conformance.Scenario) time.Duration {
		return options.Timeout + time.Duration(suite.Waits(s)*float64(time.Second))
	}
	if err := a.listen(); err != nil {
		return nil, err
	}
	p, err := a.running(ctx)
	if err == nil {
		err = a.checkStarted()
	}
	if err != nil {
		if p != nil {
			p.fail(err)
		}
		a.Close()
		return nil, fmt.Errorf("%s: %w", command[0], err)
	}
	return a, nil
}

// listen starts the proxy, and writes its authority's certificate to a file.
func (a *Adapter) listen() error {
	var err error
	if a.server, err = loopback.Listen(loopback.Config{Sites: a.options.Sites}); err != nil {
		return err
	}
	if a.folder, err = os.MkdirTemp("", "corsref-"); err != nil {
		return err
	}
	ca := filepath.Join(a.folder, "ca.pem")
	a.start = startCommand{Command: "start", Protocol: Protocol, Proxy: a.server.URL(), CA: ca}
	a.environment = []string{"CORSREF_PROXY=" + a.start.Proxy, "CORSREF_CA=" + ca, "NODE_EXTRA_CA_CERTS=" + ca}
	return os.WriteFile(ca, a.server.Authority().PEM(), 0o600)
}

// checkStarted refuses what this runner cannot work with.
func (a *Adapter) checkStarted() error {
	r := a.about
	switch {
	case r.Protocol == nil || *r.Protocol != Protocol:
		return fmt.Errorf("the adapter speaks another protocol; this is protocol %d", Protocol)
	case r.Kind != KindModel && r.Kind != KindClient:
		return fmt.Errorf("there is no kind %q of adapter; there are %s and %s", r.Kind, KindModel, KindClient)
	case r.Name == "":
		return errors.New("the adapter does not say its name")
	case r.Parallel < 0 || r.Parallel > 1000:
		return fmt.Errorf("an adapter cannot play %d scenarios at once", r.Parallel)
	}
	return checkCapabilities(r.Capabilities)
}

// Close stops the program and the servers.
func (a *Adapter) Close() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.process != nil {
		a.process.stop(5 * time.Second)
	}
	return errors.Join(a.server.Close(), os.RemoveAll(a.folder))
}

// Describe says what the adapter says of itself.
func (a *Adapter) Describe() suite.Description {
	d := suite.Description{Name: a.about.Name, Version: a.about.Version, Parallel: a.about.Parallel, Sight: suite.SeesModel}
	if a.about.Kind == KindClient {
		d.Sight = suite.SeesClient
	}
	return d
}

// Play plays a scenario.
func (a *Adapter) Play(ctx context.Context, s *conformance.Scenario) ([]conformance.Verdict, error) {
	play := a.playModel
	if a.about.Kind == KindClient {
		if skip := missing(s, a.about.Capabilities); skip != nil {
			return nil, skip
		}
		play = a.playClient
	}
	a.solitude.RLock()
	verdicts, sure, err := play(ctx, s)
	a.solitude.RUnlock()
	if err == nil || sure {
		return verdicts, err
	}
	// Others were under way as well. Whose fault it is shows when each is asked for again, alone.
	a.solitude.Lock()
	defer a.solitude.Unlock()
	verdicts, _, err = play(ctx, s)
	return verdicts, err
}

// playModel asks for the verdicts of a whole scenario.
func (a *Adapter) playModel(ctx context.Context, s *conformance.Scenario) (_ []conformance.Verdict, sure bool, _ error) {
	r, sure, err := a.ask(ctx, s, runCommand{Scenario: s})
	if err != nil {
		return nil, sure, err
	}
	verdicts, err := r.verdicts(KindModel, len(s.Fetches))
	return verdicts, true, err
}

// playClient asks for what script saw, while the loopback server plays the servers, and adds the wire.
func (a *Adapter) playClient(ctx context.Context, s *conformance.Scenario) (_ []conformance.Verdict, sure bool, _ error) {
	stage, err := a.server.Stage(s, nil)
	var refused *loopback.CannotRunError
	switch {
	case errors.As(err, &refused):
		return nil, true, &suite.Skip{Reason: refused.Reason}
	case err != nil:
		return nil, true, err
	}
	defer stage.Close()
	run := runCommand{Scenario: stage.Told()}
	for i := range s.Fetches {
		run.Begin = append(run.Begin, stage.BeginURL(i))
	}
	r, sure, err := a.ask(ctx, s, run)
	if err != nil {
		return nil, sure, err
	}
	verdicts, err := r.verdicts(KindClient, len(s.Fetches))
	for i := range verdicts {
		verdicts[i].Wire = stage.Wire(i)
		verdicts[i].Response = stage.Names().BackResponse(verdicts[i].Response)
	}
	return verdicts, true, err
}

// ask sends a run to the program, started if need be. A reply other than a result is an error.
func (a *Adapter) ask(ctx context.Context, s *conformance.Scenario, run runCommand) (_ *reply, sure bool, _ error) {
	p, err := a.running(ctx)
	if err != nil {
		return nil, true, err
	}
	run.Command = "run"
	a.mu.Lock()
	a.asked++
	run.ID = a.asked
	a.mu.Unlock()
	limited, cancel := context.WithTimeout(ctx, a.patience(s))
	defer cancel()
	r, sure, err := p.ask(limited, run)
	switch {
	case err != nil:
		return nil, sure, err
	case r.Reply == "skipped":
		return nil, true, &suite.Skip{Reason: r.Reason, Link: r.Link}
	case r.Reply == "errored":
		return nil, true, fmt.Errorf("the adapter says: %s", r.Message)
	}
	return r, true, nil
}

// running returns the program's process, and starts it unless it runs.
func (a *Adapter) running(ctx context.Context) (*process, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.process != nil && a.process.failed() == nil {
		return a.process, nil
	}
	if a.refusals >= maxRefusals {
		return nil, fmt.Errorf("the adapter could not be started again, %d times in a row", a.refusals)
	}
	if a.process != nil {
		<-a.process.exited
	}
	p, err := launch(a.command, a.environment)
	if err != nil {
		a.refusals++
		return nil, err
	}
	a.process = p
	limited, cancel := context.WithTimeout(ctx, 3*a.options.Timeout)
	defer cancel()
	r, err := p.greet(limited, a.start)
	if err != nil {
		a.refusals++
		return nil, err
	}
	if a.about == nil {
		a.about = r
	}
	a.refusals = 0
	return p, nil
}
