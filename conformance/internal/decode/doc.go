// Package decode reads documents strictly, from JSON and from YAML, and says where they are wrong.
//
// A [Reader] splits an input into [Text]s: a JSON object, the items of a JSON array, JSON objects on lines of their own
// (NDJSON), or YAML. [Text.Into] parses one and fills a Go struct, whose `json` tags name the members: one without
// omitzero is required; unknown and repeated members are errors. The package knows nothing of what the documents are about.
package decode
