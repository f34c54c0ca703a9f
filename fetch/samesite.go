package fetch

// sameSiteMode determines the same-site mode for the request.
//
// Deviation: the text, which assumes GET or POST and knows no other initiator
// than a navigation's, would give "strict-or-less" to a request that was
// cross-site from the start; such a request gets "unset-or-less" here, as in
// every browser and in RFC 6265bis (5.2). An embedder that believed the text
// would send SameSite=Strict cookies to other sites.
//
// https://fetch.spec.whatwg.org/#determine-the-same-site-mode
func (f *Fetch) sameSiteMode() SameSiteMode {
	r := &f.request
	switch {
	// 3: a GET that navigates: lax
	case f.decide(algoSameSite, "3", f.out.Method == "GET" && r.Destination == DestinationDocument):
		return SameSiteLaxOrLess
	// 4: a page within a page of another site: unset
	case f.decide(algoSameSite, "4", r.Client != nil && r.Client.hasCrossSiteAncestor(f.ua.Sites)):
		return SameSiteUnsetOrLess
	// 5: redirects have left the site: unset
	case f.decide(algoSameSite, "5", f.taint == TaintCrossSite):
		return SameSiteUnsetOrLess
	case f.target.relation == RelationCrossSite: // the deviation
		return SameSiteUnsetOrLess
	}
	return SameSiteStrictOrLess // 6: otherwise: strict
}
