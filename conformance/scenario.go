package conformance

import (
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/origin"
)

// Scenario is a small scripted world: who fetches what, in order, and what the servers answer. The zero value of an
// optional field, nil where it is a pointer, means that the document does not give it.
type Scenario struct {
	Name           string                `json:"name,omitzero"`
	Origin         origin.Origin         `json:"origin,omitzero"` // opaque ones are all the same; a Reader takes it from Page when it is not given
	Page           origin.URL            `json:"page,omitzero"`
	TopLevel       origin.Origin         `json:"topLevel,omitzero"`
	Ancestors      []origin.Origin       `json:"ancestors,omitzero"` // of the pages between this one and the top-level page
	EmbedderPolicy *fetch.EmbedderPolicy `json:"embedderPolicy,omitzero"`
	Fetches        []FetchInit           `json:"fetches"`
	Server         []Rule                `json:"server,omitzero"`
	Expect         []*Expectation        `json:"expect,omitzero"` // nil, or one a fetch
}

// FetchInit is one fetch of a scenario. Its names are those of fetch()'s RequestInit.
type FetchInit struct {
	URL            string                 `json:"url"`
	Method         *string                `json:"method,omitzero"`
	Headers        Fields                 `json:"headers,omitzero"`
	Mode           *fetch.Mode            `json:"mode,omitzero"`
	Credentials    *fetch.CredentialsMode `json:"credentials,omitzero"`
	Redirect       *fetch.RedirectMode    `json:"redirect,omitzero"`
	Cache          *fetch.CacheMode       `json:"cache,omitzero"`
	Referrer       *string                `json:"referrer,omitzero"`
	ReferrerPolicy *fetch.ReferrerPolicy  `json:"referrerPolicy,omitzero"`
	Keepalive      *bool                  `json:"keepalive,omitzero"`
	Body           *string                `json:"body,omitzero"`
	BodyStream     *bool                  `json:"bodyStream,omitzero"`
	Destination    *fetch.Destination     `json:"destination,omitzero"`
	API            *string                `json:"api,omitzero"` // nil is fetch
	UploadListener *bool                  `json:"uploadListener,omitzero"`
	Origin         origin.Origin          `json:"origin,omitzero"`
	TopLevel       origin.Origin          `json:"topLevel,omitzero"`
	After          *float64               `json:"after,omitzero"` // virtual seconds that pass before
}

// XHR reports whether the fetch is one of XMLHttpRequest.
func (f *FetchInit) XHR() bool { return f.API != nil && *f.API == APIXHR }

// The values of a fetch's "api".
const (
	APIFetch       = "fetch"
	APIXHR         = "xhr"
	APIEventSource = "EventSource"
)

// Rule is one rule of the scripted servers: matchers, all of which must hold, and the answer.
type Rule struct {
	Preflight *bool      `json:"preflight,omitzero"`
	Method    *string    `json:"method,omitzero"`
	URL       origin.URL `json:"url,omitzero"`
	Fetch     *int       `json:"fetch,omitzero"`
	Hop       *int       `json:"hop,omitzero"`

	Status  *int    `json:"status,omitzero"` // nil is 200
	Headers Fields  `json:"headers,omitzero"`
	Body    *string `json:"body,omitzero"` // nil is "hello"
	Fail    *bool   `json:"fail,omitzero"` // true: the network fails
}
