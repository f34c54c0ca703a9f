package conformance

import (
	"github.com/corsref/corsref/conformance/internal/decode"
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// encodeOptions write the same bytes for the same value, always.
var encodeOptions = json.JoinOptions(json.Deterministic(true), jsontext.EscapeForHTML(false), jsontext.EscapeForJS(false))

// Encode returns v, a [Case], [Scenario], [Output], [Verdict] or [Expectation], as JSON on one line, without the newline.
func Encode(v any) ([]byte, error) { return json.Marshal(v, encodeOptions) }

// Decode fills what v points to from a JSON text, as strictly as a [Reader]: unknown and repeated members are errors, and so
// are missing ones whose tag has no omitzero. The error is an *[InputError].
func Decode(text []byte, v any) error { return decode.JSON(text, v) }
