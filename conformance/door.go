package conformance

import "github.com/corsref/corsref/fetch"

// NewRequest is what the page asks for in the fetch of index i, for those who run the fetch themselves. The error is a
// *[fetch.TypeError] when the API throws, or an *[InputError] when the scenario itself is at fault, which a scenario from a
// [Reader] is not. An origin "null" is another one at each call.
func NewRequest(s *Scenario, i int) (*fetch.Request, error) {
	w := newWorld(Options{})
	if err := w.enter(s); err != nil {
		return nil, err
	}
	return w.request(i)
}

// Record is the record of a request, as it shows in a verdict.
func Record(out *fetch.Outgoing) Sent { return sent(out) }

// Judge is the verdict of a fetch that ended with a response, a *[fetch.NetworkError] or a *[fetch.TypeError], after it
// sent these requests.
func Judge(res *fetch.FilteredResponse, err error, xhr bool, wire []Sent) Verdict {
	v := Verdict{Wire: wire}
	if wire == nil {
		v.Wire = []Sent{}
	}
	if err != nil {
		v.judgeError(err)
	} else {
		v.judgeResponse(res, xhr)
	}
	return v
}
