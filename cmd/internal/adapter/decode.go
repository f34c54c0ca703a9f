package adapter

import (
	"fmt"
	"slices"
	"strings"

	"github.com/corsref/corsref/conformance"
	"github.com/go-json-experiment/json"
)

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

// verdicts checks and converts the verdicts of a result.
func (r *reply) verdicts(kind string, fetches int) ([]conformance.Verdict, error) {
	if len(r.Fetches) != fetches {
		return nil, fmt.Errorf("the result has %d verdicts for %d fetches", len(r.Fetches), fetches)
	}
	out := make([]conformance.Verdict, fetches)
	for i := range r.Fetches {
		v, err := r.Fetches[i].convert(kind)
		if err != nil {
			return nil, fmt.Errorf("the result's fetches[%d]: %w", i, err)
		}
		out[i] = v
	}
	return out, nil
}

var outcomes = []string{
	conformance.OutcomeResponse, conformance.OutcomeNetworkError, conformance.OutcomeTypeError, conformance.OutcomeAborted,
}

// convert checks a verdict.
func (v *verdict) convert(kind string) (conformance.Verdict, error) {
	out := conformance.Verdict{Outcome: v.Outcome}
	isResponse := v.Outcome == conformance.OutcomeResponse
	switch {
	case !slices.Contains(outcomes, v.Outcome):
		return out, fmt.Errorf("there is no outcome %q; there are %s", v.Outcome, strings.Join(outcomes, ", "))
	case isResponse != (v.Response != nil):
		return out, fmt.Errorf("the outcome %q and the response do not go together", v.Outcome)
	case isResponse && v.Error != nil:
		return out, fmt.Errorf("a response has no error")
	case kind == KindModel && v.Wire == nil:
		return out, fmt.Errorf("a model tells the wire; write \"wire\": [] when nothing was sent")
	case kind == KindClient && v.Wire != nil:
		return out, fmt.Errorf("the wire is what the runner records; leave it out")
	}
	if r := v.Response; r != nil {
		out.Response = &conformance.Response{
			Type: r.Type, Status: r.Status, URL: r.URL, Redirected: r.Redirected, Headers: fields(r.Headers),
		}
	}
	if v.Error != nil {
		failed := conformance.Failure(*v.Error)
		out.Error = &failed
	}
	if v.Wire != nil {
		out.Wire = make([]conformance.Sent, len(*v.Wire))
		for i, s := range *v.Wire {
			out.Wire[i] = conformance.Sent{
				Preflight: s.Preflight, Method: s.Method, URL: s.URL, Headers: fields(s.Headers), Credentials: s.Credentials,
			}
		}
	}
	return out, nil
}

func fields(pairs [][2]string) conformance.Fields {
	out := make(conformance.Fields, len(pairs))
	for i, pair := range pairs {
		out[i] = conformance.Field{Name: pair[0], Value: pair[1]}
	}
	return out
}
