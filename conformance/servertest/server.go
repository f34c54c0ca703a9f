package servertest

import (
	"log"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/live"
	"github.com/corsref/corsref/conformance/story"
	"github.com/corsref/corsref/fetch/nethttp"
	"github.com/corsref/corsref/origin/psl"
)

// Server is a handler that is tested. It answers for every host.
type Server struct {
	t       testing.TB
	network *http.Transport
	log     *complaints
}

// On serves a handler until the test ends. The handler runs in net/http's own server, so that it sees requests, and
// browsers see its answers, as they would on a socket.
func On(t testing.TB, handler http.Handler) *Server {
	t.Helper()
	logged := new(complaints)
	server := &http.Server{Handler: withTLS(handler), ErrorLog: log.New(logged, "", 0)}
	s := &Server{t: t, network: pipes(server), log: logged}
	t.Cleanup(func() {
		s.network.CloseIdleConnections()
		server.Close()
	})
	return s
}

// complaints is what the server logs: that the handler panicked, mostly.
type complaints struct {
	mu   sync.Mutex
	text strings.Builder
}

// Write keeps a line of the log.
func (c *complaints) Write(line []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.text.Write(line)
}

// take returns what was logged so far, and forgets it.
func (c *complaints) take() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	defer c.text.Reset()
	return c.text.String()
}

// played is what a scenario came to.
type played struct {
	result      *conformance.Result
	differences []conformance.Difference
	story       string
}

// play makes the fetches of a scenario, as one browser that has these cookies and keeps those it gets.
func (s *Server) play(scenario *conformance.Scenario, cookies *nethttp.Jar) (*played, error) {
	client := &nethttp.Client{Network: s.network, Jar: cookies}
	var stories []story.Story
	options := conformance.Options{Sites: psl.List, Server: live.Server(s.t.Context(), client, scenario)}
	options.Observe = story.Observe(scenario, options, func(told story.Story) { stories = append(stories, told) })
	result, err := conformance.Run(scenario, options)
	if err != nil {
		return nil, err
	}
	p := &played{result: result, differences: result.Compare(scenario.Expect)}
	p.story = story.Style{}.Scenario(story.Judged{
		Name: scenario.Name, First: true, Stories: stories, Expect: scenario.Expect, Differences: p.differences,
	})
	if logged := s.log.take(); logged != "" {
		p.story += "\nThe server logged:\n" + logged
	}
	return p, nil
}
