package main

import (
	"io"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/fetch"
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// message is a message to the engine. Which fields it has depends on its type.
type message struct {
	Type    string         `json:"type"`
	ID      string         `json:"id"`
	Page    *enginePage    `json:"page"`    // start
	Fetch   jsontext.Value `json:"fetch"`   // start
	Status  *int           `json:"status"`  // receive
	Headers *[][2]string   `json:"headers"` // receive
	Reason  string         `json:"reason"`  // fail
	Seconds *float64       `json:"seconds"` // advance
}

// enginePage is the page that asks, under the names of a scenario.
type enginePage struct {
	Origin         jsontext.Value `json:"origin"`
	URL            jsontext.Value `json:"url"`
	TopLevel       jsontext.Value `json:"topLevel"`
	EmbedderPolicy jsontext.Value `json:"embedderPolicy"`
}

// sendMessage says what to send.
type sendMessage struct {
	Type    string      `json:"type"`
	ID      string      `json:"id"`
	Request sentRequest `json:"request"`
}

// sentRequest is a request that goes on the wire.
type sentRequest struct {
	Preflight     bool               `json:"preflight"`
	Hop           int                `json:"hop"`
	Method        string             `json:"method"`
	URL           string             `json:"url"`
	Headers       conformance.Fields `json:"headers"`
	Body          string             `json:"body"` // "none", "source" or "stream"
	Credentials   bool               `json:"credentials"`
	SameSite      string             `json:"sameSite"`
	StoreCookies  bool               `json:"storeCookies"`
	CacheMode     string             `json:"cacheMode"`
	NewConnection bool               `json:"newConnection"`
}

// doneMessage says how a fetch ended.
type doneMessage struct {
	Type      string              `json:"type"`
	ID        string              `json:"id"`
	Verdict   conformance.Verdict `json:"verdict"`
	NullBody  bool                `json:"nullBody"`           // script reads no body
	LocalBody []byte              `json:"localBody,omitzero"` // of a data: URL, in Base64
}

// errorMessage says what is wrong with a message.
type errorMessage struct {
	Type    string `json:"type"`
	ID      string `json:"id,omitzero"`
	Line    int    `json:"line"`
	Message string `json:"message"`
}

func sentRequestOf(out *fetch.Outgoing) sentRequest {
	record := conformance.Record(out)
	r := sentRequest{
		Preflight: out.Preflight, Hop: out.Hop, Method: record.Method, URL: record.URL, Headers: make(conformance.Fields, 0, len(out.Headers)),
		Body: "none", Credentials: out.Credentials, SameSite: out.SameSite.String(), StoreCookies: out.StoreCookies,
		CacheMode: out.CacheMode.String(), NewConnection: out.NewConnection,
	}
	for _, line := range out.Headers {
		r.Headers = append(r.Headers, conformance.Field{Name: conformance.Text(line.Name), Value: conformance.Text(line.Value)})
	}
	switch {
	case out.Body.Present && out.Body.Stream:
		r.Body = "stream"
	case out.Body.Present:
		r.Body = "source"
	}
	return r
}

// writeMessage writes a message on a line of its own; nil is none.
func writeMessage(w io.Writer, m any) error {
	if m == nil {
		return nil
	}
	line, err := json.Marshal(m, json.Deterministic(true))
	if err != nil {
		return err
	}
	_, err = w.Write(append(line, '\n'))
	return err
}
