package safelist_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/safelist"
)

// manyLines returns n lines of different names.
func manyLines(n int) header.List {
	l := make(header.List, n)
	for i := range l {
		l[i] = header.Line{Name: fmt.Sprintf("X-Name-%d", i), Value: "1"}
	}
	return l
}

func BenchmarkUnsafeRequestHeaderNames(b *testing.B) {
	room := make([]string, 0, 1<<17)
	same := make(header.List, 100_000)
	for i := range same {
		same[i] = header.Line{Name: "Accept", Value: "*/*"}
	}
	for _, c := range []struct {
		name string
		list header.List
	}{
		{"headers=8", eight}, {"headers=100000/names=100000", manyLines(100_000)}, {"headers=100000/names=1", same},
	} {
		b.Run("do=append/"+c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				safelist.AppendCORSUnsafeRequestHeaderNames(room, c.list)
			}
		})
		b.Run("do=new/"+c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				safelist.CORSUnsafeRequestHeaderNames(c.list)
			}
		})
	}
}

func BenchmarkRequestHeader(b *testing.B) {
	for _, c := range []struct{ name, header, value string }{
		{"header=accept", "Accept", "application/json, text/plain, */*"},
		{"header=content-type", "Content-Type", "text/plain;charset=UTF-8"},
		{"header=range", "Range", "bytes=0-1023"},
		{"header=other", "X-Requested-With", "XMLHttpRequest"},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				safelist.IsCORSSafelistedRequestHeader(c.header, c.value)
			}
		})
	}
}

func BenchmarkForbiddenRequestHeader(b *testing.B) {
	for _, name := range []string{"X-Requested-With", "Access-Control-Request-Headers", "X-HTTP-Method-Override"} {
		b.Run("name="+strings.ToLower(name), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				safelist.IsForbiddenRequestHeader(name, "PATCH")
			}
		})
	}
}

func BenchmarkExtractMIMEType(b *testing.B) {
	var different strings.Builder
	for i := range 1 << 20 {
		fmt.Fprintf(&different, ";p%d=x", i)
	}
	for _, c := range []struct{ name, value string }{
		{"input=usual", "application/json; charset=utf-8"},
		{"input=10MBcommas", strings.Repeat(",", 10<<20)},
		{"input=10MBsemicolons", "a/b" + strings.Repeat(";", 10<<20)},
		{"input=1Mparameters", "a/b" + different.String()},
		{"input=10MBslashes", strings.Repeat("a/b,", 10<<18)},
	} {
		l := header.List{{Name: "Content-Type", Value: c.value}}
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				safelist.ExtractMIMEType(l)
			}
		})
	}
}

func BenchmarkCORSSafelistedResponseHeaders(b *testing.B) {
	for _, n := range []int{10, 100_000} {
		l := manyLines(n)
		var names []string
		for _, line := range l {
			names = append(names, line.Name)
		}
		b.Run(fmt.Sprintf("headers=%d/exposed=%d", n, n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				safelist.CORSSafelistedResponseHeaders(l, names)
			}
		})
	}
}

// BenchmarkAdversarial has MIME types, and what else is read of one header, that are made to be slow to read.
func BenchmarkAdversarial(b *testing.B) {
	for _, c := range []struct{ name, before, unit string }{
		{"commas", "", ","},
		{"slashes", "", "a/b,"},
		{"semicolons", "a/b", ";"},
		{"spaces", "a/b", " ;"},
		{"parameter", "a/b", ";c=d"},
		{"parameters", "a/b", ""},
		{"quotes", "a/b", `;c="`},
		{"backslashes", `a/b;c="`, `\`},
		{"letters", "", "a"},
		{"digits", "bytes=1-", "9"},
	} {
		for _, size := range []struct {
			name string
			n    int
		}{{"64K", 64 << 10}, {"1M", 1 << 20}} {
			value := c.before + strings.Repeat(c.unit, size.n/max(len(c.unit), 1))
			if c.unit == "" {
				var different strings.Builder
				for i := 0; different.Len() < size.n; i++ {
					fmt.Fprintf(&different, ";p%d=x", i)
				}
				value = c.before + different.String()
			}
			l := header.List{{Name: "Content-Type", Value: value}, {Name: "X-Content-Type-Options", Value: value}}
			b.Run("input="+c.name+"/size="+size.name, func(b *testing.B) {
				b.ReportAllocs()
				b.SetBytes(int64(len(value)))
				for b.Loop() {
					safelist.ExtractMIMEType(l)
					safelist.DetermineNosniff(l)
					safelist.ParseSingleRange(value, true)
					safelist.IsForbiddenRequestHeader("X-HTTP-Method", value)
					safelist.CORSUnsafeRequestHeaderNames(l)
				}
			})
		}
	}
}
