package fetch_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/safelist"
)

// literalAppend is "append to a Headers object" word for word; false is a TypeError.
//
// https://fetch.spec.whatwg.org/#concept-headers-append
func literalAppend(l *header.List, guard fetch.Guard, name, value string) bool {
	value = strings.Trim(value, "\t\n\r ")
	if !header.IsToken(name) || strings.ContainsAny(value, "\x00\r\n") || guard == fetch.GuardImmutable {
		return false
	}
	switch {
	case guard == fetch.GuardRequest && safelist.IsForbiddenRequestHeader(name, value),
		guard == fetch.GuardResponse && slices.Contains([]string{"set-cookie", "set-cookie2"}, header.ByteLowercase(name)):
		return true
	}
	if guard == fetch.GuardRequestNoCORS {
		temporaryValue := value
		if before, ok := l.Get(name); ok {
			temporaryValue = before + ", " + value
		}
		if !safelist.IsNoCORSSafelistedRequestHeader(name, temporaryValue) {
			return true
		}
	}
	l.Append(name, value)
	if guard == fetch.GuardRequestNoCORS {
		l.Delete("range")
	}
	return true
}

// FuzzHeaders fills a Headers object of each guard, all at once and one by one.
func FuzzHeaders(f *testing.F) {
	f.Add("X-A: 1 \nx-a:2\nCookie:a\nSet-Cookie:b\nRange:bytes=0-\nAccept:*/*\nAccept:text/html")
	f.Add("Content-Type:text/plain\nContent-Type:text/plain\nX-HTTP-Method:trace\nSec-A:1\nAccept-Language:" + strings.Repeat("a", 100) + "\nAccept-Language:" + strings.Repeat("b", 27))
	f.Add("bad name:1")
	f.Add("a:\x00")
	f.Fuzz(func(t *testing.T, text string) {
		all := linesOf(text)
		for guard := fetch.GuardNone; guard <= fetch.GuardImmutable; guard++ {
			var want header.List
			wantOK := true
			for _, line := range all {
				if wantOK = literalAppend(&want, guard, line.Name, line.Value); !wantOK {
					break
				}
			}
			filled, oneByOne := fetch.Headers{Guard: guard}, fetch.Headers{Guard: guard}
			err := filled.Fill(all)
			var err2 error
			for _, line := range all {
				if err2 = oneByOne.Append(line.Name, line.Value); err2 != nil {
					break
				}
			}
			if (err == nil) != wantOK || (err2 == nil) != wantOK {
				t.Fatalf("%v, %q: %v and %v, want an error: %t", guard, all, err, err2, !wantOK)
			}
			if !slices.Equal(oneByOne.List, want) || wantOK && !slices.Equal(filled.List, want) {
				t.Errorf("%v, %q: %q, one by one %q, want %q", guard, all, filled.List, oneByOne.List, want)
			}
		}
	})
}
