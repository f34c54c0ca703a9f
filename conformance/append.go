package conformance

import (
	"strconv"

	"github.com/go-json-experiment/json/jsontext"
)

// AppendJSON appends what [Encode] makes of o to b.
func (o *Output) AppendJSON(b []byte) []byte {
	b = append(b, '{')
	if o.Name != "" {
		b = append(appendString(append(b, `"name":`...), o.Name), ',')
	}
	if o.Profile != "" {
		b = append(appendString(append(b, `"profile":`...), o.Profile), ',')
	}
	b = append(b, `"fetches":`...)
	return append(appendList(b, o.Fetches, appendVerdict), '}')
}

func appendVerdict(b []byte, v *Verdict) []byte {
	b = appendString(append(b, `{"outcome":`...), v.Outcome)
	if v.Evidence != "" {
		b = appendString(append(b, `,"evidence":`...), string(v.Evidence))
	}
	if v.Response != nil {
		b = appendResponse(append(b, `,"response":`...), v.Response)
	}
	if v.Error != nil {
		b = appendFailure(append(b, `,"error":`...), v.Error)
	}
	b = append(b, `,"wire":`...)
	b = appendList(b, v.Wire, appendSent)
	if v.Remedy != nil {
		remedy, _ := Encode(v.Remedy)
		b = append(append(b, `,"remedy":`...), remedy...)
	}
	return append(b, '}')
}

func appendResponse(b []byte, r *Response) []byte {
	b = append(b, '{')
	if r.Type != nil {
		b = append(appendString(append(b, `"type":`...), *r.Type), ',')
	}
	b = strconv.AppendInt(append(b, `"status":`...), int64(r.Status), 10)
	b = appendString(append(b, `,"url":`...), r.URL)
	if r.Redirected != nil {
		b = strconv.AppendBool(append(b, `,"redirected":`...), *r.Redirected)
	}
	b = append(b, `,"headers":`...)
	return append(appendList(b, r.Headers, appendField), '}')
}

func appendFailure(b []byte, f *Failure) []byte {
	b = appendString(append(b, `{"code":`...), f.Code)
	b = appendString(append(b, `,"phase":`...), f.Phase)
	b = strconv.AppendInt(append(b, `,"hop":`...), int64(f.Hop), 10)
	b = appendString(append(b, `,"message":`...), f.Message)
	for _, member := range [...]struct{ key, value string }{
		{`,"fix":`, f.Fix}, {`,"spec":`, f.Spec}, {`,"step":`, f.Step}, {`,"header":`, f.Header}, {`,"got":`, f.Got}, {`,"want":`, f.Want},
	} {
		if member.value != "" {
			b = appendString(append(b, member.key...), member.value)
		}
	}
	return append(b, '}')
}

func appendSent(b []byte, s *Sent) []byte {
	b = strconv.AppendBool(append(b, `{"preflight":`...), s.Preflight)
	b = appendString(append(b, `,"method":`...), s.Method)
	b = appendString(append(b, `,"url":`...), s.URL)
	b = append(b, `,"headers":`...)
	b = appendList(b, s.Headers, appendField)
	b = strconv.AppendBool(append(b, `,"credentials":`...), s.Credentials)
	return append(b, '}')
}

func appendField(b []byte, f *Field) []byte {
	b = appendString(append(b, '['), f.Name)
	return append(appendString(append(b, ','), f.Value), ']')
}

// appendList appends the items of a list.
func appendList[T any](b []byte, items []T, appendItem func(b []byte, item *T) []byte) []byte {
	b = append(b, '[')
	for i := range items {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendItem(b, &items[i])
	}
	return append(b, ']')
}

// appendString appends a string in quotes. What is no UTF-8, which no verdict has, becomes U+FFFD.
func appendString(b []byte, s string) []byte {
	b, _ = jsontext.AppendQuote(b, s)
	return b
}
