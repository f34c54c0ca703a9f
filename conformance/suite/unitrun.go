package suite

import (
	"bytes"
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
	return json.Marshal(got)
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

type (
	text  = Bytes
	pairs [][2]text
)

func (p pairs) list() header.List {
	l := header.List{}
	for _, line := range p {
		l = append(l, header.Line{Name: string(line[0]), Value: string(line[1])})
	}
	return l
}

func pairsOf(l header.List) pairs {
	p := pairs{}
	for _, line := range l {
		p = append(p, [2]text{text(line.Name), text(line.Value)})
	}
	return p
}

func texts(s []string) []text {
	out := make([]text, len(s))
	for i := range s {
		out[i] = text(s[i])
	}
	return out
}

func stringsOf(s []text) []string {
	out := make([]string, len(s))
	for i := range s {
		out[i] = string(s[i])
	}
	return out
}

// extracted is the result of extracting header values.
func extracted(result header.Extraction, value any) any {
	switch result {
	case header.Null:
		return nil
	case header.Failure:
		return "failure"
	}
	return value
}

func verdict(c fetch.Check) string {
	if c.Passed() {
		return "allowed"
	}
	return "blocked"
}

func mimeType(m safelist.MIMEType, ok bool) any {
	if !ok {
		return nil
	}
	return text(m.String())
}

type (
	originAndURLs struct {
		Origin origin.Origin
		URLs   []origin.URL
	}
	namedList struct {
		Name    text
		Headers pairs
	}
	credentialsAndHeaders struct {
		Credentials fetch.CredentialsMode
		Headers     pairs
	}
)

// units runs each table.
var units = map[string]func(json.RawMessage) (any, error){
	"bad-port": unit(func(u origin.URL) any { return !fetch.ShouldBlockBadPort(u).Passed() }),
	"blocked-by-type": unit(func(in struct {
		Destination fetch.Destination
		Headers     pairs
	}) any {
		return map[string]string{
			"mimeType": verdict(fetch.ShouldBlockMIMEType(in.Destination, in.Headers.list())),
			"nosniff":  verdict(fetch.ShouldBlockNosniff(in.Destination, in.Headers.list())),
		}
	}),
	"cors-check": unit(func(in struct {
		Origin string
		credentialsAndHeaders
	}) any {
		return fetch.CORSCheck(in.Origin, in.Credentials, in.Headers.list()).Passed()
	}),
	"cors-safelisted-request-header": unit(func(in [2]text) any {
		return safelist.IsCORSSafelistedRequestHeader(string(in[0]), string(in[1]))
	}),
	"cors-safelisted-response-header-name": unit(func(in struct {
		Name text
		List []text
	}) any {
		return safelist.IsCORSSafelistedResponseHeaderName(string(in.Name), stringsOf(in.List))
	}),
	"cors-unsafe-request-header-names": unit(func(in pairs) any {
		return texts(safelist.CORSUnsafeRequestHeaderNames(in.list()))
	}),
	"cross-origin-resource-policy-check": unit(func(in struct {
		Origin             origin.Origin
		EmbedderPolicy     fetch.EmbedderPolicy
		URL                origin.URL
		IncludeCredentials bool
		Headers            pairs
	}) any {
		return verdict(fetch.CrossOriginResourcePolicyCheck(fetch.CORPRequest{
			Origin: in.Origin, URL: in.URL, EmbedderPolicy: in.EmbedderPolicy, IncludesCredentials: in.IncludeCredentials,
		}, in.Headers.list()))
	}),
	"data-url": unit(func(u origin.URL) any {
		m, body, ok := fetch.ProcessDataURL(u)
		if !ok {
			return nil
		}
		return map[string]any{"mimeType": text(m.String()), "body": text(body)}
	}),
	"determine-nosniff": unit(func(in pairs) any { return safelist.DetermineNosniff(in.list()) }),
	"exposed-header-names": unit(func(in credentialsAndHeaders) any {
		return texts(fetch.ExposedHeaderNames(in.Credentials, in.Headers.list()))
	}),
	"extract-delta-seconds": unit(func(in namedList) any {
		seconds, result := in.Headers.list().ExtractDeltaSeconds(string(in.Name))
		return extracted(result, seconds)
	}),
	"extract-mime-type": unit(func(in pairs) any { return mimeType(safelist.ExtractMIMEType(in.list())) }),
	"extract-tokens": unit(func(in namedList) any {
		tokens, result := in.Headers.list().ExtractTokens(string(in.Name))
		return extracted(result, texts(tokens))
	}),
	"forbidden-request-header": unit(func(in [2]text) any {
		return safelist.IsForbiddenRequestHeader(string(in[0]), string(in[1]))
	}),
	"forbidden-response-header-name": unit(func(name text) any { return safelist.IsForbiddenResponseHeaderName(string(name)) }),
	"get-decode-and-split": unit(func(in namedList) any {
		values, ok := in.Headers.list().GetDecodeAndSplit(string(in.Name))
		if !ok {
			return nil
		}
		return texts(slices.Collect(values))
	}),
	"header-list": unit(func(in struct {
		Headers              pairs
		Append, Set, Combine *[2]text
		Delete               *[1]text
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
		return pairsOf(l)
	}),
	"header-name":  unit(func(in text) any { return header.IsName(string(in)) }),
	"header-value": unit(func(in text) any { return header.IsValue(string(in)) }),
	"http-quoted-string": unit(func(in text) any {
		whole, position := header.CollectQuotedString(string(in), 0, false)
		value, _ := header.CollectQuotedString(string(in), 0, true)
		return map[string]any{"string": text(whole), "value": text(value), "position": position}
	}),
	"location-url": unit(func(in struct {
		URL      origin.URL
		Status   int
		Headers  pairs
		Fragment *string
	}) any {
		var fragment string
		if in.Fragment != nil {
			fragment = *in.Fragment
		}
		u, result := fetch.LocationURL(fetch.Response{Status: in.Status, Headers: in.Headers.list()}, in.URL, fragment, in.Fragment != nil)
		return extracted(result, u.String())
	}),
	"method": unit(func(m text) any {
		return map[string]any{
			"safelisted": safelist.IsCORSSafelistedMethod(string(m)),
			"forbidden":  safelist.IsForbiddenMethod(string(m)),
			"normalized": text(safelist.NormalizeMethod(string(m))),
		}
	}),
	"no-cors-safelisted-request-header": unit(func(in [2]text) any {
		return safelist.IsNoCORSSafelistedRequestHeader(string(in[0]), string(in[1]))
	}),
	"normalize":       unit(func(in text) any { return text(header.Normalize(string(in))) }),
	"parse-mime-type": unit(func(in text) any { return mimeType(safelist.ParseMIMEType(string(in))) }),
	"potentially-trustworthy": unit(func(u origin.URL) any {
		return map[string]bool{"url": u.IsPotentiallyTrustworthy(), "origin": u.Origin().IsPotentiallyTrustworthy()}
	}),
	"redirect-taint": unit(func(in originAndURLs) any {
		return fetch.RedirectTaint(in.Origin, in.URLs, nil).String()
	}),
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
		if !ok {
			return nil
		}
		return u.String()
	}),
	"referrer-policy-header": unit(func(in pairs) any { return fetch.ParseReferrerPolicyHeader(in.list()).String() }),
	"request-header-name": unit(func(name text) any {
		return map[string]bool{
			"nonWildcard":      safelist.IsCORSNonWildcardRequestHeaderName(string(name)),
			"privilegedNoCORS": safelist.IsPrivilegedNoCORSRequestHeaderName(string(name)),
			"noCORSSafelisted": safelist.IsNoCORSSafelistedRequestHeaderName(string(name)),
			"requestBody":      safelist.IsRequestBodyHeaderName(string(name)),
		}
	}),
	"same-site": unit(func(in struct{ A, B origin.Origin }) any {
		return map[string]bool{
			"sameSite":             origin.SameSite(in.A, in.B, nil),
			"schemelesslySameSite": origin.SchemelesslySameSite(in.A, in.B, nil),
		}
	}),
	"sec-fetch-site": unit(func(in originAndURLs) any {
		return fetch.SecFetchSite(in.Origin, in.URLs, nil).String()
	}),
	"serialized-origin": unit(func(in string) any {
		_, err := origin.Parse(in)
		return err == nil
	}),
	"single-range": unit(func(in struct {
		Value           text
		AllowWhitespace bool
	}) any {
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
	"sort-and-combine": unit(func(in pairs) any { return pairsOf(in.list().SortAndCombine()) }),
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
