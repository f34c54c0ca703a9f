package main

import (
	"bytes"
	"errors"
	"testing"

	v2 "github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// TestLinesComeBack checks that every library gives back what it was given, in order.
func TestLinesComeBack(t *testing.T) {
	var lines bytes.Buffer
	if err := writeLines(&lines, 1000); err != nil {
		t.Fatal(err)
	}
	var want []byte
	for _, l := range libraries {
		var got bytes.Buffer
		if err := run([]string{"recode", l.name, "typed"}, bytes.NewReader(lines.Bytes()), &got); err != nil {
			t.Fatalf("%s: %v", l.name, err)
		}
		same := canonical(t, got.Bytes())
		if want == nil {
			want = same
		}
		if !bytes.Equal(same, want) {
			t.Errorf("%s does not give back the lines that %s does", l.name, libraries[0].name)
		}
	}
}

// canonical has one spelling of every line, since libraries escape as they like.
func canonical(t *testing.T, lines []byte) (all []byte) {
	for text := range bytes.Lines(lines) {
		value := jsontext.Value(bytes.TrimSpace(text))
		if err := value.Canonicalize(); err != nil {
			t.Fatal(err)
		}
		all = append(append(all, value...), '\n')
	}
	return all
}

// TestFaults is why the first library is the one: it alone refuses what a scenario may not have, and says where it stands.
func TestFaults(t *testing.T) {
	for _, fault := range []struct{ name, text string }{
		{"unknown member", `{"origin":"https://a.example","orgin":1}`},
		{"member given twice", `{"origin":"https://a.example","origin":"https://b.example"}`},
		{"not UTF-8", "{\"origin\":\"\xff\"}"},
		{"cut off", `{"origin":`},
	} {
		for _, l := range libraries {
			t.Logf("%s, %s: %v", fault.name, l.name, l.decode([]byte(fault.text), new(line)))
		}
		err := libraries[0].decode([]byte(fault.text), new(line))
		var semantic *v2.SemanticError
		var syntactic *jsontext.SyntacticError
		if !errors.As(err, &semantic) && !errors.As(err, &syntactic) {
			t.Errorf("%s: %v has no place", fault.name, err)
		}
	}
}

// BenchmarkRecode decodes and encodes the same 1,000 lines in one goroutine.
func BenchmarkRecode(b *testing.B) {
	var lines bytes.Buffer
	if err := writeLines(&lines, 1000); err != nil {
		b.Fatal(err)
	}
	for _, l := range libraries {
		for _, kind := range []string{"typed", "any"} {
			b.Run("library="+l.name+"/shape="+kind, func(b *testing.B) {
				b.SetBytes(int64(lines.Len()))
				b.ReportAllocs()
				var out []byte
				for b.Loop() {
					out = out[:0]
					for text := range bytes.Lines(lines.Bytes()) {
						var err error
						if out, err = l.recode(out, text, shapes[kind]); err != nil {
							b.Fatal(err)
						}
					}
				}
			})
		}
	}
}
