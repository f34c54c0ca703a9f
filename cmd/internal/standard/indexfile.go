package standard

import (
	"bufio"
	"bytes"
	"fmt"
	"slices"
	"strings"
)

// FileError is a fault of an input, with its place.
type FileError struct {
	File string
	Line int // 0: the file as a whole
	Msg  string
}

// Error is file, line and what is wrong.
func (e *FileError) Error() string {
	if e.Line == 0 {
		return e.File + ": " + e.Msg
	}
	return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Msg)
}

// indexHeader is the first line of an index file.
const indexHeader = "# corsref spec index, format 1"

// AppendIndex appends the index file of x to dst: one line a standard, an entry, an alias or a step.
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

// IsIndex reports whether data is an index file rather than a standard's source.
func IsIndex(data []byte) bool { return bytes.HasPrefix(data, []byte(indexHeader)) }

// ParseIndex reads an index file. Empty lines and lines that begin with # are skipped. The error is a [*FileError].
func ParseIndex(file string, data []byte) (*Index, error) {
	x := new(Index)
	var standard *Standard
	var entry *Entry
	lines := bufio.NewScanner(bytes.NewReader(data))
	for n := 1; lines.Scan(); n++ {
		text := strings.Trim(lines.Text(), " \t\r") // other space may be part of a name
		if text == "" || strings.HasPrefix(text, "#") {
			continue
		}
		fail := func(format string, args ...any) error {
			return &FileError{File: file, Line: n, Msg: fmt.Sprintf(format, args...)}
		}
		word, rest, _ := strings.Cut(text, " ")
		first, second, _ := strings.Cut(rest, " ")
		switch word {
		case "standard", "exempt":
			if first == "" || second == "" {
				return nil, fail("%q needs an address and a text", word)
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
				return nil, fail("an entry needs a standard before it")
			}
			print, title, _ := strings.Cut(second, " ")
			p, err := parsePrint(print)
			if err != nil {
				return nil, fail("%v", err)
			}
			if standard.Find(first) != nil {
				return nil, fail("#%s is there already", first)
			}
			entry = &Entry{Base: standard.Base, Anchor: first, Title: title, Text: p}
			standard.Entries = append(standard.Entries, entry)
		case "alias":
			if entry == nil {
				return nil, fail("an alias needs an entry before it")
			}
			entry.Aliases = append(entry.Aliases, first)
		default:
			if entry == nil {
				return nil, fail("%q is no word of an index, and a step needs an entry before it", word)
			}
			p, err := parsePrint(second)
			switch {
			case err != nil:
				return nil, fail("%v", err)
			case !slices.Contains(kinds, Kind(first)):
				return nil, fail("%q is no kind of step; the kinds are %v", first, kinds)
			}
			if _, ok := entry.Step(word); ok {
				return nil, fail("step %s of #%s is there already", word, entry.Anchor)
			}
			entry.Steps = append(entry.Steps, Step{Number: word, Kind: Kind(first), Text: p})
		}
	}
	if err := lines.Err(); err != nil {
		return nil, &FileError{File: file, Msg: err.Error()}
	}
	return x, nil
}
