package adapter

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/corsref/corsref/conformance"
	"github.com/google/go-cmp/cmp"
)

// FuzzSplit splits words that were put in quotes where they need them.
func FuzzSplit(f *testing.F) {
	f.Add("node\x00--flag=a b\x00it's\x00", " \t")
	f.Add("\"\x00'\x00\"'\x00é", "\n")
	f.Fuzz(func(t *testing.T, list, space string) {
		if strings.Trim(space, " \t\n\r") != "" || space == "" {
			space = " "
		}
		words := strings.Split(strings.ToValidUTF8(list, "?"), "\x00")
		var quoted []string
		for _, word := range words {
			// A quote of one kind goes between two of the other.
			parts := strings.Split(word, "'")
			quoted = append(quoted, "'"+strings.Join(parts, `'"'"'`)+"'")
		}
		line := space + strings.Join(quoted, space) + space
		if got, err := Split(line); err != nil || !slices.Equal(got, words) {
			t.Errorf("Split(%q) = %q, %v, want %q", line, got, err, words)
		}
		plain := strings.FieldsFunc(list, func(r rune) bool { return strings.ContainsRune(" \t\n\r", r) })
		if got, err := Split(list); !strings.ContainsAny(list, `'"`) && strings.ToValidUTF8(list, "?") == list && (!slices.Equal(got, plain) || (err == nil) != (len(plain) > 0)) {
			t.Errorf("Split(%q) = %q, %v, want %q", list, got, err, plain)
		}
	})
}

// FuzzReply reads lines of adapters; verdicts that are taken are taken again as they are encoded.
func FuzzReply(f *testing.F) {
	f.Add(`{"reply":"result","id":1,"fetches":[{"outcome":"response","response":{"status":200,"url":"","headers":[["a","b"]]},"wire":[]}]}`)
	f.Add(`{"reply":"result","id":1,"fetches":[{"outcome":"network-error","error":{"code":"x","phase":"","hop":0,"message":""},"wire":[{"method":"GET","url":"x","headers":[]}]}]}`)
	f.Add(`{"reply":"started","protocol":1,"kind":"model"}`)
	f.Add(`{"reply":"skipped","id":null}`)
	f.Fuzz(func(t *testing.T, line string) {
		r, err := decodeReply([]byte(line))
		if err != nil || r.Reply != "result" {
			return
		}
		if r.ID == nil {
			t.Fatal("a result of no run")
		}
		for _, kind := range []string{KindModel, KindClient} {
			verdicts, err := r.verdicts(kind, len(r.Fetches))
			if err != nil {
				continue
			}
			encoded, err := conformance.Encode(verdicts)
			if err != nil {
				t.Fatal(err)
			}
			if kind == KindClient { // which leave the wire out
				encoded = []byte(strings.ReplaceAll(string(encoded), `,"wire":[]}`, "}"))
			}
			next, err := decodeReply([]byte(`{"reply":"result","id":1,"fetches":` + string(encoded) + "}"))
			if err != nil {
				t.Fatalf("%v\n%s", err, encoded)
			}
			again, err := next.verdicts(kind, len(verdicts))
			if diff := cmp.Diff(verdicts, again); err != nil || diff != "" {
				t.Errorf("%v\n%s\n%s", err, diff, encoded)
			}
			if !json.Valid(encoded) {
				t.Errorf("not JSON: %s", encoded)
			}
		}
	})
}
