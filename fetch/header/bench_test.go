package header_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/corsref/corsref/fetch/header"
)

// response is a header list of the usual size.
var response = header.List{
	{"Date", "Tue, 01 Sep 2026 00:00:00 GMT"},
	{"Content-Type", "application/json; charset=utf-8"},
	{"Content-Length", "512"},
	{"Cache-Control", "no-store"},
	{"ETag", `"abc"`},
	{"Vary", "Origin"},
	{"Access-Control-Allow-Origin", "https://app.example"},
	{"Access-Control-Allow-Methods", "GET, PUT, PATCH, DELETE"},
	{"Access-Control-Allow-Headers", "content-type, authorization, x-requested-with"},
	{"Access-Control-Max-Age", "600"},
}

func BenchmarkGet(b *testing.B) {
	for _, c := range []struct{ name, header string }{
		{"lines=10/found=last", "access-control-max-age"}, {"lines=10/found=none", "x-none"},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				response.Get(c.header)
			}
		})
	}
}

func BenchmarkTokens(b *testing.B) {
	commas := header.List{{"A", strings.Repeat(",", 10<<20)}}
	long := header.List{{"A", strings.Repeat("x-a-name, ", 1<<20)}}
	for _, c := range []struct {
		name, header string
		list         header.List
	}{
		{"input=usual", "access-control-allow-headers", response}, {"input=10MBcommas", "A", commas}, {"input=10MBnames", "A", long},
	} {
		b.Run("do=each/"+c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				tokens, _ := c.list.Tokens(c.header)
				for range tokens.All() {
				}
			}
		})
		b.Run("do=extract/"+c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				c.list.ExtractTokens(c.header)
			}
		})
	}
}

func BenchmarkDeltaSeconds(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		response.ExtractDeltaSeconds("access-control-max-age")
	}
}

func BenchmarkSplit(b *testing.B) {
	for _, c := range []struct{ name, value string }{
		{"input=usual", `text/html;charset="utf-8", text/plain`}, {"input=10MBcommas", strings.Repeat(",", 10<<20)},
		{"input=10MBquotes", strings.Repeat(`"\`, 5<<20)},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				for range header.DecodeAndSplit(c.value) {
				}
			}
		})
	}
}

func BenchmarkSortAndCombine(b *testing.B) {
	for _, c := range []struct {
		name string
		list header.List
	}{
		{"lines=10", response}, {"lines=100000/names=100000", manyLines(100_000, 100_000)}, {"lines=100000/names=1", manyLines(100_000, 1)},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				c.list.SortAndCombine()
			}
		})
	}
}

func BenchmarkAppendAll(b *testing.B) {
	for _, names := range []int{1, 100_000} {
		lines := manyLines(100_000, names)
		b.Run(fmt.Sprintf("lines=100000/names=%d", names), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				var l header.List
				l.AppendAll(lines...)
			}
		})
	}
}
