package browser

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/corsref/corsref/cmd/internal/loopback"
	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/suite"
)

// Player plays scenarios in a browser, which it starts when it is first needed,
// and again when it hangs or ends, or has played many.
type Player struct {
	*Installed

	mu      sync.Mutex
	session *Session
	played  int              // scenarios that session was given
	users   map[*Session]int // the scenarios that each session is at
}

// The patience of a player.
const (
	mostPlays = 4   // of one scenario that gets no verdict
	mostEnded = 12  // sessions that did not start, or ended under a scenario
	parallel  = 32  // scenarios that wait for the browser at once
	mostGiven = 500 // scenarios to one session: browsers slow down with the pages they have had
)

// NewPlayer returns a player for an installed browser.
func NewPlayer(i *Installed) *Player { return &Player{Installed: i, users: make(map[*Session]int)} }

// Describe says which browser this is.
func (p *Player) Describe() suite.Description {
	return suite.Description{Name: p.Name, Version: p.Version, Sight: suite.SeesClient, Parallel: parallel}
}

// Play plays a scenario.
func (p *Player) Play(ctx context.Context, s *conformance.Scenario) ([]conformance.Verdict, error) {
	var all []error
	for plays, ended := 0, 0; plays < mostPlays && ended < mostEnded; {
		session, err := p.open(ctx)
		if err != nil {
			if ended++; ctx.Err() != nil {
				return nil, err
			}
			all = append(all, err)
			continue
		}
		verdicts, err := session.Run(ctx, s)
		p.release(session)
		var cannot *loopback.CannotRunError
		switch {
		case err == nil:
			return verdicts, nil
		case errors.As(err, &cannot):
			return nil, &suite.Skip{Reason: cannot.Reason}
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

// open returns the session under way, or a new one. It is to be released.
func (p *Player) open(ctx context.Context) (*Session, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.session == nil || p.played >= mostGiven {
		session, err := Open(ctx, p.Installed)
		if err != nil {
			return nil, err
		}
		if old := p.session; old != nil && p.users[old] == 0 {
			old.Close()
		}
		p.session, p.played = session, 0
	}
	p.played++
	p.users[p.session]++
	return p.session, nil
}

// release ends a session that gets no more scenarios when its last one is done.
func (p *Player) release(session *Session) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.users[session]--
	if p.users[session] > 0 {
		return
	}
	delete(p.users, session)
	if session != p.session {
		session.Close()
	}
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
	var err error
	if p.session != nil {
		err = p.session.Close()
	}
	for session := range p.users {
		if session != p.session {
			err = errors.Join(err, session.Close())
		}
	}
	p.session = nil
	return err
}
