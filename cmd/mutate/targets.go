package main

import "strings"

// targets are the packages with the decision code.
var targets = []string{"fetch", "fetch/header", "safelist", "cache"}

// excluded is what decides nothing that the standard decides and a page or a server can observe.
var excluded = []struct{ file, fn, why string }{
	{"fetch/fix.go", "", "sentences for people"},
	{"fetch/networkerror.go", "", "sentences for people"},
	{"fetch/typeerror.go", "", "sentences for people"},
	{"fetch/trace.go", "", "reports what was decided elsewhere"},
	{"fetch/enum.go", "", "names of constants; a test in package fetch reads them all back"},
	{"fetch/profile.go", "", "where engines depart from the standard: compared with the engines themselves"},
	{"cache/rules.go", "", "where engines depart from the standard: compared with the engines themselves"},
	{"cache/bucket.go", "", "where entries are kept; the cache's own tests compare it with a plain list"},
	{"cache/shard.go", "", "where entries are kept; the cache's own tests compare it with a plain list"},
	{"cache/site.go", "", "where entries are kept; the cache's own tests compare it with a plain list"},
	{"cache/order.go", "", "where entries are kept; the cache's own tests compare it with a plain list"},
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
