package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
)

// A generator makes inputs: a third from pieces, the others by mutation of the package's own table and of what it made.
type generator struct {
	*rand.Rand
	seeds []string
	bases []string
}

// newGenerator takes its seeds from a table of URLs.
func newGenerator(table string, seed uint64) *generator {
	data, err := os.ReadFile(table)
	check(err)
	var rows []struct{ Input, Base, Href string }
	check(json.Unmarshal(data, &rows))
	g := &generator{Rand: rand.New(rand.NewPCG(seed, 0))}
	for _, row := range rows {
		g.seeds = append(g.seeds, row.Input)
		if row.Href != "" {
			g.bases = append(g.bases, row.Href)
		}
	}
	return g
}

// cases returns n cases.
func (g *generator) cases(n int) [][2]*string {
	cases := make([][2]*string, n)
	for i := range cases {
		cases[i] = g.next()
	}
	return cases
}

// next is an input and a base or nil. Both are scalar value strings.
func (g *generator) next() [2]*string {
	input := g.fromPieces()
	if g.IntN(3) > 0 {
		input = g.pick(g.seeds)
		for range 1 + g.IntN(4) {
			input = g.mutate(input)
		}
	}
	// As package origin does, read each byte that is not UTF-8 as U+FFFD.
	input = string([]rune(input))
	if g.IntN(3) > 0 {
		return [2]*string{&input, nil}
	}
	base := g.pick(g.bases)
	if g.IntN(4) == 0 {
		base = string([]rune(g.mutate(base)))
	}
	return [2]*string{&input, &base}
}

// everyCodePoint has each code point of planes 0 to 3 and of the tags in plane 14: alone, between letters, before a letter
// that is written from right to left, and on both sides of a non-joiner.
func everyCodePoint() (cases [][2]*string) {
	for c := rune(0); c <= 0xE0FFF; c++ {
		switch c {
		case 0xD800:
			c = 0xE000
		case 0x40000:
			c = 0xE0000
		}
		for _, host := range []string{string(c), "a" + string(c) + "b", string(c) + "\u05D0", "\u0628\u200C" + string(c), string(c) + "\u200C\u0628", "\u1820\u200C" + string(c) + "\u1820"} {
			input := "https://" + host + "/"
			cases = append(cases, [2]*string{&input, nil})
		}
	}
	return cases
}

func (g *generator) pick(list []string) string { return list[g.IntN(len(list))] }
func (g *generator) place() []string           { return pieces[g.IntN(len(pieces))] }

// pieces are what inputs are made of, in the usual order of their places; a piece may land anywhere.
var pieces = [][]string{
	{ // scheme
		"http:", "https:", "ws:", "wss:", "ftp:", "file:", "blob:", "data:", "about:", "javascript:", "app:", "HTTP:", "a+b-c.1:",
		"", "", ":", "1:", "blob:https:", "blob:file:", "non-special:",
	},
	{"//", "//", "//", "//", "//", "/", "", "///", `\\`, `/\`, "////", "//.", "/.//"}, // slashes
	{ // credentials
		"", "", "", "", "", "user@", "user:pass@", ":@", "@", "u:@", ":p@", "a@b@", "u:p:q@", "%40@", "é:ß@", "u;=@", "[@", "\\@",
	},
	{ // host
		"shop.example", "localhost", "EXAMPLE.com", "a.b.c", "127.0.0.1", "0x7f.1", "0300.1", "1", "0", "0x", "1.2.3", "256", "1.2.3.4.5",
		"4294967295", "4294967296", "09", "1.2.3.08", "shop.1", "a.0x1", "1.2.3.4.", "1.2.3.4..", ".", "..", "a..b", ".a", "a.",
		"[::1]", "[1:2:3:4:5:6:7:8]", "[::ffff:1.2.3.4]", "[1::]", "[::1", "::1]", "[]", "[1:2:3:4:5:6:7::]", "[::1.2.3]", "[0:0:0:1::]",
		"münchen.de", "straße.de", "ẞ.de", "xn--tda.de", "xn--.ü", "xn--a.ü", "xn--xn---ecb.ü", "Ⴀ.ge", "a\u00adb", "\u00ad", "a\u200db", "ب\u200cب", "ب\u200c0", "ب\u064b\u200cر", "क्\u200c",
		"क्\u200dष", "אב", "1א", "א1", "a.אב", "ｅｘａｍｐｌｅ", "１２７.１", "a。b", "％41", "☕.us", "e\u0301", "﷼", "㎏", "½", "ﬁ",
		"%41", "%C3%BC", "%ff", "%2e", "%00", "%zz", "a%2fb", "a_b", "a*b", "a b", "a^b", "a|b", "a<b", "C:", "C|", "c", "-", "a--b", "",
		"xn--", "xn--zz--", "XN--TDA.Ü", "xn--1ch", "=\u0338", "\ufeffa", "\u3164", "\ufffd", "a\u180eb", "á.b", "ςσ", "ι\u0345",
	},
	{"", "", "", "", ":", ":80", ":443", ":21", ":8080", ":0", ":00080", ":65535", ":65536", ":999999", ":8a", ":-1", ": 80", ":８"}, // port
	{ // path
		"", "", "/", "/a", "/a/b", "/..", "/.", "/../a", "/a/./b/../c", "/%2e%2E/", "/.%2e", "//", "//a", "/a//", `\a`, "/C:", "/C|/", "/C:/..",
		"/ ", "/a b", "/é", "/%", "/%zz", "/\"<>^`{}|", "/'", "/~!$&()*+,;=:@[]", "/😀", "/\x7f", "/...", "a/b", "../x", ".", "..", "/.//a", "C|/x",
	},
	{"", "", "", "?", "?a=b", "?a b", "?é", "?'", "?\"<>`", "??", "?/../", "?#", "?%", "?|^{}", "?\\"}, // query
	{"", "", "", "#", "#f", "#a b", "#é", "##", "#`\"<>", "#?/", "#{}|^'"},                             // fragment
}

// fromPieces puts an input together.
func (g *generator) fromPieces() string {
	var b strings.Builder
	for _, place := range pieces {
		if g.IntN(40) == 0 {
			place = g.place()
		}
		if g.IntN(20) > 0 {
			b.WriteString(g.pick(place))
		}
	}
	if g.IntN(4) == 0 {
		return g.mutate(b.String())
	}
	return b.String()
}

// mutate changes an input a little.
func (g *generator) mutate(s string) string {
	r := []rune(s)
	at := g.IntN(len(r) + 1)
	end := min(len(r), at+g.IntN(4))
	switch g.IntN(7) {
	case 0: // a code point in
		return string(r[:at]) + g.codePoint() + string(r[at:])
	case 1: // some out
		return string(r[:at]) + string(r[end:])
	case 2: // some replaced
		return string(r[:at]) + g.codePoint() + string(r[end:])
	case 3: // some twice
		return string(r[:end]) + string(r[at:])
	case 4: // a piece in
		return string(r[:at]) + g.pick(g.place()) + string(r[at:])
	case 5: // some percent-encoded
		return string(r[:at]) + strings.ReplaceAll(fmt.Sprintf(" % x", string(r[at:end])), " ", "%") + string(r[end:])
	default: // crossed with another seed
		other := []rune(g.pick(g.seeds))
		return string(r[:at]) + string(other[g.IntN(len(other)+1):])
	}
}

// codePoint is a code point: mostly one that means something to a URL, else ASCII, Latin, the BMP or beyond.
func (g *generator) codePoint() string {
	const meaning = "/\\?#@:[]%.|&=+-_ \t\n\r\x00\x1f\x7f\"'<>^`{}~0123456789xXeEaAfFzZ"
	planes := [...][2]int{{0, 0x80}, {0x80, 0x800}, {0x800, 0xF800}, {0x10000, 0x20000}}
	if i := g.IntN(10); i < len(planes) {
		return string(rune(planes[i][0] + g.IntN(planes[i][1])))
	}
	return meaning[g.IntN(len(meaning)):][:1]
}
