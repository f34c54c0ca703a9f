package main

import "strings"

// targets are the packages with the decision code.
var targets = []string{"fetch", "fetch/header", "safelist", "cache"}

// excluded is what decides nothing that the standard decides and a page or a server can observe.
var excluded = []struct{ file, fn, why string }{
	{"fetch/networkerror.go", "", "sentences for people"},
	{"fetch/typeerror.go", "", "sentences for people"},
	{"fetch/trace.go", "", "reports what was decided elsewhere"},
	{"fetch/enum.go", "", "names of constants; a test in package fetch reads them all back"},
	{"fetch/observer.go", "", "where a trace and a profile are told: profiles are compared with the browsers themselves"},
	{"fetch/preflight.go", "Check.refusesByList", "only a profile asks"},
	{"cache/rules.go", "", "where browsers depart from the standard: compared with the browsers themselves"},
	{"fetch/header/bulk.go", "", "append and combine for many lines at once, by a map; the tests of large inputs compare them"},
	{"", ".String", "text for people"},
	{"", ".Error", "text for people"},
	{"", ".Is", "for errors.Is"},
	{"", ".Unwrap", "for errors.As"},
}

// isExcluded reports whether nothing is changed in a function.
func isExcluded(file, fn string) bool {
	for _, e := range excluded {
		if (e.file == "" || e.file == file) && (e.fn == "" || strings.HasSuffix(fn, e.fn)) {
			return true
		}
	}
	return false
}
