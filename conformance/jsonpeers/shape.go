package main

// line is the shape of a scenario that every library knows how to decode: a conformance.Scenario, with header lines as the
// pairs that they are written as.
type line struct {
	Name           string        `json:"name,omitempty"`
	Origin         string        `json:"origin"`
	Page           *string       `json:"page,omitempty"`
	TopLevel       *string       `json:"topLevel,omitempty"`
	EmbedderPolicy *string       `json:"embedderPolicy,omitempty"`
	Fetches        []fetch       `json:"fetches"`
	Server         []rule        `json:"server,omitempty"`
	Expect         []expectation `json:"expect,omitempty"`
}

type fields [][2]string

type fetch struct {
	URL            string   `json:"url"`
	Method         *string  `json:"method,omitempty"`
	Headers        fields   `json:"headers,omitempty"`
	Mode           *string  `json:"mode,omitempty"`
	Credentials    *string  `json:"credentials,omitempty"`
	Redirect       *string  `json:"redirect,omitempty"`
	Cache          *string  `json:"cache,omitempty"`
	Referrer       *string  `json:"referrer,omitempty"`
	ReferrerPolicy *string  `json:"referrerPolicy,omitempty"`
	Keepalive      *bool    `json:"keepalive,omitempty"`
	Body           *string  `json:"body,omitempty"`
	BodyStream     *bool    `json:"bodyStream,omitempty"`
	Destination    *string  `json:"destination,omitempty"`
	API            *string  `json:"api,omitempty"`
	UploadListener *bool    `json:"uploadListener,omitempty"`
	Origin         *string  `json:"origin,omitempty"`
	TopLevel       *string  `json:"topLevel,omitempty"`
	After          *float64 `json:"after,omitempty"`
}

type rule struct {
	Preflight *bool   `json:"preflight,omitempty"`
	Method    *string `json:"method,omitempty"`
	URL       *string `json:"url,omitempty"`
	Fetch     *int    `json:"fetch,omitempty"`
	Hop       *int    `json:"hop,omitempty"`
	Status    *int    `json:"status,omitempty"`
	Headers   fields  `json:"headers,omitempty"`
	Body      *string `json:"body,omitempty"`
	Fail      *bool   `json:"fail,omitempty"`
}

type expectation struct {
	Outcome  *string           `json:"outcome,omitempty"`
	Response *expectedResponse `json:"response,omitempty"`
	Error    *expectedFailure  `json:"error,omitempty"`
	Wire     *[]expectedSent   `json:"wire,omitempty"`
}

type expectedResponse struct {
	Type       *string `json:"type,omitempty"`
	Status     *int    `json:"status,omitempty"`
	URL        *string `json:"url,omitempty"`
	Redirected *bool   `json:"redirected,omitempty"`
	Headers    *fields `json:"headers,omitempty"`
}

type expectedSent struct {
	Preflight   *bool    `json:"preflight,omitempty"`
	Method      *string  `json:"method,omitempty"`
	URL         *string  `json:"url,omitempty"`
	Headers     *fields  `json:"headers,omitempty"`
	Credentials *bool    `json:"credentials,omitempty"`
	Absent      []string `json:"absent,omitempty"`
}

type expectedFailure struct {
	Code    *string `json:"code,omitempty"`
	Phase   *string `json:"phase,omitempty"`
	Hop     *int    `json:"hop,omitempty"`
	Message *string `json:"message,omitempty"`
	Fix     *string `json:"fix,omitempty"`
	Spec    *string `json:"spec,omitempty"`
	Step    *string `json:"step,omitempty"`
	Header  *string `json:"header,omitempty"`
	Got     *string `json:"got,omitempty"`
	Want    *string `json:"want,omitempty"`
}
