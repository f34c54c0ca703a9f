package profile

import (
	"slices"
)

// Fact is one way in which a browser departs from the standard.
type Fact struct {
	// Name is short, of lowercase words and hyphens, and the same for all browsers
	// that do the same.
	Name string
	// Line says in one sentence what the browser does.
	Line string
	// Cases are the suite's cases that show it.
	Cases []string
	// Links lead to issues and to the browser's source, if there are any.
	Links []string
	// Security says whether the standard or the browser lets more happen.
	Security Security
	// Read says that the fact is known from the browser's source and has not been
	// recorded.
	Read bool

	apply func(*rules)
}

// Security is what a fact means for what other origins can do.
type Security string

// What facts mean.
const (
	Safer   Security = "safer"   // the browser refuses what the standard allows
	Laxer   Security = "laxer"   // the browser allows what the standard refuses
	Neutral Security = "neutral" // neither, or only how often is asked
)

// Set is a browser: its facts, and the version they were recorded on.
type Set struct {
	Name    string
	Version string
	Facts   []Fact
}

// Sets returns the browsers, sorted by name.
func Sets() []Set { return []Set{Chromium(), Firefox(), WebKit()} }

// ByName returns the browser of that name, and whether there is one.
func ByName(name string) (Set, bool) {
	sets := Sets()
	i := slices.IndexFunc(sets, func(s Set) bool { return s.Name == name })
	if i < 0 {
		return Set{}, false
	}
	return sets[i], true
}

// Shared returns the facts that all browsers share, as the first of them has them.
func Shared() Set {
	sets := Sets()
	shared := Set{Name: "shared"}
	for _, fact := range sets[0].Facts {
		if !slices.ContainsFunc(sets, func(s Set) bool { return !s.has(fact.Name) }) {
			shared.Facts = append(shared.Facts, fact)
		}
	}
	return shared
}

func (s Set) has(name string) bool {
	return slices.ContainsFunc(s.Facts, func(f Fact) bool { return f.Name == name })
}

// Without returns the browser without the facts of these names.
func (s Set) Without(names ...string) Set {
	s.Facts = slices.DeleteFunc(slices.Clone(s.Facts), func(f Fact) bool { return slices.Contains(names, f.Name) })
	return s
}
