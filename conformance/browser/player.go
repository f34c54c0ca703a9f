package browser

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/loopback"
	"github.com/corsref/corsref/conformance/runner"
)

// Player plays scenarios in a browser, which it starts when it is first needed,
// and again when it hangs or ends.
type Player struct {
	*Installed

	mu      sync.Mutex
	session *Session
}

// The patience of a player.
const (
	mostPlays = 4  // of one scenario that gets no verdict
	mostEnded = 12 // sessions of which others found that they hang, or that ended under a scenario
	parallel  = 32 // scenarios that wait for the browser at once
)

// NewPlayer returns a player for an installed browser.
func NewPlayer(i *Installed) *Player { return &Player{Installed: i} }

// Describe says which browser this is.
func (p *Player) Describe() runner.Description {
	return runner.Description{Name: p.Name, Version: p.Version, Sight: runner.SeesClient, Parallel: parallel}
}

// Play plays a scenario.
func (p *Player) Play(ctx context.Context, s *conformance.Scenario) ([]conformance.Verdict, error) {
	var all []error
	for plays, ended := 0, 0; plays < mostPlays && ended < mostEnded; {
		session, err := p.open(ctx)
		if err != nil {
			return nil, err
		}
		verdicts, err := session.Run(ctx, s)
		var cannot *loopback.CannotRunError
		switch {
		case err == nil:
			return verdicts, nil
		case errors.As(err, &cannot):
			return nil, &runner.Skip{Reason: cannot.Reason}
		case ctx.Err() != nil:
			return nil, err
		case session.over():
			ended++
			p.drop(session)
			all = append(all, err)
			continue
		case errors.Is(err, context.DeadlineExceeded) && session.quiet() > playTimeout/2:
			p.drop(session)
		}
		plays++
		all = append(all, err)
	}
	return nil, fmt.Errorf("browser %s has no verdict: %w", p.Name, errors.Join(all...))
}

// open returns the session under way, or a new one.
func (p *Player) open(ctx context.Context) (*Session, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.session != nil {
		return p.session, nil
	}
	session, err := Open(ctx, p.Installed)
	if err == nil {
		p.session = session
	}
	return session, err
}

// drop ends a session that hangs, once.
func (p *Player) drop(session *Session) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.session == session {
		p.session = nil
		session.Close()
	}
}

// Close ends the browser.
func (p *Player) Close() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.session == nil {
		return nil
	}
	session := p.session
	p.session = nil
	return session.Close()
}
