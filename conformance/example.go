package conformance

import _ "embed"

// ExampleJSON is a scenario for those who have none yet: a preflighted PUT with credentials that succeeds and is cached.
//
//go:embed example/preflighted-put.json
var ExampleJSON string
