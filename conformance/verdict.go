package conformance

// The outcomes of a fetch.
const (
	OutcomeResponse     = "response"
	OutcomeNetworkError = "network-error"
	OutcomeTypeError    = "type-error" // the API threw; nothing was sent
	OutcomeAborted      = "aborted"
)

// Verdict is what became of one fetch: what the page got and what the servers saw.
type Verdict struct {
	Outcome  string    `json:"outcome"`
	Evidence Evidence  `json:"evidence,omitzero"` // of a browser's prediction
	Response *Response `json:"response,omitzero"` // with outcome response
	Error    *Failure  `json:"error,omitzero"`    // with every other outcome
	Wire     []Sent    `json:"wire"`              // one a request, in order
	Remedy   *Remedy   `json:"remedy,omitzero"`   // where it is asked for
}

// Response is what script can see of a response.
type Response struct {
	Type       *string `json:"type,omitzero"` // nil for XHR
	Status     int     `json:"status"`
	URL        string  `json:"url"`                 // without fragment
	Redirected *bool   `json:"redirected,omitzero"` // nil for XHR
	Headers    Fields  `json:"headers"`             // lowercase, sorted, combined
}

// Failure says why a fetch has no response.
type Failure struct {
	Code    string `json:"code"`
	Phase   string `json:"phase"`
	Hop     int    `json:"hop"`
	Message string `json:"message"`
	Fix     string `json:"fix,omitzero"`
	Spec    string `json:"spec,omitzero"`
	Step    string `json:"step,omitzero"`
	Header  string `json:"header,omitzero"`
	Got     string `json:"got,omitzero"`
	Want    string `json:"want,omitzero"`
}

// Sent is one request on the wire.
type Sent struct {
	Preflight   bool   `json:"preflight"`
	Method      string `json:"method"`
	URL         string `json:"url"`     // without userinfo and fragment
	Headers     Fields `json:"headers"` // in order and case
	Credentials bool   `json:"credentials"`
}

// Output is what is printed for one scenario.
type Output struct {
	Name    string    `json:"name,omitzero"`
	Profile string    `json:"profile,omitzero"` // only when several were asked for
	Fetches []Verdict `json:"fetches"`
}
