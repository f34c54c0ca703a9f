package adapter

import (
	"github.com/corsref/corsref/conformance"
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

	Fetches []verdict `json:"fetches"` // result
	Reason  string    `json:"reason"`  // skipped
	Link    string    `json:"link"`    // skipped
	Message string    `json:"message"` // errored
}

// verdict is a verdict in a reply.
type verdict struct {
	Outcome  string    `json:"outcome"`
	Response *response `json:"response"`
	Error    *failure  `json:"error"`
	Wire     *[]sent   `json:"wire"`
}

type response struct {
	Type       *string     `json:"type"`
	Status     int         `json:"status"`
	URL        string      `json:"url"`
	Redirected *bool       `json:"redirected"`
	Headers    [][2]string `json:"headers"`
}

type failure struct {
	Code    string `json:"code"`
	Phase   string `json:"phase"`
	Hop     int    `json:"hop"`
	Message string `json:"message"`
	Fix     string `json:"fix"`
	Spec    string `json:"spec"`
	Step    string `json:"step"`
	Header  string `json:"header"`
	Got     string `json:"got"`
	Want    string `json:"want"`
}

type sent struct {
	Preflight   bool        `json:"preflight"`
	Method      string      `json:"method"`
	URL         string      `json:"url"`
	Headers     [][2]string `json:"headers"`
	Credentials bool        `json:"credentials"`
}
