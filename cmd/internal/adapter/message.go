package adapter

import (
	"fmt"
	"slices"
	"strings"

	"github.com/corsref/corsref/conformance"
	"github.com/go-json-experiment/json"
)

// Protocol is the version of the protocol.
const Protocol = 1

// The kinds of adapters.
const (
	KindModel  = "model"
	KindClient = "client"
)

// startCommand is the first line to an adapter.
type startCommand struct {
	Command  string `json:"command"` // start
	Protocol int    `json:"protocol"`
	Proxy    string `json:"proxy"` // URL of the forward proxy that plays the servers
	CA       string `json:"ca"`    // file with the certificate of the proxy's authority
}

// runCommand asks for one scenario.
type runCommand struct {
	Command  string                `json:"command"` // run
	ID       int                   `json:"id"`
	Scenario *conformance.Scenario `json:"scenario"`
	Begin    []string              `json:"begin,omitzero"` // client adapters: what to get before each fetch
}

// stopCommand is the last line to an adapter.
type stopCommand struct {
	Command string `json:"command"` // stop
}

// reply is a line from an adapter. Which fields it has depends on the first.
type reply struct {
	Reply string `json:"reply"` // started, result, skipped or errored
	ID    *int   `json:"id"`    // all but started

	// started
	Protocol     *int     `json:"protocol"`
	Kind         string   `json:"kind"`
	Name         string   `json:"name"`
	Version      string   `json:"version"`
	Capabilities []string `json:"capabilities"`
	Parallel     int      `json:"parallel"`

	Fetches []conformance.Verdict `json:"fetches"` // result
	Reason  string                `json:"reason"`  // skipped
	Link    string                `json:"link"`    // skipped
	Message string                `json:"message"` // errored
}

// decodeReply reads a line strictly: unknown fields are errors.
func decodeReply(line []byte) (*reply, error) {
	r := new(reply)
	if err := json.Unmarshal(line, r, json.RejectUnknownMembers(true)); err != nil {
		return nil, err
	}
	switch r.Reply {
	case "started":
		return r, nil
	case "result", "skipped", "errored":
		if r.ID == nil {
			return nil, fmt.Errorf("a reply %q needs the id of the run", r.Reply)
		}
		return r, nil
	}
	return nil, fmt.Errorf("there is no reply %q; there are started, result, skipped and errored", r.Reply)
}

// verdicts checks the verdicts of a result.
func (r *reply) verdicts(kind string, fetches int) ([]conformance.Verdict, error) {
	if len(r.Fetches) != fetches {
		return nil, fmt.Errorf("the result has %d verdicts for %d fetches", len(r.Fetches), fetches)
	}
	for i := range r.Fetches {
		if err := check(&r.Fetches[i], kind); err != nil {
			return nil, fmt.Errorf("the result's fetches[%d]: %w", i, err)
		}
	}
	return r.Fetches, nil
}

var outcomes = []string{
	conformance.OutcomeResponse, conformance.OutcomeNetworkError, conformance.OutcomeTypeError, conformance.OutcomeAborted,
}

// check checks a verdict.
func check(v *conformance.Verdict, kind string) error {
	isResponse := v.Outcome == conformance.OutcomeResponse
	switch {
	case !slices.Contains(outcomes, v.Outcome):
		return fmt.Errorf("there is no outcome %q; there are %s", v.Outcome, strings.Join(outcomes, ", "))
	case isResponse != (v.Response != nil):
		return fmt.Errorf("a verdict has a response when its outcome is response, and only then; the outcome is %q", v.Outcome)
	case isResponse && v.Error != nil:
		return fmt.Errorf("a response has no error")
	case kind == KindModel && v.Wire == nil:
		return fmt.Errorf("a model tells the wire; write \"wire\": [] when nothing was sent")
	case kind == KindClient && v.Wire != nil:
		return fmt.Errorf("the wire is what the runner records; leave it out")
	}
	return nil
}
