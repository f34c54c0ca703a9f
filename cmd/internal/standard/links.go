package standard

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// LinkError is a place of the Go source that cites what is not there.
type LinkError struct {
	File string
	Line int
	Func string
	URL  string
	Step string // "": it is the anchor that is not there
	Msg  string
}

// Error is file, line and what is wrong.
func (e *LinkError) Error() string { return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Msg) }

// CheckLinks returns what the source cites that the index does not have, in the order of the source.
func CheckLinks(src *Source, x *Index) []*LinkError {
	var faults []*LinkError
	for _, c := range src.Anchors {
		if e, known := x.Find(c.URL); e == nil && x.ExemptReason(c.URL) == "" {
			msg := "no anchor " + c.URL + " in the index"
			if !known {
				msg = "no standard of the index has " + c.URL + "; pin or exempt it"
			}
			faults = append(faults, &LinkError{File: c.File, Line: c.Line, Func: c.Func.Name, URL: c.URL, Msg: msg})
		}
	}
	for _, c := range src.Steps {
		e := c.entry(x)
		if e == nil {
			if c.Title != "" || c.Func.URL != "" && x.ExemptReason(c.Func.URL) != "" {
				continue // a number behind a comma, and no algorithm's title before it
			}
			faults = append(faults, &LinkError{File: c.File, Line: c.Line, Func: c.Func.Name, Step: c.Step.from,
				Msg: fmt.Sprintf("step %s is cited, but the doc comment of %s does not end with the anchor of an algorithm", c.Step.from, c.Func.Name)})
			continue
		}
		if _, missing := c.Step.steps(e); missing != "" {
			faults = append(faults, &LinkError{File: c.File, Line: c.Line, Func: c.Func.Name, URL: e.URL(), Step: missing,
				Msg: fmt.Sprintf("%s (#%s) has no step %s", e.Title, e.Anchor, missing)})
		}
	}
	return faults
}

// entry is the algorithm whose step is cited.
func (c *Citation) entry(x *Index) *Entry {
	if c.Title != "" {
		return x.titleBefore(c.Title)
	}
	e, _ := x.Find(c.URL)
	return e
}

// titleBefore is the algorithm whose title a text ends with, the longest such title.
func (x *Index) titleBefore(text string) *Entry {
	text = foldTitle(text)
	text = strings.TrimSuffix(text, "'")
	var best *Entry
	for _, s := range x.Standards {
		for _, e := range s.Entries {
			title := foldTitle(e.Title)
			if len(e.Steps) == 0 || best != nil && len(title) <= len(foldTitle(best.Title)) {
				continue
			}
			if rest, ok := strings.CutSuffix(text, title); ok && (rest == "" || strings.HasSuffix(rest, " ") || strings.HasSuffix(rest, "(")) {
				best = e
			}
		}
	}
	return best
}

// Words are what the source says that each step of e does, by number.
func (s *Source) Words(x *Index, e *Entry) map[string]string {
	words := maps.Clone(Paraphrases()[e.URL()])
	if words == nil {
		words = make(map[string]string)
	}
	if s == nil {
		return words
	}
	for _, c := range s.Steps {
		if c.Words == "" || c.entry(x) != e {
			continue
		}
		numbers, _ := c.Step.steps(e)
		for _, number := range numbers {
			if words[number] == "" {
				words[number] = c.Words
			}
		}
	}
	return words
}

// Implementing returns the functions whose doc comment ends with the anchor of e, or an alias of it.
func (s *Source) Implementing(e *Entry) []*Function {
	var fs []*Function
	for _, f := range s.Functions {
		base, anchor, ok := strings.Cut(f.URL, "#")
		if ok && f.inEngine() && strings.HasPrefix(base+"#", e.Base[:len(e.Base)-1]) && (anchor == e.Anchor || slices.Contains(e.Aliases, anchor)) {
			fs = append(fs, f)
		}
	}
	return fs
}
