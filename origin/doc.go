// Package origin is the browser's view of URLs and origins: the basic URL parser of the URL Standard, origins that
// compare as browsers compare them, sites, and potential trustworthiness.
//
// Every value is small, immutable and comparable with ==. Nothing here touches a network, a clock or a random source,
// and no input makes it panic.
//
// # URLs
//
// [ParseURL] and [URL.Parse] turn a Go string into a [URL], or into a [*ParseError] that names the failure, the byte where
// it was noticed and a way out. Input is read as a string of Unicode scalar values: a byte that is not part of valid
// UTF-8 counts as U+FFFD. Two URLs are == exactly when their serializations are the same.
//
// # Origins
//
// [URL.Origin] and [Parse] give an [Origin]. Two origins are == exactly when they are same origin; an opaque origin
// equals only itself and its copies.
//
// # Sites
//
// [SameSite], [SchemelesslySameSite], [SiteOf], [RegistrableDomain] and [PublicSuffix] take a [PublicSuffixList]. Package
// origin/psl has a real one; nil means the rule "*" alone, which makes the last label the public suffix.
//
// # Memory
//
// A URL keeps its serialization in one string, which is the caller's own string when that was canonical already. The
// getters return substrings of it, and so does [URL.Origin] unless the URL has credentials. To keep a small piece of a large URL for long, use [Origin.Clone] or
// strings.Clone.
package origin
