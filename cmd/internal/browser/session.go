package browser

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/corsref/corsref/cmd/internal/loopback"
	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/suite"
	"github.com/corsref/corsref/origin/psl"
)

//go:embed controller.html
var controllerHTML string

//go:embed controller.js
var controllerJS string

//go:embed frame.html
var frameHTML string

//go:embed frame.js
var frameJS string

const (
	// controllerHost is where the controller page lives, with http: and with https:.
	controllerHost = "control.test"
	// pathPrefix is the path of everything that is not for a scenario's rules.
	pathPrefix = "/.browser/"
	// fetchTimeout is how long one fetch may take.
	fetchTimeout = 10 * time.Second
	// playTimeout is how long a scenario may take once the browser is given it, less the
	// seconds that are to pass.
	playTimeout = 45 * time.Second
	// startTimeout is how long a browser may take to ask for its first job.
	startTimeout = 120 * time.Second
)

// Session is a running browser that judges scenarios. It is used by many
// goroutines at once.
type Session struct {
	Installed
	server  *loopback.Server
	process *Process

	mu      sync.Mutex
	queue   map[string][]*job // by the controller's scheme
	running map[int]*job
	handed  map[int]bool // the jobs that the browser is at
	nextID  int
	heard   time.Time     // when the browser last took a job or was done with one
	arrived chan struct{} // closed and made anew when a job is queued or done
	asked   chan struct{} // closed once the controller has asked for a job
	once    sync.Once
}

// job is one scenario under way.
type job struct {
	id     int
	stage  *loopback.Stage
	wire   wireJob
	turn   chan struct{} // closed when the browser is given it
	answer chan answer
	timing *timing
}

// wireJob is what the controller is told.
type wireJob struct {
	ID      int         `json:"id"`
	Frames  []frame     `json:"frames"`
	Fetches []wireFetch `json:"fetches"`
	Timeout float64     `json:"timeout"`
}

// frame is an iframe: a page of an origin.
type frame struct {
	Src     string `json:"src"` // "": a data: URL
	Sandbox bool   `json:"sandbox,omitempty"`
}

type wireFetch struct {
	Frame int             `json:"frame"`
	After float64         `json:"after,omitempty"`
	Init  json.RawMessage `json:"init"`
}

// answer is what the controller posts back.
type answer struct {
	ID      int        `json:"id"`
	Error   string     `json:"error"`
	Fetches []observed `json:"fetches"`
}

// observed is what script saw of one fetch.
type observed struct {
	Outcome  string `json:"outcome"`
	Note     string `json:"note"`
	Response *struct {
		Type       *string     `json:"type"`
		Status     int         `json:"status"`
		URL        string      `json:"url"`
		Redirected *bool       `json:"redirected"`
		Headers    [][2]string `json:"headers"`
	} `json:"response"`
}

// Open starts the browser and waits until it is ready.
func Open(ctx context.Context, i *Installed) (*Session, error) {
	s := &Session{
		Installed: *i, queue: make(map[string][]*job), running: make(map[int]*job),
		handed: make(map[int]bool), arrived: make(chan struct{}), asked: make(chan struct{}),
		heard: time.Now(),
	}
	var err error
	if s.server, err = loopback.Listen(loopback.Config{Handler: s.handle, Sites: psl.List}); err != nil {
		return nil, err
	}
	s.process, err = i.Start(ctx, s.server.Addr(), s.server.Authority().PEM(), "http://"+controllerHost+"/")
	if err != nil {
		s.server.Close()
		return nil, err
	}
	timer := time.NewTimer(startTimeout)
	defer timer.Stop()
	select {
	case <-s.asked:
		return s, nil
	case <-s.process.Ended():
		err = fmt.Errorf("browser %s ended at once: %s", i.Name, s.process.Output())
	case <-timer.C:
		err = fmt.Errorf("browser %s did not open its first page in %v: %s", i.Name, startTimeout, s.process.Output())
	case <-ctx.Done():
		err = ctx.Err()
	}
	s.Close()
	return nil, err
}

// quiet is how long ago the browser took a job or was done with one.
func (s *Session) quiet() time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	return time.Since(s.heard)
}

// over reports whether the browser has ended.
func (s *Session) over() bool {
	select {
	case <-s.process.Ended():
		return true
	default:
		return false
	}
}

// Close ends the browser.
func (s *Session) Close() error {
	return errors.Join(s.process.Close(), s.server.Close())
}

// Run plays a scenario in the browser and returns what its pages and its servers
// saw. The error is a [*loopback.CannotRunError] when the browser cannot play it.
func (s *Session) Run(ctx context.Context, scenario *conformance.Scenario) ([]conformance.Verdict, error) {
	if reason := conformance.Unstaged(scenario); reason != "" {
		return nil, &loopback.CannotRunError{Reason: reason}
	}
	lifetimes := lifetimesOf(scenario)
	for range mostAttempts {
		verdicts, timing, err := s.play(ctx, scenario)
		if err != nil || !timing.shows(lifetimes) {
			return verdicts, err
		}
	}
	return nil, fmt.Errorf("browser %s took so long for a scenario that entries of its preflight cache may have ended, %d times over",
		s.Name, mostAttempts)
}

// mostAttempts is how often a scenario is played that takes too long.
const mostAttempts = 10

// play is Run once.
func (s *Session) play(ctx context.Context, scenario *conformance.Scenario) ([]conformance.Verdict, *timing, error) {
	j := &job{turn: make(chan struct{}), answer: make(chan answer, 1), timing: newTiming(scenario.Fetches)}
	stage, err := s.server.Stage(scenario, func(r *loopback.Request) (loopback.Reply, bool) {
		return pageReply(r, scenario.EmbedderPolicy)
	})
	if err != nil {
		return nil, nil, err
	}
	defer stage.Close()
	j.stage = stage
	if err := j.prepare(stage.Told()); err != nil {
		return nil, nil, err
	}
	s.enqueue(schemeOf(scenario), j)
	defer s.forget(j)
	verdicts, err := s.await(ctx, j, playTimeout+time.Duration(suite.Waits(scenario)*float64(time.Second)))
	return verdicts, j.timing, err
}

// await waits for what the browser answers to a job: as long as the browser does
// others for its turn, and then for a while. The error is a [context.DeadlineExceeded]
// when that is over.
func (s *Session) await(ctx context.Context, j *job, patience time.Duration) ([]conformance.Verdict, error) {
	look := time.NewTicker(patience / 4)
	defer look.Stop()
	turn := j.turn
	var begun time.Time // of its turn
	for {
		select {
		case a := <-j.answer:
			return j.verdicts(a)
		case <-turn:
			turn, begun = nil, time.Now()
		case <-look.C:
			if s.quiet() > patience || !begun.IsZero() && time.Since(begun) > patience {
				return nil, context.DeadlineExceeded
			}
		case <-s.process.Ended():
			return nil, fmt.Errorf("browser %s ended: %s", s.Name, s.process.Output())
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// verdicts joins what script saw and what went over the wire.
func (j *job) verdicts(a answer) ([]conformance.Verdict, error) {
	if a.Error != "" {
		return nil, errors.New("the page reports: " + a.Error)
	}
	if len(a.Fetches) != len(j.wire.Fetches) {
		return nil, fmt.Errorf("the page reports %d fetches of %d", len(a.Fetches), len(j.wire.Fetches))
	}
	verdicts := make([]conformance.Verdict, len(a.Fetches))
	for i, o := range a.Fetches {
		v := &verdicts[i]
		v.Outcome = o.Outcome
		v.Wire = j.stage.Wire(i)
		if r := o.Response; r != nil {
			v.Response = j.stage.Names().BackResponse(&conformance.Response{
				Type: r.Type, Status: r.Status, URL: r.URL, Redirected: r.Redirected, Headers: pairs(r.Headers),
			})
		} else {
			v.Error = &conformance.Failure{Message: o.Note}
		}
	}
	return verdicts, nil
}

func pairs(headers [][2]string) conformance.Fields {
	fields := make(conformance.Fields, len(headers))
	for i, h := range headers {
		fields[i] = conformance.Field{Name: h[0], Value: h[1]}
	}
	return fields
}
