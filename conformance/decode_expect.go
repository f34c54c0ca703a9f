package conformance

import "strconv"

var (
	expectFields         = fields{names: []string{"outcome", "response", "error", "wire"}}
	expectResponseFields = fields{names: []string{"type", "status", "url", "redirected", "headers"}}
	expectErrorFields    = fields{names: []string{"code", "phase", "hop", "message", "fix", "spec", "step", "header", "got", "want"}}
	expectSentFields     = fields{names: []string{"preflight", "method", "url", "headers", "credentials", "absent"}}

	outcomes      = []string{OutcomeResponse, OutcomeNetworkError, OutcomeTypeError, OutcomeAborted}
	responseTypes = []string{"default", "basic", "cors", "opaque", "opaqueredirect"}
	phases        = []string{"request", "preflight", "response", "redirect"}
)

// expectations reads one expectation a fetch.
func (d *decoder) expectations(n *node, fetches int) []*Expectation {
	out := make([]*Expectation, 0, len(n.items))
	d.list(n, func(_ int, value *node) { out = append(out, d.expectation(value)) })
	if d.err == nil && len(out) != fetches {
		d.fail(n.at, "has "+strconv.Itoa(len(out))+" verdicts for "+strconv.Itoa(fetches)+" fetches; write one a fetch ({} compares nothing)")
	}
	return out
}

func (d *decoder) expectation(n *node) *Expectation {
	e := new(Expectation)
	d.object(n, expectFields, func(name string, value *node) {
		switch name {
		case "outcome":
			e.Outcome = d.enum(value, outcomes)
		case "response":
			e.Response = d.expectedResponse(value)
		case "error":
			e.Error = d.expectedFailure(value)
		case "wire":
			wire := make([]ExpectedSent, 0, len(value.items))
			d.list(value, func(_ int, value *node) { wire = append(wire, d.expectedSent(value)) })
			e.Wire = &wire
		}
	})
	return e
}

func (d *decoder) expectedResponse(n *node) *ExpectedResponse {
	r := new(ExpectedResponse)
	d.object(n, expectResponseFields, func(name string, value *node) {
		switch name {
		case "type":
			r.Type = d.enum(value, responseTypes)
		case "status":
			r.Status = d.integer(value, 0, 999)
		case "url":
			r.URL = d.optStr(value)
		case "redirected":
			r.Redirected = d.boolean(value)
		case "headers":
			r.Headers = d.expectedFields(value)
		}
	})
	return r
}

func (d *decoder) expectedFailure(n *node) *ExpectedFailure {
	f := new(ExpectedFailure)
	d.object(n, expectErrorFields, func(name string, value *node) {
		switch name {
		case "code":
			f.Code = d.optStr(value)
		case "phase":
			f.Phase = d.enum(value, phases)
		case "hop":
			f.Hop = d.integer(value, 0, maxHop)
		case "message":
			f.Message = d.optStr(value)
		case "fix":
			f.Fix = d.optStr(value)
		case "spec":
			f.Spec = d.optStr(value)
		case "step":
			f.Step = d.optStr(value)
		case "header":
			f.Header = d.optStr(value)
		case "got":
			f.Got = d.optStr(value)
		case "want":
			f.Want = d.optStr(value)
		}
	})
	return f
}

func (d *decoder) expectedSent(n *node) ExpectedSent {
	var s ExpectedSent
	d.object(n, expectSentFields, func(name string, value *node) {
		switch name {
		case "preflight":
			s.Preflight = d.boolean(value)
		case "method":
			s.Method = d.optStr(value)
		case "url":
			s.URL = d.optStr(value)
		case "headers":
			s.Headers = d.expectedFields(value)
		case "credentials":
			s.Credentials = d.boolean(value)
		case "absent":
			d.list(value, func(_ int, value *node) {
				if name := d.optStr(value); name != nil {
					s.Absent = append(s.Absent, *name)
				}
			})
		}
	})
	return s
}

func (d *decoder) expectedFields(n *node) *Fields {
	f := d.fields(n, nil)
	return &f
}
