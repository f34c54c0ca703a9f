package conformance

// Case is a scenario with what the suite says about it. Every scenario document may carry these fields; in the suite
// name, expect, why and spec are required.
type Case struct {
	Scenario
	// Why says in one line what the case shows.
	Why string `json:"why,omitzero"`
	// Spec points to the steps that decide: "anchor#step" of the Fetch Standard, or "xhr:anchor#step" and the like for
	// another one.
	Spec []string `json:"spec,omitzero"`
	// WPT has the paths of the web-platform-tests files that assert the same.
	WPT []string `json:"wpt,omitzero"`
	// Tags are words such as "ambiguous" and "optional".
	Tags []string `json:"tags,omitzero"`
	// Engines has, by engine, what a real browser was recorded to do where that differs.
	Engines map[string]EngineRecord `json:"engines,omitzero"`
}

// EngineRecord is what one version of a browser engine did.
type EngineRecord struct {
	Version string         `json:"version"`
	Fetches []*Expectation `json:"fetches"` // one a fetch
}
