package suite

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/origin"
	"github.com/corsref/corsref/safelist"
)

// Run returns what the engine makes of a row's input, as JSON to be compared with the row's Want.
func (u *Unit) Run(row UnitRow) (json.RawMessage, error) {
	run := units[u.Table]
	if run == nil {
		return nil, fmt.Errorf("suite: nothing runs the unit table %s", u.Table)
	}
	got, err := run(row.Input)
	if err != nil {
		return nil, err
	}
	return json.Marshal(written(got))
}

// unit reads an input of type I strictly.
func unit[I any](f func(I) any) func(json.RawMessage) (any, error) {
	return func(data json.RawMessage) (any, error) {
		var in I
		d := json.NewDecoder(bytes.NewReader(data))
		d.DisallowUnknownFields()
		if err := d.Decode(&in); err != nil {
			return nil, err
		}
		return f(in), nil
	}
}

// ofText, ofPair and ofList run functions that take nothing else.
func ofText[O any](f func(string) O) func(json.RawMessage) (any, error) {
	return unit(func(in Bytes) any { return f(string(in)) })
}

func ofPair(f func(name, value string) bool) func(json.RawMessage) (any, error) {
	return unit(func(in [2]Bytes) any { return f(string(in[0]), string(in[1])) })
}

func ofList[O any](f func(header.List) O) func(json.RawMessage) (any, error) {
	return unit(func(in pairs) any { return f(in.list()) })
}

// pairs are header lines, as tables write them.
type pairs [][2]Bytes

func (p pairs) list() header.List {
	l := header.List{}
	for _, line := range p {
		l = append(l, header.Line{Name: string(line[0]), Value: string(line[1])})
	}
	return l
}

// written is a result as tables write it.
func written(v any) any {
	switch v := v.(type) {
	case string:
		return Bytes(v)
	case []string:
		out := make([]Bytes, len(v))
		for i := range v {
			out[i] = Bytes(v[i])
		}
		return out
	case header.List:
		out := pairs{}
		for _, line := range v {
			out = append(out, [2]Bytes{Bytes(line.Name), Bytes(line.Value)})
		}
		return out
	case fetch.Check:
		if v.Passed() {
			return "allowed"
		}
		return "blocked"
	case map[string]any:
		for name, value := range v {
			v[name] = written(value)
		}
	}
	return v
}

// orNull is a result that there may not be.
func orNull(v any, ok bool) any {
	if !ok {
		return nil
	}
	return v
}

func mimeType(m safelist.MIMEType, ok bool) any { return orNull(m.String(), ok) }

// extracted is the result of extracting header values.
func extracted(result header.Extraction, value any) any {
	if result == header.Failure {
		return "failure"
	}
	return orNull(value, result != header.Null)
}

// fields are the inputs of tables that take several.
type fields struct {
	Name, Value        Bytes
	List               []Bytes
	Headers            pairs
	Origin             origin.Origin
	URL                origin.URL
	URLs               []origin.URL
	Fragment           *string
	Status             int
	Destination        fetch.Destination
	Credentials        fetch.CredentialsMode
	EmbedderPolicy     fetch.EmbedderPolicy
	IncludeCredentials bool
	AllowWhitespace    bool
}

// units runs each table.
var units = map[string]func(json.RawMessage) (any, error){
	"bad-port": unit(func(u origin.URL) any { return !fetch.ShouldBlockBadPort(u).Passed() }),
	"blocked-by-type": unit(func(in fields) any {
		return map[string]any{
			"mimeType": fetch.ShouldBlockMIMEType(in.Destination, in.Headers.list()),
			"nosniff":  fetch.ShouldBlockNosniff(in.Destination, in.Headers.list()),
		}
	}),
	"cors-check": unit(func(in struct {
		Origin      string
		Credentials fetch.CredentialsMode
		Headers     pairs
	}) any {
		return fetch.CORSCheck(in.Origin, in.Credentials, in.Headers.list()).Passed()
	}),
	"cors-safelisted-request-header": ofPair(safelist.IsCORSSafelistedRequestHeader),
	"cors-safelisted-response-header-name": unit(func(in fields) any {
		list := make([]string, len(in.List))
		for i := range list {
			list[i] = string(in.List[i])
		}
		return safelist.IsCORSSafelistedResponseHeaderName(string(in.Name), list)
	}),
	"cors-unsafe-request-header-names": ofList(safelist.CORSUnsafeRequestHeaderNames),
	"cross-origin-resource-policy-check": unit(func(in fields) any {
		return fetch.CrossOriginResourcePolicyCheck(fetch.CORPRequest{
			Origin: in.Origin, URL: in.URL, EmbedderPolicy: in.EmbedderPolicy, IncludesCredentials: in.IncludeCredentials,
		}, in.Headers.list())
	}),
	"data-url": unit(func(u origin.URL) any {
		m, body, ok := fetch.ProcessDataURL(u)
		return orNull(map[string]any{"mimeType": m.String(), "body": string(body)}, ok)
	}),
	"determine-nosniff": ofList(safelist.DetermineNosniff),
	"exposed-header-names": unit(func(in fields) any {
		return fetch.ExposedHeaderNames(in.Credentials, in.Headers.list())
	}),
	"extract-delta-seconds": unit(func(in fields) any {
		seconds, result := in.Headers.list().ExtractDeltaSeconds(string(in.Name))
		return extracted(result, seconds)
	}),
	"extract-mime-type": ofList(func(l header.List) any { return mimeType(safelist.ExtractMIMEType(l)) }),
	"extract-tokens": unit(func(in fields) any {
		tokens, result := in.Headers.list().ExtractTokens(string(in.Name))
		return extracted(result, written(tokens))
	}),
	"forbidden-request-header":       ofPair(safelist.IsForbiddenRequestHeader),
	"forbidden-response-header-name": ofText(safelist.IsForbiddenResponseHeaderName),
	"get-decode-and-split": unit(func(in fields) any {
		values, ok := in.Headers.list().GetDecodeAndSplit(string(in.Name))
		if !ok {
			return nil
		}
		return slices.Collect(values)
	}),
	"header-list": unit(func(in struct {
		Headers              pairs
		Append, Set, Combine *[2]Bytes
		Delete               *[1]Bytes
	}) any {
		l := in.Headers.list()
		switch {
		case in.Append != nil:
			l.Append(string(in.Append[0]), string(in.Append[1]))
		case in.Set != nil:
			l.Set(string(in.Set[0]), string(in.Set[1]))
		case in.Combine != nil:
			l.Combine(string(in.Combine[0]), string(in.Combine[1]))
		case in.Delete != nil:
			l.Delete(string(in.Delete[0]))
		}
		return l
	}),
	"header-name":  ofText(header.IsName),
	"header-value": ofText(header.IsValue),
	"http-quoted-string": ofText(func(in string) any {
		whole, position := header.CollectQuotedString(in, 0, false)
		value, _ := header.CollectQuotedString(in, 0, true)
		return map[string]any{"string": whole, "value": value, "position": position}
	}),
	"location-url": unit(func(in fields) any {
		fragment := cmp.Or(in.Fragment, new(""))
		u, result := fetch.LocationURL(fetch.Response{Status: in.Status, Headers: in.Headers.list()}, in.URL, *fragment, in.Fragment != nil)
		return extracted(result, u.String())
	}),
	"method": ofText(func(m string) any {
		return map[string]any{
			"safelisted": safelist.IsCORSSafelistedMethod(m),
			"forbidden":  safelist.IsForbiddenMethod(m),
			"normalized": safelist.NormalizeMethod(m),
		}
	}),
	"no-cors-safelisted-request-header": ofPair(safelist.IsNoCORSSafelistedRequestHeader),
	"normalize":                         ofText(header.Normalize),
	"parse-mime-type":                   ofText(func(in string) any { return mimeType(safelist.ParseMIMEType(in)) }),
	"potentially-trustworthy": unit(func(u origin.URL) any {
		return map[string]bool{"url": u.IsPotentiallyTrustworthy(), "origin": u.Origin().IsPotentiallyTrustworthy()}
	}),
	"redirect-taint": unit(func(in fields) any { return fetch.RedirectTaint(in.Origin, in.URLs, nil).String() }),
	"referrer": unit(func(in struct {
		Policy fetch.ReferrerPolicy
		Client *struct {
			Origin origin.Origin
			URL    origin.URL
		}
		Referrer string
		URL      origin.URL
	}) any {
		var client *fetch.Settings
		if in.Client != nil {
			client = &fetch.Settings{Origin: in.Client.Origin, URL: in.Client.URL}
		}
		var referrer fetch.Referrer
		if in.Referrer != "client" {
			u, err := origin.ParseURL(in.Referrer)
			if err != nil {
				return err.Error()
			}
			referrer = fetch.ReferrerURL(u)
		}
		u, ok := fetch.DetermineReferrer(in.Policy, client, referrer, in.URL).URL()
		return orNull(u.String(), ok)
	}),
	"referrer-policy-header": ofList(func(l header.List) string { return fetch.ParseReferrerPolicyHeader(l).String() }),
	"request-header-name": ofText(func(name string) any {
		return map[string]bool{
			"nonWildcard":      safelist.IsCORSNonWildcardRequestHeaderName(name),
			"privilegedNoCORS": safelist.IsPrivilegedNoCORSRequestHeaderName(name),
			"noCORSSafelisted": safelist.IsNoCORSSafelistedRequestHeaderName(name),
			"requestBody":      safelist.IsRequestBodyHeaderName(name),
		}
	}),
	"same-site": unit(func(in struct{ A, B origin.Origin }) any {
		return map[string]bool{
			"sameSite":             origin.SameSite(in.A, in.B, nil),
			"schemelesslySameSite": origin.SchemelesslySameSite(in.A, in.B, nil),
		}
	}),
	"sec-fetch-site": unit(func(in fields) any { return fetch.SecFetchSite(in.Origin, in.URLs, nil).String() }),
	"serialized-origin": unit(func(in string) any {
		_, err := origin.Parse(in)
		return err == nil
	}),
	"single-range": unit(func(in fields) any {
		start, end, ok := safelist.ParseSingleRange(string(in.Value), in.AllowWhitespace)
		if !ok {
			return nil
		}
		var out [2]any
		for i, v := range []safelist.RangeValue{start, end} {
			if !v.Null() {
				out[i] = string(v)
			}
		}
		return out
	}),
	"sort-and-combine": ofList(header.List.SortAndCombine),
	"tao-check": unit(func(in struct {
		Failed     bool
		Origin     string
		Mode       fetch.Mode
		SameOrigin bool
		Tainting   fetch.ResponseTainting
		Headers    pairs
	}) any {
		return fetch.TAOCheck(fetch.TAORequest{
			Failed: in.Failed, Origin: in.Origin, Navigate: in.Mode == fetch.ModeNavigate,
			SameOrigin: in.SameOrigin, Tainting: in.Tainting,
		}, in.Headers.list())
	}),
}
