package conformance

// Expectation is what a scenario expects of one fetch. Only the fields given, those that are not nil, are compared.
type Expectation struct {
	Outcome  *string           `json:"outcome,omitzero"`
	Response *ExpectedResponse `json:"response,omitzero"`
	Error    *ExpectedFailure  `json:"error,omitzero"`
	Wire     *[]ExpectedSent   `json:"wire,omitzero"`
}

// ExpectedResponse is the part of a [Response] that is expected.
type ExpectedResponse struct {
	Type       *string `json:"type,omitzero"`
	Status     *int    `json:"status,omitzero"`
	URL        *string `json:"url,omitzero"`
	Redirected *bool   `json:"redirected,omitzero"`
	Headers    *Fields `json:"headers,omitzero"` // compared as a whole
}

// ExpectedFailure is the part of a [Failure] that is expected.
type ExpectedFailure struct {
	Code    *string `json:"code,omitzero"`
	Phase   *string `json:"phase,omitzero"`
	Hop     *int    `json:"hop,omitzero"`
	Message *string `json:"message,omitzero"`
	Fix     *string `json:"fix,omitzero"`
	Spec    *string `json:"spec,omitzero"`
	Step    *string `json:"step,omitzero"`
	Header  *string `json:"header,omitzero"`
	Got     *string `json:"got,omitzero"`
	Want    *string `json:"want,omitzero"`
}

// ExpectedSent is the part of a [Sent] that is expected.
type ExpectedSent struct {
	Preflight   *bool   `json:"preflight,omitzero"`
	Method      *string `json:"method,omitzero"`
	URL         *string `json:"url,omitzero"`
	Headers     *Fields `json:"headers,omitzero"` // see [Compare] for which names compare exactly
	Credentials *bool   `json:"credentials,omitzero"`
	// Absent are names that no header of the request may have.
	Absent []string `json:"absent,omitzero"`
}
