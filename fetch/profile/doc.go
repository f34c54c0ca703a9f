// Package profile has the browsers as sets of named facts: where each departs
// from the standard. A [Set] makes a [fetch.Profile] of its facts, all of them or
// all but some, so that it can be found out which fact makes a difference.
package profile
