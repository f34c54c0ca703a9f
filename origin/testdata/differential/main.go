// Command differential compares package origin with npm's whatwg-url on generated and mutated inputs. It is for
// developers; no test needs it.
//
//	(cd origin/testdata/differential && npm ci)
//	go run ./origin/testdata/differential -n 500000 -seed 1
//	go run ./origin/testdata/differential -every
//
// An input is said to need newer Unicode data when both disagree and it holds, after percent-decoding or in Punycode, a
// code point that the tables of this Go version do not have; the oracle has those of Unicode 18. The exit status is 1
// when an input that does not need any disagrees.
package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"unicode"

	"golang.org/x/net/idna"

	"github.com/corsref/corsref/origin"
)

func main() {
	count := flag.Int("n", 500_000, "how many `inputs`")
	seed := flag.Uint64("seed", 1, "the `seed` of the generator")
	show := flag.Int("show", 20, "how many `disagreements` to print")
	every := flag.Bool("every", false, "instead, every code point of the planes in use in six hosts each")
	flag.Parse()
	cases := everyCodePoint()
	if !*every {
		cases = newGenerator("origin/testdata/urls.json", *seed).cases(*count)
	}
	var failures, newer, disagreements int
	for i, want := range ask(cases) {
		input, base := *cases[i][0], cases[i][1]
		got, err := ours(input, base)
		if want == nil {
			failures++
		}
		switch {
		case fmt.Sprint(got) == fmt.Sprint(want):
		case needsNewer(input) || base != nil && needsNewer(*base):
			newer++
		default:
			if disagreements++; disagreements <= *show {
				line, _ := json.Marshal(cases[i])
				fmt.Printf("input and base %s\n  oracle %q\n  ours   %q %v\n", line, want, got, err)
			}
		}
	}
	fmt.Printf("inputs=%d seed=%d parse=%d failure=%d disagree=%d newer-than-unicode-%s=%d\n",
		len(cases), *seed, len(cases)-failures, failures, disagreements, unicode.Version, newer)
	if disagreements > 0 {
		os.Exit(1)
	}
}

// check stops the program if there is an error.
func check(err error) {
	if err != nil {
		log.Fatal("differential: ", err)
	}
}

// ask returns the oracle's answers to all cases.
func ask(cases [][2]*string) []answer {
	var in bytes.Buffer
	e := json.NewEncoder(&in)
	for _, c := range cases {
		check(e.Encode(c))
	}
	oracle := exec.Command("node", "oracle.mjs")
	oracle.Dir, oracle.Stdin, oracle.Stderr = "origin/testdata/differential", &in, os.Stderr
	out, err := oracle.Output()
	check(err)
	answers := make([]answer, len(cases))
	d := json.NewDecoder(bytes.NewReader(out))
	for i := range answers {
		check(d.Decode(&answers[i]))
	}
	return answers
}

// An answer is href, origin, scheme, username, password, host, port, path, query and fragment; nil is failure.
type answer []any

// ours is package origin's answer.
func ours(input string, base *string) (answer, error) {
	var b origin.URL
	var err error
	if base != nil {
		b, err = origin.ParseURL(*base)
	}
	if err != nil {
		return nil, err
	}
	u, err := b.Parse(input)
	if err != nil {
		return nil, err
	}
	return answer{u.String(), u.Origin().String(), u.Scheme(), u.Username(), u.Password(), nullable(u.Host(), u.HasHost()),
		nullable(u.Port()), u.Path(), nullable(u.Query()), nullable(u.Fragment())}, nil
}

// nullable is a part of a URL, or nil if it is null.
func nullable[T any](part T, ok bool) any {
	if !ok {
		return nil
	}
	return part
}

// needsNewer reports whether a code point of s is not assigned in this Go version's Unicode, noncharacters left out.
func needsNewer(s string) bool {
	if decoded, err := url.PathUnescape(s); err == nil {
		s = decoded
	}
	// Labels in Punycode hold code points too.
	labels := strings.FieldsFunc(strings.ToLower(s), func(c rune) bool { return strings.ContainsRune("./:@?#\\", c) })
	for _, label := range labels {
		if decoded, err := idna.Punycode.ToUnicode(label); err == nil {
			s += decoded
		}
	}
	for _, c := range s {
		if unicode.Is(unicode.Cn, c) && !unicode.Is(unicode.Noncharacter_Code_Point, c) || c == 0x1806 {
			return true
		}
	}
	return false
}
