package conformance

import (
	"errors"

	"github.com/corsref/corsref/fetch"
)

// Record is the record of a request, as it shows in a verdict.
func Record(out *fetch.Outgoing) Sent {
	return Sent{
		Preflight: out.Preflight, Method: Text(out.Method), URL: wireURL(out.URL), Credentials: out.Credentials,
		Headers: FieldsOf(out.Headers),
	}
}

// Judge is the verdict of a fetch that ended with a response, a *[fetch.NetworkError] or a *[fetch.TypeError], after it
// sent these requests.
func Judge(res *fetch.FilteredResponse, err error, xhr bool, wire []Sent) Verdict {
	v := Verdict{Wire: append([]Sent{}, wire...)}
	v.judge(res, err, xhr)
	return v
}

// judge records what the page gets.
func (v *Verdict) judge(res *fetch.FilteredResponse, err error, xhr bool) {
	if err != nil {
		v.judgeError(err)
	} else {
		v.judgeResponse(res, xhr)
	}
}

// judgeResponse records what script can see of a response.
func (v *Verdict) judgeResponse(res *fetch.FilteredResponse, xhr bool) {
	v.Outcome = OutcomeResponse
	v.Response = &Response{Status: res.Status, Headers: FieldsOf(res.Visible())}
	if !res.URL.IsZero() {
		v.Response.URL = res.URL.StringExcludingFragment()
	}
	if !xhr {
		kind, redirected := res.Type.String(), res.Redirected
		v.Response.Type, v.Response.Redirected = &kind, &redirected
	}
}

// judgeError records why there is no response.
func (v *Verdict) judgeError(err error) {
	var network *fetch.NetworkError
	var thrown *fetch.TypeError
	switch {
	case errors.As(err, &network):
		v.Outcome = OutcomeNetworkError
		if network.Aborted() {
			v.Outcome = OutcomeAborted
		}
		v.Error = &Failure{
			Code: string(network.Code), Phase: network.Phase.String(), Hop: network.Hop,
			Message: network.Error(),
			Spec:    string(network.Algorithm), Step: network.Step,
			Header: Text(network.Header), Got: Text(network.Got), Want: Text(network.Want),
		}
	case errors.As(err, &thrown):
		v.Outcome = OutcomeTypeError
		v.Error = &Failure{
			Code: string(thrown.Code), Phase: fetch.PhaseRequest.String(),
			Message: thrown.Error(), Fix: thrown.Fix(),
			Spec: string(thrown.Algorithm), Step: thrown.Step, Got: thrownText(thrown),
		}
	default: // what the engine's API refuses, which this package never asks for
		v.Outcome = OutcomeNetworkError
		v.Error = &Failure{Code: string(fetch.CodeNetwork), Phase: fetch.PhaseRequest.String(), Message: err.Error()}
	}
}

// thrownText is the offending value as text: URLs, and what is no byte string, are text already.
func thrownText(e *fetch.TypeError) string {
	switch e.Code {
	case fetch.TypeErrorURL, fetch.TypeErrorURLCredentials, fetch.TypeErrorReferrer, fetch.TypeErrorByteString:
		return e.Got
	}
	return Text(e.Got)
}
