package standard

import (
	"bytes"
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"
)

// FileError is a fault of an input, with its place.
type FileError struct {
	File string
	Line int // 0: the file as a whole
	Msg  string
}

// Error is the file, the line and what is wrong.
func (e *FileError) Error() string {
	if e.Line == 0 {
		return e.File + ": " + e.Msg
	}
	return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Msg)
}

// eachLine reads a file line by line, without empty lines and those that begin with #. The first error of read ends it and
// becomes a [*FileError].
func eachLine(file string, data []byte, read func(n int, text string) error) error {
	n := 0
	for line := range strings.Lines(string(data)) {
		n++
		line = strings.Trim(line, " \t\r\n") // other space may be part of a name
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if err := read(n, line); err != nil {
			return &FileError{File: file, Line: n, Msg: err.Error()}
		}
	}
	return nil
}

// standardsIndex is the index that the engine is checked against. Most of it is read from the sources of standards; the
// rest, at the end, is written by hand and has no prints.
//
//go:embed standards.index
var standardsIndex []byte

// PinnedFile is where the pinned index is, below the module's root.
const PinnedFile = "cmd/internal/standard/standards.index"

// Pinned returns the index that the engine is checked against. It must not be changed.
var Pinned = sync.OnceValue(func() *Index {
	x, err := ParseIndex(PinnedFile, standardsIndex)
	if err != nil {
		panic(err) // a test reads it
	}
	return x
})

// indexHeader is the first line of an index file.
const indexHeader = "# corsref spec index, format 1"

// IsIndex reports whether data is an index file rather than a standard's source.
func IsIndex(data []byte) bool { return bytes.HasPrefix(data, []byte(indexHeader)) }

// AppendIndex appends the index file of x to dst: a line for each standard, entry, alias and step.
//
//	standard BASE SOURCE
//	exempt BASE REASON
//	entry ANCHOR PRINT TITLE
//	alias ANCHOR
//	NUMBER KIND PRINT
func (x *Index) AppendIndex(dst []byte) []byte {
	dst = append(dst, indexHeader+"\n"...)
	for _, s := range x.Standards {
		if s.Exempt != "" {
			dst = fmt.Appendf(dst, "exempt %s %s\n", s.Base, s.Exempt)
			continue
		}
		dst = fmt.Appendf(dst, "standard %s %s\n", s.Base, s.Source)
		for _, e := range s.Entries {
			dst = fmt.Appendf(dst, "entry %s %s %s\n", e.Anchor, e.Text, e.Title)
			for _, alias := range e.Aliases {
				dst = fmt.Appendf(dst, "alias %s\n", alias)
			}
			for _, step := range e.Steps {
				dst = fmt.Appendf(dst, "%s %s %s\n", step.Number, step.Kind, step.Text)
			}
		}
	}
	return dst
}

// ParseIndex reads an index file. The error is a [*FileError].
func ParseIndex(file string, data []byte) (*Index, error) {
	x := new(Index)
	var standard *Standard
	var entry *Entry
	err := eachLine(file, data, func(_ int, text string) error {
		word, rest, _ := strings.Cut(text, " ")
		first, second, _ := strings.Cut(rest, " ")
		switch word {
		case "standard", "exempt":
			if first == "" || second == "" {
				return fmt.Errorf("%q needs an address and a text", word)
			}
			standard, entry = &Standard{Base: first}, nil
			if word == "exempt" {
				standard.Exempt = second
			} else {
				standard.Source = second
			}
			x.Standards = append(x.Standards, standard)
		case "entry":
			if standard == nil || standard.Exempt != "" {
				return fmt.Errorf("an entry needs a standard before it")
			}
			print, title, _ := strings.Cut(second, " ")
			p, err := parsePrint(print)
			if err == nil && standard.Find(first) != nil {
				err = fmt.Errorf("#%s is there already", first)
			}
			entry = &Entry{Base: standard.Base, Anchor: first, Title: title, Text: p}
			standard.Entries = append(standard.Entries, entry)
			return err
		case "alias":
			if entry == nil {
				return fmt.Errorf("an alias needs an entry before it")
			}
			entry.Aliases = append(entry.Aliases, first)
		default:
			if entry == nil {
				return fmt.Errorf("%q is no word of an index, and a step needs an entry before it", word)
			}
			p, err := parsePrint(second)
			switch {
			case err != nil:
				return err
			case !slices.Contains(kinds, Kind(first)):
				return fmt.Errorf("%q is no kind of step; the kinds are %v", first, kinds)
			case place(entry.Steps, word) >= 0:
				return fmt.Errorf("step %s of #%s is there already", word, entry.Anchor)
			}
			entry.Steps = append(entry.Steps, Step{Number: word, Kind: Kind(first), Text: p})
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return x, nil
}
