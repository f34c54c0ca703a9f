package archtest_test

import "strings"

// conventional are method names that mean the same on every Go type.
var conventional = words("String Error Unwrap Timeout Fix MarshalText UnmarshalText AppendTo Clone IsZero")

// notOfTheStandard are the other exported functions of the engine packages that
// implement no definition of a standard.
var notOfTheStandard = words(`
	cache.New cache.Cache.Len cache.Cache.LimitMaxAge

	fetch.Fetch.Next fetch.Fetch.Receive fetch.Fetch.Fail fetch.Fetch.Result fetch.Check.Passed fetch.FilteredResponse.Visible
	fetch.BodyOf fetch.StreamBody fetch.TextBody
	fetch.NoReferrer fetch.ReferrerURL fetch.Referrer.IsClient fetch.Referrer.IsNone fetch.Referrer.URL
	fetch.Parse fetch.NewProfile fetch.Profile.Name

	header.List.Count header.TokenList.All

	origin.MustParse origin.MustParseURL
	origin.Origin.EffectivePort origin.ParseError.Reason
	origin.Site.Host origin.Site.Scheme origin.Site.IsOpaque
	origin.URL.EffectivePort origin.URL.HasHost origin.URL.WithCredentials origin.URL.WithFragment
	origin.URL.WithPathAndQueryRemoved origin.URL.WithoutCredentials origin.URL.WithoutFragment

	profile.Sets profile.ByName profile.Chromium profile.Firefox profile.WebKit
	profile.Set.Profile profile.Set.Without profile.Shared

	seam.State.Current seam.State.Redirects

	safelist.MIMEType.Parameter
	safelist.RangeValue.Compare safelist.RangeValue.Null safelist.RangeValue.Uint64
	safelist.Reason.Safe safelist.Reason.Spec
`)

func words(s string) map[string]bool {
	set := make(map[string]bool)
	for word := range strings.FieldsSeq(s) {
		set[word] = true
	}
	return set
}
