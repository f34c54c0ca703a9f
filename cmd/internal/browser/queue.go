package browser

import (
	"encoding/json"
	"time"

	"github.com/corsref/corsref/cmd/internal/loopback"
)

// patience is how long the controller's question for jobs waits for one.
const patience = 5 * time.Second

func (s *Session) enqueue(scheme string, j *job) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.nextID++
	j.id, j.wire.ID = s.nextID, s.nextID
	s.running[j.id] = j
	s.queue[scheme] = append(s.queue[scheme], j)
	s.wake()
}

// wake lets questions that wait be looked at again. The mutex is held.
func (s *Session) wake() {
	close(s.arrived)
	s.arrived = make(chan struct{})
}

// answered notes that the browser is done with a job, and returns it if somebody waits for it.
func (s *Session) answered(id int) *job {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.handed, id)
	s.heard = time.Now()
	s.wake()
	return s.running[id]
}

func (s *Session) forget(j *job) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.running, j.id)
}

// question is what the controller asks for jobs with.
type question struct {
	Free    int `json:"free"`
	Running int `json:"running"`
}

// order is what it is told.
type order struct {
	Jobs []wireJob `json:"jobs"`
	Go   string    `json:"go,omitempty"`
}

// next answers the controller of a scheme. When nothing runs there and there is
// work for the other scheme only, it is sent over.
func (s *Session) next(scheme string, q question) order {
	s.once.Do(func() { close(s.asked) })
	timer := time.NewTimer(patience)
	defer timer.Stop()
	for {
		o, arrived := s.take(scheme, q)
		if len(o.Jobs) > 0 || o.Go != "" {
			return o
		}
		select {
		case <-arrived:
		case <-timer.C:
			return o
		case <-s.ended():
			return o
		}
	}
}

func (s *Session) ended() <-chan struct{} {
	if s.process == nil { // asked before Start has returned
		return nil
	}
	return s.process.Ended()
}

func (s *Session) take(scheme string, q question) (order, <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	o := order{Jobs: []wireJob{}}
	for len(o.Jobs) < q.Free && len(s.handed) < s.atOnce && len(s.queue[scheme]) > 0 {
		j := s.queue[scheme][0]
		s.queue[scheme] = s.queue[scheme][1:]
		if s.running[j.id] != nil { // else nobody waits any more
			o.Jobs = append(o.Jobs, j.wire)
			s.handed[j.id] = true
			close(j.turn)
			s.heard = time.Now()
		}
	}
	other := "http"
	if scheme == "http" {
		other = "https"
	}
	if idle := q.Running == 0 || len(s.handed) == 0; idle && len(o.Jobs) == 0 && len(s.queue[other]) > 0 {
		o.Go = other + "://" + controllerHost + "/"
	}
	return o, s.arrived
}

// handle serves the controller.
func (s *Session) handle(r *loopback.Request) (loopback.Reply, bool) {
	if r.URL.Host() != controllerHost {
		return loopback.Reply{}, false
	}
	switch r.URL.Path() {
	case "/":
		return loopback.NewReply(200, "text/html;charset=utf-8", controllerHTML), true
	case pathPrefix + "controller.js":
		return loopback.NewReply(200, "text/javascript;charset=utf-8", controllerJS), true
	case pathPrefix + "next":
		var q question
		if json.Unmarshal(r.Body, &q) != nil {
			break
		}
		return jsonReply(s.next(r.URL.Scheme(), q)), true
	case pathPrefix + "begin":
		var b struct{ ID, Index int }
		if json.Unmarshal(r.Body, &b) != nil {
			break
		}
		s.mu.Lock()
		j := s.running[b.ID]
		s.mu.Unlock()
		if j != nil {
			j.timing.begin(b.Index)
		}
		return jsonReply(j != nil && j.stage.Begin(b.Index)), true
	case pathPrefix + "result":
		var a answer
		if err := json.Unmarshal(r.Body, &a); err != nil {
			a.Error = err.Error()
		}
		if j := s.answered(a.ID); j != nil {
			j.timing.begin(len(j.wire.Fetches))
			select {
			case j.answer <- a:
			default: // it has one
			}
		}
		return jsonReply(true), true
	}
	if reply, ok := scriptReply(r); ok {
		return reply, true
	}
	return loopback.NewReply(404, "text/plain", "not found\n"), true
}

func jsonReply(v any) loopback.Reply {
	body, err := json.Marshal(v)
	if err != nil {
		return loopback.NewReply(500, "text/plain", err.Error())
	}
	return loopback.NewReply(200, "application/json", string(body))
}
