package conformance

import "embed"

// Schema has the JSON Schemas (draft 2020-12) of the documents: schema/scenario.schema.json, schema/verdict.schema.json of
// the output, and schema/case.schema.json of the suite's files. They say less than the decoder does where a pattern cannot
// tell: whether a URL or an origin parses, and what counts fetches.
//
//go:embed schema/*.json
var Schema embed.FS
