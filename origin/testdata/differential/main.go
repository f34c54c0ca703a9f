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
	"net/url"
	"os"
	"os/exec"
	"strings"
	"unicode"

	"golang.org/x/net/idna"

	"github.com/corsref/corsref/origin"
)

// dir is the folder of this program, seen from the module's root.
const dir = "origin/testdata/differential"

func main() {
	count := flag.Int("n", 500_000, "how many `inputs`")
	seed := flag.Uint64("seed", 1, "the `seed` of the generator")
	show := flag.Int("show", 20, "how many `disagreements` to print")
	every := flag.Bool("every", false, "instead, every code point of the planes in use in three hosts each")
	flag.Parse()
	if err := run(*count, *seed, *show, *every); err != nil {
		fmt.Fprintln(os.Stderr, "differential:", err)
		os.Exit(1)
	}
}

// run generates the inputs, asks both sides and reports.
func run(count int, seed uint64, show int, every bool) error {
	cases := everyCodePoint()
	if !every {
		g, err := newGenerator("origin/testdata/urls.json", seed)
		if err != nil {
			return err
		}
		cases = make([][2]*string, count)
		for i := range cases {
			cases[i] = g.next()
		}
	}
	answers, err := ask(cases)
	if err != nil {
		return err
	}
	r := report{show: show}
	for i, c := range cases {
		r.compare(c, answers[i])
	}
	return r.finish(len(cases), seed)
}

// ask returns the oracle's answers to all cases.
func ask(cases [][2]*string) ([]answer, error) {
	var in bytes.Buffer
	e := json.NewEncoder(&in)
	for _, c := range cases {
		if err := e.Encode(c); err != nil {
			return nil, err
		}
	}
	oracle := exec.Command("node", "oracle.mjs")
	oracle.Dir, oracle.Stdin, oracle.Stderr = dir, &in, os.Stderr
	out, err := oracle.Output()
	if err != nil {
		return nil, err
	}
	answers := make([]answer, len(cases))
	d := json.NewDecoder(bytes.NewReader(out))
	for i := range answers {
		if err := d.Decode(&answers[i]); err != nil {
			return nil, fmt.Errorf("reading the oracle: %w", err)
		}
	}
	return answers, nil
}

// An answer is href, origin, scheme, username, password, host, port, path, query and fragment; nil is failure.
type answer []any

// ours is package origin's answer.
func ours(c [2]*string) (answer, error) {
	var base origin.URL
	if c[1] != nil {
		var err error
		if base, err = origin.ParseURL(*c[1]); err != nil {
			return nil, err
		}
	}
	u, err := base.Parse(*c[0])
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

// A report counts.
type report struct {
	show, failures, newer, disagreements int
}

// compare asks package origin and compares with the oracle.
func (r *report) compare(c [2]*string, want answer) {
	got, err := ours(c)
	if want == nil {
		r.failures++
	}
	if fmt.Sprint(got) == fmt.Sprint(want) {
		return
	}
	if needsNewer(*c[0]) || c[1] != nil && needsNewer(*c[1]) {
		r.newer++
		return
	}
	r.disagreements++
	if r.disagreements <= r.show {
		base := "none"
		if c[1] != nil {
			base = fmt.Sprintf("%+q", *c[1])
		}
		fmt.Printf("input %+q base %s\n  oracle %q\n  ours   %q %v\n", *c[0], base, want, got, err)
	}
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

// finish prints the figures.
func (r *report) finish(count int, seed uint64) error {
	fmt.Printf("inputs=%d seed=%d parse=%d failure=%d disagree=%d newer-than-unicode-%s=%d\n",
		count, seed, count-r.failures, r.failures, r.disagreements, unicode.Version, r.newer)
	if r.disagreements > 0 {
		return fmt.Errorf("%d inputs disagree", r.disagreements)
	}
	return nil
}
