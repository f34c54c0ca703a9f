package fetch

import (
	"slices"

	"github.com/corsref/corsref/origin"
)

// Settings is what the engine needs to know of an environment settings object:
// the page (a Window) on whose behalf fetches are made. It must not change
// while a fetch that uses it is under way.
//
// https://html.spec.whatwg.org/#environment-settings-object
type Settings struct {
	// Origin is the page's origin. It must not be zero.
	Origin origin.Origin
	// URL is the page's URL: where the referrer comes from, and what relative
	// URLs are parsed against. Zero: the page has none (then relative URLs do
	// not parse and no referrer is sent).
	URL origin.URL
	// TopLevelOrigin is the origin of the top-level page. Zero: Origin.
	TopLevelOrigin origin.Origin
	// Ancestors are the origins of the pages that the page is nested in, between it and
	// the top-level page.
	Ancestors []origin.Origin
	// FetchGroup is the page's fetch group. Nil: the page has no other keepalive
	// requests under way.
	FetchGroup *FetchGroup
	// ReferrerPolicy is the policy container's referrer policy. Empty: the
	// default, strict-origin-when-cross-origin.
	ReferrerPolicy ReferrerPolicy
	// EmbedderPolicy is the value of the policy container's embedder policy.
	EmbedderPolicy EmbedderPolicy
}

func (c *Settings) topLevelOrigin() origin.Origin {
	if c.TopLevelOrigin.IsZero() {
		return c.Origin
	}
	return c.TopLevelOrigin
}

func (c *Settings) referrerPolicy() ReferrerPolicy {
	if c.ReferrerPolicy == ReferrerPolicyEmpty {
		return ReferrerPolicyStrictOriginWhenCrossOrigin
	}
	return c.ReferrerPolicy
}

// DetermineNetworkPartitionKey returns the network partition key of c: the site
// of its top-level origin. The second component, implementation-defined, is
// always null.
//
// https://fetch.spec.whatwg.org/#determine-the-network-partition-key
func (c *Settings) DetermineNetworkPartitionKey(sites origin.PublicSuffixList) origin.Site {
	return origin.SiteOf(c.topLevelOrigin(), sites)
}

// prohibitsMixedSecurityContexts is Mixed Content's "Does settings prohibit
// mixed security contexts?".
//
// https://w3c.github.io/webappsec-mixed-content/#categorize-settings-object
func (c *Settings) prohibitsMixedSecurityContexts() bool {
	return c.Origin.IsPotentiallyTrustworthy() || // 1: the page is secure
		c.topLevelOrigin().IsPotentiallyTrustworthy() || // 2.2.1: a page that it is nested in is
		slices.ContainsFunc(c.Ancestors, origin.Origin.IsPotentiallyTrustworthy)
}

// hasCrossSiteAncestor is the environment's flag of that name.
//
// https://html.spec.whatwg.org/#concept-environment-cross-site-ancestor
func (c *Settings) hasCrossSiteAncestor(sites origin.PublicSuffixList) bool {
	isCrossSite := func(ancestor origin.Origin) bool { return !origin.SameSite(c.Origin, ancestor, sites) }
	return !c.TopLevelOrigin.IsZero() && isCrossSite(c.TopLevelOrigin) || slices.ContainsFunc(c.Ancestors, isCrossSite)
}
