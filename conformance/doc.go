// Package conformance speaks the scenario format: a small scripted world of fetches and server rules, and the verdict of
// what a browser makes of it.
//
// A [Reader] decodes scenarios strictly from JSON, NDJSON or YAML; [Run] plays one against package fetch, with one user
// agent, one preflight cache and one virtual clock; [Compare] says where a verdict differs from what was expected. The
// JSON Schemas of both documents are in [Schema], the suite's cases in the package suite below this one.
//
// Texts in scenarios and verdicts are Unicode. Where the wire has bytes, a code point U+0000–U+00FF is the byte of that
// number; [Bytes] and [Text] convert.
package conformance
