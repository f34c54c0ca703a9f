package loopback

import (
	"bufio"
	"net"
	"strconv"
	"strings"
	"sync"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/origin"
)

// Config says how to serve. The zero value is fine.
type Config struct {
	// Handler is asked for requests whose host is no scenario's. Nil: they fail.
	Handler Handler
	// Stray is told requests that nobody answers, such as those of a browser on its own account. It may be nil.
	Stray func(*Request)
	// Sites is the public suffix list by which hosts are same site. Nil: every last label is a public suffix.
	Sites origin.PublicSuffixList
	// KeepNames says that hosts keep their names, for clients that connect here whatever host they want. Two scenarios of
	// the same host cannot be played at once then.
	KeepNames bool
}

// Server plays the servers of many scenarios.
type Server struct {
	config    Config
	listener  net.Listener
	authority *Authority
	running   sync.WaitGroup

	mu     sync.Mutex
	closed bool
	conns  map[net.Conn]struct{}
	staged int               // so far
	labels map[string]*Stage // by label
	hosts  map[string]*Stage // by new name
}

// Listen starts a server on a free port of 127.0.0.1.
func Listen(config Config) (*Server, error) {
	authority, err := NewAuthority()
	if err != nil {
		return nil, err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	s := &Server{
		config: config, listener: listener, authority: authority,
		conns: make(map[net.Conn]struct{}), labels: make(map[string]*Stage), hosts: make(map[string]*Stage),
	}
	s.running.Go(s.accept)
	return s, nil
}

// Addr is the server's address, as in 127.0.0.1:4711.
func (s *Server) Addr() string { return s.listener.Addr().String() }

// URL is the server's URL, as a proxy setting takes it.
func (s *Server) URL() string { return "http://" + s.Addr() }

// Authority is who signs for the scenarios' hosts.
func (s *Server) Authority() *Authority { return s.authority }

// Close ends every connection and waits until nothing runs any more.
func (s *Server) Close() error {
	s.mu.Lock()
	s.closed = true
	err := s.listener.Close()
	for c := range s.conns {
		c.Close()
	}
	s.mu.Unlock()
	s.running.Wait()
	return err
}

// accept serves each connection until the listener ends.
func (s *Server) accept() {
	for {
		tcp, err := s.listener.Accept()
		if err != nil {
			return
		}
		s.mu.Lock()
		if s.closed {
			s.mu.Unlock()
			tcp.Close()
			return
		}
		s.conns[tcp] = struct{}{}
		s.mu.Unlock()
		s.running.Go(func() {
			(&conn{server: s, tcp: tcp, stream: tcp, in: bufio.NewReader(tcp)}).serve()
			s.mu.Lock()
			delete(s.conns, tcp)
			s.mu.Unlock()
		})
	}
}

// Stage registers a scenario: from now until [Stage.Close] its hosts exist. The handler, which may be nil, is asked before
// its rules are. The error is a [*CannotRunError], or a [*conformance.InputError] of a scenario that did not come from a
// reader.
func (s *Server) Stage(scenario *conformance.Scenario, handler Handler) (*Stage, error) {
	rules, err := conformance.CompileRules(scenario.Server)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	s.staged++
	number := s.staged
	s.mu.Unlock()
	var names *Names
	if s.config.KeepNames {
		names = keepNames(hostsOf(scenario))
	} else if names, err = newNames(number, hostsOf(scenario), s.config.Sites); err != nil {
		return nil, err
	}
	told, err := names.told(scenario)
	if err != nil {
		return nil, err
	}
	st := &Stage{
		server: s, label: "s" + strconv.Itoa(number), names: names, told: told, scenario: scenario, rules: rules, handler: handler,
		fetch: -1, wire: make([][]conformance.Sent, len(scenario.Fetches)),
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.labels[st.label] = st
	for _, name := range names.addresses() {
		s.hosts[name] = st
	}
	return st, nil
}

// answer finds who answers a request. False: nobody does, the network fails.
func (s *Server) answer(t tunnel, h *head, body []byte) (Reply, bool) {
	u, ok := t.url(h)
	if !ok {
		return Reply{}, false
	}
	s.mu.Lock()
	r := &Request{Method: h.method, URL: u, Headers: h.headers, Body: body, Stage: s.stageOf(u)}
	s.mu.Unlock()
	if reply, ok := s.control(r); ok {
		return reply, true
	}
	handler := s.config.Handler
	if r.Stage != nil {
		handler = r.Stage.handler
	}
	if handler != nil {
		if reply, ok := handler(r); ok {
			return reply, true
		}
	}
	if r.Stage != nil && r.Stage.Begun() {
		return r.Stage.answer(r)
	}
	if s.config.Stray != nil {
		s.config.Stray(r)
	}
	return Reply{}, false
}

// stageOf finds the scenario that a URL belongs to. The mutex is held.
func (s *Server) stageOf(u origin.URL) *Stage {
	if st := s.hosts[u.Host()]; st != nil {
		return st
	}
	port, _ := u.EffectivePort()
	return s.hosts[address(u.Host(), port)]
}

// controlPath is where clients tell how far they are: controlPath + label + "/begin/" + index.
const controlPath = "/.corsref/"

// control answers a client that says that it begins a fetch, on the server's own address or a scenario's host.
func (s *Server) control(r *Request) (Reply, bool) {
	rest, ok := strings.CutPrefix(r.URL.Path(), controlPath)
	if !ok {
		return Reply{}, false
	}
	label, number, ok := strings.Cut(rest, "/begin/")
	index, err := strconv.Atoi(number)
	s.mu.Lock()
	st := s.labels[label]
	s.mu.Unlock()
	reply := NewReply(200, "text/plain", "")
	if !ok || err != nil || st == nil || !st.Begin(index) {
		reply = NewReply(404, "text/plain", "no such fetch\n")
	}
	reply.Headers.Append("Access-Control-Allow-Origin", "*")
	return reply, true
}
